/* NPS, adoption, stages, milestones and bands through the program: by hand, and every cell against what it opens to. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run.h"

static void begin(void)
{
	run_begin();
}

TestSuite(numbers_trends, .init = begin, .fini = run_end);

/* ---- cells ---- */

static size_t place_of(json_t *list, const char *key)
{
	size_t i;
	json_t *one;

	json_array_foreach(list, i, one)
	{
		if (!strcmp(json_string_value(json_object_get(one, "key")), key))
			return i;
	}
	cr_assert_fail("no %s", key);
	return 0;
}

/* A cell by the keys of its grid, row and column. */
static json_t *cell_of(json_t *grids, const char *grid, const char *row, const char *column)
{
	json_t *of = json_array_get(grids, place_of(grids, grid)), *rows = json_object_get(of, "rows");
	size_t at = place_of(json_object_get(of, "columns"), column);

	return json_array_get(json_object_get(json_array_get(rows, place_of(rows, row)), "cells"), at);
}

/* To the second decimal; -1000 of one that is not known. */
static double value_of(json_t *grids, const char *grid, const char *row, const char *column)
{
	json_t *cell = cell_of(grids, grid, row, column);

	return json_is_null(cell) ? -1000 : json_number_value(cell);
}

#define IS(grid, row, column, expected) \
	do { \
		double value_ = value_of(grids, grid, row, column), expected_ = (expected); \
\
		cr_assert(value_ - expected_ < 0.001 && expected_ - value_ < 0.001, "%s %s %s: %f, not %f", grid, \
			  row, column, value_, expected_); \
	} while (0)

#define NOTHING (-1000.0)

/* ---- by hand ---- */

static void two_accounts(void)
{
	DONE("", "add", "Alder", "segment=large");
	DONE("", "add", "Birch", "segment=small");
}

Test(numbers_trends, nps_by_hand)
{
	json_t *grids;

	two_accounts();
	DONE("", "contact", "add", "Alder", "Ada", "--on", "2025-01-01");
	DONE("", "contact", "add", "Alder", "Bob", "--on", "2025-01-01");
	DONE("", "survey", "add", "Alder", "nps", "10", "--from", "Ada", "--on", "2026-08-01");
	DONE("", "survey", "add", "Alder", "nps", "6", "--from", "Ada", "--on", "2026-10-05");
	DONE("", "survey", "add", "Alder", "nps", "9", "--from", "Bob", "--on", "2026-09-30");
	DONE("", "survey", "add", "Alder", "csat", "1", "--from", "Bob", "--on", "2026-09-30");
	DONE("", "survey", "add", "Birch", "nps", "7", "--on", "2026-07-01");
	/* 365 days before the end of 2026-Q3: on the last day of 2025-Q3, just out of the window a year on. */
	DONE("", "survey", "add", "Birch", "nps", "0", "--on", "2025-09-30");
	grids = JSON_OF("numbers", "nps", "--json");
	IS("nps", "respondents", "2025-Q2", 0);
	IS("nps", "nps", "2025-Q2", NOTHING);
	IS("nps", "nps", "2025-Q3", -100);
	IS("nps", "nps", "2026-Q2", -100);
	IS("nps", "respondents", "2026-Q3", 3);
	IS("nps", "promoters", "2026-Q3", 2);
	IS("nps", "passives", "2026-Q3", 1);
	IS("nps", "detractors", "2026-Q3", 0);
	IS("nps", "nps", "2026-Q3", 66.7);
	IS("nps", "nps", "2026-Q4", 0); /* Ada came to say 6 */
	IS("nps_by_segment", "large", "2026-Q3", 100);
	IS("nps_by_segment", "small", "2026-Q3", 0);
	IS("respondents_by_segment", "large", "2026-Q3", 2);
	IS("respondents_by_segment", "small", "2026-Q3", 1);
	json_decref(grids);
	/* Of one segment the same as its row; as of a day before, what was said by then. */
	grids = JSON_OF("numbers", "nps", "segment=large", "--json");
	IS("nps", "nps", "2026-Q3", 100);
	cr_assert_eq(json_array_size(grids), 1, "one segment alone needs no second grid");
	json_decref(grids);
	grids = JSON_OF("--as-of", "2026-09-29", "numbers", "nps", "--json");
	IS("nps", "respondents", "2026-Q3",
	   3); /* the 0 of a year ago is still in the window, Bob has not answered */
	IS("nps", "nps", "2026-Q3", 0);
	json_decref(grids);
	DONE("6, Ada", "numbers", "open", "nps", "detractors", "2026-Q4");
	DONE("9, Bob", "numbers", "open", "nps", "nps_by_segment/large", "2026-Q4");
	DONE("365 days", "numbers", "nps");
	USAGE("no figure 'churn'", "numbers", "open", "nps", "churn", "2026-Q4");
}

