#ifndef WAYMARK_TUI_ACCOUNT_VIEW_H
#define WAYMARK_TUI_ACCOUNT_VIEW_H
/* What the files of the account's view share: all that is known of the account, a page for each kind of it. */
#include "storage/events.h"
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
};

/* Fill a page; the records are its items by their ids, what is only read has numbers from 1. */
typedef void account_fill(const struct app *app, const struct account_view *view, struct sheet *sheet);
account_fill account_fill_people;   /* tui/account_people.c */
account_fill account_fill_promises; /* tui/account_records.c */
account_fill account_fill_outcomes, account_fill_concerns;
account_fill account_fill_timeline; /* tui/account_timeline.c */
account_fill account_fill_health;   /* tui/account_health.c */

/* What its lines share. */
void account_blank(struct sheet *sheet) __attribute__((nonnull));
/* A page without anything: what it is for, and which key begins. */
void account_say_empty(const struct app *app, struct sheet *sheet, enum action_id action, const char *what,
		       const char *how) __attribute__((nonnull));
/* "  due 4 Dec" or "  overdue since 4 Dec"; nothing for DAY_NONE. */
enum role account_say_due(const struct app *app, day_t due, bool open, struct buf *out) __attribute__((nonnull));

/* tui/account_keys.c: what its keys do. */
unsigned account_action(struct app *app, struct account_view *view, int64_t item, enum action_id id)
	__attribute__((nonnull));
void account_hint(const struct app *app, const struct account_view *view, struct buf *out) __attribute__((nonnull));

#endif
