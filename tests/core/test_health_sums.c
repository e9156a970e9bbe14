/* Health over thousands of random scorecards, against the same sums in whole fractions. */
#include <criterion/criterion.h>

#include "random_track.h"
#include "slots.h"

#define CASES 3000

struct fraction {
	__int128 over, under;
};

static struct fraction reduced(__int128 over, __int128 under)
{
	__int128 a = over, b = under;

	while (b) {
		__int128 rest = a % b;

		a = b;
		b = rest;
	}
	return a ? (struct fraction){ over / a, under / a } : (struct fraction){ 0, 1 };
}

static struct fraction plus(struct fraction a, struct fraction b)
{
	return reduced(a.over * b.under + b.over * a.under, a.under * b.under);
}

static struct fraction times(struct fraction a, struct fraction b)
{
	return reduced(a.over * b.over, a.under * b.under);
}

static int whole(struct fraction a)
{
	return (int)(a.over / a.under);
}

static void random_card(struct dice *dice, struct test_card *test)
{
	int left = SLOTS;

	memset(test, 0, sizeof *test);
	while (left > 0) {
		int count = 1 + roll(dice, left < 3 ? left : 3);

		card_add_dimension(test, 1 + roll(dice, 9));
		for (int i = 0; i < count; i++) {
			card_add_indicator(test, roll(dice, 5) ? 1 + roll(dice, 9) : 0);
			test->indicators[SLOTS - left + i].fresh_days = roll(dice, 2) ? 50 : 0;
			if (roll(dice, 2)) /* falling, in steep and flat pieces */
				test->indicators[SLOTS - left + i].curve = (struct curve){
					4, { { 0, 10000 }, { 3000, 7000 }, { 3700, 6999 }, { 9000, 0 } }
				};
		}
		left -= count;
	}
}

static void random_slots(struct dice *dice)
{
	for (int i = 0; i < SLOTS; i++)
		slots[i] = (struct reading){ .known = roll(dice, 4) != 0,
					     .value = roll(dice, 10001),
					     .age_days = roll(dice, 100) - 1 };
}

static bool slot_counts(const struct indicator *indicator, int slot)
{
	bool stale = indicator->fresh_days && slots[slot].age_days > indicator->fresh_days;

	return slots[slot].known && !stale && indicator->weight > 0;
}

static void oracle(const struct test_card *test, int *hundredths, int *confidence)
{
	struct fraction score = { 0, 1 }, sure = { 0, 1 };
	int known_weight = 0, all_weight = 0, means[SLOTS], slot = 0;

	for (int d = 0; d < test->card.count; d++) {
		const struct dimension *dimension = &test->dimensions[d];
		struct fraction mean = { 0, 1 };
		int known = 0, all = 0;

		for (int i = 0; i < dimension->count; i++) {
			all += dimension->indicators[i].weight;
			if (slot_counts(&dimension->indicators[i], slot + i))
				known += dimension->indicators[i].weight;
		}
		for (int i = 0; i < dimension->count; i++)
			if (slot_counts(&dimension->indicators[i], slot + i))
				mean = plus(mean, times(reduced(dimension->indicators[i].weight, known),
							reduced(curve_score(&dimension->indicators[i].curve,
									    slots[slot + i].value),
								1)));
		slot += dimension->count;
		means[d] = known ? whole(mean) : HEALTH_UNKNOWN;
		known_weight += known ? dimension->weight : 0;
		all_weight += dimension->weight;
		if (all)
			sure = plus(sure, times(reduced(dimension->weight, 1), reduced(known, all)));
	}
	for (int d = 0; d < test->card.count; d++)
		if (means[d] != HEALTH_UNKNOWN)
			score = plus(score, times(reduced(test->dimensions[d].weight, known_weight),
						  reduced(means[d], 1)));
	*hundredths = known_weight ? whole(score) : HEALTH_UNKNOWN;
	*confidence = whole(times(sure, reduced(100, all_weight)));
}

static void assert_parts_add_up(const struct health *health)
{
	int sum = 0;

	for (int d = 0; d < health->count; d++) {
		const struct dimension_score *dimension = &health->dimensions[d];
		int parts = 0;

		cr_assert_geq(dimension->points, 0);
		sum += dimension->points;
		for (int i = 0; i < dimension->dimension->count; i++) {
			const struct indicator_score *indicator = &health->indicators[dimension->first + i];

			cr_assert_geq(indicator->points, 0);
			cr_assert(indicator->points == 0 || indicator->state == INDICATOR_KNOWN);
			parts += indicator->points;
		}
		cr_assert_eq(parts, dimension->points);
	}
	cr_assert_eq(sum, health->score == HEALTH_UNKNOWN ? 0 : health->score);
}

Test(health_sums, property_redistribution_and_confidence_are_exact_and_parts_add_up)
{
	struct dice dice = { 1 };
	struct test_card test;

	for (int n = 0; n < 5 * CASES; n++) {
		int hundredths, confidence;
		struct health health;

		random_card(&dice, &test);
		random_slots(&dice);
		health = score_slots(&test);
		oracle(&test, &hundredths, &confidence);
		cr_assert_eq(health.hundredths, hundredths, "%d: %d, not %d", n, health.hundredths, hundredths);
		cr_assert_eq(health.confidence, confidence, "%d: %d, not %d", n, health.confidence, confidence);
		assert_parts_add_up(&health);
	}
}

Test(health_sums, property_better_input_never_lowers)
{
	struct dice dice = { 2 };
	struct test_card test;
	int better = 0;

	for (int n = 0; n < 5 * CASES; n++) {
		int slot = roll(&dice, SLOTS), was;
		struct health before, after;

		random_card(&dice, &test);
		random_slots(&dice);
		was = curve_score(&test.indicators[slot].curve, slots[slot].value);
		before = score_slots(&test);
		slots[slot].value = roll(&dice, 10001);
		if (curve_score(&test.indicators[slot].curve, slots[slot].value) < was)
			continue;
		after = score_slots(&test);
		cr_assert_geq(after.hundredths, before.hundredths);
		better += after.hundredths > before.hundredths;
	}
	cr_assert_gt(better, CASES);
}

Test(health_sums, property_apportioned_parts_stay_within_one_of_their_share)
{
	struct dice dice = { 3 };

	for (int n = 0; n < 5 * CASES; n++) {
		int64_t weights[12], sum = 0;
		int points[12], total = roll(&dice, 101), count = 1 + roll(&dice, 12), given = 0;

		for (int i = 0; i < count; i++)
			sum += weights[i] = roll(&dice, 3) ? roll(&dice, 1000) : 0;
		health_apportion(total, weights, count, points);
		for (int i = 0; i < count; i++) {
			given += points[i];
			if (sum) {
				cr_assert_geq(points[i] * sum, total * weights[i] - sum + 1);
				cr_assert_leq(points[i] * sum, total * weights[i] + sum - 1);
			}
		}
		cr_assert_eq(given, total);
	}
}
