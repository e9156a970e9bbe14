/* The plain answer of numbers, for programs: all figures by currency and quarter; what they mean. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/out_grid.h"
#include "cmd/renewals.h"

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

void out_numbers_csv(const struct numbers_use *use, const struct numbers *numbers)
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

static json_t *rate_value(enum number_rate rate, const int64_t sums[FIGURE_COUNT])
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
				    rate_value((enum number_rate)r, sums->sums[p]));
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

void out_numbers_json(const struct numbers_use *use, const struct numbers *numbers, const struct forecast *forecast)
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
		json_object_set_new(object, "forecast", out_json_forecast(forecast, sums->currency));
		json_array_append_new(array, object);
	}
	out_json(use->ctx, array);
}

/* ---- what they mean ---- */

/* What is told of, by its key and as it is shown, and what it means: in order, each key once. */
struct meanings {
	const struct ctx *ctx;
	struct table table;
	json_t *object;
	const char *head; /* of what comes next: "Retention" */
};
enum { OF, KEY, LABEL, MEANS, MEANING_COLUMNS };
static const struct table_column meaning_columns[MEANING_COLUMNS] = { [OF] = { "Of", false, 1 },
								      [KEY] = { "Key", false, 0 },
								      [LABEL] = { "Shown as", false, 2 },
								      [MEANS] = { "Means", false, 0 } };

static void add_meaning(struct meanings *meanings, const char *key, const char *label, const char *means)
{
	const char *const cells[MEANING_COLUMNS] = { meanings->head, key, label, means };

	if (!means || json_object_get(meanings->object, key))
		return;
	for (int i = 0; i < MEANING_COLUMNS; i++) {
		struct buf safe = { 0 };

		out_safe(meanings->ctx, &safe, cells[i]);
		table_add(&meanings->table, buf_text(&safe));
		buf_free(&safe);
	}
	json_object_set_new(meanings->object, key, out_json_text(means));
}

/* On a terminal a meaning is longer than a line. */
static void say_meanings(const struct ctx *ctx, const struct meanings *meanings)
{
	const char *head = "";

	for (size_t i = 0; i + MEANS < meanings->table.cells.count; i += MEANING_COLUMNS) {
		char *const *cells = &meanings->table.cells.items[i];
		char *line = xasprintf("%s (%s): %s", cells[LABEL], cells[KEY], cells[MEANS]);

		if (strcmp(cells[OF], head) != 0) {
			out_print(ctx, "%s", *head ? "\n" : "");
			out_title(ctx, cells[OF], 1, NUMBERS_TABLE);
		}
		head = cells[OF];
		out_words(ctx, line, NUMBERS_TABLE);
		free(line);
	}
}

static void out_meanings(const struct ctx *ctx, struct meanings *meanings, enum numbers_format format)
{
	if (format == NUMBERS_JSON)
		out_json(ctx, json_incref(meanings->object));
	else if (format == NUMBERS_TABLE && ctx->width > 0)
		say_meanings(ctx, meanings);
	else
		out_table(ctx, &meanings->table, format);
	table_clear(&meanings->table);
	json_decref(meanings->object);
}

static struct meanings meanings_begin(const struct ctx *ctx, const char *head)
{
	return (struct meanings){
		ctx, { .columns = meaning_columns, .count = MEANING_COLUMNS }, json_object(), head
	};
}

void numbers_define(const struct ctx *ctx, enum numbers_format format)
{
	struct meanings meanings = meanings_begin(ctx, numbers_pages[0].title);

	for (int f = 0; f < FIGURE_COUNT; f++)
		add_meaning(&meanings, number_figure_key((enum number_figure)f),
			    number_figure_title((enum number_figure)f),
			    number_figure_definition((enum number_figure)f));
	for (int r = 0; r < RATE_COUNT; r++)
		add_meaning(&meanings, number_rate_key((enum number_rate)r), number_rate_title((enum number_rate)r),
			    number_rate_definition((enum number_rate)r));
	meanings.head = "Levels";
	for (int l = 0; l < LEVEL_COUNT; l++)
		add_meaning(&meanings, number_level_key((enum number_level)l),
			    number_level_title((enum number_level)l),
			    number_level_definition((enum number_level)l));
	meanings.head = "Pages";
	for (int p = 0; p < numbers_page_count; p++)
		add_meaning(&meanings, numbers_pages[p].name, numbers_pages[p].title, numbers_pages[p].help);
	out_meanings(ctx, &meanings, format);
}

/* A period is what its name says; that it is not over yet is no definition of the page. */
void numbers_define_grids(const struct ctx *ctx, const struct numbers_page *page, const struct grids *grids,
			  enum numbers_format format)
{
	struct meanings meanings = meanings_begin(ctx, page->title);

	for (size_t i = 0; i < grids->count; i++) {
		const struct grid *grid = &grids->items[i];

		for (size_t r = 0; r < grid->rows.count; r++)
			add_meaning(&meanings, grid->rows.items[r].key, grid->rows.items[r].title,
				    grid->rows.items[r].definition);
		for (size_t c = 0; c < grid->columns.count; c++)
			if (!grid->columns.items[c].running)
				add_meaning(&meanings, grid->columns.items[c].key, grid->columns.items[c].title,
					    grid->columns.items[c].definition);
	}
	out_meanings(ctx, &meanings, format);
}
