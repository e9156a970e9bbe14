#ifndef WAYMARK_CMD_NUMBERS_TRENDS_H
#define WAYMARK_CMD_NUMBERS_TRENDS_H
/* What the pages of trends share: NPS, adoption, stages, milestones, bands. */
#include "cmd/numbers.h"
#include "storage/trends.h"

/* What the use asks for. Borrowed from it. */
struct trend_query trend_query_of(const struct numbers_use *use) __attribute__((nonnull));
/* "what, segment=large, * up to 2026-11-22", with its note. */
struct grid *trend_grid_add(const struct numbers_use *use, struct grids *out, const char *key, const char *what,
			    const char *note) __attribute__((nonnull));
/* A row with its definition. */
struct grid_row *trend_row_add(struct grid *grid, const char *key, const char *title, const char *definition)
	__attribute__((nonnull));
/* A segment as the key and the title of its row; NULL: of none. */
const char *trend_segment(const char *segment);
/* Whether a grid by segment says more than the whole does. */
bool trend_splits(const struct trend_table *table) __attribute__((nonnull));
/* A grid by segment of what another tells over the whole. */
struct grid *trend_split_add(const struct numbers_use *use, struct grids *out, const char *key, const char *what)
	__attribute__((nonnull));

#endif
