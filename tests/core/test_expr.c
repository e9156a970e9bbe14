/* Expressions over one account, each result worked by hand, and the records behind it. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "core/account.h"
#include "core/expr.h"
#include "random_track.h"

#define K(value) ((value)*INT64_C(1000))
#define ROWS(rows) (sizeof(rows) / sizeof *(rows))
#define TODAY 20000 /* 2024-10-04 */

/* Filled by compiling: measures logins 0, seats 1; touch kinds call 0, meeting 1; the track relationship. */
static struct card_words words;

static struct state_fact states[] = {
	{ .on = TODAY - 400, .says_status = true, .status = STATUS_ACTIVE },
	{ .on = TODAY - 300, .says_renewal = true, .renewal = TODAY + 60 },
	{ .on = TODAY - 20, .says_plan = true, .plan = true },
};
static struct movement_fact movements[] = { { TODAY - 400, 1000000 }, { TODAY - 50, 250050 }, { TODAY + 1, 9 } };
static struct touch_fact touches[] = {
	{ TODAY - 70, FROM_US, 0, 0 },
	{ TODAY - 41, FROM_THEM, 1, 1 },
	{ TODAY - 10, FROM_US, 1, -1 },
	{ TODAY + 3, FROM_THEM, 0, 0 },
};
static struct survey_fact surveys[] = {
	{ SURVEY_NPS, TODAY - 100, 1, 0, 9, 10 },
	{ SURVEY_NPS, TODAY - 12, 2, 0, 4, 10 },
	{ SURVEY_NPS, TODAY - 200, 3, 1, 10, 10 },
	{ SURVEY_CSAT, TODAY - 5, 4, -1, 4, 5 },
};
static struct contact_fact contacts[] = {
	{ .contact = 0, .on = TODAY - 350, .says_roles = true, .roles = ROLE_CHAMPION | ROLE_USER },
	{ .contact = 0, .on = TODAY - 30, .says_here = true, .here = false },
	{ .contact = 1, .on = TODAY - 340, .says_roles = true, .roles = ROLE_DECISION_MAKER },
	{ .contact = 1, .on = TODAY - 100, .says_sentiment = true, .sentiment = 1 },
};
static struct promise_fact promises[] = {
	{ .promise = 0, .on = TODAY - 90, .says_due = true, .due = TODAY - 3 },
	{ .promise = 1, .on = TODAY - 90, .says_due = true, .due = TODAY + 5 },
	{ .promise = 2, .on = TODAY - 200, .says_due = true, .due = TODAY - 150 },
	{ .promise = 2, .on = TODAY - 140, .says_state = true, .state = PROMISE_BROKEN },
	{ .promise = 3, .on = TODAY - 60, .says_state = true, .state = PROMISE_KEPT },
};
static const struct outcome_claim outcomes[] = {
	{ TODAY - 200, TODAY + 200, true, true, K(10), K(30) }, /* half-way: 20 would be plan */
	{ TODAY - 200, TODAY - 10, true, true, K(9), K(4) },	/* met */
	{ TODAY - 200, TODAY - 10, false, true, 0, K(5) },	/* nothing measured */
};
static struct outcome_fact outcome_values[] = { { 0, TODAY - 8, K(15) }, { 1, TODAY - 30, K(4) } };
static struct concern_fact concerns[] = { { CONCERN_TASKS, TODAY - 80, TODAY - 20 },
					  { CONCERN_OUTCOMES, TODAY - 70, DAY_NONE } };
static struct level_fact levels[] = { { 0, TODAY - 80, 3 } };
static struct answer_fact answers[] = { { 0, TODAY - 55, 1, ANSWER_YES }, { 1, TODAY - 54, 1, ANSWER_NO } };
static struct measure_fact measures[] = {
	{ 0, TODAY - 100, K(40) }, { 0, TODAY - 60, K(60) }, { 0, TODAY - 7, K(30) },
	{ 1, TODAY - 100, K(80) }, { 1, TODAY - 3, K(120) },
};

