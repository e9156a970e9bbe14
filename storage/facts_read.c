#include "storage/facts_read.h"

#include <string.h>

#include "core/ids.h"
#include "storage/flag_pass.h"
#include "storage/tracks.h"

/* What the book's scorecards speak of. */
static int learn_words(struct facts_reader *reader, struct error *error)
{
	const struct card_words *words;

	if (cards_get(reader->book, &reader->cards, error))
		return -1;
	words = reader->cards->words;
	reader->next_step_field = word_find(&words->fields, "next_step");
	vec_clear(&reader->level_tracks);
	for (size_t i = 0; i < words->tracks.count; i++)
		*vec_add(&reader->level_tracks) = id_track(words->tracks.items[i]);
	return 0;
}

int facts_begin(struct facts_reader *reader, struct book *book, int64_t low, int64_t high, struct error *error)
{
	reader->book = book;
	reader->low = low;
	reader->high = high;
	reader->batch_count = reader->batch_at = 0;
	flag_pass_again(reader->flags);
	reader->todos = TODOS_UNKNOWN;
	if (learn_words(reader, error) || rows_which(book, low, high, &reader->filled, error))
		return -1;
	reader->rows.words = reader->cards->words;
	reader->accounts = book_query(book, error, Q_FACTS_ACCOUNT, "ii", low, high);
	return reader->accounts ? 0 : -1;
}

/* ---- a batch of accounts ---- */

static void take_account(struct facts_reader *reader)
{
	struct arena *arena = &reader->texts_room;
	sqlite3_stmt *st = reader->accounts;

	reader->batch[reader->batch_count++] = (struct account_texts){
		.id = sqlite3_column_int64(st, 0),
		.name = arena_copy(arena, column_string(st, 1)),
		.name_key = arena_copy(arena, column_string(st, 2)),
		.currency = arena_copy(arena, column_string(st, 3)),
		.start = column_day(st, 4),
		.source = arena_copy(arena, column_string(st, 5)),
		.external_id = arena_copy(arena, column_string(st, 6)),
	};
}

/* 1: there are some, 0: there are no more, -1: failed. */
static int next_batch(struct facts_reader *reader, struct error *error)
{
	const struct card_words *words = reader->rows.words;
	bool whole_touches = words->touch_kinds.count || reader->filled >> FACTS_CONTACTS & 1;
	int found = reader->accounts ? 1 : 0;

	reader->batch_count = reader->batch_at = 0;
	arena_clear(&reader->texts_room);
	while (reader->accounts && reader->batch_count < FACTS_BATCH &&
	       (found = book_step(reader->book, reader->accounts, error)) == 1)
		take_account(reader);
	if (found < 1)
		reader->accounts = NULL;
	if (found < 0)
		return -1;
	if (!reader->batch_count)
		return 0;
	return rows_read(&reader->rows, reader->book, reader->batch[0].id,
			 reader->batch[reader->batch_count - 1].id, reader->filled, whole_touches, error)
		       ? -1
		       : 1;
}

/* ---- tracks ---- */

static void lend_tracks(struct facts_reader *reader)
{
	struct facts_rows *rows = &reader->rows;
	size_t first, count = span_find(&rows->spans[FACTS_TRACKS], reader->id, rows->tracks.count, &first);

	reader->tracks = (struct ids){ rows->tracks.items + first, count, 0 };
	reader->placed = rows->placed.items + first;
	reader->main = 0;
	for (size_t i = 0; i < count && !reader->main; i++)
		if (rows->mains.items[first + i])
			reader->main = rows->tracks.items[first + i];
}

/* The track as it is read for the account that the reader is on, and its placement. */
static int get_track(struct facts_reader *reader, int64_t track, struct facts *facts, struct error *error)
{
	facts->track = NULL;
	facts->placed = DAY_NONE;
	if (!track)
		return 0;
	for (size_t i = 0; i < reader->tracks.count; i++) {
		if (reader->tracks.items[i] == track) {
			facts->placed = reader->placed[i];
			return track_for(reader->book, track, &reader->tracks, &facts->track, error);
		}
	}
	return track_get(reader->book, track, &facts->track, error);
}

