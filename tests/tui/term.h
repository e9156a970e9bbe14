#ifndef WAYMARK_TESTS_TUI_TERM_H
#define WAYMARK_TESTS_TUI_TERM_H
/*
 * A terminal for tests: a program runs on a pseudo-terminal of a given size, what it
 * writes is drawn by libvterm, keys are sent to it, and the screen is read back. Nothing
 * sleeps: each wait polls until what is asked for is there, or TERM_DEADLINE_MS passed.
 *
 *	struct term *term = term_open(argv, (const char *[]){ "WAYMARK_TODAY=2026-11-22", NULL }, 40, 120);
 *	cr_assert(term_wait(term, "Northwind"), "%s", term_text(term));
 *	term_send(term, "jj ");
 *	cr_assert(term_wait(term, "health 78"), "%s", term_text(term));
 *	term_send(term, "q");
 *	cr_assert_eq(term_exit_status(term), 0);
 *	term_close(term);
 */
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define TERM_DEADLINE_MS 20000

struct term;

/* Bytes of the keys that are not characters. */
#define TERM_UP "\033[A"
#define TERM_DOWN "\033[B"
#define TERM_RIGHT "\033[C"
#define TERM_LEFT "\033[D"
#define TERM_HOME "\033[H"
#define TERM_END "\033[F"
#define TERM_PAGE_UP "\033[5~"
#define TERM_PAGE_DOWN "\033[6~"
#define TERM_BACKTAB "\033[Z"
#define TERM_ENTER "\r"
#define TERM_TAB "\t"
#define TERM_ESC "\033"
#define TERM_ERASE "\x7f"

/*
 * Start argv (found by PATH, NULL-terminated) in rows x columns. environment is a list of "NAME=value"
 * set over the test's own, "NAME" alone takes it away; NULL: nothing. TERM is xterm-256color, LC_ALL
 * C.UTF-8, and NO_COLOR, COLUMNS, LINES and ESCDELAY are unset unless environment says otherwise.
 * Never NULL; free with term_close().
 */
struct term *term_open(const char *const *argv, const char *const *environment, int rows, int columns);
/* The same for the built program: abs_top_builddir/waymark and these arguments (without its name). */
struct term *term_open_waymark(const char *const *arguments, const char *const *environment, int rows, int columns);
/* Kill what still runs, and free. */
void term_close(struct term *term);

/* Keys as bytes. False when the program does not take them in time. */
bool term_send(struct term *term, const char *bytes);
bool term_send_bytes(struct term *term, const char *bytes, size_t size);
/* Another size; the program gets SIGWINCH. */
void term_resize(struct term *term, int rows, int columns);
void term_signal(struct term *term, int signal);
/* The line drops, as when ssh is cut. */
void term_hang_up(struct term *term);

/* Wait until a predicate over the screen holds; false when the deadline or the program's end comes first. */
bool term_until(struct term *term, bool (*holds)(struct term *term, void *data), void *data);
/* Until the text stands somewhere in one row, or no longer does. */
bool term_wait(struct term *term, const char *text);
bool term_wait_gone(struct term *term, const char *text);
/* Until the text stands in this row. */
bool term_wait_row(struct term *term, int row, const char *text);
/* Until nothing more has come for quiet_ms and the program waits: the frame is whole, bytes can be counted. */
void term_settle(struct term *term, int quiet_ms);

/* The screen. Text is borrowed until the next call with this term. */
const char *term_row(struct term *term, int row);		 /* without blanks at its end; "" outside */
const char *term_text(struct term *term);			 /* all rows, each ended by a line end */
int term_find(struct term *term, const char *text, int *column); /* row of its first place, -1; column in cells */
void term_cursor(struct term *term, int *row, int *column, bool *visible);

struct term_cell {
	char text[32]; /* UTF-8, "" in the second half of a wide sign */
	int width;
	bool bold, underline, reverse;
	int foreground, background; /* 0..255, -1: the terminal's own */
};
void term_cell(struct term *term, int row, int column, struct term_cell *cell);

bool term_alternate(const struct term *term); /* on the alternate screen: the program has not let go */
size_t term_bytes(const struct term *term);   /* what the program has sent in all */
/* The raw bytes sent so far, not NUL-terminated when it held NULs. Borrowed. */
const char *term_output(const struct term *term, size_t *size);

pid_t term_pid(const struct term *term);
/* Wait for its end: the exit status, 128 + N for signal N, -1 when it does not end in time. */
int term_exit_status(struct term *term);

#endif
