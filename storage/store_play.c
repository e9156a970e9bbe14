/* Plays: opened for a cause, worked, closed with an outcome, and the figure at both ends. */
#include <inttypes.h>
#include <stdio.h>

#include "core/ids.h"
#include "storage/play_private.h"
#include "storage/scope.h"
#include "storage/scorecards.h"

/* ---- the figure ---- */

/* That which is to get better: the template's own, else that of the flag which opened it, else of the first that
 * suggests it. */
static const struct flag *figure_flag(const struct playbooks *books, const struct play_template *play,
				      const char *cause)
{
	if (!strncmp(cause, "flag/", 5)) {
		char *key = xstrdup(cause + 5), *end = strrchr(key, '/');
		const struct flag *flag;

		if (end)
			*end = '\0';
		flag = playbooks_flag(books, key);
		free(key);
		return flag && flag->figure ? flag : NULL;
	}
	for (size_t b = 0; b < books->count; b++)
		for (int i = 0; i < books->items[b]->flag_count; i++) {
			const struct flag *flag = &books->items[b]->flags[i];

			if (flag->figure && flag->play && !strcmp(flag->play, play->key))
				return flag;
		}
	return NULL;
}

static const struct expr *figure_of(const struct playbooks *books, const struct play_template *play,
				    const char *cause)
{
	const struct flag *flag;

	if (play->figure)
		return play->figure;
	flag = figure_flag(books, play, cause);
	return flag ? flag->figure : NULL;
}

const char *play_unit(const struct playbooks *books, const char *template, const char *cause)
{
	const struct play_template *play = playbooks_play(books, template);
	const struct flag *flag;

	if (!play)
		return NULL;
	if (play->figure || play->unit)
		return play->unit;
	flag = figure_flag(books, play, cause);
	return flag ? flag->unit : NULL;
}

static void reckon(const struct expr *figure, const struct scoped *scoped, bool *has, int64_t *out)
{
	struct expr_value value;

	expr_eval(figure, &scoped->scope.input, &value, NULL);
	*has = value.known;
	*out = value.known ? value.number : 0;
}

/* The figure as it was when the play was opened, whatever became of its template since. NULL where it can be read
 * no more. */
static struct expr *compile_figure(struct book *book, const char *figure)
{
	struct error ignored; /* a figure that cannot be reckoned any more is not known */
	struct card_words *words = cards_words(book, &ignored);
	struct expr_fault fault;

	return words ? expr_compile(figure, EXPR_NUMBER, words, &fault) : NULL;
}

/* ---- opening ---- */

int64_t play_id(int64_t account, const char *template, const char *cause)
{
	char number[24];

	snprintf(number, sizeof number, "%" PRId64, account);
	return id_hash("play", number, template, cause, NULL);
}

static int64_t id_play_task(int64_t play, int position)
{
	char number[24], place[16];

	snprintf(number, sizeof number, "%" PRId64, play);
	snprintf(place, sizeof place, "%d", position);
	return id_hash("todo", number, place, NULL);
}

int play_find(struct book *book, int64_t account, const char *template, const char *cause, int64_t *id,
	      struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_PLAY_SAME, "iitt", account, *id, template, cause);
	int found = st ? book_step(book, st, error) : -1;

	if (found == 1) {
		*id = sqlite3_column_int64(st, 0);
		sqlite3_reset(st);
	}
	return found;
}

static int insert_play(struct book *book, int64_t account, int64_t id, const struct play_write *write,
		       const struct anchors *anchors, const struct expr *figure, struct error *error)
{
	const struct play_template *play = write->play;
	int64_t figure_open = VALUE_NONE;
	bool has = false;

	if (figure) {
		struct scoped scoped;

		if (scope_open(book, account, write->on, &scoped, error))
			return -1;
		reckon(figure, &scoped, &has, &figure_open);
		scope_close(&scoped);
	}
	return book_run(book, error, Q_PLAY_INSERT, "iitttzdtndtv", account, id, play->key, play->title,
			write->cause, write->review, anchor_day(anchors, play->anchor),
			figure ? expr_source(figure) : NULL, figure ? play->better : 0, write->on, write->who,
			has ? figure_open : VALUE_NONE) < 0
		       ? -1
		       : 0;
}

