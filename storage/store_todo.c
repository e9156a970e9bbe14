/* What is to be done by a day: tasks of plays, actions of reviews, and any other. */
#include "storage/play_private.h"

/* ---- the days they are counted from ---- */

static int single_day(struct book *book, sqlite3_stmt *st, int column, day_t *out, struct error *error)
{
	int found = st ? book_step(book, st, error) : -1;

	*out = DAY_NONE;
	if (found == 1) {
		*out = column_day(st, column);
		sqlite3_reset(st);
	}
	return found < 0 ? -1 : 0;
}

static int next_review(struct book *book, int64_t account, int64_t *id, day_t *day, struct error *error)
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

int play_anchors(struct book *book, int64_t account, day_t opened, int64_t review, struct anchors *out,
		 int64_t *next, struct error *error)
{
	int64_t id = review;

	out->opened = opened;
	out->review = DAY_NONE;
	if (single_day(book, book_query(book, error, Q_RENEWAL_AS_OF, "id", account, book->options.today), 0,
		       &out->renewal, error) ||
	    single_day(book, book_query(book, error, Q_ACCOUNT_GET, "i", account), 5, &out->start, error))
		return -1;
	if (out->renewal == 0)
		out->renewal = DAY_NONE; /* it was cleared */
	/* The one that it prepares stays its own when the next comes to be another, unless it was called off. */
	if (review &&
	    single_day(book, book_query(book, error, Q_REVIEW_DAY, "ii", account, review), 0, &out->review, error))
		return -1;
	if (out->review == DAY_NONE && next_review(book, account, &id, &out->review, error))
		return -1;
	if (next)
		*next = id;
	return 0;
}

/* ---- writing ---- */

/* One as it is stored. */
struct stored {
	int64_t play, review;
	int position, side, anchor, offset;
	char *text, *owner, *done_by, *note;
	day_t due, done;
	bool fixed;
};

static void stored_clear(struct stored *stored)
{
	free(stored->text);
	free(stored->owner);
	free(stored->done_by);
	free(stored->note);
}

/* 1: there, 0: not, -1: failed. */
static int read_stored(struct book *book, int64_t account, int64_t id, struct stored *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_TODO_GET, "ii", account, id);
	int found = st ? book_step(book, st, error) : -1;

	*out = (struct stored){ .side = SIDE_US, .due = DAY_NONE, .done = DAY_NONE };
	if (found < 1)
		return found;
	*out = (struct stored){
		.play = sqlite3_column_int64(st, 0),
		.review = sqlite3_column_int64(st, 1),
		.position = sqlite3_column_int(st, 2),
		.text = column_copy(st, 3),
		.side = sqlite3_column_int(st, 4),
		.owner = column_copy(st, 5),
		.anchor = sqlite3_column_int(st, 6),
		.offset = sqlite3_column_int(st, 7),
		.due = column_day(st, 8),
		.fixed = sqlite3_column_int(st, 9) != 0,
		.done = column_day(st, 10),
		.done_by = column_copy(st, 11),
		.note = column_copy(st, 12),
	};
	sqlite3_reset(st);
	return 1;
}

/* A day set by hand stays; none gives it back to its anchor, where it has one. */
static int take_due(struct book *book, int64_t account, struct stored *held, day_t due, bool *news,
		    struct error *error)
{
	bool fixed = due != DAY_NONE;
	struct anchors anchors;
	sqlite3_stmt *st;
	int found;

	if (!fixed && held->anchor) {
		day_t opened = DAY_NONE;
		int64_t review = 0;

		st = book_query(book, error, Q_PLAY_OPENED, "ii", account, held->play);
		found = st ? book_step(book, st, error) : -1;
		if (found < 0)
			return -1;
		if (found) {
			opened = column_day(st, 0);
			review = sqlite3_column_int64(st, 1);
			sqlite3_reset(st);
		}
		if (play_anchors(book, account, opened, review, &anchors, NULL, error))
			return -1;
		due = task_due(&anchors, (enum anchor)held->anchor, held->offset);
	}
	*news |= held->due != due || held->fixed != fixed;
	held->due = due;
	held->fixed = fixed;
	return 0;
}

static int take_over(struct book *book, int64_t account, struct stored *held, const struct todo_write *write,
		     bool *news, struct error *error)
{
	*news |= text_news(&held->text, write->text);
	*news |= text_news(&held->owner, write->owner);
	*news |= text_news(&held->note, write->note);
	if (write->says_side && held->side != (int)write->side) {
		held->side = (int)write->side;
		*news = true;
	}
	if (write->says_done && held->done != write->done) {
		held->done = write->done;
		free(held->done_by);
		held->done_by = write->done == DAY_NONE ? NULL : xstrdup(write->who);
		*news = true;
	}
	return write->says_due ? take_due(book, account, held, write->due, news, error) : 0;
}

