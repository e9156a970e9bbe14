/* The agenda's pane and the business review over the whole screen: worked at, presented, held and read again, by
 * keys alone. Days are counted from 2026-11-22, a Sunday. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/xalloc.h"
#include "tests/tui/console.h"

TestSuite(review_view, .init = set_up, .fini = tear_down, .timeout = 180);

#define CTRL_S "\x13"
#define PANE "\t\t"

/* What a command prints, in a file of this name in the test's folder; yours to free. */
static char *printed(const char *command)
{
	const char *build = getenv("abs_top_builddir");
	char *line = xasprintf("'%s/waymark' %s >'%s/list'", build ? build : ".", command, folder), *text;
	char *name = in_folder("list");
	FILE *in;

	cr_assert_eq(system(line), 0, "%s", command);
	in = fopen(name, "r");
	cr_assert(in != NULL);
	text = xcalloc(1, 1 << 20);
	cr_assert_geq(fread(text, 1, (1 << 20) - 1, in), 0);
	(void)fclose(in);
	free(line);
	free(name);
	return text;
}

static bool listed(const char *command, const char *text)
{
	char *all = printed(command);
	bool found = strstr(all, text) != NULL;

	free(all);
	return found;
}

static void fails(const char *text, struct term *term)
{
	cr_assert_lt(term_find(term, text, NULL), 0, "\"%s\" on\n%s", text, term_text(term));
}

/* Alpha, whose review is today; what they want to reach is known. */
static void plan(void)
{
	cr_assert_eq(waymark("add Alpha 'definition_of_success=Quotes go out the same day'"), 0);
	cr_assert_eq(waymark("qbr Alpha plan 2026-11-22"), 0);
}

static struct term *in_pane(int rows, int columns)
{
	struct term *term = console(rows, columns);

	cr_assert(term_wait(term, "Alpha"), "%s", term_text(term));
	press(term, PANE, rows < 30 ? "[QBR agenda]" : "QBR agenda");
	expect(term, "Quotes go out the same day");
	return term;
}

static struct term *in_meeting(int rows, int columns)
{
	struct term *term = console(rows, columns);

	cr_assert(term_wait(term, "Alpha"), "%s", term_text(term));
	press(term, "M", "covered");
	expect(term, "Quotes go out the same day");
	return term;
}

static void close_meeting(struct term *term)
{
	press(term, "q", "Portfolio");
	quit(term);
}

/* ---- the agenda's pane ---- */

static void the_agenda_is_worked_at(int rows, int columns)
{
	struct term *term;

	plan();
	term = in_pane(rows, columns);
	expect(term, "22 Nov · today");
	/* Its words: typed over, and back again. */
	press(term, "/Quotes\r", "2 What you set out");
	press(term, "e\x15Quotes in an hour\r", "(edited)");
	expect(term, "Quotes in an hour");
	fails("the same day", term);
	press(term, "X", "Quotes go out the same day");
	fails("(edited)", term);
	/* Two more beside it, and their order; the cursor goes with the item. */
	press(term, "nFirst of ours\r", "First of ours");
	press(term, "nSecond of ours\r", "Second of ours");
	expect_row(term, "▸", "Second of ours");
	press(term, "K", "moved");
	expect_row(term, "▸", "Second of ours");
	cr_assert(listed("qbr Alpha", "2.3  [ ] Second of ours"));
	cr_assert(listed("qbr Alpha", "2.4  [ ] First of ours"));
	press(term, "J", "moved");
	cr_assert(listed("qbr Alpha", "2.4  [ ] Second of ours"));
	/* For us alone, hidden, covered, each there and back. */
	press(term, "i", "Second of ours (internal)");
	press(term, "i", "marked as for the customer");
	fails("Second of ours (internal)", term);
	press(term, "d", "Second of ours (hidden)");
	press(term, "d", "showed");
	fails("Second of ours (hidden)", term);
	press(term, " ", "Second of ours (covered)");
	press(term, " ", "took back");
	fails("Second of ours (covered)", term);
	press(term, "u", "Second of ours (covered)");
	/* What was added is taken away. */
	press(term, "X", "took away");
	fails("Second of ours (", term);
	cr_assert_not(listed("qbr Alpha", "Second of ours"));
	press(term, "?", "Keys in the QBR agenda");
	expect(term, "cover-item");
	press(term, "q", "QBR agenda");
	quit(term);
}
AT_BOTH_SIZES(review_view, the_agenda_is_worked_at, the_agenda_is_worked_at)

Test(review_view, without_a_review_its_day_is_asked_for)
{
	struct term *term;

	cr_assert_eq(waymark("add Alpha"), 0);
	term = console(24, 80);
	expect(term, "Alpha");
	press(term, PANE, "no review planned");
	press(term, " ", "no review is planned yet");
	press(term, "+2w\r", "6 Dec");
	expect(term, "in 14 days");
	press(term, "t", "review on");
	press(term,
	      "\x15"
	      "2026-12-13\r",
	      "in 21 days");
	press(term, "t", "review on");
	press(term,
	      "\x15"
	      "off\r",
	      "no review planned");
	quit(term);
}

