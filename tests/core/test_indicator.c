/* Every kind of indicator over one account, each reading worked by hand. */
#include <criterion/criterion.h>

#include "core/indicator.h"
#include "random_track.h"

#define K(value) ((value)*INT64_C(1000))

enum { LICENSED, ACTIVE, TICKETS, LOGINS, NOTHING };

static struct measure_fact measures[] = {
	{ LICENSED, 10, K(100) }, { LICENSED, 150, K(120) }, { ACTIVE, 100, K(40) }, { ACTIVE, 160, K(60) },
	{ ACTIVE, 190, K(90) },	  { TICKETS, 120, K(4) },    { TICKETS, 140, K(2) }, { TICKETS, 175, K(3) },
	{ TICKETS, 180, K(3) },	  { TICKETS, 205, K(9) },    { LOGINS, 150, K(5) },  { LOGINS, 195, 0 },
};
static struct touch_fact touches[] = {
	{ 100, FROM_US, 0, 0 }, { 180, FROM_THEM, 1, 1 }, { 190, FROM_US, -1, -1 }, { 210, FROM_THEM, 0, 0 }
};
static struct survey_fact surveys[] = {
	{ SURVEY_NPS, 100, 1, 0, 10, 10 }, { SURVEY_NPS, 150, 1, 0, 6, 10 },  { SURVEY_NPS, 160, 1, 1, 9, 10 },
	{ SURVEY_NPS, 170, 1, -1, 9, 10 }, { SURVEY_NPS, 199, 1, 2, 7, 10 },  { SURVEY_NPS, 198, 1, -1, 0, 5 },
	{ SURVEY_NPS, 150, 0, 0, 10, 10 }, /* the same day, before that of the greater id */
	{ SURVEY_CSAT, 120, 1, 0, 2, 5 },  { SURVEY_CSAT, 190, 1, -1, 4, 5 }, { SURVEY_CSAT, 210, 1, -1, 1, 5 },
	{ SURVEY_CSAT, 130, 1, 0, 5, 5 },
};
static struct contact_fact contacts[] = {
	{ .contact = 0, .on = 50, .says_roles = true, .roles = ROLE_CHAMPION | ROLE_USER },
	{ .contact = 0, .on = 120, .says_sentiment = true, .sentiment = -1 },
	{ .contact = 1,
	  .on = 60,
	  .says_roles = true,
	  .roles = ROLE_DECISION_MAKER,
	  .says_sentiment = true,
	  .sentiment = 2 },
	{ .contact = 2,
	  .on = 70,
	  .says_roles = true,
	  .roles = ROLE_CHAMPION,
	  .says_sentiment = true,
	  .sentiment = -2 },
	{ .contact = 2, .on = 180, .says_here = true, .here = false },
};
static struct promise_fact promises[] = {
	{ .promise = 0, .on = 10, .says_due = true, .due = 90 },
	{ .promise = 0, .on = 100, .says_state = true, .state = PROMISE_KEPT },
	{ .promise = 1, .on = 10, .says_due = true, .due = 150 },
	{ .promise = 2, .on = 120, .says_state = true, .state = PROMISE_BROKEN },
	{ .promise = 3, .on = 100, .says_state = true, .state = PROMISE_WITHDRAWN },
	{ .promise = 4, .on = 50, .says_due = true, .due = 300, .says_confirmed = true, .confirmed = true },
};
static const struct outcome_claim outcomes[] = {
	{ 100, 300, true, true, K(10), K(30) },
	{ DAY_NONE, 180, false, true, 0, K(5) },
	{ DAY_NONE, DAY_NONE, true, true, K(50), K(30) },
	{ 100, 300, true, false, 0, 0 },
};
static struct outcome_fact outcome_values[] = { { 0, 150, K(15) }, { 2, 190, K(40) }, { 3, 195, K(1) } };
static struct concern_fact concerns[] = { { CONCERN_TASKS, 10, 50 },
					  { CONCERN_DAY, 60, DAY_NONE },
					  { CONCERN_DAY, 210, DAY_NONE } };
