/* A scorecard that shows scores of 10: wherever people see a score it is of 10, machines get 0 to 100. */
#include <stdlib.h>

#include <criterion/criterion.h>

#include "run.h"

/* A quarter is the measure "a", three quarters "b", each as it is. */
static const char ten[] =
	"id = \"ten\"; title = \"Of ten\"; version = \"1\"; scale = 10;\n"
	"dimensions = ( { id = \"first\"; weight = 25; indicators = ( { id = \"a\"; kind = \"measure\";\n"
	"  measure = \"a\"; curve = ( ( 0, 0 ), ( 100, 100 ) ); } ); },\n"
	"  { id = \"second\"; weight = 75; indicators = ( { id = \"b\"; kind = \"measure\";\n"
	"  measure = \"b\"; curve = ( ( 0, 0 ), ( 100, 100 ) ); } ); } );\n";

/* On the first of October (25 x 50 + 75 x 40) / 100 = 42.5, from the 20th of November on 25 x 50 + 75 x 80: 72.5. */
static void with_an_account(void)
{
	run_begin();
	run_write_file("ten.cfg", ten);
	DONE("added Ash", "add", "Ash", "--on", "2026-09-01");
	DONE("", "measure", "set", "Ash", "a", "50", "--on", "2026-10-01");
	DONE("", "measure", "set", "Ash", "b", "40", "--on", "2026-10-01");
	DONE("loaded", "scorecard", "load", "ten.cfg");
	DONE("health 4.2 -> 7.2", "measure", "set", "Ash", "b", "80", "--on", "2026-11-20");
}

TestSuite(scale, .init = with_an_account, .fini = run_end, .timeout = 60);

static void is(json_t *root, const char *path, const char *expected)
{
	const char *text = json_string_value(json_at(root, path));

	cr_expect_str_eq(text ? text : "nothing", expected, "%s is %s", path, text ? text : "nothing");
}

static void number(json_t *root, const char *path, int expected)
{
	cr_expect_eq(json_integer_value(json_at(root, path)), expected, "%s is %lld", path,
		     (long long)json_integer_value(json_at(root, path)));
}

Test(scale, lists_and_accounts_show_it_and_json_has_both)
{
	json_t *list, *one;

	DONE("7.2 watch +3.0", "list");
	DONE("health 7.2 watch +3.0, known 100%", "show", "Ash");
	list = JSON_OF("list", "--json");
	number(list, "0.health.score", 72);
	is(list, "0.health.shown", "7.2");
	number(list, "0.health.trend", 30);
	one = JSON_OF("health", "Ash", "--json");
	number(one, "score", 72);
	is(one, "shown", "7.2");
	json_decref(list);
	json_decref(one);
}

/* 72 shared out by 1250 and 6000: 12 and 60. */
Test(scale, parts_add_up_on_it)
{
	DONE(" 1.2  first", "show", "Ash");
	DONE(" 6.0  second", "show", "Ash");
	DONE("first: a        1    5.0     1.2  ", "health", "Ash");
	DONE("second: b       1    8.0     6.0  ", "health", "Ash");
}

Test(scale, what_moved_it_is_told_on_it)
{
	DONE("2026-10-10  4.2\n2026-11-20  +3.0  b 80 (b)\n2026-11-22  7.2, +3.0\n", "health", "Ash", "--since",
	     "2026-10-10");
}

Test(scale, what_was_shown_stays_on_its_own_scale)
{
	json_t *health;

	DONE(" 7.2 watch ", "health", "Ash", "--history");
	setenv("WAYMARK_TODAY", "2026-11-25", 1);
	DONE("took away", "scorecard", "drop", "ten");
	health = JSON_OF("health", "Ash", "--history", "--json");
	number(health, "history.0.score", 72);
	is(health, "history.0.shown", "7.2");
	json_decref(health);
}

Test(scale, a_trial_says_both_sides_on_their_own)
{
	run_write_file("hundred.cfg",
		       "id = \"ten\"; title = \"Of a hundred\"; version = \"2\";\n"
		       "dimensions = ( { id = \"second\"; indicators = ( { id = \"b\"; kind = \"measure\";\n"
		       "  measure = \"b\"; curve = ( ( 0, 0 ), ( 100, 100 ) ); } ); } );\n");
	DONE("Ash: 7.2 watch -> 80 good", "scorecard", "try", "hundred.cfg");
}

/* Sorted and filtered by the score itself, whatever it is shown of: Birch has 50 of 100. */
Test(scale, order_is_that_of_the_score)
{
	json_t *list;

	run_write_file("ten.cfg",
		       "id = \"ten\"; title = \"Of ten\"; version = \"2\"; scale = 10; for = { segments = ( "
		       "\"big\" ); };\n"
		       "dimensions = ( { id = \"second\"; indicators = ( { id = \"b\"; kind = \"measure\";\n"
		       "  measure = \"b\"; curve = ( ( 0, 0 ), ( 100, 100 ) ); } ); } );\n");
	run_write_file("rest.cfg",
		       "id = \"rest\"; title = \"The rest\"; version = \"1\";\n"
		       "dimensions = ( { id = \"second\"; indicators = ( { id = \"b\"; kind = \"measure\";\n"
		       "  measure = \"b\"; curve = ( ( 0, 0 ), ( 100, 100 ) ); } ); } );\n");
	DONE("loaded", "scorecard", "load", "ten.cfg");
	DONE("loaded", "scorecard", "load", "rest.cfg");
	DONE("", "set", "Ash", "segment=big");
	DONE("", "add", "Birch", "--on", "2026-09-01");
	DONE("", "measure", "set", "Birch", "b", "50");
	list = JSON_OF("list", "--sort", "health", "--json");
	is(list, "0.health.shown", "50");
	is(list, "1.health.shown", "8.0");
	json_decref(list);
	list = JSON_OF("list", "health>60", "--json");
	cr_assert_eq(json_array_size(list), 1);
	is(list, "0.name", "Ash");
	json_decref(list);
}
