/* Placement, tasks and documents, and what show tells of a track, through the program itself. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "run.h"

/* a and b, c optional / d, e and l1 as evidence / f. */
static const char way[] =
	"id = \"way\"; title = \"The way\"; version = \"1\"; subject = \"account\"; reading = \"progress\";\n"
	"stages = ( { id = \"one\"; name = \"One\"; promise = \"p\"; expected_days = 30;\n"
	"  characteristics = ( \"It is small\", \"It is new\" ); activities = ( { name = \"First\"; milestones = "
	"(\n"
	"   { id = \"a\"; question = \"Is a done?\"; tasks = (\n"
	"     { text = \"Write a\"; side = \"us\"; due_days = 5; document = \"Guide to a\"; },\n"
	"     { text = \"Sign a\"; side = \"customer\"; due_days = 20; }, { text = \"Keep a\"; side = \"us\"; } ); "
	"},\n"
	"   { id = \"b\"; question = \"Is b done?\"; }, { id = \"c\"; question = \"Is c done?\"; required = false; "
	"} ); } ); },\n"
	" { id = \"two\"; name = \"Two\"; promise = \"p\"; expected_days = 30; characteristics = ( \"It is "
	"larger\" );\n"
	"  activities = ( { name = \"Next\"; milestones = ( { id = \"d\"; question = \"Is d done?\"; tasks = (\n"
	"     { text = \"Do d\"; side = \"us\"; due_days = 5; document = \"Guide to d\"; } ); },\n"
	"   { id = \"e\"; question = \"Is e done?\"; } ); } ); },\n"
	" { id = \"three\"; name = \"Three\"; promise = \"p\"; expected_days = 30; characteristics = ( \"It is "
	"big\" );\n"
	"  activities = ( { name = \"Last\"; milestones = ( { id = \"f\"; question = \"Is f done?\"; } ); } ); } "
	");\n";
static const char trust[] =
	"id = \"trust\"; title = \"Trust\"; version = \"1\"; subject = \"account\"; reading = \"level\";\n"
	"stages = ( { id = \"low\"; name = \"Low\"; promise = \"p\"; activities = ( { name = \"x\"; milestones = "
	"(\n"
	"   { id = \"l1\"; question = \"Do they call back?\"; evidence = ( \"way/two\" ); } ); } ); } );\n";

static void with_an_account(void)
{
	run_begin();
	run_write_file("way.cfg", way);
	run_write_file("trust.cfg", trust);
	DONE("", "track", "load", "way.cfg");
	DONE("", "track", "load", "trust.cfg");
	DONE("added Northwind", "add", "Northwind", "--track", "way");
}

TestSuite(place, .init = with_an_account, .fini = run_end);

static void is_text(int line, json_t *root, const char *path, const char *text)
{
	json_t *value = json_at(root, path);

	if (!text) {
		cr_assert(json_is_null(value), "line %d: %s is not null", line, path);
		return;
	}
	cr_assert(json_is_string(value), "line %d: %s is no string", line, path);
	cr_assert_str_eq(json_string_value(value), text, "line %d: %s", line, path);
}

static void is_int(int line, json_t *root, const char *path, int number)
{
	cr_assert(json_is_integer(json_at(root, path)), "line %d: %s is no integer", line, path);
	cr_assert_eq(json_integer_value(json_at(root, path)), number, "line %d: %s is %lld, not %d", line, path,
		     (long long)json_integer_value(json_at(root, path)), number);
}

static void is_bool(int line, json_t *root, const char *path, int value)
{
	cr_assert(json_is_boolean(json_at(root, path)), "line %d: %s is no boolean", line, path);
	cr_assert_eq(json_is_true(json_at(root, path)), value, "line %d: %s", line, path);
}

#define IS_TEXT(root, path, text) is_text(__LINE__, (root), (path), (text))
#define IS_INT(root, path, number) is_int(__LINE__, (root), (path), (number))
#define IS_BOOL(root, path, value) is_bool(__LINE__, (root), (path), (value))

