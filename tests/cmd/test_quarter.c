/*
 * A quarter of a CSM's work, through the program as people run it, day by day; every rank, date and figure is worked out
 * by hand. Health here is easy to reckon: half of it is the percent of seats in use, half 100 less the days since a
 * milestone was settled; what is unknown leaves all to the other.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "run.h"

static const char card[] =
	"id = \"quarter\"; title = \"Use and path\"; version = \"1\";\n"
	"dimensions = (\n"
	" { id = \"use\"; weight = 50; indicators = ( { id = \"seats\"; kind = \"ratio\";\n"
	"   measure = \"active_seats\"; over = \"licensed_seats\"; curve = ( ( 0, 0 ), ( 100, 100 ) ); } ); },\n"
	" { id = \"path\"; weight = 50; indicators = ( { id = \"stall\"; kind = \"stall\";\n"
	"   curve = ( ( 0, 100 ), ( 100, 0 ) ); } ); } );\n";

static const char track[] =
	"id = \"small\"; title = \"Small\"; version = \"1\"; subject = \"account\"; reading = \"progress\";\n"
	"stages = ( { id = \"one\"; name = \"One\"; promise = \"It runs.\";\n"
	"  activities = ( { name = \"Set up\"; milestones = ( { id = \"a\"; question = \"Is a done?\"; },\n"
	"   { id = \"b\"; question = \"Is b done?\"; } ); } ); },\n"
	" { id = \"two\"; name = \"Two\"; promise = \"It pays.\";\n"
	"  activities = ( { name = \"Use\"; milestones = ( { id = \"c\"; question = \"Is c done?\"; },\n"
	"   { id = \"d\"; question = \"Is d done?\"; } ); } ); } );\n";

/* Birch renews 121 days after the first day: four months are not there yet. */
static const char accounts[] = "id,name,arr,currency,start date,renewal date,status,csm\n"
			       "A-1,Alder Mill,100000,EUR,2026-08-30,2027-08-30,active,ana\n"
			       "B-2,Birch Labs,10000,EUR,2025-09-15,2026-12-31,active,ben\n"
			       "C-3,Cedar Foods,1000,EUR,2026-07-15,2027-07-15,active,ana\n";

static void today_is(const char *day)
{
	setenv("WAYMARK_TODAY", day, 1);
}

static void import_all(void)
{
	run_begin();
	today_is("2026-09-01");
	run_write_file("card.cfg", card);
	run_write_file("track.cfg", track);
	run_write_file("accounts.csv", accounts);
	run_write_file("contacts.csv", "account,name,roles\nA-1,Ada,champion\nA-1,Bo,decision maker\n"
				       "B-2,Dora,decision maker\nC-3,Eve,decision maker\nC-3,Fay,champion\n");
	run_write_file("measures.csv", "account,date,measure,value\n"
				       "A-1,2026-08-31,licensed_seats,100\nA-1,2026-08-31,active_seats,80\n"
				       "B-2,2026-08-31,licensed_seats,100\nB-2,2026-08-31,active_seats,40\n"
				       "C-3,2026-08-31,licensed_seats,100\nC-3,2026-08-31,active_seats,60\n");
	run_write_file("surveys.csv", "account,contact,date,kind,score,comment\n"
				      "A-1,Ada,2026-08-20,nps,10,It pays for itself\n"
				      "B-2,Dora,2026-08-25,nps,4,Nobody calls\n");
	DONE("loaded", "track", "load", "track.cfg");
	DONE("loaded", "scorecard", "load", "card.cfg");
	DONE("3 added", "import", "accounts", "accounts.csv", "--track", "small");
	DONE("5 added", "import", "contacts", "contacts.csv");
	DONE("6 added", "import", "measures", "measures.csv");
	DONE("2 added", "import", "surveys", "surveys.csv");
}

TestSuite(quarter, .init = import_all, .fini = run_end);

/* ---- what is looked at ---- */

static const char *text_of(json_t *object, const char *path)
{
	const char *text = json_string_value(json_at(object, path));

	return text ? text : "";
}

