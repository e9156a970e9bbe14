/* Measures: any dated number by key. */
#include <string.h>

#include "cmd/records.h"

struct measure_change {
	const char *key;
	int64_t value;
};

static int check_key(const char *key, struct error *error)
{
	if (measure_key_is_good(key))
		return 0;
	return error_set(error, ERROR_INPUT,
			 "measure: '%s' is no key; it is of small letters, digits, _ . - and /, like seats.active",
			 key);
}

static json_t *record(struct recording *recording, struct error *error)
{
	const char *key = args_word(recording->args, 2);
	struct measures list = { 0 };
	json_t *object = NULL;

	if (measure_list(recording->ctx->book, recording->account, key, recording->ctx->clock, &list, error))
		return NULL;
	for (size_t i = 0; i < list.count && !object; i++)
		if (list.items[i].on == recording->on)
			object = out_json_measure(&list, i);
	measures_clear(&list);
	return object ? object : json_null();
}

static int write_value(struct recording *recording, void *data, struct error *error)
{
	const struct measure_change *change = data;
	char value[VALUE_SIZE], day[DATE_SIZE];

	buf_printf(&recording->sentence, "%s of {a:%lld} was %s on %s", change->key, (long long)recording->account,
		   value_format(change->value, value), date_format(recording->on, day));
	return measure_put(recording->ctx->book, recording->account, change->key, recording->on, change->value,
			   NULL, error);
}

static int set(struct recording *recording, struct error *error)
{
	struct measure_change change = { .key = args_word(recording->args, 2) };

	if (recording_words(recording, 2, 2, "a key and a value", error) || check_key(change.key, error) ||
	    record_value(change.key, args_word(recording->args, 3), &change.value, error))
		return -1;
	if (change.value == VALUE_NONE)
		return error_set(error, ERROR_USAGE, "%s: a value is missing; measure remove takes one away",
				 change.key);
	return recording_change(recording, write_value, &change, record, error);
}

static int write_removal(struct recording *recording, void *data, struct error *error)
{
	const struct measure_change *change = data;
	char day[DATE_SIZE];
	bool changed;

	date_format(recording->on, day);
	if (measure_remove(recording->ctx->book, recording->account, change->key, recording->on, &changed, error))
		return -1;
	if (!changed)
		return error_set(error, ERROR_NOT_FOUND,
				 "the account has no %s of %s; waymark measure list ACCOUNT %s shows its days",
				 change->key, day, change->key);
	buf_printf(&recording->sentence, "removed %s of {a:%lld} on %s", change->key, (long long)recording->account,
		   day);
	return 0;
}

static int remove_one(struct recording *recording, struct error *error)
{
	struct measure_change change = { .key = args_word(recording->args, 2) };

	if (recording_words(recording, 1, 1, "a key (and --on the day of the value)", error))
		return -1;
	return recording_change(recording, write_removal, &change, NULL, error);
}

/* The latest of each key; of one key all that there are. */
static int list(struct recording *recording, struct error *error)
{
	const char *key = args_word(recording->args, 2);
	struct ctx *ctx = recording->ctx;
	struct measures measures = { 0 };
	json_t *array = json_array();

	if (recording_words(recording, 0, 1, "at most a key", error) ||
	    measure_list(ctx->book, recording->account, key, ctx->as_of, &measures, error)) {
		json_decref(array);
		return -1;
	}
	for (size_t i = 0; i < measures.count; i++)
		if (key || measure_is_latest(&measures, i))
			json_array_append_new(array, out_json_measure(&measures, i));
	if (ctx->format == FORMAT_JSON)
		out_json(ctx, json_incref(array));
	else if (measures.count)
		print_measures(ctx, &measures, key != NULL);
	else
		outcome_say(recording->outcome, "no %s is known; waymark measure set ACCOUNT KEY VALUE records one",
			    key ? key : "measure");
	json_decref(array);
	measures_clear(&measures);
	return 0;
}

int act_measure(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	struct recording recording;
	int status;

	if (recording_start(&recording, ctx, args, "measure", outcome, error))
		return -1;
	if (recording_is(&recording, "list"))
		status = list(&recording, error);
	else if (recording_is(&recording, "set"))
		status = set(&recording, error);
	else
		status = remove_one(&recording, error);
	buf_free(&recording.sentence);
	return status;
}
