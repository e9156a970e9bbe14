/* The rules that make health trustworthy, over random accounts with all records and random scorecards. */
#include <criterion/criterion.h>

#include "random_records.h"

#define CASES 4000

static struct health score_on(const struct scorecard *card, const struct facts *facts, day_t as_of,
			      struct view_room *room)
{
	struct health health;
	struct view view;

	memset(&health, 0x5A, sizeof health);
	facts_view(facts, as_of, room, &view);
	health_score(card, &health_limits_default, &view, &health);
	return health;
}

/* One account under one scorecard, made anew for each case. */
struct scene {
	struct dice dice;
	struct track *track;
	struct random_records records;
	struct random_card card;
	struct view_room room;
	day_t today;
};

static void next_scene(struct scene *scene)
{
	track_free(scene->track);
	do
		scene->track = random_track(&scene->dice, READING_PROGRESS);
	while (scene->track->milestone_count == 0 && (track_free(scene->track), true));
	random_records(&scene->dice, scene->track, &scene->records);
	random_scorecard(&scene->dice, &scene->card);
	scene->today = roll(&scene->dice, RANDOM_DAYS);
}

static void end_scenes(struct scene *scene)
{
	track_free(scene->track);
	view_room_free(&scene->room);
}

static struct health score_scene(struct scene *scene)
{
	return score_on(&scene->card.card, &scene->records.rows.facts, scene->today, &scene->room);
}

Test(health_properties, random_scorecards_are_sound)
{
	static struct scene scene = { .dice = { 1 } };
	struct card_fault fault;

	for (int n = 0; n < CASES; n++) {
		next_scene(&scene);
		cr_assert(scorecard_check(&scene.card.card, &fault), "%d: %s", n, fault.text);
	}
	end_scenes(&scene);
}

/* The whole from its known parts in the plainest way, which knows of no order and no carried sums. */
static int mean_of_known(const struct health *health)
{
	int64_t sum = 0, weights = 0;

	for (int d = 0; d < health->count; d++) {
		const struct dimension *dimension = health->dimensions[d].dimension;
		int64_t inner = 0, inner_weights = 0;

		for (int i = 0; i < dimension->count; i++) {
			const struct indicator_score *score = &health->indicators[health->dimensions[d].first + i];

			if (score->state != INDICATOR_KNOWN)
				continue;
			inner += (int64_t)dimension->indicators[i].weight * score->score;
			inner_weights += dimension->indicators[i].weight;
		}
		if (!inner_weights || !dimension->weight)
			continue;
		sum += dimension->weight * (inner / inner_weights);
		weights += dimension->weight;
	}
	return weights ? (int)(sum / weights) : HEALTH_UNKNOWN;
}

Test(health_properties, parts_add_up_and_the_unknown_leave_their_weight)
{
	static struct scene scene = { .dice = { 2 } };
	int known = 0, partly = 0;

	for (int n = 0; n < 3 * CASES; n++) {
		struct health health;
		int sum = 0;

		next_scene(&scene);
		health = score_scene(&scene);
		cr_assert_eq(health.hundredths, mean_of_known(&health));
		for (int d = 0; d < health.count; d++) {
			const struct dimension_score *dimension = &health.dimensions[d];
			int parts = 0;

			for (int i = 0; i < dimension->dimension->count; i++) {
				const struct indicator_score *score = &health.indicators[dimension->first + i];

				parts += score->points;
				cr_assert(score->points == 0 || score->state == INDICATOR_KNOWN);
				cr_assert(!score->marked ||
					  score->reading.age_days > score->indicator->marked_days);
				if (score->state == INDICATOR_KNOWN && score->indicator->fresh_days)
					cr_assert_leq(score->reading.age_days, score->indicator->fresh_days);
			}
			cr_assert_eq(parts, dimension->points);
			sum += parts;
		}
		cr_assert_eq(sum, health.score == HEALTH_UNKNOWN ? 0 : health.score);
		known += health.score != HEALTH_UNKNOWN;
		partly += health.score != HEALTH_UNKNOWN && health.confidence < 100;
	}
	cr_assert_gt(known, CASES);
	cr_assert_gt(partly, CASES / 2);
	end_scenes(&scene);
}

