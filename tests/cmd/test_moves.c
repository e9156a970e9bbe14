/* What would move health, done: every act that "waymark health" offers is done in a copy of the book, by the same
 * commands as a person would use, and the score rises by the points that were told. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "run.h"

#define TRACK(id, reading) \
	"id = \"" id "\"; title = \"T\"; version = \"1\"; subject = \"account\"; reading = \"" reading "\";\n" \
	"stages = ( { id = \"start\"; name = \"Start\"; promise = \"p\"; expected_days = 10; activities = ( {\n" \
	"  name = \"First\"; milestones = ( { id = \"a-" id "\"; question = \"Is a done?\"; },\n" \
	"  { id = \"b-" id "\"; question = \"Is b done?\"; } ); } ); },\n" \
	"  { id = \"finish\"; name = \"Finish\"; promise = \"p\"; expected_days = 10; activities = ( {\n" \
	"  name = \"Last\"; milestones = ( { id = \"c-" id "\"; question = \"Is c done?\"; } ); } ); } );\n"

/* What the default does not look at: touches by kind and by whom, people met, fields, concerns, a milestone. */
static const char wide[] =
	"id = \"wide\"; title = \"Wide\"; version = \"1\"; dimensions = (\n"
	"{ id = \"us\"; weight = 30; indicators = (\n"
	"  { id = \"meetings\"; kind = \"days_since_touch\"; touches = ( \"meeting\" ); weight = 2;\n"
	"    curve = ( ( 0, 100 ), ( 90, 0 ) ); },\n"
	"  { id = \"calls\"; kind = \"touches\"; touches = ( \"call\" ); from = \"them\"; window = 60;\n"
	"    curve = ( ( 0, 0 ), ( 3, 100 ) ); },\n"
	"  { id = \"met\"; kind = \"coverage\"; roles = ( \"champion\", \"decision maker\" ); window = 90;\n"
	"    curve = ( ( 0, 10 ), ( 2, 90 ) ); } ); },\n"
	"{ id = \"them\"; weight = 20; indicators = (\n"
	"  { id = \"story\"; kind = \"has_field\"; field = \"master_narrative\"; curve = ( ( 0, 25 ), ( 1, 75 ) ); "
	"},\n"
	"  { id = \"heard\"; kind = \"concerns\"; curve = ( ( 0, 0 ), ( 100, 100 ) ); },\n"
	"  { id = \"first\"; kind = \"answered\"; milestone = \"a-mini\"; curve = ( ( 0, 0 ), ( 1, 100 ) ); },\n"
	"  { id = \"asked\"; kind = \"days_since_survey\"; survey = \"csat\"; curve = ( ( 0, 100 ), ( 400, 0 ) ); "
	"} ); },\n"
	"{ id = \"plan\"; weight = 50; indicators = (\n"
	"  { id = \"renewal\"; kind = \"renewal\"; curve = ( ( 0, 0 ), ( 90, 100 ) ); },\n"
	"  { id = \"result\"; kind = \"outcomes\"; stale_after = 30; curve = ( ( 0, 0 ), ( 100, 100 ) ); },\n"
	"  { id = \"word\"; kind = \"promises\"; window = 365; curve = ( ( 0, 0 ), ( 100, 100 ) ); },\n"
	"  { id = \"users\"; kind = \"measure\"; measure = \"active_seats\"; stale_after = 30;\n"
	"    curve = ( ( 0, 0 ), ( 100, 100 ) ); } ); } );\n";

