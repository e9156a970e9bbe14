/* Flags, plays and tasks on the command line: every verb, undone; errors with their place; the shapes of JSON. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "run.h"

/* A playbook of the test's own beside those that ship; its flags are named so that none of theirs is meant. */
static const char playbook[] =
	"id = \"ours\"; title = \"Ours\"; version = \"3\";\n"
	"flags = ( { id = \"xx-late\"; title = \"a promise waits\"; severity = \"urgent\"; retrigger = 7;\n"
	"  when = \"count(promise, overdue = yes) > 0\"; figure = \"count(promise, overdue = yes)\"; unit = "
	"\"promises\";\n"
	"  advice = \"Say when.\"; play = \"xx-mend\"; } );\n"
	"plays = ( { id = \"xx-mend\"; title = \"Mend it\"; purpose = \"keep our word\"; outcomes = ( \"kept\", "
	"\"let go\" );\n"
	"  better = \"lower\"; unit = \"promises\"; figure = \"count(promise, overdue = yes)\";\n"
	"  tasks = ( { text = \"Name a day\"; offset = 1; }, { text = \"Confirm it\"; offset = 3; side = "
	"\"customer\"; } ); },\n"
	"  { id = \"xx-empty\"; title = \"Sit together\"; purpose = \"listen\"; outcomes = ( \"done\" ); tasks = ( "
	"{ text = "
	"\"Sit\"; } ); } );\n";

static void with_a_late_promise(void)
{
	run_begin();
	DONE("added Northwind", "add", "Northwind", "renewal_date=2028-01-01");
	DONE("added Contoso", "add", "Contoso");
	run_write_file("ours.cfg", playbook);
	DONE("loaded the playbook ours 3", "plays", "load", run_path("ours.cfg"));
	DONE("promise", "promise", "add", "Northwind", "SSO by autumn", "due=2026-11-03", "--on", "2026-10-01");
}

TestSuite(plays, .init = with_a_late_promise, .fini = run_end);

static void is(int line, json_t *root, const char *path, const char *text)
{
	cr_assert(json_is_string(json_at(root, path)), "line %d: %s is no string", line, path);
	cr_assert_str_eq(json_string_value(json_at(root, path)), text, "line %d: %s", line, path);
}

#define IS(root, path, text) is(__LINE__, (root), (path), (text))
#define IS_INT(root, path, number) cr_assert_eq(json_integer_value(json_at((root), (path))), (number), "%s", (path))
#define IS_NULL(root, path) cr_assert(json_is_null(json_at((root), (path))), "%s", (path))

/* The one entry whose key is value; borrowed, NULL where there is none. */
static json_t *entry(json_t *array, const char *key, const char *value)
{
	for (size_t i = 0; i < json_array_size(array); i++) {
		json_t *item = json_array_get(array, i), *found = json_object_get(item, key);

		if (json_is_string(found) && !strcmp(json_string_value(found), value))
			return item;
	}
	return NULL;
}

static char *state_of(const char *flag)
{
	json_t *list = JSON_OF("flag", "list", "Northwind", "--all", "--json"), *found = entry(list, "flag", flag);
	char *state = found ? strdup(json_string_value(json_object_get(found, "state"))) : strdup("none");

	json_decref(list);
	return state;
}

#define STATE(flag, expected) \
	do { \
		char *found = state_of(flag); \
		cr_assert_str_eq(found, expected, "line %d: %s", __LINE__, found); \
		free(found); \
	} while (0)

/* ---- flags ---- */

