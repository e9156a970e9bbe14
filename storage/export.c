/* Facts of the whole book, in slices of accounts: nothing is locked while a row is
 * written out, which may be into a pipe that nobody reads yet. */
#include "storage/export.h"

#include "core/ids.h"
#include "storage/book_private.h"

enum { SLICE = 200 };

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

/* 0 with *high moved on, 1 when there are no more accounts, -1 failed. */
static int next_slice(struct book *book, int64_t *low, int64_t *high, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_EXPORT_SLICE, "in", *high, SLICE);
	int found = -1, count = 0;

	while (st && (found = book_step(book, st, error)) == 1) {
		int64_t id = sqlite3_column_int64(st, 0);

		if (count++ == 0)
			*low = id;
		*high = id;
	}
	return found < 0 ? -1 : count == 0;
}

static int read_slice(struct book *book, const struct shape *shape, int64_t low, int64_t high, struct rows *rows,
		      struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, shape->query, "ii", low, high);
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

static int export_rows(struct book *book, const struct shape *shape,
		       bool (*emit)(void *data, const struct cell_row *row), void *data, struct error *error)
{
	struct rows rows = { 0 };
	int64_t low = 0, high = INT64_MIN;
	bool going = true;
	int result = 0;

	while (going && (result = next_slice(book, &low, &high, error)) == 0) {
		result = read_slice(book, shape, low, high, &rows, error);
		for (size_t i = 0; i < rows.count && going && !result; i++)
			going = emit(data, &rows.items[i]);
		rows_clear(&rows);
		if (result)
			break;
	}
	vec_free(&rows);
	return result < 0 ? -1 : 0;
}

struct answer_sink {
	bool (*each)(void *data, const struct export_answer *answer);
	void *data;
};

static bool emit_answer(void *data, const struct cell_row *row)
{
	struct answer_sink *sink = data;

	return sink->each(sink->data, &(struct export_answer){
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

int export_answers(struct book *book, bool (*each)(void *data, const struct export_answer *answer), void *data,
		   struct error *error)
{
	static const struct shape shape = { Q_EXPORT_ANSWERS, { 0, 1, 2, 3, 6, 7, -1 }, { 4, 5, -1 } };

	return export_rows(book, &shape, emit_answer, &(struct answer_sink){ each, data }, error);
}

struct touch_sink {
	bool (*each)(void *data, const struct export_touch *touch);
	void *data;
};

static bool emit_touch(void *data, const struct cell_row *row)
{
	struct touch_sink *sink = data;

	return sink->each(sink->data, &(struct export_touch){
					      .account_external_id = row->texts[0],
					      .account_name = row->texts[1],
					      .on = (day_t)row->numbers[0],
					      .kind = row->texts[2],
					      .from = row->numbers[1] ? FROM_THEM : FROM_US,
					      .by = row->texts[3],
					      .note = row->texts[4],
					      .with = row->texts[5],
				      });
}

int export_touches(struct book *book, bool (*each)(void *data, const struct export_touch *touch), void *data,
		   struct error *error)
{
	static const struct shape shape = { Q_EXPORT_TOUCHES, { 0, 1, 3, 5, 6, 7, -1 }, { 2, 4, -1 } };

	return export_rows(book, &shape, emit_touch, &(struct touch_sink){ each, data }, error);
}

struct movement_sink {
	bool (*each)(void *data, const struct export_movement *movement);
	void *data;
};

static bool emit_movement(void *data, const struct cell_row *row)
{
	struct movement_sink *sink = data;

	return sink->each(sink->data, &(struct export_movement){
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

int export_movements(struct book *book, bool (*each)(void *data, const struct export_movement *movement),
		     void *data, struct error *error)
{
	static const struct shape shape = { Q_EXPORT_MOVEMENTS, { 0, 1, 5, 6, 7, -1 }, { 2, 3, 4, -1 } };

	return export_rows(book, &shape, emit_movement, &(struct movement_sink){ each, data }, error);
}

/* ---- accounts, and the days of what is dated ---- */

int export_each_account(struct book *book,
			int (*each)(void *data, const struct export_account *account, struct error *error),
			void *data, struct error *error)
{
	static const struct shape shape = { Q_EXPORT_ACCOUNTS, { 1, 2, -1 }, { 0, -1 } };
	struct rows rows = { 0 };
	int64_t low = 0, high = INT64_MIN;
	int result = 0;

	while (!result && (result = next_slice(book, &low, &high, error)) == 0) {
		result = read_slice(book, &shape, low, high, &rows, error);
		for (size_t i = 0; i < rows.count && !result; i++) {
			const struct cell_row *row = &rows.items[i];

			if (row->numbers[0] != ORGANISATION_ID)
				result = each(
					data,
					&(struct export_account){ row->numbers[0], row->texts[0], row->texts[1] },
					error);
		}
		rows_clear(&rows);
	}
	vec_free(&rows);
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