/* Ash has a bit of everything, and nothing as it should be; Birch nothing at all but a renewal; Cedar what is fresh. */
static void with_three_accounts(void)
{
	run_begin();
	run_write_file("mini.cfg", TRACK("mini", "progress"));
	run_write_file("ties.cfg", TRACK("relationship", "level"));
	run_write_file("wide.cfg", wide);
	DONE("2 stages", "track", "load", "mini.cfg");
	DONE("the track relationship", "track", "load", "ties.cfg");
	DONE("added Ash", "add", "Ash", "--track", "mini", "renewal_date=2027-01-13", "--on", "2026-09-01");
	DONE("", "tick", "Ash", "a-mini", "--on", "2026-09-10");
	DONE("", "touch", "Ash", "call", "--from", "us", "--on", "2026-07-01");
	DONE("", "touch", "Ash", "mail", "--from", "them", "--on", "2026-08-01");
	DONE("", "contact", "add", "Ash", "Ida Fern", "roles=champion", "sentiment=neutral", "--on", "2026-08-01");
	DONE("", "promise", "add", "Ash", "Reports by mail", "due=2026-11-01", "--on", "2026-08-01");
	DONE("", "promise", "add", "Ash", "Single sign-on", "due=2026-12-01", "--on", "2026-08-01");
	DONE("", "outcome", "add", "Ash", "Teams at work", "baseline=10", "target=40", "due=2026-12-31", "--on",
	     "2026-06-01");
	DONE("", "outcome", "value", "Ash", "Teams at work", "15", "--on", "2026-07-01");
	DONE("", "survey", "add", "Ash", "nps", "3", "--on", "2026-06-01");
	DONE("", "survey", "add", "Ash", "csat", "2", "--on", "2026-09-01");
	DONE("", "measure", "set", "Ash", "licensed_seats", "100", "--on", "2026-07-01");
	DONE("", "measure", "set", "Ash", "active_seats", "95", "--on", "2026-07-01");
	DONE("", "concern", "add", "Ash", "Exports fail", "level=broken", "--on", "2026-08-01");
	DONE("added Birch", "add", "Birch", "--track", "mini", "renewal_date=2027-01-02", "--on", "2026-10-01");
	DONE("added Cedar", "add", "Cedar", "--track", "mini", "next_step=call", "--on", "2026-11-01");
	DONE("", "tick", "Cedar", "a-mini", "--on", "2026-11-20");
	DONE("", "track", "add", "Cedar", "relationship");
	DONE("", "touch", "Cedar", "call", "--from", "them", "--on", "2026-11-21");
	DONE("", "contact", "add", "Cedar", "Bo Ash", "roles=decision maker", "--on", "2026-11-01");
	DONE("", "promise", "add", "Cedar", "A named contact", "due=2026-11-21", "--on", "2026-11-01");
	DONE("", "survey", "add", "Cedar", "nps", "6", "--on", "2026-11-01");
}

TestSuite(moves, .init = with_three_accounts, .fini = run_end, .timeout = 300);

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

/* ---- an act as it is told, done ---- */

static void copy_book(void)
{
	char command[300];

	snprintf(command, sizeof command, "cp '%s' '%s'", run_path("book.db"), run_path("copy.db"));
	cr_assert_eq(system(command), 0);
}

/* What stands between two parts of a text; yours until the next but three. */
static const char *between(const char *all, const char *before, const char *after)
{
	static char parts[4][200];
	static unsigned next;
	const char *begin = strstr(all, before), *end;
	char *part = parts[next++ % 4];

	cr_assert_not_null(begin, "'%s' has no '%s'", all, before);
	begin += strlen(before);
	end = *after ? strstr(begin, after) : begin + strlen(begin);
	cr_assert_not_null(end, "'%s' has no '%s'", all, after);
	snprintf(part, sizeof parts[0], "%.*s", (int)(end - begin), begin);
	return part;
}

/* In the copy. */
static void doing(const char *act, const char *first, ...)
{
	const char *words[12] = { "-b", run_path("copy.db") };
	struct run run;
	va_list more;
	int count = 2;

	va_start(more, first);
	for (const char *word = first; word; word = va_arg(more, const char *))
		words[count++] = word;
	va_end(more);
	run = run_waymark(words[0], words[1], words[2], words[3], words[4], words[5], words[6], words[7], words[8],
			  words[9], NULL);
	cr_assert_eq(run.status, 0, "%s: %s", act, run.err);
	run_free(&run);
}
#define DO(...) doing(act, __VA_ARGS__, NULL)

