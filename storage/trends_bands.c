/* Trends: what customers had at both ends of each period, and which band was shown of them. */
#include <string.h>

#include "storage/book_private.h"
#include "storage/numbers.h"
#include "storage/trends.h"

/* An account in one currency over one period. */
struct held {
	int64_t account, opening, closing;
	int period;
	char currency[CURRENCY_SIZE];
};

struct holding {
	VEC(struct held) items; /* in order of account */
};

static void keep_part(void *data, int period, enum number_figure figure, const struct number_part *part)
{
	struct holding *holding = data;
	struct held *held = holding->items.count ? &holding->items.items[holding->items.count - 1] : NULL;

	if (figure != FIGURE_OPENING && figure != FIGURE_CLOSING)
		return;
	if (!held || held->account != part->account || held->period != period ||
	    strcmp(held->currency, part->currency) != 0) {
		held = vec_add(&holding->items);
		*held = (struct held){ .account = part->account, .period = period };
		strncpy(held->currency, part->currency, CURRENCY_SIZE - 1);
	}
	*(figure == FIGURE_OPENING ? &held->opening : &held->closing) += part->minor;
}

/* The band that stood at the end of a day. */
static int band_on(struct book *book, int64_t account, day_t day, enum band *band, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_TREND_BAND, "id", account, day);
	int found = st ? book_step(book, st, error) : -1;

	*band = BAND_UNKNOWN;
	if (found > 0) {
		*band = (enum band)sqlite3_column_int(st, 0);
		sqlite3_reset(st);
	}
	return found < 0 ? -1 : 0;
}

static int tell(struct book *book, const struct trend_query *query, const struct holding *holding,
		trends_ends_each *each, void *data, struct error *error)
{
	const struct held *before = NULL;
	struct trend_ends ends;

	for (size_t i = 0; i < holding->items.count; i++) {
		const struct held *held = &holding->items.items[i];
		const struct number_period *period = &query->periods[held->period];
		enum band from = before && before->account == held->account && before->period + 1 == held->period &&
						 before->closing > 0 && held->opening > 0
					 ? ends.band_to
					 : BAND_UNKNOWN;
		bool known = from != BAND_UNKNOWN;

		ends = (struct trend_ends){ held->opening, held->closing, from, BAND_UNKNOWN };
		if (held->opening > 0 && !known &&
		    band_on(book, held->account, period->start - 1, &ends.band_from, error))
			return -1;
		if (held->closing > 0 && band_on(book, held->account, trend_last_day(period), &ends.band_to, error))
			return -1;
		before = held;
		if (held->opening > 0 || held->closing > 0)
			each(data, held->account, held->period, held->currency, &ends);
	}
	return 0;
}

int trends_ends(struct book *book, const struct trend_query *query, trends_ends_each *each, void *data,
		struct error *error)
{
	struct numbers_query whole = {
		.as_of = query->as_of,
		.level = LEVEL_ACCOUNT,
		.periods = query->periods,
		.count = query->count,
		.only = query->only,
	};
	struct holding holding = { 0 };
	struct numbers numbers;
	int result = numbers_open(book, &whole, keep_part, &holding, &numbers, error);

	numbers_free(&numbers);
	if (!result)
		result = book_read_begin(book, error);
	if (!result) {
		result = tell(book, query, &holding, each, data, error);
		book_read_end(book);
	}
	vec_free(&holding.items);
	return result;
}
