#include <criterion/criterion.h>
#include <string.h>

#include "core/qbr.h"
#include "random_track.h"

#define TODAY 20779 /* 2026-11-22 */
#define LAST 20700  /* 2026-09-04 */

/* An account without a track, so that only its records speak. */
struct review {
	struct facts facts;
	struct view_room room;
	struct view view;
	struct position position;
	struct health health;
	struct qbr_input input;
	struct agenda agenda;
};

static void review_init(struct review *review, day_t last)
{
	*review = (struct review){ .facts = { .placed = DAY_NONE },
				   .input = { .last_review = last, .next_review = DAY_NONE } };
	facts_view(&review->facts, TODAY, &review->room, &review->view);
	view_position(&review->view, &pace_limits_default, &review->position);
	health_score(scorecard_default(), &health_limits_default, &review->view, &review->health);
	review->input.view = &review->view;
	review->input.position = &review->position;
	review->input.health = &review->health;
}

static void draft(struct review *review)
{
	agenda_free(&review->agenda);
	review->agenda = (struct agenda){ 0 };
	qbr_draft(&review->input, &review->agenda);
}

static void review_end(struct review *review)
{
	agenda_free(&review->agenda);
	view_room_free(&review->room);
}

static const struct qbr_item *by_key(const struct review *review, const char *key)
{
	const struct qbr_item *item = agenda_find(&review->agenda, key);

	cr_assert_not_null(item, "%s is not on the agenda", key);
	return item;
}

static void assert_none(const struct review *review, const char *key)
{
	cr_assert_null(agenda_find(&review->agenda, key), "%s is on the agenda", key);
}

/* ---- actions ---- */

Test(qbr_records, actions_are_done_slipped_moved_or_gone)
{
	struct qbr_action actions[] = {
		{ .id = 1,
		  .text = "Send the plan",
		  .owner = "ana",
		  .due = TODAY - 20,
		  .done = TODAY - 22,
		  .was_due = DAY_NONE },
		{ .id = 2,
		  .text = "Name a second admin",
		  .side = SIDE_CUSTOMER,
		  .due = TODAY - 1,
		  .done = DAY_NONE,
		  .was_due = DAY_NONE },
		{ .id = 3,
		  .text = "Clean the list",
		  .due = TODAY + 9,
		  .done = DAY_NONE,
		  .was_due = TODAY - 30,
		  .was_text = "Clean it" },
		{ .id = 4, .text = "Ask finance", .due = DAY_NONE, .done = DAY_NONE, .was_due = DAY_NONE },
		{ .id = 5,
		  .text = "Drop the old one",
		  .due = TODAY,
		  .done = DAY_NONE,
		  .was_due = DAY_NONE,
		  .gone = true },
		{ .id = 6,
		  .text = "Prepare a discount",
		  .due = TODAY,
		  .done = TODAY + 1,
		  .was_due = DAY_NONE,
		  .internal = true },
		{ .id = 7, .text = "Late", .due = TODAY - 9, .done = TODAY - 2, .was_due = DAY_NONE },
	};
	struct review review;

	review_init(&review, LAST);
	review.input.actions = actions;
	review.input.action_count = 7;
	draft(&review);
	cr_assert_eq(by_key(&review, "action/1")->mark, ANSWER_YES);
	cr_assert_eq(by_key(&review, "action/1")->on, TODAY - 22);
	cr_assert_str_eq(by_key(&review, "action/1")->by, "ana");
	cr_assert_null(by_key(&review, "action/1")->note);
	cr_assert_eq(by_key(&review, "action/2")->mark, ANSWER_NO);
	cr_assert_str_eq(by_key(&review, "action/2")->by, "customer");
	cr_assert_str_eq(by_key(&review, "action/2")->note, "was agreed for 2026-11-21, not done yet");
	cr_assert_eq(by_key(&review, "action/3")->mark, ANSWER_OPEN);
	cr_assert_str_eq(by_key(&review, "action/3")->note,
			 "moved from 2026-10-23 to 2026-12-01; agreed as: Clean it");
	cr_assert_eq(by_key(&review, "action/4")->mark, ANSWER_OPEN);
	cr_assert_null(by_key(&review, "action/4")->note);
	cr_assert_eq(by_key(&review, "action/5")->mark, ANSWER_NO);
	cr_assert_str_eq(by_key(&review, "action/5")->note, "taken off the list");
	/* done tomorrow is not done yet; due today it has not slipped either */
	cr_assert_eq(by_key(&review, "action/6/ours")->mark, ANSWER_OPEN);
	cr_assert_eq(by_key(&review, "action/6/ours")->audience, QBR_INTERNAL);
	cr_assert_str_eq(by_key(&review, "action/7")->note, "was agreed for 2026-11-13");
	for (size_t i = 0; i < 7; i++)
		cr_assert_eq(review.agenda.items[i].section, QBR_ACTIONS);
	review_end(&review);
}

