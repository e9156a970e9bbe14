/* What would have been shown of the sample book's health, had somebody looked at it: week by week, and every fourth
 * week before. */
#include "core/ids.h"
#include "storage/demo_private.h"
#include "storage/facts_read.h"
#include "storage/history.h"

/* Far enough back for the band of 90 days before any renewal of the last eight quarters. */
enum { WEEKS = 26, MONTHS = 24, LOOKS = MONTHS + WEEKS };

struct looks {
	VEC(struct shown) shown[LOOKS];
};

static day_t day_of(const struct book *book, int look)
{
	int weeks = look < MONTHS ? WEEKS + 4 * (MONTHS - look) : LOOKS - look;

	return book->options.today - 7 * weeks;
}

/* Each account once, over all the looks; what was not known then was not shown. */
static int score_looks(struct book *book, struct looks *looks, struct error *error)
{
	struct facts_reader reader = { 0 };
	int found = -1;

	if (facts_begin(&reader, book, INT64_MIN, INT64_MAX, error) == 0)
		while ((found = facts_next(&reader, 0, error)) == 1)
			for (int look = 0; look < LOOKS && reader.id != ORGANISATION_ID; look++) {
				struct scored scored;

				if (reader.start != DAY_NONE && day_of(book, look) < reader.start)
					continue;
				facts_score(&reader, day_of(book, look), &scored);
				if (scored.health.hundredths == HEALTH_UNKNOWN)
					continue;
				*vec_add(&looks->shown[look]) = (struct shown){
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
	struct looks looks = { 0 };
	int status = score_looks(book, &looks, error);

	for (int look = 0; look < LOOKS; look++) {
		day_t day = day_of(book, look);

		/* History is dated by the book's own today. */
		book->options.today = day;
		if (!status)
			status = history_keep(book, looks.shown[look].items, looks.shown[look].count, error);
		if (!status)
			status = history_cause(book, NULL, error);
		book->options.today = today;
		vec_free(&looks.shown[look]);
	}
	return status;
}
