/* Placement: the walk through the stages of a track, its suggestion, and taking that or a stage of one's own. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/out.h"
#include "core/placement.h"
#include "core/text.h"
#include "storage/facts_store.h"

/* The note and reason by which what a placement settled can be told from what was asked. */
#define BEFORE_US "before us"

struct given {
	int milestone; /* of the detail's track */
	enum answer answer;
};

struct placing {
	int64_t account;
	struct account_detail detail; /* over the track */
	enum answer *fits;
	struct standing *standing; /* with the walk's answers laid over */
	VEC(struct given) answers;
	struct placement suggestion;
	day_t on, placed; /* placed: before */
	int stage;	  /* to place at; -1: the walk is only looked at */
	int settles;	  /* questions that are answered by it */
	struct effect effect;
};

static void placing_free(struct placing *placing)
{
	account_detail_clear(&placing->detail);
	free(placing->fits);
	free(placing->standing);
	vec_free(&placing->answers);
	effect_free(&placing->effect);
}

static const struct track *track_placed(const struct placing *placing)
{
	return placing->detail.track;
}

/* ---- the walk, as it was given ---- */

static int refuse_reading(const struct track *track, struct error *error)
{
	if (track->reading == READING_LEVEL)
		return error_set(error, ERROR_INPUT,
				 "%s is read as levels: the answers alone say which one is reached; answer its "
				 "questions with waymark tick",
				 track->key);
	return error_set(error, ERROR_INPUT, "%s is a diagnosis: nobody begins somewhere on it", track->key);
}

/* --track, else the main one. */
static int load_track(struct ctx *ctx, const struct args *args, struct placing *placing, struct error *error)
{
	const char *key = args_option(args, "track");
	const struct track *track = NULL;

	if (key && track_by_key(ctx->book, key, &track, error))
		return -1;
	if (account_load(ctx->book, placing->account, track ? track->id : 0, ctx->as_of, &placing->detail, error))
		return -1;
	if (!track_placed(placing))
		return error_set(error, ERROR_NOT_FOUND,
				 "the account has no track; waymark track assign gives it one");
	for (size_t i = 0; i < placing->detail.tracks.count; i++)
		if (placing->detail.tracks.items[i] == track_placed(placing)->id)
			return track_placed(placing)->reading == READING_PROGRESS
				       ? 0
				       : refuse_reading(track_placed(placing), error);
	return error_set(error, ERROR_NOT_FOUND,
			 "the account does not have the track %s; waymark track assign gives it one", key);
}

static int read_marks(const struct args *args, const char *option, enum answer answer, struct placing *placing,
		      struct error *error)
{
	const char *mark;

	for (int i = 0; (mark = args_option_nth(args, option, i)); i++) {
		int at = placement_mark(track_placed(placing), mark);

		if (at < 0)
			return error_set(error, ERROR_USAGE,
					 "place: %s has no characteristic '%s'; they are called like %s.1, and "
					 "place without options lists them",
					 track_placed(placing)->key, mark, track_placed(placing)->stages[0].key);
		placing->fits[at] = answer;
	}
	return 0;
}

static int read_answer(struct ctx *ctx, const char *text, struct placing *placing, struct error *error)
{
	const char *equals = strrchr(text, '=');
	char *name = equals ? xstrndup(text, (size_t)(equals - text)) : xstrdup(text);
	struct given given = { .answer = ANSWER_YES };
	struct found_milestone found;
	int status = 0;

	if (!equals || !answer_from_name(equals + 1, &given.answer) || given.answer == ANSWER_OPEN)
		status = error_set(error, ERROR_USAGE, "place: --answer %s is no MILESTONE=yes, =no or =na", text);
	if (!status)
		status = ctx_milestone(ctx, placing->account, name, &found, error);
	if (!status)
		given.milestone = track_find_id(track_placed(placing), found.track->milestones[found.index].id);
	if (!status && given.milestone < 0)
		status = error_set(error, ERROR_INPUT, "place: '%s' is no question of %s", name,
				   track_placed(placing)->key);
	free(name);
	if (status)
		return -1;
	*vec_add(&placing->answers) = given;
	placing->standing[given.milestone] = (struct standing){ given.answer, placing->on };
	return 0;
}

