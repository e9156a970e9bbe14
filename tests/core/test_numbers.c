/* The numbers: worked examples by hand. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "core/numbers.h"
#include "core/xalloc.h"

/* ---- a period by hand ---- */

#define MANY 12

/* Days 0..89 are before the one period, 90..179 in it. */
static const struct number_period one[] = { { 90, 180, false, "one" } };

struct step {
	int64_t account;
	day_t on;
	enum movement_kind kind;
	int64_t minor;
	const char *line;
};

static void add_steps(struct numbers *numbers, const struct step *steps, int count)
{
	for (int64_t id = 1; id <= MANY; id++) {
		struct number_movement movements[MANY];
		struct number_account account = { .id = id, .movements = movements };

		for (int i = 0; i < count; i++)
			if (steps[i].account == id)
				movements[account.count++] = (struct number_movement){ steps[i].on, steps[i].kind,
										       steps[i].minor,
										       steps[i].line, i };
		numbers_account(numbers, "EUR", &account, NULL, NULL);
	}
}

#define NEW MOVEMENT_NEW
#define BACK MOVEMENT_REACTIVATION
#define MORE MOVEMENT_EXPANSION
#define UP MOVEMENT_UPSELL
#define DEARER MOVEMENT_PRICE_INCREASE
#define CHEAPER MOVEMENT_PRICE_EROSION
#define LESS MOVEMENT_CONTRACTION
#define GONE MOVEMENT_CHURN

#define NO_RATE INT64_MIN

/* What several examples are reckoned from, each in another way. */
static const struct step four_accounts[MANY] = { { 1, 0, NEW, 10000, NULL },	{ 2, 0, NEW, 10000, NULL },
						 { 3, 0, NEW, 10000, NULL },	{ 4, 0, NEW, 10000, NULL },
						 { 1, 90, MORE, 3000, NULL },	{ 2, 100, LESS, -2000, NULL },
						 { 3, 179, GONE, -10000, NULL } };
static const struct step two_lines[MANY] = {
	{ 1, 0, NEW, 6000, "a" }, { 1, 1, UP, 4000, "b" }, { 1, 100, LESS, -4000, "a" }, { 1, 101, MORE, 7000, "b" }
};
static const struct step left_and_back[MANY] = { { 1, 0, NEW, 10000, NULL },
						 { 1, 100, GONE, -10000, NULL },
						 { 1, 140, BACK, 10000, NULL } };

/* The examples that the figures are agreed by. Amounts in minor units; rates in hundredths of a percent. */
static const struct example {
	const char *what;
	const struct step *steps; /* MANY */
	enum number_level level;
	int64_t grr, nrr, logo_churn;
} examples[] = {
	{ "10.0M, 0.6M contraction, 0.9M churn, 1.8M expansion",
	  (const struct step[MANY]){ { 1, 10, NEW, 410000000, NULL },
				     { 2, 11, NEW, 90000000, NULL },
				     { 3, 12, NEW, 500000000, NULL },
				     { 1, 100, LESS, -60000000, NULL },
				     { 2, 120, GONE, -90000000, NULL },
				     { 3, 130, MORE, 180000000, NULL } },
	  LEVEL_MOVEMENT, 8500, 10300, 3333 },
	{ "four accounts of 100 to 130, 80, 0, 100", four_accounts, LEVEL_MOVEMENT, 7000, 7750, 2500 },
	{ "the same netted by account", four_accounts, LEVEL_ACCOUNT, 7000, 7750, 2500 },
	{ "lines of 60 to 20 and 40 to 110, by account", two_lines, LEVEL_ACCOUNT, 10000, 13000, 0 },
	{ "the same by line", two_lines, LEVEL_LINE, 6000, 13000, 0 },
	{ "the same by movement", two_lines, LEVEL_MOVEMENT, 6000, 13000, 0 },
	{ "one that came and grew within the period counts in neither rate",
	  (const struct step[MANY]){ { 1, 0, NEW, 10000, NULL },
				     { 2, 95, NEW, 5000, NULL },
				     { 2, 96, MORE, 9000, NULL },
				     { 2, 97, LESS, -4000, NULL } },
	  LEVEL_MOVEMENT, 10000, 10000, 0 },
	{ "more lost than there was is 0 %, not below",
	  (const struct step[MANY]){
		  { 1, 0, NEW, 10000, NULL }, { 1, 100, MORE, 9000, NULL }, { 1, 101, LESS, -19000, NULL } },
	  LEVEL_MOVEMENT, 0, 0, 10000 },
	{ "left and won back: a loss by movement, none by account", left_and_back, LEVEL_MOVEMENT, 0, 0, 0 },
	{ "left and won back, by account", left_and_back, LEVEL_ACCOUNT, 10000, 10000, 0 },
	{ "a third lost is rounded once", /* 66.666..., 100 */
	  (const struct step[MANY]){
		  { 1, 0, NEW, 30000, NULL }, { 1, 91, CHEAPER, -10000, NULL }, { 1, 92, DEARER, 10000, NULL } },
	  LEVEL_MOVEMENT, 6667, 10000, 0 },
	{ "nothing to begin with: no rate", (const struct step[MANY]){ { 1, 95, NEW, 10000, NULL } },
	  LEVEL_MOVEMENT, NO_RATE, NO_RATE, NO_RATE },
};

