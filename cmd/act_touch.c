/* Touches: calls, mails, meetings, visits. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/records.h"

enum { KIND, FROM, WITH, ON, NOTE, FIELDS };
static const char *const names[] = { "kind", "from", "with", "on", "note", NULL };
const char *const *const touch_field_names = names;

/* The kinds that scorecards and flags know: another word would count nowhere. */
static int check_kind(const char *kind, struct error *error)
{
	static const char *const kinds[] = { "call", "mail", "meeting", "visit" };

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (!strcmp(kind, kinds[i]))
			return 0;
	return error_set(error, ERROR_USAGE, "kind: '%s' is no kind of touch; it is call, mail, meeting or visit",
			 kind);
}

/* ---- a new one ---- */

static int touch_in_transaction(struct ctx *ctx, int64_t account, const struct touch_write *touch, const char *with,
				struct effect *effect, struct outcome *outcome, struct error *error)
{
	struct buf sentence = { 0 };
	bool changed = false;
	int status;

	if (change_begin(ctx, account, 0, effect, error))
		return -1;
	status = touch_add(ctx->book, account, touch, &changed, error);
	if (!status)
		status = change_read(ctx, account, 0, effect, error);
	if (!status) {
		buf_printf(&sentence, "recorded a %s %s ", touch->kind, touch->from == FROM_THEM ? "from" : "with");
		if (with)
			buf_printf(&sentence, "%s at ", with);
		buf_printf(&sentence, "{a:%lld}", (long long)account);
		effect_say(effect, &sentence);
	}
	status = ctx_end(ctx, status, "touch", account, buf_text(&sentence), outcome, error);
	buf_free(&sentence);
	return status;
}

static int add(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	const char *from = args_option(args, "from"), *with = args_option(args, "with");
	struct touch_write touch = {
		.kind = args_word(args, 1),
		.from = from && !strcmp(from, "them") ? FROM_THEM : FROM_US,
		.who = ctx->who,
		.note = args_option(args, "note"),
	};
	struct effect effect = { 0 };
	char *name = NULL;
	int64_t account;
	int status;

	if (args_word(args, 2))
		return error_set(error, ERROR_USAGE, "touch: '%s' is one word too many; a text is said with --note",
				 args_word(args, 2));
	if (check_kind(touch.kind, error) || ctx_on(ctx, args, &touch.on, error) ||
	    ctx_customer(ctx, args, &account, error))
		return -1;
	if (with && contact_find(ctx, account, with, &touch.contact, &name, error))
		return error_prefix(error, "--with");
	status = touch_in_transaction(ctx, account, &touch, name, &effect, outcome, error);
	if (!status)
		status = change_print(ctx, account, &effect, error);
	free(name);
	effect_free(&effect);
	return status;
}

/* ---- those there are ---- */

/* "2026-11-02 call: asked": named by its day or what was noted. */
static char *touch_name(const struct touch *touch)
{
	char day[DATE_SIZE];

	return xasprintf("%s %s%s%s", date_format(touch->on, day), touch->kind, touch->note ? ": " : "",
			 touch->note ? touch->note : "");
}

static int read_touches(struct recording *recording, day_t as_of, bool print, struct record_list *out,
			struct error *error)
{
	struct touches list = { 0 };

	if (touch_list(recording->ctx->book, recording->account, as_of, &list, error))
		return -1;
	for (size_t i = 0; i < list.count; i++) {
		char *name = touch_name(&list.items[i]);

		record_list_add(out, list.items[i].id, name, list.items[i].contact_name,
				out_json_touch(&list.items[i]));
		free(name);
	}
	if (print && list.count)
		print_touches(recording->ctx, &list);
	touches_clear(&list);
	return 0;
}

struct touch_edit {
	struct touch_write write;
	day_t was;
	const char *given[FIELDS];
	char *name;
};

