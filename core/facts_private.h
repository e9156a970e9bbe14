#ifndef WAYMARK_CORE_FACTS_PRIVATE_H
#define WAYMARK_CORE_FACTS_PRIVATE_H
/* What facts.c and facts_records.c share. */
#include "core/facts.h"

/* Whether a value said on a day takes the place of what stands; of two said on one
 * day the greater does, so that the order of rows cannot matter. */
bool says_more(day_t on, int64_t value, day_t stands_on, int64_t stands);

bool facts_have_records(const struct facts *facts) __attribute__((nonnull));
/* What stands of the records on out->as_of. */
void view_records(const struct facts *facts, struct view_room *room, struct view *out) __attribute__((nonnull));

#endif
