#include "core/scorecard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/health.h"
#include "core/xalloc.h"

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

bool band_from_name(const char *name, enum band *band)
{
	for (int b = BAND_UNKNOWN; b <= BAND_GOOD; b++)
		if (!strcmp(band_name((enum band)b), name)) {
			*band = (enum band)b;
			return true;
		}
	return false;
}

const char *fold_name(enum fold fold)
{
	static const char *const names[] = { [FOLD_LAST] = "last", [FOLD_SUM] = "sum", [FOLD_MEAN] = "mean" };

	return names[fold];
}

bool fold_from_name(const char *name, enum fold *fold)
{
	for (int f = FOLD_LAST; f <= FOLD_MEAN; f++)
		if (!strcmp(fold_name((enum fold)f), name)) {
			*fold = (enum fold)f;
			return true;
		}
	return false;
}

/* ---- words ---- */

int names_find(const struct names *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++)
		if (!strcmp(names->items[i], name))
			return (int)i;
	return -1;
}

int names_add(struct names *names, const char *name)
{
	int found = names_find(names, name);

	if (found >= 0)
		return found;
	if (names->count == names->room)
		names->items = vec_grow((void *)(uintptr_t)names->items, &names->room, names->count + 1,
					sizeof *names->items);
	((const char **)(uintptr_t)names->items)[names->count] = xstrdup(name);
	return (int)names->count++;
}

static void names_free(struct names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free((void *)(uintptr_t)names->items[i]);
	free((void *)(uintptr_t)names->items);
	*names = (struct names){ 0 };
}

static void names_copy(const struct names *from, struct names *to)
{
	for (size_t i = 0; i < from->count; i++)
		names_add(to, from->items[i]);
}

void card_words_init(struct card_words *words)
{
	const struct card_words *own = scorecard_default()->words;

	*words = (struct card_words){ 0 };
	if (!own)
		return;
	names_copy(&own->measures, &words->measures);
	names_copy(&own->touch_kinds, &words->touch_kinds);
	names_copy(&own->segments, &words->segments);
	names_copy(&own->fields, &words->fields);
	names_copy(&own->tracks, &words->tracks);
}

void card_words_free(struct card_words *words)
{
	names_free(&words->measures);
	names_free(&words->touch_kinds);
	names_free(&words->segments);
	names_free(&words->fields);
	names_free(&words->tracks);
}

/* ---- curves, ranges, grades ---- */

/* So far from 0 the plain arithmetic of a line cannot overflow: twice this times a score. */
#define PLAIN_MOST (INT64_C(1) << 46)

/* Between two points the line is floored to hundredths, so it never rises where the curve falls. */
static int line_score(int64_t gone, int64_t run, int rise)
{
	int64_t part = gone * rise;

	return (int)(part < 0 ? -((-part + run - 1) / run) : part / run);
}

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
	if (curve->points[at - 1].value > -PLAIN_MOST && curve->points[at].value < PLAIN_MOST)
		return curve->points[at - 1].score +
		       line_score(value - curve->points[at - 1].value,
				  curve->points[at].value - curve->points[at - 1].value,
				  curve->points[at].score - curve->points[at - 1].score);
	rise = curve->points[at].score - curve->points[at - 1].score;
	run = (__int128)curve->points[at].value - curve->points[at - 1].value;
	part = ((__int128)value - curve->points[at - 1].value) * rise;
	return curve->points[at - 1].score + (int)(part < 0 ? -((-part + run - 1) / run) : part / run);
}

bool range_holds(const struct range *range, int64_t value)
{
	if (range->has_from && (range->from_open ? value <= range->from : value < range->from))
		return false;
	return !range->has_to || !(range->to_open ? value >= range->to : value > range->to);
}

const char *grade_label(const struct grade *grade)
{
	return grade->label ? grade->label : band_name(grade->band);
}

const struct grade *grade_find(const struct grade *grades, int count, int64_t value)
{
	for (int i = 0; i < count; i++)
		if (range_holds(&grades[i].range, value))
			return &grades[i];
	return NULL;
}

/* ---- to whom ---- */

static bool is_stage(const char *const *stages, const struct view *view, const struct position *position)
{
	const char *key = "none";

	if (position->completed)
		key = "completed";
	else if (view->track && position->stage >= 0)
		key = view->track->stages[position->stage].key;
	for (; *stages; stages++)
		if (!strcmp(*stages, key))
			return true;
	return false;
}

bool applies_to(const struct applies *applies, const struct view *view, const struct position *position)
{
	if (applies->segments &&
	    (view->segment < 0 || view->segment >= 64 || !(applies->segments >> view->segment & 1)))
		return false;
	if (applies->age_from || applies->age_to) {
		int64_t age = (int64_t)view->as_of - view->contract;

		if (view->contract == DAY_NONE || age < applies->age_from ||
		    (applies->age_to && age >= applies->age_to))
			return false;
	}
	return !applies->stages || is_stage(applies->stages, view, position);
}

