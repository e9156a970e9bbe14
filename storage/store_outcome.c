/* Outcomes: what the customer wants to reach, and how far it is. */
#include "core/text.h"
#include "storage/store_private.h"

static void outcome_clear(struct outcome_record *outcome)
{
	free(outcome->name);
	free(outcome->unit);
	for (size_t i = 0; i < outcome->values.count; i++) {
		free(outcome->values.items[i].who);
		free(outcome->values.items[i].note);
	}
	vec_free(&outcome->values);
	*outcome = (struct outcome_record){ 0 };
}

void outcomes_clear(struct outcomes *outcomes)
{
	for (size_t i = 0; i < outcomes->count; i++)
		outcome_clear(&outcomes->items[i]);
	vec_free(outcomes);
}

/* The row that the statement stands on. */
static struct outcome_record read_row(sqlite3_stmt *st)
{
	return (struct outcome_record){
		.name = column_copy(st, 0),
		.unit = column_copy(st, 1),
		.baseline = column_value(st, 2),
		.target = column_value(st, 3),
		.start = column_day(st, 4),
		.due = column_day(st, 5),
		.story = column_day(st, 6),
	};
}

/* ---- writing ---- */

static bool value_news(int64_t *held, bool says, int64_t said)
{
	bool news = says && *held != said;

	if (news)
		*held = said;
	return news;
}

static bool day_news(day_t *held, bool says, day_t said)
{
	bool news = says && *held != said;

	if (news)
		*held = said;
	return news;
}

static bool take_over(struct outcome_record *held, const struct outcome_write *write)
{
	bool news = text_news(&held->name, write->name);

	news |= text_news(&held->unit, write->unit);
	news |= value_news(&held->baseline, write->says_baseline, write->baseline);
	news |= value_news(&held->target, write->says_target, write->target);
	news |= day_news(&held->start, write->says_start, write->start);
	news |= day_news(&held->due, write->says_due, write->due);
	news |= day_news(&held->story, write->says_story, write->story);
	return news;
}

static int check(const struct outcome_record *outcome, struct error *error)
{
	if (!has_text(outcome->name))
		return error_set(error, ERROR_INPUT,
				 "name: an outcome needs one: what the customer wants to reach");
	if (outcome->start != DAY_NONE && outcome->due != DAY_NONE && outcome->due < outcome->start)
		return error_set(error, ERROR_INPUT, "due: it is before the start of the outcome");
	return 0;
}

int outcome_put(struct book *book, int64_t account, int64_t *id, const struct outcome_write *write, bool *changed,
		struct error *error)
{
	struct outcome_record held = {
		.baseline = VALUE_NONE, .target = VALUE_NONE, .start = DAY_NONE, .due = DAY_NONE, .story = DAY_NONE
	};
	sqlite3_stmt *st;
	bool news;
	int found = 0, status;

	say_changed(changed, false);
	if (book_must_write(book, error))
		return -1;
	if (*id) {
		st = book_query(book, error, Q_OUTCOME_GET, "ii", account, *id);
		found = st ? book_step(book, st, error) : -1;
		if (found < 0)
			return -1;
		if (found)
			held = read_row(st);
		sqlite3_reset(st);
	} else {
		*id = book_new_id();
	}
	news = take_over(&held, write) || !found;
	status = check(&held, error);
	if (!status && news) {
		status = book_run(book, error, found ? Q_OUTCOME_UPDATE : Q_OUTCOME_INSERT, "iittvvddd", account,
				  *id, held.name, held.unit, held.baseline, held.target, held.start, held.due,
				  held.story) < 0
				 ? -1
				 : 0;
		book_touch(book, account);
	}
	outcome_clear(&held);
	say_changed(changed, !status && news);
	return status;
}

int outcome_remove(struct book *book, int64_t account, int64_t id, bool *changed, struct error *error)
{
	return record_remove(book, account, id, Q_OUTCOME_VALUE_CLEAR, Q_OUTCOME_DELETE, changed, error);
}

int outcome_value_put(struct book *book, int64_t account, int64_t outcome, const struct outcome_value_write *write,
		      bool *changed, struct error *error)
{
	int rows;

	say_changed(changed, false);
	if (book_must_write(book, error))
		return -1;
	rows = book_run(book, error, Q_OUTCOME_VALUE_PUT, "iidvtt", account, outcome, write->on, write->value,
			write->who, text_or_null(write->note));
	if (rows > 0)
		book_touch(book, account);
	say_changed(changed, rows > 0);
	return rows < 0 ? -1 : 0;
}

