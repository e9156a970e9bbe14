#ifndef WAYMARK_TUI_PLAYS_VIEW_H
#define WAYMARK_TUI_PLAYS_VIEW_H
/* What the files of the view of flags and plays share: the whole book, a page each for the flags that are open, the plays
 * at work with their tasks, and how plays did. */
#include "storage/plays.h"
#include "tui/form.h"
#include "tui/sheet.h"

enum plays_tab { TAB_FLAGS, TAB_AT_WORK, TAB_ASSESS, PLAYS_TABS };

#define PLAYS_MOST 500 /* flags and plays that a page shows; the command line tells all */
#define PLAYS_OUTCOMES 200

struct plays_view {
	enum plays_tab tab;
	struct place places[PLAYS_TABS];
	int64_t at[PLAYS_TABS]; /* the item that each page's cursor is on; 0: none yet */
	struct sheet sheet;	/* of the open page */
	struct rect inside;
	struct flag_rows flags;
	struct plays plays;
	struct todos todos;
	struct play_runs runs;
	struct play_records records;
	VEC(char *) flag_accounts, play_accounts; /* names, beside the rows shown */
	char outcomes[PLAYS_OUTCOMES];		  /* of the play that is being closed */
	struct form_field closing[2];
};

/* Items: a flag by account and key, a play and a task by their ids, a template by its key. */
int64_t plays_flag_id(const struct flag_row *row) __attribute__((nonnull));
const struct flag_row *plays_flag_at(const struct plays_view *view, int64_t item) __attribute__((nonnull));
const struct play *plays_play_at(const struct plays_view *view, int64_t item) __attribute__((nonnull));
const struct todo *plays_todo_at(const struct plays_view *view, int64_t item) __attribute__((nonnull));
/* Whose the item is; 0: nobody's. */
int64_t plays_account_at(const struct plays_view *view, int64_t item) __attribute__((nonnull));

/* tui/pane_plays.c: open the view at a page, on an item of it (0: where it was). */
void plays_view_at(struct app *app, enum plays_tab tab, int64_t item) __attribute__((nonnull));
/* The item of an account's flag. */
int64_t plays_item_of_flag(int64_t account, const char *key) __attribute__((nonnull));

/* tui/plays_pages.c */
typedef void plays_fill(const struct app *app, const struct plays_view *view, struct sheet *sheet);
plays_fill plays_fill_flags, plays_fill_at_work, plays_fill_assess;

/* tui/plays_keys.c */
unsigned plays_action(struct app *app, struct plays_view *view, int64_t item, enum action_id id)
	__attribute__((nonnull));
void plays_hint(const struct app *app, const struct plays_view *view, struct buf *out) __attribute__((nonnull));

#endif
