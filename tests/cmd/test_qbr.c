#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "run.h"

static void begin(void)
{
	run_begin();
	DONE("", "add", "Northwind", "renewal_date=2027-09-30");
	DONE("", "outcome", "add", "Northwind", "Time to quote", "unit=d", "baseline=9.1", "target=4");
	DONE("", "outcome", "value", "Northwind", "Time to quote", "7.5", "--on", "2026-10-01");
}

TestSuite(qbr, .init = begin, .fini = run_end);

/* The item of this key, or whose key begins so; NULL without. Borrowed from the agenda. */
static json_t *item_of(json_t *agenda, const char *key)
{
	size_t index;
	json_t *item;

	json_array_foreach(json_object_get(agenda, "items"), index, item)
	{
		const char *own = json_string_value(json_object_get(item, "key"));

		if (!strncmp(own, key, strlen(key)))
			return item;
	}
	return NULL;
}

/* The item that says so; NULL without. */
static json_t *find_saying(json_t *agenda, const char *text)
{
	size_t index;
	json_t *item;

	json_array_foreach(json_object_get(agenda, "items"), index, item)
	{
		if (strstr(json_string_value(json_object_get(item, "text")), text))
			return item;
	}
	return NULL;
}

static json_t *item_saying(json_t *agenda, const char *text)
{
	json_t *item = find_saying(agenda, text);

	cr_assert_not_null(item, "no item says '%s'", text);
	return item;
}

static const char *text_in(json_t *item, const char *name)
{
	return json_string_value(json_object_get(item, name));
}

static bool is(json_t *item, const char *name)
{
	return json_is_true(json_object_get(item, name));
}

static char *out_of(const char *format)
{
	struct run run = run_waymark("qbr", "Northwind", "--format", format, NULL);
	char *out;

	cr_assert_eq(run.status, 0, "%s", run.err);
	out = strdup(run.out);
	run_free(&run);
	return out;
}

static void assert_out(const char *format, const char *text, bool there)
{
	char *out = out_of(format);

	cr_assert_eq(strstr(out, text) != NULL, there, "%s %s in:\n%s", text, there ? "is not" : "is", out);
	free(out);
}

/* ---- draft and edit ---- */

Test(qbr, an_agenda_is_drafted_before_any_review_is_planned)
{
	json_t *agenda = JSON_OF("qbr", "Northwind", "--json");
	json_t *outcome = item_of(agenda, "outcome/");

	cr_assert(json_is_null(json_object_get(agenda, "next_review")));
	cr_assert(json_is_null(json_object_get(agenda, "review")));
	cr_assert_str_eq(text_in(outcome, "text"), "Time to quote: from 9.1 d to 4 d");
	outcome = item_saying(agenda, "from 9.1 d to 7.5 d");
	cr_assert_str_eq(text_in(outcome, "section"), "Value delivered");
	cr_assert_str_eq(text_in(outcome, "section_key"), "value");
	cr_assert_str_eq(text_in(outcome, "number"), "4.1");
	cr_assert_str_eq(json_string_value(json_at(outcome, "series.points.0.on")), "2026-10-01");
	cr_assert_not(is(outcome, "internal"));
	json_decref(agenda);
	DONE("none is planned", "qbr", "Northwind");
}

