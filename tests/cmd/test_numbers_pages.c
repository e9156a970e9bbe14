/* Pages of the numbers through the program: cohorts, the last year, periods side by side, the report. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run.h"

static void begin(void)
{
	run_begin();
}

TestSuite(numbers_pages, .init = begin, .fini = run_end);

static double number_at(json_t *root, const char *path)
{
	json_t *value = json_at(root, path);

	cr_assert(json_is_number(value), "%s", path);
	return json_number_value(value);
}

static void move(const char *account, const char *kind, const char *amount, const char *on)
{
	DONE("", "movement", "add", account, kind, amount, "--on", on);
}

/* Alder came long ago. Birch and Cedar came in 2026-Q1; Birch grew in Q2, Cedar left in Q2 and was won back in Q3.
 * Dogwood came in 2026-Q2. */
static void four_cohorts(void)
{
	DONE("", "add", "Alder", "segment=large");
	DONE("", "add", "Birch", "segment=large");
	DONE("", "add", "Cedar", "segment=small");
	DONE("", "add", "Dogwood", "segment=small");
	move("Alder", "new", "1000 EUR", "2020-01-01");
	move("Birch", "new", "200 EUR", "2026-01-15");
	move("Cedar", "new", "100 EUR", "2026-03-31");
	move("Birch", "expansion", "50", "2026-04-02");
	move("Cedar", "churn", "100", "2026-05-01");
	move("Dogwood", "new", "400 EUR", "2026-06-30");
	move("Cedar", "reactivation", "75", "2026-09-01");
}

/* A cell of the grid of that key, by the keys of its row and column. */
static json_t *cell_of(json_t *grids, const char *key, const char *row, const char *column)
{
	size_t g, r, c;
	json_t *grid, *one, *at;

	json_array_foreach(grids, g, grid)
	{
		if (strcmp(json_string_value(json_object_get(grid, "key")), key) != 0)
			continue;
		json_array_foreach(json_object_get(grid, "rows"), r,
				   one) if (!strcmp(json_string_value(json_object_get(one, "key")), row))
			json_array_foreach(
				json_object_get(grid, "columns"), c,
				at) if (!strcmp(json_string_value(json_object_get(at, "key")),
						column)) return json_array_get(json_object_get(one, "cells"), c);
	}
	cr_assert(false, "no cell %s, %s, %s", key, row, column);
	return NULL;
}

static double cell(json_t *grids, const char *key, const char *row, const char *column)
{
	json_t *value = cell_of(grids, key, row, column);

	cr_assert(json_is_number(value), "%s, %s, %s", key, row, column);
	return json_number_value(value);
}

Test(numbers_pages, customers_by_when_they_came)
{
	json_t *grids;

	four_cohorts();
	grids = JSON_OF("numbers", "cohorts", "--json");
	cr_assert_eq(json_array_size(grids), 4);
	cr_expect_eq(cell(grids, "customers", "before", "2026-Q3"), 1);
	cr_expect_eq(cell(grids, "customers", "2026-Q1", "2026-Q1"), 2);
	cr_expect_eq(cell(grids, "customers", "2026-Q1", "2026-Q2"), 1);
	cr_expect_eq(cell(grids, "customers", "2026-Q1", "2026-Q3"), 2,
		     "won back, still of the quarter it came in");
	cr_expect_eq(cell(grids, "customers", "2026-Q3", "2026-Q3"), 0, "won back is not new");
	cr_expect_eq(cell(grids, "customers", "all", "2026-Q3"), 4);
	cr_expect_eq(cell(grids, "arr", "2026-Q1", "2026-Q1"), 300);
	cr_expect_eq(cell(grids, "arr", "2026-Q1", "2026-Q3"), 325);
	cr_expect_eq(cell(grids, "arr", "all", "2026-Q3"), 1725);
	cr_expect_eq(cell(grids, "customers_kept", "2026-Q1", "2026-Q2"), 50);
	cr_expect_eq(cell(grids, "arr_kept", "2026-Q1", "2026-Q2"), 83.33, "250 / 300");
	cr_expect_eq(cell(grids, "arr_kept", "2026-Q1", "2026-Q3"), 108.33, "325 / 300");
	cr_expect(json_is_null(cell_of(grids, "customers", "2026-Q2", "2026-Q1")), "it had not come yet");
	cr_expect(json_is_null(cell_of(grids, "customers_kept", "2026-Q3", "2026-Q3")), "percent of nobody");
	json_decref(grids);
}

/* Every cell of the grid, opened, adds up to itself. */
Test(numbers_pages, cohorts_open_to_their_accounts)
{
	json_t *grids, *grid, *row, *column, *shown;
	size_t g, r, c;

	four_cohorts();
	grids = JSON_OF("numbers", "cohorts", "--json");
	json_array_foreach(grids, g, grid) json_array_foreach(json_object_get(grid, "rows"), r, row)
		json_array_foreach(json_object_get(grid, "columns"), c, column)
	{
		const char *key = json_string_value(json_object_get(row, "key"));
		const char *at = json_string_value(json_object_get(column, "key"));
		char name[64];
		json_t *opened;
		double sum = 0;
		size_t i;
		json_t *one;

		shown = json_array_get(json_object_get(row, "cells"), c);
		if (c < 4 || g > 1 || !json_is_number(shown))
			continue;
		snprintf(name, sizeof name, "%s/%s", json_string_value(json_object_get(grid, "key")), key);
		opened = JSON_OF("numbers", "open", "cohorts", name, at, "--json");
		json_array_foreach(json_at(opened, "0.groups.0.cases"), i, one)
			sum += json_number_value(json_object_get(one, "value"));
		cr_expect_eq(sum, json_number_value(shown), "%s %s", name, at);
		json_decref(opened);
	}
	json_decref(grids);
	grids = JSON_OF("numbers", "open", "cohorts", "arr_kept/2026-Q1", "2026-Q3", "--json");
	cr_expect_eq(number_at(grids, "0.groups.0.total"), 325);
	cr_expect_eq(number_at(grids, "0.groups.1.total"), 300);
	cr_expect_eq(json_array_size(json_at(grids, "0.groups.1.cases")), 2);
	json_decref(grids);
	DONE("arr,EUR,2026-Q1,2026-Q3,arr,Cedar,,,75.00", "numbers", "open", "cohorts", "arr/2026-Q1", "2026-Q3",
	     "segment=small", "--format", "csv");
}
