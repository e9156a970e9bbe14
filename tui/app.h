#ifndef WAYMARK_TUI_APP_H
#define WAYMARK_TUI_APP_H
/* All state of the console hangs on one struct app, passed down. */
#include "cmd/action.h"
#include "core/qbr.h"
#include "core/today.h"
#include "storage/numbers.h"
#include "tui/keymap.h"
#include "tui/layout.h"
#include "tui/prompt.h"
#include "tui/screen.h"

/* Where a pane's reader is: a position (row, milestone, item, line), the first line
 * shown, and the room there was at the last frame. */
struct place {
	size_t cursor, top;
	int height, width;
};

struct pane_ops;
struct programme_view;
struct account_view;
struct plays_view;
struct today_view;
struct review_view;
struct numbers_pane;
struct form;
struct milestone_view;
struct placement_view;
struct app;

/* The list on the left: ids in order, and the rows of the window that is shown. */
struct portfolio_state {
	struct place place; /* positions are those in order */
	size_t anchor;	    /* top as the user left it: an account that moves by itself scrolls the
				 * list only as long as it is out of sight from there */
	struct ids order;
	bool order_whole;  /* false: only the first frame's window is there yet */
	bool order_stale;  /* others' changes or a refresh may have moved accounts */
	int64_t order_due; /* when to read it again at the earliest, by app_now() */
	enum column sort;
	bool descending;
	char *lens;		      /* key of the track shown beside the main one; NULL: none */
	int64_t selected;	      /* the account, not the line; 0 none */
	VEC(struct account_row) rows; /* those from top on */
	struct ids row_ids;	      /* of rows; 0: to be read again */
	struct ids matches;	      /* of the search, ascending */
};

/* One line of the checklist: a heading (milestone -1) or a milestone and what yes would do. */
struct track_line {
	int milestone, activity, stage;
	bool known;	 /* gain says something: the milestone is unsettled and health is known */
	int gain;	 /* whole points */
	int score_after; /* whole points, HEALTH_UNKNOWN */
	int stage_after; /* index of the stage then, where it differs; else -1 */
	bool completed_after;
};

struct track_state {
	struct place place;	/* positions are milestones; top is a line */
	int64_t account, track; /* whose lines these are */
	int64_t wanted;		/* the track to show of accounts that have it; 0: the main one */
	bool untouched;		/* the cursor is where the account was opened */
	VEC(struct track_line) lines;
	VEC(size_t) line_of;		/* by milestone */
	VEC(const struct track *) held; /* the account's tracks, the main one first; borrowed */
	VEC(char *) reasons;		/* by stage: why it is passed by hand; NULL: it is not */
	VEC(char *) folded;		/* questions by milestone, as searches compare them; none until one asks */
	size_t gains_from, gains_to;	/* lines whose gain is worked out */
	int by_width;			/* cells that keep the dates of answers in a column */
	int64_t editing;		/* account whose note is in the prompt */
	char *editing_key;		/* and its milestone */
};

/* One line of the agenda: a section's heading (item -1), or a piece of an item wrapped to the width. */
struct qbr_line {
	enum qbr_section section;
	int item;
	bool first, note;
	char number[24]; /* of the item, on its first line where there is room for it */
	char *text;	 /* NULL for headings */
};

struct qbr_state {
	struct place place; /* positions are items; top is a line */
	int64_t account;
	struct agenda agenda;
	VEC(struct qbr_line) lines;
	char *asked; /* key of the item, or of the section, that the prompt is about */
};

/* What Enter does on a line of help. */
struct text_run {
	size_t line; /* in the text as it was given */
	enum action_id action;
	char *words; /* NULL: the action's name */
};

/* A full-screen text: help, log, what a command printed. */
struct text_state {
	bool open;
	char *title;
	char *text;	     /* as given */
	struct place place;  /* positions are lines as wrapped */
	VEC(char *) lines;   /* wrapped to place.width */
	VEC(size_t) sources; /* the line of text that each came from */
	VEC(struct text_run) runs;
	bool is_help;
};

/* The last search, for n and N, and where it began, for cancelling. */
struct search_state {
	char *text, *folded; /* NULL: none yet */
	char *before;	     /* the one before, while another is being typed */
	struct place from;
	int64_t hit, hits; /* the match under the cursor (from 1, 0 none) of how many */
	bool active;	   /* matches are marked */
};

