#ifndef WAYMARK_STORAGE_BOOK_H
#define WAYMARK_STORAGE_BOOK_H
/*
 * The book: one SQLite file. Opening checks what it is, brings an older schema
 * forward (after a verified copy beside the file) and refuses a newer one. One
 * handle is one connection and belongs to one thread.
 */
#include <stdbool.h>

#include "core/date.h"
#include "core/error.h"
#include "core/health.h"
#include "core/vec.h"

struct book;

enum book_flags {
	BOOK_CREATE = 1,   /* make it when there is none: 0600, folders 0700 */
	BOOK_READONLY = 2, /* refuse every write */
};

struct book_options {
	day_t today; /* the clock's date: what the cache is kept for */
	struct health_limits limits;
	const struct scorecard *scorecard;
	const char *default_track; /* key; a new account gets it. NULL or "": none */
	const char *tracks_dir;	   /* shipped track files a new book is loaded with; NULL: none */
	const char *plays_dir;	   /* shipped playbooks, likewise */
	int wait_ms;		   /* how long to wait for a lock, 0: the default of 5000 */
	int threads;		   /* that rescore all accounts; 0: as many as the machine has use for */
	int64_t lens;		   /* id of the track that the portfolio shows beside the main one; 0: none */
};

/* A missing book without BOOK_CREATE is ERROR_NOT_FOUND. A file that cannot be written is
 * opened read-only; book_readonly() says so. options is copied, what it points to borrowed. */
int book_open(struct book **out, const char *path, unsigned flags, const struct book_options *options,
	      struct error *error) __attribute__((nonnull, warn_unused_result));
void book_close(struct book *book); /* NULL does nothing */

const char *book_path(const struct book *book) __attribute__((nonnull));
bool book_readonly(const struct book *book) __attribute__((nonnull));
const struct book_options *book_options(const struct book *book) __attribute__((nonnull));
void book_set_today(struct book *book, day_t today) __attribute__((nonnull));
void book_set_lens(struct book *book, int64_t track) __attribute__((nonnull));

/* Several reads of one moment: they see the same book and cost one lock. Nests.
 * End before waiting for a key. */
int book_read_begin(struct book *book, struct error *error) __attribute__((nonnull, warn_unused_result));
void book_read_end(struct book *book) __attribute__((nonnull));

/* Whether someone else has committed since the last call (the first says false). */
bool book_changed_by_others(struct book *book) __attribute__((nonnull));
/* No statement is in the middle of its rows and no transaction is open. */
bool book_is_idle(const struct book *book) __attribute__((nonnull));

/* SQLite's integrity and foreign key checks, ARR against movements, and the derived
 * tables against a rebuild: appends a line per fault to report and returns their number, -1
 * on error. */
int book_check(struct book *book, struct buf *report, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* A whole copy by SQLite's backup, checked, mode 0600. An existing file is refused. */
int book_backup(struct book *book, const char *path, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* "3.40.1" and the session extension, journal mode: for --version. */
const char *book_library_version(void);

#endif
