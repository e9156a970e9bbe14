/* Kinds that read the other records, outcomes, promises, concerns, texts, and those that read other indicators. */
#include "core/indicator.h"

#include <string.h>

/* ---- outcomes ---- */

#define WHOLE (INT64_C(100) * VALUE_SCALE)

bool outcome_percent(const struct view *view, size_t index, int64_t *percent)
{
	const struct outcome_claim *claim = &view->facts->outcomes[index];
	const struct outcome_view *stands = &view->outcomes[index];
	__int128 way, gone, value;

	if (!claim->has_target || (claim->start != DAY_NONE && claim->start > view->as_of))
		return false;
	if (!stands->measured) {
		*percent = 0;
		return claim->due != DAY_NONE && claim->due <= view->as_of;
	}
	way = (__int128)claim->target - (claim->has_baseline ? claim->baseline : 0);
	gone = (__int128)stands->value - (claim->has_baseline ? claim->baseline : 0);
	if (way == 0) { /* to hold a level */
		*percent = gone >= 0 ? WHOLE : 0;
		return true;
	}
	if (way < 0) {
		way = -way;
		gone = -gone;
	}
	if (claim->start != DAY_NONE && claim->due != DAY_NONE && claim->due > view->as_of) {
		gone *= (__int128)claim->due - claim->start;
		way *= (__int128)view->as_of - claim->start;
	}
	value = way == 0 ? WHOLE : gone * WHOLE / way;
	*percent = value < 0 ? 0 : value > WHOLE ? WHOLE : (int64_t)value;
	return true;
}

KIND_READ(outcomes)
{
	const struct view *view = scoring->view;
	size_t outcomes = view->outcomes ? view->facts->outcome_count : 0;
	int64_t sum = 0, count = 0, percent;
	day_t last = DAY_NONE;

	for (size_t i = 0; i < outcomes; i++) {
		if (!outcome_percent(view, i, &percent))
			continue;
		sum += percent;
		count++;
		if (view->outcomes[i].measured && view->outcomes[i].on > last)
			last = view->outcomes[i].on;
	}
	if (count == 0)
		return reading_unknown();
	return reading_of(sum / count, last == DAY_NONE ? -1 : (int64_t)view->as_of - last);
}

KIND_SAY(outcomes)
{
	buf_str(out, "outcomes ");
	say_percent(out, reading->value);
	buf_str(out, " of where they should be");
	say_age(out, reading);
}

/* ---- promises ---- */

/* Kept ones over all that are kept, broken, or open past their day; a broken one counts twice. */
KIND_READ(promises)
{
	const struct view *view = scoring->view;
	int window = indicator->args.window;
	int64_t kept = 0, overdue = 0, broken = 0, all;

	for (int p = 0; p < view->promise_count; p++) {
		const struct promise_view *promise = &view->promises[p];

		if (!promise->known)
			continue;
		if (promise->state == PROMISE_OPEN)
			overdue += promise->due != DAY_NONE && promise->due < view->as_of;
		else if (promise->state != PROMISE_WITHDRAWN && in_window(view, window, promise->state_on))
			*(promise->state == PROMISE_KEPT ? &kept : &broken) += 1;
	}
	all = kept + overdue + 2 * broken;
	return all ? reading_of(kept * WHOLE / all, -1) : reading_unknown();
}

KIND_SAY(promises)
{
	const struct view *view = scoring->view;
	int64_t of[PROMISE_STATES] = { 0 };
	const char *between = "";

	for (int p = 0; p < view->promise_count; p++) {
		const struct promise_view *promise = &view->promises[p];

		if (promise->known &&
		    (promise->state == PROMISE_OPEN ? promise->due != DAY_NONE && promise->due < view->as_of
						    : in_window(view, indicator->args.window, promise->state_on)))
			of[promise->state]++;
	}
	for (int s = PROMISE_OPEN; s < PROMISE_WITHDRAWN; s++)
		if (of[s]) {
			buf_str(out, between);
			say_count(out, of[s], "promise ", "promises ");
			buf_str(out, s == PROMISE_OPEN ? "overdue" : promise_state_name((enum promise_state)s));
			between = ", ";
		}
}

