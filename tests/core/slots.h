#ifndef WAYMARK_TESTS_CORE_SLOTS_H
#define WAYMARK_TESTS_CORE_SLOTS_H
/* Scorecards whose indicators read what a test sets by hand: a kind a slot. */
#include "core/indicator.h"

#define SLOTS 8
extern struct reading slots[SLOTS];
extern const struct view nothing; /* of an account of which nothing is known */

/* A scorecard over the slots: each dimension takes the next ones. */
struct test_card {
	struct scorecard card;
	struct dimension dimensions[SLOTS];
	struct indicator indicators[SLOTS];
};

void card_add_dimension(struct test_card *test, int weight);
void card_add_indicator(struct test_card *test, int weight);
void set_slot(int slot, int64_t value);
struct health score_slots(const struct test_card *test);

#endif
