/* Opportunities: writing and reading them. What winning one does to revenue is in opportunity_movement.c. */
#include <stdlib.h>

#include "storage/opportunities.h"
#include "storage/store_private.h"

void opportunity_clear(struct opportunity *opportunity)
{
	free(opportunity->source);
	free(opportunity->external_id);
	free(opportunity->name);
	free(opportunity->note);
	*opportunity = (struct opportunity){ 0 };
}

void opportunities_clear(struct opportunities *opportunities)
{
	for (size_t i = 0; i < opportunities->count; i++)
		opportunity_clear(&opportunities->items[i]);
	vec_free(opportunities);
}

/* ---- reading ---- */

static void read_row(sqlite3_stmt *st, struct opportunity *out)
{
	*out = (struct opportunity){
		.id = sqlite3_column_int64(st, 0),
		.source = column_copy(st, 1),
		.external_id = column_copy(st, 2),
		.name = column_copy(st, 3),
		.kind = (enum movement_kind)sqlite3_column_int(st, 4),
		.amount.minor = sqlite3_column_int64(st, 5),
		.probability = column_int_or(st, 7, PROBABILITY_NONE),
		.opened = column_day(st, 8),
		.close = column_day(st, 9),
		.state = (enum opportunity_state)sqlite3_column_int(st, 10),
		.closed = column_day(st, 11),
		.movement = sqlite3_column_int64(st, 12),
		.note = column_copy(st, 13),
	};
	strncpy(out->amount.currency, column_string(st, 6), CURRENCY_SIZE - 1);
}

int opportunity_get(struct book *book, int64_t account, int64_t id, struct opportunity *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_OPPORTUNITY_GET, "ii", account, id);
	int found = st ? book_step(book, st, error) : -1;

	*out = (struct opportunity){ 0 };
	if (found < 1)
		return found;
	read_row(st, out);
	sqlite3_reset(st);
	return 1;
}

static int compare_days(day_t a, day_t b)
{
	return a == b ? 0 : a == DAY_NONE || (b != DAY_NONE && a > b) ? 1 : -1;
}

int opportunity_order(const struct opportunity *x, const struct opportunity *y)
{
	bool x_open = x->state == OPPORTUNITY_OPEN, y_open = y->state == OPPORTUNITY_OPEN;
	int order = x_open != y_open ? (x_open ? -1 : 1)
		    : x_open	     ? compare_days(x->close, y->close)
				     : compare_days(y->closed, x->closed);

	if (!order)
		order = strcmp(x->name, y->name);
	return order ? order : (x->id > y->id) - (x->id < y->id);
}

static int compare(const void *a, const void *b)
{
	return opportunity_order(a, b);
}

int opportunity_list(struct book *book, int64_t account, day_t as_of, struct opportunities *out,
		     struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_OPPORTUNITY_LIST, "id", account, as_of);
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		struct opportunity *opportunity = vec_add(out);

		read_row(st, opportunity);
		if (opportunity->closed == DAY_NONE || opportunity->closed <= as_of)
			continue;
		opportunity->state = OPPORTUNITY_OPEN;
		opportunity->closed = DAY_NONE;
		opportunity->movement = 0;
	}
	if (found < 0)
		opportunities_clear(out);
	else if (out->count)
		qsort(out->items, out->count, sizeof *out->items, compare);
	return found;
}

int opportunity_accounts(struct book *book, struct ids *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_OPPORTUNITY_ACCOUNTS, "");
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1)
		*vec_add(out) = sqlite3_column_int64(st, 0);
	return found;
}

/* ---- writing ---- */

static int check(const struct opportunity *opportunity, struct error *error)
{
	if (!has_text(opportunity->name))
		return error_set(error, ERROR_INPUT, "name: an opportunity needs one");
	if (opportunity->kind != MOVEMENT_NEW && opportunity->kind != MOVEMENT_EXPANSION &&
	    opportunity->kind != MOVEMENT_UPSELL)
		return error_set(error, ERROR_INPUT, "kind: an opportunity is new, expansion or upsell");
	if (opportunity->amount.minor <= 0)
		return error_set(error, ERROR_INPUT, "amount: an opportunity is of more than 0 a year");
	if (opportunity->probability != PROBABILITY_NONE &&
	    (opportunity->probability < 0 || opportunity->probability > 100))
		return error_set(error, ERROR_INPUT, "probability: it is between 0 and 100 percent");
	return 0;
}

