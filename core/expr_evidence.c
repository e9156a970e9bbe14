/* The records behind a value: those that would be looked at to see for oneself. */
#include <stdlib.h>

#include "core/expr_private.h"

void expr_note(const struct expr_run *run, enum event_kind kind, size_t index)
{
	*vec_add(run->records) = (struct expr_record){ .kind = kind, .index = index };
}

static const struct view *view_of(const struct expr_run *run)
{
	return run->input->scoring->view;
}

/* ---- the latest of some rows ---- */

struct latest {
	size_t index;
	day_t on;
};

static void latest_try(struct latest *latest, const struct view *view, size_t index, day_t on)
{
	if (on <= view->as_of && on > latest->on)
		*latest = (struct latest){ index, on };
}

static void note_latest(const struct expr_run *run, enum event_kind kind, const struct latest *latest)
{
	if (latest->on != DAY_NONE)
		expr_note(run, kind, latest->index);
}

#define LATEST \
	{ \
		0, DAY_NONE \
	}

static bool says(const struct state_fact *fact, enum state_part part)
{
	switch (part) {
	case STATE_SEGMENT:
		return fact->says_segment;
	case STATE_STATUS:
		return fact->says_status;
	case STATE_RENEWAL:
		return fact->says_renewal;
	default:
		return fact->says_plan;
	}
}

static void note_state(const struct expr_run *run, enum state_part part)
{
	const struct facts *facts = view_of(run)->facts;
	struct latest latest = LATEST;

	for (size_t i = 0; facts && i < facts->state_count; i++)
		if (says(&facts->states[i], part))
			latest_try(&latest, view_of(run), i, facts->states[i].on);
	if (latest.on != DAY_NONE)
		*vec_add(run->records) = (struct expr_record){ EVENT_STATE, latest.index, part };
}

static void note_movement(const struct expr_run *run)
{
	const struct facts *facts = view_of(run)->facts;
	struct latest latest = LATEST;

	for (size_t i = 0; facts && i < facts->movement_count; i++)
		latest_try(&latest, view_of(run), i, facts->movements[i].on);
	note_latest(run, EVENT_MOVEMENT, &latest);
}

/* The latest answer that settled something. */
static void note_progress(const struct expr_run *run)
{
	const struct view *view = view_of(run);
	struct latest latest = LATEST;

	for (size_t i = 0; view->facts && i < view->facts->answer_count; i++)
		if (view->facts->answers[i].milestone >= 0 && answer_settles(view->facts->answers[i].answer))
			latest_try(&latest, view, i, view->facts->answers[i].on);
	note_latest(run, EVENT_ANSWER, &latest);
}

void expr_note_milestone(const struct expr_run *run, int milestone)
{
	const struct view *view = view_of(run);

	for (size_t i = 0; view->facts && view->standing && i < view->facts->answer_count; i++) {
		const struct answer_fact *fact = &view->facts->answers[i];

		if (fact->milestone == milestone && fact->on == view->standing[milestone].on &&
		    fact->answer == view->standing[milestone].answer) {
			expr_note(run, EVENT_ANSWER, i);
			return;
		}
	}
}

void expr_note_field(const struct expr_run *run, enum expr_field field)
{
	switch (field) {
	case FIELD_ARR:
		note_movement(run);
		break;
	case FIELD_RENEWAL:
		note_state(run, STATE_RENEWAL);
		break;
	case FIELD_PLAN:
		note_state(run, STATE_PLAN);
		break;
	case FIELD_STAGE:
	case FIELD_STAGE_DAYS:
	case FIELD_STALLED_DAYS:
	case FIELD_PACE:
		note_progress(run);
		break;
	default: /* worked out from many, no record at all, or to whom it applies */
		break;
	}
}

/* Status and segment say to whom something applies, not what is the matter: they count where nothing else does. */
void expr_note_whom(const struct expr_run *run)
{
	for (size_t i = 0; i < run->expr->count; i++) {
		const struct expr_node *node = &run->expr->items[i];

		if (node->op == OP_FIELD && node->number == FIELD_STATUS)
			note_state(run, STATE_STATUS);
		if (node->op == OP_FIELD && node->number == FIELD_SEGMENT)
			note_state(run, STATE_SEGMENT);
	}
}

/* ---- kinds ---- */

