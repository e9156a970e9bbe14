#ifndef WAYMARK_STORAGE_FACTS_STORE_H
#define WAYMARK_STORAGE_FACTS_STORE_H
/*
 * Writing facts. All of these want a transaction of storage/journal.h and mark
 * their account for rescoring. Each writes only what differs from what is there and
 * says through *changed (may be NULL) whether it did. Text is stored as it came.
 */
#include "core/account.h"
#include "core/movement.h"
#include "storage/book.h"

struct account_fields {
	const char *source, *external_id; /* NULL: none */
	const char *name;
	const char *currency; /* NULL: not known yet */
	day_t start;	      /* DAY_NONE */
	const char *key_id;   /* hashed with the source instead of external_id, where two ways to
					   * write an id mean one account; NULL: external_id */
	int64_t track;	      /* its main track; 0: the book's default */
};
/* Inserts; *id gets its key (the hash, or a random one without an external id) and the book's
 * default track becomes its main one. A key that is taken is ERROR_INPUT. */
int account_insert(struct book *book, const struct account_fields *fields, int64_t *id, struct error *error)
	__attribute__((nonnull, warn_unused_result));

enum account_text {
	ACCOUNT_NAME,
	ACCOUNT_CURRENCY,
	ACCOUNT_DEFINITION_OF_SUCCESS,
	ACCOUNT_SUCCESS_MEASURE,
	ACCOUNT_MASTER_NARRATIVE,
	ACCOUNT_VALUE_PATH,
};
/* value NULL clears. A currency that differs from that of the movements is ERROR_INPUT. What a score reads of the
 * texts, whether they are filled in, holds from the day on; DAY_NONE: it always was so, as of a new account. */
int account_set_text(struct book *book, int64_t account, enum account_text field, const char *value, day_t on,
		     bool *changed, struct error *error) __attribute__((nonnull(1, 7), warn_unused_result));
int account_set_start(struct book *book, int64_t account, day_t start, bool *changed, struct error *error)
	__attribute__((nonnull(1, 5), warn_unused_result));

/* What holds from a day on. A member with its flag unset says nothing. */
struct account_state {
	bool says_segment, says_csm, says_status, says_renewal, says_next_step;
	const char *segment, *csm; /* NULL or "": cleared */
	enum account_status status;
	day_t renewal; /* DAY_NONE: cleared */
	const char *next_step;
};
int account_set_state(struct book *book, int64_t account, day_t on, const struct account_state *state,
		      bool *changed, struct error *error) __attribute__((nonnull(1, 4, 6), warn_unused_result));

/* value NULL or "" removes the field. on: as for texts. */
int account_set_custom(struct book *book, int64_t account, const char *key, const char *value, day_t on,
		       bool *changed, struct error *error) __attribute__((nonnull(1, 3, 7), warn_unused_result));

struct movement {
	day_t on;
	enum movement_kind kind;
	int64_t minor; /* signed */
	const char *currency;
	const char *line, *note; /* NULL */
	/* Made from an imported ARR: it stands in for a history that the book has not. Two books that
	 * import the same make the same of it. */
	bool stand_in;
};
/* Always a further movement. The account's currency is set by its first, and another one is
 * ERROR_INPUT. */
