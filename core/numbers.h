#ifndef WAYMARK_CORE_NUMBERS_H
#define WAYMARK_CORE_NUMBERS_H
/*
 * The numbers: what revenue and customers did from period to period, and how much of what was there was kept. All of
 * it is reckoned from movements of revenue (account, day, kind, signed minor units, line), one account after the
 * other, each currency apart; nothing is entered and nothing rounded but rates, and those once.
 *
 * What counts, at which level (numbers_definition() says each in words):
 *
 * - movement: every movement as it stands, under its own kind.
 * - line, account: what a line (an account) came to over the period is one movement, its closing less its opening:
 *   a rise of an account that had nothing is new, or reactivation where it had something before; that of a
 *   further line of a customer is upsell; another rise is of that kind among expansion, upsell and price increase
 *   which rose most in it, a fall of that among contraction and price erosion which fell most (a tie: the first),
 *   and churn where the account came to nothing, with which all its lines do. So GRR is the sum of min(closing, opening) over that of opening.
 *
 * - A customer is an account with more than nothing at the end of a day. Customers are of accounts at every level.
 * - Opening, closing: the sum of all movements before the period, before its end. Opening + movements = closing,
 *   for every account, period and currency.
 * - Headwind: churn, contraction, price erosion; tailwind: expansion, upsell, price increase: all of the period.
 * - Lost and gained: headwind and tailwind on accounts that were there at the opening. Rates rest on those, since
 *   retention is of what was there at the opening; new and reactivated accounts count in neither.
 * - GRR = (opening - lost) / opening, within 0 and 100 %. NRR = (opening - lost + gained) / opening.
 *   Gross churn = lost / opening; net churn = (lost - gained) / opening.
 * - Logo retention = customers of the opening that are there at the closing / customers of the opening.
 *   Logo churn is the rest; net logo churn counts those won back against it.
 * - Renewal rate = renewed / due: another number than retention. Due is what accounts had at the opening whose
 *   renewal day is in the period; renewed of that what they have 30 days after that day, at most what was due: a
 *   signature a little late is one, a notice a little late is none. Until those days are over it counts in
 *   neither. A renewal day that was moved by less than 90 days, or to an earlier day, was corrected and is not
 *   another one.
 *
 * Sources: the usual definitions of recurring revenue, as the domain of this program has them: headwind and
 * tailwind, gross and net retention over what was there at the opening, the renewal rate under a name of its own.
 *
 * Rates are whole hundredths of a percent, rounded half away from 0.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/date.h"
#include "core/money.h"
#include "core/movement.h"

/* ---- periods ---- */

#define PERIOD_SIZE 24

/* Days from start up to, and without, end. */
struct number_period {
	day_t start, end;
	bool running;		/* it is not over: it ends with the day of reading */
	char name[PERIOD_SIZE]; /* "2026-Q3", "2026", "2026-11" */
};

/* The last count periods of so many months (1, 3 or 12) up to a day, the one under way the last of them. The fiscal
 * year begins with a month (1..12) and is named after the calendar year that it ends in; months are the calendar's. */
void number_periods(day_t as_of, int fiscal_month, int months, int count, struct number_period *out)
	__attribute__((nonnull));
/* "2026-Q3" or "2026", up to a day. false: it is no such name, or begins after that day. */
bool number_period_named(const char *name, day_t as_of, int fiscal_month, struct number_period *out)
	__attribute__((nonnull));
/* The count periods from a day on: the one under way from that very day, then those that follow, each whole. */
void number_periods_ahead(day_t as_of, int fiscal_month, int months, int count, struct number_period *out)
	__attribute__((nonnull));

/* ---- figures ---- */

enum number_figure {
	FIGURE_OPENING,
	FIGURE_NEW, /* in the order of enum movement_kind */
	FIGURE_REACTIVATION,
	FIGURE_EXPANSION,
	FIGURE_UPSELL,
	FIGURE_PRICE_INCREASE,
	FIGURE_PRICE_EROSION, /* from here to churn: what they took away, above 0 */
	FIGURE_CONTRACTION,
	FIGURE_CHURN,
	FIGURE_CLOSING,
	FIGURE_HEADWIND,
	FIGURE_TAILWIND,
	FIGURE_LOST,
	FIGURE_GAINED,
	FIGURE_DUE,
	FIGURE_RENEWED,
	FIGURE_CUSTOMERS_OPENING, /* from here on customers are counted */
	FIGURE_CUSTOMERS_NEW,	  /* without those won back */
	FIGURE_CUSTOMERS_REACTIVATED,
	FIGURE_CUSTOMERS_CHURNED,
	FIGURE_CUSTOMERS_CLOSING,
	FIGURE_CUSTOMERS_DUE,
	FIGURE_CUSTOMERS_RENEWED,
	FIGURE_COUNT,
};

enum number_rate {
	RATE_GRR,
	RATE_NRR,
	RATE_GROSS_CHURN,
	RATE_NET_CHURN,
	RATE_LOGO_RETENTION,
	RATE_LOGO_CHURN,
	RATE_NET_LOGO_CHURN,
	RATE_RENEWAL,
	RATE_LOGO_RENEWAL,
	RATE_COUNT,
};

enum number_level { LEVEL_MOVEMENT, LEVEL_LINE, LEVEL_ACCOUNT, LEVEL_COUNT };

