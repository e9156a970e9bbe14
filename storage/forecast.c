/* What the forecast is reckoned from: a pass over movements and renewal days, with the band of each account. */
#include "storage/forecast.h"

#include <stdlib.h>
#include <string.h>

#include "core/ids.h"
#include "storage/numbers_pass.h"
#include "storage/portfolio.h"

enum { PIECE = 4000 }; /* movements read between two locks */

struct banded {
	int64_t account;
	enum band band;
};

struct reader {
	const struct forecast_query *query;
	int64_t first, last;
	struct forecast_facts *out;
	struct number_period back[FORECAST_QUARTERS];

	VEC(struct banded) bands; /* of today, in order of id */
	size_t band, call;

	struct numbers_pass pass;
};

void forecast_facts_free(struct forecast_facts *facts)
{
	for (size_t i = 0; i < facts->said.count; i++) {
		free(facts->said.items[i].note);
		free(facts->said.items[i].answer);
		free(facts->said.items[i].who);
	}
	vec_free(&facts->accounts);
	vec_free(&facts->calls);
	vec_free(&facts->said);
	vec_free(&facts->deals);
	vec_free(&facts->past);
}

/* ---- whole: bands, calls, deals ---- */

static bool add_band(void *data, const struct account_row *row)
{
	struct reader *reader = data;

	*vec_add(&reader->bands) = (struct banded){ row->id, row->band };
	return true;
}

/* From the cache, where that is of the day; else reckoned. */
static int read_bands(struct reader *reader, struct error *error)
{
	struct book *book = reader->pass.book;
	sqlite3_stmt *st;
	day_t cached;
	int found = -1;

	if (cache_day(book, &cached, error))
		return -1;
	if (cached == DAY_NONE || cached != reader->query->as_of)
		return portfolio_each(book, reader->query->as_of, add_band, reader, error);
	st = book_query(book, error, Q_FORECAST_BANDS, "ii", reader->first, reader->last);
	while (st && (found = book_step(book, st, error)) == 1)
		*vec_add(&reader->bands) = (struct banded){ sqlite3_column_int64(st, 0),
							    (enum band)sqlite3_column_int(st, 1) };
	return found;
}

int renewal_calls(struct book *book, int64_t first, int64_t last, day_t as_of, struct forecast_facts *out,
		  struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_RENEWAL_CALLS, "iid", first, last, as_of);
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		bool has_amount = sqlite3_column_type(st, 4) != SQLITE_NULL;
		struct forecast_said said = { sqlite3_column_int64(st, 0), column_copy(st, 5), column_copy(st, 6),
					      column_copy(st, 7) };

		*vec_add(&out->said) = said;
		*vec_add(&out->calls) = (struct forecast_call){
			.renewal = column_day(st, 1),
			.day = column_day(st, 2),
			.call = (enum renewal_call)sqlite3_column_int(st, 3),
			.amount = has_amount ? sqlite3_column_int64(st, 4) : CALL_NO_AMOUNT,
			.answered = said.note || said.answer,
		};
	}
	return found;
}

static int read_deals(struct reader *reader, struct error *error)
{
	sqlite3_stmt *st = book_query(reader->pass.book, error, Q_FORECAST_DEALS, "iid", reader->first,
				      reader->last, reader->query->as_of);
	int found = -1;

	while (st && (found = book_step(reader->pass.book, st, error)) == 1) {
		bool weighed = sqlite3_column_type(st, 4) != SQLITE_NULL;
		struct forecast_open *open = vec_add(&reader->out->deals);

		*open = (struct forecast_open){ .deal = {
							.account = sqlite3_column_int64(st, 0),
							.is_new = sqlite3_column_int(st, 1) == MOVEMENT_NEW,
							.amount = sqlite3_column_int64(st, 2),
							.probability = weighed ? sqlite3_column_int(st, 4) : -1,
							.close = column_day(st, 5),
						} };
		strncpy(open->currency, column_string(st, 3), CURRENCY_SIZE - 1);
	}
	return found;
}

/* ---- account by account ---- */

/* What was shown of it on a day; nothing was: unknown. */
static int shown_band(struct book *book, int64_t account, day_t day, enum band *band, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_FORECAST_SHOWN, "id", account, day);
	int found = st ? book_step(book, st, error) : -1;

	*band = BAND_UNKNOWN;
	if (found == 1) {
		*band = (enum band)sqlite3_column_int(st, 0);
		sqlite3_reset(st);
	}
	return found < 0 ? -1 : 0;
}

