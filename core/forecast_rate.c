/* What the forecast rests on: rates with their bounds, what CSMs call; and what its figures are called. */
#include <string.h>

#include "core/forecast.h"

enum {
	WHOLE = 10000,	    /* 100 % */
	HALF = WHOLE / 2,   /* from here on a renewal is expected */
	PRIOR_WIDTH = 1000, /* of a prior, to either side */
};

/* ---- rates ---- */

#define MILLION INT64_C(1000000)
#define Z_SQUARED INT64_C(1642374) /* millionths: 1.281551...^2, a normal's two-sided 80 % */

/* Rounded up. */
static unsigned __int128 root(unsigned __int128 square)
{
	unsigned __int128 low = 0, high = (unsigned __int128)1 << 62;

	while (low < high) {
		unsigned __int128 middle = (low + high) / 2;

		if (middle * middle < square)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/*
 * (2x + z2 -+ z sqrt(z2 + 4x(n - x)/n)) / (2 (n + z2)) for x of n, all in millionths. The root is rounded up, low down
 * and high up: what is given is never narrower than the interval, and wider by less than 0.02 points.
 */
static void wilson(struct forecast_rate *rate)
{
	__int128 n = rate->due, x = rate->renewed, middle = 2 * x * MILLION + Z_SQUARED;
	__int128 spread = (4 * x * (n - x) * MILLION + n - 1) / n;
	__int128 half = (__int128)root((unsigned __int128)(Z_SQUARED * (Z_SQUARED + spread)));
	__int128 below = 2 * (n * MILLION + Z_SQUARED);
	__int128 low = middle > half ? (middle - half) * WHOLE / below : 0;
	__int128 high = ((middle + half) * WHOLE + below - 1) / below;

	rate->of[CASE_LOW] = (int)low;
	rate->of[CASE_HIGH] = high > WHOLE ? WHOLE : (int)high;
}

void forecast_rates(struct forecast_rate rates[FORECAST_BANDS], const int priors[FORECAST_BANDS])
{
	for (int b = 0; b < FORECAST_BANDS; b++) {
		struct forecast_rate *rate = &rates[b];
		int prior = priors[b] * (WHOLE / 100);

		rate->prior = rate->due == 0;
		if (!rate->prior) {
			rate->of[CASE_LIKELY] = (int)number_percent(rate->renewed, rate->due);
			wilson(rate);
			continue;
		}
		rate->of[CASE_LIKELY] = prior;
		rate->of[CASE_LOW] = prior > PRIOR_WIDTH ? prior - PRIOR_WIDTH : 0;
		rate->of[CASE_HIGH] = prior < WHOLE - PRIOR_WIDTH ? prior + PRIOR_WIDTH : WHOLE;
	}
}

/* ---- calls ---- */

static const char *const calls[RENEWAL_CALLS] = { "renew", "shrink", "lose", "unsure" };

const char *renewal_call_name(enum renewal_call call)
{
	return calls[call];
}

bool renewal_call_from_name(const char *name, enum renewal_call *call)
{
	for (int i = 0; i < RENEWAL_CALLS; i++)
		if (!strcmp(name, calls[i])) {
			*call = (enum renewal_call)i;
			return true;
		}
	return false;
}

const struct forecast_call *forecast_call_of(const struct forecast_call *list, size_t count, day_t renewal)
{
	const struct forecast_call *found = NULL;

	for (size_t i = 0; renewal != DAY_NONE && i < count; i++)
		if (list[i].renewal > renewal - RENEWAL_CORRECTION &&
		    list[i].renewal < renewal + RENEWAL_CORRECTION &&
		    (!found || list[i].day > found->day ||
		     (list[i].day == found->day && list[i].renewal > found->renewal)))
			found = &list[i];
	return found;
}

bool forecast_called(const struct forecast_call *call, int64_t due, int64_t *minor)
{
	*minor = call->amount;
	if (call->call == CALL_LOSE)
		*minor = 0;
	else if (call->call == CALL_RENEW && call->amount == CALL_NO_AMOUNT)
		*minor = due;
	return *minor != CALL_NO_AMOUNT;
}

bool forecast_disagrees(const struct forecast_call *call, const struct forecast_rate *rate)
{
	switch (call->call) {
	case CALL_RENEW:
		return rate->of[CASE_LIKELY] < HALF;
	case CALL_SHRINK:
	case CALL_LOSE:
		return rate->of[CASE_LIKELY] >= HALF;
	default:
		return false;
	}
}

/* ---- words ---- */

static const struct {
	const char *key, *title, *definition;
	bool counts;
} figures[FORECAST_FIGURES] = {
	[FORECAST_OPENING] = { "opening", "Opening, likely",
			       "ARR on the day of the forecast, later the likely closing of the quarter before",
			       false },
	[FORECAST_DUE] = { "due", "Due for renewal",
			   "ARR of accounts whose renewal day is in the quarter: all of it at the first, a year "
			   "later "
			   "what is likely to be left of it; one that is past without its 30 days being over is "
			   "due "
			   "in the quarter under way",
			   false },
	[FORECAST_DUE_CUSTOMERS] = { "due_customers", "Customers due",
				     "accounts with a renewal day in the quarter, in the second year as in the "
				     "first",
				     true },
	[FORECAST_LOST] = { "lost", "Lost at renewal, likely",
			    "due less due x the renewal rate of the account's band, account by account", false },
	[FORECAST_EXPANSION] = { "expansion", "Open expansion, likely",
				 "open opportunities of customers to be closed in the quarter: amount x "
				 "probability; "
				 "without a probability nothing",
				 false },
	[FORECAST_NEW] = { "new", "Open new business, likely",
			   "open opportunities of kind new to be closed in the quarter: amount x probability",
			   false },
	[FORECAST_LIKELY] = { "likely", "Closing, likely", "opening - lost + expansion + new", false },
	[FORECAST_LOW] = { "low", "Closing, low",
			   "with the low bound of each band's renewal rate at every renewal, and no opportunity",
			   false },
	[FORECAST_HIGH] = { "high", "Closing, high",
			    "with the high bound of each band's renewal rate at every renewal, and the full amount "
			    "of "
			    "every open opportunity",
			    false },
	[FORECAST_CALLED] = { "called", "Called by CSMs",
			      "ARR that is to stand after the renewals of the quarter that CSMs called: renew what "
			      "is "
			      "due or the amount they said, shrink the amount, lose nothing, unsure is no call; "
			      "beside "
			      "the rates and never mixed with them",
			      false },
	[FORECAST_CALLED_OF] = { "called_of", "of which was due", "what is due of the renewals that were called",
				 false },
	[FORECAST_DISAGREE] = { "disagree", "Call and rate disagree",
				"renewals called renew while their band's rate is below 50 %, or shrink or lose "
				"while "
				"it is not",
				true },
	[FORECAST_UNANSWERED] = { "unanswered", "Not yet answered",
				  "disagreements without a note and without an answer: waymark renewal answer",
				  true },
};

const char *forecast_figure_key(enum forecast_figure figure)
{
	return figures[figure].key;
}

const char *forecast_figure_title(enum forecast_figure figure)
{
	return figures[figure].title;
}

const char *forecast_figure_definition(enum forecast_figure figure)
{
	return figures[figure].definition;
}

bool forecast_figure_counts(enum forecast_figure figure)
{
	return figures[figure].counts;
}
