/* Scorecard files: what is read, what is refused and with which line; the default file and the built-in one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "core/health.h"
#include "storage/cardfile.h"

/* A text read under the name "card"; the error's text where it is refused. */
static const char *read_error(const char *text, struct error *error)
{
	struct card_words words;
	struct scorecard *card;

	*error = (struct error){ 0 };
	card_words_init(&words);
	if (!card_text_read("card", text, &words, &card, error)) {
		scorecard_free(card);
		snprintf(error->text, sizeof error->text, "it was read");
	}
	card_words_free(&words);
	return error->text;
}

/* The refusal begins with this line and says these words. */
static void refused(const char *text, int line, const char *words)
{
	struct error error;
	const char *said = read_error(text, &error);
	char begin[16];

	snprintf(begin, sizeof begin, "card:%d: ", line);
	cr_expect_eq(strncmp(said, begin, strlen(begin)), 0, "line %d was expected: %s", line, said);
	cr_expect_not_null(strstr(said, words), "\"%s\" is not in: %s", words, said);
}

#define HEAD "id = \"ours\"; title = \"Ours\";\n"
#define ONE(indicator) HEAD "dimensions = ( { id = \"d\"; indicators = ( {\n" indicator "\n} ); } );\n"
#define STALL "id = \"i\"; kind = \"stall\";\n"
#define SEATS "id = \"i\"; kind = \"measure\"; measure = \"seats\";\n"
#define CURVE "curve = ( ( 0, 0 ), ( 10, 100 ) );"

Test(cardfile, wholes_that_are_refused)
{
	refused("", 1, "needs id");
	refused("id = \"Ours\";", 1, "small letters");
	refused("id = \"ours\";", 1, "needs title");
	refused(HEAD, 1, "needs dimensions");
	refused(HEAD "dimenions = ( );", 2, "dimensions");
	refused(HEAD "dimensions = ( );", 2, "needs dimensions");
	refused(HEAD "dimensions = (\n{ id = \"d\"; } );", 3, "has no indicators");
	refused(HEAD "scale = 0;", 2, "must be from 1");
	refused(HEAD "scale = 7;", 2, "scale is 7; a score is shown of 100 or of 10");
	refused(HEAD "grace_days = \"30\";", 2, "whole number");
	refused(HEAD "for = { };", 2, "for says nothing");
	refused(HEAD "for = {\nage_from = 10; age_to = 10; };", 2, "age_to");
	refused(HEAD "title = \"again\";", 2, "already there");
	refused("id = \"ours\";\ntitle = \"\xff\";", 2, "UTF-8");
	refused("id = \"ours\";\ntitle = \"\\x01\";", 2, "control character");
	refused("id = \"ours\"\ntitle \"x\";", 2, "");
}

Test(cardfile, weights_that_are_no_numbers)
{
	refused(HEAD "dimensions = ( { id = \"d\";\nweight = \"40\"; } );", 3, "weight must be a whole number");
	refused(HEAD "dimensions = ( { id = \"d\";\nweight = -1; } );", 3, "weight is -1");
	refused(ONE(STALL CURVE "\nweight = 1.5;"), 5, "weight must be a whole number");
	refused(ONE(STALL CURVE "\nweight = true;"), 5, "weight must be a whole number");
}

Test(cardfile, kinds_and_what_they_are_told)
{
	refused(ONE("id = \"i\"; " CURVE), 2, "needs kind");
	refused(ONE("id = \"i\";\nkind = \"stal\"; " CURVE), 4, "did you mean \"stall\"?");
	refused(ONE("id = \"i\";\nkind = \"horoscope\"; " CURVE), 4, "there are pace, stall");
	refused(ONE("id = \"i\"; kind = \"stall\";\nwindow = 30; " CURVE), 4, "window is nothing that the kind");
	refused(ONE("id = \"i\"; kind = \"ratio\"; measure = \"a\"; " CURVE), 2, "needs over = ");
	refused(ONE("id = \"i\"; kind = \"sum\"; measure = \"a\"; " CURVE), 2, "needs window = ");
	refused(ONE("id = \"i\"; kind = \"sum\"; measure = \"a\";\nwindow = 0; " CURVE), 4, "window is 0");
	refused(ONE("id = \"i\"; kind = \"has_role\";\nroles = (\n\"champoin\" ); " CURVE), 5, "champoin");
	refused(ONE("id = \"i\"; kind = \"change\"; measure = \"a\"; window = 3;\nfold = \"sums\"; " CURVE), 4,
		"unknown fold");
	refused(ONE(STALL "wieght = 3; " CURVE), 4, "weight");
	refused(ONE(STALL CURVE "\n}, {\n" STALL CURVE), 5, "already, on line 2");
}

