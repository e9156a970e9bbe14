/* Do the movements add up? For every account, quarter and level opening + movements = closing, one quarter opens as the
 * one before it closed, and in the end there is the plain sum of all movements. */
#include "storage/check_numbers.h"

#include <string.h>

#include "storage/book_private.h"
#include "storage/numbers.h"

enum { QUARTERS = 8, TOLD = 20 };

struct checking {
	struct buf *report;
	enum number_level level;
	const struct number_period *periods;
	int64_t account; /* under way */
	int64_t sums[QUARTERS][FIGURE_COUNT];
	int faults;
};

static bool adds_up(const int64_t sums[FIGURE_COUNT])
{
	int64_t sum = sums[FIGURE_OPENING];

	for (int f = FIGURE_NEW; f < FIGURE_CLOSING; f++)
		sum += f < FIGURE_PRICE_EROSION ? sums[f] : -sums[f];
	return sum == sums[FIGURE_CLOSING] && sums[FIGURE_CUSTOMERS_OPENING] + sums[FIGURE_CUSTOMERS_NEW] +
							      sums[FIGURE_CUSTOMERS_REACTIVATED] -
							      sums[FIGURE_CUSTOMERS_CHURNED] ==
						      sums[FIGURE_CUSTOMERS_CLOSING];
}

static void fault(struct checking *checking, int period)
{
	if (checking->faults++ < TOLD)
		buf_printf(checking->report, "numbers: account #%lld does not add up in %s, by %s\n",
			   (long long)checking->account, checking->periods[period].name,
			   number_level_key(checking->level));
}

static void end_account(struct checking *checking)
{
	for (int p = 0; p < QUARTERS; p++)
		if (!adds_up(checking->sums[p]) ||
		    (p && checking->sums[p][FIGURE_OPENING] != checking->sums[p - 1][FIGURE_CLOSING]))
			fault(checking, p);
	memset(checking->sums, 0, sizeof checking->sums);
}

static void add_part(void *data, int period, enum number_figure figure, const struct number_part *part)
{
	struct checking *checking = data;

	if (part->account != checking->account) {
		end_account(checking);
		checking->account = part->account;
	}
	checking->sums[period][figure] += part->minor;
}

/* The closing of the quarter under way against SQL's own sum. */
static int compare_sums(struct book *book, const struct numbers *numbers, struct checking *checking,
			struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_CHECK_MOVEMENT_SUM, "d", book->options.today);
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		const struct number_sums *sums = numbers_in(numbers, column_string(st, 0));

		if (sums && sums->sums[QUARTERS - 1][FIGURE_CLOSING] == sqlite3_column_int64(st, 1))
			continue;
		checking->faults++;
		buf_printf(checking->report, "numbers: %s do not add up to their movements, by %s\n",
			   column_string(st, 0), number_level_key(checking->level));
	}
	return found;
}

static int check_signs(struct book *book, struct buf *report, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_CHECK_MOVEMENT_SIGN, "n", (int)MOVEMENT_PRICE_EROSION);
	int faults = 0, found = -1;

	while (st && (found = book_step(book, st, error)) == 1)
		if (faults++ < TOLD)
			buf_printf(report, "movements: account #%lld has one whose amount is against its kind\n",
				   (long long)sqlite3_column_int64(st, 0));
	return found < 0 ? -1 : faults;
}

int check_numbers(struct book *book, struct buf *report, struct error *error)
{
	struct number_period periods[QUARTERS];
	int faults = check_signs(book, report, error);

	number_periods(book->options.today, 1, 3, QUARTERS, periods);
	for (int level = 0; level < LEVEL_COUNT && faults >= 0; level++) {
		struct numbers_query query = { book->options.today, (enum number_level)level, periods, QUARTERS,
					       NULL };
		struct checking checking = { .report = report,
					     .level = (enum number_level)level,
					     .periods = periods };
		struct numbers numbers;
		int result = numbers_open(book, &query, add_part, &checking, &numbers, error);

		end_account(&checking);
		if (!result)
			result = compare_sums(book, &numbers, &checking, error);
		numbers_free(&numbers);
		faults = result < 0 ? -1 : faults + checking.faults;
	}
	return faults;
}
