/* A table as a chart: how a column went from its opening to its closing, or bars. The number stands beside each. */
#include <stdlib.h>
#include <string.h>

#include "tui/numbers_pane.h"

enum { BAR_LEAST = 8, SIGN_CELLS = 3 /* of a bar that is cut: one of it, and the sign */ };

/* A bar between two values, with what it is and what it says. */
struct bar {
	const char *title;
	char *says;
	int64_t from, to;
	enum role role;
	const char *fill, *fill_ascii;
	bool known, here, running;
};
struct bars {
	struct bar *items;
	size_t count, room;
	int64_t low, high; /* the ends of the axis */
};

static void free_bars(struct bars *bars)
{
	for (size_t i = 0; i < bars->count; i++)
		free(bars->items[i].says);
	vec_free(bars);
}

static char *say(const struct app *app, const struct grid *grid, const struct grid_cell *cell, const char *sign)
{
	struct buf text = { 0 };

	buf_printf(&text, "%s%s", grid_mark_sign(cell->marked), sign);
	grid_cell_show(&app->ctx, grid, cell, &text);
	return buf_take(&text);
}

static bool is_number(const struct grid_cell *cell)
{
	return cell->known && cell->kind != GRID_TEXT && cell->kind != GRID_NOTHING;
}

/* ---- what there is to draw ---- */

/* Where what moved is little beside what was there the axis does not begin at 0, or one would not see it. */
static void cut_axis(struct bars *bars)
{
	int64_t low = INT64_MAX, high = INT64_MIN;

	for (size_t i = 0; i < bars->count; i++) {
		const struct bar *bar = &bars->items[i];
		int64_t least = bar->from < bar->to && bar->role != ROLE_HEADING ? bar->from : bar->to;
		int64_t most = bar->from > bar->to ? bar->from : bar->to;

		low = least < low ? least : low;
		high = most > high ? most : high;
	}
	bars->high = high > 0 ? high : 0;
	bars->low = low < 0 ? low : 0;
	if (low > 0 && high > low && high - low < high / 4) {
		int64_t step = 1;

		while (step <= (high - low) / 10)
			step *= 10;
		bars->low = low - (high - low) / 3;
		bars->low = bars->low > 0 ? bars->low - bars->low % step : 0;
	}
}

static void waterfall(const struct app *app, const struct grid *grid, size_t here, size_t column, struct bars *bars)
{
	int64_t level = 0;

	for (size_t r = 0; r < grid->rows.count; r++) {
		const struct grid_row *row = &grid->rows.items[r];
		const struct grid_cell *cell = grid_at(grid, r, column);
		int64_t value = is_number(cell) ? cell->value : 0;
		struct bar *bar;

		if (row->step == STEP_NONE)
			continue;
		bar = vec_add(bars);
		*bar = (struct bar){ .title = row->title, .known = cell->known, .here = r == here };
		bar->from = row->step == STEP_LEVEL ? 0 : level;
		if (row->step == STEP_LEVEL)
			level = value;
		else
			level += row->step == STEP_UP ? value : -value;
		bar->to = level;
		bar->role = row->step == STEP_LEVEL ? ROLE_HEADING : row->step == STEP_UP ? ROLE_GAIN : ROLE_LOSS;
		bar->fill = row->step == STEP_DOWN ? "▒" : "█";
		bar->fill_ascii = row->step == STEP_LEVEL ? "#" : row->step == STEP_UP ? "+" : "-";
		bar->says = say(app, grid, cell,
				!value			 ? ""
				: row->step == STEP_UP	 ? "+"
				: row->step == STEP_DOWN ? "-"
							 : "");
	}
	cut_axis(bars);
}

static void add_bar(const struct app *app, const struct grid *grid, const struct grid_cell *cell, const char *title,
		    bool running, bool here, struct bars *bars)
{
	int64_t value = is_number(cell) ? cell->value : 0;

	*vec_add(bars) = (struct bar){
		.title = title,
		.says = say(app, grid, cell, ""),
		.to = value,
		.role = cell->marked == GRID_BEYOND ? ROLE_RISK
			: cell->marked		    ? ROLE_WATCH
			: value < 0		    ? ROLE_LOSS
						    : ROLE_HEADING,
		.fill = "█",
		.fill_ascii = "#",
		.known = is_number(cell),
		.here = here,
		.running = running,
	};
	bars->low = value < bars->low ? value : bars->low;
	bars->high = value > bars->high ? value : bars->high;
}