struct account {
	struct track *track;
	struct facts facts;
	struct view_room room;
	struct view view;
	struct position position;
	struct health health;
	struct scoring scoring;
	struct expr_input input;
};

static void account_init(struct account *account, struct facts facts)
{
	*account = (struct account){ .facts = facts };
	facts_view(&account->facts, TODAY, &account->room, &account->view);
	view_position(&account->view, &pace_limits_default, &account->position);
	account->scoring = (struct scoring){ scorecard_default(), &health_limits_default, &account->view,
					     &account->position, &account->health };
	account->input = (struct expr_input){ .scoring = &account->scoring,
					      .start = DAY_NONE,
					      .last_review = DAY_NONE,
					      .next_review = DAY_NONE,
					      .trend = TREND_NONE,
					      .decimals = 2 };
}

static void account_whole(struct account *account)
{
	struct track *track = track_of(READING_PROGRESS, "30RRR 30RR");

	account_init(account, (struct facts){
				      .track = track,
				      .placed = DAY_NONE,
				      .contract = TODAY - 400,
				      .answers = answers,
				      .answer_count = ROWS(answers),
				      .states = states,
				      .state_count = ROWS(states),
				      .movements = movements,
				      .movement_count = ROWS(movements),
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
				      .levels = levels,
				      .level_count = ROWS(levels),
			      });
	account->track = track;
	account->health = (struct health){
		.score = 62, .band = BAND_RISK, .computed = BAND_WATCH, .confidence = 80
	};
	account->input.segment = "Enterprise";
	account->input.csm = "ana";
	account->input.stage = "s0";
	account->input.start = TODAY - 400;
	account->input.last_review = TODAY - 85;
	account->input.trend = -6;
}

static void account_empty(struct account *account)
{
	account_init(account, (struct facts){ .placed = DAY_NONE, .contract = DAY_NONE });
	account->health = (struct health){ .score = HEALTH_UNKNOWN,
					   .band = BAND_UNKNOWN,
					   .computed = BAND_UNKNOWN };
}

static void account_free(struct account *account)
{
	view_room_free(&account->room);
	track_free(account->track);
}

static void words_init(void)
{
	words = (struct card_words){ 0 };
	names_add(&words.measures, "logins");
	names_add(&words.measures, "seats");
	names_add(&words.touch_kinds, "call");
	names_add(&words.touch_kinds, "meeting");
	names_add(&words.tracks, "relationship");
}

/* What it comes to, in words. */
static void say(const struct account *account, const char *text, enum expr_type type, struct buf *out)
{
	struct expr_fault fault = { 0 };
	struct expr *expr = expr_compile(text, type, &words, &fault);
	struct expr_value value;

	cr_assert_not_null(expr, "%s: at %zu: %s", text, fault.offset, fault.text);
	buf_clear(out);
	expr_eval(expr, &account->input, &value, NULL);
	expr_say(&value, out);
	cr_assert_eq(expr_holds(expr, &account->input), type == EXPR_TRUTH && value.known && value.number, "%s",
		     text);
	cr_assert_str_eq(expr_source(expr), text);
	expr_free(expr);
}

struct case_of {
	const char *text, *whole, *empty; /* empty: on an account of which nothing is known; NULL: "-" */
};

static void assert_cases(const struct case_of *cases, size_t count, enum expr_type type)
{
	struct account whole, empty;
	struct buf out = { 0 };

	words_init();
	account_whole(&whole);
	account_empty(&empty);
	for (size_t i = 0; i < count; i++) {
		say(&whole, cases[i].text, type, &out);
		cr_assert_str_eq(buf_text(&out), cases[i].whole, "%s: %s, not %s", cases[i].text, buf_text(&out),
				 cases[i].whole);
		say(&empty, cases[i].text, type, &out);
		cr_assert_str_eq(buf_text(&out), cases[i].empty ? cases[i].empty : "-", "%s of nothing: %s",
				 cases[i].text, buf_text(&out));
	}
	buf_free(&out);
	account_free(&whole);
	account_free(&empty);
	card_words_free(&words);
}

