/* What actions share: naming accounts, milestones and days, and saying what changed. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/out.h"
#include "core/text.h"

void outcome_say(struct outcome *outcome, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(outcome->message, sizeof outcome->message, format, args);
	va_end(args);
}

const struct scorecard *ctx_scorecard(const struct ctx *ctx)
{
	return ctx->book ? book_options(ctx->book)->scorecard : scorecard_default();
}

int ctx_account(struct ctx *ctx, const struct args *args, int64_t *account, struct error *error)
{
	return account_find(ctx->book, args_word(args, 0), account, error);
}

int ctx_on(const struct ctx *ctx, const struct args *args, day_t *on, struct error *error)
{
	const char *given = args_option(args, "on");

	*on = ctx->as_of;
	if (given && date_parse_typed(given, ctx->clock, on, error))
		return error_prefix(error, "--on");
	if (*on > ctx->clock) {
		char text[DATE_SIZE];

		return error_set(error, ERROR_INPUT, "%s%s is after today; what is recorded has happened",
				 given ? "--on " : "", date_format(*on, text));
	}
	return 0;
}

/* ---- milestones ---- */

int ctx_tracks(struct ctx *ctx, int64_t account, struct ids *out, struct error *error)
{
	struct account_detail detail = { 0 };

	if (account_load(ctx->book, account, 0, ctx->as_of, &detail, error))
		return -1;
	for (size_t i = 0; i < detail.tracks.count; i++)
		*vec_add(out) = detail.tracks.items[i];
	account_detail_clear(&detail);
	return 0;
}

/* The nearest milestone of the account's tracks, for a hint. */
static void nearest_milestone(struct ctx *ctx, const struct ids *tracks, const char *name, struct buf *nearest)
{
	struct error ignored;
	int least = (int)strlen(name) / 3 + 2; /* farther off it would be a guess */

	for (size_t t = 0; t < tracks->count; t++) {
		const struct track *track;

		if (track_get(ctx->book, tracks->items[t], &track, &ignored))
			continue;
		for (int i = 0; i < track->milestone_count; i++) {
			const char *key = track->milestones[i].key;
			int distance = text_distance(name, key);

			if (strstr(key, name) && distance >= least)
				distance = least - 1; /* a part of it is near enough */
			if (distance >= least || distance >= (int)strlen(key))
				continue;
			least = distance;
			buf_clear(nearest);
			buf_str(nearest, key);
		}
	}
}

static int unknown_milestone(struct ctx *ctx, const struct ids *tracks, const char *name, const char *key,
			     struct error *error)
{
	struct buf nearest = { 0 };

	if (!tracks->count) {
		error_set(error, ERROR_NOT_FOUND, "the account has no track; waymark track assign gives it one");
		return -1;
	}
	nearest_milestone(ctx, tracks, key, &nearest);
	if (nearest.size)
		error_set(error, ERROR_NOT_FOUND, "the account's tracks have no milestone '%s'; did you mean '%s'?",
			  name, buf_text(&nearest));
	else
		error_set(error, ERROR_NOT_FOUND,
			  "the account's tracks have no milestone '%s'; waymark show lists them", name);
	buf_free(&nearest);
	return -1;
}

static int find_in_tracks(struct ctx *ctx, const struct ids *tracks, const char *name, struct found_milestone *out,
			  struct error *error)
{
	const char *slash = strchr(name, '/'), *key = slash ? slash + 1 : name;
	struct buf candidates = { 0 };
	int found = 0;

	for (size_t t = 0; t < tracks->count; t++) {
		const struct track *track;
		int index;

		if (track_get(ctx->book, tracks->items[t], &track, error)) {
			buf_free(&candidates);
			return -1;
		}
		if (slash &&
		    (strlen(track->key) != (size_t)(slash - name) || strncmp(track->key, name, strlen(track->key))))
			continue;
		index = track_find_key(track, key);
		if (index < 0)
			continue;
		*out = (struct found_milestone){ track, index };
		buf_printf(&candidates, "%s%s/%s", found++ ? ", " : "", track->key, key);
	}
	if (found > 1)
		error_set(error, ERROR_AMBIGUOUS, "'%s' is a milestone of several tracks: %s", name,
			  buf_text(&candidates));
	buf_free(&candidates);
	if (!found)
		return unknown_milestone(ctx, tracks, name, key, error);
	return found == 1 ? 0 : -1;
}

