/* Writing what an account is: its row, dated state, custom fields, tracks, import memory. */
#include <string.h>

#include "core/ids.h"
#include "core/text.h"
#include "storage/book_private.h"
#include "storage/facts_store.h"
#include "storage/plays.h"

static void say_changed(bool *changed, bool value)
{
	if (changed)
		*changed = value;
}

static bool same_text(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

static int account_must_exist(struct book *book, int64_t account, struct error *error)
{
	sqlite3_stmt *st;
	int found;

	if (book_must_write(book, error))
		return -1;
	st = book_query(book, error, Q_ACCOUNT_EXISTS, "i", account);
	found = st ? book_step(book, st, error) : -1;
	if (found < 0)
		return -1;
	sqlite3_reset(st);
	return found ? 0 : error_set(error, ERROR_NOT_FOUND, "there is no such account");
}

/* Tracks about accounts are for those, tracks about the organisation for itself, which has them all. */
static int check_subject(struct book *book, int64_t account, int64_t track, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_TRACK_GET, "i", track);
	int found = st ? book_step(book, st, error) : -1;
	bool organisation = account == ORGANISATION_ID;
	int result = 0;

	if (found < 1)
		return found < 0 ? -1 : error_set(error, ERROR_NOT_FOUND, "there is no such track in this book");
	if (organisation != (sqlite3_column_int(st, 4) == SUBJECT_ORGANISATION))
		result = error_set(error, ERROR_INPUT,
				   organisation
					   ? "the track %s is about accounts, not about the organisation; it has "
					     "all those that are about it"
					   : "the track %s is about the organisation, not about accounts; name "
					     "one whose subject is account: \"waymark track list\" shows it",
				   column_string(st, 1));
	sqlite3_reset(st);
	return result;
}

static int give_track(struct book *book, int64_t account, int64_t track, struct error *error)
{
	if (!track && book->default_track && *book->default_track) {
		sqlite3_stmt *st;
		int found;

		track = id_track(book->default_track);
		st = book_query(book, error, Q_TRACK_GET, "i", track);
		found = st ? book_step(book, st, error) : -1;
		if (found < 0)
			return -1;
		sqlite3_reset(st);
		if (!found)
			return error_set(
				error, ERROR_INPUT,
				"the option default_track names %s, which this book does not have; \"waymark track "
				"list\" shows those it has",
				book->default_track);
	}
	if (!track)
		return 0;
	if (check_subject(book, account, track, error))
		return -1;
	return book_run(book, error, Q_ASSIGN_PUT, "iin", account, track, 1) < 0 ? -1 : 0;
}

int account_insert(struct book *book, const struct account_fields *fields, int64_t *id, struct error *error)
{
	const char *key = fields->key_id ? fields->key_id : fields->external_id;
	char *folded;
	int done;

	if (book_must_write(book, error))
		return -1;
	*id = key ? id_account(fields->source ? fields->source : "", key) : book_new_id();
	folded = text_fold(fields->name);
	done = book_run(book, error, Q_ACCOUNT_INSERT, "itttttd", *id, fields->source, fields->external_id,
			fields->name, folded, fields->currency, fields->start);
	free(folded);
	if (done < 0) {
		if (sqlite3_extended_errcode(book->handle) == SQLITE_CONSTRAINT_PRIMARYKEY)
			error_set(error, ERROR_INPUT, "there is an account with the id %s already",
				  key ? key : "drawn for it");
		return -1;
	}
	book_touch(book, *id);
	return give_track(book, *id, fields->track, error);
}

static const enum query text_setters[] = {
	[ACCOUNT_CURRENCY] = Q_ACCOUNT_SET_CURRENCY,
	[ACCOUNT_DEFINITION_OF_SUCCESS] = Q_ACCOUNT_SET_DEFINITION,
	[ACCOUNT_SUCCESS_MEASURE] = Q_ACCOUNT_SET_MEASURE,
	[ACCOUNT_MASTER_NARRATIVE] = Q_ACCOUNT_SET_NARRATIVE,
	[ACCOUNT_VALUE_PATH] = Q_ACCOUNT_SET_PATH,
};
static const int text_columns[] = { 3, 4, 6, 7, 8, 9 }; /* of account_get, by enum account_text */

/* Movements are in one currency, which is the account's. */
static int check_currency(struct book *book, int64_t account, const char *currency, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_MOVEMENT_CURRENCY, "i", account);
	int found = st ? book_step(book, st, error) : -1;
	int result = found < 0 ? -1 : 0;

	if (found > 0 && !same_text(column_string(st, 0), currency))
		result = error_set(
			error, ERROR_INPUT,
			"the account's movements are in %s, so its currency cannot become %s: amounts of two "
			"currencies are never added",
			column_string(st, 0), currency ? currency : "empty");
	if (found > 0)
		sqlite3_reset(st);
	return result;
}