#define SHUFFLE(dice, rows, count) \
	for (size_t i_ = (count); i_ > 1; i_--) { \
		size_t j_ = (size_t)roll((dice), (int)i_); \
		__typeof__((rows)[0]) row_ = (rows)[i_ - 1]; \
		(rows)[i_ - 1] = (rows)[j_]; \
		(rows)[j_] = row_; \
	}

static void shuffle(struct dice *dice, struct facts *facts)
{
	SHUFFLE(dice, facts->answers, facts->answer_count);
	SHUFFLE(dice, facts->states, facts->state_count);
	SHUFFLE(dice, facts->touches, facts->touch_count);
	SHUFFLE(dice, facts->measures, facts->measure_count);
	SHUFFLE(dice, facts->surveys, facts->survey_count);
	SHUFFLE(dice, facts->contacts, facts->contact_count);
	SHUFFLE(dice, facts->promises, facts->promise_count);
	SHUFFLE(dice, facts->outcome_values, facts->outcome_value_count);
	SHUFFLE(dice, facts->concerns, facts->concern_count);
	SHUFFLE(dice, facts->fields, facts->field_count);
	SHUFFLE(dice, facts->levels, facts->level_count);
	SHUFFLE(dice, facts->overrides, facts->override_count);
}

Test(health_properties, the_order_of_arrival_does_not_matter)
{
	static struct scene scene = { .dice = { 3 } };

	for (int n = 0; n < CASES; n++) {
		struct health before, after;

		next_scene(&scene);
		before = score_scene(&scene);
		shuffle(&scene.dice, &scene.records.rows.facts);
		after = score_scene(&scene);
		cr_assert_arr_eq(&after, &before, sizeof after, "%d", n);
	}
	end_scenes(&scene);
}

/* Leave only the rows dated on or before a day. */
#define CUT(rows, count, day) \
	do { \
		size_t kept_ = 0; \
		for (size_t i_ = 0; i_ < (count); i_++) \
			if ((rows)[i_].on <= (day)) \
				(rows)[kept_++] = (rows)[i_]; \
		(count) = kept_; \
	} while (0)

static void cut(struct facts *facts, day_t day)
{
	CUT(facts->answers, facts->answer_count, day);
	CUT(facts->passes, facts->pass_count, day);
	CUT(facts->states, facts->state_count, day);
	CUT(facts->movements, facts->movement_count, day);
	CUT(facts->touches, facts->touch_count, day);
	CUT(facts->measures, facts->measure_count, day);
	CUT(facts->surveys, facts->survey_count, day);
	CUT(facts->contacts, facts->contact_count, day);
	CUT(facts->promises, facts->promise_count, day);
	CUT(facts->outcome_values, facts->outcome_value_count, day);
	CUT(facts->concerns, facts->concern_count, day);
	CUT(facts->fields, facts->field_count, day);
	CUT(facts->levels, facts->level_count, day);
	CUT(facts->overrides, facts->override_count, day);
	if (facts->placed > day)
		facts->placed = DAY_NONE;
}

Test(health_properties, as_of_is_what_was_there_by_then)
{
	static struct scene scene = { .dice = { 4 } };

	for (int n = 0; n < CASES; n++) {
		struct health before, after;

		next_scene(&scene);
		before = score_scene(&scene);
		cut(&scene.records.rows.facts, scene.today);
		after = score_scene(&scene);
		cr_assert_arr_eq(&after, &before, sizeof after, "%d", n);
	}
	end_scenes(&scene);
}

static bool same_known(const struct health *a, const struct health *b)
{
	for (int i = 0; i < a->beside; i++)
		if (a->indicators[i].state != b->indicators[i].state)
			return false;
	return true;
}

/* Under the same known set the whole goes where its parts go. */
static void assert_follows(const struct health *before, const struct health *after)
{
	bool up = true, down = true;

	for (int i = 0; i < before->beside; i++) {
		if (before->indicators[i].state != INDICATOR_KNOWN)
			continue;
		up &= after->indicators[i].score >= before->indicators[i].score;
		down &= after->indicators[i].score <= before->indicators[i].score;
	}
	if (up)
		cr_assert_geq(after->hundredths, before->hundredths);
	if (down)
		cr_assert_leq(after->hundredths, before->hundredths);
}