/* The open flags as "Account flag" lines, the most pressing first. */
static void flags_are(int line, const char *expected)
{
	json_t *list = run_json(line, "flag", "list", "--json", NULL), *item;
	char said[4096] = "";
	size_t i;

	json_array_foreach(list, i, item)
	{
		if (strcmp(text_of(item, "state"), "open") != 0)
			continue;
		snprintf(said + strlen(said), sizeof said - strlen(said), "%s %s\n", text_of(item, "account"),
			 text_of(item, "flag"));
	}
	cr_expect_str_eq(said, expected, "line %d: flags are\n%snot\n%s", line, said, expected);
	json_decref(list);
}
#define FLAGS(expected) flags_are(__LINE__, expected)

struct entry {
	const char *account, *kind, *says; /* says: a part of what to do, or the entry's key */
	int rank;
};

static void check_entry(int line, size_t i, json_t *item, const struct entry *expected)
{
	json_t *terms = json_object_get(item, "terms"), *term;
	int rank = (int)json_integer_value(json_object_get(item, "rank")), sum = 0;
	size_t t;

	json_array_foreach(terms, t, term) sum += (int)json_integer_value(json_object_get(term, "value"));
	cr_expect_eq(sum, rank, "line %d: the terms of entry %zu make %d, its rank is %d", line, i + 1, sum, rank);
	cr_expect(!strcmp(text_of(item, "account"), expected->account) &&
			  !strcmp(text_of(item, "kind"), expected->kind) &&
			  (strstr(text_of(item, "what"), expected->says) ||
			   strstr(text_of(item, "entry"), expected->says)) &&
			  rank == expected->rank,
		  "line %d: entry %zu is %d %s %s '%s' (%s), not %d %s %s '%s'", line, i + 1, rank,
		  text_of(item, "account"), text_of(item, "kind"), text_of(item, "what"), text_of(item, "entry"),
		  expected->rank, expected->account, expected->kind, expected->says);
}

/* The first entries of today. */
static void today_begins(int line, const struct entry *expected, size_t count)
{
	json_t *list = run_json(line, "today", "--limit", "0", "--json", NULL);

	cr_assert_geq(json_array_size(list), count, "line %d", line);
	for (size_t i = 0; i < count; i++)
		check_entry(line, i, json_array_get(list, i), &expected[i]);
	json_decref(list);
}
#define TODAY(...) \
	today_begins(__LINE__, (const struct entry[]){ __VA_ARGS__ }, \
		     sizeof((const struct entry[]){ __VA_ARGS__ }) / sizeof(struct entry))

/* How many of today's entries of an account are called so. */
static int entries_of(const char *account, const char *says)
{
	json_t *list = JSON_OF("today", "--limit", "0", "--json"), *item;
	int count = 0;
	size_t i;

	json_array_foreach(list, i, item)
		count += !strcmp(text_of(item, "account"), account) &&
			 (strstr(text_of(item, "what"), says) || strstr(text_of(item, "entry"), says));
	json_decref(list);
	return count;
}

/* "#ID" of the latest run of a play at work; lives until the next call. */
static const char *latest_run(const char *account, const char *play)
{
	json_t *list = JSON_OF("plays", "list", account, "--json"), *item;
	static char id[64];
	size_t i;

	id[0] = '\0';
	json_array_foreach(list, i, item)
	{
		if (!strcmp(text_of(item, "play"), play) && !*id)
			snprintf(id, sizeof id, "#%s", text_of(item, "id"));
	}
	json_decref(list);
	return id;
}

/* The days of the tasks of a play's latest run, "09-02 09-09 ...". */
static void tasks_are_due(int line, const char *account, const char *play, const char *expected)
{
	json_t *object = run_json(line, "plays", "show", account, latest_run(account, play), "--json", NULL), *item;
	char said[400] = "";
	size_t i;

	json_array_foreach(json_object_get(object, "todos"), i, item)
		snprintf(said + strlen(said), sizeof said - strlen(said), "%s%s", i ? " " : "",
			 text_of(item, "due") + strlen("20yy-") * !!*text_of(item, "due"));
	cr_expect_str_eq(said, expected, "line %d: %s's %s is due %s, not %s", line, account, play, said, expected);
	json_decref(object);
}
#define DUE(account, play, expected) tasks_are_due(__LINE__, account, play, expected)

