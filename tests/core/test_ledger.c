#include <criterion/criterion.h>

#include "core/ledger.h"
#include "random_records.h"

#define CASES 600

static const struct indicator_kind *const measure = &indicator_kinds[KIND_MEASURE];

/* Two dimensions of equal weight, each a measure that scores what it is in points; the second goes stale. */
static struct scorecard two_measures(struct indicator indicators[2], struct dimension dimensions[2])
{
	for (int i = 0; i < 2; i++) {
		indicators[i] = (struct indicator){
			.name = random_names[i],
			.kind = measure,
			.weight = 1,
			.args = { .measure = i },
			.curve = { 2, { { 0, 0 }, { 100 * VALUE_SCALE, 10000 } } },
			.fresh_days = i ? 10 : 0,
		};
		dimensions[i] = (struct dimension){
			.name = random_names[i], .weight = 1, .indicators = &indicators[i], .count = 1
		};
	}
	return (struct scorecard){ .name = "two",
				   .version = "1",
				   .words = &random_words,
				   .dimensions = dimensions,
				   .count = 2,
				   .bands = { { 0, 100, BAND_WATCH, NULL } },
				   .band_count = 1 };
}

Test(ledger, an_account_worked_by_hand)
{
	struct indicator indicators[2];
	struct dimension dimensions[2];
	struct scorecard card = two_measures(indicators, dimensions);
	const struct scorecard *cards[] = { &card };
	struct measure_fact measures[] = {
		{ 0, 100, 60500 },
		{ 1, 104, 20000 },
		{ 0, 106, 80000 },
		{ 0, 90, 50000 },
	};
	struct facts facts = { .placed = DAY_NONE, .contract = DAY_NONE, .measures = measures, .measure_count = 4 };
	struct ledger ledger = { 0 };
	/* Day 95: 50. 100: a 60.5, +10.5. 104: b comes in at 20: a mean of 40.25, a shift of -20.25. 106: a 80: mean
	 * 50, +9.75. 115: b is 11 days old and goes: 80, a shift of +30. */
	static const struct {
		day_t on;
		enum event_kind kind;
		size_t index;
		bool shift;
		int hundredths, points, indicator;
	} expected[] = {
		/* Floors 10, -21, 9, 30 make 28; the whole is 30: one more each to the remainders of 75: -2025 is
		 * -21 and 75, 975 is 9 and 75. */
		{ 100, EVENT_MEASURE, 0, false, 1050, 10, 0 },
		{ 104, EVENT_MEASURE, 1, true, -2025, -20, 1 },
		{ 106, EVENT_MEASURE, 2, false, 975, 10, 0 },
		{ 115, EVENT_DAY, 0, true, 3000, 30, 1 },
	};

	ledger_make(cards, 1, &health_limits_default, &facts, 95, 120, &ledger);
	cr_assert_eq(ledger.before, 5000);
	cr_assert_eq(ledger.after, 8000);
	cr_assert_eq(ledger.points, 30);
	cr_assert_eq(ledger.count, 4);
	for (size_t i = 0; i < 4; i++) {
		const struct ledger_line *line = &ledger.items[i];

		cr_assert_eq(line->on, expected[i].on, "%zu: %d", i, line->on);
		cr_assert_eq(line->kind, expected[i].kind);
		cr_assert_eq(line->index, expected[i].index);
		cr_assert_eq(line->shift, expected[i].shift);
		cr_assert_eq(line->hundredths, expected[i].hundredths, "%zu: %d", i, line->hundredths);
		cr_assert_eq(line->points, expected[i].points, "%zu: %d", i, line->points);
		cr_assert_eq(line->indicator, expected[i].indicator);
		cr_assert_eq(line->dimension, expected[i].indicator);
	}
	cr_assert_eq(ledger.items[1].confidence_before, 50);
	cr_assert_eq(ledger.items[1].confidence_after, 100);
	ledger_free(&ledger);
}