Test(qbr, edits_survive_new_data_and_what_is_new_is_marked)
{
	json_t *agenda, *item;

	DONE("planned a review of Northwind on 2026-12-10", "qbr", "Northwind", "plan", "2026-12-10");
	DONE("wrote 'Quicker quotes'", "qbr", "Northwind", "edit", "4.1", "Quicker quotes");
	DONE("hid ", "qbr", "Northwind", "hide", "2.1");
	DONE("added 'A day saved'", "qbr", "Northwind", "add", "value", "A day saved");
	DONE("moved 'A day saved'", "qbr", "Northwind", "move", "4.2", "up");
	DONE("added 'Their budget is cut'", "qbr", "Northwind", "add", "risks", "Their budget is cut",
	     "--internal");

	DONE("", "outcome", "value", "Northwind", "Time to quote", "5.2");
	DONE("", "promise", "add", "Northwind", "Exports by May");
	agenda = JSON_OF("qbr", "Northwind", "--json");
	item = item_saying(agenda, "Quicker quotes");
	cr_assert(is(item, "edited"));
	cr_assert(is(item, "changed_below"));
	cr_assert_not(is(item, "new"));
	cr_assert_str_eq(text_in(item, "drafted"), "Time to quote: from 9.1 d to 5.2 d, target 4 d");
	cr_assert_str_eq(text_in(item, "number"), "4.2");
	item = item_saying(agenda, "A day saved");
	cr_assert(is(item, "added"));
	cr_assert_str_eq(text_in(item, "number"), "4.1");
	cr_assert(is(item_of(agenda, "goal/missing"), "hidden"));
	cr_assert(is(item_saying(agenda, "Their budget is cut"), "internal"));
	cr_assert(is(item_saying(agenda, "Exports by May"), "new"));
	json_decref(agenda);
	DONE("(new)", "qbr", "Northwind");
	DONE("the records say by now: Time to quote: from 9.1 d to 5.2 d", "qbr", "Northwind");

	/* once looked at, it is new no more */
	DONE("(new)", "qbr", "Northwind", "draft");
	agenda = JSON_OF("qbr", "Northwind", "--json");
	cr_assert_not(is(item_saying(agenda, "Exports by May"), "new"));
	cr_assert(is(item_saying(agenda, "Quicker quotes"), "changed_below"), "that is still to be settled");
	json_decref(agenda);

	/* the draft's words again */
	DONE("went back to the draft's words", "qbr", "Northwind", "edit", "4.2", "");
	agenda = JSON_OF("qbr", "Northwind", "--json");
	cr_assert_not(is(item_saying(agenda, "from 9.1 d to 5.2 d"), "edited"));
	json_decref(agenda);
}

Test(qbr, an_edit_outlives_its_record)
{
	json_t *agenda, *item;

	DONE("", "qbr", "Northwind", "plan", "2026-12-10");
	DONE("", "qbr", "Northwind", "edit", "4.1", "Quicker quotes");
	DONE("", "outcome", "remove", "Northwind", "Time to quote");
	agenda = JSON_OF("qbr", "Northwind", "--json");
	item = item_saying(agenda, "Quicker quotes");
	cr_assert(is(item, "changed_below"));
	cr_assert(json_is_null(json_object_get(item, "drafted")));
	cr_assert_not(is(item, "internal"), "it was written for the customer");
	json_decref(agenda);
	assert_out("md", "Quicker quotes", true);
}

Test(qbr, moving_goes_to_a_place_and_stays_in_the_section)
{
	static const char *const texts[] = { "one", "two", "three", "four" };
	json_t *agenda;

	DONE("", "qbr", "Northwind", "plan", "2026-12-10");
	for (int i = 0; i < 4; i++)
		DONE("added", "qbr", "Northwind", "add", "voice", texts[i]);
	/* as they were added: one two three four */
	DONE("moved 'four'", "qbr", "Northwind", "move", "6.4", "1");
	DONE("moved 'one'", "qbr", "Northwind", "move", "6.2", "down");
	DONE("moved 'one'", "qbr", "Northwind", "move", "6.3", "4");
	agenda = JSON_OF("qbr", "Northwind", "--json");
	cr_assert_str_eq(text_in(item_saying(agenda, "four"), "number"), "6.1");
	cr_assert_str_eq(text_in(item_saying(agenda, "two"), "number"), "6.2");
	cr_assert_str_eq(text_in(item_saying(agenda, "three"), "number"), "6.3");
	cr_assert_str_eq(text_in(item_saying(agenda, "one"), "number"), "6.4");
	json_decref(agenda);
	/* between two neighbours again and again, until there is no room and all get ranks anew */
	for (int i = 0; i < 30; i++)
		DONE("moved", "qbr", "Northwind", "move", "6.3", "2");
	agenda = JSON_OF("qbr", "Northwind", "--json");
	cr_assert_str_eq(text_in(item_saying(agenda, "two"), "number"), "6.2");
	cr_assert_str_eq(text_in(item_saying(agenda, "three"), "number"), "6.3");
	json_decref(agenda);
	FAILED("first of its section", "qbr", "Northwind", "move", "6.1", "up");
	FAILED("last of its section", "qbr", "Northwind", "move", "6.4", "down");
	FAILED("a place from 1 to 4", "qbr", "Northwind", "move", "6.1", "5");
	FAILED("a place from 1 to 4", "qbr", "Northwind", "move", "6.1", "sideways");
}

