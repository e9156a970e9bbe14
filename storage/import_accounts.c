/* Accounts: each row is found or added, and what it says that it did not say before is written. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/ids.h"
#include "storage/import_accounts.h"
#include "storage/tracks.h"

static const char *const names[] = {
	[A_EXTERNAL_ID] = "external_id",
	[A_SOURCE] = "source",
	[A_NAME] = "name",
	[A_SEGMENT] = "segment",
	[A_CSM] = "csm",
	[A_STATUS] = "status",
	[A_ARR] = "arr",
	[A_CURRENCY] = "currency",
	[A_START] = "start_date",
	[A_RENEWAL] = "renewal_date",
	[A_DEFINITION] = "definition_of_success",
	[A_MEASURE] = "success_measure",
	[A_NARRATIVE] = "master_narrative",
	[A_PATH] = "value_path",
	[A_NEXT_STEP] = "next_step",
	[A_DELETED] = "deleted",
	[A_FIELDS] = NULL,
};
static const enum field_type types[A_FIELDS] = {
	[A_ARR] = FIELD_MONEY,
	[A_START] = FIELD_DATE,
	[A_RENEWAL] = FIELD_DATE,
};
static const char *const must[] = { "external_id", NULL };
/* An id of somebody else's stands in many files: it takes a field of an account beside it. */
static const char *const with[] = { "name", "arr", "csm", "segment", "start_date", "renewal_date", NULL };

_Static_assert(A_FIELDS <= IMPORT_FIELDS_MAX, "a field for each");

static int compare_slots(const void *a, const void *b)
{
	return strcmp(((const struct slot *)a)->key, ((const struct slot *)b)->key);
}

static void add_slot(struct accounts *state, char *key, int field, size_t custom)
{
	struct slot *slot = vec_add(&state->slots);

	memset(slot, 0, sizeof *slot);
	slot->key = key;
	slot->field = field;
	slot->custom = custom;
}

static int find_track(struct import *import, int64_t *id, struct error *error)
{
	const char *key = import->options->track ? import->options->track
						 : book_options(import->book)->default_track;
	const struct track *track;

	*id = 0;
	if (!key || !*key)
		return 0;
	if (track_by_key(import->book, key, &track, error) < 0)
		return -1;
	*id = track->id;
	return 0;
}

static int begin(struct import *import, struct error *error)
{
	struct accounts *state = import->state = xcalloc(1, sizeof *state);

	for (int i = 0; i < A_FIELDS; i++)
		if (import->fields[i].column >= 0 && i != A_EXTERNAL_ID && i != A_SOURCE && i != A_DELETED)
			add_slot(state, xstrdup(names[i]), i, 0);
	for (size_t i = 0; i < import->customs.count; i++)
		add_slot(state, xasprintf("custom:%s", import->customs.items[i].key), -1, i);
	if (state->slots.count)
		qsort(state->slots.items, state->slots.count, sizeof *state->slots.items, compare_slots);
	for (size_t i = 0; i < state->slots.count; i++)
		if (state->slots.items[i].field >= 0)
			state->of_field[state->slots.items[i].field] = &state->slots.items[i];
	return find_track(import, &state->track, error);
}

static bool is_true(const char *word)
{
	return word && (!strcasecmp(word, "true") || !strcasecmp(word, "yes") || !strcmp(word, "1"));
}

/* By id, of this source or, for our own files, of any. */
static int resolve_id(struct import *import, struct account_line *line, struct error *error)
{
	struct accounts *state = import->state;
	const char *source = import_word(import, A_SOURCE);
	size_t length = (size_t)import->fields[A_EXTERNAL_ID].how->key_length;
	int found, count;

	line->source = source ? source : import->mapping->source;
	line->key_id = line->external_id;
	if (length && strlen(line->external_id) > length) {
		buf_clear(&state->key_id);
		buf_add(&state->key_id, line->external_id, length);
		line->key_id = buf_text(&state->key_id);
	}
	line->account = id_account(line->source, line->key_id);
	found = import_account_exists(import->book, line->account, error);
	if (found < 0)
		return -1;
	line->found = found > 0;
	if (line->found || !import->mapping->any_source || source)
		return 1;
	count = import_by_external(import->book, line->external_id, &line->account, error);
	if (count < 0)
		return -1;
	if (count > 1)
		return import_reject(import, import_field_name(import, A_EXTERNAL_ID),
				     "several accounts have the id \"%.80s\"; say which with a column \"source\"",
				     line->external_id);
	line->found = count == 1;
	if (!line->found)
		line->account = id_account(line->source, line->key_id);
	return 1;
}

