#ifndef WAYMARK_TESTS_BENCH_REPORT_H
#define WAYMARK_TESTS_BENCH_REPORT_H
/* The table, a line at a time, and the figures of many runs. */
#include <stdbool.h>
#include <stddef.h>

struct series {
	double *items;
	size_t count, room;
};

void series_add(struct series *series, double value);
/* 50: the median, 100: the greatest. -1 without values. */
double series_percentile(struct series *series, int percent);
void series_free(struct series *series);

/* What kind of limit a target is. */
enum target { TARGET_NONE, TARGET_AT_MOST, TARGET_AT_LEAST };

struct report {
	long accounts;
	int over, broken;
};

void report_head(void);
/* A value < 0 was not measured: that is counted as broken. */
void report_line(struct report *report, const char *what, double value, const char *unit, enum target kind,
		 double target);
void report_broken(struct report *report, const char *what);

#endif
