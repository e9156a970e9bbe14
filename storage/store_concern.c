/* Concerns: what the customer needs or hopes for, at one of five levels. */
#include "storage/store_private.h"

static void concern_clear(struct concern *concern)
{
	free(concern->text);
	free(concern->contact_name);
	free(concern->how);
	*concern = (struct concern){ 0 };
}

void concerns_clear(struct concerns *concerns)
{
	for (size_t i = 0; i < concerns->count; i++)
		concern_clear(&concerns->items[i]);
	vec_free(concerns);
}

/* ---- writing ---- */

/* 1: there, 0: not, -1: failed. */
static int read_concern(struct book *book, int64_t account, int64_t id, struct concern *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_CONCERN_GET, "ii", account, id);
	int found = st ? book_step(book, st, error) : -1;

	*out = (struct concern){ .id = id, .day = DAY_NONE, .addressed = DAY_NONE };
	if (found < 1)
		return found;
	out->day = column_day(st, 0);
	out->level = (enum concern_level)sqlite3_column_int(st, 1);
	out->text = column_copy(st, 2);
	out->contact = sqlite3_column_int64(st, 3);
	out->addressed = column_day(st, 4);
	out->how = column_copy(st, 5);
	sqlite3_reset(st);
	return 1;
}

static bool take_over(struct concern *held, const struct concern_write *write)
{
	bool news = text_news(&held->text, write->text);

	news |= text_news(&held->how, write->how);
	news |= write->says_day && write->day != held->day;
	news |= write->says_level && write->level != held->level;
	news |= write->says_contact && write->contact != held->contact;
	news |= write->says_addressed && write->addressed != held->addressed;
	if (write->says_day)
		held->day = write->day;
	if (write->says_level)
		held->level = write->level;
	if (write->says_contact)
		held->contact = write->contact;
	if (write->says_addressed)
		held->addressed = write->addressed;
	return news;
}

static int check(const struct concern *concern, struct error *error)
{
	if (!has_text(concern->text))
		return error_set(error, ERROR_INPUT, "text: a concern needs one: what they need or hope for");
	if (concern->day == DAY_NONE)
		return error_set(error, ERROR_INPUT, "a concern needs the day on which it was heard");
	if (concern->level >= CONCERN_LEVELS)
		return error_set(error, ERROR_INPUT, "level: there are five");
	if (concern->addressed != DAY_NONE && concern->addressed < concern->day)
		return error_set(error, ERROR_INPUT, "it cannot be addressed before the day on which it was heard");
	return 0;
}

int concern_put(struct book *book, int64_t account, int64_t *id, const struct concern_write *write, bool *changed,
		struct error *error)
{
	struct concern held;
	bool news;
	int found, status;

	say_changed(changed, false);
	if (book_must_write(book, error))
		return -1;
	if (!*id)
		*id = book_new_id();
	found = read_concern(book, account, *id, &held, error);
	if (found < 0)
		return -1;
	news = take_over(&held, write) || !found;
	status = check(&held, error);
	if (!status && news) {
		status = book_run(book, error, found ? Q_CONCERN_UPDATE : Q_CONCERN_INSERT, "iidntzdt", account,
				  *id, held.day, (int)held.level, held.text, held.contact, held.addressed,
				  held.how) < 0
				 ? -1
				 : 0;
		book_touch(book, account);
	}
	concern_clear(&held);
	say_changed(changed, !status && news);
	return status;
}

int concern_remove(struct book *book, int64_t account, int64_t id, bool *changed, struct error *error)
{
	int rows;

	say_changed(changed, false);
	if (book_must_write(book, error))
		return -1;
	rows = book_run(book, error, Q_CONCERN_DELETE, "ii", account, id);
	if (rows > 0)
		book_touch(book, account);
	say_changed(changed, rows > 0);
	return rows < 0 ? -1 : 0;
}

/* ---- reading ---- */

static int compare(const void *first, const void *second)
{
	const struct concern *a = first, *b = second;

	if ((a->addressed == DAY_NONE) != (b->addressed == DAY_NONE))
		return a->addressed == DAY_NONE ? -1 : 1;
	if (a->level != b->level)
		return a->level < b->level ? -1 : 1;
	if (a->day != b->day)
		return a->day > b->day ? -1 : 1;
	return a->id < b->id ? -1 : a->id > b->id;
}

int concern_list(struct book *book, int64_t account, day_t as_of, struct concerns *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_CONCERN_LIST, "id", account, as_of);
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		struct concern *concern = vec_add(out);

		*concern = (struct concern){
			.id = sqlite3_column_int64(st, 0),
			.day = column_day(st, 1),
			.level = (enum concern_level)sqlite3_column_int(st, 2),
			.text = column_copy(st, 3),
			.contact = sqlite3_column_int64(st, 4),
			.addressed = column_day(st, 5),
			.how = column_copy(st, 6),
			.contact_name = column_copy(st, 7),
		};
		if (concern->addressed > as_of)
			concern->addressed = DAY_NONE;
	}
	if (found < 0) {
		concerns_clear(out);
		return -1;
	}
	if (out->count)
		qsort(out->items, out->count, sizeof *out->items, compare);
	return 0;
}
