/* The numbers: worked examples by hand, then properties over random books. */
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

/* The examples that the figures are agreed by. Amounts in minor units; rates in hundredths of a percent. */
static const struct example {
	const char *what;
	struct step steps[MANY];
	enum number_level level;
	int64_t grr, nrr, logo_churn;
} examples[] = {
	{ "10.0M, 0.6M contraction, 0.9M churn, 1.8M expansion",
	  { { 1, 10, NEW, 410000000, NULL },
	    { 2, 11, NEW, 90000000, NULL },
	    { 3, 12, NEW, 500000000, NULL },
	    { 1, 100, LESS, -60000000, NULL },
	    { 2, 120, GONE, -90000000, NULL },
	    { 3, 130, MORE, 180000000, NULL } },
	  LEVEL_MOVEMENT,
	  8500,
	  10300,
	  3333 },
	{ "four accounts of 100 to 130, 80, 0, 100",
	  { { 1, 0, NEW, 10000, NULL },
	    { 2, 0, NEW, 10000, NULL },
	    { 3, 0, NEW, 10000, NULL },
	    { 4, 0, NEW, 10000, NULL },
	    { 1, 90, MORE, 3000, NULL },
	    { 2, 100, LESS, -2000, NULL },
	    { 3, 179, GONE, -10000, NULL } },
	  LEVEL_MOVEMENT,
	  7000,
	  7750,
	  2500 },
	{ "the same netted by account",
	  { { 1, 0, NEW, 10000, NULL },
	    { 2, 0, NEW, 10000, NULL },
	    { 3, 0, NEW, 10000, NULL },
	    { 4, 0, NEW, 10000, NULL },
	    { 1, 90, MORE, 3000, NULL },
	    { 2, 100, LESS, -2000, NULL },
	    { 3, 179, GONE, -10000, NULL } },
	  LEVEL_ACCOUNT,
	  7000,
	  7750,
	  2500 },
	{ "lines of 60 to 20 and 40 to 110, by account",
	  { { 1, 0, NEW, 6000, "a" },
	    { 1, 1, UP, 4000, "b" },
	    { 1, 100, LESS, -4000, "a" },
	    { 1, 101, MORE, 7000, "b" } },
	  LEVEL_ACCOUNT,
	  10000,
	  13000,
	  0 },
	{ "the same by line",
	  { { 1, 0, NEW, 6000, "a" },
	    { 1, 1, UP, 4000, "b" },
	    { 1, 100, LESS, -4000, "a" },
	    { 1, 101, MORE, 7000, "b" } },
	  LEVEL_LINE,
	  6000,
	  13000,
	  0 },
	{ "the same by movement",
	  { { 1, 0, NEW, 6000, "a" },
	    { 1, 1, UP, 4000, "b" },
	    { 1, 100, LESS, -4000, "a" },
	    { 1, 101, MORE, 7000, "b" } },
	  LEVEL_MOVEMENT,
	  6000,
	  13000,
	  0 },
	{ "one that came and grew within the period counts in neither rate",
	  { { 1, 0, NEW, 10000, NULL },
	    { 2, 95, NEW, 5000, NULL },
	    { 2, 96, MORE, 9000, NULL },
	    { 2, 97, LESS, -4000, NULL } },
	  LEVEL_MOVEMENT,
	  10000,
	  10000,
	  0 },
	{ "more lost than there was is 0 %, not below",
	  { { 1, 0, NEW, 10000, NULL }, { 1, 100, MORE, 9000, NULL }, { 1, 101, LESS, -19000, NULL } },
	  LEVEL_MOVEMENT,
	  0,
	  0,
	  10000 },
	{ "left and won back: a loss by movement, none by account",
	  { { 1, 0, NEW, 10000, NULL }, { 1, 100, GONE, -10000, NULL }, { 1, 140, BACK, 10000, NULL } },
	  LEVEL_MOVEMENT,
	  0,
	  0,
	  0 },
	{ "left and won back, by account",
	  { { 1, 0, NEW, 10000, NULL }, { 1, 100, GONE, -10000, NULL }, { 1, 140, BACK, 10000, NULL } },
	  LEVEL_ACCOUNT,
	  10000,
	  10000,
	  0 },
	{ "a third lost is rounded once", /* 66.666..., 100 */
	  { { 1, 0, NEW, 30000, NULL }, { 1, 91, CHEAPER, -10000, NULL }, { 1, 92, DEARER, 10000, NULL } },
	  LEVEL_MOVEMENT,
	  6667,
	  10000,
	  0 },
	{ "nothing to begin with: no rate",
	  { { 1, 95, NEW, 10000, NULL } },
	  LEVEL_MOVEMENT,
	  NO_RATE,
	  NO_RATE,
	  NO_RATE },
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
	cr_expect_eq(number_figure_find("price increase"), FIGURE_PRICE_INCREASE);
	cr_expect_eq(number_figure_find("nonsense"), FIGURE_COUNT);
}

