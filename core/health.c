#include "core/health.h"

#include <stdlib.h>
#include <string.h>

#include "core/xalloc.h"

#define POINT 100 /* hundredths */

const char *band_name(enum band band)
{
	static const char *const names[] = {
		[BAND_UNKNOWN] = "unknown",
		[BAND_RISK] = "risk",
		[BAND_WATCH] = "watch",
		[BAND_GOOD] = "good",
	};

	return names[band];
}

const char *indicator_state_name(enum indicator_state state)
{
	static const char *const names[] = {
		[INDICATOR_KNOWN] = "known",
		[INDICATOR_STALE] = "stale",
		[INDICATOR_UNKNOWN] = "unknown",
		[INDICATOR_SHOWN] = "shown",
	};

	return names[state];
}

/* Between two points the line is floored to hundredths, so it never rises where the curve falls. */
int curve_score(const struct curve *curve, int64_t value)
{
	__int128 rise, run, part;
	int at = 0;

	if (curve->count == 0)
		return 0;
	while (at < curve->count && curve->points[at].value <= value)
		at++;
	if (at == 0 || at == curve->count)
		return curve->points[at ? at - 1 : 0].score;
	rise = curve->points[at].score - curve->points[at - 1].score;
	run = (__int128)curve->points[at].value - curve->points[at - 1].value;
	part = ((__int128)value - curve->points[at - 1].value) * rise;
	return curve->points[at - 1].score + (int)(part < 0 ? -((-part + run - 1) / run) : part / run);
}

void health_apportion(int total, const int64_t *weights, int count, int *points)
{
	int64_t sum = 0, last;
	int left = total, last_at = -1;

	for (int i = 0; i < count; i++)
		sum += weights[i];
	for (int i = 0; i < count; i++) {
		points[i] = sum ? (int)(total * weights[i] / sum) : 0;
		left -= points[i];
	}
	if (sum == 0 && count > 0) {
		points[0] = total;
		return;
	}
	/* One point each to the largest remainders: every turn finds the next after the last one
	 * served. There are always more remainders above zero than points left. */
	for (last = sum; left > 0 && count > 0; left--) {
		int64_t best = -1;
		int best_at = 0;

		for (int i = 0; i < count; i++) {
			int64_t rest = total * weights[i] % sum;

			if ((rest < last || (rest == last && i > last_at)) && rest > best) {
				best = rest;
				best_at = i;
			}
		}
		points[best_at]++;
		last = best;
		last_at = best_at;
	}
}

static enum indicator_state judge(const struct indicator *indicator, const struct reading *reading)
{
	if (!reading->known)
		return INDICATOR_UNKNOWN;
	if (indicator->fresh_days > 0 && reading->age_days > indicator->fresh_days)
		return INDICATOR_STALE;
	return indicator->weight > 0 ? INDICATOR_KNOWN : INDICATOR_SHOWN;
}

