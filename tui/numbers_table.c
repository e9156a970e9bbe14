/* Grids as tables one under another: the titles of rows and columns stay in sight, the rest scrolls. */
#include <stdlib.h>
#include <string.h>

#include "core/spark.h"
#include "tui/numbers_pane.h"

enum {
	GAP = 2,    /* cells between columns */
	MARGIN = 2, /* before each line, for the cursor's sign */
	TITLE_LEAST = 10,
	SPARK_LEAST = 3, /* values that make a line */
};

/* ---- text in lines ---- */

struct wrapping {
	struct numbers_words *out;
};

static void add_words(void *data, const char *text, size_t size)
{
	*vec_add(((struct wrapping *)data)->out) = xstrndup(text, size);
}

void numbers_wrap(const struct app *app, struct numbers_words *out, int cells, const char *text)
{
	struct wrapping wrapping = { out };
	struct buf safe = { 0 };

	text_safe(&safe, text, screen_signs(app->screen));
	(void)text_wrap(buf_text(&safe), cells > 4 ? cells : 4, add_words, &wrapping);
	buf_free(&safe);
}

void numbers_words_clear(struct numbers_words *words)
{
	for (size_t i = 0; i < words->count; i++)
		free(words->items[i]);
	vec_free(words);
}

/* ---- where the cursor is ---- */

const struct grids *numbers_shown(const struct numbers_pane *view)
{
	return view->against ? &view->compared : &view->grids;
}

size_t numbers_rows(const struct numbers_pane *view)
{
	size_t rows = 0;

	for (size_t g = 0; view->made && g < view->grids.count; g++)
		rows += view->grids.items[g].rows.count;
	return rows;
}

bool numbers_spot(const struct numbers_pane *view, size_t position, size_t *grid, size_t *row)
{
	for (size_t g = 0; view->made && g < view->grids.count; g++) {
		if (position < view->grids.items[g].rows.count) {
			*grid = g;
			*row = position;
			return true;
		}
		position -= view->grids.items[g].rows.count;
	}
	return false;
}

bool numbers_here(const struct numbers_pane *view, size_t *grid, size_t *row, size_t *column)
{
	size_t columns;

	if (!numbers_spot(view, view->place.cursor, grid, row))
		return false;
	columns = view->grids.items[*grid].columns.count;
	*column = view->column < columns ? view->column : columns ? columns - 1 : 0;
	return columns > 0;
}

/* Where one begins to read: at the period that runs, at the latest of others, at the left where they are none. */
static size_t first_column(const struct grid *grid)
{
	for (size_t c = grid->columns.count; c-- > 0;)
		if (grid->columns.items[c].running)
			return c;
	return grid->series && grid->columns.count ? grid->columns.count - 1 : 0;
}

void numbers_find_again(struct numbers_pane *view)
{
	const struct numbers_at *at = &view->at[view->page];
	size_t g = numbers_at_grid(at, &view->grids), row, column;
	const struct grid *grid;

	view->place.cursor = 0;
	view->column = view->grids.count ? first_column(&view->grids.items[0]) : 0;
	if (g == view->grids.count)
		return;
	grid = &view->grids.items[g];
	row = grid_find_row(grid, at->row);
	column = grid_find_column(grid, at->column);
	view->column = column < grid->columns.count ? column : first_column(grid);
	for (size_t i = 0; i < g; i++)
		view->place.cursor += view->grids.items[i].rows.count;
	view->place.cursor += row < grid->rows.count ? row : 0;
}

static void remember(struct numbers_pane *view)
{
	size_t g, row, column;

	if (numbers_here(view, &g, &row, &column))
		numbers_at_set(&view->at[view->page], &view->grids, g, row, column);
}

/* ---- laying out ---- */

void numbers_drop_lines(struct numbers_pane *view)
{
	for (size_t i = 0; i < view->lines.count; i++)
		free(view->lines.items[i].note);
	vec_clear(&view->lines);
	for (size_t i = 0; i < view->shapes.count; i++) {
		free(view->shapes.items[i].widths);
		free(view->shapes.items[i].words);
	}
	vec_clear(&view->shapes);
}

static int cells_of(const struct app *app, const char *text)
{
	return text ? screen_width(app->screen, text) : 0;
}

static int column_title_cells(const struct app *app, const struct grid_column *column)
{
	return cells_of(app, column->title) + column->running;
}

