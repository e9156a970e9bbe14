/* What actions share: naming accounts, milestones and days, and saying what changed. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/out.h"
#include "core/ids.h"
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

int ctx_customer(struct ctx *ctx, const struct args *args, int64_t *account, struct error *error)
{
	if (ctx_account(ctx, args, account, error))
		return -1;
	if (*account == ORGANISATION_ID)
		return error_set(
			error, ERROR_INPUT,
			"the organisation itself is nobody's account; waymark programme shows how it stands, and "
			"tick answers its questions");
	return 0;
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

/* ---- stages ---- */

static bool names_stage(const struct stage *stage, const char *name)
{
	char *folded = text_fold(name), *stage_folded = text_fold(stage->name);
	bool same = !strcmp(stage->key, name) || !strcmp(folded, stage_folded);

	free(folded);
	free(stage_folded);
	return same;
}

int track_stage_named(const struct track *track, const char *name)
{
	for (int i = 0; i < track->stage_count; i++)
		if (names_stage(&track->stages[i], name))
			return i;
	return -1;
}

int stage_not_found(const struct track *track, const char *name, struct error *error)
{
	struct buf stages = { 0 };

	for (int i = 0; track && i < track->stage_count; i++)
		buf_printf(&stages, "%s%s", i ? ", " : "", track->stages[i].key);
	if (track)
		error_set(error, ERROR_NOT_FOUND, "%s has no stage '%s', but %s", track->key, name,
			  buf_text(&stages));
	else
		error_set(error, ERROR_NOT_FOUND, "the account has no track; waymark track assign gives it one");
	buf_free(&stages);
	return -1;
}

int ctx_stage(struct ctx *ctx, int64_t account, const char *name, struct found_stage *out, struct error *error)
{
	const char *slash = strchr(name, '/');
	const struct track *main_track = NULL;
	struct ids tracks = { 0 };
	int status = ctx_tracks(ctx, account, &tracks, error);

	*out = (struct found_stage){ NULL, -1 };
	for (size_t t = 0; !status && out->index < 0 && t < tracks.count; t++) {
		const struct track *track;
		bool here;

		status = track_get(ctx->book, tracks.items[t], &track, error);
		if (status)
			break;
		main_track = t ? main_track : track;
		here = slash && strlen(track->key) == (size_t)(slash - name) &&
		       !strncmp(track->key, name, (size_t)(slash - name));
		*out = (struct found_stage){ track, track_stage_named(track, here ? slash + 1 : name) };
	}
	vec_free(&tracks);
	if (!status && out->index < 0)
		return stage_not_found(main_track, name, error);
	return status;
}

/* ---- ending a change ---- */

static int render_entry(struct ctx *ctx, int64_t entry, char *message, size_t room, struct error *error)
{
	struct entry read = { 0 };

	if (journal_entry(ctx->book, entry, &read, error))
		return -1;
	snprintf(message, room, "%s", read.sentence);
	entry_clear(&read);
	return 0;
}

int verb_run(const struct action_verb *verbs, const char *action, struct ctx *ctx, const struct args *args,
	     struct outcome *outcome, struct error *error)
{
	const char *name = args_word(args, 0);
	const struct action_verb *verb = verbs;

	while (strcmp(name, verb->name) != 0)
		verb++;
	if (args->word_count < verb->least || args->word_count > verb->most)
		return error_set(error, ERROR_USAGE, "%s %s wants %s after it", action, name, verb->wants);
	return verb->run(ctx, args, outcome, error);
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
