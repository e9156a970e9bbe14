/* The organisation's programme as a view of the console: every page does what its keys say, at two sizes. What
 * is expected follows from the track files and from the rules of core/programme.h and core/document.h. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/xalloc.h"
#include "storage/trackfile.h"
#include "tests/tui/console.h"

TestSuite(programme_view, .init = set_up, .fini = tear_down, .timeout = 120);

/* The pages from the overview on, by Tab, and back from it. */
#define TEN_STEPS "\t"
#define CHASMS "\t\t\t"
#define ROADMAP TERM_BACKTAB TERM_BACKTAB TERM_BACKTAB
#define STATEMENT TERM_BACKTAB TERM_BACKTAB
#define DOCUMENTS TERM_BACKTAB

static struct term *programme(int rows, int columns)
{
	struct term *term = console(rows, columns);

	cr_assert(term_wait(term, "waymark") || rows < 30, "%s", term_text(term));
	press(term, "P", "[Overview]");
	return term;
}

static struct term *own_programme(int rows, int columns)
{
	cr_assert_eq(waymark("add Alpha"), 0);
	return programme(rows, columns);
}

static void close_all(struct term *term)
{
	press(term, "q", "Alpha");
	quit(term);
}

/* ---- tracks ---- */

static struct track *shipped(const char *key)
{
	char *path = xasprintf("%s/share/tracks/%s.cfg", getenv("abs_top_srcdir"), key);
	struct track *track;
	struct error error;

	cr_assert_eq(track_file_read(path, &track, &error), 0, "%s", error.text);
	free(path);
	return track;
}

static void answers_move_the_step(int rows, int columns)
{
	struct track *track = shipped("ten-steps");
	const struct stage *first = &track->stages[0];
	char *last = xasprintf("1 %s  %d/%d", first->name, first->required - 1, first->required);
	struct term *term = own_programme(rows, columns);
	int answered = 0;

	press(term, TEN_STEPS, "[Ten steps 1/10]");
	for (int m = first->first; m < first->first + first->count; m++) {
		if (track->milestones[m].required && ++answered == first->required)
			break;
		cr_assert(term_send(term, track->milestones[m].required ? " j" : "j"));
	}
	expect(term, "[Ten steps 1/10]");
	press(term, " ", "[Ten steps 2/10]");
	press(term, "u", "[Ten steps 1/10]");
	press(term, TERM_ESC, "Alpha");
	press(term, "P\t", "[Ten steps 1/10]"); /* it is in the book */
	press(term, "g", track->about ? "Ten steps by which" : "1 ");
	press(term, "jj", last);
	press(term, "\x12", "[Ten steps 2/10]");
	close_all(term);
	free(last);
	track_free(track);
}
AT_BOTH_SIZES(programme_view, answering_a_step_moves_to_the_next_and_undo_moves_back, answers_move_the_step)

static void notes_are_kept(int rows, int columns)
{
	struct term *term = own_programme(rows, columns);

	press(term, TEN_STEPS "e", "answer yes, no or n/a first");
	press(term, "x", "Answered no on");
	press(term, "e", "note:");
	press(term, "finance counts sites\r", "Note: finance counts sites");
	press(term, "-", "Answered not applicable on");
	close_all(term);
}
AT_BOTH_SIZES(programme_view, an_answer_takes_a_note, notes_are_kept)

/* Keys typed before the frame that they would have waited for act on the page they belong to. */
Test(programme_view, keys_typed_ahead_find_their_page)
{
	struct term *term = own_programme(40, 120);

	press(term, "q", "Alpha");
	cr_assert(term_send(term, "P\t "));
	expect(term, "[Ten steps 1/10]");
	expect_row(term, "1 Numbers", "1/5");
	press(term, "q", "Alpha");
	cr_assert(term_send(term, "P" DOCUMENTS "c"));
	expect(term, "low  +10");
	close_all(term);
}

Test(programme_view, what_others_answer_is_seen)
{
	struct term *term = own_programme(40, 120);

	press(term, TEN_STEPS, "1 Numbers  0/5");
	cr_assert_eq(waymark("tick @organisation ten-steps/number-owners yes"), 0);
	expect(term, "1 Numbers  1/5");
	close_all(term);
}

