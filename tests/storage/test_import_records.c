/* Imports of contacts, surveys, measures, promises and outcomes. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/xalloc.h"
#include "tests/storage/importing.h"

TestSuite(import_records, .init = import_setup, .fini = import_teardown);

static char *write_file(const char *name, const char *text)
{
	char *path = xasprintf("%s/%s", f.folder, name);
	FILE *file = fopen(path, "w");

	cr_assert(file && fputs(text, file) >= 0 && !fclose(file));
	return path;
}

static void refused(const char *text, const char *because)
{
	cr_assert_eq(try_text(text), -1, "it was taken");
	cr_assert(strstr(f.error.text, because) != NULL, "%s", f.error.text);
}

static void run(const char *sql)
{
	sqlite3 *handle;

	cr_assert(sqlite3_open(f.path, &handle) == SQLITE_OK);
	cr_assert_eq(sqlite3_exec(handle, sql, NULL, NULL, NULL), SQLITE_OK, "%s", sqlite3_errmsg(handle));
	sqlite3_close(handle);
}

static void accounts_then(const char *kind)
{
	options.kind = "accounts";
	good("external_id,name\n1,Acme\n2,Beta Ltd\n3,Gamma\n");
	options.kind = kind;
}

/* The file again changes nothing, a dry run nothing before it, and one undo takes it all back. */
static void in_and_out(const char *text, long rows)
{
	char *before = fixture_dump_facts(&f), *after, *again;

	options.dry_run = true;
	good(text);
	counts(rows, 0, 0, 0, 0);
	after = fixture_dump_facts(&f);
	cr_assert_str_eq(after, before);
	free(after);
	options.dry_run = false;
	good(text);
	counts(rows, 0, 0, 0, 0);
	cr_assert(report.entry != 0);
	after = fixture_dump_facts(&f);
	options.on = TODAY + 9;
	good(text);
	counts(0, 0, rows, 0, 0);
	cr_assert(report.entry == 0);
	options.on = TODAY;
	again = fixture_dump_facts(&f);
	cr_assert_str_eq(again, after);
	free(again);
	free(after);
	fixture_undo(f.book, "ana");
	after = fixture_dump_facts(&f);
	cr_assert_str_eq(after, before);
	free(after);
	free(before);
	good(text);
	counts(rows, 0, 0, 0, 0);
}

/* ---- contacts ---- */

Test(import_records, contacts)
{
	accounts_then("contacts");
	in_and_out("account,name,roles,email,sentiment,last_contact\n"
		   "1,Uma Test,\"champion, decision maker\",uma@acme.example,1,\n"
		   "ACME,Vic Test,,,,\n"
		   "3,Uma Test,blocker,,-2,\n",
		   3);
	says("SELECT a.name, c.name, email, roles, sentiment, here, day FROM contact c JOIN account a ON a.id = "
	     "c.account_id "
	     "JOIN contact_state s ON s.contact_id = c.id AND s.account_id = a.id ORDER BY 1, 2",
	     "Acme|Uma Test|uma@acme.example|3|1|1|20779\nAcme|Vic Test|-|-|-|1|20779\nGamma|Uma "
	     "Test|-|16|-2|1|20779");
}

Test(import_records, a_contact_is_found_by_address_and_by_name)
{
	accounts_then("contacts");
	good("account,name,email\n1,Uma Test,uma@acme.example\n1,Vic Test,\n");
	good("account,name,email,persona\n1,Uma Other,UMA@acme.example,admin\n1,VIC TEST,vic@acme.example,\n1,Uma "
	     "Other,uma2@acme.example,\n");
	counts(1, 2, 0, 0, 0);
	says("SELECT name, email, persona FROM contact ORDER BY email",
	     "Uma Other|UMA@acme.example|admin\nUma Other|uma2@acme.example|-\nVIC TEST|vic@acme.example|-");
}

Test(import_records, what_was_changed_by_hand_stays)
{
	const char *text = "account,name,roles,email,persona\n1,Uma Test,champion,uma@acme.example,buyer\n";

	accounts_then("contacts");
	good(text);
	run("UPDATE contact SET persona = 'mine'");
	good(text);
	counts(0, 0, 1, 0, 0);
	good("account,name,roles,email,persona\n1,Uma Test,blocker,uma@acme.example,buyer\n");
	counts(0, 1, 0, 0, 0);
	says("SELECT persona, roles FROM contact JOIN contact_state ON contact_id = id", "mine|16");
}

