/* What would have been shown of the sample book's health, had somebody looked at it week by week. */
#include "core/ids.h"
#include "storage/demo_private.h"
#include "storage/facts_read.h"
#include "storage/history.h"

enum { WEEKS = 26 };

struct weeks {
	VEC(struct shown) shown[WEEKS];
};

static day_t day_of(const struct book *book, int week)
{
	return book->options.today - 7 * (WEEKS - week);
}

/* Each account once, over all the weeks; what was not known then was not shown. */
static int score_weeks(struct book *book, struct weeks *weeks, struct error *error)
{
	struct facts_reader reader = { 0 };
	int found = -1;

	if (facts_begin(&reader, book, INT64_MIN, INT64_MAX, error) == 0)
		while ((found = facts_next(&reader, 0, error)) == 1)
			for (int week = 0; week < WEEKS && reader.id != ORGANISATION_ID; week++) {
				struct scored scored;

				facts_score(&reader, day_of(book, week), &scored);
				if (scored.health.hundredths == HEALTH_UNKNOWN)
					continue;
				*vec_add(&weeks->shown[week]) = (struct shown){
					.account = reader.id,
					.hundredths = scored.health.hundredths,
					.band = (int)scored.health.band,
					.confidence = scored.health.confidence,
					.card = scored.card,
				};
			}
	facts_end(&reader);
	return found;
}

int demo_keep_history(struct book *book, struct error *error)
{
	day_t today = book->options.today;
	struct weeks weeks = { 0 };
	int status = score_weeks(book, &weeks, error);

	for (int week = 0; week < WEEKS; week++) {
		day_t day = day_of(book, week);

		/* History is dated by the book's own today. */
		book->options.today = day;
		if (!status)
			status = history_keep(book, weeks.shown[week].items, weeks.shown[week].count, error);
		if (!status)
			status = history_cause(book, NULL, error);
		book->options.today = today;
		vec_free(&weeks.shown[week]);
	}
	return status;
}
