/*
 * Subscriptions with a start and an end, a row each: the movements of an account follow from all of its rows together.
 *
 * What starts where the account has nothing is new, or reactivation where it had something once; else upsell on a
 * line that it never had, expansion on one that it had. What ends is churn where nothing is left, else contraction.
 * On one day and line what starts and ends is netted. An end on the day before another start is no gap. An end after
 * the day of the import is what was agreed on, not what happened: until then the subscription is open.
 *
 * Amounts may be of another interval than a year, and of one of several; a trial brings nothing. Where the rows say when
 * they renew, the account renews on the next of those days.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/arena.h"
#include "storage/book_private.h"
#include "storage/events.h"
#include "storage/import_accounts.h"
#include "storage/import_private.h"
#include "storage/import_records.h"
#include "storage/opportunities.h"

enum {
	F_ACCOUNT,
	F_START,
	F_END,
	F_ARR,
	F_CURRENCY,
	F_LINE,
	F_STATUS,
	F_INTERVAL,
	F_QUANTITY,
	F_CANCELED,
	F_RENEWAL,
	F_COUNT
};

static const char *const names[] = { "account", "start_date", "end_date", "arr",	 "currency",	 "line",
				     "status",	"interval",   "quantity", "canceled_at", "renewal_date", NULL };
static const enum field_type types[F_COUNT] = {
	[F_START] = FIELD_DATE,	   [F_END] = FIELD_DATE,     [F_ARR] = FIELD_MONEY,
	[F_CANCELED] = FIELD_DATE, [F_RENEWAL] = FIELD_DATE,
};
static const char *const must[] = { "account", "start_date", "arr", NULL };

struct subscription {
	int64_t account, minor;
	day_t start, end; /* DAY_NONE: open */
	day_t renewal;	  /* DAY_NONE: not said */
	char currency[CURRENCY_SIZE];
	const char *line; /* NULL */
};

struct subscriptions {
	VEC(struct subscription) items;
	struct arena lines;
	struct seen first; /* of an account, its first row + 1 */
	long foreign;	   /* accounts with movements that are from elsewhere */
};

static int begin(struct import *import, struct error *error)
{
	(void)error;
	import->state = xcalloc(1, sizeof(struct subscriptions));
	return 0;
}

static void clear(struct import *import)
{
	struct subscriptions *state = import->state;

	if (state) {
		vec_free(&state->items);
		arena_free(&state->lines);
		seen_free(&state->first);
	}
	free(state);
}

/* ---- a row ---- */

/* The day that is written, or when it was given notice; neither need be there. */
static bool read_end(struct import *import, bool ended, day_t *end)
{
	day_t notice;

	if (!import_date(import, F_END, end) || !import_date(import, F_CANCELED, &notice))
		return false;
	/* a notice is given ahead: it ends nothing before the subscription has ended */
	if (*end == DAY_NONE && ended)
		*end = notice;
	return true;
}

static bool read_days(struct import *import, struct subscription *row)
{
	const char *status = import_word(import, F_STATUS), *end = import_field_name(import, F_END);
	bool ended = status && (!strcasecmp(status, "ended") || !strcasecmp(status, "churned"));
	day_t on = import->options->on;

	if (!import_date(import, F_START, &row->start) || !read_end(import, ended, &row->end) ||
	    !import_date(import, F_RENEWAL, &row->renewal))
		return false;
	if (row->start == DAY_NONE) {
		import_reject(import, import_field_name(import, F_START), "the start is missing; write a day");
		return false;
	}
	if (row->end != DAY_NONE && row->end < row->start) {
		import_reject(import, end, "the end is before the start");
		return false;
	}
	if (row->end == DAY_NONE && ended)
		row->end = on > row->start ? on : row->start;
	if (row->end != DAY_NONE && row->end > on)
		row->end = DAY_NONE;
	return true;
}

/* 1, 0: rejected, -1. */
static int read_currency(struct import *import, struct subscription *row, char held[CURRENCY_SIZE],
			 struct error *error)
{
	struct subscriptions *state = import->state;
	const char *word = import_word(import, F_CURRENCY);
	struct error bad;

	if (account_values_currency(import->book, row->account, held, error) < 0)
		return -1;
	if (!*held && seen_has(&state->first, row->account))
		memcpy(held, state->items.items[*seen_at(&state->first, row->account) - 1].currency, CURRENCY_SIZE);
	memcpy(row->currency, import->currency, CURRENCY_SIZE);
	if (word && money_currency(word, row->currency, &bad) < 0)
		return import_reject(import, import_field_name(import, F_CURRENCY), "%s", bad.text);
	if (!*row->currency && *held)
		memcpy(row->currency, held, CURRENCY_SIZE);
	return 1;
}

