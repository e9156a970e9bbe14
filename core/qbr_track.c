/* What the track has to say to a review: what was achieved, what is at risk, the way ahead. */
#include <stdlib.h>
#include <string.h>

#include "core/indicator.h"
#include "core/qbr_private.h"

#define LOW_SCORE 5000	/* hundredths; an indicator under it is a risk */
#define RENEWAL_NEAR 90 /* days */

char *qbr_milestone_key(const char *kind, const struct track *track, int milestone)
{
	const struct milestone *of = &track->milestones[milestone];

	return xasprintf("%s/%s/%s", kind, of->home ? of->home : track->key, of->key);
}

struct achieved {
	day_t on;
	int milestone;
};

/* "answer to cst-saas/go-live, yes on 2026-10-12 by ana". */
static char *answer_source(const struct qbr_input *input, int milestone)
{
	const struct standing *stands = &input->view->standing[milestone];
	const char *by = input->answers ? input->answers[milestone].by : NULL;
	char *key = qbr_milestone_key("answer", input->view->track, milestone), day[DATE_SIZE];
	struct buf text = { 0 };

	buf_printf(&text, "answer to %s, %s", key + strlen("answer/"), answer_name(stands->answer));
	if (stands->on != DAY_NONE)
		buf_printf(&text, " on %s", date_format(stands->on, day));
	if (qbr_filled(by))
		buf_printf(&text, " by %s", by);
	free(key);
	return buf_take(&text);
}

static int latest_first(const void *a, const void *b)
{
	const struct achieved *left = a, *right = b;

	if (left->on != right->on)
		return left->on > right->on ? -1 : 1;
	return (left->milestone > right->milestone) - (left->milestone < right->milestone);
}

/* A yes is an achievement; in a diagnosis it is a symptom. */
static bool achieves(const struct track *track)
{
	return track && track->reading != READING_DIAGNOSIS;
}

void qbr_draft_achieved(const struct qbr_input *input, struct agenda *out)
{
	const struct view *view = input->view;
	VEC(struct achieved) list = { 0 };

	for (int m = 0; achieves(view->track) && m < view->track->milestone_count; m++) {
		const struct standing *stands = &view->standing[m];

		if (stands->answer == ANSWER_YES &&
		    (input->last_review == DAY_NONE || stands->on > input->last_review))
			*vec_add(&list) = (struct achieved){ stands->on, m };
	}
	if (list.count > 1)
		qsort(list.items, list.count, sizeof *list.items, latest_first);
	for (size_t i = 0; i < list.count; i++) {
		int m = list.items[i].milestone;
		struct qbr_item *item = qbr_add(out, QBR_ACHIEVED, QBR_CUSTOMER,
						qbr_milestone_key("milestone", view->track, m),
						xstrdup(view->track->milestones[m].question));

		item->mark = ANSWER_YES;
		item->on = list.items[i].on;
		if (input->answers) {
			item->by = xstrdup(input->answers[m].by);
			item->note = xstrdup(input->answers[m].note);
		}
		item->source = answer_source(input, m);
	}
	if (list.count == 0)
		qbr_add_empty(out, QBR_ACHIEVED,
			      input->last_review == DAY_NONE
				      ? "Nothing is answered yes yet: walk through the checklist first"
				      : "Nothing new since the last review: say openly what held it up");
	vec_free(&list);
}

static char *capitalized(char *text)
{
	if (text[0] >= 'a' && text[0] <= 'z')
		text[0] = (char)(text[0] - 'a' + 'A');
	return text;
}

