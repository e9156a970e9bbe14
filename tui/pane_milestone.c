/* A milestone over the whole screen: its answer, its tasks with owners and dates, and what its stage is about. */
#include <stdlib.h>
#include <string.h>

#include "cmd/out.h"
#include "storage/facts_store.h"
#include "tui/sheet.h"

#define ITEM_QUESTION 1
#define ITEM_TEXT 2	/* what is only read */
#define ITEM_TASK 0x100 /* and those after it, by task */

struct milestone_view {
	struct place place;
	struct sheet sheet;
	int64_t account, milestone; /* what it was opened on; a new version of the track moves it */
	VEC(struct task_state) tasks;
	int asked; /* number of the task that the prompt is about, from 1 */
};

/* ---- what it is about ---- */

/* The milestone, NULL when the account or the question went away meanwhile. */
static const struct milestone *shown(const struct app *app)
{
	const struct account_detail *d = track_detail(app);
	size_t at = app->track.place.cursor;

	if (!d->track || d->row.id != app->milestone->account || at >= (size_t)d->track->milestone_count ||
	    d->track->milestones[at].id != app->milestone->milestone)
		return NULL;
	return &d->track->milestones[at];
}

static const struct task *task_of(const struct app *app, int64_t item)
{
	const struct milestone *m = shown(app);
	int64_t at = item - ITEM_TASK;

	return m && at >= 0 && at < (int64_t)m->task_count && at < (int64_t)app->milestone->tasks.count
		       ? &m->tasks[at]
		       : NULL;
}

static int64_t item_here(const struct app *app)
{
	const struct milestone_view *v = app->milestone;

	return v->place.cursor < v->sheet.items.count ? v->sheet.items.items[v->place.cursor] : 0;
}

static void clear_tasks(struct milestone_view *v)
{
	for (size_t i = 0; i < v->tasks.count; i++)
		task_state_clear(&v->tasks.items[i]);
	vec_clear(&v->tasks);
}

/* ---- its lines ---- */

static enum role say_due(const struct app *app, const struct task *task, const struct task_state *state,
			 struct buf *out)
{
	/* The days of a task from another track count from a stage of that one. */
	struct task_view view = { .due = state->due };
	char date[16];

	if (!shown(app)->home)
		view = task_view_of(&app->ctx, track_detail(app), (int)app->track.place.cursor, task, state);

	if (state->done != DAY_NONE) {
		buf_printf(out, "  done %s", date_format_short(state->done, app->ctx.as_of, date));
		return ROLE_DIM;
	}
	if (view.due == DAY_NONE) {
		if (task->due_days != TASK_NO_DUE)
			buf_printf(out, "  due on day %d of the stage", task->due_days);
		return ROLE_DIM;
	}
	view.overdue = view.due < app->ctx.as_of;
	buf_printf(out, "  %s %s", view.overdue ? "overdue since" : "due",
		   date_format_short(view.due, app->ctx.as_of, date));
	return view.overdue ? ROLE_RISK : ROLE_NORMAL;
}

static void say_task(struct app *app, size_t index)
{
	struct milestone_view *v = app->milestone;
	const struct task *task = &shown(app)->tasks[index];
	const struct task_state *state = &v->tasks.items[index];
	struct buf right = { 0 };
	enum role role;
	char box[16];

	buf_str(&right, task->side == SIDE_US ? "us" : "customer");
	if (state->owner)
		buf_printf(&right, ": %s", state->owner);
	role = say_due(app, task, state, &right);
	answer_box(app->screen, state->done != DAY_NONE ? ANSWER_YES : ANSWER_OPEN, box);
	sheet_line(&v->sheet, sheet_item(&v->sheet, ITEM_TASK + (int64_t)index));
	sheet_right(&v->sheet, role, buf_text(&right));
	sheet_text(&v->sheet, state->done != DAY_NONE ? ROLE_YES : ROLE_NORMAL, box);
	sheet_text(&v->sheet, ROLE_NORMAL, " ");
	sheet_wrap(&v->sheet, state->done != DAY_NONE ? ROLE_DIM : ROLE_NORMAL, task->text, 0);
	if (task->document) {
		sheet_line(&v->sheet, (int)v->sheet.items.count - 1);
		sheet_text(&v->sheet, ROLE_DIM, "    how it is done: ");
		sheet_wrap(&v->sheet, ROLE_KEY, task->document, 0);
	}
	buf_free(&right);
}

