/* "waymark health": why it is what it is, why it moved, what would move it; over an account worked out by hand. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run.h"

#define TRACK(id, reading) \
	"id = \"" id "\"; title = \"T\"; version = \"1\"; subject = \"account\"; reading = \"" reading "\";\n" \
	"stages = ( { id = \"start\"; name = \"Start\"; promise = \"p\"; expected_days = 10; activities = ( {\n" \
	"  name = \"First\"; milestones = ( { id = \"a-" id "\"; question = \"Is a done?\"; } ); } ); },\n" \
	"  { id = \"finish\"; name = \"Finish\"; promise = \"p\"; expected_days = 10; activities = ( {\n" \
	"  name = \"Last\"; milestones = ( { id = \"c-" id "\"; question = \"Is c done?\"; } ); } ); } );\n"

/* The renewal is in 52 days, 60 points (see test_json.c); 20 days ago it was in 72: 20 + 80 * 58 / 76 = 81.05. */
static void with_northwind(void)
{
	run_begin();
	run_write_file("mini.cfg", TRACK("mini", "progress"));
	run_write_file("ties.cfg", TRACK("relationship", "level"));
	DONE("2 stages", "track", "load", "mini.cfg");
	DONE("the track relationship", "track", "load", "ties.cfg");
	DONE("added Northwind", "add", "Northwind", "--track", "mini", "renewal_date=2027-01-13", "--on",
	     "2026-10-01");
}

TestSuite(health_command, .init = with_northwind, .fini = run_end);

static int number(json_t *root, const char *path)
{
	cr_assert(json_is_integer(json_at(root, path)), "%s is no integer", path);
	return (int)json_integer_value(json_at(root, path));
}

static const char *text(json_t *root, const char *path)
{
	cr_assert(json_is_string(json_at(root, path)), "%s is no string", path);
	return json_string_value(json_at(root, path));
}

Test(health_command, the_lines_of_the_ledger_add_up_to_the_difference)
{
	json_t *health = JSON_OF("health", "Northwind", "--since", "2026-11-02", "--json");
	json_t *lines = json_at(health, "ledger.lines");
	int sum = 0;

	cr_assert_str_eq(text(health, "ledger.from"), "2026-11-02");
	cr_assert_str_eq(text(health, "ledger.to"), "2026-11-22");
	cr_assert_eq(number(health, "ledger.before"), 81);
	cr_assert_eq(number(health, "ledger.after"), 60);
	cr_assert_gt(json_array_size(lines), 0);
	for (size_t i = 0; i < json_array_size(lines); i++)
		sum += number(json_array_get(lines, i), "points");
	cr_assert_eq(sum, 60 - 81);
	json_decref(health);
	DONE("20 days passed (renewal)", "health", "Northwind", "--since", "2026-11-02");
	USAGE("is not before", "health", "Northwind", "--since", "today");
}

/* Without any option too, since the trend began, 30 days ago: then the renewal was in 82 days, 20 + 80 * 68 / 76 = 91. */
Test(health_command, it_answers_the_three_questions)
{
	json_t *health = JSON_OF("health", "Northwind", "--json");

	cr_assert_eq(number(health, "trend"), 60 - 91);
	cr_assert_str_eq(text(health, "ledger.from"), "2026-10-23");
	cr_assert_eq(number(health, "ledger.before"), 91);
	cr_assert_eq(number(health, "ledger.after"), 60);
	cr_assert_eq(number(health, "ledger.lines.0.points"), 60 - 91);
	cr_assert_gt(json_array_size(json_at(health, "moves")), 0);
	json_decref(health);
	DONE("  60  commercial     renewal in 52 days, no next step written\n", "health", "Northwind");
	DONE("\nwhy it moved\n"
	     "2026-10-23  91\n"
	     "2026-11-22   -31  30 days passed (renewal)\n"
	     "2026-11-22  60, -31\n"
	     "\nwhat would move it\n"
	     " +40  a next step written down\n",
	     "health", "Northwind");
	DONE("added", "add", "Birch");
	DONE("\nwhy it moved\nnothing moved it since 2026-10-23\n", "health", "Birch");
	health = JSON_OF("health", "Northwind", "--if", "touch:call=them", "--json");
	cr_assert_null(json_at(health, "ledger"));
	json_decref(health);
}

