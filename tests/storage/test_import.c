#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/xalloc.h"
#include "storage/import.h"
#include "storage/portfolio.h"
#include "tests/storage/fixture.h"

static struct fixture f;
static struct import_report report;
static struct import_options options;
static char *presets, *rejects;

static void setup(void)
{
	const char *top = getenv("abs_top_srcdir");

	fixture_open(&f);
	presets = xasprintf("%s/share/imports", top ? top : ".");
	rejects = xasprintf("%s/bad.csv", f.folder);
	options = (struct import_options){
		.kind = "accounts", .imports_dir = presets, .on = TODAY, .who = "ana", .rejects = rejects
	};
}

static void teardown(void)
{
	import_report_free(&report);
	free(presets);
	free(rejects);
	fixture_close(&f);
}

TestSuite(import, .init = setup, .fini = teardown);

static int try_file(const char *path)
{
	import_report_free(&report);
	return import_file(f.book, path, &options, &report, &f.error);
}

static int try_text(const char *text)
{
	char *path = xasprintf("%s/in.csv", f.folder);
	FILE *file = fopen(path, "w");
	int result;

	cr_assert(file && fputs(text, file) >= 0 && !fclose(file));
	result = try_file(path);
	free(path);
	return result;
}

static void good(const char *text)
{
	cr_assert_eq(try_text(text), 0, "%s", f.error.text);
}

/* Added, changed, unchanged, rejected, skipped. */
static void counts(long added, long changed, long unchanged, long rejected, long skipped)
{
	cr_assert(report.added == added && report.changed == changed && report.unchanged == unchanged &&
			  report.rejected == rejected && report.skipped == skipped,
		  "added %ld changed %ld unchanged %ld rejected %ld skipped %ld: %s", report.added, report.changed,
		  report.unchanged, report.rejected, report.skipped,
		  report.issues.count ? report.issues.items[0].reason : "");
	cr_assert(eq(long, report.rows, added + changed + unchanged + rejected + skipped));
}

/* What a query says: cells joined by |, rows by a line end. */
static char *ask(const char *sql)
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

static void says(const char *sql, const char *expected)
{
	char *got = ask(sql);

	cr_assert_str_eq(got, expected, "%s\ngave %s\nnot  %s", sql, got, expected);
	free(got);
}

static void undo(void)
{
	fixture_undo(f.book, "ana");
}

static const struct import_issue *issue(size_t i)
{
	cr_assert(i < report.issues.count);
	return &report.issues.items[i];
}

Test(import, our_own_columns)
{
	good("external_id,name,segment,csm,status,arr,currency,start_date,renewal_date\n"
	     "A-1,Northwind,Large,ana,active,1200.50,EUR,2025-01-31,2027-02-28\n"
	     "A-2,Contoso,,,prospect,,,,\n");
	counts(2, 0, 0, 0, 0);
	cr_assert_str_eq(report.mapping, "waymark");
	says("SELECT external_id, source, name, currency, start_day FROM account WHERE id > 1 ORDER BY external_id",
	     "A-1|waymark|Northwind|EUR|20119\nA-2|waymark|Contoso|-|-");
	says("SELECT a.external_id, day, segment, csm, status, renewal_day FROM account_state s JOIN account a ON "
	     "a.id = "
	     "s.account_id ORDER BY 1",
	     "A-1|20779|Large|ana|1|20877\nA-2|20779|-|-|0|-");
	says("SELECT day, kind, amount, currency FROM movement", "20119|0|120050|EUR");
	says("SELECT count(*) FROM account_track WHERE main = 1", "2");
	cr_assert(report.entry != 0);
}

Test(import, the_same_file_again_changes_nothing)
{
	const char *text =
		"external_id,name,arr,currency,status,renewal_date,Region\n1,A,100,EUR,active,2027-01-01,North\n"
		"2,B,200,EUR,churned,2027-01-01,South\n";
	char *before, *after;

	good(text);
	counts(2, 0, 0, 0, 0);
	before = fixture_dump_facts(&f);
	options.on = TODAY + 5;
	good(text);
	counts(0, 0, 2, 0, 0);
	cr_assert(report.entry == 0);
	after = fixture_dump_facts(&f);
	cr_assert_str_eq(before, after);
	free(before);
	free(after);
}

Test(import, one_undo_takes_it_all_back)
{
	char *before = fixture_dump_facts(&f), *after;

	good("external_id,name,arr,currency,Notes\n1,A,100,EUR,x\n2,B,200,EUR,y\n");
	says("SELECT count(*) FROM account WHERE id > 1", "2");
	undo();
	after = fixture_dump_facts(&f);
	cr_assert_str_eq(before, after);
	free(before);
	free(after);
}

static char *read_all(const char *path, size_t *size)
{
	FILE *file = fopen(path, "r");
	struct buf all = { 0 };
	char piece[4096];
	size_t got;

	cr_assert(file != NULL, "%s", path);
	while ((got = fread(piece, 1, sizeof piece, file)) > 0)
		buf_add(&all, piece, got);
	fclose(file);
	*size = all.size;
	return buf_take(&all);
}

