/* The keys and values that scripts rely on, over a small book worked out by hand. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "run.h"

static const char mini[] =
	"id = \"mini\"; title = \"A small track\"; version = \"7\"; subject = \"account\"; reading = "
	"\"progress\";\n"
	"stages = ( { id = \"start\"; name = \"Start\"; promise = \"p\"; expected_days = 10; activities = ( {\n"
	"  name = \"First\"; milestones = (\n"
	"    { id = \"a\"; question = \"Is a done?\"; required = true; },\n"
	"    { id = \"b\"; question = \"Is b done?\"; required = true; } ); } ); },\n"
	"  { id = \"finish\"; name = \"Finish\"; promise = \"p\"; expected_days = 10; activities = ( {\n"
	"  name = \"Last\"; milestones = ( { id = \"c\"; question = \"Is c done?\"; required = true; } ); } ); } "
	");\n";

/* Northwind: renewal in 52 days. The curve goes from 20 points at 14 days to 100 at 90, so that is
 * 20 + 80 * 38 / 76 = 60 points; nothing else is known, so health is 60 with a quarter (25 of 100) known. */
static void with_a_small_book(void)
{
	run_begin();
	run_write_file("mini.cfg", mini);
	DONE("2 stages, 3 milestones", "track", "load", "mini.cfg");
	DONE("added Northwind", "add", "Northwind", "external_id=N-1", "--track", "mini", "arr=12000.50 EUR",
	     "segment=gold", "csm=ana", "renewal_date=2027-01-13", "start_date=2025-01-01");
	DONE("added Contoso", "add", "Contoso", "--track", "mini");
}

TestSuite(json, .init = with_a_small_book, .fini = run_end);

static void is_null(int line, json_t *root, const char *path)
{
	cr_assert(json_is_null(json_at(root, path)), "line %d: %s is not null", line, path);
}

static void is_text(int line, json_t *root, const char *path, const char *text)
{
	cr_assert(json_is_string(json_at(root, path)), "line %d: %s is no string", line, path);
	cr_assert_str_eq(json_string_value(json_at(root, path)), text, "line %d: %s", line, path);
}

static void is_int(int line, json_t *root, const char *path, int number)
{
	cr_assert(json_is_integer(json_at(root, path)), "line %d: %s is no integer", line, path);
	cr_assert_eq(json_integer_value(json_at(root, path)), number, "line %d: %s is %lld, not %d", line, path,
		     (long long)json_integer_value(json_at(root, path)), number);
}

#define IS_NULL(root, path) is_null(__LINE__, (root), (path))
#define IS_TEXT(root, path, text) is_text(__LINE__, (root), (path), (text))
#define IS_INT(root, path, number) is_int(__LINE__, (root), (path), (number))

Test(json, an_account_object_has_its_keys_types_and_values)
{
	json_t *list = JSON_OF("list", "--json", "--sort", "name");
	json_t *account = json_at(list, "1");

	cr_assert_eq(json_array_size(list), 2);
	cr_assert(json_is_string(json_at(account, "id")));
	IS_TEXT(account, "external_id", "N-1");
	IS_TEXT(account, "name", "Northwind");
	IS_TEXT(account, "segment", "gold");
	IS_TEXT(account, "csm", "ana");
	IS_TEXT(account, "status", "active");
	cr_assert(json_is_real(json_at(account, "arr")));
	cr_assert_eq(json_real_value(json_at(account, "arr")), 12000.5);
	IS_TEXT(account, "currency", "EUR");
	IS_TEXT(account, "start_date", "2025-01-01");
	IS_TEXT(account, "renewal_date", "2027-01-13");
	IS_TEXT(account, "stage.track", "mini");
	IS_TEXT(account, "stage.name", "Start");
	IS_INT(account, "stage.index", 1);
	IS_INT(account, "stage.count", 2);
	cr_assert(json_is_false(json_at(account, "stage.completed")));
	IS_INT(account, "stage.settled", 0);
	IS_INT(account, "stage.required", 2);
	IS_NULL(account, "stage.days");
	IS_NULL(account, "stage.pace");
	IS_INT(account, "health.score", 60);
	IS_TEXT(account, "health.band", "watch");
	IS_TEXT(account, "health.label", "watch");
	IS_INT(account, "health.confidence", 7);
	IS_NULL(account, "health.trend");
	IS_TEXT(account, "next_milestone.id", "a");
	IS_TEXT(account, "next_milestone.question", "Is a done?");
	IS_NULL(account, "last_touch");

	account = json_at(list, "0");
	IS_TEXT(account, "name", "Contoso");
	IS_NULL(account, "external_id");
	IS_NULL(account, "segment");
	IS_NULL(account, "arr");
	IS_NULL(account, "currency");
	IS_NULL(account, "health.score");
	IS_TEXT(account, "health.band", "unknown");
	IS_INT(account, "health.confidence", 0);
	json_decref(list);
}

