#ifndef WAYMARK_TUI_SCREEN_H
#define WAYMARK_TUI_SCREEN_H
/*
 * The terminal: the only part that speaks curses. Panes draw into rectangles by
 * roles, through one text function that makes foreign text safe and measures cells.
 * Nothing is sent before screen_flush(), and then only what differs.
 */
#include <stdbool.h>
#include <stdio.h>

#include "core/error.h"
#include "core/text.h"
#include "tui/theme.h"

struct rect {
	int y, x, height, width;
};

struct screen;

struct screen_options {
	const char *term;  /* NULL: TERM; unknown *-256color, alacritty, foot, kitty fall back to xterm-256color */
	FILE *out;	   /* NULL: stdout */
	int in;		   /* descriptor of the keyboard; -1: stdin */
	const char *theme; /* name, "" by NO_COLOR and what the terminal can do */
	int rows, columns; /* 0: ask the terminal; set for tests */
};

/* One screen a process (ncurses before 6.5 has room for one). Errors: no terminal, TERM that cannot
 * move the cursor. */
int screen_open(struct screen **out, const struct screen_options *options, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void screen_close(struct screen *screen); /* the terminal as it was found */
/* Restore the terminal and nothing else: async use by BUG() and signals. */
void screen_restore(void);
/* Around running another program on the terminal ($EDITOR, ^Z). */
void screen_suspend(struct screen *screen) __attribute__((nonnull));
void screen_resume(struct screen *screen) __attribute__((nonnull));

int screen_rows(const struct screen *screen) __attribute__((nonnull));
int screen_columns(const struct screen *screen) __attribute__((nonnull));
enum text_signs screen_signs(const struct screen *screen) __attribute__((nonnull));
/* Read the terminal's size again and take it; true when it changed. */
bool screen_check_size(struct screen *screen) __attribute__((nonnull));

const struct theme *screen_theme(const struct screen *screen) __attribute__((nonnull));
int screen_set_theme(struct screen *screen, const char *name, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* Keys: what keymap.h names. KEY_NONE when nothing came within timeout_ms (-1: wait). Bracketed
 * pastes come as one KEY_PASTE whose text screen_paste() lends until the next key. */
int screen_key(struct screen *screen, int timeout_ms) __attribute__((nonnull));
const char *screen_paste(const struct screen *screen) __attribute__((nonnull));
/* Whether a key is already waiting (typed ahead): do not draw yet. */
bool screen_key_waiting(struct screen *screen) __attribute__((nonnull));
/* The descriptor to poll for keys. */
int screen_input(const struct screen *screen) __attribute__((nonnull));

/* Drawing. All of it is clipped to the screen. */
void screen_clear(struct screen *screen, struct rect rect, enum role role) __attribute__((nonnull));
/* Text from anywhere, made safe, cut or padded to exactly cells. */
void screen_text(struct screen *screen, int y, int x, int cells, enum role role, const char *text)
	__attribute__((nonnull));
void screen_text_right(struct screen *screen, int y, int x, int cells, enum role role, const char *text)
	__attribute__((nonnull));
/* The cells that text would take once safe. */
int screen_width(struct screen *screen, const char *text) __attribute__((nonnull));
/* A border with a title left and one right (either may be ""), in focus or not. */
void screen_frame(struct screen *screen, struct rect rect, bool focused, const char *title, const char *right)
	__attribute__((nonnull));
/* Signs by what the locale has: "✔" or "x", "…" or "...". See enum sign. */
enum sign {
	SIGN_YES,
	SIGN_NO,
	SIGN_NA,
	SIGN_CURSOR,
	SIGN_CURRENT,
	SIGN_UP,
	SIGN_DOWN,
	SIGN_SAME,
	SIGN_GOOD,
	SIGN_WATCH,
	SIGN_RISK,
	SIGN_UNKNOWN,
	SIGN_ARROW,
	SIGN_DOT,
	SIGN_DASH,
	SIGN_MORE,
	SIGN_SORT_UP,
	SIGN_SORT_DOWN,
	SIGN_PASSED,
	SIGN_COUNT,
};
const char *screen_sign(const struct screen *screen, enum sign sign) __attribute__((nonnull, returns_nonnull));
/* Where the hardware cursor stands after the flush: the focused cell; shown blinking only when typing. */
void screen_cursor(struct screen *screen, int y, int x, bool typing) __attribute__((nonnull));
void screen_flush(struct screen *screen) __attribute__((nonnull));
/* Draw everything anew at the next flush. */
void screen_redraw(struct screen *screen) __attribute__((nonnull));
/* The screen as lines of UTF-8 text, trailing blanks off: for save-screen and tests. */
void screen_save(struct screen *screen, struct buf *out) __attribute__((nonnull));

/* "ncurses 6.4.20221231": for --version. */
const char *screen_library_version(void) __attribute__((returns_nonnull));

#endif
