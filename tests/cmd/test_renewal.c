/* renewal and the forecast through the program: worked by hand from the priors, 95, 85 and 60 percent. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "run.h"

static void begin(void)
{
	run_begin();
}

TestSuite(renewal, .init = begin, .fini = run_end);

/* Their health is not known, or what the number makes of it: bands are set by hand. 2026-11-22 is today. */
static void three_accounts(void)
{
	DONE("", "add", "Ash", "segment=large", "csm=ana", "arr=1000 EUR", "renewal_date=2027-02-10", "--on",
	     "2026-01-05");
	DONE("", "add", "Beech", "segment=large", "csm=ben", "arr=400 EUR", "renewal_date=2026-11-01", "--on",
	     "2026-01-05");
	DONE("", "add", "Cedar", "segment=small", "csm=ana", "arr=70 USD", "--on", "2026-01-05");
	DONE("", "override", "Ash", "good", "--reason", "x", "--until", "2027-02-01");
	DONE("", "override", "Beech", "risk", "--reason", "x", "--until", "2027-02-01");
}

static double number_at(json_t *root, const char *path)
{
	json_t *value = json_at(root, path);

	cr_assert(json_is_number(value), "%s", path);
	return json_number_value(value);
}

static const char *text_at(json_t *root, const char *path)
{
	json_t *value = json_at(root, path);

	cr_assert(json_is_string(value), "%s", path);
	return json_string_value(value);
}

/* ---- the fixed JSON ---- */

Test(renewal, the_forecast_of_numbers)
{
	json_t *all;

	three_accounts();
	all = JSON_OF("numbers", "--json");
	cr_assert_eq(json_array_size(all), 2);
	cr_assert_str_eq(text_at(all, "0.currency"), "EUR");
	cr_assert_eq(json_array_size(json_at(all, "0.forecast")), 8);
	cr_expect_str_eq(text_at(all, "0.forecast.0.quarter"), "2026-Q4");
	cr_expect_str_eq(text_at(all, "0.forecast.0.from"), "2026-11-22");
	cr_expect_str_eq(text_at(all, "0.forecast.0.to"), "2026-12-31");
	cr_expect_eq(number_at(all, "0.forecast.0.due"), 400);
	cr_expect_eq(number_at(all, "0.forecast.0.due_customers"), 1);
	cr_expect_eq(number_at(all, "0.forecast.0.likely"), 1240); /* 60 % of 400 */
	cr_expect_eq(number_at(all, "0.forecast.0.low"), 1200);
	cr_expect_eq(number_at(all, "0.forecast.0.high"), 1280);
	cr_expect(json_is_null(json_at(all, "0.forecast.0.called")), "nobody called it");
	cr_expect_eq(number_at(all, "0.forecast.0.expansion"), 0);
	cr_expect_str_eq(text_at(all, "0.forecast.1.quarter"), "2027-Q1");
	cr_expect_eq(number_at(all, "0.forecast.1.due"), 1000);
	cr_expect_eq(number_at(all, "0.forecast.1.likely"), 1190);
	cr_expect_eq(number_at(all, "0.forecast.1.low"), 1050);
	cr_expect_eq(number_at(all, "0.forecast.1.high"), 1280);
	cr_expect_eq(number_at(all, "0.forecast.4.due"), 240, "what is likely to be left of it");
	cr_expect_eq(number_at(all, "0.forecast.7.likely"), 1046.5); /* 902.50 and 144 */
	cr_expect_eq(number_at(all, "1.forecast.7.low"), 70, "never due");
	json_decref(all);
	all = JSON_OF("numbers", "--segment", "large", "--csm", "ana", "--json");
	cr_expect_eq(number_at(all, "0.forecast.0.due"), 0);
	cr_expect_eq(number_at(all, "0.forecast.1.due"), 1000);
	json_decref(all);
}

Test(renewal, priors_are_options)
{
	json_t *all;

	three_accounts();
	mkdir(run_path("waymark"), 0700);
	run_write_file("waymark/waymark.cfg", "prior_risk = 20;\nprior_good = 40;\n");
	DONE("40.00 %", "numbers", "forecast");
	all = JSON_OF("numbers", "--json");
	cr_expect_eq(number_at(all, "0.forecast.0.likely"), 1080);
	cr_expect_eq(number_at(all, "0.forecast.0.low"), 1040);
	json_decref(all);
}

/* ---- the page ---- */

Test(renewal, the_page_says_what_it_rests_on)
{
	three_accounts();
	DONE("prior (option prior_good)", "numbers", "forecast");
	DONE("1 account ($70) has no renewal day and is never due: ", "numbers", "forecast");
	DONE("2026-Q4 *", "numbers", "forecast");
	DONE("without new ones the line falls", "numbers", "forecast");
	DONE("", "add", "Dogwood", "arr=5 USD", "--on", "2026-01-05");
	DONE("2 accounts ($75) have no renewal day and are never due: ", "numbers", "forecast");
	DONE("Wilson score interval at 80 %", "numbers", "forecast", "--format", "md");
	DONE("renewal_rates", "numbers", "forecast", "--json");
	DONE("", "numbers", "forecast", "--format", "html");
}

