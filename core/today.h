#ifndef WAYMARK_CORE_TODAY_H
#define WAYMARK_CORE_TODAY_H
/*
 * Today: all that could be done on an account, each with its rank as an open sum. The same terms rank every account,
 * so that one list over the book is a merge of those of its accounts.
 *
 *	at stake  0 to 300: the ARR by its tenfolds: 0 up to 1,000 in major units, 75 for each tenfold, straight between
 *	days      0 to 300: due within the horizon 0 to 200, the nearer the more; overdue 200 and 5 a day (a review to be planned 100 at most). Without a
 *	          day: of a flag 100 and 5 for each day that it is open, up to 200; of others what TODAY_DAYS gives
 *	health    0 to 300: what health lacks to 100, three for a point (150 when unknown); of a milestone what its
 *	          yes wins, 30 for a point; of stale data what confidence lacks; of an ask nothing
 *	kind      0 to 100: how much the kind presses; of flags their severity
 *	effort    -80 to 0: how long it takes
 */
#include "core/play.h"

enum today_kind {
	TODAY_FLAG,	 /* a flag is open */
	TODAY_TASK,	 /* a task of a play, a review or its own is due */
	TODAY_PROMISE,	 /* a promise is due or overdue */
	TODAY_MILESTONE, /* the next milestone, by what it wins */
	TODAY_STALE,	 /* an indicator's data has grown too old: ask anew */
	TODAY_ASK,	 /* it is the time to ask */
	TODAY_QBR,	 /* a review is near, or none is planned a quarter after the last */
	TODAY_KINDS,
};
const char *today_kind_name(enum today_kind kind); /* "flag" "task" "promise" "milestone" "stale" "ask" "qbr" */

#define TODAY_HORIZON 14 /* days ahead that count as soon */
#define TODAY_QUARTER 90 /* days after a review until the next one is due */
enum today_term { TERM_STAKE, TERM_DAYS, TERM_HEALTH, TERM_KIND, TERM_EFFORT, TODAY_TERMS };
const char *today_term_name(enum today_term term); /* "at stake" "days" "health" "kind" "effort" */

#define TODAY_KEY 64
struct today_entry {
	enum today_kind kind;
	char key[TODAY_KEY]; /* tells it from the account's others: "flag/champion-left/20250", "task/1234",
			      * "promise/99", "milestone/77", "stale/last-touch", "ask/reference", "qbr/5", "qbr/plan" */
	int64_t ref;	     /* the todo's, promise's, milestone's or review's id; of a stale one the indicator's
			      * index in health; 0 */
	day_t due;	     /* DAY_NONE */
	int terms[TODAY_TERMS];
	int rank; /* their sum */
};
struct today_entries { /* zeroed is empty; vec_free() */
	struct today_entry *items;
	size_t count, room;
};

/* What there is on one account, beside its score. */
struct today_flag {
	const struct flag *flag;
	struct firing firing; /* the latest */
};
struct today_todo {
	int64_t id;
	day_t due; /* DAY_NONE: not listed */
};
struct today_promise {
	int64_t id;
	day_t due;
};
struct today_input {
	const struct expr_input *account; /* with its scoring */
	struct view *view;		  /* the scoring's own: changed by what-ifs and put back */
	bool has_arr;
	int64_t arr;			/* minor units */
	int decimals;			/* of its currency: 2 */
	const struct today_flag *flags; /* open ones, snoozed ones out */
	size_t flag_count;
	const struct today_todo *todos; /* not done */
	size_t todo_count;
	const struct today_promise *promises; /* open ones with a day */
	size_t promise_count;
	const struct playbooks *books; /* for asks */
	int64_t review;		       /* id of the next one, 0; its day is the account's next_review */
};
/* Append the account's entries, the best first; of milestones one, of stale indicators one, of asks one. A
 * churned account has none but its tasks. */
void today_make(const struct today_input *input, struct today_entries *out) __attribute__((nonnull));
/* The better first; ties by day, account, key. */
int today_compare(const struct today_entry *a, int64_t account_a, const struct today_entry *b, int64_t account_b)
	__attribute__((nonnull));

/* Which asks it is the time for, and of the others what is missing: a bit each of the conditions that do not hold. */
struct ask {
	const struct ask_template *ask;
	bool ready;
	uint64_t missing;
};
struct asks {
	struct ask *items;
	size_t count, room;
};
void asks_make(const struct playbooks *books, const struct expr_input *account, struct asks *out)
	__attribute__((nonnull));

#endif