static int insert_tasks(struct book *book, int64_t account, int64_t id, const struct play_template *play,
			const struct anchors *anchors, struct error *error)
{
	for (int i = 0; i < play->task_count; i++) {
		const struct play_task *task = &play->tasks[i];
		day_t due = task_due(anchors, task->anchor, task->offset);

		if (book_run(book, error, Q_TODO_INSERT, "iizzntntnndndtt", account, id_play_task(id, i), id,
			     INT64_C(0), i, task->text, (int)task->side, task->owner, (int)task->anchor,
			     task->offset, due, 0, DAY_NONE, (const char *)NULL, (const char *)NULL) < 0)
			return -1;
	}
	return 0;
}

static bool counts_from_review(const struct play_template *play)
{
	for (int i = 0; i < play->task_count; i++)
		if (play->tasks[i].anchor == ANCHOR_REVIEW)
			return true;
	return play->anchor == ANCHOR_REVIEW;
}

int play_open(struct book *book, int64_t account, const struct play_write *write, int64_t *id, bool *opened,
	      struct error *error)
{
	struct play_write full = *write;
	const struct playbooks *books;
	struct anchors anchors;
	int64_t next;
	int found;

	*opened = false;
	*id = play_id(account, write->play->key, write->cause);
	if (book_must_write(book, error))
		return -1;
	found = play_find(book, account, write->play->key, write->cause, id, error);
	if (found)
		return found < 0 ? -1 : 0;
	if (playbooks_get(book, &books, error) ||
	    play_anchors(book, account, write->on, write->review, &anchors, &next, error))
		return -1;
	if (counts_from_review(write->play))
		full.review = next;
	if (insert_play(book, account, *id, &full, &anchors, figure_of(books, write->play, write->cause), error) ||
	    insert_tasks(book, account, *id, write->play, &anchors, error))
		return -1;
	book_touch(book, account);
	*opened = true;
	return 0;
}

/* ---- closing ---- */

/* What closing looks at. */
struct held {
	char *template, *title, *figure, *cause;
	day_t opened, closed;
};

static void held_clear(struct held *held)
{
	free(held->template);
	free(held->title);
	free(held->figure);
	free(held->cause);
}

static int read_held(struct book *book, int64_t account, int64_t id, struct held *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_PLAY_GET, "ii", account, id);
	int found = st ? book_step(book, st, error) : -1;

	*out = (struct held){ 0 };
	if (found < 0)
		return -1;
	if (!found)
		return error_set(error, ERROR_NOT_FOUND, "there is no such play on this account any more");
	*out = (struct held){
		.template = column_copy(st, 0),
		.title = column_copy(st, 1),
		.figure = column_copy(st, 2),
		.opened = column_day(st, 3),
		.closed = column_day(st, 4),
		.cause = column_copy(st, 5),
	};
	sqlite3_reset(st);
	return 0;
}

/* One of the list; where the template is gone, any word. */
static int check_outcome(struct book *book, const struct held *held, const char *outcome, struct error *error)
{
	const struct play_template *play;
	const struct playbooks *books;
	struct buf list = { 0 };

	if (playbooks_get(book, &books, error))
		return -1;
	play = playbooks_play(books, held->template);
	for (int i = 0; play && play->outcomes && play->outcomes[i]; i++) {
		if (!strcmp(play->outcomes[i], outcome)) {
			buf_free(&list);
			return 0;
		}
		buf_printf(&list, "%s%s", i ? ", " : "", play->outcomes[i]);
	}
	if (list.size)
		error_set(error, ERROR_INPUT, "outcome: \"%s\" ends with one of: %s", held->title, list.data);
	else if (!has_text(outcome))
		error_set(error, ERROR_INPUT, "outcome: how did \"%s\" end?", held->title);
	else
		return 0;
	buf_free(&list);
	return -1;
}

