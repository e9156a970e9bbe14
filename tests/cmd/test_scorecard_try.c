/* "waymark scorecard try" over a small book worked out by hand: who changes band, and how those that left or renewed
 * would have scored 90 days before. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "run.h"

/* The book's: 30 points, risk, without a next step, 90 with one. */
#define BY_STEPS \
	"id = \"ours\"; title = \"Ours\"; version = \"1\";\n" \
	"dimensions = ( { id = \"d\"; indicators = ( { id = \"step\"; kind = \"has_next_step\";\n" \
	"  curve = ( ( 0, 30 ), ( 1, 90 ) ); } ); } );\n"
/* What is tried: 100 less the days since the last touch; unknown without any. */
#define BY_TOUCH(id) \
	"id = \"" id "\"; title = \"Ours\"; version = \"2\";\n" \
	"dimensions = ( { id = \"d\"; indicators = ( { id = \"touch\"; kind = \"days_since_touch\";\n" \
	"  curve = ( ( 0, 100 ), ( 100, 0 ) ); } ); } );\n"

static void add(const char *name)
{
	DONE("added", "add", name, "--on", "2025-01-06");
}

static void step(const char *name, const char *on)
{
	DONE("", "set", name, "next_step=call", "--on", on);
}

static void touched(const char *name, const char *on)
{
	DONE("recorded", "touch", name, "call", "--on", on);
}

/*
 * On 2026-11-22, by the book's and by what is tried; 90 days before they left or were due:
 *	Alder	step, touched 17 Nov		90 -> 95	good both times, scored otherwise
 *	Birch	touched 2 Nov			30 -> 80	risk -> good
 *	Cedar	step, touched 24 Aug		90 -> 10	good -> risk
 *	Dogwood					30 -> unknown
 *	Elm	step, touched 12 Nov		90 -> 90
 *	Fir	left 1 Oct: 3 Jul; touched 23 Jun, step only on 10 Jul		30 -> 90, risk -> good
 *	Gum	left 1 Nov: 3 Aug; touched 4 Jun, step on 1 May			90 -> 40, good -> risk
 *	Hazel	due 31 Oct, moved on 20 Oct: 2 Aug; touched 23 Jul, step on 1 Jul	90 -> 90, good both times;
 *		now step, touched 21 Nov	90 -> 99	good both times
 *	Ivy	due 12 Nov, but put right on 1 Jul, 134 days before: no renewal; now 30 -> unknown
 */
static void with_a_small_book(void)
{
	run_begin();
	run_write_file("old.cfg", BY_STEPS);
	run_write_file("new.cfg", BY_TOUCH("ours"));
	add("Alder");
	step("Alder", "2026-01-10");
	touched("Alder", "2026-11-17");
	add("Birch");
	touched("Birch", "2026-11-02");
	add("Cedar");
	step("Cedar", "2026-01-10");
	touched("Cedar", "2026-08-24");
	add("Dogwood");
	add("Elm");
	step("Elm", "2026-01-10");
	touched("Elm", "2026-11-12");
	add("Fir");
	touched("Fir", "2026-06-23");
	step("Fir", "2026-07-10");
	DONE("", "set", "Fir", "status=churned", "--on", "2026-10-01");
	add("Gum");
	step("Gum", "2026-05-01");
	touched("Gum", "2026-06-04");
	DONE("", "set", "Gum", "status=churned", "--on", "2026-11-01");
	add("Hazel");
	DONE("", "set", "Hazel", "renewal_date=2026-10-31", "--on", "2025-01-06");
	step("Hazel", "2026-07-01");
	touched("Hazel", "2026-07-23");
	DONE("", "set", "Hazel", "renewal_date=2027-10-31", "--on", "2026-10-20");
	touched("Hazel", "2026-11-21");
	add("Ivy");
	DONE("", "set", "Ivy", "renewal_date=2026-11-12", "--on", "2025-01-06");
	DONE("", "set", "Ivy", "renewal_date=2027-11-12", "--on", "2026-07-01");
	DONE("loaded", "scorecard", "load", "old.cfg");
}

TestSuite(scorecard_try, .init = with_a_small_book, .fini = run_end);

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

/* Accounts, and how many are good, watch, risk and unknown of one side. */
static void counts(json_t *trial, const char *who, const char *side, int good, int watch, int risk, int unknown)
{
	const char *names[] = { "good", "watch", "risk", "unknown" };
	int wanted[] = { good, watch, risk, unknown };
	char path[60];

	for (int i = 0; i < 4; i++) {
		snprintf(path, sizeof path, "%s.%s.%s", who, side, names[i]);
		cr_expect_eq(number(trial, path), wanted[i], "%s: %d, not %d", path, number(trial, path),
			     wanted[i]);
	}
	snprintf(path, sizeof path, "%s.accounts", who);
	cr_expect_eq(number(trial, path), good + watch + risk + unknown);
}

/* "Birch: 30 risk -> 80 good", -1 unknown. */
static void changes(json_t *trial, const char *name, int now, const char *now_band, int tried,
		    const char *tried_band)
{
	json_t *item, *changed = json_at(trial, "changed");
	size_t i;

	json_array_foreach(changed, i, item)
	{
		if (strcmp(text(item, "account"), name) != 0)
			continue;
		cr_expect_eq(number(item, "now.score"), now, "%s", name);
		if (tried < 0)
			cr_expect(json_is_null(json_at(item, "tried.score")), "%s", name);
		else
			cr_expect_eq(number(item, "tried.score"), tried, "%s", name);
		cr_expect_str_eq(text(item, "now.band"), now_band, "%s", name);
		cr_expect_str_eq(text(item, "tried.band"), tried_band, "%s", name);
		cr_expect_str_eq(text(item, "tried.scorecard"), text(trial, "id"), "%s", name);
		return;
	}
	cr_expect_fail("%s changes no band", name);
}

