#ifndef WAYMARK_CORE_FORECAST_H
#define WAYMARK_CORE_FORECAST_H
/*
 * The forecast: what ARR is likely to be eight quarters ahead, and between which bounds. It rests on renewal days, on
 * how renewals of each health band went in this very book, and on open deals; what CSMs call stands beside it and is
 * never averaged with it.
 *
 * - Renewals are yearly: the day that stands, and the same day of each further year. The first that is due is the first
 *   whose 30 days are not over (core/numbers.h), since how it goes is not known before; one that is past already is due
 *   in the quarter under way. An account without a renewal day is due never and stays.
 * - Due is what the account has on that day: at the first renewal all of its ARR, a year later what is likely to be left
 *   of it then.
 * - The renewal rate of a band is renewed customers / due customers of the renewals resolved in the last eight quarters,
 *   by the band that was shown 90 days before the renewal day; no row of it was shown: unknown. Where no renewal of the
 *   band was resolved, a prior that is an option stands in its place, and is called so.
 * - Low and high of a rate are the Wilson score interval at 80 %: the more renewals it rests on, the narrower. Those of
 *   a prior are 10 points to either side, within 0 and 100 %.
 * - What is kept of a renewal is what is due x the rate, rounded to the minor unit, account by account: so the
 *   quarters add up exactly, and so do parts of a book. Rates are of the whole book, whichever part is looked at.
 * - An open deal counts in the quarter in which it is to be closed: low nothing, likely amount x probability, high the
 *   full amount; without a probability it is in high alone. What it brings is not due again within the forecast.
 * - Closing = opening - lost + expansion + new, for likely; low and high are walked in the same way with their own rates.
 *
 * Source of the interval: E. B. Wilson, 1927; of the rest the domain of this program.
 */
#include "core/numbers.h"
#include "core/scorecard.h"

enum {
	FORECAST_QUARTERS = 8, /* ahead; of history as many back */
	FORECAST_BANDS = 4,    /* of enum band */
	FORECAST_SHOWN = 90,   /* days before a renewal at which its band is read */
};

/* ---- rates ---- */

enum forecast_case { CASE_LOW, CASE_LIKELY, CASE_HIGH, FORECAST_CASES };

/* Of one band: hundredths of a percent. */
struct forecast_rate {
	int64_t due, renewed; /* customers it rests on */
	bool prior;	      /* nothing to rest on */
	int of[FORECAST_CASES];
};
/* From due, renewed of each band; priors in percent, in the order of enum band. */
void forecast_rates(struct forecast_rate rates[FORECAST_BANDS], const int priors[FORECAST_BANDS])
	__attribute__((nonnull));

/* How the renewals of an account went, its movements in order of day: at most one a period. Returns how many. */
int forecast_resolved(const struct number_account *account, const struct number_period *periods, int count,
		      day_t as_of, struct number_resolved *out) __attribute__((nonnull));

/* The nth renewal that is due of an account, by the day that stands: 0 the first not resolved by a day. */
day_t forecast_renewal(day_t stands, day_t as_of, int nth);

/* ---- what CSMs call ---- */

enum renewal_call { CALL_RENEW, CALL_SHRINK, CALL_LOSE, CALL_UNSURE, RENEWAL_CALLS };
const char *renewal_call_name(enum renewal_call call); /* "renew" "shrink" "lose" "unsure" */
bool renewal_call_from_name(const char *name, enum renewal_call *call) __attribute__((nonnull));

#define CALL_NO_AMOUNT INT64_MIN
struct forecast_call {
	day_t renewal, day; /* of which renewal, when it was said */
	enum renewal_call call;
	int64_t amount; /* that is to stand afterwards; CALL_NO_AMOUNT */
	bool answered;
};
/* The latest that is of a renewal; NULL: none. A renewal day that was moved by less than 90 days is the same. */
const struct forecast_call *forecast_call_of(const struct forecast_call *calls, size_t count, day_t renewal);
/* What a call makes of what is due; false: it says nothing. */
bool forecast_called(const struct forecast_call *call, int64_t due, int64_t *minor) __attribute__((nonnull));
/* Renew, where the rate of the band is below 50 %; lose or shrink, where it is not. */
bool forecast_disagrees(const struct forecast_call *call, const struct forecast_rate *rate)
	__attribute__((nonnull));

