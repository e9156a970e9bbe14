#ifndef WAYMARK_CORE_PLACEMENT_H
#define WAYMARK_CORE_PLACEMENT_H
/*
 * Placement: a new account does not start at the bottom. A walk through the
 * characteristics and questions of each stage suggests where it stands, and says why.
 * (domain.md, Placement)
 */
#include "core/buf.h"
#include "core/track.h"

/* Characteristics are numbered through the whole track, in order of stages. */
int placement_count(const struct track *track) __attribute__((nonnull));
int placement_first(const struct track *track, int stage) __attribute__((nonnull)); /* of a stage */
/* "organize.2": the key of a stage and which of its characteristics, from 1. -1: no such one. */
int placement_mark(const struct track *track, const char *mark) __attribute__((nonnull));

/* What the walk found of one stage. */
struct placement_stage {
	int fits, fits_not;    /* of its characteristics, of those asked */
	int yes, no, required; /* of its required questions: settled, answered no, all */
};

struct placement {
	int stage;   /* suggested; -1: nothing was said yet; stage_count: the track is completed */
	int fitting; /* the stage whose characteristics fit best, by share of those asked; the
			   * first of equals; -1 when none fits */
	int limit;   /* milestone answered no that keeps it from starting further on; -1 */
	struct placement_stage stages[TRACK_MAX_STAGES];
};

/*
 * Suggest a start. fits has placement_count() entries: yes it fits, no it does not, else not
 * asked. standing: the answers that stand, with those of the walk laid over them. progress tracks only.
 *
 * Characteristics lead: the stage that fits best is suggested. Where none was said to fit, questions
 * do: the first stage that is not settled, if any required question was answered at all. A required
 * question answered no is never behind the start: its stage is the furthest there can be.
 */
void placement_suggest(const struct track *track, const enum answer *fits, const struct standing *standing,
		       struct placement *out) __attribute__((nonnull));
/* The reasons, a line each, without a bullet. Foreign text as it came. */
void placement_say(const struct track *track, const struct placement *placement, struct buf *out)
	__attribute__((nonnull));

#endif
