/* Business reviews: planned, what was made of their agenda, held. */
#include <inttypes.h>

#include "storage/config.h"
#include "storage/facts_store.h"
#include "storage/review_private.h"

/* ---- reading ---- */

int review_get(struct book *book, int64_t account, int64_t id, struct review_row *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_REVIEW_GET, "ii", account, id);
	int found = st ? book_step(book, st, error) : -1;

	*out = (struct review_row){ .id = id, .day = DAY_NONE, .held = DAY_NONE };
	if (found < 0)
		return -1;
	if (!found)
		return error_set(error, ERROR_NOT_FOUND, "the review is gone: it was called off meanwhile");
	out->day = column_day(st, 0);
	out->held = column_day(st, 1);
	out->seen = column_copy(st, 2);
	out->record = column_copy(st, 3);
	sqlite3_reset(st);
	return 0;
}

void review_row_clear(struct review_row *row)
{
	free(row->seen);
	free(row->record);
	*row = (struct review_row){ 0 };
}

int review_list(struct book *book, int64_t account, struct reviews *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_REVIEW_LIST, "i", account);
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		struct review *review = vec_add(out);

		*review = (struct review){
			.id = sqlite3_column_int64(st, 0),
			.day = column_day(st, 1),
			.held = column_day(st, 2),
			.has_record = sqlite3_column_int(st, 4) != 0,
		};
		/* before version 4 one was held when its day came */
		if (review->held == DAY_NONE && !sqlite3_column_int(st, 3) && review->day < book->options.today)
			review->held = review->day;
	}
	if (found < 0)
		vec_free(out);
	return found;
}

int review_record(struct book *book, int64_t account, int64_t review, struct agenda *out, struct error *error)
{
	struct review_row row;
	char day[DATE_SIZE];
	int status;

	if (review_get(book, account, review, &row, error))
		return -1;
	if (row.record)
		status = agenda_unpack(row.record, out, error);
	else
		status = error_set(error, ERROR_NOT_FOUND, "nothing was kept of the review of %s",
				   date_format(row.held == DAY_NONE ? row.day : row.held, day));
	review_row_clear(&row);
	return status;
}

/* ---- planning ---- */

/* A review on a day that is past was held; there is at most one of each day. */
static int record_held(struct book *book, int64_t account, day_t day, int64_t *id, bool *changed,
		       struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_REVIEW_ON, "id", account, day);
	int found = st ? book_step(book, st, error) : -1;

	if (found < 0)
		return -1;
	sqlite3_reset(st);
	if (found)
		return 0;
	say_changed(changed, true);
	*id = book_new_id();
	book_touch(book, account);
	return book_run(book, error, Q_REVIEW_INSERT, "iiddt", account, *id, day, day, NULL) < 0 ? -1 : 0;
}

static int find_next(struct book *book, int64_t account, int64_t *id, day_t *day, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_REVIEW_NEXT, "id", account, book->options.today);
	int found = st ? book_step(book, st, error) : -1;

	*id = 0;
	*day = DAY_NONE;
	if (found == 1) {
		*id = sqlite3_column_int64(st, 0);
		*day = column_day(st, 1);
		sqlite3_reset(st);
	}
	return found < 0 ? -1 : 0;
}

/* What was drafted is looked after from now on, by the empty list of what was seen; NULL: by nobody. */
static int insert_planned(struct book *book, int64_t account, day_t day, const char *seen, int64_t *id,
			  struct error *error)
{
	*id = book_new_id();
	return book_run(book, error, Q_REVIEW_INSERT, "iiddt", account, *id, day, DAY_NONE, seen) < 0 ? -1 : 0;
}

static int write_plan(struct book *book, int64_t account, day_t day, const char *seen, int64_t *id, bool *changed,
		      struct error *error)
{
	day_t planned;

	*id = 0;
	if (day != DAY_NONE && day < book->options.today)
		return record_held(book, account, day, id, changed, error);
	if (find_next(book, account, id, &planned, error))
		return -1;
	if (planned == day)
		return 0;
	say_changed(changed, true);
	book_touch(book, account);
	if (!*id)
		return insert_planned(book, account, day, seen, id, error);
	if (day != DAY_NONE)
		return book_run(book, error, Q_REVIEW_MOVE, "iid", account, *id, day) < 0 ? -1 : 0;
	if (book_run(book, error, Q_REVIEW_ITEMS_DELETE, "ii", account, *id) < 0 ||
	    book_run(book, error, Q_REVIEW_DELETE, "ii", account, *id) < 0)
		return -1;
	*id = 0;
	return 0;
}

