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
#include "core/scorecard.h"

#define HEALTH_UNKNOWN (-1)
#define HEALTH_MAX_DIMENSIONS 12
#define HEALTH_MAX_INDICATORS 48
#define TREND_DAYS 30

/* What an indicator read: a number in its own unit and how old the data is. */
struct reading {
	bool known;
	int age_days; /* -1: its data never grows old */
	int64_t value;
	int against; /* what it was measured against, for say(): the cadence; 0: nothing */
};

enum indicator_state {
	INDICATOR_KNOWN,
	INDICATOR_STALE,
	INDICATOR_UNKNOWN,
	INDICATOR_SHOWN,
	INDICATOR_NOT_APPLICABLE, /* to this account: neither known nor missed */
	INDICATOR_IN_GRACE,	  /* the contract is too young for it */
};
const char *indicator_state_name(enum indicator_state state);

/* What indicators read beside the view. */
struct health_limits {
	struct pace_limits pace;
	int cadence_days;	    /* how long without a touch is too long */
	const int *segment_cadence; /* by the view's segment index, 0: the default; NULL: none */
	int segment_count;
};
extern const struct health_limits health_limits_default; /* pace_limits_default, cadence 30 */

/* What a kind reads from, and is said with. */
struct health;
struct scoring {
	const struct scorecard *card;
	const struct health_limits *limits; /* not for say() */
	const struct view *view;
	const struct position *position; /* not for say() */
	const struct health *health;	 /* what is scored already, for kinds that look at other indicators */
};

/* Arguments that a kind may take. */
enum indicator_arg {
	ARG_MEASURE = 1 << 0,
	ARG_OVER = 1 << 1,
	ARG_WINDOW = 1 << 2,
	ARG_BEFORE = 1 << 3,
	ARG_FOLD = 1 << 4,
	ARG_TOUCH_KINDS = 1 << 5,
	ARG_FROM = 1 << 6,
	ARG_SURVEY = 1 << 7,
	ARG_ROLES = 1 << 8,
	ARG_MILESTONE = 1 << 9,
	ARG_FIELD = 1 << 10,
	ARG_TRACK = 1 << 11,
	ARG_INDICATORS = 1 << 12,
	ARG_LABEL = 1 << 13,
};

/* A kind of indicator: how it is read and said. Kinds are a const table in indicator.c. */
struct indicator_kind {
	const char *name; /* "pace" */
	const char *unit; /* "days behind plan" */
	struct reading (*read)(const struct scoring *scoring, const struct indicator *indicator);
	/* Append one clause for people, after what read() gave and knew: "41 days behind plan". */
	void (*say)(struct buf *out, const struct scoring *scoring, const struct indicator *indicator,
		    const struct reading *reading);
	unsigned takes, needs; /* enum indicator_arg */
	int scale; /* what 1 of its unit is in readings: 1, or 1000 of values; a file's numbers times this */
	int64_t least, most; /* what it can read; INT64_MIN and INT64_MAX: no end */
};
const struct indicator_kind *indicator_kind(const char *name) __attribute__((nonnull)); /* NULL: none */
/* The step between the values that an indicator can read, for ranges_check(): 1, or with whole its kind's scale. */
int64_t indicator_step(const struct indicator *indicator) __attribute__((nonnull));

struct indicator_score {
	const struct indicator *indicator;
	struct reading reading;
	enum indicator_state state;
	bool marked;		   /* counts, but its data is older than it should be */
	int score;		   /* hundredths, HEALTH_UNKNOWN */
	int points;		   /* whole; they sum to the dimension's points */
	const struct grade *grade; /* the one it is in; NULL by a curve, and when unknown */
};

struct dimension_score {
	const struct dimension *dimension;
	int score;  /* hundredths, HEALTH_UNKNOWN */
	int points; /* whole; they sum to the score shown */
	int first;  /* its indicators in health.indicators, dimension->count of them */
};

/* Why the band is not the number's. */
enum band_cause { BAND_BY_SCORE, BAND_BY_RULE, BAND_BY_HAND };

struct health {
	const struct scorecard *scorecard;
	int hundredths;	    /* 0..10000, HEALTH_UNKNOWN */
	int score;	    /* floored whole points, HEALTH_UNKNOWN */
	enum band band;	    /* as it is to be shown: by hand, else by rule, else the number's */
	enum band computed; /* the number's own */
	enum band_cause cause;
	int rule;	   /* of the card that holds, -1 none; it may stand behind one by hand */
	const char *label; /* of band, in the card's words */
	int confidence;	   /* known weight over all weight, floored percent, 0..100 */
	int count;
	int beside; /* where those beside the score are in indicators, card->beside_count of them */
	struct dimension_score dimensions[HEALTH_MAX_DIMENSIONS];
	struct indicator_score indicators[HEALTH_MAX_INDICATORS];
};

/* Score one view. A churned account is not scored: unknown. */
void health_score(const struct scorecard *card, const struct health_limits *limits, const struct view *view,
		  struct health *out) __attribute__((nonnull));

/* The same over the view's position, but for the points of the parts, which nobody asks for who scores many. */
void health_score_brief(const struct scorecard *card, const struct health_limits *limits, const struct view *view,
			const struct position *position, struct health *out) __attribute__((nonnull));

/* Append what one indicator read, in words. It must be known. */
void indicator_say(const struct health *health, int indicator, const struct view *view, struct buf *out)
	__attribute__((nonnull));

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