Test(numbers_trends, the_window_is_that_of_the_scorecard_that_applies_to_all)
{
	json_t *grids;

	two_accounts();
	DONE("", "survey", "add", "Birch", "nps", "9", "--on", "2026-08-31");
	DONE("", "survey", "add", "Birch", "nps", "9", "--on", "2026-09-01");
	run_write_file(
		"a.cfg",
		"id = \"a\"; title = \"A\"; version = \"3\";\n"
		"dimensions = ( { id = \"s\"; weight = 100; indicators = ( { id = \"nps\"; kind = \"nps\"; "
		"window = 30; weight = 1; curve = ( ( -50, 0 ), ( 50, 100 ) ); } ); } );\n"
		"bands = ( { band = \"good\"; from = 50; to = 100; }, { band = \"risk\"; from = 0; to = 49; } "
		");\n");
	DONE("", "scorecard", "load", "a.cfg");
	grids = JSON_OF("numbers", "nps", "--json");
	IS("nps", "respondents", "2026-Q3", 1); /* the other is of the 31st day */
	json_decref(grids);
	DONE("30 days that end with the period (scorecard a 3)", "numbers", "nps");
}

Test(numbers_trends, adoption_by_hand)
{
	json_t *grids;

	two_accounts();
	DONE("", "add", "Cedar", "segment=small");
	DONE("", "measure", "set", "Alder", "active_seats", "30", "--on", "2026-09-30");
	DONE("", "measure", "set", "Alder", "licensed_seats", "40", "--on", "2026-09-30");
	DONE("", "measure", "set", "Birch", "active_seats", "5", "--on", "2026-09-01");
	DONE("", "measure", "set", "Birch", "licensed_seats", "20", "--on",
	     "2026-07-02");								/* 90 days before the end */
	DONE("", "measure", "set", "Cedar", "active_seats", "7", "--on", "2026-09-01"); /* without licences */
	grids = JSON_OF("numbers", "adoption", "--json");
	IS("adoption", "accounts", "2026-Q2", 0);
	IS("adoption", "adoption", "2026-Q2", NOTHING);
	IS("adoption", "accounts", "2026-Q3", 2);
	IS("adoption", "active_seats", "2026-Q3", 35);
	IS("adoption", "licensed_seats", "2026-Q3", 60);
	IS("adoption", "adoption", "2026-Q3", 58.33);
	IS("adoption", "accounts", "2026-Q4", 1); /* Birch's licences are too old */
	IS("adoption", "adoption", "2026-Q4", 75);
	IS("adoption_by_segment", "large", "2026-Q3", 75);
	IS("adoption_by_segment", "small", "2026-Q3", 25);
	IS("adoption_by_segment", "small", "2026-Q4", NOTHING);
	json_decref(grids);
	DONE("5 of 20", "numbers", "open", "adoption", "adoption", "2026-Q3");
}

static const char small_track[] =
	"id = \"small\"; title = \"Small\"; version = \"1\"; subject = \"account\"; reading = \"progress\";\n"
	"stages = (\n"
	" { id = \"one\"; name = \"One\"; promise = \"p\"; expected_days = 30; activities = ( { name = \"x\"; "
	"milestones = (\n"
	"  { id = \"a\"; question = \"Is a done?\"; }, { id = \"b\"; question = \"Is b done?\"; },\n"
	"  { id = \"c\"; question = \"Is c done?\"; required = false; } ); } ); },\n"
	" { id = \"two\"; name = \"Two\"; promise = \"p\"; expected_days = 30; activities = ( { name = \"y\"; "
	"milestones = (\n"
	"  { id = \"d\"; question = \"Is d done?\"; }, { id = \"e\"; question = \"Is e done?\"; } ); } ); },\n"
	" { id = \"three\"; name = \"Three\"; promise = \"p\"; activities = ( { name = \"z\"; milestones = (\n"
	"  { id = \"f\"; question = \"Is f done?\"; } ); } ); }\n"
	");\n";

static void tick(const char *account, const char *milestone, const char *on)
{
	DONE("", "tick", account, milestone, "yes", "--on", on);
}

