/* Accounts from files: what is new is written, what people changed stays, what is wrong is told. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/xalloc.h"
#include "tests/storage/importing.h"

TestSuite(import, .init = import_setup, .fini = import_teardown);

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
	cr_assert(report.entry == 0 && !report.rejects && access(options.rejects, F_OK));
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
	cr_assert_str_eq(report.rejects, options.rejects);
	kept = read_all(options.rejects, &size);
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
