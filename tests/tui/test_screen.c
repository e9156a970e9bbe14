#include "tui/screen.h"

#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <vterm.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "core/xalloc.h"
#include "tui/keymap.h"

#define ROWS 40
#define COLUMNS 120

/* A screen whose bytes go to a file and from there to a terminal that is made of libvterm. One a
 * process; each test has its own. */
struct bench {
	struct screen *screen;
	FILE *out;
	int keys; /* where to write what is typed */
	long seen;
	VTerm *vterm;
	VTermScreen *shown;
};

static int try_open(struct bench *bench, const char *term, const char *theme, struct error *error)
{
	int ends[2];
	struct screen_options options = { .term = term, .theme = theme, .rows = ROWS, .columns = COLUMNS };

	memset(bench, 0, sizeof *bench);
	bench->out = tmpfile();
	cr_assert_not_null(bench->out);
	cr_assert_eq(pipe(ends), 0);
	options.out = bench->out;
	options.in = ends[0];
	bench->keys = ends[1];
	return screen_open(&bench->screen, &options, error);
}

static void open_bench(struct bench *bench, const char *locale, const char *term, const char *theme)
{
	struct error error = { 0 };

	unsetenv("NO_COLOR");
	unsetenv("ESCDELAY");
	cr_assert_not_null(setlocale(LC_ALL, locale));
	cr_assert_eq(try_open(bench, term, theme, &error), 0, "%s", error.text);
	bench->vterm = vterm_new(ROWS, COLUMNS);
	vterm_set_utf8(bench->vterm, 1);
	bench->shown = vterm_obtain_screen(bench->vterm);
	vterm_screen_enable_altscreen(bench->shown, 1);
	vterm_screen_reset(bench->shown, 1);
}

/* Flush, and give what was sent to the terminal. Returns how many bytes; *bytes (may be NULL) gets a copy. */
static size_t show(struct bench *bench, char **bytes)
{
	char block[65536];
	struct buf sent = { 0 };
	size_t size, count;

	screen_flush(bench->screen);
	fseek(bench->out, bench->seen, SEEK_SET);
	while ((size = fread(block, 1, sizeof block, bench->out)) > 0)
		buf_add(&sent, block, size);
	bench->seen += (long)sent.size;
	fseek(bench->out, bench->seen, SEEK_SET);
	vterm_input_write(bench->vterm, buf_text(&sent), sent.size);
	count = sent.size;
	if (bytes)
		*bytes = buf_take(&sent);
	buf_free(&sent);
	return count;
}

static void close_bench(struct bench *bench)
{
	screen_close(bench->screen);
	vterm_free(bench->vterm);
	fclose(bench->out);
	close(bench->keys);
}

static VTermScreenCell cell_at(struct bench *bench, int y, int x)
{
	VTermScreenCell cell;

	cr_assert(eq(int, vterm_screen_get_cell(bench->shown, (VTermPos){ .row = y, .col = x }, &cell), 1));
	return cell;
}

/* So many cells of a row as text. */
static void row_is(struct bench *bench, int y, int x, int cells, const char *expected)
{
	char text[1024] = "";
	size_t size = vterm_screen_get_text(
		bench->shown, text, sizeof text - 1,
		(VTermRect){ .start_row = y, .end_row = y + 1, .start_col = x, .end_col = x + cells });

	text[size] = '\0';
	cr_assert_str_eq(text, expected, "row %d is \"%s\", not \"%s\"", y, text, expected);
}

Test(screen, text_stands_where_it_was_put)
{
	struct bench bench;

	open_bench(&bench, "C.UTF-8", "xterm-256color", "");
	screen_text(bench.screen, 2, 5, 12, ROLE_NORMAL, "Northwind");
	screen_text_right(bench.screen, 3, 5, 12, ROLE_NORMAL, "12 d");
	screen_text(bench.screen, 4, 5, 8, ROLE_NORMAL, "Northwind");
	screen_text_right(bench.screen, 5, 5, 8, ROLE_NORMAL, "Käse");
	screen_text(bench.screen, 4, 13, 1, ROLE_NORMAL, "|");
	show(&bench, NULL);
	row_is(&bench, 2, 5, 13, "Northwind");
	row_is(&bench, 3, 5, 12, "        12 d");
	row_is(&bench, 4, 5, 9, "Northwi…|");
	row_is(&bench, 5, 5, 8, "    Käse");
	close_bench(&bench);
}

