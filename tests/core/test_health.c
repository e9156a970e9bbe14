#include <criterion/criterion.h>

#include "random_track.h"
#include "slots.h"

/* Indicators of the default scorecard: progress has 0 and 1, commercial 2 and 3. */
enum { THEM = 4, US = 5 };

Test(health, curves_of_the_default_scorecard)
{
	const struct scorecard *card = scorecard_default();
	const struct curve *pace = &card->dimensions[0].indicators[0].curve;
	const struct curve *stall = &card->dimensions[0].indicators[1].curve;
	const struct curve *renewal = &card->dimensions[1].indicators[0].curve;
	const struct curve *touch = &card->dimensions[2].indicators[0].curve;

	cr_assert_eq(curve_score(pace, -5), 10000);
	cr_assert_eq(curve_score(pace, 0), 10000);
	cr_assert_eq(curve_score(pace, 15), 9000);
	cr_assert_eq(curve_score(pace, 30), 8000);
	cr_assert_eq(curve_score(pace, 60), 6000);
	cr_assert_eq(curve_score(pace, 135), 2000);
	cr_assert_eq(curve_score(pace, 180), 0);
	cr_assert_eq(curve_score(pace, INT64_MAX), 0);
	cr_assert_eq(curve_score(pace, INT64_MIN), 10000);
	cr_assert_eq(curve_score(stall, 14), 10000);
	cr_assert_eq(curve_score(stall, 15), 9870); /* 10000 - 4000/31 = 9870.97 */
	cr_assert_eq(curve_score(stall, 45), 6000);
	cr_assert_eq(curve_score(stall, 119), 80);
	cr_assert_eq(curve_score(renewal, -3), 0);
	cr_assert_eq(curve_score(renewal, 13), 1857); /* 2000 * 13/14 */
	cr_assert_eq(curve_score(renewal, 52), 6000);
	cr_assert_eq(curve_score(renewal, 90), 10000);
	cr_assert_eq(curve_score(touch, 100), 10000);
	cr_assert_eq(curve_score(touch, 150), 7500);
	cr_assert_eq(curve_score(touch, 300), 2500);
	cr_assert_eq(curve_score(touch, 400), 0);
}

static void assert_shares(int total, const int64_t weights[3], int a, int b, int c)
{
	int points[3];

	health_apportion(total, weights, 3, points);
	cr_assert(points[0] == a && points[1] == b && points[2] == c, "%d: %d %d %d, not %d %d %d", total,
		  points[0], points[1], points[2], a, b, c);
}

Test(health, apportions_by_largest_remainder_with_ties_to_the_first)
{
	assert_shares(10, (int64_t[]){ 1, 1, 1 }, 4, 3, 3);
	assert_shares(2, (int64_t[]){ 1, 1, 1 }, 1, 1, 0);
	assert_shares(7, (int64_t[]){ 5, 3, 2 }, 4, 2, 1); /* 3.5 2.1 1.4 */
	assert_shares(3, (int64_t[]){ 1, 2, 1 }, 1, 1, 1); /* 0.75 1.5 0.75 */
	assert_shares(1, (int64_t[]){ 1, 2, 1 }, 0, 1, 0);
	assert_shares(3, (int64_t[]){ 0, 1, 1 }, 0, 2, 1);
	assert_shares(5, (int64_t[]){ 0, 0, 0 }, 5, 0, 0);
	assert_shares(0, (int64_t[]){ 3, 4, 5 }, 0, 0, 0);
	assert_shares(100, (int64_t[]){ INT64_MAX / 300, INT64_MAX / 300, INT64_MAX / 300 }, 34, 33, 33);
}

Test(health, bands_are_read_from_the_whole_point)
{
	struct test_card test = { 0 };
	static const struct {
		int value, score;
		enum band band;
	} cases[] = {
		{ 0, 0, BAND_RISK },	  { 4900, 49, BAND_RISK },   { 4999, 49, BAND_RISK },
		{ 5000, 50, BAND_WATCH }, { 7400, 74, BAND_WATCH },  { 7499, 74, BAND_WATCH },
		{ 7500, 75, BAND_GOOD },  { 10000, 100, BAND_GOOD },
	};

	card_add_dimension(&test, 3);
	card_add_indicator(&test, 2);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct health health;

		set_slot(0, cases[i].value);
		health = score_slots(&test);
		cr_assert_eq(health.hundredths, cases[i].value);
		cr_assert_eq(health.score, cases[i].score);
		cr_assert_eq(health.band, cases[i].band, "%d", cases[i].value);
		cr_assert_eq(health.indicators[0].points, cases[i].score);
	}
	cr_assert_str_eq(scorecard_label(&test.card, BAND_WATCH), "watch");
	test.card.bands[1].label = "amber";
	cr_assert_str_eq(scorecard_label(&test.card, BAND_WATCH), "amber");
	cr_assert_str_eq(band_name(BAND_UNKNOWN), "unknown");
	cr_assert_str_eq(indicator_state_name(INDICATOR_STALE), "stale");
}

