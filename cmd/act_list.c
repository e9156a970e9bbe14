/* Listing accounts. */
#include <stdlib.h>
#include <string.h>

#include "cmd/out.h"
#include "core/filter.h"
#include "core/text.h"
#include "storage/tracks.h"

enum list_format { LIST_TABLE, LIST_PLAIN, LIST_JSON, LIST_CSV, LIST_MD };

/* How many rows are read at once where the cache is as it should be. */
#define WINDOW 256

struct listing {
	struct ctx *ctx;
	struct filter *filter;
	enum list_format format;
	enum column sort;
	bool descending;
	enum column shown[COLUMN_COUNT];
	int shown_count;
	struct table_column titles[COLUMN_COUNT];
	const char *lens; /* the key of the track of COLUMN_LENS; NULL: none */
	struct table table;
	size_t printed;
	struct json_stream stream;
	struct buf line;
	VEC(struct account_row) rows; /* for sorting what the cache does not hold */
};

/* ---- columns ---- */

static const enum column for_people[] = {
	COLUMN_NAME, COLUMN_STAGE,   COLUMN_LENS, COLUMN_HEALTH, COLUMN_RENEWAL,
	COLUMN_ARR,  COLUMN_SEGMENT, COLUMN_CSM,  COLUMN_STATUS, COLUMN_LAST_TOUCH,
};

static void choose_columns(struct listing *list)
{
	int whole = -2;

	for (size_t i = 0; i < sizeof for_people / sizeof *for_people; i++) {
		if (for_people[i] == COLUMN_LENS && !list->lens)
			continue;
		list->shown[list->shown_count++] = for_people[i];
		whole += column_info(for_people[i])->width + 2;
	}
	while (list->ctx->width > 0 && whole > list->ctx->width && list->shown_count > 1) {
		int least = 0;

		for (int i = 1; i < list->shown_count; i++)
			if (column_info(list->shown[i])->keep < column_info(list->shown[least])->keep)
				least = i;
		whole -= column_info(list->shown[least])->width + 2;
		list->shown_count--;
		memmove(&list->shown[least], &list->shown[least + 1],
			(size_t)(list->shown_count - least) * sizeof *list->shown);
	}
	for (int i = 0; i < list->shown_count; i++) {
		const struct column_info *info = column_info(list->shown[i]);

		list->titles[i] = (struct table_column){ list->shown[i] == COLUMN_LENS ? list->lens : info->title,
							 info->right, info->keep };
	}
	list->table.columns = list->titles;
	list->table.count = list->shown_count;
}

/* All but the last, the lens, while none is chosen. */
static int column_count(const struct listing *list)
{
	return list->lens ? COLUMN_COUNT : COLUMN_LENS;
}

/* ---- rows ---- */

/* The raw value of a cell, exact; returns its text, "" when it is not known. */
static const char *raw_cell(enum column column, const struct account_row *row, char number[MONEY_TEXT])
{
	enum column_kind kind = column_info(column)->kind;
	bool known;
	int64_t value;

	if (kind == COLUMN_TEXT) {
		const char *text = column_text(column, row);

		return text ? text : "";
	}
	value = column_number(column, row, &known);
	number[0] = '\0';
	if (!known)
		return number;
	if (column == COLUMN_HEALTH)
		value = row->health / 100;
	if (kind == COLUMN_DATE)
		return date_format((day_t)value, number);
	if (kind == COLUMN_MONEY)
		return money_plain(value, row->arr.currency, number);
	snprintf(number, MONEY_TEXT, "%lld", (long long)value);
	return number;
}

static void print_csv(struct listing *list, const struct account_row *row)
{
	char number[MONEY_TEXT];

	for (int i = 0; i < column_count(list); i++) {
		bool text = column_info((enum column)i)->kind == COLUMN_TEXT;

		csv_field(&list->line, i == 0, text ? CSV_TEXT : CSV_EXACT, raw_cell((enum column)i, row, number));
	}
	csv_field(&list->line, false, CSV_EXACT, row->arr.currency);
	csv_end(&list->line);
	out_flush(list->ctx, &list->line);
}

