/* Rescoring beside what SQLite alone takes to read the same rows and to write as many. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/xalloc.h"
#include "storage/book_private.h"
#include "storage/config.h"
#include "storage/portfolio.h"
#include "tests/bench/bench.h"
#include "tests/bench/pty.h"

enum { RESCORINGS = 3, ACCOUNTS = 200 };

static double group_by_ms(const struct bench *bench)
{
	sqlite3 *db = open_file(bench->book);
	double best = -1;

	for (int i = 0; i < RESCORINGS; i++) {
		double ms = run_sql_ms(db, "SELECT account_id, count(*), max(day) FROM answer GROUP BY account_id");

		if (best < 0 || ms < best)
			best = ms;
	}
	sqlite3_close(db);
	return best;
}

/* ---- the floor: the rows read and written, and nothing done with them ---- */

/* A pass over all rows of a table, taking up what a score reads of each. */
static int read_rows(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *st;
	int64_t sum = 0;
	int code;

	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
		return -1;
	while ((code = sqlite3_step(st)) == SQLITE_ROW)
		for (int i = 0; i < sqlite3_data_count(st); i++)
			sum += sqlite3_column_type(st, i) == SQLITE_TEXT ? *sqlite3_column_text(st, i)
									 : sqlite3_column_int64(st, i);
	sqlite3_finalize(st);
	return code == SQLITE_DONE && sum ? 0 : -1;
}

static double read_ms(const char *book)
{
	static const char *const tables[] = {
		"SELECT id, name, name_key, currency, start_day FROM account",
		"SELECT account_id, track_id, placed_day, main FROM account_track",
		"SELECT account_id, day, segment, csm, status, renewal_day, next_step FROM account_state",
		"SELECT account_id, day, amount FROM movement",
		"SELECT account_id, day, direction FROM touch",
		"SELECT account_id, milestone_id, day, at, value FROM answer",
		"SELECT account_id, contact_id, day, roles, here, sentiment FROM contact_state",
		"SELECT account_id, promise_id, day, state, due_day, confirmed FROM promise_state",
		"SELECT account_id, id, start_day, due_day, baseline, target FROM outcome",
		"SELECT account_id, outcome_id, day, value FROM outcome_value",
		"SELECT account_id, day, id, kind, score, scale, contact_id FROM survey",
		"SELECT account_id, key, day, value FROM measure",
	};
	sqlite3 *db = open_file(book);
	double best = -1;

	for (int i = 0; i < RESCORINGS; i++) {
		int64_t start = now_ns();
		double ms;

		for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
			if (!db || read_rows(db, tables[t])) {
				sqlite3_close(db);
				return -1;
			}
		ms = (double)(now_ns() - start) / 1e6;
		if (best < 0 || ms < best)
			best = ms;
	}
	sqlite3_close(db);
	return best;
}

/* The derived rows as they are, once more into a file of their own, with the index that they have. */
static double write_ms(const struct bench *bench, const char *book)
{
	char *path = xasprintf("%s/derived.db", bench->folder), *attach = xasprintf("ATTACH '%s' AS book", book);
	sqlite3 *db;
	double ms = -1;

	unlink(path);
	db = open_file(path);
	if (run_sql_ms(db, attach) >= 0 &&
	    run_sql_ms(
		    db,
		    "CREATE TABLE copy (account_id INTEGER PRIMARY KEY, day, name, name_key, segment, csm, status,"
		    "currency, arr, renewal_day, track_id, stage, flags, settled, required, since_day, pace,"
		    "next_milestone_id, health, band, confidence, trend, last_touch_day, at_stake, cause, computed,"
		    "label); CREATE INDEX by_stake ON copy (at_stake DESC, name_key, account_id);"
		    "PRAGMA cache_size = -64000") >= 0)
		ms = run_sql_ms(db, "INSERT INTO copy SELECT * FROM book.account_cache ORDER BY account_id");
	sqlite3_close(db);
	unlink(path);
	free(path);
	free(attach);
	return ms;
}

/* ---- rescoring ---- */

static struct book *open_book(const char *path)
{
	struct book_options options = { .limits = health_limits_default, .scorecard = scorecard_default() };
	struct book *book;
	struct error error;

	if (!clock_today(&options.today, &error) && !book_open(&book, path, 0, &options, &error))
		return book;
	fprintf(stderr, "bench: %s\n", error.text);
	return NULL;
}

static double rebuild_ms(const char *path)
{
	struct book *book = open_book(path);
	struct error error;
	double best = -1;

	for (int i = 0; book && i < RESCORINGS; i++) {
		int64_t start = now_ns();
		double ms;

		if (cache_rebuild(book, &error)) {
			fprintf(stderr, "bench: %s\n", error.text);
			best = -1;
			break;
		}
		ms = (double)(now_ns() - start) / 1e6;
		if (best < 0 || ms < best)
			best = ms;
	}
	book_close(book);
	return best;
}

static int some_accounts(struct book *book, struct ids *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_CACHE_STALE, "idn", INT64_MIN, DAY_NONE + 1, ACCOUNTS);
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1)
		*vec_add(out) = sqlite3_column_int64(st, 0);
	return found;
}

/* As at the end of an action, in its transaction; what the disk takes for that is no part of it. */
static double one_account_ms(const char *path)
{
	struct book *book = open_book(path);
	struct series series = { 0 };
	struct ids ids = { 0 };
	struct error error;
	double median;

	if (!book || book_exec(book, "BEGIN IMMEDIATE", &error) || some_accounts(book, &ids, &error)) {
		book_close(book);
		return -1;
	}
	for (size_t i = 0; i < ids.count; i++) {
		int64_t start = now_ns();

		vec_clear(&book->touched);
		book_touch(book, ids.items[i]);
		if (cache_rescore(book, &error)) {
			fprintf(stderr, "bench: %s\n", error.text);
			vec_clear(&series);
			break;
		}
		series_add(&series, (double)(now_ns() - start) / 1e6);
	}
	median = series_percentile(&series, 50);
	series_free(&series);
	vec_free(&ids);
	if (book_exec(book, "ROLLBACK", &error))
		median = -1;
	book_close(book);
	return median;
}

void bench_rescoring(struct bench *bench)
{
	double bare = group_by_ms(bench), own = rebuild_ms(bench->book), full = rebuild_ms(bench->full);
	double read = read_ms(bench->full), written = write_ms(bench, bench->full);

	report_line(&bench->report, "SQLite: GROUP BY over the answers, best", bare / 1000, "s", TARGET_NONE, 0);
	report_line(&bench->report, "full rescoring, best", own / 1000, "s", TARGET_AT_MOST, 3 * bare / 1000);
	report_line(&bench->report, "SQLite: all that health reads, read, best", read / 1000, "s", TARGET_NONE, 0);
	report_line(&bench->report, "SQLite: the derived rows, written", written / 1000, "s", TARGET_NONE, 0);
	report_line(&bench->report, "full rescoring, all dimensions, best", full / 1000, "s", TARGET_AT_MOST,
		    (double)bench->report.accounts / 100000);
	report_line(&bench->report, "one account's rescoring, all dimensions, median", one_account_ms(bench->full),
		    "ms", TARGET_AT_MOST, 1);
}
