#ifndef WAYMARK_TUI_PANE_H
#define WAYMARK_TUI_PANE_H
/*
 * A pane is one const table of functions over its own state. Handlers change state
 * and return what must happen; only the loop draws, once a turn; draw takes const and
 * changes nothing. The focused pane is asked first, generic actions second.
 */
#include "tui/app.h"

enum effect {
	EFFECT_NONE = 0,
	EFFECT_HANDLED = 1,  /* the key was for this pane; what it shows is drawn again */
	EFFECT_ACCOUNT = 2,  /* the cursor is on another account: load it */
	EFFECT_RELOAD = 4,   /* the book changed: read rows, totals and account again */
	EFFECT_LAYOUT = 8,
	EFFECT_CLOSE = 16,   /* close this view */
	EFFECT_QUIT = 32,
	EFFECT_PASS = 64,    /* not mine */
};

struct pane_ops {
	const char *name;
	enum keymap_scope scope;
	/* Draw into the frame's inside; height and width >= 1. */
	void (*draw)(const struct app *app, struct rect inside, bool focused);
	/* The titles of its frame, left and right. */
	void (*title)(const struct app *app, struct buf *left, struct buf *right);
	/* An action by key or ":" line: effects or'ed. count: the prefix typed before the key, 0 none. */
	unsigned (*action)(struct app *app, enum action_id action, int count);
	/* Search: move to a match from where the search began; forward or back; false: none. */
	bool (*search)(struct app *app, const char *text, int direction, bool from_start);
	/* Room changed: keep the cursor in sight. */
	void (*resized)(struct app *app, int height, int width);
};

extern const struct pane_ops pane_portfolio, pane_track, pane_qbr, pane_text;

#endif
