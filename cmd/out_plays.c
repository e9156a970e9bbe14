/* Flags, plays and tasks in words and as JSON. */
#include "cmd/plays.h"

#include <stdio.h>
#include <string.h>

char *ctx_account_name(struct ctx *ctx, int64_t account)
{
	struct error ignored;
	char template[40], *name;

	snprintf(template, sizeof template, "{a:%lld}", (long long)account);
	name = journal_sentence(ctx->book, template, &ignored);
	return name ? name : xstrdup("");
}

const char *flag_title(const struct flag_row *row)
{
	return row->flag ? row->flag->title : row->key;
}

/* ---- JSON ---- */

static bool is_overdue(const struct todo *todo, day_t as_of)
{
	return todo->done == DAY_NONE && todo->due != DAY_NONE && todo->due < as_of;
}

static json_t *id_or_null(int64_t id)
{
	return id ? out_json_id(id) : json_null();
}

json_t *out_json_todo(const struct todo *todo, day_t as_of)
{
	json_t *object = json_object();

	json_object_set_new(object, "id", out_json_id(todo->id));
	json_object_set_new(object, "text", out_json_text(todo->text));
	json_object_set_new(object, "side", json_string(side_name(todo->side)));
	json_object_set_new(object, "owner", out_json_text(todo->owner));
	json_object_set_new(object, "due", out_json_day(todo->due));
	json_object_set_new(object, "by_hand", json_boolean(todo->fixed));
	json_object_set_new(object, "overdue", json_boolean(is_overdue(todo, as_of)));
	json_object_set_new(object, "done", out_json_day(todo->done));
	json_object_set_new(object, "note", out_json_text(todo->note));
	json_object_set_new(object, "play", out_json_text(todo->play_title));
	json_object_set_new(object, "play_id", id_or_null(todo->play));
	json_object_set_new(object, "review_id", id_or_null(todo->review));
	return object;
}

static json_t *lines_of(const char *text)
{
	json_t *array = json_array();

	while (text && *text) {
		size_t size = strcspn(text, "\n");
		char *line = xstrndup(text, size);

		json_array_append_new(array, out_json_text(line));
		free(line);
		text += size + (text[size] == '\n');
	}
	return array;
}

static void set_account(json_t *object, const char *name, int64_t account)
{
	if (!name)
		return;
	json_object_set_new(object, "account", out_json_text(name));
	json_object_set_new(object, "account_id", out_json_id(account));
}

json_t *out_json_flag(const struct flag_row *row, const char *account)
{
	json_t *object = json_object();

	set_account(object, account, row->account);
	json_object_set_new(object, "flag", out_json_text(row->key));
	json_object_set_new(object, "title", out_json_text(flag_title(row)));
	json_object_set_new(object, "severity",
			    row->flag ? json_string(severity_name(row->flag->severity)) : json_null());
	json_object_set_new(object, "state", json_string(flag_state_name(row->state)));
	json_object_set_new(object, "fired", out_json_day(row->firing.fired));
	json_object_set_new(object, "cleared", out_json_day(row->firing.cleared));
	json_object_set_new(object, "closed", out_json_day(row->firing.closed));
	json_object_set_new(object, "snoozed_until", out_json_day(row->firing.snoozed_until));
	json_object_set_new(object, "figure", row->has_figure ? out_json_value(row->figure) : json_null());
	json_object_set_new(object, "unit", out_json_text(row->flag ? row->flag->unit : NULL));
	json_object_set_new(object, "evidence", lines_of(row->evidence));
	json_object_set_new(object, "advice", out_json_text(row->flag ? row->flag->advice : NULL));
	json_object_set_new(object, "play", out_json_text(row->flag ? row->flag->play : NULL));
	json_object_set_new(object, "reason", out_json_text(row->reason && *row->reason ? row->reason : NULL));
	json_object_set_new(object, "by", out_json_text(row->who));
	return object;
}

static json_t *figure(bool has, int64_t value)
{
	return has ? out_json_value(value) : json_null();
}