Test(screen, foreign_text_is_harmless_and_keeps_the_columns)
{
	static const char *const texts[] = {
		"plain",
		"\033[31mred\033]52;c;aGk=\a", /* colours, and a write to the clipboard */
		"line\nend\ttab\r",
		"a\xe2\x80\xae"
		"evil\xe2\x80\xac", /* right-to-left override */
		"broken \xff\xc3 bytes",
		"東京タワー",
		"e\xcc\x81"
		"a\xcc\x88 accents",
		"👨‍👩‍👧 family",
		"שלום",
		"\xf0\x9f\xab\xa8 new sign",
		"\xc2\x9b"
		"31m",
	};
	int count = sizeof texts / sizeof texts[0];
	struct bench bench;
	char *bytes;

	open_bench(&bench, "C.UTF-8", "xterm-256color", "mono");
	show(&bench, NULL);
	for (int i = 0; i < count; i++) {
		screen_text(bench.screen, i, 0, 20, ROLE_NORMAL, texts[i]);
		screen_text(bench.screen, i, 20, 1, ROLE_NORMAL, "|");
	}
	show(&bench, &bytes);
	cr_assert_null(strstr(bytes, "\033[31m"), "a colour got through");
	cr_assert_null(strstr(bytes, "\xc2\x9b"), "a control character got through");
	cr_assert_null(strstr(bytes, "\033]"), "a command to the terminal got through");
	cr_assert_null(strstr(bytes, "\xe2\x80\xae"), "an override got through");
	cr_assert_null(strchr(bytes, '\a'));
	free(bytes);
	for (int i = 0; i < count; i++)
		cr_assert_eq(cell_at(&bench, i, 20).chars[0], '|', "row %d is out of line", i);
	cr_assert(eq(int, cell_at(&bench, 5, 0).width, 2));
	cr_assert(eq(u32, cell_at(&bench, 5, 0).chars[0], 0x6771));
	row_is(&bench, 5, 0, 10, "東京タワー");
	cr_assert(eq(u32, cell_at(&bench, 6, 0).chars[1], 0x301));
	row_is(&bench, 6, 0, 11,
	       "e\xcc\x81"
	       "a\xcc\x88 accents");
	row_is(&bench, 2, 0, 12, "line end tab");
	close_bench(&bench);
}

Test(screen, width_is_what_text_takes)
{
	struct bench bench;

	open_bench(&bench, "C.UTF-8", "xterm-256color", "");
	cr_assert(eq(int, screen_width(bench.screen, ""), 0));
	cr_assert(eq(int, screen_width(bench.screen, "abc"), 3));
	cr_assert(eq(int, screen_width(bench.screen, "東京 é"), 6));
	cr_assert(eq(int, screen_width(bench.screen, "e\xcc\x81"), 1));
	cr_assert(eq(int, screen_width(bench.screen, "\033[m"), 3), "one sign and two letters");
	close_bench(&bench);
}

Test(screen, all_is_clipped_to_the_screen)
{
	struct bench bench;

	open_bench(&bench, "C.UTF-8", "xterm-256color", "");
	screen_text(bench.screen, -1, 0, 10, ROLE_NORMAL, "above");
	screen_text(bench.screen, ROWS, 0, 10, ROLE_NORMAL, "below");
	screen_text(bench.screen, 1, COLUMNS - 3, 10, ROLE_NORMAL, "abc");
	screen_text(bench.screen, 2, COLUMNS, 10, ROLE_NORMAL, "right");
	screen_text(bench.screen, 3, 0, 0, ROLE_NORMAL, "none");
	screen_text(bench.screen, ROWS - 1, COLUMNS - 1, 1, ROLE_NORMAL, "z");
	screen_clear(bench.screen, (struct rect){ -5, -5, 6, 6 }, ROLE_CURSOR);
	screen_frame(bench.screen, (struct rect){ 30, 100, 100, 100 }, true, "title", "right");
	screen_cursor(bench.screen, 1000, -7, false);
	show(&bench, NULL);
	row_is(&bench, 1, COLUMNS - 4, 4, " abc");
	row_is(&bench, 2, 0, COLUMNS, "");
	row_is(&bench, 3, 0, COLUMNS, "");
	close_bench(&bench);
}