Test(json, the_amount_is_written_exactly)
{
	struct run run = run_waymark("--json", "show", "N-1", NULL);

	cr_assert_not_null(strstr(run.out, "\"arr\": 12000.5,"), "%s", run.out);
	run_free(&run);
	DONE("set arr", "set", "N-1", "arr=12000.30");
	run = run_waymark("--json", "show", "N-1", NULL);
	cr_assert_not_null(strstr(run.out, "\"arr\": 12000.3,"), "%s", run.out);
	run_free(&run);
	DONE("set arr", "set", "N-1", "arr=9000");
	run = run_waymark("--json", "show", "N-1", NULL);
	cr_assert_not_null(strstr(run.out, "\"arr\": 9000,"), "%s", run.out);
	run_free(&run);
}

/* The first answer begins the way: progress is 100 on that day. 60 of 25 and 100 of 40 known:
 * (60 * 25 + 100 * 40) / 65 = 84.61, so 84, with 65 of 100 known. */
Test(json, tick_prints_the_account_after_it_and_the_change)
{
	json_t *tick = JSON_OF("tick", "Northwind", "a", "--json");

	IS_TEXT(tick, "name", "Northwind");
	IS_INT(tick, "health.score", 84);
	IS_TEXT(tick, "health.band", "good");
	IS_INT(tick, "health.confidence", 23);
	IS_INT(tick, "stage.settled", 1);
	IS_INT(tick, "stage.days", 0);
	IS_TEXT(tick, "stage.pace", "on track");
	IS_TEXT(tick, "next_milestone.id", "b");
	IS_INT(tick, "change.health_before", 60);
	IS_INT(tick, "change.health_after", 84);
	IS_TEXT(tick, "change.stage_before", "Start");
	IS_TEXT(tick, "change.stage_after", "Start");
	json_decref(tick);

	tick = JSON_OF("--json", "tick", "Northwind", "mini/b");
	IS_TEXT(tick, "stage.name", "Finish");
	IS_INT(tick, "stage.index", 2);
	IS_TEXT(tick, "change.stage_before", "Start");
	IS_TEXT(tick, "change.stage_after", "Finish");
	IS_INT(tick, "change.health_before", 84);
	json_decref(tick);

	tick = JSON_OF("--json", "tick", "Northwind", "c", "na");
	cr_assert(json_is_true(json_at(tick, "stage.completed")));
	IS_NULL(tick, "next_milestone");
	json_decref(tick);
}

Test(json, from_unknown_health_is_null)
{
	json_t *tick = JSON_OF("--json", "tick", "Contoso", "a");

	IS_NULL(tick, "change.health_before");
	IS_INT(tick, "change.health_after", 100);
	json_decref(tick);
}