static int put_stored(struct book *book, int64_t account, int64_t id, const struct stored *held, bool found,
		      struct error *error)
{
	int rows = found ? book_run(book, error, Q_TODO_UPDATE, "iitntdndtt", account, id, held->text, held->side,
				    held->owner, held->due, (int)held->fixed, held->done, held->done_by, held->note)
			 : book_run(book, error, Q_TODO_INSERT, "iizzntntnndndtt", account, id, held->play,
				    held->review, held->position, held->text, held->side, held->owner, held->anchor,
				    held->offset, held->due, (int)held->fixed, held->done, held->done_by,
				    held->note);

	return rows < 0 ? -1 : 0;
}

int todo_put(struct book *book, int64_t account, int64_t *id, const struct todo_write *write, bool *changed,
	     struct error *error)
{
	struct stored held;
	int found = 0, status = 0;
	bool news;

	say_changed(changed, false);
	if (book_must_write(book, error))
		return -1;
	found = read_stored(book, account, *id, &held, error);
	if (found < 0)
		return -1;
	if (!found && *id)
		return error_set(error, ERROR_NOT_FOUND, "there is no such task on this account any more");
	news = !found;
	if (!found) {
		*id = book_new_id();
		held.review = write->review;
	}
	status = take_over(book, account, &held, write, &news, error);
	if (!status && !has_text(held.text))
		status = error_set(error, ERROR_INPUT, "text: a task needs one: what is to be done");
	if (!status && news)
		status = put_stored(book, account, *id, &held, found > 0, error);
	stored_clear(&held);
	if (!status && news)
		book_touch(book, account);
	say_changed(changed, !status && news);
	return status;
}

int todo_remove(struct book *book, int64_t account, int64_t id, struct error *error)
{
	int rows;

	if (book_must_write(book, error))
		return -1;
	rows = book_run(book, error, Q_TODO_DELETE, "ii", account, id);
	if (rows == 0)
		return error_set(error, ERROR_NOT_FOUND, "there is no such task on this account any more");
	book_touch(book, account);
	return rows < 0 ? -1 : 0;
}

/* ---- reading ---- */

static void todo_clear(struct todo *todo)
{
	free(todo->text);
	free(todo->owner);
	free(todo->note);
	free(todo->play_title);
}

void todos_clear(struct todos *todos)
{
	for (size_t i = 0; i < todos->count; i++)
		todo_clear(&todos->items[i]);
	vec_free(todos);
}

static bool wanted(sqlite3_stmt *st, const struct todo_filter *filter)
{
	if (filter->play && sqlite3_column_int64(st, 2) != filter->play)
		return false;
	if (filter->review && sqlite3_column_int64(st, 3) != filter->review)
		return false;
	/* what a closed play left undone is off the list */
	return filter->all || (column_day(st, 10) == DAY_NONE && column_day(st, 13) == DAY_NONE);
}

static int compare_todos(const void *first, const void *second)
{
	const struct todo *a = first, *b = second;

	if (a->due != b->due)
		return a->due == DAY_NONE ? 1 : b->due == DAY_NONE ? -1 : a->due < b->due ? -1 : 1;
	if (a->account != b->account)
		return a->account < b->account ? -1 : 1;
	if (a->play != b->play)
		return a->play < b->play ? -1 : 1;
	if (a->position != b->position)
		return a->position - b->position;
	return a->id < b->id ? -1 : a->id > b->id;
}

int todo_list(struct book *book, const struct todo_filter *filter, struct todos *out, struct error *error)
{
	sqlite3_stmt *st = filter->account ? book_query(book, error, Q_TODO_OF_ACCOUNT, "i", filter->account)
					   : book_query(book, error, Q_TODO_ALL, "");
	size_t first = out->count;
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		if (!wanted(st, filter))
			continue;
		*vec_add(out) = (struct todo){
			.account = sqlite3_column_int64(st, 0),
			.id = sqlite3_column_int64(st, 1),
			.play = sqlite3_column_int64(st, 2),
			.review = sqlite3_column_int64(st, 3),
			.text = column_copy(st, 4),
			.owner = column_copy(st, 5),
			.note = column_copy(st, 6),
			.play_title = column_copy(st, 7),
			.side = (enum side)sqlite3_column_int(st, 8),
			.due = column_day(st, 9),
			.done = column_day(st, 10),
			.fixed = sqlite3_column_int(st, 11) != 0,
			.position = sqlite3_column_int(st, 12),
		};
	}
	if (out->count > first)
		qsort(out->items + first, out->count - first, sizeof *out->items, compare_todos);
	return found;
}
