/* The numbers of the book: a pass over its movements. */
#include "storage/numbers_private.h"

#include <stdlib.h>
#include <string.h>

#include "core/arena.h"
#include "core/ids.h"
#include "storage/book_private.h"
#include "storage/costs.h"
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
	struct book *book;
	const struct numbers_query *query;
	const struct exchange *exchange; /* into query->in */
	struct numbers *into, *beside;	 /* beside may be NULL */
	number_each *each;
	numbers_reckon *reckon; /* instead of into; NULL: into */
	void *data;

	sqlite3_stmt *movements, *renewals; /* on a row, or NULL: there is no more */
	size_t most;			    /* movements of a piece */
	size_t wanted;			    /* of query->only, the next */
	struct arena lines;
	VEC(struct number_movement) account;
	VEC(char) currencies; /* CURRENCY_SIZE of each movement */
	VEC(struct number_renewal) days;
	VEC(struct balance) balances; /* of the account under way, a currency each */
};

static void reader_free(struct reader *reader)
{
	arena_free(&reader->lines);
	vec_free(&reader->account);
	vec_free(&reader->currencies);
	vec_free(&reader->days);
	vec_free(&reader->balances);
}

static int64_t account_at(sqlite3_stmt *st)
{
	return st ? sqlite3_column_int64(st, 0) : INT64_MAX;
}

/* To the next row; none is NULL. */
static int step(struct reader *reader, sqlite3_stmt **st, struct error *error)
{
	int found = *st ? book_step(reader->book, *st, error) : 0;

	if (found < 1)
		*st = NULL;
	return found < 0 ? -1 : 0;
}

/* Both to their first row of an account from this one on. */
static int seek(struct reader *reader, int64_t from, struct error *error)
{
	struct book *book = reader->book;

	/* Ids and lines cost a third of the pass where nobody asks for them. */
	reader->movements = book_query(book, error,
				       reader->each || reader->reckon || reader->query->level == LEVEL_LINE
					       ? Q_NUMBERS_MOVEMENTS
					       : Q_NUMBERS_AMOUNTS,
				       "id", from, reader->query->as_of);
	reader->renewals = book_query(book, error, Q_NUMBERS_RENEWALS, "id", from, reader->query->as_of);
	if (!reader->movements || !reader->renewals)
		return -1;
	return step(reader, &reader->movements, error) || step(reader, &reader->renewals, error) ? -1 : 0;
}

static void stop(struct reader *reader)
{
	if (reader->movements)
		sqlite3_reset(reader->movements);
	if (reader->renewals)
		sqlite3_reset(reader->renewals);
	reader->movements = reader->renewals = NULL;
}

/* Whether the account that the pass is on is wanted; if not, on to the next that is. 1, 0: none is left; -1. */
static int next_wanted(struct reader *reader, struct error *error)
{
	const struct ids *only = reader->query->only;

	while (only && reader->movements) {
		int64_t at = account_at(reader->movements);

		while (reader->wanted < only->count && only->items[reader->wanted] < at)
			reader->wanted++;
		if (reader->wanted == only->count)
			return 0;
		if (only->items[reader->wanted] == at)
			break;
		stop(reader);
		if (seek(reader, only->items[reader->wanted], error))
			return -1;
	}
	return reader->movements ? 1 : 0;
}

static int read_renewals(struct reader *reader, int64_t account, struct error *error)
{
	vec_clear(&reader->days);
	while (account_at(reader->renewals) < account)
		if (step(reader, &reader->renewals, error))
			return -1;
	while (account_at(reader->renewals) == account) {
		day_t on = column_day(reader->renewals, 2);

		*vec_add(&reader->days) = (struct number_renewal){ column_day(reader->renewals, 1),
								   on == 0 ? DAY_NONE : on };
		if (step(reader, &reader->renewals, error))
			return -1;
	}
	return 0;
}

static int read_movements(struct reader *reader, int64_t account, struct error *error)
{
	vec_clear(&reader->account);
	vec_clear(&reader->currencies);
	arena_clear(&reader->lines);
	while (account_at(reader->movements) == account) {
		sqlite3_stmt *st = reader->movements;
		const char *currency = column_string(st, 5);

		*vec_add(&reader->account) = (struct number_movement){
			.on = sqlite3_column_int(st, 1),
			.id = sqlite3_column_int64(st, 2),
			.kind = (enum movement_kind)sqlite3_column_int(st, 3),
			.minor = sqlite3_column_int64(st, 4),
			.line = arena_copy(&reader->lines, column_string(st, 6)),
		};
		vec_reserve(&reader->currencies, reader->currencies.count + CURRENCY_SIZE);
		strncpy(reader->currencies.items + reader->currencies.count, currency, CURRENCY_SIZE);
		reader->currencies.count += CURRENCY_SIZE;
		if (step(reader, &reader->movements, error))
			return -1;
	}
	return 0;
}