/* What a row says and that it makes another indicator known are two lines. */
Test(ledger, a_shift_of_weights_is_a_line_of_its_own)
{
	struct indicator indicators[2];
	struct dimension dimensions[2];
	struct scorecard card = two_measures(indicators, dimensions);
	const struct scorecard *cards[] = { &card };
	struct measure_fact measures[] = { { 0, 110, 80000 }, { 0, 100, 50000 } };
	struct facts facts = { .placed = DAY_NONE, .contract = DAY_NONE, .measures = measures, .measure_count = 2 };
	struct ledger ledger = { 0 };

	/* The second is 20 whenever there is anything in 5 days: on day 105 it goes, from 35 to 50; on day 110 the
	 * first rises to 80, and the second comes back: 50. */
	indicators[1].kind = &indicator_kinds[KIND_MEAN];
	indicators[1].args = (struct indicator_args){ .measure = 0, .window = 5 };
	indicators[1].curve = (struct curve){ 1, { { 0, 2000 } } };
	ledger_make(cards, 1, &health_limits_default, &facts, 101, 112, &ledger);
	cr_assert_eq(ledger.before, 3500);
	cr_assert_eq(ledger.count, 3);
	cr_assert(ledger.items[0].on == 105 && ledger.items[0].shift && ledger.items[0].hundredths == 1500);
	cr_assert(ledger.items[1].on == 110 && !ledger.items[1].shift && ledger.items[1].hundredths == 3000);
	cr_assert(ledger.items[2].on == 110 && ledger.items[2].shift && ledger.items[2].hundredths == -3000);
	cr_assert_eq(ledger.items[1].confidence_after, 50);
	cr_assert_eq(ledger.items[2].confidence_after, 100);
	ledger_free(&ledger);
}

Test(ledger, days_that_pass_without_anything_are_one_line)
{
	struct state_fact states[] = { { .on = 0, .says_renewal = true, .renewal = 100 } };
	struct touch_fact touches[] = { { 50, FROM_US, -1, -1 } };
	struct facts facts = { .placed = DAY_NONE,
			       .contract = DAY_NONE,
			       .states = states,
			       .state_count = 1,
			       .touches = touches,
			       .touch_count = 1 };
	const struct scorecard *cards[] = { scorecard_default() };
	struct ledger ledger = { 0 };

	/* 90 days ahead the renewal begins to weigh, day 10; at day 52 it is 48 days ahead: 2000 + 34/76 of 8000 =
	 * 5578, from 9894 on day 11. */
	ledger_make(cards, 1, &health_limits_default, &facts, 5, 52, &ledger);
	cr_assert_eq(ledger.count, 3);
	cr_assert_eq(ledger.items[0].kind, EVENT_DAY);
	cr_assert_eq(ledger.items[0].since, 11);
	cr_assert_eq(ledger.items[0].on, 50);
	cr_assert_eq(ledger.items[0].indicator, 2);
	cr_assert_eq(ledger.items[0].hundredths, 5789 - 10000); /* 50 days: 2000 + 36/76 of 8000 */
	cr_assert_eq(ledger.items[1].kind, EVENT_TOUCH);
	cr_assert(ledger.items[1].shift);
	cr_assert_eq(ledger.items[1].on, 50);
	/* 25 x 5789 + 35 x 10000 over 60. */
	cr_assert_eq(ledger.items[1].after, 8245);
	cr_assert_eq(ledger.items[2].since, 51);
	cr_assert_eq(ledger.items[2].on, 52);
	cr_assert_eq(ledger.after, 8157); /* 25 x 5578 + 350000 over 60 */
	ledger_free(&ledger);
}

Test(ledger, points_are_within_one_of_their_hundredths)
{
	struct dice dice = { 1 };

	for (int n = 0; n < 20000; n++) {
		int hundredths[12], points[12], count = 1 + roll(&dice, 12), at = roll(&dice, 10001), before = at,
						given = 0;

		for (int i = 0; i < count; i++) {
			int next = roll(&dice, 10001);

			hundredths[i] = next - at;
			at = next;
		}
		ledger_apportion(at / 100 - before / 100, hundredths, (size_t)count, points);
		for (int i = 0; i < count; i++) {
			given += points[i];
			cr_assert_lt(abs(100 * points[i] - hundredths[i]), 100);
		}
		cr_assert_eq(given, at / 100 - before / 100);
	}
}

