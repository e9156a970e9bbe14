/* The numbers over the whole screen: tabs of pages, a table or a chart of each, and cells that open. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "tui/numbers_pane.h"

enum {
	AT_ONCE_MS = 60, /* so long a frame waits for figures */
	PROGRESS_MS = 200,
};

/* ---- life ---- */

static void load(struct app *app)
{
	struct numbers_pane *view = app->numbers;

	if (!view) {
		view = app->numbers = xcalloc(1, sizeof *view);
		view->filter = xstrdup("");
		view->inside = (struct rect){ 0, 0, 20, 78 };
		assert(numbers_page_count <= NUMBERS_PAGES_MOST);
	}
	if (view->view && view->use.query.as_of != app->ctx.as_of)
		numbers_ask(app, view);
	(void)numbers_advance(app, view, AT_ONCE_MS);
}

static void closed(struct app *app)
{
	struct numbers_pane *view = app->numbers;

	if (!view)
		return;
	if (!view->leaving)
		numbers_cell_close(view);
	view->leaving = view->told = false;
}

void numbers_pane_free(struct app *app)
{
	struct numbers_pane *view = app->numbers;

	if (!view)
		return;
	numbers_cell_close(view);
	numbers_drop_lines(view);
	numbers_forget(view);
	vec_free(&view->lines);
	vec_free(&view->shapes);
	numbers_words_clear(&view->meaning);
	for (int i = 0; i < NUMBERS_PAGES_MOST; i++)
		numbers_at_clear(&view->at[i]);
	free(view->filter);
	free(view->against);
	free(view);
	app->numbers = NULL;
}

void numbers_pane_changed(struct app *app)
{
	if (app->numbers)
		app->numbers->stale = true;
}

bool numbers_pane_idle(struct app *app)
{
	struct numbers_pane *view = app->numbers;
	bool more;

	if (app->view != &pane_numbers || !view)
		return false;
	more = numbers_advance(app, view, 0);
	if (more && app_now() - app->shown_at >= PROGRESS_MS)
		app->dirty = true;
	return more;
}

/* ---- drawing ---- */

static void draw_tabs(const struct app *app, const struct numbers_pane *view, struct rect line)
{
	struct pen pen = { app->screen, line.y, line.x, line.width };
	int first = 0, cells = 0;
	bool cut = false;

	/* From so far on that the open one is in sight. */
	for (int i = 0; i <= view->page; i++)
		cells += screen_width(app->screen, numbers_pages[i].title) + 2;
	while (first < view->page && cells + 2 > line.width)
		cells -= screen_width(app->screen, numbers_pages[first++].title) + 2;
	if (first > 0)
		pen_text(&pen, ROLE_DIM, "<");
	for (int i = first; i < numbers_page_count; i++) {
		bool here = i == view->page;

		cells = screen_width(app->screen, numbers_pages[i].title) + 2;
		cut |= cells > pen.left;
		pen_printf(&pen, here ? ROLE_CURSOR : ROLE_DIM, here ? "[%s]" : " %s ", numbers_pages[i].title);
	}
	if (cut)
		screen_text(app->screen, line.y, line.x + line.width - 1, 1, ROLE_DIM, ">");
}

/* Nobody fits what was chosen, and the key that goes back from it. */
static void say_nobody(const struct app *app, const struct numbers_pane *view, struct buf *out)
{
	bool csm_alone = !view->filter[0];
	char key[24];

	if (csm_alone)
		buf_printf(out, "no account has CSM %s (option me)", numbers_me(app));
	else
		buf_printf(out, "no account fits %s", buf_text(&view->use.scope));
	keymap_key_of(&app->keymap, KEYS_NUMBERS, csm_alone ? ACTION_MINE : ACTION_CHOOSE_ALL, key);
	if (key[0])
		buf_printf(out, "; %s: all accounts", key);
}

/* What there is to see while there are no figures. */
static void draw_nothing(const struct app *app, const struct numbers_pane *view, struct rect at)
{
	const struct numbers_page *page = &numbers_pages[view->page];
	bool nobody = view->made && view->use.filter && !view->use.only.count;
	struct numbers_words words = { 0 };
	struct buf text = { 0 };
	size_t said;

	if (!view->made && view->state == NUMBERS_READY && view->fault) {
		buf_str(&text, view->fault);
	} else if (!view->made) {
		numbers_progress(view, &text);
	} else if (nobody) {
		say_nobody(app, view, &text);
	} else {
		buf_printf(&text, "%s: there is nothing to tell yet%s.", page->title,
			   view->filter[0] || view->mine ? " of the accounts that were chosen" : "");
	}
	if (text.size)
		numbers_wrap(app, &words, at.width - 3, buf_text(&text));
	said = words.count;
	if (view->made && !nobody && page->empty)
		numbers_wrap(app, &words, at.width - 3, page->empty);
	for (size_t i = 0; i < words.count && (int)i < at.height; i++)
		screen_text(app->screen, at.y + (int)i, at.x + 2, at.width - 2, i < said ? ROLE_NORMAL : ROLE_DIM,
			    words.items[i]);
	numbers_words_clear(&words);
	buf_free(&text);
}

