#ifndef WAYMARK_STORAGE_CHECK_NUMBERS_H
#define WAYMARK_STORAGE_CHECK_NUMBERS_H
#include "core/buf.h"
#include "storage/book.h"

/* Whether movements add up: how many faults there are, a line of each (or the first of many) in the report; -1. */
int check_numbers(struct book *book, struct buf *report, struct error *error)
	__attribute__((nonnull, warn_unused_result));

#endif