static struct field_fact fields[] = { { 0, 20, true }, { 0, 150, false } };
static struct level_fact levels[] = { { 0, 50, 2 }, { 0, 120, 3 }, { 0, 120, 1 } };
static struct state_fact states[] = {
	{ .on = 10, .says_plan = true, .plan = true, .says_renewal = true, .renewal = 250 },
};
static struct answer_fact answers[] = { { 0, 30, 1, ANSWER_YES }, { 1, 40, 1, ANSWER_NO } };

#define ROWS(rows) (sizeof(rows) / sizeof *(rows))

static struct facts whole_account(const struct track *track)
{
	return (struct facts){
		.track = track,
		.placed = DAY_NONE,
		.contract = 20,
		.answers = answers,
		.answer_count = ROWS(answers),
		.states = states,
		.state_count = ROWS(states),
		.touches = touches,
		.touch_count = ROWS(touches),
		.measures = measures,
		.measure_count = ROWS(measures),
		.surveys = surveys,
		.survey_count = ROWS(surveys),
		.contacts = contacts,
		.contact_count = ROWS(contacts),
		.promises = promises,
		.promise_count = ROWS(promises),
		.outcomes = outcomes,
		.outcome_count = ROWS(outcomes),
		.outcome_values = outcome_values,
		.outcome_value_count = ROWS(outcome_values),
		.concerns = concerns,
		.concern_count = ROWS(concerns),
		.fields = fields,
		.field_count = ROWS(fields),
		.levels = levels,
		.level_count = ROWS(levels),
	};
}

#define UNKNOWN INT64_MIN

struct reading_case {
	enum indicator_kind_index kind;
	struct indicator_args args;
	day_t on;
	int64_t value; /* UNKNOWN */
	int age;
	const char *text; /* NULL: not looked at */
};

static void assert_case(const struct reading_case *c, const struct view *view, size_t number)
{
	const struct indicator indicator = { .name = "thing", .kind = &indicator_kinds[c->kind], .args = c->args };
	struct position position;
	const struct scoring scoring = { .limits = &health_limits_default, .view = view, .position = &position };
	struct reading reading;
	struct buf text = { 0 };

	view_position(view, &pace_limits_default, &position);
	reading = indicator.kind->read(&scoring, &indicator);
	cr_assert_eq(reading.known, c->value != UNKNOWN, "case %zu, %s", number, indicator.kind->name);
	if (!reading.known)
		return;
	cr_assert_eq(reading.value, c->value, "case %zu, %s: %lld, not %lld", number, indicator.kind->name,
		     (long long)reading.value, (long long)c->value);
	cr_assert_eq(reading.age_days, c->age, "case %zu, %s: age %d", number, indicator.kind->name,
		     reading.age_days);
	indicator.kind->say(&text, &scoring, &indicator, &reading);
	if (c->text)
		cr_assert_str_eq(buf_text(&text), c->text, "case %zu: %s", number, buf_text(&text));
	buf_free(&text);
}

static void assert_cases(const struct reading_case *cases, size_t count)
{
	struct track *track = track_of(READING_PROGRESS, "30RRR");
	struct facts facts = whole_account(track), empty = { .placed = DAY_NONE, .contract = DAY_NONE };
	struct view_room room = { 0 };
	struct view view;

	for (size_t i = 0; i < count; i++) {
		struct reading_case nothing = cases[i];

		facts_view(&facts, cases[i].on, &room, &view);
		assert_case(&cases[i], &view, i);
		/* Where there is nothing, nothing is known but that nothing was written. */
		nothing.value = nothing.kind == KIND_HAS_FIELD || nothing.kind == KIND_HAS_NEXT_STEP ? 0 : UNKNOWN;
		nothing.age = -1;
		nothing.text = NULL;
		facts_view(&empty, cases[i].on, &room, &view);
		assert_case(&nothing, &view, i);
	}
	view_room_free(&room);
	track_free(track);
}

#define ARGS(...) \
	{ \
		__VA_ARGS__ \
	}

