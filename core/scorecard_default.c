#include "core/indicator.h"

/*
 * The scorecard that comes with the program: every dimension there is. It works on a fresh book, where answers,
 * dates and touches alone are known: the rest is unknown and leaves its weight to them.
 */
enum measure { LICENSED_SEATS, ACTIVE_SEATS, TICKETS, ESCALATIONS, OVERDUE_DAYS };
static const char *const measures[] = {
	[LICENSED_SEATS] = "licensed_seats", [ACTIVE_SEATS] = "active_seats", [TICKETS] = "tickets",
	[ESCALATIONS] = "escalations",	     [OVERDUE_DAYS] = "overdue_days",
};
static const char *const tracks[] = { "relationship" };

#define COUNT(list) (sizeof(list) / sizeof *(list))

static const struct card_words words = {
	.measures = { measures, COUNT(measures), COUNT(measures) },
	.tracks = { tracks, COUNT(tracks), COUNT(tracks) },
};

#define SHARE(percent) ((percent)*INT64_C(1000)) /* values of measures are thousandths */

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
		.weight = 70,
		.curve = { 3, { { 0, 0 }, { 14, 2000 }, { 90, 10000 } } },
	},
	{
		.name = "invoices",
		.title = "days that invoices are overdue",
		.kind = &indicator_kinds[KIND_MEASURE],
		.args = { .measure = OVERDUE_DAYS },
		.weight = 30,
		.curve = { 3, { { SHARE(0), 10000 }, { SHARE(30), 5000 }, { SHARE(90), 0 } } },
		.fresh_days = 90,
	},
};

static const struct indicator relationship[] = {
	{
		.name = "touch_from_them",
		.kind = &indicator_kinds[KIND_TOUCH_FROM_THEM],
		.weight = 30,
		.curve = { 3, { { 100, 10000 }, { 200, 5000 }, { 400, 0 } } },
	},
	{
		.name = "touch_from_us",
		.kind = &indicator_kinds[KIND_TOUCH_FROM_US],
		.weight = 20,
		.curve = { 3, { { 100, 10000 }, { 200, 5000 }, { 400, 0 } } },
	},
	{
		.name = "champion",
		.kind = &indicator_kinds[KIND_HAS_ROLE],
		.args = { .roles = ROLE_CHAMPION },
		.weight = 15,
		.curve = { 2, { { 0, 0 }, { 1, 10000 } } },
	},
	{
		.name = "decision_maker",
		.title = "decision maker",
		.kind = &indicator_kinds[KIND_HAS_ROLE],
		.args = { .roles = ROLE_DECISION_MAKER | ROLE_BUYER },
		.weight = 15,
		.curve = { 2, { { 0, 2000 }, { 1, 10000 } } },
	},
	{
		.name = "contacts",
		.kind = &indicator_kinds[KIND_CONTACTS],
		.weight = 10,
		.curve = { 4, { { 0, 0 }, { 1, 3000 }, { 2, 7000 }, { 3, 10000 } } },
	},
	{
		.name = "level",
		.title = "level of the relationship",
		.kind = &indicator_kinds[KIND_LEVEL],
		.args = { .track = 0 },
		.weight = 10,
		.curve = { 4, { { 0, 2000 }, { 1, 4000 }, { 3, 8000 }, { 5, 10000 } } },
	},
};

static const struct indicator adoption[] = {
	{
		.name = "seats",
		.title = "seats in use",
		.kind = &indicator_kinds[KIND_RATIO],
		.args = { .measure = ACTIVE_SEATS, .over = LICENSED_SEATS },
		.weight = 70,
		.curve = { 4,
			   { { SHARE(10), 0 }, { SHARE(50), 5000 }, { SHARE(75), 8000 }, { SHARE(90), 10000 } } },
		.fresh_days = 90,
	},
	{
		.name = "trend",
		.title = "active seats",
		.kind = &indicator_kinds[KIND_CHANGE],
		.args = { .measure = ACTIVE_SEATS, .window = 30, .before = 90, .fold = FOLD_MEAN },
		.weight = 30,
		.curve = { 3, { { SHARE(-33), 0 }, { SHARE(-10), 6000 }, { SHARE(0), 10000 } } },
		.fresh_days = 90,
	},
};

