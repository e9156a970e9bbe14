/* Opportunities from files: what they do to revenue beside what other sources told, worked by hand. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "storage/book_private.h"
#include "storage/opportunities.h"
#include "tests/storage/importing.h"

TestSuite(import_opportunities, .init = import_setup, .fini = import_teardown);

static void file_of(const char *kind, const char *text)
{
	options.kind = kind;
	good(text);
}

static void deals(const char *text)
{
	file_of("opportunities", text);
}

#define MOVEMENTS \
	"SELECT date(day * 86400, 'unixepoch'), kind, amount, note FROM movement JOIN account ON account.id = " \
	"account_id ORDER BY account.name, day, amount"
#define DEALS \
	"SELECT o.name, o.kind, o.amount, o.probability, date(opened_day * 86400, 'unixepoch'), date(close_day * " \
	"86400, 'unixepoch'), state, date(closed_day * 86400, 'unixepoch'), movement_id IS NOT NULL " \
	"FROM opportunity o ORDER BY o.name"
#define ARR "SELECT name, arr FROM account_cache ORDER BY name"

/* 0 new, 1 reactivation, 2 expansion, 3 upsell, 6 contraction, 7 churn. */
Test(import_opportunities, won_ones_are_movements_of_their_day)
{
	file_of("accounts", "external_id,name,currency\n1,A,EUR\n2,B,EUR\n");
	deals("account,name,kind,amount,probability,close_date,state,closed_on,external_id\n"
	      "1,Later,expansion,30,,2026-03-01,won,2026-03-04,d3\n" /* before the first one in the file */
	      "1,First,expansion,100,,2026-01-10,Closed Won,,d1\n"
	      "1,Further,new,7,,2026-04-01,won,,d4\n"
	      "1,Open,upsell,50,40,2026-12-24,Negotiation,,d2\n"
	      "2,Gone,new,9,0,2026-02-02,Closed Lost,,d5\n");
	counts(5, 0, 0, 0, 0);
	says(DEALS, "First|2|10000|-|2026-01-10|2026-01-10|1|2026-01-10|1\n"
		    "Further|0|700|-|2026-04-01|2026-04-01|1|2026-04-01|1\n"
		    "Gone|0|900|0|2026-02-02|2026-02-02|2|2026-02-02|0\n"
		    "Later|2|3000|-|2026-03-04|2026-03-01|1|2026-03-04|1\n"
		    "Open|3|5000|40|2026-11-22|2026-12-24|0|-|0");
	/* what the first one is, the account's revenue says; so too of a new one where there was revenue */
	says(MOVEMENTS, "2026-01-10|0|10000|First\n2026-03-04|2|3000|Later\n2026-04-01|3|700|Further");
	says(ARR, "A|13700\nB|-");
}

/* Waymark's own names beside those of sales: none goes unread. */
Test(import_opportunities, stages_and_close_dates_among_our_own_names)
{
	file_of("accounts", "external_id,name,currency\n1,A,EUR\n");
	deals("Account,Name,Amount,Stage,Close date\nA,Ten,500,Closed Won,2026-09-03\n"
	      "A,More,200,Negotiation,2026-12-03\nA,Gone,100,Closed Lost,2026-08-02\n");
	counts(3, 0, 0, 0, 0);
	/* further ones of a customer */
	says(DEALS, "Gone|2|10000|-|2026-08-02|2026-08-02|2|2026-08-02|0\n"
		    "More|2|20000|-|2026-11-22|2026-12-03|0|-|0\n"
		    "Ten|0|50000|-|2026-09-03|2026-09-03|1|2026-09-03|1");
	says(MOVEMENTS, "2026-09-03|0|50000|Ten");
	says(ARR, "A|50000");
	/* all of its own: its own id is meant */
	deals("account,name,amount,id,state\nA,Other,5,7,open\n");
	says("SELECT id FROM opportunity WHERE name = 'Other'", "7");
}

