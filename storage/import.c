/* The pipeline: open, choose the mapping, decide, then a row at a time into one journal entry. */
#include "storage/import.h"

#include <stdio.h>
#include <string.h>

#include "storage/book_private.h"
#include "storage/check_numbers.h"
#include "storage/import_private.h"
#include "storage/journal.h"

#define PROGRESS_ROWS 1000
#define CACHE_KB 65536 /* accounts' keys are hashes: rows go all over the book, and its pages must stay at hand */

static const struct import_kind *const kinds[] = { &import_accounts,	  &import_contacts,  &import_answers,
						   &import_touches,	  &import_movements, &import_surveys,
						   &import_measures,	  &import_promises,  &import_outcomes,
						   &import_concerns,	  &import_overrides, &import_subscriptions,
						   &import_opportunities, &import_costs };
#define KINDS (sizeof kinds / sizeof *kinds)

const char *const *import_kinds(void)
{
	static const char *const names[] = { "accounts",  "contacts",	   "answers",  "touches",  "movements",
					     "surveys",	  "measures",	   "promises", "outcomes", "concerns",
					     "overrides", "opportunities", "costs",    NULL };

	return names;
}

static void tell(struct import *import, enum import_issue_kind kind, const char *field, char *reason)
{
	struct import_report *report = import->report;

	report->conflicts += kind == IMPORT_CONFLICT;
	report->notes += kind == IMPORT_NOTE;
	if (report->issues.count < IMPORT_ISSUES_MAX)
		*vec_add(&report->issues) = (struct import_issue){ kind, import->record.line, xstrdup(field),
								   reason };
	else
		free(reason);
}

void import_tell(struct import *import, enum import_issue_kind kind, const char *field, const char *format, ...)
{
	va_list args;
	char reason[1024];

	va_start(args, format);
	vsnprintf(reason, sizeof reason, format, args);
	va_end(args);
	tell(import, kind, field, xstrdup(reason));
}

int import_reject(struct import *import, const char *field, const char *format, ...)
{
	va_list args;
	char reason[1024], *whole;

	va_start(args, format);
	vsnprintf(reason, sizeof reason, format, args);
	va_end(args);
	import->report->rejected++;
	whole = *field ? xasprintf("%s: %s", field, reason) : xstrdup(reason);
	import_rejects_add(import, whole);
	free(whole);
	tell(import, IMPORT_REJECTED, field, xstrdup(reason));
	return 0;
}

const char *import_text(struct import *import, int field)
{
	int column = import->fields[field].column;
	const char *text;

	if (column < 0 || (size_t)column >= import->record.count)
		return NULL;
	text = import->record.cells[column].text;
	if (*text == '\'' && csv_is_guarded(text))
		text++;
	return text[strspn(text, " \t\r\n")] ? text : NULL;
}

const char *import_word(struct import *import, int field)
{
	struct import_field *at = &import->fields[field];
	const char *text = import_text(import, field);
	size_t size;

	if (!text)
		return NULL;
	text += strspn(text, " \t\r\n");
	size = strlen(text);
	if (strchr(" \t\r\n", text[size - 1])) {
		while (strchr(" \t\r\n", text[size - 1]))
			size--;
		buf_clear(&at->trimmed);
		buf_add(&at->trimmed, text, size);
		text = buf_text(&at->trimmed);
	}
	return at->how->values.count ? mapping_value(at->how, text) : text;
}

const char *import_field_name(const struct import *import, int field)
{
	int column = import->fields[field].column;

	return column >= 0 ? import->header[column] : import->kind->fields[field];
}

/* A number of months before the day of the import. */
static bool months_before(struct import *import, int field, const char *word, day_t *date)
{
	char *end;
	long months = strtol(word, &end, 10);

	if (*end || months < 0 || months > 12000) {
		import_reject(import, import_field_name(import, field), "\"%.60s\" is no number of months", word);
		return false;
	}
	*date = date_add_months(import->options->on, (int)-months);
	return true;
}

bool import_date(struct import *import, int field, day_t *date)
{
	const char *word = import_word(import, field);
	struct error error;

	*date = DAY_NONE;
	if (!word)
		return true;
	if (import->fields[field].how->months_before)
		return months_before(import, field, word, date);
	if (!date_parse_cell(word, import->fields[field].order, date, &error))
		return true;
	import_reject(import, import_field_name(import, field), "%s", error.text);
	return false;
}

