#ifndef WAYMARK_CORE_ACCOUNT_H
#define WAYMARK_CORE_ACCOUNT_H
/*
 * One line of the portfolio: an account with its stage and health on a date.
 * What is shown, sorted, searched, filtered and listed is read from this.
 */
#include "core/health.h"
#include "core/money.h"

#define TREND_NONE INT32_MIN

struct account_row {
	int64_t id;
	char *external_id, *source, *name; /* external_id, source NULL when there is none */
	char *segment, *csm;		   /* NULL when there is none */
	enum account_status status;
	bool has_arr;
	struct money arr; /* currency is there even where the amount is not known, or "" */
	day_t start, renewal;

	char *track;		      /* key of the main track, NULL without; the rest of the block is then 0 */
	char *stage;		      /* name: "none" below the first level */
	int stage_index, stage_count; /* 1-based; 0 below the first level */
	int settled, required;
	day_t stage_since;
	int days; /* in the stage; -1 before the start */
	enum pace pace;
	bool completed, passed;
	char *next_key, *next_question; /* NULL when there is none; "track/key" where it is another track's */

	/* Where it stands on the track that the portfolio shows beside the main one. */
	char *lens;		    /* name of the stage like stage; NULL without that track, the rest is then 0 */
	int lens_index, lens_count; /* like stage_index, stage_count */
	bool lens_completed, lens_passed;

	int health;		    /* hundredths, HEALTH_UNKNOWN */
	int scale;		    /* the best score as people are shown it: 100 or 10, for points_text() */
	enum band band;		    /* the one that stands */
	enum band computed;	    /* the number's own */
	enum band_cause band_cause; /* why the one that stands is not the number's */
	char *label;		    /* the scorecard's word for band; NULL: the plain one */
	int confidence;
	int trend; /* whole points to 30 days before, TREND_NONE */
	day_t last_touch;
	int64_t at_stake; /* ARR times what health lacks to 100, minor units; -1: not known */
};

/* The scorecard's word for the band that stands. */
const char *account_band_label(const struct account_row *row) __attribute__((nonnull, returns_nonnull));

/* Frees the strings; the row is zeroed. */
void account_row_clear(struct account_row *row) __attribute__((nonnull));

/* at_stake of an ARR under a health: arr * (10000 - health) / 10000; with an unknown
 * health or ARR -1. */
int64_t account_at_stake(bool has_arr, int64_t arr, int health);

#endif
