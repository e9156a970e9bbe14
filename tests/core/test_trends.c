/* Trends: worked examples by hand, then properties over random accounts, and against what health reads. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "core/indicator.h"
#include "core/trends.h"
#include "random_track.h"

enum { CASES = 400, MANY = 64 };

/* Days 90..179 and 180..269. */
static const struct number_period two[] = { { 90, 180, false, "first" }, { 180, 270, false, "second" } };

/* ---- NPS ---- */

struct sides {
	int64_t counts[2][NPS_SIDES];
};

static void count_side(void *data, const struct trend_answer *answer)
{
	struct sides *sides = data;

	sides->counts[answer->period][answer->side]++;
}

static struct sides sides_of(const struct survey_fact *surveys, size_t count, int window)
{
	struct sides sides = { 0 };

	trend_answers(surveys, count, window, two, 2, count_side, &sides);
	return sides;
}

static struct survey_fact said(int contact, day_t on, int score)
{
	return (struct survey_fact){ SURVEY_NPS, on, on, contact, score, NPS_SCALE };
}

Test(trends, nps_takes_the_latest_of_each_contact_in_the_window)
{
	struct survey_fact surveys[] = {
		said(0, 100, 10),
		said(0, 200, 3),
		said(1, 150, 9),
		said(-1, 160, 7),
		said(-1, 250, 8),
		said(-1, 250, 9),
		said(2, 169, 0),
		said(2, 270, 10), /* the day after */
		{ SURVEY_CSAT, 150, 90, 3, 5, 5 },
		{ SURVEY_NPS, 150, 91, 4, 5, 5 }, /* another scale */
	};
	struct sides sides = sides_of(surveys, sizeof surveys / sizeof *surveys, 100);

	/* By day 179, from day 80 on: contact 0 says 10, 1 says 9, 2 says 0, nobody 7. */
	cr_assert(eq(i64, sides.counts[0][NPS_PROMOTER], 2));
	cr_assert(eq(i64, sides.counts[0][NPS_PASSIVE], 1));
	cr_assert(eq(i64, sides.counts[0][NPS_DETRACTOR], 1));
	/* By day 269, from day 170 on: contact 0 says 3, two of nobody 8 and 9. The 0 of day 169 is a day too old. */
	cr_assert(eq(i64, sides.counts[1][NPS_PROMOTER], 1));
	cr_assert(eq(i64, sides.counts[1][NPS_PASSIVE], 1));
	cr_assert(eq(i64, sides.counts[1][NPS_DETRACTOR], 1));
	/* One day more and it counts. */
	sides = sides_of(surveys, sizeof surveys / sizeof *surveys, 101);
	cr_assert(eq(i64, sides.counts[1][NPS_DETRACTOR], 2));
	/* Without a window all that was ever said does: 1 said 9, too. */
	sides = sides_of(surveys, sizeof surveys / sizeof *surveys, 0);
	cr_assert(eq(i64, sides.counts[1][NPS_PROMOTER], 2));
	cr_assert(eq(i64, sides.counts[1][NPS_PASSIVE], 2));
}

static int64_t nps(int64_t promoters, int64_t passives, int64_t detractors)
{
	int64_t tenths = INT64_MIN;
	bool known = trend_nps(
		(int64_t[NPS_SIDES]){
			[NPS_PROMOTER] = promoters, [NPS_PASSIVE] = passives, [NPS_DETRACTOR] = detractors },
		&tenths);

	cr_assert_eq(known, tenths != INT64_MIN);
	return tenths;
}

Test(trends, nps_is_promoters_less_detractors_in_percent_of_all)
{
	cr_assert(eq(i64, nps(5, 3, 2), 300)); /* 30.0 */
	cr_assert(eq(i64, nps(1, 0, 0), 1000));
	cr_assert(eq(i64, nps(0, 0, 7), -1000));
	cr_assert(eq(i64, nps(0, 4, 0), 0));
	cr_assert(eq(i64, nps(2, 0, 1), 333));
	cr_assert(eq(i64, nps(1, 0, 2), -333));
	cr_assert(eq(i64, nps(1, 15, 0), 63)); /* 6.25 */
	cr_assert(eq(i64, nps(0, 15, 1), -63));
	cr_assert(eq(i64, nps(0, 0, 0), INT64_MIN));
}

