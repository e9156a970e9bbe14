/* What may be wrong with a scorecard: first of all ranges that overlap or leave a gap. */
#include <stdio.h>
#include <string.h>

#include "core/health.h"

/* ---- ranges ---- */

struct edges {
	__int128 low, high;
};

static __int128 up_to_step(__int128 value, int64_t step)
{
	__int128 rest = value % step;

	return rest == 0 ? value : value - rest + (rest > 0 ? step : 0);
}

static __int128 down_to_step(__int128 value, int64_t step)
{
	__int128 rest = value % step;

	return rest == 0 ? value : value - rest - (rest < 0 ? step : 0);
}

/* The lowest and the highest value that are looked at and in the range. */
static struct edges edges_of(const struct range *range, const struct edges *all, int64_t step)
{
	struct edges out = *all;
	__int128 from = (__int128)range->from + range->from_open, to = (__int128)range->to - range->to_open;

	if (range->has_from && from > out.low)
		out.low = up_to_step(from, step);
	if (range->has_to && to < out.high)
		out.high = down_to_step(to, step);
	return out;
}

static bool fault_is(struct range_fault *fault, enum range_problem problem, int a, int b, __int128 low,
		     __int128 high)
{
	*fault = (struct range_fault){ problem, a, b, (int64_t)low, (int64_t)high };
	return false;
}

static bool check_pairs(const struct range *ranges, int count, const struct edges *all, int64_t step,
			struct range_fault *fault)
{
	for (int a = 0; a < count; a++) {
		struct edges first = edges_of(&ranges[a], all, step);

		if (first.low > first.high)
			return fault_is(fault, RANGE_EMPTY, a, -1, ranges[a].has_from ? ranges[a].from : all->low,
					ranges[a].has_to ? ranges[a].to : all->high);
		for (int b = 0; b < a; b++) {
			struct edges second = edges_of(&ranges[b], all, step);
			__int128 low = first.low > second.low ? first.low : second.low;
			__int128 high = first.high < second.high ? first.high : second.high;

			if (low <= high)
				return fault_is(fault, RANGE_OVERLAP, b, a, low, high);
		}
	}
	return true;
}

bool ranges_check(const struct range *ranges, int count, int64_t least, int64_t most, int64_t step,
		  struct range_fault *fault)
{
	struct edges all = { up_to_step(least, step), down_to_step(most, step) };
	__int128 at = all.low;
	int last = -1;

	*fault = (struct range_fault){ RANGES_SOUND, -1, -1, 0, 0 };
	if (!check_pairs(ranges, count, &all, step, fault))
		return false;
	while (at <= all.high) {
		__int128 next = all.high + step;
		int next_at = -1;

		/* The one that begins here, else the first that begins later. */
		for (int i = 0; i < count; i++) {
			struct edges edges = edges_of(&ranges[i], &all, step);

			if (edges.low >= at && edges.low < next) {
				next = edges.low;
				next_at = i;
			}
		}
		if (next > at)
			return fault_is(fault, RANGE_GAP, last, next_at, at, next - step);
		last = next_at;
		at = edges_of(&ranges[next_at], &all, step).high + step;
	}
	return true;
}

/* ---- the scorecard ---- */

static bool wrong(struct card_fault *fault, const char *text)
{
	snprintf(fault->text, sizeof fault->text, "%s", text);
	return false;
}

static const char *range_words(enum range_problem problem)
{
	static const char *const words[] = {
		[RANGES_SOUND] = "",
		[RANGE_EMPTY] = "nothing can be in the range",
		[RANGE_OVERLAP] = "the ranges overlap",
		[RANGE_GAP] = "the ranges leave a gap",
	};

	return words[problem];
}

#define GRADES_MAX 64

static bool check_grades(const struct indicator *indicator, const struct grade *grades, int count,
			 struct card_fault *fault)
{
	struct range ranges[GRADES_MAX];

	if (count > GRADES_MAX)
		return wrong(fault, "an indicator has too many grades");
	for (int g = 0; g < count; g++) {
		ranges[g] = grades[g].range;
		if (grades[g].score < 0 || grades[g].score > SCORE_MAX)
			return wrong(fault, "a grade's score is not from 0 to 100");
	}
	if (!ranges_check(ranges, count, indicator->kind->least, indicator->kind->most, indicator_step(indicator),
			  &fault->ranges))
		return wrong(fault, range_words(fault->ranges.problem));
	return true;
}

static bool check_curve(const struct curve *curve, struct card_fault *fault)
{
	if (curve->count < 0 || curve->count > CURVE_MAX)
		return wrong(fault, "a curve has too many points");
	for (int p = 0; p < curve->count; p++) {
		if (curve->points[p].score < 0 || curve->points[p].score > SCORE_MAX)
			return wrong(fault, "a point's score is not from 0 to 100");
		if (p && curve->points[p].value <= curve->points[p - 1].value)
			return wrong(fault, "the points of a curve do not ascend");
	}
	return true;
}

/* Kinds that look at others look at simple ones and at those before them alone: no circle. */
static bool check_others(const struct scorecard *card, const struct indicator_args *args, int self,
			 struct card_fault *fault)
{
	if (args->indicator_count <= 0)
		return wrong(fault, "an indicator of others names none");
	for (int i = 0; i < args->indicator_count; i++) {
		int index = args->indicators[i];

		if (index < 0 || index >= scorecard_indicators(card) || index == self)
			return wrong(fault, "an indicator names another that is not there");
		if (index > self && scorecard_indicator(card, index)->kind->takes & ARG_INDICATORS)
			return wrong(fault,
				     "an indicator of others names one that comes later and is of others too");
	}
	return true;
}

