/* What imports look up: accounts by what a file calls them, and keys seen before. */
#include <string.h>
#include <strings.h>

#include "core/ids.h"
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

#define REPAIRED "\xef\xbf\xbd"

/* What an export made of bytes that are no UTF-8: by the part before them, compared as it would be written. */
static sqlite3_stmt *query_repaired(struct book *book, enum query query, const char *text, char **low, char **high,
				    struct error *error)
{
	*low = xstrndup(text, (size_t)(strstr(text, REPAIRED) - text));
	*high = xasprintf("%s\xff\xff\xff\xff", *low);
	return book_query(book, error, query, "ttt", *low, *high, text);
}

static int by_repaired(struct book *book, enum query query, const char *text, int64_t *account, struct error *error)
{
	char *low, *high;
	sqlite3_stmt *statement;
	int found = -1, count = 0;

	if (!strstr(text, REPAIRED))
		return 0;
	statement = query_repaired(book, query, text, &low, &high, error);
	while (statement && (found = book_step(book, statement, error)) == 1) {
		*account = sqlite3_column_int64(statement, 0);
		count++;
	}
	free(low);
	free(high);
	return found < 0 ? -1 : count;
}

int import_by_external(struct book *book, const char *id, int64_t *account, struct error *error)
{
	sqlite3_stmt *statement = book_query(book, error, Q_ACCOUNT_BY_EXTERNAL, "t", id);
	int found = -1, count = 0;

	while (statement && (found = book_step(book, statement, error)) == 1) {
		*account = sqlite3_column_int64(statement, 0);
		count++;
	}
	if (found < 0 || count)
		return found < 0 ? -1 : count;
	return by_repaired(book, Q_ACCOUNT_BY_REPAIRED_EXTERNAL, id, account, error);
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
	if (!found && !alike) {
		alike = by_repaired(book, Q_ACCOUNT_BY_REPAIRED_NAME, folded, &alike_id, error);
		found = alike < 0 ? -1 : 0;
	}
	free(folded);
	if (found < 0)
		return -1;
	if (!same)
		*account = alike_id;
	return same ? same : alike;
}

/* Legal forms that a name stands with here and without there. */
static const char *const legal_forms[] = { "ltd", "ltd.", "limited" };
#define LEGAL_FORMS (sizeof legal_forms / sizeof *legal_forms)

/* The size of a name without the legal form at its end. */
static size_t bare_size(const char *name)
{
	size_t size = strlen(name);

	for (size_t i = 0; i < LEGAL_FORMS; i++) {
		size_t form = strlen(legal_forms[i]);

		if (size > form + 1 && !strcasecmp(name + size - form, legal_forms[i]) &&
		    strchr(" ,", name[size - form - 1])) {
			size -= form;
			while (size && strchr(" ,", name[size - 1]))
				size--;
			return size;
		}
	}
	return size;
}

/* By name with or without Ltd: how many fit. */
static int by_legal_name(struct book *book, const char *name, int64_t *account, struct error *error)
{
	int size = (int)bare_size(name), count = 0;

	for (size_t i = 0; i < 2 * LEGAL_FORMS + 1; i++) {
		char *variant = i ? xasprintf("%.*s%s %s", size, name, i > LEGAL_FORMS ? "," : "",
					      legal_forms[(i - 1) % LEGAL_FORMS])
				  : xstrndup(name, (size_t)size);
		int64_t found = 0;
		int fits = import_by_name(book, variant, &found, error);

		free(variant);
		if (fits < 0)
			return -1;
		if (fits)
			*account = found;
		count += fits;
	}
	return count;
}

/* How many accounts a word of the file may be; *loosely: only its legal form differs. */
static int find_account(struct book *book, const char *name, int64_t *account, bool *loosely, struct error *error)
{
	int count = import_by_external(book, name, account, error);

	if (count == 0)
		count = account_by_salesforce_id(book, name, account, error);
	if (count == 0)
		count = import_by_name(book, name, account, error);
	*loosely = count == 0;
	return *loosely ? by_legal_name(book, name, account, error) : count;
}

int import_account(struct import *import, int field, int64_t *account, struct error *error)
{
	const char *name = import_word(import, field), *label = import_field_name(import, field);
	bool loosely = false;
	int64_t key;
	int count;

	if (!name) {
		import_reject(import, label, "the account is missing; write its external id or name");
		return 0;
	}
	name = import_via(import, field, name);
	if (!name)
		return 0;
	key = id_hash(name, NULL);
	if (seen_has(&import->names, key)) {
		*account = *seen_at(&import->names, key);
		return 1;
	}
	count = find_account(import->book, name, account, &loosely, error);
	if (count < 0)
		return -1;
	if (count != 1) {
		import_reject(import, label,
			      count ? "\"%.80s\" is several accounts; write an external id that only one has"
				    : "there is no account \"%.80s\"; import it first, or correct its id or name",
			      name);
		return 0;
	}
	if (loosely)
		import_tell(import, IMPORT_NOTE, label,
			    "\"%.80s\" was taken for the one account of that name with another legal form", name);
	*seen_at(&import->names, key) = *account;
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
