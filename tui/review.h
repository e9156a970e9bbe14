#ifndef WAYMARK_TUI_REVIEW_H
#define WAYMARK_TUI_REVIEW_H
/*
 * The business review in the console: what the agenda's pane and the meeting over the whole screen share. Both stand
 * on the same item of the same agenda, app->qbr.
 */
#include "storage/reviews.h"
#include "tui/form.h"
#include "tui/sheet.h"

enum review_page {
	REVIEW_NEXT,   /* the next one: its agenda is worked at */
	REVIEW_LIST,   /* all there are and were */
	REVIEW_RECORD, /* one that was held, as it was then */
};

struct review_view {
	int64_t account;
	enum review_page page;
	bool presenting; /* the customer looks on: nothing that does not leave the house is drawn */
	struct rect inside;
	struct place place;	/* positions are the items of sheet */
	struct sheet sheet;	/* the checklist: its items are numbers in the agenda, from 1; or the list */
	struct sheet detail;	/* what stands behind the item under the cursor */
	struct reviews reviews; /* the latest first */
	int64_t held;		/* the review that record is of; 0: none */
	struct agenda record;
	size_t record_at, list_at; /* where the cursor is on those pages */
};

/* Whether the customer looks on: then nothing of ours may be drawn, by anybody. */
bool review_presenting(const struct app *app) __attribute__((nonnull));
/* The agenda of the open page; NULL on the list. */
const struct agenda *review_agenda_shown(const struct app *app) __attribute__((nonnull));
/* The number in it of the item under the cursor, -1. */
int review_item_shown(const struct app *app) __attribute__((nonnull));
/* Open the review that was held, whole; 0: back to the next one. */
void review_open_record(struct app *app, int64_t review) __attribute__((nonnull));

/* ---- review_say.c: numbers, marks and pictures ---- */

/* "4.2" by its place among all of its section, or (leaving) among those that leave the house. */
void review_number(const struct agenda *agenda, size_t at, bool leaving, char text[24]) __attribute__((nonnull));
/* " (new) (edited) (hidden) (internal)"; nothing of an item that has none of it. */
void review_say_marks(const struct qbr_item *item, struct buf *out) __attribute__((nonnull));
/* " ▁▃▆" of its series, at most so many cells; nothing where there is no trend. */
void review_say_trend(const struct qbr_item *item, int cells, bool utf8, struct buf *out) __attribute__((nonnull));
/* Whether its box says done or open: it is an action. */
bool review_is_action(const struct qbr_item *item) __attribute__((nonnull));
/* "in 12 days", "today", "3 days ago". */
void review_say_when(const struct app *app, day_t day, struct buf *out) __attribute__((nonnull));

/* review_chart.c: the series as a chart of so many lines, with its greatest and least beside it, its target where
 * there is one, and its days below. */
void review_chart(const struct qbr_series *series, int lines, day_t as_of, struct sheet *sheet)
	__attribute__((nonnull));

/* ---- review_sheet.c ---- */

/* The agenda as a checklist; leaving: only what leaves the house. */
void review_fill_agenda(const struct app *app, const struct agenda *agenda, bool leaving, struct sheet *sheet)
	__attribute__((nonnull));
void review_fill_list(const struct app *app, const struct reviews *reviews, struct sheet *sheet)
	__attribute__((nonnull));
/* What stands behind an item: where it came from, its chart, what was said of it. */
void review_fill_detail(const struct app *app, const struct agenda *agenda, size_t at, bool leaving, int lines,
			struct sheet *sheet) __attribute__((nonnull));

/* ---- review_do.c: what keys make of the agenda's items ---- */

/* Run "qbr" on the selected account: option words, then a verb and what it wants, NULLs left out. True: done. */
bool review_run(struct app *app, const char *option, const char *verb, const char *first, const char *second)
	__attribute__((nonnull(1, 3)));
/* An action on an item (NULL: on none) of the next review's agenda; leaving: what is added is for the customer, as
 * always, and the cursor stays among what leaves. EFFECT_PASS where it is none of them. */
unsigned review_item_action(struct app *app, const struct qbr_item *item, enum action_id id)
	__attribute__((nonnull(1)));
/* Whether the next review is planned; where it is not, its day is asked for; without an account that is said. */
bool review_planned(struct app *app) __attribute__((nonnull));
void review_ask_day(struct app *app) __attribute__((nonnull));

/* ---- review_forms.c: what is written in the meeting ---- */

unsigned review_form_action(struct app *app, enum action_id id) __attribute__((nonnull));
/* Ask for formats and a file, and write what leaves the house of the open page's agenda there. */
void review_ask_file(struct app *app) __attribute__((nonnull));

#endif