/* What an amount is of: how often in a year. 0: the row was rejected. */
static int64_t read_interval(struct import *import)
{
	static const struct {
		const char *name;
		int times;
	} intervals[] = {
		{ "year", 1 },	  { "yearly", 1 },    { "annual", 1 },	{ "annually", 1 }, { "half-year", 2 },
		{ "quarter", 4 }, { "quarterly", 4 }, { "month", 12 },	{ "monthly", 12 }, { "week", 52 },
		{ "weekly", 52 }, { "day", 365 },     { "daily", 365 },
	};
	const char *word = import_word(import, F_INTERVAL);

	if (!word)
		return 1;
	for (size_t i = 0; i < sizeof intervals / sizeof *intervals; i++)
		if (!strcasecmp(word, intervals[i].name))
			return intervals[i].times;
	return import_reject(import, import_field_name(import, F_INTERVAL),
			     "\"%.40s\" is no interval; it is month, year, quarter, week or day", word);
}

/* An amount of an interval and of one of several, as that of a year and of all of them. A trial brings nothing. */
static bool spread(struct import *import, struct subscription *row)
{
	const char *status = import_word(import, F_STATUS);
	int64_t times = read_interval(import), quantity;

	if (!times || !import_number(import, F_QUANTITY, &quantity))
		return false;
	if (quantity == VALUE_NONE)
		quantity = VALUE_SCALE;
	if (quantity < 0 || quantity % VALUE_SCALE)
		return import_reject(import, import_field_name(import, F_QUANTITY),
				     "it is a whole number, not below 0");
	quantity /= VALUE_SCALE;
	if (quantity && row->minor > MONEY_MAX / times / quantity)
		return import_reject(import, import_field_name(import, F_ARR),
				     "so many of it in a year are more than an amount can be");
	row->minor *= times * quantity;
	if (status && !strcasecmp(status, "trial"))
		row->minor = 0;
	return true;
}

static int read_amount(struct import *import, struct subscription *row, struct error *error)
{
	const char *label = import_field_name(import, F_ARR);
	char held[CURRENCY_SIZE] = "";
	bool given;
	int at_home = read_currency(import, row, held, error);

	if (at_home < 1)
		return at_home;
	if (!import_money(import, F_ARR, row->currency, &row->minor, &given))
		return 0;
	if (!given)
		return import_reject(import, label, "the amount is missing; write one, 0 of a trial");
	if (row->minor < 0)
		return import_reject(import, label, "a recurring revenue is not below 0");
	if (!*row->currency)
		at_home = import_home_currency(import, F_ARR, row->currency, &row->minor);
	if (at_home == 0)
		return 0;
	if (at_home < 0)
		return import_reject(import, label,
				     "nothing says what currency it is in; write one, or say --currency EUR");
	if (*held && strcmp(held, row->currency))
		return import_reject(
			import, label,
			"the account is in %s and the amount in %s; amounts of two currencies are never added",
			held, row->currency);
	return 1;
}

static int row(struct import *import, struct error *error)
{
	struct subscriptions *state = import->state;
	struct subscription row = { 0 };
	int result = import_account(import, F_ACCOUNT, &row.account, error);
	long *first;

	if (result <= 0 || !read_days(import, &row))
		return result < 0 ? -1 : 0;
	result = read_amount(import, &row, error);
	if (result <= 0 || !spread(import, &row))
		return result < 0 ? -1 : 0;
	row.line = arena_copy(&state->lines, import_word(import, F_LINE));
	*vec_add(&state->items) = row;
	first = seen_at(&state->first, row.account);
	if (!*first)
		*first = (long)state->items.count;
	return 0; /* counted in the end, with the account's others */
}

/* ---- from an account's rows to its movements ---- */

struct sub_change {
	day_t on;
	const char *line;
	int64_t minor;
	struct movement movement;
	int64_t id;
	bool there;
};
struct changes {
	struct sub_change *items;
	size_t count, room;
};

static int compare_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

static int compare_changes(const void *a, const void *b)
{
	const struct sub_change *x = a, *y = b;

	return x->on != y->on ? (x->on < y->on ? -1 : 1) : compare_text(x->line, y->line);
}

static void add_change(struct changes *changes, day_t on, const char *line, int64_t minor)
{
	*vec_add(changes) = (struct sub_change){ .on = on, .line = line, .minor = minor };
}