static void say_cell(const struct app *app, const struct grid *grid, const struct grid_cell *cell, struct buf *out)
{
	buf_clear(out);
	buf_str(out, grid_mark_sign(cell->marked));
	grid_cell_show(&app->ctx, grid, cell, out);
}

static void shape_columns(const struct app *app, const struct grid *grid, struct numbers_shape *shape)
{
	struct buf text = { 0 };

	shape->widths = xcalloc(grid->columns.count + 1, sizeof *shape->widths);
	shape->words = xcalloc(grid->columns.count + 1, sizeof *shape->words);
	for (size_t c = 0; c < grid->columns.count; c++) {
		int width = column_title_cells(app, &grid->columns.items[c]);
		bool words = false, figures = false;

		for (size_t r = 0; r < grid->rows.count; r++) {
			const struct grid_cell *cell = grid_at(grid, r, c);
			int cells;

			say_cell(app, grid, cell, &text);
			cells = cells_of(app, buf_text(&text));
			width = cells > width ? cells : width;
			words |= cell->kind == GRID_TEXT;
			figures |= cell->kind != GRID_TEXT && cell->kind != GRID_NOTHING;
		}
		shape->widths[c] = width;
		shape->words[c] = words && !figures;
	}
	buf_free(&text);
}

/* The titles of all tables are as wide as the widest, but leave room for figures. */
static int title_cells(const struct app *app, struct numbers_pane *view, const struct grids *grids)
{
	int widest = TITLE_LEAST, most = view->inside.width * 2 / 5;

	for (size_t g = 0; g < grids->count; g++) {
		int cells = cells_of(app, grids->items[g].corner), own = cells;
		bool steps = view->shapes.items[g].steps;

		for (size_t r = 0; r < grids->items[g].rows.count; r++) {
			cells = cells_of(app, grids->items[g].rows.items[r].title) + 2 * steps;
			own = cells > own ? cells : own;
		}
		view->shapes.items[g].whole = MARGIN + own;
		widest = own > widest ? own : widest;
	}
	most = most > TITLE_LEAST ? most : TITLE_LEAST;
	return MARGIN + (widest < most ? widest : most);
}

static void add_line(struct numbers_pane *view, enum numbers_line_kind kind, size_t grid, size_t row, char *note)
{
	*vec_add(&view->lines) = (struct numbers_line){ kind, grid, row, note };
}

static void add_grid(const struct app *app, struct numbers_pane *view, size_t g)
{
	const struct grid *grid = &numbers_shown(view)->items[g];
	struct numbers_words words = { 0 };

	if (g)
		add_line(view, LINE_BLANK, g, 0, NULL);
	add_line(view, LINE_TITLE, g, 0, NULL);
	add_line(view, LINE_COLUMNS, g, 0, NULL);
	for (size_t r = 0; r < grid->rows.count; r++)
		add_line(view, LINE_FIGURES, g, r, NULL);
	if (grid->note)
		numbers_wrap(app, &words, view->inside.width - MARGIN - 1, grid->note);
	for (size_t i = 0; i < words.count; i++) {
		add_line(view, LINE_NOTE, g, 0, words.items[i]);
		words.items[i] = NULL;
	}
	numbers_words_clear(&words);
}

/* That a period is not over yet is no change. */
static void say_running(struct app *app, struct grid *grid)
{
	char day[DATE_SIZE];

	for (size_t c = 0; c < grid->columns.count; c++) {
		char *before = grid->note;

		if (!grid->columns.items[c].running)
			continue;
		grid->note = xasprintf("* %s is not over: up to %s%s%s", grid->columns.items[c].title,
				       date_format(app->ctx.as_of, day), before ? "; " : "", before ? before : "");
		free(before);
	}
}

/* Where a table has no such column, as one beside that which is looked at, it is as it was. */
static void compare(struct app *app, struct numbers_pane *view)
{
	size_t here, row, column;

	grids_free(&view->compared);
	if (!view->against || !numbers_here(view, &here, &row, &column))
		return;
	for (size_t g = 0; g < view->grids.count; g++) {
		const struct grid *grid = &view->grids.items[g];
		const char *key = view->grids.items[here].columns.items[column].key;
		size_t a = grid_find_column(grid, view->against), b = grid_find_column(grid, key);

		if (grid_compare(grid, a, b, &view->compared) &&
		    grid_compare(grid, 0, grid->columns.count - 1, &view->compared))
			(void)grid_add(&view->compared, grid->key, grid->title);
		else
			say_running(app, &view->compared.items[view->compared.count - 1]);
	}
}