static void note_touches(const struct expr_run *run, const struct indicator_args *args, bool all)
{
	const struct view *view = view_of(run);
	struct latest latest = LATEST;

	for (size_t i = 0; view->facts && i < view->facts->touch_count; i++) {
		const struct touch_fact *touch = &view->facts->touches[i];
		bool kind = !args->touch_kinds ||
			    (touch->kind >= 0 && touch->kind < 64 && args->touch_kinds >> touch->kind & 1);

		if (!kind || (args->from && !(args->from >> touch->from & 1)))
			continue;
		if (!all)
			latest_try(&latest, view, i, touch->on);
		else if (in_window(view, args->window, touch->on))
			expr_note(run, EVENT_TOUCH, i);
	}
	note_latest(run, EVENT_TOUCH, &latest);
}

static void note_surveys(const struct expr_run *run, enum survey_kind kind, int window, bool all)
{
	const struct view *view = view_of(run);
	struct latest latest = LATEST;

	for (size_t i = 0; view->facts && i < view->facts->survey_count; i++) {
		const struct survey_fact *survey = &view->facts->surveys[i];

		if (survey->kind != kind)
			continue;
		if (!all)
			latest_try(&latest, view, i, survey->on);
		else if (in_window(view, window, survey->on))
			expr_note(run, EVENT_SURVEY, i);
	}
	note_latest(run, EVENT_SURVEY, &latest);
}

/* The last row of a measure in after < day <= upto; those before are in the number. */
static void note_measure(const struct expr_run *run, int key, int64_t after, int64_t upto)
{
	const struct view *view = view_of(run);
	struct latest latest = LATEST;

	for (size_t i = 0; view->facts && i < view->facts->measure_count; i++)
		if (view->facts->measures[i].key == key && view->facts->measures[i].on > after &&
		    view->facts->measures[i].on <= upto)
			latest_try(&latest, view, i, view->facts->measures[i].on);
	note_latest(run, EVENT_MEASURE, &latest);
}

static void note_measures(const struct expr_run *run, const struct indicator *indicator)
{
	const struct indicator_args *args = &indicator->args;
	int64_t now = view_of(run)->as_of, edge = now - args->window;
	int64_t past = args->before > 0 ? args->before : args->window;

	if (indicator->kind == &indicator_kinds[KIND_CHANGE] ||
	    indicator->kind == &indicator_kinds[KIND_SHARE_CHANGE]) {
		note_measure(run, args->measure, edge, now);
		note_measure(run, args->measure, edge - past, edge);
		return;
	}
	note_measure(run, args->measure, INT64_MIN, now);
	if (indicator->kind->needs & ARG_OVER)
		note_measure(run, args->over, INT64_MIN, now);
}

/* Those with one of the roles, left ones too: who is missing says as much. */
static void note_contacts(const struct expr_run *run, unsigned roles)
{
	const struct view *view = view_of(run);

	for (int c = 0; c < view->contact_count; c++)
		if (view->contacts[c].known && (!roles || view->contacts[c].roles & roles))
			expr_note(run, EVENT_CONTACT, (size_t)c);
}

static void note_promises(const struct expr_run *run, int window, bool open)
{
	const struct view *view = view_of(run);

	for (int p = 0; p < view->promise_count; p++) {
		const struct promise_view *promise = &view->promises[p];

		if (!promise->known || promise->state == PROMISE_WITHDRAWN)
			continue;
		if (promise->state == PROMISE_OPEN
			    ? open || (promise->due != DAY_NONE && promise->due < view->as_of)
			    : !open && in_window(view, window, promise->state_on))
			expr_note(run, EVENT_PROMISE, (size_t)p);
	}
}

static void note_concerns(const struct expr_run *run)
{
	const struct view *view = view_of(run);

	for (size_t i = 0; view->facts && i < view->facts->concern_count; i++)
		if (view->facts->concerns[i].on <= view->as_of)
			expr_note(run, EVENT_CONCERN, i);
}

static void note_outcomes(const struct expr_run *run)
{
	const struct view *view = view_of(run);
	int64_t percent;

	for (size_t i = 0; view->outcomes && i < view->facts->outcome_count; i++)
		if (outcome_percent(view, i, &percent))
			expr_note(run, EVENT_OUTCOME, i);
}

static void note_level(const struct expr_run *run, int track)
{
	const struct view *view = view_of(run);
	struct latest latest = LATEST;

	for (size_t i = 0; view->facts && i < view->facts->level_count; i++)
		if (view->facts->levels[i].track == track)
			latest_try(&latest, view, i, view->facts->levels[i].on);
	note_latest(run, EVENT_LEVEL, &latest);
}

