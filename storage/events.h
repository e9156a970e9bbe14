#ifndef WAYMARK_STORAGE_EVENTS_H
#define WAYMARK_STORAGE_EVENTS_H
/* What happened with an account, a row each: touches and movements of revenue. The other records are in
 * storage/records.h. Text is yours; each _list fills a zeroed one. */
#include "core/money.h"
#include "core/vec.h"
#include "storage/facts_store.h"

struct touch {
	int64_t id, contact; /* contact 0: not known */
	day_t on;
	enum direction from;
	char *kind, *who, *note, *contact_name; /* the last two may be NULL */
};
struct touches {
	struct touch *items;
	size_t count, room;
};
/* The latest first. */
int touch_list(struct book *book, int64_t account, day_t as_of, struct touches *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void touches_clear(struct touches *touches) __attribute__((nonnull));

struct moved {
	day_t on;
	enum movement_kind kind;
	struct money amount; /* signed */
};
struct movements {
	struct moved *items;
	size_t count, room;
};
/* In order of day. */
int movement_list(struct book *book, int64_t account, day_t as_of, struct movements *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* The same whole, as people name and change them. */
struct movement_record {
	int64_t id;
	day_t on;
	enum movement_kind kind;
	struct money amount; /* signed */
	char *line, *note;   /* NULL */
};
struct movement_records {
	struct movement_record *items;
	size_t count, room;
};
int movement_records(struct book *book, int64_t account, day_t as_of, struct movement_records *out,
		     struct error *error) __attribute__((nonnull, warn_unused_result));
void movement_records_clear(struct movement_records *records) __attribute__((nonnull));

#endif