void numbers_lay_out(struct app *app, struct numbers_pane *view)
{
	const struct grids *grids;
	size_t first = 0;
	int title;

	numbers_drop_lines(view);
	compare(app, view);
	grids = numbers_shown(view);
	for (size_t g = 0; view->made && g < grids->count; g++) {
		struct numbers_shape *shape = vec_add(&view->shapes);
		const struct grid *grid = &grids->items[g];

		*shape = (struct numbers_shape){ .first = first };
		first += grid->rows.count;
		for (size_t r = 0; r < grid->rows.count; r++)
			shape->steps |= grid->rows.items[r].step != STEP_NONE;
		shape_columns(app, grid, shape);
	}
	if (view->made) {
		title = title_cells(app, view, grids);
		for (size_t g = 0; g < grids->count; g++) {
			view->shapes.items[g].title = view->shapes.items[g].base = title;
			add_grid(app, view, g);
		}
	}
	numbers_settle(app, view);
}

/* ---- keeping the cursor in sight ---- */

static int taken(const struct numbers_shape *shape, size_t from, size_t to)
{
	int cells = 0;

	for (size_t c = from; c < to; c++)
		cells += GAP + shape->widths[c];
	return cells;
}

/* The column after the last that is whole in sight; one at least is. */
static size_t columns_end(const struct numbers_shape *shape, size_t count, int room)
{
	size_t end = shape->left;

	while (end < count && (end == shape->left || taken(shape, shape->left, end + 1) <= room))
		end++;
	return end;
}

static void column_in_sight(struct numbers_shape *shape, size_t count, size_t column, int room)
{
	if (column < shape->left)
		shape->left = column;
	while (column >= columns_end(shape, count, room))
		shape->left++;
	while (shape->left > 0 && taken(shape, shape->left - 1, count) <= room)
		shape->left--;
}

/* In a comparison the cursor is on the second column. */
static size_t column_shown(const struct numbers_pane *view, size_t column)
{
	return view->against ? 1 : column;
}

/* Titles that were cut take what the columns in sight leave. */
static void titles_take(struct numbers_shape *shape, int blank)
{
	int more = shape->whole - shape->base < blank ? shape->whole - shape->base : blank;

	shape->title = shape->base + (more > 0 ? more : 0);
}

static void columns_in_sight(struct numbers_pane *view)
{
	const struct grids *grids = numbers_shown(view);
	size_t here, row, column;

	if (!numbers_here(view, &here, &row, &column))
		return;
	for (size_t g = 0; g < view->shapes.count; g++) {
		struct numbers_shape *shape = &view->shapes.items[g];
		const struct grid *grid = &grids->items[g];
		size_t count = grid->columns.count, wanted;
		int room;

		if (!count)
			continue;
		wanted = count == grids->items[here].columns.count ? column_shown(view, column)
								   : first_column(grid);
		room = view->inside.width - shape->base - 1;
		column_in_sight(shape, count, wanted < count ? wanted : count - 1, room);
		titles_take(shape, room - taken(shape, shape->left, columns_end(shape, count, room)));
	}
}

int numbers_body(const struct numbers_pane *view)
{
	int meaning = view->explain ? (int)view->meaning.count : 0;
	int height = view->inside.height - 1 - meaning;

	return height > 1 ? height : 1;
}

static size_t line_of(const struct numbers_pane *view, size_t position)
{
	size_t grid, row;

	if (!numbers_spot(view, position, &grid, &row))
		return 0;
	for (size_t i = 0; i < view->lines.count; i++)
		if (view->lines.items[i].kind == LINE_FIGURES && view->lines.items[i].grid == grid &&
		    view->lines.items[i].row == row)
			return i;
	return 0;
}

/* The columns' titles stand above the rows, on the first line where they have scrolled away. */
static void rows_in_sight(struct numbers_pane *view)
{
	struct place *place = &view->place;
	size_t line = line_of(view, place->cursor), lines = view->lines.count, first = line;
	int height = numbers_body(view);

	place->height = height > 2 ? height - 1 : height;
	if (place->top + (size_t)height > lines)
		place->top = lines > (size_t)height ? lines - (size_t)height : 0;
	/* with its head where it is the first of its table, with the note where it is the last of all */
	while (first > 0 && line - first < 3 && view->lines.items[first - 1].kind != LINE_FIGURES &&
	       view->lines.items[first - 1].kind != LINE_NOTE)
		first--;
	if (first == line && line > 0 && height > 1)
		first--;
	if (place->cursor + 1 == numbers_rows(view) && lines - line <= (size_t)height / 2)
		place->top = scroll_to(place->top, line, lines - 1, height);
	place->top = scroll_to(place->top, line - first < (size_t)height ? first : line, line, height);
}

