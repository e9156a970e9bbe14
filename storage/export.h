#ifndef WAYMARK_STORAGE_EXPORT_H
#define WAYMARK_STORAGE_EXPORT_H
/*
 * Facts of the whole book, a row at a time, in order of account (by external id, then
 * name) and date: what an export writes. Read an account at a time, so that writers wait for no export.
 * Rows and their text are borrowed; each returns false to stop.
 */
#include "core/money.h"
#include "storage/facts_store.h"
#include "storage/records.h"

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
	const char *with;      /* as contact_label() has it; NULL when there is none */
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

struct days {
	day_t *items;
	size_t count, room;
};

/* The accounts themselves, for what hangs on them and is read with storage/records.h. */
struct export_account {
	int64_t id;
	const char *external_id; /* NULL when there is none */
	const char *name;
};
/* Each returns 0 to go on, -1 having filled the error. No statement is under way while it runs. */
int export_each_account(struct book *book,
			int (*each)(void *data, const struct export_account *account, struct error *error),
			void *data, struct error *error) __attribute__((nonnull(1, 2, 4), warn_unused_result));
/* What names a contact of an account's so that an import finds this one: the name, else the address, else the id
 * (written into number). NULL where there is no such contact. All of the account's contacts are given. */
#define CONTACT_LABEL_SIZE 24
const char *contact_label(const struct contacts *contacts, int64_t id, char number[CONTACT_LABEL_SIZE])
	__attribute__((nonnull));
/* The days on which something dated was said of a contact or a promise, in order. Append. */
int contact_days(struct book *book, int64_t account, int64_t id, struct days *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
int promise_days(struct book *book, int64_t account, int64_t id, struct days *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));

#endif