static size_t random_surveys(struct dice *dice, struct survey_fact surveys[MANY])
{
	size_t count = (size_t)roll(dice, MANY);

	for (size_t i = 0; i < count; i++)
		surveys[i] = (struct survey_fact){
			.kind = roll(dice, 6) ? SURVEY_NPS : SURVEY_CSAT,
			.on = roll(dice, 300),
			.id = (int64_t)i,
			.contact = roll(dice, 12) - 1,
			.score = roll(dice, 11),
			.scale = roll(dice, 9) ? NPS_SCALE : 5,
		};
	return count;
}

static void shuffle_surveys(struct dice *dice, struct survey_fact *surveys, size_t count)
{
	for (size_t i = count; i > 1; i--) {
		size_t at = (size_t)roll(dice, (int)i);
		struct survey_fact keep = surveys[i - 1];

		surveys[i - 1] = surveys[at];
		surveys[at] = keep;
	}
}

Test(trends, nps_is_the_one_that_health_reads_in_any_order)
{
	struct dice dice = { 7 };

	for (int i = 0; i < CASES; i++) {
		struct survey_fact surveys[MANY];
		size_t count = random_surveys(&dice, surveys);
		int window = roll(&dice, 4) ? 1 + roll(&dice, 200) : 0;
		struct sides sides = sides_of(surveys, count, window), again;
		struct facts facts = { .surveys = surveys, .survey_count = count };
		struct indicator indicator = { .args = { .window = window } };

		for (int p = 0; p < 2; p++) {
			struct view view = { .facts = &facts, .as_of = trend_last_day(&two[p]) };
			struct scoring scoring = { .view = &view };
			struct reading reading = kind_read_nps(&scoring, &indicator);
			int64_t tenths = 0;
			bool known = trend_nps(sides.counts[p], &tenths);

			cr_assert_eq(known, reading.known);
			/* Thousandths floored there, tenths rounded here. */
			if (known)
				cr_assert(llabs(tenths * 100 - reading.value) <= 50 + 1, "%lld %lld",
					  (long long)tenths, (long long)reading.value);
		}
		shuffle_surveys(&dice, surveys, count);
		again = sides_of(surveys, count, window);
		cr_assert_arr_eq(&sides, &again, sizeof sides);
	}
}

/* ---- adoption ---- */

enum { ACTIVE, LICENSED, OTHER };

struct seen {
	bool known[2];
	struct trend_seats seats[2];
};

static void see_seats(void *data, const struct trend_seats *seats)
{
	struct seen *seen = data;

	cr_assert_not(seen->known[seats->period]);
	seen->known[seats->period] = true;
	seen->seats[seats->period] = *seats;
}

static struct seen seats_of(const struct measure_fact *measures, size_t count, int fresh_days)
{
	struct seen seen = { { false, false }, { { 0 } } };

	trend_seats(measures, count, ACTIVE, LICENSED, fresh_days, two, 2, see_seats, &seen);
	return seen;
}

#define SEATS(n) ((n)*INT64_C(1000))

Test(trends, adoption_reads_the_latest_of_both_seats_that_is_not_too_old)
{
	struct measure_fact measures[] = {
		{ ACTIVE, 120, SEATS(10) }, { LICENSED, 89, SEATS(40) }, { ACTIVE, 170, SEATS(12) },
		{ ACTIVE, 180, SEATS(30) }, { OTHER, 175, SEATS(99) },	 { LICENSED, 200, 20500 },
		{ ACTIVE, 269, SEATS(15) }, { ACTIVE, 270, SEATS(1) },
	};
	size_t count = sizeof measures / sizeof *measures;
	struct seen seen = seats_of(measures, count, 90);

	/* On day 179 the licences are of day 89: 90 days old, just fresh. */
	cr_assert(seen.known[0] == true);
	cr_assert(eq(i64, seen.seats[0].active, 12));
	cr_assert(eq(i64, seen.seats[0].licensed, 40));
	cr_assert(eq(int, seen.seats[0].on, 89));
	/* 20.5 are rounded to whole seats. */
	cr_assert(seen.known[1] == true);
	cr_assert(eq(i64, seen.seats[1].active, 15));
	cr_assert(eq(i64, seen.seats[1].licensed, 21));
	seen = seats_of(measures, count, 89);
	cr_assert(seen.known[0] == false);
	cr_assert(seen.known[1] == true);
	/* One of the two is not enough, and none licensed is no adoption. */
	cr_assert(seats_of(measures, 1, 0).known[0] == false);
	measures[1].value = 0;
	cr_assert(seats_of(measures, count, 0).known[0] == false);
}