static void blank(struct milestone_view *v)
{
	sheet_line(&v->sheet, -1);
}

static void say_tasks(struct app *app)
{
	struct milestone_view *v = app->milestone;
	size_t count = shown(app)->task_count, done = 0;

	for (size_t i = 0; i < v->tasks.count; i++)
		done += v->tasks.items[i].done != DAY_NONE;
	blank(v);
	sheet_line(&v->sheet, -1);
	sheet_text(&v->sheet, ROLE_HEADING, "Tasks");
	if (count > 0)
		sheet_printf(&v->sheet, ROLE_DIM, "  %zu of %zu done", done, count);
	else
		sheet_text(&v->sheet, ROLE_DIM, "  none: its track does not say how it is achieved");
	for (size_t i = 0; i < count && i < v->tasks.count; i++)
		say_task(app, i);
}

static void say_answer(struct app *app, int index)
{
	struct milestone_view *v = app->milestone;
	const struct account_detail *d = track_detail(app);
	const struct standing *stands = &d->view.standing[index];
	const struct answer_detail *answer = &d->answers[index];
	struct buf evidence = { 0 };
	char date[16];

	sheet_line(&v->sheet, -1);
	sheet_text(&v->sheet, ROLE_NORMAL, "    ");
	if (stands->answer == ANSWER_OPEN)
		sheet_text(&v->sheet, ROLE_NORMAL, "open: no answer stands");
	else
		sheet_printf(&v->sheet, answer_role(stands->answer), "answered %s on %s by %.80s",
			     stands->answer == ANSWER_NA ? "not applicable" : answer_name(stands->answer),
			     date_format_long(stands->on, date), answer->by ? answer->by : "somebody");
	if (answer->note) {
		sheet_line(&v->sheet, -1);
		sheet_text(&v->sheet, ROLE_DIM, "    note: ");
		sheet_wrap(&v->sheet, ROLE_NORMAL, answer->note, 0);
	}
	track_say_evidence(app, &d->track->milestones[index], &evidence);
	if (evidence.size > 0) {
		sheet_line(&v->sheet, -1);
		sheet_text(&v->sheet, ROLE_NORMAL, "    ");
		sheet_wrap(&v->sheet, ROLE_NORMAL, buf_text(&evidence), 0);
	}
	buf_free(&evidence);
}

static void say_question(struct app *app)
{
	struct milestone_view *v = app->milestone;
	const struct account_detail *d = track_detail(app);
	const struct milestone *m = shown(app);
	int index = (int)(m - d->track->milestones);
	char *word = track_word(d->track, index), box[16];

	answer_box(app->screen, d->view.standing[index].answer, box);
	sheet_line(&v->sheet, sheet_item(&v->sheet, ITEM_QUESTION));
	sheet_text(&v->sheet, answer_role(d->view.standing[index].answer), box);
	sheet_text(&v->sheet, ROLE_NORMAL, " ");
	sheet_wrap(&v->sheet, ROLE_TITLE, m->question, 0);
	say_answer(app, index);
	sheet_line(&v->sheet, -1);
	sheet_printf(&v->sheet, ROLE_DIM, "    %s, %s, ", m->required ? "required" : "optional",
		     m->side == SIDE_US ? "ours to do" : "the customer's to do");
	sheet_wrap(&v->sheet, ROLE_DIM, word, 0);
	free(word);
}

