/* What was written since. */
#include "storage/changes.h"

#include "storage/book_private.h"

enum { FEW = 50 }; /* entries after which all is read again */

int changes_last(struct book *book, int64_t *entry, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_ENTRY_LAST, "");

	if (!st || book_step(book, st, error) != 1)
		return -1;
	*entry = sqlite3_column_int64(st, 0);
	sqlite3_reset(st);
	return 0;
}

int changes_since(struct book *book, int64_t entry, struct changes *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_ENTRIES_SINCE, "in", entry, FEW + 1);
	int found = -1;

	*out = (struct changes){ .last = entry };
	while (st && (found = book_step(book, st, error)) == 1) {
		out->last = sqlite3_column_int64(st, 0);
		out->all |= sqlite3_column_type(st, 1) == SQLITE_NULL;
		*vec_add(&out->accounts) = sqlite3_column_int64(st, 1);
	}
	out->all |= out->accounts.count > FEW;
	return found;
}

void changes_free(struct changes *changes)
{
	vec_free(&changes->accounts);
}
