#ifndef WAYMARK_STORAGE_FACTS_READ_H
#define WAYMARK_STORAGE_FACTS_READ_H
/*
 * Reading what a score reads: one account, or all of them in one merged pass over the
 * tables, which are all clustered by account. Memory is used again from account to account.
 */
#include "core/account.h"
#include "storage/facts_rows.h"

/* An account as its row has it; texts are NULL when there is none. */
struct account_texts {
	int64_t id;
	const char *name, *name_key, *currency, *source, *external_id;
	day_t start;
};

/* Some of an array's items. */
#define LENT(type) \
	struct { \
		type *items; \
		size_t count; \
	}

struct flag_pass;

#define FACTS_BATCH 128 /* accounts read at once: their rows fit into a processor's own memory */

struct facts_reader {
	struct book *book;
	sqlite3_stmt *accounts; /* NULL: all are read */
	int64_t low, high;
	unsigned filled; /* tables with anything of the accounts, by enum facts_table */
	struct facts_rows rows;
	struct account_texts batch[FACTS_BATCH];
	int batch_count, batch_at;
	struct arena texts_room;

	/* The account that facts_next() read. Text and rows are borrowed until the next one. */
	int64_t id;
	const char *name, *name_key, *currency, *source, *external_id; /* NULL when there is none */
	day_t start;
	struct facts facts;
	struct facts lens;   /* by facts_lens() */
	struct ids tracks;   /* that the account has, in order of id; lent, as are placed and those below */
	const day_t *placed; /* on each of them */
	int64_t main;	     /* id of the main one, 0 without */
	struct ids contact_ids, promise_ids, outcome_ids; /* what rows of the facts are numbered by */
	LENT(struct text_fact) texts;
	LENT(struct raw_answer) raw_answers; /* in order of milestone id */
	LENT(struct raw_pass) raw_passes;

	VEC(struct answer_fact) answers, lens_answers;
	VEC(struct pass_fact) passes, lens_passes;
	struct field_facts fields;
	const struct cards *cards; /* the book's, lent */
	struct ids level_tracks;   /* the words' tracks, by id */
	VEC(struct level_fact) levels;
	int next_step_field; /* among the words' fields, -1 */
	struct view_room room, room_before;
	enum { TODOS_UNKNOWN, TODOS_NONE, TODOS_SOME } todos; /* whether the book has any, as far as asked */
	struct flag_pass *flags; /* storage/flag_pass.h, of whoever looks at flags; NULL */
};

/* Over the accounts of a range of ids, both ends included. Zeroed or used before. */
int facts_begin(struct facts_reader *reader, struct book *book, int64_t low, int64_t high, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* Of which track: 0 for each account's main one. The track is as it is read for the account: with the evidence of
 * its others; one that it has not is read alone. 1: an account was read, 0: there are no more, -1: failed. */
int facts_next(struct facts_reader *reader, int64_t track, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* The account that the reader is on over another track, in reader->lens; its facts stay as they are. */
int facts_lens(struct facts_reader *reader, int64_t track, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* Resets the cursors and frees the memory. */
void facts_end(struct facts_reader *reader) __attribute__((nonnull));

/* Segment, CSM and next step as of a date; NULL when there is none. Borrowed like the text facts. */
struct text_fact facts_texts(const struct facts_reader *reader, day_t as_of) __attribute__((nonnull));

/* The account as of a date; its view is in reader->room. */
struct scored {
	struct view view;
	struct position position;
	struct health health;
	const struct scorecard *card; /* the one that applies to it on that day */
	int trend;		      /* TREND_NONE */
	day_t last_touch;
	int64_t at_stake;
};
/* All but the points of the parts of health, which nobody looks at who asks for many accounts. */
void facts_score(struct facts_reader *reader, day_t as_of, struct scored *out) __attribute__((nonnull));
/* All. */
void facts_score_whole(struct facts_reader *reader, day_t as_of, struct scored *out) __attribute__((nonnull));
/* Where the account stands on the track of reader->lens. */
void facts_lens_position(struct facts_reader *reader, day_t as_of, struct position *out) __attribute__((nonnull));
/* The portfolio's row of it, with the book's lens; strings are copied. */
int facts_row(struct facts_reader *reader, day_t as_of, const struct scored *scored, struct account_row *out,
	      struct error *error) __attribute__((nonnull, warn_unused_result));

#endif
