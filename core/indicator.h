#ifndef WAYMARK_CORE_INDICATOR_H
#define WAYMARK_CORE_INDICATOR_H
/*
 * The kinds of indicators there are. A new one is one row here and its two
 * functions, kind_read_NAME() and kind_say_NAME(), in one of the indicator files.
 */
#include "core/health.h"

#define VALUES VALUE_SCALE, INT64_MIN, INT64_MAX
#define PERCENT VALUE_SCALE, 0, 100 * VALUE_SCALE
#define COUNTED 1, 0, INT64_MAX
#define CHANGE_MOST (1000 * VALUE_SCALE) /* percent; from nothing to something counts as that */

/* KIND(enum, name, unit, scale, least, most, takes, needs): takes is beside what it needs. */
#define INDICATOR_KINDS(KIND) \
	KIND(KIND_PACE, pace, "days behind plan", COUNTED, 0, 0) \
	KIND(KIND_STALL, stall, "days since anything was settled", COUNTED, 0, 0) \
	KIND(KIND_RENEWAL, renewal, "days until renewal", 1, INT64_MIN, INT64_MAX, 0, 0) \
	KIND(KIND_TOUCH_FROM_THEM, touch_from_them, "percent of the cadence", COUNTED, 0, 0) \
	KIND(KIND_TOUCH_FROM_US, touch_from_us, "percent of the cadence", COUNTED, 0, 0) \
	/* The renewal's date alone, whether or not a next step is written. */ \
	KIND(KIND_RENEWAL_DAYS, renewal_days, "days until renewal", 1, INT64_MIN, INT64_MAX, 0, 0) \
	KIND(KIND_CONTRACT_AGE, contract_age, "days since the contract began", COUNTED, 0, 0) \
	/* Measures. Latest value; the same set by hand; latest over latest in percent, or as a number. */ \
	KIND(KIND_MEASURE, measure, "", VALUES, 0, ARG_MEASURE) \
	KIND(KIND_HAND, hand, "", VALUES, 0, ARG_MEASURE) \
	KIND(KIND_RATIO, ratio, "percent", VALUES, ARG_FOLD | ARG_WINDOW, ARG_MEASURE | ARG_OVER) \
	KIND(KIND_PER, per, "", VALUES, ARG_FOLD | ARG_WINDOW, ARG_MEASURE | ARG_OVER) \
	/* Over a window. Nothing in it is a sum of 0 where the measure is known at all, but no mean. */ \
	KIND(KIND_SUM, sum, "", VALUES, 0, ARG_MEASURE | ARG_WINDOW) \
	KIND(KIND_MEAN, mean, "", VALUES, 0, ARG_MEASURE | ARG_WINDOW) \
	KIND(KIND_ENTRIES, count, "entries", COUNTED, 0, ARG_MEASURE | ARG_WINDOW) \
	/* A window against the days before it, in percent of what those had a day (sum) or in the mean. */ \
	KIND(KIND_CHANGE, change, "percent", VALUE_SCALE, -CHANGE_MOST, CHANGE_MOST, ARG_BEFORE | ARG_FOLD, \
	     ARG_MEASURE | ARG_WINDOW) \
	/* The same of a measure's share of another. */ \
	KIND(KIND_SHARE_CHANGE, share_change, "percent", VALUE_SCALE, -CHANGE_MOST, CHANGE_MOST, \
	     ARG_BEFORE | ARG_FOLD, ARG_MEASURE | ARG_OVER | ARG_WINDOW) \
	/* Since the last row with a value above 0. */ \
	KIND(KIND_DAYS_SINCE_MEASURE, days_since_measure, "days", COUNTED, 0, ARG_MEASURE) \
	KIND(KIND_DAYS_SINCE_TOUCH, days_since_touch, "days", COUNTED, ARG_TOUCH_KINDS | ARG_FROM, 0) \
	KIND(KIND_DAYS_SINCE_SURVEY, days_since_survey, "days", COUNTED, 0, ARG_SURVEY) \
	KIND(KIND_TOUCHES, touches, "touches", COUNTED, ARG_TOUCH_KINDS | ARG_FROM, ARG_WINDOW) \
	KIND(KIND_SURVEYS, surveys, "answers", COUNTED, 0, ARG_SURVEY | ARG_WINDOW) \
	/* Of the latest answers in a window, one a contact. */ \
	KIND(KIND_NPS, nps, "NPS", VALUE_SCALE, -100 * VALUE_SCALE, 100 * VALUE_SCALE, ARG_WINDOW, 0) \
	KIND(KIND_CSAT, csat, "percent", PERCENT, ARG_WINDOW, 0) \
	/* People that are here, with a window those alone that were touched in it. */ \
	KIND(KIND_COVERAGE, coverage, "roles", COUNTED, ARG_WINDOW, ARG_ROLES) \
	KIND(KIND_CONTACTS, contacts, "contacts", COUNTED, ARG_ROLES | ARG_WINDOW, 0) \
	KIND(KIND_HAS_ROLE, has_role, "yes or no", 1, 0, 1, ARG_WINDOW, ARG_ROLES) \
	KIND(KIND_SENTIMENT, sentiment, "from -2 to 2", VALUE_SCALE, SENTIMENT_MIN *VALUE_SCALE, \
	     SENTIMENT_MAX *VALUE_SCALE, ARG_ROLES, 0) \
	/* Yes or no: 1 or 0. */ \
	KIND(KIND_ANSWERED, answered, "yes or no", 1, 0, 1, 0, ARG_MILESTONE) \
	KIND(KIND_HAS_FIELD, has_field, "yes or no", 1, 0, 1, 0, ARG_FIELD) \
	KIND(KIND_HAS_NEXT_STEP, has_next_step, "yes or no", 1, 0, 1, 0, 0) \
	KIND(KIND_LEVEL, level, "stages reached", COUNTED, 0, ARG_TRACK) \
	/* How far outcomes are of where they should be by now, and promises of what was due. */ \
	KIND(KIND_OUTCOMES, outcomes, "percent", PERCENT, 0, 0) \
	KIND(KIND_PROMISES, promises, "percent", PERCENT, ARG_WINDOW, 0) \
	KIND(KIND_CONFIRMED, confirmed, "percent", PERCENT, 0, 0) \
	KIND(KIND_CONCERNS, concerns, "percent", PERCENT, 0, 0) \
	/* Of other indicators: those of one label, and the mean score of the known ones. */ \
	KIND(KIND_LABELLED, labelled, "indicators", COUNTED, 0, ARG_INDICATORS | ARG_LABEL) \
	KIND(KIND_MEAN_OF, mean_of, "points", 100, 0, SCORE_MAX, 0, ARG_INDICATORS)

