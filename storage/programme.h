#ifndef WAYMARK_STORAGE_PROGRAMME_H
#define WAYMARK_STORAGE_PROGRAMME_H
/*
 * The organisation's own programme, whole: its tracks with their answers (which hang on the account
 * ORGANISATION_ID), the words in its statements, the ratings of its roadmap, its documents.
 */
#include "core/programme.h"
#include "storage/documents.h"
#include "storage/portfolio.h"

struct cell_rating {
	int value;	 /* 0..CELL_MAX; -1: not rated */
	day_t on;	 /* DAY_NONE */
	char *by, *note; /* NULL */
};

struct programme_part {
	struct account_detail detail; /* over this track: its track, view, position, answers */
	/* Of the track's statement. */
	struct blanks blanks;
	char **values; /* parallel to blanks; NULL: not filled */
	/* Of a diagnosis. */
	struct cell_rating *ratings; /* one a cell, stage by stage */
	int rating_count;
	struct condition *conditions; /* one a stage */
	int worst;		      /* -1 */
};

struct programme {
	struct programme_part *parts; /* progress, level, diagnosis; of each those with more stages first */
	size_t count, room;
	struct documents documents;
};

int programme_load(struct book *book, day_t as_of, struct programme *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* Frees what hangs on it; it is zeroed. Tracks in it are lent by the book. */
void programme_clear(struct programme *programme) __attribute__((nonnull));
/* The key under which a blank's words are kept as a custom field of the organisation: "readiness/by when". Yours. */
char *programme_field(const struct track *track, const char *blank) __attribute__((nonnull, returns_nonnull));

#endif
