/* What stands of an account's records as of a date. */
#include "core/facts_private.h"

#include <stdlib.h>
#include <string.h>

#include "core/xalloc.h"

bool facts_have_records(const struct facts *facts)
{
	return (facts->measure_count | facts->survey_count | facts->contact_count | facts->promise_count |
		facts->outcome_count | facts->concern_count | facts->field_count | facts->level_count |
		facts->override_count) != 0;
}

/* Room for count items, which are all zeroed. */
#define ROOM(items, room, count) \
	do { \
		if ((count) > (room)) { \
			(items) = xrealloc((items), (count) * sizeof *(items)); \
			(room) = (count); \
		} \
		if (count) \
			memset((items), 0, (count) * sizeof *(items)); \
	} while (0)

/* One more than the greatest number in a field of the rows. */
#define NUMBERS(rows, row_count, field) \
	size_t field##_numbers = 0; \
	for (size_t i_ = 0; i_ < (row_count); i_++) \
		if ((rows)[i_].field >= 0 && (size_t)(rows)[i_].field >= field##_numbers) \
	field##_numbers = (size_t)(rows)[i_].field + 1

static void view_measures(const struct facts *facts, struct view_room *room, struct view *out)
{
	NUMBERS(facts->measures, facts->measure_count, key);

	ROOM(room->measures, room->measure_room, key_numbers);
	for (size_t k = 0; k < key_numbers; k++)
		room->measures[k] = (struct measure_view){ .from = DAY_NONE, .on = DAY_NONE };
	for (size_t i = 0; i < facts->measure_count; i++) {
		const struct measure_fact *fact = &facts->measures[i];
		struct measure_view *stands;

		if (fact->key < 0 || fact->on > out->as_of)
			continue;
		stands = &room->measures[fact->key];
		if (stands->end == 0)
			stands->first = i;
		stands->end = i + 1;
		if (stands->from == DAY_NONE || fact->on < stands->from)
			stands->from = fact->on;
		if (says_more(fact->on, fact->value, stands->on, stands->value)) {
			stands->on = fact->on;
			stands->value = fact->value;
		}
	}
	out->measures = room->measures;
	out->measure_count = (int)key_numbers;
}

/* What was said last of each of a contact's three, and when: zeroed is never. */
struct said {
	day_t roles, here, sentiment;
};

static void say_contact(const struct contact_fact *fact, struct contact_view *stands, struct said *said)
{
	if (fact->says_roles && says_more(fact->on, fact->roles, said->roles, stands->roles)) {
		said->roles = fact->on;
		stands->roles = fact->roles;
	}
	if (fact->says_here && says_more(fact->on, fact->here, said->here, stands->here)) {
		said->here = fact->on;
		stands->here = fact->here;
	}
	if (fact->says_sentiment && says_more(fact->on, fact->sentiment, said->sentiment, stands->sentiment)) {
		said->sentiment = stands->sentiment_on = fact->on;
		stands->has_sentiment = true;
		stands->sentiment = fact->sentiment;
	}
}

#define FEW 32

static void view_contacts(const struct facts *facts, struct view_room *room, struct view *out)
{
	struct said few[FEW], *said = few;
	NUMBERS(facts->contacts, facts->contact_count, contact);

	ROOM(room->contacts, room->contact_room, contact_numbers);
	if (contact_numbers > FEW)
		said = xcalloc(contact_numbers, sizeof *said);
	for (size_t c = 0; c < contact_numbers; c++) {
		room->contacts[c] = (struct contact_view){ .here = true,
							   .sentiment_on = DAY_NONE,
							   .touched = DAY_NONE };
		said[c] = (struct said){ DAY_NONE, DAY_NONE, DAY_NONE };
	}
	for (size_t i = 0; i < facts->contact_count; i++) {
		const struct contact_fact *fact = &facts->contacts[i];

		if (fact->contact < 0 || fact->on > out->as_of)
			continue;
		room->contacts[fact->contact].known = true;
		say_contact(fact, &room->contacts[fact->contact], &said[fact->contact]);
	}
	for (size_t i = 0; i < facts->touch_count; i++) {
		const struct touch_fact *touch = &facts->touches[i];

		if (touch->on <= out->as_of && touch->contact >= 0 && (size_t)touch->contact < contact_numbers &&
		    touch->on > room->contacts[touch->contact].touched)
			room->contacts[touch->contact].touched = touch->on;
	}
	if (said != few)
		free(said);
	out->contacts = room->contacts;
	out->contact_count = (int)contact_numbers;
}

struct promised {
	day_t state, due, confirmed;
};

static void say_promise(const struct promise_fact *fact, struct promise_view *stands, struct promised *said)
{
	if (fact->says_state && says_more(fact->on, fact->state, said->state, stands->state)) {
		said->state = stands->state_on = fact->on;
		stands->state = fact->state;
	}
	if (fact->says_due && says_more(fact->on, fact->due, said->due, stands->due)) {
		said->due = fact->on;
		stands->due = fact->due;
	}
	if (fact->says_confirmed && says_more(fact->on, fact->confirmed, said->confirmed, stands->confirmed)) {
		said->confirmed = fact->on;
		stands->confirmed = fact->confirmed;
	}
}

static void view_promises(const struct facts *facts, struct view_room *room, struct view *out)
{
	struct promised few[FEW], *said = few;
	NUMBERS(facts->promises, facts->promise_count, promise);

	ROOM(room->promises, room->promise_room, promise_numbers);
	if (promise_numbers > FEW)
		said = xcalloc(promise_numbers, sizeof *said);
	for (size_t p = 0; p < promise_numbers; p++) {
		room->promises[p] = (struct promise_view){ .state_on = DAY_NONE, .due = DAY_NONE };
		said[p] = (struct promised){ DAY_NONE, DAY_NONE, DAY_NONE };
	}
	for (size_t i = 0; i < facts->promise_count; i++) {
		const struct promise_fact *fact = &facts->promises[i];

		if (fact->promise < 0 || fact->on > out->as_of)
			continue;
		room->promises[fact->promise].known = true;
		say_promise(fact, &room->promises[fact->promise], &said[fact->promise]);
	}
	if (said != few)
		free(said);
	out->promises = room->promises;
	out->promise_count = (int)promise_numbers;
}

static void view_outcomes(const struct facts *facts, struct view_room *room, struct view *out)
{
	ROOM(room->outcomes, room->outcome_room, facts->outcome_count);
	for (size_t i = 0; i < facts->outcome_value_count; i++) {
		const struct outcome_fact *fact = &facts->outcome_values[i];
		struct outcome_view *stands;

		if (fact->outcome < 0 || (size_t)fact->outcome >= facts->outcome_count || fact->on > out->as_of)
			continue;
		stands = &room->outcomes[fact->outcome];
		if (stands->measured && !says_more(fact->on, fact->value, stands->on, stands->value))
			continue;
		*stands = (struct outcome_view){ true, fact->value, fact->on };
	}
	out->outcomes = room->outcomes;
}

static void view_override(const struct facts *facts, struct view *out)
{
	const struct override_fact *stands = NULL;

	for (size_t i = 0; i < facts->override_count; i++) {
		const struct override_fact *fact = &facts->overrides[i];

		if (fact->on > out->as_of)
			continue;
		if (!stands || fact->on > stands->on ||
		    (fact->on == stands->on && says_more(fact->until, fact->band, stands->until, stands->band)))
			stands = fact;
	}
	if (stands && stands->until >= out->as_of) {
		out->override = stands->band;
		out->override_until = stands->until;
	}
}

void view_records(const struct facts *facts, struct view_room *room, struct view *out)
{
	out->facts = facts;
	view_measures(facts, room, out);
	view_contacts(facts, room, out);
	view_promises(facts, room, out);
	view_outcomes(facts, room, out);
	view_override(facts, out);
}

/* ---- levels of another track ---- */

static int level_on(const struct facts *facts, day_t on, struct view_room *room)
{
	struct position position;
	struct view view;

	facts_view(facts, on, room, &view);
	view_position(&view, &pace_limits_default, &position);
	if (position.completed)
		return facts->track->stage_count;
	return facts->track->reading == READING_LEVEL ? position.stage + 1 : position.stage;
}

static bool has_day(const struct level_fact *rows, size_t count, day_t on)
{
	for (size_t i = 0; i < count; i++)
		if (rows[i].on == on)
			return true;
	return false;
}

size_t facts_levels(const struct facts *facts, int track, struct view_room *room, struct level_fact *out)
{
	size_t count = 0;

	for (size_t i = 0; facts->track && i < facts->answer_count + facts->pass_count; i++) {
		day_t on = i < facts->answer_count ? facts->answers[i].on
						   : facts->passes[i - facts->answer_count].on;

		if (!has_day(out, count, on))
			out[count++] = (struct level_fact){ track, on, level_on(facts, on, room) };
	}
	return count;
}

/* ---- copies ---- */

static void *copy_rows(const void *rows, size_t count, size_t size)
{
	void *copy;

	if (!count)
		return NULL;
	copy = xmalloc(count * size);
	memcpy(copy, rows, count * size);
	return copy;
}

#define EACH_ROWS(ROWS) \
	ROWS(answers, answer_count) \
	ROWS(passes, pass_count) \
	ROWS(states, state_count) \
	ROWS(movements, movement_count) \
	ROWS(touches, touch_count) \
	ROWS(measures, measure_count) \
	ROWS(surveys, survey_count) \
	ROWS(contacts, contact_count) \
	ROWS(promises, promise_count) \
	ROWS(outcomes, outcome_count) \
	ROWS(outcome_values, outcome_value_count) \
	ROWS(concerns, concern_count) \
	ROWS(fields, field_count) \
	ROWS(levels, level_count) \
	ROWS(overrides, override_count)

void facts_copy(const struct facts *facts, struct facts *out)
{
	*out = *facts;
#define ROWS(rows, count) out->rows = copy_rows(facts->rows, facts->count, sizeof *facts->rows);
	EACH_ROWS(ROWS)
#undef ROWS
}

void facts_free(struct facts *facts)
{
#define ROWS(rows, count) free((void *)(uintptr_t)facts->rows);
	EACH_ROWS(ROWS)
#undef ROWS
	*facts = (struct facts){ .placed = DAY_NONE, .contract = DAY_NONE };
}
