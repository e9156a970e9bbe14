/* Today over the book: the entries of all accounts in one order, without those that somebody wants quiet. */
#include "storage/today.h"

#include <stdlib.h>
#include <string.h>

#include "core/ids.h"
#include "core/text.h"
#include "storage/portfolio.h"
#include "storage/today_private.h"

/* ---- what is quiet ---- */

static bool is_quiet(const struct today_marked *marked, day_t today)
{
	return marked->mark != TODAY_SNOOZED || marked->until > today;
}

static int by_account_key(const void *a, const void *b)
{
	const struct today_marked *x = a, *y = b;

	if (x->account != y->account)
		return x->account < y->account ? -1 : 1;
	return strcmp(x->key, y->key);
}

/* Whose entries are wanted, and what is quiet. */
struct sieve {
	struct today_marks marks; /* in order of account and key */
	char *csm;		  /* folded; NULL: everybody's */
	char *last;		  /* the CSM looked at last, and whether it was that one */
	bool last_fits;
	day_t today;
};

static int sieve_begin(struct sieve *sieve, struct book *book, day_t today, int64_t account, const char *csm,
		       struct error *error)
{
	*sieve = (struct sieve){ .csm = csm ? text_fold(csm) : NULL, .today = today };
	if (today_marks(book, account, &sieve->marks, error))
		return -1;
	if (sieve->marks.count > 1)
		qsort(sieve->marks.items, sieve->marks.count, sizeof *sieve->marks.items, by_account_key);
	return 0;
}

static void sieve_end(struct sieve *sieve)
{
	today_marks_clear(&sieve->marks);
	free(sieve->csm);
	free(sieve->last);
}

static bool is_theirs(struct sieve *sieve, const char *csm)
{
	char *folded;

	if (!sieve->csm)
		return true;
	csm = csm ? csm : "";
	if (sieve->last && !strcmp(sieve->last, csm))
		return sieve->last_fits;
	folded = text_fold(csm);
	sieve->last_fits = !strcmp(folded, sieve->csm);
	free(folded);
	free(sieve->last);
	sieve->last = xstrdup(csm);
	return sieve->last_fits;
}

static void add_wanted(const struct sieve *sieve, int64_t account, const struct today_entries *entries,
		       struct today_rows *out)
{
	for (size_t i = 0; i < entries->count; i++) {
		struct today_marked wanted = { .account = account,
					       .key = (char *)(uintptr_t)entries->items[i].key };
		const struct today_marked *marked = NULL;

		if (sieve->marks.count)
			marked = bsearch(&wanted, sieve->marks.items, sieve->marks.count, sizeof wanted,
					 by_account_key);
		if (!marked || !is_quiet(marked, sieve->today))
			*vec_add(out) = (struct today_row){ account, entries->items[i] };
	}
}

/* ---- all of them ---- */

static int add_cached(struct book *book, struct sieve *sieve, sqlite3_stmt *st, struct today_rows *out,
		      struct error *error)
{
	struct today_entries entries = { 0 };
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		if (!is_theirs(sieve, column_string(st, 2)))
			continue;
		vec_clear(&entries);
		/* Bytes that cannot be read are no reason to show nothing: a rescoring makes them anew. */
		if (today_unpack(sqlite3_column_blob(st, 1), (size_t)sqlite3_column_bytes(st, 1), &entries))
			add_wanted(sieve, sqlite3_column_int64(st, 0), &entries, out);
	}
	vec_free(&entries);
	return found;
}

static int add_reckoned(struct book *book, struct sieve *sieve, int64_t low, int64_t high, struct today_rows *out,
			struct error *error)
{
	struct today_entries entries = { 0 };
	struct facts_reader reader = { 0 };
	struct flag_pass *pass = flag_pass_begin(book, sieve->today, false, error);
	struct scored scored;
	int found = !pass || facts_begin(&reader, book, low, high, error) ? -1 : 1;

	while (found == 1 && (found = facts_next(&reader, 0, error)) == 1) {
		if (reader.id == ORGANISATION_ID || !is_theirs(sieve, facts_texts(&reader, sieve->today).csm))
			continue;
		facts_score(&reader, sieve->today, &scored);
		vec_clear(&entries);
		if (flag_pass_next(pass, &reader, &scored, error) ||
		    today_of(&reader, &scored, pass, &entries, error))
			found = -1;
		else
			add_wanted(sieve, reader.id, &entries, out);
	}
	facts_end(&reader);
	flag_pass_end(pass);
	vec_free(&entries);
	return found;
}

static int by_rank(const void *a, const void *b)
{
	const struct today_row *x = a, *y = b;

	return today_compare(&x->entry, x->account, &y->entry, y->account);
}

/* Of one account, or (0) of all; appended as they come. */
static int gather(struct book *book, day_t today, int64_t account, const char *csm, struct today_rows *out,
		  struct error *error)
{
	struct sieve sieve;
	day_t cached;
	int status;

	if (book_read_begin(book, error))
		return -1;
	status = sieve_begin(&sieve, book, today, account, csm, error) || cache_day(book, &cached, error) ? -1 : 0;
	if (!status && cached == today)
		status = add_cached(book, &sieve,
				    account ? book_query(book, error, Q_TODAY_OF, "i", account)
					    : book_query(book, error, Q_TODAY_ALL, ""),
				    out, error);
	else if (!status)
		status = add_reckoned(book, &sieve, account ? account : INT64_MIN, account ? account : INT64_MAX,
				      out, error);
	sieve_end(&sieve);
	book_read_end(book);
	return status;
}

int today_list(struct book *book, day_t today, const char *csm, size_t limit, struct today_rows *out,
	       struct error *error)
{
	if (gather(book, today, 0, csm, out, error))
		return -1;
	if (out->count > 1)
		qsort(out->items, out->count, sizeof *out->items, by_rank);
	if (limit && out->count > limit)
		out->count = limit;
	return 0;
}

static void drop_account(struct today_rows *rows, int64_t account)
{
	size_t kept = 0;

	for (size_t i = 0; i < rows->count; i++) {
		if (rows->items[i].account == account)
			continue;
		if (kept != i)
			rows->items[kept] = rows->items[i];
		kept++;
	}
	rows->count = kept;
}

/* Both in order: from the end on, so that each row of the long one moves once. */
static void merge(struct today_rows *rows, const struct today_rows *fresh)
{
	size_t old = rows->count, new = fresh->count;

	for (size_t i = 0; i < new; i++)
		(void)vec_add(rows);
	for (size_t to = rows->count; new > 0; to--) {
		bool keep = old > 0 && by_rank(&rows->items[old - 1], &fresh->items[new - 1]) > 0;

		rows->items[to - 1] = keep ? rows->items[--old] : fresh->items[--new];
	}
}

int today_update(struct book *book, day_t today, int64_t account, const char *csm, struct today_rows *rows,
		 struct error *error)
{
	struct today_rows fresh = { 0 };

	if (gather(book, today, account, csm, &fresh, error)) {
		vec_free(&fresh);
		return -1;
	}
	if (fresh.count > 1)
		qsort(fresh.items, fresh.count, sizeof *fresh.items, by_rank);
	drop_account(rows, account);
	merge(rows, &fresh);
	vec_free(&fresh);
	return 0;
}
