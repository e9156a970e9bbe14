/* Dates as exports write them: the forms seen in real files, and no guessing. */
#include "core/date.h"

#include <string.h>

#include "core/text.h"

#define SECONDS_PER_DAY 86400
#define EXCEL_1970 25569 /* the serial of 1970-01-01; true from March 1900 on */
#define CELL_MAX 64	 /* no date is longer */

enum reading_kind { READ_NONE, READ_BLANK, READ_SURE, READ_ORDERED };

/* What a cell can mean. */
struct cell_reading {
	enum reading_kind kind;
	day_t date;		      /* when sure */
	day_t day_first, month_first; /* DAY_NONE where it cannot be read so */
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A run of digits moved over, at most most of them; returns how many. */
static int scan_number(const char **at, int most, int64_t *number)
{
	int count = 0;

	for (*number = 0; count < most && is_digit(**at); ++*at, count++)
		*number = *number * 10 + **at - '0';
	return count;
}

/* A number of exactly two digits, up to limit. */
static bool scan_two(const char **at, int limit)
{
	int64_t number;

	return scan_number(at, 2, &number) == 2 && number <= limit;
}

static bool scan_zone(const char **at)
{
	if (**at == 'Z') {
		++*at;
		return true;
	}
	if (**at != '+' && **at != '-')
		return true;
	++*at;
	if (!scan_two(at, 14))
		return false;
	if (**at == ':')
		++*at;
	else if (!is_digit(**at))
		return true;
	return scan_two(at, 59);
}

static bool scan_half(const char **at)
{
	if ((**at == 'A' || **at == 'P' || **at == 'a' || **at == 'p') && ((*at)[1] == 'M' || (*at)[1] == 'm')) {
		*at += 2;
		return true;
	}
	return false;
}

/* What may stand behind a date: nothing, or a time and perhaps a zone. It has
 * no bearing on the date, but what is no time makes the cell no date. */
static bool is_time(const char *text)
{
	const char *at = text;
	int64_t hour;

	if (!*at)
		return true;
	if (*at != 'T' && *at != ' ')
		return false;
	for (at++; *text == ' ' && *at == ' '; at++)
		;
	if (scan_number(&at, 2, &hour) == 0 || hour > 23 || *at++ != ':' || !scan_two(&at, 59))
		return false;
	if (*at == ':') {
		at++;
		if (!scan_two(&at, 60))
			return false;
		if (*at == '.' || *at == ',') {
			if (!is_digit(*++at))
				return false;
			while (is_digit(*at))
				at++;
		}
	}
	if (*at == ' ' && at[1])
		at++;
	if (hour <= 12 && scan_half(&at))
		return !*at;
	return scan_zone(&at) && !*at;
}

static struct cell_reading read_digits(int count, int64_t number)
{
	struct cell_reading reading = { READ_SURE, DAY_NONE, DAY_NONE, DAY_NONE };

	if (count >= 9 && count <= 11)
		reading.date = (day_t)(number / SECONDS_PER_DAY);
	else if (count == 5 && number >= 20000 && number <= 79999)
		reading.date = (day_t)(number - EXCEL_1970);
	else
		reading.kind = READ_NONE;
	return reading;
}

static struct cell_reading read_parts(int count, int64_t a, int64_t b, int count_c, int64_t c)
{
	struct cell_reading reading = { READ_NONE, DAY_NONE, DAY_NONE, DAY_NONE };

	if (count == 4 && count_c <= 2) {
		reading.date = date_from_civil((int)a, (int)b, (int)c);
		if (reading.date != DAY_NONE)
			reading.kind = READ_SURE;
	} else if (count <= 2 && (count_c == 2 || count_c == 4)) {
		if (count_c == 2)
			c += c <= 68 ? 2000 : 1900;
		reading.day_first = date_from_civil((int)c, (int)b, (int)a);
		reading.month_first = date_from_civil((int)c, (int)a, (int)b);
		if (reading.day_first != DAY_NONE || reading.month_first != DAY_NONE)
			reading.kind = READ_ORDERED;
	}
	return reading;
}

static struct cell_reading read_trimmed(const char *cell)
{
	struct cell_reading none = { READ_NONE, DAY_NONE, DAY_NONE, DAY_NONE };
	int64_t a, b, c;
	int count, count_c;
	char separator;

