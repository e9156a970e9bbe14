/* The numbers as a table, Markdown, HTML, CSV and JSON. */
#include <stdio.h>
#include <string.h>

#include "cmd/markup.h"
#include "cmd/numbers.h"

void numbers_cell(const struct ctx *ctx, enum number_figure figure, int64_t value, const char *currency,
		  char text[MONEY_TEXT])
{
	if (number_figure_counts(figure))
		snprintf(text, MONEY_TEXT, "%lld", (long long)value);
	else
		money_format(value, currency, ctx->utf8, text);
}

/* ---- a table a currency: figures down, periods across ---- */

static void add_rate_row(struct table *table, const struct numbers *numbers, const struct number_sums *sums,
			 enum number_rate rate)
{
	table_add(table, number_rate_title(rate));
	for (int p = 0; p < numbers->count; p++) {
		char text[MONEY_TEXT], cell[MONEY_TEXT + 4] = "-";
		int64_t hundredths;

		if (number_rate(rate, sums->sums[p], &hundredths))
			snprintf(cell, sizeof cell, "%s %%", number_percent_format(hundredths, text));
		table_add(table, cell);
	}
}

static void fill_table(const struct ctx *ctx, struct table *table, const struct numbers *numbers,
		       const struct number_sums *sums)
{
	for (int f = 0; f < FIGURE_COUNT; f++) {
		table_add(table, number_figure_title((enum number_figure)f));
		for (int p = 0; p < numbers->count; p++) {
			char text[MONEY_TEXT];

			numbers_cell(ctx, (enum number_figure)f, sums->sums[p][f], sums->currency, text);
			table_add(table, text);
		}
	}
	for (int r = 0; r < RATE_COUNT; r++)
		add_rate_row(table, numbers, sums, (enum number_rate)r);
}

/* The latest periods are those that a narrow terminal keeps. */
static void set_columns(const struct numbers *numbers, struct table_column *columns, char titles[][PERIOD_SIZE + 2],
			struct table *table)
{
	columns[0] = (struct table_column){ "", false, 0 };
	for (int p = 0; p < numbers->count; p++) {
		snprintf(titles[p], PERIOD_SIZE + 2, "%s%s", numbers->periods[p].name,
			 numbers->periods[p].running ? " *" : "");
		columns[p + 1] = (struct table_column){ titles[p], true, p + 1 < numbers->count ? p + 1 : 0 };
	}
	*table = (struct table){ .columns = columns, .count = numbers->count + 1 };
}

static void say_head(const struct numbers_use *use, const struct numbers *numbers, const char *currency,
		     struct buf *out)
{
	char day[DATE_SIZE];

	buf_printf(out, "%s, by %s", currency, number_level_key(numbers->level));
	if (use->scope.size) {
		buf_str(out, ", ");
		out_safe(use->ctx, out, buf_text(&use->scope));
	}
	if (numbers->count && numbers->periods[numbers->count - 1].running)
		buf_printf(out, ", * up to %s", date_format(use->query.as_of, day));
}

static void out_tables(const struct numbers_use *use, const struct numbers *numbers)
{
	bool markdown = use->format == NUMBERS_MD;
	char titles[NUMBERS_PERIODS][PERIOD_SIZE + 2];
	struct table_column columns[NUMBERS_PERIODS + 1];
	struct buf head = { 0 };

	for (size_t i = 0; i < numbers->item_count; i++) {
		struct table table;

		set_columns(numbers, columns, titles, &table);
		fill_table(use->ctx, &table, numbers, &numbers->items[i]);
		buf_str(&head, i ? "\n" : "");
		buf_str(&head, markdown ? "## " : "");
		say_head(use, numbers, numbers->items[i].currency, &head);
		buf_str(&head, markdown ? "\n\n" : "\n");
		out_flush(use->ctx, &head);
		(markdown ? table_markdown : table_print)(use->ctx, &table);
	}
	buf_free(&head);
}

/* ---- HTML ---- */

static const char html_head[] =
	"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>The numbers</title>\n"
	"<style>body{font:15px/1.4 sans-serif;margin:2em;color:#222}table{border-collapse:collapse}"
	"td,th{padding:.2em .8em;text-align:right;border-bottom:1px solid #ddd}"
	"td:first-child,th:first-child{text-align:left}dt{font-weight:bold}</style></head><body>\n";

static void html_table(const struct ctx *ctx, struct table *table, struct buf *out)
{
	buf_str(out, "<table><tr>");
	for (int i = 0; i < table->count; i++) {
		buf_str(out, "<th>");
		html_line(out, table->columns[i].title);
		buf_str(out, "</th>");
	}
	for (size_t i = 0; i < table->cells.count; i++) {
		buf_str(out, i % (size_t)table->count ? "<td>" : "</tr>\n<tr><td>");
		html_line(out, table->cells.items[i]);
		buf_str(out, "</td>");
	}
	buf_str(out, "</tr></table>\n");
	out_flush(ctx, out);
	table_clear(table);
}

