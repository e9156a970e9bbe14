/* Which tracks an account has: its main one, further ones, taking one off. */
#include <string.h>

#include "cmd/act_track.h"
#include "core/ids.h"
#include "storage/facts_store.h"

/* The organisation has every track that is about it, and no others. */
static int refuse_organisation(int64_t account, struct error *error)
{
	if (account != ORGANISATION_ID)
		return 0;
	return error_set(error, ERROR_INPUT,
			 "%s has every track that is about the organisation, and no others; name an account",
			 ORGANISATION_NAME);
}

/* How one of the three changes an account's tracks. */
struct tracks_change {
	int (*write)(struct ctx *ctx, int64_t account, int64_t track, bool *changed, struct error *error);
	const char *verb, *how; /* "put" ACCOUNT "on the track" TRACK */
	const char *nothing;	/* said where it was so already */
};

static int change_tracks(struct ctx *ctx, const struct args *args, const struct tracks_change *change,
			 struct outcome *outcome, struct error *error)
{
	const char *key = args_word(args, 2);
	struct effect effect = { 0 };
	struct buf sentence = { 0 };
	const struct track *track;
	int64_t account, id;
	bool changed = false;
	int status;

	if (account_find(ctx->book, args_word(args, 1), &account, error) || refuse_organisation(account, error) ||
	    track_by_key(ctx->book, key, &track, error) || change_begin(ctx, account, 0, &effect, error))
		return -1;
	id = track->id;
	status = change->write(ctx, account, id, &changed, error);
	if (!status)
		status = change_read(ctx, account, 0, &effect, error);
	if (!status) {
		buf_printf(&sentence, "%s {a:%lld} %s %s", change->verb, (long long)account, change->how, key);
		effect_say(&effect, &sentence);
	}
	status = ctx_end(ctx, status, "track", account, buf_text(&sentence), outcome, error);
	if (!status && !outcome->entry)
		outcome_say(outcome, "%s %s", key, change->nothing);
	if (!status)
		status = change_print(ctx, account, &effect, error);
	buf_free(&sentence);
	effect_free(&effect);
	return status;
}

static int write_main(struct ctx *ctx, int64_t account, int64_t track, bool *changed, struct error *error)
{
	return account_assign_track(ctx->book, account, track, true, changed, error);
}

int track_assign(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	static const struct tracks_change change = { write_main, "put", "on the track",
						     "is its main track already" };

	return change_tracks(ctx, args, &change, outcome, error);
}

static int write_more(struct ctx *ctx, int64_t account, int64_t track, bool *changed, struct error *error)
{
	return account_assign_track(ctx->book, account, track, false, changed, error);
}

int track_add(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	static const struct tracks_change change = { write_more, "gave", "the track",
						     "is one of its tracks already" };

	return change_tracks(ctx, args, &change, outcome, error);
}

static int write_drop(struct ctx *ctx, int64_t account, int64_t track, bool *changed, struct error *error)
{
	return account_drop_track(ctx->book, account, track, changed, error);
}

int track_drop(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	static const struct tracks_change change = { write_drop, "took", "off the track", "is none of its tracks" };

	return change_tracks(ctx, args, &change, outcome, error);
}
