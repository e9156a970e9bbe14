/*
 * Opportunities, known by Waymark's own id, by that of their source, by account and name. One that is won gets its
 * movement where that adds nothing to what another source told: see opportunities.h.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/ids.h"
#include "storage/book_private.h"
#include "storage/import_records.h"
#include "storage/opportunities.h"

enum {
	F_ACCOUNT,
	F_NAME,
	F_KIND,
	F_AMOUNT,
	F_CURRENCY,
	F_PROBABILITY,
	F_OPENED,
	F_CLOSE,
	F_STATE,
	F_CLOSED,
	F_NOTE,
	F_SOURCE,
	F_EXTERNAL_ID,
	F_ID,
	F_IS_WON,
	F_IS_CLOSED,
	F_DELETED,
	F_COUNT
};

static const char *const names[] = { "account",	    "name",	  "kind",   "amount",	 "currency", "probability",
				     "opened_on",   "close_date", "state",  "closed_on", "note",     "source",
				     "external_id", "id",	  "is_won", "is_closed", "deleted",  NULL };
static const enum field_type types[F_COUNT] = {
	[F_AMOUNT] = FIELD_MONEY, [F_OPENED] = FIELD_DATE, [F_CLOSE] = FIELD_DATE, [F_CLOSED] = FIELD_DATE
};
static const char *const must[] = { "account", "name", "amount", NULL };

_Static_assert(F_COUNT <= IMPORT_FIELDS_MAX, "a field for each");

struct deals {
	struct seen owners; /* of each deal in the book, by its id: its account */
	long bare;	    /* won, and without a movement */
};

static int begin(struct import *import, struct error *error)
{
	struct deals *state = xcalloc(1, sizeof *state);
	sqlite3_stmt *st = book_query(import->book, error, Q_OPPORTUNITY_ALL, "");
	int found = -1;

	import->state = state;
	while (st && (found = book_step(import->book, st, error)) == 1)
		*seen_at(&state->owners, sqlite3_column_int64(st, 1)) = (long)sqlite3_column_int64(st, 0);
	return found;
}

static void clear(struct import *import)
{
	struct deals *state = import->state;

	if (state)
		seen_free(&state->owners);
	free(state);
}

/* ---- a row ---- */

struct row {
	struct opportunity_write write;
	struct money money;
	enum opportunity_state state;
	day_t closed; /* DAY_NONE: it is open */
	bool given;   /* an amount */
};

static bool parse_kind(struct import *import, struct opportunity_write *write)
{
	const char *word = import_word(import, F_KIND);
	char *folded = word ? text_fold(word) : NULL;

	/* What a sales tool calls its types says nothing; then the account's revenue does. */
	write->says_kind = folded && movement_from_name(folded, &write->kind) && write->kind <= MOVEMENT_UPSELL &&
			   write->kind != MOVEMENT_REACTIVATION;
	free(folded);
	return true;
}

/* Sales tools say "100.0". */
static bool parse_probability(struct import *import, struct opportunity_write *write)
{
	const char *word = import_word(import, F_PROBABILITY);
	int64_t value;

	write->probability = PROBABILITY_NONE;
	write->says_probability = word != NULL;
	if (!import_number(import, F_PROBABILITY, &value))
		return false;
	if (value == VALUE_NONE)
		return true;
	if (value < 0 || value > 100 * VALUE_SCALE)
		return import_reject(import, import_field_name(import, F_PROBABILITY),
				     "\"%.40s\" is no share of 100 percent", word);
	write->probability = (int)((value + VALUE_SCALE / 2) / VALUE_SCALE);
	return true;
}

/* What is yes and no is surer than what a stage is called. */
static bool parse_state(struct import *import, struct row *row)
{
	const char *stage = import_word(import, F_STATE);
	bool won = false, closed = false;

	row->state = stage ? opportunity_state_of_stage(stage) : OPPORTUNITY_OPEN;
	if (!import_flag(import, F_IS_WON, &won) || !import_flag(import, F_IS_CLOSED, &closed))
		return false;
	if (won)
		row->state = OPPORTUNITY_WON;
	else if (closed && row->state == OPPORTUNITY_OPEN)
		row->state = OPPORTUNITY_LOST;
	return true;
}