/* ---- each change is one entry, and undo is exact ---- */

static char *whole(void)
{
	struct run run = run_waymark("qbr", "Northwind", "--json", NULL);
	char *out = strdup(run.out);

	run_free(&run);
	return out;
}

static void expect_undone(int line, const char *words)
{
	char *before = whole(), *during, *after, *command;
	struct run run;

	asprintf(&command, "\"$abs_top_builddir/waymark\" qbr Northwind %s >out.txt 2>&1", words);
	cr_assert_eq(system(command), 0, "line %d: %s", line, words);
	during = whole();
	cr_assert_str_neq(before, during, "line %d: %s changes nothing", line, words);
	run = run_waymark("undo", NULL);
	cr_assert_eq(run.status, 0, "line %d: %s", line, run.err);
	run_free(&run);
	after = whole();
	cr_assert_str_eq(before, after, "line %d: %s is not undone", line, words);
	run = run_waymark("redo", NULL);
	cr_assert_eq(run.status, 0, "line %d: %s", line, run.err);
	run_free(&run);
	free(after);
	after = whole();
	cr_assert_str_eq(during, after, "line %d: %s is not done again", line, words);
	free(before);
	free(during);
	free(after);
	free(command);
}

#define UNDONE(words) expect_undone(__LINE__, words)

Test(qbr, every_verb_can_be_undone_and_done_again)
{
	UNDONE("plan 2026-12-10");
	UNDONE("plan +3w");
	UNDONE("edit 4.1 'Quicker quotes'");
	UNDONE("add 4 'A day saved'");
	UNDONE("move 4.2 1");
	UNDONE("hide 4.1 4.2");
	UNDONE("show 4.1");
	UNDONE("internal 4.2");
	UNDONE("customer 4.2");
	UNDONE("cover 4.1");
	UNDONE("cover 4.1 --back");
	UNDONE("say 4.1 'they liked it'");
	UNDONE("decide 'We go on'");
	UNDONE("action 'Send the plan' --owner ana --due 2026-12-20");
	UNDONE("edit 10.2 'Send the whole plan'");
	UNDONE("commit us 'a weekly call'");
	UNDONE("commit customer 'a second admin'");
	UNDONE("edit 10.2 'Send nothing' --internal");
	UNDONE("commit customer 'no third admin' --internal");
	UNDONE("ask 'Whom should we meet?'");
	UNDONE("hold --next 2027-03-10");
	UNDONE("plan off");
}

/* ---- the meeting ---- */

