/*
 * Do the movements add up? For every account, quarter, currency and level opening + movements = closing, one quarter
 * opens as the one before it closed, and in the end there is the plain sum of all movements, which SQL adds up by
 * itself; an account is in one currency. One pass over the movements reckons all levels, account by account.
 */
#include "storage/check_numbers.h"

#include <string.h>

#include "core/vec.h"
#include "storage/book_private.h"
#include "storage/numbers.h"

enum { QUARTERS = 8, TOLD = 20 };

struct checking {
	struct buf *report;
	struct number_period periods[QUARTERS];
	struct numbers totals[LEVEL_COUNT];
	int64_t sums[QUARTERS][FIGURE_COUNT]; /* of the account under way, at one level */
	int faults, signs, mixed;
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

static void add_part(void *data, int period, enum number_figure figure, const struct number_part *part)
{
	struct checking *checking = data;

	checking->sums[period][figure] += part->minor;
}

static void check_level(struct checking *checking, const char *currency, struct number_account *account, int level)
{
	memset(checking->sums, 0, sizeof checking->sums);
	numbers_account(&checking->totals[level], currency, account, add_part, checking);
	for (int p = 0; p < QUARTERS; p++) {
		if (adds_up(checking->sums[p]) &&
		    (!p || checking->sums[p][FIGURE_OPENING] == checking->sums[p - 1][FIGURE_CLOSING]))
			continue;
		if (checking->faults++ < TOLD)
			buf_printf(checking->report, "numbers: account #%lld does not add up in %s, by %s\n",
				   (long long)account->id, checking->periods[p].name,
				   number_level_key((enum number_level)level));
	}
}

/* An amount's sign is that of its kind. */
static void check_signs(struct checking *checking, const struct number_account *account)
{
	for (size_t i = 0; i < account->count; i++) {
		int64_t minor = account->movements[i].minor;

		if (!minor || movement_lowers(account->movements[i].kind) == (minor < 0))
			continue;
		if (checking->signs++ < TOLD)
			buf_printf(checking->report,
				   "movements: account #%lld has one whose amount is against its kind\n",
				   (long long)account->id);
		return;
	}
}

static void check_account(void *data, const char *currency, struct number_account *account)
{
	struct checking *checking = data;

	check_signs(checking, account);
	for (int level = 0; level < LEVEL_COUNT; level++)
		check_level(checking, currency, account, level);
}

/* ---- SQL's own sums ---- */

struct sum {
	char currency[CURRENCY_SIZE];
	int64_t minor;
};
struct sums {
	struct sum *items;
	size_t count, room;
};

static struct sum *sum_of(struct sums *sums, const char *currency)
{
	struct sum *sum = NULL;

	for (size_t i = 0; i < sums->count; i++)
		if (!strcmp(sums->items[i].currency, currency))
			return &sums->items[i];
	sum = vec_add(sums);
	*sum = (struct sum){ .minor = 0 };
	strncpy(sum->currency, currency, CURRENCY_SIZE - 1);
	return sum;
}

/* Account by account: grouped by currency it would be sorted first. An account is in one currency. */
static int read_sums(struct book *book, struct checking *checking, struct sums *sums, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_CHECK_MOVEMENT_SUMS, "d", book->options.today);
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		sum_of(sums, column_string(st, 1))->minor += sqlite3_column_int64(st, 3);
		if (strcmp(column_string(st, 1), column_string(st, 2)) != 0 && checking->mixed++ < TOLD)
			buf_printf(checking->report, "movements: account #%lld has amounts in two currencies\n",
				   (long long)sqlite3_column_int64(st, 0));
	}
	return found;
}

/* The closing of the quarter under way against them. */
static void compare_sum(struct checking *checking, const struct sum *sum, int level)
{
	const struct number_sums *sums = numbers_in(&checking->totals[level], sum->currency);

	if (sums && sums->sums[QUARTERS - 1][FIGURE_CLOSING] == sum->minor)
		return;
	checking->faults++;
	buf_printf(checking->report, "numbers: %s do not add up to their movements, by %s\n", sum->currency,
		   number_level_key((enum number_level)level));
}

static int compare_sums(struct book *book, struct checking *checking, struct error *error)
{
	struct sums sums = { 0 };
	int result = read_sums(book, checking, &sums, error);

	/* Amounts of two currencies in one account: what SQL's sum of it is in, nobody can say. */
	for (size_t i = 0; i < sums.count && !result && !checking->mixed; i++)
		for (int level = 0; level < LEVEL_COUNT; level++)
			compare_sum(checking, &sums.items[i], level);
	vec_free(&sums);
	return result;
}

int check_numbers(struct book *book, struct buf *report, struct error *error)
{
	struct checking checking = { .report = report };
	/* Movements of days to come have their signs too. */
	struct numbers_query query = { .as_of = INT32_MAX };
	int result;

	number_periods(book->options.today, 1, 3, QUARTERS, checking.periods);
	for (int level = 0; level < LEVEL_COUNT; level++)
		numbers_start(&checking.totals[level], (enum number_level)level, checking.periods, QUARTERS,
			      book->options.today);
	result = numbers_each_account(book, &query, check_account, &checking, error);
	if (!result)
		result = numbers_fit(&checking.totals[LEVEL_MOVEMENT], error) ||
					 compare_sums(book, &checking, error)
				 ? -1
				 : 0;
	for (int level = 0; level < LEVEL_COUNT; level++)
		numbers_free(&checking.totals[level]);
	return result < 0 ? -1 : checking.faults + checking.signs + checking.mixed;
}
