#include <criterion/criterion.h>

#include "random_track.h"
#include "core/qbr.h"

/* An account, its view and its agenda; facts are set by the test, then draft() is called. */
struct review {
	struct facts facts;
	struct view_room room;
	struct view view;
	struct position position;
	struct health health;
	struct qbr_input input;
	struct agenda agenda;
};

static void draft(struct review *review, day_t today)
{
	agenda_free(&review->agenda);
	facts_view(&review->facts, today, &review->room, &review->view);
	view_position(&review->view, &pace_limits_default, &review->position);
	health_score(scorecard_default(), &health_limits_default, &review->view, &review->health);
	review->input.view = &review->view;
	review->input.position = &review->position;
	review->input.health = &review->health;
	qbr_draft(&review->input, &review->agenda);
}

static void review_init(struct review *review, struct track *track)
{
	*review = (struct review){
		.facts = { .track = track, .placed = DAY_NONE },
		.input = { .last_review = DAY_NONE, .next_review = DAY_NONE, .ahead = 3 },
	};
}

static void review_end(struct review *review)
{
	agenda_free(&review->agenda);
	view_room_free(&review->room);
	track_free((struct track *)review->facts.track);
}

/* The nth item of a section, NULL when there are fewer. */
static const struct qbr_item *item(const struct review *review, enum qbr_section section, int nth)
{
	for (size_t i = 0; i < review->agenda.count; i++)
		if (review->agenda.items[i].section == section && nth-- == 0)
			return &review->agenda.items[i];
	return NULL;
}

static void assert_item(const struct review *review, enum qbr_section section, int nth, enum qbr_audience audience,
			const char *text)
{
	const struct qbr_item *found = item(review, section, nth);

	cr_assert_not_null(found, "no item %d in section %d for '%s'", nth, section, text);
	cr_assert_str_eq(found->text, text);
	cr_assert_eq(found->audience, audience, "%s", text);
}

static void assert_source(const struct review *review, enum qbr_section section, int nth, const char *source)
{
	const struct qbr_item *found = item(review, section, nth);

	cr_assert_not_null(found);
	cr_assert_not_null(found->source, "'%s' does not say where it is from", found->text);
	cr_assert_str_eq(found->source, source);
}

static int items(const struct review *review, enum qbr_section section)
{
	int count = 0;

	while (item(review, section, count))
		count++;
	return count;
}

Test(qbr, an_empty_account_is_told_what_to_do_in_every_section)
{
	struct review review;

	review_init(&review, NULL);
	draft(&review, 100);
	/* nothing was agreed before; two commitments to agree on */
	cr_assert_eq(items(&review, QBR_ACTIONS), 0);
	cr_assert_eq(items(&review, QBR_ASK), 2);
	cr_assert_eq(review.agenda.count, QBR_SECTIONS);
	assert_item(&review, QBR_GOAL, 0, QBR_INTERNAL,
		    "No definition of success is written down: ask what result they came for");
	assert_item(&review, QBR_ACHIEVED, 0, QBR_INTERNAL,
		    "Nothing is answered yes yet: walk through the checklist first");
	assert_item(&review, QBR_RISKS, 0, QBR_INTERNAL, "No risk is on record: ask what could get in their way");
	assert_item(&review, QBR_AHEAD, 0, QBR_INTERNAL, "No track is assigned: assign one to see the way ahead");
	for (int s = 0; s < QBR_SECTIONS; s++) {
		cr_assert_gt(strlen(qbr_section_title((enum qbr_section)s)), 0);
		cr_assert_eq(review.agenda.items[s].on, DAY_NONE);
	}
	review_end(&review);
}