Test(plays, a_flag_is_listed_with_what_made_it_fire)
{
	json_t *list = JSON_OF("flag", "list", "--json"), *flag = entry(list, "flag", "xx-late");

	cr_assert_not_null(flag);
	IS(flag, "account", "Northwind");
	IS(flag, "title", "a promise waits");
	IS(flag, "severity", "urgent");
	IS(flag, "state", "open");
	IS(flag, "fired", "2026-11-22");
	IS_NULL(flag, "cleared");
	IS_INT(flag, "figure", 1);
	IS(flag, "unit", "promises");
	IS(flag, "evidence.0", "promise 'SSO by autumn' was due 3 Nov 2026");
	IS(flag, "play", "xx-mend");
	json_decref(list);
	DONE("a promise waits", "flag", "list");
	DONE("count(promise, overdue = yes) > 0", "flag", "show", "Northwind", "xx-late");
	DONE("promise 'SSO by autumn' was due 3 Nov 2026", "flag", "show", "Northwind", "a promise waits");
	DONE("it has not fired on this account", "flag", "show", "Contoso", "xx-late");
	flag = JSON_OF("flag", "show", "Northwind", "xx-late", "--json");
	IS(flag, "when", "count(promise, overdue = yes) > 0");
	IS_INT(flag, "retrigger_days", 7);
	json_decref(flag);
}

/* One change of three fields is a row of three parts; each flag says the part that it is about. */
Test(plays, of_a_change_of_several_fields_what_was_read_is_the_evidence)
{
	json_t *list;

	run_write_file(
		"dated.cfg",
		"id = \"dated\"; title = \"Dated\"; version = \"1\"; flags = (\n"
		"{ id = \"xx-soon\"; title = \"t\"; when = \"status = prospect and until(renewal) < 500\"; },\n"
		"{ id = \"xx-only\"; title = \"t\"; when = \"status = prospect\"; },\n"
		"{ id = \"xx-both\"; title = \"t\"; when = \"has_next_step() and until(renewal) < 500\"; } );\n");
	DONE("loaded", "plays", "load", run_path("dated.cfg"));
	DONE("set", "set", "Contoso", "status=prospect", "renewal_date=2027-12-01", "next_step=Meet");
	list = JSON_OF("flag", "list", "Contoso", "--json");
	IS(entry(list, "flag", "xx-soon"), "evidence.0", "renewal on 1 Dec 2027, since 22 Nov 2026");
	IS(entry(list, "flag", "xx-only"), "evidence.0", "prospect, since 22 Nov 2026");
	IS(entry(list, "flag", "xx-both"), "evidence.0",
	   "renewal on 1 Dec 2027, a next step is written, since 22 Nov 2026");
	json_decref(list);
}

Test(plays, a_flag_is_closed_snoozed_woken_and_all_that_undone)
{
	DONE("closed the flag xx-late of Northwind (they know)", "flag", "close", "Northwind", "xx-late",
	     "--reason", "they know");
	STATE("xx-late", "closed");
	DONE("undid: ", "undo");
	STATE("xx-late", "open");
	DONE("until 2026-12-06", "flag", "snooze", "Northwind", "xx-late", "--until", "+2w", "--reason", "holiday");
	STATE("xx-late", "snoozed");
	DONE("woke the flag xx-late", "flag", "wake", "Northwind", "xx-late");
	STATE("xx-late", "open");
	DONE("kept", "promise", "kept", "Northwind", "SSO");
	STATE("xx-late", "none");
	DONE("undid: ", "undo");
	STATE("xx-late", "open");
}

Test(plays, what_is_wrong_with_a_flag_is_said)
{
	USAGE("--until DATE and --reason TEXT", "flag", "snooze", "Northwind", "xx-late", "--until", "+2w");
	FAILED("not after", "flag", "snooze", "Northwind", "xx-late", "--until", "2026-11-22", "--reason", "r");
	FAILED("is not snoozed", "flag", "wake", "Northwind", "xx-late");
	FAILED("no flag 'nonsense'", "flag", "close", "Northwind", "nonsense");
	FAILED("not open on this account", "flag", "close", "Contoso", "xx-late");
	USAGE("an account and a flag", "flag", "close", "Northwind");
	FAILED("Northwin", "flag", "list", "Nothwind");
}

/* ---- plays ---- */

