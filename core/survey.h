#ifndef WAYMARK_CORE_SURVEY_H
#define WAYMARK_CORE_SURVEY_H
/* Which answers to surveys stand, and on which side of NPS they are: for indicators and for the numbers alike. */
#include "core/facts.h"

/* Promoters answer 9 or 10, detractors 0 to 6. */
enum nps_side { NPS_PROMOTER, NPS_PASSIVE, NPS_DETRACTOR, NPS_SIDES };
enum nps_side nps_side(int score);

/* Whether a day is one of so many up to and with the last of them; 0: any up to it. */
bool day_in_window(day_t last, int days, day_t on);

/* The answers of a kind that count as of a day: of each contact the latest in the window, and each in it of nobody in
 * particular. Those of NPS only on its own scale. */
typedef void survey_each(void *data, const struct survey_fact *survey);
void surveys_standing(const struct survey_fact *surveys, size_t count, enum survey_kind kind, day_t as_of,
		      int window, survey_each *each, void *data) __attribute__((nonnull(6)));

#endif
