#ifndef WAYMARK_CORE_SPARK_H
#define WAYMARK_CORE_SPARK_H
/*
 * Small pictures of numbers in cells: a sparkline of a series, a bar of a share. In blocks where text may be UTF-8,
 * else in ASCII. The number always stands beside them; these only append the picture.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/buf.h"

/* cells wide at most: a longer series is folded to means of equal stretches. Heights go from the least to the greatest
 * value; a flat one is in the middle. Nothing for an empty one. */
void spark_line(struct buf *out, const int64_t *values, size_t count, int cells, bool utf8)
	__attribute__((nonnull(1)));
/* A share of part to whole over cells, to an eighth of one in UTF-8; "[####----]" in ASCII (brackets within cells).
 * Below 0 is empty, beyond whole is full; whole <= 0: empty. */
void spark_bar(struct buf *out, int64_t part, int64_t whole, int cells, bool utf8) __attribute__((nonnull));

#endif
