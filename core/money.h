#ifndef WAYMARK_CORE_MONEY_H
#define WAYMARK_CORE_MONEY_H
/*
 * Money: whole minor units with an ISO 4217 currency, never a float, never two
 * currencies in one sum. Amounts are within +-999,999,999,999,999 minor units,
 * so that every JSON reader gets them exactly.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/error.h"

#define MONEY_MAX INT64_C(999999999999999)
#define CURRENCY_SIZE 4
#define MONEY_TEXT 40 /* room for any amount as text */

struct money {
	int64_t minor;
	char currency[CURRENCY_SIZE]; /* "EUR"; "" when none is known */
};

/* Minor digits of a currency by ISO 4217: 2 but for JPY, KRW (0), KWD, BHD (3), ... */
int money_decimals(const char *currency) __attribute__((nonnull));
/* Three letters to upper case, or an error. */
int money_currency(const char *text, char currency[CURRENCY_SIZE], struct error *error)
	__attribute__((nonnull, warn_unused_result));

/*
 * Read an amount as people and exports write it: "1234.5", "1,234.56", "1.234,56",
 * "1 234,56", "6.0E7", "-12", "(12.00)", a currency code or sign before or after
 * ("EUR 12", "12 EUR", a sign of a currency). A code found in the text is written to
 * *currency when that is "" and must agree with it when it is not. A group or decimal sign
 * that could be either ("1,234") is refused unless decimal says which is the decimal sign
 * ('.' or ','; 0 when not known). More decimals than the currency has are refused
 * unless they are zeros; 6.0E7 and Java notation are exact.
 */
int money_parse(const char *text, char decimal, char currency[CURRENCY_SIZE], int64_t *minor, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* "1234.50": exact, no grouping, the currency's decimals; for CSV. */
char *money_plain(int64_t minor, const char *currency, char text[MONEY_TEXT]) __attribute__((nonnull));
/* Grouped, with its sign or code: "EUR 1,234.50" as the sign of EUR where utf8, whole units when
 * there are no cents: for lists. */
char *money_format(int64_t minor, const char *currency, bool utf8, char text[MONEY_TEXT]) __attribute__((nonnull));
/* Three or four significant digits: "3.2M", "410k", with its sign: for headers. */
char *money_short(int64_t minor, const char *currency, bool utf8, char text[MONEY_TEXT]) __attribute__((nonnull));

#endif
