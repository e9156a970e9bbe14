/* Trends: passes over the accounts, reading of each what one trend needs and no more. */
#include "storage/trends.h"

#include <stdio.h>
#include <string.h>

#include "core/ids.h"
#include "core/indicator.h"
#include "storage/facts_rows.h"
#include "storage/numbers.h"
#include "storage/tracks.h"

/* Accounts read between two locks. Where fewer than one in SPARSE of a batch are asked for, each is read alone. */
enum { BATCH = 256, SPARSE = 2 };

enum { ACTIVE_SEATS, LICENSED_SEATS };
static const char *const seats[] = { [ACTIVE_SEATS] = "active_seats", [LICENSED_SEATS] = "licensed_seats" };
static const struct card_words seats_words = { .measures = { seats, 2, 2 } };

#define TABLE(table) (1u << FACTS_##table)

/* ---- the pass ---- */

struct pass {
	struct book *book;
	const struct trend_query *query;
	unsigned tables; /* what is read of each account */
	struct facts_rows rows;
	struct view_room room;
	VEC(struct answer_fact) answers;
	VEC(struct pass_fact) passes;
	size_t wanted; /* of query->only, the next */
	struct ids batch;
	/* The account that it is on. */
	struct trend_account account;
	struct facts facts;

	int (*tell)(struct pass *pass, struct error *error);
	void *each, *data; /* each: points to the caller's function */
	int days;	   /* a window, a limit */
};

static void pass_free(struct pass *pass)
{
	rows_free(&pass->rows);
	view_room_free(&pass->room);
	vec_free(&pass->answers);
	vec_free(&pass->passes);
	vec_free(&pass->batch);
}

