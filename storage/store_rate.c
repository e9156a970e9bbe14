/* Exchange rates, as the user entered them. */
#include "storage/costs.h"
#include "storage/store_private.h"

int rate_put(struct book *book, const struct exchange_rate *rate, bool *changed, struct error *error)
{
	int rows;

	say_changed(changed, false);
	if (book_must_write(book, error))
		return -1;
	if (!strcmp(rate->currency, rate->counter))
		return error_set(error, ERROR_INPUT, "%s in %s is 1 and nothing to enter", rate->currency,
				 rate->counter);
	if (rate->rate <= 0 || rate->rate > EXCHANGE_MAX)
		return error_set(error, ERROR_INPUT, "a rate is above 0 and up to 1000000");
	rows = book_run(book, error, Q_RATE_PUT, "ttdi", rate->currency, rate->counter, rate->day, rate->rate);
	say_changed(changed, rows > 0);
	return rows < 0 ? -1 : 0;
}

int rate_remove(struct book *book, const struct exchange_rate *rate, bool *changed, struct error *error)
{
	int rows;

	say_changed(changed, false);
	if (book_must_write(book, error))
		return -1;
	rows = book_run(book, error, Q_RATE_DELETE, "ttd", rate->currency, rate->counter, rate->day);
	say_changed(changed, rows > 0);
	return rows < 0 ? -1 : 0;
}

static struct exchange_rate read_rate(sqlite3_stmt *st)
{
	struct exchange_rate rate = { .day = column_day(st, 2), .rate = sqlite3_column_int64(st, 3) };

	strncpy(rate.currency, column_string(st, 0), CURRENCY_SIZE - 1);
	strncpy(rate.counter, column_string(st, 1), CURRENCY_SIZE - 1);
	return rate;
}

int rate_list(struct book *book, struct exchange_rates *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_RATE_LIST, "");
	int found = -1;

	*out = (struct exchange_rates){ 0 };
	while (st && (found = book_step(book, st, error)) == 1)
		*vec_add(out) = read_rate(st);
	if (found < 0)
		vec_free(out);
	return found;
}

int rate_exchange(struct book *book, const char *into, day_t as_of, struct exchange *out, struct error *error)
{
	struct exchange_rates rates;

	*out = (struct exchange){ .rates = { 0 } };
	strncpy(out->into, into, CURRENCY_SIZE - 1);
	if (rate_list(book, &rates, error))
		return -1;
	for (size_t i = 0; i < rates.count; i++)
		if (rates.items[i].day <= as_of)
			exchange_take(out, &rates.items[i]);
	vec_free(&rates);
	return 0;
}
