#ifndef WAYMARK_CORE_EXCHANGE_H
#define WAYMARK_CORE_EXCHANGE_H
/*
 * Money of one currency in another, by rates that the user entered with their day. One rate a currency serves all
 * periods: the latest that was entered for a day up to the one of reading; so sums still add up, and no movement of
 * a rate looks like growth. The rate itself where it was entered, else that of the other direction turned round;
 * never through a third currency.
 */
#include <stdbool.h>
#include <stdint.h>

#include "core/date.h"
#include "core/money.h"
#include "core/vec.h"

#define EXCHANGE_ONE INT64_C(1000000000)	       /* rates are in billionths */
#define EXCHANGE_MAX (INT64_C(1000000) * EXCHANGE_ONE) /* the greatest that can be entered */
#define EXCHANGE_TEXT 24

/* One unit of the currency was worth so much of the counter on that day. */
struct exchange_rate {
	char currency[CURRENCY_SIZE], counter[CURRENCY_SIZE];
	day_t day;
	int64_t rate;
};
/* "0.92", above 0, at most nine decimals. */
int exchange_parse(const char *text, int64_t *rate, struct error *error)
	__attribute__((nonnull, warn_unused_result));
char *exchange_format(int64_t rate, char text[EXCHANGE_TEXT]) __attribute__((nonnull)); /* "0.92" */

/* All that leads into one currency. Zeroed with into "": nothing is converted. */
struct exchange {
	char into[CURRENCY_SIZE];
	VEC(struct exchange_rate) rates; /* of a currency and into, either way round; one of each pair */
};
void exchange_free(struct exchange *exchange) __attribute__((nonnull));
/* Takes a rate into account: of several the latest day's stands, and one that was entered this way round over one of
 * the other. Those of other currencies are passed over. */
void exchange_take(struct exchange *exchange, const struct exchange_rate *rate) __attribute__((nonnull));
/* The rate that a currency goes by; NULL: there is none. */
const struct exchange_rate *exchange_find(const struct exchange *exchange, const char *currency)
	__attribute__((nonnull));
/* Rounded half away from 0, to the decimals of into. 0; -1: there is no rate (the message says which to enter), or
 * the amount has no room. What is in that currency already stays. */
int exchange_minor(const struct exchange *exchange, const char *currency, int64_t minor, int64_t *out,
		   struct error *error) __attribute__((nonnull, warn_unused_result));

#endif
