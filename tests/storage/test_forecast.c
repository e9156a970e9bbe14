/* What the forecast is reckoned from, against SQL and against the numbers of the past; calls, undo, as-of. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/buf.h"
#include "storage/book_private.h"
#include "storage/forecast.h"
#include "storage/numbers.h"
#include "tests/storage/fixture.h"

enum { ACCOUNTS = 40 };

static struct fixture f;
static int64_t accounts[ACCOUNTS];
static const struct forecast_query plain = { .as_of = TODAY, .fiscal_month = 1, .priors = { 85, 60, 85, 95 } };

static void setup(void)
{
	fixture_open(&f);
}

static void teardown(void)
{
	fixture_close(&f);
}

TestSuite(forecast, .init = setup, .fini = teardown);

static uint32_t roll(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % below;
}

static void begin(void)
{
	cr_assert_eq(journal_begin(f.book, &f.error), 0, "%s", f.error.text);
}

static void commit(int64_t account)
{
	cr_assert_eq(
		journal_commit(f.book, &(struct journal_note){ "ana", "renewal", account, "said" }, NULL, &f.error),
		0, "%s", f.error.text);
}

static void run_sql(char *text)
{
	cr_assert_eq(sqlite3_exec(f.book->handle, text, NULL, NULL, NULL), SQLITE_OK, "%s: %s", text,
		     sqlite3_errmsg(f.book->handle));
	sqlite3_free(text);
}

static int64_t ask_sql(char *text)
{
	sqlite3_stmt *st;
	int64_t result;

	cr_assert_eq(sqlite3_prepare_v2(f.book->handle, text, -1, &st, NULL), SQLITE_OK, "%s: %s", text,
		     sqlite3_errmsg(f.book->handle));
	cr_assert_eq(sqlite3_step(st), SQLITE_ROW);
	result = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	sqlite3_free(text);
	return result;
}

static void move(int64_t account, day_t on, int64_t minor, const char *currency)
{
	struct movement movement = { .on = on,
				     .kind = minor < 0 ? MOVEMENT_CONTRACTION : MOVEMENT_NEW,
				     .minor = minor,
				     .currency = currency };

	cr_assert_eq(movement_add(f.book, account, &movement, &f.error), 0, "%s", f.error.text);
}

static void renews(int64_t account, day_t said, day_t on)
{
	struct account_state state = { .says_renewal = true, .renewal = on };

	cr_assert_eq(account_set_state(f.book, account, said, &state, NULL, &f.error), 0, "%s", f.error.text);
}

/* What was shown is no fact that a test could enter: it is written as rescoring does. */
static void showed(int64_t account, day_t on, enum band band)
{
	run_sql(sqlite3_mprintf(
		"INSERT OR REPLACE INTO score_history (account_id, day, hundredths, band, confidence, "
		"scorecard) VALUES (%lld, %d, NULL, %d, 0, 'x 1')",
		account, on, (int)band));
}

static int64_t one_account(const char *name, int64_t minor, day_t renewal)
{
	int64_t account = fixture_account(&f, name);

	begin();
	move(account, TODAY - 600, minor, "EUR");
	renews(account, TODAY - 600, renewal);
	commit(account);
	return account;
}

static void random_book(uint32_t seed)
{
	for (int i = 0; i < ACCOUNTS; i++) {
		char name[32];
		const char *currency = roll(&seed, 3) ? "EUR" : "USD";
		int64_t held = 0;

		snprintf(name, sizeof name, "Account %d", i);
		accounts[i] = fixture_account(&f, name);
		begin();
		for (uint32_t m = roll(&seed, 6); m; m--) {
			int64_t minor = held && roll(&seed, 2) ? -(int64_t)roll(&seed, (uint32_t)held + 1)
							       : 1 + (int64_t)roll(&seed, 90000);

			if (!minor)
				continue;
			move(accounts[i], TODAY - 130 * (day_t)m - (day_t)roll(&seed, 100), minor, currency);
			held += minor;
		}
		for (uint32_t r = roll(&seed, 4); r; r--)
			renews(accounts[i], TODAY - 360 * (day_t)r,
			       roll(&seed, 8) ? TODAY - 360 * (day_t)r + (day_t)roll(&seed, 700) : DAY_NONE);
		commit(accounts[i]);
		for (uint32_t h = roll(&seed, 4); h; h--)
			showed(accounts[i], TODAY - 200 * (day_t)h, (enum band)roll(&seed, FORECAST_BANDS));
	}
}

