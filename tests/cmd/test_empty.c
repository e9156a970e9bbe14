/* The day's work where there is none, where nothing can be written, and as of other days. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <criterion/criterion.h>

#include "run.h"

TestSuite(empty, .init = run_begin, .fini = run_end);

/* Status 0 and nothing at all on either stream: cron sends no mail. */
static void silent(int line, const char *one, const char *two, const char *three, const char *four)
{
	struct run run = run_waymark(one, two, three, four, NULL);

	cr_expect_eq(run.status, 0, "line %d: %d", line, run.status);
	cr_expect_str_eq(run.out, "", "line %d: %s", line, run.out);
	cr_expect_str_eq(run.err, "", "line %d: %s", line, run.err);
	run_free(&run);
}
#define SILENT(one, two, three, four) silent(__LINE__, one, two, three, four)

static size_t count_of(int line, const char *one, const char *two, const char *three, const char *four)
{
	json_t *list = run_json(line, one, two, three, four, NULL);
	size_t count = json_array_size(list);

	cr_expect(json_is_array(list), "line %d", line);
	json_decref(list);
	return count;
}
#define COUNT(one, two, three, four) count_of(__LINE__, one, two, three, four)

/* A book without an account: the one added is taken back. */
static void begin_book(void)
{
	DONE("added", "add", "Alder", "--track", "cst-saas");
	DONE("undid", "undo");
}

Test(empty, without_a_book_it_says_how_to_begin)
{
	FAILED("there is no book", "today");
	FAILED("there is no book", "flag", "list");
	FAILED("there is no book", "plays", "list");
}

Test(empty, an_empty_book_has_nothing_to_say)
{
	begin_book();
	SILENT("today", NULL, NULL, NULL);
	SILENT("today", "--format", "md", NULL);
	SILENT("today", "--mine", NULL, NULL);
	SILENT("--as-of", "2020-01-01", "today", NULL);
	cr_expect_eq(COUNT("today", "--json", NULL, NULL), 0);
	cr_expect_eq(COUNT("--as-of", "2030-01-01", "today", "--json"), 0);
	cr_expect_eq(COUNT("flag", "list", "--json", NULL), 0);
	cr_expect_eq(COUNT("plays", "list", "--json", NULL), 0);
	cr_expect_eq(COUNT("plays", "assess", "--json", NULL), 0);
	DONE("no flag is open", "flag", "list");
	DONE("no play is at work", "plays", "list");
	FAILED("there is no account Alder", "ask", "Alder");
	FAILED("there is no account Alder", "qbr", "Alder");
}

/* Renews 70 days after today: the flag of four months is up, that of 90 days as well where health is below good. */
static void begin_alder(void)
{
	DONE("added", "add", "Alder", "renewal=2027-01-31", "next_step=Go on", "--on", "2026-11-22", "--track",
	     "cst-saas");
}

static bool has_flag(json_t *list, const char *key)
{
	json_t *item;
	size_t i;

	json_array_foreach(list, i, item)
	{
		if (!strcmp(json_string_value(json_object_get(item, "flag")), key))
			return true;
	}
	return false;
}

static bool flag_as_of(const char *day, const char *key)
{
	json_t *list = JSON_OF("--as-of", day, "flag", "list", "--json");
	bool has = has_flag(list, key);

	json_decref(list);
	return has;
}

Test(empty, other_days_are_read_and_nothing_is_written_for_them)
{
	begin_alder();
	cr_expect(flag_as_of("2026-11-22", "renewal-near"));
	cr_expect_not(flag_as_of("2026-11-21", "renewal-near"), "the renewal date was not known then");
	cr_expect(flag_as_of("2027-01-31", "renewal-near"), "on its very day");
	cr_expect_not(flag_as_of("2027-02-01", "renewal-near"), "a day after");
	cr_expect_gt(COUNT("--as-of", "2027-01-20", "today", "--json"), 0);
	/* the play of today is the only one, and the log tells of no more than that and the account */
	cr_expect_eq(COUNT("plays", "list", "--json", NULL), 1);
	cr_expect_eq(COUNT("log", "--json", NULL, NULL), 2);
}

/* A day later, where nothing can be written: all is reckoned, and the file stays as it is. */
Test(empty, a_book_that_is_only_read_is_told_of_as_well)
{
	struct stat before, after;

	begin_alder();
	setenv("WAYMARK_TODAY", "2026-11-24", 1);
	cr_assert_eq(stat(run_path("book.db"), &before), 0);
	cr_expect_gt(COUNT("--readonly", "today", "--json", NULL), 0);
	cr_expect_gt(COUNT("--readonly", "flag", "list", "--json"), 0);
	cr_expect_eq(COUNT("--readonly", "plays", "list", "--json"), 1);
	DONE("Renewal in four steps", "--readonly", "plays", "show", "Alder", "renewal");
	DONE("Reference", "--readonly", "ask", "Alder");
	DONE("The way ahead", "--readonly", "qbr", "Alder");
	DONE("<!DOCTYPE html>", "--readonly", "qbr", "Alder", "--format", "html");
	cr_assert_eq(stat(run_path("book.db"), &after), 0);
	cr_expect_eq(after.st_mtim.tv_sec, before.st_mtim.tv_sec);
	cr_expect_eq(after.st_mtim.tv_nsec, before.st_mtim.tv_nsec);
	cr_expect_eq(after.st_size, before.st_size);
	FAILED("reading only", "--readonly", "qbr", "Alder", "plan", "2026-12-10");
	FAILED("reading only", "--readonly", "flag", "close", "Alder", "renewal-near");
	FAILED("reading only", "--readonly", "todo", "add", "Alder", "Call");
	FAILED("reading only", "--readonly", "today", "snooze", "Alder", "flag", "--until", "2026-12-01",
	       "--reason", "later");
}
