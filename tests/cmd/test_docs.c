/* What is made from the tables is as they are now; examples are what the program takes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "cmd/args.h"
#include "cmd/help.h"

TestSuite(docs);

static char *generate(const char *what)
{
	struct error error = { 0 };
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	cr_assert_not_null(out);
	cr_assert_eq(help_generate(out, what, &error), 0, "%s", error.text);
	fclose(out);
	return text;
}

static char *read_source(const char *name)
{
	char path[4096], *text = NULL;
	size_t room = 0;
	FILE *file;

	snprintf(path, sizeof path, "%s/share/%s", getenv("abs_top_srcdir"), name);
	file = fopen(path, "r");
	cr_assert_not_null(file, "%s", path);
	cr_assert_neq(getdelim(&text, &room, '\0', file), -1);
	fclose(file);
	return text;
}

static void is_fresh(const char *what, const char *name)
{
	char *made = generate(what), *there = read_source(name);

	cr_assert_str_eq(there, made, "share/%s is out of date: run \"make docs\"", name);
	free(made);
	free(there);
}

Test(docs, completions_are_fresh)
{
	is_fresh("bash", "completions/waymark");
	is_fresh("zsh", "completions/_waymark");
	is_fresh("fish", "completions/waymark.fish");
}

static void section_is_fresh(const char *what, const char *begin, const char *end)
{
	char *made = generate(what), *page = read_source("man/waymark.1");
	char *from = strstr(page, begin), *to = strstr(page, end);

	cr_assert(from && to && from < to);
	from = strchr(from, '\n') + 1;
	cr_assert_eq((size_t)(to - from), strlen(made), "the manual is out of date: run \"make docs\"");
	cr_assert_eq(memcmp(from, made, strlen(made)), 0, "the manual is out of date: run \"make docs\"");
	free(made);
	free(page);
}

Test(docs, the_manual_is_fresh)
{
	section_is_fresh("man", ".\\\" BEGIN COMMANDS", ".\\\" END COMMANDS");
	section_is_fresh("options", ".\\\" BEGIN OPTIONS", ".\\\" END OPTIONS");
}

Test(docs, every_command_has_an_example)
{
	size_t count;
	const struct help_example *examples = help_examples(&count);

	for (int i = 0; i < ACTION_COUNT; i++) {
		bool found = false;

		for (size_t e = 0; e < count; e++)
			found = found || examples[e].action == (enum action_id)i;
		if (help_is_command(action_info((enum action_id)i)))
			cr_assert(found, "%s has none", action_info((enum action_id)i)->name);
	}
}

/* The example's own words from the command on, or -1. */
static int command_at(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (action_find(argv[i]))
			return i;
	return -1;
}

Test(docs, every_example_is_what_the_parser_takes)
{
	size_t count;
	const struct help_example *examples = help_examples(&count);

	for (size_t e = 0; e < count; e++) {
		struct error error = { 0 };
		struct args args;
		char **argv;
		int argc, at;

		cr_assert_eq(action_split(examples[e].line, &argc, &argv, &error), 0, "%s", error.text);
		cr_assert_str_eq(argv[0], "waymark");
		at = command_at(argc, argv);
		cr_assert_neq(at, -1, "%s", examples[e].line);
		cr_assert_eq(action_find(argv[at])->id, examples[e].action, "%s", examples[e].line);
		cr_assert_eq(args_parse(action_find(argv[at])->arguments, argc - at, argv + at, &args, &error), 0,
			     "%s: %s", examples[e].line, error.text);
		args_free(&args);
		free(argv);
	}
}

Test(docs, help_begins_with_examples_and_shows_the_arguments)
{
	struct error error = { 0 };
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	cr_assert_eq(help_action(out, "tick", &error), 0);
	fclose(out);
	cr_assert_eq(strncmp(text, "  waymark tick ", 15), 0, "%s", text);
	cr_assert_not_null(strstr(text, action_info(ACTION_TICK)->arguments));
	free(text);
	cr_assert_eq(help_action(stdout, "zoom", &error), -1);
	cr_assert_eq(error.kind, ERROR_USAGE);
}
