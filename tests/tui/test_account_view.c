/* The account as a view of the console: what is typed into its forms is in the book, is undone by one key, and is
 * kept as a draft by Esc, at two sizes. Days are counted from 2026-11-22, a Sunday. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/xalloc.h"
#include "tests/tui/console.h"

TestSuite(account_view, .init = set_up, .fini = tear_down, .timeout = 120);

/* The pages from the first on, by Tab. */
#define PROMISES "\t"
#define OUTCOMES "\t\t"
#define CONCERNS "\t\t\t"
#define TIMELINE TERM_BACKTAB TERM_BACKTAB
#define HEALTH TERM_BACKTAB

#define CTRL_S "\x13"

static struct term *account(int rows, int columns)
{
	struct term *term;

	cr_assert_eq(waymark("add Alpha"), 0);
	term = console(rows, columns);
	cr_assert(term_wait(term, "Alpha"), "%s", term_text(term));
	press(term, "a", "[People");
	return term;
}

static void close_all(struct term *term)
{
	press(term, "q", "Portfolio");
	quit(term);
}

/* Whether the command line lists it. */
static bool listed(const char *command, const char *text)
{
	const char *build = getenv("abs_top_builddir");
	char *line = xasprintf("'%s/waymark' %s >'%s/list' && grep -q -e '%s' '%s/list'", build ? build : ".",
			       command, folder, text, folder);
	bool found = system(line) == 0;

	free(line);
	return found;
}

/* ---- people ---- */

static void a_contact_is_added(int rows, int columns)
{
	struct term *term = account(rows, columns);

	expect(term, "Nobody is known here yet.");
	press(term, "n", "New contact");
	press(term, "Mira Example\r", "Roles:");
	press(term, "champ\t\r", "Persona:");
	press(term, "\r", "Mail:");
	press(term, "mira@example.com\r", "Phone:");
	press(term, "\r", "Sentiment:");
	press(term, "1", "friendly");
	press(term, "\r", "Success:");
	press(term, "\r", "added the contact");
	press(term, "j", "No decision maker is known.");
	expect(term, "Single-threaded: only Mira Example is known.");
	expect(term, "champion");
	cr_assert(listed("contact list Alpha", "mira@example.com"));
	/* Gone: nobody speaks for us now, and how she felt no longer counts. */
	press(term, "d", "left");
	press(term, "j", "The champion left (Mira Example)");
	expect_row(term, "left; was champion  ", "  no touch yet");
	press(term, "u", "undid");
	press(term, "j", "Single-threaded: only Mira Example is known.");
	close_all(term);
}
AT_BOTH_SIZES(account_view, a_contact_is_added, a_contact_is_added)

static void a_contact_is_edited_and_touched(int rows, int columns)
{
	struct term *term;

	cr_assert_eq(waymark("add Alpha"), 0);
	cr_assert_eq(waymark("contact add Alpha 'Mira Example' roles=champion"), 0);
	term = console(rows, columns);
	expect(term, "Alpha");
	press(term, "a", "no touch yet");
	/* The roles get one more, the rest stays. */
	press(term, "e\r", "Roles: champion");
	press(term, ", dec\t" CTRL_S, "set roles");
	press(term, "j", "decision maker, champion");
	press(term, "t", "Touch with Mira Example");
	press(term, "\r\r", "empty: today");
	press(term, "yesterday", "Sat 21 Nov 2026");
	press(term, "\r", "Note:");
	press(term, "spoke of the launch\r", "recorded a call");
	press(term, "j", "touch 21 Nov");
	press(term, TIMELINE, "[Timeline]");
	expect(term, "call with Mira Example");
	expect(term, "spoke of the launch");
	close_all(term);
}
AT_BOTH_SIZES(account_view, a_contact_is_edited_and_touched, a_contact_is_edited_and_touched)

