/* One track of an account or of the organisation, whole: as JSON and as a checklist. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/out.h"
#include "core/text.h"
#include "storage/facts_store.h"

/* ---- tasks ---- */

/* How a task stands: what was said of it by hand, else what the template has. */
struct task_view task_view_of(const struct ctx *ctx, const struct account_detail *detail, int milestone,
			      const struct task *task, const struct task_state *state)
{
	const struct position *position = &detail->position;
	int stage = detail->track->milestones[milestone].stage;
	struct task_view view = { .due = state->due, .by_hand = state->due != DAY_NONE };

	/* the template counts from the day on which the stage was entered: known for the one under way */
	if (!view.by_hand && task->due_days != TASK_NO_DUE && position->stage == stage && !position->completed &&
	    position->since != DAY_NONE)
		view.due = position->since + task->due_days;
	view.overdue = view.due != DAY_NONE && state->done == DAY_NONE && view.due < ctx->as_of;
	return view;
}

int milestone_tasks(const struct ctx *ctx, const struct account_detail *detail, int milestone,
		    struct task_state **states, struct task_view **views, struct error *error)
{
	const struct milestone *of = &detail->track->milestones[milestone];

	*states = xcalloc(of->task_count + 1, sizeof **states);
	*views = xcalloc(of->task_count + 1, sizeof **views);
	if (task_states(ctx->book, detail->row.id, of, *states, error)) {
		free(*states);
		free(*views);
		*states = NULL;
		*views = NULL;
		return -1;
	}
	for (size_t i = 0; i < of->task_count; i++)
		(*views)[i] = task_view_of(ctx, detail, milestone, &of->tasks[i], &(*states)[i]);
	return 0;
}

void milestone_tasks_free(const struct milestone *milestone, struct task_state *states, struct task_view *views)
{
	for (size_t i = 0; states && i < milestone->task_count; i++)
		task_state_clear(&states[i]);
	free(states);
	free(views);
}

json_t *out_json_tasks(const struct milestone *milestone, const struct task_state *states,
		       const struct task_view *views)
{
	json_t *array = json_array();

	for (size_t i = 0; i < milestone->task_count; i++) {
		const struct task *task = &milestone->tasks[i];
		json_t *item = json_object();

		json_object_set_new(item, "n", json_integer((json_int_t)i + 1));
		json_object_set_new(item, "text", out_json_text(task->text));
		json_object_set_new(item, "side", json_string(side_name(task->side)));
		json_object_set_new(item, "due", out_json_day(views[i].due));
		json_object_set_new(item, "due_by_hand", json_boolean(views[i].by_hand));
		json_object_set_new(item, "overdue", json_boolean(views[i].overdue));
		json_object_set_new(item, "owner", out_json_text(states[i].owner));
		json_object_set_new(item, "done", out_json_day(states[i].done));
		json_object_set_new(item, "by", out_json_text(states[i].who));
		json_object_set_new(item, "document", out_json_text(task->document));
		json_array_append_new(array, item);
	}
	return array;
}

/* ---- JSON ---- */

static json_t *evidence_array(const struct milestone *milestone)
{
	json_t *array = json_array();

	for (size_t i = 0; i < milestone->evidence_count; i++) {
		char *name = xasprintf("%s/%s", milestone->evidence[i].track, milestone->evidence[i].stage);

		json_array_append_new(array, out_json_text(name));
		free(name);
	}
	return array;
}

static json_t *milestone_object(const struct ctx *ctx, const struct account_detail *detail, int index,
				struct error *error)
{
	const struct track *track = detail->track;
	const struct milestone *milestone = &track->milestones[index];
	const struct standing *standing = &detail->view.standing[index];
	struct task_state *states;
	struct task_view *views;
	json_t *object;

