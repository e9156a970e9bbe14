/* Playbooks as files: checked, taken into the book, out of it, and given back. */
#include <stdlib.h>

#include "cmd/act_plays.h"
#include "cmd/files.h"

static json_t *summary(const struct playbook *playbook)
{
	json_t *object = json_object();

	json_object_set_new(object, "id", out_json_text(playbook->key));
	json_object_set_new(object, "title", out_json_text(playbook->title));
	json_object_set_new(object, "version", out_json_text(playbook->version));
	json_object_set_new(object, "flags", json_integer(playbook->flag_count));
	json_object_set_new(object, "plays", json_integer(playbook->play_count));
	json_object_set_new(object, "asks", json_integer(playbook->ask_count));
	return object;
}

/* ---- check ---- */

static void say_count(struct buf *out, int count, const char *what)
{
	buf_printf(out, ", %d %s%s", count, what, count == 1 ? "" : "s");
}

static int check_file(struct ctx *ctx, const char *path, json_t **object, struct buf *said, struct error *error)
{
	struct card_words words;
	struct playbook *playbook;

	card_words_init(&words);
	playbook = playbook_read_file(path, &words, error);
	if (playbook) {
		*object = summary(playbook);
		out_safe(ctx, said, path);
		buf_str(said, ": sound");
		say_count(said, playbook->flag_count, "flag");
		say_count(said, playbook->play_count, "play");
		say_count(said, playbook->ask_count, "ask");
		buf_char(said, '\n');
	}
	card_words_free(&words);
	if (!playbook)
		return -1;
	playbook_free(playbook);
	return 0;
}

int plays_check(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	(void)outcome;
	return files_check(ctx, args, check_file, error);
}

/* ---- load ---- */

static int store(struct ctx *ctx, const struct playbook *playbook, const char *text, struct outcome *outcome,
		 struct error *error)
{
	struct buf sentence = { 0 };
	bool changed = false;
	int status;

	if (journal_begin(ctx->book, error))
		return -1;
	status = playbook_store(ctx->book, playbook, text, &changed, error);
	buf_printf(&sentence, "loaded the playbook %s %s", playbook->key, playbook->version);
	status = ctx_end(ctx, status, "plays", 0, buf_text(&sentence), outcome, error);
	outcome->many = true;
	if (!status && !changed)
		outcome_say(outcome, "the book has the playbook %s in this very version", playbook->key);
	if (!status && ctx->format == FORMAT_JSON) {
		json_t *object = summary(playbook);

		json_object_set_new(object, "loaded", json_boolean(changed));
		out_json(ctx, object);
	}
	buf_free(&sentence);
	return status;
}

int plays_load(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	const char *name = args_word(args, 1);
	char *folder = files_folder(ctx, "plays"), *path = files_find(folder, name), *text = NULL;
	struct playbook *playbook;
	struct card_words words;
	int status = -1;

	card_words_init(&words);
	playbook = playbook_read_source(path, &words, &text, error);
	if (playbook)
		status = store(ctx, playbook, text, outcome, error);
	else if (error->kind == ERROR_NOT_FOUND)
		files_not_found(folder, "playbook", name, error);
	playbook_free(playbook);
	card_words_free(&words);
	free(text);
	free(path);
	free(folder);
	return status;
}

/* ---- drop, export ---- */

int plays_drop(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	return files_drop(ctx, "plays", "playbook", args_word(args, 1), playbook_drop, outcome, error);
}

int plays_export(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	struct stored_file stored = { .what = "playbook", .key = args_word(args, 1) };
	char *text;
	int status;

	if (playbook_source(ctx->book, stored.key, &text, error))
		return -1;
	stored.text = text;
	status = files_export(ctx, &stored, args_word(args, 2), outcome, error);
	free(text);
	return status;
}
