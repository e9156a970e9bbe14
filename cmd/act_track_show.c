/* A track as it is in the book, all that its file says, and what it no longer asks. */
#include <string.h>

#include "cmd/act_track.h"
#include "storage/upgrade.h"

/* ---- JSON ---- */

static json_t *task_object(const struct task *task)
{
	json_t *object = json_object();

	json_object_set_new(object, "id", out_json_text(task->key));
	json_object_set_new(object, "text", out_json_text(task->text));
	json_object_set_new(object, "side", json_string(side_name(task->side)));
	json_object_set_new(object, "due_days",
			    task->due_days == TASK_NO_DUE ? json_null() : json_integer(task->due_days));
	json_object_set_new(object, "document", out_json_text(task->document));
	return object;
}

static json_t *further_stages(const struct track *track, const struct milestone *milestone)
{
	json_t *array = json_array();

	for (int s = 0; s < track->stage_count; s++)
		if (milestone->also >> s & 1)
			json_array_append_new(array, out_json_text(track->stages[s].key));
	return array;
}

static json_t *milestone_object(const struct track *track, const struct milestone *milestone)
{
	json_t *object = json_object(), *tasks = json_array(), *evidence = json_array();
	const char *activity = milestone->activity < track->activity_count
				       ? track->activities[milestone->activity].name
				       : NULL;

	for (size_t i = 0; i < milestone->task_count; i++)
		json_array_append_new(tasks, task_object(&milestone->tasks[i]));
	for (size_t i = 0; i < milestone->evidence_count; i++) {
		char *text = xasprintf("%s/%s", milestone->evidence[i].track, milestone->evidence[i].stage);

		json_array_append_new(evidence, out_json_text(text));
		free(text);
	}
	json_object_set_new(object, "id", out_json_text(milestone->key));
	json_object_set_new(object, "activity", out_json_text(activity));
	json_object_set_new(object, "question", out_json_text(milestone->question));
	json_object_set_new(object, "required", json_boolean(milestone->required));
	json_object_set_new(object, "side", json_string(side_name(milestone->side)));
	json_object_set_new(object, "tasks", tasks);
	json_object_set_new(object, "evidence", evidence);
	if (track->reading == READING_DIAGNOSIS)
		json_object_set_new(object, "also", further_stages(track, milestone));
	json_object_set_new(object, "added_on",
			    milestone->added_on ? out_json_day(milestone->added_on) : json_null());
	json_object_set_new(object, "added_version", out_json_text(milestone->added_version));
	return object;
}

static json_t *cells_array(const struct stage *stage)
{
	json_t *array = json_array();

	for (int c = 0; c < stage->cell_count; c++) {
		json_t *item = json_object();

		json_object_set_new(item, "id", out_json_text(stage->cells[c].key));
		json_object_set_new(item, "name", out_json_text(stage->cells[c].name));
		json_object_set_new(item, "question", out_json_text(stage->cells[c].question));
		json_array_append_new(array, item);
	}
	return array;
}

static json_t *stage_object(const struct track *track, const struct stage *stage)
{
	json_t *object = json_object(), *milestones = json_array();

	json_object_set_new(object, "id", out_json_text(stage->key));
	json_object_set_new(object, "name", out_json_text(stage->name));
	json_object_set_new(object, "promise", out_json_text(stage->promise));
	json_object_set_new(object, "expected_days", json_integer(stage->expected_days));
	json_object_set_new(object, "characteristics", track_texts(stage->characteristics));
	json_object_set_new(object, "challenges", track_texts(stage->challenges));
	json_object_set_new(object, "customer_expects", track_texts(stage->customer_expects));
	json_object_set_new(object, "we_expect", track_texts(stage->we_expect));
	json_object_set_new(object, "can_go_wrong", track_texts(stage->can_go_wrong));
	json_object_set_new(object, "metrics", track_texts(stage->metrics));
	if (track->reading == READING_DIAGNOSIS) {
		json_object_set_new(object, "tactics", track_texts(stage->tactics));
		json_object_set_new(object, "row", out_json_text(stage->row));
		json_object_set_new(object, "cells", cells_array(stage));
	}
	for (int i = stage->first; i < stage->first + stage->count; i++)
		json_array_append_new(milestones, milestone_object(track, &track->milestones[i]));
	json_object_set_new(object, "milestones", milestones);
	return object;
}

