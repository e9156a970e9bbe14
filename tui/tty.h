#ifndef WAYMARK_TUI_TTY_H
#define WAYMARK_TUI_TTY_H
/*
 * The line to the terminal, below curses: its size, its settings as they were found, and
 * the signals that concern it. A signal is written to a pipe and read in tty_wait(), so
 * that none is lost and nothing happens inside a handler. One a process.
 */
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

#include "core/error.h"

enum tty_event {
	TTY_INPUT = 1,	    /* something can be read, if only the end */
	TTY_RESIZED = 2,    /* SIGWINCH */
	TTY_HANGUP = 4,	    /* SIGHUP, SIGTERM, SIGQUIT: end now */
	TTY_INTERRUPT = 8,  /* SIGINT */
	TTY_STOP = 16,	    /* SIGTSTP */
	TTY_CONTINUED = 32, /* SIGCONT */
};

#define TTY_SIGNALS 12

struct tty {
	int in, out;
	struct termios found; /* of in */
	bool is_terminal;
	struct sigaction old[TTY_SIGNALS];
};

/* Take over the signals; the terminal's settings are noted, not changed. */
int tty_open(struct tty *tty, int in, int out, struct error *error) __attribute__((nonnull, warn_unused_result));
void tty_close(struct tty *tty) __attribute__((nonnull));
/* Wait for keys or a signal, at most so long (-1: for ever). enum tty_event bits. */
unsigned tty_wait(struct tty *tty, int timeout_ms) __attribute__((nonnull));
/* False when the terminal does not tell. */
bool tty_size(const struct tty *tty, int *rows, int *columns) __attribute__((nonnull));
/* Stop the whole job as ^Z does, and return when it goes on. */
void tty_stop(struct tty *tty) __attribute__((nonnull));
/* What happened while another program had the terminal does not count, unless it is the end. */
unsigned tty_drain(struct tty *tty) __attribute__((nonnull));

/* For the worst case: these bytes (kept) put the terminal's screen back; NULL: nothing to put back. */
void tty_remember(const struct tty *tty, const char *bytes, size_t size) __attribute__((nonnull(1)));
/* Write them and set the terminal as found; only calls that a signal handler may make. */
void tty_restore(void);

#endif
