#ifndef WAYMARK_STORAGE_TODAY_H
#define WAYMARK_STORAGE_TODAY_H
/*
 * Today over the book: the entries of every account in one order. Kept beside the cached scores and of the same day, so
 * that the list costs one read of what is there; computed in memory where the cache is of another day.
 */
#include "core/today.h"
#include "core/vec.h"
#include "storage/book.h"

struct today_row {
	int64_t account;
	struct today_entry entry;
};
struct today_rows { /* zeroed is empty; vec_free() */
	struct today_row *items;
	size_t count, room;
};
/* All of it, best first, without what is snoozed or dismissed; csm (NULL: all) keeps one's own accounts, whatever
 * the letter case. limit 0: all. */
int today_list(struct book *book, day_t today, const char *csm, size_t limit, struct today_rows *out,
	       struct error *error) __attribute__((nonnull(1, 5, 6), warn_unused_result));
/* One account's entries anew, put into rows that are in order: what is no more goes, what is new comes. */
int today_update(struct book *book, day_t today, int64_t account, const char *csm, struct today_rows *rows,
		 struct error *error) __attribute__((nonnull(1, 5, 6), warn_unused_result));

/* What a row says to people. */
struct today_words {
	char *account; /* name */
	char *what;    /* what to do: "call Contoso: no word from them for 41 days" */
	char *why;     /* one line: the records and figures behind it */
	char *command; /* what does it on the command line; NULL */
};
int today_say(struct book *book, day_t today, const struct today_row *row, struct today_words *out,
	      struct error *error) __attribute__((nonnull, warn_unused_result));
void today_words_clear(struct today_words *words) __attribute__((nonnull));

enum today_mark { TODAY_SNOOZED = 1, TODAY_DISMISSED, TODAY_DONE };
struct today_mark_write {
	const char *key; /* the entry's */
	enum today_mark mark;
	day_t on, until; /* until: of a snooze */
	const char *who, *reason;
};
/* In a transaction of storage/journal.h. */
int today_mark(struct book *book, int64_t account, const struct today_mark_write *write, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* Take the mark off; ERROR_NOT_FOUND without one. */
int today_unmark(struct book *book, int64_t account, const char *key, struct error *error)
	__attribute__((nonnull, warn_unused_result));
struct today_marked {
	int64_t account;
	char *key, *reason, *who;
	enum today_mark mark;
	day_t on, until;
};
struct today_marks {
	struct today_marked *items;
	size_t count, room;
};
/* What was snoozed, dismissed and done, the latest first; of an account or (0) of all. */
int today_marks(struct book *book, int64_t account, struct today_marks *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void today_marks_clear(struct today_marks *marks) __attribute__((nonnull));

/* Which asks it is the time for on one account. */
int asks_list(struct book *book, int64_t account, day_t today, struct asks *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));

#endif
