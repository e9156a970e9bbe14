#ifndef WAYMARK_CMD_ACT_TRACK_H
#define WAYMARK_CMD_ACT_TRACK_H
/* Between the files of the action "track". */
#include "cmd/out.h"
#include "storage/trackfile.h"
#include "storage/upgrade.h"

/* Each does one of "track list", "track show", ...; the words are those after it. */
act_function track_list_all, track_show, track_check, track_load, track_export;
act_function track_assign, track_add, track_drop;

/* Id, title, version, subject, reading, how many stages and milestones. */
json_t *track_summary(const struct track *track) __attribute__((nonnull, returns_nonnull));
/* An array of texts; NULL: an empty one. */
json_t *track_texts(char *const *texts) __attribute__((returns_nonnull));

/* The tracks of the book that is open, else the shipped ones; appended. Those of owned are yours to free. */
struct known_tracks {
	VEC(const struct track *) all;
	struct shipped_tracks owned;
};
int known_tracks_read(struct ctx *ctx, struct known_tracks *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* The shipped ones as well, as far as they can be read, but for those whose id is among them already. */
void known_tracks_add_shipped(struct ctx *ctx, struct known_tracks *out) __attribute__((nonnull));
void known_tracks_free(struct known_tracks *tracks) __attribute__((nonnull));
/* The folder of the shipped tracks; NULL without. Yours to free. */
char *known_tracks_folder(const struct ctx *ctx) __attribute__((nonnull));

/* What the track read from path says of evidence, against the others (of which one with its key is left out): a
 * fault is an error with file and line; a track that is not among them only a warning, where wanted. */
int track_evidence_check(const char *path, const struct track *track, const struct track *const *others, int count,
			 struct track_warnings *warnings, struct error *error)
	__attribute__((nonnull(1, 2, 6), warn_unused_result));

/* What loading a track would do, as people read it: nothing for its first version. */
void plan_print(const struct ctx *ctx, const struct upgrade *plan, const struct track *after,
		const struct track_warnings *warnings) __attribute__((nonnull));
/* The same as JSON, without what came of it. */
json_t *plan_object(const struct upgrade *plan, const struct track *after, const struct track_warnings *warnings)
	__attribute__((nonnull, returns_nonnull));
/* How many accounts would fall back, on whatever track. */
int plan_falls(const struct upgrade *plan) __attribute__((nonnull));
/* How many of those "not applicable" would keep where they stand, on all of their tracks. */
int plan_kept(const struct upgrade *plan) __attribute__((nonnull));
/* "2 milestones added, 1 removed", what there is of it; appended. */
void plan_counts(const struct upgrade *plan, struct buf *out) __attribute__((nonnull));

#endif
