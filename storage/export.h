#ifndef WAYMARK_STORAGE_EXPORT_H
#define WAYMARK_STORAGE_EXPORT_H
/*
 * Facts of the whole book, a row at a time, in order of account (by external id, then
 * name) and date: what an export writes. Read in slices, so that writers wait for no export.
 * Rows and their text are borrowed; each returns false to stop.
 */
#include "core/money.h"
#include "storage/facts_store.h"

struct export_answer {
	const char *account_external_id; /* NULL when there is none */
	const char *account_name;
	const char *track_key, *milestone_key;
	enum answer answer;
	day_t on;
	const char *by, *note; /* note NULL when there is none */
};
/* Every answer that was given and not withdrawn, also those that a later one stands over and those to
 * milestones that their track no longer has. The organisation's go under ORGANISATION_NAME. */
int export_answers(struct book *book, bool (*each)(void *data, const struct export_answer *answer), void *data,
		   struct error *error) __attribute__((nonnull(1, 2, 4), warn_unused_result));

struct export_touch {
	const char *account_external_id; /* NULL when there is none */
	const char *account_name;
	day_t on;
	const char *kind;
	enum direction from;
	const char *by, *note; /* note NULL when there is none */
};
int export_touches(struct book *book, bool (*each)(void *data, const struct export_touch *touch), void *data,
		   struct error *error) __attribute__((nonnull(1, 2, 4), warn_unused_result));

struct export_movement {
	const char *account_external_id; /* NULL when there is none */
	const char *account_name;
	day_t on;
	enum movement_kind kind;
	int64_t minor; /* signed */
	const char *currency;
	const char *line, *note; /* NULL when there is none */
};
int export_movements(struct book *book, bool (*each)(void *data, const struct export_movement *movement),
		     void *data, struct error *error) __attribute__((nonnull(1, 2, 4), warn_unused_result));

#endif