Test(scorecard_try, who_changes_band_and_how_those_that_left_or_renewed_would_have_scored)
{
	json_t *trial = JSON_OF("scorecard", "try", "new.cfg", "--json");

	cr_expect_str_eq(text(trial, "id"), "ours");
	cr_expect_str_eq(text(trial, "version"), "2");
	cr_expect_eq(json_array_size(json_at(trial, "changed")), 4);
	changes(trial, "Birch", 30, "risk", 80, "good");
	changes(trial, "Cedar", 90, "good", 10, "risk");
	changes(trial, "Dogwood", 30, "risk", -1, "unknown");
	changes(trial, "Ivy", 30, "risk", -1, "unknown");
	/* those and Alder and Hazel; Elm scores 90 both times, who left is not scored at all */
	cr_expect_eq(number(trial, "rescored"), 6);
	counts(trial, "all", "now", 4, 0, 3, 2);
	counts(trial, "all", "tried", 4, 0, 1, 4);
	counts(trial, "churned", "now", 1, 0, 1, 0);
	counts(trial, "churned", "tried", 1, 0, 1, 0);
	counts(trial, "renewed", "now", 1, 0, 0, 0);
	counts(trial, "renewed", "tried", 1, 0, 0, 0);
	json_decref(trial);
}

Test(scorecard_try, it_says_so_in_words)
{
	DONE("Birch: 30 risk -> 80 good\n", "scorecard", "try", "new.cfg");
	DONE("Dogwood: 30 risk -> unknown\n", "scorecard", "try", "new.cfg");
	DONE("4 of 9 accounts would change band, 6 would be scored otherwise\n"
	     "all accounts: 9\n"
	     "  good        4 -> 4\n"
	     "  watch       0 -> 0\n"
	     "  risk        3 -> 1\n"
	     "  unknown     2 -> 4\n"
	     "those that churned, 90 days before: 2\n"
	     "  good        1 -> 1\n"
	     "  watch       0 -> 0\n"
	     "  risk        1 -> 1\n"
	     "  unknown     0 -> 0\n"
	     "those that renewed, 90 days before: 1\n"
	     "  good        1 -> 1\n",
	     "scorecard", "try", "new.cfg");
	DONE("nothing was stored\n", "scorecard", "try", "new.cfg");
}

/* Nobody is scored otherwise by the very scorecard that the book has. */
Test(scorecard_try, the_book_s_own_changes_nothing)
{
	json_t *trial = JSON_OF("scorecard", "try", "old.cfg", "--json");

	cr_expect_eq(json_array_size(json_at(trial, "changed")), 0);
	cr_expect_eq(number(trial, "rescored"), 0);
	counts(trial, "all", "tried", 4, 0, 3, 2);
	json_decref(trial);
}

/* One more stands behind the book's, which is for all, unless it is to come first. */
Test(scorecard_try, first_tries_it_before_all_others)
{
	json_t *trial;

	run_write_file("more.cfg", BY_TOUCH("more"));
	trial = JSON_OF("scorecard", "try", "more.cfg", "--json");
	cr_expect_eq(json_array_size(json_at(trial, "changed")), 0);
	cr_expect_eq(number(trial, "rescored"), 0);
	json_decref(trial);
	trial = JSON_OF("scorecard", "try", "more.cfg", "--first", "--json");
	cr_expect_eq(json_array_size(json_at(trial, "changed")), 4);
	changes(trial, "Birch", 30, "risk", 80, "good");
	/* another scorecard applies to all, and all but the two that left have a score */
	cr_expect_eq(number(trial, "rescored"), 7);
	json_decref(trial);
}

/* On 1 Oct Fir has left, Gum not yet; of Hazel no renewal had fallen due. Gum's last touch was 119 days before. */
Test(scorecard_try, as_of_an_earlier_day_it_knows_no_later_ends)
{
	json_t *trial = JSON_OF("scorecard", "try", "new.cfg", "--json", "--as-of", "2026-10-01");

	counts(trial, "churned", "now", 0, 0, 1, 0);
	counts(trial, "churned", "tried", 1, 0, 0, 0);
	counts(trial, "renewed", "now", 0, 0, 0, 0);
	changes(trial, "Gum", 90, "good", 0, "risk");
	json_decref(trial);
}

static char *book(size_t *size)
{
	FILE *file = fopen(run_path("book.db"), "rb");
	char *bytes;

	cr_assert_not_null(file);
	fseek(file, 0, SEEK_END);
	*size = (size_t)ftell(file);
	rewind(file);
	bytes = malloc(*size);
	cr_assert_eq(fread(bytes, 1, *size, file), *size);
	fclose(file);
	return bytes;
}

Test(scorecard_try, nothing_is_stored)
{
	size_t size, size_after;
	char *before, *after;
	json_t *list;

	DONE("Alder", "list");
	before = book(&size);
	DONE("nothing was stored", "scorecard", "try", "new.cfg");
	DONE("nothing was stored", "scorecard", "try", "mattermost", "--first");
	after = book(&size_after);
	cr_assert_eq(size, size_after);
	cr_expect_eq(memcmp(before, after, size), 0, "the book is another one");
	free(before);
	free(after);
	cr_expect_neq(access(run_path("book.db-wal"), F_OK), 0, "something was written beside the book");
	list = JSON_OF("scorecard", "list", "--json");
	cr_expect_str_eq(text(list, "0.version"), "1");
	cr_expect_eq(json_array_size(list), 2);
	json_decref(list);
}