static bool parse_days(struct import *import, struct row *row)
{
	struct opportunity_write *write = &row->write;
	day_t on = import->options->on;

	if (!import_date(import, F_OPENED, &write->opened) || !import_date(import, F_CLOSE, &write->close) ||
	    !import_date(import, F_CLOSED, &row->closed))
		return false;
	write->says_close = write->close != DAY_NONE;
	if (row->state == OPPORTUNITY_OPEN)
		row->closed = DAY_NONE;
	else if (row->closed == DAY_NONE)
		row->closed = write->close != DAY_NONE ? write->close : on;
	if (write->opened == DAY_NONE || write->opened > on)
		write->opened = on;
	if (row->closed != DAY_NONE && row->closed < write->opened)
		write->opened = row->closed;
	return true;
}

/* 1; 0: rejected or skipped; -1. */
static int parse(struct import *import, int64_t account, struct row *row, struct error *error)
{
	struct opportunity_write *write = &row->write;
	int result;

	write->name = import_text(import, F_NAME);
	if (!write->name)
		return import_reject(import, import_field_name(import, F_NAME), "the name is missing; write one");
	if (!parse_kind(import, write) || !parse_probability(import, write) || !parse_state(import, row) ||
	    !parse_days(import, row))
		return 0;
	result = import_account_money(import, account, F_AMOUNT, F_CURRENCY, true, &row->money, &row->given, error);
	if (result < 1)
		return result;
	if (!row->given || !row->money.minor) {
		import_tell(import, IMPORT_SKIPPED, import_field_name(import, F_AMOUNT),
			    "it has no amount, so nothing is to be won by it yet");
		import->report->skipped++;
		return 0;
	}
	if (row->money.minor < 0)
		return import_reject(import, import_field_name(import, F_AMOUNT), "it is of more than 0 a year");
	write->says_amount = true;
	write->minor = row->money.minor;
	write->currency = row->money.currency;
	write->note = import_text(import, F_NOTE);
	write->external_id = import_word(import, F_EXTERNAL_ID);
	write->source = import_word(import, F_SOURCE);
	if (!write->source && write->external_id)
		write->source = import->mapping->source;
	return 1;
}

/* The key of a deal that the book has not. */
static int64_t fresh_key(int64_t account, const struct opportunity_write *write, size_t length)
{
	char number[24], *text;
	int64_t id;

	if (write->external_id) {
		text = xstrndup(write->external_id, length);
		id = id_hash("opportunity", write->source ? write->source : "", text, NULL);
	} else {
		text = text_fold(write->name);
		(void)snprintf(number, sizeof number, "%lld", (long long)account);
		id = id_hash("opportunity", number, "name", text, NULL);
	}
	free(text);
	return id;
}

static bool is_same_deal(const struct opportunity *deal, const struct opportunity_write *write, size_t length)
{
	if (deal->external_id && write->external_id)
		return text_is_same(deal->source ? deal->source : "", write->source ? write->source : "") &&
		       !strncmp(deal->external_id, write->external_id, length);
	return false;
}

/* One that was written by hand, or came without an id, is known by its name, where one alone is called so. */
static int64_t by_name(const struct opportunities *list, const struct opportunity_write *write)
{
	char *wanted = text_fold(write->name);
	int64_t found = 0;
	int count = 0;

	for (size_t i = 0; i < list->count; i++) {
		char *name = text_fold(list->items[i].name);

		if (!strcmp(name, wanted) && (!write->external_id || !list->items[i].external_id)) {
			found = list->items[i].id;
			count++;
		}
		free(name);
	}
	free(wanted);
	return count == 1 ? found : 0;
}

/* Which deal of the book a row is about; one that it has not gets a key of its own. 0: failed. */
static int64_t deal_key(struct import *import, int64_t account, const struct opportunity_write *write,
			struct error *error)
{
	struct deals *state = import->state;
	size_t length = (size_t)import->fields[F_EXTERNAL_ID].how->key_length;
	int64_t id = import_own_id(import, F_ID);
	struct opportunities list = { 0 };

	if (id)
		return id;
	if (!length)
		length = SIZE_MAX;
	if (opportunity_list(import->book, account, INT32_MAX, &list, error))
		return 0;
	for (size_t i = 0; i < list.count && !id; i++)
		if (is_same_deal(&list.items[i], write, length))
			id = list.items[i].id;
	if (!id)
		id = fresh_key(account, write, length);
	if (!seen_has(&state->owners, id) && by_name(&list, write))
		id = by_name(&list, write);
	opportunities_clear(&list);
	return id;
}

