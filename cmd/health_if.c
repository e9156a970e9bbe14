/* What health would be if this and that were so: tried on the account's facts in memory, nothing is stored. */
#include "cmd/health_if.h"

#include <string.h>
#include <strings.h>

#include "core/health_private.h"
#include "core/text.h"
#include "storage/scorecards.h"

/* An answer that is tried, by what it is on every track that asks or counts it. */
struct tried_answer {
	int64_t track, milestone;
	bool diagnosis;
	enum answer answer;
};

struct trial {
	struct ctx *ctx;
	struct health_account *account;
	struct effect *effect;
	const char *text; /* the --if under way */
	VEC(struct tried_answer) answers;
};

#define ADD_ROW(facts, rows, count) \
	((facts)->rows = xrealloc((facts)->rows, ((facts)->count + 1) * sizeof *(facts)->rows), \
	 &(facts)->rows[(facts)->count++])

/* ---- milestones ---- */

/* Whether b stands over a. */
static bool stands_over(const struct answer_fact *a, const struct answer_fact *b)
{
	return a->on != b->on ? b->on > a->on : a->at != b->at ? b->at > a->at : b->answer > a->answer;
}

/* As tick would: an answer stands from the day on; open takes the one that stands away, and what stood before
 * stands again. */
static void give(struct facts *facts, const struct whatif_answer *answer, day_t on)
{
	size_t stands = SIZE_MAX;

	if (answer->answer != ANSWER_OPEN) {
		*ADD_ROW(facts, answers, answer_count) = (struct answer_fact){ answer->milestone, on, INT64_MAX,
									       answer->answer };
		return;
	}
	for (size_t i = 0; i < facts->answer_count; i++)
		if (facts->answers[i].milestone == answer->milestone && facts->answers[i].on <= on &&
		    (stands == SIZE_MAX || stands_over(&facts->answers[stands], &facts->answers[i])))
			stands = i;
	if (stands != SIZE_MAX)
		facts->answers[stands] = facts->answers[--facts->answer_count];
}

static void position_of(const struct trial *trial, const struct facts *facts, struct position *out)
{
	struct view_room room = { 0 };
	struct view view;

	facts_view(facts, trial->ctx->as_of, &room, &view);
	view_position(&view, &book_options(trial->ctx->book)->limits.pace, out);
	view_room_free(&room);
}

/* Those that the track asks or counts as evidence. Returns whether there are any. */
static bool give_all(const struct trial *trial, const struct track *track, struct facts *facts)
{
	bool any = false;

	for (size_t i = 0; i < trial->answers.count; i++) {
		const struct tried_answer *tried = &trial->answers.items[i];
		struct whatif_answer answer = { track_find_id(track, tried->milestone), tried->answer };

		if (answer.milestone < 0)
			continue;
		give(facts, &answer, trial->ctx->as_of);
		any = true;
	}
	return any;
}

static struct track_effect track_effect_of(const struct track *track, const struct position *before,
					   const struct position *after)
{
	return (struct track_effect){
		.id = track->id,
		.track = xstrdup(track->key),
		.stage_before = xstrdup(position_stage_name(track, before)),
		.stage_after = xstrdup(position_stage_name(track, after)),
		.completed_before = before->completed,
		.completed_after = after->completed,
	};
}

/* Health may read the level reached on a track beside the main one. */
static void reach_level(const struct trial *trial, const struct track *track, int level)
{
	const struct card_words *words = trial->account->detail.health.scorecard->words;
	struct facts *facts = trial->account->detail.facts;
	int word = words ? names_find(&words->tracks, track->key) : -1;

	if (word < 0)
		return;
	/* Where it stands today already, that is in the way of a lower one. */
	for (size_t i = 0; i < facts->level_count; i++)
		if (facts->levels[i].track == word && facts->levels[i].on == trial->ctx->as_of)
			facts->levels[i].level = level;
	*ADD_ROW(facts, levels, level_count) = (struct level_fact){ word, trial->ctx->as_of, level };
}

