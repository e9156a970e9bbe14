#include "storage/flag_pass.h"

#include <string.h>

#include "core/arena.h"

enum mark_kind { MARK_CLOSED = 1, MARK_SNOOZED = 2 };

/* A firing as the book has it. */
struct held {
	int64_t account;
	int flag; /* place among the flags, -1: none of them */
	const char *key;
	struct firing firing;
};

struct review_days {
	int64_t account;
	day_t last, next;
};

struct flag_pass {
	struct book *book;
	day_t as_of;
	bool known;
	VEC(const struct flag *) flags; /* those that stand: the first of each key */
	int *place;			/* of each among now, -1: it never fired */
	/* What is known of the accounts up to window_last. */
	bool has_window;
	int64_t window_last;
	VEC(struct held) held;
	VEC(struct review_days) reviews;
	size_t held_at, review_at;
	struct arena arena; /* of the keys */
	/* The account under way. */
	VEC(struct flag_now) now;
	struct scope scope;
	struct expr_records records;
	struct flag_change *changes, **changes_end;
};

struct flag_pass *flag_pass_begin(struct book *book, day_t as_of, bool known, struct error *error)
{
	const struct playbooks *books;
	struct flag_pass *pass;

	if (playbooks_get(book, &books, error))
		return NULL;
	pass = xcalloc(1, sizeof *pass);
	pass->book = book;
	pass->as_of = as_of;
	pass->known = known;
	for (size_t b = 0; b < books->count; b++)
		for (int i = 0; i < books->items[b]->flag_count; i++)
			if (playbooks_flag(books, books->items[b]->flags[i].key) == &books->items[b]->flags[i])
				*vec_add(&pass->flags) = &books->items[b]->flags[i];
	pass->place = xcalloc(pass->flags.count + 1, sizeof *pass->place);
	pass->changes_end = &pass->changes;
	return pass;
}

static void forget_account(struct flag_pass *pass)
{
	for (size_t i = 0; i < pass->now.count; i++)
		free(pass->now.items[i].evidence);
	vec_clear(&pass->now);
	flag_changes_free(flag_pass_changes(pass));
}

void flag_pass_end(struct flag_pass *pass)
{
	if (!pass)
		return;
	forget_account(pass);
	vec_free(&pass->now);
	vec_free(&pass->flags);
	vec_free(&pass->held);
	vec_free(&pass->reviews);
	vec_free(&pass->records);
	arena_free(&pass->arena);
	free(pass->place);
	free(pass);
}

const struct flag_now *flag_pass_now(const struct flag_pass *pass, size_t *count)
{
	*count = pass->now.count;
	return pass->now.items;
}

const struct scope *flag_pass_scope(const struct flag_pass *pass)
{
	return &pass->scope;
}

/* ---- what the book has of a batch of accounts ---- */

static int find_flag(const struct flag_pass *pass, const char *key)
{
	for (size_t i = 0; i < pass->flags.count; i++)
		if (!strcmp(pass->flags.items[i]->key, key))
			return (int)i;
	return -1;
}

static int read_firings(struct flag_pass *pass, int64_t low, int64_t high, day_t until, struct error *error)
{
	sqlite3_stmt *st = book_query(pass->book, error, Q_FIRING_RANGE, "iid", low, high, until);
	int found = -1;

	while (st && (found = book_step(pass->book, st, error)) == 1) {
		const char *key = column_string(st, 1);
		int flag = find_flag(pass, key);
		day_t cleared = column_day(st, 3);

		*vec_add(&pass->held) = (struct held){
			.account = sqlite3_column_int64(st, 0),
			.flag = flag,
			.key = flag >= 0 ? pass->flags.items[flag]->key : arena_copy(&pass->arena, key),
			.firing = { .fired = column_day(st, 2),
				    .cleared = cleared == DAY_NONE || cleared > until ? DAY_NONE : cleared,
				    .closed = DAY_NONE,
				    .snoozed_until = DAY_NONE },
		};
	}
	return found;
}