static void print_plain(struct listing *list, const struct account_row *row)
{
	char number[MONEY_TEXT];

	for (int i = 0; i < list->shown_count; i++) {
		if (i)
			buf_char(&list->line, '\t');
		out_safe(list->ctx, &list->line, raw_cell(list->shown[i], row, number));
	}
	buf_char(&list->line, '\n');
	out_flush(list->ctx, &list->line);
}

static void add_to_table(struct listing *list, const struct account_row *row)
{
	for (int i = 0; i < list->shown_count; i++) {
		buf_clear(&list->line);
		out_cell(list->ctx, &list->line, list->shown[i], row);
		table_add(&list->table, buf_text(&list->line));
	}
}

static void print_row(struct listing *list, const struct account_row *row)
{
	list->printed++;
	switch (list->format) {
	case LIST_JSON:
		json_stream_add(list->ctx, &list->stream, out_json_account(list->ctx, row));
		break;
	case LIST_CSV:
		print_csv(list, row);
		break;
	case LIST_PLAIN:
		print_plain(list, row);
		break;
	default:
		add_to_table(list, row);
	}
}

static void print_head(struct listing *list)
{
	if (list->format != LIST_CSV)
		return;
	for (int i = 0; i < column_count(list); i++)
		csv_field(&list->line, i == 0, CSV_EXACT, column_info((enum column)i)->key);
	csv_field(&list->line, false, CSV_EXACT, "currency");
	csv_end(&list->line);
	out_flush(list->ctx, &list->line);
}

static void print_end(struct listing *list)
{
	if (list->format == LIST_JSON)
		json_stream_end(list->ctx, &list->stream);
	else if (list->format == LIST_MD)
		table_markdown(list->ctx, &list->table);
	else if (list->format == LIST_TABLE && list->table.cells.count)
		table_print(list->ctx, &list->table);
}

/* ---- order ---- */

/* From the cache, a window at a time. */
static int list_cached(struct listing *list, struct error *error)
{
	struct book *book = list->ctx->book;
	struct account_row *rows = xcalloc(WINDOW, sizeof *rows);
	struct ids order = { 0 };
	int status = portfolio_order(book, list->sort, list->descending, 0, &order, error);

	for (size_t first = 0; !status && first < order.count; first += WINDOW) {
		size_t count = order.count - first < WINDOW ? order.count - first : WINDOW;

		status = portfolio_rows(book, order.items + first, count, rows, error);
		for (size_t i = 0; !status && i < count; i++)
			if (rows[i].id && filter_fits(list->filter, &rows[i]))
				print_row(list, &rows[i]);
	}
	for (size_t i = 0; i < WINDOW; i++)
		account_row_clear(&rows[i]);
	free(rows);
	vec_free(&order);
	return status;
}

static void copy_row(const struct account_row *from, struct account_row *to)
{
	*to = *from;
	to->external_id = xstrdup(from->external_id);
	to->source = xstrdup(from->source);
	to->name = xstrdup(from->name);
	to->segment = xstrdup(from->segment);
	to->csm = xstrdup(from->csm);
	to->track = xstrdup(from->track);
	to->stage = xstrdup(from->stage);
	to->next_key = xstrdup(from->next_key);
	to->next_question = xstrdup(from->next_question);
	to->lens = xstrdup(from->lens);
}

static bool keep_row(void *data, const struct account_row *row)
{
	struct listing *list = data;

	if (filter_fits(list->filter, row))
		copy_row(row, vec_add(&list->rows));
	return true;
}

static int compare_rows(const void *a, const void *b, void *data)
{
	const struct listing *list = data;

	return column_compare(list->sort, list->descending, a, b);
}

/* As of another day, or while the cache is being brought forward: computed, then sorted. */
static int list_computed(struct listing *list, struct error *error)
{
	int status = portfolio_each(list->ctx->book, list->ctx->as_of, keep_row, list, error);

	if (!status && list->rows.count)
		qsort_r(list->rows.items, list->rows.count, sizeof *list->rows.items, compare_rows, list);
	for (size_t i = 0; i < list->rows.count; i++) {
		if (!status)
			print_row(list, &list->rows.items[i]);
		account_row_clear(&list->rows.items[i]);
	}
	vec_free(&list->rows);
	return status;
}