static json_t *retired_array(const struct retired_milestones *retired)
{
	json_t *array = json_array();

	for (size_t i = 0; i < retired->count; i++) {
		json_t *item = json_object();

		json_object_set_new(item, "id", out_json_text(retired->items[i].key));
		json_object_set_new(item, "stage", out_json_text(retired->items[i].stage));
		json_object_set_new(item, "question", out_json_text(retired->items[i].question));
		json_object_set_new(item, "on", out_json_day(retired->items[i].on));
		json_array_append_new(array, item);
	}
	return array;
}

static void print_json(struct ctx *ctx, const struct track *track, const struct retired_milestones *retired)
{
	json_t *object = track_summary(track), *stages = json_array();

	json_object_set_new(object, "about", out_json_text(track->about));
	json_object_set_new(object, "method", out_json_text(track->method));
	json_object_set_new(object, "statement", out_json_text(track->statement));
	if (track->reading == READING_DIAGNOSIS) {
		json_object_set_new(object, "tactics", track_texts(track->tactics));
		json_object_set_new(object, "columns", track_texts(track->columns));
	}
	for (int i = 0; i < track->stage_count; i++)
		json_array_append_new(stages, stage_object(track, &track->stages[i]));
	json_object_set_new(object, "stages", stages);
	json_object_set_new(object, "no_longer_asked", retired_array(retired));
	out_json(ctx, object);
}

/* ---- text ---- */

static void say_text(const struct ctx *ctx, struct buf *out, const char *label, const char *text)
{
	if (!text)
		return;
	buf_printf(out, "  %s: ", label);
	out_safe(ctx, out, text);
	buf_char(out, '\n');
}

static void say_list(const struct ctx *ctx, struct buf *out, const char *label, char *const *texts)
{
	for (; texts && *texts; texts++)
		say_text(ctx, out, label, *texts);
}

static void say_task(const struct ctx *ctx, struct buf *out, const struct task *task)
{
	buf_printf(out, "        %s: ", side_name(task->side));
	out_safe(ctx, out, task->text);
	if (task->due_days != TASK_NO_DUE)
		buf_printf(out, "  day %d", task->due_days);
	if (task->document) {
		buf_str(out, "  see: ");
		out_safe(ctx, out, task->document);
	}
	buf_char(out, '\n');
}

static void say_milestone(const struct ctx *ctx, struct buf *out, const struct track *track,
			  const struct milestone *milestone)
{
	char day[DATE_SIZE];

	buf_str(out, "    ");
	out_safe(ctx, out, milestone->question);
	buf_printf(out, "%s%s  (", milestone->required ? "" : "  optional",
		   milestone->side == SIDE_CUSTOMER ? "  customer" : "");
	out_safe(ctx, out, milestone->key);
	if (milestone->added_on)
		buf_printf(out, ", since %s", date_format(milestone->added_on, day));
	buf_str(out, ")\n");
	for (int s = 0; s < track->stage_count; s++)
		if (milestone->also >> s & 1) {
			buf_str(out, "        symptom of: ");
			out_safe(ctx, out, track->stages[s].name);
			buf_char(out, '\n');
		}
	for (size_t i = 0; i < milestone->evidence_count; i++) {
		buf_str(out, "        evidence for: ");
		out_safe(ctx, out, milestone->evidence[i].track);
		buf_char(out, '/');
		out_safe(ctx, out, milestone->evidence[i].stage);
		buf_char(out, '\n');
	}
	for (size_t i = 0; i < milestone->task_count; i++)
		say_task(ctx, out, &milestone->tasks[i]);
}