Test(import_records, contacts_that_are_none)
{
	accounts_then("contacts");
	good("account,name,roles,sentiment\nNobody,A,,\n1,,,\n1,B,king,\n1,B,,9\n,B,,\n");
	counts(0, 0, 0, 5, 0);
	cr_assert_str_eq(report.issues.items[0].field, "account");
	cr_assert_str_eq(report.issues.items[2].field, "roles");
	cr_assert_str_eq(report.issues.items[3].field, "sentiment");
	good("account,name,email,persona\n1,B,b@b.example,x\n1,B,b@b.example,y\n");
	counts(1, 0, 0, 1, 0);
	cr_assert(strstr(report.issues.items[0].reason, "line 2") != NULL);
}

Test(import_records, names_in_two_halves_and_other_headers)
{
	accounts_then("contacts");
	good("First Name;Last Name;Email;Company name;Job Title;Fax\nUma;Test;uma@acme.example;acme;Head of "
	     "IT;1\n");
	counts(1, 0, 0, 0, 0);
	cr_assert_str_eq(report.mapping, "contacts");
	cr_assert(eq(sz, report.dropped.count, 1));
	says("SELECT name, persona FROM contact", "Uma Test|Head of IT");
}

/* ---- accounts by other names ---- */

Test(import_records, accounts_with_another_legal_form)
{
	accounts_then("measures");
	good("account,key,value\nAcme Ltd,a,1\nACME LIMITED,b,1\nbeta,c,1\n\"Beta, "
	     "Limited\",d,1\nBet,e,1\nLtd,f,1\n");
	counts(4, 0, 0, 2, 0);
	cr_assert(eq(long, report.notes, 5L)); /* and that they have no date */
	says("SELECT name, key FROM measure JOIN account ON id = account_id ORDER BY key",
	     "Acme|a\nAcme|b\nBeta Ltd|c\nBeta Ltd|d");
	options.kind = "accounts";
	good("external_id,name\n4,Acme Limited\n");
	options.kind = "measures";
	good("account,key,value\nAcme Ltd,a,1\n"); /* one without, one with another: which? */
	counts(0, 0, 0, 1, 0);
}

/* ---- measures ---- */

Test(import_records, measures)
{
	accounts_then("measures");
	in_and_out(
		"account,date,key,value\n1,2026-01-05,logins,12\n1,2026-01-06,logins,12.5\n2,2026-01-05,logins,-3\n"
		"2,2026-01-05,seats,1.234\n",
		4);
	says("SELECT day, key, value FROM measure ORDER BY day, value",
	     "20458|logins|-3000\n20458|seats|1234\n20458|logins|12000\n20459|logins|12500");
	good("account,date,key,value\n1,2026-01-05,logins,13\n1,2026-01-06,logins,12.5\n");
	counts(0, 1, 1, 0, 0);
	good("account,date,key,value\n1,2026-01-07,x,1\n1,2026-01-07,x,2\n1,2026-01-07,x,1\n1,,,1\n1,,y,\n1,,y,"
	     "many\n"
	     "1,,y,\"1,234\"\n1,soon,y,1\n");
	counts(2, 0, 0, 6, 0);
	cr_assert(strstr(report.issues.items[0].reason, "line 2 says 1") != NULL);
	cr_assert(strstr(report.issues.items[5].reason, "--decimal") != NULL);
}

Test(import_records, measures_as_spreadsheets_write_them)
{
	accounts_then("measures");
	options.decimal = ',';
	good("account;key;value\n1;a;1.234,5\n1;b;0,0005\n1;c;6.0E7\n1;d;-0,25\n");
	says("SELECT key, value FROM measure ORDER BY key", "a|1234500\nb|1\nc|60000000000\nd|-250");
}

