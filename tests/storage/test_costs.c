/*
 * Costs and exchange rates in the book, and the numbers in one currency: against a second computation, and what they
 * open to.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "storage/book_private.h"
#include "storage/costs.h"
#include "storage/numbers.h"
#include "tests/storage/fixture.h"

enum { ACCOUNTS = 25, PERIODS = 8 };

static struct fixture f;
static struct number_period periods[PERIODS];
static struct numbers_query query;

static void setup(void)
{
	fixture_open(&f);
	number_periods(TODAY, 1, 3, PERIODS, periods);
	query = (struct numbers_query){ .as_of = TODAY, .periods = periods, .count = PERIODS };
}

static void teardown(void)
{
	fixture_close(&f);
}

TestSuite(costs, .init = setup, .fini = teardown);

static void begin(void)
{
	cr_assert_eq(journal_begin(f.book, &f.error), 0, "%s", f.error.text);
}

static void commit(void)
{
	cr_assert_eq(journal_commit(f.book, &(struct journal_note){ "ana", "cost", 0, "spent" }, NULL, &f.error), 0,
		     "%s", f.error.text);
}

/* ---- costs ---- */

static void spend(day_t on, enum cost_purpose purpose, const char *segment, int64_t minor, const char *note)
{
	struct cost cost = { on, purpose, (char *)segment, "EUR", minor, (char *)note };

	begin();
	cr_assert_eq(cost_put(f.book, &cost, NULL, &f.error), 0, "%s", f.error.text);
	commit();
}

Test(costs, are_one_a_quarter_purpose_segment_and_currency)
{
	struct costs costs;
	bool changed = true;

	spend(periods[7].start, COST_UPSELL, "", 500, NULL);
	spend(periods[6].start, COST_RETENTION, "large", 300, "two people");
	spend(periods[6].start, COST_RETENTION, "", 200, NULL);
	spend(periods[6].start, COST_RETENTION, "", 250, NULL);
	cr_assert_eq(cost_list(f.book, periods[0].start, periods[7].end, &costs, &f.error), 0);
	cr_assert_eq(costs.count, 3);
	cr_expect_eq(costs.items[0].minor, 250, "the book's, as it was said last");
	cr_expect_str_eq(costs.items[0].segment, "");
	cr_expect_eq(costs.items[1].minor, 300);
	cr_expect_str_eq(costs.items[1].note, "two people");
	cr_expect_str_eq(costs.items[1].currency, "EUR");
	cr_expect_eq(costs.items[2].purpose, COST_UPSELL);
	begin();
	cr_assert_eq(cost_put(f.book, &costs.items[0], &changed, &f.error), 0);
	cr_expect_not(changed, "so already");
	cr_assert_eq(cost_remove(f.book, &costs.items[0], &changed, &f.error), 0);
	cr_expect(changed);
	commit();
	costs_clear(&costs);
	cr_assert_eq(cost_list(f.book, periods[6].start, periods[6].end, &costs, &f.error), 0);
	cr_expect_eq(costs.count, 1, "of that quarter alone");
	costs_clear(&costs);
	fixture_undo(f.book, "ana");
	cr_assert_eq(cost_list(f.book, periods[6].start, periods[6].end, &costs, &f.error), 0);
	cr_expect_eq(costs.count, 2, "undo brings it back");
	costs_clear(&costs);
}

Test(costs, what_is_no_cost_is_refused)
{
	struct cost cost = { periods[7].start, COST_UPSELL, (char *)"", "EUR", -1, NULL };

	cr_expect_eq(cost_put(f.book, &cost, NULL, &f.error), -1, "no transaction");
	begin();
	cr_expect_eq(cost_put(f.book, &cost, NULL, &f.error), -1);
	cost.minor = 5;
	*cost.currency = '\0';
	cr_expect_eq(cost_put(f.book, &cost, NULL, &f.error), -1);
	strcpy(cost.currency, "EUR");
	cost.purpose = COST_PURPOSES;
	cr_expect_eq(cost_put(f.book, &cost, NULL, &f.error), -1);
	journal_abort(f.book);
}

/* ---- rates ---- */

static void enter_rate(const char *currency, const char *counter, day_t day, int64_t billionths)
{
	struct exchange_rate rate = { .day = day, .rate = billionths };

	strcpy(rate.currency, currency);
	strcpy(rate.counter, counter);
	begin();
	cr_assert_eq(rate_put(f.book, &rate, NULL, &f.error), 0, "%s", f.error.text);
	commit();
}

