#ifndef WAYMARK_STORAGE_RESCORE_H
#define WAYMARK_STORAGE_RESCORE_H
/*
 * All accounts' derived rows anew. Where the machine has processors for it and the book is large, other threads read
 * and reckon along, each over a connection of its own: they see the book as it was when the transaction began, so
 * nothing that they read may have been written in it. The rows are the same either way, and come in the same order.
 */
#include "storage/derived.h"

/* How many threads beside this one would be of use, as the transaction under way stands: 0 where it has written facts or
 * tracks, where the book is small, or so large that what is to be written does not stay in memory until the end. */
int rescore_helpers(struct book *book, int *helpers, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* Call put with each account's, in order of account, in this thread; -1 from it ends it all. */
int rescore_each(struct book *book, int helpers,
		 int (*put)(void *data, const struct derived *derived, const struct derived_lens *lenses,
			    struct error *error),
		 void *data, struct error *error) __attribute__((nonnull(1, 3, 5), warn_unused_result));

#endif
