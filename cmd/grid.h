#ifndef WAYMARK_CMD_GRID_H
#define WAYMARK_CMD_GRID_H
/*
 * A grid: a table of figures on its way out. Who makes one says what each figure is worth and what it means; text,
 * Markdown, HTML, CSV, JSON and the console's view of the numbers are all written from it, so that they cannot
 * disagree. A cell opens to the cases that it comes from.
 *
 * Texts in a grid may be foreign (names, segments): they are as they came, and made safe by who writes them out.
 */
#include "core/money.h"
#include "core/vec.h"
#include "cmd/out.h"

enum grid_kind {
	GRID_NOTHING, /* an empty cell */
	GRID_MONEY,   /* minor units of the grid's currency */
	GRID_WHOLE,   /* likewise; shown to people in whole units: an estimate that no cents could be true of */
	GRID_COUNT,
	GRID_PERCENT, /* hundredths of a percent */
	GRID_RATIO,   /* hundredths */
	GRID_YEARS,   /* hundredths; shown to people with one decimal */
	GRID_DAYS,    /* tenths of a day */
	GRID_POINTS,  /* tenths, signed: NPS */
	GRID_TEXT,
};

/* Beyond a limit that the grid's note names, beyond a second one: "!", "!!". */
enum grid_mark { GRID_PLAIN, GRID_MARKED, GRID_BEYOND };

/* Money either way: programs are told it exactly. */
bool grid_is_money(enum grid_kind kind);

struct grid_cell {
	enum grid_kind kind;
	bool known; /* else "-": there is nothing to reckon it from, not 0 */
	enum grid_mark marked;
	bool opens;
	int64_t value;
	char *text; /* GRID_TEXT; NULL */
};

/* What a row is in a waterfall, from the opening to the closing. */
enum grid_step { STEP_NONE, STEP_LEVEL, STEP_UP, STEP_DOWN };

struct grid_row {
	char *key; /* in CSV and JSON and to open it by: "price_increase" */
	char *title;
	char *definition; /* NULL */
	enum grid_step step;
	bool strong; /* a total, a head figure */
};

struct grid_column {
	char *key, *title;
	bool running;	  /* not over yet */
	char *definition; /* NULL: the row's says it */
};

struct grid {
	char *key;		      /* "retention", "forecast" */
	char *title;		      /* "EUR, by movement" */
	char *corner;		      /* over the titles of rows; NULL */
	char *note;		      /* what it rests on and what its marks mean; NULL */
	char currency[CURRENCY_SIZE]; /* ""; none */
	bool series;		      /* columns follow each other in time: a row is a line */
	VEC(struct grid_row) rows;
	VEC(struct grid_column) columns;
	VEC(struct grid_cell) cells; /* row by row; all there once rows and columns are */
};
struct grids {
	struct grid *items;
	size_t count, room;
};

/* Texts are copied; NULL stays NULL. */
struct grid *grid_add(struct grids *grids, const char *key, const char *title) __attribute__((nonnull));
void grids_free(struct grids *grids) __attribute__((nonnull));
/* Columns first, then rows. Pointers last until the next is added. */
struct grid_column *grid_column(struct grid *grid, const char *key, const char *title) __attribute__((nonnull));
struct grid_row *grid_row(struct grid *grid, const char *key, const char *title) __attribute__((nonnull));
/* A cell; one that was never put is nothing. */
struct grid_cell *grid_at(const struct grid *grid, size_t row, size_t column) __attribute__((nonnull));
/* The next cell of the last row, left to right: known, and opens. */
struct grid_cell *grid_put(struct grid *grid, enum grid_kind kind, int64_t value) __attribute__((nonnull));
/* One that is not known, or of which there is nothing to say. */
struct grid_cell *grid_skip(struct grid *grid, enum grid_kind kind) __attribute__((nonnull));
struct grid_cell *grid_put_text(struct grid *grid, const char *text) __attribute__((nonnull(1)));

/* Where a row (column) is, "price increase" being price_increase; their count: nowhere. */
size_t grid_find_row(const struct grid *grid, const char *key) __attribute__((nonnull));
size_t grid_find_column(const struct grid *grid, const char *key) __attribute__((nonnull));

/* A grid of two columns of a grid, a's before b's, with the difference and that in percent of a's: the two open as
 * before, by the keys of the grid, row and column. -1: there is no such column. out is another's than grid's. */
int grid_compare(const struct grid *grid, size_t column_a, size_t column_b, struct grids *out)
	__attribute__((nonnull));

/* "", "! ", "!! ": before a cell, besides any colour. */
const char *grid_mark_sign(enum grid_mark mark);
/* A cell for people: grouped as the locale wants, "85.00 %", "-" where it is not known. Not made safe. */
void grid_show(const struct ctx *ctx, enum grid_kind kind, int64_t value, const char *currency, struct buf *out)
	__attribute__((nonnull));
void grid_cell_show(const struct ctx *ctx, const struct grid *grid, const struct grid_cell *cell, struct buf *out)
	__attribute__((nonnull));
/* For programs: exact, never grouped; "" where it is not known. */
void grid_cell_exact(const struct grid *grid, const struct grid_cell *cell, struct buf *out)
	__attribute__((nonnull));
void grid_exact(enum grid_kind kind, int64_t value, const char *currency, struct buf *out) __attribute__((nonnull));

/* ---- what a cell opens to ---- */

struct grid_case {
	int64_t account; /* 0: none */
	day_t on;	 /* DAY_NONE: no day of its own */
	char *what;	 /* a movement's kind and line, a contact, a stage: as it came; NULL */
	int64_t value;	 /* of the group's kind */
};
/* Cases of one kind, which add up to the total exactly. */
struct grid_group {
	char *key, *title; /* "churn" "Churn" */
	enum grid_kind kind;
	int64_t total;
	VEC(struct grid_case) cases;
};
struct grid_opened {
	char *title; /* "GRR of 2026-Q3, by movement" */
	char *rule;  /* how the cell follows from its groups: its definition; NULL */
	struct grid_cell cell;
	char currency[CURRENCY_SIZE];
	VEC(struct grid_group) groups;
};
struct grid_group *grid_group_add(struct grid_opened *opened, const char *key, const char *title,
				  enum grid_kind kind) __attribute__((nonnull));
/* Adds to the total, too. */
struct grid_case *grid_case_add(struct grid_group *group, int64_t account, day_t on, const char *what,
				int64_t value) __attribute__((nonnull(1)));
/* What weighs most first, either way; then by day. */
void grid_opened_sort(struct grid_opened *opened) __attribute__((nonnull));
void grid_opened_free(struct grid_opened *opened) __attribute__((nonnull));

#endif
