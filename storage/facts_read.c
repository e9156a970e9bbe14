#include "storage/facts_read.h"

#include <string.h>

#include "core/ids.h"
#include "storage/tracks.h"

enum cursor { ACCOUNTS, TRACKS, STATES, MOVEMENTS, TOUCHES, PASSES, CURSORS };

static const enum query cursor_queries[CURSORS] = {
	Q_FACTS_ACCOUNT, Q_FACTS_TRACK, Q_FACTS_STATE, Q_FACTS_MOVEMENT, Q_FACTS_TOUCH, Q_FACTS_PASS,
};

static int advance(struct facts_reader *reader, enum cursor cursor, struct error *error)
{
	int found = book_step(reader->book, reader->cursors[cursor], error);

	reader->at[cursor] = found == 1 ? sqlite3_column_int64(reader->cursors[cursor], 0) : INT64_MAX;
	return found < 0 ? -1 : 0;
}

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
	if (learn_words(reader, error) ||
	    records_begin(&reader->records, book, reader->cards->words, low, high, error))
		return -1;
	reader->whole_touches = reader->cards->words->touch_kinds.count || records_have_contacts(&reader->records);
	for (int i = 0; i < CURSORS; i++) {
		enum query query = i == TOUCHES && reader->whole_touches ? Q_FACTS_TOUCH_WHOLE : cursor_queries[i];

		reader->cursors[i] = book_query(book, error, query, "ii", low, high);
		if (!reader->cursors[i] || advance(reader, (enum cursor)i, error))
			return -1;
	}
	return 0;
}

/* Whether the cursor stands on a row of the account under way, past rows of others. */
static bool on_account(struct facts_reader *reader, enum cursor cursor, struct error *error, int *failed)
{
	while (reader->at[cursor] < reader->id)
		if (advance(reader, cursor, error)) {
			*failed = -1;
			return false;
		}
	return reader->at[cursor] == reader->id;
}

static void free_texts(struct facts_reader *reader)
{
	for (size_t i = 0; i < reader->texts.count; i++) {
		free(reader->texts.items[i].segment);
		free(reader->texts.items[i].csm);
		free(reader->texts.items[i].next_step);
	}
	vec_clear(&reader->texts);
}

static int read_account(struct facts_reader *reader, struct error *error)
{
	sqlite3_stmt *st = reader->cursors[ACCOUNTS];

	free(reader->name);
	free(reader->name_key);
	free(reader->currency);
	free(reader->source);
	free(reader->external_id);
	reader->id = reader->at[ACCOUNTS];
	reader->name = column_copy(st, 1);
	reader->name_key = column_copy(st, 2);
	reader->currency = column_copy(st, 3);
	reader->start = column_day(st, 4);
	reader->source = column_copy(st, 5);
	reader->external_id = column_copy(st, 6);
	return advance(reader, ACCOUNTS, error);
}

static int read_tracks(struct facts_reader *reader, struct error *error)
{
	sqlite3_stmt *st = reader->cursors[TRACKS];
	int failed = 0;

	vec_clear(&reader->tracks);
	vec_clear(&reader->placed);
	reader->main = 0;
	while (!failed && on_account(reader, TRACKS, error, &failed)) {
		int64_t track = sqlite3_column_int64(st, 1);

		*vec_add(&reader->tracks) = track;
		*vec_add(&reader->placed) = column_day(st, 2);
		if (sqlite3_column_int(st, 3) && !reader->main)
			reader->main = track;
		failed = advance(reader, TRACKS, error);
	}
	return failed;
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
			facts->placed = reader->placed.items[i];
			return track_for(reader->book, track, &reader->tracks, &facts->track, error);
		}
	}
	return track_get(reader->book, track, &facts->track, error);
}

static int read_states(struct facts_reader *reader, struct error *error)
{
	sqlite3_stmt *st = reader->cursors[STATES];
	int failed = 0;

	free_texts(reader);
	vec_clear(&reader->states);
	while (on_account(reader, STATES, error, &failed)) {
		struct state_fact *fact = vec_add(&reader->states);
		const char *next_step = column_string(st, 6), *segment = column_string(st, 2);
		day_t renewal = column_day(st, 5);

		*fact = (struct state_fact){
			.on = sqlite3_column_int(st, 1),
			.says_segment = segment != NULL,
			.segment = word_find(&reader->cards->words->segments, segment),
			.says_status = sqlite3_column_type(st, 4) != SQLITE_NULL,
			.status = (enum account_status)sqlite3_column_int(st, 4),
			.says_renewal = renewal != DAY_NONE,
			.renewal = renewal == 0 ? DAY_NONE : renewal,
			.says_plan = next_step != NULL,
			.plan = next_step && *next_step,
		};
		*vec_add(&reader->texts) = (struct text_fact){
			.on = fact->on,
			.segment = xstrdup(segment),
			.csm = column_copy(st, 3),
			.next_step = xstrdup(next_step),
		};
		if (fact->says_plan && reader->next_step_field >= 0)
			*vec_add(&reader->records.fields) = (struct field_fact){
				.field = reader->next_step_field,
				.on = fact->on,
				.filled = fact->plan,
			};
		failed = advance(reader, STATES, error);
		if (failed)
			break;
	}
	return failed;
}