/* People are offered by any word of their name, kinds and measures by what is usual; others are taken, too. */
Test(account_view, forms_complete_what_is_known)
{
	struct term *term;

	cr_assert_eq(waymark("add Alpha"), 0);
	cr_assert_eq(waymark("contact add Alpha 'Mira Example'"), 0);
	cr_assert_eq(waymark("contact add Alpha 'A Name That Is Longer Than Its Column'"), 0);
	term = console(24, 80);
	expect(term, "Alpha");
	press(term, "a", "[People");
	expect_row(term, "A Name That Is Longer", "no touch yet");
	expect_row(term, "A Name That Is Longer Than Its Column", ""); /* whole below */
	press(term, TIMELINE, "[Timeline]");
	press(term, "n", "With:");
	press(term, "exa\t", "With: Mira Example");
	press(term,
	      "\r\x15"
	      "mee\t\r",
	      "Kind  meeting");
	press(term, "\r", "On:");
	press(term, "soon" CTRL_S, "On: soon"); /* no day: the field stays */
	press(term,
	      "\x15"
	      "-3d" CTRL_S,
	      "recorded a meeting");
	press(term, "v", "Measure:");
	press(term, "active\t", "Measure: active_seats");
	press(term,
	      "\x15"
	      "pallets\r12" CTRL_S,
	      "pallets 12");
	expect_row(term, "19 Nov", "meeting with Mira Example");
	close_all(term);
}

/* ---- promises ---- */

static void a_promise_is_made_and_kept(int rows, int columns)
{
	struct term *term = account(rows, columns);

	press(term, PROMISES, "Nothing is promised yet.");
	press(term, "n", "We said:");
	press(term, "Export in May\r", "They expect:");
	press(term, "All exports\r", "Due:");
	press(term, "+2w", "Sun 6 Dec 2026");
	press(term, "\r", "To:");
	press(term, CTRL_S, "promised");
	press(term, "g", "due 6 Dec");
	expect(term, "Export in May");
	expect(term, "All exports");
	expect(term, "not confirmed");
	cr_assert(listed("--json promise list Alpha", "2026-12-06"));
	press(term, "c", "confirmed how");
	press(term, "g", "they confirmed it");
	press(term, " ", "is kept");
	press(term, "g", "kept 22 Nov");
	/* Again: it is open; and undone it is kept. */
	press(term, " ", "is open again");
	press(term, "g", "due 6 Dec");
	press(term, "u", "undid");
	press(term, "g", "kept 22 Nov");
	cr_assert(listed("--json promise list Alpha", "\"kept\""));
	press(term, "b", "is broken");
	press(term, "w", "is withdrawn");
	close_all(term);
}
AT_BOTH_SIZES(account_view, a_promise_is_made_and_kept, a_promise_is_made_and_kept)

static void wordings_stand_side_by_side(int rows, int columns)
{
	struct term *term;
	int ours, theirs, column;

	cr_assert_eq(waymark("add Alpha"), 0);
	cr_assert_eq(waymark("promise add Alpha 'Export in May' 'understood=All exports' due=2026-11-01 --on "
			     "2026-09-01"),
		     0);
	term = console(rows, columns);
	expect(term, "Alpha");
	press(term, "a", "[People");
	press(term, PROMISES, "overdue since 1 Nov");
	ours = term_find(term, "Export in May", &column);
	theirs = term_find(term, "All exports", &column);
	cr_assert_geq(ours, 0);
	cr_assert_eq(theirs, columns >= 110 ? ours : ours + 1, "%s", term_text(term));
	close_all(term);
}
AT_BOTH_SIZES(account_view, wordings_stand_side_by_side, wordings_stand_side_by_side)

/* ---- outcomes ---- */

static void an_outcome_is_measured(int rows, int columns)
{
	struct term *term = account(rows, columns);

	press(term, OUTCOMES, "No outcome is agreed yet.");
	press(term, "n", "Outcome:");
	press(term, "Time to quote\r", "Unit:");
	press(term, "days\r", "Baseline:");
	press(term, "ten\r", "Baseline: ten"); /* no number: the field stays */
	press(term,
	      "\x15"
	      "10\r",
	      "Target:");
	press(term, "4\r", "Due:");
	press(term, "2026-12-04\r", "added the outcome");
	press(term, "g", "not measured yet");
	expect(term, "due 4 Dec");
	press(term, "v", "Value:");
	press(term, "7\r", "empty: today");
	press(term, CTRL_S, "stood at 7");
	press(term, "g", "50%"); /* three of six */
	press(term, "s", "may be told of");
	press(term, "g", "we may tell of it");
	press(term, "uu", "undid");
	press(term, "g", "not measured yet");
	close_all(term);
}
AT_BOTH_SIZES(account_view, an_outcome_is_measured, an_outcome_is_measured)

/* ---- concerns ---- */

