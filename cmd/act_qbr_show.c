/* qbr: an agenda as text for the terminal, as JSON, and in the formats in which it leaves. */
#include <stdlib.h>
#include <string.h>

#include "cmd/act_qbr.h"
#include "cmd/records.h"
#include "cmd/review_doc.h"

/* A review that was held has the names of then, where they were kept. */
static const char *account_of(const struct qbr_use *use)
{
	return use->agenda.account ? use->agenda.account : use->detail.row.name;
}

static const char *csm_of(const struct qbr_use *use)
{
	return use->agenda.account ? use->agenda.csm : use->detail.row.csm;
}

/* ---- text: all of it, with what is ours marked ---- */

static void say_marks(const struct ctx *ctx, struct buf *out, const struct qbr_item *item)
{
	if (item->is_new)
		buf_str(out, "  (new)");
	if (item->edited)
		buf_str(out, "  (edited)");
	if (item->hidden)
		buf_str(out, "  (hidden)");
	if (item->covered)
		buf_str(out, "  (covered)");
	if (item->audience == QBR_INTERNAL)
		buf_str(out, "  (internal)");
	if (item->changed_below) {
		buf_str(out, "\n        the records say by now: ");
		out_safe(ctx, out, item->drafted ? item->drafted : "nothing of it any more");
	}
	if (item->said) {
		buf_str(out, "\n        said: ");
		out_safe(ctx, out, item->said);
	}
}

static void say_item(const struct ctx *ctx, struct buf *out, const struct qbr_item *item, int place)
{
	char day[DATE_SIZE], number[24];

	(void)snprintf(number, sizeof number, "%d.%d", (int)item->section + 1, place);
	buf_printf(out, "  %-5s[%s] ", number, out_mark(ctx, item->mark));
	out_safe(ctx, out, item->text);
	if (item->on != DAY_NONE)
		buf_printf(out, ", %s", date_format(item->on, day));
	if (item->by) {
		buf_str(out, ", ");
		out_safe(ctx, out, item->by);
	}
	if (item->note) {
		buf_str(out, ": ");
		out_safe(ctx, out, item->note);
	}
	say_marks(ctx, out, item);
	buf_char(out, '\n');
}

static void say_agenda(const struct ctx *ctx, struct buf *out, const char *name, const struct agenda *agenda)
{
	enum qbr_section section = QBR_SECTIONS;
	char day[DATE_SIZE];
	int place = 0;

	buf_str(out, "Business review: ");
	out_safe(ctx, out, name);
	if (agenda->held != DAY_NONE)
		buf_printf(out, ", held %s", date_format(agenda->held, day));
	else if (agenda->next_review != DAY_NONE)
		buf_printf(out, ", %s", date_format(agenda->next_review, day));
	else
		buf_str(out, "; none is planned");
	buf_char(out, '\n');
	for (size_t i = 0; i < agenda->count; i++) {
		if (agenda->items[i].section != section) {
			section = agenda->items[i].section;
			place = 0;
			buf_printf(out, "\n%d %s\n", (int)section + 1, qbr_section_title(section));
		}
		say_item(ctx, out, &agenda->items[i], ++place);
	}
	if (agenda->held != DAY_NONE && agenda->next_review != DAY_NONE)
		buf_printf(out, "\nThe next review was planned for %s\n", date_format(agenda->next_review, day));
}

/* ---- JSON ---- */

static json_t *ref(int64_t id)
{
	return id ? out_json_id(id) : json_null();
}

static json_t *series_object(const struct qbr_series *series)
{
	json_t *object, *points;

	if (!series)
		return json_null();
	object = json_object();
	points = json_array();
	for (int i = 0; i < series->count; i++) {
		json_t *point = json_object();

		json_object_set_new(point, "on", out_json_day(series->days[i]));
		json_object_set_new(point, "value", out_json_value(series->values[i]));
		json_array_append_new(points, point);
	}
	json_object_set_new(object, "baseline",
			    series->has_baseline ? out_json_value(series->baseline) : json_null());
	json_object_set_new(object, "target", series->has_target ? out_json_value(series->target) : json_null());
	json_object_set_new(object, "points", points);
	return object;
}

static json_t *item_object(const struct qbr_item *item, int place)
{
	json_t *entry = json_object();
	char number[24];

	(void)snprintf(number, sizeof number, "%d.%d", (int)item->section + 1, place);
	json_object_set_new(entry, "number", json_string(number));
	json_object_set_new(entry, "key", out_json_text(item->key));
	json_object_set_new(entry, "section", out_json_text(qbr_section_title(item->section)));
	json_object_set_new(entry, "section_key", json_string(qbr_section_key(item->section)));
	json_object_set_new(entry, "internal", json_boolean(item->audience == QBR_INTERNAL));
	json_object_set_new(entry, "text", out_json_text(item->text));
	json_object_set_new(entry, "answer", json_string(answer_name(item->mark)));
	json_object_set_new(entry, "on", out_json_day(item->on));
	json_object_set_new(entry, "by", out_json_text(item->by));
	json_object_set_new(entry, "note", out_json_text(item->note));
	json_object_set_new(entry, "source", out_json_text(item->source));
	json_object_set_new(entry, "new", json_boolean(item->is_new));
	json_object_set_new(entry, "added", json_boolean(item->added));
	json_object_set_new(entry, "edited", json_boolean(item->edited));
	json_object_set_new(entry, "changed_below", json_boolean(item->changed_below));
	json_object_set_new(entry, "drafted", out_json_text(qbr_drafted(item)));
	json_object_set_new(entry, "hidden", json_boolean(item->hidden));
	json_object_set_new(entry, "covered", json_boolean(item->covered));
	json_object_set_new(entry, "said", out_json_text(item->said));
	json_object_set_new(entry, "task", ref(item->todo));
	json_object_set_new(entry, "series", series_object(item->series));
	return entry;
}