Test(screen, the_last_cell_can_be_written)
{
	struct bench bench;

	open_bench(&bench, "C.UTF-8", "xterm-256color", "");
	screen_text(bench.screen, ROWS - 1, COLUMNS - 1, 1, ROLE_NORMAL, "z");
	show(&bench, NULL);
	cr_assert(eq(u32, cell_at(&bench, ROWS - 1, COLUMNS - 1).chars[0], 'z'));
	row_is(&bench, 0, 0, COLUMNS, "");
	close_bench(&bench);
}

Test(screen, what_did_not_change_is_not_sent)
{
	struct bench bench;

	open_bench(&bench, "C.UTF-8", "xterm-256color", "");
	for (int i = 0; i < 2; i++) {
		screen_clear(bench.screen, (struct rect){ 0, 0, ROWS, COLUMNS }, ROLE_NORMAL);
		screen_frame(bench.screen, (struct rect){ 1, 0, 20, 40 }, true, "Portfolio", "42");
		screen_text(bench.screen, 3, 1, 38, ROLE_CURSOR, "Käse GmbH");
		screen_text(bench.screen, 4, 1, 38, ROLE_GOOD, "東京");
		screen_cursor(bench.screen, 3, 1, false);
		if (i == 0)
			cr_assert_gt(show(&bench, NULL), 100u);
	}
	cr_assert(eq(sz, show(&bench, NULL), 0));
	cr_assert(eq(sz, show(&bench, NULL), 0));
	screen_redraw(bench.screen);
	cr_assert_gt(show(&bench, NULL), 100u);
	row_is(&bench, 3, 1, 9, "Käse GmbH");
	close_bench(&bench);
}

/* Thirty lines of a list 46 cells wide, the cursor on one of them. */
static void draw_list(struct bench *bench, int cursor)
{
	char line[64];

	for (int i = 0; i < 30; i++) {
		snprintf(line, sizeof line, "Account number %d  Organize  %d  %d d", i * 37, i * 3, i * 11);
		screen_text(bench->screen, i + 2, 1, 46, i == cursor ? ROLE_CURSOR : ROLE_NORMAL, line);
	}
	screen_cursor(bench->screen, cursor + 2, 1, false);
}

Test(screen, a_move_of_the_cursor_line_costs_its_two_lines)
{
	struct bench bench;
	size_t bytes;

	open_bench(&bench, "C.UTF-8", "xterm-256color", "dark");
	draw_list(&bench, 5);
	show(&bench, NULL);
	draw_list(&bench, 6);
	bytes = show(&bench, NULL);
	cr_assert_gt(bytes, 0u);
	cr_assert_lt(bytes, 2u * 46u + 60u, "%zu bytes", bytes);
	close_bench(&bench);
}

