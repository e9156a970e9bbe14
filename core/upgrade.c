#include "core/upgrade.h"

#include <string.h>

static const char *const names[UPGRADE_KINDS] = {
	[UPGRADE_ADDED] = "added",
	[UPGRADE_REMOVED] = "removed",
	[UPGRADE_MOVED] = "moved",
	[UPGRADE_REWORDED] = "reworded",
	[UPGRADE_REQUIRED] = "required",
	[UPGRADE_OPTIONAL] = "optional",
	[UPGRADE_STAGE_ADDED] = "stage added",
	[UPGRADE_STAGE_REMOVED] = "stage removed",
	[UPGRADE_STAGE_RENAMED] = "stage renamed",
	[UPGRADE_STAGE_MOVED] = "stage moved",
};

const char *upgrade_name(enum upgrade_kind kind)
{
	return names[kind];
}

/* ---- what changed ---- */

static void add(struct upgrade_changes *out, enum upgrade_kind kind, int before, int after)
{
	*vec_add(out) = (struct upgrade_change){ kind, before, after };
}

static const char *stage_of(const struct track *track, int milestone)
{
	return track->stages[track->milestones[milestone].stage].key;
}

/* Whether a milestone that both versions have changed so. */
static bool changed_so(enum upgrade_kind kind, const struct track *before, int was, const struct track *after,
		       int is)
{
	const struct milestone *old = &before->milestones[was], *new = &after->milestones[is];

	switch (kind) {
	case UPGRADE_MOVED:
		return strcmp(stage_of(before, was), stage_of(after, is)) != 0;
	case UPGRADE_REWORDED:
		return strcmp(old->question, new->question) != 0;
	case UPGRADE_REQUIRED:
		return new->required && !old->required;
	case UPGRADE_OPTIONAL:
		return !new->required && old->required;
	default:
		return false;
	}
}

static void diff_milestones(const struct track *before, const struct track *after, enum upgrade_kind kind,
			    struct upgrade_changes *out)
{
	for (int is = 0; is < after->milestone_count; is++) {
		int was = track_find_id(before, after->milestones[is].id);

		if (was < 0 ? kind == UPGRADE_ADDED : changed_so(kind, before, was, after, is))
			add(out, kind, was, is);
	}
}

static void diff_removed(const struct track *before, const struct track *after, struct upgrade_changes *out)
{
	for (int was = 0; was < before->milestone_count; was++)
		if (track_find_id(after, before->milestones[was].id) < 0)
			add(out, UPGRADE_REMOVED, was, -1);
}

/* How many of the stages up to one the other version has as well: its place among those. */
static int place_among_both(const struct track *track, int stage, const struct track *other)
{
	int place = 0;

	for (int s = 0; s < stage; s++)
		place += track_find_stage(other, track->stages[s].key) >= 0;
	return place;
}

static bool stage_changed_so(enum upgrade_kind kind, const struct track *before, int was, const struct track *after,
			     int is)
{
	if (kind == UPGRADE_STAGE_RENAMED)
		return strcmp(before->stages[was].name, after->stages[is].name) != 0;
	return kind == UPGRADE_STAGE_MOVED &&
	       place_among_both(before, was, after) != place_among_both(after, is, before);
}

static void diff_stages(const struct track *before, const struct track *after, enum upgrade_kind kind,
			struct upgrade_changes *out)
{
	for (int is = 0; is < after->stage_count; is++) {
		int was = track_find_stage(before, after->stages[is].key);

		if (was < 0 ? kind == UPGRADE_STAGE_ADDED : stage_changed_so(kind, before, was, after, is))
			add(out, kind, was, is);
	}
}

static void diff_removed_stages(const struct track *before, const struct track *after, struct upgrade_changes *out)
{
	for (int was = 0; was < before->stage_count; was++)
		if (track_find_stage(after, before->stages[was].key) < 0)
			add(out, UPGRADE_STAGE_REMOVED, was, -1);
}

