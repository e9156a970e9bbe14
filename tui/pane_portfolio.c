/* The portfolio: which account needs me now. */
#include <stdlib.h>
#include <string.h>

#include "tui/pane.h"

#define GAP 1
#define WIDE 56 /* cells from which names and stages need not be cut short */
#define RENEWAL_SOON 30
#define MONEY_CELLS 8
#define SCORE_CELLS 3

/* The columns there is room for, in order, and the name's share. */
struct shown {
	enum column columns[COLUMN_COUNT];
	int widths[COLUMN_COUNT];
	int count;
};

/* What stands here is shorter than in a list on paper: days left, money in thousands. */
static int column_width(enum column column, int width)
{
	switch (column) {
	case COLUMN_STAGE:
		return width >= WIDE ? 10 : 9;
	case COLUMN_LENS:
		return width >= WIDE ? 15 : 9;
	case COLUMN_HEALTH:
		return 9; /* "100 ^12 +" */
	case COLUMN_ARR:
	case COLUMN_AT_STAKE:
		return MONEY_CELLS;
	case COLUMN_RENEWAL:
		return 5;
	case COLUMN_LAST_TOUCH:
		return 7;
	default:
		return column_info(column)->width;
	}
}

/* Cells that the name keeps when columns compete. */
static int name_least(int width)
{
	return width >= WIDE ? 22 : 15;
}

/* A column that was asked for is to be seen; the usual order goes without. */
static bool is_chosen(const struct app *app, enum column column)
{
	if (column == COLUMN_LENS && app->portfolio.lens)
		return true;
	return column == app->portfolio.sort && column != COLUMN_AT_STAKE;
}

static bool keep_first(const struct app *app, enum column a, enum column b)
{
	if (is_chosen(app, a) || is_chosen(app, b))
		return is_chosen(app, a);
	return column_info(a)->keep > column_info(b)->keep;
}

/* The most important ones that fit, shown in the table's order; the name gets the rest. */
static void choose_columns(const struct app *app, int width, struct shown *out)
{
	enum column ranked[COLUMN_COUNT];
	bool taken[COLUMN_COUNT] = { [COLUMN_NAME] = true };
	int left = width - 1, count = 0; /* one cell for the cursor sign */

	for (enum column c = 0; c < COLUMN_COUNT; c++) {
		int at = count;

		if (c == COLUMN_NAME || (c == COLUMN_LENS && !app->portfolio.lens))
			continue;
		for (; at > 0 && keep_first(app, c, ranked[at - 1]); at--)
			ranked[at] = ranked[at - 1];
		ranked[at] = c;
		count++;
	}
	left -= name_least(width);
	for (int i = 0; i < count && column_width(ranked[i], width) + GAP <= left; i++) {
		taken[ranked[i]] = true;
		left -= column_width(ranked[i], width) + GAP;
	}
	*out = (struct shown){ 0 };
	for (enum column c = 0; c < COLUMN_COUNT; c++) {
		if (!taken[c])
			continue;
		out->widths[out->count] = c == COLUMN_NAME ? name_least(width) + left : column_width(c, width);
		if (out->widths[out->count] < 1)
			out->widths[out->count] = 1;
		out->columns[out->count++] = c;
	}
}

/* Points in three cells: 10 out of 10 does without its tenths. */
static void points_cell(int scale, int points, char text[POINTS_SIZE])
{
	char *point = strchr(points_text(scale, points, text), '.');

	if (point && strlen(text) > SCORE_CELLS)
		*point = '\0';
}

static enum role health_cell(const struct app *app, const struct account_row *row, struct buf *out)
{
	const struct screen *screen = app->screen;
	char score[POINTS_SIZE], trend[POINTS_SIZE] = "";