/* Of a stage's five open questions three are named. */
Test(health_command, many_ticks_of_the_same_worth_leave_room_for_others)
{
	char track[2000] = "id = \"six\"; title = \"Six\"; stages = ( { id = \"s\"; name = \"S\"; promise = \"p\";"
			   " expected_days = 10; activities = ( { name = \"A\"; milestones = (";
	struct run run;

	for (int m = 1; m <= 6; m++)
		snprintf(track + strlen(track), sizeof track - strlen(track),
			 "%s{ id = \"m%d\"; question = \"Is %d done?\"; }", m > 1 ? "," : "", m, m);
	strcat(track, "); } ); } );\n");
	run_write_file("six.cfg", track);
	DONE("1 stage", "track", "load", "six.cfg");
	DONE("added", "add", "Cedar", "--track", "six", "--on", "2026-08-01");
	DONE("", "tick", "Cedar", "m1", "--on", "2026-08-02");
	run = run_waymark("health", "Cedar", NULL);
	cr_assert_eq(run.status, 0);
	cr_expect_not_null(strstr(run.out, "tick m2: Is 2 done?\n      and 4 more alike\n"), "%s", run.out);
	cr_expect_null(strstr(run.out, "tick m3: Is 3 done?"), "%s", run.out);
	cr_expect_not_null(strstr(run.out, "a contact who is buyer"), "%s", run.out);
	run_free(&run);
}

static bool is_offered(const char *action)
{
	json_t *health = JSON_OF("health", "Elm", "--json"), *move;
	size_t at;
	bool found = false;

	json_array_foreach(json_at(health, "moves"), at, move)
		found |= strstr(json_string_value(json_object_get(move, "action")), action) != NULL;
	json_decref(health);
	return found;
}

/* To take a stale level anew is an act; a row more of what is added up would be more of it, not news of it. And a
 * champion would bring 50.44 to 50.54: the score that is shown stays 50. */
Test(health_command, no_act_is_offered_that_is_none_or_moves_nothing)
{
	run_write_file(
		"acts.cfg",
		"id = \"acts\"; title = \"Acts\"; dimensions = ( { id = \"a\"; weight = 1000; indicators = (\n"
		"  { id = \"volume\"; kind = \"sum\"; measure = \"volume\"; window = 30;\n"
		"    curve = ( ( 0, 0 ), ( 100, 100 ) ); },\n"
		"  { id = \"level\"; kind = \"measure\"; measure = \"level\"; stale_after = 30;\n"
		"    curve = ( ( 0, 0 ), ( 100, 100 ) ); } ); },\n"
		"  { id = \"people\"; weight = 1; indicators = ( { id = \"champion\"; kind = \"has_role\";\n"
		"    roles = ( \"champion\" ); curve = ( ( 0, 0 ), ( 1, 100 ) ); } ); } );\n");
	DONE("", "add", "Elm");
	DONE("", "contact", "add", "Elm", "Bo Reed", "roles=user");
	DONE("", "measure", "set", "Elm", "volume", "50.5", "--on", "2026-11-10");
	DONE("", "measure", "set", "Elm", "level", "90", "--on", "2026-10-01");
	DONE("", "scorecard", "load", "acts.cfg");
	cr_expect(is_offered("level measured anew, at 90 as it was"));
	cr_expect(!is_offered("volume measured anew"));
	cr_expect(!is_offered("champion"));
	DONE("", "measure", "set", "Elm", "volume", "50", "--on", "2026-11-10");
	cr_expect(is_offered("a contact who is champion"), "49.95 would be 50.05");
}

Test(health_command, the_moves_come_best_first_and_do_what_they_say)
{
	json_t *health = JSON_OF("health", "Northwind", "--json");
	json_t *moves = json_at(health, "moves");
	int last = 10001;

	/* With a next step written a renewal is no danger: 100 instead of 60. */
	cr_assert_str_eq(text(health, "moves.0.action"), "a next step written down");
	cr_assert_eq(number(health, "moves.0.points"), 40);
	for (size_t i = 0; i < json_array_size(moves); i++) {
		cr_assert_leq(number(json_array_get(moves, i), "hundredths"), last);
		last = number(json_array_get(moves, i), "hundredths");
	}
	json_decref(health);
	DONE("", "set", "Northwind", "next_step=agree the plan");
	health = JSON_OF("health", "Northwind", "--json");
	cr_assert_eq(number(health, "score"), 100);
	json_decref(health);
}

/* 25 of commercial at 60, 35 of relationship at 100: 83. Known are 17.5 and then 28 of 240. */
Test(health_command, the_age_of_a_reading_is_said_once)
{
	struct run run;

	/* 5 in a month after 4 in the three before it, 1.33 a month: 275 % more */
	DONE("", "measure", "set", "Northwind", "overdue_days", "18", "--on", "2026-11-19");
	DONE("", "measure", "set", "Northwind", "tickets", "4", "--on", "2026-10-10");
	DONE("", "measure", "set", "Northwind", "tickets", "5", "--on", "2026-11-19");
	run = run_waymark("health", "Northwind", NULL);
	cr_assert_not_null(strstr(run.out, "days that invoices are overdue 18, 3 days old\n"), "%s", run.out);
	cr_assert_not_null(strstr(run.out, "tickets up 275 % in 30 days (3 days old)\n"), "%s", run.out);
	run_free(&run);
}