enum indicator_kind_index {
#define KIND(index, ...) index,
	INDICATOR_KINDS(KIND)
#undef KIND
		KIND_COUNT,
};

/* The heads of a kind's two functions; few look at all that they are given. */
#define UNUSED __attribute__((unused))
#define KIND_READ(name) \
	struct reading kind_read_##name(UNUSED const struct scoring *scoring, \
					UNUSED const struct indicator *indicator)
#define KIND_SAY(name) \
	void kind_say_##name(struct buf *out, UNUSED const struct scoring *scoring, \
			     UNUSED const struct indicator *indicator, UNUSED const struct reading *reading)

#define KIND(index, name, ...) \
	KIND_READ(name); \
	KIND_SAY(name);
INDICATOR_KINDS(KIND)
#undef KIND

/* What the indicator files share. */
struct reading reading_of(int64_t value, int64_t age_days); /* age -1: it never grows old */
struct reading reading_unknown(void);
int64_t clamped(__int128 value);
const char *indicator_title(const struct indicator *indicator) __attribute__((nonnull, returns_nonnull));
void say_count(struct buf *out, int64_t count, const char *one, const char *many) __attribute__((nonnull));
void say_value(struct buf *out, int64_t thousandths) __attribute__((nonnull));
void say_percent(struct buf *out, int64_t thousandths) __attribute__((nonnull)); /* to a tenth, floored */
void say_ago(struct buf *out, int64_t days) __attribute__((nonnull));
void say_age(struct buf *out, const struct reading *reading) __attribute__((nonnull)); /* ", 3 days old" */
/* Whether a day is in the last days (0: ever) up to the view's. */
bool in_window(const struct view *view, int days, day_t on) __attribute__((nonnull));
/* How many days without a touch are not yet too many, for this account. */
int view_cadence(const struct view *view, const struct health_limits *limits) __attribute__((nonnull));
/* How far an outcome is of where it should be by now, 0 to 100 in thousandths: the way from baseline to target,
 * spread evenly from its start to its due day. Measured is all that counts: one that is due and has no value is at
 * 0. False: nothing to go by. */
bool outcome_percent(const struct view *view, size_t index, int64_t *percent) __attribute__((nonnull));

extern const struct indicator_kind indicator_kinds[KIND_COUNT];

#endif
