#ifndef WAYMARK_STORAGE_UPGRADE_H
#define WAYMARK_STORAGE_UPGRADE_H
/*
 * Loading a new version of a track: what it changes and which accounts would fall back, before it
 * happens. Nothing here writes but upgrade_settle().
 */
#include "core/upgrade.h"
#include "storage/book.h"

struct upgrade_account {
	int64_t account;
	char *name;
	int stood,
		stands; /* stages of the old and the new version; -1 below the first level; stage_count: completed */
	struct ids holds; /* milestones that hold it back */
};

struct upgrade {
	const struct track *before; /* lent by the book: NULL where it has no such track yet */
	struct upgrade_changes changes;
	int64_t accounts; /* that have the track, the organisation included */
	int64_t answers;  /* on milestones that are removed; they stay readable */
	VEC(struct upgrade_account) falls;
};

int upgrade_plan(struct book *book, const struct track *after, struct upgrade *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void upgrade_clear(struct upgrade *upgrade) __attribute__((nonnull));
/* In the transaction that stored the track, after it: the milestones that hold accounts back are answered
 * "not applicable", with the note "added later". */
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

#endif
