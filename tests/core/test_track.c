#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "core/ids.h"
#include "random_track.h"

#define CASES 4000
#define TODAY 1000

/* Answers as letters, a letter a milestone: y n - (not applicable) and . (open), all given on
 * one day; then single days by hand. */
static struct standing *answers_of(const char *letters, day_t on)
{
	struct standing *standing = xcalloc(strlen(letters) + 1, sizeof *standing);

	for (size_t i = 0; letters[i]; i++) {
		enum answer answer = letters[i] == 'y'	 ? ANSWER_YES
				     : letters[i] == 'n' ? ANSWER_NO
				     : letters[i] == '-' ? ANSWER_NA
							 : ANSWER_OPEN;

		standing[i] = (struct standing){ answer, answer == ANSWER_OPEN ? DAY_NONE : on };
	}
	return standing;
}

static struct position place(enum track_reading reading, const char *stages, const char *letters)
{
	struct track *track = track_of(reading, stages);
	struct standing *standing = answers_of(letters, 10);
	day_t passes[TRACK_MAX_STAGES];
	struct position out;

	for (int s = 0; s < TRACK_MAX_STAGES; s++)
		passes[s] = DAY_NONE;
	track_position(track, standing, passes, 10, &pace_limits_default, TODAY, &out);
	free(standing);
	track_free(track);
	return out;
}

Test(track, finish_fills_ids_and_counts)
{
	struct track *track = track_of(READING_PROGRESS, "RRO - OR");

	cr_assert(eq(i64, track->id, id_track("t")));
	cr_assert(eq(i64, track->stages[2].id, id_stage("t", "s2")));
	cr_assert(eq(i64, track->milestones[3].id, id_milestone("t", "m3")));
	cr_assert(eq(int, track->stages[0].first, 0));
	cr_assert(eq(int, track->stages[0].count, 3));
	cr_assert(eq(int, track->stages[0].required, 2));
	cr_assert(eq(int, track->stages[1].count, 0));
	cr_assert(eq(int, track->stages[2].first, 3));
	cr_assert(eq(int, track->stages[2].count, 2));
	cr_assert(eq(int, track->stages[2].required, 1));
	for (int i = 1; i < track->milestone_count; i++)
		cr_assert(
			lt(i64, track->milestones[track->by_id[i - 1]].id, track->milestones[track->by_id[i]].id));
	track_free(track);
	track_free(NULL);
}

Test(track, finds_by_key_and_id)
{
	struct track *track = track_of(READING_PROGRESS, "RRO RRRR OR");

	for (int m = 0; m < track->milestone_count; m++) {
		cr_assert(eq(int, track_find_key(track, track->milestones[m].key), m));
		cr_assert(eq(int, track_find_id(track, track->milestones[m].id), m));
	}
	cr_assert(eq(int, track_find_key(track, "m99"), -1));
	cr_assert(eq(int, track_find_id(track, 1), -1));
	cr_assert(eq(int, track_find_id(track, INT64_MAX), -1));
	cr_assert(eq(int, track_find_stage(track, "s2"), 2));
	cr_assert(eq(int, track_find_stage(track, "s3"), -1));
	track_free(track);
}

Test(track, names_go_both_ways)
{
	enum answer answer = ANSWER_OPEN;

	cr_assert(answer_from_name("na", &answer) == true);
	cr_assert(eq(int, answer, ANSWER_NA));
	cr_assert(answer_from_name("n/a", &answer) == true);
	cr_assert(eq(int, answer, ANSWER_NA));
	cr_assert(answer_from_name("yes", &answer) == true);
	cr_assert(eq(int, answer, ANSWER_YES));
	cr_assert(answer_from_name("no", &answer) == true);
	cr_assert(eq(int, answer, ANSWER_NO));
	cr_assert(answer_from_name("open", &answer) == true);
	cr_assert(eq(int, answer, ANSWER_OPEN));
	cr_assert(answer_from_name("maybe", &answer) == false);
	cr_assert_str_eq(answer_name(ANSWER_NA), "na");
	cr_assert_str_eq(side_name(SIDE_US), "us");
	cr_assert_str_eq(side_name(SIDE_CUSTOMER), "customer");
	cr_assert_str_eq(reading_name(READING_LEVEL), "level");
	cr_assert_str_eq(subject_name(SUBJECT_ORGANISATION), "organisation");
	cr_assert_str_eq(pace_name(PACE_NONE), "");
	cr_assert_str_eq(pace_name(PACE_STUCK), "stuck");
	cr_assert(answer_settles(ANSWER_YES) == true);
	cr_assert(answer_settles(ANSWER_NA) == true);
	cr_assert(answer_settles(ANSWER_NO) == false);
	cr_assert(answer_settles(ANSWER_OPEN) == false);
}

