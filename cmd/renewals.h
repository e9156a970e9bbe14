#ifndef WAYMARK_CMD_RENEWALS_H
#define WAYMARK_CMD_RENEWALS_H
/* Renewals ahead: what the command for them, the numbers' page and the plain answer of numbers share. */
#include "cmd/numbers.h"
#include "storage/forecast.h"

/* The whole book, or these accounts (borrowed), as of the day of reading; priors as configured. */
struct forecast_query renewals_query(const struct ctx *ctx, const struct ids *only) __attribute__((nonnull(1)));
/* Reads what it is reckoned from, or what was changed of it since; *kept is NULL at first, and again after an error. */
int renewals_read(const struct ctx *ctx, const struct forecast_query *query, struct forecast_view **kept,
		  struct error *error) __attribute__((nonnull, warn_unused_result));
/* Reckons it for a use of the numbers, which keeps what was read; free it in any case. */
int renewals_forecast(struct numbers_use *use, forecast_each *each, void *data, struct forecast *out,
		      struct error *error) __attribute__((nonnull(1, 4, 5), warn_unused_result));
/* "85.00 %, 34 of 40" or "85 %, a prior". */
void renewals_say_rate(const struct forecast_rate *rate, struct buf *out) __attribute__((nonnull));
/* Of a currency, as numbers --json has it; an array. */
json_t *out_json_forecast(const struct forecast *forecast, const char *currency) __attribute__((nonnull));

#endif