Test(import_opportunities, again_nothing_and_a_change_changes_the_movement)
{
	static const char before[] = "account,name,amount,close_date,state,external_id\n"
				     "1,One,100,2026-01-10,won,d1\n1,Two,30,2026-02-10,open,d2\n";
	char *first, *last;

	file_of("accounts", "external_id,name,currency\n1,A,EUR\n2,B,EUR\n");
	deals(before);
	counts(2, 0, 0, 0, 0);
	deals(before);
	counts(0, 0, 2, 0, 0);
	cr_assert(report.entry == 0);
	first = fixture_dump_facts(&f);
	deals("account,name,amount,close_date,state,external_id\n"
	      "1,One,120,2026-01-15,won,d1\n1,Two,30,2026-02-10,won,d2\n");
	counts(0, 2, 0, 0, 0);
	says(MOVEMENTS, "2026-01-15|0|12000|One\n2026-02-10|2|3000|Two");
	undo();
	last = fixture_dump_facts(&f);
	cr_assert_str_eq(last, first);
	free(last);
	/* no longer won; another one's now */
	deals("account,name,amount,close_date,state,external_id\n"
	      "1,One,100,2026-01-10,open,d1\n2,Two,30,2026-02-10,won,d2\n");
	counts(1, 1, 0, 0, 0);
	says(MOVEMENTS, "2026-02-10|0|3000|Two");
	says("SELECT count(*) FROM opportunity", "2");
	deals(before);
	counts(1, 1, 0, 0, 0);
	says(MOVEMENTS, "2026-01-10|0|10000|One");
	free(first);
}

/* A deal that was written down here becomes known under its id there, and is one deal for ever. */
Test(import_opportunities, one_that_was_there_by_name_gets_the_id_of_its_source)
{
	file_of("accounts", "external_id,name,currency\n1,A,EUR\n");
	deals("account,name,amount\n1,Plant,100\n1,Twice,5\n");
	deals("account,name,amount,close_date,state,external_id,source\n1,PLANT,100,2026-01-10,won,d1,crm\n");
	counts(0, 1, 0, 0, 0);
	says("SELECT name, state, external_id, source FROM opportunity ORDER BY name",
	     "PLANT|1|d1|crm\nTwice|0|-|-");
	deals("account,name,amount,close_date,state,external_id,source\n1,Plant North,110,2026-01-10,won,d1,crm\n"
	      "1,Plant North,7,2026-01-11,won,d2,crm\n");
	counts(1, 1, 0, 0, 0);
	says(MOVEMENTS, "2026-01-10|0|11000|Plant North\n2026-01-11|2|700|Plant North");
	/* one of two of a name, without an id: a further one */
	deals("account,name,amount\n1,plant north,9\n");
	counts(1, 0, 0, 0, 0);
	says("SELECT count(*) FROM opportunity", "4");
}

/* ---- beside an ARR that was imported ---- */

/* The ARR was told on the day of the import, 2026-11-22; what was won before is part of it. */
Test(import_opportunities, what_was_won_comes_out_of_the_arr_that_was_told)
{
	file_of("accounts", "external_id,name,arr,currency,start_date\n1,A,150,EUR,2026-01-05\n");
	deals("account,name,amount,close_date,state\n1,Base,100,2026-01-02,won\n1,More,20,2026-06-01,won\n"
	      "1,Open,40,2026-12-01,open\n");
	says(ARR, "A|15000");
	says(MOVEMENTS, "2026-01-02|0|10000|Base\n2026-01-05|2|3000|-\n2026-06-01|2|2000|More");
	cr_assert_eq(report.notes, 0);
	/* the amount was wrong; then it was no deal at all */
	deals("account,name,amount,close_date,state\n1,Base,130,2026-01-02,won\n1,More,20,2026-06-01,won\n");
	says(MOVEMENTS, "2026-01-02|0|13000|Base\n2026-06-01|2|2000|More");
	says(ARR, "A|15000");
	deals("account,name,amount,close_date,state\n1,Base,130,2026-01-02,lost\n1,More,20,2026-06-01,lost\n");
	says(MOVEMENTS, "2026-01-05|0|15000|-");
	says(ARR, "A|15000");
}

