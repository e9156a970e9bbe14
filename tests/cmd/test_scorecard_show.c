/* "waymark scorecard show": whatever an indicator is told in its file is there to be read, in words and as JSON. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <libconfig.h>

#include "run.h"

/* Settings that an indicator may have, but for those that are blocks of their own. */
static const char *const settings[] = { "title", "kind",     "weight", "stale_after", "marked_after", "measure",
					"over",	 "window",   "before", "fold",	      "touches",      "from",
					"roles", "survey",   "field",  "track",	      "milestone",    "indicators",
					"label", "in_grace", "whole" };
enum { SETTINGS = sizeof settings / sizeof *settings };

/* One indicator each for what the shipped ones are not told. */
static const char rare[] =
	"id = \"rare\"; title = \"Rare\"; version = \"3\"; scale = 10; grace_days = 20;\n"
	"for = { segments = ( \"large\" ); age_from = 30; age_to = 365; };\n"
	"dimensions = ( { id = \"d\"; weight = 7; title = \"All of it\"; indicators = (\n"
	"{ id = \"calls\"; kind = \"touches\"; window = 45; touches = ( \"call\", \"visit\" ); from = \"them\";\n"
	"  weight = 3; grades = { good = \">= 2\"; risk = \"< 2\"; }; },\n"
	"{ id = \"mails\"; kind = \"days_since_touch\"; touches = ( \"mail\" ); from = \"us\"; in_grace = true;\n"
	"  curve = ( ( 0, 100 ), ( 12, 33.25 ) ); },\n"
	"{ id = \"asked\"; kind = \"days_since_survey\"; survey = \"csat\"; curve = ( ( 0, 100 ), ( 90, 0 ) ); },\n"
	"{ id = \"answers\"; kind = \"surveys\"; survey = \"nps\"; window = 77; curve = ( ( 0, 0 ), ( 9, 100 ) ); "
	"},\n"
	"{ id = \"live\"; kind = \"answered\"; milestone = \"went-live\"; curve = ( ( 0, 0 ), ( 1, 100 ) ); },\n"
	"{ id = \"story\"; kind = \"has_field\"; field = \"master_narrative\"; curve = ( ( 0, 0 ), ( 1, 100 ) ); "
	"},\n"
	"{ id = \"friends\"; kind = \"level\"; track = \"hourglass\"; curve = ( ( 0, 0 ), ( 7, 100 ) ); },\n"
	"{ id = \"blockers\"; kind = \"contacts\"; roles = ( \"blocker\" ); window = 61; curve = ( ( 0, 100 ) ); "
	"},\n"
	"{ id = \"fall\"; kind = \"share_change\"; measure = \"used\"; over = \"bought\"; window = 14; before = "
	"56;\n"
	"  fold = \"last\"; marked_after = 21; stale_after = 42; curve = ( ( -50, 0 ), ( 0, 100 ) ); },\n"
	"{ id = \"middle\"; kind = \"mean_of\"; indicators = ( \"calls\", \"asked\" ); weight = 0; } ); } );\n"
	"beside = ( { id = \"fine\"; kind = \"labelled\"; label = \"good\"; indicators = ( \"calls\" ); whole = "
	"true; } );\n"
	"rules = ( { when = { calls = \"risk\"; }; band = \"risk\"; label = \"red\"; } );\n";

static void with_a_book(void)
{
	run_begin();
	DONE("added", "add", "Alder");
	run_write_file("rare.cfg", rare);
}

TestSuite(scorecard_show, .init = with_a_book, .fini = run_end);

/* ---- the text ---- */

static char *output(const char *card)
{
	struct run run = run_waymark("scorecard", "show", card, NULL);

	cr_assert_eq(run.status, 0, "%s", run.err);
	free(run.err);
	return run.out;
}

/* The indicator's own lines: "  ID ..." to the next that stands no deeper. Yours to free. */
static char *block_of(const char *text, const char *id)
{
	const char *begin, *end;
	char start[80];

	snprintf(start, sizeof start, "\n  %s", id);
	for (begin = strstr(text, start); begin && isalnum((unsigned char)begin[strlen(start)]);)
		begin = strstr(begin + 1, start);
	while (begin && (begin[strlen(start)] == '_' || begin[strlen(start)] == '-'))
		begin = strstr(begin + 1, start);
	cr_assert_not_null(begin, "%s is not shown in %s", id, text);
	end = strchr(begin + 1, '\n');
	while (end && !strncmp(end + 1, "      ", 6))
		end = strchr(end + 1, '\n');
	return end ? strndup(begin, (size_t)(end - begin)) : strdup(begin);
}