/* ---- the diagnosis: focus has 9 symptoms, deliver 10, four of them common ---- */

static void symptoms_change_the_worst(int rows, int columns)
{
	struct term *term = own_programme(rows, columns);

	expect_row(term, "Chasms", "Roadmap");
	press(term, CHASMS, "[Chasms]");
	press(term, "/whose promise\x15two or more definitions\r", "two or more definitions");
	press(term, " ", "[Chasms 11%]"); /* 1 of 9 */
	expect_row(term, "Failure to focus", "11%");
	expect_row(term, "Failure to focus", "worst");
	press(term, "/active seats\r ", "[Chasms 11%]"); /* 1 of 10 */
	expect_row(term, "Failure to deliver", "10%");
	press(term, "/months 4 to 6\r ", "[Chasms 20%]"); /* 2 of 10 */
	expect_row(term, "Failure to deliver", "worst");
	press(term, " ", "[Chasms 11%]");
	expect_row(term, "Failure to focus", "worst");
	/* A common one counts for all: 2 of 9, 2 of 10, 1 of 10. */
	press(term, "/one unit of new revenue\r ", "[Chasms 22%]");
	expect_row(term, "Failure to deliver", "20%");
	expect_row(term, "Failure to execute", "10%");
	press(term, TERM_BACKTAB TERM_BACKTAB TERM_BACKTAB, "[Overview]");
	press(term, "jjj", "Worst: Failure to focus, because of");
	expect_row(term, "[\u2714]", "one unit of new revenue");
	press(term, "j", "Map each of your capabilities");
	close_all(term);
}
AT_BOTH_SIZES(programme_view, symptoms_say_which_condition_is_worst, symptoms_change_the_worst)

/* ---- the roadmap ---- */

static void cells_are_rated(int rows, int columns)
{
	struct term *term = own_programme(rows, columns);

	press(term, ROADMAP, "[Roadmap 0/9]");
	press(term, " ", "Rated 0, not there");
	press(term, "+", "Rated 1, begun");
	expect(term, "[Roadmap 1/9]");
	expect(term, "The row Focus has reached 33%"); /* 1 of 3 */
	press(term, "l    ", "Rated 3, in place");
	expect(term, "The row Focus has reached 66%"); /* 4 of 6 */
	press(term, " ", "it is in place already");
	press(term, "-", "Rated 2, mostly");
	expect(term, "The row Focus has reached 50%"); /* 3 of 6 */
	press(term, "\r", "note on the rating:");
	press(term, "two teams of three\r", "Note: two teams of three");
	press(term, TERM_DOWN, "Not rated yet.");
	expect_row(term, "Trust", "");
	press(term, TERM_UP "x", "[Roadmap 1/9]");
	expect(term, "The row Focus has reached 33%");
	press(term, "u", "The row Focus has reached 50%");
	close_all(term);
}
AT_BOTH_SIZES(programme_view, cells_are_rated_by_keys, cells_are_rated)

/* ---- the statement ---- */

static void blanks_are_filled(int rows, int columns)
{
	struct term *term = own_programme(rows, columns);

	press(term, STATEMENT, "[Statement 0/7]");
	expect(term, "[which customers]");
	press(term, "\r", "which customers:");
	press(term, "--all bakeries\r", "[Statement 1/7]");
	expect(term, "We see to it that --all bakeries get");
	press(term, "]e", "the result they want:");
	press(term, TERM_ESC, "left as it was");
	press(term, "u", "[Statement 0/7]");
	expect(term, "[which customers]");
	close_all(term);
}
AT_BOTH_SIZES(programme_view, blanks_are_filled_in_the_prompt, blanks_are_filled)

Test(programme_view, words_of_a_blank_survive_a_lost_line)
{
	struct term *term = own_programme(24, 80);

	press(term, STATEMENT, "[Statement 0/7]");
	press(term, "\rsmall firms", "which customers: small firms");
	term_hang_up(term);
	cr_assert_eq(term_exit_status(term), 129);
	term_close(term);
	term = programme(24, 80);
	press(term, STATEMENT "\r", "which customers (draft): small firms");
	press(term, "\r", "[Statement 1/7]");
	close_all(term);
}

