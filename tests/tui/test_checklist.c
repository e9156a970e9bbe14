/* The checklist over an account's tracks: with keys, the screen read back. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "two_tracks.h"

TestSuite(checklist, .init = set_up, .fini = tear_down, .timeout = 120);

/* ---- lenses ---- */

static void steps_through_tracks(int rows, int columns)
{
	struct term *term;

	two_tracks();
	term = at_checklist(rows, columns);
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

	two_tracks();
	cr_assert_eq(waymark("add Bolt --track alpha"), 0);
	cr_assert_eq(waymark("add Crux --track beta"), 0);
	cr_assert_eq(waymark("track assign Crux alpha"), 0);
	term = at_portfolio(40, 120);
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

	two_tracks();
	cr_assert_eq(waymark("tick Acme beta/known"), 0);
	cr_assert_eq(waymark("tick Acme beta/seen"), 0);
	term = at_checklist(40, 120);
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

	two_tracks();
	cr_assert_eq(waymark("tick Acme alpha/plan-signed na"), 0);
	term = at_checklist(40, 120);
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

	two_tracks();
	term = at_checklist(rows, columns);
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

	two_tracks();
	cr_assert_eq(waymark("pass Acme start --reason trusted"), 0);
	term = at_checklist(40, 120);
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

	two_tracks();
	term = at_checklist(24, 80);
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

	two_tracks();
	term = at_checklist(24, 80);
	press(term, "p", "because:");
	press(term, "half a reas", "half a reas");
	term_hang_up(term);
	cr_assert_eq(term_exit_status(term), 129);
	term_close(term);
	term = at_checklist(24, 80);
	press(term, "p", "because (draft): half a reas");
	press_until(term, "on\r", "passed");
	expect(term, "half a reason");
	quit(term);
}

/* ---- a new version ---- */

Test(checklist, a_stage_that_was_settled_says_why_it_is_open_again)
{
	struct term *term;

	two_tracks();
	cr_assert_eq(waymark("tick Acme alpha/result-shown"), 0);
	load_alpha("2", ", { id = \"result-heard\"; question = \"Did two managers hear of it?\"; }");
	term = at_checklist(40, 120);
	press(term, "G", "Did two managers hear of it?");
	expect(term, "reopened: 1 question added 22 Nov (version 2)");
	expect(term, "new");
	press_until(term, " ", "ticked");
	expect_not(term, "reopened");
	quit(term);
}

/* ---- without a track ---- */

Test(checklist, without_a_track_only_what_applies_is_offered)
{
	struct term *term;

	load_alpha("1", "");
	cr_assert_eq(waymark("add Bare --track alpha"), 0);
	cr_assert_eq(waymark("track drop Bare alpha"), 0);
	term = at_portfolio(24, 80);
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

	two_tracks();
	cr_assert_eq(waymark("tick Acme beta/known"), 0);
	cr_assert_eq(waymark("add Bolt --track alpha"), 0);
	term = at_portfolio(40, 120);
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
	load_beta();
	term = at_portfolio(40, 120);
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

	two_tracks();
	term = at_checklist(24, 100);
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