/* 902.50 of Ash and 144 of Beech after eight quarters; of Ash 50 and then 47.50 are lost. */
Test(renewal, people_read_whole_units)
{
	three_accounts();
	DONE("Amounts are shown in whole units.", "numbers", "forecast");
	DONE("\xe2\x82\xac"
	     "1,047",
	     "numbers", "forecast");
	DONE(",1046.50,", "numbers", "forecast", "--format", "csv");
	DONE("\xe2\x82\xac"
	     "48",
	     "numbers", "open", "forecast", "lost", "2028-Q1");
	DONE("; shown in whole units", "numbers", "open", "forecast", "lost", "2028-Q1");
	DONE(",47.50\r\n", "numbers", "open", "forecast", "lost", "2028-Q1", "--format", "csv");
}

Test(renewal, a_cell_opens_to_its_accounts)
{
	three_accounts();
	DONE("Beech", "numbers", "open", "forecast", "lost", "2026-Q4");
	DONE("risk, 60.00 %, a prior", "numbers", "open", "forecast", "due", "2026-Q4");
}

/* Of two renewals whose health was not known before one was kept: 50 %, 2 of them, and no prior. */
Test(renewal, history_takes_the_place_of_the_prior)
{
	json_t *page;

	DONE("", "add", "Fir", "arr=100 EUR", "renewal_date=2026-09-01", "--on", "2026-01-05");
	DONE("", "add", "Gum", "arr=100 EUR", "renewal_date=2026-09-15", "--on", "2026-01-05");
	DONE("", "set", "Gum", "arr=0", "--on", "2026-09-20");
	page = JSON_OF("numbers", "forecast", "--json");
	json_decref(page);
	DONE("50.00 %", "numbers", "forecast");
	DONE("2 renewals", "numbers", "forecast");
	DONE("Gum", "numbers", "open", "forecast", "unknown", "rate");
}

Test(renewal, open_opportunities_are_in_the_range)
{
	json_t *all;

	three_accounts();
	DONE("", "opportunity", "add", "Ash", "Seats", "200", "kind=expansion", "probability=25",
	     "close=2027-03-01", "--on", "2026-11-02");
	DONE("", "opportunity", "add", "Ash", "More", "60", "kind=upsell", "close=2027-03-01", "--on",
	     "2026-11-02");
	all = JSON_OF("numbers", "--json");
	cr_expect_eq(number_at(all, "0.forecast.1.expansion"), 50);
	cr_expect_eq(number_at(all, "0.forecast.1.likely"), 1240, "1190 without them");
	cr_expect_eq(number_at(all, "0.forecast.1.low"), 1050, "as without them");
	cr_expect_eq(number_at(all, "0.forecast.1.high"), 1540, "1280 without them");
	json_decref(all);
	DONE("", "opportunity", "add", "Ash", "Dateless", "7", "--on", "2026-11-02");
	DONE(" 1 open opportunity has no closing day ahead and counts nowhere.", "numbers", "forecast");
	DONE("", "opportunity", "add", "Ash", "Late", "8", "close=2026-11-10", "--on", "2026-11-02");
	DONE(" 2 open opportunities have no closing day ahead and count nowhere.", "numbers", "forecast");
	DONE("open deal, 25 %", "numbers", "open", "forecast", "expansion", "2027-Q1");
	DONE("", "opportunity", "lost", "Ash", "Seats");
	all = JSON_OF("numbers", "--json");
	cr_expect_eq(number_at(all, "0.forecast.1.expansion"), 0);
	cr_expect_eq(number_at(all, "0.forecast.1.high"), 1340);
	json_decref(all);
}

/* ---- calls ---- */

Test(renewal, a_call_stands_beside_the_rate)
{
	json_t *all;

	three_accounts();
	DONE("called the renewal of Ash on 2027-02-10: renew", "renewal", "call", "Ash", "renew");
	DONE("shrink to 300.00 EUR; the rate of band risk is 60.00 %, a prior: say why", "renewal", "call", "Beech",
	     "shrink", "300");
	all = JSON_OF("numbers", "--json");
	cr_expect_eq(number_at(all, "0.forecast.0.called"), 300);
	cr_expect_eq(number_at(all, "0.forecast.0.called_of"), 400);
	cr_expect_eq(number_at(all, "0.forecast.0.unanswered"), 1);
	cr_expect_eq(number_at(all, "0.forecast.0.likely"), 1240, "the rate's, as before");
	cr_expect_eq(number_at(all, "0.forecast.1.called"), 1000);
	json_decref(all);
	DONE("1 call disagrees with the rate, unanswered", "numbers", "forecast");
	all = JSON_OF("renewal", "list", "--json");
	cr_assert_eq(json_array_size(all), 2);
	cr_expect_str_eq(text_at(all, "0.account"), "Beech");
	cr_expect_str_eq(text_at(all, "0.band"), "risk");
	cr_expect_eq(number_at(all, "0.rate.likely"), 60);
	cr_expect(json_is_true(json_at(all, "0.rate.prior")));
	cr_expect_str_eq(text_at(all, "0.call"), "shrink");
	cr_expect_eq(number_at(all, "0.called"), 300);
	cr_expect(json_is_true(json_at(all, "0.disagrees")));
	cr_expect(json_is_false(json_at(all, "0.answered")));
	cr_expect(json_is_false(json_at(all, "1.disagrees")));
	json_decref(all);
	DONE("say why: waymark renewal answer 'Beech' TEXT", "renewal", "list");
	DONE("they close a site", "renewal", "answer", "Beech", "they close a site");
	DONE("disagree: they close a site", "renewal", "list");
	all = JSON_OF("numbers", "--json");
	cr_expect_eq(number_at(all, "0.forecast.0.unanswered"), 0);
	cr_expect_eq(number_at(all, "0.forecast.0.disagree"), 1);
	json_decref(all);
}