/* The answers of the way's six questions as letters: y n - (not applicable) . (open). */
static void answers_are(int line, const char *expected)
{
	static const char *const paths[] = { "0.milestones.0", "0.milestones.1", "0.milestones.2",
					     "1.milestones.0", "1.milestones.1", "2.milestones.0" };
	json_t *show = JSON_OF("--json", "show", "Northwind");
	char got[7] = { 0 };

	for (int i = 0; i < 6; i++) {
		char path[64];
		const char *answer;

		snprintf(path, sizeof path, "tracks.0.stages.%s.answer", paths[i]);
		answer = json_string_value(json_at(show, path));
		got[i] = !strcmp(answer, "open") ? '.' : !strcmp(answer, "na") ? '-' : *answer;
	}
	cr_assert_str_eq(got, expected, "line %d: %s, not %s", line, got, expected);
	json_decref(show);
}
#define ANSWERS_ARE(expected) answers_are(__LINE__, (expected))

/* ---- placement ---- */

Test(place, the_walk_stores_nothing)
{
	json_t *walk;

	DONE("suggested start: none yet", "place", "Northwind");
	DONE("It is larger  (two.1)", "place", "Northwind");
	DONE("suggested start: Two", "place", "Northwind", "--fits", "two.1", "--not", "one.1");
	DONE("--accept takes it: 3 questions before it become not applicable", "place", "Northwind", "--fits",
	     "two.1");
	walk = JSON_OF("--json", "place", "Northwind", "--fits", "three.1", "--not", "one.2", "--answer", "b=yes",
		       "--answer", "d=no");
	IS_TEXT(walk, "track", "way");
	IS_TEXT(walk, "placed", NULL);
	IS_TEXT(walk, "suggestion.stage", "Two");
	IS_TEXT(walk, "suggestion.id", "two");
	IS_INT(walk, "suggestion.index", 2);
	IS_INT(walk, "suggestion.settles", 2);
	IS_TEXT(walk, "suggestion.reasons.0", "Three fits best: the one characteristic asked of it fits");
	IS_TEXT(walk, "suggestion.reasons.1", "it cannot start beyond Two: 'Is d done?' is answered no");
	IS_TEXT(walk, "stages.0.characteristics.0.mark", "one.1");
	IS_TEXT(walk, "stages.0.characteristics.0.fits", NULL);
	IS_TEXT(walk, "stages.0.characteristics.1.fits", "no");
	IS_TEXT(walk, "stages.2.characteristics.0.fits", "yes");
	IS_TEXT(walk, "stages.0.milestones.1.answer", "yes");
	IS_TEXT(walk, "stages.1.milestones.0.answer", "no");
	cr_assert_eq(json_array_size(json_at(walk, "stages.0.milestones")), 2, "required ones only");
	json_decref(walk);
	ANSWERS_ARE("......");
}

Test(place, accepting_is_one_change_that_undo_takes_back)
{
	json_t *placed;

	DONE("answered no", "tick", "Northwind", "b", "no", "--on", "2026-11-01", "--note", "not yet");
	DONE("ticked", "tick", "Northwind", "b", "--on", "2026-11-02");
	placed = JSON_OF("--json", "place", "Northwind", "--fits", "three.1", "--accept", "--on", "2026-11-20");
	IS_TEXT(placed, "stage.name", "Three");
	IS_INT(placed, "stage.days", 2);
	IS_TEXT(placed, "change.stage_before", "One");
	IS_TEXT(placed, "change.stage_after", "Three");
	IS_TEXT(placed, "change.tracks.0.track", "way");
	IS_TEXT(placed, "change.tracks.0.stage_after", "Three");
	json_decref(placed);
	ANSWERS_ARE("-y---.");
	placed = JSON_OF("--json", "place", "Northwind");
	IS_TEXT(placed, "placed", "2026-11-20");
	json_decref(placed);
	placed = JSON_OF("--json", "show", "Northwind");
	IS_TEXT(placed, "tracks.0.stages.0.milestones.0.note", "before us");
	IS_TEXT(placed, "tracks.0.stages.0.milestones.1.note", NULL);
	json_decref(placed);
	DONE("undid: placed Northwind at Three, 4 questions before it not applicable: stage One -> Three", "undo");
	ANSWERS_ARE(".y....");
	placed = JSON_OF("--json", "place", "Northwind");
	IS_TEXT(placed, "placed", NULL);
	json_decref(placed);
}

Test(place, by_hand_and_again_further_back)
{
	FAILED("way has no stage 'four', but one, two, three", "place", "Northwind", "four");
	DONE("answered no", "tick", "Northwind", "d", "no");
	FAILED("'Is d done?' (d) is answered no, so Two is the furthest to start at: answer it, or place earlier",
	       "place", "Northwind", "three");
	ANSWERS_ARE("...n..");
	DONE("placed Northwind at Three", "place", "Northwind", "three", "--answer", "d=yes");
	ANSWERS_ARE("---y-.");
	DONE("it stands there already", "place", "Northwind", "Three");
	DONE("placed Northwind at Two: stage Three -> Two", "place", "Northwind", "two");
	ANSWERS_ARE("---y..");
	DONE("placed Northwind at One", "place", "Northwind", "one");
	ANSWERS_ARE("...y..");
}