/* The names of the texts that a score can read, as their words have them. */
static const char *const text_keys[] = {
	[ACCOUNT_DEFINITION_OF_SUCCESS] = "definition_of_success",
	[ACCOUNT_SUCCESS_MEASURE] = "success_measure",
	[ACCOUNT_MASTER_NARRATIVE] = "master_narrative",
	[ACCOUNT_VALUE_PATH] = "value_path",
};

static bool is_filled(const char *text)
{
	return text && text[strspn(text, " \t\r\n")];
}

/* The first number of a row; none where there is no row. 0, -1. */
static int read_bool(struct book *book, sqlite3_stmt *st, bool none, bool *out, struct error *error)
{
	int found = st ? book_step(book, st, error) : -1;

	*out = found > 0 ? sqlite3_column_int(st, 0) != 0 : none;
	if (found > 0)
		sqlite3_reset(st);
	return found < 0 ? -1 : 0;
}

/* A text was filled in, or emptied, on a day. What was said of later days goes: this is known by now. */
static int put_filled(struct book *book, int64_t account, const char *key, bool was, bool is, day_t on,
		      struct error *error)
{
	bool first, before;

	if (was == is || on == DAY_NONE || account == ORGANISATION_ID)
		return 0;
	if (read_bool(book, book_query(book, error, Q_TEXT_STATE_FIRST, "it", account, key), !was, &first, error) ||
	    read_bool(book, book_query(book, error, Q_TEXT_STATE_BEFORE, "itd", account, key, on), !first, &before,
		      error) ||
	    book_run(book, error, Q_TEXT_STATE_DELETE, "itd", account, key, on) < 0)
		return -1;
	if (before != is && book_run(book, error, Q_TEXT_STATE_INSERT, "itdn", account, key, on, (int)is) < 0)
		return -1;
	book_touch(book, account);
	return 0;
}

int account_set_text(struct book *book, int64_t account, enum account_text field, const char *value, day_t on,
		     bool *changed, struct error *error)
{
	sqlite3_stmt *st;
	int found, done;
	bool same, was;

	if (book_must_write(book, error))
		return -1;
	st = book_query(book, error, Q_ACCOUNT_GET, "i", account);
	found = st ? book_step(book, st, error) : -1;
	if (found < 1)
		return found < 0 ? -1 : error_set(error, ERROR_NOT_FOUND, "there is no such account");
	same = same_text(column_string(st, text_columns[field]), value);
	was = is_filled(column_string(st, text_columns[field]));
	sqlite3_reset(st);
	say_changed(changed, !same);
	if (same)
		return 0;
	if (field == ACCOUNT_NAME) {
		char *folded = text_fold(value ? value : "");

		if (!value || !*value) {
			free(folded);
			return error_set(error, ERROR_INPUT, "name: an account needs one");
		}
		done = book_run(book, error, Q_ACCOUNT_SET_NAME, "itt", account, value, folded);
		free(folded);
	} else {
		if (field == ACCOUNT_CURRENCY && check_currency(book, account, value, error))
			return -1;
		done = book_run(book, error, text_setters[field], "it", account, value);
		if (done >= 0 && field != ACCOUNT_CURRENCY)
			done = put_filled(book, account, text_keys[field], was, is_filled(value), on, error);
	}
	book_touch(book, account);
	return done < 0 ? -1 : 0;
}

int account_set_start(struct book *book, int64_t account, day_t start, bool *changed, struct error *error)
{
	sqlite3_stmt *st;
	int found;
	bool same;

	if (book_must_write(book, error))
		return -1;
	st = book_query(book, error, Q_ACCOUNT_GET, "i", account);
	found = st ? book_step(book, st, error) : -1;
	if (found < 1)
		return found < 0 ? -1 : error_set(error, ERROR_NOT_FOUND, "there is no such account");
	same = column_day(st, 5) == start;
	sqlite3_reset(st);
	say_changed(changed, !same);
	if (same)
		return 0;
	book_touch(book, account);
	if (book_run(book, error, Q_ACCOUNT_SET_START, "id", account, start) < 0)
		return -1;
	return plays_replan(book, account, error);
}

/* What holds on a day: the latest said up to it, member by member. */
struct held {
	char *segment, *csm, *next_step;
	int status;  /* -1: never said */
	int renewal; /* 0: none */
	bool any;    /* the account has state rows at all */
};

