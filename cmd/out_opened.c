/* What cells open to: the cases that a figure comes from, group by group. */
#include <stdlib.h>
#include <string.h>

#include "cmd/markup.h"
#include "cmd/out_grid.h"

/* ---- the account of a case; cases of one follow each other, so each is read once ---- */

static int read_account(const struct out_opened *out, int64_t account, struct account_row *row, struct error *error)
{
	if (row->id == account)
		return 0;
	if (!account) {
		account_row_clear(row);
		return 0;
	}
	return portfolio_rows(out->use->ctx->book, &account, 1, row, error);
}

/* ---- text, Markdown, HTML: a table a group ---- */

/* Columns that no case has anything in are left out. */
struct used {
	bool account, day, what;
};

static struct used used_by(const struct grid_group *group)
{
	struct used used = { false, false, false };

	for (size_t i = 0; i < group->cases.count; i++) {
		used.account |= group->cases.items[i].account != 0;
		used.day |= group->cases.items[i].on != DAY_NONE;
		used.what |= group->cases.items[i].what != NULL;
	}
	return used;
}

static int set_columns(const struct grid_group *group, struct used used, struct table_column columns[4])
{
	int count = 0;

	if (used.account)
		columns[count++] = (struct table_column){ "Account", false, 0 };
	if (used.day)
		columns[count++] = (struct table_column){ "Day", false, 0 };
	if (used.what)
		columns[count++] = (struct table_column){ "What", false, used.account || used.day };
	columns[count++] = (struct table_column){ grid_is_money(group->kind) ? "Amount" : "Value", true, 0 };
	return count;
}

/* A document makes texts safe itself; a terminal wants them so. */
static void add_text(const struct out_opened *out, struct table *table, const char *text)
{
	struct buf safe = { 0 };

	if (out->format == NUMBERS_TABLE)
		out_safe(out->use->ctx, &safe, text);
	else
		buf_str(&safe, text ? text : "");
	table_add(table, buf_text(&safe));
	buf_free(&safe);
}

static void add_case(const struct out_opened *out, const struct grid_opened *opened, const struct grid_group *group,
		     const struct grid_case *one, const char *account, struct used used, struct table *table)
{
	struct buf value = { 0 };
	char day[DATE_SIZE];

	if (used.account)
		add_text(out, table, account);
	if (used.day)
		table_add(table, one->on == DAY_NONE ? "" : date_format(one->on, day));
	if (used.what)
		add_text(out, table, one->what);
	grid_show(out->use->ctx, group->kind, one->value, opened->currency, &value);
	table_add(table, buf_text(&value));
	buf_free(&value);
}

static void say_group(const struct out_opened *out, const struct grid_opened *opened,
		      const struct grid_group *group)
{
	struct buf line = { 0 }, total = { 0 };

	grid_show(out->use->ctx, group->kind, group->total, opened->currency, &total);
	buf_str(&line, out->format == NUMBERS_HTML ? "<h3>" : "\n");
	if (out->format == NUMBERS_HTML)
		html_line(&line, group->title);
	else if (out->format == NUMBERS_MD)
		markdown_block(&line, group->title);
	else
		out_safe(out->use->ctx, &line, group->title);
	buf_printf(&line, ": %s%s\n", buf_text(&total),
		   out->format == NUMBERS_HTML ? "</h3>"
		   : out->format == NUMBERS_MD ? "\n"
					       : "");
	out_flush(out->use->ctx, &line);
	buf_free(&line);
	buf_free(&total);
}

/* Where the one group is the cell itself the title has said it. */
static bool is_cell(const struct grid_opened *opened)
{
	const struct grid_group *only = opened->groups.items;

	return opened->groups.count == 1 && only->kind == opened->cell.kind && only->total == opened->cell.value;
}

static int show_group(const struct out_opened *out, const struct grid_opened *opened,
		      const struct grid_group *group, struct error *error)
{
	struct used used = used_by(group);
	struct table_column columns[4];
	struct table table = { .columns = columns, .count = set_columns(group, used, columns) };
	struct account_row row = { 0 };
	int status = 0;

	for (size_t i = 0; i < group->cases.count && !status; i++) {
		const struct grid_case *one = &group->cases.items[i];

		status = read_account(out, one->account, &row, error);
		if (!status)
			add_case(out, opened, group, one, row.name, used, &table);
	}
	account_row_clear(&row);
	if (!is_cell(opened))
		say_group(out, opened, group);
	else if (out->format != NUMBERS_HTML)
		out_print(out->use->ctx, "\n");
	if (!status && table.cells.count)
		out_table(out->use->ctx, &table, out->format);
	table_clear(&table);
	return status;
}

static int show_opened(struct out_opened *out, const struct grid *grid, const struct grid_opened *opened,
		       struct error *error)
{
	struct buf title = { 0 };

	buf_printf(&title, "%s: ", opened->title);
	buf_str(&title, grid_mark_sign(opened->cell.marked));
	grid_cell_show(out->use->ctx, grid, &opened->cell, &title);
	if (out->count && out->format != NUMBERS_HTML)
		out_print(out->use->ctx, "\n");
	out_title(out->use->ctx, buf_text(&title), 2, out->format);
	if (opened->rule)
		out_words(out->use->ctx, opened->rule, out->format);
	buf_free(&title);
	for (size_t i = 0; i < opened->groups.count; i++)
		if (show_group(out, opened, &opened->groups.items[i], error))
			return -1;
	return 0;
}