Test(expr, arithmetic_keeps_its_order_and_its_decimals)
{
	static const struct case_of cases[] = {
		{ "2 + 3 * 4", "14", "14" },
		{ "(2 + 3) * 4", "20", "20" },
		{ "10 - 4 - 3", "3", "3" },
		{ "12 / 3 / 2", "2", "2" },
		{ "-2 * -3", "6", "6" },
		{ "- - 2", "2", "2" },
		{ "1 / 3", "0.333", "0.333" },
		{ "2 / 3", "0.667", "0.667" },
		{ "-2 / 3", "-0.667", "-0.667" },
		{ "0.5 * 0.001", "0.001", "0.001" }, /* half away from 0 */
		{ "1 / 0", "-", "-" },
		{ "0 / 0 else 7", "7", "7" },
		{ "2w + 3d", "17", "17" },
		{ "999999999999 * 999999999999", "-", "-" }, /* beyond 63 bits */
		{ "999999999999.999 * 9000", "8999999999999991", "8999999999999991" },
		{ "2024-10-04 - 2024-09-04", "30", "30" },
		{ "today - 2024-10-01", "3", "3" },
		{ "since(2024-10-01)", "3", "3" },
		{ "until(2024-10-14)", "10", "10" },
	};

	assert_cases(cases, ROWS(cases), EXPR_NUMBER);
}

Test(expr, fields_are_those_of_the_account)
{
	static const struct case_of cases[] = {
		{ "health", "62", NULL },
		{ "confidence", "80", "0" },
		{ "trend", "-6", NULL },
		{ "arr", "12500.5", NULL },
		{ "contract_age", "400", NULL },
		{ "stage_days", "55", NULL },
		{ "stalled_days", "55", NULL },
		{ "settled", "1", NULL },
		{ "required", "3", NULL },
		{ "all_settled", "1", NULL },
		{ "all_required", "5", NULL },
		{ "cadence", "30", "30" },
		{ "until(renewal)", "60", NULL },
		{ "since(start)", "400", NULL },
		{ "since(last_review)", "85", NULL },
		{ "until(next_review)", "-", NULL },
		{ "until(next_review) else 999", "999", "999" },
	};

	assert_cases(cases, ROWS(cases), EXPR_NUMBER);
}

Test(expr, indicators_are_read_as_a_scorecard_reads_them)
{
	static const struct case_of cases[] = {
		/* 30 in the last 30 days against the mean of 40 and 60 in the 90 before: 20 less than 50 */
		{ "change(logins, window = 30, before = 90, fold = mean)", "-40", NULL },
		{ "change(measure = logins, window = 30, before = 90, fold = mean)", "-40", NULL },
		{ "measure(logins)", "30", NULL },
		{ "sum(logins, window = 70)", "90", NULL },
		{ "count(measure = logins, window = 70)", "2", NULL },
		{ "ratio(logins, seats)", "25", NULL },
		{ "ratio(logins, over = seats)", "25", NULL },
		{ "days_since_touch(from = them)", "41", NULL },
		{ "days_since_touch(touches = call)", "70", NULL },
		{ "touches(window = 60, touches = call + meeting)", "2", NULL },
		{ "touch_from_them()", "136", NULL }, /* 41 of 30 days */
		{ "days_since_survey(nps)", "12", NULL },
		{ "nps()", "0", NULL }, /* the contacts' latest: 4 and 10 */
		{ "contacts()", "1", NULL },
		{ "coverage(roles = champion + decision_maker)", "1", NULL },
		{ "sentiment()", "1", NULL },
		{ "level(relationship)", "3", NULL },
		{ "promises(window = 365)", "25", NULL }, /* 1 kept over 1 kept, 1 overdue, 1 broken twice */
		{ "renewal_days()", "60", NULL },
	};

	assert_cases(cases, ROWS(cases), EXPR_NUMBER);
}

