#ifndef WAYMARK_TESTS_TUI_CONSOLE_H
#define WAYMARK_TESTS_TUI_CONSOLE_H
/* The console as its users have it: the program on a terminal, on a book of the test's own, as of 2026-11-22.
 * TestSuite(x, .init = set_up, .fini = tear_down); each test has a process of its own. */
#include <stdlib.h>

#include "tests/tui/term.h"

/* function(rows, columns) as two tests; the second time round, with the sanitizers, the larger one will do. */
#define AT_BOTH_SIZES(suite, name, function) \
	Test(suite, name) \
	{ \
		function(40, 120); \
	} \
	Test(suite, name##_at_80x24) \
	{ \
		if (getenv("WAYMARK_QUICK")) \
			cr_skip_test("the same was done at 120x40"); \
		function(24, 80); \
	}

#define QUIET 150 /* ms without a byte: all that was asked for is drawn */

extern char folder[]; /* of this test; the book and the user's files are in it */
extern char *book;

void set_up(void);
void tear_down(void);
char *in_folder(const char *name); /* yours to free */

/* The command line's word on the same book, as a shell reads it; its exit status. */
int waymark(const char *arguments);
/* The console on the book, or on the sample book, when its first frame is there. */
struct term *console(int rows, int columns);
struct term *sample_console(int rows, int columns);

/* Keys, until a text is there; press() also until nothing more is drawn. */
void press_until(struct term *term, const char *keys, const char *awaited);
void press(struct term *term, const char *keys, const char *awaited);
/* Until a text is there, or until one row holds both. */
void expect(struct term *term, const char *text);
void expect_row(struct term *term, const char *one, const char *other);
/* q, and the book is sound. */
void quit(struct term *term);

#endif
