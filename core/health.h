#ifndef WAYMARK_CORE_HEALTH_H
#define WAYMARK_CORE_HEALTH_H
/*
 * Health: 0 to 100, computed from a view under a scorecard, and always able to
 * say why. Arithmetic is whole hundredths of a point (0..10000): an
 * indicator's curve gives hundredths; a dimension is the mean of its known indicators by
 * weight, floored to hundredths; the whole is the mean of the known dimensions by weight,
 * floored likewise. Unknown parts drop out and their weight goes to the siblings in
 * proportion. (domain rules: health; weights in two levels after GitLab's PROVE.)
 */
#include <stdbool.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/facts.h"

#define HEALTH_UNKNOWN (-1)
#define HEALTH_MAX_DIMENSIONS 12
#define HEALTH_MAX_INDICATORS 48
#define CURVE_MAX 8
#define TREND_DAYS 30

enum band { BAND_UNKNOWN, BAND_RISK, BAND_WATCH, BAND_GOOD };
const char *band_name(enum band band); /* "unknown" "risk" "watch" "good" */

/* What an indicator read: a number in its own unit and how old the data is. */
struct reading {
	bool known;
	int64_t value;
	int age_days; /* -1: its data never grows old */
	int against;  /* what it was measured against, for say(): the cadence; 0: nothing */
};

enum indicator_state { INDICATOR_KNOWN, INDICATOR_STALE, INDICATOR_UNKNOWN, INDICATOR_SHOWN };
const char *indicator_state_name(enum indicator_state state);

/* What indicators read beside the view. */
struct health_limits {
	struct pace_limits pace;
	int cadence_days;	    /* how long without a touch is too long */
	const int *segment_cadence; /* by the view's segment index, 0: the default; NULL: none */
	int segment_count;
};
extern const struct health_limits health_limits_default; /* pace_limits_default, cadence 30 */

/* A kind of indicator: how it is read and said. Kinds are a const table in indicator.c. */
struct indicator_kind {
	const char *name; /* "pace" */
	const char *unit; /* "days behind plan" */
	struct reading (*read)(const struct view *view, const struct position *position,
			       const struct health_limits *limits);
	/* Append one clause for people, after what read() gave and knew: "41 days behind plan". */
	void (*say)(struct buf *out, const struct view *view, const struct reading *reading);
};
const struct indicator_kind *indicator_kind(const char *name) __attribute__((nonnull)); /* NULL: none */

/* Score by straight lines between points in ascending value; flat beyond the ends. */
struct curve {
	int count;
	struct {
		int64_t value;
		int score; /* hundredths */
	} points[CURVE_MAX];
};
int curve_score(const struct curve *curve, int64_t value) __attribute__((nonnull));

struct indicator {
	const char *name;
	const struct indicator_kind *kind;
	int weight; /* 0: shown, not counted */
	struct curve curve;
	int fresh_days; /* data older than this is unknown (stale); 0: never */
};

struct dimension {
	const char *name;
	int weight;
	const struct indicator *indicators;
	int count;
};

struct scorecard {
	const char *name, *version;
	const struct dimension *dimensions;
	int count;
	int good_from, watch_from; /* whole points; the band is read from the floored score */
	const char *labels[4];	   /* the scorecard's own words by enum band; NULL: band_name() */
};

/* progress, commercial, relationship; works on an empty book. */
const struct scorecard *scorecard_default(void);
const char *scorecard_label(const struct scorecard *card, enum band band) __attribute__((nonnull));

struct indicator_score {
	const struct indicator *indicator;
	struct reading reading;
	enum indicator_state state;
	int score;  /* hundredths, HEALTH_UNKNOWN */
	int points; /* whole; they sum to the dimension's points */
};

struct dimension_score {
	const struct dimension *dimension;
	int score;  /* hundredths, HEALTH_UNKNOWN */
	int points; /* whole; they sum to the score shown */
	int first;  /* its indicators in health.indicators, dimension->count of them */
};

struct health {
	const struct scorecard *scorecard;
	int hundredths; /* 0..10000, HEALTH_UNKNOWN */
	int score;	/* floored whole points, HEALTH_UNKNOWN */
	enum band band;
	int confidence; /* known weight over all weight, floored percent, 0..100 */
	int count;
	struct dimension_score dimensions[HEALTH_MAX_DIMENSIONS];
	struct indicator_score indicators[HEALTH_MAX_INDICATORS];
};

/* Score one view. A churned account is not scored: unknown. */
void health_score(const struct scorecard *card, const struct health_limits *limits, const struct view *view,
		  struct health *out) __attribute__((nonnull));

/* One sentence on why a dimension scores as it does; "no data" when unknown. */
void health_why(const struct health *health, int dimension, const struct view *view, struct buf *out)
	__attribute__((nonnull));

/* Share total whole points among parts in proportion to weights >= 0 by largest
 * remainder, ties to the first. All-zero weights with a total > 0 give it to the first. The
 * total times the sum of weights must fit 63 bits. */
void health_apportion(int total, const int64_t *weights, int count, int *points) __attribute__((nonnull));

/* What a change does: both sides of it. */
struct change {
	struct position stage_before, stage_after;
	int health_before, health_after; /* hundredths, HEALTH_UNKNOWN */
	int confidence_before, confidence_after;
};

/*
 * What if these answers stood today? Nothing is stored; view is put back as it was.
 * count answers for milestone indexes; ANSWER_OPEN takes the standing answer away.
 * Where there was no first answer yet, the start is today, as it would be. Taking the only
 * answer away leaves the start: a view does not know what stood before, only facts do.
 */
struct whatif_answer {
	int milestone;
	enum answer answer;
};
void health_whatif(const struct scorecard *card, const struct health_limits *limits, struct view *view,
		   const struct whatif_answer *answers, int count, struct change *out)
	__attribute__((nonnull(1, 2, 3, 6)));

/*
 * The same for many what-ifs over one view, one after the other, as the checklist asks them:
 * what stands is read once and each question counts only its own stage again. The view may
 * not change between begin and the last try.
 */
struct whatif {
	const struct scorecard *card;
	const struct health_limits *limits;
	struct view *view;
	struct stage_tally tallies[TRACK_MAX_STAGES];
	struct position position; /* before */
	int health, confidence;	  /* before */
};
void whatif_begin(struct whatif *whatif, const struct scorecard *card, const struct health_limits *limits,
		  struct view *view) __attribute__((nonnull));
void whatif_try(struct whatif *whatif, const struct whatif_answer *answers, int count, struct change *out)
	__attribute__((nonnull(1, 4)));

#endif
