#ifndef WAYMARK_TUI_NUMBERS_PANE_H
#define WAYMARK_TUI_NUMBERS_PANE_H
/*
 * The numbers over the whole screen, page by page. What a page shows is all in its grids (cmd/grid.h): this view knows
 * of none of them more than they say.
 *
 * The view stays when it is closed, and with it the sums that it read: it opens again at once, where it was left.
 */
#include "cmd/numbers.h"
#include "tui/pane.h"

enum { NUMBERS_PAGES_MOST = 24 };

/* How far the page is: what was asked is taken up, its sums are read in steps, the grids are made from them. */
enum numbers_state { NUMBERS_ASKED, NUMBERS_READ, NUMBERS_MAKE, NUMBERS_READY };

/* A place in the words of its grid: it is found again when the figures are made anew. NULL: none yet. */
struct numbers_at {
	char *grid, *row, *column;
	char currency[CURRENCY_SIZE];
	size_t nth; /* of the grids of that key and currency */
};

/* Text in lines. */
struct numbers_words {
	char **items;
	size_t count, room;
};

enum numbers_line_kind { LINE_TITLE, LINE_COLUMNS, LINE_FIGURES, LINE_NOTE, LINE_BLANK };
struct numbers_line {
	enum numbers_line_kind kind;
	size_t grid, row; /* row of LINE_FIGURES: of the grid */
	char *note;	  /* a piece of it; NULL */
};

/* How a grid is laid out. */
struct numbers_shape {
	size_t first; /* position of its first row among all rows */
	int title;    /* cells of the rows' titles, with their margin */
	int base;     /* the same beside as many columns as go in */
	int whole;    /* and where none is cut */
	int *widths;  /* of the columns, without the gap before them */
	bool *words;  /* columns of text: from the left */
	bool steps;   /* rows add up from an opening to a closing: a sign before their titles */
	size_t left;  /* the first column in sight */
};

/* A cell that is open. */
struct numbers_cell {
	bool wanted; /* asked for, not read yet */
	bool open;
	struct numbers_at at;
	struct grid_opened opened;
	size_t count; /* of all its cases */
	char **names; /* of their accounts, NULL until they are seen; count of them */
	struct numbers_words rule;
	struct place place; /* positions are cases; top is a line */
};

struct numbers_pane {
	int page;
	enum number_level level;
	bool years;
	bool mine;		/* only the accounts of the CSM who sits here */
	char *filter;		/* "": all accounts */
	char in[CURRENCY_SIZE]; /* all in this one, by the rates that were entered; "": each apart */

	enum numbers_state state;
	bool made;    /* the grids are of what is asked */
	bool stale;   /* something was written since */
	bool told;    /* the screen says that it takes a while */
	int64_t due;  /* when to make them anew at the earliest, by app_now() */
	int64_t took; /* ms, the last time that a page was made */
	struct numbers_use use;
	struct numbers_view *view; /* NULL: nothing is asked yet */
	struct grids grids;
	char *fault; /* why there are none; NULL */

	bool chart, explain;
	char *against; /* key of the column that the cursor's is compared with; NULL: none is */
	struct grids compared;

	struct numbers_at at[NUMBERS_PAGES_MOST];
	struct place place; /* positions are rows of all grids; top is a line */
	size_t column;	    /* of the cursor */
	VEC(struct numbers_line) lines;
	VEC(struct numbers_shape) shapes;
	struct numbers_words meaning; /* of the figure under the cursor */
	struct rect inside;
	struct numbers_cell cell;
	bool leaving; /* for an account, from an open cell: back to it */
};

/* ---- numbers_reckon.c: what is asked, and reading it ---- */

