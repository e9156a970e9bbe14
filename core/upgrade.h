#ifndef WAYMARK_CORE_UPGRADE_H
#define WAYMARK_CORE_UPGRADE_H
/*
 * A track and its next version: what was added, removed, moved and reworded, and who would
 * fall back. Milestones are the same when their ids are. (domain.md, Template changes)
 */
#include "core/track.h"
#include "core/vec.h"

enum upgrade_kind {
	UPGRADE_ADDED,
	UPGRADE_REMOVED,
	UPGRADE_MOVED,	  /* to another stage */
	UPGRADE_REWORDED, /* the question; also when it moved as well */
	UPGRADE_REQUIRED, /* was optional */
	UPGRADE_OPTIONAL, /* was required */
	UPGRADE_STAGE_ADDED,
	UPGRADE_STAGE_REMOVED,
	UPGRADE_STAGE_RENAMED,
	UPGRADE_STAGE_MOVED, /* to another place among the stages that both have */
	UPGRADE_KINDS,
};
const char *upgrade_name(enum upgrade_kind kind); /* "added" ... "stage renamed" */

struct upgrade_change {
	enum upgrade_kind kind;
	int before, after; /* milestones, for stage kinds stages; -1 where it is not */
};
struct upgrade_changes { /* zeroed is empty; a vector of core/vec.h */
	struct upgrade_change *items;
	size_t count, room;
};
/* In order of kind, then of the version that has it (the new one where both do). */
void upgrade_diff(const struct track *before, const struct track *after, struct upgrade_changes *out)
	__attribute__((nonnull));
/* Sets added_on and added_version of after's new milestones; those that were there keep what before says. */
void upgrade_mark(const struct track *before, struct track *after, day_t on) __attribute__((nonnull));

/*
 * Whether who stood there before falls back: the stage that it stands on now lies before the place that its old
 * stage has in the new version (an old stage that is gone: the next one that is still there, else the end).
 * Completed counts as past the last. Level: the level got lower (one that is gone: the one below it that is
 * still there). Read another way now, it is as many stages that must lie behind: those worked through are to be
 * reached as levels, levels reached to be settled. Nobody stands anywhere on a diagnosis: what becomes one takes
 * every stage away, and what was one lets nobody fall.
 */
bool upgrade_falls(const struct track *before, const struct position *stood, const struct track *after,
		   const struct position *stands) __attribute__((nonnull));
/* The milestones that hold it back: required ones of after before that place that are not settled, and that were
 * not required there before. passes (NULL: none) are those of after's stages: one that is passed by hand holds
 * nobody. Appended. */
void upgrade_holds(const struct track *before, const struct position *stood, const struct track *after,
		   const struct standing *standing, const day_t *passes, struct ids *out)
	__attribute__((nonnull(1, 2, 3, 4, 6)));

#endif
