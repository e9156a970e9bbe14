/* The account as a view of the console: what is typed into its forms is in the book, is undone by one key, and is
 * kept as a draft by Esc, at two sizes. Days are counted from 2026-11-22, a Sunday. */
#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

#include "core/xalloc.h"
#include "tests/tui/console.h"

TestSuite(account_view, .init = set_up, .fini = tear_down, .timeout = 120);

#define AT_BOTH_SIZES(name, function) \
	Test(account_view, name) \
	{ \
		function(40, 120); \
	} \
	Test(account_view, name##_at_80x24) \
	{ \
		function(24, 80); \
	}

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

static void expect(struct term *term, const char *text)
{
	cr_assert(term_wait(term, text), "no \"%s\" on\n%s", text, term_text(term));
}

static void close_all(struct term *term)
{
	press(term, TERM_ESC, "Portfolio");
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
	/* Gone: nobody speaks for us now. */
	press(term, "d", "left");
	press(term, "j", "The champion left (Mira Example)");
	press(term, "u", "undid");
	press(term, "j", "Single-threaded: only Mira Example is known.");
	close_all(term);
}
AT_BOTH_SIZES(a_contact_is_added, a_contact_is_added)

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
	press(term, "\r\r", "On: 2026-11-22");
	press(term, "\x15yesterday", "Sat 21 Nov 2026");
	press(term, "\r", "Note:");
	press(term, "spoke of the launch\r", "recorded a call");
	press(term, "j", "touch 21 Nov");
	press(term, TIMELINE, "[Timeline]");
	expect(term, "call with Mira Example");
	expect(term, "spoke of the launch");
	close_all(term);
}
AT_BOTH_SIZES(a_contact_is_edited_and_touched, a_contact_is_edited_and_touched)

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
AT_BOTH_SIZES(a_promise_is_made_and_kept, a_promise_is_made_and_kept)

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
AT_BOTH_SIZES(wordings_stand_side_by_side, wordings_stand_side_by_side)

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
	press(term, "7\r", "On: 2026-11-22");
	press(term, CTRL_S, "stood at 7");
	press(term, "g", "50%"); /* three of six */
	press(term, "s", "may be told of");
	press(term, "g", "we may tell of it");
	press(term, "uu", "undid");
	press(term, "g", "not measured yet");
	close_all(term);
}
AT_BOTH_SIZES(an_outcome_is_measured, an_outcome_is_measured)

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
AT_BOTH_SIZES(a_concern_is_addressed, a_concern_is_addressed)

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
AT_BOTH_SIZES(measures_and_surveys_are_entered, measures_and_surveys_are_entered)

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
AT_BOTH_SIZES(the_band_is_set_by_hand, the_band_is_set_by_hand)

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
AT_BOTH_SIZES(esc_keeps_a_draft, esc_keeps_a_draft)

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
