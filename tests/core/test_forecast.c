/* The forecast: by hand, against intervals that were reckoned elsewhere, then properties over random books. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "core/forecast.h"

enum { TODAY = 20779 }; /* 2026-11-22 */

static const int priors[FORECAST_BANDS] = {
	[BAND_UNKNOWN] = 85, [BAND_RISK] = 60, [BAND_WATCH] = 85, [BAND_GOOD] = 95
};

static uint32_t roll(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % below;
}

static void start(struct forecast *forecast)
{
	forecast_start(forecast, TODAY, 1);
	forecast_rates(forecast->rates, priors);
}

static day_t on(int year, int month, int day)
{
	return date_from_civil(year, month, day);
}

/* ---- quarters, renewal days ---- */

Test(forecast, eight_quarters_from_the_day_on)
{
	struct number_period ahead[FORECAST_QUARTERS];

	number_periods_ahead(TODAY, 1, 3, FORECAST_QUARTERS, ahead);
	cr_expect_str_eq(ahead[0].name, "2026-Q4");
	cr_expect_eq(ahead[0].start, TODAY, "the running one from today on");
	cr_expect_eq(ahead[0].end, on(2027, 1, 1));
	cr_expect(ahead[0].running && !ahead[1].running);
	cr_expect_str_eq(ahead[7].name, "2028-Q3");
	cr_expect_eq(ahead[7].end, on(2028, 10, 1));
	for (int i = 1; i < FORECAST_QUARTERS; i++)
		cr_expect_eq(ahead[i].start, ahead[i - 1].end);
	number_periods_ahead(on(2026, 11, 30), 12, 3, 2, ahead);
	cr_expect_str_eq(ahead[0].name, "2026-Q4", "of a year from December to November");
	cr_expect_eq(ahead[0].end, on(2026, 12, 1), "its last day is left");
	cr_expect_str_eq(ahead[1].name, "2027-Q1");
	cr_expect_eq(ahead[1].end, on(2027, 3, 1));
}

Test(forecast, renewals_are_yearly_from_the_first_that_is_not_resolved)
{
	cr_expect_eq(forecast_renewal(DAY_NONE, TODAY, 0), DAY_NONE);
	cr_expect_eq(forecast_renewal(on(2027, 2, 10), TODAY, 0), on(2027, 2, 10));
	cr_expect_eq(forecast_renewal(on(2027, 2, 10), TODAY, 1), on(2028, 2, 10));
	cr_expect_eq(forecast_renewal(TODAY - 29, TODAY, 0), TODAY - 29, "its 30 days are not over");
	cr_expect_eq(forecast_renewal(TODAY - 30, TODAY, 0), on(2027, 10, 23), "they are: in a year");
	cr_expect_eq(forecast_renewal(on(9999, 2, 10), on(9999, 6, 30), 0), DAY_NONE, "there is no year 10000");
	cr_expect_eq(forecast_renewal(on(2020, 2, 10), on(9999, 12, 31), 0), DAY_NONE);
	cr_expect_eq(forecast_renewal(on(2019, 12, 1), TODAY, 0), on(2026, 12, 1), "it goes on by itself");
	cr_expect_eq(forecast_renewal(on(2024, 2, 29), TODAY, 0), on(2027, 2, 28));
	cr_expect_eq(forecast_renewal(on(2024, 2, 29), TODAY, 1), on(2028, 2, 29), "by the day that stands");
	cr_expect_eq(forecast_renewal(on(2031, 1, 1), TODAY, 0), on(2031, 1, 1));
}

/* ---- rates ---- */

/* Bounds from the closed form in floating point, z = 1.2815515655: down and up to the hundredth. */
static const struct {
	int64_t renewed, due;
	int low, rate, high;
} wilson[] = {
	{ 8, 10, 6015, 8000, 9138 },
	{ 1, 1, 3784, 10000, 10000 },
	{ 0, 1, 0, 0, 6216 },
	{ 0, 5, 0, 0, 2473 },
	{ 5, 5, 7527, 10000, 10000 },
	{ 80, 100, 7440, 8000, 8463 },
	{ 800, 1000, 7833, 8000, 8158 },
	{ 1, 3, 1057, 3333, 6789 },
};

