/* The numbers of the book: a pass over its movements. */
#include "storage/numbers_private.h"

#include <stdlib.h>
#include <string.h>

#include "core/ids.h"
#include "storage/numbers_pass.h"
#include "storage/portfolio.h"

enum {
	PIECE = 4000, /* movements read between two locks */
};

/* What an account has come to in a currency, and that in the one all are converted into. */
struct balance {
	char currency[CURRENCY_SIZE];
	int64_t had, converted;
};

struct reader {
	const struct numbers_query *query;
	const struct exchange *exchange; /* into query->in */
	struct numbers *into, *beside;	 /* beside may be NULL */
	number_each *each;
	numbers_reckon *reckon; /* instead of into; NULL: into */
	void *data;

	struct numbers_pass pass;
	size_t most;		      /* movements of a piece */
	size_t wanted;		      /* of query->only, the next */
	VEC(struct balance) balances; /* of the account under way, a currency each */
};

static void reader_start(struct reader *reader, struct book *book)
{
	/* Ids and lines cost a third of the pass where nobody asks for them. */
	bool whole = reader->each || reader->reckon || reader->query->level == LEVEL_LINE;

	reader->pass = (struct numbers_pass){ .book = book,
					      .query = whole ? Q_NUMBERS_MOVEMENTS : Q_NUMBERS_AMOUNTS,
					      .as_of = reader->query->as_of };
}

static void reader_free(struct reader *reader)
{
	numbers_pass_free(&reader->pass);
	vec_free(&reader->balances);
}

/* Whether the account that the pass is on is wanted; if not, on to the next that is. 1, 0: none is left; -1. */
static int next_wanted(struct reader *reader, struct error *error)
{
	const struct ids *only = reader->query->only;

	while (only && numbers_pass_next(&reader->pass) != INT64_MAX) {
		int64_t at = numbers_pass_next(&reader->pass);

		while (reader->wanted < only->count && only->items[reader->wanted] < at)
			reader->wanted++;
		if (reader->wanted == only->count)
			return 0;
		if (only->items[reader->wanted] == at)
			break;
		numbers_pass_stop(&reader->pass);
		if (numbers_pass_seek(&reader->pass, only->items[reader->wanted], error))
			return -1;
	}
	return numbers_pass_next(&reader->pass) != INT64_MAX ? 1 : 0;
}

int numbers_fit(const struct numbers *numbers, struct error *error)
{
	return !numbers->overflow
		       ? 0
		       : error_set(error, ERROR_INPUT,
				   "the amounts add up to more than can be told; waymark list --sort arr "
				   "shows the greatest");
}

static int reckon_one(void *data, const char *currency, struct number_account *one, struct error *error)
{
	struct reader *reader = data;

	if (reader->reckon) {
		reader->reckon(reader->data, currency, one);
		return 0;
	}
	numbers_account(reader->into, currency, one, reader->each, reader->data);
	if (reader->beside)
		numbers_account(reader->beside, currency, one, NULL, NULL);
	return numbers_fit(reader->into, error);
}

static struct balance *balance_of(struct reader *reader, const char *currency)
{
	struct balance *balance;

	for (size_t i = 0; i < reader->balances.count; i++)
		if (!strcmp(reader->balances.items[i].currency, currency))
			return &reader->balances.items[i];
	balance = vec_add(&reader->balances);
	*balance = (struct balance){ .had = 0 };
	memcpy(balance->currency, currency, CURRENCY_SIZE);
	return balance;
}

/* The movements lie in order of day: each becomes what it makes of the converted balance. */
static int reckon_converted(struct reader *reader, int64_t account, struct error *error)
{
	struct numbers_pass *pass = &reader->pass;
	struct number_account one = { account, pass->account.items, pass->account.count, pass->days.items,
				      pass->days.count };

	vec_clear(&reader->balances);
	for (size_t i = 0; i < one.count; i++) {
		struct balance *balance = balance_of(reader, pass->currencies.items + i * CURRENCY_SIZE);
		int64_t before = balance->converted;

		balance->had += one.movements[i].minor;
		if (exchange_minor(reader->exchange, balance->currency, balance->had, &balance->converted, error))
			return -1;
		one.movements[i].minor = balance->converted - before;
	}
	return reckon_one(reader, reader->query->in, &one, error);
}

static int reckon(struct reader *reader, int64_t account, struct error *error)
{
	return *reader->query->in ? reckon_converted(reader, account, error)
				  : numbers_pass_apart(&reader->pass, account, reckon_one, reader, error);
}