Test(health, unknown_and_stale_drop_out_and_shown_does_not_count)
{
	struct test_card test = { 0 };
	struct health health;

	card_add_dimension(&test, 40);
	card_add_indicator(&test, 1);
	card_add_indicator(&test, 3);
	card_add_indicator(&test, 0);
	card_add_dimension(&test, 60);
	card_add_indicator(&test, 1);
	test.indicators[1].fresh_days = 90;

	/* (1 x 20 + 3 x 80) / 4 = 65; 40 % of it and 60 % of 90 = 80. */
	set_slot(0, 2000);
	slots[1] = (struct reading){ .known = true, .value = 8000, .age_days = 90 };
	set_slot(2, 100);
	set_slot(3, 9000);
	health = score_slots(&test);
	cr_assert_eq(health.dimensions[0].score, 6500);
	cr_assert_eq(health.hundredths, 8000);
	cr_assert_eq(health.confidence, 100);
	cr_assert_eq(health.indicators[2].state, INDICATOR_SHOWN);
	cr_assert_eq(health.indicators[2].score, 100);
	cr_assert_eq(health.indicators[2].points, 0);

	/* A day older: stale. 20 stands alone; known are 40 x 1/4 + 60 of 100. */
	slots[1].age_days = 91;
	health = score_slots(&test);
	cr_assert_eq(health.indicators[1].state, INDICATOR_STALE);
	cr_assert_eq(health.indicators[1].score, HEALTH_UNKNOWN);
	cr_assert_eq(health.dimensions[0].score, 2000);
	cr_assert_eq(health.hundredths, 6200);
	cr_assert_eq(health.confidence, 70);

	/* What is only shown makes nothing known. */
	slots[0].known = false;
	health = score_slots(&test);
	cr_assert_eq(health.dimensions[0].score, HEALTH_UNKNOWN);
	cr_assert_eq(health.dimensions[0].points, 0);
	cr_assert_eq(health.hundredths, 9000);
	cr_assert_eq(health.confidence, 60);

	slots[3].known = false;
	health = score_slots(&test);
	cr_assert_eq(health.hundredths, HEALTH_UNKNOWN);
	cr_assert_eq(health.score, HEALTH_UNKNOWN);
	cr_assert_eq(health.band, BAND_UNKNOWN);
	cr_assert_eq(health.confidence, 0);
}

Test(health, confidence_is_exact_where_thirds_meet)
{
	struct test_card test = { 0 };

	/* 1/3 and 2/3 known of equal weights: exactly half, not 49 %. */
	card_add_dimension(&test, 1);
	card_add_indicator(&test, 1);
	card_add_indicator(&test, 2);
	card_add_dimension(&test, 1);
	card_add_indicator(&test, 1);
	card_add_indicator(&test, 2);
	memset(slots, 0, sizeof slots);
	set_slot(0, 1);
	set_slot(3, 1);
	cr_assert_eq(score_slots(&test).confidence, 50);
	set_slot(2, 1);
	cr_assert_eq(score_slots(&test).confidence, 66);
	/* A hair less than half is 49. */
	slots[2].known = false;
	test.indicators[2].weight = 1000000000;
	test.indicators[3].weight = 1999999999;
	cr_assert_eq(score_slots(&test).confidence, 49);
	test.indicators[3].weight = 2000000000;
	cr_assert_eq(score_slots(&test).confidence, 50);
}

static void assert_why(const struct health *health, int dimension, const struct view *view, const char *text)
{
	struct buf why = { 0 };

	health_why(health, dimension, view, &why);
	cr_assert_str_eq(buf_text(&why), text);
	buf_free(&why);
}