Test(track, progress_is_the_first_unsettled_stage)
{
	struct position at = place(READING_PROGRESS, "RR RRO RR", "yy-n...");

	cr_assert(eq(int, at.stage, 1));
	cr_assert(eq(int, at.settled, 1));
	cr_assert(eq(int, at.required, 2));
	cr_assert(eq(int, at.all_settled, 3));
	cr_assert(eq(int, at.all_required, 6));
	cr_assert(eq(int, at.yes, 2));
	cr_assert(eq(int, at.next, 3)); /* the one answered no */
	cr_assert(at.completed == false);
	cr_assert(at.passed == false);
}

Test(track, progress_goes_back_when_an_earlier_answer_goes)
{
	struct position ahead = place(READING_PROGRESS, "RR RR", "yyy.");
	struct position back = place(READING_PROGRESS, "RR RR", "y.y.");

	cr_assert(eq(int, ahead.stage, 1));
	cr_assert(eq(int, back.stage, 0));
	cr_assert(eq(int, back.next, 1));
}

Test(track, progress_completes_and_optional_milestones_do_not_hold_it_up)
{
	struct position at = place(READING_PROGRESS, "RO - R", "y.-");

	cr_assert(at.completed == true);
	cr_assert(eq(int, at.stage, 2));
	cr_assert(eq(int, at.next, -1));
	cr_assert(eq(int, at.pace, PACE_NONE));
}

Test(track, a_track_without_stages_is_nowhere)
{
	struct position at = place(READING_PROGRESS, "", "");

	cr_assert(eq(int, at.stage, -1));
	cr_assert(at.completed == false);
	cr_assert(eq(int, at.next, -1));
}

Test(track, a_pass_by_hand_is_marked_until_settled_and_again_when_unticked)
{
	struct track *track = track_of(READING_PROGRESS, "RR R R");
	struct standing *standing = answers_of("y...", 5);
	day_t passes[] = { 40, DAY_NONE, DAY_NONE };
	struct position at;

	track_position(track, standing, passes, 5, &pace_limits_default, 100, &at);
	cr_assert(eq(int, at.stage, 1));
	cr_assert(at.passed == true);
	cr_assert(eq(int, at.since, 40));
	cr_assert(eq(int, at.days, 60));

	standing[1] = (struct standing){ ANSWER_YES, 60 };
	track_position(track, standing, passes, 5, &pace_limits_default, 100, &at);
	cr_assert(at.passed == false);
	cr_assert(eq(int, at.stage, 1));
	cr_assert(eq(int, at.since, 60));

	standing[0] = (struct standing){ ANSWER_NO, 70 };
	track_position(track, standing, passes, 5, &pace_limits_default, 100, &at);
	cr_assert(at.passed == true);
	cr_assert(eq(int, at.stage, 1));

	/* A stage passed that lies ahead of the current one is no mark yet. */
	passes[0] = DAY_NONE;
	passes[1] = 50;
	track_position(track, standing, passes, 5, &pace_limits_default, 100, &at);
	cr_assert(eq(int, at.stage, 0));
	cr_assert(at.passed == false);

	/* Passing the last stage completes the track, with the mark. */
	passes[0] = passes[2] = 50;
	track_position(track, standing, passes, 5, &pace_limits_default, 100, &at);
	cr_assert(at.completed == true);
	cr_assert(at.passed == true);
	free(standing);
	track_free(track);
}

