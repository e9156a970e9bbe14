/* Tasks of a milestone: listing, ticking, giving them to someone, dating them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/out.h"
#include "core/text.h"
#include "storage/facts_store.h"

struct tasking {
	int64_t account;
	struct account_detail detail; /* over the milestone's track */
	int milestone;		      /* in it */
	int task;		      /* -1: all of them are listed */
	struct task_write write;
};

static const struct milestone *milestone_of(const struct tasking *tasking)
{
	return &tasking->detail.track->milestones[tasking->milestone];
}

/* ---- what was asked ---- */

static int read_task_number(const struct args *args, struct tasking *tasking, struct error *error)
{
	const char *text = args_word(args, 2);
	size_t count = milestone_of(tasking)->task_count;
	char *end;
	long number;

	tasking->task = -1;
	if (!text && (args_option(args, "owner") || args_option(args, "due")))
		return error_set(error, ERROR_USAGE, "task: which one? give its number, 1 to %zu", count);
	if (!text)
		return 0;
	number = strtol(text, &end, 10);
	if (!count)
		return error_set(error, ERROR_NOT_FOUND,
				 "this milestone has no tasks; its track file can give it some");
	if (*end || end == text || number < 1 || (size_t)number > count)
		return error_set(error, ERROR_USAGE,
				 "task: '%s' is no number of a task here, which go from 1 to %zu", text, count);
	tasking->task = (int)number - 1;
	return 0;
}

/* A due day may lie ahead; "none" or nothing gives the template's back. */
static int read_due(const struct ctx *ctx, const char *text, day_t *due, struct error *error)
{
	*due = DAY_NONE;
	if (!*text || !strcmp(text, "none"))
		return 0;
	if (date_parse_typed(text, ctx->clock, due, error))
		return error_prefix(error, "--due");
	return 0;
}

static int read_change(const struct ctx *ctx, const struct args *args, struct task_write *write,
		       struct error *error)
{
	const char *word = args_word(args, 3), *due = args_option(args, "due");
	day_t on;

	if (ctx_on(ctx, args, &on, error))
		return -1;
	*write = (struct task_write){ .says_done = word != NULL,
				      .done = word && !strcmp(word, "done") ? on : DAY_NONE,
				      .says_owner = args_option(args, "owner") != NULL,
				      .owner = args_option(args, "owner"),
				      .says_due = due != NULL,
				      .due = DAY_NONE,
				      .who = ctx->who };
	return due ? read_due(ctx, due, &write->due, error) : 0;
}

static int read_tasking(struct ctx *ctx, const struct args *args, struct tasking *tasking, struct error *error)
{
	struct found_milestone found;

	if (read_change(ctx, args, &tasking->write, error) || ctx_account(ctx, args, &tasking->account, error) ||
	    ctx_milestone(ctx, tasking->account, args_word(args, 1), &found, error) ||
	    account_load(ctx->book, tasking->account, found.track->id, ctx->as_of, &tasking->detail, error))
		return -1;
	tasking->milestone = track_find_id(tasking->detail.track, found.track->milestones[found.index].id);
	return read_task_number(args, tasking, error);
}

/* ---- listing ---- */

static void print_json(const struct ctx *ctx, const struct tasking *tasking, const struct task_state *states,
		       const struct task_view *views)
{
	const struct milestone *milestone = milestone_of(tasking);
	json_t *object = json_object(), *of = json_object();

	json_object_set_new(of, "track", out_json_text(tasking->detail.track->key));
	json_object_set_new(of, "id", out_json_text(milestone->key));
	json_object_set_new(of, "question", out_json_text(milestone->question));
	json_object_set_new(of, "answer",
			    json_string(answer_name(tasking->detail.view.standing[tasking->milestone].answer)));
	json_object_set_new(object, "milestone", of);
	json_object_set_new(object, "tasks", out_json_tasks(milestone, states, views));
	out_json(ctx, object);
}

static void add_due(const struct ctx *ctx, struct table *table, const struct task_view *view)
{
	struct buf cell = { 0 };
	char day[16];

	if (view->due != DAY_NONE)
		buf_str(&cell, date_format_short(view->due, ctx->as_of, day));
	if (view->overdue)
		buf_str(&cell, " overdue");
	table_add(table, buf_text(&cell));
	buf_free(&cell);
}

static void add_row(const struct ctx *ctx, struct table *table, const struct task *task, int number,
		    const struct task_state *state, const struct task_view *view)
{
	const char *const texts[] = { task->text, side_name(task->side), state->owner, task->document };
	struct buf cell = { 0 };
	char day[16];

	buf_printf(&cell, "%d [%s] ", number, out_mark(ctx, state->done == DAY_NONE ? ANSWER_OPEN : ANSWER_YES));
	for (int i = 0; i < 4; i++) {
		out_safe(ctx, &cell, texts[i]);
		table_add(table, buf_text(&cell));
		buf_clear(&cell);
		if (i == 2)
			add_due(ctx, table, view);
		if (i == 2)
			table_add(table,
				  state->done == DAY_NONE ? "" : date_format_short(state->done, ctx->as_of, day));
	}
	buf_free(&cell);
}

