#include "core/track.h"

#include <stdlib.h>
#include <string.h>

#include "core/ids.h"
#include "core/xalloc.h"

const struct pace_limits pace_limits_default = { .behind = 0, .stuck = 30 };

struct id_at {
	int64_t id;
	int at;
};

static int id_compare(const void *a, const void *b)
{
	const struct id_at *left = a, *right = b;

	if (left->id != right->id)
		return left->id < right->id ? -1 : 1;
	return (left->at > right->at) - (left->at < right->at);
}

static void index_by_id(struct track *track)
{
	size_t count = (size_t)track->milestone_count;
	struct id_at *order = xcalloc(count + 1, sizeof *order);

	for (size_t i = 0; i < count; i++)
		order[i] = (struct id_at){ track->milestones[i].id, (int)i };
	qsort(order, count, sizeof *order, id_compare);
	free(track->by_id);
	track->by_id = xcalloc(count + 1, sizeof *track->by_id);
	for (size_t i = 0; i < count; i++)
		track->by_id[i] = order[i].at;
	free(order);
}

static char **no_list(char **list)
{
	return list ? list : xcalloc(1, sizeof *list);
}

static void finish_stage(struct stage *stage, const char *track)
{
	stage->id = id_stage(track, stage->key);
	stage->characteristics = no_list(stage->characteristics);
	stage->challenges = no_list(stage->challenges);
	stage->customer_expects = no_list(stage->customer_expects);
	stage->we_expect = no_list(stage->we_expect);
	stage->can_go_wrong = no_list(stage->can_go_wrong);
	stage->metrics = no_list(stage->metrics);
	stage->tactics = no_list(stage->tactics);
	for (int c = 0; c < stage->cell_count; c++)
		stage->cells[c].id = id_cell(track, stage->cells[c].key);
}

static void finish_milestone(struct milestone *milestone, const char *track)
{
	const char *home = milestone->home ? milestone->home : track;

	milestone->id = id_milestone(home, milestone->key);
	for (size_t t = 0; t < milestone->task_count; t++) {
		struct task *task = &milestone->tasks[t];

		if (!task->key)
			task->key = xstrdup(task->text);
		task->id = id_task(home, milestone->key, task->key);
	}
}

void track_finish(struct track *track)
{
	int at = 0;

	if (track->stage_count > TRACK_MAX_STAGES)
		BUG("a track with too many stages");
	track->id = id_track(track->key);
	for (int s = 0; s < track->stage_count; s++) {
		struct stage *stage = &track->stages[s];

		finish_stage(stage, track->key);
		stage->first = at;
		stage->required = 0;
		for (; at < track->milestone_count && track->milestones[at].stage == s; at++)
			stage->required += track->milestones[at].required;
		stage->count = at - stage->first;
	}
	if (at != track->milestone_count)
		BUG("milestones out of the order of their stages");
	for (int m = 0; m < track->milestone_count; m++)
		finish_milestone(&track->milestones[m], track->key);
	track->tactics = no_list(track->tactics);
	track->columns = no_list(track->columns);
	index_by_id(track);
}

static void list_free(char **list)
{
	for (char **item = list; item && *item; item++)
		free(*item);
	free(list);
}

static void stage_clear(struct stage *stage)
{
	free(stage->key);
	free(stage->name);
	free(stage->promise);
	list_free(stage->characteristics);
	list_free(stage->challenges);
	list_free(stage->customer_expects);
	list_free(stage->we_expect);
	list_free(stage->can_go_wrong);
	list_free(stage->metrics);
	list_free(stage->tactics);
	free(stage->row);
	for (int c = 0; c < stage->cell_count; c++) {
		free(stage->cells[c].key);
		free(stage->cells[c].name);
		free(stage->cells[c].question);
	}
	free(stage->cells);
}

static void milestone_clear(struct milestone *milestone)
{
	for (size_t t = 0; t < milestone->task_count; t++) {
		free(milestone->tasks[t].key);
		free(milestone->tasks[t].text);
		free(milestone->tasks[t].document);
	}
	free(milestone->tasks);
	for (size_t e = 0; e < milestone->evidence_count; e++) {
		free(milestone->evidence[e].track);
		free(milestone->evidence[e].stage);
	}
	free(milestone->evidence);
	free(milestone->home);
	free(milestone->added_version);
	free(milestone->key);
	free(milestone->question);
}

void track_free(struct track *track)
{
	if (!track)
		return;
	for (int s = 0; s < track->stage_count; s++)
		stage_clear(&track->stages[s]);
	for (int a = 0; a < track->activity_count; a++)
		free(track->activities[a].name);
	for (int m = 0; m < track->milestone_count; m++)
		milestone_clear(&track->milestones[m]);
	free(track->stages);
	free(track->activities);
	free(track->milestones);
	free(track->by_id);
	free(track->key);
	free(track->title);
	free(track->version);
	free(track->about);
	free(track->method);
	free(track->statement);
	list_free(track->tactics);
	list_free(track->columns);
	free(track);
}

