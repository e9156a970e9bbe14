/* The forecast, one account and one deal after the other. */
#include "core/forecast.h"

#include <stdlib.h>
#include <string.h>

#include "core/vec.h"

void forecast_start(struct forecast *forecast, day_t as_of, int fiscal_month)
{
	*forecast = (struct forecast){ .as_of = as_of };
	number_periods_ahead(as_of, fiscal_month, 3, FORECAST_QUARTERS, forecast->quarters);
}

void forecast_free(struct forecast *forecast)
{
	free(forecast->items);
	forecast->items = NULL;
	forecast->item_count = forecast->item_room = 0;
}

const struct forecast_sums *forecast_in(const struct forecast *forecast, const char *currency)
{
	for (size_t i = 0; i < forecast->item_count; i++)
		if (!strcmp(forecast->items[i].currency, currency))
			return &forecast->items[i];
	return NULL;
}

static struct forecast_sums *sums_of(struct forecast *forecast, const char *currency)
{
	for (size_t i = 0; i < forecast->item_count; i++)
		if (!strcmp(forecast->items[i].currency, currency))
			return &forecast->items[i];
	if (forecast->item_count == forecast->item_room)
		forecast->items = vec_grow(forecast->items, &forecast->item_room, forecast->item_count + 1,
					   sizeof *forecast->items);
	forecast->items[forecast->item_count] = (struct forecast_sums){ .undated = 0 };
	strncpy(forecast->items[forecast->item_count].currency, currency, CURRENCY_SIZE - 1);
	return &forecast->items[forecast->item_count++];
}

bool forecast_has_calls(const struct forecast_sums *sums, int quarter)
{
	return sums->sums[quarter][FORECAST_CALLED_OF] || sums->sums[quarter][FORECAST_CALLED];
}

static int compare_sums(const void *a, const void *b)
{
	return strcmp(((const struct forecast_sums *)a)->currency, ((const struct forecast_sums *)b)->currency);
}

void forecast_sort(struct forecast *forecast)
{
	if (forecast->item_count)
		qsort(forecast->items, forecast->item_count, sizeof *forecast->items, compare_sums);
}

/* ---- renewals ---- */

day_t forecast_renewal(day_t stands, day_t as_of, int nth)
{
	day_t known = as_of - RENEWAL_GRACE; /* how those up to this day went is known */
	int years = 0;
	day_t day;

	if (stands == DAY_NONE)
		return DAY_NONE;
	if (stands <= known) {
		/* The same day of that year is at most some days off where there is no 29 February. */
		years = date_to_civil(known).year - date_to_civil(stands).year;
		years -= years > 0;
		while ((day = date_add_months(stands, 12 * years)) <= known) {
			if (day == DAY_NONE)
				return DAY_NONE; /* behind the calendar's end */
			years++;
		}
	}
	return date_add_months(stands, 12 * (years + nth));
}

int forecast_resolved(const struct number_account *account, const struct number_period *periods, int count,
		      day_t as_of, struct number_resolved *out)
{
	size_t next = 0;
	int64_t balance = 0;
	int found = 0;

	if (!account->renewal_count)
		return 0;
	for (int p = 0; p < count; p++) {
		for (; next < account->count && account->movements[next].on < periods[p].start; next++)
			balance += account->movements[next].minor;
		found += number_resolve(account, &periods[p], as_of, balance, next, &out[found]);
	}
	return found;
}

/* ---- one account, one deal ---- */

struct walk {
	const struct forecast_account *account; /* NULL: of a deal */
	const struct forecast_deal *deal;
	struct forecast_sums *sums;
	bool *overflow;
	forecast_each *each;
	void *data;
	int quarter;
	day_t on;
	const struct forecast_call *call;
};

static void put(struct walk *walk, enum forecast_figure figure, int64_t minor)
{
	struct forecast_part part = { .minor = minor, .on = walk->on, .deal = walk->deal, .call = walk->call };

	if (!minor)
		return;
	*walk->overflow |= __builtin_add_overflow(walk->sums->sums[walk->quarter][figure], minor,
						  &walk->sums->sums[walk->quarter][figure]);
	if (!walk->each)
		return;
	part.currency = walk->sums->currency;
	part.account = walk->account ? walk->account->id : walk->deal->account;
	part.band = walk->account ? walk->account->band : BAND_UNKNOWN;
	walk->each(walk->data, walk->quarter, figure, &part);
}

