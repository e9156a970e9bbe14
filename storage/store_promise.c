/* Promises, and what is said of them day by day; concerns. */
#include "storage/store_private.h"

static void promise_clear(struct promise *promise)
{
	free(promise->text);
	free(promise->understood);
	free(promise->contact_name);
	free(promise->capability);
	free(promise->need);
	free(promise->who);
	free(promise->note);
	*promise = (struct promise){ 0 };
}

/* ---- writing a promise ---- */

static bool id_news(int64_t *held, bool says, int64_t said)
{
	bool news = says && *held != said;

	if (news)
		*held = said;
	return news;
}

/* 1: there, 0: not, -1: failed. */
static int read_promise(struct book *book, int64_t account, int64_t id, struct promise *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_PROMISE_GET, "ii", account, id);
	int found = st ? book_step(book, st, error) : -1;

	*out = (struct promise){ .id = id, .due = DAY_NONE, .state_since = DAY_NONE };
	if (found < 1)
		return found;
	out->made = column_day(st, 0);
	out->text = column_copy(st, 1);
	out->understood = column_copy(st, 2);
	out->contact = sqlite3_column_int64(st, 3);
	out->capability = column_copy(st, 4);
	out->need = column_copy(st, 5);
	sqlite3_reset(st);
	return 1;
}

/* What is said of a promise on a day (from column on: day, state, due day, confirmed), over what was before. */
static void hold_state(struct promise *promise, sqlite3_stmt *st, int column)
{
	if (sqlite3_column_type(st, column + 1) != SQLITE_NULL) {
		enum promise_state state = (enum promise_state)sqlite3_column_int(st, column + 1);

		if (promise->state_since == DAY_NONE || state != promise->state)
			promise->state_since = sqlite3_column_int(st, column);
		promise->state = state;
	}
	if (sqlite3_column_type(st, column + 2) != SQLITE_NULL)
		promise->due = sqlite3_column_int(st, column + 2) ? sqlite3_column_int(st, column + 2) : DAY_NONE;
	promise->confirmed = column_int_or(st, column + 3, promise->confirmed) != 0;
}

/* Whether text, understanding and so on are other than they were. */
static bool take_over(struct promise *held, const struct promise_write *write)
{
	bool news = text_news(&held->text, write->text);

	news |= text_news(&held->understood, write->understood);
	news |= text_news(&held->capability, write->capability);
	news |= text_news(&held->need, write->need);
	news |= id_news(&held->contact, write->says_contact, write->contact);
	return news;
}

static int put_row(struct book *book, int64_t account, const struct promise *promise, bool found,
		   struct error *error)
{
	if (found)
		return book_run(book, error, Q_PROMISE_UPDATE, "iittztt", account, promise->id, promise->text,
				promise->understood, promise->contact, promise->capability, promise->need) < 0
			       ? -1
			       : 0;
	return book_run(book, error, Q_PROMISE_INSERT, "iidttztt", account, promise->id, promise->made,
			promise->text, promise->understood, promise->contact, promise->capability,
			promise->need) < 0
		       ? -1
		       : 0;
}

/* Nothing else is new, but there is a note: it goes with what stands. */
static int put_note(struct book *book, int64_t account, int64_t id, day_t standing,
		    const struct promise_write *write, bool *news, struct error *error)
{
	int rows;

	if (!text_or_null(write->note) || standing == DAY_NONE)
		return 0;
	rows = book_run(book, error, Q_PROMISE_STATE_NOTE, "iidt", account, id, standing, write->note);
	*news |= rows > 0;
	return rows < 0 ? -1 : 0;
}

/* Writes what is news of state, due day and confirmation on a day; first: all of it. */
static int put_state(struct book *book, int64_t account, int64_t id, day_t on, const struct promise_write *write,
		     bool first, bool *news, struct error *error)
{
	struct promise held = { .due = DAY_NONE, .state_since = DAY_NONE };
	sqlite3_stmt *st = book_query(book, error, Q_PROMISE_STATE_GET, "iid", account, id, on);
	day_t standing = DAY_NONE, due = write->due == DAY_NONE ? 0 : write->due;
	bool state, dated, confirmed;
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		standing = column_day(st, 0);
		hold_state(&held, st, 0);
	}
	if (found < 0)
		return -1;
	state = first || (write->says_state && write->state != held.state);
	dated = write->says_due && write->due != held.due;
	confirmed = write->says_confirmed && write->confirmed != held.confirmed;
	if (!state && !dated && !confirmed)
		return put_note(book, account, id, standing, write, news, error);
	*news = true;
	/* DAY_NONE is written as NULL: not said on this day */
	return book_run(book, error, Q_PROMISE_STATE_PUT, "iiddddtt", account, id, on,
			state ? (day_t)write->state : DAY_NONE, dated ? due : DAY_NONE,
			confirmed ? (day_t)write->confirmed : DAY_NONE, write->who, text_or_null(write->note)) < 0
		       ? -1
		       : 0;
}

/* A new promise is open from the day it was made, with its due day; what was said later follows. */
static int put_first_state(struct book *book, int64_t account, const struct promise *promise,
			   const struct promise_write *write, struct error *error)
{
	struct promise_write first = { .says_due = write->says_due, .due = write->due, .who = write->who };
	bool news;

	return put_state(book, account, promise->id, promise->made, &first, true, &news, error);
}