/* An amount that comes in minor units. */
static int parse_cents(const char *word, int64_t *minor, struct error *error)
{
	char *end;
	long long value = strtoll(word, &end, 10);

	while (*end == '0' || (*end == '.' && end[1] == '0'))
		end++;
	if (*end || value > MONEY_MAX || value < -MONEY_MAX)
		return error_set(error, ERROR_INPUT, "\"%.60s\" is no whole number of cents", word);
	*minor = value;
	return 0;
}

bool import_money(struct import *import, int field, char currency[CURRENCY_SIZE], int64_t *minor, bool *given)
{
	const struct import_field *at = &import->fields[field];
	const char *word = import_word(import, field);
	struct error error;
	int result;

	*given = word && strcasecmp(word, "NULL");
	if (!*given)
		return true;
	result = at->how->cents ? parse_cents(word, minor, &error)
				: money_parse(word, at->decimal, currency, minor, &error);
	if (!result && at->how->multiply > 1 &&
	    (*minor > MONEY_MAX / at->how->multiply || *minor < -MONEY_MAX / at->how->multiply))
		result = error_set(&error, ERROR_INPUT, "\"%.60s\" times %d is more than an amount can be", word,
				   at->how->multiply);
	if (result < 0) {
		import_reject(import, import_field_name(import, field), "%s", error.text);
		return false;
	}
	*minor *= at->how->multiply;
	return true;
}

int import_home_currency(struct import *import, int field, char currency[CURRENCY_SIZE], int64_t *minor)
{
	struct error ignored;
	bool given;

	if (!import->options->home_currency ||
	    money_currency(import->options->home_currency, currency, &ignored) < 0)
		return -1;
	if (!import->said_currency)
		import_tell(import, IMPORT_NOTE, import_field_name(import, field),
			    "nothing says what currency the amounts are in; they are taken for %s, --currency says "
			    "another",
			    currency);
	import->said_currency = true;
	return import_money(import, field, currency, minor, &given) ? 1 : 0;
}

/* Whether the row has the shape of one; false: it was rejected. */
static bool check_shape(struct import *import)
{
	const struct csv_record *record = &import->record;

	if (record->has_nul) {
		import_reject(import, "", "a cell holds a NUL byte; the file is damaged there");
		return false;
	}
	if (record->bad_text) {
		import_reject(import, "", "a cell is not UTF-8, which the file says it is; save it again as UTF-8");
		return false;
	}
	for (size_t i = import->header_count; i < record->count; i++)
		if (record->cells[i].text[strspn(record->cells[i].text, " \t\r\n")]) {
			import_reject(
				import, "",
				"it has %zu cells under %zu headers; put quotes around a cell with a \"%s\" in it",
				record->count, import->header_count,
				csv_delimiter(import->csv) == '\t' ? "tab"
								   : (char[]){ csv_delimiter(import->csv), '\0' });
			return false;
		}
	return true;
}

static int import_row(struct import *import, struct error *error)
{
	long rejected = import->report->rejected;

	import->report->rows++;
	if (!check_shape(import))
		return 0;
	if (import->kind->row(import, error) < 0)
		return error_prefix(error, "line %ld", import->record.line);
	if (import->record.count < import->header_count && import->report->rejected == rejected)
		import_tell(import, IMPORT_NOTE, "",
			    "it has %zu cells under %zu headers; the missing ones were taken as blank",
			    import->record.count, import->header_count);
	return 0;
}

bool import_stopped(const struct import *import, struct error *error)
{
	if (!import->options->stop || !*import->options->stop)
		return false;
	error_set(error, ERROR_INPUT, "stopped; nothing was imported, the book is as it was");
	return true;
}

int import_breathe(struct import *import, struct error *error)
{
	if (import_stopped(import, error))
		return -1;
	return journal_slice(import->book, error) < 0 ? -1 : 0;
}

static int import_rows(struct import *import, struct error *error)
{
	const struct import_options *options = import->options;
	int more;

	while ((more = import_next_row(import, error)) == 1) {
		if (import_row(import, error) < 0 || import_rejects_flush(import, error) < 0 ||
		    import_breathe(import, error) < 0)
			return -1;
		if (options->progress && import->report->rows % PROGRESS_ROWS == 0 &&
		    !options->progress(options->progress_data, csv_percent(import->csv), import->report->rows))
			return error_set(error, ERROR_INPUT, "stopped; nothing was imported");
	}
	return more;
}