static void a_concern_is_addressed(int rows, int columns)
{
	struct term *term = account(rows, columns);

	press(term, CONCERNS, "No concern is known yet.");
	press(term, "n", "Concern:");
	press(term, "Imports fail\r", "Level:");
	press(term, "1\r", "From:");
	press(term, "nobody\r", "From: nobody"); /* who is not known: the field stays */
	press(term, "\x15" CTRL_S, "[Concerns 1]");
	press(term, "g", "1 what is broken");
	expect(term, "heard 22 Nov");
	press(term, "d", "[Concerns]");
	press(term, "g", "addressed 22 Nov");
	press(term, "u", "[Concerns 1]");
	close_all(term);
}
AT_BOTH_SIZES(account_view, a_concern_is_addressed, a_concern_is_addressed)

/* ---- the timeline ---- */

static void measures_and_surveys_are_entered(int rows, int columns)
{
	struct term *term = account(rows, columns);

	press(term, TIMELINE, "Nothing has happened here yet.");
	press(term, "v", "Measure:");
	press(term, "seats\r", "Value:");
	press(term, "120\r", "On:");
	press(term, "\r", "seats 120");
	press(term, "S", "Survey: nps");
	press(term, "\r", "Score:");
	press(term, "9\r", "Scale:");
	press(term, CTRL_S, "NPS 9 of 10");
	close_all(term);
}
AT_BOTH_SIZES(account_view, measures_and_surveys_are_entered, measures_and_surveys_are_entered)

/* Whatever is there goes by one key and comes back by another. */
static void everything_can_be_removed(int rows, int columns)
{
	struct term *term;

	cr_assert_eq(waymark("add Alpha"), 0);
	cr_assert_eq(waymark("contact add Alpha 'Mira Example'"), 0);
	cr_assert_eq(waymark("promise add Alpha 'Export in May'"), 0);
	cr_assert_eq(waymark("outcome add Alpha 'Time to quote' --on 2026-10-01"), 0);
	cr_assert_eq(waymark("outcome value Alpha Time 7 --on 2026-10-02"), 0);
	cr_assert_eq(waymark("concern add Alpha 'Imports fail' level=1"), 0);
	cr_assert_eq(waymark("survey add Alpha nps 9 --on 2026-10-03"), 0);
	cr_assert_eq(waymark("measure set Alpha seats 120 --on 2026-10-04"), 0);
	term = console(rows, columns);
	expect(term, "Alpha");
	press(term, "a", "Mira Example");
	press(term, "X", "Nobody is known here yet.");
	press(term, "uj", "Mira Example");
	press(term, "\tX", "Nothing is promised yet.");
	press(term, "uj", "Export in May");
	press(term, "\tX", "No outcome is agreed yet.");
	press(term, "uj", "Time to quote");
	press(term, "\tX", "No concern is known yet.");
	press(term, "uj", "Imports fail");
	press(term, "\t/seats\rX", "removed seats");
	press(term, "u/seats\r", "seats 120");
	press(term, "/nps 9\rX", "removed an answer");
	press(term, "u/nps\r", "NPS 9 of 10");
	press(term, "/quote: 7\rX", "took the value of 2026-10-02 off");
	press(term, "u/quote: 7\r", "Time to quote: 7");
	/* They are changed there as well: of the same day there is one value. */
	press(term, "e", "Value: 7");
	press(term,
	      "\x15"
	      "8" CTRL_S,
	      "Time to quote: 8");
	cr_assert(listed("--json outcome list Alpha", "\"value\": *8"));
	cr_assert(!listed("--json outcome list Alpha", "\"value\": *7"));
	press(term, "/seats\re", "Measure: seats");
	press(term,
	      "\r\x15"
	      "130" CTRL_S,
	      "seats 130");
	press(term, "K", "keep-promise is for promises");
	close_all(term);
}
AT_BOTH_SIZES(account_view, everything_can_be_removed, everything_can_be_removed)

