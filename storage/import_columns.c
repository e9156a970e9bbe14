/* The rows of a file: which one is the header, what its columns are, which lines are no data. */
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "core/text.h"
#include "storage/import_private.h"

#define HEADER_ROWS 15 /* looked at for the header */

static bool is_blank(const char *text)
{
	return !text[strspn(text, " \t\r\n")];
}

/* The cells of the row under way, trimmed; yours to free with free_header(). */
static char **copy_header(const struct csv_record *record)
{
	char **header = xcalloc(record->count + 1, sizeof *header);

	for (size_t i = 0; i < record->count; i++) {
		const char *text = record->cells[i].text + strspn(record->cells[i].text, " \t\r\n");
		size_t size = strlen(text);

		while (size && strchr(" \t\r\n", text[size - 1]))
			size--;
		header[i] = xstrndup(text, size);
	}
	return header;
}

static void free_header(char **header, size_t count)
{
	for (size_t i = 0; header && i < count; i++)
		free(header[i]);
	free(header);
}

/* Which field says of what day a row of this kind is; NULL: none does. */
static const char *dated_field(const struct import_kind *kind)
{
	static const char *const names[] = { "date", "made_on", "day", "on", "from" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		for (int j = 0; kind->fields[j]; j++)
			if (kind->types[j] == FIELD_DATE && !strcmp(kind->fields[j], names[i]))
				return names[i];
	return NULL;
}

/* The header that the user named for a field; NULL: none. */
static const char *named_column(const struct import *import, const char *field)
{
	const char *dated = import->options->date_column ? dated_field(import->kind) : NULL;

	if (!strcmp(field, "account"))
		return import->options->account_column;
	if (dated && !strcmp(field, dated))
		return import->options->date_column;
	return !strcmp(field, "score") ? import->options->score_column : NULL;
}

int import_find_header(const char *name, char *const *header, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!strcasecmp(header[i], name))
			return (int)i;
	return -1;
}

/* Where a field stands, by the user's word or the mapping's; -1: nowhere. */
static int field_column(const struct import *import, const struct mapping *mapping, const char *name,
			char *const *header, size_t count)
{
	const char *said = named_column(import, name);
	const struct mapping_field *field = mapping_field(mapping, name);

	if (said)
		return import_find_header(said, header, count);
	return field ? mapping_column(field, (const char *const *)header, count) : -1;
}

/* What a mapping that was named, not found, must lead to at least. */
static bool has_enough(const struct import *import, const struct mapping *mapping, char *const *header,
		       size_t count)
{
	const char *const *const names = (const char *const *)header;

	if (import->kind->keeps_columns) {
		const struct mapping_field *id = mapping_field(mapping, "external_id"),
					   *name = mapping_field(mapping, "name");

		return (id && mapping_column(id, names, count) >= 0) ||
		       (name && mapping_column(name, names, count) >= 0);
	}
	for (size_t i = 0; i < mapping->measures.count; i++)
		if (mapping->measures.items[i].column &&
		    import_find_header(mapping->measures.items[i].column, header, count) < 0)
			return false;
	for (const char *const *must = import->kind->must; *must; must++)
		if (!(mapping->measures.count && strcmp(*must, "account") != 0) &&
		    field_column(import, mapping, *must, header, count) < 0)
			return false;
	return true;
}

/* With --measures: the account's column by its usual names, and the measures. */
static int make_wide(struct import *import, struct error *error)
{
	static const struct {
		const char *field, *columns[8];
	} usual[] = {
		{ "account",
		  { "account", "account_id", "account id", "account_name", "account name", "customer_id",
		    "company_id", "external_id" } },
		{ "date", { "date", "day", "month", "usage_date", "as_of", "period", "week", "timestamp" } },
	};
	const char *rest = import->options->measures;

	mapping_builtin(&import->named, import->kind->name, (const char *const[]){ NULL },
			(const char *const[]){ NULL }, NULL);
	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
		struct mapping_field *field = vec_add(&import->named.fields);

		memset(field, 0, sizeof *field);
		field->name = xstrdup(usual[i].field);
		field->multiply = 1;
		for (size_t j = 0; j < 8 && usual[i].columns[j]; j++)
			*vec_add(&field->columns) = xstrdup(usual[i].columns[j]);
	}
	while (*rest) {
		size_t size = strcspn(rest, ",");
		char *column = xstrndup(rest, size);

		if (*text_trim(column))
			*vec_add(&import->named.measures) = (struct mapping_measure){
				.key = xstrdup(text_trim(column)), .column = xstrdup(text_trim(column))
			};
		free(column);
		rest += size + (rest[size] == ',');
	}
	import->mapping = &import->named;
	return import->named.measures.count ? 0 : error_set(error, ERROR_USAGE, "--measures names no column");
}