Test(track, a_stage_is_entered_when_the_last_before_it_was_settled_but_never_before_the_start)
{
	struct track *track = track_of(READING_PROGRESS, "RRO R");
	struct standing *standing = answers_of("yyy.", 5);
	day_t passes[] = { DAY_NONE, DAY_NONE };
	struct position at;

	standing[1].on = 30;
	standing[2].on = 45; /* optional: opens no gate */
	track_position(track, standing, passes, 5, &pace_limits_default, 100, &at);
	cr_assert(eq(int, at.since, 30));
	cr_assert(eq(int, at.days, 70));
	cr_assert(eq(int, at.last_settled, 30));

	/* Placed later than all of it. */
	track_position(track, standing, passes, 80, &pace_limits_default, 100, &at);
	cr_assert(eq(int, at.since, 80));
	cr_assert(eq(int, at.days, 20));
	cr_assert(eq(int, position_stall_from(&at, 80), 80));

	/* In the first stage since the start. */
	standing[1].answer = ANSWER_NO;
	track_position(track, standing, passes, 5, &pace_limits_default, 100, &at);
	cr_assert(eq(int, at.since, 5));

	track_position(track, standing, passes, DAY_NONE, &pace_limits_default, 100, &at);
	cr_assert(eq(int, at.since, DAY_NONE));
	cr_assert(eq(int, at.days, -1));
	cr_assert(eq(int, at.pace, PACE_NONE));
	free(standing);
	track_free(track);
}

static enum pace pace_on(day_t today, day_t start, day_t last, int expected, struct pace_limits limits)
{
	struct track *track = track_of(READING_PROGRESS, "RR");
	struct standing *standing = answers_of(last == DAY_NONE ? ".." : "y.", last);
	day_t pass = DAY_NONE;
	struct position at;

	track->stages[0].expected_days = expected;
	track_position(track, standing, &pass, start, &limits, today, &at);
	free(standing);
	track_free(track);
	return at.pace;
}

Test(track, pace_at_its_limits)
{
	struct pace_limits limits = { .behind = 0, .stuck = 30 };

	/* Expected 20 days from day 100 on: day 120 is the last one on track. */
	cr_assert(eq(int, pace_on(120, 100, 100, 20, limits), PACE_ON_TRACK));
	cr_assert(eq(int, pace_on(121, 100, 100, 20, limits), PACE_BEHIND));
	/* Over its time and more than 30 days without anything settled. */
	cr_assert(eq(int, pace_on(130, 100, 100, 20, limits), PACE_BEHIND));
	cr_assert(eq(int, pace_on(131, 100, 100, 20, limits), PACE_STUCK));
	cr_assert(eq(int, pace_on(131, 100, 101, 20, limits), PACE_BEHIND));
	cr_assert(eq(int, pace_on(131, 100, DAY_NONE, 20, limits), PACE_STUCK));
	/* What was settled before the start does not make a stall on the first days. */
	cr_assert(eq(int, pace_on(121, 100, 1, 20, limits), PACE_BEHIND));
	/* Within its time it cannot be stuck, without one it has no pace. */
	cr_assert(eq(int, pace_on(180, 100, 100, 80, limits), PACE_ON_TRACK));
	cr_assert(eq(int, pace_on(900, 100, 100, 0, limits), PACE_NONE));
	cr_assert(eq(int, pace_on(900, DAY_NONE, DAY_NONE, 20, limits), PACE_NONE));
	/* A limit for behind gives slack, but not for a stall. */
	limits.behind = 10;
	cr_assert(eq(int, pace_on(130, 100, 100, 20, limits), PACE_ON_TRACK));
	cr_assert(eq(int, pace_on(131, 100, 105, 20, limits), PACE_BEHIND));
	cr_assert(eq(int, pace_on(125, 100, 100, 20, (struct pace_limits){ 10, 20 }), PACE_STUCK));
}

