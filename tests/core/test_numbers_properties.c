/* The numbers: what holds over random books, whatever is in them. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "core/numbers.h"
#include "core/xalloc.h"

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

Test(numbers_properties, every_figure_is_the_sum_of_its_parts)
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

Test(numbers_properties, splitting_and_adding_up_gives_the_whole)
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

Test(numbers_properties, order_of_entry_does_not_matter)
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

Test(numbers_properties, opening_and_movements_give_the_closing)
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

Test(numbers_properties, by_account_grr_is_what_is_left_of_each)
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

Test(numbers_properties, cohorts_add_up_to_the_closing)
{
	each_book(check_cohorts);
}
