#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "random_track.h"

#define CASES 4000

static struct view view_of(const struct facts *facts, day_t as_of, struct view_room *room)
{
	struct view view;

	facts_view(facts, as_of, room, &view);
	return view;
}

Test(facts, status_names_go_both_ways)
{
	enum account_status status = STATUS_ACTIVE;

	cr_assert_str_eq(status_name(STATUS_CHURNED), "churned");
	cr_assert(status_from_name("prospect", &status) == true);
	cr_assert(eq(int, status, STATUS_PROSPECT));
	cr_assert(status_from_name("Prospect", &status) == false);
}

Test(facts, an_empty_account_is_active_and_has_nothing)
{
	struct facts facts = { .placed = DAY_NONE };
	struct view_room room = { 0 };
	struct view view = view_of(&facts, 100, &room);
	struct position at;

	cr_assert(zero(ptr, view.standing));
	cr_assert(eq(int, view.start, DAY_NONE));
	cr_assert(eq(int, view.status, STATUS_ACTIVE));
	cr_assert(eq(int, view.segment, -1));
	cr_assert(eq(int, view.renewal, DAY_NONE));
	cr_assert(view.has_arr == false);
	cr_assert(eq(int, view.touch_from_us, DAY_NONE));
	view_position(&view, &pace_limits_default, &at);
	cr_assert(eq(int, at.stage, -1));
	cr_assert(eq(int, at.days, -1));
	cr_assert(eq(int, at.next, -1));
	cr_assert(eq(int, at.last_settled, DAY_NONE));
	view_room_free(&room);
}

Test(facts, the_latest_answer_stands_by_day_then_by_when_recorded)
{
	struct track *track = track_of(READING_PROGRESS, "RRR");
	struct answer_fact answers[] = {
		{ 0, 20, 5, ANSWER_NO },  { 0, 10, 9, ANSWER_YES }, /* recorded later, true earlier */
		{ 1, 20, 5, ANSWER_YES }, { 1, 20, 6, ANSWER_NO },
		{ 2, 20, 5, ANSWER_NA },  { 2, 20, 5, ANSWER_YES }, /* no telling apart: the higher */
	};
	struct facts facts = { .track = track, .placed = DAY_NONE, .answers = answers, .answer_count = 6 };
	struct view_room room = { 0 };
	struct view view = view_of(&facts, 20, &room);

	cr_assert(eq(int, view.standing[0].answer, ANSWER_NO));
	cr_assert(eq(int, view.standing[0].on, 20));
	cr_assert(eq(int, view.standing[1].answer, ANSWER_NO));
	cr_assert(eq(int, view.standing[2].answer, ANSWER_NA));

	/* The day before, the earlier yes stood. */
	view = view_of(&facts, 19, &room);
	cr_assert(eq(int, view.standing[0].answer, ANSWER_YES));
	cr_assert(eq(int, view.standing[0].on, 10));
	cr_assert(eq(int, view.standing[1].answer, ANSWER_OPEN));
	cr_assert(eq(int, view.standing[1].on, DAY_NONE));

	/* Rows of milestones that the track has no more are none of it. */
	answers[1].milestone = -1;
	answers[0].milestone = 3;
	view = view_of(&facts, 20, &room);
	cr_assert(eq(int, view.standing[0].answer, ANSWER_OPEN));
	cr_assert(eq(int, view.start, 20));
	view_room_free(&room);
	track_free(track);
}

Test(facts, the_start_is_the_placement_else_the_first_answer)
{
	struct track *track = track_of(READING_PROGRESS, "RRRO");
	struct answer_fact answers[] = {
		{ 0, 30, 1, ANSWER_YES }, { 1, 50, 2, ANSWER_NA },  { 3, 30, 3, ANSWER_YES },
		{ 0, 60, 4, ANSWER_NO },  { 2, 70, 5, ANSWER_YES },
	};
	struct facts facts = { .track = track, .placed = DAY_NONE, .answers = answers, .answer_count = 5 };
	struct view_room room = { 0 };
	struct view view;

	cr_assert(eq(int, view_of(&facts, 29, &room).start, DAY_NONE));
	view = view_of(&facts, 80, &room);
	cr_assert(eq(int, view.start, 30));
	cr_assert(eq(int, view.settled_at_start, 1)); /* the optional one does not count */

	facts.placed = 50;
	view = view_of(&facts, 80, &room);
	cr_assert(eq(int, view.start, 50));
	cr_assert(eq(int, view.settled_at_start, 2));
	cr_assert(eq(int, view.standing[0].answer, ANSWER_NO));

	facts.placed = 65; /* the no of day 60 had taken one back by then */
	cr_assert(eq(int, view_of(&facts, 80, &room).settled_at_start, 1));

	/* A placement to come: until then the first answer is the start. */
	facts.placed = 75;
	view = view_of(&facts, 74, &room);
	cr_assert(eq(int, view.start, 30));
	cr_assert(eq(int, view_of(&facts, 75, &room).start, 75));
	view_room_free(&room);
	track_free(track);
}

