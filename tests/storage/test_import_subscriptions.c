/* Subscriptions with start and end: the movements that follow from them, worked by hand. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "storage/portfolio.h"
#include "tests/storage/importing.h"

TestSuite(import_subscriptions, .init = import_setup, .fini = import_teardown);

static void accounts(void)
{
	options.kind = "accounts";
	good("external_id,name,currency\n1,A,EUR\n2,B,EUR\n3,C,\n");
	options.kind = "subscriptions";
}

#define MOVEMENTS \
	"SELECT date(day * 86400, 'unixepoch'), kind, amount, line FROM movement JOIN account ON account.id = " \
	"account_id ORDER BY name, day, line"

/* 0 new, 1 reactivation, 2 expansion, 3 upsell, 6 contraction, 7 churn. */
Test(import_subscriptions, gaps_are_churn_and_reactivation)
{
	accounts();
	good("account,start_date,end_date,arr,line\n"
	     "1,2025-01-10,2025-06-30,100,base\n" /* left */
	     "1,2025-09-01,,120,base\n"		  /* and came back */
	     "1,2025-10-01,,30,plus\n"		  /* a line that it never had */
	     "1,2025-11-01,2026-01-15,50,base\n" /* more, and less again */);
	counts(4, 0, 0, 0, 0);
	says(MOVEMENTS, "2025-01-10|0|10000|base\n2025-06-30|7|-10000|base\n2025-09-01|1|12000|base\n"
			"2025-10-01|3|3000|plus\n2025-11-01|2|5000|base\n2026-01-15|6|-5000|base");
	says("SELECT arr FROM account_cache WHERE name = 'A'", "15000");
	cr_assert_not_null(strstr(issue(0)->reason, "2 of 4 subscriptions are open, of 150.00 EUR a year"));
}

Test(import_subscriptions, what_goes_on_the_next_day_is_no_gap)
{
	accounts();
	good("account,start_date,end_date,arr\n"
	     "1,2024-01-01,2024-12-31,100\n1,2025-01-01,2025-12-31,100\n1,2026-01-01,2026-12-31,130\n"
	     "2,2024-01-01,2025-01-01,100\n2,2025-01-01,,80\n");
	counts(5, 0, 0, 0, 0);
	/* one in its place is nothing; the end after today is not known yet */
	says(MOVEMENTS, "2024-01-01|0|10000|-\n2026-01-01|2|3000|-\n2024-01-01|0|10000|-\n2025-01-01|6|-2000|-");
}

Test(import_subscriptions, a_status_ends_it_on_the_day_of_the_import_and_a_trial_is_nothing)
{
	accounts();
	good("account,start_date,arr,status,currency\n1,2026-01-01,100,Ended,\n2,2026-01-01,0,active,\n"
	     "3,2026-01-01,7,active,USD\n3,2026-02-01,7,,USD\n3,2026-02-01,7,,EUR\n");
	counts(3, 0, 1, 1, 0); /* the trial comes to no movement */
	says(MOVEMENTS, "2026-01-01|0|10000|-\n2026-11-22|7|-10000|-\n2026-01-01|0|700|-\n2026-02-01|2|700|-");
	says("SELECT currency FROM account WHERE name = 'C'", "USD");
}

Test(import_subscriptions, the_same_file_again_changes_nothing_and_another_what_differs)
{
	char *before, *after;

	accounts();
	good("account,start_date,end_date,arr\n1,2025-01-01,,100\n1,2025-05-01,,20\n2,2025-01-01,,10\n");
	counts(3, 0, 0, 0, 0);
	good("account,start_date,end_date,arr\n1,2025-05-01,,20\n2,2025-01-01,,10\n1,2025-01-01,,100\n");
	counts(0, 0, 3, 0, 0);
	cr_assert(report.entry == 0);
	before = fixture_dump_facts(&f);
	good("account,start_date,end_date,arr\n1,2025-01-01,,100\n1,2025-05-01,2026-01-01,25\n2,2025-01-01,,10\n");
	counts(0, 2, 1, 0, 0);
	says(MOVEMENTS, "2025-01-01|0|10000|-\n2025-05-01|2|2500|-\n2026-01-01|6|-2500|-\n2025-01-01|0|1000|-");
	undo();
	after = fixture_dump_facts(&f);
	cr_assert_str_eq(after, before);
	free(before);
	free(after);
}

