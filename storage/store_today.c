/* What somebody wants quiet on Today: snoozed for a while, dismissed, done. */
#include <stdlib.h>

#include "storage/store_private.h"
#include "storage/today.h"

int today_mark(struct book *book, int64_t account, const struct today_mark_write *write, struct error *error)
{
	if (book_must_write(book, error))
		return -1;
	if (write->mark == TODAY_SNOOZED && write->until <= write->on)
		return error_set(error, ERROR_INPUT,
				 "until: a snooze ends on a day after the one it begins on, as in --until +1w");
	if (write->mark != TODAY_DONE && !has_text(write->reason))
		return error_set(error, ERROR_INPUT, "reason: say why, so that whoever looks knows");
	if (book_run(book, error, Q_TODAY_MARK_PUT, "itnddtt", account, write->key, (int)write->mark, write->on,
		     write->mark == TODAY_SNOOZED ? write->until : DAY_NONE, write->reason ? write->reason : "",
		     write->who) < 0)
		return -1;
	book_touch(book, account);
	return 0;
}

int today_unmark(struct book *book, int64_t account, const char *key, struct error *error)
{
	int rows;

	if (book_must_write(book, error))
		return -1;
	rows = book_run(book, error, Q_TODAY_MARK_DELETE, "it", account, key);
	if (rows < 0)
		return -1;
	if (rows == 0)
		return error_set(error, ERROR_NOT_FOUND, "%s is neither snoozed nor dismissed on this account",
				 key);
	book_touch(book, account);
	return 0;
}

int today_marks(struct book *book, int64_t account, struct today_marks *out, struct error *error)
{
	sqlite3_stmt *st = account ? book_query(book, error, Q_TODAY_MARKS_OF, "i", account)
				   : book_query(book, error, Q_TODAY_MARKS_ALL, "");
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1)
		*vec_add(out) = (struct today_marked){
			.account = sqlite3_column_int64(st, 0),
			.key = column_copy(st, 1),
			.mark = (enum today_mark)sqlite3_column_int(st, 2),
			.on = column_day(st, 3),
			.until = column_day(st, 4),
			.reason = column_copy(st, 5),
			.who = column_copy(st, 6),
		};
	return found;
}

void today_marks_clear(struct today_marks *marks)
{
	for (size_t i = 0; i < marks->count; i++) {
		free(marks->items[i].key);
		free(marks->items[i].reason);
		free(marks->items[i].who);
	}
	vec_free(marks);
}