Test(indicator, measures)
{
	static const struct reading_case cases[] = {
		{ KIND_MEASURE, ARGS(.measure = ACTIVE), 200, K(90), 10, "thing 90, 10 days old" },
		{ KIND_MEASURE, ARGS(.measure = ACTIVE), 189, K(60), 29, NULL },
		{ KIND_MEASURE, ARGS(.measure = ACTIVE), 99, UNKNOWN, 0, NULL },
		{ KIND_MEASURE, ARGS(.measure = NOTHING), 200, UNKNOWN, 0, NULL },
		{ KIND_HAND, ARGS(.measure = ACTIVE), 190, K(90), 0, "thing set to 90" },
		{ KIND_RATIO, ARGS(.measure = ACTIVE, .over = LICENSED), 200, K(75), 50,
		  "thing 75 %, 50 days old" },
		{ KIND_RATIO, ARGS(.measure = ACTIVE, .over = LICENSED), 120, K(40), 110, NULL },
		{ KIND_RATIO, ARGS(.measure = ACTIVE, .over = LOGINS), 200, UNKNOWN, 0, NULL }, /* over 0 */
		{ KIND_RATIO, ARGS(.measure = ACTIVE, .over = LICENSED, .window = 50, .fold = FOLD_MEAN), 200,
		  62500, 50, "thing 62.5 %, 50 days old" },
		{ KIND_RATIO, ARGS(.measure = ACTIVE, .over = LICENSED, .window = 50, .fold = FOLD_SUM), 200,
		  K(125), 50, NULL },
		{ KIND_RATIO, ARGS(.measure = ACTIVE, .over = LICENSED, .window = 5, .fold = FOLD_MEAN), 200,
		  UNKNOWN, 0, NULL },
		{ KIND_PER, ARGS(.measure = TICKETS, .over = LICENSED), 200, 25, 50, "thing 0.025, 50 days old" },
		{ KIND_SUM, ARGS(.measure = TICKETS, .window = 30), 200, K(6), 20, "thing 6 in 30 days" },
		{ KIND_SUM, ARGS(.measure = TICKETS, .window = 26), 200, K(6), 20, NULL }, /* from day 175 on */
		{ KIND_SUM, ARGS(.measure = TICKETS, .window = 25), 200, K(3), 20, NULL },
		{ KIND_SUM, ARGS(.measure = TICKETS, .window = 10), 200, 0, 20, "thing 0 in 10 days" },
		{ KIND_MEAN, ARGS(.measure = TICKETS, .window = 90), 200, K(3), 20,
		  "thing 3 on average in 90 days" },
		{ KIND_MEAN, ARGS(.measure = TICKETS, .window = 10), 200, UNKNOWN, 0, NULL },
		{ KIND_ENTRIES, ARGS(.measure = TICKETS, .window = 90), 200, 4, 20, "thing: 4 entries in 90 days" },
		{ KIND_DAYS_SINCE_MEASURE, ARGS(.measure = LOGINS), 200, 50, 50, "thing 50 days ago" },
	};

	assert_cases(cases, ROWS(cases));
}

Test(indicator, changes)
{
	static const struct reading_case cases[] = {
		/* 6 in 30 days after 6 in 90. */
		{ KIND_CHANGE, ARGS(.measure = TICKETS, .window = 30, .before = 90, .fold = FOLD_SUM), 200, K(200),
		  20, "thing up 200 % in 30 days" },
		{ KIND_CHANGE, ARGS(.measure = ACTIVE, .window = 30, .before = 60, .fold = FOLD_MEAN), 200, K(50),
		  10, NULL },
		{ KIND_CHANGE, ARGS(.measure = ACTIVE, .window = 30), 200, K(50), 10, NULL },
		{ KIND_CHANGE, ARGS(.measure = LOGINS, .window = 30, .fold = FOLD_SUM), 200, -K(100), 5,
		  "thing down 100 % in 30 days" },
		{ KIND_CHANGE, ARGS(.measure = TICKETS, .window = 10, .fold = FOLD_SUM), 200, 0, 20,
		  "thing as before in 10 days" },
		/* No past to compare with, and one of nothing. */
		{ KIND_CHANGE, ARGS(.measure = TICKETS, .window = 30, .fold = FOLD_SUM), 130, UNKNOWN, 0, NULL },
		{ KIND_CHANGE, ARGS(.measure = TICKETS, .window = 12, .fold = FOLD_SUM), 185, CHANGE_MOST, 5,
		  "thing up from next to nothing in 12 days" },
		/* 90 of 120 after 40 of 100: 75 after 40. */
		{ KIND_SHARE_CHANGE, ARGS(.measure = ACTIVE, .over = LICENSED, .window = 60, .before = 200), 200,
		  87500, 10, "thing up 87.5 % in 60 days" },
		{ KIND_SHARE_CHANGE, ARGS(.measure = ACTIVE, .over = LICENSED, .window = 60, .before = 90), 200,
		  UNKNOWN, 0, NULL },
	};

	assert_cases(cases, ROWS(cases));
}