Test(import_opportunities, what_is_more_than_that_arr_has_no_movement_and_is_said)
{
	file_of("accounts", "external_id,name,arr,currency,start_date\n1,A,150,EUR,2026-01-05\n");
	deals("account,name,amount,close_date,state\n1,Three years,450,2026-01-02,won\n1,More,20,2026-06-01,won\n");
	says(ARR, "A|15000");
	says(MOVEMENTS, "2026-01-05|0|13000|-\n2026-06-01|2|2000|More");
	cr_assert_eq(report.notes, 1);
	cr_assert_not_null(strstr(issue(0)->reason, "1 won deal gets no movement"), "%s", issue(0)->reason);
	/* it was entered for three years; the year's fits */
	deals("account,name,amount,close_date,state\n1,Three years,130,2026-01-02,won\n1,More,20,2026-06-01,won\n");
	says(MOVEMENTS, "2026-01-02|0|13000|Three years\n2026-06-01|2|2000|More");
	says(ARR, "A|15000");
}

Test(import_opportunities, what_is_won_after_the_arr_was_told_adds_to_it)
{
	file_of("accounts", "external_id,name,arr,currency,start_date\n1,A,150,EUR,2026-01-05\n");
	options.on = TODAY + 60;
	f.book->options.today = TODAY + 60;
	deals("account,name,amount,close_date,state\n1,New year,30,2027-01-02,won\n");
	says(MOVEMENTS, "2026-01-05|0|15000|-\n2027-01-02|2|3000|New year");
	/* the accounts' file comes to know of it: no conflict, no further movement */
	file_of("accounts", "external_id,name,arr,currency,start_date\n1,A,180,EUR,2026-01-05\n");
	cr_assert_eq(report.conflicts, 0);
	says(ARR, "A|18000");
	says("SELECT count(*) FROM movement", "2");
	/* and of more: what the deals do not tell */
	file_of("accounts", "external_id,name,arr,currency,start_date\n1,A,200,EUR,2026-01-05\n");
	cr_assert_eq(report.conflicts, 0);
	says(ARR, "A|20000");
	/* which was told by then: a deal that is entered late comes out of it */
	deals("account,name,amount,close_date,state\n1,New year,30,2027-01-02,won\n1,Late,15,2027-01-10,won\n");
	says(ARR, "A|20000");
	says(MOVEMENTS,
	     "2026-01-05|0|15000|-\n2027-01-02|2|3000|New year\n2027-01-10|2|1500|Late\n2027-01-21|2|500|-");
}

Test(import_opportunities, a_file_of_accounts_after_the_deals_tells_the_rest)
{
	file_of("accounts", "external_id,name,currency\n1,A,EUR\n");
	deals("account,name,amount,close_date,state\n1,One,100,2026-01-02,won\n");
	file_of("accounts", "external_id,name,arr,currency\n1,A,150,EUR\n");
	says(ARR, "A|15000");
	says(MOVEMENTS, "2026-01-02|0|10000|One\n2026-11-22|2|5000|-");
	deals("account,name,amount,close_date,state\n1,One,100,2026-01-02,won\n1,Two,20,2026-03-02,won\n");
	says(ARR, "A|15000");
	says(MOVEMENTS, "2026-01-02|0|10000|One\n2026-03-02|2|2000|Two\n2026-11-22|2|3000|-");
}

Test(import_opportunities, a_customer_who_left_stays_so)
{
	file_of("accounts", "external_id,name,arr,currency,start_date,status\n1,A,150,EUR,2026-01-05,churned\n");
	deals("account,name,amount,close_date,state\n1,One,100,2026-01-02,won\n");
	says(ARR, "A|0");
	says(MOVEMENTS, "2026-01-02|0|10000|One\n2026-01-05|2|5000|-\n2026-11-22|7|-15000|-");
}

/* ---- beside a history ---- */

