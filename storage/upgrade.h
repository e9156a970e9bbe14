#ifndef WAYMARK_STORAGE_UPGRADE_H
#define WAYMARK_STORAGE_UPGRADE_H
/*
 * Loading a new version of a track: what it changes and which accounts would fall back, before it
 * happens. Nothing here writes but upgrade_settle().
 */
#include "core/upgrade.h"
#include "storage/book.h"

/* An account that would fall back: on the track itself, or on another one of its tracks for which the new version
 * has evidence. */
struct upgrade_account {
	int64_t account;
	char *name;
	char *track;	       /* key of the track it falls back on */
	int stood, stands;     /* its stages before and after; -1 below the first level; stage_count: completed */
	char *from, *to;       /* their names; "none", "completed" */
	day_t since;	       /* when it came to where it stood; DAY_NONE: not known */
	struct ids holds;      /* milestones that hold it back */
	VEC(char *) questions; /* of those, in the same order */
	bool stays;	       /* whether answering those "not applicable" keeps it where it stands */
};

struct upgrade {
	struct track *before; /* as the book has it; NULL where it has no such track yet */
	struct upgrade_changes changes;
	int64_t accounts; /* that have the track, the organisation included */
	int64_t answers;  /* that stand on milestones that are removed; they stay readable */
	VEC(struct upgrade_account) falls;
};

/* As of the book's today. out is zeroed first; clear it whatever is returned. */
int upgrade_plan(struct book *book, const struct track *after, struct upgrade *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void upgrade_clear(struct upgrade *upgrade) __attribute__((nonnull));
/* In the transaction that stored the track, after it: its milestones that hold accounts back are answered
 * "not applicable", with the note "added later". They are dated when the account came to where it stood (on, where
 * that is not known), so that its days there go on. Evidence from other tracks is not answered: only yes counts. */
int upgrade_settle(struct book *book, const struct upgrade *upgrade, day_t on, const char *who, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* An answer to a milestone that its track no longer has. */
struct retired_answer {
	char *track, *stage, *key, *question; /* the key of its track, the name of its stage, as they were */
	struct standing standing;
	char *by, *note; /* NULL */
};
struct retired_answers { /* zeroed is empty */
	struct retired_answer *items;
	size_t count, room;
};
/* Those that stand on an account as of a date, by track and key. */
int retired_list(struct book *book, int64_t account, day_t as_of, struct retired_answers *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void retired_answers_clear(struct retired_answers *answers) __attribute__((nonnull));

/* A milestone that a track no longer has. */
struct retired_milestone {
	char *stage, *key, *question; /* as they were */
	day_t on;		      /* when it was dropped */
};
struct retired_milestones { /* zeroed is empty */
	struct retired_milestone *items;
	size_t count, room;
};
/* Those of a track, by key. */
int retired_milestones(struct book *book, int64_t track, struct retired_milestones *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void retired_milestones_clear(struct retired_milestones *milestones) __attribute__((nonnull));

#endif
