#include "tests/tui/console.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/xalloc.h"

char folder[] = "/tmp/waymark-console-XXXXXX";
char *book;

char *in_folder(const char *name)
{
	return xasprintf("%s/%s", folder, name);
}

void set_up(void)
{
	cr_assert(mkdtemp(folder) != NULL);
	book = in_folder("book.db");
	setenv("WAYMARK_BOOK", book, 1);
	setenv("WAYMARK_TODAY", "2026-11-22", 1);
	setenv("XDG_CONFIG_HOME", folder, 1);
	setenv("XDG_STATE_HOME", folder, 1);
	setenv("XDG_DATA_HOME", folder, 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	unsetenv("VISUAL");
	unsetenv("EDITOR");
}

void tear_down(void)
{
	char *line = xasprintf("rm -rf '%s'", folder);

	cr_assert_eq(system(line), 0);
	free(line);
	free(book);
}

int waymark(const char *arguments)
{
	const char *build = getenv("abs_top_builddir");
	char *line = xasprintf("'%s/waymark' %s >/dev/null 2>'%s/err'", build ? build : ".", arguments, folder);
	int status = system(line);

	free(line);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

struct term *console(int rows, int columns)
{
	return term_open_waymark((const char *[]){ NULL }, NULL, rows, columns);
}

struct term *sample_console(int rows, int columns)
{
	struct term *term;

	cr_assert_eq(access(book, F_OK) == 0 ? 0 : waymark("demo --write \"$WAYMARK_BOOK\""), 0);
	term = console(rows, columns);
	cr_assert(term_wait(term, "Portfolio"), "%s", term_text(term));
	cr_assert(term_wait(term, "/55"), "%s", term_text(term));
	term_settle(term, 40);
	return term;
}

void press_until(struct term *term, const char *keys, const char *awaited)
{
	cr_assert(term_send(term, keys));
	cr_assert(term_wait(term, awaited), "after \"%s\" no \"%s\" on\n%s", keys, awaited, term_text(term));
}

void press(struct term *term, const char *keys, const char *awaited)
{
	press_until(term, keys, awaited);
	term_settle(term, 40);
}

void expect(struct term *term, const char *text)
{
	cr_assert(term_wait(term, text), "no \"%s\" on\n%s", text, term_text(term));
}

struct both {
	const char *one, *other;
};

static bool in_one_row(struct term *term, void *data)
{
	const struct both *both = data;

	for (int row = 0; row < 60; row++) {
		if (strstr(term_row(term, row), both->one) && strstr(term_row(term, row), both->other))
			return true;
	}
	return false;
}

void expect_row(struct term *term, const char *one, const char *other)
{
	struct both both = { one, other };

	cr_assert(term_until(term, in_one_row, &both), "no row with \"%s\" and \"%s\" on\n%s", one, other,
		  term_text(term));
}

void quit(struct term *term)
{
	cr_assert(term_send(term, "q"));
	cr_assert_eq(term_exit_status(term), 0);
	term_close(term);
	cr_assert_eq(waymark("check"), 0);
}
