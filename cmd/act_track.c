/* Tracks: which file does what, listing them, and what those files share. */
#include <stdio.h>
#include <string.h>

#include "cmd/act_track.h"

json_t *track_summary(const struct track *track)
{
	json_t *object = json_object();

	json_object_set_new(object, "id", out_json_text(track->key));
	json_object_set_new(object, "title", out_json_text(track->title));
	json_object_set_new(object, "version", out_json_text(track->version));
	json_object_set_new(object, "subject", json_string(subject_name(track->subject)));
	json_object_set_new(object, "reading", json_string(reading_name(track->reading)));
	json_object_set_new(object, "stages", json_integer(track->stage_count));
	json_object_set_new(object, "milestones", json_integer(track->milestone_count));
	return object;
}

json_t *track_texts(char *const *texts)
{
	json_t *array = json_array();

	for (; texts && *texts; texts++)
		json_array_append_new(array, out_json_text(*texts));
	return array;
}

/* ---- the tracks there are ---- */

char *known_tracks_folder(const struct ctx *ctx)
{
	if (ctx->book)
		return xstrdup(book_options(ctx->book)->tracks_dir);
	return ctx->config ? config_share(ctx->config, "tracks") : NULL;
}

static bool is_known(const struct known_tracks *tracks, const char *key)
{
	for (size_t i = 0; i < tracks->all.count; i++)
		if (!strcmp(tracks->all.items[i]->key, key))
			return true;
	return false;
}

static int add_shipped(struct ctx *ctx, struct known_tracks *out, struct error *error)
{
	char *folder = known_tracks_folder(ctx);
	int status = folder ? shipped_tracks_read(folder, &out->owned, error) : 0;

	for (size_t i = 0; i < out->owned.count; i++)
		if (!is_known(out, out->owned.items[i]->key))
			*vec_add(&out->all) = out->owned.items[i];
	free(folder);
	return status;
}

void known_tracks_add_shipped(struct ctx *ctx, struct known_tracks *out)
{
	size_t there = out->all.count;
	struct error ignored;

	if (!add_shipped(ctx, out, &ignored))
		return;
	out->all.count = there;
	shipped_tracks_free(&out->owned);
}

int known_tracks_read(struct ctx *ctx, struct known_tracks *out, struct error *error)
{
	struct ids tracks = { 0 };
	int status;

	if (!ctx->book)
		return add_shipped(ctx, out, error);
	status = track_list(ctx->book, &tracks, error);
	for (size_t i = 0; i < tracks.count && !status; i++) {
		const struct track *track;

		status = track_get(ctx->book, tracks.items[i], &track, error);
		if (!status)
			*vec_add(&out->all) = track;
	}
	vec_free(&tracks);
	return status;
}

void known_tracks_free(struct known_tracks *tracks)
{
	vec_free(&tracks->all);
	shipped_tracks_free(&tracks->owned);
}

/* ---- list ---- */

static void add_safe(const struct ctx *ctx, struct table *table, const char *text)
{
	struct buf safe = { 0 };

	out_safe(ctx, &safe, text);
	table_add(table, buf_text(&safe));
	buf_free(&safe);
}

static void add_number(struct table *table, int number)
{
	char text[16];

	snprintf(text, sizeof text, "%d", number);
	table_add(table, text);
}

static void add_row(const struct ctx *ctx, struct table *table, const struct track *track)
{
	add_safe(ctx, table, track->key);
	add_safe(ctx, table, track->version);
	table_add(table, subject_name(track->subject));
	table_add(table, reading_name(track->reading));
	add_number(table, track->stage_count);
	add_number(table, track->milestone_count);
	add_safe(ctx, table, track->title);
}

int track_list_all(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	static const struct table_column columns[] = {
		{ "Track", false, 0 }, { "Version", false, 0 },	  { "Subject", false, 0 }, { "Reading", false, 0 },
		{ "Stages", true, 0 }, { "Milestones", true, 0 }, { "Title", false, 0 },
	};
	struct table table = { .columns = columns, .count = sizeof columns / sizeof *columns };
	struct known_tracks tracks = { 0 };
	json_t *array = json_array();
	int status = known_tracks_read(ctx, &tracks, error);

	(void)args;
	(void)outcome;
	for (size_t i = 0; i < tracks.all.count && !status; i++) {
		json_array_append_new(array, track_summary(tracks.all.items[i]));
		add_row(ctx, &table, tracks.all.items[i]);
	}
	if (!status && ctx->format == FORMAT_JSON)
		out_json(ctx, json_incref(array));
	else if (!status)
		table_print(ctx, &table);
	json_decref(array);
	table_clear(&table);
	known_tracks_free(&tracks);
	return status;
}

/* ---- the action ---- */

static const struct action_verb verbs[] = {
	{ "list", "nothing", 1, 1, track_list_all },
	{ "show", "a TRACK", 2, 2, track_show },
	{ "check", "a FILE or several", 2, 1000, track_check },
	{ "load", "a FILE or the id of a shipped track", 2, 2, track_load },
	{ "export", "a TRACK and perhaps a FILE", 2, 3, track_export },
	{ "assign", "an ACCOUNT and a TRACK", 3, 3, track_assign },
	{ "add", "an ACCOUNT and a TRACK", 3, 3, track_add },
	{ "drop", "an ACCOUNT and a TRACK", 3, 3, track_drop },
};

int act_track(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	if (strcmp(args_word(args, 0), "load") != 0 && (args_option(args, "late") || args_option(args, "dry-run")))
		return error_set(error, ERROR_USAGE, "--late and --dry-run are for \"track load\"");
	return verb_run(verbs, "track", ctx, args, outcome, error);
}