json_t *out_json_play(const struct play *play, const char *account)
{
	json_t *object = json_object(), *figures = json_object();

	set_account(object, account, play->account);
	json_object_set_new(object, "id", out_json_id(play->id));
	json_object_set_new(object, "play", out_json_text(play->template));
	json_object_set_new(object, "title", out_json_text(play->title));
	json_object_set_new(object, "cause", out_json_text(play->cause));
	json_object_set_new(object, "review_id", id_or_null(play->review));
	json_object_set_new(object, "opened", out_json_day(play->opened));
	json_object_set_new(object, "opened_by", out_json_text(play->opened_by));
	json_object_set_new(object, "closed", out_json_day(play->closed));
	json_object_set_new(object, "closed_by", out_json_text(play->closed_by));
	json_object_set_new(object, "outcome", out_json_text(play->outcome));
	json_object_set_new(object, "note", out_json_text(play->note));
	json_object_set_new(object, "tasks", json_integer(play->tasks));
	json_object_set_new(object, "done", json_integer(play->done));
	json_object_set_new(figures, "unit", out_json_text(play->unit));
	json_object_set_new(figures, "better",
			    play->better ? json_string(play->better > 0 ? "higher" : "lower") : json_null());
	json_object_set_new(figures, "opened", figure(play->has_open, play->figure_open));
	json_object_set_new(figures, "now", figure(play->has_now, play->figure_now));
	json_object_set_new(figures, "closed", figure(play->has_close, play->figure_close));
	json_object_set_new(object, "figure", figures);
	return object;
}

/* ---- text ---- */

#define COLUMNS(name) .columns = (name), .count = sizeof(name) / sizeof *(name)

static void cell_figure(const struct ctx *ctx, struct table *table, bool has, int64_t value, const char *unit)
{
	struct buf raw = { 0 };

	if (has)
		figure_say(value, unit, &raw);
	cell_text(ctx, table, buf_text(&raw));
	buf_free(&raw);
}

void print_todos(const struct ctx *ctx, const struct todos *todos)
{
	static const struct table_column columns[] = {
		{ "Due", false, 0 },  { "Task", false, 0 }, { "Who", false, 2 },
		{ "Play", false, 1 }, { "Done", false, 3 },
	};
	struct table table = { COLUMNS(columns) };

	for (size_t i = 0; i < todos->count; i++) {
		const struct todo *todo = &todos->items[i];
		char day[16];
		struct buf due = { 0 };

		buf_str(&due, todo->due == DAY_NONE ? "" : date_format_short(todo->due, ctx->as_of, day));
		if (is_overdue(todo, ctx->as_of))
			buf_str(&due, " overdue");
		table_add(&table, buf_text(&due));
		buf_free(&due);
		cell_text(ctx, &table, todo->text);
		cell_text(ctx, &table, todo->owner ? todo->owner : todo->side == SIDE_CUSTOMER ? "customer" : "us");
		cell_text(ctx, &table, todo->play_title);
		cell_day(ctx, &table, todo->done);
	}
	if (todos->count)
		table_print(ctx, &table);
}

static void flag_state_words(const struct ctx *ctx, const struct flag_row *row, struct buf *out)
{
	char day[16];

	if (row->state == FLAG_SNOOZED)
		buf_printf(out, "snoozed until %s", date_format_short(row->firing.snoozed_until, ctx->as_of, day));
	else if (row->state == FLAG_CLOSED)
		buf_printf(out, "closed %s", date_format_short(row->firing.closed, ctx->as_of, day));
	else if (row->state == FLAG_QUIET)
		buf_printf(out, "gone %s", date_format_short(row->firing.cleared, ctx->as_of, day));
	else
		buf_str(out, row->flag ? severity_name(row->flag->severity) : "open");
}

void print_flags(struct ctx *ctx, const struct flag_rows *flags, bool named)
{
	static const struct table_column columns[] = {
		{ "Account", false, 0 }, { "Flag", false, 0 },	{ "What", false, 2 },
		{ "State", false, 0 },	 { "Since", false, 0 }, { "Figure", true, 1 },
	};
	struct table table = { .columns = columns + !named, .count = named ? 6 : 5 };

	for (size_t i = 0; i < flags->count; i++) {
		const struct flag_row *row = &flags->items[i];
		struct buf state = { 0 };

		if (named) {
			char *name = ctx_account_name(ctx, row->account);

			cell_text(ctx, &table, name);
			free(name);
		}
		cell_text(ctx, &table, row->key);
		cell_text(ctx, &table, flag_title(row));
		flag_state_words(ctx, row, &state);
		table_add(&table, buf_text(&state));
		buf_free(&state);
		cell_day(ctx, &table, row->firing.fired);
		cell_figure(ctx, &table, row->has_figure, row->figure, row->flag ? row->flag->unit : NULL);
	}
	if (flags->count)
		table_print(ctx, &table);
}