Test(qbr_records, without_actions_the_last_review_is_asked_for_some)
{
	struct review review;

	review_init(&review, DAY_NONE);
	draft(&review);
	assert_none(&review, "actions/none");
	review.input.last_review = LAST;
	draft(&review);
	cr_assert_eq(by_key(&review, "actions/none")->audience, QBR_INTERNAL);
	review_end(&review);
}

Test(qbr_records, what_is_agreed_in_this_review_stands_under_decisions)
{
	struct qbr_action agreed = { .id = 9,
				     .text = "Write it down",
				     .owner = "ben",
				     .due = TODAY + 7,
				     .done = DAY_NONE,
				     .was_due = DAY_NONE };
	struct review review;

	review_init(&review, DAY_NONE);
	draft(&review);
	by_key(&review, "decisions/none");
	review.input.agreed = &agreed;
	review.input.agreed_count = 1;
	draft(&review);
	assert_none(&review, "decisions/none");
	cr_assert_eq(by_key(&review, "todo/9")->section, QBR_DECISIONS);
	cr_assert_eq(by_key(&review, "todo/9")->todo, 9);
	cr_assert_eq(by_key(&review, "todo/9")->on, TODAY + 7);
	review_end(&review);
}

/* ---- value ---- */

Test(qbr_records, outcomes_are_told_against_baseline_and_target)
{
	static const int64_t falling[] = { 8000, 5200 }, enough[] = { 4000 }, rising[] = { 70500 };
	static const day_t days[] = { TODAY - 60, TODAY - 3 }, day[] = { TODAY - 1 };
	struct qbr_outcome outcomes[] = {
		{ 1, "Time to quote", "d", 9100, 4000, TODAY - 90, TODAY + 40, falling, days, 2, "ana" },
		{ 2, "Errors", NULL, 9000, 4000, DAY_NONE, DAY_NONE, enough, day, 1, NULL },
		{ 3, "On time", "%", VALUE_NONE, 70000, DAY_NONE, DAY_NONE, rising, day, 1, NULL },
		{ 4, "Fewer trips", NULL, 5000, VALUE_NONE, DAY_NONE, DAY_NONE, NULL, NULL, 0, NULL },
		{ 5, "Just a number", NULL, VALUE_NONE, VALUE_NONE, DAY_NONE, DAY_NONE, rising, day, 1, NULL },
	};
	const struct qbr_item *item;
	struct review review;

	review_init(&review, LAST);
	review.input.outcomes = outcomes;
	review.input.outcome_count = 5;
	draft(&review);
	cr_assert_str_eq(by_key(&review, "outcome/1/goal")->text, "Time to quote: from 9.1 d to 4 d");
	cr_assert_eq(by_key(&review, "outcome/1/goal")->on, TODAY + 40);
	item = by_key(&review, "outcome/1");
	cr_assert_str_eq(item->text, "Time to quote: from 9.1 d to 5.2 d, target 4 d");
	cr_assert_eq(item->mark, ANSWER_OPEN);
	cr_assert_str_eq(item->source, "outcome #1, measured 2026-11-19 by ana");
	cr_assert_eq(item->series->count, 2);
	cr_assert_eq(item->series->values[0], 8000);
	cr_assert_eq(item->series->days[1], TODAY - 3);
	cr_assert(item->series->has_baseline && item->series->has_target);
	cr_assert_eq(item->series->target, 4000);
	cr_assert_eq(by_key(&review, "outcome/2")->mark, ANSWER_YES, "down to the target is there");
	cr_assert_str_eq(by_key(&review, "outcome/3")->text, "On time: 70.5%, target 70%");
	cr_assert_eq(by_key(&review, "outcome/3")->mark, ANSWER_YES);
	cr_assert_not(by_key(&review, "outcome/3")->series->has_baseline);
	cr_assert_eq(by_key(&review, "outcome/4/unmeasured")->audience, QBR_INTERNAL);
	assert_none(&review, "outcome/4");
	cr_assert_eq(by_key(&review, "outcome/5")->mark, ANSWER_OPEN);
	assert_none(&review, "value/none");
	review_end(&review);
}