/* Some of an array's items that are the account's. */
#define LEND(to, to_count, table, rows_of) \
	do { \
		size_t first_; \
\
		(to_count) = span_find(&rows->spans[FACTS_##table], account, rows->rows_of.count, &first_); \
		(to) = (to_count) ? rows->rows_of.items + first_ : NULL; \
	} while (0)

static int tell_account(struct pass *pass, int64_t account, struct error *error)
{
	struct facts_rows *rows = &pass->rows;
	struct facts *facts = &pass->facts;
	const struct text_fact *texts;
	size_t text_count;

	*facts = (struct facts){ .placed = DAY_NONE, .contract = DAY_NONE };
	LEND(facts->states, facts->state_count, STATES, states);
	LEND(facts->surveys, facts->survey_count, SURVEYS, surveys);
	LEND(facts->measures, facts->measure_count, MEASURES, measures);
	LEND(texts, text_count, STATES, texts);
	pass->account = (struct trend_account){
		.id = account,
		.segment = text_facts_at(texts, text_count, pass->query->as_of).segment,
	};
	return pass->tell(pass, error);
}

/* Accounts from one after another on: those of a batch, less those nobody asks for. *last gets the last that was
 * looked at; 1: there may be more, 0: there are none, -1. */
static int next_batch(struct pass *pass, int64_t *last, size_t *looked_at, struct error *error)
{
	const struct ids *only = pass->query->only;
	sqlite3_stmt *st = book_query(pass->book, error, Q_TREND_ACCOUNTS, "in", *last, BATCH);
	int found = -1;

	vec_clear(&pass->batch);
	*looked_at = 0;
	while (st && (found = book_step(pass->book, st, error)) == 1) {
		*last = sqlite3_column_int64(st, 0);
		++*looked_at;
		while (only && pass->wanted < only->count && only->items[pass->wanted] < *last)
			pass->wanted++;
		if (!only || (pass->wanted < only->count && only->items[pass->wanted] == *last))
			*vec_add(&pass->batch) = *last;
	}
	return found < 0 ? -1 : *looked_at > 0;
}

static int tell_batch(struct pass *pass, size_t looked_at, struct error *error)
{
	struct ids *batch = &pass->batch;
	bool together = batch->count * SPARSE >= looked_at;
	int result = 0;

	if (batch->count && together)
		result = rows_read(&pass->rows, pass->book, batch->items[0], batch->items[batch->count - 1],
				   pass->tables, false, error);
	for (size_t i = 0; i < batch->count && !result; i++) {
		if (!together)
			result = rows_read(&pass->rows, pass->book, batch->items[i], batch->items[i], pass->tables,
					   false, error);
		if (!result)
			result = tell_account(pass, batch->items[i], error);
	}
	return result;
}

static int pass_run(struct pass *pass, struct error *error)
{
	int64_t last = ORGANISATION_ID;
	unsigned filled;
	int found;

	pass->rows.words = &seats_words;
	if (rows_which(pass->book, ORGANISATION_ID + 1, INT64_MAX, &filled, error))
		return -1;
	pass->tables &= filled;
	do {
		size_t looked_at;

		if (book_read_begin(pass->book, error))
			return -1;
		found = next_batch(pass, &last, &looked_at, error);
		if (found > 0 && tell_batch(pass, looked_at, error))
			found = -1;
		book_read_end(pass->book);
	} while (found > 0 && (!pass->query->only || pass->wanted < pass->query->only->count));
	pass_free(pass);
	return found < 0 ? -1 : 0;
}

/* ---- NPS ---- */

static void tell_answer(void *data, const struct trend_answer *answer)
{
	struct pass *pass = data;
	int contact = answer->survey->contact;
	struct ids contacts = { 0 };

	if (contact >= 0)
		contacts = numbered_of(&pass->rows.contact_ids, pass->account.id);
	(*(trends_answer_each **)pass->each)(pass->data, &pass->account, answer,
					     contact >= 0 ? contacts.items[contact] : 0);
}

static int tell_answers(struct pass *pass, struct error *error)
{
	(void)error;
	trend_answers(pass->facts.surveys, pass->facts.survey_count, pass->days, pass->query->periods,
		      pass->query->count, tell_answer, pass);
	return 0;
}

int trends_answers(struct book *book, const struct trend_query *query, int window, trends_answer_each *each,
		   void *data, struct error *error)
{
	struct pass pass = {
		.book = book,
		.query = query,
		.tables = TABLE(CONTACTS) | TABLE(SURVEYS) | TABLE(STATES),
		.tell = tell_answers,
		.each = &each,
		.data = data,
		.days = window,
	};

	return pass_run(&pass, error);
}

int trends_contact_name(struct book *book, int64_t account, int64_t contact, char **out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_CONTACT_NAME, "ii", account, contact);
	int found = st ? book_step(book, st, error) : -1;

	*out = NULL;
	if (found > 0) {
		*out = column_copy(st, 0);
		sqlite3_reset(st);
	}
	return found < 0 ? -1 : 0;
}

/* ---- adoption ---- */

static void tell_seat(void *data, const struct trend_seats *one)
{
	struct pass *pass = data;

	(*(trends_seats_each **)pass->each)(pass->data, &pass->account, one);
}

static int tell_seats(struct pass *pass, struct error *error)
{
	(void)error;
	trend_seats(pass->facts.measures, pass->facts.measure_count, ACTIVE_SEATS, LICENSED_SEATS, pass->days,
		    pass->query->periods, pass->query->count, tell_seat, pass);
	return 0;
}

int trends_seats(struct book *book, const struct trend_query *query, int fresh_days, trends_seats_each *each,
		 void *data, struct error *error)
{
	struct pass pass = {
		.book = book,
		.query = query,
		.tables = TABLE(MEASURES) | TABLE(STATES),
		.tell = tell_seats,
		.each = &each,
		.data = data,
		.days = fresh_days,
	};

	return pass_run(&pass, error);
}

/* ---- what the scorecards say ---- */

static bool applies_to_all(const struct applies *applies)
{
	return !applies->segments && !applies->age_from && !applies->age_to && !applies->stages;
}

static bool reads(const struct indicator *indicator, const struct card_words *words, bool nps)
{
	const struct indicator_args *args = &indicator->args;

	if (nps)
		return indicator->kind == &indicator_kinds[KIND_NPS];
	return indicator->kind == &indicator_kinds[KIND_RATIO] &&
	       args->measure == names_find(&words->measures, seats[ACTIVE_SEATS]) &&
	       args->over == names_find(&words->measures, seats[LICENSED_SEATS]);
}

static const struct indicator *find_reading(const struct scorecard *card, const struct card_words *words, bool nps)
{
	for (int d = 0; d < card->count; d++)
		for (int i = 0; i < card->dimensions[d].count; i++)
			if (reads(&card->dimensions[d].indicators[i], words, nps))
				return &card->dimensions[d].indicators[i];
	for (int i = 0; i < card->beside_count; i++)
		if (reads(&card->beside[i], words, nps))
			return &card->beside[i];
	return NULL;
}

/* The first that applies to all and reads it; else the program's own default. */
static const struct indicator *find_rule(const struct cards *cards, bool nps, char name[80])
{
	const struct scorecard *card = scorecard_default();
	const struct indicator *found = find_reading(card, card->words, nps);

	for (size_t i = cards->count; i-- > 0;) {
		const struct scorecard *other = cards->items[i];
		const struct indicator *indicator = applies_to_all(&other->applies)
							    ? find_reading(other, cards->words, nps)
							    : NULL;

		if (indicator) {
			card = other;
			found = indicator;
		}
	}
	snprintf(name, 80, "%s %s", card->name, card->version);
	return found;
}

int trends_rules(struct book *book, struct trend_rules *out, struct error *error)
{
	const struct cards *cards;

	if (cards_get(book, &cards, error))
		return -1;
	out->nps_days = find_rule(cards, true, out->nps_card)->args.window;
	out->seats_days = find_rule(cards, false, out->seats_card)->fresh_days;
	return 0;
}

/* ---- tracks ---- */

struct on_track {
	struct pass *pass;
	const struct track *track;
};

static void tell_stay(void *data, const struct trend_stay *stay)
{
	const struct on_track *on = data;

	(*(trends_stay_each **)on->pass->each)(on->pass->data, &on->pass->account, on->track, stay);
}

static void tell_stays(struct pass *pass, const struct view *view)
{
	struct on_track on = { pass, view->track };

	trend_stays(view, tell_stay, &on);
}

static void tell_milestone(void *data, const struct trend_milestone *milestone)
{
	const struct on_track *on = data;

	(*(trends_milestone_each **)on->pass->each)(on->pass->data, &on->pass->account, on->track, milestone);
}

static void tell_milestones(struct pass *pass, const struct view *view)
{
	struct on_track on = { pass, view->track };

	trend_milestones(view, pass->query->periods, pass->query->count, tell_milestone, &on);
}

/* The account's facts over one of its tracks. */
static int view_on_track(struct pass *pass, const struct ids *has, size_t at, day_t placed, struct view *view,
			 struct error *error)
{
	struct facts_rows *rows = &pass->rows;
	struct facts *facts = &pass->facts;
	const struct raw_answer *answers;
	const struct raw_pass *passes;
	int64_t account = pass->account.id;
	size_t answer_count, pass_count;

	if (track_for(pass->book, has->items[at], has, &facts->track, error))
		return -1;
	LEND(answers, answer_count, ANSWERS, answers);
	LEND(passes, pass_count, PASSES, passes);
	vec_reserve(&pass->answers, answer_count + 1);
	vec_reserve(&pass->passes, pass_count + 1);
	facts->placed = placed;
	facts->answers = pass->answers.items;
	facts->answer_count = raw_answers_map(answers, answer_count, facts->track, facts->answers);
	facts->passes = pass->passes.items;
	facts->pass_count = raw_passes_map(passes, pass_count, facts->track, facts->passes);
	facts_view(facts, pass->query->as_of, &pass->room, view);
	return 0;
}

static int tell_tracks(struct pass *pass, void (*tell)(struct pass *pass, const struct view *view),
		       struct error *error)
{
	struct facts_rows *rows = &pass->rows;
	size_t first, count = span_find(&rows->spans[FACTS_TRACKS], pass->account.id, rows->tracks.count, &first);
	struct ids has = { rows->tracks.items + first, count, 0 };

	for (size_t i = 0; i < count; i++) {
		struct view view;

		if (view_on_track(pass, &has, i, rows->placed.items[first + i], &view, error))
			return -1;
		tell(pass, &view);
	}
	return 0;
}

static int tell_all_stays(struct pass *pass, struct error *error)
{
	return tell_tracks(pass, tell_stays, error);
}

static int tell_all_milestones(struct pass *pass, struct error *error)
{
	return tell_tracks(pass, tell_milestones, error);
}

#define TRACK_TABLES (TABLE(STATES) | TABLE(TRACKS) | TABLE(PASSES) | TABLE(ANSWERS))

int trends_stays(struct book *book, const struct trend_query *query, trends_stay_each *each, void *data,
		 struct error *error)
{
	struct pass pass = {
		.book = book,
		.query = query,
		.tables = TRACK_TABLES,
		.tell = tell_all_stays,
		.each = &each,
		.data = data,
	};

	return pass_run(&pass, error);
}

int trends_milestones(struct book *book, const struct trend_query *query, trends_milestone_each *each, void *data,
		      struct error *error)
{
	struct pass pass = {
		.book = book,
		.query = query,
		.tables = TRACK_TABLES,
		.tell = tell_all_milestones,
		.each = &each,
		.data = data,
	};

	return pass_run(&pass, error);
}