/* What came since somebody looked is marked, until it has been seen. */
Test(review_view, what_is_new_is_marked_until_it_was_seen)
{
	struct term *term;

	plan();
	cr_assert_eq(waymark("promise add Alpha 'A page in French' due=2026-12-01"), 0);
	term = in_pane(40, 120);
	press(term, "/French\r", "A page in French (new)");
	expect(term, " new · 22 Nov");
	press(term, "m", "drafted the agenda");
	fails("(new)", term);
	fails(" new · ", term);
	press(term, "m", "nothing on the agenda is new");
	quit(term);
}

/* ---- pictures ---- */

static void measure(void)
{
	plan();
	cr_assert_eq(waymark("outcome add Alpha 'Time to quote' unit=d baseline=9 target=4"), 0);
	cr_assert_eq(waymark("outcome value Alpha 'Time to quote' 9 --on 2026-08-01"), 0);
	cr_assert_eq(waymark("outcome value Alpha 'Time to quote' 4 --on 2026-09-01"), 0);
	cr_assert_eq(waymark("outcome value Alpha 'Time to quote' 9 --on 2026-10-01"), 0);
}

/* The highest step, the lowest, the highest, beside the numbers. */
Test(review_view, a_trend_is_drawn_beside_its_number)
{
	struct term *term;

	measure();
	term = in_pane(40, 120);
	press(term, "/from 9\r", "█▁█");
	expect(term, "target 4");
	press(term, "M", "covered");
	press(term, "/to 9 d\r", "target 4");
	/* The chart: its greatest and least, and its days. */
	expect(term, "1 Aug");
	expect(term, "9 → 9");
	expect_row(term, "     9 █████", "█████");
	press(term, "r", "[Outcomes 1]");
	expect_row(term, "▸", "Time to quote");
	press(term, "M", "covered");
	expect_row(term, "▸", "to 9 d");
	press(term, "gr", "no record of its own");
	close_meeting(term);
}

Test(review_view, where_text_is_ascii_so_is_the_trend)
{
	struct term *term;

	measure();
	term = term_open_waymark((const char *[]){ NULL }, (const char *[]){ "LC_ALL=C", "LANG=C", NULL }, 40, 120);
	expect(term, "Alpha");
	press(term, PANE, "QBR agenda");
	press(term, "/from 9\r", "#_#");
	press(term, "M", "covered");
	press(term, "/to 9 d\r", "9 -> 9");
	expect_row(term, "     9 #####", "#####");
	for (const char *c = term_text(term); *c; c++)
		cr_assert((unsigned char)*c < 0x80, "%s", term_text(term));
	close_meeting(term);
}

/* ---- the meeting ---- */

static void a_review_is_held(int rows, int columns)
{
	char *html = in_folder("recap.html"), *mail = in_folder("recap.txt"), *typed, *text;
	struct term *term;

	plan();
	term = in_meeting(rows, columns);
	expect(term, "Sun 22 Nov 2026");
	press(term, "/Quotes\r", "Quotes");
	press(term, " ", "1 of ");
	expect_row(term, "[✔] 2.1", "Quotes go out the same day");
	press(term, "sTheir sales lead agrees\r", "said: Their sales lead agrees");
	press(term, "DWe go live in spring\r", "decided");
	press(term, "a", "New action");
	press(term, "Send the plan\r", "Owner:");
	press(term,
	      "\x15"
	      "ana\r",
	      "Due:");
	press(term, "fri", "Fri 27 Nov 2026");
	press(term, CTRL_S, "agreed on");
	press(term, "c", "New commitment");
	press(term, "\r", "Commits to:");
	press(term, "a named engineer\r", "we committed");
	press(term, "c", "customer");
	press(term, "\r", "Commits to:");
	press(term, "monthly figures\r", "they committed");
	press(term, "AMay we tell of it?\r", "put the ask");
	press(term, "G", "Send the plan (open)");
	/* Not without being sure. */
	press(term, "H", "[y/N]");
	press(term, "n", "left as it was");
	press(term, "H", "[y/N]");
	press(term, "y", "Hold the review");
	expect(term, "2027-02-21");
	press(term, CTRL_S, "Write the recap");
	expect(term, "read only");
	typed = xasprintf("\x15html text\r\x15%s/recap.html\r", folder);
	press(term, typed, "wrote ");
	cr_assert_eq(access(html, R_OK), 0);
	cr_assert_eq(access(mail, R_OK), 0);
	/* It stays as it was. */
	press(term, " ", "this review was held");
	press(term, "d", "this review was held");
	press(term, "\033", "its agenda is being worked at");
	expect_row(term, "held", "as it was held");
	press(term, "j\r", "read only");
	expect(term, "Quotes go out the same day");
	press(term, "\033", "being worked at");
	/* Undone, it is the next one again; done again, it is held. */
	press(term, "ju", "undid");
	expect_row(term, "planned", "Sun 22 Nov 2026");
	press(term, "\x12", "Sun 21 Feb 2027");
	press(term, "j\r", "read only");
	press(term, "u", "undid");
	fails("read only", term);
	press(term, "\x12" "o", "as it was held");
	press(term, "g\r", "Sun 21 Feb 2027");
	close_meeting(term);
	text = printed("qbr Alpha record 2026-11-22 --format text");
	cr_assert(strstr(text, "We go live in spring") != NULL, "%s", text);
	cr_assert(strstr(text, "Their sales lead agrees") != NULL, "%s", text);
	cr_assert(strstr(text, "We commit to: a named engineer") != NULL, "%s", text);
	cr_assert(strstr(text, "You commit to: monthly figures") != NULL, "%s", text);
	cr_assert(strstr(text, "May we tell of it?") != NULL, "%s", text);
	free(text);
	cr_assert(listed("todo list Alpha", "Send the plan"));
	cr_assert(listed("qbr Alpha list", "planned 2027-02-21"));
	free(typed);
	free(html);
	free(mail);
}
AT_BOTH_SIZES(review_view, a_review_is_held, a_review_is_held)

