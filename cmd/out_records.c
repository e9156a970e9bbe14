/* An account's records as JSON and as tables. */
#include <stdio.h>
#include <string.h>

#include "cmd/records.h"

/* ---- JSON ---- */

json_t *out_json_value(int64_t value)
{
	if (value == VALUE_NONE)
		return json_null();
	if (value % VALUE_SCALE == 0)
		return json_integer(value / VALUE_SCALE);
	return json_real((double)value / VALUE_SCALE);
}

json_t *out_json_id(int64_t id)
{
	char text[24];

	snprintf(text, sizeof text, "%lld", (long long)id);
	return json_string(text);
}

json_t *out_json_contact(const struct contact *contact)
{
	json_t *object = json_object(), *roles = json_array();

	for (int i = 0; i < CONTACT_ROLES; i++)
		if (contact->roles & 1U << i)
			json_array_append_new(roles, json_string(role_name((enum contact_role)(1U << i))));
	json_object_set_new(object, "id", out_json_id(contact->id));
	json_object_set_new(object, "source", out_json_text(contact->source));
	json_object_set_new(object, "external_id", out_json_text(contact->external_id));
	json_object_set_new(object, "name", out_json_text(contact->name));
	json_object_set_new(object, "roles", roles);
	json_object_set_new(object, "here", json_boolean(contact->here));
	json_object_set_new(object, "sentiment",
			    contact->has_sentiment ? json_integer(contact->sentiment) : json_null());
	json_object_set_new(object, "email", out_json_text(contact->email));
	json_object_set_new(object, "phone", out_json_text(contact->phone));
	json_object_set_new(object, "persona", out_json_text(contact->persona));
	json_object_set_new(object, "success", out_json_text(contact->success));
	json_object_set_new(object, "since", out_json_day(contact->since));
	json_object_set_new(object, "last_contact", out_json_day(contact->last_touch));
	return object;
}

json_t *out_json_outcome(const struct outcome_record *outcome)
{
	json_t *object = json_object(), *values = json_array();
	size_t count = outcome->values.count;
	int percent;

	for (size_t i = 0; i < count; i++) {
		const struct outcome_value *value = &outcome->values.items[i];
		json_t *item = json_object();

		json_object_set_new(item, "date", out_json_day(value->on));
		json_object_set_new(item, "value", out_json_value(value->value));
		json_object_set_new(item, "by", out_json_text(value->who));
		json_object_set_new(item, "note", out_json_text(value->note));
		json_array_append_new(values, item);
	}
	json_object_set_new(object, "id", out_json_id(outcome->id));
	json_object_set_new(object, "name", out_json_text(outcome->name));
	json_object_set_new(object, "unit", out_json_text(outcome->unit));
	json_object_set_new(object, "baseline", out_json_value(outcome->baseline));
	json_object_set_new(object, "target", out_json_value(outcome->target));
	json_object_set_new(object, "start", out_json_day(outcome->start));
	json_object_set_new(object, "due", out_json_day(outcome->due));
	json_object_set_new(object, "story", out_json_day(outcome->story));
	json_object_set_new(object, "value",
			    out_json_value(count ? outcome->values.items[count - 1].value : VALUE_NONE));
	json_object_set_new(object, "progress",
			    outcome_progress(outcome, &percent) ? json_integer(percent) : json_null());
	json_object_set_new(object, "met", json_boolean(outcome_met(outcome)));
	json_object_set_new(object, "values", values);
	return object;
}

static bool overdue(const struct promise *promise, day_t as_of)
{
	return promise->state == PROMISE_OPEN && promise->due != DAY_NONE && promise->due < as_of;
}

