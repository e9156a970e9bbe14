/* Today: what could be done over the whole book, the best first; and what somebody wants quiet of it. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/markup.h"
#include "cmd/out.h"
#include "storage/plays.h"
#include "storage/portfolio.h"
#include "storage/today.h"

#define REFRESH_SLICE 1000 /* accounts brought up in one transaction */

/* ---- the list ---- */

/* "150 at stake + 200 days - 20 effort" */
static void say_terms(const struct today_entry *entry, struct buf *out)
{
	for (int t = 0; t < TODAY_TERMS; t++) {
		int value = entry->terms[t];

		if (t > 0)
			buf_str(out, value < 0 ? " - " : " + ");
		buf_printf(out, "%d %s", t > 0 && value < 0 ? -value : value, today_term_name((enum today_term)t));
	}
}

static json_t *row_object(const struct today_row *row, const struct today_words *words)
{
	json_t *object = json_object(), *terms = json_array();

	json_object_set_new(object, "account", out_json_text(words->account));
	json_object_set_new(object, "kind", json_string(today_kind_name(row->entry.kind)));
	json_object_set_new(object, "what", out_json_text(words->what));
	json_object_set_new(object, "why", out_json_text(words->why));
	json_object_set_new(object, "rank", json_integer(row->entry.rank));
	for (int t = 0; t < TODAY_TERMS; t++) {
		json_t *term = json_object();

		json_object_set_new(term, "name", json_string(today_term_name((enum today_term)t)));
		json_object_set_new(term, "value", json_integer(row->entry.terms[t]));
		json_array_append_new(terms, term);
	}
	json_object_set_new(object, "terms", terms);
	json_object_set_new(object, "due", out_json_day(row->entry.due));
	json_object_set_new(object, "entry", out_json_text(row->entry.key));
	json_object_set_new(object, "command", out_json_text(words->command));
	return object;
}

static void say_text(const struct ctx *ctx, size_t number, const struct today_row *row,
		     const struct today_words *words, struct buf *out)
{
	buf_printf(out, "%2zu. ", number);
	out_safe(ctx, out, words->account);
	buf_str(out, ": ");
	out_safe(ctx, out, words->what);
	buf_str(out, "\n    ");
	out_safe(ctx, out, words->why);
	buf_printf(out, "\n    %d = ", row->entry.rank);
	say_terms(&row->entry, out);
	buf_char(out, '\n');
}

static void say_markdown(const struct today_row *row, const struct today_words *words, struct buf *out)
{
	buf_str(out, "1. **");
	markdown_text(out, words->account);
	buf_str(out, "**: ");
	markdown_text(out, words->what);
	buf_str(out, "  \n   ");
	markdown_text(out, words->why);
	buf_printf(out, " (rank %d)\n", row->entry.rank);
}

static int read_limit(const struct args *args, size_t *limit, struct error *error)
{
	const char *given = args_option(args, "limit");
	char *end;
	long value;

	*limit = 10;
	if (!given)
		return 0;
	errno = 0;
	value = strtol(given, &end, 10);
	if (*end || end == given || errno || value < 0 || value > 1000000)
		return error_set(error, ERROR_USAGE, "--limit wants a number of entries, 0 for all, not '%s'",
				 given);
	*limit = (size_t)value;
	return 0;
}

/* Whose accounts: --csm NAME, or --mine: the option me, else the user's name. NULL: everybody's. */
static const char *whose(const struct ctx *ctx, const struct args *args)
{
	const char *csm = args_option(args, "csm");
	const char *me = ctx->config ? ctx->config->text[OPTION_ME] : "";

	if (csm || !args_option(args, "mine"))
		return csm;
	return *me ? me : ctx->who;
}

/* The book brought up to today, so that flags are of the day on which they fire and open their plays: whoever never
 * opens the console, as where cron sends the list by mail, has no other moment for it. What cannot be written now is
 * reckoned for the list alone. */
static void bring_up(struct ctx *ctx)
{
	int64_t left = 0, before = INT64_MAX;
	struct error ignored;
	int idle = 0;

	if (ctx->as_of != ctx->clock || book_readonly(ctx->book))
		return;
	do {
		if (cache_refresh(ctx->book, NULL, 0, REFRESH_SLICE, &left, &ignored))
			return;
		idle += left >= before;
		before = left;
	} while (left && idle < 2);
	if (plays_open_wanted(ctx->book, NULL, &ignored))
		return; /* they are opened the next time */
}