static int64_t rate(const struct numbers *numbers, enum number_rate which)
{
	int64_t hundredths;

	return number_rate(which, numbers_in(numbers, "EUR")->sums[0], &hundredths) ? hundredths : NO_RATE;
}

Test(numbers, worked_examples)
{
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
		const struct example *example = &examples[i];
		struct numbers numbers;

		numbers_start(&numbers, example->level, one, 1, 1000);
		add_steps(&numbers, example->steps, MANY);
		cr_expect_eq(rate(&numbers, RATE_GRR), example->grr, "GRR: %s", example->what);
		cr_expect_eq(rate(&numbers, RATE_NRR), example->nrr, "NRR: %s", example->what);
		cr_expect_eq(rate(&numbers, RATE_LOGO_CHURN), example->logo_churn, "logos: %s", example->what);
		numbers_free(&numbers);
	}
}

static void assert_figures(const struct step *steps, enum number_level level, const int64_t *expected, int count)
{
	struct numbers numbers;
	const struct number_sums *sums;

	numbers_start(&numbers, level, one, 1, 1000);
	add_steps(&numbers, steps, MANY);
	sums = numbers_in(&numbers, "EUR");
	for (int f = 0; f < count; f++)
		cr_expect_eq(sums->sums[0][f], expected[f], "%s: %lld, expected %lld",
			     number_figure_key((enum number_figure)f), (long long)sums->sums[0][f],
			     (long long)expected[f]);
	numbers_free(&numbers);
}

/* All kinds at once: by movement each stands under its own name. */
Test(numbers, each_kind_under_its_own_name)
{
	static const struct step steps[MANY] = {
		{ 1, 0, NEW, 100, "a" },    { 1, 100, MORE, 7, "a" },	  { 1, 100, UP, 5, "b" },
		{ 1, 101, DEARER, 3, "a" }, { 1, 102, CHEAPER, -2, "a" }, { 1, 103, LESS, -11, "a" },
		{ 2, 0, NEW, 50, NULL },    { 2, 120, GONE, -50, NULL },  { 3, 110, NEW, 40, NULL },
		{ 4, 0, NEW, 20, NULL },    { 4, 50, GONE, -20, NULL },	  { 4, 130, BACK, 30, NULL },
	};
	/* opening 100 + 50; closing 100+7+5+3-2-11 = 102, 0, 40, 30 */
	static const int64_t by_movement[FIGURE_COUNT] = {
		150, 40, 30, 7, 5, 3, 2, 11, 50, 172, 63, 15, 63, 15, 0, 0, 2, 1, 1, 1, 3,
	};
	/* line a: 7 + 3 - 2 - 11 = -3, a contraction; b: 5 of a further line, an upsell */
	static const int64_t by_line[FIGURE_COUNT] = {
		150, 40, 30, 0, 5, 0, 0, 3, 50, 172, 53, 5, 53, 5, 0, 0, 2, 1, 1, 1, 3,
	};
	/* account 1: +2, most by expansion */
	static const int64_t by_account[FIGURE_COUNT] = {
		150, 40, 30, 2, 0, 0, 0, 0, 50, 172, 50, 2, 50, 2, 0, 0, 2, 1, 1, 1, 3,
	};

	assert_figures(steps, LEVEL_MOVEMENT, by_movement, FIGURE_COUNT);
	assert_figures(steps, LEVEL_LINE, by_line, FIGURE_COUNT);
	assert_figures(steps, LEVEL_ACCOUNT, by_account, FIGURE_COUNT);
}

