/* A pass over the movements of the book. */
#include "storage/numbers_pass.h"

#include <string.h>

void numbers_pass_free(struct numbers_pass *pass)
{
	arena_free(&pass->lines);
	vec_free(&pass->account);
	vec_free(&pass->currencies);
	vec_free(&pass->days);
}

static int64_t account_at(sqlite3_stmt *st)
{
	return st ? sqlite3_column_int64(st, 0) : INT64_MAX;
}

int64_t numbers_pass_next(const struct numbers_pass *pass)
{
	return account_at(pass->movements);
}

/* To the next row; none is NULL. */
static int step(struct numbers_pass *pass, sqlite3_stmt **st, struct error *error)
{
	int found = *st ? book_step(pass->book, *st, error) : 0;

	if (found < 1)
		*st = NULL;
	return found < 0 ? -1 : 0;
}

int numbers_pass_seek(struct numbers_pass *pass, int64_t from, struct error *error)
{
	pass->movements = book_query(pass->book, error, pass->query, "id", from, pass->as_of);
	pass->renewals = book_query(pass->book, error, Q_NUMBERS_RENEWALS, "id", from, pass->as_of);
	if (!pass->movements || !pass->renewals)
		return -1;
	return step(pass, &pass->movements, error) || step(pass, &pass->renewals, error) ? -1 : 0;
}

void numbers_pass_stop(struct numbers_pass *pass)
{
	if (pass->movements)
		sqlite3_reset(pass->movements);
	if (pass->renewals)
		sqlite3_reset(pass->renewals);
	pass->movements = pass->renewals = NULL;
}

static int read_renewals(struct numbers_pass *pass, int64_t account, struct error *error)
{
	vec_clear(&pass->days);
	while (account_at(pass->renewals) < account)
		if (step(pass, &pass->renewals, error))
			return -1;
	while (account_at(pass->renewals) == account) {
		day_t on = column_day(pass->renewals, 2);

		*vec_add(&pass->days) = (struct number_renewal){ column_day(pass->renewals, 1),
								 on == 0 ? DAY_NONE : on };
		if (step(pass, &pass->renewals, error))
			return -1;
	}
	return 0;
}

int numbers_pass_read(struct numbers_pass *pass, struct error *error)
{
	int64_t account = numbers_pass_next(pass);

	vec_clear(&pass->account);
	vec_clear(&pass->currencies);
	arena_clear(&pass->lines);
	while (account_at(pass->movements) == account) {
		sqlite3_stmt *st = pass->movements;
		const char *currency = column_string(st, 5);

		*vec_add(&pass->account) = (struct number_movement){
			.on = sqlite3_column_int(st, 1),
			.id = sqlite3_column_int64(st, 2),
			.kind = (enum movement_kind)sqlite3_column_int(st, 3),
			.minor = sqlite3_column_int64(st, 4),
			.line = arena_copy(&pass->lines, column_string(st, 6)),
		};
		vec_reserve(&pass->currencies, pass->currencies.count + CURRENCY_SIZE);
		strncpy(pass->currencies.items + pass->currencies.count, currency, CURRENCY_SIZE);
		pass->currencies.count += CURRENCY_SIZE;
		if (step(pass, &pass->movements, error))
			return -1;
	}
	return read_renewals(pass, account, error);
}

/* The movement at a place behind those that were found already, before all others; the order of each stays. */
static void bring_forward(struct number_movement *movements, char *currencies, size_t found, size_t at)
{
	struct number_movement keep = movements[at];
	char currency[CURRENCY_SIZE];

	if (at == found)
		return;
	memcpy(currency, currencies + at * CURRENCY_SIZE, CURRENCY_SIZE);
	memmove(movements + found + 1, movements + found, (at - found) * sizeof *movements);
	memmove(currencies + (found + 1) * CURRENCY_SIZE, currencies + found * CURRENCY_SIZE,
		(at - found) * CURRENCY_SIZE);
	movements[found] = keep;
	memcpy(currencies + found * CURRENCY_SIZE, currency, CURRENCY_SIZE);
}

int numbers_pass_apart(struct numbers_pass *pass, int64_t account, numbers_pass_each *each, void *data,
		       struct error *error)
{
	struct number_movement *movements = pass->account.items;
	char *currencies = pass->currencies.items;
	size_t left = pass->account.count;

	while (left) {
		struct number_account one = { account, movements, 1, pass->days.items, pass->days.count };

		for (size_t i = 1; i < left; i++)
			if (!memcmp(currencies + i * CURRENCY_SIZE, currencies, CURRENCY_SIZE))
				bring_forward(movements, currencies, one.count++, i);
		if (each(data, currencies, &one, error))
			return -1;
		movements += one.count;
		currencies += one.count * CURRENCY_SIZE;
		left -= one.count;
	}
	return 0;
}