Test(health, an_account_worked_by_hand)
{
	struct track *track = track_of(READING_PROGRESS, "30RRR 60RRR");
	struct answer_fact answers[] = { { 0, 100, 1, ANSWER_NO },
					 { 0, 110, 2, ANSWER_YES },
					 { 1, 125, 3, ANSWER_NA } };
	struct state_fact states[] = { { .on = 90, .says_renewal = true, .renewal = 192 } };
	struct touch_fact touches[] = { { 95, FROM_THEM, -1, -1 }, { 130, FROM_US, -1, -1 } };
	struct facts facts = { .track = track,
			       .placed = DAY_NONE,
			       .answers = answers,
			       .answer_count = 3,
			       .states = states,
			       .state_count = 1,
			       .touches = touches,
			       .touch_count = 2 };
	struct view_room room = { 0 };
	struct view view;
	struct health health;

	/* Day 40 since the start, 20 days of the plan done: 20 behind: 10000 - 20/30 x 2000.
	 * Stalled for 15 days: 9870. 0.7 and 0.3 of them: 9027.2. */
	facts_view(&facts, 140, &room, &view);
	health_score(scorecard_default(), &health_limits_default, &view, &health);
	cr_assert_eq(health.indicators[0].reading.value, 20);
	cr_assert_eq(health.indicators[0].score, 8666);
	cr_assert_eq(health.indicators[1].reading.value, 15);
	cr_assert_eq(health.dimensions[0].score, 9027);
	/* 52 days to the renewal; them 45 days of 30: 150 %; us 10: 33 %. */
	cr_assert_eq(health.dimensions[1].score, 6000);
	cr_assert_eq(health.indicators[THEM].reading.value, 150);
	cr_assert_eq(health.indicators[THEM].reading.age_days, 45);
	cr_assert_eq(health.indicators[US].reading.value, 33);
	cr_assert_eq(health.dimensions[2].score, 8500);
	/* (40 x 9027 + 25 x 6000 + 35 x 8500) / 100 = 8085.8. */
	cr_assert_eq(health.hundredths, 8085);
	cr_assert_eq(health.score, 80);
	cr_assert_eq(health.band, BAND_GOOD);
	/* All of progress, 70 % of commercial, 50 % of relationship: 40 + 17.5 + 17.5 of 240. */
	cr_assert_eq(health.confidence, 31);
	/* 80 shared 361080 : 150000 : 297500 is 35.72, 14.84, 29.43. */
	cr_assert_eq(health.dimensions[0].points, 36);
	cr_assert_eq(health.dimensions[1].points, 15);
	cr_assert_eq(health.dimensions[2].points, 29);
	/* 36 shared 606620 : 296100 is 24.19, 11.81. */
	cr_assert_eq(health.indicators[0].points, 24);
	cr_assert_eq(health.indicators[1].points, 12);
	assert_why(&health, 0, &view, "20 days behind plan; nothing settled for 15 days");
	assert_why(&health, 1, &view, "renewal in 52 days, no next step written");
	assert_why(&health, 2, &view,
		   "last word from them 45 days ago, cadence 30; last word from us 10 days ago, cadence 30");

	/* Day 21 since the start is 11 and a part behind the one day of plan: whole days, floored. */
	track->stages[0].expected_days = 25; /* 8.33 a milestone */
	facts_view(&facts, 121, &room, &view);
	health_score(scorecard_default(), &health_limits_default, &view, &health);
	cr_assert_eq(health.indicators[0].reading.value, 12); /* 21 - 8.33 = 12.67 */

	/* Churned: no relationship left to score. */
	states[0].says_status = true;
	states[0].status = STATUS_CHURNED;
	facts_view(&facts, 140, &room, &view);
	health_score(scorecard_default(), &health_limits_default, &view, &health);
	cr_assert_eq(health.hundredths, HEALTH_UNKNOWN);
	cr_assert_eq(health.band, BAND_UNKNOWN);
	cr_assert_eq(health.confidence, 0);
	cr_assert_eq(health.indicators[US].state, INDICATOR_UNKNOWN);
	assert_why(&health, 2, &view, "no data");
	view_room_free(&room);
	track_free(track);
}

Test(health, no_data_is_unknown)
{
	struct health health;

	health_score(scorecard_default(), &health_limits_default, &nothing, &health);
	cr_assert_eq(health.score, HEALTH_UNKNOWN);
	cr_assert_eq(health.confidence, 0);
	cr_assert_eq(health.count, 8);
	assert_why(&health, 0, &nothing, "no data");
}

static struct health default_score(const struct view *view)
{
	struct health health;

	health_score(scorecard_default(), &health_limits_default, view, &health);
	return health;
}

