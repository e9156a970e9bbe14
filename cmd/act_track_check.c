/* Checking track files: what is wrong with each, what is weak, and whether their evidence finds its way. */
#include <stdio.h>
#include <string.h>

#include "cmd/act_track.h"
#include "core/evidence.h"

/* ---- evidence ---- */

static void name_stages(const struct track *track, struct buf *out)
{
	for (int s = 0; s < track->stage_count; s++)
		buf_printf(out, "%s%s", s ? ", " : "", track->stages[s].key);
}

static const struct track *named(const struct track *const *others, int count, const char *key)
{
	for (int i = 0; i < count; i++)
		if (!strcmp(others[i]->key, key))
			return others[i];
	return NULL;
}

static int say_fault(const char *path, enum evidence_fault fault, const struct evidence *evidence,
		     const struct track *target, const char *way, struct error *error)
{
	struct buf stages = { 0 };

	switch (fault) {
	case EVIDENCE_NO_STAGE:
		name_stages(target, &stages);
		error_set(error, ERROR_INPUT, "%s:%d: evidence \"%s/%s\": that track has no such stage; it has %s",
			  path, evidence->line, evidence->track, evidence->stage, buf_text(&stages));
		break;
	case EVIDENCE_SUBJECT:
		error_set(
			error, ERROR_INPUT,
			"%s:%d: evidence \"%s/%s\": that track is about the %s, this one is not; name a stage of a "
			"track with the same subject, or take it away",
			path, evidence->line, evidence->track, evidence->stage, subject_name(target->subject));
		break;
	case EVIDENCE_DIAGNOSIS:
		error_set(error, ERROR_INPUT,
			  "%s:%d: evidence \"%s/%s\": that track is a diagnosis, whose conditions have symptoms "
			  "and no "
			  "evidence; name a stage of another track, or take it away",
			  path, evidence->line, evidence->track, evidence->stage);
		break;
	default:
		error_set(error, ERROR_INPUT,
			  "%s:%d: evidence \"%s/%s\" goes round in a circle, %s; take one of those away", path,
			  evidence->line, evidence->track, evidence->stage, way);
	}
	buf_free(&stages);
	return -1;
}

int track_evidence_check(const char *path, const struct track *track, const struct track *const *others, int count,
			 struct track_warnings *warnings, struct error *error)
{
	const struct evidence *evidence;
	enum evidence_fault fault;
	struct buf way = { 0 };
	int milestone, at, status = 0;

	fault = track_evidence_fault(track, others, count, &milestone, &at, &way);
	if (fault == EVIDENCE_FINE) {
		buf_free(&way);
		return 0;
	}
	evidence = &track->milestones[milestone].evidence[at];
	if (fault != EVIDENCE_NO_TRACK) {
		status = say_fault(path, fault, evidence, named(others, count, evidence->track), buf_text(&way),
				   error);
	} else if (warnings) {
		struct track_warning *warning = vec_add(warnings);

		warning->line = evidence->line;
		snprintf(warning->text, sizeof warning->text,
			 "evidence \"%s/%s\": there is no such track here; it counts only where that is loaded too",
			 evidence->track, evidence->stage);
	}
	buf_free(&way);
	return status;
}

/* ---- files ---- */

struct checked {
	const char *path;
	struct track *track; /* NULL: it is no track */
	struct track_warnings warnings;
	struct error error;
	bool failed;
};

struct checking {
	struct checked *files;
	int count, failed, warnings;
	struct known_tracks known;
};

/* The other files, and of the tracks there are those that none of the files is. */
static void check_evidence(struct checking *checking, struct checked *file)
{
	VEC(const struct track *) others = { 0 };

	for (int i = 0; i < checking->count; i++)
		if (&checking->files[i] != file && checking->files[i].track)
			*vec_add(&others) = checking->files[i].track;
	for (size_t i = 0, files = others.count; i < checking->known.all.count; i++)
		if (!named(others.items, (int)files, checking->known.all.items[i]->key))
			*vec_add(&others) = checking->known.all.items[i];
	file->failed = track_evidence_check(file->path, file->track, others.items, (int)others.count,
					    &file->warnings, &file->error) != 0;
	vec_free(&others);
}

/* Two files with one id would take each other's place. */
static void check_ids(struct checking *checking, struct checked *file)
{
	for (struct checked *other = checking->files; other < file; other++) {
		if (other->failed || strcmp(other->track->key, file->track->key) != 0)
			continue;
		file->failed = true;
		error_set(&file->error, ERROR_INPUT,
			  "%s:1: the id \"%s\" is that of %s too; give one of them another id", file->path,
			  file->track->key, other->path);
	}
}