Test(trends, adoption_is_the_one_that_health_reads_in_any_order)
{
	struct dice dice = { 11 };
	struct view_room room = { 0 };

	for (int i = 0; i < CASES; i++) {
		struct measure_fact measures[MANY], reversed[MANY];
		size_t count = (size_t)roll(&dice, 12);
		int fresh = roll(&dice, 3) ? 1 + roll(&dice, 120) : 0;
		struct facts facts = { .placed = DAY_NONE, .contract = DAY_NONE, .measures = measures };
		struct indicator indicator = { .args = { .measure = ACTIVE, .over = LICENSED } };
		struct seen seen, again;

		facts.measure_count = count;
		for (size_t m = 0; m < count; m++)
			measures[m] = (struct measure_fact){ roll(&dice, 3), roll(&dice, 300),
							     SEATS(roll(&dice, 50)) };
		for (size_t m = 0; m < count; m++)
			reversed[m] = measures[count - 1 - m];
		seen = seats_of(measures, count, fresh);
		again = seats_of(reversed, count, fresh);
		for (int p = 0; p < 2; p++) {
			struct view view;
			struct scoring scoring = { .view = &view };
			struct reading reading;

			facts_view(&facts, trend_last_day(&two[p]), &room, &view);
			reading = kind_read_ratio(&scoring, &indicator);
			cr_assert_eq(seen.known[p], reading.known && (fresh == 0 || reading.age_days <= fresh));
			cr_assert_eq(again.known[p], seen.known[p]);
			if (!seen.known[p])
				continue;
			cr_assert(eq(i64, seen.seats[p].active * 100000 / seen.seats[p].licensed, reading.value));
			cr_assert(eq(i64, again.seats[p].active, seen.seats[p].active));
			cr_assert(eq(i64, again.seats[p].licensed, seen.seats[p].licensed));
		}
	}
	view_room_free(&room);
}

/* ---- stages ---- */

struct stays {
	struct trend_stay items[TRACK_MAX_STAGES];
	int count;
};

static void keep_stay(void *data, const struct trend_stay *stay)
{
	struct stays *stays = data;

	stays->items[stays->count++] = *stay;
}

static struct stays stays_of(const struct facts *facts, day_t as_of)
{
	struct view_room room = { 0 };
	struct stays stays = { .count = 0 };
	struct view view;

	facts_view(facts, as_of, &room, &view);
	trend_stays(&view, keep_stay, &stays);
	view_room_free(&room);
	return stays;
}

static void is_stay(struct trend_stay stay, enum trend_passage passage, day_t entered, day_t left)
{
	cr_assert(eq(int, stay.passage, passage));
	cr_assert(eq(int, stay.entered, entered));
	cr_assert(eq(int, stay.left, left));
	cr_assert(eq(int, stay.days, left - entered));
}

Test(trends, a_stage_lasts_from_the_last_milestone_before_it_to_its_own_last)
{
	struct track *track = track_of(READING_PROGRESS, "RR RO RR R");
	struct answer_fact answers[] = {
		{ 0, 110, 1, ANSWER_YES }, { 1, 130, 1, ANSWER_YES }, { 2, 150, 1, ANSWER_NA },
		{ 3, 155, 1, ANSWER_YES }, { 4, 160, 1, ANSWER_YES },
	};
	struct pass_fact pass = { 2, 190 };
	struct facts facts = { .track = track,
			       .placed = 100,
			       .answers = answers,
			       .answer_count = 5,
			       .passes = &pass,
			       .pass_count = 1 };
	struct stays stays = stays_of(&facts, 180);

	/* On day 180 it is in the third stage since day 150, whose optional milestone of day 155 moves nothing. */
	cr_assert(eq(int, stays.count, 3));
	is_stay(stays.items[0], STAGE_THROUGH, 100, 130);
	is_stay(stays.items[1], STAGE_THROUGH, 130, 150);
	is_stay(stays.items[2], STAGE_NOW, 150, 180);
	/* Passed by hand on day 190. */
	stays = stays_of(&facts, 200);
	cr_assert(eq(int, stays.count, 4));
	is_stay(stays.items[2], STAGE_THROUGH, 150, 190);
	is_stay(stays.items[3], STAGE_NOW, 190, 200);
	/* Before it was placed it is in no stage, though an answer is there. */
	facts.placed = DAY_NONE;
	cr_assert(eq(int, stays_of(&facts, 109).count, 0));
	/* Without a placement it begins with the first answer. */
	stays = stays_of(&facts, 140);
	is_stay(stays.items[0], STAGE_THROUGH, 110, 130);
	track_free(track);
}

