/* One column of the numbers against another. */
#include <stdlib.h>
#include <string.h>

#include "tui/numbers_pane.h"

/* Where a grid has no such column, as in a table beside the one that is looked at, it is the same one twice. */
static size_t column_of(const struct grid *grid, const char *key, size_t otherwise)
{
	size_t column = grid_find_column(grid, key);

	if (column < grid->columns.count)
		return column;
	return otherwise < grid->columns.count ? otherwise : grid->columns.count - 1;
}

static struct grid_cell *put_difference(struct grid *to, const struct grid_cell *a, const struct grid_cell *b)
{
	if (!a->known || !b->known || a->kind != b->kind || a->kind == GRID_TEXT || a->kind == GRID_NOTHING)
		return grid_skip(to, a->kind == GRID_TEXT ? GRID_NOTHING : a->kind);
	return grid_put(to, a->kind, b->value - a->value);
}

/* In percent of what it was; of rates, days and points the difference says it all. */
static struct grid_cell *put_percent(struct grid *to, const struct grid_cell *a, const struct grid_cell *b)
{
	if (a->kind != GRID_MONEY && a->kind != GRID_COUNT)
		return grid_skip(to, GRID_NOTHING);
	if (!a->known || !b->known || a->kind != b->kind || a->value <= 0)
		return grid_skip(to, GRID_PERCENT);
	return grid_put(to, GRID_PERCENT, number_percent(b->value - a->value, a->value));
}

static void put_copy(struct grid *to, const struct grid_cell *from)
{
	struct grid_cell *cell = grid_put(to, from->kind, from->value);

	*cell = *from;
	cell->text = from->text ? xstrdup(from->text) : NULL;
}

static void copy_row(const struct grid_row *from, struct grid_row *to)
{
	to->definition = from->definition ? xstrdup(from->definition) : NULL;
	to->step = from->step;
	to->strong = from->strong;
}

static void compare(const struct grid *grid, size_t a, size_t b, struct grids *out)
{
	struct grid *to = grid_add(out, grid->key, grid->title);

	to->corner = grid->corner ? xstrdup(grid->corner) : NULL;
	to->note = grid->note ? xstrdup(grid->note) : NULL;
	memcpy(to->currency, grid->currency, sizeof to->currency);
	for (int i = 0; i < 2; i++) {
		const struct grid_column *column = &grid->columns.items[i ? b : a];

		grid_column(to, column->key, column->title)->running = column->running;
	}
	(void)grid_column(to, "difference", "Difference");
	(void)grid_column(to, "percent", "%");
	for (size_t r = 0; r < grid->rows.count; r++) {
		const struct grid_cell *from = grid_at(grid, r, a), *until = grid_at(grid, r, b);

		copy_row(&grid->rows.items[r], grid_row(to, grid->rows.items[r].key, grid->rows.items[r].title));
		put_copy(to, from);
		put_copy(to, until);
		(void)put_difference(to, from, until);
		(void)put_percent(to, from, until);
	}
}

void numbers_compare(const struct app *app, struct numbers_pane *view)
{
	size_t here, row, column;

	(void)app;
	grids_free(&view->compared);
	if (!view->against || !numbers_here(view, &here, &row, &column))
		return;
	for (size_t g = 0; g < view->grids.count; g++) {
		const struct grid *grid = &view->grids.items[g];
		size_t a = grid->columns.count ? column_of(grid, view->against, column) : 0;
		size_t b = grid->columns.count
				   ? column_of(grid, view->grids.items[here].columns.items[column].key, column)
				   : 0;

		if (grid->columns.count)
			compare(grid, a, b, &view->compared);
		else
			(void)grid_add(&view->compared, grid->key, grid->title);
	}
}
