/* The track: where this customer is on the way, why health is what it is, and what the next tick would do. */
#include <stdlib.h>
#include <string.h>

#include "tui/pane.h"

/* ---- the stages, on one line ---- */

struct step {
	struct buf text;
	enum role role;
	int width;
};

static void describe_current(const struct app *app, struct buf *out)
{
	const struct position *position = &app->detail.position;
	const char *pace = pace_name(position->pace);

	buf_printf(out, " %d/%d", position->settled, position->required);
	if (position->days >= 0)
		buf_printf(out, position->pace == PACE_NONE ? " %s%d d" : " %s %d d", pace, position->days);
}

static enum role pace_role(enum pace pace)
{
	return pace == PACE_STUCK ? ROLE_RISK : pace == PACE_BEHIND ? ROLE_WATCH : ROLE_TITLE;
}

static void describe_step(const struct app *app, int s, struct step *step)
{
	const struct account_detail *d = &app->detail;
	const struct track *track = d->track;
	bool current = s == d->position.stage && !d->position.completed;
	bool settled = track_stage_settled(track, s, d->view.standing);

	if (current) {
		buf_printf(&step->text, "%s %s", screen_sign(app->screen, SIGN_CURRENT), track->stages[s].name);
		describe_current(app, &step->text);
		step->role = pace_role(d->position.pace);
	} else if (settled && (s < d->position.stage || d->position.completed)) {
		buf_printf(&step->text, "%s %s", screen_sign(app->screen, SIGN_YES), track->stages[s].name);
		step->role = ROLE_YES;
	} else if (d->view.passes[s] != DAY_NONE && s < d->position.stage + d->position.completed) {
		buf_printf(&step->text, "%s %s", screen_sign(app->screen, SIGN_PASSED), track->stages[s].name);
		step->role = ROLE_WATCH;
	} else {
		buf_str(&step->text, track->stages[s].name);
		step->role = ROLE_DIM;
	}
	step->width = screen_width(app->screen, buf_text(&step->text));
}

/* Steps are left out at the front until the current one fits. */
static int first_step(const struct app *app, const struct step *steps, int width)
{
	int last = app->detail.position.stage, used = 0, first;

	if (last < 0)
		return 0;
	for (first = last; first > 0; first--) {
		used += steps[first].width + 2;
		if (used + steps[first - 1].width + (first > 1 ? 2 : 0) > width)
			break;
	}
	return first;
}

static void draw_stages(const struct app *app, struct rect line)
{
	const struct track *track = app->detail.track;
	struct step steps[TRACK_MAX_STAGES] = { 0 };
	struct pen pen = { app->screen, line.y, line.x + 1, line.width - 1 };
	int first;

	for (int s = 0; s < track->stage_count; s++)
		describe_step(app, s, &steps[s]);
	first = first_step(app, steps, pen.left);
	if (first > 0)
		pen_printf(&pen, ROLE_DIM, "%s ", screen_sign(app->screen, SIGN_MORE));
	for (int s = first; s < track->stage_count; s++) {
		bool whole = steps[s].width <= pen.left;

		if (s > first && pen.left < (whole ? 1 : 5)) {
			pen_text(&pen, ROLE_DIM, screen_sign(app->screen, SIGN_MORE));
			break;
		}
		pen_text(&pen, steps[s].role, buf_text(&steps[s].text));
		if (!whole)
			break;
		pen_text(&pen, ROLE_NORMAL, "  ");
	}
	if (app->detail.position.completed)
		pen_text(&pen, ROLE_GOOD, "completed");
	for (int s = 0; s < track->stage_count; s++)
		buf_free(&steps[s].text);
}

/* ---- health and its parts ---- */

