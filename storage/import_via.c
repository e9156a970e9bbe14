/* A file that leads from what the rows of another are about (a subscription, say) to the account. */
#include <string.h>
#include <strings.h>

#include "core/ids.h"
#include "storage/import_private.h"

struct import_via {
	struct seen words; /* index of names + 1; -1: it is of several accounts */
	VEC(char *) names;
};

int import_account_column(char *const *header, size_t count)
{
	static const char *const usual[] = {
		"account_id",	"account id",	"accountid",	 "account",	"customer_id",
		"customer id",	"company_id",	"company id",	 "external_id", "account_name",
		"account name", "company name", "customer name", NULL
	};

	for (const char *const *name = usual; *name; name++)
		for (size_t i = 0; i < count; i++)
			if (!strcasecmp(header[i], *name))
				return (int)i;
	return -1;
}

static char *cell_copy(const struct csv_record *record, int column)
{
	const char *text = (size_t)column < record->count ? record->cells[column].text : "";
	size_t size;

	text += strspn(text, " \t\r\n");
	size = strlen(text);
	while (size && strchr(" \t\r\n", text[size - 1]))
		size--;
	return xstrndup(text, size);
}

static void add(struct import_via *via, const char *word, char *name)
{
	long *at;

	if (!*word || !*name) {
		free(name);
		return;
	}
	at = seen_at(&via->words, id_hash(word, NULL));
	if (!*at) {
		*vec_add(&via->names) = name;
		*at = (long)via->names.count;
		return;
	}
	if (*at > 0 && strcmp(via->names.items[*at - 1], name) != 0)
		*at = -1;
	free(name);
}

/* The columns of the header under way: the one that the rows are known by, and the account's. */
static int find_columns(struct import *import, const struct csv_record *record, int *word, int *account,
			struct error *error)
{
	const char *wanted = import_field_name(import, 0), *path = import->options->via;
	char **header = xcalloc(record->count + 1, sizeof *header);

	*word = -1;
	for (size_t i = 0; i < record->count; i++) {
		header[i] = cell_copy(record, (int)i);
		if (!strcasecmp(header[i], wanted))
			*word = (int)i;
	}
	*account = import_account_column(header, record->count);
	for (size_t i = 0; i < record->count; i++)
		free(header[i]);
	free(header);
	if (*word < 0)
		return error_set(error, ERROR_INPUT, "%s: it has no column \"%.80s\", which the rows are known by",
				 path, wanted);
	if (*account < 0 || *account == *word)
		return error_set(error, ERROR_INPUT, "%s: it has no column for the account; call one \"account\"",
				 path);
	return 0;
}

static int read_all(struct import *import, struct csv *csv, struct error *error)
{
	struct csv_record record = { 0 };
	int word, account, more = csv_next(csv, &record, error);

	if (more == 0)
		return error_set(error, ERROR_INPUT, "%s: there is no row in it", import->options->via);
	if (more < 0 || find_columns(import, &record, &word, &account, error) < 0)
		return -1;
	while ((more = csv_next(csv, &record, error)) == 1) {
		char *text = cell_copy(&record, word);

		add(import->via, text, cell_copy(&record, account));
		free(text);
	}
	return more;
}

int import_via_open(struct import *import, struct error *error)
{
	struct csv *csv = NULL;
	int result;

	if (!import->options->via) {
		if (!import->mapping->via)
			return 0;
		return error_set(error, ERROR_INPUT,
				 "the rows are about a %.60s, not an account; say --via FILE with a file that has "
				 "the columns \"%.80s\" and account_id",
				 import->mapping->via, import_field_name(import, 0));
	}
	if (import->kind->keeps_columns)
		return error_set(error, ERROR_USAGE, "--via leads to accounts, which is what is to be imported");
	import->via = xcalloc(1, sizeof *import->via);
	result = csv_open(&csv, import->options->via, 0, error);
	if (!result)
		result = read_all(import, csv, error);
	csv_close(csv);
	return result;
}

void import_via_close(struct import *import)
{
	if (!import->via)
		return;
	for (size_t i = 0; i < import->via->names.count; i++)
		free(import->via->names.items[i]);
	vec_free(&import->via->names);
	seen_free(&import->via->words);
	free(import->via);
	import->via = NULL;
}

const char *import_via(struct import *import, int field, const char *word)
{
	int64_t key;
	long at;

	if (!import->via)
		return word;
	key = id_hash(word, NULL);
	at = seen_has(&import->via->words, key) ? *seen_at(&import->via->words, key) : 0;
	if (at > 0)
		return import->via->names.items[at - 1];
	import_reject(import, import_field_name(import, field),
		      at ? "\"%.80s\" is of several accounts in %s" : "\"%.80s\" is not in %s", word,
		      import->options->via);
	return NULL;
}
