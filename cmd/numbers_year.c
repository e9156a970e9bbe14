/* The last twelve months: those months up to the day of reading, and whether too much churned in them. */
#include <stdlib.h>
#include <string.h>

#include "cmd/numbers.h"

/* Churn of a year beyond what the options say. */
void numbers_mark_churn(const struct numbers_use *use, struct grid_cell *cell)
{
	const long *limits = use->ctx->config->number;

	if (cell->value > limits[OPTION_CHURN_LIMIT] * 100)
		cell->marked = GRID_BEYOND;
	else if (cell->value > limits[OPTION_CHURN_WATCH] * 100)
		cell->marked = GRID_MARKED;
}

/* So few were lost that one more or less would make another number of it. */
#define LIFETIME_LONG 2000 /* hundredths of a year */

void numbers_say_lifetimes(struct grid *grid, size_t column)
{
	char *note;
	size_t row = 0;

	while (row < grid->rows.count &&
	       (!grid_at(grid, row, column)->known || grid_at(grid, row, column)->value <= LIFETIME_LONG))
		row++;
	if (row == grid->rows.count)
		return;
	note = xasprintf("%s; a lifetime of more than 20 years rests on little: hardly anything was lost",
			 grid->note);
	free(grid->note);
	grid->note = note;
}

static void add_figure(struct grid *grid, const struct number_sums *sums, enum number_figure figure)
{
	struct grid_row *row = grid_row(grid, number_figure_key(figure), number_figure_title(figure));

	row->definition = xstrdup(number_figure_definition(figure));
	grid_put(grid, number_figure_counts(figure) ? GRID_COUNT : GRID_MONEY, sums->sums[0][figure]);
}

static void add_rate(const struct numbers_use *use, struct grid *grid, const struct number_sums *sums,
		     enum number_rate rate)
{
	struct grid_row *row = grid_row(grid, number_rate_key(rate), number_rate_title(rate));
	struct grid_cell *cell;
	int64_t hundredths;

	row->definition = xstrdup(number_rate_definition(rate));
	row->strong = rate == RATE_GRR || rate == RATE_NRR;
	if (!number_rate(rate, sums->sums[0], &hundredths)) {
		grid_skip(grid, GRID_PERCENT);
		return;
	}
	cell = grid_put(grid, GRID_PERCENT, hundredths);
	if (rate == RATE_GROSS_CHURN || rate == RATE_LOGO_CHURN)
		numbers_mark_churn(use, cell);
}

void numbers_year_grid(const struct numbers_use *use, const struct number_sums *sums, struct grids *out)
{
	static const enum number_figure figures[] = { FIGURE_OPENING, FIGURE_LOST, FIGURE_GAINED,
						      FIGURE_CUSTOMERS_OPENING, FIGURE_CUSTOMERS_CHURNED };
	static const enum number_rate rates[] = { RATE_GRR,	  RATE_NRR,	   RATE_GROSS_CHURN,
						  RATE_NET_CHURN, RATE_LOGO_CHURN, RATE_RENEWAL };
	const long *limits = use->ctx->config->number;
	char from[DATE_SIZE], to[DATE_SIZE];
	struct buf title = { 0 };
	struct grid_column *column;
	struct grid *grid;

	numbers_say(use, sums->currency, true, &title);
	buf_str(&title, ", the last twelve months");
	grid = grid_add(out, "year", buf_text(&title));
	memcpy(grid->currency, sums->currency, sizeof grid->currency);
	buf_clear(&title);
	buf_printf(&title, "12 months to %s", date_format(use->year.end - 1, to));
	column = grid_column(grid, "year", buf_text(&title));
	column->definition = xasprintf("from %s to %s, the day of reading", date_format(use->year.start, from),
				       date_format(use->year.end - 1, to));
	grid->note = xasprintf("! churn of a year above %ld %% (option churn_watch); !! above %ld %% (churn_limit)",
			       limits[OPTION_CHURN_WATCH], limits[OPTION_CHURN_LIMIT]);
	for (size_t f = 0; f < sizeof figures / sizeof *figures; f++)
		add_figure(grid, sums, figures[f]);
	for (size_t r = 0; r < sizeof rates / sizeof *rates; r++)
		add_rate(use, grid, sums, rates[r]);
	buf_free(&title);
}