/* A figure or rate as it is named in JSON and asked for ("price_increase"), shown ("Price increase"), defined. */
const char *number_figure_key(enum number_figure figure);
const char *number_figure_title(enum number_figure figure);
const char *number_figure_definition(enum number_figure figure);
bool number_figure_counts(enum number_figure figure); /* customers, not money */
const char *number_rate_key(enum number_rate rate);
const char *number_rate_title(enum number_rate rate);
const char *number_rate_definition(enum number_rate rate);
const char *number_level_key(enum number_level level);
const char *number_level_title(enum number_level level);
const char *number_level_definition(enum number_level level);
/* Also "price increase"; FIGURE_COUNT, RATE_COUNT, LEVEL_COUNT: there is none. */
enum number_figure number_figure_find(const char *key) __attribute__((nonnull));
enum number_rate number_rate_find(const char *key) __attribute__((nonnull));
/* A figure is made of itself, a rate of the figures that it is reckoned from. Returns how many, at most 3; 0: there is
 * neither of that name. */
int number_figures_of(const char *key, enum number_figure made_of[3]) __attribute__((nonnull));
enum number_level number_level_find(const char *key) __attribute__((nonnull));

/* What a rate is reckoned from: figures, each once, with +1 or -1 in its numerator or denominator. */
struct number_term {
	enum number_figure figure;
	int above, below; /* how often it counts in each */
};
/* At most 3. Returns how many. */
int number_rate_terms(enum number_rate rate, struct number_term terms[3]) __attribute__((nonnull));

/* In hundredths of a percent; false: there was nothing to begin with, and no rate. */
bool number_rate(enum number_rate rate, const int64_t sums[FIGURE_COUNT], int64_t *hundredths)
	__attribute__((nonnull));
/* part / whole in hundredths of a percent, rounded half away from 0; whole above 0. */
int64_t number_percent(int64_t part, int64_t whole);
/* "85.00" */
char *number_percent_format(int64_t hundredths, char text[MONEY_TEXT]) __attribute__((nonnull));

/* ---- reckoning ---- */

struct number_movement {
	day_t on;
	enum movement_kind kind;
	int64_t minor;	  /* signed */
	const char *line; /* NULL: none is known, which is a line too */
	int64_t id;
};

/* A day on which the account was known to renew. */
struct number_renewal {
	day_t said; /* since when that stood */
	day_t on;   /* DAY_NONE: since then none is known */
};

/* An account in one currency. In any order; they come out in order of day. */
struct number_account {
	int64_t id;
	struct number_movement *movements;
	size_t count;
	struct number_renewal *renewals;
	size_t renewal_count;
};

/* A renewal of which it is known how it went. */
struct number_resolved {
	day_t on;
	int64_t due, renewed;
};
/* The one of a period: opening is what the account had before it, first its first movement from then on. false: none
 * was due, or its 30 days are not over by a day. */
bool number_resolve(const struct number_account *account, const struct number_period *period, day_t as_of,
		    int64_t opening, size_t first, struct number_resolved *out) __attribute__((nonnull));
enum {
	RENEWAL_GRACE = 30,	 /* days after a renewal day until it is known how it went */
	RENEWAL_CORRECTION = 90, /* a renewal day moved by less than so many days was wrong before */
};

/* Of what a figure is made: it is their sum. */
struct number_part {
	int64_t account;
	int64_t minor;				/* as it adds to the figure; customers: 1 */
	const char *line;			/* NULL: the account's, or of no line */
	const struct number_movement *movement; /* NULL: a balance, a netted movement, a customer */
	const char *currency;
	int came; /* the period in which the account came, -1: before all; its cohort */
};
typedef void number_each(void *data, int period, enum number_figure figure, const struct number_part *part);

/* Customers who came in one period, as of the end of another: from the one before all (0) on. */
struct number_cohort {
	int64_t customers, minor;
};

/* The sums of a set of accounts in one currency. */
struct number_sums {
	char currency[CURRENCY_SIZE];
	int64_t (*sums)[FIGURE_COUNT]; /* of each period */
	struct number_cohort *cohorts; /* [(count + 1) * count]: cohort by cohort; see numbers_cohort() */
};

struct numbers {
	enum number_level level;
	const struct number_period *periods; /* one after the other without a gap; borrowed */
	int count;
	day_t as_of;   /* what renewed is known up to this day */
	bool overflow; /* the sums are more than there is room for: they are worth nothing */
	struct number_sums *items;
	size_t item_count, item_room;
};
void numbers_start(struct numbers *numbers, enum number_level level, const struct number_period *periods, int count,
		   day_t as_of) __attribute__((nonnull));
void numbers_free(struct numbers *numbers) __attribute__((nonnull));
/* Back to nothing. */
void numbers_clear(struct numbers *numbers) __attribute__((nonnull));

/* Adds an account in a currency. each (may be NULL) is told every part of every figure. */
void numbers_account(struct numbers *numbers, const char *currency, struct number_account *account,
		     number_each *each, void *data) __attribute__((nonnull(1, 2, 3)));
/* Adds other numbers of the same level and periods. */
void numbers_add(struct numbers *numbers, const struct numbers *other) __attribute__((nonnull));
/* Of a currency; NULL: there is nothing in it. */
const struct number_sums *numbers_in(const struct numbers *numbers, const char *currency) __attribute__((nonnull));
/* Currencies in order of their codes. */
void numbers_sort(struct numbers *numbers) __attribute__((nonnull));
/* Those who came in a period (-1: before all), as of the end of another. */
const struct number_cohort *numbers_cohort(const struct numbers *numbers, const struct number_sums *sums, int came,
					   int period) __attribute__((nonnull));

#endif
