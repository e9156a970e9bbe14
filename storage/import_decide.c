/* What has to be decided over a whole column before its first cell is read: the order of day and month, and which
 * sign stands before decimals. */
#include <stdio.h>
#include <string.h>

#include "storage/import_private.h"

struct money_votes {
	size_t point, comma, unclear;
};

/* Which sign an amount has its decimals behind; unclear where one sign stands before three digits. */
static void vote_money(struct money_votes *votes, const char *cell)
{
	int points = 0, commas = 0, before = 0, after = 0;
	char last = 0;
	bool zero = false;

	for (const char *p = cell; *p; p++) {
		if (*p == '.' || *p == ',') {
			*(*p == '.' ? &points : &commas) += 1;
			last = *p;
			after = 0;
		} else if (*p >= '0' && *p <= '9') {
			zero |= !before && !last && *p == '0';
			*(last ? &after : &before) += 1;
		} else if ((*p == 'E' || *p == 'e') && last && after &&
			   (p[1] == '+' || p[1] == '-' || (p[1] >= '0' && p[1] <= '9'))) {
			votes->point += last == '.';
			votes->comma += last == ',';
			return;
		}
	}
	if (!last || !after)
		return;
	if (points && commas)
		*(last == '.' ? &votes->point : &votes->comma) += 1;
	else if (points + commas > 1)
		*(last == '.' ? &votes->comma : &votes->point) += 1;
	else if (after == 3 && before && before <= 3 && !zero)
		votes->unclear++;
	else
		*(last == '.' ? &votes->point : &votes->comma) += 1;
}

/* The votes of one column, and a cell to show where they do not decide. */
struct column_votes {
	struct date_votes dates;
	struct money_votes money;
	char example[64];
	long line;
};

static void vote_cell(struct column_votes *votes, enum field_type type, const char *cell, long line)
{
	bool date = type == FIELD_DATE;
	size_t unclear = date ? votes->dates.both : votes->money.unclear;

	if (date)
		date_vote(&votes->dates, cell);
	else
		vote_money(&votes->money, cell);
	if (!votes->line && (date ? votes->dates.both : votes->money.unclear) > unclear) {
		snprintf(votes->example, sizeof votes->example, "%.60s", cell);
		votes->line = line;
	}
}

/* Values that stand a column each have the field of values in common, which has none. */
static bool is_wide(const struct import *import, int field)
{
	return import->kind->types[field] == FIELD_NUMBER && import->fields[field].column < 0 &&
	       import->mapping->measures.count > 0;
}

static void vote_wide(struct import *import, struct column_votes *votes)
{
	for (size_t i = 0; i < import->mapping->measures.count; i++) {
		const struct mapping_measure *measure = &import->mapping->measures.items[i];
		int column = measure->column && !measure->count
				     ? import_find_header(measure->column, import->header, import->header_count)
				     : -1;

		if (column >= 0 && (size_t)column < import->record.count)
			vote_cell(votes, FIELD_NUMBER, import->record.cells[column].text, import->record.line);
	}
}

static void vote(struct import *import, int field, struct column_votes *votes)
{
	const char *cell = import_word(import, field);

	if (is_wide(import, field))
		vote_wide(import, votes);
	else if (cell)
		vote_cell(votes, import->kind->types[field], cell, import->record.line);
}

static int decide_date(struct import *import, int field, const struct column_votes *votes, struct error *error)
{
	const char *name = import_field_name(import, field);
	enum date_order order = date_votes_order(&votes->dates);

	if (order == DATE_ORDER_CONFLICT)
		return error_set(error, ERROR_INPUT,
				 "column \"%.80s\": some dates have the day first and some the month; say which "
				 "most have with "
				 "--date-order dmy or --date-order mdy, and the others are kept apart",
				 name);
	if (order == DATE_ORDER_UNKNOWN && votes->dates.both)
		return error_set(error, ERROR_INPUT,
				 "column \"%.80s\": \"%s\" (line %ld) can be read with the day or the month first, "
				 "and no other "
				 "row tells which; say --date-order dmy or --date-order mdy",
				 name, votes->example, votes->line);
	import->fields[field].order = order;
	return 0;
}

/* Numbers of which nothing tells are read a cell at a time, where a point comes before decimals. */
static int decide_money(struct import *import, int field, const struct column_votes *votes, struct error *error)
{
	const char *name = import_field_name(import, field);
	bool money = import->kind->types[field] == FIELD_MONEY;

	if (votes->money.point && votes->money.comma)
		return error_set(error, ERROR_INPUT,
				 "column \"%.80s\": some %s have a decimal point and some a decimal comma; "
				 "say which most "
				 "have with --decimal point or --decimal comma, and the others are kept apart",
				 name, money ? "amounts" : "numbers");
	if (money && votes->money.unclear && !votes->money.point && !votes->money.comma)
		return error_set(
			error, ERROR_INPUT,
			"column \"%.80s\": \"%s\" (line %ld) can be thousands or decimals, and no other row tells "
			"which; say --decimal point or --decimal comma",
			name, votes->example, votes->line);
	import->fields[field].decimal = votes->money.point ? '.' : votes->money.comma ? ',' : 0;
	return 0;
}

static bool must_ask(const struct import *import, int i)
{
	const struct import_field *field = &import->fields[i];

	if (is_wide(import, i))
		return !field->decimal;
	if (field->column < 0 || field->how->months_before || field->how->cents)
		return false;
	switch (import->kind->types[i]) {
	case FIELD_DATE:
		return field->order == DATE_ORDER_UNKNOWN;
	case FIELD_MONEY:
	case FIELD_NUMBER:
		return !field->decimal;
	default:
		return false;
	}
}

int import_decide(struct import *import, struct error *error)
{
	struct column_votes votes[IMPORT_FIELDS_MAX] = { 0 };
	int asked[IMPORT_FIELDS_MAX], count = 0, more;

	for (int i = 0; import->kind->fields[i]; i++)
		if (must_ask(import, i))
			asked[count++] = i;
	import->deciding = true;
	if (count && import_start_rows(import, error) < 0)
		return -1;
	while (count && (more = import_next_row(import, error))) {
		if (more < 0)
			return -1;
		for (int i = 0; i < count; i++)
			vote(import, asked[i], &votes[asked[i]]);
	}
	import->deciding = false;
	for (int i = 0; i < count; i++) {
		int field = asked[i];

		if ((import->kind->types[field] == FIELD_DATE ? decide_date : decide_money)(import, field,
											    &votes[field], error))
			return -1;
	}
	return import_start_rows(import, error);
}
