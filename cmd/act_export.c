/* Waymark's own CSV, and the same as JSON. */
#include <stdio.h>
#include <string.h>

#include "cmd/act_export.h"
#include "cmd/records.h"
#include "core/text.h"

void export_start(struct exporting *export)
{
	export->column = 0;
	if (export->json)
		export->object = json_object();
}

/* The next cell; value is its JSON, taken over. */
static void add_cell(struct exporting *export, enum csv_kind kind, const char *text, json_t *value)
{
	int column = export->column++;

	if (export->json) {
		json_object_set_new(export->object, export->columns[column], value);
		return;
	}
	json_decref(value);
	csv_field(&export->line, column == 0, kind, text);
}

void export_text(struct exporting *export, const char *text)
{
	add_cell(export, CSV_TEXT, text, out_json_text(text && *text ? text : NULL));
}

void export_word(struct exporting *export, const char *text)
{
	add_cell(export, CSV_EXACT, text, out_json_text(text && *text ? text : NULL));
}

void export_day(struct exporting *export, day_t day)
{
	char text[DATE_SIZE];

	add_cell(export, CSV_EXACT, date_format(day, text), out_json_day(day));
}

void export_number(struct exporting *export, int64_t number)
{
	char text[24];

	snprintf(text, sizeof text, "%lld", (long long)number);
	add_cell(export, CSV_EXACT, text, json_integer(number));
}

void export_value(struct exporting *export, int64_t value)
{
	char text[VALUE_SIZE];

	add_cell(export, CSV_EXACT, value_format(value, text), out_json_value(value));
}

void export_money(struct exporting *export, bool known, int64_t minor, const char *currency)
{
	char text[MONEY_TEXT];

	if (known)
		add_cell(export, CSV_EXACT, money_plain(minor, currency, text), out_json_money(minor, currency));
	else
		add_cell(export, CSV_EXACT, "", json_null());
}

void export_end(struct exporting *export)
{
	if (export->json) {
		json_stream_add(export->ctx, &export->stream, export->object);
		return;
	}
	csv_end(&export->line);
	out_flush(export->ctx, &export->line);
}

/* ---- the kinds ---- */

static const char *const account_columns[] = { "external_id", "name",	  "segment",	"csm",		"status",
					       "arr",	      "currency", "start_date", "renewal_date", NULL };
static const char *const answer_columns[] = { "account", "milestone", "answer", "on", "by", "note", NULL };
static const char *const touch_columns[] = { "account", "date", "kind", "from", "by", "note", "with", NULL };
static const char *const movement_columns[] = { "account",  "date", "kind", "amount",
						"currency", "line", "note", NULL };

static void write_account(struct exporting *export, const struct account_row *row)
{
	export_start(export);
	export_text(export, row->external_id);
	export_text(export, row->name);
	export_text(export, row->segment);
	export_text(export, row->csm);
	export_word(export, status_name(row->status));
	export_money(export, row->has_arr, row->arr.minor, row->arr.currency);
	export_word(export, row->arr.currency);
	export_day(export, row->start);
	export_day(export, row->renewal);
	export_end(export);
}

/* An account's row with what it is ordered by, as storage/export.h has it: ids differ from book to book. */
struct sorted_row {
	struct account_row row;
	char *key, *name;
};
struct sorted_rows {
	struct sorted_row *items;
	size_t count, room;
};

static char *repaired_copy(const char *text)
{
	struct buf out = { 0 };

	text_repair(&out, text);
	return buf_take(&out);
}

static bool collect_account(void *data, const struct account_row *row)
{
	struct sorted_rows *rows = data;
	const char *key = row->external_id && *row->external_id ? row->external_id : row->name;

	*vec_add(rows) = (struct sorted_row){
		.row = { .id = row->id,
			 .external_id = xstrdup(row->external_id),
			 .name = xstrdup(row->name),
			 .segment = xstrdup(row->segment),
			 .csm = xstrdup(row->csm),
			 .status = row->status,
			 .has_arr = row->has_arr,
			 .arr = row->arr,
			 .start = row->start,
			 .renewal = row->renewal },
		.key = repaired_copy(key),
		.name = repaired_copy(row->name),
	};
	return true;
}

static int compare_accounts(const void *first, const void *second)
{
	const struct sorted_row *a = first, *b = second;
	int order = strcmp(a->key, b->key);

	if (!order)
		order = strcmp(a->name, b->name);
	return order ? order : a->row.id < b->row.id ? -1 : a->row.id > b->row.id;
}

void export_account(struct exporting *export, const char *external_id, const char *name)
{
	export_text(export, external_id && *external_id ? external_id : name);
}

