#ifndef WAYMARK_STORAGE_BOOK_PRIVATE_H
#define WAYMARK_STORAGE_BOOK_PRIVATE_H
/*
 * The inside of a book, for storage's own files: the connection, its named
 * statements (storage/queries.sql), the transaction under way. Elsewhere use book.h.
 */
#include <sqlite3.h>

#include "core/track.h"
#include "storage/book.h"
#include "storage/queries.h"

#define BOOK_APPLICATION_ID 0x57594d4b /* "WYMK" */
#define JOURNAL_SLICE 10000	       /* rows a changeset holds at most */

/* An account whose band came to be another, and what was shown of it before. */
struct band_change {
	int64_t account;
	day_t since; /* shown on that day as it was before this one */
	int hundredths;
	bool news; /* this act changed the band; else it moved only the score, or the band back a part of the way */
};

/* A flag fired that opens its play: on which account, and through which entry; 0: through none. */
struct play_wanted {
	int64_t account, entry;
};

struct book {
	sqlite3 *handle;
	sqlite3_stmt *statements[QUERY_COUNT];
	char *path;
	struct book_options options;
	char *default_track;
	bool readonly;
	int read_depth;
	int64_t data_version; /* at the last look, -1 before the first */
	int64_t wait_until;   /* of the busy handler, ms; 0: not waiting */

	/* The transaction of the journal. */
	bool writing;
	sqlite3_session *session;
	int64_t entry;			      /* its id */
	int slices;			      /* changesets stored so far */
	int slice_rows;			      /* writes in the one under way */
	struct ids touched;		      /* accounts to rescore, repeats and all */
	bool all_touched;		      /* a track or a scorecard changed: score everything anew */
	bool only_cards;		      /* where that is so: no track did */
	VEC(struct band_change) band_changes; /* history.c */
	int64_t cause;			      /* the entry that this one follows from by itself, 0 none */
	VEC(struct play_wanted) plays_wanted; /* flag_plays.c */

	struct {
		struct track **items;
		size_t count, room;
	} tracks;			  /* loaded ones */
	VEC(struct receiver *) receivers; /* track_merge.c: tracks with the evidence of others */

	struct book_cards *cards;	/* scorecards.c: NULL until asked for */
	const struct cards *lent_cards; /* another connection's, which this one reads along with; NULL: its own */

	struct facts_rows *gathering; /* which a statement adds to at the moment */

	/* Of a cache refresh under way. */
	int64_t refresh_after; /* the last id seen to */
	int64_t refresh_left;  /* -1: not counted */
	day_t refresh_day;
};

/*
 * Named statements. Arguments are bound by a letter each in kinds: i int64_t, n int,
 * t const char * (NULL: NULL), d day_t (DAY_NONE: NULL), z int64_t with 0 as NULL, v int64_t with
 * INT64_MIN (VALUE_NONE) as NULL. Text is borrowed until the statement is reset.
 */
sqlite3_stmt *book_query(struct book *book, struct error *error, enum query query, const char *kinds, ...)
	__attribute__((nonnull(1, 2, 4), warn_unused_result));
/* 1: a row is there; 0: no more (reset); -1: failed (reset). */
int book_step(struct book *book, sqlite3_stmt *statement, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* Run a statement without rows. Returns how many rows it changed, -1 on error. */
int book_run(struct book *book, struct error *error, enum query query, const char *kinds, ...)
	__attribute__((nonnull(1, 2, 4), warn_unused_result));
/* A statement text without arguments or rows: BEGIN, PRAGMA ... */
int book_exec(struct book *book, const char *sql, struct error *error) __attribute__((nonnull, warn_unused_result));
/* The error of the last call on the handle; ERROR_BUSY names the holder when known. */
int book_error(struct book *book, const char *doing, struct error *error) __attribute__((nonnull));

day_t column_day(sqlite3_stmt *statement, int column);		/* NULL: DAY_NONE */
const char *column_string(sqlite3_stmt *statement, int column); /* NULL: NULL; borrowed until the next step */
char *column_copy(sqlite3_stmt *statement, int column);		/* yours; NULL: NULL */

/* A row of this account was written in the transaction under way. */
void book_touch(struct book *book, int64_t account);
/* Fails unless a transaction of the journal is open. */
int book_must_write(struct book *book, struct error *error) __attribute__((nonnull, warn_unused_result));

/* journal.c: stop recording, where it is. */
void journal_drop_session(struct book *book);

/* A time-ordered random key. */
int64_t book_new_id(void);

/* Schema and migrations (migrate.c): bring an opened file to this version or say why not. */
struct migration {
	const char *sql; /* may be NULL */
	int (*run)(struct book *book, struct error *error);
};
int migrate_book(struct book *book, const struct migration *steps, int count, struct error *error)
	__attribute__((nonnull, warn_unused_result));
extern const struct migration migrations[];
extern const int migration_count;

/* tracks.c */
void book_drop_tracks(struct book *book);
/* scorecards.c */
void book_drop_cards(struct book *book);
/* track_merge.c */
void book_drop_merged(struct book *book);
int book_load_shipped_tracks(struct book *book, struct error *error) __attribute__((nonnull, warn_unused_result));
/* Each of a folder's .cfg files, by name; what they are is for the message. */
int book_each_shipped(const char *folder, const char *what,
		      int (*each)(void *data, const char *path, struct error *error), void *data,
		      struct error *error) __attribute__((nonnull, warn_unused_result));
/* playbooks.c */
int book_load_shipped_playbooks(struct book *book, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* account_find.c: Salesforce gives an account's id with 15 characters or with 18, of which the first 15 are the id and
 * the rest spells their case. 1: found; 0: there is none, or it is no such id. */
int account_by_salesforce_id(struct book *book, const char *name, int64_t *id, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* cache.c: rescore within the transaction under way. */
int cache_rescore(struct book *book, struct error *error) __attribute__((nonnull, warn_unused_result));
int cache_create(struct book *book, struct error *error) __attribute__((nonnull, warn_unused_result));
/* The day that all of the cache is of, under this scorecard and these limits; DAY_NONE: none. */
int cache_day(struct book *book, day_t *day, struct error *error) __attribute__((nonnull, warn_unused_result));

#endif
