/* Opening plays on accounts, closing them with an outcome, taking that back. */
#include <string.h>

#include "cmd/act_plays.h"

static json_t *play_now_json(struct recording *recording, struct error *error)
{
	struct plays plays = { 0 };
	json_t *object = NULL;

	if (play_list(recording->ctx->book, recording->account, true, recording->ctx->clock, &plays, error))
		return NULL;
	for (size_t i = 0; i < plays.count && !object; i++)
		if (plays.items[i].id == recording->id)
			object = out_json_play(&plays.items[i], NULL);
	plays_clear(&plays);
	return object ? object : json_null();
}

/* ---- open ---- */

struct opening {
	char *key;
	bool opened;
};

static int write_open(struct recording *recording, void *data, struct error *error)
{
	struct opening *opening = data;
	struct ctx *ctx = recording->ctx;
	const struct playbooks *books;
	const struct play_template *play;
	char *cause;
	int status;

	if (playbooks_get(ctx->book, &books, error))
		return -1;
	play = playbooks_play(books, opening->key);
	if (!play)
		return error_set(error, ERROR_NOT_FOUND, "the play %s is in no playbook any more", opening->key);
	buf_printf(&recording->sentence, "opened the play '%s' on {a:%lld}", play->title,
		   (long long)recording->account);
	cause = xasprintf("hand/%d", (int)recording->on);
	status = play_open(
		ctx->book, recording->account,
		&(struct play_write){ .play = play, .cause = cause, .on = recording->on, .who = ctx->who },
		&recording->id, &opening->opened, error);
	free(cause);
	return status;
}

/* Why it was not opened: it is at work, or was already today. */
static int say_not_opened(struct recording *recording, struct error *error)
{
	struct plays plays = { 0 };
	char day[DATE_SIZE];

	if (play_list(recording->ctx->book, recording->account, true, recording->ctx->clock, &plays, error))
		return -1;
	for (size_t i = 0; i < plays.count; i++) {
		const struct play *play = &plays.items[i];

		if (play->id != recording->id)
			continue;
		if (play->closed == DAY_NONE)
			outcome_say(recording->outcome, "'%s' is at work already, since %s", play->title,
				    date_format(play->opened, day));
		else
			outcome_say(recording->outcome,
				    "'%s' was opened on %s and closed; plays reopen takes it up again", play->title,
				    date_format(play->opened, day));
	}
	plays_clear(&plays);
	return 0;
}

int plays_open(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	const struct play_template *play = plays_template(ctx, args_word(args, 2), error);
	struct opening opening = { 0 };
	struct recording recording;
	int status;

	if (!play || recording_start(&recording, ctx, args, "plays", outcome, error))
		return -1;
	opening.key = xstrdup(play->key); /* a transaction may let go of the playbooks */
	status = recording_change(&recording, write_open, &opening, play_now_json, error);
	if (!status && !opening.opened)
		status = say_not_opened(&recording, error);
	buf_free(&recording.sentence);
	free(opening.key);
	return status;
}

/* ---- close, reopen ---- */

struct closing {
	char *title;
	const char *outcome, *note;
};

static int write_close(struct recording *recording, void *data, struct error *error)
{
	const struct closing *closing = data;

	buf_printf(&recording->sentence, "closed the play '%s' on {a:%lld}: %s", closing->title,
		   (long long)recording->account, closing->outcome);
	if (closing->note && *closing->note)
		buf_printf(&recording->sentence, " (%s)", closing->note);
	return play_close(recording->ctx->book, recording->account, recording->id, recording->on,
			  recording->ctx->who, closing->outcome, closing->note, error);
}

static int write_reopen(struct recording *recording, void *data, struct error *error)
{
	const struct closing *closing = data;

	buf_printf(&recording->sentence, "took up the play '%s' on {a:%lld} again", closing->title,
		   (long long)recording->account);
	return play_reopen(recording->ctx->book, recording->account, recording->id, error);
}

/* Those at work, of one template perhaps two: the preparations of this review and of the next. Or of each template the one
 * that was closed last. */
static void keep_candidates(struct plays *plays, bool at_work)
{
	struct plays kept = { 0 }, rest = { 0 };

	for (size_t i = 0; i < plays->count; i++) {
		struct play *play = &plays->items[i];
		bool keep = (play->closed == DAY_NONE) == at_work;

		for (size_t k = 0; keep && !at_work && k < kept.count; k++)
			keep = strcmp(kept.items[k].template, play->template) != 0;
		*vec_add(keep ? &kept : &rest) = *play;
	}
	plays_clear(&rest);
	vec_free(plays);
	*plays = kept;
}

static int find_one(struct recording *recording, bool at_work, char **title, struct error *error)
{
	struct plays plays = { 0 };
	size_t at;
	int status;

	if (play_list(recording->ctx->book, recording->account, true, recording->ctx->clock, &plays, error))
		return -1;
	keep_candidates(&plays, at_work);
	if (!plays.count)
		status = error_set(error, ERROR_NOT_FOUND,
				   at_work ? "no play is at work on this account"
					   : "no play of this account was closed");
	else
		status = plays_pick(&plays, args_word(recording->args, 2), &at, error);
	if (!status) {
		recording->id = plays.items[at].id;
		*title = xstrdup(plays.items[at].title);
	}
	plays_clear(&plays);
	return status;
}

static int change(struct ctx *ctx, const struct args *args, bool close, struct outcome *outcome,
		  struct error *error)
{
	struct closing closing = { .outcome = args_option(args, "outcome"), .note = args_option(args, "note") };
	struct recording recording;
	int status;

	if (!closing.outcome)
		closing.outcome = ""; /* the message lists them */
	if (recording_start(&recording, ctx, args, "plays", outcome, error))
		return -1;
	status = find_one(&recording, close, &closing.title, error);
	if (!status)
		status = recording_change(&recording, close ? write_close : write_reopen, &closing, play_now_json,
					  error);
	buf_free(&recording.sentence);
	free(closing.title);
	return status;
}

int plays_close(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	return change(ctx, args, true, outcome, error);
}

int plays_reopen(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	return change(ctx, args, false, outcome, error);
}
