/*
 * The derived tables: a row an account with its stage and health, and the roll-up
 * of them by CSM, segment, currency, status and band. Both are of one date, the book's today.
 */
#include <stdio.h>
#include <string.h>

#include "core/ids.h"
#include "storage/derived.h"
#include "storage/history.h"
#include "storage/portfolio.h"
#include "storage/rescore.h"

enum {
	ONE_PASS_FROM = 100, /* as many accounts to rescore may be read in one pass over those between them */
	ONE_PASS_PART =
		3, /* where they are one in so many of those: one read alone costs as much as three in a pass */
	REFRESH_WAIT = 20, /* ms that a refresh behind the screen waits for a lock */
	KEY_SIZE = 160,
	RULES = 3,	      /* how this program derives the tables: what another version derived is made anew */
	PAGE_CACHE_KB = 2000, /* SQLite's own default */
	REBUILD_CACHE_KB = 64000,
};

/* What a score depends on beside the facts: scores made under another key are not mixed in. */
static void cache_key(const struct book *book, char key[KEY_SIZE])
{
	const struct health_limits *limits = &book->options.limits;

	snprintf(key, KEY_SIZE, "%s %s; cadence %d; pace %d %d; rules %d", book->options.scorecard->name,
		 book->options.scorecard->version, limits->cadence_days, limits->pace.behind, limits->pace.stuck,
		 RULES);
}

/* Changes to the roll-up, gathered and written once. */
struct delta {
	char *csm, *segment, *currency;
	int status, band;
	int64_t accounts, arr;
	int64_t hash;
	size_t next; /* of the same bucket, + 1 */
};

enum { BUCKETS = 1024 };

struct deltas {
	VEC(struct delta) items;
	size_t buckets[BUCKETS]; /* index + 1 */
	/* What was shown before, where that is known: of the one account, or of all in order. */
	VEC(struct shown) before;
	size_t next_before;
	VEC(struct shown) news; /* what is shown otherwise from now on */
};

static void delta_add(struct deltas *deltas, const struct delta *part, int sign)
{
	char numbers[32];
	struct delta *delta;
	int64_t hash;
	size_t at;

	snprintf(numbers, sizeof numbers, "%d %d", part->status, part->band);
	hash = id_hash(part->csm, part->segment, part->currency, numbers, NULL);
	for (at = deltas->buckets[hash % BUCKETS]; at; at = deltas->items.items[at - 1].next)
		if (deltas->items.items[at - 1].hash == hash)
			break;
	if (!at) {
		delta = vec_add(&deltas->items);
		*delta = (struct delta){
			.csm = xstrdup(part->csm),
			.segment = xstrdup(part->segment),
			.currency = xstrdup(part->currency),
			.status = part->status,
			.band = part->band,
			.hash = hash,
			.next = deltas->buckets[hash % BUCKETS],
		};
		at = deltas->buckets[hash % BUCKETS] = deltas->items.count;
	}
	delta = &deltas->items.items[at - 1];
	delta->accounts += sign;
	delta->arr += sign * part->arr;
}

/* A part of the roll-up, and of the totals over all CSMs and segments. */
static int delta_write(struct book *book, const struct delta *d, struct error *error)
{
	if (!d->accounts && !d->arr)
		return 0;
	if (book_run(book, error, Q_ROLLUP_ADD, "tttnnii", d->csm, d->segment, d->currency, d->status, d->band,
		     d->accounts, d->arr) < 0 ||
	    book_run(book, error, Q_TOTAL_ADD, "tnnii", d->currency, d->status, d->band, d->accounts, d->arr) < 0)
		return -1;
	/* Where none went away, none of them came to nothing. */
	if (d->accounts < 0 && (book_run(book, error, Q_ROLLUP_PRUNE, "tttnn", d->csm, d->segment, d->currency,
					 d->status, d->band) < 0 ||
				book_run(book, error, Q_TOTAL_PRUNE, "tnn", d->currency, d->status, d->band) < 0))
		return -1;
	return 0;
}