Test(facts, dated_fields_keep_their_value_until_said_otherwise)
{
	struct state_fact states[] = {
		{ .on = 40, .says_renewal = true, .renewal = DAY_NONE },
		{ .on = 10, .says_renewal = true, .renewal = 300, .says_segment = true, .segment = 2 },
		{ .on = 20, .says_status = true, .status = STATUS_CHURNED, .says_plan = true, .plan = true },
		{ .on = 30, .says_status = true, .status = STATUS_ACTIVE },
	};
	struct movement_fact movements[] = { { 10, 120000 }, { 25, -20000 }, { 45, 5 } };
	struct touch_fact touches[] = { { 15, FROM_US, -1, -1 },
					{ 12, FROM_THEM, -1, -1 },
					{ 11, FROM_US, -1, -1 },
					{ 41, FROM_THEM, -1, -1 } };
	struct facts facts = {
		.placed = DAY_NONE,
		.states = states,
		.state_count = 4,
		.movements = movements,
		.movement_count = 3,
		.touches = touches,
		.touch_count = 4,
	};
	struct view_room room = { 0 };
	struct view view = view_of(&facts, 9, &room);

	cr_assert(eq(int, view.renewal, DAY_NONE));
	cr_assert(view.has_arr == false);
	view = view_of(&facts, 25, &room);
	cr_assert(eq(int, view.renewal, 300));
	cr_assert(eq(int, view.segment, 2));
	cr_assert(eq(int, view.status, STATUS_CHURNED));
	cr_assert(view.plan == true);
	cr_assert(eq(i64, view.arr, 100000));
	cr_assert(eq(int, view.touch_from_us, 15));
	cr_assert(eq(int, view.touch_from_them, 12));
	view = view_of(&facts, 40, &room);
	cr_assert(eq(int, view.renewal, DAY_NONE));
	cr_assert(eq(int, view.status, STATUS_ACTIVE));
	cr_assert(view.plan == true);
	cr_assert(eq(int, view.segment, 2));
	cr_assert(eq(int, view.touch_from_them, 12));
}

Test(facts, a_pass_counts_from_its_first_day)
{
	struct track *track = track_of(READING_PROGRESS, "R R");
	struct pass_fact passes[] = { { 0, 50 }, { 0, 30 }, { 1, 60 } };
	struct facts facts = { .track = track, .placed = DAY_NONE, .passes = passes, .pass_count = 3 };
	struct view_room room = { 0 };

	cr_assert(eq(int, view_of(&facts, 29, &room).passes[0], DAY_NONE));
	cr_assert(eq(int, view_of(&facts, 55, &room).passes[0], 30));
	cr_assert(eq(int, room.passes[1], DAY_NONE));
	view_room_free(&room);
	track_free(track);
}

/* Whether two views say the same, rows and all. */
static void assert_same(const struct view *a, const struct view *b)
{
	cr_assert(eq(int, a->start, b->start));
	cr_assert(eq(int, a->settled_at_start, b->settled_at_start));
	cr_assert(eq(int, a->segment, b->segment));
	cr_assert(eq(int, a->status, b->status));
	cr_assert(eq(int, a->renewal, b->renewal));
	cr_assert(eq(int, a->plan, b->plan));
	cr_assert(eq(int, a->has_arr, b->has_arr));
	cr_assert(eq(i64, a->arr, b->arr));
	cr_assert(eq(int, a->touch_from_us, b->touch_from_us));
	cr_assert(eq(int, a->touch_from_them, b->touch_from_them));
	for (int m = 0; a->track && m < a->track->milestone_count; m++) {
		cr_assert(eq(int, a->standing[m].answer, b->standing[m].answer));
		cr_assert(eq(int, a->standing[m].on, b->standing[m].on));
	}
	for (int s = 0; a->track && s < a->track->stage_count; s++)
		cr_assert(eq(int, a->passes[s], b->passes[s]));
}

#define SHUFFLE(dice, rows, count) \
	for (size_t i_ = (count); i_ > 1; i_--) { \
		size_t j_ = (size_t)roll((dice), (int)i_); \
		__typeof__(*(rows)) row_ = (rows)[i_ - 1]; \
		(rows)[i_ - 1] = (rows)[j_]; \
		(rows)[j_] = row_; \
	}

