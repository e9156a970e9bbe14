#ifndef WAYMARK_CORE_SCORECARD_H
#define WAYMARK_CORE_SCORECARD_H
/*
 * Scorecards: which dimensions and indicators there are, what each reads, what its reading is worth, and what
 * the whole is called. All of it is data that a file can fill; whoever fills one owns its strings and arrays,
 * and scorecard_free() frees them.
 */
#include <stdbool.h>
#include <stdint.h>

#include "core/facts.h"
#include "core/vec.h"

#define SCORE_MAX 10000 /* hundredths of a point */
#define CURVE_MAX 8
#define CARD_MAX_BANDS 8

enum band { BAND_UNKNOWN, BAND_RISK, BAND_WATCH, BAND_GOOD };
const char *band_name(enum band band); /* "unknown" "risk" "watch" "good" */
bool band_from_name(const char *name, enum band *band) __attribute__((nonnull));

/*
 * The names that scorecards speak of. Facts and scorecards refer to them by index, so all scorecards of a book share
 * one set of words, and whoever reads facts numbers them by it. Words are only ever added.
 */
struct names {
	const char *const *items; /* each its own copy */
	size_t count, room;
};

struct card_words {
	struct names measures;	  /* measure_fact.key */
	struct names touch_kinds; /* touch_fact.kind */
	struct names segments;	  /* state_fact.segment */
	struct names fields;	  /* field_fact.field */
	struct names tracks;	  /* level_fact.track */
};
/* Words with those of the default scorecard as the first ones, so that it too can be scored by them. */
void card_words_init(struct card_words *words) __attribute__((nonnull));
void card_words_free(struct card_words *words) __attribute__((nonnull));
int names_find(const struct names *names, const char *name) __attribute__((nonnull)); /* -1: none */
int names_add(struct names *names, const char *name) __attribute__((nonnull));	      /* its index, new or old */

/* Score by straight lines between points in ascending value; flat beyond the ends. */
struct curve {
	int count;
	struct {
		int64_t value;
		int score; /* hundredths */
	} points[CURVE_MAX];
};
int curve_score(const struct curve *curve, int64_t value) __attribute__((nonnull));

/* A range of values; an edge that is not there is open to infinity. */
struct range {
	bool has_from, from_open; /* open: the edge itself does not belong to it */
	int64_t from;
	bool has_to, to_open;
	int64_t to;
};
bool range_holds(const struct range *range, int64_t value) __attribute__((nonnull));

/* What readings in a range are worth, and are called. */
struct grade {
	struct range range;
	int score;	   /* hundredths */
	const char *label; /* the method's own word, "green"; NULL: band_name() */
	enum band band;	   /* its colour */
};
const char *grade_label(const struct grade *grade) __attribute__((nonnull));
/* The grade that a value falls in, NULL where none does. */
const struct grade *grade_find(const struct grade *grades, int count, int64_t value);

/* What is wrong with a set of ranges, the lowest place first. */
enum range_problem { RANGES_SOUND, RANGE_EMPTY, RANGE_OVERLAP, RANGE_GAP };
struct range_fault {
	enum range_problem problem;
	int a, b;	   /* EMPTY: a. OVERLAP: both. GAP: after a and before b, -1 where the end is */
	int64_t low, high; /* the values that are in none, in two, or in none of a: from low to high */
};
/* Whether ranges cover each of the values least, least + step, ... most once and no more, in any order. Values in
 * between are not looked at: of whole numbers (step 1) 1..35 and 36..60 leave no gap. The ends may be INT64_MIN
 * and INT64_MAX. Returns whether they do. */
bool ranges_check(const struct range *ranges, int count, int64_t least, int64_t most, int64_t step,
		  struct range_fault *fault) __attribute__((nonnull(6)));

/* To whom something applies; zeroed: to all. */
struct applies {
	uint64_t segments;    /* a bit each by the words' segments; 0: any */
	int age_from, age_to; /* days of the contract, from <= age < to; to 0: no end; both 0: any */
	const char *const
		*stages; /* keys of stages of the main track, "completed" too; ends with NULL; NULL: any */
};
bool applies_to(const struct applies *applies, const struct view *view, const struct position *position)
	__attribute__((nonnull));

/* Other grades for some; the first that applies stands. */
struct variant {
	struct applies applies;
	const struct grade *grades;
	int grade_count;
};

enum fold { FOLD_LAST, FOLD_SUM, FOLD_MEAN };
const char *fold_name(enum fold fold); /* "last" "sum" "mean" */
bool fold_from_name(const char *name, enum fold *fold) __attribute__((nonnull));

/* What a kind is told. Which of them it takes and which it needs is in the table of kinds. Windows are days that
 * end with the day of scoring: 28 is that day and the 27 before. */
