/* Tracks: listing, showing, checking, loading them, and giving them to accounts. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/out.h"
#include "core/text.h"
#include "storage/facts_store.h"
#include "storage/trackfile.h"

/* ---- list ---- */

static json_t *summary_object(const struct track *track)
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

static int list_tracks(struct ctx *ctx, struct error *error)
{
	static const struct table_column columns[] = {
		{ "Track", false, 0 }, { "Version", false, 0 },	  { "Subject", false, 0 }, { "Reading", false, 0 },
		{ "Stages", true, 0 }, { "Milestones", true, 0 }, { "Title", false, 0 },
	};
	struct table table = { .columns = columns, .count = sizeof columns / sizeof *columns };
	json_t *array = json_array();
	struct ids tracks = { 0 };
	int status = track_list(ctx->book, &tracks, error);

	for (size_t i = 0; !status && i < tracks.count; i++) {
		const struct track *track;

		status = track_get(ctx->book, tracks.items[i], &track, error);
		if (status)
			break;
		json_array_append_new(array, summary_object(track));
		add_safe(ctx, &table, track->key);
		add_safe(ctx, &table, track->version);
		table_add(&table, subject_name(track->subject));
		table_add(&table, reading_name(track->reading));
		add_number(&table, track->stage_count);
		add_number(&table, track->milestone_count);
		add_safe(ctx, &table, track->title);
	}
	if (!status && ctx->format == FORMAT_JSON)
		out_json(ctx, json_incref(array));
	else if (!status)
		table_print(ctx, &table);
	json_decref(array);
	table_clear(&table);
	vec_free(&tracks);
	return status;
}

/* ---- show ---- */

static json_t *texts_array(char *const *texts)
{
	json_t *array = json_array();

	for (; texts && *texts; texts++)
		json_array_append_new(array, out_json_text(*texts));
	return array;
}

static json_t *stage_object(const struct track *track, const struct stage *stage)
{
	json_t *object = json_object(), *milestones = json_array();

	json_object_set_new(object, "id", out_json_text(stage->key));
	json_object_set_new(object, "name", out_json_text(stage->name));
	json_object_set_new(object, "promise", out_json_text(stage->promise));
	json_object_set_new(object, "expected_days", json_integer(stage->expected_days));
	json_object_set_new(object, "characteristics", texts_array(stage->characteristics));
	json_object_set_new(object, "challenges", texts_array(stage->challenges));
	for (int i = stage->first; i < stage->first + stage->count; i++) {
		const struct milestone *milestone = &track->milestones[i];
		json_t *item = json_object();

		json_object_set_new(item, "id", out_json_text(milestone->key));
		json_object_set_new(item, "activity",
				    out_json_text(milestone->activity < track->activity_count
							  ? track->activities[milestone->activity].name
							  : NULL));
		json_object_set_new(item, "question", out_json_text(milestone->question));
		json_object_set_new(item, "required", json_boolean(milestone->required));
		json_object_set_new(item, "side", json_string(side_name(milestone->side)));
		json_array_append_new(milestones, item);
	}
	json_object_set_new(object, "milestones", milestones);
	return object;
}

static void say_list(const struct ctx *ctx, struct buf *out, const char *label, char *const *texts)
{
	for (; texts && *texts; texts++) {
		buf_printf(out, "  %s: ", label);
		out_safe(ctx, out, *texts);
		buf_char(out, '\n');
	}
}

static void say_stage(const struct ctx *ctx, struct buf *out, const struct track *track, int index)
{
	const struct stage *stage = &track->stages[index];

	buf_printf(out, "\n%d ", index + 1);
	out_safe(ctx, out, stage->name);
	buf_str(out, "  (");
	out_safe(ctx, out, stage->key);
	if (stage->expected_days)
		buf_printf(out, ", %d days", stage->expected_days);
	buf_str(out, ")\n");
	if (stage->promise) {
		buf_str(out, "  promise: ");
		out_safe(ctx, out, stage->promise);
		buf_char(out, '\n');
	}
	say_list(ctx, out, "who is here", stage->characteristics);
	say_list(ctx, out, "struggles with", stage->challenges);
	for (int i = stage->first; i < stage->first + stage->count; i++) {
		buf_str(out, "    ");
		out_safe(ctx, out, track->milestones[i].question);
		buf_printf(out, "%s  (", track->milestones[i].required ? "" : "  optional");
		out_safe(ctx, out, track->milestones[i].key);
		buf_str(out, ")\n");
	}
}

static int show_track(struct ctx *ctx, const char *key, struct error *error)
{
	const struct track *track;
	struct buf out = { 0 };

	if (track_by_key(ctx->book, key, &track, error))
		return -1;
	if (ctx->format == FORMAT_JSON) {
		json_t *object = summary_object(track), *stages = json_array();

		for (int i = 0; i < track->stage_count; i++)
			json_array_append_new(stages, stage_object(track, &track->stages[i]));
		json_object_set_new(object, "stages", stages);
		out_json(ctx, object);
		return 0;
	}
	out_safe(ctx, &out, track->title);
	buf_str(&out, "  (");
	out_safe(ctx, &out, track->key);
	buf_str(&out, ", version ");
	out_safe(ctx, &out, track->version);
	buf_str(&out, ")\n");
	for (int i = 0; i < track->stage_count; i++)
		say_stage(ctx, &out, track, i);
	out_flush(ctx, &out);
	buf_free(&out);
	return 0;
}

/* ---- check ---- */