static void say_list(struct milestone_view *v, const char *heading, char *const *list)
{
	if (!list || !list[0])
		return;
	blank(v);
	sheet_line(&v->sheet, -1);
	sheet_text(&v->sheet, ROLE_HEADING, heading);
	for (; *list; list++) {
		sheet_line(&v->sheet, sheet_item(&v->sheet, ITEM_TEXT));
		sheet_text(&v->sheet, ROLE_DIM, "  - ");
		sheet_wrap(&v->sheet, ROLE_NORMAL, *list, 0);
	}
}

static void say_stage(struct app *app)
{
	struct milestone_view *v = app->milestone;
	const struct account_detail *d = track_detail(app);
	const struct stage *stage = &d->track->stages[shown(app)->stage];
	int index = shown(app)->stage;
	const char *reason = (size_t)index < app->track.reasons.count ? app->track.reasons.items[index] : NULL;
	char date[16];

	blank(v);
	sheet_line(&v->sheet, sheet_item(&v->sheet, ITEM_TEXT));
	sheet_printf(&v->sheet, ROLE_HEADING, "Stage %d of %d: %.200s", index + 1, d->track->stage_count,
		     stage->name);
	if (reason && !track_stage_settled(d->track, index, d->view.standing)) {
		sheet_line(&v->sheet, -1);
		sheet_printf(&v->sheet, ROLE_WATCH,
			     "  %s passed by hand %s: ", screen_sign(app->screen, SIGN_PASSED),
			     date_format_short(d->view.passes[index], app->ctx.as_of, date));
		sheet_wrap(&v->sheet, ROLE_WATCH, reason, 0);
	}
	if (stage->promise) {
		sheet_line(&v->sheet, sheet_item(&v->sheet, ITEM_TEXT));
		sheet_text(&v->sheet, ROLE_DIM, "  once through: ");
		sheet_wrap(&v->sheet, ROLE_NORMAL, stage->promise, 0);
	}
	say_list(v, "A customer who is here", stage->characteristics);
	say_list(v, "Struggles with", stage->challenges);
	say_list(v, "The customer expects", stage->customer_expects);
	say_list(v, "We expect", stage->we_expect);
	say_list(v, "Can go wrong", stage->can_go_wrong);
	say_list(v, "Measured by", stage->metrics);
}

static void fill(struct app *app)
{
	struct milestone_view *v = app->milestone;

	sheet_begin(&v->sheet, v->place.width > 20 ? v->place.width - 1 : 20, screen_signs(app->screen));
	if (!shown(app)) {
		sheet_line(&v->sheet, -1);
		sheet_text(&v->sheet, ROLE_NORMAL, "This question is not here any more; Esc goes back.");
		return;
	}
	say_question(app);
	say_tasks(app);
	say_stage(app);
	sheet_in_sight(&v->sheet, &v->place);
}

static void load(struct app *app)
{
	struct milestone_view *v = app->milestone;
	const struct account_detail *d = track_detail(app);
	int at = d->track ? track_find_id(d->track, v->milestone) : -1;
	const struct milestone *m;
	struct error error;

	clear_tasks(v);
	if (at >= 0)
		app->track.place.cursor = (size_t)at;
	m = shown(app);
	if (m) {
		for (size_t i = 0; i < m->task_count; i++)
			*vec_add(&v->tasks) = (struct task_state){ .done = DAY_NONE, .due = DAY_NONE };
		if (m->task_count > 0 && task_states(app->ctx.book, v->account, m, v->tasks.items, &error) < 0)
			app_say_error(app, &error);
	}
	fill(app);
}

/* ---- what its keys do ---- */