Test(qbr, a_meeting_is_held_and_the_next_one_looks_back_at_it)
{
	json_t *agenda, *item, *list;

	DONE("", "qbr", "Northwind", "plan", "2026-11-22");
	DONE("covered", "qbr", "Northwind", "cover", "4.1");
	DONE("decided 'We go on'", "qbr", "Northwind", "decide", "We go on");
	DONE("by ana, due 2026-12-01", "qbr", "Northwind", "action", "Send the plan", "--owner", "ana", "--due",
	     "2026-12-01");
	DONE("agreed on", "qbr", "Northwind", "action", "Name an admin", "--side", "customer", "--due",
	     "2027-06-01");
	DONE("agreed on", "qbr", "Northwind", "action", "Think of a discount", "--internal");
	DONE("we committed", "qbr", "Northwind", "commit", "us", "a weekly call");
	DONE("put the ask", "qbr", "Northwind", "ask", "Whom should we meet?");
	assert_out("md", "We commit to: a weekly call", true);
	assert_out("md", "discount", false);
	DONE("held the review of Northwind on 2026-11-22, the next is planned on 2027-03-10", "qbr", "Northwind",
	     "hold", "--next", "2027-03-10");

	setenv("WAYMARK_TODAY", "2027-03-01", 1);
	DONE("", "todo", "done", "Northwind", "Name an admin", "--on", "2027-02-01");
	DONE("", "todo", "add", "Northwind", "Of no review");
	agenda = JSON_OF("qbr", "Northwind", "--json");
	cr_assert_str_eq(text_in(agenda, "last_review"), "2026-11-22");
	cr_assert_str_eq(text_in(agenda, "next_review"), "2027-03-10");
	item = item_saying(agenda, "Send the plan");
	cr_assert_str_eq(text_in(item, "section_key"), "actions");
	cr_assert_str_eq(text_in(item, "answer"), "no");
	cr_assert_str_eq(text_in(item, "by"), "ana");
	cr_assert_str_eq(text_in(item, "note"), "was agreed for 2026-12-01, not done yet");
	item = item_saying(agenda, "Name an admin");
	cr_assert_str_eq(text_in(item, "answer"), "yes");
	cr_assert_str_eq(text_in(item, "on"), "2027-02-01");
	cr_assert_str_eq(text_in(item, "by"), "customer");
	cr_assert(is(item_saying(agenda, "discount"), "internal"), "what was ours stays ours");
	cr_assert_null(find_saying(agenda, "Of no review"));
	cr_assert_null(item_of(agenda, "added/"), "what was decided belongs to that review");
	json_decref(agenda);
	assert_out("md", "discount", false);

	/* whatever becomes of the records, the review is as it was */
	DONE("", "outcome", "remove", "Northwind", "Time to quote");
	agenda = JSON_OF("qbr", "Northwind", "record", "--json");
	cr_assert_str_eq(text_in(agenda, "held"), "2026-11-22");
	cr_assert_str_eq(text_in(agenda, "next_review"), "2027-03-10");
	item = item_saying(agenda, "from 9.1 d to 7.5 d");
	cr_assert(is(item, "covered"));
	item = item_saying(agenda, "Send the plan");
	cr_assert_str_eq(text_in(item, "section_key"), "decisions");
	json_decref(agenda);
	DONE("held 2026-11-22", "qbr", "Northwind", "record", "2026-11-22");
	DONE("We go on", "qbr", "Northwind", "record", "--format", "md");
	DONE("<!DOCTYPE html>", "qbr", "Northwind", "record", "--format", "html");
	list = JSON_OF("qbr", "Northwind", "list", "--json");
	cr_assert_eq(json_array_size(list), 2);
	cr_assert_str_eq(json_string_value(json_at(list, "0.day")), "2027-03-10");
	cr_assert(json_is_null(json_at(list, "0.held")));
	cr_assert_str_eq(json_string_value(json_at(list, "1.held")), "2026-11-22");
	cr_assert(json_is_true(json_at(list, "1.kept")));
	json_decref(list);
}

static void assert_recorded(const char *option, const char *value, const char *then, const char *by_now)
{
	struct run run = run_waymark("qbr", "Fabrikam", "record", option, value, NULL);

	cr_assert_eq(run.status, 0, "%s", run.err);
	cr_assert_not_null(strstr(run.out, then), "'%s' is missing in:\n%s", then, run.out);
	cr_assert_null(strstr(run.out, by_now), "'%s' is in:\n%s", by_now, run.out);
	run_free(&run);
}

Test(qbr, a_held_review_keeps_the_names_of_then)
{
	json_t *agenda;

	DONE("", "set", "Northwind", "csm=ana");
	DONE("", "qbr", "Northwind", "plan", "2026-11-22");
	DONE("", "qbr", "Northwind", "hold", "--next", "2027-03-10");
	DONE("", "set", "Northwind", "name=Fabrikam", "csm=bo");
	assert_recorded("--format", "text", "Northwind", "Fabrikam");
	assert_recorded("--format", "md", "Northwind", "Fabrikam");
	assert_recorded("--format", "html", "Northwind", "Fabrikam");
	assert_recorded("--format", "ics", "Northwind", "Fabrikam");
	assert_recorded("--format", "md", "ana", "bo\n");
	assert_recorded(NULL, NULL, "Business review: Northwind, held 2026-11-22", "Fabrikam");
	agenda = JSON_OF("qbr", "Fabrikam", "record", "--json");
	cr_assert_str_eq(text_in(agenda, "account"), "Northwind");
	cr_assert_str_eq(text_in(agenda, "csm"), "ana");
	json_decref(agenda);
	/* the next one has today's */
	agenda = JSON_OF("qbr", "Fabrikam", "--json");
	cr_assert_str_eq(text_in(agenda, "account"), "Fabrikam");
	cr_assert_str_eq(text_in(agenda, "csm"), "bo");
	json_decref(agenda);
}

