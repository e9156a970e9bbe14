#ifndef WAYMARK_CORE_TRENDS_H
#define WAYMARK_CORE_TRENDS_H
/*
 * Trends: what accounts come to over time beside their revenue: NPS, adoption, days in stages, milestones settled,
 * bands. Each is reckoned one account after the other from its facts and told as parts; a figure is nothing but a sum
 * of parts, or follows from sums by one rule that stands here. So parts of segments add up to those of the whole, and
 * the order of accounts and of facts changes nothing.
 *
 * What stands at the end of a period is what facts dated by its last day say, as the book has them now. How an answer
 * to a survey counts, seats in use are read and a stage is entered is not defined here: it is as health reads it
 * (core/survey.h, core/indicator.h, core/track.h).
 */
#include "core/facts.h"
#include "core/numbers.h"
#include "core/scorecard.h"
#include "core/survey.h"
#include "core/vec.h"

/* The last day of a period, up to which facts are read. */
day_t trend_last_day(const struct number_period *period) __attribute__((nonnull));

/* part * factor / whole, rounded half away from 0; whole above 0. The result must fit 63 bits. */
int64_t trend_share(int64_t part, int64_t factor, int64_t whole);

/* ---- NPS ---- */

/* An answer that counts at the end of a period. */
struct trend_answer {
	int period;
	enum nps_side side;
	const struct survey_fact *survey;
};
typedef void trend_answer_each(void *data, const struct trend_answer *answer);
/* window: days that end with the period's last day, 0: all before it. */
void trend_answers(const struct survey_fact *surveys, size_t survey_count, int window,
		   const struct number_period *periods, int count, trend_answer_each *each, void *data)
	__attribute__((nonnull(4, 6)));
/* Promoters less detractors in percent of all who answered, in tenths. false: nobody did. */
bool trend_nps(const int64_t sides[NPS_SIDES], int64_t *tenths) __attribute__((nonnull));

/* ---- adoption ---- */

/* Seats of an account at the end of a period: it has licences, and both are known and not too old. Whole seats; a part
 * of one is rounded half up. */
struct trend_seats {
	int period;
	int64_t active, licensed;
	day_t on; /* of the older of the two */
};
typedef void trend_seats_each(void *data, const struct trend_seats *seats);
/* Measures by the keys of the two; each counts from its day for so many days, 0: for ever. */
void trend_seats(const struct measure_fact *measures, size_t measure_count, int active, int licensed,
		 int fresh_days, const struct number_period *periods, int count, trend_seats_each *each, void *data)
	__attribute__((nonnull(6, 8)));

/* ---- stages ---- */

enum trend_passage {
	STAGE_THROUGH, /* was in it and is through */
	STAGE_BEYOND,  /* had it behind it on the day it began: placed there, or answered all at once */
	STAGE_NOW,     /* is in it */
	STAGE_PASSAGES,
};
/* An account and a stage. It entered when the stage before was settled or passed, at first when it began; it left
 * when the next was entered. So the days of an account's stages add up to those since it began. */
struct trend_stay {
	int stage;
	enum trend_passage passage;
	day_t entered, left; /* NOW: left is the day of the view */
	int days;
};
typedef void trend_stay_each(void *data, const struct trend_stay *stay);
/* Of a progress track, as of the view's day; an account that has not begun on it has none. One that churned is in no
 * stage any more. */
void trend_stays(const struct view *view, trend_stay_each *each, void *data) __attribute__((nonnull(1, 2)));

/* Days of those who were in a stage. Zeroed is empty. */
struct trend_days {
	int *items;
	size_t count, room;
};
/* In tenths of a day; false: there are none. Sorts the days. */
bool trend_mean(const struct trend_days *days, int64_t *tenths) __attribute__((nonnull));
bool trend_median(struct trend_days *days, int64_t *tenths) __attribute__((nonnull));

/* ---- milestones ---- */

/* A milestone of the track's own that stands at yes since a day of a period. */
struct trend_milestone {
	int period, milestone;
	bool required;
	day_t on;
};
typedef void trend_milestone_each(void *data, const struct trend_milestone *milestone);
void trend_milestones(const struct view *view, const struct number_period *periods, int count,
		      trend_milestone_each *each, void *data) __attribute__((nonnull(1, 2, 4)));

/* ---- bands ---- */

/* In the order of rows and columns. NEW is a row only and GONE a column: they share a place. */
enum trend_band {
	TREND_GOOD,
	TREND_WATCH,
	TREND_RISK,
	TREND_UNKNOWN,
	TREND_NEW,
	TREND_GONE = TREND_NEW,
	TREND_BANDS
};
const char *trend_band_name(enum trend_band band, bool row); /* "good" ... "new" "gone" */

/* What an account had at both ends of a period, in one currency. */
struct trend_ends {
	int64_t opening, closing;     /* ARR */
	enum band band_from, band_to; /* as they were shown; unknown where nothing was */
};
/* From which band to which, and with how much: what it had at the opening, a new customer at the closing. false: it
 * was no customer at either end. */
bool trend_move(const struct trend_ends *ends, enum trend_band *from, enum trend_band *to, int64_t *minor)
	__attribute__((nonnull));

/* ---- sums ---- */

/* Sums by a name (a segment; NULL: none) and a column, of several figures each. */
struct trend_row {
	char *name;
	int64_t *sums; /* [column * figures + figure] */
};
struct trend_table {
	int columns, figures;
	VEC(struct trend_row) rows;
	size_t last; /* the row looked up last: accounts' parts follow each other */
};
void trend_start(struct trend_table *table, int columns, int figures) __attribute__((nonnull));
void trend_free(struct trend_table *table) __attribute__((nonnull));
void trend_add(struct trend_table *table, const char *name, int column, int figure, int64_t value)
	__attribute__((nonnull(1)));
/* By name, those of none last. */
void trend_sort(struct trend_table *table) __attribute__((nonnull));
#define TREND_WHOLE SIZE_MAX /* all rows together */
int64_t trend_sum(const struct trend_table *table, size_t row, int column, int figure) __attribute__((nonnull));

#endif
