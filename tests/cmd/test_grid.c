/* Grids: cells as people and programs read them, rows that were not filled up, what a cell opens to. */
#include <criterion/criterion.h>
#include <string.h>

#include "cmd/grid.h"

TestSuite(grid);

static const struct ctx plain = { .utf8 = false };

static void shows_in(const char *currency, enum grid_kind kind, int64_t value, const char *people,
		     const char *programs)
{
	struct buf shown = { 0 }, exact = { 0 };

	grid_show(&plain, kind, value, currency, &shown);
	grid_exact(kind, value, currency, &exact);
	cr_expect_str_eq(buf_text(&shown), people);
	cr_expect_str_eq(buf_text(&exact), programs);
	buf_free(&shown);
	buf_free(&exact);
}

static void shows(enum grid_kind kind, int64_t value, const char *people, const char *programs)
{
	shows_in("EUR", kind, value, people, programs);
}

Test(grid, a_number_by_its_kind)
{
	shows(GRID_COUNT, 0, "0", "0");
	shows(GRID_COUNT, 999, "999", "999");
	shows(GRID_COUNT, 1000, "1,000", "1000");
	shows(GRID_COUNT, -1234567, "-1,234,567", "-1234567");
	shows(GRID_PERCENT, 8500, "85.00 %", "85.00");
	shows(GRID_PERCENT, -5, "-0.05 %", "-0.05");
	shows(GRID_PERCENT, 123456789, "1,234,567.89 %", "1234567.89");
	shows(GRID_RATIO, 125, "1.25", "1.25");
	shows(GRID_YEARS, 4705, "47.1", "47.05");
	shows(GRID_YEARS, 1234444, "12,344.4", "12344.44");
	shows(GRID_DAYS, 412, "41.2 d", "41.2");
	shows(GRID_DAYS, 3, "0.3 d", "0.3");
	shows(GRID_POINTS, 125, "+12.5", "12.5");
	shows(GRID_POINTS, 0, "0.0", "0.0");
	shows(GRID_POINTS, -1000, "-100.0", "-100.0");
	shows(GRID_MONEY, 123456, "EUR 1,234.56", "1234.56");
	shows(GRID_WHOLE, 123456, "EUR 1,235", "1234.56");
	shows(GRID_COUNT, INT64_MIN, "-9,223,372,036,854,775,808", "-9223372036854775808");
}

/* Half away from 0, and only where the currency has anything below a unit. */
Test(grid, whole_units_are_for_people)
{
	shows(GRID_WHOLE, 149, "EUR 1", "1.49");
	shows(GRID_WHOLE, 150, "EUR 2", "1.50");
	shows(GRID_WHOLE, -149, "-EUR 1", "-1.49");
	shows(GRID_WHOLE, -150, "-EUR 2", "-1.50");
	shows(GRID_WHOLE, 49, "EUR 0", "0.49");
	shows(GRID_WHOLE, -49, "EUR 0", "-0.49");
	shows(GRID_WHOLE, INT64_MAX, "EUR 92,233,720,368,547,758", "92233720368547758.07");
	shows_in("JPY", GRID_WHOLE, 149, "JPY 149", "149");
	shows_in("KWD", GRID_WHOLE, 1500, "KWD 2", "1.500");
	/* The next unit would have no room. */
	shows_in("KWD", GRID_WHOLE, INT64_MAX, "KWD 9,223,372,036,854,775.807", "9223372036854775.807");
}

/* Two columns and two rows, the first of which stops short. */
static void small(struct grids *grids)
{
	struct grid *grid = grid_add(grids, "small", "Small");

	strcpy(grid->currency, "EUR");
	grid_column(grid, "2026-Q2", "2026-Q2");
	grid_column(grid, "2026-Q3", "2026-Q3")->running = true;
	grid_row(grid, "price_increase", "Price increase");
	grid_put(grid, GRID_MONEY, 500);
	grid_row(grid, "grr", "GRR");
	grid_skip(grid, GRID_PERCENT);
	grid_put(grid, GRID_PERCENT, 7000)->marked = GRID_MARKED;
}

