#ifndef WAYMARK_CMD_OUT_GRID_H
#define WAYMARK_CMD_OUT_GRID_H
/* Grids, and what their cells open to, on their way out: text, Markdown and HTML for people; CSV and JSON, exact. */
#include "cmd/numbers.h"
#include "core/forecast.h"

enum numbers_format { NUMBERS_TABLE, NUMBERS_CSV, NUMBERS_JSON, NUMBERS_MD, NUMBERS_HTML };

/* The grids of a page: a whole answer. */
void out_grids(const struct ctx *ctx, const struct numbers_page *page, const struct grids *grids,
	       enum numbers_format format) __attribute__((nonnull));
json_t *out_json_grid(const char *page, const struct grid *grid) __attribute__((nonnull));
json_t *out_json_cell(const struct grid *grid, const struct grid_cell *cell) __attribute__((nonnull));
/* A number as it is: of money in major units, of a percentage "85.5". */
json_t *out_json_kind(enum grid_kind kind, int64_t value, const char *currency) __attribute__((nonnull));

/* Those of a page, each with its title as a heading of so many levels, its notes; as HTML with charts, too. */
void out_text_grids(const struct ctx *ctx, const struct grids *grids, int depth, enum numbers_format format)
	__attribute__((nonnull));
void out_html_grids(const struct ctx *ctx, const struct grids *grids, int depth) __attribute__((nonnull));
void out_csv_grids(const struct ctx *ctx, const struct grids *grids) __attribute__((nonnull));

/* Parts of text, Markdown and HTML: a heading, a paragraph, a table whose cells are plain text (safe where it is a
 * terminal's). The texts may be foreign. */
void out_title(const struct ctx *ctx, const char *text, int depth, enum numbers_format format)
	__attribute__((nonnull));
void out_words(const struct ctx *ctx, const char *text, enum numbers_format format) __attribute__((nonnull));
void out_table(const struct ctx *ctx, struct table *table, enum numbers_format format) __attribute__((nonnull));
/* What a grid rests on and what its marks mean. */
void out_notes(const struct ctx *ctx, const struct grid *grid, enum numbers_format format) __attribute__((nonnull));
/* A context as a document wants it: its text is the same in every locale. */
struct ctx out_document(const struct ctx *ctx, enum numbers_format format) __attribute__((nonnull));

/* ---- HTML, out_grid_html.c ---- */

void out_html_begin(const struct ctx *ctx, const char *title) __attribute__((nonnull));
void out_html_end(const struct ctx *ctx) __attribute__((nonnull));
void out_html_table(const struct ctx *ctx, struct table *table) __attribute__((nonnull)); /* and frees its cells */
void out_html_grid(const struct ctx *ctx, const struct grid *grid, struct buf *out) __attribute__((nonnull));
void out_html_definitions(const struct grid *grid, struct buf *out) __attribute__((nonnull));

/* The charts that a grid makes, each in a figure; most make none. */
void report_charts(const struct ctx *ctx, const struct grid *grid, struct buf *out) __attribute__((nonnull));

/* Every page that has something to tell, in one document. */
int numbers_report(struct numbers_use *use, enum numbers_format format, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* ---- what cells open to, one after the other; its first three begin it, zeroed else ---- */

struct out_opened {
	const struct numbers_use *use;
	const struct numbers_page *page;
	enum numbers_format format;
	size_t count;
	json_t *array;
};
int out_opened_add(struct out_opened *out, const struct grid *grid, size_t row, size_t column,
		   const struct grid_opened *opened, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void out_opened_end(struct out_opened *out) __attribute__((nonnull));

/* "open PAGE ROW COLUMN", ROW or GRID/ROW: in each grid that has them. 1, 0: the page has nothing to tell, -1. */
int numbers_open_cells(struct numbers_use *use, const struct numbers_page *page, const char *row,
		       const char *column, enum numbers_format format, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* ---- the plain answer of numbers: all there is by quarter and currency, out_numbers.c ---- */

void out_numbers_csv(const struct numbers_use *use, const struct numbers *numbers) __attribute__((nonnull));
void out_numbers_json(const struct numbers_use *use, const struct numbers *numbers, const struct forecast *forecast)
	__attribute__((nonnull));

/* "open QUARTER FIGURE" for programs, on the one period of the use. */
int numbers_open_figure(struct numbers_use *use, const char *name, enum numbers_format format, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* What each figure, rate and level means; what each page tells. */
void numbers_define(const struct ctx *ctx, enum numbers_format format) __attribute__((nonnull));
/* What the rows and columns of a page's grids mean: currencies say the same, each key once. */
void numbers_define_grids(const struct ctx *ctx, const struct numbers_page *page, const struct grids *grids,
			  enum numbers_format format) __attribute__((nonnull));

#endif