/* Alder went through two stages, Birch began at the second, Cedar is in it. */
static void three_on_the_way(void)
{
	two_accounts();
	DONE("", "add", "Cedar", "segment=small");
	run_write_file("small.cfg", small_track);
	DONE("", "track", "load", "small.cfg");
	DONE("", "track", "assign", "Alder", "small");
	DONE("", "track", "assign", "Birch", "small");
	DONE("", "track", "assign", "Cedar", "small");
	tick("Alder", "small/a", "2026-09-01");
	tick("Alder", "small/b", "2026-09-11");
	tick("Alder", "small/d", "2026-09-20");
	tick("Alder", "small/e", "2026-10-01");
	tick("Alder", "small/c", "2026-11-20");
	DONE("", "place", "Birch", "two", "--track", "small", "--on", "2026-10-13");
	tick("Birch", "small/d", "2026-10-18");
	tick("Birch", "small/e", "2026-10-18");
	tick("Cedar", "small/a", "2026-11-01");
	tick("Cedar", "small/b", "2026-11-04");
}

Test(numbers_trends, stages_by_hand)
{
	json_t *grids;

	three_on_the_way();
	grids = JSON_OF("numbers", "stages", "--json");
	IS("small", "one", "through", 2); /* Alder 10 days, Cedar 3 */
	IS("small", "one", "mean_days", 6.5);
	IS("small", "one", "median_days", 6.5);
	IS("small", "one", "beyond", 1); /* Birch */
	IS("small", "one", "now", 0);
	IS("small", "one", "mean_days_now", NOTHING);
	IS("small", "one", "expected_days", 30);
	IS("small", "two", "through", 2); /* Alder 20 days, Birch 5 */
	IS("small", "two", "mean_days", 12.5);
	IS("small", "two", "now", 1);
	IS("small", "two", "mean_days_now", 18);
	IS("small", "three", "through", 0);
	IS("small", "three", "mean_days", NOTHING);
	IS("small", "three", "median_days", NOTHING);
	IS("small", "three", "now", 2); /* 52 and 35 days */
	IS("small", "three", "mean_days_now", 43.5);
	IS("small", "three", "expected_days", NOTHING);
	json_decref(grids);
	DONE("from 2026-09-11", "numbers", "open", "stages", "two", "mean_days");
	DONE("from 2026-09-11, 20 d", "numbers", "open", "stages", "two", "through");
	DONE("began beyond it", "numbers", "open", "stages", "small/one", "beyond");
	FAILED("nothing in one of expected_days to open", "numbers", "open", "stages", "one", "expected_days");
	/* One that left is in no stage any more, and went through what it did. */
	DONE("", "set", "Cedar", "status=churned");
	grids = JSON_OF("numbers", "stages", "--json");
	IS("small", "one", "through", 2);
	IS("small", "two", "now", 0);
	json_decref(grids);
	grids = JSON_OF("numbers", "stages", "segment=large", "--json");
	IS("small", "one", "mean_days", 10);
	json_decref(grids);
}

Test(numbers_trends, milestones_by_hand)
{
	json_t *grids;

	three_on_the_way();
	DONE("", "tick", "Cedar", "small/d", "no", "--on", "2026-11-05");
	grids = JSON_OF("numbers", "milestones", "--json");
	IS("milestones", "required", "2025-12", 0);
	IS("milestones", "required", "2026-09", 3);
	IS("milestones", "required", "2026-10", 3); /* what placement settled is no yes */
	IS("milestones", "required", "2026-11", 2);
	IS("milestones", "optional", "2026-11", 1);
	IS("milestones", "all", "2026-11", 3);
	IS("required_by_segment", "large", "2026-10", 1);
	IS("required_by_segment", "small", "2026-10", 2);
	IS("optional_by_segment", "large", "2026-11", 1);
	json_decref(grids);
	DONE("small/e", "numbers", "open", "milestones", "required_by_segment/large", "2026-10");
	/* The months of one quarter. */
	grids = JSON_OF("numbers", "milestones", "--quarter", "2026-Q3", "--json");
	cr_assert_eq(json_array_size(json_at(grids, "0.columns")), 3);
	IS("milestones", "all", "2026-09", 3);
	json_decref(grids);
}