Test(renewal, a_note_with_the_call_answers_it)
{
	json_t *said;

	three_accounts();
	said = JSON_OF("renewal", "call", "Ash", "lose", "--note", "the plant is sold", "--json");
	cr_expect(json_is_true(json_at(said, "record.disagrees")));
	cr_expect(json_is_true(json_at(said, "record.answered")));
	cr_expect_str_eq(text_at(said, "record.note"), "the plant is sold");
	cr_expect_eq(number_at(said, "record.called"), 0);
	json_decref(said);
	DONE("disagree: the plant is sold", "renewal", "list");
}

Test(renewal, what_is_unanswered_comes_first)
{
	json_t *all;

	three_accounts();
	DONE("", "renewal", "call", "Ash", "lose");
	all = JSON_OF("renewal", "list", "--json");
	cr_expect_str_eq(text_at(all, "0.account"), "Ash", "though it is due later");
	json_decref(all);
	all = JSON_OF("renewal", "list", "csm=ben", "--json");
	cr_assert_eq(json_array_size(all), 1);
	cr_expect_str_eq(text_at(all, "0.account"), "Beech");
	json_decref(all);
}

Test(renewal, calls_are_dated_removed_and_undone)
{
	json_t *all;

	three_accounts();
	DONE("", "renewal", "call", "Ash", "lose", "--on", "2026-11-02");
	DONE("", "renewal", "call", "Ash", "unsure", "--on", "2026-11-12");
	all = JSON_OF("--as-of", "2026-11-10", "renewal", "list", "--json");
	cr_expect_str_eq(text_at(all, "0.call"), "lose");
	json_decref(all);
	all = JSON_OF("renewal", "list", "--json");
	cr_expect_str_eq(text_at(all, "1.call"), "unsure");
	cr_expect(json_is_null(json_at(all, "1.called")), "that is no call");
	json_decref(all);
	DONE("removed the call of 2026-11-12", "renewal", "remove", "Ash");
	all = JSON_OF("renewal", "list", "--json");
	cr_expect_str_eq(text_at(all, "0.call"), "lose", "what was called before stands again");
	json_decref(all);
	DONE("undid", "undo");
	DONE("unsure", "renewal", "list");
	DONE("nothing to change", "renewal", "call", "Ash", "unsure", "--on", "2026-11-12");
}

Test(renewal, what_is_wrong_is_said)
{
	three_accounts();
	DONE("", "add", "Doum");
	FAILED("Doum has no ARR on that day", "renewal", "call", "Doum", "renew");
	FAILED("Cedar has no renewal day; waymark set", "renewal", "call", "Cedar", "renew");
	USAGE("'keep' is none of renew, shrink, lose, unsure", "renewal", "call", "Ash", "keep");
	USAGE("shrink wants the ARR that is to be left", "renewal", "call", "Ash", "shrink");
	USAGE("lose wants no amount", "renewal", "call", "Ash", "lose", "5");
	FAILED("it is renew", "renewal", "call", "Ash", "shrink", "1000");
	FAILED("it is lose", "renewal", "call", "Ash", "shrink", "0");
	FAILED("it is shrink", "renewal", "call", "Ash", "renew", "999");
	FAILED("amount:", "renewal", "call", "Ash", "shrink", "5 USD");
	USAGE("one word too many", "renewal", "call", "Ash", "shrink", "5", "6");
	FAILED("after today", "renewal", "call", "Ash", "lose", "--on", "2026-12-24");
	FAILED("the renewal of 2027-02-10 was not called", "renewal", "answer", "Ash", "because");
	FAILED("was not called", "renewal", "remove", "Ash");
	FAILED("nothing is no answer", "renewal", "answer", "Ash", " ");
	USAGE("renewal answer wants an account", "renewal", "answer");
	USAGE("--note goes with renewal call", "renewal", "remove", "Ash", "--note", "x");
	USAGE("foo", "renewal", "list", "foo=1");
	DONE("Ash", "renewal", "list");
}

Test(renewal, a_book_without_renewals_says_what_to_do)
{
	DONE("", "add", "Doum");
	DONE("no renewal is due within eight quarters; waymark set", "renewal", "list");
	DONE("nothing yet; accounts want an ARR", "numbers", "forecast");
}