static int check_days(const struct held *held, day_t on, struct error *error)
{
	char day[DATE_SIZE];

	if (held->closed != DAY_NONE)
		return error_set(error, ERROR_INPUT, "\"%s\" was closed on %s already", held->title,
				 date_format(held->closed, day));
	if (on < held->opened)
		return error_set(error, ERROR_INPUT, "\"%s\" was opened on %s: it cannot have ended before",
				 held->title, date_format(held->opened, day));
	return 0;
}

static int figure_at(struct book *book, int64_t account, const char *source, day_t on, bool *has, int64_t *out,
		     struct error *error)
{
	struct expr *figure = source ? compile_figure(book, source) : NULL;
	struct scoped scoped;

	*has = false;
	if (!figure)
		return 0;
	if (scope_open(book, account, on, &scoped, error)) {
		expr_free(figure);
		return -1;
	}
	reckon(figure, &scoped, has, out);
	scope_close(&scoped);
	expr_free(figure);
	return 0;
}

int play_close(struct book *book, int64_t account, int64_t id, day_t on, const char *who, const char *outcome,
	       const char *note, struct error *error)
{
	int64_t figure = 0;
	struct held held;
	bool has = false;
	int status;

	if (book_must_write(book, error) || read_held(book, account, id, &held, error))
		return -1;
	status = check_days(&held, on, error) || check_outcome(book, &held, outcome, error) ||
				 figure_at(book, account, held.figure, on, &has, &figure, error)
			 ? -1
			 : 0;
	if (!status && book_run(book, error, Q_PLAY_CLOSE, "iidtttv", account, id, on, who, outcome,
				text_or_null(note), has ? figure : VALUE_NONE) < 0)
		status = -1;
	held_clear(&held);
	if (!status)
		book_touch(book, account);
	return status;
}

int play_reopen(struct book *book, int64_t account, int64_t id, struct error *error)
{
	int64_t other = 0;
	struct held held;
	int status = 0;

	if (book_must_write(book, error) || read_held(book, account, id, &held, error))
		return -1;
	if (held.closed == DAY_NONE) {
		status = error_set(error, ERROR_INPUT, "\"%s\" is at work already", held.title);
	} else {
		int found = play_find(book, account, held.template, held.cause, &other, error);

		if (found > 0)
			error_set(error, ERROR_CONFLICT,
				  "another \"%s\" is at work on this account: close that one first", held.title);
		status = found ? -1 : 0;
	}
	held_clear(&held);
	if (status)
		return -1;
	if (book_run(book, error, Q_PLAY_REOPEN, "ii", account, id) < 0)
		return -1;
	book_touch(book, account);
	return plays_replan(book, account, error);
}

/* ---- reading ---- */

static void play_clear(struct play *play)
{
	free(play->template);
	free(play->title);
	free(play->cause);
	free(play->unit);
	free(play->opened_by);
	free(play->closed_by);
	free(play->outcome);
	free(play->note);
}

void plays_clear(struct plays *plays)
{
	for (size_t i = 0; i < plays->count; i++)
		play_clear(&plays->items[i]);
	vec_free(plays);
}

/* One beside the source of its figure. */
struct listed {
	struct play play;
	char *figure;
};
struct listing {
	struct listed *items;
	size_t count, room;
};

static void read_figures(sqlite3_stmt *st, struct play *out)
{
	out->has_open = sqlite3_column_type(st, 13) != SQLITE_NULL;
	out->has_close = sqlite3_column_type(st, 14) != SQLITE_NULL;
	out->figure_open = sqlite3_column_int64(st, 13);
	out->figure_close = sqlite3_column_int64(st, 14);
}

static int read_plays(struct book *book, int64_t account, bool all, day_t today, struct listing *out,
		      struct error *error)
{
	sqlite3_stmt *st = account ? book_query(book, error, Q_PLAY_OF_ACCOUNT, "i", account)
				   : book_query(book, error, Q_PLAY_ALL, "");
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		day_t opened = column_day(st, 6), closed = column_day(st, 7);
		struct listed *listed;

