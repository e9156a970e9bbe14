/* Importing: the report of storage's import, for people and for programs. */
#include <string.h>

#include "cmd/out.h"
#include "core/text.h"
#include "storage/import.h"

static int read_options(struct ctx *ctx, const struct args *args, struct import_options *options,
			struct error *error)
{
	const char *order = args_option(args, "date-order"), *decimal = args_option(args, "decimal");

	options->kind = args_word(args, 0);
	options->map = args_option(args, "map");
	options->dry_run = args_option(args, "dry-run") != NULL;
	options->theirs = args_option(args, "theirs") != NULL;
	options->currency = args_option(args, "currency");
	options->home_currency = ctx->config->text[OPTION_CURRENCY];
	options->fiscal_month = (int)ctx->config->number[OPTION_FISCAL_YEAR_START];
	options->track = args_option(args, "track");
	options->rejects = args_option(args, "rejects");
	options->via = args_option(args, "via");
	options->measures = args_option(args, "measures");
	options->account_column = args_option(args, "account");
	options->score_column = args_option(args, "score");
	options->date_column = args_option(args, "date");
	options->on_said = args_option(args, "on") != NULL;
	options->survey = args_option(args, "survey");
	options->scale = args_option(args, "scale");
	options->stop = ctx->stop;
	options->who = ctx->who;
	options->date_order = !order ? DATE_ORDER_UNKNOWN : !strcmp(order, "dmy") ? DATE_ORDER_DMY : DATE_ORDER_MDY;
	options->decimal = !decimal ? 0 : !strcmp(decimal, "point") ? '.' : ',';
	return ctx_on(ctx, args, &options->on, error);
}

/* ---- JSON ---- */

static json_t *texts(char *const *items, size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(array, out_json_text(items[i]));
	return array;
}

static const char *issue_name(enum import_issue_kind kind)
{
	static const char *const names[] = {
		[IMPORT_REJECTED] = "rejected",
		[IMPORT_CONFLICT] = "conflict",
		[IMPORT_SKIPPED] = "skipped",
		[IMPORT_NOTE] = "note",
	};

	return names[kind];
}

static json_t *report_object(const struct import_report *report, bool dry_run)
{
	json_t *object = json_object(), *issues = json_array();

	json_object_set_new(object, "dry_run", json_boolean(dry_run));
	json_object_set_new(object, "rows", json_integer(report->rows));
	json_object_set_new(object, "added", json_integer(report->added));
	json_object_set_new(object, "changed", json_integer(report->changed));
	json_object_set_new(object, "unchanged", json_integer(report->unchanged));
	json_object_set_new(object, "rejected", json_integer(report->rejected));
	json_object_set_new(object, "skipped", json_integer(report->skipped));
	json_object_set_new(object, "sums", json_integer(report->sums));
	json_object_set_new(object, "trackless", json_integer(report->trackless));
	json_object_set_new(object, "conflicts", json_integer(report->conflicts));
	json_object_set_new(object, "notes", json_integer(report->notes));
	json_object_set_new(object, "mapping", out_json_text(report->mapping));
	json_object_set_new(object, "custom_fields", texts(report->kept.items, report->kept.count));
	json_object_set_new(object, "ignored_columns", texts(report->dropped.items, report->dropped.count));
	json_object_set_new(object, "missing", json_integer(report->missing));
	json_object_set_new(object, "missing_accounts",
			    texts(report->missing_names.items, report->missing_names.count));
	json_object_set_new(object, "rejects_file", out_json_text(report->rejects));
	for (size_t i = 0; i < report->issues.count; i++) {
		const struct import_issue *issue = &report->issues.items[i];
		json_t *item = json_object();

		json_object_set_new(item, "kind", json_string(issue_name(issue->kind)));
		json_object_set_new(item, "line", json_integer(issue->line));
		json_object_set_new(item, "field", out_json_text(issue->field));
		json_object_set_new(item, "reason", out_json_text(issue->reason));
		json_array_append_new(issues, item);
	}
	json_object_set_new(object, "issues", issues);
	return object;
}

/* ---- text ---- */

enum { LINE_WIDTH = 80 }; /* where there is no terminal */

static void say_texts(const struct ctx *ctx, struct buf *out, const char *label, char *const *items, size_t count)
{
	int width = ctx->width > 0 ? ctx->width : LINE_WIDTH, used = (int)strlen(label) + 1;
	struct buf item = { 0 };

	if (!count)
		return;
	buf_printf(out, "%s:", label);
	for (size_t i = 0; i < count; i++) {
		int cells;

		buf_clear(&item);
		out_safe(ctx, &item, items[i]);
		buf_str(&item, i + 1 < count ? "," : "");
		cells = text_width(buf_text(&item));
		if (used + 1 + cells > width) {
			buf_str(out, "\n   ");
			used = 3;
		}
		buf_printf(out, " %s", buf_text(&item));
		used += 1 + cells;
	}
	buf_char(out, '\n');
	buf_free(&item);
}

