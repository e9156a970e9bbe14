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

static bool parse(struct import *import, struct touch_write *touch)
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
	if (!import_date(import, F_DATE, &touch->on))
		return false;
	if (touch->on == DAY_NONE)
		touch->on = import->options->on;
	touch->who = import_word(import, F_BY);
	if (!touch->who)
		touch->who = import->options->who;
	touch->note = import_text(import, F_NOTE);
	return true;
}

/* How many alike the book has: 1, with the number in *there; -1. A file with contacts tells touches apart by them. */
static int count_there(struct import *import, int64_t account, const struct touch_write *touch, int *there,
		       struct error *error)
{
	sqlite3_stmt *statement = book_query(import->book, error, Q_IMPORT_TOUCH_COUNT, "idtnttnz", account,
					     touch->on, touch->kind, (int)touch->from, touch->who, touch->note,
					     (int)(import->fields[F_WITH].column >= 0), touch->contact);

	if (!statement || book_step(import->book, statement, error) != 1)
		return -1;
	*there = sqlite3_column_int(statement, 0);
	sqlite3_reset(statement);
	return 1;
}

static int row(struct import *import, struct error *error)
{
	struct touch_write touch = { 0 };
	char account_text[24], day[DATE_SIZE], contact[24], nth_text[16];
	const char *from;
	int64_t account, like;
	int result = import_account(import, F_ACCOUNT, &account, error), nth, there;
	bool changed;

	if (result <= 0 || !parse(import, &touch))
		return result < 0 ? -1 : 0;
	result = import_need_contact(import, account, F_WITH, touch.on, &touch.contact, error);
	if (result <= 0)
		return result;
	snprintf(account_text, sizeof account_text, "%lld", (long long)account);
	snprintf(contact, sizeof contact, "%lld", (long long)touch.contact);
	date_format(touch.on, day);
	from = touch.from == FROM_US ? "us" : "them";
	like = id_hash("touch", account_text, day, touch.kind, from, touch.who, touch.note ? touch.note : "", NULL);
	nth = events_nth(import, like);
	snprintf(nth_text, sizeof nth_text, "%d", nth);
	if (import->fields[F_WITH].column >= 0)
		nth = events_nth(import, id_hash("with", account_text, day, touch.kind, from, touch.who,
						 touch.note ? touch.note : "", contact, NULL));
	if (count_there(import, account, &touch, &there, error) < 0)
		return -1;
	if (there >= nth) {
		import->report->unchanged++;
		return 0;
	}
	touch.key = id_hash("touch", account_text, day, touch.kind, from, touch.who, touch.note ? touch.note : "",
			    nth_text, NULL);
	if (touch_add(import->book, account, &touch, &changed, error) < 0)
		return -1;
	*(changed ? &import->report->added : &import->report->unchanged) += 1;
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
