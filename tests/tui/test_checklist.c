/* The checklist over an account's tracks, a milestone with its tasks, placement: with keys, the screen read back. The
 * tracks are small and written here, so that each number expected can be counted in them. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/xalloc.h"
#include "tests/tui/console.h"

TestSuite(checklist, .init = set_up, .fini = tear_down, .timeout = 120);

/* ---- the tracks ---- */

static const char head[] =
	"id = \"%s\"; title = \"%s\"; version = \"%s\"; subject = \"account\"; reading = \"%s\";\n";

/* The question that proves something on the other track, and two tasks of which one names a document. */
static const char alpha[] =
	"stages = (\n"
	" { id = \"start\"; name = \"Start\"; promise = \"You know where you go.\";\n"
	"   characteristics = ( \"Nothing is written down\", \"Nobody is named\" );\n"
	"   challenges = ( \"Too many wishes\" ); can_go_wrong = ( \"The plan stays in a drawer\" );\n"
	"   activities = ( { name = \"Planning\"; milestones = (\n"
	"     { id = \"plan-written\"; question = \"Is the plan written down?\"; tasks = (\n"
	"       { text = \"Write the plan\"; side = \"us\"; document = \"Planning guide\"; },\n"
	"       { text = \"Read the plan\"; side = \"customer\"; } ); },\n"
	"     { id = \"plan-signed\"; question = \"Has the sponsor signed the plan?\";\n"
	"       evidence = ( \"beta/proof\" ); tasks = ( { text = \"Send it\"; side = \"us\"; } ); } ); } ); },\n"
	" { id = \"grow\"; name = \"Grow\"; promise = \"You do it yourself.\";\n"
	"   characteristics = ( \"It runs without help\" );\n"
	"   activities = ( { name = \"Training\"; milestones = (\n"
	"     { id = \"team-trained\"; question = \"Are two people trained?\"; } ); } ); },\n"
	" { id = \"last\"; name = \"Last\"; promise = \"You see it.\";\n"
	"   activities = ( { name = \"Result\"; milestones = (\n"
	"     { id = \"result-shown\"; question = \"Was the result shown?\"; }%s ); } ); } );\n";

static const char beta[] = "stages = (\n"
			   " { id = \"base\"; name = \"Base\"; promise = \"A base.\";\n"
			   "   activities = ( { name = \"Basics\"; milestones = (\n"
			   "     { id = \"known\"; question = \"Do they know us?\"; } ); } ); },\n"
			   " { id = \"proof\"; name = \"Proof\"; promise = \"A proof.\";\n"
			   "   activities = ( { name = \"Seeing\"; milestones = (\n"
			   "     { id = \"seen\"; question = \"Have they seen it?\"; } ); } ); } );\n";

static void load(const char *key, const char *title, const char *version, const char *reading, const char *stages)
{
	char *path = in_folder(key), *line = xasprintf("track load '%s' </dev/null", path);
	FILE *file = fopen(path, "w");

	cr_assert(file != NULL);
	fprintf(file, head, key, title, version, reading);
	fputs(stages, file);
	fclose(file);
	cr_assert_eq(waymark(line), 0, "%s", key);
	free(line);
	free(path);
}

static void load_alpha(const char *version, const char *more)
{
	char *stages = xasprintf(alpha, more);

	load("alpha", "Alpha way", version, "progress", stages);
	free(stages);
}

/* Acme on alpha, with beta beside it. */
static void make_book(void)
{
	load_alpha("1", "");
	load("beta", "Beta way", "1", "level", beta);
	cr_assert_eq(waymark("add Acme --track beta"), 0);
	cr_assert_eq(waymark("track assign Acme alpha"), 0);
}

/* The console when its first frame is there: keys before that would meet the terminal as it was. */
static struct term *portfolio(int rows, int columns)
{
	struct term *term = console(rows, columns);

	cr_assert(term_wait(term, "At stake"), "%s", term_text(term));
	term_settle(term, 40);
	return term;
}

/* The same with the checklist in focus. */
static struct term *checklist(int rows, int columns)
{
	struct term *term = portfolio(rows, columns);

	press(term, "\t", "Alpha way 1/2 tracks");
	return term;
}

static void expect_not(struct term *term, const char *text)
{
	cr_assert(term_wait_gone(term, text), "\"%s\" on\n%s", text, term_text(term));
}

/* What a shell line prints about the book, one line without its end; yours to free. */
static char *told(const char *arguments)
{
	const char *build = getenv("abs_top_builddir");
	char *line = xasprintf("'%s/waymark' %s", build ? build : ".", arguments), text[65536];
	FILE *pipe = popen(line, "r");
	size_t size;

	cr_assert(pipe != NULL);
	size = fread(text, 1, sizeof text - 1, pipe);
	text[size] = '\0';
	cr_assert_eq(pclose(pipe), 0, "%s", line);
	free(line);
	return xstrdup(text);
}