/* --map: a name, else a file. */
static int find_named(struct import *import, struct error *error)
{
	const char *name = import->options->map;
	struct buf names = { 0 };

	if (!name)
		return import->options->measures ? make_wide(import, error) : 0;
	if (import->options->measures)
		return error_set(error, ERROR_USAGE,
				 "--map and --measures both say what the columns are; give one");
	import->mapping = mapping_named(&import->mappings, name);
	if (import->mapping && !import->mapping->refuse)
		return 0;
	if (access(name, F_OK)) {
		for (size_t i = 0; i < import->mappings.count; i++)
			if (!import->mappings.items[i].refuse)
				buf_printf(&names, "%s%s", names.size ? ", " : "", import->mappings.items[i].name);
		error_set(error, ERROR_NOT_FOUND, "there is no mapping or file \"%s\"; there are: %s", name,
			  buf_text(&names));
		buf_free(&names);
		return -1;
	}
	if (mapping_read(&import->named, name, import->kind->name, import->kind->fields, error) < 0)
		return -1;
	if (strcmp(import->named.kind, import->kind->name) || import->named.refuse)
		return error_set(error, ERROR_INPUT, "%s: this mapping is for %s, not for %s", name,
				 import->named.kind, import->kind->name);
	import->mapping = &import->named;
	return 0;
}

/* Waymark's own names with others among them, "Stage" for state: one for any file may know more of them. */
static const struct mapping *widest(const struct import *import, const struct mapping *own, char *const *header,
				    size_t count)
{
	const char *const *const names = (const char *const *)header;
	const struct mapping *best = own;

	for (size_t i = 0; i < import->mappings.count; i++) {
		const struct mapping *mapping = &import->mappings.items[i];

		if (!mapping->matches.count && !mapping->refuse && has_enough(import, mapping, header, count) &&
		    mapping_known(mapping, names, count) > mapping_known(best, names, count))
			best = mapping;
	}
	return best;
}

static int score_row(const struct import *import, char *const *header, size_t count, const struct mapping **best)
{
	const char *const *const names = (const char *const *)header;
	int highest = 0;

	if (import->options->map || import->options->measures) {
		*best = import->mapping;
		return has_enough(import, import->mapping, header, count)
			       ? mapping_known(import->mapping, names, count) + 1
			       : 0;
	}
	for (size_t i = 0; i < import->mappings.count; i++) {
		const struct mapping *mapping = &import->mappings.items[i];
		int score = mapping_score(mapping, names, count);

		/* One for any file is none that leads to too little. */
		if (!import->kind->keeps_columns && !mapping->matches.count)
			score = has_enough(import, mapping, header, count)
					? mapping_known(mapping, names, count) + 1
					: 0;

		if (score > highest) {
			highest = score;
			*best = &import->mappings.items[i];
		}
	}
	if (highest && (*best)->any_source && !import->kind->keeps_columns)
		*best = widest(import, *best, header, count);
	return highest;
}

static int no_header(const struct import *import, const char *path, char *const *columns, size_t count, long line,
		     struct error *error)
{
	struct buf seen = { 0 }, wanted = { 0 };
	bool accounts = import->kind->keeps_columns;

	for (size_t i = 0; i < count && seen.size < 400; i++)
		if (*columns[i])
			buf_printf(&seen, "%s%.60s", seen.size ? ", " : "", columns[i]);
	for (const char *const *must = import->kind->must; *must; must++)
		buf_printf(&wanted, "%s%s", wanted.size ? ", " : "", *must);
	if (!count)
		error_set(error, ERROR_INPUT, "%s: there is no row in it; is this the file you meant?", path);
	else
		error_set(error, ERROR_INPUT,
			  "%s: line %ld: no header row with %s%s was found, but: %s; rename the columns, or say "
			  "what they are "
			  "with --map NAME or FILE",
			  path, line, accounts ? "a column for the account's name" : "the columns ",
			  accounts ? "" : buf_text(&wanted), buf_text(&seen));
	buf_free(&seen);
	buf_free(&wanted);
	return -1;
}