/* On 20 September Alder is shown as good, on 10 October as risk; Birch comes on the 15th, as watch, and Cedar goes. */
static void three_customers(void)
{
	setenv("WAYMARK_TODAY", "2026-09-20", 1);
	two_accounts();
	DONE("", "add", "Cedar");
	DONE("", "movement", "add", "Alder", "new", "1000 EUR", "--on", "2026-09-01");
	DONE("", "movement", "add", "Cedar", "new", "300 USD", "--on", "2026-06-01");
	DONE("", "override", "Alder", "good", "--reason", "a start", "--until", "2026-12-31");
	DONE("", "override", "Cedar", "risk", "--reason", "silent", "--until", "2026-12-31");
	setenv("WAYMARK_TODAY", "2026-10-10", 1);
	DONE("", "override", "Alder", "risk", "--reason", "silent", "--until", "2026-12-31");
	DONE("", "movement", "add", "Alder", "expansion", "50", "--on", "2026-10-10");
	DONE("", "movement", "add", "Cedar", "churn", "300", "--on", "2026-10-10");
	setenv("WAYMARK_TODAY", "2026-10-15", 1);
	DONE("", "movement", "add", "Birch", "new", "70 EUR", "--on", "2026-10-15");
	DONE("", "override", "Birch", "watch", "--reason", "new", "--until", "2026-12-31");
	setenv("WAYMARK_TODAY", "2026-11-22", 1);
}

Test(numbers_trends, bands_by_hand)
{
	json_t *grids;

	three_customers();
	grids = JSON_OF("numbers", "bands", "--json");
	IS("2026-Q3", "new", "good", 1);
	IS("2026-Q3", "unknown", "risk", 1); /* nothing was shown of Cedar by the end of June */
	IS("2026-Q3", "total", "total", 2);
	IS("2026-Q4", "good", "risk", 1);
	IS("2026-Q4", "new", "watch", 1);
	IS("2026-Q4", "risk", "gone", 1);
	IS("2026-Q4", "total", "total", 3);
	IS("2026-Q4", "new", "gone", NOTHING);
	IS("2026-Q4-EUR", "good", "risk", 1000); /* what Alder had at the start */
	IS("2026-Q4-EUR", "new", "watch", 70);
	IS("2026-Q4-EUR", "total", "total", 1070);
	IS("2026-Q4-USD", "risk", "gone", 300);
	json_decref(grids);
	DONE("Alder", "numbers", "open", "bands", "2026-Q4/good", "risk");
	grids = JSON_OF("numbers", "bands", "segment=small", "--json");
	IS("2026-Q4", "total", "total", 1);
	json_decref(grids);
}

Test(numbers_trends, a_book_with_nothing_to_tell_says_what_to_do)
{
	DONE("", "add", "Alder");
	DONE("survey add", "numbers", "nps");
	DONE("measure set", "numbers", "adoption");
	DONE("with tick", "numbers", "stages");
	DONE("with tick", "numbers", "milestones");
	DONE("movement add", "numbers", "bands");
	DONE("nothing of an account that fits", "numbers", "nps", "segment=none");
}

/* ---- every cell against what it opens to ---- */

struct sums {
	double totals[32];
	size_t counts[32], groups;
};

/* The groups of an opened cell, each the sum of its cases. */
static struct sums open_cell(const char *page, const char *grid, const char *row, const char *column, double *value)
{
	struct sums sums = { .groups = 0 };
	char name[200];
	json_t *opened, *group, *one;
	size_t g, c;

	snprintf(name, sizeof name, "%s/%s", grid, row);
	opened = JSON_OF("numbers", "open", page, name, column, "--json");
	*value = json_number_value(json_at(opened, "0.value"));
	json_array_foreach(json_at(opened, "0.groups"), g, group)
	{
		double total = json_number_value(json_object_get(group, "total")), sum = 0;

		json_array_foreach(json_object_get(group, "cases"), c, one)
		{
			sum += json_number_value(json_object_get(one, "value"));
		}
		cr_assert(sum - total < 0.001 && total - sum < 0.001, "%s %s %s %s", page, grid, row, column);
		sums.counts[g] = json_array_size(json_object_get(group, "cases"));
		sums.totals[g] = total;
		sums.groups++;
	}
	json_decref(opened);
	return sums;
}

static double total_of(const struct sums *sums)
{
	double total = 0;

	for (size_t g = 0; g < sums->groups; g++)
		total += sums->totals[g];
	return total;
}