Test(qbr_records, a_long_series_keeps_its_latest_points)
{
	int64_t values[40];
	day_t days[40];
	struct qbr_outcome outcome = { 1,	 "Long", NULL, VALUE_NONE, VALUE_NONE, DAY_NONE,
				       DAY_NONE, values, days, 40,	   NULL };
	struct review review;

	for (int i = 0; i < 40; i++) {
		values[i] = i * 1000;
		days[i] = TODAY - 40 + i;
	}
	review_init(&review, DAY_NONE);
	review.input.outcomes = &outcome;
	review.input.outcome_count = 1;
	draft(&review);
	cr_assert_eq(by_key(&review, "outcome/1")->series->count, QBR_SERIES_MAX);
	cr_assert_eq(by_key(&review, "outcome/1")->series->values[0], (40 - QBR_SERIES_MAX) * 1000);
	cr_assert_eq(by_key(&review, "outcome/1")->series->values[QBR_SERIES_MAX - 1], 39000);
	review_end(&review);
}

Test(qbr_records, measures_of_their_use_are_theirs_and_others_ours)
{
	static const int64_t active[] = { 30000, 41000 }, seats[] = { 50000, 60000 }, few[] = { 420000 },
			     old[] = { 1000 };
	static const day_t active_days[] = { LAST - 5, TODAY - 2 }, seat_days[] = { LAST - 90, LAST + 2 },
			   recent[] = { TODAY - 1 }, before[] = { LAST };
	struct qbr_measure measures[] = {
		{ "active_seats", active, active_days, 2 },
		{ "invoices_overdue_days", few, recent, 1 },
		{ "licensed_seats", seats, seat_days, 2 },
		{ "logins", few, recent, 1 },
		{ "mau", old, before, 1 },
	};
	const struct qbr_item *item;
	struct review review;

	review_init(&review, LAST);
	review.input.measures = measures;
	review.input.measure_count = 5;
	draft(&review);
	item = by_key(&review, "measure/adoption");
	/* 41 of 60 are 68.3 %; at the last review 30 of 50 */
	cr_assert_str_eq(item->text, "Adoption: 68% of the seats are in use (41 active)");
	cr_assert_str_eq(item->note, "60% on 2026-08-30");
	cr_assert_eq(item->audience, QBR_CUSTOMER);
	cr_assert_eq(item->series->values[1], 68000);
	assert_none(&review, "measure/active_seats");
	assert_none(&review, "measure/licensed_seats/ours");
	cr_assert_str_eq(by_key(&review, "measure/logins")->text, "Logins: 420");
	cr_assert_eq(by_key(&review, "measure/logins")->audience, QBR_CUSTOMER);
	cr_assert_eq(by_key(&review, "measure/invoices_overdue_days/ours")->audience, QBR_INTERNAL);
	assert_none(&review, "measure/mau"); /* nothing since the last review */
	review_end(&review);
}

/* ---- promises ---- */

Test(qbr_records, promises_are_kept_open_or_broken_and_the_cause_is_ours)
{
	struct qbr_promise promises[] = {
		{ 1, "One login", "one password for all", "Ida", NULL, PROMISE_KEPT, LAST - 50, DAY_NONE, TODAY - 3,
		  true },
		{ 2, "Exports by May", "every export", "Ida", NULL, PROMISE_OPEN, TODAY - 9, TODAY + 9, TODAY - 9,
		  false },
		{ 3, "A day's answer", NULL, NULL, "we were short of people", PROMISE_BROKEN, LAST, DAY_NONE,
		  TODAY - 1, false },
		{ 4, "Kept long ago", NULL, NULL, NULL, PROMISE_KEPT, LAST - 90, DAY_NONE, LAST, false },
		{ 5, "Broken, and why?", NULL, NULL, NULL, PROMISE_BROKEN, LAST, DAY_NONE, TODAY - 1, false },
	};
	struct review review;

	review_init(&review, LAST);
	review.input.promises = promises;
	review.input.promise_count = 5;
	draft(&review);
	cr_assert_eq(by_key(&review, "promise/1")->mark, ANSWER_YES);
	cr_assert_str_eq(by_key(&review, "promise/1")->note, "kept; as you understand it: one password for all");
	assert_none(&review, "promise/1/understood");
	cr_assert_eq(by_key(&review, "promise/2")->mark, ANSWER_OPEN);
	cr_assert_eq(by_key(&review, "promise/2")->on, TODAY + 9);
	cr_assert_str_eq(by_key(&review, "promise/2")->note, "open, due then");
	cr_assert_str_eq(by_key(&review, "promise/2/understood")->text,
			 "Check that both mean the same by 'Exports by May': they may understand 'every export'");
	cr_assert_eq(by_key(&review, "promise/2/understood")->audience, QBR_INTERNAL);
	cr_assert_eq(by_key(&review, "promise/3")->mark, ANSWER_NO);
	cr_assert_eq(by_key(&review, "promise/3")->audience, QBR_CUSTOMER);
	cr_assert_str_eq(by_key(&review, "promise/3")->note, "broken");
	cr_assert_str_eq(by_key(&review, "promise/3/cause")->text,
			 "Why 'A day's answer' was broken: we were short of people");
	cr_assert_eq(by_key(&review, "promise/3/cause")->audience, QBR_INTERNAL);
	assert_none(&review, "promise/4");
	cr_assert_eq(by_key(&review, "promise/5/cause")->audience, QBR_INTERNAL);
	review.input.promise_count = 0;
	draft(&review);
	by_key(&review, "promises/none");
	review_end(&review);
}

