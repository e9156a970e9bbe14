#ifndef WAYMARK_STORAGE_SCOPE_H
#define WAYMARK_STORAGE_SCOPE_H
/*
 * What an expression is reckoned over: an account as it was read and scored. Lent from the reader and the score,
 * which must stay as they are while it is used.
 */
#include "core/expr.h"
#include "storage/facts_read.h"

struct scope {
	struct scoring scoring;
	struct expr_input input; /* its scoring is the one above */
};

/* Of the account that the reader is on, as of the day that it was scored for. */
int scope_read(const struct facts_reader *reader, const struct scored *scored, struct scope *out,
	       struct error *error) __attribute__((nonnull, warn_unused_result));

/* The same where the days of its reviews are known: the last before that day, the first from it on; DAY_NONE. */
void scope_fill(const struct facts_reader *reader, const struct scored *scored, day_t last_review,
		day_t next_review, struct scope *out) __attribute__((nonnull));

/* One account by itself, as of a day, read and scored anew: free it with scope_close(). */
struct scoped {
	struct facts_reader reader;
	struct scored scored;
	struct scope scope;
};
/* ERROR_NOT_FOUND where there is no such account. */
int scope_open(struct book *book, int64_t account, day_t as_of, struct scoped *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void scope_close(struct scoped *scoped) __attribute__((nonnull));

#endif