/* ---- random books ---- */

enum { ACCOUNTS = 40, MOST = 24, QUARTERS = 8, DAYS = 1000 };

struct book {
	struct number_movement movements[ACCOUNTS][MOST];
	struct number_renewal renewals[ACCOUNTS][3];
	size_t counts[ACCOUNTS];
	const char *currency[ACCOUNTS];
};

static uint32_t roll(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % below;
}

/* Movements that a book may hold: raising ones above 0, lowering ones at most what is there. */
static void make_book(struct book *book, uint32_t seed)
{
	static const char *const lines[] = { NULL, "base", "extra" };

	for (int a = 0; a < ACCOUNTS; a++) {
		int64_t held[3] = { 0 };
		day_t day = 0;

		book->currency[a] = roll(&seed, 3) ? "EUR" : "USD";
		book->counts[a] = roll(&seed, MOST);
		for (size_t i = 0; i < book->counts[a]; i++) {
			uint32_t line = roll(&seed, 3);
			enum movement_kind kind = (enum movement_kind)roll(&seed, MOVEMENT_KINDS);
			int64_t minor = 1 + (int64_t)roll(&seed, 100000);

			if (held[line] == 0 && movement_lowers(kind))
				kind = (enum movement_kind)roll(&seed, MOVEMENT_PRICE_EROSION);
			if (movement_lowers(kind))
				minor = kind == MOVEMENT_CHURN || minor > held[line] ? -held[line] : -minor;
			held[line] += minor;
			day += (day_t)roll(&seed, 80);
			book->movements[a][i] = (struct number_movement){ day, kind, minor, lines[line],
									  a * MOST + (int64_t)i };
		}
		for (int i = 0; i < 3; i++)
			book->renewals[a][i] = (struct number_renewal){ i * 300, (day_t)(i * 300 + 100 +
											 (int)roll(&seed, 300)) };
	}
}

static void make_periods(struct number_period *periods)
{
	for (int p = 0; p < QUARTERS; p++)
		periods[p] = (struct number_period){ 200 + 91 * p, 200 + 91 * (p + 1), false, "" };
}

static void shuffle(struct number_movement *movements, size_t count, uint32_t *seed)
{
	for (size_t i = count; i > 1; i--) {
		size_t at = roll(seed, (uint32_t)i);
		struct number_movement keep = movements[at];

		movements[at] = movements[i - 1];
		movements[i - 1] = keep;
	}
}

/* Accounts whose number leaves this rest, in turned order where shuffled. */
static void reckon(const struct book *book, int of, int rest, uint32_t shuffled, number_each *each, void *data,
		   struct numbers *numbers)
{
	for (int i = 0; i < ACCOUNTS; i++) {
		int a = shuffled ? ACCOUNTS - 1 - i : i;
		struct number_movement movements[MOST];
		struct number_renewal renewals[3];
		struct number_account account = { a + 1, movements, book->counts[a], renewals, 3 };

		if (a % of != rest)
			continue;
		memcpy(movements, book->movements[a], sizeof movements);
		memcpy(renewals, book->renewals[a], sizeof renewals);
		if (shuffled)
			shuffle(movements, account.count, &shuffled);
		numbers_account(numbers, book->currency[a], &account, each, data);
	}
	numbers_sort(numbers);
}

static void assert_same(const struct numbers *a, const struct numbers *b, const char *what)
{
	cr_assert_eq(a->item_count, b->item_count, "%s", what);
	for (size_t i = 0; i < a->item_count; i++) {
		cr_assert_str_eq(a->items[i].currency, b->items[i].currency);
		cr_assert_arr_eq(a->items[i].sums, b->items[i].sums, QUARTERS * sizeof *a->items[i].sums, "%s",
				 what);
		cr_assert_arr_eq(a->items[i].cohorts, b->items[i].cohorts,
				 (QUARTERS + 1) * QUARTERS * sizeof *a->items[i].cohorts, "%s", what);
	}
}

