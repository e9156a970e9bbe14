#include "tests/bench/report.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/vec.h"

void series_add(struct series *series, double value)
{
	*vec_add(series) = value;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double series_percentile(struct series *series, int percent)
{
	size_t at = series->count * (size_t)percent / 100;

	if (series->count == 0)
		return -1;
	qsort(series->items, series->count, sizeof *series->items, compare);
	return series->items[at < series->count ? at : series->count - 1];
}

void series_free(struct series *series)
{
	vec_free(series);
}

/* Three digits that matter, whole from 100 on; the smallest in thousandths. */
static void put_number(double value, const char *unit, char *text, size_t size)
{
	snprintf(text, size, "%.*f %s", value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0, value, unit);
}

void report_head(void)
{
	printf("%8s  %-52s %13s %13s %7s\n", "accounts", "figure", "value", "target", "ratio");
}

void report_line(struct report *report, const char *what, double value, const char *unit, enum target kind,
		 double target)
{
	static const char *const signs[] = { "", "<= ", ">= " };
	char measured[32], wanted[40] = "", number[32];
	bool over = kind == TARGET_AT_MOST ? value > target : kind == TARGET_AT_LEAST && value < target;

	if (value < 0) {
		report_broken(report, what);
		return;
	}
	put_number(value, unit, measured, sizeof measured);
	put_number(target, unit, number, sizeof number);
	if (kind != TARGET_NONE)
		snprintf(wanted, sizeof wanted, "%s%s", signs[kind], number);
	printf("%8ld  %-52s %13s ", report->accounts, what, measured);
	if (kind == TARGET_NONE || target <= 0)
		printf("%13s\n", wanted);
	else
		printf("%13s %7.2f %s\n", wanted, value / target, over ? "over" : "ok");
	report->over += over;
	fflush(stdout);
}

void report_broken(struct report *report, const char *what)
{
	printf("%8ld  %-52s %13s\n", report->accounts, what, "BROKEN");
	report->broken++;
	fflush(stdout);
}