/* 84 points to share as 4000 : 1500: 61.09 and 22.91, so 61 and 23. */
Test(json, show_and_health_give_the_parts)
{
	json_t *show, *health;

	DONE("ticked", "tick", "N-1", "a", "--note", "seen it");
	show = JSON_OF("show", "N-1", "--json");
	health = JSON_OF("health", "N-1", "--json");

	IS_TEXT(show, "health.dimensions.0.name", "progress");
	IS_INT(show, "health.dimensions.0.weight", 40);
	IS_INT(show, "health.dimensions.0.score", 100);
	IS_INT(show, "health.dimensions.0.points", 61);
	IS_INT(show, "health.dimensions.1.score", 60);
	IS_INT(show, "health.dimensions.1.points", 23);
	IS_NULL(show, "health.dimensions.2.score");
	IS_INT(show, "health.dimensions.2.points", 0);
	IS_TEXT(show, "health.dimensions.2.why", "no data");
	IS_TEXT(show, "tracks.0.id", "mini");
	IS_TEXT(show, "tracks.0.stage", "Start");
	IS_TEXT(show, "tracks.0.stages.1.name", "Finish");
	IS_TEXT(show, "tracks.0.stages.0.milestones.0.id", "a");
	IS_TEXT(show, "tracks.0.stages.0.milestones.0.activity", "First");
	IS_TEXT(show, "tracks.0.stages.0.milestones.0.answer", "yes");
	IS_TEXT(show, "tracks.0.stages.0.milestones.0.on", "2026-11-22");
	IS_TEXT(show, "tracks.0.stages.0.milestones.0.note", "seen it");
	cr_assert(json_is_true(json_at(show, "tracks.0.stages.0.milestones.0.required")));
	IS_TEXT(show, "tracks.0.stages.0.milestones.1.answer", "open");
	IS_NULL(show, "tracks.0.stages.0.milestones.1.on");

	IS_INT(health, "score", 84);
	IS_TEXT(health, "band", "good");
	IS_INT(health, "confidence", 23);
	IS_TEXT(health, "scorecard.name", "default");
	IS_TEXT(health, "dimensions.1.indicators.0.name", "renewal");
	IS_INT(health, "dimensions.1.indicators.0.value", 52);
	IS_TEXT(health, "dimensions.1.indicators.0.state", "known");
	IS_INT(health, "dimensions.1.indicators.0.points", 23);
	IS_TEXT(health, "dimensions.2.indicators.0.state", "unknown");
	IS_NULL(health, "dimensions.2.indicators.0.value");
	cr_assert_null(json_at(health, "change"));
	json_decref(show);
	json_decref(health);
}

Test(json, what_if_says_the_change_and_stores_nothing)
{
	json_t *health = JSON_OF("--json", "health", "N-1", "--if", "a=yes", "--if", "mini/b=na");

	IS_TEXT(health, "change.stage_before", "Start");
	IS_TEXT(health, "change.stage_after", "Finish");
	IS_INT(health, "change.health_before", 60);
	IS_INT(health, "change.health_after", 84);
	json_decref(health);
	health = JSON_OF("--json", "health", "N-1");
	IS_INT(health, "score", 60);
	json_decref(health);
}

Test(json, as_of_an_earlier_day_reads_what_was_true_then)
{
	json_t *account;

	DONE("ticked", "tick", "N-1", "a");
	account = JSON_OF("--as-of", "2026-11-21", "--json", "show", "N-1");
	IS_NULL(account, "health.score");
	IS_NULL(account, "renewal_date");
	IS_NULL(account, "segment");
	IS_INT(account, "stage.settled", 0);
	json_decref(account);
	account = JSON_OF("list", "--as-of", "2026-12-02", "--json", "name=northwind");
	/* 42 days to go: 20 + 80 * 28 / 76 = 49.47; pace and stall are both 10 days old */
	IS_INT(account, "0.stage.days", 10);
	json_decref(account);
}

Test(json, an_empty_list_is_an_array)
{
	json_t *list = JSON_OF("list", "name=nobody", "--json");

	cr_assert(json_is_array(list));
	cr_assert_eq(json_array_size(list), 0);
	json_decref(list);
}