static const struct indicator outcomes[] = {
	{
		.name = "outcomes",
		.kind = &indicator_kinds[KIND_OUTCOMES],
		.weight = 100,
		.curve = { 2, { { SHARE(0), 0 }, { SHARE(100), 10000 } } },
		.fresh_days = 180,
	},
};

static const struct indicator sentiment[] = {
	{
		.name = "nps",
		.kind = &indicator_kinds[KIND_NPS],
		.args = { .window = 365 },
		.weight = 50,
		.curve = { 3, { { SHARE(-50), 0 }, { SHARE(0), 5000 }, { SHARE(50), 10000 } } },
	},
	{
		.name = "csat",
		.kind = &indicator_kinds[KIND_CSAT],
		.args = { .window = 180 },
		.weight = 30,
		.curve = { 3, { { SHARE(40), 0 }, { SHARE(70), 6000 }, { SHARE(90), 10000 } } },
	},
	{
		.name = "people",
		.kind = &indicator_kinds[KIND_SENTIMENT],
		.weight = 20,
		.curve = { 2, { { -2 * VALUE_SCALE, 0 }, { 2 * VALUE_SCALE, 10000 } } },
		.fresh_days = 180,
	},
};

static const struct indicator promises[] = {
	{
		.name = "kept",
		.kind = &indicator_kinds[KIND_PROMISES],
		.args = { .window = 365 },
		.weight = 80,
		.curve = { 3, { { SHARE(0), 0 }, { SHARE(80), 7000 }, { SHARE(100), 10000 } } },
	},
	{
		.name = "confirmed",
		.kind = &indicator_kinds[KIND_CONFIRMED],
		.weight = 20,
		.curve = { 2, { { SHARE(0), 4000 }, { SHARE(100), 10000 } } },
	},
};

static const struct indicator support[] = {
	{
		.name = "escalations",
		.kind = &indicator_kinds[KIND_CHANGE],
		.args = { .measure = ESCALATIONS, .window = 30, .before = 90, .fold = FOLD_SUM },
		.weight = 60,
		.curve = { 3, { { SHARE(0), 10000 }, { SHARE(50), 5000 }, { SHARE(200), 0 } } },
		.fresh_days = 180,
	},
	{
		.name = "tickets",
		.kind = &indicator_kinds[KIND_CHANGE],
		.args = { .measure = TICKETS, .window = 30, .before = 90, .fold = FOLD_SUM },
		.weight = 40,
		.curve = { 3, { { SHARE(20), 10000 }, { SHARE(100), 5000 }, { SHARE(300), 0 } } },
		.fresh_days = 180,
	},
};

#define INDICATORS(list) .indicators = (list), .count = (int)COUNT(list)

static const struct dimension dimensions[] = {
	{ .name = "progress", .weight = 40, INDICATORS(progress) },
	{ .name = "commercial", .weight = 25, INDICATORS(commercial) },
	{ .name = "relationship", .weight = 35, INDICATORS(relationship) },
	{ .name = "adoption", .weight = 40, INDICATORS(adoption) },
	{ .name = "outcomes", .weight = 30, INDICATORS(outcomes) },
	{ .name = "sentiment", .weight = 25, INDICATORS(sentiment) },
	{ .name = "promises", .weight = 25, INDICATORS(promises) },
	{ .name = "support", .weight = 20, INDICATORS(support) },
};

static const struct scorecard card = {
	.name = "default",
	.title = "Waymark's own",
	.version = "2",
	.words = &words,
	.dimensions = dimensions,
	.count = (int)COUNT(dimensions),
	.bands = { { 75, 100, BAND_GOOD, NULL }, { 50, 74, BAND_WATCH, NULL }, { 0, 49, BAND_RISK, NULL } },
	.band_count = 3,
};

const struct scorecard *scorecard_default(void)
{
	return &card;
}