/* A row of the day, of a random sort, and gone again. */
static void add_row(struct scene *scene)
{
	struct facts *facts = &scene->records.rows.facts;
	struct dice *dice = &scene->dice;

	switch (roll(dice, 5)) {
	case 0:
		facts->measures[facts->measure_count++] = (struct measure_fact){ roll(dice, 4), scene->today,
										 roll(dice, 90000) };
		break;
	case 1:
		facts->surveys[facts->survey_count++] = (struct survey_fact){
			SURVEY_NPS, scene->today, 99, roll(dice, 4) - 1, roll(dice, 11), 10
		};
		break;
	case 2:
		facts->touches[facts->touch_count++] = (struct touch_fact){ scene->today, FROM_THEM, roll(dice, 3),
									    roll(dice, 4) };
		break;
	case 3:
		facts->promises[facts->promise_count++] = (struct promise_fact){
			.promise = roll(dice, 4), .on = scene->today, .says_state = true, .state = PROMISE_KEPT
		};
		break;
	default:
		facts->contacts[facts->contact_count++] = (struct contact_fact){
			.contact = roll(dice, 5), .on = scene->today, .says_sentiment = true, .sentiment = 2
		};
	}
}

Test(health_properties, better_input_never_lowers_and_what_is_undone_is_as_it_was)
{
	static struct scene scene = { .dice = { 5 } };
	int moved = 0;

	for (int n = 0; n < 3 * CASES; n++) {
		struct health before, after, again;
		struct facts kept;

		next_scene(&scene);
		kept = scene.records.rows.facts;
		before = score_scene(&scene);
		add_row(&scene);
		after = score_scene(&scene);
		if (same_known(&before, &after) && before.hundredths != HEALTH_UNKNOWN)
			assert_follows(&before, &after);
		moved += after.hundredths != before.hundredths;
		scene.records.rows.facts = kept;
		again = score_scene(&scene);
		cr_assert_arr_eq(&again, &before, sizeof again);
	}
	cr_assert_gt(moved, CASES / 4);
	end_scenes(&scene);
}

/* Of the kinds that read the track; by curves that fall as days behind and days of stall grow. */
Test(health_properties, a_yes_today_never_lowers)
{
	static struct scene scene = { .dice = { 6 } };
	int same = 0, raised = 0;

	for (int n = 0; n < 3 * CASES; n++) {
		struct health before, after;
		struct facts *facts;

		next_scene(&scene);
		facts = &scene.records.rows.facts;
		before = score_on(scorecard_default(), facts, scene.today, &scene.room);
		scene.records.rows.answers[facts->answer_count++] = (struct answer_fact){
			roll(&scene.dice, scene.track->milestone_count), scene.today, 99, ANSWER_YES
		};
		after = score_on(scorecard_default(), facts, scene.today, &scene.room);
		if (!same_known(&before, &after))
			continue;
		cr_assert_geq(after.hundredths, before.hundredths, "%d", n);
		same++;
		raised += after.hundredths > before.hundredths;
	}
	cr_assert_gt(same, CASES);
	cr_assert_gt(raised, CASES / 10);
	end_scenes(&scene);
}

/* With none of the records the default is what three dimensions of answers, dates and touches alone make. */
Test(health_properties, without_records_the_default_is_the_mean_of_its_first_three)
{
	static struct scene scene = { .dice = { 7 } };

	for (int n = 0; n < CASES; n++) {
		struct random_rows rows;
		struct health health;
		int64_t sum = 0, weights = 0;

		next_scene(&scene);
		random_facts(&scene.dice, scene.track, &rows);
		health = score_on(scorecard_default(), &rows.facts, scene.today, &scene.room);
		for (int d = 0; d < 3; d++) {
			static const int weight[] = { 40, 25, 35 };

			if (health.dimensions[d].score == HEALTH_UNKNOWN)
				continue;
			sum += (int64_t)weight[d] * health.dimensions[d].score;
			weights += weight[d];
		}
		cr_assert_eq(health.hundredths, weights ? (int)(sum / weights) : HEALTH_UNKNOWN);
		for (int d = 3; d < health.count; d++)
			cr_assert_eq(health.dimensions[d].score, HEALTH_UNKNOWN);
	}
	end_scenes(&scene);
}