static int deltas_write(struct book *book, struct deltas *deltas, struct error *error)
{
	int result = 0;

	for (size_t i = 0; i < deltas->items.count; i++) {
		struct delta *d = &deltas->items.items[i];

		if (!result)
			result = delta_write(book, d, error);
		free(d->csm);
		free(d->segment);
		free(d->currency);
	}
	vec_free(&deltas->items);
	if (!result)
		result = history_keep(book, deltas->news.items, deltas->news.count, error);
	vec_free(&deltas->news);
	vec_free(&deltas->before);
	return result;
}

static int column_health(sqlite3_stmt *st, int column)
{
	return sqlite3_column_type(st, column) == SQLITE_NULL ? HEALTH_UNKNOWN : sqlite3_column_int(st, column);
}

/* Remember what is shown where it is another than before. */
static void note_shown(struct deltas *deltas, const struct shown *shown)
{
	while (deltas->next_before < deltas->before.count &&
	       deltas->before.items[deltas->next_before].account < shown->account)
		deltas->next_before++;
	if (deltas->next_before < deltas->before.count &&
	    deltas->before.items[deltas->next_before].account == shown->account &&
	    shown_same(&deltas->before.items[deltas->next_before], shown))
		return;
	*vec_add(&deltas->news) = *shown;
}

/* Take the account's part out of the roll-up, where it has a row: 1, 0 without one, -1. */
static int forget_old(struct book *book, int64_t account, struct deltas *deltas, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_CACHE_ROLLUP_PART, "i", account);
	int found = st ? book_step(book, st, error) : -1;

	if (found < 1)
		return found;
	delta_add(deltas,
		  &(struct delta){
			  .csm = (char *)(uintptr_t)column_string(st, 0),
			  .segment = (char *)(uintptr_t)column_string(st, 1),
			  .currency = (char *)(uintptr_t)column_string(st, 2),
			  .status = sqlite3_column_int(st, 3),
			  .band = sqlite3_column_int(st, 4),
			  .arr = sqlite3_column_int64(st, 5),
		  },
		  -1);
	vec_clear(&deltas->before);
	deltas->next_before = 0;
	if (sqlite3_column_int(st, 6)) /* 0: made by other rules, before which nothing may have been kept */
		*vec_add(&deltas->before) = (struct shown){
			.account = account,
			.hundredths = column_health(st, 7),
			.band = sqlite3_column_int(st, 4),
			.confidence = sqlite3_column_int(st, 8),
		};
	sqlite3_reset(st);
	return 1;
}

/* Write the account's rows, and keep what that does to the roll-up. */
static int put_rows(struct book *book, const struct derived *derived, const struct derived_lens *lenses, bool first,
		    struct deltas *deltas, struct error *error)
{
	delta_add(deltas,
		  &(struct delta){
			  .csm = (char *)(uintptr_t)derived->csm,
			  .segment = (char *)(uintptr_t)derived->segment,
			  .currency = (char *)(uintptr_t)derived->currency,
			  .status = (int)derived->status,
			  .band = (int)derived->band,
			  .arr = derived->arr,
		  },
		  1);
	note_shown(deltas, &(struct shown){ derived->account, derived->hundredths, (int)derived->band,
					    derived->confidence, derived->card });
	return derived_write(book, derived, lenses, first, error);
}

/* Of the account that the reader is on. */
static int put_read(struct facts_reader *reader, bool first, struct deltas *deltas, struct error *error)
{
	struct derived_lenses lenses = { 0 };
	struct derived derived = { 0 };
	int result = derive(reader, reader->book->options.today, &derived, &lenses, error);

	if (!result)
		result = put_rows(reader->book, &derived, lenses.items, first, deltas, error);
	derived_free(&derived);
	vec_free(&lenses);
	return result;
}

