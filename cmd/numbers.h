#ifndef WAYMARK_CMD_NUMBERS_H
#define WAYMARK_CMD_NUMBERS_H
/* The numbers on their way out: tables for people, exact values for programs; and of what a figure is made. */
#include "cmd/out.h"
#include "storage/numbers.h"

enum { NUMBERS_PERIODS = 8 };

enum numbers_format { NUMBERS_TABLE, NUMBERS_CSV, NUMBERS_JSON, NUMBERS_MD, NUMBERS_HTML };

struct numbers_use {
	struct ctx *ctx;
	struct outcome *outcome;
	enum numbers_format format;
	struct number_period periods[NUMBERS_PERIODS];
	struct numbers_query query;
	struct filter *filter; /* NULL: the whole book */
	struct buf scope;      /* the filter as it was asked for; "" */
	struct ids only;
};

void out_numbers(const struct numbers_use *use, const struct numbers *numbers) __attribute__((nonnull));
json_t *out_json_rate(enum number_rate rate, const int64_t sums[FIGURE_COUNT]) __attribute__((nonnull));
/* A figure for people: money, or a count. */
void numbers_cell(const struct ctx *ctx, enum number_figure figure, int64_t value, const char *currency,
		  char text[MONEY_TEXT]) __attribute__((nonnull));

/* "open QUARTER FIGURE" on the one period of the use. */
int numbers_open_figure(struct numbers_use *use, const char *name, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* "define": what each figure, rate and level means. */
void numbers_define(const struct numbers_use *use) __attribute__((nonnull));

#endif
