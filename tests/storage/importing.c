#include "tests/storage/importing.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/xalloc.h"

struct fixture f;
struct import_report report;
struct import_options options;
static char *presets, *rejects;

void import_setup(void)
{
	const char *top = getenv("abs_top_srcdir");

	fixture_open(&f);
	presets = xasprintf("%s/share/imports", top ? top : ".");
	rejects = xasprintf("%s/bad.csv", f.folder);
	options = (struct import_options){
		.kind = "accounts", .imports_dir = presets, .on = TODAY, .who = "ana", .rejects = rejects
	};
}

void import_teardown(void)
{
	import_report_free(&report);
	free(presets);
	free(rejects);
	fixture_close(&f);
}

int try_file(const char *path)
{
	import_report_free(&report);
	return import_file(f.book, path, &options, &report, &f.error);
}

int try_text(const char *text)
{
	char *path = xasprintf("%s/in.csv", f.folder);
	FILE *file = fopen(path, "w");
	int result;

	cr_assert(file && fputs(text, file) >= 0 && !fclose(file));
	result = try_file(path);
	free(path);
	return result;
}

void good(const char *text)
{
	cr_assert_eq(try_text(text), 0, "%s", f.error.text);
}

void counts(long added, long changed, long unchanged, long rejected, long skipped)
{
	cr_assert(report.added == added && report.changed == changed && report.unchanged == unchanged &&
			  report.rejected == rejected && report.skipped == skipped,
		  "added %ld changed %ld unchanged %ld rejected %ld skipped %ld: %s", report.added, report.changed,
		  report.unchanged, report.rejected, report.skipped,
		  report.issues.count ? report.issues.items[0].reason : "");
	cr_assert(eq(long, report.rows, added + changed + unchanged + rejected + skipped));
}

char *ask(const char *sql)
{
	struct buf out = { 0 };
	sqlite3 *handle;
	sqlite3_stmt *statement;

	cr_assert(sqlite3_open(f.path, &handle) == SQLITE_OK);
	cr_assert_eq(sqlite3_prepare_v2(handle, sql, -1, &statement, NULL), SQLITE_OK, "%s",
		     sqlite3_errmsg(handle));
	while (sqlite3_step(statement) == SQLITE_ROW) {
		buf_str(&out, out.size ? "\n" : "");
		for (int i = 0; i < sqlite3_column_count(statement); i++) {
			const char *text = (const char *)sqlite3_column_text(statement, i);

			buf_printf(&out, "%s%s", i ? "|" : "", text ? text : "-");
		}
	}
	sqlite3_finalize(statement);
	sqlite3_close(handle);
	return buf_take(&out);
}

void says(const char *sql, const char *expected)
{
	char *got = ask(sql);

	cr_assert_str_eq(got, expected, "%s\ngave %s\nnot  %s", sql, got, expected);
	free(got);
}

void undo(void)
{
	fixture_undo(f.book, "ana");
}

const struct import_issue *issue(size_t i)
{
	cr_assert(i < report.issues.count);
	return &report.issues.items[i];
}
