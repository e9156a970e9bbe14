/* Concerns: what they need or hope for, from what is broken to what makes their day. */
#include <string.h>

#include "cmd/records.h"

enum { TEXT, LEVEL, FROM, HOW, ADDRESSED, FIELDS };
static const char *const names[] = { "text", "level", "from", "how", "addressed", NULL };
const char *const *const concern_field_names = names;

struct concern_change {
	struct concern_write write;
	const char *given[FIELDS];
	char *text; /* of the one that is there */
};

static int parse(struct recording *recording, int first, struct concern_change *change, struct error *error)
{
	struct concern_write *write = &change->write;
	const char **given = change->given;

	if (record_fields(recording, first, names, given, error))
		return -1;
	write->text = given[TEXT] ? given[TEXT] : write->text;
	write->how = given[HOW];
	write->says_level = given[LEVEL] != NULL;
	write->says_contact = given[FROM] != NULL;
	write->says_addressed = write->says_addressed || given[ADDRESSED] != NULL;
	if (given[LEVEL] && !concern_level_from_text(given[LEVEL], &write->level))
		return error_set(error, ERROR_INPUT,
				 "level: '%s' is none of 1 broken, 2 tasks, 3 responsibilities, 4 outcomes, 5 day",
				 given[LEVEL]);
	if (given[ADDRESSED] && record_day(recording->ctx, "addressed", given[ADDRESSED], &write->addressed, error))
		return -1;
	if (write->addressed != DAY_NONE && write->addressed > recording->ctx->clock)
		return error_set(error, ERROR_INPUT, "addressed: '%s' is after today", given[ADDRESSED]);
	if (given[FROM] && *given[FROM] &&
	    contact_find(recording->ctx, recording->account, given[FROM], &write->contact, NULL, error))
		return error_prefix(error, "from");
	return 0;
}

static int read_concerns(struct recording *recording, day_t as_of, bool print, struct record_list *out,
			 struct error *error)
{
	struct concerns list = { 0 };

	if (concern_list(recording->ctx->book, recording->account, as_of, &list, error))
		return -1;
	for (size_t i = 0; i < list.count; i++)
		record_list_add(out, list.items[i].id, list.items[i].text, NULL, out_json_concern(&list.items[i]));
	if (print && list.count)
		print_concerns(recording->ctx, &list);
	concerns_clear(&list);
	return 0;
}

/* ---- add ---- */

static int write_new(struct recording *recording, void *data, struct error *error)
{
	struct concern_change *change = data;

	if (record_refuse_taken(recording, change->write.text, error) ||
	    concern_put(recording->ctx->book, recording->account, &recording->id, &change->write, NULL, error))
		return -1;
	buf_printf(&recording->sentence, "heard the concern '%s' (%s) from {a:%lld}", change->write.text,
		   concern_level_title(change->write.level), (long long)recording->account);
	return 0;
}

static int add(struct recording *recording, struct error *error)
{
	struct concern_change change = { .write = {
						 .says_day = true, .day = recording->on, .addressed = DAY_NONE } };

	if (recording_words(recording, 1, 99, "what they need or hope for", error))
		return -1;
	change.write.text = args_word(recording->args, 2);
	if (parse(recording, 3, &change, error))
		return -1;
	if (!change.write.says_level)
		return error_set(error, ERROR_USAGE,
				 "concern add wants its level=: 1 broken, 2 tasks, 3 responsibilities, 4 outcomes, "
				 "5 day");
	return recording_change(recording, write_new, &change, record_now, error);
}

/* ---- set, addressed, remove ---- */

static int write_change(struct recording *recording, void *data, struct error *error)
{
	struct concern_change *change = data;
	struct buf *sentence = &recording->sentence;

	if (change->given[TEXT] && record_refuse_taken(recording, change->given[TEXT], error))
		return -1;
	if (concern_put(recording->ctx->book, recording->account, &recording->id, &change->write, NULL, error))
		return -1;
	if (recording_is(recording, "addressed")) {
		buf_printf(sentence, "addressed the concern '%s' of {a:%lld}", change->text,
			   (long long)recording->account);
		return 0;
	}
	buf_str(sentence, "set ");
	record_say_fields(sentence, names, change->given, FIELDS);
	buf_printf(sentence, " of the concern '%s' of {a:%lld}", change->text, (long long)recording->account);
	return 0;
}

static int change_one(struct recording *recording, struct error *error)
{
	bool set = recording_is(recording, "set");
	struct concern_change change = { .write = { .addressed = DAY_NONE } };
	int status;

	if (recording_words(recording, set ? 2 : 1, 99, set ? "a concern and FIELD=VALUE" : "a concern", error) ||
	    record_find(recording, args_word(recording->args, 2), &change.text, error))
		return -1;
	if (recording_is(recording, "addressed")) {
		change.write.says_addressed = true;
		change.write.addressed = recording->on;
	}
	status = parse(recording, 3, &change, error);
	if (!status)
		status = recording_change(recording, write_change, &change, record_now, error);
	free(change.text);
	return status;
}

static const struct record_noun noun = {
	.name = "concern",
	.article = "a",
	.empty = "no concern was heard; waymark concern add ACCOUNT TEXT level=... writes one down",
	.read = read_concerns,
	.add = add,
	.change = change_one,
	.remove = concern_remove,
	.removed = "concern",
	.off = "of",
};

int act_concern(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	return record_act(&noun, ctx, args, outcome, error);
}
