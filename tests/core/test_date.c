#include "core/date.h"

#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "core/xalloc.h"

#define TODAY 20779 /* Sunday, 2026-11-22 */

/* From another language's calendar. */
static const struct {
	int year, month, day;
	day_t date;
	int weekday;
} known[] = {
	{ 1, 1, 1, -719162, 1 },   { 1582, 10, 15, -141427, 5 }, { 1900, 2, 28, -25509, 3 },
	{ 1900, 3, 1, -25508, 4 }, { 1969, 12, 31, -1, 3 },	 { 1970, 1, 1, 0, 4 },
	{ 2000, 2, 29, 11016, 2 }, { 2024, 2, 29, 19782, 4 },	 { 2026, 11, 22, 20779, 0 },
	{ 2100, 3, 1, 47541, 1 },  { 9999, 12, 31, 2932896, 5 },
};

Test(date, known_days)
{
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		struct civil civil = date_to_civil(known[i].date);

		cr_assert(eq(i32, date_from_civil(known[i].year, known[i].month, known[i].day), known[i].date));
		cr_assert(eq(int, civil.year, known[i].year));
		cr_assert(eq(int, civil.month, known[i].month));
		cr_assert(eq(int, civil.day, known[i].day));
		cr_assert(eq(int, date_weekday(known[i].date), known[i].weekday));
	}
}

static int last_of(int year, int month)
{
	if (month == 2)
		return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
	return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

Test(date, every_day_there_is)
{
	day_t date = -719162;
	int weekday = 1, wrong = 0;
	char text[DATE_SIZE];
	struct error error;

	for (int year = 1; year <= 9999; year++) {
		for (int month = 1; month <= 12; month++) {
			for (int day = 1; day <= last_of(year, month); day++, date++) {
				struct civil civil = date_to_civil(date);
				day_t back = DAY_NONE;

				wrong += date_from_civil(year, month, day) != date;
				wrong += civil.year != year || civil.month != month || civil.day != day;
				wrong += date_weekday(date) != weekday;
				wrong += date_parse(date_format(date, text), &back, &error) < 0 || back != date;
				weekday = (weekday + 1) % 7;
			}
			wrong += date_from_civil(year, month, last_of(year, month) + 1) != DAY_NONE;
		}
	}
	cr_assert(eq(int, wrong, 0));
	cr_assert(eq(i32, date, 2932897));
}

Test(date, no_such_day)
{
	cr_assert(eq(i32, date_from_civil(2023, 2, 29), DAY_NONE));
	cr_assert(eq(i32, date_from_civil(1900, 2, 29), DAY_NONE));
	cr_assert(eq(i32, date_from_civil(0, 1, 1), DAY_NONE));
	cr_assert(eq(i32, date_from_civil(10000, 1, 1), DAY_NONE));
	cr_assert(eq(i32, date_from_civil(2024, 13, 1), DAY_NONE));
	cr_assert(eq(i32, date_from_civil(2024, 0, 1), DAY_NONE));
	cr_assert(eq(i32, date_from_civil(2024, 1, 0), DAY_NONE));
	cr_assert(eq(int, date_to_civil(DAY_NONE).year, 0));
	cr_assert(eq(int, date_to_civil(2932897).year, 0));
}

Test(date, formats)
{
	char text[16];

	cr_assert_str_eq(date_format(TODAY, text), "2026-11-22");
	cr_assert_str_eq(date_format(-719162, text), "0001-01-01");
	cr_assert_str_eq(date_format(DAY_NONE, text), "");
	cr_assert_str_eq(date_format_short(TODAY, TODAY, text), "22 Nov");
	cr_assert_str_eq(date_format_short(TODAY + 10, TODAY, text), "2 Dec");
	cr_assert_str_eq(date_format_short(TODAY + 182, TODAY, text), "23 May");
	cr_assert_str_eq(date_format_short(TODAY + 183, TODAY, text), "24 May 2027");
	cr_assert_str_eq(date_format_short(TODAY - 183, TODAY, text), "23 May 2026");
	cr_assert_str_eq(date_format_short(DAY_NONE, TODAY, text), "");
	cr_assert_str_eq(date_format_short(TODAY, DAY_NONE, text), "22 Nov 2026");
	cr_assert_str_eq(date_format_long(TODAY, text), "Sun 22 Nov 2026");
	cr_assert_str_eq(date_format_long(DAY_NONE, text), "");
}

static const char *typed(const char *text)
{
	static char result[DATE_SIZE];
	struct error error = { 0 };
	day_t date = DAY_NONE;

	if (date_parse_typed(text, TODAY, &date, &error) < 0) {
		cr_assert(eq(int, error.kind, ERROR_INPUT));
		return "error";
	}
	return date_format(date, result);
}

Test(date, iso_and_nothing_else)
{
	static const char *const bad[] = { "",		 "2026-1-01",  "2026-11-22 ", " 2026-11-22", "20261122",
					   "2026/11/22", "2026-02-30", "0000-01-01",  "2026-11-221", "-026-11-22",
					   "2026-11-2x" };
	struct error error = { 0 };
	day_t date = 77;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		cr_assert_eq(date_parse(bad[i], &date, &error), -1, "%s", bad[i]);
		cr_assert(eq(i32, date, 77));
	}
	cr_assert(eq(int, date_parse("2026-11-22", &date, &error), 0));
	cr_assert(eq(i32, date, TODAY));
}

