#ifndef WAYMARK_CORE_HEALTH_PRIVATE_H
#define WAYMARK_CORE_HEALTH_PRIVATE_H
/* What health.c lends whatif.c, ledger.c and moves.c. */
#include "core/health.h"

/* health_score() at a position that is known already. */
void health_score_at(const struct scorecard *card, const struct health_limits *limits, const struct view *view,
		     const struct position *position, struct health *out) __attribute__((nonnull));
/* The dimensions' scores and the whole anew from the indicators' states and scores. */
void health_sum(struct health *out) __attribute__((nonnull));

/* Whether the same indicators count on both sides, of the same scorecard. */
bool health_same_known(const struct health *a, const struct health *b) __attribute__((nonnull));

#endif
