/* Facts of the whole book, an account at a time: nothing is locked while a row is
 * written out, which may be into a pipe that nobody reads yet. */
#include "storage/export.h"

#include <stdio.h>
#include <string.h>

#include "core/ids.h"
#include "storage/book_private.h"

#define LAST_DAY INT32_MAX /* a list as of it has all there is */

struct cell_row {
	char *texts[6];
	int64_t numbers[3];
};

struct rows {
	struct cell_row *items;
	size_t count, room;
};

/* How one kind of fact stands in its statement: columns of texts and of numbers, -1 ends. */
struct shape {
	enum query query;
	int texts[7], numbers[4];
};

static void rows_clear(struct rows *rows)
{
	for (size_t i = 0; i < rows->count; i++)
		for (size_t j = 0; j < 6; j++)
			free(rows->items[i].texts[j]);
	vec_clear(rows);
}

/* The accounts in the order of exports, the organisation among them. */
static int read_order(struct book *book, struct ids *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_EXPORT_ORDER, "");
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1)
		*vec_add(out) = sqlite3_column_int64(st, 0);
	return found;
}

static int read_rows(struct book *book, const struct shape *shape, int64_t account, struct rows *rows,
		     struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, shape->query, "i", account);
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		struct cell_row *row = vec_add(rows);

		*row = (struct cell_row){ 0 };
		for (int i = 0; shape->texts[i] >= 0; i++)
			row->texts[i] = column_copy(st, shape->texts[i]);
		for (int i = 0; shape->numbers[i] >= 0; i++)
			row->numbers[i] = sqlite3_column_int64(st, shape->numbers[i]);
	}
	return found;
}

/* each: 1 goes on, 0 stops, -1 failed. */
static int export_rows(struct book *book, const struct shape *shape,
		       int (*each)(void *data, int64_t account, const struct rows *rows, struct error *error),
		       void *data, struct error *error)
{
	struct rows rows = { 0 };
	struct ids order = { 0 };
	int result = read_order(book, &order, error), more = 1;

	for (size_t i = 0; !result && more == 1 && i < order.count; i++) {
		result = read_rows(book, shape, order.items[i], &rows, error);
		if (!result && rows.count)
			more = each(data, order.items[i], &rows, error);
		rows_clear(&rows);
	}
	vec_free(&rows);
	vec_free(&order);
	return result < 0 || more < 0 ? -1 : 0;
}

struct answer_sink {
	bool (*each)(void *data, const struct export_answer *answer);
	void *data;
};

static int emit_answers(void *data, int64_t account, const struct rows *rows, struct error *error)
{
	struct answer_sink *sink = data;
	bool more = true;

	(void)account;
	(void)error;
	for (size_t i = 0; more && i < rows->count; i++) {
		const struct cell_row *row = &rows->items[i];

		more = sink->each(sink->data, &(struct export_answer){
						      .account_external_id = row->texts[0],
						      .account_name = row->texts[1],
						      .track_key = row->texts[2],
						      .milestone_key = row->texts[3],
						      .answer = (enum answer)row->numbers[0],
						      .on = (day_t)row->numbers[1],
						      .by = row->texts[4],
						      .note = row->texts[5],
					      });
	}
	return more;
}

int export_answers(struct book *book, bool (*each)(void *data, const struct export_answer *answer), void *data,
		   struct error *error)
{
	static const struct shape shape = { Q_EXPORT_ANSWERS, { 0, 1, 2, 3, 6, 7, -1 }, { 4, 5, -1 } };

	return export_rows(book, &shape, emit_answers, &(struct answer_sink){ each, data }, error);
}

struct touch_sink {
	struct book *book;
	bool (*each)(void *data, const struct export_touch *touch);
	void *data;
};

static int emit_touches(void *data, int64_t account, const struct rows *rows, struct error *error)
{
	struct touch_sink *sink = data;
	struct contacts contacts = { 0 };
	bool more = true;

	for (size_t i = 0; !contacts.count && i < rows->count; i++)
		if (rows->items[i].numbers[2] && contact_list(sink->book, account, LAST_DAY, &contacts, error) < 0)
			return -1;
	for (size_t i = 0; more && i < rows->count; i++) {
		const struct cell_row *row = &rows->items[i];
		char number[CONTACT_LABEL_SIZE];

		more = sink->each(sink->data, &(struct export_touch){
						      .account_external_id = row->texts[0],
						      .account_name = row->texts[1],
						      .on = (day_t)row->numbers[0],
						      .kind = row->texts[2],
						      .from = row->numbers[1] ? FROM_THEM : FROM_US,
						      .by = row->texts[3],
						      .note = row->texts[4],
						      .with = contact_label(&contacts, row->numbers[2], number),
					      });
	}
	contacts_clear(&contacts);
	return more;
}

