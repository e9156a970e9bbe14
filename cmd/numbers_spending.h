#ifndef WAYMARK_CMD_NUMBERS_SPENDING_H
#define WAYMARK_CMD_NUMBERS_SPENDING_H
/*
 * Costs beside numbers: those of the book are compared with the whole book, those of a segment with that segment, and
 * with any other choice of accounts nothing is.
 */
#include "cmd/numbers.h"
#include "storage/costs.h"

struct spending {
	struct costs costs; /* in the use's currency, where it has one; those that count first */
	size_t count;	    /* how many of them count */
	bool comparable;
	const char *note; /* which of them count, and why not */
};
/* Of quarters that begin in these days. segment (folded) NULL: those that fit the use's filter. out is filled anew;
 * free it in any case. */
int spending_read(struct numbers_use *use, day_t from, day_t until, const char *segment, struct spending *out,
		  struct error *error) __attribute__((nonnull(1, 5, 6), warn_unused_result));
void spending_free(struct spending *spending) __attribute__((nonnull));

/* What was spent for a purpose (COST_PURPOSES: for any) in quarters that begin in the period. false: nothing was
 * entered. */
bool spending_sum(const struct spending *spending, const struct number_period *period, enum cost_purpose purpose,
		  const char *currency, int64_t *minor) __attribute__((nonnull));
/* The entries of that sum, as a group. */
void spending_open(const struct spending *spending, const struct number_period *period, enum cost_purpose purpose,
		   struct grid_opened *opened) __attribute__((nonnull));

#endif
