#include "core/date.h"

#include <string.h>

#define DAYS_400_YEARS 146097
#define DAYS_100_YEARS 36524
#define DAYS_4_YEARS 1461
#define DAYS_YEAR 365
#define DAYS_TO_1970 719162 /* from 0001-01-01 to 1970-01-01 */
#define DATE_LAST 2932896   /* 9999-12-31 */

static const char weekday_names[7][10] = { "Sunday",   "Monday", "Tuesday", "Wednesday",
					   "Thursday", "Friday", "Saturday" };
static const char month_names[12][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
					 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
/* Days of a common year before each month; of the whole year at the end. */
static const int days_before[13] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365 };

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_start(int year, int month)
{
	return days_before[month - 1] + (month > 2 && is_leap(year));
}

static int month_days(int year, int month)
{
	return days_before[month] - days_before[month - 1] + (month == 2 && is_leap(year));
}

static bool is_date(day_t date)
{
	return date >= -DAYS_TO_1970 && date <= DATE_LAST;
}

day_t date_from_civil(int year, int month, int day)
{
	int past = year - 1;

	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > month_days(year, month))
		return DAY_NONE;
	return past * DAYS_YEAR + past / 4 - past / 100 + past / 400 + month_start(year, month) + day - 1 -
	       DAYS_TO_1970;
}

/* Whole units of size in *days, at most most of them; *days keeps the rest. */
static int take(int *days, int size, int most)
{
	int count = *days / size;

	if (count > most)
		count = most;
	*days -= count * size;
	return count;
}

struct civil date_to_civil(day_t date)
{
	struct civil civil = { 0 };
	int days;

	if (!is_date(date))
		return civil;
	days = date + DAYS_TO_1970;
	civil.year = 1 + 400 * take(&days, DAYS_400_YEARS, 24);
	civil.year += 100 * take(&days, DAYS_100_YEARS, 3); /* the fourth century is a day longer */
	civil.year += 4 * take(&days, DAYS_4_YEARS, 24);
	civil.year += take(&days, DAYS_YEAR, 3); /* the fourth year too */
	for (civil.month = 12; month_start(civil.year, civil.month) > days; civil.month--)
		;
	civil.day = days - month_start(civil.year, civil.month) + 1;
	return civil;
}

static char *put_number(char *at, int number, int digits)
{
	for (int i = digits - 1; i >= 0; i--) {
		at[i] = (char)('0' + number % 10);
		number /= 10;
	}
	return at + digits;
}

char *date_format(day_t date, char *text)
{
	struct civil civil = date_to_civil(date);
	char *at = text;

	if (civil.year) {
		at = put_number(at, civil.year, 4);
		*at++ = '-';
		at = put_number(at, civil.month, 2);
		*at++ = '-';
		at = put_number(at, civil.day, 2);
	}
	*at = '\0';
	return text;
}

/* "22 Nov", with " 2026" behind it or not. */
static void put_words(char *at, struct civil civil, bool year)
{
	at = put_number(at, civil.day, civil.day < 10 ? 1 : 2);
	*at++ = ' ';
	memcpy(at, month_names[civil.month - 1], 3);
	at += 3;
	if (year) {
		*at++ = ' ';
		at = put_number(at, civil.year, 4);
	}
	*at = '\0';
}

char *date_format_short(day_t date, day_t today, char *text)
{
	enum { HALF_A_YEAR = 182 };
	struct civil civil = date_to_civil(date);
	bool near = is_date(today) && date >= today - HALF_A_YEAR && date <= today + HALF_A_YEAR;

	*text = '\0';
	if (civil.year)
		put_words(text, civil, !near);
	return text;
}

char *date_format_long(day_t date, char *text)
{
	struct civil civil = date_to_civil(date);

	*text = '\0';
	if (civil.year) {
		memcpy(text, weekday_names[date_weekday(date)], 3);
		text[3] = ' ';
		put_words(text + 4, civil, true);
	}
	return text;
}

/* Exactly so many digits; -1 when there are others. */
static int digits(const char *text, int count)
{
	int number = 0;

	for (int i = 0; i < count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		number = number * 10 + text[i] - '0';
	}
	return number;
}

