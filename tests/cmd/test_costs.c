/* Costs, exchange rates and what is reckoned from them, through the program: worked by hand. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "run.h"

static void begin(void)
{
	run_begin();
}

TestSuite(costs, .init = begin, .fini = run_end);

static double number_at(json_t *root, const char *path)
{
	json_t *value = json_at(root, path);

	cr_assert(json_is_number(value), "%s", path);
	return json_number_value(value);
}

static const char *text_at(json_t *root, const char *path)
{
	const char *text = json_string_value(json_at(root, path));

	return text ? text : "";
}

/* ---- cost ---- */

Test(costs, are_entered_changed_listed_and_taken_back)
{
	json_t *list;

	DONE("", "add", "Ash", "segment=Large");
	DONE("no cost was entered", "cost", "list");
	DONE("entered retention cost of 2026-Q3: 12000.00 EUR", "cost", "set", "2026-Q3", "retention", "12000");
	DONE(", was 12000.00 EUR", "cost", "set", "2026-Q3", "retention", "12500.50");
	DONE("so already", "cost", "set", "2026-Q3", "retention", "12500.50");
	DONE("segment large: 700.00 USD", "cost", "set", "2026-Q2", "upsell", "700", "usd", "--segment", "large",
	     "--note", "a fair");
	DONE("no account is of the segment 'Small' yet", "cost", "set", "2026-Q2", "upsell", "1", "--segment",
	     "Small");
	DONE("removed upsell cost of 2026-Q2, segment Small", "cost", "remove", "2026-Q2", "upsell", "--segment",
	     "small");
	list = JSON_OF("cost", "list", "--json");
	cr_assert_eq(json_array_size(list), 2);
	cr_expect_str_eq(text_at(list, "0.quarter"), "2026-Q2");
	cr_expect_str_eq(text_at(list, "0.from"), "2026-04-01");
	cr_expect_str_eq(text_at(list, "0.purpose"), "upsell");
	cr_expect_str_eq(text_at(list, "0.segment"), "large");
	cr_expect_str_eq(text_at(list, "0.currency"), "USD");
	cr_expect_str_eq(text_at(list, "0.note"), "a fair");
	cr_expect_eq(number_at(list, "1.amount"), 12500.5);
	cr_expect(json_is_null(json_at(list, "1.segment")));
	json_decref(list);
	DONE("undid: removed upsell", "undo");
	DONE("Small", "cost", "list");
}

Test(costs, errors_name_the_field_and_change_nothing)
{
	json_t *list;

	DONE("", "add", "Ash");
	FAILED("quarter: 2027-Q1 has not begun", "cost", "set", "2027-Q1", "retention", "5");
	USAGE("quarter: '2026' is none", "cost", "set", "2026", "retention", "5");
	USAGE("purpose: 'fun' is none of acquisition", "cost", "set", "2026-Q3", "fun", "5");
	USAGE("wants a quarter and a purpose", "cost", "set", "2026-Q3");
	USAGE("amount:", "cost", "set", "2026-Q3", "upsell");
	FAILED("amount:", "cost", "set", "2026-Q3", "upsell", "much");
	FAILED("amount: -5 is below 0", "cost", "set", "2026-Q3", "upsell", "--", "-5");
	FAILED("currency:", "cost", "set", "2026-Q3", "upsell", "5", "dollars");
	FAILED("there is no upsell cost of 2026-Q3", "cost", "remove", "2026-Q3", "upsell");
	list = JSON_OF("cost", "list", "--json");
	cr_expect_eq(json_array_size(list), 0);
	json_decref(list);
	DONE("", "cost", "set", "2026-Q3", "upsell", "5", "EUR");
	DONE("", "cost", "set", "2026-Q3", "upsell", "6", "USD");
	FAILED("in EUR and in USD; say which", "cost", "remove", "2026-Q3", "upsell");
	DONE("6.00 USD", "cost", "remove", "2026-Q3", "upsell", "USD");
}

/* A fiscal year from February: its fourth quarter of 2027 is November 2026 to January. */
Test(costs, are_of_fiscal_quarters)
{
	DONE("", "add", "Ash");
	DONE("", "cost", "set", "2026-Q4", "upsell", "7");
	cr_assert_eq(mkdir(run_path("waymark"), 0700), 0);
	run_write_file("waymark/waymark.cfg", "fiscal_year_start = 2;\n");
	DONE("2027-Q4", "cost", "set", "2027-Q4", "upsell", "5");
	FAILED("has not begun", "cost", "set", "2028-Q1", "upsell", "5");
	DONE("2027-Q3  upsell", "cost", "list");
	/* what was entered before is of the quarter that it lies in, and replaced there */
	DONE(", was 7.00 EUR", "cost", "set", "2027-Q3", "upsell", "9");
}

/* ---- rates ---- */

Test(costs, rates_are_entered_listed_and_taken_back)
{
	json_t *list;

	DONE("", "add", "Ash");
	DONE("no exchange rate was entered", "rate", "list");
	DONE("entered the rate of USD: 0.92 EUR on 2026-09-30", "rate", "set", "usd", "EUR", "0.92", "--on",
	     "2026-09-30");
	DONE("0.9 EUR on 2026-11-22", "rate", "set", "USD", "EUR", "0.90");
	list = JSON_OF("rate", "list", "--json");
	cr_assert_eq(json_array_size(list), 2);
	cr_expect_str_eq(text_at(list, "0.currency"), "USD");
	cr_expect_str_eq(text_at(list, "0.counter"), "EUR");
	cr_expect_str_eq(text_at(list, "0.on"), "2026-09-30");
	cr_expect_str_eq(text_at(list, "0.rate"), "0.92");
	json_decref(list);
	FAILED("there is no rate of USD in GBP", "rate", "remove", "USD", "GBP");
	DONE("removed the rate of USD: 0.9 EUR", "rate", "remove", "USD", "EUR");
	DONE("undid", "undo");
	DONE("2026-11-22   0.9", "rate", "list");
	FAILED("is no number", "rate", "set", "USD", "EUR", "0,92");
	FAILED("nothing to enter", "rate", "set", "USD", "USD", "1");
	FAILED("not above 0", "rate", "set", "USD", "EUR", "0");
	USAGE("wants two currencies", "rate", "set", "USD");
	USAGE("wants the rate", "rate", "set", "USD", "EUR");
	FAILED("", "rate", "set", "USD", "EUR", "1", "--on", "2027-01-01");
}
