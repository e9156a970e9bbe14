#ifndef WAYMARK_STORAGE_FLAG_PASS_H
#define WAYMARK_STORAGE_FLAG_PASS_H
/*
 * What flags make of accounts that are being scored, one after the other in ascending order. What the book has of
 * their firings is read a batch at a time, along with the facts. For the files of storage that score accounts.
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

struct flag_pass; /* how far it is */
/* write: what changes is written, in the transaction under way; else it is known to the pass alone. as_of: the day of
 * the scores. NULL: failed. */
struct flag_pass *flag_pass_begin(struct book *book, day_t as_of, bool write, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* The account that the reader is on. *now (may be NULL) is lent until the next one; *scope too. */
int flag_pass_next(struct flag_pass *pass, const struct facts_reader *reader, const struct scored *scored,
		   struct error *error) __attribute__((nonnull, warn_unused_result));
/* Of the last account: each flag that ever fired on it, and what expressions are reckoned over. */
const struct flag_now *flag_pass_now(const struct flag_pass *pass, size_t *count) __attribute__((nonnull));
const struct scope *flag_pass_scope(const struct flag_pass *pass) __attribute__((nonnull));
void flag_pass_end(struct flag_pass *pass); /* NULL does nothing */

/* flag_say.c: the records that had a part in it, a line each, for people. */
void flag_say(const struct facts_reader *reader, const struct scored *scored, const struct expr_records *records,
	      struct buf *out) __attribute__((nonnull));

#endif
