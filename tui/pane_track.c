/* The track: its questions with their answers, and what the next tick would do. */

#include "tui/pane.h"

/* ---- the checklist ---- */

static void describe_gain(const struct app *app, const struct track_line *line, bool wide, struct buf *out)
{
	const struct track *track = track_detail(app)->track;
	const char *arrow = screen_sign(app->screen, SIGN_ARROW);

	if (line->known && app->detail.health.hundredths != HEALTH_UNKNOWN)
		buf_str(out, POINTS_MOVED(app->detail.row.scale, line->gain));
	if (line->known && (wide || out->size == 0))
		buf_printf(out, "%s%s %s", out->size ? " " : "", arrow,
			   POINTS_TEXT(app->detail.row.scale, line->score_after));
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

/* When and by whom it was settled. */
static void describe_answer(const struct app *app, int milestone, int width, struct buf *out)
{
	const struct account_detail *d = track_detail(app);
	const struct answer_detail *answer = &d->answers[milestone];
	char date[16];

	buf_str(out, date_format_short(d->view.standing[milestone].on, app->ctx.as_of, date));
	if (width >= 48)
		buf_printf(out, " %s%*s", answer->by ? answer->by : "",
			   app->track.by_width - (answer->by ? text_width(answer->by) : 0), "");
}

static enum role describe_right(const struct app *app, const struct track_line *line, int width, struct buf *out)
{
	const struct account_detail *d = track_detail(app);
	const struct milestone *milestone = &d->track->milestones[line->milestone];
	bool moves = line->gain != 0 || line->stage_after >= 0 || line->completed_after;

	if (milestone_settled(milestone, d->view.standing[line->milestone].answer)) {
		describe_answer(app, line->milestone, width, out);
		return ROLE_DIM;
	}
	if (milestone->added_on != 0)
		buf_str(out, "new ");
	/* What counts for no stage says so where its gain would stand; the first answer of all moves health. */
	if (!milestone->required && !moves && app->detail.health.hundredths != HEALTH_UNKNOWN)
		buf_str(out, width >= 48 ? "optional" : "opt");
	else
		describe_gain(app, line, width >= 56, out);
	return gain_role(line);
}

static void draw_milestone(const struct app *app, const struct track_line *line, struct rect at, bool cursor,
			   bool focused)
{
	const struct account_detail *d = track_detail(app);
	const struct milestone *milestone = &d->track->milestones[line->milestone];
	enum answer answer = d->view.standing[line->milestone].answer;
	enum role bar = focused ? ROLE_CURSOR : ROLE_CURSOR_DIM, role, text = ROLE_NORMAL;
	bool note = d->answers[line->milestone].note != NULL;
	struct buf right = { 0 };
	char box[16];
	int cells, most = at.width / 3;

	role = describe_right(app, line, at.width, &right);
	cells = screen_width(app->screen, buf_text(&right)) + 1;
	if (cells > most)
		cells = most;
	if (milestone_settled(milestone, answer))
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

void track_say_reopened(const struct account_detail *d, int s, day_t as_of, struct buf *out)
{
	const struct stage *stage = &d->track->stages[s];
	int count = track_stage_reopened(d->track, s, d->view.standing);
	const struct milestone *last = NULL;
	char date[16];

	for (int m = stage->first; count > 0 && m < stage->first + stage->count; m++) {
		const struct milestone *one = &d->track->milestones[m];

		if (one->added_on != 0 && one->required && (!last || one->added_on >= last->added_on) &&
		    !milestone_settled(one, d->view.standing[m].answer))
			last = one;
	}
	if (!last)
		return;
	buf_printf(out, "reopened: %d question%s added %s", count, count == 1 ? "" : "s",
		   date_format_short(last->added_on, as_of, date));
	if (last->added_version)
		buf_printf(out, " (version %.40s)", last->added_version);
}

static void draw_passed(const struct app *app, int s, struct pen *pen)
{
	const char *reason = (size_t)s < app->track.reasons.count ? app->track.reasons.items[s] : NULL;
	char date[16];

	pen_printf(pen, ROLE_WATCH, "  %s passed by hand %s", screen_sign(app->screen, SIGN_PASSED),
		   date_format_short(track_detail(app)->view.passes[s], app->ctx.as_of, date));
	if (reason) {
		pen_text(pen, ROLE_WATCH, ": ");
		pen_text(pen, ROLE_WATCH, reason);
	}
}

static void draw_stage_heading(const struct app *app, int s, struct rect at)
{
	const struct account_detail *d = track_detail(app);
	const struct stage *stage = &d->track->stages[s];
	struct pen pen = { app->screen, at.y, at.x + 1, at.width - 1 };
	struct stage_tally tally;
	struct buf reopened = { 0 };

	track_tally(d->track, s, d->view.standing, &tally);
	pen_text(&pen, ROLE_HEADING, stage->name);
	if (d->track->reading == READING_DIAGNOSIS && d->position.ratings[s] >= 0)
		pen_printf(&pen, ROLE_DIM, "  %d%%", d->position.ratings[s]);
	else if (d->track->reading != READING_DIAGNOSIS)
		pen_printf(&pen, ROLE_DIM, "  %d/%d", tally.settled, stage->required);
	if (d->view.passes[s] != DAY_NONE && tally.settled < stage->required)
		draw_passed(app, s, &pen);
	track_say_reopened(d, s, app->ctx.as_of, &reopened);
	if (reopened.size > 0) {
		pen_text(&pen, ROLE_WATCH, "  ");
		pen_text(&pen, ROLE_WATCH, buf_text(&reopened));
	}
	buf_free(&reopened);
}

/* What another track has proved stands under that track's title. */
static void draw_activity(const struct app *app, size_t index, struct rect at)
{
	const struct track *track = track_detail(app)->track;
	const struct track_line *line = &app->track.lines.items[index];
	int first = index + 1 < app->track.lines.count ? line[1].milestone : -1;
	struct pen pen = { app->screen, at.y, at.x + 2, at.width - 2 };

	if (first >= 0 && track->milestones[first].home)
		pen_text(&pen, ROLE_DIM, "from ");
	pen_text(&pen, ROLE_DIM, track->activities[line->activity].name);
}

static void draw_line(const struct app *app, size_t index, struct rect at, bool focused)
{
	const struct track_line *line = &app->track.lines.items[index];

	if (line->milestone >= 0)
		draw_milestone(app, line, at, (size_t)line->milestone == app->track.place.cursor, focused);
	else if (line->activity >= 0)
		draw_activity(app, index, at);
	else
		draw_stage_heading(app, line->stage, at);
}

/* On the milestone under the cursor: its question where the line had no room for it; then the note, where else
 * it counts, or a task. */
static void draw_foot(const struct app *app, struct rect foot)
{
	const struct account_detail *d = track_detail(app);
	struct pen pen = { app->screen, foot.y + 1, foot.x + 2, foot.width - 2 };
	struct buf evidence = { 0 };
	const struct milestone *m;
	const char *note;

	if (app->track.place.cursor >= (size_t)d->track->milestone_count)
		return;
	m = &d->track->milestones[app->track.place.cursor];
	note = d->answers[app->track.place.cursor].note;
	screen_text(app->screen, foot.y, foot.x + 2, foot.width - 2, ROLE_NORMAL, m->question);
	if (foot.height < 2)
		return;
	track_say_evidence(app, m, &evidence);
	pen_text(&pen, ROLE_DIM, buf_text(&evidence));
	if (evidence.size > 0 && (note || m->task_count > 0))
		pen_text(&pen, ROLE_DIM, "; ");
	if (note || m->task_count > 0) {
		pen_text(&pen, ROLE_DIM,
			 note			       ? "note: "
			 : m->tasks[0].side == SIDE_US ? "task for us: "
						       : "task for them: ");
		pen_text(&pen, note ? ROLE_NORMAL : ROLE_DIM, note ? note : m->tasks[0].text);
	}
	buf_free(&evidence);
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

	if (!track_detail(app)->track) {
		draw_none(app, inside);
		return;
	}
	track_draw_head(app, inside, head);
	for (int i = 0; i < room && t->place.top + (size_t)i < t->lines.count; i++)
		draw_line(app, t->place.top + (size_t)i,
			  (struct rect){ inside.y + head + i, inside.x, 1, inside.width }, focused);
	if (foot > 0)
		draw_foot(app, (struct rect){ inside.y + head + room, inside.x, foot, inside.width });
}

void track_title(const struct app *app, struct buf *left, struct buf *right)
{
	const struct track *track = track_detail(app)->track;
	size_t count = app->track.held.count;

	buf_str(left, app->detail.row.id != 0 && app->detail.row.name ? app->detail.row.name : "Track");
	if (!track)
		return;
	buf_str(right, track->title);
	for (size_t i = 0; count > 1 && i < count; i++) {
		if (app->track.held.items[i]->id == track->id)
			buf_printf(right, " %zu/%zu tracks", i + 1, count);
	}
}

/* Without a track there is nothing to answer, only one to be given. */
static void hint_none(const struct app *app, struct buf *out)
{
	if (app->detail.row.id != 0)
		buf_str(out, ":track assign . TRACK gives it one");
	hint_key(app, KEYS_TRACK, ACTION_UNDO, "undo", out);
}

void track_hint(const struct app *app, struct buf *out)
{
	const struct track *track = track_detail(app)->track;

	if (!track) {
		hint_none(app, out);
		return;
	}
	hint_key(app, KEYS_TRACK, ACTION_YES, "yes", out);
	hint_key(app, KEYS_TRACK, ACTION_NO, "no", out);
	hint_key(app, KEYS_TRACK, ACTION_NA, "n/a", out);
	if (track->reading == READING_PROGRESS && track_detail(app)->view.start == DAY_NONE)
		hint_key(app, KEYS_TRACK, ACTION_PLACEMENT, "find the stage to begin at", out);
	if (app->track.held.count > 1)
		hint_key(app, KEYS_TRACK, ACTION_NEXT_TRACK, "next track", out);
	hint_key(app, KEYS_TRACK, ACTION_OPEN, "tasks and more", out);
	hint_key(app, KEYS_TRACK, ACTION_EDIT_NOTE, "note", out);
	if (track->reading == READING_PROGRESS)
		hint_key(app, KEYS_TRACK, ACTION_PASS_STAGE, "pass", out);
	hint_key(app, KEYS_TRACK, ACTION_UNDO, "undo", out);
}