/* ---- documents ---- */

static void documents_are_ranked(int rows, int columns)
{
	struct term *term = own_programme(rows, columns);
	int row, column;
	bool visible;

	press(term, DOCUMENTS, "[Documents 0/");
	expect_row(term, "  1   0  ", "missing");
	press(term, "/formula sheet\r", "Formula sheet");
	press(term, "c", "low  +10");
	press(term, "cc", "high  +40");
	expect_row(term, "  1  40  ", "Formula sheet");
	press(term, "f", "yes  +20");
	expect_row(term, "  1  60  ", "Formula sheet");
	press(term, "w", "who holds the knowledge");
	press(term, "ana\r", "ana  +25");
	press(term, "o", "yes  +15");
	expect_row(term, "  1 100  ", "Formula sheet");
	term_cursor(term, &row, &column, &visible);
	cr_assert(strstr(term_row(term, row), "Formula sheet"), "the cursor is on \"%s\"", term_row(term, row));
	press(term, "u", "not asked");
	expect_row(term, "  1  85  ", "Formula sheet");
	close_all(term);
}
AT_BOTH_SIZES(programme_view, documents_rank_by_the_answers, documents_are_ranked)

/* A program for the terminal, as a script of the shell; its name is yours to free. */
static char *script(const char *name, const char *line)
{
	char *path = in_folder(name);
	FILE *out = fopen(path, "we");

	cr_assert(out != NULL);
	fprintf(out, "#!/bin/sh\n%s\n", line);
	cr_assert_eq(fclose(out), 0);
	cr_assert_eq(chmod(path, 0700), 0);
	return path;
}

Test(programme_view, documents_are_written_and_read)
{
	char *editor = script("editor", "printf '@home first\\nthen away\\n' >\"$1\""), *paged = in_folder("paged"),
	     *line = xasprintf("cp \"$1\" '%s'", paged), *pager = script("pager", line), text[256] = "";
	struct term *term;
	FILE *in;

	setenv("EDITOR", editor, 1);
	setenv("PAGER", pager, 1);
	term = own_programme(40, 120);
	press(term, DOCUMENTS "/formula sheet\r", "Formula sheet");
	press(term, "\r", "is not written yet");
	press(term, "e", "[Documents 1/");
	expect_row(term, "Formula sheet", "written");
	press(term, "\r", "[Documents 1/");
	close_all(term);
	in = fopen(paged, "re");
	cr_assert(in != NULL);
	cr_assert(fread(text, 1, sizeof text - 1, in) > 0);
	fclose(in);
	cr_assert(strstr(text, "@home first\nthen away"), "%s", text);
	free(editor);
	free(pager);
	free(paged);
	free(line);
}

/* ---- the whole ---- */

Test(programme_view, the_overview_opens_its_blocks)
{
	struct term *term = own_programme(40, 120);

	expect(term, "No symptom is answered yet");
	press(term, "\r", "[Ten steps 1/10]");
	press(term, TERM_LEFT, "[Overview]");
	press(term, "jj\r", "[Chasms]");
	press(term, "h", "[Readiness 1/4]");
	press(term, "t", "[Chasms]");
	press(term, "?", "Keys in the programme");
	press(term, TERM_ESC, "[Chasms]");
	close_all(term);
}

/* Signs and bars of ASCII, and colours that nobody needs. */
Test(programme_view, ascii_is_enough)
{
	struct term *term;

	cr_assert_eq(waymark("add Alpha"), 0);
	cr_assert_eq(waymark("tick @organisation chasms/definitions-differ yes"), 0);
	setenv("NO_COLOR", "1", 1);
	term = term_open_waymark((const char *[]){ NULL }, (const char *[]){ "LC_ALL=C", NULL }, 24, 80);
	press(term, "P" CHASMS, "[Chasms 11%]");
	expect_row(term, "Failure to focus", "#.........  11% < worst");
	close_all(term);
}