int review_set(struct book *book, int64_t account, day_t day, bool *changed, struct error *error)
{
	bool news = false;
	int64_t id;
	int status;

	say_changed(changed, false);
	if (book_must_write(book, error))
		return -1;
	status = write_plan(book, account, day, NULL, &id, &news, error);
	if (!status && news)
		status = review_prepare(book, account, id, "waymark", error);
	say_changed(changed, !status && news);
	return status;
}

static int look_after(struct book *book, int64_t account, int64_t id, bool *news, struct error *error)
{
	struct review_row row;
	int rows = 0;

	if (review_get(book, account, id, &row, error))
		return -1;
	if (!row.seen && row.held == DAY_NONE)
		rows = book_run(book, error, Q_REVIEW_SET_SEEN, "iit", account, id, "");
	*news |= rows > 0;
	review_row_clear(&row);
	return rows < 0 ? -1 : 0;
}

int review_plan(struct book *book, int64_t account, day_t day, const char *who, int64_t *id, bool *changed,
		struct error *error)
{
	int64_t planned;
	bool news = false;

	say_changed(changed, false);
	if (book_must_write(book, error) || write_plan(book, account, day, "", &planned, &news, error) ||
	    (planned && look_after(book, account, planned, &news, error)) ||
	    (news && review_prepare(book, account, planned, who, error)))
		return -1;
	if (id)
		*id = planned;
	say_changed(changed, news);
	return 0;
}

/* ---- what people made of an item ---- */

static void item_clear(struct review_item *item)
{
	free(item->key);
	free(item->text);
	free(item->drafted);
	free(item->note);
}

void review_items_clear(struct review_items *items)
{
	for (size_t i = 0; i < items->count; i++)
		item_clear(&items->items[i]);
	vec_free(items);
}

static void read_item(sqlite3_stmt *st, struct review_item *out)
{
	*out = (struct review_item){
		.key = column_copy(st, 0),
		.section = (enum qbr_section)sqlite3_column_int(st, 1),
		.has_rank = sqlite3_column_type(st, 2) != SQLITE_NULL,
		.rank = sqlite3_column_int(st, 2),
		.has_audience = sqlite3_column_type(st, 3) != SQLITE_NULL,
		.audience = sqlite3_column_int(st, 3) == QBR_CUSTOMER ? QBR_CUSTOMER : QBR_INTERNAL,
		.text = column_copy(st, 4),
		.drafted = column_copy(st, 5),
		.hidden = sqlite3_column_int(st, 6) != 0,
		.covered = sqlite3_column_int(st, 7) != 0,
		.note = column_copy(st, 8),
	};
	/* of a later version of the program */
	if ((unsigned)out->section >= QBR_SECTIONS)
		out->section = QBR_DECISIONS;
}

int review_items_read(struct book *book, int64_t account, int64_t review, struct review_items *out,
		      struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_REVIEW_ITEMS, "ii", account, review);
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1)
		read_item(st, vec_add(out));
	return found;
}

static int store_item(struct book *book, int64_t account, int64_t review, const struct review_item *item,
		      const char *who, struct error *error)
{
	/* nothing left to say: as if nothing ever had been */
	bool empty = !item->has_rank && !item->has_audience && !item->text && !item->hidden && !item->covered &&
		     !item->note;

	if (empty)
		return book_run(book, error, Q_REVIEW_ITEM_DELETE, "iit", account, review, item->key) < 0 ? -1 : 0;
	/* DAY_NONE is what is written as NULL */
	return book_run(book, error, Q_REVIEW_ITEM_PUT, "iitnddttnntit", account, review, item->key,
			(int)item->section, item->has_rank ? item->rank : DAY_NONE,
			item->has_audience ? (day_t)item->audience : DAY_NONE, item->text, item->drafted,
			(int)item->hidden, (int)item->covered, item->note, clock_now(), who) < 0
		       ? -1
		       : 0;
}

/* What is said over what is held. An item that was added goes with its text: true. */
static bool take_over(struct review_item *held, const struct item_write *write)
{
	bool fresh = !held->text && !held->note && !held->covered;

	held->section = write->section;
	if (write->drafted && (fresh || (write->text && *write->text)))
		(void)text_news(&held->drafted, write->drafted);
	if (write->says_rank) {
		held->has_rank = true;
		held->rank = write->rank;
	}
	if (write->says_audience) {
		held->has_audience = true;
		held->audience = write->audience;
	}
	if (write->says_hidden)
		held->hidden = write->hidden;
	if (write->says_covered)
		held->covered = write->covered;
	(void)text_news(&held->text, write->text);
	(void)text_news(&held->note, write->note);
	return write->text && !*write->text && !held->drafted && !write->drafted;
}