Test(import_records, a_column_a_measure)
{
	accounts_then("measures");
	options.measures = "Active Users, Tickets";
	good("Customer,Account Name,Month,Active "
	     "Users,Tickets,Owner\nx,Acme,2026-01-31,40,3,o\nx,Gamma,2026-01-31,,1,o\n"
	     "x,Gamma,2026-02-28,,,o\n");
	counts(2, 0, 0, 0, 1);
	says("SELECT name, day, key, value FROM measure JOIN account ON id = account_id ORDER BY name, key",
	     "Acme|20484|active_users|40000\nAcme|20484|tickets|3000\nGamma|20484|tickets|1000");
	good("Account,Month,Active Users,Tickets\n1,2026-01-31,40,4\n1,2026-03-31,1,many\n");
	counts(0, 1, 0, 1, 0);
	says("SELECT count(*) FROM measure WHERE day = 20543", "0"); /* a bad row is refused whole */
	refused("Account,Month,Active Users\n1,2026-01-31,40\n", "--map");
}

Test(import_records, through_another_file)
{
	char *via = write_file("subs.csv", "subscription_id,account_id\nS-1,1\nS-2,Gamma\nS-3,1\nS-3,2\n");

	accounts_then("measures");
	options.account_column = "subscription_id";
	options.via = via;
	good("subscription_id,date,key,value\nS-1,2026-01-05,a,1\nS-2,2026-01-05,a,2\nS-3,2026-01-05,a,3\nS-4,2026-"
	     "01-05,a,4\n");
	counts(2, 0, 0, 2, 0);
	cr_assert(strstr(report.issues.items[0].reason, "several accounts") != NULL);
	says("SELECT name, value FROM measure JOIN account ON id = account_id ORDER BY 1", "Acme|1000\nGamma|2000");
	free(via);
	via = write_file("subs.csv", "subscription,account_id\nS-1,1\n");
	options.via = via;
	refused("subscription_id,date,key,value\nS-1,2026-01-05,a,1\n", "subscription_id");
	free(via);
}

/* ---- surveys ---- */

Test(import_records, surveys)
{
	accounts_then("surveys");
	in_and_out("account,date,kind,score,contact,comment\n1,2026-01-05,nps,10,Uma Test,good\n"
		   "1,2026-01-05,csat,4,Uma Test,\n2,2026-01-06,nps,0,,\n2,2026-01-06,nps,0,,\n",
		   4);
	says("SELECT day, kind, score, scale, name, comment FROM survey LEFT JOIN contact ON contact.id = "
	     "contact_id "
	     "ORDER BY day, kind",
	     "20458|0|10|10|Uma Test|good\n20458|1|4|5|Uma Test|-\n20459|0|0|10|-|-\n20459|0|0|10|-|-");
	says("SELECT count(*) FROM contact", "1");
	good("account,date,kind,score,contact\n1,2026-01-05,nps,8,Uma Test\n1,2026-01-05,nps,7,Uma "
	     "Test\n1,,mood,8,\n"
	     "1,,csat,6,\n1,,nps,,\n1,,,5,\n");
	counts(0, 1, 0, 4, 1);
}

Test(import_records, four_things_called_nps)
{
	accounts_then("surveys");
	good("Account,Date,NPS\n1,2026-01-05,0\n1,2026-01-05,9\n");
	counts(2, 0, 0, 0, 0);
	says("SELECT kind, scale, score FROM survey ORDER BY score", "0|10|0\n0|10|9");
	options.score_column = "How likely are you to recommend (1-10)";
	refused("Account,Date,How likely are you to recommend (1-10)\n1,2026-01-05,9\n", "--scale 1-10");
	options.scale = "1-10";
	good("Account,Date,How likely are you to recommend (1-10)\n1,2026-02-05,9\n1,2026-02-05,0\n");
	counts(1, 0, 0, 1, 0);
	options.scale = options.score_column = NULL;
	refused("Account,Date,NPS\n1,2026-01-05,9\n1,2026-01-06,-20\n", "measures");
	refused("Account,Date,NPS\n1,2026-01-05,8.5\n", "average");
	refused("Account,Date,NPS\n1,2026-01-05,42\n1,2026-01-06,31\n1,2026-01-07,9\n", "average");
	refused("Account,Promoters,Passives,Detractors,NPS\n1,5,3,2,30\n", "counts of promoters");
	options.kind = "measures";
	options.measures = "NPS";
	good("Account,Date,NPS\n1,2026-01-05,42\n1,2026-01-06,-20.5\n");
	says("SELECT key, value FROM measure ORDER BY day", "nps|42000\nnps|-20500");
}