static int read_walk(struct ctx *ctx, const struct args *args, struct placing *placing, struct error *error)
{
	const struct track *track = track_placed(placing);
	const char *text;
	int status;

	placing->fits = xcalloc((size_t)placement_count(track) + 1, sizeof *placing->fits);
	placing->standing = xcalloc((size_t)track->milestone_count + 1, sizeof *placing->standing);
	memcpy(placing->standing, placing->detail.view.standing,
	       (size_t)track->milestone_count * sizeof *placing->standing);
	status = read_marks(args, "fits", ANSWER_YES, placing, error);
	if (!status)
		status = read_marks(args, "not", ANSWER_NO, placing, error);
	for (int i = 0; !status && (text = args_option_nth(args, "answer", i)); i++)
		status = read_answer(ctx, text, placing, error);
	if (!status)
		placement_suggest(track, placing->fits, placing->standing, &placing->suggestion);
	return status;
}

/* ---- where to ---- */

/* A required question answered no is never behind the start. */
static int check_stage(const struct placing *placing, struct error *error)
{
	const struct track *track = track_placed(placing);

	for (int m = 0; m < track->milestone_count; m++) {
		const struct milestone *milestone = &track->milestones[m];

		if (milestone->stage < placing->stage && milestone->required &&
		    placing->standing[m].answer == ANSWER_NO)
			return error_set(
				error, ERROR_INPUT,
				"'%s' (%s) is answered no, so %s is the furthest to start at: answer it, or "
				"place earlier",
				milestone->question, milestone->key, track->stages[milestone->stage].name);
	}
	return 0;
}

static int read_target(const struct args *args, struct placing *placing, struct error *error)
{
	const char *name = args_word(args, 1);
	bool accept = args_option(args, "accept") != NULL;

	placing->stage = -1;
	if (name && accept)
		return error_set(error, ERROR_USAGE,
				 "place: either a stage of your own or --accept, which takes the suggested one");
	if (accept) {
		placing->stage = placing->suggestion.stage;
		if (placing->stage < 0)
			return error_set(
				error, ERROR_INPUT,
				"nothing was said yet that would suggest a stage: --fits and --not say which "
				"characteristics fit, or name the stage itself");
	}
	if (!name)
		return 0;
	placing->stage = track_stage_named(track_placed(placing), name);
	if (placing->stage < 0)
		return stage_not_found(track_placed(placing), name, error);
	return check_stage(placing, error);
}

/* Whether placing at a stage answers this question: one before it that nobody has answered. Those of another
 * track are not: there only yes would count here, and nobody said that. */
static bool settled_by(const struct placing *placing, int stage, int milestone)
{
	const struct milestone *of = &track_placed(placing)->milestones[milestone];

	return of->stage < stage && !of->home && placing->standing[milestone].answer == ANSWER_OPEN;
}

static int count_settled_by(const struct placing *placing, int stage)
{
	int count = 0;

	for (int m = 0; m < track_placed(placing)->milestone_count; m++)
		count += settled_by(placing, stage, m);
	return count;
}

/* ---- the walk, shown ---- */

static json_t *reasons_array(const struct placing *placing)
{
	json_t *array = json_array();
	struct buf reasons = { 0 };
	const char *at;

	placement_say(track_placed(placing), &placing->suggestion, &reasons);
	for (at = buf_text(&reasons); *at; at += strcspn(at, "\n"), at += *at == '\n') {
		char *line = xstrndup(at, strcspn(at, "\n"));

		json_array_append_new(array, out_json_text(line));
		free(line);
	}
	buf_free(&reasons);
	return array;
}

static json_t *suggestion_object(const struct placing *placing)
{
	const struct track *track = track_placed(placing);
	int stage = placing->suggestion.stage;
	json_t *object = json_object();
	bool inside = stage >= 0 && stage < track->stage_count;

	json_object_set_new(object, "stage", out_json_text(inside ? track->stages[stage].name : NULL));
	json_object_set_new(object, "id", out_json_text(inside ? track->stages[stage].key : NULL));
	json_object_set_new(object, "index", json_integer(inside ? stage + 1 : 0));
	json_object_set_new(object, "completed", json_boolean(stage == track->stage_count));
	json_object_set_new(object, "settles", json_integer(count_settled_by(placing, stage)));
	json_object_set_new(object, "reasons", reasons_array(placing));
	return object;
}

