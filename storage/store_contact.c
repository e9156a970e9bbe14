/* Contacts: who they are, and from when on they are what. */
#include <stdio.h>

#include "core/ids.h"
#include "core/text.h"
#include "storage/store_private.h"

/* ---- keys ---- */

static int64_t address_key(const char *account, const char *email)
{
	char *folded = text_fold(email);
	int64_t key = id_hash("contact", account, "email", text_trim(folded), NULL);

	free(folded);
	return key;
}

int64_t contact_key(int64_t account, const struct contact_write *write)
{
	char number[24];

	snprintf(number, sizeof number, "%lld", (long long)account);
	if (has_text(write->external_id))
		return id_hash("contact", number, write->source ? write->source : "", write->external_id, NULL);
	return has_text(write->email) ? address_key(number, write->email) : 0;
}

/* ---- writing ---- */

/* 1: there, 0: not, -1: failed. */
static int read_contact(struct book *book, int64_t account, int64_t id, struct contact *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_CONTACT_GET, "ii", account, id);
	int found = st ? book_step(book, st, error) : -1;

	*out = (struct contact){ .id = id };
	if (found < 1)
		return found;
	out->source = column_copy(st, 0);
	out->external_id = column_copy(st, 1);
	out->name = column_copy(st, 2);
	out->email = column_copy(st, 3);
	out->phone = column_copy(st, 4);
	out->persona = column_copy(st, 5);
	out->success = column_copy(st, 6);
	sqlite3_reset(st);
	return 1;
}

static void contact_clear(struct contact *contact)
{
	free(contact->source);
	free(contact->external_id);
	free(contact->name);
	free(contact->name_key);
	free(contact->email);
	free(contact->phone);
	free(contact->persona);
	free(contact->success);
	*contact = (struct contact){ 0 };
}

/* What is said of a contact on a day, over what was said before. */
static void hold_state(struct contact *contact, sqlite3_stmt *st, int column)
{
	day_t on = sqlite3_column_int(st, column);

	if (contact->since == DAY_NONE) {
		contact->since = on;
		contact->here = true;
	}
	contact->roles = (unsigned)column_int_or(st, column + 1, (int)contact->roles);
	contact->here = column_int_or(st, column + 2, contact->here) != 0;
	if (sqlite3_column_type(st, column + 3) != SQLITE_NULL) {
		contact->has_sentiment = true;
		contact->sentiment_on = on;
		contact->sentiment = sqlite3_column_int(st, column + 3);
	}
}

static int read_state(struct book *book, int64_t account, day_t on, struct contact *contact, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_CONTACT_STATE_GET, "iid", account, contact->id, on);
	int found = -1;

	contact->since = contact->sentiment_on = DAY_NONE;
	while (st && (found = book_step(book, st, error)) == 1)
		hold_state(contact, st, 0);
	return found;
}

/* Writes what is news on the day; the first row of a contact says that it is here. */
static int put_state(struct book *book, int64_t account, const struct contact *held,
		     const struct contact_write *write, bool *news, struct error *error)
{
	bool first = held->since == DAY_NONE, is_here = write->says_here ? write->here : true;
	bool here = first || (write->says_here && write->here != held->here);
	bool roles = write->says_roles && write->roles != held->roles;
	/* the same again on a later day confirms it, and it is as fresh as that */
	bool sentiment = write->says_sentiment && (!held->has_sentiment || write->sentiment != held->sentiment ||
						   write->on > held->sentiment_on);

	if (!here && !roles && !sentiment)
		return 0;
	*news = true;
	/* DAY_NONE is written as NULL: not said on this day */
	return book_run(book, error, Q_CONTACT_STATE_PUT, "iidddd", account, held->id, write->on,
			roles ? (day_t)write->roles : DAY_NONE, here ? (day_t)is_here : DAY_NONE,
			sentiment ? (day_t)write->sentiment : DAY_NONE) < 0
		       ? -1
		       : 0;
}

static int put_texts(struct book *book, int64_t account, struct contact *held, const struct contact_write *write,
		     bool found, bool *news, struct error *error)
{
	bool differs = text_news(&held->name, write->name);

	differs |= text_news(&held->email, write->email);
	differs |= text_news(&held->phone, write->phone);
	differs |= text_news(&held->persona, write->persona);
	differs |= text_news(&held->success, write->success);
	if (!has_text(held->name))
		return error_set(error, ERROR_INPUT, "name: a contact needs one");
	if (found && !differs)
		return 0;
	*news = true;
	if (found)
		return book_run(book, error, Q_CONTACT_UPDATE, "iittttt", account, held->id, held->name,
				held->email, held->phone, held->persona, held->success) < 0
			       ? -1
			       : 0;
	return book_run(book, error, Q_CONTACT_INSERT, "iittttttt", account, held->id,
			has_text(write->external_id) ? write->source : NULL, text_or_null(write->external_id),
			held->name, held->email, held->phone, held->persona, held->success) < 0
		       ? -1
		       : 0;
}

