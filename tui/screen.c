#include "tui/screen.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <wchar.h>

#include "core/xalloc.h"
#include "tui/keymap.h"
#include "tui/screen_private.h"

/* Last, since it names keys of its own; and it has a struct screen too. */
#define NCURSES_NOMACROS 1
#define screen curses_screen
#include <curses.h>
#include <term.h>
#undef screen
#undef lines
#undef columns

#define ESC_DELAY 25
#define FALLBACK "xterm-256color"
#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"

/* Colours */

static attr_t attributes_of(unsigned style)
{
	return (style & STYLE_BOLD ? A_BOLD : A_NORMAL) | (style & STYLE_UNDERLINE ? A_UNDERLINE : A_NORMAL) |
	       (style & STYLE_REVERSE ? A_REVERSE : A_NORMAL) | (style & STYLE_DIM ? A_DIM : A_NORMAL);
}

/* Roles that look alike share a pair, or curses would send a change of colours between them. */
static short pair_of(const struct screen *screen, enum role role)
{
	const struct look *looks = screen->theme->looks, *look = &looks[role];

	if (look->foreground < 0 && look->background < 0)
		return 0;
	for (int i = 0; i < (int)role; i++)
		if (looks[i].foreground == look->foreground && looks[i].background == look->background)
			return screen->paints[i].pair;
	return (short)(role + 1);
}

static void paint_roles(struct screen *screen)
{
	if (screen->theme->colours > 0 && !screen->coloured) {
		start_color();
		screen->own_colours = use_default_colors() == OK;
		screen->coloured = true;
	}
	for (int i = 0; i < ROLE_COUNT; i++) {
		const struct look *look = &screen->theme->looks[i];
		short front = look->foreground, back = look->background;
		struct paint *paint = &screen->paints[i];

		paint->attributes = attributes_of(look->style);
		paint->pair = pair_of(screen, (enum role)i);
		if (!screen->own_colours) {
			front = front < 0 ? COLOR_WHITE : front;
			back = back < 0 ? COLOR_BLACK : back;
		}
		if (paint->pair == i + 1)
			init_pair(paint->pair, front, back);
	}
}

static const struct theme *theme_by_terminal(const struct screen *screen)
{
	const char *refused = getenv("NO_COLOR");
	const char *name = "dark";

	if ((refused && *refused) || screen->colours < 8)
		name = "mono";
	else if (screen->colours < 16)
		name = "ansi8";
	return theme_find(name);
}

static int no_such_theme(const char *name, struct error *error)
{
	struct buf names = { 0 };

	for (int i = 0; i < theme_count; i++)
		buf_printf(&names, "%s%s", i ? ", " : "", themes[i].name);
	error_set(error, ERROR_INPUT, "there is no theme \"%s\"; there are %s", name, buf_text(&names));
	buf_free(&names);
	return -1;
}

int screen_set_theme(struct screen *screen, const char *name, struct error *error)
{
	const struct theme *theme = *name ? theme_find(name) : theme_by_terminal(screen);

	if (!theme)
		return no_such_theme(name, error);
	if (theme->colours > screen->colours)
		return error_set(error, ERROR_INPUT, "the theme %s needs %d colours, and this terminal has %d",
				 name, theme->colours, screen->colours);
	screen->theme = theme;
	paint_roles(screen);
	screen_redraw(screen);
	return 0;
}

/* The configured theme, unless NO_COLOR or the terminal forbids. */
static int first_theme(struct screen *screen, const char *name, struct error *error)
{
	const struct theme *wanted = name && *name ? theme_find(name) : NULL, *usual = theme_by_terminal(screen);

	if (name && *name && !wanted)
		return no_such_theme(name, error);
	if (wanted && wanted->colours <= screen->colours && usual->colours > 0)
		usual = wanted;
	screen->theme = usual;
	paint_roles(screen);
	return 0;
}

const struct theme *screen_theme(const struct screen *screen)
{
	return screen->theme;
}

/* Opening and closing */

