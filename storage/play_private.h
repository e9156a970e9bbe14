#ifndef WAYMARK_STORAGE_PLAY_PRIVATE_H
#define WAYMARK_STORAGE_PLAY_PRIVATE_H
/* What the store_ files of flags, plays and tasks share. */
#include "storage/plays.h"
#include "storage/store_private.h"

/* The days that an account's tasks are counted from, as of the book's today. review: the one that the play
 * prepares, 0: the next; *next (may be NULL) gets the one taken, 0 without any. */
int play_anchors(struct book *book, int64_t account, day_t opened, int64_t review, struct anchors *out,
		 int64_t *next, struct error *error) __attribute__((nonnull(1, 5, 7), warn_unused_result));

/* The key of a play of this template for this cause. */
int64_t play_id(int64_t account, const char *template, const char *cause) __attribute__((nonnull));
/* The one of that key (*id), whatever became of it, or one of the template that is at work (what prepares one review
 * is not what prepares another): 1 with its id, 0 without, -1. */
int play_find(struct book *book, int64_t account, const char *template, const char *cause, int64_t *id,
	      struct error *error) __attribute__((nonnull, warn_unused_result));

#endif