Test(indicator, touches_and_surveys)
{
	static const struct reading_case cases[] = {
		{ KIND_DAYS_SINCE_TOUCH, ARGS(.touch_kinds = 1), 200, 100, 100, "thing 100 days ago" },
		{ KIND_DAYS_SINCE_TOUCH, ARGS(.touch_kinds = 3), 200, 20, 20, NULL },
		{ KIND_DAYS_SINCE_TOUCH, ARGS(.touch_kinds = 4), 200, UNKNOWN, 0, NULL },
		{ KIND_DAYS_SINCE_TOUCH, ARGS(.from = 1 << FROM_THEM), 200, 20, 20, NULL },
		{ KIND_DAYS_SINCE_TOUCH, ARGS(.window = 0), 200, 10, 10, NULL },
		{ KIND_DAYS_SINCE_TOUCH, ARGS(.touch_kinds = 1), 210, 0, 0, "thing today" },
		{ KIND_TOUCHES, ARGS(.window = 30), 200, 2, -1, "thing: 2 in 30 days" },
		{ KIND_TOUCHES, ARGS(.window = 30, .touch_kinds = 1), 200, 0, -1, NULL },
		/* One contact's later 6 stands for its 10: two promoters, one detractor of four. */
		{ KIND_NPS, ARGS(.window = 0), 200, K(25), 1, "NPS 25, 1 day old" },
		{ KIND_NPS, ARGS(.window = 40), 200, K(50), 1, NULL },
		{ KIND_NPS, ARGS(.window = 0), 120, K(100), 20, NULL },
		{ KIND_NPS, ARGS(.window = 5), 120, UNKNOWN, 0, NULL },
		/* One contact's later 5 of 5 stands for its 2: 100 and 80 of two. */
		{ KIND_CSAT, ARGS(.window = 0), 200, K(90), 10, "satisfaction 90 %, 10 days old" },
		{ KIND_CSAT, ARGS(.window = 0), 125, K(40), 5, NULL },
		{ KIND_CSAT, ARGS(.window = 30), 200, K(80), 10, NULL },
		{ KIND_DAYS_SINCE_SURVEY, ARGS(.survey = SURVEY_CSAT), 200, 10, 10, "last answer 10 days ago" },
		{ KIND_SURVEYS, ARGS(.survey = SURVEY_CSAT, .window = 90), 200, 3, 10, "3 answers in 90 days" },
	};

	assert_cases(cases, ROWS(cases));
}

Test(indicator, contacts)
{
	static const struct reading_case cases[] = {
		{ KIND_CONTACTS, ARGS(.roles = 0), 200, 2, -1, "2 live contacts" },
		{ KIND_CONTACTS, ARGS(.roles = 0), 179, 3, -1, NULL },
		{ KIND_CONTACTS, ARGS(.window = 30), 200, 1, -1, "1 live contact" },
		{ KIND_CONTACTS, ARGS(.roles = ROLE_CHAMPION), 200, 1, -1, NULL },
		{ KIND_COVERAGE, ARGS(.roles = ROLE_CHAMPION | ROLE_DECISION_MAKER | ROLE_EXECUTIVE), 200, 2, -1,
		  "2 of 3 roles filled" },
		{ KIND_COVERAGE, ARGS(.roles = ROLE_CHAMPION | ROLE_DECISION_MAKER, .window = 30), 200, 1, -1,
		  "1 of 2 roles touched in 30 days" },
		{ KIND_HAS_ROLE, ARGS(.roles = ROLE_CHAMPION), 200, 1, -1, "thing there" },
		{ KIND_HAS_ROLE, ARGS(.roles = ROLE_CHAMPION, .window = 30), 200, 0, -1, "thing left" },
		{ KIND_HAS_ROLE, ARGS(.roles = ROLE_EXECUTIVE), 200, 0, -1, "no thing" },
		{ KIND_HAS_ROLE, ARGS(.roles = ROLE_CHAMPION), 49, UNKNOWN, 0, NULL },
		/* -1 and 2; the -2 has left by then. */
		{ KIND_SENTIMENT, ARGS(.roles = 0), 200, 500, 80, "people are friendly, 80 days old" },
		{ KIND_SENTIMENT, ARGS(.roles = 0), 100, 0, 30, "people are neutral, 30 days old" },
		{ KIND_SENTIMENT, ARGS(.roles = ROLE_USER), 130, -K(1), 10, NULL },
	};

	assert_cases(cases, ROWS(cases));
}

