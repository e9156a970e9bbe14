#include "core/today.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TERM_MOST 300
#define TENFOLD 75  /* what a tenfold of ARR counts */
#define OVERDUE 200 /* what a day that is today counts; more when it is past */
#define A_DAY 5	    /* for each day that something waits */
#define UNKNOWN_LACK 150

static const char *const kind_names[TODAY_KINDS] = {
	[TODAY_FLAG] = "flag",	     [TODAY_TASK] = "task",
	[TODAY_PROMISE] = "promise", [TODAY_MILESTONE] = "milestone",
	[TODAY_STALE] = "stale",     [TODAY_ASK] = "ask",
	[TODAY_QBR] = "qbr",
};

/* What each kind counts where nothing of its own says more: without a day, how much it presses, how long it takes. */
static const struct weights {
	int days, kind, effort;
} weights[TODAY_KINDS] = {
	[TODAY_FLAG] = { 100, 60, -20 },     [TODAY_TASK] = { 0, 50, -30 },   [TODAY_PROMISE] = { 0, 80, -40 },
	[TODAY_MILESTONE] = { 50, 40, -10 }, [TODAY_STALE] = { 30, 10, -20 }, [TODAY_ASK] = { 60, 30, -20 },
	[TODAY_QBR] = { 0, 60, -80 },
};

const char *today_kind_name(enum today_kind kind)
{
	return kind_names[kind];
}

const char *today_term_name(enum today_term term)
{
	static const char *const names[TODAY_TERMS] = {
		[TERM_STAKE] = "at stake", [TERM_DAYS] = "days",     [TERM_HEALTH] = "health",
		[TERM_KIND] = "kind",	   [TERM_EFFORT] = "effort",
	};

	return names[term];
}

/* ---- terms ---- */

static int at_most(int64_t value, int most)
{
	return value > most ? most : (int)value;
}

static int stake_term(const struct today_input *input)
{
	__int128 unit = 1000;
	int term = 0;

	if (!input->has_arr)
		return 0;
	for (int i = 0; i < input->decimals; i++)
		unit *= 10;
	if (input->arr <= unit)
		return 0;
	for (; term < TERM_MOST && input->arr >= unit * 10; unit *= 10)
		term += TENFOLD;
	if (term >= TERM_MOST)
		return TERM_MOST;
	return term + (int)((input->arr - unit) * TENFOLD / (unit * 9));
}

static int days_term(enum today_kind kind, day_t due, day_t today)
{
	int64_t left = (int64_t)due - today;

	if (due == DAY_NONE)
		return weights[kind].days;
	if (left < 0)
		return at_most(OVERDUE - left * A_DAY, TERM_MOST);
	return left >= TODAY_HORIZON ? 0 : (int)(OVERDUE * (TODAY_HORIZON - left) / TODAY_HORIZON);
}

static int lack_term(const struct today_input *input)
{
	int health = input->account->scoring->health->hundredths;

	return health == HEALTH_UNKNOWN ? UNKNOWN_LACK : (SCORE_MAX - health) * 3 / 100;
}

static struct today_entry *add(struct today_entries *out, const struct today_input *input, enum today_kind kind,
			       int64_t ref, day_t due)
{
	struct today_entry *entry = vec_add(out);

	*entry = (struct today_entry){ .kind = kind, .ref = ref, .due = due };
	entry->terms[TERM_STAKE] = stake_term(input);
	entry->terms[TERM_DAYS] = days_term(kind, due, input->view->as_of);
	entry->terms[TERM_HEALTH] = lack_term(input);
	entry->terms[TERM_KIND] = weights[kind].kind;
	entry->terms[TERM_EFFORT] = weights[kind].effort;
	(void)snprintf(entry->key, sizeof entry->key, "%s/%lld", kind_names[kind], (long long)ref);
	return entry;
}

/* ---- kinds ---- */

static void add_flags(const struct today_input *input, struct today_entries *out)
{
	static const int pressing[] = { [SEVERITY_INFO] = 20, [SEVERITY_WARN] = 60, [SEVERITY_URGENT] = 100 };

	for (size_t i = 0; i < input->flag_count; i++) {
		const struct today_flag *flag = &input->flags[i];
		struct today_entry *entry = add(out, input, TODAY_FLAG, 0, DAY_NONE);
		int64_t open = (int64_t)input->view->as_of - flag->firing.fired;

		entry->terms[TERM_DAYS] = at_most(weights[TODAY_FLAG].days + open * A_DAY, OVERDUE);
		entry->terms[TERM_KIND] = pressing[flag->flag->severity];
		(void)snprintf(entry->key, sizeof entry->key, "flag/%.40s/%d", flag->flag->key,
			       (int)flag->firing.fired);
	}
}

static bool is_soon(const struct today_input *input, day_t due)
{
	return due != DAY_NONE && (int64_t)due - input->view->as_of <= TODAY_HORIZON;
}

static void add_due(const struct today_input *input, struct today_entries *out)
{
	for (size_t i = 0; i < input->todo_count; i++)
		if (is_soon(input, input->todos[i].due))
			(void)add(out, input, TODAY_TASK, input->todos[i].id, input->todos[i].due);
	if (input->view->status == STATUS_CHURNED)
		return;
	for (size_t i = 0; i < input->promise_count; i++)
		if (is_soon(input, input->promises[i].due))
			(void)add(out, input, TODAY_PROMISE, input->promises[i].id, input->promises[i].due);
}

