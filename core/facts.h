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
};

/* The account as of a date. Borrow standing and passes from a struct view_room. */
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
};

/* Reused memory for one view at a time; zeroed is empty. */
struct view_room {
	struct standing *standing;
	int64_t *at;
	day_t *passes;
	size_t milestones, stages;
};

void facts_view(const struct facts *facts, day_t as_of, struct view_room *room, struct view *out)
	__attribute__((nonnull));
void view_room_free(struct view_room *room) __attribute__((nonnull));

/* track_position() over a view; an empty position without a track. */
void view_position(const struct view *view, const struct pace_limits *limits, struct position *out)
	__attribute__((nonnull));

#endif
