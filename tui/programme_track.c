/* A track of the organisation: what it is for, then its stages with their questions. Items are milestones,
 * counted from 1. */
#include <string.h>

#include "tui/programme.h"

#define TALL 30 /* lines from which the stage that is worked on is described above its questions */

/* ---- the questions ---- */

static enum role stage_role(const struct programme_part *part, int s, const char **state)
{
	const struct position *at = &part->detail.position;

	*state = "";
	if (!at->completed && s == at->stage) {
		*state = "you are here";
		return ROLE_HEADING;
	}
	if (track_stage_settled(part->detail.track, s, part->detail.view.standing)) {
		*state = "settled";
		return ROLE_YES;
	}
	if (part->detail.view.passes[s] != DAY_NONE) {
		*state = "passed by hand";
		return ROLE_WATCH;
	}
	return ROLE_NORMAL;
}

static void say_list(const char *heading, enum role role, char *const *list, struct sheet *sheet)
{
	if (!list || !list[0])
		return;
	sheet_line(sheet, -1);
	sheet_text(sheet, ROLE_DIM, heading);
	for (; *list; list++)
		say_point(sheet, -1, 1, role, *list);
}

/* What the stage is about. */
static void say_here(const struct stage *stage, enum role role, struct sheet *sheet)
{
	if (stage->promise) {
		sheet_line(sheet, -1);
		sheet_text(sheet, ROLE_DIM, "once done: ");
		sheet_wrap(sheet, role, stage->promise, 0);
	}
	say_list("you are here when:", role, stage->characteristics, sheet);
}

static void say_stage(const struct app *app, const struct programme_part *part, int s, bool tall,
		      struct sheet *sheet)
{
	const struct stage *stage = &part->detail.track->stages[s];
	const struct position *at = &part->detail.position;
	struct stage_tally tally;
	struct buf reopened = { 0 };
	const char *state;
	enum role role = stage_role(part, s, &state);

	track_tally(part->detail.track, s, part->detail.view.standing, &tally);
	sheet_line(sheet, -1);
	sheet_line(sheet, -1);
	sheet_printf(sheet, role, "%d %s", s + 1, stage->name);
	sheet_printf(sheet, ROLE_DIM, "  %d/%d", tally.settled, stage->required);
	if (*state)
		sheet_printf(sheet, role, "  %s %s",
			     screen_sign(app->screen, role == ROLE_HEADING ? SIGN_CURRENT
						      : role == ROLE_YES   ? SIGN_YES
									   : SIGN_PASSED),
			     state);
	track_say_reopened(&part->detail, s, app->ctx.as_of, &reopened);
	if (reopened.size > 0)
		sheet_printf(sheet, ROLE_WATCH, "  %s", buf_text(&reopened));
	buf_free(&reopened);
	if (at->completed || s != at->stage)
		return;
	if (at->pace == PACE_BEHIND || at->pace == PACE_STUCK)
		sheet_printf(sheet, at->pace == PACE_STUCK ? ROLE_RISK : ROLE_WATCH, "  %s, %d d",
			     pace_name(at->pace), at->days);
	if (tall)
		say_here(stage, ROLE_DIM, sheet);
}

static void fill(const struct app *app, const struct programme_view *view, const struct programme_tab *tab,
		 struct sheet *sheet)
{
	const struct programme_part *part = tab_part(view, tab);
	const struct track *track = part->detail.track;

	if (track->about)
		say_about(sheet, sheet_item(sheet, ITEM_ABOUT), track->about);
	for (int s = 0; s < track->stage_count; s++) {
		const struct stage *stage = &track->stages[s];
		int activity = -1;

		say_stage(app, part, s, view->inside.height >= TALL, sheet);
		for (int m = stage->first; m < stage->first + stage->count; m++) {
			int its = track->milestones[m].activity;

			if (its != activity && its >= 0 && its < track->activity_count) {
				sheet_line(sheet, -1);
				sheet_text(sheet, ROLE_DIM, track->activities[its].name);
			}
			activity = its;
			say_question(app, part, m, sheet_item(sheet, m + 1), sheet);
		}
	}
}

