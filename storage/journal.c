/*
 * Entries, their changesets, undo and redo. The fact tables are attached to a session
 * by name; what is derived stays out. An undo is the inverted changesets, last first,
 * applied as an entry of its own; whatever stands in its way stops it whole.
 */
#include "storage/journal.h"

#include <string.h>

#include "storage/book_private.h"
#include "storage/changes.h"
#include "storage/config.h"
#include "storage/history.h"

/* What a row of a fact table changes when it is written, undone or done again. */
enum reach {
	REACH_ACCOUNT, /* the account whose id is its first column */
	REACH_TRACK,   /* all accounts: their track or scorecard is another */
	REACH_NONE,    /* no account */
};

static const struct fact_table {
	const char *name;
	enum reach reach;
} fact_tables[] = {
	{ "account", REACH_ACCOUNT },
	{ "account_state", REACH_ACCOUNT },
	{ "custom_field", REACH_ACCOUNT },
	{ "text_state", REACH_ACCOUNT },
	{ "import_row", REACH_ACCOUNT },
	{ "movement", REACH_ACCOUNT },
	{ "touch", REACH_ACCOUNT },
	{ "review", REACH_ACCOUNT },
	{ "track", REACH_TRACK },
	{ "stage", REACH_TRACK },
	{ "activity", REACH_TRACK },
	{ "milestone", REACH_TRACK },
	{ "task", REACH_TRACK },
	{ "evidence", REACH_TRACK },
	{ "cell", REACH_TRACK },
	{ "retired_milestone", REACH_NONE },
	{ "account_track", REACH_ACCOUNT },
	{ "stage_pass", REACH_ACCOUNT },
	{ "answer", REACH_ACCOUNT },
	{ "task_state", REACH_ACCOUNT },
	{ "cell_rating", REACH_ACCOUNT },
	{ "document", REACH_NONE },
	{ "contact", REACH_ACCOUNT },
	{ "contact_state", REACH_ACCOUNT },
	{ "outcome", REACH_ACCOUNT },
	{ "outcome_value", REACH_ACCOUNT },
	{ "promise", REACH_ACCOUNT },
	{ "promise_state", REACH_ACCOUNT },
	{ "concern", REACH_ACCOUNT },
	{ "survey", REACH_ACCOUNT },
	{ "measure", REACH_ACCOUNT },
	{ "health_override", REACH_ACCOUNT },
	{ "scorecard", REACH_TRACK },
	{ "playbook", REACH_TRACK },
	{ "flag_mark", REACH_ACCOUNT },
	{ "play", REACH_ACCOUNT },
	{ "todo", REACH_ACCOUNT },
	{ "today_mark", REACH_ACCOUNT },
	{ "review_item", REACH_ACCOUNT },
	{ "cost", REACH_NONE },
	{ "exchange_rate", REACH_NONE },
	{ "renewal_call", REACH_ACCOUNT },
	{ "opportunity", REACH_ACCOUNT },
};
enum { FACT_TABLES = sizeof fact_tables / sizeof *fact_tables };

static int session_error(int code, const char *doing, struct error *error)
{
	return error_set(error, ERROR_SYSTEM, "%s: %s", doing, sqlite3_errstr(code));
}

void journal_drop_session(struct book *book)
{
	if (book->session)
		sqlite3session_delete(book->session);
	book->session = NULL;
}

static int session_start(struct book *book, struct error *error)
{
	int code = sqlite3session_create(book->handle, "main", &book->session);

	for (int i = 0; !code && i < FACT_TABLES; i++)
		code = sqlite3session_attach(book->session, fact_tables[i].name);
	book->slice_rows = 0;
	return code ? session_error(code, "recording the change", error) : 0;
}

int book_must_write(struct book *book, struct error *error)
{
	if (book->writing)
		return 0;
	return error_set(error, ERROR_SYSTEM, "facts are written in a transaction of the journal only");
}

void book_touch(struct book *book, int64_t account)
{
	if (book->touched.count && book->touched.items[book->touched.count - 1] == account)
		return;
	*vec_add(&book->touched) = account;
}