Test(expr, records_are_counted_by_conditions)
{
	static const struct case_of cases[] = {
		{ "count(promise)", "4", "0" },
		{ "count(promise, state = open)", "2", "0" },
		{ "count(promise, state = open + broken)", "3", "0" },
		{ "count(promise, state != open)", "2", "0" },
		{ "count(promise, overdue = yes)", "1", "0" },
		{ "count(promise, state = open, due <= today + 7)", "2", "0" },
		{ "count(promise, state = broken, within = 140)", "0", "0" },
		{ "count(promise, state = broken, within = 141)", "1", "0" },
		{ "count(promise, confirmed = no)", "4", "0" },
		{ "count(touch)", "3", "0" },
		{ "count(touch, from = them)", "1", "0" },
		{ "count(touch, kind = meeting)", "2", "0" },
		{ "count(touch, kind = \"letter\")", "0", "0" },
		{ "count(touch, roles = champion + buyer)", "1", "0" },
		{ "count(touch, within = 10)", "0", "0" },
		{ "count(touch, within = 11)", "1", "0" },
		{ "count(survey, kind = nps, score <= 6)", "1", "0" },
		{ "count(survey, kind = nps, latest = yes)", "2", "0" },
		{ "count(survey, percent >= 80)", "3", "0" },
		{ "count(survey, score > 2 + 2)", "2", "0" },
		{ "count(outcome, met = yes)", "1", "0" },
		{ "count(outcome, met = no, measured = yes)", "1", "0" },
		{ "count(outcome, overdue = yes)", "1", "0" },
		{ "count(outcome, percent < 60)", "2", "0" }, /* 5 of 10 gone, and nothing */
		{ "count(outcome, met = yes, within = 31)", "1", "0" },
		{ "count(concern, addressed = no)", "1", "0" },
		{ "count(concern, level >= outcomes)", "1", "0" },
		{ "count(contact, here = yes)", "1", "0" },
		{ "count(contact, roles != champion + buyer)", "1", "0" },
		{ "count(contact, here = no, roles = champion, within = 31)", "1", "0" },
		{ "count(contact, here = no, within = 30)", "0", "0" },
		{ "count(contact, sentiment > 0)", "1", "0" },
		{ "count(contact, touched >= today - 41)", "1", "0" },
		{ "count(milestone)", "5", "0" },
		{ "count(milestone, answer = yes + no)", "2", "0" },
		{ "count(milestone, current = yes, answer != yes)", "2", "0" },
		{ "count(milestone, answer = yes, within = 56)", "1", "0" },
		{ "count(movement, amount > 5000)", "1", "0" },
		{ "count(movement, within = 51)", "1", "0" },
		{ "count(measure, key = logins, value >= 40)", "2", "0" },
		{ "count(measure, key != logins)", "2", "0" },
		{ "days_since(touch, from = us)", "10", NULL },
		{ "days_since(survey, kind = nps, score >= 9)", "100", NULL },
		{ "days_since(promise, state = withdrawn)", "-", NULL },
		{ "days_since(promise, state = open)", "90", NULL },
	};

	assert_cases(cases, ROWS(cases), EXPR_NUMBER);
}