static void each_book(void (*check)(const struct book *book, const struct number_period *periods,
				    enum number_level level, uint32_t seed))
{
	struct number_period periods[QUARTERS];
	struct book *book = xcalloc(1, sizeof *book);

	make_periods(periods);
	for (uint32_t seed = 1; seed <= 60; seed++) {
		make_book(book, seed);
		for (int level = 0; level < LEVEL_COUNT; level++)
			check(book, periods, (enum number_level)level, seed);
	}
	free(book);
}

static void add_part(void *data, int period, enum number_figure figure, const struct number_part *part)
{
	int64_t(*sums)[FIGURE_COUNT] = data;

	sums[period][figure] += part->minor;
	if (part->movement && figure == FIGURE_EXPANSION)
		cr_assert_eq(part->movement->kind, MOVEMENT_EXPANSION);
}

static void check_parts(const struct book *book, const struct number_period *periods, enum number_level level,
			uint32_t seed)
{
	int64_t sums[QUARTERS][FIGURE_COUNT] = { { 0 } };
	struct numbers numbers;

	(void)seed;
	numbers_start(&numbers, level, periods, QUARTERS, DAYS);
	reckon(book, 1, 0, 0, add_part, sums, &numbers);
	for (int p = 0; p < QUARTERS; p++)
		for (int f = 0; f < FIGURE_COUNT; f++) {
			int64_t all = 0;

			for (size_t i = 0; i < numbers.item_count; i++)
				all += numbers.items[i].sums[p][f];
			cr_assert_eq(sums[p][f], all);
		}
	numbers_free(&numbers);
}

Test(numbers, every_figure_is_the_sum_of_its_parts)
{
	each_book(check_parts);
}

static void check_split(const struct book *book, const struct number_period *periods, enum number_level level,
			uint32_t seed)
{
	struct numbers whole, sum, part;

	numbers_start(&whole, level, periods, QUARTERS, DAYS);
	numbers_start(&sum, level, periods, QUARTERS, DAYS);
	reckon(book, 1, 0, 0, NULL, NULL, &whole);
	for (int rest = 0; rest < 3; rest++) {
		numbers_start(&part, level, periods, QUARTERS, DAYS);
		reckon(book, 3, rest, seed, NULL, NULL, &part);
		numbers_add(&sum, &part);
		numbers_free(&part);
	}
	numbers_sort(&sum);
	assert_same(&whole, &sum, "split");
	numbers_free(&whole);
	numbers_free(&sum);
}

Test(numbers, splitting_and_adding_up_gives_the_whole)
{
	each_book(check_split);
}

static void check_order(const struct book *book, const struct number_period *periods, enum number_level level,
			uint32_t seed)
{
	struct numbers whole, turned;

	numbers_start(&whole, level, periods, QUARTERS, DAYS);
	numbers_start(&turned, level, periods, QUARTERS, DAYS);
	reckon(book, 1, 0, 0, NULL, NULL, &whole);
	reckon(book, 1, 0, seed * 7919u + 1u, NULL, NULL, &turned);
	assert_same(&whole, &turned, "order");
	numbers_free(&whole);
	numbers_free(&turned);
}

Test(numbers, order_of_entry_does_not_matter)
{
	each_book(check_order);
}

static int64_t held(const struct book *book, int account, day_t before)
{
	int64_t sum = 0;

	for (size_t i = 0; i < book->counts[account]; i++)
		if (book->movements[account][i].on < before)
			sum += book->movements[account][i].minor;
	return sum;
}

