#ifndef WAYMARK_CORE_TRACK_H
#define WAYMARK_CORE_TRACK_H
/*
 * Tracks: an ordered list of stages, each with yes/no questions, and the three
 * ways of reading the answers. The template is what a team edits; it is read by
 * storage and never changed here. Indexes (stage, milestone) are positions in
 * the template; ids are the 63-bit keys of core/ids.h.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/date.h"

enum track_subject { SUBJECT_ACCOUNT, SUBJECT_ORGANISATION };
enum track_reading { READING_PROGRESS, READING_LEVEL, READING_DIAGNOSIS };
enum side { SIDE_US, SIDE_CUSTOMER };
enum answer { ANSWER_OPEN, ANSWER_YES, ANSWER_NO, ANSWER_NA };

#define TRACK_MAX_STAGES 64
#define TASK_NO_DUE INT32_MIN

struct task {
	int64_t id;
	char *key; /* unique in the milestone; where the file gives none, the text itself */
	char *text;
	enum side side;
	int due_days;	/* after the stage began, may be negative; TASK_NO_DUE without */
	char *document; /* title of the process document, or NULL */
};

/* A milestone's yes is one more required question of this stage of another track. */
struct evidence {
	char *track, *stage; /* their keys; whether they exist depends on the book */
	int line;	     /* in the file; 0 when read from a book */
};

struct milestone {
	int64_t id;
	char *key; /* unique in its track */
	char *question;
	int stage, activity; /* indexes into the track */
	bool required;
	enum side side;
	uint64_t also; /* diagnosis: further stages it is a symptom of, a bit each */
	struct task *tasks;
	size_t task_count;
	struct evidence *evidence;
	size_t evidence_count;
	/* Where it stands here as evidence: the key of the track it belongs to, whose answer it shares.
	 * Only yes settles it here. NULL: this track's own. (core/evidence.h) */
	char *home;
	/* When a later version of the track brought it in; 0: there from the first. */
	day_t added_on;
	char *added_version; /* NULL likewise */
};

struct activity {
	char *name;
	int stage;
};

/* A field of the growth roadmap, to be rated from 0 to CELL_MAX. */
#define CELL_MAX 3
struct cell {
	int64_t id;
	char *key, *name;
	char *question; /* what "in place" would be */
};

struct stage {
	int64_t id;
	char *key, *name;
	char *promise;		/* what the customer will be able to do once through */
	char **characteristics; /* each list ends with NULL */
	char **challenges;
	char **customer_expects, **we_expect, **can_go_wrong, **metrics;
	char **tactics;	    /* diagnosis: the ways out of this condition */
	char *row;	    /* diagnosis: its row of the growth roadmap, NULL without one */
	struct cell *cells; /* one a column of the track, or none */
	int cell_count;
	int expected_days; /* 0: none stated */
	int first, count;  /* its milestones, contiguous in the track */
	int required;	   /* how many of them are */
};

struct track {
	int64_t id;
	char *key, *title, *version;
	char *about, *method; /* what it is for; which method it is after; NULL when not said */
	char *statement;      /* a sentence with {blanks}, see core/programme.h; NULL without */
	char **tactics;	      /* diagnosis: ways out of all conditions; ends with NULL, like columns */
	char **columns;	      /* diagnosis: of the growth roadmap */
	enum track_subject subject;
	enum track_reading reading;
	struct stage *stages;
	int stage_count;
	struct activity *activities;
	int activity_count;
	struct milestone *milestones; /* in order of stage, then of the file */
	int milestone_count;
	/* Positions of milestones in ascending id, for merging with rows; made by track_finish(). */
	int *by_id;
};

/* Fills what follows from the rest: ids from keys (a task without one gets its text), stages'
 * first, count and required, by_id; lists that are NULL become empty ones. Milestones must stand
 * in order of stage. */
void track_finish(struct track *track) __attribute__((nonnull));
/* Frees the track and all that hangs on it; NULL does nothing. */
void track_free(struct track *track);
/* A copy of its own, finished. */
struct track *track_copy(const struct track *track) __attribute__((nonnull, returns_nonnull));
/* The same for one milestone; its id is made by track_finish(). */
void milestone_copy(const struct milestone *from, struct milestone *to) __attribute__((nonnull));

/* Index of a milestone, -1 when the track has none such. By key only the track's own are found: what stands
 * here as evidence goes by the key that it has at home. */
int track_find_key(const struct track *track, const char *key) __attribute__((nonnull));
int track_find_id(const struct track *track, int64_t id) __attribute__((nonnull));
int track_find_stage(const struct track *track, const char *key) __attribute__((nonnull));

const char *answer_name(enum answer answer);					       /* "open" "yes" "no" "na" */
bool answer_from_name(const char *name, enum answer *answer) __attribute__((nonnull)); /* also "n/a" */
bool answer_settles(enum answer answer);					       /* yes and not applicable */
const char *side_name(enum side side);						       /* "us" "customer" */
const char *reading_name(enum track_reading reading);
const char *subject_name(enum track_subject subject);

