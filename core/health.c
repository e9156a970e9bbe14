#include "core/health_private.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "core/xalloc.h"

#define POINT 100 /* hundredths */

const char *indicator_state_name(enum indicator_state state)
{
	static const char *const names[] = {
		[INDICATOR_KNOWN] = "known",
		[INDICATOR_STALE] = "stale",
		[INDICATOR_UNKNOWN] = "unknown",
		[INDICATOR_SHOWN] = "shown",
		[INDICATOR_NOT_APPLICABLE] = "not applicable",
		[INDICATOR_IN_GRACE] = "in grace",
	};

	return names[state];
}

#define FEW_PARTS HEALTH_MAX_INDICATORS

void health_apportion(int total, const int64_t *weights, int count, int *points)
{
	int64_t sum = 0, few[FEW_PARTS], *rests = few;
	int left = total;

	for (int i = 0; i < count; i++)
		sum += weights[i];
	if (count <= 0)
		return;
	if (sum == 0) {
		memset(points, 0, (size_t)count * sizeof *points);
		points[0] = total;
		return;
	}
	if (count > FEW_PARTS)
		rests = xcalloc((size_t)count, sizeof *rests);
	for (int i = 0; i < count; i++) {
		int64_t share = total * weights[i];

		points[i] = 0;
		rests[i] = 0;
		if (share == 0)
			continue;
		points[i] = (int)(share / sum);
		rests[i] = share % sum;
		left -= points[i];
	}
	/* One point each to the largest remainders; there are always more of them above zero than
	 * points left. */
	for (; left > 0; left--) {
		int best = 0;

		for (int i = 1; i < count; i++)
			if (rests[i] > rests[best])
				best = i;
		points[best]++;
		rests[best] = -1;
	}
	if (rests != few)
		free(rests);
}

/* The grades that hold for this account. */
static const struct grade *grades_for(const struct scoring *scoring, const struct indicator *indicator, int *count)
{
	for (int v = 0; v < indicator->variant_count; v++)
		if (applies_to(&indicator->variants[v].applies, scoring->view, scoring->position)) {
			*count = indicator->variants[v].grade_count;
			return indicator->variants[v].grades;
		}
	*count = indicator->grade_count;
	return indicator->grades;
}

static int64_t floored(int64_t value, int64_t unit)
{
	int64_t rest = value % unit;

	return value - (rest < 0 ? rest + unit : rest);
}

static void grade_indicator(const struct scoring *scoring, const struct indicator *indicator,
			    struct indicator_score *out)
{
	int64_t value = out->reading.value;
	int count;
	const struct grade *grades = grades_for(scoring, indicator, &count);

	if (indicator->whole)
		value = floored(value, indicator->kind->scale);
	out->grade = grade_find(grades, count, value);
	if (out->grade)
		out->score = out->grade->score;
	else
		out->state = INDICATOR_UNKNOWN;
}

static void score_indicator(const struct scoring *scoring, const struct indicator *indicator,
			    struct indicator_score *out)
{
	struct reading reading = indicator->kind->read(scoring, indicator);

	/* Field by field: a copied struct would bring along its padding, and equal scores are
	 * equal byte for byte. */
	out->reading.known = reading.known;
	out->reading.value = reading.value;
	out->reading.age_days = reading.age_days;
	out->reading.against = reading.against;
	if (!reading.known)
		return;
	if (indicator->fresh_days > 0 && reading.age_days > indicator->fresh_days) {
		out->state = INDICATOR_STALE;
		return;
	}
	out->state = indicator->weight > 0 ? INDICATOR_KNOWN : INDICATOR_SHOWN;
	out->marked = indicator->marked_days > 0 && reading.age_days > indicator->marked_days;
	if (indicator->grade_count || indicator->variant_count)
		grade_indicator(scoring, indicator, out);
	else if (indicator->curve.count)
		out->score = curve_score(&indicator->curve, reading.value);
}

/* Mean of the known indicators by weight. */
static int dimension_mean(const struct dimension *dimension, const struct indicator_score *indicators)
{
	int64_t sum = 0, weight = 0;

	for (int i = 0; i < dimension->count; i++) {
		if (indicators[i].state != INDICATOR_KNOWN)
			continue;
		sum += (int64_t)dimension->indicators[i].weight * indicators[i].score;
		weight += dimension->indicators[i].weight;
	}
	return weight ? (int)(sum / weight) : HEALTH_UNKNOWN;
}