static void read_facts(const struct forecast_query *query, struct forecast_facts *facts, struct forecast *forecast)
{
	*facts = (struct forecast_facts){ 0 };
	cr_assert_eq(forecast_read(f.book, query, 2, INT64_MAX, facts, &f.error), 0, "%s", f.error.text);
	cr_assert(book_is_idle(f.book));
	cr_assert_eq(forecast_reckon(query, facts, NULL, NULL, forecast, &f.error), 0, "%s", f.error.text);
}

/* ---- against SQL ---- */

#define STANDS \
	"(SELECT renewal_day FROM account_state s WHERE s.account_id = a.id AND renewal_day IS NOT NULL AND " \
	"s.day <= %d " \
	"ORDER BY s.day DESC LIMIT 1)"
#define ARR \
	"(SELECT coalesce(sum(amount), 0) FROM movement m WHERE m.account_id = a.id AND m.day <= %d AND currency " \
	"= %Q)"

Test(forecast, what_is_due_first_agrees_with_sql)
{
	static const char *const currencies[] = { "EUR", "USD" };

	for (uint32_t seed = 1; seed <= 3; seed++) {
		struct forecast_facts facts;
		struct forecast forecast;
		int64_t due = 0;

		if (seed > 1) {
			fixture_close(&f);
			fixture_open(&f);
		}
		random_book(seed);
		read_facts(&plain, &facts, &forecast);
		for (size_t c = 0; c < 2; c++) {
			const struct forecast_sums *sums = forecast_in(&forecast, currencies[c]);

			cr_assert_not_null(sums);
			cr_expect_eq(sums->sums[0][FORECAST_OPENING],
				     ask_sql(sqlite3_mprintf("SELECT sum(arr) FROM (SELECT " ARR
							     " AS arr FROM account a) WHERE arr > 0",
							     TODAY, currencies[c])));
			/* Days that stand in the first four quarters are nobody's second renewal. */
			for (int q = 0; q < 4; q++) {
				day_t from = q ? forecast.quarters[q].start : TODAY - 29;
				day_t end = forecast.quarters[q].end;
				char *text = sqlite3_mprintf(
					"SELECT count(*) FROM (SELECT " ARR " AS arr, " STANDS
					" AS day FROM account a) WHERE arr > 0 AND day >= %d AND day < %d",
					TODAY, currencies[c], TODAY, from, end);
				int64_t least = ask_sql(text);

				cr_expect_geq(sums->sums[q][FORECAST_DUE_CUSTOMERS], least);
				due += least;
			}
			cr_expect_eq(sums->undated,
				     ask_sql(sqlite3_mprintf("SELECT coalesce(sum(arr), 0) FROM (SELECT " ARR
							     " AS arr, " STANDS
							     " AS day FROM account a) WHERE arr > 0 AND "
							     "coalesce(day, 0) = 0",
							     TODAY, currencies[c], TODAY)));
		}
		cr_expect_gt(due, 0, "the book has some");
		forecast_facts_free(&facts);
		forecast_free(&forecast);
	}
}