Test(health_command, a_touch_can_be_tried_and_is_not_stored)
{
	json_t *health = JSON_OF("health", "Northwind", "--if", "touch:call=them", "--json");

	cr_assert_eq(number(health, "change.health_before"), 60);
	cr_assert_eq(number(health, "change.health_after"), 83);
	cr_assert_eq(number(health, "change.confidence_before"), 7);
	cr_assert_eq(number(health, "change.confidence_after"), 11);
	json_decref(health);
	DONE("what is known changes: 7% -> 11%", "health", "Northwind", "--if", "touch:call=them");
	health = JSON_OF("health", "Northwind", "--json");
	cr_assert_eq(number(health, "score"), 60);
	json_decref(health);
	USAGE("neither us nor them", "health", "Northwind", "--if", "touch:call=me");
}

/* An open promise that nobody confirmed: 40 by 25 beside 60 by 25. Kept, there is no open one to confirm: 100. */
Test(health_command, a_kept_promise_can_be_tried)
{
	json_t *health;

	DONE("promised", "promise", "add", "Northwind", "Reports by mail", "due=2026-12-01");
	health = JSON_OF("health", "Northwind", "--if", "promise:Reports=kept", "--json");
	cr_assert_eq(number(health, "change.health_before"), 50);
	cr_assert_eq(number(health, "change.health_after"), 80);
	json_decref(health);
	FAILED("promise", "health", "Northwind", "--if", "promise:Nothing such=kept");
	USAGE("none of open, kept", "health", "Northwind", "--if", "promise:Reports=done");
}

/* Level 1 of the relationship is worth 40: (25 * 60 + 35 * 40) / 60 is 48. */
Test(health_command, a_milestone_of_another_track_can_be_tried)
{
	json_t *health;

	DONE("", "track", "add", "Northwind", "relationship");
	health = JSON_OF("health", "Northwind", "--if", "relationship/a-relationship", "--json");
	cr_assert_eq(number(health, "change.health_before"), 60);
	cr_assert_eq(number(health, "change.health_after"), 48);
	cr_assert_str_eq(text(health, "change.tracks.0.track"), "relationship");
	cr_assert_str_eq(text(health, "change.tracks.0.stage_after"), "Start");
	json_decref(health);
	DONE("", "tick", "Northwind", "relationship/a-relationship");
	health = JSON_OF("health", "Northwind", "--json");
	cr_assert_eq(number(health, "score"), 48, "what was tried is what it does");
	json_decref(health);
}

Test(health_command, a_band_set_by_hand_is_shown_beside_the_computed_one)
{
	json_t *health, *list;

	DONE("by hand", "override", "Northwind", "risk", "--reason", "budget frozen", "--until", "2026-12-31");
	health = JSON_OF("health", "Northwind", "--json");
	cr_assert_eq(number(health, "score"), 60);
	cr_assert_str_eq(text(health, "band"), "risk");
	cr_assert_str_eq(text(health, "computed_band"), "watch");
	cr_assert_str_eq(text(health, "override.band"), "risk");
	cr_assert_str_eq(text(health, "override.reason"), "budget frozen");
	cr_assert_str_eq(text(health, "override.until"), "2026-12-31");
	json_decref(health);
	list = JSON_OF("list", "--json");
	cr_assert_str_eq(text(list, "0.health.band"), "risk");
	cr_assert_str_eq(text(list, "0.health.computed_band"), "watch");
	cr_assert_str_eq(text(list, "0.health.override.reason"), "budget frozen");
	json_decref(list);
	DONE("60 risk*", "list");
	DONE("the number alone is watch; set by hand to risk until 2026-12-31: budget frozen", "health",
	     "Northwind");
}

Test(health_command, history_gives_what_was_shown)
{
	json_t *health = JSON_OF("health", "Northwind", "--history", "--json");

	cr_assert_eq(json_array_size(json_at(health, "history")), 1);
	cr_assert_str_eq(text(health, "history.0.date"), "2026-11-22");
	cr_assert_eq(number(health, "history.0.score"), 60);
	cr_assert_str_eq(text(health, "history.0.band"), "watch");
	cr_assert_str_eq(text(health, "history.0.scorecard"), "default 2");
	cr_assert(json_is_null(json_at(health, "history.0.cause")));
	json_decref(health);
	DONE("2026-11-22   60 watch", "health", "Northwind", "--history");
}

