/* Touches, and what they share with movements. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/ids.h"
#include "storage/book_private.h"
#include "storage/import_events.h"
#include "storage/import_records.h"

int events_begin(struct import *import, struct error *error)
{
	(void)error;
	import->state = xcalloc(1, sizeof(struct events));
	return 0;
}

int events_end(struct import *import, struct error *error)
{
	(void)import;
	(void)error;
	return 0;
}

void events_clear(struct import *import)
{
	struct events *state = import->state;

	if (state) {
		seen_free(&state->alike);
		seen_free(&state->histories);
		seen_free(&state->grown);
	}
	free(state);
}

int events_nth(struct import *import, int64_t likeness)
{
	struct events *state = import->state;

	return (int)++*seen_at(&state->alike, likeness);
}

enum { F_ACCOUNT, F_DATE, F_KIND, F_FROM, F_BY, F_NOTE, F_WITH, F_COUNT };

static const char *const names[] = { "account", "date", "kind", "from", "by", "note", "with", NULL };
static const enum field_type types[F_COUNT] = { [F_DATE] = FIELD_DATE };
static const char *const must[] = { "account", "kind", NULL };

static bool parse(struct import *import, struct touch_write *touch, bool *undated)
{
	const char *from = import_word(import, F_FROM);

	touch->kind = import_word(import, F_KIND);
	if (!touch->kind) {
		import_reject(import, import_field_name(import, F_KIND),
			      "the kind is missing; write call, mail, meeting or visit, say");
		return false;
	}
	if (from && strcasecmp(from, "us") && strcasecmp(from, "them")) {
		import_reject(import, import_field_name(import, F_FROM),
			      "\"%.60s\" did not reach out; it was us or them", from);
		return false;
	}
	touch->from = from && !strcasecmp(from, "them") ? FROM_THEM : FROM_US;
	if (!import_day(import, F_DATE, &touch->on, undated))
		return false;
	touch->who = import_word(import, F_BY);
	if (!touch->who)
		touch->who = import->options->who;
	touch->note = import_text(import, F_NOTE);
	return true;
}

/* How many alike the book has: 1, with the number in *there; -1. A file with contacts tells touches apart by them, one
 * without writers not by who imports it. */
static int count_there(struct import *import, int64_t account, const struct touch_write *touch, int *there,
		       struct error *error)
{
	sqlite3_stmt *statement = book_query(import->book, error, Q_IMPORT_TOUCH_COUNT, "idtnttnzn", account,
					     touch->on, touch->kind, (int)touch->from, touch->who, touch->note,
					     (int)(import->fields[F_WITH].column >= 0), touch->contact,
					     (int)(import->fields[F_BY].column < 0));

	if (!statement || book_step(import->book, statement, error) != 1)
		return -1;
	*there = sqlite3_column_int(statement, 0);
	sqlite3_reset(statement);
	return 1;
}

/* Whether a row was there last time: 0; 1: it is new; -1. What it says is without who imports it, and its own day. */
static int row_news(struct import *import, int64_t account, const struct touch_write *touch, bool is_undated,
		    struct undated *undated, struct error *error)
{
	const char *by = import_word(import, F_BY);
	char contact[24], day[DATE_SIZE] = "";
	int64_t about;

	snprintf(contact, sizeof contact, "%lld", (long long)touch->contact);
	if (!is_undated)
		date_format(touch->on, day);
	about = id_hash("touch", day, touch->kind, touch->from == FROM_US ? "us" : "them", by ? by : "",
			touch->note ? touch->note : "", contact, NULL);
	return (is_undated ? import_undated_news : import_row_news)(import, account, about, 0, undated, error);
}

/* The touch that a row says, where it is news and the book has fewer than the file: 1; 0; -1. Each row counts. */
static int put(struct import *import, int64_t account, struct touch_write *touch, bool news, struct error *error)
{
	char account_text[24], day[DATE_SIZE], contact[24], nth_text[16];
	const char *from = touch->from == FROM_US ? "us" : "them", *note = touch->note ? touch->note : "";
	int nth, there;
	bool changed;

	snprintf(account_text, sizeof account_text, "%lld", (long long)account);
	snprintf(contact, sizeof contact, "%lld", (long long)touch->contact);
	date_format(touch->on, day);
	nth = events_nth(import, id_hash("touch", account_text, day, touch->kind, from, touch->who, note, NULL));
	snprintf(nth_text, sizeof nth_text, "%d", nth);
	if (import->fields[F_WITH].column >= 0)
		nth = events_nth(import, id_hash("with", account_text, day, touch->kind, from, touch->who, note,
						 contact, NULL));
	if (!news)
		return 0;
	if (count_there(import, account, touch, &there, error) < 0)
		return -1;
	if (there >= nth)
		return 0;
	touch->key = id_hash("touch", account_text, day, touch->kind, from, touch->who, note, nth_text, NULL);
	return touch_add(import->book, account, touch, &changed, error) < 0 ? -1 : changed;
}

static int row(struct import *import, struct error *error)
{
	struct touch_write touch = { 0 };
	struct undated undated = { 0 };
	int64_t account;
	int result = import_account(import, F_ACCOUNT, &account, error), news, added;
	bool is_undated;

	if (result <= 0 || !parse(import, &touch, &is_undated))
		return result < 0 ? -1 : 0;
	result = import_need_contact(import, account, F_WITH, touch.on, &touch.contact, error);
	if (result <= 0)
		return result;
	news = row_news(import, account, &touch, is_undated, &undated, error);
	added = news < 0 ? -1 : put(import, account, &touch, news, error);
	if (added < 0 || ((added || (is_undated && news)) &&
			  import_undated_keep(import, account, &undated, touch.on, error) < 0))
		return -1;
	*(added ? &import->report->added : &import->report->unchanged) += 1;
	return 0;
}

const struct import_kind import_touches = {
	.name = "touches",
	.fields = names,
	.types = types,
	.must = must,
	.begin = events_begin,
	.row = row,
	.end = events_end,
	.clear = events_clear,
};
