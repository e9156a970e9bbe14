/* Showing one account. */
#include <string.h>

#include "cmd/records.h"
#include "core/ids.h"
#include "core/text.h"
#include "storage/upgrade.h"

/* ---- JSON ---- */

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

void out_dimensions(const struct ctx *ctx, struct buf *out, const struct account_detail *detail)
{
	const struct health *health = &detail->health;

	buf_str(out, "health ");
	out_health(ctx, out, &detail->row);
	buf_printf(out, ", known %d%%\n", health->confidence);
	for (int i = 0; i < health->count; i++) {
		struct buf why = { 0 };

		if (health->dimensions[i].score == HEALTH_UNKNOWN)
			buf_printf(out, "   -  %-14s ", health->dimensions[i].dimension->name);
		else
			buf_printf(out, "%4s  %-14s ",
				   POINTS_TEXT(health->scorecard->scale, health->dimensions[i].points),
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
	json_t *object;
	int status = account_load(ctx->book, account, track, ctx->as_of, &detail, error);

	if (!status && tracks) {
		object = out_json_track(ctx, &detail, error);
		status = object ? json_array_append_new(tracks, object) : -1;
	} else if (!status) {
		status = out_track(ctx, out, &detail, error);
	}
	account_detail_clear(&detail);
	return status;
}

/* Answers to questions that their tracks no longer ask are kept, and can be read. */
static void add_retired(const struct retired_answers *retired, json_t *object)
{
	json_t *array = json_array();

	for (size_t i = 0; i < retired->count; i++) {
		const struct retired_answer *answer = &retired->items[i];
		json_t *item = json_object();

		json_object_set_new(item, "track", out_json_text(answer->track));
		json_object_set_new(item, "stage", out_json_text(answer->stage));
		json_object_set_new(item, "id", out_json_text(answer->key));
		json_object_set_new(item, "question", out_json_text(answer->question));
		json_object_set_new(item, "answer", json_string(answer_name(answer->standing.answer)));
		json_object_set_new(item, "on", out_json_day(answer->standing.on));
		json_object_set_new(item, "by", out_json_text(answer->by));
		json_object_set_new(item, "note", out_json_text(answer->note));
		json_array_append_new(array, item);
	}
	json_object_set_new(object, "retired", array);
}

static void say_retired(const struct ctx *ctx, struct buf *out, const struct retired_answers *retired)
{
	if (retired->count)
		buf_str(out, "\nNo longer asked\n");
	for (size_t i = 0; i < retired->count; i++) {
		const struct retired_answer *answer = &retired->items[i];
		char day[DATE_SIZE];

		buf_printf(out, "     [%s] ", out_mark(ctx, answer->standing.answer));
		out_safe(ctx, out, answer->question);
		buf_str(out, "  (");
		out_safe(ctx, out, answer->track);
		buf_char(out, '/');
		out_safe(ctx, out, answer->key);
		buf_printf(out, ")  %s ", date_format(answer->standing.on, day));
		out_safe(ctx, out, answer->by);
		if (answer->note) {
			buf_str(out, ": ");
			out_safe(ctx, out, answer->note);
		}
		buf_char(out, '\n');
	}
}

static int show_json(struct ctx *ctx, const struct account_detail *detail, const struct retired_answers *retired,
		     struct error *error)
{
	json_t *object = account_object(ctx, detail), *tracks = json_array();
	int status = 0;

	json_object_set_new(object, "tracks", tracks);
	status = show_records_json(ctx, detail->row.id, object, error);
	add_retired(retired, object);
	for (size_t i = 0; !status && i < detail->tracks.count; i++)
		status = add_track(ctx, detail->row.id, detail->tracks.items[i], tracks, NULL, error);
	if (!status)
		out_json(ctx, json_incref(object));
	json_decref(object);
	return status;
}

static int show_text(struct ctx *ctx, const struct account_detail *detail, const struct retired_answers *retired,
		     struct error *error)
{
	struct buf out = { 0 };
	int status = 0;

	if (detail->row.id == ORGANISATION_ID) {
		buf_str(&out, "The organisation itself. waymark programme shows its programme; these are its "
			      "questions.\n");
	} else {
		say_facts(ctx, &out, detail);
		say_stage(ctx, &out, &detail->row);
		out_dimensions(ctx, &out, detail);
		out_flush(ctx, &out);
		status = show_records_text(ctx, detail->row.id, error);
	}
	for (size_t i = 0; !status && i < detail->tracks.count; i++)
		status = add_track(ctx, detail->row.id, detail->tracks.items[i], NULL, &out, error);
	say_retired(ctx, &out, retired);
	if (!status)
		out_flush(ctx, &out);
	buf_free(&out);
	return status;
}

static int show(struct ctx *ctx, int64_t account, struct error *error)
{
	struct retired_answers retired = { 0 };
	struct account_detail detail = { 0 };
	int status = account_load(ctx->book, account, 0, ctx->as_of, &detail, error);

	if (!status)
		status = retired_list(ctx->book, account, ctx->as_of, &retired, error);
	if (!status)
		status = ctx->format == FORMAT_JSON ? show_json(ctx, &detail, &retired, error)
						    : show_text(ctx, &detail, &retired, error);
	retired_answers_clear(&retired);
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
