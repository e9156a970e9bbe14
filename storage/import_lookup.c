/* What imports look up: accounts by what a file calls them, and keys seen before. */
#include <string.h>

#include "core/text.h"
#include "storage/book_private.h"
#include "storage/import_private.h"

int import_account_exists(struct book *book, int64_t account, struct error *error)
{
	sqlite3_stmt *statement = book_query(book, error, Q_ACCOUNT_EXISTS, "i", account);
	int found = statement ? book_step(book, statement, error) : -1;

	if (found > 0)
		sqlite3_reset(statement);
	return found;
}

int import_by_external(struct book *book, const char *id, int64_t *account, struct error *error)
{
	sqlite3_stmt *statement = book_query(book, error, Q_ACCOUNT_BY_EXTERNAL, "t", id);
	int found = -1, count = 0;

	while (statement && (found = book_step(book, statement, error)) == 1) {
		*account = sqlite3_column_int64(statement, 0);
		count++;
	}
	return found < 0 ? -1 : count;
}

int import_by_name(struct book *book, const char *name, int64_t *account, struct error *error)
{
	char *folded = text_fold(name);
	sqlite3_stmt *statement = book_query(book, error, Q_ACCOUNT_BY_NAME, "t", folded);
	int found = -1, alike = 0, same = 0;
	int64_t alike_id = 0;

	while (statement && (found = book_step(book, statement, error)) == 1) {
		alike_id = sqlite3_column_int64(statement, 0);
		alike++;
		if (!strcmp(column_string(statement, 1), name)) {
			*account = alike_id;
			same++;
		}
	}
	free(folded);
	if (found < 0)
		return -1;
	if (!same)
		*account = alike_id;
	return same ? same : alike;
}

int import_account(struct import *import, int field, int64_t *account, struct error *error)
{
	const char *name = import_word(import, field), *label = import_field_name(import, field);
	int count;

	if (!name) {
		import_reject(import, label, "the account is missing; write its external id or name");
		return 0;
	}
	if (import->last_name && !strcmp(import->last_name, name)) {
		*account = import->last_account;
		return 1;
	}
	count = import_by_external(import->book, name, account, error);
	if (count == 0)
		count = account_by_salesforce_id(import->book, name, account, error);
	if (!count)
		count = import_by_name(import->book, name, account, error);
	if (count < 0)
		return -1;
	if (count != 1) {
		import_reject(import, label,
			      count ? "\"%.80s\" is several accounts; write an external id that only one has"
				    : "there is no account \"%.80s\"; import it first, or correct its id or name",
			      name);
		return 0;
	}
	free(import->last_name);
	import->last_name = xstrdup(name);
	import->last_account = *account;
	return 1;
}

static size_t seen_slot(const struct seen *seen, int64_t key)
{
	size_t slot = (size_t)((uint64_t)key * UINT64_C(0x9e3779b97f4a7c15) >> 20) & (seen->room - 1);

	while (seen->slots[slot].key && seen->slots[slot].key != key)
		slot = (slot + 1) & (seen->room - 1);
	return slot;
}

long *seen_at(struct seen *seen, int64_t key)
{
	struct seen_key *at;

	if (seen->count * 2 >= seen->room) {
		struct seen larger = { .room = seen->room ? seen->room * 2 : 1024 };

		larger.slots = xcalloc(larger.room, sizeof *larger.slots);
		for (size_t i = 0; i < seen->room; i++)
			if (seen->slots[i].key)
				larger.slots[seen_slot(&larger, seen->slots[i].key)] = seen->slots[i];
		larger.count = seen->count;
		free(seen->slots);
		*seen = larger;
	}
	at = &seen->slots[seen_slot(seen, key)];
	if (!at->key) {
		at->key = key;
		seen->count++;
	}
	return &at->value;
}

bool seen_has(const struct seen *seen, int64_t key)
{
	return seen->room && seen->slots[seen_slot(seen, key)].key;
}

void seen_free(struct seen *seen)
{
	free(seen->slots);
	memset(seen, 0, sizeof *seen);
}