void print_plays(struct ctx *ctx, const struct plays *plays, bool named)
{
	static const struct table_column columns[] = {
		{ "Account", false, 0 },   { "Play", false, 0 }, { "Opened", false, 0 }, { "Tasks", true, 0 },
		{ "At opening", true, 1 }, { "Now", true, 2 },	 { "Closed", false, 3 }, { "Outcome", false, 4 },
	};
	struct table table = { .columns = columns + !named, .count = named ? 8 : 7 };

	for (size_t i = 0; i < plays->count; i++) {
		const struct play *play = &plays->items[i];
		bool at_work = play->closed == DAY_NONE;
		char tasks[32];

		if (named) {
			char *name = ctx_account_name(ctx, play->account);

			cell_text(ctx, &table, name);
			free(name);
		}
		cell_text(ctx, &table, play->title);
		cell_day(ctx, &table, play->opened);
		snprintf(tasks, sizeof tasks, "%d/%d", play->done, play->tasks);
		table_add(&table, tasks);
		cell_figure(ctx, &table, play->has_open, play->figure_open, play->unit);
		cell_figure(ctx, &table, at_work ? play->has_now : play->has_close,
			    at_work ? play->figure_now : play->figure_close, play->unit);
		cell_day(ctx, &table, play->closed);
		cell_text(ctx, &table, play->outcome);
	}
	if (plays->count)
		table_print(ctx, &table);
}

/* ---- show ---- */

struct work {
	struct flag_rows flags;
	struct plays plays;
	struct todos todos;
};

static void work_clear(struct work *work)
{
	flag_rows_clear(&work->flags);
	plays_clear(&work->plays);
	todos_clear(&work->todos);
}

static int read_work(struct ctx *ctx, int64_t account, struct work *out, struct error *error)
{
	*out = (struct work){ 0 };
	if (!flag_list(ctx->book, account, ctx->as_of, false, &out->flags, error) &&
	    !play_list(ctx->book, account, false, ctx->as_of, &out->plays, error) &&
	    !todo_list(ctx->book, &(struct todo_filter){ .account = account }, &out->todos, error))
		return 0;
	work_clear(out);
	return -1;
}

int show_plays_json(struct ctx *ctx, int64_t account, json_t *object, struct error *error)
{
	json_t *flags, *plays, *todos;
	struct work work;

	if (read_work(ctx, account, &work, error))
		return -1;
	flags = json_array();
	plays = json_array();
	todos = json_array();
	for (size_t i = 0; i < work.flags.count; i++)
		json_array_append_new(flags, out_json_flag(&work.flags.items[i], NULL));
	for (size_t i = 0; i < work.plays.count; i++)
		json_array_append_new(plays, out_json_play(&work.plays.items[i], NULL));
	for (size_t i = 0; i < work.todos.count; i++)
		json_array_append_new(todos, out_json_todo(&work.todos.items[i], ctx->as_of));
	json_object_set_new(object, "flags", flags);
	json_object_set_new(object, "plays", plays);
	json_object_set_new(object, "todos", todos);
	work_clear(&work);
	return 0;
}

int show_plays_text(struct ctx *ctx, int64_t account, struct error *error)
{
	struct work work;

	if (read_work(ctx, account, &work, error))
		return -1;
	if (work.flags.count)
		out_print(ctx, "\n");
	print_flags(ctx, &work.flags, false);
	if (work.plays.count)
		out_print(ctx, "\n");
	print_plays(ctx, &work.plays, false);
	if (work.todos.count)
		out_print(ctx, "\n");
	print_todos(ctx, &work.todos);
	work_clear(&work);
	return 0;
}
