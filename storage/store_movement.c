/* Movements of revenue: ARR is their sum and is stored nowhere else. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/ids.h"
#include "storage/book_private.h"
#include "storage/facts_store.h"

/* The account's currency is that of its movements; the first movement sets it. */
static int settle_currency(struct book *book, int64_t account, const char *currency, struct error *error)
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
		result = error_set(
			error, ERROR_INPUT,
			"the account is in %s and the amount in %s: amounts of two currencies are never added",
			held, currency);
	free(held);
	return result;
}

/* ---- movements that stand in for a history ---- */

/* An account whose ARR went up and down again within a day has this many alike at most. */
enum { ALIKE = 100 };

static int64_t stand_in_id(int64_t account, const struct movement *movement, int nth)
{
	char text[128];

	snprintf(text, sizeof text, "%lld %d %d %lld %d", (long long)account, movement->on, (int)movement->kind,
		 (long long)movement->minor, nth);
	return id_hash("movement", "arr", text, movement->currency, NULL);
}

bool movement_is_stand_in(int64_t account, int64_t id, const struct movement *movement)
{
	for (int nth = 0; nth < ALIKE; nth++)
		if (stand_in_id(account, movement, nth) == id)
			return true;
	return false;
}

/* Whether the row that a movement_list stands on is one, by its key; if so, it is in *movement until the next. */
static bool read_stand_in(sqlite3_stmt *st, int64_t account, struct movement *movement)
{
	int64_t id = sqlite3_column_int64(st, 1);

	*movement = (struct movement){
		.on = column_day(st, 0),
		.kind = (enum movement_kind)sqlite3_column_int(st, 2),
		.minor = sqlite3_column_int64(st, 3),
		.currency = column_string(st, 4),
		.stand_in = true,
	};
	return movement_is_stand_in(account, id, movement);
}

/* The first key of this likeness that is free. */
static int stand_in_new_id(struct book *book, int64_t account, const struct movement *movement, int64_t *id,
			   struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_MOVEMENT_LIST, "i", account);
	int nth = 0, found = -1;

	while (st && (found = book_step(book, st, error)) == 1)
		if (column_day(st, 0) == movement->on && nth < ALIKE &&
		    sqlite3_column_int64(st, 1) == stand_in_id(account, movement, nth)) {
			nth++;
			sqlite3_reset(st); /* they do not stand in the order of nth */
		}
	*id = nth < ALIKE ? stand_in_id(account, movement, nth) : book_new_id();
	return found;
}

int movement_drop_stand_ins(struct book *book, int64_t account,
			    bool (*keep)(void *data, int64_t account, const struct movement *movement), void *data,
			    struct error *error)
{
	struct key {
		day_t on;
		int64_t id;
	};
	VEC(struct key) drop = { 0 };
	sqlite3_stmt *st = book_query(book, error, Q_MOVEMENT_LIST, "i", account);
	struct movement movement;
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1)
		if (read_stand_in(st, account, &movement) && !keep(data, account, &movement))
			*vec_add(&drop) = (struct key){ column_day(st, 0), sqlite3_column_int64(st, 1) };
	for (size_t i = 0; i < drop.count && found >= 0; i++)
		found = book_run(book, error, Q_MOVEMENT_DELETE, "idi", account, drop.items[i].on,
				 drop.items[i].id);
	if (drop.count)
		book_touch(book, account);
	vec_free(&drop);
	return found < 0 ? -1 : 0;
}

#define ARR_TOLD "arr:told"

int movement_arr_told(struct book *book, int64_t account, day_t *day, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_MEMORY_GET, "it", account, ARR_TOLD);
	int found = st ? book_step(book, st, error) : -1;

	*day = found == 1 ? (day_t)strtol(column_string(st, 0), NULL, 10) : DAY_NONE;
	if (found == 1)
		sqlite3_reset(st);
	return found < 0 ? -1 : 0;
}

int movement_tell_arr(struct book *book, int64_t account, day_t day, struct error *error)
{
	char text[24];

	(void)snprintf(text, sizeof text, "%d", (int)day);
	return (day == DAY_NONE ? book_run(book, error, Q_MEMORY_DELETE, "it", account, ARR_TOLD)
				: book_run(book, error, Q_MEMORY_PUT, "itt", account, ARR_TOLD, text)) < 0
		       ? -1
		       : 0;
}