/* ---- figures ---- */

enum forecast_figure {
	FORECAST_OPENING,
	FORECAST_DUE,
	FORECAST_DUE_CUSTOMERS, /* a count */
	FORECAST_LOST,
	FORECAST_EXPANSION,
	FORECAST_NEW,
	FORECAST_LIKELY, /* closings */
	FORECAST_LOW,
	FORECAST_HIGH,
	FORECAST_CALLED,
	FORECAST_CALLED_OF,
	FORECAST_DISAGREE, /* customers: a count, so too */
	FORECAST_UNANSWERED,
	FORECAST_FIGURES,
};
const char *forecast_figure_key(enum forecast_figure figure);
const char *forecast_figure_title(enum forecast_figure figure);
const char *forecast_figure_definition(enum forecast_figure figure);
bool forecast_figure_counts(enum forecast_figure figure);

/* An account in one currency, with more than nothing. */
struct forecast_account {
	int64_t id, arr;
	enum band band;
	day_t renewal;			   /* that stands; DAY_NONE */
	const struct forecast_call *calls; /* in any order */
	size_t call_count;
};
struct forecast_deal {
	int64_t account, amount;
	int probability; /* percent; -1: not known */
	bool is_new;
	day_t close; /* DAY_NONE */
};

/* Of what a figure is made: it is their sum. */
struct forecast_part {
	int64_t account, minor;
	const char *currency;
	day_t on;			  /* of the renewal, of closing the deal; DAY_NONE */
	const struct forecast_deal *deal; /* NULL: of the account */
	const struct forecast_call *call; /* NULL */
	enum band band;
};
typedef void forecast_each(void *data, int quarter, enum forecast_figure figure, const struct forecast_part *part);

struct forecast_sums {
	char currency[CURRENCY_SIZE];
	int64_t sums[FORECAST_QUARTERS][FORECAST_FIGURES];
	int64_t undated, undated_customers; /* ARR without a renewal day */
	int64_t deals_unused;		    /* open ones without a day, or with one that is past */
};
struct forecast {
	day_t as_of;
	bool overflow; /* the sums are more than there is room for: they are worth nothing */
	struct number_period quarters[FORECAST_QUARTERS]; /* number_periods_ahead() */
	struct forecast_rate rates[FORECAST_BANDS];
	struct forecast_sums *items;
	size_t item_count, item_room;
};
void forecast_start(struct forecast *forecast, day_t as_of, int fiscal_month) __attribute__((nonnull));
void forecast_free(struct forecast *forecast) __attribute__((nonnull));
/* Adds one, by the rates that are there; each (may be NULL) is told every part of every figure. */
void forecast_account(struct forecast *forecast, const char *currency, const struct forecast_account *account,
		      forecast_each *each, void *data) __attribute__((nonnull(1, 2, 3)));
void forecast_deal(struct forecast *forecast, const char *currency, const struct forecast_deal *deal,
		   forecast_each *each, void *data) __attribute__((nonnull(1, 2, 3)));
/* Of a currency; NULL: there is nothing in it. */
const struct forecast_sums *forecast_in(const struct forecast *forecast, const char *currency)
	__attribute__((nonnull));
/* Whether a renewal of a quarter was called at all: else what is called is not 0 but nothing. */
bool forecast_has_calls(const struct forecast_sums *sums, int quarter) __attribute__((nonnull));
/* Currencies in order of their codes. */
void forecast_sort(struct forecast *forecast) __attribute__((nonnull));

#endif