static int keep_past(struct reader *reader, const struct number_account *account, struct error *error)
{
	struct number_resolved resolved[FORECAST_QUARTERS];
	int count = forecast_resolved(account, reader->back, FORECAST_QUARTERS, reader->query->as_of, resolved);

	for (int i = 0; i < count; i++) {
		enum band band;

		if (shown_band(reader->pass.book, account->id, resolved[i].on - FORECAST_SHOWN, &band, error))
			return -1;
		*vec_add(&reader->out->past) = (struct forecast_past){ .account = account->id,
								       .on = resolved[i].on,
								       .band = (uint8_t)band,
								       .renewed = resolved[i].renewed > 0 };
	}
	return 0;
}

static enum band band_of(struct reader *reader, int64_t account)
{
	while (reader->band < reader->bands.count && reader->bands.items[reader->band].account < account)
		reader->band++;
	return reader->band < reader->bands.count && reader->bands.items[reader->band].account == account
		       ? reader->bands.items[reader->band].band
		       : BAND_UNKNOWN;
}

static void keep_fact(struct reader *reader, const struct number_account *account, const char *currency)
{
	const struct forecast_facts *out = reader->out;
	struct forecast_fact fact = { .account = account->id, .renewal = DAY_NONE };
	size_t end;

	for (size_t i = 0; i < account->count; i++)
		fact.arr += account->movements[i].minor;
	if (fact.arr <= 0)
		return;
	memcpy(fact.currency, currency, CURRENCY_SIZE);
	if (account->renewal_count)
		fact.renewal = account->renewals[account->renewal_count - 1].on;
	fact.band = (uint8_t)band_of(reader, account->id);
	while (reader->call < out->said.count && out->said.items[reader->call].account < account->id)
		reader->call++;
	for (end = reader->call; end < out->said.count && out->said.items[end].account == account->id;)
		end++;
	fact.first_call = (uint32_t)reader->call;
	fact.call_count = (uint16_t)(end - reader->call);
	*vec_add(&reader->out->accounts) = fact;
}

static int keep_account(void *data, const char *currency, struct number_account *account, struct error *error)
{
	struct reader *reader = data;

	keep_fact(reader, account, currency);
	return keep_past(reader, account, error);
}

/* Accounts from one on until enough movements were read. *next gets the one that comes after, INT64_MAX at the end. */
static int read_piece(struct reader *reader, int64_t from, int64_t *next, struct error *error)
{
	struct numbers_pass *pass = &reader->pass;
	size_t movements = 0;
	int status;

	*next = INT64_MAX;
	if (book_read_begin(pass->book, error))
		return -1;
	status = numbers_pass_seek(pass, from, error);
	while (!status && numbers_pass_next(pass) <= reader->last && numbers_pass_next(pass) != INT64_MAX) {
		int64_t account = numbers_pass_next(pass);

		if (movements >= PIECE) {
			*next = account;
			break;
		}
		status = numbers_pass_read(pass, error);
		movements += pass->account.count;
		if (!status)
			status = numbers_pass_apart(pass, account, keep_account, reader, error);
	}
	numbers_pass_stop(pass);
	book_read_end(pass->book);
	return status;
}

int forecast_read(struct book *book, const struct forecast_query *query, int64_t first, int64_t last,
		  struct forecast_facts *out, struct error *error)
{
	struct reader reader = { .query = query, .first = first, .last = last, .out = out };
	int64_t next = first;
	int status;

	reader.pass = (struct numbers_pass){ .book = book, .query = Q_FORECAST_AMOUNTS, .as_of = query->as_of };
	number_periods(query->as_of, query->fiscal_month, 3, FORECAST_QUARTERS, reader.back);
	status = read_bands(&reader, error) || renewal_calls(book, first, last, query->as_of, out, error) ||
				 read_deals(&reader, error)
			 ? -1
			 : 0;
	while (!status && next != INT64_MAX)
		status = read_piece(&reader, next, &next, error);
	vec_free(&reader.bands);
	numbers_pass_free(&reader.pass);
	return status;
}

/* ---- reckoning ---- */

