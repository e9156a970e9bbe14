#include "cmd/action.h"
#include "cmd/out.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "cmd/act.h"

TestSuite(action);

Test(action, names_are_unique_and_found)
{
	for (int i = 0; i < ACTION_COUNT; i++) {
		const struct action *action = action_info((enum action_id)i);

		cr_assert_eq(action->id, (enum action_id)i);
		cr_assert_eq(action_find(action->name), action, "%s is there twice", action->name);
		cr_assert_neq(*action->help, '\0');
	}
	cr_assert_null(action_find("no-such"));
}

Test(action, the_nearest_name_is_a_hint_and_a_far_one_is_none)
{
	cr_assert_str_eq(action_near("lst"), "list");
	cr_assert_str_eq(action_near("helth"), "health");
	cr_assert_null(action_near("xyzzyxyzzy"));
	cr_assert_null(action_near("q7"));
}

Test(action, every_argument_text_can_be_read)
{
	for (int i = 0; i < ACTION_COUNT; i++) {
		struct args_spec spec;

		args_spec_parse(action_info((enum action_id)i)->arguments, &spec);
	}
	cr_assert_geq(ACTION_COUNT, 20);
}

/* Every command has a function: without a book it says that none is open, or what it lacks. */
Test(action, every_command_can_be_run)
{
	for (int i = 0; i < ACTION_COUNT; i++) {
		const struct action *action = action_info((enum action_id)i);
		char *argv[] = { (char *)action->name, NULL };
		struct ctx ctx = { .who = "ana", .out = stdout };
		struct error error = { 0 };
		struct outcome outcome;

		if (action->scope == SCOPE_CONSOLE)
			continue;
		cr_assert_eq(action_run(&ctx, 1, argv, &outcome, &error), -1);
		cr_assert_null(strstr(error.text, "command of the console"), "%s", error.text);
	}
}

static void use_of(const char *name, const char *first, const char *option, struct args *args)
{
	char *argv[] = { (char *)name, (char *)first, (char *)"x", (char *)option, NULL };
	struct error error = { 0 };

	cr_assert_eq(args_parse(action_find(name)->arguments, option ? 4 : 3, argv, args, &error), 0, "%s",
		     error.text);
}

Test(action, what_a_use_does_to_the_book_follows_from_its_words)
{
	static const struct {
		const char *name, *first, *option;
		bool changes, needs, makes;
	} uses[] = {
		{ "track", "show", NULL, false, true, false },
		{ "track", "check", NULL, false, false, false },
		{ "track", "load", NULL, true, true, true },
		{ "track", "load", "--dry-run", false, true, false },
		{ "track", "export", NULL, false, true, false },
		{ "track", "add", NULL, true, true, false },
		{ "track", "drop", NULL, true, true, false },
		{ "track", "assign", NULL, true, true, false },
		{ "scorecard", "load", NULL, true, true, true },
		{ "scorecard", "try", NULL, false, true, false },
		{ "import", "accounts", NULL, true, true, true },
		{ "import", "accounts", "--dry-run", false, true, false },
		{ "tick", "Acme", NULL, true, true, false },
		{ "list", "name~a", NULL, false, true, false },
		{ "add", "Acme", NULL, true, true, true },
	};

	for (size_t i = 0; i < sizeof uses / sizeof *uses; i++) {
		const struct action *action = action_find(uses[i].name);
		struct args args;

		if (action->id == ACTION_ADD) {
			char *argv[] = { (char *)"add", (char *)"Acme", NULL };
			struct error error;

			cr_assert_eq(args_parse(action->arguments, 2, argv, &args, &error), 0);
		} else {
			use_of(uses[i].name, uses[i].first, uses[i].option, &args);
		}
		cr_assert_eq(action_changes(action, &args), uses[i].changes, "%zu", i);
		cr_assert_eq(action_needs_book(action, &args), uses[i].needs, "%zu", i);
		cr_assert_eq(action_makes_book(action, &args), uses[i].makes, "%zu", i);
		args_free(&args);
	}
}

static void splits(const char *line, int count, const char *const *words)
{
	struct error error = { 0 };
	char **argv;
	int argc;

	cr_assert_eq(action_split(line, &argc, &argv, &error), 0, "%s", error.text);
	cr_assert_eq(argc, count, "%s: %d words", line, argc);
	for (int i = 0; i < count; i++)
		cr_assert_str_eq(argv[i], words[i]);
	cr_assert_null(argv[argc]);
	free(argv);
}
#define WORDS(...) \
	(const char *[]) \
	{ \
		__VA_ARGS__ \
	}