static void draw_health(const struct app *app, struct pen *pen)
{
	const struct health *health = &app->detail.health;
	int trend = app->detail.row.trend;
	enum role role = band_role(health->band);

	if (health->hundredths == HEALTH_UNKNOWN) {
		pen_text(pen, ROLE_DIM,
			 app->detail.row.status == STATUS_CHURNED ? "health: churned, not scored"
			 : pen->left >= 60 ? "health unknown: no data yet; answer a milestone or record a touch"
					   : "health unknown: answer a milestone");
		return;
	}
	pen_text(pen, ROLE_NORMAL, "health ");
	pen_printf(pen, role, "%d", health->score);
	if (trend != TREND_NONE)
		pen_printf(pen,
			   trend < 0   ? ROLE_LOSS
			   : trend > 0 ? ROLE_GAIN
				       : ROLE_DIM,
			   trend != 0 ? " %s%d" : " %s", screen_sign(app->screen, trend_sign(trend)), abs(trend));
	pen_printf(pen, role, " %s %s", screen_sign(app->screen, band_sign(health->band)),
		   scorecard_label(health->scorecard, health->band));
	pen_printf(pen, health->confidence < 100 ? ROLE_NORMAL : ROLE_DIM, "  known %d%%", health->confidence);
}

/* What each dimension could give at most: 100 shared out like the points are. */
static void most_points(const struct health *health, int *most)
{
	int64_t weights[HEALTH_MAX_DIMENSIONS];

	for (int i = 0; i < health->count; i++) {
		const struct dimension_score *d = &health->dimensions[i];

		weights[i] = d->score == HEALTH_UNKNOWN ? 0 : d->dimension->weight;
	}
	health_apportion(100, weights, health->count, most);
}

/* style 0: "progress 31/40"; 1: "progress 31"; 2: "prog 31" */
static void describe_parts(const struct app *app, int style, struct buf *out)
{
	const struct health *health = &app->detail.health;
	int most[HEALTH_MAX_DIMENSIONS];

	most_points(health, most);
	for (int i = 0; i < health->count; i++) {
		const struct dimension_score *d = &health->dimensions[i];

		if (d->dimension->weight == 0)
			continue;
		buf_str(out, out->size == 0 ? "= " : style < 2 ? " + " : "+");
		buf_printf(out, style < 2 ? "%s " : "%.4s ", d->dimension->name);
		if (d->score == HEALTH_UNKNOWN)
			buf_str(out, style < 2 ? "not known" : "?");
		else if (style == 0)
			buf_printf(out, "%d/%d", d->points, most[i]);
		else
			buf_printf(out, "%d", d->points);
	}
}

static void draw_parts(const struct app *app, struct pen *pen)
{
	struct buf text = { 0 };

	if (app->detail.health.hundredths == HEALTH_UNKNOWN)
		return;
	for (int style = 0; style < 3; style++) {
		buf_clear(&text);
		describe_parts(app, style, &text);
		if (screen_width(app->screen, buf_text(&text)) <= pen->left)
			break;
	}
	if (screen_width(app->screen, buf_text(&text)) <= pen->left)
		pen_text(pen, ROLE_NORMAL, buf_text(&text));
	buf_free(&text);
}

static void draw_head(const struct app *app, struct rect inside, int lines)
{
	struct pen pen = { app->screen, inside.y + 1, inside.x + 1, inside.width - 1 };

	if (lines >= 1)
		draw_stages(app, inside);
	if (lines >= 2)
		draw_health(app, &pen);
	if (lines == 2) {
		pen_text(&pen, ROLE_NORMAL, "  ");
		draw_parts(app, &pen);
	}
	if (lines >= 3) {
		pen = (struct pen){ app->screen, inside.y + 2, inside.x + 1, inside.width - 1 };
		draw_parts(app, &pen);
	}
}

/* ---- the checklist ---- */

