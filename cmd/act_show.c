/* Showing one account. */
#include <string.h>

#include "cmd/out.h"
#include "core/text.h"

/* ---- JSON ---- */

static json_t *milestone_object(const struct account_detail *detail, int index)
{
	const struct track *track = detail->track;
	const struct milestone *milestone = &track->milestones[index];
	const struct standing *standing = &detail->view.standing[index];
	json_t *object = json_object();

	json_object_set_new(object, "id", out_json_text(milestone->key));
	json_object_set_new(object, "activity",
			    out_json_text(milestone->activity < track->activity_count
						  ? track->activities[milestone->activity].name
						  : NULL));
	json_object_set_new(object, "question", out_json_text(milestone->question));
	json_object_set_new(object, "required", json_boolean(milestone->required));
	json_object_set_new(object, "answer", json_string(answer_name(standing->answer)));
	json_object_set_new(object, "on", out_json_day(standing->on));
	json_object_set_new(object, "by", out_json_text(detail->answers[index].by));
	json_object_set_new(object, "note", out_json_text(detail->answers[index].note));
	return object;
}

static json_t *track_object(const struct account_detail *detail)
{
	const struct track *track = detail->track;
	json_t *object = json_object(), *stages = json_array();

	json_object_set_new(object, "id", out_json_text(track->key));
	json_object_set_new(object, "title", out_json_text(track->title));
	json_object_set_new(object, "stage", out_json_text(position_stage_name(track, &detail->position)));
	json_object_set_new(object, "completed", json_boolean(detail->position.completed));
	for (int i = 0; i < track->stage_count; i++) {
		const struct stage *stage = &track->stages[i];
		json_t *item = json_object(), *milestones = json_array();

		json_object_set_new(item, "id", out_json_text(stage->key));
		json_object_set_new(item, "name", out_json_text(stage->name));
		json_object_set_new(item, "passed_on", out_json_day(detail->view.passes[i]));
		for (int m = stage->first; m < stage->first + stage->count; m++)
			json_array_append_new(milestones, milestone_object(detail, m));
		json_object_set_new(item, "milestones", milestones);
		json_array_append_new(stages, item);
	}
	json_object_set_new(object, "stages", stages);
	return object;
}

static json_t *account_object(const struct ctx *ctx, const struct account_detail *detail)
{
	json_t *object = out_json_account(ctx, &detail->row), *custom = json_object();

	json_object_set_new(json_object_get(object, "health"), "dimensions", out_json_dimensions(detail, false));
	json_object_set_new(object, "definition_of_success", out_json_text(detail->definition_of_success));
	json_object_set_new(object, "success_measure", out_json_text(detail->success_measure));
	json_object_set_new(object, "master_narrative", out_json_text(detail->master_narrative));
	json_object_set_new(object, "value_path", out_json_text(detail->value_path));
	json_object_set_new(object, "next_step", out_json_text(detail->next_step));
	json_object_set_new(object, "last_review", out_json_day(detail->last_review));
	json_object_set_new(object, "next_review", out_json_day(detail->next_review));
	for (size_t i = 0; i + 1 < detail->custom.count; i += 2) {
		if (json_object_set_new(custom, detail->custom.items[i],
					out_json_text(detail->custom.items[i + 1])))
			continue; /* a key that is no UTF-8 has no place in JSON */
	}
	json_object_set_new(object, "custom", custom);
	return object;
}

/* ---- text ---- */

/* "label  text" when there is a text. */
static void say_field(const struct ctx *ctx, struct buf *out, const char *label, const char *text)
{
	if (!text || !*text)
		return;
	buf_printf(out, "%-22s ", label);
	out_safe(ctx, out, text);
	buf_char(out, '\n');
}

static void say_day(const struct ctx *ctx, struct buf *out, const char *label, day_t day)
{
	char text[DATE_SIZE];
	int away = day == DAY_NONE ? 0 : day - ctx->as_of;

	if (day == DAY_NONE)
		return;
	buf_printf(out, "%-22s %s", label, date_format(day, text));
	if (away > 0)
		buf_printf(out, ", in %d day%s", away, away == 1 ? "" : "s");
	else if (away < 0)
		buf_printf(out, ", %d day%s ago", -away, away == -1 ? "" : "s");
	buf_char(out, '\n');
}

static void say_facts(const struct ctx *ctx, struct buf *out, const struct account_detail *detail)
{
	const struct account_row *row = &detail->row;
	char money[MONEY_TEXT];

	out_safe(ctx, out, row->name);
	buf_char(out, '\n');
	say_field(ctx, out, "external id", row->external_id);
	say_field(ctx, out, "status", status_name(row->status));
	say_field(ctx, out, "segment", row->segment);
	say_field(ctx, out, "CSM", row->csm);
	if (row->has_arr)
		say_field(ctx, out, "ARR", money_format(row->arr.minor, row->arr.currency, ctx->utf8, money));
	say_day(ctx, out, "start", row->start);
	say_day(ctx, out, "renewal", row->renewal);
	say_day(ctx, out, "last touch", row->last_touch);
	say_day(ctx, out, "last review", detail->last_review);
	say_day(ctx, out, "next review", detail->next_review);
	say_field(ctx, out, "definition of success", detail->definition_of_success);
	say_field(ctx, out, "measured by", detail->success_measure);
	say_field(ctx, out, "master narrative", detail->master_narrative);
	say_field(ctx, out, "value path", detail->value_path);
	say_field(ctx, out, "next step", detail->next_step);
	for (size_t i = 0; i + 1 < detail->custom.count; i += 2) {
		struct buf key = { 0 };

		out_safe(ctx, &key, detail->custom.items[i]);
		say_field(ctx, out, buf_text(&key), detail->custom.items[i + 1]);
		buf_free(&key);
	}
}