static json_t *walk_stage_object(const struct placing *placing, int index)
{
	const struct track *track = track_placed(placing);
	const struct stage *stage = &track->stages[index];
	json_t *object = json_object(), *facts = json_array(), *questions = json_array();
	int first = placement_first(track, index);

	for (int c = 0; stage->characteristics[c]; c++) {
		static const char *const names[] = { [ANSWER_YES] = "yes", [ANSWER_NO] = "no" };
		enum answer fits = placing->fits[first + c];
		char *mark = xasprintf("%s.%d", stage->key, c + 1);
		json_t *item = json_object();

		json_object_set_new(item, "mark", out_json_text(mark));
		json_object_set_new(item, "text", out_json_text(stage->characteristics[c]));
		json_object_set_new(item, "fits", out_json_text(fits == ANSWER_OPEN ? NULL : names[fits]));
		json_array_append_new(facts, item);
		free(mark);
	}
	for (int m = stage->first; m < stage->first + stage->count; m++) {
		json_t *item;

		if (!track->milestones[m].required)
			continue;
		item = json_object();
		json_object_set_new(item, "id", out_json_text(track->milestones[m].key));
		json_object_set_new(item, "question", out_json_text(track->milestones[m].question));
		json_object_set_new(item, "answer", json_string(answer_name(placing->standing[m].answer)));
		json_object_set_new(item, "from", out_json_text(track->milestones[m].home));
		json_array_append_new(questions, item);
	}
	json_object_set_new(object, "id", out_json_text(stage->key));
	json_object_set_new(object, "name", out_json_text(stage->name));
	json_object_set_new(object, "characteristics", facts);
	json_object_set_new(object, "milestones", questions);
	return object;
}

static void print_json(const struct ctx *ctx, const struct placing *placing)
{
	json_t *object = json_object(), *stages = json_array();

	for (int i = 0; i < track_placed(placing)->stage_count; i++)
		json_array_append_new(stages, walk_stage_object(placing, i));
	json_object_set_new(object, "name", out_json_text(placing->detail.row.name));
	json_object_set_new(object, "track", out_json_text(track_placed(placing)->key));
	json_object_set_new(object, "placed", out_json_day(placing->placed));
	json_object_set_new(object, "suggestion", suggestion_object(placing));
	json_object_set_new(object, "stages", stages);
	out_json(ctx, object);
}

static void say_walk_stage(const struct ctx *ctx, struct buf *out, const struct placing *placing, int index)
{
	const struct track *track = track_placed(placing);
	const struct stage *stage = &track->stages[index];
	int first = placement_first(track, index);

	buf_printf(out, "\n%d ", index + 1);
	out_safe(ctx, out, stage->name);
	buf_char(out, '\n');
	for (int c = 0; stage->characteristics[c]; c++) {
		buf_printf(out, "   [%s] ", out_mark(ctx, placing->fits[first + c]));
		out_safe(ctx, out, stage->characteristics[c]);
		buf_str(out, "  (");
		out_safe(ctx, out, stage->key);
		buf_printf(out, ".%d)\n", c + 1);
	}
	for (int m = stage->first; m < stage->first + stage->count; m++) {
		if (!track->milestones[m].required)
			continue;
		buf_printf(out, "     [%s] ", out_mark(ctx, placing->standing[m].answer));
		out_safe(ctx, out, track->milestones[m].question);
		buf_str(out, "  (");
		out_safe(ctx, out, track->milestones[m].key);
		buf_char(out, ')');
		if (track->milestones[m].home) {
			buf_str(out, "  (from ");
			out_safe(ctx, out, track->milestones[m].home);
			buf_char(out, ')');
		}
		buf_char(out, '\n');
	}
}