/* What is given over what stands. */
static int parse_fields(struct recording *recording, struct touch_edit *edit, struct error *error)
{
	struct touch_write *write = &edit->write;
	const char **given = edit->given;

	if (given[KIND] && check_kind(given[KIND], error))
		return -1;
	write->kind = given[KIND] ? given[KIND] : write->kind;
	write->note = given[NOTE] ? given[NOTE] : write->note;
	if (given[FROM] && strcmp(given[FROM], "us") && strcmp(given[FROM], "them"))
		return error_set(error, ERROR_INPUT, "from: '%s' is neither us nor them", given[FROM]);
	if (given[FROM])
		write->from = !strcmp(given[FROM], "them") ? FROM_THEM : FROM_US;
	if (given[WITH])
		write->contact = 0;
	if (given[WITH] && *given[WITH] &&
	    contact_find(recording->ctx, recording->account, given[WITH], &write->contact, NULL, error))
		return error_prefix(error, "with");
	return given[ON] ? record_past_day(recording->ctx, "on", given[ON], &write->on, error) : 0;
}

static int write_change(struct recording *recording, void *data, struct error *error)
{
	struct touch_edit *edit = data;

	buf_str(&recording->sentence, "set ");
	record_say_fields(&recording->sentence, names, edit->given, FIELDS);
	buf_printf(&recording->sentence, " of the touch '%s' with {a:%lld}", edit->name,
		   (long long)recording->account);
	return touch_change(recording->ctx->book, recording->account, edit->was, &edit->write, error);
}

static int write_removal(struct recording *recording, void *data, struct error *error)
{
	const struct touch_edit *edit = data;

	buf_printf(&recording->sentence, "removed the touch '%s' with {a:%lld}", edit->name,
		   (long long)recording->account);
	return touch_remove(recording->ctx->book, recording->account, edit->was, recording->id, NULL, error);
}

static int change_touch(struct recording *recording, const struct touch *touch, struct touch_edit *edit,
			struct error *error)
{
	edit->was = touch->on;
	edit->write = (struct touch_write){ .on = touch->on,
					    .kind = touch->kind,
					    .from = touch->from,
					    .who = touch->who,
					    .note = touch->note,
					    .key = touch->id,
					    .contact = touch->contact };
	if (recording_is(recording, "remove"))
		return recording_change(recording, write_removal, edit, record_now, error);
	if (record_fields(recording, 3, names, edit->given, error) || parse_fields(recording, edit, error))
		return -1;
	return recording_change(recording, write_change, edit, record_now, error);
}

static int change_one(struct recording *recording, struct error *error)
{
	bool set = recording_is(recording, "set");
	struct touch_edit edit = { 0 };
	struct touches list = { 0 };
	int status;

	if (recording_words(recording, set ? 2 : 1, set ? 99 : 1, set ? "a touch and FIELD=VALUE" : "a touch",
			    error) ||
	    record_find(recording, args_word(recording->args, 2), &edit.name, error))
		return -1;
	status = touch_list(recording->ctx->book, recording->account, recording->ctx->clock, &list, error);
	for (size_t i = 0; !status && i < list.count; i++)
		if (list.items[i].id == recording->id) {
			status = change_touch(recording, &list.items[i], &edit, error);
			break;
		}
	touches_clear(&list);
	free(edit.name);
	return status;
}

static const struct record_noun noun = {
	.name = "touch",
	.article = "a",
	.empty = "no touch was recorded; waymark touch ACCOUNT call records one",
	.read = read_touches,
	.change = change_one,
};

/* The account stands first here: "touch ACCOUNT call", and so "touch ACCOUNT set #ID note=...". */
int act_touch(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	static const char *const options[] = { "from", "with", "on", "note" };
	const char *verb = args_word(args, 1);
	struct args turned = *args;
	int status;

	if (strcmp(verb, "list") && strcmp(verb, "set") && strcmp(verb, "remove"))
		return add(ctx, args, outcome, error);
	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		if (args_option(args, options[i]))
			return error_set(error, ERROR_USAGE, "touch %s: write %s=VALUE behind the touch, not --%s",
					 verb, options[i], options[i]);
	turned.words = xcalloc((size_t)args->word_count, sizeof *turned.words);
	memcpy(turned.words, args->words, (size_t)args->word_count * sizeof *turned.words);
	turned.words[0] = args->words[1];
	turned.words[1] = args->words[0];
	status = record_act(&noun, ctx, &turned, outcome, error);
	free(turned.words);
	return status;
}