static bool write_answer(void *data, const struct export_answer *answer)
{
	struct exporting *export = data;
	struct buf milestone = { 0 };

	buf_printf(&milestone, "%s/%s", answer->track_key, answer->milestone_key);
	export_start(export);
	export_account(export, answer->account_external_id, answer->account_name);
	export_text(export, buf_text(&milestone));
	export_word(export, answer_name(answer->answer));
	export_day(export, answer->on);
	export_text(export, answer->by);
	export_text(export, answer->note);
	export_end(export);
	buf_free(&milestone);
	return true;
}

static bool write_touch(void *data, const struct export_touch *touch)
{
	struct exporting *export = data;

	export_start(export);
	export_account(export, touch->account_external_id, touch->account_name);
	export_day(export, touch->on);
	export_text(export, touch->kind);
	export_word(export, touch->from == FROM_THEM ? "them" : "us");
	export_text(export, touch->by);
	export_text(export, touch->note);
	export_text(export, touch->with);
	export_end(export);
	return true;
}

static bool write_movement(void *data, const struct export_movement *movement)
{
	struct exporting *export = data;

	export_start(export);
	export_account(export, movement->account_external_id, movement->account_name);
	export_day(export, movement->on);
	export_word(export, movement_name(movement->kind));
	export_money(export, true, movement->minor, movement->currency);
	export_word(export, movement->currency);
	export_text(export, movement->line);
	export_text(export, movement->note);
	export_end(export);
	return true;
}

static int export_accounts(struct exporting *export, struct error *error)
{
	struct sorted_rows rows = { 0 };
	int status = portfolio_each(export->ctx->book, export->ctx->as_of, collect_account, &rows, error);

	if (rows.count)
		qsort(rows.items, rows.count, sizeof *rows.items, compare_accounts);
	for (size_t i = 0; i < rows.count; i++) {
		if (!status)
			write_account(export, &rows.items[i].row);
		account_row_clear(&rows.items[i].row);
		free(rows.items[i].key);
		free(rows.items[i].name);
	}
	vec_free(&rows);
	return status;
}

static int export_answer_rows(struct exporting *export, struct error *error)
{
	return export_answers(export->ctx->book, write_answer, export, error);
}

static int export_touch_rows(struct exporting *export, struct error *error)
{
	return export_touches(export->ctx->book, write_touch, export, error);
}

static int export_movement_rows(struct exporting *export, struct error *error)
{
	return export_movements(export->ctx->book, write_movement, export, error);
}

static const struct {
	const char *name;
	const char *const *columns;
	int (*write)(struct exporting *export, struct error *error);
} kinds[] = {
	{ "accounts", account_columns, export_accounts },
	{ "answers", answer_columns, export_answer_rows },
	{ "touches", touch_columns, export_touch_rows },
	{ "movements", movement_columns, export_movement_rows },
	{ "contacts", export_contact_columns, export_contacts },
	{ "surveys", export_survey_columns, export_surveys },
	{ "measures", export_measure_columns, export_measures },
	{ "promises", export_promise_columns, export_promises },
	{ "outcomes", export_outcome_columns, export_outcomes },
	{ "concerns", export_concern_columns, export_concerns },
	{ "overrides", export_override_columns, export_overrides },
	{ "opportunities", export_opportunity_columns, export_opportunities },
	{ "costs", export_cost_columns, export_costs },
};

static void print_head(struct exporting *export)
{
	if (export->json)
		return;
	for (int i = 0; export->columns[i]; i++)
		csv_field(&export->line, i == 0, CSV_EXACT, export->columns[i]);
	csv_end(&export->line);
	out_flush(export->ctx, &export->line);
}

int act_export(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	const char *format = args_option(args, "format"), *name = args_word(args, 0);
	struct exporting export = { .ctx = ctx };
	size_t kind = 0;
	int status;

	(void)outcome;
	while (kind < sizeof kinds / sizeof *kinds && strcmp(kinds[kind].name, name))
		kind++;
	if (kind == sizeof kinds / sizeof *kinds)
		return error_set(
			error, ERROR_USAGE,
			"export: '%s' is none of accounts, answers, touches, movements, contacts, surveys, "
			"measures, promises, outcomes, concerns, overrides, opportunities, costs",
			name);
	export.json = format ? !strcmp(format, "json") : ctx->format == FORMAT_JSON;
	export.columns = kinds[kind].columns;
	print_head(&export);
	status = kinds[kind].write(&export, error);
	if (!status && export.json)
		json_stream_end(ctx, &export.stream);
	buf_free(&export.line);
	return status;
}
