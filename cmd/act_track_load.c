/* Taking a track into the book, its next version with care; and giving its file back. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/act_track.h"
#include "cmd/files.h"

struct loading {
	char *path; /* of the file that is read */
	struct track *track;
	char *text;
	struct upgrade plan;
	struct track_warnings warnings;
	const char *late; /* "keep", "na"; NULL: nobody falls back */
	bool same;	  /* the book has this very text */
};

static void loading_clear(struct loading *load)
{
	free(load->path);
	track_free(load->track);
	free(load->text);
	upgrade_clear(&load->plan);
	vec_free(&load->warnings);
}

/* ---- reading ---- */

/* What the new version would do to others: evidence that they have for a stage that is gone. */
static void warn_of_lost(const struct track *track, const struct known_tracks *known,
			 struct track_warnings *warnings)
{
	for (size_t i = 0; i < known->all.count; i++) {
		const struct track *other = known->all.items[i];

		for (int m = 0; m < other->milestone_count; m++) {
			for (size_t e = 0; e < other->milestones[m].evidence_count; e++) {
				const struct evidence *evidence = &other->milestones[m].evidence[e];

				if (strcmp(evidence->track, track->key) ||
				    track_find_stage(track, evidence->stage) >= 0)
					continue;
				snprintf(vec_add(warnings)->text, sizeof warnings->items->text,
					 "the track %s has %s as evidence for the stage %s, which this version has "
					 "not",
					 other->key, other->milestones[m].key, evidence->stage);
			}
		}
	}
}

static int check_against_book(struct ctx *ctx, struct loading *load, struct error *error)
{
	struct known_tracks known = { 0 };
	int status = known_tracks_read(ctx, &known, error);

	for (size_t i = 0; i < known.all.count && !status; i++) {
		const struct track *there = known.all.items[i];

		if (there->id == load->track->id && there->subject != load->track->subject)
			status = error_set(
				error, ERROR_INPUT,
				"%s:1: the book's track %s is about the %s, this one about the %s; give it "
				"another id",
				load->path, there->key, subject_name(there->subject),
				subject_name(load->track->subject));
	}
	if (!status)
		status = track_evidence_check(load->path, load->track, known.all.items, (int)known.all.count, NULL,
					      error);
	if (!status)
		warn_of_lost(load->track, &known, &load->warnings);
	known_tracks_free(&known);
	return status;
}

static int read_file(struct ctx *ctx, const char *name, struct loading *load, struct error *error)
{
	char *folder = known_tracks_folder(ctx);
	int status;

	load->path = files_find(folder, name);
	status = track_file_source(load->path, &load->track, &load->text, error);
	if (status && error->kind == ERROR_NOT_FOUND)
		files_not_found(folder, "track", name, error);
	free(folder);
	return status ? -1 : check_against_book(ctx, load, error);
}

/* What it would do, as the book stands now. */
static int make_plan(struct ctx *ctx, struct loading *load, struct error *error)
{
	char *there = NULL;

	upgrade_clear(&load->plan);
	if (upgrade_plan(ctx->book, load->track, &load->plan, error))
		return -1;
	if (!load->plan.before)
		return 0;
	if (track_source(ctx->book, load->track->id, &there, error))
		return -1;
	load->same = !strcmp(there, load->text);
	free(there);
	return 0;
}

/* ---- deciding ---- */

static int refuse_falls(const struct loading *load, struct error *error)
{
	int count = plan_falls(&load->plan);

	if (!plan_kept(&load->plan))
		return error_set(
			error, ERROR_INPUT,
			"%d account%s would fall back a stage, so nothing was changed: --late keep lets %s "
			"fall back; --late na would keep none where it stands",
			count, count == 1 ? "" : "s", count == 1 ? "it" : "them");
	return error_set(
		error, ERROR_INPUT,
		"%d account%s would fall back a stage, so nothing was changed: --late keep lets %s fall back "
		"and opens the stage again; --late na answers what is new there \"not applicable: added later\"",
		count, count == 1 ? "" : "s", count == 1 ? "it" : "them");
}

/* Where somebody can be asked, two questions with a yes or no each. */
static int ask(struct ctx *ctx, struct loading *load, struct error *error)
{
	int count = plan_falls(&load->plan);
	char question[160];

	if (!ctx->confirm)
		return refuse_falls(load, error);
	fflush(ctx->out);
	snprintf(question, sizeof question,
		 "%d account%s would fall back a stage. Answer \"not applicable: added later\" for %s?", count,
		 count == 1 ? "" : "s", count == 1 ? "it" : "them");
	if (plan_kept(&load->plan) && ctx->confirm(ctx->confirm_data, question)) {
		load->late = "na";
		return 0;
	}
	snprintf(question, sizeof question, "Let %s fall back, so that the stage is open again?",
		 count == 1 ? "it" : "them");
	if (!ctx->confirm(ctx->confirm_data, question))
		return refuse_falls(load, error);
	load->late = "keep";
	return 0;
}

