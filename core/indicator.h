#ifndef WAYMARK_CORE_INDICATOR_H
#define WAYMARK_CORE_INDICATOR_H
/*
 * The kinds of indicators there are. A new one is one row here and its two
 * functions, read_NAME() and say_NAME(), in indicator.c.
 */
#include "core/health.h"

/* KIND(enum, name, unit) */
#define INDICATOR_KINDS(KIND) \
	KIND(KIND_PACE, pace, "days behind plan") \
	KIND(KIND_STALL, stall, "days since anything was settled") \
	KIND(KIND_RENEWAL, renewal, "days until renewal") \
	KIND(KIND_TOUCH_FROM_THEM, touch_from_them, "percent of the cadence") \
	KIND(KIND_TOUCH_FROM_US, touch_from_us, "percent of the cadence")

enum indicator_kind_index {
#define KIND(index, name, unit) index,
	INDICATOR_KINDS(KIND)
#undef KIND
		KIND_COUNT,
};

extern const struct indicator_kind indicator_kinds[KIND_COUNT];

#endif