Test(forecast, a_rate_has_the_interval_of_wilson)
{
	for (size_t i = 0; i < sizeof wilson / sizeof *wilson; i++) {
		struct forecast_rate rates[FORECAST_BANDS] = { [BAND_WATCH] = { .due = wilson[i].due,
										.renewed = wilson[i].renewed } };
		const struct forecast_rate *rate = &rates[BAND_WATCH];

		forecast_rates(rates, priors);
		cr_expect_not(rate->prior);
		cr_expect_eq(rate->of[CASE_LOW], wilson[i].low, "%zu: %d", i, rate->of[CASE_LOW]);
		cr_expect_eq(rate->of[CASE_LIKELY], wilson[i].rate, "%zu: %d", i, rate->of[CASE_LIKELY]);
		cr_expect_eq(rate->of[CASE_HIGH], wilson[i].high, "%zu: %d", i, rate->of[CASE_HIGH]);
	}
}

Test(forecast, without_history_a_prior_stands_and_is_called_so)
{
	struct forecast_rate rates[FORECAST_BANDS] = { [BAND_GOOD] = { .due = 4, .renewed = 4 } };
	const int bounds[FORECAST_BANDS] = { 0, 3, 100, 85 };

	forecast_rates(rates, bounds);
	cr_expect(rates[BAND_RISK].prior && rates[BAND_WATCH].prior && !rates[BAND_GOOD].prior);
	cr_expect_eq(rates[BAND_UNKNOWN].of[CASE_LOW], 0);
	cr_expect_eq(rates[BAND_UNKNOWN].of[CASE_HIGH], 1000);
	cr_expect_eq(rates[BAND_RISK].of[CASE_LOW], 0);
	cr_expect_eq(rates[BAND_RISK].of[CASE_LIKELY], 300);
	cr_expect_eq(rates[BAND_RISK].of[CASE_HIGH], 1300);
	cr_expect_eq(rates[BAND_WATCH].of[CASE_LOW], 9000);
	cr_expect_eq(rates[BAND_WATCH].of[CASE_HIGH], 10000);
	cr_expect_eq(rates[BAND_GOOD].of[CASE_LIKELY], 10000, "four of four, not the prior");
}

Test(forecast, the_interval_holds_the_rate_and_narrows_with_the_count)
{
	for (int tenths = 0; tenths <= 10; tenths++) {
		int before = 10001;

		for (int64_t due = 10; due <= 100000; due *= 10) {
			struct forecast_rate rates[FORECAST_BANDS] = { { .due = due,
									 .renewed = due / 10 * tenths } };
			const int *of = rates[0].of;

			forecast_rates(rates, priors);
			cr_expect(0 <= of[CASE_LOW] && of[CASE_LOW] <= of[CASE_LIKELY] &&
				  of[CASE_LIKELY] <= of[CASE_HIGH] && of[CASE_HIGH] <= 10000);
			cr_expect_lt(of[CASE_HIGH] - of[CASE_LOW], before, "%d tenths of %lld", tenths,
				     (long long)due);
			before = of[CASE_HIGH] - of[CASE_LOW];
		}
	}
}

/* ---- what was resolved ---- */

Test(forecast, history_is_by_the_definition_of_the_numbers)
{
	struct number_period back[FORECAST_QUARTERS];
	struct number_resolved resolved[FORECAST_QUARTERS];
	struct number_movement movements[] = {
		{ on(2025, 1, 5), MOVEMENT_NEW, 10000, NULL, 1 },
		{ on(2025, 9, 20), MOVEMENT_CONTRACTION, -4000, NULL, 2 }, /* a renewal of 1 September, late */
		{ on(2026, 9, 10), MOVEMENT_CHURN, -6000, NULL, 3 },
	};
	struct number_renewal days[] = { { on(2025, 1, 5), on(2025, 9, 1) },
					 { on(2025, 9, 2), on(2026, 9, 1) },
					 { on(2026, 9, 5), on(2026, 12, 1) } };
	struct number_account account = { 7, movements, 3, days, 3 };

	number_periods(TODAY, 1, 3, FORECAST_QUARTERS, back);
	cr_assert_eq(forecast_resolved(&account, back, FORECAST_QUARTERS, TODAY, resolved), 2);
	cr_expect_eq(resolved[0].on, on(2025, 9, 1));
	cr_expect_eq(resolved[0].due, 10000);
	cr_expect_eq(resolved[0].renewed, 6000);
	cr_expect_eq(resolved[1].on, on(2026, 9, 1));
	cr_expect_eq(resolved[1].due, 6000);
	cr_expect_eq(resolved[1].renewed, 0);
	cr_expect_eq(forecast_resolved(&account, back, FORECAST_QUARTERS, on(2026, 9, 30), resolved), 1,
		     "the 30 days of the second are not over");
}