/* What the figure under the cursor means: its row, its column, the level and with it the treatment of price. */
static void explain(const struct app *app, struct numbers_pane *view)
{
	size_t g, row, column;
	const struct grid *grid;
	struct buf text = { 0 };

	numbers_words_clear(&view->meaning);
	if (!view->explain || !numbers_here(view, &g, &row, &column))
		return;
	grid = &view->grids.items[g];
	buf_str(&text, grid->rows.items[row].title);
	if (grid->rows.items[row].definition)
		buf_printf(&text, ": %s", grid->rows.items[row].definition);
	buf_str(&text, ".");
	if (grid->columns.items[column].definition)
		buf_printf(&text, " %s: %s.", grid->columns.items[column].title,
			   grid->columns.items[column].definition);
	if (numbers_pages[view->page].by & NUMBERS_BY_LEVEL)
		buf_printf(&text, " By %s: %s.", number_level_key(view->level),
			   number_level_definition(view->level));
	numbers_wrap(app, &view->meaning, view->inside.width - 2, buf_text(&text));
	while (view->meaning.count > 1 && (int)view->meaning.count > view->inside.height / 2)
		free(view->meaning.items[--view->meaning.count]);
	buf_free(&text);
}

void numbers_settle(struct app *app, struct numbers_pane *view)
{
	size_t rows = numbers_rows(view);

	if (view->place.cursor >= rows)
		view->place.cursor = rows ? rows - 1 : 0;
	explain(app, view);
	columns_in_sight(view);
	rows_in_sight(view);
	remember(view);
}

/* ---- drawing ---- */

/* Figures stand under each other by their ends, words by their beginnings. */
static void draw_cell(const struct app *app, bool words, struct rect at, enum role role, const char *text)
{
	(words ? screen_text : screen_text_right)(app->screen, at.y, at.x, at.width, role, text);
}

static void draw_titles(const struct app *app, const struct numbers_pane *view, size_t g, struct rect at)
{
	const struct grid *grid = &numbers_shown(view)->items[g];
	const struct numbers_shape *shape = &view->shapes.items[g];
	size_t count = grid->columns.count, end = columns_end(shape, count, at.width - shape->title - 1);
	int x = at.x + shape->title;

	screen_text(app->screen, at.y, at.x + MARGIN, shape->title - MARGIN, ROLE_HEADING,
		    grid->corner ? grid->corner : "");
	if (shape->left > 0)
		screen_text(app->screen, at.y, x, 1, ROLE_HEADING, "<");
	for (size_t c = shape->left; c < end; c++) {
		int width = shape->widths[c];
		char *text = xasprintf("%s%s", grid->columns.items[c].title,
				       grid->columns.items[c].running ? "*" : "");

		if (x + GAP + width > at.x + at.width)
			width = at.x + at.width - x - GAP;
		draw_cell(app, shape->words[c], (struct rect){ at.y, x + GAP, 1, width }, ROLE_HEADING, text);
		x += GAP + shape->widths[c];
		free(text);
	}
	if (end < count)
		screen_text(app->screen, at.y, at.x + at.width - 1, 1, ROLE_HEADING, ">");
}

static enum role figure_role(const struct grid_row *row, const struct grid_cell *cell)
{
	if (cell->marked)
		return cell->marked == GRID_MARKED ? ROLE_WATCH : ROLE_RISK;
	if (row->strong)
		return ROLE_STRONG;
	return cell->kind != GRID_TEXT && (!cell->known || cell->value == 0) ? ROLE_DIM : ROLE_NORMAL;
}

/* From the first figure that is known on; where all are 0 there is nothing to see. */
static void draw_spark(const struct app *app, const struct grid *grid, size_t row, struct rect at)
{
	VEC(int64_t) values = { 0 };
	struct buf line = { 0 };
	bool any = false;

	for (size_t c = 0; c < grid->columns.count; c++) {
		const struct grid_cell *cell = grid_at(grid, row, c);

		if (!cell->known || cell->kind == GRID_TEXT || cell->kind == GRID_NOTHING) {
			if (!values.count)
				buf_char(&line, ' ');
			continue;
		}
		*vec_add(&values) = cell->value;
		any |= cell->value != 0;
	}
	if (values.count >= SPARK_LEAST && any) {
		spark_line(&line, values.items, values.count, (int)values.count, app->ctx.utf8);
		screen_text(app->screen, at.y, at.x, at.width, ROLE_DIM, buf_text(&line));
	}
	buf_free(&line);
	vec_free(&values);
}