static bool starts_with(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

static bool is_like_xterm(const char *term)
{
	static const char *const families[] = { "xterm",   "screen", "tmux",	"rxvt",	  "alacritty",
						"foot",	   "kitty",  "st-",	"vte",	  "gnome",
						"konsole", "putty",  "wezterm", "ghostty" };

	for (size_t i = 0; i < sizeof families / sizeof families[0]; i++)
		if (starts_with(term, families[i]))
			return true;
	return strstr(term, "256color") != NULL;
}

/* The terminal's description is in cur_term after. */
static int find_terminal(const char **term, int descriptor, struct error *error)
{
	const char *asked = *term;
	int status;

	if (!asked || !*asked)
		return error_set(error, ERROR_USAGE,
				 "TERM is not set, so there is no telling how to draw; try TERM=xterm");
	if (setupterm(asked, descriptor, &status) != OK) {
		if (!is_like_xterm(asked) || setupterm(FALLBACK, descriptor, &status) != OK)
			return error_set(error, ERROR_USAGE,
					 "the terminal \"%s\" is not known on this machine; try TERM=xterm", asked);
		*term = FALLBACK;
	}
	if (!tigetstr("cup")) {
		del_curterm(cur_term);
		return error_set(
			error, ERROR_USAGE,
			"the terminal \"%s\" cannot move its cursor, which the console needs; the commands work "
			"without (waymark list)",
			asked);
	}
	return 0;
}

static void add_terminal_keys(struct screen *screen)
{
	static const struct {
		const char *capability;
		int key;
	} own[] = {
		{ "kcuu1", KEY_UP_ARROW },    { "kcud1", KEY_DOWN_ARROW }, { "kcub1", KEY_LEFT_ARROW },
		{ "kcuf1", KEY_RIGHT_ARROW }, { "khome", KEY_HOME_KEY },   { "kend", KEY_END_KEY },
		{ "kpp", KEY_PAGE_UP },	      { "knp", KEY_PAGE_DOWN },	   { "kich1", KEY_INSERT },
		{ "kdch1", KEY_DELETE },      { "kcbt", KEY_BACKTAB },
	};
	const int first_function_key = KEY_SPECIAL_END - 13;
	char name[16];
	const char *bytes;

	for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
		bytes = tigetstr(own[i].capability);
		if (bytes && bytes != (char *)-1)
			keys_add(&screen->keys, bytes, own[i].key);
	}
	for (int i = 1; i <= 12; i++) {
		snprintf(name, sizeof name, "kf%d", i);
		bytes = tigetstr(name);
		if (bytes && bytes != (char *)-1)
			keys_add(&screen->keys, bytes, first_function_key + i);
	}
}

/* A capability's bytes without its delays. */
static void add_capability(struct buf *out, const char *name)
{
	const char *bytes = tigetstr(name);

	if (!bytes || bytes == (char *)-1)
		return;
	while (*bytes) {
		if (bytes[0] == '$' && bytes[1] == '<' && strchr(bytes, '>'))
			bytes = strchr(bytes, '>') + 1;
		else
			buf_char(out, *bytes++);
	}
}

static void send_bytes(struct screen *screen, const char *bytes, size_t size)
{
	while (size > 0) {
		ssize_t wrote = write(screen->tty.out, bytes, size);

		if (wrote > 0) {
			bytes += wrote;
			size -= (size_t)wrote;
		} else if (errno == EAGAIN) {
			poll(&(struct pollfd){ .fd = screen->tty.out, .events = POLLOUT }, 1, -1);
		} else if (errno != EINTR) {
			return; /* the terminal is gone; reading a key will tell */
		}
	}
}

/* Past curses, whose putp() knows standard output only. Nothing of curses waits to be sent meanwhile. */
static void send_now(struct screen *screen, const char *bytes)
{
	send_bytes(screen, bytes, strlen(bytes));
}

static void prepare_rescue(struct screen *screen)
{
	struct buf bytes = { 0 };

	if (screen->pastes)
		buf_str(&bytes, PASTE_OFF);
	add_capability(&bytes, "sgr0");
	if (screen->coloured)
		add_capability(&bytes, "op");
	add_capability(&bytes, "cnorm");
	add_capability(&bytes, "rmkx");
	add_capability(&bytes, "rmcup");
	tty_remember(&screen->tty, buf_text(&bytes), bytes.size);
	buf_free(&bytes);
}

static int check_terminals(const struct screen_options *options, struct error *error)
{
	if (options->in < 0 && !isatty(STDIN_FILENO))
		return error_set(error, ERROR_USAGE,
				 "the console needs a terminal, and standard input is none; "
				 "commands work without (waymark list)");
	if (!options->out && !isatty(STDOUT_FILENO))
		return error_set(error, ERROR_USAGE,
				 "the console needs a terminal, and standard output is none; "
				 "commands work without (waymark list)");
	return 0;
}

