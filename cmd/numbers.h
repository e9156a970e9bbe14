#ifndef WAYMARK_CMD_NUMBERS_H
#define WAYMARK_CMD_NUMBERS_H
/*
 * The numbers, page by page: a page makes grids and opens their cells. The command line, the report and the
 * console's view all go through the one table of pages.
 */
#include "cmd/grid.h"
#include "storage/numbers.h"

enum {
	NUMBERS_PERIODS = 8, /* shown, unless others are asked for */
	NUMBERS_SPAN = 40,   /* at most: ten years of quarters */
};

/* Of which accounts, over which periods, how. What is borrowed lasts as long as the use. */
struct numbers_use {
	struct ctx *ctx;
	struct numbers_query query; /* level, as-of, periods, only, the currency that all are converted into */
	struct number_period periods[NUMBERS_SPAN];
	struct number_period year; /* the last twelve months, up to the day of reading; query.beside */
	bool years;
	struct filter *filter;	   /* NULL: the whole book */
	struct buf scope;	   /* the filter as it was asked for; "" */
	struct ids only;	   /* the accounts that fit it */
	struct numbers_view *view; /* sums that are kept already, of this very query; NULL: read them */
	struct forecast_view
		*forecast; /* what the forecast is reckoned from, kept by its page once it was read; NULL */
};
void numbers_use_free(struct numbers_use *use) __attribute__((nonnull));
/* Periods up to the day of reading: eight quarters, or four years. */
void numbers_use_periods(struct numbers_use *use, bool years) __attribute__((nonnull));
/* The accounts that fit a filter ("" or NULL: all). */
int numbers_use_filter(struct numbers_use *use, const char *filter, struct error *error)
	__attribute__((nonnull(1, 3), warn_unused_result));
/* After the book changed: which accounts fit now; those of the view where there is one. */
int numbers_use_again(struct numbers_use *use, struct error *error) __attribute__((nonnull, warn_unused_result));

/* "EUR, by movement, segment=large": what the figures of a grid are of, as its title. Any part may be left out:
 * currency "", level false. Foreign text in it is as it came. */
void numbers_say(const struct numbers_use *use, const char *currency, bool level, struct buf *out)
	__attribute__((nonnull));
/* Where fiscal years are not the calendar's the title of a grid of periods says so. */
void numbers_say_years(const struct numbers_use *use, struct grid *grid) __attribute__((nonnull));
/* A column for each period of the use, and what its years are. */
void numbers_columns(const struct numbers_use *use, struct grid *grid) __attribute__((nonnull));
/* The sums of the use's query: those of its view, else read into own, which is zeroed and which the caller frees
 * with numbers_free() in any case. NULL: an error. */
const struct numbers *numbers_sums(struct numbers_use *use, struct numbers *own, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* Which period a column is of; -1: none. */
int numbers_period_of(const struct numbers_use *use, const char *key) __attribute__((nonnull));

/* The grid of the last twelve months, a part of the page retention. */
void numbers_year_grid(const struct numbers_use *use, const struct number_sums *sums, struct grids *out)
	__attribute__((nonnull));
/* Marks churn of a year beyond what the options churn_watch and churn_limit say. */
void numbers_mark_churn(const struct numbers_use *use, struct grid_cell *cell) __attribute__((nonnull));
/* Adds to the note, where a lifetime of a column is too long to go by, that it is. */
void numbers_say_lifetimes(struct grid *grid, size_t column) __attribute__((nonnull));
/* Figures of a query, of all its periods, in the opened grid's currency: a group each. */
int numbers_open_groups(struct numbers_use *use, const struct numbers_query *query,
			const enum number_figure *figures, int count, struct grid_opened *opened,
			struct error *error) __attribute__((nonnull, warn_unused_result));

/* What a page goes by besides the accounts: what it does not go by is refused, and not offered. */
enum numbers_by {
	NUMBERS_BY_PERIOD = 1 << 0,   /* the period asked for: --quarter */
	NUMBERS_BY_YEAR = 1 << 1,     /* quarters or years: --per */
	NUMBERS_BY_LEVEL = 1 << 2,    /* --by */
	NUMBERS_BY_CURRENCY = 1 << 3, /* all converted into one: --in */
};

struct numbers_page {
	const char *name;  /* on the command line, in JSON: "retention" */
	const char *title; /* of its tab: "Retention" */
	unsigned by;	   /* enum numbers_by */
	const char *help;  /* one sentence: what it tells */
	const char *empty; /* what to do when it has nothing to tell */
	/* Appends grids: none is no error, there is nothing to tell yet. */
	int (*make)(struct numbers_use *use, struct grids *out, struct error *error);
	/* What a cell of a grid that make() made comes from, read anew: fills the groups. Called by
	 * numbers_open_cell(), which has done the rest. */
	int (*open)(struct numbers_use *use, const struct grid *grid, size_t row, size_t column,
		    struct grid_opened *opened, struct error *error);
};
extern const struct numbers_page numbers_pages[];
extern const int numbers_page_count;
/* NULL: there is none of that name. */
const struct numbers_page *numbers_page_find(const char *name) __attribute__((nonnull));

/* What a cell of a page's grid comes from, with its title, rule and the cell itself. opened is set here; free it in
 * any case. */
int numbers_open_cell(struct numbers_use *use, const struct numbers_page *page, const struct grid *grid, size_t row,
		      size_t column, struct grid_opened *opened, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* ---- the pages, a file each: numbers_<page>.c ---- */

#define NUMBERS_PAGE(name) \
	int numbers_##name##_make(struct numbers_use *use, struct grids *out, struct error *error) \
		__attribute__((nonnull, warn_unused_result)); \
	int numbers_##name##_open(struct numbers_use *use, const struct grid *grid, size_t row, size_t column, \
				  struct grid_opened *opened, struct error *error) \
		__attribute__((nonnull, warn_unused_result))
NUMBERS_PAGE(retention); /* movements, customers and rates by period */
NUMBERS_PAGE(cohorts);	 /* who came when, and what is left of them */
NUMBERS_PAGE(costs);	 /* what was spent, and CAC, CRC, CEC, CUC */
NUMBERS_PAGE(value);	 /* lifetime value by segment, and where the next unit of effort pays most */
NUMBERS_PAGE(forecast);	 /* eight quarters ahead: due, low, likely, high, what CSMs call; renewal rates by band */
NUMBERS_PAGE(nps);
NUMBERS_PAGE(adoption);
NUMBERS_PAGE(stages);	  /* days that accounts took for each stage */
NUMBERS_PAGE(milestones); /* settled by month */
NUMBERS_PAGE(bands);	  /* from which band into which */
#undef NUMBERS_PAGE

#endif