static bool counts(const struct dimension_score *dimension)
{
	return dimension->score != HEALTH_UNKNOWN && dimension->dimension->weight > 0;
}

static int whole_mean(const struct health *health)
{
	int64_t sum = 0, weight = 0;

	for (int d = 0; d < health->count; d++) {
		const struct dimension_score *dimension = &health->dimensions[d];

		if (!counts(dimension))
			continue;
		sum += (int64_t)dimension->dimension->weight * dimension->score;
		weight += dimension->dimension->weight;
	}
	return weight ? (int)(sum / weight) : HEALTH_UNKNOWN;
}

/*
 * The whole part of a sum of proper fractions, exactly. Each is written out to DIGITS places in
 * base 2^24. The sum's denominator divides the product of at most 12 denominators below 2^37, so
 * what is not whole stays further from the next whole number than the places cut off amount to;
 * to round those up therefore makes whole what is whole and nothing else.
 */
#define DIGITS 20
#define DIGIT_BITS 24

static int64_t fractions_whole(uint64_t *rests, const uint64_t *of, int count)
{
	uint64_t digits[DIGITS] = { 0 }, carry = 0;
	bool open = false;

	for (int i = 0; i < count; i++)
		open |= rests[i] != 0;
	if (!open)
		return 0;
	for (int place = 0; place < DIGITS; place++) {
		open = false;
		for (int i = 0; i < count; i++) {
			uint64_t scaled = rests[i] << DIGIT_BITS;

			digits[place] += scaled / of[i];
			rests[i] = scaled % of[i];
			open |= rests[i] != 0;
		}
		if (!open)
			break;
	}
	if (open)
		carry = (uint64_t)count;
	for (int place = DIGITS - 1; place >= 0; place--)
		carry = (digits[place] + carry) >> DIGIT_BITS;
	return (int64_t)carry;
}

/* The whole percents of a share of a weight are added; what is left over all is returned. */
static uint64_t share_of(int weight, int64_t known, int64_t all, int64_t *whole)
{
	__int128 share = (__int128)100 * weight * known;

	*whole += (int64_t)(share / all);
	return (uint64_t)(share % all);
}

/* Known weight over all weight in percent: the mean over dimensions of the share of their
 * indicators' weight that is known. One without counted indicators is never known; what does
 * not apply to the account is not missed either. */
static int confidence(const struct health *health)
{
	uint64_t rests[HEALTH_MAX_DIMENSIONS], of[HEALTH_MAX_DIMENSIONS];
	int64_t whole = 0, weight = 0;
	int count = 0;

	for (int d = 0; d < health->count; d++) {
		const struct dimension_score *scored = &health->dimensions[d];
		const struct dimension *dimension = scored->dimension;
		int64_t known = 0, all = 0, without = 0;
		for (int i = 0; i < dimension->count; i++) {
			enum indicator_state state = health->indicators[scored->first + i].state;

			if (state == INDICATOR_NOT_APPLICABLE)
				without += dimension->indicators[i].weight;
			else
				all += dimension->indicators[i].weight;
			if (state == INDICATOR_KNOWN)
				known += dimension->indicators[i].weight;
		}
		if (all == 0 && without > 0)
			continue;
		weight += dimension->weight;
		if (all == 0)
			continue;
		if (known == 0 || known == all) { /* the most by far, and no division */
			whole += known ? INT64_C(100) * dimension->weight : 0;
			continue;
		}
		rests[count] = share_of(dimension->weight, known, all, &whole);
		of[count++] = (uint64_t)all;
	}
	return weight ? (int)((whole + fractions_whole(rests, of, count)) / weight) : 0;
}

