/* The table of kinds; those that read the track, the renewal and the calendar. */
#include "core/indicator.h"

#include <string.h>

#include "core/survey.h"

#define CADENCE_DEFAULT 30
#define RENEWAL_NEAR 90 /* days; from here on a renewal wants a plan */

const struct health_limits health_limits_default = {
	.pace = { .behind = 0, .stuck = 30 },
	.cadence_days = CADENCE_DEFAULT,
};

/* ---- what the indicator files share ---- */

struct reading reading_unknown(void)
{
	return (struct reading){ .known = false, .age_days = -1 };
}

struct reading reading_of(int64_t value, int64_t age_days)
{
	return (struct reading){ .known = true, .value = value, .age_days = (int)age_days };
}

/* A reading whose data never grows old. */
static struct reading timeless(int64_t value)
{
	return reading_of(value, -1);
}

int64_t clamped(__int128 value)
{
	return value > INT64_MAX ? INT64_MAX : value < INT64_MIN ? INT64_MIN : (int64_t)value;
}

const char *indicator_title(const struct indicator *indicator)
{
	return indicator->title ? indicator->title : indicator->name;
}

void say_count(struct buf *out, int64_t count, const char *one, const char *many)
{
	buf_printf(out, "%lld %s", (long long)count, count == 1 ? one : many);
}

static void say_days(struct buf *out, int64_t days)
{
	say_count(out, days, "day", "days");
}

void say_value(struct buf *out, int64_t thousandths)
{
	char text[VALUE_SIZE];

	buf_str(out, value_format(thousandths, text));
}

void say_percent(struct buf *out, int64_t thousandths)
{
	int64_t rest = thousandths % 100;

	say_value(out, thousandths - (rest < 0 ? rest + 100 : rest));
	buf_str(out, " %");
}

void say_ago(struct buf *out, int64_t days)
{
	if (days == 0) {
		buf_str(out, "today");
		return;
	}
	say_days(out, days);
	buf_str(out, " ago");
}

void say_age(struct buf *out, const struct reading *reading)
{
	if (reading->age_days <= 0)
		return;
	buf_str(out, ", ");
	say_days(out, reading->age_days);
	buf_str(out, " old");
}

bool in_window(const struct view *view, int days, day_t on)
{
	return day_in_window(view->as_of, days, on);
}

/* ---- the track ---- */

/* Days behind plan: what went by since the start, less what the plan allows for the milestones
 * settled since. Whole days, those begun not counted. */
KIND_READ(pace)
{
	const struct view *view = scoring->view;
	int64_t done, before, behind;

	if (!view->track || view->track->reading != READING_PROGRESS || view->start == DAY_NONE)
		return reading_unknown();
	done = track_plan_day(view->track, scoring->position->all_settled);
	if (done < 0)
		return reading_unknown();
	if (scoring->position->completed)
		return timeless(0);
	before = track_plan_day(view->track, view->settled_at_start);
	behind = ((int64_t)view->as_of - view->start) * 100 - (done - before);
	return timeless(behind > 0 ? behind / 100 : 0);
}

KIND_SAY(pace)
{
	if (reading->value == 0) {
		buf_str(out, "on plan");
		return;
	}
	say_days(out, reading->value);
	buf_str(out, " behind plan");
}

KIND_READ(stall)
{
	const struct view *view = scoring->view;

	if (!view->track || view->track->reading == READING_DIAGNOSIS || view->start == DAY_NONE)
		return reading_unknown();
	if (scoring->position->completed)
		return timeless(0);
	return timeless((int64_t)view->as_of - position_stall_from(scoring->position, view->start));
}

KIND_SAY(stall)
{
	if (reading->value == 0) {
		buf_str(out, "no stall");
		return;
	}
	buf_str(out, "nothing settled for ");
	say_days(out, reading->value);
}

/* A milestone that is open or does not apply says neither yes nor no. */
KIND_READ(answered)
{
	const struct view *view = scoring->view;
	int milestone = view->track ? track_find_key(view->track, indicator->args.milestone) : -1;

	if (milestone < 0)
		return reading_unknown();
	switch (view->standing[milestone].answer) {
	case ANSWER_YES:
	case ANSWER_NO:
		return reading_of(view->standing[milestone].answer == ANSWER_YES,
				  (int64_t)view->as_of - view->standing[milestone].on);
	default:
		return reading_unknown();
	}
}

KIND_SAY(answered)
{
	const struct track *track = scoring->view->track;
	int milestone = track ? track_find_key(track, indicator->args.milestone) : -1;

	buf_str(out, milestone < 0 ? indicator->args.milestone : track->milestones[milestone].question);
	buf_str(out, reading->value ? " yes" : " no");
}

