/* The forecast with all currencies in one. */
#include <string.h>

#include "storage/costs.h"
#include "storage/forecast.h"

/* What is said of its renewals is in the account's currency too. */
static int convert_fact(const struct exchange *exchange, struct forecast_facts *facts, struct forecast_fact *fact,
			bool calls, struct error *error)
{
	if (exchange_minor(exchange, fact->currency, fact->arr, &fact->arr, error))
		return -1;
	for (uint32_t i = 0; calls && i < fact->call_count; i++) {
		struct forecast_call *call = &facts->calls.items[fact->first_call + i];

		if (call->amount != CALL_NO_AMOUNT &&
		    exchange_minor(exchange, fact->currency, call->amount, &call->amount, error))
			return -1;
	}
	memcpy(fact->currency, exchange->into, CURRENCY_SIZE);
	return 0;
}

/* An account that was of two currencies becomes one. */
static int convert_facts(const struct exchange *exchange, struct forecast_facts *facts, struct error *error)
{
	size_t count = 0;

	for (size_t i = 0; i < facts->accounts.count; i++) {
		struct forecast_fact fact = facts->accounts.items[i];
		bool again = count && facts->accounts.items[count - 1].account == fact.account;

		if (convert_fact(exchange, facts, &fact, !again, error))
			return -1;
		if (again)
			facts->accounts.items[count - 1].arr += fact.arr;
		else
			facts->accounts.items[count++] = fact;
	}
	facts->accounts.count = count;
	return 0;
}

int forecast_convert(struct book *book, day_t as_of, const char *into, struct forecast_facts *facts,
		     struct error *error)
{
	struct exchange exchange;
	int status;

	if (!*into)
		return 0;
	status = rate_exchange(book, into, as_of, &exchange, error);
	if (!status)
		status = convert_facts(&exchange, facts, error);
	for (size_t i = 0; i < facts->deals.count && !status; i++) {
		struct forecast_open *open = &facts->deals.items[i];

		status = exchange_minor(&exchange, open->currency, open->deal.amount, &open->deal.amount, error);
		memcpy(open->currency, exchange.into, CURRENCY_SIZE);
	}
	exchange_free(&exchange);
	return status;
}
