/* The checklist as lines, and what a yes would do on those in sight. */
#include <stdlib.h>
#include <string.h>

#include "storage/facts_store.h"
#include "storage/tracks.h"
#include "tui/pane.h"

#define BY_WIDEST 8

const struct account_detail *track_detail(const struct app *app)
{
	return app->lens.row.id != 0 ? &app->lens : &app->detail;
}

static size_t line_of(const struct track_state *t, size_t milestone)
{
	return milestone < t->line_of.count ? t->line_of.items[milestone] : 0;
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
	vec_clear(&t->line_of);
	for (int s = 0; s < track->stage_count; s++) {
		const struct stage *stage = &track->stages[s];
		int activity = -1;

		add_line(t, s, -1, -1);
		for (int m = stage->first; m < stage->first + stage->count; m++) {
			int its = track->milestones[m].activity;

			if (its != activity && its >= 0 && its < track->activity_count)
				add_line(t, s, its, -1);
			activity = its;
			*vec_add(&t->line_of) = t->lines.count;
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
	int next = track_detail(app)->position.next;

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

/* ---- what hangs on the account beside its lines ---- */

static void forget_texts(char **texts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(texts[i]);
}

void track_forget(struct app *app)
{
	struct track_state *t = &app->track;

	account_detail_clear(&app->lens);
	vec_clear(&t->lines);
	vec_clear(&t->line_of);
	vec_clear(&t->held);
	forget_texts(t->reasons.items, t->reasons.count);
	vec_clear(&t->reasons);
	forget_texts(t->folded.items, t->folded.count);
	vec_clear(&t->folded);
}

static int read_held(struct app *app, struct error *error)
{
	for (size_t i = 0; i < app->detail.tracks.count; i++) {
		const struct track *track;

		if (track_get(app->ctx.book, app->detail.tracks.items[i], &track, error) < 0)
			return -1;
		*vec_add(&app->track.held) = track;
	}
	return 0;
}

/* The account over the track that is wanted, where it has that one beside its main one. */
static int read_lens(struct app *app, struct error *error)
{
	const struct account_detail *d = &app->detail;
	int64_t wanted = app->track.wanted;

	for (size_t i = 0; wanted != 0 && d->track && wanted != d->track->id && i < d->tracks.count; i++) {
		if (d->tracks.items[i] == wanted)
			return account_load(app->ctx.book, d->row.id, wanted, app->ctx.as_of, &app->lens, error);
	}
	return 0;
}

static int read_reasons(struct app *app, struct error *error)
{
	const struct account_detail *d = track_detail(app);

	for (int s = 0; d->track && s < d->track->stage_count; s++) {
		char **reason = vec_add(&app->track.reasons);

		*reason = NULL;
		if (d->view.passes[s] != DAY_NONE &&
		    stage_pass_reason(app->ctx.book, d->row.id, d->track->stages[s].id, reason, error) < 0)
			return -1;
	}
	return 0;
}

void track_lines(struct app *app)
{
	struct track_state *t = &app->track;
	const struct account_detail *d;
	struct error error;
	bool other;

	track_forget(app);
	if (app->detail.track &&
	    (read_held(app, &error) < 0 || read_lens(app, &error) < 0 || read_reasons(app, &error) < 0)) {
		track_forget(app);
		app_say_error(app, &error);
	}
	d = track_detail(app);
	other = t->account != d->row.id || (d->track && t->track != d->track->id);
	t->account = d->row.id;
	t->gains_from = t->gains_to = 0;
	if (!d->track) {
		t->place.cursor = t->place.top = 0;
		return;
	}
	t->track = d->track->id;
	make_lines(t, d->track);
	t->by_width = name_width(d);
	if (other)
		start_at_next(app);
	else if (t->place.cursor >= (size_t)d->track->milestone_count)
		t->place.cursor = d->track->milestone_count > 0 ? (size_t)d->track->milestone_count - 1 : 0;
	cursor_in_sight(t);
}

/* ---- what a yes would do ---- */

static bool try_yes(struct whatif *whatif, int milestone, struct change *change)
{
	const struct whatif_answer yes = { milestone, ANSWER_YES };

	whatif_try(whatif, &yes, 1, change);
	return change->health_after != HEALTH_UNKNOWN;
}

static void take_health(const struct change *change, bool known, struct track_line *line)
{
	line->known = known;
	line->score_after = known ? change->health_after / 100 : HEALTH_UNKNOWN;
	line->gain = known && change->health_before != HEALTH_UNKNOWN
			     ? line->score_after - change->health_before / 100
			     : 0;
}

static void take_stage(const struct change *change, struct track_line *line)
{
	bool moves = change->stage_after.stage != change->stage_before.stage ||
		     change->stage_after.completed != change->stage_before.completed;

	line->stage_after = moves ? change->stage_after.stage : -1;
	line->completed_after = moves && change->stage_after.completed;
}

/* Health is that of the main track: a yes on another one moves it where it stands there as evidence. */
struct gains {
	struct whatif shown, main;
	bool begun;
};

static void begin(struct app *app, struct gains *gains)
{
	const struct health_limits *limits = &book_options(app->ctx.book)->limits;
	const struct scorecard *card = app->detail.health.scorecard;

	if (gains->begun)
		return;
	gains->begun = true;
	whatif_begin(&gains->main, card, limits, &app->detail.view);
	if (track_detail(app) == &app->lens)
		whatif_begin(&gains->shown, card, limits, &app->lens.view);
}

static void work_out(struct app *app, struct gains *gains, struct track_line *line)
{
	const struct account_detail *d = track_detail(app);
	struct change change;
	int there;

	begin(app, gains);
	if (d == &app->detail) {
		take_health(&change, try_yes(&gains->main, line->milestone, &change), line);
		take_stage(&change, line);
		return;
	}
	(void)try_yes(&gains->shown, line->milestone, &change);
	take_stage(&change, line);
	there = track_find_id(app->detail.track, d->track->milestones[line->milestone].id);
	if (there >= 0)
		take_health(&change, try_yes(&gains->main, there, &change), line);
}

/* Only the lines in sight are asked for: a checklist may have hundreds of them. */
void track_gains(struct app *app)
{
	struct track_state *t = &app->track;
	const struct account_detail *d = track_detail(app);
	size_t from = t->place.top, to = from + (t->place.height > 0 ? (size_t)t->place.height : 0);
	struct gains gains;

	gains.begun = false;
	if (to > t->lines.count)
		to = t->lines.count;
	if (from > to)
		from = to;
	for (size_t i = from; i < to && d->track; i++) {
		struct track_line *line = &t->lines.items[i];

		if (line->milestone < 0 || (i >= t->gains_from && i < t->gains_to) ||
		    milestone_settled(&d->track->milestones[line->milestone],
				      d->view.standing[line->milestone].answer))
			continue;
		work_out(app, &gains, line);
	}
	t->gains_from = from;
	t->gains_to = to;
}

static size_t length(struct app *app, size_t wanted)
{
	(void)wanted;
	return track_detail(app)->track ? (size_t)track_detail(app)->track->milestone_count : 0;
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

/* Folded once for all letters of a search, and for those after it while the account is shown. */
static void search(struct app *app, const char *text)
{
	const struct track *track = track_detail(app)->track;
	struct track_state *t = &app->track;

	(void)text;
	for (int m = (int)t->folded.count; track && m < track->milestone_count; m++)
		*vec_add(&t->folded) = text_fold(track->milestones[m].question);
}

static bool matches(const struct app *app, size_t position, const char *folded)
{
	bool found;
	char *text;

	if (position < app->track.folded.count)
		return text_contains(app->track.folded.items[position], folded);
	/* the account was read anew since the search began */
	text = text_fold(track_detail(app)->track->milestones[position].question);
	found = text_contains(text, folded);
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
	.search = search,
	.matches = matches,
	.resized = resized,
};
