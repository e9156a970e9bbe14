/* The numbers of the sample book: each page has something to tell, whatever day it was made for, and what it tells
 * adds up. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "run.h"

#define PERIODS 8

static void begin(void)
{
	run_begin();
	DONE("wrote", "demo", "--write", "book.db");
}

TestSuite(demo_numbers, .init = begin, .fini = run_end);

/* ---- reading a page ---- */

static const char *text_of(json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

/* The grid of that key, in a currency where one is said; it has to be there. */
static json_t *grid_of(json_t *grids, const char *key, const char *currency)
{
	json_t *grid;
	size_t i;

	json_array_foreach(grids, i, grid)
	{
		if (!strcmp(text_of(grid, "key"), key) &&
		    (!currency || !strcmp(text_of(grid, "currency"), currency)))
			return grid;
	}
	cr_assert_fail("no grid %s %s", key, currency ? currency : "");
	return NULL;
}

static json_t *row_of(json_t *grid, const char *key)
{
	json_t *row;
	size_t i;

	json_array_foreach(json_object_get(grid, "rows"), i, row)
	{
		if (!strcmp(text_of(row, "key"), key))
			return row;
	}
	cr_assert_fail("no row %s", key);
	return NULL;
}

static json_t *cell_of(json_t *grid, const char *row, size_t column)
{
	return json_array_get(json_object_get(row_of(grid, row), "cells"), column);
}

/* Money in cents; what is not known is nothing. */
static long long cents(json_t *grid, const char *row, size_t column)
{
	double value = json_number_value(cell_of(grid, row, column));

	return (long long)(value * 100 + (value < 0 ? -0.5 : 0.5));
}

/* How many cells of a row are known and other than 0. */
static int told(json_t *grid, const char *row)
{
	json_t *cells = json_object_get(row_of(grid, row), "cells"), *cell;
	int count = 0;
	size_t i;

	json_array_foreach(cells, i, cell) count += json_number_value(cell) != 0;
	return count;
}

/* ---- the pages ---- */

static const char *const pages[] = { "retention", "cohorts",  "costs",	"value",      "forecast",
				     "nps",	  "adoption", "stages", "milestones", "bands" };

/* A leap day is among them, the first and the last day of a quarter, and one of another year. */
Test(demo_numbers, each_page_tells_something_on_any_day)
{
	static const char *const days[] = { "2026-11-22", "2027-01-01", "2028-02-29", "2029-06-30" };

	for (size_t d = 0; d < sizeof days / sizeof *days; d++) {
		const char *book = run_path("other.db");

		setenv("WAYMARK_TODAY", days[d], 1);
		DONE("wrote", "demo", "--write", book);
		for (size_t p = 0; p < sizeof pages / sizeof *pages; p++) {
			json_t *grids = JSON_OF("-b", book, "numbers", pages[p], "--format", "json");

			cr_assert_gt(json_array_size(grids), 0, "%s on %s", pages[p], days[d]);
			json_decref(grids);
		}
		DONE("sound", "-b", book, "check");
		cr_assert_eq(remove(book), 0);
	}
}

static void adds_up(json_t *grid)
{
	static const char *const up[] = { "new", "reactivation", "expansion", "upsell", "price_increase" },
				 *const down[] = { "price_erosion", "contraction", "churn" };

	for (size_t i = 0; i < PERIODS; i++) {
		long long sum = cents(grid, "opening", i);

		for (size_t k = 0; k < sizeof up / sizeof *up; k++)
			sum += cents(grid, up[k], i);
		for (size_t k = 0; k < sizeof down / sizeof *down; k++)
			sum -= cents(grid, down[k], i);
		cr_assert_eq(sum, cents(grid, "closing", i), "%s of period %zu", text_of(grid, "currency"), i);
		if (i > 0)
			cr_assert_eq(cents(grid, "opening", i), cents(grid, "closing", i - 1));
	}
}

Test(demo_numbers, revenue_goes_back_beyond_eight_quarters_and_adds_up)
{
	static const char *const currencies[] = { "EUR", "GBP", "USD" };
	static const char *const every[] = { "new",	      "expansion",   "upsell", "price_increase",
					     "price_erosion", "contraction", "churn",  "reactivation" };
	json_t *grids = JSON_OF("numbers", "retention", "--format", "json"), *euro;

	for (size_t i = 0; i < 3; i++) {
		json_t *grid = grid_of(grids, "retention", currencies[i]);

		adds_up(grid);
		cr_assert_eq(told(grid, "opening"), PERIODS);
		cr_assert_gt(told(grid, "due"), 0);
	}
	euro = grid_of(grids, "retention", "EUR");
	for (size_t k = 0; k < sizeof every / sizeof *every; k++)
		cr_assert_geq(told(euro, every[k]), 2, "%s", every[k]);
	cr_assert_eq(told(euro, "due"), PERIODS, "renewals in every quarter");
	json_decref(grids);
}

Test(demo_numbers, all_of_it_can_be_read_in_one_currency)
{
	json_t *grids = JSON_OF("numbers", "retention", "--in", "EUR", "--format", "json"), *grid;
	size_t i;

	json_array_foreach(grids, i, grid) cr_assert_str_eq(text_of(grid, "currency"), "EUR");
	adds_up(grid_of(grids, "retention", "EUR"));
	json_decref(grids);
}

/* What was lost of the year's opening, by hand: contractions 8,000, 18,000, 10,000 and 3,000; price erosions 15,750 of an
 * account that came in the year do not count, 17,000 and 2,400 do; churn 30,000, 6,600 and 15,600. That is 110,600. */
Test(demo_numbers, churn_of_the_year_is_marked)
{
	json_t *grids = JSON_OF("numbers", "retention", "--format", "json");
	json_t *year = grid_of(grids, "year", "EUR");

	cr_assert_eq(cents(year, "lost", 0), 11060000);
	cr_assert_eq(json_array_size(json_object_get(row_of(year, "gross_churn"), "marked")), 1);
	json_decref(grids);
}

Test(demo_numbers, bands_good_watch_and_risk_rest_on_renewals_of_the_book)
{
	json_t *grids = JSON_OF("numbers", "forecast", "--format", "json");
	json_t *rates = grid_of(grids, "renewal_rates", NULL);

	cr_assert_gt(cents(rates, "good", 1), 1000, "due");
	cr_assert_gt(cents(rates, "watch", 1), 300);
	cr_assert_gt(cents(rates, "risk", 1), 300);
	cr_assert_gt(cents(rates, "good", 0), 0, "renewed");
	cr_assert_gt(cents(rates, "watch", 0), 0);
	cr_assert_eq(cents(rates, "unknown", 1), 0, "nobody's health was unknown");
	json_decref(grids);
}

Test(demo_numbers, one_call_and_rate_disagree_without_a_word_and_one_with_a_reason)
{
	json_t *grids = JSON_OF("numbers", "forecast", "--format", "json");
	json_t *euro = grid_of(grids, "forecast", "EUR");
	long long disagree = 0, open = 0;

	for (size_t i = 0; i < PERIODS; i++) {
		disagree += cents(euro, "disagree", i) / 100;
		open += cents(euro, "unanswered", i) / 100;
	}
	cr_assert_eq(disagree, 2);
	cr_assert_eq(open, 1);
	cr_assert_gt(told(euro, "expansion"), 1, "deals are open");
	json_decref(grids);
}

static int times(const char *text, const char *word)
{
	int count = 0;

	for (const char *at = strstr(text, word); at; at = strstr(at + 1, word))
		count++;
	return count;
}

/* A deal that was won is told among the movements: winning it adds nothing to them. */
Test(demo_numbers, deals_won_are_movements_that_are_there_already)
{
	struct run deals = run_waymark("opportunity", "list", NULL);
	struct run movements = run_waymark("movement", "list", "WM-1055", NULL);

	cr_assert_eq(times(deals.out, "  open "), 10, "%s", deals.out);
	cr_assert_eq(times(deals.out, "  won "), 4);
	cr_assert_eq(times(deals.out, "  lost "), 3);
	cr_assert_eq(times(movements.out, "14,500"), 1, "%s", movements.out);
	run_free(&movements);
	run_free(&deals);
}

Test(demo_numbers, answers_seats_and_costs_are_of_all_quarters)
{
	json_t *nps = JSON_OF("numbers", "nps", "--format", "json");
	json_t *adoption = JSON_OF("numbers", "adoption", "--format", "json");
	json_t *costs = JSON_OF("numbers", "costs", "--format", "json");

	cr_assert_eq(told(grid_of(nps, "nps", NULL), "respondents"), PERIODS);
	cr_assert_eq(told(grid_of(adoption, "adoption", NULL), "licensed_seats"), PERIODS);
	/* those of the quarter under way are not yet in the books */
	cr_assert_eq(told(grid_of(costs, "costs", "EUR"), "retention_cost"), PERIODS - 1);
	cr_assert_eq(told(grid_of(costs, "costs", "EUR"), "cac"), PERIODS - 1);
	json_decref(nps);
	json_decref(adoption);
	json_decref(costs);
}
