/* Keys, idle work and frames, in turn. */
#include <string.h>

#include "storage/config.h"
#include "storage/plays.h"
#include "tui/pane.h"

#define POLL_MS 400	  /* how often others' commits and the date are looked for */
#define PROGRESS_MS 200	  /* how often progress is drawn */
#define REFRESH_SLICE 500 /* accounts a transaction */
#define BUSY_MS 1000	  /* a pause when someone else holds the book */
#define HANGUP_STATUS 129

static void look_for_midnight(struct app *app)
{
	struct error error;
	day_t today;

	if (clock_today(&today, &error) < 0 || today == app->ctx.clock)
		return;
	if (app->ctx.as_of == app->ctx.clock)
		app->ctx.as_of = today;
	app->ctx.clock = today;
	book_set_today(app->ctx.book, today);
	app->cache_left = -1;
	app_reload(app);
}

static void poll_outside(struct app *app)
{
	if (app_now() < app->poll_due)
		return;
	app->poll_due = app_now() + POLL_MS;
	look_for_midnight(app);
	if (book_changed_by_others(app->ctx.book))
		app_reload(app);
}

/* A book of one date only is kept for the clock's; another date is read, never written. */
static bool refreshes(const struct app *app)
{
	return app->cache_left != 0 && app->ctx.as_of == app->ctx.clock && !book_readonly(app->ctx.book);
}

/* What flags want that fired by the way. */
static void open_wanted_plays(struct app *app)
{
	struct error error;
	int opened = 0;

	if (plays_open_wanted(app->ctx.book, &opened, &error) < 0 && error.kind != ERROR_BUSY)
		app_say_error(app, &error);
	if (opened)
		app_say(app, false, opened == 1 ? "a flag opened a play" : "flags opened %d plays", opened);
}

/* One short transaction; the rows in sight come first. */
static void refresh_some(struct app *app)
{
	const struct portfolio_state *p = &app->portfolio;
	bool first = app->cache_left < 0;
	struct error error;
	int64_t left = 0;

	if (cache_refresh(app->ctx.book, p->row_ids.items, first ? p->row_ids.count : 0, REFRESH_SLICE, &left,
			  &error) < 0) {
		app->cache_due = app_now() + BUSY_MS;
		if (error.kind != ERROR_BUSY) {
			app->cache_left = 0;
			app->portfolio.order_due = 0;
			app_say_error(app, &error);
		}
		return;
	}
	if (left == 0 && first && app->totals.day == app->ctx.clock) {
		app->cache_left = 0; /* nothing was to be done */
		return;
	}
	app->cache_left = left;
	if (left == 0)
		open_wanted_plays(app);
	if (first || left == 0) {
		app_reload(app);
		app->portfolio.order_due = left == 0 ? 0 : INT64_MAX;
	} else if (app_now() - app->shown_at >= PROGRESS_MS) {
		app->totals_stale = app->dirty = true;
	}
}

/* Whether the frame that was drawn from the first window still tells what the whole order does. */
static bool shows_the_same(const struct app *app)
{
	const struct portfolio_state *p = &app->portfolio;

	if ((int64_t)p->order.count != app->totals.accounts + app->totals.churned || app->account_stale)
		return false;
	for (size_t i = 0; i < p->row_ids.count; i++) {
		if (p->place.top + i >= p->order.count || p->order.items[p->place.top + i] != p->row_ids.items[i])
			return false;
	}
	return true;
}

int app_idle(struct app *app)
{
	struct portfolio_state *p = &app->portfolio;
	int64_t now;

	poll_outside(app);
	if (app->dirty)
		return 0;
	if (!p->order_whole) {
		portfolio_whole(app);
		if (!p->order_whole)
			p->order_due = app_now() + BUSY_MS;
		app->dirty = app->dirty || !shows_the_same(app);
		return p->order_whole ? 0 : BUSY_MS;
	}
	now = app_now();
	if (refreshes(app) && now >= app->cache_due) {
		refresh_some(app);
		return 0;
	}
	if (app->account_stale || app->totals_stale || (p->order_stale && now >= p->order_due)) {
		app->dirty = true;
		return app->message_is_error ? BUSY_MS : 0;
	}
	if (numbers_pane_idle(app) || nrr_step(app))
		return 0;
	if (app->dirty)
		return 0;
	return app->poll_due > now ? (int)(app->poll_due - now) : 0;
}

int app_loop(struct app *app)
{
	int wait = 0;

	while (!app->quit) {
		if (!screen_key_waiting(app->screen)) {
			if (app->dirty)
				app_draw(app);
			if (!screen_key_waiting(app->screen))
				wait = app_idle(app);
		}
		app_key(app, screen_key(app->screen, wait));
	}
	return app->hangup ? HANGUP_STATUS : 0;
}

int waymark_console(struct ctx *ctx, struct error *error)
{
	const struct screen_options options = {
		.in = -1,
		.theme = ctx->config ? ctx->config->text[OPTION_THEME] : "",
	};
	struct screen *screen;
	struct app app;
	int status = -1;

	if (screen_open(&screen, &options, error) < 0)
		return -1;
	if (app_init(&app, ctx, screen, error) == 0)
		status = app_loop(&app);
	app_free(&app);
	screen_close(screen);
	return status;
}
