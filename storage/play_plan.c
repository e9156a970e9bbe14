/* When the tasks of plays are due: counted anew when the days move that they are counted from. */
#include "storage/play_private.h"

struct work {
	int64_t id, review;
	day_t opened, anchor_day;
	char *template;
};
struct works {
	struct work *items;
	size_t count, room;
};

static int read_at_work(struct book *book, int64_t account, struct works *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_PLAY_AT_WORK, "i", account);
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1)
		*vec_add(out) = (struct work){
			.id = sqlite3_column_int64(st, 0),
			.opened = column_day(st, 1),
			.review = sqlite3_column_int64(st, 2),
			.template = column_copy(st, 3),
			.anchor_day = column_day(st, 4),
		};
	return found;
}

struct planned {
	int64_t id;
	enum anchor anchor;
	int offset;
	day_t due;
};

static int replan_tasks(struct book *book, int64_t account, const struct work *work, const struct anchors *anchors,
			bool *moved, bool *by_review, struct error *error)
{
	VEC(struct planned) tasks = { 0 };
	sqlite3_stmt *st = book_query(book, error, Q_TODO_PLANNED, "ii", account, work->id);
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1)
		*vec_add(&tasks) = (struct planned){
			.id = sqlite3_column_int64(st, 0),
			.anchor = (enum anchor)sqlite3_column_int(st, 1),
			.offset = sqlite3_column_int(st, 2),
			.due = column_day(st, 3),
		};
	for (size_t i = 0; !found && i < tasks.count; i++) {
		const struct planned *task = &tasks.items[i];
		day_t due = task_due(anchors, task->anchor, task->offset);

		*by_review |= task->anchor == ANCHOR_REVIEW;
		if (due == task->due)
			continue;
		*moved = true;
		if (book_run(book, error, Q_TODO_MOVE, "iid", account, task->id, due) < 0)
			found = -1;
	}
	vec_free(&tasks);
	return found;
}

/* The day that the play itself is counted from, and the review it prepares, where those are other now. */
static int keep_anchor(struct book *book, int64_t account, const struct work *work, enum anchor anchor,
		       const struct anchors *anchors, int64_t review, struct error *error)
{
	day_t day = anchor_day(anchors, anchor);

	if (day == work->anchor_day && review == work->review)
		return 0;
	return book_run(book, error, Q_PLAY_ANCHORED, "iidz", account, work->id, day, review) < 0 ? -1 : 0;
}

static int replan(struct book *book, int64_t account, const struct work *work, const struct playbooks *books,
		  bool *moved, struct error *error)
{
	const struct play_template *play = playbooks_play(books, work->template);
	enum anchor anchor = play ? play->anchor : ANCHOR_NONE;
	bool by_review = anchor == ANCHOR_REVIEW;
	struct anchors anchors;
	int64_t review;

	if (play_anchors(book, account, work->opened, work->review, &anchors, &review, error) ||
	    replan_tasks(book, account, work, &anchors, moved, &by_review, error))
		return -1;
	return play ? keep_anchor(book, account, work, anchor, &anchors, by_review ? review : work->review, error)
		    : 0;
}

int plays_replan(struct book *book, int64_t account, struct error *error)
{
	const struct playbooks *books = NULL;
	struct works works = { 0 };
	bool moved = false;
	int result;

	if (book_must_write(book, error))
		return -1;
	result = read_at_work(book, account, &works, error);
	if (!result && works.count)
		result = playbooks_get(book, &books, error);
	for (size_t i = 0; i < works.count; i++) {
		if (!result)
			result = replan(book, account, &works.items[i], books, &moved, error);
		free(works.items[i].template);
	}
	vec_free(&works);
	if (!result && moved)
		book_touch(book, account);
	return result;
}
