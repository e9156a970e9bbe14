/* Movements of revenue. An amount's sign may be left away: the kind says whether it lowers. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/ids.h"
#include "storage/book_private.h"
#include "storage/import_events.h"
#include "storage/import_records.h"
#include "storage/opportunities.h"

enum { F_ACCOUNT, F_DATE, F_KIND, F_AMOUNT, F_CURRENCY, F_LINE, F_NOTE, F_COUNT };

static const char *const names[] = { "account", "date", "kind", "amount", "currency", "line", "note", NULL };
static const enum field_type types[F_COUNT] = { [F_DATE] = FIELD_DATE, [F_AMOUNT] = FIELD_MONEY };
static const char *const must[] = { "account", "kind", "amount", NULL };

static bool parse_kind(struct import *import, struct movement *movement)
{
	const char *word = import_word(import, F_KIND);
	char lower[32] = "";

	for (size_t i = 0; word && word[i] && i + 1 < sizeof lower; i++)
		lower[i] = word[i] >= 'A' && word[i] <= 'Z' ? (char)(word[i] - 'A' + 'a') : word[i];
	if (word && movement_from_name(lower, &movement->kind))
		return true;
	import_reject(import, import_field_name(import, F_KIND),
		      word ? "\"%.60s\" is no movement; it is new, reactivation, expansion, upsell, price "
			     "increase, price erosion, "
			     "contraction or churn"
			   : "the kind is missing; write new, expansion or churn, say",
		      word);
	return false;
}

/* 1, 0: rejected, -1: failed. */
static int parse_amount(struct import *import, int64_t account, struct movement *movement,
			char currency[CURRENCY_SIZE], struct error *error)
{
	struct money money;
	bool given;
	int result = import_account_money(import, account, F_AMOUNT, F_CURRENCY, false, &money, &given, error);

	if (result < 1)
		return result;
	memcpy(currency, money.currency, CURRENCY_SIZE);
	movement->minor = money.minor;
	if (movement_lowers(movement->kind) && movement->minor > 0)
		movement->minor = -movement->minor;
	if (!movement_lowers(movement->kind) && movement->minor < 0)
		return import_reject(import, import_field_name(import, F_AMOUNT),
				     "a movement of kind %s is not below 0", movement_name(movement->kind));
	return 1;
}

static int64_t likeness(int64_t account, const struct movement *movement)
{
	char account_text[24], day[DATE_SIZE], amount[24];

	snprintf(account_text, sizeof account_text, "%lld", (long long)account);
	snprintf(amount, sizeof amount, "%lld", (long long)movement->minor);
	return id_hash("movement", account_text, date_format(movement->on, day), movement_name(movement->kind),
		       amount, movement->currency, movement->line ? movement->line : "",
		       movement->note ? movement->note : "", NULL);
}

/* Of one without a day: 1: it is new; 0: it was there last time; -1. */
static int undated_news(struct import *import, int64_t account, const struct movement *movement,
			struct undated *undated, struct error *error)
{
	struct movement dayless = *movement;

	dayless.on = DAY_NONE;
	return import_undated_news(import, account, likeness(account, &dayless), 0, undated, error);
}

/* Movements may be agreed on ahead: one of a day after today stays, and is said. */
static bool read_day(struct import *import, day_t *on, bool *undated)
{
	struct events *state = import->state;
	char day[DATE_SIZE];

	if (!import_date(import, F_DATE, on))
		return false;
	if (*on == DAY_NONE)
		return import_day(import, F_DATE, on, undated);
	*undated = false;
	if (*on > import->book->options.today && !state->said_ahead) {
		state->said_ahead = true;
		import_tell(import, IMPORT_NOTE, import_field_name(import, F_DATE),
			    "%s is after today; such movements count from their day on", date_format(*on, day));
	}
	return true;
}

/* The movement that a row says, where the book has fewer than the file: 1; 0; -1. */
static int put(struct import *import, int64_t account, const struct movement *movement, int nth,
	       struct error *error)
{
	sqlite3_stmt *statement = book_query(import->book, error, Q_IMPORT_MOVEMENT_COUNT, "idnittt", account,
					     movement->on, (int)movement->kind, movement->minor, movement->currency,
					     movement->line, movement->note);
	int there;

	if (!statement || book_step(import->book, statement, error) != 1)
		return -1;
	there = sqlite3_column_int(statement, 0);
	sqlite3_reset(statement);
	if (there >= nth)
		return 0;
	return movement_add(import->book, account, movement, error) < 0 ? -1 : 1;
}

static int row(struct import *import, struct error *error)
{
	struct events *state = import->state;
	struct undated undated = { 0 };
	char currency[CURRENCY_SIZE] = "";
	struct movement movement = { .currency = currency,
				     .line = import_text(import, F_LINE),
				     .note = import_text(import, F_NOTE) };
	int64_t account;
	int result = import_account(import, F_ACCOUNT, &account, error), nth, added = 0, news = 1;
	bool is_undated;

	if (result <= 0 || !parse_kind(import, &movement) || !read_day(import, &movement.on, &is_undated))
		return result < 0 ? -1 : 0;
	result = parse_amount(import, account, &movement, currency, error);
	if (result <= 0)
		return result;
	nth = events_nth(import, likeness(account, &movement));
	if (movement.kind == MOVEMENT_NEW)
		*seen_at(&state->histories, account) = 1;
	if (is_undated)
		news = undated_news(import, account, &movement, &undated, error);
	if (news > 0)
		added = put(import, account, &movement, nth, error);
	if (news < 0 || added < 0 ||
	    (is_undated && news && import_undated_keep(import, account, &undated, movement.on, error) < 0))
		return -1;
	if (added)
		*seen_at(&state->grown, account) = 1;
	*(added ? &import->report->added : &import->report->unchanged) += 1;
	return 0;
}

static bool is_in_file(void *data, int64_t account, const struct movement *movement)
{
	const struct events *state = data;

	return seen_has(&state->alike, likeness(account, movement));
}

/* A file that has an account's "new" has its history: what an imported ARR put in the place of that history, and
 * the file does not know, goes. Else both would add up to twice the ARR. So does what deals put there that were won
 * before the history came. */
static int end(struct import *import, struct error *error)
{
	struct events *state = import->state;

	for (size_t i = 0; i < state->histories.room; i++) {
		int64_t account = state->histories.slots[i].key;

		if (account && (movement_drop_stand_ins(import->book, account, is_in_file, state, error) ||
				(seen_has(&state->grown, account) &&
				 opportunity_yield(import->book, account, is_in_file, state, error))))
			return -1;
	}
	return events_end(import, error);
}

const struct import_kind import_movements = {
	.name = "movements",
	.fields = names,
	.types = types,
	.must = must,
	.begin = events_begin,
	.row = row,
	.end = end,
	.clear = events_clear,
};
