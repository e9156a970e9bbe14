/* Answers, touches and movements from files. */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "core/xalloc.h"
#include "storage/portfolio.h"
#include "tests/storage/importing.h"

TestSuite(import_events, .init = import_setup, .fini = import_teardown);

static void two_accounts(void)
{
	options.kind = "accounts";
	good("external_id,name,currency\n1,Acme,EUR\n2,Beta,EUR\n");
}

Test(import_events, answers)
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

Test(import_events, answers_move_the_stage)
{
	two_accounts();
	options.kind = "answers";
	good("account,milestone,answer,on\n1,a,yes,2026-11-01\n1,b,yes,2026-11-02\n");
	says("SELECT stage FROM account_cache ORDER BY name_key", "2\n1");
	undo();
	says("SELECT stage FROM account_cache ORDER BY name_key", "1\n1");
}

Test(import_events, touches)
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

Test(import_events, movements)
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
Test(import_events, a_salesforce_id_of_15_characters_is_that_of_18)
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
Test(import_events, a_history_takes_the_place_of_an_imported_arr)
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
Test(import_events, an_arr_that_comes_and_goes_within_a_day)
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