Test(plays, a_play_is_opened_worked_closed_and_assessed)
{
	json_t *list, *play;

	DONE("opened the play 'Mend it' on Northwind", "plays", "open", "Northwind", "xx-mend");
	DONE("is at work already", "plays", "open", "Northwind", "xx-mend");
	list = JSON_OF("plays", "list", "Northwind", "--json");
	play = entry(list, "play", "xx-mend");
	cr_assert_not_null(play);
	IS(play, "account", "Northwind");
	IS(play, "opened", "2026-11-22");
	IS(play, "cause", "hand/20779");
	IS_INT(play, "tasks", 2);
	IS_INT(play, "figure.opened", 1);
	IS_INT(play, "figure.now", 1);
	IS(play, "figure.better", "lower");
	IS_NULL(play, "closed");
	json_decref(list);
	list = JSON_OF("todo", "list", "Northwind", "--json");
	IS(entry(list, "text", "Name a day"), "due", "2026-11-23");
	IS(entry(list, "text", "Confirm it"), "due", "2026-11-25");
	IS(entry(list, "text", "Confirm it"), "side", "customer");
	json_decref(list);
	DONE("did 'Name a day'", "todo", "done", "Northwind", "Name a day");
	DONE("1/2", "plays", "list");
	FAILED("kept, let go", "plays", "close", "Northwind", "xx-mend");
	DONE("kept", "promise", "kept", "Northwind", "SSO");
	DONE("closed the play 'Mend it' on Northwind: kept (in time)", "plays", "close", "Northwind", "Mend",
	     "--outcome", "kept", "--note", "in time");
	list = JSON_OF("plays", "assess", "--json");
	play = entry(list, "play", "xx-mend");
	IS_INT(play, "runs", 1);
	IS_INT(play, "measured", 1);
	IS_INT(play, "improved", 1);
	IS_INT(play, "mean_change", 1);
	json_decref(list);
	DONE("Better by", "plays", "assess");
	DONE("1 of 1", "plays", "assess");
	DONE("opened the play 'Sit together'", "plays", "open", "Northwind", "sit");
	DONE("took up the play 'Mend it'", "plays", "reopen", "Northwind", "Mend");
	DONE("undid: ", "undo");
	play = JSON_OF("plays", "show", "Northwind", "Mend", "--json");
	IS(play, "outcome", "kept");
	IS(play, "todos.0.text", "Name a day");
	json_decref(play);
}

Test(plays, what_is_wrong_with_a_play_is_said)
{
	FAILED("no play 'nonsense'", "plays", "open", "Northwind", "nonsense");
	FAILED("no play is at work", "plays", "close", "Contoso", "xx-mend", "--outcome", "kept");
	USAGE("--outcome is for \"plays close\"", "plays", "open", "Northwind", "xx-mend", "--outcome", "kept");
	USAGE("an ACCOUNT and a PLAY", "plays", "open", "Northwind");
}

Test(plays, templates_are_listed_and_shown)
{
	json_t *list = JSON_OF("plays", "templates", "--json"), *play = entry(list, "play", "xx-mend");

	cr_assert_not_null(play);
	IS(play, "title", "Mend it");
	IS(play, "outcomes.1", "let go");
	IS_INT(play, "tasks.1.offset", 3);
	json_decref(list);
	DONE("xx-late", "plays", "templates");
	DONE("3 days after the opening", "plays", "show", "xx-mend");
}

/* ---- playbooks ---- */

Test(plays, a_playbook_is_checked_loaded_exported_and_dropped)
{
	struct run run;

	DONE("1 flag, 2 plays, 0 asks", "plays", "check", run_path("ours.cfg"));
	DONE("in this very version", "plays", "load", run_path("ours.cfg"));
	FAILED("ours.cfg: is there already", "plays", "export", "ours", run_path("ours.cfg"));
	run = run_waymark("plays", "export", "ours", NULL);
	cr_assert_eq(run.status, 0);
	cr_assert_str_eq(run.out, playbook, "as it was loaded");
	run_free(&run);
	DONE("took away the playbook ours", "plays", "drop", "ours");
	FAILED("there is no playbook ours", "plays", "export", "ours");
	STATE("xx-late", "none");
	DONE("undid: ", "undo");
	STATE("xx-late", "open");
}