static void reckon_one(struct reader *reader, const char *currency, struct number_account *one)
{
	if (reader->reckon)
		reader->reckon(reader->data, currency, one);
	else
		numbers_account(reader->into, currency, one, reader->each, reader->data);
	if (reader->beside)
		numbers_account(reader->beside, currency, one, NULL, NULL);
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
	struct number_account one = { account, reader->account.items, reader->account.count, reader->days.items,
				      reader->days.count };

	vec_clear(&reader->balances);
	for (size_t i = 0; i < reader->account.count; i++) {
		struct balance *balance = balance_of(reader, reader->currencies.items + i * CURRENCY_SIZE);
		int64_t before = balance->converted;

		balance->had += reader->account.items[i].minor;
		if (exchange_minor(reader->exchange, balance->currency, balance->had, &balance->converted, error))
			return -1;
		reader->account.items[i].minor = balance->converted - before;
	}
	reckon_one(reader, reader->query->in, &one);
	return 0;
}

static void reckon_apart(struct reader *reader, int64_t account)
{
	struct number_movement *movements = reader->account.items;
	char *currencies = reader->currencies.items;
	size_t left = reader->account.count;

	/* One currency an account is the rule; a book that breaks it is still told apart. */
	while (left) {
		struct number_account one = { account, movements, 1, reader->days.items, reader->days.count };

		for (size_t i = 1; i < left; i++) {
			struct number_movement keep = movements[i];

			if (memcmp(currencies + i * CURRENCY_SIZE, currencies, CURRENCY_SIZE) != 0)
				continue;
			if (i != one.count) {
				movements[i] = movements[one.count];
				movements[one.count] = keep;
				memcpy(currencies + i * CURRENCY_SIZE, currencies + one.count * CURRENCY_SIZE,
				       CURRENCY_SIZE);
				memcpy(currencies + one.count * CURRENCY_SIZE, currencies, CURRENCY_SIZE);
			}
			one.count++;
		}
		reckon_one(reader, currencies, &one);
		movements += one.count;
		currencies += one.count * CURRENCY_SIZE;
		left -= one.count;
	}
}

static int reckon(struct reader *reader, int64_t account, struct error *error)
{
	if (*reader->query->in)
		return reckon_converted(reader, account, error);
	reckon_apart(reader, account);
	return 0;
}

/* As numbers_read_piece(). */
static int read_piece(struct reader *reader, int64_t from, int64_t until, int64_t *next, struct error *error)
{
	size_t movements = 0;
	int found = 0;

	*next = INT64_MAX;
	reader->wanted = 0;
	if (book_read_begin(reader->book, error))
		return -1;
	if (seek(reader, from, error))
		found = -1;
	while (found >= 0 && (found = next_wanted(reader, error)) > 0) {
		int64_t account = account_at(reader->movements);

		if (account >= until || (until == INT64_MAX && movements >= reader->most)) {
			*next = account;
			break;
		}
		if (read_movements(reader, account, error) || read_renewals(reader, account, error) ||
		    reckon(reader, account, error))
			found = -1;
		movements += reader->account.count;
	}
	stop(reader);
	book_read_end(reader->book);
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
		.book = book,
		.query = query,
		.exchange = piece->exchange,
		.into = piece->sums,
		.beside = piece->beside,
		.most = piece->most,
	};
	int result = read_piece(&reader, piece->from, piece->until, next, error);

	reader_free(&reader);
	return result;
}

static int read_whole(struct reader *reader, struct error *error)
{
	struct exchange exchange;
	int64_t next = ORGANISATION_ID + 1;
	int result = numbers_exchange(reader->book, reader->query, &exchange, error);

	reader->exchange = &exchange;
	while (!result && next != INT64_MAX)
		result = read_piece(reader, next, INT64_MAX, &next, error);
	reader_free(reader);
	exchange_free(&exchange);
	return result;
}

int numbers_each_account(struct book *book, const struct numbers_query *query, numbers_reckon *tell, void *data,
			 struct error *error)
{
	struct reader reader = { .book = book, .query = query, .reckon = tell, .data = data, .most = PIECE };

	return read_whole(&reader, error);
}

int numbers_open(struct book *book, const struct numbers_query *query, number_each *each, void *data,
		 struct numbers *out, struct error *error)
{
	struct reader reader = {
		.book = book, .query = query, .into = out, .each = each, .data = data, .most = PIECE
	};
	int result;

	numbers_start(out, query->level, query->periods, query->count, query->as_of);
	result = read_whole(&reader, error);
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
	struct reader reader = { .book = book, .query = query, .into = out, .beside = beside, .most = PIECE };
	int result;

	numbers_start(out, query->level, query->periods, query->count, query->as_of);
	numbers_start_beside(query, beside);
	result = read_whole(&reader, error);
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