static void draw(const struct app *app, struct rect inside, bool focused)
{
	const struct numbers_pane *view = app->numbers;
	struct rect body = { inside.y + 1, inside.x, 0, inside.width };

	(void)focused;
	if (!view)
		return;
	if (view->cell.open) {
		numbers_cell_draw(app, view, inside);
		return;
	}
	draw_tabs(app, view, (struct rect){ inside.y, inside.x, 1, inside.width });
	body.height = numbers_body(view);
	if (body.height > inside.height - 1)
		body.height = inside.height - 1;
	if (!numbers_rows(view))
		draw_nothing(app, view, body);
	else if (view->chart)
		numbers_draw_chart(app, view, body);
	else
		numbers_draw_table(app, view, body);
	if (view->explain)
		numbers_draw_meaning(app, view,
				     (struct rect){ body.y + body.height, inside.x, inside.height - 1 - body.height,
						    inside.width });
}

static void say_scope(const struct app *app, const struct numbers_pane *view, struct buf *out)
{
	unsigned by = numbers_pages[view->page].by;
	char day[16];

	if (view->mine)
		buf_str(out, "my accounts");
	if (view->filter[0])
		buf_printf(out, "%s%s", out->size ? ", " : "", view->filter);
	if (!out->size)
		buf_str(out, "whole book");
	if (view->in[0] && by & NUMBERS_BY_CURRENCY)
		buf_printf(out, ", all in %s", view->in);
	if (by & NUMBERS_BY_LEVEL)
		buf_printf(out, ", by %s", number_level_key(view->level));
	if (by & NUMBERS_BY_YEAR)
		buf_printf(out, ", %s", view->years ? "years" : "quarters");
	buf_printf(out, ", %s", date_format_short(app->ctx.as_of, app->ctx.clock, day));
}

static void title(const struct app *app, struct buf *left, struct buf *right)
{
	const struct numbers_pane *view = app->numbers;

	if (!view) {
		buf_str(left, "Numbers");
		return;
	}
	if (view->cell.open) {
		buf_str(left, view->cell.opened.title);
		if (view->cell.count)
			buf_printf(right, "%zu of %zu", view->cell.place.cursor + 1, view->cell.count);
		return;
	}
	buf_str(left, "Numbers");
	numbers_progress(view, right);
	if (!right->size || !view->made)
		buf_clear(right);
	if (right->size)
		buf_str(right, "  ");
	say_scope(app, view, right);
}

static void hint(const struct app *app, struct buf *out)
{
	if (app->numbers)
		numbers_hint(app, app->numbers, out);
}

/* ---- moving ---- */

static unsigned action(struct app *app, enum action_id id)
{
	return app->numbers ? numbers_action(app, app->numbers, id) : EFFECT_PASS;
}

static size_t length(struct app *app, size_t wanted)
{
	const struct numbers_pane *view = app->numbers;

	(void)wanted;
	if (!view)
		return 0;
	return view->cell.open ? view->cell.count : numbers_rows(view);
}

static struct place *place(struct app *app)
{
	return app->numbers->cell.open ? &app->numbers->cell.place : &app->numbers->place;
}

static unsigned go(struct app *app, size_t position)
{
	struct numbers_pane *view = app->numbers;

	if (view->cell.open) {
		view->cell.place.cursor = position;
		numbers_cell_settle(app, view);
		return EFFECT_HANDLED;
	}
	view->place.cursor = position;
	if (view->against)
		numbers_lay_out(app, view);
	else
		numbers_settle(app, view);
	return EFFECT_HANDLED;
}

static bool matches(const struct app *app, size_t position, const char *folded)
{
	struct numbers_pane *view = app->numbers;
	size_t grid, row;
	char *fold;
	bool found;

	if (view->cell.open)
		return numbers_cell_matches(app, view, position, folded);
	if (!numbers_spot(view, position, &grid, &row))
		return false;
	fold = text_fold(view->grids.items[grid].rows.items[row].title);
	found = text_contains(fold, folded);
	free(fold);
	return found;
}

static void resized(struct app *app, int height, int width)
{
	struct numbers_pane *view = app->numbers;

	if (!view || (view->inside.height == height && view->inside.width == width))
		return;
	view->inside = (struct rect){ 0, 0, height, width };
	view->place.width = width;
	numbers_lay_out(app, view);
	if (view->cell.open)
		numbers_cell_settle(app, view);
}

const struct pane_ops pane_numbers = {
	.name = "Numbers",
	.called = "the numbers",
	.scope = KEYS_NUMBERS,
	.draw = draw,
	.title = title,
	.hint = hint,
	.action = action,
	.length = length,
	.place = place,
	.go = go,
	.matches = matches,
	.resized = resized,
	.load = load,
	.closed = closed,
};
