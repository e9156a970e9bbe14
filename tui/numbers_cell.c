/* A figure of the numbers opened: what it means, and the cases that it is made of, which add up to it. */
#include <stdlib.h>
#include <string.h>

#include "storage/journal.h"
#include "tui/numbers_pane.h"

enum { BUSY_MS = 1000, DAY_CELLS = 11, NARROW = 60 };

/* ---- reading ---- */

static void forget_cases(struct numbers_cell *cell)
{
	for (size_t i = 0; i < cell->count; i++)
		free(cell->names[i]);
	free(cell->names);
	cell->names = NULL;
	cell->count = 0;
	numbers_words_clear(&cell->rule);
	grid_opened_free(&cell->opened);
	cell->opened = (struct grid_opened){ 0 };
}

void numbers_cell_close(struct numbers_pane *view)
{
	forget_cases(&view->cell);
	numbers_at_clear(&view->cell.at);
	view->cell.open = view->cell.wanted = false;
}

void numbers_cell_want(struct app *app, struct numbers_pane *view)
{
	size_t g, row, column;

	if (!numbers_here(view, &g, &row, &column))
		return;
	numbers_cell_close(view);
	numbers_at_set(&view->cell.at, &view->grids, g, row, column);
	view->cell.place = (struct place){ 0 };
	view->cell.wanted = true;
	(void)numbers_advance(app, view, 0);
}

static const struct grid *find(const struct numbers_pane *view, size_t *row, size_t *column)
{
	size_t g = numbers_at_grid(&view->cell.at, &view->grids);
	const struct grid *grid;

	if (g == view->grids.count)
		return NULL;
	grid = &view->grids.items[g];
	*row = grid_find_row(grid, view->cell.at.row);
	*column = grid_find_column(grid, view->cell.at.column);
	return *row < grid->rows.count && *column < grid->columns.count ? grid : NULL;
}

static void keep_cases(struct numbers_cell *cell)
{
	for (size_t g = 0; g < cell->opened.groups.count; g++)
		cell->count += cell->opened.groups.items[g].cases.count;
	cell->names = xcalloc(cell->count + 1, sizeof *cell->names);
}

void numbers_cell_read(struct app *app, struct numbers_pane *view)
{
	struct numbers_cell *cell = &view->cell;
	size_t row, column;
	const struct grid *grid = find(view, &row, &column);
	struct grid_opened opened = { 0 };
	struct error error;

	cell->wanted = false;
	if (!grid) {
		numbers_cell_close(view);
		return;
	}
	if (numbers_open_cell(&view->use, &numbers_pages[view->page], grid, row, column, &opened, &error)) {
		grid_opened_free(&opened);
		numbers_cell_close(view);
		app_say(app, error.kind != ERROR_NOT_FOUND, "%s", error.text);
		return;
	}
	forget_cases(cell);
	cell->opened = opened;
	keep_cases(cell);
	cell->open = true;
	numbers_cell_settle(app, view);
}

/* ---- cases ---- */

static const struct grid_case *case_at(const struct grid_opened *opened, size_t position)
{
	for (size_t g = 0; g < opened->groups.count; g++) {
		if (position < opened->groups.items[g].cases.count)
			return &opened->groups.items[g].cases.items[position];
		position -= opened->groups.items[g].cases.count;
	}
	return NULL;
}

int64_t numbers_cell_account(const struct numbers_pane *view, day_t *on)
{
	const struct grid_case *one = case_at(&view->cell.opened, view->cell.place.cursor);

	*on = one ? one->on : DAY_NONE;
	return one ? one->account : 0;
}

/* The names of accounts are read when they are seen first. */
static const char *name_of(const struct app *app, struct numbers_cell *cell, size_t position)
{
	const struct grid_case *one = case_at(&cell->opened, position);
	struct error ignored;
	char template[40];

	if (cell->names[position] || !one)
		return cell->names[position];
	if (one->account) {
		(void)snprintf(template, sizeof template, "{a:%lld}", (long long)one->account);
		cell->names[position] = journal_sentence(app->ctx.book, template, &ignored);
	}
	if (!cell->names[position])
		cell->names[position] = xstrdup("");
	return cell->names[position];
}

bool numbers_cell_matches(const struct app *app, struct numbers_pane *view, size_t position, const char *folded)
{
	const struct grid_case *one = case_at(&view->cell.opened, position);
	char *text, *fold;
	bool found;

	if (!one)
		return false;
	text = xasprintf("%s %s", name_of(app, &view->cell, position), one->what ? one->what : "");
	fold = text_fold(text);
	found = text_contains(fold, folded);
	free(fold);
	free(text);
	return found;
}

/* ---- lines: the rule, then each group's head and cases, a blank between ---- */

enum line_kind { CELL_RULE, CELL_BLANK, CELL_GROUP, CELL_CASE, CELL_END };
struct cell_line {
	enum line_kind kind;
	size_t at, group; /* line of the rule; position of the case */
};

static struct cell_line line_at(const struct numbers_cell *cell, size_t line)
{
	size_t position = 0;

	if (line < cell->rule.count)
		return (struct cell_line){ CELL_RULE, line, 0 };
	line -= cell->rule.count;
	for (size_t g = 0; g < cell->opened.groups.count; g++) {
		size_t cases = cell->opened.groups.items[g].cases.count;

		if (line < 2)
			return (struct cell_line){ line ? CELL_GROUP : CELL_BLANK, 0, g };
		line -= 2;
		if (line < cases)
			return (struct cell_line){ CELL_CASE, position + line, g };
		line -= cases;
		position += cases;
	}
	return (struct cell_line){ CELL_END, 0, 0 };
}