static int resolve_name(struct import *import, struct account_line *line, struct error *error)
{
	const char *name = import_text(import, A_NAME);
	int count;

	if (!name)
		return import_reject(import, "", "it has neither an id nor a name; write one");
	count = import_by_name(import->book, name, &line->account, error);
	if (count < 0)
		return -1;
	if (count > 1)
		return import_reject(import, import_field_name(import, A_NAME),
				     "\"%.80s\" is the name of several accounts; write the external id", name);
	line->found = count == 1;
	return 1;
}

/* Which account the row is about. 1: known or to be added; 0: rejected; -1: failed. */
static int resolve(struct import *import, struct account_line *line, struct error *error)
{
	struct accounts *state = import->state;
	int result;
	long *first;

	line->external_id = import_word(import, A_EXTERNAL_ID);
	result = line->external_id ? resolve_id(import, line, error) : resolve_name(import, line, error);
	if (result <= 0 || (!line->found && !line->external_id))
		return result;
	first = seen_at(&state->lines, line->account);
	if (*first)
		return import_reject(import, import_field_name(import, line->external_id ? A_EXTERNAL_ID : A_NAME),
				     "\"%.80s\" repeats line %ld; only the first counts",
				     line->external_id ? line->external_id : import_text(import, A_NAME), *first);
	*first = import->record.line;
	return 1;
}

static bool parse_status(struct import *import, struct account_line *line, struct slot *slot)
{
	const char *word = import_word(import, A_STATUS);

	if (!word)
		return true;
	for (int i = STATUS_PROSPECT; i <= STATUS_CHURNED; i++)
		if (!strcasecmp(word, status_name((enum account_status)i))) {
			line->status = (enum account_status)i;
			slot_say(slot, word, status_name(line->status));
			return true;
		}
	import_reject(import, import_field_name(import, A_STATUS),
		      "\"%.60s\" is no status; it is prospect, active or churned (a mapping can say what other "
		      "words mean)",
		      word);
	return false;
}

static bool parse_date(struct import *import, int field, struct slot *slot, day_t *date)
{
	char text[DATE_SIZE];
	struct buf whole = { 0 };

	if (!import_date(import, field, date))
		return false;
	if (*date == DAY_NONE)
		return true;
	if (!import->fields[field].how->months_before) {
		slot_say(slot, "", date_format(*date, text));
		return true;
	}
	/* The date moves with the day of the import; the number of months is what the file said. */
	buf_printf(&whole, "%s=", import_word(import, field));
	slot->raw = whole.size;
	buf_str(&whole, date_format(*date, text));
	{
		size_t raw = slot->raw;

		slot_say(slot, "", buf_text(&whole));
		slot->raw = raw;
	}
	buf_free(&whole);
	return true;
}

/* 1, 0: rejected, -1: failed. What an amount is in is said by its row, else --currency or the mapping, else by
 * the account, else by the configuration; where nobody says, the user is asked. */
static int parse_arr(struct import *import, struct account_line *line, struct slot *slot, struct error *error)
{
	char text[64];
	int at_home = 1;
	bool given;

	if (!*line->currency)
		memcpy(line->currency, import->currency, CURRENCY_SIZE);
	if (!import_money(import, A_ARR, line->currency, &line->arr, &given))
		return 0;
	if (given && !*line->currency && line->found) {
		if (account_values_currency(import->book, line->account, line->currency, error) < 0)
			return -1;
		if (*line->currency && !import_money(import, A_ARR, line->currency, &line->arr, &given))
			return 0;
	}
	if (!given)
		return 1;
	if (!*line->currency && import->fields[A_CURRENCY].column < 0)
		at_home = import_home_currency(import, A_ARR, line->currency, &line->arr);
	if (at_home == 0)
		return 0;
	if (at_home < 0)
		return error_set(error, ERROR_INPUT,
				 "column \"%s\": nothing says what currency the amounts are in; say --currency "
				 "EUR, or whichever it "
				 "is; nothing was imported",
				 import_field_name(import, A_ARR));
	if (!*line->currency)
		return import_reject(import, import_field_name(import, A_CURRENCY),
				     "the amount has no currency; write one");
	if (line->arr < 0)
		return import_reject(import, import_field_name(import, A_ARR),
				     "\"%.60s\": a recurring revenue is not below 0", import_word(import, A_ARR));
	snprintf(text, sizeof text, "%lld %s", (long long)line->arr, line->currency);
	slot_say(slot, "", text);
	return 1;
}

