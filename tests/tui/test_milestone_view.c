/* A milestone with its tasks and documents, and placement: with keys, the screen read back. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "two_tracks.h"

TestSuite(milestone_view, .init = set_up, .fini = tear_down, .timeout = 120);

/* ---- a milestone ---- */

static void works_on_tasks(int rows, int columns)
{
	struct term *term;

	two_tracks();
	term = at_checklist(rows, columns);
	press(term, "\r", "Tasks  0 of 2 done");
	expect(term, "Write the plan");
	expect(term, "once through: You know where you go.");
	press_until(term, "j ", "Tasks  1 of 2 done");
	expect(term, "done 22 Nov");
	press_until(term, " ", "Tasks  0 of 2 done");
	press(term, "a", "who does it");
	press_until(term, "dora\r", "us: dora");
	press(term, "d", "due (fri");
	press_until(term, "+2w\r", "us: dora  due 6 Dec");
	press(term, "d", "2026-12-06");
	press_until(term,
		    "\x15"
		    "2026-11-20\r",
		    "overdue since 20 Nov");
	tells("task Acme alpha/plan-written", "dora");
	/* Four changes, each taken back by itself, the latest first. */
	press_until(term, "u", "due 6 Dec");
	press_until(term, "u", "undid");
	expect_not(term, "due 6 Dec");
	expect(term, "us: dora");
	press_until(term, "u", "undid");
	expect_not(term, "us: dora");
	press(term, "q", "Space yes");
	quit(term);
}

Test(milestone_view, works_on_tasks_at_80x24)
{
	works_on_tasks(24, 80);
}

Test(milestone_view, works_on_tasks_at_120x40)
{
	works_on_tasks(40, 120);
}

Test(milestone_view, a_milestone_is_answered_where_it_is_open)
{
	struct term *term;

	two_tracks();
	term = at_checklist(24, 80);
	press(term, "\r", "open: no answer stands");
	press_until(term, " ", "answered yes on Sun 22 Nov 2026");
	press_until(term, "x", "answered no on");
	press(term, "e", "note:");
	press_until(term, "only a draft\r", "note: only a draft");
	press_until(term, "-", "answered not applicable");
	press_until(term, "-", "answered no on"); /* what stood before stands again */
	/* A task is ticked, not the question. */
	press_until(term, "j ", "1 of 2 done");
	expect(term, "answered no on");
	/* Esc goes back to the checklist, on the same question. */
	press(term, "\033", "\u25b8 [\u2718]*Is the plan written down?");
	quit(term);
}

/* A pager of our own, that says what it was given and how the file lay there. */
static void make_pager(void)
{
	char *path = in_folder("pager"), *variable;
	FILE *file = fopen(path, "w");

	cr_assert(file != NULL);
	fprintf(file, "#!/bin/sh\n{ stat -c %%a \"$2\"; echo \"$2\"; cat \"$2\"; } >'%s/paged'\n", folder);
	fclose(file);
	cr_assert_eq(chmod(path, 0700), 0);
	variable = xasprintf("%s -x", path);
	setenv("PAGER", variable, 1);
	setenv("TMPDIR", folder, 1);
	free(variable);
	free(path);
}

static char *paged(void)
{
	char *path = in_folder("paged"), text[4096];
	FILE *file = fopen(path, "r");
	size_t size = file ? fread(text, 1, sizeof text - 1, file) : 0;

	cr_assert(file != NULL, "the pager was not started");
	fclose(file);
	text[size] = '\0';
	free(path);
	return xstrdup(text);
}

Test(milestone_view, a_document_opens_in_the_pager)
{
	struct term *term;
	char *text, name[512];
	int mode = 0;

	two_tracks();
	make_pager();
	cr_assert_eq(waymark("document set 'Planning guide' text=\"$(printf 'First ask.\\n\\033]0;evil\\007Then "
			     "write.')\""),
		     0);
	term = at_checklist(24, 80);
	press(term, "\r", "how it is done: Planning guide");
	press(term, "j\r", "Write the plan");
	/* The console has the terminal again when the pager has written its file. */
	press_until(term, " ", "1 of 2 done");
	text = paged();
	cr_assert_eq(sscanf(text, "%o %511s", (unsigned *)&mode, name), 2);
	cr_assert_eq(mode, 0600, "%o", mode);
	cr_assert(strstr(text, "Planning guide\n") && strstr(text, "First ask.\n"), "%s", text);
	cr_assert(strstr(text, "Then write.") && !strchr(text, '\033') && !strchr(text, '\007'), "%s", text);
	cr_assert_neq(access(name, F_OK), 0, "%s is still there", name);
	free(text);
	press(term, "q", "Space yes");
	quit(term);
}

