#ifndef WAYMARK_CORE_EXPR_H
#define WAYMARK_CORE_EXPR_H
/*
 * The small language of flags, figures and asks: one expression over an account's records and dates.
 *
 *	days_since(touch, from = them) > cadence and status = active
 *	change(logins, window = 30, before = 90) <= -33
 *	until(renewal) between 0 and 90 and band != good
 *	count(promise, state = open, overdue = yes) > 0 or count(promise, state = broken, within = 90) > 0
 *	covers(roles = champion + decision_maker)
 *
 * Every kind of indicator (core/indicator.h) is a function of the same name and arguments, so that a flag and a
 * scorecard read a thing alike; records are counted by count() with conditions on their fields. Whole
 * and decimal numbers are thousandths inside. What is not known makes what is reckoned from it not known; "and" and
 * "or" know what they can (no and unknown is no); only a yes fires. Division by zero and numbers beyond 63 bits
 * are not known. Pure; bounded in depth (EXPR_DEPTH) and size (EXPR_NODES), and so in time.
 */
#include "core/ledger.h"

#define EXPR_DEPTH 64
#define EXPR_NODES 512
#define EXPR_TEXT_MAX 4000 /* bytes of one expression */

struct expr; /* compiled; read-only and shareable from then on */

enum expr_type { EXPR_TRUTH, EXPR_NUMBER, EXPR_DATE, EXPR_TEXT };

/* Where it is wrong: column counts from 1, in characters. */
struct expr_fault {
	size_t offset; /* in bytes */
	int line, column;
	char text[200]; /* what is wrong and what would be right */
};

/* Compile what must come to wanted. Names of measures, touch kinds, fields, segments and tracks are added to the
 * words, so that whoever reads facts reads them too. NULL with *fault filled. */
struct expr *expr_compile(const char *text, enum expr_type wanted, struct card_words *words,
			  struct expr_fault *fault) __attribute__((nonnull, warn_unused_result));
void expr_free(struct expr *expr); /* NULL does nothing */
const char *expr_source(const struct expr *expr) __attribute__((nonnull));

/* Names that are of the book's tracks and scorecards: the language cannot tell whether there are such. */
enum expr_mention_kind { MENTION_TRACK, MENTION_STAGE, MENTION_MILESTONE, MENTION_INDICATOR };
struct expr_mention {
	enum expr_mention_kind kind;
	const char *name; /* the expression's */
	size_t offset;	  /* in bytes of its source */
};
const struct expr_mention *expr_mentions(const struct expr *expr, size_t *count) __attribute__((nonnull));

/* What is known beside the facts; texts may be NULL. */
struct expr_input {
	const struct scoring *scoring;	       /* card, limits, view, position, health: all of them */
	const char *segment, *csm, *stage;     /* stage: its key on the main track */
	day_t start, last_review, next_review; /* DAY_NONE */
	int trend;			       /* whole points, TREND_NONE */
	int decimals;			       /* of the account's currency: 2 */
};

struct expr_value {
	bool known;
	enum expr_type type;
	int64_t number;	  /* thousandths; 0 or 1 of truths; the day of dates */
	const char *text; /* borrowed from the input or the expression */
};

/* A record that had a part in it. */
enum state_part { STATE_SEGMENT = 1, STATE_STATUS = 2, STATE_RENEWAL = 4, STATE_PLAN = 8 };
struct expr_record {
	enum event_kind kind; /* core/ledger.h's kinds of facts */
	size_t index;	/* in the facts' array of that kind; of contacts, promises and outcomes: their number */
	unsigned parts; /* of a state: which of its enum state_part were read; of others 0 */
};
struct expr_records { /* zeroed is empty; vec_free() */
	struct expr_record *items;
	size_t count, room;
};

/* records (may be NULL) gets those that decided it, each once, in the order in which they were read: of "or" those
 * of the branches that are true, of "and" all of them. Status and segment only where there is nothing else. */
void expr_eval(const struct expr *expr, const struct expr_input *input, struct expr_value *out,
	       struct expr_records *records) __attribute__((nonnull(1, 2, 3)));
/* Whether it is known and true. */
bool expr_holds(const struct expr *expr, const struct expr_input *input) __attribute__((nonnull));
/* A number for people: "-34.5", "12", "-" when unknown. */
void expr_say(const struct expr_value *value, struct buf *out) __attribute__((nonnull));

/* All names there are, in roff: the part of waymark-plays(5) that cannot drift. */
void expr_reference(struct buf *out) __attribute__((nonnull));

#endif