static void out_html(const struct numbers_use *use, const struct numbers *numbers)
{
	char titles[NUMBERS_PERIODS][PERIOD_SIZE + 2];
	struct table_column columns[NUMBERS_PERIODS + 1];
	struct buf out = { 0 }, head = { 0 };

	buf_str(&out, html_head);
	for (size_t i = 0; i < numbers->item_count; i++) {
		struct table table;

		set_columns(numbers, columns, titles, &table);
		fill_table(use->ctx, &table, numbers, &numbers->items[i]);
		buf_clear(&head);
		say_head(use, numbers, numbers->items[i].currency, &head);
		buf_str(&out, "<h2>");
		html_line(&out, buf_text(&head));
		buf_str(&out, "</h2>\n");
		html_table(use->ctx, &table, &out);
	}
	buf_str(&out, "<dl>\n");
	for (int r = 0; r < RATE_COUNT; r++)
		buf_printf(&out, "<dt>%s</dt><dd>%s</dd>\n", number_rate_title((enum number_rate)r),
			   number_rate_definition((enum number_rate)r));
	buf_str(&out, "</dl></body></html>\n");
	out_flush(use->ctx, &out);
	buf_free(&head);
	buf_free(&out);
}

/* ---- CSV: a row a currency and period ---- */

static void csv_row(const struct numbers_use *use, const struct numbers *numbers, const struct number_sums *sums,
		    int p, struct buf *line)
{
	const struct number_period *period = &numbers->periods[p];
	char text[MONEY_TEXT];

	csv_field(line, true, CSV_EXACT, sums->currency);
	csv_field(line, false, CSV_EXACT, number_level_key(numbers->level));
	csv_field(line, false, CSV_EXACT, period->name);
	csv_field(line, false, CSV_EXACT, date_format(period->start, text));
	csv_field(line, false, CSV_EXACT, date_format(period->end - 1, text));
	for (int f = 0; f < FIGURE_COUNT; f++) {
		if (number_figure_counts((enum number_figure)f))
			snprintf(text, sizeof text, "%lld", (long long)sums->sums[p][f]);
		else
			money_plain(sums->sums[p][f], sums->currency, text);
		csv_field(line, false, CSV_EXACT, text);
	}
	for (int r = 0; r < RATE_COUNT; r++) {
		int64_t hundredths;
		bool known = number_rate((enum number_rate)r, sums->sums[p], &hundredths);

		csv_field(line, false, CSV_EXACT, known ? number_percent_format(hundredths, text) : "");
	}
	csv_end(line);
	out_flush(use->ctx, line);
}

static void out_rows(const struct numbers_use *use, const struct numbers *numbers)
{
	static const char *const first[] = { "currency", "level", "quarter", "from", "to" };
	struct buf line = { 0 };

	for (size_t i = 0; i < sizeof first / sizeof *first; i++)
		csv_field(&line, i == 0, CSV_EXACT, first[i]);
	for (int f = 0; f < FIGURE_COUNT; f++)
		csv_field(&line, false, CSV_EXACT, number_figure_key((enum number_figure)f));
	for (int r = 0; r < RATE_COUNT; r++)
		csv_field(&line, false, CSV_EXACT, number_rate_key((enum number_rate)r));
	csv_end(&line);
	out_flush(use->ctx, &line);
	for (size_t i = 0; i < numbers->item_count; i++)
		for (int p = 0; p < numbers->count; p++)
			csv_row(use, numbers, &numbers->items[i], p, &line);
	buf_free(&line);
}

/* ---- JSON ---- */

json_t *out_json_rate(enum number_rate rate, const int64_t sums[FIGURE_COUNT])
{
	int64_t hundredths;

	return number_rate(rate, sums, &hundredths) ? out_json_money(hundredths, "EUR") : json_null();
}

/* New ones with those won back, so that opening + new - churn is the closing. */
static json_t *customers_object(const int64_t sums[FIGURE_COUNT])
{
	json_t *object = json_object();

	json_object_set_new(object, "opening", json_integer(sums[FIGURE_CUSTOMERS_OPENING]));
	json_object_set_new(object, "new",
			    json_integer(sums[FIGURE_CUSTOMERS_NEW] + sums[FIGURE_CUSTOMERS_REACTIVATED]));
	json_object_set_new(object, "reactivated", json_integer(sums[FIGURE_CUSTOMERS_REACTIVATED]));
	json_object_set_new(object, "churn", json_integer(sums[FIGURE_CUSTOMERS_CHURNED]));
	json_object_set_new(object, "closing", json_integer(sums[FIGURE_CUSTOMERS_CLOSING]));
	json_object_set_new(object, "due", json_integer(sums[FIGURE_CUSTOMERS_DUE]));
	json_object_set_new(object, "renewed", json_integer(sums[FIGURE_CUSTOMERS_RENEWED]));
	return object;
}

