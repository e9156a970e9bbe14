/* Two columns side by side, and how the one differs from the other. */
#include <stdlib.h>
#include <string.h>

#include "cmd/grid.h"
#include "core/numbers.h"

static void copy_column(struct grid *to, const struct grid *from, size_t column)
{
	const struct grid_column *one = &from->columns.items[column];
	struct grid_column *copy = grid_column(to, one->key, one->title);

	copy->running = one->running;
	copy->definition = xstrdup(one->definition);
}

static void put_copy(struct grid *to, const struct grid_cell *cell)
{
	struct grid_cell *copy = grid_skip(to, cell->kind);

	*copy = *cell;
	copy->text = xstrdup(cell->text);
}

static bool is_number(const struct grid_cell *cell)
{
	return cell->known && cell->kind != GRID_TEXT && cell->kind != GRID_NOTHING;
}

/* Of what is a percentage, or may be below 0, a percentage again would only be taken for the other. */
static bool has_percent(enum grid_kind kind)
{
	return grid_is_money(kind) || kind == GRID_COUNT || kind == GRID_RATIO || kind == GRID_YEARS ||
	       kind == GRID_DAYS;
}

static void put_difference(struct grid *to, const struct grid_cell *a, const struct grid_cell *b)
{
	enum grid_kind kind = b->kind != GRID_NOTHING ? b->kind : a->kind;
	int64_t difference = 0;
	bool known = is_number(a) && is_number(b) && a->kind == b->kind &&
		     !__builtin_sub_overflow(b->value, a->value, &difference);

	if (kind == GRID_TEXT)
		kind = GRID_NOTHING;
	if (known)
		grid_put(to, kind, difference)->opens = false;
	else
		grid_skip(to, kind);
	if (!has_percent(kind))
		grid_skip(to, GRID_NOTHING);
	else if (known && a->value > 0)
		grid_put(to, GRID_PERCENT, number_percent(difference, a->value))->opens = false;
	else
		grid_skip(to, GRID_PERCENT);
}

static void compare_row(struct grid *to, const struct grid *from, size_t r, size_t column_a, size_t column_b)
{
	const struct grid_row *row = &from->rows.items[r];
	struct grid_row *copy = grid_row(to, row->key, row->title);
	const struct grid_cell *cell_a = grid_at(from, r, column_a), *cell_b = grid_at(from, r, column_b);

	copy->definition = xstrdup(row->definition);
	copy->step = row->step;
	copy->strong = row->strong;
	put_copy(to, cell_a);
	put_copy(to, cell_b);
	put_difference(to, cell_a, cell_b);
}

int grid_compare(const struct grid *grid, size_t column_a, size_t column_b, struct grids *out)
{
	struct grid *to;

	if (column_a >= grid->columns.count || column_b >= grid->columns.count)
		return -1;
	to = grid_add(out, grid->key, grid->title);
	memcpy(to->currency, grid->currency, sizeof to->currency);
	to->corner = xstrdup(grid->corner);
	to->note = xasprintf("Difference: %s less %s, of percentages in points%s%s",
			     grid->columns.items[column_b].title, grid->columns.items[column_a].title,
			     grid->note ? "; " : "", grid->note ? grid->note : "");
	copy_column(to, grid, column_a);
	copy_column(to, grid, column_b);
	grid_column(to, "difference", "Difference");
	grid_column(to, "percent", "In %");
	for (size_t r = 0; r < grid->rows.count; r++)
		compare_row(to, grid, r, column_a, column_b);
	return 0;
}