static bool in_word(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '.';
}

static bool has_word(const char *text, const char *word)
{
	size_t size = strlen(word);

	for (const char *at = text; (at = strstr(at, word)); at++)
		if (!in_word(at[size]) && !(at > text && in_word(at[-1])))
			return true;
	return false;
}

static void must_have(const char *block, const char *word)
{
	cr_expect(has_word(block, word), "'%s' is not in '%s'", word, block);
}

/* ---- against the file, as libconfig reads it ---- */

static void must_say(const char *block, const config_setting_t *setting)
{
	const char *name = config_setting_name(setting);
	char number[32];

	switch (config_setting_type(setting)) {
	case CONFIG_TYPE_STRING:
		must_have(block, config_setting_get_string(setting));
		break;
	case CONFIG_TYPE_INT:
		snprintf(number, sizeof number, "%d", config_setting_get_int(setting));
		must_have(block, number);
		break;
	case CONFIG_TYPE_BOOL:
		if (config_setting_get_bool(setting))
			must_have(block, !strcmp(name, "whole") ? "whole" : "grace");
		break;
	default:
		for (int i = 0; i < config_setting_length(setting); i++)
			must_have(block, config_setting_get_string_elem(setting, i));
	}
}

static void check_indicators(const config_setting_t *list, const char *text, bool *seen)
{
	for (int i = 0; list && i < config_setting_length(list); i++) {
		const config_setting_t *group = config_setting_get_elem(list, (unsigned)i);
		const char *id = NULL;
		char *block;

		cr_assert(config_setting_lookup_string(group, "id", &id));
		block = block_of(text, id);
		for (int s = 0; s < SETTINGS; s++) {
			const config_setting_t *setting = config_setting_get_member(group, settings[s]);

			if (!setting)
				continue;
			seen[s] = true;
			must_say(block, setting);
		}
		free(block);
	}
}

static void check_card(const char *path, const char *name, bool *seen)
{
	char *text = output(name);
	const config_setting_t *dimensions;
	config_t config;

	config_init(&config);
	cr_assert(config_read_file(&config, path), "%s", path);
	dimensions = config_lookup(&config, "dimensions");
	for (int d = 0; d < config_setting_length(dimensions); d++)
		check_indicators(
			config_setting_get_member(config_setting_get_elem(dimensions, (unsigned)d), "indicators"),
			text, seen);
	check_indicators(config_lookup(&config, "beside"), text, seen);
	config_destroy(&config);
	free(text);
}

Test(scorecard_show, every_argument_of_every_indicator_is_there)
{
	static const char *const shipped[] = { "default", "gitlab-prove", "mattermost", "posthog", "sourcegraph" };
	bool seen[SETTINGS] = { false };
	char path[4096];

	for (size_t i = 0; i < sizeof shipped / sizeof *shipped; i++) {
		snprintf(path, sizeof path, "%s/share/scorecards/%s.cfg", getenv("abs_top_srcdir"), shipped[i]);
		check_card(path, shipped[i], seen);
	}
	check_card(run_path("rare.cfg"), "rare.cfg", seen);
	for (int s = 0; s < SETTINGS; s++)
		cr_expect(seen[s], "no scorecard here has %s", settings[s]);
}

/* Worked out from the file above, word by word; what is not said there is said to be any. */
Test(scorecard_show, one_reads_as_it_is_meant)
{
	DONE("Rare, rare 3\n"
	     "for    segment large; contract 30 to 364 days old\n"
	     "bands  good 75-100, watch 50-74, risk 0-49\n"
	     "scale  of 10\n"
	     "grace  the first 20 days of the contract\n"
	     "rules  red: when calls is risk\n"
	     "\n"
	     "All of it 7\n"
	     "  calls 3: touches of call or visit, from them, 45 days (touches)\n"
	     "      good >= 2 (100); risk < 2 (0)\n"
	     "  mails 1: days_since_touch of mail, from us (days), counts in grace\n"
	     "      0: 100, 12: 33.25\n"
	     "  asked 1: days_since_survey csat (days)\n"
	     "      0: 100, 90: 0\n"
	     "  answers 1: surveys nps, 77 days (answers)\n"
	     "      0: 0, 9: 100\n"
	     "  live 1: answered went-live (yes or no)\n"
	     "      0: 0, 1: 100\n"
	     "  story 1: has_field master_narrative (yes or no)\n"
	     "      0: 0, 1: 100\n"
	     "  friends 1: level on the track hourglass (stages reached)\n"
	     "      0: 0, 7: 100\n"
	     "  blockers 1: contacts blocker, 61 days (contacts)\n"
	     "      0: 100\n"
	     "  fall 1: share_change used over bought, last of 14 days against the 56 before (percent), "
	     "marked after 21 days, unknown after 42 days\n"
	     "      -50: 0, 0: 100\n"
	     "  middle 0: mean_of calls, asked (points)\n"
	     "\n"
	     "beside the score\n"
	     "  fine: labelled good of calls (indicators), floored to whole numbers\n",
	     "scorecard", "show", "rare.cfg");
	DONE("  activity 1, last activity: days_since_touch of any kind, from us or them (days)\n", "scorecard",
	     "show", "sourcegraph");
	DONE("  contacts 10: contacts of any role (contacts)\n", "scorecard", "show", "default");
	DONE("last of 30 days against as many before", "scorecard", "show", "posthog");
}