Test(forecast, history_counts_what_the_numbers_count)
{
	struct number_period periods[FORECAST_QUARTERS];
	struct numbers_query query = { .as_of = TODAY, .periods = periods, .count = FORECAST_QUARTERS };
	int64_t due = 0, renewed = 0, resolved = 0, kept = 0;
	struct forecast_facts facts;
	struct forecast forecast;
	struct numbers numbers;

	random_book(11);
	number_periods(TODAY, 1, 3, FORECAST_QUARTERS, periods);
	cr_assert_eq(numbers_read(f.book, &query, &numbers, &f.error), 0);
	for (size_t i = 0; i < numbers.item_count; i++)
		for (int p = 0; p < FORECAST_QUARTERS; p++) {
			due += numbers.items[i].sums[p][FIGURE_CUSTOMERS_DUE];
			renewed += numbers.items[i].sums[p][FIGURE_CUSTOMERS_RENEWED];
		}
	read_facts(&plain, &facts, &forecast);
	for (int b = 0; b < FORECAST_BANDS; b++) {
		int64_t shown = 0;

		resolved += forecast.rates[b].due;
		kept += forecast.rates[b].renewed;
		for (size_t i = 0; i < facts.past.count; i++)
			shown += ask_sql(sqlite3_mprintf("SELECT coalesce((SELECT band FROM score_history WHERE "
							 "account_id = %lld AND day <= %d "
							 "ORDER BY day DESC LIMIT 1), 0) = %d",
							 facts.past.items[i].account, facts.past.items[i].on - 90,
							 b));
		cr_expect_eq(forecast.rates[b].due, shown, "band %d", b);
		cr_expect_eq(forecast.rates[b].prior, shown == 0);
	}
	cr_assert_gt(due, 5);
	cr_expect_eq(resolved, due);
	cr_expect_eq(kept, renewed);
	numbers_free(&numbers);
	forecast_facts_free(&facts);
	forecast_free(&forecast);
}

Test(forecast, the_accounts_asked_for_add_up_and_share_the_rates)
{
	struct ids halves[2] = { { 0 }, { 0 } };
	struct forecast_facts facts[3];
	struct forecast forecasts[3];
	sqlite3_stmt *st;

	random_book(21);
	cr_assert_eq(sqlite3_prepare_v2(f.book->handle, "SELECT id FROM account WHERE id > 1 ORDER BY id", -1, &st,
					NULL),
		     SQLITE_OK);
	for (size_t i = 0; sqlite3_step(st) == SQLITE_ROW; i++)
		*vec_add(&halves[i % 2]) = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	for (int i = 0; i < 3; i++) {
		struct forecast_query query = plain;

		query.only = i < 2 ? &halves[i] : NULL;
		read_facts(&query, &facts[i], &forecasts[i]);
		cr_expect_eq(memcmp(forecasts[i].rates, forecasts[0].rates, sizeof forecasts[0].rates), 0);
	}
	for (int q = 0; q < FORECAST_QUARTERS; q++)
		for (int figure = 0; figure < FORECAST_FIGURES; figure++)
			cr_expect_eq(forecast_in(&forecasts[0], "EUR")->sums[q][figure] +
					     forecast_in(&forecasts[1], "EUR")->sums[q][figure],
				     forecast_in(&forecasts[2], "EUR")->sums[q][figure]);
	for (int i = 0; i < 3; i++) {
		forecast_facts_free(&facts[i]);
		forecast_free(&forecasts[i]);
	}
	vec_free(&halves[0]);
	vec_free(&halves[1]);
}

/* ---- by hand ---- */

static int64_t figure(day_t as_of, int quarter, enum forecast_figure which)
{
	struct forecast_query query = plain;
	const struct forecast_sums *sums;
	struct forecast_facts facts;
	struct forecast forecast;
	int64_t result;

	query.as_of = as_of;
	read_facts(&query, &facts, &forecast);
	sums = forecast_in(&forecast, "EUR");
	result = sums ? sums->sums[quarter][which] : -1;
	forecast_facts_free(&facts);
	forecast_free(&forecast);
	return result;
}

Test(forecast, the_band_is_that_of_90_days_before)
{
	int64_t account = one_account("Ash", 10000, TODAY - 100);
	struct forecast_facts facts;
	struct forecast forecast;

	showed(account, TODAY - 300, BAND_WATCH);
	showed(account, TODAY - 190, BAND_RISK); /* on the very day */
	showed(account, TODAY - 189, BAND_GOOD);
	read_facts(&plain, &facts, &forecast);
	cr_expect_eq(forecast.rates[BAND_RISK].due, 1);
	cr_expect_eq(forecast.rates[BAND_RISK].renewed, 1);
	cr_expect(forecast.rates[BAND_GOOD].prior && forecast.rates[BAND_WATCH].prior);
	forecast_facts_free(&facts);
	forecast_free(&forecast);
}