static json_t *agenda_object(const struct qbr_use *use)
{
	const struct agenda *agenda = &use->agenda;
	json_t *object = json_object(), *items = json_array();
	int place = 0;

	json_object_set_new(object, "account", out_json_text(account_of(use)));
	json_object_set_new(object, "csm", out_json_text(csm_of(use)));
	json_object_set_new(object, "review", ref(agenda->review));
	json_object_set_new(object, "last_review", out_json_day(agenda->last_review));
	json_object_set_new(object, "next_review", out_json_day(agenda->next_review));
	json_object_set_new(object, "held", out_json_day(agenda->held));
	for (size_t i = 0; i < agenda->count; i++) {
		place = i && agenda->items[i].section == agenda->items[i - 1].section ? place + 1 : 1;
		json_array_append_new(items, item_object(&agenda->items[i], place));
	}
	json_object_set_new(object, "items", items);
	return object;
}

/* ---- what leaves the house ---- */

static int write_format(struct qbr_use *use, const char *format, struct buf *out, struct error *error)
{
	struct review_doc doc;
	int status = 0;

	review_doc_make(account_of(use), csm_of(use), &use->agenda, &doc);
	if (!strcmp(format, "md"))
		review_write_markdown(&doc, out);
	else if (!strcmp(format, "html"))
		review_write_html(&doc, out);
	else if (!strcmp(format, "ics"))
		status = review_write_ics(&doc, use->account, clock_now(), out, error);
	else
		review_write_text(&doc, use->ctx->utf8, out);
	review_doc_free(&doc);
	return status;
}

int qbr_print(struct qbr_use *use, struct error *error)
{
	const char *format = args_option(use->args, "format");
	struct buf out = { 0 };
	int status = 0;

	if (format)
		status = write_format(use, format, &out, error);
	else if (use->ctx->format == FORMAT_JSON)
		out_json(use->ctx, agenda_object(use));
	else
		say_agenda(use->ctx, &out, account_of(use), &use->agenda);
	if (!status)
		out_flush(use->ctx, &out);
	buf_free(&out);
	return status;
}

/* ---- reviews there were ---- */

static json_t *review_object(const struct review *review)
{
	json_t *object = json_object();

	json_object_set_new(object, "id", ref(review->id));
	json_object_set_new(object, "day", out_json_day(review->day));
	json_object_set_new(object, "held", out_json_day(review->held));
	json_object_set_new(object, "kept", json_boolean(review->has_record));
	return object;
}

int qbr_print_list(struct qbr_use *use, struct error *error)
{
	struct reviews reviews = { 0 };
	json_t *array = json_array();
	struct buf out = { 0 };
	char day[DATE_SIZE];

	if (review_list(use->ctx->book, use->account, &reviews, error)) {
		json_decref(array);
		return -1;
	}
	for (size_t i = 0; i < reviews.count; i++) {
		const struct review *review = &reviews.items[i];

		json_array_append_new(array, review_object(review));
		if (review->held == DAY_NONE)
			buf_printf(&out, "planned %s\n", date_format(review->day, day));
		else
			buf_printf(&out, "held    %s%s\n", date_format(review->held, day),
				   review->has_record ? "" : "  (its agenda was not kept)");
	}
	if (use->ctx->format == FORMAT_JSON)
		out_json(use->ctx, json_incref(array));
	else if (reviews.count)
		out_flush(use->ctx, &out);
	else
		out_print(use->ctx, "no review yet; waymark qbr ACCOUNT plan DATE plans one\n");
	json_decref(array);
	buf_free(&out);
	vec_free(&reviews);
	return 0;
}

/* Which of them is meant: of the day, or the last that was kept. */
static int find_record(const struct reviews *reviews, const char *word, day_t day, int64_t *id, struct error *error)
{
	for (size_t i = 0; i < reviews->count; i++) {
		const struct review *review = &reviews->items[i];

		if (word ? review->held == day : review->has_record) {
			*id = review->id;
			return 0;
		}
	}
	if (word)
		return error_set(
			error, ERROR_NOT_FOUND,
			"qbr record: no review was held on %s; waymark qbr ACCOUNT list says when some were", word);
	return error_set(error, ERROR_NOT_FOUND, "qbr record: no review was held here yet");
}

int qbr_print_record(struct qbr_use *use, struct error *error)
{
	const char *word = qbr_word(use, 0);
	struct reviews reviews = { 0 };
	day_t day = DAY_NONE;
	int64_t id = 0;
	int status;

	if (word && date_parse_typed(word, use->ctx->clock, &day, error))
		return error_prefix(error, "qbr record");
	if (review_list(use->ctx->book, use->account, &reviews, error))
		return -1;
	status = find_record(&reviews, word, day, &id, error);
	vec_free(&reviews);
	if (status || account_load(use->ctx->book, use->account, 0, use->ctx->as_of, &use->detail, error) ||
	    review_record(use->ctx->book, use->account, id, &use->agenda, error))
		return -1;
	return qbr_print(use, error);
}
