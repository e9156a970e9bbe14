/*
 * Measures: a key and its value in a row (long), or a column for each (wide). What the rows come to is
 * gathered first, so that rows of one key and day can be added up, and written at the end.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/ids.h"
#include "storage/book_private.h"
#include "storage/import_records.h"

enum { F_ACCOUNT, F_DATE, F_KEY, F_VALUE, F_COUNT };

static const char *const names[] = { "account", "date", "key", "value", NULL };
static const enum field_type types[F_COUNT] = { [F_DATE] = FIELD_DATE, [F_VALUE] = FIELD_NUMBER };
static const char *const must[] = { "account", "key", "value", NULL };

enum came { CAME_UNCHANGED, CAME_CHANGED, CAME_ADDED };

struct gathered {
	int64_t account, value;
	const char *key; /* of state->keys */
	day_t on;
	long line; /* that said it first */
	enum came came;
	bool undated; /* its day is the import's */
};
struct part {
	long row;  /* of those that were taken, from 0 */
	size_t of; /* gathered */
};

struct measures_state {
	VEC(struct gathered) gathered;
	VEC(struct part) parts;
	struct seen places; /* index of gathered + 1, by account, key and day */
	VEC(char *) keys;
	struct seen key_places;	    /* index of keys + 1 */
	VEC(int) columns;	    /* of the mapping's measures; -1: none */
	VEC(char *) wide_keys;	    /* theirs */
	struct seen told;	    /* names that are other keys */
	char key[MEASURE_KEY_SIZE]; /* of the row under way */
	long rows;
};

/* The key that a name in the file stands for; said where it is another. false: none can be made of it. */
static bool make_key(struct import *import, const char *field, const char *name)
{
	struct measures_state *state = import->state;
	long *told;

	if (!measure_key_from_text(name, state->key))
		return false;
	told = strcmp(name, state->key) ? seen_at(&state->told, id_hash(name, NULL)) : NULL;
	if (told && !*told)
		import_tell(import, IMPORT_NOTE, field, "\"%.80s\" is kept as %s", name, state->key);
	if (told)
		*told = 1;
	return true;
}

/* Two columns of one key would say two values of a day. */
static int add_wide_key(struct import *import, const char *name, const char *column, struct error *error)
{
	struct measures_state *state = import->state;

	if (!make_key(import, column ? column : "", name))
		return error_set(
			error, ERROR_INPUT,
			"no key can be made of \"%.80s\", which is of small letters, digits, _ . - and /; a "
			"mapping can give one: measures = ( { key = \"users\"; column = ...; } )",
			name);
	for (size_t i = 0; i < state->wide_keys.count; i++)
		if (!strcmp(state->wide_keys.items[i], state->key))
			return error_set(error, ERROR_INPUT,
					 "two columns are the measure %s: \"%.80s\" is the second", state->key,
					 column ? column : name);
	*vec_add(&state->wide_keys) = xstrdup(state->key);
	return 0;
}

static int begin(struct import *import, struct error *error)
{
	struct measures_state *state = xcalloc(1, sizeof *state);

	import->state = state;
	for (size_t i = 0; i < import->mapping->measures.count; i++) {
		const char *name = import->mapping->measures.items[i].column;
		int column = name ? import_find_header(name, import->header, import->header_count) : -1;

		if (add_wide_key(import, import->mapping->measures.items[i].key, name, error) < 0)
			return -1;
		if (name && column < 0)
			return error_set(error, ERROR_INPUT, "there is no column \"%.80s\"", name);
		*vec_add(&state->columns) = column;
	}
	return 0;
}

static void clear(struct import *import)
{
	struct measures_state *state = import->state;

	if (state) {
		for (size_t i = 0; i < state->keys.count; i++)
			free(state->keys.items[i]);
		vec_free(&state->keys);
		vec_free(&state->gathered);
		vec_free(&state->parts);
		for (size_t i = 0; i < state->wide_keys.count; i++)
			free(state->wide_keys.items[i]);
		vec_free(&state->wide_keys);
		vec_free(&state->columns);
		seen_free(&state->told);
		seen_free(&state->places);
		seen_free(&state->key_places);
	}
	free(state);
}

