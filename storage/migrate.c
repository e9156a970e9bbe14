/*
 * Schema versions. The index is the version: step i brings a book from version i to
 * i + 1, together with user_version in one transaction. A released step is never
 * changed; tables and columns are only added.
 */
#include "storage/book_private.h"

#include <stdio.h>
#include <unistd.h>

#include "storage/schema.h"
#include "storage/schema_2.h"
#include "storage/schema_3.h"
#include "storage/schema_4.h"
#include "storage/schema_5.h"

static int first_schema(struct book *book, struct error *error)
{
	if (book_exec(book, "PRAGMA application_id = 0x57594d4b", error) || book_exec(book, schema_sql, error))
		return -1;
	return cache_create(book, error);
}

const struct migration migrations[] = {
	{ NULL, first_schema },
	{ schema_2_sql, NULL },
	{ schema_3_sql, NULL },
	{ schema_4_sql, NULL },
	{ schema_5_sql, NULL },
};
const int migration_count = sizeof migrations / sizeof *migrations;

static int user_version(struct book *book, int *version, struct error *error)
{
	sqlite3_stmt *st;
	int code;

	if (sqlite3_prepare_v2(book->handle, "PRAGMA user_version", -1, &st, NULL))
		return book_error(book, "opening the book", error);
	code = sqlite3_step(st);
	*version = sqlite3_column_int(st, 0);
	sqlite3_finalize(st);
	if (code != SQLITE_ROW)
		return book_error(book, "opening the book", error);
	return 0;
}

/* A copy of the book as it was, beside it: BOOK.v1, BOOK.v1.2, ... */
static int keep_copy(struct book *book, int version, struct error *error)
{
	char *path = xasprintf("%s.v%d", book->path, version);
	int result;

	for (int i = 2; access(path, F_OK) == 0; i++) {
		free(path);
		path = xasprintf("%s.v%d.%d", book->path, version, i);
	}
	result = book_backup(book, path, error);
	if (result)
		error_prefix(error, "copying the book before its schema is brought from version %d on", version);
	free(path);
	return result;
}

/* What is derived lacks what later versions derive besides, though it may be of today: nobody's rules are those it was
 * made under, so that the first refresh makes it anew. */
static const char forget_derived[] = "UPDATE cache_state SET scorecard = ''";

/* fresh: a new book, of which nothing is to be forgotten. The last step also brings the tracks and playbooks that ship with this program and are not in the book yet. */
static int run_step(struct book *book, const struct migration *step, int version, bool last, bool fresh,
		    struct error *error)
{
	char pragma[64];

	if (book_exec(book, "BEGIN IMMEDIATE", error))
		return -1;
	snprintf(pragma, sizeof pragma, "PRAGMA user_version = %d", version);
	if ((step->sql && book_exec(book, step->sql, error)) || (step->run && step->run(book, error)) ||
	    book_exec(book, pragma, error) ||
	    (last && (book_load_shipped_tracks(book, error) || book_load_shipped_playbooks(book, error) ||
		      (!fresh && book_exec(book, forget_derived, error)))) ||
	    book_exec(book, "COMMIT", error)) {
		sqlite3_exec(book->handle, "ROLLBACK", NULL, NULL, NULL);
		return -1;
	}
	return 0;
}

int migrate_book(struct book *book, const struct migration *steps, int count, struct error *error)
{
	int version = 0;
	bool fresh;

	if (user_version(book, &version, error))
		return -1;
	if (version > count)
		return error_set(error, ERROR_INPUT,
				 "%s was written by a newer Waymark (its schema is version %d, this program knows "
				 "up to %d): install that one; the book was not touched",
				 book->path, version, count);
	if (version == count)
		return 0;
	if (book->readonly)
		return error_set(
			error, ERROR_READONLY,
			"%s has schema version %d and must be brought to %d, but it cannot be written: open "
			"it once where it can",
			book->path, version, count);
	if (version > 0 && keep_copy(book, version, error))
		return -1;
	fresh = version == 0;
	for (; version < count; version++)
		if (run_step(book, &steps[version], version + 1, version + 1 == count, fresh, error))
			return error_prefix(error, "bringing %s from schema version %d to %d", book->path, version,
					    version + 1);
	return 0;
}