Test(screen, roles_look_as_the_theme_says)
{
	struct bench bench;
	struct error error = { 0 };
	VTermScreenCell cell;

	open_bench(&bench, "C.UTF-8", "xterm-256color", "");
	cr_assert_str_eq(screen_theme(bench.screen)->name, "dark");
	screen_text(bench.screen, 0, 0, 4, ROLE_GOOD, "good");
	screen_text(bench.screen, 1, 0, 4, ROLE_CURSOR, "here");
	screen_text(bench.screen, 2, 0, 4, ROLE_HEADER, "head");
	show(&bench, NULL);
	cell = cell_at(&bench, 0, 0);
	cr_assert(eq(int, cell.fg.indexed.idx, 2));
	cr_assert_neq(VTERM_COLOR_IS_DEFAULT_BG(&cell.bg), 0, "the background is the terminal's own");
	cell = cell_at(&bench, 1, 3);
	cr_assert(eq(int, cell.bg.indexed.idx, 6));
	cr_assert(eq(int, cell.fg.indexed.idx, 0));
	cr_assert(eq(int, cell_at(&bench, 2, 0).attrs.bold, 1));
	/* Another theme, in place. */
	cr_assert(eq(int, screen_set_theme(bench.screen, "safe", &error), 0));
	screen_text(bench.screen, 0, 0, 4, ROLE_GOOD, "good");
	screen_text(bench.screen, 1, 0, 4, ROLE_CURSOR, "here");
	show(&bench, NULL);
	cr_assert(eq(int, cell_at(&bench, 0, 0).fg.indexed.idx, 33));
	cr_assert(eq(int, cell_at(&bench, 1, 0).attrs.reverse, 1));
	cr_assert(eq(int, screen_set_theme(bench.screen, "pink", &error), -1));
	cr_assert_not_null(strstr(error.text, "dark, light, safe, ansi8, mono"));
	close_bench(&bench);
}

/* ESC [ ... m with a number that is a colour's. */
static bool has_colour(const char *bytes)
{
	for (const char *at = bytes; (at = strstr(at, "\033[")) != NULL;) {
		const char *end;
		long number;

		for (at += 2; *at >= '0' && *at <= '9'; at = *end == ';' ? end + 1 : end) {
			number = strtol(at, (char **)(uintptr_t)&end, 10);
			if ((number >= 30 && number <= 49) || (number >= 90 && number <= 107))
				return end[strspn(end, "0123456789;")] == 'm';
		}
	}
	return false;
}

static void draw_all_roles(struct bench *bench)
{
	for (int role = 0; role < ROLE_COUNT; role++)
		screen_text(bench->screen, role, 0, 30, (enum role)role, "as this role");
}

Test(screen, mono_sends_no_colour)
{
	struct bench bench;
	char *bytes;

	open_bench(&bench, "C.UTF-8", "xterm-256color", "mono");
	draw_all_roles(&bench);
	show(&bench, &bytes);
	cr_assert_not(has_colour(bytes));
	free(bytes);
	cr_assert(eq(int, cell_at(&bench, ROLE_CURSOR, 0).attrs.reverse, 1));
	close_bench(&bench);
}

Test(screen, colour_is_seen_by_this_test)
{
	struct bench bench;
	char *bytes;

	open_bench(&bench, "C.UTF-8", "xterm-256color", "dark");
	draw_all_roles(&bench);
	show(&bench, &bytes);
	cr_assert(has_colour(bytes));
	free(bytes);
	close_bench(&bench);
}

Test(screen, no_color_beats_the_configured_theme)
{
	struct error error = { 0 };
	struct bench bench;

	setlocale(LC_ALL, "C.UTF-8");
	setenv("NO_COLOR", "1", 1);
	cr_assert_eq(try_open(&bench, "xterm-256color", "light", &error), 0, "%s", error.text);
	cr_assert_str_eq(screen_theme(bench.screen)->name, "mono");
	/* What is chosen by hand counts. */
	cr_assert_eq(screen_set_theme(bench.screen, "light", &error), 0, "%s", error.text);
	cr_assert_str_eq(screen_theme(bench.screen)->name, "light");
	screen_close(bench.screen);
}

Test(screen, an_empty_no_color_does_not_count)
{
	struct error error = { 0 };
	struct bench bench;

	setlocale(LC_ALL, "C.UTF-8");
	setenv("NO_COLOR", "", 1);
	cr_assert_eq(try_open(&bench, "xterm-256color", "", &error), 0, "%s", error.text);
	cr_assert_str_eq(screen_theme(bench.screen)->name, "dark");
	screen_close(bench.screen);
}