static int print_accounts(struct listing *list, struct error *error)
{
	struct totals totals;
	int status = book_read_begin(list->ctx->book, error);

	if (status)
		return -1;
	status = portfolio_totals(list->ctx->book, &totals, error);
	if (!status) {
		print_head(list);
		status = totals.day == list->ctx->as_of ? list_cached(list, error) : list_computed(list, error);
	}
	book_read_end(list->ctx->book);
	return status;
}

/* ---- the action ---- */

static enum list_format chosen_format(const struct ctx *ctx, const struct args *args)
{
	static const char *const names[] = { "table", "plain", "json", "csv", "md" };
	const char *name = args_option(args, "format");

	for (int i = 0; name && i <= LIST_MD; i++)
		if (!strcmp(name, names[i]))
			return (enum list_format)i;
	return ctx->format == FORMAT_JSON ? LIST_JSON : LIST_TABLE;
}

static int unknown_key(const struct listing *list, const char *key, struct error *error)
{
	struct buf keys = { 0 };

	for (int i = 0; i < column_count(list); i++)
		buf_printf(&keys, "%s%s", i ? ", " : "", column_info((enum column)i)->key);
	error_set(error, ERROR_USAGE, "list: accounts cannot be sorted by '%s', but by %s", key, buf_text(&keys));
	buf_free(&keys);
	return -1;
}

static int choose_sort(struct listing *list, const char *key, struct error *error)
{
	bool turned = key && *key == '-';

	list->sort = key ? column_find(key + turned) : COLUMN_AT_STAKE;
	if (list->sort == COLUMN_COUNT || (list->sort == COLUMN_LENS && !list->lens))
		return unknown_key(list, key, error);
	list->descending = column_info(list->sort)->descending != turned;
	return 0;
}

/* --lens, else the one that the console has chosen. */
static int choose_lens(struct listing *list, const struct args *args, struct error *error)
{
	struct book *book = list->ctx->book;
	const char *key = args_option(args, "lens");
	const struct track *track = NULL;

	if (key ? track_by_key(book, key, &track, error)
		: book_options(book)->lens && track_get(book, book_options(book)->lens, &track, error))
		return -1;
	if (track && track->subject != SUBJECT_ACCOUNT)
		return error_set(
			error, ERROR_USAGE,
			"list: %s is a track of the organisation, not of accounts; waymark programme shows it",
			key);
	list->lens = track ? track->key : NULL;
	book_set_lens(book, track ? track->id : 0);
	for (int i = 0; !track && i < args->word_count; i++)
		if (!strncmp(args_word(args, i), "lens", 4) && strpbrk(args_word(args, i), "=<>~"))
			return error_set(error, ERROR_USAGE, "list: '%s' needs to know the track: --lens TRACK",
					 args_word(args, i));
	return 0;
}

static int list_accounts(struct listing *list, const struct args *args, struct outcome *outcome,
			 struct error *error)
{
	int status;

	if (choose_lens(list, args, error) || choose_sort(list, args_option(args, "sort"), error) ||
	    filter_parse(&list->filter, args->words, args->word_count, error))
		return -1;
	list->format = chosen_format(list->ctx, args);
	choose_columns(list);
	status = print_accounts(list, error);
	if (!status)
		print_end(list);
	if (!status && list->format == LIST_TABLE && !list->printed)
		outcome_say(outcome, "%s",
			    args->word_count ? "no account fits" : "no account yet; waymark add or import");
	filter_free(list->filter);
	buf_free(&list->line);
	return status;
}

int act_list(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	int64_t before = book_options(ctx->book)->lens;
	struct listing list = { .ctx = ctx };
	int status = list_accounts(&list, args, outcome, error);

	book_set_lens(ctx->book, before);
	return status;
}