struct forecast_account forecast_account_of(const struct forecast_facts *facts, const struct forecast_fact *fact)
{
	return (struct forecast_account){
		.id = fact->account,
		.arr = fact->arr,
		.band = (enum band)fact->band,
		.renewal = fact->renewal,
		.calls = fact->call_count ? &facts->calls.items[fact->first_call] : NULL,
		.call_count = fact->call_count,
	};
}

static bool is_wanted(const struct ids *only, int64_t account, size_t *at)
{
	if (!only)
		return true;
	while (*at < only->count && only->items[*at] < account)
		++*at;
	return *at < only->count && only->items[*at] == account;
}

struct reckoning {
	const struct forecast_query *query;
	const struct forecast_facts *facts;
	forecast_each *each;
	void *data;
	struct forecast *out;
	VEC(struct forecast_call) calls; /* of one account, converted */
};

/* Calls are in the account's currency too. */
static int convert(struct reckoning *reckoning, const struct forecast_fact *fact, struct forecast_account *account,
		   struct error *error)
{
	const struct exchange *exchange = reckoning->query->exchange;

	vec_clear(&reckoning->calls);
	for (size_t i = 0; i < account->call_count; i++) {
		struct forecast_call *call = vec_add(&reckoning->calls);

		*call = account->calls[i];
		if (call->amount != CALL_NO_AMOUNT &&
		    exchange_minor(exchange, fact->currency, call->amount, &call->amount, error))
			return -1;
	}
	account->calls = reckoning->calls.items;
	return exchange_minor(exchange, fact->currency, account->arr, &account->arr, error);
}

/* The accounts from one place on: one that is of two currencies is one where those become one. Returns how many. */
static int reckon_account(struct reckoning *reckoning, size_t at, struct error *error)
{
	const struct exchange *exchange = reckoning->query->exchange;
	const struct forecast_facts *facts = reckoning->facts;
	const struct forecast_fact *fact = &facts->accounts.items[at];
	struct forecast_account account = forecast_account_of(facts, fact);
	int count = 1;

	if (exchange && convert(reckoning, fact, &account, error))
		return -1;
	for (; exchange && at + (size_t)count < facts->accounts.count && fact[count].account == fact->account;
	     count++) {
		int64_t more;

		if (exchange_minor(exchange, fact[count].currency, fact[count].arr, &more, error))
			return -1;
		account.arr += more;
	}
	forecast_account(reckoning->out, exchange ? exchange->into : fact->currency, &account, reckoning->each,
			 reckoning->data);
	return count;
}

static int reckon_deal(struct reckoning *reckoning, const struct forecast_open *open, struct error *error)
{
	const struct exchange *exchange = reckoning->query->exchange;
	struct forecast_deal deal = open->deal;

	if (exchange && exchange_minor(exchange, open->currency, deal.amount, &deal.amount, error))
		return -1;
	forecast_deal(reckoning->out, exchange ? exchange->into : open->currency, &deal, reckoning->each,
		      reckoning->data);
	return 0;
}

int forecast_reckon(const struct forecast_query *query, const struct forecast_facts *facts, forecast_each *each,
		    void *data, struct forecast *out, struct error *error)
{
	struct reckoning reckoning = { .query = query, .facts = facts, .each = each, .data = data, .out = out };
	size_t account = 0, deal = 0;
	int status = 0;

	forecast_start(out, query->as_of, query->fiscal_month);
	for (size_t i = 0; i < facts->past.count; i++) {
		const struct forecast_past *past = &facts->past.items[i];

		out->rates[past->band].due++;
		out->rates[past->band].renewed += past->renewed;
	}
	forecast_rates(out->rates, query->priors);
	for (size_t i = 0; !status && i < facts->accounts.count;) {
		int count = 1;

		if (is_wanted(query->only, facts->accounts.items[i].account, &account))
			count = reckon_account(&reckoning, i, error);
		status = count < 0 ? -1 : 0;
		i += (size_t)(count < 0 ? 0 : count);
	}
	for (size_t i = 0; !status && i < facts->deals.count; i++)
		if (is_wanted(query->only, facts->deals.items[i].deal.account, &deal))
			status = reckon_deal(&reckoning, &facts->deals.items[i], error);
	vec_free(&reckoning.calls);
	forecast_sort(out);
	if (!status && out->overflow)
		return error_set(error, ERROR_INPUT, "the amounts ahead add up to more than can be told");
	return status;
}
