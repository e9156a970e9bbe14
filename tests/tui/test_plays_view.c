/* Flags and plays over the whole screen: what its keys do, at two sizes, and that the command line agrees. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/tui/console.h"

TestSuite(plays_view, .init = set_up, .fini = tear_down, .timeout = 120);

/* One account with a promise that is overdue, and a playbook that watches for just that. */
static struct term *begin(int rows, int columns)
{
	static const char text[] =
		"id = \"ours\"; title = \"Ours\"; version = \"3\";\n"
		"flags = ( { id = \"xx-late\"; title = \"a promise waits\"; severity = \"urgent\"; play = "
		"\"xx-mend\";\n"
		"  when = \"count(promise, overdue = yes) > 0\"; figure = \"count(promise, overdue = yes)\"; } );\n"
		"plays = ( { id = \"xx-mend\"; title = \"Mend it\"; purpose = \"p\"; outcomes = ( \"kept\", \"let "
		"go\" );\n"
		"  better = \"lower\"; tasks = ( { text = \"Name a day\"; offset = 1; }, { text = \"Confirm it\"; "
		"offset = 3; } ); } "
		");\n";
	char *path = in_folder("ours.cfg"), *command;
	FILE *file = fopen(path, "w");
	struct term *term;

	cr_assert_not_null(file);
	fputs(text, file);
	fclose(file);
	cr_assert_eq(waymark("add Alpha"), 0);
	/* theirs away: what is on the screen follows from ours alone */
	cr_assert_eq(waymark("plays drop default"), 0);
	cr_assert_eq(waymark("plays drop growth"), 0);
	command = malloc(strlen(path) + 20);
	cr_assert_not_null(command);
	sprintf(command, "plays load %s", path);
	cr_assert_eq(waymark(command), 0);
	cr_assert_eq(waymark("promise add Alpha 'SSO by autumn' due=2026-11-03 --on 2026-10-01"), 0);
	free(command);
	free(path);
	term = console(rows, columns);
	press(term, "F", "[Flags 1]");
	return term;
}

static void flags_are_shown_snoozed_and_closed(int rows, int columns)
{
	struct term *term = begin(rows, columns);

	expect(term, "Alpha");
	expect(term, "a promise waits");
	expect(term, "promise 'SSO by autumn' was due 3 Nov 2026");
	expect_row(term, "Flags and plays", "1 urgent");
	press(term, "w", "Until");
	press(term, "+2w\r", "Reason");
	press(term, "holiday\r", "until 6 Dec");
	expect(term, "snoozed: holiday");
	press(term, "w", "since 22 Nov");
	press(term, "d", "Reason");
	press(term, "they know\r", "No flag is open");
	cr_assert_eq(waymark("flag list Alpha --all"), 0);
	press(term, "u", "a promise waits");
	press(term, "\r", "Alpha");
	quit(term);
}
AT_BOTH_SIZES(plays_view, flags_are_shown_snoozed_and_closed, flags_are_shown_snoozed_and_closed)

static void a_play_is_opened_worked_and_closed(int rows, int columns)
{
	struct term *term = begin(rows, columns);

	press(term, "a", "At work 1");
	press(term, "\t", "[At work 1]");
	expect(term, "Mend it");
	expect(term, "0/2");
	expect_row(term, "Name a day", "23 Nov");
	expect_row(term, "Confirm it", "25 Nov");
	press(term, "j ", "1/2");
	expect_row(term, "Name a day", "done 22 Nov");
	press(term, " ", "0/2");
	press(term, "e", "Task");
	press(term, "\r", "Due");
	press(term,
	      "\x15"
	      "2026-12-24\x13",
	      "24 Dec");
	press(term, "g", "Mend it"); /* by day: the other task comes first now */
	press(term, "d", "kept; let go");
	press(term, "kept\r", "Note");
	press(term, "\r", "No play is at work");
	press(term, "\t", "[Assess]");
	expect_row(term, "Mend it", "0 of 1");
	press(term, "u", "[Assess]");
	press(term, TERM_BACKTAB, "Mend it");
	press(term, "q", "Alpha");
	quit(term);
}
AT_BOTH_SIZES(plays_view, a_play_is_opened_worked_and_closed, a_play_is_opened_worked_and_closed)