/* A churn that names no line took those there were: 60 in line a, 40 in b. The 30 that come back are of a alone. */
Test(numbers, who_has_nothing_has_nothing_in_any_line)
{
	static const struct step steps[MANY] = {
		{ 1, 0, NEW, 60, "a" },	  { 1, 1, UP, 40, "b" },       { 1, 100, GONE, -100, NULL },
		{ 2, 0, NEW, 10, "a" },	  { 2, 50, GONE, -10, NULL },  { 2, 120, BACK, 30, "a" },
		{ 3, 110, NEW, 48, "a" }, { 3, 115, GONE, -48, NULL },
	};
	/* opening 100 of the first; the third came and went */
	static const int64_t by_line[] = { 100, 0, 30, 0, 0, 0, 0, 0, 100, 30, 100, 0, 100, 0 };

	assert_figures(steps, LEVEL_LINE, by_line, sizeof by_line / sizeof *by_line);
	assert_figures(steps, LEVEL_ACCOUNT, by_line, sizeof by_line / sizeof *by_line);
}

Test(numbers, sums_beyond_all_room_are_told_of)
{
	static const struct step steps[MANY] = { { 1, 0, NEW, INT64_MAX - 5, NULL }, { 2, 0, NEW, 5, NULL } };
	static const struct step more[MANY] = { { 1, 0, NEW, INT64_MAX - 5, NULL }, { 2, 0, NEW, 6, NULL } };
	struct numbers numbers;

	numbers_start(&numbers, LEVEL_ACCOUNT, one, 1, 300);
	add_steps(&numbers, steps, MANY);
	cr_expect_not(numbers.overflow);
	numbers_clear(&numbers);
	add_steps(&numbers, more, MANY);
	cr_expect(numbers.overflow);
	numbers_free(&numbers);
}

Test(numbers, a_netted_fall_is_price_where_price_moved_it_most)
{
	static const struct step steps[MANY] = {
		{ 1, 0, NEW, 100, NULL },
		{ 1, 100, CHEAPER, -9, NULL },
		{ 1, 101, LESS, -4, NULL },
		{ 1, 102, MORE, 3, NULL },
	};
	static const int64_t by_account[] = { 100, 0, 0, 0, 0, 0, 10, 0, 0, 90, 10, 0, 10, 0 };

	assert_figures(steps, LEVEL_ACCOUNT, by_account, 14);
}

/* A customer of the first day who leaves on the fifth, has nothing for a whole period, and is back in the third; and
 * one who came in the second. */
Test(numbers, who_was_a_customer_once_is_won_back_not_new)
{
	static const struct number_period three[] = { { 0, 10, false, "" },
						      { 10, 20, false, "" },
						      { 20, 30, false, "" } };
	struct number_movement back[] = { { 1, MOVEMENT_NEW, 100, NULL, 1 },
					  { 5, MOVEMENT_CHURN, -100, NULL, 2 },
					  { 25, MOVEMENT_NEW, 80, NULL, 3 } };
	struct number_movement fresh[] = { { 12, MOVEMENT_NEW, 40, NULL, 4 } };
	struct number_account accounts[] = { { 1, back, 3, NULL, 0 }, { 2, fresh, 1, NULL, 0 } };
	struct numbers numbers;
	const struct number_sums *sums;

	numbers_start(&numbers, LEVEL_ACCOUNT, three, 3, 1000);
	numbers_account(&numbers, "EUR", &accounts[0], NULL, NULL);
	numbers_account(&numbers, "EUR", &accounts[1], NULL, NULL);
	sums = numbers_in(&numbers, "EUR");
	cr_expect_eq(sums->sums[0][FIGURE_NEW], 0, "it came and left within the period");
	cr_expect_eq(sums->sums[1][FIGURE_NEW], 40);
	cr_expect_eq(sums->sums[2][FIGURE_NEW], 0);
	cr_expect_eq(sums->sums[2][FIGURE_REACTIVATION], 80);
	cr_expect_eq(sums->sums[2][FIGURE_CUSTOMERS_REACTIVATED], 1);
	cr_expect_eq(numbers_cohort(&numbers, sums, 0, 0)->customers, 0);
	cr_expect_eq(numbers_cohort(&numbers, sums, 0, 2)->minor, 80);
	cr_expect_eq(numbers_cohort(&numbers, sums, 1, 1)->minor, 40);
	cr_expect_eq(numbers_cohort(&numbers, sums, 1, 2)->customers, 1);
	cr_expect_eq(numbers_cohort(&numbers, sums, -1, 2)->customers, 0);
	numbers_free(&numbers);
}