int ctx_milestone(struct ctx *ctx, int64_t account, const char *name, struct found_milestone *out,
		  struct error *error)
{
	struct ids tracks = { 0 };
	int status = ctx_tracks(ctx, account, &tracks, error);

	if (!status)
		status = find_in_tracks(ctx, &tracks, name, out, error);
	vec_free(&tracks);
	return status;
}

/* ---- effects ---- */

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
	effect->stage_before = stage_name(detail);
	effect->completed_before = detail->track && detail->position.completed;
	effect->health_before = whole_health(detail);
}

void effect_after(struct effect *effect, const struct account_detail *detail)
{
	effect->stage_after = stage_name(detail);
	effect->completed_after = detail->track && detail->position.completed;
	effect->health_after = whole_health(detail);
}

void effect_free(struct effect *effect)
{
	free(effect->stage_before);
	free(effect->stage_after);
	*effect = (struct effect){ 0 };
}

static void say_points(struct buf *out, int points)
{
	if (points == HEALTH_UNKNOWN)
		buf_str(out, "unknown");
	else
		buf_printf(out, "%d", points);
}

void effect_say(const struct effect *effect, struct buf *out)
{
	const char *before = effect->completed_before ? "completed" : effect->stage_before;
	const char *after = effect->completed_after ? "completed" : effect->stage_after;
	const char *lead = ": ";

	if (before && after && strcmp(before, after)) {
		buf_printf(out, "%sstage %s -> %s", lead, before, after);
		lead = ", ";
	}
	if (effect->health_before != effect->health_after) {
		buf_printf(out, "%shealth ", lead);
		say_points(out, effect->health_before);
		buf_str(out, " -> ");
		say_points(out, effect->health_after);
	}
}

/* ---- changes ---- */

int change_begin(struct ctx *ctx, int64_t account, int64_t track, struct effect *effect, struct error *error)
{
	struct account_detail detail = { 0 };

	*effect = (struct effect){ 0 };
	if (journal_begin(ctx->book, error))
		return -1;
	if (account_load(ctx->book, account, track, ctx->as_of, &detail, error)) {
		journal_abort(ctx->book);
		return -1;
	}
	effect_before(effect, &detail);
	account_detail_clear(&detail);
	return 0;
}

int change_read(struct ctx *ctx, int64_t account, int64_t track, struct effect *effect, struct error *error)
{
	struct account_detail detail = { 0 };

	if (journal_rescore(ctx->book, error) ||
	    account_load(ctx->book, account, track, ctx->as_of, &detail, error))
		return -1;
	effect_after(effect, &detail);
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

static int render_entry(struct ctx *ctx, int64_t entry, char *message, size_t room, struct error *error)
{
	struct entry read = { 0 };

	if (journal_entry(ctx->book, entry, &read, error))
		return -1;
	snprintf(message, room, "%s", read.sentence);
	entry_clear(&read);
	return 0;
}

int ctx_end(struct ctx *ctx, int status, const char *action, int64_t account, const char *sentence,
	    struct outcome *outcome, struct error *error)
{
	struct journal_note note = { ctx->who, action, account, sentence };
	struct error ignored;

	if (status) {
		journal_abort(ctx->book);
		return -1;
	}
	if (journal_commit(ctx->book, &note, &outcome->entry, error))
		return -1;
	outcome->account = account;
	/* it is written; a sentence that cannot be read back is no failure */
	if (outcome->entry &&
	    render_entry(ctx, outcome->entry, outcome->message, sizeof outcome->message, &ignored))
		outcome->message[0] = '\0';
	return 0;
}
