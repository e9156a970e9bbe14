#include <criterion/criterion.h>

#include "core/indicator.h"
#include "random_track.h"

/* ---- ranges ---- */

#define FROM(value) .has_from = true, .from = (value)
#define ABOVE(value) FROM(value), .from_open = true
#define TO(value) .has_to = true, .to = (value)
#define BELOW(value) TO(value), .to_open = true

static void assert_ranges(int line, const struct range *ranges, int count, int64_t step,
			  struct range_fault expected)
{
	struct range_fault fault;
	bool sound = ranges_check(ranges, count, 0, 1000, step, &fault);

	cr_assert_eq(sound, expected.problem == RANGES_SOUND, "line %d", line);
	cr_assert_eq(fault.problem, expected.problem, "line %d: %d", line, fault.problem);
	if (!sound)
		cr_assert(fault.a == expected.a && fault.b == expected.b && fault.low == expected.low &&
				  fault.high == expected.high,
			  "line %d: %d %d, %lld to %lld", line, fault.a, fault.b, (long long)fault.low,
			  (long long)fault.high);
}

#define RANGES(step, problem, a, b, low, high, ...) \
	assert_ranges(__LINE__, (struct range[]){ __VA_ARGS__ }, \
		      (int)(sizeof((struct range[]){ __VA_ARGS__ }) / sizeof(struct range)), step, \
		      (struct range_fault){ problem, a, b, low, high })

Test(scorecard, ranges_that_overlap_or_leave_a_gap_are_found)
{
	RANGES(1, RANGES_SOUND, 0, 0, 0, 0, { 0 });
	RANGES(1, RANGES_SOUND, 0, 0, 0, 0, { TO(35) }, { FROM(36), TO(60) }, { ABOVE(60) });
	RANGES(1, RANGES_SOUND, 0, 0, 0, 0, { ABOVE(60) }, { TO(35) }, { FROM(36), TO(60) }); /* any order */
	RANGES(1, RANGES_SOUND, 0, 0, 0, 0, { BELOW(50) }, { FROM(50), BELOW(80) }, { FROM(80) });
	/* Tickets: good from 1 to 5, middling at 0 and from 6 to 15. */
	RANGES(1, RANGES_SOUND, 0, 0, 0, 0, { FROM(16) }, { FROM(6), TO(15) }, { TO(0) }, { FROM(1), TO(5) });
	/* As printed, with 5 in two and 0 nowhere: the overlap is told first. */
	RANGES(1, RANGE_OVERLAP, 1, 2, 5, 5, { FROM(16) }, { FROM(5), TO(15) }, { FROM(1), TO(5) });
	RANGES(1, RANGE_GAP, -1, 2, 0, 0, { FROM(16) }, { FROM(6), TO(15) }, { FROM(1), TO(5) });
	RANGES(1, RANGE_GAP, 0, 1, 36, 39, { TO(35) }, { FROM(40) });
	RANGES(1, RANGE_GAP, 0, 1, 50, 50, { BELOW(50) }, { ABOVE(50) });
	RANGES(1, RANGE_GAP, 1, -1, 61, 1000, { TO(35) }, { FROM(36), TO(60) });
	RANGES(1, RANGE_OVERLAP, 0, 1, 50, 50, { TO(50) }, { FROM(50) });
	RANGES(1, RANGE_EMPTY, 1, -1, 9, 3, { TO(8) }, { FROM(9), TO(3) }, { FROM(9) });
	RANGES(1, RANGE_EMPTY, 0, -1, 5, 5, { ABOVE(5), BELOW(5) }, { 0 });
	RANGES(1, RANGE_EMPTY, 0, -1, 0, -1, { TO(-1) }, { FROM(0) }); /* nothing is below the least */
	/* In thousandths from 50 to 51 there is a gap, in whole ones none. */
	RANGES(1, RANGE_GAP, 0, 1, 51, 99, { TO(50) }, { FROM(100) });
	RANGES(50, RANGES_SOUND, 0, 0, 0, 0, { TO(50) }, { FROM(100) });
	RANGES(50, RANGES_SOUND, 0, 0, 0, 0, { TO(70) }, { FROM(71) });
}