/* A word that stands in a field is typed over; touches and answers are corrected and removed where they stand. */
static void touches_and_answers_are_corrected(int rows, int columns)
{
	struct term *term;

	cr_assert_eq(waymark("add Alpha"), 0);
	cr_assert_eq(waymark("touch Alpha call --on 2026-10-03 --note asked"), 0);
	cr_assert_eq(waymark("survey add Alpha nps 9 --on 2026-10-02"), 0);
	term = console(rows, columns);
	expect(term, "Alpha");
	press(term, "a", "Nobody is known here yet.");
	press(term, TIMELINE, "call");
	press(term, "/asked\re", "With:");
	press(term, "\r", "Kind: call");
	press(term, "lunch\r", "one of call|mail|meeting|visit");
	press(term,
	      "\x15"
	      "visit\r",
	      "From: us");
	press(term, "\r", "On: 2026-10-03");
	press(term, "2026-10-04\r", "Note: asked");
	press(term, " twice" CTRL_S, "asked twice");
	cr_assert(listed("--json touch Alpha list", "\"kind\": *\"visit\""));
	cr_assert(listed("--json touch Alpha list", "\"date\": *\"2026-10-04\""));
	press(term, "u/asked\r", "call");
	cr_assert(listed("--json touch Alpha list", "\"date\": *\"2026-10-03\""));
	press(term, "/asked\rX", "removed the touch");
	press(term, "u", "asked");
	press(term, "/nps\re", "Survey: nps");
	press(term, "\r", "Score: 9");
	press(term, "3" CTRL_S, "NPS 3 of 10");
	press(term, "t", "With:");
	press(term, "\r", "Kind: call");
	press(term, "mail" CTRL_S, "recorded a mail");
	close_all(term);
}
AT_BOTH_SIZES(account_view, touches_and_answers_are_corrected, touches_and_answers_are_corrected)

/* What is answered on another track than the main one is there too, with that track's name. */
static void all_tracks_are_in_the_timeline(int rows, int columns)
{
	struct term *term;

	cr_assert_eq(waymark("add Alpha"), 0);
	cr_assert_eq(waymark("track add Alpha relationship"), 0);
	cr_assert_eq(waymark("tick Alpha cst-saas/sso-live yes --on 2026-11-01"), 0);
	cr_assert_eq(waymark("tick Alpha relationship/broken-listed no --on 2026-11-03 --note 'asked twice'"), 0);
	term = console(rows, columns);
	expect(term, "Alpha");
	press(term, "a", "[People");
	press(term, TIMELINE, "[Timeline]");
	expect_row(term, "3 Nov", "Levels of relationship, no: Is it");
	expect(term, "asked twice)");
	expect_row(term, "1 Nov", "answer     yes: ");
	press(term, "D", "since is for health"); /* it is for health */
	close_all(term);
}
AT_BOTH_SIZES(account_view, all_tracks_are_in_the_timeline, all_tracks_are_in_the_timeline)

/* ---- health ---- */

static void the_band_is_set_by_hand(int rows, int columns)
{
	struct term *term = account(rows, columns);

	press(term, HEALTH, "weight");
	press(term, "n", "Band:");
	press(term, "risk\r", "Reason:");
	press(term, "\r", "Reason:"); /* it must be given */
	expect(term, "this has to be filled in");
	press(term, "They said so\r", "Until:");
	press(term, "+1m", "Tue 22 Dec 2026");
	press(term, "\r", "by hand until 22 Dec");
	expect(term, "They said so");
	close_all(term);
}
AT_BOTH_SIZES(account_view, the_band_is_set_by_hand, the_band_is_set_by_hand)

/* Words of theirs on 30 August and on 20 November alone, and a cadence of 30 days: 113 percent of it on 3 October
 * score 93.50, 273 on 20 November 31.75, and 0 since then 100. So the days take 61.75 and the touch gives 68.25;
 * of the 7 from 93 to 100 that is -61 and +68: the rests are alike, and the first gets the point. */
static void it_is_told_why_health_moved(int rows, int columns)
{
	struct term *term;

	cr_assert_eq(waymark("add Alpha"), 0);
	cr_assert_eq(waymark("touch Alpha call --from them --on 2026-08-30"), 0);
	cr_assert_eq(waymark("touch Alpha call --from them --on 2026-11-20"), 0);
	term = console(rows, columns);
	expect(term, "Alpha");
	press(term, "a", "[People");
	press(term, HEALTH "/why it\rj", "not known then");
	expect(term, "since 24 Aug"); /* 90 days */
	expect_row(term, "24 Aug", "not known then");
	press(term, "D", "why it moved since");
	press(term, "tomorrow\r", "since a day before today");
	press(term, "Dnever\r", "is no date");
	press(term, "D2026-10-03\rG", "now, +7 in all");
	expect_row(term, "93  3 Oct", "then");
	expect_row(term, "-61  20 Nov", "48 days passed");
	expect_row(term, "+68  20 Nov", "touch from them");
	expect_row(term, "100  22 Nov", "now, +7 in all");
	close_all(term);
}
AT_BOTH_SIZES(account_view, it_is_told_why_health_moved, it_is_told_why_health_moved)