void upgrade_diff(const struct track *before, const struct track *after, struct upgrade_changes *out)
{
	for (int k = 0; k < UPGRADE_KINDS; k++) {
		enum upgrade_kind kind = (enum upgrade_kind)k;

		if (kind == UPGRADE_REMOVED)
			diff_removed(before, after, out);
		else if (kind == UPGRADE_STAGE_REMOVED)
			diff_removed_stages(before, after, out);
		else if (kind < UPGRADE_STAGE_ADDED)
			diff_milestones(before, after, kind, out);
		else
			diff_stages(before, after, kind, out);
	}
}

void upgrade_mark(const struct track *before, struct track *after, day_t on)
{
	for (int is = 0; is < after->milestone_count; is++) {
		struct milestone *milestone = &after->milestones[is];
		int was = track_find_id(before, milestone->id);

		free(milestone->added_version);
		milestone->added_on = was < 0 ? on : before->milestones[was].added_on;
		milestone->added_version = xstrdup(was < 0 ? after->version
							   : before->milestones[was].added_version);
	}
}

/* ---- who falls back ---- */

/* Where a stage of the version before stands in the one after; else the next of its stages that is
 * there, else the end. */
static int place_or_next(const struct track *before, int stage, const struct track *after)
{
	for (int s = stage; s < before->stage_count; s++) {
		int place = track_find_stage(after, before->stages[s].key);

		if (place >= 0)
			return place;
	}
	return after->stage_count;
}

/* The same for a level, which is reached and not worked on: else the one below it. */
static int place_or_below(const struct track *before, int stage, const struct track *after)
{
	for (int s = stage; s >= 0; s--) {
		int place = track_find_stage(after, before->stages[s].key);

		if (place >= 0)
			return place;
	}
	return -1;
}

/* How many stages of the version after lay behind who stood there: worked through, or reached as levels. */
static int stages_behind(const struct track *before, const struct position *stood, const struct track *after)
{
	if (before->reading == READING_DIAGNOSIS || after->reading == READING_DIAGNOSIS || stood->stage < 0)
		return 0;
	if (before->reading == READING_LEVEL)
		return place_or_below(before, stood->stage, after) + 1;
	return stood->completed ? after->stage_count : place_or_next(before, stood->stage, after);
}

bool upgrade_falls(const struct track *before, const struct position *stood, const struct track *after,
		   const struct position *stands)
{
	int now = stands->stage;

	if (after->reading == READING_DIAGNOSIS)
		return before->reading != READING_DIAGNOSIS && stood->stage >= 0;
	if (after->reading == READING_LEVEL)
		now++;
	else if (stands->completed)
		now = after->stage_count;
	return now < stages_behind(before, stood, after);
}

/* Whether it was required before, in the same stage, and that lay behind. */
static bool held_before(const struct track *before, const struct position *stood, const struct track *after,
			int milestone)
{
	int was = track_find_id(before, after->milestones[milestone].id);
	bool level = before->reading == READING_LEVEL;

	return was >= 0 && before->milestones[was].required &&
	       !strcmp(stage_of(before, was), stage_of(after, milestone)) &&
	       (before->milestones[was].stage < stood->stage + level || stood->completed);
}

void upgrade_holds(const struct track *before, const struct position *stood, const struct track *after,
		   const struct standing *standing, const day_t *passes, struct ids *out)
{
	int behind = stages_behind(before, stood, after);

	for (int s = 0; s < behind; s++) {
		const struct stage *stage = &after->stages[s];

		if (passes && passes[s] != DAY_NONE && after->reading == READING_PROGRESS)
			continue;
		for (int m = stage->first; m < stage->first + stage->count; m++) {
			const struct milestone *milestone = &after->milestones[m];

			if (milestone->required && !milestone_settled(milestone, standing[m].answer) &&
			    !held_before(before, stood, after, m))
				*vec_add(out) = milestone->id;
		}
	}
}
