/* Which band customers were in at the start of a period and which at its end: in customers, and in ARR. */
#include <string.h>

#include "cmd/numbers_trends.h"

enum { SHOWN = 2, TOTAL = TREND_BANDS };

/* One currency's, or "" of customers, over one period. */
struct matrix {
	int period;
	char currency[CURRENCY_SIZE];
	int64_t cells[TREND_BANDS][TREND_BANDS];
};
struct matrices {
	VEC(struct matrix) items;
};

/* The latest full period and the one under way: the last two, or the one that was asked for. */
static struct trend_query last_periods(const struct numbers_use *use)
{
	struct trend_query query = trend_query_of(use);

	if (query.count > SHOWN) {
		query.periods += query.count - SHOWN;
		query.count = SHOWN;
	}
	return query;
}

static struct matrix *matrix_of(struct matrices *matrices, int period, const char *currency)
{
	struct matrix *matrix;

	for (size_t i = 0; i < matrices->items.count; i++)
		if (matrices->items.items[i].period == period &&
		    !strcmp(matrices->items.items[i].currency, currency))
			return &matrices->items.items[i];
	matrix = vec_add(&matrices->items);
	*matrix = (struct matrix){ .period = period };
	strncpy(matrix->currency, currency, CURRENCY_SIZE - 1);
	return matrix;
}

static void add_ends(void *data, int64_t account, int period, const char *currency, const struct trend_ends *ends)
{
	enum trend_band from, to;
	int64_t minor;

	(void)account;
	if (!trend_move(ends, &from, &to, &minor))
		return;
	matrix_of(data, period, "")->cells[from][to]++;
	matrix_of(data, period, currency)->cells[from][to] += minor;
}

static int compare_matrices(const void *a, const void *b)
{
	const struct matrix *x = a, *y = b;

	return x->period != y->period ? (x->period > y->period) - (x->period < y->period)
				      : strcmp(x->currency, y->currency);
}

/* ---- the grids ---- */

static const char *const row_definitions[TREND_BANDS + 1] = {
	[TREND_GOOD] = "Customers that were shown as good at the start of the period.",
	[TREND_WATCH] = "Customers that were shown as watch at the start of the period.",
	[TREND_RISK] = "Customers that were shown as risk at the start of the period.",
	[TREND_UNKNOWN] =
		"Customers of which no band was known at the start of the period, or nothing was shown yet.",
	[TREND_NEW] = "Accounts that were no customers at the start of the period and are at its end.",
	[TOTAL] = "All of these; row and column come to the same.",
};
static const char *const column_definitions[TREND_BANDS + 1] = {
	[TREND_GOOD] = "Shown as good at the end of the period.",
	[TREND_WATCH] = "Shown as watch at the end of the period.",
	[TREND_RISK] = "Shown as risk at the end of the period.",
	[TREND_UNKNOWN] = "No band known at the end of the period.",
	[TREND_GONE] = "No customer any more at the end of the period.",
	[TOTAL] = "All of these; row and column come to the same.",
};

static const char *name_of(int band, bool row)
{
	return band == TOTAL ? "total" : trend_band_name((enum trend_band)band, row);
}

static const char *title_of(int band, bool row)
{
	return band == TOTAL ? "Total" : trend_band_name((enum trend_band)band, row);
}

/* A cell, or the sum of a row, of a column, of all. */
static int64_t sum_of(const struct matrix *matrix, int row, int column)
{
	int64_t sum = 0;

	for (int from = 0; from < TREND_BANDS; from++)
		for (int to = 0; to < TREND_BANDS; to++)
			if ((row == TOTAL || row == from) && (column == TOTAL || column == to))
				sum += matrix->cells[from][to];
	return sum;
}

static void fill(struct grid *grid, const struct matrix *matrix)
{
	for (int to = 0; to <= TOTAL; to++)
		grid_column(grid, name_of(to, false), title_of(to, false))->definition = xstrdup(
			column_definitions[to]);
	for (int from = 0; from <= TOTAL; from++) {
		trend_row_add(grid, name_of(from, true), title_of(from, true), row_definitions[from])
			->strong = from == TOTAL;
		for (int to = 0; to <= TOTAL; to++)
			if (from == TREND_NEW && to == TREND_GONE)
				grid_skip(grid, GRID_NOTHING);
			else
				grid_put(grid, *grid->currency ? GRID_MONEY : GRID_COUNT, sum_of(matrix, from, to));
	}
}