Test(qbr, a_review_stays_planned_beyond_its_day_until_it_is_held)
{
	json_t *agenda;

	DONE("", "qbr", "Northwind", "plan", "2026-11-25");
	DONE("", "qbr", "Northwind", "decide", "We go on");
	setenv("WAYMARK_TODAY", "2026-11-28", 1);
	agenda = JSON_OF("qbr", "Northwind", "--json");
	cr_assert_str_eq(text_in(agenda, "next_review"), "2026-11-25");
	item_saying(agenda, "We go on");
	json_decref(agenda);
	FAILED("--on 2026-11-29 is after today", "qbr", "Northwind", "hold", "--on", "2026-11-29");
	DONE("held the review of Northwind on 2026-11-26", "qbr", "Northwind", "hold", "--on", "2026-11-26");
	DONE("held    2026-11-26", "qbr", "Northwind", "list");
	/* as of the day before it was still ahead */
	agenda = JSON_OF("--as-of", "2026-11-25", "qbr", "Northwind", "--json");
	cr_assert_str_eq(text_in(agenda, "next_review"), "2026-11-25");
	json_decref(agenda);
}

Test(qbr, planning_opens_the_preparation_with_days_counted_from_the_review)
{
	/* agreed on today for a review in four weeks: the invitation goes out two weeks before */
	DONE("", "qbr", "Northwind", "plan", "2026-12-20");
	DONE("moved the review of Northwind from 2026-12-20 to 2026-12-27", "qbr", "Northwind", "plan",
	     "2026-12-27");
	DONE("called off the review of Northwind on 2026-12-27", "qbr", "Northwind", "plan", "off");
	FAILED("no review is planned", "qbr", "Northwind", "plan", "off");
	DONE("recorded a review of Northwind on 2026-09-01", "qbr", "Northwind", "plan", "2026-09-01");
	DONE("its agenda was not kept", "qbr", "Northwind", "list");
	FAILED("nothing was kept of the review of 2026-09-01", "qbr", "Northwind", "record", "2026-09-01");
}

Test(qbr, planning_as_of_a_day_that_is_past_moves_no_review_that_was_held)
{
	DONE("", "qbr", "Northwind", "plan", "2026-11-22");
	DONE("", "qbr", "Northwind", "hold");
	setenv("WAYMARK_TODAY", "2026-11-30", 1);
	/* then it was ahead; by now it was held, and nothing is planned */
	FAILED("no review is planned that could be called off", "--as-of", "2026-11-20", "qbr", "Northwind", "plan",
	       "off");
	DONE("planned a review of Northwind on 2026-12-20", "--as-of", "2026-11-20", "qbr", "Northwind", "plan",
	     "2026-12-20");
	DONE("moved the review of Northwind from 2026-12-20 to 2026-12-27", "--as-of", "2026-11-20", "qbr",
	     "Northwind", "plan", "2026-12-27");
	DONE("held    2026-11-22", "qbr", "Northwind", "list");
}

/* ---- what leaves ---- */

Test(qbr, only_what_is_for_the_customer_leaves_in_any_format)
{
	static const char *const formats[] = { "text", "md", "html", "ics" };

	DONE("", "qbr", "Northwind", "plan", "2026-12-10");
	DONE("", "qbr", "Northwind", "add", "value", "SECRET-A", "--internal");
	DONE("", "qbr", "Northwind", "add", "value", "SECRET-B");
	DONE("", "qbr", "Northwind", "hide", "4.3");
	DONE("", "qbr", "Northwind", "add", "value", "SECRET-C");
	DONE("", "qbr", "Northwind", "internal", "4.4");
	DONE("", "qbr", "Northwind", "say", "4.4", "SECRET-D");
	DONE("", "qbr", "Northwind", "edit", "9.1", "SECRET-E");
	DONE("", "qbr", "Northwind", "add", "value", "PLAIN");
	for (int i = 0; i < 4; i++)
		assert_out(formats[i], "SECRET", false);
	for (int i = 0; i < 3; i++)
		assert_out(formats[i], "PLAIN", true);
	assert_out("ics", "20261210", true);
	DONE("SECRET-A", "qbr", "Northwind");
}