Test(track, level_is_the_highest_settled_with_a_yes_of_its_own)
{
	struct position at;

	at = place(READING_LEVEL, "RR RO R", "y.yyy");
	cr_assert(eq(int, at.stage, -1));
	cr_assert(eq(int, at.next, 1));
	cr_assert(eq(int, at.settled, 1));
	cr_assert(eq(int, at.required, 2));

	at = place(READING_LEVEL, "RR RO R", "y-.y.");
	cr_assert(eq(int, at.stage, 0));
	cr_assert(eq(int, at.next, 2));
	cr_assert(eq(int, at.settled, 2));

	/* Not applicable alone is no level; an optional yes makes it one. */
	at = place(READING_LEVEL, "RR RO R", "yy-..");
	cr_assert(eq(int, at.stage, 0));
	at = place(READING_LEVEL, "RR RO R", "yy-y.");
	cr_assert(eq(int, at.stage, 1));
	at = place(READING_LEVEL, "RR RO R", "yy-yy");
	cr_assert(eq(int, at.stage, 2));
	cr_assert(at.completed == true);
	cr_assert(eq(int, at.next, -1));
}

Test(track, a_level_is_entered_when_it_was_reached)
{
	struct track *track = track_of(READING_LEVEL, "R RO R");
	struct standing *standing = answers_of("y-y.", 10);
	day_t passes[] = { 500, 500, 500 };
	struct position at;

	standing[1].on = 20;
	standing[2].on = 35;
	track_position(track, standing, passes, 10, &pace_limits_default, 100, &at);
	cr_assert(eq(int, at.stage, 1));
	cr_assert(eq(int, at.since, 35));
	cr_assert(at.passed == false);
	free(standing);
	track_free(track);
}

Test(track, diagnosis_rates_by_the_share_of_yes)
{
	struct track *track = track_of(READING_DIAGNOSIS, "RRR RR R");
	struct standing *standing = answers_of("yn.yn.", 10);
	day_t passes[] = { DAY_NONE, DAY_NONE, DAY_NONE };
	struct position at;

	track_position(track, standing, passes, 10, &pace_limits_default, 100, &at);
	/* One of three, one of two; what was not asked is not known to be there. */
	cr_assert(eq(int, at.ratings[0], 33));
	cr_assert(eq(int, at.ratings[1], 50));
	cr_assert(eq(int, at.ratings[2], -1));
	cr_assert(eq(int, at.stage, 1));
	cr_assert(eq(int, at.next, -1));
	cr_assert(at.completed == false);

	/* A symptom shared with the two other conditions: 1 of 3, 2 of 3, 1 of 2. */
	track->milestones[0].also = 6;
	track_position(track, standing, passes, 10, &pace_limits_default, 100, &at);
	cr_assert(eq(int, at.ratings[0], 33));
	cr_assert(eq(int, at.ratings[1], 66));
	cr_assert(eq(int, at.ratings[2], 50));
	cr_assert(eq(int, at.stage, 1));

	standing[5] = standing[0]; /* 1 of 3, 2 of 3, 2 of 2; then 2 of 3 as well: the first of equals */
	standing[2] = standing[1];
	standing[1] = standing[0];
	track_position(track, standing, passes, 10, &pace_limits_default, 100, &at);
	cr_assert(eq(int, at.ratings[2], 100));
	cr_assert(eq(int, at.stage, 2));
	standing[5] = (struct standing){ ANSWER_NO, 10 };
	track_position(track, standing, passes, 10, &pace_limits_default, 100, &at);
	cr_assert(eq(int, at.ratings[0], 66));
	cr_assert(eq(int, at.ratings[1], 66));
	cr_assert(eq(int, at.stage, 0));

	for (int m = 0; m < 6; m++)
		standing[m] = (struct standing){ ANSWER_OPEN, DAY_NONE };
	track_position(track, standing, passes, DAY_NONE, &pace_limits_default, 100, &at);
	cr_assert(eq(int, at.stage, -1));
	free(standing);
	track_free(track);
}