/* What is asked in the prompt, for app_ask(). */
struct asking {
	void (*done)(struct app *app, const char *text);
	/* Set after app_ask(), both may be NULL. Esc, or the line is lost: what was typed. A key before the
	 * prompt sees it: whether it was taken. */
	void (*left)(struct app *app, const char *text);
	bool (*key)(struct app *app, int key);
	char *draft; /* what a text cut off is kept under, NULL */
};

/* The header's NRR, of the twelve months up to the day of reading. */
struct nrr_state {
	struct numbers_view *view; /* NULL: not begun */
	struct number_period year;
	day_t as_of;
	bool settled; /* it knows all that was written so far */
	int64_t due;  /* when to go on, by app_now() */
	bool known;
	bool several; /* currencies: this is the one of the biggest ARR */
	char currency[CURRENCY_SIZE];
	int64_t rate, churn; /* hundredths of a percent; gross churn */
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
	const struct pane_ops *view;	  /* over the panes and below the text; NULL: none */
	bool view_stale;		  /* it is to be told to load before it is asked anything */
	struct milestone_view *milestone; /* of the views that are open; NULL */
	struct placement_view *placement;
	struct programme_view *programme;
	struct account_view *account;
	struct plays_view *plays;
	struct today_view *today;
	/* Where Today was left, and whether the view that is open now goes back there. */
	struct {
		size_t cursor;
		int64_t account;
		char key[TODAY_KEY];
		bool back;
	} today_left;
	struct review_view *review;
	struct numbers_pane *numbers; /* stays when it is closed; NULL: it never was open */
	bool numbers_back;	      /* the view that is open now goes back there */
	struct nrr_state nrr;
	struct form *form; /* that is being filled in; NULL */
	struct search_state search;
	struct account_detail detail; /* of portfolio.selected; row.id 0: none */
	struct account_detail
		lens; /* the same over the track that the checklist shows, where it is not the main one */
	struct totals totals;
	struct prompt prompt;
	struct asking asking;
	int count; /* numeric prefix being typed */
	char message[1024];
	bool message_is_error;

	/* What the next frame has to read first, or is to show at all. */
	bool account_stale, totals_stale, dirty;
	bool quit, hangup;
	int64_t cache_left; /* accounts still to be brought to today, -1: not known */
	int64_t cache_due;  /* when to go on, by app_now() */
	int64_t poll_due;   /* when to look for others' commits and midnight */
	int64_t shown_at;   /* when progress was last drawn */
};

