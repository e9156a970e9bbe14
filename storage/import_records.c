/* What the kinds of records share: memory, numbers, contacts by what a file calls them. */
#include "storage/import_records.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/ids.h"
#include "core/text.h"
#include "storage/book_private.h"
#include "storage/import_accounts.h"
#include "storage/import_memory.h"

#define LAST_DAY INT32_MAX /* a list as of it has all there is */

int import_no_state(struct import *import, struct error *error)
{
	(void)import;
	(void)error;
	return 0;
}

int import_no_end(struct import *import, struct error *error)
{
	(void)import;
	(void)error;
	return 0;
}

void import_no_clear(struct import *import)
{
	(void)import;
}

/* ---- memory ---- */

static int recall(struct import *import, int64_t account, const char *key, struct memory *memory,
		  struct error *error)
{
	sqlite3_stmt *statement = book_query(import->book, error, Q_MEMORY_GET, "it", account, key);
	int found = statement ? book_step(import->book, statement, error) : -1;

	*memory = (struct memory){ 0 };
	if (found < 1)
		return found;
	memory_parse(memory, column_copy(statement, 0));
	sqlite3_reset(statement);
	return 1;
}

/* The cell in the form that is remembered: without the bytes that separate there. */
static const char *cell_of(struct import *import, int field, struct slot *slot)
{
	const char *word = import_word(import, field);

	if (!word)
		return NULL;
	slot_say(slot, word, word);
	return buf_text(&slot->text);
}

void import_all_news(struct import *import, bool says[IMPORT_FIELDS_MAX])
{
	for (int i = 0; import->kind->fields[i]; i++)
		says[i] = import_word(import, i) != NULL;
}

int import_news(struct import *import, int64_t account, const char *key, bool says[IMPORT_FIELDS_MAX],
		struct error *error)
{
	struct memory memory;
	struct slot slot = { 0 };
	int any = 0, found = recall(import, account, key, &memory, error);
	char number[24];
	long *line;

	snprintf(number, sizeof number, "%lld", (long long)account);

	for (int i = 0; found >= 0 && import->kind->fields[i]; i++) {
		const char *cell = cell_of(import, i, &slot);
		const char *old = memory_get(&memory, import->kind->fields[i]);

		says[i] = cell && (!old || strcmp(cell, old) != 0);
		any |= says[i];
	}
	memory_free(&memory);
	buf_free(&slot.text);
	if (found < 0)
		return -1;
	line = seen_at(&import->records, id_hash(number, key, NULL));
	if (found && any && *line)
		return import_reject(import, "", "line %ld says something else of the same one", *line);
	*line = import->record.line;
	if (found && !any)
		import->report->unchanged++;
	return !found || any;
}

int import_remember(struct import *import, int64_t account, const char *key, struct error *error)
{
	struct memory memory;
	struct slot slot = { 0 };
	struct buf text = { 0 };
	int result = recall(import, account, key, &memory, error);

	for (int i = 0; result >= 0 && import->kind->fields[i]; i++) {
		const char *cell = cell_of(import, i, &slot);

		if (!cell)
			cell = memory_get(&memory, import->kind->fields[i]);
		if (cell)
			buf_printf(&text, "%s\x1f%s\x1e", import->kind->fields[i], cell);
	}
	if (result >= 0)
		result = book_run(import->book, error, Q_MEMORY_PUT, "itt", account, key, buf_text(&text));
	memory_free(&memory);
	buf_free(&slot.text);
	buf_free(&text);
	return result < 0 ? -1 : 0;
}

/* ---- cells ---- */

static int no_number(const char *text, struct error *error)
{
	return error_set(error, ERROR_INPUT, "\"%.60s\" is no number", text);
}

