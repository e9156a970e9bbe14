#include "core/indicator.h"

#include <string.h>

#define CADENCE_DEFAULT 30
#define RENEWAL_NEAR 90 /* days; from here on a renewal wants a plan */

const struct health_limits health_limits_default = {
	.pace = { .behind = 0, .stuck = 30 },
	.cadence_days = CADENCE_DEFAULT,
};

static const struct reading unknown = { .known = false, .age_days = -1 };

/* A reading whose data never grows old. */
static struct reading timeless(int64_t value)
{
	return (struct reading){ .known = true, .value = value, .age_days = -1 };
}

static const char *days_word(int64_t days)
{
	return days == 1 ? "day" : "days";
}

static void say_days(struct buf *out, int64_t days)
{
	buf_printf(out, "%lld %s", (long long)days, days_word(days));
}

/* Days behind plan: what went by since the start, less what the plan allows for the milestones
 * settled since. Whole days, those begun not counted. */
static struct reading read_pace(const struct view *view, const struct position *position,
				const struct health_limits *limits)
{
	int64_t done, before, behind;

	(void)limits;
	if (!view->track || view->track->reading != READING_PROGRESS || view->start == DAY_NONE)
		return unknown;
	done = track_plan_day(view->track, position->all_settled);
	if (done < 0)
		return unknown;
	if (position->completed)
		return timeless(0);
	before = track_plan_day(view->track, view->settled_at_start);
	behind = ((int64_t)view->as_of - view->start) * 100 - (done - before);
	return timeless(behind > 0 ? behind / 100 : 0);
}

static void say_pace(struct buf *out, const struct view *view, const struct reading *reading)
{
	(void)view;
	if (reading->value == 0) {
		buf_str(out, "on plan");
		return;
	}
	say_days(out, reading->value);
	buf_str(out, " behind plan");
}

static struct reading read_stall(const struct view *view, const struct position *position,
				 const struct health_limits *limits)
{
	(void)limits;
	if (!view->track || view->track->reading == READING_DIAGNOSIS || view->start == DAY_NONE)
		return unknown;
	if (position->completed)
		return timeless(0);
	return timeless((int64_t)view->as_of - position_stall_from(position, view->start));
}

static void say_stall(struct buf *out, const struct view *view, const struct reading *reading)
{
	(void)view;
	if (reading->value == 0) {
		buf_str(out, "no stall");
		return;
	}
	buf_str(out, "nothing settled for ");
	say_days(out, reading->value);
}

/* A next step written down makes a renewal to come as good as a distant one. */
static struct reading read_renewal(const struct view *view, const struct position *position,
				   const struct health_limits *limits)
{
	int64_t days;

	(void)position;
	(void)limits;
	if (view->renewal == DAY_NONE)
		return unknown;
	days = (int64_t)view->renewal - view->as_of;
	if (view->plan && days >= 0 && days < RENEWAL_NEAR)
		days = RENEWAL_NEAR;
	return timeless(days);
}

static void say_renewal(struct buf *out, const struct view *view, const struct reading *reading)
{
	int64_t days = (int64_t)view->renewal - view->as_of; /* the real ones, plan or not */

	(void)reading;
	if (days < 0) {
		buf_str(out, "renewal date passed ");
		say_days(out, -days);
		buf_str(out, " ago");
	} else if (days == 0) {
		buf_str(out, "renewal today");
	} else {
		buf_str(out, "renewal in ");
		say_days(out, days);
	}
	if (view->plan)
		buf_str(out, ", next step written");
	else if (days <= RENEWAL_NEAR)
		buf_str(out, ", no next step written");
}

static int cadence(const struct view *view, const struct health_limits *limits)
{
	int days = 0;

	if (limits->segment_cadence && view->segment >= 0 && view->segment < limits->segment_count)
		days = limits->segment_cadence[view->segment];
	if (days <= 0)
		days = limits->cadence_days;
	return days > 0 ? days : CADENCE_DEFAULT;
}

static struct reading read_touch(const struct view *view, const struct health_limits *limits, day_t last)
{
	int64_t days, against;

	if (last == DAY_NONE)
		return unknown;
	days = (int64_t)view->as_of - last;
	against = cadence(view, limits);
	return (struct reading){
		.known = true, .value = days * 100 / against, .age_days = (int)days, .against = (int)against
	};
}

static void say_touch(struct buf *out, const char *what, const struct reading *reading)
{
	buf_str(out, what);
	if (reading->age_days == 0) {
		buf_str(out, " today");
	} else {
		buf_char(out, ' ');
		say_days(out, reading->age_days);
		buf_str(out, " ago");
	}
	buf_printf(out, ", cadence %d", reading->against);
}

static struct reading read_touch_from_them(const struct view *view, const struct position *position,
					   const struct health_limits *limits)
{
	(void)position;
	return read_touch(view, limits, view->touch_from_them);
}

static void say_touch_from_them(struct buf *out, const struct view *view, const struct reading *reading)
{
	(void)view;
	say_touch(out, "last word from them", reading);
}

static struct reading read_touch_from_us(const struct view *view, const struct position *position,
					 const struct health_limits *limits)
{
	(void)position;
	return read_touch(view, limits, view->touch_from_us);
}

static void say_touch_from_us(struct buf *out, const struct view *view, const struct reading *reading)
{
	(void)view;
	say_touch(out, "last word from us", reading);
}

const struct indicator_kind indicator_kinds[KIND_COUNT] = {
#define KIND(index, kind, what) [index] = { #kind, what, read_##kind, say_##kind },
	INDICATOR_KINDS(KIND)
#undef KIND
};

const struct indicator_kind *indicator_kind(const char *name)
{
	for (size_t i = 0; i < KIND_COUNT; i++)
		if (!strcmp(indicator_kinds[i].name, name))
			return &indicator_kinds[i];
	return NULL;
}
