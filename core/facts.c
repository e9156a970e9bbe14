#include "core/facts_private.h"

#include <stdlib.h>
#include <string.h>

#include "core/xalloc.h"

static const char *const status_names[] = {
	[STATUS_PROSPECT] = "prospect",
	[STATUS_ACTIVE] = "active",
	[STATUS_CHURNED] = "churned",
};

const char *status_name(enum account_status status)
{
	return status_names[status];
}

bool status_from_name(const char *name, enum account_status *status)
{
	for (int s = STATUS_PROSPECT; s <= STATUS_CHURNED; s++)
		if (!strcmp(status_names[s], name)) {
			*status = (enum account_status)s;
			return true;
		}
	return false;
}

static void room_reserve(struct view_room *room, size_t milestones, size_t stages)
{
	if (milestones > room->milestones) {
		room->standing = xrealloc(room->standing, milestones * sizeof *room->standing);
		room->at = xrealloc(room->at, milestones * sizeof *room->at);
		room->milestones = milestones;
	}
	if (stages > room->stages) {
		room->passes = xrealloc(room->passes, stages * sizeof *room->passes);
		room->stages = stages;
	}
}

void view_room_free(struct view_room *room)
{
	free(room->standing);
	free(room->at);
	free(room->passes);
	free(room->contacts);
	free(room->promises);
	free(room->outcomes);
	free(room->measures);
	*room = (struct view_room){ 0 };
}

/* A milestone that the track no longer has is no answer to it. */
static bool is_answer(const struct answer_fact *fact, const struct track *track)
{
	return fact->milestone >= 0 && fact->milestone < track->milestone_count && fact->answer != ANSWER_OPEN;
}

static bool begins(const struct answer_fact *fact, const struct track *track)
{
	return is_answer(fact, track) && milestone_begins(&track->milestones[fact->milestone], fact->answer);
}

static day_t first_answer(const struct facts *facts, day_t as_of)
{
	day_t first = DAY_NONE;

	for (size_t i = 0; i < facts->answer_count; i++) {
		const struct answer_fact *fact = &facts->answers[i];

		if (fact->on <= as_of && (first == DAY_NONE || fact->on < first) && begins(fact, facts->track))
			first = fact->on;
	}
	return first;
}

/* Let the answers dated after one day and up to another stand, the latest on top. */
static void stand_answers(const struct facts *facts, day_t after, day_t up_to, struct view_room *room)
{
	for (size_t i = 0; i < facts->answer_count; i++) {
		const struct answer_fact *fact = &facts->answers[i];
		struct standing *stands;
		int64_t *at;

		if (fact->on > up_to || fact->on <= after || !is_answer(fact, facts->track))
			continue;
		stands = &room->standing[fact->milestone];
		at = &room->at[fact->milestone];
		if (stands->answer != ANSWER_OPEN) {
			if (fact->on != stands->on ? fact->on < stands->on
			    : fact->at != *at	   ? fact->at < *at
						   : fact->answer <= stands->answer)
				continue;
		}
		*stands = (struct standing){ fact->answer, fact->on };
		*at = fact->at;
	}
}

static int count_settled(const struct track *track, const struct standing *standing)
{
	int settled = 0;

	for (int m = 0; m < track->milestone_count; m++)
		settled += track->milestones[m].required &&
			   milestone_settled(&track->milestones[m], standing[m].answer);
	return settled;
}