static bool parse_currency(struct import *import, struct account_line *line, struct slot *slot)
{
	const char *word = import_word(import, A_CURRENCY);
	struct error error;

	if (!word)
		return true;
	if (money_currency(word, line->currency, &error) < 0) {
		import_reject(import, import_field_name(import, A_CURRENCY), "%s", error.text);
		return false;
	}
	slot_say(slot, "", line->currency);
	return true;
}

/* Texts and custom fields are kept as they came. */
static void parse_text(struct import *import, struct slot *slot)
{
	const char *text;

	if (slot->field < 0) {
		size_t column = (size_t)import->customs.items[slot->custom].column;

		text = column < import->record.count ? import->record.cells[column].text : "";
		text = text[strspn(text, " \t\r\n")] ? text : NULL;
	} else {
		text = import->fields[slot->field].how->values.count ? import_word(import, slot->field)
								     : import_text(import, slot->field);
	}
	if (text)
		slot_say(slot, text, text);
}

/* Reads the row into the slots. 1, 0: rejected, -1: failed. */
static int parse(struct import *import, struct account_line *line, struct error *error)
{
	struct accounts *state = import->state;
	struct slot **of = state->of_field;
	size_t size = 0;

	line->start = line->renewal = DAY_NONE;
	for (size_t i = 0; i < state->slots.count; i++)
		state->slots.items[i].given = false;
	if ((of[A_STATUS] && !parse_status(import, line, of[A_STATUS])) ||
	    (of[A_START] && !parse_date(import, A_START, of[A_START], &line->start)) ||
	    (of[A_RENEWAL] && !parse_date(import, A_RENEWAL, of[A_RENEWAL], &line->renewal)) ||
	    (of[A_CURRENCY] && !parse_currency(import, line, of[A_CURRENCY])))
		return 0;
	if (of[A_ARR]) {
		int result = parse_arr(import, line, of[A_ARR], error);

		if (result <= 0)
			return result;
	}
	for (size_t i = 0; i < state->slots.count; i++) {
		struct slot *slot = &state->slots.items[i];

		switch (slot->field) {
		case A_STATUS:
		case A_START:
		case A_RENEWAL:
		case A_CURRENCY:
		case A_ARR:
			break;
		default:
			parse_text(import, slot);
		}
		size += slot->given ? slot->text.size + strlen(slot->key) + 2 : 0;
	}
	if (size > CSV_MAX_CELL * 9 / 10)
		return import_reject(
			import, "",
			"its cells together are longer than an account may be (about 900 kB); shorten them");
	return 1;
}

static int row(struct import *import, struct error *error)
{
	struct account_line line = { 0 };
	int result;

	if (is_true(import_word(import, A_DELETED))) {
		import->report->skipped++;
		import_tell(import, IMPORT_SKIPPED, import_field_name(import, A_DELETED),
			    "it is deleted at its source");
		line.external_id = import_word(import, A_EXTERNAL_ID);
		if (line.external_id && resolve_id(import, &line, error) < 0)
			return -1;
		if (line.found)
			*seen_at(&((struct accounts *)import->state)->lines, line.account) = import->record.line;
		return 0;
	}
	result = resolve(import, &line, error);
	if (result > 0)
		result = parse(import, &line, error);
	if (result <= 0)
		return result;
	return line.found ? account_update(import, &line, error) : account_add(import, &line, error);
}

static int end(struct import *import, struct error *error)
{
	struct accounts *state = import->state;

	return import->fields[A_EXTERNAL_ID].column < 0 ? 0 : accounts_missing(import, &state->lines, error);
}

static void clear(struct import *import)
{
	struct accounts *state = import->state;

	if (!state)
		return;
	for (size_t i = 0; i < state->slots.count; i++) {
		free(state->slots.items[i].key);
		buf_free(&state->slots.items[i].text);
	}
	vec_free(&state->slots);
	seen_free(&state->lines);
	buf_free(&state->key_id);
	buf_free(&state->memory);
	memory_free(&state->old);
	free(state);
}

const struct import_kind import_accounts = {
	.name = "accounts",
	.fields = names,
	.types = types,
	.must = must,
	.with = with,
	.keeps_columns = true,
	.begin = begin,
	.row = row,
	.end = end,
	.clear = clear,
};
