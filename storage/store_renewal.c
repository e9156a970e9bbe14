/* What CSMs call of renewals: a row a renewal and day, of which the latest stands. */
#include "storage/forecast.h"
#include "storage/store_private.h"

struct held {
	int call;
	int64_t amount; /* VALUE_NONE */
	char *note, *answer, *who;
};

static void held_clear(struct held *held)
{
	free(held->note);
	free(held->answer);
	free(held->who);
}

/* 1: there, 0: not, -1: failed. */
static int read_held(struct book *book, int64_t account, day_t renewal, day_t day, struct held *out,
		     struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_RENEWAL_CALL_GET, "idd", account, renewal, day);
	int found = st ? book_step(book, st, error) : -1;

	*out = (struct held){ .call = -1, .amount = VALUE_NONE };
	if (found < 1)
		return found;
	*out = (struct held){
		.call = sqlite3_column_int(st, 0),
		.amount = column_value(st, 1),
		.note = column_copy(st, 2),
		.answer = column_copy(st, 3),
		.who = column_copy(st, 4),
	};
	sqlite3_reset(st);
	return 1;
}

int renewal_call_put(struct book *book, int64_t account, const struct renewal_call_write *write, bool *changed,
		     struct error *error)
{
	struct held held;
	bool news, other;
	int found, status = 0;

	say_changed(changed, false);
	if (book_must_write(book, error))
		return -1;
	found = read_held(book, account, write->renewal, write->day, &held, error);
	if (found < 0)
		return -1;
	other = held.call != (int)write->call;
	news = text_news(&held.note, write->note);
	news |= other || held.amount != write->amount;
	if (other)
		text_news(&held.answer, "");
	if (news)
		status = book_run(book, error, Q_RENEWAL_CALL_PUT, "iddnvttt", account, write->renewal, write->day,
				  (int)write->call, write->amount, held.note, held.answer, write->who) < 0
				 ? -1
				 : 0;
	held_clear(&held);
	if (!status && news)
		book_touch(book, account);
	say_changed(changed, !status && news);
	return status;
}

int renewal_call_answer(struct book *book, int64_t account, day_t renewal, day_t day, const char *answer,
			struct error *error)
{
	struct held held;
	bool news;
	int found, status = 0;

	if (book_must_write(book, error))
		return -1;
	found = read_held(book, account, renewal, day, &held, error);
	if (found < 0)
		return -1;
	if (!found)
		return error_set(error, ERROR_NOT_FOUND, "there is no such call on this account any more");
	news = text_news(&held.answer, answer);
	if (news)
		status = book_run(book, error, Q_RENEWAL_CALL_PUT, "iddnvttt", account, renewal, day, held.call,
				  held.amount, held.note, held.answer, held.who) < 0
				 ? -1
				 : 0;
	held_clear(&held);
	if (!status && news)
		book_touch(book, account);
	return status;
}

int renewal_call_remove(struct book *book, int64_t account, day_t renewal, day_t day, struct error *error)
{
	int rows;

	if (book_must_write(book, error))
		return -1;
	rows = book_run(book, error, Q_RENEWAL_CALL_DELETE, "idd", account, renewal, day);
	if (rows == 0)
		return error_set(error, ERROR_NOT_FOUND, "there is no such call on this account any more");
	if (rows > 0)
		book_touch(book, account);
	return rows < 0 ? -1 : 0;
}
