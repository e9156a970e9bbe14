/* Scorecards: which file does what, listing and checking them, and what those files share. */
#include <stdlib.h>
#include <string.h>

#include "cmd/act_scorecard.h"
#include "cmd/files.h"

json_t *scorecard_summary(const struct scorecard *card)
{
	json_t *object = json_object();

	json_object_set_new(object, "id", out_json_text(card->name));
	json_object_set_new(object, "title", out_json_text(card->title));
	json_object_set_new(object, "version", out_json_text(card->version));
	json_object_set_new(object, "dimensions", json_integer(card->count));
	json_object_set_new(object, "indicators", json_integer(scorecard_indicators(card)));
	return object;
}

/* ---- files ---- */

char *scorecard_path(const struct ctx *ctx, const char *name)
{
	char *folder = files_folder(ctx, "scorecards"), *path = files_find(folder, name);

	free(folder);
	return path;
}

int scorecard_no_file(const struct ctx *ctx, const char *name, struct error *error)
{
	char *folder = files_folder(ctx, "scorecards");

	files_not_found(folder, "scorecard", name, error);
	free(folder);
	return -1;
}

/* ---- list ---- */

static void add_cells(const struct ctx *ctx, struct table *table, const char *key, const char *version,
		      const char *title)
{
	const char *const texts[] = { key, version, title };

	for (int i = 0; i < 3; i++) {
		struct buf safe = { 0 };

		out_safe(ctx, &safe, texts[i]);
		table_add(table, buf_text(&safe));
		buf_free(&safe);
	}
}

static void add_listed(json_t *array, const char *key, const char *version, const char *title, bool built_in)
{
	json_t *object = json_object();

	json_object_set_new(object, "id", out_json_text(key));
	json_object_set_new(object, "title", out_json_text(title));
	json_object_set_new(object, "version", out_json_text(version));
	json_object_set_new(object, "built_in", json_boolean(built_in));
	json_array_append_new(array, object);
}

/* In the order in which they are tried; the program's own is the last. */
int scorecard_list_all(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	static const struct table_column columns[] = { { "Scorecard", false, 0 },
						       { "Version", false, 0 },
						       { "Title", false, 0 } };
	const struct scorecard *own = book_options(ctx->book)->scorecard;
	struct table table = { .columns = columns, .count = 3 };
	struct stored_cards cards = { 0 };
	json_t *array = json_array();
	int status = scorecard_list(ctx->book, &cards, error);

	(void)args;
	(void)outcome;
	for (size_t i = 0; i < cards.count; i++) {
		const struct stored_card *card = &cards.items[i];

		add_listed(array, card->key, card->version, card->title, false);
		add_cells(ctx, &table, card->key, card->version, card->title);
	}
	add_listed(array, own->name, own->version, own->title, true);
	add_cells(ctx, &table, own->name, own->version, own->title);
	if (!status && ctx->format == FORMAT_JSON)
		out_json(ctx, json_incref(array));
	else if (!status)
		table_print(ctx, &table);
	json_decref(array);
	table_clear(&table);
	stored_cards_free(&cards);
	return status;
}

/* ---- check ---- */

static int check_file(struct ctx *ctx, const char *path, json_t **object, struct buf *said, struct error *error)
{
	struct card_words words;
	struct scorecard *card;
	int status;

	card_words_init(&words);
	status = card_file_read(path, &words, &card, error);
	if (!status) {
		*object = scorecard_summary(card);
		out_safe(ctx, said, path);
		buf_printf(said, ": sound, %d dimension%s, %d indicator%s\n", card->count,
			   card->count == 1 ? "" : "s", scorecard_indicators(card),
			   scorecard_indicators(card) == 1 ? "" : "s");
		scorecard_free(card);
	}
	card_words_free(&words);
	return status;
}

int scorecard_check_files(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	(void)outcome;
	return files_check(ctx, args, check_file, error);
}

/* ---- the action ---- */

static const struct action_verb verbs[] = {
	{ "list", "nothing", 1, 1, scorecard_list_all },
	{ "show", "a SCORECARD or a FILE", 2, 2, scorecard_show },
	{ "check", "a FILE or several", 2, 1000, scorecard_check_files },
	{ "load", "a FILE or the id of a shipped scorecard", 2, 2, scorecard_load },
	{ "drop", "a SCORECARD of the book", 2, 2, scorecard_drop_one },
	{ "export", "a SCORECARD and perhaps a FILE", 2, 3, scorecard_export },
	{ "try", "a FILE or the id of a shipped scorecard", 2, 2, scorecard_try },
};

int act_scorecard(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	const char *verb = args_word(args, 0);

	if (args_option(args, "first") && strcmp(verb, "load") != 0 && strcmp(verb, "try") != 0)
		return error_set(error, ERROR_USAGE, "--first is for \"scorecard load\" and \"scorecard try\"");
	return verb_run(verbs, "scorecard", ctx, args, outcome, error);
}
