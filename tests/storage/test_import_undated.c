/* Imports: rows that have no date, days after today, numbers as people write them, badges, lists of something else. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdlib.h>
#include <string.h>

#include "tests/storage/importing.h"

TestSuite(import_undated, .init = import_setup, .fini = import_teardown);

static void refused(const char *text, const char *because)
{
	cr_assert_eq(try_text(text), -1, "it was taken");
	cr_assert(strstr(f.error.text, because) != NULL, "%s", f.error.text);
}

static void accounts_then(const char *kind)
{
	options.kind = "accounts";
	good("external_id,name\n1,Acme\n2,Beta Ltd\n");
	options.kind = kind;
}

static bool was_told(const char *words)
{
	for (size_t i = 0; i < report.issues.count; i++)
		if (strstr(report.issues.items[i].reason, words))
			return true;
	return false;
}

/* ---- rows without a date ---- */

/* The file again, on that day and by somebody else, changes nothing; nor does it on further days. */
static void twice(const char *text, long rows)
{
	char *after, *again;

	good(text);
	counts(rows, 0, 0, 0, 0);
	cr_assert(was_told("rows without a date are taken for 2026-11-22"));
	after = fixture_dump_facts(&f);
	for (int i = 0; i < 3; i++) {
		options.on = TODAY + i * 7;
		options.who = i ? "ben" : "ana";
		good(text);
		counts(0, 0, rows, 0, 0);
		cr_assert(report.entry == 0);
	}
	again = fixture_dump_facts(&f);
	cr_assert_str_eq(again, after);
	free(after);
	free(again);
	options.on = TODAY;
	options.who = "ana";
}

Test(import_undated, surveys)
{
	accounts_then("surveys");
	twice("account,kind,score,contact,comment\n1,nps,9,Uma Test,good\n1,nps,3,,\n1,nps,3,,\n2,csat,4,,\n", 4);
	options.on = TODAY + 7;
	good("account,kind,score,contact,comment\n1,nps,8,Uma Test,good\n1,nps,3,,\n1,nps,3,,\n1,nps,3,,\n");
	counts(2, 0, 2, 0, 0);
	says("SELECT day, score FROM survey ORDER BY day, score",
	     "20779|3\n20779|3\n20779|4\n20779|9\n20786|3\n20786|8");
}

Test(import_undated, an_answer_of_its_source_is_corrected_and_stays_one)
{
	accounts_then("surveys");
	twice("Account,NPS,Response ID\n1,9,R_1\n1,4,R_2\n", 2);
	options.on = TODAY + 7;
	good("Account,NPS,Response ID\n1,9,R_1\n1,5,R_2\n");
	counts(0, 1, 1, 0, 0);
	says("SELECT day, score FROM survey ORDER BY score", "20779|5\n20779|9");
}

Test(import_undated, two_answers_of_one_contact_are_refused_each_time)
{
	const char *text = "account,kind,score,contact\n1,nps,9,Uma\n1,nps,4,Uma\n";

	accounts_then("surveys");
	good(text);
	counts(1, 0, 0, 1, 0);
	options.on = TODAY + 7;
	good(text);
	counts(0, 0, 1, 1, 0);
	says("SELECT count(*) FROM survey", "1");
}

Test(import_undated, touches)
{
	accounts_then("touches");
	twice("account,kind,from,note\n1,call,us,asked\n1,call,us,asked\n1,mail,them,\n", 3);
	good("account,kind,from,note\n1,call,us,asked\n1,call,us,asked\n1,call,us,asked\n");
	counts(1, 0, 2, 0, 0);
}

Test(import_undated, touches_of_a_day_are_not_another_persons_for_who_imports)
{
	accounts_then("touches");
	good("account,date,kind\n1,2026-11-02,call\n1,2026-11-02,call\n");
	options.who = "ben";
	good("account,date,kind\n1,2026-11-02,call\n1,2026-11-02,call\n");
	counts(0, 0, 2, 0, 0);
}

