#ifndef WAYMARK_TESTS_CORE_RANDOM_RECORDS_H
#define WAYMARK_TESTS_CORE_RANDOM_RECORDS_H
/* Random accounts with all their records, and random scorecards over every kind of indicator. */
#include "core/indicator.h"
#include "random_track.h"

#define RECORD_ROWS 24

struct random_records {
	struct random_rows rows;
	struct measure_fact measures[RECORD_ROWS];
	struct survey_fact surveys[RECORD_ROWS];
	struct contact_fact contacts[RECORD_ROWS];
	struct promise_fact promises[RECORD_ROWS];
	struct outcome_claim outcomes[4];
	struct outcome_fact outcome_values[RECORD_ROWS];
	struct concern_fact concerns[RECORD_ROWS];
	struct field_fact fields[RECORD_ROWS];
	struct level_fact levels[RECORD_ROWS];
	struct override_fact overrides[RECORD_ROWS];
};

static const char *const random_names[] = { "a", "b", "c", "d" };
static const struct card_words random_words = {
	.measures = { random_names, 4, 4 },
	.touch_kinds = { random_names, 3, 3 },
	.segments = { random_names, 3, 3 },
	.fields = { random_names, 2, 2 },
	.tracks = { random_names, 2, 2 },
};

/* Half of them on a few days, where rows meet. */
static inline day_t random_day(struct dice *dice)
{
	return roll(dice, 2) ? roll(dice, RANDOM_DAYS) : 50 * roll(dice, RANDOM_DAYS / 50);
}

static inline void random_people(struct dice *dice, struct random_records *out)
{
	struct facts *facts = &out->rows.facts;

	facts->contacts = out->contacts;
	facts->contact_count = (size_t)roll(dice, 12);
	for (size_t i = 0; i < facts->contact_count; i++)
		out->contacts[i] = (struct contact_fact){
			.contact = roll(dice, 4) - (roll(dice, 9) == 0),
			.on = random_day(dice),
			.says_roles = roll(dice, 3) != 0,
			.says_here = roll(dice, 3) == 0,
			.says_sentiment = roll(dice, 2),
			.roles = (unsigned)roll(dice, 1 << CONTACT_ROLES),
			.here = roll(dice, 2),
			.sentiment = roll(dice, 5) - 2,
		};
	for (size_t i = 0; i < facts->touch_count; i++) {
		out->rows.touches[i].kind = roll(dice, 4) - 1;
		out->rows.touches[i].contact = roll(dice, 5) - 1;
	}
	facts->surveys = out->surveys;
	facts->survey_count = (size_t)roll(dice, 8);
	for (size_t i = 0; i < facts->survey_count; i++) {
		int nps = roll(dice, 2);

		out->surveys[i] = (struct survey_fact){
			.kind = nps ? SURVEY_NPS : SURVEY_CSAT,
			.on = random_day(dice),
			.id = roll(dice, 3),
			.contact = roll(dice, 4) - 1,
			.score = roll(dice, nps ? 11 : 6),
			.scale = nps ? NPS_SCALE : 5,
		};
	}
}

static inline void random_promises(struct dice *dice, struct random_records *out)
{
	struct facts *facts = &out->rows.facts;

	facts->promises = out->promises;
	facts->promise_count = (size_t)roll(dice, 10);
	for (size_t i = 0; i < facts->promise_count; i++)
		out->promises[i] = (struct promise_fact){
			.promise = roll(dice, 4) - (roll(dice, 9) == 0),
			.on = random_day(dice),
			.says_state = roll(dice, 2),
			.says_due = roll(dice, 2),
			.says_confirmed = roll(dice, 2),
			.state = (enum promise_state)roll(dice, PROMISE_STATES),
			.due = roll(dice, 5) ? random_day(dice) : DAY_NONE,
			.confirmed = roll(dice, 2),
		};
	facts->outcomes = out->outcomes;
	facts->outcome_count = (size_t)roll(dice, 4);
	for (size_t i = 0; i < facts->outcome_count; i++)
		out->outcomes[i] = (struct outcome_claim){
			.start = roll(dice, 3) ? random_day(dice) : DAY_NONE,
			.due = roll(dice, 3) ? random_day(dice) : DAY_NONE,
			.has_baseline = roll(dice, 2),
			.has_target = roll(dice, 5) != 0,
			.baseline = roll(dice, 50000) - 10000,
			.target = roll(dice, 50000) - 10000,
		};
	facts->outcome_values = out->outcome_values;
	facts->outcome_value_count = (size_t)roll(dice, 8);
	for (size_t i = 0; i < facts->outcome_value_count; i++)
		out->outcome_values[i] = (struct outcome_fact){ roll(dice, 6) - 1, random_day(dice),
								roll(dice, 50000) - 10000 };
}