struct indicator_args {
	int measure, over; /* index among the words' measures */
	int window;	   /* days, 0: ever */
	int before;	   /* change: the days before the window, 0: as many as it has */
	enum fold fold;
	uint64_t touch_kinds; /* a bit each by the words' touch kinds; 0: any touch */
	unsigned from;	      /* bits 1 << FROM_US, 1 << FROM_THEM; 0: either */
	enum survey_kind survey;
	unsigned roles;	       /* enum contact_role bits */
	const char *milestone; /* key in the main track */
	int field, track;      /* index among the words' fields, tracks */
	const int *indicators; /* indexes of others, over the whole card: dimensions first, then those beside */
	int indicator_count;
	const char *label; /* of grades that count */
};

struct indicator_kind;

struct indicator {
	const char *name;
	const struct indicator_kind *kind;
	int weight;	    /* 0: shown, not counted */
	struct curve curve; /* where there are no grades */
	int fresh_days;	    /* data older than this is unknown (stale); 0: never */
	int marked_days;    /* data older than this counts but is marked as old; 0: never */
	struct indicator_args args;
	const struct grade *grades;
	int grade_count;
	const struct variant *variants; /* with grades only */
	int variant_count;
	struct applies applies; /* to others it is as if it were not there */
	bool whole;		/* readings are floored to whole units first, for grades of whole numbers */
	bool in_grace;		/* counts in the days of grace too */
	const char *title;	/* in words for people; NULL: the name */
};

struct dimension {
	const char *name;
	int weight;
	const struct indicator *indicators;
	int count;
	const char *title;
};

/* Whole points from..to, both in it, and what they are called. */
struct card_band {
	int from, to;
	enum band band;
	const char *label; /* NULL: band_name() */
};

/* A rule that sets the band whatever the number: holds when all its conditions do. */
struct rule_condition {
	int indicator;	   /* index over the whole card */
	const char *label; /* of the grade it has */
};
struct card_rule {
	const struct rule_condition *conditions; /* none: it holds wherever anything is known */
	int count;
	enum band band;
	const char *label; /* NULL: band_name() */
};

struct scorecard {
	const char *name, *version; /* name is its key */
	const char *title;
	const struct card_words *words; /* lent; NULL where nothing refers to any */
	const struct dimension *dimensions;
	int count;
	/* Indicators beside the score, read and graded and never counted. */
	const struct indicator *beside;
	int beside_count;
	struct card_band bands[CARD_MAX_BANDS];
	int band_count;
	const struct card_rule *rules; /* the first that holds */
	int rule_count;
	int scale;	/* the best score as it is shown: 100 or 10; 0: 100 */
	int grace_days; /* so young a contract has no indicators but those in_grace; 0: none */
	struct applies applies;
};

/* All dimensions; works on an empty book. */
const struct scorecard *scorecard_default(void);
void scorecard_free(struct scorecard *card); /* all but the words; NULL does nothing */
/* The first that applies to the account; NULL: none does. */
const struct scorecard *scorecard_choose(const struct scorecard *const *cards, size_t count,
					 const struct view *view, const struct position *position)
	__attribute__((nonnull(3, 4)));

/* The scorecard's own word for a band: that of its first range, else the first rule, that has it. */
const char *scorecard_label(const struct scorecard *card, enum band band) __attribute__((nonnull));
/* The range that whole points are in; NULL: none, or unknown. */
const struct card_band *scorecard_band(const struct scorecard *card, int points) __attribute__((nonnull));
/* Whole points as people see them: on the scale of the card that made them, 100 (or 0) or 10. Of 10 they are tenths, so
 * that parts add up as they do of 100: "72", "7.2", "-" when unknown. Wherever a score is shown, it is said by these. */
#define POINTS_SIZE 16
const char *points_text(int scale, int points, char text[POINTS_SIZE]) __attribute__((nonnull, returns_nonnull));
/* A difference of points, with its sign: "+3", "-0.3". */
const char *points_moved(int scale, int points, char text[POINTS_SIZE]) __attribute__((nonnull, returns_nonnull));
/* The same for one use within the block. */
#define POINTS_TEXT(scale, points) points_text(scale, points, (char[POINTS_SIZE]){ 0 })
#define POINTS_MOVED(scale, points) points_moved(scale, points, (char[POINTS_SIZE]){ 0 })
bool scale_is_known(int scale);
/* Append a score on the card's own scale, floored. */
void scorecard_say_score(const struct scorecard *card, int hundredths, struct buf *out) __attribute__((nonnull));
/* All its indicators, those beside included; and the one of an index over the whole card. */
int scorecard_indicators(const struct scorecard *card) __attribute__((nonnull));
const struct indicator *scorecard_indicator(const struct scorecard *card, int index) __attribute__((nonnull));

/* What is wrong with a scorecard as a whole; grades, curves and bands included. Files check what they can name a
 * line for as they read, and this in the end. dimension, indicator and variant say where, -1 nowhere special.
 * Returns whether it is sound. */
struct card_fault {
	int dimension, indicator, variant; /* indicator: index over the whole card */
	struct range_fault ranges;	   /* where it is about them */
	char text[200];
};
bool scorecard_check(const struct scorecard *card, struct card_fault *fault) __attribute__((nonnull));

#endif
