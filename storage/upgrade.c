/* What a new version of a track would do to the book, and the answers that keep accounts where they stand. */
#include "storage/upgrade.h"

#include <string.h>

#include "core/evidence.h"
#include "storage/facts_read.h"
#include "storage/facts_store.h"
#include "storage/journal.h"
#include "storage/tracks.h"

/* A track as it will be read for who has these tracks. */
struct track_variant {
	int64_t track;
	struct ids has;
	struct track *merged; /* NULL: as it is, no other has evidence for it */
	const struct track *read;
};

struct planning {
	struct book *book;
	const struct track *after;
	struct upgrade *out;
	struct facts_reader reader;
	VEC(struct track_variant) variants;
	VEC(struct answer_fact) answers;
	VEC(struct pass_fact) passes;
	struct view_room before, room;
};

static void account_clear(struct upgrade_account *account)
{
	free(account->name);
	free(account->track);
	free(account->from);
	free(account->to);
	for (size_t i = 0; i < account->questions.count; i++)
		free(account->questions.items[i]);
	vec_free(&account->questions);
	vec_free(&account->holds);
}

void upgrade_clear(struct upgrade *upgrade)
{
	track_free(upgrade->before);
	vec_free(&upgrade->changes);
	for (size_t i = 0; i < upgrade->falls.count; i++)
		account_clear(&upgrade->falls.items[i]);
	vec_free(&upgrade->falls);
	*upgrade = (struct upgrade){ 0 };
}

static void planning_end(struct planning *plan)
{
	for (size_t i = 0; i < plan->variants.count; i++) {
		vec_free(&plan->variants.items[i].has);
		track_free(plan->variants.items[i].merged);
	}
	vec_free(&plan->variants);
	vec_free(&plan->answers);
	vec_free(&plan->passes);
	view_room_free(&plan->before);
	view_room_free(&plan->room);
	facts_end(&plan->reader);
}

/* ---- the tracks as they will be read ---- */

/* One of the book's, or the new version in its place. */
static int track_to_be(struct planning *plan, int64_t id, const struct track **out, struct error *error)
{
	if (id == plan->after->id) {
		*out = plan->after;
		return 0;
	}
	return track_get(plan->book, id, out, error);
}

static bool same_ids(const struct ids *a, const struct ids *b)
{
	return a->count == b->count && !memcmp(a->items, b->items, a->count * sizeof *a->items);
}

static int make_variant(struct planning *plan, int64_t track, const struct ids *has, const struct track **out,
			struct error *error)
{
	struct track_variant variant = { .track = track };
	VEC(const struct track *) others = { 0 };
	int result = track_to_be(plan, track, &variant.read, error);

	for (size_t i = 0; i < has->count && !result; i++)
		if (has->items[i] != track)
			result = track_to_be(plan, has->items[i], vec_add(&others), error);
	if (!result && others.count)
		variant.merged = track_with_evidence(variant.read, others.items, (int)others.count);
	vec_free(&others);
	if (result)
		return -1;
	if (variant.merged)
		variant.read = variant.merged;
	for (size_t i = 0; i < has->count; i++)
		*vec_add(&variant.has) = has->items[i];
	*vec_add(&plan->variants) = variant;
	*out = variant.read;
	return 0;
}

static int variant_for(struct planning *plan, int64_t track, const struct ids *has, const struct track **out,
		       struct error *error)
{
	for (size_t i = 0; i < plan->variants.count; i++) {
		const struct track_variant *variant = &plan->variants.items[i];

		if (variant->track == track && same_ids(&variant->has, has)) {
			*out = variant->read;
			return 0;
		}
	}
	return make_variant(plan, track, has, out, error);
}

/* ---- one account ---- */

/* The account that the reader is on over a track that is not in the book. */
static void view_over(struct planning *plan, const struct track *track, day_t placed, struct view *out)
{
	const struct facts_reader *reader = &plan->reader;
	struct facts facts = { .track = track, .placed = placed };

	vec_clear(&plan->answers);
	vec_clear(&plan->passes);
	for (size_t i = 0; i < reader->raw_answers.count; i++) {
		const struct raw_answer *raw = &reader->raw_answers.items[i];
		int milestone = track_find_id(track, raw->milestone);

		if (milestone >= 0)
			*vec_add(&plan->answers) = (struct answer_fact){ milestone, raw->on, raw->at, raw->answer };
	}
	for (size_t i = 0; i < reader->raw_passes.count; i++)
		for (int s = 0; s < track->stage_count; s++)
			if (track->stages[s].id == reader->raw_passes.items[i].stage)
				*vec_add(&plan->passes) = (struct pass_fact){ s, reader->raw_passes.items[i].on };
	facts.answers = plan->answers.items;
	facts.answer_count = plan->answers.count;
	facts.passes = plan->passes.items;
	facts.pass_count = plan->passes.count;
	facts_view(&facts, plan->book->options.today, &plan->room, out);
}