/* There is one field and one concern here. */
static void do_act(const char *account, const char *kind, const char *act)
{
	char roles[60];

	snprintf(roles, sizeof roles, "roles=%s", strcmp(kind, "role") ? "" : between(act, "who is ", ""));
	if (!strcmp(kind, "tick"))
		DO("tick", account, between(act, "tick ", ":"));
	else if (!strcmp(kind, "touch"))
		DO("touch", account, !strncmp(act, "a touch", 7) ? "mail" : between(act, "a ", " from"), "--from",
		   between(act, " from ", ""));
	else if (!strcmp(kind, "touch contact"))
		DO("touch", account, "mail", "--with", between(act, "a touch with ", ""));
	else if (!strcmp(kind, "promise"))
		DO("promise", "kept", account, between(act, "\"", "\""));
	else if (!strcmp(kind, "confirm"))
		DO("promise", "confirm", account, between(act, "\"", "\""));
	else if (!strcmp(kind, "outcome"))
		DO("outcome", "value", account, between(act, "", " measured"), between(act, "target, ", ""));
	else if (!strcmp(kind, "survey") && strstr(act, "NPS"))
		DO("survey", "add", account, "nps", "10");
	else if (!strcmp(kind, "survey"))
		DO("survey", "add", account, "csat", "5");
	else if (!strcmp(kind, "measure"))
		DO("measure", "set", account, between(act, "", " measured"), between(act, "at ", " as it was"));
	else if (!strcmp(kind, "role"))
		DO("contact", "add", account, "Uma Reed", roles);
	else if (!strcmp(kind, "next step"))
		DO("set", account, "next_step=agree the plan");
	else if (!strcmp(kind, "field"))
		DO("set", account, "master_narrative=from lists to one plan");
	else if (!strcmp(kind, "concern"))
		DO("concern", "addressed", account, "Exports");
	else
		cr_assert_fail("nobody here knows how to do '%s'", kind);
}

/* ---- what is told, and what it does ---- */

static const char *const kinds[] = { "tick",	"touch", "touch contact", "promise", "outcome", "survey",
				     "measure", "role",	 "next step",	  "field",   "concern", "confirm" };
enum { KINDS = sizeof kinds / sizeof *kinds };

/* Unknown counts as 0, as there is nothing to rise from. */
static int score(json_t *health)
{
	return json_is_null(json_at(health, "score")) ? 0 : number(health, "score");
}

static void check_move(const char *account, int before, json_t *move, bool *seen)
{
	const char *act = text(move, "action"), *kind = text(move, "kind");
	json_t *after;

	for (int k = 0; k < KINDS; k++)
		seen[k] |= !strcmp(kinds[k], kind);
	copy_book();
	do_act(account, kind, act);
	after = JSON_OF("-b", run_path("copy.db"), "health", account, "--json");
	cr_expect_eq(score(after) - before, number(move, "points"), "%s: %s: %+d told, %d -> %d", account, act,
		     number(move, "points"), before, score(after));
	cr_expect_eq(number(after, "confidence"), number(move, "confidence"), "%s: %s: %d%% known, not %d%%",
		     account, act, number(after, "confidence"), number(move, "confidence"));
	json_decref(after);
}

static void check_moves(const char *account, bool *seen)
{
	json_t *health = JSON_OF("health", account, "--json"), *moves = json_at(health, "moves"), *move;
	int last = 10001;
	size_t i;

	cr_expect_gt(json_array_size(moves), 3, "%s: %zu", account, json_array_size(moves));
	json_array_foreach(moves, i, move)
	{
		cr_expect_leq(number(move, "hundredths"), last, "%s: best first", account);
		cr_expect_gt(number(move, "hundredths"), 0);
		last = number(move, "hundredths");
		check_move(account, score(health), move, seen);
	}
	json_decref(health);
}

Test(moves, each_done_does_what_was_told)
{
	bool seen[KINDS] = { false };

	check_moves("Ash", seen);
	check_moves("Birch", seen);
	check_moves("Cedar", seen);
	DONE("loaded", "scorecard", "load", "wide.cfg");
	check_moves("Ash", seen);
	check_moves("Birch", seen);
	check_moves("Cedar", seen);
	for (int k = 0; k < KINDS; k++)
		cr_expect(seen[k], "no move is of the kind '%s'", kinds[k]);
}
