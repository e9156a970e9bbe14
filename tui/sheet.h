#ifndef WAYMARK_TUI_SHEET_H
#define WAYMARK_TUI_SHEET_H
/*
 * A sheet: lines made of pieces in their roles, some of them belonging to an item that the cursor can
 * stand on. What fills it says what there is to read; drawing, moving, scrolling and searching are
 * written here once. Text may be foreign: it is made safe on the way in.
 */
#include "core/text.h"
#include "core/vec.h"
#include "tui/pane.h"

struct sheet_piece {
	enum role role;
	int item;   /* the piece is this item's, where several share a line; -1: it is the line's */
	size_t end; /* in the line's text */
};

struct sheet_line {
	int item;  /* -1: none */
	bool head; /* the first line of its item: the cursor is shown here */
	struct buf text;
	VEC(struct sheet_piece) pieces;
	char *right; /* at the end of the line; NULL */
	enum role right_role;
};

struct sheet {
	VEC(struct sheet_line) lines;
	struct ids items; /* what each item is, in the words of who fills the sheet */
	int body;	  /* the item of lines that are said to be of none; -1 */
	int width;
	enum text_signs signs;
};

#define SHEET_MARGIN 2 /* cells before every line, where the cursor is shown */

/* Empty, for lines of so many cells. */
void sheet_begin(struct sheet *sheet, int width, enum text_signs signs) __attribute__((nonnull));
void sheet_free(struct sheet *sheet) __attribute__((nonnull));
/* The next item; returns its position. */
int sheet_item(struct sheet *sheet, int64_t id) __attribute__((nonnull));
/* The position of an item, -1. */
int sheet_find(const struct sheet *sheet, int64_t id) __attribute__((nonnull));

/* From here on lines of no item belong to this one, so that they are in sight with it; -1: to none. */
void sheet_body(struct sheet *sheet, int item) __attribute__((nonnull));
/* A new line, of an item or (-1) of none; then its pieces. */
void sheet_line(struct sheet *sheet, int item) __attribute__((nonnull));
void sheet_text(struct sheet *sheet, enum role role, const char *text) __attribute__((nonnull));
void sheet_printf(struct sheet *sheet, enum role role, const char *format, ...)
	__attribute__((format(printf, 3, 4), nonnull));
/* A piece of exactly so many cells. */
void sheet_cells(struct sheet *sheet, enum role role, int cells, const char *text) __attribute__((nonnull));
/* The same that belongs to an item of its own. */
void sheet_cell_of(struct sheet *sheet, int item, enum role role, int cells, const char *text)
	__attribute__((nonnull));
/* A bar of so many cells, filled by value of whole; whole 0: empty. */
void sheet_bar(struct sheet *sheet, enum role role, int value, int whole, int cells) __attribute__((nonnull));
void sheet_right(struct sheet *sheet, enum role role, const char *text) __attribute__((nonnull));
/* Text broken over as many lines as it takes. What stands in the line so far begins the first of them
 * (the others are indented as far), so that sheet_line() comes before. At most so many lines, the last of
 * them ends in an ellipsis; 0: no limit. */
void sheet_wrap(struct sheet *sheet, enum role role, const char *text, int most) __attribute__((nonnull));
/* Cells that are left in the last line. */
int sheet_left(const struct sheet *sheet) __attribute__((nonnull));

/* Drawing lines from place->top on, the cursor on an item of it. */
void sheet_draw(const struct sheet *sheet, const struct app *app, const struct place *place, struct rect inside,
		bool focused) __attribute__((nonnull));
/* The cursor within the items, its lines (and a heading right above the first item) in sight. */
void sheet_in_sight(const struct sheet *sheet, struct place *place) __attribute__((nonnull));
/* That, with the lines above it that belong to no item shown as far as there is room. */
void sheet_from_heading(const struct sheet *sheet, struct place *place) __attribute__((nonnull));
/* Whether a line of the item holds the text. */
bool sheet_matches(const struct sheet *sheet, size_t item, const char *folded) __attribute__((nonnull));

#endif