/* Whether "not applicable" on what holds it back would keep it where it stood. */
static bool would_stay(struct planning *plan, const struct track *before, const struct position *stood,
		       const struct view *view, const struct ids *holds)
{
	const struct track *after = view->track;
	struct position stands;

	for (size_t i = 0; i < holds->count; i++) {
		int milestone = track_find_id(after, holds->items[i]);

		if (!after->milestones[milestone].home)
			view->standing[milestone] = (struct standing){ ANSWER_NA, view->as_of };
	}
	view_position(view, &plan->book->options.limits.pace, &stands);
	return !upgrade_falls(before, stood, after, &stands);
}

static int stage_said(const struct track *track, const struct position *position, char **name)
{
	bool completed = position->completed && track->reading == READING_PROGRESS;

	/* What is rated worst there is no place to stand at. */
	if (track->reading == READING_DIAGNOSIS) {
		*name = xstrdup("none");
		return -1;
	}
	*name = xstrdup(completed	      ? "completed"
			: position->stage < 0 ? "none"
					      : track->stages[position->stage].name);
	return completed ? track->stage_count : position->stage;
}

static void add_fall(struct planning *plan, const struct track *before, const struct position *stood,
		     const struct view *view, const struct position *stands)
{
	const struct track *after = view->track;
	struct upgrade_account *fall = vec_add(&plan->out->falls);

	*fall = (struct upgrade_account){
		.account = plan->reader.id,
		.name = xstrdup(plan->reader.name),
		.track = xstrdup(after->key),
		.since = stood->since,
	};
	fall->stood = stage_said(before, stood, &fall->from);
	fall->stands = stage_said(after, stands, &fall->to);
	upgrade_holds(before, stood, after, view->standing, view->passes, &fall->holds);
	for (size_t i = 0; i < fall->holds.count; i++)
		*vec_add(&fall->questions) = xstrdup(
			after->milestones[track_find_id(after, fall->holds.items[i])].question);
	fall->stays = would_stay(plan, before, stood, view, &fall->holds);
}

static int plan_on_track(struct planning *plan, int64_t track, day_t placed, struct error *error)
{
	const struct pace_limits *limits = &plan->book->options.limits.pace;
	const struct track *after, *before;
	struct position stood, stands;
	struct view view;

	if (facts_lens(&plan->reader, track, error) ||
	    variant_for(plan, track, &plan->reader.tracks, &after, error))
		return -1;
	before = plan->reader.lens.track;
	facts_view(&plan->reader.lens, plan->book->options.today, &plan->before, &view);
	view_position(&view, limits, &stood);
	view_over(plan, after, placed, &view);
	view_position(&view, limits, &stands);
	if (upgrade_falls(before, &stood, after, &stands))
		add_fall(plan, before, &stood, &view, &stands);
	return 0;
}

static void count_removed(struct planning *plan)
{
	int64_t last = 0;

	/* In order of milestone: each counts once, however often it was answered. */
	for (size_t i = 0; i < plan->reader.raw_answers.count; i++) {
		int64_t id = plan->reader.raw_answers.items[i].milestone;

		plan->out->answers += id != last && track_find_id(plan->out->before, id) >= 0 &&
				      track_find_id(plan->after, id) < 0;
		last = id;
	}
}

/* Whether another of its tracks gets evidence from the one that changes. */
static int is_concerned(struct planning *plan, int64_t id, struct error *error)
{
	const struct track *before = plan->out->before, *track;

	if (id == plan->after->id)
		return 1;
	if (track_get(plan->book, id, &track, error))
		return -1;
	return track_gets_evidence(track, &before, 1) || track_gets_evidence(track, &plan->after, 1);
}

static int plan_account(struct planning *plan, struct error *error)
{
	const struct facts_reader *reader = &plan->reader;
	bool has = false;

	count_removed(plan);
	for (size_t i = 0; i < reader->tracks.count; i++)
		has |= reader->tracks.items[i] == plan->after->id;
	if (!has)
		return 0;
	plan->out->accounts++;
	for (size_t i = 0; i < reader->tracks.count; i++) {
		int concerned = is_concerned(plan, reader->tracks.items[i], error);

		if (concerned < 0 ||
		    (concerned && plan_on_track(plan, reader->tracks.items[i], reader->placed[i], error)))
			return -1;
	}
	return 0;
}