Test(import_records, csat_with_its_scale)
{
	accounts_then("surveys");
	options.scale = "1-7";
	good("account;date;csat;email\n1;05.01.2026;7;uma@acme.example\n1;31.01.2026;0;\n1;31.01.2026;8;\n");
	counts(1, 0, 0, 2, 0);
	says("SELECT kind, score, scale, email, day FROM survey JOIN contact ON contact.id = contact_id",
	     "1|7|7|uma@acme.example|20458");
	refused("account,date,score\n1,2026-01-05,4\n", "--survey");
}

Test(import_records, three_rows_of_header)
{
	accounts_then("surveys");
	good("StartDate,EndDate,ResponseId,ExternalReference,NPS,\n"
	     "Start,End,Response,External,\"How likely, 0 to 10?\",\n"
	     "\"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"endDate\"\"}\",x,y,"
	     "\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\n"
	     "2026-01-05 08:28:09,2026-01-05 08:29:09,R_1,1,9,\n2026-01-06 08:28:09,2026-01-06 "
	     "08:29:09,R_2,2,3,\n");
	counts(2, 0, 0, 0, 0);
	cr_assert_str_eq(report.mapping, "qualtrics");
	cr_assert(eq(long, report.notes, 2L));
	says("SELECT day, score FROM survey ORDER BY day", "20458|9\n20459|3");
	good("Respondent ID,Custom Data 1,End Date,Score,Survey Type\n,,,Response,\n7,Acme,01/15/2026,10,nps\n");
	counts(1, 0, 0, 0, 0);
	/* below data words are no header any more */
	good("account,date,kind,score\n1,2026-01-09,nps,5\n1,2026-01-10,nps,Response\n");
	counts(1, 0, 0, 1, 0);
}

/* ---- promises and outcomes ---- */

Test(import_records, promises)
{
	accounts_then("promises");
	in_and_out(
		"account,made_on,due,state,text,understood\n1,2026-01-05,2026-03-01,kept,Import by March,All data\n"
		"2,2026-02-05,,,Call weekly,\n",
		2);
	says("SELECT made_day, text, understood FROM promise ORDER BY 1",
	     "20458|Import by March|All data\n20489|Call weekly|-");
	/* open from the day it was made, kept from the day of the import */
	says("SELECT day, state, due_day FROM promise_state ORDER BY day", "20458|0|20513\n20489|0|-\n20779|1|-");
	good("account,made_on,due,state,text\n1,2026-01-05,2025-03-01,open,Other\n1,,,lost,x\n1,,,,\n9,,,,x\n");
	counts(0, 0, 0, 4, 0);
}

Test(import_records, a_promise_kept_by_hand_stays_kept)
{
	const char *text = "account,made_on,state,text\n1,2026-01-05,open,Call weekly\n";

	accounts_then("promises");
	good(text);
	run("INSERT INTO promise_state (account_id, promise_id, day, state, who) SELECT account_id, id, 20600, 1, "
	    "'ana' "
	    "FROM promise");
	good(text);
	counts(0, 0, 1, 0, 0);
	good("account,made_on,state,text,understood\n1,2026-01-05,open,Call weekly,Every Monday\n");
	counts(0, 1, 0, 0, 0);
	says("SELECT day, state FROM promise_state ORDER BY day", "20458|0\n20600|1");
	says("SELECT understood FROM promise", "Every Monday");
}

Test(import_records, outcomes)
{
	accounts_then("outcomes");
	in_and_out("account,name,unit,baseline,target,due,date,value\n1,Faster "
		   "close,days,10,5,2026-12-31,2026-01-05,9\n"
		   "2,More leads,,,200,,,\n",
		   2);
	for (int i = 0; i < 2; i++) {
		good("account,name,due,date,value\n1,FASTER CLOSE,,2026-02-05,7.5\n");
		counts(0, i == 0, i == 1, 0, 0);
	}
	says("SELECT name, unit, baseline, target, due_day FROM outcome ORDER BY target",
	     "FASTER CLOSE|days|10000|5000|20818\nMore leads|-|-|200000|-");
	says("SELECT day, value, who FROM outcome_value ORDER BY day", "20458|9000|ana\n20489|7500|ana");
	good("account,name,target,start,due\n1,,5,,\n1,x,five,,\n1,x,5,2026-02-01,2026-01-01\n");
	counts(0, 0, 0, 3, 0);
}

