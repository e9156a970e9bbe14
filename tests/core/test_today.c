/* Today's entries and their ranks: each term worked by hand from core/today.h's scale. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "core/today.h"
#include "core/xalloc.h"

#define TODAY 20000

/* An account with nothing on it and a health of 60; tests fill in what they look at. */
struct account {
	struct view view;
	struct position position;
	struct health health;
	struct scoring scoring;
	struct expr_input expr;
	struct playbooks books;
	struct today_input input;
	struct today_entries out;
};

static void account_begin(struct account *account)
{
	*account = (struct account){
		.view = { .as_of = TODAY,
			  .status = STATUS_ACTIVE,
			  .renewal = DAY_NONE,
			  .start = DAY_NONE,
			  .touch_from_us = DAY_NONE,
			  .touch_from_them = DAY_NONE,
			  .contract = DAY_NONE },
		.position = { .next = -1, .since = DAY_NONE, .last_settled = DAY_NONE },
		.health = { .hundredths = 6000, .score = 60, .band = BAND_WATCH, .confidence = 80 },
	};
	account->scoring = (struct scoring){ .card = scorecard_default(),
					     .limits = &health_limits_default,
					     .view = &account->view,
					     .position = &account->position,
					     .health = &account->health };
	account->expr = (struct expr_input){ .scoring = &account->scoring,
					     .start = DAY_NONE,
					     .last_review = DAY_NONE,
					     .next_review = DAY_NONE,
					     .trend = INT32_MIN };
	account->input = (struct today_input){
		.account = &account->expr, .view = &account->view, .decimals = 2, .books = &account->books
	};
}

static void account_end(struct account *account)
{
	vec_free(&account->out);
}

/* The one entry there is. */
static const struct today_entry *only(struct account *account)
{
	vec_clear(&account->out);
	today_make(&account->input, &account->out);
	cr_assert_eq(account->out.count, 1, "%zu entries", account->out.count);
	return &account->out.items[0];
}

static const struct today_entry *due_task(struct account *account, day_t due, struct today_todo *room)
{
	*room = (struct today_todo){ 1234, due };
	account->input.todos = room;
	account->input.todo_count = 1;
	return only(account);
}

Test(today, stake_counts_the_tenfolds_of_arr)
{
	static const struct {
		int64_t minor;
		int decimals, term;
	} cases[] = {
		{ 0, 2, 0 },
		{ -500000, 2, 0 },
		{ 100000, 2, 0 },	 /* 1,000 */
		{ 1000000, 2, 75 },	 /* 10,000 */
		{ 5500000, 2, 75 + 37 }, /* half of the way to 100,000: 37.5 */
		{ 10000000, 2, 150 },	 /* 100,000 */
		{ 100000000, 2, 225 },	 /* 1 million */
		{ 1000000000, 2, 300 },	 /* 10 million */
		{ INT64_C(99999999999999), 2, 300 },
		{ 10000, 0, 75 },    /* of a currency without cents */
		{ 10000000, 3, 75 }, /* and of one with thousandths */
	};
	struct account account;
	struct today_todo todo;

	account_begin(&account);
	account.input.has_arr = true;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		account.input.arr = cases[i].minor;
		account.input.decimals = cases[i].decimals;
		cr_assert_eq(due_task(&account, TODAY, &todo)->terms[TERM_STAKE], cases[i].term, "%lld",
			     (long long)cases[i].minor);
	}
	account.input.has_arr = false;
	cr_assert_eq(only(&account)->terms[TERM_STAKE], 0);
	account_end(&account);
}

Test(today, the_nearer_and_the_longer_overdue_the_more)
{
	static const struct {
		int days, term;
	} cases[] = { { 0, 200 },  { 7, 100 },	{ 13, 14 },   { 14, 0 },
		      { -1, 205 }, { -3, 215 }, { -20, 300 }, { -900, 300 } };
	struct account account;
	struct today_todo todo;

	account_begin(&account);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct today_entry *entry = due_task(&account, TODAY + cases[i].days, &todo);

		cr_assert_eq(entry->terms[TERM_DAYS], cases[i].term, "%d", cases[i].days);
		cr_assert_str_eq(entry->key, "task/1234");
		cr_assert_eq(entry->ref, 1234);
	}
	todo.due = TODAY + 15;
	vec_clear(&account.out);
	today_make(&account.input, &account.out);
	cr_assert_eq(account.out.count, 0, "beyond the horizon");
	account_end(&account);
}

