/* A grid of figures, and what its cells open to. */
#include "cmd/grid.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- making one ---- */

struct grid *grid_add(struct grids *grids, const char *key, const char *title)
{
	struct grid *grid = vec_add(grids);

	*grid = (struct grid){ .key = xstrdup(key), .title = xstrdup(title) };
	return grid;
}

struct grid_column *grid_column(struct grid *grid, const char *key, const char *title)
{
	struct grid_column *column = vec_add(&grid->columns);

	*column = (struct grid_column){ .key = xstrdup(key), .title = xstrdup(title) };
	return column;
}

struct grid_row *grid_row(struct grid *grid, const char *key, const char *title)
{
	struct grid_row *row = vec_add(&grid->rows);

	*row = (struct grid_row){ .key = xstrdup(key), .title = xstrdup(title) };
	return row;
}

struct grid_cell *grid_at(const struct grid *grid, size_t row, size_t column)
{
	static const struct grid_cell nothing;
	size_t at = row * grid->columns.count + column;

	/* A row that was not filled up ends with empty cells; nobody writes to them. */
	return at < grid->cells.count ? &grid->cells.items[at] : (struct grid_cell *)&nothing;
}

static struct grid_cell *next_cell(struct grid *grid, struct grid_cell cell)
{
	size_t start = grid->rows.count ? (grid->rows.count - 1) * grid->columns.count : 0;

	/* What a row before left out is empty. */
	while (grid->cells.count < start)
		*vec_add(&grid->cells) = (struct grid_cell){ .kind = GRID_NOTHING };
	*vec_add(&grid->cells) = cell;
	return &grid->cells.items[grid->cells.count - 1];
}

struct grid_cell *grid_put(struct grid *grid, enum grid_kind kind, int64_t value)
{
	return next_cell(grid, (struct grid_cell){ .kind = kind, .known = true, .opens = true, .value = value });
}

struct grid_cell *grid_skip(struct grid *grid, enum grid_kind kind)
{
	return next_cell(grid, (struct grid_cell){ .kind = kind });
}

struct grid_cell *grid_put_text(struct grid *grid, const char *text)
{
	return next_cell(grid,
			 (struct grid_cell){ .kind = GRID_TEXT, .known = text != NULL, .text = xstrdup(text) });
}

static void grid_free(struct grid *grid)
{
	for (size_t i = 0; i < grid->rows.count; i++) {
		free(grid->rows.items[i].key);
		free(grid->rows.items[i].title);
		free(grid->rows.items[i].definition);
	}
	for (size_t i = 0; i < grid->columns.count; i++) {
		free(grid->columns.items[i].key);
		free(grid->columns.items[i].title);
		free(grid->columns.items[i].definition);
	}
	for (size_t i = 0; i < grid->cells.count; i++)
		free(grid->cells.items[i].text);
	vec_free(&grid->rows);
	vec_free(&grid->columns);
	vec_free(&grid->cells);
	free(grid->key);
	free(grid->title);
	free(grid->corner);
	free(grid->note);
}

void grids_free(struct grids *grids)
{
	for (size_t i = 0; i < grids->count; i++)
		grid_free(&grids->items[i]);
	vec_free(grids);
}

/* ---- finding ---- */

/* "price increase" and "price-increase" are price_increase. */
static bool same_key(const char *key, const char *said)
{
	for (; *key; key++, said++)
		if (*key != *said && !(*key == '_' && (*said == ' ' || *said == '-')))
			return false;
	return !*said;
}

size_t grid_find_row(const struct grid *grid, const char *key)
{
	size_t i = 0;

	while (i < grid->rows.count && !same_key(grid->rows.items[i].key, key))
		i++;
	return i;
}

size_t grid_find_column(const struct grid *grid, const char *key)
{
	size_t i = 0;

	while (i < grid->columns.count && !same_key(grid->columns.items[i].key, key))
		i++;
	return i;
}

/* ---- a cell as text ---- */

/* The number with so many decimals; grouped or not. */
static void put_number(int64_t value, int decimals, bool grouped, struct buf *out)
{
	uint64_t size = value < 0 ? -(uint64_t)value : (uint64_t)value, unit = 1;
	char digits[32];
	int count;

	for (int i = 0; i < decimals; i++)
		unit *= 10;
	if (value < 0)
		buf_char(out, '-');
	count = snprintf(digits, sizeof digits, "%llu", (unsigned long long)(size / unit));
	for (int i = 0; i < count; i++) {
		if (grouped && i && (count - i) % 3 == 0)
			buf_char(out, ',');
		buf_char(out, digits[i]);
	}
	if (decimals)
		buf_printf(out, ".%0*llu", decimals, (unsigned long long)(size % unit));
}

static int decimals_of(enum grid_kind kind)
{
	switch (kind) {
	case GRID_PERCENT:
	case GRID_RATIO:
	case GRID_YEARS:
		return 2;
	case GRID_DAYS:
	case GRID_POINTS:
		return 1;
	default:
		return 0;
	}
}

