/* Retention: revenue and customers from period to period, and how much of what was there was kept. */
#include <string.h>

#include "cmd/numbers.h"

/* ---- the grid: the waterfall, rates, what they rest on ---- */

static enum grid_step step_of(enum number_figure figure)
{
	if (figure == FIGURE_OPENING || figure == FIGURE_CLOSING)
		return STEP_LEVEL;
	if (figure > FIGURE_CLOSING)
		return STEP_NONE;
	return figure >= FIGURE_PRICE_EROSION ? STEP_DOWN : STEP_UP;
}

static enum grid_kind kind_of(enum number_figure figure)
{
	return number_figure_counts(figure) ? GRID_COUNT : GRID_MONEY;
}

static void add_figure(struct grid *grid, const struct numbers *numbers, const struct number_sums *sums,
		       enum number_figure figure)
{
	struct grid_row *row = grid_row(grid, number_figure_key(figure), number_figure_title(figure));

	row->definition = xstrdup(number_figure_definition(figure));
	row->step = step_of(figure);
	row->strong = row->step == STEP_LEVEL;
	for (int p = 0; p < numbers->count; p++)
		grid_put(grid, kind_of(figure), sums->sums[p][figure]);
}

static void add_rate(struct grid *grid, const struct numbers *numbers, const struct number_sums *sums,
		     enum number_rate rate)
{
	struct grid_row *row = grid_row(grid, number_rate_key(rate), number_rate_title(rate));

	row->definition = xstrdup(number_rate_definition(rate));
	row->strong = rate == RATE_GRR || rate == RATE_NRR;
	for (int p = 0; p < numbers->count; p++) {
		int64_t hundredths;

		if (number_rate(rate, sums->sums[p], &hundredths))
			grid_put(grid, GRID_PERCENT, hundredths);
		else
			grid_skip(grid, GRID_PERCENT);
	}
}

static void add_grid(const struct numbers_use *use, const struct numbers *numbers, const struct number_sums *sums,
		     struct grids *out)
{
	struct buf title = { 0 };
	struct grid *grid;

	numbers_say(use, sums->currency, true, &title);
	grid = grid_add(out, "retention", buf_text(&title));
	buf_free(&title);
	memcpy(grid->currency, sums->currency, sizeof grid->currency);
	grid->note = xstrdup(number_level_definition(numbers->level));
	grid->series = true;
	numbers_columns(use, grid);
	/* What retention is asked for is in sight on the smallest screen: the waterfall, then its rates. */
	for (int f = 0; f <= FIGURE_CLOSING; f++)
		add_figure(grid, numbers, sums, (enum number_figure)f);
	for (int r = 0; r < RATE_COUNT; r++)
		add_rate(grid, numbers, sums, (enum number_rate)r);
	for (int f = FIGURE_CLOSING + 1; f < FIGURE_COUNT; f++)
		add_figure(grid, numbers, sums, (enum number_figure)f);
}

static void add_grids(const struct numbers_use *use, const struct numbers *numbers, const struct numbers *year,
		      struct grids *out)
{
	for (size_t i = 0; i < numbers->item_count; i++) {
		const struct number_sums *beside = numbers_in(year, numbers->items[i].currency);

		add_grid(use, numbers, &numbers->items[i], out);
		if (beside)
			numbers_year_grid(use, beside, out);
	}
}

int numbers_retention_make(struct numbers_use *use, struct grids *out, struct error *error)
{
	struct numbers own = { 0 }, year = { 0 };
	int status = 0;

	if (use->view)
		add_grids(use, numbers_view_sums(use->view), numbers_view_beside(use->view), out);
	else if (numbers_read_beside(use->ctx->book, &use->query, &own, &year, error))
		status = -1;
	else
		add_grids(use, &own, &year, out);
	numbers_free(&own);
	numbers_free(&year);
	return status;
}

/* ---- what a cell comes from ---- */

int numbers_retention_open(struct numbers_use *use, const struct grid *grid, size_t row, size_t column,
			   struct grid_opened *opened, struct error *error)
{
	enum number_figure figures[3];
	struct numbers_query query = use->query;
	bool is_year = !strcmp(grid->key, "year");
	int period = numbers_period_of(use, grid->columns.items[column].key);
	int count = number_figures_of(grid->rows.items[row].key, figures);

	if ((period < 0 && !is_year) || !count)
		return error_set(error, ERROR_NOT_FOUND, "this cell opens to nothing");
	query.periods = is_year ? &use->year : &use->periods[period];
	query.count = 1;
	return numbers_open_groups(use, &query, figures, count, opened, error);
}
