/* Playbooks as files: checked, taken into the book, out of it, and given back. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cmd/act_plays.h"
#include "cmd/act_track.h"
#include "cmd/files.h"
#include "storage/scorecards.h"

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

/* ---- names that are the book's ---- */

struct known_names {
	struct known_tracks tracks;
	const struct scorecard *const *cards;
	size_t card_count;
	const struct scorecard *card; /* without a book */
};

/* Of the book that is open, else what ships. Free the tracks. */
static int read_known(struct ctx *ctx, struct known_names *out, struct error *error)
{
	const struct cards *cards;

	out->card = ctx_scorecard(ctx);
	out->cards = &out->card;
	out->card_count = 1;
	if (ctx->book && cards_get(ctx->book, &cards, error))
		return -1;
	if (ctx->book) {
		out->cards = cards->items;
		out->card_count = cards->count;
	}
	return known_tracks_read(ctx, &out->tracks, error);
}

static bool card_has(const struct scorecard *card, const char *name)
{
	for (int i = 0; i < scorecard_indicators(card); i++)
		if (!strcmp(scorecard_indicator(card, i)->name, name))
			return true;
	return false;
}

static bool stage_is_there(const struct track *track, const char *name)
{
	for (int s = 0; s < track->stage_count; s++)
		if (!strcasecmp(track->stages[s].key, name)) /* as expressions compare */
			return true;
	return false;
}

static bool is_there(const struct known_names *known, const struct play_mention *mention)
{
	bool found = false;

	for (size_t i = 0; mention->kind == MENTION_INDICATOR && i < known->card_count && !found; i++)
		found = card_has(known->cards[i], mention->name);
	for (size_t i = 0; i < known->tracks.all.count && !found; i++) {
		const struct track *track = known->tracks.all.items[i];

		if (mention->kind == MENTION_TRACK)
			found = !strcasecmp(track->key, mention->name);
		else if (mention->kind == MENTION_STAGE)
			found = stage_is_there(track, mention->name);
		else if (mention->kind == MENTION_MILESTONE)
			found = track_find_key(track, mention->name) >= 0;
	}
	return found;
}

/* Names that nothing here has, as lines and as "warnings" of the object: they may come later, so it is no fault. */
static int warn_of_unknown(struct ctx *ctx, const struct playbook *playbook, const char *path, struct buf *said,
			   json_t *object, struct error *error)
{
	static const char *const says[] = {
		[MENTION_TRACK] = "there is no track",
		[MENTION_STAGE] = "no track here has a stage",
		[MENTION_MILESTONE] = "no track here has a milestone",
		[MENTION_INDICATOR] = "no scorecard here has an indicator",
	};
	struct known_names known = { 0 };
	json_t *array = json_array();
	int status = read_known(ctx, &known, error);

	for (size_t i = 0; !status && i < playbook->mentions.count; i++) {
		const struct play_mention *mention = &playbook->mentions.items[i];
		json_t *item;
		char *text;

		if (is_there(&known, mention))
			continue;
		text = xasprintf("%s \"%s\": what reads it does not know it until there is one",
				 says[mention->kind], mention->name);
		out_safe(ctx, said, path);
		buf_printf(said, ":%d: ", mention->line);
		out_safe(ctx, said, text);
		buf_char(said, '\n');
		item = json_object();
		json_object_set_new(item, "line", json_integer(mention->line));
		json_object_set_new(item, "text", out_json_text(text));
		json_array_append_new(array, item);
		free(text);
	}
	json_object_set_new(object, "warnings", array);
	known_tracks_free(&known.tracks);
	return status;
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
	int status = -1;

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
		status = warn_of_unknown(ctx, playbook, path, said, *object, error);
	}
	card_words_free(&words);
	playbook_free(playbook);
	return status;
}

int plays_check(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	(void)outcome;
	return files_check(ctx, args, check_file, error);
}

/* ---- load ---- */

static int store(struct ctx *ctx, const struct playbook *playbook, const char *text, json_t *object,
		 struct outcome *outcome, struct error *error)
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
	json_object_set_new(object, "loaded", json_boolean(changed));
	buf_free(&sentence);
	return status;
}

static int load(struct ctx *ctx, const struct playbook *playbook, const char *path, const char *text,
		struct outcome *outcome, struct error *error)
{
	json_t *object = summary(playbook);
	struct buf said = { 0 };
	int status = warn_of_unknown(ctx, playbook, path, &said, object, error);

	if (!status)
		status = store(ctx, playbook, text, object, outcome, error);
	if (!status && ctx->format == FORMAT_JSON)
		out_json(ctx, json_incref(object));
	else if (!status)
		out_flush(ctx, &said);
	json_decref(object);
	buf_free(&said);
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
		status = load(ctx, playbook, path, text, outcome, error);
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
