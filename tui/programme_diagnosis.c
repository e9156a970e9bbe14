/* A diagnosis of the organisation: each condition with its symptoms and the ways out of it. Items are
 * milestones, counted from 1; a symptom of several conditions is asked once, under the first. */
#include "tui/programme.h"

/* Symptoms that are asked under another condition. */
static int asked_elsewhere(const struct track *track, int s)
{
	int count = 0;

	for (int m = 0; m < track->milestone_count; m++)
		count += track->milestones[m].stage != s && symptom_of(&track->milestones[m], s);
	return count;
}

static void say_symptoms(const struct app *app, const struct programme_part *part, int s, struct sheet *sheet)
{
	const struct track *track = part->detail.track;
	const struct stage *stage = &track->stages[s];
	int activity = -1, others = asked_elsewhere(track, s);

	if (others > 0) {
		sheet_line(sheet, -1);
		sheet_printf(sheet, ROLE_DIM, "%d more symptom%s of it stand%s above, marked \"also: %s\"", others,
			     others == 1 ? "" : "s", others == 1 ? "s" : "", stage->key);
	}
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

/* tactic: the item of the next one. */
static void say_ways(char *const *ways, int64_t *tactic, struct sheet *sheet)
{
	for (; *ways; ways++)
		say_point(sheet, sheet_item(sheet, (*tactic)--), 0, ROLE_NORMAL, *ways);
}

static void say_stage(const struct app *app, const struct programme_part *part, int s, int64_t *tactic,
		      struct sheet *sheet)
{
	const struct stage *stage = &part->detail.track->stages[s];

	sheet_line(sheet, -1);
	sheet_line(sheet, -1);
	sheet_text(sheet, ROLE_HEADING, stage->name);
	if (s == part->worst && part->conditions[s].depth > 0)
		sheet_text(sheet, ROLE_RISK, ": rated worst, begin here");
	say_symptoms(app, part, s, sheet);
	if (stage->tactics && stage->tactics[0]) {
		sheet_line(sheet, -1);
		sheet_text(sheet, ROLE_HEADING, "Ways out of it");
		say_ways(stage->tactics, tactic, sheet);
	}
}

static void fill(const struct app *app, const struct programme_view *view, const struct programme_tab *tab,
		 struct sheet *sheet)
{
	const struct programme_part *part = tab_part(view, tab);
	const struct track *track = part->detail.track;
	int64_t tactic = ITEM_TACTIC;

	if (track->about)
		say_about(sheet, sheet_item(sheet, ITEM_ABOUT), track->about);
	sheet_line(sheet, -1);
	for (int s = 0; s < track->stage_count; s++) {
		sheet_line(sheet, -1);
		say_condition(part, s, sheet);
	}
	for (int s = 0; s < track->stage_count; s++)
		say_stage(app, part, s, &tactic, sheet);
	if (track->tactics && track->tactics[0]) {
		sheet_line(sheet, -1);
		sheet_line(sheet, -1);
		sheet_text(sheet, ROLE_HEADING, "Ways out of all of them");
		say_ways(track->tactics, &tactic, sheet);
	}
}

static void detail(const struct app *app, const struct programme_view *view, const struct programme_tab *tab,
		   int64_t item, struct sheet *sheet)
{
	const struct programme_part *part = tab_part(view, tab);
	const struct track *track = part->detail.track;
	bool first = true;

	if (item < 1 || item > track->milestone_count)
		return;
	say_answer(app, part, (int)item - 1, sheet);
	sheet_line(sheet, -1);
	sheet_text(sheet, ROLE_DIM, "A symptom of: ");
	for (int s = 0; s < track->stage_count; s++) {
		if (!symptom_of(&track->milestones[item - 1], s))
			continue;
		sheet_printf(sheet, ROLE_NORMAL, "%s%s", first ? "" : ", ", track->stages[s].name);
		first = false;
	}
	/* What moves as the symptoms above are answered stays in sight. */
	for (int s = 0; s < track->stage_count; s++) {
		sheet_line(sheet, -1);
		say_condition(part, s, sheet);
	}
}

static void hint(const struct app *app, struct buf *out)
{
	hint_key(app, KEYS_PROGRAMME, ACTION_YES, "yes, it is there", out);
	hint_key(app, KEYS_PROGRAMME, ACTION_NO, "no", out);
	hint_key(app, KEYS_PROGRAMME, ACTION_NA, "n/a", out);
	hint_key(app, KEYS_PROGRAMME, ACTION_EDIT_NOTE, "note", out);
	hint_key(app, KEYS_PROGRAMME, ACTION_NEXT_OPEN, "next open", out);
	hint_key(app, KEYS_ANY, ACTION_UNDO, "undo", out);
}

const struct programme_ops tab_diagnosis = {
	.fill = fill,
	.detail = detail,
	.action = programme_answer,
	.hint = hint,
};