static int check(const struct promise *promise, const struct promise_write *write, struct error *error)
{
	char made[DATE_SIZE];

	if (!has_text(promise->text))
		return error_set(error, ERROR_INPUT, "text: a promise needs one: what was promised, in our words");
	if (write->on < promise->made)
		return error_set(error, ERROR_INPUT, "the promise was made on %s: nothing holds of it before",
				 date_format(promise->made, made));
	if (write->says_due && write->due != DAY_NONE && write->due < promise->made)
		return error_set(error, ERROR_INPUT, "due: it is before %s, when the promise was made",
				 date_format(promise->made, made));
	return 0;
}

int promise_put(struct book *book, int64_t account, int64_t *id, const struct promise_write *write, bool *changed,
		struct error *error)
{
	struct promise held;
	bool news;
	int found, status;

	say_changed(changed, false);
	if (book_must_write(book, error))
		return -1;
	if (!*id)
		*id = book_new_id();
	found = read_promise(book, account, *id, &held, error);
	if (found < 0)
		return -1;
	if (!found)
		held.made = write->says_made ? write->made : write->on;
	news = take_over(&held, write) || !found;
	status = check(&held, write, error);
	if (!status && news)
		status = put_row(book, account, &held, found > 0, error);
	if (!status && !found)
		status = put_first_state(book, account, &held, write, error);
	if (!status)
		status = put_state(book, account, *id, write->on, write, false, &news, error);
	promise_clear(&held);
	if (!status && news)
		book_touch(book, account);
	say_changed(changed, !status && news);
	return status;
}

int promise_remove(struct book *book, int64_t account, int64_t id, bool *changed, struct error *error)
{
	return record_remove(book, account, id, Q_PROMISE_STATE_CLEAR, Q_PROMISE_DELETE, changed, error);
}

/* ---- reading promises ---- */

void promises_clear(struct promises *promises)
{
	for (size_t i = 0; i < promises->count; i++)
		promise_clear(&promises->items[i]);
	vec_free(promises);
}

static int read_promises(struct book *book, int64_t account, struct promises *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_PROMISE_LIST, "i", account);
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1)
		*vec_add(out) = (struct promise){
			.id = sqlite3_column_int64(st, 0),
			.made = column_day(st, 1),
			.text = column_copy(st, 2),
			.understood = column_copy(st, 3),
			.contact = sqlite3_column_int64(st, 4),
			.capability = column_copy(st, 5),
			.need = column_copy(st, 6),
			.contact_name = column_copy(st, 7),
			.due = DAY_NONE,
			.state_since = DAY_NONE,
		};
	return found;
}

static int read_states(struct book *book, int64_t account, day_t as_of, struct promises *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_PROMISE_STATES, "id", account, as_of);
	size_t at = 0;
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		int64_t id = sqlite3_column_int64(st, 0);
		struct promise *promise;

		/* both come in order of promise */
		while (at < out->count && out->items[at].id < id)
			at++;
		if (at == out->count || out->items[at].id != id)
			continue;
		promise = &out->items[at];
		hold_state(promise, st, 1);
		free(promise->who);
		free(promise->note);
		promise->who = column_copy(st, 5);
		promise->note = column_copy(st, 6);
	}
	return found;
}

static int rank(enum promise_state state)
{
	static const int ranks[] = {
		[PROMISE_OPEN] = 0, [PROMISE_BROKEN] = 1, [PROMISE_KEPT] = 2, [PROMISE_WITHDRAWN] = 3
	};

	return state < PROMISE_STATES ? ranks[state] : PROMISE_STATES;
}

static int compare_promises(const void *first, const void *second)
{
	const struct promise *a = first, *b = second;

	if (rank(a->state) != rank(b->state))
		return rank(a->state) - rank(b->state);
	if (a->state == PROMISE_OPEN && a->due != b->due)
		return a->due == DAY_NONE ? 1 : b->due == DAY_NONE ? -1 : a->due < b->due ? -1 : 1;
	if (a->state != PROMISE_OPEN && a->state_since != b->state_since)
		return a->state_since > b->state_since ? -1 : 1;
	if (a->made != b->made)
		return a->made < b->made ? -1 : 1;
	return a->id < b->id ? -1 : a->id > b->id;
}

static void drop_later(struct promises *promises)
{
	size_t kept = 0;

	for (size_t i = 0; i < promises->count; i++) {
		if (promises->items[i].state_since == DAY_NONE)
			promise_clear(&promises->items[i]);
		else
			promises->items[kept++] = promises->items[i];
	}
	promises->count = kept;
}

int promise_list(struct book *book, int64_t account, day_t as_of, struct promises *out, struct error *error)
{
	int status;

	if (book_read_begin(book, error))
		return -1;
	status = read_promises(book, account, out, error);
	if (!status)
		status = read_states(book, account, as_of, out, error);
	book_read_end(book);
	if (status) {
		promises_clear(out);
		return -1;
	}
	drop_later(out);
	if (out->count)
		qsort(out->items, out->count, sizeof *out->items, compare_promises);
	return 0;
}
