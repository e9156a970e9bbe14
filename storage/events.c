/* Touches and movements of one account, to be read by people. */
#include "storage/events.h"

#include <stdio.h>
#include <stdlib.h>

#include "storage/book_private.h"

int touch_list(struct book *book, int64_t account, day_t as_of, struct touches *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_TOUCH_LIST, "id", account, as_of);
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1)
		*vec_add(out) = (struct touch){
			.on = column_day(st, 0),
			.from = (enum direction)sqlite3_column_int(st, 1),
			.kind = column_copy(st, 2),
			.who = column_copy(st, 3),
			.note = column_copy(st, 4),
			.contact_name = column_copy(st, 5),
			.id = sqlite3_column_int64(st, 6),
			.contact = sqlite3_column_int64(st, 7),
		};
	if (found < 0)
		touches_clear(out);
	return found;
}

void touches_clear(struct touches *touches)
{
	for (size_t i = 0; i < touches->count; i++) {
		free(touches->items[i].kind);
		free(touches->items[i].who);
		free(touches->items[i].note);
		free(touches->items[i].contact_name);
	}
	vec_free(touches);
}

int movement_list(struct book *book, int64_t account, day_t as_of, struct movements *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_MOVEMENT_LIST, "i", account);
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		struct moved moved = {
			.on = column_day(st, 0),
			.kind = (enum movement_kind)sqlite3_column_int(st, 2),
			.amount.minor = sqlite3_column_int64(st, 3),
		};
		const char *currency = column_string(st, 4);

		(void)snprintf(moved.amount.currency, sizeof moved.amount.currency, "%s", currency ? currency : "");
		if (moved.on <= as_of)
			*vec_add(out) = moved;
	}
	if (found < 0)
		vec_free(out);
	return found;
}

int movement_records(struct book *book, int64_t account, day_t as_of, struct movement_records *out,
		     struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_MOVEMENT_LIST, "i", account);
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		struct movement_record *record;

		if (column_day(st, 0) > as_of)
			continue;
		record = vec_add(out);
		*record = (struct movement_record){
			.on = column_day(st, 0),
			.id = sqlite3_column_int64(st, 1),
			.kind = (enum movement_kind)sqlite3_column_int(st, 2),
			.amount.minor = sqlite3_column_int64(st, 3),
			.line = column_copy(st, 5),
			.note = column_copy(st, 6),
		};
		(void)snprintf(record->amount.currency, sizeof record->amount.currency, "%s", column_string(st, 4));
	}
	if (found < 0)
		movement_records_clear(out);
	return found;
}

void movement_records_clear(struct movement_records *records)
{
	for (size_t i = 0; i < records->count; i++) {
		free(records->items[i].line);
		free(records->items[i].note);
	}
	vec_free(records);
}