/* How many runs of a play an account has, closed ones too; of those at work the one who opened it in *by. */
static int runs_of(const char *account, const char *play, char by[64])
{
	json_t *list = JSON_OF("plays", "list", account, "--all", "--json"), *item;
	int count = 0;
	size_t i;

	by[0] = '\0';
	json_array_foreach(list, i, item)
	{
		if (strcmp(text_of(item, "play"), play) != 0)
			continue;
		count++;
		if (!*text_of(item, "closed"))
			snprintf(by, 64, "%s", text_of(item, "opened_by"));
	}
	json_decref(list);
	return count;
}

/* The item of the agenda that says so; NULL without. */
static json_t *item_of(json_t *agenda, const char *says)
{
	json_t *item;
	size_t i;

	json_array_foreach(json_object_get(agenda, "items"), i, item)
	{
		if (strstr(text_of(item, "text"), says))
			return item;
	}
	return NULL;
}

static bool is(json_t *item, const char *name)
{
	cr_assert_not_null(item, "the agenda has no such item (%s)", name);
	return json_is_true(json_object_get(item, name));
}

/* ---- the first days ---- */

Test(quarter, imports_make_flags_fire_and_open_plays)
{
	char by[64];

	/* Birch: 40 of 100 seats make it at risk (half of health is known); Dora alone, and her 4 is of the last 30
	 * days. Cedar began 48 days ago and nothing is settled. Alder began 2 days ago, Ada's 10 is 12 days old and
	 * its health 80 is good. */
	FLAGS("Birch Labs at-risk\nBirch Labs detractor\nBirch Labs single-thread\nCedar Foods onboarding-late\n"
	      "Alder Mill new-customer\nAlder Mill promoter\n");
	cr_assert_eq(runs_of("A-1", "onboarding", by), 1);
	cr_assert_str_eq(by, "waymark");
	cr_assert_eq(runs_of("B-2", "renewal", by), 0, "a day too early");
	/* from the start on 08-30: 3, 10, 14, 14, 17, 30, 33, 45 days */
	DUE("A-1", "onboarding", "09-02 09-09 09-13 09-13 09-16 09-29 10-02 10-14");
	DONE("is at work already", "plays", "open", "A-1", "onboarding");
	DONE("0 added, 0 changed", "import", "accounts", "accounts.csv");
	cr_assert_eq(runs_of("A-1", "onboarding", by), 1);
}

/* At stake 150, 75 and 0 for 100,000, 10,000 and 1,000; lacking health 60, 180, 120 for 80, 40, 60 points; a flag of today
 * 100; a first yes makes the path 100: 90 of 80, 70 of 40, 80 of 60, the most of 300 each. */
Test(quarter, today_is_ranked_by_what_is_at_stake)
{
	TODAY({ "Alder Mill", "milestone", "Is a done?", 150 + 50 + 300 + 40 - 10 },
	      { "Birch Labs", "milestone", "Is a done?", 75 + 50 + 300 + 40 - 10 },
	      { "Birch Labs", "flag", "flag/at-risk/", 75 + 100 + 180 + 100 - 20 },
	      { "Birch Labs", "flag", "flag/detractor/", 75 + 100 + 180 + 100 - 20 },
	      { "Alder Mill", "task", "Take over from sales",
		150 + 185 + 60 + 50 - 30 }, /* in 1 day: 200 * 13 / 14 */
	      { "Birch Labs", "flag", "flag/single-thread/", 75 + 100 + 180 + 60 - 20 },
	      { "Cedar Foods", "milestone", "Is a done?", 0 + 50 + 300 + 40 - 10 },
	      { "Alder Mill", "task", "definition of success", 150 + 85 + 60 + 50 - 30 }, /* in 8: 200 * 6 / 14 */
	      { "Alder Mill", "flag", "flag/new-customer/", 150 + 100 + 60 + 20 - 20 },
	      { "Alder Mill", "flag", "flag/promoter/", 150 + 100 + 60 + 20 - 20 },
	      { "Cedar Foods", "flag", "flag/onboarding-late/", 0 + 100 + 120 + 60 - 20 });
	DONE("health 80 -> 90", "tick", "A-1", "a", "yes");
	cr_assert_eq(entries_of("Alder Mill", "Is a done?"), 0);
	cr_assert_eq(entries_of("Alder Mill", "Is b done?"), 1,
		     "the next, though a second yes of the day wins nothing");
	TODAY({ "Birch Labs", "milestone", "Is a done?", 455 });
}