/* The ARR is the same before and after; what was written by hand stays, and is said. */
Test(import_subscriptions, they_take_the_place_of_an_imported_arr_without_a_jump)
{
	options.kind = "accounts";
	good("external_id,name,arr,currency,start_date\n1,A,150,EUR,2026-01-05\n2,B,9,EUR,2026-01-05\n");
	options.kind = "movements";
	good("account,date,kind,amount\n2,2026-02-05,upsell,5\n");
	options.kind = "subscriptions";
	good("account,start_date,end_date,arr\n1,2024-03-01,,100\n1,2025-03-01,,50\n2,2026-01-05,,9\n");
	says("SELECT name, arr FROM account_cache ORDER BY name", "A|15000\nB|1400");
	says(MOVEMENTS, "2024-03-01|0|10000|-\n2025-03-01|2|5000|-\n2026-01-05|0|900|-\n2026-02-05|3|500|-");
	cr_assert_eq(report.notes, 2);
	cr_assert_not_null(strstr(issue(1)->reason, "1 account has also movements from elsewhere"));
}

Test(import_subscriptions, what_cannot_be_is_refused)
{
	accounts();
	good("account,start_date,end_date,arr\n1,,,5\n1,2026-02-01,2026-01-01,5\n1,2026-01-01,,\n1,2026-01-01,,-5\n"
	     "9,2026-01-01,,5\n1,soon,,5\n");
	counts(0, 0, 0, 6, 0);
	cr_assert_str_eq(issue(0)->field, "start_date");
	cr_assert_str_eq(issue(1)->field, "end_date");
	cr_assert_str_eq(issue(2)->field, "arr");
	cr_assert_str_eq(issue(3)->field, "arr");
	cr_assert_str_eq(issue(4)->field, "account");
	says("SELECT count(*) FROM movement", "0");
}

Test(import_subscriptions, the_samples_are_known_by_their_headers)
{
	options.kind = "accounts";
	good("external_id,name\nA-1,A\n7590-V,B\n");
	options.kind = "subscriptions";
	good("subscription_id,account_id,start_date,end_date,plan_tier,seats,mrr_amount,arr_amount\n"
	     "S-1,A-1,2024-01-01,2024-03-01,Pro,3,10,120\nS-2,A-1,2024-02-01,,Basic,3,20,240\n");
	cr_assert_str_eq(report.mapping, "ravenstack-subscriptions");
	good("customerID,tenure,Contract,MonthlyCharges,Churn\n7590-V,10,Monthly,29.85,Yes\n");
	cr_assert_str_eq(report.mapping, "telco-subscriptions");
	says(MOVEMENTS, "2024-01-01|0|12000|Pro\n2024-02-01|3|24000|Basic\n2024-03-01|6|-12000|Pro\n"
			"2026-01-22|0|35820|-\n2026-11-22|7|-35820|-");
}

/* ---- Stripe ---- */

#define STRIPE \
	"id,Customer ID,Customer Email,Status,Quantity,Currency,Interval,Amount,Created (UTC),Start (UTC),Start " \
	"Date " \
	"(UTC),Current Period Start (UTC),Current Period End (UTC),Trial End (UTC),Canceled At (UTC),Ended At " \
	"(UTC),Product\n"

/* 3 x 20.00 a month are 720.00 a year; 2,000.00 a year; 9.90 a month from July to the day it had ended. */
Test(import_subscriptions, stripe)
{
	options.kind = "accounts";
	good("id,Description,Email,Name,Created (UTC),Delinquent\ncus_a,,a@x.example,Ash,2025-01-03 10:00,false\n"
	     "cus_b,,b@x.example,Beech,2025-01-03 10:00,false\ncus_B,,c@x.example,Cedar,2025-01-03 10:00,false\n");
	options.kind = "subscriptions";
	good(STRIPE
	     "sub_1,cus_a,a@x.example,active,3,eur,month,20.00,2025-02-01 09:00,2026-01-01 09:00,2025-02-01 09:00,"
	     "2026-11-01 09:00,2026-12-01 09:00,,,,Base\n"
	     "sub_2,cus_a,a@x.example,active,,eur,year,2000.00,2026-03-05 09:00,,2026-03-05 09:00,2026-03-05 09:00,"
	     "2027-03-05 09:00,,2026-10-01 08:00,,Plus\n" /* a notice for the end of the period */
	     "sub_3,cus_b,b@x.example,canceled,1,usd,month,9.90,2026-07-01 09:00,,2026-07-01 09:00,2026-09-01 "
	     "09:00,"
	     "2026-10-01 09:00,,2026-09-10 08:00,2026-10-01 09:00,Base\n"
	     "sub_4,cus_B,c@x.example,trialing,1,gbp,month,15.00,2026-11-20 09:00,,2026-11-20 09:00,2026-11-20 "
	     "09:00,"
	     "2026-12-04 09:00,2026-12-04 09:00,,,Base\n");
	cr_assert_str_eq(report.mapping, "stripe-subscriptions");
	counts(3, 0, 1, 0, 0);
	says("SELECT name, movement.currency, kind, amount, line, date(day * 86400, 'unixepoch') FROM movement JOIN account "
	     "ON "
	     "account.id = account_id ORDER BY name, day",
	     "Ash|EUR|0|72000|Base|2025-02-01\nAsh|EUR|3|200000|Plus|2026-03-05\n"
	     "Beech|USD|0|11880|Base|2026-07-01\nBeech|USD|7|-11880|Base|2026-10-01");
	says("SELECT name, arr FROM account_cache WHERE arr IS NOT NULL ORDER BY name", "Ash|272000\nBeech|0");
	/* the next of its two periods to end */
	says("SELECT name, date(renewal_day * 86400, 'unixepoch') FROM account_state s JOIN account a ON a.id = "
	     "s.account_id WHERE renewal_day IS NOT NULL ORDER BY 1",
	     "Ash|2026-12-01");
}

