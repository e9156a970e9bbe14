/* What is made from the tables is as they are now; examples are what the program takes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "cmd/args.h"
#include "cmd/help.h"
#include "core/buf.h"
#include "core/indicator.h"
#include "storage/cardfile.h"
#include "storage/playbooks.h"
#include "storage/trackfile.h"

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

static void section_is_fresh(const char *what, const char *file, const char *begin, const char *end)
{
	char *made = generate(what), *page = read_source(file);
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
	section_is_fresh("man", "man/waymark.1", ".\\\" BEGIN COMMANDS", ".\\\" END COMMANDS");
	section_is_fresh("options", "man/waymark.1", ".\\\" BEGIN OPTIONS", ".\\\" END OPTIONS");
}

Test(docs, the_manual_of_plays_names_all_that_there_is)
{
	section_is_fresh("expressions", "man/waymark-plays.5", ".\\\" BEGIN NAMES", ".\\\" END NAMES");
}

/* What a page shows between two marks, without the commands of its format. */
static char *example_of(const char *page)
{
	const char *line = strstr(page, ".\\\" BEGIN EXAMPLE"), *end = strstr(page, ".\\\" END EXAMPLE");
	struct buf out = { 0 };

	cr_assert(line && end && line < end);
	while (line < end) {
		size_t size = strcspn(line, "\n");

		for (size_t i = 0; line[0] != '.' && i < size; i++)
			if (line[i] != '\\')
				buf_char(&out, line[i]);
		if (line[0] != '.')
			buf_char(&out, '\n');
		line += size + 1;
	}
	return buf_take(&out);
}

Test(docs, the_track_of_the_manual_can_be_loaded_and_has_no_warning)
{
	char *page = read_source("man/waymark-track.5"), *example = example_of(page);
	struct track_warnings warnings = { 0 };
	struct track *track;
	struct error error;

	cr_assert_eq(track_text_lint("the manual", example, &track, &warnings, &error), 0, "%s", error.text);
	cr_assert_eq((int)warnings.count, 0, "%s", warnings.count ? warnings.items[0].text : "");
	cr_assert_eq(track->milestone_count, 1);
	cr_assert_str_eq(track->milestones[0].evidence[0].stage, "onboarding");
	track_free(track);
	vec_free(&warnings);
	free(example);
	free(page);
}

/* Every setting that a track file may have is in its page. */
Test(docs, the_manual_of_tracks_names_every_setting)
{
	static const char *const settings[] = {
		"title",   "version", "subject",	 "reading",	 "about",
		"method",  "tactics", "columns",	 "statement",	 "stages",
		"promise", "cells",   "characteristics", "challenges",	 "customer_expects",
		"metrics", "row",     "we_expect",	 "can_go_wrong", "activities",
		"also",	   "tasks",   "expected_days",	 "evidence",	 "required",
		"side",	   "text",    "due_days",	 "document",	 "question"
	};
	char *page = read_source("man/waymark-track.5");
	const char *rest = strstr(page, ".SH THE TRACK");

	cr_assert_not_null(rest);
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
		cr_assert_not_null(strstr(rest, settings[i]), "%s", settings[i]);
	free(page);
}

Test(docs, the_scorecard_of_the_manual_can_be_loaded)
{
	char *page = read_source("man/waymark-scorecard.5"), *example = example_of(page);
	struct card_words words;
	struct scorecard *card;
	struct error error;

	card_words_init(&words);
	cr_assert_eq(card_text_read("the manual", example, &words, &card, &error), 0, "%s", error.text);
	cr_assert_eq(card->count, 2);
	cr_assert_eq(card->rule_count, 1);
	cr_assert_str_eq(card->dimensions[1].indicators[1].title, "the CSM's own view");
	scorecard_free(card);
	card_words_free(&words);
	free(example);
	free(page);
}

Test(docs, the_playbook_of_the_manual_can_be_loaded)
{
	char *page = read_source("man/waymark-plays.5"), *example = example_of(page);
	struct card_words words;
	struct playbook *playbook;
	struct error error;

	card_words_init(&words);
	playbook = playbook_read_text(example, "the manual", &words, &error);
	cr_assert_not_null(playbook, "%s", error.text);
	cr_assert_eq(playbook->flag_count, 1);
	cr_assert_eq(playbook->plays[0].task_count, 3);
	cr_assert_eq(playbook->asks[0].condition_count, 2);
	playbook_free(playbook);
	card_words_free(&words);
	free(example);
	free(page);
}

/* Every setting that a playbook file may have is in its page. */
Test(docs, the_manual_of_plays_names_every_setting)
{
	static const char *const settings[] = {
		"id",	  "title", "version",	"flags",  "plays",    "asks",	  "advice",	"severity", "when",
		"figure", "unit",  "retrigger", "play",	  "opens",    "purpose",  "anchor",	"better",   "tasks",
		"text",	  "side",  "owner",	"offset", "document", "outcomes", "conditions", "missing",  "words",
	};
	char *page = read_source("man/waymark-plays.5");
	const char *rest = strstr(page, ".SH THE PLAYBOOK");

	cr_assert_not_null(rest);
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
		char line[64];

		snprintf(line, sizeof line, "\n.B %s\n", settings[i]);
		cr_assert_not_null(strstr(rest, line), "%s", settings[i]);
	}
	free(page);
}

/* Every setting that a scorecard file may have, and every kind of indicator, is in its page. */
Test(docs, the_manual_of_scorecards_names_every_setting_and_kind)
{
	static const char *const settings[] = {
		"version",	"scale",  "grace_days", "segments", "stages", "age_from",    "age_to", "labels",
		"band",		"score",  "name",	"bands",    "from",   "to",	     "weight", "dimensions",
		"indicators",	"beside", "rules",	"when",	    "label",  "stale_after", "curve",  "grades",
		"marked_after", "whole",  "in_grace",	"variants", "kind",   "measure",     "over",   "window",
		"before",	"fold",	  "touches",	"survey",   "roles",  "milestone",   "field",  "track",
	};
	char *page = read_source("man/waymark-scorecard.5");
	const char *rest = strstr(page, ".SH THE SCORECARD"), *kinds = strstr(page, ".SH KINDS");

	cr_assert(rest && kinds);
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
		cr_assert_not_null(strstr(rest, settings[i]), "%s", settings[i]);
	for (int k = 0; k < KIND_COUNT; k++) {
		char line[64];

		snprintf(line, sizeof line, "\n.B %s\n", indicator_kinds[k].name);
		cr_assert_not_null(strstr(kinds, line), "%s", indicator_kinds[k].name);
	}
	free(page);
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