Test(today, a_task_ranks_by_an_open_sum)
{
	struct account account;
	struct today_todo todo;
	const struct today_entry *entry;

	account_begin(&account);
	account.input.has_arr = true;
	account.input.arr = 10000000;
	entry = due_task(&account, TODAY - 3, &todo);
	/* 150 for 100,000, 215 for three days, (100 - 60) * 3, 50 for a task, 30 off for its effort */
	cr_assert_eq(entry->terms[TERM_HEALTH], 120);
	cr_assert_eq(entry->rank, 150 + 215 + 120 + 50 - 30);
	account.health.hundredths = HEALTH_UNKNOWN;
	cr_assert_eq(only(&account)->terms[TERM_HEALTH], 150);
	account_end(&account);
}

Test(today, flags_count_how_long_they_are_open_and_how_much_they_press)
{
	static const struct {
		enum severity severity;
		int days_open, days, kind;
	} cases[] = { { SEVERITY_INFO, 0, 100, 20 },
		      { SEVERITY_WARN, 10, 150, 60 },
		      { SEVERITY_URGENT, 30, 200, 100 } };
	struct account account;

	account_begin(&account);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct flag flag = { .key = "champion-left", .severity = cases[i].severity };
		struct today_flag open = { &flag, { .fired = TODAY - cases[i].days_open, .cleared = DAY_NONE } };
		const struct today_entry *entry;
		char key[40];

		account.input.flags = &open;
		account.input.flag_count = 1;
		entry = only(&account);
		snprintf(key, sizeof key, "flag/champion-left/%d", TODAY - cases[i].days_open);
		cr_assert_str_eq(entry->key, key);
		cr_assert_eq(entry->terms[TERM_DAYS], cases[i].days);
		cr_assert_eq(entry->terms[TERM_KIND], cases[i].kind);
		cr_assert_eq(entry->rank, cases[i].days + 120 + cases[i].kind - 20);
	}
	account_end(&account);
}

Test(today, promises_and_reviews_are_there_when_they_are_near)
{
	struct today_promise promise = { 99, TODAY + 7 };
	struct account account;
	const struct today_entry *entry;

	account_begin(&account);
	account.input.promises = &promise;
	account.input.promise_count = 1;
	entry = only(&account);
	cr_assert_str_eq(entry->key, "promise/99");
	cr_assert_eq(entry->rank, 100 + 120 + 80 - 40);
	promise.due = TODAY + 30;
	account.expr.next_review = TODAY + 14;
	account.input.review = 5;
	entry = only(&account);
	cr_assert_str_eq(entry->key, "qbr/5");
	cr_assert_eq(entry->rank, 0 + 120 + 60 - 80);
	account_end(&account);
}

Test(today, a_quarter_after_a_review_the_next_is_to_be_planned)
{
	struct account account;
	const struct today_entry *entry;

	account_begin(&account);
	account.expr.last_review = TODAY - 76; /* 90 days after it is 14 days away */
	entry = only(&account);
	cr_assert_str_eq(entry->key, "qbr/plan");
	cr_assert_eq(entry->due, TODAY + 14);
	account.expr.last_review = TODAY - 300;
	cr_assert_eq(only(&account)->terms[TERM_DAYS], 100, "it waits, and nobody for it");
	account.expr.last_review = TODAY - 75;
	vec_clear(&account.out);
	today_make(&account.input, &account.out);
	cr_assert_eq(account.out.count, 0);
	account_end(&account);
}