Test(track, plan_spreads_days_over_required_milestones)
{
	struct track *track = track_of(READING_PROGRESS, "30RRRO RR 10- 50R");

	/* 30 days over three, none over two, 50 over one. The third stage has nothing to do. */
	cr_assert(eq(i64, track_plan_day(track, 0), 0));
	cr_assert(eq(i64, track_plan_day(track, 1), 1000));
	cr_assert(eq(i64, track_plan_day(track, 3), 3000));
	cr_assert(eq(i64, track_plan_day(track, 5), 3000));
	cr_assert(eq(i64, track_plan_day(track, 6), 8000));
	track_free(track);

	track = track_of(READING_PROGRESS, "10RRR");
	cr_assert(eq(i64, track_plan_day(track, 1), 333));
	cr_assert(eq(i64, track_plan_day(track, 2), 666));
	cr_assert(eq(i64, track_plan_day(track, 3), 1000));
	track_free(track);

	track = track_of(READING_PROGRESS, "RR 30-");
	cr_assert(eq(i64, track_plan_day(track, 1), -1));
	track_free(track);
}

/* The rules read off domain.md once more, the slow and plain way. */
static bool plain_settled(const struct track *track, int stage, const struct standing *standing)
{
	for (int m = 0; m < track->milestone_count; m++)
		if (track->milestones[m].stage == stage && track->milestones[m].required &&
		    standing[m].answer != ANSWER_YES && standing[m].answer != ANSWER_NA)
			return false;
	return true;
}

static bool plain_yes(const struct track *track, int stage, const struct standing *standing)
{
	for (int m = 0; m < track->milestone_count; m++)
		if (track->milestones[m].stage == stage && standing[m].answer == ANSWER_YES)
			return true;
	return false;
}

static void random_standing(struct dice *dice, const struct track *track, struct standing *standing)
{
	int open = 1 + roll(dice, 8);

	for (int m = 0; m < track->milestone_count; m++) {
		enum answer answer = roll(dice, open) ? (enum answer)(1 + roll(dice, 3)) : ANSWER_OPEN;

		if (answer == ANSWER_NO && roll(dice, 3))
			answer = ANSWER_YES;
		standing[m] = (struct standing){ answer, answer == ANSWER_OPEN ? DAY_NONE : roll(dice, 100) };
	}
}

Test(track, property_progress_and_level_agree_with_the_plain_reading)
{
	struct dice dice = { 20261122 };
	struct standing standing[64];
	day_t passes[8];
	struct position at;

	for (int n = 0; n < CASES; n++) {
		enum track_reading reading = n % 2 ? READING_LEVEL : READING_PROGRESS;
		struct track *track = random_track(&dice, reading);
		int stage = 0, passed = 0, next = -1, work;

		random_standing(&dice, track, standing);
		for (int s = 0; s < track->stage_count; s++)
			passes[s] = roll(&dice, 4) ? DAY_NONE : roll(&dice, 100);
		track_position(track, standing, passes, 0, &pace_limits_default, 200, &at);
		if (reading == READING_PROGRESS) {
			while (stage < track->stage_count &&
			       (plain_settled(track, stage, standing) || passes[stage] != DAY_NONE))
				passed |= !plain_settled(track, stage++, standing);
			work = stage;
			cr_assert(eq(int, at.stage, stage < track->stage_count ? stage : stage - 1));
		} else {
			while (stage < track->stage_count && plain_settled(track, stage, standing) &&
			       plain_yes(track, stage, standing))
				stage++;
			work = stage;
			cr_assert(eq(int, at.stage, stage - 1));
		}
		cr_assert(eq(int, at.completed, stage == track->stage_count));
		cr_assert(eq(int, at.passed, passed));
		for (int m = track->milestone_count - 1; m >= 0; m--)
			if (track->milestones[m].stage == work && track->milestones[m].required &&
			    (standing[m].answer == ANSWER_OPEN || standing[m].answer == ANSWER_NO))
				next = m;
		cr_assert(eq(int, at.next, next));
		for (int s = 0; s < track->stage_count; s++)
			cr_assert(eq(int, track_stage_settled(track, s, standing),
				     plain_settled(track, s, standing)));
		track_free(track);
	}
}

