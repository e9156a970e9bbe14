#include "tests/tui/term.h"

#include <signal.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

static struct term *open_shell(const char *script, const char *const *environment)
{
	return term_open((const char *[]){ "sh", "-c", script, NULL }, environment, 24, 80);
}

Test(term, what_is_typed_comes_back_and_the_end_is_seen)
{
	struct term *term = term_open((const char *[]){ "cat", NULL }, NULL, 10, 30);

	cr_assert(term_send(term, "hello\r"));
	cr_assert(term_wait_row(term, 1, "hello"), "%s", term_text(term));
	cr_assert_str_eq(term_row(term, 0), "hello");
	cr_assert_str_eq(term_row(term, 2), "");
	cr_assert_str_eq(term_row(term, 99), "");
	cr_assert(term_send(term, "\004"));
	cr_assert(eq(int, term_exit_status(term), 0));
	cr_assert_not(term_wait(term, "never written"), "the end of the program ends the wait");
	term_close(term);
}

Test(term, exit_status_and_signals)
{
	struct term *term = open_shell("exit 7", NULL);

	cr_assert(eq(int, term_exit_status(term), 7));
	term_close(term);
	term = term_open((const char *[]){ "cat", NULL }, NULL, 24, 80);
	term_signal(term, SIGTERM);
	cr_assert(eq(int, term_exit_status(term), 128 + SIGTERM));
	term_close(term);
	term = term_open((const char *[]){ "cat", NULL }, NULL, 24, 80);
	term_hang_up(term);
	cr_assert_neq(term_exit_status(term), -1, "the end of the line ends it");
	term_close(term);
	term = term_open((const char *[]){ "no-such-program", NULL }, NULL, 24, 80);
	cr_assert(eq(int, term_exit_status(term), 127));
	term_close(term);
}

Test(term, environment_is_as_asked)
{
	struct term *term = open_shell("echo $TERM/$LC_ALL/$COLOUR/${HOME-none}/${NO_COLOR-none}",
				       (const char *[]){ "COLOUR=blue", "HOME", NULL });

	cr_assert(term_wait(term, "xterm-256color/C.UTF-8/blue/none/none"), "%s", term_text(term));
	term_close(term);
}

Test(term, cells_have_text_width_and_looks)
{
	struct term *term = open_shell("printf 'a\\033[1;31mb\\033[0;7m東\\033[0;4;44mc\\033[0me\\314\\201 .end'",
				       NULL);
	struct term_cell cell;
	int column, row;

	cr_assert(term_wait(term, ".end"), "%s", term_text(term));
	cr_assert_str_eq(term_row(term, 0), "ab東ce\xcc\x81 .end");
	term_cell(term, 0, 0, &cell);
	cr_assert_str_eq(cell.text, "a");
	cr_assert(cell.width == 1 && !cell.bold && !cell.reverse && cell.foreground == -1 && cell.background == -1);
	term_cell(term, 0, 1, &cell);
	cr_assert(cell.bold && cell.foreground == 1);
	term_cell(term, 0, 2, &cell);
	cr_assert_str_eq(cell.text, "東");
	cr_assert(cell.reverse && cell.width == 2 && !cell.bold);
	term_cell(term, 0, 3, &cell);
	cr_assert_str_eq(cell.text, "");
	term_cell(term, 0, 4, &cell);
	cr_assert(cell.underline && cell.background == 4);
	row = term_find(term, ".end", &column);
	cr_assert(eq(int, row, 0));
	cr_assert(eq(int, column, 7), "a b 東東 c é and a blank");
	cr_assert(eq(int, term_find(term, "nowhere", &column), -1));
	term_close(term);
}

Test(term, a_new_size_reaches_the_program)
{
	struct term *term = open_shell("trap 'stty size' WINCH; stty size; while :; do read x; done", NULL);

	cr_assert(term_wait(term, "24 80"), "%s", term_text(term));
	term_resize(term, 12, 40);
	cr_assert(term_send(term, "\r"));
	cr_assert(term_wait(term, "12 40"), "%s", term_text(term));
	term_close(term);
}

Test(term, cursor_alternate_screen_and_bytes)
{
	struct term *term = open_shell(
		"printf '\\033[?1049h\\033[?25l\\033[3;5Hx'; read y; printf '\\033[?25h\\033[?1049l'", NULL);
	bool visible;
	int row, column;
	size_t size;

	cr_assert(term_wait_row(term, 2, "x"), "%s", term_text(term));
	term_cursor(term, &row, &column, &visible);
	cr_assert(eq(int, row, 2));
	cr_assert(eq(int, column, 5));
	cr_assert_not(visible);
	cr_assert(term_alternate(term));
	cr_assert(eq(sz, term_bytes(term), 21));
	cr_assert_eq(memcmp(term_output(term, &size), "\033[?1049h", 8), 0);
	cr_assert(term_send(term, "\r"));
	cr_assert(eq(int, term_exit_status(term), 0));
	cr_assert_not(term_alternate(term));
	term_close(term);
}
