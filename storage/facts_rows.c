#include "storage/facts_rows.h"

#include <string.h>

static const enum query queries[FACTS_TABLES] = {
	[FACTS_CONTACTS] = Q_FACTS_CONTACT,   [FACTS_PROMISES] = Q_FACTS_PROMISE,
	[FACTS_OUTCOMES] = Q_FACTS_OUTCOME,   [FACTS_VALUES] = Q_FACTS_OUTCOME_VALUE,
	[FACTS_SURVEYS] = Q_FACTS_SURVEY,     [FACTS_CONCERNS] = Q_FACTS_CONCERN,
	[FACTS_OVERRIDES] = Q_FACTS_OVERRIDE, [FACTS_MEASURES] = Q_FACTS_MEASURE,
	[FACTS_PASSES] = Q_FACTS_PASS,	      [FACTS_TRACKS] = Q_FACTS_TRACK,
	[FACTS_STATES] = Q_FACTS_STATE,	      [FACTS_MOVEMENTS] = Q_FACTS_MOVEMENT,
	[FACTS_TOUCHES] = Q_FACTS_TOUCH,      [FACTS_ANSWERS] = Q_FACTS_ANSWER,
};

/* ---- whose rows are where ---- */

void span_note(struct spans *spans, int64_t account, size_t first)
{
	struct span *last = spans->list.count ? &spans->list.items[spans->list.count - 1] : NULL;

	if (last && last->account == account)
		return;
	if (last && last->account > account)
		BUG("rows out of the order of accounts");
	*vec_add(&spans->list) = (struct span){ account, first };
}

size_t span_find(struct spans *spans, int64_t account, size_t total, size_t *first)
{
	size_t at = spans->at;

	while (at < spans->list.count && spans->list.items[at].account < account)
		at++;
	spans->at = at;
	*first = 0;
	if (at == spans->list.count || spans->list.items[at].account != account)
		return 0;
	*first = spans->list.items[at].first;
	return (at + 1 < spans->list.count ? spans->list.items[at + 1].first : total) - *first;
}

struct ids numbered_of(struct numbered *numbered, int64_t account)
{
	size_t first, count = span_find(&numbered->spans, account, numbered->ids.count, &first);

	return (struct ids){ count ? numbered->ids.items + first : NULL, count, 0 };
}

/* Rows come in order of the id. */
int numbered_add(struct numbered *numbered, int64_t account, int64_t id)
{
	struct ids *ids = &numbered->ids;
	size_t first;

	span_note(&numbered->spans, account, ids->count);
	first = numbered->spans.list.items[numbered->spans.list.count - 1].first;
	if (ids->count == first || ids->items[ids->count - 1] != id)
		*vec_add(ids) = id;
	return (int)(ids->count - first) - 1;
}

