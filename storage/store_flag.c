/* Flags as they stand, and what people say of them. */
#include "core/ids.h"
#include "storage/flag_pass.h"
#include "storage/play_private.h"

enum mark_kind { MARK_CLOSED = 1, MARK_SNOOZED = 2 };

void flag_rows_clear(struct flag_rows *rows)
{
	for (size_t i = 0; i < rows->count; i++) {
		free(rows->items[i].key);
		free(rows->items[i].evidence);
		free(rows->items[i].reason);
		free(rows->items[i].who);
	}
	vec_free(rows);
}

/* ---- the list ---- */

/* Figure and evidence of a firing that the book has. */
static int read_words(struct book *book, struct flag_row *row, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_FIRING_WORDS, "itd", row->account, row->key,
				      row->firing.fired);
	int found = st ? book_step(book, st, error) : -1;

	if (found < 1)
		return found;
	row->has_figure = sqlite3_column_type(st, 0) != SQLITE_NULL;
	row->figure = sqlite3_column_int64(st, 0);
	row->evidence = column_copy(st, 1);
	sqlite3_reset(st);
	return 0;
}

/* Why it is quiet or closed, and who said so. */
static int read_mark(struct book *book, struct flag_row *row, day_t today, struct error *error)
{
	int kind = row->firing.closed != DAY_NONE	   ? MARK_CLOSED
		   : row->firing.snoozed_until != DAY_NONE ? MARK_SNOOZED
							   : 0;
	sqlite3_stmt *st;
	int found;

	if (!kind)
		return 0;
	st = book_query(book, error, Q_MARK_WORDS, "itdnd", row->account, row->key, row->firing.fired, kind, today);
	found = st ? book_step(book, st, error) : -1;
	if (found < 1)
		return found;
	row->reason = column_copy(st, 0);
	row->who = column_copy(st, 1);
	sqlite3_reset(st);
	return 0;
}

static bool is_shown(enum flag_state state, bool all)
{
	return all || state == FLAG_OPEN || state == FLAG_SNOOZED;
}

static int add_row(struct book *book, int64_t account, const struct flag_now *now, day_t today, bool all,
		   struct flag_rows *out, struct error *error)
{
	enum flag_state state = flag_state(&now->firing, today);
	struct flag_row *row;

	if (!is_shown(state, all))
		return 0;
	row = vec_add(out);
	*row = (struct flag_row){
		.account = account,
		.flag = now->flag,
		.key = xstrdup(now->key),
		.firing = now->firing,
		.state = state,
		.has_figure = now->fires && now->has_figure,
		.figure = now->figure,
		.evidence = now->fires ? xstrdup(now->evidence) : NULL,
	};
	if (!now->fires && read_words(book, row, error))
		return -1;
	if (!row->evidence)
		row->evidence = xstrdup("");
	return read_mark(book, row, today, error);
}

/* With every condition looked at as of that day, whether or not somebody wrote it. */
static int list_anew(struct book *book, int64_t account, day_t today, bool all, struct flag_rows *out,
		     struct error *error)
{
	struct flag_pass *pass = flag_pass_begin(book, today, false, error);
	struct facts_reader reader = { 0 };
	struct scored scored;
	int found = -1;

	if (pass &&
	    !facts_begin(&reader, book, account ? account : INT64_MIN, account ? account : INT64_MAX, error))
		while ((found = facts_next(&reader, 0, error)) == 1) {
			const struct flag_now *now;
			size_t count;

			if (reader.id == ORGANISATION_ID)
				continue;
			facts_score(&reader, today, &scored);
			if (flag_pass_next(pass, &reader, &scored, error)) {
				found = -1;
				break;
			}
			now = flag_pass_now(pass, &count);
			for (size_t i = 0; i < count && found > 0; i++)
				if (add_row(book, reader.id, &now[i], today, all, out, error))
					found = -1;
			if (found < 0)
				break;
		}
	facts_end(&reader);
	flag_pass_end(pass);
	return found;
}

static int add_stored(struct book *book, const struct playbooks *books, const struct flag_rows *stored, day_t today,
		      bool all, struct flag_rows *out, struct error *error)
{
	for (size_t i = 0; i < stored->count; i++) {
		const struct flag_row *row = &stored->items[i];
		struct flag_now now = { .key = row->key,
					.flag = playbooks_flag(books, row->key),
					.firing = row->firing };

		if (add_row(book, row->account, &now, today, all, out, error))
			return -1;
	}
	return 0;
}

/* The marks of rows that come in order of account and key. */
static int read_marks(struct book *book, day_t today, struct flag_rows *rows, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_MARK_RANGE, "iid", INT64_MIN, INT64_MAX, today);
	size_t at = 0;
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		int64_t account = sqlite3_column_int64(st, 0);
		const char *key = column_string(st, 1);
		struct firing *firing;

		while (at < rows->count &&
		       (rows->items[at].account < account ||
			(rows->items[at].account == account && strcmp(rows->items[at].key, key) < 0)))
			at++;
		if (at == rows->count || rows->items[at].account != account ||
		    strcmp(rows->items[at].key, key) != 0)
			continue;
		firing = &rows->items[at].firing;
		if (firing->fired != column_day(st, 2))
			continue;
		if (sqlite3_column_int(st, 3) == MARK_CLOSED)
			firing->closed = column_day(st, 4);
		else
			firing->snoozed_until = column_day(st, 5);
	}
	return found;
}

