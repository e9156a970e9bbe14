#ifndef WAYMARK_CORE_FACTS_H
#define WAYMARK_CORE_FACTS_H
/*
 * What a score reads of one account: dated rows, all of them, as the book
 * stands now. A view is the same as of one date: every fact dated on or before
 * it, the latest standing. Scores, what-if and as-of all read views, so that none
 * can see what another cannot.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/date.h"
#include "core/records.h"
#include "core/track.h"

enum account_status { STATUS_PROSPECT, STATUS_ACTIVE, STATUS_CHURNED };
const char *status_name(enum account_status status); /* "prospect" "active" "churned" */
bool status_from_name(const char *name, enum account_status *status) __attribute__((nonnull));

enum direction { FROM_US, FROM_THEM };

struct answer_fact {
	int milestone; /* index in the track */
	day_t on;
	int64_t at; /* when it was recorded, ms since 1970 UTC: orders answers of one day */
	enum answer answer;
};

struct pass_fact {
	int stage;
	day_t on;
};

/* A change of the account's dated fields; a field with nothing said keeps its value. */
struct state_fact {
	day_t on;
	bool says_segment, says_status, says_renewal, says_plan;
	int segment; /* caller's index of a segment name, -1 none */
	enum account_status status;
	day_t renewal; /* DAY_NONE: cleared */
	bool plan;     /* a next step for the customer is written down */
};

struct movement_fact {
	day_t on;
	int64_t minor; /* signed, in the account's currency */
};

struct touch_fact {
	day_t on;
	enum direction from;
	int kind;    /* index among the touch kinds of the scorecard's words, -1: none of them */
	int contact; /* caller's index of the contact, -1: not said */
};

/*
 * Records. Contacts, promises and outcomes are numbered by the caller from 0, each account's anew; measures,
 * fields and tracks by the scorecard's words (core/scorecard.h). A row of a number below 0 is left out.
 */
struct measure_fact {
	int key;
	day_t on;
	int64_t value; /* thousandths */
};

struct survey_fact {
	enum survey_kind kind;
	day_t on;
	int64_t id;  /* tells answers of one day apart */
	int contact; /* -1: nobody's that is known, a respondent of its own */
	int score, scale;
};

/* What changed about a contact on a day; it is there from its first row, and here until said otherwise. */
struct contact_fact {
	int contact;
	day_t on;
	bool says_roles, says_here, says_sentiment;
	unsigned roles; /* enum contact_role */
	bool here;
	int sentiment;
};

/* Likewise of a promise: open until said otherwise. */
struct promise_fact {
	int promise;
	day_t on;
	bool says_state, says_due, says_confirmed;
	enum promise_state state;
	day_t due; /* DAY_NONE: none any more */
	bool confirmed;
};

/* What an outcome is measured against; facts.outcomes is indexed by its number. */
struct outcome_claim {
	day_t start, due; /* DAY_NONE */
	bool has_baseline, has_target;
	int64_t baseline, target; /* thousandths */
};

struct outcome_fact {
	int outcome;
	day_t on;
	int64_t value;
};

struct concern_fact {
	enum concern_level level;
	day_t on;
	day_t addressed; /* DAY_NONE: not yet */
};

/* A text of the account's that is filled in or not: the words' fields. */
struct field_fact {
	int field;
	day_t on;
	bool filled;
};

/* The stage that the account has reached on a track beside the main one, from a day on. */
struct level_fact {
	int track;
	day_t on;
	int level; /* stages reached: 0 none */
};

/* The band as somebody set it by hand. The latest stands, and holds until its last day. */
struct override_fact {
	day_t on, until;
	int band; /* enum band */
};

/* Arrays are the caller's, reused from account to account; track may be NULL. Rows may
 * stand in any order: the result does not depend on it. Where two rows are of the same moment
 * the greater value stands; of two passes of a stage the earlier counts. Answers and passes of
 * milestones and stages that the track does not have (-1) are left out. */