/* The track with its answers and passes: what of the facts is a track's own. */
static int map_track(struct facts_reader *reader, int64_t track, bool lens, struct error *error)
{
	struct facts *facts = lens ? &reader->lens : &reader->facts;

	if (get_track(reader, track, facts, error))
		return -1;
	if (lens) {
		vec_reserve(&reader->lens_answers, reader->raw_answers.count + 1);
		vec_reserve(&reader->lens_passes, reader->raw_passes.count + 1);
	} else {
		vec_reserve(&reader->answers, reader->raw_answers.count + 1);
		vec_reserve(&reader->passes, reader->raw_passes.count + 1);
	}
	facts->answers = lens ? reader->lens_answers.items : reader->answers.items;
	facts->passes = lens ? reader->lens_passes.items : reader->passes.items;
	facts->answer_count = raw_answers_map(reader->raw_answers.items, reader->raw_answers.count, facts->track,
					      facts->answers);
	facts->pass_count = raw_passes_map(reader->raw_passes.items, reader->raw_passes.count, facts->track,
					   facts->passes);
	return 0;
}

/* ---- levels on other tracks ---- */

static int compare_days(const void *a, const void *b)
{
	day_t x = *(const day_t *)a, y = *(const day_t *)b;

	return (x > y) - (x < y);
}

/* The level on the track of the lens each day that it came to be another. Where it stands changes on no other days
 * than those of its answers and passes. */
static void add_levels(struct facts_reader *reader, int word)
{
	const struct facts *lens = &reader->lens;
	VEC(day_t) days = { 0 };
	struct position position;
	int level = -1;

	for (size_t i = 0; i < lens->answer_count; i++)
		*vec_add(&days) = lens->answers[i].on;
	for (size_t i = 0; i < lens->pass_count; i++)
		*vec_add(&days) = lens->passes[i].on;
	if (days.count)
		qsort(days.items, days.count, sizeof *days.items, compare_days);
	for (size_t i = 0; i < days.count; i++) {
		if (i + 1 < days.count && days.items[i + 1] == days.items[i])
			continue;
		facts_lens_position(reader, days.items[i], &position);
		if (position.stage + 1 == level)
			continue;
		level = position.stage + 1;
		*vec_add(&reader->levels) = (struct level_fact){ word, days.items[i], level };
	}
	vec_free(&days);
}

static int read_levels(struct facts_reader *reader, struct error *error)
{
	vec_clear(&reader->levels);
	for (size_t i = 0; i < reader->tracks.count; i++)
		for (size_t w = 0; w < reader->level_tracks.count; w++) {
			if (reader->tracks.items[i] != reader->level_tracks.items[w])
				continue;
			if (facts_lens(reader, reader->tracks.items[i], error))
				return -1;
			add_levels(reader, (int)w);
		}
	reader->facts.levels = reader->levels.items;
	reader->facts.level_count = reader->levels.count;
	return 0;
}

/* ---- an account ---- */

/* The account's of a table's rows. */
#define LEND(to, to_count, table, rows_of) \
	do { \
		size_t first_; \
\
		(to_count) = span_find(&rows->spans[table], reader->id, rows->rows_of.count, &first_); \
		(to) = (to_count) ? rows->rows_of.items + first_ : NULL; \
	} while (0)

