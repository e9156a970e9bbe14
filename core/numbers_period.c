/* Periods: fiscal quarters and years. */
#include <stdio.h>
#include <string.h>

#include "core/numbers.h"

enum { MONTH = 1, QUARTER = 3, YEAR = 12 };

/* Months since the year 0 at which the period of a day begins. */
static int first_month(day_t day, int fiscal_month, int months)
{
	struct civil civil = date_to_civil(day);
	int month = civil.year * 12 + civil.month - 1;

	return month - (month - (fiscal_month - 1)) % months;
}

static day_t month_start(int month)
{
	return date_from_civil(month / 12, month % 12 + 1, 1);
}

/* The fiscal year that begins in January is that very year; another ends in the next one. */
static void name_period(int month, int fiscal_month, int months, char name[PERIOD_SIZE])
{
	int since = month - (fiscal_month - 1), year = since / 12 + (fiscal_month > 1);

	if (months == MONTH)
		snprintf(name, PERIOD_SIZE, "%04d-%02d", month / 12, month % 12 + 1);
	else if (months == YEAR)
		snprintf(name, PERIOD_SIZE, "%04d", year);
	else
		snprintf(name, PERIOD_SIZE, "%04d-Q%d", year, since % 12 / QUARTER + 1);
}

static void fill(int month, day_t as_of, int fiscal_month, int months, struct number_period *out)
{
	*out = (struct number_period){ .start = month_start(month), .end = month_start(month + months) };
	name_period(month, fiscal_month, months, out->name);
	out->running = out->end > as_of + 1;
	if (out->running)
		out->end = as_of + 1;
}

void number_periods(day_t as_of, int fiscal_month, int months, int count, struct number_period *out)
{
	int month = first_month(as_of, fiscal_month, months);

	for (int i = 0; i < count; i++)
		fill(month - (count - 1 - i) * months, as_of, fiscal_month, months, &out[i]);
}

bool number_period_named(const char *name, day_t as_of, int fiscal_month, struct number_period *out)
{
	int year, quarter = 0, size = 0, months = YEAR, month;

	if (strlen(name) == 7 && sscanf(name, "%4d-%*1[Qq]%1d%n", &year, &quarter, &size) == 2 && size == 7)
		months = QUARTER;
	else if (strlen(name) != 4 || strspn(name, "0123456789") != 4 || sscanf(name, "%4d", &year) != 1)
		return false;
	if (year < 2 || year > 9990 || (months == QUARTER && (quarter < 1 || quarter > 4)))
		return false;
	month = (year - (fiscal_month > 1)) * 12 + fiscal_month - 1 + (quarter ? (quarter - 1) * QUARTER : 0);
	if (month_start(month) > as_of)
		return false;
	fill(month, as_of, fiscal_month, months, out);
	return true;
}

void number_periods_ahead(day_t as_of, int fiscal_month, int months, int count, struct number_period *out)
{
	int month = first_month(as_of, fiscal_month, months);

	for (int i = 0; i < count; i++) {
		fill(month + i * months, INT32_MAX - 1, fiscal_month, months, &out[i]);
		out[i].running = i == 0;
	}
	out[0].start = as_of;
}