/* ---- figures, by hand ---- */

static void expect(const struct forecast *forecast, int quarter, enum forecast_figure figure, int64_t value)
{
	const struct forecast_sums *sums = forecast_in(forecast, "EUR");

	cr_assert_not_null(sums);
	cr_expect_eq(sums->sums[quarter][figure], value, "%s of %s: %lld, not %lld", forecast_figure_key(figure),
		     forecast->quarters[quarter].name, (long long)sums->sums[quarter][figure], (long long)value);
}

/* Good 95 % (85 to 100), risk 60 % (50 to 70): 1,000.00 due in 2027-Q1 and again a year later; 333.33 due in 2026-Q4 and
 * 2027-Q4; 50.00 that never is. */
Test(forecast, three_accounts_by_hand)
{
	struct forecast forecast;

	start(&forecast);
	forecast_account(
		&forecast, "EUR",
		&(struct forecast_account){ .id = 2, .arr = 100000, .band = BAND_GOOD, .renewal = on(2027, 2, 10) },
		NULL, NULL);
	forecast_account(
		&forecast, "EUR",
		&(struct forecast_account){ .id = 3, .arr = 33333, .band = BAND_RISK, .renewal = on(2026, 11, 1) },
		NULL, NULL);
	forecast_account(
		&forecast, "EUR",
		&(struct forecast_account){ .id = 4, .arr = 5000, .band = BAND_WATCH, .renewal = DAY_NONE }, NULL,
		NULL);
	expect(&forecast, 0, FORECAST_OPENING, 138333);
	expect(&forecast, 0, FORECAST_DUE, 33333); /* three weeks past, not resolved yet */
	expect(&forecast, 0, FORECAST_DUE_CUSTOMERS, 1);
	expect(&forecast, 0, FORECAST_LOST, 13333); /* 60 % is 19,999.8 */
	expect(&forecast, 0, FORECAST_LIKELY, 125000);
	expect(&forecast, 0, FORECAST_LOW, 105000 + 16667);  /* 16,666.5 */
	expect(&forecast, 0, FORECAST_HIGH, 105000 + 23333); /* 23,333.1 */
	expect(&forecast, 1, FORECAST_OPENING, 125000);
	expect(&forecast, 1, FORECAST_DUE, 100000);
	expect(&forecast, 1, FORECAST_LIKELY, 120000);
	expect(&forecast, 1, FORECAST_LOW, 85000 + 16667 + 5000);
	expect(&forecast, 1, FORECAST_HIGH, 100000 + 23333 + 5000);
	expect(&forecast, 4, FORECAST_DUE, 20000); /* what is likely to be left of it */
	expect(&forecast, 4, FORECAST_LOST, 8000);
	expect(&forecast, 4, FORECAST_LOW, 85000 + 8334 + 5000); /* half of 16,667 */
	expect(&forecast, 5, FORECAST_DUE, 95000);
	expect(&forecast, 5, FORECAST_DUE_CUSTOMERS, 1);
	expect(&forecast, 5, FORECAST_LIKELY, 90250 + 12000 + 5000);
	expect(&forecast, 5, FORECAST_LOW, 72250 + 8334 + 5000);
	expect(&forecast, 7, FORECAST_LIKELY, 107250);
	cr_expect_eq(forecast_in(&forecast, "EUR")->undated, 5000);
	cr_expect_eq(forecast_in(&forecast, "EUR")->undated_customers, 1);
	forecast_free(&forecast);
}