static void run_task(struct app *app, int number, const char *option, const char *value)
{
	const struct account_detail *d = track_detail(app);
	char account[24], verb[] = "task", task[16], *first = xstrdup(option), *second = xstrdup(value),
			  *milestone = track_word(d->track, (int)app->track.place.cursor);
	char *argv[] = { verb, account, milestone, task, first, second, NULL };

	(void)snprintf(task, sizeof task, "%d", number);
	app_account_word(app, account);
	(void)app_run(app, value ? 6 : 5, argv);
	free(first);
	free(second);
	free(milestone);
}

static void tick_task(struct app *app, int64_t item)
{
	const struct task_state *state = &app->milestone->tasks.items[item - ITEM_TASK];

	run_task(app, (int)(item - ITEM_TASK) + 1, state->done == DAY_NONE ? "done" : "open", NULL);
}

static void owner_asked(struct app *app, const char *text)
{
	if (app->milestone && shown(app))
		run_task(app, app->milestone->asked, "--owner", text);
}

static void date_asked(struct app *app, const char *text)
{
	if (app->milestone && shown(app))
		run_task(app, app->milestone->asked, "--due", text);
}

static void offer_name(struct prompt *prompt, const char *start, const char *name)
{
	if (!name || !*name || strncmp(name, start, strlen(start)) != 0)
		return;
	for (size_t i = 0; i < prompt->candidates.count; i++) {
		if (strcmp(prompt->candidates.items[i], name) == 0)
			return;
	}
	prompt_candidate(prompt, 0, name);
}

/* Who is known here: whoever looks, whoever looks after the account, who has tasks or gave answers. */
static void complete_name(void *data, const char *text, size_t cursor, struct prompt *prompt)
{
	const struct app *app = data;
	const struct account_detail *d = track_detail(app);
	char *start = xstrndup(text, cursor);

	offer_name(prompt, start, app->ctx.who);
	offer_name(prompt, start, d->row.csm);
	for (size_t i = 0; app->milestone && i < app->milestone->tasks.count; i++)
		offer_name(prompt, start, app->milestone->tasks.items[i].owner);
	for (int i = 0; i < d->answer_count; i++)
		offer_name(prompt, start, d->answers[i].by);
	free(start);
}

static void ask(struct app *app, int64_t item, bool date)
{
	struct milestone_view *v = app->milestone;
	const struct task *task = task_of(app, item);
	const struct task_state *state;
	char day[DATE_SIZE] = "";

	if (!task) {
		app_say(app, false, "that is for tasks: go to one first");
		return;
	}
	state = &v->tasks.items[item - ITEM_TASK];
	v->asked = (int)(item - ITEM_TASK) + 1;
	if (date) {
		date_format(state->due, day);
		app_ask(app, "due (fri, +2w, 2026-12-01; empty: as planned)", day, NULL, date_asked);
	} else {
		app_ask(app, "who does it (empty: nobody named)", state->owner ? state->owner : "", NULL,
			owner_asked);
		app->prompt.complete = complete_name;
		app->prompt.complete_data = app;
	}
}

static unsigned open_item(struct app *app, int64_t item)
{
	const struct task *task = task_of(app, item);

	if (task && task->document)
		document_show(app, task->document);
	else if (task)
		app_say(app, false, "no process document is named for this task");
	else
		app_say(app, false, "a task opens its process document");
	return EFFECT_HANDLED;
}

static unsigned say_yes(struct app *app, int64_t item)
{
	if (task_of(app, item))
		tick_task(app, item);
	else if (item == ITEM_QUESTION)
		track_answer(app, ANSWER_YES);
	else
		app_say(app, false, "this is to be read; the question and its tasks can be ticked");
	return EFFECT_HANDLED;
}