Test(action, a_line_is_split_as_a_shell_would)
{
	splits("", 0, WORDS(""));
	splits("   ", 0, WORDS(""));
	splits("a", 1, WORDS("a"));
	splits(" tick  Acme\tsso ", 3, WORDS("tick", "Acme", "sso"));
	splits("tick \"Acme Inc\" 'a \\ b'", 3, WORDS("tick", "Acme Inc", "a \\ b"));
	splits("a\\ b \"c\\\"d\" e\"f g\"h", 3, WORDS("a b", "c\"d", "ef gh"));
	splits("note '' \"\"", 3, WORDS("note", "", ""));
	splits("it\\'s", 1, WORDS("it's"));
}

Test(action, an_open_quote_is_refused)
{
	struct error error = { 0 };
	char **argv;
	int argc;

	cr_assert_eq(action_split("tick \"Acme", &argc, &argv, &error), -1);
	cr_assert_eq(error.kind, ERROR_USAGE);
	cr_assert_eq(action_split("it's", &argc, &argv, &error), -1);
}

struct offered {
	char words[64][64];
	int count;
};

static void keep(void *data, const char *word)
{
	struct offered *offered = data;

	if (offered->count < 64)
		strncpy(offered->words[offered->count++], word, 63);
}

static bool has(const struct offered *offered, const char *word)
{
	for (int i = 0; i < offered->count; i++)
		if (!strcmp(offered->words[i], word))
			return true;
	return false;
}

static struct offered complete(int count, const char *const *words)
{
	struct offered offered = { .count = 0 };
	struct ctx ctx = { .who = "ana" };

	action_complete(&ctx, count, (char *const *)words, keep, &offered);
	return offered;
}

Test(action, completion_knows_commands_options_and_choices)
{
	struct offered offered = complete(1, WORDS("t"));

	cr_assert(has(&offered, "tick") && has(&offered, "touch") && has(&offered, "track"));
	cr_assert_not(has(&offered, "list"));
	offered = complete(4, WORDS("tick", "Acme", "sso", "n"));
	cr_assert(has(&offered, "no") && has(&offered, "na"));
	cr_assert_eq(offered.count, 2);
	offered = complete(2, WORDS("tick", "--"));
	cr_assert(has(&offered, "--on") && has(&offered, "--note"));
	cr_assert_eq(offered.count, 2);
	offered = complete(3, WORDS("list", "--format", ""));
	cr_assert(has(&offered, "table") && has(&offered, "json"));
	offered = complete(3, WORDS("list", "--sort", "re"));
	cr_assert(has(&offered, "renewal"));
	offered = complete(3, WORDS("set", "Acme", "re"));
	cr_assert(has(&offered, "renewal_date="));
	cr_assert_eq(offered.count, 1);
	/* the value of an option is no positional */
	offered = complete(6, WORDS("tick", "--on", "today", "Acme", "sso", ""));
	cr_assert(has(&offered, "open"));
}

Test(action, completion_knows_the_pages_of_the_numbers)
{
	struct offered offered = complete(2, WORDS("numbers", ""));

	cr_assert(has(&offered, "retention") && has(&offered, "cohorts") && has(&offered, "open"));
	cr_assert(has(&offered, "segment="), "the first word may be of the filter");
	offered = complete(3, WORDS("numbers", "open", "co"));
	cr_assert(has(&offered, "cohorts") && !has(&offered, "retention"));
	offered = complete(4, WORDS("numbers", "open", "2026-Q3", "logo_c"));
	cr_assert(has(&offered, "logo_churn"));
	cr_assert_eq(offered.count, 1);
	offered = complete(3, WORDS("numbers", "retention", "seg"));
	cr_assert(has(&offered, "segment="));
	cr_assert_eq(offered.count, 1);
}

/* What a table of one row looks like on a terminal that wide. Yours to free. */
static char *table_at(int width)
{
	static const struct table_column columns[] = {
		{ "Account", false, 100 },
		{ "Stage", false, 80 },
		{ "ARR", true, 60 },
		{ "Touched", true, 35 },
	};
	struct table table = { .columns = columns, .count = 4 };
	struct ctx ctx = { .width = width };
	size_t size;
	char *text;

	ctx.out = open_memstream(&text, &size);
	table_add(&table, "Northwind Traders");
	table_add(&table, "Launch");
	table_add(&table, "1,234,567");
	table_add(&table, "5 Oct");
	table_print(&ctx, &table);
	fclose(ctx.out);
	return text;
}

/* The name gives way first, then whole columns: an amount that is cut is another amount. */
Test(action, a_table_on_a_narrow_terminal_loses_whole_columns)
{
	static const struct {
		int width;
		const char *text;
	} cases[] = {
		{ 45, "Account            Stage         ARR  Touched\nNorthwind Traders  Launch  1,234,567    5 "
		      "Oct\n" },
		{ 36, "Account            Stage         ARR\nNorthwind Traders  Launch  1,234,567\n" },
		{ 25, "Account            Stage\nNorthwind Traders  Launch\n" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *got = table_at(cases[i].width);

		cr_assert_str_eq(got, cases[i].text, "%d: %s", cases[i].width, got);
		free(got);
	}
}
