/* Flags: what is the matter with accounts, what made it so, and what people say of it. */
#include <string.h>

#include "cmd/plays.h"

/* ---- list ---- */

static int list(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	bool all = args_option(args, "all") != NULL, json = ctx->format == FORMAT_JSON;
	struct flag_rows flags = { 0 };
	int64_t account = 0;
	json_t *array;

	if (args->word_count > 2)
		return error_set(error, ERROR_USAGE, "flag list wants an account or nothing after it");
	if (args_word(args, 1) && account_find(ctx->book, args_word(args, 1), &account, error))
		return -1;
	outcome->account = account;
	if (flag_list(ctx->book, account, ctx->as_of, all, &flags, error))
		return -1;
	if (json) {
		array = json_array();
		for (size_t i = 0; i < flags.count; i++) {
			char *name = ctx_account_name(ctx, flags.items[i].account);

			json_array_append_new(array, out_json_flag(&flags.items[i], name));
			free(name);
		}
		out_json(ctx, array);
	} else if (flags.count) {
		print_flags(ctx, &flags, !account);
	} else {
		outcome_say(outcome, "no flag is open%s", account ? " on this account" : "");
	}
	flag_rows_clear(&flags);
	return 0;
}

/* ---- naming one ---- */

/* By its key, its title, the start or a part of either: of those that the playbooks have, and of those that fired. */
static int find_flag(struct ctx *ctx, const struct flag_rows *rows, const char *typed, char **key,
		     struct error *error)
{
	struct record_list names = { 0 };
	const struct playbooks *books;
	size_t at;
	int status = playbooks_get(ctx->book, &books, error);

	for (size_t b = 0; !status && b < books->count; b++)
		for (int i = 0; i < books->items[b]->flag_count; i++) {
			const struct flag *flag = &books->items[b]->flags[i];

			if (playbooks_flag(books, flag->key) == flag)
				record_list_add(&names, 0, flag->key, flag->title, NULL);
		}
	for (size_t i = 0; !status && i < rows->count; i++)
		if (!rows->items[i].flag)
			record_list_add(&names, 0, rows->items[i].key, NULL, NULL);
	if (!status && !names.count)
		status = error_set(error, ERROR_NOT_FOUND,
				   "the book watches for nothing; waymark plays load FILE "
				   "takes a playbook with flags in");
	else if (!status)
		status = record_pick("flag", typed, &names, &at, error);
	if (!status)
		*key = xstrdup(names.items[at].name);
	record_list_clear(&names);
	return status;
}

static const struct flag_row *row_of(const struct flag_rows *rows, const char *key)
{
	for (size_t i = 0; i < rows->count; i++)
		if (!strcmp(rows->items[i].key, key))
			return &rows->items[i];
	return NULL;
}

/* ---- show ---- */

static void say_line(const struct ctx *ctx, struct buf *out, const char *what, const char *text)
{
	if (!text || !*text)
		return;
	buf_printf(out, "%-10s ", what);
	out_safe(ctx, out, text);
	buf_char(out, '\n');
}

static void say_evidence(const struct ctx *ctx, struct buf *out, const char *text)
{
	const char *what = "because";

	while (*text) {
		size_t size = strcspn(text, "\n");
		char *line = xstrndup(text, size);

		say_line(ctx, out, what, line);
		free(line);
		what = "";
		text += size + (text[size] == '\n');
	}
}

static void say_firing(const struct ctx *ctx, struct buf *out, const struct flag_row *row)
{
	struct buf figure = { 0 };
	char day[16], state[64];

	if (row->state == FLAG_SNOOZED)
		snprintf(state, sizeof state, "snoozed until %s", date_format_long(row->firing.snoozed_until, day));
	else if (row->state == FLAG_CLOSED)
		snprintf(state, sizeof state, "closed on %s", date_format_long(row->firing.closed, day));
	else if (row->state == FLAG_QUIET)
		snprintf(state, sizeof state, "gone since %s", date_format_long(row->firing.cleared, day));
	else
		snprintf(state, sizeof state, "open");
	say_line(ctx, out, "state", state);
	say_line(ctx, out, "by", row->who);
	say_line(ctx, out, "reason", row->reason);
	say_line(ctx, out, "fired", date_format_long(row->firing.fired, day));
	if (row->has_figure)
		figure_say(row->figure, row->flag ? row->flag->unit : NULL, &figure);
	say_line(ctx, out, "figure", buf_text(&figure));
	say_evidence(ctx, out, row->evidence);
	buf_free(&figure);
}

static void show_text(const struct ctx *ctx, const struct flag *flag, const char *key, const struct flag_row *row)
{
	struct buf out = { 0 };

	out_safe(ctx, &out, flag ? flag->title : key);
	buf_printf(&out, "%s%s\n", flag ? ": " : "", flag ? severity_name(flag->severity) : "");
	if (row)
		say_firing(ctx, &out, row);
	else
		say_line(ctx, &out, "state", "it has not fired on this account");
	say_line(ctx, &out, "flag", key);
	if (flag) {
		say_line(ctx, &out, "fires when", expr_source(flag->when));
		say_line(ctx, &out, "measures", flag->figure ? expr_source(flag->figure) : NULL);
		say_line(ctx, &out, "do first", flag->advice);
		say_line(ctx, &out, flag->opens ? "opens" : "suggests", flag->play);
	} else {
		say_line(ctx, &out, "note", "no playbook of this book has it any more");
	}
	out_flush(ctx, &out);
	buf_free(&out);
}

