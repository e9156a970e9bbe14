#ifndef WAYMARK_STORAGE_RECORDS_H
#define WAYMARK_STORAGE_RECORDS_H
/*
 * What is known of an account beside its own fields: contacts, outcomes, promises, concerns, surveys,
 * measures, and the band that a CSM set by hand.
 *
 * Writing wants a transaction of storage/journal.h and marks the account for rescoring. A _put writes only what
 * differs from what is there and says through *changed (may be NULL) whether it did. In what it is given, a text
 * that is NULL says nothing and "" clears; a member with a flag says nothing with the flag unset. *id names the
 * record; 0 asks for a new one, under its natural key where it has one, and gets its key; so does an id that is
 * not there yet, which an import hashed itself. What a score reads is dated: it holds from the given day on.
 *
 * Reading is as of a date: records that were there by then, with what stood on that day. Text is yours; a
 * zeroed list is empty, and each _list fills a zeroed one. A contact that was removed is none any more (NULL)
 * wherever it was named.
 */
#include "core/health.h"
#include "core/records.h"
#include "core/vec.h"
#include "storage/book.h"

/* ---- contacts, store_contact.c ---- */

struct contact_write {
	const char *source, *external_id; /* of a new one: its key with the account, else the address is */
	const char *name, *email, *phone, *persona, *success;
	bool says_roles, says_here, says_sentiment;
	unsigned roles; /* bits of enum contact_role */
	bool here;	/* a new contact is, unless said */
	int sentiment;
	day_t on; /* from when roles, here and sentiment hold */
};
/* The key that a contact has by its source and external id, else by its address; 0: it has none. */
int64_t contact_key(int64_t account, const struct contact_write *write) __attribute__((nonnull));
int contact_put(struct book *book, int64_t account, int64_t *id, const struct contact_write *write, bool *changed,
		struct error *error) __attribute__((nonnull(1, 3, 4, 6), warn_unused_result));
int contact_remove(struct book *book, int64_t account, int64_t id, bool *changed, struct error *error)
	__attribute__((nonnull(1, 5), warn_unused_result));