/* ---- into the book ---- */

/* What the row says anew, of a deal that is there. */
static void say(struct opportunity_write *write, const bool *says)
{
	write->name = says[F_NAME] ? write->name : NULL;
	write->note = says[F_NOTE] ? write->note : NULL;
	write->says_kind &= says[F_KIND];
	write->says_amount &= says[F_AMOUNT] || says[F_CURRENCY];
	write->says_probability &= says[F_PROBABILITY];
	write->says_close &= says[F_CLOSE];
}

static bool says_state(const struct row *row, const bool *says)
{
	return says[F_STATE] || says[F_IS_WON] || says[F_IS_CLOSED] ||
	       (row->closed != DAY_NONE && (says[F_CLOSED] || says[F_CLOSE]));
}

static int count_bare(struct import *import, int64_t account, int64_t id, struct error *error)
{
	struct deals *state = import->state;
	struct opportunity deal;
	int found = opportunity_get(import->book, account, id, &deal, error);

	if (found > 0)
		state->bare += deal.state == OPPORTUNITY_WON && !deal.movement;
	opportunity_clear(&deal);
	return found < 0 ? -1 : 0;
}

static int write_deal(struct import *import, int64_t account, int64_t id, struct row *row, bool existed,
		      const bool *says, struct error *error)
{
	bool changed = false, moved = false;
	int result;

	if (existed)
		say(&row->write, says);
	result = opportunity_put(import->book, account, &id, &row->write, true, &changed, error);
	if (!result && (existed ? says_state(row, says) : row->state != OPPORTUNITY_OPEN))
		result = opportunity_close(import->book, account, id, row->state, row->closed, true, &moved, error);
	if (!result && count_bare(import, account, id, error))
		return -1;
	return import_put_done(import, result, existed, changed || moved, error);
}

/* A deal that was another account's, as its source has it now, is that no longer, and what was remembered of it there
 * goes. 1: it was this account's; 0: it is new there; -1. */
static int move_here(struct import *import, int64_t account, int64_t id, const char *key, struct error *error)
{
	struct deals *state = import->state;
	long *owner = seen_at(&state->owners, id);
	int existed = *owner == (long)account;

	if (*owner && !existed &&
	    (opportunity_remove(import->book, *owner, id, NULL, error) ||
	     book_run(import->book, error, Q_MEMORY_DELETE, "it", (int64_t)*owner, key) < 0))
		return -1;
	*owner = (long)account;
	return existed;
}

static int row(struct import *import, struct error *error)
{
	bool says[IMPORT_FIELDS_MAX] = { 0 }, deleted = false;
	long rejected = import->report->rejected;
	struct row row = { 0 };
	char key[64];
	int64_t account, id;
	int result, existed;

	if (!import_flag(import, F_DELETED, &deleted))
		return 0;
	if (deleted) {
		import_tell(import, IMPORT_SKIPPED, import_field_name(import, F_DELETED),
			    "it is deleted at its source");
		import->report->skipped++;
		return 0;
	}
	result = import_account(import, F_ACCOUNT, &account, error);
	if (result > 0)
		result = parse(import, account, &row, error);
	if (result < 1)
		return result;
	id = deal_key(import, account, &row.write, error);
	if (!id)
		return -1;
	(void)snprintf(key, sizeof key, "opportunity:%lld", (long long)id);
	result = import_news(import, account, key, says, error);
	if (result < 1)
		return result;
	existed = move_here(import, account, id, key, error);
	if (existed < 0 || write_deal(import, account, id, &row, existed, says, error))
		return -1;
	return import->report->rejected > rejected ? 0 : import_remember(import, account, key, error);
}

static int end(struct import *import, struct error *error)
{
	struct deals *state = import->state;

	(void)error;
	if (state->bare)
		import_tell(
			import, IMPORT_NOTE, "",
			"%ld won deal%s no movement: what %s brought is in the ARR or the history that is there "
			"already, or is more than that ARR; waymark opportunity won writes one nevertheless",
			state->bare, state->bare == 1 ? " gets" : "s get", state->bare == 1 ? "it" : "they");
	return 0;
}

const struct import_kind import_opportunities = {
	.name = "opportunities",
	.fields = names,
	.types = types,
	.must = must,
	.begin = begin,
	.row = row,
	.end = end,
	.clear = clear,
};
