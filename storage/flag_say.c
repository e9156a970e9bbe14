/* The records that made a flag fire, in words: kept with the firing, so that they say what it was then. */
#include <string.h>

#include "storage/flag_pass.h"
#include "storage/scorecards.h"

enum { LINES_MOST = 12, DAY_SIZE = 16 };

/* "3 Nov 2026": the line may be read years later. */
static const char *say_day(day_t day, char text[DAY_SIZE])
{
	return day == DAY_NONE ? "an unknown day" : date_format_long(day, text) + strlen("Sun ");
}

/* A name out of one of the records' tables, quoted where it is a text. */
static void say_name(const struct facts_reader *reader, enum query query, const struct ids *ids, int number,
		     const char *none, bool quoted, struct buf *out)
{
	int64_t id = number >= 0 && (size_t)number < ids->count ? ids->items[number] : 0;
	struct error ignored; /* without a name it is said without one */
	sqlite3_stmt *st = id ? book_query(reader->book, &ignored, query, "ii", reader->id, id) : NULL;

	if (!st || book_step(reader->book, st, &ignored) != 1) {
		buf_str(out, none);
		return;
	}
	buf_printf(out, quoted ? "'%s'" : "%s", column_string(st, 0) ? column_string(st, 0) : none);
	sqlite3_reset(st);
}

static const char *word(const struct names *names, int index, const char *none)
{
	return index >= 0 && (size_t)index < names->count ? names->items[index] : none;
}

static void say_promise(const struct facts_reader *reader, const struct view *view, int number, struct buf *out)
{
	const struct promise_view *promise = &view->promises[number];
	char day[DAY_SIZE];

	buf_str(out, "promise ");
	say_name(reader, Q_PROMISE_TEXT, &reader->promise_ids, number, "to them", true, out);
	if (promise->state != PROMISE_OPEN)
		buf_printf(out, ": %s on %s", promise_state_name(promise->state), say_day(promise->state_on, day));
	else if (promise->due == DAY_NONE)
		buf_str(out, ": open, without a day");
	else
		buf_printf(out, " %s due %s", promise->due < view->as_of ? "was" : "is",
			   say_day(promise->due, day));
}

static void say_contact(const struct facts_reader *reader, const struct view *view, int number, struct buf *out)
{
	const struct contact_view *contact = &view->contacts[number];
	char day[DAY_SIZE];

	say_name(reader, Q_CONTACT_NAME, &reader->contact_ids, number, "a contact", false, out);
	if (contact->roles) {
		buf_str(out, ", ");
		roles_say(contact->roles, out);
	}
	if (!contact->here) {
		day_t left = DAY_NONE;

		for (size_t i = 0; i < reader->facts.contact_count; i++) {
			const struct contact_fact *fact = &reader->facts.contacts[i];

			if (fact->contact == number && fact->says_here && !fact->here && fact->on <= view->as_of &&
			    fact->on > left)
				left = fact->on;
		}
		buf_printf(out, ", left on %s", say_day(left, day));
	} else if (contact->has_sentiment) {
		buf_printf(out, ", %s", sentiment_name(contact->sentiment));
	}
}

static void say_survey(const struct facts_reader *reader, const struct survey_fact *fact, struct buf *out)
{
	char day[DAY_SIZE];

	if (fact->kind == SURVEY_NPS)
		buf_printf(out, "NPS %d", fact->score);
	else
		buf_printf(out, "CSAT %d of %d", fact->score, fact->scale);
	buf_str(out, " by ");
	say_name(reader, Q_CONTACT_NAME, &reader->contact_ids, fact->contact, "somebody", false, out);
	buf_printf(out, " on %s", say_day(fact->on, day));
}

static void say_touch(const struct facts_reader *reader, const struct touch_fact *fact, struct buf *out)
{
	const struct names *kinds = &reader->cards->words->touch_kinds;
	char day[DAY_SIZE];

	buf_printf(out, "%s from %s on %s", word(kinds, fact->kind, "touch"), fact->from == FROM_US ? "us" : "them",
		   say_day(fact->on, day));
	if (fact->contact >= 0) {
		buf_str(out, " with ");
		say_name(reader, Q_CONTACT_NAME, &reader->contact_ids, fact->contact, "a contact", false, out);
	}
}

static void say_outcome(const struct facts_reader *reader, const struct outcome_fact *fact, struct buf *out)
{
	char day[DAY_SIZE], value[VALUE_SIZE];

	buf_str(out, "outcome ");
	say_name(reader, Q_OUTCOME_NAME, &reader->outcome_ids, fact->outcome, "of theirs", true, out);
	buf_printf(out, ": %s on %s", value_format(fact->value, value), say_day(fact->on, day));
}

/* What was read of it alone: an import that brings all fields in one day is no evidence for all of them. */
static void say_state(const struct facts_reader *reader, const struct state_fact *fact, unsigned parts,
		      struct buf *out)
{
	char day[DAY_SIZE];
	size_t before = out->size;

