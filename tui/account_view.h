#ifndef WAYMARK_TUI_ACCOUNT_VIEW_H
#define WAYMARK_TUI_ACCOUNT_VIEW_H
/* What the files of the account's view share: all that is known of the account, a page for each kind of it. */
#include "storage/events.h"
#include "storage/history.h"
#include "storage/journal.h"
#include "storage/records.h"
#include "tui/form.h"
#include "tui/sheet.h"

enum account_tab { TAB_PEOPLE, TAB_PROMISES, TAB_OUTCOMES, TAB_CONCERNS, TAB_TIMELINE, TAB_HEALTH, ACCOUNT_TABS };

#define ACCOUNT_WIDE 110 /* cells from which two things stand side by side */

/* One of the last entries of the journal. */
struct account_entry {
	int64_t at;
	char *who, *sentence;
};

/* An answer on any of the account's tracks. */
struct account_answer {
	day_t on;
	enum answer answer;
	char *track;		    /* NULL: the main one */
	char *question, *by, *note; /* the last two may be NULL */
};

/* What moved health, or would: points and words. */
struct why_line {
	int points;
	day_t on; /* DAY_NONE: no day */
	char *text;
};

/* What it takes longer to find out: read when the page of health is open. */
struct account_why {
	bool read;
	day_t since, until; /* of the ledger */
	int before, after;  /* whole points, HEALTH_UNKNOWN */
	int points;	    /* what its lines come to */
	int scale;	    /* that all of them are shown on */
	VEC(struct why_line) ledger, moves;
	struct score_rows history;
};

struct account_view {
	int64_t account;
	enum account_tab tab;
	struct place places[ACCOUNT_TABS];
	int64_t at[ACCOUNT_TABS]; /* the item that each page's cursor is on; 0: none yet */
	struct sheet sheet;	  /* of the open page */
	struct rect inside;
	struct contacts contacts;
	struct promises promises;
	struct outcomes outcomes;
	struct concerns concerns;
	struct surveys surveys;
	struct measures measures;
	struct touches touches;
	struct movements movements;
	struct override override;
	VEC(struct account_entry) entries; /* the latest first */
	day_t since;			   /* asked for, of the ledger; DAY_NONE: the last review, or a while */
	struct account_why why;
	bool answers_read; /* when the timeline is open */
	VEC(struct account_answer) answers;
};

/* Fill a page; the records are its items by their ids, what is only read has numbers from 1. */
typedef void account_fill(const struct app *app, const struct account_view *view, struct sheet *sheet);
account_fill account_fill_people;   /* tui/account_people.c */
account_fill account_fill_promises; /* tui/account_records.c */
account_fill account_fill_outcomes, account_fill_concerns;
/* tui/account_measures.c: below the outcomes. */
void account_say_measures(const struct app *app, const struct account_view *view, struct sheet *sheet)
	__attribute__((nonnull));
account_fill account_fill_timeline; /* tui/account_timeline.c */
/* The record that an item of the timeline is about, where it can be changed there; its text is the view's. */
struct account_ref {
	enum { REF_NONE, REF_TOUCH, REF_SURVEY, REF_MEASURE, REF_VALUE } kind;
	int64_t id;	 /* of the touch or survey, of the value's outcome */
	const char *key; /* of the measure; the outcome's name */
	day_t on;
	int64_t value;
	const char *note;
};
/* The latest movement of revenue up to a day (DAY_NONE: of all); 0: there is none. */
int64_t account_timeline_movement(const struct app *app, const struct account_view *view, day_t on)
	__attribute__((nonnull));
struct account_ref account_timeline_at(const struct app *app, const struct account_view *view, int64_t item)
	__attribute__((nonnull));
int account_answers_read(struct app *app, struct account_view *view, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void account_answers_clear(struct account_view *view) __attribute__((nonnull));
account_fill account_fill_health; /* tui/account_health.c */

/* tui/account_why.c: why health moved, and what would move it. */
int account_why_read(struct app *app, struct account_view *view, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void account_why_clear(struct account_why *why) __attribute__((nonnull));
/* Further items, from *id on. */
void account_say_moves(const struct account_view *view, int64_t *id, struct sheet *sheet) __attribute__((nonnull));
void account_say_ledger(const struct app *app, const struct account_view *view, int64_t *id, struct sheet *sheet)
	__attribute__((nonnull));
void account_say_history(const struct app *app, const struct account_view *view, int64_t *id, struct sheet *sheet)
	__attribute__((nonnull));
/* Ask since when. */
void account_ask_since(struct app *app, const struct account_view *view) __attribute__((nonnull));

/* What its lines share. */
void account_blank(struct sheet *sheet) __attribute__((nonnull));
/* A page without anything: what it is for, and which key begins. */
void account_say_empty(const struct app *app, struct sheet *sheet, enum action_id action, const char *what,
		       const char *how) __attribute__((nonnull));
/* "  due 4 Dec" or "  overdue since 4 Dec"; nothing for DAY_NONE. */
enum role account_say_due(const struct app *app, day_t due, bool open, struct buf *out) __attribute__((nonnull));

/* tui/pane_account.c: open the selected account's view at a page, on an item of it (0: where it was). */
void account_open(struct app *app, enum account_tab tab, int64_t item) __attribute__((nonnull));

/* tui/account_keys.c: what its keys do. */
unsigned account_action(struct app *app, const struct account_view *view, int64_t item, enum action_id id)
	__attribute__((nonnull));
void account_hint(const struct app *app, const struct account_view *view, struct buf *out) __attribute__((nonnull));

#endif