Test(cardfile, curves)
{
	refused(ONE(STALL "curve = ( );"), 4, "1 to 8 points, this one 0; write at least one");
	refused(ONE(STALL "curve = ( ( 0, 0 ),\n( 0, 10 ) );"), 5, "must ascend");
	refused(ONE(STALL "curve = ( ( 0, 0 ),\n( 10, 101 ) );"), 5, "from 0 to 100");
	refused(ONE(STALL "curve = ( ( 0, 0 ),\n( 10 ) );"), 5, "a reading and its points");
	refused(ONE(STALL "curve = ( ( 0, 0 ),\n( 10.5, 3 ) );"), 5, "too many decimals");
	refused(ONE(STALL "curve = ( ( 0, 0 ),\n( \"10\", 3 ) );"), 5, "must be a number");
	refused(ONE(STALL), 2, "grades = { ... }; or curve");
	refused(ONE(STALL "grades = { good = \"any\"; };\n" CURVE), 5, "both a curve and grades");
}

Test(cardfile, grades_that_overlap_or_leave_a_gap)
{
	refused(ONE(STALL "grades = { good = \"<= 10\";\nrisk = \">= 10\"; };"), 5,
		"\"good\" and \"risk\" overlap: both hold 10;");
	refused(ONE(STALL "grades = { good = \"< 10\";\nrisk = \"> 10\"; };"), 5, "none holds 10;");
	refused(ONE(STALL "grades = { good = \"<= 10\";\nrisk = \">= 21\"; };"), 5, "none holds 11 to 20;");
	refused(ONE(STALL "grades = {\ngood = \"<= 10\"; };"), 4, "none holds everything above 10;");
	refused(ONE(STALL "grades = {\ngood = \">= 1\"; };"), 5, "none holds 0;");
	refused(ONE(SEATS "grades = { watch = (\n\">= 0, < 5\",\n\"> 10\" );\ngood = \">= 5, <= 10\"; };"), 5,
		"none holds everything below 0;");
	refused(ONE(SEATS "grades = { good = \"<= 50\";\nrisk = \">= 51\"; };"), 5,
		"none holds 50.001 to 50.999; move an edge or write another range, or say whole = true");
	refused(ONE(SEATS "grades = { good = \"<= 5.5\";\nrisk = \">= 5.25\"; };"), 5, "both hold 5.25 to 5.5;");
	refused(ONE(STALL "grades = {\ngood = \"> 3, < 4\"; };"), 5, "nothing that the kind \"stall\" reads");
	refused(ONE(STALL "variants = ( { for = { age_to = 9; };\ngrades = { good = \"<= 3\"; }; } );"), 5,
		"above 3");
	refused(ONE(STALL "variants = (\n{ grades = { good = \"any\"; }; } );"), 5, "needs for");
}