static void say_suggestion(const struct ctx *ctx, struct buf *out, const struct placing *placing)
{
	const struct track *track = track_placed(placing);
	int stage = placing->suggestion.stage, settles = count_settled_by(placing, stage);
	struct buf reasons = { 0 };

	placement_say(track, &placing->suggestion, &reasons);
	buf_str(out, "\nsuggested start: ");
	out_safe(ctx, out,
		 stage < 0		      ? "none yet"
		 : stage < track->stage_count ? track->stages[stage].name
					      : "the end");
	buf_char(out, '\n');
	for (const char *at = buf_text(&reasons); *at; at += strcspn(at, "\n"), at += *at == '\n') {
		char *line = xstrndup(at, strcspn(at, "\n"));

		buf_str(out, "  ");
		out_safe(ctx, out, line);
		buf_char(out, '\n');
		free(line);
	}
	buf_free(&reasons);
	if (stage >= 0)
		buf_printf(out,
			   "--accept takes it: %d question%s before it become%s not applicable (before us), in one "
			   "change that undo takes back\n",
			   settles, settles == 1 ? "" : "s", settles == 1 ? "s" : "");
	buf_str(out, "Nothing is stored yet. --fits and --not MARK say which characteristics fit, --answer "
		     "QUESTION=yes|no|na answers; a stage's name places there by hand.\n");
}

static void print_walk(const struct ctx *ctx, const struct placing *placing)
{
	const struct track *track = track_placed(placing);
	struct buf out = { 0 };
	char day[DATE_SIZE];

	if (ctx->format == FORMAT_JSON) {
		print_json(ctx, placing);
		return;
	}
	out_safe(ctx, &out, placing->detail.row.name);
	buf_str(&out, " on ");
	out_safe(ctx, &out, track->title);
	buf_str(&out, "  (");
	out_safe(ctx, &out, track->key);
	buf_char(&out, ')');
	if (placing->placed != DAY_NONE)
		buf_printf(&out, ", placed %s", date_format(placing->placed, day));
	buf_str(&out, "\nWhich characteristics fit this customer, and which required questions are answered?\n");
	for (int i = 0; i < track->stage_count; i++)
		say_walk_stage(ctx, &out, placing, i);
	say_suggestion(ctx, &out, placing);
	out_flush(ctx, &out);
	buf_free(&out);
}

/* ---- placing ---- */

static int give(struct ctx *ctx, const struct placing *placing, int milestone, enum answer answer, const char *note,
		struct error *error)
{
	struct answer_write write = { track_placed(placing)->milestones[milestone].id, answer, placing->on,
				      ctx->who, note };

	return answer_give(ctx->book, placing->account, &write, NULL, error);
}

/* The walk's answers; what stands so already keeps its day. */
static int give_answers(struct ctx *ctx, const struct placing *placing, struct error *error)
{
	for (size_t i = 0; i < placing->answers.count; i++) {
		const struct given *given = &placing->answers.items[i];
		const struct standing *stood = &placing->detail.view.standing[given->milestone];

		if (stood->answer == given->answer && stood->on <= placing->on)
			continue;
		if (give(ctx, placing, given->milestone, given->answer, NULL, error))
			return -1;
	}
	return 0;
}

/* What an earlier placement settled from the stage on is open again. */
static int take_back(struct ctx *ctx, const struct placing *placing, struct error *error)
{
	const struct track *track = track_placed(placing);

	for (int m = 0; m < track->milestone_count; m++) {
		const char *note = placing->detail.answers[m].note;

		if (track->milestones[m].stage < placing->stage || track->milestones[m].home ||
		    placing->standing[m].answer != ANSWER_NA || !note || strcmp(note, BEFORE_US) != 0)
			continue;
		if (answer_withdraw(ctx->book, placing->account, track->milestones[m].id, NULL, error))
			return -1;
	}
	return 0;
}

/* A stage before the start that answers alone do not settle (evidence of another track wants a yes) is passed;
 * from the start on a pass of that kind is taken back. */
static int pass_stages(struct ctx *ctx, const struct placing *placing, struct error *error)
{
	const struct track *track = track_placed(placing);

	for (int s = 0; s < track->stage_count; s++) {
		bool settled = track_stage_settled(track, s, placing->standing);
		char *reason;
		bool ours;

		if (stage_pass_reason(ctx->book, placing->account, track->stages[s].id, &reason, error))
			return -1;
		ours = reason && !strcmp(reason, BEFORE_US);
		free(reason);
		if (s < placing->stage && !settled && placing->detail.view.passes[s] == DAY_NONE) {
			if (stage_pass_set(ctx->book, placing->account, track->stages[s].id, placing->on, ctx->who,
					   BEFORE_US, NULL, error))
				return -1;
		} else if (s >= placing->stage && ours &&
			   stage_pass_set(ctx->book, placing->account, track->stages[s].id, placing->on, ctx->who,
					  NULL, NULL, error)) {
			return -1;
		}
	}
	return 0;
}