static bool starts_on(const struct subscription *rows, size_t count, day_t day)
{
	for (size_t i = 0; i < count; i++)
		if (rows[i].start == day && rows[i].minor)
			return true;
	return false;
}

/* Starts and ends, those of a day and line as one. */
static void gather(const struct subscription *rows, size_t count, struct changes *changes)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		day_t end = rows[i].end;

		add_change(changes, rows[i].start, rows[i].line, rows[i].minor);
		if (end == DAY_NONE)
			continue;
		add_change(changes, end + starts_on(rows, count, end + 1), rows[i].line, -rows[i].minor);
	}
	qsort(changes->items, changes->count, sizeof *changes->items, compare_changes);
	for (size_t i = 0; i < changes->count; i++) {
		struct sub_change *change = &changes->items[i];

		if (kept && !compare_changes(&changes->items[kept - 1], change))
			changes->items[kept - 1].minor += change->minor;
		else
			changes->items[kept++] = *change;
	}
	changes->count = kept;
	kept = 0;
	for (size_t i = 0; i < changes->count; i++)
		if (changes->items[i].minor)
			changes->items[kept++] = changes->items[i];
	changes->count = kept;
}

static bool had_line(const struct changes *changes, size_t before, const char *line)
{
	for (size_t i = 0; i < before; i++)
		if (!compare_text(changes->items[i].line, line))
			return true;
	return false;
}

/* Says of each change what kind it is. The days are in order. */
static void name_changes(struct changes *changes, const struct subscription *rows)
{
	int64_t balance = 0;

	for (size_t i = 0, next; i < changes->count; i = next) {
		int64_t before = balance;

		for (next = i; next < changes->count && changes->items[next].on == changes->items[i].on; next++)
			balance += changes->items[next].minor;
		for (size_t at = i; at < next; at++) {
			struct sub_change *change = &changes->items[at];
			enum movement_kind up = !before ? (i ? MOVEMENT_REACTIVATION : MOVEMENT_NEW)
						: had_line(changes, i, change->line) ? MOVEMENT_EXPANSION
										     : MOVEMENT_UPSELL;

			change->movement = (struct movement){
				.on = change->on,
				.kind = change->minor > 0 ? up
					: balance	  ? MOVEMENT_CONTRACTION
							  : MOVEMENT_CHURN,
				.minor = change->minor,
				.currency = rows->currency,
				.line = change->line,
			};
			change->id = movement_subscription_id(rows->account, &change->movement);
		}
	}
}

/* ---- into the book ---- */

static bool keep_none(void *data, int64_t account, const struct movement *movement)
{
	(void)data, (void)account, (void)movement;
	return false;
}

/* Takes away what an earlier file said and this one does not; what both say is marked. Returns how many it took. */
static int drop_old(struct import *import, int64_t account, struct changes *changes, bool *had, struct error *error)
{
	struct subscriptions *state = import->state;
	struct movement_records records = { 0 };
	bool foreign = false;
	int dropped = 0;

	*had = false;
	if (movement_records(import->book, account, INT32_MAX, &records, error) < 0)
		return -1;
	for (size_t i = 0; i < records.count && dropped >= 0; i++) {
		const struct movement_record *record = &records.items[i];
		struct movement movement = { .on = record->on,
					     .kind = record->kind,
					     .minor = record->amount.minor,
					     .currency = record->amount.currency,
					     .line = record->line };
		size_t at = 0;

		if (movement_subscription_id(account, &movement) != record->id) {
			foreign = true;
			continue;
		}
		*had = true;
		while (at < changes->count && changes->items[at].id != record->id)
			at++;
		if (at < changes->count)
			changes->items[at].there = true;
		else
			dropped = movement_remove(import->book, account, record->on, record->id, error) < 0
					  ? -1
					  : dropped + 1;
	}
	state->foreign += foreign;
	movement_records_clear(&records);
	return dropped;
}

/* The next day that one of the open ones renews on; where none is to come, the last that was. */
static day_t renewal_of(const struct subscription *rows, size_t count, day_t on)
{
	day_t next = DAY_NONE;

	for (size_t i = 0; i < count; i++) {
		day_t day = rows[i].end == DAY_NONE && rows[i].minor ? rows[i].renewal : DAY_NONE;

		if (day != DAY_NONE && (next == DAY_NONE || (next < on ? day > next : day >= on && day < next)))
			next = day;
	}
	return next;
}