Test(forecast, open_deals_as_of_a_day)
{
	int64_t account = one_account("Ash", 10000, DAY_NONE);

	run_sql(sqlite3_mprintf(
		"INSERT INTO opportunity (account_id, id, name, kind, amount, currency, probability, "
		"opened_day, close_day, state, closed_day) VALUES "
		"(%lld, 1, 'Seats', %d, 1000, 'EUR', 50, %d, %d, 0, NULL),"
		"(%lld, 2, 'More', %d, 600, 'EUR', NULL, %d, %d, 0, NULL),"
		"(%lld, 3, 'Won', %d, 400, 'EUR', 80, %d, %d, 1, %d)",
		account, MOVEMENT_EXPANSION, TODAY - 20, TODAY + 10, account, MOVEMENT_UPSELL, TODAY - 5,
		TODAY + 10, account, MOVEMENT_EXPANSION, TODAY - 40, TODAY + 5, TODAY - 2));
	cr_expect_eq(figure(TODAY, 0, FORECAST_EXPANSION), 500);
	cr_expect_eq(figure(TODAY, 0, FORECAST_HIGH), 11600);
	cr_expect_eq(figure(TODAY - 10, 0, FORECAST_EXPANSION), 500 + 320, "the third was open then");
	cr_expect_eq(figure(TODAY - 10, 0, FORECAST_HIGH), 11400, "the second was not known");
}

static void call(int64_t account, day_t renewal, day_t day, enum renewal_call what, int64_t amount,
		 const char *note, bool news)
{
	bool changed = !news;

	begin();
	cr_assert_eq(renewal_call_put(f.book, account,
				      &(struct renewal_call_write){ .renewal = renewal,
								    .day = day,
								    .call = what,
								    .amount = amount,
								    .note = note,
								    .who = "ana" },
				      &changed, &f.error),
		     0, "%s", f.error.text);
	commit(account);
	cr_expect_eq(changed, news);
}

Test(forecast, calls_are_dated_and_undone)
{
	int64_t account = one_account("Ash", 10000, TODAY + 30);

	call(account, TODAY + 30, TODAY - 20, CALL_RENEW, CALL_NO_AMOUNT, NULL, true);
	cr_expect_eq(figure(TODAY, 0, FORECAST_CALLED), 10000);
	call(account, TODAY + 30, TODAY - 5, CALL_SHRINK, 4000, NULL, true);
	cr_expect_eq(figure(TODAY, 0, FORECAST_CALLED), 4000);
	cr_expect_eq(figure(TODAY, 0, FORECAST_UNANSWERED), 1);
	cr_expect_eq(figure(TODAY - 6, 0, FORECAST_CALLED), 10000, "as of then");
	call(account, TODAY + 30, TODAY - 5, CALL_SHRINK, 4000, NULL, false);
	begin();
	cr_assert_eq(renewal_call_answer(f.book, account, TODAY + 30, TODAY - 5, "they move to the small plan",
					 &f.error),
		     0, "%s", f.error.text);
	commit(account);
	cr_expect_eq(figure(TODAY, 0, FORECAST_DISAGREE), 1);
	cr_expect_eq(figure(TODAY, 0, FORECAST_UNANSWERED), 0);
	call(account, TODAY + 30, TODAY - 5, CALL_SHRINK, 3000, NULL, true);
	cr_expect_eq(figure(TODAY, 0, FORECAST_UNANSWERED), 0, "the same call with another amount is answered");
	call(account, TODAY + 30, TODAY - 5, CALL_LOSE, CALL_NO_AMOUNT, NULL, true);
	cr_expect_eq(figure(TODAY, 0, FORECAST_UNANSWERED), 1, "another call is not");
	call(account, TODAY + 30, TODAY - 5, CALL_LOSE, CALL_NO_AMOUNT, "they said so", true);
	cr_expect_eq(figure(TODAY, 0, FORECAST_UNANSWERED), 0, "a note says why");
	fixture_undo(f.book, "ana");
	cr_expect_eq(figure(TODAY, 0, FORECAST_UNANSWERED), 1);
	call(account, TODAY + 30, TODAY - 4, CALL_SHRINK, 100, "one seat is left", true);
	cr_expect_eq(figure(TODAY, 0, FORECAST_UNANSWERED), 0, "a note with the call itself does, too");
	fixture_undo(f.book, "ana");
	begin();
	cr_assert_eq(renewal_call_remove(f.book, account, TODAY + 30, TODAY - 5, &f.error), 0, "%s", f.error.text);
	cr_expect_eq(renewal_call_remove(f.book, account, TODAY + 30, TODAY - 5, &f.error), -1);
	cr_expect_eq(renewal_call_answer(f.book, account, TODAY + 30, TODAY - 5, "x", &f.error), -1);
	commit(account);
	cr_expect_eq(figure(TODAY, 0, FORECAST_CALLED), 10000, "what was called before stands again");
	fixture_undo(f.book, "ana");
	cr_expect_eq(figure(TODAY, 0, FORECAST_CALLED_OF), 10000);
	cr_expect_eq(figure(TODAY, 0, FORECAST_CALLED), 0, "lost, again");
}