Test(cardfile, ranges_and_labels_that_are_none)
{
	refused(ONE(STALL "grades = {\ngood = \"1 to 5\"; };"), 5, "is no range");
	refused(ONE(STALL "grades = {\ngood = \"=> 5\"; };"), 5, "is no range");
	refused(ONE(STALL "grades = {\ngood = \"\"; };"), 5, "is no range");
	refused(ONE(STALL "grades = {\ngood = \"> 5, > 6\"; };"), 5, "the same edge twice");
	refused(ONE(STALL "grades = {\ngood = \"> 5, < 9, < 8\"; };"), 5, "the same edge twice");
	refused(ONE(STALL "grades = {\ngood = \"> 5.5\"; };"), 5, "whole numbers");
	refused(ONE(STALL "grades = {\ngood = 5; };"), 5, "a text in quotes");
	refused(ONE(STALL "grades = {\ngreen = \"any\"; };"), 5,
		"unknown label \"green\"; labels of this scorecard are good, watch, risk");
	refused(HEAD "labels = {\ngreen = { score = 3; }; };", 3, "there is no band");
	refused(HEAD "labels = {\ngreen = { band = \"good\"; }; };", 3, "needs score");
	refused(HEAD "labels = {\ngreen = { band = \"god\"; score = 3; }; };", 3, "unknown band");
	refused(HEAD "labels = { green = { band = \"good\";\nscore = 100.5; }; };", 3, "from 0 to 100");
}

#define BAND(band, from, to) "{ band = \"" band "\"; from = " from "; to = " to "; }"

Test(cardfile, bands_that_overlap_or_leave_a_gap)
{
	refused(HEAD "bands = ( " BAND("good", "75", "100") ",\n" BAND("risk", "0", "75") " );", 3,
		"the bands good and risk overlap: both hold 75;");
	refused(HEAD "bands = ( " BAND("good", "75", "100") ",\n" BAND("risk", "0", "70") " );", 2,
		"none holds 71 to 74;");
	refused(HEAD "bands = (\n" BAND("good", "75", "100") " );", 3, "none holds 0 to 74;");
	refused(HEAD "bands = (\n" BAND("good", "0", "99") " );", 2, "none holds 100;");
	refused(HEAD "bands = (\n" BAND("good", "9", "3") " );", 3, "from is above to");
	refused(HEAD "bands = (\n" BAND("good", "0", "101") " );", 3, "to is 101");
	refused(HEAD "bands = (\n{ band = \"good\"; from = 0; } );", 3, "needs from = N; to = N;");
}

#define OTHERS(more) ONE(STALL "grades = { good = \"<= 5\"; risk = \"> 5\"; };\n}, {\n" more)

Test(cardfile, indicators_of_others_and_rules)
{
	refused(OTHERS("id = \"j\"; kind = \"mean_of\"; indicators = (\n\"ii\" ); " CURVE), 7,
		"did you mean \"i\"?");
	refused(OTHERS("id = \"j\"; kind = \"mean_of\"; indicators = (\n\"j\" ); " CURVE), 7, "looks at itself");
	refused(OTHERS("id = \"j\"; kind = \"mean_of\"; " CURVE), 5, "needs indicators");
	refused(OTHERS("id = \"j\"; kind = \"labelled\"; indicators = ( \"i\" );\nlabel = \"red\"; " CURVE), 7,
		"unknown label \"red\"");
	refused(ONE(STALL CURVE) "rules = (\n{ when = { i = \"good\"; }; band = \"risk\"; } );", 7,
		"never is \"good\"");
	refused(OTHERS(STALL) "", 5, "already");
	refused(ONE(STALL CURVE) "rules = (\n{ when = { x = \"good\"; }; band = \"risk\"; } );", 7,
		"no indicator \"x\"");
	refused(ONE(STALL CURVE) "rules = (\n{ band = \"risk\"; }, { band = \"good\"; } );", 7, "put it last");
	refused(ONE(STALL CURVE) "rules = (\n{ when = { i = 3; }; band = \"risk\"; } );", 7, "must be a text");
	refused(ONE(STALL CURVE) "beside = (\n{ id = \"j\"; kind = \"pace\"; weight = 3; } );", 7, "has no weight");
}

static struct scorecard *must_read(const char *text, struct card_words *words)
{
	struct scorecard *card;
	struct error error = { 0 };

	card_words_init(words);
	cr_assert_eq(card_text_read("card", text, words, &card, &error), 0, "%s", error.text);
	return card;
}