Test(scorecard, ranges_reach_to_the_ends_of_numbers)
{
	struct range ranges[] = { { BELOW(0) }, { FROM(0) } };
	struct range_fault fault;

	cr_assert(ranges_check(ranges, 2, INT64_MIN, INT64_MAX, 1, &fault));
	cr_assert(ranges_check(ranges, 2, INT64_MIN, INT64_MAX, 1000, &fault));
	cr_assert_not(ranges_check(ranges, 1, INT64_MIN, INT64_MAX, 1, &fault));
	cr_assert_eq(fault.low, 0);
	cr_assert_eq(fault.high, INT64_MAX);
	cr_assert_not(ranges_check(NULL, 0, 0, 9, 1, &fault));
	cr_assert(fault.problem == RANGE_GAP && fault.low == 0 && fault.high == 9 && fault.a == -1 &&
		  fault.b == -1);
}

/* ---- a scorecard with everything ---- */

enum { SENTIMENT_KEY, USERS, BILLED };
static const char *const keys[] = { "sentiment", "users", "billed" };
static const char *const segments[] = { "priority", "scale" };
static const struct card_words words = { .measures = { keys, 3, 3 }, .segments = { segments, 2, 2 } };

#define K(value) ((value)*INT64_C(1000))

static const struct grade set_by_hand[] = {
	{ { TO(K(1)) }, 2500, "red", BAND_RISK },
	{ { ABOVE(K(1)), TO(K(2)) }, 6250, "yellow", BAND_WATCH },
	{ { ABOVE(K(2)) }, 8750, "green", BAND_GOOD },
};
/* Licence utilisation by the age of the contract. */
static const struct grade young[] = {
	{ { BELOW(K(10)) }, 2500, "red", BAND_RISK },
	{ { FROM(K(10)), TO(K(50)) }, 6250, "yellow", BAND_WATCH },
	{ { ABOVE(K(50)) }, 8750, "green", BAND_GOOD },
};
static const struct grade old[] = {
	{ { TO(K(75)) }, 2500, "red", BAND_RISK },
	{ { ABOVE(K(75)) }, 8750, "green", BAND_GOOD },
};
static const struct variant by_age[] = { { { .age_from = 60, .age_to = 180 }, young, 3 } };
static const struct indicator risk[] = {
	{ .name = "sentiment",
	  .kind = &indicator_kinds[KIND_HAND],
	  .weight = 100,
	  .args = { .measure = SENTIMENT_KEY },
	  .grades = set_by_hand,
	  .grade_count = 3,
	  .marked_days = 90,
	  .fresh_days = 120,
	  .in_grace = true },
};
static const struct indicator product[] = {
	{ .name = "utilisation",
	  .title = "licences in use",
	  .kind = &indicator_kinds[KIND_RATIO],
	  .weight = 30,
	  .args = { .measure = USERS, .over = BILLED },
	  .grades = old,
	  .grade_count = 2,
	  .variants = by_age,
	  .variant_count = 1,
	  .fresh_days = 60,
	  .applies = { .segments = 1 } },
};
static const int adopted_of[] = { 1 };
static const struct indicator beside[] = {
	{ .name = "adopted",
	  .kind = &indicator_kinds[KIND_LABELLED],
	  .args = { .indicators = adopted_of, .indicator_count = 1, .label = "green" } },
};
static const struct dimension groups[] = {
	{ .name = "risk", .weight = 25, .indicators = risk, .count = 1 },
	{ .name = "product", .weight = 75, .indicators = product, .count = 1 },
};
static const struct rule_condition red[] = { { 0, "red" } };
static const struct card_rule rules[] = { { red, 1, BAND_RISK, "at risk" } };

static const struct scorecard card = {
	.name = "groups",
	.version = "1",
	.words = &words,
	.dimensions = groups,
	.count = 2,
	.beside = beside,
	.beside_count = 1,
	.bands = { { 75, 100, BAND_GOOD, "green" }, { 50, 74, BAND_WATCH, "yellow" }, { 0, 49, BAND_RISK, "red" } },
	.band_count = 3,
	.rules = rules,
	.rule_count = 1,
	.scale = 10,
	.grace_days = 30,
};

/* An account of 300 days' contract in the first segment. */
struct account {
	struct measure_fact measures[3];
	struct state_fact state;
	struct override_fact override;
	struct facts facts;
	struct view_room room;
	struct view view;
	struct health health;
};