/* Written where the file says another one than last time: one that was set by hand since stays. 1: it changed. */
static int write_renewal(struct import *import, int64_t account, day_t renewal, struct error *error)
{
	static const char key[] = "subscriptions:renewal";
	struct account_state state = { .says_renewal = true, .renewal = renewal };
	sqlite3_stmt *st = book_query(import->book, error, Q_MEMORY_GET, "it", account, key);
	int found = st ? book_step(import->book, st, error) : -1;
	char day[DATE_SIZE];
	bool changed = false;

	date_format(renewal, day);
	if (found == 1) {
		bool same = !strcmp(column_string(st, 0), day);

		sqlite3_reset(st);
		if (same)
			return 0;
	}
	if (found < 0 || account_set_state(import->book, account, import->options->on, &state, &changed, error) ||
	    book_run(import->book, error, Q_MEMORY_PUT, "itt", account, key, day) < 0)
		return -1;
	return changed;
}

static int write_account(struct import *import, const struct subscription *rows, size_t count, struct error *error)
{
	day_t renewal = renewal_of(rows, count, import->options->on);
	struct changes changes = { 0 };
	bool had = false;
	int written, renewed, result = 0;

	gather(rows, count, &changes);
	name_changes(&changes, rows);
	/* The history has come: what stood in for it goes. */
	written = movement_drop_stand_ins(import->book, rows->account, keep_none, NULL, error) < 0
			  ? -1
			  : drop_old(import, rows->account, &changes, &had, error);
	if (written >= 0 && !had && opportunity_yield(import->book, rows->account, keep_none, NULL, error))
		written = -1;
	for (size_t i = 0; i < changes.count && written >= 0 && !result; i++) {
		struct sub_change *change = &changes.items[i];

		if (change->there)
			continue;
		written++;
		result = movement_change(import->book, rows->account, change->on, change->id, &change->movement,
					 error);
	}
	renewed = written >= 0 && !result && renewal != DAY_NONE
			  ? write_renewal(import, rows->account, renewal, error)
			  : 0;
	if (renewed < 0)
		result = -1;
	else if (written >= 0)
		written += renewed;
	if (written >= 0 && !result)
		*(!written ? &import->report->unchanged
		  : had	   ? &import->report->changed
			   : &import->report->added) += (long)count;
	vec_free(&changes);
	return written < 0 || result ? -1 : 0;
}

static int compare_rows(const void *a, const void *b)
{
	const struct subscription *x = a, *y = b;

	return (x->account > y->account) - (x->account < y->account);
}

/* How many are open, and what they come to: so that it can be held against the source. */
static void tell_open(struct import *import)
{
	const struct subscriptions *state = import->state;
	char currency[CURRENCY_SIZE] = "", text[MONEY_TEXT];
	int64_t minor = 0;
	size_t open = 0;
	bool mixed = false;

	for (size_t i = 0; i < state->items.count; i++) {
		const struct subscription *item = &state->items.items[i];

		if (item->end != DAY_NONE)
			continue;
		open++;
		minor += item->minor;
		mixed |= *currency && strcmp(currency, item->currency) != 0;
		memcpy(currency, item->currency, CURRENCY_SIZE);
	}
	if (mixed || !open)
		import_tell(import, IMPORT_NOTE, "", "%zu of %zu subscriptions are open", open, state->items.count);
	else
		import_tell(import, IMPORT_NOTE, "", "%zu of %zu subscriptions are open, of %s %s a year", open,
			    state->items.count, money_plain(minor, currency, text), currency);
	if (state->foreign)
		import_tell(
			import, IMPORT_NOTE, "",
			"%ld account%s also movements from elsewhere, which add to these; waymark movement list "
			"shows them",
			state->foreign, state->foreign == 1 ? " has" : "s have");
}

static int end(struct import *import, struct error *error)
{
	struct subscriptions *state = import->state;
	struct subscription *items = state->items.items;

	if (!state->items.count)
		return 0;
	qsort(items, state->items.count, sizeof *items, compare_rows);
	for (size_t i = 0, next; i < state->items.count; i = next) {
		for (next = i; next < state->items.count && items[next].account == items[i].account; next++)
			;
		if (write_account(import, items + i, next - i, error) || import_breathe(import, error))
			return -1;
	}
	tell_open(import);
	return 0;
}

const struct import_kind import_subscriptions = {
	.name = "subscriptions",
	.fields = names,
	.types = types,
	.must = must,
	.begin = begin,
	.row = row,
	.end = end,
	.clear = clear,
};