Test(trends, who_began_beyond_a_stage_was_never_in_it)
{
	struct track *track = track_of(READING_PROGRESS, "R R R");
	struct answer_fact answers[] = { { 0, 100, 1, ANSWER_NA },
					 { 1, 107, 1, ANSWER_YES },
					 { 2, 107, 1, ANSWER_YES } };
	struct state_fact left = { .on = 120, .says_status = true, .status = STATUS_CHURNED };
	struct facts facts = { .track = track, .placed = 100, .answers = answers, .answer_count = 3 };
	struct stays stays = stays_of(&facts, 110);

	/* Settled on the day of placement; the next two on one day later: a stage of 0 days is gone through. Completed,
	 * it is in none. */
	cr_assert(eq(int, stays.count, 3));
	is_stay(stays.items[0], STAGE_BEYOND, 100, 100);
	is_stay(stays.items[1], STAGE_THROUGH, 100, 107);
	is_stay(stays.items[2], STAGE_THROUGH, 107, 107);
	/* Who churned is in no stage any more, and went through those that they did. */
	facts.answer_count = 2;
	cr_assert(eq(int, stays_of(&facts, 119).count, 3));
	facts.states = &left;
	facts.state_count = 1;
	cr_assert(eq(int, stays_of(&facts, 119).count, 3));
	cr_assert(eq(int, stays_of(&facts, 120).count, 2));
	/* Levels are reached, not gone through. */
	track->reading = READING_LEVEL;
	cr_assert(eq(int, stays_of(&facts, 119).count, 0));
	track_free(track);
}

static void shuffle_answers(struct dice *dice, struct facts *facts)
{
	for (size_t i = facts->answer_count; i > 1; i--) {
		size_t at = (size_t)roll(dice, (int)i);
		struct answer_fact keep = facts->answers[i - 1];

		facts->answers[i - 1] = facts->answers[at];
		facts->answers[at] = keep;
	}
}

Test(trends, days_of_stages_add_up_to_those_since_the_beginning)
{
	struct dice dice = { 5 };
	struct view_room room = { 0 };
	int now = 0, through = 0, beyond = 0;

	for (int i = 0; i < CASES * 5; i++) {
		struct track *track = random_track(&dice, READING_PROGRESS);
		struct random_rows rows;
		day_t as_of = RANDOM_DAYS / 2 + roll(&dice, RANDOM_DAYS / 2);
		struct position position;
		struct stays stays, again;
		struct view view;
		int days = 0;

		random_facts(&dice, track, &rows);
		rows.facts.state_count = 0;
		stays = stays_of(&rows.facts, as_of);
		facts_view(&rows.facts, as_of, &room, &view);
		view_position(&view, &pace_limits_default, &position);
		for (int s = 0; s < stays.count; s++) {
			const struct trend_stay *stay = &stays.items[s];

			cr_assert_eq(stay->stage, s);
			cr_assert_geq(stay->days, 0);
			cr_assert_eq(stay->entered, s ? stays.items[s - 1].left : view.start);
			days += stay->days;
			now += stay->passage == STAGE_NOW;
			through += stay->passage == STAGE_THROUGH;
			beyond += stay->passage == STAGE_BEYOND;
			/* As the checklist says it. */
			if (stay->passage == STAGE_NOW) {
				cr_assert_eq(stay->stage, position.stage);
				cr_assert_eq(stay->entered, position.since);
				cr_assert_eq(stay->days, position.days);
			}
		}
		if (stays.count && stays.items[stays.count - 1].passage == STAGE_NOW)
			cr_assert_eq(days, as_of - view.start);
		if (position.completed && view.start != DAY_NONE)
			cr_assert_eq(stays.count, track->stage_count);
		shuffle_answers(&dice, &rows.facts);
		again = stays_of(&rows.facts, as_of);
		cr_assert_eq(again.count, stays.count);
		for (int s = 0; s < stays.count; s++)
			cr_assert_eq(again.items[s].left, stays.items[s].left);
		track_free(track);
	}
	view_room_free(&room);
	cr_assert(now > 100 && through > 100 && beyond > 100, "%d %d %d", now, through, beyond);
}

