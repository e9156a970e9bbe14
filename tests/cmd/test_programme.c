/* The organisation's programme through the program: it explains itself, is filled, rated, answered and undone. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <criterion/criterion.h>

#include "run.h"

static const char steps[] =
	"id = \"steps\"; title = \"Our steps\"; version = \"1\"; subject = \"organisation\"; reading = "
	"\"progress\";\n"
	"about = \"What we do, step by step.\"; statement = \"We help {which customers} to {their result} by "
	"{when}.\";\n"
	"stages = ( { id = \"one\"; name = \"Numbers\"; promise = \"p\"; activities = ( { name = \"x\"; milestones "
	"= (\n"
	"   { id = \"p\"; question = \"Is p written?\"; tasks = ( { text = \"Write p\"; document = \"P guide\"; } "
	"); },\n"
	"   { id = \"q\"; question = \"Is q written?\"; } ); } ); },\n"
	" { id = \"two\"; name = \"People\"; promise = \"p\"; activities = ( { name = \"y\"; milestones = (\n"
	"   { id = \"r\"; question = \"Is r written?\"; } ); } ); } );\n";
/* shared: counts for both; far: s, t; near: s, u, v */
static const char gaps[] =
	"id = \"gaps\"; title = \"Our gaps\"; version = \"1\"; subject = \"organisation\"; reading = "
	"\"diagnosis\";\n"
	"columns = ( \"Promises\", \"People\" ); tactics = ( \"Talk to each other\" );\n"
	"stages = ( { id = \"far\"; name = \"Too far\"; promise = \"p\"; tactics = ( \"Come closer\" ); row = "
	"\"Distance\";\n"
	"  cells = ( { id = \"trust\"; name = \"Trust\"; question = \"Is there trust?\"; },\n"
	"   { id = \"map\"; name = \"Map\"; question = \"Is there a map?\"; } );\n"
	"  activities = ( { name = \"x\"; milestones = (\n"
	"   { id = \"s\"; question = \"Does s hurt?\"; also = ( \"near\" ); }, { id = \"t\"; question = \"Does t "
	"hurt?\"; } ); } ); },\n"
	" { id = \"near\"; name = \"Too near\"; promise = \"p\"; tactics = ( \"Step back\" ); row = \"Nearness\";\n"
	"  cells = ( { id = \"room\"; name = \"Room\"; question = \"Is there room?\"; },\n"
	"   { id = \"time\"; name = \"Time\"; question = \"Is there time?\"; } );\n"
	"  activities = ( { name = \"y\"; milestones = ( { id = \"u\"; question = \"Does u hurt?\"; },\n"
	"   { id = \"v\"; question = \"Does v hurt?\"; } ); } ); } );\n";

/* A book with these tracks alone. */
static void with_tracks(void)
{
	run_begin();
	run_write_file("steps.cfg", steps);
	run_write_file("gaps.cfg", gaps);
	cr_assert_eq(mkdir(run_path("tracks"), 0700), 0);
	cr_assert_eq(mkdir(run_path("plays"), 0700), 0);
	setenv("WAYMARK_SHARE", run_path("."), 1);
	DONE("", "track", "load", "steps.cfg");
	DONE("", "track", "load", "gaps.cfg");
}

TestSuite(programme, .init = with_tracks, .fini = run_end);

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

#define IS_TEXT(root, path, text) is_text(__LINE__, (root), (path), (text))
#define IS_INT(root, path, number) is_int(__LINE__, (root), (path), (number))

static json_t *track_of(json_t *programme, const char *key)
{
	json_t *tracks = json_at(programme, "tracks"), *track;
	size_t i;

	json_array_foreach(tracks, i,
			   track) if (!strcmp(json_string_value(json_at(track, "id")), key)) return track;
	cr_assert_fail("there is no track %s", key);
	return NULL;
}

/* ---- with nothing answered ---- */