/* The next milestone, whatever its yes wins: somebody who has nothing else to do on an account has this. */
static void add_milestone(const struct today_input *input, struct today_entries *out)
{
	const struct scoring *scoring = input->account->scoring;
	int next = scoring->position->next;
	struct today_entry *entry;
	struct change change;
	int64_t gain = 0;

	if (!input->view->track || next < 0 || input->view->track->reading == READING_DIAGNOSIS)
		return;
	health_whatif(scoring->card, scoring->limits, input->view, &(struct whatif_answer){ next, ANSWER_YES }, 1,
		      &change);
	if (change.health_before != HEALTH_UNKNOWN && change.health_after > change.health_before)
		gain = change.health_after - change.health_before;
	entry = add(out, input, TODAY_MILESTONE, input->view->track->milestones[next].id, DAY_NONE);
	entry->terms[TERM_HEALTH] = at_most(gain * 30 / 100, TERM_MOST);
}

/* Of what has grown too old the one that weighs the most. */
static void add_stale(const struct today_input *input, struct today_entries *out)
{
	const struct health *health = input->account->scoring->health;
	int best = -1, heaviest = 0;
	struct today_entry *entry;

	for (int d = 0; d < health->count; d++)
		for (int i = 0; i < health->dimensions[d].dimension->count; i++) {
			int at = health->dimensions[d].first + i;
			int weight = health->dimensions[d].dimension->weight *
				     health->indicators[at].indicator->weight;

			if (health->indicators[at].state == INDICATOR_STALE && weight > heaviest) {
				best = at;
				heaviest = weight;
			}
		}
	if (best < 0)
		return;
	entry = add(out, input, TODAY_STALE, best, DAY_NONE);
	entry->terms[TERM_HEALTH] = 100 - health->confidence;
	(void)snprintf(entry->key, sizeof entry->key, "stale/%.50s", health->indicators[best].indicator->name);
}

static bool ask_holds(const struct ask_template *ask, const struct expr_input *account)
{
	for (int c = 0; c < ask->condition_count; c++)
		if (!expr_holds(ask->conditions[c].when, account))
			return false;
	return true;
}

static void add_ask(const struct today_input *input, struct today_entries *out)
{
	for (size_t b = 0; b < input->books->count; b++)
		for (int a = 0; a < input->books->items[b]->ask_count; a++) {
			const struct ask_template *ask = &input->books->items[b]->asks[a];
			struct today_entry *entry;

			if (playbooks_ask(input->books, ask->key) != ask || !ask_holds(ask, input->account))
				continue;
			entry = add(out, input, TODAY_ASK, 0, DAY_NONE);
			entry->terms[TERM_HEALTH] = 0;
			(void)snprintf(entry->key, sizeof entry->key, "ask/%.50s", ask->key);
			return;
		}
}

static void add_review(const struct today_input *input, struct today_entries *out)
{
	day_t next = input->account->next_review, last = input->account->last_review;

	if (next != DAY_NONE) {
		if (is_soon(input, next))
			(void)add(out, input, TODAY_QBR, input->review, next);
	} else if (last != DAY_NONE && is_soon(input, last + TODAY_QUARTER)) {
		struct today_entry *entry = add(out, input, TODAY_QBR, 0, last + TODAY_QUARTER);

		/* nobody waits for it: it presses no more than a flag does */
		entry->terms[TERM_DAYS] = at_most(entry->terms[TERM_DAYS], OVERDUE / 2);
		(void)snprintf(entry->key, sizeof entry->key, "qbr/plan");
	}
}

/* ---- all of them ---- */

static int by_rank(const void *a, const void *b)
{
	return today_compare(a, 0, b, 0);
}

void today_make(const struct today_input *input, struct today_entries *out)
{
	size_t first = out->count;

	add_due(input, out);
	if (input->view->status != STATUS_CHURNED) {
		add_flags(input, out);
		add_milestone(input, out);
		add_stale(input, out);
		add_ask(input, out);
		add_review(input, out);
	}
	for (size_t i = first; i < out->count; i++) {
		out->items[i].rank = 0;
		for (int t = 0; t < TODAY_TERMS; t++)
			out->items[i].rank += out->items[i].terms[t];
	}
	if (out->count - first > 1)
		qsort(out->items + first, out->count - first, sizeof *out->items, by_rank);
}

int today_compare(const struct today_entry *a, int64_t account_a, const struct today_entry *b, int64_t account_b)
{
	if (a->rank != b->rank)
		return a->rank > b->rank ? -1 : 1;
	if (a->due != b->due) /* none last, which is the least of numbers */
		return b->due == DAY_NONE || (a->due != DAY_NONE && a->due < b->due) ? -1 : 1;
	if (account_a != account_b)
		return account_a < account_b ? -1 : 1;
	return strcmp(a->key, b->key);
}

void asks_make(const struct playbooks *books, const struct expr_input *account, struct asks *out)
{
	for (size_t b = 0; b < books->count; b++)
		for (int a = 0; a < books->items[b]->ask_count; a++) {
			const struct ask_template *ask = &books->items[b]->asks[a];
			uint64_t missing = 0;

			if (playbooks_ask(books, ask->key) != ask)
				continue;
			for (int c = 0; c < ask->condition_count && c < 64; c++)
				if (!expr_holds(ask->conditions[c].when, account))
					missing |= UINT64_C(1) << c;
			*vec_add(out) = (struct ask){ ask, missing == 0, missing };
		}
}