static inline void random_records(struct dice *dice, const struct track *track, struct random_records *out)
{
	struct facts *facts = &out->rows.facts;

	memset(out, 0, sizeof *out);
	random_facts(dice, track, &out->rows);
	facts->contract = roll(dice, 3) ? random_day(dice) - 100 : DAY_NONE;
	random_people(dice, out);
	random_promises(dice, out);
	facts->measures = out->measures;
	facts->measure_count = (size_t)roll(dice, RECORD_ROWS);
	for (size_t i = 0; i < facts->measure_count; i++)
		out->measures[i] = (struct measure_fact){ roll(dice, 5) - 1, random_day(dice),
							  roll(dice, 90000) - 5000 };
	facts->concerns = out->concerns;
	facts->concern_count = (size_t)roll(dice, 4);
	for (size_t i = 0; i < facts->concern_count; i++)
		out->concerns[i] = (struct concern_fact){ (enum concern_level)roll(dice, CONCERN_LEVELS),
							  random_day(dice),
							  roll(dice, 2) ? random_day(dice) : DAY_NONE };
	facts->fields = out->fields;
	facts->field_count = (size_t)roll(dice, 4);
	for (size_t i = 0; i < facts->field_count; i++)
		out->fields[i] = (struct field_fact){ roll(dice, 2), random_day(dice), roll(dice, 2) };
	facts->levels = out->levels;
	facts->level_count = (size_t)roll(dice, 5);
	for (size_t i = 0; i < facts->level_count; i++)
		out->levels[i] = (struct level_fact){ roll(dice, 2), random_day(dice), roll(dice, 6) };
	facts->overrides = out->overrides;
	facts->override_count = (size_t)roll(dice, 3);
	for (size_t i = 0; i < facts->override_count; i++)
		out->overrides[i] = (struct override_fact){ random_day(dice), random_day(dice), 1 + roll(dice, 3) };
}

/* ---- scorecards ---- */

#define CARD_INDICATORS 20

struct random_card {
	struct scorecard card;
	struct dimension dimensions[5];
	struct indicator indicators[CARD_INDICATORS];
	struct grade grades[CARD_INDICATORS][3], others[CARD_INDICATORS][3];
	struct variant variants[CARD_INDICATORS];
	int named[CARD_INDICATORS][3];
	struct card_rule rule;
	struct rule_condition condition;
};

static inline int64_t random_value(struct dice *dice, const struct indicator_kind *kind)
{
	if (kind->most != INT64_MAX && kind->least != INT64_MIN)
		return kind->least + roll(dice, (int)(kind->most - kind->least) + 1);
	return (int64_t)(roll(dice, 400) - (kind->least == 0 ? 0 : 50)) * kind->scale;
}

/* Ranges that meet, with scores in any order: no more monotone than the tables that are published. Of yes or
 * no there are two, else three. Returns how many. */
static inline int random_grades(struct dice *dice, const struct indicator_kind *kind, struct grade *grades)
{
	bool two = kind->least == 0 && kind->most == 1;
	int64_t low = random_value(dice, kind), high = random_value(dice, kind), swap = low;

	if (low > high) {
		low = high;
		high = swap;
	}
	low = two || low == kind->least ? kind->least + 1 : low;
	high = high == kind->most ? high - 1 : high;
	high = high < low ? low : high;
	grades[0] = (struct grade){
		{ .has_to = true, .to_open = true, .to = low }, roll(dice, 10001), "low", BAND_RISK
	};
	grades[1] = (struct grade){
		{ .has_from = true, .from = low, .has_to = !two, .to = high }, roll(dice, 10001), "mid", BAND_WATCH
	};
	grades[2] = (struct grade){
		{ .has_from = true, .from_open = true, .from = high }, roll(dice, 10001), NULL, BAND_GOOD
	};
	return two ? 2 : 3;
}