Test(import_undated, measures)
{
	accounts_then("measures");
	twice("account,key,value\n1,seats,10\n2,seats,4\n", 2);
	options.on = TODAY + 7;
	good("account,key,value\n1,seats,12\n2,seats,4\n");
	counts(1, 0, 1, 0, 0);
	options.on = TODAY + 14;
	good("account,key,value\n1,seats,10\n2,seats,4\n"); /* back again: that is news */
	counts(1, 0, 1, 0, 0);
	says("SELECT day, value FROM measure ORDER BY value, day",
	     "20779|4000\n20779|10000\n20793|10000\n20786|12000");
}

Test(import_undated, answers)
{
	accounts_then("answers");
	twice("account,milestone,answer,note\n1,small/a,yes,seen\n1,small/b,no,\n1,small/b,yes,\n", 3);
	options.on = TODAY + 7;
	good("account,milestone,answer,note\n1,small/a,no,gone\n");
	counts(1, 0, 0, 0, 0);
}

Test(import_undated, movements_and_bands)
{
	accounts_then("movements");
	options.currency = "EUR";
	twice("account,kind,amount\n1,new,1000\n1,expansion,50\n1,expansion,50\n", 3);
	accounts_then("overrides");
	twice("account,until,band,reason\n1,2027-01-31,risk,budget\n", 1);
}

/* --on says the day of the very file: another day is another thing. */
Test(import_undated, on_dates_a_file)
{
	accounts_then("measures");
	options.on_said = true;
	good("account,key,value\n1,seats,10\n");
	cr_assert(not(was_told("without a date")));
	options.on = TODAY + 7;
	good("account,key,value\n1,seats,10\n");
	counts(1, 0, 0, 0, 0);
	good("account,key,value\n1,seats,10\n");
	counts(0, 0, 1, 0, 0);
}

Test(import_undated, columns_of_dates_under_other_names)
{
	accounts_then("surveys");
	options.score_column = "NPS";
	options.account_column = "Company";
	options.survey = "nps";
	good("StartDate,ResponseId,NPS,Company\n2026-11-02 10:00:00,R_1,9,Acme\n2026-11-03 10:00:00,R_2,3,Acme\n");
	counts(2, 0, 0, 0, 0);
	cr_assert(eq(sz, report.dropped.count, 0));
	says("SELECT day, score FROM survey ORDER BY day", "20759|9\n20760|3");
	good("Start time,NPS,Company\n2026-11-04 10:00:00,1,Acme\n");
	says("SELECT max(day) FROM survey", "20761");
	options.date_column = "Asked";
	good("Asked,NPS,Company,Date\n2026-11-05,2,Acme,2020-01-01\n");
	says("SELECT max(day) FROM survey", "20762");
	refused("Date,NPS,Company\n2026-11-05,2,Acme\n", "there is no column \"Asked\"");
	options.kind = "accounts";
	options.account_column = options.score_column = NULL;
	refused("external_id,name,Asked\n3,Gamma,2026-01-01\n", "no day of their own");
}

/* ---- days after today ---- */

Test(import_undated, what_is_recorded_has_happened)
{
	accounts_then("surveys");
	good("account,date,kind,score\n1,2026-11-22,nps,9\n1,2026-11-23,nps,9\n");
	counts(1, 0, 0, 1, 0);
	cr_assert(was_told("2026-11-23 is after today"));
	options.kind = "touches";
	good("account,date,kind\n1,2026-11-22,call\n1,2027-01-02,call\n");
	counts(1, 0, 0, 1, 0);
	options.kind = "measures";
	good("account,date,key,value\n1,2026-11-22,a,1\n1,2027-01-02,a,1\n");
	counts(1, 0, 0, 1, 0);
	options.kind = "answers";
	good("account,milestone,answer,on\n1,small/a,yes,2026-11-22\n1,small/b,yes,2027-01-02\n");
	counts(1, 0, 0, 1, 0);
	options.kind = "contacts";
	good("account,name,sentiment,on\n1,Uma,1,2026-11-22\n1,Ida,1,2027-01-02\n");
	counts(1, 0, 0, 1, 0);
	options.kind = "outcomes";
	good("account,name,due,date,value\n1,Faster,2027-06-01,2026-11-22,4\n1,Surer,2027-06-01,2027-01-02,4\n");
	counts(1, 0, 0, 1, 0);
	options.kind = "concerns";
	good("account,text,level,day\n1,slow,broken,2026-11-22\n1,dear,broken,2027-01-02\n");
	counts(1, 0, 0, 1, 0);
}