Test(plays, a_mistake_names_file_line_and_place)
{
	run_write_file("bad.cfg", "id = \"bad\"; title = \"Bad\"; version = \"1\";\n"
				  "flags = ( { id = \"a\"; title = \"t\";\n"
				  "  when = \"health > > 3\"; } );\n");
	FAILED("bad.cfg:3:", "plays", "check", run_path("bad.cfg"));
	FAILED("bad.cfg:3:", "plays", "load", run_path("bad.cfg"));
	FAILED("no-such.cfg", "plays", "check", run_path("no-such.cfg"));
	FAILED("no shipped playbook of that id; those are default, growth", "plays", "load", "no-such");
}

/* ---- tasks ---- */

/* They are the book's: what is not there yet may be loaded later, so that it is a warning. */
Test(plays, a_name_that_the_book_has_not_is_warned_of_with_its_line)
{
	static const char text[] =
		"id = \"named\"; title = \"Named\"; version = \"1\";\n"
		"flags = ( { id = \"xx-a\"; title = \"t\"; when = \"level(relationship) < 2 or level(kinship) < "
		"2\"; },\n"
		"{ id = \"xx-b\"; title = \"t\"; when = \"stage = ministart or stage in (adopt, landed)\";\n"
		"  figure = \"mean_of(indicators = pace + haste)\"; },\n"
		"{ id = \"xx-c\"; title = \"t\"; when = \"track != lifecycle and (answered(minidone) or\"\n"
		"  \" answered(milestone = nowhere))\"; } );\n";
	struct run run;
	json_t *object;

	run_write_file("named.cfg", text);
	run_write_file("mini.cfg",
		       "id = \"mini\"; title = \"T\"; version = \"1\"; subject = \"account\"; "
		       "reading = \"progress\"; stages = ( { id = \"ministart\"; name = \"S\"; promise = "
		       "\"p\"; activities = ( { name = \"F\"; milestones = ( { id = \"minidone\"; "
		       "question = \"Is it done?\"; } ); } ); } );\n");
	run = run_waymark("plays", "check", "named.cfg", NULL);
	cr_assert_eq(run.status, 0, "%s", run.err);
	cr_assert_str_eq(
		run.out,
		"named.cfg: sound, 3 flags, 0 plays, 0 asks\n"
		"named.cfg:2: there is no track \"kinship\": what reads it does not know it until there is one\n"
		"named.cfg:3: no track here has a stage \"ministart\": what reads it does not know it until "
		"there is one\n"
		"named.cfg:3: no track here has a stage \"landed\": what reads it does not know it until there "
		"is one\n"
		"named.cfg:4: no scorecard here has an indicator \"haste\": what reads it does not know it "
		"until there is one\n"
		"named.cfg:5: no track here has a milestone \"minidone\": what reads it does not know it until "
		"there is one\n"
		"named.cfg:6: no track here has a milestone \"nowhere\": what reads it does not know it until "
		"there is one\n");
	run_free(&run);
	DONE("the track mini", "track", "load", "mini.cfg");
	object = JSON_OF("plays", "load", "named.cfg", "--json");
	cr_assert_eq(json_array_size(json_object_get(object, "warnings")), 4);
	IS_INT(object, "warnings.3.line", 6);
	cr_assert(json_is_true(json_object_get(object, "loaded")));
	json_decref(object);
	DONE("named.cfg:2: there is no track", "plays", "load", "named.cfg");
}

Test(plays, what_ships_names_what_ships)
{
	for (int i = 0; i < 2; i++) { /* with a book, and without */
		struct run run = run_waymark("plays", "check", WAYMARK_SRCDIR "/share/plays/default.cfg",
					     WAYMARK_SRCDIR "/share/plays/growth.cfg", NULL);
		const char *second = strchr(run.out, '\n');

		cr_assert_eq(run.status, 0, "%s", run.err);
		cr_assert(second && strchr(second + 1, '\n') == run.out + strlen(run.out) - 1, "two lines: %s",
			  run.out);
		run_free(&run);
	}
}

