/* Running the named statements of queries.sql: prepared once, kept, bound by letters. */
#define QUERIES_WITH_TEXT
#include "storage/book_private.h"

#include <stdarg.h>
#include <string.h>

#include "storage/lock_holder.h"

int book_error(struct book *book, const char *doing, struct error *error)
{
	int code = sqlite3_errcode(book->handle);
	int primary = code & 0xff;
	char holder[128];

	if (primary == SQLITE_BUSY || primary == SQLITE_LOCKED) {
		lock_holder(book->path, holder, sizeof holder);
		return error_set(error, ERROR_BUSY, "%s: the book is held by %s; nothing was changed, try again",
				 doing, holder[0] ? holder : "someone else");
	}
	if (primary == SQLITE_FULL)
		return error_set(error, ERROR_SYSTEM,
				 "%s: the disk is full; nothing was changed, make room and try again", doing);
	if (primary == SQLITE_READONLY)
		return error_set(error, ERROR_READONLY, "%s: %s cannot be written", doing, book->path);
	if (primary == SQLITE_NOTADB)
		return error_set(error, ERROR_INPUT,
				 "%s is no Waymark book; name another with -b, or import the file if it is a CSV",
				 book->path);
	if (primary == SQLITE_CORRUPT)
		return error_set(error, ERROR_SYSTEM,
				 "%s: %s is damaged (%s); restore a backup, or rescue what is there with "
				 "sqlite3 %s .recover",
				 doing, book->path, sqlite3_errmsg(book->handle), book->path);
	return error_set(error, ERROR_SYSTEM, "%s: %s", doing, sqlite3_errmsg(book->handle));
}

static sqlite3_stmt *statement(struct book *book, enum query query, struct error *error)
{
	sqlite3_stmt **slot = &book->statements[query];

	if (*slot) {
		sqlite3_reset(*slot);
		return *slot;
	}
	if (sqlite3_prepare_v3(book->handle, query_texts[query].sql, -1, SQLITE_PREPARE_PERSISTENT, slot, NULL)) {
		book_error(book, query_texts[query].name, error);
		return NULL;
	}
	return *slot;
}

static void bind(sqlite3_stmt *st, const char *kinds, va_list args)
{
	for (int i = 1; *kinds; i++, kinds++) {
		switch (*kinds) {
		case 'i':
			sqlite3_bind_int64(st, i, va_arg(args, int64_t));
			break;
		case 'z': {
			int64_t value = va_arg(args, int64_t);

			if (value)
				sqlite3_bind_int64(st, i, value);
			else
				sqlite3_bind_null(st, i);
			break;
		}
		case 'v': {
			int64_t value = va_arg(args, int64_t);

			if (value != INT64_MIN)
				sqlite3_bind_int64(st, i, value);
			else
				sqlite3_bind_null(st, i);
			break;
		}
		case 'n':
			sqlite3_bind_int(st, i, va_arg(args, int));
			break;
		case 't':
			sqlite3_bind_text(st, i, va_arg(args, const char *), -1, SQLITE_STATIC);
			break;
		case 'd': {
			day_t day = va_arg(args, day_t);

			if (day == DAY_NONE)
				sqlite3_bind_null(st, i);
			else
				sqlite3_bind_int(st, i, day);
			break;
		}
		default:
			BUG("unknown kind of argument");
		}
	}
}

sqlite3_stmt *book_query(struct book *book, struct error *error, enum query query, const char *kinds, ...)
{
	sqlite3_stmt *st = statement(book, query, error);
	va_list args;

	if (st) {
		va_start(args, kinds);
		bind(st, kinds, args);
		va_end(args);
	}
	return st;
}

int book_step(struct book *book, sqlite3_stmt *st, struct error *error)
{
	int code = sqlite3_step(st);

	if (code == SQLITE_ROW)
		return 1;
	if (code == SQLITE_DONE) {
		sqlite3_reset(st);
		return 0;
	}
	book_error(book, "reading the book", error);
	sqlite3_reset(st);
	return -1;
}

int book_run(struct book *book, struct error *error, enum query query, const char *kinds, ...)
{
	sqlite3_stmt *st = statement(book, query, error);
	va_list args;
	int code;

	if (!st)
		return -1;
	va_start(args, kinds);
	bind(st, kinds, args);
	va_end(args);
	while ((code = sqlite3_step(st)) == SQLITE_ROW)
		;
	if (code != SQLITE_DONE) {
		book_error(book, "writing the book", error);
		sqlite3_reset(st);
		return -1;
	}
	sqlite3_reset(st);
	book->slice_rows++;
	return sqlite3_changes(book->handle);
}

int book_exec(struct book *book, const char *sql, struct error *error)
{
	if (sqlite3_exec(book->handle, sql, NULL, NULL, NULL))
		return book_error(book, "the book", error);
	return 0;
}

day_t column_day(sqlite3_stmt *st, int column)
{
	return sqlite3_column_type(st, column) == SQLITE_NULL ? DAY_NONE : sqlite3_column_int(st, column);
}

const char *column_string(sqlite3_stmt *st, int column)
{
	return (const char *)sqlite3_column_text(st, column);
}

char *column_copy(sqlite3_stmt *st, int column)
{
	return xstrdup((const char *)sqlite3_column_text(st, column));
}
