/* Kinds that read measures: their latest value, windows of them, one over another, a window against the past. */
#include "core/indicator.h"

/* What is known of a measure; NULL: nothing. */
static const struct measure_view *measure_of(const struct view *view, int key)
{
	if (key < 0 || key >= view->measure_count || view->measures[key].end == 0)
		return NULL;
	return &view->measures[key];
}

static int64_t age_of(const struct view *view, const struct measure_view *measure)
{
	return (int64_t)view->as_of - measure->on;
}

static int64_t floor_div(__int128 over, __int128 under)
{
	__int128 whole = over / under;

	return clamped(whole - (over % under != 0 && (over < 0) != (under < 0)));
}

/* The rows of a measure in after < day <= upto: how many, and what they come to. */
struct folded {
	size_t count;
	__int128 sum;
	day_t on; /* of the last */
	int64_t last;
};

static struct folded fold_rows(const struct view *view, int key, int64_t after, int64_t upto)
{
	const struct measure_view *measure = measure_of(view, key);
	struct folded out = { .on = DAY_NONE };

	for (size_t i = measure ? measure->first : 0; measure && i < measure->end; i++) {
		const struct measure_fact *fact = &view->facts->measures[i];

		if (fact->key != key || fact->on <= after || fact->on > upto)
			continue;
		out.count++;
		out.sum += fact->value;
		if (fact->on > out.on || (fact->on == out.on && fact->value > out.last)) {
			out.on = fact->on;
			out.last = fact->value;
		}
	}
	return out;
}

static struct folded fold_window(const struct view *view, int key, int days)
{
	return fold_rows(view, key, days > 0 ? (int64_t)view->as_of - days : INT64_MIN, view->as_of);
}

/* Into one value; false where there is none: no mean and no last of nothing, while a sum is 0. */
static bool fold_value(const struct folded *folded, enum fold fold, int64_t *value)
{
	if (fold == FOLD_SUM)
		*value = clamped(folded->sum);
	else if (folded->count == 0)
		return false;
	else
		*value = fold == FOLD_LAST ? folded->last : floor_div(folded->sum, (__int128)folded->count);
	return true;
}

/* ---- levels ---- */

KIND_READ(measure)
{
	const struct measure_view *measure = measure_of(scoring->view, indicator->args.measure);

	return measure ? reading_of(measure->value, age_of(scoring->view, measure)) : reading_unknown();
}

static void say_titled(struct buf *out, const struct indicator *indicator)
{
	buf_str(out, indicator_title(indicator));
	buf_char(out, ' ');
}

KIND_SAY(measure)
{
	say_titled(out, indicator);
	say_value(out, reading->value);
	say_age(out, reading);
}

KIND_READ(hand)
{
	return kind_read_measure(scoring, indicator);
}

KIND_SAY(hand)
{
	say_titled(out, indicator);
	buf_str(out, "set to ");
	say_value(out, reading->value);
	say_age(out, reading);
}

/* ---- one over another ---- */

/* The measure, in its window if it has one, times a factor over the latest of the other. */
static struct reading read_over(const struct scoring *scoring, const struct indicator *indicator, int64_t factor)
{
	const struct view *view = scoring->view;
	const struct indicator_args *args = &indicator->args;
	const struct measure_view *above = measure_of(view, args->measure), *below = measure_of(view, args->over);
	int64_t age, value;

	if (!above || !below || below->value <= 0)
		return reading_unknown();
	value = above->value;
	if (args->window > 0) {
		struct folded folded = fold_window(view, args->measure, args->window);

		if (!fold_value(&folded, args->fold, &value))
			return reading_unknown();
	}
	age = age_of(view, above->on < below->on ? above : below);
	return reading_of(floor_div((__int128)value * factor, below->value), age);
}

KIND_READ(ratio)
{
	return read_over(scoring, indicator, INT64_C(100) * VALUE_SCALE);
}

KIND_SAY(ratio)
{
	say_titled(out, indicator);
	say_percent(out, reading->value);
	say_age(out, reading);
}

KIND_READ(per)
{
	return read_over(scoring, indicator, VALUE_SCALE);
}

KIND_SAY(per)
{
	kind_say_measure(out, scoring, indicator, reading);
}

/* ---- windows ---- */

static struct reading read_fold(const struct scoring *scoring, const struct indicator *indicator, enum fold fold)
{
	const struct view *view = scoring->view;
	const struct measure_view *measure = measure_of(view, indicator->args.measure);
	struct folded folded;
	int64_t value;

	if (!measure)
		return reading_unknown();
	folded = fold_window(view, indicator->args.measure, indicator->args.window);
	if (!fold_value(&folded, fold, &value))
		return reading_unknown();
	return reading_of(value, age_of(view, measure));
}