/* As the book has them; whose account is gone are left out. */
static int list_stored(struct book *book, day_t today, bool all, struct flag_rows *out, struct error *error)
{
	const struct playbooks *books;
	struct flag_rows stored = { 0 };
	sqlite3_stmt *st;
	int found = -1;

	if (playbooks_get(book, &books, error))
		return -1;
	st = book_query(book, error, all ? Q_FIRING_ALL : Q_FIRING_STANDING, "d", today);
	while (st && (found = book_step(book, st, error)) == 1)
		*vec_add(&stored) = (struct flag_row){
			.account = sqlite3_column_int64(st, 0),
			.key = column_copy(st, 1),
			.firing = { column_day(st, 2), column_day(st, 3), DAY_NONE, DAY_NONE },
		};
	if (!found)
		found = read_marks(book, today, &stored, error);
	if (!found)
		found = add_stored(book, books, &stored, today, all, out, error);
	flag_rows_clear(&stored);
	return found;
}

static int state_rank(enum flag_state state)
{
	return state == FLAG_OPEN ? 0 : state == FLAG_SNOOZED ? 1 : state == FLAG_CLOSED ? 2 : 3;
}

static int compare_rows(const void *first, const void *second)
{
	const struct flag_row *a = first, *b = second;
	int severity = (b->flag ? (int)b->flag->severity : -1) - (a->flag ? (int)a->flag->severity : -1);

	if (a->state != b->state)
		return state_rank(a->state) - state_rank(b->state);
	if (severity)
		return severity;
	if (a->firing.fired != b->firing.fired)
		return a->firing.fired < b->firing.fired ? -1 : 1;
	if (a->account != b->account)
		return a->account < b->account ? -1 : 1;
	return strcmp(a->key, b->key);
}

int flag_list(struct book *book, int64_t account, day_t today, bool all, struct flag_rows *out, struct error *error)
{
	size_t first = out->count;
	day_t day = DAY_NONE;
	int status;

	if (book_read_begin(book, error))
		return -1;
	status = account ? 0 : cache_day(book, &day, error);
	if (!status && day == today)
		status = list_stored(book, today, all, out, error);
	else if (!status)
		status = list_anew(book, account, today, all, out, error);
	book_read_end(book);
	if (status) {
		flag_rows_clear(out);
		return -1;
	}
	if (out->count > first)
		qsort(out->items + first, out->count - first, sizeof *out->items, compare_rows);
	return 0;
}

/* ---- what people say ---- */

static int not_open(const struct playbooks *books, const char *flag, const struct flag_rows *rows,
		    struct error *error)
{
	struct buf open = { 0 };

	for (size_t i = 0; i < rows->count; i++)
		buf_printf(&open, "%s%s", i ? ", " : "", rows->items[i].key);
	error_set(error, ERROR_NOT_FOUND, "the flag %s is not open on this account; %s%s",
		  playbooks_flag(books, flag) ? flag : "of that name", open.size ? "open are: " : "none is",
		  open.size ? open.data : "");
	buf_free(&open);
	return -1;
}

/* The day of the firing that is open, or snoozed. What nobody has written yet is written first. */
static int open_firing(struct book *book, int64_t account, const char *flag, day_t on, struct flag_row *out,
		       struct error *error)
{
	const struct playbooks *books;
	struct flag_rows rows = { 0 };
	int status = -1;

	if (book_must_write(book, error))
		return -1;
	book_touch(book, account);
	if (cache_rescore(book, error) || playbooks_get(book, &books, error) ||
	    flag_list(book, account, on, false, &rows, error))
		return -1;
	for (size_t i = 0; i < rows.count && status; i++)
		if (!strcmp(rows.items[i].key, flag)) {
			out->firing = rows.items[i].firing;
			out->state = rows.items[i].state;
			status = 0;
		}
	if (status)
		not_open(books, flag, &rows, error);
	flag_rows_clear(&rows);
	return status;
}

int flag_close(struct book *book, int64_t account, const char *flag, day_t on, const char *who, const char *reason,
	       struct error *error)
{
	struct flag_row row;

	if (open_firing(book, account, flag, on, &row, error))
		return -1;
	if (book_run(book, error, Q_MARK_PUT, "itdnddtt", account, flag, row.firing.fired, (int)MARK_CLOSED, on,
		     DAY_NONE, reason, who) < 0)
		return -1;
	book_touch(book, account);
	return 0;
}

int flag_snooze(struct book *book, int64_t account, const char *flag, day_t on, day_t until, const char *who,
		const char *reason, struct error *error)
{
	struct flag_row row;

	if (until != DAY_NONE && until <= on)
		return error_set(error, ERROR_INPUT, "until: that day is not after today");
	if (until != DAY_NONE && !has_text(reason))
		return error_set(error, ERROR_INPUT, "reason: why is it to be quiet until then?");
	if (open_firing(book, account, flag, on, &row, error))
		return -1;
	if (until == DAY_NONE && row.state != FLAG_SNOOZED)
		return error_set(error, ERROR_INPUT, "the flag %s is not snoozed", flag);
	if (book_run(book, error, Q_MARK_PUT, "itdnddtt", account, flag, row.firing.fired, (int)MARK_SNOOZED, on,
		     until, reason, who) < 0)
		return -1;
	book_touch(book, account);
	return 0;
}