int64_t movement_subscription_id(int64_t account, const struct movement *movement)
{
	char text[128];

	(void)snprintf(text, sizeof text, "%lld %d %d %lld", (long long)account, movement->on, (int)movement->kind,
		       (long long)movement->minor);
	return id_hash("movement", "subscription", text, movement->currency, movement->line ? movement->line : "",
		       NULL);
}

static int check_sign(const struct movement *movement, struct error *error)
{
	if (movement->minor == 0 || movement_lowers(movement->kind) == (movement->minor < 0))
		return 0;
	return error_set(error, ERROR_INPUT, "a movement of kind %s has an amount %s 0",
			 movement_name(movement->kind), movement_lowers(movement->kind) ? "below" : "above");
}

static int insert(struct book *book, int64_t account, int64_t id, const struct movement *movement,
		  struct error *error)
{
	book_touch(book, account);
	return book_run(book, error, Q_MOVEMENT_INSERT, "idinittt", account, movement->on, id, (int)movement->kind,
			movement->minor, movement->currency, movement->line, movement->note) < 0
		       ? -1
		       : 0;
}

int movement_add(struct book *book, int64_t account, const struct movement *movement, struct error *error)
{
	int64_t id;

	if (book_must_write(book, error) || settle_currency(book, account, movement->currency, error))
		return -1;
	if (check_sign(movement, error))
		return -1;
	if (!movement->stand_in)
		id = book_new_id();
	else if (stand_in_new_id(book, account, movement, &id, error))
		return -1;
	return insert(book, account, id, movement, error);
}

static int delete_row(struct book *book, int64_t account, day_t on, int64_t id, struct error *error)
{
	book_touch(book, account);
	return book_run(book, error, Q_MOVEMENT_DELETE, "idi", account, on, id) < 0 ? -1 : 0;
}

int movement_remove(struct book *book, int64_t account, day_t on, int64_t id, struct error *error)
{
	/* a deal whose movement it was has none from now on */
	if (book_must_write(book, error) || book_run(book, error, Q_OPPORTUNITY_UNLINK, "ii", account, id) < 0)
		return -1;
	return delete_row(book, account, on, id, error);
}

int movement_change(struct book *book, int64_t account, day_t on, int64_t id, const struct movement *movement,
		    struct error *error)
{
	if (book_must_write(book, error) || settle_currency(book, account, movement->currency, error) ||
	    check_sign(movement, error) || delete_row(book, account, on, id, error))
		return -1;
	return insert(book, account, id, movement, error);
}

struct arr_now {
	bool any;	/* movements at all */
	int64_t sum;	/* of all */
	int64_t sum_on; /* of those up to the day */
	char currency[CURRENCY_SIZE];
	day_t start;
};

static int read_arr(struct book *book, int64_t account, day_t on, struct arr_now *out, struct error *error)
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

static int set_arr(struct book *book, int64_t account, day_t on, int64_t minor, const char *currency, bool stand_in,
		   bool *changed, struct error *error)
{
	struct movement movement = { .on = on, .currency = currency, .stand_in = stand_in };
	struct arr_now now;

	if (changed)
		*changed = false;
	if (book_must_write(book, error) || read_arr(book, account, on, &now, error))
		return -1;
	if (!currency || !*currency)
		movement.currency = now.currency;
	if (!*movement.currency)
		return error_set(error, ERROR_INPUT,
				 "arr: the currency is not known; write it with the amount (arr=\"1200 EUR\") or "
				 "set it first "
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

int movement_set_arr(struct book *book, int64_t account, day_t on, int64_t minor, const char *currency,
		     bool *changed, struct error *error)
{
	return set_arr(book, account, on, minor, currency, false, changed, error);
}

int movement_set_imported_arr(struct book *book, int64_t account, day_t on, int64_t minor, const char *currency,
			      bool *changed, struct error *error)
{
	return set_arr(book, account, on, minor, currency, true, changed, error);
}