/* What the answers do to the stage on a track beside the main one. */
static int try_beside(struct trial *trial, int64_t track, struct error *error)
{
	struct account_detail other = { 0 };
	struct position after;

	if (account_load(trial->ctx->book, trial->account->detail.row.id, track, trial->ctx->as_of, &other, error))
		return -1;
	if (give_all(trial, other.track, other.facts)) {
		position_of(trial, other.facts, &after);
		*vec_add(&trial->effect->others) = track_effect_of(other.track, &other.position, &after);
		if (after.stage != other.position.stage)
			reach_level(trial, other.track, after.stage + 1);
	}
	account_detail_clear(&other);
	return 0;
}

static int try_answers(struct trial *trial, struct error *error)
{
	struct account_detail *detail = &trial->account->detail;

	if (detail->track)
		(void)give_all(trial, detail->track, detail->facts);
	for (size_t i = 0; trial->answers.count && i < detail->tracks.count; i++)
		if ((!detail->track || detail->tracks.items[i] != detail->track->id) &&
		    try_beside(trial, detail->tracks.items[i], error))
			return -1;
	return 0;
}

/* "sso=yes", "cst-saas/sso"; a name alone means yes. */
static int if_milestone(struct trial *trial, const char *name, const char *value, struct error *error)
{
	struct account_detail *detail = &trial->account->detail;
	enum answer answer = ANSWER_YES;
	struct found_milestone found;

	if (value && !answer_from_name(value, &answer))
		return error_set(error, ERROR_USAGE, "health: '%s' in --if %s is none of yes, no, na, open", value,
				 trial->text);
	if (ctx_milestone(trial->ctx, detail->row.id, name, &found, error))
		return -1;
	*vec_add(&trial->answers) = (struct tried_answer){
		.track = found.track->id,
		.milestone = found.track->milestones[found.index].id,
		.diagnosis = found.track->reading == READING_DIAGNOSIS,
		.answer = answer,
	};
	return 0;
}

/* ---- touches and promises ---- */

/* "touch:call", "touch:call=them" */
static int if_touch(struct trial *trial, const char *kind, const char *value, struct error *error)
{
	const struct card_words *words = trial->account->detail.health.scorecard->words;
	struct facts *facts = trial->account->detail.facts;

	if (value && strcmp(value, "us") && strcmp(value, "them"))
		return error_set(error, ERROR_USAGE, "health: '%s' in --if %s is neither us nor them", value,
				 trial->text);
	*ADD_ROW(facts, touches, touch_count) = (struct touch_fact){
		.on = trial->ctx->as_of,
		.from = value && !strcmp(value, "them") ? FROM_THEM : FROM_US,
		.kind = words ? names_find(&words->touch_kinds, kind) : -1,
		.contact = -1,
	};
	return 0;
}

static int pick_promise(struct trial *trial, const char *typed, int64_t *id, struct error *error)
{
	struct promises *promises = &trial->account->promises;
	struct record_list list = { 0 };
	size_t index = 0;
	int status;

	for (size_t i = 0; i < promises->count; i++)
		record_list_add(&list, promises->items[i].id, promises->items[i].text,
				promises->items[i].understood, NULL);
	status = record_pick("promise", typed, &list, &index, error);
	if (!status)
		*id = list.items[index].id;
	record_list_clear(&list);
	return status;
}

/* "promise:single sign-on=kept"; kept unless said otherwise. */
static int if_promise(struct trial *trial, const char *typed, const char *value, struct error *error)
{
	const struct ids *ids = &trial->account->detail.promise_ids;
	struct facts *facts = trial->account->detail.facts;
	enum promise_state state = PROMISE_KEPT;
	int64_t id;

	if (value && !promise_state_from_name(value, &state))
		return error_set(error, ERROR_USAGE,
				 "health: '%s' in --if %s is none of open, kept, broken, withdrawn", value,
				 trial->text);
	if (pick_promise(trial, typed, &id, error))
		return -1;
	for (size_t p = 0; p < ids->count; p++) {
		if (ids->items[p] != id)
			continue;
		/* What today says of it already gives way. */
		for (size_t i = 0; i < facts->promise_count; i++)
			if (facts->promises[i].promise == (int)p && facts->promises[i].on == trial->ctx->as_of)
				facts->promises[i].says_state = false;
		*ADD_ROW(facts, promises, promise_count) = (struct promise_fact){
			.promise = (int)p, .on = trial->ctx->as_of, .says_state = true, .state = state
		};
	}
	return 0;
}