/* Indicators that score low, with their clause. Returns whether the renewal was among them. */
static bool risk_indicators(const struct qbr_input *input, struct agenda *out)
{
	const struct health *health = input->health;
	bool renewal = false;

	for (int d = 0; d < health->count; d++) {
		const struct dimension_score *dimension = &health->dimensions[d];

		for (int i = 0; i < dimension->dimension->count; i++) {
			const struct indicator_score *scored = &health->indicators[dimension->first + i];
			const struct indicator_kind *kind = scored->indicator->kind;
			struct buf text = { 0 };

			if (scored->score == HEALTH_UNKNOWN || scored->score >= LOW_SCORE)
				continue;
			buf_printf(&text, "%s: ", dimension->dimension->name);
			indicator_say(health, dimension->first + i, input->view, &text);
			qbr_add(out, QBR_RISKS, QBR_INTERNAL,
				xasprintf("risk/%s/%s", dimension->dimension->name, scored->indicator->name),
				capitalized(buf_take(&text)))
				->source = xasprintf("health: indicator %s scores %s", scored->indicator->name,
						     POINTS_TEXT(health->scorecard->scale, scored->score / 100));
			renewal |= kind == &indicator_kinds[KIND_RENEWAL];
		}
	}
	return renewal;
}

/* The stage whose milestones are worked on: in a level track the one above; -1 when none. */
static int working_stage(const struct track *track, const struct position *position)
{
	if (!achieves(track) || track->stage_count == 0 || position->completed)
		return -1;
	return track->reading == READING_LEVEL ? position->stage + 1 : position->stage;
}

/* What was asked and is not there yet, in the customer's words: the question. The note
 * stays at home, since reasons for a no are often not meant for them. */
static void risk_obstacles(const struct qbr_input *input, struct agenda *out)
{
	const struct view *view = input->view;
	int last = working_stage(view->track, input->position);

	if (achieves(view->track) && input->position->completed)
		last = view->track->stage_count - 1;
	for (int m = 0; last >= 0 && m < view->track->milestone_count; m++) {
		const struct milestone *milestone = &view->track->milestones[m];
		struct qbr_item *item;

		if (milestone->stage > last || !milestone->required || view->standing[m].answer != ANSWER_NO)
			continue;
		item = qbr_add(out, QBR_RISKS, QBR_CUSTOMER, qbr_milestone_key("obstacle", view->track, m),
			       xstrdup(milestone->question));
		item->mark = ANSWER_NO;
		item->on = view->standing[m].on;
		if (input->answers)
			item->by = xstrdup(input->answers[m].by);
		item->source = answer_source(input, m);
	}
}

static void risk_pace(const struct qbr_input *input, struct agenda *out)
{
	const struct position *position = input->position;
	const struct stage *stage;

	if (position->pace != PACE_BEHIND && position->pace != PACE_STUCK)
		return;
	stage = &input->view->track->stages[position->stage];
	qbr_add(out, QBR_RISKS, QBR_INTERNAL, xstrdup("risk/pace"),
		xasprintf("%s in %s: %d day%s in the stage, %d expected",
			  position->pace == PACE_STUCK ? "Stuck" : "Behind", stage->name, position->days,
			  position->days == 1 ? "" : "s", stage->expected_days));
}

static void risk_passes(const struct qbr_input *input, struct agenda *out)
{
	const struct view *view = input->view;
	int before = input->position->stage + input->position->completed;

	if (!input->position->passed)
		return;
	for (int s = 0; s < before; s++) {
		const struct stage *stage = &view->track->stages[s];
		struct stage_tally tally;
		struct qbr_item *item;
		int open;

		track_tally(view->track, s, view->standing, &tally);
		open = stage->required - tally.settled;
		if (open == 0 || view->passes[s] == DAY_NONE)
			continue;
		item = qbr_add(out, QBR_RISKS, QBR_INTERNAL, xasprintf("risk/pass/%s", stage->key),
			       xasprintf("%s was passed by hand, %d required question%s not settled", stage->name,
					 open, open == 1 ? " is" : "s are"));
		item->on = view->passes[s];
	}
}

static void risk_renewal(const struct qbr_input *input, struct agenda *out)
{
	const struct view *view = input->view;
	const struct indicator_kind *kind = &indicator_kinds[KIND_RENEWAL];
	const struct indicator renewal = { .name = "renewal", .kind = kind };
	const struct scoring scoring = { .limits = &health_limits_default,
					 .view = view,
					 .position = input->position };
	struct buf text = { 0 };
	struct reading reading;

	if (view->renewal == DAY_NONE || view->plan || view->status == STATUS_CHURNED ||
	    (int64_t)view->renewal - view->as_of > RENEWAL_NEAR)
		return;
	reading = kind->read(&scoring, &renewal);
	kind->say(&text, &scoring, &renewal, &reading);
	qbr_add(out, QBR_RISKS, QBR_INTERNAL, xstrdup("risk/renewal"), capitalized(buf_take(&text)));
}