Test(import, a_dry_run_reports_and_leaves_every_byte)
{
	size_t size, size_after;
	char *before = read_all(f.path, &size), *after;

	options.dry_run = true;
	good("external_id,name,arr,currency\n1,A,100,EUR\n2,,200,EUR\n");
	counts(1, 0, 0, 1, 0);
	cr_assert(report.entry == 0 && !report.rejects && access(rejects, F_OK));
	after = read_all(f.path, &size_after);
	cr_assert(size == size_after && !memcmp(before, after, size));
	free(before);
	free(after);
}

Test(import, only_what_changed_in_the_file_is_written)
{
	good("external_id,name,csm,segment,Region\n1,A,ana,Large,North\n");
	good("external_id,name,csm,segment,Region\n1,A,ben,Large,South\n");
	counts(0, 1, 0, 0, 0);
	says("SELECT day, segment, csm FROM account_state", "20779|Large|ben");
	says("SELECT key, value FROM custom_field", "Region|South");
}

static void set_segment(const char *segment)
{
	struct account_state state = { .says_segment = true, .segment = segment };
	char *id = ask("SELECT id FROM account WHERE id > 1");

	cr_assert_eq(journal_begin(f.book, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(account_set_state(f.book, strtoll(id, NULL, 10), TODAY, &state, NULL, &f.error), 0, "%s",
		     f.error.text);
	cr_assert_eq(journal_commit(f.book, &(struct journal_note){ "ana", "set", 0, "set" }, NULL, &f.error), 0,
		     "%s", f.error.text);
	free(id);
}

Test(import, what_the_user_changed_stays_where_the_file_did_not)
{
	good("external_id,name,segment\n1,A,Large\n");
	set_segment("Mine");
	good("external_id,name,segment\n1,A,Large\n");
	counts(0, 0, 1, 0, 0);
	cr_assert(eq(long, report.conflicts, 0L));
	says("SELECT segment FROM account_state", "Mine");
}

Test(import, a_field_changed_on_both_sides_is_a_conflict)
{
	good("external_id,name,segment,csm\n1,A,Large,ana\n");
	set_segment("Mine");
	for (int i = 0; i < 2; i++) {
		good("external_id,name,segment,csm\n1,A,Small,ben\n");
		counts(0, i == 0, i == 1, 0, 0);
		cr_assert(eq(long, report.conflicts, 1L));
		cr_assert_eq(issue(0)->kind, IMPORT_CONFLICT);
		cr_assert_str_eq(issue(0)->field, "segment");
		says("SELECT segment, csm FROM account_state", "Mine|ben");
	}
	options.theirs = true;
	good("external_id,name,segment,csm\n1,A,Small,ben\n");
	counts(0, 1, 0, 0, 0);
	says("SELECT segment, csm FROM account_state", "Small|ben");
}

Test(import, blank_cells_and_missing_columns_erase_nothing)
{
	good("external_id,name,segment,csm,arr,currency,Region\n1,A,Large,ana,100,EUR,North\n");
	good("external_id,name,segment,arr,Region\n1, ,,,\n");
	counts(0, 0, 1, 0, 0);
	says("SELECT segment, csm FROM account_state", "Large|ana");
	says("SELECT key, value FROM custom_field", "Region|North");
	good("external_id,name,segment,csm,arr,currency,Region\n1,A,Large,ana,100,EUR,North\n");
	counts(0, 0, 1, 0, 0);
}

Test(import, arr_moves_by_one_movement)
{
	good("external_id,name,arr,currency,status,start_date\n1,A,100,EUR,active,2026-01-01\n");
	options.on = TODAY + 1;
	good("external_id,name,arr,currency,status,start_date\n1,A,150,EUR,active,2026-01-01\n");
	counts(0, 1, 0, 0, 0);
	options.on = TODAY + 2;
	good("external_id,name,arr,currency,status,start_date\n1,A,150,EUR,churned,2026-01-01\n");
	counts(0, 1, 0, 0, 0);
	good("external_id,name,arr,currency,status,start_date\n1,A,150,EUR,churned,2026-01-01\n");
	counts(0, 0, 1, 0, 0);
	/* new, expansion, churn */
	says("SELECT day, kind, amount FROM movement ORDER BY day", "20454|0|10000\n20780|2|5000\n20781|7|-15000");
	options.on = TODAY + 3;
	good("external_id,name,arr,currency,status,start_date\n1,A,150,EUR,active,2026-01-01\n");
	says("SELECT kind, amount FROM movement WHERE day = 20782", "1|15000");
}

Test(import, an_arr_changed_by_hand_is_a_conflict)
{
	char *id;

	good("external_id,name,arr,currency\n1,A,100,EUR\n");
	id = ask("SELECT id FROM account WHERE id > 1");
	cr_assert_eq(journal_begin(f.book, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(movement_set_arr(f.book, strtoll(id, NULL, 10), TODAY, 13000, "EUR", NULL, &f.error), 0, "%s",
		     f.error.text);
	cr_assert_eq(journal_commit(f.book, &(struct journal_note){ "ana", "set", 0, "set" }, NULL, &f.error), 0,
		     "%s", f.error.text);
	good("external_id,name,arr,currency\n1,A,100,EUR\n");
	counts(0, 0, 1, 0, 0);
	good("external_id,name,arr,currency\n1,A,120,EUR\n");
	counts(0, 0, 1, 0, 0);
	cr_assert(eq(long, report.conflicts, 1L));
	says("SELECT sum(amount) FROM movement", "13000");
	options.theirs = true;
	good("external_id,name,arr,currency\n1,A,120,EUR\n");
	counts(0, 1, 0, 0, 0);
	says("SELECT sum(amount) FROM movement", "12000");
	free(id);
}

Test(import, no_arr_is_unknown_and_not_zero)
{
	good("name,Annual Revenue,ANNUALREVENUE\nA,5000000,6.0E7\n");
	says("SELECT count(*) FROM movement", "0");
	says("SELECT key, value FROM custom_field ORDER BY key", "ANNUALREVENUE|6.0E7\nAnnual Revenue|5000000");
}

Test(import, an_amount_needs_a_currency)
{
	cr_assert_eq(try_text("name,arr\nA,100\n"), -1);
	cr_assert(strstr(f.error.text, "--currency") && strstr(f.error.text, "\"arr\""), "%s", f.error.text);
	says("SELECT count(*) FROM account WHERE id > 1", "0");
	options.currency = "eur";
	good("name,arr\nA,100\nB,USD 200\n");
	counts(1, 0, 0, 1, 0); /* told to be EUR, and one row is not */
	options.currency = NULL;
	good("name,arr\nC,USD 200\n");
	says("SELECT currency, sum(amount) FROM movement GROUP BY 1", "EUR|10000\nUSD|20000");
	good("name,arr\nA,300\n");
	says("SELECT currency, sum(amount) FROM movement GROUP BY 1", "EUR|30000\nUSD|20000");
}

Test(import, another_currency_is_rejected_before_anything_is_written)
{
	good("external_id,name,arr,currency,csm\n1,A,100,EUR,ana\n");
	good("external_id,name,arr,currency,csm\n1,A,100,USD,ben\n");
	counts(0, 0, 0, 1, 0);
	says("SELECT csm FROM account_state", "ana");
}

Test(import, an_undecidable_date_order_is_asked_for)
{
	cr_assert_eq(try_text("name,renewal_date\nA,03/04/2027\nB,05/06/2027\n"), -1);
	cr_assert(strstr(f.error.text, "--date-order") && strstr(f.error.text, "renewal_date") &&
			  strstr(f.error.text, "03/04/2027") && strstr(f.error.text, "line 2"),
		  "%s", f.error.text);
	says("SELECT count(*) FROM account WHERE id > 1", "0");
	options.date_order = DATE_ORDER_MDY;
	good("name,renewal_date\nA,03/04/2027\n");
	says("SELECT renewal_day FROM account_state", "20881"); /* 4 March 2027 */
}

Test(import, one_row_settles_the_date_order_of_its_column)
{
	good("name,renewal_date,start_date\nA,03/04/2027,01/02/2026\nB,25/06/2027,02/28/2026\n");
	/* 3 April and 25 June 2027, 2 January and 28 February 2026: each column its own order */
	says("SELECT renewal_day, start_day FROM account_state s JOIN account a ON a.id = s.account_id ORDER BY "
	     "name",
	     "20911|20455\n20994|20512");
	cr_assert_eq(try_text("name,renewal_date\nA,13/04/2027\nB,04/13/2027\n"), -1);
	cr_assert(strstr(f.error.text, "--date-order") != NULL);
}

Test(import, an_undecidable_decimal_sign_is_asked_for)
{
	options.currency = "EUR";
	cr_assert_eq(try_text("name,arr\nA,\"1,234\"\nB,500\n"), -1);
	cr_assert(strstr(f.error.text, "--decimal") && strstr(f.error.text, "1,234"), "%s", f.error.text);
	good("name;arr\nA;1.234\nB;5,5\n");
	says("SELECT name, amount FROM movement JOIN account ON account.id = account_id ORDER BY 1",
	     "A|123400\nB|550");
	options.decimal = '.';
	good("name,arr\nC,\"1,234\"\n");
	says("SELECT amount FROM movement JOIN account ON account.id = account_id WHERE name = 'C'", "123400");
	options.decimal = 0;
	cr_assert_eq(try_text("name,arr\nD,\"1,50\"\nE,1.50\n"), -1);
	cr_assert(strstr(f.error.text, "--decimal") != NULL);
}

Test(import, bad_rows_are_told_and_kept_apart)
{
	size_t size;
	char *kept;

	good("external_id,name,arr,currency,status,renewal_date\n"
	     "1,\"A, Inc\",12x,EUR,active,2027-01-01\n"
	     "2,B,100,EUR,lost,2027-01-01\n"
	     "3,C,100,EUR,active,2027-13-01\n"
	     "4,D,100,EUR,active,2027-01-01\n"
	     "4,\"D \"\"again\"\"\",100,EUR,active,2027-01-01\n"
	     "5,E,100,EUR,active,2027-01-01,unquoted\n"
	     "6,,100,EUR,active,2027-01-01\n"
	     ",,100,EUR,active,2027-01-01\n"
	     "7,G,-5,EUR,active,2027-01-01\n"
	     "8,H,100,EUR\n");
	counts(2, 0, 0, 8, 0);
	says("SELECT external_id FROM account WHERE id > 1 ORDER BY 1", "4\n8");
	cr_assert(eq(sz, report.issues.count, 9)); /* the short row is a note */
	cr_assert(issue(0)->line == 2 && !strcmp(issue(0)->field, "arr"));
	cr_assert(issue(1)->line == 3 && !strcmp(issue(1)->field, "status") && strstr(issue(1)->reason, "lost"));
	cr_assert(issue(2)->line == 4 && !strcmp(issue(2)->field, "renewal_date"));
	cr_assert(issue(3)->line == 6 && strstr(issue(3)->reason, "repeats line 5"));
	cr_assert(issue(4)->line == 7 && strstr(issue(4)->reason, "7 cells under 6 headers"));
	cr_assert(issue(5)->line == 8 && strstr(issue(5)->reason, "needs a name"));
	cr_assert(issue(6)->line == 9 && strstr(issue(6)->reason, "neither an id nor a name"));
	cr_assert(issue(7)->line == 10);
	cr_assert(issue(8)->line == 11 && issue(8)->kind == IMPORT_NOTE);
	cr_assert_str_eq(report.rejects, rejects);
	kept = read_all(rejects, &size);
	cr_assert(strstr(kept, "external_id,name,arr,currency,status,renewal_date,error\n1,\"A, "
			       "Inc\",12x,EUR,active,2027-01-01,") == kept,
		  "%s", kept);
	cr_assert(strstr(kept, "\n4,\"D \"\"again\"\"\",100,EUR,active,2027-01-01,") != NULL);
	cr_assert(strstr(kept, "\n5,E,100,EUR,active,2027-01-01,unquoted,\"it has 7") != NULL);
	free(kept);
	/* Its own column is no field of the account when the corrected file comes back. */
	good("external_id,name,error\n9,I,was wrong\n");
	says("SELECT count(*) FROM custom_field", "0");
}

Test(import, nul_bytes_reject_their_row)
{
	char *path = xasprintf("%s/in.csv", f.folder);
	FILE *file = fopen(path, "w");

	cr_assert(file && fwrite("name,csm\nA\0B,ana\nC,ana\n", 1, 23, file) == 23 && !fclose(file));
	cr_assert_eq(try_file(path), 0);
	counts(1, 0, 0, 1, 0);
	says("SELECT name FROM account WHERE id > 1", "C");
	free(path);
}

Test(import, without_ids_names_must_be_one)
{
	good("name,csm\nAcme,ana\nBeta,ben\nAcme,cid\n");
	counts(2, 0, 0, 1, 0);
	good("name,csm\nacme,dan\nBeta,ben\n");
	counts(0, 1, 1, 0, 0);
	says("SELECT csm FROM account_state ORDER BY 1", "ben\ndan");
	/* Two of one name are in the book: which one is meant cannot be told. */
	good("external_id,name\nx,Twin\ny,Twin\n");
	counts(2, 0, 0, 0, 0);
	good("name,csm\nTwin,eve\n");
	counts(0, 0, 0, 1, 0);
	cr_assert(strstr(issue(0)->reason, "several accounts") != NULL);
}

Test(import, ids_that_differ_in_case_are_two)
{
	good("external_id,name\n001x0000002xLCV,A\n001x0000002xLCv,B\n");
	counts(2, 0, 0, 0, 0);
}

Test(import, a_salesforce_id_is_known_by_its_first_fifteen)
{
	good("Id,Name,MasterRecordId,TickerSymbol,IsDeleted\n001x0000002xLCVAA2,Acme,,,false\n001x0000002xLCvAA2,"
	     "Beta,,,false\n"
	     "001x0000002xLCWAA2,Gone,,,true\n");
	cr_assert_str_eq(report.mapping, "salesforce");
	counts(2, 0, 0, 0, 1);
	good("Account ID,Account Name,Account Owner\n001x0000002xLCV,Acme,ana\n");
	cr_assert_str_eq(report.mapping, "salesforce");
	counts(0, 1, 0, 0, 0);
	says("SELECT external_id, source FROM account WHERE id > 1 AND name = 'Acme'",
	     "001x0000002xLCVAA2|salesforce");
	cr_assert(eq(long, report.missing, 1L));
	cr_assert_str_eq(report.missing_names.items[0], "Beta");
}

Test(import, titles_repeated_headers_and_footers)
{
	good("Accounts of the North,,\nas of today,,\n\nAccount Name,Account Owner,Region\nAcme,ana,North\nAccount "
	     "Name,Account Owner,Region\n"
	     ",,\nBeta,ben,South\n\"Grand Totals (2 records)\",,\n\nMy report\n"
	     "Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved.\nConfidential Information - Do Not "
	     "Distribute\n");
	counts(2, 0, 0, 0, 0);
	cr_assert(eq(long, report.header_line, 4L));
	cr_assert(eq(sz, report.footers.count, 4));
	cr_assert_str_eq(report.footers.items[1], "My report");
	says("SELECT name FROM account WHERE id > 1 ORDER BY 1", "Acme\nBeta");
	cr_assert(eq(sz, report.kept.count, 1));
	cr_assert_str_eq(report.kept.items[0], "Region");
}

Test(import, repeated_and_blank_headers)
{
	good("name,Note,,Note, Region \nA,one,lost,two,North\n");
	says("SELECT key, value FROM custom_field ORDER BY key", "Note|one\nNote (2)|two\nRegion|North");
}

Test(import, text_is_kept_as_it_came)
{
	good("name,Phone,Note\n\"  Acme  \",'+49 30,\"two\nlines \xc3\xa9\"\n");
	says("SELECT name FROM account WHERE id > 1", "  Acme  ");
	says("SELECT value FROM custom_field ORDER BY key", "two\nlines \xc3\xa9\n'+49 30");
}

Test(import, windows_1252_and_utf16_come_out_as_utf8)
{
	char *path = xasprintf("%s/wide.csv", f.folder);
	FILE *file = fopen(path, "w");

	good("name;csm\nCr\xe9"
	     "dito;ana\n");
	cr_assert_eq(report.encoding, ENCODING_WINDOWS_1252);
	cr_assert_eq(report.delimiter, ';');
	cr_assert(file &&
		  fwrite("\xff\xfe"
			 "n\0a\0m\0e\0\n\0\xd6\0l\0\n\0",
			 1, 18, file) == 18 &&
		  !fclose(file));
	cr_assert_eq(try_file(path), 0);
	says("SELECT name FROM account WHERE id > 1 ORDER BY 1", "Cr\xc3\xa9"
								 "dito\n\xc3\x96l");
	free(path);
}

Test(import, files_that_are_no_accounts)
{
	cr_assert_eq(try_text("StartDate,EndDate,Q1\n1,2,3\n"), -1);
	cr_assert(strstr(f.error.text, "StartDate, EndDate, Q1") && strstr(f.error.text, "--map"), "%s",
		  f.error.text);
	cr_assert_eq(try_text("name,emails,contact_numbers,organization_id\nW,x,y,1\n"), -1);
	cr_assert(strstr(f.error.text, "people") != NULL);
	cr_assert_eq(try_text(""), -1);
	options.map = "nosuch";
	cr_assert_eq(try_text("name\nA\n"), -1);
	cr_assert(strstr(f.error.text, "salesforce") != NULL, "%s", f.error.text);
	says("SELECT count(*) FROM account WHERE id > 1", "0");
}

Test(import, a_mapping_of_ones_own)
{
	char *path = xasprintf("%s/mine.cfg", f.folder);
	FILE *file = fopen(path, "w");

	cr_assert(file &&
		  fputs("name = \"mine\"; source = \"erp\"; currency = \"EUR\";\nfields = (\n"
			"{ field = \"external_id\"; columns = [ \"Nr\" ]; },\n{ field = \"name\"; columns = [ "
			"\"Firma\" ]; },\n"
			"{ field = \"arr\"; columns = [ \"Monat\" ]; cents = true; multiply = 12; },\n"
			"{ field = \"status\"; columns = [ \"St\" ]; values = ( { from = \"weg\"; to = "
			"\"churned\"; } ); } );\n"
			"ignore = [ \"Egal\" ];\n",
			file) >= 0 &&
		  !fclose(file));
	options.map = path;
	good("Nr,Firma,Monat,St,Egal\n7,Alt,1050,WEG,x\n");
	says("SELECT source, external_id, name FROM account WHERE id > 1", "erp|7|Alt");
	says("SELECT kind, amount FROM movement ORDER BY kind", "0|12600\n7|-12600");
	says("SELECT count(*) FROM custom_field", "0");
	free(path);
}

Test(import, our_own_file_finds_accounts_of_any_source)
{
	options.map = "generic";
	good("id,name\nx-1,Acme\n");
	options.map = NULL;
	good("external_id,name,csm\nx-1,Acme,ana\n");
	counts(0, 1, 0, 0, 0);
	says("SELECT source, csm FROM account JOIN account_state ON account_id = account.id", "csv|ana");
}

Test(import, what_the_book_says_already_is_no_change)
{
	options.map = "generic";
	good("id,name\nx-1,Acme\n");
	options.map = NULL;
	good("external_id,name,status\nx-1,Acme,active\n");
	counts(0, 0, 1, 0, 0);
	says("SELECT count(*) FROM account_state", "0");
}

static bool stop_at_once(void *data, int percent, long rows)
{
	(void)rows;
	*(int *)data = percent;
	return false;
}

Test(import, stopping_leaves_nothing)
{
	struct buf text = { 0 };
	int percent = -1;

	buf_str(&text, "external_id,name\n");
	for (int i = 0; i < 5000; i++)
		buf_printf(&text, "%d,N%d\n", i, i);
	options.progress = stop_at_once;
	options.progress_data = &percent;
	cr_assert_eq(try_text(text.data), -1);
	cr_assert(percent >= 0 && percent <= 100);
	says("SELECT count(*) FROM account WHERE id > 1", "0");
	options.progress = NULL;
	good(text.data);
	says("SELECT count(*) FROM account WHERE id > 1", "5000");
	undo();
	says("SELECT count(*) FROM account WHERE id > 1", "0");
	buf_free(&text);
}

static void two_accounts(void)
{
	options.kind = "accounts";
	good("external_id,name,currency\n1,Acme,EUR\n2,Beta,EUR\n");
}

Test(import, answers)
{
	const char *text = "account,milestone,answer,on,by,note\n"
			   "1,small/a,no,2026-01-05,ben,asked\n"
			   "1,small/a,yes,2026-03-01,ben,\n"
			   "Beta,b,NA,,,\n";

	two_accounts();
	options.kind = "answers";
	good(text);
	counts(3, 0, 0, 0, 0);
	says("SELECT a.name, m.key, x.day, x.value, x.who, x.note FROM answer x JOIN account a ON a.id = "
	     "x.account_id "
	     "JOIN milestone m ON m.id = x.milestone_id ORDER BY a.name, x.day",
	     "Acme|a|20458|2|ben|asked\nAcme|a|20513|1|ben|-\nBeta|b|20779|3|ana|-");
	good(text);
	counts(0, 0, 3, 0, 0);
	cr_assert(report.entry == 0);
	good("account,milestone,answer,on,by,note\n1,small/a,no,2026-01-05,ben,asked "
	     "twice\n1,small/a,yes,2026-01-05,ben,\n");
	counts(1, 1, 0, 0, 0);
	says("SELECT value, note FROM answer WHERE day = 20458 ORDER BY value", "1|-\n2|asked twice");
	good("account,milestone,answer,on\nNobody,small/a,yes,\n1,small/zzz,yes,\n1,none/a,yes,\n1,small/"
	     "a,perhaps,\n1,small/a,open,\n"
	     "1,zzz,yes,\n1,small/a,yes,soon\n");
	counts(0, 0, 0, 7, 0);
	cr_assert_str_eq(issue(0)->field, "account");
	cr_assert_str_eq(issue(1)->field, "milestone");
	cr_assert_str_eq(issue(3)->field, "answer");
	cr_assert_str_eq(issue(6)->field, "on");
}

Test(import, answers_move_the_stage)
{
	two_accounts();
	options.kind = "answers";
	good("account,milestone,answer,on\n1,a,yes,2026-11-01\n1,b,yes,2026-11-02\n");
	says("SELECT stage FROM account_cache ORDER BY name_key", "2\n1");
	undo();
	says("SELECT stage FROM account_cache ORDER BY name_key", "1\n1");
}

Test(import, touches)
{
	const char *text = "account,date,kind,from,by,note\n1,2026-01-05,call,them,ben,hello\n1,2026-01-05,call,"
			   "them,ben,hello\n2,,mail,,,\n";

	two_accounts();
	options.kind = "touches";
	good(text);
	counts(3, 0, 0, 0, 0);
	says("SELECT day, kind, direction, who, note FROM touch ORDER BY day",
	     "20458|call|1|ben|hello\n20458|call|1|ben|hello\n20779|mail|0|ana|-");
	good(text);
	counts(0, 0, 3, 0, 0);
	good("account,date,kind,from\n1,,call,me\n1,,,us\n,,call,us\n");
	counts(0, 0, 0, 3, 0);
}

Test(import, movements)
{
	const char *text = "account,date,kind,amount,currency,line,note\n1,2026-01-05,new,1000,EUR,,\n1,2026-02-05,"
			   "expansion,50.5,EUR,Plus,\n"
			   "1,2026-02-05,expansion,50.5,EUR,Plus,\n1,2026-03-05,Price_Erosion,20,,,\n1,2026-04-05,"
			   "contraction,-30,EUR,,why\n";

	two_accounts();
	options.kind = "movements";
	good(text);
	counts(5, 0, 0, 0, 0);
	says("SELECT day, kind, amount, line FROM movement ORDER BY day",
	     "20458|0|100000|-\n20489|2|5050|Plus\n20489|2|5050|Plus\n20517|5|-2000|-\n20548|6|-3000|-");
	good(text);
	counts(0, 0, 5, 0, 0);
	good("account,date,kind,amount,currency\n1,,new,-5,EUR\n1,,gift,5,EUR\n1,,upsell,5,USD\n1,,upsell,,EUR\n");
	counts(0, 0, 0, 4, 0);
}

/* A report gives an id's 15 characters, of which the case counts; an export all 18. */
Test(import, a_salesforce_id_of_15_characters_is_that_of_18)
{
	int64_t upper = 0, lower = 0, found = 0;

	options.map = "salesforce";
	good("Id,Name\n0015000000AbCdEAAV,Upper\n0015000000aBcDeAAV,Lower\n");
	counts(2, 0, 0, 0, 0);
	cr_assert_eq(account_find(f.book, "0015000000AbCdEAAV", &upper, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(account_find(f.book, "0015000000aBcDe", &lower, &f.error), 0, "%s", f.error.text);
	cr_assert_neq(upper, lower);
	cr_assert_eq(account_find(f.book, "0015000000AbCdE", &found, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(found, upper);
	cr_assert_eq(account_find(f.book, "0015000000ABCDE", &found, &f.error), -1);
	options.map = NULL;
	options.kind = "touches";
	good("account,kind\n0015000000aBcDe,call\n0015000000ABCDE,call\n");
	counts(1, 0, 0, 1, 0);
	says("SELECT name FROM touch JOIN account ON account.id = account_id", "Lower");
}

/* What an imported ARR stands in for is the history itself, when that comes: ARR is never doubled. */
Test(import, a_history_takes_the_place_of_an_imported_arr)
{
	const char
		*history = "account,date,kind,amount,currency,line\n1,2026-02-05,upsell,50,EUR,Plus\n1,2026-01-05,"
			   "new,100,EUR,Base\n"
			   "2,2026-01-05,new,70,EUR,\n2,2026-06-01,churn,-70,EUR,\n3,2026-05-05,expansion,5,EUR,\n";
	char *before, *after;

	good("external_id,name,arr,currency,status,start_date\n1,A,150,EUR,active,2026-01-05\n2,B,70,EUR,churned,"
	     "2026-01-05\n"
	     "3,C,20,EUR,active,2026-01-05\n4,D,9,EUR,active,2026-01-05\n");
	says("SELECT count(*), sum(amount) FROM movement", "5|17900");
	before = fixture_dump_facts(&f);
	options.kind = "movements";
	good(history);
	counts(4, 0, 1, 0, 0); /* B's beginning is known already */
	says("SELECT name, sum(amount), count(*) FROM movement JOIN account ON account.id = account_id GROUP BY 1",
	     "A|15000|2\nB|0|2\nC|2500|2\nD|900|1");
	says("SELECT day FROM movement WHERE kind = 7", "20605");
	good(history);
	counts(0, 0, 5, 0, 0);
	says("SELECT count(*), sum(amount) FROM movement", "7|18400");
	undo();
	after = fixture_dump_facts(&f);
	cr_assert_str_eq(after, before);
	free(before);
	free(after);
}

/* Up and down and up again within a day: rows alike have keys of their own. */
Test(import, an_arr_that_comes_and_goes_within_a_day)
{
	static const int amounts[] = { 100, 120, 100, 120, 100, 120 };

	for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++) {
		char *text = xasprintf("external_id,name,arr,currency\n1,A,%d,EUR\n", amounts[i]);

		good(text);
		counts(i == 0, i > 0, 0, 0, 0);
		free(text);
	}
	says("SELECT kind, count(*), sum(amount) FROM movement GROUP BY 1", "0|1|10000\n2|3|6000\n6|2|-4000");
	options.kind = "movements";
	good("account,date,kind,amount,currency\n1,2026-01-05,new,7,EUR\n");
	says("SELECT kind, count(*), sum(amount) FROM movement GROUP BY 1", "0|1|700");
}

/* A good file with bytes of it exchanged: whatever comes of it, every row is accounted for, and the book is as
 * before after one undo. */
Test(import, damaged_files)
{
	static const char whole[] = "external_id,name,arr,currency,status,renewal_date,Region\n1,A,\"1,200.50\","
				    "EUR,active,2027-01-01,North\n"
				    "2,\"B \"\"two\"\"\",200,EUR,churned,2027-13-01,South\n3,C,,,,25/12/2027,\n";
	static const char bytes[] = ",\"\n\r;1\t \xe9.-x";
	char *before = fixture_dump_facts(&f);
	unsigned seed = 7;
	int taken = 0;

	for (int round = 0; round < 150; round++) {
		char text[sizeof whole];

		memcpy(text, whole, sizeof whole);
		for (int i = 0; i < round % 6; i++) {
			seed = seed * 1103515245u + 12345u;
			text[(seed >> 8) % (sizeof whole - 1)] = bytes[(seed >> 20) % (sizeof bytes - 1)];
		}
		if (try_text(text) < 0) {
			cr_assert(strlen(f.error.text) > 10);
			continue;
		}
		taken++;
		cr_assert_eq(report.rows,
			     report.added + report.changed + report.unchanged + report.rejected + report.skipped);
		if (report.entry)
			undo();
	}
	cr_assert(taken > 20);
	{
		char *after = fixture_dump_facts(&f);

		cr_assert_str_eq(before, after);
		free(after);
	}
	free(before);
}

static char *data_file(const char *name)
{
	const char *top = getenv("abs_top_srcdir");
	char *path = xasprintf("%s/../shared/data/%s", top ? top : ".", name);

	if (access(path, R_OK) < 0)
		cr_skip_test("no sample data here");
	return path;
}

/* Imports it, then again: nothing may change. */
static void import_twice(const char *name, const char *mapping, long added, long skipped)
{
	char *path = data_file(name);

	cr_assert_eq(try_file(path), 0, "%s: %s", name, f.error.text);
	cr_assert_str_eq(report.mapping, mapping);
	counts(added, 0, 0, 0, skipped);
	cr_assert_eq(try_file(path), 0, "%s: %s", name, f.error.text);
	counts(0, 0, added, 0, skipped);
	cr_assert(report.entry == 0);
	free(path);
}

Test(import, real_salesforce)
{
	import_twice("salesforce-dataloader/accountData.csv", "salesforce", 423, 0);
	says("SELECT count(*), count(DISTINCT source) FROM account WHERE id > 1", "423|1");
	says("SELECT count(*) FROM movement", "0");
	says("SELECT count(*) FROM account_cache WHERE arr IS NOT NULL", "0");
	says("SELECT value FROM custom_field WHERE key = 'ANNUALREVENUE' ORDER BY 1", "6.0E7\n8.48E10");
	says("SELECT count(*) FROM account WHERE id > 1 AND name LIKE '%' || char(65533) || '%'", "0");
}

Test(import, real_ravenstack)
{
	import_twice("ravenstack-iso/ravenstack_accounts.csv", "ravenstack", 500, 0);
	says("SELECT status, count(*) FROM account_state GROUP BY 1", "1|390\n2|110");
	says("SELECT min(start_day), max(start_day) FROM account WHERE id > 1",
	     "19359|20088"); /* 2023-01-02, 2024-12-31 */
}

Test(import, real_telco)
{
	import_twice("telco-churn/Telco-Customer-Churn.csv", "telco", 7043, 0);
	says("SELECT sum(amount), count(*) FROM movement WHERE kind = 0", "547339920|7043");
	says("SELECT count(*) FROM movement WHERE kind = 7 AND day = 20779", "1869");
	says("SELECT sum(amount), count(DISTINCT currency), max(currency) FROM movement", "380382900|1|USD");
	says("SELECT sum(arr) FROM account_cache", "380382900");
	says("SELECT sum(arr) FROM account_cache WHERE status = 2", "0");
	says("SELECT count(*) FROM account_state WHERE status = 2", "1869");
	/* tenure 34 before 2026-11-22 is 2024-01-22 */
	says("SELECT start_day FROM account WHERE external_id = '5575-GNVDE'", "19744");
	undo();
	says("SELECT (SELECT count(*) FROM account WHERE id > 1), (SELECT count(*) FROM movement), (SELECT "
	     "count(*) FROM "
	     "custom_field)",
	     "0|0|0");
}

Test(import, real_telco_on_a_later_day)
{
	char *path = data_file("telco-churn/Telco-Customer-Churn.csv");

	cr_assert_eq(try_file(path), 0, "%s", f.error.text);
	options.on = TODAY + 40;
	cr_assert_eq(try_file(path), 0, "%s", f.error.text);
	counts(0, 0, 7043, 0, 0);
	free(path);
}

Test(import, real_warehouse_copies)
{
	import_twice("fivetran-seeds/hubspot/company_data.csv", "hubspot", 24, 0);
	import_twice("fivetran-seeds/salesforce/sf_account_data.csv", "salesforce", 1, 9);
	import_twice("fivetran-seeds/zendesk/organization_data.csv", "zendesk", 10, 0);
	import_twice("salesforce-dataloader/tests/accountsForInsert.csv", "generic", 4, 0);
	says("SELECT count(*) FROM movement", "0");
	says("SELECT count(*) FROM custom_field WHERE key = 'property_annualrevenue'", "24");
}

Test(import, real_files_that_are_no_accounts)
{
	static const char *const names[] = {
		"krayin/leads.csv",
		"krayin/persons.csv",
		"surveys/qualtrics_sample.csv",
		"salesforce-dataloader/opportunityData.csv",
		"ravenstack-iso/ravenstack_subscriptions.csv",
		"ravenstack-iso/ravenstack_support_tickets.csv",
		"fivetran-seeds/salesforce/sf_contact_data.csv",
		"fivetran-seeds/zendesk/user_data.csv",
		"fivetran-seeds/zendesk/ticket_data.csv",
		"fivetran-seeds/salesforce/sf_opportunity_data.csv",
		"fivetran-seeds/hubspot/deal_data.csv",
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char *path = data_file(names[i]);

		cr_assert_eq(try_file(path), -1, "%s was taken", names[i]);
		cr_assert_eq(f.error.kind, ERROR_INPUT);
		free(path);
	}
	says("SELECT count(*) FROM account WHERE id > 1", "0");
}
