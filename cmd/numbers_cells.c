/* "numbers open PAGE ROW COLUMN": cells by their names, in every grid of the page that has them. */
#include <stdlib.h>
#include <string.h>

#include "cmd/out_grid.h"

/* ROW, or GRID/ROW where only one of several grids is meant. */
struct wanted {
	char *grid; /* NULL: any */
	const char *row, *column;
};

static bool has_row(const struct grids *grids, const char *row)
{
	for (size_t i = 0; i < grids->count; i++)
		if (grid_find_row(&grids->items[i], row) < grids->items[i].rows.count)
			return true;
	return false;
}

/* A row may have a / of its own: a segment of a customer's. */
static struct wanted read_names(const struct grids *grids, const char *row, const char *column)
{
	const char *slash = has_row(grids, row) ? NULL : strchr(row, '/');

	return (struct wanted){
		.grid = slash ? xstrndup(row, (size_t)(slash - row)) : NULL,
		.row = slash ? slash + 1 : row,
		.column = column,
	};
}

static bool is_wanted(const struct wanted *wanted, const struct grid *grid)
{
	return !wanted->grid || !strcmp(wanted->grid, grid->key);
}

/* Each name once, however many grids have it. */
static void add_name(struct buf *names, const char *name)
{
	size_t size = strlen(name);

	for (const char *at = buf_text(names); *at; at += strcspn(at, ",")) {
		at += strspn(at, ", ");
		if (!strncmp(at, name, size) && (at[size] == ',' || !at[size]))
			return;
	}
	buf_printf(names, "%s%s", names->size ? ", " : "", name);
}

/* Which of the two names no grid has, and what could stand there. */
static int not_found(const struct numbers_page *page, const struct grids *grids, const struct wanted *wanted,
		     struct error *error)
{
	struct buf keys = { 0 }, rows = { 0 }, columns = { 0 };
	bool grid_found = false, row_found = false;

	for (size_t i = 0; i < grids->count; i++) {
		const struct grid *grid = &grids->items[i];

		add_name(&keys, grid->key);
		if (!is_wanted(wanted, grid))
			continue;
		grid_found = true;
		for (size_t r = 0; r < grid->rows.count; r++)
			add_name(&rows, grid->rows.items[r].key);
		if (grid_find_row(grid, wanted->row) == grid->rows.count)
			continue;
		row_found = true;
		for (size_t c = 0; c < grid->columns.count; c++)
			add_name(&columns, grid->columns.items[c].key);
	}
	if (!grid_found)
		error_set(error, ERROR_USAGE, "numbers: %s has no grid '%s', but %s", page->name, wanted->grid,
			  buf_text(&keys));
	else if (!row_found)
		error_set(error, ERROR_USAGE, "numbers: there is no figure '%s' in %s, but %s", wanted->row,
			  page->name, buf_text(&rows));
	else
		error_set(error, ERROR_USAGE, "numbers: %s has no column '%s', but %s", wanted->row, wanted->column,
			  buf_text(&columns));
	buf_free(&keys);
	buf_free(&rows);
	buf_free(&columns);
	return -1;
}

static bool has_cases(const struct grid_opened *opened)
{
	for (size_t g = 0; g < opened->groups.count; g++)
		if (opened->groups.items[g].cases.count)
			return true;
	return false;
}

/* A cell of which there is nothing to say is passed over: another currency's may have something. */
static int open_in(struct out_opened *out, struct numbers_use *use, const struct grid *grid,
		   const struct wanted *wanted, bool empty, bool *passed, struct error *error)
{
	size_t row = grid_find_row(grid, wanted->row), column = grid_find_column(grid, wanted->column);
	struct grid_opened opened = { 0 };
	int status;

	if (!is_wanted(wanted, grid) || row == grid->rows.count || column == grid->columns.count)
		return 0;
	if (!grid_at(grid, row, column)->opens) {
		*passed = true;
		return 0;
	}
	status = numbers_open_cell(use, out->page, grid, row, column, &opened, error);
	if (!status && (empty || has_cases(&opened)))
		status = out_opened_add(out, grid, row, column, &opened, error);
	grid_opened_free(&opened);
	return status;
}

int numbers_open_cells(struct numbers_use *use, const struct numbers_page *page, const char *row,
		       const char *column, enum numbers_format format, struct error *error)
{
	struct ctx document = out_document(use->ctx, format), *ctx = use->ctx;
	struct out_opened out = { .use = use, .page = page, .format = format };
	struct wanted wanted;
	struct grids grids = { 0 };
	int status = page->make(use, &grids, error), made = !status && grids.count;
	bool passed = false;

	wanted = read_names(&grids, row, column);
	use->ctx = &document;
	/* People are told of nothing where it is nothing in every currency. */
	for (int empty = format == NUMBERS_JSON; empty < 2 && !out.count; empty++)
		for (size_t i = 0; i < grids.count && !status; i++)
			status = open_in(&out, use, &grids.items[i], &wanted, empty, &passed, error);
	if (!status && passed && !out.count)
		status = error_set(error, ERROR_NOT_FOUND, "numbers: there is nothing in %s of %s to open",
				   wanted.row, wanted.column);
	else if (!status && made && !out.count)
		status = not_found(page, &grids, &wanted, error);
	if (!status)
		out_opened_end(&out);
	json_decref(out.array);
	use->ctx = ctx;
	grids_free(&grids);
	free(wanted.grid);
	return status ? -1 : made;
}