Test(programme, says_what_to_do_where_nothing_is_answered)
{
	json_t *programme = JSON_OF("--json", "programme"), *track;

	track = track_of(programme, "steps");
	IS_TEXT(track, "about", "What we do, step by step.");
	IS_TEXT(track, "reading", "progress");
	IS_TEXT(track, "stage", "Numbers");
	IS_INT(track, "stage_index", 1);
	IS_INT(track, "settled", 0);
	IS_INT(track, "required", 2);
	IS_INT(track, "all_required", 3);
	IS_TEXT(track, "next_milestone.id", "p");
	IS_TEXT(track, "stages.0.milestones.0.tasks.0.document", "P guide");
	IS_TEXT(programme, "documents.0.title", "P guide");
	IS_INT(programme, "documents.0.rank", 0);
	IS_TEXT(programme, "statement.text", "We help [which customers] to [their result] by [when].");
	IS_INT(programme, "statement.filled", 0);
	IS_TEXT(programme, "statement.blanks.2.blank", "when");
	IS_TEXT(programme, "statement.blanks.2.value", NULL);
	IS_TEXT(programme, "diagnosis.worst", NULL);
	IS_TEXT(programme, "diagnosis.conditions.0.id", "far");
	IS_TEXT(programme, "diagnosis.conditions.0.symptoms", NULL);
	IS_TEXT(programme, "diagnosis.conditions.0.roadmap", NULL);
	IS_TEXT(programme, "roadmap.columns.1", "People");
	IS_TEXT(programme, "roadmap.rows.1.name", "Nearness");
	IS_TEXT(programme, "roadmap.rows.1.cells.0.id", "room");
	IS_TEXT(programme, "roadmap.rows.1.cells.0.rating", NULL);
	json_decref(programme);
	DONE("next: Is p written?", "programme");
	DONE("waymark tick @organisation steps/p yes|no|na", "programme", "show");
	DONE("What we do, step by step.", "programme");
	DONE("waymark programme fill 'which customers' TEXT", "programme");
	DONE("Nothing is known yet", "programme");
	DONE("waymark tick @organisation gaps/s yes|no", "programme");
	DONE("waymark programme rate trust 0|1|2|3", "programme");
	DONE("0  P guide: none of the four questions is answered yet", "programme");
}

Test(programme, without_tracks_it_says_where_they_are)
{
	json_t *json;

	setenv("WAYMARK_BOOK", run_path("other.db"), 1);
	run_write_file("account.cfg",
		       "id = \"mine\"; title = \"Mine\"; version = \"1\"; subject = \"account\"; "
		       "reading = \"progress\"; stages = ( { id = \"one\"; name = \"One\"; promise = \"p\"; "
		       "activities = ( { name = \"x\"; milestones = ( { id = \"a\"; question = \"Is a "
		       "done?\"; } ); } ); } );");
	DONE("", "track", "load", "account.cfg");
	DONE("no track for the organisation", "programme");
	DONE("No task names a document", "programme");
	json = JSON_OF("--json", "programme");
	cr_assert_eq(json_array_size(json_at(json, "tracks")), 0);
	IS_TEXT(json, "diagnosis", NULL);
	IS_TEXT(json, "statement", NULL);
	IS_TEXT(json, "roadmap", NULL);
	json_decref(json);
}

/* ---- answers ---- */

Test(programme, its_questions_are_answered_on_the_organisation)
{
	json_t *json;

	DONE("ticked 'Is p written?' on @organisation", "tick", "@organisation", "steps/p", "--note",
	     "in the wiki");
	DONE("wrote a note", "note", "@organisation", "steps/p", "in the handbook");
	json = JSON_OF("--json", "tick", "@organisation", "steps/q");
	IS_TEXT(json, "name", "@organisation");
	IS_TEXT(json, "stage", NULL);
	IS_TEXT(json, "change.stage_before", "Numbers");
	IS_TEXT(json, "change.stage_after", "People");
	IS_TEXT(json, "change.tracks.0.track", "steps");
	IS_TEXT(json, "change.health_after", NULL);
	json_decref(json);
	json = JSON_OF("--json", "show", "@organisation");
	IS_TEXT(track_of(json, "steps"), "stage", "People");
	IS_TEXT(track_of(json, "steps"), "stages.0.milestones.0.note", "in the handbook");
	json_decref(json);
	DONE("passed People by hand on @organisation", "pass", "@organisation", "steps/two", "--reason",
	     "done before");
	DONE("(passed by hand 2026-11-22: done before)", "show", "@organisation");
	DONE("[✔] Is p written?", "show", "@organisation");
	DONE("ticked 'Is q written?' on @organisation: stage Numbers -> People", "log", "@organisation");
	DONE("undid: passed People", "undo");
	DONE("undid: ticked 'Is q written?'", "undo");
	json = JSON_OF("--json", "programme");
	IS_TEXT(track_of(json, "steps"), "stage", "Numbers");
	IS_INT(track_of(json, "steps"), "settled", 1);
	json_decref(json);
	json = JSON_OF("--json", "list");
	cr_assert_eq(json_array_size(json), 0, "it is in no list of accounts");
	json_decref(json);
}

Test(programme, is_no_customer)
{
	FAILED("nobody's account", "set", "@organisation", "arr=100 EUR");
	FAILED("nobody's account", "touch", "@organisation", "call");
	FAILED("nobody's account", "health", "@organisation");
	FAILED("nobody's account", "qbr", "@organisation");
}

/* ---- the diagnosis ---- */