static void account_init(struct account *account)
{
	memset(account, 0, sizeof *account);
	account->measures[0] = (struct measure_fact){ SENTIMENT_KEY, 300, K(3) };
	account->measures[1] = (struct measure_fact){ USERS, 290, K(60) };
	account->measures[2] = (struct measure_fact){ BILLED, 250, K(100) };
	account->state = (struct state_fact){ .on = 0, .says_segment = true, .segment = 0 };
	account->facts = (struct facts){ .placed = DAY_NONE,
					 .contract = 0,
					 .measures = account->measures,
					 .measure_count = 3,
					 .states = &account->state,
					 .state_count = 1,
					 .overrides = &account->override };
}

static const struct health *account_score(struct account *account, day_t on)
{
	facts_view(&account->facts, on, &account->room, &account->view);
	health_score(&card, &health_limits_default, &account->view, &account->health);
	return &account->health;
}

Test(scorecard, grades_go_by_age_and_segment_and_rules_stand_before_the_number)
{
	struct account a;
	const struct health *health;
	struct card_fault fault;
	struct buf text = { 0 };

	cr_assert(scorecard_check(&card, &fault), "%s", fault.text);
	account_init(&a);
	/* 60 % of an old contract is red: 25 x 87.5 + 75 x 25 = 40.625. */
	health = account_score(&a, 300);
	cr_assert_eq(health->hundredths, 4062);
	cr_assert_eq(health->band, BAND_RISK);
	cr_assert_str_eq(health->label, "red");
	cr_assert_eq(health->cause, BAND_BY_SCORE);
	cr_assert_str_eq(grade_label(health->indicators[1].grade), "red");
	cr_assert_eq(health->indicators[health->beside].reading.value, 0);
	cr_assert_eq(health->indicators[health->beside].state, INDICATOR_SHOWN);
	scorecard_say_score(&card, health->hundredths, &text);
	cr_assert_str_eq(buf_text(&text), "4.0");

	/* Of one half a year old it is green. */
	a.facts.contract = 300 - 179;
	health = account_score(&a, 300);
	cr_assert_eq(health->hundredths, 8750);
	cr_assert_eq(health->indicators[health->beside].reading.value, 1);
	a.facts.contract = 300 - 180;
	cr_assert_eq(account_score(&a, 300)->hundredths, 4062);

	/* Set to red by hand the whole is red, whatever the number, which stays: 25 x 25 + 75 x 87.5. */
	a.facts.contract = 300 - 100;
	a.measures[0].value = K(1);
	health = account_score(&a, 300);
	cr_assert_eq(health->hundredths, 7187);
	cr_assert_eq(health->computed, BAND_WATCH);
	cr_assert_eq(health->band, BAND_RISK);
	cr_assert_eq(health->cause, BAND_BY_RULE);
	cr_assert_eq(health->rule, 0);
	cr_assert_str_eq(health->label, "at risk");
	a.measures[0].value = K(2);
	health = account_score(&a, 300);
	cr_assert_eq(health->cause, BAND_BY_SCORE);
	cr_assert_eq(health->hundredths, 8125); /* 25 x 62.5 + 75 x 87.5 */

	/* In the other segment the measure is not there: sentiment alone, and nothing is missed. */
	a.state.segment = 1;
	health = account_score(&a, 300);
	cr_assert_eq(health->indicators[1].state, INDICATOR_NOT_APPLICABLE);
	cr_assert_eq(health->hundredths, 6250);
	cr_assert_eq(health->confidence, 100);
	buf_free(&text);
	view_room_free(&a.room);
}