/* Of the open ones, those of which both sides are known to understand the same. */
KIND_READ(confirmed)
{
	const struct view *view = scoring->view;
	int64_t open = 0, confirmed = 0;

	for (int p = 0; p < view->promise_count; p++) {
		if (!view->promises[p].known || view->promises[p].state != PROMISE_OPEN)
			continue;
		open++;
		confirmed += view->promises[p].confirmed;
	}
	return open ? reading_of(confirmed * WHOLE / open, -1) : reading_unknown();
}

KIND_SAY(confirmed)
{
	say_percent(out, reading->value);
	buf_str(out, " of open promises confirmed");
}

/* ---- concerns and texts ---- */

KIND_READ(concerns)
{
	const struct view *view = scoring->view;
	int64_t all = 0, addressed = 0;

	for (size_t i = 0; view->facts && i < view->facts->concern_count; i++) {
		const struct concern_fact *concern = &view->facts->concerns[i];

		if (concern->on > view->as_of)
			continue;
		all++;
		addressed += concern->addressed != DAY_NONE && concern->addressed <= view->as_of;
	}
	return all ? reading_of(addressed * WHOLE / all, -1) : reading_unknown();
}

KIND_SAY(concerns)
{
	say_percent(out, reading->value);
	buf_str(out, " of concerns addressed");
}

/* Never written is known not to be there. */
KIND_READ(has_field)
{
	const struct view *view = scoring->view;
	const struct field_fact *stands = NULL;

	for (size_t i = 0; view->facts && i < view->facts->field_count; i++) {
		const struct field_fact *fact = &view->facts->fields[i];

		if (fact->field == indicator->args.field && fact->on <= view->as_of &&
		    (!stands || fact->on > stands->on || (fact->on == stands->on && fact->filled)))
			stands = fact;
	}
	return reading_of(stands && stands->filled, -1);
}

KIND_SAY(has_field)
{
	buf_printf(out, "%s%s written", reading->value ? "" : "no ", indicator_title(indicator));
}

/* ---- other indicators ---- */

/* One that is scored already and known; NULL: not. */
static const struct indicator_score *other(const struct scoring *scoring, int index)
{
	const struct indicator_score *score = &scoring->health->indicators[index];

	if (!score->indicator || (score->state != INDICATOR_KNOWN && score->state != INDICATOR_SHOWN))
		return NULL;
	return score;
}

/* None known is no count of 0. */
KIND_READ(labelled)
{
	const struct indicator_args *args = &indicator->args;
	int64_t known = 0, count = 0;

	for (int i = 0; i < args->indicator_count; i++) {
		const struct indicator_score *score = other(scoring, args->indicators[i]);

		if (!score || !score->grade)
			continue;
		known++;
		count += !strcmp(grade_label(score->grade), args->label);
	}
	return known ? reading_of(count, -1) : reading_unknown();
}

KIND_SAY(labelled)
{
	buf_printf(out, "%lld of %d %s", (long long)reading->value, indicator->args.indicator_count,
		   indicator->args.label);
}

KIND_READ(mean_of)
{
	const struct indicator_args *args = &indicator->args;
	int64_t sum = 0, count = 0;

	for (int i = 0; i < args->indicator_count; i++) {
		const struct indicator_score *score = other(scoring, args->indicators[i]);

		if (!score || score->score == HEALTH_UNKNOWN)
			continue;
		sum += score->score;
		count++;
	}
	return count ? reading_of(sum / count, -1) : reading_unknown();
}

KIND_SAY(mean_of)
{
	buf_printf(out, "%s %lld of 100", indicator_title(indicator), (long long)reading->value / 100);
}