Test(grid, a_row_that_stops_short_ends_with_nothing)
{
	struct grids grids = { 0 };
	const struct grid *grid;

	small(&grids);
	grid = &grids.items[0];
	cr_assert_eq(grid->cells.count, 4);
	cr_expect_eq(grid_at(grid, 0, 0)->value, 500);
	cr_expect(grid_at(grid, 0, 0)->opens);
	cr_expect_eq(grid_at(grid, 0, 1)->kind, GRID_NOTHING);
	cr_expect(!grid_at(grid, 0, 1)->known && !grid_at(grid, 0, 1)->opens);
	cr_expect(!grid_at(grid, 1, 0)->known, "skipped");
	cr_expect_eq(grid_at(grid, 1, 1)->value, 7000);
	cr_expect_eq(grid_at(grid, 1, 1)->marked, GRID_MARKED);
	grids_free(&grids);
}

Test(grid, the_last_row_may_stop_short_too)
{
	struct grids grids = { 0 };
	struct grid *grid = grid_add(&grids, "x", "X");

	grid_column(grid, "a", "a");
	grid_column(grid, "b", "b");
	grid_row(grid, "one", "One");
	cr_expect_eq(grid_at(grid, 0, 1)->kind, GRID_NOTHING);
	grid_put(grid, GRID_COUNT, 3);
	cr_expect_eq(grid_at(grid, 0, 1)->kind, GRID_NOTHING);
	grids_free(&grids);
}

Test(grid, what_is_not_known_is_a_dash_and_nothing_is_nothing)
{
	struct grids grids = { 0 };
	struct buf out = { 0 };
	struct grid *grid;

	small(&grids);
	grid = &grids.items[0];
	for (size_t r = 0; r < 2; r++)
		for (size_t c = 0; c < 2; c++) {
			grid_cell_show(&plain, grid, grid_at(grid, r, c), &out);
			buf_char(&out, '|');
		}
	cr_expect_str_eq(buf_text(&out), "EUR 5||-|70.00 %|");
	buf_clear(&out);
	for (size_t r = 0; r < 2; r++)
		for (size_t c = 0; c < 2; c++) {
			grid_cell_exact(grid, grid_at(grid, r, c), &out);
			buf_char(&out, '|');
		}
	cr_expect_str_eq(buf_text(&out), "5.00|||70.00|");
	buf_clear(&out);
	grid_row(grid, "who", "Who");
	cr_expect(!grid_put_text(grid, NULL)->known);
	grid_cell_show(&plain, grid, grid_put_text(grid, "Ash <b>"), &out);
	cr_expect_str_eq(buf_text(&out), "Ash <b>", "made safe by who writes it out");
	buf_free(&out);
	grids_free(&grids);
}

Test(grid, rows_and_columns_are_found_as_people_write_them)
{
	struct grids grids = { 0 };

	small(&grids);
	cr_expect_eq(grid_find_row(&grids.items[0], "grr"), 1);
	cr_expect_eq(grid_find_row(&grids.items[0], "price increase"), 0);
	cr_expect_eq(grid_find_row(&grids.items[0], "price-increase"), 0);
	cr_expect_eq(grid_find_row(&grids.items[0], "price"), 2);
	cr_expect_eq(grid_find_row(&grids.items[0], "price_increases"), 2);
	cr_expect_eq(grid_find_column(&grids.items[0], "2026-Q3"), 1);
	cr_expect_eq(grid_find_column(&grids.items[0], ""), 2);
	grids_free(&grids);
}

