/* The numbers that the view asks for: read in short steps between keys, then made grids. */
#include <stdlib.h>
#include <string.h>

#include "tui/numbers_pane.h"

enum {
	MANY = 20000,  /* accounts from which on a page says that it is being made, before it is */
	LONG_MS = 100, /* a page that took so long is not made anew for each change of busy colleagues */
	BUSY_MS = 1000,
};

void numbers_at_clear(struct numbers_at *at)
{
	free(at->grid);
	free(at->row);
	free(at->column);
	*at = (struct numbers_at){ 0 };
}

static bool is_at(const struct numbers_at *at, const struct grid *grid)
{
	return at->grid && !strcmp(grid->key, at->grid) && !strcmp(grid->currency, at->currency);
}

void numbers_at_set(struct numbers_at *at, const struct grids *grids, size_t g, size_t row, size_t column)
{
	const struct grid *grid = &grids->items[g];

	numbers_at_clear(at);
	at->grid = xstrdup(grid->key);
	at->row = xstrdup(grid->rows.items[row].key);
	at->column = xstrdup(grid->columns.items[column].key);
	memcpy(at->currency, grid->currency, sizeof at->currency);
	for (size_t i = 0; i < g; i++)
		at->nth += is_at(at, &grids->items[i]);
}

size_t numbers_at_grid(const struct numbers_at *at, const struct grids *grids)
{
	size_t found = grids->count, nth = 0;

	for (size_t g = 0; g < grids->count; g++) {
		if (!is_at(at, &grids->items[g]))
			continue;
		if (found == grids->count || nth == at->nth)
			found = g;
		nth++;
	}
	return found;
}

static void drop_view(struct numbers_pane *view)
{
	view->use.view = NULL;
	numbers_view_close(view->view);
	view->view = NULL;
	numbers_use_free(&view->use);
}

void numbers_forget(struct numbers_pane *view)
{
	drop_view(view);
	grids_free(&view->grids);
	grids_free(&view->compared);
	free(view->fault);
	view->fault = NULL;
}

void numbers_ask(struct app *app, struct numbers_pane *view)
{
	view->state = NUMBERS_ASKED;
	view->made = view->told = false;
	view->due = 0;
	view->cell.wanted = false;
	app->view_stale = true;
}

void numbers_turn(struct app *app, struct numbers_pane *view, int page)
{
	view->page = page;
	view->state = view->view ? NUMBERS_READ : NUMBERS_ASKED;
	view->made = view->told = false;
	view->due = view->took = 0;
	free(view->against);
	view->against = NULL;
	view->cell.wanted = false;
	app->view_stale = true;
}

/* ---- of which accounts ---- */

const char *numbers_me(const struct app *app)
{
	const char *name = app->ctx.config ? app->ctx.config->text[OPTION_ME] : "";

	return *name ? name : app->ctx.who ? app->ctx.who : "";
}

/* The filter, and whose accounts. */
static void say_filter(const struct app *app, const struct numbers_pane *view, struct buf *out)
{
	buf_str(out, view->filter);
	if (view->mine)
		buf_printf(out, "%scsm=\"%s\"", out->size ? " " : "", numbers_me(app));
}

bool numbers_take_filter(struct app *app, struct numbers_pane *view, const char *text)
{
	struct filter *filter = NULL;
	struct error error;
	char *term = xstrdup(text);
	bool read = !filter_parse(&filter, &term, 1, &error);

	filter_free(filter);
	free(term);
	if (!read) {
		app_say_error(app, &error);
		return false;
	}
	free(view->filter);
	view->filter = xstrdup(text);
	return true;
}

/* ---- the steps ---- */

/* What a step leaves to do: nothing, more, more after the screen has said so; or it failed. */
enum step { STEP_DONE, STEP_MORE, STEP_TELL };

static enum step failed(struct app *app, struct numbers_pane *view, const struct error *error)
{
	view->due = app_now() + BUSY_MS;
	if (error->kind == ERROR_BUSY)
		return STEP_DONE;
	view->state = NUMBERS_READY;
	view->stale = view->made = view->cell.wanted = false;
	drop_view(view); /* once something was written it is all begun anew */
	free(view->fault);
	view->fault = xstrdup(error->text);
	app_say_error(app, error);
	return STEP_DONE;
}

static bool takes_long(const struct app *app, const struct numbers_pane *view)
{
	return view->took > LONG_MS || app->totals.accounts + app->totals.churned > MANY;
}

/* Before what blocks for long the screen says so. */
static bool tell_first(struct app *app, struct numbers_pane *view)
{
	if (view->told || !takes_long(app, view))
		return false;
	view->told = app->dirty = true;
	return true;
}

