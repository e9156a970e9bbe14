#include "slots.h"

#include <string.h>

struct reading slots[SLOTS];

#define SLOT(n) \
	static struct reading read_##n(const struct scoring *scoring, const struct indicator *indicator) \
	{ \
		(void)scoring, (void)indicator; \
		return slots[n]; \
	}
SLOT(0)
SLOT(1)
SLOT(2)
SLOT(3)
SLOT(4)
SLOT(5) SLOT(6) SLOT(7)

	static void say_slot(struct buf *out, const struct scoring *scoring, const struct indicator *indicator,
			     const struct reading *reading)
{
	(void)scoring, (void)indicator;
	buf_printf(out, "slot %lld", (long long)reading->value);
}

static const struct indicator_kind slot_kinds[SLOTS] = {
	{ .name = "a", .unit = "", .read = read_0, .say = say_slot, .scale = 1 },
	{ .name = "b", .unit = "", .read = read_1, .say = say_slot, .scale = 1 },
	{ .name = "c", .unit = "", .read = read_2, .say = say_slot, .scale = 1 },
	{ .name = "d", .unit = "", .read = read_3, .say = say_slot, .scale = 1 },
	{ .name = "e", .unit = "", .read = read_4, .say = say_slot, .scale = 1 },
	{ .name = "f", .unit = "", .read = read_5, .say = say_slot, .scale = 1 },
	{ .name = "g", .unit = "", .read = read_6, .say = say_slot, .scale = 1 },
	{ .name = "h", .unit = "", .read = read_7, .say = say_slot, .scale = 1 },
};

const struct view nothing = { .start = DAY_NONE,
				     .renewal = DAY_NONE,
				     .segment = -1,
				     .status = STATUS_ACTIVE,
				     .touch_from_us = DAY_NONE,
				     .touch_from_them = DAY_NONE };

static const struct curve identity = { 2, { { 0, 0 }, { 10000, 10000 } } };

void card_add_dimension(struct test_card *test, int weight)
{
	struct dimension *dimension = &test->dimensions[test->card.count++];

	test->card.dimensions = test->dimensions;
	memcpy(test->card.bands, scorecard_default()->bands, sizeof test->card.bands);
	test->card.band_count = scorecard_default()->band_count;
	*dimension = (struct dimension){ .name = "dimension", .weight = weight };
}

void card_add_indicator(struct test_card *test, int weight)
{
	struct dimension *dimension = &test->dimensions[test->card.count - 1];
	int next = 0;

	for (int d = 0; d < test->card.count; d++)
		next += test->dimensions[d].count;
	test->indicators[next] = (struct indicator){
		.name = slot_kinds[next].name,
		.kind = &slot_kinds[next],
		.weight = weight,
		.curve = identity,
	};
	if (dimension->count++ == 0)
		dimension->indicators = &test->indicators[next];
}

void set_slot(int slot, int64_t value)
{
	slots[slot] = (struct reading){ .known = true, .value = value, .age_days = -1 };
}

struct health score_slots(const struct test_card *test)
{
	struct health health;

	memset(&health, 0xA5, sizeof health);
	health_score(&test->card, &health_limits_default, &nothing, &health);
	return health;
}

/* Worked by hand */
