#ifndef WAYMARK_STORAGE_REVIEWS_H
#define WAYMARK_STORAGE_REVIEWS_H
/*
 * Business reviews: planned, drafted, edited, held. Writing wants a transaction of storage/journal.h. A review that
 * was held is kept as it was, whatever becomes of the records.
 */
#include "core/qbr.h"
#include "core/vec.h"
#include "storage/portfolio.h"

struct review {
	int64_t id;
	day_t day, held; /* held DAY_NONE: not yet */
	bool has_record; /* its agenda was kept when it was held */
};
struct reviews {
	struct review *items;
	size_t count, room;
};
/* Plan the next review on a day, move the one that is planned there, or (DAY_NONE) call it off with all that was made of
 * its agenda; a day before today records one that was held. One that was planned so stays so until it is held, even
 * beyond its day; those that came by review_set() alone are taken for held on it. *id (may be NULL): its id, 0 where
 * it was called off. Its preparation is opened, or moves with it. */
int review_plan(struct book *book, int64_t account, day_t day, const char *who, int64_t *id, bool *changed,
		struct error *error) __attribute__((nonnull(1, 4, 7), warn_unused_result));

/* The latest first. */
int review_list(struct book *book, int64_t account, struct reviews *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* The agenda of the next review as of a date, drafted anew and merged with what was made of it; with no review planned,
 * the draft alone. Into a zeroed agenda. */
int review_agenda(struct book *book, const struct account_detail *detail, day_t as_of, struct agenda *out,
		  struct error *error) __attribute__((nonnull, warn_unused_result));
/* One that was held, as it was then. ERROR_NOT_FOUND where nothing was kept. */
int review_record(struct book *book, int64_t account, int64_t review, struct agenda *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* Put an edit on an item of the agenda of a planned review. A member with its flag unset, and a text NULL, say
 * nothing; text "" goes back to the draft's words (an item added by hand is taken away so), note "" takes it away.
 * Whoever writes a text or a note says the audience with it, so that it stays with those for whom it was written.
 * drafted: qbr_drafted() of the item, always. ERROR_INPUT on a review that was held. */
struct item_write {
	const char *key; /* "": a new one by hand, of a todo where that is said; its key is in *made, yours */
	enum qbr_section section;
	bool says_rank, says_audience, says_hidden, says_covered;
	int rank;
	enum qbr_audience audience;
	bool hidden, covered;
	const char *text, *drafted, *note;
	int64_t todo;
	const char *who;
};
int review_item_put(struct book *book, int64_t account, int64_t review, const struct item_write *write, char **made,
		    struct error *error) __attribute__((nonnull(1, 4, 6), warn_unused_result));
/* What is there now has been seen: nothing is new until more comes. */
int review_seen(struct book *book, int64_t account, const struct agenda *agenda, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* It was held on a day: the agenda is kept as it is, and its preparation is done but for what comes after. next: the day of the one after, DAY_NONE: none yet. */
int review_hold(struct book *book, int64_t account, const struct agenda *agenda, day_t on, day_t next,
		struct error *error) __attribute__((nonnull, warn_unused_result));

/* An agenda as JSON text and back, exact; yours. */
char *agenda_pack(const struct agenda *agenda) __attribute__((nonnull));
int agenda_unpack(const char *text, struct agenda *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));

#endif
