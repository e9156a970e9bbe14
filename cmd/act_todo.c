/* What is to be done by a day: tasks of plays, actions of reviews, and any other. */
#include <string.h>

#include "cmd/plays.h"

enum { TEXT, OWNER, DUE, SIDE, NOTE, FIELDS };
static const char *const names[] = { "text", "owner", "due", "side", "note", NULL };
const char *const *const todo_field_names = names;

struct todo_change {
	struct todo_write write;
	const char *given[FIELDS];
	char *text; /* of the one that is there */
};

static int parse(struct recording *recording, int first, struct todo_change *change, struct error *error)
{
	struct todo_write *write = &change->write;
	const char **given = change->given;

	write->who = recording->ctx->who;
	if (record_fields(recording, first, names, given, error))
		return -1;
	write->text = given[TEXT] ? given[TEXT] : write->text;
	write->owner = given[OWNER];
	write->note = given[NOTE];
	write->says_due = given[DUE] != NULL;
	write->says_side = given[SIDE] != NULL;
	if (given[SIDE] && !strcmp(given[SIDE], side_name(SIDE_CUSTOMER)))
		write->side = SIDE_CUSTOMER;
	else if (given[SIDE] && strcmp(given[SIDE], side_name(SIDE_US)) != 0)
		return error_set(error, ERROR_INPUT, "side: '%s' is neither us nor customer", given[SIDE]);
	return given[DUE] ? record_day(recording->ctx, "due", given[DUE], &write->due, error) : 0;
}

static int read_todos(struct recording *recording, day_t as_of, bool print, struct record_list *out,
		      struct error *error)
{
	struct todos list = { 0 };

	(void)as_of; /* what is to be done is not of a day */
	if (todo_list(recording->ctx->book, &(struct todo_filter){ .account = recording->account, .all = true },
		      &list, error))
		return -1;
	for (size_t i = 0; i < list.count; i++)
		record_list_add(out, list.items[i].id, list.items[i].text, list.items[i].play_title,
				out_json_todo(&list.items[i], recording->ctx->as_of));
	if (print && list.count)
		print_todos(recording->ctx, &list);
	todos_clear(&list);
	return 0;
}

/* ---- add ---- */

static int write_new(struct recording *recording, void *data, struct error *error)
{
	struct todo_change *change = data;
	char day[DATE_SIZE];

	if (todo_put(recording->ctx->book, recording->account, &recording->id, &change->write, NULL, error))
		return -1;
	buf_printf(&recording->sentence, "wrote down the task '%s' for {a:%lld}", change->write.text,
		   (long long)recording->account);
	if (change->write.says_due && change->write.due != DAY_NONE)
		buf_printf(&recording->sentence, ", due %s", date_format(change->write.due, day));
	return 0;
}

static int add(struct recording *recording, struct error *error)
{
	struct todo_change change = { .write = { .due = DAY_NONE, .done = DAY_NONE } };

	if (recording_words(recording, 1, 99, "what is to be done", error))
		return -1;
	change.write.text = args_word(recording->args, 2);
	if (parse(recording, 3, &change, error))
		return -1;
	return recording_change(recording, write_new, &change, record_now, error);
}

/* ---- set, done, open, remove ---- */

static int write_change(struct recording *recording, void *data, struct error *error)
{
	struct todo_change *change = data;
	struct buf *sentence = &recording->sentence;

	if (todo_put(recording->ctx->book, recording->account, &recording->id, &change->write, NULL, error))
		return -1;
	if (recording_is(recording, "done")) {
		buf_printf(sentence, "did '%s' for {a:%lld}", change->text, (long long)recording->account);
	} else if (recording_is(recording, "open")) {
		buf_printf(sentence, "opened the task '%s' of {a:%lld} again", change->text,
			   (long long)recording->account);
	} else {
		buf_str(sentence, "set ");
		record_say_fields(sentence, names, change->given, FIELDS);
		buf_printf(sentence, " of the task '%s' of {a:%lld}", change->text, (long long)recording->account);
	}
	return 0;
}

static int remove_task(struct book *book, int64_t account, int64_t id, bool *changed, struct error *error)
{
	(void)changed;
	return todo_remove(book, account, id, error);
}

static int change_one(struct recording *recording, struct error *error)
{
	bool set = recording_is(recording, "set");
	struct todo_change change = { .write = { .due = DAY_NONE, .done = DAY_NONE } };
	int status;

	if (recording_words(recording, set ? 2 : 1, 99, set ? "a task and FIELD=VALUE" : "a task", error) ||
	    record_find(recording, args_word(recording->args, 2), &change.text, error))
		return -1;
	change.write.says_done = !set;
	if (recording_is(recording, "done"))
		change.write.done = recording->on;
	status = parse(recording, 3, &change, error);
	if (!status)
		status = recording_change(recording, write_change, &change, record_now, error);
	free(change.text);
	return status;
}

static const struct record_noun noun = {
	.name = "todo",
	.article = "a",
	.empty = "nothing is to be done; waymark todo add ACCOUNT TEXT due=DATE writes a task down",
	.ahead = true,
	.read = read_todos,
	.add = add,
	.change = change_one,
	.remove = remove_task,
	.removed = "task",
	.off = "of",
};

int act_todo(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	return record_act(&noun, ctx, args, outcome, error);
}