/* The action of the last review is there with its box, and is done by a key. */
Test(review_view, actions_of_the_last_review_are_done)
{
	struct term *term;

	plan();
	cr_assert_eq(waymark("qbr Alpha action 'Send the plan' --owner ana --due 2026-11-20"), 0);
	cr_assert_eq(waymark("qbr Alpha hold --on 2026-11-21 --next 2026-11-22"), 0);
	term = in_meeting(40, 120);
	expect(term, "Last review's actions");
	press(term, "gf", "Send the plan");
	expect(term, "(done)");
	cr_assert(listed("todo list Alpha | grep 'Send the plan'", " 22 Nov"));
	press(term, "f", "(open)");
	press(term, "jf", "go to one first");
	close_meeting(term);
}

/* A quarter after the last review Today says that the next is to be planned; Enter leads to where that is done. */
Test(review_view, today_leads_to_it)
{
	struct term *term;

	cr_assert_eq(waymark("add Alpha"), 0);
	cr_assert_eq(waymark("qbr Alpha plan 2026-08-25"), 0);
	term = console(24, 80);
	expect(term, "Alpha");
	press(term, "d", "review");
	press(term, "/review\r\r", "No review is planned; t plans one");
	press(term, "t", "review on");
	press(term, "+2w\r", "Sun 6 Dec 2026");
	fails("No review is planned", term);
	press(term, "q", "There is always more"); /* back where it came from */
	press(term, "q", "Portfolio");
	quit(term);
}

/* A name that is there already is not written over. */
Test(review_view, files_are_not_written_over)
{
	char *there = in_folder("there.md"), *line = xasprintf("echo mine >'%s'", there), *typed;
	struct term *term;

	plan();
	cr_assert_eq(system(line), 0);
	term = in_meeting(24, 80);
	press(term, "w", "Write the agenda");
	typed = xasprintf("\x15md\r\x15%s/there\r", folder);
	press(term, typed, "is there already");
	press(term, "2\r", "wrote ");
	press(term, "w\x15pdf\r\r", "'pdf' is none of");
	press(term, "\033", "draft");
	close_meeting(term);
	free(line);
	free(there);
	there = in_folder("there2.md");
	cr_assert_eq(access(there, R_OK), 0);
	free(there);
	free(typed);
}

Test(review_view, the_smallest_screen_will_do)
{
	struct term *term;

	plan();
	term = console(12, 40);
	expect(term, "Alpha");
	press(term, "M", "Quotes go out the same");
	press(term, "/Quotes\r", "Quotes go out the same");
	press(term, " ", "[✔]");
	press(term, "\r", "for the customer");
	expect(term, "covered");
	press(term, "\033", "[✔]");
	press(term, "v", "PRESENT");
	press(term, "q", "presenting: v");
	press(term, "v", "all of it");
	close_meeting(term);
}

/* ---- presenting ---- */

static const char *const sections[] = { "actions", "goal",  "achieved", "value", "promises",
					"voice",   "risks", "ahead",	"ask",	 "decisions" };
#define SECTIONS 10