/* Opens nothing itself: ctx has its book, screen is open. Loads the first window. */
int app_init(struct app *app, const struct ctx *ctx, struct screen *screen, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void app_free(struct app *app) __attribute__((nonnull));
/* Milliseconds that only go forward. */
int64_t app_now(void);

/* One key: change state. */
void app_key(struct app *app, int key) __attribute__((nonnull));
/* What runs behind the first frame and when idle: whole order, cache refresh, others' commits.
 * Returns ms until it wants to run again (0: there is more to do now). */
int app_idle(struct app *app) __attribute__((nonnull));
/* Read what the frame shows: rows, totals, account, gains. */
void app_prepare(struct app *app) __attribute__((nonnull));
/* Draw the frame into the screen and flush it. */
void app_draw(struct app *app) __attribute__((nonnull));
/* Keys, idle work and frames until it quits. Returns the exit status. */
int app_loop(struct app *app) __attribute__((nonnull));
/* Opens the screen, runs the loop; the exit status, or -1 with error filled. */
int waymark_console(struct ctx *ctx, struct error *error) __attribute__((nonnull, warn_unused_result));

/* Do one thing by the table: a console's move, or a command run on the book. count: the prefix typed,
 * 0 none. */
void app_do(struct app *app, enum action_id action, int argc, char *const *argv, int count)
	__attribute__((nonnull));
/* Do a ":" line; "." stands for the selected account. False: it could not be read or done. */
bool app_line(struct app *app, const char *line, int count) __attribute__((nonnull));
/* Run a command; its message or error goes to the status line, what it printed opens
 * as text, and what it changed is read again before the next frame. True when it was done. */
bool app_run(struct app *app, int argc, char *const *argv) __attribute__((nonnull));
void app_say(struct app *app, bool error, const char *format, ...)
	__attribute__((format(printf, 3, 4), nonnull(1)));
void app_say_error(struct app *app, const struct error *error) __attribute__((nonnull));
/* The selected account as a word for commands: "#ID"; "" without one. */
/* Where a message's effect begins: its ": stage A -> B, health 1 -> 2", else its end. */
const char *message_effect(const char *message) __attribute__((nonnull, returns_nonnull));
void app_account_word(const struct app *app, char word[24]) __attribute__((nonnull));
/* Load the selected account again when it is stale: its lines and agenda. */
void app_load_account(struct app *app) __attribute__((nonnull));
/* That, then the view's own when it is stale. */
void app_load_view(struct app *app) __attribute__((nonnull));
/* A view over the panes, in the room below the header. One at a time: another is closed. */
void app_open_view(struct app *app, const struct pane_ops *view) __attribute__((nonnull));
void app_close_view(struct app *app) __attribute__((nonnull));
/* Order, rows, totals and account are to be read again; the cursor follows its account. */
void app_reload(struct app *app) __attribute__((nonnull));
void app_show_text(struct app *app, const char *title, const char *text) __attribute__((nonnull));

/* tui/pane_text.c */
void text_close(struct app *app) __attribute__((nonnull));
void text_free(struct text_state *text) __attribute__((nonnull));

/* tui/nrr.c: reckoned in steps of a ms or two while nobody types. */
void nrr_changed(struct app *app) __attribute__((nonnull)); /* something was written */
bool nrr_step(struct app *app) __attribute__((nonnull));    /* whether there is more to do now */
enum nrr_length { NRR_WHOLE, NRR_SHORT, NRR_SHORTEST };
/* "NRR 108%", "NRR 96% churn 8.2% !!" or "NRR 96% churn !!" or "NRR 96% !!"; nothing: not known. */
void nrr_say(const struct app *app, enum nrr_length length, struct buf *out) __attribute__((nonnull));
void nrr_free(struct app *app) __attribute__((nonnull));

/* tui/pane_numbers.c: the view of the numbers stays when it is closed. */
void numbers_pane_changed(struct app *app) __attribute__((nonnull)); /* something was written */
bool numbers_pane_idle(struct app *app) __attribute__((nonnull));    /* whether there is more to do now */
void numbers_pane_free(struct app *app) __attribute__((nonnull));

/* tui/command.c: the prompt at the bottom and what comes of it. */
void command_open(struct app *app, const char *text) __attribute__((nonnull));
void search_open(struct app *app) __attribute__((nonnull));
void search_again(struct app *app, int direction, int count) __attribute__((nonnull));
void search_forget(struct app *app) __attribute__((nonnull));
void command_key(struct app *app, int key) __attribute__((nonnull)); /* while the prompt is open */
#define CONFIRM_HINT " [y/N] " /* after the question; it stays where the question is cut */
bool command_confirm(void *app, const char *question) __attribute__((nonnull));
/* Ask for a line of text, which goes to done(), be it empty; Esc and C-c ask no more. draft: what a line cut
 * off by a lost connection is kept under and offered again, NULL: not worth it. Completion: set
 * app->prompt.complete after this call. */
void app_ask(struct app *app, const char *label, const char *text, const char *draft,
	     void (*done)(struct app *app, const char *text)) __attribute__((nonnull(1, 2, 3, 5)));

/* tui/note.c: the note on an answer. */
void note_edit(struct app *app) __attribute__((nonnull));

/* tui/draft.c: what was being typed when the line was lost, one text under one name. */
void draft_save(const char *name, const char *text) __attribute__((nonnull));
char *draft_take(const char *name) __attribute__((nonnull)); /* NULL: none; yours to free */
void draft_keep(struct app *app) __attribute__((nonnull));   /* the prompt is about to be lost */

/* tui/outside.c: other programs on the terminal. */
const char *outside_editor(void); /* $VISUAL, $EDITOR; NULL: neither is set */
const char *outside_pager(void) __attribute__((returns_nonnull));
/* A private file with that text; its name, yours to free; NULL with errno. */
char *outside_file(const char *kind, const char *text) __attribute__((nonnull));
/* Hand the terminal over until the program is done with the file. Its wait status, -1: it did not start. */
int outside_run(struct app *app, const char *program, const char *file) __attribute__((nonnull));
/* Have a text written in the editor; done() gets it when it is another than before and not empty. Where done()
 * says an error the file stays and is named. kind: "note". */
void outside_edit(struct app *app, const char *kind, const char *before,
		  void (*done)(struct app *app, const char *text)) __attribute__((nonnull));
/* The same in the prompt where no editor is set; draft as in app_ask(). */
void outside_ask(struct app *app, const char *kind, const char *before, const char *draft,
		 void (*done)(struct app *app, const char *text)) __attribute__((nonnull));

/* tui/pane_milestone.c, tui/pane_placement.c: views on what is in the checklist. */
void milestone_open(struct app *app) __attribute__((nonnull));
void placement_open(struct app *app) __attribute__((nonnull));
/* tui/document.c: read a process document in the pager, or say where it is or that nobody wrote it. */
void document_show(struct app *app, const char *title) __attribute__((nonnull));

/* tui/help.c */
void help_keys(struct app *app) __attribute__((nonnull)); /* of the focused pane, then the rest */
void help_command(struct app *app, const char *name) __attribute__((nonnull));

/* tui/portfolio.c: the order that the list on the left shows. */
int portfolio_read_order(struct app *app, bool whole, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void portfolio_whole(struct app *app) __attribute__((nonnull));
void portfolio_place(struct app *app, int64_t account) __attribute__((nonnull)); /* it changed: move it */
void portfolio_sort(struct app *app, enum column column, bool descending) __attribute__((nonnull));
/* Show where accounts stand on that track too, key NULL: on the next one, at the end on none. */
void portfolio_lens(struct app *app, const char *key) __attribute__((nonnull(1)));
void portfolio_check_lens(struct app *app) __attribute__((nonnull)); /* its track may be gone */
void portfolio_select(struct app *app, int64_t account) __attribute__((nonnull));
void portfolio_forget_rows(struct app *app) __attribute__((nonnull));
int portfolio_window(struct app *app, struct error *error) __attribute__((nonnull, warn_unused_result));

/* tui/track_lines.c, tui/pane_qbr.c: after an account was loaded, and before a frame. */
void track_lines(struct app *app) __attribute__((nonnull));
void track_forget(struct app *app) __attribute__((nonnull)); /* what was borrowed or read of the account */
/* What the checklist shows: the account over its main track, or over the one chosen. */
const struct account_detail *track_detail(const struct app *app) __attribute__((nonnull, returns_nonnull));
void track_gains(struct app *app) __attribute__((nonnull));
void qbr_lines(struct app *app) __attribute__((nonnull));
/* The track's pane in four files: its lines, their drawing, the head above them, what its keys do. */
#define TRACK_WIDE 110 /* cells from which health and its parts share a line */
int track_head_lines(int height, int width);
void track_draw_head(const struct app *app, struct rect inside, int lines) __attribute__((nonnull));
int track_foot_lines(int height);
void track_draw(const struct app *app, struct rect inside, bool focused) __attribute__((nonnull));
void track_title(const struct app *app, struct buf *left, struct buf *right) __attribute__((nonnull));
void track_hint(const struct app *app, struct buf *out) __attribute__((nonnull));
unsigned track_action(struct app *app, enum action_id id) __attribute__((nonnull));
/* "track/id" of a milestone where its answers are kept; yours to free. */
char *track_word(const struct track *track, int milestone) __attribute__((nonnull, returns_nonnull));
/* Give this answer to the milestone under the checklist's cursor; the one that stands is withdrawn. */
void track_answer(struct app *app, enum answer wanted) __attribute__((nonnull));
/* The account's track of that key, NULL where it has none. */
const struct track *track_held(const struct app *app, const char *key) __attribute__((nonnull));
/* A stage that was settled until a new version of its track asked more of it: "reopened: 2 questions added 9 Nov
 * (version 3)"; nothing where that is not so. */
void track_say_reopened(const struct account_detail *detail, int stage, day_t as_of, struct buf *out)
	__attribute__((nonnull));
/* "counts for Marketing Hourglass: trust", as far as the account has the tracks. */
void track_say_evidence(const struct app *app, const struct milestone *milestone, struct buf *out)
	__attribute__((nonnull));

#endif