Test(import_undated, a_movement_may_be_agreed_on_ahead)
{
	accounts_then("movements");
	options.currency = "EUR";
	good("account,date,kind,amount\n1,2026-11-01,new,1000\n1,2027-01-01,contraction,200\n");
	counts(2, 0, 0, 0, 0);
	cr_assert(was_told("2027-01-01 is after today"));
}

/* ---- numbers ---- */

Test(import_undated, both_signs_in_a_number_tell_which_is_which)
{
	accounts_then("measures");
	good("account,date,key,value\n1,2026-01-05,a,\"1,234.56\"\n1,2026-01-05,b,\"1,234\"\n");
	counts(2, 0, 0, 0, 0);
	says("SELECT key, value FROM measure ORDER BY key", "a|1234560\nb|1234000");
	good("account;date;key;value\n2;2026-01-05;a;1.234,56\n2;2026-01-05;b;1.234\n");
	says("SELECT key, value FROM measure WHERE value <> 0 ORDER BY key, value",
	     "a|1234560\na|1234560\nb|1234000\nb|1234000");
	refused("account,date,key,value\n1,2026-01-06,a,1.5\n1,2026-01-06,b,\"1,5\"\n", "--decimal point");
	options.measures = "Logins";
	good("account,date,Logins\n1,2026-01-05,\"1,234,567.5\"\n");
	says("SELECT value FROM measure WHERE key = 'logins'", "1234567500");
}

/* ---- keys ---- */

Test(import_undated, keys_are_such_as_can_be_written)
{
	accounts_then("measures");
	options.measures = "Active users,Seats (paid)";
	good("account,date,Active users,Seats (paid)\n1,2026-01-05,4,5\n");
	says("SELECT key, value FROM measure ORDER BY key", "active_users|4000\nseats_paid|5000");
	cr_assert(was_told("\"Active users\" is kept as active_users"));
	options.measures = "Seats paid,Seats (paid)";
	refused("account,date,Seats paid,Seats (paid)\n1,2026-01-05,4,5\n",
		"two columns are the measure seats_paid");
	options.measures = NULL;
	good("account,date,key,value\n1,2026-01-06,Active users,7\n1,2026-01-06,\xe4\xb8\xad,7\n");
	counts(1, 0, 0, 1, 0);
	cr_assert(was_told("no key can be made of this"));
}

/* ---- badges ---- */

Test(import_undated, badges_are_roles)
{
	const char *text = "Name;E-mail;Company;Champion;Executive Sponsor;Key contact\n"
			   "Uma Test;uma@example.com;Acme;TRUE;FALSE;TRUE\n"
			   "Ida Test;ida@example.com;Acme;FALSE;TRUE;FALSE\n";

	accounts_then("contacts");
	good(text);
	counts(2, 0, 0, 0, 0);
	cr_assert(eq(sz, report.dropped.count, 0));
	/* champion 2, executive 64, program 256 */
	says("SELECT name, roles FROM contact JOIN contact_state ON contact_id = contact.id ORDER BY name",
	     "Ida Test|64\nUma Test|258");
	good(text);
	counts(0, 0, 2, 0, 0);
	options.on = TODAY + 7;
	good("Name;E-mail;Company;Champion;Executive Sponsor;Key contact\nUma "
	     "Test;uma@example.com;Acme;FALSE;FALSE;TRUE\n");
	counts(0, 1, 0, 0, 0);
	says("SELECT roles FROM contact_state WHERE day = 20786", "256");
	good("Name;Company;Champion\nEve;Acme;perhaps\n");
	counts(0, 0, 0, 1, 0);
}

/* ---- lists of something else ---- */

Test(import_undated, deals_are_no_people)
{
	accounts_then("contacts");
	refused("\"ID\",\"ISDELETED\",\"ACCOUNTID\",\"NAME\",\"STAGENAME\",\"AMOUNT\",\"CLOSEDATE\"\n"
		"\"006x\",\"false\",\"1\",\"5000 Widgets\",\"Closed Won\",\"5.0\",\"2005-11-09\"\n",
		"a list of deals");
	refused("Record ID,Deal Name,Associated Company\n1,Renewal,Acme\n", "a list of deals");
}