json_t *out_json_promise(const struct promise *promise, day_t as_of)
{
	json_t *object = json_object();

	json_object_set_new(object, "id", out_json_id(promise->id));
	json_object_set_new(object, "text", out_json_text(promise->text));
	json_object_set_new(object, "understood", out_json_text(promise->understood));
	json_object_set_new(object, "confirmed", json_boolean(promise->confirmed));
	json_object_set_new(object, "to", out_json_text(promise->contact_name));
	json_object_set_new(object, "capability", out_json_text(promise->capability));
	json_object_set_new(object, "need", out_json_text(promise->need));
	json_object_set_new(object, "made_on", out_json_day(promise->made));
	json_object_set_new(object, "due", out_json_day(promise->due));
	json_object_set_new(object, "overdue", json_boolean(overdue(promise, as_of)));
	json_object_set_new(object, "state", json_string(promise_state_name(promise->state)));
	json_object_set_new(object, "since", out_json_day(promise->state_since));
	json_object_set_new(object, "by", out_json_text(promise->who));
	json_object_set_new(object, "note", out_json_text(promise->note));
	return object;
}

json_t *out_json_concern(const struct concern *concern)
{
	json_t *object = json_object();

	json_object_set_new(object, "id", out_json_id(concern->id));
	json_object_set_new(object, "date", out_json_day(concern->day));
	json_object_set_new(object, "level", json_integer((int)concern->level + 1));
	json_object_set_new(object, "level_name", json_string(concern_level_name(concern->level)));
	json_object_set_new(object, "text", out_json_text(concern->text));
	json_object_set_new(object, "from", out_json_text(concern->contact_name));
	json_object_set_new(object, "addressed", out_json_day(concern->addressed));
	json_object_set_new(object, "how", out_json_text(concern->how));
	return object;
}

json_t *out_json_touch(const struct touch *touch)
{
	json_t *object = json_object();

	json_object_set_new(object, "id", out_json_id(touch->id));
	json_object_set_new(object, "date", out_json_day(touch->on));
	json_object_set_new(object, "kind", out_json_text(touch->kind));
	json_object_set_new(object, "from", json_string(touch->from == FROM_THEM ? "them" : "us"));
	json_object_set_new(object, "by", out_json_text(touch->who));
	json_object_set_new(object, "with", out_json_text(touch->contact_name));
	json_object_set_new(object, "note", out_json_text(touch->note));
	return object;
}

json_t *out_json_survey(const struct survey *survey)
{
	json_t *object = json_object();

	json_object_set_new(object, "id", out_json_id(survey->id));
	json_object_set_new(object, "date", out_json_day(survey->on));
	json_object_set_new(object, "kind", json_string(survey_kind_name(survey->kind)));
	json_object_set_new(object, "score", json_integer(survey->score));
	json_object_set_new(object, "scale", json_integer(survey->scale));
	json_object_set_new(object, "contact", out_json_text(survey->contact_name));
	json_object_set_new(object, "comment", out_json_text(survey->comment));
	return object;
}

bool measure_is_latest(const struct measures *measures, size_t at)
{
	return at == 0 || strcmp(measures->items[at].key, measures->items[at - 1].key) != 0;
}

json_t *out_json_measure(const struct measures *measures, size_t at)
{
	json_t *object = json_object();
	int percent;

	json_object_set_new(object, "key", out_json_text(measures->items[at].key));
	json_object_set_new(object, "date", out_json_day(measures->items[at].on));
	json_object_set_new(object, "value", out_json_value(measures->items[at].value));
	json_object_set_new(object, "trend",
			    measure_trend(measures, at, &percent) ? json_integer(percent) : json_null());
	return object;
}

json_t *out_json_override(const struct override *override)
{
	json_t *object;

	if (!override->holds)
		return json_null();
	object = json_object();
	json_object_set_new(object, "band", json_string(band_name(override->band)));
	json_object_set_new(object, "since", out_json_day(override->on));
	json_object_set_new(object, "until", out_json_day(override->until));
	json_object_set_new(object, "reason", out_json_text(override->reason));
	json_object_set_new(object, "by", out_json_text(override->who));
	return object;
}

/* ---- cells ---- */

void cell_text(const struct ctx *ctx, struct table *table, const char *text)
{
	struct buf cell = { 0 };

	out_safe(ctx, &cell, text);
	table_add(table, buf_text(&cell));
	buf_free(&cell);
}

void cell_day(const struct ctx *ctx, struct table *table, day_t day)
{
	char text[16];

	table_add(table, day == DAY_NONE ? "" : date_format_short(day, ctx->as_of, text));
}

