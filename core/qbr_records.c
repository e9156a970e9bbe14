/* What records have to say to a review: actions, outcomes, measures, promises, decisions. */
#include <stdlib.h>
#include <string.h>

#include "core/ids.h"
#include "core/qbr_private.h"

#define PERCENT 100
#define FRESH_DAYS 180 /* without a review before, older numbers say nothing of the quarter */

/* ---- actions ---- */

/* How it came out, against what was agreed: in the customer's words, since they agreed to it. */
static char *action_news(const struct qbr_action *action, day_t done, day_t as_of)
{
	day_t agreed = action->was_due != DAY_NONE ? action->was_due : action->due;
	bool moved = action->was_due != DAY_NONE && action->was_due != action->due;
	char was[DATE_SIZE], due[DATE_SIZE];
	struct buf text = { 0 };

	date_format(agreed, was);
	date_format(action->due, due);
	if (action->gone)
		buf_str(&text, "taken off the list");
	else if (done != DAY_NONE && agreed != DAY_NONE && done > agreed)
		buf_printf(&text, "was agreed for %s", was);
	else if (done == DAY_NONE && moved)
		buf_printf(&text, "moved from %s%s%s", was, action->due == DAY_NONE ? "" : " to ", due);
	else if (done == DAY_NONE && action->due != DAY_NONE && action->due < as_of)
		buf_printf(&text, "was agreed for %s, not done yet", was);
	if (qbr_filled(action->was_text) && strcmp(action->was_text, action->text) != 0)
		buf_printf(&text, "%sagreed as: %s", text.size ? "; " : "", action->was_text);
	return text.size ? buf_take(&text) : NULL;
}

static void add_action(const struct qbr_input *input, const struct qbr_action *action, bool again,
		       struct agenda *out)
{
	day_t as_of = input->view->as_of;
	day_t done = action->done != DAY_NONE && action->done <= as_of ? action->done : DAY_NONE;
	bool slipped = done == DAY_NONE && (action->gone || (action->due != DAY_NONE && action->due < as_of));
	struct qbr_item *item = qbr_add(out, again ? QBR_ACTIONS : QBR_DECISIONS,
					action->internal ? QBR_INTERNAL : QBR_CUSTOMER,
					xasprintf("%s/%lld%s", again ? "action" : "todo", (long long)action->id,
						  action->internal ? "/ours" : ""),
					xstrdup(action->text));

	item->todo = action->gone ? 0 : action->id;
	item->mark = done != DAY_NONE ? ANSWER_YES : slipped ? ANSWER_NO : ANSWER_OPEN;
	item->on = done != DAY_NONE ? done : action->due;
	item->by = xstrdup(qbr_filled(action->owner) ? action->owner : side_name(action->side));
	if (again)
		item->note = action_news(action, done, as_of);
	item->source = xasprintf("task #%lld%s%s", (long long)action->id, qbr_filled(action->note) ? ": " : "",
				 qbr_filled(action->note) ? action->note : "");
}

void qbr_draft_actions(const struct qbr_input *input, struct agenda *out)
{
	for (size_t i = 0; i < input->action_count; i++)
		add_action(input, &input->actions[i], true, out);
	if (input->action_count == 0 && input->last_review != DAY_NONE)
		qbr_add_empty(out, QBR_ACTIONS,
			      "No action was agreed in the last review: agree on some in this one");
}

void qbr_draft_decisions(const struct qbr_input *input, struct agenda *out)
{
	for (size_t i = 0; i < input->agreed_count; i++)
		add_action(input, &input->agreed[i], false, out);
	if (input->agreed_count == 0)
		qbr_add_empty(out, QBR_DECISIONS,
			      "Write down what is decided, who does what by when, and the day of the next review");
}

/* ---- outcomes ---- */

static void say_value(struct buf *text, int64_t value, const char *unit)
{
	char digits[VALUE_SIZE];

	buf_str(text, value_format(value, digits));
	if (qbr_filled(unit))
		buf_printf(text, "%s%s", !strcmp(unit, "%") ? "" : " ", unit);
}