int numbered_find(struct numbered *numbered, int64_t account, int64_t id)
{
	struct ids ids = numbered_of(numbered, account);
	size_t low = 0, high = ids.count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (ids.items[middle] < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < ids.count && ids.items[low] == id ? (int)low : -1;
}

/* ---- a row each ---- */

struct facts_rows *rows_gathering(sqlite3_context *context)
{
	return ((struct book *)sqlite3_user_data(context))->gathering;
}

void rows_gathered(sqlite3_context *context)
{
	sqlite3_result_null(context);
}

static day_t value_day(sqlite3_value *value)
{
	return sqlite3_value_type(value) == SQLITE_NULL ? DAY_NONE : sqlite3_value_int(value);
}

static void gather_track(sqlite3_context *context, int count, sqlite3_value **row)
{
	struct facts_rows *rows = rows_gathering(context);

	(void)count;
	if (!rows)
		return;
	span_note(&rows->spans[FACTS_TRACKS], sqlite3_value_int64(row[0]), rows->tracks.count);
	*vec_add(&rows->tracks) = sqlite3_value_int64(row[1]);
	*vec_add(&rows->placed) = value_day(row[2]);
	*vec_add(&rows->mains) = sqlite3_value_int(row[3]) != 0;
}

static const char *value_copy(struct facts_rows *rows, sqlite3_value *value)
{
	return arena_copy(&rows->arena, (const char *)sqlite3_value_text(value));
}

static void gather_state(sqlite3_context *context, int count, sqlite3_value **row)
{
	struct facts_rows *rows = rows_gathering(context);
	struct text_fact *text;
	day_t renewal;

	(void)count;
	if (!rows)
		return;
	span_note(&rows->spans[FACTS_STATES], sqlite3_value_int64(row[0]), rows->states.count);
	renewal = value_day(row[5]);
	text = vec_add(&rows->texts);
	*text = (struct text_fact){
		.on = sqlite3_value_int(row[1]),
		.segment = value_copy(rows, row[2]),
		.csm = value_copy(rows, row[3]),
		.next_step = value_copy(rows, row[6]),
	};
	*vec_add(&rows->states) = (struct state_fact){
		.on = text->on,
		.says_segment = text->segment != NULL,
		.segment = word_find(&rows->words->segments, text->segment),
		.says_status = sqlite3_value_type(row[4]) != SQLITE_NULL,
		.status = (enum account_status)sqlite3_value_int(row[4]),
		.says_renewal = renewal != DAY_NONE,
		.renewal = renewal == 0 ? DAY_NONE : renewal,
		.says_plan = text->next_step != NULL,
		.plan = text->next_step && *text->next_step,
	};
}

static void gather_movement(sqlite3_context *context, int count, sqlite3_value **row)
{
	struct facts_rows *rows = rows_gathering(context);

	(void)count;
	if (!rows)
		return;
	span_note(&rows->spans[FACTS_MOVEMENTS], sqlite3_value_int64(row[0]), rows->movements.count);
	*vec_add(&rows->movements) = (struct movement_fact){
		.on = sqlite3_value_int(row[1]),
		.minor = sqlite3_value_int64(row[2]),
	};
}

/* With kind and contact where somebody asks for them. */
static void gather_touch(sqlite3_context *context, int count, sqlite3_value **row)
{
	struct facts_rows *rows = rows_gathering(context);
	struct touch_fact *fact;
	int64_t account;

	if (!rows)
		return;
	account = sqlite3_value_int64(row[0]);
	span_note(&rows->spans[FACTS_TOUCHES], account, rows->touches.count);
	fact = vec_add(&rows->touches);
	*fact = (struct touch_fact){
		.on = sqlite3_value_int(row[1]),
		.from = sqlite3_value_int(row[2]) ? FROM_THEM : FROM_US,
		.kind = -1,
		.contact = -1,
	};
	if (count < 5)
		return;
	if (rows->words->touch_kinds.count)
		fact->kind = word_find(&rows->words->touch_kinds, (const char *)sqlite3_value_text(row[3]));
	if (sqlite3_value_type(row[4]) != SQLITE_NULL)
		fact->contact = numbered_find(&rows->contact_ids, account, sqlite3_value_int64(row[4]));
}

static void gather_pass(sqlite3_context *context, int count, sqlite3_value **row)
{
	struct facts_rows *rows = rows_gathering(context);

	(void)count;
	if (!rows)
		return;
	span_note(&rows->spans[FACTS_PASSES], sqlite3_value_int64(row[0]), rows->passes.count);
	*vec_add(&rows->passes) = (struct raw_pass){
		.stage = sqlite3_value_int64(row[1]),
		.on = sqlite3_value_int(row[2]),
	};
}

static void gather_answer(sqlite3_context *context, int count, sqlite3_value **row)
{
	struct facts_rows *rows = rows_gathering(context);

	(void)count;
	if (!rows)
		return;
	span_note(&rows->spans[FACTS_ANSWERS], sqlite3_value_int64(row[0]), rows->answers.count);
	*vec_add(&rows->answers) = (struct raw_answer){
		.milestone = sqlite3_value_int64(row[1]),
		.on = sqlite3_value_int(row[2]),
		.at = sqlite3_value_int64(row[3]),
		.answer = (enum answer)sqlite3_value_int(row[4]),
	};
}

int facts_register(struct book *book, struct error *error)
{
	static const struct {
		const char *name;
		void (*gather)(sqlite3_context *context, int count, sqlite3_value **row);
	} functions[] = {
		{ "gather_track", gather_track },	{ "gather_state", gather_state },
		{ "gather_movement", gather_movement }, { "gather_touch", gather_touch },
		{ "gather_pass", gather_pass },		{ "gather_answer", gather_answer },
	};

	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
		if (sqlite3_create_function_v2(book->handle, functions[i].name, -1, SQLITE_UTF8 | SQLITE_DIRECTONLY,
					       book, NULL, functions[i].gather, rows_gathered, NULL))
			return book_error(book, "opening the book", error);
	return records_register(book, error);
}

/* ---- a batch ---- */

int rows_which(struct book *book, int64_t low, int64_t high, unsigned *filled, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_FACTS_WHICH, "ii", low, high);

	if (!st || book_step(book, st, error) != 1)
		return -1;
	*filled = (unsigned)sqlite3_column_int(st, 0) | ~0u << FACTS_MAY_BE_EMPTY;
	sqlite3_reset(st);
	return 0;
}

static void clear_spans(struct spans *spans)
{
	vec_clear(&spans->list);
	spans->at = 0;
}

static void clear_numbered(struct numbered *numbered)
{
	vec_clear(&numbered->ids);
	clear_spans(&numbered->spans);
}

