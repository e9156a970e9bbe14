/* What could be done on one account, gathered from what was read of it. */
#include "core/money.h"
#include "storage/today_private.h"

struct gathered {
	VEC(struct today_flag) flags;
	VEC(struct today_todo) todos;
	VEC(struct today_promise) promises;
	int64_t review;
};

static void gathered_free(struct gathered *gathered)
{
	vec_free(&gathered->flags);
	vec_free(&gathered->todos);
	vec_free(&gathered->promises);
}

/* Those that are open; of snoozed and closed ones nothing is said. */
static void gather_flags(const struct flag_pass *pass, day_t today, struct gathered *out)
{
	size_t count;
	const struct flag_now *now = flag_pass_now(pass, &count);

	for (size_t i = 0; i < count; i++)
		if (now[i].flag && flag_state(&now[i].firing, today) == FLAG_OPEN)
			*vec_add(&out->flags) = (struct today_flag){ now[i].flag, now[i].firing };
}

/* Most books have none, and are not asked for those of each account. */
static int has_todos(struct facts_reader *reader, struct error *error)
{
	sqlite3_stmt *st;

	if (reader->todos == TODOS_UNKNOWN) {
		st = book_query(reader->book, error, Q_TODAY_ANY_TODO, "");
		if (!st || book_step(reader->book, st, error) != 1)
			return -1;
		reader->todos = sqlite3_column_int(st, 0) ? TODOS_SOME : TODOS_NONE;
		sqlite3_reset(st);
	}
	return reader->todos == TODOS_SOME;
}

static int gather_todos(struct facts_reader *reader, day_t today, struct gathered *out, struct error *error)
{
	int found = has_todos(reader, error);
	sqlite3_stmt *st;

	if (found < 1)
		return found;
	st = book_query(reader->book, error, Q_TODAY_TODOS, "id", reader->id, today + TODAY_HORIZON);
	found = -1;
	while (st && (found = book_step(reader->book, st, error)) == 1)
		*vec_add(&out->todos) = (struct today_todo){ sqlite3_column_int64(st, 0), column_day(st, 1) };
	return found;
}

static void gather_promises(const struct facts_reader *reader, const struct view *view, struct gathered *out)
{
	for (int i = 0; i < view->promise_count && (size_t)i < reader->promise_ids.count; i++) {
		const struct promise_view *promise = &view->promises[i];

		if (promise->known && promise->state == PROMISE_OPEN && promise->due != DAY_NONE)
			*vec_add(&out->promises) = (struct today_promise){ reader->promise_ids.items[i],
									   promise->due };
	}
}

static int gather_review(struct book *book, int64_t account, day_t today, struct gathered *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_REVIEW_NEXT, "id", account, today);
	int found = st ? book_step(book, st, error) : -1;

	if (found == 1) {
		out->review = sqlite3_column_int64(st, 0);
		sqlite3_reset(st);
	}
	return found < 0 ? -1 : 0;
}

int today_of(struct facts_reader *reader, struct scored *scored, const struct flag_pass *pass,
	     struct today_entries *out, struct error *error)
{
	const struct scope *scope = flag_pass_scope(pass);
	day_t today = scored->view.as_of;
	const struct playbooks *books;
	struct gathered gathered = { 0 };
	int status = playbooks_get(reader->book, &books, error) || gather_todos(reader, today, &gathered, error)
			     ? -1
			     : 0;

	if (!status && scope->input.next_review != DAY_NONE)
		status = gather_review(reader->book, reader->id, today, &gathered, error);
	if (!status) {
		gather_flags(pass, today, &gathered);
		gather_promises(reader, &scored->view, &gathered);
		today_make(
			&(struct today_input){
				.account = &scope->input,
				.view = &scored->view,
				.has_arr = scored->view.has_arr,
				.arr = scored->view.arr,
				.decimals = money_decimals(reader->currency ? reader->currency : ""),
				.flags = gathered.flags.items,
				.flag_count = gathered.flags.count,
				.todos = gathered.todos.items,
				.todo_count = gathered.todos.count,
				.promises = gathered.promises.items,
				.promise_count = gathered.promises.count,
				.books = books,
				.review = gathered.review,
			},
			out);
	}
	gathered_free(&gathered);
	return status;
}

int asks_list(struct book *book, int64_t account, day_t today, struct asks *out, struct error *error)
{
	const struct playbooks *books;
	struct scoped scoped;

	if (playbooks_get(book, &books, error) || scope_open(book, account, today, &scoped, error))
		return -1;
	asks_make(books, &scoped.scope.input, out);
	scope_close(&scoped);
	return 0;
}