Test(milestone_view, a_document_that_is_elsewhere_or_nowhere_says_so)
{
	struct term *term;

	two_tracks();
	make_pager();
	term = at_checklist(24, 120);
	press(term, "\rj\r", "\"Planning guide\" is not written yet: :document set");
	cr_assert_eq(waymark("document set 'Planning guide' link=https://wiki.example/plan"), 0);
	press(term, "\r", "\"Planning guide\" is kept at https://wiki.example/plan");
	press(term, "k\r", "a task opens its process document");
	press(term, "q", "Space yes");
	quit(term);
}

/* ---- placement ---- */

static void places(int rows, int columns)
{
	struct term *term;

	two_tracks();
	term = at_checklist(rows, columns);
	expect(term, "b find the stage to begin at");
	press(term, "b", "Where does this customer begin? Say what fits.");
	press(term, "\r", "nothing was said yet");
	/* Neither characteristic of the first stage fits, the one of the second does. */
	press(term, "xjx", "does not");
	press(term, "jjj ", "Begin at Grow");
	expect(term, "Grow fits best: the one characteristic asked of it fits");
	/* A required question answered no is never behind the start. */
	press(term, "kx", "Begin at Start");
	expect(term, "it cannot start beyond Start: 'Has the sponsor signed the plan?'");
	press(term, "x", "Begin at Grow");
	tells("show Acme", "Start");
	press(term, "\r", "place Acme at Grow? 2 questions before it become not applicable [y/N]");
	press(term, "n", "nothing is written yet");
	press(term, "\r", "[y/N]");
	press_until(term, "y", "placed Acme at Grow");
	expect(term, "\u25b8 Grow 0/1");
	press(term, "g", "[\u2013]*Is the plan written down?");
	expect(term, "[\u2013]*Has the sponsor signed the plan?");
	/* One undo. */
	press_until(term, "u", "undid");
	expect(term, "\u25b8 Start 0/2");
	expect_not(term, "[\u2013]");
	quit(term);
}

Test(milestone_view, places_at_80x24)
{
	places(24, 80);
}

Test(milestone_view, places_at_120x40)
{
	places(40, 120);
}

Test(milestone_view, leaving_placement_writes_nothing)
{
	struct term *term;
	char *before, *after;

	two_tracks();
	before = told("log");
	term = at_checklist(24, 80);
	press(term, "b", "Where does this customer begin?");
	press(term, " ", "Begin at Start");
	press(term, "\033", "Space yes");
	quit(term);
	after = told("log");
	cr_assert_str_eq(after, before);
	free(after);
	free(before);
}

/* Cut to one cell less than the line with " [y/N] " behind it: 79 = 71 + 1 + 7. */
Test(milestone_view, a_long_question_keeps_the_keys_that_answer_it)
{
	struct term *term;

	load_alpha("1", "");
	cr_assert_eq(waymark("add 'Blue Lantern Foods of the Northern Harbour' --track alpha"), 0);
	term = at_portfolio(24, 80);
	press(term, "\tb", "Where does this customer begin?");
	press(term, "xjxjjj ", "Begin at Grow");
	press(term, "\r", "[y/N]");
	expect(term, "place Blue Lantern Foods of the Northern Harbour at Grow? 2 questions b\u2026 [y/N]");
	press_until(term, "y", "placed");
	expect(term, "\u25b8 Grow 0/1");
	quit(term);
}

/* What there is to type in stays too: 80 cells less ten. */
Test(milestone_view, a_long_label_leaves_room_to_type)
{
	struct term *term;

	load_track("alpha", "Alpha way", "1", "progress",
		   "stages = ( { id = \"a\"; name = \"A stage whose name is as long as a name of a stage can be in "
		   "one "
		   "line\";\n"
		   "  promise = \"It is long.\"; activities = ( { name = \"One\"; milestones = (\n"
		   "    { id = \"done\"; question = \"Is it done?\"; } ); } ); } );\n");
	cr_assert_eq(waymark("add Acme --track alpha"), 0);
	term = at_portfolio(24, 80);
	press(term, "\t", "Alpha way");
	press(term, "p", "pass A stage whose name");
	press(term, "agreed", "\u2026: agreed");
	press_until(term, "\r", "\u00bb A stage");
	quit(term);
}