Test(qbr, the_goal_is_in_the_customers_words)
{
	struct review review;

	review_init(&review, NULL);
	review.input.definition_of_success = "Quotes leave the same day";
	review.input.next_review = 130;
	draft(&review, 100);
	assert_item(&review, QBR_GOAL, 0, QBR_CUSTOMER, "Quotes leave the same day");
	assert_item(&review, QBR_GOAL, 1, QBR_INTERNAL,
		    "No measure of success is written down: ask how they will know");
	cr_assert_eq(review.agenda.next_review, 130);
	review.input.success_measure = "days from request to quote";
	review.input.next_step = "a template for the ten usual quotes";
	draft(&review, 100);
	assert_item(&review, QBR_GOAL, 1, QBR_CUSTOMER, "Measured by: days from request to quote");
	cr_assert_eq(items(&review, QBR_GOAL), 2);
	assert_item(&review, QBR_AHEAD, 0, QBR_CUSTOMER, "Next step: a template for the ten usual quotes");
	assert_source(&review, QBR_GOAL, 0, "definition of success");
	assert_source(&review, QBR_GOAL, 1, "measure of success");
	assert_source(&review, QBR_AHEAD, 0, "next step");
	review_end(&review);
}

Test(qbr, achieved_since_the_last_review_latest_first_with_evidence)
{
	struct answer_fact answers[] = {
		{ 0, 40, 1, ANSWER_YES }, { 1, 60, 1, ANSWER_YES }, { 2, 70, 1, ANSWER_YES },
		{ 3, 60, 1, ANSWER_YES }, { 4, 80, 1, ANSWER_NA },  { 5, 80, 1, ANSWER_NO },
		{ 6, 90, 1, ANSWER_YES },
	};
	struct qbr_answer words[7] = { [2] = { "ana", "seen in the log of 12 May" } };
	struct review review;

	review_init(&review, track_of(READING_PROGRESS, "RRO RRRR"));
	review.facts.answers = answers;
	review.facts.answer_count = 7;
	review.input.answers = words;
	draft(&review, 85); /* the last answer is still to come */
	cr_assert_eq(items(&review, QBR_ACHIEVED), 4);
	assert_item(&review, QBR_ACHIEVED, 0, QBR_CUSTOMER, "Is 2 done?");
	assert_item(&review, QBR_ACHIEVED, 1, QBR_CUSTOMER, "Is 1 done?");
	assert_item(&review, QBR_ACHIEVED, 2, QBR_CUSTOMER, "Is 3 done?");
	assert_item(&review, QBR_ACHIEVED, 3, QBR_CUSTOMER, "Is 0 done?");
	cr_assert_eq(item(&review, QBR_ACHIEVED, 0)->mark, ANSWER_YES);
	cr_assert_eq(item(&review, QBR_ACHIEVED, 0)->on, 70);
	cr_assert_str_eq(item(&review, QBR_ACHIEVED, 0)->by, "ana");
	cr_assert_str_eq(item(&review, QBR_ACHIEVED, 0)->note, "seen in the log of 12 May");
	cr_assert_null(item(&review, QBR_ACHIEVED, 1)->note);

	/* The day of the last review belongs to the last review. */
	review.input.last_review = 60;
	draft(&review, 85);
	cr_assert_eq(items(&review, QBR_ACHIEVED), 1);
	review.input.last_review = 70;
	draft(&review, 85);
	assert_item(&review, QBR_ACHIEVED, 0, QBR_INTERNAL,
		    "Nothing new since the last review: say openly what held it up");
	review_end(&review);
}