Test(costs, the_latest_rate_up_to_the_day_of_reading)
{
	struct exchange exchange;

	enter_rate("USD", "EUR", TODAY - 50, 900000000);
	enter_rate("USD", "EUR", TODAY - 10, 800000000);
	enter_rate("EUR", "GBP", TODAY - 10, 500000000);
	cr_assert_eq(rate_exchange(f.book, "EUR", TODAY - 11, &exchange, &f.error), 0);
	cr_assert_not_null(exchange_find(&exchange, "USD"));
	cr_expect_eq(exchange_find(&exchange, "USD")->rate, 900000000);
	cr_expect_null(exchange_find(&exchange, "GBP"), "not yet");
	exchange_free(&exchange);
	cr_assert_eq(rate_exchange(f.book, "EUR", TODAY, &exchange, &f.error), 0);
	cr_expect_eq(exchange_find(&exchange, "USD")->rate, 800000000);
	cr_expect_eq(exchange_find(&exchange, "GBP")->rate, 500000000);
	exchange_free(&exchange);
	fixture_undo(f.book, "ana");
	fixture_undo(f.book, "ana");
	cr_assert_eq(rate_exchange(f.book, "EUR", TODAY, &exchange, &f.error), 0);
	cr_expect_eq(exchange_find(&exchange, "USD")->rate, 900000000);
	exchange_free(&exchange);
}

/* ---- the numbers in one currency ---- */

static void move_in(int64_t account, day_t on, enum movement_kind kind, int64_t minor, const char *currency)
{
	sqlite3_stmt *st;

	/* Straight into the book: an account in two currencies is refused where it is entered, and met all the same. */
	cr_assert_eq(
		sqlite3_prepare_v2(f.book->handle,
				   "INSERT INTO movement (account_id, day, id, kind, amount, currency) VALUES (?1, "
				   "?2, ?3, ?4, ?5, ?6)",
				   -1, &st, NULL),
		SQLITE_OK);
	sqlite3_bind_int64(st, 1, account);
	sqlite3_bind_int(st, 2, on);
	sqlite3_bind_int64(st, 3, book_new_id());
	sqlite3_bind_int(st, 4, (int)kind);
	sqlite3_bind_int64(st, 5, minor);
	sqlite3_bind_text(st, 6, currency, -1, SQLITE_STATIC);
	cr_assert_eq(sqlite3_step(st), SQLITE_DONE, "%s", sqlite3_errmsg(f.book->handle));
	sqlite3_finalize(st);
}

/*
 * 100 EUR, and 200 USD at 0.92: 184 EUR. Another's 33.30 dollars are 30.64 (30.636), twice of them 61.27 (61.272) and
 * not 61.28: when all of it goes, no cent stays to pass for a customer.
 */