static unsigned action(struct app *app, enum action_id id)
{
	int64_t item = item_here(app);

	if (!shown(app))
		return EFFECT_PASS;
	switch (id) {
	case ACTION_YES:
		return say_yes(app, item);
	case ACTION_NO:
	case ACTION_NA:
		track_answer(app, id == ACTION_NO ? ANSWER_NO : ANSWER_NA);
		return EFFECT_HANDLED;
	case ACTION_ASSIGN_TASK:
	case ACTION_DATE_TASK:
		ask(app, item, id == ACTION_DATE_TASK);
		return EFFECT_HANDLED;
	case ACTION_OPEN:
		return open_item(app, item);
	case ACTION_EDIT_NOTE:
	case ACTION_PASS_STAGE:
		return track_action(app, id);
	default:
		return EFFECT_PASS;
	}
}

/* ---- the pane ---- */

static void draw(const struct app *app, struct rect inside, bool focused)
{
	sheet_draw(&app->milestone->sheet, app, &app->milestone->place, inside, focused);
}

static void title(const struct app *app, struct buf *left, struct buf *right)
{
	buf_str(left, app->detail.row.name ? app->detail.row.name : "Milestone");
	if (track_detail(app)->track)
		buf_str(right, track_detail(app)->track->title);
}

static void hint(const struct app *app, struct buf *out)
{
	bool task = task_of(app, item_here(app)) != NULL;

	if (task) {
		hint_key(app, KEYS_MILESTONE, ACTION_YES, "done", out);
		hint_key(app, KEYS_MILESTONE, ACTION_ASSIGN_TASK, "assign", out);
		hint_key(app, KEYS_MILESTONE, ACTION_DATE_TASK, "date", out);
		if (task_of(app, item_here(app))->document)
			hint_key(app, KEYS_MILESTONE, ACTION_OPEN, "document", out);
	} else if (item_here(app) == ITEM_QUESTION) {
		hint_key(app, KEYS_MILESTONE, ACTION_YES, "yes", out);
		hint_key(app, KEYS_MILESTONE, ACTION_NO, "no", out);
		hint_key(app, KEYS_MILESTONE, ACTION_NA, "n/a", out);
		hint_key(app, KEYS_MILESTONE, ACTION_EDIT_NOTE, "note", out);
	}
	hint_key(app, KEYS_MILESTONE, ACTION_BACK, "back", out);
}

static size_t length(struct app *app, size_t wanted)
{
	(void)wanted;
	return app->milestone->sheet.items.count;
}

static struct place *place(struct app *app)
{
	return &app->milestone->place;
}

static unsigned go(struct app *app, size_t position)
{
	app->milestone->place.cursor = position;
	sheet_in_sight(&app->milestone->sheet, &app->milestone->place);
	return EFFECT_HANDLED;
}

static bool matches(const struct app *app, size_t position, const char *folded)
{
	return sheet_matches(&app->milestone->sheet, position, folded);
}

static void resized(struct app *app, int height, int width)
{
	struct milestone_view *v = app->milestone;
	bool other = v->place.width != width;

	v->place.height = height;
	v->place.width = width;
	if (other)
		fill(app);
	sheet_in_sight(&v->sheet, &v->place);
}

static void closed(struct app *app)
{
	struct milestone_view *v = app->milestone;

	clear_tasks(v);
	vec_free(&v->tasks);
	sheet_free(&v->sheet);
	free(v);
	app->milestone = NULL;
}

static const struct pane_ops pane_milestone = {
	.name = "Milestone",
	.called = "a milestone",
	.scope = KEYS_MILESTONE,
	.draw = draw,
	.title = title,
	.hint = hint,
	.action = action,
	.length = length,
	.place = place,
	.go = go,
	.matches = matches,
	.resized = resized,
	.load = load,
	.closed = closed,
};

void milestone_open(struct app *app)
{
	const struct account_detail *d = track_detail(app);
	size_t at = app->track.place.cursor;
	struct milestone_view *v;

	if (!d->track || at >= (size_t)d->track->milestone_count)
		return;
	v = xcalloc(1, sizeof *v);
	v->account = d->row.id;
	v->milestone = d->track->milestones[at].id;
	app_open_view(app, &pane_milestone);
	app->milestone = v;
}
