/* Writing an imported account: all of a new one, and of one that is there only what is new in the file. Where
 * the user changed the same field, the book's value stays and the row is reported. */
#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "storage/book_private.h"
#include "storage/import_accounts.h"
#include "storage/opportunities.h"

/* What the book has now, in the form of the slots. */
struct account_values {
	char *text[A_FIELDS]; /* NULL: nothing; A_ARR is not among them */
	bool has_arr;
	int64_t arr;
};

static void values_set(struct account_values *values, int field, const char *text)
{
	free(values->text[field]);
	values->text[field] = xstrdup(text && *text ? text : NULL);
}

static void values_clear(struct account_values *values)
{
	for (int i = 0; i < A_FIELDS; i++)
		free(values->text[i]);
}

static void values_set_day(struct account_values *values, int field, day_t day)
{
	char text[DATE_SIZE];

	values_set(values, field, day == DAY_NONE || !day ? NULL : date_format(day, text));
}

static int read_account(struct book *book, int64_t account, struct account_values *values, struct error *error)
{
	static const int texts[] = { A_DEFINITION, A_MEASURE, A_NARRATIVE, A_PATH };
	sqlite3_stmt *statement = book_query(book, error, Q_ACCOUNT_GET, "i", account);

	if (!statement || book_step(book, statement, error) != 1)
		return -1;
	values_set(values, A_NAME, column_string(statement, 3));
	values_set(values, A_CURRENCY, column_string(statement, 4));
	values_set_day(values, A_START, column_day(statement, 5));
	for (int i = 0; i < 4; i++)
		values_set(values, texts[i], column_string(statement, 6 + i));
	sqlite3_reset(statement);
	return 0;
}

static int read_values(struct book *book, int64_t account, struct account_values *values, struct error *error)
{
	sqlite3_stmt *statement;
	int more = -1;

	if (read_account(book, account, values, error) < 0)
		return -1;
	values_set(values, A_STATUS, status_name(STATUS_ACTIVE));
	statement = book_query(book, error, Q_STATE_LIST, "i", account);
	while (statement && (more = book_step(book, statement, error)) == 1) {
		static const int fields[] = { A_SEGMENT, A_CSM, A_STATUS, A_RENEWAL, A_NEXT_STEP };

		for (int i = 0; i < 5; i++) {
			if (sqlite3_column_type(statement, 2 + i) == SQLITE_NULL)
				continue;
			if (fields[i] == A_STATUS)
				values_set(values, A_STATUS,
					   status_name((enum account_status)sqlite3_column_int(statement, 2 + i)));
			else if (fields[i] == A_RENEWAL)
				values_set_day(values, A_RENEWAL, sqlite3_column_int(statement, 2 + i));
			else
				values_set(values, fields[i], column_string(statement, 2 + i));
		}
	}
	if (more < 0)
		return -1;
	statement = book_query(book, error, Q_MOVEMENT_SUM, "id", account, (day_t)0);
	if (!statement || book_step(book, statement, error) != 1)
		return -1;
	values->has_arr = sqlite3_column_int64(statement, 0) > 0;
	values->arr = sqlite3_column_int64(statement, 1);
	sqlite3_reset(statement);
	return 0;
}

int account_values_currency(struct book *book, int64_t account, char currency[CURRENCY_SIZE], struct error *error)
{
	struct account_values values = { 0 };
	int result = read_account(book, account, &values, error);

	if (!result && values.text[A_CURRENCY])
		snprintf(currency, CURRENCY_SIZE, "%.3s", values.text[A_CURRENCY]);
	values_clear(&values);
	return result;
}

static bool is_given(const struct accounts *state, int field)
{
	return state->of_field[field] && state->of_field[field]->given;
}

static const char *given_text(const struct accounts *state, int field)
{
	return is_given(state, field) ? state->of_field[field]->value : NULL;
}

static const struct {
	int field;
	enum account_text text;
} texts[] = {
	{ A_NAME, ACCOUNT_NAME },
	{ A_DEFINITION, ACCOUNT_DEFINITION_OF_SUCCESS },
	{ A_MEASURE, ACCOUNT_SUCCESS_MEASURE },
	{ A_NARRATIVE, ACCOUNT_MASTER_NARRATIVE },
	{ A_PATH, ACCOUNT_VALUE_PATH },
};