static const char *keep_key(struct measures_state *state, const char *key)
{
	long *at = seen_at(&state->key_places, id_hash(key, NULL));

	if (!*at) {
		*vec_add(&state->keys) = xstrdup(key);
		*at = (long)state->keys.count;
	}
	return state->keys.items[*at - 1];
}

/* What a row says of one measure. */
struct said {
	const char *key;
	int64_t value;
};

static struct gathered *find(struct measures_state *state, int64_t account, const char *key, day_t on, long **place)
{
	char numbers[2][24];

	snprintf(numbers[0], sizeof numbers[0], "%lld", (long long)account);
	snprintf(numbers[1], sizeof numbers[1], "%d", (int)on);
	*place = seen_at(&state->places, id_hash(numbers[0], numbers[1], key, NULL));
	return **place ? &state->gathered.items[**place - 1] : NULL;
}

/* Whether it can stand beside what was gathered; false: the row was rejected. */
static bool check(struct import *import, int64_t account, day_t on, const struct said *said)
{
	long *place;
	const struct gathered *there = find(import->state, account, said->key, on, &place);
	char text[VALUE_SIZE];
	int64_t sum;

	if (!there)
		return true;
	if (!import->mapping->sum && there->value != said->value)
		return import_reject(import, "", "line %ld says %s for the same measure and day: %.60s",
				     there->line, value_format(there->value, text), said->key);
	sum = there->value + said->value; /* of two that are at most 1e15 */
	if (import->mapping->sum && (sum > VALUE_MAX || sum < -VALUE_MAX))
		return import_reject(import, "", "%.60s: the sum is more than a value can be", said->key);
	return true;
}

static void gather(struct import *import, int64_t account, day_t on, bool undated, const struct said *said)
{
	struct measures_state *state = import->state;
	long *place;
	struct gathered *there = find(state, account, said->key, on, &place);

	if (there && import->mapping->sum)
		there->value += said->value;
	if (!there) {
		*vec_add(&state->gathered) = (struct gathered){
			account,	said->value, keep_key(state, said->key), on, import->record.line,
			CAME_UNCHANGED, undated,
		};
		*place = (long)state->gathered.count;
	}
	*vec_add(&state->parts) = (struct part){ state->rows, (size_t)*place - 1 };
}

/* The cell of a column that is no field, trimmed; "" for a blank or missing one. */
static const char *cell(struct import *import, int column, char *text, size_t room)
{
	const char *from = (size_t)column < import->record.count ? import->record.cells[column].text : "";
	size_t size;

	from += strspn(from, " \t\r\n");
	size = strlen(from);
	while (size && strchr(" \t\r\n", from[size - 1]))
		size--;
	snprintf(text, room, "%.*s", (int)size, from);
	return text;
}

/* 1: it says something, 0: nothing, -1: the row was rejected. */
static int read_wide(struct import *import, size_t i, struct said *said)
{
	const struct measures_state *state = import->state;
	const struct mapping_measure *measure = &import->mapping->measures.items[i];
	char text[200];
	struct error error;

	said->key = state->wide_keys.items[i];
	said->value = VALUE_SCALE;
	if (measure->count && !measure->column)
		return 1;
	cell(import, state->columns.items[i], text, sizeof text);
	if (measure->count)
		return measure->when ? !strcasecmp(text, measure->when) : *text != '\0';
	if (!*text || !strcasecmp(text, "null") || !strcasecmp(text, "n/a"))
		return 0;
	if (!import_parse_number(text, import->fields[F_VALUE].decimal, &said->value, &error))
		return 1;
	import_reject(import, measure->column, "%s", error.text);
	return -1;
}