	if (milestone_tasks(ctx, detail, index, &states, &views, error))
		return NULL;
	object = json_object();
	json_object_set_new(object, "id", out_json_text(milestone->key));
	json_object_set_new(object, "activity",
			    out_json_text(milestone->activity < track->activity_count
						  ? track->activities[milestone->activity].name
						  : NULL));
	json_object_set_new(object, "question", out_json_text(milestone->question));
	json_object_set_new(object, "required", json_boolean(milestone->required));
	json_object_set_new(object, "side", json_string(side_name(milestone->side)));
	json_object_set_new(object, "answer", json_string(answer_name(standing->answer)));
	json_object_set_new(object, "on", out_json_day(standing->on));
	json_object_set_new(object, "by", out_json_text(detail->answers[index].by));
	json_object_set_new(object, "note", out_json_text(detail->answers[index].note));
	json_object_set_new(object, "from", out_json_text(milestone->home));
	json_object_set_new(object, "evidence_for", evidence_array(milestone));
	json_object_set_new(object, "added_on", out_json_day(milestone->added_on ? milestone->added_on : DAY_NONE));
	json_object_set_new(object, "tasks", out_json_tasks(milestone, states, views));
	milestone_tasks_free(milestone, states, views);
	return object;
}

static json_t *stage_object(const struct ctx *ctx, const struct account_detail *detail, int index,
			    struct error *error)
{
	const struct track *track = detail->track;
	const struct stage *stage = &track->stages[index];
	json_t *object = json_object(), *milestones = json_array();
	char *reason = NULL;
	bool failed = false;

	if (detail->view.passes[index] != DAY_NONE)
		failed = stage_pass_reason(ctx->book, detail->row.id, stage->id, &reason, error) != 0;
	json_object_set_new(object, "id", out_json_text(stage->key));
	json_object_set_new(object, "name", out_json_text(stage->name));
	json_object_set_new(object, "passed_on", out_json_day(detail->view.passes[index]));
	json_object_set_new(object, "pass_reason", out_json_text(reason));
	json_object_set_new(object, "settled",
			    json_boolean(track_stage_settled(track, index, detail->view.standing)));
	json_object_set_new(object, "reopened",
			    json_integer(track_stage_reopened(track, index, detail->view.standing)));
	for (int m = stage->first; !failed && m < stage->first + stage->count; m++) {
		json_t *milestone = milestone_object(ctx, detail, m, error);

		failed = !milestone;
		if (milestone)
			json_array_append_new(milestones, milestone);
	}
	json_object_set_new(object, "milestones", milestones);
	free(reason);
	if (!failed)
		return object;
	json_decref(object);
	return NULL;
}

/* Outside its track a milestone is named with it. */
static json_t *next_object(const struct track *track, int index)
{
	const struct milestone *next;
	json_t *object;
	char *name;

	if (index < 0)
		return json_null();
	next = &track->milestones[index];
	name = next->home ? xasprintf("%s/%s", next->home, next->key) : xstrdup(next->key);
	object = json_object();
	json_object_set_new(object, "id", out_json_text(name));
	json_object_set_new(object, "question", out_json_text(next->question));
	free(name);
	return object;
}

/* What the position on the track comes to. */
static void add_position(json_t *object, const struct account_detail *detail)
{
	const struct position *position = &detail->position;
	const char *pace = pace_name(position->pace);

	json_object_set_new(object, "stage", out_json_text(position_stage_name(detail->track, position)));
	json_object_set_new(object, "stage_index", json_integer(position->stage + 1));
	json_object_set_new(object, "stage_count", json_integer(detail->track->stage_count));
	json_object_set_new(object, "completed", json_boolean(position->completed));
	json_object_set_new(object, "passed", json_boolean(position->passed));
	json_object_set_new(object, "pace", *pace ? json_string(pace) : json_null());
	json_object_set_new(object, "days", position->days < 0 ? json_null() : json_integer(position->days));
	json_object_set_new(object, "settled", json_integer(position->settled));
	json_object_set_new(object, "required", json_integer(position->required));
	json_object_set_new(object, "all_settled", json_integer(position->all_settled));
	json_object_set_new(object, "all_required", json_integer(position->all_required));
	json_object_set_new(object, "next_milestone", next_object(detail->track, position->next));
}