static void rows_clear(struct facts_rows *rows)
{
	for (int t = 0; t < FACTS_TABLES; t++)
		clear_spans(&rows->spans[t]);
	clear_numbered(&rows->contact_ids);
	clear_numbered(&rows->promise_ids);
	clear_numbered(&rows->outcome_ids);
	vec_clear(&rows->contacts);
	vec_clear(&rows->promises);
	vec_clear(&rows->outcomes);
	vec_clear(&rows->values);
	vec_clear(&rows->surveys);
	vec_clear(&rows->concerns);
	vec_clear(&rows->overrides);
	vec_clear(&rows->measures);
	vec_clear(&rows->passes);
	vec_clear(&rows->tracks);
	vec_clear(&rows->placed);
	vec_clear(&rows->mains);
	vec_clear(&rows->states);
	vec_clear(&rows->texts);
	vec_clear(&rows->movements);
	vec_clear(&rows->touches);
	vec_clear(&rows->answers);
	arena_clear(&rows->arena);
}

static int read_table(struct facts_rows *rows, struct book *book, enum query query, int64_t low, int64_t high,
		      struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, query, "ii", low, high);
	int found;

	if (!st)
		return -1;
	book->gathering = rows;
	found = book_step(book, st, error);
	book->gathering = NULL;
	sqlite3_reset(st);
	/* They are asked for from the first again. */
	rows->contact_ids.spans.at = rows->outcome_ids.spans.at = 0;
	return found < 0 ? -1 : 0;
}

int rows_read(struct facts_rows *rows, struct book *book, int64_t low, int64_t high, unsigned filled,
	      bool whole_touches, struct error *error)
{
	rows_clear(rows);
	for (int t = 0; t < FACTS_TABLES; t++) {
		enum query query = t == FACTS_TOUCHES && whole_touches ? Q_FACTS_TOUCH_WHOLE : queries[t];

		if (t == FACTS_MEASURES && !rows->words->measures.count)
			continue;
		if (filled >> t & 1 && read_table(rows, book, query, low, high, error))
			return -1;
	}
	return 0;
}

void rows_free(struct facts_rows *rows)
{
	for (int t = 0; t < FACTS_TABLES; t++)
		vec_free(&rows->spans[t].list);
	vec_free(&rows->contact_ids.ids);
	vec_free(&rows->contact_ids.spans.list);
	vec_free(&rows->promise_ids.ids);
	vec_free(&rows->promise_ids.spans.list);
	vec_free(&rows->outcome_ids.ids);
	vec_free(&rows->outcome_ids.spans.list);
	vec_free(&rows->contacts);
	vec_free(&rows->promises);
	vec_free(&rows->outcomes);
	vec_free(&rows->values);
	vec_free(&rows->surveys);
	vec_free(&rows->concerns);
	vec_free(&rows->overrides);
	vec_free(&rows->measures);
	vec_free(&rows->passes);
	vec_free(&rows->tracks);
	vec_free(&rows->placed);
	vec_free(&rows->mains);
	vec_free(&rows->states);
	vec_free(&rows->texts);
	vec_free(&rows->movements);
	vec_free(&rows->touches);
	vec_free(&rows->answers);
	arena_free(&rows->arena);
}

/* ---- of a track ---- */

/* Rows come by milestone id, as the track's by_id is: one step along both finds each. */
size_t raw_answers_map(const struct raw_answer *rows, size_t count, const struct track *track,
		       struct answer_fact *out)
{
	int64_t last = INT64_MIN;
	size_t found = 0;
	int next = 0;

	for (size_t i = 0; i < count && track; i++) {
		if (rows[i].milestone < last)
			next = 0;
		last = rows[i].milestone;
		while (next < track->milestone_count && track->milestones[track->by_id[next]].id < last)
			next++;
		if (next < track->milestone_count && track->milestones[track->by_id[next]].id == last)
			out[found++] = (struct answer_fact){
				.milestone = track->by_id[next],
				.on = rows[i].on,
				.at = rows[i].at,
				.answer = rows[i].answer,
			};
	}
	return found;
}

size_t raw_passes_map(const struct raw_pass *rows, size_t count, const struct track *track, struct pass_fact *out)
{
	size_t found = 0;

	for (size_t i = 0; i < count && track; i++)
		for (int s = 0; s < track->stage_count; s++)
			if (track->stages[s].id == rows[i].stage)
				out[found++] = (struct pass_fact){ s, rows[i].on };
	return found;
}

struct text_fact text_facts_at(const struct text_fact *facts, size_t count, day_t as_of)
{
	struct text_fact out = { .on = as_of };

	/* Rows come in order of day. */
	for (size_t i = 0; i < count && facts[i].on <= as_of; i++) {
		const struct text_fact *fact = &facts[i];

		if (fact->segment)
			out.segment = *fact->segment ? fact->segment : NULL;
		if (fact->csm)
			out.csm = *fact->csm ? fact->csm : NULL;
		if (fact->next_step)
			out.next_step = *fact->next_step ? fact->next_step : NULL;
	}
	return out;
}