/* Nobody changed anything; the day did. */
Test(quarter, a_new_day_makes_flags_fire_and_open_their_plays)
{
	char by[64];

	DONE("", "tick", "A-1", "a", "yes");
	today_is("2026-09-02");
	/* Alder's path is 99 by now: health 89.5, lacking 31.5; one more day of a flag 5 */
	TODAY({ "Birch Labs", "task", "Look at the account alone", 75 + 200 + 180 + 50 - 30 },
	      { "Birch Labs", "milestone", "Is a done?", 455 }, { "Birch Labs", "flag", "flag/at-risk/", 440 },
	      { "Birch Labs", "flag", "flag/detractor/", 440 },
	      { "Alder Mill", "task", "Take over from sales", 150 + 200 + 31 + 50 - 30 },
	      { "Birch Labs", "flag", "flag/single-thread/", 400 },
	      { "Cedar Foods", "milestone", "Is a done?", 380 });
	FLAGS("Birch Labs at-risk\nBirch Labs detractor\nBirch Labs single-thread\nCedar Foods onboarding-late\n"
	      "Alder Mill new-customer\nAlder Mill promoter\nBirch Labs no-next-step\nBirch Labs renewal-near\n");
	cr_assert_eq(runs_of("B-2", "renewal", by), 1);
	cr_assert_str_eq(by, "waymark");
	/* from the renewal on 12-31: -120, -110, -90, -85, -60, -45, -30, 1 days */
	DUE("B-2", "renewal", "09-02 09-12 10-02 10-07 11-01 11-16 12-01 01-01");
	today_is("2026-09-03");
	DONE("Birch Labs", "today");
	cr_assert_eq(runs_of("B-2", "renewal", by), 1, "never twice for one cause");

	DONE("did ", "todo", "done", "B-2", "Look at the account alone");
	cr_assert_eq(entries_of("Birch Labs", "Look at the account alone"), 0);
	DONE("health 60 -> 80", "tick", "C-3", "a", "yes");
	cr_assert_eq(entries_of("Cedar Foods", ""), 1,
		     "its flag is gone with the tick; the next milestone is left");
	/* the renewal moves by 30 days: its tasks go along but for the one done, the flag goes out */
	DONE("", "set", "B-2", "renewal_date=2027-01-30");
	DUE("B-2", "renewal", "09-02 10-12 11-01 11-06 12-01 12-16 12-31 01-31");
	cr_assert_eq(entries_of("Birch Labs", "flag/renewal-near"), 0);
}

Test(quarter, what_is_snoozed_is_quiet_until_its_day)
{
	DONE("snoozed", "flag", "snooze", "B-2", "detractor", "--until", "2026-09-09", "--reason", "She is away");
	DONE("snoozed", "today", "snooze", "B-2", "milestone", "--until", "2026-09-05", "--reason",
	     "After the call");
	cr_assert_eq(entries_of("Birch Labs", "flag/detractor"), 0);
	cr_assert_eq(entries_of("Birch Labs", "Is a done?"), 0);
	today_is("2026-09-04");
	cr_assert_eq(entries_of("Birch Labs", "Is a done?"), 0);
	today_is("2026-09-05");
	cr_assert_eq(entries_of("Birch Labs", "Is a done?"), 1);
	today_is("2026-09-08");
	cr_assert_eq(entries_of("Birch Labs", "flag/detractor"), 0);
	today_is("2026-09-09");
	cr_assert_eq(entries_of("Birch Labs", "flag/detractor"), 1);
	/* as old as it is: 8 days. The renewal's play was opened on the 4th, by which its first task waits for 5 */
	TODAY({ "Alder Mill", "milestone", "Is a done?", 530 },
	      { "Birch Labs", "task", "Look at the account alone", 75 + 225 + 180 + 50 - 30 },
	      { "Birch Labs", "flag", "flag/at-risk/", 435 + 40 },
	      { "Birch Labs", "flag", "flag/detractor/", 435 + 40 });
}