bool grid_is_money(enum grid_kind kind)
{
	return kind == GRID_MONEY || kind == GRID_WHOLE;
}

/* In steps of unit, rounded half away from 0. */
static int64_t in_steps(int64_t value, int64_t unit)
{
	int64_t rest = value % unit, step = value / unit;

	if (rest >= unit - rest)
		step++;
	else if (-rest >= unit + rest)
		step--;
	return step;
}

/* In minor units again. */
static int64_t whole_units(int64_t minor, const char *currency)
{
	int64_t unit = 1, whole;

	for (int i = money_decimals(currency); i > 0; i--)
		unit *= 10;
	return __builtin_mul_overflow(in_steps(minor, unit), unit, &whole) ? minor : whole;
}

const char *grid_mark_sign(enum grid_mark mark)
{
	return mark == GRID_BEYOND ? "!! " : mark == GRID_MARKED ? "! " : "";
}

void grid_show(const struct ctx *ctx, enum grid_kind kind, int64_t value, const char *currency, struct buf *out)
{
	char text[MONEY_TEXT];

	if (kind == GRID_NOTHING || kind == GRID_TEXT)
		return;
	if (grid_is_money(kind)) {
		if (kind == GRID_WHOLE)
			value = whole_units(value, currency);
		buf_str(out, money_format(value, currency, ctx->utf8, text));
		return;
	}
	if (kind == GRID_YEARS) {
		put_number(in_steps(value, 10), 1, true, out);
		return;
	}
	if (kind == GRID_POINTS && value > 0)
		buf_char(out, '+');
	put_number(value, decimals_of(kind), true, out);
	if (kind == GRID_PERCENT)
		buf_str(out, " %");
	else if (kind == GRID_DAYS)
		buf_str(out, " d");
}

void grid_cell_show(const struct ctx *ctx, const struct grid *grid, const struct grid_cell *cell, struct buf *out)
{
	if (cell->kind == GRID_NOTHING)
		return;
	if (!cell->known)
		buf_char(out, '-');
	else if (cell->kind == GRID_TEXT)
		buf_str(out, cell->text ? cell->text : "");
	else
		grid_show(ctx, cell->kind, cell->value, grid->currency, out);
}

void grid_exact(enum grid_kind kind, int64_t value, const char *currency, struct buf *out)
{
	char text[MONEY_TEXT];

	if (grid_is_money(kind))
		buf_str(out, money_plain(value, currency, text));
	else if (kind != GRID_NOTHING && kind != GRID_TEXT)
		put_number(value, decimals_of(kind), false, out);
}

void grid_cell_exact(const struct grid *grid, const struct grid_cell *cell, struct buf *out)
{
	if (!cell->known)
		return;
	if (cell->kind == GRID_TEXT)
		buf_str(out, cell->text ? cell->text : "");
	else
		grid_exact(cell->kind, cell->value, grid->currency, out);
}

/* ---- what a cell opens to ---- */

struct grid_group *grid_group_add(struct grid_opened *opened, const char *key, const char *title,
				  enum grid_kind kind)
{
	struct grid_group *group = vec_add(&opened->groups);

	*group = (struct grid_group){ .key = xstrdup(key), .title = xstrdup(title), .kind = kind };
	return group;
}

struct grid_case *grid_case_add(struct grid_group *group, int64_t account, day_t on, const char *what,
				int64_t value)
{
	struct grid_case *one = vec_add(&group->cases);

	*one = (struct grid_case){ .account = account, .on = on, .what = xstrdup(what), .value = value };
	group->total += value;
	return one;
}

void grid_opened_free(struct grid_opened *opened)
{
	for (size_t g = 0; g < opened->groups.count; g++) {
		struct grid_group *group = &opened->groups.items[g];

		for (size_t i = 0; i < group->cases.count; i++)
			free(group->cases.items[i].what);
		vec_free(&group->cases);
		free(group->key);
		free(group->title);
	}
	vec_free(&opened->groups);
	free(opened->cell.text);
	free(opened->title);
	free(opened->rule);
}

static int heavier(const void *a, const void *b)
{
	const struct grid_case *one = a, *other = b;
	int64_t first = one->value < 0 ? -one->value : one->value;
	int64_t second = other->value < 0 ? -other->value : other->value;

	if (first != second)
		return first > second ? -1 : 1;
	if (one->on != other->on)
		return one->on < other->on ? -1 : 1;
	return one->account < other->account ? -1 : one->account > other->account;
}

void grid_opened_sort(struct grid_opened *opened)
{
	for (size_t g = 0; g < opened->groups.count; g++) {
		struct grid_group *group = &opened->groups.items[g];

		if (group->cases.count)
			qsort(group->cases.items, group->cases.count, sizeof *group->cases.items, heavier);
	}
}