Test(account_view, it_is_told_since_the_last_review)
{
	struct term *term;

	cr_assert_eq(waymark("add Alpha next_review=2026-10-03"), 0);
	cr_assert_eq(waymark("touch Alpha call --from them --on 2026-08-30"), 0);
	term = console(40, 120);
	expect(term, "Alpha");
	press(term, "a", "[People");
	press(term, HEALTH, "since 3 Oct, the last review");
	press(term, "D-1m\r", "since 22 Oct");
	press(term, "D\x15\r", "since 3 Oct, the last review");
	close_all(term);
}

/* What was shown: 100 on the day of the word, and 30 (280 percent of the cadence) when the book is opened again.
 * Known is 30 of the 100 of relationship, that 35 of the 240 of all: 4 percent. */
static void what_was_shown_is_listed(int rows, int columns)
{
	struct term *term;

	setenv("WAYMARK_TODAY", "2026-08-30", 1);
	cr_assert_eq(waymark("add Alpha"), 0);
	cr_assert_eq(waymark("touch Alpha call --from them"), 0);
	setenv("WAYMARK_TODAY", "2026-11-22", 1);
	term = console(rows, columns);
	expect(term, "Alpha");
	press(term, "a", "[People");
	press(term, HEALTH "G", "What was shown");
	expect_row(term, "What was shown", "\u2588\u2581 30");
	expect_row(term, "100  30 Aug", "good");
	expect_row(term, " 30  22 Nov", "risk    known   4%  84 days passed");
	close_all(term);
}
AT_BOTH_SIZES(account_view, what_was_shown_is_listed, what_was_shown_is_listed)

/* 42 on the 30th of August, 80 now: of 10, 4.2 and 8.0, the one measure being all there is. */
static void a_score_of_10_is_shown_of_10(int rows, int columns)
{
	char *card = in_folder("ten.cfg"), *load = xasprintf("scorecard load %s", card);
	FILE *file = fopen(card, "w");
	struct term *term;

	cr_assert(file);
	fputs("id = \"ten\"; title = \"Of ten\"; scale = 10; dimensions = ( { id = \"use\"; indicators = (\n"
	      "{ id = \"logins\"; kind = \"measure\"; measure = \"logins\"; curve = ( ( 0, 0 ), ( 100, 100 ) ); } "
	      "); } );\n",
	      file);
	cr_assert_eq(fclose(file), 0);
	cr_assert_eq(waymark("add Alpha"), 0);
	cr_assert_eq(waymark("measure set Alpha logins 42 --on 2026-08-30"), 0);
	cr_assert_eq(waymark("measure set Alpha logins 80 --on 2026-11-20"), 0);
	cr_assert_eq(waymark(load), 0);
	term = console(rows, columns);
	expect_row(term, "Alpha", " 8.0\u25b23.8 \u2714");
	press(term, "a", "[People");
	expect(term, "health 8.0 good");
	press(term, HEALTH, "Health 8.0");
	expect(term, "+3.8 in 30 days");
	expect_row(term, "together", "   8.0");
	press(term, "G", "What was shown");
	expect_row(term, "8.0  22 Nov", "good");
	press(term, "g", "Health 8.0");
	close_all(term);
	free(load);
	free(card);
}
AT_BOTH_SIZES(account_view, a_score_of_10_is_shown_of_10, a_score_of_10_is_shown_of_10)

/* Of the first stage's 13 questions each would make health known, as 100: one stands for all. */
static void ticks_alike_are_one_line(int rows, int columns)
{
	struct term *term = account(rows, columns);

	press(term, HEALTH, "What would move it");
	expect_row(term, "+100", "tick ");
	expect(term, "12 more alike");
	expect(term, "a touch from them");
	close_all(term);
}
AT_BOTH_SIZES(account_view, ticks_alike_are_one_line, ticks_alike_are_one_line)

Test(account_view, what_was_shown_needs_no_utf8)
{
	struct term *term;

	cr_assert_eq(waymark("add Alpha"), 0);
	cr_assert_eq(waymark("touch Alpha call --from them --on 2026-08-30"), 0);
	term = term_open_waymark((const char *[]){ NULL }, (const char *[]){ "LC_ALL=C", NULL }, 24, 80);
	expect(term, "Alpha");
	press(term, "a", "[People");
	press(term, HEALTH "G", "What was shown");
	expect_row(term, "What was shown", " = 30"); /* one value stands in the middle */
	close_all(term);
}