Test(qbr, a_hidden_action_does_not_leave_with_the_next_review)
{
	static const char *const formats[] = { "text", "md", "html", "ics" };

	DONE("", "qbr", "Northwind", "plan", "2026-11-22");
	DONE("", "qbr", "Northwind", "action", "SECRET", "--due", "2026-12-01");
	DONE("", "qbr", "Northwind", "action", "PLAIN", "--due", "2026-12-02");
	DONE("", "qbr", "Northwind", "hide", "10.1");
	DONE("", "qbr", "Northwind", "hold", "--next", "2027-02-10");
	for (int i = 0; i < 4; i++)
		assert_out(formats[i], "SECRET", false);
	assert_out("md", "PLAIN", true);
	DONE("SECRET", "qbr", "Northwind");
}

/* Every verb that takes a text, with --internal: what it wrote, on whatever item, is ours from then on. */
Test(qbr, no_verb_lets_a_text_out_that_was_said_to_be_internal)
{
	static const char *const formats[] = { "text", "md", "html", "ics" };
	static const char *const sections[] = { "actions", "goal",  "achieved", "value", "promises",
						"voice",   "risks", "ahead",	"ask",	 "decisions" };
	json_t *agenda;

	DONE("", "promise", "add", "Northwind", "Exports by May");
	DONE("", "qbr", "Northwind", "plan", "2026-11-22");
	DONE("", "qbr", "Northwind", "action", "PLAIN action");
	DONE("", "qbr", "Northwind", "edit", "10.1", "SECRET-action", "--internal");
	DONE("", "qbr", "Northwind", "action", "SECRET-agreed", "--internal");
	DONE("", "qbr", "Northwind", "decide", "SECRET-decided", "--internal");
	DONE("", "qbr", "Northwind", "commit", "us", "SECRET-us", "--internal");
	DONE("", "qbr", "Northwind", "commit", "customer", "SECRET-customer", "--internal");
	DONE("", "qbr", "Northwind", "ask", "an ask of theirs");
	DONE("", "qbr", "Northwind", "ask", "SECRET-ask", "--internal");
	DONE("", "qbr", "Northwind", "say", "ask", "SECRET-said", "--internal");
	for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
		DONE("", "qbr", "Northwind", "add", sections[i], "SECRET-added", "--internal");
	/* drafted, edited before, and for the customer until now */
	DONE("", "qbr", "Northwind", "edit", "4.1", "SECRET-drafted", "--internal");
	DONE("", "qbr", "Northwind", "add", "value", "for them");
	DONE("", "qbr", "Northwind", "edit", "4.3", "SECRET-edited", "--internal");
	DONE("", "qbr", "Northwind", "add", "value", "PLAIN");
	agenda = JSON_OF("qbr", "Northwind", "--json");
	cr_assert(is(item_saying(agenda, "SECRET-drafted"), "internal"));
	cr_assert(is(item_saying(agenda, "SECRET-action"), "internal"));
	cr_assert(is(item_saying(agenda, "We commit to: SECRET-us"), "internal"));
	cr_assert_str_eq(text_in(item_saying(agenda, "SECRET-ask"), "said"), "SECRET-said");
	json_decref(agenda);
	for (int i = 0; i < 4; i++)
		assert_out(formats[i], "SECRET", false);
	assert_out("md", "PLAIN", true);
	/* nor afterwards: in the recap, and in the agenda of the next one */
	DONE("", "qbr", "Northwind", "hold", "--next", "2027-02-10");
	for (int i = 0; i < 4; i++) {
		struct run run = run_waymark("qbr", "Northwind", "record", "--format", formats[i], NULL);

		cr_assert_eq(run.status, 0, "%s", run.err);
		cr_assert_null(strstr(run.out, "SECRET"), "%s", run.out);
		run_free(&run);
		assert_out(formats[i], "SECRET", false);
	}
}