struct facts {
	const struct track *track; /* the main track */
	day_t placed;		   /* day of placement on it, DAY_NONE */
	struct answer_fact *answers;
	size_t answer_count;
	struct pass_fact *passes;
	size_t pass_count;
	struct state_fact *states;
	size_t state_count;
	struct movement_fact *movements;
	size_t movement_count;
	struct touch_fact *touches;
	size_t touch_count;
	day_t contract; /* when the contract began, for its age; DAY_NONE. Holds for every as-of */
	struct measure_fact *measures;
	size_t measure_count; /* read fastest where the rows of a key stand together */
	struct survey_fact *surveys;
	size_t survey_count;
	struct contact_fact *contacts;
	size_t contact_count;
	struct promise_fact *promises;
	size_t promise_count;
	const struct outcome_claim *outcomes;
	size_t outcome_count;
	struct outcome_fact *outcome_values;
	size_t outcome_value_count;
	struct concern_fact *concerns;
	size_t concern_count;
	struct field_fact *fields;
	size_t field_count;
	struct level_fact *levels;
	size_t level_count;
	struct override_fact *overrides;
	size_t override_count;
};

/* A deep copy of the rows, which outlives the reader's; the track is lent as it was. */
void facts_copy(const struct facts *facts, struct facts *out) __attribute__((nonnull));
void facts_free(struct facts *facts) __attribute__((nonnull));

/* What stands of the records as of the view's date. */
struct contact_view {
	bool known, here; /* known: some row is dated on or before it */
	unsigned roles;
	bool has_sentiment;
	int sentiment;
	day_t sentiment_on;
	day_t touched; /* the last touch with them, DAY_NONE */
};

struct promise_view {
	bool known;
	enum promise_state state;
	day_t state_on; /* when it came to be so; DAY_NONE: open from the first */
	day_t due;
	bool confirmed;
};

struct outcome_view {
	bool measured;
	int64_t value; /* the latest */
	day_t on;
};

/* Of one measure: where its rows are among the facts', and the latest. */
struct measure_view {
	size_t first, end; /* all rows of it are in first..end-1 */
	day_t from, on;	   /* the first and the last day that it is known of; DAY_NONE */
	int64_t value;	   /* on the last */
};

/* The account as of a date. Borrow standing, passes and what stands of the records from a struct view_room; facts
 * from the caller, whose rows must live as long as the view is scored. */
struct view {
	const struct track *track;
	day_t as_of;
	struct standing *standing; /* milestone_count of them; NULL without a track */
	day_t *passes;		   /* stage_count of them */
	day_t start;		   /* placement, else first answer (evidence: first yes); DAY_NONE */
	int settled_at_start;	   /* required milestones settled by answers dated up to start */
	int segment;
	enum account_status status; /* active unless said otherwise */
	day_t renewal;
	bool plan;
	bool has_arr;
	int64_t arr;			      /* sum of movements */
	day_t touch_from_us, touch_from_them; /* DAY_NONE */
	day_t contract;
	const struct facts *facts; /* what it is of */
	/* What stands of the records; all empty where there are none, so that books without are as quick as ever. */
	const struct measure_view *measures; /* by key; those beyond are not known */
	const struct contact_view *contacts;
	const struct promise_view *promises;
	const struct outcome_view *outcomes; /* facts->outcome_count of them */
	int measure_count, contact_count, promise_count;
	int override; /* enum band set by hand that holds on this day; 0: none */
	day_t override_until;
};

/* Reused memory for one view at a time; zeroed is empty. */
struct view_room {
	struct standing *standing;
	int64_t *at;
	day_t *passes;
	size_t milestones, stages;
	struct contact_view *contacts;
	struct promise_view *promises;
	struct outcome_view *outcomes;
	struct measure_view *measures;
	size_t contact_room, promise_room, outcome_room, measure_room;
};

void facts_view(const struct facts *facts, day_t as_of, struct view_room *room, struct view *out)
	__attribute__((nonnull));
void view_room_free(struct view_room *room) __attribute__((nonnull));

/* The level that the account has on facts->track after each day that answers or passes say something of it, as rows
 * for facts.levels of another track's facts: of a level track the levels reached, else the stages gone through.
 * out has room for answer_count + pass_count of them. Returns how many there are. */
size_t facts_levels(const struct facts *facts, int track, struct view_room *room, struct level_fact *out)
	__attribute__((nonnull));

/* track_position() over a view; an empty position without a track. */
void view_position(const struct view *view, const struct pace_limits *limits, struct position *out)
	__attribute__((nonnull));

#endif