/* ---- writing ---- */

/* Those that --late na answered something for, whether or not that keeps them where they stand. */
static int count_settled(const struct loading *load)
{
	int count = 0;

	for (size_t i = 0; i < load->plan.falls.count; i++)
		count += load->plan.falls.items[i].holds.count > 0 &&
			 !strcmp(load->plan.falls.items[i].track, load->track->key);
	return count;
}

static void say_sentence(const struct loading *load, struct buf *out)
{
	const struct track *track = load->track;
	int count = plan_falls(&load->plan), settled = 0;

	if (!load->plan.before) {
		buf_printf(out, "loaded the track %s: %d stages, %d milestones", track->key, track->stage_count,
			   track->milestone_count);
		return;
	}
	buf_printf(out, "loaded the track %s anew: ", track->key);
	plan_counts(&load->plan, out);
	if (count && !strcmp(load->late, "na")) {
		settled = count_settled(load);
		count -= plan_kept(&load->plan);
	}
	if (settled)
		buf_printf(out, "; answered \"not applicable: added later\" for %d account%s", settled,
			   settled == 1 ? "" : "s");
	if (count)
		buf_printf(out, "; %d account%s fell back a stage", count, count == 1 ? "" : "s");
}

static int write_track(struct ctx *ctx, struct loading *load, struct error *error)
{
	if (make_plan(ctx, load, error)) /* as it stands in this transaction */
		return -1;
	if (plan_falls(&load->plan) && !load->late)
		return refuse_falls(load, error);
	if (load->plan.before)
		upgrade_mark(load->plan.before, load->track, ctx->clock);
	if (track_store(ctx->book, load->track, load->text, NULL, error))
		return -1;
	if (load->late && !strcmp(load->late, "na"))
		return upgrade_settle(ctx->book, &load->plan, ctx->clock, ctx->who, error);
	return 0;
}

static int store(struct ctx *ctx, struct loading *load, struct outcome *outcome, struct error *error)
{
	struct buf sentence = { 0 };
	int status;

	if (journal_begin(ctx->book, error))
		return -1;
	status = write_track(ctx, load, error);
	if (!status)
		say_sentence(load, &sentence);
	status = ctx_end(ctx, status, "track", 0, buf_text(&sentence), outcome, error);
	outcome->many = true;
	buf_free(&sentence);
	return status;
}

static void print_json(const struct ctx *ctx, const struct loading *load, bool loaded)
{
	json_t *object = plan_object(&load->plan, load->track, &load->warnings);

	json_object_set_new(object, "late", out_json_text(load->late));
	json_object_set_new(object, "loaded", json_boolean(loaded));
	out_json(ctx, object);
}

static int load_planned(struct ctx *ctx, struct loading *load, bool trial, struct outcome *outcome,
			struct error *error)
{
	bool json = ctx->format == FORMAT_JSON;
	int status = 0;

	if (!json)
		plan_print(ctx, &load->plan, load->track, &load->warnings);
	if (trial) {
		if (!json)
			out_print(ctx, "nothing was loaded\n");
	} else {
		if (plan_falls(&load->plan) && !load->late)
			status = ask(ctx, load, error);
		if (!status)
			status = store(ctx, load, outcome, error);
	}
	if (json)
		print_json(ctx, load, !status && !trial);
	return status;
}

int track_load(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	struct loading load = { .late = args_option(args, "late") };
	int status = read_file(ctx, args_word(args, 1), &load, error);

	if (!status)
		status = make_plan(ctx, &load, error);
	if (!status && load.same) {
		outcome_say(outcome, "the book has the track %s in this very version", load.track->key);
		if (ctx->format == FORMAT_JSON)
			print_json(ctx, &load, false);
	} else if (!status) {
		status = load_planned(ctx, &load, args_option(args, "dry-run") != NULL, outcome, error);
	}
	loading_clear(&load);
	return status;
}

/* ---- export ---- */

int track_export(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	struct stored_file stored = { .what = "track" };
	const struct track *track;
	char *text;
	int status;

	if (track_by_key(ctx->book, args_word(args, 1), &track, error) ||
	    track_source(ctx->book, track->id, &text, error))
		return -1;
	stored.key = track->key;
	stored.text = text;
	stored.object = track_summary(track);
	status = files_export(ctx, &stored, args_word(args, 2), outcome, error);
	free(text);
	return status;
}