static void say_roadmap(const struct ctx *ctx, struct buf *out, const struct track *track,
			const struct stage *stage)
{
	say_text(ctx, out, "row of the roadmap", stage->row);
	for (int c = 0; c < stage->cell_count; c++) {
		buf_str(out, "    ");
		out_safe(ctx, out, track->columns[c]);
		buf_str(out, ": ");
		out_safe(ctx, out, stage->cells[c].name);
		buf_str(out, ": ");
		out_safe(ctx, out, stage->cells[c].question);
		buf_str(out, "  (");
		out_safe(ctx, out, stage->cells[c].key);
		buf_str(out, ")\n");
	}
}

static void say_stage(const struct ctx *ctx, struct buf *out, const struct track *track, int index)
{
	const struct stage *stage = &track->stages[index];
	int activity = -1;

	buf_printf(out, "\n%d ", index + 1);
	out_safe(ctx, out, stage->name);
	buf_str(out, "  (");
	out_safe(ctx, out, stage->key);
	if (stage->expected_days)
		buf_printf(out, ", %d days", stage->expected_days);
	buf_str(out, ")\n");
	say_text(ctx, out, "promise", stage->promise);
	say_list(ctx, out, "who is here", stage->characteristics);
	say_list(ctx, out, "struggles with", stage->challenges);
	say_list(ctx, out, "the customer expects", stage->customer_expects);
	say_list(ctx, out, "we expect", stage->we_expect);
	say_list(ctx, out, "can go wrong", stage->can_go_wrong);
	say_list(ctx, out, "measured by", stage->metrics);
	say_list(ctx, out, "way out", stage->tactics);
	say_roadmap(ctx, out, track, stage);
	for (int i = stage->first; i < stage->first + stage->count; i++) {
		const struct milestone *milestone = &track->milestones[i];

		if (milestone->activity != activity && milestone->activity < track->activity_count) {
			activity = milestone->activity;
			buf_str(out, "  ");
			out_safe(ctx, out, track->activities[activity].name);
			buf_char(out, '\n');
		}
		say_milestone(ctx, out, track, milestone);
	}
}

static void say_retired(const struct ctx *ctx, struct buf *out, const struct retired_milestones *retired)
{
	char day[DATE_SIZE];

	if (retired->count)
		buf_str(out, "\nno longer asked\n");
	for (size_t i = 0; i < retired->count; i++) {
		buf_str(out, "    ");
		out_safe(ctx, out, retired->items[i].question);
		buf_str(out, "  (");
		out_safe(ctx, out, retired->items[i].key);
		buf_str(out, ", of ");
		out_safe(ctx, out, retired->items[i].stage);
		buf_printf(out, ", until %s)\n", date_format(retired->items[i].on, day));
	}
}

static void print_text(struct ctx *ctx, const struct track *track, const struct retired_milestones *retired)
{
	struct buf out = { 0 };

	out_safe(ctx, &out, track->title);
	buf_str(&out, "  (");
	out_safe(ctx, &out, track->key);
	buf_str(&out, ", version ");
	out_safe(ctx, &out, track->version);
	buf_printf(&out, ", about the %s, read as %s)\n", subject_name(track->subject),
		   reading_name(track->reading));
	say_text(ctx, &out, "about", track->about);
	say_text(ctx, &out, "method", track->method);
	say_text(ctx, &out, "statement", track->statement);
	say_list(ctx, &out, "way out of all", track->tactics);
	for (int i = 0; i < track->stage_count; i++)
		say_stage(ctx, &out, track, i);
	say_retired(ctx, &out, retired);
	out_flush(ctx, &out);
	buf_free(&out);
}

int track_show(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	struct retired_milestones retired = { 0 };
	const struct track *track;
	int status = track_by_key(ctx->book, args_word(args, 1), &track, error);

	(void)outcome;
	if (!status)
		status = retired_milestones(ctx->book, track->id, &retired, error);
	if (!status && ctx->format == FORMAT_JSON)
		print_json(ctx, track, &retired);
	else if (!status)
		print_text(ctx, track, &retired);
	retired_milestones_clear(&retired);
	return status;
}
