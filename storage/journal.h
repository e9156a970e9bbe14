#ifndef WAYMARK_STORAGE_JOURNAL_H
#define WAYMARK_STORAGE_JOURNAL_H
/*
 * Everything that changes a book is one entry: one transaction, one sentence, one
 * undo. Between journal_begin() and journal_commit() the facts are written; their
 * changes are recorded as changesets, and the accounts they name are rescored.
 */
#include <stdbool.h>
#include <stdint.h>

#include "storage/book.h"

/* BEGIN IMMEDIATE, waiting a bounded time; ERROR_BUSY names who holds the book when known. */
int journal_begin(struct book *book, struct error *error) __attribute__((nonnull, warn_unused_result));
/* Drops the transaction; nothing was changed. Harmless without one. */
void journal_abort(struct book *book) __attribute__((nonnull));

/* Rescore the accounts written to since journal_begin() or the last call. journal_commit()
 * does it too; call it where the sentence needs the new score. */
int journal_rescore(struct book *book, struct error *error) __attribute__((nonnull, warn_unused_result));

/* To be called now and then while writing many rows: closes a changeset of at most
 * 10,000 rows and starts the next. */
int journal_slice(struct book *book, struct error *error) __attribute__((nonnull, warn_unused_result));

struct journal_note {
	const char *who, *action;
	int64_t account;      /* 0: not one account */
	const char *sentence; /* with {a:ID} and {m:ID}, see schema.sql */
};
/* Commits; *entry (may be NULL) gets the entry's id, 0 when nothing had changed: then
 * nothing is journalled. On error the transaction is gone. */
int journal_commit(struct book *book, const struct journal_note *note, int64_t *entry, struct error *error)
	__attribute__((nonnull(1, 2, 4), warn_unused_result));

enum entry_kind { ENTRY_DONE, ENTRY_UNDO, ENTRY_REDO };

struct entry {
	int64_t id, at, account, target, undone_by; /* 0: none */
	enum entry_kind kind;
	char *who, *action, *sentence; /* the sentence rendered for people */
};
void entry_clear(struct entry *entry) __attribute__((nonnull));

/* The entry that undo (or redo) of who would take; ERROR_NOT_FOUND when there is none. */
int journal_next_undo(struct book *book, const char *who, struct entry *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
int journal_next_redo(struct book *book, const char *who, struct entry *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
int journal_entry(struct book *book, int64_t id, struct entry *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* Takes an entry back (or an undo back) as a new entry by who, and with it those that followed from it by themselves
 * (plays that flags opened). ERROR_CONFLICT, with nothing
 * changed, where a later change stands in the way. touched (may be NULL) gets the accounts. */
int journal_revert(struct book *book, const char *who, const struct entry *entry, struct ids *touched,
		   struct error *error) __attribute__((nonnull(1, 2, 3, 5), warn_unused_result));

/* Latest first, of one account or (0) of all, up to limit; each is called with a borrowed
 * entry and returns false to stop. */
int journal_each(struct book *book, int64_t account, int limit, bool (*each)(void *data, const struct entry *),
		 void *data, struct error *error) __attribute__((nonnull(1, 4, 6), warn_unused_result));

/* A sentence as it is stored, rendered for people. Yours to free. */
char *journal_sentence(struct book *book, const char *template, struct error *error)
	__attribute__((nonnull, warn_unused_result));

#endif
