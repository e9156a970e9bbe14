/* Sheets: lines of pieces, and a cursor over their items. */
#include "tui/sheet.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- filling ---- */

static void clear_lines(struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->lines.count; i++) {
		buf_free(&sheet->lines.items[i].text);
		vec_free(&sheet->lines.items[i].pieces);
		free(sheet->lines.items[i].right);
	}
	vec_clear(&sheet->lines);
	vec_clear(&sheet->items);
}

void sheet_begin(struct sheet *sheet, int width, enum text_signs signs)
{
	clear_lines(sheet);
	sheet->width = width;
	sheet->signs = signs;
	sheet->body = -1;
}

void sheet_free(struct sheet *sheet)
{
	clear_lines(sheet);
	vec_free(&sheet->lines);
	vec_free(&sheet->items);
}

int sheet_item(struct sheet *sheet, int64_t id)
{
	*vec_add(&sheet->items) = id;
	return (int)sheet->items.count - 1;
}

int sheet_find(const struct sheet *sheet, int64_t id)
{
	for (size_t i = 0; i < sheet->items.count; i++) {
		if (sheet->items.items[i] == id)
			return (int)i;
	}
	return -1;
}

void sheet_body(struct sheet *sheet, int item)
{
	sheet->body = item;
}

void sheet_line(struct sheet *sheet, int item)
{
	size_t count = sheet->lines.count;
	bool head;

	if (item < 0)
		item = sheet->body;
	head = item >= 0 && (count == 0 || sheet->lines.items[count - 1].item != item);
	*vec_add(&sheet->lines) = (struct sheet_line){ .item = item, .head = head };
}

static struct sheet_line *last_line(const struct sheet *sheet)
{
	return &sheet->lines.items[sheet->lines.count - 1];
}

static void add_piece(struct sheet *sheet, int item, enum role role, const char *safe, size_t size)
{
	struct sheet_line *line = last_line(sheet);

	if (size == 0)
		return;
	buf_add(&line->text, safe, size);
	*vec_add(&line->pieces) = (struct sheet_piece){ role, item, line->text.size };
}

void sheet_text(struct sheet *sheet, enum role role, const char *text)
{
	struct buf safe = { 0 };

	text_safe(&safe, text, sheet->signs);
	add_piece(sheet, -1, role, buf_text(&safe), safe.size);
	buf_free(&safe);
}

void sheet_printf(struct sheet *sheet, enum role role, const char *format, ...)
{
	char *text = NULL;
	va_list args;

	va_start(args, format);
	if (vasprintf(&text, format, args) < 0)
		BUG("no memory");
	va_end(args);
	sheet_text(sheet, role, text);
	free(text);
}

void sheet_cell_of(struct sheet *sheet, int item, enum role role, int cells, const char *text)
{
	struct buf safe = { 0 }, column = { 0 };

	text_safe(&safe, text, sheet->signs);
	text_column(&column, buf_text(&safe), cells, false, sheet->signs);
	add_piece(sheet, item, role, buf_text(&column), column.size);
	buf_free(&column);
	buf_free(&safe);
}

void sheet_cells(struct sheet *sheet, enum role role, int cells, const char *text)
{
	sheet_cell_of(sheet, -1, role, cells, text);
}

void sheet_bar(struct sheet *sheet, enum role role, int value, int whole, int cells)
{
	int full = whole > 0 ? (value * cells + whole / 2) / whole : 0;
	struct buf bar = { 0 };

	/* Something is never shown as nothing, and not everything as everything. */
	if (full == 0 && value > 0)
		full = 1;
	if (full >= cells && value < whole)
		full = cells - 1;
	for (int i = 0; i < cells; i++)
		buf_str(&bar, i < full ? (sheet->signs == TEXT_UTF8 ? "█" : "#")
				       : (sheet->signs == TEXT_UTF8 ? "░" : "."));
	add_piece(sheet, -1, role, buf_text(&bar), bar.size);
	buf_free(&bar);
}