	if (row->health == HEALTH_UNKNOWN) {
		buf_printf(out, "  %s", screen_sign(screen, SIGN_DASH));
		return ROLE_DIM;
	}
	if (row->trend != TREND_NONE && row->trend != 0)
		points_cell(row->scale, abs(row->trend), trend);
	points_cell(row->scale, row->health / 100, score);
	/* The band set by hand stands beside a number that says otherwise: "*". A trend of three cells does without
	 * the blank before it. */
	buf_printf(out, "%*s%s%s%-2s%s%s", SCORE_CELLS, score, strlen(trend) > 2 ? "" : " ",
		   row->trend == TREND_NONE ? " " : screen_sign(screen, trend_sign(row->trend)), trend,
		   row->band_cause == BAND_BY_HAND ? "*" : " ", screen_sign(screen, band_sign(row->band)));
	return band_role(row->band);
}

static enum role days_cell(const struct app *app, enum column column, const struct account_row *row,
			   struct buf *out)
{
	char date[16];
	bool known;
	int64_t day = column_number(column, row, &known);
	int64_t left = day - app->ctx.as_of;

	if (!known || day == DAY_NONE)
		return ROLE_DIM;
	if (column == COLUMN_START) {
		buf_str(out, date_format_short((day_t)day, app->ctx.as_of, date));
		return ROLE_DIM;
	}
	if (column == COLUMN_LAST_TOUCH)
		left = -left;
	if (left > -100 && left < 1000)
		buf_printf(out, "%lld d", (long long)left);
	else
		buf_printf(out, "%lld y", (long long)(left / 365));
	if (column == COLUMN_RENEWAL && row->status != STATUS_CHURNED)
		return left < 0 ? ROLE_RISK : left <= RENEWAL_SOON ? ROLE_WATCH : ROLE_NORMAL;
	return ROLE_NORMAL;
}

/* "CHF 71.4k" is a cell too wide: it does without the blank. */
static void money_cell(const char *money, struct buf *out)
{
	const char *blank = strchr(money, ' ');

	if (blank && text_width(money) > MONEY_CELLS)
		buf_printf(out, "%.*s%s", (int)(blank - money), money, blank + 1);
	else
		buf_str(out, money);
}

static enum role stage_cell(const struct app *app, const char *stage, bool completed, bool passed, struct buf *out)
{
	if (completed)
		buf_printf(out, "%s ", screen_sign(app->screen, SIGN_YES));
	else if (passed)
		buf_printf(out, "%s ", screen_sign(app->screen, SIGN_PASSED));
	buf_str(out, stage ? stage : "");
	return ROLE_NORMAL;
}

static enum role cell(const struct app *app, enum column column, const struct account_row *row, struct buf *out)
{
	char money[MONEY_TEXT];
	bool known;
	int64_t number;

	switch (column) {
	case COLUMN_HEALTH:
		return health_cell(app, row, out);
	case COLUMN_RENEWAL:
	case COLUMN_LAST_TOUCH:
	case COLUMN_START:
		return days_cell(app, column, row, out);
	case COLUMN_DAYS:
		if (row->days >= 0)
			buf_printf(out, "%d d", row->days);
		return row->pace == PACE_STUCK ? ROLE_RISK : row->pace == PACE_BEHIND ? ROLE_WATCH : ROLE_NORMAL;
	case COLUMN_ARR:
	case COLUMN_AT_STAKE:
		number = column_number(column, row, &known);
		if (known)
			money_cell(money_short(number, row->arr.currency, app->ctx.utf8, money), out);
		return ROLE_NORMAL;
	case COLUMN_STAGE:
		return stage_cell(app, row->stage, row->completed, row->passed, out);
	case COLUMN_LENS:
		return stage_cell(app, row->lens, row->lens_completed, row->lens_passed, out);
	default:
		if (column_text(column, row))
			buf_str(out, column_text(column, row));
		return row->status == STATUS_CHURNED ? ROLE_DIM : ROLE_NORMAL;
	}
}

static int compare_ids(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

	return (left > right) - (left < right);
}

