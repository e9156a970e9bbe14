/* JSON out: the keys that scripts rely on, values exact. */
#include <stdio.h>
#include <string.h>

#include "cmd/out.h"
#include "cmd/records.h"
#include "core/text.h"
#include "storage/book.h"

json_t *out_json_text(const char *text)
{
	struct buf whole = { 0 };
	json_t *value;

	if (!text)
		return json_null();
	value = json_string(text);
	if (value)
		return value;
	text_repair(&whole, text);
	value = json_string(buf_text(&whole));
	buf_free(&whole);
	return value;
}

json_t *out_json_day(day_t day)
{
	char text[DATE_SIZE];

	return day == DAY_NONE ? json_null() : json_string(date_format(day, text));
}

/* At most 15 digits, which a double holds and %.15g writes back. */
json_t *out_json_money(int64_t minor, const char *currency)
{
	int64_t unit = 1;

	for (int i = money_decimals(currency); i > 0; i--)
		unit *= 10;
	if (minor % unit == 0)
		return json_integer(minor / unit);
	return json_real((double)minor / (double)unit);
}

json_t *out_json_points(int hundredths)
{
	return hundredths == HEALTH_UNKNOWN ? json_null() : json_integer(hundredths / 100);
}

json_t *out_json_shown(int scale, int hundredths)
{
	return hundredths == HEALTH_UNKNOWN ? json_null() : json_string(POINTS_TEXT(scale, hundredths / 100));
}

static json_t *text_or_null(const char *text)
{
	return out_json_text(text && *text ? text : NULL);
}

static json_t *stage_object(const struct account_row *row)
{
	json_t *stage;

	if (!row->track)
		return json_null();
	stage = json_object();
	json_object_set_new(stage, "track", out_json_text(row->track));
	json_object_set_new(stage, "name", out_json_text(row->stage ? row->stage : "none"));
	json_object_set_new(stage, "index", json_integer(row->stage_index));
	json_object_set_new(stage, "count", json_integer(row->stage_count));
	json_object_set_new(stage, "completed", json_boolean(row->completed));
	json_object_set_new(stage, "passed", json_boolean(row->passed));
	json_object_set_new(stage, "settled", json_integer(row->settled));
	json_object_set_new(stage, "required", json_integer(row->required));
	json_object_set_new(stage, "days", row->days < 0 ? json_null() : json_integer(row->days));
	json_object_set_new(stage, "pace", text_or_null(pace_name(row->pace)));
	return stage;
}

/* The band set by hand, with who and why; null where none holds. */
static json_t *override_object(const struct ctx *ctx, const struct account_row *row)
{
	struct override override = { 0 };
	struct error ignored;
	json_t *object;

	if (row->band_cause != BAND_BY_HAND || !ctx->book ||
	    override_get(ctx->book, row->id, ctx->as_of, &override, &ignored))
		return json_null();
	object = out_json_override(&override);
	override_clear(&override);
	return object;
}

static json_t *health_object(const struct ctx *ctx, const struct account_row *row)
{
	json_t *health = json_object();

	json_object_set_new(health, "score", out_json_points(row->health));
	json_object_set_new(health, "shown", out_json_shown(row->scale, row->health));
	json_object_set_new(health, "band", json_string(band_name(row->band)));
	json_object_set_new(health, "computed_band", json_string(band_name(row->computed)));
	json_object_set_new(health, "label", out_json_text(account_band_label(row)));
	json_object_set_new(health, "confidence", json_integer(row->confidence));
	json_object_set_new(health, "trend", row->trend == TREND_NONE ? json_null() : json_integer(row->trend));
	json_object_set_new(health, "override", override_object(ctx, row));
	return health;
}

static json_t *next_object(const struct account_row *row)
{
	json_t *next;

	if (!row->next_key)
		return json_null();
	next = json_object();
	json_object_set_new(next, "id", out_json_text(row->next_key));
	json_object_set_new(next, "question", out_json_text(row->next_question));
	return next;
}

/* Null where the account has not the track. */
static json_t *lens_object(const struct account_row *row)
{
	json_t *lens;

	if (!row->lens)
		return json_null();
	lens = json_object();
	json_object_set_new(lens, "name", out_json_text(row->lens));
	json_object_set_new(lens, "index", json_integer(row->lens_index));
	json_object_set_new(lens, "count", json_integer(row->lens_count));
	json_object_set_new(lens, "completed", json_boolean(row->lens_completed));
	json_object_set_new(lens, "passed", json_boolean(row->lens_passed));
	return lens;
}