/* ---- the one under the cursor ---- */

static void say_task(const struct task *task, struct sheet *sheet)
{
	struct buf text = { 0 };

	buf_str(&text, task->text);
	if (task->due_days != TASK_NO_DUE)
		buf_printf(&text, " (day %d)", task->due_days);
	if (task->document)
		buf_printf(&text, "; see \"%s\"", task->document);
	say_point(sheet, -1, 0, ROLE_NORMAL, buf_text(&text));
	buf_free(&text);
}

/* The tracks that the same answer counts for: where it is asked, and where else it is evidence. */
static void say_from(const struct programme_view *view, const struct milestone *m, struct sheet *sheet)
{
	for (size_t e = 0; !m->home && e < m->evidence_count; e++) {
		for (size_t i = 0; i < view->programme.count; i++) {
			const struct track *track = view->programme.parts[i].detail.track;
			int stage = track_find_stage(track, m->evidence[e].stage);

			if (strcmp(track->key, m->evidence[e].track) != 0 || stage < 0)
				continue;
			sheet_line(sheet, -1);
			sheet_text(sheet, ROLE_DIM, "Counts as well for: ");
			sheet_printf(sheet, ROLE_NORMAL, "%s, %s", track->title, track->stages[stage].name);
		}
	}
	for (size_t i = 0; m->home && i < view->programme.count; i++) {
		if (strcmp(view->programme.parts[i].detail.track->key, m->home) != 0)
			continue;
		sheet_line(sheet, -1);
		sheet_text(sheet, ROLE_DIM, "Asked there as well, only yes counts here: ");
		sheet_text(sheet, ROLE_NORMAL, view->programme.parts[i].detail.track->title);
	}
}

/* Beside what the track is: the stage that is worked on. */
static void say_where(const struct programme_part *part, struct sheet *sheet)
{
	const struct position *at = &part->detail.position;
	const struct stage *stage = at->stage >= 0 && !at->completed ? &part->detail.track->stages[at->stage]
								     : NULL;

	sheet_line(sheet, -1);
	sheet_printf(sheet, ROLE_HEADING, "%s", at->completed ? "Completed" : stage ? stage->name : "Not begun");
	if (!stage)
		return;
	sheet_text(sheet, ROLE_DIM, ": you are here");
	say_here(stage, ROLE_NORMAL, sheet);
	say_list("what is hard about it:", ROLE_NORMAL, stage->challenges, sheet);
}

static void detail(const struct app *app, const struct programme_view *view, const struct programme_tab *tab,
		   int64_t item, struct sheet *sheet)
{
	const struct programme_part *part = tab_part(view, tab);
	const struct milestone *m;

	if (item == ITEM_ABOUT) {
		say_where(part, sheet);
		return;
	}
	if (item < 1 || item > part->detail.track->milestone_count)
		return;
	m = &part->detail.track->milestones[item - 1];
	say_answer(app, part, (int)item - 1, sheet);
	say_from(view, m, sheet);
	if (m->task_count > 0) {
		sheet_line(sheet, -1);
		sheet_text(sheet, ROLE_HEADING, "How to get there");
	}
	for (size_t i = 0; i < m->task_count; i++)
		say_task(&m->tasks[i], sheet);
}

static void hint(const struct app *app, struct buf *out)
{
	hint_key(app, KEYS_PROGRAMME, ACTION_YES, "yes", out);
	hint_key(app, KEYS_PROGRAMME, ACTION_NO, "no", out);
	hint_key(app, KEYS_PROGRAMME, ACTION_NA, "n/a", out);
	hint_key(app, KEYS_PROGRAMME, ACTION_EDIT_NOTE, "note", out);
	hint_key(app, KEYS_PROGRAMME, ACTION_NEXT_OPEN, "next open", out);
	hint_key(app, KEYS_ANY, ACTION_UNDO, "undo", out);
}

const struct programme_ops tab_track = {
	.fill = fill,
	.detail = detail,
	.action = programme_answer,
	.hint = hint,
};
