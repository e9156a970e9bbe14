#ifndef WAYMARK_TUI_APP_H
#define WAYMARK_TUI_APP_H
/* All state of the console hangs on one struct app, passed down. */
#include "cmd/action.h"
#include "core/qbr.h"
#include "tui/keymap.h"
#include "tui/layout.h"
#include "tui/prompt.h"
#include "tui/screen.h"

/* The list on the left: ids in order, and the rows of the window that is shown. */
struct portfolio_state {
	struct ids order;
	bool order_whole;	  /* false: only the first frame's window is there yet */
	enum column sort;
	bool descending;
	int64_t selected;	  /* the account, not the line */
	size_t cursor, top;	  /* positions in order */
	int height;		  /* rows that fit */
	VEC(struct account_row) rows; /* those from top on */
	struct ids matches;	  /* of the search, unordered */
};

/* One line of the checklist: a heading (milestone -1) or a milestone and what yes would do. */
struct track_line {
	int milestone, activity, stage;
	bool known;	 /* gain says something: the milestone is unsettled and health is known */
	int gain;	 /* whole points */
	int score_after; /* whole points, HEALTH_UNKNOWN */
	int stage_after; /* index of the stage then, -1 none; completed_after */
	bool completed_after;
};

struct track_state {
	int cursor, top;	/* lines: headings and milestones, made by track_lines() */
	int height, width;
	int cursor_milestone;	/* index, -1 */
	VEC(struct track_line) lines;
};

struct qbr_state {
	int cursor, top, height;
	struct agenda agenda;
};

struct text_run {
	int line;
	enum action_id action;
};

/* A full-screen text: help, log, what a command printed. */
struct text_state {
	bool open;
	char *title;
	VEC(char *) lines;
	int top, height, cursor;
	VEC(struct text_run) runs; /* help lines that Enter runs */
};

struct app {
	struct ctx ctx;
	struct screen *screen;
	struct keymap keymap;
	struct layout layout;
	enum pane_id focus;
	bool zoomed;
	struct portfolio_state portfolio;
	struct track_state track;
	struct qbr_state qbr;
	struct text_state text;
	struct account_detail detail; /* of portfolio.selected; row.id 0: none */
	struct totals totals;
	struct prompt prompt;
	int count;		/* numeric prefix being typed */
	char message[512];
	bool message_is_error;
	bool quit, hangup;
	int64_t cache_left;	/* accounts still to be brought to today, -1: not known */
	day_t shown_day;	/* of the last frame, to notice midnight */
};

/* Opens nothing itself: ctx has its book, screen is open. Loads the first window. */
int app_init(struct app *app, const struct ctx *ctx, struct screen *screen, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void app_free(struct app *app) __attribute__((nonnull));
/* One key, or KEY_NONE after idling: change state. */
void app_key(struct app *app, int key) __attribute__((nonnull));
/* What runs behind the first frame and when idle: whole order, cache refresh, others' commits.
 * Returns ms until it wants to run again (0: there is more to do now). */
int app_idle(struct app *app) __attribute__((nonnull));
/* Draw the frame into the screen and flush it. */
void app_draw(struct app *app) __attribute__((nonnull));
/* Keys, idle work and frames until it quits. Returns the exit status. */
int app_loop(struct app *app) __attribute__((nonnull));

/* For panes: run a command line by the table; its message or error goes to the status line, what it
 * printed opens as text. True when it was done. */
bool app_run(struct app *app, int argc, char *const *argv) __attribute__((nonnull));
void app_say(struct app *app, bool error, const char *format, ...) __attribute__((format(printf, 3, 4), nonnull(1)));
/* Load the selected account again, its lines and agenda. */
void app_load_account(struct app *app) __attribute__((nonnull));
/* Order, rows, totals and account again; the cursor follows its account. */
void app_reload(struct app *app) __attribute__((nonnull));
void app_show_text(struct app *app, const char *title, const char *text) __attribute__((nonnull));
int waymark_console(struct ctx *ctx) __attribute__((nonnull)); /* opens the screen, runs the loop */

#endif