Test(today, of_stale_data_the_heaviest_is_asked_for)
{
	static const struct indicator indicators[] = { { .name = "light", .weight = 2 },
						       { .name = "heavy", .weight = 3 },
						       { .name = "fresh", .weight = 9 },
						       { .name = "shown", .weight = 0 } };
	static const struct dimension dimensions[] = {
		{ .name = "one", .weight = 4, .indicators = indicators, .count = 4 }
	};
	static const enum indicator_state states[] = { INDICATOR_STALE, INDICATOR_STALE, INDICATOR_KNOWN,
						       INDICATOR_STALE };
	struct account account;
	const struct today_entry *entry;

	account_begin(&account);
	account.health.count = 1;
	account.health.dimensions[0] = (struct dimension_score){ .dimension = dimensions };
	for (int i = 0; i < 4; i++)
		account.health.indicators[i] = (struct indicator_score){ .indicator = &indicators[i],
									 .state = states[i] };
	entry = only(&account);
	cr_assert_str_eq(entry->key, "stale/heavy");
	cr_assert_eq(entry->ref, 1);
	/* 30 without a day, 100 - 80 of confidence to be won, 10 for the kind, 20 off */
	cr_assert_eq(entry->rank, 30 + 20 + 10 - 20);
	account_end(&account);
}

/* One stage of ten days with two required questions, begun ten days ago: behind its plan. */
static struct track *small_track(void)
{
	struct track *track = xcalloc(1, sizeof *track);

	track->key = xstrdup("small");
	track->title = xstrdup("Small");
	track->version = xstrdup("1");
	track->stages = xcalloc(1, sizeof *track->stages);
	track->stage_count = 1;
	track->stages[0] = (struct stage){ .key = xstrdup("one"), .name = xstrdup("One"), .expected_days = 10 };
	track->milestones = xcalloc(2, sizeof *track->milestones);
	track->milestone_count = 2;
	for (int m = 0; m < 2; m++)
		track->milestones[m] = (struct milestone){
			.key = xasprintf("m%d", m), .question = xstrdup("?"), .activity = -1, .required = true
		};
	track_finish(track);
	return track;
}

Test(today, the_next_milestone_counts_what_its_yes_wins)
{
	struct track *track = small_track();
	struct facts facts = { .track = track, .placed = TODAY - 10, .contract = DAY_NONE };
	struct answer_fact yes = { .milestone = 0, .on = TODAY, .at = 1, .answer = ANSWER_YES };
	struct view_room room = { 0 };
	struct health before, after;
	struct account account;
	const struct today_entry *entry;
	int gain;

	account_begin(&account);
	/* what the yes wins, by scoring the account with it as an answered fact */
	facts.answers = &yes;
	facts.answer_count = 1;
	facts_view(&facts, TODAY, &room, &account.view);
	health_score(account.scoring.card, account.scoring.limits, &account.view, &after);
	facts.answer_count = 0;
	facts_view(&facts, TODAY, &room, &account.view);
	health_score(account.scoring.card, account.scoring.limits, &account.view, &before);
	gain = after.hundredths - before.hundredths;
	cr_assert_gt(gain, 0);

	account.health = before;
	view_position(&account.view, &account.scoring.limits->pace, &account.position);
	entry = only(&account);
	cr_assert_eq(entry->kind, TODAY_MILESTONE);
	cr_assert_eq(entry->ref, track->milestones[0].id);
	cr_assert_eq(entry->terms[TERM_HEALTH], gain * 30 / 100 > 300 ? 300 : gain * 30 / 100);
	cr_assert_eq(entry->terms[TERM_DAYS], 50);
	cr_assert_eq(account.view.standing[0].answer, ANSWER_OPEN, "the view is as it was");

	/* before the first answer nothing is known of health, and the first question is what there is to do */
	facts.placed = DAY_NONE;
	facts_view(&facts, TODAY, &room, &account.view);
	health_score(account.scoring.card, account.scoring.limits, &account.view, &account.health);
	cr_assert_eq(account.health.hundredths, HEALTH_UNKNOWN);
	view_position(&account.view, &account.scoring.limits->pace, &account.position);
	entry = only(&account);
	cr_assert_eq(entry->kind, TODAY_MILESTONE);
	cr_assert_eq(entry->terms[TERM_HEALTH], 0);
	view_room_free(&room);
	account_end(&account);
	track_free(track);
}

/* ---- asks ---- */

struct asking {
	struct card_words words;
	struct ask_condition conditions[3];
	struct ask_template asks[2];
	struct playbook book;
	const struct playbook *books[1];
};

static struct expr *compiled(struct asking *asking, const char *text)
{
	struct expr_fault fault;
	struct expr *expr = expr_compile(text, EXPR_TRUTH, &asking->words, &fault);

	cr_assert(expr, "%s: %s", text, fault.text);
	return expr;
}