Test(indicator, yes_or_no_levels_and_dates)
{
	static const struct reading_case cases[] = {
		{ KIND_ANSWERED, ARGS(.milestone = "m0"), 200, 1, 170, "Is 0 done? yes" },
		{ KIND_ANSWERED, ARGS(.milestone = "m1"), 200, 0, 160, "Is 1 done? no" },
		{ KIND_ANSWERED, ARGS(.milestone = "m2"), 200, UNKNOWN, 0, NULL },
		{ KIND_ANSWERED, ARGS(.milestone = "none"), 200, UNKNOWN, 0, NULL },
		{ KIND_HAS_FIELD, ARGS(.field = 0), 100, 1, -1, "thing written" },
		{ KIND_HAS_FIELD, ARGS(.field = 0), 200, 0, -1, "no thing written" },
		{ KIND_HAS_NEXT_STEP, ARGS(.field = 0), 200, 1, -1, "next step written" },
		{ KIND_LEVEL, ARGS(.track = 0), 200, 3, -1, "thing 3" },
		{ KIND_LEVEL, ARGS(.track = 0), 100, 2, -1, NULL },
		{ KIND_LEVEL, ARGS(.track = 1), 100, UNKNOWN, 0, NULL },
		{ KIND_RENEWAL_DAYS, ARGS(.field = 0), 200, 50, -1, "renewal in 50 days" },
		{ KIND_RENEWAL_DAYS, ARGS(.field = 0), 251, -1, -1, "renewal date passed 1 day ago" },
		{ KIND_CONTRACT_AGE, ARGS(.field = 0), 200, 180, -1, "contract began 180 days ago" },
		{ KIND_CONTRACT_AGE, ARGS(.field = 0), 19, UNKNOWN, 0, NULL },
	};

	assert_cases(cases, ROWS(cases));
}

Test(indicator, outcomes_promises_and_concerns)
{
	static const struct reading_case cases[] = {
		/* 5 of the 10 that half the time asks; one due and not measured; half of a way down. */
		{ KIND_OUTCOMES, ARGS(.window = 0), 200, 33333, 10,
		  "outcomes 33.3 % of where they should be, 10 days old" },
		{ KIND_OUTCOMES, ARGS(.window = 0), 160, 83333, 10, NULL }, /* 5 of 6 */
		{ KIND_OUTCOMES, ARGS(.window = 0), 120, UNKNOWN, 0, NULL },
		/* One kept, one overdue, a broken one twice. */
		{ KIND_PROMISES, ARGS(.window = 0), 200, K(25), -1,
		  "1 promise overdue, 1 promise kept, 1 promise broken" },
		{ KIND_PROMISES, ARGS(.window = 0), 150, 33333, -1, "1 promise kept, 1 promise broken" },
		{ KIND_PROMISES, ARGS(.window = 90), 200, 0, -1, "1 promise overdue, 1 promise broken" },
		{ KIND_PROMISES, ARGS(.window = 0), 99, 0, -1, "1 promise overdue" },
		{ KIND_PROMISES, ARGS(.window = 0), 90, UNKNOWN, 0, NULL }, /* due that very day */
		{ KIND_CONFIRMED, ARGS(.window = 0), 200, K(50), -1, "50 % of open promises confirmed" },
		{ KIND_CONCERNS, ARGS(.window = 0), 200, K(50), -1, "50 % of concerns addressed" },
		{ KIND_CONCERNS, ARGS(.window = 0), 49, 0, -1, NULL },
	};

	assert_cases(cases, ROWS(cases));
}