static int commit(struct import *import, const char *path, struct error *error)
{
	const struct import_report *report = import->report;
	const char *slash = strrchr(path, '/');
	char *sentence;
	int result;

	if (import->options->dry_run) {
		journal_abort(import->book);
		return 0;
	}
	if (import_rejects_finish(import, error) < 0) {
		journal_abort(import->book);
		return -1;
	}
	sentence = xasprintf("imported %s from %s: %ld added, %ld changed", import->kind->name,
			     !strcmp(path, "-") ? "standard input"
			     : slash		? slash + 1
						: path,
			     report->added, report->changed);
	result = journal_commit(
		import->book,
		&(struct journal_note){ .who = import->options->who, .action = "import", .sentence = sentence },
		&import->report->entry, error);
	free(sentence);
	if (result < 0 && report->rejects)
		remove(report->rejects);
	return result;
}

/* A larger page cache for the time of the import; it is given back after. */
static void set_cache(struct book *book, bool large)
{
	struct error ignored; /* slower, no worse */
	char sql[64];

	snprintf(sql, sizeof sql, "PRAGMA cache_size=%d", large ? -CACHE_KB : -2000);
	if (book_exec(book, sql, &ignored) < 0)
		return;
	if (!large)
		sqlite3_db_release_memory(book->handle);
}

/* After movements have come every account and quarter still adds up, or nothing came. */
static int check_sums(struct import *import, struct error *error)
{
	struct buf report = { 0 };
	int faults = 0;

	if (import->kind == &import_movements || import->kind == &import_subscriptions ||
	    import->kind == &import_accounts || import->kind == &import_opportunities)
		faults = check_numbers(import->book, &report, error);
	if (faults > 0)
		error_set(error, ERROR_INPUT, "%s: with it the book would not add up: %s", import->kind->name,
			  buf_text(&report));
	buf_free(&report);
	return faults ? -1 : 0;
}

static int run(struct import *import, const char *path, struct error *error)
{
	if (import_rejects_open(import, path, error) < 0 || csv_open(&import->csv, path, 0, error) < 0)
		return -1;
	import->report->encoding = csv_encoding(import->csv);
	import->report->delimiter = csv_delimiter(import->csv);
	if (import_choose(import, path, error) < 0)
		return -1;
	if (import_decide(import, error) < 0)
		return error_prefix(error, "%s", strcmp(path, "-") ? path : "standard input");
	memcpy(import->currency, import->mapping->currency, CURRENCY_SIZE);
	if (import->options->currency && money_currency(import->options->currency, import->currency, error) < 0)
		return -1;
	if (import_via_open(import, error) < 0 || journal_begin(import->book, error) < 0)
		return -1;
	if (import->kind->begin(import, error) < 0 || import_rows(import, error) < 0 ||
	    import->kind->end(import, error) < 0 || check_sums(import, error) < 0) {
		journal_abort(import->book);
		return -1;
	}
	return commit(import, path, error);
}

int import_file(struct book *book, const char *path, const struct import_options *options,
		struct import_report *report, struct error *error)
{
	struct import import = { .book = book, .options = options, .report = report, .rejects_fd = -1 };
	int result;

	memset(report, 0, sizeof *report);
	for (size_t i = 0; i < KINDS; i++)
		if (!strcmp(kinds[i]->name, options->kind))
			import.kind = kinds[i];
	if (!import.kind)
		return error_set(error, ERROR_USAGE,
				 "\"%.40s\" cannot be imported; accounts, answers, touches, movements, "
				 "subscriptions, contacts, surveys, measures, promises, outcomes, concerns, "
				 "overrides, opportunities and costs can",
				 options->kind);
	set_cache(book, true);
	result = run(&import, path, error);
	set_cache(book, false);
	import.kind->clear(&import);
	import_rejects_drop(&import);
	import_columns_free(&import);
	csv_close(import.csv);
	seen_free(&import.names);
	seen_free(&import.records);
	seen_free(&import.undated);
	import_via_close(&import);
	if (result < 0)
		import_report_free(report);
	return result;
}

#define FREE_STRINGS(list) \
	do { \
		for (size_t i_ = 0; i_ < (list)->count; i_++) \
			free((list)->items[i_]); \
		vec_free(list); \
	} while (0)

void import_report_free(struct import_report *report)
{
	for (size_t i = 0; i < report->issues.count; i++) {
		free(report->issues.items[i].field);
		free(report->issues.items[i].reason);
	}
	vec_free(&report->issues);
	FREE_STRINGS(&report->kept);
	FREE_STRINGS(&report->dropped);
	FREE_STRINGS(&report->footers);
	FREE_STRINGS(&report->missing_names);
	free(report->mapping);
	free(report->rejects);
	memset(report, 0, sizeof *report);
}
