#ifndef WAYMARK_TESTS_STORAGE_SAMPLE_H
#define WAYMARK_TESTS_STORAGE_SAMPLE_H
/* A method's scorecard as it ships and the facts of one account, to be set and scored. */
#include "core/health.h"
#include "storage/cardfile.h"

#define TODAY 20779 /* 2026-11-22 */
#define V(number) ((int64_t)((number)*1000 + ((number) < 0 ? -0.5 : 0.5)))

/* One scorecard and the facts of one account. */
struct sample {
	struct card_words words;
	struct scorecard *card;
	VEC(struct measure_fact) measures;
	VEC(struct touch_fact) touches;
	VEC(struct contact_fact) contacts;
	struct state_fact state;
	struct facts facts;
	struct view_room room;
	struct health health;
};

/* Readings and what they are called. */
struct row {
	const char *indicator;
	struct {
		const char *key;
		double value;
		int ago;
	} measures[3];
	const char *label;
	int age; /* of the contract, 0: not known */
	const char *segment;
	const char *touch; /* its kind, "" any */
	int touched;	   /* days ago */
};

void sample_open(struct sample *sample, const char *name);
void sample_close(struct sample *sample);
void sample_clear(struct sample *sample);
void measure(struct sample *sample, const char *key, int ago, int64_t value);
void touch(struct sample *sample, const char *kind, enum direction from, int ago);
void segment(struct sample *sample, const char *name);
void renewal_in(struct sample *sample, int days);
const struct health *score(struct sample *sample);
const struct indicator_score *indicator(const struct sample *sample, const char *name);
/* The label that an indicator has; its state where it has none. */
const char *label(const struct sample *sample, const char *name);
void check_row(struct sample *sample, const struct row *row, int line);

#define CHECK_ROWS(name, rows) \
	do { \
		struct sample sample; \
		sample_open(&sample, name); \
		for (size_t i = 0; i < sizeof(rows) / sizeof *(rows); i++) \
			check_row(&sample, &(rows)[i], (int)i); \
		sample_close(&sample); \
	} while (0)

#define OF100(key, value, all) \
	{ \
		{ key, value, 0 }, \
		{ \
			all, 100, 0 \
		} \
	}
#define ONE(key, value) \
	{ \
		{ \
			key, value, 0 \
		} \
	}

#endif