static struct trend_days days_of(const int *items, size_t count)
{
	struct trend_days days = { 0 };

	for (size_t i = 0; i < count; i++)
		*vec_add(&days) = items[i];
	return days;
}

Test(trends, mean_and_median_are_tenths_of_a_day)
{
	struct trend_days three = days_of((int[]){ 40, 10, 21 }, 3), two_days = days_of((int[]){ 15, 10 }, 2),
			  none = { 0 };
	int64_t tenths = -1;

	cr_assert(trend_mean(&three, &tenths) == true);
	cr_assert(eq(i64, tenths, 237)); /* 71 / 3 = 23.67 */
	cr_assert(trend_median(&three, &tenths) == true);
	cr_assert(eq(i64, tenths, 210));
	cr_assert(trend_mean(&two_days, &tenths) == true);
	cr_assert(eq(i64, tenths, 125));
	cr_assert(trend_median(&two_days, &tenths) == true);
	cr_assert(eq(i64, tenths, 125));
	cr_assert(trend_mean(&none, &tenths) == false);
	cr_assert(trend_median(&none, &tenths) == false);
	vec_free(&three);
	vec_free(&two_days);
}

/* ---- milestones ---- */

struct settled {
	struct trend_milestone items[MANY];
	int count;
};

static void keep_settled(void *data, const struct trend_milestone *milestone)
{
	struct settled *settled = data;

	settled->items[settled->count++] = *milestone;
}

static struct settled settled_of(const struct facts *facts, day_t as_of, int count)
{
	struct view_room room = { 0 };
	struct settled settled = { .count = 0 };
	struct view view;

	facts_view(facts, as_of, &room, &view);
	trend_milestones(&view, two, count, keep_settled, &settled);
	view_room_free(&room);
	return settled;
}

Test(trends, a_milestone_counts_in_the_month_of_the_yes_that_stands)
{
	struct track *track = track_of(READING_PROGRESS, "RRO RRR");
	struct answer_fact answers[] = {
		{ 0, 89, 1, ANSWER_YES },  { 1, 90, 1, ANSWER_YES },  { 2, 179, 1, ANSWER_YES },
		{ 3, 120, 1, ANSWER_YES }, { 3, 180, 1, ANSWER_YES }, /* said again: the later stands */
		{ 4, 120, 1, ANSWER_YES }, { 4, 130, 1, ANSWER_NO },  { 5, 150, 1, ANSWER_NA },
	};
	struct facts facts = { .track = track, .placed = DAY_NONE, .answers = answers, .answer_count = 8 };
	struct settled settled = settled_of(&facts, 269, 2);

	cr_assert(eq(int, settled.count, 3));
	cr_assert(eq(int, settled.items[0].milestone, 1));
	cr_assert(eq(int, settled.items[0].period, 0));
	cr_assert(settled.items[0].required == true);
	cr_assert(eq(int, settled.items[1].milestone, 2));
	cr_assert(eq(int, settled.items[1].period, 0));
	cr_assert(settled.items[1].required == false);
	cr_assert(eq(int, settled.items[2].milestone, 3));
	cr_assert(eq(int, settled.items[2].period, 1));
	cr_assert(eq(int, settled.items[2].on, 180));
	/* As of a day before, what was said by then. */
	cr_assert(eq(int, settled_of(&facts, 125, 2).count, 3)); /* 1, 3 and 4 */
	/* One that stands here as evidence counts at home. */
	track->milestones[1].home = xstrdup("elsewhere");
	cr_assert(eq(int, settled_of(&facts, 269, 2).count, 2));
	/* A symptom is nothing that was reached. */
	track->reading = READING_DIAGNOSIS;
	cr_assert(eq(int, settled_of(&facts, 269, 2).count, 0));
	track_free(track);
}

/* ---- bands ---- */

static void moves(int64_t opening, int64_t closing, enum band before, enum band after, enum trend_band from,
		  enum trend_band to, int64_t minor)
{
	struct trend_ends ends = { opening, closing, before, after };
	enum trend_band got_from, got_to;
	int64_t got;

	cr_assert(trend_move(&ends, &got_from, &got_to, &got) == true);
	cr_assert(eq(int, got_from, from));
	cr_assert(eq(int, got_to, to));
	cr_assert(eq(i64, got, minor));
}