static void describe_gain(const struct app *app, const struct track_line *line, bool wide, struct buf *out)
{
	const struct track *track = app->detail.track;
	const char *arrow = screen_sign(app->screen, SIGN_ARROW);

	if (line->known && app->detail.health.hundredths != HEALTH_UNKNOWN)
		buf_printf(out, "%+d", line->gain);
	if (line->known && (wide || out->size == 0))
		buf_printf(out, "%s%s %d", out->size ? " " : "", arrow, line->score_after);
	if (!line->completed_after && line->stage_after < 0)
		return;
	if (out->size > 0)
		buf_char(out, ' ');
	if (wide)
		buf_str(out, line->completed_after ? "completed" : track->stages[line->stage_after].name);
	else
		buf_str(out, arrow);
}

static enum role gain_role(const struct track_line *line)
{
	return line->gain > 0 ? ROLE_GAIN : line->gain < 0 ? ROLE_LOSS : ROLE_DIM;
}

static enum role describe_right(const struct app *app, const struct track_line *line, int width, struct buf *out)
{
	const struct standing *stands = &app->detail.view.standing[line->milestone];
	const struct answer_detail *answer = &app->detail.answers[line->milestone];
	char date[16];

	if (!answer_settles(stands->answer)) {
		/* What counts for no stage says so where its gain would stand; the first answer of all moves health. */
		if (!app->detail.track->milestones[line->milestone].required && line->gain == 0 &&
		    app->detail.health.hundredths != HEALTH_UNKNOWN)
			buf_str(out, width >= 48 ? "optional" : "opt");
		else
			describe_gain(app, line, width >= 56, out);
		return gain_role(line);
	}
	buf_str(out, date_format_short(stands->on, app->ctx.as_of, date));
	if (width >= 48)
		buf_printf(out, " %s%*s", answer->by ? answer->by : "",
			   app->track.by_width - (answer->by ? text_width(answer->by) : 0), "");
	return ROLE_DIM;
}

static void draw_milestone(const struct app *app, const struct track_line *line, struct rect at, bool cursor,
			   bool focused)
{
	const struct milestone *milestone = &app->detail.track->milestones[line->milestone];
	enum answer answer = app->detail.view.standing[line->milestone].answer;
	enum role bar = focused ? ROLE_CURSOR : ROLE_CURSOR_DIM, role, text = ROLE_NORMAL;
	bool note = app->detail.answers[line->milestone].note != NULL;
	struct buf right = { 0 };
	char box[16];
	int cells, most = at.width / 3;

	role = describe_right(app, line, at.width, &right);
	cells = screen_width(app->screen, buf_text(&right)) + 1;
	if (cells > most)
		cells = most;
	if (answer_settles(answer))
		text = ROLE_DIM;
	if (app->search.active && app->search.folded && pane_focused(app) == &pane_track &&
	    pane_track.matches(app, (size_t)line->milestone, app->search.folded))
		text = ROLE_MATCH;
	answer_box(app->screen, answer, box);
	screen_text(app->screen, at.y, at.x, 2, cursor ? bar : ROLE_NORMAL,
		    cursor ? screen_sign(app->screen, SIGN_CURSOR) : "");
	screen_text(app->screen, at.y, at.x + 2, 3, cursor ? bar : answer_role(answer), box);
	screen_text(app->screen, at.y, at.x + 5, 1, cursor ? bar : ROLE_KEY, note ? "*" : "");
	/* The bar ends here: one over the whole line would send twice its width at every move. */
	screen_text(app->screen, at.y, at.x + 6, at.width - 6 - cells, text, milestone->question);
	screen_text_right(app->screen, at.y, at.x + at.width - cells, cells, role, buf_text(&right));
	if (cursor && focused)
		pane_cursor(app, at.y, at.x);
	buf_free(&right);
}

static void draw_stage_heading(const struct app *app, int s, struct rect at)
{
	const struct account_detail *d = &app->detail;
	const struct stage *stage = &d->track->stages[s];
	struct pen pen = { app->screen, at.y, at.x + 1, at.width - 1 };
	struct stage_tally tally;
	char date[16];

	track_tally(d->track, s, d->view.standing, &tally);
	pen_text(&pen, ROLE_HEADING, stage->name);
	pen_printf(&pen, ROLE_DIM, "  %d/%d", tally.settled, stage->required);
	if (d->view.passes[s] != DAY_NONE && tally.settled < stage->required)
		pen_printf(&pen, ROLE_WATCH, "  %s passed by hand %s", screen_sign(app->screen, SIGN_PASSED),
			   date_format_short(d->view.passes[s], app->ctx.as_of, date));
}