/* 400 to 500, 40 to nothing known, 8 to 0, 0 to 7, 85 % to 80 %, a text. */
static void two_columns(struct grids *grids)
{
	struct grid *grid = grid_add(grids, "two", "Two");

	strcpy(grid->currency, "EUR");
	grid_column(grid, "a", "A");
	grid_column(grid, "b", "B")->running = true;
	grid_row(grid, "rise", "Rise")->definition = strdup("more");
	grid_put(grid, GRID_MONEY, 40000);
	grid_put(grid, GRID_MONEY, 50000);
	grid_row(grid, "unknown", "Unknown");
	grid_put(grid, GRID_COUNT, 40);
	grid_skip(grid, GRID_COUNT);
	grid_row(grid, "fall", "Fall");
	grid_put(grid, GRID_COUNT, 8);
	grid_put(grid, GRID_COUNT, 0)->opens = false;
	grid_row(grid, "from_nothing", "From nothing");
	grid_put(grid, GRID_COUNT, 0);
	grid_put(grid, GRID_COUNT, 7);
	grid_row(grid, "rate", "Rate");
	grid_put(grid, GRID_PERCENT, 8500);
	grid_put(grid, GRID_PERCENT, 8000)->marked = GRID_BEYOND;
	grid_row(grid, "text", "Text");
	grid_put_text(grid, "x");
	grid_put_text(grid, "y");
	grid_row(grid, "far", "Far");
	grid_put(grid, GRID_COUNT, INT64_MIN);
	grid_put(grid, GRID_COUNT, 1);
}

Test(grid, two_columns_side_by_side)
{
	static const char *const shown[] = { "EUR 400|EUR 500|EUR 100|25.00 %|",
					     "40|-|-|-|",
					     "8|0|-8|-100.00 %|",
					     "0|7|7|-|",
					     "85.00 %|80.00 %|-5.00 %||",
					     "x|y|||",
					     "-9,223,372,036,854,775,808|1|-|-|" };
	struct grids grids = { 0 }, out = { 0 };
	const struct grid *grid;
	struct buf line = { 0 };

	two_columns(&grids);
	cr_expect_eq(grid_compare(&grids.items[0], 0, 2, &out), -1, "there is no third column");
	cr_assert_eq(out.count, 0);
	cr_assert_eq(grid_compare(&grids.items[0], 0, 1, &out), 0);
	grid = &out.items[0];
	cr_assert_eq(grid->rows.count, 7);
	for (size_t r = 0; r < 7; r++) {
		buf_clear(&line);
		for (size_t c = 0; c < 4; c++) {
			grid_cell_show(&plain, grid, grid_at(grid, r, c), &line);
			buf_char(&line, '|');
		}
		cr_expect_str_eq(buf_text(&line), shown[r]);
	}
	cr_expect_str_eq(grid->key, "two", "it opens as before");
	cr_expect_str_eq(grid->columns.items[1].key, "b");
	cr_expect(grid->columns.items[1].running);
	cr_expect_str_eq(grid->rows.items[0].definition, "more");
	cr_expect(grid_at(grid, 0, 1)->opens && !grid_at(grid, 2, 1)->opens, "as they did");
	cr_expect(!grid_at(grid, 0, 2)->opens && !grid_at(grid, 0, 3)->opens, "a difference opens to nothing");
	cr_expect_eq(grid_at(grid, 4, 1)->marked, GRID_BEYOND);
	buf_free(&line);
	grids_free(&out);
	grids_free(&grids);
}

Test(grid, cases_add_up_to_their_group)
{
	struct grid_opened opened = { 0 };
	struct grid_group *group = grid_group_add(&opened, "churn", "Churn", GRID_MONEY);

	grid_case_add(group, 7, 100, "churn, Plus", 1000);
	grid_case_add(group, 8, DAY_NONE, NULL, -300);
	cr_expect_eq(opened.groups.items[0].total, 700);
	cr_expect_str_eq(opened.groups.items[0].cases.items[0].what, "churn, Plus");
	cr_expect_null(opened.groups.items[0].cases.items[1].what);
	grid_opened_free(&opened);
}
