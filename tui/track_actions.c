/* What the track's keys do: answering, and reading up on a milestone. */
#include <stdlib.h>
#include <string.h>

#include "tui/pane.h"

/* The answer, or its withdrawal when it stands already. */
static void answer(struct app *app, enum answer wanted)
{
	const struct account_detail *d = &app->detail;
	size_t m = app->track.place.cursor;
	char account[24];
	char *milestone;
	bool stands;

	if (!d->track || m >= (size_t)d->track->milestone_count) {
		app_say(app, true, "there is no milestone to answer");
		return;
	}
	stands = d->view.standing[m].answer == wanted;
	milestone = xasprintf("%s/%s", d->track->key, d->track->milestones[m].key);
	app_account_word(app, account);
	{
		char verb[] = "tick";
		char word[8];
		char *argv[] = { verb, account, milestone, word, NULL };

		(void)snprintf(word, sizeof word, "%s", answer_name(stands ? ANSWER_OPEN : wanted));
		(void)app_run(app, 4, argv);
	}
	free(milestone);
}

static unsigned next_open(struct app *app)
{
	const struct account_detail *d = &app->detail;
	size_t count = d->track ? (size_t)d->track->milestone_count : 0;

	for (size_t i = 1; i <= count; i++) {
		size_t m = (app->track.place.cursor + i) % count;

		if (!answer_settles(d->view.standing[m].answer))
			return pane_track.go(app, m);
	}
	app_say(app, false, "every milestone is settled");
	return EFFECT_HANDLED;
}

static void write_list(struct buf *out, const char *heading, char *const *list)
{
	if (!list || !list[0])
		return;
	buf_printf(out, "\n%s\n", heading);
	for (; *list; list++)
		buf_printf(out, "  - %s\n", *list);
}

static void write_task(struct buf *out, const struct task *task)
{
	buf_printf(out, "  - %s (%s", task->text, side_name(task->side));
	if (task->due_days != TASK_NO_DUE)
		buf_printf(out, ", day %d of the stage", task->due_days);
	if (task->document)
		buf_printf(out, "; see %s", task->document);
	buf_str(out, ")\n");
}

/* All there is to know about the milestone under the cursor and its stage. */
static void about(struct app *app)
{
	const struct account_detail *d = &app->detail;
	size_t index = app->track.place.cursor;
	const struct milestone *m;
	const struct stage *stage;
	const struct standing *stands;
	struct buf out = { 0 };
	char date[DATE_SIZE];

	if (!d->track || index >= (size_t)d->track->milestone_count)
		return;
	m = &d->track->milestones[index];
	stage = &d->track->stages[m->stage];
	stands = &d->view.standing[index];
	buf_printf(&out, "%s\n\n  %s, %s, %s/%s\n", m->question, m->required ? "required" : "optional",
		   m->side == SIDE_US ? "ours to do" : "the customer's to do", d->track->key, m->key);
	if (stands->answer == ANSWER_OPEN)
		buf_str(&out, "  open: no answer stands\n");
	else
		buf_printf(&out, "  answered %s on %s by %s\n", answer_name(stands->answer),
			   date_format(stands->on, date), d->answers[index].by ? d->answers[index].by : "somebody");
	if (d->answers[index].note)
		buf_printf(&out, "\nNote\n  %s\n", d->answers[index].note);
	if (m->task_count > 0)
		buf_str(&out, "\nTasks\n");
	for (size_t i = 0; i < m->task_count; i++)
		write_task(&out, &m->tasks[i]);
	buf_printf(&out, "\nStage %d of %d: %s\n", m->stage + 1, d->track->stage_count, stage->name);
	if (stage->promise)
		buf_printf(&out, "  Once through: %s\n", stage->promise);
	write_list(&out, "A customer who is here", stage->characteristics);
	write_list(&out, "Struggles with", stage->challenges);
	app_show_text(app, d->row.name ? d->row.name : "Milestone", buf_text(&out));
	buf_free(&out);
}

unsigned track_action(struct app *app, enum action_id id)
{
	switch (id) {
	case ACTION_YES:
		answer(app, ANSWER_YES);
		return EFFECT_HANDLED;
	case ACTION_NO:
		answer(app, ANSWER_NO);
		return EFFECT_HANDLED;
	case ACTION_NA:
		answer(app, ANSWER_NA);
		return EFFECT_HANDLED;
	case ACTION_EDIT_NOTE:
		note_edit(app);
		return EFFECT_HANDLED;
	case ACTION_NEXT_OPEN:
		return next_open(app);
	case ACTION_OPEN:
		about(app);
		return EFFECT_HANDLED;
	default:
		return EFFECT_PASS;
	}
}
