#ifndef WAYMARK_STORAGE_FLAG_PASS_H
#define WAYMARK_STORAGE_FLAG_PASS_H
/*
 * What flags make of accounts that are being scored, one after the other in ascending order: looked at where they are
 * scored, which may be another thread, and written where their rows are. What the book has of their firings is read a
 * batch at a time, along with the facts. For the files of storage that score accounts.
 */
#include "storage/plays.h"
#include "storage/scope.h"

/* How one flag stands on the account under way, after its condition was looked at. */
struct flag_now {
	const char *key;
	const struct flag *flag; /* NULL: no playbook has it any more */
	struct firing firing;	 /* the latest */
	bool fires;		 /* now: figure and evidence are its; else they are in the book */
	bool has_figure;
	int64_t figure;
	char *evidence; /* yours while fires */
};

/* What becomes of a firing. */
enum flag_step { STEP_FIRE, STEP_CLEAR, STEP_RETURN, STEP_FORGET };
struct flag_change {
	struct flag_change *next;
	enum flag_step step;
	char *key;
	day_t fired, cleared;
	bool has_figure, opens; /* opens: its play by itself */
	int64_t figure;
	char *evidence;
};

struct flag_pass; /* how far it is */
/* as_of: the day of the scores. known: what was written of later days counts too, since what becomes of it is going to be
 * written. NULL: failed. */
struct flag_pass *flag_pass_begin(struct book *book, day_t as_of, bool known, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* The account that the reader is on. Writes nothing. */
int flag_pass_next(struct flag_pass *pass, const struct facts_reader *reader, const struct scored *scored,
		   struct error *error) __attribute__((nonnull, warn_unused_result));
/* What is to be written of the last account, in this order; yours. NULL: nothing, as nearly always. */
struct flag_change *flag_pass_changes(struct flag_pass *pass) __attribute__((nonnull));
int flag_changes_write(struct book *book, int64_t account, const struct flag_change *changes, struct error *error)
	__attribute__((nonnull(1, 4), warn_unused_result));
void flag_changes_free(struct flag_change *changes); /* NULL does nothing */
/* The reader reads other accounts, or the same anew. NULL does nothing. */
void flag_pass_again(struct flag_pass *pass);
/* Of the last account: each flag that ever fired on it, and what expressions are reckoned over. */
const struct flag_now *flag_pass_now(const struct flag_pass *pass, size_t *count) __attribute__((nonnull));
const struct scope *flag_pass_scope(const struct flag_pass *pass) __attribute__((nonnull));
void flag_pass_end(struct flag_pass *pass); /* NULL does nothing */

/* flag_say.c: the records that had a part in it, a line each, for people. */
void flag_say(const struct facts_reader *reader, const struct scored *scored, const struct expr_records *records,
	      struct buf *out) __attribute__((nonnull));

#endif