static void asking_begin(struct asking *asking, struct account *account)
{
	*asking = (struct asking){ 0 };
	card_words_init(&asking->words);
	asking->conditions[0] = (struct ask_condition){ compiled(asking, "health >= 75"), "good health" };
	asking->conditions[1] = (struct ask_condition){ compiled(asking, "confidence >= 60"), "confidence" };
	asking->conditions[2] = (struct ask_condition){ compiled(asking, "health >= 50"), "fair health" };
	asking->asks[0] = (struct ask_template){
		.key = "reference", .title = "reference", .conditions = asking->conditions, .condition_count = 2
	};
	asking->asks[1] = (struct ask_template){
		.key = "story", .title = "story", .conditions = asking->conditions + 1, .condition_count = 2
	};
	asking->book = (struct playbook){ .key = "own", .asks = asking->asks, .ask_count = 2 };
	asking->books[0] = &asking->book;
	account->books = (struct playbooks){ asking->books, 1 };
}

static void asking_end(struct asking *asking)
{
	for (int i = 0; i < 3; i++)
		expr_free(asking->conditions[i].when);
	card_words_free(&asking->words);
}

Test(today, an_ask_says_what_is_missing)
{
	struct asking asking;
	struct account account;
	struct asks asks = { 0 };

	account_begin(&account);
	asking_begin(&asking, &account);
	asks_make(&account.books, &account.expr, &asks);
	cr_assert_eq(asks.count, 2);
	cr_assert(!asks.items[0].ready);
	cr_assert_eq(asks.items[0].missing, 1, "health is 60, confidence 80");
	cr_assert(asks.items[1].ready);
	cr_assert_eq(asks.items[1].missing, 0);
	vec_free(&asks);
	asking_end(&asking);
	account_end(&account);
}

Test(today, one_ask_at_a_time_and_not_of_a_churned_account)
{
	struct asking asking;
	struct account account;
	const struct today_entry *entry;

	account_begin(&account);
	asking_begin(&asking, &account);
	account.health.hundredths = 9000;
	account.health.score = 90;
	entry = only(&account);
	cr_assert_str_eq(entry->key, "ask/reference", "the first that is ready");
	cr_assert_eq(entry->rank, 60 + 0 + 30 - 20);
	account.view.status = STATUS_CHURNED;
	vec_clear(&account.out);
	today_make(&account.input, &account.out);
	cr_assert_eq(account.out.count, 0);
	asking_end(&asking);
	account_end(&account);
}

/* ---- order ---- */

Test(today, of_an_account_the_best_comes_first_and_each_rank_is_its_terms)
{
	struct today_todo todos[] = { { 1, TODAY + 7 }, { 2, TODAY - 3 }, { 3, TODAY } };
	static const int64_t order[] = { 2, 3, 1 };
	struct account account;

	account_begin(&account);
	account.input.todos = todos;
	account.input.todo_count = 3;
	today_make(&account.input, &account.out);
	cr_assert_eq(account.out.count, 3);
	for (size_t i = 0; i < 3; i++) {
		int sum = 0;

		for (int t = 0; t < TODAY_TERMS; t++)
			sum += account.out.items[i].terms[t];
		cr_assert_eq(account.out.items[i].ref, order[i]);
		cr_assert_eq(account.out.items[i].rank, sum);
	}
	account_end(&account);
}

Test(today, ties_go_by_day_account_and_key)
{
	const struct today_entry early = { .rank = 5, .due = 10, .key = "b" },
				 late = { .rank = 5, .due = 20, .key = "a" },
				 never = { .rank = 5, .due = DAY_NONE, .key = "a" },
				 higher = { .rank = 6, .due = DAY_NONE };

	cr_assert_lt(today_compare(&higher, 9, &early, 1), 0);
	cr_assert_lt(today_compare(&early, 9, &late, 1), 0);
	cr_assert_lt(today_compare(&late, 9, &never, 1), 0);
	cr_assert_gt(today_compare(&never, 1, &late, 9), 0);
	cr_assert_lt(today_compare(&early, 1, &early, 2), 0);
	cr_assert_lt(today_compare(&late, 1, &(struct today_entry){ .rank = 5, .due = 20, .key = "b" }, 1), 0);
	cr_assert_eq(today_compare(&early, 1, &early, 1), 0);
}