static int compare_ids(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static void sort_unique(struct ids *ids)
{
	size_t kept = 0;

	if (ids->count)
		qsort(ids->items, ids->count, sizeof *ids->items, compare_ids);
	for (size_t i = 0; i < ids->count; i++)
		if (i == 0 || ids->items[i] != ids->items[i - 1])
			ids->items[kept++] = ids->items[i];
	ids->count = kept;
}

static bool is_organisation(int64_t account)
{
	return account == ORGANISATION_ID; /* it is nobody's account and in no total */
}

/* An account that is gone keeps no row, and what fired on it today never did. */
static int drop_row(struct book *book, int64_t account, struct error *error)
{
	return book_run(book, error, Q_TODAY_DELETE, "i", account) < 0 ||
			       book_run(book, error, Q_LENS_DELETE, "i", account) < 0 ||
			       book_run(book, error, Q_CACHE_DELETE, "i", account) < 0 ||
			       book_run(book, error, Q_FIRING_DELETE_DAY, "id", account, book->options.today) < 0
		       ? -1
		       : 0;
}

/* Whether sorted accounts lie so close together that a pass over all between them is less than a read of each. */
static int lie_close(struct book *book, const struct ids *ids, bool *close, struct error *error)
{
	sqlite3_stmt *st;

	*close = false;
	if (ids->count < ONE_PASS_FROM)
		return 0;
	st = book_query(book, error, Q_ACCOUNT_BETWEEN, "ii", ids->items[0], ids->items[ids->count - 1]);
	if (!st || book_step(book, st, error) != 1)
		return -1;
	*close = sqlite3_column_int64(st, 0) <= (int64_t)ids->count * ONE_PASS_PART;
	sqlite3_reset(st);
	return 0;
}

/* Rescore sorted accounts, one read each, or all in one pass where they are many. */
static int rescore_ids(struct book *book, const struct ids *ids, struct deltas *deltas, struct error *error)
{
	bool one_pass;
	struct facts_reader reader = { 0 };
	int found = lie_close(book, ids, &one_pass, error);

	if (one_pass && facts_begin(&reader, book, ids->items[0], ids->items[ids->count - 1], error))
		found = -1;
	if (one_pass && found >= 0)
		found = facts_next(&reader, 0, error);
	for (size_t i = 0; i < ids->count && found >= 0; i++) {
		int64_t id = ids->items[i];
		int had = forget_old(book, id, deltas, error);

		if (had < 0) {
			found = -1;
			break;
		}
		if (!one_pass)
			found = facts_begin(&reader, book, id, id, error) ? -1 : facts_next(&reader, 0, error);
		while (one_pass && found == 1 && reader.id < id)
			found = facts_next(&reader, 0, error);
		if (found == 1 && reader.id == id && !is_organisation(id))
			found = put_read(&reader, !had, deltas, error) ? -1 : 1;
		else if (found >= 0)
			found = drop_row(book, id, error) ? -1 : found;
	}
	facts_end(&reader);
	return found < 0 ? -1 : 0;
}

/* A larger page cache while all is written anew, else the index's pages go to the disk and back. Pages that may not
 * go there before the end leave the file to other readers until then. */
static void set_page_cache(struct book *book, int kb, bool spills)
{
	struct error ignored; /* slower, no worse */
	char sql[80];

	snprintf(sql, sizeof sql, "PRAGMA cache_size=%d; PRAGMA cache_spill=%s", -kb, spills ? "ON" : "OFF");
	if (!book_exec(book, sql, &ignored) && kb == PAGE_CACHE_KB)
		sqlite3_db_release_memory(book->handle);
}

static int read_state(struct book *book, day_t *day, bool *ours, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_CACHE_STATE_GET, "");
	char key[KEY_SIZE];
	int found = st ? book_step(book, st, error) : -1;

	*day = DAY_NONE;
	*ours = false;
	if (found < 1)
		return found;
	cache_key(book, key);
	*day = column_day(st, 0);
	*ours = !strcmp(column_string(st, 1), key);
	sqlite3_reset(st);
	return 0;
}

/* What is shown of all accounts, before it is made anew. */
static int read_shown(struct book *book, struct deltas *deltas, struct error *error)
{
	sqlite3_stmt *st;
	int found = -1;
	day_t day;
	bool ours;

	if (read_state(book, &day, &ours, error))
		return -1;
	if (!ours)
		return 0;
	st = book_query(book, error, Q_CACHE_SHOWN, "");
	while (st && (found = book_step(book, st, error)) == 1)
		*vec_add(&deltas->before) = (struct shown){
			.account = sqlite3_column_int64(st, 0),
			.hundredths = column_health(st, 1),
			.band = sqlite3_column_int(st, 2),
			.confidence = sqlite3_column_int(st, 3),
		};
	return found;
}