static int check(const struct contact_write *write, struct error *error)
{
	if (write->says_sentiment && (write->sentiment < SENTIMENT_MIN || write->sentiment > SENTIMENT_MAX))
		return error_set(error, ERROR_INPUT, "sentiment: %d is not between %d and %d", write->sentiment,
				 SENTIMENT_MIN, SENTIMENT_MAX);
	if (write->says_roles && write->roles >= 1U << CONTACT_ROLES)
		return error_set(error, ERROR_INPUT, "roles: %u names roles that there are not", write->roles);
	return 0;
}

int contact_put(struct book *book, int64_t account, int64_t *id, const struct contact_write *write, bool *changed,
		struct error *error)
{
	struct contact held;
	bool news = false;
	int found, status = -1;

	say_changed(changed, false);
	if (book_must_write(book, error) || check(write, error))
		return -1;
	if (!*id)
		*id = contact_key(account, write);
	if (!*id)
		*id = book_new_id();
	found = read_contact(book, account, *id, &held, error);
	if (found >= 0)
		status = read_state(book, account, write->on, &held, error);
	if (!status)
		status = put_texts(book, account, &held, write, found > 0, &news, error);
	if (!status)
		status = put_state(book, account, &held, write, &news, error);
	contact_clear(&held);
	if (!status && news)
		book_touch(book, account);
	say_changed(changed, !status && news);
	return status;
}

int contact_remove(struct book *book, int64_t account, int64_t id, bool *changed, struct error *error)
{
	return record_remove(book, account, id, Q_CONTACT_STATE_CLEAR, Q_CONTACT_DELETE, changed, error);
}

/* ---- reading ---- */

void contacts_clear(struct contacts *contacts)
{
	for (size_t i = 0; i < contacts->count; i++)
		contact_clear(&contacts->items[i]);
	vec_free(contacts);
}

static struct contact *find_contact(struct contacts *contacts, int64_t id)
{
	size_t low = 0, high = contacts->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (contacts->items[middle].id == id)
			return &contacts->items[middle];
		if (contacts->items[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static int read_all(struct book *book, int64_t account, struct contacts *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_CONTACT_LIST, "i", account);
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1)
		*vec_add(out) = (struct contact){
			.id = sqlite3_column_int64(st, 0),
			.source = column_copy(st, 1),
			.external_id = column_copy(st, 2),
			.name = column_copy(st, 3),
			.name_key = text_fold(column_string(st, 3)),
			.email = column_copy(st, 4),
			.phone = column_copy(st, 5),
			.persona = column_copy(st, 6),
			.success = column_copy(st, 7),
			.since = DAY_NONE,
			.sentiment_on = DAY_NONE,
			.last_touch = DAY_NONE,
		};
	return found;
}

static int read_dated(struct book *book, int64_t account, day_t as_of, struct contacts *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_CONTACT_STATES, "id", account, as_of);
	struct contact *contact;
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1)
		if ((contact = find_contact(out, sqlite3_column_int64(st, 0))))
			hold_state(contact, st, 1);
	if (found < 0)
		return -1;
	st = book_query(book, error, Q_CONTACT_TOUCHED, "id", account, as_of);
	found = -1;
	while (st && (found = book_step(book, st, error)) == 1)
		if ((contact = find_contact(out, sqlite3_column_int64(st, 0))))
			contact->last_touch = column_day(st, 1);
	return found;
}

static void drop_unknown(struct contacts *contacts)
{
	size_t kept = 0;

	for (size_t i = 0; i < contacts->count; i++) {
		if (contacts->items[i].since == DAY_NONE)
			contact_clear(&contacts->items[i]);
		else
			contacts->items[kept++] = contacts->items[i];
	}
	contacts->count = kept;
}

static int compare(const void *first, const void *second)
{
	const struct contact *a = first, *b = second;
	bool leads_a = a->roles & (ROLE_DECISION_MAKER | ROLE_CHAMPION);
	bool leads_b = b->roles & (ROLE_DECISION_MAKER | ROLE_CHAMPION);
	int order;

	if (a->here != b->here)
		return a->here ? -1 : 1;
	if (leads_a != leads_b)
		return leads_a ? -1 : 1;
	order = strcmp(a->name_key, b->name_key);
	return order ? order : a->id < b->id ? -1 : a->id > b->id;
}

int contact_list(struct book *book, int64_t account, day_t as_of, struct contacts *out, struct error *error)
{
	int status;

	if (book_read_begin(book, error))
		return -1;
	status = read_all(book, account, out, error);
	if (!status)
		status = read_dated(book, account, as_of, out, error);
	book_read_end(book);
	if (status) {
		contacts_clear(out);
		return -1;
	}
	drop_unknown(out);
	if (out->count)
		qsort(out->items, out->count, sizeof *out->items, compare);
	return 0;
}
