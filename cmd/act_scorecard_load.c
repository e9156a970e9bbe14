/* Taking a scorecard into the book, out of it, and giving its file back. */
#include <stdlib.h>
#include <string.h>

#include "cmd/act_scorecard.h"
#include "cmd/files.h"

/* The one before it that scores every account; NULL: none. */
static const struct scorecard *in_front(struct ctx *ctx, const struct scorecard *card)
{
	const struct cards *cards;
	struct error ignored;

	if (cards_get(ctx->book, &cards, &ignored))
		return NULL;
	for (size_t i = 0; i < cards->count && strcmp(cards->items[i]->name, card->name) != 0; i++) {
		const struct applies *applies = &cards->items[i]->applies;

		if (!applies->segments && !applies->age_from && !applies->age_to && !applies->stages)
			return cards->items[i];
	}
	return NULL;
}

static int store(struct ctx *ctx, const struct scorecard *card, const char *text, bool first,
		 struct outcome *outcome, struct error *error)
{
	const struct scorecard *front;
	struct buf sentence = { 0 };
	bool changed = false;
	int status;

	if (journal_begin(ctx->book, error))
		return -1;
	status = scorecard_store(ctx->book, card, text, first, &changed, error);
	buf_printf(&sentence, "loaded the scorecard %s %s", card->name, card->version);
	front = status ? NULL : in_front(ctx, card);
	if (front)
		buf_printf(&sentence,
			   "; it scores nobody, for %s before it applies to all (--first puts it before)",
			   front->name);
	status = ctx_end(ctx, status, "scorecard", 0, buf_text(&sentence), outcome, error);
	outcome->many = true;
	if (!status && !changed)
		outcome_say(outcome, "the book has the scorecard %s in this very version", card->name);
	if (!status && ctx->format == FORMAT_JSON) {
		json_t *object = scorecard_summary(card);

		json_object_set_new(object, "loaded", json_boolean(changed));
		out_json(ctx, object);
	}
	buf_free(&sentence);
	return status;
}

int scorecard_load(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	const char *name = args_word(args, 1);
	char *path = scorecard_path(ctx, name), *text = NULL;
	struct scorecard *card = NULL;
	struct card_words words;
	int status;

	card_words_init(&words);
	status = card_file_source(path, &words, &card, &text, error);
	if (status && error->kind == ERROR_NOT_FOUND)
		scorecard_no_file(ctx, name, error);
	if (!status)
		status = store(ctx, card, text, args_option(args, "first") != NULL, outcome, error);
	scorecard_free(card);
	card_words_free(&words);
	free(text);
	free(path);
	return status;
}

int scorecard_drop_one(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	return files_drop(ctx, "scorecard", "scorecard", args_word(args, 1), scorecard_drop, outcome, error);
}

/* ---- export ---- */

/* The text it was loaded from; of the program's own, the file that ships. */
static int find_source(struct ctx *ctx, const char *key, char **text, struct error *error)
{
	struct stored_cards cards = { 0 };
	struct scorecard *card = NULL;
	struct card_words words;
	char *path;
	int status = scorecard_list(ctx->book, &cards, error);

	*text = NULL;
	for (size_t i = 0; i < cards.count; i++)
		if (!strcmp(cards.items[i].key, key))
			*text = xstrdup(cards.items[i].source);
	stored_cards_free(&cards);
	if (status || *text)
		return status;
	path = scorecard_path(ctx, key);
	if (!strcmp(path, key)) {
		status = scorecard_no_file(ctx, key, error);
	} else {
		card_words_init(&words);
		status = card_file_source(path, &words, &card, text, error);
		scorecard_free(card);
		card_words_free(&words);
	}
	free(path);
	return status;
}

int scorecard_export(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	struct stored_file stored = { .what = "scorecard", .key = args_word(args, 1) };
	char *text;
	int status;

	if (find_source(ctx, stored.key, &text, error))
		return -1;
	stored.text = text;
	status = files_export(ctx, &stored, args_word(args, 2), outcome, error);
	free(text);
	return status;
}
