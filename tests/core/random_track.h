#ifndef WAYMARK_TESTS_CORE_RANDOM_TRACK_H
#define WAYMARK_TESTS_CORE_RANDOM_TRACK_H
/*
 * For the property tests of tracks, facts, health and agenda: a small generator of
 * numbers with a fixed seed, tracks made from a short notation, and random tracks
 * and books.
 */
#include <stdlib.h>
#include <string.h>

#include "core/facts.h"
#include "core/xalloc.h"

struct dice {
	uint64_t state;
};

/* 0 .. below - 1 (xorshift with a multiplier). */
static inline int roll(struct dice *dice, int below)
{
	dice->state ^= dice->state >> 12;
	dice->state ^= dice->state << 25;
	dice->state ^= dice->state >> 27;
	return (int)(dice->state * UINT64_C(0x2545F4914F6CDD1D) >> 33) % below;
}

/*
 * A track with one stage a word: an R a required milestone, an O an optional one, a number in
 * front the expected days: "30RRO RR 0O". A lone "-" is a stage without milestones. Stages are
 * called s0, s1, ..., milestones m0, m1, ...
 */
static inline struct track *track_of(enum track_reading reading, const char *stages)
{
	struct track *track = xcalloc(1, sizeof *track);

	track->key = xstrdup("t");
	track->title = xstrdup("The way");
	track->version = xstrdup("1");
	track->reading = reading;
	track->stages = xcalloc(TRACK_MAX_STAGES, sizeof *track->stages);
	track->milestones = xcalloc(strlen(stages) + 1, sizeof *track->milestones);
	for (const char *at = stages; *at;) {
		int s = track->stage_count++;
		struct stage *stage = &track->stages[s];

		stage->key = xasprintf("s%d", s);
		stage->name = xasprintf("Stage %d", s);
		stage->promise = xasprintf("do thing %d", s);
		stage->expected_days = (int)strtol(at, (char **)&at, 10);
		for (; *at && *at != ' '; at++) {
			struct milestone *milestone = &track->milestones[track->milestone_count];

			if (*at == '-')
				continue;
			milestone->key = xasprintf("m%d", track->milestone_count);
			milestone->question = xasprintf("Is %d done?", track->milestone_count);
			milestone->stage = s;
			milestone->required = *at == 'R';
			track->milestone_count++;
		}
		while (*at == ' ')
			at++;
	}
	track_finish(track);
	return track;
}

/* Up to six stages of up to six milestones. */
static inline struct track *random_track(struct dice *dice, enum track_reading reading)
{
	char text[128];
	size_t size = 0;
	int stages = 1 + roll(dice, 6);

	for (int s = 0; s < stages; s++) {
		static const char *const days[] = { "", "7", "30", "45", "90" };
		const char *expected = days[roll(dice, 5)];
		int count = roll(dice, 7);

		memcpy(text + size, expected, strlen(expected));
		size += strlen(expected);
		if (count == 0)
			text[size++] = '-';
		for (int m = 0; m < count; m++)
			text[size++] = roll(dice, 4) ? 'R' : 'O';
		text[size++] = ' ';
	}
	text[size] = 0;
	return track_of(reading, text);
}

#define RANDOM_ROWS 64
#define RANDOM_DAYS 400 /* facts are dated in 0..RANDOM_DAYS-1 */

/* The rows of one account, with room for RANDOM_ROWS of each sort. */
struct random_rows {
	struct answer_fact answers[RANDOM_ROWS];
	struct pass_fact passes[RANDOM_ROWS];
	struct state_fact states[RANDOM_ROWS];
	struct movement_fact movements[RANDOM_ROWS];
	struct touch_fact touches[RANDOM_ROWS];
	struct facts facts;
};

static inline void random_states(struct dice *dice, struct random_rows *rows)
{
	rows->facts.state_count = (size_t)roll(dice, 6);
	for (size_t i = 0; i < rows->facts.state_count; i++)
		rows->states[i] = (struct state_fact){
			.on = roll(dice, RANDOM_DAYS),
			.says_segment = roll(dice, 2),
			.says_status = roll(dice, 3) == 0,
			.says_renewal = roll(dice, 2),
			.says_plan = roll(dice, 2),
			.segment = roll(dice, 4) - 1,
			.status = roll(dice, 4) ? STATUS_ACTIVE : (enum account_status)roll(dice, 3),
			.renewal = roll(dice, 5) ? roll(dice, 2 * RANDOM_DAYS) : DAY_NONE,
			.plan = roll(dice, 2),
		};
}

static inline void random_facts(struct dice *dice, const struct track *track, struct random_rows *rows)
{
	struct facts *facts = &rows->facts;

	memset(rows, 0, sizeof *rows);
	facts->track = track;
	facts->placed = roll(dice, 3) ? DAY_NONE : roll(dice, RANDOM_DAYS);
	facts->answers = rows->answers;
	facts->passes = rows->passes;
	facts->states = rows->states;
	facts->movements = rows->movements;
	facts->touches = rows->touches;
	facts->answer_count = track && track->milestone_count ? (size_t)roll(dice, RANDOM_ROWS / 2) : 0;
	for (size_t i = 0; i < facts->answer_count; i++)
		rows->answers[i] = (struct answer_fact){
			.milestone = roll(dice, track->milestone_count),
			.on = roll(dice, RANDOM_DAYS),
			.at = roll(dice, 4),
			.answer = (enum answer)(1 + roll(dice, 3)),
		};
	facts->pass_count = track ? (size_t)roll(dice, 3) : 0;
	for (size_t i = 0; i < facts->pass_count; i++)
		rows->passes[i] = (struct pass_fact){ roll(dice, track->stage_count), roll(dice, RANDOM_DAYS) };
	random_states(dice, rows);
	facts->movement_count = (size_t)roll(dice, 5);
	for (size_t i = 0; i < facts->movement_count; i++)
		rows->movements[i] = (struct movement_fact){ roll(dice, RANDOM_DAYS), roll(dice, 100000) - 30000 };
	facts->touch_count = (size_t)roll(dice, 6);
	for (size_t i = 0; i < facts->touch_count; i++)
		rows->touches[i] = (struct touch_fact){ roll(dice, RANDOM_DAYS),
							roll(dice, 2) ? FROM_US : FROM_THEM, -1, -1 };
}

#endif