static void lend_records(struct facts_reader *reader)
{
	struct facts_rows *rows = &reader->rows;
	struct facts *facts = &reader->facts;

	LEND(facts->contacts, facts->contact_count, FACTS_CONTACTS, contacts);
	LEND(facts->promises, facts->promise_count, FACTS_PROMISES, promises);
	LEND(facts->outcomes, facts->outcome_count, FACTS_OUTCOMES, outcomes);
	LEND(facts->outcome_values, facts->outcome_value_count, FACTS_VALUES, values);
	LEND(facts->surveys, facts->survey_count, FACTS_SURVEYS, surveys);
	LEND(facts->concerns, facts->concern_count, FACTS_CONCERNS, concerns);
	LEND(facts->overrides, facts->override_count, FACTS_OVERRIDES, overrides);
	LEND(facts->measures, facts->measure_count, FACTS_MEASURES, measures);
	reader->contact_ids = numbered_of(&rows->contact_ids, reader->id);
	reader->promise_ids = numbered_of(&rows->promise_ids, reader->id);
	reader->outcome_ids = numbered_of(&rows->outcome_ids, reader->id);
}

static void lend_rows(struct facts_reader *reader)
{
	struct facts_rows *rows = &reader->rows;
	struct facts *facts = &reader->facts;
	size_t first;

	LEND(facts->states, facts->state_count, FACTS_STATES, states);
	reader->texts.count = span_find(&rows->spans[FACTS_STATES], reader->id, rows->texts.count, &first);
	reader->texts.items = rows->texts.items + first;
	LEND(facts->movements, facts->movement_count, FACTS_MOVEMENTS, movements);
	LEND(facts->touches, facts->touch_count, FACTS_TOUCHES, touches);
	LEND(reader->raw_answers.items, reader->raw_answers.count, FACTS_ANSWERS, answers);
	LEND(reader->raw_passes.items, reader->raw_passes.count, FACTS_PASSES, passes);
}

static void lend_account(struct facts_reader *reader)
{
	const struct account_texts *account = &reader->batch[reader->batch_at++];

	reader->id = account->id;
	reader->name = account->name;
	reader->name_key = account->name_key;
	reader->currency = account->currency;
	reader->source = account->source;
	reader->external_id = account->external_id;
	reader->start = account->start;
}

/* The texts that the words ask for; the next step is dated. */
static int read_fields(struct facts_reader *reader, struct error *error)
{
	const struct card_words *words = reader->cards->words;

	vec_clear(&reader->fields);
	if (words->fields.count && records_fields(reader->book, words, reader->id, &reader->fields, error))
		return -1;
	for (size_t i = 0; i < reader->facts.state_count && reader->next_step_field >= 0; i++)
		if (reader->facts.states[i].says_plan)
			*vec_add(&reader->fields) = (struct field_fact){
				.field = reader->next_step_field,
				.on = reader->facts.states[i].on,
				.filled = reader->facts.states[i].plan,
			};
	reader->facts.fields = reader->fields.items;
	reader->facts.field_count = reader->fields.count;
	return 0;
}

int facts_next(struct facts_reader *reader, int64_t track, struct error *error)
{
	if (reader->batch_at == reader->batch_count) {
		int found = next_batch(reader, error);

		if (found < 1)
			return found;
	}
	lend_account(reader);
	lend_tracks(reader);
	lend_records(reader);
	lend_rows(reader);
	reader->facts.contract = reader->start;
	if (read_fields(reader, error) || map_track(reader, track ? track : reader->main, false, error))
		return -1;
	return read_levels(reader, error) ? -1 : 1;
}

int facts_lens(struct facts_reader *reader, int64_t track, struct error *error)
{
	reader->lens = reader->facts;
	return map_track(reader, track, true, error);
}

void facts_end(struct facts_reader *reader)
{
	if (reader->accounts)
		sqlite3_reset(reader->accounts);
	rows_free(&reader->rows);
	arena_free(&reader->texts_room);
	vec_free(&reader->answers);
	vec_free(&reader->passes);
	vec_free(&reader->lens_answers);
	vec_free(&reader->lens_passes);
	vec_free(&reader->fields);
	vec_free(&reader->level_tracks);
	vec_free(&reader->levels);
	view_room_free(&reader->room);
	view_room_free(&reader->room_before);
	flag_pass_end(reader->flags);
	*reader = (struct facts_reader){ 0 };
}