static void draw_row_title(const struct app *app, const struct grid *grid, size_t r,
			   const struct numbers_shape *shape, struct rect at, bool here)
{
	static const char *const steps[] = {
		[STEP_NONE] = "  ", [STEP_LEVEL] = "  ", [STEP_UP] = "+ ", [STEP_DOWN] = "- "
	};
	const struct grid_row *row = &grid->rows.items[r];
	enum role role = row->strong ? ROLE_STRONG : ROLE_NORMAL;
	int x = at.x + MARGIN, cells = shape->title - MARGIN;

	screen_text(app->screen, at.y, at.x, MARGIN, role, here ? screen_sign(app->screen, SIGN_CURSOR) : "");
	if (shape->steps) {
		screen_text(app->screen, at.y, x, 2, ROLE_DIM, steps[row->step]);
		x += 2;
		cells -= 2;
	}
	screen_text(app->screen, at.y, x, cells, role, row->title);
}

static void draw_figures(const struct app *app, const struct numbers_pane *view, const struct numbers_line *line,
			 struct rect at)
{
	const struct grid *grid = &numbers_shown(view)->items[line->grid];
	const struct numbers_shape *shape = &view->shapes.items[line->grid];
	size_t count = grid->columns.count, end = columns_end(shape, count, at.width - shape->title - 1), g, r,
	       column;
	bool here = numbers_here(view, &g, &r, &column) && g == line->grid && r == line->row;
	struct buf text = { 0 };
	int x = at.x + shape->title;

	draw_row_title(app, grid, line->row, shape, at, here);
	for (size_t c = shape->left; c < end; c++) {
		const struct grid_cell *cell = grid_at(grid, line->row, c);
		int width = shape->widths[c];
		bool cursor = here && c == column_shown(view, column);

		if (x + GAP + width > at.x + at.width)
			width = at.x + at.width - x - GAP;
		say_cell(app, grid, cell, &text);
		if (cursor)
			pane_cursor(app, at.y, x + GAP);
		draw_cell(app, shape->words[c], (struct rect){ at.y, x + GAP, 1, width },
			  cursor ? ROLE_CURSOR : figure_role(&grid->rows.items[line->row], cell), buf_text(&text));
		x += GAP + shape->widths[c];
	}
	buf_free(&text);
	if (grid->series && !view->against && shape->left == 0 && end == count &&
	    x + GAP + (int)count <= at.x + at.width)
		draw_spark(app, grid, line->row, (struct rect){ at.y, x + GAP, 1, (int)count });
}

static void draw_line(const struct app *app, const struct numbers_pane *view, const struct numbers_line *line,
		      struct rect at)
{
	switch (line->kind) {
	case LINE_TITLE:
		screen_text(app->screen, at.y, at.x + 1, at.width - 1, ROLE_TITLE,
			    numbers_shown(view)->items[line->grid].title);
		break;
	case LINE_COLUMNS:
		draw_titles(app, view, line->grid, at);
		break;
	case LINE_FIGURES:
		draw_figures(app, view, line, at);
		break;
	case LINE_NOTE:
		screen_text(app->screen, at.y, at.x + MARGIN, at.width - MARGIN, ROLE_DIM, line->note);
		break;
	default:
		break;
	}
}

void numbers_draw_table(const struct app *app, const struct numbers_pane *view, struct rect at)
{
	size_t top = view->place.top;
	int y = at.y, end = at.y + at.height;

	if (top < view->lines.count && at.height > 1 && view->lines.items[top].kind == LINE_FIGURES) {
		draw_titles(app, view, view->lines.items[top].grid, (struct rect){ y++, at.x, 1, at.width });
		top++;
	}
	for (; top < view->lines.count && y < end; top++, y++)
		draw_line(app, view, &view->lines.items[top], (struct rect){ y, at.x, 1, at.width });
}

void numbers_draw_meaning(const struct app *app, const struct numbers_pane *view, struct rect at)
{
	for (size_t i = 0; i < view->meaning.count && (int)i < at.height; i++)
		screen_text(app->screen, at.y + (int)i, at.x + 1, at.width - 1, i ? ROLE_NORMAL : ROLE_HEADING,
			    view->meaning.items[i]);
}