Test(expr, conditions_know_what_they_can)
{
	static const struct case_of cases[] = {
		{ "health < 63", "yes", NULL },
		{ "health between 50 and 62", "yes", NULL },
		{ "health between 63 and next_review - today", "no", NULL },
		{ "band = risk", "yes", NULL },
		{ "risk = band", "yes", NULL },
		{ "band < good", "yes", NULL },
		{ "band >= watch", "no", NULL },
		{ "band != computed_band", "yes", NULL },
		{ "band in (good, watch)", "no", NULL },
		{ "status = active", "yes", "yes" },
		{ "status in (prospect, 'Churned')", "no", "no" },
		{ "segment = enterprise", "yes", NULL },
		{ "segment in (smb, \"ENTERPRISE\")", "yes", NULL },
		{ "stage = s0 and not completed", "yes", NULL },
		{ "pace = stuck", "yes", NULL },
		{ "plan", "yes", "no" },
		{ "plan = no", "no", "yes" },
		{ "renewal <= today + 60", "yes", NULL },
		{ "start < 2024-01-01", "yes", NULL },
		{ "has_role(roles = champion)", "no", NULL },
		{ "has_next_step() = plan", "yes", "yes" },
		{ "covers(roles = decision_maker)", "yes", NULL },
		{ "covers(champion + decision_maker)", "no", NULL },
		{ "covers(roles = decision_maker, window = 41)", "no", NULL },
		{ "covers(roles = decision_maker, window = 42)", "yes", NULL },
		{ "departed(roles = champion, within = 31)", "yes", NULL },
		{ "departed(roles = champion, within = 30)", "no", NULL },
		{ "departed(roles = buyer, within = 90)", "no", NULL },
		/* no and unknown is no; yes or unknown is yes; the rest is not known */
		{ "next_review > today and health > 70", "no", NULL },
		{ "health > 70 and next_review > today", "no", NULL },
		{ "next_review > today and health > 60", "-", NULL },
		{ "next_review > today or health > 60", "yes", NULL },
		{ "health > 60 or next_review > today", "yes", NULL },
		{ "next_review > today or health > 70", "-", NULL },
		{ "not next_review > today", "-", NULL },
		{ "not not plan", "yes", "no" },
		{ "known(health)", "yes", "no" },
		{ "known(next_review) or known(1 / 0)", "no", "no" },
		{ "1 / 0 = 1 / 0", "-", "-" },
		{ "health in (61, 1 / 0)", "-", NULL },
		{ "health in (62, 1 / 0)", "yes", NULL },
		{ "(health else 100) < 70", "yes", "no" },
		{ "health else 0 < 1", "no", "yes" },
		/* or binds the least, not the most of them */
		{ "yes or no and no", "yes", "yes" },
		{ "(yes or no) and no", "no", "no" },
		{ "not no and no", "no", "no" },
		{ "not 1 = 2", "yes", "yes" },
		{ "1 + 1 = 2 and 3 - 1 != 3", "yes", "yes" },
		{ "\n  yes\r\n\tand yes ", "yes", "yes" },
		/* those of the manual's head */
		{ "days_since(touch, from = them) > cadence and status = active", "yes", NULL },
		{ "change(logins, window = 30, before = 90, fold = mean) <= -33", "yes", NULL },
		{ "until(renewal) between 0 and 90 and band != good", "yes", NULL },
		{ "count(promise, state = open, overdue = yes) > 0 or count(promise, state = broken, within = 90) "
		  "> 0",
		  "yes", "no" },
	};

	assert_cases(cases, ROWS(cases), EXPR_TRUTH);
}

Test(expr, dates_and_texts_can_be_asked_for_too)
{
	static const struct case_of dates[] = { { "renewal", "2024-12-03", NULL },
						{ "today + 2w", "2024-10-18", "2024-10-18" },
						{ "7 + today", "2024-10-11", "2024-10-11" },
						{ "today - 1.9", "2024-10-03", "2024-10-03" }, /* whole days */
						{ "next_review else renewal", "2024-12-03", NULL },
						{ "9999-12-31 + 1", "-", "-" },
						{ "today + 999999999999", "-", "-" } };
	static const struct case_of texts[] = { { "segment", "Enterprise", NULL },
						{ "band", "risk", NULL },
						{ "status", "active", "active" },
						{ "'Ärger'", "Ärger", "Ärger" },
						{ "segment else \"none\"", "Enterprise", "none" } };

	assert_cases(dates, ROWS(dates), EXPR_DATE);
	assert_cases(texts, ROWS(texts), EXPR_TEXT);
}