/* The amount is in the currency of the account, where that has one. */
static int check_currency(struct book *book, int64_t account, struct opportunity *opportunity, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_ACCOUNT_GET, "i", account);
	int found = st ? book_step(book, st, error) : -1;
	char held[CURRENCY_SIZE] = "";

	if (found < 1)
		return found < 0 ? -1 : error_set(error, ERROR_NOT_FOUND, "there is no such account");
	if (column_string(st, 4))
		strncpy(held, column_string(st, 4), CURRENCY_SIZE - 1);
	sqlite3_reset(st);
	if (!*opportunity->amount.currency)
		memcpy(opportunity->amount.currency, held, CURRENCY_SIZE);
	if (!*opportunity->amount.currency)
		return error_set(error, ERROR_INPUT,
				 "amount: the currency is not known; write it with the amount ('1200 EUR')");
	if (*held && strcmp(held, opportunity->amount.currency) != 0)
		return error_set(
			error, ERROR_INPUT,
			"the account is in %s and the amount in %s: amounts of two currencies are never added",
			held, opportunity->amount.currency);
	return 0;
}

static int has_revenue(struct book *book, int64_t account, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_MOVEMENT_SUM, "id", account, (day_t)0);
	int has;

	if (!st || book_step(book, st, error) != 1)
		return -1;
	has = sqlite3_column_int64(st, 1) > 0;
	sqlite3_reset(st);
	return has;
}

/* Takes over what is said; whether that is news. *moves: the movement of a won one has to follow. */
static bool take_over(struct opportunity *held, const struct opportunity_write *write, bool *moves)
{
	bool news = text_news(&held->name, write->name);

	if (write->says_kind && write->kind != held->kind) {
		held->kind = write->kind;
		news = true;
	}
	if (write->says_amount && (write->minor != held->amount.minor ||
				   (write->currency && strcmp(write->currency, held->amount.currency) != 0))) {
		held->amount.minor = write->minor;
		if (write->currency)
			strncpy(held->amount.currency, write->currency, CURRENCY_SIZE - 1);
		news = true;
	}
	*moves = news;
	news |= text_news(&held->note, write->note);
	if (!held->external_id && write->external_id) {
		(void)text_news(&held->source, write->source);
		news |= text_news(&held->external_id, write->external_id);
	}
	if (write->says_probability && write->probability != held->probability) {
		held->probability = write->probability;
		news = true;
	}
	if (write->says_close && write->close != held->close) {
		held->close = write->close;
		news = true;
	}
	return news;
}

static int insert(struct book *book, int64_t account, const struct opportunity *o, struct error *error)
{
	return book_run(book, error, Q_OPPORTUNITY_INSERT, "iitttnitvddnddt", account, o->id, o->source,
			o->external_id, o->name, (int)o->kind, o->amount.minor, o->amount.currency,
			o->probability == PROBABILITY_NONE ? VALUE_NONE : (int64_t)o->probability, o->opened,
			o->close, (int)o->state, o->closed, DAY_NONE, o->note) < 0
		       ? -1
		       : 0;
}

static int update(struct book *book, int64_t account, const struct opportunity *o, struct error *error)
{
	return book_run(book, error, Q_OPPORTUNITY_UPDATE, "iitnitvdndzttt", account, o->id, o->name, (int)o->kind,
			o->amount.minor, o->amount.currency,
			o->probability == PROBABILITY_NONE ? VALUE_NONE : (int64_t)o->probability, o->close,
			(int)o->state, o->closed, o->movement, o->note, o->source, o->external_id) < 0
		       ? -1
		       : 0;
}