static inline void random_curve(struct dice *dice, const struct indicator_kind *kind, struct curve *curve)
{
	int64_t value = random_value(dice, kind);

	curve->count = 1 + roll(dice, 4);
	for (int p = 0; p < curve->count; p++) {
		curve->points[p].value = value;
		curve->points[p].score = roll(dice, 10001);
		value += (int64_t)(1 + roll(dice, 60)) * kind->scale;
	}
}

static inline void random_indicator(struct dice *dice, struct random_card *out, int index)
{
	struct indicator *indicator = &out->indicators[index];
	int count = 0;

	*indicator = (struct indicator){
		.name = "indicator",
		.kind = &indicator_kinds[roll(dice, index < 3 ? KIND_LABELLED : KIND_COUNT)],
		.weight = roll(dice, 6) ? 1 + roll(dice, 20) : 0,
		.fresh_days = roll(dice, 3) ? 0 : 20 + roll(dice, 100),
		.marked_days = roll(dice, 3) ? 0 : roll(dice, 60),
		.in_grace = roll(dice, 2),
		.args = { .measure = roll(dice, 4),
			  .over = roll(dice, 4),
			  .window = 1 + roll(dice, 120),
			  .before = roll(dice, 120),
			  .fold = (enum fold)roll(dice, 3),
			  .touch_kinds = (uint64_t)roll(dice, 8),
			  .from = (unsigned)roll(dice, 4),
			  .survey = (enum survey_kind)roll(dice, SURVEY_KINDS),
			  .roles = 1 + (unsigned)roll(dice, (1 << CONTACT_ROLES) - 1),
			  .milestone = "m1",
			  .field = roll(dice, 2),
			  .track = roll(dice, 2),
			  .label = "mid" },
	};
	if (roll(dice, 5) == 0)
		indicator->applies = (struct applies){ .segments = (uint64_t)roll(dice, 8),
						       .age_from = roll(dice, 200) };
	for (int i = 0; i < index && count < 3; i++)
		if (roll(dice, 3) == 0 || i == 0)
			out->named[index][count++] = i;
	indicator->args.indicators = out->named[index];
	indicator->args.indicator_count = count;
	if (roll(dice, 2)) {
		random_curve(dice, indicator->kind, &indicator->curve);
		return;
	}
	indicator->grade_count = random_grades(dice, indicator->kind, out->grades[index]);
	random_grades(dice, indicator->kind, out->others[index]);
	indicator->grades = out->grades[index];
	out->variants[index] = (struct variant){ { .segments = (uint64_t)roll(dice, 8) },
						 out->others[index],
						 indicator->grade_count };
	indicator->variants = &out->variants[index];
	indicator->variant_count = roll(dice, 2);
}

static inline void random_scorecard(struct dice *dice, struct random_card *out)
{
	int next = 0;

	memset(out, 0, sizeof *out);
	out->card = (struct scorecard){
		.name = "random",
		.version = "1",
		.words = &random_words,
		.dimensions = out->dimensions,
		.count = 1 + roll(dice, 5),
		.bands = { { 0, 39, BAND_RISK, "red" },
			   { 40, 69, BAND_WATCH, NULL },
			   { 70, 100, BAND_GOOD, "green" } },
		.band_count = 3,
		.grace_days = roll(dice, 3) ? 0 : 60,
	};
	for (int d = 0; d < out->card.count; d++) {
		int count = 1 + roll(dice, 3);

		out->dimensions[d] = (struct dimension){ .name = "dimension",
							 .weight = roll(dice, 8) ? 1 + roll(dice, 50) : 0,
							 .indicators = &out->indicators[next],
							 .count = count };
		for (int i = 0; i < count; i++)
			random_indicator(dice, out, next++);
	}
	out->card.beside = &out->indicators[next];
	out->card.beside_count = 1;
	random_indicator(dice, out, next);
	if (out->indicators[0].grade_count && roll(dice, 2)) {
		out->condition = (struct rule_condition){ 0, "low" };
		out->rule = (struct card_rule){ &out->condition, 1, BAND_RISK, "at risk" };
		out->card.rules = &out->rule;
		out->card.rule_count = 1;
	}
}

#endif