static bool is_word(int index, const struct names *names)
{
	return index >= 0 && (size_t)index < names->count;
}

static bool check_args(const struct scorecard *card, const struct indicator *indicator, int self,
		       struct card_fault *fault)
{
	static const struct card_words none;
	const struct card_words *words = card->words ? card->words : &none;
	const struct indicator_args *args = &indicator->args;
	unsigned needs = indicator->kind->needs;

	if ((needs & ARG_MEASURE && !is_word(args->measure, &words->measures)) ||
	    (needs & ARG_OVER && !is_word(args->over, &words->measures)))
		return wrong(fault, "an indicator names no measure");
	if ((needs & ARG_FIELD && !is_word(args->field, &words->fields)) ||
	    (needs & ARG_TRACK && !is_word(args->track, &words->tracks)))
		return wrong(fault, "an indicator names no field or track");
	if (args->window < 0 || args->before < 0 || (needs & ARG_WINDOW && args->window == 0))
		return wrong(fault, "an indicator's window is no number of days");
	if (needs & ARG_ROLES && !args->roles)
		return wrong(fault, "an indicator names no roles");
	if ((needs & ARG_MILESTONE && !args->milestone) || (needs & ARG_LABEL && !args->label))
		return wrong(fault, "an indicator lacks its milestone or label");
	return !(needs & ARG_INDICATORS) || check_others(card, args, self, fault);
}

static bool check_indicator(const struct scorecard *card, const struct indicator *indicator, int self,
			    struct card_fault *fault)
{
	bool graded = indicator->grade_count > 0 || indicator->variant_count > 0;

	fault->indicator = self;
	if (indicator->weight < 0 || indicator->fresh_days < 0 || indicator->marked_days < 0)
		return wrong(fault, "a weight or a number of days is below 0");
	if (graded && indicator->curve.count)
		return wrong(fault, "an indicator has both a curve and grades");
	if (!graded && !indicator->curve.count && indicator->weight > 0)
		return wrong(fault, "an indicator that counts has neither a curve nor grades");
	if (!check_args(card, indicator, self, fault) || !check_curve(&indicator->curve, fault))
		return false;
	if (indicator->grade_count && !check_grades(indicator, indicator->grades, indicator->grade_count, fault))
		return false;
	for (int v = 0; v < indicator->variant_count; v++) {
		fault->variant = v;
		if (!check_grades(indicator, indicator->variants[v].grades, indicator->variants[v].grade_count,
				  fault))
			return false;
	}
	fault->variant = -1;
	return true;
}

static bool has_label(const struct grade *grades, int count, const char *label)
{
	for (int g = 0; g < count; g++)
		if (!strcmp(grade_label(&grades[g]), label))
			return true;
	return false;
}

static bool check_rules(const struct scorecard *card, struct card_fault *fault)
{
	for (int r = 0; r < card->rule_count; r++)
		for (int c = 0; c < card->rules[r].count; c++) {
			const struct rule_condition *condition = &card->rules[r].conditions[c];
			const struct indicator *indicator;
			bool found;

			if (condition->indicator < 0 || condition->indicator >= scorecard_indicators(card))
				return wrong(fault, "a rule names an indicator that is not there");
			indicator = scorecard_indicator(card, condition->indicator);
			found = has_label(indicator->grades, indicator->grade_count, condition->label);
			for (int v = 0; v < indicator->variant_count && !found; v++)
				found = has_label(indicator->variants[v].grades, indicator->variants[v].grade_count,
						  condition->label);
			fault->indicator = condition->indicator;
			if (!found)
				return wrong(fault, "a rule names a label that its indicator never has");
		}
	fault->indicator = -1;
	return true;
}

static bool check_bands(const struct scorecard *card, struct card_fault *fault)
{
	struct range ranges[CARD_MAX_BANDS];

	if (card->band_count < 0 || card->band_count > CARD_MAX_BANDS)
		return wrong(fault, "there are too many bands");
	for (int b = 0; b < card->band_count; b++)
		ranges[b] = (struct range){
			.has_from = true, .from = card->bands[b].from, .has_to = true, .to = card->bands[b].to
		};
	if (card->band_count && !ranges_check(ranges, card->band_count, 0, 100, 1, &fault->ranges))
		return wrong(fault, range_words(fault->ranges.problem));
	return true;
}

bool scorecard_check(const struct scorecard *card, struct card_fault *fault)
{
	int count = 0;

	*fault = (struct card_fault){ .dimension = -1, .indicator = -1, .variant = -1 };
	if (!scale_is_known(card->scale))
		return wrong(fault, "the scale is neither 100 nor 10");
	if (card->count < 0 || card->count > HEALTH_MAX_DIMENSIONS)
		return wrong(fault, "there are too many dimensions");
	if (scorecard_indicators(card) > HEALTH_MAX_INDICATORS)
		return wrong(fault, "there are too many indicators");
	for (int d = 0; d < card->count; d++) {
		fault->dimension = d;
		if (card->dimensions[d].weight < 0)
			return wrong(fault, "a dimension's weight is below 0");
		for (int i = 0; i < card->dimensions[d].count; i++)
			if (!check_indicator(card, &card->dimensions[d].indicators[i], count++, fault))
				return false;
	}
	fault->dimension = -1;
	for (int i = 0; i < card->beside_count; i++)
		if (!check_indicator(card, &card->beside[i], count++, fault))
			return false;
	fault->indicator = -1;
	return check_rules(card, fault) && check_bands(card, fault);
}