Test(qbr, risks_of_ours_are_internal_and_theirs_are_questions)
{
	struct answer_fact answers[] = {
		{ 0, 0, 1, ANSWER_YES }, { 1, 10, 1, ANSWER_NO }, { 2, 10, 1, ANSWER_NO },
		{ 3, 10, 1, ANSWER_NO }, { 4, 10, 1, ANSWER_NO }, /* of a stage to come: not asked for yet */
	};
	struct pass_fact passes[] = { { 0, 20 } };
	struct state_fact states[] = { { .on = 0, .says_renewal = true, .renewal = 112 } };
	struct touch_fact touches[] = { { 5, FROM_THEM, -1, -1 }, { 99, FROM_US, -1, -1 } };
	struct qbr_answer words[5] = { [1] = { "ana", "they have no budget, says their boss" } };
	struct review review;

	review_init(&review, track_of(READING_PROGRESS, "10RR 30RO R"));
	review.facts.answers = answers;
	review.facts.answer_count = 5;
	review.facts.passes = passes;
	review.facts.pass_count = 1;
	review.facts.states = states;
	review.facts.state_count = 1;
	review.facts.touches = touches;
	review.facts.touch_count = 2;
	review.input.answers = words;
	/* Day 100: nothing settled since the start, so 100 behind plan: 10/90 of 40 is under 50.
	 * Stalled 100 days; 12 to the renewal; 95 of them silent; 80 in a stage of 30. */
	draft(&review, 100);
	assert_item(&review, QBR_RISKS, 0, QBR_INTERNAL, "Progress: 100 days behind plan");
	assert_item(&review, QBR_RISKS, 1, QBR_INTERNAL, "Progress: nothing settled for 100 days");
	assert_item(&review, QBR_RISKS, 2, QBR_INTERNAL, "Commercial: renewal in 12 days, no next step written");
	assert_item(&review, QBR_RISKS, 3, QBR_INTERNAL,
		    "Relationship: last word from them 95 days ago, cadence 30");
	assert_item(&review, QBR_RISKS, 4, QBR_INTERNAL, "Stuck in Stage 1: 80 days in the stage, 30 expected");
	assert_item(&review, QBR_RISKS, 5, QBR_INTERNAL,
		    "Stage 0 was passed by hand, 1 required question is not settled");
	cr_assert_eq(item(&review, QBR_RISKS, 5)->on, 20);
	assert_item(&review, QBR_RISKS, 6, QBR_CUSTOMER, "Is 1 done?");
	assert_item(&review, QBR_RISKS, 7, QBR_CUSTOMER, "Is 2 done?");
	cr_assert_eq(items(&review, QBR_RISKS), 8); /* an optional no is no obstacle either */
	cr_assert_eq(item(&review, QBR_RISKS, 6)->mark, ANSWER_NO);
	cr_assert_eq(item(&review, QBR_RISKS, 6)->on, 10);
	cr_assert_str_eq(item(&review, QBR_RISKS, 6)->by, "ana");
	cr_assert_null(item(&review, QBR_RISKS, 6)->note);
	review_end(&review);
}

Test(qbr, a_renewal_without_a_plan_is_said_once)
{
	struct state_fact states[] = { { .on = 0, .says_renewal = true, .renewal = 200 },
				       { .on = 170, .says_plan = true, .plan = true } };
	struct review review;

	review_init(&review, NULL);
	review.facts.states = states;
	review.facts.state_count = 2;
	/* 31 days: the indicator scores 38 and says it. */
	draft(&review, 169);
	cr_assert_eq(items(&review, QBR_RISKS), 1);
	assert_item(&review, QBR_RISKS, 0, QBR_INTERNAL, "Commercial: renewal in 31 days, no next step written");
	/* 50 days score 57 but have no plan either. */
	draft(&review, 150);
	cr_assert_eq(items(&review, QBR_RISKS), 1);
	assert_item(&review, QBR_RISKS, 0, QBR_INTERNAL, "Renewal in 50 days, no next step written");
	draft(&review, 110);
	assert_item(&review, QBR_RISKS, 0, QBR_INTERNAL, "Renewal in 90 days, no next step written");
	/* 91 days are not near, and a plan is a plan. */
	draft(&review, 109);
	assert_item(&review, QBR_RISKS, 0, QBR_INTERNAL, "No risk is on record: ask what could get in their way");
	draft(&review, 190);
	assert_item(&review, QBR_RISKS, 0, QBR_INTERNAL, "No risk is on record: ask what could get in their way");
	review_end(&review);
}