static bool to_write(const struct slot *slot)
{
	return slot && slot->given && slot->news && !slot->kept_back && !slot->there;
}

/* The dated fields that are to be written. */
static bool make_state(const struct accounts *state, const struct account_line *line, bool news_only,
		       struct account_state *out)
{
	bool *const says[] = { &out->says_segment, &out->says_csm, &out->says_status, &out->says_renewal,
			       &out->says_next_step };
	static const int fields[] = { A_SEGMENT, A_CSM, A_STATUS, A_RENEWAL, A_NEXT_STEP };
	bool any = false;

	memset(out, 0, sizeof *out);
	for (int i = 0; i < 5; i++) {
		const struct slot *slot = state->of_field[fields[i]];

		*says[i] = slot && slot->given && (!news_only || to_write(slot));
		any |= *says[i];
	}
	out->segment = given_text(state, A_SEGMENT);
	out->csm = given_text(state, A_CSM);
	out->next_step = given_text(state, A_NEXT_STEP);
	out->status = line->status;
	out->renewal = line->renewal;
	return any;
}

static day_t later(day_t a, day_t b)
{
	return a > b ? a : b;
}

/* A new account's ARR: what it began with and, where it has churned, that it is gone. */
static int add_arr(struct import *import, const struct account_line *line, int64_t account, struct error *error)
{
	struct movement movement = {
		.kind = MOVEMENT_NEW, .minor = line->arr, .currency = line->currency, .stand_in = true
	};

	movement.on = line->start == DAY_NONE ? import->options->on : line->start;
	if (movement_add(import->book, account, &movement, error) < 0 ||
	    movement_tell_arr(import->book, account, import->options->on, error) < 0)
		return -1;
	if (line->status != STATUS_CHURNED || !line->arr || !is_given(import->state, A_STATUS))
		return 0;
	movement.kind = MOVEMENT_CHURN;
	movement.minor = -line->arr;
	movement.on = later(movement.on, import->options->on);
	return movement_add(import->book, account, &movement, error);
}

static int remember(struct import *import, int64_t account, struct error *error)
{
	struct accounts *state = import->state;

	memory_build(&state->old, state->slots.items, state->slots.count, &state->memory);
	return import_memory_set(import->book, account, import->mapping->source, buf_text(&state->memory), error);
}

int account_add(struct import *import, const struct account_line *line, struct error *error)
{
	struct accounts *state = import->state;
	struct account_fields fields = {
		.source = line->source,
		.external_id = line->external_id,
		.key_id = line->key_id,
		.name = given_text(state, A_NAME),
		.currency = *line->currency && (is_given(state, A_ARR) || is_given(state, A_CURRENCY))
				    ? line->currency
				    : NULL,
		.start = line->start,
		.track = state->track,
	};
	struct account_state dated;
	int64_t account;

	if (!fields.name)
		return import_reject(import, import_field_name(import, A_NAME),
				     "a new account needs a name; write one");
	if (account_insert(import->book, &fields, &account, error) < 0)
		return -1;
	*seen_at(&state->lines, account) = import->record.line;
	if (make_state(state, line, false, &dated) &&
	    account_set_state(import->book, account, import->options->on, &dated, NULL, error) < 0)
		return -1;
	for (size_t i = 1; i < sizeof texts / sizeof *texts; i++)
		if (is_given(state, texts[i].field) &&
		    account_set_text(import->book, account, texts[i].text, given_text(state, texts[i].field),
				     DAY_NONE, NULL, error) < 0)
			return -1;
	if (is_given(state, A_ARR) && add_arr(import, line, account, error) < 0)
		return -1;
	for (size_t i = 0; i < state->slots.count; i++) {
		const struct slot *slot = &state->slots.items[i];

		if (slot->field < 0 && slot->given &&
		    account_set_custom(import->book, account, import->customs.items[slot->custom].key, slot->value,
				       DAY_NONE, NULL, error) < 0)
			return -1;
	}
	memory_free(&state->old);
	memory_compare(&state->old, state->slots.items, state->slots.count);
	import->report->added++;
	return remember(import, account, error);
}

