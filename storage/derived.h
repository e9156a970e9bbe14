#ifndef WAYMARK_STORAGE_DERIVED_H
#define WAYMARK_STORAGE_DERIVED_H
/*
 * An account's derived rows: what its facts come to, ready to be written. Made apart from writing, so that they can be
 * made elsewhere than where they are written. For storage/cache.c and storage/rescore.c.
 */
#include "core/arena.h"
#include "storage/facts_read.h"

/* Of account_cache.flags, beside the two of the stage: the score is shown of 10. */
#define FLAG_OF_TEN 4

/* Where it stands on a track beside the main one. */
struct derived_lens {
	int64_t track;
	struct position position;
};

/* Text is the reader's or, kept, an arena's; the label and the card are the book's scorecards'. */
struct derived {
	int64_t account;
	day_t day;						/* that it is of */
	const char *name, *name_key, *segment, *csm, *currency; /* "" where there is none */
	enum account_status status;
	bool has_arr, has_track;
	int64_t arr, at_stake, track, next; /* next: of the milestone, 0 without */
	day_t renewal, last_touch;
	int stage, flags, settled, required; /* of the main track, as in schema.sql */
	day_t since;
	enum pace pace;
	int hundredths, confidence, trend;
	enum band band, computed;
	enum band_cause cause;
	const char *label; /* NULL: the plain word */
	const struct scorecard *card;
	struct flag_change *flag_changes; /* storage/flag_pass.h; free them. NULL: none */
	void *today;			  /* its entries of Today, packed; freed with it. NULL: none */
	size_t today_size;
	size_t lenses; /* how many, of the list that it came with */
};
struct derived_lenses {
	struct derived_lens *items;
	size_t count, room;
};

/* Of the account that the reader is on; its lenses are added to the list. */
int derive(struct facts_reader *reader, day_t day, struct derived *out, struct derived_lenses *lenses,
	   struct error *error) __attribute__((nonnull, warn_unused_result));
/* Let its text outlive the reader's account. */
void derived_keep(struct derived *derived, struct arena *arena) __attribute__((nonnull));
/* What hangs on it by itself. */
void derived_free(struct derived *derived) __attribute__((nonnull));
/* Write them, lenses being its own. first: there are none of the account, which costs half of what replacing does. */
int derived_write(struct book *book, const struct derived *derived, const struct derived_lens *lenses, bool first,
		  struct error *error) __attribute__((nonnull(1, 2, 5), warn_unused_result));

#endif
