#ifndef WAYMARK_CORE_MOVEMENT_H
#define WAYMARK_CORE_MOVEMENT_H
/* The kinds of movements of revenue. ARR is the sum of movements and is stored nowhere else. */
#include <stdbool.h>

enum movement_kind { /* stored: only ever added to */
		     MOVEMENT_NEW,
		     MOVEMENT_REACTIVATION,
		     MOVEMENT_EXPANSION,
		     MOVEMENT_UPSELL,
		     MOVEMENT_PRICE_INCREASE,
		     MOVEMENT_PRICE_EROSION,
		     MOVEMENT_CONTRACTION,
		     MOVEMENT_CHURN,
		     MOVEMENT_KINDS,
};
const char *movement_name(enum movement_kind kind); /* "price increase" */
/* Also price_increase. */
bool movement_from_name(const char *name, enum movement_kind *kind) __attribute__((nonnull));
bool movement_lowers(enum movement_kind kind); /* its amount is below 0 */

#endif
