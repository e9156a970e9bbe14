#ifndef WAYMARK_TESTS_BENCH_SAMPLE_H
#define WAYMARK_TESTS_BENCH_SAMPLE_H
/*
 * Made-up accounts for the bench: the same number gives the same account on every machine.
 * Names, dates and answers differ from row to row as real ones do, since bytes and time depend on it.
 * All dates lie within the year before today.
 */
#include "core/account.h"
#include "core/track.h"

#define SAMPLE_SOURCE "bench"
#define SAMPLE_ANSWERS 200 /* at most, of one account; 30 on average */

struct sample_answer {
	int milestone; /* index in the track */
	enum answer answer;
	day_t on;
	const char *note; /* NULL */
};

struct sample_touch {
	day_t on;
	const char *kind;
	enum direction from;
};

struct sample_movement {
	day_t on;
	int kind; /* enum movement_kind */
	int64_t minor;
};

struct sample {
	char external_id[16], name[96], csm[32];
	const char *segment, *currency;
	enum account_status status;
	day_t start, renewal, renewal_before; /* before: as it was said at the start, DAY_NONE when unchanged */
	int64_t arr;			      /* sum of the movements */
	struct sample_answer answers[SAMPLE_ANSWERS];
	int answer_count;
	struct sample_touch touches[12];
	int touch_count;
	struct sample_movement movements[4];
	int movement_count;
};

/* The account of that number, of so many in the book, over a track. */
void sample_make(struct sample *out, long number, long accounts, const struct track *track, day_t today)
	__attribute__((nonnull));

#endif
