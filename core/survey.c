#include "core/survey.h"

#include <stdlib.h>

#include "core/xalloc.h"

enum { FEW = 64, PROMOTERS_FROM = 9, DETRACTORS_TO = 6 };

enum nps_side nps_side(int score)
{
	return score >= PROMOTERS_FROM ? NPS_PROMOTER : score <= DETRACTORS_TO ? NPS_DETRACTOR : NPS_PASSIVE;
}

bool day_in_window(day_t last, int days, day_t on)
{
	return on <= last && (days <= 0 || (int64_t)on > (int64_t)last - days);
}

/* Of two answers of a contact, the one that stands. */
static bool stands_over(const struct survey_fact *a, const struct survey_fact *b)
{
	if (a->on != b->on)
		return a->on > b->on;
	return a->id != b->id ? a->id > b->id : a->score > b->score;
}

/* Whose answer stands is found in one pass with a place for each contact. */
void surveys_standing(const struct survey_fact *surveys, size_t count, enum survey_kind kind, day_t as_of,
		      int window, survey_each *each, void *data)
{
	const struct survey_fact *few[FEW] = { NULL }, **latest = few;
	size_t contacts = 0;

	for (size_t i = 0; i < count; i++)
		if (surveys[i].contact >= 0 && (size_t)surveys[i].contact >= contacts)
			contacts = (size_t)surveys[i].contact + 1;
	if (contacts > FEW)
		latest = xcalloc(contacts, sizeof *latest);
	for (size_t i = 0; i < count; i++) {
		const struct survey_fact *survey = &surveys[i];

		if (survey->kind != kind || survey->scale <= 0 ||
		    (kind == SURVEY_NPS && survey->scale != NPS_SCALE) || !day_in_window(as_of, window, survey->on))
			continue;
		if (survey->contact < 0)
			each(data, survey);
		else if (!latest[survey->contact] || stands_over(survey, latest[survey->contact]))
			latest[survey->contact] = survey;
	}
	for (size_t c = 0; c < contacts; c++)
		if (latest[c])
			each(data, latest[c]);
	if (latest != few)
		free(latest);
}