Test(scorecard, data_grows_old_in_two_steps_and_the_young_have_grace)
{
	struct account a;
	const struct health *health;

	account_init(&a);
	/* The older of the two numbers of a ratio is 60 days old, then 61. */
	cr_assert_eq(account_score(&a, 310)->indicators[1].state, INDICATOR_KNOWN);
	health = account_score(&a, 311);
	cr_assert_eq(health->indicators[1].state, INDICATOR_STALE);
	cr_assert_eq(health->hundredths, 8750);
	cr_assert_eq(health->confidence, 25);
	/* Sentiment counts for 90 days, is marked to 120, and goes then: all missing is no score. */
	cr_assert_not(account_score(&a, 390)->indicators[0].marked);
	cr_assert(account_score(&a, 391)->indicators[0].marked);
	cr_assert_eq(account_score(&a, 420)->hundredths, 8750);
	health = account_score(&a, 421);
	cr_assert_eq(health->hundredths, HEALTH_UNKNOWN);
	cr_assert_eq(health->band, BAND_UNKNOWN);
	cr_assert_str_eq(health->label, "unknown");

	/* For 30 days nothing but sentiment counts. */
	a.facts.contract = 300 - 29;
	health = account_score(&a, 300);
	cr_assert_eq(health->indicators[1].state, INDICATOR_IN_GRACE);
	cr_assert_eq(health->hundredths, 8750);
	cr_assert_eq(account_score(&a, 301)->indicators[1].state, INDICATOR_KNOWN);
	view_room_free(&a.room);
}

Test(scorecard, a_band_by_hand_stands_until_its_day_and_the_number_stays)
{
	struct account a;
	const struct health *health;

	account_init(&a);
	a.override = (struct override_fact){ 295, 305, BAND_GOOD };
	a.facts.override_count = 1;
	cr_assert_eq(account_score(&a, 294)->indicators[0].state, INDICATOR_UNKNOWN);
	health = account_score(&a, 305);
	cr_assert_eq(health->band, BAND_GOOD);
	cr_assert_eq(health->computed, BAND_RISK);
	cr_assert_eq(health->cause, BAND_BY_HAND);
	cr_assert_str_eq(health->label, "green");
	cr_assert_eq(a.view.override_until, 305);
	cr_assert_eq(account_score(&a, 306)->band, BAND_RISK);
	a.override.until = 294; /* taken back */
	cr_assert_eq(account_score(&a, 300)->band, BAND_RISK);
	a.override.until = 400;
	a.state.says_status = true;
	a.state.status = STATUS_CHURNED;
	cr_assert_eq(account_score(&a, 300)->band, BAND_UNKNOWN);
	view_room_free(&a.room);
}

/* ---- what is wrong, and choosing ---- */

Test(scorecard, what_is_wrong_with_one_is_told_with_its_place)
{
	struct indicator indicators[2] = { product[0], risk[0] };
	struct dimension dimension = { .name = "d", .weight = 1, .indicators = indicators, .count = 2 };
	struct scorecard broken = card;
	struct rule_condition condition = { 1, "amber" };
	struct card_rule rule = { &condition, 1, BAND_RISK, NULL };
	struct card_fault fault;

	cr_assert(scorecard_check(scorecard_default(), &fault), "%s", fault.text);
	broken.dimensions = &dimension;
	broken.count = 1;
	broken.rules = &rule;
	cr_assert_not(scorecard_check(&broken, &fault));
	cr_assert_str_eq(fault.text, "a rule names a label that its indicator never has");
	broken.rule_count = 0;
	cr_assert(scorecard_check(&broken, &fault), "%s", fault.text);
	indicators[0].variants = (struct variant[]){ { { 0 }, old, 1 } };
	cr_assert_not(scorecard_check(&broken, &fault));
	cr_assert(fault.dimension == 0 && fault.indicator == 0 && fault.variant == 0);
	cr_assert(fault.ranges.problem == RANGE_GAP && fault.ranges.low == K(75) + 1);
	indicators[0].variant_count = 0;
	indicators[1].curve = (struct curve){ 1, { { 0, 0 } } };
	cr_assert_not(scorecard_check(&broken, &fault));
	cr_assert_eq(fault.indicator, 1);
	indicators[1].grade_count = 0;
	cr_assert(scorecard_check(&broken, &fault), "%s", fault.text);
	indicators[1].args.measure = 3;
	cr_assert_not(scorecard_check(&broken, &fault));
	indicators[1] = beside[0];
	indicators[1].args.indicators = (int[]){ 1 };
	cr_assert_not(scorecard_check(&broken, &fault)); /* itself */
	broken = card;
	broken.bands[1].to = 75;
	cr_assert_not(scorecard_check(&broken, &fault));
	cr_assert(fault.ranges.problem == RANGE_OVERLAP && fault.ranges.low == 75);
	broken.bands[1].to = 73;
	cr_assert_not(scorecard_check(&broken, &fault));
	cr_assert(fault.ranges.problem == RANGE_GAP && fault.ranges.low == 74 && fault.ranges.high == 74);
}