Test(cardfile, everything_that_it_says_is_in_the_card)
{
	static const char text[] =
		"id = \"ours\"; title = \"Ours\"; version = \"7\"; scale = 10; grace_days = 30;\n"
		"for = { segments = ( \"smb\", \"mid\" ); stages = ( \"adopt\", \"completed\" ); age_from = 3; };\n"
		"labels = { fine = { name = \"quite fine\"; band = \"good\"; score = 87.5; };"
		"  bad = { band = \"risk\"; score = 0; }; };\n"
		"dimensions = ( { id = \"d\"; title = \"The first\"; weight = 4; indicators = (\n"
		"{ id = \"share\"; title = \"share\"; kind = \"ratio\"; measure = \"active\"; over = \"seats\";\n"
		"  window = 28; fold = \"mean\"; weight = 30; stale_after = 60; marked_after = 30; in_grace = "
		"true;\n"
		"  whole = true; for = { segments = ( \"mid\" ); };\n"
		"  grades = { fine = ( \"> 10, <= 20\", \"= 3\" ); bad = ( \"< 3\", \">= 4, <= 10\", \"> 20\" ); "
		"};\n"
		"  variants = ( { for = { age_to = 90; }; grades = { bad = \"any\"; }; } ); },\n"
		"{ id = \"met\"; kind = \"touches\"; touches = ( \"call\", \"visit\" ); from = \"them\"; window = "
		"7;\n"
		"  curve = ( ( 0, 12.34 ), ( 3, 100 ) ); } ); } );\n"
		"beside = ( { id = \"both\"; kind = \"labelled\"; label = \"fine\"; indicators = ( \"share\" ); } "
		");\n"
		"rules = ( { when = { share = \"fine\"; }; band = \"watch\"; label = \"hm\"; } );\n";
	struct card_words words;
	struct scorecard *card = must_read(text, &words);
	const struct indicator *share = &card->dimensions[0].indicators[0], *met = share + 1;
	int mid = names_find(&words.segments, "mid"), smb = names_find(&words.segments, "smb");

	cr_expect_str_eq(card->version, "7");
	cr_expect_eq(card->scale, 10);
	cr_expect_eq(card->grace_days, 30);
	cr_expect_eq(card->applies.segments, UINT64_C(1) << mid | UINT64_C(1) << smb);
	cr_expect_str_eq(card->applies.stages[1], "completed");
	cr_expect_null(card->applies.stages[2]);
	cr_expect_eq(card->applies.age_from, 3);
	cr_expect_str_eq(card->dimensions[0].title, "The first");
	cr_expect_eq(card->dimensions[0].weight, 4);
	cr_expect_str_eq(share->kind->name, "ratio");
	cr_expect_eq(share->args.over, names_find(&words.measures, "seats"));
	cr_expect_eq(share->args.measure, names_find(&words.measures, "active"));
	cr_expect_eq(share->args.window, 28);
	cr_expect_eq(share->args.fold, FOLD_MEAN);
	cr_expect_eq(share->fresh_days, 60);
	cr_expect_eq(share->marked_days, 30);
	cr_expect(share->whole && share->in_grace);
	cr_expect_eq(share->applies.segments, UINT64_C(1) << mid);
	cr_expect_eq(share->grade_count, 5);
	cr_expect_str_eq(share->grades[0].label, "quite fine");
	cr_expect_eq(share->grades[0].score, 8750);
	cr_expect(share->grades[0].range.from == 10000 && share->grades[0].range.from_open);
	cr_expect(share->grades[0].range.to == 20000 && !share->grades[0].range.to_open);
	cr_expect(share->grades[1].range.from == 3000 && share->grades[1].range.to == 3000);
	cr_expect_eq(share->variants[0].applies.age_to, 90);
	cr_expect_eq(share->variants[0].grades[0].band, BAND_RISK);
	cr_expect_eq(met->weight, 1);
	cr_expect_eq(met->args.from, 1u << FROM_THEM);
	cr_expect_eq(met->args.touch_kinds, UINT64_C(1) << names_find(&words.touch_kinds, "call") |
						    UINT64_C(1) << names_find(&words.touch_kinds, "visit"));
	cr_expect_eq(met->curve.points[0].score, 1234);
	cr_expect_eq(card->beside[0].args.indicators[0], 0);
	cr_expect_str_eq(card->beside[0].args.label, "quite fine");
	cr_expect_str_eq(card->rules[0].conditions[0].label, "quite fine");
	cr_expect_eq(card->rules[0].band, BAND_WATCH);
	cr_expect_eq(card->band_count, 3); /* those of the default */
	scorecard_free(card);
	card_words_free(&words);
}

