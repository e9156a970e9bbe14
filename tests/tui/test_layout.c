#include "tui/layout.h"

#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "core/buf.h"

#define COLUMNS_MAX 260
#define ROWS_MAX 90

/* "H 0,0 120x1": a rectangle by name, where it is and its columns by rows. */
static void add(struct buf *out, const char *name, struct rect rect)
{
	if (rect.width > 0)
		buf_printf(out, "%s %d,%d %dx%d\n", name, rect.y, rect.x, rect.width, rect.height);
}

static void layout_is(int rows, int columns, enum pane_id focus, bool zoomed, const char *expected)
{
	struct buf out = { 0 };
	struct layout layout;

	layout_compute(rows, columns, focus, zoomed, &layout);
	if (layout.too_small)
		buf_str(&out, "too small\n");
	add(&out, "header", layout.header);
	add(&out, "tabs", layout.tab_line);
	add(&out, "portfolio", layout.panes[PANE_PORTFOLIO]);
	add(&out, "track", layout.panes[PANE_TRACK]);
	add(&out, "qbr", layout.panes[PANE_QBR]);
	add(&out, "status", layout.status);
	cr_assert_str_eq(buf_text(&out), expected, "%d columns, %d rows:\n%s", columns, rows, buf_text(&out));
	buf_free(&out);
}

Test(layout, three_panes_at_120x40)
{
	layout_is(40, 120, PANE_TRACK, false,
		  "header 0,0 120x1\n"
		  "portfolio 1,0 48x38\n"
		  "track 1,48 72x22\n"
		  "qbr 23,48 72x16\n"
		  "status 39,0 120x1\n");
}

Test(layout, the_portfolio_grows_no_wider_than_88)
{
	layout_is(50, 200, PANE_PORTFOLIO, false,
		  "header 0,0 200x1\n"
		  "portfolio 1,0 80x48\n"
		  "track 1,80 120x28\n"
		  "qbr 29,80 120x20\n"
		  "status 49,0 200x1\n");
	layout_is(50, 250, PANE_PORTFOLIO, false,
		  "header 0,0 250x1\n"
		  "portfolio 1,0 88x48\n"
		  "track 1,88 162x28\n"
		  "qbr 29,88 162x20\n"
		  "status 49,0 250x1\n");
}

Test(layout, three_panes_from_100x30_on)
{
	layout_is(30, 100, PANE_QBR, false,
		  "header 0,0 100x1\n"
		  "portfolio 1,0 40x28\n"
		  "track 1,40 60x16\n"
		  "qbr 17,40 60x12\n"
		  "status 29,0 100x1\n");
}

Test(layout, one_pane_with_tabs_below)
{
	layout_is(40, 99, PANE_PORTFOLIO, false,
		  "header 0,0 99x1\ntabs 1,0 99x1\nportfolio 2,0 99x37\nstatus 39,0 99x1\n");
	layout_is(29, 100, PANE_TRACK, false,
		  "header 0,0 100x1\ntabs 1,0 100x1\ntrack 2,0 100x26\nstatus 28,0 100x1\n");
	layout_is(24, 80, PANE_TRACK, false, "header 0,0 80x1\ntabs 1,0 80x1\ntrack 2,0 80x21\nstatus 23,0 80x1\n");
	layout_is(12, 40, PANE_QBR, false, "header 0,0 40x1\ntabs 1,0 40x1\nqbr 2,0 40x9\nstatus 11,0 40x1\n");
}

Test(layout, a_zoomed_pane_has_the_screen)
{
	layout_is(40, 120, PANE_QBR, true, "header 0,0 120x1\ntabs 1,0 120x1\nqbr 2,0 120x37\nstatus 39,0 120x1\n");
}

Test(layout, too_small_says_so)
{
	layout_is(12, 39, PANE_TRACK, false, "too small\nstatus 0,0 39x12\n");
	layout_is(11, 40, PANE_TRACK, false, "too small\nstatus 0,0 40x11\n");
	layout_is(1, 1, PANE_TRACK, true, "too small\nstatus 0,0 1x1\n");
}

/* Mark the rectangle's cells; false when one is taken or off the screen. */
static bool mark(char cells[ROWS_MAX][COLUMNS_MAX], int rows, int columns, struct rect rect)
{
	if (rect.width < 0 || rect.height < 0)
		return false;
	for (int y = rect.y; y < rect.y + rect.height; y++) {
		for (int x = rect.x; x < rect.x + rect.width; x++) {
			if (y < 0 || y >= rows || x < 0 || x >= columns || cells[y][x])
				return false;
			cells[y][x] = 1;
		}
	}
	return true;
}

static bool covers(int rows, int columns, enum pane_id focus, bool zoomed)
{
	static char cells[ROWS_MAX][COLUMNS_MAX];
	struct layout layout;
	bool whole;

	layout_compute(rows, columns, focus, zoomed, &layout);
	memset(cells, 0, sizeof cells);
	whole = mark(cells, rows, columns, layout.header) && mark(cells, rows, columns, layout.tab_line) &&
		mark(cells, rows, columns, layout.status);
	for (int i = 0; i < PANE_COUNT; i++)
		whole = whole && mark(cells, rows, columns, layout.panes[i]);
	for (int y = 0; y < rows; y++)
		for (int x = 0; x < columns; x++)
			whole = whole && cells[y][x];
	/* The focused pane is always there, with room inside its frame. */
	return whole && (layout.too_small || (layout.panes[focus].width > 2 && layout.panes[focus].height > 2));
}

Test(layout, every_cell_belongs_to_one_part_at_every_size)
{
	for (int rows = 1; rows <= 80; rows++)
		for (int columns = 1; columns <= 250; columns++)
			for (int i = 0; i < 2; i++)
				cr_assert(covers(rows, columns, (enum pane_id)((rows + columns) % PANE_COUNT),
						 i == 1),
					  "%d columns, %d rows, zoomed %d", columns, rows, i);
}