/* ---- the review ---- */

static const char *const formats[] = { "text", "md", "html", "ics" };

/* Lines of a calendar file that go on after a break and a blank, in one. */
static void unfold(char *text)
{
	char *to = text;

	for (char *from = text; *from; from++) {
		if (!strncmp(from, "\r\n ", 3))
			from += 2;
		else
			*to++ = *from;
	}
	*to = '\0';
}

/* What is for the customer leaves in each format, what is internal or hidden in none. */
static void leaves(int line, const char *review, const char *const *there, const char *const *not_there)
{
	for (size_t f = 0; f < sizeof formats / sizeof *formats; f++) {
		struct run run = review ? run_waymark("qbr", "A-1", "record", review, "--format", formats[f], NULL)
					: run_waymark("qbr", "A-1", "--format", formats[f], NULL);

		cr_assert_eq(run.status, 0, "line %d: %s: %s", line, formats[f], run.err);
		unfold(run.out);
		for (size_t i = 0; there[i] && !(review && f == 3); i++) /* a calendar has the next review */
			cr_expect_not_null(strstr(run.out, there[i]), "line %d: %s lacks '%s':\n%s", line,
					   formats[f], there[i], run.out);
		for (size_t i = 0; not_there[i]; i++)
			cr_expect_null(strstr(run.out, not_there[i]), "line %d: %s has '%s':\n%s", line, formats[f],
				       not_there[i], run.out);
		run_free(&run);
	}
}
#define TEXTS(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define LEAVES(review, there, not_there) leaves(__LINE__, review, there, not_there)

/* On 10-02 for 10-14: drafted and worked at. */
static void plan_and_edit(void)
{
	today_is("2026-09-02");
	DONE("planned a review of Alder Mill on 2026-10-14", "qbr", "A-1", "plan", "2026-10-14");
	DUE("A-1", "qbr-preparation", "09-23 09-30 10-04 10-07 10-12 10-14 10-15");
	DONE("", "tick", "A-1", "a", "yes");
	DONE("", "outcome", "add", "A-1", "Time to quote", "unit=d", "baseline=10", "target=4");
	DONE("", "outcome", "value", "A-1", "Time to quote", "7");
	today_is("2026-10-02");
	DONE("from 10 d to 7 d, target 4 d", "qbr", "A-1", "draft");
	DONE("wrote 'Quicker quotes'", "qbr", "A-1", "edit", "4.1", "Quicker quotes");
	DONE("moved", "qbr", "A-1", "move", "4.2", "up");
	DONE("hid ", "qbr", "A-1", "hide", "6.1");
	DONE("", "qbr", "A-1", "internal", "6.2");
	DONE("added", "qbr", "A-1", "add", "value", "A day saved");
	DONE("added", "qbr", "A-1", "add", "risks", "Their budget is cut", "--internal");
}