const struct scorecard *scorecard_choose(const struct scorecard *const *cards, size_t count,
					 const struct view *view, const struct position *position)
{
	for (size_t i = 0; i < count; i++)
		if (applies_to(&cards[i]->applies, view, position))
			return cards[i];
	return NULL;
}

/* ---- what it says ---- */

const struct card_band *scorecard_band(const struct scorecard *card, int points)
{
	for (int b = 0; b < card->band_count; b++)
		if (points >= card->bands[b].from && points <= card->bands[b].to)
			return &card->bands[b];
	return NULL;
}

const char *scorecard_label(const struct scorecard *card, enum band band)
{
	for (int b = 0; b < card->band_count; b++)
		if (card->bands[b].band == band && card->bands[b].label)
			return card->bands[b].label;
	for (int r = 0; r < card->rule_count; r++)
		if (card->rules[r].band == band && card->rules[r].label)
			return card->rules[r].label;
	return band_name(band);
}

bool scale_is_known(int scale)
{
	return scale == 0 || scale == 10 || scale == 100;
}

const char *points_text(int scale, int points, char text[POINTS_SIZE])
{
	if (points == HEALTH_UNKNOWN)
		snprintf(text, POINTS_SIZE, "-");
	else if (scale == 10)
		snprintf(text, POINTS_SIZE, "%d.%d", points / 10, points % 10);
	else
		snprintf(text, POINTS_SIZE, "%d", points);
	return text;
}

const char *points_moved(int scale, int points, char text[POINTS_SIZE])
{
	int size = points < 0 ? -points : points;

	if (scale == 10)
		snprintf(text, POINTS_SIZE, "%c%d.%d", points < 0 ? '-' : '+', size / 10, size % 10);
	else
		snprintf(text, POINTS_SIZE, "%+d", points);
	return text;
}

void scorecard_say_score(const struct scorecard *card, int hundredths, struct buf *out)
{
	buf_str(out, POINTS_TEXT(card->scale, hundredths == HEALTH_UNKNOWN ? HEALTH_UNKNOWN : hundredths / 100));
}

int scorecard_indicators(const struct scorecard *card)
{
	int count = card->beside_count;

	for (int d = 0; d < card->count; d++)
		count += card->dimensions[d].count;
	return count;
}

const struct indicator *scorecard_indicator(const struct scorecard *card, int index)
{
	for (int d = 0; d < card->count; d++) {
		if (index < card->dimensions[d].count)
			return &card->dimensions[d].indicators[index];
		index -= card->dimensions[d].count;
	}
	return &card->beside[index];
}

/* ---- the end of one ---- */

static void drop(const void *owned)
{
	free((void *)(uintptr_t)owned);
}

static void drop_applies(const struct applies *applies)
{
	for (int i = 0; applies->stages && applies->stages[i]; i++)
		drop(applies->stages[i]);
	drop(applies->stages);
}

static void drop_grades(const struct grade *grades, int count)
{
	for (int g = 0; g < count; g++)
		drop(grades[g].label);
	drop(grades);
}

static void drop_indicators(const struct indicator *indicators, int count)
{
	for (int i = 0; i < count; i++) {
		const struct indicator *indicator = &indicators[i];

		drop(indicator->name);
		drop(indicator->title);
		drop(indicator->args.milestone);
		drop(indicator->args.indicators);
		drop(indicator->args.label);
		drop_grades(indicator->grades, indicator->grade_count);
		for (int v = 0; v < indicator->variant_count; v++) {
			drop_applies(&indicator->variants[v].applies);
			drop_grades(indicator->variants[v].grades, indicator->variants[v].grade_count);
		}
		drop(indicator->variants);
		drop_applies(&indicator->applies);
	}
	drop(indicators);
}

void scorecard_free(struct scorecard *card)
{
	if (!card)
		return;
	for (int d = 0; d < card->count; d++) {
		drop(card->dimensions[d].name);
		drop(card->dimensions[d].title);
		drop_indicators(card->dimensions[d].indicators, card->dimensions[d].count);
	}
	drop(card->dimensions);
	drop_indicators(card->beside, card->beside_count);
	for (int b = 0; b < card->band_count; b++)
		drop(card->bands[b].label);
	for (int r = 0; r < card->rule_count; r++) {
		for (int c = 0; c < card->rules[r].count; c++)
			drop(card->rules[r].conditions[c].label);
		drop(card->rules[r].conditions);
		drop(card->rules[r].label);
	}
	drop(card->rules);
	drop_applies(&card->applies);
	drop(card->name);
	drop(card->version);
	drop(card->title);
	free(card);
}