static int add(struct book *book, int64_t account, int64_t id, const struct opportunity_write *write,
	       struct error *error)
{
	struct opportunity fresh = { .id = id,
				     .kind = MOVEMENT_NEW,
				     .probability = PROBABILITY_NONE,
				     .opened = write->opened,
				     .close = DAY_NONE,
				     .closed = DAY_NONE };
	int revenue = write->says_kind ? 0 : has_revenue(book, account, error), result = -1;
	bool moves;

	if (revenue > 0)
		fresh.kind = MOVEMENT_EXPANSION;
	(void)take_over(&fresh, write, &moves);
	if (revenue >= 0 && !check(&fresh, error) && !check_currency(book, account, &fresh, error))
		result = insert(book, account, &fresh, error);
	opportunity_clear(&fresh);
	return result;
}

static int change(struct book *book, int64_t account, struct opportunity *held,
		  const struct opportunity_write *write, bool fits, bool *changed, struct error *error)
{
	bool had = held->movement != 0, moves, news = take_over(held, write, &moves);

	say_changed(changed, news);
	if (!news)
		return 0;
	if (check(held, error) || check_currency(book, account, held, error))
		return -1;
	/* What it came to is taken back before what it comes to now is written. */
	if (moves && had && opportunity_give_back(book, account, held, error))
		return -1;
	if (update(book, account, held, error))
		return -1;
	if (!moves || held->state != OPPORTUNITY_WON || (!had && !fits))
		return 0;
	return opportunity_gain(book, account, held, fits, error);
}

int opportunity_put(struct book *book, int64_t account, int64_t *id, const struct opportunity_write *write,
		    bool fits, bool *changed, struct error *error)
{
	struct opportunity held = { 0 };
	int found, result;

	say_changed(changed, false);
	if (book_must_write(book, error))
		return -1;
	found = *id ? opportunity_get(book, account, *id, &held, error) : 0;
	if (found < 0)
		return -1;
	if (!*id)
		*id = book_new_id();
	if (found) {
		result = change(book, account, &held, write, fits, changed, error);
	} else {
		say_changed(changed, true);
		result = add(book, account, *id, write, error);
	}
	opportunity_clear(&held);
	if (!result)
		book_touch(book, account);
	return result;
}

int opportunity_close(struct book *book, int64_t account, int64_t id, enum opportunity_state state, day_t on,
		      bool fits, bool *changed, struct error *error)
{
	struct opportunity held;
	int found, result = 0;
	bool same;

	say_changed(changed, false);
	if (book_must_write(book, error))
		return -1;
	found = opportunity_get(book, account, id, &held, error);
	if (found < 1)
		return found < 0 ? -1 : error_set(error, ERROR_NOT_FOUND, "the opportunity is gone");
	on = state == OPPORTUNITY_OPEN ? DAY_NONE : on;
	same = held.state == state && held.closed == on;
	if (same && (fits || state != OPPORTUNITY_WON || held.movement)) {
		opportunity_clear(&held);
		return 0;
	}
	if (on != DAY_NONE && on < held.opened && !fits)
		result = error_set(error, ERROR_INPUT, "the opportunity was not known yet on that day");
	if (!result && held.movement)
		result = opportunity_give_back(book, account, &held, error);
	held.state = state;
	held.closed = on;
	held.movement = 0;
	if (!result)
		result = update(book, account, &held, error);
	if (!result && state == OPPORTUNITY_WON)
		result = opportunity_gain(book, account, &held, fits, error);
	say_changed(changed, !result);
	opportunity_clear(&held);
	if (!result)
		book_touch(book, account);
	return result;
}

int opportunity_remove(struct book *book, int64_t account, int64_t id, bool *changed, struct error *error)
{
	struct opportunity held;
	int found, result = 0;

	say_changed(changed, false);
	if (book_must_write(book, error))
		return -1;
	found = opportunity_get(book, account, id, &held, error);
	if (found < 1)
		return found;
	if (held.movement)
		result = opportunity_give_back(book, account, &held, error);
	opportunity_clear(&held);
	if (result || book_run(book, error, Q_OPPORTUNITY_DELETE, "ii", account, id) < 0)
		return -1;
	say_changed(changed, true);
	book_touch(book, account);
	return 0;
}