static int plan_accounts(struct planning *plan, struct error *error)
{
	int found = -1;

	if (!facts_begin(&plan->reader, plan->book, INT64_MIN, INT64_MAX, error))
		while ((found = facts_next(&plan->reader, 0, error)) == 1)
			if (plan_account(plan, error)) {
				found = -1;
				break;
			}
	return found;
}

int upgrade_plan(struct book *book, const struct track *after, struct upgrade *out, struct error *error)
{
	struct planning plan = { .book = book, .after = after, .out = out };
	const struct track *before;
	int result;

	*out = (struct upgrade){ 0 };
	if (track_get(book, after->id, &before, error))
		return error->kind == ERROR_NOT_FOUND ? 0 : -1;
	out->before = track_copy(before);
	upgrade_diff(before, after, &out->changes);
	if (book_read_begin(book, error))
		return -1;
	result = plan_accounts(&plan, error);
	planning_end(&plan);
	book_read_end(book);
	return result;
}

/* ---- keeping accounts where they are ---- */

static int settle_account(struct book *book, const struct track *track, const struct upgrade_account *fall,
			  day_t on, const char *who, struct error *error)
{
	if (fall->since != DAY_NONE)
		on = fall->since;
	for (size_t i = 0; i < fall->holds.count; i++) {
		struct answer_write answer = { fall->holds.items[i], ANSWER_NA, on, who, "added later" };

		if (track_find_id(track, answer.milestone) >= 0 &&
		    answer_give(book, fall->account, &answer, NULL, error))
			return -1;
	}
	return journal_slice(book, error);
}

int upgrade_settle(struct book *book, const struct upgrade *upgrade, day_t on, const char *who, struct error *error)
{
	const struct track *track;

	if (!upgrade->before)
		return 0;
	if (track_get(book, upgrade->before->id, &track, error))
		return -1;
	for (size_t i = 0; i < upgrade->falls.count; i++) {
		const struct upgrade_account *fall = &upgrade->falls.items[i];

		/* What it falls back on elsewhere is for want of a yes. */
		if (!strcmp(fall->track, track->key) && settle_account(book, track, fall, on, who, error))
			return -1;
	}
	return 0;
}

/* ---- what is no longer asked ---- */

static void retired_clear(struct retired_answer *answer)
{
	free(answer->track);
	free(answer->stage);
	free(answer->key);
	free(answer->question);
	free(answer->by);
	free(answer->note);
}

void retired_answers_clear(struct retired_answers *answers)
{
	for (size_t i = 0; i < answers->count; i++)
		retired_clear(&answers->items[i]);
	vec_free(answers);
}

int retired_list(struct book *book, int64_t account, day_t as_of, struct retired_answers *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_RETIRED_ANSWERS, "id", account, as_of);
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		struct retired_answer *last = out->count ? &out->items[out->count - 1] : NULL;

		/* Rows come in the order in which later ones stand over earlier ones. */
		if (last && !strcmp(last->track, column_string(st, 0)) && !strcmp(last->key, column_string(st, 2)))
			retired_clear(last);
		else
			last = vec_add(out);
		*last = (struct retired_answer){
			.track = column_copy(st, 0),
			.stage = column_copy(st, 1),
			.key = column_copy(st, 2),
			.question = column_copy(st, 3),
			.standing = { (enum answer)sqlite3_column_int(st, 4), sqlite3_column_int(st, 5) },
			.by = column_copy(st, 6),
			.note = column_copy(st, 7),
		};
	}
	return found;
}

int retired_milestones(struct book *book, int64_t track, struct retired_milestones *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_RETIRED_OF_TRACK, "i", track);
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1)
		*vec_add(out) = (struct retired_milestone){
			.stage = column_copy(st, 0),
			.key = column_copy(st, 1),
			.question = column_copy(st, 2),
			.on = sqlite3_column_int(st, 3),
		};
	return found;
}

void retired_milestones_clear(struct retired_milestones *milestones)
{
	for (size_t i = 0; i < milestones->count; i++) {
		free(milestones->items[i].stage);
		free(milestones->items[i].key);
		free(milestones->items[i].question);
	}
	vec_free(milestones);
}
