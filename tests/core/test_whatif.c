/* The rules over random books of answers, dates and touches, and what answers would do. */
#include <criterion/criterion.h>

#include "core/health.h"
#include "random_track.h"

#define CASES 3000

static struct health score_on(const struct facts *facts, day_t as_of, struct view_room *room)
{
	struct health health;
	struct view view;

	memset(&health, 0x5A, sizeof health);
	facts_view(facts, as_of, room, &view);
	health_score(scorecard_default(), &health_limits_default, &view, &health);
	return health;
}

static bool same_known(const struct health *a, const struct health *b)
{
	for (int i = 0; i < a->beside; i++)
		if (a->indicators[i].state != b->indicators[i].state)
			return false;
	return true;
}

static struct track *some_track(struct dice *dice)
{
	struct track *track;

	do {
		enum track_reading reading = roll(dice, 3) ? READING_PROGRESS : READING_LEVEL;

		track = random_track(dice, reading);
		if (track->milestone_count)
			return track;
		track_free(track);
	} while (true);
}

/* Recorded after all random rows of its day. */
static void give(struct random_rows *rows, int milestone, day_t on, enum answer answer)
{
	rows->answers[rows->facts.answer_count++] = (struct answer_fact){ milestone, on, 99, answer };
}

Test(whatif, property_a_yes_today_never_lowers_and_unticking_restores)
{
	struct dice dice = { 4 };
	struct view_room room = { 0 };
	static struct random_rows rows;
	int same = 0, raised = 0;

	for (int n = 0; n < 3 * CASES; n++) {
		struct track *track = some_track(&dice);
		day_t today = roll(&dice, RANDOM_DAYS);
		struct health before, after, again;

		random_facts(&dice, track, &rows);
		before = score_on(&rows.facts, today, &room);
		give(&rows, roll(&dice, track->milestone_count), today, ANSWER_YES);
		after = score_on(&rows.facts, today, &room);
		if (same_known(&before, &after)) {
			cr_assert_geq(after.hundredths, before.hundredths, "%d: %d -> %d", n, before.hundredths,
				      after.hundredths);
			same++;
			raised += after.hundredths > before.hundredths;
		}
		rows.facts.answer_count--;
		again = score_on(&rows.facts, today, &room);
		cr_assert_arr_eq(&again, &before, sizeof again);
		track_free(track);
	}
	cr_assert_gt(same, CASES);
	cr_assert_gt(raised, CASES / 4);
	view_room_free(&room);
}

Test(whatif, property_facts_dated_later_change_nothing)
{
	struct dice dice = { 5 };
	struct view_room room = { 0 };
	static struct random_rows rows;

	for (int n = 0; n < CASES; n++) {
		struct track *track = some_track(&dice);
		day_t today = roll(&dice, RANDOM_DAYS), later = today + 1 + roll(&dice, 50);
		struct health before, after;
		struct facts *facts = &rows.facts;

		random_facts(&dice, track, &rows);
		before = score_on(facts, today, &room);
		give(&rows, roll(&dice, track->milestone_count), later, (enum answer)(1 + roll(&dice, 3)));
		rows.touches[facts->touch_count++] = (struct touch_fact){ later, FROM_THEM, -1, -1 };
		rows.passes[facts->pass_count++] = (struct pass_fact){ 0, later };
		rows.movements[facts->movement_count++] = (struct movement_fact){ later, 77 };
		rows.states[facts->state_count++] = (struct state_fact){
			.on = later,
			.says_status = true,
			.status = STATUS_CHURNED,
			.says_renewal = true,
			.renewal = later,
		};
		if (facts->placed == DAY_NONE)
			facts->placed = later;
		after = score_on(facts, today, &room);
		cr_assert_arr_eq(&after, &before, sizeof after);
		track_free(track);
	}
	view_room_free(&room);
}

Test(whatif, property_progress_is_unknown_before_the_start_and_full_on_it)
{
	struct dice dice = { 6 };
	struct view_room room = { 0 };
	static struct random_rows rows;
	int started = 0;

	for (int n = 0; n < CASES; n++) {
		struct track *track = some_track(&dice);
		struct health health;
		struct view view;

		random_facts(&dice, track, &rows);
		rows.facts.state_count = 0; /* none churned */
		facts_view(&rows.facts, RANDOM_DAYS, &room, &view);
		if (view.start != DAY_NONE) {
			day_t start = view.start;

			health = score_on(&rows.facts, start, &room);
			cr_assert_eq(health.dimensions[0].score, 10000);
			facts_view(&rows.facts, start - 1, &room, &view);
			if (view.start == DAY_NONE) {
				health = score_on(&rows.facts, start - 1, &room);
				cr_assert_eq(health.dimensions[0].score, HEALTH_UNKNOWN);
				started++;
			}
		}
		track_free(track);
	}
	cr_assert_gt(started, CASES / 2);
	view_room_free(&room);
}

