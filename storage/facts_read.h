#ifndef WAYMARK_STORAGE_FACTS_READ_H
#define WAYMARK_STORAGE_FACTS_READ_H
/*
 * Reading what a score reads: one account, or all of them in one merged pass over the
 * tables, which are all clustered by account. Memory is used again from account to account.
 */
#include "core/account.h"
#include "storage/book_private.h"

/* A change of the dated text fields; NULL: not changed. */
struct text_fact {
	day_t on;
	char *segment, *csm, *next_step;
};

struct facts_reader {
	struct book *book;
	int64_t low, high;
	sqlite3_stmt *cursors[8];
	int64_t at[8]; /* account each cursor is on; INT64_MAX at its end */

	/* The account that facts_next() read. Text is borrowed until the next one. */
	int64_t id;
	char *name, *name_key, *currency, *source, *external_id; /* NULL when there is none */
	day_t start;
	struct facts facts;
	VEC(struct text_fact) texts;

	VEC(struct answer_fact) answers;
	VEC(struct pass_fact) passes;
	VEC(struct state_fact) states;
	VEC(struct movement_fact) movements;
	VEC(struct touch_fact) touches;
	struct view_room room, room_before;

	/* While answers are gathered. */
	int64_t last_milestone;
	int next_milestone; /* in the track's by_id */
};

/* The function that the statements need: once, when the connection is made. */
int facts_register(struct book *book, struct error *error) __attribute__((nonnull, warn_unused_result));

/* Over the accounts of a range of ids, both ends included. Zeroed or used before. */
int facts_begin(struct facts_reader *reader, struct book *book, int64_t low, int64_t high, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* Of which track: 0 for each account's main one. 1: an account was read, 0: there are no more, -1: failed. */
int facts_next(struct facts_reader *reader, int64_t track, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* Resets the cursors and frees the memory. */
void facts_end(struct facts_reader *reader) __attribute__((nonnull));

/* Segment, CSM and next step as of a date; NULL when there is none. Borrowed like the text facts. */
struct text_fact facts_texts(const struct facts_reader *reader, day_t as_of) __attribute__((nonnull));

/* The account as of a date, whole. view (may be NULL) gets its view in reader->room. */
struct scored {
	struct view view;
	struct position position;
	struct health health;
	int trend; /* TREND_NONE */
	day_t last_touch;
	int64_t at_stake;
};
void facts_score(struct facts_reader *reader, day_t as_of, struct scored *out) __attribute__((nonnull));
/* The portfolio's row of it; strings are copied. */
void facts_row(struct facts_reader *reader, day_t as_of, const struct scored *scored, struct account_row *out)
	__attribute__((nonnull));

#endif
