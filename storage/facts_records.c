#include "storage/facts_records.h"

#include <string.h>
#include <strings.h>

#include "storage/facts_read.h"

/* Texts of the account itself are not dated: what they hold holds for every date. */
#define ALWAYS (DAY_NONE + 1)

static const enum query cursor_queries[RECORD_CURSORS] = {
	[RECORD_CONTACTS] = Q_FACTS_CONTACT,   [RECORD_PROMISES] = Q_FACTS_PROMISE,
	[RECORD_OUTCOMES] = Q_FACTS_OUTCOME,   [RECORD_VALUES] = Q_FACTS_OUTCOME_VALUE,
	[RECORD_SURVEYS] = Q_FACTS_SURVEY,     [RECORD_CONCERNS] = Q_FACTS_CONCERN,
	[RECORD_OVERRIDES] = Q_FACTS_OVERRIDE,
};

int word_find(const struct names *names, const char *name)
{
	for (size_t i = 0; name && i < names->count; i++)
		if (!strcasecmp(names->items[i], name))
			return (int)i;
	return -1;
}

/* ---- the pass ---- */

static int advance(struct record_reader *reader, enum record_cursor cursor, struct error *error)
{
	int found = book_step(reader->book, reader->cursors[cursor], error);

	reader->at[cursor] = found == 1 ? sqlite3_column_int64(reader->cursors[cursor], 0) : INT64_MAX;
	return found < 0 ? -1 : 0;
}

/* A bit for each table that holds anything of these accounts. */
static int find_filled(struct book *book, int64_t low, int64_t high, int *filled, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_FACTS_WHICH, "ii", low, high);

	if (!st || book_step(book, st, error) != 1)
		return -1;
	*filled = sqlite3_column_int(st, 0);
	sqlite3_reset(st);
	return 0;
}

int records_begin(struct record_reader *reader, struct book *book, const struct card_words *words, int64_t low,
		  int64_t high, struct error *error)
{
	int filled;

	reader->book = book;
	reader->words = words;
	if (find_filled(book, low, high, &filled, error))
		return -1;
	for (int c = 0; c < RECORD_CURSORS; c++) {
		reader->at[c] = INT64_MAX;
		if (!(filled >> c & 1))
			continue;
		reader->cursors[c] = book_query(book, error, cursor_queries[c], "ii", low, high);
		if (!reader->cursors[c] || advance(reader, (enum record_cursor)c, error))
			return -1;
	}
	reader->has_measures = filled >> RECORD_MEASURES & 1 && words->measures.count;
	return 0;
}

/* Whether the cursor stands on a row of the account under way, past rows of others. */
static bool on_account(struct record_reader *reader, enum record_cursor cursor, struct error *error, int *failed)
{
	while (reader->at[cursor] < reader->id)
		if (advance(reader, cursor, error)) {
			*failed = -1;
			return false;
		}
	return reader->at[cursor] == reader->id;
}

/* The number of the record that a row names: they come in order of it. */
static int number(struct ids *ids, int64_t id)
{
	if (!ids->count || ids->items[ids->count - 1] != id)
		*vec_add(ids) = id;
	return (int)ids->count - 1;
}

