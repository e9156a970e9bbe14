/* Is the book sound? SQLite's own checks, the rules of the facts, and the derived
 * tables against what the facts give. */
#include <string.h>

#include "core/buf.h"
#include "storage/check_numbers.h"
#include "storage/facts_read.h"
#include "storage/portfolio.h"

/* Run a check of SQLite's, a row a fault; the row "ok" is none. */
static int check_pragma(struct book *book, const char *pragma, const char *what, struct buf *report,
			struct error *error)
{
	sqlite3_stmt *st;
	int faults = 0, code;

	if (sqlite3_prepare_v2(book->handle, pragma, -1, &st, NULL))
		return book_error(book, "checking the book", error);
	while ((code = sqlite3_step(st)) == SQLITE_ROW) {
		const char *text = column_string(st, 0);

		if (text && !strcmp(text, "ok"))
			continue;
		faults++;
		buf_printf(report, "%s: %s\n", what, text ? text : "?");
	}
	sqlite3_finalize(st);
	if (code != SQLITE_DONE)
		return book_error(book, "checking the book", error);
	return faults;
}

/* Everything a statement gives, as text, so that two tables can be compared byte for byte. */
static int dump(struct book *book, enum query query, struct buf *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, query, "");
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		for (int i = 0; i < sqlite3_column_count(st); i++) {
			const char *text = column_string(st, i);

			buf_printf(out, "%s%s", i ? "|" : "", text ? text : "-");
		}
		buf_char(out, '\n');
	}
	return found;
}

static int dump_derived(struct book *book, struct buf *out, struct error *error)
{
	if (dump(book, Q_CACHE_DUMP, out, error) || dump(book, Q_ROLLUP_DUMP, out, error) ||
	    dump(book, Q_TOTAL_DUMP, out, error) || dump(book, Q_LENS_DUMP, out, error) ||
	    dump(book, Q_TODAY_DUMP, out, error))
		return -1;
	return 0;
}

/* The derived tables as they are, and as a rebuild as of the cache's own day gives them. The rebuild is
 * rolled back. */
static int check_derived(struct book *book, struct buf *report, struct error *error)
{
	struct buf before = { 0 }, after = { 0 };
	day_t today = book->options.today, day;
	int result = cache_day(book, &day, error);

	if (result || day == DAY_NONE || book->readonly)
		return result; /* mixed or of other limits: nothing says what it ought to be */
	book->options.today = day;
	result = book_exec(book, "BEGIN IMMEDIATE", error);
	if (!result) {
		book->all_touched = true;
		if (dump_derived(book, &before, error) || cache_rescore(book, error) ||
		    dump_derived(book, &after, error))
			result = -1;
		sqlite3_exec(book->handle, "ROLLBACK", NULL, NULL, NULL);
		book->all_touched = false;
	}
	book->options.today = today;
	if (!result && strcmp(buf_text(&before), buf_text(&after))) {
		result = 1;
		buf_str(report,
			"derived tables: they are not what the facts give; \"waymark check --rebuild\" makes them "
			"anew\n");
	}
	buf_free(&before);
	buf_free(&after);
	return result;
}

int book_check(struct book *book, struct buf *report, struct error *error)
{
	int pages = check_pragma(book, "PRAGMA integrity_check", "file", report, error);
	int keys = pages < 0 ? -1 : check_pragma(book, "PRAGMA foreign_key_check", "reference", report, error);
	int numbers = keys < 0 ? -1 : check_numbers(book, report, error);
	int derived = numbers < 0 ? -1 : check_derived(book, report, error);

	return derived < 0 ? -1 : pages + keys + numbers + derived;
}
