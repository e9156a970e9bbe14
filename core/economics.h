#ifndef WAYMARK_CORE_ECONOMICS_H
#define WAYMARK_CORE_ECONOMICS_H
/*
 * What revenue costs, and where the next unit of effort pays most. All of it is reckoned from the sums of
 * core/numbers.h and from costs that were entered; ratios are whole hundredths, rounded once, half away from 0, and
 * there is none where nothing was won or no cost was entered.
 *
 * Cost ratios: what was spent for a purpose in a period, per unit of annual recurring revenue (ARR) that came of it:
 * - CAC ratio = acquisition cost / (new + reactivated ARR);
 * - CRC = retention cost / ARR kept, which is the opening less what of it was lost;
 * - CEC = expansion cost / expansion ARR; a price increase is not counted: it is no work of expansion;
 * - CUC = upsell cost / upsell ARR.
 *
 * Lifetime value rests on the twelve months up to the day of reading:
 * - churn = lost / opening: gross, what was gained does not count against it;
 * - lifetime = 1 / churn, in years: as long as a unit of ARR stays at that rate;
 * - lifetime value = ARR per customer x gross margin x lifetime; of a unit of ARR, gross margin x lifetime.
 * Where nothing was lost, or nothing was there at the opening, there is none: a year without loss says that a
 * lifetime is long and not how long.
 *
 * The next unit of effort: a lever of a segment moves ARR, at an effort per unit of ARR. A unit that is kept is taken
 * to stay as long as the segment's others do, and so is one that is won. So a unit of effort is worth
 *	lifetime value of a unit of ARR / effort per unit of ARR.
 * Room is how much there was to move in the same twelve months: for retention what was lost, for expansion and upsell
 * what was won so. A lever without room has nothing to pay from, and is not ranked.
 *
 * Sources: the cost ratios by their usual definitions; that expansion costs about twice and upselling about four
 * times what retention does is step eight of the ten steps to customer success.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/numbers.h"

enum cost_purpose { /* stored: only ever added to */
		    COST_ACQUISITION,
		    COST_RETENTION,
		    COST_EXPANSION,
		    COST_UPSELL,
		    COST_PURPOSES,
};
const char *cost_purpose_name(enum cost_purpose purpose); /* "acquisition" */
bool cost_purpose_from_name(const char *name, enum cost_purpose *purpose) __attribute__((nonnull));

/* What the cost of a purpose won, and what a unit of that cost: "kept", "ARR kept"; "crc", "CRC". */
const char *cost_won_key(enum cost_purpose purpose);
const char *cost_won_title(enum cost_purpose purpose);
const char *cost_won_definition(enum cost_purpose purpose);
const char *cost_ratio_key(enum cost_purpose purpose);
const char *cost_ratio_title(enum cost_purpose purpose);
const char *cost_ratio_definition(enum cost_purpose purpose);
/* The figures that what was won is the sum of, each with +1 or -1 in above. At most 2; returns how many. */
int cost_won_terms(enum cost_purpose purpose, struct number_term terms[2]) __attribute__((nonnull));
int64_t cost_won(enum cost_purpose purpose, const int64_t sums[FIGURE_COUNT]) __attribute__((nonnull));

/* part / whole in hundredths; false: whole is not above 0, or the ratio has no room. */
bool cost_ratio(int64_t part, int64_t whole, int64_t *hundredths) __attribute__((nonnull));
/* part / whole in units, rounded half away from 0; false likewise: whole is not above 0. */
bool cost_each(int64_t part, int64_t whole, int64_t *units) __attribute__((nonnull));

/* ---- lifetime value ---- */

enum lifetime_lack { /* why there is none */
		     LIFETIME_KNOWN,
		     LIFETIME_NOTHING_THERE, /* at the opening */
		     LIFETIME_NOTHING_LOST,
		     LIFETIME_NO_CUSTOMER, /* at the closing: a unit of ARR has one, a customer has none */
		     LIFETIME_TOO_GREAT,
};
const char *lifetime_lack_text(enum lifetime_lack lack);

struct lifetime {
	enum lifetime_lack lack;
	int64_t years; /* hundredths, known unless nothing was there or lost */
	int64_t unit;  /* hundredths: what a unit of ARR is worth over its life; known likewise */
	int64_t value; /* minor units, of a customer; where nothing lacks */
};
/* sums of the twelve months; margin in percent. */
void lifetime_of(const int64_t sums[FIGURE_COUNT], int margin, struct lifetime *out) __attribute__((nonnull));

/* ---- the next unit of effort ---- */

enum lever { LEVER_RETENTION, LEVER_EXPANSION, LEVER_UPSELL, LEVER_COUNT };
const char *lever_key(enum lever lever); /* "retention" */
enum number_figure lever_room_figure(enum lever lever);

struct effort {
	size_t segment; /* which, by the caller's count */
	enum lever lever;
	int64_t effort; /* per unit of ARR */
	int64_t room;	/* minor units */
	int64_t worth;	/* hundredths of what a unit of effort pays, where known */
	bool known;	/* that is: something was there, and something of it lost */
	int64_t rank;	/* 1: pays most; 0: no room, or not known */
};
/* A lever of a segment, not yet ranked. */
struct effort effort_of(size_t segment, enum lever lever, const int64_t sums[FIGURE_COUNT], int margin, int effort)
	__attribute__((nonnull));
/* Orders them, what pays most first: by worth, then room, then the order of segments and levers; behind them those
 * that have no rank. */
void efforts_rank(struct effort *efforts, size_t count);

#endif