/* ---- records ---- */

static void say_records(const struct account *account, const char *text, struct buf *out)
{
	struct expr_fault fault;
	struct expr *expr = expr_compile(text, EXPR_TRUTH, &words, &fault);
	struct expr_records records = { 0 };
	struct expr_value value;

	cr_assert_not_null(expr, "%s: %s", text, fault.text);
	expr_eval(expr, &account->input, &value, &records);
	buf_clear(out);
	for (size_t i = 0; i < records.count; i++)
		buf_printf(out, "%s%s %zu", i ? ", " : "", event_kind_name(records.items[i].kind),
			   records.items[i].index);
	vec_free(&records);
	expr_free(expr);
}

Test(expr, it_says_which_records_decided_it)
{
	static const struct {
		const char *text, *records;
	} cases[] = {
		{ "count(promise, overdue = yes) > 0", "promise 0" },
		{ "count(promise, state = open) = 2", "promise 0, promise 1" },
		{ "days_since_touch(from = them) > 30", "touch 1" },
		{ "days_since_touch() < 30", "touch 2" },
		{ "days_since(touch, from = us) < 30", "touch 2" },
		{ "departed(roles = champion, within = 90)", "contact 0" },
		{ "not has_role(roles = champion)", "contact 0" },
		{ "change(logins, window = 30, before = 90, fold = mean) < 0", "measure 2, measure 1" },
		{ "ratio(logins, seats) < 50", "measure 2, measure 4" },
		{ "until(renewal) < 90", "state 1" },
		{ "plan and status = active", "state 2" }, /* to whom it applies is no reason */
		{ "status = active", "state 0" },
		{ "arr > 0", "movement 1" },
		{ "pace = stuck", "answer 0" },
		{ "count(milestone, answer = no) > 0", "answer 1" },
		{ "count(milestone, answer = open) > 0", "" },
		{ "count(outcome, met = yes) > 0", "outcome 1" },
		{ "outcomes() < 100", "outcome 0, outcome 1, outcome 2" },
		{ "level(relationship) >= 3", "level 0" },
		{ "nps() = 0", "survey 0, survey 1, survey 2" },
		{ "concerns() < 100", "concern 0, concern 1" },
		{ "health < 70", "" },
		/* each once, in the order of reading */
		{ "count(promise, overdue = yes) > 0 and count(promise) > 1",
		  "promise 0, promise 1, promise 2, promise 3" },
		/* of "or" the sides that are true */
		{ "plan or until(renewal) < 90", "state 2, state 1" },
		{ "plan or until(renewal) > 90", "state 2" },
		{ "until(renewal) > 90 or plan", "state 2" },
		{ "until(renewal) > 90 or count(promise, overdue = yes) > 0 or trend > 0", "promise 0" },
		{ "not (plan and until(renewal) > 90)", "state 1" },
		/* of "else" the one that was taken */
		{ "(measure(seats) else until(renewal)) > 0", "measure 4" },
		{ "(until(next_review) else until(renewal)) > 0", "state 1" },
	};
	struct account whole;
	struct buf out = { 0 };

	words_init();
	account_whole(&whole);
	for (size_t i = 0; i < ROWS(cases); i++) {
		say_records(&whole, cases[i].text, &out);
		cr_assert_str_eq(buf_text(&out), cases[i].records, "%s: %s", cases[i].text, buf_text(&out));
	}
	buf_free(&out);
	account_free(&whole);
	card_words_free(&words);
}

/* Rows the other way round. */
#define REVERSE(rows) \
	do { \
		for (size_t i_ = 0; i_ < ROWS(rows) / 2; i_++) { \
			__typeof__(rows[0]) kept = rows[i_]; \
			rows[i_] = rows[ROWS(rows) - 1 - i_]; \
			rows[ROWS(rows) - 1 - i_] = kept; \
		} \
	} while (0)