/* A key after every entry that is there: undo goes by their order, and two may fall into one millisecond, or the
 * clock be set back. */
static int next_entry_id(struct book *book, int64_t *id, struct error *error)
{
	int64_t last;

	if (changes_last(book, &last, error))
		return -1;
	*id = book_new_id();
	if (*id <= last)
		*id = last + 1;
	return 0;
}

int journal_begin(struct book *book, struct error *error)
{
	if (book->readonly)
		return error_set(error, ERROR_READONLY, "%s is open for reading only: nothing was changed",
				 book->path);
	if (book->writing)
		BUG("a transaction within a transaction");
	if (sqlite3_exec(book->handle, "BEGIN IMMEDIATE", NULL, NULL, NULL))
		return book_error(book, "changing the book", error);
	book->writing = true;
	book->slices = 0;
	book->cause = 0;
	vec_clear(&book->touched);
	vec_clear(&book->band_changes);
	book->all_touched = false;
	if (next_entry_id(book, &book->entry, error) || session_start(book, error)) {
		journal_abort(book);
		return -1;
	}
	return 0;
}

void journal_abort(struct book *book)
{
	if (!book->writing)
		return;
	journal_drop_session(book);
	sqlite3_exec(book->handle, "ROLLBACK", NULL, NULL, NULL);
	book->writing = false;
	book->refresh_left = -1;
	if (book->all_touched) {
		book_drop_tracks(book);
		book_drop_cards(book);
	}
}

int journal_rescore(struct book *book, struct error *error)
{
	return cache_rescore(book, error);
}

static int store_changeset(struct book *book, const void *data, int size, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_ENTRY_CHANGE_INSERT, "in", book->entry, book->slices);
	int code;

	if (!st)
		return -1;
	sqlite3_bind_blob(st, 3, data, size, SQLITE_STATIC);
	code = book_step(book, st, error);
	book->slices++;
	return code;
}

/* Take what the session holds and, unless that is nothing, keep it. */
static int store_session(struct book *book, struct error *error)
{
	void *data = NULL;
	int size = 0, result = 0;
	int code = sqlite3session_changeset(book->session, &size, &data);

	journal_drop_session(book);
	if (code)
		result = session_error(code, "recording the change", error);
	else if (size > 0)
		result = store_changeset(book, data, size, error);
	sqlite3_free(data);
	return result;
}

int journal_slice(struct book *book, struct error *error)
{
	if (book->slice_rows < JOURNAL_SLICE)
		return 0;
	if (store_session(book, error))
		return -1;
	return session_start(book, error);
}

static int insert_entry(struct book *book, const struct journal_note *note, enum entry_kind kind, int64_t target,
			struct error *error)
{
	return book_run(book, error, Q_ENTRY_INSERT, "iittznzt", book->entry, clock_now(), note->who, note->action,
			note->account, (int)kind, target, note->sentence) < 0
		       ? -1
		       : 0;
}

static int commit(struct book *book, struct error *error)
{
	if (sqlite3_exec(book->handle, "COMMIT", NULL, NULL, NULL))
		return book_error(book, "writing the change", error);
	book->writing = false;
	return 0;
}

static int commit_noted(struct book *book, const struct journal_note *note, int64_t *entry, struct error *error)
{
	/* In this order: what is derived is then written past the session, which would look at each row. */
	if (store_session(book, error) || cache_rescore(book, error) || history_cause(book, note->sentence, error))
		return -1;
	*entry = book->slices ? book->entry : 0;
	if (book->slices && insert_entry(book, note, ENTRY_DONE, book->cause, error))
		return -1;
	return commit(book, error);
}

int journal_commit(struct book *book, const struct journal_note *note, int64_t *entry, struct error *error)
{
	int64_t id = 0;

	if (book_must_write(book, error))
		return -1;
	if (commit_noted(book, note, &id, error)) {
		journal_abort(book);
		return -1;
	}
	if (entry)
		*entry = id;
	return 0;
}

void entry_clear(struct entry *entry)
{
	free(entry->who);
	free(entry->action);
	free(entry->sentence);
	*entry = (struct entry){ 0 };
}

