/* Costs, exchange rates and what is reckoned from them, through the program: worked by hand. */
#include <criterion/criterion.h>
#include <stdint.h>
#include <stdio.h>
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
	USAGE("a number below 0 is no option, and no amount or rate", "cost", "set", "2026-Q3", "retention", "-5",
	      "EUR");
	USAGE("a number below 0 is no option, and no amount or rate", "rate", "set", "USD", "EUR", "-1.5");
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

Test(costs, come_in_from_a_file_and_leave_as_one)
{
	DONE("", "add", "Ash", "segment=Large");
	DONE("", "cost", "set", "2026-Q1", "upsell", "5", "EUR", "--segment", "large", "--note", "mine");
	run_write_file("costs.csv", "quarter,purpose,segment,amount,currency,note\n"
				    "2026-Q1,upsell,LARGE,7.50,EUR,\n2026-Q2,retention,,\"1,200.00\",USD,\"a, b\"\n"
				    "2026-Q2,acquisition,,0,,\n");
	DONE("2 added, 1 changed", "import", "costs", "costs.csv");
	DONE("quarter,purpose,segment,amount,currency,note\r\n2026-Q1,upsell,large,7.50,EUR,mine\r\n"
	     "2026-Q2,acquisition,,0.00,EUR,\r\n2026-Q2,retention,,1200.00,USD,\"a, b\"\r\n",
	     "export", "costs");
	DONE("0 changed, 3 as before", "import", "costs", "costs.csv");
	/* what people changed since stays, as long as the file says what it said */
	DONE("", "cost", "set", "2026-Q1", "upsell", "9", "EUR", "--segment", "large");
	DONE("0 changed, 3 as before", "import", "costs", "costs.csv");
	DONE("\"amount\": 9,", "export", "costs", "--format", "json");
	DONE("undid", "undo");
	DONE("large,7.50", "export", "costs");
}

