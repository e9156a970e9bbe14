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

/* Records, of each kind that the default scorecard reads. */
#define SAMPLE_CONTACTS 3
#define SAMPLE_OUTCOMES 2
#define SAMPLE_VALUES 3 /* of each outcome */
#define SAMPLE_PROMISES 3
#define SAMPLE_SURVEYS 2
#define SAMPLE_MEASURES 24

struct sample_contact {
	unsigned roles;
	int sentiment;
	day_t on;
};

struct sample_outcome {
	day_t start, due;
	int64_t baseline, target; /* thousandths */
	struct sample_value {
		day_t on;
		int64_t value;
	} values[SAMPLE_VALUES];
};

struct sample_promise {
	day_t made, due;
	int state;    /* enum promise_state */
	day_t closed; /* when it came to be so */
	bool confirmed;
};

struct sample_survey {
	day_t on;
	int kind, score, scale; /* enum survey_kind */
	int contact;
};

struct sample_measure {
	const char *key;
	day_t on;
	int64_t value; /* thousandths */
};

struct sample_records {
	struct sample_contact contacts[SAMPLE_CONTACTS];
	struct sample_outcome outcomes[SAMPLE_OUTCOMES];
	struct sample_promise promises[SAMPLE_PROMISES];
	struct sample_survey surveys[SAMPLE_SURVEYS];
	struct sample_measure measures[SAMPLE_MEASURES];
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

/* What an account's revenue went through, for the numbers. */
#define SAMPLE_HISTORY 10

/* The account of that number, of so many in the book, over a track. */
void sample_make(struct sample *out, long number, long accounts, const struct track *track, day_t today)
	__attribute__((nonnull));

/* The movements of that account over the last years, in order of day; on line every other is of "Plus". */
void sample_make_history(struct sample_movement out[SAMPLE_HISTORY], long number, day_t today)
	__attribute__((nonnull));

/* The records of that account: every dimension is known of it. */
void sample_make_records(struct sample_records *out, long number, day_t today) __attribute__((nonnull));

#endif