Test(costs, what_came_to_nothing_is_nothing_in_the_other_currency)
{
	int64_t ash = fixture_account(&f, "Ash"), beech = fixture_account(&f, "Beech");
	struct numbers numbers;
	const struct number_sums *sums;

	move_in(ash, periods[5].start, MOVEMENT_NEW, 10000, "EUR");
	move_in(ash, periods[6].start, MOVEMENT_UPSELL, 20000, "USD");
	move_in(beech, periods[5].start, MOVEMENT_NEW, 3330, "USD");
	move_in(beech, periods[5].start + 1, MOVEMENT_EXPANSION, 3330, "USD");
	move_in(beech, periods[7].start, MOVEMENT_CHURN, -6660, "USD");
	enter_rate("USD", "EUR", TODAY - 10, 920000000);
	strcpy(query.in, "EUR");
	cr_assert_eq(numbers_read(f.book, &query, &numbers, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(numbers.item_count, 1);
	sums = &numbers.items[0];
	cr_expect_str_eq(sums->currency, "EUR");
	cr_expect_eq(sums->sums[5][FIGURE_NEW], 10000 + 3064);
	cr_expect_eq(sums->sums[5][FIGURE_EXPANSION], 6127 - 3064);
	cr_expect_eq(sums->sums[6][FIGURE_UPSELL], 18400);
	cr_expect_eq(sums->sums[6][FIGURE_CUSTOMERS_CLOSING], 2, "an account of two currencies is one");
	cr_expect_eq(sums->sums[7][FIGURE_CHURN], 6127);
	cr_expect_eq(sums->sums[7][FIGURE_CLOSING], 28400);
	cr_expect_eq(sums->sums[7][FIGURE_CUSTOMERS_CLOSING], 1);
	cr_expect_eq(sums->sums[7][FIGURE_CUSTOMERS_CHURNED], 1);
	numbers_free(&numbers);
}

Test(costs, a_currency_without_a_rate_is_told)
{
	int64_t ash = fixture_account(&f, "Ash");
	struct numbers_view *view;
	struct numbers numbers;

	move_in(ash, periods[5].start, MOVEMENT_NEW, 10000, "SEK");
	strcpy(query.in, "EUR");
	cr_assert_eq(numbers_read(f.book, &query, &numbers, &f.error), -1);
	cr_expect(strstr(f.error.text, "waymark rate set SEK EUR RATE"), "%s", f.error.text);
	numbers_free(&numbers);
	cr_assert_eq(numbers_view_open(f.book, &query, NULL, &view, &f.error), -1);
	enter_rate("SEK", "EUR", TODAY + 1, 90000000);
	cr_expect_eq(numbers_read(f.book, &query, &numbers, &f.error), -1, "one of tomorrow is none");
	numbers_free(&numbers);
	cr_assert(book_is_idle(f.book));
}

static uint32_t roll(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % below;
}

static int64_t random_accounts[ACCOUNTS];

/* Accounts in one currency or two of three, that rise, fall and go. */
static void random_book(uint32_t seed)
{
	static const char *const currencies[] = { "EUR", "USD", "JPY" };

	for (int i = 0; i < ACCOUNTS; i++) {
		char name[32];
		int64_t had[3] = { 0 };
		day_t day = TODAY - 800;

		snprintf(name, sizeof name, "Account %u-%d", seed, i);
		random_accounts[i] = fixture_account(&f, name);
		for (uint32_t n = roll(&seed, 14); n--;) {
			uint32_t c = roll(&seed, 4) ? (uint32_t)i % 3 : roll(&seed, 3);
			enum movement_kind kind = (enum movement_kind)roll(&seed, MOVEMENT_KINDS);
			int64_t minor = 1 + roll(&seed, 99999);

			if (movement_lowers(kind) && !had[c])
				kind = MOVEMENT_EXPANSION;
			if (movement_lowers(kind))
				minor = kind == MOVEMENT_CHURN || minor > had[c] ? -had[c] : -minor;
			had[c] += minor;
			day += (day_t)roll(&seed, 90);
			if (day <= TODAY)
				move_in(random_accounts[i], day, kind, minor, currencies[c]);
		}
	}
	enter_rate("USD", "EUR", TODAY - 100, 923456789);
	enter_rate("EUR", "JPY", TODAY - 100, INT64_C(163700000000));
}

/* What an account had in a currency before a day, by SQL, and converted the long way. */
static int64_t had_before(int64_t account, day_t day)
{
	sqlite3_stmt *st;
	int64_t sum = 0;

	sqlite3_prepare_v2(
		f.book->handle,
		"SELECT currency, sum(amount) FROM movement WHERE account_id = ?1 AND day < ?2 GROUP BY 1", -1, &st,
		NULL);
	sqlite3_bind_int64(st, 1, account);
	sqlite3_bind_int(st, 2, day);
	while (sqlite3_step(st) == SQLITE_ROW) {
		const char *currency = (const char *)sqlite3_column_text(st, 0);
		__int128 minor = sqlite3_column_int64(st, 1); /* never below 0 here */

		if (!strcmp(currency, "USD"))
			minor = (minor * 923456789 + 500000000) / 1000000000;
		else if (!strcmp(currency, "JPY")) /* yen have no cents: 1 yen is 100 / 163.7 cents */
			minor = (minor * 100 * 10 + 1637 / 2) / 1637;
		sum += (int64_t)minor;
	}
	sqlite3_finalize(st);
	return sum;
}

struct adding {
	int64_t sums[PERIODS][FIGURE_COUNT];
};

static void add_part(void *data, int period, enum number_figure figure, const struct number_part *part)
{
	struct adding *adding = data;

	cr_assert_str_eq(part->currency, "EUR");
	adding->sums[period][figure] += part->minor;
}

Test(costs, converted_numbers_agree_with_a_second_computation)
{
	for (uint32_t seed = 1; seed <= 4; seed++)
		random_book(seed);
	strcpy(query.in, "EUR");
	for (int level = 0; level < LEVEL_COUNT; level++) {
		static struct adding adding;
		struct numbers numbers;
		const struct number_sums *sums;

		memset(&adding, 0, sizeof adding);
		query.level = (enum number_level)level;
		cr_assert_eq(numbers_open(f.book, &query, add_part, &adding, &numbers, &f.error), 0, "%s",
			     f.error.text);
		cr_assert_eq(numbers.item_count, 1);
		sums = &numbers.items[0];
		for (int p = 0; p < PERIODS; p++) {
			int64_t moved = 0;

			for (int figure = 0; figure < FIGURE_COUNT; figure++)
				cr_expect_eq(adding.sums[p][figure], sums->sums[p][figure], "opened");
			for (int figure = FIGURE_NEW; figure <= FIGURE_UPSELL + 1; figure++)
				moved += sums->sums[p][figure];
			for (int figure = FIGURE_PRICE_EROSION; figure <= FIGURE_CHURN; figure++)
				moved -= sums->sums[p][figure];
			cr_expect_eq(sums->sums[p][FIGURE_OPENING] + moved, sums->sums[p][FIGURE_CLOSING]);
			if (p)
				cr_expect_eq(sums->sums[p][FIGURE_OPENING], sums->sums[p - 1][FIGURE_CLOSING]);
		}
		numbers_free(&numbers);
	}
}

Test(costs, converted_balances_are_those_of_each_account)
{
	struct numbers numbers;
	int64_t opening = 0, closing = 0, customers = 0;

	random_book(7);
	for (int i = 0; i < ACCOUNTS; i++) {
		opening += had_before(random_accounts[i], periods[0].start);
		closing += had_before(random_accounts[i], TODAY + 1);
		customers += had_before(random_accounts[i], TODAY + 1) > 0;
	}
	strcpy(query.in, "EUR");
	cr_assert_eq(numbers_read(f.book, &query, &numbers, &f.error), 0, "%s", f.error.text);
	cr_expect_eq(numbers.items[0].sums[0][FIGURE_OPENING], opening);
	cr_expect_eq(numbers.items[0].sums[PERIODS - 1][FIGURE_CLOSING], closing);
	cr_expect_eq(numbers.items[0].sums[PERIODS - 1][FIGURE_CUSTOMERS_CLOSING], customers);
	numbers_free(&numbers);
}

Test(costs, a_view_reads_again_when_a_rate_changes)
{
	int64_t ash = fixture_account(&f, "Ash");
	struct numbers_view *view;

	move_in(ash, periods[5].start, MOVEMENT_NEW, 10000, "USD");
	enter_rate("USD", "EUR", TODAY - 10, 500000000);
	strcpy(query.in, "EUR");
	cr_assert_eq(numbers_view_open(f.book, &query, NULL, &view, &f.error), 0, "%s", f.error.text);
	cr_expect_eq(numbers_view_sums(view)->items[0].sums[7][FIGURE_CLOSING], 5000);
	enter_rate("USD", "EUR", TODAY - 5, 750000000);
	cr_assert_eq(numbers_view_refresh(view, &f.error), 1);
	cr_expect_eq(numbers_view_sums(view)->items[0].sums[7][FIGURE_CLOSING], 7500);
	numbers_view_close(view);
}

/* ---- many sets in one pass ---- */

struct halves {
	struct numbers odd, even;
};

static void reckon_half(void *data, const char *currency, struct number_account *account)
{
	struct halves *halves = data;

	for (int i = 0; i < ACCOUNTS; i++)
		if (random_accounts[i] == account->id)
			numbers_account(i % 2 ? &halves->odd : &halves->even, currency, account, NULL, NULL);
}

Test(costs, a_book_in_halves_adds_up_to_the_whole)
{
	struct halves halves;
	struct numbers numbers;

	random_book(11);
	strcpy(query.in, "EUR");
	numbers_start(&halves.odd, query.level, periods, PERIODS, TODAY);
	numbers_start(&halves.even, query.level, periods, PERIODS, TODAY);
	cr_assert_eq(numbers_each_account(f.book, &query, reckon_half, &halves, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(numbers_read(f.book, &query, &numbers, &f.error), 0);
	cr_assert_gt(halves.odd.items[0].sums[7][FIGURE_CLOSING], 0);
	numbers_add(&halves.odd, &halves.even);
	cr_expect_arr_eq(halves.odd.items[0].sums, numbers.items[0].sums, PERIODS * sizeof *numbers.items[0].sums);
	numbers_free(&halves.odd);
	numbers_free(&halves.even);
	numbers_free(&numbers);
}