json_t *out_json_track(const struct ctx *ctx, const struct account_detail *detail, struct error *error)
{
	const struct track *track = detail->track;
	json_t *object = json_object(), *stages = json_array();
	bool main = detail->row.track && !strcmp(detail->row.track, track->key);

	json_object_set_new(object, "id", out_json_text(track->key));
	json_object_set_new(object, "title", out_json_text(track->title));
	json_object_set_new(object, "version", out_json_text(track->version));
	json_object_set_new(object, "reading", json_string(reading_name(track->reading)));
	json_object_set_new(object, "main", json_boolean(main));
	add_position(object, detail);
	json_object_set_new(object, "stages", stages);
	for (int i = 0; i < track->stage_count; i++) {
		json_t *stage = stage_object(ctx, detail, i, error);

		if (!stage) {
			json_decref(object);
			return NULL;
		}
		json_array_append_new(stages, stage);
	}
	return object;
}

/* ---- the checklist ---- */

static void say_answer(const struct ctx *ctx, struct buf *out, const struct account_detail *detail, int index)
{
	const struct standing *standing = &detail->view.standing[index];
	char day[DATE_SIZE];

	if (standing->answer == ANSWER_OPEN)
		return;
	buf_printf(out, "  %s ", date_format(standing->on, day));
	out_safe(ctx, out, detail->answers[index].by);
	if (detail->answers[index].note) {
		buf_str(out, ": ");
		out_safe(ctx, out, detail->answers[index].note);
	}
}

static void say_milestone(const struct ctx *ctx, struct buf *out, const struct account_detail *detail, int index)
{
	const struct milestone *milestone = &detail->track->milestones[index];

	buf_printf(out, "     [%s] ", out_mark(ctx, detail->view.standing[index].answer));
	out_safe(ctx, out, milestone->question);
	buf_printf(out, "%s  (", milestone->required ? "" : "  optional");
	out_safe(ctx, out, milestone->key);
	buf_char(out, ')');
	if (milestone->home) {
		buf_str(out, "  (from ");
		out_safe(ctx, out, milestone->home);
		buf_char(out, ')');
	}
	say_answer(ctx, out, detail, index);
	buf_char(out, '\n');
}

/* The latest day on which questions that keep the stage open were added; 0: none were. */
static day_t last_added(const struct account_detail *detail, const struct stage *stage)
{
	day_t latest = 0;

	for (int m = stage->first; m < stage->first + stage->count; m++) {
		const struct milestone *milestone = &detail->track->milestones[m];

		if (milestone->required && milestone->added_on > latest &&
		    !milestone_settled(milestone, detail->view.standing[m].answer))
			latest = milestone->added_on;
	}
	return latest;
}

/* "(passed by hand 2026-11-02: went live before)", "(reopened: 2 questions added 2026-11-20)" */
static int say_marks(const struct ctx *ctx, struct buf *out, const struct account_detail *detail, int index,
		     struct error *error)
{
	const struct stage *stage = &detail->track->stages[index];
	int reopened = track_stage_reopened(detail->track, index, detail->view.standing);
	char day[DATE_SIZE], *reason = NULL;

	if (detail->view.passes[index] != DAY_NONE &&
	    !track_stage_settled(detail->track, index, detail->view.standing)) {
		if (stage_pass_reason(ctx->book, detail->row.id, stage->id, &reason, error))
			return -1;
		buf_printf(out, "  (passed by hand %s", date_format(detail->view.passes[index], day));
		if (reason) {
			buf_str(out, ": ");
			out_safe(ctx, out, reason);
		}
		buf_char(out, ')');
		free(reason);
	}
	if (reopened)
		buf_printf(out, "  (reopened: %d question%s added %s)", reopened, reopened == 1 ? "" : "s",
			   date_format(last_added(detail, stage), day));
	return 0;
}

int out_track(const struct ctx *ctx, struct buf *out, const struct account_detail *detail, struct error *error)
{
	const struct track *track = detail->track;

	buf_char(out, '\n');
	out_safe(ctx, out, track->title);
	buf_str(out, "  (");
	out_safe(ctx, out, track->key);
	buf_str(out, ")\n");
	for (int i = 0; i < track->stage_count; i++) {
		const struct stage *stage = &track->stages[i];

		buf_printf(out, " %s ", i == detail->position.stage && !detail->position.completed ? ">" : " ");
		out_safe(ctx, out, stage->name);
		if (say_marks(ctx, out, detail, i, error))
			return -1;
		buf_char(out, '\n');
		for (int m = stage->first; m < stage->first + stage->count; m++)
			say_milestone(ctx, out, detail, m);
	}
	return 0;
}
