#ifndef WAYMARK_CMD_HEALTH_IF_H
#define WAYMARK_CMD_HEALTH_IF_H
/* "health --if": milestones of any of the account's tracks, touch:KIND, promise:TEXT=kept. */
#include "cmd/out_health.h"

/* What it would do. Where what is known or the scorecard changes, that is said beside it. */
struct tried {
	struct effect effect;
	int confidence_before, confidence_after;
	const struct scorecard *card_before, *card_after;
};
/* Into a zeroed one; free its effect. The account is as it was afterwards. */
int health_if(struct ctx *ctx, const struct args *args, struct health_account *account, struct tried *out,
	      struct error *error) __attribute__((nonnull, warn_unused_result));

#endif