static void share_points(struct health *health)
{
	int64_t weights[HEALTH_MAX_INDICATORS] = { 0 };
	int points[HEALTH_MAX_INDICATORS];

	for (int d = 0; d < health->count; d++) {
		const struct dimension_score *dimension = &health->dimensions[d];

		weights[d] = counts(dimension) ? (int64_t)dimension->dimension->weight * dimension->score : 0;
	}
	health_apportion(health->score, weights, health->count, points);
	for (int d = 0; d < health->count; d++)
		health->dimensions[d].points = points[d];
	for (int d = 0; d < health->count; d++) {
		struct dimension_score *dimension = &health->dimensions[d];
		struct indicator_score *indicators = &health->indicators[dimension->first];
		int count = dimension->dimension->count;

		for (int i = 0; i < count; i++)
			weights[i] = indicators[i].state != INDICATOR_KNOWN
					     ? 0
					     : (int64_t)indicators[i].indicator->weight * indicators[i].score;
		health_apportion(dimension->points, weights, count, points);
		for (int i = 0; i < count; i++)
			indicators[i].points = points[i];
	}
}

static bool knows_anything(const struct health *health)
{
	int count = health->beside + health->scorecard->beside_count;

	for (int i = 0; i < count; i++)
		if (health->indicators[i].state == INDICATOR_KNOWN ||
		    health->indicators[i].state == INDICATOR_SHOWN)
			return true;
	return false;
}

/* Without a condition it holds wherever there is anything to judge by: no data at all is unknown, not good. */
static bool rule_holds(const struct card_rule *rule, const struct health *health)
{
	if (!rule->count)
		return knows_anything(health);
	for (int c = 0; c < rule->count; c++) {
		const struct grade *grade = health->indicators[rule->conditions[c].indicator].grade;

		if (!grade || strcmp(grade_label(grade), rule->conditions[c].label) != 0)
			return false;
	}
	return true;
}

/* The number's band, and what stands before it: a rule's, and before that one set by hand. */
static void judge(const struct scoring *scoring, struct health *out)
{
	const struct scorecard *card = scoring->card;
	const struct card_band *range = out->score == HEALTH_UNKNOWN ? NULL : scorecard_band(card, out->score);

	out->computed = range ? range->band : BAND_UNKNOWN;
	out->band = out->computed;
	out->label = range && range->label ? range->label : band_name(out->band);
	out->rule = -1;
	if (scoring->view->status == STATUS_CHURNED)
		return;
	for (int r = 0; r < card->rule_count && out->rule < 0; r++)
		if (rule_holds(&card->rules[r], out))
			out->rule = r;
	if (out->rule >= 0) {
		const struct card_rule *rule = &card->rules[out->rule];

		out->cause = BAND_BY_RULE;
		out->band = rule->band;
		out->label = rule->label ? rule->label : band_name(rule->band);
	}
	if (scoring->view->override != BAND_UNKNOWN) {
		out->cause = BAND_BY_HAND;
		out->band = (enum band)scoring->view->override;
		out->label = scorecard_label(card, out->band);
	}
}

static enum indicator_state state_before(const struct scoring *scoring, const struct indicator *indicator,
					 bool in_grace)
{
	const struct applies *applies = &indicator->applies;

	/* To all, as a rule. */
	if ((applies->segments || applies->age_from || applies->age_to || applies->stages) &&
	    !applies_to(applies, scoring->view, scoring->position))
		return INDICATOR_NOT_APPLICABLE;
	return in_grace && !indicator->in_grace ? INDICATOR_IN_GRACE : INDICATOR_UNKNOWN;
}

static bool looks_at_others(const struct indicator *indicator)
{
	return indicator->kind->takes & ARG_INDICATORS;
}

/* A run of indicators, those that look at others or those that do not. Returns whether it left any out. */
static bool score_run(const struct scoring *scoring, const struct indicator *indicators, int count, bool others,
		      bool in_grace, struct indicator_score *out)
{
	/* There is no relationship left to be healthy, whatever its last records say. */
	bool churned = scoring->view->status == STATUS_CHURNED, left = false;

	for (int i = 0; i < count; i++) {
		if (looks_at_others(&indicators[i]) != others) {
			left = true;
			continue;
		}
		out[i].indicator = &indicators[i];
		out[i].state = state_before(scoring, &indicators[i], in_grace);
		out[i].score = HEALTH_UNKNOWN;
		out[i].reading.age_days = -1;
		if (!churned && out[i].state == INDICATOR_UNKNOWN)
			score_indicator(scoring, &indicators[i], &out[i]);
	}
	return left;
}

