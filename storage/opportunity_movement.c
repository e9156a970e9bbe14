/* What winning a deal does to revenue, and how that goes with what other sources told: see opportunities.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/ids.h"
#include "storage/book_private.h"
#include "storage/events.h"
#include "storage/opportunities.h"

#define LAST_DAY INT32_MAX

/* All that an account has of both. */
struct revenue {
	struct book *book;
	int64_t account;
	struct movement_records records; /* in order of day */
	struct opportunities deals;
};

static int load(struct revenue *revenue, struct book *book, int64_t account, struct error *error)
{
	*revenue = (struct revenue){ .book = book, .account = account };
	return movement_records(book, account, LAST_DAY, &revenue->records, error) < 0 ||
			       opportunity_list(book, account, LAST_DAY, &revenue->deals, error) < 0
		       ? -1
		       : 0;
}

static void unload(struct revenue *revenue)
{
	movement_records_clear(&revenue->records);
	opportunities_clear(&revenue->deals);
}

static struct movement movement_of(const struct movement_record *record)
{
	return (struct movement){ .on = record->on,
				  .kind = record->kind,
				  .minor = record->amount.minor,
				  .currency = record->amount.currency,
				  .line = record->line,
				  .note = record->note };
}

/* A deal has one movement in all books that know the deal. */
static int64_t own_movement(int64_t account, int64_t deal)
{
	char text[64];

	(void)snprintf(text, sizeof text, "%lld %lld", (long long)account, (long long)deal);
	return id_hash("movement", "opportunity", text, NULL);
}

static bool stands_in(const struct revenue *revenue, const struct movement_record *record)
{
	struct movement movement = movement_of(record);

	return movement_is_stand_in(revenue->account, record->id, &movement);
}

static const struct opportunity *deal_of(const struct revenue *revenue, const struct movement_record *record)
{
	for (size_t i = 0; i < revenue->deals.count; i++)
		if (revenue->deals.items[i].movement == record->id)
			return &revenue->deals.items[i];
	return NULL;
}

/* ---- what stands in for a history ---- */

/* Of a stand-in of a day that much more, or less. */
static int change_stand_in(struct revenue *revenue, const struct movement_record *record, enum movement_kind kind,
			   int64_t minor, struct error *error)
{
	struct movement movement = movement_of(record);

	movement.kind = kind;
	movement.minor = minor;
	movement.stand_in = true;
	if (movement_remove(revenue->book, revenue->account, record->on, record->id, error))
		return -1;
	return minor ? movement_add(revenue->book, revenue->account, &movement, error) : 0;
}

static void memory_key(int64_t deal, char key[40])
{
	(void)snprintf(key, 40, "carved:%lld", (long long)deal);
}

/* Which stand-in a deal of a day comes out of first: one that was told after it, the next first; then those before. */
static bool goes_before(day_t a, day_t b, day_t day)
{
	if ((a >= day) != (b >= day))
		return a >= day;
	return a >= day ? a < b : a > b;
}

static const struct movement_record *next_stand_in(const struct revenue *revenue, day_t day, const bool *used,
						   size_t *at)
{
	const struct movement_record *best = NULL;

	for (size_t i = 0; i < revenue->records.count; i++) {
		const struct movement_record *record = &revenue->records.items[i];

		if (used[i] || record->amount.minor <= 0 || !stands_in(revenue, record))
			continue;
		if (best && !goes_before(record->on, best->on, day))
			continue;
		best = record;
		*at = i;
	}
	return best;
}

/* Takes an amount out of what stands in, and keeps in mind from where. 1: done; 0: there is not so much; -1. */
static int carve(struct revenue *revenue, const struct opportunity *deal, struct error *error)
{
	bool *used = xcalloc(revenue->records.count + 1, sizeof *used);
	const struct movement_record *record;
	int64_t left = deal->amount.minor, there = 0;
	struct buf text = { 0 };
	char key[40];
	int result = 0;
	size_t at = 0;

	for (size_t i = 0; i < revenue->records.count; i++)
		if (revenue->records.items[i].amount.minor > 0 && stands_in(revenue, &revenue->records.items[i]))
			there += revenue->records.items[i].amount.minor;
	if (there >= left)
		result = 1;
	while (result > 0 && left && (record = next_stand_in(revenue, deal->closed, used, &at))) {
		int64_t part = record->amount.minor < left ? record->amount.minor : left;

		used[at] = true;
		left -= part;
		buf_printf(&text, "%d %lld\n", (int)record->on, (long long)part);
		if (change_stand_in(revenue, record, record->kind, record->amount.minor - part, error))
			result = -1;
	}
	memory_key(deal->id, key);
	if (result > 0 &&
	    book_run(revenue->book, error, Q_MEMORY_PUT, "itt", revenue->account, key, buf_text(&text)) < 0)
		result = -1;
	buf_free(&text);
	free(used);
	return result;
}

