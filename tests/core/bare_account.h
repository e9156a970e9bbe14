#ifndef WAYMARK_TESTS_CORE_BARE_ACCOUNT_H
#define WAYMARK_TESTS_CORE_BARE_ACCOUNT_H
/* An account without records, of few values that a test knows: what expressions are worked out over. */
#include <string.h>

#include "core/account.h"
#include "core/expr.h"

#define TODAY 20000
#define NEXT_REVIEW (TODAY + 9)

static const struct facts no_facts = { .placed = DAY_NONE, .contract = DAY_NONE };

struct bare {
	struct view_room room;
	struct view view;
	struct position position;
	struct health health;
	struct scoring scoring;
	struct expr_input input;
};

static void bare_init(struct bare *bare)
{
	memset(bare, 0, sizeof *bare);
	facts_view(&no_facts, TODAY, &bare->room, &bare->view);
	view_position(&bare->view, &pace_limits_default, &bare->position);
	bare->view.plan = true;
	bare->health = (struct health){ .score = 62, .band = BAND_WATCH, .computed = BAND_RISK, .confidence = 0 };
	bare->scoring = (struct scoring){ NULL, &health_limits_default, &bare->view, &bare->position,
					  &bare->health };
	bare->input = (struct expr_input){ .scoring = &bare->scoring,
					   .segment = "Large",
					   .start = DAY_NONE,
					   .last_review = DAY_NONE,
					   .next_review = NEXT_REVIEW,
					   .trend = TREND_NONE };
}

#endif
