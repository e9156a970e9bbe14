#ifndef WAYMARK_STORAGE_NUMBERS_PRIVATE_H
#define WAYMARK_STORAGE_NUMBERS_PRIVATE_H
/* What the pass over movements and the view of it share. */
#include "storage/costs.h"
#include "storage/numbers.h"

/* What leads into the currency of a query. */
int numbers_exchange(struct book *book, const struct numbers_query *query, struct exchange *exchange,
		     struct error *error) __attribute__((nonnull, warn_unused_result));
/* Sums of the query's period beside; of none where it has none. */
void numbers_start_beside(const struct numbers_query *query, struct numbers *beside) __attribute__((nonnull));

/* A piece of the pass: accounts from one on up to another (without it), or (until INT64_MAX) until so many movements
 * were read. It adds to sums, and to beside unless that is NULL. */
struct numbers_piece {
	int64_t from, until;
	size_t most;
	const struct exchange *exchange;
	struct numbers *sums, *beside;
};
/* *next gets the account that comes after, INT64_MAX at the end. */
int numbers_read_piece(struct book *book, const struct numbers_query *query, const struct numbers_piece *piece,
		       int64_t *next, struct error *error) __attribute__((nonnull, warn_unused_result));

#endif