/* 6.0E7 and its like, which spreadsheets and Java write. */
static int parse_power(const char *text, int64_t *value, struct error *error)
{
	char *end;
	double number = strtod(text, &end);

	if (*end || text[strspn(text, "+-.0123456789eE")])
		return no_number(text, error);
	if (!(number * VALUE_SCALE <= (double)VALUE_MAX && number * VALUE_SCALE >= -(double)VALUE_MAX))
		return error_set(error, ERROR_INPUT, "%.60s is more than a value can be", text);
	*value = (int64_t)(number * VALUE_SCALE + (number < 0 ? -0.5 : 0.5));
	return 0;
}

int import_parse_number(const char *text, char decimal, int64_t *value, struct error *error)
{
	const char *at = text;
	bool negative = *at == '-', round_up = false;
	int64_t whole = 0;
	int digits = 0, decimals = -1;

	at += *at == '-' || *at == '+';
	if (strpbrk(at, "eE"))
		return parse_power(text, value, error);
	for (; *at; at++) {
		if (*at >= '0' && *at <= '9') {
			digits++;
			if (decimals < 3)
				whole = whole * 10 + (*at - '0');
			else if (decimals == 3)
				round_up = *at >= '5';
			decimals += decimals >= 0;
			if (whole > VALUE_MAX)
				return error_set(error, ERROR_INPUT, "%.60s is more than a value can be", text);
		} else if (*at == (decimal ? decimal : '.') && decimals < 0) {
			decimals = 0;
		} else if ((*at == ',' || *at == '.') && decimal && *at != decimal && decimals < 0 && digits) {
			continue; /* between thousands */
		} else if (*at == ',' && !decimal) {
			return error_set(error, ERROR_INPUT,
					 "\"%.60s\": the comma can stand between thousands or before decimals; say "
					 "--decimal point or --decimal comma",
					 text);
		} else {
			return no_number(text, error);
		}
	}
	if (!digits)
		return no_number(text, error);
	for (decimals = decimals < 0 ? 0 : decimals; decimals < 3; decimals++) {
		whole *= 10;
		if (whole > VALUE_MAX)
			return error_set(error, ERROR_INPUT, "%.60s is more than a value can be", text);
	}
	whole += round_up;
	*value = negative ? -whole : whole;
	return 0;
}

bool import_number(struct import *import, int field, int64_t *value)
{
	const char *word = import_word(import, field);
	struct error error;

	*value = VALUE_NONE;
	if (!word || !strcasecmp(word, "null") || !strcasecmp(word, "n/a"))
		return true;
	if (!import_parse_number(word, import->fields[field].decimal, value, &error))
		return true;
	import_reject(import, import_field_name(import, field), "%s", error.text);
	return false;
}

int import_account_money(struct import *import, int64_t account, int amount, int currency_field, bool may_lack,
			 struct money *out, bool *given, struct error *error)
{
	const char *word = import_word(import, currency_field), *label = import_field_name(import, amount);
	char held[CURRENCY_SIZE] = "";
	struct error bad;
	int at_home = 1;

	*out = (struct money){ 0 };
	if (account_values_currency(import->book, account, held, error) < 0)
		return -1;
	memcpy(out->currency, import->currency, CURRENCY_SIZE);
	if (word && money_currency(word, out->currency, &bad) < 0)
		return import_reject(import, import_field_name(import, currency_field), "%s", bad.text);
	if (!*out->currency && *held)
		memcpy(out->currency, held, CURRENCY_SIZE);
	if (!import_money(import, amount, out->currency, &out->minor, given))
		return 0;
	if (!*given)
		return may_lack ? 1 : import_reject(import, label, "the amount is missing; write one");
	if (!*out->currency)
		at_home = import_home_currency(import, amount, out->currency, &out->minor);
	if (at_home == 0)
		return 0;
	if (at_home < 0)
		return import_reject(import, label,
				     "nothing says what currency it is in; write one, or say --currency EUR");
	if (*held && strcmp(held, out->currency))
		return import_reject(
			import, label,
			"the account is in %s and the amount in %s; amounts of two currencies are never added",
			held, out->currency);
	return 1;
}