/* Whether what it prints holds that text. */
static void tells(const char *arguments, const char *text)
{
	char *told_text = told(arguments);

	cr_assert(strstr(told_text, text) != NULL, "no \"%s\" in\n%s", text, told_text);
	free(told_text);
}

/* ---- lenses ---- */

static void steps_through_tracks(int rows, int columns)
{
	struct term *term;

	make_book();
	term = checklist(rows, columns);
	expect(term, "\u25b8 Start 0/2");
	press(term, "t", "Beta way 2/2 tracks");
	expect(term, "no level yet");
	expect(term, "Do they know us?");
	/* The proof asks for the other track's signature as well, and says whose it is. */
	expect(term, "Proof  0/2");
	expect(term, "from Alpha way");
	expect(term, "Has the sponsor signed the plan?");
	press(term, "t", "Alpha way 1/2 tracks");
	expect_not(term, "Do they know us?");
	quit(term);
}

Test(checklist, steps_through_tracks_at_80x24)
{
	steps_through_tracks(24, 80);
}

Test(checklist, steps_through_tracks_at_120x40)
{
	steps_through_tracks(40, 120);
}

Test(checklist, keeps_its_track_from_account_to_account)
{
	struct term *term;

	make_book();
	cr_assert_eq(waymark("add Bolt --track alpha"), 0);
	cr_assert_eq(waymark("add Crux --track beta"), 0);
	cr_assert_eq(waymark("track assign Crux alpha"), 0);
	term = portfolio(40, 120);
	press(term, ":sort name\r", "1/3");
	press(term, "g", "Acme \u2500");
	press(term, "\tt", "Beta way 2/2 tracks");
	press(term, "\033", "checklist");
	/* Bolt has only the one; Crux has both, and shows the one that was chosen. */
	press(term, "j", "Bolt \u2500");
	expect(term, "\u2500 Alpha way \u2510");
	expect(term, "\u25b8 Start 0/2");
	press(term, "j", "Crux \u2500");
	expect(term, "Beta way 2/2 tracks");
	press(term, "kk", "Acme \u2500");
	expect(term, "Beta way 2/2 tracks");
	quit(term);
}

Test(checklist, one_tick_moves_both_tracks)
{
	struct term *term;

	make_book();
	cr_assert_eq(waymark("tick Acme beta/known"), 0);
	cr_assert_eq(waymark("tick Acme beta/seen"), 0);
	term = checklist(40, 120);
	/* At home it says where else it counts. */
	press(term, "j", "counts for Beta way: Proof");
	press(term, "t", "\u25b8 Base 1/1");
	press(term, "G", "from Alpha way; only yes counts here");
	press_until(term, " ", "ticked");
	/* Reached: the highest level of the one, one of two on the other. */
	expect(term, "completed");
	press(term, "t", "\u25b8 Start 1/2");
	tells("show Acme --json | tr -d ' \\n'", "\"id\":\"plan-signed\",\"activity\":\"Planning\"");
	/* Withdrawn at home it is gone there too. */
	press_until(term, "gj ", "withdrew");
	expect(term, "\u25b8 Start 0/2");
	press(term, "t", "\u25b8 Base 1/1");
	expect(term, "Proof  1/2");
	quit(term);
}

Test(checklist, evidence_counts_only_with_a_yes)
{
	struct term *term;

	make_book();
	cr_assert_eq(waymark("tick Acme alpha/plan-signed na"), 0);
	term = checklist(40, 120);
	expect(term, "\u25b8 Start 1/2");
	press(term, "t", "Beta way");
	expect(term, "Proof  0/2");
	/* It is still one to work on there: the next open ones are known, seen, and it. */
	press(term, "g]", "Have they seen it?");
	press(term, "]", "from Alpha way; only yes counts here");
	quit(term);
}

/* ---- passing ---- */

static void passes(int rows, int columns)
{
	struct term *term;

	make_book();
	term = checklist(rows, columns);
	press(term, "p", "pass Start by hand, because:");
	press_until(term, "the sponsor said so\r", "passed");
	expect(term, "\u25b8 Grow 0/1");
	expect(term, "\u00bb Start");
	expect(term, "passed by hand 22 Nov: the sponsor said so");
	/* It stays where it is opened. */
	press(term, "\r", "Stage 1 of 3: Start");
	expect(term, "passed by hand 22 Nov: the sponsor said so");
	press(term, "q", "Is the plan written down?");
	/* No reason, no pass; a no leaves it. */
	press(term, "p", "take back the pass of Start? [y/N]");
	press(term, "n", "stays passed");
	expect(term, "\u25b8 Grow 0/1");
	press(term, "p", "[y/N]");
	press_until(term, "y", "took back");
	expect(term, "\u25b8 Start 0/2");
	expect_not(term, "the sponsor said so");
	press(term, "p", "because:");
	press(term, "  \r", "with a reason");
	expect(term, "\u25b8 Start 0/2");
	quit(term);
}

