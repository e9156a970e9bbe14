/* Writing what happened with an account: answers, touches, passes. */
#include <string.h>

#include "core/ids.h"
#include "storage/book_private.h"
#include "storage/config.h"
#include "storage/facts_store.h"

static void say_changed(bool *changed, bool value)
{
	if (changed)
		*changed = value;
}

/* The row that stands for a milestone. */
struct row {
	bool found;
	day_t day;
	int64_t id, at;
	enum answer value;
};

static int read_standing(struct book *book, int64_t account, int64_t milestone, struct row *row,
			 struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_ANSWER_STANDING, "ii", account, milestone);
	int found = st ? book_step(book, st, error) : -1;

	*row = (struct row){ .found = found > 0 };
	if (found < 1)
		return found;
	row->day = sqlite3_column_int(st, 0);
	row->id = sqlite3_column_int64(st, 1);
	row->value = (enum answer)sqlite3_column_int(st, 2);
	row->at = sqlite3_column_int64(st, 5);
	sqlite3_reset(st);
	return 0;
}

static int read_number(struct book *book, sqlite3_stmt *st, int64_t *number, struct error *error)
{
	if (!st || book_step(book, st, error) != 1)
		return -1;
	*number = sqlite3_column_int64(st, 0);
	sqlite3_reset(st);
	return 0;
}

/* The nth answer of this writer on that day; counted on where withdrawals left a gap. */
static int free_answer_id(struct book *book, int64_t account, const struct answer_write *answer, int64_t *id,
			  struct error *error)
{
	int64_t count;

	if (read_number(book,
			book_query(book, error, Q_ANSWER_COUNT, "iidt", account, answer->milestone, answer->on,
				   answer->who),
			&count, error))
		return -1;
	for (;; count++) {
		sqlite3_stmt *st;
		int found;

		*id = id_answer(account, answer->milestone, answer->on, answer->who, (int)count);
		st = book_query(book, error, Q_ANSWER_TAKEN, "iidi", account, answer->milestone, answer->on, *id);
		found = st ? book_step(book, st, error) : -1;
		if (found < 1)
			return found;
		sqlite3_reset(st);
	}
}

int answer_give(struct book *book, int64_t account, const struct answer_write *answer, bool *changed,
		struct error *error)
{
	int64_t id, at = clock_now(), latest = 0;
	struct row standing;

	say_changed(changed, false);
	if (book_must_write(book, error) || read_standing(book, account, answer->milestone, &standing, error))
		return -1;
	if (standing.found && standing.value == answer->answer && standing.day == answer->on) {
		if (!answer->note)
			return 0;
		return answer_set_note(book, account, answer->milestone, answer->note, changed, error);
	}
	if (free_answer_id(book, account, answer, &id, error))
		return -1;
	/* A second answer within the same millisecond, or after a clock set back, is still the later one. */
	if (standing.found && standing.day == answer->on) {
		if (read_number(book,
				book_query(book, error, Q_ANSWER_LATEST_ON, "iid", account, answer->milestone,
					   answer->on),
				&latest, error))
			return -1;
		if (at <= latest)
			at = latest + 1;
	}
	if (book_run(book, error, Q_ANSWER_INSERT, "iidinitt", account, answer->milestone, answer->on, id,
		     (int)answer->answer, at, answer->who, answer->note && *answer->note ? answer->note : NULL) < 0)
		return -1;
	book_touch(book, account);
	say_changed(changed, true);
	return 0;
}

int answer_withdraw(struct book *book, int64_t account, int64_t milestone, bool *changed, struct error *error)
{
	struct row standing;

	say_changed(changed, false);
	if (book_must_write(book, error) || read_standing(book, account, milestone, &standing, error))
		return -1;
	if (!standing.found)
		return 0;
	book_touch(book, account);
	say_changed(changed, true);
	return book_run(book, error, Q_ANSWER_DELETE, "iidi", account, milestone, standing.day, standing.id) < 0
		       ? -1
		       : 0;
}

int answer_set_note(struct book *book, int64_t account, int64_t milestone, const char *note, bool *changed,
		    struct error *error)
{
	struct row standing;
	int rows;

	say_changed(changed, false);
	if (book_must_write(book, error) || read_standing(book, account, milestone, &standing, error))
		return -1;
	if (!standing.found)
		return error_set(error, ERROR_NOT_FOUND,
				 "there is no answer to write a note on: answer the milestone first");
	rows = book_run(book, error, Q_ANSWER_NOTE, "iidit", account, milestone, standing.day, standing.id,
			note && *note ? note : NULL);
	say_changed(changed, rows > 0);
	if (rows > 0)
		book_touch(book, account);
	return rows < 0 ? -1 : 0;
}

int touch_add(struct book *book, int64_t account, const struct touch_write *touch, bool *changed,
	      struct error *error)
{
	int rows;

	if (book_must_write(book, error))
		return -1;
	rows = book_run(book, error, Q_TOUCH_INSERT, "iditnttz", account, touch->on,
			touch->key ? touch->key : book_new_id(), touch->kind, (int)touch->from, touch->who,
			touch->note && *touch->note ? touch->note : NULL, touch->contact);
	say_changed(changed, rows > 0);
	if (rows > 0)
		book_touch(book, account);
	return rows < 0 ? -1 : 0;
}

int touch_remove(struct book *book, int64_t account, day_t on, int64_t id, bool *changed, struct error *error)
{
	int rows;

	say_changed(changed, false);
	if (book_must_write(book, error))
		return -1;
	rows = book_run(book, error, Q_TOUCH_DELETE, "idi", account, on, id);
	say_changed(changed, rows > 0);
	if (rows > 0)
		book_touch(book, account);
	return rows < 0 ? -1 : 0;
}

int touch_change(struct book *book, int64_t account, day_t was, const struct touch_write *touch,
		 struct error *error)
{
	bool changed;

	if (touch_remove(book, account, was, touch->key, &changed, error))
		return -1;
	if (!changed)
		return error_set(error, ERROR_NOT_FOUND, "the touch is gone");
	return touch_add(book, account, touch, NULL, error);
}

int stage_pass_reason(struct book *book, int64_t account, int64_t stage, char **reason, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_PASS_GET, "ii", account, stage);
	int found = st ? book_step(book, st, error) : -1;

	*reason = NULL;
	if (found == 1) {
		*reason = column_copy(st, 0);
		sqlite3_reset(st);
	}
	return found < 0 ? -1 : 0;
}

int stage_pass_set(struct book *book, int64_t account, int64_t stage, day_t on, const char *who, const char *reason,
		   bool *changed, struct error *error)
{
	int rows;

	if (book_must_write(book, error))
		return -1;
	if (reason)
		rows = book_run(book, error, Q_PASS_PUT, "iidtt", account, stage, on, who, reason);
	else
		rows = book_run(book, error, Q_PASS_DELETE, "ii", account, stage);
	say_changed(changed, rows > 0);
	if (rows > 0)
		book_touch(book, account);
	return rows < 0 ? -1 : 0;
}
