#ifndef WAYMARK_CORE_FILTER_H
#define WAYMARK_CORE_FILTER_H
/*
 * field=value, field<value, field>value, field~part, joined by spaces (all must hold).
 * Fields are column keys and "band". A value with spaces stands in double quotes. Text is
 * compared case-folded; = "" means not known. Money is in major units, health in points.
 */
#include "core/column.h"

struct filter;

/* Terms may come in several arguments. *out is yours to free; no term at all fits every row.
 * An error names the term and what could stand there. */
int filter_parse(struct filter **out, char *const *terms, int count, struct error *error)
	__attribute__((nonnull(1, 4), warn_unused_result));
bool filter_fits(const struct filter *filter, const struct account_row *row) __attribute__((nonnull));
/* The text, folded, that a column of text is to be, where the filter is that one term and no other; else NULL. */
const char *filter_only(const struct filter *filter, enum column column) __attribute__((nonnull));
void filter_free(struct filter *filter);

#endif