/* A column kept as a custom field is called as its header, numbered where that repeats. */
static char *custom_key(const struct import *import, const char *header)
{
	char *key = xstrdup(header);

	for (int n = 2;; n++) {
		size_t i = 0;

		while (i < import->customs.count && strcmp(import->customs.items[i].key, key))
			i++;
		if (i == import->customs.count)
			return key;
		free(key);
		key = xasprintf("%s (%d)", header, n);
	}
}

static void plan_columns(struct import *import)
{
	static const struct mapping_field as_it_is = { .multiply = 1 };
	const char *const *const header = (const char *const *)import->header;
	bool *used = xcalloc(import->header_count + 1, sizeof *used);

	for (int i = 0; import->kind->fields[i]; i++) {
		struct import_field *field = &import->fields[i];

		field->how = mapping_field(import->mapping, import->kind->fields[i]);
		field->column = field_column(import, import->mapping, import->kind->fields[i], import->header,
					     import->header_count);
		if (!field->how)
			field->how = &as_it_is;
		field->order = import->options->date_order;
		if (field->order == DATE_ORDER_UNKNOWN)
			field->order = import->mapping->date_order;
		field->decimal = import->options->decimal ? import->options->decimal : import->mapping->decimal;
		if (field->column >= 0)
			used[field->column] = true;
	}
	for (size_t i = 0; i < import->mapping->measures.count; i++) {
		const char *column = import->mapping->measures.items[i].column;
		int at = column ? import_find_header(column, import->header, import->header_count) : -1;

		if (at >= 0)
			used[at] = true;
	}
	for (size_t i = 0; i < import->header_count; i++) {
		/* The last column of our own file of bad rows. */
		bool reason = i + 1 == import->header_count && !strcasecmp(header[i], "error");

		if (used[i] || reason || !*header[i] || mapping_ignores(import->mapping, header[i]))
			continue;
		if (import->kind->keeps_columns) {
			char *key = custom_key(import, header[i]);

			*vec_add(&import->customs) = (struct import_custom){ (int)i, key };
			*vec_add(&import->report->kept) = xstrdup(key);
		} else {
			*vec_add(&import->report->dropped) = xstrdup(header[i]);
		}
	}
	free(used);
}

/* --date must name a column, or rows would silently be dated today. */
static int check_date_column(const struct import *import, const char *path, struct error *error)
{
	const char *column = import->options->date_column;

	if (!column)
		return 0;
	if (!dated_field(import->kind))
		return error_set(error, ERROR_USAGE, "--date: rows of %s have no day of their own",
				 import->kind->name);
	if (import_find_header(column, import->header, import->header_count) >= 0)
		return 0;
	return error_set(error, ERROR_INPUT, "%s: --date: there is no column \"%.80s\"", path, column);
}

int import_choose(struct import *import, const char *path, struct error *error)
{
	int highest = 0, more = 0;
	char **first = NULL;
	size_t first_count = 0;
	long first_line = 0;

	if (mapping_set_load(&import->mappings, import->options->imports_dir, import->kind->name,
			     import->kind->fields, import->kind->must, import->kind->with, error) < 0 ||
	    find_named(import, error) < 0)
		return -1;
	for (int i = 0; i < HEADER_ROWS && (more = csv_next(import->csv, &import->record, error)) == 1; i++) {
		const struct mapping *mapping = NULL;
		char **header = copy_header(&import->record);
		int score = score_row(import, header, import->record.count, &mapping);
		const char *why = import->kind->refuse ? import->kind->refuse(header, import->record.count) : NULL;

		if (why) {
			free_header(header, import->record.count);
			free_header(first, first_count);
			return error_set(error, ERROR_INPUT, "%s: line %ld: %s", path, import->record.line, why);
		}

		if (!first || (first_count < 2 && import->record.count > 1)) {
			free_header(first, first_count);
			first = copy_header(&import->record);
			first_count = import->record.count;
			first_line = import->record.line;
		}
		if (score <= highest) {
			free_header(header, import->record.count);
			continue;
		}
		highest = score;
		free_header(import->header, import->header_count);
		import->header = header;
		import->header_count = import->record.count;
		import->header_number = import->record.number;
		import->report->header_line = import->record.line;
		import->mapping = mapping;
	}
	if (more < 0 || !highest) {
		if (more >= 0)
			no_header(import, path, first, first_count, first_line, error);
		free_header(first, first_count);
		return -1;
	}
	free_header(first, first_count);
	if (import->mapping->refuse)
		return error_set(error, ERROR_INPUT, "%s: %s", path, import->mapping->refuse);
	import->report->mapping = xstrdup(import->mapping->name);
	plan_columns(import);
	return check_date_column(import, path, error);
}