	if (parts & STATE_SEGMENT)
		buf_printf(out, "segment %s",
			   word(&reader->cards->words->segments, fact->segment, "none of those named"));
	if (parts & STATE_STATUS)
		buf_printf(out, "%s%s", out->size > before ? ", " : "", status_name(fact->status));
	if (parts & STATE_RENEWAL && fact->renewal != DAY_NONE)
		buf_printf(out, "%srenewal on %s", out->size > before ? ", " : "", say_day(fact->renewal, day));
	if (parts & STATE_PLAN)
		buf_printf(out, "%s%s", out->size > before ? ", " : "",
			   fact->plan ? "a next step is written" : "no next step is written");
	if (out->size == before)
		buf_str(out, "the account's fields");
	buf_printf(out, ", since %s", say_day(fact->on, day));
}

static void say_answer(const struct facts *facts, const struct answer_fact *fact, struct buf *out)
{
	char day[DAY_SIZE];

	if (facts->track && fact->milestone >= 0)
		buf_printf(out, "'%s' ", facts->track->milestones[fact->milestone].question);
	buf_printf(out, "%s on %s", answer_name(fact->answer), say_day(fact->on, day));
}

/* All the values of a measure are one line: how many, and the last. */
static void say_measure(const struct facts_reader *reader, const struct expr_records *records, size_t at,
			struct buf *out)
{
	const struct measure_fact *facts = reader->facts.measures, *last = &facts[records->items[at].index];
	char day[DAY_SIZE], value[VALUE_SIZE];
	int count = 0;

	for (size_t i = 0; i < records->count; i++) {
		const struct measure_fact *fact = &facts[records->items[i].index];

		if (records->items[i].kind != EVENT_MEASURE || fact->key != last->key)
			continue;
		if (i < at)
			return; /* said with the first */
		count++;
		last = fact->on >= last->on ? fact : last;
	}
	buf_str(out, word(&reader->cards->words->measures, last->key, "a measure"));
	if (count > 1)
		buf_printf(out, ": %d values, the last", count);
	buf_printf(out, " %s on %s", value_format(last->value, value), say_day(last->on, day));
}

static void say_record(const struct facts_reader *reader, const struct view *view,
		       const struct expr_records *records, size_t at, struct buf *out)
{
	const struct facts *facts = &reader->facts;
	size_t index = records->items[at].index;
	char day[DAY_SIZE];

	switch (records->items[at].kind) {
	case EVENT_PLACED:
		buf_printf(out, "placed on %s", say_day(facts->placed, day));
		break;
	case EVENT_STATE:
		say_state(reader, &facts->states[index], records->items[at].parts, out);
		break;
	case EVENT_MOVEMENT:
		buf_printf(out, "ARR changed on %s", say_day(facts->movements[index].on, day));
		break;
	case EVENT_ANSWER:
		say_answer(facts, &facts->answers[index], out);
		break;
	case EVENT_PASS:
		buf_printf(out, "a stage passed by hand on %s", say_day(facts->passes[index].on, day));
		break;
	case EVENT_LEVEL:
		buf_printf(out, "level %d on %s since %s", facts->levels[index].level,
			   word(&reader->cards->words->tracks, facts->levels[index].track, "another track"),
			   say_day(facts->levels[index].on, day));
		break;
	case EVENT_FIELD:
		buf_printf(out, "%s %s on %s",
			   word(&reader->cards->words->fields, facts->fields[index].field, "a field"),
			   facts->fields[index].filled ? "written" : "cleared",
			   say_day(facts->fields[index].on, day));
		break;
	case EVENT_CONTACT:
		if ((int)index < view->contact_count)
			say_contact(reader, view, (int)index, out);
		break;
	case EVENT_TOUCH:
		say_touch(reader, &facts->touches[index], out);
		break;
	case EVENT_PROMISE:
		if ((int)index < view->promise_count)
			say_promise(reader, view, (int)index, out);
		break;
	case EVENT_CONCERN:
		buf_printf(out, "concern heard on %s: %s", say_day(facts->concerns[index].on, day),
			   concern_level_title(facts->concerns[index].level));
		break;
	case EVENT_OUTCOME:
		say_outcome(reader, &facts->outcome_values[index], out);
		break;
	case EVENT_SURVEY:
		say_survey(reader, &facts->surveys[index], out);
		break;
	case EVENT_MEASURE:
		say_measure(reader, records, at, out);
		break;
	case EVENT_OVERRIDE:
		buf_printf(out, "band set to %s by hand on %s", band_name((enum band)facts->overrides[index].band),
			   say_day(facts->overrides[index].on, day));
		break;
	default:
		break;
	}
}

void flag_say(const struct facts_reader *reader, const struct scored *scored, const struct expr_records *records,
	      struct buf *out)
{
	int lines = 0, more = 0;

	for (size_t i = 0; i < records->count; i++) {
		size_t before = out->size;

		say_record(reader, &scored->view, records, i, out);
		if (out->size == before)
			continue;
		if (++lines > LINES_MOST) {
			buf_cut(out, before);
			more++;
			continue;
		}
		/* one record, one line, whatever the names hold */
		for (size_t at = before; at < out->size; at++)
			if (out->data[at] == '\n' || out->data[at] == '\r')
				out->data[at] = ' ';
		buf_char(out, '\n');
	}
	if (more)
		buf_printf(out, "and %d more\n", more);
}