static int read_money_and_touches(struct facts_reader *reader, struct error *error)
{
	int failed = 0;

	vec_clear(&reader->movements);
	vec_clear(&reader->touches);
	while (!failed && on_account(reader, MOVEMENTS, error, &failed)) {
		*vec_add(&reader->movements) = (struct movement_fact){
			.on = sqlite3_column_int(reader->cursors[MOVEMENTS], 1),
			.minor = sqlite3_column_int64(reader->cursors[MOVEMENTS], 2),
		};
		failed = advance(reader, MOVEMENTS, error);
	}
	while (!failed && on_account(reader, TOUCHES, error, &failed)) {
		struct touch_fact *fact = vec_add(&reader->touches);
		sqlite3_stmt *st = reader->cursors[TOUCHES];

		*fact = (struct touch_fact){
			.on = sqlite3_column_int(st, 1),
			.from = sqlite3_column_int(st, 2) ? FROM_THEM : FROM_US,
			.kind = -1,
			.contact = -1,
		};
		if (reader->whole_touches) {
			fact->kind = word_find(&reader->cards->words->touch_kinds, column_string(st, 3));
			fact->contact = records_contact(&reader->records, sqlite3_column_int64(st, 4));
		}
		failed = advance(reader, TOUCHES, error);
	}
	return failed;
}

static int read_passes(struct facts_reader *reader, struct error *error)
{
	int failed = 0;

	vec_clear(&reader->raw_passes);
	while (!failed && on_account(reader, PASSES, error, &failed)) {
		*vec_add(&reader->raw_passes) = (struct raw_pass){
			.stage = sqlite3_column_int64(reader->cursors[PASSES], 1),
			.on = sqlite3_column_int(reader->cursors[PASSES], 2),
		};
		failed = advance(reader, PASSES, error);
	}
	return failed;
}

/*
 * Answers are by far the most rows, and most of what reading one costs is leaving SQLite and coming back. So an
 * account's are read in one step, by a function that the statement calls with each of its rows.
 */
static void gather_answer(sqlite3_context *context, int count, sqlite3_value **row)
{
	struct facts_reader *reader = ((struct book *)sqlite3_user_data(context))->gathering;

	(void)count;
	*vec_add(&reader->raw_answers) = (struct raw_answer){
		.milestone = sqlite3_value_int64(row[0]),
		.on = sqlite3_value_int(row[1]),
		.at = sqlite3_value_int64(row[2]),
		.answer = (enum answer)sqlite3_value_int(row[3]),
	};
}

static void gathered(sqlite3_context *context)
{
	sqlite3_result_null(context);
}

int facts_register(struct book *book, struct error *error)
{
	if (sqlite3_create_function_v2(book->handle, "gather_answer", 4, SQLITE_UTF8 | SQLITE_DIRECTONLY, book,
				       NULL, gather_answer, gathered, NULL))
		return book_error(book, "opening the book", error);
	return records_register(book, error);
}

static int read_answers(struct facts_reader *reader, struct error *error)
{
	struct book *book = reader->book;
	sqlite3_stmt *st;
	int found;

	vec_clear(&reader->raw_answers);
	st = book_query(book, error, Q_FACTS_ANSWER, "i", reader->id);
	book->gathering = reader;
	found = st ? book_step(book, st, error) : -1;
	book->gathering = NULL;
	if (st)
		sqlite3_reset(st);
	return found < 0 ? -1 : 0;
}

/* Those of the track's milestones. Rows come by milestone id, as the track's by_id is: one step along both
 * finds each. */