void sheet_right(struct sheet *sheet, enum role role, const char *text)
{
	struct sheet_line *line = last_line(sheet);
	struct buf safe = { 0 };

	text_safe(&safe, text, sheet->signs);
	free(line->right);
	line->right = buf_take(&safe);
	line->right_role = role;
}

int sheet_left(const struct sheet *sheet)
{
	const struct sheet_line *line = last_line(sheet);
	int right = line->right && *line->right ? text_width(line->right) + 2 : 0;

	return sheet->width - SHEET_MARGIN - text_width(buf_text(&line->text)) - right;
}

struct wrap {
	struct sheet *sheet;
	enum role role;
	int indent, item, lines, most;
};

static void add_wrapped(void *data, const char *text, size_t size)
{
	struct wrap *wrap = data;

	if (wrap->most > 0 && wrap->lines >= wrap->most) {
		if (wrap->lines == wrap->most)
			add_piece(wrap->sheet, -1, wrap->role, wrap->sheet->signs == TEXT_UTF8 ? "…" : "...", 3);
		wrap->lines++;
		return;
	}
	if (wrap->lines++ > 0) {
		struct buf blanks = { 0 };

		sheet_line(wrap->sheet, wrap->item);
		buf_printf(&blanks, "%*s", wrap->indent, "");
		add_piece(wrap->sheet, -1, ROLE_NORMAL, buf_text(&blanks), blanks.size);
		buf_free(&blanks);
	}
	add_piece(wrap->sheet, -1, wrap->role, text, size);
}

void sheet_wrap(struct sheet *sheet, enum role role, const char *text, int most)
{
	struct sheet_line *line = last_line(sheet);
	struct wrap wrap = { sheet, role, text_width(buf_text(&line->text)), line->item, 0, most };
	int cells = sheet_left(sheet) - (most > 0 ? 3 : 0);
	struct buf safe = { 0 };

	text_safe(&safe, text, sheet->signs);
	(void)text_wrap(buf_text(&safe), cells > 10 ? cells : 10, add_wrapped, &wrap);
	buf_free(&safe);
}

/* ---- drawing ---- */

bool sheet_matches(const struct sheet *sheet, size_t item, const char *folded)
{
	struct buf text = { 0 };
	char *whole;
	bool found;

	for (size_t i = 0; i < sheet->lines.count; i++) {
		const struct sheet_line *line = &sheet->lines.items[i];
		size_t from = 0;

		if (line->item == (int)item)
			buf_printf(&text, "%s ", buf_text(&line->text));
		for (size_t p = 0; p < line->pieces.count; from = line->pieces.items[p++].end) {
			const struct sheet_piece *piece = &line->pieces.items[p];

			if (piece->item == (int)item)
				buf_printf(&text, "%.*s ", (int)(piece->end - from), buf_text(&line->text) + from);
		}
	}
	whole = text_fold(buf_text(&text));
	found = text_contains(whole, folded);
	free(whole);
	buf_free(&text);
	return found;
}

static void draw_pieces(const struct app *app, const struct sheet_line *line, struct pen *pen, int cursor,
			bool match, enum role bar)
{
	size_t from = 0;

	for (size_t p = 0; p < line->pieces.count; from = line->pieces.items[p++].end) {
		const struct sheet_piece *piece = &line->pieces.items[p];
		char *text = xstrndup(buf_text(&line->text) + from, piece->end - from);
		enum role role = piece->role;

		if (cursor >= 0 && piece->item == cursor)
			role = bar;
		else if (match && (role == ROLE_NORMAL || role == ROLE_DIM))
			role = ROLE_MATCH;
		if (cursor >= 0 && piece->item == cursor && bar == ROLE_CURSOR)
			pane_cursor(app, pen->y, pen->x);
		/* The first piece is what is marked: a bar over the whole line would send twice its width. */
		if (p == 0 && line->head && line->item == cursor)
			role = bar;
		pen_text(pen, role, text);
		free(text);
	}
}