/* For each account alone: opening and closing by adding up, the rest by the invariant. */
static void check_invariant(const struct book *book, const struct number_period *periods, enum number_level level,
			    uint32_t seed)
{
	(void)seed;
	for (int a = 0; a < ACCOUNTS; a++) {
		struct numbers numbers;
		const struct number_sums *sums;

		numbers_start(&numbers, level, periods, QUARTERS, DAYS);
		reckon(book, ACCOUNTS, a, 0, NULL, NULL, &numbers);
		sums = numbers_in(&numbers, book->currency[a]);
		for (int p = 0; sums && p < QUARTERS; p++) {
			const int64_t *s = sums->sums[p];

			cr_assert_eq(s[FIGURE_OPENING], held(book, a, periods[p].start));
			cr_assert_eq(s[FIGURE_CLOSING], held(book, a, periods[p].end));
			cr_assert_eq(s[FIGURE_OPENING] + s[FIGURE_NEW] + s[FIGURE_REACTIVATION] +
					     s[FIGURE_TAILWIND] - s[FIGURE_HEADWIND],
				     s[FIGURE_CLOSING]);
			cr_assert_eq(s[FIGURE_EXPANSION] + s[FIGURE_UPSELL] + s[FIGURE_PRICE_INCREASE],
				     s[FIGURE_TAILWIND]);
			cr_assert_eq(s[FIGURE_CHURN] + s[FIGURE_CONTRACTION] + s[FIGURE_PRICE_EROSION],
				     s[FIGURE_HEADWIND]);
			cr_assert_eq(s[FIGURE_CUSTOMERS_OPENING] + s[FIGURE_CUSTOMERS_NEW] +
					     s[FIGURE_CUSTOMERS_REACTIVATED] - s[FIGURE_CUSTOMERS_CHURNED],
				     s[FIGURE_CUSTOMERS_CLOSING]);
			cr_assert_eq(s[FIGURE_CUSTOMERS_CLOSING], s[FIGURE_CLOSING] > 0);
			cr_assert(s[FIGURE_RENEWED] <= s[FIGURE_DUE]);
		}
		numbers_free(&numbers);
	}
}

Test(numbers, opening_and_movements_give_the_closing)
{
	each_book(check_invariant);
}

/* By account GRR is min(closing, opening) over opening, and never above 100 %. */
static void check_minimum(const struct book *book, const struct number_period *periods, enum number_level level,
			  uint32_t seed)
{
	struct numbers numbers;

	(void)seed;
	numbers_start(&numbers, level, periods, QUARTERS, DAYS);
	reckon(book, 1, 0, 0, NULL, NULL, &numbers);
	for (size_t i = 0; i < numbers.item_count; i++)
		for (int p = 0; p < QUARTERS; p++) {
			int64_t kept = 0, closing = 0, opening = 0, grr, nrr;
			const int64_t *sums = numbers.items[i].sums[p];

			for (int a = 0; a < ACCOUNTS; a++) {
				int64_t before = held(book, a, periods[p].start),
					after = held(book, a, periods[p].end);

				if (strcmp(book->currency[a], numbers.items[i].currency) != 0 || !before)
					continue;
				opening += before;
				kept += after < before ? after : before;
				closing += after;
			}
			if (!number_rate(RATE_GRR, sums, &grr))
				continue;
			cr_assert(grr >= 0 && grr <= 10000);
			if (level == LEVEL_MOVEMENT)
				continue;
			cr_assert(number_rate(RATE_NRR, sums, &nrr));
			cr_assert_eq(nrr, (closing * 20000 + opening) / (opening * 2));
			if (level == LEVEL_ACCOUNT)
				cr_assert_eq(grr, (kept * 20000 + opening) / (opening * 2));
		}
	numbers_free(&numbers);
}

Test(numbers, by_account_grr_is_what_is_left_of_each)
{
	each_book(check_minimum);
}

/* Customers and money of all cohorts together are those at the closing. */
static void check_cohorts(const struct book *book, const struct number_period *periods, enum number_level level,
			  uint32_t seed)
{
	struct numbers numbers;

	(void)seed;
	numbers_start(&numbers, level, periods, QUARTERS, DAYS);
	reckon(book, 1, 0, 0, NULL, NULL, &numbers);
	for (size_t i = 0; i < numbers.item_count; i++)
		for (int p = 0; p < QUARTERS; p++) {
			const struct number_sums *sums = &numbers.items[i];
			int64_t customers = 0, minor = 0;

			for (int came = -1; came < QUARTERS; came++) {
				const struct number_cohort *cohort = numbers_cohort(&numbers, sums, came, p);

				cr_assert(came <= p || !cohort->customers);
				customers += cohort->customers;
				minor += cohort->minor;
			}
			cr_assert_eq(customers, sums->sums[p][FIGURE_CUSTOMERS_CLOSING]);
			cr_assert_eq(minor, sums->sums[p][FIGURE_CLOSING]);
		}
	numbers_free(&numbers);
}

Test(numbers, cohorts_add_up_to_the_closing)
{
	each_book(check_cohorts);
}