static int try_one(struct trial *trial, struct error *error)
{
	const char *equals = strrchr(trial->text, '=');
	char *name = equals ? xstrndup(trial->text, (size_t)(equals - trial->text)) : xstrdup(trial->text);
	const char *value = equals ? equals + 1 : NULL;
	int status;

	if (!strncasecmp(name, "touch:", 6))
		status = if_touch(trial, name + 6, value, error);
	else if (!strncasecmp(name, "promise:", 8))
		status = if_promise(trial, name + 8, value, error);
	else
		status = if_milestone(trial, name, value, error);
	free(name);
	return status;
}

/* ---- the whole ---- */

static int whole_points(int hundredths)
{
	return hundredths == HEALTH_UNKNOWN ? HEALTH_UNKNOWN : hundredths / 100;
}

static void score_tried(const struct trial *trial, const struct cards *cards, struct health *health,
			struct position *position)
{
	const struct health_limits *limits = &book_options(trial->ctx->book)->limits;
	struct view_room room = { 0 };
	const struct scorecard *card;
	struct view view;

	facts_view(trial->account->detail.facts, trial->ctx->as_of, &room, &view);
	view_position(&view, &limits->pace, position);
	card = scorecard_choose(cards->items, cards->count, &view, position);
	health_score_at(card ? card : ctx_scorecard(trial->ctx), limits, &view, position, health);
	view_room_free(&room);
}

/* The first milestone's track leads, as in the change that answering it would print; else the main one. */
static void say_effect(const struct trial *trial, const struct position *position)
{
	const struct account_detail *detail = &trial->account->detail;
	struct effect *effect = trial->effect;
	struct track_effect lead = { 0 }, *other;

	if (detail->track)
		lead = track_effect_of(detail->track, &detail->position, position);
	effect->diagnosis = detail->track && detail->track->reading == READING_DIAGNOSIS;
	for (size_t i = 0; trial->answers.count && i < effect->others.count; i++) {
		struct track_effect main = lead;

		other = &effect->others.items[i];
		if (other->id != trial->answers.items[0].track)
			continue;
		lead = *other;
		effect->diagnosis = trial->answers.items[0].diagnosis;
		if (main.track)
			*other = main;
		else
			*other = effect->others.items[--effect->others.count];
		break;
	}
	effect->track = lead.track;
	effect->stage_before = lead.stage_before;
	effect->stage_after = lead.stage_after;
	effect->completed_before = lead.completed_before;
	effect->completed_after = lead.completed_after;
}

int health_if(struct ctx *ctx, const struct args *args, struct health_account *account, struct tried *out,
	      struct error *error)
{
	struct account_detail *detail = &account->detail;
	struct trial trial = { .ctx = ctx, .account = account, .effect = &out->effect };
	struct facts as_it_is = *detail->facts, tried;
	const struct cards *cards;
	struct position position;
	struct health health;
	int status = 0;

	if (cards_get(ctx->book, &cards, error))
		return -1;
	facts_copy(&as_it_is, &tried);
	*detail->facts = tried;
	for (int i = 0; !status && (trial.text = args_option_nth(args, "if", i)); i++)
		status = try_one(&trial, error);
	if (!status)
		status = try_answers(&trial, error);
	if (!status) {
		score_tried(&trial, cards, &health, &position);
		say_effect(&trial, &position);
		out->effect.health_before = whole_points(detail->health.hundredths);
		out->effect.health_after = whole_points(health.hundredths);
		out->effect.scale_before = detail->health.scorecard->scale;
		out->effect.scale_after = health.scorecard->scale;
		out->confidence_before = detail->health.confidence;
		out->confidence_after = health.confidence;
		out->card_before = detail->health.scorecard;
		out->card_after = health.scorecard;
	}
	vec_free(&trial.answers);
	facts_free(detail->facts);
	*detail->facts = as_it_is;
	return status;
}
