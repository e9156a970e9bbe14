#include "tests/tui/term.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <utf8proc.h>
#include <vterm.h>

#include "core/buf.h"
#include "core/xalloc.h"

struct term {
	pid_t pid;
	int master; /* -1: hung up */
	bool ended; /* the program closed its side */
	bool reaped;
	int status;
	int rows, columns;
	VTerm *vterm;
	VTermScreen *screen;
	bool cursor_visible, alternate;
	struct buf output, text;
};

static long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int on_property(VTermProp property, VTermValue *value, void *data)
{
	struct term *term = data;

	if (property == VTERM_PROP_CURSORVISIBLE)
		term->cursor_visible = value->boolean;
	else if (property == VTERM_PROP_ALTSCREEN)
		term->alternate = value->boolean;
	return 1;
}

static const VTermScreenCallbacks callbacks = { .settermprop = on_property };

static void set_environment(const char *const *environment)
{
	static const char *const unset[] = { "NO_COLOR", "COLUMNS", "LINES", "ESCDELAY" };

	for (size_t i = 0; i < sizeof unset / sizeof unset[0]; i++)
		unsetenv(unset[i]);
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	for (; environment && *environment; environment++) {
		const char *equals = strchr(*environment, '=');

		if (equals)
			setenv(xstrndup(*environment, (size_t)(equals - *environment)), equals + 1, 1);
		else
			unsetenv(*environment);
	}
}

static void run(const char *const *argv, const char *const *environment) __attribute__((noreturn));
static void run(const char *const *argv, const char *const *environment)
{
	sigset_t none;

	set_environment(environment);
	/* What the test runner did with signals is not the program's affair. */
	for (int i = 1; i < 32; i++)
		signal(i, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	execvp(argv[0], (char *const *)(uintptr_t)argv);
	fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
	_exit(127);
}

struct term *term_open(const char *const *argv, const char *const *environment, int rows, int columns)
{
	struct term *term = xcalloc(1, sizeof *term);
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns };

	term->rows = rows;
	term->columns = columns;
	term->cursor_visible = true;
	term->vterm = vterm_new(rows, columns);
	vterm_set_utf8(term->vterm, 1);
	term->screen = vterm_obtain_screen(term->vterm);
	vterm_screen_enable_altscreen(term->screen, 1);
	vterm_screen_set_callbacks(term->screen, &callbacks, term);
	vterm_screen_reset(term->screen, 1);
	fflush(NULL);
	term->pid = forkpty(&term->master, NULL, NULL, &size);
	if (term->pid < 0)
		BUG("no pseudo-terminal");
	if (term->pid == 0)
		run(argv, environment);
	fcntl(term->master, F_SETFL, O_NONBLOCK);
	fcntl(term->master, F_SETFD, FD_CLOEXEC);
	return term;
}

struct term *term_open_waymark(const char *const *arguments, const char *const *environment, int rows, int columns)
{
	const char *folder = getenv("abs_top_builddir"), *argv[32];
	char *program = xasprintf("%s/waymark", folder ? folder : ".");
	struct term *term;
	int count = 0;

	argv[count++] = program;
	while (arguments && *arguments && count < 31)
		argv[count++] = *arguments++;
	argv[count] = NULL;
	term = term_open(argv, environment, rows, columns);
	free(program);
	return term;
}

static void reap(struct term *term, int flags)
{
	int status;

	if (!term->reaped && waitpid(term->pid, &status, flags) == term->pid) {
		term->reaped = true;
		term->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	}
}

void term_close(struct term *term)
{
	if (!term)
		return;
	if (!term->reaped) {
		kill(term->pid, SIGKILL);
		reap(term, 0);
	}
	term_hang_up(term);
	vterm_free(term->vterm);
	buf_free(&term->output);
	buf_free(&term->text);
	free(term);
}

void term_hang_up(struct term *term)
{
	if (term->master >= 0)
		close(term->master);
	term->master = -1;
	term->ended = true;
}

