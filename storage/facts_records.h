#ifndef WAYMARK_STORAGE_FACTS_RECORDS_H
#define WAYMARK_STORAGE_FACTS_RECORDS_H
/*
 * The records among what a score reads: contacts, promises, outcomes, surveys, measures, concerns, fields and
 * bands set by hand. For storage/facts_read.c, whose pass over the accounts this goes along with. Tables that hold
 * nothing of these accounts are not looked at again.
 */
#include "storage/book_private.h"
#include "storage/scorecards.h"

enum record_cursor {
	RECORD_CONTACTS,
	RECORD_PROMISES,
	RECORD_OUTCOMES,
	RECORD_VALUES,
	RECORD_SURVEYS,
	RECORD_CONCERNS,
	RECORD_OVERRIDES,
	RECORD_CURSORS,
	RECORD_MEASURES = RECORD_CURSORS, /* many rows: gathered an account at a time */
};

struct record_reader {
	struct book *book;
	const struct card_words *words; /* what keys and fields are numbered by */
	sqlite3_stmt *cursors[RECORD_CURSORS];
	int64_t at[RECORD_CURSORS]; /* account each is on; INT64_MAX at its end */
	bool has_measures;
	int64_t id; /* the account under way */

	struct ids contact_ids, promise_ids, outcome_ids; /* in order: a row's number is its place */
	VEC(struct contact_fact) contacts;
	VEC(struct promise_fact) promises;
	VEC(struct outcome_claim) claims;
	VEC(struct outcome_fact) values;
	VEC(struct survey_fact) surveys;
	VEC(struct measure_fact) measures;
	VEC(struct concern_fact) concerns;
	VEC(struct field_fact) fields;
	VEC(struct override_fact) overrides;
	char *last_key; /* of the measures gathered, and its index */
	size_t last_room;
	int last_index;
};

int records_register(struct book *book, struct error *error) __attribute__((nonnull, warn_unused_result));
/* Over the accounts of a range of ids, both ends included. Zeroed or used before. */
int records_begin(struct record_reader *reader, struct book *book, const struct card_words *words, int64_t low,
		  int64_t high, struct error *error) __attribute__((nonnull, warn_unused_result));
/* The account's into facts, whose rows are the reader's. Accounts come in ascending order. */
int records_next(struct record_reader *reader, int64_t account, struct facts *facts, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* The number of a contact of the account under way, -1 where it has none such. */
int records_contact(const struct record_reader *reader, int64_t contact) __attribute__((nonnull));
/* Whether any account of the range has contacts. */
bool records_have_contacts(const struct record_reader *reader) __attribute__((nonnull));
void records_end(struct record_reader *reader) __attribute__((nonnull));

/* The place of a name in the words, letter case aside; -1: it is none of them. NULL is none. */
int word_find(const struct names *names, const char *name) __attribute__((nonnull(1)));

#endif