Test(import_records, a_file_of_a_header_alone)
{
	accounts_then("measures");
	good("account,date,key,value\n");
	counts(0, 0, 0, 0, 0);
	cr_assert(eq(long, report.notes, 0L));
}

/* ---- stopping ---- */

static volatile sig_atomic_t stop;

static bool stop_soon(void *data, int percent, long rows)
{
	(void)data;
	(void)percent;
	stop = rows >= 1000;
	return true;
}

Test(import_records, a_signal_leaves_the_book_as_it_was)
{
	struct buf text = { 0 };
	char *before, *after;

	accounts_then("contacts");
	before = fixture_dump_facts(&f);
	buf_str(&text, "account,name,email\nNobody,X,\n");
	for (int i = 0; i < 1500; i++)
		buf_printf(&text, "%d,N%d,n%d@x.example\n", i % 3 + 1, i, i);
	options.stop = &stop;
	options.progress = stop_soon;
	refused(text.data, "stopped");
	after = fixture_dump_facts(&f);
	cr_assert_str_eq(after, before);
	cr_assert(access(options.rejects, F_OK) < 0);
	free(before);
	free(after);
	buf_free(&text);
}

/* ---- real files ---- */

static char *data_file(const char *name)
{
	const char *top = getenv("abs_top_srcdir");
	char *path = xasprintf("%s/../shared/data/%s", top ? top : ".", name);

	if (access(path, R_OK) < 0)
		cr_skip_test("no sample data here");
	return path;
}

static void import_data(const char *kind, const char *name)
{
	char *path = data_file(name);

	options.kind = kind;
	cr_assert_eq(try_file(path), 0, "%s: %s", name, f.error.text);
	free(path);
}

/* Sums reckoned from the file by another program. */
Test(import_records, real_feature_usage, .timeout = 120)
{
	char *via = data_file("ravenstack-iso/ravenstack_subscriptions.csv"), *path;

	import_data("accounts", "ravenstack-iso/ravenstack_accounts.csv");
	path = data_file("ravenstack-iso/ravenstack_feature_usage.csv");
	options.kind = "measures";
	cr_assert_eq(try_file(path), -1);
	cr_assert(strstr(f.error.text, "--via") != NULL, "%s", f.error.text);
	options.via = via;
	cr_assert_eq(try_file(path), 0, "%s", f.error.text);
	counts(25000, 0, 0, 0, 0);
	cr_assert(eq(long, report.sums, 24981L));
	says("SELECT count(*), sum(value), count(DISTINCT account_id) FROM measure", "24981|250525000|500");
	says("SELECT value FROM measure JOIN account ON id = account_id WHERE external_id = 'A-00bed1' AND key = "
	     "'feature_27' AND day = 19364",
	     "8000");
	cr_assert_eq(try_file(path), 0, "%s", f.error.text);
	counts(0, 0, 25000, 0, 0);
	cr_assert(report.entry == 0);
	fixture_undo(f.book, "ana");
	says("SELECT count(*) FROM measure", "0");
	free(path);
	free(via);
}

Test(import_records, real_tickets, .timeout = 120)
{
	import_data("accounts", "ravenstack-iso/ravenstack_accounts.csv");
	import_data("measures", "ravenstack-iso/ravenstack_support_tickets.csv");
	counts(2000, 0, 0, 0, 0);
	says("SELECT key, count(*), sum(value) FROM measure GROUP BY key",
	     "escalations|95|95000\ntickets|1995|2000000");
	import_data("measures", "ravenstack-iso/ravenstack_support_tickets.csv");
	counts(0, 0, 2000, 0, 0);
	cr_assert(report.entry == 0);
	import_data("surveys", "ravenstack-iso/ravenstack_support_tickets.csv");
	counts(1175, 0, 0, 0, 825);
	says("SELECT kind, scale, score, count(*) FROM survey GROUP BY 3", "1|5|3|396\n1|5|4|405\n1|5|5|374");
	import_data("surveys", "ravenstack-iso/ravenstack_support_tickets.csv");
	counts(0, 0, 1175, 0, 825);
	cr_assert(report.entry == 0);
}