int export_touches(struct book *book, bool (*each)(void *data, const struct export_touch *touch), void *data,
		   struct error *error)
{
	static const struct shape shape = { Q_EXPORT_TOUCHES, { 0, 1, 3, 5, 6, -1 }, { 2, 4, 7, -1 } };

	return export_rows(book, &shape, emit_touches, &(struct touch_sink){ book, each, data }, error);
}

struct movement_sink {
	bool (*each)(void *data, const struct export_movement *movement);
	void *data;
};

static int emit_movements(void *data, int64_t account, const struct rows *rows, struct error *error)
{
	struct movement_sink *sink = data;
	bool more = true;

	(void)account;
	(void)error;
	for (size_t i = 0; more && i < rows->count; i++) {
		const struct cell_row *row = &rows->items[i];

		more = sink->each(sink->data, &(struct export_movement){
						      .account_external_id = row->texts[0],
						      .account_name = row->texts[1],
						      .on = (day_t)row->numbers[0],
						      .kind = (enum movement_kind)row->numbers[1],
						      .minor = row->numbers[2],
						      .currency = row->texts[2],
						      .line = row->texts[3],
						      .note = row->texts[4],
					      });
	}
	return more;
}

int export_movements(struct book *book, bool (*each)(void *data, const struct export_movement *movement),
		     void *data, struct error *error)
{
	static const struct shape shape = { Q_EXPORT_MOVEMENTS, { 0, 1, 5, 6, 7, -1 }, { 2, 3, 4, -1 } };

	return export_rows(book, &shape, emit_movements, &(struct movement_sink){ each, data }, error);
}

/* ---- accounts, and the days of what is dated ---- */

int export_each_account(struct book *book,
			int (*each)(void *data, const struct export_account *account, struct error *error),
			void *data, struct error *error)
{
	static const struct shape shape = { Q_EXPORT_ACCOUNT, { 1, 2, -1 }, { 0, -1 } };
	struct rows rows = { 0 };
	struct ids order = { 0 };
	int result = read_order(book, &order, error);

	for (size_t i = 0; i < order.count && !result; i++) {
		if (order.items[i] == ORGANISATION_ID)
			continue;
		result = read_rows(book, &shape, order.items[i], &rows, error);
		if (!result && rows.count) {
			const struct cell_row *row = &rows.items[0];

			result = each(data,
				      &(struct export_account){ row->numbers[0], row->texts[0], row->texts[1] },
				      error);
		}
		rows_clear(&rows);
	}
	vec_free(&rows);
	vec_free(&order);
	return result < 0 ? -1 : 0;
}

static int read_days(struct book *book, sqlite3_stmt *st, struct days *out, struct error *error)
{
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1)
		*vec_add(out) = column_day(st, 0);
	return found;
}

int contact_days(struct book *book, int64_t account, int64_t id, struct days *out, struct error *error)
{
	return read_days(book, book_query(book, error, Q_CONTACT_STATE_GET, "iid", account, id, INT32_MAX), out,
			 error);
}

int promise_days(struct book *book, int64_t account, int64_t id, struct days *out, struct error *error)
{
	return read_days(book, book_query(book, error, Q_PROMISE_STATE_GET, "iid", account, id, INT32_MAX), out,
			 error);
}

/* ---- contacts as other records name them ---- */

const char *contact_label(const struct contacts *contacts, int64_t id, char number[CONTACT_LABEL_SIZE])
{
	const struct contact *found = NULL;
	int alike = 0, same_address = 0;

	for (size_t i = 0; i < contacts->count; i++)
		if (contacts->items[i].id == id)
			found = &contacts->items[i];
	if (!found)
		return NULL;
	for (size_t i = 0; i < contacts->count; i++) {
		const struct contact *other = &contacts->items[i];

		alike += !strcmp(other->name_key, found->name_key);
		same_address += found->email && other->email && !strcmp(other->email, found->email);
	}
	if (alike == 1)
		return found->name;
	if (same_address == 1)
		return found->email;
	snprintf(number, CONTACT_LABEL_SIZE, "%lld", (long long)id);
	return number;
}
