/* Answering milestones, notes on answers, passing stages by hand. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/out.h"
#include "core/text.h"
#include "storage/facts_store.h"

/* ---- tick ---- */

struct tick {
	int64_t account;
	struct found_milestone milestone;
	enum answer answer;
	day_t on;
	const char *note;
	struct standing stood; /* before */
	bool note_only;
	struct effect effect;
};

static int read_tick(struct ctx *ctx, const struct args *args, struct tick *tick, struct error *error)
{
	const char *answer = args_word(args, 2);

	tick->answer = ANSWER_YES;
	if (answer && !answer_from_name(answer, &tick->answer))
		return error_set(error, ERROR_USAGE, "tick: '%s' is none of yes, no, na, open", answer);
	tick->note = args_option(args, "note");
	if (ctx_on(ctx, args, &tick->on, error) || ctx_account(ctx, args, &tick->account, error))
		return -1;
	return ctx_milestone(ctx, tick->account, args_word(args, 1), &tick->milestone, error);
}

/* What stands as of today, whatever day is looked at: that is what is added to or withdrawn. */
static int read_standing(struct ctx *ctx, struct tick *tick, struct error *error)
{
	struct account_detail detail = { 0 };
	int at;

	if (account_load(ctx->book, tick->account, tick->milestone.track->id, ctx->clock, &detail, error))
		return -1;
	/* the account's own reading of the track may hold evidence of others, so positions differ */
	at = track_find_id(detail.track, tick->milestone.track->milestones[tick->milestone.index].id);
	tick->stood = at < 0 ? (struct standing){ ANSWER_OPEN, DAY_NONE } : detail.view.standing[at];
	account_detail_clear(&detail);
	return 0;
}

static int write_answer(struct ctx *ctx, struct tick *tick, bool *changed, struct error *error)
{
	int64_t milestone = tick->milestone.track->milestones[tick->milestone.index].id;
	struct answer_write write = {
		.milestone = milestone,
		.answer = tick->answer,
		.on = tick->on,
		.who = ctx->who,
		.note = tick->note,
	};

	if (tick->answer == ANSWER_OPEN)
		return answer_withdraw(ctx->book, tick->account, milestone, changed, error);
	/* saying it again would only make it look settled later than it was */
	tick->note_only = tick->stood.answer == tick->answer && tick->stood.on <= tick->on;
	if (tick->note_only && !tick->note)
		return 0;
	if (tick->note_only)
		return answer_set_note(ctx->book, tick->account, milestone, *tick->note ? tick->note : NULL,
				       changed, error);
	return answer_give(ctx->book, tick->account, &write, changed, error);
}

/* "ticked 'Is single sign-on live?' on Northwind: stage Adopt -> Expand, health 71 -> 78" */
static void say_tick(const struct tick *tick, struct buf *out)
{
	static const char *const verbs[] = {
		[ANSWER_OPEN] = "withdrew the answer to",
		[ANSWER_YES] = "ticked",
		[ANSWER_NO] = "answered no to",
		[ANSWER_NA] = "not applicable:",
	};
	int64_t milestone = tick->milestone.track->milestones[tick->milestone.index].id;

	buf_printf(out, "%s '{m:%lld}' on {a:%lld}", tick->note_only ? "wrote a note on" : verbs[tick->answer],
		   (long long)milestone, (long long)tick->account);
	effect_say(&tick->effect, out);
}

static void say_unchanged(const struct ctx *ctx, const struct tick *tick, struct outcome *outcome)
{
	char day[16];

	if (tick->stood.answer == ANSWER_OPEN)
		outcome_say(outcome, "no answer stands there");
	else
		outcome_say(outcome, "already %s since %s", answer_name(tick->stood.answer),
			    date_format_short(tick->stood.on, ctx->clock, day));
}

static int tick_in_transaction(struct ctx *ctx, struct tick *tick, struct outcome *outcome, struct error *error)
{
	int64_t track = tick->milestone.track->id;
	struct buf sentence = { 0 };
	bool changed = false;
	int status;

	if (change_begin(ctx, tick->account, track, &tick->effect, error))
		return -1;
	status = read_standing(ctx, tick, error);
	if (!status)
		status = write_answer(ctx, tick, &changed, error);
	if (!status)
		status = change_read(ctx, tick->account, track, &tick->effect, error);
	if (!status)
		say_tick(tick, &sentence);
	status = ctx_end(ctx, status, "tick", tick->account, buf_text(&sentence), outcome, error);
	buf_free(&sentence);
	return status;
}

