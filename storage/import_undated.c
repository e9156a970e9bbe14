/*
 * Rows that have no date. They get the import's, which is another one each time: so what such a row is about and
 * says is remembered, and a row that says what it said last time changes nothing on whatever day.
 */
#include <stdio.h>
#include <stdlib.h>

#include "core/ids.h"
#include "storage/book_private.h"
#include "storage/import_records.h"

bool import_past(struct import *import, int field, day_t *on)
{
	char day[DATE_SIZE];

	if (!import_date(import, field, on))
		return false;
	if (*on == DAY_NONE || *on <= import->book->options.today)
		return true;
	return import_reject(import, import_field_name(import, field),
			     "%s is after today; what is recorded has happened", date_format(*on, day));
}

bool import_day(struct import *import, int field, day_t *on, bool *undated)
{
	const char *label = import_field_name(import, field);
	char day[DATE_SIZE];

	if (!import_past(import, field, on))
		return false;
	*undated = *on == DAY_NONE;
	if (!*undated)
		return true;
	*on = import->options->on;
	if (!import->options->on_said && !import->said_undated)
		import_tell(
			import, IMPORT_NOTE, label,
			"rows without a date are taken for %s; --date COLUMN says which column has it, --on DATE "
			"the day",
			date_format(*on, day));
	import->said_undated = true;
	return true;
}

static void slot_key(const struct undated *row, char key[32])
{
	(void)snprintf(key, 32, "undated:%lld", (long long)row->slot);
}

int import_row_news(struct import *import, int64_t account, int64_t about, int64_t says, struct undated *row,
		    struct error *error)
{
	char numbers[3][24], key[32], *end;
	sqlite3_stmt *statement;
	int64_t said = 0;
	int found;

	(void)snprintf(numbers[0], sizeof numbers[0], "%lld", (long long)account);
	(void)snprintf(numbers[1], sizeof numbers[1], "%lld", (long long)about);
	(void)snprintf(numbers[2], sizeof numbers[2], "%ld",
		       ++*seen_at(&import->undated, id_hash(numbers[0], numbers[1], NULL)));
	*row = (struct undated){ .slot = id_hash(import->kind->name, numbers[1], numbers[2], NULL),
				 .says = says,
				 .was = DAY_NONE };
	slot_key(row, key);
	statement = book_query(import->book, error, Q_MEMORY_GET, "it", account, key);
	found = statement ? book_step(import->book, statement, error) : -1;
	if (found < 0)
		return -1;
	if (found) {
		row->was = (day_t)strtol(column_string(statement, 0), &end, 10);
		said = strtoll(end, NULL, 10);
		sqlite3_reset(statement);
	}
	return !found || said != says;
}

int import_undated_news(struct import *import, int64_t account, int64_t about, int64_t says, struct undated *row,
			struct error *error)
{
	int news = import_row_news(import, account, about, says, row, error);

	return !news && import->options->on_said ? 1 : news;
}

int import_undated_keep(struct import *import, int64_t account, const struct undated *row, day_t on,
			struct error *error)
{
	char key[32], text[64];

	slot_key(row, key);
	(void)snprintf(text, sizeof text, "%d %lld", (int)on, (long long)row->says);
	return book_run(import->book, error, Q_MEMORY_PUT, "itt", account, key, text) < 0 ? -1 : 0;
}