/* Two days before: new data came. */
static void draft_again(void)
{
	json_t *agenda;

	today_is("2026-10-12");
	DONE("", "tick", "A-1", "b", "yes");
	DONE("", "outcome", "value", "A-1", "Time to quote", "5");
	DONE("", "promise", "add", "A-1", "Exports by May", "due=2027-05-01");
	agenda = JSON_OF("qbr", "A-1", "draft", "--json");
	cr_expect(is(item_of(agenda, "Quicker quotes"), "edited"));
	cr_expect(is(item_of(agenda, "Quicker quotes"), "changed_below"));
	cr_expect_str_eq(text_of(item_of(agenda, "Quicker quotes"), "drafted"),
			 "Time to quote: from 10 d to 5 d, target 4 d");
	cr_expect_str_eq(text_of(item_of(agenda, "Quicker quotes"), "number"), "4.2", "moved below the adoption");
	cr_expect_str_eq(text_of(item_of(agenda, "Adoption"), "number"), "4.1");
	cr_expect(is(item_of(agenda, "NPS"), "hidden"));
	cr_expect(is(item_of(agenda, "It pays for itself"), "internal"));
	cr_expect(is(item_of(agenda, "Their budget is cut"), "internal"));
	cr_expect(is(item_of(agenda, "A day saved"), "added"));
	cr_expect(is(item_of(agenda, "Is b done?"), "new"));
	cr_expect(is(item_of(agenda, "Exports by May"), "new"));
	cr_expect_not(is(item_of(agenda, "Is a done?"), "new"));
	json_decref(agenda);
	LEAVES(NULL, TEXTS("Quicker quotes", "A day saved", "Exports by May"),
	       TEXTS("budget", "pays for itself", "NPS", "Testimonial"));
}

static void hold(void)
{
	today_is("2026-10-14");
	cr_expect_eq(entries_of("Alder Mill", "prepare the business review"), 1);
	DONE("covered", "qbr", "A-1", "cover", "4.2");
	DONE("decided", "qbr", "A-1", "decide", "We go on with a second team");
	DONE("by ana, due 2026-10-20", "qbr", "A-1", "action", "Send the plan", "--owner", "ana", "--due",
	     "2026-10-20");
	DONE("agreed on", "qbr", "A-1", "action", "Name an admin", "--side", "customer", "--due", "2026-12-20");
	DONE("", "qbr", "A-1", "commit", "us", "a weekly call");
	DONE("", "qbr", "A-1", "commit", "customer", "two hours a week");
	DONE("", "qbr", "A-1", "ask", "Whom should we meet?");
	DONE("held the review of Alder Mill on 2026-10-14, the next is planned on 2027-01-13", "qbr", "A-1", "hold",
	     "--next", "2027-01-13");
}

Test(quarter, a_review_is_prepared_held_and_looked_back_at)
{
	const char *const told[] = { "Quicker quotes", "We go on with a second team", "Send the plan", NULL };
	const char *const ours[] = { "budget", "pays for itself", "NPS", NULL };
	json_t *agenda, *list, *todo = NULL, *item;
	char preparation[64];
	size_t i;

	plan_and_edit();
	draft_again();
	snprintf(preparation, sizeof preparation, "%s", latest_run("A-1", "qbr-preparation"));
	hold();
	LEAVES("2026-10-14", told, ours);

	/* two preparations are at work for a day: which is meant has to be said */
	FAILED(" of 2026-09-02, Business", "plays", "close", "A-1", "qbr-preparation", "--outcome", "held");
	DONE("closed", "plays", "close", "A-1", preparation, "--outcome", "held, with actions");

	/* actions are tasks, and Today has them when their day is near: ana's in 6 days */
	list = JSON_OF("todo", "list", "A-1", "--json");
	json_array_foreach(list, i, item) if (!strcmp(text_of(item, "text"), "Send the plan")) todo = item;
	cr_assert_not_null(todo);
	cr_expect_str_eq(text_of(todo, "owner"), "ana");
	cr_expect_str_eq(text_of(todo, "due"), "2026-10-20");
	json_decref(list);
	cr_expect_eq(entries_of("Alder Mill", "Send the plan"), 1);
	cr_expect_eq(entries_of("Alder Mill", "Name an admin"), 0);

	/* the next one has its own preparation, which moves with it */
	DUE("A-1", "qbr-preparation", "12-23 12-30 01-03 01-06 01-11 01-13 01-14");
	DONE("from 2027-01-13 to 2027-01-20", "qbr", "A-1", "plan", "2027-01-20");
	DUE("A-1", "qbr-preparation", "12-30 01-06 01-10 01-13 01-18 01-20 01-21");

	today_is("2026-12-01");
	DONE("", "todo", "done", "A-1", "Name an admin");
	today_is("2027-01-10");
	agenda = JSON_OF("qbr", "A-1", "--json");
	cr_expect_str_eq(text_of(agenda, "last_review"), "2026-10-14");
	cr_expect_str_eq(text_of(agenda, "next_review"), "2027-01-20");
	cr_expect_str_eq(text_of(item_of(agenda, "Send the plan"), "section_key"), "actions");
	cr_expect_str_eq(text_of(item_of(agenda, "Send the plan"), "answer"), "no");
	cr_expect_str_eq(text_of(item_of(agenda, "Send the plan"), "note"),
			 "was agreed for 2026-10-20, not done yet");
	cr_expect_str_eq(text_of(item_of(agenda, "Name an admin"), "answer"), "yes");
	cr_expect_str_eq(text_of(item_of(agenda, "Name an admin"), "on"), "2026-12-01");
	cr_expect_null(item_of(agenda, "A day saved"), "what was added belongs to that review");
	json_decref(agenda);
	/* the old one reads as it was held */
	DONE("", "outcome", "remove", "A-1", "Time to quote");
	LEAVES("2026-10-14", told, ours);
	agenda = JSON_OF("qbr", "A-1", "record", "2026-10-14", "--json");
	cr_expect(is(item_of(agenda, "Quicker quotes"), "covered"));
	cr_expect(is(item_of(agenda, "Their budget is cut"), "internal"));
	json_decref(agenda);
}

