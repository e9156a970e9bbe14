/* What a change did: to the stage on every track that it can reach, and to health. */
#include <stdlib.h>
#include <string.h>

#include "cmd/out.h"

const char *position_stage_name(const struct track *track, const struct position *position)
{
	return position->stage < 0 ? "none" : track->stages[position->stage].name;
}

static int whole_health(const struct account_detail *detail)
{
	return detail->row.health == HEALTH_UNKNOWN ? HEALTH_UNKNOWN : detail->row.health / 100;
}

static char *stage_name(const struct account_detail *detail)
{
	return detail->track ? xstrdup(position_stage_name(detail->track, &detail->position)) : NULL;
}

void effect_before(struct effect *effect, const struct account_detail *detail)
{
	free(effect->track);
	free(effect->stage_before);
	effect->track = detail->track ? xstrdup(detail->track->key) : NULL;
	effect->diagnosis = detail->track && detail->track->reading == READING_DIAGNOSIS;
	effect->stage_before = stage_name(detail);
	effect->completed_before = detail->track && detail->position.completed;
	effect->health_before = whole_health(detail);
	effect->scale_before = detail->row.scale;
}

void effect_after(struct effect *effect, const struct account_detail *detail)
{
	free(effect->stage_after);
	effect->stage_after = stage_name(detail);
	effect->completed_after = detail->track && detail->position.completed;
	effect->health_after = whole_health(detail);
	effect->scale_after = detail->row.scale;
}

void effect_free(struct effect *effect)
{
	for (size_t i = 0; i < effect->others.count; i++) {
		free(effect->others.items[i].track);
		free(effect->others.items[i].stage_before);
		free(effect->others.items[i].stage_after);
	}
	vec_free(&effect->others);
	free(effect->track);
	free(effect->stage_before);
	free(effect->stage_after);
	*effect = (struct effect){ 0 };
}

/* ---- in words ---- */

static void say_points(struct buf *out, int scale, int points)
{
	buf_str(out, points == HEALTH_UNKNOWN ? "unknown" : POINTS_TEXT(scale, points));
}

/* The stage as it is said of one side of a change; NULL without a track. */
static const char *said_stage(const char *stage, bool completed)
{
	return stage && completed ? "completed" : stage;
}

static bool moved(const char *before, const char *after)
{
	return before && after && strcmp(before, after) != 0;
}

void effect_say(const struct effect *effect, struct buf *out)
{
	const char *before = said_stage(effect->stage_before, effect->completed_before);
	const char *after = said_stage(effect->stage_after, effect->completed_after);
	const char *lead = effect->diagnosis ? ": worst condition " : ": stage ";

	if (moved(before, after)) {
		buf_printf(out, "%s%s -> %s", lead, before, after);
		lead = ", ";
	}
	for (size_t i = 0; i < effect->others.count; i++) {
		const struct track_effect *other = &effect->others.items[i];

		before = said_stage(other->stage_before, other->completed_before);
		after = said_stage(other->stage_after, other->completed_after);
		if (!moved(before, after))
			continue;
		buf_printf(out, "%s%s %s -> %s", *lead == ':' ? ": stage on " : ", ", other->track, before, after);
		lead = ", ";
	}
	if (effect->health_before != effect->health_after ||
	    (effect->scale_before == 10) != (effect->scale_after == 10)) {
		buf_printf(out, "%shealth ", *lead == ':' ? ": " : ", ");
		say_points(out, effect->scale_before, effect->health_before);
		buf_str(out, " -> ");
		say_points(out, effect->scale_after, effect->health_after);
	}
}

/* ---- in JSON ---- */

static json_t *whole_points(int points)
{
	return points == HEALTH_UNKNOWN ? json_null() : json_integer(points);
}

static void add_moved(json_t *tracks, const char *track, const char *before, bool completed_before,
		      const char *after, bool completed_after)
{
	json_t *item;

	if (!before || !after || (!strcmp(before, after) && completed_before == completed_after))
		return;
	item = json_object();
	json_object_set_new(item, "track", out_json_text(track));
	json_object_set_new(item, "stage_before", out_json_text(before));
	json_object_set_new(item, "stage_after", out_json_text(after));
	json_object_set_new(item, "completed_before", json_boolean(completed_before));
	json_object_set_new(item, "completed_after", json_boolean(completed_after));
	json_array_append_new(tracks, item);
}