static void show_json(const struct ctx *ctx, const struct flag *flag, const char *key, const struct flag_row *row)
{
	struct flag_row none = { .flag = flag,
				 .key = (char *)(uintptr_t)key,
				 .firing = { DAY_NONE, DAY_NONE, DAY_NONE, DAY_NONE } };
	json_t *object = out_json_flag(row ? row : &none, NULL);

	json_object_set_new(object, "when", flag ? out_json_text(expr_source(flag->when)) : json_null());
	json_object_set_new(object, "measures",
			    flag && flag->figure ? out_json_text(expr_source(flag->figure)) : json_null());
	json_object_set_new(object, "opens", flag ? json_boolean(flag->opens) : json_null());
	json_object_set_new(object, "retrigger_days", flag ? json_integer(flag->retrigger_days) : json_null());
	out_json(ctx, object);
}

static int show(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	struct flag_rows rows = { 0 };
	const struct playbooks *books;
	char *key = NULL;
	int status;

	if (args->word_count != 3)
		return error_set(error, ERROR_USAGE, "flag show wants an account and a flag after it");
	if (account_find(ctx->book, args_word(args, 1), &outcome->account, error) ||
	    flag_list(ctx->book, outcome->account, ctx->as_of, true, &rows, error))
		return -1;
	status = find_flag(ctx, &rows, args_word(args, 2), &key, error) || playbooks_get(ctx->book, &books, error)
			 ? -1
			 : 0;
	if (!status && ctx->format == FORMAT_JSON)
		show_json(ctx, playbooks_flag(books, key), key, row_of(&rows, key));
	else if (!status)
		show_text(ctx, playbooks_flag(books, key), key, row_of(&rows, key));
	free(key);
	flag_rows_clear(&rows);
	return status;
}

/* ---- close, snooze, wake ---- */

struct mark {
	char *key;
	day_t until;
	const char *reason;
};

static int write_mark(struct recording *recording, void *data, struct error *error)
{
	const struct mark *mark = data;
	struct ctx *ctx = recording->ctx;
	struct buf *sentence = &recording->sentence;
	char day[DATE_SIZE];
	int status;

	if (recording_is(recording, "close")) {
		buf_printf(sentence, "closed the flag %s of {a:%lld}", mark->key, (long long)recording->account);
		status = flag_close(ctx->book, recording->account, mark->key, recording->on, ctx->who, mark->reason,
				    error);
	} else {
		if (mark->until == DAY_NONE)
			buf_printf(sentence, "woke the flag %s of {a:%lld}", mark->key,
				   (long long)recording->account);
		else
			buf_printf(sentence, "snoozed the flag %s of {a:%lld} until %s", mark->key,
				   (long long)recording->account, date_format(mark->until, day));
		status = flag_snooze(ctx->book, recording->account, mark->key, recording->on, mark->until, ctx->who,
				     mark->reason, error);
	}
	if (*mark->reason)
		buf_printf(sentence, " (%s)", mark->reason);
	return status;
}

static json_t *flag_now_json(struct recording *recording, struct error *error)
{
	struct flag_rows rows = { 0 };
	json_t *object = json_null();
	const char *typed = args_word(recording->args, 2);
	char *key = NULL;

	if (flag_list(recording->ctx->book, recording->account, recording->ctx->clock, true, &rows, error))
		return NULL;
	if (!find_flag(recording->ctx, &rows, typed, &key, error) && row_of(&rows, key))
		object = out_json_flag(row_of(&rows, key), NULL);
	free(key);
	flag_rows_clear(&rows);
	return object;
}

static int read_mark(struct recording *recording, struct mark *mark, struct error *error)
{
	const struct args *args = recording->args;
	const char *until = args_option(args, "until");
	bool snooze = recording_is(recording, "snooze");

	mark->reason = args_option(args, "reason") ? args_option(args, "reason") : "";
	mark->until = DAY_NONE;
	if (until && !snooze)
		return error_set(error, ERROR_USAGE, "--until is for \"flag snooze\"");
	if (snooze && (!until || !*mark->reason))
		return error_set(error, ERROR_USAGE, "flag snooze wants --until DATE and --reason TEXT");
	return until ? record_day(recording->ctx, "--until", until, &mark->until, error) : 0;
}

static int change(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	struct mark mark = { .until = DAY_NONE };
	struct flag_rows rows = { 0 };
	struct recording recording;
	int status;

	if (args->word_count != 3)
		return error_set(error, ERROR_USAGE, "flag %s wants an account and a flag after it",
				 args_word(args, 0));
	if (recording_start(&recording, ctx, args, "flag", outcome, error) || read_mark(&recording, &mark, error) ||
	    flag_list(ctx->book, recording.account, ctx->clock, true, &rows, error))
		return -1;
	status = find_flag(ctx, &rows, args_word(args, 2), &mark.key, error);
	flag_rows_clear(&rows);
	if (!status)
		status = recording_change(&recording, write_mark, &mark, flag_now_json, error);
	buf_free(&recording.sentence);
	free(mark.key);
	return status;
}

int act_flag(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	const char *verb = args_word(args, 0);

	if (!strcmp(verb, "list"))
		return list(ctx, args, outcome, error);
	return !strcmp(verb, "show") ? show(ctx, args, outcome, error) : change(ctx, args, outcome, error);
}