Test(checklist, passes_at_80x24)
{
	passes(24, 80);
}

Test(checklist, passes_at_120x40)
{
	passes(40, 120);
}

Test(checklist, a_pass_is_marked_until_it_is_settled)
{
	struct term *term;

	make_book();
	cr_assert_eq(waymark("pass Acme start --reason trusted"), 0);
	term = checklist(40, 120);
	expect(term, "\u00bb Grow"); /* in the portfolio */
	press(term, "g", "trusted");
	press(term, " j ", "ticked");
	expect_not(term, "trusted");
	expect_not(term, "\u00bb");
	press(term, " ", "withdrew");
	expect(term, "trusted");
	quit(term);
}

Test(checklist, a_level_is_not_passed_and_not_placed)
{
	struct term *term;

	make_book();
	term = checklist(24, 80);
	expect(term, "find the stage to begin at");
	press(term, "t", "Beta way");
	expect(term, "next track");
	expect_not(term, "find the stage to begin at");
	press(term, "p", "a level is read from the answers alone");
	press(term, "b", "begin with those of the first level");
	quit(term);
}

Test(checklist, a_reason_cut_off_is_a_draft)
{
	struct term *term;

	make_book();
	term = checklist(24, 80);
	press(term, "p", "because:");
	press(term, "half a reas", "half a reas");
	term_hang_up(term);
	cr_assert_eq(term_exit_status(term), 129);
	term_close(term);
	term = checklist(24, 80);
	press(term, "p", "because (draft): half a reas");
	press_until(term, "on\r", "passed");
	expect(term, "half a reason");
	quit(term);
}

/* ---- a new version ---- */

Test(checklist, a_stage_that_was_settled_says_why_it_is_open_again)
{
	struct term *term;

	make_book();
	cr_assert_eq(waymark("tick Acme alpha/result-shown"), 0);
	load_alpha("2", ", { id = \"result-heard\"; question = \"Did two managers hear of it?\"; }");
	term = checklist(40, 120);
	press(term, "G", "Did two managers hear of it?");
	expect(term, "reopened: 1 question added 22 Nov (version 2)");
	expect(term, "new");
	press_until(term, " ", "ticked");
	expect_not(term, "reopened");
	quit(term);
}

/* ---- a milestone ---- */

