/* An agenda as JSON text and back: how a review that was held is kept. */
#include <jansson.h>
#include <string.h>

#include "storage/reviews.h"

/* ---- out ---- */

/* Text as it came, which need not be UTF-8: then its bytes, in an object that says so. */
static json_t *pack_text(const char *text)
{
	json_t *plain = text ? json_string(text) : json_null(), *wrapped;
	struct buf hex = { 0 };

	if (plain)
		return plain;
	for (const char *at = text; *at; at++)
		buf_printf(&hex, "%02x", (unsigned char)*at);
	wrapped = json_pack("{s:s}", "bytes", buf_text(&hex));
	buf_free(&hex);
	return wrapped;
}

static json_t *pack_day(day_t day)
{
	return day == DAY_NONE ? json_null() : json_integer(day);
}

static json_t *pack_series(const struct qbr_series *series)
{
	json_t *object, *values, *days;

	if (!series)
		return json_null();
	object = json_object();
	values = json_array();
	days = json_array();
	for (int i = 0; i < series->count; i++) {
		json_array_append_new(values, json_integer(series->values[i]));
		json_array_append_new(days, json_integer(series->days[i]));
	}
	json_object_set_new(object, "values", values);
	json_object_set_new(object, "days", days);
	if (series->has_baseline)
		json_object_set_new(object, "baseline", json_integer(series->baseline));
	if (series->has_target)
		json_object_set_new(object, "target", json_integer(series->target));
	return object;
}

static json_t *pack_item(const struct qbr_item *item)
{
	json_t *object = json_object();

	json_object_set_new(object, "key", pack_text(item->key));
	json_object_set_new(object, "section", json_string(qbr_section_key(item->section)));
	json_object_set_new(object, "internal", json_boolean(item->audience == QBR_INTERNAL));
	json_object_set_new(object, "text", pack_text(item->text));
	json_object_set_new(object, "source", pack_text(item->source));
	json_object_set_new(object, "mark", json_string(answer_name(item->mark)));
	json_object_set_new(object, "on", pack_day(item->on));
	json_object_set_new(object, "by", pack_text(item->by));
	json_object_set_new(object, "note", pack_text(item->note));
	json_object_set_new(object, "series", pack_series(item->series));
	json_object_set_new(object, "new", json_boolean(item->is_new));
	json_object_set_new(object, "edited", json_boolean(item->edited));
	json_object_set_new(object, "hidden", json_boolean(item->hidden));
	json_object_set_new(object, "added", json_boolean(item->added));
	json_object_set_new(object, "covered", json_boolean(item->covered));
	json_object_set_new(object, "changed_below", json_boolean(item->changed_below));
	json_object_set_new(object, "drafted", pack_text(item->drafted));
	json_object_set_new(object, "said", pack_text(item->said));
	json_object_set_new(object, "todo", json_integer(item->todo));
	json_object_set_new(object, "rank", json_integer(item->rank));
	return object;
}

char *agenda_pack(const struct agenda *agenda)
{
	json_t *object = json_object(), *items = json_array();
	char *text, *copy;

	json_object_set_new(object, "version", json_integer(1));
	json_object_set_new(object, "review", json_integer(agenda->review));
	json_object_set_new(object, "last_review", pack_day(agenda->last_review));
	json_object_set_new(object, "next_review", pack_day(agenda->next_review));
	json_object_set_new(object, "held", pack_day(agenda->held));
	json_object_set_new(object, "looked_at", json_boolean(agenda->looked_at));
	json_object_set_new(object, "account", pack_text(agenda->account));
	json_object_set_new(object, "csm", pack_text(agenda->csm));
	for (size_t i = 0; i < agenda->count; i++)
		json_array_append_new(items, pack_item(&agenda->items[i]));
	json_object_set_new(object, "items", items);
	text = json_dumps(object, JSON_COMPACT);
	json_decref(object);
	if (!text)
		BUG("an agenda that cannot be written down");
	copy = xstrdup(text);
	free(text);
	return copy;
}

/* ---- in ---- */

