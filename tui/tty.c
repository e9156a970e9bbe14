#include "tui/tty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

/*
 * What a signal handler has to know cannot be handed to it, so these few are the file's
 * own: the pipe that signals are written to, and how to put the terminal back.
 */
static int wake[2] = { -1, -1 };
static struct {
	volatile sig_atomic_t armed;
	int in, out;
	bool is_terminal;
	struct termios found;
	size_t size;
	char bytes[256];
} rescue;

static const struct {
	int number;
	unsigned event; /* 0: it kills, once the terminal is put back */
} signals[TTY_SIGNALS] = {
	{ SIGWINCH, TTY_RESIZED },
	{ SIGHUP, TTY_HANGUP },
	{ SIGTERM, TTY_HANGUP },
	{ SIGQUIT, TTY_HANGUP },
	{ SIGINT, TTY_INTERRUPT },
	{ SIGTSTP, TTY_STOP },
	{ SIGCONT, TTY_CONTINUED },
	{ SIGSEGV, 0 },
	{ SIGBUS, 0 },
	{ SIGFPE, 0 },
	{ SIGILL, 0 },
	{ SIGABRT, 0 },
};

void tty_remember(const struct tty *tty, const char *bytes, size_t size)
{
	rescue.armed = 0;
	if (!bytes)
		return;
	rescue.in = tty->in;
	rescue.out = tty->out;
	rescue.is_terminal = tty->is_terminal;
	rescue.found = tty->found;
	rescue.size = size < sizeof rescue.bytes ? size : sizeof rescue.bytes;
	memcpy(rescue.bytes, bytes, rescue.size);
	rescue.armed = 1;
}

void tty_restore(void)
{
	size_t at = 0;
	ssize_t wrote;

	if (!rescue.armed)
		return;
	rescue.armed = 0;
	while (at < rescue.size && (wrote = write(rescue.out, rescue.bytes + at, rescue.size - at)) > 0)
		at += (size_t)wrote;
	if (rescue.is_terminal)
		tcsetattr(rescue.in, TCSANOW, &rescue.found);
}

static void on_signal(int number)
{
	int kept = errno;
	char byte = (char)number;

	/* A full pipe holds this signal already, or others that wake the loop as well. */
	if (write(wake[1], &byte, 1) < 0)
		errno = kept;
	errno = kept;
}

/* Reset to the default by SA_RESETHAND: raised again, it ends the process as it would have. */
static void on_death(int number)
{
	tty_restore();
	raise(number);
}

static void take_signals(struct tty *tty)
{
	struct sigaction action;

	for (int i = 0; i < TTY_SIGNALS; i++) {
		memset(&action, 0, sizeof action);
		sigemptyset(&action.sa_mask);
		sigaction(signals[i].number, NULL, &tty->old[i]);
		if (signals[i].event) {
			action.sa_handler = on_signal;
			action.sa_flags = SA_RESTART;
		} else if (tty->old[i].sa_handler == SIG_DFL) {
			action.sa_handler = on_death;
			action.sa_flags = (int)(SA_RESETHAND | SA_NODEFER);
		} else {
			continue; /* a checker has its own way of dying */
		}
		sigaction(signals[i].number, &action, NULL);
	}
}

int tty_open(struct tty *tty, int in, int out, struct error *error)
{
	memset(tty, 0, sizeof *tty);
	tty->in = in;
	tty->out = out;
	tty->is_terminal = tcgetattr(in, &tty->found) == 0;
	if (wake[0] < 0 && pipe2(wake, O_CLOEXEC | O_NONBLOCK) != 0)
		return error_set(error, ERROR_SYSTEM, "no pipe for signals: %s", strerror(errno));
	take_signals(tty);
	return 0;
}

void tty_close(struct tty *tty)
{
	tty_remember(tty, NULL, 0);
	for (int i = 0; i < TTY_SIGNALS; i++)
		sigaction(signals[i].number, &tty->old[i], NULL);
	close(wake[0]);
	close(wake[1]);
	wake[0] = wake[1] = -1;
}

static unsigned read_signals(void)
{
	unsigned events = 0;
	char bytes[64];
	ssize_t size;

	while ((size = read(wake[0], bytes, sizeof bytes)) > 0)
		for (ssize_t i = 0; i < size; i++)
			for (int j = 0; j < TTY_SIGNALS; j++)
				if (signals[j].number == bytes[i])
					events |= signals[j].event;
	return events;
}

unsigned tty_wait(struct tty *tty, int timeout_ms)
{
	struct pollfd polled[2] = { { .fd = wake[0], .events = POLLIN }, { .fd = tty->in, .events = POLLIN } };
	unsigned events = 0;

	/* EINTR needs no loop: the signal is in the pipe, and the caller comes again. */
	if (poll(polled, 2, timeout_ms) < 0)
		polled[1].revents = 0;
	if (polled[1].revents)
		events |= TTY_INPUT;
	return events | read_signals();
}

unsigned tty_drain(struct tty *tty)
{
	(void)tty;
	return read_signals() & TTY_HANGUP;
}

bool tty_size(const struct tty *tty, int *rows, int *columns)
{
	struct winsize size;

	if (ioctl(tty->out, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0)
		return false;
	*rows = size.ws_row;
	*columns = size.ws_col;
	return true;
}

void tty_stop(struct tty *tty)
{
	struct sigaction usual, ours;

	(void)tty;
	memset(&usual, 0, sizeof usual);
	usual.sa_handler = SIG_DFL;
	sigemptyset(&usual.sa_mask);
	sigaction(SIGTSTP, &usual, &ours);
	/* The whole job, as the terminal would: a script that started us stops too. */
	kill(0, SIGTSTP);
	sigaction(SIGTSTP, &ours, NULL);
}