static void works_on_tasks(int rows, int columns)
{
	struct term *term;

	make_book();
	term = checklist(rows, columns);
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

Test(checklist, works_on_tasks_at_80x24)
{
	works_on_tasks(24, 80);
}

Test(checklist, works_on_tasks_at_120x40)
{
	works_on_tasks(40, 120);
}

Test(checklist, a_milestone_is_answered_where_it_is_open)
{
	struct term *term;

	make_book();
	term = checklist(24, 80);
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

Test(checklist, a_document_opens_in_the_pager)
{
	struct term *term;
	char *text, name[512];
	int mode = 0;

	make_book();
	make_pager();
	cr_assert_eq(waymark("document set 'Planning guide' text=\"$(printf 'First ask.\\n\\033]0;evil\\007Then "
			     "write.')\""),
		     0);
	term = checklist(24, 80);
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

Test(checklist, a_document_that_is_elsewhere_or_nowhere_says_so)
{
	struct term *term;

	make_book();
	make_pager();
	term = checklist(24, 120);
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

	make_book();
	term = checklist(rows, columns);
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

Test(checklist, places_at_80x24)
{
	places(24, 80);
}

Test(checklist, places_at_120x40)
{
	places(40, 120);
}

Test(checklist, leaving_placement_writes_nothing)
{
	struct term *term;
	char *before, *after;

	make_book();
	before = told("log");
	term = checklist(24, 80);
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
Test(checklist, a_long_question_keeps_the_keys_that_answer_it)
{
	struct term *term;

	load_alpha("1", "");
	cr_assert_eq(waymark("add 'Blue Lantern Foods of the Northern Harbour' --track alpha"), 0);
	term = portfolio(24, 80);
	press(term, "\tb", "Where does this customer begin?");
	press(term, "xjxjjj ", "Begin at Grow");
	press(term, "\r", "[y/N]");
	expect(term, "place Blue Lantern Foods of the Northern Harbour at Grow? 2 questions b\u2026 [y/N]");
	press_until(term, "y", "placed");
	expect(term, "\u25b8 Grow 0/1");
	quit(term);
}

/* What there is to type in stays too: 80 cells less ten. */
Test(checklist, a_long_label_leaves_room_to_type)
{
	struct term *term;

	load("alpha", "Alpha way", "1", "progress",
	     "stages = ( { id = \"a\"; name = \"A stage whose name is as long as a name of a stage can be in one "
	     "line\";\n"
	     "  promise = \"It is long.\"; activities = ( { name = \"One\"; milestones = (\n"
	     "    { id = \"done\"; question = \"Is it done?\"; } ); } ); } );\n");
	cr_assert_eq(waymark("add Acme --track alpha"), 0);
	term = portfolio(24, 80);
	press(term, "\t", "Alpha way");
	press(term, "p", "pass A stage whose name");
	press(term, "agreed", "\u2026: agreed");
	press_until(term, "\r", "\u00bb A stage");
	quit(term);
}

/* ---- without a track ---- */

Test(checklist, without_a_track_only_what_applies_is_offered)
{
	struct term *term;

	load_alpha("1", "");
	cr_assert_eq(waymark("add Bare --track alpha"), 0);
	cr_assert_eq(waymark("track drop Bare alpha"), 0);
	term = portfolio(24, 80);
	press(term, "\t", "No track yet");
	expect(term, ":track assign . TRACK gives it one");
	expect(term, "u undo");
	expect_not(term, "Space yes");
	expect_not(term, "find the stage");
	press(term, ":track assign . alpha\r", "Start 0/2");
	press(term, "\033", "checklist");
	press(term, "\t", "Space yes");
	expect_not(term, "gives it one");
	quit(term);
}

/* ---- the column ---- */

Test(checklist, the_portfolio_shows_another_track_as_a_column)
{
	struct term *term;
	int row;

	make_book();
	cr_assert_eq(waymark("tick Acme beta/known"), 0);
	cr_assert_eq(waymark("add Bolt --track alpha"), 0);
	term = portfolio(40, 120);
	expect_not(term, "Lens");
	press(term, ":lens beta\r", "beside the stage: Beta way");
	row = term_find(term, "Account ", NULL);
	cr_assert(strstr(term_row(term, row), " beta ") != NULL, "%s", term_text(term));
	/* Acme is at Start of its own track and has the level Base of the other; Bolt has no other. */
	press(term, ":sort lens\r", "beta \u2191");
	cr_assert(strstr(term_row(term, row + 1), "Acme") && strstr(term_row(term, row + 1), "Base"), "%s",
		  term_text(term));
	cr_assert(strstr(term_row(term, row + 2), "Bolt") && !strstr(term_row(term, row + 2), "Base"), "%s",
		  term_text(term));
	/* The tick moves it. */
	press(term, "g\tt", "Beta way 2/2");
	press_until(term, "g ", "withdrew");
	cr_assert(term_wait_row(term, row + 1, "none") || term_wait_row(term, row + 2, "none"), "%s",
		  term_text(term));
	press(term, "\033", "checklist");
	/* From the last one on there is none, and the order is the usual one again. */
	for (int i = 0; i < 12 && strstr(term_row(term, row), "stage alone") == NULL; i++) {
		press(term, "L", "stage");
		if (term_find(term, "the stage alone", NULL) >= 0)
			break;
	}
	expect(term, "the stage alone");
	expect(term, "At stake");
	quit(term);
}

Test(checklist, a_column_goes_with_its_track)
{
	struct term *term;

	load_alpha("1", "");
	cr_assert_eq(waymark("add Acme --track alpha"), 0);
	load("beta", "Beta way", "1", "level", beta);
	term = portfolio(40, 120);
	press(term, ":lens beta\r", "beside the stage: Beta way");
	press_until(term, "u", "undid");
	expect(term, "Renew");
	expect_not(term, " beta ");
	press(term, "j", "checklist");
	quit(term);
}

/* Questions are folded once for a search: not those of a track that is no longer shown, nor of an account read anew. */
Test(checklist, a_search_looks_at_the_track_that_is_shown)
{
	struct term *term;

	make_book();
	term = checklist(24, 100);
	press(term, "/PLAN", "1 of 2");
	press(term, "\r ", "ticked"); /* the account is read anew, the search goes on */
	press(term, "n", "of 2");
	press(term, "/trained", "1 of 1");
	press(term, "\rt", "Beta way 2/2 tracks");
	press(term, "/trained", "no match");
	press(term, "\x15SEEN", "1 of 1");
	press(term, "\rt", "Alpha way 1/2 tracks");
	press(term, "/seen", "no match");
	press(term, "\x1b\x1b", "Alpha way");
	quit(term);
}
