#ifndef WAYMARK_STORAGE_DEMO_H
#define WAYMARK_STORAGE_DEMO_H
/*
 * The sample book: made from share/demo/, Waymark's own CSV with some further columns, whose
 * dates are days from today. One journal entry makes all of it.
 */
#include "storage/book.h"

/* Fills an empty book (options.today says when today is). Errors name file and line. */
int demo_fill(struct book *book, const char *folder, const char *who, struct error *error)
	__attribute__((nonnull, warn_unused_result));

#endif