/* "In all", "Total": they stand below the parts, and are none of them. */
static bool is_total(const struct grid *grid, size_t row)
{
	return row + 1 == grid->rows.count && grid->rows.items[row].strong;
}

static bool has_parts(const struct grid *grid, enum grid_kind kind, size_t column)
{
	for (size_t r = 0; r < grid->rows.count; r++)
		if (!is_total(grid, r) && grid_at(grid, r, column)->kind == kind)
			return true;
	return false;
}

/* A row over the columns where they follow each other, else the column over the rows of the same kind. */
static void plain_bars(const struct app *app, const struct grid *grid, size_t row, size_t column, struct bars *bars)
{
	enum grid_kind kind = grid_at(grid, row, column)->kind;
	bool parts;

	if (grid->series) {
		for (size_t c = 0; c < grid->columns.count; c++)
			add_bar(app, grid, grid_at(grid, row, c), grid->columns.items[c].title,
				grid->columns.items[c].running, c == column, bars);
		return;
	}
	parts = has_parts(grid, kind, column);
	for (size_t r = 0; r < grid->rows.count; r++)
		if (grid_at(grid, r, column)->kind == kind && !(parts && is_total(grid, r)))
			add_bar(app, grid, grid_at(grid, r, column), grid->rows.items[r].title, false, r == row,
				bars);
}

/* ---- drawing ---- */

static int cell_of(const struct bars *bars, int64_t value, int room)
{
	__int128 range = (__int128)bars->high - bars->low;

	if (value <= bars->low || range <= 0)
		return 0;
	if (value >= bars->high)
		return room;
	return (int)((((__int128)value - bars->low) * room + range / 2) / range);
}

static bool is_cut(const struct bars *bars, const struct bar *bar)
{
	return bars->low > 0 && bar->from < bars->low && bar->known && bar->to > bars->low;
}

/* At least a cell for what is more than nothing. */
static void draw_bar(const struct app *app, const struct bars *bars, const struct bar *bar, struct rect at)
{
	int from = cell_of(bars, bar->from, at.width), to = cell_of(bars, bar->to, at.width);
	struct buf text = { 0 };

	if (from > to) {
		int swap = from;

		from = to;
		to = swap;
	}
	if (from == to && bar->from != bar->to) {
		to++;
		if (to > at.width) {
			from--;
			to--;
		}
	}
	for (int i = from; i < to; i++)
		buf_str(&text, app->ctx.utf8 ? bar->fill : bar->fill_ascii);
	screen_text(app->screen, at.y, at.x + from, to - from, bar->role, buf_text(&text));
	if (is_cut(bars, bar))
		screen_text(app->screen, at.y, at.x + 1, 2, ROLE_DIM, "//");
	buf_free(&text);
}

static void measure(const struct app *app, const struct bars *bars, int width, int *title, int *says)
{
	*title = *says = 0;
	for (size_t i = 0; i < bars->count; i++) {
		int cells = screen_width(app->screen, bars->items[i].title) + bars->items[i].running;

		*title = cells > *title ? cells : *title;
		cells = screen_width(app->screen, bars->items[i].says);
		*says = cells > *says ? cells : *says;
	}
	if (*title > width - *says - BAR_LEAST - 4)
		*title = width - *says - BAR_LEAST - 4;
	if (*title < 4)
		*title = 4;
}

static int bars_room(int width, int title, int says)
{
	return width - title - says - 5;
}

