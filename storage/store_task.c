/* Writing what is said of a milestone's tasks, the ratings of the growth roadmap, the day of placement. */
#include <string.h>

#include "core/ids.h"
#include "storage/book_private.h"
#include "storage/config.h"
#include "storage/facts_store.h"

static void say_changed(bool *changed, bool value)
{
	if (changed)
		*changed = value;
}

static bool same_text(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

/* ---- tasks ---- */

void task_state_clear(struct task_state *state)
{
	free(state->owner);
	free(state->who);
	*state = (struct task_state){ .done = DAY_NONE, .due = DAY_NONE };
}

static int read_state(struct book *book, int64_t account, int64_t task, struct task_state *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_TASK_STATE_GET, "ii", account, task);
	int found = st ? book_step(book, st, error) : -1;

	*out = (struct task_state){ .done = DAY_NONE, .due = DAY_NONE };
	if (found < 1)
		return found;
	out->done = column_day(st, 0);
	out->owner = column_copy(st, 1);
	out->due = column_day(st, 2);
	out->who = column_copy(st, 3);
	sqlite3_reset(st);
	return 0;
}

static int put_state(struct book *book, int64_t account, int64_t task, const struct task_state *state,
		     const char *who, struct error *error)
{
	/* nothing left to say: as if nothing ever had been */
	if (state->done == DAY_NONE && state->due == DAY_NONE && !state->owner)
		return book_run(book, error, Q_TASK_STATE_DELETE, "ii", account, task) < 0 ? -1 : 0;
	return book_run(book, error, Q_TASK_STATE_PUT, "iidtdit", account, task, state->done, state->owner,
			state->due, clock_now(), who) < 0
		       ? -1
		       : 0;
}

int task_set(struct book *book, int64_t account, int64_t task, const struct task_write *write, bool *changed,
	     struct error *error)
{
	struct task_state state;
	const char *owner = write->owner && *write->owner ? write->owner : NULL;
	bool done, named, due;
	int result = 0;

	say_changed(changed, false);
	if (book_must_write(book, error) || read_state(book, account, task, &state, error))
		return -1;
	done = write->says_done && write->done != state.done;
	named = write->says_owner && !same_text(owner, state.owner);
	due = write->says_due && write->due != state.due;
	if (done)
		state.done = write->done;
	if (due)
		state.due = write->due;
	if (named) {
		free(state.owner);
		state.owner = xstrdup(owner);
	}
	if (done || named || due) {
		result = put_state(book, account, task, &state, write->who, error);
		say_changed(changed, !result);
	}
	task_state_clear(&state);
	return result;
}

int task_states(struct book *book, int64_t account, const struct milestone *milestone, struct task_state *out,
		struct error *error)
{
	for (size_t i = 0; i < milestone->task_count; i++) {
		if (!read_state(book, account, milestone->tasks[i].id, &out[i], error))
			continue;
		for (size_t done = 0; done < i; done++)
			task_state_clear(&out[done]);
		return -1;
	}
	return 0;
}

/* ---- the growth roadmap ---- */

int cell_rate(struct book *book, const struct cell_write *write, bool *changed, struct error *error)
{
	const char *note = write->note && *write->note ? write->note : NULL;
	sqlite3_stmt *st;
	int found, value = -1, rows;
	day_t day = DAY_NONE;

	say_changed(changed, false);
	if (book_must_write(book, error))
		return -1;
	st = book_query(book, error, Q_CELL_STANDING, "ii", ORGANISATION_ID, write->cell);
	found = st ? book_step(book, st, error) : -1;
	if (found < 0)
		return -1;
	if (found) {
		day = column_day(st, 0);
		value = sqlite3_column_int(st, 1);
	}
	sqlite3_reset(st);
	if (write->value < 0)
		rows = found ? book_run(book, error, Q_CELL_RATE_DELETE, "iid", ORGANISATION_ID, write->cell, day)
			     : 0;
	else if (found && value == write->value && day <= write->on)
		/* it stands already: saying it again would only make it look younger than it is */
		rows = write->note ? book_run(book, error, Q_CELL_RATE_NOTE, "iidt", ORGANISATION_ID, write->cell,
					      day, note)
				   : 0;
	else
		rows = book_run(book, error, Q_CELL_RATE_PUT, "iidnitt", ORGANISATION_ID, write->cell, write->on,
				write->value, clock_now(), write->who, note);
	say_changed(changed, rows > 0);
	return rows < 0 ? -1 : 0;
}

/* ---- placement ---- */

int account_set_placed(struct book *book, int64_t account, int64_t track, day_t on, bool *changed,
		       struct error *error)
{
	sqlite3_stmt *st;
	int found, rows;

	say_changed(changed, false);
	if (book_must_write(book, error))
		return -1;
	st = book_query(book, error, Q_ASSIGN_GET, "ii", account, track);
	found = st ? book_step(book, st, error) : -1;
	if (found < 1)
		return found < 0 ? -1 : error_set(error, ERROR_NOT_FOUND, "the account does not have this track");
	sqlite3_reset(st);
	rows = book_run(book, error, Q_ASSIGN_PLACED, "iid", account, track, on);
	say_changed(changed, rows > 0);
	if (rows > 0)
		book_touch(book, account);
	return rows < 0 ? -1 : 0;
}

int account_placed(struct book *book, int64_t account, int64_t track, day_t *on, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_ASSIGN_PLACED_GET, "ii", account, track);
	int found = st ? book_step(book, st, error) : -1;

	*on = DAY_NONE;
	if (found == 1) {
		*on = column_day(st, 0);
		sqlite3_reset(st);
	}
	return found < 0 ? -1 : 0;
}
