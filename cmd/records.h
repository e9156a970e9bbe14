#ifndef WAYMARK_CMD_RECORDS_H
#define WAYMARK_CMD_RECORDS_H
/*
 * What the commands for an account's records share: VERB ACCOUNT [RECORD] [FIELD=VALUE...]. A record is named by its
 * name or text, an unambiguous start or part of it, or #ID as --json shows it.
 */
#include "cmd/out.h"
#include "storage/events.h"
#include "storage/records.h"

/* One use of such a command. */
struct recording {
	struct ctx *ctx;
	const struct args *args;
	struct outcome *outcome;
	const char *noun;	      /* "contact": the action's name */
	const struct record_noun *of; /* NULL: a command without records that are named */
	const char *verb;
	int64_t account;
	day_t on;	     /* --on */
	int64_t id;	     /* the record's; 0: none yet */
	struct buf sentence; /* what was done, for people; its effect is appended */
};
/* Reads verb, account and --on. Free the sentence. */
int recording_start(struct recording *recording, struct ctx *ctx, const struct args *args, const char *noun,
		    struct outcome *outcome, struct error *error) __attribute__((nonnull, warn_unused_result));
bool recording_is(const struct recording *recording, const char *verb) __attribute__((nonnull));
/* "contact set wants WHAT after it", where there are fewer or more words than that. */
int recording_words(const struct recording *recording, int least, int most, const char *what, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* One entry: writes, scores anew, says. json (may be NULL) makes the record as it is now, for --json, where it stands
 * as "record" beside the account and the change. */
typedef int record_write(struct recording *recording, void *data, struct error *error);
typedef json_t *record_json(struct recording *recording, struct error *error);
int recording_change(struct recording *recording, record_write *write, void *data, record_json *json,
		     struct error *error) __attribute__((nonnull(1, 2, 5), warn_unused_result));

/* FIELD=VALUE words from the nth on: values[i] gets what is given of names[i], borrowed, else stays. */
int record_fields(const struct recording *recording, int first, const char *const *names, const char **values,
		  struct error *error) __attribute__((nonnull, warn_unused_result));
/* "roles, sentiment": those given. */
void record_say_fields(struct buf *out, const char *const *names, const char *const *values, int count)
	__attribute__((nonnull));
/* A day as typed; "" is DAY_NONE. The message names the field. */
int record_day(const struct ctx *ctx, const char *field, const char *text, day_t *day, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* A day that has been, at latest today; there must be one. */
int record_past_day(const struct ctx *ctx, const char *field, const char *text, day_t *day, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* A value as typed; "" is VALUE_NONE. */
int record_value(const char *field, const char *text, int64_t *value, struct error *error)
	__attribute__((nonnull, warn_unused_result));
int record_yes_no(const char *field, const char *text, bool *yes, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* The records that an account has of one noun, as they are named, shown and listed. */
struct record_item {
	int64_t id;
	char *name, *other; /* other: what it is called too, NULL */
	json_t *json;
};
struct record_list { /* zeroed is empty; a vector of core/vec.h */
	struct record_item *items;
	size_t count, room;
};
/* json is taken over; NULL where nobody will read it. */
void record_list_add(struct record_list *list, int64_t id, const char *name, const char *other, json_t *json)
	__attribute__((nonnull(1)));
void record_list_clear(struct record_list *list) __attribute__((nonnull));
/* Which of them somebody means. */
int record_pick(const char *noun, const char *typed, const struct record_list *list, size_t *index,
		struct error *error) __attribute__((nonnull, warn_unused_result));

/* What is one noun's own; the rest is written once, in records.c. */
struct record_noun {
	const char *name, *article; /* "outcome", "an" */
	const char *empty;	    /* what its list says where there are none */
	bool ahead;		    /* one that begins after today can be named as well */
	/* Adds the account's records as of a day; with print set, and where there are any, prints them for people. */
	int (*read)(struct recording *recording, day_t as_of, bool print, struct record_list *out,
		    struct error *error);
	int (*add)(struct recording *recording, struct error *error);
	int (*change)(struct recording *recording, struct error *error); /* any other verb but list */
	/* What "remove" takes away, said as "removed the contact 'Ada' from ACCOUNT"; NULL: change does that too. */
	int (*remove)(struct book *book, int64_t account, int64_t id, bool *changed, struct error *error);
	const char *removed, *off; /* "contact", "from" */
};
/* One use of a noun's command, whole. */
int record_act(const struct record_noun *noun, struct ctx *ctx, const struct args *args, struct outcome *outcome,
	       struct error *error) __attribute__((nonnull, warn_unused_result));
/* The one that somebody means: recording->id; *name is yours. */
int record_find(struct recording *recording, const char *typed, char **name, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* Refuses a name that another one of them has, letter case aside. */
int record_refuse_taken(struct recording *recording, const char *name, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* recording->id as it stands today, for recording_change(); null when it is gone. */
record_json record_now;

/* A contact of the account by name or address, among those known today; *name (may be NULL) is yours. */
int contact_find(struct ctx *ctx, int64_t account, const char *typed, int64_t *id, char **name, struct error *error)
	__attribute__((nonnull(1, 3, 4, 6), warn_unused_result));

/* ---- out_records.c ---- */

json_t *out_json_value(int64_t value); /* thousandths, exact; null for VALUE_NONE */
json_t *out_json_id(int64_t id);
json_t *out_json_contact(const struct contact *contact) __attribute__((nonnull));
json_t *out_json_outcome(const struct outcome_record *outcome) __attribute__((nonnull));
json_t *out_json_promise(const struct promise *promise, day_t as_of) __attribute__((nonnull));
json_t *out_json_concern(const struct concern *concern) __attribute__((nonnull));
json_t *out_json_touch(const struct touch *touch) __attribute__((nonnull));
json_t *out_json_survey(const struct survey *survey) __attribute__((nonnull));
json_t *out_json_measure(const struct measures *measures, size_t at) __attribute__((nonnull));
json_t *out_json_override(const struct override *override) __attribute__((nonnull)); /* null when none holds */
/* Whether items[at] is the latest of its key. */
bool measure_is_latest(const struct measures *measures, size_t at) __attribute__((nonnull));

/* A cell of foreign text, of a day (short), of a value. */
void cell_text(const struct ctx *ctx, struct table *table, const char *text) __attribute__((nonnull(1, 2)));
void cell_day(const struct ctx *ctx, struct table *table, day_t day) __attribute__((nonnull));
void cell_value(struct table *table, int64_t value) __attribute__((nonnull));

/* The lists for people; each is a table, or nothing where there is none. */
void print_contacts(const struct ctx *ctx, const struct contacts *contacts) __attribute__((nonnull));
void print_outcomes(const struct ctx *ctx, const struct outcomes *outcomes) __attribute__((nonnull));
void print_promises(const struct ctx *ctx, const struct promises *promises) __attribute__((nonnull));
void print_concerns(const struct ctx *ctx, const struct concerns *concerns) __attribute__((nonnull));
void print_touches(const struct ctx *ctx, const struct touches *touches) __attribute__((nonnull));
void print_surveys(const struct ctx *ctx, const struct surveys *surveys) __attribute__((nonnull));
/* The latest of each key, or (all) every one. */
void print_measures(const struct ctx *ctx, const struct measures *measures, bool all) __attribute__((nonnull));

/* ---- show_records.c ---- */

/* What "show" says of an account's records: keys of its JSON object, or sections printed. */
int show_records_json(struct ctx *ctx, int64_t account, json_t *object, struct error *error)
	__attribute__((nonnull, warn_unused_result));
int show_records_text(struct ctx *ctx, int64_t account, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* ---- complete_records.c ---- */

/* The fields of each, ended by NULL. */
extern const char *const *const contact_field_names, *const *const outcome_field_names;
extern const char *const *const touch_field_names, *const *const survey_field_names;
extern const char *const *const movement_field_names, *const *const opportunity_field_names;
extern const char *const *const promise_field_names, *const *const concern_field_names;

/* Words for a kind of value that stands in the commands of records; words are those before it. False: not one. */
bool complete_record(struct ctx *ctx, const struct action *action, const char *kind, const char *const *words,
		     int word_count, void (*each)(void *data, const char *word), void *data)
	__attribute__((nonnull(1, 2, 3, 6)));

#endif