static int find_number(const struct ids *ids, int64_t id)
{
	size_t low = 0, high = ids->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (ids->items[middle] < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < ids->count && ids->items[low] == id ? (int)low : -1;
}

int records_contact(const struct record_reader *reader, int64_t contact)
{
	return contact ? find_number(&reader->contact_ids, contact) : -1;
}

bool records_have_contacts(const struct record_reader *reader)
{
	return reader->at[RECORD_CONTACTS] != INT64_MAX || reader->contact_ids.count;
}

/* ---- a row each ---- */

static bool says(sqlite3_stmt *st, int column)
{
	return sqlite3_column_type(st, column) != SQLITE_NULL;
}

static void add_contact(struct record_reader *reader, sqlite3_stmt *st)
{
	*vec_add(&reader->contacts) = (struct contact_fact){
		.contact = number(&reader->contact_ids, sqlite3_column_int64(st, 1)),
		.on = sqlite3_column_int(st, 2),
		.says_roles = says(st, 3),
		.roles = (unsigned)sqlite3_column_int(st, 3),
		.says_here = says(st, 4),
		.here = sqlite3_column_int(st, 4),
		.says_sentiment = says(st, 5),
		.sentiment = sqlite3_column_int(st, 5),
	};
}

static void add_promise(struct record_reader *reader, sqlite3_stmt *st)
{
	day_t due = column_day(st, 4);

	*vec_add(&reader->promises) = (struct promise_fact){
		.promise = number(&reader->promise_ids, sqlite3_column_int64(st, 1)),
		.on = sqlite3_column_int(st, 2),
		.says_state = says(st, 3),
		.state = (enum promise_state)sqlite3_column_int(st, 3),
		.says_due = due != DAY_NONE,
		.due = due == 0 ? DAY_NONE : due,
		.says_confirmed = says(st, 5),
		.confirmed = sqlite3_column_int(st, 5),
	};
}

static void add_outcome(struct record_reader *reader, sqlite3_stmt *st)
{
	number(&reader->outcome_ids, sqlite3_column_int64(st, 1));
	*vec_add(&reader->claims) = (struct outcome_claim){
		.start = column_day(st, 2),
		.due = column_day(st, 3),
		.has_baseline = says(st, 4),
		.baseline = sqlite3_column_int64(st, 4),
		.has_target = says(st, 5),
		.target = sqlite3_column_int64(st, 5),
	};
}

static void add_value(struct record_reader *reader, sqlite3_stmt *st)
{
	*vec_add(&reader->values) = (struct outcome_fact){
		.outcome = find_number(&reader->outcome_ids, sqlite3_column_int64(st, 1)),
		.on = sqlite3_column_int(st, 2),
		.value = sqlite3_column_int64(st, 3),
	};
}

static void add_survey(struct record_reader *reader, sqlite3_stmt *st)
{
	*vec_add(&reader->surveys) = (struct survey_fact){
		.on = sqlite3_column_int(st, 1),
		.id = sqlite3_column_int64(st, 2),
		.kind = (enum survey_kind)sqlite3_column_int(st, 3),
		.score = sqlite3_column_int(st, 4),
		.scale = sqlite3_column_int(st, 5),
		.contact = records_contact(reader, sqlite3_column_int64(st, 6)),
	};
}

static void add_concern(struct record_reader *reader, sqlite3_stmt *st)
{
	*vec_add(&reader->concerns) = (struct concern_fact){
		.on = sqlite3_column_int(st, 1),
		.level = (enum concern_level)sqlite3_column_int(st, 2),
		.addressed = column_day(st, 3),
	};
}

static void add_override(struct record_reader *reader, sqlite3_stmt *st)
{
	*vec_add(&reader->overrides) = (struct override_fact){
		.on = sqlite3_column_int(st, 1),
		.until = sqlite3_column_int(st, 2),
		.band = sqlite3_column_int(st, 3),
	};
}

/* Contacts come before those who name them, outcomes before their values. */
static void (*const row_readers[RECORD_CURSORS])(struct record_reader *reader, sqlite3_stmt *st) = {
	[RECORD_CONTACTS] = add_contact,   [RECORD_PROMISES] = add_promise, [RECORD_OUTCOMES] = add_outcome,
	[RECORD_VALUES] = add_value,	   [RECORD_SURVEYS] = add_survey,   [RECORD_CONCERNS] = add_concern,
	[RECORD_OVERRIDES] = add_override,
};

static int read_cursor(struct record_reader *reader, enum record_cursor cursor, struct error *error)
{
	int failed = 0;

	while (!failed && on_account(reader, cursor, error, &failed)) {
		row_readers[cursor](reader, reader->cursors[cursor]);
		failed = advance(reader, cursor, error);
	}
	return failed;
}

/* ---- measures ---- */

/* Rows come by key, so that each is looked up once. */
static int key_index(struct record_reader *reader, const char *key)
{
	size_t size = strlen(key) + 1;

	if (reader->last_key && !strcmp(key, reader->last_key))
		return reader->last_index;
	if (size > reader->last_room) {
		reader->last_key = xrealloc(reader->last_key, size);
		reader->last_room = size;
	}
	memcpy(reader->last_key, key, size);
	reader->last_index = word_find(&reader->words->measures, key);
	return reader->last_index;
}

static void gather_measure(sqlite3_context *context, int count, sqlite3_value **row)
{
	struct facts_reader *facts = ((struct book *)sqlite3_user_data(context))->gathering;
	const char *key = (const char *)sqlite3_value_text(row[0]);
	int index = key && facts ? key_index(&facts->records, key) : -1;

	(void)count;
	if (index >= 0)
		*vec_add(&facts->records.measures) = (struct measure_fact){
			.key = index,
			.on = sqlite3_value_int(row[1]),
			.value = sqlite3_value_int64(row[2]),
		};
}

static void gathered(sqlite3_context *context)
{
	sqlite3_result_null(context);
}

int records_register(struct book *book, struct error *error)
{
	if (sqlite3_create_function_v2(book->handle, "gather_measure", 3, SQLITE_UTF8 | SQLITE_DIRECTONLY, book,
				       NULL, gather_measure, gathered, NULL))
		return book_error(book, "opening the book", error);
	return 0;
}

static int read_measures(struct record_reader *reader, struct error *error)
{
	sqlite3_stmt *st = book_query(reader->book, error, Q_FACTS_MEASURE, "i", reader->id);
	int found = st ? book_step(reader->book, st, error) : -1;

	if (st)
		sqlite3_reset(st);
	return found < 0 ? -1 : 0;
}

/* ---- fields ---- */

static void add_field(struct record_reader *reader, int field, const char *text)
{
	if (field >= 0)
		*vec_add(&reader->fields) = (struct field_fact){
			.field = field,
			.on = ALWAYS,
			.filled = text && text[strspn(text, " \t\r\n")],
		};
}

/* A field of the organisation's own is written by its key, or custom.KEY as elsewhere. */
static int custom_word(const struct names *names, const char *key)
{
	for (size_t i = 0; key && i < names->count; i++)
		if (!strncmp(names->items[i], "custom.", 7) && !strcasecmp(names->items[i] + 7, key))
			return (int)i;
	return word_find(names, key);
}

static int read_fields(struct record_reader *reader, struct error *error)
{
	static const char *const names[] = { "definition_of_success", "success_measure", "master_narrative",
					     "value_path" };
	const struct names *words = &reader->words->fields;
	sqlite3_stmt *st = book_query(reader->book, error, Q_ACCOUNT_GET, "i", reader->id);
	int found = st ? book_step(reader->book, st, error) : -1;

	if (found < 0)
		return -1;
	for (int i = 0; found && i < 4; i++)
		add_field(reader, word_find(words, names[i]), column_string(st, 6 + i));
	sqlite3_reset(st);
	st = book_query(reader->book, error, Q_CUSTOM_LIST, "i", reader->id);
	while (st && (found = book_step(reader->book, st, error)) == 1)
		add_field(reader, custom_word(words, column_string(st, 0)), column_string(st, 1));
	return st ? found : -1;
}

/* ---- an account ---- */

static void clear_rows(struct record_reader *reader)
{
	vec_clear(&reader->contact_ids);
	vec_clear(&reader->promise_ids);
	vec_clear(&reader->outcome_ids);
	vec_clear(&reader->contacts);
	vec_clear(&reader->promises);
	vec_clear(&reader->claims);
	vec_clear(&reader->values);
	vec_clear(&reader->surveys);
	vec_clear(&reader->measures);
	vec_clear(&reader->concerns);
	vec_clear(&reader->fields);
	vec_clear(&reader->overrides);
}

static void lend_rows(struct record_reader *reader, struct facts *facts)
{
	facts->contacts = reader->contacts.items;
	facts->contact_count = reader->contacts.count;
	facts->promises = reader->promises.items;
	facts->promise_count = reader->promises.count;
	facts->outcomes = reader->claims.items;
	facts->outcome_count = reader->claims.count;
	facts->outcome_values = reader->values.items;
	facts->outcome_value_count = reader->values.count;
	facts->surveys = reader->surveys.items;
	facts->survey_count = reader->surveys.count;
	facts->measures = reader->measures.items;
	facts->measure_count = reader->measures.count;
	facts->concerns = reader->concerns.items;
	facts->concern_count = reader->concerns.count;
	facts->fields = reader->fields.items;
	facts->field_count = reader->fields.count;
	facts->overrides = reader->overrides.items;
	facts->override_count = reader->overrides.count;
}

int records_next(struct record_reader *reader, int64_t account, struct facts *facts, struct error *error)
{
	reader->id = account;
	clear_rows(reader);
	for (int c = 0; c < RECORD_CURSORS; c++)
		if (reader->at[c] != INT64_MAX && read_cursor(reader, (enum record_cursor)c, error))
			return -1;
	if ((reader->has_measures && read_measures(reader, error)) ||
	    (reader->words->fields.count && read_fields(reader, error)))
		return -1;
	lend_rows(reader, facts);
	return 0;
}

void records_end(struct record_reader *reader)
{
	for (int c = 0; c < RECORD_CURSORS; c++)
		sqlite3_reset(reader->cursors[c]);
	vec_free(&reader->contact_ids);
	vec_free(&reader->promise_ids);
	vec_free(&reader->outcome_ids);
	vec_free(&reader->contacts);
	vec_free(&reader->promises);
	vec_free(&reader->claims);
	vec_free(&reader->values);
	vec_free(&reader->surveys);
	vec_free(&reader->measures);
	vec_free(&reader->concerns);
	vec_free(&reader->fields);
	vec_free(&reader->overrides);
	free(reader->last_key);
	*reader = (struct record_reader){ 0 };
}