Test(costs, rows_that_are_none_are_refused)
{
	struct run run;

	DONE("", "add", "Ash");
	run_write_file("costs.csv", "quarter,purpose,amount,currency\n2027-Q1,upsell,5,EUR\n2026,upsell,5,EUR\n"
				    "2026-Q1,fun,5,EUR\n2026-Q1,upsell,-5,EUR\n2026-Q1,upsell,,EUR\n"
				    "2026-Q1,upsell,5,euros\n2026-Q1,upsell,5,EUR\n");
	run = run_waymark("import", "costs", "costs.csv", NULL);
	cr_expect_eq(run.status, 0);
	cr_expect(strstr(run.out, "1 added"), "%s", run.out);
	cr_expect(strstr(run.out, "6 rejected"), "%s", run.out);
	cr_expect(strstr(run.out, "2027-Q1 has not begun"), "%s", run.out);
	cr_expect(strstr(run.out, "\"2026\" is no quarter"), "%s", run.out);
	cr_expect(strstr(run.out, "\"fun\" is none of acquisition"), "%s", run.out);
	cr_expect(strstr(run.out, "a cost is 0 or more"), "%s", run.out);
	run_free(&run);
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

/* ---- pages ---- */

/* A cell of a page's grid by the keys of its row and column; NULL: there is none. */
static json_t *cell_of(json_t *page, const char *grid_key, const char *currency, const char *row,
		       const char *column)
{
	json_t *grid, *one, *cells = NULL;
	size_t g, i, at = SIZE_MAX;

	json_array_foreach(page, g, grid)
	{
		if (strcmp(text_at(grid, "key"), grid_key) || strcmp(text_at(grid, "currency"), currency))
			continue;
		json_array_foreach(json_object_get(grid, "columns"), i,
				   one) if (!strcmp(text_at(one, "key"), column)) at = i;
		json_array_foreach(json_object_get(grid, "rows"), i, one) if (!strcmp(text_at(one, "key"), row))
			cells = json_object_get(one, "cells");
	}
	return json_array_get(cells, at);
}

static double value_of(json_t *page, const char *grid, const char *currency, const char *row, const char *column)
{
	json_t *cell = cell_of(page, grid, currency, row, column);

	cr_assert(json_is_number(cell), "%s of %s in %s", row, column, currency);
	return json_number_value(cell);
}

static bool is_unknown(json_t *page, const char *grid, const char *currency, const char *row, const char *column)
{
	return json_is_null(cell_of(page, grid, currency, row, column));
}

/*
 * A year ago four accounts had 1,000 EUR each, and Fir 500. Since then of large: Ash went, Beech rose by 500, half of it
 * by price; of small: Cedar fell by 500, Doum bought something for 250; steady's Fir stayed. Elm came with 300 USD.
 */
static void a_book_with_costs(void)
{
	static const char *const accounts[][2] = {
		{ "Ash", "Large" }, { "Beech", "Large" }, { "Cedar", "Small" }, { "Doum", "Small" }
	};
	char segment[32];

	for (int i = 0; i < 4; i++) {
		snprintf(segment, sizeof segment, "segment=%s", accounts[i][1]);
		DONE("", "add", accounts[i][0], segment);
		DONE("", "movement", "add", accounts[i][0], "new", "1000 EUR", "--on", "2025-02-01");
	}
	DONE("", "add", "Fir", "segment=Steady");
	DONE("", "movement", "add", "Fir", "new", "500 EUR", "--on", "2025-02-01");
	DONE("", "movement", "add", "Fir", "expansion", "100", "--on", "2026-03-03");
	DONE("", "add", "Elm");
	DONE("", "movement", "add", "Elm", "new", "300 USD", "--on", "2026-05-05");
	DONE("", "movement", "add", "Ash", "churn", "--on", "2026-07-02");
	DONE("", "movement", "add", "Beech", "expansion", "250", "--on", "2026-08-03");
	DONE("", "movement", "add", "Beech", "price increase", "250", "--on", "2026-08-03");
	DONE("", "movement", "add", "Cedar", "contraction", "500", "--on", "2026-07-02");
	DONE("", "movement", "add", "Doum", "upsell", "250", "--on", "2026-08-02");
	DONE("", "cost", "set", "2026-Q3", "acquisition", "100", "EUR");
	DONE("", "cost", "set", "2026-Q3", "retention", "155", "EUR");
	DONE("", "cost", "set", "2026-Q3", "retention", "155", "EUR", "--segment", "small");
	DONE("", "cost", "set", "2026-Q3", "expansion", "300", "EUR");
	DONE("", "cost", "set", "2026-Q3", "upsell", "100", "EUR", "--segment", "Small", "--note", "a fair");
	DONE("", "cost", "set", "2026-Q2", "acquisition", "100", "USD");
}

Test(costs, ratios_by_quarter)
{
	json_t *page;

	a_book_with_costs();
	page = JSON_OF("numbers", "costs", "--json");
	cr_assert_eq(json_array_size(page), 2);
	cr_expect_eq(value_of(page, "costs", "EUR", "retention_cost", "2026-Q3"), 310,
		     "the book's and the segment's");
	cr_expect_eq(value_of(page, "costs", "EUR", "total_cost", "2026-Q3"), 810);
	cr_expect_eq(value_of(page, "costs", "EUR", "kept", "2026-Q3"), 3100, "4,600 less 1,500");
	cr_expect_eq(value_of(page, "costs", "EUR", "crc", "2026-Q3"), 0.1);
	cr_expect_eq(value_of(page, "costs", "EUR", "expanded", "2026-Q3"), 250, "no price increase");
	cr_expect_eq(value_of(page, "costs", "EUR", "cec", "2026-Q3"), 1.2);
	cr_expect_eq(value_of(page, "costs", "EUR", "cuc", "2026-Q3"), 0.4);
	cr_expect(is_unknown(page, "costs", "EUR", "cac", "2026-Q3"), "nothing was won for that");
	cr_expect(is_unknown(page, "costs", "EUR", "crc", "2026-Q2"), "no cost was entered");
	cr_expect(is_unknown(page, "costs", "EUR", "retention_cost", "2026-Q2"), "which is not a cost of 0");
	cr_expect_eq(value_of(page, "costs", "USD", "cac", "2026-Q2"), 0.33, "100 / 300");
	json_decref(page);
	page = JSON_OF("numbers", "costs", "--per", "year", "--json");
	cr_expect_eq(value_of(page, "costs", "EUR", "crc", "2026"), 0.1, "310 / (4,500 - 1,500) is 0.103");
	json_decref(page);
	page = JSON_OF("numbers", "costs", "--quarter", "2026-Q2", "--json");
	cr_expect_eq(value_of(page, "costs", "USD", "total_cost", "2026-Q2"), 100);
	json_decref(page);
}

Test(costs, costs_are_compared_with_what_they_were_for)
{
	json_t *page;

	a_book_with_costs();
	page = JSON_OF("numbers", "costs", "--segment", "Small", "--json");
	cr_expect_eq(value_of(page, "costs", "EUR", "retention_cost", "2026-Q3"), 155, "the segment's alone");
	cr_expect_eq(value_of(page, "costs", "EUR", "crc", "2026-Q3"), 0.1, "155 / (2,000 - 500) is 0.1033");
	cr_expect(is_unknown(page, "costs", "EUR", "cec", "2026-Q3"));
	json_decref(page);
	page = JSON_OF("numbers", "costs", "segment=Small", "name~Cedar", "--json");
	cr_expect(is_unknown(page, "costs", "EUR", "crc", "2026-Q3"));
	cr_expect(strstr(text_at(page, "0.note"), "nothing can be compared"));
	cr_expect_eq(value_of(page, "costs", "EUR", "kept", "2026-Q3"), 500);
	json_decref(page);
}

Test(costs, without_costs_the_page_says_what_to_do)
{
	DONE("", "add", "Ash");
	DONE("enter costs with cost set", "numbers", "costs");
}

/* What a cell opens to: its value, and the total of each group, which is the sum of its cases. */
static void opens_to(const char *page, const char *row, const char *column, double value, int count,
		     const char *const *keys, const double *totals)
{
	json_t *opened = JSON_OF("numbers", "open", page, row, column, "--json"), *groups, *group, *one;
	size_t g, i;

	cr_expect_eq(number_at(opened, "0.value"), value, "%s of %s", row, column);
	groups = json_at(opened, "0.groups");
	cr_assert_eq(json_array_size(groups), (size_t)count, "%s of %s", row, column);
	json_array_foreach(groups, g, group)
	{
		double sum = 0;

		cr_expect_str_eq(text_at(group, "key"), keys[g]);
		cr_expect_eq(number_at(group, "total"), totals[g], "%s: %s", row, keys[g]);
		json_array_foreach(json_object_get(group, "cases"), i, one) sum += number_at(one, "value");
		cr_expect_eq(sum, totals[g], "%s: %s", row, keys[g]);
	}
	json_decref(opened);
}
#define OPENS_TO(page, row, column, value, keys, ...) \
	do { \
		static const char *const keys_[] = keys; \
		static const double totals_[] = { __VA_ARGS__ }; \
		opens_to(page, row, column, value, (int)(sizeof keys_ / sizeof *keys_), keys_, totals_); \
	} while (0)
#define KEYS(...) \
	{ \
		__VA_ARGS__ \
	}

Test(costs, cells_open_to_costs_and_cases)
{
	a_book_with_costs();
	OPENS_TO("costs", "retention_cost", "2026-Q3", 310, KEYS("cost"), 310);
	OPENS_TO("costs", "total_cost", "2026-Q3", 810, KEYS("cost"), 810);
	OPENS_TO("costs", "kept", "2026-Q3", 3100, KEYS("opening", "lost"), 4600, 1500);
	OPENS_TO("costs", "crc", "2026-Q3", 0.1, KEYS("cost", "opening", "lost"), 310, 4600, 1500);
	OPENS_TO("costs", "cuc", "2026-Q3", 0.4, KEYS("cost", "upsell"), 100, 250);
	DONE("upsell, segment Small: a fair", "numbers", "open", "costs", "cuc", "2026-Q3");
}

/*
 * Large: 2,000 a year ago, 1,000 lost: 50 % a year, two years; one customer with 1,500: 3,000.
 * Small: 2,000, 500 lost: 25 %, four years; two customers with 1,750: 875 x 4 = 3,500.
 * Steady: 500, nothing lost. In all: 4,500, 1,500 lost: three years; four customers with 3,850: 962.50 x 3.
 */
Test(costs, lifetime_value_by_segment)
{
	json_t *page;

	a_book_with_costs();
	page = JSON_OF("numbers", "value", "--json");
	cr_expect_eq(value_of(page, "segments", "EUR", "Large", "customers"), 1);
	cr_expect_eq(value_of(page, "segments", "EUR", "Large", "arr_per_customer"), 1500);
	cr_expect_eq(value_of(page, "segments", "EUR", "Large", "churn"), 50);
	cr_expect_eq(value_of(page, "segments", "EUR", "Large", "lifetime"), 2);
	cr_expect_eq(value_of(page, "segments", "EUR", "Large", "lifetime_value"), 3000);
	cr_expect_eq(value_of(page, "segments", "EUR", "Small", "arr_per_customer"), 875);
	cr_expect_eq(value_of(page, "segments", "EUR", "Small", "lifetime_value"), 3500);
	cr_expect_eq(value_of(page, "segments", "EUR", "Steady", "churn"), 0);
	cr_expect(is_unknown(page, "segments", "EUR", "Steady", "lifetime"));
	cr_expect(is_unknown(page, "segments", "EUR", "Steady", "lifetime_value"));
	cr_expect(strstr(json_string_value(cell_of(page, "segments", "EUR", "Steady", "why_not")),
			 "no finite value"));
	cr_expect_eq(value_of(page, "segments", "EUR", "book", "customers"), 4);
	cr_expect_eq(value_of(page, "segments", "EUR", "book", "lifetime"), 3);
	cr_expect_eq(value_of(page, "segments", "EUR", "book", "lifetime_value"), 2887.5);
	cr_expect(is_unknown(page, "segments", "EUR", "book", "cac_per_customer"), "nobody came in euros");
	cr_expect(is_unknown(page, "segments", "USD", "(none)", "lifetime_value"));
	cr_expect_eq(value_of(page, "segments", "USD", "book", "arr"),
		     value_of(page, "segments", "USD", "(none)", "arr"));
	json_decref(page);
}

/* Two came in the last four quarters, one of whom left again: 300 were spent on two. */
Test(costs, who_left_again_cost_no_less)
{
	json_t *page;

	DONE("", "add", "Ash", "currency=EUR");
	DONE("", "add", "Birch", "currency=EUR");
	DONE("", "movement", "add", "Ash", "new", "100", "--on", "2026-02-01");
	DONE("", "movement", "add", "Birch", "new", "100", "--on", "2026-02-01");
	DONE("", "movement", "add", "Birch", "churn", "--on", "2026-05-01");
	DONE("", "cost", "set", "2026-Q1", "acquisition", "300", "EUR");
	page = JSON_OF("numbers", "value", "--json");
	cr_expect_eq(value_of(page, "segments", "EUR", "book", "cac_per_customer"), 150);
	json_decref(page);
	page = JSON_OF("numbers", "open", "value", "segments/book", "cac_per_customer", "--json");
	cr_expect_eq(json_number_value(json_at(page, "0.groups.1.total")), 2);
	json_decref(page);
}

/* In all three years of 962.50: 2,887.50. */
Test(costs, lifetimes_are_shown_with_one_decimal)
{
	json_t *page;

	a_book_with_costs();
	DONE(" 3.0  ", "numbers", "value");
	DONE("2,888 ", "numbers", "value");
	DONE(",2887.50,", "numbers", "value", "--format", "csv");
	page = JSON_OF("numbers", "value", "--json");
	cr_expect_null(strstr(text_at(page, "0.note"), "20 years"));
	cr_expect_null(strstr(text_at(page, "1.note"), "20 years"));
	json_decref(page);
}

/* 4 of 100 lost: 25 years, of 96: 2,400. 5 of 100: 20 years, which is not more than 20. */
Test(costs, a_long_lifetime_rests_on_little)
{
	json_t *page;

	DONE("", "add", "Ash", "arr=100 EUR", "segment=Large", "--on", "2025-06-01");
	DONE("", "movement", "add", "Ash", "contraction", "4", "--on", "2026-03-01");
	page = JSON_OF("numbers", "value", "--json");
	cr_expect_eq(value_of(page, "segments", "EUR", "Large", "lifetime"), 25);
	cr_expect_eq(value_of(page, "segments", "EUR", "Large", "lifetime_value"), 2400);
	cr_expect(strstr(text_at(page, "0.note"), "more than 20 years rests on little"));
	cr_expect(strstr(text_at(page, "1.note"), "more than 20 years rests on little"));
	json_decref(page);
	DONE("", "movement", "add", "Ash", "contraction", "1", "--on", "2026-04-01");
	page = JSON_OF("numbers", "value", "--json");
	cr_expect_eq(value_of(page, "segments", "EUR", "Large", "lifetime"), 20);
	cr_expect_null(strstr(text_at(page, "0.note"), "20 years"));
	json_decref(page);
}

Test(costs, a_margin_and_what_a_customer_cost)
{
	json_t *page;

	a_book_with_costs();
	DONE("", "rate", "set", "USD", "EUR", "0.5");
	cr_assert_eq(mkdir(run_path("waymark"), 0700), 0);
	run_write_file("waymark/waymark.cfg", "gross_margin = 80;\n");
	page = JSON_OF("numbers", "value", "--in", "EUR", "--json");
	cr_expect_eq(value_of(page, "segments", "EUR", "Small", "lifetime_value"), 2800, "80 % of 3,500");
	/* 4,000 of five customers, 80 %, three years: 1,920. 100 EUR and 100 USD for Elm: 150. */
	cr_expect_eq(value_of(page, "segments", "EUR", "book", "lifetime_value"), 1920);
	cr_expect_eq(value_of(page, "segments", "EUR", "book", "cac_per_customer"), 150);
	cr_expect_eq(value_of(page, "segments", "EUR", "book", "value_to_cac"), 12.8);
	cr_expect(strstr(text_at(page, "0.note"), "gross margin 80 %"));
	json_decref(page);
}

/*
 * A unit of ARR is worth 2 in large and 4 in small. Small: retention 4 (room 500), upsell 4 / 4 = 1 (room 250), no
 * expansion. Large: retention 2 (room 1,000), expansion 2 / 2 = 1 (room 250), no upsell. Of two that are worth 1 with
 * the same room, large comes first. Steady expands, for nobody knows how long.
 */
Test(costs, where_the_next_unit_pays_most)
{
	static const char *const order[] = { "Small:retention", "Large:retention", "Large:expansion",
					     "Small:upsell",	"Large:upsell",	   "Small:expansion",
					     "Steady:expansion" };
	json_t *page, *rows;

	a_book_with_costs();
	page = JSON_OF("numbers", "value", "--json");
	rows = json_at(page, "1.rows");
	cr_assert_str_eq(text_at(page, "1.key"), "effort");
	cr_assert_geq(json_array_size(rows), 7);
	for (size_t i = 0; i < 4; i++) {
		cr_expect_str_eq(text_at(json_array_get(rows, i), "key"), order[i]);
		cr_expect_eq(value_of(page, "effort", "EUR", order[i], "rank"), (double)i + 1);
	}
	for (size_t i = 4; i < 7; i++)
		cr_expect(is_unknown(page, "effort", "EUR", order[i], "rank"), "%s", order[i]);
	cr_expect_eq(value_of(page, "effort", "EUR", "Small:retention", "worth"), 4);
	cr_expect_eq(value_of(page, "effort", "EUR", "Small:retention", "room"), 500);
	cr_expect_eq(value_of(page, "effort", "EUR", "Large:expansion", "worth"), 1);
	cr_expect_eq(value_of(page, "effort", "EUR", "Large:expansion", "room"), 250, "without the price increase");
	cr_expect_eq(value_of(page, "effort", "EUR", "Small:upsell", "worth"), 1);
	cr_expect(is_unknown(page, "effort", "EUR", "Steady:expansion", "worth"));
	cr_expect_eq(value_of(page, "effort", "EUR", "Steady:expansion", "room"), 100);
	cr_expect_str_eq(json_string_value(cell_of(page, "effort", "EUR", order[0], "note")), "pays most");
	cr_expect_str_eq(json_string_value(cell_of(page, "effort", "EUR", order[1], "note")), "");
	cr_expect(strstr(json_string_value(cell_of(page, "effort", "EUR", order[4], "note")), "no room"));
	json_decref(page);
	cr_assert_eq(mkdir(run_path("waymark"), 0700), 0);
	run_write_file("waymark/waymark.cfg", "effort_retention = 8;\neffort_upsell = 1;\n");
	page = JSON_OF("numbers", "value", "--json");
	cr_expect_eq(value_of(page, "effort", "EUR", "Small:upsell", "rank"), 1);
	cr_expect_eq(value_of(page, "effort", "EUR", "Small:upsell", "worth"), 4);
	cr_expect_eq(value_of(page, "effort", "EUR", "Small:retention", "worth"), 0.5);
	json_decref(page);
}

Test(costs, cells_of_value_open)
{
	a_book_with_costs();
	OPENS_TO("value", "Small", "churn", 25, KEYS("lost", "opening"), 500, 2000);
	OPENS_TO("value", "book", "arr", 3850, KEYS("closing"), 3850);
	OPENS_TO("value", "Small", "lifetime_value", 3500, KEYS("closing", "customers_closing", "lost", "opening"),
		 1750, 2, 500, 2000);
	OPENS_TO("value", "Large:expansion", "room", 250, KEYS("expansion"), 250);
	OPENS_TO("value", "Large:retention", "worth", 2, KEYS("lost", "opening"), 1000, 2000);
	FAILED("nothing in Steady", "numbers", "open", "value", "Steady", "lifetime_value");
}

/* ---- all currencies in one ---- */

Test(costs, all_in_one_currency)
{
	json_t *all;

	a_book_with_costs();
	FAILED("waymark rate set USD EUR RATE", "numbers", "--in", "EUR");
	FAILED("waymark rate set USD EUR RATE", "numbers", "costs", "--in", "EUR");
	FAILED("waymark rate set USD EUR RATE", "numbers", "value", "--in", "EUR");
	FAILED("--in", "numbers", "--in", "euros");
	DONE("", "rate", "set", "EUR", "USD", "1.25", "--on", "2026-06-30");
	all = JSON_OF("numbers", "--in", "eur", "--json");
	cr_assert_eq(json_array_size(all), 1);
	cr_expect_str_eq(text_at(all, "0.currency"), "EUR");
	cr_expect_eq(number_at(all, "0.quarters.5.new"), 240,
		     "300 / 1.25, also in the quarter before the rate's day");
	cr_expect_eq(number_at(all, "0.quarters.7.closing"), 3850 + 240);
	cr_expect_eq(number_at(all, "0.quarters.7.customers.closing"), 5);
	json_decref(all);
	DONE("1 EUR = 1.25 USD of 2026-06-30", "numbers", "--in", "EUR");
	FAILED("there is no rate", "--as-of", "2026-06-29", "numbers", "--in", "EUR");
	all = JSON_OF("numbers", "costs", "--in", "EUR", "--json");
	cr_assert_eq(json_array_size(all), 1);
	cr_expect_eq(value_of(all, "costs", "EUR", "acquisition_cost", "2026-Q2"), 80);
	cr_expect_eq(value_of(all, "costs", "EUR", "cac", "2026-Q2"), 0.33, "80 / 240");
	json_decref(all);
	DONE("300", "numbers", "open", "2026-Q2", "new", "--in", "USD");
	DONE("", "set", "Elm", "renewal_date=2027-02-01");
	DONE("", "set", "Doum", "renewal_date=2027-03-01");
	all = JSON_OF("numbers", "forecast", "--in", "EUR", "--json");
	cr_expect_eq(value_of(all, "forecast", "EUR", "due", "2027-Q1"), 1250 + 240);
	cr_expect_eq(value_of(all, "forecast", "EUR", "due_customers", "2027-Q1"), 2);
	json_decref(all);
	all = JSON_OF("numbers", "open", "forecast", "due", "2027-Q1", "--in", "EUR", "--json");
	cr_assert_eq(json_array_size(all), 1);
	cr_expect_eq(number_at(all, "0.groups.0.total"), 1490);
	json_decref(all);
	DONE("1 EUR = 1.25 USD of 2026-06-30", "numbers", "forecast", "--in", "EUR");
}