void cell_value(struct table *table, int64_t value)
{
	char text[VALUE_SIZE];

	table_add(table, value_format(value, text));
}

/* A value with its unit, which is foreign text. */
static void cell_amount(const struct ctx *ctx, struct table *table, int64_t value, const char *unit)
{
	struct buf cell = { 0 };
	char text[VALUE_SIZE];

	if (value != VALUE_NONE) {
		buf_str(&cell, value_format(value, text));
		if (unit && *unit)
			buf_char(&cell, ' ');
		out_safe(ctx, &cell, unit);
	}
	table_add(table, buf_text(&cell));
	buf_free(&cell);
}

/* ---- tables ---- */

#define COLUMNS(columns) .columns = (columns), .count = sizeof(columns) / sizeof *(columns)

void print_contacts(const struct ctx *ctx, const struct contacts *contacts)
{
	static const struct table_column columns[] = {
		{ "Contact", false, 0 },    { "Roles", false, 0 },  { "Sentiment", false, 4 },
		{ "Last touch", false, 3 }, { "E-mail", false, 2 }, { "Persona", false, 1 },
	};
	struct table table = { COLUMNS(columns) };

	for (size_t i = 0; i < contacts->count; i++) {
		const struct contact *contact = &contacts->items[i];
		struct buf cell = { 0 };

		out_safe(ctx, &cell, contact->name);
		buf_str(&cell, contact->here ? "" : " (left)");
		table_add(&table, buf_text(&cell));
		buf_clear(&cell);
		roles_say(contact->roles, &cell);
		table_add(&table, buf_text(&cell));
		table_add(&table, contact->has_sentiment ? sentiment_name(contact->sentiment) : "");
		cell_day(ctx, &table, contact->last_touch);
		cell_text(ctx, &table, contact->email);
		cell_text(ctx, &table, contact->persona);
		buf_free(&cell);
	}
	if (contacts->count)
		table_print(ctx, &table);
}

void print_outcomes(const struct ctx *ctx, const struct outcomes *outcomes)
{
	static const struct table_column columns[] = {
		{ "Outcome", false, 0 }, { "Baseline", true, 2 }, { "Now", true, 5 },	 { "Target", true, 4 },
		{ "Way", true, 0 },	 { "Due", false, 3 },	  { "Story", false, 1 },
	};
	struct table table = { COLUMNS(columns) };

	for (size_t i = 0; i < outcomes->count; i++) {
		const struct outcome_record *outcome = &outcomes->items[i];
		size_t count = outcome->values.count;
		char way[16] = "";
		int percent;

		cell_text(ctx, &table, outcome->name);
		cell_amount(ctx, &table, outcome->baseline, outcome->unit);
		cell_amount(ctx, &table, count ? outcome->values.items[count - 1].value : VALUE_NONE,
			    outcome->unit);
		cell_amount(ctx, &table, outcome->target, outcome->unit);
		if (outcome_met(outcome))
			snprintf(way, sizeof way, "met");
		else if (outcome_progress(outcome, &percent))
			snprintf(way, sizeof way, "%d%%", percent);
		table_add(&table, way);
		cell_day(ctx, &table, outcome->due);
		table_add(&table, outcome->story == DAY_NONE ? "" : "may be told");
	}
	if (outcomes->count)
		table_print(ctx, &table);
}

void print_promises(const struct ctx *ctx, const struct promises *promises)
{
	static const struct table_column columns[] = {
		{ "Promise", false, 0 }, { "State", false, 0 }, { "Due", false, 0 },
		{ "To", false, 3 },	 { "Made", false, 2 },	{ "As they understood it", false, 1 },
	};
	struct table table = { COLUMNS(columns) };

	for (size_t i = 0; i < promises->count; i++) {
		const struct promise *promise = &promises->items[i];
		struct buf cell = { 0 };

		cell_text(ctx, &table, promise->text);
		table_add(&table, overdue(promise, ctx->as_of) ? "overdue" : promise_state_name(promise->state));
		cell_day(ctx, &table, promise->due);
		cell_text(ctx, &table, promise->contact_name);
		cell_day(ctx, &table, promise->made);
		out_safe(ctx, &cell, promise->understood);
		if (promise->confirmed)
			buf_str(&cell, cell.size ? " (confirmed)" : "confirmed");
		table_add(&table, buf_text(&cell));
		buf_free(&cell);
	}
	if (promises->count)
		table_print(ctx, &table);
}

