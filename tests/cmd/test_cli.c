/* Every command through the real program, once good and once bad. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <criterion/criterion.h>
#include <sqlite3.h>

#include "run.h"

TestSuite(cli, .init = run_begin, .fini = run_end);

static void two_accounts(void)
{
	DONE("added Northwind", "add", "Northwind", "arr=12000 EUR", "segment=gold");
	DONE("added North Star", "add", "North Star", "external_id=NS-1", "csm=ben");
}

static char *output(const char *a, const char *b)
{
	struct run run = run_waymark(a, b, NULL);

	cr_assert_eq(run.status, 0, "%s", run.err);
	free(run.err);
	return run.out;
}

Test(cli, help_and_version_go_to_standard_output)
{
	DONE("waymark demo", "--help");
	DONE("waymark demo", "-h");
	DONE("waymark demo", "help");
	DONE("waymark tick ACCOUNT", "help", "tick");
	DONE("waymark tick ACCOUNT", "tick", "--help");
	DONE("waymark tick ACCOUNT", "tick", "Northwind", "-h");
	DONE("SQLite 3.", "--version");
	DONE("jansson", "--version");
	USAGE("did you mean 'tick'", "help", "tikc");
}

Test(cli, what_is_not_understood_ends_with_2_and_a_hint)
{
	USAGE("did you mean 'list'", "lst");
	USAGE("did you mean '--json'", "--jsn", "list");
	USAGE("did you mean '--sort'", "list", "--srt", "name");
	USAGE("wants a value", "-b");
	USAGE("ACCOUNT is missing", "show");
	USAGE("one word too many", "show", "a", "b");
	USAGE("command of the console", "zoom");
	USAGE("--as-of", "--as-of", "someday", "list");
}

Test(cli, no_command_and_no_terminal_is_a_message)
{
	struct run run = run_waymark(NULL, NULL);

	cr_assert_eq(run.status, 1);
	cr_assert_not_null(strstr(run.err, "terminal"));
	cr_assert_neq(access(run_path("book.db"), F_OK), 0);
	run_free(&run);
}

Test(cli, a_reading_command_says_that_there_is_no_book)
{
	FAILED("there is no book", "list");
	FAILED("there is no book", "tick", "Northwind", "first-login");
	FAILED("there is no book", "--readonly", "add", "Northwind");
	cr_assert_neq(access(run_path("book.db"), F_OK), 0);
}

Test(cli, the_book_is_the_one_that_was_named)
{
	DONE("added", "-b", run_path("other.db"), "add", "Northwind");
	DONE("Northwind", "list", "--book", run_path("other.db"));
	DONE("Northwind", "list", "-b", run_path("other.db"));
	USAGE("'-b' wants a value", "list", "-b");
	FAILED("there is no book", "list");
}

/* An amount is in what it says, else in the account's currency, else in the configured one. */
Test(cli, an_amount_alone_is_in_the_configured_currency)
{
	DONE("added One", "add", "One", "arr=1200");
	DONE("added Two", "add", "Two", "arr=7 USD");
	DONE("set arr", "set", "Two", "arr=8");
	mkdir(run_path("waymark"), 0700);
	run_write_file("waymark/waymark.cfg", "currency = \"CHF\";\n");
	DONE("added Three", "add", "Three", "arr=9");
	DONE("set arr", "set", "One", "arr=1300");
	DONE("Three,,,active,9.00,CHF", "export", "accounts");
	DONE("Two,,,active,8.00,USD", "export", "accounts");
	DONE("One,,,active,1300.00,EUR", "export", "accounts");
	run_write_file("in.csv", "external_id,name,arr\nA,Ada,5\nB,Bob,6\n");
	DONE("taken for CHF", "import", "accounts", "in.csv");
	DONE("2 as before", "import", "accounts", "in.csv", "--currency", "CHF");
	run_write_file("waymark/waymark.cfg", "currency = \"francs\";\n");
	FAILED("waymark.cfg:1", "list");
}

