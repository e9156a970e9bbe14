/* The records among the rows that scores read. */
#include <string.h>
#include <strings.h>

#include "storage/facts_rows.h"

/* From the first: what held of a text before anything was said of it. */
#define ALWAYS (DAY_NONE + 1)

int word_find(const struct names *names, const char *name)
{
	for (size_t i = 0; name && i < names->count; i++)
		if (!strcasecmp(names->items[i], name))
			return (int)i;
	return -1;
}

/* ---- a row each ---- */

/* A gathering function: the rows under way, and the account that the row is of. */
#define GATHER(name) \
	static void gather_##name##_row(struct facts_rows *rows, int64_t account, sqlite3_value **row); \
	static void gather_##name(sqlite3_context *context, int count, sqlite3_value **row) \
	{ \
		struct facts_rows *rows = rows_gathering(context); \
\
		(void)count; \
		if (rows) \
			gather_##name##_row(rows, sqlite3_value_int64(row[0]), row); \
	} \
	static void gather_##name##_row(struct facts_rows *rows, int64_t account, sqlite3_value **row)

static bool says(sqlite3_value *value)
{
	return sqlite3_value_type(value) != SQLITE_NULL;
}

static day_t value_day(sqlite3_value *value)
{
	return says(value) ? sqlite3_value_int(value) : DAY_NONE;
}

GATHER(contact)
{
	span_note(&rows->spans[FACTS_CONTACTS], account, rows->contacts.count);
	*vec_add(&rows->contacts) = (struct contact_fact){
		.contact = numbered_add(&rows->contact_ids, account, sqlite3_value_int64(row[1])),
		.on = sqlite3_value_int(row[2]),
		.says_roles = says(row[3]),
		.roles = (unsigned)sqlite3_value_int(row[3]),
		.says_here = says(row[4]),
		.here = sqlite3_value_int(row[4]),
		.says_sentiment = says(row[5]),
		.sentiment = sqlite3_value_int(row[5]),
	};
}

GATHER(promise)
{
	day_t due = value_day(row[4]);

	span_note(&rows->spans[FACTS_PROMISES], account, rows->promises.count);
	*vec_add(&rows->promises) = (struct promise_fact){
		.promise = numbered_add(&rows->promise_ids, account, sqlite3_value_int64(row[1])),
		.on = sqlite3_value_int(row[2]),
		.says_state = says(row[3]),
		.state = (enum promise_state)sqlite3_value_int(row[3]),
		.says_due = due != DAY_NONE,
		.due = due == 0 ? DAY_NONE : due,
		.says_confirmed = says(row[5]),
		.confirmed = sqlite3_value_int(row[5]),
	};
}

GATHER(outcome)
{
	span_note(&rows->spans[FACTS_OUTCOMES], account, rows->outcomes.count);
	numbered_add(&rows->outcome_ids, account, sqlite3_value_int64(row[1]));
	*vec_add(&rows->outcomes) = (struct outcome_claim){
		.start = value_day(row[2]),
		.due = value_day(row[3]),
		.has_baseline = says(row[4]),
		.baseline = sqlite3_value_int64(row[4]),
		.has_target = says(row[5]),
		.target = sqlite3_value_int64(row[5]),
	};
}

GATHER(value)
{
	span_note(&rows->spans[FACTS_VALUES], account, rows->values.count);
	*vec_add(&rows->values) = (struct outcome_fact){
		.outcome = numbered_find(&rows->outcome_ids, account, sqlite3_value_int64(row[1])),
		.on = sqlite3_value_int(row[2]),
		.value = sqlite3_value_int64(row[3]),
	};
}

GATHER(survey)
{
	span_note(&rows->spans[FACTS_SURVEYS], account, rows->surveys.count);
	*vec_add(&rows->surveys) = (struct survey_fact){
		.on = sqlite3_value_int(row[1]),
		.id = sqlite3_value_int64(row[2]),
		.kind = (enum survey_kind)sqlite3_value_int(row[3]),
		.score = sqlite3_value_int(row[4]),
		.scale = sqlite3_value_int(row[5]),
		.contact = says(row[6]) ? numbered_find(&rows->contact_ids, account, sqlite3_value_int64(row[6]))
					: -1,
	};
}

GATHER(concern)
{
	span_note(&rows->spans[FACTS_CONCERNS], account, rows->concerns.count);
	*vec_add(&rows->concerns) = (struct concern_fact){
		.on = sqlite3_value_int(row[1]),
		.level = (enum concern_level)sqlite3_value_int(row[2]),
		.addressed = value_day(row[3]),
	};
}