/* ---- is what I do working? ---- */

static json_t *record_of(json_t *list, const char *play)
{
	json_t *item;
	size_t i;

	json_array_foreach(list, i, item)
	{
		if (!strcmp(text_of(item, "play"), play))
			return item;
	}
	cr_assert_fail("%s was never run", play);
	return NULL;
}

static void assessed(int line, const char *play, int runs, int measured, int improved, int worse, double mean)
{
	json_t *list = run_json(line, "plays", "assess", "--json", NULL), *item = record_of(list, play);

	cr_expect_eq(json_integer_value(json_object_get(item, "runs")), runs, "line %d", line);
	cr_expect_eq(json_integer_value(json_object_get(item, "measured")), measured, "line %d", line);
	cr_expect_eq(json_integer_value(json_object_get(item, "improved")), improved, "line %d", line);
	cr_expect_eq(json_integer_value(json_object_get(item, "worse")), worse, "line %d", line);
	cr_expect_float_eq(json_number_value(json_object_get(item, "mean_change")), mean, 1e-9, "line %d: %g", line,
			   json_number_value(json_object_get(item, "mean_change")));
	json_decref(list);
}
#define ASSESSED(...) assessed(__LINE__, __VA_ARGS__)

/* Renewal: Birch goes from 40 to 70 (30 more seats), Cedar from 80 (ticked on that day) to 65: its path is 30 days old, 70,
 * beside the 60 of its seats. So one of two is better, by 7.5 on average. Onboarding: two of Alder's four. */
Test(quarter, plays_are_assessed_by_their_figures)
{
	char by[64];

	today_is("2026-09-02");
	DONE("Birch Labs", "today");
	DONE("", "tick", "C-3", "a", "yes");
	DONE("opened", "plays", "open", "C-3", "renewal");
	DONE("", "tick", "A-1", "a", "yes");
	today_is("2026-10-02");
	FAILED("one of", "plays", "close", "C-3", "renewal", "--outcome", "splendid");
	DONE("closed", "plays", "close", "C-3", "renewal", "--outcome", "renewed for less", "--note", "Budget");
	DONE("health 40 -> 70", "measure", "set", "B-2", "active_seats", "70");
	DONE("closed", "plays", "close", "B-2", "renewal", "--outcome", "renewed");
	DONE("", "tick", "A-1", "b", "yes");
	ASSESSED("onboarding", 1, 0, 0, 0, 0.0);
	DONE("closed", "plays", "close", "A-1", "onboarding", "--outcome", "first value reached");
	ASSESSED("renewal", 2, 2, 1, 1, 7.5);
	ASSESSED("onboarding", 1, 1, 1, 0, 50.0);
	DONE("1 of 2", "plays", "assess");
	DONE("+7.5 points", "plays", "assess");
	/* what was closed is not opened again for the flag that is still there */
	today_is("2026-10-03");
	DONE("", "today");
	cr_expect_eq(runs_of("B-2", "renewal", by), 1);
	DONE("", "undo");
	ASSESSED("onboarding", 1, 0, 0, 0, 0.0);
}

