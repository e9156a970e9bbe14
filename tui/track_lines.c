/* The checklist as lines, and what a yes would do on those in sight. */
#include <string.h>

#include "tui/pane.h"

#define BY_WIDEST 8

static size_t line_of(const struct track_state *t, size_t milestone)
{
	for (size_t i = 0; i < t->lines.count; i++) {
		if (t->lines.items[i].milestone == (int)milestone)
			return i;
	}
	return 0;
}

static struct track_line *add_line(struct track_state *t, int stage, int activity, int milestone)
{
	struct track_line *line = vec_add(&t->lines);

	*line = (struct track_line){ .milestone = milestone,
				     .activity = activity,
				     .stage = stage,
				     .score_after = HEALTH_UNKNOWN,
				     .stage_after = -1 };
	return line;
}

static void make_lines(struct track_state *t, const struct track *track)
{
	vec_clear(&t->lines);
	for (int s = 0; s < track->stage_count; s++) {
		const struct stage *stage = &track->stages[s];
		int activity = -1;

		add_line(t, s, -1, -1);
		for (int m = stage->first; m < stage->first + stage->count; m++) {
			int its = track->milestones[m].activity;

			if (its != activity && its >= 0 && its < track->activity_count)
				add_line(t, s, its, -1);
			activity = its;
			add_line(t, s, its, m);
		}
	}
}

/* The cursor's line with the headings right above it. */
static void cursor_in_sight(struct track_state *t)
{
	size_t last, first, height = t->place.height > 0 ? (size_t)t->place.height : 1;

	if (t->lines.count == 0) /* none, or not loaded again yet: then the place is kept */
		return;
	first = last = line_of(t, t->place.cursor);
	while (first > 0 && t->lines.items[first - 1].milestone < 0 && last - first + 2 <= height)
		first--;
	if (t->place.top + height > t->lines.count)
		t->place.top = t->lines.count > height ? t->lines.count - height : 0;
	t->place.top = scroll_to(t->place.top, first, last, t->place.height);
}

/* The list begins with the stage of the cursor, or some way above it in a long stage. */
static void show_around(struct track_state *t)
{
	size_t line, least;

	if (t->lines.count == 0)
		return;
	line = line_of(t, t->place.cursor);
	least = line > (size_t)t->place.height / 2 ? line - (size_t)t->place.height / 2 : 0;
	while (line > 0 && line > least &&
	       !(t->lines.items[line].milestone < 0 && t->lines.items[line].activity < 0))
		line--;
	t->place.top = line;
}

static void start_at_next(struct app *app)
{
	struct track_state *t = &app->track;
	int next = app->detail.position.next;

	t->place.cursor = next >= 0 ? (size_t)next : 0;
	t->untouched = true;
	show_around(t);
}

/* The longest name of those who answered, as far as it is not too long. */
static int name_width(const struct account_detail *detail)
{
	int width = 0;

	for (int m = 0; m < detail->track->milestone_count; m++) {
		int cells = detail->answers[m].by ? text_width(detail->answers[m].by) : 0;

		if (cells > width && cells <= BY_WIDEST)
			width = cells;
	}
	return width;
}

void track_lines(struct app *app)
{
	struct track_state *t = &app->track;
	const struct track *track = app->detail.track;
	bool other = t->account != app->detail.row.id;

	t->account = app->detail.row.id;
	t->gains_from = t->gains_to = 0;
	if (!track) {
		vec_clear(&t->lines);
		t->place.cursor = t->place.top = 0;
		return;
	}
	make_lines(t, track);
	t->by_width = name_width(&app->detail);
	if (other)
		start_at_next(app);
	else if (t->place.cursor >= (size_t)track->milestone_count)
		t->place.cursor = track->milestone_count > 0 ? (size_t)track->milestone_count - 1 : 0;
	cursor_in_sight(t);
}

static void try_yes(struct whatif *whatif, struct track_line *line)
{
	const struct whatif_answer yes = { line->milestone, ANSWER_YES };
	struct change change;
	bool moves;

	whatif_try(whatif, &yes, 1, &change);
	line->known = change.health_after != HEALTH_UNKNOWN;
	line->score_after = line->known ? change.health_after / 100 : HEALTH_UNKNOWN;
	line->gain = line->known && change.health_before != HEALTH_UNKNOWN
			     ? line->score_after - change.health_before / 100
			     : 0;
	moves = change.stage_after.stage != change.stage_before.stage ||
		change.stage_after.completed != change.stage_before.completed;
	line->stage_after = moves ? change.stage_after.stage : -1;
	line->completed_after = moves && change.stage_after.completed;
}

/* Only the lines in sight are asked for: a checklist may have hundreds of them. */
void track_gains(struct app *app)
{
	struct track_state *t = &app->track;
	struct account_detail *detail = &app->detail;
	size_t from = t->place.top, to = from + (t->place.height > 0 ? (size_t)t->place.height : 0);
	struct whatif whatif;
	bool begun = false;

	if (to > t->lines.count)
		to = t->lines.count;
	if (from > to)
		from = to;
	for (size_t i = from; i < to && detail->track; i++) {
		struct track_line *line = &t->lines.items[i];

		if (line->milestone < 0 || answer_settles(detail->view.standing[line->milestone].answer) ||
		    (i >= t->gains_from && i < t->gains_to))
			continue;
		if (!begun)
			whatif_begin(&whatif, detail->health.scorecard, &book_options(app->ctx.book)->limits,
				     &detail->view);
		begun = true;
		try_yes(&whatif, line);
	}
	t->gains_from = from;
	t->gains_to = to;
}

static size_t length(struct app *app, size_t wanted)
{
	(void)wanted;
	return app->detail.track ? (size_t)app->detail.track->milestone_count : 0;
}

static struct place *place(struct app *app)
{
	return &app->track.place;
}

static unsigned go(struct app *app, size_t position)
{
	app->track.place.cursor = position;
	app->track.untouched = false;
	cursor_in_sight(&app->track);
	return EFFECT_HANDLED;
}

static bool matches(const struct app *app, size_t position, const char *folded)
{
	char *text = text_fold(app->detail.track->milestones[position].question);
	bool found = text_contains(text, folded);

	free(text);
	return found;
}

/* The lines above the checklist, which are drawn by pane_track.c. */
int track_head_lines(int height, int width)
{
	if (height < 4)
		return height > 1 ? 1 : 0;
	return height >= 9 && width < TRACK_WIDE ? 3 : 2;
}

/* And those below it, on the milestone under the cursor. */
int track_foot_lines(int height)
{
	return height >= 14 ? 2 : 0;
}

static void resized(struct app *app, int height, int width)
{
	struct track_state *t = &app->track;
	int room = height - track_head_lines(height, width) - track_foot_lines(height);
	bool other = t->place.height != room;

	t->place.height = room;
	t->place.width = width;
	if (other && t->untouched)
		show_around(t);
	cursor_in_sight(t);
}

const struct pane_ops pane_track = {
	.name = "Track",
	.called = "the track",
	.scope = KEYS_TRACK,
	.draw = track_draw,
	.title = track_title,
	.hint = track_hint,
	.action = track_action,
	.length = length,
	.place = place,
	.go = go,
	.matches = matches,
	.resized = resized,
};