/* Put where it stands, it looks no fresher than it is: its start is that of its answers or of the first placement. */
Test(place, what_stands_there_keeps_its_start)
{
	json_t *shown;

	DONE("ticked", "tick", "Northwind", "a", "--on", "2026-09-01");
	DONE("it stands there already", "place", "Northwind", "one");
	DONE("placed Northwind at Two, 2 questions before it", "place", "Northwind", "two", "--on", "2026-10-01");
	shown = JSON_OF("--json", "show", "Northwind");
	IS_INT(shown, "stage.days", 52);
	json_decref(shown);
	DONE("it stands there already", "place", "Northwind", "two");
	DONE("it stands there already", "place", "Northwind", "--fits", "two.1", "--accept");
	/* an answer to a question of the stage moves nothing either */
	DONE("placed Northwind at Two", "place", "Northwind", "two", "--answer", "d=yes");
	shown = JSON_OF("--json", "show", "Northwind");
	IS_INT(shown, "stage.days", 52);
	json_decref(shown);
	shown = JSON_OF("--json", "place", "Northwind");
	IS_TEXT(shown, "placed", "2026-10-01");
	json_decref(shown);
	/* another stage is another start */
	DONE("placed Northwind at Three", "place", "Northwind", "three");
	shown = JSON_OF("--json", "show", "Northwind");
	IS_INT(shown, "stage.days", 0);
	json_decref(shown);
}

Test(place, beyond_the_stage_named_by_its_answers_nothing_changes)
{
	DONE("ticked", "tick", "Northwind", "a", "--on", "2026-09-01");
	DONE("One -> Two", "tick", "Northwind", "b", "--on", "2026-09-11");
	DONE("nothing changes: by its answers it stands at Two", "place", "Northwind", "one");
	/* not begun yet, being placed in the first stage is its beginning */
	DONE("added Contoso", "add", "Contoso", "--track", "way");
	DONE("placed Contoso at One", "place", "Contoso", "one", "--on", "2026-11-01");
}

Test(place, a_stage_is_passed_on_the_way_through_a_track_alone)
{
	DONE("", "add", "Contoso", "--track", "trust");
	FAILED("a level is read from the answers alone: nothing of it is passed by hand", "pass", "Contoso", "low",
	       "--reason", "we know them");
	DONE("the stage was not passed by hand", "pass", "Contoso", "low", "--back");
	/* one of before it was read so */
	DONE("", "pass", "Northwind", "one", "--reason", "long ago");
	run_write_file(
		"diagnosis.cfg",
		"id = \"way\"; title = \"The way\"; version = \"2\"; subject = \"account\"; reading = "
		"\"diagnosis\"; stages = ( { id = \"one\"; name = \"One\"; promise = \"p\"; activities = ( { "
		"name = \"First\"; milestones = ( { id = \"a\"; question = \"Is a bad?\"; } ); } ); } );");
	DONE("", "track", "load", "diagnosis.cfg", "--late", "keep");
	FAILED("a diagnosis is read from the answers alone", "pass", "Northwind", "one", "--reason", "again");
	DONE("took back the pass of One", "pass", "Northwind", "one", "--back");
}

Test(place, says_what_cannot_be_placed)
{
	USAGE("either a stage of your own or --accept", "place", "Northwind", "two", "--accept");
	FAILED("nothing was said yet", "place", "Northwind", "--accept");
	USAGE("way has no characteristic 'two.2'", "place", "Northwind", "--fits", "two.2");
	USAGE("no MILESTONE=yes", "place", "Northwind", "--answer", "a=maybe");
	USAGE("no MILESTONE=yes", "place", "Northwind", "--answer", "a=open");
	FAILED("does not have the track trust", "place", "Northwind", "--track", "trust");
	DONE("", "add", "Contoso", "--track", "trust");
	FAILED("trust is read as levels", "place", "Contoso");
	FAILED("nobody's account", "place", "@organisation");
}