Test(trends, a_customer_moves_from_the_band_before_to_the_band_after)
{
	struct trend_ends never = { 0, 0, BAND_GOOD, BAND_GOOD };
	enum trend_band from, to;
	int64_t minor;

	moves(500, 700, BAND_GOOD, BAND_RISK, TREND_GOOD, TREND_RISK, 500);
	moves(500, 1, BAND_WATCH, BAND_WATCH, TREND_WATCH, TREND_WATCH, 500);
	moves(0, 700, BAND_GOOD, BAND_UNKNOWN, TREND_NEW, TREND_UNKNOWN, 700);
	moves(500, 0, BAND_UNKNOWN, BAND_GOOD, TREND_UNKNOWN, TREND_GONE, 500);
	moves(-5, 700, BAND_GOOD, BAND_GOOD, TREND_NEW, TREND_GOOD, 700);
	cr_assert(trend_move(&never, &from, &to, &minor) == false);
	cr_assert_str_eq(trend_band_name(TREND_NEW, true), "new");
	cr_assert_str_eq(trend_band_name(TREND_GONE, false), "gone");
	cr_assert_str_eq(trend_band_name(TREND_RISK, true), "risk");
}

/* ---- sums ---- */

Test(trends, segments_add_up_to_the_whole_in_any_order)
{
	static const char *const names[] = { "Large", "Small", NULL, "Middle" };
	struct dice dice = { 3 };

	for (int i = 0; i < CASES; i++) {
		struct trend_table there, back;
		int64_t values[MANY], all[3][2] = { { 0 } };
		int rows[MANY], columns[MANY], figures[MANY];

		trend_start(&there, 3, 2);
		trend_start(&back, 3, 2);
		for (int v = 0; v < MANY; v++) {
			values[v] = roll(&dice, 1000) - 300;
			rows[v] = roll(&dice, 4);
			columns[v] = roll(&dice, 3);
			figures[v] = roll(&dice, 2);
			all[columns[v]][figures[v]] += values[v];
			trend_add(&there, names[rows[v]], columns[v], figures[v], values[v]);
		}
		for (int v = MANY; v-- > 0;)
			trend_add(&back, names[rows[v]], columns[v], figures[v], values[v]);
		trend_sort(&there);
		trend_sort(&back);
		cr_assert(eq(sz, there.rows.count, 4));
		cr_assert_str_eq(there.rows.items[0].name, "Large");
		cr_assert_str_eq(there.rows.items[2].name, "Small");
		cr_assert_null(there.rows.items[3].name);
		for (int c = 0; c < 3; c++)
			for (int f = 0; f < 2; f++) {
				int64_t sum = 0;

				for (size_t r = 0; r < 4; r++) {
					sum += trend_sum(&there, r, c, f);
					cr_assert_eq(trend_sum(&there, r, c, f), trend_sum(&back, r, c, f));
				}
				cr_assert_eq(sum, all[c][f]);
				cr_assert_eq(trend_sum(&there, TREND_WHOLE, c, f), all[c][f]);
			}
		trend_free(&there);
		trend_free(&back);
	}
}

Test(trends, a_share_is_rounded_half_away_from_0)
{
	cr_assert(eq(i64, trend_share(1, 10, 4), 3)); /* 2.5 */
	cr_assert(eq(i64, trend_share(-1, 10, 4), -3));
	cr_assert(eq(i64, trend_share(1, 10, 3), 3));
	cr_assert(eq(i64, trend_share(2, 10, 3), 7));
	cr_assert(eq(i64, trend_share(INT64_MAX / 2, 1000, 1000), INT64_MAX / 2));
}

Test(trends, months_are_periods_too)
{
	struct number_period months[3];

	/* 2026-03-15, a fiscal year from April on: months are the calendar's. */
	number_periods(20527, 4, 1, 3, months);
	cr_assert_str_eq(months[0].name, "2026-01");
	cr_assert_str_eq(months[2].name, "2026-03");
	cr_assert(eq(int, months[0].start, 20454)); /* 2026-01-01 */
	cr_assert(eq(int, months[0].end, 20485));
	cr_assert(eq(int, months[1].end, 20513));
	cr_assert(eq(int, months[2].end, 20528));
	cr_assert(months[1].running == false);
	cr_assert(months[2].running == true);
}