Test(health, a_plan_makes_a_renewal_to_come_safe)
{
	struct view view = nothing;
	struct health health;
	static const struct {
		day_t today;
		bool plan;
		int score;
		const char *why;
	} cases[] = {
		{ 88, false, 1714, "renewal in 12 days, no next step written" },
		{ 88, true, 10000, "renewal in 12 days, next step written" },
		{ 99, false, 142, "renewal in 1 day, no next step written" },
		{ 100, true, 10000, "renewal today, next step written" },
		{ 100, false, 0, "renewal today, no next step written" },
		{ 101, true, 0, "renewal date passed 1 day ago, next step written" },
		{ 103, false, 0, "renewal date passed 3 days ago, no next step written" },
		{ 9, false, 10000, "renewal in 91 days" },
	};

	view.renewal = 100;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		view.as_of = cases[i].today;
		view.plan = cases[i].plan;
		health = default_score(&view);
		cr_assert_eq(health.dimensions[1].score, cases[i].score, "%zu: %d", i, health.dimensions[1].score);
		assert_why(&health, 1, &view, cases[i].why);
	}
	/* Of the dimensions this one alone is known, and of it 70 %: 17.5 of 240. */
	cr_assert_eq(health.confidence, 7);
	cr_assert_eq(health.hundredths, 10000);
}

Test(health, cadence_goes_by_segment)
{
	int cadences[] = { 0, 10 };
	struct health_limits limits = { .cadence_days = 20, .segment_cadence = cadences, .segment_count = 2 };
	struct view view = nothing;
	struct health health;
	static const int expected[] = { 150, 150, 300, 150 }; /* segments -1, 0, 1, 2 */

	view.as_of = 100;
	view.touch_from_them = 70;
	for (int segment = -1; segment <= 2; segment++) {
		view.segment = segment;
		health_score(scorecard_default(), &limits, &view, &health);
		cr_assert_eq(health.indicators[THEM].reading.value, expected[segment + 1]);
	}
	view.touch_from_them = 99;
	view.touch_from_us = 100;
	health_score(scorecard_default(), &limits, &view, &health);
	assert_why(&health, 2, &view,
		   "last word from them 1 day ago, cadence 20; last word from us today, cadence 20");
}

Test(health, pace_is_unknown_without_a_plan_and_full_when_completed)
{
	static const struct {
		enum track_reading reading;
		const char *stages;
		enum answer answer;
		bool pace, stall;
	} cases[] = {
		{ READING_PROGRESS, "30RR", ANSWER_YES, true, true },
		{ READING_PROGRESS, "RR", ANSWER_YES, false, true },
		{ READING_LEVEL, "30RR", ANSWER_YES, false, true },
		{ READING_DIAGNOSIS, "30RR", ANSWER_YES, false, false },
	};
	struct view_room room = { 0 };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct track *track = track_of(cases[i].reading, cases[i].stages);
		struct answer_fact answers[] = { { 0, 0, 1, cases[i].answer }, { 1, 0, 1, ANSWER_NA } };
		struct facts facts = { .track = track, .placed = DAY_NONE, .answers = answers, .answer_count = 1 };
		struct health health;
		struct view view;

		facts_view(&facts, 500, &room, &view);
		health = default_score(&view);
		cr_assert_eq(health.indicators[0].state, cases[i].pace ? INDICATOR_KNOWN : INDICATOR_UNKNOWN);
		cr_assert_eq(health.indicators[1].state, cases[i].stall ? INDICATOR_KNOWN : INDICATOR_UNKNOWN);
		if (cases[i].stall)
			cr_assert_eq(health.dimensions[0].score, 0);
		facts.answer_count = 2;
		facts_view(&facts, 500, &room, &view);
		health = default_score(&view);
		if (cases[i].stall)
			cr_assert_eq(health.dimensions[0].score, 10000);
		if (cases[i].pace)
			assert_why(&health, 0, &view, "on plan; no stall");
		track_free(track);
	}
	view_room_free(&room);
}

/* Redistribution and confidence against fractions: an account of the rules that knows no
 * common denominators and no carried remainders. */

Test(health, kinds_are_found_by_name)
{
	cr_assert_str_eq(indicator_kind("stall")->name, "stall");
	cr_assert_null(indicator_kind("weather"));
	for (int i = 0; i < KIND_COUNT; i++)
		cr_assert_eq(indicator_kind(indicator_kinds[i].name), &indicator_kinds[i]);
}