static json_t *quarter_object(const struct numbers *numbers, const struct number_sums *sums, int p)
{
	const struct number_period *period = &numbers->periods[p];
	json_t *object = json_object();

	json_object_set_new(object, "quarter", json_string(period->name));
	json_object_set_new(object, "from", out_json_day(period->start));
	json_object_set_new(object, "to", out_json_day(period->end - 1));
	json_object_set_new(object, "running", json_boolean(period->running));
	for (int f = 0; !number_figure_counts((enum number_figure)f); f++)
		json_object_set_new(object, number_figure_key((enum number_figure)f),
				    out_json_money(sums->sums[p][f], sums->currency));
	for (int r = 0; r < RATE_COUNT; r++)
		json_object_set_new(object, number_rate_key((enum number_rate)r),
				    out_json_rate((enum number_rate)r, sums->sums[p]));
	json_object_set_new(object, "customers", customers_object(sums->sums[p]));
	return object;
}

/* Those who came in a period (null: before all), as of the end of each from then on. */
static json_t *cohort_object(const struct numbers *numbers, const struct number_sums *sums, int came)
{
	json_t *object = json_object(), *ends = json_array();

	json_object_set_new(object, "came", came < 0 ? json_null() : json_string(numbers->periods[came].name));
	for (int p = came < 0 ? 0 : came; p < numbers->count; p++) {
		const struct number_cohort *cohort = numbers_cohort(numbers, sums, came, p);
		json_t *end = json_object();

		json_object_set_new(end, "quarter", json_string(numbers->periods[p].name));
		json_object_set_new(end, "customers", json_integer(cohort->customers));
		json_object_set_new(end, "arr", out_json_money(cohort->minor, sums->currency));
		json_array_append_new(ends, end);
	}
	json_object_set_new(object, "quarters", ends);
	return object;
}

static void out_objects(const struct numbers_use *use, const struct numbers *numbers)
{
	json_t *array = json_array();

	for (size_t i = 0; i < numbers->item_count; i++) {
		const struct number_sums *sums = &numbers->items[i];
		json_t *object = json_object(), *quarters = json_array(), *cohorts = json_array();

		for (int p = 0; p < numbers->count; p++)
			json_array_append_new(quarters, quarter_object(numbers, sums, p));
		for (int came = -1; came < numbers->count; came++)
			json_array_append_new(cohorts, cohort_object(numbers, sums, came));
		json_object_set_new(object, "currency", json_string(sums->currency));
		json_object_set_new(object, "level", json_string(number_level_key(numbers->level)));
		json_object_set_new(object, "quarters", quarters);
		json_object_set_new(object, "cohorts", cohorts);
		json_object_set_new(object, "forecast", json_array());
		json_array_append_new(array, object);
	}
	out_json(use->ctx, array);
}

void out_numbers(const struct numbers_use *use, const struct numbers *numbers)
{
	switch (use->format) {
	case NUMBERS_JSON:
		out_objects(use, numbers);
		break;
	case NUMBERS_CSV:
		out_rows(use, numbers);
		break;
	case NUMBERS_HTML:
		out_html(use, numbers);
		break;
	default:
		out_tables(use, numbers);
	}
}

void numbers_define(const struct numbers_use *use)
{
	struct table_column columns[] = { { "Name", false, 0 }, { "Means", false, 0 } };
	struct table table = { .columns = columns, .count = 2 };
	json_t *object = json_object();

	for (int i = 0; i < FIGURE_COUNT + RATE_COUNT + LEVEL_COUNT; i++) {
		int r = i - FIGURE_COUNT, l = r - RATE_COUNT;
		const char *key = l >= 0   ? number_level_key((enum number_level)l)
				  : r >= 0 ? number_rate_key((enum number_rate)r)
					   : number_figure_key((enum number_figure)i);
		const char *means = l >= 0   ? number_level_definition((enum number_level)l)
				    : r >= 0 ? number_rate_definition((enum number_rate)r)
					     : number_figure_definition((enum number_figure)i);

		table_add(&table, key);
		table_add(&table, means);
		json_object_set_new(object, key, json_string(means));
	}
	if (use->format == NUMBERS_JSON)
		out_json(use->ctx, json_incref(object));
	else if (use->format == NUMBERS_MD)
		table_markdown(use->ctx, &table);
	else
		table_print(use->ctx, &table);
	table_clear(&table);
	json_decref(object);
}
