#ifndef WAYMARK_CORE_TODAY_H
#define WAYMARK_CORE_TODAY_H
/*
 * Today: all that could be done on an account, each with its rank as an open sum. The same terms rank every account,
 * so that one list over the book is a merge of those of its accounts.
 *
 *	stake	up to 300: the ARR, by its place on a scale of tenfolds (0 at 1,000 and less, 300 at 10 million)
 *	days	up to 300: how near or how long overdue the day is; without a day what its kind is given
 *	health	up to 300: what health lacks, or what the act would win by the what-if
 *	kind	up to 100: how much the kind presses (an urgent flag most)
 *	effort	down to -100: how long it takes (a tick 0, a call -20, a review -80)
 */
#include "core/play.h"

enum today_kind {
	TODAY_FLAG,	 /* a flag is open */
	TODAY_TASK,	 /* a task of a play, a review or its own is due */
	TODAY_PROMISE,	 /* a promise is due or overdue */
	TODAY_MILESTONE, /* the next milestone, by what it wins */
	TODAY_STALE,	 /* an indicator's data has grown too old: ask anew */
	TODAY_ASK,	 /* it is the time to ask */
	TODAY_QBR,	 /* a review is near: prepare, hold or recap it */
	TODAY_KINDS,
};
const char *today_kind_name(enum today_kind kind); /* "flag" "task" "promise" "milestone" "stale" "ask" "qbr" */

enum today_term { TERM_STAKE, TERM_DAYS, TERM_HEALTH, TERM_KIND, TERM_EFFORT, TODAY_TERMS };
const char *today_term_name(enum today_term term); /* "at stake" "days" "health" "kind" "effort" */

#define TODAY_KEY 48
struct today_entry {
	enum today_kind kind;
	char key[TODAY_KEY]; /* tells it from the account's others: "flag/champion-left/20250", "task/1234" */
	int64_t ref;	     /* the todo's or promise's id, the review's id, the milestone's id; 0 */
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
	bool has_arr;
	int64_t arr; /* minor units */
	int decimals; /* of its currency: 2 */
	const struct today_flag *flags; /* open ones, snoozed ones out */
	size_t flag_count;
	const struct today_todo *todos; /* not done */
	size_t todo_count;
	const struct today_promise *promises; /* open ones with a day */
	size_t promise_count;
	const struct playbooks *books; /* for asks */
	int64_t review;		       /* id of the next one, 0 */
	day_t review_day;	       /* DAY_NONE */
	int horizon;		       /* days ahead that count as soon: 14 */
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