/* What an undone act did is no cause: the band by hand ran out two days before. */
Test(health_command, an_act_that_was_undone_is_no_cause)
{
	json_t *health;

	DONE("", "add", "Elm", "renewal_date=2027-01-20");
	DONE("", "override", "Elm", "good", "--reason", "they said so", "--until", "2026-11-27");
	setenv("WAYMARK_TODAY", "2026-11-29", 1);
	DONE("recorded a call", "touch", "Elm", "call", "--from", "them");
	DONE("undid", "undo");
	health = JSON_OF("health", "Elm", "--history", "--json");
	cr_assert_str_eq(text(health, "history.1.band"), "watch");
	cr_assert_str_eq(text(health, "history.1.cause"), "the band set by hand no longer holds");
	json_decref(health);
}

/* Taken back on the day itself it is the act. */
Test(health_command, taking_a_band_back_is_the_cause)
{
	json_t *health;

	DONE("", "add", "Elm", "renewal_date=2027-01-20");
	DONE("", "override", "Elm", "good", "--reason", "they said so", "--until", "2026-12-27");
	setenv("WAYMARK_TODAY", "2026-11-29", 1);
	DONE("", "override", "Elm", "--back");
	health = JSON_OF("health", "Elm", "--history", "--json");
	cr_assert_str_eq(text(health, "history.1.band"), "watch");
	cr_assert_str_eq(text(health, "history.1.cause"), "the band of Elm is as computed again");
	json_decref(health);
}

/* What a try says a yes would change, and what the yes then changes, are the same, whichever track asks it. */
Test(health_command, a_try_tells_the_change_that_a_tick_makes)
{
	static const char *const milestones[] = { "relationship/a-relationship", "a-mini", "mini/c-mini",
						  "relationship/c-relationship", "proof/p" };
	json_t *change;

	/* Its one question counts for the first stage of the main track too. */
	run_write_file(
		"proof.cfg",
		"id = \"proof\"; title = \"T\"; version = \"1\"; subject = \"account\"; reading = \"level\";\n"
		"stages = ( { id = \"low\"; name = \"Low\"; promise = \"p\"; activities = ( { name = \"x\";\n"
		"  milestones = ( { id = \"p\"; question = \"Is p so?\"; evidence = ( \"mini/start\" ); } ); } ); "
		"} );\n");
	DONE("", "track", "load", "proof.cfg");
	DONE("", "track", "add", "Northwind", "relationship");
	DONE("", "track", "add", "Northwind", "proof");
	for (size_t i = 0; i < sizeof milestones / sizeof *milestones; i++) {
		json_t *tried = JSON_OF("health", "Northwind", "--if", milestones[i], "--json"), *value;
		json_t *done = JSON_OF("tick", "Northwind", milestones[i], "--json");
		const char *key;

		cr_assert_gt(json_object_size(json_at(done, "change")), 5);
		json_object_foreach(json_at(done, "change"), key, value)
			cr_expect(json_equal(value, json_object_get(json_at(tried, "change"), key)), "%s: %s",
				  milestones[i], key);
		if (!strcmp(milestones[i], "proof/p")) {
			change = json_at(tried, "change");
			cr_expect_str_eq(text(change, "stage_after"), "Low");
			cr_expect_str_eq(text(change, "tracks.1.track"), "mini");
			cr_expect(json_is_true(json_at(change, "tracks.1.completed_after")));
		}
		json_decref(tried);
		json_decref(done);
	}
}

/* 20 points are risk by the number alone too. */
Test(health_command, a_rule_says_what_the_number_alone_would)
{
	static const char card[] =
		"id = \"rules\"; title = \"Rules\"; version = \"%d\"; dimensions = ( { id = \"d\"; indicators = (\n"
		"  { id = \"level\"; kind = \"measure\"; measure = \"level\"; curve = ( ( 0, 0 ), ( 100, 100 ) ); "
		"} ); } );\n"
		"rules = ( { band = \"%s\"; } );\n";
	char text[1024];

	DONE("", "add", "Elm");
	DONE("", "measure", "set", "Elm", "level", "20");
	(void)snprintf(text, sizeof text, card, 1, "risk");
	run_write_file("rules.cfg", text);
	DONE("", "scorecard", "load", "rules.cfg");
	DONE("\na rule of the scorecard makes it risk, as the number alone would\n", "health", "Elm");
	(void)snprintf(text, sizeof text, card, 2, "good");
	run_write_file("rules.cfg", text);
	DONE("", "scorecard", "load", "rules.cfg");
	DONE("\nthe number alone is risk; a rule of the scorecard makes it good\n", "health", "Elm");
}

/* An average in the place of answers is named as it stands in the file. */
Test(health_command, an_average_is_quoted_as_it_is)
{
	run_write_file("average.csv", "account,date,kind,score\nNorthwind,2026-11-01,nps,45\n");
	FAILED("\"45\" in the column \"score\" is an average", "import", "surveys", "average.csv");
}