Test(screen, few_colours_choose_few)
{
	struct error error = { 0 };
	struct bench bench;

	open_bench(&bench, "C.UTF-8", "linux", "safe");
	cr_assert_str_eq(screen_theme(bench.screen)->name, "ansi8");
	cr_assert(eq(int, screen_set_theme(bench.screen, "safe", &error), -1));
	cr_assert_not_null(strstr(error.text, "256"));
	close_bench(&bench);
}

Test(screen, a_vt100_is_mono)
{
	struct bench bench;

	open_bench(&bench, "C.UTF-8", "vt100", "dark");
	cr_assert_str_eq(screen_theme(bench.screen)->name, "mono");
	close_bench(&bench);
}

Test(screen, unknown_relatives_of_xterm_are_taken_for_it)
{
	struct bench bench;

	open_bench(&bench, "C.UTF-8", "quux-256color", "");
	screen_text(bench.screen, 0, 0, 5, ROLE_NORMAL, "hello");
	show(&bench, NULL);
	row_is(&bench, 0, 0, 5, "hello");
	close_bench(&bench);
}

static void refused(const char *term, const char *words)
{
	struct error error = { 0 };
	struct bench bench;

	setlocale(LC_ALL, "C.UTF-8");
	cr_assert_eq(try_open(&bench, term, "", &error), -1);
	cr_assert_not_null(strstr(error.text, words), "%s", error.text);
	fseek(bench.out, 0, SEEK_END);
	cr_assert_eq(ftell(bench.out), 0, "something was painted");
}

Test(screen, a_dumb_terminal_is_refused)
{
	refused("dumb", "cannot move its cursor");
}

Test(screen, an_unknown_terminal_is_refused)
{
	refused("nonesuch", "\"nonesuch\" is not known");
}

Test(screen, no_terminal_is_refused)
{
	struct screen_options options = { .term = "xterm", .in = -1, .out = NULL, .theme = "" };
	struct error error = { 0 };
	struct screen *screen;

	cr_assert_not_null(freopen("/dev/null", "r", stdin));
	cr_assert(eq(int, screen_open(&screen, &options, &error), -1));
	cr_assert_not_null(strstr(error.text, "standard input"), "%s", error.text);
}

Test(screen, frames_have_their_titles)
{
	struct bench bench;

	open_bench(&bench, "C.UTF-8", "xterm-256color", "dark");
	screen_frame(bench.screen, (struct rect){ 0, 0, 3, 30 }, true, "Portfolio", "42");
	screen_frame(bench.screen, (struct rect){ 3, 0, 3, 20 }, false, "A long title of an account", "right");
	screen_frame(bench.screen, (struct rect){ 6, 0, 3, 20 }, false, "Agenda", "in 12 days, 4 Dec");
	screen_frame(bench.screen, (struct rect){ 9, 0, 2, 10 }, false, "", "");
	show(&bench, NULL);
	row_is(&bench, 0, 0, 30, "┌ Portfolio ───────────── 42 ┐");
	row_is(&bench, 1, 0, 30, "│                            │");
	row_is(&bench, 2, 0, 30, "└────────────────────────────┘");
	row_is(&bench, 3, 0, 20, "┌ A long … ─ right ┐");
	row_is(&bench, 6, 0, 20, "┌ Agenda ──────────┐");
	row_is(&bench, 9, 0, 10, "┌────────┐");
	cr_assert(eq(int, cell_at(&bench, 1, 0).fg.indexed.idx, 6), "the frame in focus is cyan");
	close_bench(&bench);
}

Test(screen, outside_utf8_all_is_ascii)
{
	struct bench bench;
	char *bytes;

	open_bench(&bench, "C", "xterm-256color", "dark");
	cr_assert(eq(int, screen_signs(bench.screen), TEXT_ASCII));
	screen_frame(bench.screen, (struct rect){ 0, 0, 3, 12 }, false, "Käse", "");
	screen_text(bench.screen, 4, 0, 10, ROLE_NORMAL, "Łódź 東京");
	screen_text(bench.screen, 5, 0, 8, ROLE_NORMAL, "much too long");
	screen_text(bench.screen, 6, 0, 2, ROLE_NORMAL, screen_sign(bench.screen, SIGN_YES));
	show(&bench, &bytes);
	for (const char *at = bytes; *at; at++)
		cr_assert_eq(*at & 0x80, 0, "a byte beyond ASCII");
	free(bytes);
	row_is(&bench, 0, 0, 12, "+ Kase ----+");
	row_is(&bench, 1, 0, 12, "|          |");
	row_is(&bench, 4, 0, 10, "?odz ??");
	row_is(&bench, 5, 0, 8, "much ...");
	row_is(&bench, 6, 0, 2, "x");
	close_bench(&bench);
}