/* Put names for the {a:ID} and {m:ID} of a sentence's template. */
char *journal_sentence(struct book *book, const char *template, struct error *error)
{
	struct buf out = { 0 };

	while (*template) {
		const char *open = strchr(template, '{');
		char *end;
		int64_t id;
		sqlite3_stmt *st;

		if (!open || (open[1] != 'a' && open[1] != 'm') || open[2] != ':') {
			size_t size = open ? (size_t)(open - template) + 1 : strlen(template);

			buf_add(&out, template, size);
			template += size;
			continue;
		}
		buf_add(&out, template, (size_t)(open - template));
		id = strtoll(open + 3, &end, 10);
		template = *end == '}' ? end + 1 : open + 3;
		st = book_query(book, error, open[1] == 'a' ? Q_ACCOUNT_NAME : Q_MILESTONE_QUESTION, "i", id);
		if (st && book_step(book, st, error) == 1) {
			buf_str(&out, column_string(st, 0));
			sqlite3_reset(st);
		} else {
			buf_str(&out, open[1] == 'a' ? "an account that is gone" : "a milestone that is gone");
		}
	}
	return buf_take(&out);
}

/* An entry's sentence as it is stored, names not filled in. Yours to free. */
static char *sentence_template(struct book *book, int64_t entry, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_ENTRY_GET, "i", entry);
	char *text = NULL;

	if (st && book_step(book, st, error) == 1) {
		text = column_copy(st, 8);
		sqlite3_reset(st);
	}
	return text ? text : xstrdup("");
}

/* The entry in the statement's row; its columns are those of entry_get. */
static void read_entry(struct book *book, sqlite3_stmt *st, struct entry *out, struct error *error)
{
	*out = (struct entry){
		.id = sqlite3_column_int64(st, 0),
		.at = sqlite3_column_int64(st, 1),
		.who = column_copy(st, 2),
		.action = column_copy(st, 3),
		.account = sqlite3_column_int64(st, 4),
		.kind = (enum entry_kind)sqlite3_column_int(st, 5),
		.target = sqlite3_column_int64(st, 6),
		.undone_by = sqlite3_column_int64(st, 7),
	};
	out->sentence = journal_sentence(book, column_string(st, 8), error);
}

static int single_entry(struct book *book, sqlite3_stmt *st, struct entry *out, const char *missing,
			struct error *error)
{
	int found = st ? book_step(book, st, error) : -1;

	*out = (struct entry){ 0 };
	if (found < 0)
		return -1;
	if (!found)
		return error_set(error, ERROR_NOT_FOUND, "%s", missing);
	read_entry(book, st, out, error);
	sqlite3_reset(st);
	return 0;
}

int journal_next_undo(struct book *book, const char *who, struct entry *out, struct error *error)
{
	return single_entry(book, book_query(book, error, Q_ENTRY_NEXT_UNDO, "t", who), out,
			    "there is nothing of yours to undo", error);
}

int journal_next_redo(struct book *book, const char *who, struct entry *out, struct error *error)
{
	return single_entry(book, book_query(book, error, Q_ENTRY_NEXT_REDO, "t", who), out,
			    "there is nothing of yours to redo", error);
}

int journal_entry(struct book *book, int64_t id, struct entry *out, struct error *error)
{
	return single_entry(book, book_query(book, error, Q_ENTRY_GET, "i", id), out,
			    "there is no such entry; \"waymark log\" lists them", error);
}

static enum reach reach_of(const char *table)
{
	for (int i = 0; i < FACT_TABLES; i++)
		if (!strcmp(table, fact_tables[i].name))
			return fact_tables[i].reach;
	return REACH_NONE;
}