static int list(struct ctx *ctx, const struct args *args, struct error *error)
{
	const char *format = args_option(args, "format");
	bool markdown = format && !strcmp(format, "md"), json = ctx->format == FORMAT_JSON && !format;
	struct today_rows rows = { 0 };
	json_t *array = json_array();
	struct buf out = { 0 };
	size_t limit;
	int status = read_limit(args, &limit, error);

	if (!status)
		bring_up(ctx);
	if (!status)
		status = today_list(ctx->book, ctx->as_of, whose(ctx, args), limit, &rows, error);
	for (size_t i = 0; !status && i < rows.count; i++) {
		struct today_words words;

		status = today_say(ctx->book, ctx->as_of, &rows.items[i], &words, error);
		if (status)
			break;
		if (json)
			json_array_append_new(array, row_object(&rows.items[i], &words));
		else if (markdown)
			say_markdown(&rows.items[i], &words, &out);
		else
			say_text(ctx, i + 1, &rows.items[i], &words, &out);
		today_words_clear(&words);
	}
	if (!status && json)
		out_json(ctx, json_incref(array));
	else if (!status)
		out_flush(ctx, &out); /* nothing to do is nothing to say: cron stays silent */
	json_decref(array);
	buf_free(&out);
	vec_free(&rows);
	return status;
}

/* ---- what was snoozed, dismissed, done ---- */

static const char *mark_name(enum today_mark mark)
{
	return mark == TODAY_SNOOZED ? "snoozed" : mark == TODAY_DISMISSED ? "dismissed" : "done";
}

static int marked_name(struct ctx *ctx, int64_t account, char **name, struct error *error)
{
	char template[48];

	(void)snprintf(template, sizeof template, "{a:%lld}", (long long)account);
	*name = journal_sentence(ctx->book, template, error);
	return *name ? 0 : -1;
}

static void add_marked(struct ctx *ctx, const struct today_marked *marked, const char *account, json_t *array,
		       struct table *table)
{
	char day[DATE_SIZE], until[DATE_SIZE];
	struct buf cell = { 0 };
	json_t *object;

	if (ctx->format == FORMAT_JSON) {
		object = json_object();
		json_object_set_new(object, "account", out_json_text(account));
		json_object_set_new(object, "entry", out_json_text(marked->key));
		json_object_set_new(object, "mark", json_string(mark_name(marked->mark)));
		json_object_set_new(object, "on", out_json_day(marked->on));
		json_object_set_new(object, "until", out_json_day(marked->until));
		json_object_set_new(object, "reason", out_json_text(marked->reason));
		json_object_set_new(object, "by", out_json_text(marked->who));
		json_array_append_new(array, object);
		return;
	}
	out_safe(ctx, &cell, account);
	table_add(table, buf_text(&cell));
	buf_clear(&cell);
	out_safe(ctx, &cell, marked->key);
	table_add(table, buf_text(&cell));
	table_add(table, mark_name(marked->mark));
	table_add(table, date_format(marked->on, day));
	table_add(table, date_format(marked->until, until));
	buf_clear(&cell);
	out_safe(ctx, &cell, marked->reason);
	table_add(table, buf_text(&cell));
	buf_clear(&cell);
	out_safe(ctx, &cell, marked->who);
	table_add(table, buf_text(&cell));
	buf_free(&cell);
}

static int list_marks(struct ctx *ctx, int64_t account, struct outcome *outcome, struct error *error)
{
	static const struct table_column columns[] = {
		{ "Account", false, 0 }, { "Entry", false, 0 }, { "", false, 0 },   { "On", false, 3 },
		{ "Until", false, 4 },	 { "Why", false, 0 },	{ "By", false, 2 },
	};
	struct table table = { .columns = columns, .count = sizeof columns / sizeof *columns };
	struct today_marks marks = { 0 };
	json_t *array = json_array();
	int status = today_marks(ctx->book, account, &marks, error);

	for (size_t i = 0; !status && i < marks.count; i++) {
		char *name = NULL;

		status = marked_name(ctx, marks.items[i].account, &name, error);
		if (!status)
			add_marked(ctx, &marks.items[i], name, array, &table);
		free(name);
	}
	if (!status && ctx->format == FORMAT_JSON)
		out_json(ctx, json_incref(array));
	else if (!status && marks.count)
		table_print(ctx, &table);
	else if (!status)
		outcome_say(outcome, "nothing of today is snoozed or dismissed");
	table_clear(&table);
	json_decref(array);
	today_marks_clear(&marks);
	return status;
}

/* ---- marking ---- */

/* The entry that somebody means of an account: its key, an unambiguous start of it, so also its kind. */
static int find_entry(struct ctx *ctx, int64_t account, const char *typed, bool marked, char **key,
		      struct error *error)
{
	struct today_rows rows = { 0 };
	struct today_marks marks = { 0 };
	struct buf names = { 0 }, fits = { 0 };
	size_t fitting = 0;
	int status = marked ? today_marks(ctx->book, account, &marks, error)
			    : today_update(ctx->book, ctx->as_of, account, NULL, &rows, error);

