#ifndef WAYMARK_STORAGE_REVIEW_PRIVATE_H
#define WAYMARK_STORAGE_REVIEW_PRIVATE_H
/* What the files of reviews share: a review and the edits of its items as they are stored. */
#include "storage/reviews.h"
#include "storage/store_private.h"

struct review_row {
	int64_t id;
	day_t day, held; /* held DAY_NONE: not yet */
	char *seen;	 /* keys; NULL: nobody worked at it, "": nobody looked through it */
	char *record;	 /* JSON; NULL */
};
/* ERROR_NOT_FOUND where it is not there. */
int review_get(struct book *book, int64_t account, int64_t id, struct review_row *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void review_row_clear(struct review_row *row) __attribute__((nonnull));

struct review_item {
	char *key, *text, *drafted, *note; /* NULL but key */
	enum qbr_section section;
	bool has_rank, has_audience, hidden, covered;
	int rank;
	enum qbr_audience audience;
};
struct review_items {
	struct review_item *items;
	size_t count, room;
};
int review_items_read(struct book *book, int64_t account, int64_t review, struct review_items *out,
		      struct error *error) __attribute__((nonnull, warn_unused_result));
void review_items_clear(struct review_items *items) __attribute__((nonnull));

/* A review was planned (its preparation is opened), moved, or (id 0) called off: the tasks move with it. */
int review_prepare(struct book *book, int64_t account, int64_t id, const char *who, struct error *error)
	__attribute__((nonnull, warn_unused_result));

#endif