static void note_text(const struct expr_run *run, int field)
{
	const struct view *view = view_of(run);
	struct latest latest = LATEST;

	for (size_t i = 0; view->facts && i < view->facts->field_count; i++)
		if (view->facts->fields[i].field == field)
			latest_try(&latest, view, i, view->facts->fields[i].on);
	note_latest(run, EVENT_FIELD, &latest);
}

static void note_answered(const struct expr_run *run, const char *key)
{
	const struct track *track = view_of(run)->track;
	int milestone = track ? track_find_key(track, key) : -1;

	if (milestone >= 0)
		expr_note_milestone(run, milestone);
}

void expr_note_kind(const struct expr_run *run, const struct indicator *indicator)
{
	const struct indicator_args *args = &indicator->args;
	const struct indicator_args from_them = { .from = 1u << FROM_THEM }, from_us = { .from = 1u << FROM_US };

	switch (indicator->kind - indicator_kinds) {
	case KIND_PACE:
	case KIND_STALL:
		note_progress(run);
		break;
	case KIND_RENEWAL:
	case KIND_RENEWAL_DAYS:
		note_state(run, STATE_RENEWAL);
		break;
	case KIND_HAS_NEXT_STEP:
		note_state(run, STATE_PLAN);
		break;
	case KIND_TOUCH_FROM_THEM:
		note_touches(run, &from_them, false);
		break;
	case KIND_TOUCH_FROM_US:
		note_touches(run, &from_us, false);
		break;
	case KIND_DAYS_SINCE_TOUCH:
	case KIND_TOUCHES:
		note_touches(run, args, indicator->kind == &indicator_kinds[KIND_TOUCHES]);
		break;
	case KIND_DAYS_SINCE_SURVEY:
	case KIND_SURVEYS:
		note_surveys(run, args->survey, args->window, indicator->kind == &indicator_kinds[KIND_SURVEYS]);
		break;
	case KIND_NPS:
	case KIND_CSAT:
		note_surveys(run, indicator->kind == &indicator_kinds[KIND_NPS] ? SURVEY_NPS : SURVEY_CSAT,
			     args->window, true);
		break;
	case KIND_COVERAGE:
	case KIND_CONTACTS:
	case KIND_HAS_ROLE:
	case KIND_SENTIMENT:
		note_contacts(run, args->roles);
		break;
	case KIND_ANSWERED:
		note_answered(run, args->milestone);
		break;
	case KIND_HAS_FIELD:
		note_text(run, args->field);
		break;
	case KIND_LEVEL:
		note_level(run, args->track);
		break;
	case KIND_OUTCOMES:
		note_outcomes(run);
		break;
	case KIND_PROMISES:
	case KIND_CONFIRMED:
		note_promises(run, args->window, indicator->kind == &indicator_kinds[KIND_CONFIRMED]);
		break;
	case KIND_CONCERNS:
		note_concerns(run);
		break;
	default:
		if (indicator->kind->needs & ARG_MEASURE)
			note_measures(run, indicator);
		break;
	}
}

/* ---- each once ---- */

/* By record, of one record the first noted first; before it they are numbered in place. Parts of one add up. */
struct numbered {
	struct expr_record record;
	size_t place;
};

static int compare_numbered(const void *a, const void *b)
{
	const struct numbered *x = a, *y = b;

	if (x->record.kind != y->record.kind)
		return x->record.kind < y->record.kind ? -1 : 1;
	if (x->record.index != y->record.index)
		return x->record.index < y->record.index ? -1 : 1;
	return x->place < y->place ? -1 : x->place > y->place;
}

static int compare_places(const void *a, const void *b)
{
	const struct numbered *x = a, *y = b;

	return x->place < y->place ? -1 : x->place > y->place;
}

void expr_records_settle(struct expr_records *records)
{
	struct numbered *all;
	size_t kept = 0;

	if (records->count < 2)
		return;
	all = xmalloc(records->count * sizeof *all);
	for (size_t i = 0; i < records->count; i++)
		all[i] = (struct numbered){ records->items[i], i };
	qsort(all, records->count, sizeof *all, compare_numbered);
	for (size_t i = 0; i < records->count; i++)
		if (kept && all[i].record.kind == all[kept - 1].record.kind &&
		    all[i].record.index == all[kept - 1].record.index)
			all[kept - 1].record.parts |= all[i].record.parts;
		else
			all[kept++] = all[i];
	qsort(all, kept, sizeof *all, compare_places);
	for (size_t i = 0; i < kept; i++)
		records->items[i] = all[i].record;
	records->count = kept;
	free(all);
}
