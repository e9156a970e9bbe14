/* Above the checklist: where this customer is on the way, and why health is what it is. */
#include <stdlib.h>

#include "tui/pane.h"

/* ---- the stages, on one line ---- */

struct step {
	struct buf text;
	enum role role;
	int width;
};

static void describe_current(const struct app *app, struct buf *out)
{
	const struct position *position = &track_detail(app)->position;
	const char *pace = pace_name(position->pace);

	buf_printf(out, " %d/%d", position->settled, position->required);
	if (position->days >= 0)
		buf_printf(out, position->pace == PACE_NONE ? " %s%d d" : " %s %d d", pace, position->days);
}

static enum role pace_role(enum pace pace)
{
	return pace == PACE_STUCK ? ROLE_RISK : pace == PACE_BEHIND ? ROLE_WATCH : ROLE_TITLE;
}

/* A condition is rated; of those with symptoms the first of the worst is where to work. */
static void describe_condition(const struct app *app, int s, struct step *step)
{
	const struct account_detail *d = track_detail(app);
	int rating = d->position.ratings[s];
	bool worst = s == d->position.stage;

	if (worst)
		buf_printf(&step->text, "%s ", screen_sign(app->screen, SIGN_CURRENT));
	buf_str(&step->text, d->track->stages[s].name);
	if (rating >= 0)
		buf_printf(&step->text, " %d%%", rating);
	else
		buf_str(&step->text, " not rated");
	step->role = rating < 0 ? ROLE_DIM : worst && rating > 0 ? ROLE_RISK : ROLE_NORMAL;
}

static void describe_step(const struct app *app, int s, struct step *step)
{
	const struct account_detail *d = track_detail(app);
	const struct track *track = d->track;
	bool current = s == d->position.stage && !d->position.completed;
	bool settled = track_stage_settled(track, s, d->view.standing);

	if (track->reading == READING_DIAGNOSIS) {
		describe_condition(app, s, step);
	} else if (current) {
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
	int last = track_detail(app)->position.stage, used = 0, first;

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
	const struct account_detail *d = track_detail(app);
	const struct track *track = d->track;
	struct step steps[TRACK_MAX_STAGES] = { 0 };
	struct pen pen = { app->screen, line.y, line.x + 1, line.width - 1 };
	int first;

	for (int s = 0; s < track->stage_count; s++)
		describe_step(app, s, &steps[s]);
	if (track->reading == READING_LEVEL && d->position.stage < 0)
		pen_text(&pen, ROLE_TITLE, "no level yet  ");
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
	if (d->position.completed)
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
	pen_text(pen, role, POINTS_TEXT(health->scorecard->scale, health->score));
	if (trend != TREND_NONE)
		pen_printf(pen,
			   trend < 0   ? ROLE_LOSS
			   : trend > 0 ? ROLE_GAIN
				       : ROLE_DIM,
			   trend != 0 ? " %s%s" : " %s", screen_sign(app->screen, trend_sign(trend)),
			   POINTS_TEXT(health->scorecard->scale, abs(trend)));
	pen_printf(pen, role, " %s %s%s", screen_sign(app->screen, band_sign(health->band)), health->label,
		   health->cause == BAND_BY_HAND ? " by hand" : "");
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
	int most[HEALTH_MAX_DIMENSIONS], scale = health->scorecard->scale;

	most_points(health, most);
	for (int i = 0; i < health->count; i++) {
		const struct dimension_score *d = &health->dimensions[i];

		/* What is not known adds nothing, and how much is known stands beside the score. */
		if (d->dimension->weight == 0 || d->score == HEALTH_UNKNOWN)
			continue;
		buf_str(out, out->size == 0 ? "= " : style < 2 ? " + " : "+");
		buf_printf(out, style < 2 ? "%s " : "%.4s ", d->dimension->name);
		if (style == 0)
			buf_printf(out, "%s/%s", POINTS_TEXT(scale, d->points), POINTS_TEXT(scale, most[i]));
		else
			buf_str(out, POINTS_TEXT(scale, d->points));
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

void track_draw_head(const struct app *app, struct rect inside, int lines)
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
