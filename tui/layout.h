#ifndef WAYMARK_TUI_LAYOUT_H
#define WAYMARK_TUI_LAYOUT_H
/* Where things go: a pure function of the screen's size, tested as text. */
#include "tui/screen.h"

enum pane_id { PANE_PORTFOLIO, PANE_TRACK, PANE_QBR, PANE_COUNT };

struct layout {
	bool too_small; /* below 40x12: only a line that says so */
	bool tabs;	/* one pane at a time, with a tab line */
	struct rect header, tab_line, status;
	struct rect panes[PANE_COUNT]; /* with their frames; width 0: not shown */
};

/* Below 100 columns or 30 rows, or zoomed, one pane: the focused one. Else the portfolio left (about two
 * fifths, at most 88 columns), track over agenda (three to two) right. */
void layout_compute(int rows, int columns, enum pane_id focus, bool zoomed, struct layout *out);

#endif