static void hold(char **slot, const char *said)
{
	if (!said)
		return;
	free(*slot);
	*slot = xstrdup(said);
}

static int read_held(struct book *book, int64_t account, day_t on, struct held *held, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_STATE_LIST, "i", account);
	int found = -1;

	*held = (struct held){ .status = -1 };
	while (st && (found = book_step(book, st, error)) == 1) {
		held->any = true;
		if (sqlite3_column_int(st, 1) > on)
			continue;
		hold(&held->segment, column_string(st, 2));
		hold(&held->csm, column_string(st, 3));
		if (sqlite3_column_type(st, 4) != SQLITE_NULL)
			held->status = sqlite3_column_int(st, 4);
		if (sqlite3_column_type(st, 5) != SQLITE_NULL)
			held->renewal = sqlite3_column_int(st, 5);
		hold(&held->next_step, column_string(st, 6));
	}
	return found;
}

static void held_free(struct held *held)
{
	free(held->segment);
	free(held->csm);
	free(held->next_step);
}

static bool differs(bool says, const char *said, const char *held)
{
	return says && strcmp(said ? said : "", held ? held : "");
}

/* Which members of state say something new. */
static struct account_state only_news(const struct account_state *state, const struct held *held)
{
	struct account_state news = *state;
	int renewal = state->renewal == DAY_NONE ? 0 : state->renewal;

	news.says_segment = differs(state->says_segment, state->segment, held->segment);
	news.says_csm = differs(state->says_csm, state->csm, held->csm);
	news.says_next_step = differs(state->says_next_step, state->next_step, held->next_step);
	news.says_status = state->says_status && (int)state->status != held->status;
	news.says_renewal = state->says_renewal && renewal != held->renewal;
	return news;
}

static const char *said(bool says, const char *text)
{
	return !says ? NULL : text ? text : "";
}

static int update_state(struct book *book, int64_t account, day_t on, const struct account_state *news,
			struct error *error)
{
	int renewal = news->renewal == DAY_NONE ? 0 : news->renewal;

	if (book_run(book, error, Q_STATE_INSERT, "id", account, on) < 0)
		return -1;
	if (news->says_segment &&
	    book_run(book, error, Q_STATE_SET_SEGMENT, "idt", account, on, said(true, news->segment)) < 0)
		return -1;
	if (news->says_csm && book_run(book, error, Q_STATE_SET_CSM, "idt", account, on, said(true, news->csm)) < 0)
		return -1;
	if (news->says_status &&
	    book_run(book, error, Q_STATE_SET_STATUS, "idn", account, on, (int)news->status) < 0)
		return -1;
	if (news->says_renewal && book_run(book, error, Q_STATE_SET_RENEWAL, "idn", account, on, renewal) < 0)
		return -1;
	if (news->says_next_step &&
	    book_run(book, error, Q_STATE_SET_NEXT_STEP, "idt", account, on, said(true, news->next_step)) < 0)
		return -1;
	return 0;
}

/* The account's first state: one row in one statement, for imports. */
static int insert_state(struct book *book, int64_t account, day_t on, const struct account_state *news,
			struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_STATE_PUT, "idtt", account, on,
				      said(news->says_segment, news->segment), said(news->says_csm, news->csm));

	if (!st)
		return -1;
	/* Statements keep their bindings: what is not said must be bound as NULL. */
	sqlite3_bind_null(st, 5);
	sqlite3_bind_null(st, 6);
	if (news->says_status)
		sqlite3_bind_int(st, 5, (int)news->status);
	if (news->says_renewal)
		sqlite3_bind_int(st, 6, news->renewal == DAY_NONE ? 0 : news->renewal);
	sqlite3_bind_text(st, 7, said(news->says_next_step, news->next_step), -1, SQLITE_STATIC);
	book->slice_rows++;
	return book_step(book, st, error);
}

int account_set_state(struct book *book, int64_t account, day_t on, const struct account_state *state,
		      bool *changed, struct error *error)
{
	struct account_state news;
	struct held held;
	bool any;
	int result;

	say_changed(changed, false);
	if (book_must_write(book, error))
		return -1;
	result = read_held(book, account, on, &held, error);
	if (!result) {
		news = only_news(state, &held);
		any = news.says_segment || news.says_csm || news.says_status || news.says_renewal ||
		      news.says_next_step;
		if (any) {
			result = held.any ? update_state(book, account, on, &news, error)
					  : insert_state(book, account, on, &news, error);
			book_touch(book, account);
			say_changed(changed, true);
		}
		if (!result && news.says_renewal)
			result = plays_replan(book, account, error);
	}
	held_free(&held);
	return result;
}