/* far: s of s, t; near: s and u of s, u, v. */
Test(programme, the_worst_condition_comes_with_evidence_and_ways_out)
{
	json_t *json;

	DONE("worst condition none -> Too far", "tick", "@organisation", "gaps/s", "--note", "three calls a week");
	DONE("worst condition Too far -> Too near", "tick", "@organisation", "gaps/u", "--on", "2026-11-03");
	json = JSON_OF("--json", "programme");
	IS_TEXT(json, "diagnosis.track", "gaps");
	IS_TEXT(json, "diagnosis.worst", "near");
	IS_TEXT(json, "diagnosis.tactics.0", "Talk to each other");
	IS_INT(json, "diagnosis.conditions.0.symptoms", 50);
	IS_INT(json, "diagnosis.conditions.0.yes", 1);
	IS_INT(json, "diagnosis.conditions.0.asked", 2);
	IS_INT(json, "diagnosis.conditions.1.symptoms", 66);
	IS_INT(json, "diagnosis.conditions.1.depth", 66);
	IS_TEXT(json, "diagnosis.conditions.1.tactics.0", "Step back");
	cr_assert_eq(json_array_size(json_at(json, "diagnosis.conditions.1.evidence")), 2);
	IS_TEXT(json, "diagnosis.conditions.1.evidence.0.id", "s");
	IS_TEXT(json, "diagnosis.conditions.1.evidence.0.note", "three calls a week");
	IS_TEXT(json, "diagnosis.conditions.1.evidence.1.on", "2026-11-03");
	json_decref(json);
	DONE("worst: Too near, 2 of its 3 symptoms are there (66%)", "programme");
	DONE("- Does s hurt?  2026-11-22", "programme");
	DONE("three calls a week", "programme");
	DONE("- Step back", "programme");
	DONE("- Talk to each other", "programme");
	DONE("> Too near          66% (2)    2 of 3        not known\n", "programme");
	DONE("next: Does t hurt?", "programme");
}

/* ---- the statement ---- */

Test(programme, the_statement_is_filled_word_by_word)
{
	json_t *json;

	DONE("filled 'their result' of the statement of Our steps: sell more", "programme", "fill", "their res",
	     "sell more");
	DONE("the blank is so already", "programme", "fill", "THEIR RESULT", "sell more");
	DONE("filled 'when'", "programme", "fill", "when", "May");
	json = JSON_OF("--json", "programme", "fill", "which", "farmers");
	IS_TEXT(json, "statement.text", "We help farmers to sell more by May.");
	IS_INT(json, "statement.filled", 3);
	IS_TEXT(json, "statement.blanks.0.value", "farmers");
	json_decref(json);
	DONE("We help farmers to sell more by May.", "programme");
	DONE("undid: filled 'which customers'", "undo");
	DONE("emptied 'when'", "programme", "fill", "when", "");
	FAILED("there is no blank 'colour', but ", "programme", "fill", "colour", "red");
	USAGE("fill which blank with what?", "programme", "fill", "when");
	DONE("undid: emptied", "undo");
	DONE("filled 'when' of the statement of Our steps: May", "log", "@organisation");
	DONE("by May.", "programme");
}

/* ---- the roadmap ---- */

Test(programme, the_roadmap_is_rated_cell_by_cell)
{
	json_t *json;

	DONE("rated Room of the growth roadmap 2, mostly", "programme", "rate", "room", "2", "--note", "two desks");
	json = JSON_OF("--json", "programme", "rate", "gaps/map", "1", "--on", "2026-11-10");
	IS_INT(json, "roadmap.rows.1.cells.0.rating", 2);
	IS_TEXT(json, "roadmap.rows.1.cells.0.note", "two desks");
	IS_TEXT(json, "roadmap.rows.1.cells.0.on", "2026-11-22");
	IS_INT(json, "roadmap.rows.0.cells.1.rating", 1);
	IS_TEXT(json, "roadmap.rows.0.cells.1.on", "2026-11-10");
	/* far: 1 of 3 reached; near: 2 of 3. No symptom was answered, so the rows decide. */
	IS_INT(json, "diagnosis.conditions.0.roadmap", 33);
	IS_INT(json, "diagnosis.conditions.0.depth", 67);
	IS_INT(json, "diagnosis.conditions.1.roadmap", 66);
	IS_TEXT(json, "diagnosis.worst", "far");
	json_decref(json);
	DONE("Room: 2 mostly", "programme");
	DONE("worst: Too far, its row of the growth roadmap has reached 33%", "programme");
	DONE("the cell is rated so already", "programme", "rate", "Room", "2");
	DONE("took the rating of Room", "programme", "rate", "room", "none");
	USAGE("'4' is no rating", "programme", "rate", "room", "4");
	FAILED("there is no cell 'cellar', but ", "programme", "rate", "cellar", "1");
	USAGE("rate which cell how?", "programme", "rate", "room");
	DONE("undid: took the rating", "undo");
	FAILED("is after today", "programme", "rate", "time", "1", "--on", "2026-12-01");
	DONE("rated", "programme", "rate", "time", "0");
}