/* Back to the stand-in of a day; a new one where it is gone. */
static int put_back(struct revenue *revenue, day_t on, int64_t minor, const char *currency, struct error *error)
{
	struct movement movement = {
		.on = on, .kind = MOVEMENT_NEW, .minor = minor, .currency = currency, .stand_in = true
	};

	for (size_t i = 0; i < revenue->records.count; i++) {
		const struct movement_record *record = &revenue->records.items[i];

		if (record->on == on && record->amount.minor > 0 && stands_in(revenue, record))
			return change_stand_in(revenue, record, record->kind, record->amount.minor + minor, error);
	}
	return movement_add(revenue->book, revenue->account, &movement, error);
}

/* What a deal came out of, "DAY AMOUNT" a line; yours. NULL: of nothing. */
static int read_carved(struct revenue *revenue, int64_t deal, char **text, struct error *error)
{
	char key[40];
	sqlite3_stmt *st;
	int found;

	memory_key(deal, key);
	st = book_query(revenue->book, error, Q_MEMORY_GET, "it", revenue->account, key);
	found = st ? book_step(revenue->book, st, error) : -1;
	*text = found == 1 ? column_copy(st, 0) : NULL;
	if (found == 1)
		sqlite3_reset(st);
	return found < 0 ? -1 : 0;
}

static int forget_carved(struct revenue *revenue, int64_t deal, struct error *error)
{
	char key[40];

	memory_key(deal, key);
	return book_run(revenue->book, error, Q_MEMORY_DELETE, "it", revenue->account, key) < 0 ? -1 : 0;
}

static int uncarve(struct revenue *revenue, const struct opportunity *deal, const char *currency,
		   struct error *error)
{
	char *text, *at, *end;
	int result = read_carved(revenue, deal->id, &text, error);

	for (at = text; !result && at && *at; at = *end ? end + 1 : end) {
		day_t on = (day_t)strtol(at, &end, 10);
		int64_t minor = strtoll(end, &end, 10);

		result = put_back(revenue, on, minor, currency, error);
	}
	if (!result && text)
		result = forget_carved(revenue, deal->id, error);
	free(text);
	return result;
}

/* ---- of what kind they are ---- */

static enum movement_kind kind_for(const struct opportunity *deal, int64_t balance, bool ever)
{
	if (balance <= 0)
		return ever ? MOVEMENT_REACTIVATION : MOVEMENT_NEW;
	if (!deal)
		return MOVEMENT_EXPANSION;
	return deal->kind == MOVEMENT_NEW ? MOVEMENT_UPSELL : deal->kind;
}

static int settle_one(struct revenue *revenue, const struct movement_record *record, int64_t balance, bool ever,
		      struct error *error)
{
	const struct opportunity *deal = deal_of(revenue, record);
	bool own = deal && record->id == own_movement(revenue->account, deal->id);
	struct movement movement = movement_of(record);
	enum movement_kind kind = kind_for(deal, balance, ever);

	if (record->kind > MOVEMENT_UPSELL || record->kind == kind || !record->amount.minor)
		return 0;
	if (!deal && stands_in(revenue, record))
		return change_stand_in(revenue, record, kind, record->amount.minor, error);
	movement.kind = kind;
	return own ? movement_change(revenue->book, revenue->account, record->on, record->id, &movement, error) : 0;
}

/* What an account had on the day before says whether something is new; so it is settled when all are there. */
static int settle_kinds(struct book *book, int64_t account, struct error *error)
{
	struct revenue revenue;
	int64_t balance = 0;
	bool ever = false;
	int result = load(&revenue, book, account, error);

	for (size_t i = 0, next; !result && i < revenue.records.count; i = next) {
		int64_t before = balance;

		for (next = i;
		     next < revenue.records.count && revenue.records.items[next].on == revenue.records.items[i].on;
		     next++) {
			balance += revenue.records.items[next].amount.minor;
			if (!result)
				result = settle_one(&revenue, &revenue.records.items[next], before, ever, error);
		}
		ever |= balance > 0;
	}
	unload(&revenue);
	return result;
}

/* ---- gained ---- */

static int link_movement(struct book *book, int64_t account, struct opportunity *deal, int64_t movement,
			 struct error *error)
{
	deal->movement = movement;
	book_touch(book, account);
	return book_run(book, error, Q_OPPORTUNITY_LINK, "iiz", account, deal->id, movement) < 0 ? -1 : 0;
}

/* A movement of no other deal that is what the deal came to. */
static const struct movement_record *find_alike(const struct revenue *revenue, const struct opportunity *deal)
{
	for (size_t i = 0; i < revenue->records.count; i++) {
		const struct movement_record *record = &revenue->records.items[i];

		if (record->on == deal->closed && record->amount.minor == deal->amount.minor &&
		    !strcmp(record->amount.currency, deal->amount.currency) && !deal_of(revenue, record) &&
		    !stands_in(revenue, record))
			return record;
	}
	return NULL;
}

/* Whether the account has a history of the deal's time: then the deal is part of it. Subscriptions are one of all
 * times. */