/* Both come in order of account and key. */
static int read_marks(struct flag_pass *pass, int64_t low, int64_t high, day_t until, struct error *error)
{
	sqlite3_stmt *st = book_query(pass->book, error, Q_MARK_RANGE, "iid", low, high, until);
	size_t at = 0;
	int found = -1;

	while (st && (found = book_step(pass->book, st, error)) == 1) {
		int64_t account = sqlite3_column_int64(st, 0);
		const char *key = column_string(st, 1);
		struct firing *firing;

		while (at < pass->held.count &&
		       (pass->held.items[at].account < account ||
			(pass->held.items[at].account == account && strcmp(pass->held.items[at].key, key) < 0)))
			at++;
		if (at == pass->held.count)
			continue; /* step to the end: the statement is reset by it */
		firing = &pass->held.items[at].firing;
		if (pass->held.items[at].account != account || strcmp(pass->held.items[at].key, key) != 0 ||
		    firing->fired != column_day(st, 2))
			continue;
		if (sqlite3_column_int(st, 3) == MARK_CLOSED)
			firing->closed = column_day(st, 4);
		else
			firing->snoozed_until = column_day(st, 5);
	}
	return found;
}

static int read_reviews(struct flag_pass *pass, int64_t low, int64_t high, struct error *error)
{
	sqlite3_stmt *st = book_query(pass->book, error, Q_REVIEW_RANGE, "iid", low, high, pass->as_of);
	int found = -1;

	while (st && (found = book_step(pass->book, st, error)) == 1)
		*vec_add(&pass->reviews) = (struct review_days){
			.account = sqlite3_column_int64(st, 0),
			.last = column_day(st, 1),
			.next = column_day(st, 2),
		};
	return found;
}

/* The accounts that the reader has read along with this one. */
static int read_window(struct flag_pass *pass, const struct facts_reader *reader, struct error *error)
{
	int64_t low = reader->id, high = reader->batch[reader->batch_count - 1].id;
	/* what is written may not be older than what is there; what is asked as of a day does not know more */
	day_t until = pass->known ? INT32_MAX : pass->as_of;

	pass->has_window = false;
	vec_clear(&pass->held);
	vec_clear(&pass->reviews);
	arena_clear(&pass->arena);
	pass->held_at = pass->review_at = 0;
	if (read_firings(pass, low, high, until, error) || read_marks(pass, low, high, until, error) ||
	    read_reviews(pass, low, high, error))
		return -1;
	pass->has_window = true;
	pass->window_last = high;
	return 0;
}

/* ---- one account ---- */

static void take_account(struct flag_pass *pass, int64_t account)
{
	forget_account(pass);
	for (size_t i = 0; i < pass->flags.count; i++)
		pass->place[i] = -1;
	while (pass->held_at < pass->held.count && pass->held.items[pass->held_at].account < account)
		pass->held_at++;
	for (; pass->held_at < pass->held.count && pass->held.items[pass->held_at].account == account;
	     pass->held_at++) {
		const struct held *held = &pass->held.items[pass->held_at];

		if (held->flag >= 0)
			pass->place[held->flag] = (int)pass->now.count;
		*vec_add(&pass->now) = (struct flag_now){
			.key = held->key,
			.flag = held->flag >= 0 ? pass->flags.items[held->flag] : NULL,
			.firing = held->firing,
		};
	}
}

static void take_scope(struct flag_pass *pass, const struct facts_reader *reader, const struct scored *scored)
{
	day_t last = DAY_NONE, next = DAY_NONE;

	while (pass->review_at < pass->reviews.count && pass->reviews.items[pass->review_at].account < reader->id)
		pass->review_at++;
	if (pass->review_at < pass->reviews.count && pass->reviews.items[pass->review_at].account == reader->id) {
		last = pass->reviews.items[pass->review_at].last;
		next = pass->reviews.items[pass->review_at].next;
	}
	scope_fill(reader, scored, last, next, &pass->scope);
}