/* ---- CSV ---- */

static void csv_case(const struct grid *grid, size_t row, size_t column, const struct grid_group *group,
		     const struct grid_case *one, const struct account_row *account, struct buf *line)
{
	char day[DATE_SIZE];
	struct buf value = { 0 };

	grid_exact(group->kind, one->value, grid->currency, &value);
	csv_field(line, true, CSV_EXACT, grid->key);
	csv_field(line, false, CSV_EXACT, grid->currency);
	csv_field(line, false, CSV_TEXT, grid->rows.items[row].key);
	csv_field(line, false, CSV_TEXT, grid->columns.items[column].key);
	csv_field(line, false, CSV_TEXT, group->key);
	csv_field(line, false, CSV_TEXT, account->external_id ? account->external_id : account->name);
	csv_field(line, false, CSV_EXACT, one->on == DAY_NONE ? "" : date_format(one->on, day));
	csv_field(line, false, CSV_TEXT, one->what);
	csv_field(line, false, CSV_EXACT, buf_text(&value));
	csv_end(line);
	buf_free(&value);
}

static int csv_opened(const struct out_opened *out, const struct grid *grid, size_t row, size_t column,
		      const struct grid_opened *opened, struct error *error)
{
	struct account_row account = { 0 };
	struct buf line = { 0 };
	int status = 0;

	if (!out->count)
		out_print(out->use->ctx, "grid,currency,row,column,group,account,date,what,value\r\n");
	for (size_t g = 0; g < opened->groups.count; g++) {
		const struct grid_group *group = &opened->groups.items[g];

		for (size_t i = 0; i < group->cases.count && !status; i++) {
			status = read_account(out, group->cases.items[i].account, &account, error);
			if (status)
				break;
			csv_case(grid, row, column, group, &group->cases.items[i], &account, &line);
			out_flush(out->use->ctx, &line);
		}
	}
	account_row_clear(&account);
	buf_free(&line);
	return status;
}

/* ---- JSON ---- */

static json_t *case_object(const struct grid_group *group, const struct grid_case *one,
			   const struct account_row *account, const char *currency)
{
	json_t *object = json_object();

	json_object_set_new(object, "account",
			    one->account ? json_sprintf("%lld", (long long)one->account) : json_null());
	json_object_set_new(object, "external_id", out_json_text(account->external_id));
	json_object_set_new(object, "name", out_json_text(account->name));
	json_object_set_new(object, "on", out_json_day(one->on));
	json_object_set_new(object, "what", out_json_text(one->what));
	json_object_set_new(object, "value", out_json_kind(group->kind, one->value, currency));
	return object;
}

static int json_opened(struct out_opened *out, const struct grid *grid, size_t row, size_t column,
		       const struct grid_opened *opened, struct error *error)
{
	json_t *object = json_object(), *groups = json_array();
	struct account_row account = { 0 };
	int status = 0;

	json_object_set_new(object, "page", json_string(out->page->name));
	json_object_set_new(object, "grid", out_json_text(grid->key));
	json_object_set_new(object, "currency", *grid->currency ? json_string(grid->currency) : json_null());
	json_object_set_new(object, "row", out_json_text(grid->rows.items[row].key));
	json_object_set_new(object, "column", out_json_text(grid->columns.items[column].key));
	json_object_set_new(object, "title", out_json_text(opened->title));
	json_object_set_new(object, "rule", out_json_text(opened->rule));
	json_object_set_new(object, "value", out_json_cell(grid, &opened->cell));
	json_object_set_new(object, "groups", groups);
	for (size_t g = 0; g < opened->groups.count; g++) {
		const struct grid_group *group = &opened->groups.items[g];
		json_t *one = json_object(), *cases = json_array();

		json_object_set_new(one, "key", out_json_text(group->key));
		json_object_set_new(one, "title", out_json_text(group->title));
		json_object_set_new(one, "total", out_json_kind(group->kind, group->total, opened->currency));
		json_object_set_new(one, "cases", cases);
		json_array_append_new(groups, one);
		for (size_t i = 0; i < group->cases.count && !status; i++) {
			status = read_account(out, group->cases.items[i].account, &account, error);
			if (!status)
				json_array_append_new(cases, case_object(group, &group->cases.items[i], &account,
									 opened->currency));
		}
	}
	account_row_clear(&account);
	if (!out->array)
		out->array = json_array();
	json_array_append_new(out->array, object);
	return status;
}

/* ---- one after the other ---- */

int out_opened_add(struct out_opened *out, const struct grid *grid, size_t row, size_t column,
		   const struct grid_opened *opened, struct error *error)
{
	int status;

	if (out->format == NUMBERS_HTML && !out->count)
		out_html_begin(out->use->ctx, out->page->title);
	if (out->format == NUMBERS_JSON)
		status = json_opened(out, grid, row, column, opened, error);
	else if (out->format == NUMBERS_CSV)
		status = csv_opened(out, grid, row, column, opened, error);
	else
		status = show_opened(out, grid, opened, error);
	out->count++;
	return status;
}

void out_opened_end(struct out_opened *out)
{
	if (out->format == NUMBERS_JSON)
		out_json(out->use->ctx, out->array ? out->array : json_array());
	else if (out->format == NUMBERS_HTML && out->count)
		out_html_end(out->use->ctx);
	out->array = NULL;
}