/* The latest that was said, of one day the greatest. */
KIND_READ(level)
{
	const struct facts *facts = scoring->view->facts;
	const struct level_fact *stands = NULL;

	for (size_t i = 0; facts && i < facts->level_count; i++) {
		const struct level_fact *fact = &facts->levels[i];

		if (fact->track != indicator->args.track || fact->on > scoring->view->as_of)
			continue;
		if (!stands || fact->on > stands->on || (fact->on == stands->on && fact->level > stands->level))
			stands = fact;
	}
	return stands ? timeless(stands->level) : reading_unknown();
}

KIND_SAY(level)
{
	buf_printf(out, "%s %lld", indicator_title(indicator), (long long)reading->value);
}

/* ---- the renewal and the contract ---- */

/* A next step written down makes a renewal to come as good as a distant one. */
KIND_READ(renewal)
{
	const struct view *view = scoring->view;
	int64_t days;

	if (view->renewal == DAY_NONE)
		return reading_unknown();
	days = (int64_t)view->renewal - view->as_of;
	if (view->plan && days >= 0 && days < RENEWAL_NEAR)
		days = RENEWAL_NEAR;
	return timeless(days);
}

static void say_renewal(struct buf *out, int64_t days)
{
	if (days < 0) {
		buf_str(out, "renewal date passed ");
		say_ago(out, -days);
	} else if (days == 0) {
		buf_str(out, "renewal today");
	} else {
		buf_str(out, "renewal in ");
		say_days(out, days);
	}
}

KIND_SAY(renewal)
{
	const struct view *view = scoring->view;
	int64_t days = (int64_t)view->renewal - view->as_of; /* the real ones, plan or not */

	say_renewal(out, days);
	if (view->plan)
		buf_str(out, ", next step written");
	else if (days <= RENEWAL_NEAR)
		buf_str(out, ", no next step written");
}

KIND_READ(renewal_days)
{
	const struct view *view = scoring->view;

	return view->renewal == DAY_NONE ? reading_unknown() : timeless((int64_t)view->renewal - view->as_of);
}

KIND_SAY(renewal_days)
{
	say_renewal(out, reading->value);
}

KIND_READ(contract_age)
{
	const struct view *view = scoring->view;

	if (view->contract == DAY_NONE || view->contract > view->as_of)
		return reading_unknown();
	return timeless((int64_t)view->as_of - view->contract);
}

KIND_SAY(contract_age)
{
	buf_str(out, "contract began ");
	say_ago(out, reading->value);
}

KIND_READ(has_next_step)
{
	return timeless(scoring->view->plan);
}

KIND_SAY(has_next_step)
{
	buf_str(out, reading->value ? "next step written" : "no next step written");
}

/* ---- touches against the cadence ---- */

int view_cadence(const struct view *view, const struct health_limits *limits)
{
	int days = 0;

	if (limits->segment_cadence && view->segment >= 0 && view->segment < limits->segment_count)
		days = limits->segment_cadence[view->segment];
	if (days <= 0)
		days = limits->cadence_days;
	return days > 0 ? days : CADENCE_DEFAULT;
}

static struct reading read_touch(const struct scoring *scoring, day_t last)
{
	int64_t days;
	struct reading reading;
	int against;

	if (last == DAY_NONE)
		return reading_unknown();
	days = (int64_t)scoring->view->as_of - last;
	against = view_cadence(scoring->view, scoring->limits);
	reading = reading_of(days * 100 / against, days);
	reading.against = against;
	return reading;
}

static void say_touch(struct buf *out, const char *what, const struct reading *reading)
{
	buf_str(out, what);
	say_ago(out, reading->age_days);
	buf_printf(out, ", cadence %d", reading->against);
}

KIND_READ(touch_from_them)
{
	return read_touch(scoring, scoring->view->touch_from_them);
}

KIND_SAY(touch_from_them)
{
	say_touch(out, "last word from them ", reading);
}

KIND_READ(touch_from_us)
{
	return read_touch(scoring, scoring->view->touch_from_us);
}

KIND_SAY(touch_from_us)
{
	say_touch(out, "last word from us ", reading);
}

/* ---- the table ---- */

#define KIND_(index, kind, what, unit_scale, low, high, may, must) \
	[index] = { .name = #kind, \
		    .unit = what, \
		    .read = kind_read_##kind, \
		    .say = kind_say_##kind, \
		    .takes = (may) | (must), \
		    .needs = must, \
		    .scale = unit_scale, \
		    .least = low, \
		    .most = high },
/* The scale and the ends may come as one. */
#define KIND(...) KIND_(__VA_ARGS__)
const struct indicator_kind indicator_kinds[KIND_COUNT] = { INDICATOR_KINDS(KIND) };
#undef KIND
#undef KIND_

const struct indicator_kind *indicator_kind(const char *name)
{
	for (size_t i = 0; i < KIND_COUNT; i++)
		if (!strcmp(indicator_kinds[i].name, name))
			return &indicator_kinds[i];
	return NULL;
}

int64_t indicator_step(const struct indicator *indicator)
{
	return indicator->whole ? indicator->kind->scale : 1;
}