Test(import_opportunities, a_history_that_comes_later_takes_the_place_of_their_movements)
{
	file_of("accounts", "external_id,name,arr,currency,start_date\n1,A,150,EUR,2026-01-05\n2,B,,EUR,\n");
	deals("account,name,amount,close_date,state\n1,One,100,2026-01-02,won\n2,Two,20,2026-03-02,won\n");
	file_of("movements", "account,date,kind,amount\n1,2025-12-01,new,90\n1,2026-02-01,upsell,60\n");
	file_of("subscriptions", "account,start_date,end_date,arr\n2,2026-03-05,,22\n");
	says(ARR, "A|15000\nB|2200");
	says(MOVEMENTS, "2025-12-01|0|9000|-\n2026-02-01|3|6000|-\n2026-03-05|0|2200|-");
	says("SELECT count(*), count(movement_id) FROM opportunity WHERE state = 1", "2|0");
	/* known as they are now: nothing comes back */
	deals("account,name,amount,close_date,state\n1,One,100,2026-01-02,won\n2,Two,20,2026-03-02,won\n");
	counts(0, 0, 2, 0, 0);
	deals("account,name,amount,close_date,state\n1,One,101,2026-01-02,won\n2,Three,20,2026-08-02,won\n");
	says(ARR, "A|15000\nB|2200");
	cr_assert_eq(report.notes, 1);
	/* a second time by the same file nothing happens to what was won by hand since */
	cr_assert_eq(journal_begin(f.book, &f.error), 0);
	{
		struct opportunity_write write = {
			.name = "By hand", .says_amount = true, .minor = 500, .opened = TODAY
		};
		int64_t account, id = 0;
		char *text = ask("SELECT id FROM account WHERE name = 'B'");

		account = strtoll(text, NULL, 10);
		free(text);
		cr_assert_eq(opportunity_put(f.book, account, &id, &write, false, NULL, &f.error), 0, "%s",
			     f.error.text);
		cr_assert_eq(opportunity_close(f.book, account, id, OPPORTUNITY_WON, TODAY, false, NULL, &f.error),
			     0, "%s", f.error.text);
		cr_assert_eq(journal_commit(f.book, &(struct journal_note){ "ana", "opportunity", account, "won" },
					    NULL, &f.error),
			     0);
	}
	says(ARR, "A|15000\nB|2700");
	file_of("subscriptions", "account,start_date,end_date,arr\n2,2026-03-05,,22\n");
	counts(0, 0, 1, 0, 0);
	says(ARR, "A|15000\nB|2700");
}

/* A movement of the same day and amount is that of the deal. */
Test(import_opportunities, a_history_that_was_there_has_their_movements)
{
	file_of("accounts", "external_id,name,currency\n1,A,EUR\n");
	file_of("movements", "account,date,kind,amount\n1,2025-12-01,new,90\n1,2026-02-01,upsell,60\n");
	deals("account,name,amount,close_date,state\n1,One,60,2026-02-01,won\n1,Before,5,2026-01-15,won\n"
	      "1,After,7,2026-03-01,won\n");
	says("SELECT name, movement_id IS NOT NULL FROM opportunity ORDER BY name", "After|1\nBefore|0\nOne|1");
	says(MOVEMENTS, "2025-12-01|0|9000|-\n2026-02-01|3|6000|-\n2026-03-01|2|700|After");
	deals("account,name,amount,close_date,state\n1,One,60,2026-02-01,open\n");
	says(MOVEMENTS, "2025-12-01|0|9000|-\n2026-03-01|2|700|After");
}

/* ---- what cannot be, presets, the real file ---- */

Test(import_opportunities, what_cannot_be_is_refused)
{
	file_of("accounts", "external_id,name,currency\n1,A,EUR\n2,B,\n");
	deals("account,name,amount,currency,probability,close_date\n1,,5,,,\n1,a,-5,,,\n1,b,5,USD,,\n1,c,5,,120,\n"
	      "9,d,5,,,\n1,e,5,,,soon\n1,f,,,,\n1,g,0,,,\n2,h,5,,,\n1,i,x,,,\n");
	counts(0, 0, 0, 8, 2);
	cr_assert_str_eq(issue(0)->field, "name");
	cr_assert_str_eq(issue(1)->field, "amount");
	cr_assert_not_null(strstr(issue(2)->reason, "never added"));
	cr_assert_str_eq(issue(3)->field, "probability");
	cr_assert_str_eq(issue(4)->field, "account");
	says("SELECT count(*) FROM opportunity", "0");
}