/* Evidence wants a yes, which nobody gave: the stage is passed, with the reason, and back with undo. */
Test(place, a_stage_that_evidence_keeps_open_is_passed)
{
	json_t *show;

	DONE("", "add", "Contoso", "--track", "trust");
	DONE("", "track", "assign", "Contoso", "way");
	DONE("placed Contoso at Three", "place", "Contoso", "three", "--track", "way");
	show = JSON_OF("--json", "show", "Contoso");
	for (size_t i = 0; i < 2; i++) {
		json_t *track = json_array_get(json_at(show, "tracks"), i);

		if (strcmp(json_string_value(json_at(track, "id")), "way") != 0) {
			IS_TEXT(track, "stages.0.milestones.0.answer", "open");
			IS_TEXT(track, "stages.0.milestones.0.evidence_for.0", "way/two");
			continue;
		}
		IS_TEXT(track, "stage", "Three");
		IS_BOOL(track, "passed", 1);
		IS_TEXT(track, "stages.1.milestones.2.from", "trust");
		IS_TEXT(track, "stages.1.milestones.2.answer", "open");
		IS_TEXT(track, "stages.1.passed_on", "2026-11-22");
		IS_TEXT(track, "stages.1.pass_reason", "before us");
		IS_TEXT(track, "stages.0.passed_on", NULL);
	}
	json_decref(show);
	DONE("(passed by hand 2026-11-22: before us)", "show", "Contoso");
	DONE("Do they call back?  (l1)  (from trust)", "show", "Contoso");
	DONE("undid", "undo");
	DONE("[ ] Is a done?", "show", "Contoso");
}

/* ---- one answer, several tracks ---- */

Test(place, a_tick_tells_of_every_track_that_it_moves)
{
	json_t *tick;

	DONE("", "add", "Contoso", "--track", "way");
	DONE("", "track", "assign", "Contoso", "trust");
	for (const char *const *key = (const char *const[]){ "a", "b", "d", "e", NULL }; *key; key++)
		DONE("ticked", "tick", "Contoso", *key);
	tick = JSON_OF("--json", "tick", "Contoso", "trust/l1");
	cr_assert_eq(json_array_size(json_at(tick, "change.tracks")), 2);
	IS_TEXT(tick, "change.stage_before", "none");
	IS_TEXT(tick, "change.stage_after", "Low");
	IS_TEXT(tick, "change.tracks.0.track", "trust");
	IS_BOOL(tick, "change.tracks.0.completed_after", 1);
	IS_TEXT(tick, "change.tracks.1.track", "way");
	IS_TEXT(tick, "change.tracks.1.stage_before", "Two");
	IS_TEXT(tick, "change.tracks.1.stage_after", "Three");
	json_decref(tick);
	DONE("stage completed -> none, way Three -> Two", "tick", "Contoso", "l1", "open");
	tick = JSON_OF("--json", "tick", "Contoso", "l1", "na");
	cr_assert_eq(json_array_size(json_at(tick, "change.tracks")), 0, "not applicable is no evidence");
	json_decref(tick);
}

/* ---- what a new version leaves and brings ---- */

/* The next version asks no c, and g beside a and b. */
Test(place, a_dropped_question_stays_readable_and_an_added_one_reopens)
{
	static const char old[] = "{ id = \"c\"; question = \"Is c done?\"; required = false; }";
	static const char new[] = "{ id = \"g\"; question = \"Is g done?\"; required = true ; }";
	char *text = strdup(way), *c = strstr(text, old), *version = strstr(text, "version = \"1\"");
	json_t *show;

	cr_assert_not_null(c);
	version[11] = '2';
	memcpy(c, new, strlen(new));
	for (const char *const *key = (const char *const[]){ "a", "b", "c", NULL }; *key; key++)
		DONE("ticked", "tick", "Northwind", *key, "--on", "2026-11-20", "--note", "seen");
	run_write_file("way.cfg", text);
	free(text);
	DONE("", "track", "load", "way.cfg", "--late", "keep");
	show = JSON_OF("--json", "show", "Northwind");
	IS_TEXT(show, "retired.0.track", "way");
	IS_TEXT(show, "retired.0.stage", "One");
	IS_TEXT(show, "retired.0.id", "c");
	IS_TEXT(show, "retired.0.question", "Is c done?");
	IS_TEXT(show, "retired.0.answer", "yes");
	IS_TEXT(show, "retired.0.on", "2026-11-20");
	IS_TEXT(show, "retired.0.note", "seen");
	IS_TEXT(show, "tracks.0.stage", "One");
	IS_INT(show, "tracks.0.stages.0.reopened", 1);
	IS_INT(show, "tracks.0.stages.1.reopened", 0);
	IS_TEXT(show, "tracks.0.stages.0.milestones.2.id", "g");
	IS_TEXT(show, "tracks.0.stages.0.milestones.2.added_on", "2026-11-22");
	IS_TEXT(show, "tracks.0.stages.0.milestones.0.added_on", NULL);
	json_decref(show);
	DONE("One  (reopened: 1 question added 2026-11-22)", "show", "Northwind");
	DONE("No longer asked\n     [✔] Is c done?  (way/c)  2026-11-20", "show", "Northwind");
}

