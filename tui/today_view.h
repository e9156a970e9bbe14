#ifndef WAYMARK_TUI_TODAY_VIEW_H
#define WAYMARK_TUI_TODAY_VIEW_H
/* Today over the whole screen: all that could be done, the best first. */
#include "storage/today.h"
#include "tui/pane.h"

struct today_view {
	struct place place; /* positions are entries; so is top */
	struct today_rows rows;
	bool mine;    /* only the accounts of the CSM who sits here */
	bool explain; /* the rank of the entry under the cursor as a sum */
	struct rect inside;
	/* What stands in the window: words of the entries from words_from on. */
	VEC(struct today_words) words;
	size_t words_from;
	/* The entry under the cursor, so that it is found again. */
	int64_t account;
	char key[TODAY_KEY];
	/* Since the rows were read: accounts that changed, or all. */
	struct ids changed;
	bool all_changed;
};

/* The entry under the cursor; NULL: the list is empty. */
const struct today_row *today_at(const struct today_view *view) __attribute__((nonnull));
/* An account changed, or (0) anything may have. Nothing happens where the view is not open. */
void today_changed(struct app *app, int64_t account) __attribute__((nonnull));

/* tui/today_keys.c: what its keys do with the entry under the cursor. */
unsigned today_action(struct app *app, enum action_id id) __attribute__((nonnull));
void today_hint(const struct app *app, struct buf *out) __attribute__((nonnull));

#endif