static void add_matrix(const struct numbers_use *use, const struct number_period *period,
		       const struct matrix *matrix, struct grids *out)
{
	bool money = *matrix->currency;
	char *key = money ? xasprintf("%s-%s", period->name, matrix->currency) : xstrdup(period->name);
	struct buf title = { 0 };
	struct grid *grid;
	char day[DATE_SIZE];

	buf_printf(&title, "%s of %s", money ? matrix->currency : "Customers", period->name);
	if (period->running)
		buf_printf(&title, " up to %s", date_format(use->query.as_of, day));
	if (use->scope.size)
		buf_printf(&title, ", %s", buf_text(&use->scope));
	grid = grid_add(out, key, buf_text(&title));
	memcpy(grid->currency, matrix->currency, sizeof grid->currency);
	grid->corner = xstrdup("From \\ to");
	buf_clear(&title);
	buf_printf(&title, "the bands that were shown on %s and ", date_format(period->start - 1, day));
	buf_printf(&title, "%s; a customer is an account with ARR above 0",
		   date_format(trend_last_day(period), day));
	if (money)
		buf_str(&title, "; of ARR counts what it had at the start, of a new one at the end");
	grid->note = buf_take(&title);
	fill(grid, matrix);
	free(key);
}

int numbers_bands_make(struct numbers_use *use, struct grids *out, struct error *error)
{
	struct trend_query query = last_periods(use);
	struct matrices matrices = { 0 };
	int status = trends_ends(use->ctx->book, &query, add_ends, &matrices, error);

	if (matrices.items.count)
		qsort(matrices.items.items, matrices.items.count, sizeof *matrices.items.items, compare_matrices);
	for (size_t i = 0; i < matrices.items.count && !status; i++)
		add_matrix(use, &query.periods[matrices.items.items[i].period], &matrices.items.items[i], out);
	vec_free(&matrices.items);
	return status;
}

/* ---- what a cell comes from ---- */

struct kept {
	int64_t account, value;
	enum trend_band from, to;
};
struct opening {
	int period;
	int row, column;
	const char *currency;
	VEC(struct kept) moves;
};

static void keep_ends(void *data, int64_t account, int period, const char *currency, const struct trend_ends *ends)
{
	struct opening *opening = data;
	enum trend_band from, to;
	int64_t minor;

	if (period != opening->period || (*opening->currency && strcmp(opening->currency, currency) != 0) ||
	    !trend_move(ends, &from, &to, &minor) || (opening->row != TOTAL && opening->row != (int)from) ||
	    (opening->column != TOTAL && opening->column != (int)to))
		return;
	*vec_add(&opening->moves) = (struct kept){ account, *opening->currency ? minor : 1, from, to };
}

/* A group for a way from one band to another; of several ways those that nobody went are left out. */
static void add_group(const struct opening *opening, int from, int to, struct grid_opened *opened)
{
	bool only = opening->row == from && opening->column == to;
	char key[32], title[32];
	struct grid_group *group = NULL;

	snprintf(key, sizeof key, "%s_%s", name_of(from, true), name_of(to, false));
	snprintf(title, sizeof title, "%s to %s", name_of(from, true), name_of(to, false));
	for (size_t i = 0; i < opening->moves.count || (only && !group); i++) {
		const struct kept *kept = i < opening->moves.count ? &opening->moves.items[i] : NULL;

		if (kept && ((int)kept->from != from || (int)kept->to != to))
			continue;
		if (!group)
			group = grid_group_add(opened, key, title, *opening->currency ? GRID_MONEY : GRID_COUNT);
		if (kept)
			grid_case_add(group, kept->account, DAY_NONE, NULL, kept->value);
	}
}

/* What the cell is, by its row and its column alike. */
static void say_cell(const struct opening *opening, const struct grid *grid, struct grid_opened *opened)
{
	free(opened->title);
	opened->title = xasprintf("%s to %s: %s", title_of(opening->row, true), title_of(opening->column, false),
				  grid->title);
	if (opening->column == TOTAL)
		return;
	free(opened->rule);
	opened->rule = opening->row == TOTAL ? xstrdup(column_definitions[opening->column])
					     : xasprintf("%s %s", row_definitions[opening->row],
							 column_definitions[opening->column]);
}

int numbers_bands_open(struct numbers_use *use, const struct grid *grid, size_t row, size_t column,
		       struct grid_opened *opened, struct error *error)
{
	struct trend_query query = last_periods(use);
	struct opening opening = { -1, (int)row, (int)column, opened->currency, { 0 } };
	int status;

	for (int p = 0; p < query.count; p++) {
		size_t size = strlen(query.periods[p].name);

		if (!strncmp(grid->key, query.periods[p].name, size) &&
		    (!grid->key[size] || grid->key[size] == '-'))
			opening.period = p;
	}
	say_cell(&opening, grid, opened);
	status = trends_ends(use->ctx->book, &query, keep_ends, &opening, error);
	for (int from = 0; from < TREND_BANDS && !status; from++)
		for (int to = 0; to < TREND_BANDS; to++)
			add_group(&opening, from, to, opened);
	vec_free(&opening.moves);
	return status;
}