Test(cli, list_filters_sorts_and_formats)
{
	char *text;

	two_accounts();
	DONE("Northwind", "list", "segment=gold");
	DONE("no account fits", "list", "segment=silver");
	text = output("list", "--format=csv");
	cr_assert_eq(strncmp(text, "name,stage,health,", 18), 0, "%s", text);
	cr_assert_not_null(strstr(text, "12000.00"));
	free(text);
	text = output("list", "--sort=name");
	cr_assert_lt(strstr(text, "North Star"), strstr(text, "Northwind"));
	free(text);
	text = output("list", "--sort=-name");
	cr_assert_gt(strstr(text, "North Star"), strstr(text, "Northwind"));
	free(text);
	DONE("| Northwind ", "list", "--format", "md");
	DONE("Northwind\t", "list", "--format", "plain");
	USAGE("cannot be sorted by", "list", "--sort", "luck");
	USAGE("table|plain|json|csv|md", "list", "--format", "xml");
	USAGE("the nearest is health", "list", "helth<50");
}

Test(cli, show_names_and_their_faults)
{
	two_accounts();
	DONE("Customer Success Track", "show", "Northwind");
	DONE("North Star", "show", "NS-1");
	DONE("Northwind", "show", "northw");
	FAILED("North Star", "show", "North");
	FAILED("Nobody", "show", "Nobody");
}

Test(cli, add_and_set)
{
	two_accounts();
	FAILED("another name", "add", "northwind");
	DONE("added", "add", "Northwind", "external_id=N-2");
	FAILED("", "add", "Other", "external_id=N-2");
	USAGE("wants a name", "add", "  ");
	USAGE("did you mean 'segment'", "set", "NS-1", "segmnt=x");
	USAGE("is no FIELD=VALUE", "set", "NS-1", "segment");
	USAGE("stays", "set", "NS-1", "external_id=x");
	FAILED("renewal_date", "set", "NS-1", "renewal_date=2026-02-30");
	FAILED("prospect, active, churned", "set", "NS-1", "status=gone");
	FAILED("arr", "set", "NS-1", "arr=lots");
	FAILED("after today", "set", "NS-1", "segment=x", "--on", "2026-11-23");
	DONE("set segment, custom.region on North Star", "set", "NS-1", "segment=x", "custom.region=north");
	DONE("nothing to change", "set", "NS-1", "segment=x");
	DONE("region", "show", "NS-1");
}

/* 12,000 became 15,000 and then nothing: new, expansion, churn. */
Test(cli, arr_writes_the_movement_that_gets_there)
{
	char *text;

	two_accounts();
	DONE("set arr", "set", "Northwind", "arr=15000");
	DONE("set arr", "set", "Northwind", "arr=0");
	text = output("export", "movements");
	cr_assert_not_null(strstr(text, "Northwind,2026-11-22,new,12000.00,EUR,,"), "%s", text);
	cr_assert_not_null(strstr(text, "Northwind,2026-11-22,expansion,3000.00,EUR,,"), "%s", text);
	cr_assert_not_null(strstr(text, "Northwind,2026-11-22,churn,-15000.00,EUR,,"), "%s", text);
	free(text);
}

/* 41 days after the first answer nothing else is settled: pace 80 - 40 * 11 / 60 = 72.66, stall
 * 100 - 40 * 27 / 31 = 65.16, together 0.7 * 72.66 + 0.3 * 65.16 = 70.41. */
Test(cli, tick_answers_withdraws_and_says_when_it_is_so_already)
{
	two_accounts();
	DONE("ticked 'Has at least one person outside IT signed in?' on Northwind: health unknown -> 70", "tick",
	     "Northwind", "first-login", "--on", "2026-10-12");
	DONE("already yes since 12 Oct", "tick", "Northwind", "first-login");
	DONE("answered no to", "tick", "Northwind", "cst-saas/first-login", "no");
	DONE("withdrew the answer to", "tick", "Northwind", "first-login", "open");
	DONE("already yes since 12 Oct", "tick", "Northwind", "first-login", "yes");
	DONE("no answer stands there", "tick", "Northwind", "sso-live", "open");
	FAILED("did you mean 'first-login'", "tick", "Northwind", "first-logn");
	FAILED("show lists them", "tick", "Northwind", "nothing"); /* nothing is near */
	FAILED("after today", "tick", "Northwind", "first-login", "--on", "tomorrow");
	FAILED("--on", "tick", "Northwind", "first-login", "--on", "2026-13-01");
	USAGE("yes|no|na|open", "tick", "Northwind", "first-login", "perhaps");
	FAILED("North Star", "tick", "North", "first-login");
}