	count = scan_number(&cell, 12, &a);
	if (count == 0)
		return none;
	if (!*cell)
		return read_digits(count, a);
	separator = *cell++;
	if (count > 4 || (separator != '-' && separator != '/' && separator != '.') ||
	    scan_number(&cell, 2, &b) == 0 || *cell++ != separator)
		return none;
	count_c = scan_number(&cell, 4, &c);
	return count_c && is_time(cell) ? read_parts(count, a, b, count_c, c) : none;
}

static struct cell_reading read_cell(const char *cell)
{
	struct cell_reading reading = { READ_NONE, DAY_NONE, DAY_NONE, DAY_NONE };
	char copy[CELL_MAX], *trimmed;

	/* Blanks at the ends may be many; what is between them is not. */
	cell += strspn(cell, " \t\r\n");
	if (strnlen(cell, CELL_MAX) == CELL_MAX)
		return reading;
	memcpy(copy, cell, strlen(cell) + 1);
	trimmed = text_trim(copy);
	if (!*trimmed || strcmp(trimmed, "NULL") == 0 || strcmp(trimmed, "null") == 0) {
		reading.kind = READ_BLANK;
		return reading;
	}
	return read_trimmed(trimmed);
}

void date_vote(struct date_votes *votes, const char *cell)
{
	struct cell_reading reading = read_cell(cell);

	if (reading.kind == READ_BLANK)
		return;
	votes->cells++;
	if (reading.kind == READ_SURE)
		votes->iso++;
	if (reading.kind != READ_ORDERED)
		return;
	if (reading.month_first == DAY_NONE)
		votes->only_dmy++;
	else if (reading.day_first == DAY_NONE)
		votes->only_mdy++;
	else if (reading.day_first != reading.month_first)
		votes->both++;
}

enum date_order date_votes_order(const struct date_votes *votes)
{
	if (votes->only_dmy && votes->only_mdy)
		return DATE_ORDER_CONFLICT;
	if (votes->only_dmy)
		return DATE_ORDER_DMY;
	if (votes->only_mdy)
		return DATE_ORDER_MDY;
	return votes->iso && !votes->both ? DATE_ORDER_YMD : DATE_ORDER_UNKNOWN;
}

/* Day and month in the column's order; without one only what can be read in one way. */
static int settle(const char *cell, const struct cell_reading *reading, enum date_order order, day_t *date,
		  struct error *error)
{
	char day_first[DATE_SIZE], month_first[DATE_SIZE];
	day_t found;

	if (order == DATE_ORDER_DMY) {
		found = reading->day_first;
	} else if (order == DATE_ORDER_MDY) {
		found = reading->month_first;
	} else if (reading->day_first == DAY_NONE || reading->day_first == reading->month_first) {
		found = reading->month_first;
	} else if (reading->month_first == DAY_NONE) {
		found = reading->day_first;
	} else {
		return error_set(
			error, ERROR_INPUT,
			"\"%.60s\" could be %s or %s: say whether the column has the day or the month first", cell,
			date_format(reading->day_first, day_first), date_format(reading->month_first, month_first));
	}
	if (found == DAY_NONE)
		return error_set(error, ERROR_INPUT, "\"%.60s\" is no date with the %s first", cell,
				 order == DATE_ORDER_DMY ? "day" : "month");
	*date = found;
	return 0;
}

int date_parse_cell(const char *cell, enum date_order order, day_t *date, struct error *error)
{
	struct cell_reading reading = read_cell(cell);

	switch (reading.kind) {
	case READ_BLANK:
		*date = DAY_NONE;
		return 0;
	case READ_SURE:
		*date = reading.date;
		return 0;
	case READ_ORDERED:
		return settle(cell, &reading, order, date, error);
	case READ_NONE:
		break;
	}
	return error_set(error, ERROR_INPUT, "\"%.60s\" is no date: 2026-11-22 always works", cell);
}