static bool score_all(const struct scoring *scoring, bool others, bool in_grace, struct health *out)
{
	const struct scorecard *card = scoring->card;
	bool left = false;

	for (int d = 0; d < card->count; d++)
		left |= score_run(scoring, card->dimensions[d].indicators, card->dimensions[d].count, others,
				  in_grace, &out->indicators[out->dimensions[d].first]);
	left |= score_run(scoring, card->beside, card->beside_count, others, in_grace,
			  &out->indicators[out->beside]);
	return left;
}

/* Where each part's indicators are. */
static void lay_out(const struct scorecard *card, struct health *out)
{
	if (card->count > HEALTH_MAX_DIMENSIONS)
		BUG("a scorecard with too many dimensions");
	out->scorecard = card;
	out->count = card->count;
	for (int d = 0; d < card->count; d++) {
		out->dimensions[d].dimension = &card->dimensions[d];
		out->dimensions[d].first = out->beside;
		if (card->dimensions[d].count > HEALTH_MAX_INDICATORS - out->beside)
			BUG("a scorecard with too many indicators");
		out->beside += card->dimensions[d].count;
	}
	if (card->beside_count > HEALTH_MAX_INDICATORS - out->beside)
		BUG("a scorecard with too many indicators");
}

void health_sum(struct health *out)
{
	for (int d = 0; d < out->count; d++)
		out->dimensions[d].score = dimension_mean(out->dimensions[d].dimension,
							  &out->indicators[out->dimensions[d].first]);
	out->hundredths = whole_mean(out);
	out->score = out->hundredths == HEALTH_UNKNOWN ? HEALTH_UNKNOWN : out->hundredths / POINT;
}

/* All but the points of the parts; what there are no indicators for is left as it is. */
static void score_parts(const struct scoring *scoring, struct health *out)
{
	const struct scorecard *card = scoring->card;
	const struct view *view = scoring->view;
	bool in_grace = card->grace_days > 0 && view->contract != DAY_NONE &&
			(int64_t)view->as_of - view->contract < card->grace_days;

	lay_out(card, out);
	if (score_all(scoring, false, in_grace, out))
		score_all(scoring, true, in_grace, out);
	health_sum(out);
	judge(scoring, out);
	out->confidence = confidence(out);
}

void health_score_at(const struct scorecard *card, const struct health_limits *limits, const struct view *view,
		     const struct position *position, struct health *out)
{
	const struct scoring scoring = { card, limits, view, position, out };

	memset(out, 0, sizeof *out);
	score_parts(&scoring, out);
	if (out->score != HEALTH_UNKNOWN)
		share_points(out);
}

void health_score_brief(const struct scorecard *card, const struct health_limits *limits, const struct view *view,
			const struct position *position, struct health *out)
{
	const struct scoring scoring = { card, limits, view, position, out };
	size_t count = (size_t)card->beside_count;

	for (int d = 0; d < card->count; d++)
		count += (size_t)card->dimensions[d].count;
	memset(out, 0, offsetof(struct health, indicators));
	if (count <= HEALTH_MAX_INDICATORS)
		memset(out->indicators, 0, count * sizeof *out->indicators);
	score_parts(&scoring, out);
}

void health_score(const struct scorecard *card, const struct health_limits *limits, const struct view *view,
		  struct health *out)
{
	struct position position;

	view_position(view, &limits->pace, &position);
	health_score_at(card, limits, view, &position, out);
}

void indicator_say(const struct health *health, int indicator, const struct view *view, struct buf *out)
{
	const struct indicator_score *score = &health->indicators[indicator];
	const struct scoring scoring = { .card = health->scorecard, .view = view, .health = health };

	score->indicator->kind->say(out, &scoring, score->indicator, &score->reading);
}

void health_why(const struct health *health, int dimension, const struct view *view, struct buf *out)
{
	const struct dimension_score *scored = &health->dimensions[dimension];
	bool said = false;

	for (int i = 0; i < scored->dimension->count; i++) {
		const struct indicator_score *indicator = &health->indicators[scored->first + i];

		if (indicator->state != INDICATOR_KNOWN)
			continue;
		if (said)
			buf_str(out, "; ");
		indicator_say(health, scored->first + i, view, out);
		said = true;
	}
	if (!said)
		buf_str(out, "no data");
}
