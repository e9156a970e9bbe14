#ifndef WAYMARK_CMD_OUT_GRID_H
#define WAYMARK_CMD_OUT_GRID_H
/* Grids, and what their cells open to, on their way out: text, Markdown and HTML for people; CSV and JSON, exact. */
#include "cmd/numbers.h"

enum numbers_format { NUMBERS_TABLE, NUMBERS_CSV, NUMBERS_JSON, NUMBERS_MD, NUMBERS_HTML };

/* The grids of a page: a whole answer. */
void out_grids(const struct ctx *ctx, const struct numbers_page *page, const struct grids *grids,
	       enum numbers_format format) __attribute__((nonnull));
void out_grids_html(const struct ctx *ctx, const struct numbers_page *page, const struct grids *grids)
	__attribute__((nonnull));
json_t *out_json_grid(const char *page, const struct grid *grid) __attribute__((nonnull));
json_t *out_json_cell(const struct grid *grid, const struct grid_cell *cell) __attribute__((nonnull));
/* A number as it is: of money in major units, of a percentage "85.5". */
json_t *out_json_kind(enum grid_kind kind, int64_t value, const char *currency) __attribute__((nonnull));

/* ---- the plain answer of numbers: all there is by quarter and currency, out_numbers.c ---- */

void out_numbers_csv(const struct numbers_use *use, const struct numbers *numbers) __attribute__((nonnull));
void out_numbers_json(const struct numbers_use *use, const struct numbers *numbers) __attribute__((nonnull));

/* "open QUARTER FIGURE" on the one period of the use. */
int numbers_open_figure(struct numbers_use *use, const char *name, enum numbers_format format, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* "define": what each figure, rate and level means. */
void numbers_define(const struct ctx *ctx, enum numbers_format format) __attribute__((nonnull));

#endif