	*key = NULL;
	for (size_t i = 0; !status && i < rows.count + marks.count; i++) {
		const char *name = marked ? marks.items[i].key : rows.items[i].entry.key;

		buf_printf(&names, "%s%s", names.size ? ", " : "", name);
		if (strncmp(name, typed, strlen(typed)))
			continue;
		buf_printf(&fits, "%s%s", fits.size ? ", " : "", name);
		fitting = strcmp(name, typed) ? fitting + 1 : 1;
		free(*key);
		*key = xstrdup(name);
		if (!strcmp(name, typed))
			break;
	}
	if (!status && !names.size)
		status = error_set(error, ERROR_NOT_FOUND,
				   marked ? "nothing of this account is snoozed or dismissed"
					  : "there is nothing to do on this account today");
	else if (!status && fitting != 1)
		status = error_set(error, fitting ? ERROR_AMBIGUOUS : ERROR_NOT_FOUND, "%s '%s'; there are %s",
				   fitting ? "several entries begin with" : "no entry is called", typed,
				   fitting ? buf_text(&fits) : buf_text(&names));
	if (status) {
		free(*key);
		*key = NULL;
	}
	buf_free(&names);
	buf_free(&fits);
	vec_free(&rows);
	today_marks_clear(&marks);
	return status;
}

static int read_mark(struct ctx *ctx, const struct args *args, const char *verb, struct today_mark_write *write,
		     struct error *error)
{
	const char *until = args_option(args, "until");

	*write = (struct today_mark_write){
		.on = ctx->as_of, .until = DAY_NONE, .who = ctx->who, .reason = args_option(args, "reason")
	};
	write->mark = !strcmp(verb, "snooze")	 ? TODAY_SNOOZED
		      : !strcmp(verb, "dismiss") ? TODAY_DISMISSED
						 : TODAY_DONE;
	if (write->mark != TODAY_DONE && !write->reason)
		return error_set(error, ERROR_USAGE, "today %s wants a --reason", verb);
	if (write->mark == TODAY_SNOOZED && !until)
		return error_set(error, ERROR_USAGE, "today snooze wants --until DATE: when it is to come back");
	if (write->mark != TODAY_SNOOZED && until)
		return error_set(error, ERROR_USAGE, "--until is for snooze");
	if (until && date_parse_typed(until, ctx->clock, &write->until, error))
		return error_prefix(error, "--until");
	return 0;
}

static int write_mark(struct ctx *ctx, int64_t account, const char *key, const struct today_mark_write *write,
		      struct outcome *outcome, struct error *error)
{
	struct buf sentence = { 0 };
	char day[DATE_SIZE];
	int status = journal_begin(ctx->book, error);

	if (status)
		return status;
	status = write ? today_mark(ctx->book, account, write, error)
		       : today_unmark(ctx->book, account, key, error);
	buf_printf(&sentence, "%s %s of {a:%lld}", write ? mark_name(write->mark) : "woke", key,
		   (long long)account);
	if (write && write->until != DAY_NONE)
		buf_printf(&sentence, " until %s", date_format(write->until, day));
	if (write && write->reason)
		buf_printf(&sentence, ": %s", write->reason);
	status = ctx_end(ctx, status, "today", account, buf_text(&sentence), outcome, error);
	buf_free(&sentence);
	return status;
}

static int mark(struct ctx *ctx, const struct args *args, const char *verb, int64_t account,
		struct outcome *outcome, struct error *error)
{
	bool wake = !strcmp(verb, "wake");
	struct today_mark_write write;
	char *key;
	int status;

	if (!args_word(args, 2))
		return error_set(error, ERROR_USAGE,
				 "today %s wants an account and an entry of it, as in: today %s "
				 "ACCOUNT milestone; waymark today --json names them",
				 verb, verb);
	if (!wake && read_mark(ctx, args, verb, &write, error))
		return -1;
	if (find_entry(ctx, account, args_word(args, 2), wake, &key, error))
		return -1;
	write.key = key;
	status = write_mark(ctx, account, key, wake ? NULL : &write, outcome, error);
	free(key);
	return status;
}

int act_today(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	const char *verb = args_word(args, 0);
	int64_t account = 0;

	if (!verb || !strcmp(verb, "list"))
		return list(ctx, args, error);
	if (args_word(args, 1) && account_find(ctx->book, args_word(args, 1), &account, error))
		return -1;
	outcome->account = account;
	if (!strcmp(verb, "marks"))
		return list_marks(ctx, account, outcome, error);
	return mark(ctx, args, verb, account, outcome, error);
}