Test(scorecard, the_first_that_applies_scores)
{
	static const char *const stages[] = { "s1", "completed", NULL };
	struct scorecard staged = { .name = "staged", .applies = { .stages = stages } };
	struct scorecard second = { .name = "second", .applies = { .segments = 2 } };
	const struct scorecard *cards[] = { &staged, &second };
	struct track *track = track_of(READING_PROGRESS, "R R R");
	struct view view = { .track = track, .segment = -1, .contract = DAY_NONE };
	struct position position = { .stage = 1 };

	cr_assert_eq(scorecard_choose(cards, 2, &view, &position), &staged);
	position.stage = 2;
	cr_assert_null(scorecard_choose(cards, 2, &view, &position));
	position.completed = true;
	cr_assert_eq(scorecard_choose(cards, 2, &view, &position), &staged);
	position.completed = false;
	view.segment = 1;
	cr_assert_eq(scorecard_choose(cards, 2, &view, &position), &second);
	view.segment = 0;
	cr_assert_null(scorecard_choose(cards, 2, &view, &position));
	track_free(track);
}

Test(scorecard, words_grow_from_those_of_the_default)
{
	struct card_words grown;
	int seats;

	card_words_init(&grown);
	seats = names_find(&grown.measures, "active_seats");
	cr_assert_eq(seats, names_find(&scorecard_default()->words->measures, "active_seats"));
	cr_assert_geq(seats, 0);
	cr_assert_eq(names_add(&grown.measures, "logins"), (int)scorecard_default()->words->measures.count);
	cr_assert_eq(names_add(&grown.measures, "logins"), (int)scorecard_default()->words->measures.count);
	cr_assert_eq(names_find(&grown.measures, "none"), -1);
	card_words_free(&grown);
}

Test(scorecard, scores_are_said_on_the_cards_own_scale)
{
	static const struct {
		int scale, hundredths;
		const char *text;
	} cases[] = {
		{ 0, 7250, "72" }, { 100, 10000, "100" }, { 10, 7250, "7.2" },	       { 10, 10000, "10.0" },
		{ 10, 99, "0.0" }, { 10, 9999, "9.9" },	  { 10, HEALTH_UNKNOWN, "-" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct scorecard scaled = { .scale = cases[i].scale };
		struct buf text = { 0 };

		scorecard_say_score(&scaled, cases[i].hundredths, &text);
		cr_assert_str_eq(buf_text(&text), cases[i].text);
		buf_free(&text);
	}
}

Test(scorecard, names_go_both_ways)
{
	enum band band = BAND_UNKNOWN;
	enum fold fold = FOLD_LAST;

	cr_assert(band_from_name("watch", &band) && band == BAND_WATCH);
	cr_assert_not(band_from_name("amber", &band));
	cr_assert(fold_from_name("mean", &fold) && fold == FOLD_MEAN);
	cr_assert_not(fold_from_name("median", &fold));
}

static char *copy(const char *text)
{
	return xstrdup(text);
}

Test(scorecard, a_scorecard_of_its_own_is_freed_whole)
{
	struct scorecard *own = xcalloc(1, sizeof *own);
	struct dimension *dimension = xcalloc(1, sizeof *dimension);
	struct indicator *indicator = xcalloc(1, sizeof *indicator);
	struct grade *grade = xcalloc(1, sizeof *grade);
	struct variant *variant = xcalloc(1, sizeof *variant);
	const char **stages = xcalloc(2, sizeof *stages);

	stages[0] = copy("s1");
	grade->label = copy("fine");
	*variant = (struct variant){ { .stages = stages }, grade, 1 };
	*indicator = (struct indicator){ .name = copy("i"), .variants = variant, .variant_count = 1 };
	*dimension = (struct dimension){ .name = copy("d"), .indicators = indicator, .count = 1 };
	own->name = copy("own");
	own->dimensions = dimension;
	own->count = 1;
	scorecard_free(own);
	scorecard_free(NULL);
}