/* Answers of the terminal, to a query of where the cursor is, say. */
static void answer(struct term *term)
{
	char bytes[256];
	size_t size = vterm_output_read(term->vterm, bytes, sizeof bytes);

	if (size > 0 && write(term->master, bytes, size) < 0)
		term->ended = term->ended || errno == EIO;
}

/* What the program has written, at most waiting so long for it; false: nothing came. */
static bool receive(struct term *term, int timeout_ms)
{
	struct pollfd polled = { .fd = term->master, .events = POLLIN };
	char bytes[65536];
	ssize_t size;

	if (term->ended || poll(&polled, 1, timeout_ms) <= 0)
		return false;
	size = read(term->master, bytes, sizeof bytes);
	if (size > 0) {
		buf_add(&term->output, bytes, (size_t)size);
		vterm_input_write(term->vterm, bytes, (size_t)size);
		answer(term);
		return true;
	}
	if (size == 0 || (errno != EAGAIN && errno != EINTR))
		term->ended = true;
	return false;
}

bool term_send_bytes(struct term *term, const char *bytes, size_t size)
{
	long until = now_ms() + TERM_DEADLINE_MS;

	while (size > 0 && !term->ended && now_ms() < until) {
		ssize_t wrote = write(term->master, bytes, size);

		if (wrote > 0) {
			bytes += wrote;
			size -= (size_t)wrote;
		} else if (errno != EAGAIN && errno != EINTR) {
			return false;
		}
		if (size > 0)
			receive(term, 10);
	}
	return size == 0;
}

bool term_send(struct term *term, const char *bytes)
{
	return term_send_bytes(term, bytes, strlen(bytes));
}

void term_resize(struct term *term, int rows, int columns)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns };

	term->rows = rows;
	term->columns = columns;
	vterm_set_size(term->vterm, rows, columns);
	ioctl(term->master, TIOCSWINSZ, &size);
}

void term_signal(struct term *term, int signal)
{
	kill(term->pid, signal);
}

bool term_until(struct term *term, bool (*holds)(struct term *term, void *data), void *data)
{
	long until = now_ms() + TERM_DEADLINE_MS, left;

	while (receive(term, 0))
		;
	while (!holds(term, data)) {
		left = until - now_ms();
		if (left <= 0 || (!receive(term, left < 100 ? (int)left : 100) && term->ended))
			return holds(term, data);
		while (receive(term, 0))
			;
	}
	return true;
}

struct wanted {
	const char *text;
	int row;
	bool there;
};

static bool has_text(struct term *term, void *data)
{
	const struct wanted *wanted = data;
	bool found = wanted->row >= 0 ? strstr(term_row(term, wanted->row), wanted->text) != NULL
				      : term_find(term, wanted->text, NULL) >= 0;

	return found == wanted->there;
}

bool term_wait(struct term *term, const char *text)
{
	return term_until(term, has_text, &(struct wanted){ .text = text, .row = -1, .there = true });
}

bool term_wait_gone(struct term *term, const char *text)
{
	return term_until(term, has_text, &(struct wanted){ .text = text, .row = -1, .there = false });
}

bool term_wait_row(struct term *term, int row, const char *text)
{
	return term_until(term, has_text, &(struct wanted){ .text = text, .row = row, .there = true });
}

/* Whether the program waits for something: while it runs or reads its files, silence means little. When it
 * waits for the terminal to take its bytes there are bytes to read. */
static bool is_waiting(const struct term *term)
{
	char path[64], line[512] = "";
	const char *state;
	FILE *file;

	(void)snprintf(path, sizeof path, "/proc/%d/stat", (int)term->pid);
	file = fopen(path, "r");
	if (!file)
		return true; /* it has ended */
	if (!fgets(line, sizeof line, file))
		line[0] = '\0';
	fclose(file);
	state = strrchr(line, ')');
	return !state || strchr("STtZX", state[2]);
}

void term_settle(struct term *term, int quiet_ms)
{
	long until = now_ms() + TERM_DEADLINE_MS;
	bool waited;

	do
		waited = is_waiting(term);
	while ((receive(term, quiet_ms) || !waited || !is_waiting(term)) && now_ms() < until);
}