GATHER(override)
{
	span_note(&rows->spans[FACTS_OVERRIDES], account, rows->overrides.count);
	*vec_add(&rows->overrides) = (struct override_fact){
		.on = sqlite3_value_int(row[1]),
		.until = sqlite3_value_int(row[2]),
		.band = sqlite3_value_int(row[3]),
	};
}

/* Rows come by key, so that each is looked up once. */
static int key_index(struct facts_rows *rows, const char *key)
{
	size_t size;

	if (rows->last_key[0] && !strcmp(key, rows->last_key))
		return rows->last_index;
	rows->last_index = word_find(&rows->words->measures, key);
	size = strlen(key) + 1;
	rows->last_key[0] = '\0';
	if (size <= sizeof rows->last_key)
		memcpy(rows->last_key, key, size);
	return rows->last_index;
}

GATHER(measure)
{
	const char *key = (const char *)sqlite3_value_text(row[1]);
	int index = key ? key_index(rows, key) : -1;

	if (index < 0)
		return;
	span_note(&rows->spans[FACTS_MEASURES], account, rows->measures.count);
	*vec_add(&rows->measures) = (struct measure_fact){
		.key = index,
		.on = sqlite3_value_int(row[2]),
		.value = sqlite3_value_int64(row[3]),
	};
}

int records_register(struct book *book, struct error *error)
{
	static const struct {
		const char *name;
		void (*gather)(sqlite3_context *context, int count, sqlite3_value **row);
	} functions[] = {
		{ "gather_contact", gather_contact },	{ "gather_promise", gather_promise },
		{ "gather_outcome", gather_outcome },	{ "gather_value", gather_value },
		{ "gather_survey", gather_survey },	{ "gather_concern", gather_concern },
		{ "gather_override", gather_override }, { "gather_measure", gather_measure },
	};

	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
		if (sqlite3_create_function_v2(book->handle, functions[i].name, -1, SQLITE_UTF8 | SQLITE_DIRECTONLY,
					       book, NULL, functions[i].gather, rows_gathered, NULL))
			return book_error(book, "opening the book", error);
	return 0;
}

/* ---- fields ---- */

static void add_field(struct field_facts *out, int field, day_t on, bool filled)
{
	*vec_add(out) = (struct field_fact){ .field = field, .on = on, .filled = filled };
}

/* A text as it stands: it always stood so, unless something dated is said of it. */
static void add_text(struct field_facts *out, size_t dated, int field, const char *text)
{
	for (size_t i = 0; i < dated; i++)
		if (out->items[i].field == field)
			return;
	if (field >= 0)
		add_field(out, field, ALWAYS, text && text[strspn(text, " \t\r\n")]);
}

/* A field of the organisation's own is written by its key, or custom.KEY as elsewhere. */
static int custom_word(const struct names *names, const char *key)
{
	for (size_t i = 0; key && i < names->count; i++)
		if (!strncmp(names->items[i], "custom.", 7) && !strcasecmp(names->items[i] + 7, key))
			return (int)i;
	return word_find(names, key);
}

/* What is said of texts day by day, and that it was the other way round before. */
static int add_dated(struct book *book, const struct names *names, int64_t account, struct field_facts *out,
		     struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_TEXT_STATE_LIST, "i", account);
	int found = -1, last = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		const char *key = column_string(st, 0);
		int field = strncmp(key, "custom.", 7) != 0 ? word_find(names, key) : custom_word(names, key + 7);
		bool filled = sqlite3_column_int(st, 2);

		if (field < 0)
			continue;
		if (field != last)
			add_field(out, field, ALWAYS, !filled);
		last = field;
		add_field(out, field, sqlite3_column_int(st, 1), filled);
	}
	return st ? found : -1;
}

int records_fields(struct book *book, const struct card_words *words, int64_t account, struct field_facts *out,
		   struct error *error)
{
	static const char *const names[] = { "definition_of_success", "success_measure", "master_narrative",
					     "value_path" };
	sqlite3_stmt *st;
	size_t dated;
	int found;

	if (add_dated(book, &words->fields, account, out, error))
		return -1;
	dated = out->count;
	st = book_query(book, error, Q_ACCOUNT_GET, "i", account);
	found = st ? book_step(book, st, error) : -1;
	if (found < 0)
		return -1;
	for (int i = 0; found && i < 4; i++)
		add_text(out, dated, word_find(&words->fields, names[i]), column_string(st, 6 + i));
	sqlite3_reset(st);
	st = book_query(book, error, Q_CUSTOM_LIST, "i", account);
	while (st && (found = book_step(book, st, error)) == 1)
		add_text(out, dated, custom_word(&words->fields, column_string(st, 0)), column_string(st, 1));
	return st ? found : -1;
}