static int open_curses(struct screen *screen, const struct screen_options *options, struct error *error)
{
	const char *term = options->term ? options->term : getenv("TERM");
	int in = options->in < 0 ? STDIN_FILENO : options->in;
	int out = fileno(options->out ? options->out : stdout);

	if (find_terminal(&term, out, error) != 0)
		return -1;
	del_curterm(cur_term); /* newterm() reads its own */
	screen->in_file = fdopen(fcntl(in, F_DUPFD_CLOEXEC, 3), "r");
	screen->out = fdopen(fcntl(out, F_DUPFD_CLOEXEC, 3), "w");
	if (!screen->in_file || !screen->out)
		return error_set(error, ERROR_SYSTEM, "the terminal cannot be used: %s", strerror(errno));
	/* First, so that it notes the settings as they were; and curses leaves handlers alone that are there. */
	if (tty_open(&screen->tty, fileno(screen->in_file), out, error) != 0)
		return -1;
	use_env(FALSE);
	use_tioctl(TRUE);
	screen->curses = newterm(term, screen->out, screen->in_file);
	if (!screen->curses) {
		tty_close(&screen->tty);
		return error_set(error, ERROR_SYSTEM, "the terminal \"%s\" could not be opened", term);
	}
	screen->frame = memfd_create("frame", MFD_CLOEXEC);
	screen->pastes = is_like_xterm(term);
	screen->plain_signs = screen->signs == TEXT_ASCII || starts_with(term, "linux");
	return 0;
}

/* The terminal as the console wants it; curses is open. */
static void set_modes(struct screen *screen, const struct screen_options *options)
{
	const char *delay = getenv("ESCDELAY");
	int rows = options->rows, columns = options->columns;

	raw();
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	typeahead(-1); /* a frame is sent whole; the loop decides when keys come first */
	idlok(stdscr, TRUE);
	screen->esc_delay = delay && atoi(delay) > 0 && atoi(delay) <= 5000 ? atoi(delay) : ESC_DELAY;
	set_escdelay(screen->esc_delay);
	screen->colours = has_colors() ? tigetnum("colors") : 0;
	screen->fixed_size = rows > 0 && columns > 0;
	if (screen->fixed_size)
		resizeterm(rows, columns);
	getmaxyx(stdscr, screen->rows, screen->columns);
	keys_init(&screen->keys, screen->signs == TEXT_UTF8);
	if (screen->tty.is_terminal && screen->tty.found.c_cc[VERASE] != _POSIX_VDISABLE)
		screen->keys.erase = screen->tty.found.c_cc[VERASE];
	add_terminal_keys(screen);
	if (screen->pastes)
		send_now(screen, PASTE_ON);
	screen->cursor_shown = -1;
}

int screen_open(struct screen **out, const struct screen_options *options, struct error *error)
{
	struct screen *screen;

	*out = NULL;
	if (check_terminals(options, error) != 0)
		return -1;
	screen = xcalloc(1, sizeof *screen);
	screen->frame = -1;
	screen->signs = strcmp(nl_langinfo(CODESET), "UTF-8") == 0 ? TEXT_UTF8 : TEXT_ASCII;
	if (open_curses(screen, options, error) != 0) {
		screen_close(screen);
		return -1;
	}
	set_modes(screen, options);
	if (first_theme(screen, options->theme, error) != 0) {
		screen_close(screen);
		return -1;
	}
	prepare_rescue(screen);
	xalloc_on_death(screen_restore);
	*out = screen;
	return 0;
}

void screen_close(struct screen *screen)
{
	if (!screen)
		return;
	if (screen->curses) {
		if (screen->pastes)
			send_now(screen, PASTE_OFF);
		endwin();
		xalloc_on_death(NULL);
		tty_close(&screen->tty);
		delscreen(screen->curses);
	}
	if (screen->in_file)
		fclose(screen->in_file);
	if (screen->out)
		fclose(screen->out);
	if (screen->frame >= 0)
		close(screen->frame);
	keys_free(&screen->keys);
	buf_free(&screen->safe);
	buf_free(&screen->cells);
	vec_free(&screen->wide);
	free(screen);
}

void screen_restore(void)
{
	tty_restore();
}

void screen_suspend(struct screen *screen)
{
	if (screen->pastes)
		send_now(screen, PASTE_OFF);
	endwin();
	tty_remember(&screen->tty, NULL, 0);
}

void screen_resume(struct screen *screen)
{
	screen->events |= tty_drain(&screen->tty);
	reset_prog_mode();
	if (screen->pastes)
		send_now(screen, PASTE_ON);
	screen->cursor_shown = -1;
	prepare_rescue(screen);
	screen_check_size(screen);
	screen_redraw(screen);
}

int screen_rows(const struct screen *screen)
{
	return screen->rows;
}

int screen_columns(const struct screen *screen)
{
	return screen->columns;
}

enum text_signs screen_signs(const struct screen *screen)
{
	return screen->signs;
}