static void add_cell(struct buf *out, const VTermScreenCell *cell)
{
	if (cell->chars[0] == (uint32_t)-1)
		return; /* second half of a wide sign */
	if (cell->chars[0] == 0)
		buf_char(out, ' ');
	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++) {
		utf8proc_uint8_t bytes[4];
		utf8proc_ssize_t size = utf8proc_encode_char((utf8proc_int32_t)cell->chars[i], bytes);

		buf_add(out, bytes, (size_t)size);
	}
}

static void add_row(struct term *term, int row, struct buf *out)
{
	size_t start = out->size;
	VTermScreenCell cell;

	for (int column = 0; column < term->columns; column++)
		if (vterm_screen_get_cell(term->screen, (VTermPos){ .row = row, .col = column }, &cell))
			add_cell(out, &cell);
	while (out->size > start && out->data[out->size - 1] == ' ')
		out->data[--out->size] = '\0';
}

const char *term_row(struct term *term, int row)
{
	buf_clear(&term->text);
	if (row >= 0 && row < term->rows)
		add_row(term, row, &term->text);
	return buf_text(&term->text);
}

const char *term_text(struct term *term)
{
	buf_clear(&term->text);
	for (int row = 0; row < term->rows; row++) {
		add_row(term, row, &term->text);
		buf_char(&term->text, '\n');
	}
	return buf_text(&term->text);
}

int term_find(struct term *term, const char *text, int *column)
{
	for (int row = 0; row < term->rows; row++) {
		const char *line = term_row(term, row), *found = strstr(line, text);
		size_t at = 0, before = found ? (size_t)(found - line) : 0;
		struct term_cell cell;
		int cells = 0;

		if (!found)
			continue;
		for (; column && at<before; cells += cell.width> 0 ? cell.width : 1) {
			term_cell(term, row, cells, &cell);
			at += cell.text[0] ? strlen(cell.text) : 1;
		}
		if (column)
			*column = cells;
		return row;
	}
	return -1;
}

void term_cursor(struct term *term, int *row, int *column, bool *visible)
{
	VTermPos position;

	vterm_state_get_cursorpos(vterm_obtain_state(term->vterm), &position);
	if (row)
		*row = position.row;
	if (column)
		*column = position.col;
	if (visible)
		*visible = term->cursor_visible;
}

static int colour_of(const VTermColor *colour, bool own)
{
	return own || !VTERM_COLOR_IS_INDEXED(colour) ? -1 : colour->indexed.idx;
}

void term_cell(struct term *term, int row, int column, struct term_cell *cell)
{
	struct buf text = { 0 };
	VTermScreenCell found;

	memset(cell, 0, sizeof *cell);
	cell->foreground = cell->background = -1;
	if (!vterm_screen_get_cell(term->screen, (VTermPos){ .row = row, .col = column }, &found))
		return;
	if (found.chars[0])
		add_cell(&text, &found);
	snprintf(cell->text, sizeof cell->text, "%s", buf_text(&text));
	buf_free(&text);
	cell->width = found.width;
	cell->bold = found.attrs.bold;
	cell->underline = found.attrs.underline != 0;
	cell->reverse = found.attrs.reverse;
	cell->foreground = colour_of(&found.fg, VTERM_COLOR_IS_DEFAULT_FG(&found.fg));
	cell->background = colour_of(&found.bg, VTERM_COLOR_IS_DEFAULT_BG(&found.bg));
}

bool term_alternate(const struct term *term)
{
	return term->alternate;
}

size_t term_bytes(const struct term *term)
{
	return term->output.size;
}

const char *term_output(const struct term *term, size_t *size)
{
	*size = term->output.size;
	return buf_text(&term->output);
}

pid_t term_pid(const struct term *term)
{
	return term->pid;
}

int term_exit_status(struct term *term)
{
	long until = now_ms() + TERM_DEADLINE_MS;

	while (!term->reaped && now_ms() < until) {
		reap(term, WNOHANG);
		/* Its last words must be read, or it cannot end; without a line there is just its end. */
		if (!term->reaped && !receive(term, 10))
			poll(NULL, 0, 5);
	}
	while (receive(term, 0))
		;
	return term->reaped ? term->status : -1;
}