static int read_custom(struct book *book, int64_t account, const char *key, char **value, struct error *error)
{
	sqlite3_stmt *statement = book_query(book, error, Q_CUSTOM_LIST, "i", account);
	int more = -1;

	while (statement && (more = book_step(book, statement, error)) == 1)
		if (!strcmp(column_string(statement, 0), key)) {
			free(*value);
			*value = column_copy(statement, 1);
		}
	return more < 0 ? -1 : 0;
}

static void conflict(struct import *import, struct slot *slot, const char *here, const char *there)
{
	const char *field = slot->field < 0 ? import->customs.items[slot->custom].key
					    : import_field_name(import, slot->field);

	slot->kept_back = true;
	import_tell(import, IMPORT_CONFLICT, field,
		    "changed here (\"%.60s\") and in the file (\"%.60s\"); the book's value stays, --theirs takes "
		    "the file's",
		    here ? here : "", there);
}

/* Decides over one slot with news: nothing to write, a conflict, or to be written. */
static int settle(struct import *import, struct slot *slot, int64_t account, const struct account_values *values,
		  struct error *error)
{
	const char *there = slot_meaning(slot, buf_text(&slot->text));
	char *custom = NULL;
	const char *here;

	if (slot->field < 0 &&
	    read_custom(import->book, account, import->customs.items[slot->custom].key, &custom, error) < 0)
		return -1;
	here = slot->field < 0 ? custom : values->text[slot->field];
	slot->there = text_is_same(here ? here : "", there);
	if (slot->old && !import->options->theirs && !slot->there &&
	    !text_is_same(here ? here : "", slot_meaning(slot, slot->old)))
		conflict(import, slot, here, there);
	free(custom);
	return 0;
}

static bool is_churned(const char *status)
{
	return status && !strcmp(status, status_name(STATUS_CHURNED));
}

/* What the ARR is to become, and whether that is to be written. false: the row was rejected. */
static bool settle_arr(struct import *import, const struct account_line *line, const struct account_values *values,
		       int64_t *target, bool *write, struct error *error)
{
	struct accounts *state = import->state;
	struct slot *arr = state->of_field[A_ARR], *status = state->of_field[A_STATUS];
	const char *here = values->text[A_CURRENCY], *old_status = memory_get(&state->old, "status");
	bool status_news = status && status->given && status->news && !status->kept_back, churned;
	char before[MONEY_TEXT], after[MONEY_TEXT];
	int64_t expected, won = 0;

	*write = false;
	if (values->has_arr && here && *line->currency && strcmp(here, line->currency) &&
	    ((arr && arr->given && arr->news) ||
	     (is_given(state, A_CURRENCY) && state->of_field[A_CURRENCY]->news))) {
		import_reject(import, import_field_name(import, A_ARR),
			      "the account is in %s and the row in %s; amounts of two currencies are never added",
			      here, line->currency);
		return false;
	}
	if (!arr || !arr->given || (!arr->news && !status_news))
		return true;
	churned = is_given(state, A_STATUS) && !status->kept_back ? line->status == STATUS_CHURNED
								  : is_churned(values->text[A_STATUS]);
	*target = churned ? 0 : line->arr;
	if (values->has_arr && values->arr == *target)
		return true;
	expected = arr->old ? (is_churned(old_status) ? 0 : strtoll(arr->old, NULL, 10)) : 0;
	/* What deals added since is no change by hand. */
	if (arr->old && values->arr != expected && opportunity_added(import->book, line->account, &won, error))
		return false;
	if (arr->old && values->arr != expected + won && !import->options->theirs) {
		conflict(import, arr, money_plain(values->arr, line->currency, before),
			 money_plain(*target, line->currency, after));
		return true;
	}
	*write = true;
	return true;
}

static int write_arr(struct import *import, const struct account_line *line, const struct account_values *values,
		     int64_t target, bool *changed, struct error *error)
{
	day_t on = import->options->on;
	day_t day = line->start == DAY_NONE ? on : later(on, line->start);
	bool step = false;

	/* One that has churned by now was new once. */
	if (!values->has_arr && !target && line->arr) {
		if (movement_set_imported_arr(import->book, line->account, day, line->arr, line->currency, &step,
					      error) < 0)
			return -1;
		*changed |= step;
	}
	if (movement_set_imported_arr(import->book, line->account, day, target, line->currency, &step, error) < 0)
		return -1;
	*changed |= step;
	return movement_tell_arr(import->book, line->account, on, error);
}