static int read_held(struct book *book, int64_t account, int64_t review, const char *key, struct review_item *out,
		     struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_REVIEW_ITEM_GET, "iit", account, review, key);
	int found = st ? book_step(book, st, error) : -1;

	if (found == 1) {
		read_item(st, out);
		sqlite3_reset(st);
		return 0;
	}
	*out = (struct review_item){ .key = xstrdup(key) };
	return found;
}

/* It can still be worked at; from now on it stays planned until it is held. */
static int open_for_edits(struct book *book, int64_t account, int64_t review, struct error *error)
{
	struct review_row row;
	char day[DATE_SIZE];
	bool news = false;
	int status = 0;

	if (review_get(book, account, review, &row, error))
		return -1;
	if (row.held != DAY_NONE)
		status = error_set(error, ERROR_INPUT, "the review was held on %s: it stays as it was",
				   date_format(row.held, day));
	review_row_clear(&row);
	return status ? status : look_after(book, account, review, &news, error);
}

static char *new_key(const struct item_write *write)
{
	if (write->todo)
		return xasprintf("todo/%" PRId64, write->todo);
	return xasprintf("added/%" PRId64, book_new_id());
}

int review_item_put(struct book *book, int64_t account, int64_t review, const struct item_write *write, char **made,
		    struct error *error)
{
	struct review_item item;
	char *key;
	int status;

	if (book_must_write(book, error) || open_for_edits(book, account, review, error))
		return -1;
	if (!*write->key && !write->todo && !has_text(write->text))
		return error_set(error, ERROR_INPUT, "an item of the agenda wants a text");
	key = *write->key ? xstrdup(write->key) : new_key(write);
	status = read_held(book, account, review, key, &item, error);
	if (!status && take_over(&item, write))
		status = book_run(book, error, Q_REVIEW_ITEM_DELETE, "iit", account, review, key) < 0 ? -1 : 0;
	else if (!status)
		status = store_item(book, account, review, &item, write->who, error);
	book_touch(book, account);
	item_clear(&item);
	if (made && !status)
		*made = key;
	else
		free(key);
	return status;
}

int review_seen(struct book *book, int64_t account, const struct agenda *agenda, struct error *error)
{
	char *keys = agenda_keys(agenda);
	int rows = -1;

	if (!book_must_write(book, error))
		rows = book_run(book, error, Q_REVIEW_SET_SEEN, "iit", account, agenda->review, keys);
	free(keys);
	return rows < 0 ? -1 : 0;
}

/* ---- held ---- */

static int check_held(struct book *book, int64_t account, const struct agenda *agenda, day_t on, day_t next,
		      struct error *error)
{
	struct review_row row;
	char day[DATE_SIZE];
	int status = 0;

	if (!agenda->review)
		return error_set(error, ERROR_NOT_FOUND, "no review is planned");
	if (review_get(book, account, agenda->review, &row, error))
		return -1;
	if (row.held != DAY_NONE)
		status = error_set(error, ERROR_INPUT, "the review was held on %s already",
				   date_format(row.held, day));
	else if (on > book->options.today)
		status = error_set(error, ERROR_INPUT,
				   "%s is still to come: a review is held on a day that is here",
				   date_format(on, day));
	else if (agenda->last_review != DAY_NONE && on <= agenda->last_review)
		status = error_set(error, ERROR_INPUT, "the last review was on %s: this one was later",
				   date_format(agenda->last_review, day));
	else if (next != DAY_NONE && next <= on)
		status = error_set(error, ERROR_INPUT, "the next review, %s, is not after this one",
				   date_format(next, day));
	else if (next != DAY_NONE && next < book->options.today)
		status = error_set(error, ERROR_INPUT, "the next review, %s, is on a day that is past",
				   date_format(next, day));
	review_row_clear(&row);
	return status;
}

int review_hold(struct book *book, int64_t account, const struct agenda *agenda, day_t on, day_t next,
		struct error *error)
{
	struct agenda kept = *agenda; /* items are borrowed */
	char *record;
	int rows;

	if (book_must_write(book, error) || check_held(book, account, agenda, on, next, error))
		return -1;
	kept.held = on;
	kept.next_review = next;
	record = agenda_pack(&kept);
	rows = book_run(book, error, Q_REVIEW_HOLD, "iidt", account, agenda->review, on, record);
	free(record);
	if (rows < 0 || review_prepared(book, account, agenda->review, on, "waymark", error))
		return -1;
	book_touch(book, account);
	return next == DAY_NONE ? 0 : review_plan(book, account, next, "waymark", NULL, NULL, error);
}
