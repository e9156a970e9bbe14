/* Today: ranking the whole book, and what one account's change costs while the list is open. */
#include <stdio.h>

#include "storage/book_private.h"
#include "storage/config.h"
#include "storage/portfolio.h"
#include "storage/today.h"
#include "tests/bench/bench.h"
#include "tests/bench/pty.h"

#define RANKINGS 7
#define CHANGES 200

static struct book *open_book(const char *path)
{
	struct book_options options = { .limits = health_limits_default, .scorecard = scorecard_default() };
	struct book *book;
	struct error error;

	/* Made anew, so that it is of today. */
	if (!clock_today(&options.today, &error) && !book_open(&book, path, 0, &options, &error)) {
		if (!cache_rebuild(book, &error))
			return book;
		book_close(book);
	}
	fprintf(stderr, "bench: %s\n", error.text);
	return NULL;
}

static double rank_ms(struct book *book, struct today_rows *rows)
{
	struct error error;
	double best = -1;

	for (int i = 0; i < RANKINGS; i++) {
		int64_t start = now_ns();
		double ms;

		vec_clear(rows);
		if (today_list(book, book->options.today, NULL, 0, rows, &error)) {
			fprintf(stderr, "bench: %s\n", error.text);
			return -1;
		}
		ms = (double)(now_ns() - start) / 1e6;
		if (best < 0 || ms < best)
			best = ms;
	}
	return best;
}

/* Its scores, its flags and its entries anew, and these put into the list that is open; no disk. */
static double change_ms(struct book *book, struct today_rows *rows)
{
	struct series series = { 0 };
	struct error error;
	double median;

	if (book_exec(book, "BEGIN IMMEDIATE", &error))
		return -1;
	book->read_depth++; /* reads are within that transaction */
	for (size_t i = 0; i < CHANGES && i < rows->count; i++) {
		int64_t account = rows->items[i * (rows->count / CHANGES)].account, start = now_ns();

		vec_clear(&book->touched);
		book_touch(book, account);
		if (cache_rescore(book, &error) ||
		    today_update(book, book->options.today, account, NULL, rows, &error)) {
			fprintf(stderr, "bench: %s\n", error.text);
			vec_clear(&series);
			break;
		}
		series_add(&series, (double)(now_ns() - start) / 1e6);
	}
	median = series_percentile(&series, 50);
	series_free(&series);
	book->read_depth--;
	return book_exec(book, "ROLLBACK", &error) ? -1 : median;
}

void bench_today(struct bench *bench)
{
	double scale = bench->report.accounts > 10000 ? (double)bench->report.accounts / 10000 : 1;
	struct book *book = open_book(bench->full);
	struct today_rows rows = { 0 };
	char line[80];

	if (!book)
		return;
	report_line(&bench->report, "today: ranking all accounts, best", rank_ms(book, &rows), "ms", TARGET_AT_MOST,
		    100 * scale);
	(void)snprintf(line, sizeof line, "today: one account's change among %zu, median", rows.count);
	report_line(&bench->report, line, change_ms(book, &rows), "ms", TARGET_AT_MOST, 5);
	vec_free(&rows);
	book_close(book);
}
