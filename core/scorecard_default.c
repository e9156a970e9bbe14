#include "core/indicator.h"

/*
 * The scorecard that comes with the program. It needs nothing but answers, dates and
 * touches, so that a fresh book is scored as soon as anything is known.
 */
static const struct indicator progress[] = {
	{
		.name = "pace",
		.kind = &indicator_kinds[KIND_PACE],
		.weight = 70,
		.curve = { 4, { { 0, 10000 }, { 30, 8000 }, { 90, 4000 }, { 180, 0 } } },
	},
	{
		.name = "stall",
		.kind = &indicator_kinds[KIND_STALL],
		.weight = 30,
		.curve = { 3, { { 14, 10000 }, { 45, 6000 }, { 120, 0 } } },
	},
};

static const struct indicator commercial[] = {
	{
		.name = "renewal",
		.kind = &indicator_kinds[KIND_RENEWAL],
		.weight = 100,
		.curve = { 3, { { 0, 0 }, { 14, 2000 }, { 90, 10000 } } },
	},
};

static const struct indicator relationship[] = {
	{
		.name = "touch_from_them",
		.kind = &indicator_kinds[KIND_TOUCH_FROM_THEM],
		.weight = 60,
		.curve = { 3, { { 100, 10000 }, { 200, 5000 }, { 400, 0 } } },
	},
	{
		.name = "touch_from_us",
		.kind = &indicator_kinds[KIND_TOUCH_FROM_US],
		.weight = 40,
		.curve = { 3, { { 100, 10000 }, { 200, 5000 }, { 400, 0 } } },
	},
};

#define INDICATORS(list) .indicators = (list), .count = (int)(sizeof(list) / sizeof *(list))

static const struct dimension dimensions[] = {
	{ .name = "progress", .weight = 40, INDICATORS(progress) },
	{ .name = "commercial", .weight = 25, INDICATORS(commercial) },
	{ .name = "relationship", .weight = 35, INDICATORS(relationship) },
};

static const struct scorecard card = {
	.name = "default",
	.version = "1",
	.dimensions = dimensions,
	.count = (int)(sizeof dimensions / sizeof *dimensions),
	.bands = { { 75, 100, BAND_GOOD, NULL }, { 50, 74, BAND_WATCH, NULL }, { 0, 49, BAND_RISK, NULL } },
	.band_count = 3,
};

const struct scorecard *scorecard_default(void)
{
	return &card;
}