void qbr_draft_outcome_goals(const struct qbr_input *input, struct agenda *out)
{
	for (size_t i = 0; i < input->outcome_count; i++) {
		const struct qbr_outcome *outcome = &input->outcomes[i];
		struct buf text = { 0 };
		struct qbr_item *item;

		buf_str(&text, outcome->name);
		if (outcome->baseline != VALUE_NONE || outcome->target != VALUE_NONE)
			buf_str(&text, ":");
		if (outcome->baseline != VALUE_NONE) {
			buf_str(&text, " from ");
			say_value(&text, outcome->baseline, outcome->unit);
		}
		if (outcome->target != VALUE_NONE) {
			buf_str(&text, " to ");
			say_value(&text, outcome->target, outcome->unit);
		}
		item = qbr_add(out, QBR_GOAL, QBR_CUSTOMER, xasprintf("outcome/%lld/goal", (long long)outcome->id),
			       buf_take(&text));
		item->on = outcome->due;
		item->source = xasprintf("outcome #%lld", (long long)outcome->id);
	}
}

static bool outcome_reached(const struct qbr_outcome *outcome, int64_t value)
{
	if (outcome->target == VALUE_NONE)
		return false;
	if (outcome->baseline != VALUE_NONE && outcome->target < outcome->baseline)
		return value <= outcome->target;
	return value >= outcome->target;
}

/* The latest of them, as many as there is room for. */
static struct qbr_series *series_of(const int64_t *values, const day_t *days, size_t count)
{
	struct qbr_series *series = xcalloc(1, sizeof *series);
	size_t from = count > QBR_SERIES_MAX ? count - QBR_SERIES_MAX : 0;

	series->count = (int)(count - from);
	memcpy(series->values, values + from, (count - from) * sizeof *values);
	memcpy(series->days, days + from, (count - from) * sizeof *days);
	return series;
}

static void add_outcome(const struct qbr_outcome *outcome, struct agenda *out)
{
	int64_t last = outcome->values[outcome->count - 1];
	day_t on = outcome->days[outcome->count - 1];
	struct buf text = { 0 };
	struct qbr_item *item;
	char day[DATE_SIZE];

	buf_printf(&text, "%s: ", outcome->name);
	if (outcome->baseline != VALUE_NONE) {
		buf_str(&text, "from ");
		say_value(&text, outcome->baseline, outcome->unit);
		buf_str(&text, " to ");
	}
	say_value(&text, last, outcome->unit);
	if (outcome->target != VALUE_NONE) {
		buf_str(&text, ", target ");
		say_value(&text, outcome->target, outcome->unit);
	}
	item = qbr_add(out, QBR_VALUE, QBR_CUSTOMER, xasprintf("outcome/%lld", (long long)outcome->id),
		       buf_take(&text));
	item->mark = outcome_reached(outcome, last) ? ANSWER_YES : ANSWER_OPEN;
	item->on = on;
	item->source = xasprintf("outcome #%lld, measured %s%s%s", (long long)outcome->id, date_format(on, day),
				 qbr_filled(outcome->who) ? " by " : "",
				 qbr_filled(outcome->who) ? outcome->who : "");
	item->series = series_of(outcome->values, outcome->days, outcome->count);
	item->series->has_baseline = outcome->baseline != VALUE_NONE;
	item->series->baseline = item->series->has_baseline ? outcome->baseline : 0;
	item->series->has_target = outcome->target != VALUE_NONE;
	item->series->target = item->series->has_target ? outcome->target : 0;
}

/* ---- measures ---- */

#define ACTIVE_SEATS "active_seats"
#define LICENSED_SEATS "licensed_seats"

/* Numbers of their own use, which they may see without a second thought; all others are ours until said otherwise. */
static const char *const shared_measures[] = { "logins", "active_users", "users", "sessions",  "seats",
					       "dau",	 "wau",		 "mau",	  ACTIVE_SEATS };

static bool is_shared(const char *key)
{
	for (size_t i = 0; i < sizeof shared_measures / sizeof *shared_measures; i++)
		if (!strcmp(key, shared_measures[i]))
			return true;
	return false;
}

static bool is_fresh(const struct qbr_input *input, const struct qbr_measure *measure)
{
	day_t last = measure->count ? measure->days[measure->count - 1] : DAY_NONE;

	if (last == DAY_NONE)
		return false;
	if (input->last_review != DAY_NONE)
		return last > input->last_review;
	return (int64_t)input->view->as_of - last <= FRESH_DAYS;
}

static const struct qbr_measure *find_measure(const struct qbr_input *input, const char *key)
{
	for (size_t i = 0; i < input->measure_count; i++)
		if (!strcmp(input->measures[i].key, key))
			return &input->measures[i];
	return NULL;
}