/* Whether text looks like an ISO date; *date is DAY_NONE when the calendar has none such. */
static bool parse_iso(const char *text, day_t *date)
{
	int year, month, day;

	if (strnlen(text, 11) != 10 || text[4] != '-' || text[7] != '-')
		return false;
	year = digits(text, 4);
	month = digits(text + 5, 2);
	day = digits(text + 8, 2);
	if (year < 0 || month < 0 || day < 0)
		return false;
	*date = date_from_civil(year, month, day);
	return true;
}

int date_parse(const char *text, day_t *date, struct error *error)
{
	day_t found;

	if (!parse_iso(text, &found))
		return error_set(error, ERROR_INPUT, "\"%.60s\" is no date: write it like 2026-11-22", text);
	if (found == DAY_NONE)
		return error_set(error, ERROR_INPUT, "there is no day %s in the calendar", text);
	*date = found;
	return 0;
}

/* Whether the first size bytes are those of word, capitals or not, and all of
 * text. Not strcasecmp(): in Turkish locales FRI and fri differ there. */
static bool is_word(const char *text, const char *word, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if ((text[i] >= 'A' && text[i] <= 'Z' ? text[i] | 0x20 : text[i]) != (word[i] | 0x20))
			return false;
	return !text[size];
}

/* The next such weekday after today, DAY_NONE when text is no weekday. */
static day_t parse_weekday(const char *text, day_t today)
{
	for (int day = 0; day < 7; day++) {
		int ahead = (day - date_weekday(today) + 6) % 7 + 1;

		if (is_word(text, weekday_names[day], strlen(weekday_names[day])) ||
		    is_word(text, weekday_names[day], 3))
			return today + ahead;
	}
	return DAY_NONE;
}

/* "+2w" and the like; *date is DAY_NONE when it leads out of the calendar. */
static bool parse_offset(const char *text, day_t today, day_t *date)
{
	int sign = text[0] == '-' ? -1 : 1, number = 0;
	const char *at = text + 1;
	int64_t day;

	if ((text[0] != '+' && text[0] != '-') || *at < '0' || *at > '9')
		return false;
	for (; *at >= '0' && *at <= '9'; at++)
		if (number < 10000000)
			number = number * 10 + *at - '0';
	if (!*at || at[1])
		return false;
	switch (*at | 0x20) {
	case 'd':
	case 'w':
		day = today + (int64_t)sign * number * ((*at | 0x20) == 'w' ? 7 : 1);
		*date = day >= -DAYS_TO_1970 && day <= DATE_LAST ? (day_t)day : DAY_NONE;
		return true;
	case 'm':
		*date = date_add_months(today, sign * number);
		return true;
	case 'y':
		*date = number > 9999 ? DAY_NONE : date_add_months(today, sign * number * 12);
		return true;
	}
	return false;
}

int date_parse_typed(const char *text, day_t today, day_t *date, struct error *error)
{
	day_t found;

	if (!is_date(today)) /* nothing to count from */
		return date_parse(text, date, error);
	if (is_word(text, "today", 5))
		found = today;
	else if (is_word(text, "yesterday", 9))
		found = today - 1;
	else if (is_word(text, "tomorrow", 8))
		found = today + 1;
	else if ((found = parse_weekday(text, today)) != DAY_NONE || parse_offset(text, today, &found) ||
		 parse_iso(text, &found))
		;
	else
		return error_set(error, ERROR_INPUT,
				 "\"%.60s\" is no date: write 2026-11-22, today, mon, +2w or -3d", text);
	if (!is_date(found))
		return error_set(error, ERROR_INPUT, "there is no day %.60s in the calendar", text);
	*date = found;
	return 0;
}

day_t date_add_months(day_t date, int months)
{
	struct civil civil = date_to_civil(date);
	int64_t all = (int64_t)civil.year * 12 + civil.month - 1 + months;
	int year, month, last;

	if (!civil.year || all < 12 || all >= 10000 * 12)
		return DAY_NONE;
	year = (int)(all / 12);
	month = (int)(all % 12) + 1;
	last = month_days(year, month);
	return date_from_civil(year, month, civil.day < last ? civil.day : last);
}

int date_weekday(day_t date)
{
	return (date % 7 + 11) % 7; /* 1970-01-01 was a Thursday */
}