Test(forecast, an_account_in_two_currencies_is_told_apart)
{
	int64_t account = one_account("Ash", 10000, TODAY + 30);
	struct exchange exchange = { .into = "EUR" };
	struct forecast_query query = plain;
	struct forecast_facts facts;
	struct forecast forecast;

	begin();
	move(account, TODAY - 500, 700, "EUR");
	commit(account);
	run_sql(sqlite3_mprintf("UPDATE movement SET currency = 'USD' WHERE amount = 700"));
	read_facts(&plain, &facts, &forecast);
	cr_expect_eq(forecast_in(&forecast, "EUR")->sums[0][FORECAST_DUE], 10000);
	cr_expect_eq(forecast_in(&forecast, "USD")->sums[0][FORECAST_DUE], 700);
	forecast_free(&forecast);
	exchange_take(&exchange, &(struct exchange_rate){ "USD", "EUR", TODAY - 1, 500000000 });
	query.exchange = &exchange;
	cr_assert_eq(forecast_reckon(&query, &facts, NULL, NULL, &forecast, &f.error), 0, "%s", f.error.text);
	cr_expect_eq(forecast_in(&forecast, "EUR")->sums[0][FORECAST_DUE], 10350);
	cr_expect_eq(forecast_in(&forecast, "EUR")->sums[0][FORECAST_DUE_CUSTOMERS], 1, "one account");
	exchange_free(&exchange);
	forecast_facts_free(&facts);
	forecast_free(&forecast);
}

/* ---- what is kept ---- */

static char *facts_text(const struct forecast_facts *facts)
{
	struct buf out = { 0 };

	for (size_t i = 0; i < facts->accounts.count; i++) {
		const struct forecast_fact *fact = &facts->accounts.items[i];

		buf_printf(&out, "%lld %lld %s %d %d", (long long)fact->account, (long long)fact->arr,
			   fact->currency, fact->renewal, fact->band);
		for (uint32_t c = fact->first_call; c < fact->first_call + fact->call_count; c++)
			buf_printf(&out, " %d %d %s", facts->calls.items[c].day, (int)facts->calls.items[c].call,
				   facts->said.items[c].note ? facts->said.items[c].note : "-");
		buf_char(&out, '\n');
	}
	for (size_t i = 0; i < facts->past.count; i++)
		buf_printf(&out, "past %lld %d %d %d\n", (long long)facts->past.items[i].account,
			   facts->past.items[i].on, facts->past.items[i].band, facts->past.items[i].renewed);
	for (size_t i = 0; i < facts->deals.count; i++)
		buf_printf(&out, "deal %lld %lld\n", (long long)facts->deals.items[i].deal.account,
			   (long long)facts->deals.items[i].deal.amount);
	return buf_take(&out);
}