Test(forecast, open_deals_by_hand)
{
	const struct forecast_deal deals[] = {
		{ 2, 10000, 30, false, on(2026, 12, 31) }, /* 3,000 */
		{ 2, 5000, -1, false, on(2027, 1, 1) },	   /* in high alone */
		{ 3, 1001, 50, true, on(2027, 3, 31) },	   /* 500.5 */
		{ 3, 700, 90, false, TODAY - 1 },	   /* past */
		{ 3, 700, 90, false, DAY_NONE },	   { 3, 900, 90, false, on(2028, 10, 1) }, /* beyond */
	};
	struct forecast forecast;

	start(&forecast);
	for (size_t i = 0; i < sizeof deals / sizeof *deals; i++)
		forecast_deal(&forecast, "EUR", &deals[i], NULL, NULL);
	expect(&forecast, 0, FORECAST_EXPANSION, 3000);
	expect(&forecast, 0, FORECAST_LIKELY, 3000);
	expect(&forecast, 0, FORECAST_LOW, 0);
	expect(&forecast, 0, FORECAST_HIGH, 10000);
	expect(&forecast, 1, FORECAST_OPENING, 3000);
	expect(&forecast, 1, FORECAST_EXPANSION, 0);
	expect(&forecast, 1, FORECAST_NEW, 501);
	expect(&forecast, 1, FORECAST_LIKELY, 3501);
	expect(&forecast, 1, FORECAST_HIGH, 16001);
	expect(&forecast, 7, FORECAST_LIKELY, 3501);
	cr_expect_eq(forecast_in(&forecast, "EUR")->deals_unused, 2);
	forecast_free(&forecast);
}

/* ---- calls ---- */

Test(forecast, what_a_call_says)
{
	int64_t minor = 0;
	struct forecast_call call = { .call = CALL_RENEW, .amount = CALL_NO_AMOUNT };
	struct forecast_rate rate = { .of = { 0, 5000, 10000 } };

	cr_expect(forecast_called(&call, 700, &minor));
	cr_expect_eq(minor, 700);
	cr_expect_not(forecast_disagrees(&call, &rate));
	rate.of[CASE_LIKELY] = 4999;
	cr_expect(forecast_disagrees(&call, &rate), "below half");
	call = (struct forecast_call){ .call = CALL_SHRINK, .amount = 300 };
	cr_expect(forecast_called(&call, 700, &minor));
	cr_expect_eq(minor, 300);
	cr_expect_not(forecast_disagrees(&call, &rate));
	rate.of[CASE_LIKELY] = 5000;
	cr_expect(forecast_disagrees(&call, &rate));
	call = (struct forecast_call){ .call = CALL_LOSE, .amount = CALL_NO_AMOUNT };
	cr_expect(forecast_called(&call, 700, &minor));
	cr_expect_eq(minor, 0);
	cr_expect(forecast_disagrees(&call, &rate));
	call.call = CALL_UNSURE;
	cr_expect_not(forecast_called(&call, 700, &minor), "no call");
	cr_expect_not(forecast_disagrees(&call, &rate));
}

Test(forecast, the_latest_call_of_a_renewal_stands)
{
	const struct forecast_call calls[] = {
		{ .renewal = 1000, .day = 10, .call = CALL_RENEW },
		{ .renewal = 1000, .day = 30, .call = CALL_LOSE },
		{ .renewal = 1089, .day = 20, .call = CALL_UNSURE },
		{ .renewal = 1365, .day = 40, .call = CALL_SHRINK },
	};

	cr_expect_eq(forecast_call_of(calls, 4, 1000), &calls[1]);
	cr_expect_eq(forecast_call_of(calls, 4, 1365), &calls[3]);
	cr_expect_eq(forecast_call_of(calls + 2, 1, 1000), &calls[2], "the day was corrected by 89 days");
	cr_expect_null(forecast_call_of(calls + 2, 1, 999), "by 90 it is another renewal");
	cr_expect_null(forecast_call_of(NULL, 0, 1000));
	cr_expect_null(forecast_call_of(calls, 4, DAY_NONE));
}

Test(forecast, calls_stand_beside_and_move_nothing)
{
	const struct forecast_call calls[] = {
		{ .renewal = on(2027, 2, 10), .day = 5, .call = CALL_SHRINK, .amount = 40000 },
		{ .renewal = on(2028, 2, 10), .day = 5, .call = CALL_RENEW, .amount = CALL_NO_AMOUNT },
	};
	struct forecast_account account = { .id = 2, .arr = 100000, .band = BAND_GOOD, .renewal = on(2027, 2, 10) };
	struct forecast plain, called;

	start(&plain);
	start(&called);
	forecast_account(&plain, "EUR", &account, NULL, NULL);
	account.calls = calls;
	account.call_count = 2;
	forecast_account(&called, "EUR", &account, NULL, NULL);
	expect(&called, 1, FORECAST_CALLED, 40000);
	expect(&called, 1, FORECAST_CALLED_OF, 100000);
	expect(&called, 1, FORECAST_DISAGREE, 1);
	expect(&called, 1, FORECAST_UNANSWERED, 1);
	expect(&called, 5, FORECAST_CALLED, 95000);
	expect(&called, 5, FORECAST_DISAGREE, 0);
	for (int q = 0; q < FORECAST_QUARTERS; q++)
		for (int f = 0; f < FORECAST_CALLED; f++)
			expect(&called, q, (enum forecast_figure)f, forecast_in(&plain, "EUR")->sums[q][f]);
	forecast_free(&plain);
	forecast_free(&called);
}