Test(plays, a_task_is_written_changed_done_and_removed)
{
	json_t *list, *task;

	DONE("wrote down the task 'Send the plan' for Contoso, due 2026-12-01", "todo", "add", "Contoso",
	     "Send the plan", "due=2026-12-01", "owner=ana");
	DONE("set due, side", "todo", "set", "Contoso", "send", "due=2026-11-20", "side=customer");
	list = JSON_OF("todo", "list", "Contoso", "--json");
	task = entry(list, "text", "Send the plan");
	IS(task, "due", "2026-11-20");
	IS(task, "owner", "ana");
	IS(task, "side", "customer");
	cr_assert(json_is_true(json_object_get(task, "overdue")));
	IS_NULL(task, "done");
	json_decref(list);
	DONE("did 'Send the plan'", "todo", "done", "Contoso", "send", "--on", "2026-11-21");
	list = JSON_OF("todo", "list", "Contoso", "--json");
	IS(entry(list, "text", "Send the plan"), "done", "2026-11-21");
	json_decref(list);
	DONE("again", "todo", "open", "Contoso", "send");
	DONE("removed the task", "todo", "remove", "Contoso", "send");
	DONE("undid: ", "undo");
	DONE("Send the plan", "todo", "list", "Contoso");
	FAILED("neither us nor customer", "todo", "set", "Contoso", "send", "side=them");
	FAILED("due", "todo", "set", "Contoso", "send", "due=soonish");
	USAGE("no field 'dew'", "todo", "add", "Contoso", "Another", "dew=fri");
}

/* ---- show ---- */

Test(plays, an_account_is_shown_with_its_flags_plays_and_tasks)
{
	json_t *show;

	DONE("opened the play", "plays", "open", "Northwind", "xx-mend");
	show = JSON_OF("show", "Northwind", "--json");
	cr_assert_not_null(entry(json_at(show, "flags"), "flag", "xx-late"));
	cr_assert_not_null(entry(json_at(show, "plays"), "play", "xx-mend"));
	cr_assert_not_null(entry(json_at(show, "todos"), "text", "Name a day"));
	json_decref(show);
	DONE("a promise waits", "show", "Northwind");
	DONE("Mend it", "show", "Northwind");
}

/* Reading opens nothing: the flag is told, its play is not there. */
Test(plays, what_flags_open_is_opened_by_changes_alone)
{
	json_t *list;

	run_write_file(
		"opens.cfg",
		"id = \"opens\"; title = \"O\"; version = \"1\";\n"
		"flags = ( { id = \"yy\"; title = \"cold\"; when = \"days_since_touch() > 30\"; opens = true;\n"
		"  play = \"yy-call\"; } );\n"
		"plays = ( { id = \"yy-call\"; title = \"Ring\"; purpose = \"p\"; outcomes = ( \"o\" );\n"
		"  tasks = ( { text = \"t\"; } ); } );\n");
	DONE("loaded", "plays", "load", run_path("opens.cfg"));
	DONE("call", "touch", "Contoso", "call", "--on", "2026-11-01");
	setenv("WAYMARK_TODAY", "2026-12-20", 1);
	list = JSON_OF("flag", "list", "Contoso", "--json");
	cr_assert_not_null(entry(list, "flag", "yy"), "49 days of silence");
	json_decref(list);
	list = JSON_OF("plays", "list", "Contoso", "--json");
	cr_assert_null(entry(list, "play", "yy-call"));
	json_decref(list);
	DONE("set", "set", "Contoso", "segment=SMB");
	list = JSON_OF("plays", "list", "Contoso", "--json");
	cr_assert_not_null(entry(list, "play", "yy-call"));
	IS(entry(list, "play", "yy-call"), "opened_by", "waymark");
	json_decref(list);
}
