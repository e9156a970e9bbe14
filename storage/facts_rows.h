#ifndef WAYMARK_STORAGE_FACTS_ROWS_H
#define WAYMARK_STORAGE_FACTS_ROWS_H
/*
 * The rows that scores of a batch of accounts read, as they lie in the book, one array a table. Most of what reading a
 * row costs is leaving SQLite and coming back; so a batch's rows of a table are read in one step, by a function that
 * the statement calls with each of them. All tables are clustered by account, so rows come in order of it. For
 * storage/facts_read.c; the memory is used again from batch to batch.
 */
#include "core/arena.h"
#include "storage/book_private.h"
#include "storage/scorecards.h"

/* In the order of reading: contacts come before those who name them, outcomes before their values. */
enum facts_table {
	FACTS_CONTACTS,
	FACTS_PROMISES,
	FACTS_OUTCOMES,
	FACTS_VALUES,
	FACTS_SURVEYS,
	FACTS_CONCERNS,
	FACTS_OVERRIDES,
	FACTS_MEASURES,
	FACTS_PASSES,
	FACTS_MAY_BE_EMPTY, /* those before are often of no account at all; those after are always looked at */
	FACTS_TRACKS = FACTS_MAY_BE_EMPTY,
	FACTS_STATES,
	FACTS_MOVEMENTS,
	FACTS_TOUCHES,
	FACTS_ANSWERS,
	FACTS_TABLES,
};

/* A change of the dated text fields; NULL: not changed. */
struct text_fact {
	day_t on;
	const char *segment, *csm, *next_step;
};

/* An answer or a pass as the book has it, of whatever track. */
struct raw_answer {
	int64_t milestone, at;
	day_t on;
	enum answer answer;
};
struct raw_pass {
	int64_t stage;
	day_t on;
};

/* Those of a track's own, NULL: none, into room for all of them; how many there are. */
size_t raw_answers_map(const struct raw_answer *rows, size_t count, const struct track *track,
		       struct answer_fact *out);
size_t raw_passes_map(const struct raw_pass *rows, size_t count, const struct track *track, struct pass_fact *out);
/* What stands of them as of a day; NULL: there is none. Borrowed likewise. */
struct text_fact text_facts_at(const struct text_fact *facts, size_t count, day_t as_of);

/* Where each account's rows of a table begin. */
struct span {
	int64_t account;
	size_t first;
};
struct spans {
	VEC(struct span) list;
	size_t at; /* the last one asked for: they are asked for in order */
};

/* Ids that rows are numbered by, each account's anew: a number is the id's place among the account's. */
struct numbered {
	struct ids ids;
	struct spans spans;
};

struct facts_rows {
	const struct card_words *words; /* what keys and fields are numbered by */
	struct spans spans[FACTS_TABLES];
	struct numbered contact_ids, promise_ids, outcome_ids;
	VEC(struct contact_fact) contacts;
	VEC(struct promise_fact) promises;
	VEC(struct outcome_claim) outcomes;
	VEC(struct outcome_fact) values;
	VEC(struct survey_fact) surveys;
	VEC(struct concern_fact) concerns;
	VEC(struct override_fact) overrides;
	VEC(struct measure_fact) measures;
	VEC(struct raw_pass) passes;
	struct ids tracks;
	VEC(day_t) placed; /* on each of them */
	VEC(bool) mains;   /* whether it is the main one */
	VEC(struct state_fact) states;
	VEC(struct text_fact) texts; /* one a state */
	VEC(struct movement_fact) movements;
	VEC(struct touch_fact) touches;
	VEC(struct raw_answer) answers; /* of an account in order of milestone id */
	struct arena arena;		/* of the texts */
	char last_key[64];		/* of the measures, and its index: rows come by key */
	int last_index;
};

/* The functions that the statements need: once, when the connection is made. */
int facts_register(struct book *book, struct error *error) __attribute__((nonnull, warn_unused_result));

/* A bit for each table that holds anything of these accounts, by enum facts_table. */
int rows_which(struct book *book, int64_t low, int64_t high, unsigned *filled, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* Those of a range of accounts, both ends included, out of the tables that are filled; in the place of those before.
 * whole_touches: with their kind and contact. */
int rows_read(struct facts_rows *rows, struct book *book, int64_t low, int64_t high, unsigned filled,
	      bool whole_touches, struct error *error) __attribute__((nonnull, warn_unused_result));
void rows_free(struct facts_rows *rows) __attribute__((nonnull));

/* An account's among total rows of a table: how many, and the first. Accounts are asked for in ascending order. */
size_t span_find(struct spans *spans, int64_t account, size_t total, size_t *first) __attribute__((nonnull));
void span_note(struct spans *spans, int64_t account, size_t first) __attribute__((nonnull));
/* An account's ids, lent; none where it has none such. */
struct ids numbered_of(struct numbered *numbered, int64_t account) __attribute__((nonnull));
int numbered_add(struct numbered *numbered, int64_t account, int64_t id) __attribute__((nonnull));
int numbered_find(struct numbered *numbered, int64_t account, int64_t id)
	__attribute__((nonnull)); /* -1: none such */

/* facts_records.c: the functions of the records' statements. */
int records_register(struct book *book, struct error *error) __attribute__((nonnull, warn_unused_result));
/* The account's texts that are filled or not, as the words' fields: a statement or two for each account. */
struct field_facts {
	struct field_fact *items;
	size_t count, room;
};
int records_fields(struct book *book, const struct card_words *words, int64_t account, struct field_facts *out,
		   struct error *error) __attribute__((nonnull, warn_unused_result));

/* The place of a name in the words, letter case aside; -1: it is none of them. NULL is none. */
int word_find(const struct names *names, const char *name) __attribute__((nonnull(1)));

/* What a gathering function is called for: the rows under way; NULL: the statement runs by itself. */
struct facts_rows *rows_gathering(sqlite3_context *context) __attribute__((nonnull));
void rows_gathered(sqlite3_context *context);

#endif