static void say_stage(const struct ctx *ctx, struct buf *out, const struct account_row *row)
{
	if (!row->track) {
		buf_str(out, "\nno track; waymark track assign gives the account one\n");
		return;
	}
	buf_str(out, "\nstage ");
	out_cell(ctx, out, COLUMN_STAGE, row);
	buf_printf(out, ", %d of %d", row->stage_index, row->stage_count);
	if (row->days >= 0)
		buf_printf(out, ", for %d day%s", row->days, row->days == 1 ? "" : "s");
	if (row->pace != PACE_NONE)
		buf_printf(out, ", %s", pace_name(row->pace));
	buf_char(out, '\n');
	if (row->next_key) {
		buf_str(out, "next  ");
		out_safe(ctx, out, row->next_question);
		buf_str(out, "  (");
		out_safe(ctx, out, row->next_key);
		buf_str(out, ")\n");
	}
}

static void say_answer(const struct ctx *ctx, struct buf *out, const struct account_detail *detail, int index)
{
	const struct standing *standing = &detail->view.standing[index];
	char day[DATE_SIZE];

	if (standing->answer == ANSWER_OPEN)
		return;
	buf_printf(out, "  %s ", date_format(standing->on, day));
	out_safe(ctx, out, detail->answers[index].by);
	if (detail->answers[index].note) {
		buf_str(out, ": ");
		out_safe(ctx, out, detail->answers[index].note);
	}
}

static void say_track(const struct ctx *ctx, struct buf *out, const struct account_detail *detail)
{
	const struct track *track = detail->track;

	buf_char(out, '\n');
	out_safe(ctx, out, track->title);
	buf_str(out, "  (");
	out_safe(ctx, out, track->key);
	buf_str(out, ")\n");
	for (int i = 0; i < track->stage_count; i++) {
		const struct stage *stage = &track->stages[i];

		buf_printf(out, " %s ", i == detail->position.stage && !detail->position.completed ? ">" : " ");
		out_safe(ctx, out, stage->name);
		if (detail->view.passes[i] != DAY_NONE)
			buf_str(out, "  (passed by hand)");
		buf_char(out, '\n');
		for (int m = stage->first; m < stage->first + stage->count; m++) {
			buf_printf(out, "     [%s] ", out_mark(ctx, detail->view.standing[m].answer));
			out_safe(ctx, out, track->milestones[m].question);
			buf_printf(out, "%s  (", track->milestones[m].required ? "" : "  optional");
			out_safe(ctx, out, track->milestones[m].key);
			buf_char(out, ')');
			say_answer(ctx, out, detail, m);
			buf_char(out, '\n');
		}
	}
}

void out_dimensions(const struct ctx *ctx, struct buf *out, const struct account_detail *detail)
{
	const struct health *health = &detail->health;

	buf_str(out, "health ");
	out_health(ctx, out, detail->row.health, detail->row.band, detail->row.trend);
	buf_printf(out, ", known %d%%\n", health->confidence);
	for (int i = 0; i < health->count; i++) {
		struct buf why = { 0 };

		if (health->dimensions[i].score == HEALTH_UNKNOWN)
			buf_printf(out, "   -  %-14s ", health->dimensions[i].dimension->name);
		else
			buf_printf(out, "%4d  %-14s ", health->dimensions[i].points,
				   health->dimensions[i].dimension->name);
		health_why(health, i, &detail->view, &why);
		out_safe(ctx, out, buf_text(&why));
		buf_char(out, '\n');
		buf_free(&why);
	}
}

/* ---- the action ---- */

/* One track of the account, as JSON into tracks or as text into out. */
static int add_track(struct ctx *ctx, int64_t account, int64_t track, json_t *tracks, struct buf *out,
		     struct error *error)
{
	struct account_detail detail = { 0 };

	if (account_load(ctx->book, account, track, ctx->as_of, &detail, error))
		return -1;
	if (tracks)
		json_array_append_new(tracks, track_object(&detail));
	else
		say_track(ctx, out, &detail);
	account_detail_clear(&detail);
	return 0;
}

static int show(struct ctx *ctx, int64_t account, struct error *error)
{
	bool json = ctx->format == FORMAT_JSON;
	struct account_detail detail = { 0 };
	json_t *object = NULL, *tracks = json ? json_array() : NULL;
	struct buf out = { 0 };
	int status = account_load(ctx->book, account, 0, ctx->as_of, &detail, error);

	if (!status && json) {
		object = account_object(ctx, &detail);
	} else if (!status) {
		say_facts(ctx, &out, &detail);
		say_stage(ctx, &out, &detail.row);
		out_dimensions(ctx, &out, &detail);
	}
	for (size_t i = 0; !status && i < detail.tracks.count; i++)
		status = add_track(ctx, account, detail.tracks.items[i], tracks, &out, error);
	if (!status && json) {
		json_object_set(object, "tracks", tracks);
		out_json(ctx, json_incref(object));
	} else if (!status) {
		out_flush(ctx, &out);
	}
	json_decref(object);
	json_decref(tracks);
	buf_free(&out);
	account_detail_clear(&detail);
	return status;
}

int act_show(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	int status;

	if (book_read_begin(ctx->book, error))
		return -1;
	status = ctx_account(ctx, args, &outcome->account, error);
	if (!status)
		status = show(ctx, outcome->account, error);
	book_read_end(ctx->book);
	return status;
}