/* ---- renewals ---- */

static void assert_renewal(const struct number_renewal *renewals, size_t count, day_t change, int64_t by,
			   day_t as_of, int64_t due, int64_t renewed)
{
	struct number_renewal copy[4];
	struct number_movement movements[2] = { { 0, MOVEMENT_NEW, 100, NULL, 1 },
						{ change, by < 0 ? MOVEMENT_CONTRACTION : MOVEMENT_EXPANSION, by,
						  NULL, 2 } };
	struct number_account account = { 7, movements, 2, copy, count };
	struct numbers numbers;
	const struct number_sums *sums;

	memcpy(copy, renewals, count * sizeof *copy);
	numbers_start(&numbers, LEVEL_ACCOUNT, one, 1, as_of);
	numbers_account(&numbers, "EUR", &account, NULL, NULL);
	sums = numbers_in(&numbers, "EUR");
	cr_expect_eq(sums->sums[0][FIGURE_DUE], due, "due %lld", (long long)sums->sums[0][FIGURE_DUE]);
	cr_expect_eq(sums->sums[0][FIGURE_RENEWED], renewed, "renewed %lld",
		     (long long)sums->sums[0][FIGURE_RENEWED]);
	cr_expect_eq(sums->sums[0][FIGURE_CUSTOMERS_DUE], due > 0);
	cr_expect_eq(sums->sums[0][FIGURE_CUSTOMERS_RENEWED], renewed > 0);
	numbers_free(&numbers);
}

Test(numbers, renewal_is_of_what_was_due)
{
	static const struct number_renewal in[] = { { 0, 120 } }, late[] = { { 0, 200 } },
					   none[] = { { 0, DAY_NONE } };

	assert_renewal(in, 1, 119, -100, 1000, 100, 0);	  /* left the day before */
	assert_renewal(in, 1, 150, -100, 1000, 100, 0);	  /* a late notice: 30 days after */
	assert_renewal(in, 1, 151, -100, 1000, 100, 100); /* later is another story */
	assert_renewal(in, 1, 121, -30, 1000, 100, 70);
	assert_renewal(in, 1, 121, 50, 1000, 100, 100); /* never more than was due */
	assert_renewal(in, 1, 121, -30, 150, 100, 70);
	assert_renewal(in, 1, 121, -30, 149, 0, 0); /* not known yet */
	assert_renewal(late, 1, 121, -30, 1000, 0, 0);
	assert_renewal(none, 1, 121, -30, 1000, 0, 0);
}

Test(numbers, a_renewal_day_corrected_is_not_due)
{
	static const struct number_renewal early[] = { { 0, 120 }, { 100, 485 } }; /* renewed before its day */
	static const struct number_renewal wrong[] = { { 0, 120 }, { 100, 200 } };
	static const struct number_renewal cleared[] = { { 0, 120 }, { 110, DAY_NONE } };
	static const struct number_renewal twice[] = { { 0, 120 }, { 120, 140 } };

	assert_renewal(early, 2, 500, -100, 1000, 100, 100);
	assert_renewal(wrong, 2, 500, -100, 1000, 0, 0);
	assert_renewal(cleared, 2, 110, -100, 1000, 100, 0);
	assert_renewal(twice, 2, 155, -100, 1000, 100, 0); /* once: the last day counts */
}

/* ---- periods, percents ---- */

static void assert_period(const struct number_period *period, const char *name, const char *start, const char *end,
			  bool running)
{
	char text[DATE_SIZE];

	cr_expect_str_eq(period->name, name);
	cr_expect_str_eq(date_format(period->start, text), start);
	cr_expect_str_eq(date_format(period->end, text), end);
	cr_expect_eq(period->running, running);
}

