/* What the book does beside what SQLite alone takes for it: durable updates, imports. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/xalloc.h"
#include "tests/bench/bench.h"
#include "tests/bench/pty.h"

sqlite3 *open_file(const char *path)
{
	sqlite3 *db = NULL;

	if (sqlite3_open(path, &db) == SQLITE_OK)
		return db;
	sqlite3_close(db);
	return NULL;
}

double run_sql_ms(sqlite3 *db, const char *sql)
{
	int64_t start = now_ns();

	return db && sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK ? (double)(now_ns() - start) / 1e6 : -1;
}

struct durable {
	char *path;
	sqlite3 *db;
	int updates;
};

struct durable *durable_open(const struct bench *bench)
{
	struct durable *durable = xcalloc(1, sizeof *durable);

	durable->path = xasprintf("%s/update.db", bench->folder);
	unlink(durable->path);
	durable->db = open_file(durable->path);
	run_sql_ms(durable->db, "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA;"
				"CREATE TABLE one (id INTEGER PRIMARY KEY, value INTEGER NOT NULL);"
				"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
				"INSERT INTO one SELECT i, 0 FROM n");
	return durable;
}

double durable_update_ms(struct durable *durable)
{
	char sql[80];

	snprintf(sql, sizeof sql, "UPDATE one SET value = value + 1 WHERE id = %d",
		 1 + durable->updates++ * 7 % 1000);
	return run_sql_ms(durable->db, sql);
}

void durable_close(struct durable *durable)
{
	sqlite3_close(durable->db);
	unlink(durable->path);
	free(durable->path);
	free(durable);
}

/* ---- imports ---- */

static long count_rows(const char *path)
{
	FILE *file = fopen(path, "r");
	long rows = -1; /* the header */
	int c;

	if (!file)
		return 0;
	while ((c = getc(file)) != EOF)
		rows += c == '\n';
	fclose(file);
	return rows;
}

/* As many as a bigger firm has of a month: they are to be in within a second. */
static void import_measures(struct bench *bench, const char *book)
{
	char *csv = xasprintf("%s/measures.csv", bench->folder);
	const char *argv[] = { bench->waymark, "-b", book, "import", "measures", csv, NULL };
	double own = run_ms(argv);

	report_line(&bench->report, "import of 25,000 measures", own / 1000, "s", TARGET_AT_MOST, 1);
	unlink(csv);
	free(csv);
}

/* One line's cells into the statement; what the bench writes has no commas inside cells but in notes, which
 * are last. */
static void bind_cells(sqlite3_stmt *st, char *line, int cells)
{
	for (int i = 1; i <= cells; i++) {
		char *end = i < cells ? strchr(line, ',') : NULL;
		size_t size = end ? (size_t)(end - line) : strcspn(line, "\n");

		sqlite3_bind_text(st, i, line, (int)size, SQLITE_STATIC);
		line = end ? end + 1 : line + size;
	}
}

/* Where the sqlite3 shell is not installed: the same rows into a plain table in one transaction. */
static double insert_rows_ms(const char *csv, const char *path, int cells)
{
	int64_t start = now_ns();
	sqlite3 *db = open_file(path);
	FILE *file = fopen(csv, "r");
	char line[1024], sql[200] = "CREATE TABLE t (";
	sqlite3_stmt *st = NULL;
	int failed = 0;

	for (int i = 0; i < cells; i++)
		snprintf(sql + strlen(sql), sizeof sql - strlen(sql), "%sc%d TEXT", i ? ", " : "", i);
	strcat(sql, "); BEGIN");
	failed = run_sql_ms(db, sql) < 0;
	strcpy(sql, "INSERT INTO t VALUES (");
	for (int i = 0; i < cells; i++)
		strcat(sql, i ? ", ?" : "?");
	strcat(sql, ")");
	failed |= !file || sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK;
	while (!failed && fgets(line, sizeof line, file)) {
		bind_cells(st, line, cells);
		failed = sqlite3_step(st) != SQLITE_DONE || sqlite3_reset(st) != SQLITE_OK;
	}
	sqlite3_finalize(st);
	failed |= run_sql_ms(db, "COMMIT") < 0;
	sqlite3_close(db);
	if (file)
		fclose(file);
	return failed ? -1 : (double)(now_ns() - start) / 1e6;
}

static double sqlite_import_ms(const struct bench *bench, const char *csv, int cells, const char **how)
{
	char *path = xasprintf("%s/plain.db", bench->folder), *command = xasprintf(".import --csv %s t", csv);
	const char *argv[] = { "sqlite3", path, command, NULL };
	double ms;

	unlink(path);
	*how = "the sqlite3 shell's .import";
	ms = run_ms(argv);
	if (ms < 0) {
		unlink(path);
		*how = "SQLite's inserts";
		ms = insert_rows_ms(csv, path, cells);
	}
	unlink(path);
	free(path);
	free(command);
	return ms;
}

static void import_kind(struct bench *bench, const char *book, const char *kind, int cells)
{
	char *csv = xasprintf("%s/%s.csv", bench->folder, kind), line[80];
	const char *argv[] = { bench->waymark, "-b", book, "import", kind, csv, NULL };
	const char *how;
	double rows = (double)count_rows(csv), bare = sqlite_import_ms(bench, csv, cells, &how);
	double own = run_ms(argv);

	snprintf(line, sizeof line, "%s, %s", how, kind);
	report_line(&bench->report, line, bare < 0 ? -1 : rows / bare, "rows/ms", TARGET_NONE, 0);
	snprintf(line, sizeof line, "import of %s", kind);
	report_line(&bench->report, line, own < 0 ? -1 : rows / own, "rows/ms", TARGET_AT_LEAST, rows / bare / 3);
	unlink(csv);
	free(csv);
}

void bench_imports(struct bench *bench)
{
	char number[24], *book = xasprintf("%s/import.db", bench->folder);
	const char *make[] = { bench->make_book, "--csv", bench->folder, number, NULL };

	snprintf(number, sizeof number, "%ld", bench->report.accounts);
	unlink(book);
	if (run_ms(make) < 0) {
		report_broken(&bench->report, "making files for import");
	} else {
		import_kind(bench, book, "accounts", 9);
		import_kind(bench, book, "answers", 6);
		import_measures(bench, book);
	}
	unlink(book);
	free(book);
}