static void draw_bars(const struct app *app, const struct bars *bars, struct rect at)
{
	int title, says, here = 0, top;

	for (size_t i = 0; i < bars->count; i++)
		if (bars->items[i].here)
			here = (int)i;
	top = here >= at.height ? here + 1 - at.height : 0;
	measure(app, bars, at.width, &title, &says);
	for (int i = 0; i < at.height && top + i < (int)bars->count; i++) {
		const struct bar *bar = &bars->items[top + i];
		int y = at.y + i, x = at.x + 2, room = bars_room(at.width, title, says);
		char *name = xasprintf("%s%s", bar->title, bar->running ? "*" : "");

		if (bar->here) {
			screen_text(app->screen, y, at.x, 2, ROLE_NORMAL, screen_sign(app->screen, SIGN_CURSOR));
			pane_cursor(app, y, x);
		}
		screen_text(app->screen, y, x, title, bar->here ? ROLE_CURSOR : ROLE_NORMAL, name);
		screen_text_right(app->screen, y, x + title + 1, says, bar->known ? ROLE_STRONG : ROLE_DIM,
				  bar->says);
		if (room > 0 && bar->known)
			draw_bar(app, bars, bar, (struct rect){ y, x + title + says + 2, 1, room });
		free(name);
	}
}

static void say_axis(const struct app *app, const struct grid *grid, const struct grid_cell *cell,
		     const struct bars *bars, struct buf *out)
{
	buf_str(out, "axis from ");
	grid_show(&app->ctx, cell->kind, bars->low, grid->currency, out);
}

/* An axis that does not begin at 0 says so, beside the heading and in each bar that is cut; else it begins there. */
static void mend_axis(const struct app *app, const struct grid *grid, const struct grid_cell *cell, const char *of,
		      struct bars *bars, int width)
{
	struct buf axis = { 0 };
	int title, says;
	bool fits;

	if (bars->low <= 0)
		return;
	say_axis(app, grid, cell, bars, &axis);
	fits = screen_width(app->screen, buf_text(&axis)) + screen_width(app->screen, of) + 4 <= width;
	buf_free(&axis);
	measure(app, bars, width, &title, &says);
	for (size_t i = 0; i < bars->count; i++)
		if (is_cut(bars, &bars->items[i]))
			fits &= cell_of(bars, bars->items[i].to, bars_room(width, title, says)) >= SIGN_CELLS;
	if (!fits)
		bars->low = 0;
}

/* "2026-Q3  EUR, by movement" or "GRR  ...", and where the axis begins when that is not 0. */
static void draw_heading(const struct app *app, const struct grid *grid, const char *of, const struct bars *bars,
			 const struct grid_cell *cell, struct rect at)
{
	struct pen pen = { app->screen, at.y, at.x + 1, at.width - 1 };
	struct buf axis = { 0 };

	if (bars->low > 0) {
		int cells;

		say_axis(app, grid, cell, bars, &axis);
		cells = screen_width(app->screen, buf_text(&axis));
		screen_text_right(app->screen, at.y, at.x + at.width - cells, cells, ROLE_DIM, buf_text(&axis));
		pen.left -= cells + 2;
	}
	pen_text(&pen, ROLE_HEADING, of);
	pen_text(&pen, ROLE_TITLE, "  ");
	pen_text(&pen, ROLE_TITLE, grid->title);
	buf_free(&axis);
}

void numbers_draw_chart(const struct app *app, const struct numbers_pane *view, struct rect at)
{
	struct bars bars = { 0 };
	size_t g, row, column;
	const struct grid *grid;
	const char *of;
	bool steps;

	if (!numbers_here(view, &g, &row, &column))
		return;
	grid = &view->grids.items[g];
	steps = grid->rows.items[row].step != STEP_NONE;
	if (steps)
		waterfall(app, grid, row, column, &bars);
	else
		plain_bars(app, grid, row, column, &bars);
	of = steps || !grid->series ? grid->columns.items[column].title : grid->rows.items[row].title;
	mend_axis(app, grid, grid_at(grid, row, column), of, &bars, at.width);
	draw_heading(app, grid, of, &bars, grid_at(grid, row, column), (struct rect){ at.y, at.x, 1, at.width });
	if (at.height > 1)
		draw_bars(app, &bars, (struct rect){ at.y + 1, at.x, at.height - 1, at.width });
	free_bars(&bars);
}