Test(import_subscriptions, stripe_again_and_a_period_later)
{
	char text[1024];
	static const char row[] = STRIPE "sub_1,cus_a,,active,1,eur,month,10.00,2026-01-01 09:00,,2026-01-01 09:00,"
					 "2026-11-01 09:00,%s,,,,Base\n";

	options.kind = "accounts";
	good("id,Description,Email,Name,Created (UTC),Delinquent\ncus_a,,a@x.example,Ash,2025-01-03 10:00,false\n");
	options.kind = "subscriptions";
	(void)snprintf(text, sizeof text, row, "2026-12-01 09:00");
	good(text);
	counts(1, 0, 0, 0, 0);
	good(text);
	counts(0, 0, 1, 0, 0);
	cr_assert(report.entry == 0);
	(void)snprintf(text, sizeof text, row, "2027-01-01 09:00");
	good(text);
	counts(0, 1, 0, 0, 0);
	says("SELECT date(renewal_day * 86400, 'unixepoch') FROM account_cache", "2027-01-01");
	says("SELECT count(*) FROM movement", "1");
}

Test(import_subscriptions, stripe_amounts_that_cannot_be)
{
	options.kind = "accounts";
	good("id,Description,Email,Name,Created (UTC),Delinquent\ncus_a,,a@x.example,Ash,2025-01-03 10:00,false\n");
	options.kind = "subscriptions";
	good(STRIPE "s1,cus_a,,active,1,eur,fortnight,10.00,2026-01-01 09:00,,2026-01-01 09:00,,,,,,Base\n"
		    "s2,cus_a,,active,-2,eur,month,10.00,2026-01-01 09:00,,2026-01-01 09:00,,,,,,Base\n"
		    "s3,cus_a,,active,900000000000,eur,month,1000000000.00,2026-01-01 09:00,,2026-01-01 09:00,,,,,,Base\n"
		    "s4,cus_a,,active,1,eur,month,10.00,2026-01-01 09:00,,2026-01-01 09:00,,,,,,Base\n"
		    "s5,cus_a,,active,1,usd,month,10.00,2026-01-01 09:00,,2026-01-01 09:00,,,,,,Base\n");
	counts(1, 0, 0, 4, 0);
	cr_assert_str_eq(issue(0)->field, "Interval");
	cr_assert_str_eq(issue(1)->field, "Quantity");
	cr_assert_str_eq(issue(2)->field, "Amount");
	cr_assert_not_null(strstr(issue(3)->reason, "never added"));
}

/* ---- gaps ---- */

/* Two lines leave on different days and one comes back: churn is only what leaves nothing, and what comes to nothing
 * and back within a day's notice is no gap. */
Test(import_subscriptions, a_gap_of_one_line_is_contraction_and_of_all_churn)
{
	accounts();
	good("account,start_date,end_date,arr,line\n"
	     "1,2025-01-01,2025-06-30,100,base\n1,2025-01-01,2025-04-30,40,plus\n"
	     "1,2025-07-02,,110,base\n" /* a day between: gone, and back */
	     "1,2025-08-01,,5,plus\n"	/* a line that it had once */
	     "2,2025-01-01,2025-03-31,10,\n2,2025-04-01,2025-06-30,10,\n2,2025-09-01,2025-09-30,10,\n"
	     "2,2026-02-01,,12,\n");
	counts(8, 0, 0, 0, 0);
	says(MOVEMENTS, "2025-01-01|0|10000|base\n2025-01-01|0|4000|plus\n2025-04-30|6|-4000|plus\n"
			"2025-06-30|7|-10000|base\n2025-07-02|1|11000|base\n2025-08-01|2|500|plus\n"
			"2025-01-01|0|1000|-\n2025-06-30|7|-1000|-\n2025-09-01|1|1000|-\n2025-09-30|7|-1000|-\n"
			"2026-02-01|1|1200|-");
	says("SELECT name, arr FROM account_cache ORDER BY name", "A|11500\nB|1200\nC|-");
}