/* An item of each section for each audience, shown and hidden, and something said beside each. */
static void add_all(void)
{
	for (int i = 0; i < SECTIONS * 4; i++) {
		const char *audience = i & 1 ? "internal" : "customer", *shown = i & 2 ? "hidden" : "shown";
		char *line = xasprintf("qbr %s Alpha add %s %s-%s-%s", i & 1 ? "--internal" : "", sections[i / 4],
				       sections[i / 4], audience, shown);

		cr_assert_eq(waymark(line), 0, "%s", line);
		free(line);
	}
}

static void hide_and_say(void)
{
	char *all = printed("qbr Alpha --json"), *at = all, *line;
	struct {
		char key[64], text[64];
	} item;
	int found = 0;

	while ((at = strstr(at, "\"key\": \"")) != NULL) {
		const char *text = strstr(at, "\"text\": \"");

		at += 8;
		(void)snprintf(item.key, sizeof item.key, "%.*s", (int)strcspn(at, "\""), at);
		(void)snprintf(item.text, sizeof item.text, "%.*s", (int)strcspn(text + 9, "\""), text + 9);
		if (strncmp(item.key, "added/", 6) != 0)
			continue;
		line = xasprintf("qbr Alpha say %s said-%s", item.key, item.text);
		cr_assert_eq(waymark(line), 0);
		free(line);
		line = xasprintf("qbr Alpha hide %s", item.key);
		if (strstr(item.text, "-hidden"))
			cr_assert_eq(waymark(line), 0);
		free(line);
		found++;
	}
	cr_assert_eq(found, SECTIONS * 4);
	free(all);
}

static const char *const ours[] = { "internal", "hidden",  "drafted",	 "from:",    "(edited)",   "(new)",
				    "same day", "at risk", "Write down", "Agree on", "records say" };

static void nothing_of_ours(struct term *term)
{
	for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
		fails(ours[i], term);
	cr_assert_geq(term_find(term, "PRESENTING", NULL), 0, "%s", term_text(term));
}

/* What changed is all that was sent, and it came to the same as the whole drawn anew. */
static void drawn_right(struct term *term)
{
	char *before;

	term_settle(term, QUIET);
	before = xstrdup(term_text(term));
	cr_assert(term_send(term, "\x0c"));
	term_settle(term, QUIET);
	cr_assert_str_eq(term_text(term), before);
	free(before);
}

/* Every combination of section, audience and hidden: what leaves the house is shown, the rest is nowhere, wherever
 * the cursor is; nor are sources, the draft's words or how the others do. */
static void what_is_ours_is_not_presented(int rows, int columns)
{
	bool seen[SECTIONS] = { false }, said[SECTIONS] = { false };
	size_t before, after;
	char *sent, name[64];
	const char *output;
	struct term *term;

	plan();
	cr_assert_eq(waymark("qbr Alpha edit goal 'Quotes in an hour'"), 0);
	add_all();
	hide_and_say();
	term = console(rows, columns);
	expect(term, "Alpha");
	press(term, "M", "Quotes in an hour");
	press(term, "v", "PRESENTING");
	drawn_right(term);
	before = term_bytes(term);
	press(term, "g", "PRESENTING");
	for (int step = 0; step < 3 * SECTIONS; step++) {
		nothing_of_ours(term);
		for (int i = 0; i < SECTIONS; i++) {
			(void)snprintf(name, sizeof name, "%s-customer-shown", sections[i]);
			seen[i] |= term_find(term, name, NULL) >= 0;
			(void)snprintf(name, sizeof name, "said-%s-customer-shown", sections[i]);
			said[i] |= term_find(term, name, NULL) >= 0;
		}
		press(term, "j", "PRESENTING");
	}
	for (int i = 0; i < SECTIONS; i++)
		cr_assert(seen[i] && said[i], "%s", sections[i]);
	/* Nor does what is done meanwhile tell of it: an internal item's change undone, keys that lead elsewhere. */
	press(term, "gu", "done");
	nothing_of_ours(term);
	press(term, "\x12", "done");
	nothing_of_ours(term);
	press(term, "q", "presenting: v");
	press(term, "\033", "presenting: v");
	press(term, "P", "presenting: v");
	press(term, "r", "presenting: v");
	nothing_of_ours(term);
	press(term, "\r", "Item");
	for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
		fails(ours[i], term);
	press(term, "q", "PRESENTING");
	/* Not even among the bytes on their way. */
	output = term_output(term, &after);
	sent = xstrndup(output + before, after - before);
	cr_assert_eq(strstr(sent, "internal"), NULL);
	cr_assert_eq(strstr(sent, "hidden"), NULL);
	free(sent);
	press(term, "v", "all of it is shown again");
	press(term, "j", "internal");
	drawn_right(term);
	press(term, "/goal-internal\r", "goal-internal-shown (internal)");
	press(term, "/an hour\r", "drafted as: Quotes go out the same day");
	close_meeting(term);
}
AT_BOTH_SIZES(review_view, what_is_ours_is_not_presented, what_is_ours_is_not_presented)
