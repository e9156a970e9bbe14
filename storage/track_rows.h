#ifndef WAYMARK_STORAGE_TRACK_ROWS_H
#define WAYMARK_STORAGE_TRACK_ROWS_H
/* Between tracks.c and the two files that know the rows a track is kept in. */
#include "core/error.h"
#include "core/track.h"
#include "storage/book.h"

/* Into a zeroed track, finished: 1, 0 when there is none of that id (then it stays empty), -1. */
int track_read_rows(struct book *book, int64_t id, struct track *track, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* All of its rows anew, in place of those there are; what it no longer asks is kept as retired. text is the
 * file's content. */
int track_write_rows(struct book *book, const struct track *track, const char *text, struct error *error)
	__attribute__((nonnull, warn_unused_result));

#endif