static void draw_line(const struct sheet_line *line, const struct app *app, int cursor, bool match, struct rect at,
		      enum role bar)
{
	bool here = cursor >= 0 && line->head && line->item == cursor;
	int right = line->right ? screen_width(app->screen, line->right) : 0;
	struct pen pen = { app->screen, at.y, at.x + SHEET_MARGIN, at.width - SHEET_MARGIN };

	if (right > pen.left / 2)
		right = pen.left / 2;
	if (here) {
		screen_text(app->screen, at.y, at.x, SHEET_MARGIN, bar, screen_sign(app->screen, SIGN_CURSOR));
		if (bar == ROLE_CURSOR)
			pane_cursor(app, at.y, at.x);
	}
	if (right > 0)
		pen.left -= right + 1;
	draw_pieces(app, line, &pen, cursor, match, bar);
	if (right > 0)
		screen_text_right(app->screen, at.y, at.x + at.width - right - 1, right, line->right_role,
				  line->right);
}

void sheet_draw(const struct sheet *sheet, const struct app *app, const struct place *place, struct rect inside,
		bool focused)
{
	int cursor = sheet->items.count > 0 ? (int)place->cursor : -1;
	const char *folded = app->search.active ? app->search.folded : NULL;

	for (int i = 0; i < inside.height && place->top + (size_t)i < sheet->lines.count; i++) {
		const struct sheet_line *line = &sheet->lines.items[place->top + (size_t)i];
		bool match = folded && *folded && line->item >= 0 &&
			     sheet_matches(sheet, (size_t)line->item, folded);

		draw_line(line, app, cursor, match, (struct rect){ inside.y + i, inside.x, 1, inside.width },
			  focused ? ROLE_CURSOR : ROLE_CURSOR_DIM);
	}
}

/* ---- the cursor ---- */

static bool line_has(const struct sheet_line *line, int item)
{
	if (line->item == item)
		return true;
	for (size_t p = 0; p < line->pieces.count; p++) {
		if (line->pieces.items[p].item == item)
			return true;
	}
	return false;
}

static bool lines_of(const struct sheet *sheet, int item, size_t *first, size_t *last)
{
	bool found = false;

	for (size_t i = 0; i < sheet->lines.count; i++) {
		if (!line_has(&sheet->lines.items[i], item))
			continue;
		if (!found)
			*first = i;
		*last = i;
		found = true;
	}
	return found;
}

void sheet_in_sight(const struct sheet *sheet, struct place *place)
{
	size_t height = place->height > 0 ? (size_t)place->height : 1, first = 0, last = 0;

	if (place->cursor >= sheet->items.count)
		place->cursor = sheet->items.count > 0 ? sheet->items.count - 1 : 0;
	if (place->top + height > sheet->lines.count)
		place->top = sheet->lines.count > height ? sheet->lines.count - height : 0;
	if (sheet->items.count == 0 || !lines_of(sheet, (int)place->cursor, &first, &last))
		return;
	if (last - first >= height)
		last = first + height - 1;
	/* What stands above the first item is read by going back to it; below the last one likewise. */
	if (place->cursor == 0 && last < height)
		first = 0;
	else
		while (first > 0 && sheet->lines.items[first - 1].item < 0 && last - first + 2 <= height &&
		       sheet->lines.items[first - 1].text.size > 0)
			first--;
	if (place->cursor + 1 == sheet->items.count && sheet->lines.count - first <= height)
		last = sheet->lines.count - 1;
	place->top = scroll_to(place->top, first, last, place->height);
}

void sheet_from_heading(const struct sheet *sheet, struct place *place)
{
	size_t first = 0, last = 0, height = place->height > 0 ? (size_t)place->height : 1;

	if (!lines_of(sheet, (int)place->cursor, &first, &last))
		return;
	while (first > 0 && last - first + 2 <= height && sheet->lines.items[first].text.size > 0)
		first--;
	place->top = first;
	sheet_in_sight(sheet, place);
}