json_t *out_json_account(const struct ctx *ctx, const struct account_row *row)
{
	json_t *account = json_object();
	char id[24];

	snprintf(id, sizeof id, "%lld", (long long)row->id);
	json_object_set_new(account, "id", json_string(id));
	json_object_set_new(account, "external_id", out_json_text(row->external_id));
	json_object_set_new(account, "name", out_json_text(row->name));
	json_object_set_new(account, "segment", text_or_null(row->segment));
	json_object_set_new(account, "csm", text_or_null(row->csm));
	json_object_set_new(account, "status", json_string(status_name(row->status)));
	json_object_set_new(account, "arr",
			    row->has_arr ? out_json_money(row->arr.minor, row->arr.currency) : json_null());
	json_object_set_new(account, "currency", text_or_null(row->arr.currency));
	json_object_set_new(account, "start_date", out_json_day(row->start));
	json_object_set_new(account, "renewal_date", out_json_day(row->renewal));
	json_object_set_new(account, "stage", stage_object(row));
	if (ctx->book && book_options(ctx->book)->lens)
		json_object_set_new(account, "lens", lens_object(row));
	json_object_set_new(account, "health", health_object(ctx, row));
	json_object_set_new(account, "next_milestone", next_object(row));
	json_object_set_new(account, "last_touch", out_json_day(row->last_touch));
	return account;
}

/* A reading in whole units where its kind counts in thousandths. */
static json_t *reading_value(const struct indicator_score *score)
{
	if (!score->reading.known)
		return json_null();
	return score->indicator->kind->scale == VALUE_SCALE ? out_json_value(score->reading.value)
							    : json_integer(score->reading.value);
}

static json_t *indicator_object(const struct account_detail *detail, int index)
{
	const struct indicator_score *score = &detail->health.indicators[index];
	json_t *item = json_object();
	struct buf why = { 0 };

	if (score->reading.known)
		indicator_say(&detail->health, index, &detail->view, &why);
	json_object_set_new(item, "name", out_json_text(score->indicator->name));
	json_object_set_new(item, "weight", json_integer(score->indicator->weight));
	json_object_set_new(item, "value", reading_value(score));
	json_object_set_new(item, "unit", out_json_text(score->indicator->kind->unit));
	json_object_set_new(item, "age_days",
			    score->reading.known && score->reading.age_days >= 0
				    ? json_integer(score->reading.age_days)
				    : json_null());
	json_object_set_new(item, "state", json_string(indicator_state_name(score->state)));
	json_object_set_new(item, "score", out_json_points(score->score));
	json_object_set_new(item, "points", json_integer(score->points));
	json_object_set_new(item, "label", out_json_text(score->grade ? grade_label(score->grade) : NULL));
	json_object_set_new(item, "why", out_json_text(why.size ? buf_text(&why) : NULL));
	buf_free(&why);
	return item;
}

json_t *out_json_beside(const struct account_detail *detail)
{
	const struct health *health = &detail->health;
	json_t *array = json_array();

	for (int i = 0; i < health->scorecard->beside_count; i++)
		json_array_append_new(array, indicator_object(detail, health->beside + i));
	return array;
}

static json_t *indicator_array(const struct account_detail *detail, const struct dimension_score *dimension)
{
	json_t *array = json_array();

	for (int i = 0; i < dimension->dimension->count; i++)
		json_array_append_new(array, indicator_object(detail, dimension->first + i));
	return array;
}

json_t *out_json_dimensions(const struct account_detail *detail, bool indicators)
{
	json_t *array = json_array();
	struct buf why = { 0 };

	for (int i = 0; i < detail->health.count; i++) {
		const struct dimension_score *score = &detail->health.dimensions[i];
		json_t *item = json_object();

		buf_clear(&why);
		health_why(&detail->health, i, &detail->view, &why);
		json_object_set_new(item, "name", out_json_text(score->dimension->name));
		json_object_set_new(item, "weight", json_integer(score->dimension->weight));
		json_object_set_new(item, "score", out_json_points(score->score));
		json_object_set_new(item, "points", json_integer(score->points));
		json_object_set_new(item, "why", out_json_text(buf_text(&why)));
		if (indicators)
			json_object_set_new(item, "indicators", indicator_array(detail, score));
		json_array_append_new(array, item);
	}
	buf_free(&why);
	return array;
}

/* ---- writing ---- */

#define EXACT JSON_REAL_PRECISION(15)

void out_json(const struct ctx *ctx, json_t *value)
{
	json_dumpf(value, ctx->out, JSON_INDENT(2) | JSON_ENCODE_ANY | EXACT);
	fputc('\n', ctx->out);
	json_decref(value);
}

void json_stream_add(const struct ctx *ctx, struct json_stream *stream, json_t *value)
{
	fputs(stream->count++ ? ",\n" : "[\n", ctx->out);
	json_dumpf(value, ctx->out, JSON_ENCODE_ANY | EXACT);
	json_decref(value);
}

void json_stream_end(const struct ctx *ctx, const struct json_stream *stream)
{
	fputs(stream->count ? "\n]\n" : "[]\n", ctx->out);
}
