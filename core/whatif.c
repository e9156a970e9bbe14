/* What would answers do to health and stage? Asked without storing anything. */
#include "core/health_private.h"

#include <stdlib.h>
#include <string.h>

#include "core/xalloc.h"

void whatif_begin(struct whatif *whatif, const struct scorecard *card, const struct health_limits *limits,
		  struct view *view)
{
	struct health health;

	memset(whatif, 0, sizeof *whatif);
	whatif->card = card;
	whatif->limits = limits;
	whatif->view = view;
	for (int s = 0; view->track && s < view->track->stage_count; s++)
		track_tally(view->track, s, view->standing, &whatif->tallies[s]);
	view_position(view, &limits->pace, &whatif->position);
	health_score_at(card, limits, view, &whatif->position, &health);
	whatif->health = health.hundredths;
	whatif->confidence = health.confidence;
}

/* A first answer given today makes today the start, and one given on the day of the start
 * belongs to what was settled at it. */
static void whatif_start(struct view *view, const struct stage_tally *tallies)
{
	if (view->start != DAY_NONE && view->start < view->as_of)
		return;
	view->start = view->as_of;
	view->settled_at_start = 0;
	for (int s = 0; s < view->track->stage_count; s++)
		view->settled_at_start += tallies[s].settled;
}

/* Give the answers, and count the stages they are in again. old takes what stood before. */
static void whatif_answer(struct view *view, const struct whatif_answer *answers, int count,
			  struct stage_tally *tallies, struct standing *old)
{
	bool given = false;

	for (int i = 0; i < count; i++) {
		struct standing *stands;

		if (!view->track || answers[i].milestone < 0 ||
		    answers[i].milestone >= view->track->milestone_count)
			BUG("a what-if of a milestone that is not there");
		stands = &view->standing[answers[i].milestone];
		old[i] = *stands;
		*stands = (struct standing){ answers[i].answer, view->as_of };
		if (answers[i].answer == ANSWER_OPEN)
			stands->on = DAY_NONE;
		given |= milestone_begins(&view->track->milestones[answers[i].milestone], answers[i].answer);
	}
	for (int i = 0; i < count; i++) {
		int stage = view->track->milestones[answers[i].milestone].stage;

		track_tally(view->track, stage, view->standing, &tallies[stage]);
	}
	if (given || (view->start != DAY_NONE && count > 0))
		whatif_start(view, tallies);
}

#define WHATIF_FEW 32

void whatif_try(struct whatif *whatif, const struct whatif_answer *answers, int count, struct change *out)
{
	struct view *view = whatif->view;
	struct standing few[WHATIF_FEW], *old = few;
	struct stage_tally tallies[TRACK_MAX_STAGES];
	day_t start = view->start;
	int settled_at_start = view->settled_at_start;
	struct health health;

	memset(out, 0, sizeof *out);
	out->stage_before = out->stage_after = whatif->position;
	out->health_before = out->health_after = whatif->health;
	out->confidence_before = out->confidence_after = whatif->confidence;
	if (count <= 0)
		return;
	if (count > WHATIF_FEW)
		old = xcalloc((size_t)count, sizeof *old);
	if (view->track)
		memcpy(tallies, whatif->tallies, (size_t)view->track->stage_count * sizeof *tallies);
	whatif_answer(view, answers, count, tallies, old);
	track_position_tallied(view->track, tallies, view->standing, view->passes, view->start,
			       &whatif->limits->pace, view->as_of, &out->stage_after);
	health_score_at(whatif->card, whatif->limits, view, &out->stage_after, &health);
	out->health_after = health.hundredths;
	out->confidence_after = health.confidence;

	/* Last first, so that a milestone answered twice gets back what stood at the beginning. */
	for (int i = count - 1; i >= 0; i--)
		view->standing[answers[i].milestone] = old[i];
	view->start = start;
	view->settled_at_start = settled_at_start;
	if (old != few)
		free(old);
}

void health_whatif(const struct scorecard *card, const struct health_limits *limits, struct view *view,
		   const struct whatif_answer *answers, int count, struct change *out)
{
	struct whatif whatif;

	whatif_begin(&whatif, card, limits, view);
	whatif_try(&whatif, answers, count, out);
}