static int in_sums(int hundredths)
{
	return hundredths == HEALTH_UNKNOWN ? 0 : hundredths;
}

static int score_on(const struct scorecard *card, const struct facts *facts, day_t on)
{
	struct view_room room = { 0 };
	struct health health;
	struct view view;

	facts_view(facts, on, &room, &view);
	health_score(card, &health_limits_default, &view, &health);
	view_room_free(&room);
	return health.hundredths;
}

/* Lines without the place of their rows, which is where an order of arrival may show. */
static bool same_lines(const struct ledger *a, const struct ledger *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (a->items[i].on != b->items[i].on || a->items[i].kind != b->items[i].kind ||
		    a->items[i].hundredths != b->items[i].hundredths || a->items[i].points != b->items[i].points)
			return false;
	return true;
}

static void swap_rows(struct dice *dice, struct facts *facts)
{
	for (size_t i = facts->measure_count; i > 1; i--) {
		size_t j = (size_t)roll(dice, (int)i);
		struct measure_fact row = facts->measures[i - 1];

		facts->measures[i - 1] = facts->measures[j];
		facts->measures[j] = row;
	}
	for (size_t i = facts->answer_count; i > 1; i--) {
		size_t j = (size_t)roll(dice, (int)i);
		struct answer_fact row = facts->answers[i - 1];

		facts->answers[i - 1] = facts->answers[j];
		facts->answers[j] = row;
	}
}

Test(ledger, property_lines_add_up_and_do_not_know_the_order_of_rows)
{
	struct dice dice = { 2 };
	static struct random_records records;
	static struct random_card random;
	size_t lines = 0, shifts = 0;

	for (int n = 0; n < CASES; n++) {
		struct track *track = random_track(&dice, READING_PROGRESS);
		const struct scorecard *cards[] = { &random.card, scorecard_default() };
		struct facts *facts = &records.rows.facts;
		struct ledger ledger = { 0 }, again = { 0 };
		int sum = 0, points = 0, at;
		day_t from = roll(&dice, 100), to = from + 1 + roll(&dice, 300);

		random_records(&dice, track, &records);
		random_scorecard(&dice, &random);
		ledger_make(cards, 1, &health_limits_default, facts, from, to, &ledger);
		cr_assert_eq(ledger.before, score_on(&random.card, facts, from));
		cr_assert_eq(ledger.after, score_on(&random.card, facts, to));
		at = ledger.before;
		for (size_t i = 0; i < ledger.count; i++) {
			const struct ledger_line *line = &ledger.items[i];

			cr_assert_eq(line->before, at);
			at = line->after;
			sum += line->hundredths;
			points += line->points;
			shifts += line->shift;
			cr_assert(line->since > from && line->since <= line->on && line->on <= to);
			if (i) /* by day, and of a day by kind */
				cr_assert(line->since > line[-1].on ||
					  (line->on == line[-1].on && line->kind >= line[-1].kind));
		}
		cr_assert_eq(at, ledger.after);
		cr_assert_eq(sum, in_sums(ledger.after) - in_sums(ledger.before));
		cr_assert_eq(points, in_sums(ledger.after) / 100 - in_sums(ledger.before) / 100);
		lines += ledger.count;
		swap_rows(&dice, facts);
		ledger_make(cards, 1, &health_limits_default, facts, from, to, &again);
		cr_assert(same_lines(&ledger, &again), "%d", n);
		ledger_free(&ledger);
		ledger_free(&again);

		/* Another scorecard from some age on. */
		random.card.applies.age_to = 200;
		ledger_make(cards, 2, &health_limits_default, facts, from, to, &ledger);
		sum = 0;
		for (size_t i = 0; i < ledger.count; i++)
			sum += ledger.items[i].hundredths;
		cr_assert_eq(sum, in_sums(ledger.after) - in_sums(ledger.before));
		ledger_free(&ledger);
		track_free(track);
	}
	cr_assert_gt(lines, 2 * CASES, "%zu", lines);
	cr_assert_gt(shifts, CASES, "%zu", shifts);
}