/* Which accounts fit it the view finds out. */
static int read_filter(struct numbers_use *use, const char *text, struct error *error)
{
	char *term;
	int status;

	if (!*text)
		return 0;
	term = xstrdup(text);
	status = filter_parse(&use->filter, &term, 1, error);
	free(term);
	if (!status)
		buf_str(&use->scope, text);
	return status;
}

static enum step take_up(struct app *app, struct numbers_pane *view)
{
	struct numbers_use *use = &view->use;
	struct buf filter = { 0 };
	struct error error;
	int status;

	say_filter(app, view, &filter);
	if (filter.size && tell_first(app, view)) {
		buf_free(&filter);
		return STEP_TELL;
	}
	drop_view(view);
	*use = (struct numbers_use){ .ctx = &app->ctx, .query = { .level = view->level, .as_of = app->ctx.as_of } };
	numbers_use_periods(use, view->years);
	memcpy(use->query.in, view->in, sizeof view->in);
	status = read_filter(use, buf_text(&filter), &error);
	buf_free(&filter);
	if (status)
		return failed(app, view, &error);
	view->view = numbers_view_begin(app->ctx.book, &use->query, use->filter);
	view->state = NUMBERS_READ;
	return STEP_MORE;
}

static enum step read_on(struct app *app, struct numbers_pane *view)
{
	struct error error;
	bool changed;
	int more = numbers_view_step(view->view, &changed, &error);

	if (more < 0)
		return failed(app, view, &error);
	if (more > 0)
		return STEP_MORE;
	view->use.view = view->view;
	view->state = view->made && !view->stale ? NUMBERS_READY : NUMBERS_MAKE;
	view->told = false;
	return STEP_MORE;
}

static enum step make(struct app *app, struct numbers_pane *view)
{
	const struct numbers_page *page = &numbers_pages[view->page];
	struct grids grids = { 0 };
	struct error error;
	int64_t began;

	if ((!view->made || view->took > LONG_MS) && tell_first(app, view))
		return STEP_TELL;
	began = app_now();
	if (numbers_use_again(&view->use, &error) || page->make(&view->use, &grids, &error)) {
		grids_free(&grids);
		return failed(app, view, &error);
	}
	grids_free(&view->grids);
	view->grids = grids;
	view->made = true;
	free(view->fault);
	view->fault = NULL;
	view->told = false;
	view->took = app_now() - began;
	/* Busy colleagues: most of the time is for the user. */
	view->due = view->took > LONG_MS ? app_now() + 10 * view->took : 0;
	view->cell.wanted |= view->cell.open && view->stale;
	view->stale = false;
	view->state = NUMBERS_READY;
	app->dirty = true;
	numbers_find_again(view);
	numbers_lay_out(app, view);
	return STEP_MORE;
}

static enum step settle_down(struct app *app, struct numbers_pane *view)
{
	if (view->stale && app_now() >= view->due) {
		view->state = view->view ? NUMBERS_READ : NUMBERS_ASKED;
		return STEP_MORE;
	}
	if (!view->cell.wanted)
		return STEP_DONE;
	if (tell_first(app, view))
		return STEP_TELL;
	view->told = false;
	numbers_cell_read(app, view);
	app->dirty = true;
	return STEP_MORE;
}

static enum step step(struct app *app, struct numbers_pane *view)
{
	if (view->state != NUMBERS_READY && app_now() < view->due)
		return STEP_DONE;
	switch (view->state) {
	case NUMBERS_ASKED:
		return take_up(app, view);
	case NUMBERS_READ:
		return read_on(app, view);
	case NUMBERS_MAKE:
		return make(app, view);
	default:
		return settle_down(app, view);
	}
}

bool numbers_advance(struct app *app, struct numbers_pane *view, int limit)
{
	int64_t end = app_now() + limit;
	enum step next;

	do
		next = step(app, view);
	while (next == STEP_MORE && app_now() < end);
	return next != STEP_DONE;
}

void numbers_progress(const struct numbers_pane *view, struct buf *out)
{
	if (view->state == NUMBERS_ASKED || (view->state == NUMBERS_READ && !numbers_view_percent(view->view)))
		buf_str(out, view->filter[0] || view->mine ? "finding the accounts" : "reading");
	else if (view->state == NUMBERS_READ && view->view)
		buf_printf(out, "reading %d %%", numbers_view_percent(view->view));
	else if (view->state == NUMBERS_MAKE)
		buf_str(out, "reckoning");
	else if (view->cell.wanted)
		buf_str(out, "opening");
}