Test(whatif, property_a_whatif_says_what_the_answer_would_do_and_leaves_no_trace)
{
	struct dice dice = { 8 };
	struct view_room room = { 0 }, other = { 0 };
	static struct random_rows rows;
	struct standing kept[64];

	for (int n = 0; n < 3 * CASES; n++) {
		struct track *track = some_track(&dice);
		size_t size = (size_t)track->milestone_count * sizeof *kept;
		day_t today = roll(&dice, 4) ? roll(&dice, RANDOM_DAYS) : 0;
		struct whatif_answer answers[40];
		int count = roll(&dice, 5) ? 1 : 1 + roll(&dice, 10);
		struct health before, after;
		struct position position;
		struct change change;
		struct view view, copy;

		random_facts(&dice, track, &rows);
		facts_view(&rows.facts, today, &room, &view);
		copy = view;
		memcpy(kept, view.standing, size);
		before = score_on(&rows.facts, today, &other);
		for (int i = 0; i < count; i++)
			answers[i] = (struct whatif_answer){ roll(&dice, track->milestone_count),
							     (enum answer)(1 + roll(&dice, 3)) };
		health_whatif(scorecard_default(), &health_limits_default, &view, answers, count, &change);
		cr_assert_arr_eq(&view, &copy, sizeof view);
		cr_assert_arr_eq(view.standing, kept, size);

		/* The same by way of the facts; of several answers to one milestone the last stands. */
		for (int i = 0; i < count; i++) {
			give(&rows, answers[i].milestone, today, answers[i].answer);
			rows.answers[rows.facts.answer_count - 1].at += i;
		}
		after = score_on(&rows.facts, today, &other);
		cr_assert_eq(change.health_before, before.hundredths);
		cr_assert_eq(change.health_after, after.hundredths, "%d: %d, not %d", n, change.health_after,
			     after.hundredths);
		cr_assert_eq(change.confidence_before, before.confidence);
		cr_assert_eq(change.confidence_after, after.confidence);
		facts_view(&rows.facts, today, &other, &view);
		view_position(&view, &health_limits_default.pace, &position);
		cr_assert_arr_eq(&change.stage_after, &position, sizeof position);
		track_free(track);
	}
	view_room_free(&room);
	view_room_free(&other);
}

Test(whatif, a_whatif_takes_answers_back_too)
{
	struct track *track = track_of(READING_PROGRESS, "30RR R");
	struct answer_fact answers[] = { { 0, 10, 1, ANSWER_YES }, { 1, 20, 1, ANSWER_YES } };
	struct facts facts = { .track = track, .placed = DAY_NONE, .answers = answers, .answer_count = 2 };
	struct whatif_answer open = { 1, ANSWER_OPEN }, many[40];
	struct view_room room = { 0 };
	struct change change;
	struct whatif whatif;
	struct view view;

	facts_view(&facts, 60, &room, &view);
	health_whatif(scorecard_default(), &health_limits_default, &view, &open, 1, &change);
	cr_assert_eq(change.stage_before.stage, 1);
	cr_assert_eq(change.stage_after.stage, 0);
	cr_assert_eq(change.stage_after.last_settled, 10);
	cr_assert_lt(change.health_after, change.health_before);
	cr_assert_eq(view.standing[1].on, 20);

	/* More than fit the small room, the same milestone over and over. */
	for (int i = 0; i < 40; i++)
		many[i] = (struct whatif_answer){ 1, i % 2 ? ANSWER_YES : ANSWER_NO };
	whatif_begin(&whatif, scorecard_default(), &health_limits_default, &view);
	for (int again = 0; again < 2; again++) {
		whatif_try(&whatif, many, 40, &change);
		cr_assert_eq(change.stage_after.stage, 1);
		cr_assert_eq(change.stage_after.since, 60);
		whatif_try(&whatif, many, 39, &change);
		cr_assert_eq(change.stage_after.stage, 0);
		cr_assert_eq(view.standing[1].answer, ANSWER_YES);
		cr_assert_eq(view.standing[1].on, 20);
	}
	whatif_try(&whatif, NULL, 0, &change);
	cr_assert_eq(change.health_after, change.health_before);

	/* A change of nothing where there is nothing. */
	facts.answer_count = 0;
	facts_view(&facts, 60, &room, &view);
	health_whatif(scorecard_default(), &health_limits_default, &view, &open, 1, &change);
	cr_assert_eq(change.health_after, HEALTH_UNKNOWN);
	open.answer = ANSWER_NO;
	health_whatif(scorecard_default(), &health_limits_default, &view, &open, 1, &change);
	cr_assert_eq(change.health_before, HEALTH_UNKNOWN);
	cr_assert_eq(change.health_after, 10000);
	cr_assert_eq(view.start, DAY_NONE);
	view_room_free(&room);
	track_free(track);
}
