/* What another scorecard would do to the book. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/act_scorecard.h"
#include "storage/card_trial.h"

static const enum band shown[] = { BAND_GOOD, BAND_WATCH, BAND_RISK, BAND_UNKNOWN };
enum { SHOWN = sizeof shown / sizeof *shown };

/* ---- text ---- */

static void say_bands(const char *who, const struct trial_bands *bands, struct buf *out)
{
	if (!bands->accounts) {
		buf_printf(out, "%s: none\n", who);
		return;
	}
	buf_printf(out, "%s: %d\n", who, bands->accounts);
	for (int i = 0; i < SHOWN; i++)
		buf_printf(out, "  %-8s %4d -> %d\n", band_name(shown[i]), bands->now[shown[i]],
			   bands->tried[shown[i]]);
}

static void say_score(const struct ctx *ctx, const struct trial_score *score, struct buf *out)
{
	if (score->hundredths != HEALTH_UNKNOWN)
		buf_printf(out, "%s ", POINTS_TEXT(score->scale, score->hundredths / 100));
	out_safe(ctx, out, score->label);
}

static void say_trial(const struct ctx *ctx, const struct card_trial *trial)
{
	struct buf out = { 0 };

	for (size_t i = 0; i < trial->changed.count; i++) {
		const struct trial_account *account = &trial->changed.items[i];

		out_safe(ctx, &out, account->name);
		buf_str(&out, ": ");
		say_score(ctx, &account->now, &out);
		buf_str(&out, " -> ");
		say_score(ctx, &account->tried, &out);
		buf_char(&out, '\n');
	}
	buf_printf(&out, "%zu of %d accounts would change band, %d would be scored otherwise\n",
		   trial->changed.count, trial->all.accounts, trial->rescored);
	say_bands("all accounts", &trial->all, &out);
	say_bands("those that churned, 90 days before", &trial->churned, &out);
	say_bands("those that renewed, 90 days before", &trial->renewed, &out);
	buf_str(&out, "nothing was stored\n");
	out_flush(ctx, &out);
	buf_free(&out);
}

/* ---- JSON ---- */

static json_t *counts_object(const int *counts)
{
	json_t *object = json_object();

	for (int i = 0; i < SHOWN; i++)
		json_object_set_new(object, band_name(shown[i]), json_integer(counts[shown[i]]));
	return object;
}

static json_t *bands_object(const struct trial_bands *bands)
{
	json_t *object = json_object();

	json_object_set_new(object, "accounts", json_integer(bands->accounts));
	json_object_set_new(object, "now", counts_object(bands->now));
	json_object_set_new(object, "tried", counts_object(bands->tried));
	return object;
}

static json_t *score_object(const struct trial_score *score)
{
	json_t *object = json_object();

	json_object_set_new(object, "score", out_json_points(score->hundredths));
	json_object_set_new(object, "shown", out_json_shown(score->scale, score->hundredths));
	json_object_set_new(object, "band", json_string(band_name(score->band)));
	json_object_set_new(object, "label", out_json_text(score->label));
	json_object_set_new(object, "scorecard", out_json_text(score->card));
	return object;
}

static void print_json(const struct ctx *ctx, const struct card_trial *trial)
{
	json_t *object = json_object(), *changed = json_array();

	for (size_t i = 0; i < trial->changed.count; i++) {
		const struct trial_account *account = &trial->changed.items[i];
		json_t *item = json_object();

		json_object_set_new(item, "account", out_json_text(account->name));
		json_object_set_new(item, "now", score_object(&account->now));
		json_object_set_new(item, "tried", score_object(&account->tried));
		json_array_append_new(changed, item);
	}
	json_object_set_new(object, "id", out_json_text(trial->key));
	json_object_set_new(object, "title", out_json_text(trial->title));
	json_object_set_new(object, "version", out_json_text(trial->version));
	json_object_set_new(object, "changed", changed);
	json_object_set_new(object, "rescored", json_integer(trial->rescored));
	json_object_set_new(object, "all", bands_object(&trial->all));
	json_object_set_new(object, "churned", bands_object(&trial->churned));
	json_object_set_new(object, "renewed", bands_object(&trial->renewed));
	out_json(ctx, object);
}

/* ---- the action ---- */

struct watched {
	const struct ctx *ctx;
	const char *name;
};

static void say_progress(void *data, int percent, long accounts)
{
	const struct watched *watched = data;

	watched->ctx->progress(watched->ctx->progress_data, watched->name, percent, accounts, "accounts");
}

static int try_text(struct ctx *ctx, const struct args *args, const char *path, const char *text,
		    struct error *error)
{
	struct watched watched = { ctx, args_word(args, 1) };
	struct trial_options options = {
		.first = args_option(args, "first") != NULL,
		.as_of = ctx->as_of,
		.progress = ctx->progress ? say_progress : NULL,
		.progress_data = &watched,
		.stop = ctx->stop,
	};
	struct card_trial trial = { 0 };
	int status = card_trial(ctx->book, path, text, &options, &trial, error);

	if (ctx->progress)
		ctx->progress(ctx->progress_data, NULL, 100, 0, "");
	if (!status && ctx->format == FORMAT_JSON)
		print_json(ctx, &trial);
	else if (!status)
		say_trial(ctx, &trial);
	card_trial_clear(&trial);
	return status;
}

int scorecard_try(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	const char *name = args_word(args, 1);
	char *path = scorecard_path(ctx, name), *text = NULL;
	struct scorecard *card = NULL;
	struct card_words words;
	int status;

	(void)outcome;
	card_words_init(&words);
	status = card_file_source(path, &words, &card, &text, error);
	scorecard_free(card);
	card_words_free(&words);
	if (status && error->kind == ERROR_NOT_FOUND)
		scorecard_no_file(ctx, name, error);
	if (!status)
		status = try_text(ctx, args, path, text, error);
	free(text);
	free(path);
	return status;
}