static void check_files(struct checking *checking)
{
	for (int i = 0; i < checking->count; i++) {
		struct checked *file = &checking->files[i];

		file->failed = track_file_lint(file->path, &file->track, &file->warnings, &file->error) != 0;
		if (!file->failed)
			check_ids(checking, file);
	}
	for (int i = 0; i < checking->count; i++) {
		struct checked *file = &checking->files[i];

		if (!file->failed)
			check_evidence(checking, file);
		checking->failed += file->failed;
		checking->warnings += (int)file->warnings.count;
	}
}

/* ---- saying it ---- */

static json_t *file_object(const struct checked *file)
{
	json_t *object = file->track ? track_summary(file->track) : json_object(), *array = json_array();

	for (size_t i = 0; i < file->warnings.count; i++) {
		json_t *item = json_object();

		json_object_set_new(item, "line", json_integer(file->warnings.items[i].line));
		json_object_set_new(item, "text", out_json_text(file->warnings.items[i].text));
		json_array_append_new(array, item);
	}
	json_object_set_new(object, "file", out_json_text(file->path));
	json_object_set_new(object, "error", out_json_text(file->failed ? file->error.text : NULL));
	json_object_set_new(object, "warnings", array);
	return object;
}

static void say_file(const struct ctx *ctx, const struct checked *file, bool several)
{
	struct buf out = { 0 };

	for (size_t i = 0; i < file->warnings.count; i++) {
		out_safe(ctx, &out, file->path);
		buf_printf(&out, ":%d: ", file->warnings.items[i].line);
		out_safe(ctx, &out, file->warnings.items[i].text);
		buf_char(&out, '\n');
	}
	if (file->failed && several) {
		out_safe(ctx, &out, file->error.text);
		buf_char(&out, '\n');
	}
	out_flush(ctx, &out);
	buf_free(&out);
}

static void say_files(struct ctx *ctx, const struct checking *checking)
{
	json_t *array;

	if (ctx->format != FORMAT_JSON) {
		for (int i = 0; i < checking->count; i++)
			say_file(ctx, &checking->files[i], checking->count > 1);
		return;
	}
	/* One file alone that is wrong is told as the error that it is. */
	if (checking->count == 1 && !checking->failed)
		out_json(ctx, file_object(&checking->files[0]));
	if (checking->count == 1)
		return;
	array = json_array();
	for (int i = 0; i < checking->count; i++)
		json_array_append_new(array, file_object(&checking->files[i]));
	out_json(ctx, array);
}

static int conclude(const struct checking *checking, struct outcome *outcome, struct error *error)
{
	const struct checked *file = &checking->files[0];
	const char *many = checking->warnings == 1 ? "" : "s";

	if (checking->count == 1 && checking->failed) {
		*error = file->error;
		return -1;
	}
	if (checking->failed)
		return error_set(error, ERROR_INPUT, "%d of %d files cannot be taken as they are; see above",
				 checking->failed, checking->count);
	if (checking->count == 1)
		outcome_say(outcome, "%s: %d stages, %d milestones, %d warning%s", file->track->key,
			    file->track->stage_count, file->track->milestone_count, checking->warnings, many);
	else
		outcome_say(outcome, "%d tracks, %d warning%s", checking->count, checking->warnings, many);
	return 0;
}

/* Of the book where one is open, and the shipped ones; without those, evidence is only warned of. */
static int read_known(struct ctx *ctx, struct known_tracks *known, struct error *error)
{
	if (ctx->book && known_tracks_read(ctx, known, error))
		return -1;
	known_tracks_add_shipped(ctx, known);
	return 0;
}

int track_check(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	struct checking checking = { .count = args->word_count - 1 };
	int status = read_known(ctx, &checking.known, error);

	checking.files = xcalloc((size_t)checking.count, sizeof *checking.files);
	for (int i = 0; i < checking.count; i++)
		checking.files[i].path = args_word(args, i + 1);
	if (!status) {
		check_files(&checking);
		say_files(ctx, &checking);
		status = conclude(&checking, outcome, error);
	}
	for (int i = 0; i < checking.count; i++) {
		vec_free(&checking.files[i].warnings);
		track_free(checking.files[i].track);
	}
	free(checking.files);
	known_tracks_free(&checking.known);
	return status;
}