static int hex_digit(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* NULL where there is none, or where it is not text of ours. */
static char *unpack_text(const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);
	const char *hex = json_string_value(json_object_get(value, "bytes"));
	struct buf text = { 0 };

	if (!hex)
		return xstrdup(json_string_value(value));
	for (; hex_digit(hex[0]) >= 0 && hex_digit(hex[1]) >= 0; hex += 2)
		buf_char(&text, (char)(hex_digit(hex[0]) << 4 | hex_digit(hex[1])));
	return buf_take(&text);
}

static day_t day_of(const json_t *value)
{
	json_int_t day = json_integer_value(value);

	return json_is_integer(value) && day > INT32_MIN && day <= INT32_MAX ? (day_t)day : DAY_NONE;
}

static day_t unpack_day(const json_t *object, const char *name)
{
	return day_of(json_object_get(object, name));
}

static bool unpack_flag(const json_t *object, const char *name)
{
	return json_is_true(json_object_get(object, name));
}

static int64_t unpack_number(const json_t *object, const char *name)
{
	return json_integer_value(json_object_get(object, name));
}

static struct qbr_series *unpack_series(const json_t *object)
{
	const json_t *values = json_object_get(object, "values"), *days = json_object_get(object, "days");
	size_t count = json_array_size(values);
	struct qbr_series *series;

	if (!json_is_object(object) || count > QBR_SERIES_MAX || json_array_size(days) != count)
		return NULL;
	series = xcalloc(1, sizeof *series);
	series->count = (int)count;
	for (size_t i = 0; i < count; i++) {
		series->values[i] = json_integer_value(json_array_get(values, i));
		series->days[i] = day_of(json_array_get(days, i));
	}
	series->has_baseline = json_object_get(object, "baseline") != NULL;
	series->baseline = unpack_number(object, "baseline");
	series->has_target = json_object_get(object, "target") != NULL;
	series->target = unpack_number(object, "target");
	return series;
}

/* False: it is no item. */
static bool unpack_item(const json_t *object, struct qbr_item *item)
{
	const char *section = json_string_value(json_object_get(object, "section"));
	const char *mark = json_string_value(json_object_get(object, "mark"));

	*item = (struct qbr_item){ .audience = QBR_INTERNAL };
	if (!section || !qbr_section_from_key(section, &item->section) || !mark ||
	    !answer_from_name(mark, &item->mark))
		return false;
	/* only what says that it is for the customer is */
	if (json_is_false(json_object_get(object, "internal")))
		item->audience = QBR_CUSTOMER;
	item->key = unpack_text(object, "key");
	item->text = unpack_text(object, "text");
	item->source = unpack_text(object, "source");
	item->on = unpack_day(object, "on");
	item->by = unpack_text(object, "by");
	item->note = unpack_text(object, "note");
	item->series = unpack_series(json_object_get(object, "series"));
	item->is_new = unpack_flag(object, "new");
	item->edited = unpack_flag(object, "edited");
	item->hidden = unpack_flag(object, "hidden");
	item->added = unpack_flag(object, "added");
	item->covered = unpack_flag(object, "covered");
	item->changed_below = unpack_flag(object, "changed_below");
	item->drafted = unpack_text(object, "drafted");
	item->said = unpack_text(object, "said");
	item->todo = unpack_number(object, "todo");
	item->rank = (int)unpack_number(object, "rank");
	return item->key && item->text;
}

static int unpack_items(const json_t *items, struct agenda *out)
{
	if (!json_is_array(items))
		return -1;
	for (size_t i = 0; i < json_array_size(items); i++)
		if (!unpack_item(json_array_get(items, i), vec_add(out)))
			return -1;
	return 0;
}

int agenda_unpack(const char *text, struct agenda *out, struct error *error)
{
	json_t *object = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
	int status = json_is_object(object) ? unpack_items(json_object_get(object, "items"), out) : -1;

	out->review = unpack_number(object, "review");
	out->last_review = unpack_day(object, "last_review");
	out->next_review = unpack_day(object, "next_review");
	out->held = unpack_day(object, "held");
	out->looked_at = unpack_flag(object, "looked_at");
	/* records of before that do not say */
	out->account = unpack_text(object, "account");
	out->csm = unpack_text(object, "csm");
	json_decref(object);
	if (!status)
		return 0;
	agenda_free(out);
	return error_set(error, ERROR_INPUT,
			 "what was kept of the review cannot be read: it is not as it was written");
}
