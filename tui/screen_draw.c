#include <stdint.h>
#include <string.h>

#include "tui/screen_private.h"

/* The part of a line that is on the screen; false: none. */
static bool clip(const struct screen *screen, int y, int *x, int *cells)
{
	if (*x < 0) {
		*cells += *x;
		*x = 0;
	}
	if (*cells > screen->columns - *x)
		*cells = screen->columns - *x;
	return y >= 0 && y < screen->rows && (*cells) > 0;
}

/* Length of text when it is printable ASCII and fits; -1: take the long way. */
static int plain_length(const char *text, int cells)
{
	int size = 0;

	while (text[size] >= 0x20 && text[size] <= 0x7e && size <= cells)
		size++;
	return text[size] == '\0' && size <= cells ? size : -1;
}

static void draw_text(struct screen *screen, int y, int x, int cells, enum role role, const char *text, bool right)
{
	char line[512];
	int size;

	if (!clip(screen, y, &x, &cells))
		return;
	size = cells <= (int)sizeof line ? plain_length(text, cells) : -1;
	if (size >= 0) {
		memset(line, ' ', (size_t)cells);
		memcpy(right ? line + cells - size : line, text, (size_t)size);
		screen_put_ascii(screen, y, x, role, line, cells);
		return;
	}
	buf_clear(&screen->safe);
	buf_clear(&screen->cells);
	text_safe(&screen->safe, text, screen->signs);
	text_column(&screen->cells, buf_text(&screen->safe), cells, right, screen->signs);
	screen_put(screen, y, x, role, buf_text(&screen->cells), screen->cells.size);
}

void screen_text(struct screen *screen, int y, int x, int cells, enum role role, const char *text)
{
	draw_text(screen, y, x, cells, role, text, false);
}

void screen_text_right(struct screen *screen, int y, int x, int cells, enum role role, const char *text)
{
	draw_text(screen, y, x, cells, role, text, true);
}

int screen_width(struct screen *screen, const char *text)
{
	int size = plain_length(text, INT32_MAX - 1);

	if (size >= 0)
		return size;
	buf_clear(&screen->safe);
	text_safe(&screen->safe, text, screen->signs);
	return text_width(buf_text(&screen->safe));
}

void screen_clear(struct screen *screen, struct rect rect, enum role role)
{
	if (rect.y <= 0 && rect.x <= 0 && rect.y + rect.height >= screen->rows &&
	    rect.x + rect.width >= screen->columns && role == ROLE_NORMAL) {
		screen_erase(screen);
		return;
	}
	for (int y = rect.y; y < rect.y + rect.height; y++)
		screen_text(screen, y, rect.x, rect.width, role, "");
}

/* Border */

static const char *const borders[2][6] = {
	[TEXT_UTF8] = { "┌", "┐", "└", "┘", "─", "│" },
	[TEXT_ASCII] = { "+", "+", "+", "+", "-", "|" },
};
enum { TOP_LEFT, TOP_RIGHT, BOTTOM_LEFT, BOTTOM_RIGHT, HORIZONTAL, VERTICAL };

/* The program's own signs, known to be safe and as wide as they are many: a frame is a fair part of what
 * a key draws, and foreign text's way would cost it a third of its time. */
static void draw_own(struct screen *screen, int y, int x, int cells, enum role role, const char *text)
{
	int from = x, room = cells;

	if (clip(screen, y, &from, &room) && from == x && room == cells)
		screen_put(screen, y, x, role, text, strlen(text));
	else
		screen_text(screen, y, x, cells, role, text);
}

static void draw_edge(struct screen *screen, int y, struct rect rect, enum role role, const char *left,
		      const char *right)
{
	struct buf line = { 0 };

	buf_str(&line, left);
	for (int i = 2; i < rect.width; i++)
		buf_str(&line, borders[screen->signs][HORIZONTAL]);
	buf_str(&line, right);
	draw_own(screen, y, rect.x, rect.width, role, buf_text(&line));
	buf_free(&line);
}

/* A word in the upper edge, a blank on either side; a title gives way to what is right of it. */
static void draw_titles(struct screen *screen, struct rect rect, bool focused, const char *title, const char *right)
{
	int room = rect.width - 4, title_cells = screen_width(screen, title),
	    right_cells = screen_width(screen, right);
	enum role role = focused ? ROLE_FRAME_FOCUS : ROLE_TITLE;

	if (room <= 2)
		return;
	if (right_cells > 0 && title_cells + right_cells + 3 > room) {
		title_cells = room - right_cells - 3;
		if (title_cells < 8) { /* not worth it */
			right_cells = 0;
			title_cells = screen_width(screen, title);
		}
	}
	if (title_cells > room)
		title_cells = room;
	if (title_cells > 0) {
		screen_text(screen, rect.y, rect.x + 1, 1, role, "");
		screen_text(screen, rect.y, rect.x + 2, title_cells, role, title);
		screen_text(screen, rect.y, rect.x + 2 + title_cells, 1, role, "");
	}
	if (right_cells > 0) {
		int x = rect.x + rect.width - 2 - right_cells;

		screen_text(screen, rect.y, x - 1, 1, role, "");
		screen_text(screen, rect.y, x, right_cells, role, right);
		screen_text(screen, rect.y, x + right_cells, 1, role, "");
	}
}

void screen_frame(struct screen *screen, struct rect rect, bool focused, const char *title, const char *right)
{
	enum role role = focused ? ROLE_FRAME_FOCUS : ROLE_FRAME;
	const char *const *border = borders[screen->signs];

	if (rect.width < 2 || rect.height < 2)
		return;
	draw_edge(screen, rect.y, rect, role, border[TOP_LEFT], border[TOP_RIGHT]);
	for (int y = rect.y + 1; y < rect.y + rect.height - 1; y++) {
		draw_own(screen, y, rect.x, 1, role, border[VERTICAL]);
		draw_own(screen, y, rect.x + rect.width - 1, 1, role, border[VERTICAL]);
	}
	draw_edge(screen, rect.y + rect.height - 1, rect, role, border[BOTTOM_LEFT], border[BOTTOM_RIGHT]);
	draw_titles(screen, rect, focused, title, right);
}

const char *screen_sign(const struct screen *screen, enum sign sign)
{
	static const char *const signs[SIGN_COUNT][2] = {
		[SIGN_YES] = { "✔", "x" },    [SIGN_NO] = { "✘", "!" },	     [SIGN_NA] = { "–", "-" },
		[SIGN_CURSOR] = { "▸", ">" }, [SIGN_CURRENT] = { "▸", ">" }, [SIGN_UP] = { "▲", "^" },
		[SIGN_DOWN] = { "▼", "v" },   [SIGN_SAME] = { "=", "=" },    [SIGN_GOOD] = { "✔", "+" },
		[SIGN_WATCH] = { "~", "~" },  [SIGN_RISK] = { "!", "!" },    [SIGN_UNKNOWN] = { "?", "?" },
		[SIGN_ARROW] = { "→", "->" }, [SIGN_DOT] = { "·", "-" },     [SIGN_DASH] = { "–", "-" },
		[SIGN_MORE] = { "…", "..." }, [SIGN_SORT_UP] = { "↑", "^" }, [SIGN_SORT_DOWN] = { "↓", "v" },
		[SIGN_PASSED] = { "»", ">" },
	};

	return signs[sign][screen->plain_signs];
}
