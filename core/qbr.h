#ifndef WAYMARK_CORE_QBR_H
#define WAYMARK_CORE_QBR_H
/*
 * The agenda of a quarterly business review: drafted from the records since the last one, merged with what people
 * made of it. Every item is internal or for the customer, and says which record it came from.
 */
#include "core/today.h"

enum qbr_section {
	QBR_ACTIONS,   /* the last review's actions: done, slipped, changed */
	QBR_GOAL,      /* what you set out to reach: definition of success, outcomes */
	QBR_ACHIEVED,  /* milestones settled, with dates and evidence */
	QBR_VALUE,     /* outcomes measured against baseline and target, measures with their trend */
	QBR_PROMISES,  /* kept, open, broken, and what they understood by them */
	QBR_VOICE,     /* surveys, concerns, who came and went */
	QBR_RISKS,     /* risks and obstacles; ours are internal */
	QBR_AHEAD,     /* the promise of the next stage, its next milestones with owner and date */
	QBR_ASK,       /* one ask, if it is time, and one commitment from each side */
	QBR_DECISIONS, /* decisions, actions, and the date of the next review */
	QBR_SECTIONS,
};
const char *qbr_section_title(enum qbr_section section);
const char *qbr_section_key(enum qbr_section section); /* "actions" "goal" "achieved" "value" ... */
bool qbr_section_from_key(const char *key, enum qbr_section *section) __attribute__((nonnull));

enum qbr_audience { QBR_CUSTOMER, QBR_INTERNAL };

/* What a trend is drawn from: points in order of day, all alike in unit. */
#define QBR_SERIES_MAX 24
struct qbr_series {
	int count;
	int64_t values[QBR_SERIES_MAX]; /* thousandths */
	day_t days[QBR_SERIES_MAX];
	bool has_target, has_baseline;
	int64_t target, baseline;
};

/* A key says what the item is of; a draft never gives the same key now to one audience and now to the other, so that
 * what people made of an item stays with those whom they made it for. Those that end in "/none" stand for a section
 * with nothing to say. */
struct qbr_item {
	char *key; /* "milestone/cst-saas/go-live", "outcome/1234", "promise/99", "goal", "added/5" */
	enum qbr_section section;
	enum qbr_audience audience;
	char *text;
	char *source; /* the record that it came from, in words, for us alone: "outcome, measured 3 Nov by ana"; NULL */
	enum answer mark;	   /* ANSWER_YES done or kept, ANSWER_NO asked and not there, broken; else open */
	day_t on;		   /* DAY_NONE */
	char *by;		   /* NULL */
	char *note;		   /* evidence, for the customer where the item is; NULL */
	struct qbr_series *series; /* NULL */
	/* What people made of it. */
	bool is_new; /* not there at the last drafting */
	bool edited, hidden, added, covered;
	bool changed_below; /* edited, and the records say something else by now: drafted holds it */
	char *drafted;	    /* the draft's words where they are not text; NULL */
	char *said;	    /* written beside it in the meeting; NULL */
	int64_t todo;	    /* of an action: its task; 0 */
	int rank;	    /* place in the section, thousandths */
};

struct agenda {
	int64_t review;			/* 0: none is planned */
	day_t last_review, next_review; /* DAY_NONE */
	day_t held;			/* DAY_NONE: not yet; then next_review is the day of the one after */
	bool looked_at;			/* drafted before: what came since is marked as new */
	char *account, *csm;		/* their names, of one held as they were then; account NULL: not kept */
	struct qbr_item *items;		/* in order of section and rank */
	size_t count, room;
};