Test(cardfile, ranges_are_said_as_they_are_written)
{
	static const char *const ranges[] = { "<= 10", "> 10, <= 33.5", "= 0", "any", ">= -5, < 5", "> 0.001" };
	static const struct range expected[] = {
		{ .has_to = true, .to = 10000 },
		{ .has_from = true, .from_open = true, .from = 10000, .has_to = true, .to = 33500 },
		{ .has_from = true, .from = 0, .has_to = true, .to = 0 },
		{ .has_from = false },
		{ .has_from = true, .from = -5000, .has_to = true, .to_open = true, .to = 5000 },
		{ .has_from = true, .from_open = true, .from = 1 },
	};
	const struct indicator_kind *kind = indicator_kind("measure");

	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
		struct buf said = { 0 };

		card_say_range(kind, &expected[i], &said);
		cr_expect_str_eq(buf_text(&said), ranges[i]);
		buf_free(&said);
	}
}

/* ---- the default ---- */

static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

static int64_t pick(uint64_t *state, int64_t low, int64_t high)
{
	return low + (int64_t)(next_random(state) % (uint64_t)(high - low + 1));
}

#define TODAY 20779
#define ROWS 24

/* Facts of all that the default reads, at random. */
struct random_facts {
	struct measure_fact measures[ROWS];
	struct touch_fact touches[ROWS];
	struct survey_fact surveys[ROWS];
	struct contact_fact contacts[ROWS];
	struct promise_fact promises[ROWS];
	struct outcome_claim claims[4];
	struct outcome_fact values[ROWS];
	struct level_fact levels[4];
	struct state_fact state;
	struct facts facts;
};

static void make_facts(struct random_facts *out, uint64_t *state)
{
	size_t count = (size_t)pick(state, 0, ROWS);

	*out = (struct random_facts){ 0 };
	for (size_t i = 0; i < count; i++) {
		day_t on = (day_t)(TODAY - pick(state, 0, 200));

		out->measures[i] = (struct measure_fact){ (int)pick(state, 0, 4), on, pick(state, 0, 200) * 1000 };
		out->touches[i] = (struct touch_fact){ on, pick(state, 0, 1) ? FROM_US : FROM_THEM, -1, -1 };
		out->surveys[i] = (struct survey_fact){
			pick(state, 0, 1) ? SURVEY_NPS : SURVEY_CSAT, on, (int64_t)i, -1, (int)pick(state, 0, 5), 10
		};
		out->contacts[i] = (struct contact_fact){
			(int)pick(state, 0, 4), on, true, true, true, (unsigned)pick(state, 0, 511), true,
			(int)pick(state, -2, 2)
		};
		out->promises[i] = (struct promise_fact){ (int)pick(state, 0, 5),
							  on,
							  true,
							  true,
							  true,
							  (enum promise_state)pick(state, 0, 3),
							  (day_t)(on + pick(state, 0, 90)),
							  pick(state, 0, 1) != 0 };
		out->values[i] = (struct outcome_fact){ (int)pick(state, 0, 3), on, pick(state, 0, 100) * 1000 };
	}
	for (int i = 0; i < 4; i++) {
		out->claims[i] = (struct outcome_claim){ TODAY - 100, TODAY + 50, true, true, 0, 80000 };
		out->levels[i] = (struct level_fact){ 0, (day_t)(TODAY - i), (int)pick(state, 0, 5) };
	}
	out->state = (struct state_fact){ .on = TODAY - 300,
					  .says_renewal = true,
					  .renewal = (day_t)(TODAY + pick(state, -10, 200)) };
	out->facts = (struct facts){
		.placed = DAY_NONE,
		.contract = DAY_NONE,
		.measures = out->measures,
		.measure_count = count,
		.touches = out->touches,
		.touch_count = count,
		.surveys = out->surveys,
		.survey_count = count,
		.contacts = out->contacts,
		.contact_count = count,
		.promises = out->promises,
		.promise_count = count,
		.outcomes = out->claims,
		.outcome_count = count ? 4 : 0,
		.outcome_values = out->values,
		.outcome_value_count = count,
		.levels = out->levels,
		.level_count = (size_t)pick(state, 0, 4),
		.states = &out->state,
		.state_count = (size_t)pick(state, 0, 1),
	};
}

