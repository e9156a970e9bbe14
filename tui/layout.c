#include "tui/layout.h"

#include <string.h>

#define ROWS_LEAST 12
#define COLUMNS_LEAST 40
#define ROWS_THREE 30 /* from here on there is room for three panes */
#define COLUMNS_THREE 100
#define PORTFOLIO_WIDEST 88

static struct rect rect_of(int y, int x, int height, int width)
{
	return (struct rect){ .y = y, .x = x, .height = height, .width = width };
}

static void lay_three(int rows, int columns, struct layout *out)
{
	int body = rows - 2, left = columns * 2 / 5, track = body * 3 / 5;

	if (left > PORTFOLIO_WIDEST)
		left = PORTFOLIO_WIDEST;
	out->panes[PANE_PORTFOLIO] = rect_of(1, 0, body, left);
	out->panes[PANE_TRACK] = rect_of(1, left, track, columns - left);
	out->panes[PANE_QBR] = rect_of(1 + track, left, body - track, columns - left);
}

void layout_compute(int rows, int columns, enum pane_id focus, bool zoomed, struct layout *out)
{
	memset(out, 0, sizeof *out);
	if (rows < ROWS_LEAST || columns < COLUMNS_LEAST) {
		out->too_small = true;
		out->status = rect_of(0, 0, rows, columns);
		return;
	}
	out->header = rect_of(0, 0, 1, columns);
	out->status = rect_of(rows - 1, 0, 1, columns);
	out->tabs = zoomed || rows < ROWS_THREE || columns < COLUMNS_THREE;
	if (!out->tabs) {
		lay_three(rows, columns, out);
		return;
	}
	out->tab_line = rect_of(1, 0, 1, columns);
	out->panes[focus] = rect_of(2, 0, rows - 3, columns);
}