void print_concerns(const struct ctx *ctx, const struct concerns *concerns)
{
	static const struct table_column columns[] = {
		{ "Concern", false, 0 }, { "Level", false, 0 },	    { "Heard", false, 3 },
		{ "From", false, 2 },	 { "Addressed", false, 4 }, { "How", false, 1 },
	};
	struct table table = { COLUMNS(columns) };

	for (size_t i = 0; i < concerns->count; i++) {
		const struct concern *concern = &concerns->items[i];
		char level[64];

		cell_text(ctx, &table, concern->text);
		snprintf(level, sizeof level, "%d %s", (int)concern->level + 1,
			 concern_level_title(concern->level));
		table_add(&table, level);
		cell_day(ctx, &table, concern->day);
		cell_text(ctx, &table, concern->contact_name);
		cell_day(ctx, &table, concern->addressed);
		cell_text(ctx, &table, concern->how);
	}
	if (concerns->count)
		table_print(ctx, &table);
}

void print_touches(const struct ctx *ctx, const struct touches *touches)
{
	static const struct table_column columns[] = {
		{ "Touch", false, 0 }, { "Date", false, 0 }, { "From", false, 0 },
		{ "By", false, 0 },    { "With", false, 2 }, { "Note", false, 1 },
	};
	struct table table = { COLUMNS(columns) };

	for (size_t i = 0; i < touches->count; i++) {
		const struct touch *touch = &touches->items[i];

		cell_text(ctx, &table, touch->kind);
		cell_day(ctx, &table, touch->on);
		table_add(&table, touch->from == FROM_THEM ? "them" : "us");
		cell_text(ctx, &table, touch->who);
		cell_text(ctx, &table, touch->contact_name);
		cell_text(ctx, &table, touch->note);
	}
	if (touches->count)
		table_print(ctx, &table);
}

void print_surveys(const struct ctx *ctx, const struct surveys *surveys)
{
	static const struct table_column columns[] = {
		{ "Survey", false, 0 }, { "Score", true, 0 },	 { "Date", false, 0 },
		{ "From", false, 2 },	{ "Comment", false, 1 },
	};
	struct table table = { COLUMNS(columns) };

	for (size_t i = 0; i < surveys->count; i++) {
		const struct survey *survey = &surveys->items[i];
		char score[32];

		table_add(&table, survey->kind == SURVEY_NPS ? "NPS" : "CSAT");
		snprintf(score, sizeof score, "%d of %d", survey->score, survey->scale);
		table_add(&table, score);
		cell_day(ctx, &table, survey->on);
		cell_text(ctx, &table, survey->contact_name);
		cell_text(ctx, &table, survey->comment);
	}
	if (surveys->count)
		table_print(ctx, &table);
}

void print_measures(const struct ctx *ctx, const struct measures *measures, bool all)
{
	static const struct table_column columns[] = {
		{ "Measure", false, 0 },
		{ "Value", true, 0 },
		{ "Date", false, 0 },
		{ "Trend", true, 0 },
	};
	struct table table = { COLUMNS(columns) };

	for (size_t i = 0; i < measures->count; i++) {
		const struct measure *measure = &measures->items[i];
		char trend[16] = "";
		int percent;

		if (!all && !measure_is_latest(measures, i))
			continue;
		cell_text(ctx, &table, measure->key);
		cell_value(&table, measure->value);
		cell_day(ctx, &table, measure->on);
		if (measure_trend(measures, i, &percent))
			snprintf(trend, sizeof trend, "%+d%%", percent);
		table_add(&table, trend);
	}
	if (measures->count)
		table_print(ctx, &table);
}