static void print_text(const struct ctx *ctx, const struct tasking *tasking, const struct task_state *states,
		       const struct task_view *views)
{
	static const struct table_column columns[] = { { "Task", false, 0 },  { "Side", false, 2 },
						       { "Owner", false, 3 }, { "Due", false, 5 },
						       { "Done", false, 4 },  { "Document", false, 1 } };
	struct table table = { .columns = columns, .count = 6 };
	const struct milestone *milestone = milestone_of(tasking);
	struct buf out = { 0 };

	buf_printf(&out, "[%s] ", out_mark(ctx, tasking->detail.view.standing[tasking->milestone].answer));
	out_safe(ctx, &out, milestone->question);
	buf_str(&out, milestone->task_count ? "\n" : "\nit has no tasks; its track file can give it some\n");
	out_flush(ctx, &out);
	buf_free(&out);
	if (!milestone->task_count)
		return;
	for (size_t i = 0; i < milestone->task_count; i++)
		if (tasking->task < 0 || (size_t)tasking->task == i)
			add_row(ctx, &table, &milestone->tasks[i], (int)i + 1, &states[i], &views[i]);
	table_print(ctx, &table);
}

static int list_tasks(const struct ctx *ctx, const struct tasking *tasking, struct error *error)
{
	struct task_state *states;
	struct task_view *views;

	if (milestone_tasks(ctx, &tasking->detail, tasking->milestone, &states, &views, error))
		return -1;
	if (ctx->format == FORMAT_JSON)
		print_json(ctx, tasking, states, views);
	else
		print_text(ctx, tasking, states, views);
	milestone_tasks_free(milestone_of(tasking), states, views);
	return 0;
}

/* ---- changing ---- */

/* "task 'Set up single sign-on' of 'Is it live?' on Northwind: done, owner Bo, due 2026-12-01" */
static void say_change(const struct tasking *tasking, struct buf *out)
{
	const struct milestone *milestone = milestone_of(tasking);
	const struct task_write *write = &tasking->write;
	const char *lead = ": ";
	char day[DATE_SIZE];

	buf_printf(out, "task '%s' of '{m:%lld}' on {a:%lld}", milestone->tasks[tasking->task].text,
		   (long long)milestone->id, (long long)tasking->account);
	if (write->says_done) {
		buf_printf(out, "%s%s", lead, write->done == DAY_NONE ? "open again" : "done");
		lead = ", ";
	}
	if (write->says_owner) {
		buf_printf(out, "%sowner %s", lead, write->owner && *write->owner ? write->owner : "nobody");
		lead = ", ";
	}
	if (write->says_due)
		buf_printf(out, "%sdue %s", lead,
			   write->due == DAY_NONE ? "as its track has it" : date_format(write->due, day));
}

static int write_task(struct ctx *ctx, struct tasking *tasking, struct outcome *outcome, struct error *error)
{
	struct buf sentence = { 0 };
	int status;

	if (journal_begin(ctx->book, error))
		return -1;
	status = task_set(ctx->book, tasking->account, milestone_of(tasking)->tasks[tasking->task].id,
			  &tasking->write, NULL, error);
	say_change(tasking, &sentence);
	status = ctx_end(ctx, status, "task", tasking->account, buf_text(&sentence), outcome, error);
	buf_free(&sentence);
	return status;
}

/* When the last task is done, the milestone itself is the next thing to look at; it does not tick by itself. */
static int ask_for_tick(struct ctx *ctx, const struct tasking *tasking, struct outcome *outcome,
			struct error *error)
{
	const struct milestone *milestone = milestone_of(tasking);
	size_t done = 0, used = strlen(outcome->message);
	struct task_state *states;
	struct task_view *views;

	if (!tasking->write.says_done || tasking->write.done == DAY_NONE ||
	    milestone_settled(milestone, tasking->detail.view.standing[tasking->milestone].answer))
		return 0;
	if (milestone_tasks(ctx, &tasking->detail, tasking->milestone, &states, &views, error))
		return -1;
	for (size_t i = 0; i < milestone->task_count; i++)
		done += states[i].done != DAY_NONE;
	milestone_tasks_free(milestone, states, views);
	if (done < milestone->task_count)
		return 0;
	if (done == 1)
		snprintf(outcome->message + used, sizeof outcome->message - used,
			 "; its one task is done: tick the milestone?");
	else
		snprintf(outcome->message + used, sizeof outcome->message - used,
			 "; all %zu tasks are done: tick the milestone?", done);
	return 0;
}

int act_task(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	struct tasking tasking = { 0 };
	int status = read_tasking(ctx, args, &tasking, error);

	outcome->account = tasking.account;
	if (!status && !action_changes(action_info(ACTION_TASK), args)) {
		status = list_tasks(ctx, &tasking, error);
	} else if (!status) {
		status = write_task(ctx, &tasking, outcome, error);
		if (!status && !outcome->entry)
			outcome_say(outcome, "the task is so already");
		if (!status)
			status = ask_for_tick(ctx, &tasking, outcome, error);
		if (!status && ctx->format == FORMAT_JSON)
			status = list_tasks(ctx, &tasking, error);
	}
	account_detail_clear(&tasking.detail);
	return status;
}