int outcome_value_remove(struct book *book, int64_t account, int64_t outcome, day_t on, bool *changed,
			 struct error *error)
{
	int rows;

	say_changed(changed, false);
	if (book_must_write(book, error))
		return -1;
	rows = book_run(book, error, Q_OUTCOME_VALUE_DELETE, "iid", account, outcome, on);
	if (rows > 0)
		book_touch(book, account);
	say_changed(changed, rows > 0);
	return rows < 0 ? -1 : 0;
}

/* ---- reading ---- */

static int read_values(struct book *book, int64_t account, day_t as_of, struct outcomes *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_OUTCOME_VALUES, "id", account, as_of);
	size_t at = 0;
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		int64_t id = sqlite3_column_int64(st, 0);

		/* both come in order of outcome */
		while (at < out->count && out->items[at].id < id)
			at++;
		if (at < out->count && out->items[at].id == id)
			*vec_add(&out->items[at].values) = (struct outcome_value){
				.on = column_day(st, 1),
				.value = sqlite3_column_int64(st, 2),
				.who = column_copy(st, 3),
				.note = column_copy(st, 4),
			};
	}
	return found;
}

/* What was not yet agreed by then, nor measured, is not there; nor a permission given later. */
static void drop_later(struct outcomes *outcomes, day_t as_of)
{
	size_t kept = 0;

	for (size_t i = 0; i < outcomes->count; i++) {
		struct outcome_record *outcome = &outcomes->items[i];

		if (outcome->story > as_of)
			outcome->story = DAY_NONE;
		if (outcome->start > as_of && !outcome->values.count)
			outcome_clear(outcome);
		else
			outcomes->items[kept++] = *outcome;
	}
	outcomes->count = kept;
}

static int compare(const void *first, const void *second)
{
	const struct outcome_record *a = first, *b = second;
	char *folded_a, *folded_b;
	int order;

	if (a->due != b->due)
		return a->due == DAY_NONE ? 1 : b->due == DAY_NONE ? -1 : a->due < b->due ? -1 : 1;
	folded_a = text_fold(a->name);
	folded_b = text_fold(b->name);
	order = strcmp(folded_a, folded_b);
	free(folded_a);
	free(folded_b);
	return order ? order : a->id < b->id ? -1 : a->id > b->id;
}

static int read_all(struct book *book, int64_t account, struct outcomes *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_OUTCOME_LIST, "i", account);
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		struct outcome_record *outcome = vec_add(out);

		*outcome = read_row(st);
		outcome->id = sqlite3_column_int64(st, 7);
	}
	return found;
}

int outcome_list(struct book *book, int64_t account, day_t as_of, struct outcomes *out, struct error *error)
{
	int status;

	if (book_read_begin(book, error))
		return -1;
	status = read_all(book, account, out, error);
	if (!status)
		status = read_values(book, account, as_of, out, error);
	book_read_end(book);
	if (status) {
		outcomes_clear(out);
		return -1;
	}
	drop_later(out, as_of);
	if (out->count)
		qsort(out->items, out->count, sizeof *out->items, compare);
	return 0;
}

/* ---- how far ---- */

static int64_t latest(const struct outcome_record *outcome)
{
	return outcome->values.count ? outcome->values.items[outcome->values.count - 1].value : VALUE_NONE;
}

bool outcome_progress(const struct outcome_record *outcome, int *percent)
{
	int64_t value = latest(outcome), way;

	if (value == VALUE_NONE || outcome->baseline == VALUE_NONE || outcome->target == VALUE_NONE ||
	    outcome->target == outcome->baseline)
		return false;
	/* at most 2e15 * 100: it fits; cut towards 0, so that nearly there is not there */
	way = (value - outcome->baseline) * 100 / (outcome->target - outcome->baseline);
	*percent = way > 999999 ? 999999 : way < -999999 ? -999999 : (int)way;
	return true;
}

bool outcome_met(const struct outcome_record *outcome)
{
	int64_t value = latest(outcome);

	if (value == VALUE_NONE || outcome->target == VALUE_NONE)
		return false;
	if (outcome->baseline != VALUE_NONE && outcome->target < outcome->baseline)
		return value <= outcome->target;
	return value >= outcome->target;
}
