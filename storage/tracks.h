#ifndef WAYMARK_STORAGE_TRACKS_H
#define WAYMARK_STORAGE_TRACKS_H
/* The tracks in the book. A loaded track is kept and lent until the book closes or the
 * track changes (book_changed_by_others() and undo may drop it: do not hold it over those). */
#include "core/track.h"
#include "storage/book.h"

/* ERROR_NOT_FOUND lists what there is. Borrowed. */
int track_get(struct book *book, int64_t id, const struct track **out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
int track_by_key(struct book *book, const char *key, const struct track **out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* The same as it is read for who has all of these tracks: with the evidence that the others give
 * (core/evidence.h); where they give none, the track itself. Lent like it. */
int track_for(struct book *book, int64_t track, const struct ids *has, const struct track **out,
	      struct error *error) __attribute__((nonnull, warn_unused_result));
/* The track that a milestone belongs to, and where it stands there. 1: found, 0: there is none such, -1. */
int track_of_milestone(struct book *book, int64_t milestone, const struct track **out, int *index,
		       struct error *error) __attribute__((nonnull, warn_unused_result));
/* Ids of all tracks, by key. Append. */
int track_list(struct book *book, struct ids *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* Writes a track (in a transaction of storage/journal.h), replacing the one of that key: answers
 * stay, the accounts on it are marked for rescoring. text is the file's content. */
int track_store(struct book *book, const struct track *track, const char *text, bool *changed, struct error *error)
	__attribute__((nonnull(1, 2, 3, 5), warn_unused_result));
/* The file that it was loaded from, as text; yours to free. */
int track_source(struct book *book, int64_t id, char **out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* The tracks of a folder of track files, by file name; appended, each yours to free. */
struct shipped_tracks { /* zeroed is empty */
	struct track **items;
	size_t count, room;
};
int shipped_tracks_read(const char *folder, struct shipped_tracks *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void shipped_tracks_free(struct shipped_tracks *tracks) __attribute__((nonnull));

#endif