json_t *out_json_effect(const struct effect *effect)
{
	json_t *change = json_object(), *tracks = json_array();

	json_object_set_new(change, "stage_before", out_json_text(effect->stage_before));
	json_object_set_new(change, "stage_after", out_json_text(effect->stage_after));
	json_object_set_new(change, "completed_before", json_boolean(effect->completed_before));
	json_object_set_new(change, "completed_after", json_boolean(effect->completed_after));
	json_object_set_new(change, "health_before", whole_points(effect->health_before));
	json_object_set_new(change, "health_after", whole_points(effect->health_after));
	if (effect->track)
		add_moved(tracks, effect->track, effect->stage_before, effect->completed_before,
			  effect->stage_after, effect->completed_after);
	for (size_t i = 0; i < effect->others.count; i++) {
		const struct track_effect *other = &effect->others.items[i];

		add_moved(tracks, other->track, other->stage_before, other->completed_before, other->stage_after,
			  other->completed_after);
	}
	json_object_set_new(change, "tracks", tracks);
	return change;
}

/* ---- changes ---- */

/* Whether an answer on one track can count on the other. */
static bool gives_evidence(const struct track *track, const struct track *other)
{
	for (int m = 0; m < track->milestone_count; m++)
		for (size_t e = 0; e < track->milestones[m].evidence_count; e++)
			if (!strcmp(track->milestones[m].evidence[e].track, other->key))
				return true;
	return false;
}

/* The other tracks of the account that the change can reach, as they stand before it. */
static int watch_others(struct ctx *ctx, const struct account_detail *detail, int64_t account,
			struct effect *effect, struct error *error)
{
	int64_t own = detail->track ? detail->track->id : 0;
	const struct track *track, *other;
	struct account_detail there = { 0 };

	if (!own)
		return 0;
	for (size_t i = 0; i < detail->tracks.count; i++) {
		int64_t id = detail->tracks.items[i];

		if (id == own)
			continue;
		if (track_get(ctx->book, own, &track, error) || track_get(ctx->book, id, &other, error))
			return -1;
		if (!gives_evidence(track, other))
			continue;
		if (account_load(ctx->book, account, id, ctx->as_of, &there, error))
			return -1;
		*vec_add(&effect->others) = (struct track_effect){
			.id = id,
			.track = xstrdup(there.track->key),
			.stage_before = stage_name(&there),
			.completed_before = there.position.completed,
		};
		account_detail_clear(&there);
	}
	return 0;
}

int change_begin(struct ctx *ctx, int64_t account, int64_t track, struct effect *effect, struct error *error)
{
	struct account_detail detail = { 0 };
	int status;

	*effect = (struct effect){ 0 };
	if (journal_begin(ctx->book, error))
		return -1;
	status = account_load(ctx->book, account, track, ctx->as_of, &detail, error);
	if (!status) {
		effect_before(effect, &detail);
		status = watch_others(ctx, &detail, account, effect, error);
	}
	account_detail_clear(&detail);
	if (status) {
		journal_abort(ctx->book);
		effect_free(effect);
	}
	return status;
}

int change_read(struct ctx *ctx, int64_t account, int64_t track, struct effect *effect, struct error *error)
{
	struct account_detail detail = { 0 };

	if (journal_rescore(ctx->book, error) ||
	    account_load(ctx->book, account, track, ctx->as_of, &detail, error))
		return -1;
	effect_after(effect, &detail);
	for (size_t i = 0; i < effect->others.count; i++) {
		struct track_effect *other = &effect->others.items[i];

		if (account_load(ctx->book, account, other->id, ctx->as_of, &detail, error))
			return -1;
		free(other->stage_after);
		other->stage_after = stage_name(&detail);
		other->completed_after = detail.position.completed;
	}
	account_detail_clear(&detail);
	return 0;
}

int change_print(struct ctx *ctx, int64_t account, const struct effect *effect, struct error *error)
{
	struct account_detail detail = { 0 };
	json_t *object;

	if (ctx->format != FORMAT_JSON)
		return 0;
	if (account_load(ctx->book, account, 0, ctx->as_of, &detail, error))
		return -1;
	object = out_json_account(ctx, &detail.row);
	account_detail_clear(&detail);
	if (effect)
		json_object_set_new(object, "change", out_json_effect(effect));
	out_json(ctx, object);
	return 0;
}