static int read_custom_filled(struct book *book, int64_t account, const char *key, bool *filled,
			      struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_CUSTOM_GET, "it", account, key);
	int found = st ? book_step(book, st, error) : -1;

	*filled = found > 0 && is_filled(column_string(st, 0));
	if (found > 0)
		sqlite3_reset(st);
	return found < 0 ? -1 : 0;
}

int account_set_custom(struct book *book, int64_t account, const char *key, const char *value, day_t on,
		       bool *changed, struct error *error)
{
	bool was = false, dated = on != DAY_NONE;
	char *name;
	int rows;

	if (book_must_write(book, error) || (dated && read_custom_filled(book, account, key, &was, error)))
		return -1;
	if (value && *value)
		rows = book_run(book, error, Q_CUSTOM_PUT, "itt", account, key, value);
	else
		rows = book_run(book, error, Q_CUSTOM_DELETE, "it", account, key);
	if (rows < 0)
		return -1;
	say_changed(changed, rows > 0);
	if (!rows || !dated)
		return 0;
	/* Of a custom field a score reads no more than whether it is filled in. */
	name = xasprintf("custom.%s", key);
	rows = put_filled(book, account, name, was, is_filled(value), on, error);
	free(name);
	return rows;
}

int account_assign_track(struct book *book, int64_t account, int64_t track, bool main, bool *changed,
			 struct error *error)
{
	sqlite3_stmt *st;
	int found, rows = 0;
	bool first;

	if (account_must_exist(book, account, error) || check_subject(book, account, track, error))
		return -1;
	st = book_query(book, error, Q_ASSIGN_LIST, "i", account);
	found = st ? book_step(book, st, error) : -1;
	if (found < 0)
		return -1;
	first = !found;
	sqlite3_reset(st);
	st = book_query(book, error, Q_ASSIGN_GET, "ii", account, track);
	found = st ? book_step(book, st, error) : -1;
	if (found < 0)
		return -1;
	sqlite3_reset(st);
	/* An account's first track is its main one; a track that it has stays what it is unless told. */
	if (!found || main)
		rows = book_run(book, error, Q_ASSIGN_PUT, "iin", account, track, (int)(main || first));
	if (rows >= 0 && main) {
		int others = book_run(book, error, Q_ASSIGN_ONLY_MAIN, "ii", account, track);

		rows = others < 0 ? -1 : rows + others;
	}
	if (rows < 0)
		return -1;
	say_changed(changed, rows > 0);
	book_touch(book, account);
	return 0;
}

/* The first of the tracks that it still has becomes its main one. */
static int next_main(struct book *book, int64_t account, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_ASSIGN_LIST, "i", account);
	int found = st ? book_step(book, st, error) : -1;
	int64_t next;

	if (found < 1)
		return found;
	next = sqlite3_column_int64(st, 0);
	sqlite3_reset(st);
	return book_run(book, error, Q_ASSIGN_PUT, "iin", account, next, 1) < 0 ? -1 : 0;
}

int account_drop_track(struct book *book, int64_t account, int64_t track, bool *changed, struct error *error)
{
	sqlite3_stmt *st;
	bool main = false;
	int found;

	say_changed(changed, false);
	if (account_must_exist(book, account, error))
		return -1;
	st = book_query(book, error, Q_ASSIGN_GET, "ii", account, track);
	found = st ? book_step(book, st, error) : -1;
	if (found < 1)
		return found;
	main = sqlite3_column_int(st, 0) != 0;
	sqlite3_reset(st);
	if (book_run(book, error, Q_ASSIGN_DELETE, "ii", account, track) < 0 ||
	    (main && next_main(book, account, error)))
		return -1;
	say_changed(changed, true);
	book_touch(book, account);
	return 0;
}

int import_memory_get(struct book *book, int64_t account, const char *source, char **fields, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_MEMORY_GET, "it", account, source);
	int found = st ? book_step(book, st, error) : -1;

	*fields = NULL;
	if (found < 1)
		return found;
	*fields = column_copy(st, 0);
	sqlite3_reset(st);
	return 0;
}

int import_memory_set(struct book *book, int64_t account, const char *source, const char *fields,
		      struct error *error)
{
	if (book_must_write(book, error))
		return -1;
	return book_run(book, error, Q_MEMORY_PUT, "itt", account, source, fields) < 0 ? -1 : 0;
}
