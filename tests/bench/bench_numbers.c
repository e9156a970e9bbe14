/* The numbers over the whole book, the first time and after one movement; whether they add up. */
#include <stdio.h>

#include "storage/book_private.h"
#include "storage/check_numbers.h"
#include "storage/config.h"
#include "storage/facts_store.h"
#include "storage/forecast.h"
#include "storage/journal.h"
#include "storage/numbers.h"
#include "tests/bench/bench.h"
#include "tests/bench/pty.h"

enum { QUARTERS = 8, RUNS = 5, CHANGES = 25 };

static struct book *open_book(const char *path)
{
	struct book_options options = { .limits = health_limits_default, .scorecard = scorecard_default() };
	struct book *book = NULL;
	struct error error;

	if (!clock_today(&options.today, &error) && !book_open(&book, path, 0, &options, &error))
		return book;
	fprintf(stderr, "bench: %s\n", error.text);
	return NULL;
}

static double best_run_ms(const char *const *argv)
{
	double best = -1;

	for (int i = 0; i < RUNS; i++) {
		double ms = run_ms(argv);

		if (ms < 0)
			return -1;
		if (best < 0 || ms < best)
			best = ms;
	}
	return best;
}

/* Through the program: each use reads the whole book. */
static void whole_uses(struct bench *bench)
{
	const char *plain[] = { bench->waymark, "-b", bench->numbers, "numbers", "--json", NULL };
	const char *by_line[] = { bench->waymark, "-b", bench->numbers, "numbers", "--by", "line", "--json", NULL };
	const char *part[] = {
		bench->waymark, "-b", bench->numbers, "numbers", "segment=Enterprise", "--json", NULL
	};

	report_line(&bench->report, "numbers: the command, whole book, best", best_run_ms(plain), "ms",
		    TARGET_AT_MOST, 1000);
	report_line(&bench->report, "numbers: the command, by line, best", best_run_ms(by_line), "ms",
		    TARGET_AT_MOST, 1000);
	report_line(&bench->report, "numbers: the command, one segment, best", best_run_ms(part), "ms",
		    TARGET_AT_MOST, 1000);
}

static double open_view_ms(struct book *book, const struct numbers_query *query, struct numbers_view **view)
{
	int64_t start = now_ns();
	struct error error;

	if (!numbers_view_open(book, query, NULL, view, &error))
		return (double)(now_ns() - start) / 1e6;
	fprintf(stderr, "bench: %s\n", error.text);
	return -1;
}

/* One movement, written as a command writes it: not timed. */
static int move(struct book *book, int64_t account, struct error *error)
{
	struct movement movement = { .on = book->options.today, .kind = MOVEMENT_UPSELL, .minor = 100 };
	sqlite3_stmt *st = book_query(book, error, Q_MOVEMENT_CURRENCY, "i", account);
	char currency[CURRENCY_SIZE];

	if (!st || book_step(book, st, error) != 1)
		return -1;
	(void)snprintf(currency, sizeof currency, "%s", column_string(st, 0));
	sqlite3_reset(st);
	movement.currency = currency;
	if (journal_begin(book, error) || movement_add(book, account, &movement, error)) {
		journal_abort(book);
		return -1;
	}
	return journal_commit(book, &(struct journal_note){ "bench", "movement", account, "moved" }, NULL, error);
}

static double change_ms(struct book *book, struct numbers_view *view)
{
	struct ids accounts = { 0 };
	struct series series = { 0 };
	struct error error = { 0 };
	struct filter *all = NULL;
	double median;
	int failed = filter_parse(&all, NULL, 0, &error) ||
		     numbers_accounts(book, book->options.today, all, &accounts, &error);

	for (size_t i = 0; i < CHANGES && !failed; i++) {
		int64_t start;

		failed = move(book, accounts.items[i * (accounts.count / CHANGES)], &error);
		start = now_ns();
		failed = failed || numbers_view_refresh(view, &error) != 1;
		series_add(&series, (double)(now_ns() - start) / 1e6);
	}
	if (failed)
		fprintf(stderr, "bench: %s\n", error.text);
	median = failed ? -1 : series_percentile(&series, 50);
	series_free(&series);
	vec_free(&accounts);
	filter_free(all);
	return median;
}

static double check_ms(struct book *book)
{
	struct buf report = { 0 };
	int64_t start = now_ns();
	struct error error = { 0 };
	int faults = check_numbers(book, &report, &error);
	double ms = (double)(now_ns() - start) / 1e6;

	if (faults)
		fprintf(stderr, "bench: %s%s\n", buf_text(&report), error.text);
	buf_free(&report);
	return faults ? -1 : ms;
}

/* The forecast, the first time and after a movement of one account, reckoned each time. */
static void forecast_uses(struct bench *bench, struct book *book)
{
	struct forecast_query query = { .as_of = book->options.today,
					.fiscal_month = 1,
					.priors = { 85, 60, 85, 95 } };
	struct forecast_view *view = NULL;
	struct forecast forecast = { .as_of = 0 };
	struct error error = { 0 };
	int64_t start = now_ns(), first;
	int failed = forecast_view_open(book, &query, &view, &error) ||
		     forecast_reckon(&query, forecast_view_facts(view), NULL, NULL, &forecast, &error);

	first = now_ns() - start;
	forecast_free(&forecast);
	report_line(&bench->report, "numbers: the forecast, the first time", failed ? -1 : (double)first / 1e6,
		    "ms", TARGET_AT_MOST, 1000);
	if (!failed)
		failed = move(book, forecast_view_facts(view)->accounts.items[0].account, &error);
	start = now_ns();
	failed = failed || forecast_view_refresh(view, &query, &error) ||
		 forecast_reckon(&query, forecast_view_facts(view), NULL, NULL, &forecast, &error);
	report_line(&bench->report, "numbers: the forecast after one movement",
		    failed ? -1 : (double)(now_ns() - start) / 1e6, "ms", TARGET_AT_MOST, 50);
	if (failed)
		fprintf(stderr, "bench: %s\n", error.text);
	forecast_free(&forecast);
	forecast_view_close(view);
}

void bench_numbers(struct bench *bench)
{
	struct number_period periods[QUARTERS];
	struct numbers_query query = { .level = LEVEL_MOVEMENT, .periods = periods, .count = QUARTERS };
	struct numbers_view *view = NULL;
	struct book *book;

	whole_uses(bench);
	book = open_book(bench->numbers);
	if (!book) {
		report_broken(&bench->report, "numbers: the book cannot be opened");
		return;
	}
	query.as_of = book->options.today;
	number_periods(query.as_of, 1, 3, QUARTERS, periods);
	report_line(&bench->report, "numbers: a view, the first time", open_view_ms(book, &query, &view), "ms",
		    TARGET_AT_MOST, 1000);
	report_line(&bench->report, "numbers: the view after one movement, median",
		    view ? change_ms(book, view) : -1, "ms", TARGET_AT_MOST, 50);
	report_line(&bench->report, "numbers: do all movements add up", check_ms(book), "ms", TARGET_NONE, 0);
	numbers_view_close(view);
	forecast_uses(bench, book);
	book_close(book);
}