/* The value at the last review, else the first there is: what the latest is compared with. */
static void say_before(const struct qbr_input *input, const struct qbr_series *series, const char *unit,
		       struct qbr_item *item)
{
	struct buf text = { 0 };
	char day[DATE_SIZE];
	int at = 0;

	for (int i = 0; input->last_review != DAY_NONE && i + 1 < series->count; i++)
		if (series->days[i] <= input->last_review)
			at = i;
	if (at + 1 >= series->count)
		return;
	say_value(&text, series->values[at], unit);
	buf_printf(&text, " on %s", date_format(series->days[at], day));
	item->note = buf_take(&text);
}

/* A key as it stands in an item's: one line of plain signs, whatever an import called the measure. */
static char *measure_key(const char *key, bool shared)
{
	for (const char *at = key; *at; at++)
		if ((unsigned char)*at < ' ' || *at == 0x7f)
			return xasprintf("measure/%llx%s", (long long)id_hash("measure", key, NULL),
					 shared ? "" : "/ours");
	return xasprintf("measure/%s%s", key, shared ? "" : "/ours");
}

static void add_measure(const struct qbr_input *input, const struct qbr_measure *measure, struct agenda *out)
{
	bool shared = is_shared(measure->key);
	struct buf text = { 0 };
	struct qbr_item *item;

	for (const char *at = measure->key; *at; at++)
		buf_char(&text, *at == '_' ? ' ' : *at);
	if (text.size && text.data[0] >= 'a' && text.data[0] <= 'z')
		text.data[0] = (char)(text.data[0] - 'a' + 'A');
	buf_str(&text, ": ");
	say_value(&text, measure->values[measure->count - 1], NULL);
	item = qbr_add(out, QBR_VALUE, shared ? QBR_CUSTOMER : QBR_INTERNAL, measure_key(measure->key, shared),
		       buf_take(&text));
	item->on = measure->days[measure->count - 1];
	item->source = xasprintf("measure %s", measure->key);
	item->series = series_of(measure->values, measure->days, measure->count);
	say_before(input, item->series, NULL, item);
}

/* Active over licensed seats on the days that the active ones were counted, in thousandths of a percent. */
static size_t adoption_points(const struct qbr_measure *active, const struct qbr_measure *licensed, int64_t *values,
			      day_t *days)
{
	size_t count = 0, at = 0;

	for (size_t i = 0; i < active->count; i++) {
		int64_t seats;
		__int128 share;

		while (at < licensed->count && licensed->days[at] <= active->days[i])
			at++;
		seats = at ? licensed->values[at - 1] : 0;
		if (seats <= 0)
			continue;
		share = (__int128)active->values[i] * PERCENT * VALUE_SCALE / seats;
		if (share > VALUE_MAX || share < -VALUE_MAX)
			continue;
		values[count] = (int64_t)share;
		days[count++] = active->days[i];
	}
	return count;
}

static int64_t whole(int64_t value)
{
	int64_t half = value < 0 ? -VALUE_SCALE / 2 : VALUE_SCALE / 2;

	return (value + half) / VALUE_SCALE * VALUE_SCALE;
}

/* Returns whether there is one to be told of. */
static bool add_adoption(const struct qbr_input *input, const struct qbr_measure *active,
			 const struct qbr_measure *licensed, struct agenda *out)
{
	int64_t *values = xcalloc(active->count + 1, sizeof *values);
	day_t *days = xcalloc(active->count + 1, sizeof *days);
	size_t count = adoption_points(active, licensed, values, days);
	bool fresh = count && days[count - 1] == active->days[active->count - 1] && is_fresh(input, active);

	if (fresh) {
		struct buf text = { 0 };
		struct qbr_item *item;

		buf_str(&text, "Adoption: ");
		say_value(&text, whole(values[count - 1]), "%");
		buf_str(&text, " of the seats are in use (");
		say_value(&text, active->values[active->count - 1], "active)");
		item = qbr_add(out, QBR_VALUE, QBR_CUSTOMER, xstrdup("measure/adoption"), buf_take(&text));
		item->on = days[count - 1];
		item->source = xstrdup("measures " ACTIVE_SEATS " over " LICENSED_SEATS);
		item->series = series_of(values, days, count);
		for (int i = 0; i < item->series->count; i++)
			item->series->values[i] = whole(item->series->values[i]);
		say_before(input, item->series, "%", item);
	}
	free(values);
	free(days);
	return fresh;
}