Test(cli, a_note_stands_on_an_answer)
{
	two_accounts();
	FAILED("", "note", "Northwind", "first-login", "seen");
	DONE("ticked", "tick", "Northwind", "first-login");
	DONE("wrote a note", "note", "Northwind", "first-login", "seen by us");
	DONE("seen by us", "show", "Northwind");
	DONE("took away the note", "note", "Northwind", "first-login");
}

Test(cli, a_stage_is_passed_with_a_reason)
{
	two_accounts();
	DONE("stage Launch -> Adopt", "pass", "Northwind", "Launch", "--reason", "before us");
	DONE("(passed by hand 2026-11-22: ", "show", "Northwind");
	DONE("stage Adopt -> Launch", "pass", "Northwind", "launch", "--back");
	USAGE("--reason", "pass", "Northwind", "launch");
	FAILED("no stage 'luanch'", "pass", "Northwind", "luanch", "--reason", "x");
}

Test(cli, touches_are_recorded)
{
	two_accounts();
	DONE("recorded a call from Northwind", "touch", "Northwind", "call", "--from", "them");
	USAGE("us|them", "touch", "Northwind", "call", "--from", "me");
	USAGE("no kind of touch", "touch", "Northwind", "A call");
	FAILED("after today", "touch", "Northwind", "call", "--on", "2026-12-24");
}

Test(cli, health_and_agenda)
{
	two_accounts();
	DONE("no data", "health", "Northwind");
	DONE("nothing was stored", "health", "Northwind", "--if", "first-login=yes");
	USAGE("none of yes, no, na, open", "health", "Northwind", "--if", "first-login=maybe");
	FAILED("no milestone 'zzzzzzzzzzzzzzzz'", "health", "Northwind", "--if", "zzzzzzzzzzzzzzzz=yes");
	DONE("The way ahead", "qbr", "Northwind");
	DONE("# Business review: Northwind", "qbr", "Northwind", "--format", "md");
	FAILED("Nobody", "qbr", "Nobody");
}

Test(cli, what_is_internal_does_not_leave_as_markdown)
{
	struct run run;

	two_accounts();
	DONE("(internal)", "qbr", "Northwind");
	run = run_waymark("qbr", "Northwind", "--format", "md", NULL);
	cr_assert_null(strstr(run.out, "(internal)"));
	cr_assert_null(strstr(run.out, "No definition of success"));
	run_free(&run);
}

Test(cli, tracks)
{
	two_accounts();
	DONE("cst-marketing", "track", "list");
	DONE("Launch", "track", "show", "cst-saas");
	FAILED("cst-saas", "track", "show", "cst-none");
	DONE("put Northwind on the track cst-marketing", "track", "assign", "Northwind", "cst-marketing");
	run_write_file("broken.cfg", "id = \"x\";\ntitle = \"X\"\n\nstages = ( { id = } );\n");
	FAILED("broken.cfg:", "track", "check", "broken.cfg");
	FAILED("broken.cfg:", "track", "load", "broken.cfg");
	FAILED("absent.cfg", "track", "load", "absent.cfg");
	USAGE("wants a FILE", "track", "check");
	USAGE("list|show|check|load|export|assign|add|drop", "track", "lst");
}

Test(cli, checking_a_track_needs_no_book)
{
	char path[4096];

	snprintf(path, sizeof path, "%s/share/tracks/cst-saas.cfg", getenv("abs_top_srcdir"));
	DONE("5 stages", "track", "check", path);
	cr_assert_neq(access(run_path("book.db"), F_OK), 0);
}

