#include "storage/facts_read.h"

#include <string.h>

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

int facts_begin(struct facts_reader *reader, struct book *book, int64_t low, int64_t high, struct error *error)
{
	reader->book = book;
	reader->low = low;
	reader->high = high;
	for (int i = 0; i < CURSORS; i++) {
		reader->cursors[i] = book_query(book, error, cursor_queries[i], "ii", low, high);
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

static int read_track(struct facts_reader *reader, int64_t track, struct error *error)
{
	sqlite3_stmt *st = reader->cursors[TRACKS];
	int failed = 0;

	reader->facts.track = NULL;
	reader->facts.placed = DAY_NONE;
	if (on_account(reader, TRACKS, error, &failed)) {
		int64_t main = sqlite3_column_int64(st, 1);

		if (!track || track == main) {
			track = main;
			reader->facts.placed = column_day(st, 2);
		}
	}
	if (failed || (track && track_get(reader->book, track, &reader->facts.track, error)))
		return -1;
	return 0;
}

static int read_states(struct facts_reader *reader, struct error *error)
{
	sqlite3_stmt *st = reader->cursors[STATES];
	int failed = 0;

	free_texts(reader);
	vec_clear(&reader->states);
	while (on_account(reader, STATES, error, &failed)) {
		struct state_fact *fact = vec_add(&reader->states);
		const char *next_step = column_string(st, 6);
		day_t renewal = column_day(st, 5);

		*fact = (struct state_fact){
			.on = sqlite3_column_int(st, 1),
			.segment = -1,
			.says_status = sqlite3_column_type(st, 4) != SQLITE_NULL,
			.status = (enum account_status)sqlite3_column_int(st, 4),
			.says_renewal = renewal != DAY_NONE,
			.renewal = renewal == 0 ? DAY_NONE : renewal,
			.says_plan = next_step != NULL,
			.plan = next_step && *next_step,
		};
		*vec_add(&reader->texts) = (struct text_fact){
			.on = fact->on,
			.segment = column_copy(st, 2),
			.csm = column_copy(st, 3),
			.next_step = xstrdup(next_step),
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
		*vec_add(&reader->touches) = (struct touch_fact){
			.on = sqlite3_column_int(reader->cursors[TOUCHES], 1),
			.from = sqlite3_column_int(reader->cursors[TOUCHES], 2) ? FROM_THEM : FROM_US,
		};
		failed = advance(reader, TOUCHES, error);
	}
	return failed;
}

static int stage_index(const struct track *track, int64_t id)
{
	for (int i = 0; track && i < track->stage_count; i++)
		if (track->stages[i].id == id)
			return i;
	return -1;
}

static int read_passes(struct facts_reader *reader, struct error *error)
{
	int failed = 0;

	vec_clear(&reader->passes);
	while (!failed && on_account(reader, PASSES, error, &failed)) {
		int stage = stage_index(reader->facts.track, sqlite3_column_int64(reader->cursors[PASSES], 1));

		if (stage >= 0)
			*vec_add(&reader->passes) = (struct pass_fact){
				.stage = stage,
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
	const struct track *track = reader->facts.track;
	int64_t id = sqlite3_value_int64(row[0]);

	(void)count;
	/* Rows come by milestone id, as the track's by_id is: one step along both finds each. */
	if (id < reader->last_milestone)
		reader->next_milestone = 0;
	reader->last_milestone = id;
	while (reader->next_milestone < track->milestone_count &&
	       track->milestones[track->by_id[reader->next_milestone]].id < id)
		reader->next_milestone++;
	if (reader->next_milestone < track->milestone_count &&
	    track->milestones[track->by_id[reader->next_milestone]].id == id)
		*vec_add(&reader->answers) = (struct answer_fact){
			.milestone = track->by_id[reader->next_milestone],
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
	return 0;
}

static int read_answers(struct facts_reader *reader, struct error *error)
{
	struct book *book = reader->book;
	sqlite3_stmt *st;
	int found;

	vec_clear(&reader->answers);
	if (!reader->facts.track)
		return 0;
	reader->next_milestone = 0;
	reader->last_milestone = INT64_MIN;
	st = book_query(book, error, Q_FACTS_ANSWER, "i", reader->id);
	book->gathering = reader;
	found = st ? book_step(book, st, error) : -1;
	book->gathering = NULL;
	if (st)
		sqlite3_reset(st);
	return found < 0 ? -1 : 0;
}

int facts_next(struct facts_reader *reader, int64_t track, struct error *error)
{
	if (reader->at[ACCOUNTS] == INT64_MAX)
		return 0;
	if (read_account(reader, error) || read_track(reader, track, error) || read_states(reader, error) ||
	    read_money_and_touches(reader, error) || read_passes(reader, error) || read_answers(reader, error))
		return -1;
	reader->facts.answers = reader->answers.items;
	reader->facts.answer_count = reader->answers.count;
	reader->facts.passes = reader->passes.items;
	reader->facts.pass_count = reader->passes.count;
	reader->facts.states = reader->states.items;
	reader->facts.state_count = reader->states.count;
	reader->facts.movements = reader->movements.items;
	reader->facts.movement_count = reader->movements.count;
	reader->facts.touches = reader->touches.items;
	reader->facts.touch_count = reader->touches.count;
	return 1;
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
	vec_free(&reader->answers);
	vec_free(&reader->passes);
	vec_free(&reader->states);
	vec_free(&reader->movements);
	vec_free(&reader->touches);
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

void facts_score(struct facts_reader *reader, day_t as_of, struct scored *out)
{
	const struct book_options *options = &reader->book->options;
	struct health before;
	struct view view_before;

	facts_view(&reader->facts, as_of, &reader->room, &out->view);
	view_position(&out->view, &options->limits.pace, &out->position);
	health_score(options->scorecard, &options->limits, &out->view, &out->health);
	facts_view(&reader->facts, as_of - TREND_DAYS, &reader->room_before, &view_before);
	health_score(options->scorecard, &options->limits, &view_before, &before);
	out->trend = out->health.score == HEALTH_UNKNOWN || before.score == HEALTH_UNKNOWN
			     ? TREND_NONE
			     : out->health.score - before.score;
	out->last_touch = out->view.touch_from_us > out->view.touch_from_them ? out->view.touch_from_us
									      : out->view.touch_from_them;
	out->at_stake = account_at_stake(out->view.has_arr, out->view.arr, out->health.hundredths);
}

static void row_track(const struct view *view, const struct position *position, struct account_row *out)
{
	const struct track *track = view->track;

	out->track = xstrdup(track->key);
	out->stage = xstrdup(position->stage < 0 ? "none" : track->stages[position->stage].name);
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
		out->next_key = xstrdup(track->milestones[position->next].key);
		out->next_question = xstrdup(track->milestones[position->next].question);
	}
}

void facts_row(struct facts_reader *reader, day_t as_of, const struct scored *scored, struct account_row *out)
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
		.confidence = scored->health.confidence,
		.trend = scored->trend,
		.last_touch = scored->last_touch,
		.at_stake = scored->at_stake,
	};
	if (reader->currency)
		strncpy(out->arr.currency, reader->currency, CURRENCY_SIZE - 1);
	if (view->track)
		row_track(view, &scored->position, out);
}
