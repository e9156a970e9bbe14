#ifndef WAYMARK_CORE_PLAY_H
#define WAYMARK_CORE_PLAY_H
/*
 * What a team watches for and does about it: flags (conditions on records), plays (templates of tasks), asks
 * (what to ask a customer for and when), as a playbook file has them; and the dates of tasks, counted from an anchor.
 */
#include "core/expr.h"
#include "core/track.h"

/* What dates of tasks are counted from. */
enum anchor { ANCHOR_NONE, ANCHOR_OPENED, ANCHOR_RENEWAL, ANCHOR_START, ANCHOR_REVIEW, ANCHORS };
const char *anchor_name(enum anchor anchor); /* "none" "opened" "renewal" "start" "review" */
bool anchor_from_name(const char *name, enum anchor *anchor) __attribute__((nonnull));

enum severity { SEVERITY_INFO, SEVERITY_WARN, SEVERITY_URGENT };
const char *severity_name(enum severity severity); /* "info" "warn" "urgent" */

struct flag {
	const char *key, *title; /* title: what is the matter, in a clause: "no word from them" */
	const char *advice;	 /* what to do first; NULL */
	enum severity severity;
	struct expr *when;
	struct expr *figure; /* a number that says how bad it is; NULL */
	const char *unit;    /* of the figure: "days"; NULL */
	int retrigger_days;  /* after it was closed */
	const char *play;    /* key of the play; NULL */
	bool opens;	     /* opens it by itself, else suggests it */
	int line;	     /* in the file */
};

struct play_task {
	const char *text;
	enum side side;
	const char *owner;  /* NULL: the account's CSM */
	enum anchor anchor; /* the play's, unless it says another */
	int offset;	    /* days, either way */
	const char *document;
};

struct play_template {
	const char *key, *title, *purpose;
	enum anchor anchor;
	struct expr *figure; /* NULL: that of the flag which opened it */
	int better;	     /* 1 higher, -1 lower */
	const char *unit;
	const struct play_task *tasks;
	int task_count;
	const char *const *outcomes; /* ends with NULL */
	int line;
};

/* When something may be asked of a customer: each condition with what is missing where it is not so. */
struct ask_condition {
	struct expr *when;
	const char *missing; /* "a promoter: the latest NPS answer is 9 or 10" */
};
struct ask_template {
	const char *key, *title; /* "reference" */
	const char *words;	 /* how to ask, a sentence */
	const struct ask_condition *conditions;
	int condition_count;
	int line;
};

/* Where its file says a name of the book's tracks or scorecards. */
struct play_mention {
	enum expr_mention_kind kind;
	const char *name; /* an expression's */
	int line;
};

struct playbook {
	const char *key, *title, *version;
	const struct flag *flags;
	int flag_count;
	const struct play_template *plays;
	int play_count;
	const struct ask_template *asks;
	int ask_count;
	VEC(struct play_mention) mentions;
};
void playbook_free(struct playbook *playbook); /* and all that hangs on it; NULL does nothing */

/* All playbooks of a book, the first that has a key stands. */
struct playbooks {
	const struct playbook *const *items;
	size_t count;
};
const struct flag *playbooks_flag(const struct playbooks *books, const char *key) __attribute__((nonnull));
const struct play_template *playbooks_play(const struct playbooks *books, const char *key) __attribute__((nonnull));
const struct ask_template *playbooks_ask(const struct playbooks *books, const char *key) __attribute__((nonnull));

/* The day of an anchor on an account; DAY_NONE where it has none. */
struct anchors {
	day_t opened, renewal, start, review; /* DAY_NONE */
};
day_t anchor_day(const struct anchors *anchors, enum anchor anchor) __attribute__((nonnull));
/* The day that a task is due: its anchor's and the offset, but never before the play was opened; DAY_NONE without
 * one. */
day_t task_due(const struct anchors *anchors, enum anchor anchor, int offset) __attribute__((nonnull));

/* ---- how a flag stands ---- */

/* One firing, with what was said of it. */
struct firing {
	day_t fired, cleared; /* cleared DAY_NONE: still true */
	day_t closed;	      /* by hand, DAY_NONE */
	day_t snoozed_until;  /* quiet before this day; DAY_NONE */
};
enum flag_state { FLAG_QUIET, FLAG_OPEN, FLAG_SNOOZED, FLAG_CLOSED };
const char *flag_state_name(enum flag_state state); /* "quiet" "open" "snoozed" "closed" */
/* last: the latest firing, NULL when there was none. What today's truth makes of it: whether it fires anew, goes
 * out, comes back (the same day), or never was (fired and gone on one day). */
enum flag_event { FLAG_STAYS, FLAG_FIRES, FLAG_CLEARS, FLAG_RETURNS, FLAG_FORGOTTEN };
enum flag_event flag_next(const struct flag *flag, const struct firing *last, bool holds, day_t today)
	__attribute__((nonnull(1)));
enum flag_state flag_state(const struct firing *last, day_t today);

/* Append a figure with its unit: "12 days"; of one the unit's first word is without its s: "1 day". unit NULL: none. */
void figure_say(int64_t thousandths, const char *unit, struct buf *out) __attribute__((nonnull(3)));

/* ---- how plays did ---- */

/* One run of a play, closed or not. */
struct play_run {
	const char *template;
	bool closed, has_open, has_close;
	int better;
	int64_t open, close; /* thousandths */
};
struct play_record {
	const char *template;
	int runs, closed, measured; /* measured: with a figure at both ends */
	int improved, same, worse;  /* of the measured */
	int64_t mean_change; /* of the measured, towards better positive; thousandths, rounded half away from 0 */
};
struct play_records {
	struct play_record *items;
	size_t count, room;
};
/* By template in order of key; append to a zeroed one. */
void plays_assess(const struct play_run *runs, size_t count, struct play_records *out) __attribute__((nonnull(3)));

#endif