bool import_flag(struct import *import, int field, bool *value)
{
	static const char *const yes[] = { "yes", "true", "1", "y" }, *const no[] = { "no", "false", "0", "n" };
	const char *word = import_word(import, field);

	if (!word)
		return true;
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		if (!strcasecmp(word, yes[i]) || !strcasecmp(word, no[i])) {
			*value = !strcasecmp(word, yes[i]);
			return true;
		}
	import_reject(import, import_field_name(import, field), "\"%.60s\" is neither yes nor no", word);
	return false;
}

int64_t import_own_id(struct import *import, int field)
{
	const char *word = import_word(import, field);
	char *end;
	long long id = word ? strtoll(word, &end, 10) : 0;

	return word && !*end && id > 0 ? id : 0;
}

int import_put_done(struct import *import, int status, bool existed, bool changed, struct error *error)
{
	if (status < 0)
		return error->kind == ERROR_INPUT ? import_reject(import, "", "%s", error->text) : -1;
	*(!changed ? &import->report->unchanged : existed ? &import->report->changed : &import->report->added) += 1;
	return 0;
}

int import_put_kept(struct import *import, int64_t account, const char *key, int status, bool existed, bool changed,
		    struct error *error)
{
	if (!status && import_remember(import, account, key, error) < 0)
		return -1;
	return import_put_done(import, status, existed, changed, error);
}

int64_t import_worded_id(struct import *import, int id_field, const char *noun, int64_t account, day_t day,
			 const char *text)
{
	char number[24], began[24] = "";
	int64_t id = import_own_id(import, id_field);

	if (id)
		return id;
	snprintf(number, sizeof number, "%lld", (long long)account);
	if (day != DAY_NONE)
		snprintf(began, sizeof began, "%d", (int)day);
	return id_hash(noun, number, began, text, NULL);
}

/* ---- contacts ---- */

int64_t import_contact_name_key(int64_t account, const char *name)
{
	char number[24], *folded = text_fold(name);
	int64_t key;

	snprintf(number, sizeof number, "%lld", (long long)account);
	key = id_hash("contact", number, "name", folded, NULL);
	free(folded);
	return key;
}

int import_find_contact(struct import *import, int64_t account, const char *text, int64_t *id, struct error *error)
{
	struct contacts list = { 0 };
	char *folded = text_fold(text);
	int count = 0;
	char *end;
	int64_t own = strtoll(text, &end, 10);

	if (contact_list(import->book, account, LAST_DAY, &list, error) < 0)
		count = -1;
	for (size_t i = 0; i < list.count; i++) {
		char *email = list.items[i].email ? text_fold(list.items[i].email) : NULL;

		if (text_is_same(list.items[i].name_key, folded) ||
		    (email && text_is_same(text_trim(email), folded))) {
			*id = list.items[i].id;
			count++;
		}
		free(email);
	}
	/* An export writes the id where neither name nor address tells one from another. */
	for (size_t i = 0; !count && !*end && i < list.count; i++)
		if (list.items[i].id == own) {
			*id = own;
			count = 1;
		}
	contacts_clear(&list);
	free(folded);
	return count > 1 ? 2 : count;
}

int import_need_contact(struct import *import, int64_t account, int field, day_t on, int64_t *id,
			struct error *error)
{
	const char *word = import_word(import, field);
	struct contact_write write = { .on = on };
	int found;

	*id = 0;
	if (!word)
		return 1;
	found = import_find_contact(import, account, word, id, error);
	if (found < 0 || found == 1)
		return found;
	if (found > 1)
		return import_reject(import, import_field_name(import, field),
				     "the account has several contacts called \"%.80s\"; write the address", word);
	write.name = word;
	if (strchr(word, '@'))
		write.email = word;
	else
		*id = import_contact_name_key(account, word);
	if (contact_put(import->book, account, id, &write, NULL, error) < 0)
		return -1;
	import_tell(import, IMPORT_NOTE, import_field_name(import, field), "\"%.80s\" was added as a contact",
		    word);
	return 1;
}