int track_find_key(const struct track *track, const char *key)
{
	for (int m = 0; m < track->milestone_count; m++)
		if (!track->milestones[m].home && !strcmp(track->milestones[m].key, key))
			return m;
	return -1;
}

int track_find_id(const struct track *track, int64_t id)
{
	int low = 0, high = track->milestone_count;

	while (low < high) {
		int middle = low + (high - low) / 2;
		int at = track->by_id[middle];

		if (track->milestones[at].id == id)
			return at;
		if (track->milestones[at].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return -1;
}

int track_find_stage(const struct track *track, const char *key)
{
	for (int s = 0; s < track->stage_count; s++)
		if (!strcmp(track->stages[s].key, key))
			return s;
	return -1;
}

/* Names */

static const char *const answer_names[] = {
	[ANSWER_OPEN] = "open",
	[ANSWER_YES] = "yes",
	[ANSWER_NO] = "no",
	[ANSWER_NA] = "na",
};

const char *answer_name(enum answer answer)
{
	return answer_names[answer];
}

bool answer_from_name(const char *name, enum answer *answer)
{
	if (!strcmp(name, "n/a"))
		name = "na";
	for (int a = ANSWER_OPEN; a <= ANSWER_NA; a++)
		if (!strcmp(answer_names[a], name)) {
			*answer = (enum answer)a;
			return true;
		}
	return false;
}

bool answer_settles(enum answer answer)
{
	return answer == ANSWER_YES || answer == ANSWER_NA;
}

bool milestone_settled(const struct milestone *milestone, enum answer answer)
{
	return milestone->home ? answer == ANSWER_YES : answer_settles(answer);
}

bool milestone_begins(const struct milestone *milestone, enum answer answer)
{
	return milestone->home ? answer == ANSWER_YES : answer != ANSWER_OPEN;
}

const char *side_name(enum side side)
{
	return side == SIDE_CUSTOMER ? "customer" : "us";
}

const char *reading_name(enum track_reading reading)
{
	static const char *const names[] = { "progress", "level", "diagnosis" };

	return names[reading];
}

const char *subject_name(enum track_subject subject)
{
	return subject == SUBJECT_ORGANISATION ? "organisation" : "account";
}

const char *pace_name(enum pace pace)
{
	static const char *const names[] = { "", "on track", "behind", "stuck" };

	return names[pace];
}

/* Positions */

static day_t later(day_t a, day_t b)
{
	return a > b ? a : b; /* DAY_NONE is the earliest there is */
}

void track_tally(const struct track *track, int stage, const struct standing *standing, struct stage_tally *out)
{
	const struct stage *of = &track->stages[stage];

	*out = (struct stage_tally){ .last = DAY_NONE, .first_yes = DAY_NONE };
	for (int m = of->first; m < of->first + of->count; m++) {
		const struct standing *stands = &standing[m];

		if (!milestone_settled(&track->milestones[m], stands->answer))
			continue;
		if (track->milestones[m].required) {
			out->settled++;
			out->last = later(out->last, stands->on);
		}
		if (stands->answer == ANSWER_YES) {
			if (out->yes == 0 || stands->on < out->first_yes)
				out->first_yes = stands->on;
			out->yes++;
		}
	}
}

bool track_stage_settled(const struct track *track, int stage, const struct standing *standing)
{
	struct stage_tally tally;

	track_tally(track, stage, standing, &tally);
	return tally.settled == track->stages[stage].required;
}

int track_stage_reopened(const struct track *track, int stage, const struct standing *standing)
{
	const struct stage *of = &track->stages[stage];
	int added = 0, settled = 0;

	for (int m = of->first; m < of->first + of->count; m++) {
		const struct milestone *milestone = &track->milestones[m];

		if (!milestone->required)
			continue;
		if (milestone_settled(milestone, standing[m].answer))
			settled++;
		else if (!milestone->added_on)
			return 0;
		else
			added++;
	}
	return settled > 0 ? added : 0;
}

static int first_unsettled(const struct track *track, int stage, const struct standing *standing)
{
	const struct stage *of = &track->stages[stage];

	for (int m = of->first; m < of->first + of->count; m++)
		if (track->milestones[m].required && !milestone_settled(&track->milestones[m], standing[m].answer))
			return m;
	return -1;
}

day_t track_entered(const struct stage_tally *tallies, const day_t *passes, int stage)
{
	day_t entered = DAY_NONE;

	for (int s = 0; s < stage; s++)
		entered = later(entered, later(tallies[s].last, passes[s]));
	return entered;
}

static void read_progress(const struct track *track, const struct stage_tally *tallies,
			  const struct standing *standing, const day_t *passes, struct position *out)
{
	int stage = 0;

	for (; stage < track->stage_count; stage++) {
		bool settled = tallies[stage].settled == track->stages[stage].required;

		if (!settled && passes[stage] == DAY_NONE)
			break;
		out->passed |= !settled;
	}
	out->completed = stage == track->stage_count;
	out->stage = out->completed ? stage - 1 : stage;
	out->since = track_entered(tallies, passes, out->stage);
	if (!out->completed)
		out->next = first_unsettled(track, out->stage, standing);
}

static void read_level(const struct track *track, const struct stage_tally *tallies,
		       const struct standing *standing, struct position *out)
{
	int above = 0;

	while (above < track->stage_count && tallies[above].yes > 0 &&
	       tallies[above].settled == track->stages[above].required) {
		out->since = later(out->since, later(tallies[above].last, tallies[above].first_yes));
		above++;
	}
	out->stage = above - 1;
	out->completed = above == track->stage_count;
	if (!out->completed)
		out->next = first_unsettled(track, above, standing);
}

static bool is_symptom(const struct milestone *milestone, int stage)
{
	return milestone->stage == stage || (milestone->also >> stage & 1);
}

static void read_diagnosis(const struct track *track, const struct standing *standing, struct position *out)
{
	for (int s = 0; s < track->stage_count; s++) {
		int yes = 0, answered = 0, all = 0;

		for (int m = 0; m < track->milestone_count; m++) {
			if (!is_symptom(&track->milestones[m], s))
				continue;
			all++;
			yes += standing[m].answer == ANSWER_YES;
			answered += standing[m].answer != ANSWER_OPEN;
		}
		out->ratings[s] = answered ? 100 * yes / all : -1;
		if (out->ratings[s] > (out->stage < 0 ? -1 : out->ratings[out->stage]))
			out->stage = s;
	}
}

day_t position_stall_from(const struct position *position, day_t start)
{
	return later(position->last_settled, start);
}

static enum pace read_pace(const struct track *track, const struct position *position, day_t start,
			   const struct pace_limits *limits, day_t today)
{
	int expected, overrun;

	if (position->stage < 0 || position->completed || position->days < 0 || track->reading == READING_DIAGNOSIS)
		return PACE_NONE;
	expected = track->stages[position->stage].expected_days;
	if (expected <= 0)
		return PACE_NONE;
	overrun = position->days - expected;
	if (overrun > 0 && today - position_stall_from(position, start) > limits->stuck)
		return PACE_STUCK;
	return overrun > limits->behind ? PACE_BEHIND : PACE_ON_TRACK;
}

void track_position_tallied(const struct track *track, const struct stage_tally *tallies,
			    const struct standing *standing, const day_t *passes, day_t start,
			    const struct pace_limits *limits, day_t today, struct position *out)
{
	int shown;

	/* Byte for byte the same for the same answers, padding included. */
	memset(out, 0, sizeof *out);
	memset(out->ratings, -1, sizeof out->ratings);
	out->stage = out->days = out->next = -1;
	out->since = out->last_settled = DAY_NONE;
	if (track->stage_count == 0)
		return;
	for (int s = 0; s < track->stage_count; s++) {
		out->all_settled += tallies[s].settled;
		out->all_required += track->stages[s].required;
		out->yes += tallies[s].yes;
		out->last_settled = later(out->last_settled, tallies[s].last);
	}
	switch (track->reading) {
	case READING_PROGRESS:
		read_progress(track, tallies, standing, passes, out);
		break;
	case READING_LEVEL:
		read_level(track, tallies, standing, out);
		break;
	case READING_DIAGNOSIS:
		read_diagnosis(track, standing, out);
		break;
	}
	shown = out->stage < 0 ? 0 : out->stage;
	out->settled = tallies[shown].settled;
	out->required = track->stages[shown].required;
	if (start == DAY_NONE) {
		out->since = DAY_NONE;
	} else {
		out->since = later(out->since, start);
		out->days = out->since < today ? today - out->since : 0;
	}
	out->pace = read_pace(track, out, start, limits, today);
}

void track_position(const struct track *track, const struct standing *standing, const day_t *passes, day_t start,
		    const struct pace_limits *limits, day_t today, struct position *out)
{
	struct stage_tally tallies[TRACK_MAX_STAGES];

	for (int s = 0; s < track->stage_count; s++)
		track_tally(track, s, standing, &tallies[s]);
	track_position_tallied(track, tallies, standing, passes, start, limits, today, out);
}

int64_t track_plan_day(const struct track *track, int settled)
{
	int64_t plan = 0;
	bool stated = false;

	for (int s = 0; s < track->stage_count; s++) {
		const struct stage *stage = &track->stages[s];
		int here = settled < stage->required ? settled : stage->required;

		if (stage->required == 0)
			continue;
		settled -= here;
		if (stage->expected_days <= 0)
			continue;
		stated = true;
		plan += (int64_t)stage->expected_days * 100 * here / stage->required;
	}
	return stated ? plan : -1;
}