/* As numbers_read_piece(). */
static int read_piece(struct reader *reader, int64_t from, int64_t until, int64_t *next, struct error *error)
{
	struct numbers_pass *pass = &reader->pass;
	size_t movements = 0;
	int found = 0;

	*next = INT64_MAX;
	reader->wanted = 0;
	if (book_read_begin(pass->book, error))
		return -1;
	if (numbers_pass_seek(pass, from, error))
		found = -1;
	while (found >= 0 && (found = next_wanted(reader, error)) > 0) {
		int64_t account = numbers_pass_next(pass);

		if (account >= until || (until == INT64_MAX && movements >= reader->most)) {
			*next = account;
			break;
		}
		if (numbers_pass_read(pass, error) || reckon(reader, account, error))
			found = -1;
		movements += pass->account.count;
	}
	numbers_pass_stop(pass);
	book_read_end(pass->book);
	return found < 0 ? -1 : 0;
}

int numbers_exchange(struct book *book, const struct numbers_query *query, struct exchange *exchange,
		     struct error *error)
{
	*exchange = (struct exchange){ .rates = { 0 } };
	return *query->in ? rate_exchange(book, query->in, query->as_of, exchange, error) : 0;
}

int numbers_read_piece(struct book *book, const struct numbers_query *query, const struct numbers_piece *piece,
		       int64_t *next, struct error *error)
{
	struct reader reader = {
		.query = query,
		.exchange = piece->exchange,
		.into = piece->sums,
		.beside = piece->beside,
		.most = piece->most,
	};
	int result;

	reader_start(&reader, book);
	result = read_piece(&reader, piece->from, piece->until, next, error);

	reader_free(&reader);
	return result;
}

static int read_whole(struct reader *reader, struct book *book, struct error *error)
{
	struct exchange exchange;
	int64_t next = ORGANISATION_ID + 1;
	int result = numbers_exchange(book, reader->query, &exchange, error);

	reader->exchange = &exchange;
	reader_start(reader, book);
	while (!result && next != INT64_MAX)
		result = read_piece(reader, next, INT64_MAX, &next, error);
	reader_free(reader);
	exchange_free(&exchange);
	return result;
}

int numbers_each_account(struct book *book, const struct numbers_query *query, numbers_reckon *tell, void *data,
			 struct error *error)
{
	struct reader reader = { .query = query, .reckon = tell, .data = data, .most = PIECE };

	return read_whole(&reader, book, error);
}

int numbers_open(struct book *book, const struct numbers_query *query, number_each *each, void *data,
		 struct numbers *out, struct error *error)
{
	struct reader reader = { .query = query, .into = out, .each = each, .data = data, .most = PIECE };
	int result;

	numbers_start(out, query->level, query->periods, query->count, query->as_of);
	result = read_whole(&reader, book, error);
	numbers_sort(out);
	return result;
}

int numbers_read(struct book *book, const struct numbers_query *query, struct numbers *out, struct error *error)
{
	return numbers_open(book, query, NULL, NULL, out, error);
}

void numbers_start_beside(const struct numbers_query *query, struct numbers *beside)
{
	*beside = (struct numbers){ .level = query->level, .as_of = query->as_of };
	if (query->beside)
		numbers_start(beside, query->level, query->beside, 1, query->as_of);
}

int numbers_read_beside(struct book *book, const struct numbers_query *query, struct numbers *out,
			struct numbers *beside, struct error *error)
{
	struct reader reader = { .query = query, .into = out, .beside = beside, .most = PIECE };
	int result;

	numbers_start(out, query->level, query->periods, query->count, query->as_of);
	numbers_start_beside(query, beside);
	result = read_whole(&reader, book, error);
	numbers_sort(out);
	numbers_sort(beside);
	return result;
}

/* ---- which accounts ---- */

struct choosing {
	const struct filter *filter;
	struct ids *out;
};

static bool choose(void *data, const struct account_row *row)
{
	struct choosing *choosing = data;

	if (filter_fits(choosing->filter, row))
		*vec_add(choosing->out) = row->id;
	return true;
}

int numbers_accounts(struct book *book, day_t as_of, const struct filter *filter, struct ids *out,
		     struct error *error)
{
	struct choosing choosing = { filter, out };

	return portfolio_each(book, as_of, choose, &choosing, error);
}