/* ---- voices ---- */

Test(qbr_records, surveys_are_told_together_and_praise_in_words)
{
	struct qbr_survey surveys[] = {
		{ 1, SURVEY_NPS, 10, 10, TODAY - 1, "Ida", "saves us a day" },
		{ 2, SURVEY_NPS, 9, 10, TODAY - 2, "Bo", NULL },
		{ 3, SURVEY_NPS, 3, 10, TODAY - 3, "Cy", "never again" },
		{ 4, SURVEY_NPS, 8, 10, TODAY - 4, NULL, "fine" },
		{ 5, SURVEY_NPS, 0, 10, TODAY - 5, "Ida", NULL }, /* she thinks better by now */
		{ 6, SURVEY_CSAT, 5, 5, TODAY - 1, "Ida", NULL },
		{ 7, SURVEY_CSAT, 2, 4, TODAY - 1, "Bo", NULL },
		{ 8, SURVEY_NPS, 10, 10, LAST, "Di", "told last time" },
	};
	struct review review;

	review_init(&review, LAST);
	review.input.surveys = surveys;
	review.input.survey_count = 8;
	draft(&review);
	/* 2 promoters, 1 passive, 1 detractor of 4: 25 */
	cr_assert_str_eq(by_key(&review, "survey/nps")->text,
			 "NPS +25 from 4 answers: 2 promoters, 1 passive, 1 detractor");
	cr_assert_eq(by_key(&review, "survey/nps")->audience, QBR_CUSTOMER);
	/* 100 % and 50 % are 75 %; but one of two is unhappy, and who it is would be plain */
	cr_assert_str_eq(by_key(&review, "survey/csat/few")->text, "Satisfaction 75% from 2 answers");
	cr_assert_eq(by_key(&review, "survey/csat/few")->audience, QBR_INTERNAL);
	cr_assert_str_eq(by_key(&review, "survey/1")->text, "saves us a day");
	cr_assert_str_eq(by_key(&review, "survey/1")->by, "Ida");
	assert_none(&review, "survey/2");
	cr_assert_str_eq(by_key(&review, "survey/3/ours")->text, "Cy answered 3 of 10: never again");
	cr_assert_eq(by_key(&review, "survey/3/ours")->audience, QBR_INTERNAL);
	cr_assert_str_eq(by_key(&review, "survey/4/ours")->text, "somebody answered 8 of 10: fine");
	by_key(&review, "survey/7/ours");
	assert_none(&review, "survey/8");
	review_end(&review);
}

