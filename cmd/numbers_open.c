/* "numbers open QUARTER FIGURE" for programs: the accounts and movements that a figure adds up from. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/out_grid.h"

struct part {
	int64_t account, minor;
	day_t on; /* DAY_NONE: a balance, a customer, what netting came to */
	enum movement_kind kind;
	char currency[CURRENCY_SIZE];
	char *line;
};

struct opening {
	enum numbers_format format;
	enum number_figure figures[3];
	int count;
	struct {
		struct part *items;
		size_t count, room;
	} parts[3];
};

static void keep_part(void *data, int period, enum number_figure figure, const struct number_part *part)
{
	struct opening *opening = data;

	(void)period;
	for (int i = 0; i < opening->count; i++) {
		struct part *kept;

		if (opening->figures[i] != figure)
			continue;
		kept = vec_add(&opening->parts[i]);
		*kept = (struct part){
			.account = part->account,
			.minor = part->minor,
			.on = part->movement ? part->movement->on : DAY_NONE,
			.kind = part->movement ? part->movement->kind : MOVEMENT_KINDS,
			.line = xstrdup(part->line),
		};
		memcpy(kept->currency, part->currency, strlen(part->currency));
	}
}

static int choose_figures(struct opening *opening, const char *name, struct error *error)
{
	struct buf names = { 0 };

	opening->count = number_figures_of(name, opening->figures);
	if (opening->count)
		return 0;
	for (int i = 0; i < FIGURE_COUNT; i++)
		buf_printf(&names, "%s, ", number_figure_key((enum number_figure)i));
	for (int i = 0; i < RATE_COUNT; i++)
		buf_printf(&names, "%s%s", i ? ", " : "", number_rate_key((enum number_rate)i));
	error_set(error, ERROR_USAGE, "numbers: there is no figure '%s', but %s", name, buf_text(&names));
	buf_free(&names);
	return -1;
}

/* ---- names of accounts, each read once: parts of one follow each other ---- */

static int read_row(const struct numbers_use *use, int64_t account, struct account_row *row, struct error *error)
{
	return row->id == account ? 0 : portfolio_rows(use->ctx->book, &account, 1, row, error);
}

/* ---- out ---- */

static json_t *part_object(const struct part *part, const struct account_row *row, const char *currency,
			   enum number_figure figure)
{
	json_t *object = json_object();

	json_object_set_new(object, "account", json_sprintf("%lld", (long long)part->account));
	json_object_set_new(object, "name", out_json_text(row->name));
	json_object_set_new(object, "on", out_json_day(part->on));
	json_object_set_new(object, "kind",
			    part->kind == MOVEMENT_KINDS ? json_null() : json_string(movement_name(part->kind)));
	json_object_set_new(object, "line", out_json_text(part->line));
	json_object_set_new(object, number_figure_counts(figure) ? "count" : "amount",
			    number_figure_counts(figure) ? json_integer(part->minor)
							 : out_json_money(part->minor, currency));
	return object;
}

static void csv_part(const struct ctx *ctx, const struct part *part, const struct account_row *row,
		     const char *currency, enum number_figure figure, struct buf *line)
{
	char text[MONEY_TEXT];

	csv_field(line, true, CSV_EXACT, number_figure_key(figure));
	csv_field(line, false, CSV_EXACT, currency);
	csv_field(line, false, CSV_TEXT, row->external_id ? row->external_id : row->name);
	csv_field(line, false, CSV_EXACT, date_format(part->on, text));
	csv_field(line, false, CSV_EXACT, part->kind == MOVEMENT_KINDS ? "" : movement_name(part->kind));
	csv_field(line, false, CSV_TEXT, part->line);
	if (number_figure_counts(figure))
		snprintf(text, sizeof text, "%lld", (long long)part->minor);
	else
		money_plain(part->minor, currency, text);
	csv_field(line, false, CSV_EXACT, text);
	csv_end(line);
	out_flush(ctx, line);
}

/* One figure in one currency. */
static int out_figure(const struct numbers_use *use, const struct opening *opening, int at,
		      const struct number_sums *sums, json_t *array, struct error *error)
{
	enum number_figure figure = opening->figures[at];
	struct account_row row = { 0 };
	json_t *object = json_object(), *parts = json_array();
	struct buf line = { 0 };
	int status = 0;

	for (size_t i = 0; i < opening->parts[at].count && !status; i++) {
		const struct part *part = &opening->parts[at].items[i];

		if (strcmp(part->currency, sums->currency) != 0)
			continue;
		status = read_row(use, part->account, &row, error);
		if (status)
			continue;
		if (opening->format == NUMBERS_JSON)
			json_array_append_new(parts, part_object(part, &row, sums->currency, figure));
		else
			csv_part(use->ctx, part, &row, sums->currency, figure, &line);
	}
	account_row_clear(&row);
	json_object_set_new(object, "currency", json_string(sums->currency));
	json_object_set_new(object, "level", json_string(number_level_key(use->query.level)));
	json_object_set_new(object, "quarter", json_string(use->periods[0].name));
	json_object_set_new(object, "figure", json_string(number_figure_key(figure)));
	json_object_set_new(object, "total",
			    number_figure_counts(figure) ? json_integer(sums->sums[0][figure])
							 : out_json_money(sums->sums[0][figure], sums->currency));
	json_object_set_new(object, "parts", parts);
	json_array_append_new(array, object);
	buf_free(&line);
	return status;
}

static int out_figures(const struct numbers_use *use, const struct opening *opening, const struct numbers *numbers,
		       struct error *error)
{
	json_t *array = json_array();
	int status = 0;

	if (opening->format == NUMBERS_CSV)
		out_print(use->ctx, "figure,currency,account,date,kind,line,amount\r\n");
	for (size_t i = 0; i < numbers->item_count && !status; i++)
		for (int at = 0; at < opening->count && !status; at++)
			status = out_figure(use, opening, at, &numbers->items[i], array, error);
	if (!status && opening->format == NUMBERS_JSON)
		out_json(use->ctx, json_incref(array));
	json_decref(array);
	return status;
}

int numbers_open_figure(struct numbers_use *use, const char *name, enum numbers_format format, struct error *error)
{
	struct opening opening = { .format = format };
	struct numbers numbers;
	int status = choose_figures(&opening, name, error);

	if (status)
		return -1;
	status = numbers_open(use->ctx->book, &use->query, keep_part, &opening, &numbers, error);
	if (!status)
		status = out_figures(use, &opening, &numbers, error);
	numbers_free(&numbers);
	for (int i = 0; i < opening.count; i++) {
		for (size_t p = 0; p < opening.parts[i].count; p++)
			free(opening.parts[i].items[p].line);
		vec_free(&opening.parts[i]);
	}
	return status;
}