/* ---- undo ---- */

/* All that a CSM looks at, as one text; yours. */
static char *book_says(void)
{
	static const char *const words[][5] = {
		{ "today", "--limit", "0", "--json" },	{ "flag", "list", "--all", "--json" },
		{ "plays", "list", "--all", "--json" }, { "todo", "list", "A-1", "--json" },
		{ "todo", "list", "B-2", "--json" },	{ "qbr", "A-1", "--json" },
		{ "qbr", "A-1", "list", "--json" },	{ "list", "--format", "json" },
		{ "plays", "assess", "--json" },	{ "health", "B-2", "--json" },
	};
	char *all = strdup("");

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		const char *const *w = words[i];
		struct run run = run_waymark(w[0], w[1], w[2], w[3], NULL);
		char *longer;

		cr_assert_eq(run.status, 0, "%s: %s", w[0], run.err);
		cr_assert_geq(asprintf(&longer, "%s%s", all, run.out), 0);
		free(all);
		all = longer;
		run_free(&run);
	}
	return all;
}

/* Does it, and takes it back: all is as before; does it again: as after. words: of the command line, by '|'. *state:
 * what the book says now, NULL: not known yet. */
static void undone(int line, const char *words, char **state)
{
	char *before = *state ? *state : book_says(), *after, *now, *copy = strdup(words), *rest = copy;
	const char *w[10] = { NULL };
	struct run run;

	for (int i = 0; rest && i < 9; i++)
		w[i] = strsep(&rest, "|");
	run = run_waymark(w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[8], NULL);
	cr_assert_eq(run.status, 0, "line %d: %s: %s", line, words, run.err);
	run_free(&run);
	after = book_says();
	cr_expect_str_neq(after, before, "line %d: %s changes nothing", line, words);
	run = run_waymark("undo", NULL);
	cr_assert_eq(run.status, 0, "line %d: undo of %s: %s", line, words, run.err);
	run_free(&run);
	now = book_says();
	cr_expect_str_eq(now, before, "line %d: undo of %s leaves something", line, words);
	free(now);
	run = run_waymark("redo", NULL);
	cr_assert_eq(run.status, 0, "line %d: redo of %s: %s", line, words, run.err);
	run_free(&run);
	now = book_says();
	cr_expect_str_eq(now, after, "line %d: redo of %s is not the same", line, words);
	free(copy);
	free(before);
	free(after);
	*state = now;
}
#define UNDONE(words) undone(__LINE__, words, &state)

Test(quarter, each_step_can_be_taken_back)
{
	char *state = NULL;

	run_write_file("more.csv", "account,date,measure,value\nB-2,2026-09-01,active_seats,90\n"
				   "A-1,2026-09-01,active_seats,30\n");
	UNDONE("import|measures|more.csv");
	UNDONE("tick|A-1|a|yes");
	UNDONE("set|C-3|renewal_date=2026-12-01");
	UNDONE("flag|snooze|B-2|single-thread|--until|2026-09-20|--reason|Later");
	UNDONE("flag|close|B-2|detractor|--reason|Called");
	UNDONE("today|dismiss|C-3|milestone|--reason|Not theirs");
	UNDONE("plays|open|B-2|widen");
	UNDONE("todo|done|A-1|Take over from sales");
	UNDONE("todo|set|A-1|Put the roles|due=2026-09-05");
	UNDONE("qbr|A-1|plan|2026-10-14");
	UNDONE("qbr|A-1|edit|4.1|Seats are in use");
	UNDONE("qbr|A-1|action|Send the plan|--due|2026-10-20");
	UNDONE("qbr|A-1|plan|2026-10-21");
	UNDONE("qbr|A-1|hold|--next|2027-01-13");
	UNDONE("plays|close|A-1|onboarding|--outcome|wrong fit");
	free(state);
}