Test(indicator, others)
{
	static const struct grade halves[] = {
		{ { .has_to = true, .to_open = true, .to = K(50) }, 2000, NULL, BAND_RISK },
		{ { .has_from = true, .from = K(50) }, 9000, NULL, BAND_GOOD },
	};
	static const int all[] = { 0, 1, 2 };
	static const struct indicator indicators[] = {
		{ .name = "a",
		  .kind = &indicator_kinds[KIND_MEASURE],
		  .args = { .measure = ACTIVE },
		  .grades = halves,
		  .grade_count = 2 },
		{ .name = "b",
		  .kind = &indicator_kinds[KIND_MEASURE],
		  .args = { .measure = TICKETS },
		  .grades = halves,
		  .grade_count = 2 },
		{ .name = "c",
		  .kind = &indicator_kinds[KIND_MEASURE],
		  .args = { .measure = NOTHING },
		  .grades = halves,
		  .grade_count = 2 },
		{ .name = "greens",
		  .kind = &indicator_kinds[KIND_LABELLED],
		  .args = { .indicators = all, .indicator_count = 3, .label = "good" } },
		{ .name = "mean",
		  .kind = &indicator_kinds[KIND_MEAN_OF],
		  .args = { .indicators = all, .indicator_count = 3 },
		  .weight = 1,
		  .curve = { 2, { { 0, 0 }, { 10000, 10000 } } } },
	};
	static const struct dimension dimension = {
		.name = "d", .weight = 1, .indicators = indicators, .count = 5
	};
	static const struct scorecard card = { .name = "c", .dimensions = &dimension, .count = 1 };
	struct facts facts = whole_account(NULL);
	struct view_room room = { 0 };
	struct health health;
	struct buf text = { 0 };
	struct view view;

	facts_view(&facts, 200, &room, &view);
	health_score(&card, &health_limits_default, &view, &health);
	cr_assert_eq(health.indicators[3].reading.value, 1);
	cr_assert_eq(health.hundredths, 5500); /* of 90 and 20; the third is not known */
	indicator_say(&health, 3, &view, &text);
	cr_assert_str_eq(buf_text(&text), "1 of 3 good");
	buf_clear(&text);
	indicator_say(&health, 4, &view, &text);
	cr_assert_str_eq(buf_text(&text), "mean 55 of 100");
	/* None known is no count of 0. */
	facts_view(&facts, 50, &room, &view);
	health_score(&card, &health_limits_default, &view, &health);
	cr_assert_eq(health.indicators[3].state, INDICATOR_UNKNOWN);
	cr_assert_eq(health.hundredths, HEALTH_UNKNOWN);
	buf_free(&text);
	view_room_free(&room);
}

Test(indicator, a_copy_of_the_facts_reads_the_same)
{
	struct facts facts = whole_account(NULL), copy;
	struct view_room room = { 0 }, other = { 0 };
	struct health before, after;
	struct view view;

	facts_view(&facts, 200, &room, &view);
	health_score(scorecard_default(), &health_limits_default, &view, &before);
	facts_copy(&facts, &copy);
	cr_assert_neq(copy.measures, facts.measures);
	facts_view(&copy, 200, &other, &view);
	health_score(scorecard_default(), &health_limits_default, &view, &after);
	cr_assert_arr_eq(&after, &before, sizeof after);
	facts_free(&copy);
	cr_assert_null(copy.measures);
	view_room_free(&room);
	view_room_free(&other);
}

Test(indicator, steps_and_names)
{
	struct indicator tickets = { .kind = &indicator_kinds[KIND_SUM] };

	cr_assert_eq(indicator_step(&tickets), 1);
	tickets.whole = true;
	cr_assert_eq(indicator_step(&tickets), 1000);
	for (int i = 0; i < KIND_COUNT; i++) {
		const struct indicator_kind *kind = &indicator_kinds[i];

		cr_assert_eq(indicator_kind(kind->name), kind);
		cr_assert_eq(kind->needs & ~kind->takes, 0);
		cr_assert_lt(kind->least, kind->most);
	}
}
