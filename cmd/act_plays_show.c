/* Plays as they are: at work, closed, as templates, and how each did. */
#include <stdio.h>
#include <string.h>

#include "cmd/act_plays.h"

#define COLUMNS(name) .columns = (name), .count = sizeof(name) / sizeof *(name)

/* ---- list ---- */

int plays_list_them(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	bool all = args_option(args, "all") != NULL;
	struct plays plays = { 0 };
	int64_t account = 0;

	if (args_word(args, 1) && account_find(ctx->book, args_word(args, 1), &account, error))
		return -1;
	outcome->account = account;
	if (play_list(ctx->book, account, all, ctx->as_of, &plays, error))
		return -1;
	if (ctx->format == FORMAT_JSON) {
		json_t *array = json_array();

		for (size_t i = 0; i < plays.count; i++) {
			char *name = ctx_account_name(ctx, plays.items[i].account);

			json_array_append_new(array, out_json_play(&plays.items[i], name));
			free(name);
		}
		out_json(ctx, array);
	} else if (plays.count) {
		print_plays(ctx, &plays, !account);
	} else {
		outcome_say(outcome, "no play is at work; waymark plays templates lists what can be opened");
	}
	plays_clear(&plays);
	return 0;
}

/* ---- show ---- */

static void say(const struct ctx *ctx, struct buf *out, const char *what, const char *text)
{
	if (!text || !*text)
		return;
	buf_printf(out, "%-10s ", what);
	out_safe(ctx, out, text);
	buf_char(out, '\n');
}

static void say_numbers(const struct ctx *ctx, struct buf *out, const struct play *play)
{
	static const char *const names[] = { "at opening", "now", "at closing" };
	const bool has[] = { play->has_open, play->has_now, play->has_close };
	const int64_t values[] = { play->figure_open, play->figure_now, play->figure_close };

	for (int i = 0; i < 3; i++) {
		struct buf text = { 0 };

		if (has[i])
			figure_say(values[i], play->unit, &text);
		say(ctx, out, names[i], buf_text(&text));
		buf_free(&text);
	}
}

static int show_play(struct ctx *ctx, const struct play *play, struct error *error)
{
	struct todos todos = { 0 };
	struct buf out = { 0 };
	char day[16];

	if (todo_list(ctx->book, &(struct todo_filter){ .account = play->account, .play = play->id, .all = true },
		      &todos, error))
		return -1;
	if (ctx->format == FORMAT_JSON) {
		json_t *object = out_json_play(play, NULL), *tasks = json_array();

		for (size_t i = 0; i < todos.count; i++)
			json_array_append_new(tasks, out_json_todo(&todos.items[i], ctx->as_of));
		json_object_set_new(object, "todos", tasks);
		out_json(ctx, object);
	} else {
		out_safe(ctx, &out, play->title);
		buf_char(&out, '\n');
		say(ctx, &out, "opened", date_format_long(play->opened, day));
		say(ctx, &out, "by", play->opened_by);
		say(ctx, &out, "because", play->cause);
		if (play->closed != DAY_NONE)
			say(ctx, &out, "closed", date_format_long(play->closed, day));
		say(ctx, &out, "outcome", play->outcome);
		say(ctx, &out, "note", play->note);
		say_numbers(ctx, &out, play);
		if (todos.count)
			buf_char(&out, '\n');
		out_flush(ctx, &out);
		print_todos(ctx, &todos);
	}
	todos_clear(&todos);
	buf_free(&out);
	return 0;
}

/* "14 days before the renewal" */
static void say_when(const struct play_task *task, struct buf *out)
{
	static const char *const anchors[ANCHORS] = { "", "the opening", "the renewal", "the start", "the review" };
	int days = task->offset < 0 ? -task->offset : task->offset;

	if (task->anchor == ANCHOR_NONE)
		buf_str(out, "no day");
	else if (!task->offset)
		buf_printf(out, "on the day of %s", anchors[task->anchor]);
	else
		buf_printf(out, "%d day%s %s %s", days, days == 1 ? "" : "s", task->offset < 0 ? "before" : "after",
			   anchors[task->anchor]);
}

