/* One currency in another. */
#include "core/exchange.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RATE_DECIMALS = 9 };

int exchange_parse(const char *text, int64_t *rate, struct error *error)
{
	size_t whole = strspn(text, "0123456789"), decimals = 0;
	int64_t read = 0;
	const char *p = text + whole;

	if (*p == '.')
		decimals = strspn(++p, "0123456789");
	if (p[decimals] || !(whole + decimals))
		return error_set(error, ERROR_INPUT, "the rate '%.40s' is no number; write it like 0.92", text);
	if (decimals > RATE_DECIMALS)
		return error_set(error, ERROR_INPUT,
				 "the rate '%.40s' has more than nine decimals; enter the other direction instead",
				 text);
	for (size_t i = 0; i < whole; i++)
		if (read <= EXCHANGE_MAX / EXCHANGE_ONE)
			read = read * 10 + (text[i] - '0');
	if (read > EXCHANGE_MAX / EXCHANGE_ONE)
		return error_set(error, ERROR_INPUT, "the rate '%.40s' is above 1000000; enter the other direction",
				 text);
	for (size_t i = 0; i < RATE_DECIMALS; i++)
		read = read * 10 + (i < decimals ? p[i] - '0' : 0);
	if (!read || read > EXCHANGE_MAX)
		return error_set(error, ERROR_INPUT, "the rate '%.40s' is not above 0 and up to 1000000", text);
	*rate = read;
	return 0;
}

char *exchange_format(int64_t rate, char text[EXCHANGE_TEXT])
{
	int size = snprintf(text, EXCHANGE_TEXT, "%lld.%09lld", (long long)(rate / EXCHANGE_ONE),
			    (long long)(rate % EXCHANGE_ONE));

	while (text[size - 1] == '0')
		text[--size] = '\0';
	if (text[size - 1] == '.')
		text[size - 1] = '\0';
	return text;
}

void exchange_free(struct exchange *exchange)
{
	vec_free(&exchange->rates);
}

static bool is_direct(const struct exchange *exchange, const struct exchange_rate *rate)
{
	return !strcmp(rate->counter, exchange->into);
}

/* The other currency of a rate. */
static const char *other_of(const struct exchange *exchange, const struct exchange_rate *rate)
{
	return is_direct(exchange, rate) ? rate->currency : rate->counter;
}

void exchange_take(struct exchange *exchange, const struct exchange_rate *rate)
{
	bool direct = is_direct(exchange, rate);

	if (!direct && strcmp(rate->currency, exchange->into) != 0)
		return;
	for (size_t i = 0; i < exchange->rates.count; i++) {
		struct exchange_rate *held = &exchange->rates.items[i];
		bool was = is_direct(exchange, held);

		if (strcmp(other_of(exchange, held), other_of(exchange, rate)) != 0)
			continue;
		if (direct == was ? rate->day > held->day : direct)
			*held = *rate;
		return;
	}
	*vec_add(&exchange->rates) = *rate;
}

const struct exchange_rate *exchange_find(const struct exchange *exchange, const char *currency)
{
	for (size_t i = 0; i < exchange->rates.count; i++)
		if (!strcmp(other_of(exchange, &exchange->rates.items[i]), currency))
			return &exchange->rates.items[i];
	return NULL;
}

static __int128 power_of_ten(int digits)
{
	__int128 power = 1;

	while (digits-- > 0)
		power *= 10;
	return power;
}

int exchange_minor(const struct exchange *exchange, const char *currency, int64_t minor, int64_t *out,
		   struct error *error)
{
	const struct exchange_rate *rate;
	__int128 above = minor < 0 ? -(__int128)minor : minor, below, result;
	int shift = money_decimals(exchange->into) - money_decimals(currency);

	*out = minor;
	if (!strcmp(currency, exchange->into))
		return 0;
	rate = exchange_find(exchange, currency);
	if (!rate)
		return error_set(
			error, ERROR_INPUT,
			"there is no rate of %s into %s for this day or before; enter one: waymark rate set "
			"%s %s RATE --on DATE",
			currency, exchange->into, currency, exchange->into);
	above *= is_direct(exchange, rate) ? rate->rate : EXCHANGE_ONE;
	below = is_direct(exchange, rate) ? EXCHANGE_ONE : rate->rate;
	if (shift > 0)
		above *= power_of_ten(shift);
	else
		below *= power_of_ten(-shift);
	result = above / below;
	if (above % below >= below - above % below)
		result++;
	if (result > INT64_MAX)
		return error_set(error, ERROR_INPUT, "an amount of %s is too great for %s", currency,
				 exchange->into);
	*out = (int64_t)(minor < 0 ? -result : result);
	return 0;
}