struct rewriting {
	struct book *book;
	struct deltas *deltas;
};

static int put_first(void *data, const struct derived *derived, const struct derived_lens *lenses,
		     struct error *error)
{
	struct rewriting *rewriting = data;

	if (is_organisation(derived->account))
		return 0;
	return put_rows(rewriting->book, derived, lenses, true, rewriting->deltas, error);
}

static int forget_all(struct book *book, struct deltas *deltas, struct error *error)
{
	if (read_shown(book, deltas, error) || book_run(book, error, Q_CACHE_DELETE_ALL, "") < 0 ||
	    book_run(book, error, Q_LENS_DELETE_ALL, "") < 0 || book_run(book, error, Q_TODAY_DELETE_ALL, "") < 0 ||
	    book_run(book, error, Q_ROLLUP_DELETE_ALL, "") < 0 || book_run(book, error, Q_TOTAL_DELETE_ALL, "") < 0)
		return -1;
	return 0;
}

static int rescore_all(struct book *book, struct deltas *deltas, struct error *error)
{
	struct rewriting rewriting = { book, deltas };
	int helpers, result;

	if (rescore_helpers(book, &helpers, error))
		return -1;
	set_page_cache(book, REBUILD_CACHE_KB, !helpers);
	result = forget_all(book, deltas, error) || rescore_each(book, helpers, put_first, &rewriting, error) ? -1
													      : 0;
	set_page_cache(book, PAGE_CACHE_KB, true);
	return result;
}

static int write_state(struct book *book, day_t day, struct error *error)
{
	char key[KEY_SIZE];

	cache_key(book, key);
	return book_run(book, error, Q_CACHE_STATE_PUT, "dt", day, key) < 0 ? -1 : 0;
}

int cache_create(struct book *book, struct error *error)
{
	return write_state(book, book->options.today, error);
}

int cache_day(struct book *book, day_t *day, struct error *error)
{
	bool ours;

	if (read_state(book, day, &ours, error))
		return -1;
	if (!ours)
		*day = DAY_NONE;
	return 0;
}

/* Before rows of today are mixed in: rows of another day make the whole "mixed", rows made under
 * another scorecard or other limits are all stale. */
static int adopt_cache(struct book *book, struct error *error)
{
	day_t day;
	bool ours;

	if (read_state(book, &day, &ours, error))
		return -1;
	if (!ours && book_run(book, error, Q_CACHE_MARK_STALE, "") < 0)
		return -1;
	if (ours && (day == book->options.today || day == DAY_NONE))
		return 0;
	return write_state(book, DAY_NONE, error);
}

int cache_rescore(struct book *book, struct error *error)
{
	struct deltas deltas = { 0 };
	int result;

	if (!book->touched.count && !book->all_touched)
		return 0;
	if (book->all_touched) {
		result = rescore_all(book, &deltas, error) || write_state(book, book->options.today, error) ? -1
													    : 0;
	} else {
		sort_unique(&book->touched);
		result = adopt_cache(book, error) || rescore_ids(book, &book->touched, &deltas, error) ? -1 : 0;
	}
	if (deltas_write(book, &deltas, error))
		result = -1;
	if (!result)
		book->all_touched = false;
	return result;
}

/* Why scores are made anew where nobody wrote anything. */
static int why_now(struct book *book, const char **why, struct error *error)
{
	bool ours;
	day_t day;

	vec_clear(&book->band_changes);
	*why = "";
	if (read_state(book, &day, &ours, error))
		return -1;
	*why = ours ? NULL : "accounts are scored by other rules"; /* NULL: days passed */
	return 0;
}