Test(date, typed_forms)
{
	cr_assert_str_eq(typed("2024-02-29"), "2024-02-29");
	cr_assert_str_eq(typed("today"), "2026-11-22");
	cr_assert_str_eq(typed("Yesterday"), "2026-11-21");
	cr_assert_str_eq(typed("tomorrow"), "2026-11-23");
	cr_assert_str_eq(typed("mon"), "2026-11-23");
	cr_assert_str_eq(typed("Saturday"), "2026-11-28");
	cr_assert_str_eq(typed("FRI"), "2026-11-27");
	cr_assert_str_eq(typed("sun"), "2026-11-29"); /* the next one, not today */
	cr_assert_str_eq(typed("+2w"), "2026-12-06");
	cr_assert_str_eq(typed("-3d"), "2026-11-19");
	cr_assert_str_eq(typed("+1m"), "2026-12-22");
	cr_assert_str_eq(typed("-9m"), "2026-02-22");
	cr_assert_str_eq(typed("+1y"), "2027-11-22");
	static const char *const bad[] = { "",
					   "mo",
					   "mond",
					   "+w",
					   "2w",
					   "+2",
					   "+2x",
					   "+2ww",
					   "+-2d",
					   "-3000y",
					   "+99999999999999999999d",
					   "+9999999w",
					   "+99999y",
					   "2026-02-30" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		cr_assert_str_eq(typed(bad[i]), "error", "%s", bad[i]);
}

Test(date, months_end_where_they_end)
{
	char text[DATE_SIZE];

	cr_assert_str_eq(date_format(date_add_months(date_from_civil(2024, 1, 31), 1), text), "2024-02-29");
	cr_assert_str_eq(date_format(date_add_months(date_from_civil(2023, 1, 31), 1), text), "2023-02-28");
	cr_assert_str_eq(date_format(date_add_months(date_from_civil(2024, 3, 31), -1), text), "2024-02-29");
	cr_assert_str_eq(date_format(date_add_months(date_from_civil(2024, 2, 29), 12), text), "2025-02-28");
	cr_assert_str_eq(date_format(date_add_months(date_from_civil(2024, 1, 15), -13), text), "2022-12-15");
	cr_assert(eq(i32, date_add_months(DAY_NONE, 1), DAY_NONE));
	cr_assert(eq(i32, date_add_months(date_from_civil(9999, 12, 1), 1), DAY_NONE));
	cr_assert(eq(i32, date_add_months(date_from_civil(1, 1, 1), -1), DAY_NONE));
	cr_assert(eq(i32, date_add_months(0, INT32_MAX), DAY_NONE));
	cr_assert(eq(i32, date_add_months(0, INT32_MIN), DAY_NONE));
}

static const char *cell(const char *text, enum date_order order)
{
	static char result[DATE_SIZE];
	struct error error = { 0 };
	day_t date = 77;

	if (date_parse_cell(text, order, &date, &error) < 0) {
		cr_assert(eq(i32, date, 77));
		cr_assert(ne(chr, error.text[0], '\0'));
		return "error";
	}
	return date == DAY_NONE ? "none" : date_format(date, result);
}

Test(date, cells_without_doubt)
{
	static const char *const rows[][2] = {
		{ "2005-11-09", "2005-11-09" },
		{ "2006-04-15T03:23:15.000Z", "2006-04-15" },
		{ "2023-04-03T21:33:11.000+0000", "2023-04-03" },
		{ "2024-06-07 02:38:54", "2024-06-07" },
		{ "2025-11-26 16:18", "2025-11-26" },
		{ "2020-02-19 01:54:52.426", "2020-02-19" },
		{ "2020-02-19 01:54:52.426123", "2020-02-19" },
		{ "2020-02-19T23:54:52-05:00", "2020-02-19" }, /* as written, not shifted */
		{ "  2020-02-19\t", "2020-02-19" },
		{ "42075", "2015-03-12" },
		{ "20000", "1954-10-03" },
		{ "79999", "2119-01-10" },
		{ "1700000000", "2023-11-14" },
		{ "999999999", "2001-09-09" },
		{ "", "none" },
		{ "  ", "none" },
		{ "NULL", "none" },
		{ "null", "none" },
		{ "31/12/2024", "2024-12-31" },
		{ "12/31/2024", "2024-12-31" },
		{ "05/05/2024", "2024-05-05" },
		{ "31.12.24", "2024-12-31" },
		{ "2024-02-30", "error" },
		{ "13/13/2024", "error" },
		{ "03/04/2024", "error" }, /* either; never guessed */
		{ "19999", "error" },
		{ "80000", "error" },
		{ "12345678", "error" },
		{ "123456789012", "error" },
		{ "2024-01-15T", "error" },
		{ "2024-01-15 25:00", "error" },
		{ "2024-01-15 10:00 at noon", "error" },
		{ "2024-01-15 10:00:00 +", "error" },
		{ "1/2/3", "error" },
		{ "1/2/345", "error" },
		{ "1/2-2024", "error" },
		{ "I love pizza", "error" },
		{ "0", "error" },
		{ "-1700000000", "error" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		cr_assert_str_eq(cell(rows[i][0], DATE_ORDER_UNKNOWN), rows[i][1], "%s", rows[i][0]);
}

Test(date, cells_by_order)
{
	cr_assert_str_eq(cell("03/04/2024", DATE_ORDER_DMY), "2024-04-03");
	cr_assert_str_eq(cell("03/04/2024", DATE_ORDER_MDY), "2024-03-04");
	cr_assert_str_eq(cell("3-4-2024 9:05", DATE_ORDER_DMY), "2024-04-03");
	cr_assert_str_eq(cell("3.4.2024 09:05:59", DATE_ORDER_DMY), "2024-04-03");
	cr_assert_str_eq(cell("3/4/2024 9:05 PM", DATE_ORDER_MDY), "2024-03-04");
	cr_assert_str_eq(cell("01/02/68", DATE_ORDER_DMY), "2068-02-01");
	cr_assert_str_eq(cell("01/02/69", DATE_ORDER_DMY), "1969-02-01");
	cr_assert_str_eq(cell("01/02/00", DATE_ORDER_MDY), "2000-01-02");
	cr_assert_str_eq(cell("12/31/2024", DATE_ORDER_DMY), "error");
	cr_assert_str_eq(cell("31/12/2024", DATE_ORDER_MDY), "error");
	cr_assert_str_eq(cell("2024-12-31", DATE_ORDER_MDY), "2024-12-31");
}

static enum date_order order_of(const char *const *cells, struct date_votes *votes)
{
	*votes = (struct date_votes){ 0 };
	for (; *cells; cells++)
		date_vote(votes, *cells);
	return date_votes_order(votes);
}

Test(date, a_column_votes)
{
	struct date_votes votes;

	cr_assert(eq(int, order_of((const char *const[]){ "03/04/2024", "13/04/2024", " ", "NULL", NULL }, &votes),
		     DATE_ORDER_DMY));
	cr_assert(eq(sz, votes.cells, 2));
	cr_assert(eq(sz, votes.both, 1));
	cr_assert(eq(sz, votes.only_dmy, 1));
	cr_assert(eq(int, order_of((const char *const[]){ "03/04/2024", "04/13/2024", "x", NULL }, &votes),
		     DATE_ORDER_MDY));
	cr_assert(eq(sz, votes.cells, 3));
	cr_assert(eq(sz, votes.only_mdy, 1));
	cr_assert(eq(int, order_of((const char *const[]){ "13/04/2024", "04/13/2024", NULL }, &votes),
		     DATE_ORDER_CONFLICT));
	cr_assert(eq(int, order_of((const char *const[]){ "03/04/2024", "05/05/2024", "2024-01-01", NULL }, &votes),
		     DATE_ORDER_UNKNOWN));
	cr_assert(eq(sz, votes.both, 1));
	cr_assert(eq(sz, votes.iso, 1));
	cr_assert(eq(int, order_of((const char *const[]){ "2024-01-01", "42075", "1700000000", NULL }, &votes),
		     DATE_ORDER_YMD));
	cr_assert(eq(sz, votes.iso, 3));
	cr_assert(eq(int, order_of((const char *const[]){ "", "pizza", NULL }, &votes), DATE_ORDER_UNKNOWN));
}

Test(date, random_cells_do_no_harm)
{
	static const char signs[] = "0123456789012345/-.: TZ+NUL\xc2\xa0m";
	unsigned long long seed = 7;

	for (int round = 0; round < 100000; round++) {
		char text[24], *copy;
		struct error error;
		day_t date = 0;
		size_t size = (seed >> 40) % 20;

		for (size_t i = 0; i < size; i++) {
			seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
			text[i] = round % 4 ? signs[(seed >> 33) % (sizeof signs - 1)]
					    : (char)((seed >> 33) % 255 + 1);
		}
		seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
		text[size] = '\0';
		copy = xstrdup(text);
		for (int order = DATE_ORDER_UNKNOWN; order <= DATE_ORDER_CONFLICT; order++)
			if (date_parse_cell(copy, (enum date_order)order, &date, &error) == 0 && date != DAY_NONE)
				cr_assert(ne(int, date_to_civil(date).year, 0));
		if (date_parse_typed(copy, TODAY, &date, &error) == 0)
			cr_assert(ne(int, date_to_civil(date).year, 0));
		free(copy);
	}
}