int movement_add(struct book *book, int64_t account, const struct movement *movement, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* In the place of the one with this day and id; it keeps its id. What stood in for a history is one of its own then. */
int movement_change(struct book *book, int64_t account, day_t on, int64_t id, const struct movement *movement,
		    struct error *error) __attribute__((nonnull, warn_unused_result));
int movement_remove(struct book *book, int64_t account, day_t on, int64_t id, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* The one movement that gets the ARR to minor as of on: new on the start date at first (on where
 * there is none), then expansion, contraction, or churn at 0; reactivation from 0. */
int movement_set_arr(struct book *book, int64_t account, day_t on, int64_t minor, const char *currency,
		     bool *changed, struct error *error) __attribute__((nonnull(1, 7), warn_unused_result));
/* The same, by a movement that stands in for a history. */
int movement_set_imported_arr(struct book *book, int64_t account, day_t on, int64_t minor, const char *currency,
			      bool *changed, struct error *error)
	__attribute__((nonnull(1, 7), warn_unused_result));
/* Takes the stand-ins of an account away, its history having come, but for those that are part of it. */
int movement_drop_stand_ins(struct book *book, int64_t account,
			    bool (*keep)(void *data, int64_t account, const struct movement *movement), void *data,
			    struct error *error) __attribute__((nonnull(1, 3, 5), warn_unused_result));

/* Whether one is such a stand-in, by its key. */
bool movement_is_stand_in(int64_t account, int64_t id, const struct movement *movement) __attribute__((nonnull));
/* The day that the imported ARR of an account holds on; DAY_NONE: none was imported, or its history has come since. */
int movement_arr_told(struct book *book, int64_t account, day_t *day, struct error *error)
	__attribute__((nonnull, warn_unused_result));
int movement_tell_arr(struct book *book, int64_t account, day_t day, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* The key of one that follows from imported subscriptions. */
int64_t movement_subscription_id(int64_t account, const struct movement *movement) __attribute__((nonnull));

/* Give an answer that stands from that day on; an equal one that stands already only gets its
 * note (unless NULL). Recorded at the clock's now. */
struct answer_write {
	int64_t milestone;
	enum answer answer; /* not ANSWER_OPEN */
	day_t on;
	const char *who, *note; /* note NULL: leave */
};
int answer_give(struct book *book, int64_t account, const struct answer_write *answer, bool *changed,
		struct error *error) __attribute__((nonnull(1, 3, 5), warn_unused_result));
/* Delete the row that stands; what stood before stands again. */
int answer_withdraw(struct book *book, int64_t account, int64_t milestone, bool *changed, struct error *error)
	__attribute__((nonnull(1, 5), warn_unused_result));
/* note NULL clears; ERROR_NOT_FOUND when no answer stands. */
int answer_set_note(struct book *book, int64_t account, int64_t milestone, const char *note, bool *changed,
		    struct error *error) __attribute__((nonnull(1, 6), warn_unused_result));

struct touch_write {
	day_t on;
	const char *kind; /* "call" */
	enum direction from;
	const char *who, *note;
	int64_t key;	 /* 0: a touch of its own; else one with this key on this day is the same touch */
	int64_t contact; /* with whom, of storage/records.h; 0: not said, which leaves one that is there */
};
int touch_add(struct book *book, int64_t account, const struct touch_write *touch, bool *changed,
	      struct error *error) __attribute__((nonnull(1, 3, 5), warn_unused_result));

/* The touch with this key on day `was` becomes this one, on whatever day; who and contact as said. */
int touch_change(struct book *book, int64_t account, day_t was, const struct touch_write *touch,
		 struct error *error) __attribute__((nonnull, warn_unused_result));
int touch_remove(struct book *book, int64_t account, day_t on, int64_t id, bool *changed, struct error *error)
	__attribute__((nonnull(1, 6), warn_unused_result));

/* The review planned next (the first on or after today) is put on day, or off with DAY_NONE;
 * a day before today records one that was held. */
int review_set(struct book *book, int64_t account, day_t day, bool *changed, struct error *error)
	__attribute__((nonnull(1, 5), warn_unused_result));

/* Pass a stage by hand; reason NULL takes the pass back. */
int stage_pass_set(struct book *book, int64_t account, int64_t stage, day_t on, const char *who, const char *reason,
		   bool *changed, struct error *error) __attribute__((nonnull(1, 5, 8), warn_unused_result));

/* Why a stage is passed by hand; NULL: it is not. Yours to free. */
int stage_pass_reason(struct book *book, int64_t account, int64_t stage, char **reason, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* Give the account a track; main makes it the main one. */
int account_assign_track(struct book *book, int64_t account, int64_t track, bool main, bool *changed,
			 struct error *error) __attribute__((nonnull(1, 6), warn_unused_result));

/* Take a track off; its answers stay. Where it was the main one, the next becomes that; none left: it has none. */
int account_drop_track(struct book *book, int64_t account, int64_t track, bool *changed, struct error *error)
	__attribute__((nonnull(1, 5), warn_unused_result));
/* The day of placement on a track that the account has; DAY_NONE takes it back. */
int account_set_placed(struct book *book, int64_t account, int64_t track, day_t on, bool *changed,
		       struct error *error) __attribute__((nonnull(1, 6), warn_unused_result));
/* That day, DAY_NONE where there is none. */
int account_placed(struct book *book, int64_t account, int64_t track, day_t *on, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* What is said of a task on one account. A member with its flag unset says nothing. */
struct task_write {
	bool says_done, says_owner, says_due;
	day_t done;	   /* DAY_NONE: open again */
	const char *owner; /* NULL or "": nobody named */
	day_t due;	   /* DAY_NONE: as the template has it */
	const char *who;
};
int task_set(struct book *book, int64_t account, int64_t task, const struct task_write *write, bool *changed,
	     struct error *error) __attribute__((nonnull(1, 4, 6), warn_unused_result));
struct task_state {
	day_t done, due;   /* DAY_NONE: open; as the template has it */
	char *owner, *who; /* NULL */
};
/* Of each task of a milestone; out has task_count entries, cleared with task_state_clear(). */
int task_states(struct book *book, int64_t account, const struct milestone *milestone, struct task_state *out,
		struct error *error) __attribute__((nonnull, warn_unused_result));
void task_state_clear(struct task_state *state) __attribute__((nonnull));

/* Rate a cell of the growth roadmap, 0..CELL_MAX, from a day on; -1 takes the rating that stands away. */
struct cell_write {
	int64_t cell;
	int value;
	day_t on;
	const char *who, *note; /* note NULL: none */
};
int cell_rate(struct book *book, const struct cell_write *write, bool *changed, struct error *error)
	__attribute__((nonnull(1, 2, 4), warn_unused_result));

/* What an import last wrote for the account: fields as in schema.sql. NULL: nothing yet. Yours. */
int import_memory_get(struct book *book, int64_t account, const char *source, char **fields, struct error *error)
	__attribute__((nonnull, warn_unused_result));
int import_memory_set(struct book *book, int64_t account, const char *source, const char *fields,
		      struct error *error) __attribute__((nonnull, warn_unused_result));

#endif