static void map_answers(const struct facts_reader *reader, const struct track *track, struct answer_fact *out,
			size_t *count)
{
	int64_t last = INT64_MIN;
	int next = 0;

	*count = 0;
	for (size_t i = 0; i < reader->raw_answers.count && track; i++) {
		const struct raw_answer *raw = &reader->raw_answers.items[i];

		if (raw->milestone < last)
			next = 0;
		last = raw->milestone;
		while (next < track->milestone_count && track->milestones[track->by_id[next]].id < last)
			next++;
		if (next < track->milestone_count && track->milestones[track->by_id[next]].id == last)
			out[(*count)++] = (struct answer_fact){
				.milestone = track->by_id[next],
				.on = raw->on,
				.at = raw->at,
				.answer = raw->answer,
			};
	}
}

static void map_passes(const struct facts_reader *reader, const struct track *track, struct pass_fact *out,
		       size_t *count)
{
	*count = 0;
	for (size_t i = 0; i < reader->raw_passes.count && track; i++)
		for (int s = 0; s < track->stage_count; s++)
			if (track->stages[s].id == reader->raw_passes.items[i].stage)
				out[(*count)++] = (struct pass_fact){ s, reader->raw_passes.items[i].on };
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
	map_answers(reader, facts->track, facts->answers, &facts->answer_count);
	map_passes(reader, facts->track, facts->passes, &facts->pass_count);
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

static int read_records(struct facts_reader *reader, struct error *error)
{
	int result;

	reader->book->gathering = reader;
	result = records_next(&reader->records, reader->id, &reader->facts, error);
	reader->book->gathering = NULL;
	return result;
}

int facts_next(struct facts_reader *reader, int64_t track, struct error *error)
{
	if (reader->at[ACCOUNTS] == INT64_MAX)
		return 0;
	if (read_account(reader, error) || read_tracks(reader, error) || read_records(reader, error) ||
	    read_states(reader, error) || read_money_and_touches(reader, error) || read_passes(reader, error) ||
	    read_answers(reader, error) || map_track(reader, track ? track : reader->main, false, error))
		return -1;
	reader->facts.states = reader->states.items;
	reader->facts.state_count = reader->states.count;
	reader->facts.movements = reader->movements.items;
	reader->facts.movement_count = reader->movements.count;
	reader->facts.touches = reader->touches.items;
	reader->facts.touch_count = reader->touches.count;
	reader->facts.contract = reader->start;
	reader->facts.fields = reader->records.fields.items;
	reader->facts.field_count = reader->records.fields.count;
	return read_levels(reader, error) ? -1 : 1;
}

int facts_lens(struct facts_reader *reader, int64_t track, struct error *error)
{
	reader->lens = reader->facts;
	return map_track(reader, track, true, error);
}

void facts_end(struct facts_reader *reader)
{
	for (int i = 0; i < CURSORS; i++)
		sqlite3_reset(reader->cursors[i]);
	free(reader->name);
	free(reader->name_key);
	free(reader->currency);
	free(reader->source);
	free(reader->external_id);
	free_texts(reader);
	vec_free(&reader->texts);
	vec_free(&reader->tracks);
	vec_free(&reader->placed);
	vec_free(&reader->raw_answers);
	vec_free(&reader->raw_passes);
	vec_free(&reader->answers);
	vec_free(&reader->passes);
	vec_free(&reader->lens_answers);
	vec_free(&reader->lens_passes);
	vec_free(&reader->states);
	vec_free(&reader->movements);
	vec_free(&reader->touches);
	records_end(&reader->records);
	vec_free(&reader->level_tracks);
	vec_free(&reader->levels);
	view_room_free(&reader->room);
	view_room_free(&reader->room_before);
	*reader = (struct facts_reader){ 0 };
}

struct text_fact facts_texts(const struct facts_reader *reader, day_t as_of)
{
	struct text_fact out = { .on = as_of };

	/* Rows come in order of day. */
	for (size_t i = 0; i < reader->texts.count && reader->texts.items[i].on <= as_of; i++) {
		const struct text_fact *fact = &reader->texts.items[i];

		if (fact->segment)
			out.segment = *fact->segment ? fact->segment : NULL;
		if (fact->csm)
			out.csm = *fact->csm ? fact->csm : NULL;
		if (fact->next_step)
			out.next_step = *fact->next_step ? fact->next_step : NULL;
	}
	return out;
}

/* The scorecard that applies to the account as of the view's date; the last of the book's applies to all. */
static const struct scorecard *choose_card(const struct facts_reader *reader, const struct view *view)
{
	const struct cards *cards = reader->cards;
	const struct scorecard *card = cards->items[0];
	struct position position;

	if (cards->count > 1) {
		view_position(view, &reader->book->options.limits.pace, &position);
		card = scorecard_choose(cards->items, cards->count, view, &position);
	}
	return card ? card : reader->book->options.scorecard;
}

void facts_score(struct facts_reader *reader, day_t as_of, struct scored *out)
{
	const struct book_options *options = &reader->book->options;
	struct health before;
	struct view view_before;

	facts_view(&reader->facts, as_of, &reader->room, &out->view);
	view_position(&out->view, &options->limits.pace, &out->position);
	out->card = choose_card(reader, &out->view);
	health_score(out->card, &options->limits, &out->view, &out->health);
	facts_view(&reader->facts, as_of - TREND_DAYS, &reader->room_before, &view_before);
	health_score(choose_card(reader, &view_before), &options->limits, &view_before, &before);
	out->trend = out->health.score == HEALTH_UNKNOWN || before.score == HEALTH_UNKNOWN
			     ? TREND_NONE
			     : out->health.score - before.score;
	out->last_touch = out->view.touch_from_us > out->view.touch_from_them ? out->view.touch_from_us
									      : out->view.touch_from_them;
	out->at_stake = account_at_stake(out->view.has_arr, out->view.arr, out->health.hundredths);
}

void facts_lens_position(struct facts_reader *reader, day_t as_of, struct position *out)
{
	struct view view;

	facts_view(&reader->lens, as_of, &reader->room_before, &view);
	view_position(&view, &reader->book->options.limits.pace, out);
}

static const char *stage_name(const struct track *track, const struct position *position)
{
	return position->stage < 0 ? "none" : track->stages[position->stage].name;
}

static void row_track(const struct view *view, const struct position *position, struct account_row *out)
{
	const struct track *track = view->track;

	out->track = xstrdup(track->key);
	out->stage = xstrdup(stage_name(track, position));
	out->stage_index = position->stage + 1;
	out->stage_count = track->stage_count;
	out->settled = position->settled;
	out->required = position->required;
	out->stage_since = position->since;
	out->days = position->days;
	out->pace = position->pace;
	out->completed = position->completed;
	out->passed = position->passed;
	if (position->next >= 0) {
		const struct milestone *next = &track->milestones[position->next];

		out->next_key = next->home ? xasprintf("%s/%s", next->home, next->key) : xstrdup(next->key);
		out->next_question = xstrdup(next->question);
	}
}

static int row_lens(struct facts_reader *reader, day_t as_of, const struct scored *scored, struct account_row *out,
		    struct error *error)
{
	int64_t lens = reader->book->options.lens;
	const struct track *track = scored->view.track;
	struct position other;
	const struct position *position = &scored->position;

	for (size_t i = 0; i < reader->tracks.count; i++) {
		if (!lens || reader->tracks.items[i] != lens)
			continue;
		if (!track || track->id != lens) {
			if (facts_lens(reader, lens, error))
				return -1;
			facts_lens_position(reader, as_of, &other);
			track = reader->lens.track;
			position = &other;
		}
		out->lens = xstrdup(stage_name(track, position));
		out->lens_index = position->stage + 1;
		out->lens_count = track->stage_count;
		out->lens_completed = position->completed;
		out->lens_passed = position->passed;
	}
	return 0;
}

int facts_row(struct facts_reader *reader, day_t as_of, const struct scored *scored, struct account_row *out,
	      struct error *error)
{
	const struct view *view = &scored->view;
	struct text_fact texts = facts_texts(reader, as_of);

	*out = (struct account_row){
		.id = reader->id,
		.external_id = xstrdup(reader->external_id),
		.source = xstrdup(reader->source),
		.name = xstrdup(reader->name),
		.segment = xstrdup(texts.segment),
		.csm = xstrdup(texts.csm),
		.status = view->status,
		.has_arr = view->has_arr,
		.arr.minor = view->arr,
		.start = reader->start,
		.renewal = view->renewal,
		.stage_since = DAY_NONE,
		.days = -1,
		.health = scored->health.hundredths,
		.band = scored->health.band,
		.computed = scored->health.computed,
		.band_cause = scored->health.cause,
		.confidence = scored->health.confidence,
		.trend = scored->trend,
		.last_touch = scored->last_touch,
		.at_stake = scored->at_stake,
	};
	if (strcmp(scored->health.label, band_name(out->band)))
		out->label = xstrdup(scored->health.label);
	if (reader->currency)
		strncpy(out->arr.currency, reader->currency, CURRENCY_SIZE - 1);
	if (view->track)
		row_track(view, &scored->position, out);
	return row_lens(reader, as_of, scored, out, error);
}
