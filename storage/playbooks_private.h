#ifndef WAYMARK_STORAGE_PLAYBOOKS_PRIVATE_H
#define WAYMARK_STORAGE_PLAYBOOKS_PRIVATE_H
/* The playbooks among what storage/scorecards.c lends: both go by the same words, and are read and let go together. */
#include "storage/playbooks.h"

struct book_playbooks {
	struct playbooks lent;
	VEC(const struct playbook *) items;
};

/* All of the book's, their names added to the words. */
int book_playbooks_read(struct book *book, struct card_words *words, struct book_playbooks *out,
			struct error *error) __attribute__((nonnull, warn_unused_result));
void book_playbooks_free(struct book_playbooks *books) __attribute__((nonnull)); /* before the words */

#endif