static const char accounts_csv[] = "external_id,name,segment,arr,currency,renewal_date\n"
				   "A-1,\"Alder, Birch & Co\",gold,1200.50,EUR,2027-03-31\n"
				   "A-2,Beech,silver,800,EUR,2027-01-31\n"
				   "A-3,,silver,800,EUR,2027-01-31\n";

Test(cli, an_import_keeps_good_rows_tells_bad_ones_and_is_one_undo)
{
	run_write_file("accounts.csv", accounts_csv);
	DONE("would import 3 rows: 2 added", "import", "accounts", "accounts.csv", "--dry-run");
	cr_assert_neq(access(run_path("book.db"), F_OK), 0);
	DONE("imported 3 rows: 2 added, 0 changed, 0 as before, 1 rejected", "import", "accounts", "accounts.csv");
	DONE("0 added, 0 changed, 2 as before", "import", "accounts", "accounts.csv");
	DONE("Alder", "list", "segment=gold");
	DONE("undid", "undo");
	DONE("no account", "list");
	FAILED("absent.csv", "import", "accounts", "absent.csv");
	run_write_file("bad.csv", "external_id,name\nA-9,\n");
	USAGE("", "import", "account", "accounts.csv", "--date-order", "ymd");
}

Test(cli, a_file_of_bad_rows_alone_fails)
{
	struct run run;

	run_write_file("bad.csv", "external_id,name\nA-9,\n");
	run = run_waymark("import", "accounts", "bad.csv", NULL);
	cr_assert_eq(run.status, 1);
	cr_assert_not_null(strstr(run.err, "no row could be imported"), "%s", run.err);
	run_free(&run);
}

Test(cli, an_export_comes_back_as_it_was)
{
	char *before, *after;

	run_write_file("accounts.csv", accounts_csv);
	DONE("2 added", "import", "accounts", "accounts.csv");
	before = output("export", "accounts");
	cr_assert_not_null(strstr(before, "A-1,\"Alder, Birch & Co\",gold,,active,1200.50,EUR,,2027-03-31"), "%s",
			   before);
	run_write_file("again.csv", before);
	DONE("imported 2 rows: 0 added", "import", "accounts", "again.csv");
	DONE("0 added, 0 changed, 2 as before", "import", "accounts", "again.csv");
	after = output("export", "accounts");
	cr_assert_str_eq(after, before);
	free(before);
	free(after);
	USAGE("none of accounts, answers", "export", "plays");
}

Test(cli, formulas_are_guarded_in_csv_and_controls_on_the_terminal)
{
	char *text;

	DONE("added", "add", "=1+1", "segment=-5", "csm=@x");
	text = output("export", "accounts");
	cr_assert_not_null(strstr(text, ",'=1+1,-5,'@x,active"), "%s", text);
	free(text);
	DONE("added", "add", "Evil\033]52;c;x\007 Inc");
	text = output("list", "--format=table");
	cr_assert_null(strchr(text, '\033'));
	cr_assert_null(strchr(text, '\007'));
	free(text);
}

Test(cli, log_undo_and_redo_say_what_they_did)
{
	two_accounts();
	DONE("added North Star", "log");
	DONE("added Northwind", "log", "Northwind");
	DONE("ticked", "tick", "Northwind", "first-login");
	DONE("undid: ticked", "undo");
	DONE("did again: ticked", "redo");
	DONE("already yes", "tick", "Northwind", "first-login");
	FAILED("", "redo");
	FAILED("", "undo", "4711");
	USAGE("is no entry", "undo", "last");
	USAGE("--limit", "log", "--limit", "few");
}

Test(cli, nothing_to_undo_is_a_failure)
{
	DONE("added", "add", "Northwind");
	DONE("undid: added", "undo");
	FAILED("", "undo");
}

