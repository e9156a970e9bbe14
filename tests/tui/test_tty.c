#include "tests/tui/term.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "core/xalloc.h"

/* The player in a shell that tells what the terminal's settings are after it. */
static struct term *play(int rows, int columns)
{
	const char *folder = getenv("abs_top_builddir");
	char *player = xasprintf("%s/tests/tui/screen_player", folder ? folder : "."), last[32];
	struct term *term = term_open((const char *[]){ player, NULL }, NULL, rows, columns);

	free(player);
	snprintf(last, sizeof last, "line %d of %d", rows - 2, rows);
	cr_assert(term_wait_row(term, rows - 2, last), "%s", term_text(term));
	return term;
}

static struct term *play_in_shell(const char *before, const char *after)
{
	const char *folder = getenv("abs_top_builddir");
	char *script = xasprintf("%s %s/tests/tui/screen_player; %s", before, folder ? folder : ".", after);
	struct term *term = term_open((const char *[]){ "bash", "-c", script, NULL }, NULL, 24, 80);

	free(script);
	return term;
}

Test(tty, a_key_draws_a_frame_and_q_leaves)
{
	struct term *term = play(24, 80);
	size_t before = term_bytes(term);

	cr_assert(term_alternate(term));
	cr_assert(term_send(term, "j"));
	cr_assert(term_wait_row(term, 0, "24 x 80: j"), "%s", term_text(term));
	cr_assert_lt(term_bytes(term) - before, 300u, "%zu bytes", term_bytes(term) - before);
	cr_assert(term_send(term, "q"));
	cr_assert(eq(int, term_exit_status(term), 0));
	cr_assert_not(term_alternate(term));
	term_close(term);
}

Test(tty, escape_is_a_key_and_an_arrow_another)
{
	struct term *term = play(24, 80);

	cr_assert(term_send(term, TERM_ESC));
	cr_assert(term_wait_row(term, 0, ": Esc"), "%s", term_text(term));
	cr_assert(term_send(term, TERM_PAGE_DOWN));
	cr_assert(term_wait_row(term, 0, ": PgDn"), "%s", term_text(term));
	cr_assert(term_send(term, "\003"));
	cr_assert(term_wait_row(term, 0, ": C-c"), "%s", term_text(term));
	cr_assert(term_send(term, "\033[200~qqq\003\032\rb\033[201~"));
	cr_assert(term_wait_row(term, 0, ": pasted qqq"), "%s", term_text(term));
	term_close(term);
}

Test(tty, a_new_size_is_taken)
{
	struct term *term = play(24, 80);
	static const int sizes[][2] = { { 12, 40 }, { 50, 200 }, { 1, 30 }, { 2, 2 }, { 40, 120 } };

	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
		term_resize(term, sizes[i][0], sizes[i][1]);
	cr_assert(term_wait_row(term, 0, "40 x 120: resized"), "%s", term_text(term));
	cr_assert(term_wait_row(term, 38, "line 38 of 40"), "%s", term_text(term));
	cr_assert(term_send(term, "q"));
	cr_assert(eq(int, term_exit_status(term), 0));
	term_close(term);
}

Test(tty, hangup_and_sigterm_end_it_cleanly)
{
	struct term *term = play(24, 80);

	term_signal(term, SIGTERM);
	cr_assert(eq(int, term_exit_status(term), 3));
	cr_assert_not(term_alternate(term));
	term_close(term);
	term = play(24, 80);
	term_hang_up(term);
	cr_assert(eq(int, term_exit_status(term), 3));
	term_close(term);
}

Test(tty, stopping_gives_the_terminal_back_and_going_on_draws_again)
{
	/* A shell with job control, that brings the stopped job back when it reads a line. */
	struct term *term = play_in_shell("set -m;",
					  "echo \"stopped $?\"; stty -a | tr ';' '\\n' | grep -w -e icanon; "
					  "read x; fg; echo \"ended $?\"");

	cr_assert(term_wait_row(term, 0, "ready"), "%s", term_text(term));
	cr_assert(term_send(term, "j\032"));
	cr_assert(term_wait(term, "stopped 148"), "128 + SIGTSTP: %s", term_text(term));
	cr_assert(term_wait(term, "icanon"), "%s", term_text(term));
	cr_assert_null(strstr(term_text(term), "-icanon"));
	cr_assert_not(term_alternate(term));
	/* A resize is missed while asleep. */
	term_resize(term, 30, 90);
	cr_assert(term_send(term, "\r"));
	cr_assert(term_wait_row(term, 0, "30 x 90: resized"), "%s", term_text(term));
	cr_assert(term_alternate(term));
	cr_assert(term_wait_row(term, 20, "line 20"), "%s", term_text(term));
	cr_assert(term_send(term, "k"));
	cr_assert(term_wait_row(term, 0, "30 x 90: k"), "raw again: %s", term_text(term));
	cr_assert(term_send(term, "q"));
	cr_assert(term_wait(term, "ended 0"), "%s", term_text(term));
	term_close(term);
}

Test(tty, another_program_finds_the_terminal_sane)
{
	struct term *term = play(24, 80);
	size_t size;
	const char *sent;

	cr_assert(term_send(term, "e"));
	cr_assert(term_wait_row(term, 0, "24 x 80: e"), "%s", term_text(term));
	sent = term_output(term, &size);
	cr_assert_not_null(strstr(sent, "3\r\nother done"), "not all of icanon, echo, isig were on");
	cr_assert(term_wait_row(term, 20, "line 20"), "%s", term_text(term));
	cr_assert(term_send(term, "j"));
	cr_assert(term_wait_row(term, 0, ": j"), "%s", term_text(term));
	term_close(term);
}

Test(tty, a_bug_leaves_the_terminal_sane)
{
	struct term *term = play_in_shell("ulimit -c 0;", "stty -a | tr ';' '\\n' | grep -w -e icanon; echo over");

	cr_assert(term_wait_row(term, 0, "ready"), "%s", term_text(term));
	cr_assert(term_send(term, "b"));
	cr_assert(term_wait(term, "over"), "%s", term_text(term));
	cr_assert_not(term_alternate(term));
	cr_assert_not_null(strstr(term_text(term), "asked for"), "%s", term_text(term));
	cr_assert_null(strstr(term_text(term), "-icanon"), "%s", term_text(term));
	term_close(term);
}

Test(tty, without_a_terminal_it_says_so)
{
	struct term *term = play_in_shell("</dev/null", "echo \"ended $?\"");

	cr_assert(term_wait(term, "standard input is none"), "%s", term_text(term));
	cr_assert(term_wait(term, "ended 1"), "%s", term_text(term));
	term_close(term);
	term = play_in_shell("TERM=dumb", "echo \"ended $?\"");
	cr_assert(term_wait(term, "cannot move its cursor"), "%s", term_text(term));
	cr_assert(term_wait(term, "ended 1"), "%s", term_text(term));
	term_close(term);
}