static json_t *template_json(const struct play_template *play)
{
	json_t *object = json_object(), *tasks = json_array(), *outcomes = json_array();

	for (int i = 0; i < play->task_count; i++) {
		const struct play_task *task = &play->tasks[i];
		json_t *item = json_object();

		json_object_set_new(item, "text", out_json_text(task->text));
		json_object_set_new(item, "side", json_string(side_name(task->side)));
		json_object_set_new(item, "owner", out_json_text(task->owner));
		json_object_set_new(item, "anchor", json_string(anchor_name(task->anchor)));
		json_object_set_new(item, "offset", json_integer(task->offset));
		json_object_set_new(item, "document", out_json_text(task->document));
		json_array_append_new(tasks, item);
	}
	for (int i = 0; play->outcomes && play->outcomes[i]; i++)
		json_array_append_new(outcomes, out_json_text(play->outcomes[i]));
	json_object_set_new(object, "play", out_json_text(play->key));
	json_object_set_new(object, "title", out_json_text(play->title));
	json_object_set_new(object, "purpose", out_json_text(play->purpose));
	json_object_set_new(object, "anchor", json_string(anchor_name(play->anchor)));
	json_object_set_new(object, "figure",
			    play->figure ? out_json_text(expr_source(play->figure)) : json_null());
	json_object_set_new(object, "better",
			    play->better ? json_string(play->better > 0 ? "higher" : "lower") : json_null());
	json_object_set_new(object, "unit", out_json_text(play->unit));
	json_object_set_new(object, "tasks", tasks);
	json_object_set_new(object, "outcomes", outcomes);
	return object;
}

static void show_tasks(const struct ctx *ctx, const struct play_template *play)
{
	static const struct table_column columns[] = { { "Task", false, 0 },
						       { "When", false, 0 },
						       { "Who", false, 1 } };
	struct table table = { COLUMNS(columns) };

	for (int i = 0; i < play->task_count; i++) {
		const struct play_task *task = &play->tasks[i];
		struct buf when = { 0 };

		cell_text(ctx, &table, task->text);
		say_when(task, &when);
		table_add(&table, buf_text(&when));
		buf_free(&when);
		cell_text(ctx, &table, task->owner ? task->owner : task->side == SIDE_CUSTOMER ? "customer" : "us");
	}
	if (play->task_count)
		table_print(ctx, &table);
}

static void show_template(const struct ctx *ctx, const struct play_template *play)
{
	struct buf out = { 0 }, list = { 0 };

	if (ctx->format == FORMAT_JSON) {
		out_json(ctx, template_json(play));
		return;
	}
	out_safe(ctx, &out, play->title);
	buf_char(&out, '\n');
	say(ctx, &out, "play", play->key);
	say(ctx, &out, "purpose", play->purpose);
	if (play->figure)
		say(ctx, &out, play->better > 0 ? "raises" : "lowers", expr_source(play->figure));
	for (int i = 0; play->outcomes && play->outcomes[i]; i++)
		buf_printf(&list, "%s%s", i ? ", " : "", play->outcomes[i]);
	say(ctx, &out, "ends with", buf_text(&list));
	buf_char(&out, '\n');
	out_flush(ctx, &out);
	show_tasks(ctx, play);
	buf_free(&list);
	buf_free(&out);
}

int plays_show(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	struct plays plays = { 0 };
	size_t at;
	int status;

	if (args->word_count == 2) {
		const struct play_template *play = plays_template(ctx, args_word(args, 1), error);

		if (play)
			show_template(ctx, play);
		return play ? 0 : -1;
	}
	if (account_find(ctx->book, args_word(args, 1), &outcome->account, error) ||
	    play_list(ctx->book, outcome->account, true, ctx->as_of, &plays, error))
		return -1;
	if (!plays.count)
		status = error_set(error, ERROR_NOT_FOUND, "no play was ever opened on this account");
	else
		status = plays_pick(&plays, args_word(args, 2), &at, error);
	if (!status)
		status = show_play(ctx, &plays.items[at], error);
	plays_clear(&plays);
	return status;
}

/* ---- templates ---- */

/* The flags that open it or suggest it. */
static void say_flags(const struct playbooks *books, const char *play, struct buf *out)
{
	for (size_t b = 0; b < books->count; b++)
		for (int i = 0; i < books->items[b]->flag_count; i++) {
			const struct flag *flag = &books->items[b]->flags[i];

			if (flag->play && !strcmp(flag->play, play) && playbooks_flag(books, flag->key) == flag)
				buf_printf(out, "%s%s", out->size ? ", " : "", flag->key);
		}
}