static int write_placement(struct ctx *ctx, struct placing *placing, struct error *error)
{
	const struct track *track = track_placed(placing);

	if (give_answers(ctx, placing, error) || take_back(ctx, placing, error))
		return -1;
	for (int m = 0; m < track->milestone_count; m++) {
		if (!settled_by(placing, placing->stage, m))
			continue;
		if (give(ctx, placing, m, ANSWER_NA, BEFORE_US, error))
			return -1;
		placing->standing[m] = (struct standing){ ANSWER_NA, placing->on };
		placing->settles++;
	}
	return pass_stages(ctx, placing, error);
}

static bool moved(const struct effect *effect)
{
	return strcmp(effect->stage_before, effect->stage_after) != 0 ||
	       effect->completed_before != effect->completed_after;
}

/* The day of placement is when its time there begins: for who has begun and stays in the stage that began
 * already, and being put there again must not make it look fresh. */
static int write_start(struct ctx *ctx, struct placing *placing, struct error *error)
{
	int64_t track = track_placed(placing)->id;
	bool begun = placing->placed != DAY_NONE || placing->detail.view.start != DAY_NONE;

	if (change_read(ctx, placing->account, track, &placing->effect, error))
		return -1;
	if (begun && !moved(&placing->effect))
		return 0;
	if (account_set_placed(ctx->book, placing->account, track, placing->on, NULL, error))
		return -1;
	return change_read(ctx, placing->account, track, &placing->effect, error);
}

static void say_placement(const struct placing *placing, struct buf *out)
{
	const struct track *track = track_placed(placing);

	buf_printf(out, "placed {a:%lld} at %s", (long long)placing->account,
		   placing->stage < track->stage_count ? track->stages[placing->stage].name : "the end");
	if (placing->settles)
		buf_printf(out, ", %d question%s before it not applicable", placing->settles,
			   placing->settles == 1 ? "" : "s");
	effect_say(&placing->effect, out);
}

/* By its answers it may stand further on than at the stage that was named. */
static void say_nothing_changed(const struct placing *placing, struct outcome *outcome)
{
	const struct position *stands = &placing->detail.position;
	int stage = stands->completed ? track_placed(placing)->stage_count : stands->stage;

	if (stage == placing->stage)
		outcome_say(outcome, "it stands there already");
	else
		outcome_say(outcome, "nothing changes: by its answers it stands at %s",
			    stands->completed ? "the end" : track_placed(placing)->stages[stage].name);
}

static int place(struct ctx *ctx, struct placing *placing, struct outcome *outcome, struct error *error)
{
	int64_t track = track_placed(placing)->id;
	struct buf sentence = { 0 };
	int status;

	if (change_begin(ctx, placing->account, track, &placing->effect, error))
		return -1;
	status = write_placement(ctx, placing, error);
	if (!status)
		status = write_start(ctx, placing, error);
	if (!status)
		say_placement(placing, &sentence);
	status = ctx_end(ctx, status, "place", placing->account, buf_text(&sentence), outcome, error);
	buf_free(&sentence);
	if (!status && !outcome->entry)
		say_nothing_changed(placing, outcome);
	return status ? -1 : change_print(ctx, placing->account, &placing->effect, error);
}

int act_place(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	struct placing placing = { 0 };
	int status = ctx_on(ctx, args, &placing.on, error);

	if (!status)
		status = ctx_customer(ctx, args, &placing.account, error);
	if (!status)
		status = load_track(ctx, args, &placing, error);
	if (!status)
		status = account_placed(ctx->book, placing.account, track_placed(&placing)->id, &placing.placed,
					error);
	if (!status)
		status = read_walk(ctx, args, &placing, error);
	if (!status)
		status = read_target(args, &placing, error);
	outcome->account = placing.account;
	if (!status && placing.stage >= 0)
		status = place(ctx, &placing, outcome, error);
	else if (!status)
		print_walk(ctx, &placing);
	placing_free(&placing);
	return status;
}