/* Mark the accounts that a changeset names. */
static int touch_changeset(struct book *book, const void *data, int size, struct error *error)
{
	sqlite3_changeset_iter *iter;
	int code = sqlite3changeset_start(&iter, size, (void *)(uintptr_t)data);

	while (!code && sqlite3changeset_next(iter) == SQLITE_ROW) {
		const char *table;
		int columns, operation, indirect;
		sqlite3_value *value = NULL;
		enum reach reach;

		code = sqlite3changeset_op(iter, &table, &columns, &operation, &indirect);
		if (code)
			break;
		reach = reach_of(table);
		if (reach == REACH_TRACK)
			book->all_touched = true, book->only_cards = false;
		if (reach != REACH_ACCOUNT)
			continue;
		code = operation == SQLITE_INSERT ? sqlite3changeset_new(iter, 0, &value)
						  : sqlite3changeset_old(iter, 0, &value);
		if (!code && value)
			book_touch(book, sqlite3_value_int64(value));
	}
	if (!code)
		code = sqlite3changeset_finalize(iter);
	return code ? session_error(code, "reading a change", error) : 0;
}

static int stop_at_conflict(void *data, int reason, sqlite3_changeset_iter *iter)
{
	(void)iter;
	*(int *)data = reason;
	return SQLITE_CHANGESET_ABORT;
}

/* Apply the inverse of one stored changeset and keep that as this entry's. */
static int apply_inverse(struct book *book, const void *data, int size, bool *conflict, struct error *error)
{
	void *inverse = NULL;
	int inverse_size = 0, reason = 0, result = 0;
	int code = sqlite3changeset_invert(size, data, &inverse_size, &inverse);

	if (!code) {
		code = sqlite3changeset_apply(book->handle, inverse_size, inverse, NULL, stop_at_conflict, &reason);
		*conflict = code && reason;
	}
	if (code)
		result = session_error(code, "undoing", error);
	else if (touch_changeset(book, inverse, inverse_size, error) ||
		 store_changeset(book, inverse, inverse_size, error))
		result = -1;
	sqlite3_free(inverse);
	return result;
}

static int apply_entry(struct book *book, int64_t entry, bool *conflict, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_ENTRY_CHANGES_BACKWARDS, "i", entry);
	struct {
		void *data;
		int size;
	} piece;
	int found, result = 0;

	if (!st)
		return -1;
	while (!result && (found = book_step(book, st, error)) == 1) {
		/* Copied: applying runs statements of its own while this one stands. */
		piece.size = sqlite3_column_bytes(st, 1);
		piece.data = xmalloc((size_t)piece.size + 1);
		memcpy(piece.data, sqlite3_column_blob(st, 1), (size_t)piece.size);
		result = apply_inverse(book, piece.data, piece.size, conflict, error);
		free(piece.data);
	}
	sqlite3_reset(st);
	return result || found < 0 ? -1 : 0;
}

/* The entry that stands in the way, as far as can be told: the latest later one of the account. */
static int say_conflict(struct book *book, const struct entry *entry, struct error *error)
{
	const char *verb = entry->kind == ENTRY_UNDO ? "take back" : "undo";
	struct error ignored;
	struct entry later = { 0 };
	sqlite3_stmt *st = entry->account
				   ? book_query(book, &ignored, Q_ENTRY_LIST_ACCOUNT, "ni", 1, entry->account)
				   : book_query(book, &ignored, Q_ENTRY_LIST, "n", 1);

	if (st && book_step(book, st, &ignored) == 1 && sqlite3_column_int64(st, 0) != entry->id) {
		read_entry(book, st, &later, &ignored);
		error_set(error, ERROR_CONFLICT,
			  "cannot %s \"%s\": a later change stands in the way (%s: %s); nothing "
			  "was changed",
			  verb, entry->sentence, later.who, later.sentence);
	} else {
		error_set(error, ERROR_CONFLICT,
			  "cannot %s \"%s\": what it wrote was changed since; nothing was changed", verb,
			  entry->sentence);
	}
	if (st)
		sqlite3_reset(st);
	entry_clear(&later);
	return -1;
}

/* What followed from the entry by itself goes with it, the latest first. */
static int apply_caused(struct book *book, int64_t entry, bool *conflict, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_ENTRY_CAUSED, "i", entry);
	struct ids caused = { 0 };
	int result = -1;

	while (st && (result = book_step(book, st, error)) == 1)
		*vec_add(&caused) = sqlite3_column_int64(st, 0);
	for (size_t i = 0; i < caused.count && !result; i++)
		if (apply_entry(book, caused.items[i], conflict, error) ||
		    book_run(book, error, Q_ENTRY_SET_UNDONE, "ii", caused.items[i], book->entry) < 0)
			result = -1;
	vec_free(&caused);
	return result;
}