static int begin_quietly(struct book *book, int wait_ms, struct error *error)
{
	int before = book->options.wait_ms, result;

	book->options.wait_ms = wait_ms ? wait_ms : before;
	result = book_exec(book, "BEGIN IMMEDIATE", error);
	book->options.wait_ms = before;
	return result;
}

static int end_quietly(struct book *book, int result, struct error *error)
{
	if (!result && !book_exec(book, "COMMIT", error))
		return 0;
	sqlite3_exec(book->handle, "ROLLBACK", NULL, NULL, NULL);
	return -1;
}

int cache_rebuild(struct book *book, struct error *error)
{
	struct deltas deltas = { 0 };
	const char *why;
	int result;

	if (book->readonly)
		return error_set(error, ERROR_READONLY, "%s is open for reading only", book->path);
	if (book_exec(book, "BEGIN IMMEDIATE", error))
		return -1;
	result = why_now(book, &why, error) || rescore_all(book, &deltas, error) ||
				 write_state(book, book->options.today, error)
			 ? -1
			 : 0;
	if (deltas_write(book, &deltas, error) || (!result && history_cause(book, why, error)))
		result = -1;
	return end_quietly(book, result, error);
}

static int count_stale(struct book *book, int64_t *count, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_CACHE_STALE_COUNT, "d", book->options.today);

	if (!st || book_step(book, st, error) != 1)
		return -1;
	*count = sqlite3_column_int64(st, 0);
	sqlite3_reset(st);
	return 0;
}

/* Stale ones among first, then the next ones in order of id. */
static int collect_stale(struct book *book, const int64_t *first, size_t count, int max, struct ids *out,
			 struct error *error)
{
	sqlite3_stmt *st;
	int found = 0;

	for (size_t i = 0; i < count; i++) {
		st = book_query(book, error, Q_CACHE_IS_STALE, "id", first[i], book->options.today);
		found = st ? book_step(book, st, error) : -1;
		if (found < 0)
			return -1;
		sqlite3_reset(st);
		if (found)
			*vec_add(out) = first[i];
	}
	st = book_query(book, error, Q_CACHE_STALE, "idn", book->refresh_after, book->options.today, max);
	while (st && (found = book_step(book, st, error)) == 1)
		*vec_add(out) = book->refresh_after = sqlite3_column_int64(st, 0);
	return st ? found : -1;
}

static int refresh_some(struct book *book, const int64_t *first, size_t count, int max, struct error *error)
{
	struct deltas deltas = { 0 };
	struct ids stale = { 0 };
	const char *why;
	int result = why_now(book, &why, error) || adopt_cache(book, error) ? -1 : 0;

	if (!result && book->refresh_left < 0) {
		book->refresh_after = INT64_MIN;
		result = count_stale(book, &book->refresh_left, error);
	}
	if (!result)
		result = collect_stale(book, first, count, max, &stale, error);
	sort_unique(&stale);
	if (!result && stale.count)
		result = rescore_ids(book, &stale, &deltas, error);
	if (deltas_write(book, &deltas, error) || (!result && history_cause(book, why, error)))
		result = -1;
	if (!result && stale.count == 0)
		result = write_state(book, book->options.today, error);
	if (!result)
		book->refresh_left = stale.count == 0 ? 0
				     : book->refresh_left > (int64_t)stale.count
					     ? book->refresh_left - (int64_t)stale.count
					     : 1;
	vec_free(&stale);
	return result;
}

int cache_refresh(struct book *book, const int64_t *first, size_t count, int max, int64_t *left,
		  struct error *error)
{
	struct error busy;
	day_t day;

	*left = 0;
	if (book->readonly)
		return 0;
	if (cache_day(book, &day, error))
		return -1;
	if (day == book->options.today)
		return 0;
	*left = book->refresh_left < 0 ? 1 : book->refresh_left;
	if (begin_quietly(book, REFRESH_WAIT, &busy)) {
		if (busy.kind == ERROR_BUSY)
			return 0; /* someone writes: next time */
		*error = busy;
		return -1;
	}
	if (end_quietly(book, refresh_some(book, first, count, max, error), error)) {
		book->refresh_left = -1;
		return -1;
	}
	*left = book->refresh_left;
	return 0;
}