/* What the cell is by its rule, from its groups. */
static double by_rule(const char *page, const char *grid, const char *row, const char *column,
		      const struct sums *sums)
{
	if (!strcmp(page, "nps") && (!strcmp(row, "nps") || !strcmp(grid, "nps_by_segment")))
		return 100 * (sums->totals[0] - sums->totals[2]) / total_of(sums);
	if (!strcmp(page, "adoption") && (!strcmp(row, "adoption") || !strcmp(grid, "adoption_by_segment")))
		return 100 * sums->totals[0] / sums->totals[1];
	if (!strncmp(column, "mean_", 5))
		return sums->totals[0] / (double)sums->counts[0];
	return total_of(sums);
}

static int check_cell(const char *page, json_t *grid, size_t r, size_t c)
{
	const char *key = json_string_value(json_object_get(grid, "key"));
	json_t *of = json_array_get(json_object_get(grid, "rows"), r);
	const char *row = json_string_value(json_object_get(of, "key"));
	const char *column = json_string_value(
		json_object_get(json_array_get(json_object_get(grid, "columns"), c), "key"));
	json_t *cell = json_array_get(json_object_get(of, "cells"), c);
	struct sums sums;
	double value, rule;

	if (json_is_null(cell) || !strcmp(column, "expected_days"))
		return 0;
	sums = open_cell(page, key, row, column, &value);
	cr_assert_eq(value, json_number_value(cell));
	if (!strcmp(column, "median_days"))
		return 1; /* one of its cases, or between two: by hand */
	rule = by_rule(page, key, row, column, &sums);
	cr_assert(value - rule < 0.051 && rule - value < 0.051, "%s %s %s %s: %f, its groups say %f", page, key,
		  row, column, value, rule);
	return 1;
}

/* Of the sample book: a cell in so many, at another place of each row. */
static void check_page(const char *page, size_t every)
{
	json_t *grids, *grid;
	size_t g, at = 0;
	int checked = 0;

	DONE("", "demo", "--write", run_path("sample.db"));
	setenv("WAYMARK_BOOK", run_path("sample.db"), 1);
	grids = JSON_OF("numbers", page, "--json");
	json_array_foreach(grids, g, grid)
	{
		size_t rows = json_array_size(json_object_get(grid, "rows")),
		       columns = json_array_size(json_object_get(grid, "columns"));

		for (size_t r = 0; r < rows; r++)
			for (size_t c = 0; c < columns; c++)
				if (++at % every == 0)
					checked += check_cell(page, grid, r, c);
	}
	json_decref(grids);
	cr_assert_gt(checked, 9);
}

Test(numbers_trends, nps_of_the_sample_is_what_it_opens_to)
{
	check_page("nps", 3);
}

Test(numbers_trends, adoption_of_the_sample_is_what_it_opens_to)
{
	check_page("adoption", 2);
}

Test(numbers_trends, stages_of_the_sample_are_what_they_open_to)
{
	check_page("stages", 3);
}

Test(numbers_trends, milestones_of_the_sample_are_what_they_open_to)
{
	check_page("milestones", 7);
}

Test(numbers_trends, bands_of_the_sample_are_what_they_open_to)
{
	check_page("bands", 11);
}

/* Rows and columns of a matrix come to the same total, and segments to the whole. */
Test(numbers_trends, what_is_split_adds_up)
{
	static const char *const bands[] = { "good", "watch", "risk", "unknown" };
	json_t *grids;

	DONE("", "demo", "--write", run_path("sample.db"));
	setenv("WAYMARK_BOOK", run_path("sample.db"), 1);
	grids = JSON_OF("numbers", "bands", "--json");
	for (int i = 0; i < 2; i++) {
		const char *grid = i ? "2026-Q4-EUR" : "2026-Q3";
		double down = value_of(grids, grid, "new", "total"),
		       across = value_of(grids, grid, "total", "gone");

		for (int b = 0; b < 4; b++) {
			down += value_of(grids, grid, bands[b], "total");
			across += value_of(grids, grid, "total", bands[b]);
		}
		cr_assert_float_eq(down, value_of(grids, grid, "total", "total"), 0.001);
		cr_assert_float_eq(across, down, 0.001);
	}
	json_decref(grids);
	grids = JSON_OF("numbers", "milestones", "--json");
	cr_assert_float_eq(value_of(grids, "required_by_segment", "Enterprise", "2026-10") +
				   value_of(grids, "required_by_segment", "Growth", "2026-10") +
				   value_of(grids, "required_by_segment", "Mid-market", "2026-10"),
			   value_of(grids, "milestones", "required", "2026-10"), 0.001);
	json_decref(grids);
}