Test(qbr, the_way_ahead_is_the_promise_and_the_next_milestones)
{
	struct answer_fact answers[] = { { 0, 0, 1, ANSWER_YES }, { 2, 0, 1, ANSWER_NO } };
	struct track *track = track_of(READING_PROGRESS, "R RORRR R");
	struct milestone *asked = &track->milestones[1];
	struct review review;

	asked->side = SIDE_CUSTOMER;
	asked->task_count = 2;
	asked->tasks = xcalloc(2, sizeof *asked->tasks);
	asked->tasks[0].text = xstrdup("Name someone who decides");
	asked->tasks[1].text = xstrdup("Tell everyone");
	review_init(&review, track);
	review.facts.answers = answers;
	review.facts.answer_count = 2;
	draft(&review, 5);
	assert_item(&review, QBR_AHEAD, 0, QBR_CUSTOMER, "Through Stage 1: do thing 1");
	assert_item(&review, QBR_AHEAD, 1, QBR_CUSTOMER, "Is 1 done? (customer: Name someone who decides)");
	assert_item(&review, QBR_AHEAD, 2, QBR_CUSTOMER, "Is 3 done? (us)");
	assert_item(&review, QBR_AHEAD, 3, QBR_CUSTOMER, "Is 4 done? (us)");
	assert_source(&review, QBR_AHEAD, 0, "track t, stage s1");
	assert_source(&review, QBR_AHEAD, 1, "next milestone of track t, m1");
	cr_assert_eq(items(&review, QBR_AHEAD), 4); /* three at most, and none of the stage after */
	review.input.ahead = 9;
	draft(&review, 5);
	cr_assert_eq(items(&review, QBR_AHEAD), 5);
	review_end(&review);
}

Test(qbr, a_level_works_on_the_level_above_and_an_end_is_said)
{
	struct answer_fact answers[] = { { 0, 0, 1, ANSWER_YES }, { 1, 3, 1, ANSWER_NO }, { 1, 9, 1, ANSWER_YES } };
	struct review review;

	review_init(&review, track_of(READING_LEVEL, "R R"));
	review.facts.answers = answers;
	review.facts.answer_count = 3;
	draft(&review, 5);
	assert_item(&review, QBR_AHEAD, 0, QBR_CUSTOMER, "Through Stage 1: do thing 1");
	assert_item(&review, QBR_AHEAD, 1, QBR_CUSTOMER, "Is 1 done? (us)");
	cr_assert_eq(item(&review, QBR_AHEAD, 1)->mark, ANSWER_NO);
	assert_item(&review, QBR_RISKS, 0, QBR_CUSTOMER, "Is 1 done?");
	draft(&review, 10);
	assert_item(&review, QBR_AHEAD, 0, QBR_CUSTOMER, "The way is completed: agree on the next result to reach");
	assert_source(&review, QBR_AHEAD, 0, "track t, completed");
	cr_assert_eq(items(&review, QBR_AHEAD), 1);
	review_end(&review);
}

Test(qbr, property_sections_stand_in_order_and_none_is_empty)
{
	struct dice dice = { 12 };
	static struct random_rows rows;

	for (int n = 0; n < 2000; n++) {
		struct track *track = n % 20 ? random_track(&dice, (enum track_reading)roll(&dice, 3)) : NULL;
		day_t today = roll(&dice, RANDOM_DAYS);
		int achieved = 0, listed = 0;
		struct review review;

		review_init(&review, track);
		random_facts(&dice, track, &rows);
		review.facts = rows.facts;
		review.input.last_review = roll(&dice, 2) ? roll(&dice, RANDOM_DAYS) : DAY_NONE;
		draft(&review, today);
		for (int s = 0; s < QBR_SECTIONS; s++)
			cr_assert_eq(items(&review, (enum qbr_section)s) > 0,
				     s != QBR_ACTIONS || review.input.last_review != DAY_NONE);
		for (size_t i = 1; i < review.agenda.count; i++)
			cr_assert_leq(review.agenda.items[i - 1].section, review.agenda.items[i].section);
		for (int m = 0; track && track->reading != READING_DIAGNOSIS && m < track->milestone_count; m++)
			achieved += review.view.standing[m].answer == ANSWER_YES &&
				    review.view.standing[m].on > review.input.last_review;
		for (int i = 0; item(&review, QBR_ACHIEVED, i); i++)
			listed += item(&review, QBR_ACHIEVED, i)->mark == ANSWER_YES;
		cr_assert_eq(listed, achieved);
		review_end(&review);
	}
}
