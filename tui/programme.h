#ifndef WAYMARK_TUI_PROGRAMME_H
#define WAYMARK_TUI_PROGRAMME_H
/*
 * The organisation's programme as a view over the whole screen: an overview, a tab a track, the growth
 * roadmap, the statement, the documents. Every tab fills a sheet; what its items are is up to the tab.
 */
#include "storage/programme.h"
#include "tui/sheet.h"

enum programme_kind {
	TAB_OVERVIEW,
	TAB_TRACK,
	TAB_DIAGNOSIS,
	TAB_ROADMAP,
	TAB_STATEMENT,
	TAB_DOCUMENTS,
	TAB_KINDS,
};

struct programme_tab {
	enum programme_kind kind;
	int part;	    /* of the programme; -1: of all of it */
	int64_t track;	    /* its id, for finding the tab again; 0 */
	struct place place; /* positions are items of the sheet; top is a line */
	int64_t at;	    /* the item of the cursor, which it follows when lines change; 0: none yet */
};

/* What the prompt or the editor asks for meanwhile. */
struct programme_asked {
	char *what; /* the cell, the blank or the document, as commands name it */
	int rating; /* a cell's */
};

struct programme_view {
	struct programme programme;
	VEC(struct programme_tab) tabs;
	size_t tab;
	struct sheet sheet; /* of that tab */
	struct rect inside; /* the room at the last frame */
	struct programme_asked asked;
};

/* A kind of tab. Items are in the words of the tab: see each. */
struct programme_ops {
	void (*fill)(const struct app *app, const struct programme_view *view, const struct programme_tab *tab,
		     struct sheet *sheet);
	/* All on the item under the cursor, below the sheet or beside it. */
	void (*detail)(const struct app *app, const struct programme_view *view, const struct programme_tab *tab,
		       int64_t item, struct sheet *sheet);
	unsigned (*action)(struct app *app, struct programme_view *view, struct programme_tab *tab, int64_t item,
			   enum action_id id);
	void (*hint)(const struct app *app, struct buf *out);
};
extern const struct programme_ops tab_overview, tab_track, tab_diagnosis, tab_roadmap, tab_statement, tab_documents;

/* The part of a tab that has one. */
const struct programme_part *tab_part(const struct programme_view *view, const struct programme_tab *tab)
	__attribute__((nonnull, returns_nonnull));

/* tui/programme_tabs.c: which tabs there are, as the data has it; each keeps its place. */
void programme_make_tabs(struct programme_view *view) __attribute__((nonnull));
void programme_draw_tabs(const struct app *app, const struct programme_view *view, struct rect line)
	__attribute__((nonnull));
/* The tab of that kind for the part, -1. */
int programme_find_tab(const struct programme_view *view, enum programme_kind kind, int part)
	__attribute__((nonnull));

/* What is only read has items too, so that the cursor reaches it. */
#define ITEM_ABOUT (-1)
#define ITEM_TACTIC (-2) /* and those before it */

/* tui/programme_text.c: what several tabs say. */
/* Lines of dim explanation. */
void say_about(struct sheet *sheet, int item, const char *text) __attribute__((nonnull));
void say_heading(struct sheet *sheet, int item, const char *text) __attribute__((nonnull));
/* "- TEXT", wrapped, under indent blanks. */
void say_point(struct sheet *sheet, int item, int indent, enum role role, const char *text)
	__attribute__((nonnull));
/* "[x] question   12 Nov ana"; deep: with its note below. */
void say_question(const struct app *app, const struct programme_part *part, int milestone, int item,
		  struct sheet *sheet) __attribute__((nonnull));
/* "answered yes on 12 Nov 2026 by ana", and its note. */
void say_answer(const struct app *app, const struct programme_part *part, int milestone, struct sheet *sheet)
	__attribute__((nonnull));
/* A condition in a line: its name, a bar, percent, how much was asked; item -1: none of its own. */
void say_condition(const struct programme_part *part, int stage, struct sheet *sheet) __attribute__((nonnull));
/* The statement, as it is filled, what is not filled marked. */
void say_statement(const struct programme_part *part, struct sheet *sheet) __attribute__((nonnull));
/* How well a cell is rated. */
enum role cell_role(int rating);

/* tui/programme_do.c: what changes the book, by the command line. */
/* Answering, for tracks and diagnoses, whose items are milestones counted from 1. */
unsigned programme_answer(struct app *app, struct programme_view *view, struct programme_tab *tab, int64_t item,
			  enum action_id id) __attribute__((nonnull));
/* rating -1 takes it away; note NULL: without one. */
void programme_rate(struct app *app, const struct track *track, const struct cell *cell, int rating,
		    const char *note) __attribute__((nonnull(1, 2, 3)));
/* Ask for the note on a rating, for the words of a blank. */
void programme_rate_note(struct app *app, struct programme_view *view, const struct track *track,
			 const struct cell *cell, const struct cell_rating *rating) __attribute__((nonnull));
void programme_fill(struct app *app, struct programme_view *view, const struct track *track, const char *blank,
		    const char *value) __attribute__((nonnull(1, 2, 3, 4)));
/* Set one field of a document. */
void programme_document(struct app *app, const char *title, const char *field, const char *value)
	__attribute__((nonnull));
/* Its text in the pager, where it is else; its text in the editor. */
void programme_read_document(struct app *app, const struct document *document) __attribute__((nonnull));
void programme_write_document(struct app *app, struct programme_view *view, const struct document *document)
	__attribute__((nonnull));

#endif