Test(qbr_records, concerns_are_said_without_names_and_roles_stay_at_home)
{
	struct qbr_concern concerns[] = {
		{ 1, CONCERN_BROKEN, "Exports fail", "Ida", "fixed in 4.2", TODAY - 9, TODAY - 2 },
		{ 2, CONCERN_DAY, "Wants to lead the team", "Ida", NULL, TODAY - 9, DAY_NONE },
		{ 3, CONCERN_TASKS, "Old and settled", NULL, NULL, LAST - 9, LAST },
	};
	struct qbr_contact contacts[] = { { 1, "Ida Example", "blocker", true, TODAY - 3 },
					  { 2, "Bo Example", "champion", false, TODAY - 4 } };
	struct review review;

	review_init(&review, LAST);
	review.input.concerns = concerns;
	review.input.concern_count = 3;
	review.input.contacts = contacts;
	review.input.contact_count = 2;
	draft(&review);
	cr_assert_eq(by_key(&review, "concern/1")->mark, ANSWER_YES);
	cr_assert_str_eq(by_key(&review, "concern/1")->note, "fixed in 4.2");
	cr_assert_null(by_key(&review, "concern/1")->by);
	cr_assert_eq(by_key(&review, "concern/2/ours")->audience, QBR_INTERNAL);
	assert_none(&review, "concern/3");
	cr_assert_str_eq(by_key(&review, "contact/1/came")->text, "Ida Example joined");
	cr_assert_str_eq(by_key(&review, "contact/2/left")->text, "Bo Example left");
	cr_assert_null(by_key(&review, "contact/1/came")->note);
	cr_assert_null(by_key(&review, "contact/1/came")->by);
	review_end(&review);
}

/* ---- asks ---- */

Test(qbr_records, one_ask_is_for_the_customer_and_what_is_missing_is_ours)
{
	struct ask_condition conditions[] = { { NULL, "a promoter" },
					      { NULL, "nothing overdue" },
					      { NULL, "a win" } };
	struct ask_template story = { "story", "Success story", "May we tell your story?", conditions, 3, 1 },
			    referral = { "referral", "referral", "Whom should we meet?", conditions, 3, 2 },
			    reference = { "reference", "reference", NULL, conditions, 3, 3 };
	struct ask items[] = { { &story, false, 5 }, { &referral, true, 0 }, { &reference, true, 0 } };
	struct asks asks = { items, 3, 3 };
	struct review review;

	review_init(&review, LAST);
	review.input.asks = &asks;
	draft(&review);
	cr_assert_str_eq(by_key(&review, "ask")->text, "Whom should we meet?");
	cr_assert_eq(by_key(&review, "ask")->audience, QBR_CUSTOMER);
	cr_assert_eq(by_key(&review, "ask/reference")->audience, QBR_INTERNAL);
	cr_assert_str_eq(by_key(&review, "ask/story")->text, "Success story: not yet; missing: a promoter; a win");
	cr_assert_eq(by_key(&review, "ask/story")->audience, QBR_INTERNAL);
	assert_none(&review, "ask/referral");
	by_key(&review, "commitment/us");
	by_key(&review, "commitment/customer");
	review_end(&review);
}

/* ---- what never leaves ---- */

#define OURS "OURS"

static const char *ours(struct dice *dice, const char *other)
{
	return roll(dice, 3) ? OURS " to know" : other;
}

static day_t some_day(struct dice *dice)
{
	return TODAY - roll(dice, 200);
}

struct random_input {
	struct qbr_action actions[6];
	struct qbr_promise promises[6];
	struct qbr_survey surveys[8];
	struct qbr_concern concerns[6];
	struct qbr_contact contacts[4];
	struct qbr_flag flags[3];
	struct qbr_measure measures[3];
	int64_t value;
	day_t day;
};

/* All words that are ours to know alone say so. */
static void random_people(struct dice *dice, struct random_input *in)
{
	for (int i = 0; i < 8; i++) {
		bool nps = roll(dice, 2);
		int scale = nps ? 10 : 1 + roll(dice, 9), score = roll(dice, scale + 1);
		bool good = nps ? score >= 9 : score * 100 >= scale * 80;

		in->surveys[i] = (struct qbr_survey){ .id = i,
						      .kind = nps ? SURVEY_NPS : SURVEY_CSAT,
						      .score = score,
						      .scale = scale,
						      .on = some_day(dice),
						      .contact = good ? "Ida" : ours(dice, NULL),
						      .comment = good ? "praise" : ours(dice, NULL) };
	}
	for (int i = 0; i < 6; i++) {
		enum concern_level level = (enum concern_level)roll(dice, CONCERN_LEVELS);

		in->concerns[i] = (struct qbr_concern){ .id = i,
							.level = level,
							.text = level == CONCERN_DAY ? OURS " alone" : "theirs",
							.contact = ours(dice, NULL),
							.how = "how",
							.on = some_day(dice),
							.addressed = roll(dice, 2) ? some_day(dice) : DAY_NONE };
	}
	for (int i = 0; i < 4; i++)
		in->contacts[i] = (struct qbr_contact){ .id = i,
							.name = "Bo",
							.roles = ours(dice, NULL),
							.here = roll(dice, 2),
							.on = some_day(dice) };
}