Test(import_opportunities, hubspot_deals)
{
	options.kind = "accounts";
	good("Record ID,Company name\n71,Ash\n72,Beech\n");
	options.currency = "EUR";
	deals("Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Amount,Associated Company IDs\n"
	      "901,Start,Closed won,2026-03-12 09:14,ana,1200,71\n902,Seats,Contract sent,2026-12-01 "
	      "10:00,ana,300,72\n"
	      "903,Old,Closed lost,2026-01-09 08:00,ana,50,72\n904,Empty,Contract sent,,ana,,72\n");
	cr_assert_str_eq(report.mapping, "hubspot-deals");
	counts(3, 0, 0, 0, 1);
	says(MOVEMENTS, "2026-03-12|0|120000|Start");
	says("SELECT source, external_id, state FROM opportunity ORDER BY 2",
	     "hubspot|901|1\nhubspot|902|0\nhubspot|903|2");
}

/* A report shows 15 characters of an id, Data Loader all 18: it is one deal. */
Test(import_opportunities, salesforce_reports_and_exports_are_of_the_same_deals)
{
	options.kind = "accounts";
	good("Id,Name,MasterRecordId,TickerSymbol\n001x0000002xLD0AAM,Ash,,\n");
	options.currency = "USD";
	deals("Id,IsDeleted,AccountId,Name,StageName,Amount,Probability,CloseDate,Type,IsClosed,IsWon\n"
	      "006x0000001YtCrAAK,false,001x0000002xLD0AAM,Start,Signed,6.0E4,100.0,2026-02-03,New "
	      "Business,true,true\n"
	      "006x0000001YtCsAAK,true,001x0000002xLD0AAM,Gone,Signed,5.0,100.0,2026-02-03,,true,true\n"
	      "006x0000001YtCtAAK,false,001x0000002xLD0AAM,Not ours,Dropped,5.0,0.0,2026-02-03,,true,false\n");
	cr_assert_str_eq(report.mapping, "salesforce-opportunities");
	counts(2, 0, 0, 0, 1);
	says(MOVEMENTS, "2026-02-03|0|6000000|Start");
	says("SELECT state FROM opportunity ORDER BY name", "2\n1");
	deals("Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date\n"
	      "006x0000001YtCr,Start,Ash,Closed Won,61000,2026-02-03\n");
	counts(0, 1, 0, 0, 0);
	says(MOVEMENTS, "2026-02-03|0|6100000|Start");
}

static char *data_file(const char *name)
{
	const char *top = getenv("abs_top_srcdir");
	char *path = xasprintf("%s/../shared/data/salesforce-dataloader/%s", top ? top : ".", name);

	if (access(path, R_OK) < 0)
		cr_skip_test("no sample data here");
	return path;
}

/* 38 rows; five have no amount; eight are closed won: four of 500,000 and four of 50,000 (counted in the file). */
Test(import_opportunities, real_salesforce)
{
	char *accounts = data_file("accountData.csv"), *file = data_file("opportunityData.csv");

	cr_assert_eq(try_file(accounts), 0, "%s", f.error.text);
	options.kind = "opportunities";
	options.currency = "USD";
	cr_assert_eq(try_file(file), 0, "%s", f.error.text);
	counts(33, 0, 0, 0, 5);
	says("SELECT count(*), sum(amount), count(DISTINCT account_id) FROM opportunity", "33|627000000|7");
	says("SELECT amount, count(*), min(kind), max(kind) FROM movement GROUP BY amount",
	     "5000000|4|0|0\n50000000|4|0|0");
	says("SELECT sum(arr) FROM account_cache", "220000000");
	says("SELECT count(*) FROM opportunity o JOIN movement m ON m.id = o.movement_id AND m.account_id = "
	     "o.account_id AND m.day = o.closed_day AND m.amount = o.amount",
	     "8");
	cr_assert_eq(try_file(file), 0, "%s", f.error.text);
	counts(0, 0, 33, 0, 5);
	cr_assert(report.entry == 0);
	undo();
	says("SELECT (SELECT count(*) FROM opportunity), (SELECT count(*) FROM movement)", "0|0");
	free(accounts);
	free(file);
}