/* Other numbers are asked for. */
void numbers_ask(struct app *app, struct numbers_pane *view) __attribute__((nonnull));
void numbers_turn(struct app *app, struct numbers_pane *view, int page) __attribute__((nonnull));
/* Whose accounts "mine" are: the option me, or who sits here. */
const char *numbers_me(const struct app *app) __attribute__((nonnull, returns_nonnull));
/* Whether a filter can be read; it says why not. */
bool numbers_take_filter(struct app *app, struct numbers_pane *view, const char *filter) __attribute__((nonnull));
/* Go on towards the page (and the cell that is wanted) for some ms. Whether there is more to do now. */
bool numbers_advance(struct app *app, struct numbers_pane *view, int limit) __attribute__((nonnull));
/* "reading 40 %"; nothing where all is there. */
void numbers_progress(const struct numbers_pane *view, struct buf *out) __attribute__((nonnull));
void numbers_forget(struct numbers_pane *view) __attribute__((nonnull)); /* all that was read */
void numbers_at_clear(struct numbers_at *at) __attribute__((nonnull));
void numbers_at_set(struct numbers_at *at, const struct grids *grids, size_t grid, size_t row, size_t column)
	__attribute__((nonnull));
/* Which grid it is in; their count: in none of them. */
size_t numbers_at_grid(const struct numbers_at *at, const struct grids *grids) __attribute__((nonnull));

/* ---- numbers_table.c: the grids as lines ---- */

const struct grids *numbers_shown(const struct numbers_pane *view) __attribute__((nonnull, returns_nonnull));
/* Which grid and row a position is. false: there is no such row. */
bool numbers_spot(const struct numbers_pane *view, size_t position, size_t *grid, size_t *row)
	__attribute__((nonnull));
/* The cursor's cell in the page's grids; false: there is none. */
bool numbers_here(const struct numbers_pane *view, size_t *grid, size_t *row, size_t *column)
	__attribute__((nonnull));
size_t numbers_rows(const struct numbers_pane *view) __attribute__((nonnull));
/* After the grids were made, the room changed or the cursor moved. */
void numbers_lay_out(struct app *app, struct numbers_pane *view) __attribute__((nonnull));
void numbers_settle(struct app *app, struct numbers_pane *view) __attribute__((nonnull));
void numbers_drop_lines(struct numbers_pane *view) __attribute__((nonnull));
/* The cursor where it was left on this page, or where one begins to read. */
void numbers_find_again(struct numbers_pane *view) __attribute__((nonnull));
void numbers_draw_table(const struct app *app, const struct numbers_pane *view, struct rect at)
	__attribute__((nonnull));
void numbers_draw_meaning(const struct app *app, const struct numbers_pane *view, struct rect at)
	__attribute__((nonnull));
/* The rows between the tabs and the meaning. */
int numbers_body(const struct numbers_pane *view) __attribute__((nonnull));
/* Appends text (which may be foreign) in lines of so many cells. */
void numbers_wrap(const struct app *app, struct numbers_words *out, int cells, const char *text)
	__attribute__((nonnull));
void numbers_words_clear(struct numbers_words *words) __attribute__((nonnull));

/* ---- numbers_chart.c ---- */

void numbers_draw_chart(const struct app *app, const struct numbers_pane *view, struct rect at)
	__attribute__((nonnull));

/* ---- numbers_cell.c: what a figure comes from ---- */

/* What the cursor is on, as soon as it can be read. */
void numbers_cell_want(struct app *app, struct numbers_pane *view) __attribute__((nonnull));
void numbers_cell_read(struct app *app, struct numbers_pane *view) __attribute__((nonnull));
void numbers_cell_close(struct numbers_pane *view) __attribute__((nonnull));
/* After the room changed or the cursor moved. */
void numbers_cell_settle(struct app *app, struct numbers_pane *view) __attribute__((nonnull));
void numbers_cell_draw(const struct app *app, const struct numbers_pane *view, struct rect inside)
	__attribute__((nonnull));
bool numbers_cell_matches(const struct app *app, struct numbers_pane *view, size_t position, const char *folded)
	__attribute__((nonnull));
/* The account of the case under the cursor, and the case's day or DAY_NONE; 0: none. */
int64_t numbers_cell_account(const struct numbers_pane *view, day_t *on) __attribute__((nonnull));

/* ---- numbers_keys.c ---- */

unsigned numbers_action(struct app *app, struct numbers_pane *view, enum action_id id) __attribute__((nonnull));
void numbers_hint(const struct app *app, const struct numbers_pane *view, struct buf *out) __attribute__((nonnull));

#endif
