/* Health: why it is what it is, why it moved and what would move it. */
#include <stdlib.h>
#include <string.h>

#include "cmd/health_if.h"
#include "core/text.h"
#include "storage/scorecards.h"

/* ---- health ---- */

enum { MOVES_SAID = 8 }; /* in text; --json has them all */

/* Everything that one asking for health gets. */
struct answered {
	struct health_account account;
	bool asked_if, asked_since, asked_history;
	bool plain; /* nothing of these: all three questions, the second since the trend began */
	struct tried tried;
	struct ledger ledger;
	struct moves moves;
	struct score_rows history;
};

static void answered_clear(struct answered *answered)
{
	health_account_clear(&answered->account);
	effect_free(&answered->tried.effect);
	ledger_free(&answered->ledger);
	moves_free(&answered->moves);
	score_rows_clear(&answered->history);
}

static json_t *scorecard_object(const struct scorecard *card)
{
	json_t *object = json_object();

	json_object_set_new(object, "name", out_json_text(card->name));
	json_object_set_new(object, "version", out_json_text(card->version));
	return object;
}

static json_t *tried_object(const struct tried *tried)
{
	json_t *object = out_json_effect(&tried->effect);

	json_object_set_new(object, "confidence_before", json_integer(tried->confidence_before));
	json_object_set_new(object, "confidence_after", json_integer(tried->confidence_after));
	json_object_set_new(object, "scorecard_before", scorecard_object(tried->card_before));
	json_object_set_new(object, "scorecard_after", scorecard_object(tried->card_after));
	return object;
}

static json_t *health_object(const struct answered *answered)
{
	const struct account_detail *detail = &answered->account.detail;
	const struct health *health = &detail->health;
	json_t *object = json_object();

	json_object_set_new(object, "score", out_json_points(health->hundredths));
	json_object_set_new(object, "shown", out_json_shown(health->scorecard->scale, health->hundredths));
	json_object_set_new(object, "band", json_string(band_name(health->band)));
	json_object_set_new(object, "computed_band", json_string(band_name(health->computed)));
	json_object_set_new(object, "label", out_json_text(health->label));
	json_object_set_new(object, "override", out_json_override(&answered->account.override));
	json_object_set_new(object, "confidence", json_integer(health->confidence));
	json_object_set_new(object, "trend",
			    detail->row.trend == TREND_NONE ? json_null() : json_integer(detail->row.trend));
	json_object_set_new(object, "scorecard", scorecard_object(health->scorecard));
	json_object_set_new(object, "dimensions", out_json_dimensions(detail, true));
	json_object_set_new(object, "beside", out_json_beside(detail));
	json_object_set_new(object, "moves", out_json_moves(&answered->account, &answered->moves));
	if (answered->asked_since || answered->plain)
		json_object_set_new(object, "ledger", out_json_ledger(&answered->account, &answered->ledger));
	if (answered->asked_history)
		json_object_set_new(object, "history", out_json_history(&answered->history));
	if (answered->asked_if)
		json_object_set_new(object, "change", tried_object(&answered->tried));
	return object;
}

/* What changed beside the score, on a line of its own. */
static void say_tried(const struct ctx *ctx, struct buf *out, const struct tried *tried)
{
	struct buf change = { 0 };

	effect_say(&tried->effect, &change);
	buf_str(out, "\nif that were so");
	out_safe(ctx, out, change.size ? buf_text(&change) : ": stage and health stay as they are");
	buf_char(out, '\n');
	if (tried->confidence_before != tried->confidence_after)
		buf_printf(out, "what is known changes: %d%% -> %d%%\n", tried->confidence_before,
			   tried->confidence_after);
	if (tried->card_before != tried->card_after)
		buf_printf(out, "another scorecard applies: %s -> %s\n", tried->card_before->name,
			   tried->card_after->name);
	buf_str(out, "(nothing was stored)\n");
	buf_free(&change);
}

static void print_health(struct ctx *ctx, const struct answered *answered)
{
	const struct health_account *account = &answered->account;
	struct buf out = { 0 };

	if (ctx->format == FORMAT_JSON) {
		out_json(ctx, health_object(answered));
		return;
	}
	out_safe(ctx, &out, account->detail.row.name);
	buf_char(&out, '\n');
	out_dimensions(ctx, &out, &account->detail);
	say_band_cause(ctx, &out, account);
	say_indicators(ctx, &out, &account->detail);
	if (answered->asked_since || answered->plain)
		say_ledger(ctx, &out, account, &answered->ledger);
	if (answered->asked_history)
		say_history(ctx, &out, &answered->history);
	if (answered->asked_if)
		say_tried(ctx, &out, &answered->tried);
	else if (answered->plain)
		say_moves(ctx, &out, account, &answered->moves, MOVES_SAID);
	out_flush(ctx, &out);
	buf_free(&out);
}

/* --since: a day before the one of reading. */
static int read_since(const struct ctx *ctx, const struct args *args, bool *given, day_t *since,
		      struct error *error)
{
	const char *text = args_option(args, "since");
	char day[DATE_SIZE];

	*given = text != NULL;
	*since = DAY_NONE;
	if (!text)
		return 0;
	if (date_parse_typed(text, ctx->clock, since, error))
		return error_prefix(error, "--since");
	if (*since >= ctx->as_of)
		return error_set(error, ERROR_USAGE, "--since %s is not before %s", text,
				 date_format(ctx->as_of, day));
	return 0;
}

static int answer(struct ctx *ctx, const struct args *args, struct answered *out, int64_t account,
		  struct error *error)
{
	const struct health_limits *limits = &book_options(ctx->book)->limits;
	const struct account_detail *detail = &out->account.detail;
	const struct cards *cards;
	day_t since;

	if (read_since(ctx, args, &out->asked_since, &since, error) ||
	    health_account_load(ctx, account, &out->account, error) || cards_get(ctx->book, &cards, error))
		return -1;
	out->asked_history = args_option(args, "history") != NULL;
	if (out->asked_history && history_list(ctx->book, account, since, ctx->as_of, &out->history, error))
		return -1;
	moves_make(detail->health.scorecard, limits, detail->facts, ctx->as_of, &out->moves);
	out->asked_if = args_option_nth(args, "if", 0) != NULL;
	out->plain = !out->asked_since && !out->asked_history && !out->asked_if;
	if (out->plain)
		since = ctx->as_of - TREND_DAYS;
	if (out->asked_since || out->plain)
		ledger_make(cards->items, cards->count, limits, detail->facts, since, ctx->as_of, &out->ledger);
	return out->asked_if ? health_if(ctx, args, &out->account, &out->tried, error) : 0;
}

int act_health(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	struct answered answered = { 0 };
	int status;

	if (book_read_begin(ctx->book, error))
		return -1;
	status = ctx_customer(ctx, args, &outcome->account, error);
	if (!status)
		status = answer(ctx, args, &answered, outcome->account, error);
	book_read_end(ctx->book);
	if (!status)
		print_health(ctx, &answered);
	answered_clear(&answered);
	return status;
}