static int write_news(struct import *import, const struct account_line *line, bool *changed, struct error *error)
{
	struct accounts *state = import->state;
	struct book *book = import->book;
	struct account_state dated;
	bool step = false;

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++, *changed |= step, step = false)
		if (to_write(state->of_field[texts[i].field]) &&
		    account_set_text(book, line->account, texts[i].text, given_text(state, texts[i].field),
				     import->options->on, &step, error) < 0)
			return -1;
	if (to_write(state->of_field[A_CURRENCY]) &&
	    account_set_text(book, line->account, ACCOUNT_CURRENCY, line->currency, import->options->on, &step,
			     error) < 0)
		return -1;
	*changed |= step;
	step = false;
	if (to_write(state->of_field[A_START]) &&
	    account_set_start(book, line->account, line->start, &step, error) < 0)
		return -1;
	*changed |= step;
	step = false;
	if (make_state(state, line, true, &dated) &&
	    account_set_state(book, line->account, import->options->on, &dated, &step, error) < 0)
		return -1;
	*changed |= step;
	for (size_t i = 0; i < state->slots.count; i++) {
		const struct slot *slot = &state->slots.items[i];

		step = false;
		if (slot->field < 0 && to_write(slot) &&
		    account_set_custom(book, line->account, import->customs.items[slot->custom].key, slot->value,
				       import->options->on, &step, error) < 0)
			return -1;
		*changed |= step;
	}
	return 0;
}

/* With news in some slot: look at the book, settle each, write. */
static int update(struct import *import, const struct account_line *line, struct account_values *values,
		  struct error *error)
{
	struct accounts *state = import->state;
	long rejected = import->report->rejected;
	bool changed = false, arr_too = false;
	int64_t target = -1;

	if (read_values(import->book, line->account, values, error) < 0)
		return -1;
	for (size_t i = 0; i < state->slots.count; i++) {
		struct slot *slot = &state->slots.items[i];

		if (slot->news && slot->field != A_ARR && slot->field != A_CURRENCY &&
		    settle(import, slot, line->account, values, error) < 0)
			return -1;
	}
	if (!settle_arr(import, line, values, &target, &arr_too, error))
		return import->report->rejected > rejected ? 0 : -1;
	if (write_news(import, line, &changed, error) < 0 ||
	    (arr_too && write_arr(import, line, values, target, &changed, error) < 0) ||
	    (!arr_too && values->has_arr && values->arr == target &&
	     movement_tell_arr(import->book, line->account, import->options->on, error) < 0) ||
	    remember(import, line->account, error) < 0)
		return -1;
	*(changed ? &import->report->changed : &import->report->unchanged) += 1;
	return 0;
}

int account_update(struct import *import, const struct account_line *line, struct error *error)
{
	struct accounts *state = import->state;
	struct account_values values = { 0 };
	char *fields;
	int result;

	if (import_memory_get(import->book, line->account, import->mapping->source, &fields, error) < 0)
		return -1;
	memory_free(&state->old);
	memory_parse(&state->old, fields);
	if (!memory_compare(&state->old, state->slots.items, state->slots.count)) {
		import->report->unchanged++;
		return 0;
	}
	result = update(import, line, &values, error);
	values_clear(&values);
	return result;
}

int accounts_missing(struct import *import, const struct seen *lines, struct error *error)
{
	struct import_report *report = import->report;
	sqlite3_stmt *statement = book_query(import->book, error, Q_IMPORT_OF_SOURCE, "t", import->mapping->source);
	int more = -1;

	while (statement && (more = book_step(import->book, statement, error)) == 1) {
		if (seen_has(lines, sqlite3_column_int64(statement, 0)))
			continue;
		if (report->missing++ < IMPORT_MISSING_MAX)
			*vec_add(&report->missing_names) = column_copy(statement, 1);
	}
	return more < 0 ? -1 : 0;
}
