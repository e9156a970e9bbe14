/* ACCOUNT as people give it: an external id, a name, the start of one, or #ID. */
#include <errno.h>
#include <string.h>

#include "core/ids.h"
#include "core/text.h"
#include "storage/book_private.h"
#include "storage/portfolio.h"

enum { LISTED = 10, NEAR = 3 };

static int list_candidates(struct book *book, sqlite3_stmt *st, const char *name, int found, struct error *error)
{
	struct buf list = { 0 };
	int count = 0;

	for (; found == 1; found = book_step(book, st, error)) {
		const char *external = sqlite3_column_count(st) > 2 ? column_string(st, 2) : NULL;

		if (++count > LISTED)
			continue;
		buf_printf(&list, "%s%s", list.size ? "; " : "", column_string(st, 1));
		if (external)
			buf_printf(&list, " (%s)", external);
	}
	if (count > LISTED)
		buf_printf(&list, "; and %s", count >= 20 ? "more" : "others");
	if (found == 0)
		error_set(error, ERROR_AMBIGUOUS, "%s fits several accounts: %s. Give more of the name, or the id",
			  name, buf_text(&list));
	buf_free(&list);
	return -1;
}

/* 1: exactly one, in *id; 0: none; -1: several or failed. */
static int exactly_one(struct book *book, sqlite3_stmt *st, const char *name, int64_t *id, struct error *error)
{
	int found = st ? book_step(book, st, error) : -1;

	if (found < 1)
		return found;
	*id = sqlite3_column_int64(st, 0);
	/* Look whether a second follows; if so, start again to list them all. */
	found = book_step(book, st, error);
	if (found == 0)
		return 1;
	if (found < 0)
		return -1;
	sqlite3_reset(st);
	return list_candidates(book, st, name, book_step(book, st, error), error);
}

static int not_found(struct book *book, const char *name, const char *folded, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_ACCOUNT_NAMES, "");
	struct {
		int distance;
		char *name;
	} near[NEAR] = { 0 };
	struct buf list = { 0 };
	int limit = (int)strlen(folded) / 3 + 1, count = 0, found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		int distance = text_distance(folded, column_string(st, 1));
		int at = count;

		if (distance > limit)
			continue;
		while (at > 0 && near[at - 1].distance > distance)
			at--;
		if (at >= NEAR)
			continue;
		if (count == NEAR)
			free(near[--count].name);
		memmove(&near[at + 1], &near[at], (size_t)(count - at) * sizeof *near);
		near[at].distance = distance;
		near[at].name = column_copy(st, 0);
		count++;
	}
	for (int i = 0; i < count; i++) {
		buf_printf(&list, "%s%s", i ? ", " : "; did you mean ", near[i].name);
		free(near[i].name);
	}
	if (found == 0)
		error_set(error, ERROR_NOT_FOUND, "there is no account %s%s%s", name, buf_text(&list),
			  count ? "?" : "");
	buf_free(&list);
	return -1;
}

static int by_number(struct book *book, const char *digits, int64_t *id, struct error *error)
{
	sqlite3_stmt *st;
	char *end;
	int found;

	errno = 0;
	*id = strtoll(digits, &end, 10);
	if (errno || *end || !*digits)
		return error_set(error, ERROR_INPUT, "#%s is no account's number", digits);
	st = book_query(book, error, Q_ACCOUNT_EXISTS, "i", *id);
	found = st ? book_step(book, st, error) : -1;
	if (found < 0)
		return -1;
	sqlite3_reset(st);
	return found ? 0 : error_set(error, ERROR_NOT_FOUND, "there is no account #%s", digits);
}

int account_by_salesforce_id(struct book *book, const char *name, int64_t *id, struct error *error)
{
	enum { REPORT = 15, WHOLE = 18 };
	size_t size = strlen(name);
	char key[REPORT + 1];
	sqlite3_stmt *st;
	int found;

	if ((size != REPORT && size != WHOLE) ||
	    strspn(name, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") != size)
		return 0;
	memcpy(key, name, REPORT);
	key[REPORT] = '\0';
	*id = id_account("salesforce", key);
	st = book_query(book, error, Q_ACCOUNT_EXISTS, "i", *id);
	found = st ? book_step(book, st, error) : -1;
	if (found > 0)
		sqlite3_reset(st);
	return found;
}

static sqlite3_stmt *query_start(struct book *book, const char *folded, const char *upper, int limit,
				 struct error *error)
{
	return book_query(book, error, Q_ACCOUNT_BY_START, "ttn", folded, upper, limit);
}

int account_find(struct book *book, const char *name, int64_t *id, struct error *error)
{
	char *folded, *upper;
	int found;

	if (!*name)
		return error_set(error, ERROR_USAGE,
				 "an account is named by its id, its name or the start of its name");
	if (*name == '#')
		return by_number(book, name + 1, id, error);
	if (!strcmp(name, ORGANISATION_NAME)) {
		*id = ORGANISATION_ID;
		return 0;
	}
	folded = text_fold(name);
	upper = xasprintf("%s\xf4\x8f\xbf\xbf", folded);
	found = exactly_one(book, book_query(book, error, Q_ACCOUNT_BY_EXTERNAL, "t", name), name, id, error);
	if (found == 0)
		found = account_by_salesforce_id(book, name, id, error);
	if (found == 0)
		found = exactly_one(book, book_query(book, error, Q_ACCOUNT_BY_NAME, "t", folded), name, id, error);
	if (found == 0)
		found = exactly_one(book, query_start(book, folded, upper, 20, error), name, id, error);
	if (found == 0)
		found = not_found(book, name, folded, error);
	free(folded);
	free(upper);
	return found < 0 ? -1 : 0;
}

int account_complete(struct book *book, const char *start, int limit, bool (*each)(void *data, const char *name),
		     void *data, struct error *error)
{
	char *folded = text_fold(start), *upper = xasprintf("%s\xf4\x8f\xbf\xbf", folded);
	sqlite3_stmt *st = query_start(book, folded, upper, limit, error);
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		if (!each(data, column_string(st, 1))) {
			sqlite3_reset(st);
			found = 0;
			break;
		}
	}
	free(folded);
	free(upper);
	return found;
}