static void view_track(const struct facts *facts, struct view_room *room, struct view *out)
{
	const struct track *track = facts->track;

	room_reserve(room, (size_t)track->milestone_count + 1, (size_t)track->stage_count + 1);
	out->standing = room->standing;
	out->passes = room->passes;
	for (int m = 0; m < track->milestone_count; m++)
		room->standing[m] = (struct standing){ ANSWER_OPEN, DAY_NONE };
	for (int s = 0; s < track->stage_count; s++)
		room->passes[s] = DAY_NONE;

	/* A second pass of the same stage changes nothing: the earliest counts. */
	for (size_t i = 0; i < facts->pass_count; i++) {
		const struct pass_fact *pass = &facts->passes[i];

		if (pass->on > out->as_of || pass->stage < 0 || pass->stage >= track->stage_count)
			continue;
		if (room->passes[pass->stage] == DAY_NONE || pass->on < room->passes[pass->stage])
			room->passes[pass->stage] = pass->on;
	}

	if (facts->placed != DAY_NONE && facts->placed <= out->as_of)
		out->start = facts->placed;
	else
		out->start = first_answer(facts, out->as_of);
	if (out->start == DAY_NONE) {
		stand_answers(facts, DAY_NONE, out->as_of, room); /* evidence that does not count is still shown */
		return;
	}
	stand_answers(facts, DAY_NONE, out->start, room);
	out->settled_at_start = count_settled(track, room->standing);
	if (out->start < out->as_of)
		stand_answers(facts, out->start, out->as_of, room);
}

bool says_more(day_t on, int64_t value, day_t stands_on, int64_t stands)
{
	return on != stands_on ? on > stands_on : value > stands;
}

static void view_states(const struct facts *facts, struct view *out)
{
	day_t segment = DAY_NONE, status = DAY_NONE, renewal = DAY_NONE, plan = DAY_NONE;

	for (size_t i = 0; i < facts->state_count; i++) {
		const struct state_fact *fact = &facts->states[i];

		if (fact->on > out->as_of)
			continue;
		if (fact->says_segment && says_more(fact->on, fact->segment, segment, out->segment)) {
			segment = fact->on;
			out->segment = fact->segment;
		}
		if (fact->says_status && says_more(fact->on, fact->status, status, out->status)) {
			status = fact->on;
			out->status = fact->status;
		}
		if (fact->says_renewal && says_more(fact->on, fact->renewal, renewal, out->renewal)) {
			renewal = fact->on;
			out->renewal = fact->renewal;
		}
		if (fact->says_plan && says_more(fact->on, fact->plan, plan, out->plan)) {
			plan = fact->on;
			out->plan = fact->plan;
		}
	}
}

static void view_movements(const struct facts *facts, struct view *out)
{
	__int128 sum = 0; /* no order of rows can overflow on the way */

	for (size_t i = 0; i < facts->movement_count; i++) {
		if (facts->movements[i].on > out->as_of)
			continue;
		out->has_arr = true;
		sum += facts->movements[i].minor;
	}
	out->arr = sum > INT64_MAX ? INT64_MAX : sum < INT64_MIN ? INT64_MIN : (int64_t)sum;
}

static void view_touches(const struct facts *facts, struct view *out)
{
	for (size_t i = 0; i < facts->touch_count; i++) {
		const struct touch_fact *fact = &facts->touches[i];
		day_t *last = fact->from == FROM_US ? &out->touch_from_us : &out->touch_from_them;

		if (fact->on <= out->as_of && fact->on > *last)
			*last = fact->on;
	}
}

void facts_view(const struct facts *facts, day_t as_of, struct view_room *room, struct view *out)
{
	memset(out, 0, sizeof *out);
	out->override_until = DAY_NONE;
	out->track = facts->track;
	out->as_of = as_of;
	out->start = out->renewal = out->touch_from_us = out->touch_from_them = DAY_NONE;
	out->segment = -1;
	out->status = STATUS_ACTIVE;
	if (facts->track)
		view_track(facts, room, out);
	view_states(facts, out);
	view_movements(facts, out);
	out->contract = facts->contract;
	view_touches(facts, out);
	if (facts_have_records(facts))
		view_records(facts, room, out);
	out->facts = facts;
}

void view_position(const struct view *view, const struct pace_limits *limits, struct position *out)
{
	static const struct track none = { .reading = READING_PROGRESS };
	static const struct standing nothing;
	static const day_t never = DAY_NONE;

	if (view->track)
		track_position(view->track, view->standing, view->passes, view->start, limits, view->as_of, out);
	else
		track_position(&none, &nothing, &never, DAY_NONE, limits, view->as_of, out);
}