Test(import_records, real_qualtrics)
{
	char *path = data_file("surveys/qualtrics_sample.csv");

	accounts_then("surveys");
	cr_assert_eq(try_file(path), -1);
	cr_assert(strstr(f.error.text, "--score") != NULL, "%s", f.error.text);
	options.score_column = "Q1";
	options.survey = "csat";
	cr_assert_eq(try_file(path), 0, "%s", f.error.text);
	counts(0, 0, 0, 1, 0); /* it names no account */
	free(path);
}

/* ---- concerns and bands set by hand ---- */

static void two_customers(void)
{
	options.kind = "accounts";
	good("external_id,name\nA-1,Alder\nB-1,Birch\n");
}

Test(import_records, concerns_by_day_and_words)
{
	two_customers();
	options.kind = "concerns";
	good("account,day,level,text,contact,addressed,how\n"
	     "A-1,2026-05-01,1,too slow,Ida Fern,2026-06-01,faster disks\n"
	     "A-1,2026-05-02,What makes their day,a day off,,,\n"
	     "A-1,,outcomes,fewer calls,,2026-03-01,\n"
	     "A-1,2026-05-01,six,x,,,\nA-1,2026-05-01,,x,,,\nA-1,2026-05-01,1,,,,\nA-1,2026-05-02,1,y,,2026-05-01,"
	     "\n");
	counts(3, 0, 0, 4, 0);
	cr_assert_not_null(strstr(issue(1)->reason, "no level"));
	cr_assert_not_null(strstr(issue(2)->reason, "level is missing"));
	cr_assert_not_null(strstr(issue(3)->reason, "text is missing"));
	cr_assert_not_null(strstr(issue(4)->reason, "before the day"));
	/* 2026-05-01 is day 20574; heard by the day it was addressed where the file has no day */
	says("SELECT day, level, text, addressed_day, how FROM concern ORDER BY text",
	     "20575|4|a day off|-|-\n20513|3|fewer calls|20513|-\n20574|0|too slow|20605|faster disks");
	/* what is addressed since is news, what was written by hand beside it stays */
	good("account,day,level,text,addressed\nA-1,2026-05-02,5,a day off,2026-07-01\n");
	counts(0, 1, 0, 0, 0);
	good("account,day,level,text,addressed\nA-1,2026-05-02,5,a day off,2026-07-01\n");
	counts(0, 0, 1, 0, 0);
	says("SELECT count(*) FROM concern", "3");
}

Test(import_records, bands_set_by_hand)
{
	two_customers();
	options.kind = "overrides";
	good("account,from,until,band,reason,by\nA-1,2026-11-01,2026-12-31,Risk,their owner sells,ben\n"
	     "B-1,2026-11-01,2026-10-31,good,taken back at once,\nA-1,,2026-12-01,watch,told me,\n"
	     "A-1,2026-11-03,2026-11-01,risk,x,\nA-1,2026-11-03,2026-12-01,unknown,x,\n"
	     "A-1,2026-11-03,2026-12-01,,x,\nA-1,2026-11-03,,risk,x,\nA-1,2026-11-03,2026-12-01,risk,,\n");
	counts(3, 0, 0, 5, 0);
	cr_assert_not_null(strstr(issue(0)->reason, "rows without a date"));
	cr_assert_not_null(strstr(issue(1)->reason, "before the first day"));
	cr_assert_not_null(strstr(issue(2)->reason, "no band"));
	cr_assert_not_null(strstr(issue(3)->reason, "band is missing"));
	cr_assert_not_null(strstr(issue(4)->reason, "last day is missing"));
	cr_assert_not_null(strstr(issue(5)->reason, "reason is missing"));
	/* 2026-11-01 is day 20758 */
	says("SELECT a.external_id, day, until_day, band, reason, who FROM health_override o "
	     "JOIN account a ON a.id = o.account_id ORDER BY 1, 2",
	     "A-1|20758|20818|1|their owner sells|ben\nA-1|20779|20788|2|told me|ana\n"
	     "B-1|20758|20757|3|taken back at once|ana");
	/* only what the file says anew is written */
	good("account,from,until,band,reason\nA-1,2026-11-01,2027-01-31,risk,their owner sells\n");
	counts(0, 1, 0, 0, 0);
	says("SELECT until_day, reason FROM health_override WHERE day = 20758 AND band = 1",
	     "20849|their owner sells");
}