static void random_records(struct dice *dice, struct random_input *in)
{
	static const char *const keys[] = { "escalations", "logins", OURS };

	for (int i = 0; i < 6; i++) {
		bool internal = roll(dice, 2), confirmed = roll(dice, 2);

		in->actions[i] = (struct qbr_action){ .id = i,
						      .text = internal ? OURS " to do" : "theirs",
						      .note = ours(dice, NULL),
						      .internal = internal,
						      .gone = roll(dice, 5) == 0,
						      .due = some_day(dice),
						      .done = roll(dice, 2) ? some_day(dice) : DAY_NONE,
						      .was_due = roll(dice, 2) ? some_day(dice) : DAY_NONE };
		in->promises[i] = (struct qbr_promise){ .id = i,
							.text = "promised",
							.understood = confirmed ? "theirs" : ours(dice, NULL),
							.to = ours(dice, NULL),
							.note = ours(dice, NULL),
							.state = (enum promise_state)roll(dice, PROMISE_STATES),
							.made = some_day(dice),
							.due = some_day(dice),
							.state_since = some_day(dice),
							.confirmed = confirmed };
	}
	in->value = roll(dice, 9000);
	in->day = some_day(dice);
	for (int i = 0; i < 3; i++) {
		in->flags[i] = (struct qbr_flag){ .key = xasprintf("f%d", i),
						  .title = OURS " to see",
						  .evidence = ours(dice, NULL),
						  .fired = some_day(dice) };
		in->measures[i] = (struct qbr_measure){ keys[i], &in->value, &in->day, 1 };
	}
}

static void use(struct random_input *in, struct review *review)
{
	review->input.actions = in->actions;
	review->input.action_count = 6;
	review->input.promises = in->promises;
	review->input.promise_count = 6;
	review->input.surveys = in->surveys;
	review->input.survey_count = 8;
	review->input.concerns = in->concerns;
	review->input.concern_count = 6;
	review->input.contacts = in->contacts;
	review->input.contact_count = 4;
	review->input.flags = in->flags;
	review->input.flag_count = 3;
	review->input.measures = in->measures;
	review->input.measure_count = 3;
}

static bool has_ours(const char *text)
{
	return text && strstr(text, OURS);
}

/* The audience of each key that was ever drafted. */
struct audiences {
	char *keys[400];
	enum qbr_audience audiences[400];
	int count;
};

static void check_audience(struct audiences *known, const struct qbr_item *item)
{
	for (int i = 0; i < known->count; i++)
		if (!strcmp(known->keys[i], item->key)) {
			cr_assert_eq(known->audiences[i], item->audience, "%s is for another audience now",
				     item->key);
			return;
		}
	cr_assert_lt(known->count, 400);
	known->keys[known->count] = xstrdup(item->key);
	known->audiences[known->count++] = item->audience;
}

Test(qbr_records, property_what_is_ours_never_leaves_and_a_key_keeps_its_audience)
{
	static struct audiences known;
	struct dice dice = { 4 };
	int left = 0, stayed = 0;

	for (int n = 0; n < 1500; n++) {
		struct random_input in = { 0 };
		struct review review;

		review_init(&review, roll(&dice, 2) ? LAST : DAY_NONE);
		random_people(&dice, &in);
		random_records(&dice, &in);
		use(&in, &review);
		draft(&review);
		for (size_t i = 0; i < review.agenda.count; i++) {
			const struct qbr_item *item = &review.agenda.items[i];

			check_audience(&known, item);
			for (size_t j = 0; j < i; j++)
				cr_assert_str_neq(review.agenda.items[j].key, item->key);
			if (!qbr_leaves(item)) {
				stayed += has_ours(item->text);
				continue;
			}
			left++;
			cr_assert_not(has_ours(item->text), "%s: %s", item->key, item->text);
			cr_assert_not(has_ours(item->note), "%s: %s", item->key, item->note);
			cr_assert_not(has_ours(item->by), "%s: %s", item->key, item->by);
		}
		for (int i = 0; i < 3; i++)
			free((char *)in.flags[i].key);
		review_end(&review);
	}
	cr_assert_gt(left, 10000);
	cr_assert_gt(stayed, 5000);
	for (int i = 0; i < known.count; i++)
		free(known.keys[i]);
}