Test(screen, signs_take_one_cell_but_for_words)
{
	struct bench bench;

	open_bench(&bench, "C.UTF-8", "xterm-256color", "dark");
	for (int sign = 0; sign < SIGN_COUNT; sign++)
		cr_assert_eq(screen_width(bench.screen, screen_sign(bench.screen, (enum sign)sign)), 1, "sign %d",
			     sign);
	close_bench(&bench);
}

Test(screen, the_cursor_stands_where_it_is_told)
{
	struct bench bench;
	VTermPos position;
	char *bytes;

	open_bench(&bench, "C.UTF-8", "xterm-256color", "dark");
	screen_text(bench.screen, 7, 3, 20, ROLE_NORMAL, "something");
	screen_cursor(bench.screen, 7, 9, false);
	show(&bench, &bytes);
	cr_assert_not_null(strstr(bytes, "\033[?25l"));
	free(bytes);
	vterm_state_get_cursorpos(vterm_obtain_state(bench.vterm), &position);
	cr_assert(eq(int, position.row, 7));
	cr_assert(eq(int, position.col, 9));
	screen_cursor(bench.screen, 7, 10, true);
	show(&bench, &bytes);
	cr_assert_not_null(strstr(bytes, "\033[?25h"));
	free(bytes);
	vterm_state_get_cursorpos(vterm_obtain_state(bench.vterm), &position);
	cr_assert(eq(int, position.col, 10));
	close_bench(&bench);
}

Test(screen, saving_gives_what_is_shown)
{
	struct bench bench;
	struct buf out = { 0 };
	const char *text, *expected = "waymark\n  東京 e\xcc\x81 ✔ end\n\n";

	open_bench(&bench, "C.UTF-8", "xterm-256color", "dark");
	screen_text(bench.screen, 0, 0, 20, ROLE_HEADER, "waymark");
	screen_text(bench.screen, 1, 2, 20, ROLE_CURSOR, "東京 e\xcc\x81 ✔ end");
	show(&bench, NULL);
	screen_save(bench.screen, &out);
	text = buf_text(&out);
	cr_assert_eq(strncmp(text, expected, strlen(expected)), 0, "%.60s", text);
	/* It changed nothing. */
	cr_assert(eq(sz, show(&bench, NULL), 0));
	for (int lines = 0; lines <= ROWS; lines++, text = *text ? strchr(text, '\n') + 1 : text)
		cr_assert_eq(*text == '\0', lines == ROWS, "there are %d lines", lines);
	buf_free(&out);
	close_bench(&bench);
}

/* Keys */

static void type(struct bench *bench, const char *bytes)
{
	cr_assert_eq(write(bench->keys, bytes, strlen(bytes)), (ssize_t)strlen(bytes));
}