Test(qbr, internal_is_refused_where_it_would_keep_nothing_at_home)
{
	char *before, *after;

	DONE("", "qbr", "Northwind", "plan", "2026-12-10");
	before = whole();
	USAGE("what is said beside 4.1 leaves with it; mark the item as internal (waymark qbr ACCOUNT internal "
	      "ITEM), "
	      "or write an item of its own (waymark qbr ACCOUNT add value TEXT --internal)",
	      "qbr", "Northwind", "say", "4.1", "SECRET", "--internal");
	USAGE("qbr: --internal means nothing here", "qbr", "Northwind", "--internal");
	USAGE("qbr list: --internal means nothing here", "qbr", "Northwind", "list", "--internal");
	USAGE("--internal means nothing", "qbr", "Northwind", "record", "--internal");
	USAGE("--internal means nothing", "qbr", "Northwind", "draft", "--internal");
	USAGE("--internal means nothing", "qbr", "Northwind", "plan", "+3w", "--internal");
	USAGE("--internal means nothing", "qbr", "Northwind", "move", "4.1", "1", "--internal");
	USAGE("--internal means nothing", "qbr", "Northwind", "hide", "4.1", "--internal");
	USAGE("--internal means nothing", "qbr", "Northwind", "show", "4.1", "--internal");
	USAGE("--internal means nothing", "qbr", "Northwind", "internal", "4.1", "--internal");
	USAGE("--internal means nothing", "qbr", "Northwind", "customer", "4.1", "--internal");
	USAGE("--internal means nothing", "qbr", "Northwind", "cover", "4.1", "--internal");
	USAGE("--internal means nothing", "qbr", "Northwind", "hold", "--internal");
	after = whole();
	cr_assert_str_eq(before, after);
	free(before);
	free(after);
	/* a note among us does not leave because its item is said anew */
	DONE("", "qbr", "Northwind", "say", "commitment/us", "SECRET", "--internal");
	FAILED("would leave with it", "qbr", "Northwind", "commit", "us", "a weekly call");
	DONE("", "qbr", "Northwind", "commit", "us", "a weekly call", "--internal");
	assert_out("md", "SECRET", false);
}

/* ---- what is refused ---- */

Test(qbr, mistakes_say_what_to_do_and_change_nothing)
{
	char *before, *after;

	FAILED("no review is planned; waymark qbr ACCOUNT plan DATE plans one", "qbr", "Northwind", "edit", "4.1",
	       "x");
	FAILED("no review is planned", "qbr", "Northwind", "hold");
	FAILED("no review was held here yet", "qbr", "Northwind", "record");
	DONE("no review yet", "qbr", "Northwind", "list");
	DONE("", "qbr", "Northwind", "plan", "2026-12-10");
	before = whole();
	FAILED("there is no item '4.9' on the agenda", "qbr", "Northwind", "edit", "4.9", "x");
	FAILED("there is no item 'x'", "qbr", "Northwind", "hide", "x");
	FAILED("there is no item '11.1'", "qbr", "Northwind", "hide", "11.1");
	/* the second is wrong: the first is not hidden either */
	FAILED("there is no item", "qbr", "Northwind", "hide", "4.1", "4.9");
	FAILED("there is no section 'lunch', but actions, goal", "qbr", "Northwind", "add", "lunch", "x");
	FAILED("the text is empty", "qbr", "Northwind", "add", "value", " ");
	FAILED("is after today", "qbr", "Northwind", "hold", "--on", "2026-12-10");
	FAILED("is not after this one", "qbr", "Northwind", "hold", "--next", "2026-11-22");
	FAILED("--due", "qbr", "Northwind", "action", "x", "--due", "someday");
	USAGE("wants an item and its text", "qbr", "Northwind", "edit", "4.1");
	USAGE("one word too many", "qbr", "Northwind", "decide", "two", "words");
	USAGE("neither us nor customer", "qbr", "Northwind", "commit", "them", "x");
	USAGE("did you mean 'hide'", "qbr", "Northwind", "hid", "4.1");
	FAILED("Nobody", "qbr", "Nobody");
	after = whole();
	cr_assert_str_eq(before, after);
	free(before);
	free(after);
	DONE("held", "qbr", "Northwind", "hold");
	FAILED("no review is planned", "qbr", "Northwind", "edit", "4.1", "x");
}

Test(qbr, words_are_completed)
{
	DONE("value\n", "--complete", "qbr", "Northwind", "add", "");
	DONE("goal/missing\n", "--complete", "qbr", "Northwind", "hide", "");
	DONE("customer\n", "--complete", "qbr", "Northwind", "commit", "");
	DONE("internal\n", "--complete", "qbr", "Northwind", "");
}
