/* How SQLite runs every statement of queries.sql: by a key or an index, but for those listed. */
#include <criterion/criterion.h>
#include <string.h>

#define QUERIES_WITH_TEXT
#include "storage/book_private.h"
#include "tests/storage/fixture.h"

/* Statements that read a whole table on purpose. */
static const char *const scans[] = {
	"cache_dump",	     "rollup_dump",	 "cache_each",	       "cache_stale",	   "cache_stale_count",
	"rollup_totals",     "order_keys",	 "order_account_keys", "search_names",	   "check_movement_sums",
	"track_ids",	     "account_names",	 "entry_list",	       "order_stake",	   "cache_delete_all",
	"rollup_delete_all", "total_delete_all", "total_dump",	       "cache_mark_stale", "export_order",
	"facts_account",     "import_of_source", "lens_delete_all",    "lens_dump",	   "order_lens_keys",
	"evidence_givers",   "document_list", "rate_list", "scorecard_list",     "cache_shown",	   "scorecard_edges",
	"document_named",    "todo_all",	 "play_all",	       "today_all",	   "today_any_todo",
	"today_dump",	     "today_delete_all", "today_marks_all",    "play_runs",	   "account_count",
	"playbook_list",     "playbook_next",	 "firing_all",	       "firing_standing", "opportunity_all", "opportunity_accounts",
};

static bool may_scan(const char *name)
{
	for (size_t i = 0; i < sizeof scans / sizeof *scans; i++)
		if (!strcmp(scans[i], name))
			return true;
	return false;
}

Test(queries, each_finds_its_rows_by_a_key_or_is_on_the_list)
{
	struct fixture f;
	int looked_at = 0, scanning = 0;

	fixture_open(&f);
	for (int i = 0; i < QUERY_COUNT; i++) {
		char *sql = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", query_texts[i].sql);
		sqlite3_stmt *st;

		cr_assert_eq(sqlite3_prepare_v2(f.book->handle, sql, -1, &st, NULL), SQLITE_OK, "%s: %s",
			     query_texts[i].name, sqlite3_errmsg(f.book->handle));
		while (sqlite3_step(st) == SQLITE_ROW) {
			const char *detail = (const char *)sqlite3_column_text(st, 3);

			looked_at++;
			if (strncmp(detail, "SCAN", 4) || !strncmp(detail, "SCAN CONSTANT", 13))
				continue;
			scanning++;
			cr_expect(may_scan(query_texts[i].name), "%s: %s", query_texts[i].name, detail);
		}
		sqlite3_finalize(st);
		sqlite3_free(sql);
	}
	cr_assert_gt(looked_at, QUERY_COUNT / 2, "the plans were read");
	cr_assert_gt(scanning, 3, "a scan is seen as one");
	fixture_close(&f);
}

/* The merged pass over the facts relies on it: no sorting, rows come as they lie. */
Test(queries, facts_come_in_order_without_sorting)
{
	struct fixture f;

	fixture_open(&f);
	for (int i = Q_FACTS_ACCOUNT; i <= Q_FACTS_ANSWER; i++) {
		char *sql = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", query_texts[i].sql);
		sqlite3_stmt *st;

		cr_assert_eq(sqlite3_prepare_v2(f.book->handle, sql, -1, &st, NULL), SQLITE_OK);
		while (sqlite3_step(st) == SQLITE_ROW) {
			const char *detail = (const char *)sqlite3_column_text(st, 3);

			cr_expect_null(strstr(detail, "TEMP B-TREE"), "%s: %s", query_texts[i].name, detail);
			/* Those that are gathered name no order: it is their key's. */
			if (!strncmp(detail, "SEARCH", 6))
				cr_expect_not_null(strstr(detail, "PRIMARY KEY"), "%s: %s", query_texts[i].name,
						   detail);
		}
		sqlite3_finalize(st);
		sqlite3_free(sql);
	}
	fixture_close(&f);
}