static int check_file(struct ctx *ctx, const char *path, struct outcome *outcome, struct error *error)
{
	struct track_warnings warnings = { 0 };
	struct track *track = NULL;
	json_t *array = json_array();
	struct buf out = { 0 };

	if (track_file_lint(path, &track, &warnings, error)) {
		json_decref(array);
		vec_free(&warnings);
		return -1;
	}
	for (size_t i = 0; i < warnings.count; i++) {
		json_t *item = json_object();

		json_object_set_new(item, "line", json_integer(warnings.items[i].line));
		json_object_set_new(item, "text", out_json_text(warnings.items[i].text));
		json_array_append_new(array, item);
		out_safe(ctx, &out, path);
		buf_printf(&out, ":%d: ", warnings.items[i].line);
		out_safe(ctx, &out, warnings.items[i].text);
		buf_char(&out, '\n');
	}
	if (ctx->format == FORMAT_JSON) {
		json_t *object = summary_object(track);

		json_object_set(object, "warnings", array);
		out_json(ctx, object);
	} else {
		out_flush(ctx, &out);
		outcome_say(outcome, "%s: %d stages, %d milestones, %zu warning%s", track->key, track->stage_count,
			    track->milestone_count, warnings.count, warnings.count == 1 ? "" : "s");
	}
	json_decref(array);
	buf_free(&out);
	vec_free(&warnings);
	track_free(track);
	return 0;
}

/* ---- load ---- */

static int read_text(const char *path, struct buf *text, struct error *error)
{
	char chunk[8192];
	FILE *file = fopen(path, "re");
	size_t size;
	int failed;

	if (!file)
		return error_set(error, errno == ENOENT ? ERROR_NOT_FOUND : ERROR_SYSTEM, "%s: %s", path,
				 strerror(errno));
	while ((size = fread(chunk, 1, sizeof chunk, file)) > 0)
		buf_add(text, chunk, size);
	failed = ferror(file);
	fclose(file);
	if (failed)
		return error_set(error, ERROR_SYSTEM, "%s: it cannot be read", path);
	return 0;
}

/* How many of a's milestones b does not have. */
static int lacking(const struct track *a, const struct track *b)
{
	int count = 0;

	for (int i = 0; i < a->milestone_count; i++)
		count += track_find_id(b, a->milestones[i].id) < 0;
	return count;
}

static void say_load(struct ctx *ctx, const struct track *track, char *sentence, size_t room)
{
	const struct track *old;
	struct error none;

	if (track_get(ctx->book, track->id, &old, &none))
		snprintf(sentence, room, "loaded the track %s: %d stages, %d milestones", track->key,
			 track->stage_count, track->milestone_count);
	else
		snprintf(sentence, room, "loaded the track %s anew: %d milestones added, %d removed", track->key,
			 lacking(track, old), lacking(old, track));
}

static int load_track(struct ctx *ctx, const char *path, struct outcome *outcome, struct error *error)
{
	struct track *track = NULL;
	struct buf text = { 0 };
	char sentence[256];
	bool changed = false;
	int status = read_text(path, &text, error);

	if (!status)
		status = track_text_read(path, buf_text(&text), &track, error);
	if (!status)
		status = journal_begin(ctx->book, error);
	if (!status) {
		say_load(ctx, track, sentence, sizeof sentence);
		status = track_store(ctx->book, track, buf_text(&text), &changed, error);
		status = ctx_end(ctx, status, "track", 0, sentence, outcome, error);
		outcome->many = true;
	}
	if (!status && !outcome->entry)
		outcome_say(outcome, "the book has the track %s in this very version", track->key);
	if (!status && ctx->format == FORMAT_JSON)
		out_json(ctx, summary_object(track));
	track_free(track);
	buf_free(&text);
	return status;
}

/* ---- assign ---- */

static int assign(struct ctx *ctx, const char *name, const char *key, struct outcome *outcome, struct error *error)
{
	struct effect effect = { 0 };
	struct buf sentence = { 0 };
	const struct track *track;
	int64_t account;
	bool changed = false;
	int status;

	if (account_find(ctx->book, name, &account, error) || track_by_key(ctx->book, key, &track, error) ||
	    change_begin(ctx, account, 0, &effect, error))
		return -1;
	status = account_assign_track(ctx->book, account, track->id, true, &changed, error);
	if (!status)
		status = change_read(ctx, account, 0, &effect, error);
	if (!status) {
		buf_printf(&sentence, "put {a:%lld} on the track %s", (long long)account, key);
		effect_say(&effect, &sentence);
	}
	status = ctx_end(ctx, status, "track", account, buf_text(&sentence), outcome, error);
	if (!status && !outcome->entry)
		outcome_say(outcome, "%s is its main track already", key);
	if (!status)
		status = change_print(ctx, account, &effect, error);
	buf_free(&sentence);
	effect_free(&effect);
	return status;
}

/* ---- the action ---- */

int act_track(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	static const struct {
		const char *verb, *wants;
		int words;
	} verbs[] = {
		{ "list", "nothing", 1 },
		{ "show", "a TRACK", 2 },
		{ "check", "a FILE", 2 },
		{ "load", "a FILE", 2 },
		{ "assign", "an ACCOUNT and a TRACK", 3 },
	};
	const char *verb = args_word(args, 0), *first = args_word(args, 1);

	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (!strcmp(verb, verbs[i].verb) && args->word_count != verbs[i].words)
			return error_set(error, ERROR_USAGE, "track %s wants %s after it", verb, verbs[i].wants);
	if (!strcmp(verb, "list"))
		return list_tracks(ctx, error);
	if (!strcmp(verb, "show"))
		return show_track(ctx, first, error);
	if (!strcmp(verb, "check"))
		return check_file(ctx, first, outcome, error);
	if (!strcmp(verb, "load"))
		return load_track(ctx, first, outcome, error);
	return assign(ctx, first, args_word(args, 2), outcome, error);
}