static bool is_match(const struct app *app, int64_t id)
{
	const struct ids *matches = &app->portfolio.matches;

	return matches->count > 0 && bsearch(&id, matches->items, matches->count, sizeof id, compare_ids);
}

static void draw_row(const struct app *app, const struct shown *shown, struct rect line, size_t index, bool focused)
{
	const struct portfolio_state *p = &app->portfolio;
	const struct account_row *row = &p->rows.items[index];
	bool cursor = p->place.top + index == p->place.cursor;
	enum role bar = focused ? ROLE_CURSOR : ROLE_CURSOR_DIM;
	struct buf text = { 0 };
	int x = line.x + 1;

	screen_text(app->screen, line.y, line.x, 1, cursor ? bar : ROLE_NORMAL,
		    cursor ? screen_sign(app->screen, SIGN_CURSOR) : "");
	for (int i = 0; i < shown->count; i++) {
		enum column column = shown->columns[i];
		enum role role = ROLE_NORMAL;

		buf_clear(&text);
		if (row->id != 0)
			role = cell(app, column, row, &text);
		if (column == COLUMN_NAME && app->search.active && is_match(app, row->id))
			role = ROLE_MATCH;
		if (cursor)
			role = bar;
		if (column_info(column)->right && column != COLUMN_HEALTH)
			screen_text_right(app->screen, line.y, x, shown->widths[i], role, buf_text(&text));
		else
			screen_text(app->screen, line.y, x, shown->widths[i], role, buf_text(&text));
		x += shown->widths[i];
		if (i + 1 < shown->count)
			screen_text(app->screen, line.y, x, GAP, cursor ? bar : ROLE_NORMAL, "");
		x += GAP;
	}
	buf_free(&text);
}

/* The lens is called by its track. */
static const char *column_title(const struct app *app, enum column column)
{
	return column == COLUMN_LENS && app->portfolio.lens ? app->portfolio.lens : column_info(column)->title;
}

static void draw_titles(const struct app *app, const struct shown *shown, struct rect line)
{
	int x = line.x + 1;

	for (int i = 0; i < shown->count; i++) {
		const struct column_info *info = column_info(shown->columns[i]);
		const char *name = column_title(app, shown->columns[i]);

		if (info->right && shown->columns[i] != COLUMN_HEALTH)
			screen_text_right(app->screen, line.y, x, shown->widths[i], ROLE_HEADING, name);
		else
			screen_text(app->screen, line.y, x, shown->widths[i], ROLE_HEADING, name);
		x += shown->widths[i] + GAP;
	}
}

static void draw_empty(const struct app *app, struct rect inside)
{
	static const char *const lines[] = {
		"No accounts yet.",
		"",
		":import accounts FILE.csv",
		"  reads them from a file",
		":add NAME",
		"  adds one by hand",
		"waymark demo",
		"  (outside) opens a sample book",
	};

	for (int i = 0; i < (int)(sizeof lines / sizeof *lines) && i < inside.height; i++)
		screen_text(app->screen, inside.y + i, inside.x + 1, inside.width - 1,
			    lines[i][0] == ' ' ? ROLE_DIM : ROLE_NORMAL, lines[i]);
}

static void draw(const struct app *app, struct rect inside, bool focused)
{
	const struct portfolio_state *p = &app->portfolio;
	struct shown shown;
	struct rect line = { inside.y + 1, inside.x, 1, inside.width };

	if (p->order.count == 0) {
		draw_empty(app, inside);
		return;
	}
	choose_columns(app, inside.width, &shown);
	draw_titles(app, &shown, (struct rect){ inside.y, inside.x, 1, inside.width });
	for (size_t i = 0; i < p->rows.count && (int)i + 1 < inside.height; i++, line.y++)
		draw_row(app, &shown, line, i, focused);
	if (focused && p->place.cursor >= p->place.top)
		pane_cursor(app, inside.y + 1 + (int)(p->place.cursor - p->place.top), inside.x);
}