void qbr_draft_value(const struct qbr_input *input, struct agenda *out)
{
	const struct qbr_measure *active = find_measure(input, ACTIVE_SEATS);
	const struct qbr_measure *licensed = find_measure(input, LICENSED_SEATS);
	size_t before = out->count;
	bool adoption;

	for (size_t i = 0; i < input->outcome_count; i++) {
		const struct qbr_outcome *outcome = &input->outcomes[i];

		if (outcome->count)
			add_outcome(outcome, out);
		else
			qbr_add(out, QBR_VALUE, QBR_INTERNAL,
				xasprintf("outcome/%lld/unmeasured", (long long)outcome->id),
				xasprintf("%s is not measured yet: measure it before the review", outcome->name));
	}
	adoption = active && licensed && add_adoption(input, active, licensed, out);
	for (size_t i = 0; i < input->measure_count; i++) {
		const struct qbr_measure *measure = &input->measures[i];

		if (is_fresh(input, measure) && !(adoption && (measure == active || measure == licensed)))
			add_measure(input, measure, out);
	}
	if (out->count == before)
		qbr_add_empty(out, QBR_VALUE,
			      "Nothing is measured: agree on an outcome with a baseline, a target and a day");
}

/* ---- promises ---- */

/* What is still ours to sort out about it: the cause of a break, an understanding that nobody confirmed. */
static void add_promise_inside(const struct qbr_promise *promise, struct agenda *out)
{
	long long id = promise->id;

	if (promise->state == PROMISE_BROKEN)
		qbr_add(out, QBR_PROMISES, QBR_INTERNAL, xasprintf("promise/%lld/cause", id),
			qbr_filled(promise->note)
				? xasprintf("Why '%s' was broken: %s", promise->text, promise->note)
				: xasprintf("Nobody wrote down why '%s' was broken: be ready to say it",
					    promise->text))
			->source = xasprintf("promise #%lld", id);
	if (promise->state == PROMISE_OPEN && qbr_filled(promise->understood) && !promise->confirmed)
		qbr_add(out, QBR_PROMISES, QBR_INTERNAL, xasprintf("promise/%lld/understood", id),
			xasprintf("Check that both mean the same by '%s': they may understand '%s'", promise->text,
				  promise->understood))
			->source = xasprintf("promise #%lld, not confirmed", id);
}

static void add_promise(const struct qbr_promise *promise, struct agenda *out)
{
	bool open = promise->state == PROMISE_OPEN, kept = promise->state == PROMISE_KEPT;
	char made[DATE_SIZE];
	struct buf note = { 0 };
	struct qbr_item *item = qbr_add(out, QBR_PROMISES, QBR_CUSTOMER,
					xasprintf("promise/%lld", (long long)promise->id), xstrdup(promise->text));

	item->mark = kept ? ANSWER_YES : promise->state == PROMISE_BROKEN ? ANSWER_NO : ANSWER_OPEN;
	item->on = open ? promise->due : promise->state_since;
	buf_str(&note, open && promise->due != DAY_NONE ? "open, due then" : promise_state_name(promise->state));
	if (qbr_filled(promise->understood) && promise->confirmed)
		buf_printf(&note, "; as you understand it: %s", promise->understood);
	item->note = buf_take(&note);
	item->source = xasprintf("promise #%lld, made %s%s%s", (long long)promise->id,
				 date_format(promise->made, made), qbr_filled(promise->to) ? " to " : "",
				 qbr_filled(promise->to) ? promise->to : "");
	add_promise_inside(promise, out);
}

void qbr_draft_promises(const struct qbr_input *input, struct agenda *out)
{
	size_t before = out->count;

	for (size_t i = 0; i < input->promise_count; i++) {
		const struct qbr_promise *promise = &input->promises[i];
		bool news = input->last_review == DAY_NONE || promise->state_since > input->last_review;

		if (promise->state == PROMISE_OPEN || news)
			add_promise(promise, out);
	}
	if (out->count == before)
		qbr_add_empty(
			out, QBR_PROMISES,
			input->promise_count
				? "No promise is open, and none was kept or broken since the last review"
				: "No promise is on record: write down what was promised, as they understand it");
}
