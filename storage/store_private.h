#ifndef WAYMARK_STORAGE_STORE_PRIVATE_H
#define WAYMARK_STORAGE_STORE_PRIVATE_H
/* What the store_ files of records share: is it said, is it news? */
#include <string.h>

#include "core/text.h"
#include "storage/book_private.h"
#include "storage/records.h"

static inline void say_changed(bool *changed, bool value)
{
	if (changed)
		*changed = value;
}

/* Takes over what is said of a text (NULL nothing, "" clears it); whether that is news. */
static inline bool text_news(char **held, const char *said)
{
	if (!said || text_is_same(*held ? *held : "", said))
		return false;
	free(*held);
	*held = *said ? xstrdup(said) : NULL;
	return true;
}

static inline const char *text_or_null(const char *text)
{
	return text && *text ? text : NULL;
}

/* A text that is more than blanks. */
static inline bool has_text(const char *text)
{
	return text && text[strspn(text, " \t\r\n")];
}

/* How a column that may be NULL is read: DAY_NONE, VALUE_NONE or 0 for that. */
static inline int column_int_or(sqlite3_stmt *st, int column, int none)
{
	return sqlite3_column_type(st, column) == SQLITE_NULL ? none : sqlite3_column_int(st, column);
}

static inline int64_t column_value(sqlite3_stmt *st, int column)
{
	return sqlite3_column_type(st, column) == SQLITE_NULL ? VALUE_NONE : sqlite3_column_int64(st, column);
}

/* Two statements that take the rows of a record away: those that hang on it, then its own. */
static inline int record_remove(struct book *book, int64_t account, int64_t id, enum query dependent,
				enum query own, bool *changed, struct error *error)
{
	int rows;

	say_changed(changed, false);
	if (book_must_write(book, error) || book_run(book, error, dependent, "ii", account, id) < 0)
		return -1;
	rows = book_run(book, error, own, "ii", account, id);
	if (rows > 0)
		book_touch(book, account);
	say_changed(changed, rows > 0);
	return rows < 0 ? -1 : 0;
}

#endif