Test(screen, keys_come_in_order_and_then_the_hangup)
{
	struct bench bench;

	open_bench(&bench, "C.UTF-8", "xterm-256color", "dark");
	cr_assert(eq(int, screen_key(bench.screen, 0), KEY_NONE));
	cr_assert_not(screen_key_waiting(bench.screen));
	type(&bench, "aé\033OA\033x\022\003\033");
	cr_assert(screen_key_waiting(bench.screen));
	cr_assert(eq(int, screen_key(bench.screen, -1), 'a'));
	cr_assert(screen_key_waiting(bench.screen), "what was read already waits too");
	cr_assert(eq(int, screen_key(bench.screen, -1), 0xe9));
	cr_assert(eq(int, screen_key(bench.screen, -1), KEY_UP_ARROW));
	cr_assert(eq(int, screen_key(bench.screen, -1), KEY_META | 'x'));
	cr_assert(eq(int, screen_key(bench.screen, -1), 0x12));
	cr_assert(eq(int, screen_key(bench.screen, -1), 0x03));
	cr_assert(eq(int, screen_key(bench.screen, -1), KEY_ESCAPE));
	cr_assert_not(screen_key_waiting(bench.screen));
	type(&bench, "\033[200~pasted\rtext\033[201~q");
	cr_assert(eq(int, screen_key(bench.screen, -1), KEY_PASTE));
	cr_assert_str_eq(screen_paste(bench.screen), "pasted\ntext");
	close(bench.keys);
	bench.keys = dup(1);
	cr_assert(eq(int, screen_key(bench.screen, -1), 'q'));
	cr_assert(eq(int, screen_key(bench.screen, -1), KEY_HANGUP));
	cr_assert(eq(int, screen_key(bench.screen, 0), KEY_HANGUP));
	close_bench(&bench);
}

Test(screen, reading_a_key_draws_nothing)
{
	struct bench bench;

	open_bench(&bench, "C.UTF-8", "xterm-256color", "dark");
	show(&bench, NULL);
	screen_text(bench.screen, 0, 0, 10, ROLE_NORMAL, "later");
	type(&bench, "j");
	cr_assert(eq(int, screen_key(bench.screen, -1), 'j'));
	fseek(bench.out, 0, SEEK_END);
	cr_assert_eq(ftell(bench.out), bench.seen, "something was sent");
	close_bench(&bench);
}

Test(screen, a_signal_to_end_is_a_key)
{
	struct bench bench;

	open_bench(&bench, "C.UTF-8", "xterm-256color", "dark");
	type(&bench, "jjj");
	raise(SIGHUP);
	cr_assert(screen_key_waiting(bench.screen));
	cr_assert(eq(int, screen_key(bench.screen, -1), KEY_HANGUP), "typed ahead or not");
	cr_assert(eq(int, screen_key(bench.screen, -1), KEY_HANGUP));
	close_bench(&bench);
}

Test(screen, an_interrupt_is_c_c)
{
	struct bench bench;

	open_bench(&bench, "C.UTF-8", "xterm-256color", "dark");
	raise(SIGINT);
	cr_assert(eq(int, screen_key(bench.screen, -1), 0x03));
	cr_assert(eq(int, screen_key(bench.screen, 0), KEY_NONE));
	close_bench(&bench);
}

Test(screen, closing_puts_the_terminal_back)
{
	struct bench bench;
	char bytes[4096] = "";

	open_bench(&bench, "C.UTF-8", "xterm-256color", "dark");
	screen_cursor(bench.screen, 0, 0, false);
	show(&bench, NULL);
	screen_close(bench.screen);
	fseek(bench.out, bench.seen, SEEK_SET);
	cr_assert_gt(fread(bytes, 1, sizeof bytes - 1, bench.out), 0u);
	cr_assert_not_null(strstr(bytes, "\033[?1049l"), "the alternate screen stays");
	cr_assert_not_null(strstr(bytes, "\033[?2004l"), "pastes stay bracketed");
	cr_assert_not_null(strstr(bytes, "\033[?25h"), "the cursor stays hidden");
	vterm_free(bench.vterm);
}

Test(screen, in_the_worst_case_it_is_put_back_too)
{
	struct bench bench;
	char bytes[4096] = "";

	open_bench(&bench, "C.UTF-8", "xterm-256color", "dark");
	show(&bench, NULL);
	screen_restore();
	fseek(bench.out, bench.seen, SEEK_SET);
	cr_assert_gt(fread(bytes, 1, sizeof bytes - 1, bench.out), 0u);
	cr_assert_not_null(strstr(bytes, "\033[?1049l"));
	cr_assert_not_null(strstr(bytes, "\033[?2004l"));
	cr_assert_not_null(strstr(bytes, "\033[?12l\033[?25h"));
	close_bench(&bench);
}