int act_tick(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	struct tick tick = { 0 };
	int status;

	if (read_tick(ctx, args, &tick, error))
		return -1;
	status = tick_in_transaction(ctx, &tick, outcome, error);
	if (!status && !outcome->entry)
		say_unchanged(ctx, &tick, outcome);
	if (!status)
		status = change_print(ctx, tick.account, &tick.effect, error);
	effect_free(&tick.effect);
	return status;
}

/* ---- note ---- */

int act_note(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	const char *text = args_word(args, 2);
	struct found_milestone found;
	char sentence[128];
	int64_t account, milestone;
	bool changed = false;
	int status;

	if (ctx_account(ctx, args, &account, error) ||
	    ctx_milestone(ctx, account, args_word(args, 1), &found, error))
		return -1;
	if (text && !*text)
		text = NULL;
	milestone = found.track->milestones[found.index].id;
	if (journal_begin(ctx->book, error))
		return -1;
	status = answer_set_note(ctx->book, account, milestone, text, &changed, error);
	snprintf(sentence, sizeof sentence, "%s '{m:%lld}' on {a:%lld}",
		 text ? "wrote a note on" : "took away the note on", (long long)milestone, (long long)account);
	if (ctx_end(ctx, status, "note", account, sentence, outcome, error))
		return -1;
	if (!outcome->entry)
		outcome_say(outcome, "the note is so already");
	return change_print(ctx, account, NULL, error);
}

/* ---- pass ---- */

static int pass_in_transaction(struct ctx *ctx, int64_t account, const struct found_stage *found, day_t on,
			       const char *reason, struct effect *effect, struct outcome *outcome,
			       struct error *error)
{
	const struct stage *stage = &found->track->stages[found->index];
	struct buf sentence = { 0 };
	bool changed = false;
	int status;

	if (change_begin(ctx, account, found->track->id, effect, error))
		return -1;
	status = stage_pass_set(ctx->book, account, stage->id, on, ctx->who, reason, &changed, error);
	if (!status)
		status = change_read(ctx, account, found->track->id, effect, error);
	if (!status) {
		buf_printf(&sentence, "%s %s by hand on {a:%lld}", reason ? "passed" : "took back the pass of",
			   stage->name, (long long)account);
		effect_say(effect, &sentence);
	}
	status = ctx_end(ctx, status, "pass", account, buf_text(&sentence), outcome, error);
	buf_free(&sentence);
	return status;
}

int act_pass(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	const char *reason = args_option(args, "reason");
	bool back = args_option(args, "back") != NULL;
	struct effect effect = { 0 };
	struct found_stage found;
	int64_t account;
	day_t on;
	int status;

	if (!back && (!reason || !reason[strspn(reason, " \t")]))
		return error_set(error, ERROR_USAGE,
				 "pass: why is the stage passed by hand? --reason TEXT is needed");
	if (back && reason)
		return error_set(error, ERROR_USAGE, "pass: --back takes the pass back and wants no --reason");
	if (ctx_on(ctx, args, &on, error) || ctx_account(ctx, args, &account, error) ||
	    ctx_stage(ctx, account, args_word(args, 1), &found, error))
		return -1;
	/* One of before the track was read so can be taken back. */
	if (!back && found.track->reading != READING_PROGRESS)
		return error_set(error, ERROR_INPUT,
				 "a %s is read from the answers alone: nothing of it is passed by hand",
				 reading_name(found.track->reading));
	status = pass_in_transaction(ctx, account, &found, on, back ? NULL : reason, &effect, outcome, error);
	if (!status && !outcome->entry)
		outcome_say(outcome, "%s", back ? "the stage was not passed by hand" : "it is passed so already");
	if (!status)
		status = change_print(ctx, account, &effect, error);
	effect_free(&effect);
	return status;
}