/* What is said of a firing when it comes. */
static void say_firing(struct flag_pass *pass, const struct facts_reader *reader, const struct scored *scored,
		       struct flag_now *now)
{
	struct buf text = { 0 };
	struct expr_value value;

	vec_clear(&pass->records);
	expr_eval(now->flag->when, &pass->scope.input, &value, &pass->records);
	flag_say(reader, scored, &pass->records, &text);
	now->evidence = buf_take(&text);
	now->has_figure = false;
	if (now->flag->figure) {
		expr_eval(now->flag->figure, &pass->scope.input, &value, NULL);
		now->has_figure = value.known;
		now->figure = value.known ? value.number : 0;
	}
	now->fires = true;
}

static struct flag_change *add_change(struct flag_pass *pass, enum flag_step step, const struct flag_now *now)
{
	struct flag_change *change = xcalloc(1, sizeof *change);

	change->step = step;
	change->key = xstrdup(now->key);
	change->fired = now->firing.fired;
	change->cleared = now->firing.cleared;
	*pass->changes_end = change;
	pass->changes_end = &change->next;
	return change;
}

static int read_marks_of(struct flag_pass *pass, int64_t account, struct flag_now *now, struct error *error)
{
	sqlite3_stmt *st = book_query(pass->book, error, Q_MARK_RANGE, "iid", account, account,
				      pass->known ? INT32_MAX : pass->as_of);
	int found = -1;

	while (st && (found = book_step(pass->book, st, error)) == 1) {
		if (strcmp(column_string(st, 1), now->key) != 0 || column_day(st, 2) != now->firing.fired)
			continue;
		if (sqlite3_column_int(st, 3) == MARK_CLOSED)
			now->firing.closed = column_day(st, 4);
		else
			now->firing.snoozed_until = column_day(st, 5);
	}
	return found;
}

/* The one before takes its place: 1, 0 where there was none, -1. */
static int forget_firing(struct flag_pass *pass, int64_t account, struct flag_now *now, struct error *error)
{
	sqlite3_stmt *st;
	int found;

	add_change(pass, STEP_FORGET, now);
	st = book_query(pass->book, error, Q_FIRING_BEFORE, "itd", account, now->key, now->firing.fired);
	found = st ? book_step(pass->book, st, error) : -1;
	if (found < 1)
		return found;
	now->firing = (struct firing){ column_day(st, 0), column_day(st, 1), DAY_NONE, DAY_NONE };
	sqlite3_reset(st);
	return read_marks_of(pass, account, now, error) ? -1 : 1;
}

/* A firing of today; marks of one that was forgotten today are its own again. */
static int fire(struct flag_pass *pass, const struct facts_reader *reader, const struct scored *scored,
		struct flag_now *now, struct error *error)
{
	struct flag_change *change;

	free(now->evidence);
	now->evidence = NULL;
	now->firing = (struct firing){ pass->as_of, DAY_NONE, DAY_NONE, DAY_NONE };
	say_firing(pass, reader, scored, now);
	change = add_change(pass, STEP_FIRE, now);
	change->has_figure = now->has_figure;
	change->figure = now->figure;
	change->evidence = xstrdup(now->evidence);
	change->opens = now->flag->opens && now->flag->play;
	return read_marks_of(pass, reader->id, now, error);
}

/* Step by step until nothing more changes. there: it has a firing. */
static int settle(struct flag_pass *pass, const struct facts_reader *reader, const struct scored *scored,
		  struct flag_now *now, bool *there, bool holds, struct error *error)
{
	static const struct flag gone = { .retrigger_days = 0 };
	const struct flag *flag = now->flag ? now->flag : &gone;

	for (;;) {
		int found;

		switch (flag_next(flag, *there ? &now->firing : NULL, holds, pass->as_of)) {
		case FLAG_STAYS:
			return 0;
		case FLAG_FIRES:
			*there = true;
			if (fire(pass, reader, scored, now, error))
				return -1;
			break;
		case FLAG_CLEARS:
			now->firing.cleared = pass->as_of;
			add_change(pass, STEP_CLEAR, now);
			break;
		case FLAG_RETURNS:
			now->firing.cleared = DAY_NONE;
			add_change(pass, STEP_RETURN, now);
			break;
		case FLAG_FORGOTTEN:
			found = forget_firing(pass, reader->id, now, error);
			if (found < 0)
				return -1;
			*there = found > 0;
			now->fires = false;
			break;
		}
	}
}