static bool has_history(const struct revenue *revenue, day_t day)
{
	for (size_t i = 0; i < revenue->records.count; i++) {
		const struct movement_record *record = &revenue->records.items[i];
		const struct opportunity *deal = deal_of(revenue, record);
		struct movement movement = movement_of(record);

		if ((deal && record->id == own_movement(revenue->account, deal->id)) || stands_in(revenue, record))
			continue;
		if (record->on >= day || movement_subscription_id(revenue->account, &movement) == record->id)
			return true;
	}
	return false;
}

/* Whether the ARR that was told has the deal in it. */
static int is_told(const struct revenue *revenue, const struct opportunity *deal, bool fits, bool *told,
		   struct error *error)
{
	day_t day;
	bool any = false;

	if (movement_arr_told(revenue->book, revenue->account, &day, error))
		return -1;
	for (size_t i = 0; i < revenue->records.count && !any; i++)
		any = stands_in(revenue, &revenue->records.items[i]);
	/* told before that day was kept in mind */
	if (day == DAY_NONE && any && fits)
		day = revenue->book->options.today;
	*told = day != DAY_NONE && (fits ? deal->closed <= day : deal->closed < day);
	return 0;
}

/* 1: its movement may be written; 0: it has none; -1. */
static int make_room(struct revenue *revenue, const struct opportunity *deal, bool fits, struct error *error)
{
	bool told;
	int carved;

	if (is_told(revenue, deal, fits, &told, error))
		return -1;
	if (!told)
		return 1;
	carved = carve(revenue, deal, error);
	return carved < 0 ? -1 : carved || !fits;
}

int opportunity_gain(struct book *book, int64_t account, struct opportunity *deal, bool fits, struct error *error)
{
	int64_t id = own_movement(account, deal->id);
	struct movement movement = { .on = deal->closed,
				     .kind = MOVEMENT_NEW,
				     .minor = deal->amount.minor,
				     .currency = deal->amount.currency,
				     .note = deal->name };
	const struct movement_record *alike;
	struct revenue revenue;
	int room = load(&revenue, book, account, error);

	alike = !room && fits ? find_alike(&revenue, deal) : NULL;
	if (alike)
		room = link_movement(book, account, deal, alike->id, error);
	else if (!room && !(fits && has_history(&revenue, deal->closed)))
		room = make_room(&revenue, deal, fits, error);
	unload(&revenue);
	if (room < 1)
		return room;
	if (movement_change(book, account, deal->closed, id, &movement, error) ||
	    link_movement(book, account, deal, id, error))
		return -1;
	return settle_kinds(book, account, error);
}

/* ---- and taken back ---- */

static const struct movement_record *find_record(const struct revenue *revenue, int64_t id)
{
	for (size_t i = 0; i < revenue->records.count; i++)
		if (revenue->records.items[i].id == id)
			return &revenue->records.items[i];
	return NULL;
}

int opportunity_give_back(struct book *book, int64_t account, struct opportunity *deal, struct error *error)
{
	const struct movement_record *record;
	struct revenue revenue;
	int result = load(&revenue, book, account, error);

	record = result ? NULL : find_record(&revenue, deal->movement);
	if (record)
		result = movement_remove(book, account, record->on, record->id, error);
	if (!result && record)
		result = uncarve(&revenue, deal, record->amount.currency, error);
	if (!result)
		result = link_movement(book, account, deal, 0, error);
	unload(&revenue);
	return result ? -1 : settle_kinds(book, account, error);
}

int opportunity_yield(struct book *book, int64_t account,
		      bool (*keep)(void *data, int64_t account, const struct movement *movement), void *data,
		      struct error *error)
{
	struct revenue revenue;
	int result = load(&revenue, book, account, error);

	for (size_t i = 0; !result && i < revenue.deals.count; i++) {
		struct opportunity *deal = &revenue.deals.items[i];
		const struct movement_record *record = find_record(&revenue, deal->movement);
		struct movement movement;

		if (!record || forget_carved(&revenue, deal->id, error))
			result = record ? -1 : 0;
		else if (movement = movement_of(record),
			 record->id != own_movement(account, deal->id) || keep(data, account, &movement))
			continue;
		else if (movement_remove(book, account, record->on, record->id, error) ||
			 link_movement(book, account, deal, 0, error))
			result = -1;
	}
	unload(&revenue);
	return result ? -1 : movement_tell_arr(book, account, DAY_NONE, error);
}

int opportunity_added(struct book *book, int64_t account, int64_t *minor, struct error *error)
{
	struct revenue revenue;
	int result = load(&revenue, book, account, error);

	*minor = 0;
	for (size_t i = 0; !result && i < revenue.deals.count; i++) {
		const struct movement_record *record = find_record(&revenue, revenue.deals.items[i].movement);
		char *carved = NULL;

		result = record ? read_carved(&revenue, revenue.deals.items[i].id, &carved, error) : 0;
		if (!result && record && !carved)
			*minor += record->amount.minor;
		free(carved);
	}
	unload(&revenue);
	return result;
}