Test(expr, the_order_of_rows_changes_nothing)
{
	static const char *const texts[] = {
		"change(logins, window = 30, before = 90, fold = mean)",
		"days_since(touch, from = us) + days_since(survey, score >= 9)",
		"count(survey, latest = yes) * 100 + count(contact, here = no, within = 31)",
		"count(promise, overdue = yes) * 100 + count(promise, state = broken, within = 141)",
		"count(milestone, answer = yes + no) + arr + until(renewal) + stalled_days + nps() + "
		"level(relationship)",
		"count(outcome, percent < 60) + count(concern, addressed = yes) + sum(seats, window = 50)",
	};
	char *before[ROWS(texts)];
	struct buf out = { 0 };

	words_init();
	for (int round = 0; round < 2; round++) {
		struct account whole;

		account_whole(&whole);
		for (size_t i = 0; i < ROWS(texts); i++) {
			say(&whole, texts[i], EXPR_NUMBER, &out);
			cr_assert_str_neq(buf_text(&out), "-", "%s", texts[i]);
			if (round == 0) {
				before[i] = xstrdup(buf_text(&out));
				continue;
			}
			cr_assert_str_eq(buf_text(&out), before[i], "%s", texts[i]);
			free(before[i]);
		}
		account_free(&whole);
		REVERSE(states);
		REVERSE(movements);
		REVERSE(touches);
		REVERSE(surveys);
		REVERSE(contacts);
		REVERSE(promises);
		REVERSE(concerns);
		REVERSE(answers);
		REVERSE(measures);
	}
	buf_free(&out);
	card_words_free(&words);
}

Test(expr, compiling_adds_the_names_that_facts_must_be_read_with)
{
	struct card_words fresh = { 0 };
	struct expr_fault fault;
	struct expr *expr = expr_compile(
		"change(logins, window = 9) > 0 or count(touch, kind = call + visit) > 0 or "
		"has_field(value_path) or level(hourglass) > 1 or count(measure, key = \"a b\") > 0",
		EXPR_TRUTH, &fresh, &fault);

	cr_assert_not_null(expr, "%s", fault.text);
	cr_assert_geq(names_find(&fresh.measures, "logins"), 0);
	cr_assert_geq(names_find(&fresh.measures, "a b"), 0);
	cr_assert_geq(names_find(&fresh.touch_kinds, "visit"), 0);
	cr_assert_geq(names_find(&fresh.fields, "value_path"), 0);
	cr_assert_geq(names_find(&fresh.tracks, "hourglass"), 0);
	expr_free(expr);
	card_words_free(&fresh);
}

Test(expr, indicators_of_the_card_that_scores_are_found_by_their_names)
{
	static const struct case_of cases[] = {
		/* In the default card champion comes before contacts, which scores 60 here. */
		{ "mean_of(indicators = champion + contacts)", "70", NULL },
		{ "mean_of(indicators = contacts + nobody)", "60", NULL },
		{ "mean_of(indicators = nobody)", "-", NULL },
	};
	struct account whole;
	struct buf out = { 0 };
	int all;

	words_init();
	account_whole(&whole);
	all = scorecard_indicators(whole.scoring.card);
	for (int i = 0; i < all; i++) {
		const struct indicator *indicator = scorecard_indicator(whole.scoring.card, i);

		whole.health.indicators[i].indicator = indicator;
		whole.health.indicators[i].state = INDICATOR_KNOWN;
		whole.health.indicators[i].score = !strcmp(indicator->name, "champion")	  ? 8000
						   : !strcmp(indicator->name, "contacts") ? 6000
											  : 100;
	}
	for (size_t i = 0; i < ROWS(cases); i++) {
		say(&whole, cases[i].text, EXPR_NUMBER, &out);
		cr_assert_str_eq(buf_text(&out), cases[i].whole, "%s: %s", cases[i].text, buf_text(&out));
	}
	buf_free(&out);
	account_free(&whole);
	card_words_free(&words);
}