static size_t line_of(const struct numbers_cell *cell, size_t position)
{
	size_t line = cell->rule.count;

	for (size_t g = 0; g < cell->opened.groups.count; g++) {
		size_t cases = cell->opened.groups.items[g].cases.count;

		line += 2;
		if (position < cases)
			return line + position;
		position -= cases;
		line += cases;
	}
	return line;
}

void numbers_cell_settle(struct app *app, struct numbers_pane *view)
{
	struct numbers_cell *cell = &view->cell;
	struct place *place = &cell->place;
	size_t line, first;
	int height = view->inside.height;

	numbers_words_clear(&cell->rule);
	if (cell->opened.rule)
		numbers_wrap(app, &cell->rule, view->inside.width - 2, cell->opened.rule);
	place->height = height;
	place->width = view->inside.width;
	if (place->cursor >= cell->count)
		place->cursor = cell->count ? cell->count - 1 : 0;
	first = line = cell->count ? line_of(cell, place->cursor) : 0;
	if (place->cursor == 0)
		first = 0;
	else if (line_at(cell, line - 1).kind == CELL_GROUP)
		first--;
	place->top = scroll_to(place->top, line - first < (size_t)height ? first : line, line, height);
	for (size_t i = place->top; i < place->top + (size_t)height; i++) {
		struct cell_line at = line_at(cell, i);

		if (at.kind == CELL_CASE)
			(void)name_of(app, cell, at.at);
	}
}

/* ---- drawing ---- */

static void say_value(const struct app *app, const struct grid_opened *opened, enum grid_kind kind, int64_t value,
		      struct buf *out)
{
	buf_clear(out);
	grid_show(&app->ctx, kind, value, opened->currency, out);
}

/* "Churn  12 cases                -36,600.00" */
static void draw_group(const struct app *app, const struct grid_opened *opened, const struct grid_group *group,
		       struct rect at)
{
	struct pen pen = { app->screen, at.y, at.x + 1, at.width - 1 };
	struct buf total = { 0 };
	int cells;

	say_value(app, opened, group->kind, group->total, &total);
	cells = screen_width(app->screen, buf_text(&total));
	screen_text_right(app->screen, at.y, at.x + at.width - cells - 1, cells, ROLE_STRONG, buf_text(&total));
	pen.left -= cells + 2;
	pen_text(&pen, ROLE_HEADING, group->title);
	pen_printf(&pen, ROLE_DIM, "  %zu case%s, together", group->cases.count,
		   group->cases.count == 1 ? "" : "s");
	buf_free(&total);
}

static void draw_case(const struct app *app, const struct numbers_cell *cell, struct cell_line line, bool here,
		      struct rect at)
{
	const struct grid_opened *opened = &cell->opened;
	const struct grid_group *group = &opened->groups.items[line.group];
	const struct grid_case *one = case_at(opened, line.at);
	const char *name = cell->names[line.at];
	enum role role = here ? ROLE_CURSOR : ROLE_NORMAL;
	bool narrow = at.width < NARROW;
	struct buf value = { 0 };
	char day[DATE_SIZE] = "";
	int cells, x = at.x + 2, room, names;

	say_value(app, opened, group->kind, one->value, &value);
	cells = screen_width(app->screen, buf_text(&value));
	screen_text(app->screen, at.y, at.x, 2, ROLE_NORMAL, here ? screen_sign(app->screen, SIGN_CURSOR) : "");
	room = at.width - 2 - cells - 2;
	if (one->on != DAY_NONE && !narrow)
		date_format(one->on, day);
	names = narrow ? room * 3 / 5 : room / 2 > 36 ? 36 : room / 2;
	if (narrow && one->what && room - 1 - screen_width(app->screen, one->what) > names)
		names = room - 1 - screen_width(app->screen, one->what);
	screen_text(app->screen, at.y, x, names, role, name && *name ? name : "-");
	x += names + 1;
	room -= names + 1;
	if (!narrow) {
		screen_text(app->screen, at.y, x, DAY_CELLS, ROLE_DIM, day);
		x += DAY_CELLS;
		room -= DAY_CELLS;
	}
	if (room > 0)
		screen_text(app->screen, at.y, x, room, ROLE_DIM, one->what ? one->what : "");
	screen_text_right(app->screen, at.y, at.x + at.width - cells - 1, cells, ROLE_NORMAL, buf_text(&value));
	if (here)
		pane_cursor(app, at.y, at.x + 2);
	buf_free(&value);
}

void numbers_cell_draw(const struct app *app, const struct numbers_pane *view, struct rect inside)
{
	const struct numbers_cell *cell = &view->cell;

	for (int i = 0; i < inside.height; i++) {
		struct cell_line line = line_at(cell, cell->place.top + (size_t)i);
		struct rect at = { inside.y + i, inside.x, 1, inside.width };

		if (line.kind == CELL_RULE)
			screen_text(app->screen, at.y, at.x + 1, at.width - 1, ROLE_NORMAL,
				    cell->rule.items[line.at]);
		else if (line.kind == CELL_GROUP)
			draw_group(app, &cell->opened, &cell->opened.groups.items[line.group], at);
		else if (line.kind == CELL_CASE)
			draw_case(app, cell, line, line.at == cell->place.cursor, at);
		else if (line.kind == CELL_END)
			break;
	}
}