bool screen_check_size(struct screen *screen)
{
	int rows, columns;

	if (screen->fixed_size || !tty_size(&screen->tty, &rows, &columns))
		return false;
	if (rows == screen->rows && columns == screen->columns)
		return false;
	resizeterm(rows, columns);
	getmaxyx(stdscr, screen->rows, screen->columns);
	screen_redraw(screen); /* the terminal may have moved what it showed */
	return true;
}

/* To the terminal and back */

/* Write safe text of exactly so many cells, all of them on the screen. */
void screen_put(struct screen *screen, int y, int x, enum role role, const char *text, size_t size)
{
	const struct paint *paint = &screen->paints[role];
	mbstate_t state = { 0 };
	size_t count;

	attr_set((attr_t)paint->attributes, paint->pair, NULL);
	vec_reserve(&screen->wide, size + 1);
	count = mbsnrtowcs(screen->wide.items, &text, size, size, &state);
	if (count != (size_t)-1)
		mvaddnwstr(y, x, screen->wide.items, (int)count);
}

void screen_put_ascii(struct screen *screen, int y, int x, enum role role, const char *text, int size)
{
	const struct paint *paint = &screen->paints[role];

	attr_set((attr_t)paint->attributes, paint->pair, NULL);
	mvaddnstr(y, x, text, size);
}

void screen_erase(struct screen *screen)
{
	(void)screen;
	erase(); /* and not clear(), which sends every cell again */
}

void screen_cursor(struct screen *screen, int y, int x, bool typing)
{
	screen->cursor_y = y < 0 ? 0 : y >= screen->rows ? screen->rows - 1 : y;
	screen->cursor_x = x < 0 ? 0 : x >= screen->columns ? screen->columns - 1 : x;
	screen->typing = typing;
}

static void send_frame(struct screen *screen)
{
	if (screen->cursor_shown != screen->typing) {
		curs_set(screen->typing);
		screen->cursor_shown = screen->typing;
	}
	move(screen->cursor_y, screen->cursor_x);
	refresh();
}

static void send_file(struct screen *screen, off_t size)
{
	char block[16384];
	ssize_t got;

	for (off_t at = 0; at < size; at += got) {
		size_t want = size - at < (off_t)sizeof block ? (size_t)(size - at) : sizeof block;

		got = pread(screen->frame, block, want, at);
		if (got <= 0)
			return;
		send_bytes(screen, block, (size_t)got);
	}
}

/*
 * Curses writes a piece for every jump of the cursor. So that a frame arrives whole, its
 * descriptor leads into memory meanwhile, and the terminal gets all in one piece.
 */
void screen_flush(struct screen *screen)
{
	int curses_out = fileno(screen->out);
	off_t size;

	if (screen->frame < 0 || dup3(screen->frame, curses_out, O_CLOEXEC) < 0) {
		send_frame(screen);
		return;
	}
	send_frame(screen);
	if (dup3(screen->tty.out, curses_out, O_CLOEXEC) < 0)
		BUG("the terminal's descriptor is gone");
	size = lseek(screen->frame, 0, SEEK_CUR);
	if (size <= 0)
		return;
	send_file(screen, size);
	lseek(screen->frame, 0, SEEK_SET);
}

void screen_redraw(struct screen *screen)
{
	(void)screen;
	clearok(curscr, TRUE);
}

/* One line of what the terminal shows. */
static void save_line(const struct screen *screen, int y, struct buf *line)
{
	for (int x = 0; x < screen->columns;) {
		wchar_t text[CCHARW_MAX + 1] = { 0 };
		attr_t attributes;
		cchar_t cell;
		short pair;
		int cells = 1;

		if (mvwin_wch(curscr, y, x, &cell) == OK && getcchar(&cell, text, &attributes, &pair, NULL) == OK &&
		    text[0]) {
			for (int i = 0; text[i]; i++) {
				char bytes[MB_LEN_MAX];
				size_t size = wcrtomb(bytes, text[i], &(mbstate_t){ 0 });

				buf_add(line, bytes, size == (size_t)-1 ? 0 : size);
			}
			cells = wcwidth(text[0]);
		} else {
			buf_char(line, ' ');
		}
		x += cells > 1 ? cells : 1;
	}
}

void screen_save(struct screen *screen, struct buf *out)
{
	struct buf line = { 0 };
	int y, x;

	getyx(curscr, y, x);
	for (int row = 0; row < screen->rows; row++) {
		size_t size;

		buf_clear(&line);
		save_line(screen, row, &line);
		for (size = line.size; size > 0 && line.data[size - 1] == ' '; size--)
			;
		buf_add(out, buf_text(&line), size);
		buf_char(out, '\n');
	}
	wmove(curscr, y, x); /* where curses believes the terminal's cursor to be */
	buf_free(&line);
}

const char *screen_library_version(void)
{
	return curses_version();
}