/* ---- properties, over random books ---- */

enum { MANY = 60, DEALS = 20 };

struct book {
	struct forecast_account accounts[MANY];
	struct forecast_call calls[MANY];
	struct forecast_deal deals[DEALS];
	struct forecast_rate rates[FORECAST_BANDS];
};

static void make_book(struct book *book, uint32_t seed)
{
	*book = (struct book){ .rates = { { .due = 0 } } };
	for (int b = 0; b < FORECAST_BANDS; b++) {
		book->rates[b].due = roll(&seed, 30);
		book->rates[b].renewed = book->rates[b].due ? roll(&seed, (uint32_t)book->rates[b].due + 1) : 0;
	}
	for (int i = 0; i < MANY; i++) {
		day_t renewal = roll(&seed, 8) ? TODAY - 400 + (day_t)roll(&seed, 1200) : DAY_NONE;

		book->calls[i] = (struct forecast_call){ .renewal = forecast_renewal(renewal, TODAY, 0),
							 .day = TODAY - (day_t)roll(&seed, 50),
							 .call = (enum renewal_call)roll(&seed, RENEWAL_CALLS),
							 .amount = roll(&seed, 2) ? (int64_t)roll(&seed, 99999)
										  : CALL_NO_AMOUNT,
							 .answered = roll(&seed, 2) };
		book->accounts[i] = (struct forecast_account){ .id = i + 2,
							       .arr = (int64_t)roll(&seed, 9999999),
							       .band = (enum band)roll(&seed, FORECAST_BANDS),
							       .renewal = renewal,
							       .calls = &book->calls[i],
							       .call_count = roll(&seed, 2) };
	}
	for (int i = 0; i < DEALS; i++)
		book->deals[i] = (struct forecast_deal){ .account = i + 2,
							 .amount = (int64_t)roll(&seed, 500000),
							 .probability = (int)roll(&seed, 102) - 1,
							 .is_new = roll(&seed, 2),
							 .close = TODAY - 50 + (day_t)roll(&seed, 900) };
}

static void reckon(const struct book *book, int first, int step, forecast_each *each, void *data,
		   struct forecast *out)
{
	forecast_start(out, TODAY, 1);
	memcpy(out->rates, book->rates, sizeof out->rates);
	forecast_rates(out->rates, priors);
	for (int i = first; i >= 0 && i < MANY; i += step)
		forecast_account(out, i % 3 ? "EUR" : "USD", &book->accounts[i], each, data);
	for (int i = step < 0 ? DEALS - 1 : first; i >= 0 && i < DEALS; i += step)
		forecast_deal(out, "EUR", &book->deals[i], each, data);
	forecast_sort(out);
}

static void expect_chain(const struct forecast_sums *sums)
{
	for (int q = 0; q < FORECAST_QUARTERS; q++) {
		const int64_t *of = sums->sums[q];

		cr_expect_leq(of[FORECAST_LOW], of[FORECAST_LIKELY]);
		cr_expect_leq(of[FORECAST_LIKELY], of[FORECAST_HIGH]);
		cr_expect_geq(of[FORECAST_LOW], 0);
		cr_expect_eq(of[FORECAST_OPENING] - of[FORECAST_LOST] + of[FORECAST_EXPANSION] + of[FORECAST_NEW],
			     of[FORECAST_LIKELY]);
		cr_expect(of[FORECAST_LOST] >= 0 && of[FORECAST_LOST] <= of[FORECAST_DUE] &&
			  of[FORECAST_DUE] <= of[FORECAST_OPENING]);
		cr_expect_leq(of[FORECAST_CALLED_OF], of[FORECAST_DUE]);
		cr_expect_leq(of[FORECAST_UNANSWERED], of[FORECAST_DISAGREE]);
		if (q)
			cr_expect_eq(of[FORECAST_OPENING], sums->sums[q - 1][FORECAST_LIKELY]);
	}
}