/* ---- tasks ---- */

Test(place, tasks_are_listed_with_what_is_due)
{
	json_t *tasks = JSON_OF("--json", "task", "Northwind", "a");

	cr_assert_eq(json_array_size(json_at(tasks, "tasks")), 3);
	IS_TEXT(tasks, "milestone.track", "way");
	IS_TEXT(tasks, "milestone.id", "a");
	IS_TEXT(tasks, "milestone.answer", "open");
	IS_INT(tasks, "tasks.0.n", 1);
	IS_TEXT(tasks, "tasks.0.text", "Write a");
	IS_TEXT(tasks, "tasks.1.side", "customer");
	IS_TEXT(tasks, "tasks.0.document", "Guide to a");
	IS_TEXT(tasks, "tasks.0.due", NULL); /* the stage is not entered yet */
	json_decref(tasks);

	DONE("placed", "place", "Northwind", "one", "--on", "2026-11-12");
	tasks = JSON_OF("--json", "task", "Northwind", "a");
	IS_TEXT(tasks, "tasks.0.due", "2026-11-17"); /* 5 days after the stage was entered */
	IS_BOOL(tasks, "tasks.0.overdue", 1);
	IS_BOOL(tasks, "tasks.0.due_by_hand", 0);
	IS_TEXT(tasks, "tasks.1.due", "2026-12-02");
	IS_BOOL(tasks, "tasks.1.overdue", 0);
	IS_TEXT(tasks, "tasks.2.due", NULL);
	json_decref(tasks);
	DONE("17 Nov overdue", "task", "Northwind", "a");
	tasks = JSON_OF("--json", "task", "Northwind", "d");
	IS_TEXT(tasks, "tasks.0.due", NULL); /* of a stage that lies ahead */
	json_decref(tasks);
	DONE("it has no tasks", "task", "Northwind", "b");
}

Test(place, tasks_are_done_given_and_dated)
{
	json_t *tasks;

	DONE("task 'Write a' of 'Is a done?' on Northwind: owner Bo, due 2026-12-24", "task", "Northwind", "a", "1",
	     "--owner", "Bo", "--due", "2026-12-24");
	DONE("the task is so already", "task", "Northwind", "a", "1", "--owner", "Bo");
	DONE("Bo", "task", "Northwind", "a", "1");
	tasks = JSON_OF("--json", "task", "Northwind", "a", "1", "done", "--on", "2026-11-20");
	IS_TEXT(tasks, "tasks.0.done", "2026-11-20");
	IS_TEXT(tasks, "tasks.0.owner", "Bo");
	IS_TEXT(tasks, "tasks.0.due", "2026-12-24");
	IS_BOOL(tasks, "tasks.0.due_by_hand", 1);
	json_decref(tasks);
	DONE(": done\n", "task", "Northwind", "a", "2", "done");
	DONE("done; all 3 tasks are done: tick the milestone?", "task", "Northwind", "a", "3", "done");
	ANSWERS_ARE("......");
	DONE("its one task is done: tick the milestone?", "task", "Northwind", "d", "1", "done");
	DONE("open again", "task", "Northwind", "d", "1", "open");
	DONE("ticked", "tick", "Northwind", "d");
	DONE(": done\n", "task", "Northwind", "d", "1", "done");
	DONE("undid: task 'Do d'", "undo");
	DONE("undid: ticked", "undo");
	tasks = JSON_OF("--json", "show", "Northwind");
	IS_TEXT(tasks, "tracks.0.stages.0.milestones.0.tasks.0.owner", "Bo");
	IS_TEXT(tasks, "tracks.0.stages.0.milestones.0.tasks.0.done", "2026-11-20");
	IS_TEXT(tasks, "tracks.0.stages.0.milestones.0.tasks.0.document", "Guide to a");
	IS_TEXT(tasks, "tracks.0.stages.1.milestones.0.tasks.0.done", NULL);
	IS_TEXT(tasks, "tracks.0.reading", "progress");
	IS_TEXT(tasks, "tracks.0.title", "The way");
	IS_BOOL(tasks, "tracks.0.main", 1);
	IS_INT(tasks, "tracks.0.stage_index", 1);
	IS_INT(tasks, "tracks.0.settled", 0);
	IS_INT(tasks, "tracks.0.required", 2);
	IS_TEXT(tasks, "tracks.0.next_milestone.id", "a");
	cr_assert_eq(json_array_size(json_at(tasks, "retired")), 0);
	json_decref(tasks);
	DONE("owner nobody, due as its track has it", "task", "Northwind", "a", "1", "--owner", "", "--due",
	     "none");
	USAGE("which one? give its number, 1 to 3", "task", "Northwind", "a", "--owner", "Bo");
	USAGE("'4' is no number of a task here, which go from 1 to 3", "task", "Northwind", "a", "4", "done");
	USAGE("", "task", "Northwind", "a", "1", "finished");
	FAILED("has no tasks", "task", "Northwind", "b", "1", "done");
	FAILED("--on", "task", "Northwind", "a", "1", "done", "--on", "2026-12-01");
}