/* Within the open transaction. */
static int revert(struct book *book, const struct journal_note *note, const struct entry *entry, bool *conflict,
		  struct error *error)
{
	bool redo = entry->kind == ENTRY_UNDO;

	/* Changesets are made from the stored ones, not recorded again. */
	sqlite3session_enable(book->session, 0);
	/* The entry first: a changeset without one would count as a broken reference of what is applied. */
	if (insert_entry(book, note, redo ? ENTRY_REDO : ENTRY_UNDO, entry->id, error) ||
	    (!redo && apply_caused(book, entry->id, conflict, error)) ||
	    apply_entry(book, entry->id, conflict, error))
		return -1;
	if (book->all_touched) {
		book_drop_tracks(book);
		book_drop_cards(book);
	}
	if (book_run(book, error, Q_ENTRY_SET_UNDONE, "ii", entry->id, book->entry) < 0)
		return -1;
	/* A redo puts the first entry in force again, and what went with it. */
	if (redo && (book_run(book, error, Q_ENTRY_SET_UNDONE, "iz", entry->target, (int64_t)0) < 0 ||
		     book_run(book, error, Q_ENTRY_CAUSED_AGAIN, "ii", entry->target, entry->id) < 0))
		return -1;
	journal_drop_session(book);
	return cache_rescore(book, error) || history_cause(book, note->sentence, error) ? -1 : 0;
}

int journal_revert(struct book *book, const char *who, const struct entry *entry, struct ids *touched,
		   struct error *error)
{
	struct entry now;
	bool conflict = false;
	char *template, *sentence;
	int result;

	if (journal_begin(book, error))
		return -1;
	/* Someone may have undone it between the look and the lock. */
	if (journal_entry(book, entry->id, &now, error)) {
		journal_abort(book);
		return -1;
	}
	if (now.undone_by || now.kind == ENTRY_REDO) {
		journal_abort(book);
		entry_clear(&now);
		return error_set(error, ERROR_CONFLICT, "\"%s\" %s; nothing was changed", entry->sentence,
				 now.kind == ENTRY_REDO ? "is a redo: undo the entry it redid"
							: "has been taken back already");
	}
	template = sentence_template(book, now.id, error);
	sentence = xasprintf("%s: %s", now.kind == ENTRY_UNDO ? "did again" : "undid",
			     now.kind == ENTRY_UNDO && !strncmp(template, "undid: ", 7) ? template + 7 : template);
	result = revert(
		book,
		&(struct journal_note){ who, now.kind == ENTRY_UNDO ? "redo" : "undo", now.account, sentence },
		&now, &conflict, error);
	if (!result && touched)
		for (size_t i = 0; i < book->touched.count; i++)
			*vec_add(touched) = book->touched.items[i];
	if (!result)
		result = commit(book, error);
	if (result)
		journal_abort(book);
	if (result && conflict)
		say_conflict(book, &now, error);
	free(template);
	free(sentence);
	entry_clear(&now);
	return result;
}

int journal_each(struct book *book, int64_t account, int limit, bool (*each)(void *data, const struct entry *),
		 void *data, struct error *error)
{
	VEC(struct entry) entries = { 0 };
	sqlite3_stmt *st = account ? book_query(book, error, Q_ENTRY_LIST_ACCOUNT, "ni", limit, account)
				   : book_query(book, error, Q_ENTRY_LIST, "n", limit);
	int found;

	if (!st || book_read_begin(book, error))
		return -1;
	while ((found = book_step(book, st, error)) == 1)
		read_entry(book, st, vec_add(&entries), error);
	book_read_end(book);
	for (size_t i = 0; i < entries.count; i++) {
		if (found == 0 && !each(data, &entries.items[i]))
			found = 2; /* told to stop */
		entry_clear(&entries.items[i]);
	}
	vec_free(&entries);
	return found < 0 ? -1 : 0;
}