static void say_window(struct buf *out, const struct indicator *indicator)
{
	if (indicator->args.window > 0) {
		buf_str(out, " in ");
		say_count(out, indicator->args.window, "day", "days");
	}
}

KIND_READ(sum)
{
	return read_fold(scoring, indicator, FOLD_SUM);
}

KIND_SAY(sum)
{
	say_titled(out, indicator);
	say_value(out, reading->value);
	say_window(out, indicator);
}

KIND_READ(mean)
{
	return read_fold(scoring, indicator, FOLD_MEAN);
}

KIND_SAY(mean)
{
	say_titled(out, indicator);
	say_value(out, reading->value);
	buf_str(out, " on average");
	say_window(out, indicator);
}

KIND_READ(count)
{
	const struct view *view = scoring->view;
	const struct measure_view *measure = measure_of(view, indicator->args.measure);

	if (!measure)
		return reading_unknown();
	return reading_of((int64_t)fold_window(view, indicator->args.measure, indicator->args.window).count,
			  age_of(view, measure));
}

KIND_SAY(count)
{
	buf_printf(out, "%s: ", indicator_title(indicator));
	say_count(out, reading->value, "entry", "entries");
	say_window(out, indicator);
}

KIND_READ(days_since_measure)
{
	const struct view *view = scoring->view;
	const struct measure_view *measure = measure_of(view, indicator->args.measure);
	day_t last = DAY_NONE;

	for (size_t i = measure ? measure->first : 0; measure && i < measure->end; i++) {
		const struct measure_fact *fact = &view->facts->measures[i];

		if (fact->key == indicator->args.measure && fact->on <= view->as_of && fact->value > 0 &&
		    fact->on > last)
			last = fact->on;
	}
	return last == DAY_NONE ? reading_unknown()
				: reading_of((int64_t)view->as_of - last, (int64_t)view->as_of - last);
}

KIND_SAY(days_since_measure)
{
	say_titled(out, indicator);
	say_ago(out, reading->value);
}

/* ---- against the past ---- */

/* How far now is above or below before, in percent of that; from nothing to something is the most there is. */
static int64_t change_between(__int128 now, __int128 before)
{
	const __int128 most = CHANGE_MOST;
	__int128 base = before < 0 ? -before : before, moved = now - before;

	if (moved == 0)
		return 0;
	if (base == 0 || moved / base > most || moved / base < -most)
		return moved > 0 ? CHANGE_MOST : -CHANGE_MOST;
	moved = floor_div(moved * 100 * VALUE_SCALE, base);
	return (int64_t)(moved > most ? most : moved < -most ? -most : moved);
}

/* One side of a change: the measure's fold, or its share of the other measure's in percent. */
static bool change_side(const struct view *view, const struct indicator_args *args, bool share, int64_t after,
			int64_t upto, int64_t *value)
{
	struct folded above = fold_rows(view, args->measure, after, upto), below;
	int64_t under;

	if (!fold_value(&above, args->fold, value))
		return false;
	if (!share)
		return true;
	below = fold_rows(view, args->over, after, upto);
	if (!fold_value(&below, args->fold, &under) || under <= 0)
		return false;
	*value = floor_div((__int128)*value * 100 * VALUE_SCALE, under);
	return true;
}

static struct reading read_change(const struct view *view, const struct indicator_args *args, bool share)
{
	const struct measure_view *measure = measure_of(view, args->measure);
	int64_t past = args->before > 0 ? args->before : args->window, edge = (int64_t)view->as_of - args->window;
	__int128 now, before;
	int64_t value;

	/* There must be a past to compare with, though a sum of it may be nothing. */
	if (!measure || measure->from > edge)
		return reading_unknown();
	if (!change_side(view, args, share, edge, view->as_of, &value))
		return reading_unknown();
	now = value;
	if (!change_side(view, args, share, edge - past, edge, &value))
		return reading_unknown();
	before = value;
	if (args->fold == FOLD_SUM && !share) { /* a day's worth of each */
		now *= past;
		before *= args->window;
	}
	return reading_of(change_between(now, before), age_of(view, measure));
}

KIND_READ(change)
{
	return read_change(scoring->view, &indicator->args, false);
}

KIND_READ(share_change)
{
	return read_change(scoring->view, &indicator->args, true);
}

KIND_SAY(change)
{
	say_titled(out, indicator);
	if (reading->value == 0)
		buf_str(out, "as before");
	else if (reading->value >= CHANGE_MOST)
		buf_str(out, "up from next to nothing");
	else {
		buf_str(out, reading->value > 0 ? "up " : "down ");
		say_percent(out, reading->value > 0 ? reading->value : -reading->value);
	}
	say_window(out, indicator);
}

KIND_SAY(share_change)
{
	kind_say_change(out, scoring, indicator, reading);
}