		if (opened > today || (!all && closed != DAY_NONE))
			continue;
		listed = vec_add(out);
		*listed = (struct listed){
			.play = {
				.account = sqlite3_column_int64(st, 0),
				.id = sqlite3_column_int64(st, 1),
				.template = column_copy(st, 2),
				.title = column_copy(st, 3),
				.cause = column_copy(st, 4),
				.review = sqlite3_column_int64(st, 5),
				.opened = opened,
				.closed = closed,
				.opened_by = column_copy(st, 8),
				.closed_by = column_copy(st, 9),
				.outcome = column_copy(st, 10),
				.note = column_copy(st, 11),
				.better = sqlite3_column_int(st, 12),
				.tasks = sqlite3_column_int(st, 16),
				.done = sqlite3_column_int(st, 17),
			},
			.figure = column_copy(st, 15),
		};
		read_figures(st, &listed->play);
	}
	return found;
}

static int compare_plays(const void *first, const void *second)
{
	const struct play *a = &((const struct listed *)first)->play, *b = &((const struct listed *)second)->play;

	if ((a->closed == DAY_NONE) != (b->closed == DAY_NONE))
		return a->closed == DAY_NONE ? -1 : 1;
	if (a->closed != b->closed)
		return a->closed > b->closed ? -1 : 1;
	if (a->opened != b->opened)
		return a->opened > b->opened ? -1 : 1;
	if (a->account != b->account)
		return a->account < b->account ? -1 : 1;
	return a->id < b->id ? -1 : a->id > b->id;
}

enum { NOW_MOST = 500 }; /* plays of which the figure is reckoned for a list: it costs reading an account each */

/* What the figures of those at work are today. */
static int reckon_now(struct book *book, struct listing *plays, day_t today, struct error *error)
{
	for (size_t i = 0; i < plays->count && plays->count <= NOW_MOST; i++) {
		struct play *play = &plays->items[i].play;

		if (play->closed == DAY_NONE && figure_at(book, play->account, plays->items[i].figure, today,
							  &play->has_now, &play->figure_now, error))
			return -1;
	}
	return 0;
}

int play_list(struct book *book, int64_t account, bool all, day_t today, struct plays *out, struct error *error)
{
	const struct playbooks *books;
	struct listing plays = { 0 };
	int status;

	if (book_read_begin(book, error))
		return -1;
	status = playbooks_get(book, &books, error) || read_plays(book, account, all, today, &plays, error) ||
				 reckon_now(book, &plays, today, error)
			 ? -1
			 : 0;
	book_read_end(book);
	if (plays.count)
		qsort(plays.items, plays.count, sizeof *plays.items, compare_plays);
	for (size_t i = 0; i < plays.count; i++) {
		struct play *play = &plays.items[i].play;

		free(plays.items[i].figure);
		if (status) {
			play_clear(play);
			continue;
		}
		play->unit = xstrdup(play_unit(books, play->template, play->cause));
		*vec_add(out) = *play;
	}
	vec_free(&plays);
	return status;
}

int play_runs(struct book *book, struct play_runs *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_PLAY_RUNS, "");
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1)
		*vec_add(out) = (struct play_run){
			.template = column_copy(st, 0),
			.closed = column_day(st, 1) != DAY_NONE,
			.better = sqlite3_column_int(st, 2),
			.has_open = sqlite3_column_type(st, 3) != SQLITE_NULL,
			.has_close = sqlite3_column_type(st, 4) != SQLITE_NULL,
			.open = sqlite3_column_int64(st, 3),
			.close = sqlite3_column_int64(st, 4),
		};
	return found;
}

void play_runs_clear(struct play_runs *runs)
{
	for (size_t i = 0; i < runs->count; i++)
		free((char *)(uintptr_t)runs->items[i].template);
	vec_free(runs);
}