/* Whether an answer settles this milestone where it stands: yes and not applicable, as evidence only yes. */
bool milestone_settled(const struct milestone *milestone, enum answer answer) __attribute__((nonnull));
/* Whether an answer to it is one to the track, which begins with the first: any that is, as evidence only yes. */
bool milestone_begins(const struct milestone *milestone, enum answer answer) __attribute__((nonnull));

/* The answer that stands for one milestone on some date. */
struct standing {
	enum answer answer;
	day_t on; /* DAY_NONE when open */
};

enum pace { PACE_NONE, PACE_ON_TRACK, PACE_BEHIND, PACE_STUCK };
const char *pace_name(enum pace pace); /* "" "on track" "behind" "stuck" */

/* The two day limits of pace; a stage without expected_days has none. */
struct pace_limits {
	int behind; /* days past the expected duration before a stage is behind */
	int stuck;  /* days without a newly settled required milestone before such a stage is stuck */
};
extern const struct pace_limits pace_limits_default; /* 0, 30 */

/* Where the subject stands on a track. */
struct position {
	int stage;	       /* index of the current stage; the last one when completed; -1: level "none", a
			 * diagnosis with nothing rated, or no stages */
	bool completed;	       /* progress: no stage is left; level: the highest is reached */
	bool passed;	       /* some stage before this one is passed by hand and not settled */
	int settled, required; /* required milestones of the stage shown (level none: of the first) */
	int all_settled, all_required; /* of the whole track */
	int yes;		       /* milestones answered yes, of the whole track */
	day_t since;		       /* when the stage was entered; DAY_NONE before the start */
	int days;		       /* since then; -1 before the start */
	day_t last_settled;	       /* the latest day a required milestone was settled; DAY_NONE */
	enum pace pace;
	int next; /* first unsettled required milestone of the stage to work on, -1 when none */
	int ratings[TRACK_MAX_STAGES]; /* diagnosis: percent of its symptoms that are answered yes,
					* floored: one not asked yet is not known to be there; -1 when
					* none is answered. stage is the worst rated, the first of equals */
};

/*
 * Read the answers. standing has milestone_count entries, as of today. passes has
 * stage_count entries: the day a stage was passed by hand, DAY_NONE when not.
 * start is the day of placement or of the first answer, DAY_NONE before either.
 *
 * progress: the stage is the first neither settled (no required milestone open or
 * answered no) nor passed; none left: completed. A stage without required milestones
 * is settled.
 * level: the highest stage such that it and all below are settled, each with a
 * yes of its own; its next milestone is one of the level above.
 * The stage was entered when the last required milestone of the stages before it was
 * settled or the pass was given, else at the start, and never before the start. A level is
 * entered when its own milestones and those below were settled and had their yes.
 * last_settled may lie before the start (placed later); a stall then counts from the start.
 */
void track_position(const struct track *track, const struct standing *standing, const day_t *passes, day_t start,
		    const struct pace_limits *limits, day_t today, struct position *out) __attribute__((nonnull));

/* What the answers of one stage come to: all that a position is made of but for ratings and
 * next, so that a what-if counts one stage again and not the whole track. */
struct stage_tally {
	int settled;	 /* required milestones */
	int yes;	 /* milestones answered yes, optional ones too */
	day_t last;	 /* the latest day a required one was settled, DAY_NONE */
	day_t first_yes; /* the earliest day of a standing yes, DAY_NONE */
};
void track_tally(const struct track *track, int stage, const struct standing *standing, struct stage_tally *out)
	__attribute__((nonnull));
/* Progress: the day the last required milestone of the stages before one was settled or a pass of them was given;
 * DAY_NONE: never. Beyond the last stage (stage_count): the day the track was completed. */
day_t track_entered(const struct stage_tally *tallies, const day_t *passes, int stage) __attribute__((nonnull));
/* track_position() over tallies made before, stage_count of them. */
void track_position_tallied(const struct track *track, const struct stage_tally *tallies,
			    const struct standing *standing, const day_t *passes, day_t start,
			    const struct pace_limits *limits, day_t today, struct position *out)
	__attribute__((nonnull));
/* The day a stall counts from: the last settled required milestone, but never before the start. */
day_t position_stall_from(const struct position *position, day_t start) __attribute__((nonnull));

/* A stage that was settled until a new version of the track brought required milestones that are not: how many
 * of those there are. 0: it is settled, or would not be without them either, or none of it is settled. */
int track_stage_reopened(const struct track *track, int stage, const struct standing *standing)
	__attribute__((nonnull));

/* Whether one stage is settled under these answers. */
bool track_stage_settled(const struct track *track, int stage, const struct standing *standing)
	__attribute__((nonnull));

/*
 * The day of the plan that a count of settled required milestones amounts to: each
 * stage's expected days are spread evenly over its required milestones, in order.
 * In hundredths of a day, floored. -1 when no stage with required milestones states a duration.
 */
int64_t track_plan_day(const struct track *track, int settled) __attribute__((nonnull));

#endif