Test(json, tracks_are_listed)
{
	json_t *list = JSON_OF("track", "list", "--json");
	bool found = false;

	for (size_t i = 0; i < json_array_size(list); i++) {
		json_t *track = json_array_get(list, i);

		if (strcmp(json_string_value(json_at(track, "id")), "mini"))
			continue;
		found = true;
		IS_TEXT(track, "title", "A small track");
		IS_TEXT(track, "version", "7");
		IS_TEXT(track, "subject", "account");
		IS_TEXT(track, "reading", "progress");
		IS_INT(track, "stages", 2);
		IS_INT(track, "milestones", 3);
	}
	cr_assert(found);
	json_decref(list);
}

Test(json, the_log_is_an_array_of_entries)
{
	json_t *log = JSON_OF("log", "--json");

	/* beside what was done by hand, what flags opened */
	for (size_t i = json_array_size(log); i-- > 0;)
		if (!strcmp(json_string_value(json_at(json_array_get(log, i), "who")), "waymark"))
			json_array_remove(log, i);
	cr_assert_eq(json_array_size(log), 3);
	IS_TEXT(log, "0.sentence", "added Contoso");
	IS_TEXT(log, "0.kind", "done");
	IS_TEXT(log, "0.action", "add");
	cr_assert(json_is_string(json_at(log, "0.id")));
	IS_NULL(log, "0.undone_by");
	json_decref(log);
}

Test(json, names_that_are_no_utf8_still_give_json)
{
	json_t *list;

	DONE("added", "add", "Bad \xff name");
	list = JSON_OF("list", "--json", "name~bad");
	cr_assert_eq(json_array_size(list), 1);
	IS_TEXT(list, "0.name", "Bad \xef\xbf\xbd name");
	json_decref(list);
}

/* The first level of relationship requires six questions. */
Test(json, list_shows_another_track_as_a_lens)
{
	static const char *const first[] = { "broken-listed", "broken-told",  "broken-cost",
					     "broken-since",  "broken-owner", "fault-fixed" };
	json_t *list;

	DONE("", "add", "Adatum", "--track", "cst-saas");
	DONE("", "add", "Bravado", "--track", "cst-saas");
	DONE("", "track", "add", "Adatum", "relationship");
	list = JSON_OF("--json", "list", "--lens", "relationship", "--sort", "name");
	cr_assert_str_eq(json_string_value(json_at(list, "0.name")), "Adatum");
	cr_assert_str_eq(json_string_value(json_at(list, "0.lens.name")), "none");
	cr_assert_eq(json_integer_value(json_at(list, "0.lens.index")), 0);
	cr_assert_eq(json_integer_value(json_at(list, "0.lens.count")), 5);
	cr_assert_str_eq(json_string_value(json_at(list, "1.name")), "Bravado");
	cr_assert(json_is_null(json_at(list, "1.lens")), "Bravado has not that track");
	json_decref(list);

	for (size_t i = 0; i < sizeof first / sizeof *first; i++)
		DONE("", "tick", "Adatum", first[i]);
	list = JSON_OF("--json", "list", "--lens", "relationship", "lens=Commodity");
	cr_assert_eq(json_array_size(list), 1);
	cr_assert_str_eq(json_string_value(json_at(list, "0.name")), "Adatum");
	cr_assert_eq(json_integer_value(json_at(list, "0.lens.index")), 1);
	cr_assert_not(json_is_true(json_at(list, "0.lens.completed")));
	json_decref(list);
	list = JSON_OF("--json", "list");
	cr_assert_null(json_at(list, "0.lens"), "no lens was chosen");
	json_decref(list);
	DONE("relationship", "list", "--lens", "relationship");
	USAGE("needs to know the track", "list", "lens=Commodity");
	USAGE("a track of the organisation", "list", "--lens", "ten-steps");
	FAILED("there is no track nosuch", "list", "--lens", "nosuch");
}
