#ifndef WAYMARK_STORAGE_CHANGES_H
#define WAYMARK_STORAGE_CHANGES_H
/* What the journal says was written since, by whomever: for who keeps in memory what the book said. */
#include "core/vec.h"
#include "storage/book.h"

/* The latest entry; 0: there is none. */
int changes_last(struct book *book, int64_t *entry, struct error *error)
	__attribute__((nonnull, warn_unused_result));

struct changes {
	struct ids accounts; /* of each entry its account, one after the other */
	bool all;	     /* an entry is of no one account, or they are too many: read all again */
	int64_t last;	     /* the latest of them, else the one they were asked after */
};
/* The entries after one. Free it in any case. */
int changes_since(struct book *book, int64_t entry, struct changes *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void changes_free(struct changes *changes) __attribute__((nonnull));

#endif