static void same_indicators(const struct scorecard *a, const struct scorecard *b)
{
	cr_assert_eq(a->count, b->count);
	for (int d = 0; d < a->count; d++)
		cr_assert_str_eq(a->dimensions[d].name, b->dimensions[d].name);
	for (int i = 0; i < scorecard_indicators(b); i++) {
		const struct indicator *one = scorecard_indicator(a, i), *other = scorecard_indicator(b, i);

		cr_assert_str_eq(one->name, other->name);
		cr_assert_eq(one->kind, other->kind, "%s", one->name);
		cr_assert_eq(one->weight, other->weight, "%s", one->name);
		cr_assert_eq(one->fresh_days, other->fresh_days, "%s", one->name);
		cr_assert_eq(one->args.window, other->args.window, "%s", one->name);
		cr_assert_eq(one->args.before, other->args.before, "%s", one->name);
		cr_assert_eq(one->args.roles, other->args.roles, "%s", one->name);
		cr_assert_eq(one->curve.count, other->curve.count, "%s", one->name);
		/* progress and cadence read a track, which these facts have not: at least their curves */
		for (int64_t value = -400000; value <= 400000; value += 250)
			cr_assert_eq(curve_score(&one->curve, value / 250),
				     curve_score(&other->curve, value / 250));
		for (int64_t value = -400000; value <= 400000; value += 250)
			cr_assert_eq(curve_score(&one->curve, value), curve_score(&other->curve, value), "%s",
				     one->name);
	}
}

Test(cardfile, the_default_file_scores_as_the_built_in_one)
{
	const char *root = getenv("abs_top_srcdir");
	const struct scorecard *built_in = scorecard_default();
	struct card_words words;
	struct scorecard *card;
	struct view_room room = { 0 };
	struct error error = { 0 };
	uint64_t state = 88172645463325252u;
	char path[4096];

	snprintf(path, sizeof path, "%s/share/scorecards/default.cfg", root ? root : "..");
	card_words_init(&words);
	cr_assert_eq(card_file_read(path, &words, &card, &error), 0, "%s", error.text);
	cr_assert_str_eq(card->name, built_in->name);
	cr_assert_str_eq(card->title, built_in->title);
	cr_assert_str_eq(card->version, built_in->version);
	cr_assert_eq(words.measures.count, built_in->words->measures.count, "it names other measures");
	same_indicators(card, built_in);
	for (int n = 0; n < 2000; n++) {
		struct random_facts facts;
		struct health a, b;
		struct view view;

		make_facts(&facts, &state);
		facts_view(&facts.facts, TODAY, &room, &view);
		health_score(card, &health_limits_default, &view, &a);
		health_score(built_in, &health_limits_default, &view, &b);
		cr_assert_eq(a.hundredths, b.hundredths, "case %d", n);
		cr_assert_eq(a.confidence, b.confidence, "case %d", n);
		cr_assert_eq(a.band, b.band, "case %d", n);
		for (int i = 0; i < scorecard_indicators(card); i++)
			cr_assert_eq(a.indicators[i].score, b.indicators[i].score, "case %d, %s", n,
				     a.indicators[i].indicator->name);
	}
	view_room_free(&room);
	scorecard_free(card);
	card_words_free(&words);
}
