/* What the pages of trends share. */
#include "cmd/numbers_trends.h"

struct trend_query trend_query_of(const struct numbers_use *use)
{
	return (struct trend_query){
		.as_of = use->query.as_of,
		.periods = use->query.periods,
		.count = use->query.count,
		.only = use->query.only,
	};
}

struct grid *trend_grid_add(const struct numbers_use *use, struct grids *out, const char *key, const char *what,
			    const char *note)
{
	struct buf title = { 0 };
	struct grid *grid;

	buf_str(&title, what);
	numbers_say(use, "", false, &title);
	grid = grid_add(out, key, buf_text(&title));
	grid->note = xstrdup(note);
	buf_free(&title);
	return grid;
}

struct grid_row *trend_row_add(struct grid *grid, const char *key, const char *title, const char *definition)
{
	struct grid_row *row = grid_row(grid, key, title);

	row->definition = xstrdup(definition);
	return row;
}

const char *trend_segment(const char *segment)
{
	return segment ? segment : "(none)";
}

bool trend_splits(const struct trend_table *table)
{
	return table->rows.count > 1;
}

struct grid *trend_split_add(const struct numbers_use *use, struct grids *out, const char *key, const char *what)
{
	char day[DATE_SIZE], *note = xasprintf("segments as of %s", date_format(use->query.as_of, day));
	struct grid *grid = trend_grid_add(use, out, key, what, note);

	grid->corner = xstrdup("Segment");
	grid->series = true;
	free(note);
	return grid;
}