struct contact {
	int64_t id;
	char *source, *external_id, *name, *email, *phone, *persona, *success; /* all but name may be NULL */
	char *name_key;							       /* folded: for search and order */
	unsigned roles;
	bool here, has_sentiment;
	int sentiment;
	day_t since;	    /* when it was first known */
	day_t sentiment_on; /* when that was last said; DAY_NONE */
	day_t last_touch;   /* with this contact; DAY_NONE */
};
struct contacts {
	struct contact *items;
	size_t count, room;
};
/* Those who are here first, decision makers and champions before the rest, by name. */
int contact_list(struct book *book, int64_t account, day_t as_of, struct contacts *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void contacts_clear(struct contacts *contacts) __attribute__((nonnull));

/* ---- outcomes, store_outcome.c ---- */

struct outcome_write {
	const char *name, *unit;
	bool says_baseline, says_target, says_start, says_due, says_story;
	int64_t baseline, target; /* VALUE_NONE: not known */
	day_t start, due;	  /* DAY_NONE: not agreed */
	day_t story;		  /* since when we may tell of it; DAY_NONE: we may not */
};
int outcome_put(struct book *book, int64_t account, int64_t *id, const struct outcome_write *write, bool *changed,
		struct error *error) __attribute__((nonnull(1, 3, 4, 6), warn_unused_result));
int outcome_remove(struct book *book, int64_t account, int64_t id, bool *changed, struct error *error)
	__attribute__((nonnull(1, 5), warn_unused_result));
/* One value of a day; another of that day takes its place. note NULL leaves one that is there. */
struct outcome_value_write {
	day_t on;
	int64_t value;
	const char *who, *note;
};
int outcome_value_put(struct book *book, int64_t account, int64_t outcome, const struct outcome_value_write *write,
		      bool *changed, struct error *error) __attribute__((nonnull(1, 4, 6), warn_unused_result));
int outcome_value_remove(struct book *book, int64_t account, int64_t outcome, day_t on, bool *changed,
			 struct error *error) __attribute__((nonnull(1, 6), warn_unused_result));

struct outcome_value {
	day_t on;
	int64_t value;
	char *who, *note; /* note may be NULL */
};
struct outcome_record {
	int64_t id;
	char *name, *unit;		  /* unit may be NULL */
	int64_t baseline, target;	  /* VALUE_NONE */
	day_t start, due, story;	  /* DAY_NONE */
	VEC(struct outcome_value) values; /* in order of day */
};
struct outcomes {
	struct outcome_record *items;
	size_t count, room;
};
/* What is due first on top, those without a day last, then by name. One that was agreed later than as_of, or
 * that is known only from later, is not there. */
int outcome_list(struct book *book, int64_t account, day_t as_of, struct outcomes *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void outcomes_clear(struct outcomes *outcomes) __attribute__((nonnull));
/* How much of the way from baseline to target its latest value has made, in percent, 0 and less where it went back;
 * false where that cannot be said. */
bool outcome_progress(const struct outcome_record *outcome, int *percent) __attribute__((nonnull));
/* It has a value at or beyond its target, in the direction that the target lies of the baseline. */
bool outcome_met(const struct outcome_record *outcome) __attribute__((nonnull));

/* ---- promises, store_promise.c ---- */

struct promise_write {
	const char *text, *understood, *capability, *need;
	bool says_made, says_contact, says_state, says_due, says_confirmed;
	day_t made;		  /* of a new one: on, unless said */
	int64_t contact;	  /* 0: nobody in particular */
	enum promise_state state; /* a new one is open, unless said */
	day_t due;		  /* DAY_NONE: none */
	bool confirmed;
	day_t on; /* from when state, due and confirmed hold; those of a new one from the day it was made */
	const char *who, *note; /* of the dated row; note NULL: none */
};
int promise_put(struct book *book, int64_t account, int64_t *id, const struct promise_write *write, bool *changed,
		struct error *error) __attribute__((nonnull(1, 3, 4, 6), warn_unused_result));
int promise_remove(struct book *book, int64_t account, int64_t id, bool *changed, struct error *error)
	__attribute__((nonnull(1, 5), warn_unused_result));

struct promise {
	int64_t id, contact;					    /* contact 0: nobody */
	day_t made, due;					    /* due DAY_NONE */
	char *text, *understood, *contact_name, *capability, *need; /* all but text may be NULL */
	enum promise_state state;
	day_t state_since;
	bool confirmed;
	char *who, *note; /* of the latest dated row; note may be NULL */
};
struct promises {
	struct promise *items;
	size_t count, room;
};
/* Open ones first, what is due first on top; then broken, kept, withdrawn, the latest first. */
int promise_list(struct book *book, int64_t account, day_t as_of, struct promises *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void promises_clear(struct promises *promises) __attribute__((nonnull));

/* ---- concerns, store_concern.c ---- */

struct concern_write {
	const char *text, *how;
	bool says_day, says_level, says_contact, says_addressed;
	day_t day; /* when it was heard */
	enum concern_level level;
	int64_t contact;
	day_t addressed; /* DAY_NONE: not yet */
};
int concern_put(struct book *book, int64_t account, int64_t *id, const struct concern_write *write, bool *changed,
		struct error *error) __attribute__((nonnull(1, 3, 4, 6), warn_unused_result));
int concern_remove(struct book *book, int64_t account, int64_t id, bool *changed, struct error *error)
	__attribute__((nonnull(1, 5), warn_unused_result));

struct concern {
	int64_t id, contact;
	day_t day, addressed; /* addressed DAY_NONE, also where it was after as_of */
	enum concern_level level;
	char *text, *contact_name, *how; /* the last two may be NULL */
};
struct concerns {
	struct concern *items;
	size_t count, room;
};
/* Those not addressed first, by level from what is broken up, the latest first. */
int concern_list(struct book *book, int64_t account, day_t as_of, struct concerns *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void concerns_clear(struct concerns *concerns) __attribute__((nonnull));

/* ---- surveys, measures, overrides, store_survey.c ---- */

/* An answer of one contact on one day to one kind is one; so is one of a source's key. */
struct survey_write {
	day_t on;
	enum survey_kind kind;
	int score, scale;    /* 0 to scale; of NPS 0 to 10 */
	int64_t contact;     /* 0: not known */
	const char *comment; /* NULL: none */
	const char *key;     /* what its source calls it; NULL: nothing */
};
int survey_add(struct book *book, int64_t account, const struct survey_write *write, int64_t *id, bool *changed,
	       struct error *error) __attribute__((nonnull(1, 3, 6), warn_unused_result));
/* Whether the contact has answered that kind on that day already: 1, 0, -1. */
int survey_is_taken(struct book *book, int64_t account, const struct survey_write *write, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* was becomes write; *id its key from now on, another where contact or day make it another. */
struct survey;
int survey_change(struct book *book, int64_t account, const struct survey *was, const struct survey_write *write,
		  int64_t *id, struct error *error) __attribute__((nonnull, warn_unused_result));
int survey_remove(struct book *book, int64_t account, day_t on, int64_t id, bool *changed, struct error *error)
	__attribute__((nonnull(1, 6), warn_unused_result));

struct survey {
	int64_t id, contact;
	day_t on;
	enum survey_kind kind;
	int score, scale;
	char *contact_name, *comment; /* NULL */
};
struct surveys {
	struct survey *items;
	size_t count, room;
};
/* The latest first. */
int survey_list(struct book *book, int64_t account, day_t as_of, struct surveys *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void surveys_clear(struct surveys *surveys) __attribute__((nonnull));

/* One value of a key on a day; another takes its place. */
int measure_put(struct book *book, int64_t account, const char *key, day_t on, int64_t value, bool *changed,
		struct error *error) __attribute__((nonnull(1, 3, 7), warn_unused_result));
int measure_remove(struct book *book, int64_t account, const char *key, day_t on, bool *changed,
		   struct error *error) __attribute__((nonnull(1, 3, 6), warn_unused_result));

struct measure {
	char *key;
	day_t on;
	int64_t value;
};
struct measures {
	struct measure *items;
	size_t count, room;
};
/* By key, the latest first; of one key, or (NULL) of all. */
int measure_list(struct book *book, int64_t account, const char *key, day_t as_of, struct measures *out,
		 struct error *error) __attribute__((nonnull(1, 5, 6), warn_unused_result));
void measures_clear(struct measures *measures) __attribute__((nonnull));
/* The latest of a key, which items[at] is, against the mean of the VALUE_TREND_DAYS before it. */
bool measure_trend(const struct measures *measures, size_t at, int *percent) __attribute__((nonnull));

/* The band as a CSM sees it, from a day on up to a last day. */
struct override_write {
	day_t on, until;
	enum band band; /* not BAND_UNKNOWN */
	const char *who, *reason;
};
int override_set(struct book *book, int64_t account, const struct override_write *write, bool *changed,
		 struct error *error) __attribute__((nonnull(1, 3, 5), warn_unused_result));
/* The row of a day as a file has it: until is the day before on where it was taken back. */
int override_put(struct book *book, int64_t account, const struct override_write *write, bool *changed,
		 struct error *error) __attribute__((nonnull(1, 3, 5), warn_unused_result));
/* The one that holds on that day ends before it. */
int override_take_back(struct book *book, int64_t account, day_t on, const char *who, bool *changed,
		       struct error *error) __attribute__((nonnull(1, 4, 6), warn_unused_result));
struct override {
	bool holds;
	day_t on, until;
	enum band band;
	char *who, *reason;
};
/* What holds on a day; free it with override_clear(). */
int override_get(struct book *book, int64_t account, day_t as_of, struct override *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void override_clear(struct override *override) __attribute__((nonnull));
struct overrides {
	struct override *items;
	size_t count, room;
};
/* All there ever were, in order of day, those taken back among them; holds is not said. */
int overrides_list(struct book *book, int64_t account, struct overrides *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void overrides_clear(struct overrides *overrides) __attribute__((nonnull));

#endif