static void draw_line(const struct app *app, size_t index, struct rect at, bool focused)
{
	const struct track_line *line = &app->track.lines.items[index];

	if (line->milestone >= 0)
		draw_milestone(app, line, at, (size_t)line->milestone == app->track.place.cursor, focused);
	else if (line->activity >= 0)
		screen_text(app->screen, at.y, at.x + 2, at.width - 2, ROLE_DIM,
			    app->detail.track->activities[line->activity].name);
	else
		draw_stage_heading(app, line->stage, at);
}

/* On the milestone under the cursor: its question where the line had no room for it, the note or a task. */
static void draw_foot(const struct app *app, struct rect foot)
{
	const struct account_detail *d = &app->detail;
	const struct milestone *m;
	const char *note;

	if (app->track.place.cursor >= (size_t)d->track->milestone_count)
		return;
	m = &d->track->milestones[app->track.place.cursor];
	note = d->answers[app->track.place.cursor].note;
	screen_text(app->screen, foot.y, foot.x + 2, foot.width - 2, ROLE_NORMAL, m->question);
	if (foot.height > 1 && (note || m->task_count > 0)) {
		struct pen pen = { app->screen, foot.y + 1, foot.x + 2, foot.width - 2 };

		pen_text(&pen, ROLE_DIM,
			 note			       ? "note: "
			 : m->tasks[0].side == SIDE_US ? "task for us: "
						       : "task for them: ");
		pen_text(&pen, note ? ROLE_NORMAL : ROLE_DIM, note ? note : m->tasks[0].text);
	}
}

static void draw_none(const struct app *app, struct rect inside)
{
	struct pen pen = { app->screen, inside.y, inside.x + 1, inside.width - 1 };

	if (app->detail.row.id == 0)
		return;
	pen_text(&pen, ROLE_NORMAL, "No track yet. ");
	pen_text(&pen, ROLE_KEY, ":track assign . cst-saas");
	pen_text(&pen, ROLE_NORMAL, " gives it one.");
}

void track_draw(const struct app *app, struct rect inside, bool focused)
{
	const struct track_state *t = &app->track;
	int head = track_head_lines(inside.height, inside.width), foot = track_foot_lines(inside.height);
	int room = inside.height - head - foot;

	if (!app->detail.track) {
		draw_none(app, inside);
		return;
	}
	draw_head(app, inside, head);
	for (int i = 0; i < room && t->place.top + (size_t)i < t->lines.count; i++)
		draw_line(app, t->place.top + (size_t)i,
			  (struct rect){ inside.y + head + i, inside.x, 1, inside.width }, focused);
	if (foot > 0)
		draw_foot(app, (struct rect){ inside.y + head + room, inside.x, foot, inside.width });
}

void track_title(const struct app *app, struct buf *left, struct buf *right)
{
	buf_str(left, app->detail.row.id != 0 && app->detail.row.name ? app->detail.row.name : "Track");
	if (app->detail.track)
		buf_str(right, app->detail.track->title);
}

void track_hint(const struct app *app, struct buf *out)
{
	hint_key(app, KEYS_TRACK, ACTION_YES, "yes", out);
	hint_key(app, KEYS_TRACK, ACTION_NO, "no", out);
	hint_key(app, KEYS_TRACK, ACTION_NA, "n/a", out);
	hint_key(app, KEYS_TRACK, ACTION_EDIT_NOTE, "note", out);
	hint_key(app, KEYS_TRACK, ACTION_UNDO, "undo", out);
	hint_key(app, KEYS_TRACK, ACTION_OPEN, "about it", out);
}