static void say_count(struct buf *out, const char *what, long count)
{
	if (count)
		buf_printf(out, ", %ld %s", count, what);
}

static void say_counts(struct buf *out, const struct import_report *report, bool dry_run)
{
	buf_printf(out, "%s%ld row%s: %ld added, %ld changed, %ld as before",
		   dry_run ? "would import " : "imported ", report->rows, report->rows == 1 ? "" : "s",
		   report->added, report->changed, report->unchanged);
	say_count(out, "rejected", report->rejected);
	say_count(out, "skipped", report->skipped);
	say_count(out, "in conflict", report->conflicts);
	if (report->sums)
		buf_printf(out, "; they add up to %ld measure%s", report->sums, report->sums == 1 ? "" : "s");
}

static void say_report(const struct ctx *ctx, const char *path, const struct import_report *report)
{
	struct buf out = { 0 };

	for (size_t i = 0; i < report->issues.count; i++) {
		const struct import_issue *issue = &report->issues.items[i];

		out_safe(ctx, &out, path);
		buf_printf(&out, ":%ld: %s: ", issue->line, issue_name(issue->kind));
		if (issue->field && *issue->field) {
			out_safe(ctx, &out, issue->field);
			buf_str(&out, ": ");
		}
		out_safe(ctx, &out, issue->reason);
		buf_char(&out, '\n');
	}
	if (report->mapping) {
		buf_str(&out, "read as: ");
		out_safe(ctx, &out, report->mapping);
		buf_char(&out, '\n');
	}
	say_texts(ctx, &out, "kept as custom fields", report->kept.items, report->kept.count);
	say_texts(ctx, &out, "columns not read", report->dropped.items, report->dropped.count);
	say_texts(ctx, &out, "below the data", report->footers.items, report->footers.count);
	say_texts(ctx, &out,
		  report->missing > (long)report->missing_names.count ? "not in the file, among others"
								      : "not in the file",
		  report->missing_names.items, report->missing_names.count);
	if (report->trackless == 1)
		buf_str(&out, "1 answer is for a track that its account does not have; track add shows it\n");
	else if (report->trackless)
		buf_printf(&out,
			   "%ld answers are for tracks that their accounts do not have; track add shows them\n",
			   report->trackless);
	if (report->rejects) {
		buf_str(&out, "rejected rows are in: ");
		out_safe(ctx, &out, report->rejects);
		buf_char(&out, '\n');
	}
	out_flush(ctx, &out);
	buf_free(&out);
}

/* Bad rows beside good ones are no failure; a file of which nothing could be used is one. */
static int judge(const struct import_report *report, struct error *error)
{
	if (!report->rejected || report->added || report->changed || report->unchanged)
		return 0;
	return error_set(error, ERROR_INPUT, "no row could be imported: line %ld: %s",
			 report->issues.count ? report->issues.items[0].line : 0,
			 report->issues.count ? report->issues.items[0].reason : "");
}

struct watched {
	const struct ctx *ctx;
	const char *path;
};

static bool say_progress(void *data, int percent, long rows)
{
	const struct watched *watched = data;

	watched->ctx->progress(watched->ctx->progress_data, watched->path, percent, rows, "rows");
	return true;
}

int act_import(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	char *imports = config_share(ctx->config, "imports");
	struct import_options options = { .imports_dir = imports };
	struct import_report report = { 0 };
	struct buf counts = { 0 };
	struct watched watched = { ctx, args_word(args, 1) };
	int status = read_options(ctx, args, &options, error);

	options.progress = ctx->progress ? say_progress : NULL;
	options.progress_data = &watched;
	if (!status)
		status = import_file(ctx->book, args_word(args, 1), &options, &report, error);
	if (ctx->progress)
		ctx->progress(ctx->progress_data, NULL, 100, 0, "");
	if (!status) {
		outcome->entry = report.entry;
		outcome->many = true;
		if (ctx->format == FORMAT_JSON)
			out_json(ctx, report_object(&report, options.dry_run));
		else
			say_report(ctx, args_word(args, 1), &report);
		say_counts(&counts, &report, options.dry_run);
		outcome_say(outcome, "%s", buf_text(&counts));
		status = judge(&report, error);
		import_report_free(&report);
	}
	buf_free(&counts);
	free(imports);
	return status;
}