Test(facts, property_the_order_of_rows_does_not_matter)
{
	struct dice dice = { 424242 };
	struct view_room room = { 0 }, other = { 0 };
	static struct random_rows rows;

	for (int n = 0; n < CASES; n++) {
		struct track *track = n % 10 ? random_track(&dice, READING_PROGRESS) : NULL;
		day_t as_of = roll(&dice, RANDOM_DAYS);
		struct view before, after;

		random_facts(&dice, track, &rows);
		before = view_of(&rows.facts, as_of, &room);
		SHUFFLE(&dice, rows.answers, rows.facts.answer_count);
		SHUFFLE(&dice, rows.passes, rows.facts.pass_count);
		SHUFFLE(&dice, rows.states, rows.facts.state_count);
		SHUFFLE(&dice, rows.movements, rows.facts.movement_count);
		SHUFFLE(&dice, rows.touches, rows.facts.touch_count);
		after = view_of(&rows.facts, as_of, &other);
		assert_same(&before, &after);
		track_free(track);
	}
	view_room_free(&room);
	view_room_free(&other);
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

Test(facts, property_what_is_dated_later_is_not_there)
{
	struct dice dice = { 31337 };
	struct view_room room = { 0 }, other = { 0 };
	static struct random_rows rows;

	for (int n = 0; n < CASES; n++) {
		struct track *track = random_track(&dice, READING_PROGRESS);
		day_t as_of = roll(&dice, RANDOM_DAYS);
		struct view before, after;

		random_facts(&dice, track, &rows);
		before = view_of(&rows.facts, as_of, &room);
		CUT(rows.answers, rows.facts.answer_count, as_of);
		CUT(rows.passes, rows.facts.pass_count, as_of);
		CUT(rows.states, rows.facts.state_count, as_of);
		CUT(rows.movements, rows.facts.movement_count, as_of);
		CUT(rows.touches, rows.facts.touch_count, as_of);
		if (rows.facts.placed > as_of)
			rows.facts.placed = DAY_NONE;
		after = view_of(&rows.facts, as_of, &other);
		assert_same(&before, &after);
		track_free(track);
	}
	view_room_free(&room);
	view_room_free(&other);
}

/* What was settled at the start, read off the plain way: by looking at the start's own day. */
Test(facts, property_settled_at_start_is_what_stood_on_that_day)
{
	struct dice dice = { 99 };
	struct view_room room = { 0 };
	static struct random_rows rows;

	for (int n = 0; n < CASES; n++) {
		struct track *track = random_track(&dice, READING_PROGRESS);
		struct position at;
		struct view view;

		random_facts(&dice, track, &rows);
		view = view_of(&rows.facts, RANDOM_DAYS, &room);
		if (view.start != DAY_NONE) {
			int settled = view.settled_at_start;

			view = view_of(&rows.facts, view.start, &room);
			view_position(&view, &pace_limits_default, &at);
			cr_assert(eq(int, settled, at.all_settled));
		}
		track_free(track);
	}
	view_room_free(&room);
}

Test(facts, room_is_reused_and_only_grows)
{
	struct track *small = track_of(READING_PROGRESS, "R"), *big = track_of(READING_PROGRESS, "RRRR RRRR RR");
	struct facts facts = { .track = big, .placed = DAY_NONE };
	struct view_room room = { 0 };
	struct standing *standing;

	facts_view(&facts, 1, &room, &(struct view){ 0 });
	standing = room.standing;
	facts.track = small;
	facts_view(&facts, 1, &room, &(struct view){ 0 });
	facts.track = big;
	facts_view(&facts, 1, &room, &(struct view){ 0 });
	cr_assert(eq(ptr, room.standing, standing));
	view_room_free(&room);
	cr_assert(zero(ptr, room.standing));
	track_free(small);
	track_free(big);
}

Test(facts, levels_of_a_track_are_dated_by_its_answers)
{
	struct track *track = track_of(READING_LEVEL, "R R R");
	struct answer_fact answers[] = { { 0, 30, 1, ANSWER_NO },
					 { 0, 10, 1, ANSWER_YES },
					 { 1, 20, 1, ANSWER_YES },
					 { 2, 20, 1, ANSWER_YES } };
	struct facts facts = { .track = track, .placed = DAY_NONE, .answers = answers, .answer_count = 4 };
	struct view_room room = { 0 };
	struct level_fact levels[4];

	/* One level on day 10, all three on day 20, none once the first is answered no. */
	cr_assert(eq(sz, facts_levels(&facts, 5, &room, levels), 3));
	cr_assert(eq(int, levels[0].on, 30));
	cr_assert(eq(int, levels[0].level, 0));
	cr_assert(eq(int, levels[1].on, 10));
	cr_assert(eq(int, levels[1].level, 1));
	cr_assert(eq(int, levels[2].on, 20));
	cr_assert(eq(int, levels[2].level, 3));
	cr_assert(eq(int, levels[2].track, 5));
	view_room_free(&room);
	track_free(track);
}