static int look_at(struct flag_pass *pass, const struct facts_reader *reader, const struct scored *scored,
		   size_t flag, struct error *error)
{
	bool holds = expr_holds(pass->flags.items[flag]->when, &pass->scope.input);
	struct flag_now fresh = { .key = pass->flags.items[flag]->key, .flag = pass->flags.items[flag] };
	int place = pass->place[flag];
	bool there = place >= 0;
	int result;

	if (!holds && !there)
		return 0;
	result = settle(pass, reader, scored, there ? &pass->now.items[place] : &fresh, &there, holds, error);
	if (place < 0 && there)
		*vec_add(&pass->now) = fresh;
	else if (place < 0)
		free(fresh.evidence);
	else if (!there)
		pass->now.items[place].firing.fired = DAY_NONE; /* none any more: left out below */
	return result;
}

static void drop_forgotten(struct flag_pass *pass)
{
	size_t kept = 0;

	for (size_t i = 0; i < pass->now.count; i++) {
		if (pass->now.items[i].firing.fired == DAY_NONE)
			free(pass->now.items[i].evidence);
		else
			pass->now.items[kept++] = pass->now.items[i];
	}
	pass->now.count = kept;
}

int flag_pass_next(struct flag_pass *pass, const struct facts_reader *reader, const struct scored *scored,
		   struct error *error)
{
	size_t before;

	if ((!pass->has_window || reader->id > pass->window_last) && read_window(pass, reader, error))
		return -1;
	take_account(pass, reader->id);
	take_scope(pass, reader, scored);
	before = pass->now.count;
	for (size_t i = 0; i < pass->flags.count; i++)
		if (look_at(pass, reader, scored, i, error))
			return -1;
	/* those that no playbook has any more are true no more */
	for (size_t i = 0; i < before; i++) {
		bool there = true;

		if (pass->now.items[i].flag)
			continue;
		if (settle(pass, reader, scored, &pass->now.items[i], &there, false, error))
			return -1;
		if (!there)
			pass->now.items[i].firing.fired = DAY_NONE;
	}
	drop_forgotten(pass);
	return 0;
}

/* ---- what is to be written ---- */

struct flag_change *flag_pass_changes(struct flag_pass *pass)
{
	struct flag_change *changes = pass->changes;

	pass->changes = NULL;
	pass->changes_end = &pass->changes;
	return changes;
}

void flag_changes_free(struct flag_change *changes)
{
	while (changes) {
		struct flag_change *next = changes->next;

		free(changes->key);
		free(changes->evidence);
		free(changes);
		changes = next;
	}
}

static int write_change(struct book *book, int64_t account, const struct flag_change *change, struct error *error)
{
	switch (change->step) {
	case STEP_FIRE:
		if (change->opens)
			*vec_add(&book->plays_wanted) = (struct play_wanted){ account,
									      book->writing ? book->entry : 0 };
		return book_run(book, error, Q_FIRING_PUT, "itdvt", account, change->key, change->fired,
				change->has_figure ? change->figure : INT64_MIN, change->evidence);
	case STEP_FORGET:
		return book_run(book, error, Q_FIRING_DELETE, "itd", account, change->key, change->fired);
	default:
		return book_run(book, error, Q_FIRING_CLEAR, "itdd", account, change->key, change->fired,
				change->cleared);
	}
}

int flag_changes_write(struct book *book, int64_t account, const struct flag_change *changes, struct error *error)
{
	for (; changes; changes = changes->next)
		if (write_change(book, account, changes, error) < 0)
			return -1;
	return 0;
}

void flag_pass_again(struct flag_pass *pass)
{
	if (pass)
		pass->has_window = false;
}