static int read_long(struct import *import, struct said *said)
{
	struct measures_state *state = import->state;
	const char *label = import_field_name(import, F_KEY), *name = import_word(import, F_KEY);

	if (!name || !make_key(import, label, name)) {
		import_reject(
			import, label,
			name ? "\"%.60s\": no key can be made of this; it is of small letters, digits, _ . - and /"
			     : "the key is missing: what is measured",
			name);
		return -1;
	}
	said->key = state->key;
	if (!import_number(import, F_VALUE, &said->value))
		return -1;
	if (said->value != VALUE_NONE)
		return 1;
	import_reject(import, import_field_name(import, F_VALUE), "the value is missing");
	return -1;
}

/* All that the row says, or none of it. */
static int take_row(struct import *import, int64_t account, day_t on, bool undated)
{
	struct measures_state *state = import->state;
	size_t wide = import->mapping->measures.count, count = 0;
	struct said *all = xcalloc(wide + 1, sizeof *all);
	int says = 0;

	for (size_t i = 0; i < (wide ? wide : 1) && says >= 0; i++) {
		says = wide ? read_wide(import, i, &all[count]) : read_long(import, &all[count]);
		if (says > 0 && !check(import, account, on, &all[count]))
			says = -1;
		count += says > 0;
	}
	for (size_t i = 0; says >= 0 && i < count; i++)
		gather(import, account, on, undated, &all[i]);
	free(all);
	if (says < 0)
		return 0;
	if (count)
		state->rows++;
	else
		import->report->skipped++;
	return 0;
}

static int row(struct import *import, struct error *error)
{
	int64_t account;
	day_t on;
	int result = import_account(import, F_ACCOUNT, &account, error);
	bool undated;

	if (result <= 0 || !import_day(import, F_DATE, &on, &undated))
		return result < 0 ? -1 : 0;
	return take_row(import, account, on, undated);
}

static int put_dated(struct import *import, struct gathered *measure, struct error *error)
{
	sqlite3_stmt *statement = book_query(import->book, error, Q_IMPORT_MEASURE_GET, "itd", measure->account,
					     measure->key, measure->on);
	int found = statement ? book_step(import->book, statement, error) : -1;
	bool changed = true;

	if (found < 0)
		return -1;
	if (found) {
		changed = sqlite3_column_int64(statement, 0) != measure->value;
		sqlite3_reset(statement);
	}
	if (changed &&
	    measure_put(import->book, measure->account, measure->key, measure->on, measure->value, NULL, error) < 0)
		return -1;
	measure->came = !found ? CAME_ADDED : changed ? CAME_CHANGED : CAME_UNCHANGED;
	return 0;
}

static int put(struct import *import, struct gathered *measure, struct error *error)
{
	struct undated undated;
	int news;

	if (!measure->undated)
		return put_dated(import, measure, error);
	news = import_undated_news(import, measure->account, id_hash("measure", measure->key, NULL), measure->value,
				   &undated, error);
	if (news <= 0)
		return news;
	return put_dated(import, measure, error) < 0
		       ? -1
		       : import_undated_keep(import, measure->account, &undated, measure->on, error);
}

/* A row came to what most happened to any of its measures. */
static void count_rows(struct import *import)
{
	const struct measures_state *state = import->state;
	size_t part = 0;

	for (long i = 0; i < state->rows; i++) {
		enum came most = CAME_UNCHANGED;

		for (; part < state->parts.count && state->parts.items[part].row == i; part++) {
			enum came came = state->gathered.items[state->parts.items[part].of].came;

			most = came > most ? came : most;
		}
		*(most == CAME_ADDED	 ? &import->report->added
		  : most == CAME_CHANGED ? &import->report->changed
					 : &import->report->unchanged) += 1;
	}
}

static int end(struct import *import, struct error *error)
{
	struct measures_state *state = import->state;

	for (size_t i = 0; i < state->gathered.count; i++)
		if (put(import, &state->gathered.items[i], error) < 0 || import_breathe(import, error) < 0)
			return -1;
	count_rows(import);
	if (import->mapping->sum)
		import->report->sums = (long)state->gathered.count;
	return 0;
}

const struct import_kind import_measures = {
	.name = "measures",
	.fields = names,
	.types = types,
	.must = must,
	.begin = begin,
	.row = row,
	.end = end,
	.clear = clear,
};