static void title(const struct app *app, struct buf *left, struct buf *right)
{
	const struct portfolio_state *p = &app->portfolio;
	int64_t all = p->order_whole ? (int64_t)p->order.count : app->totals.accounts + app->totals.churned;

	buf_str(left, "Portfolio");
	if (p->order.count == 0)
		return;
	buf_printf(right, "%s %s  %zu/%lld", column_title(app, p->sort),
		   screen_sign(app->screen, p->descending ? SIGN_SORT_DOWN : SIGN_SORT_UP), p->place.cursor + 1,
		   (long long)all);
}

static void hint(const struct app *app, struct buf *out)
{
	if (app->portfolio.order.count == 0) {
		hint_key(app, KEYS_PORTFOLIO, ACTION_PROMPT, "command", out);
		return;
	}
	hint_key(app, KEYS_PORTFOLIO, ACTION_OPEN, "checklist", out);
	hint_key(app, KEYS_PORTFOLIO, ACTION_SEARCH, "search", out);
	hint_key(app, KEYS_PORTFOLIO, ACTION_SORT_NEXT, "sort", out);
	hint_key(app, KEYS_PORTFOLIO, ACTION_UNDO, "undo", out);
	hint_key(app, KEYS_PORTFOLIO, ACTION_PROMPT, "command", out);
}

static unsigned action(struct app *app, enum action_id id)
{
	switch (id) {
	case ACTION_OPEN:
	case ACTION_NEXT_OPEN:
		app->focus = PANE_TRACK;
		return EFFECT_HANDLED;
	case ACTION_YES:
	case ACTION_NO:
	case ACTION_NA:
	case ACTION_EDIT_NOTE:
		app->focus = PANE_TRACK;
		app_say(app, false, "now in the checklist: press it again to answer");
		return EFFECT_HANDLED;
	default:
		return EFFECT_PASS;
	}
}

static size_t length(struct app *app, size_t wanted)
{
	if (wanted >= app->portfolio.order.count)
		portfolio_whole(app);
	return app->portfolio.order.count;
}

static struct place *place(struct app *app)
{
	return &app->portfolio.place;
}

static unsigned go(struct app *app, size_t position)
{
	struct portfolio_state *p = &app->portfolio;

	p->place.cursor = position;
	p->place.top = scroll_to(p->place.top, position, position, p->place.height);
	p->anchor = p->place.top;
	if (p->order.items[position] == p->selected)
		return EFFECT_HANDLED;
	p->selected = p->order.items[position];
	return EFFECT_HANDLED | EFFECT_ACCOUNT;
}

static void search(struct app *app, const char *text)
{
	struct ids *matches = &app->portfolio.matches;
	struct error error;

	vec_clear(matches);
	if (!*text)
		return;
	portfolio_whole(app);
	if (portfolio_search(app->ctx.book, text, matches, &error) < 0)
		app_say_error(app, &error);
	if (matches->count > 1)
		qsort(matches->items, matches->count, sizeof *matches->items, compare_ids);
}

static bool matches(const struct app *app, size_t position, const char *folded)
{
	(void)folded;
	return is_match(app, app->portfolio.order.items[position]);
}

static void resized(struct app *app, int height, int width)
{
	struct portfolio_state *p = &app->portfolio;

	p->place.height = height > 1 ? height - 1 : 1; /* the titles' line */
	p->place.width = width;
	p->place.top = scroll_to(p->anchor, p->place.cursor, p->place.cursor, p->place.height);
	if (p->place.top + (size_t)p->place.height > p->order.count && p->order_whole)
		p->place.top = p->order.count > (size_t)p->place.height ? p->order.count - (size_t)p->place.height
									: 0;
}

const struct pane_ops pane_portfolio = {
	.name = "Portfolio",
	.called = "the portfolio",
	.scope = KEYS_PORTFOLIO,
	.draw = draw,
	.title = title,
	.hint = hint,
	.action = action,
	.length = length,
	.place = place,
	.go = go,
	.search = search,
	.matches = matches,
	.resized = resized,
};
