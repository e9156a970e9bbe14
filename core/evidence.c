#include "core/evidence.h"

#include <stdlib.h>
#include <string.h>

#include "core/vec.h"
#include "core/xalloc.h"

/* ---- merging ---- */

static bool gives(const struct track *other, const struct track *track)
{
	return other->subject == track->subject && other->reading != READING_DIAGNOSIS &&
	       track->reading != READING_DIAGNOSIS && strcmp(other->key, track->key) != 0;
}

/* The first stage of the track that the milestone is evidence for, -1 when there is none. In a track a
 * milestone stands once: the later ones cannot be reached without its yes in the first. */
static int stage_for(const struct milestone *milestone, const struct track *track)
{
	int first = -1;

	/* What stands somewhere as evidence itself is evidence of its own track only. */
	if (milestone->home)
		return -1;
	for (size_t e = 0; e < milestone->evidence_count; e++) {
		int stage = strcmp(milestone->evidence[e].track, track->key)
				    ? -1
				    : track_find_stage(track, milestone->evidence[e].stage);

		if (stage >= 0 && (first < 0 || stage < first))
			first = stage;
	}
	return first;
}

static bool has_evidence_for(const struct track *other, const struct track *track)
{
	for (int m = 0; m < other->milestone_count; m++)
		if (stage_for(&other->milestones[m], track) >= 0)
			return true;
	return false;
}

bool track_gets_evidence(const struct track *track, const struct track *const *others, int count)
{
	for (int i = 0; i < count; i++)
		if (gives(others[i], track) && has_evidence_for(others[i], track))
			return true;
	return false;
}

struct merge {
	struct track *out;
	VEC(struct milestone) milestones;
	VEC(struct activity) activities;
};

/* What the other tracks have for one stage, each under an activity of its own. */
static void add_evidence(struct merge *merge, int stage, const struct track *const *others, int count)
{
	const struct track *track = merge->out;

	for (int i = 0; i < count; i++) {
		int activity = -1;

		if (!gives(others[i], track))
			continue;
		for (int m = 0; m < others[i]->milestone_count; m++) {
			const struct milestone *from = &others[i]->milestones[m];
			struct milestone *to;

			if (stage_for(from, track) != stage)
				continue;
			if (activity < 0) {
				activity = (int)merge->activities.count;
				*vec_add(&merge->activities) = (struct activity){ xstrdup(others[i]->title),
										  stage };
			}
			to = vec_add(&merge->milestones);
			milestone_copy(from, to);
			to->home = xstrdup(others[i]->key);
			to->stage = stage;
			to->activity = activity;
			to->required = true;
			to->also = 0;
		}
	}
}

struct track *track_with_evidence(const struct track *track, const struct track *const *others, int count)
{
	struct merge merge = { 0 };

	if (!track_gets_evidence(track, others, count))
		return NULL;
	merge.out = track_copy(track);
	for (int a = 0; a < track->activity_count; a++)
		*vec_add(&merge.activities) = merge.out->activities[a];
	for (int s = 0; s < track->stage_count; s++) {
		const struct stage *stage = &track->stages[s];

		for (int m = stage->first; m < stage->first + stage->count; m++)
			*vec_add(&merge.milestones) = merge.out->milestones[m];
		add_evidence(&merge, s, others, count);
	}
	free(merge.out->milestones);
	free(merge.out->activities);
	merge.out->milestones = merge.milestones.items;
	merge.out->milestone_count = (int)merge.milestones.count;
	merge.out->activities = merge.activities.items;
	merge.out->activity_count = (int)merge.activities.count;
	track_finish(merge.out);
	return merge.out;
}

/* ---- faults ---- */

struct circle {
	const struct track *track; /* where it has to lead back to */
	const struct track *const *others;
	int count;
	bool *seen;
};

static const struct track *find(const struct circle *circle, const char *key, int *at)
{
	for (int i = 0; i < circle->count; i++)
		if (!strcmp(circle->others[i]->key, key)) {
			*at = i;
			return circle->others[i];
		}
	return NULL;
}

/* Whether one track's evidence leads, over others, back to where the search began; way gets how. */
static bool leads_back(struct circle *circle, int from, struct buf *way)
{
	const struct track *track = circle->others[from];
	size_t before = way->size;

	if (circle->seen[from])
		return false;
	circle->seen[from] = true;
	buf_printf(way, " -> %s", track->key);
	for (int m = 0; m < track->milestone_count; m++) {
		for (size_t e = 0; e < track->milestones[m].evidence_count; e++) {
			const char *key = track->milestones[m].evidence[e].track;
			int next;

			if (!strcmp(key, circle->track->key)) {
				buf_printf(way, " -> %s", key);
				return true;
			}
			if (find(circle, key, &next) && leads_back(circle, next, way))
				return true;
		}
	}
	buf_cut(way, before);
	return false;
}

static enum evidence_fault fault_of(struct circle *circle, const struct evidence *evidence, struct buf *way)
{
	const struct track *track = circle->track, *target;
	int at;

	buf_clear(way);
	buf_str(way, track->key);
	if (!strcmp(evidence->track, track->key)) {
		buf_printf(way, " -> %s", track->key);
		return EVIDENCE_CIRCLE;
	}
	target = find(circle, evidence->track, &at);
	if (!target)
		return EVIDENCE_NO_TRACK;
	if (target->subject != track->subject)
		return EVIDENCE_SUBJECT;
	if (target->reading == READING_DIAGNOSIS)
		return EVIDENCE_DIAGNOSIS;
	if (track_find_stage(target, evidence->stage) < 0)
		return EVIDENCE_NO_STAGE;
	memset(circle->seen, 0, (size_t)circle->count * sizeof *circle->seen);
	return leads_back(circle, at, way) ? EVIDENCE_CIRCLE : EVIDENCE_FINE;
}

enum evidence_fault track_evidence_fault(const struct track *track, const struct track *const *others, int count,
					 int *milestone, int *evidence, struct buf *way)
{
	struct circle circle = { track, others, count, xcalloc((size_t)count + 1, sizeof(bool)) };
	enum evidence_fault result = EVIDENCE_FINE;
	bool sought = true;

	for (int m = 0; sought && m < track->milestone_count; m++) {
		for (int e = 0; sought && e < (int)track->milestones[m].evidence_count; e++) {
			enum evidence_fault fault = fault_of(&circle, &track->milestones[m].evidence[e], way);

			if (fault == EVIDENCE_FINE || (fault == EVIDENCE_NO_TRACK && result == EVIDENCE_NO_TRACK))
				continue;
			result = fault;
			*milestone = m;
			*evidence = e;
			sought = fault == EVIDENCE_NO_TRACK; /* the file's own fault weighs more */
		}
	}
	if (result != EVIDENCE_CIRCLE)
		buf_clear(way);
	free(circle.seen);
	return result;
}