Test(numbers, quarters_go_by_the_fiscal_year)
{
	day_t today = date_from_civil(2026, 11, 22);
	struct number_period periods[8], named;

	number_periods(today, 1, 3, 8, periods);
	assert_period(&periods[7], "2026-Q4", "2026-10-01", "2026-11-23", true);
	assert_period(&periods[6], "2026-Q3", "2026-07-01", "2026-10-01", false);
	assert_period(&periods[0], "2025-Q1", "2025-01-01", "2025-04-01", false);
	number_periods(today, 2, 3, 8, periods); /* February: the year ends in January of the next */
	assert_period(&periods[7], "2027-Q4", "2026-11-01", "2026-11-23", true);
	assert_period(&periods[6], "2027-Q3", "2026-08-01", "2026-11-01", false);
	assert_period(&periods[3], "2026-Q4", "2025-11-01", "2026-02-01", false);
	number_periods(today, 12, 3, 8, periods);
	assert_period(&periods[7], "2026-Q4", "2026-09-01", "2026-11-23", true);
	number_periods(date_from_civil(2026, 12, 31), 1, 3, 1, periods);
	assert_period(&periods[0], "2026-Q4", "2026-10-01", "2027-01-01", false);
	number_periods(today, 4, 12, 2, periods);
	assert_period(&periods[1], "2027", "2026-04-01", "2026-11-23", true);
	assert_period(&periods[0], "2026", "2025-04-01", "2026-04-01", false);
	cr_assert(number_period_named("2027-Q3", today, 2, &named));
	assert_period(&named, "2027-Q3", "2026-08-01", "2026-11-01", false);
	cr_assert(number_period_named("2025", today, 1, &named));
	assert_period(&named, "2025", "2025-01-01", "2026-01-01", false);
	cr_assert_not(number_period_named("2027-Q1", today, 1, &named));
	cr_assert_not(number_period_named("2026-Q5", today, 1, &named));
	cr_assert_not(number_period_named("2026-Q", today, 1, &named));
	cr_assert_not(number_period_named("Q3", today, 1, &named));
}

Test(numbers, percents_are_rounded_half_away_from_zero)
{
	char text[MONEY_TEXT];

	cr_expect_eq(number_percent(1, 3), 3333);
	cr_expect_eq(number_percent(2, 3), 6667);
	cr_expect_eq(number_percent(1, 20000), 1); /* 0.005 % */
	cr_expect_eq(number_percent(-1, 20000), -1);
	cr_expect_eq(number_percent(1, 20001), 0);
	cr_expect_eq(number_percent(900000000000000000, 900000000000000000), 10000);
	cr_expect_eq(number_percent(-300, 100), -30000);
	cr_expect_str_eq(number_percent_format(8500, text), "85.00");
	cr_expect_str_eq(number_percent_format(-5, text), "-0.05");
}

Test(numbers, everything_has_a_name_and_a_definition)
{
	for (int i = 0; i < FIGURE_COUNT; i++) {
		cr_expect(*number_figure_definition((enum number_figure)i) &&
			  *number_figure_title((enum number_figure)i));
		cr_expect_eq((int)number_figure_find(number_figure_key((enum number_figure)i)), i);
	}
	for (int i = 0; i < RATE_COUNT; i++) {
		cr_expect(*number_rate_definition((enum number_rate)i) && *number_rate_title((enum number_rate)i));
		cr_expect_eq((int)number_rate_find(number_rate_key((enum number_rate)i)), i);
	}
	for (int i = 0; i < LEVEL_COUNT; i++)
		cr_expect_eq((int)number_level_find(number_level_key((enum number_level)i)), i);
	/* Each stands alone, and says what it is easily taken for. */
	cr_expect_not_null(strstr(number_figure_definition(FIGURE_PRICE_INCREASE), "higher price"));
	cr_expect_not_null(strstr(number_figure_definition(FIGURE_PRICE_EROSION), "lower price"));
	cr_expect_not_null(strstr(number_figure_definition(FIGURE_LOST), "came since"));
	cr_expect_not_null(strstr(number_figure_definition(FIGURE_GAINED), "came since"));
	cr_expect_not_null(strstr(number_figure_definition(FIGURE_CHURN), "no lost customer"));
	for (int i = LEVEL_LINE; i < LEVEL_COUNT; i++)
		cr_expect_not_null(strstr(number_level_definition((enum number_level)i), "min(opening, closing)"));
	cr_expect_eq(number_figure_find("price increase"), FIGURE_PRICE_INCREASE);
	cr_expect_eq(number_figure_find("nonsense"), FIGURE_COUNT);
}
