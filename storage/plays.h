#ifndef WAYMARK_STORAGE_PLAYS_H
#define WAYMARK_STORAGE_PLAYS_H
/*
 * Flags as they stand, plays at work, and what is to be done by a day. Writing wants a transaction of
 * storage/journal.h; a zeroed list is empty, each _list appends; text is yours and freed by _clear.
 */
#include "core/play.h"
#include "core/vec.h"
#include "storage/playbooks.h"

/* ---- flags, store_flag.c ---- */

struct flag_row {
	int64_t account;
	const struct flag *flag; /* lent by the playbooks; NULL: its playbook is gone */
	char *key;
	struct firing firing;
	enum flag_state state;
	bool has_figure;
	int64_t figure; /* when it fired */
	char *evidence; /* lines */
	char *reason;	/* of the snooze or closing; NULL */
	char *who;
};
struct flag_rows {
	struct flag_row *items;
	size_t count, room;
};
/* The latest firing of each flag of an account, or (0) of all; quiet and closed ones with all set. As the book has
 * them, and with what is true today where nobody has written it yet (a stale cache, a book that cannot be written).
 * Most pressing first. */
int flag_list(struct book *book, int64_t account, day_t today, bool all, struct flag_rows *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void flag_rows_clear(struct flag_rows *rows) __attribute__((nonnull));
/* ERROR_NOT_FOUND where it is not open. */
int flag_close(struct book *book, int64_t account, const char *flag, day_t on, const char *who, const char *reason,
	       struct error *error) __attribute__((nonnull, warn_unused_result));
/* until DAY_NONE: wake it. */
int flag_snooze(struct book *book, int64_t account, const char *flag, day_t on, day_t until, const char *who,
		const char *reason, struct error *error) __attribute__((nonnull, warn_unused_result));

/* Firings are written by rescoring: storage/flag_pass.h. */

/* Plays that want to be opened by flags which fired through this handle since the last call: opened unless at work, each
 * in an entry of its own by "waymark" (those of many accounts, as after an import, in one). They go when the entry is
 * taken back that made the flag fire; whoever takes them back alone is not asked again. To be called where something may
 * be written and no transaction is open. *opened (may be NULL) counts them. */
int plays_open_wanted(struct book *book, int *opened, struct error *error)
	__attribute__((nonnull(1, 3), warn_unused_result));

/* ---- plays, store_play.c ---- */

struct play_write {
	const struct play_template *play;
	const char *cause; /* "hand/20250", "flag/KEY/DAY", "review/ID" */
	day_t on;
	const char *who;
	int64_t review; /* the one it prepares; 0 */
};
/* *opened false, *id that one, where one of that cause is there or one of its template is at work. Figure and dates of
 * its tasks are worked out. */
int play_open(struct book *book, int64_t account, const struct play_write *write, int64_t *id, bool *opened,
	      struct error *error) __attribute__((nonnull, warn_unused_result));
/* outcome: one of the template's list (ERROR_INPUT lists them). The tasks left are taken off the list with it. */
int play_close(struct book *book, int64_t account, int64_t id, day_t on, const char *who, const char *outcome,
	       const char *note, struct error *error) __attribute__((nonnull(1, 5, 6, 8), warn_unused_result));
int play_reopen(struct book *book, int64_t account, int64_t id, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* The account's anchors moved (renewal, start, review): tasks that hang on them and whose day nobody set move too. Called by
 * whoever writes those. */
int plays_replan(struct book *book, int64_t account, struct error *error)
	__attribute__((nonnull, warn_unused_result));

struct play {
	int64_t account, id, review;
	char *template, *title, *cause;
	char *unit;	      /* of the figure; NULL */
	day_t opened, closed; /* closed DAY_NONE */
	char *opened_by, *closed_by, *outcome, *note;
	int better;
	bool has_open, has_close, has_now;
	int64_t figure_open, figure_close, figure_now; /* now: of one at work, in lists of up to 500 */
	int tasks, done;
};
struct plays {
	struct play *items;
	size_t count, room;
};
/* Of an account, or (0) of all; closed ones too with all set. Those at work first, the latest first. */
int play_list(struct book *book, int64_t account, bool all, day_t today, struct plays *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void plays_clear(struct plays *plays) __attribute__((nonnull));
/* What a play's figure counts in: its template's, else that of the flag it is of. Borrowed from the playbooks; NULL. */
const char *play_unit(const struct playbooks *books, const char *template, const char *cause)
	__attribute__((nonnull));
/* What plays_assess() wants, over the whole book. */
struct play_runs {
	struct play_run *items; /* template is yours too */
	size_t count, room;
};
int play_runs(struct book *book, struct play_runs *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void play_runs_clear(struct play_runs *runs) __attribute__((nonnull));

/* ---- what is to be done, store_todo.c ---- */

struct todo_write {
	bool says_side, says_due, says_done;
	const char *text, *owner, *note; /* NULL says nothing, "" clears */
	enum side side;
	day_t due;	/* set by hand; DAY_NONE: back to its anchor's, or none */
	day_t done;	/* DAY_NONE: open again */
	int64_t review; /* of a new one: in which it was agreed; 0 */
	const char *who;
};
/* *id 0: a new one. */
int todo_put(struct book *book, int64_t account, int64_t *id, const struct todo_write *write, bool *changed,
	     struct error *error) __attribute__((nonnull(1, 3, 4, 6), warn_unused_result));
int todo_remove(struct book *book, int64_t account, int64_t id, struct error *error)
	__attribute__((nonnull, warn_unused_result));
struct todo {
	int64_t account, id, play, review;	/* 0: none */
	char *text, *owner, *note, *play_title; /* NULL but text */
	enum side side;
	day_t due, done;
	bool fixed;
	int position;
};
struct todos {
	struct todo *items;
	size_t count, room;
};
/* Of an account, or (0) of all; of one play or review, or (0) all of them. Those done, and those of closed plays, only
 * with all set. By day, those without last. */
struct todo_filter {
	int64_t account, play, review;
	bool all;
};
int todo_list(struct book *book, const struct todo_filter *filter, struct todos *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void todos_clear(struct todos *todos) __attribute__((nonnull));

#endif