/* A total that is not what the records give. */
static void spoil_totals(void)
{
	sqlite3 *book;

	cr_assert_eq(sqlite3_open(run_path("book.db"), &book), SQLITE_OK);
	cr_assert_eq(sqlite3_exec(book, "UPDATE rollup_total SET arr = arr + 1", NULL, NULL, NULL), SQLITE_OK);
	cr_assert(sqlite3_changes(book) > 0);
	sqlite3_close(book);
}

Test(cli, check_and_backup)
{
	struct run run;

	two_accounts();
	DONE("the book is sound", "check");
	spoil_totals();
	run = run_waymark("check", NULL);
	cr_assert_eq(run.status, 1);
	cr_assert_not_null(strstr(run.out, "check --rebuild"), "%s", run.out);
	run_free(&run);
	FAILED("reading only", "--readonly", "check", "--rebuild");
	DONE("the book is sound", "check", "--rebuild");
	DONE("the book is sound", "check");
	DONE("copied the book", "backup", "copy.db");
	DONE("Northwind", "-b", run_path("copy.db"), "list");
	FAILED("copy.db", "backup", "copy.db");
}

Test(cli, the_sample_book_can_be_written)
{
	DONE("wrote the sample book", "demo", "--write", "sample.db");
	DONE("Harbour & Pine Logistics", "-b", run_path("sample.db"), "list");
	DONE("the book is sound", "-b", run_path("sample.db"), "check");
	FAILED("nothing of yours", "-b", run_path("sample.db"), "undo"); /* not the sample itself */
	FAILED("is there already", "demo", "--write", "sample.db");
	FAILED("terminal", "demo");
}

Test(cli, what_is_no_book_is_refused_and_left_alone)
{
	struct stat before, after;

	run_write_file("book.db",
		       "This is a letter and no book, long enough to hold a header of a hundred bytes, or so "
		       "one would think of a letter.\n");
	cr_assert_eq(stat(run_path("book.db"), &before), 0);
	FAILED("book.db", "list");
	FAILED("book.db", "add", "Northwind");
	cr_assert_eq(stat(run_path("book.db"), &after), 0);
	cr_assert_eq(before.st_size, after.st_size);
}

/* user_version is the big-endian number at byte 60 of the header. */
Test(cli, a_newer_book_is_refused)
{
	int file;

	two_accounts();
	file = open(run_path("book.db"), O_WRONLY);
	cr_assert_neq(file, -1);
	cr_assert_eq(pwrite(file, "\0\0\x03\xe7", 4, 60), 4);
	close(file);
	FAILED("newer", "list");
	FAILED("newer", "add", "Other");
}

Test(cli, readonly_refuses_every_change)
{
	two_accounts();
	FAILED("reading only", "--readonly", "add", "Third");
	FAILED("reading only", "tick", "Northwind", "first-login", "--readonly");
	FAILED("reading only", "--readonly", "undo");
	DONE("Northwind", "--readonly", "list");
	DONE("cst-saas", "--readonly", "track", "list");
	DONE("no data", "--readonly", "health", "Northwind");
}

Test(cli, a_bad_clock_or_configuration_is_named)
{
	two_accounts();
	setenv("WAYMARK_TODAY", "today", 1);
	FAILED("WAYMARK_TODAY", "list");
	setenv("WAYMARK_TODAY", "2026-11-22", 1);
	cr_assert_eq(mkdir(run_path("waymark"), 0700), 0);
	run_write_file("waymark/waymark.cfg", "cadence_day = 3;\n");
	FAILED("waymark.cfg:1:", "list");
}

Test(cli, completion_gives_names_and_stays_quiet)
{
	two_accounts();
	DONE("tick\n", "--complete", "ti");
	DONE("North Star\n", "--complete", "show", "nor");
	DONE("first-login\n", "--complete", "tick", "Northwind", "first-lo");
	DONE("cst-marketing\n", "--complete", "track", "show", "cst-m");
	DONE("--note\n", "--complete", "tick", "--n");
	DONE("", "--complete", "show", "Nobody");
	DONE("", "--complete", "nonsense", "x");
}