/* What we watch for and found. The records behind it stay at home with it. */
static void risk_flags(const struct qbr_input *input, struct agenda *out)
{
	for (size_t i = 0; i < input->flag_count; i++) {
		const struct qbr_flag *flag = &input->flags[i];
		struct qbr_item *item = qbr_add(out, QBR_RISKS, QBR_INTERNAL, xasprintf("flag/%s", flag->key),
						capitalized(xstrdup(flag->title)));

		item->on = flag->fired;
		item->note = xstrdup(qbr_filled(flag->evidence) ? flag->evidence : NULL);
		item->source = xasprintf("flag %s", flag->key);
	}
}

void qbr_draft_risks(const struct qbr_input *input, struct agenda *out)
{
	size_t before = out->count;

	if (!risk_indicators(input, out))
		risk_renewal(input, out);
	risk_flags(input, out);
	risk_pace(input, out);
	risk_passes(input, out);
	risk_obstacles(input, out);
	if (out->count == before)
		qbr_add_empty(out, QBR_RISKS, "No risk is on record: ask what could get in their way");
}

static void ahead_milestones(const struct qbr_input *input, int stage_index, struct agenda *out)
{
	const struct track *track = input->view->track;
	const struct stage *stage = &track->stages[stage_index];
	int left = input->ahead;

	for (int m = stage->first; m < stage->first + stage->count && left > 0; m++) {
		const struct milestone *milestone = &track->milestones[m];
		const struct standing *stands = &input->view->standing[m];
		struct buf text = { 0 };
		struct qbr_item *item;

		if (!milestone->required || milestone_settled(milestone, stands->answer))
			continue;
		buf_printf(&text, "%s (%s", milestone->question, side_name(milestone->side));
		if (milestone->task_count > 0)
			buf_printf(&text, ": %s", milestone->tasks[0].text);
		buf_char(&text, ')');
		item = qbr_add(out, QBR_AHEAD, QBR_CUSTOMER, qbr_milestone_key("ahead", track, m), buf_take(&text));
		item->mark = stands->answer;
		item->source = xasprintf("next milestone of track %s, %s", track->key, milestone->key);
		if (input->answers) {
			item->by = xstrdup(input->answers[m].owner);
			item->on = input->answers[m].has_due ? input->answers[m].due : DAY_NONE;
		}
		left--;
	}
}

void qbr_draft_ahead(const struct qbr_input *input, struct agenda *out)
{
	const struct track *track = input->view->track;
	int stage = working_stage(track, input->position);
	size_t before = out->count;

	if (qbr_filled(input->next_step))
		qbr_add(out, QBR_AHEAD, QBR_CUSTOMER, xstrdup("ahead/next-step"),
			xasprintf("Next step: %s", input->next_step))
			->source = xstrdup("next step");
	if (stage >= 0) {
		if (qbr_filled(track->stages[stage].promise))
			qbr_add(out, QBR_AHEAD, QBR_CUSTOMER,
				xasprintf("stage/%s/%s", track->key, track->stages[stage].key),
				xasprintf("Through %s: %s", track->stages[stage].name,
					  track->stages[stage].promise))
				->source = xasprintf("track %s, stage %s", track->key, track->stages[stage].key);
		ahead_milestones(input, stage, out);
	} else if (achieves(track) && input->position->completed) {
		qbr_add(out, QBR_AHEAD, QBR_CUSTOMER, xasprintf("stage/%s/completed", track->key),
			xasprintf("%s is completed: agree on the next result to reach", track->title))
			->source = xasprintf("track %s, completed", track->key);
	}
	if (out->count == before)
		qbr_add_empty(out, QBR_AHEAD,
			      track ? "No next step is written down: agree on one with them"
				    : "No track is assigned: assign one to see the way ahead");
}