/* ---- documents ---- */

Test(place, documents_are_ranked_written_and_removed)
{
	json_t *list;

	run_write_file("guide.txt", "First this.\nThen that.\n");
	list = JSON_OF("--json", "document");
	IS_TEXT(list, "0.why", "none of the four questions is answered yet");
	json_decref(list);
	DONE("wrote of the document 'Guide to d': critical, holders, frees", "document", "set", "guide to d",
	     "critical=high", "holders=Ana, Bo", "frees=no");
	list = JSON_OF("--json", "document", "list");
	IS_TEXT(list, "0.title", "Guide to d");
	IS_INT(list, "0.rank", 50);
	IS_TEXT(list, "0.critical", "high");
	IS_TEXT(list, "0.holders", "Ana, Bo");
	IS_BOOL(list, "0.frees", 0);
	IS_TEXT(list, "0.only", NULL);
	IS_BOOL(list, "0.written", 0);
	IS_INT(list, "0.tasks", 1);
	IS_INT(list, "0.terms.1.points", 10);
	json_decref(list);
	DONE("critical to success +40, two or three hold the knowledge +10", "document");
	DONE("wrote of the document 'Guide to d': text", "document", "set", "Guide to d", "text=@guide.txt");
	list = JSON_OF("--json", "document", "show", "guide to d");
	IS_TEXT(list, "text", "First this.\nThen that.\n");
	IS_BOOL(list, "written", 1);
	IS_TEXT(list, "named_by.0.milestone", "way/d");
	IS_TEXT(list, "named_by.0.task", "Do d");
	json_decref(list);
	DONE("\nFirst this.\nThen that.\n", "document", "show", "Guide to d");
	DONE("the document is so already", "document", "set", "Guide to d", "critical=high");
	DONE("removed what was written", "document", "remove", "Guide to d");
	list = JSON_OF("--json", "document", "show", "Guide to d");
	IS_TEXT(list, "text", NULL);
	IS_INT(list, "rank", 0);
	json_decref(list);
	DONE("undid", "undo");
	list = JSON_OF("--json", "document", "show", "Guide to d");
	IS_INT(list, "rank", 50);
	json_decref(list);
	DONE("wrote of the document 'Guide to d': text, critical", "document", "set", "Guide to d",
	     "text=", "critical=");
	DONE("nothing is written of it", "document", "remove", "Guide to a");
}

Test(place, documents_say_what_is_wrong)
{
	FAILED("'guide to' fits several documents: Guide to a; Guide to d", "document", "show", "guide to");
	FAILED("did you mean 'Guide to a'", "document", "show", "Guied to a");
	USAGE("title is missing", "document", "show");
	USAGE("no field 'colour'", "document", "set", "Guide to a", "colour=red");
	USAGE("none of low, medium, high", "document", "set", "Guide to a", "critical=very");
	USAGE("neither yes nor no", "document", "set", "Guide to a", "frees=perhaps");
	USAGE("what of it?", "document", "set", "Guide to a");
	FAILED("none.txt: ", "document", "set", "Guide to a", "text=@none.txt");
	USAGE("one word too many", "document", "remove", "Guide", "to", "a");
	DONE("wrote of the document 'Something new': link", "document", "set", "Something new",
	     "link=http://localhost/");
	DONE("http://localhost/", "document", "show", "something");
}
