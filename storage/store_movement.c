/* Movements of revenue: ARR is their sum and is stored nowhere else. */
#include <string.h>

#include "storage/book_private.h"
#include "storage/facts_store.h"

static const struct {
	const char *name;
	bool lowers;
} kinds[MOVEMENT_KINDS] = {
	[MOVEMENT_NEW] = { "new", false },
	[MOVEMENT_REACTIVATION] = { "reactivation", false },
	[MOVEMENT_EXPANSION] = { "expansion", false },
	[MOVEMENT_UPSELL] = { "upsell", false },
	[MOVEMENT_PRICE_INCREASE] = { "price increase", false },
	[MOVEMENT_PRICE_EROSION] = { "price erosion", true },
	[MOVEMENT_CONTRACTION] = { "contraction", true },
	[MOVEMENT_CHURN] = { "churn", true },
};

const char *
movement_name(enum movement_kind kind)
{
	return kinds[kind].name;
}

bool
movement_lowers(enum movement_kind kind)
{
	return kinds[kind].lowers;
}

bool
movement_from_name(const char *name, enum movement_kind *kind)
{
	for (int i = 0; i < MOVEMENT_KINDS; i++) {
		const char *a = kinds[i].name, *b = name;

		while (*a && (*a == *b || (*a == ' ' && *b == '_')))
			a++, b++;
		if (!*a && !*b) {
			*kind = (enum movement_kind)i;
			return true;
		}
	}
	return false;
}

/* The account's currency is that of its movements; the first movement sets it. */
static int
settle_currency(struct book *book, int64_t account, const char *currency, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_ACCOUNT_GET, "i", account);
	int found = st ? book_step(book, st, error) : -1;
	char *held;
	int result = 0;

	if (found < 1)
		return found < 0 ? -1 : error_set(error, ERROR_NOT_FOUND, "there is no such account");
	held = column_copy(st, 4);
	sqlite3_reset(st);
	if (!held || !*held)
		result = book_run(book, error, Q_ACCOUNT_SET_CURRENCY, "it", account, currency) < 0 ? -1 : 0;
	else if (strcmp(held, currency))
		result = error_set(error, ERROR_INPUT,
				   "the account is in %s and the amount in %s: amounts of two currencies are never added",
				   held, currency);
	free(held);
	return result;
}

int
movement_add(struct book *book, int64_t account, const struct movement *movement, struct error *error)
{
	if (book_must_write(book, error) || settle_currency(book, account, movement->currency, error))
		return -1;
	if (movement->minor != 0 && movement_lowers(movement->kind) != (movement->minor < 0))
		return error_set(error, ERROR_INPUT, "a movement of kind %s has an amount %s 0",
				 movement_name(movement->kind), movement_lowers(movement->kind) ? "below" : "above");
	book_touch(book, account);
	return book_run(book, error, Q_MOVEMENT_INSERT, "idinittt", account, movement->on, book_new_id(),
			(int)movement->kind, movement->minor, movement->currency, movement->line, movement->note) < 0
		       ? -1
		       : 0;
}

struct arr_now {
	bool any;	/* movements at all */
	int64_t sum;	/* of all */
	int64_t sum_on; /* of those up to the day */
	char currency[CURRENCY_SIZE];
	day_t start;
};

static int
read_arr(struct book *book, int64_t account, day_t on, struct arr_now *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_MOVEMENT_SUM, "id", account, on);
	int found;

	*out = (struct arr_now){ 0 };
	if (!st || book_step(book, st, error) != 1)
		return -1;
	out->any = sqlite3_column_int(st, 0) > 0;
	out->sum = sqlite3_column_int64(st, 1);
	out->sum_on = sqlite3_column_int64(st, 4);
	sqlite3_reset(st);
	st = book_query(book, error, Q_ACCOUNT_GET, "i", account);
	found = st ? book_step(book, st, error) : -1;
	if (found < 1)
		return found < 0 ? -1 : error_set(error, ERROR_NOT_FOUND, "there is no such account");
	if (column_string(st, 4))
		strncpy(out->currency, column_string(st, 4), CURRENCY_SIZE - 1);
	out->start = column_day(st, 5);
	sqlite3_reset(st);
	return 0;
}

int
movement_set_arr(struct book *book, int64_t account, day_t on, int64_t minor, const char *currency, bool *changed,
		 struct error *error)
{
	struct movement movement = { .on = on, .currency = currency };
	struct arr_now now;

	if (changed)
		*changed = false;
	if (book_must_write(book, error) || read_arr(book, account, on, &now, error))
		return -1;
	if (!currency || !*currency)
		movement.currency = now.currency;
	if (!*movement.currency)
		return error_set(error, ERROR_INPUT,
				 "arr: the currency is not known; write it with the amount (arr=\"1200 EUR\") or set it first "
				 "(currency=EUR)");
	if (minor < 0)
		return error_set(error, ERROR_INPUT, "arr: a recurring revenue is not below 0");
	if (now.any && now.sum_on == minor)
		return settle_currency(book, account, movement.currency, error);
	movement.minor = minor - now.sum_on;
	if (!now.any) {
		movement.kind = MOVEMENT_NEW;
		if (now.start != DAY_NONE)
			movement.on = now.start;
	} else if (movement.minor > 0) {
		movement.kind = now.sum_on == 0 ? MOVEMENT_REACTIVATION : MOVEMENT_EXPANSION;
	} else {
		movement.kind = minor == 0 ? MOVEMENT_CHURN : MOVEMENT_CONTRACTION;
	}
	if (changed)
		*changed = true;
	return movement_add(book, account, &movement, error);
}