static void expect_as_read_anew(struct forecast_view *view)
{
	struct forecast_view *anew;
	char *kept, *whole;

	cr_assert_eq(forecast_view_refresh(view, &plain, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(forecast_view_open(f.book, &plain, &anew, &f.error), 0, "%s", f.error.text);
	kept = facts_text(forecast_view_facts(view));
	whole = facts_text(forecast_view_facts(anew));
	cr_expect_str_eq(kept, whole);
	free(kept);
	free(whole);
	forecast_view_close(anew);
}

Test(forecast, what_is_kept_follows_every_change)
{
	struct forecast_view *view;
	uint32_t seed = 31;

	random_book(31);
	cr_assert_eq(forecast_view_open(f.book, &plain, &view, &f.error), 0, "%s", f.error.text);
	for (int i = 0; i < 40; i++) {
		int64_t account = accounts[roll(&seed, ACCOUNTS)];

		begin();
		if (roll(&seed, 2))
			renews(account, TODAY - (day_t)roll(&seed, 50), TODAY - 200 + (day_t)roll(&seed, 400));
		else
			cr_assert_eq(
				renewal_call_put(f.book, account,
						 &(struct renewal_call_write){ .renewal = TODAY,
									       .day = TODAY - (day_t)roll(&seed, 9),
									       .call = CALL_SHRINK,
									       .amount = (int64_t)roll(&seed, 99),
									       .note = i % 3 ? "x" : NULL,
									       .who = "ana" },
						 NULL, &f.error),
				0, "%s", f.error.text);
		commit(account);
		if (i % 7 == 0)
			fixture_undo(f.book, "ana");
		expect_as_read_anew(view);
	}
	one_account("One more", 5000, TODAY + 3);
	expect_as_read_anew(view);
	forecast_view_close(view);
}

Test(forecast, what_is_kept_is_of_its_day)
{
	struct forecast_query earlier = plain;
	struct forecast_view *view;

	one_account("Ash", 10000, TODAY + 30);
	cr_assert_eq(forecast_view_open(f.book, &plain, &view, &f.error), 0, "%s", f.error.text);
	cr_expect_eq(forecast_view_facts(view)->accounts.count, 1);
	earlier.as_of = TODAY - 601;
	cr_assert_eq(forecast_view_refresh(view, &earlier, &f.error), 0, "%s", f.error.text);
	cr_expect_eq(forecast_view_facts(view)->accounts.count, 0);
	forecast_view_close(view);
}

/* ---- in one currency ---- */

Test(forecast, amounts_are_converted_before_they_are_reckoned)
{
	struct exchange exchange = { .into = "USD" };
	struct forecast_query query = plain;
	int64_t account = one_account("Ash", 10000, TODAY + 10);
	struct forecast_facts facts = { 0 };
	struct forecast forecast;

	call(account, TODAY + 10, TODAY, CALL_SHRINK, 4000, NULL, true);
	cr_assert_eq(forecast_read(f.book, &query, 2, INT64_MAX, &facts, &f.error), 0);
	query.exchange = &exchange;
	for (int b = 0; b < FORECAST_BANDS; b++)
		query.priors[b] = 80;
	cr_expect_eq(forecast_reckon(&query, &facts, NULL, NULL, &forecast, &f.error), -1, "no rate was entered");
	forecast_free(&forecast);
	exchange_take(&exchange, &(struct exchange_rate){ "EUR", "USD", TODAY - 1, 1250000000 });
	cr_assert_eq(forecast_reckon(&query, &facts, NULL, NULL, &forecast, &f.error), 0, "%s", f.error.text);
	cr_expect_null(forecast_in(&forecast, "EUR"));
	cr_expect_eq(forecast_in(&forecast, "USD")->sums[0][FORECAST_DUE], 12500);
	cr_expect_eq(forecast_in(&forecast, "USD")->sums[0][FORECAST_CALLED], 5000);
	cr_expect_eq(forecast_in(&forecast, "USD")->sums[0][FORECAST_LIKELY], 10000, "80 of a hundred");
	forecast_free(&forecast);
	forecast_facts_free(&facts);
	exchange_free(&exchange);
}
