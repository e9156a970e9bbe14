/* What panes share: which of them is which, pieces of a line, hints, how bands and answers look. */
#include <stdarg.h>
#include <stdio.h>

#include "tui/pane.h"

const struct pane_ops *const panes[PANE_COUNT] = {
	[PANE_PORTFOLIO] = &pane_portfolio,
	[PANE_TRACK] = &pane_track,
	[PANE_QBR] = &pane_qbr,
};

const struct pane_ops *pane_focused(const struct app *app)
{
	const struct pane_ops *over = pane_over(app);

	return over ? over : panes[app->focus];
}

const struct pane_ops *pane_over(const struct app *app)
{
	return app->text.open ? &pane_text : app->view;
}

void pen_text(struct pen *pen, enum role role, const char *text)
{
	int cells = screen_width(pen->screen, text);

	if (cells > pen->left)
		cells = pen->left;
	if (cells <= 0)
		return;
	screen_text(pen->screen, pen->y, pen->x, cells, role, text);
	pen->x += cells;
	pen->left -= cells;
}

void pen_printf(struct pen *pen, enum role role, const char *format, ...)
{
	char text[256];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(text, sizeof text, format, args);
	va_end(args);
	pen_text(pen, role, text);
}

void pane_cursor(const struct app *app, int y, int x)
{
	if (app->prompt.kind == PROMPT_NONE)
		screen_cursor(app->screen, y, x, false);
}

void hint_key(const struct app *app, enum keymap_scope scope, enum action_id action, const char *what,
	      struct buf *out)
{
	char name[24] = "";

	keymap_key_of(&app->keymap, scope, action, name);
	if (!name[0] && scope != KEYS_ANY)
		keymap_key_of(&app->keymap, KEYS_ANY, action, name);
	if (name[0])
		buf_printf(out, "%s%s %s", out->size ? "  " : "", name, what);
}

enum role band_role(enum band band)
{
	static const enum role roles[] = {
		[BAND_UNKNOWN] = ROLE_UNKNOWN,
		[BAND_RISK] = ROLE_RISK,
		[BAND_WATCH] = ROLE_WATCH,
		[BAND_GOOD] = ROLE_GOOD,
	};

	return roles[band];
}

enum sign band_sign(enum band band)
{
	static const enum sign signs[] = {
		[BAND_UNKNOWN] = SIGN_UNKNOWN,
		[BAND_RISK] = SIGN_RISK,
		[BAND_WATCH] = SIGN_WATCH,
		[BAND_GOOD] = SIGN_GOOD,
	};

	return signs[band];
}

enum sign trend_sign(int trend)
{
	return trend > 0 ? SIGN_UP : trend < 0 ? SIGN_DOWN : SIGN_SAME;
}

enum role answer_role(enum answer answer)
{
	static const enum role roles[] = {
		[ANSWER_OPEN] = ROLE_NORMAL,
		[ANSWER_YES] = ROLE_YES,
		[ANSWER_NO] = ROLE_NO,
		[ANSWER_NA] = ROLE_NA,
	};

	return roles[answer];
}

void answer_box(const struct screen *screen, enum answer answer, char box[16])
{
	const char *sign = answer == ANSWER_YES	 ? screen_sign(screen, SIGN_YES)
			   : answer == ANSWER_NO ? screen_sign(screen, SIGN_NO)
			   : answer == ANSWER_NA ? screen_sign(screen, SIGN_NA)
						 : " ";

	(void)snprintf(box, 16, "[%s]", sign);
}

size_t scroll_to(size_t top, size_t first, size_t last, int height)
{
	size_t room = height > 0 ? (size_t)height : 1;

	if (last >= top + room)
		top = last + 1 - room;
	return first < top ? first : top;
}