/* What is drafted from. answers run parallel to the track's milestones. Texts NULL: not there. */
struct qbr_answer {
	const char *by, *note;
	const char *owner; /* who has it to do, where somebody said so */
	bool has_due;
	day_t due; /* and by when */
};
struct qbr_action { /* agreed in the last review, or open still of one before it; or (agreed) in this one */
	int64_t id;
	const char *text, *owner, *note;
	const char *was_text; /* as it was agreed, where it reads otherwise by now */
	enum side side;
	bool internal, gone;	  /* internal: or hidden then; gone: taken off the list since */
	day_t due, done, was_due; /* was_due: before it was moved; DAY_NONE each */
};
struct qbr_outcome {
	int64_t id;
	const char *name, *unit;
	int64_t baseline, target; /* VALUE_NONE */
	day_t start, due;
	const int64_t *values; /* in order of day */
	const day_t *days;
	size_t count;
	const char *who; /* who measured last */
};
struct qbr_promise {
	int64_t id;
	const char *text, *understood, *to;
	const char *note; /* what was written when its state was set: of a broken one, the cause */
	enum promise_state state;
	day_t made, due, state_since;
	bool confirmed;
};
struct qbr_survey {
	int64_t id;
	enum survey_kind kind;
	int score, scale;
	day_t on;
	const char *contact, *comment;
};
struct qbr_concern {
	int64_t id;
	enum concern_level level;
	const char *text, *contact, *how;
	day_t on, addressed;
};
struct qbr_contact { /* who came or went since the last review */
	int64_t id;
	const char *name, *roles;
	bool here;
	day_t on;
};
struct qbr_measure { /* by key, in order of day */
	const char *key;
	const int64_t *values;
	const day_t *days;
	size_t count;
};
struct qbr_flag { /* an open one */
	const char *key, *title, *evidence;
	day_t fired;
};
struct qbr_input {
	const char *definition_of_success, *success_measure, *next_step;
	int64_t review;
	day_t last_review, next_review;
	const struct view *view;
	const struct position *position;
	const struct health *health;
	const struct qbr_answer *answers; /* NULL without a track */
	int ahead;			  /* how many next milestones to list */
	const struct qbr_action *actions; /* of the last review, with what it looked back at and is open */
	size_t action_count;
	const struct qbr_action *agreed; /* in this one */
	size_t agreed_count;
	const struct qbr_outcome *outcomes;
	size_t outcome_count;
	const struct qbr_promise *promises;
	size_t promise_count;
	const struct qbr_survey *surveys;
	size_t survey_count;
	const struct qbr_concern *concerns;
	size_t concern_count;
	const struct qbr_contact *contacts;
	size_t contact_count;
	const struct qbr_measure *measures;
	size_t measure_count;
	const struct qbr_flag *flags;
	size_t flag_count;
	const struct asks *asks; /* NULL: none are known of */
};

/* Draft into a zeroed agenda; free it with agenda_free(). Ranks are 1000, 2000 ... in each section. A section with nothing to say gets one internal item that
 * says so and what to do (but for QBR_ACTIONS without a review before). Achieved: required and optional milestones
 * answered yes and dated after last_review (all when there was none), latest first. Risks of ours, broken
 * promises' causes, detractors' names and asks that are not ready are internal. */
void qbr_draft(const struct qbr_input *input, struct agenda *out) __attribute__((nonnull));
void agenda_free(struct agenda *agenda) __attribute__((nonnull));
/* By key; NULL when there is none. Borrowed. */
struct qbr_item *agenda_find(const struct agenda *agenda, const char *key) __attribute__((nonnull));
/* The keys of what is there, a line each: what qbr_merge() takes as seen. Yours. */
char *agenda_keys(const struct agenda *agenda) __attribute__((nonnull));
/* What the draft says of an item, whatever people made of it; NULL: nothing, it was added, or its record is gone. */
const char *qbr_drafted(const struct qbr_item *item) __attribute__((nonnull));

/* What people made of items, as it is stored: by key, each once. */
struct qbr_edit {
	const char *key;
	enum qbr_section section;
	bool has_rank, has_audience, hidden, covered;
	int rank;
	enum qbr_audience audience;
	const char *text, *drafted, *note; /* NULL; drafted NULL: added by hand */
	int64_t todo;			   /* 0 */
};
/*
 * Merge a draft with edits: every edit stays, whatever the draft says by now. Items of an edit that the draft has no
 * more stay with the text they had, where there is one, or something was covered or written beside them: their
 * changed_below is set with nothing drafted, and without an audience of their own they are internal. Those that stand
 * for an empty section go where it has something to say by now. seen (keys, a line each; NULL: never drafted before,
 * nothing is new) tells what is new; what somebody edited is not. The same edits once more change nothing.
 */
void qbr_merge(struct agenda *agenda, const struct qbr_edit *edits, size_t count, const char *seen)
	__attribute__((nonnull(1)));

/* What may leave the house: for the customer and not hidden. Every export goes through this alone. */
bool qbr_leaves(const struct qbr_item *item) __attribute__((nonnull));

#endif