Test(ledger, moves_of_an_account_worked_by_hand)
{
	struct track *track = track_of(READING_PROGRESS, "30RR");
	struct answer_fact answers[] = { { 0, 0, 1, ANSWER_YES } };
	struct promise_fact promises[] = {
		{ .promise = 0, .on = 0, .says_due = true, .due = 20 },
		{ .promise = 1, .on = 0, .says_state = true, .state = PROMISE_KEPT },
	};
	struct facts facts = { .track = track,
			       .placed = DAY_NONE,
			       .contract = DAY_NONE,
			       .answers = answers,
			       .answer_count = 1,
			       .promises = promises,
			       .promise_count = 2 };
	struct moves moves = { 0 };
	int tick = -1, promise = -1;

	/* Day 60: the first yes was there at the start, so 60 behind: 6000; stalled 60: 4800. 0.7 and 0.3: 5640.
	 * Promises: one kept of two due: 50 %, 4375; of the open one nobody confirmed: 4000. 0.8 and 0.2: 4300.
	 * 40 x 5640 + 25 x 4300 over 65: 5124. */
	moves_make(scorecard_default(), &health_limits_default, &facts, 60, &moves);
	for (size_t i = 0; i < moves.count; i++) {
		cr_assert_gt(moves.items[i].gain, 0);
		cr_assert_eq(moves.items[i].after - moves.items[i].gain, 5124);
		if (i)
			cr_assert_leq(moves.items[i].gain, moves.items[i - 1].gain);
		if (moves.items[i].kind == MOVE_TICK)
			tick = (int)i;
		if (moves.items[i].kind == MOVE_PROMISE)
			promise = (int)i;
	}
	/* The last milestone: completed, 10000: 40 x 10000 + 25 x 4300 over 65. */
	cr_assert_geq(tick, 0);
	cr_assert_eq(moves.items[tick].index, 1);
	cr_assert_eq(moves.items[tick].after, 7807);
	cr_assert_not(moves.items[tick].known_changes);
	/* Kept: 100 %, and none open to confirm: 40 x 5640 + 25 x 10000 over 65. */
	cr_assert_geq(promise, 0);
	cr_assert_eq(moves.items[promise].index, 0);
	cr_assert_eq(moves.items[promise].after, 7316);
	cr_assert(moves.items[promise].known_changes);
	moves_free(&moves);
	track_free(track);
}

Test(ledger, property_a_move_does_what_it_says_and_leaves_the_facts)
{
	struct dice dice = { 3 };
	static struct random_records records, kept;
	size_t found = 0;

	for (int n = 0; n < CASES; n++) {
		struct track *track = random_track(&dice, READING_PROGRESS);
		struct facts *facts = &records.rows.facts;
		struct moves moves = { 0 };
		day_t today = roll(&dice, RANDOM_DAYS);
		int before;

		random_records(&dice, track, &records);
		kept = records;
		before = in_sums(score_on(scorecard_default(), facts, today));
		moves_make(scorecard_default(), &health_limits_default, facts, today, &moves);
		cr_assert_arr_eq(&records, &kept, sizeof records);
		for (size_t i = 0; i < moves.count; i++) {
			const struct move *move = &moves.items[i];

			cr_assert_eq(move->after, before + move->gain);
			if (move->kind != MOVE_TOUCH || move->index >= 0)
				continue;
			records.rows.touches[facts->touch_count++] = (struct touch_fact){ today, move->from, -1,
											  -1 };
			cr_assert_eq(score_on(scorecard_default(), facts, today), move->after);
			facts->touch_count--;
		}
		found += moves.count;
		moves_free(&moves);
		track_free(track);
	}
	cr_assert_gt(found, CASES);
}