Test(track, property_a_yes_never_moves_back)
{
	struct dice dice = { 7 };
	struct standing standing[64];
	day_t passes[8];
	struct position before, after;

	for (int n = 0; n < CASES; n++) {
		struct track *track = random_track(&dice, n % 2 ? READING_LEVEL : READING_PROGRESS);

		random_standing(&dice, track, standing);
		for (int s = 0; s < track->stage_count; s++)
			passes[s] = roll(&dice, 4) ? DAY_NONE : roll(&dice, 100);
		track_position(track, standing, passes, 0, &pace_limits_default, 200, &before);
		if (track->milestone_count)
			standing[roll(&dice, track->milestone_count)] = (struct standing){ ANSWER_YES, 200 };
		track_position(track, standing, passes, 0, &pace_limits_default, 200, &after);
		cr_assert(ge(int, after.stage, before.stage));
		cr_assert(ge(int, after.completed, before.completed));
		cr_assert(ge(int, after.all_settled, before.all_settled));
		cr_assert(ge(i64, track_plan_day(track, after.all_settled),
			     track_plan_day(track, before.all_settled)));
		track_free(track);
	}
}

Test(track, settles_where_it_stands)
{
	struct milestone own = { 0 }, evidence = { .home = (char *)(uintptr_t) "other" };
	static const bool settles[] = { [ANSWER_YES] = true, [ANSWER_NA] = true };

	for (int answer = ANSWER_OPEN; answer <= ANSWER_NA; answer++) {
		cr_assert(eq(int, milestone_settled(&own, (enum answer)answer), settles[answer]));
		cr_assert(eq(int, milestone_settled(&evidence, (enum answer)answer), answer == ANSWER_YES));
		cr_assert(eq(int, milestone_begins(&own, (enum answer)answer), answer != ANSWER_OPEN));
		cr_assert(eq(int, milestone_begins(&evidence, (enum answer)answer), answer == ANSWER_YES));
	}
}

/* added: a letter a milestone, + for one that a new version brought. */
static int reopened(const char *stages, const char *added, const char *letters, int stage)
{
	struct track *track = track_of(READING_PROGRESS, stages);
	struct standing *standing = answers_of(letters, 10);
	int count;

	for (int m = 0; added[m]; m++)
		track->milestones[m].added_on = added[m] == '+' ? 50 : 0;
	count = track_stage_reopened(track, stage, standing);
	free(standing);
	track_free(track);
	return count;
}

Test(track, a_stage_is_reopened_by_what_a_new_version_brought)
{
	cr_assert(eq(int, reopened("RRR R", "..+.", "yy..", 0), 1));
	cr_assert(eq(int, reopened("RRR R", ".++.", "y.n.", 0), 2)); /* answered no is not settled either */
	cr_assert(eq(int, reopened("RRR R", ".++.", "y-..", 0), 1)); /* one of them is settled */
	cr_assert(eq(int, reopened("RRR R", "..+.", "yyy.", 0), 0)); /* settled */
	cr_assert(eq(int, reopened("RRR R", "..+.", "yy-.", 0), 0));
	cr_assert(eq(int, reopened("RRR R", "..+.", "y...", 0), 0)); /* open without it too */
	cr_assert(eq(int, reopened("RRR R", "+++.", "....", 0), 0)); /* none of it was ever settled */
	cr_assert(eq(int, reopened("RRO R", "..+.", "yy..", 0), 0)); /* optional ones hold nothing up */
	cr_assert(eq(int, reopened("RRO R", ".+..", "y.n.", 0), 1));
	cr_assert(eq(int, reopened("RRR RR", "...+.", "yyy.y", 1), 1)); /* each stage for itself */
	cr_assert(eq(int, reopened("RRR RR", "...+.", "yyy.y", 0), 0));
	cr_assert(eq(int, reopened("- R", "+", ".", 0), 0));
}