/* ---- JSON ---- */

static void is(json_t *card, const char *path, const char *wanted)
{
	json_t *value = json_at(card, path);
	char *said = value ? json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT) : strdup("missing");

	cr_expect_str_eq(said, wanted, "%s is %s, not %s", path, said, wanted);
	free(said);
}

Test(scorecard_show, json_has_the_arguments_under_their_names)
{
	json_t *card = JSON_OF("scorecard", "show", "rare.cfg", "--json");

	is(card, "id", "\"rare\"");
	is(card, "scale", "10");
	is(card, "grace_days", "20");
	is(card, "for", "\"segment large; contract 30 to 364 days old\"");
	is(card, "rules.0.when", "{\"calls\":\"risk\"}");
	is(card, "dimensions.0.weight", "7");
	is(card, "dimensions.0.indicators.0.args",
	   "{\"window\":45,\"touches\":[\"call\",\"visit\"],\"from\":\"them\"}");
	is(card, "dimensions.0.indicators.0.grades.1",
	   "{\"label\":\"risk\",\"band\":\"risk\",\"score\":0,\"range\":\"< 2\"}");
	is(card, "dimensions.0.indicators.1.in_grace", "true");
	is(card, "dimensions.0.indicators.1.curve.1", "{\"reading\":\"12\",\"score\":33.25}");
	is(card, "dimensions.0.indicators.2.args", "{\"survey\":\"csat\"}");
	is(card, "dimensions.0.indicators.3.args", "{\"window\":77,\"survey\":\"nps\"}");
	is(card, "dimensions.0.indicators.4.args", "{\"milestone\":\"went-live\"}");
	is(card, "dimensions.0.indicators.5.args", "{\"field\":\"master_narrative\"}");
	is(card, "dimensions.0.indicators.6.args", "{\"track\":\"hourglass\"}");
	is(card, "dimensions.0.indicators.7.args", "{\"window\":61,\"roles\":[\"blocker\"]}");
	is(card, "dimensions.0.indicators.8.args",
	   "{\"measure\":\"used\",\"over\":\"bought\",\"window\":14,\"before\":56,\"fold\":\"last\"}");
	is(card, "dimensions.0.indicators.8.stale_after", "42");
	is(card, "dimensions.0.indicators.8.marked_after", "21");
	is(card, "dimensions.0.indicators.9.args", "{\"indicators\":[\"calls\",\"asked\"]}");
	is(card, "dimensions.0.indicators.9.weight", "0");
	is(card, "beside.0.args", "{\"indicators\":[\"calls\"],\"label\":\"good\"}");
	is(card, "beside.0.whole", "true");
	json_decref(card);
}

/* The book's own goes before the file and the shipped one of its id. */
Test(scorecard_show, the_book_s_own_comes_first)
{
	run_write_file("own.cfg",
		       "id = \"posthog\"; title = \"Mine\"; version = \"9\"; dimensions = ( { id = \"d\";"
		       " indicators = ( { id = \"i\"; kind = \"stall\"; curve = ( ( 0, 1 ) ); } ); } );\n");
	DONE("Health after PostHog, posthog 2", "scorecard", "show", "posthog");
	DONE("loaded", "scorecard", "load", "own.cfg");
	DONE("Mine, posthog 9", "scorecard", "show", "posthog");
	FAILED("no shipped scorecard of that id", "scorecard", "show", "nobody");
}