/* ---- random files ---- */

enum { DEALS_MAX = 8 };

struct random_deal {
	int amount, state, day; /* day of 2026-01 on; state 0 open, 1 won, 2 lost */
};

static uint32_t roll(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % below;
}

/* Deals of one account, the nth first. */
static void write_file(const struct random_deal *list, int count, int first, struct buf *out)
{
	static const char *const states[] = { "open", "won", "lost" };

	buf_clear(out);
	buf_str(out, "account,name,amount,close_date,state,external_id\n");
	for (int i = 0; i < count; i++) {
		const struct random_deal *deal = &list[(first + i) % count];

		buf_printf(out, "1,Deal,%d,2026-%02d-%02d,%s,d%d\n", deal->amount, 1 + deal->day / 28,
			   1 + deal->day % 28, states[deal->state], (first + i) % count);
	}
}

#define BY_DAY "SELECT day, kind, amount, note FROM movement ORDER BY day, amount, kind"

static long rows_of(const char *table)
{
	char *sql = xasprintf("SELECT count(*) FROM %s", table), *text = ask(sql);
	long count = strtol(text, NULL, 10);

	free(sql);
	free(text);
	return count;
}

/* Whatever files of deals come one after the other, the ARR that was told stays, what is won has its movement on its
 * day, the same file again does nothing, and the order of its rows neither. */
static void assert_files(uint32_t seed, const char *sum)
{
	struct random_deal list[DEALS_MAX] = { { 0 } };
	int count = 1 + (int)roll(&seed, DEALS_MAX);
	struct buf text = { 0 };
	char *last = NULL;

	for (int round = 0; round < 5; round++) {
		int64_t won = 0;
		char expected[32];

		for (int i = 0; i < count; i++) {
			if (round && roll(&seed, 3))
				continue;
			list[i].amount = 1 + (int)roll(&seed, 1000 / DEALS_MAX);
			list[i].state = (int)roll(&seed, 3);
			list[i].day = (int)roll(&seed, 280);
		}
		for (int i = 0; i < count; i++)
			won += list[i].state == 1 ? list[i].amount * 100 : 0;
		write_file(list, count, (int)roll(&seed, (uint32_t)count), &text);
		deals(buf_text(&text));
		says("SELECT arr FROM account_cache", sum);
		(void)snprintf(expected, sizeof expected, "%lld", (long long)won);
		says("SELECT ifnull(sum(m.amount), 0) FROM opportunity o JOIN movement m ON m.account_id = "
		     "o.account_id "
		     "AND m.id = o.movement_id AND m.day = o.closed_day AND o.state = 1",
		     expected);
		says("SELECT count(*) FROM movement WHERE amount <= 0 OR (kind NOT IN (0, 1, 2, 3))", "0");
		deals(buf_text(&text));
		cr_assert(report.entry == 0, "%s", buf_text(&text));
	}
	/* without what came before, and from another row on, the last of them gives the same */
	last = ask(BY_DAY);
	while (rows_of("opportunity"))
		undo();
	write_file(list, count, count / 2, &text);
	deals(buf_text(&text));
	says(BY_DAY, last);
	free(last);
	buf_free(&text);
}

Test(import_opportunities, random_files_never_change_what_was_told)
{
	for (uint32_t seed = 1; seed < 13; seed++) {
		file_of("accounts", "external_id,name,arr,currency,start_date\n1,A,1000,EUR,2026-02-10\n");
		assert_files(seed, "100000");
		while (rows_of("movement"))
			undo();
	}
}
