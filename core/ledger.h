#ifndef WAYMARK_CORE_LEDGER_H
#define WAYMARK_CORE_LEDGER_H
/*
 * Why a score moved between two dates, and what would move it. The ledger replays the facts and the days that
 * pass in order of (date, kind, what the row says); each line is the difference that its event makes, and the
 * lines add up exactly. Pure over facts and scorecards, and independent of the order of rows.
 */
#include "core/health.h"
#include "core/vec.h"

/* In the order in which those of one day are replayed. */
enum event_kind {
	EVENT_DAY, /* time passed: something fell due, drew nearer, grew old */
	EVENT_PLACED,
	EVENT_STATE,
	EVENT_MOVEMENT,
	EVENT_ANSWER,
	EVENT_PASS,
	EVENT_LEVEL,
	EVENT_FIELD,
	EVENT_CONTACT,
	EVENT_TOUCH,
	EVENT_PROMISE,
	EVENT_CONCERN,
	EVENT_OUTCOME, /* a value measured */
	EVENT_SURVEY,
	EVENT_MEASURE,
	EVENT_OVERRIDE,
	EVENT_KINDS,
};
const char *event_kind_name(enum event_kind kind); /* "day" "placed" "state" ... */

struct ledger_line {
	day_t since, on; /* days that pass without anything between are one line, else both the same */
	enum event_kind kind;
	size_t index; /* the row in the facts' array of its kind */
	/* The move of weights, where the event changed what is known or which scorecard scores: a line of its
	 * own after the one of its value. */
	bool shift;
	const struct scorecard *card; /* that scores after it; NULL: none does */
	int hundredths;		      /* of the difference; unknown counts as 0 in sums alone */
	int points;		      /* whole; they add up to the difference of the scores shown */
	int before, after;	      /* hundredths, HEALTH_UNKNOWN */
	int confidence_before, confidence_after;
	enum band band_before, band_after;
	int dimension, indicator; /* of card, which moved the most; indicator over the whole card; -1 none did */
};

struct ledger {
	day_t from, to;
	int before, after; /* hundredths, HEALTH_UNKNOWN */
	int points;	   /* the scores' difference as it is shown */
	struct ledger_line *items;
	size_t count, room;
};

/* The first of the cards that applies scores, on each day anew. Into a zeroed ledger; from < to. */
void ledger_make(const struct scorecard *const *cards, size_t card_count, const struct health_limits *limits,
		 const struct facts *facts, day_t from, day_t to, struct ledger *out) __attribute__((nonnull));
void ledger_free(struct ledger *ledger) __attribute__((nonnull));

/* Share whole points among signed hundredths that come to it, within one of a point: as largest remainders
 * over the floors, ties to the first. */
void ledger_apportion(int total, const int *hundredths, size_t count, int *points);

/* ---- what would move it ---- */

enum move_kind {
	MOVE_TICK,	    /* a yes to a milestone: index in the track */
	MOVE_TOUCH,	    /* a touch: from, and index the kind in the words, -1 any */
	MOVE_TOUCH_CONTACT, /* a touch with a contact: index */
	MOVE_PROMISE,	    /* an open promise kept: index */
	MOVE_OUTCOME,	    /* an outcome measured at its target: index */
	MOVE_SURVEY,	    /* a fresh best answer: index the kind of survey, value the answer */
	MOVE_MEASURE,	    /* a measure taken anew, its value as it was: index the key */
	MOVE_ROLE,	    /* a live contact with a role that is missing: index the role's bit */
	MOVE_NEXT_STEP,	    /* a next step written down */
	MOVE_FIELD,	    /* a text filled in: index the field */
	MOVE_CONCERN,	    /* a concern addressed: index among the facts' */
	MOVE_CONFIRM,	    /* an open promise confirmed as they understand it: index */
};
const char *move_kind_name(enum move_kind kind); /* "tick" "touch" ... */

struct move {
	enum move_kind kind;
	int index;
	enum direction from;
	int64_t value;
	int gain;  /* hundredths, above 0 */
	int after; /* hundredths */
	int confidence_after;
	bool known_changes; /* part of the gain comes of what is known */
};

struct moves {
	struct move *items; /* the best first */
	size_t count, room;
};

/* The single acts of today that would raise the score. Into zeroed moves. Nothing stays changed. */
void moves_make(const struct scorecard *card, const struct health_limits *limits, const struct facts *facts,
		day_t today, struct moves *out) __attribute__((nonnull));
void moves_free(struct moves *moves) __attribute__((nonnull));

#endif