Test(forecast, bounds_hold_and_quarters_chain)
{
	struct book book;

	for (uint32_t seed = 1; seed <= 200; seed++) {
		struct forecast forecast;

		make_book(&book, seed);
		reckon(&book, 0, 1, NULL, NULL, &forecast);
		for (size_t i = 0; i < forecast.item_count; i++)
			expect_chain(&forecast.items[i]);
		forecast_free(&forecast);
	}
}

Test(forecast, a_book_in_halves_adds_up_to_the_whole)
{
	struct book book;

	for (uint32_t seed = 1; seed <= 100; seed++) {
		struct forecast whole, even, odd;

		make_book(&book, seed);
		reckon(&book, 0, 1, NULL, NULL, &whole);
		reckon(&book, 0, 2, NULL, NULL, &even);
		reckon(&book, 1, 2, NULL, NULL, &odd);
		cr_assert_eq(whole.item_count, 2);
		for (size_t i = 0; i < 2; i++)
			for (int q = 0; q < FORECAST_QUARTERS; q++)
				for (int f = 0; f < FORECAST_FIGURES; f++)
					cr_expect_eq(even.items[i].sums[q][f] + odd.items[i].sums[q][f],
						     whole.items[i].sums[q][f], "%s",
						     forecast_figure_key((enum forecast_figure)f));
		forecast_free(&whole);
		forecast_free(&even);
		forecast_free(&odd);
	}
}

Test(forecast, order_does_not_matter)
{
	struct book book;
	struct forecast forward, backward;

	make_book(&book, 5);
	reckon(&book, 0, 1, NULL, NULL, &forward);
	reckon(&book, MANY - 1, -1, NULL, NULL, &backward);
	cr_assert_eq(forward.item_count, backward.item_count);
	for (size_t i = 0; i < forward.item_count; i++) {
		cr_expect_str_eq(forward.items[i].currency, backward.items[i].currency);
		cr_expect_eq(memcmp(forward.items[i].sums, backward.items[i].sums, sizeof forward.items[i].sums),
			     0);
	}
	forecast_free(&forward);
	forecast_free(&backward);
}

struct parts {
	int64_t sums[FORECAST_QUARTERS][FORECAST_FIGURES];
};

static void add_part(void *data, int quarter, enum forecast_figure figure, const struct forecast_part *part)
{
	struct parts *parts = data;

	cr_expect_gt(part->account, 1);
	parts->sums[quarter][figure] += part->minor;
}

Test(forecast, every_figure_is_the_sum_of_its_parts)
{
	struct book book;

	for (uint32_t seed = 1; seed <= 50; seed++) {
		struct parts parts = { { { 0 } } };
		struct forecast forecast;

		make_book(&book, seed);
		reckon(&book, 0, 1, add_part, &parts, &forecast);
		for (int q = 0; q < FORECAST_QUARTERS; q++)
			for (int f = 0; f < FORECAST_FIGURES; f++) {
				int64_t sum = 0;

				for (size_t i = 0; i < forecast.item_count; i++)
					sum += forecast.items[i].sums[q][f];
				cr_expect_eq(parts.sums[q][f], sum);
			}
		forecast_free(&forecast);
	}
}

Test(forecast, the_largest_amounts_do_not_overflow)
{
	struct forecast forecast;

	start(&forecast);
	forecast_account(
		&forecast, "EUR",
		&(struct forecast_account){ .id = 2, .arr = MONEY_MAX, .band = BAND_GOOD, .renewal = TODAY }, NULL,
		NULL);
	expect(&forecast, 0, FORECAST_LIKELY, INT64_C(949999999999999)); /* 949,999,999,999,999.05 */
	forecast_free(&forecast);
}

Test(forecast, every_figure_has_its_words)
{
	for (int f = 0; f < FORECAST_FIGURES; f++) {
		cr_expect_not_null(forecast_figure_key((enum forecast_figure)f));
		cr_expect_not_null(forecast_figure_title((enum forecast_figure)f));
		cr_expect_not_null(forecast_figure_definition((enum forecast_figure)f));
	}
	for (int c = 0; c < RENEWAL_CALLS; c++) {
		enum renewal_call call;

		cr_expect(renewal_call_from_name(renewal_call_name((enum renewal_call)c), &call));
		cr_expect_eq((int)call, c);
	}
}