/* ---- drafts ---- */

static void esc_keeps_a_draft(int rows, int columns)
{
	struct term *term = account(rows, columns);

	press(term, "n", "Name:");
	press(term, "Half A Name\r", "Roles:");
	press(term, "user", "Roles: user");
	press(term, TERM_ESC, "kept as a draft");
	cr_assert(!listed("contact list Alpha", "Half A Name"));
	/* It goes on where it was left. */
	press(term, "n", "(draft)");
	expect(term, "Roles: user");
	expect(term, "Half A Name");
	press(term, CTRL_S, "added the contact");
	cr_assert(listed("contact list Alpha", "Half A Name"));
	press(term, "n", "New contact");
	cr_assert_eq(term_find(term, "(draft)", &(int){ 0 }), -1);
	press(term, TERM_ESC, "left as it was");
	close_all(term);
}
AT_BOTH_SIZES(account_view, esc_keeps_a_draft, esc_keeps_a_draft)

Test(account_view, a_lost_line_keeps_a_draft)
{
	struct term *term = account(24, 80);

	press(term, "n", "Name:");
	press(term, "Lost Line\r", "Roles:");
	term_hang_up(term);
	(void)term_exit_status(term);
	term_close(term);
	term = console(24, 80);
	expect(term, "Alpha");
	press(term, "a", "[People");
	press(term, "n", "Lost Line");
	expect(term, "(draft)");
	press(term, CTRL_S, "added the contact");
	close_all(term);
}

/* What the command refuses is said in the form, which stays. */
Test(account_view, a_refusal_is_said_in_the_form)
{
	struct term *term;

	cr_assert_eq(waymark("add Alpha"), 0);
	cr_assert_eq(waymark("contact add Alpha 'Mira Example'"), 0);
	term = console(24, 80);
	expect(term, "Alpha");
	press(term, "a", "[People");
	press(term, "n", "Name:");
	press(term, "Mira Example" CTRL_S, "there is a contact");
	expect(term, "New contact");
	press(term, TERM_ESC, "kept as a draft");
	close_all(term);
}

Test(account_view, it_opens_from_every_pane_and_closes)
{
	struct term *term = account(40, 120);

	press(term, "q", "Portfolio");
	press(term, "\ta", "[People");
	press(term, TERM_ESC, "Portfolio");
	press(term, "\ta", "[People");
	press(term, "h", "[Health]");
	press(term, "l", "[People");
	press(term, TERM_ESC, "Portfolio");
	quit(term);
}

/* What is counted stands below the outcomes, with how it went: the least is the lowest step, the most the highest. */
Test(account_view, what_is_counted_is_drawn)
{
	struct term *term;

	cr_assert_eq(waymark("add Alpha"), 0);
	cr_assert_eq(waymark("measure set Alpha active_seats 10 --on 2026-10-01"), 0);
	cr_assert_eq(waymark("measure set Alpha active_seats 30 --on 2026-11-01"), 0);
	cr_assert_eq(waymark("measure set Alpha active_seats 20 --on 2026-11-20"), 0);
	cr_assert_eq(waymark("measure set Alpha licensed_seats 40 --on 2026-10-01"), 0);
	term = console(24, 80);
	expect(term, "Alpha");
	press(term, "a" OUTCOMES, "What is counted");
	/* A half of twelve cells. */
	expect_row(term, "seats in use", "50%  ██████······  20 of 40");
	expect_row(term, "active seats", "20  ▁█▅  1 Oct to 20 Nov");
	press(term, "G", "▸ licensed");
	close_all(term);
}

Test(account_view, a_narrow_health_page_keeps_its_names)
{
	struct term *term = sample_console(12, 40);

	press(term, "a", "[People");
	press(term, "h", "[Health]");
	press(term, "G", "Last changes");
	press(term, "g", "score points");
	expect(term, "progress");
	press(term, "q", "Health");
	quit(term);
}

Test(account_view, asked_since_when_the_page_goes_to_why_it_moved)
{
	struct term *term = sample_console(24, 80);

	press(term, "a", "[People");
	press(term, "h", "[Health]");
	press(term, "D", "since");
	press(term, "-60d\r", "since 23 Sep");
	/* the header, the frame and the tabs are above it */
	cr_assert(strstr(term_row(term, 3), "Why it moved"), "%s", term_text(term));
	press(term, "q", "Portfolio");
	quit(term);
}
