#ifndef WAYMARK_CORE_PROGRAMME_H
#define WAYMARK_CORE_PROGRAMME_H
/*
 * The organisation's own programme: the statement with its blanks, the growth roadmap
 * and the diagnosis that follows from symptoms and from the roadmap's rows.
 */
#include "core/buf.h"
#include "core/error.h"
#include "core/track.h"
#include "core/vec.h"

/* The blanks of a statement, in order: what stands in braces. Yours to free, each. A brace
 * that is left open, an empty blank or one that stands twice is an error. */
struct blanks {
	char **items;
	size_t count, room;
};
int statement_blanks(const char *statement, struct blanks *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void blanks_free(struct blanks *blanks) __attribute__((nonnull));
/* The sentence with values put in (values run parallel to its blanks; NULL or "": not filled yet, shown
 * as "[the blank's words]"). Returns how many are filled. The statement is one that statement_blanks() read. */
int statement_fill(const char *statement, const char *const *values, struct buf *out)
	__attribute__((nonnull(1, 3)));

/* A condition of a diagnosis as it is read: percent, -1 not known. */
struct condition {
	int symptoms;		  /* of all its symptoms, those answered yes (struct position, ratings) */
	int yes, answered, asked; /* how many symptoms: yes, answered, all that count for it */
	int roadmap;		  /* what its row of the roadmap has reached: sum of ratings over 3 a rated cell */
	int rated, cells;
	int depth; /* how bad it is: symptoms where known, else 100 - roadmap; -1 */
};
/* ratings: one a cell, stage by stage in order, 0..CELL_MAX or -1; NULL: none rated. conditions gets
 * stage_count entries. Returns the worst, the first of equals; -1 when nothing is known. */
int diagnosis_read(const struct track *track, const struct standing *standing, const int *ratings,
		   struct condition *conditions) __attribute__((nonnull(1, 2, 4)));
bool symptom_of(const struct milestone *milestone, int stage) __attribute__((nonnull));
/* Cells before those of a stage: where its ratings begin. */
int cell_first(const struct track *track, int stage) __attribute__((nonnull));
const char *cell_rating_name(int rating); /* -1 "not rated" 0 "not there" 1 "begun" 2 "mostly" 3 "in place" */

#endif
