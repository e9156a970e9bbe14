/* Outcomes: what the customer wants to reach, measured. */
#include <string.h>

#include "cmd/records.h"

enum { NAME, UNIT, BASELINE, TARGET, START, DUE, FIELDS };
static const char *const names[] = { "name", "unit", "baseline", "target", "start", "due", NULL };
const char *const *const outcome_field_names = names;

struct outcome_change {
	struct outcome_write write;
	struct outcome_value_write value;
	const char *given[FIELDS];
	char *name; /* of the one that is there */
};

static int parse(struct recording *recording, int first, struct outcome_change *change, struct error *error)
{
	struct outcome_write *write = &change->write;
	const struct ctx *ctx = recording->ctx;
	const char **given = change->given;

	if (record_fields(recording, first, names, given, error))
		return -1;
	write->name = given[NAME] ? given[NAME] : write->name;
	write->unit = given[UNIT];
	write->says_baseline = given[BASELINE] != NULL;
	write->says_target = given[TARGET] != NULL;
	write->says_start = write->says_start || given[START] != NULL;
	write->says_due = given[DUE] != NULL;
	if ((given[BASELINE] && record_value("baseline", given[BASELINE], &write->baseline, error)) ||
	    (given[TARGET] && record_value("target", given[TARGET], &write->target, error)) ||
	    (given[START] && record_day(ctx, "start", given[START], &write->start, error)) ||
	    (given[DUE] && record_day(ctx, "due", given[DUE], &write->due, error)))
		return -1;
	return 0;
}

static int read_outcomes(struct recording *recording, day_t as_of, bool print, struct record_list *out,
			 struct error *error)
{
	struct outcomes list = { 0 };

	if (outcome_list(recording->ctx->book, recording->account, as_of, &list, error))
		return -1;
	for (size_t i = 0; i < list.count; i++)
		record_list_add(out, list.items[i].id, list.items[i].name, NULL, out_json_outcome(&list.items[i]));
	if (print && list.count)
		print_outcomes(recording->ctx, &list);
	outcomes_clear(&list);
	return 0;
}

/* ---- add and set ---- */

static int write_new(struct recording *recording, void *data, struct error *error)
{
	struct outcome_change *change = data;

	if (record_refuse_taken(recording, change->write.name, error) ||
	    outcome_put(recording->ctx->book, recording->account, &recording->id, &change->write, NULL, error))
		return -1;
	buf_printf(&recording->sentence, "added the outcome '%s' to {a:%lld}", change->write.name,
		   (long long)recording->account);
	return 0;
}

static int add(struct recording *recording, struct error *error)
{
	struct outcome_change change = { .write = { .says_start = true, .start = recording->on } };

	if (recording_words(recording, 1, 99, "a name", error))
		return -1;
	change.write.name = args_word(recording->args, 2);
	if (parse(recording, 3, &change, error))
		return -1;
	return recording_change(recording, write_new, &change, record_now, error);
}

static int write_change(struct recording *recording, void *data, struct error *error)
{
	struct outcome_change *change = data;

	if (change->given[NAME] && record_refuse_taken(recording, change->given[NAME], error))
		return -1;
	buf_str(&recording->sentence, "set ");
	record_say_fields(&recording->sentence, names, change->given, FIELDS);
	buf_printf(&recording->sentence, " of the outcome '%s' on {a:%lld}", change->name,
		   (long long)recording->account);
	return outcome_put(recording->ctx->book, recording->account, &recording->id, &change->write, NULL, error);
}

static int set(struct recording *recording, struct outcome_change *change, struct error *error)
{
	if (recording_words(recording, 2, 99, "an outcome and FIELD=VALUE", error) ||
	    parse(recording, 3, change, error))
		return -1;
	return recording_change(recording, write_change, change, record_now, error);
}

/* ---- value, story, remove ---- */

static int write_value(struct recording *recording, void *data, struct error *error)
{
	struct outcome_change *change = data;
	struct book *book = recording->ctx->book;
	char value[VALUE_SIZE], day[DATE_SIZE];

	date_format(recording->on, day);
	if (change->value.value == VALUE_NONE) {
		buf_printf(&recording->sentence, "took the value of %s off the outcome '%s' on {a:%lld}", day,
			   change->name, (long long)recording->account);
		return outcome_value_remove(book, recording->account, recording->id, recording->on, NULL, error);
	}
	buf_printf(&recording->sentence, "the outcome '%s' on {a:%lld} stood at %s on %s", change->name,
		   (long long)recording->account, value_format(change->value.value, value), day);
	return outcome_value_put(book, recording->account, recording->id, &change->value, NULL, error);
}

static int put_value(struct recording *recording, struct outcome_change *change, struct error *error)
{
	const char *typed = args_word(recording->args, 3);

	if (recording_words(recording, 2, 2, "an outcome and a value (none takes that of --on away)", error) ||
	    record_value("value", strcmp(typed, "none") ? typed : "", &change->value.value, error))
		return -1;
	change->value.on = recording->on;
	change->value.who = recording->ctx->who;
	change->value.note = args_option(recording->args, "note");
	return recording_change(recording, write_value, change, record_now, error);
}

static int write_story(struct recording *recording, void *data, struct error *error)
{
	struct outcome_change *change = data;

	buf_printf(&recording->sentence, "the outcome '%s' on {a:%lld} %s be told of", change->name,
		   (long long)recording->account, change->write.story == DAY_NONE ? "may not" : "may");
	return outcome_put(recording->ctx->book, recording->account, &recording->id, &change->write, NULL, error);
}

static int put_story(struct recording *recording, struct outcome_change *change, struct error *error)
{
	bool yes;

	if (recording_words(recording, 2, 2, "an outcome and yes or no", error) ||
	    record_yes_no("story", args_word(recording->args, 3), &yes, error))
		return -1;
	change->write.says_story = true;
	change->write.story = yes ? recording->on : DAY_NONE;
	return recording_change(recording, write_story, change, record_now, error);
}

static int change_one(struct recording *recording, struct error *error)
{
	struct outcome_change change = { 0 };
	int status;

	if (recording_words(recording, 1, 99, "an outcome", error) ||
	    record_find(recording, args_word(recording->args, 2), &change.name, error))
		return -1;
	if (recording_is(recording, "set"))
		status = set(recording, &change, error);
	else if (recording_is(recording, "value"))
		status = put_value(recording, &change, error);
	else
		status = put_story(recording, &change, error);
	free(change.name);
	return status;
}

static const struct record_noun noun = {
	.name = "outcome",
	.article = "an",
	.empty = "no outcome is agreed; waymark outcome add ACCOUNT NAME target=... due=... writes one",
	.ahead = true,
	.read = read_outcomes,
	.add = add,
	.change = change_one,
	.remove = outcome_remove,
	.removed = "outcome",
	.off = "from",
};

int act_outcome(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	return record_act(&noun, ctx, args, outcome, error);
}