/* To the first row of data. */
int import_start_rows(struct import *import, struct error *error)
{
	int more;

	if (csv_rewind(import->csv, error) < 0)
		return -1;
	import->in_footer = import->in_data = false;
	do
		more = csv_next(import->csv, &import->record, error);
	while (more == 1 && import->record.number != import->header_number);
	return more < 0 ? -1 : 0;
}

static bool starts_with(const char *text, const char *start)
{
	return !strncasecmp(text, start, strlen(start));
}

/* Lines that a report ends with: totals and legal words, one cell each, mostly after a blank line. */
static bool is_footer(struct import *import)
{
	const struct csv_record *record = &import->record;
	const char *text = record->cells[0].text;

	if (starts_with(text, "Grand Total"))
		return true;
	/* Its commas are not always quoted. */
	if (starts_with(text, "Copyright (c) ") || starts_with(text, "Copyright \xc2\xa9 ") ||
	    starts_with(text, "Confidential Information"))
		return import->in_footer = true;
	for (size_t i = 1; i < record->count; i++)
		if (!is_blank(record->cells[i].text))
			return false;
	if (record->count > 1 || import->header_count < 2)
		return false;
	if (record->after_blank || !strcasecmp(text, "Total") || starts_with(text, "Generated By"))
		import->in_footer = true;
	return import->in_footer;
}

static bool is_header_again(const struct import *import)
{
	if (import->record.count != import->header_count)
		return false;
	for (size_t i = 0; i < import->header_count; i++) {
		const char *cell = import->record.cells[i].text, *name = import->header[i];
		size_t size = strlen(name);

		cell += strspn(cell, " \t\r\n");
		if (strncmp(cell, name, size) || !is_blank(cell + size))
			return false;
	}
	return true;
}

/* A cell that is a number or a date begins with a digit, or a sign before one. */
static bool is_words(const char *cell)
{
	cell += strspn(cell, " \t\r\n+-.'");
	return *cell && (*cell < '0' || *cell > '9');
}

/* Survey tools put the question, and then what they call it, below the header: words where dates and numbers
 * belong. */
static bool is_further_header(struct import *import)
{
	bool words = false;

	if (!import->kind->more_headers || import->in_data || import->record.number > import->header_number + 2)
		return false;
	for (int i = 0; import->kind->fields[i]; i++) {
		int column = import->fields[i].column;
		enum field_type type = import->kind->types[i];
		const char *cell;

		if ((type != FIELD_DATE && type != FIELD_NUMBER) || column < 0 ||
		    (size_t)column >= import->record.count)
			continue;
		cell = import->record.cells[column].text;
		if (type == FIELD_NUMBER && is_words(cell) && strcasecmp(cell, "n/a") && strcasecmp(cell, "null"))
			words = true;
		else if (!is_blank(cell) && !is_words(cell))
			return false;
	}
	return words;
}

int import_next_row(struct import *import, struct error *error)
{
	for (;;) {
		int more = csv_next(import->csv, &import->record, error);
		size_t filled = 0;

		if (more <= 0)
			return more;
		if (import_stopped(import, error))
			return -1;
		while (filled < import->record.count && is_blank(import->record.cells[filled].text) &&
		       !import->record.has_nul)
			filled++;
		if (filled == import->record.count)
			continue;
		if (is_footer(import)) {
			if (!import->deciding)
				*vec_add(&import->report->footers) = xstrdup(import->record.cells[0].text);
			continue;
		}
		if (is_header_again(import)) {
			if (!import->deciding)
				import_tell(import, IMPORT_NOTE, "",
					    "the header stands here again; the line was passed over");
			continue;
		}
		if (is_further_header(import)) {
			if (!import->deciding)
				import_tell(import, IMPORT_NOTE, "",
					    "a further row of the header; it was passed over");
			continue;
		}
		import->in_data = true;
		return 1;
	}
}

void import_columns_free(struct import *import)
{
	free_header(import->header, import->header_count);
	for (int i = 0; i < IMPORT_FIELDS_MAX; i++)
		buf_free(&import->fields[i].trimmed);
	for (size_t i = 0; i < import->customs.count; i++)
		free(import->customs.items[i].key);
	vec_free(&import->customs);
	mapping_set_free(&import->mappings);
	mapping_clear(&import->named);
}
