#ifndef WAYMARK_TUI_PANE_H
#define WAYMARK_TUI_PANE_H
/*
 * A pane is one const table of functions over its own state. Handlers change state
 * and return what must happen; only the loop draws, once a turn; draw takes const and
 * changes nothing. The focused pane is asked first, generic actions second: moving,
 * paging and searching are written once, over positions.
 */
#include "tui/app.h"

enum pane_effect {
	EFFECT_NONE = 0,
	EFFECT_HANDLED = 1, /* the key was for this pane; what it shows is drawn again */
	EFFECT_ACCOUNT = 2, /* the cursor is on another account: load it */
	EFFECT_CLOSE = 4,   /* close what is open over the panes: the text, else the view */
	EFFECT_PASS = 8,    /* not mine */
};

struct pane_ops {
	const char *name;
	const char *called; /* "the track": in help's heading */
	enum keymap_scope scope;
	/* Draw into the frame's inside; height and width >= 1. */
	void (*draw)(const struct app *app, struct rect inside, bool focused);
	/* The titles of its frame, left and right. */
	void (*title)(const struct app *app, struct buf *left, struct buf *right);
	/* Keys worth a hint in the status line: "Space yes  x no". */
	void (*hint)(const struct app *app, struct buf *out);
	/* An action that only this pane knows: effects or'ed, or EFFECT_PASS. */
	unsigned (*action)(struct app *app, enum action_id action);
	/* How many positions the cursor walks over; wanted: one that is asked for, so that the rest of
	 * a long order is read only when it is needed. */
	size_t (*length)(struct app *app, size_t wanted);
	struct place *(*place)(struct app *app);
	/* Put the cursor on a position below length and keep it in sight. */
	unsigned (*go)(struct app *app, size_t position);
	/* Read what matches() needs for a search (may be NULL); whether a position fits. */
	void (*search)(struct app *app, const char *text);
	bool (*matches)(const struct app *app, size_t position, const char *folded);
	/* Room changed: keep the cursor in sight. A view is told so before every frame, after load(). */
	void (*resized)(struct app *app, int height, int width);
	/* Views only, both may be NULL. Read again what the view shows: it was just opened, or its account or the
	 * book changed. What it borrowed from the book is gone by then. */
	void (*load)(struct app *app);
	void (*closed)(struct app *app); /* free what it holds */
};

extern const struct pane_ops pane_portfolio, pane_track, pane_qbr, pane_text, pane_programme, pane_account,
	pane_plays, pane_today, pane_review, pane_numbers;
extern const struct pane_ops *const panes[PANE_COUNT]; /* by pane_id */
/* What is open over the panes: the text, else the view, else NULL. */
const struct pane_ops *pane_over(const struct app *app) __attribute__((nonnull));
/* The pane that keys go to: what is open over them, else the one in focus. */
const struct pane_ops *pane_focused(const struct app *app) __attribute__((nonnull, returns_nonnull));

/* Pieces of a line, one beside the other, until the room is used up. */
struct pen {
	struct screen *screen;
	int y, x, left; /* cells left */
};
void pen_text(struct pen *pen, enum role role, const char *text) __attribute__((nonnull));
void pen_printf(struct pen *pen, enum role role, const char *format, ...)
	__attribute__((format(printf, 3, 4), nonnull));

/* Where the hardware cursor stands, unless it is in the prompt. */
void pane_cursor(const struct app *app, int y, int x) __attribute__((nonnull));

/* "KEY what  " where the action has a key in that scope. */
void hint_key(const struct app *app, enum keymap_scope scope, enum action_id action, const char *what,
	      struct buf *out) __attribute__((nonnull));

/* How a band, a trend and an answer look. */
enum role band_role(enum band band);
enum sign band_sign(enum band band);
enum sign trend_sign(int trend);
enum role answer_role(enum answer answer);
/* "[x]" */
void answer_box(const struct screen *screen, enum answer answer, char box[16]) __attribute__((nonnull));
/* The first line to show so that lines first..last stand in a window of height. */
size_t scroll_to(size_t top, size_t first, size_t last, int height);

#endif