/* A share in so many ten-thousandths, of an amount above 0, rounded half up. */
static int64_t share(int64_t minor, int of)
{
	return (int64_t)(((__int128)minor * of + 5000) / 10000);
}

/* What comes due in the quarter, and what is left of it. */
static void renew(struct walk *walk, const struct forecast_rate *rate, int64_t left[FORECAST_CASES])
{
	int64_t due = left[CASE_LIKELY], called;

	walk->call = forecast_call_of(walk->account->calls, walk->account->call_count, walk->on);
	put(walk, FORECAST_DUE, due);
	put(walk, FORECAST_DUE_CUSTOMERS, 1);
	for (int c = 0; c < FORECAST_CASES; c++)
		left[c] = share(left[c], rate->of[c]);
	put(walk, FORECAST_LOST, due - left[CASE_LIKELY]);
	if (!walk->call)
		return;
	if (forecast_called(walk->call, due, &called)) {
		put(walk, FORECAST_CALLED, called);
		put(walk, FORECAST_CALLED_OF, due);
	}
	if (forecast_disagrees(walk->call, rate)) {
		put(walk, FORECAST_DISAGREE, 1);
		put(walk, FORECAST_UNANSWERED, !walk->call->answered);
	}
}

void forecast_account(struct forecast *forecast, const char *currency, const struct forecast_account *account,
		      forecast_each *each, void *data)
{
	struct walk walk = { .account = account, .each = each, .data = data, .overflow = &forecast->overflow };
	int64_t left[FORECAST_CASES] = { account->arr, account->arr, account->arr };
	day_t due = forecast_renewal(account->renewal, forecast->as_of, 0);
	int nth = 0;

	if (account->arr <= 0)
		return;
	walk.sums = sums_of(forecast, currency);
	if (due == DAY_NONE) {
		forecast->overflow |= __builtin_add_overflow(walk.sums->undated, account->arr, &walk.sums->undated);
		walk.sums->undated_customers++;
	}
	for (int q = 0; q < FORECAST_QUARTERS; q++) {
		walk.quarter = q;
		walk.on = DAY_NONE;
		walk.call = NULL;
		put(&walk, FORECAST_OPENING, left[CASE_LIKELY]);
		if (due != DAY_NONE && due < forecast->quarters[q].end) {
			walk.on = due;
			renew(&walk, &forecast->rates[account->band], left);
			due = forecast_renewal(account->renewal, forecast->as_of, ++nth);
		}
		put(&walk, FORECAST_LIKELY, left[CASE_LIKELY]);
		put(&walk, FORECAST_LOW, left[CASE_LOW]);
		put(&walk, FORECAST_HIGH, left[CASE_HIGH]);
	}
}

void forecast_deal(struct forecast *forecast, const char *currency, const struct forecast_deal *deal,
		   forecast_each *each, void *data)
{
	struct walk walk = {
		.deal = deal, .each = each, .data = data, .on = deal->close, .overflow = &forecast->overflow
	};
	int64_t likely = deal->probability < 0 ? 0 : share(deal->amount, deal->probability * 100);
	const struct number_period *quarters = forecast->quarters;
	int q = 0;

	if (deal->amount <= 0)
		return;
	walk.sums = sums_of(forecast, currency);
	if (deal->close == DAY_NONE || deal->close < quarters[0].start) {
		walk.sums->deals_unused++;
		return;
	}
	while (q < FORECAST_QUARTERS && deal->close >= quarters[q].end)
		q++;
	for (int first = q; q < FORECAST_QUARTERS; q++) {
		walk.quarter = q;
		put(&walk, q > first ? FORECAST_OPENING : deal->is_new ? FORECAST_NEW : FORECAST_EXPANSION, likely);
		put(&walk, FORECAST_LIKELY, likely);
		put(&walk, FORECAST_HIGH, deal->amount);
	}
}