int plays_templates(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	static const struct table_column columns[] = {
		{ "Play", false, 0 },
		{ "Title", false, 0 },
		{ "Tasks", true, 2 },
		{ "Flags", false, 1 },
	};
	struct table table = { COLUMNS(columns) };
	const struct playbooks *books;
	json_t *array;

	(void)args;
	if (playbooks_get(ctx->book, &books, error))
		return -1;
	array = json_array();
	for (size_t b = 0; b < books->count; b++)
		for (int i = 0; i < books->items[b]->play_count; i++) {
			const struct play_template *play = &books->items[b]->plays[i];
			struct buf flags = { 0 };
			char count[16];

			if (playbooks_play(books, play->key) != play)
				continue;
			json_array_append_new(array, template_json(play));
			cell_text(ctx, &table, play->key);
			cell_text(ctx, &table, play->title);
			snprintf(count, sizeof count, "%d", play->task_count);
			table_add(&table, count);
			say_flags(books, play->key, &flags);
			cell_text(ctx, &table, buf_text(&flags));
			buf_free(&flags);
		}
	if (ctx->format == FORMAT_JSON)
		out_json(ctx, json_incref(array));
	else if (json_array_size(array))
		table_print(ctx, &table);
	else
		outcome_say(outcome, "the book has no plays; waymark plays load FILE takes a playbook in");
	json_decref(array);
	table_clear(&table);
	return 0;
}

/* ---- assess ---- */

static json_t *record_json_of(const struct play_record *record, const struct play_template *play, const char *unit)
{
	json_t *object = json_object();

	json_object_set_new(object, "play", out_json_text(record->template));
	json_object_set_new(object, "title", out_json_text(play ? play->title : NULL));
	json_object_set_new(object, "runs", json_integer(record->runs));
	json_object_set_new(object, "closed", json_integer(record->closed));
	json_object_set_new(object, "measured", json_integer(record->measured));
	json_object_set_new(object, "improved", json_integer(record->improved));
	json_object_set_new(object, "same", json_integer(record->same));
	json_object_set_new(object, "worse", json_integer(record->worse));
	json_object_set_new(object, "mean_change",
			    record->measured ? out_json_value(record->mean_change) : json_null());
	json_object_set_new(object, "unit", out_json_text(unit));
	return object;
}

static void count_cell(struct table *table, int count)
{
	char text[16];

	snprintf(text, sizeof text, "%d", count);
	table_add(table, text);
}

static void add_record(const struct ctx *ctx, struct table *table, const struct play_record *record,
		       const struct play_template *play, const char *unit)
{
	struct buf text = { 0 }, safe = { 0 };

	cell_text(ctx, table, play ? play->title : record->template);
	count_cell(table, record->runs);
	count_cell(table, record->closed);
	count_cell(table, record->measured);
	/* a share says nothing without what it rests on */
	if (record->measured)
		buf_printf(&text, "%d of %d", record->improved, record->measured);
	table_add(table, buf_text(&text));
	buf_clear(&text);
	count_cell(table, record->worse);
	if (record->measured) {
		buf_str(&text, record->mean_change > 0 ? "+" : "");
		figure_say(record->mean_change, unit, &text);
	}
	out_safe(ctx, &safe, buf_text(&text));
	table_add(table, buf_text(&safe));
	buf_free(&safe);
	buf_free(&text);
}

int plays_assessed(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	static const struct table_column columns[] = {
		{ "Play", false, 0 },  { "Run", true, 0 },   { "Closed", true, 2 },	{ "Measured", true, 1 },
		{ "Better", true, 0 }, { "Worse", true, 3 }, { "Better by", true, 0 },
	};
	struct table table = { COLUMNS(columns) };
	struct play_records records = { 0 };
	const struct playbooks *books;
	struct play_runs runs = { 0 };
	json_t *array = json_array();

	(void)args;
	if (playbooks_get(ctx->book, &books, error) || play_runs(ctx->book, &runs, error)) {
		json_decref(array);
		return -1;
	}
	plays_assess(runs.items, runs.count, &records);
	for (size_t i = 0; i < records.count; i++) {
		const struct play_record *record = &records.items[i];
		const struct play_template *play = playbooks_play(books, record->template);
		const char *unit = play_unit(books, record->template, "");

		json_array_append_new(array, record_json_of(record, play, unit));
		add_record(ctx, &table, record, play, unit);
	}
	if (ctx->format == FORMAT_JSON)
		out_json(ctx, json_incref(array));
	else if (records.count)
		table_print(ctx, &table);
	else
		outcome_say(outcome, "no play was opened yet: there is nothing to assess");
	json_decref(array);
	table_clear(&table);
	vec_free(&records);
	play_runs_clear(&runs);
	return 0;
}
