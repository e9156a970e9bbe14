#ifndef WAYMARK_STORAGE_SCORECARDS_H
#define WAYMARK_STORAGE_SCORECARDS_H
/*
 * The scorecards in the book, in their order: the first that applies to an account scores it. A book without any
 * scores by the default of its options.
 */
#include "core/scorecard.h"
#include "storage/book.h"

/*
 * All that may score an account of this book, for scorecard_choose(). The default is always the last, so that one
 * always applies. Indexes in all of them, and in facts that they score, are those of words.
 */
struct playbooks;

struct cards {
	const struct scorecard *const *items;
	size_t count; /* at least 1 */
	const struct card_words *words;
	const struct playbooks *playbooks; /* of the same words: storage/playbooks.h */
};

/* Lent: kept until a scorecard of the book changes, is undone or a colleague changes the book
 * (book_changed_by_others()); do not hold it over those. ERROR_INPUT where one of the book can no longer be read. */
int cards_get(struct book *book, const struct cards **out, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* Their words, to read a card that is to be tried over the same facts; lent likewise. NULL: failed. */
struct card_words *cards_words(struct book *book, struct error *error) __attribute__((nonnull, warn_unused_result));

/* One of the book's as it is stored. */
struct stored_card {
	char *key, *title, *version, *source;
};
struct stored_cards { /* zeroed is empty */
	struct stored_card *items;
	size_t count, room;
};
int scorecard_list(struct book *book, struct stored_cards *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void stored_cards_free(struct stored_cards *cards) __attribute__((nonnull));

/* Write one (in a transaction of storage/journal.h): in the place of the one of that name, else as the last, or
 * with first before all others. All accounts are scored anew. text is the file's content; one that differs needs
 * another version than the book has. */
int scorecard_store(struct book *book, const struct scorecard *card, const char *text, bool first, bool *changed,
		    struct error *error) __attribute__((nonnull(1, 2, 3, 6), warn_unused_result));
/* Take one away, likewise. ERROR_NOT_FOUND lists what there is. */
int scorecard_drop(struct book *book, const char *key, struct error *error)
	__attribute__((nonnull, warn_unused_result));

#endif