static void score_indicator(const struct indicator *indicator, const struct reading *reading,
			    struct indicator_score *out)
{
	out->indicator = indicator;
	/* Field by field: a copied struct would bring along its padding, and equal scores are
	 * equal byte for byte. */
	out->reading.known = reading->known;
	out->reading.value = reading->value;
	out->reading.age_days = reading->age_days;
	out->reading.against = reading->against;
	out->state = judge(indicator, reading);
	out->score = HEALTH_UNKNOWN;
	if (out->state == INDICATOR_KNOWN || out->state == INDICATOR_SHOWN)
		out->score = curve_score(&indicator->curve, reading->value);
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

/* Known weight over all weight in percent: the mean over dimensions of the share of their
 * indicators' weight that is known. One without counted indicators is never known. */
static int confidence(const struct health *health)
{
	uint64_t rests[HEALTH_MAX_DIMENSIONS], of[HEALTH_MAX_DIMENSIONS];
	int64_t whole = 0, weight = 0;
	int count = 0;

	for (int d = 0; d < health->count; d++) {
		const struct dimension_score *scored = &health->dimensions[d];
		const struct dimension *dimension = scored->dimension;
		int64_t known = 0, all = 0;
		__int128 share;

		for (int i = 0; i < dimension->count; i++) {
			all += dimension->indicators[i].weight;
			if (health->indicators[scored->first + i].state == INDICATOR_KNOWN)
				known += dimension->indicators[i].weight;
		}
		weight += dimension->weight;
		if (all == 0)
			continue;
		share = (__int128)100 * dimension->weight * known;
		whole += (int64_t)(share / all);
		rests[count] = (uint64_t)(share % all);
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

static enum band band_of(const struct scorecard *card, int score)
{
	if (score == HEALTH_UNKNOWN)
		return BAND_UNKNOWN;
	if (score >= card->good_from)
		return BAND_GOOD;
	return score >= card->watch_from ? BAND_WATCH : BAND_RISK;
}

static void score_at(const struct scorecard *card, const struct health_limits *limits, const struct view *view,
		     const struct position *position, struct health *out)
{
	/* There is no relationship left to be healthy, whatever its last records say. */
	bool churned = view->status == STATUS_CHURNED;
	int next = 0;

	memset(out, 0, sizeof *out);
	if (card->count > HEALTH_MAX_DIMENSIONS)
		BUG("a scorecard with too many dimensions");
	out->scorecard = card;
	out->count = card->count;
	for (int d = 0; d < card->count; d++) {
		const struct dimension *dimension = &card->dimensions[d];

		out->dimensions[d].dimension = dimension;
		out->dimensions[d].first = next;
		if (dimension->count > HEALTH_MAX_INDICATORS - next)
			BUG("a scorecard with too many indicators");
		for (int i = 0; i < dimension->count; i++) {
			const struct indicator *indicator = &dimension->indicators[i];
			struct reading reading = { .known = false, .age_days = -1 };

			if (!churned)
				reading = indicator->kind->read(view, position, limits);
			score_indicator(indicator, &reading, &out->indicators[next + i]);
		}
		out->dimensions[d].score = dimension_mean(dimension, &out->indicators[next]);
		next += dimension->count;
	}
	out->hundredths = whole_mean(out);
	out->score = out->hundredths == HEALTH_UNKNOWN ? HEALTH_UNKNOWN : out->hundredths / POINT;
	out->band = band_of(card, out->score);
	out->confidence = confidence(out);
	if (out->score != HEALTH_UNKNOWN)
		share_points(out);
}

void health_score(const struct scorecard *card, const struct health_limits *limits, const struct view *view,
		  struct health *out)
{
	struct position position;

	view_position(view, &limits->pace, &position);
	score_at(card, limits, view, &position, out);
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
		indicator->indicator->kind->say(out, view, &indicator->reading);
		said = true;
	}
	if (!said)
		buf_str(out, "no data");
}

void whatif_begin(struct whatif *whatif, const struct scorecard *card, const struct health_limits *limits,
		  struct view *view)
{
	struct health health;

	memset(whatif, 0, sizeof *whatif);
	whatif->card = card;
	whatif->limits = limits;
	whatif->view = view;
	for (int s = 0; view->track && s < view->track->stage_count; s++)
		track_tally(view->track, s, view->standing, &whatif->tallies[s]);
	view_position(view, &limits->pace, &whatif->position);
	score_at(card, limits, view, &whatif->position, &health);
	whatif->health = health.hundredths;
	whatif->confidence = health.confidence;
}

/* A first answer given today makes today the start, and one given on the day of the start
 * belongs to what was settled at it. */
static void whatif_start(struct view *view, const struct stage_tally *tallies)
{
	if (view->start != DAY_NONE && view->start < view->as_of)
		return;
	view->start = view->as_of;
	view->settled_at_start = 0;
	for (int s = 0; s < view->track->stage_count; s++)
		view->settled_at_start += tallies[s].settled;
}

/* Give the answers, and count the stages they are in again. old takes what stood before. */
static void whatif_answer(struct view *view, const struct whatif_answer *answers, int count,
			  struct stage_tally *tallies, struct standing *old)
{
	bool given = false;

	for (int i = 0; i < count; i++) {
		struct standing *stands;

		if (!view->track || answers[i].milestone < 0 ||
		    answers[i].milestone >= view->track->milestone_count)
			BUG("a what-if of a milestone that is not there");
		stands = &view->standing[answers[i].milestone];
		old[i] = *stands;
		*stands = (struct standing){ answers[i].answer, view->as_of };
		if (answers[i].answer == ANSWER_OPEN)
			stands->on = DAY_NONE;
		given |= milestone_begins(&view->track->milestones[answers[i].milestone], answers[i].answer);
	}
	for (int i = 0; i < count; i++) {
		int stage = view->track->milestones[answers[i].milestone].stage;

		track_tally(view->track, stage, view->standing, &tallies[stage]);
	}
	if (given || (view->start != DAY_NONE && count > 0))
		whatif_start(view, tallies);
}

#define WHATIF_FEW 32

void whatif_try(struct whatif *whatif, const struct whatif_answer *answers, int count, struct change *out)
{
	struct view *view = whatif->view;
	struct standing few[WHATIF_FEW], *old = few;
	struct stage_tally tallies[TRACK_MAX_STAGES];
	day_t start = view->start;
	int settled_at_start = view->settled_at_start;
	struct health health;

	memset(out, 0, sizeof *out);
	out->stage_before = out->stage_after = whatif->position;
	out->health_before = out->health_after = whatif->health;
	out->confidence_before = out->confidence_after = whatif->confidence;
	if (count <= 0)
		return;
	if (count > WHATIF_FEW)
		old = xcalloc((size_t)count, sizeof *old);
	if (view->track)
		memcpy(tallies, whatif->tallies, (size_t)view->track->stage_count * sizeof *tallies);
	whatif_answer(view, answers, count, tallies, old);
	track_position_tallied(view->track, tallies, view->standing, view->passes, view->start,
			       &whatif->limits->pace, view->as_of, &out->stage_after);
	score_at(whatif->card, whatif->limits, view, &out->stage_after, &health);
	out->health_after = health.hundredths;
	out->confidence_after = health.confidence;

	/* Last first, so that a milestone answered twice gets back what stood at the beginning. */
	for (int i = count - 1; i >= 0; i--)
		view->standing[answers[i].milestone] = old[i];
	view->start = start;
	view->settled_at_start = settled_at_start;
	if (old != few)
		free(old);
}

void health_whatif(const struct scorecard *card, const struct health_limits *limits, struct view *view,
		   const struct whatif_answer *answers, int count, struct change *out)
{
	struct whatif whatif;

	whatif_begin(&whatif, card, limits, view);
	whatif_try(&whatif, answers, count, out);
}
