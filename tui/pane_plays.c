/* Flags and plays of the whole book over the screen: what is the matter, what is done about it, what came of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/ids.h"
#include "storage/journal.h"
#include "tui/plays_view.h"

#define TEXT_WIDEST 130

static const struct {
	const char *title;
	plays_fill *fill;
} pages[PLAYS_TABS] = {
	[TAB_FLAGS] = { "Flags", plays_fill_flags },
	[TAB_AT_WORK] = { "At work", plays_fill_at_work },
	[TAB_ASSESS] = { "Assess", plays_fill_assess },
};

/* ---- what an item is ---- */

int64_t plays_item_of_flag(int64_t account, const char *key)
{
	char word[24];

	(void)snprintf(word, sizeof word, "%lld", (long long)account);
	return id_hash("flag", word, key, NULL);
}

int64_t plays_flag_id(const struct flag_row *row)
{
	return plays_item_of_flag(row->account, row->key);
}

const struct flag_row *plays_flag_at(const struct plays_view *view, int64_t item)
{
	for (size_t i = 0; view->tab == TAB_FLAGS && i < view->flags.count && i < PLAYS_MOST; i++)
		if (plays_flag_id(&view->flags.items[i]) == item)
			return &view->flags.items[i];
	return NULL;
}

const struct play *plays_play_at(const struct plays_view *view, int64_t item)
{
	for (size_t i = 0; view->tab == TAB_AT_WORK && i < view->plays.count; i++)
		if (view->plays.items[i].id == item)
			return &view->plays.items[i];
	return NULL;
}

const struct todo *plays_todo_at(const struct plays_view *view, int64_t item)
{
	for (size_t i = 0; view->tab == TAB_AT_WORK && i < view->todos.count; i++)
		if (view->todos.items[i].id == item)
			return &view->todos.items[i];
	return NULL;
}

int64_t plays_account_at(const struct plays_view *view, int64_t item)
{
	const struct flag_row *flag = plays_flag_at(view, item);
	const struct play *play = plays_play_at(view, item);
	const struct todo *todo = plays_todo_at(view, item);

	return flag ? flag->account : play ? play->account : todo ? todo->account : 0;
}

/* ---- reading ---- */

#define FREE_NAMES(names) \
	do { \
		for (size_t n = 0; n < (names)->count; n++) \
			free((names)->items[n]); \
		vec_free(names); \
	} while (0)

static void clear(struct plays_view *view)
{
	flag_rows_clear(&view->flags);
	plays_clear(&view->plays);
	todos_clear(&view->todos);
	play_runs_clear(&view->runs);
	vec_free(&view->records);
	FREE_NAMES(&view->flag_accounts);
	FREE_NAMES(&view->play_accounts);
}

static char *account_name(const struct app *app, int64_t account)
{
	struct error ignored;
	char template[40], *name;

	(void)snprintf(template, sizeof template, "{a:%lld}", (long long)account);
	name = journal_sentence(app->ctx.book, template, &ignored);
	return name ? name : xstrdup("");
}

static int read_all(const struct app *app, struct plays_view *view, struct error *error)
{
	struct book *book = app->ctx.book;

	if (flag_list(book, 0, app->ctx.as_of, false, &view->flags, error) < 0 ||
	    play_list(book, 0, false, app->ctx.as_of, &view->plays, error) < 0 ||
	    todo_list(book, &(struct todo_filter){ .all = true }, &view->todos, error) < 0 ||
	    play_runs(book, &view->runs, error) < 0)
		return -1;
	plays_assess(view->runs.items, view->runs.count, &view->records);
	for (size_t i = 0; i < view->flags.count && i < PLAYS_MOST; i++)
		*vec_add(&view->flag_accounts) = account_name(app, view->flags.items[i].account);
	for (size_t i = 0; i < view->plays.count && i < PLAYS_MOST; i++)
		*vec_add(&view->play_accounts) = account_name(app, view->plays.items[i].account);
	return 0;
}

/* ---- the page ---- */

static int64_t item_at(const struct plays_view *view)
{
	size_t cursor = view->places[view->tab].cursor;

	return cursor < view->sheet.items.count ? view->sheet.items.items[cursor] : 0;
}

/* The form has its room at the bottom; a few lines of the page stay in sight. */
static int form_room(const struct app *app, int height)
{
	int wanted = form_height(app), most = height > 8 ? height - 4 : height - 1;

	return wanted > most ? most : wanted;
}

static struct rect page_rect(const struct app *app, struct rect inside)
{
	int height = inside.height - 1 - form_room(app, inside.height);

	return (struct rect){ inside.y + 1, inside.x, height > 0 ? height : 0, inside.width };
}

/* Fill the open page for the room there is; the cursor follows what it was on. */
static void show(struct app *app, struct plays_view *view)
{
	struct place *place = &view->places[view->tab];
	struct rect page = page_rect(app, view->inside);
	int at;

	place->height = page.height;
	place->width = page.width;
	sheet_begin(&view->sheet, page.width < TEXT_WIDEST ? page.width : TEXT_WIDEST, screen_signs(app->screen));
	pages[view->tab].fill(app, view, &view->sheet);
	at = view->at[view->tab] != 0 ? sheet_find(&view->sheet, view->at[view->tab]) : -1;
	if (at >= 0)
		place->cursor = (size_t)at;
	sheet_in_sight(&view->sheet, place);
	view->at[view->tab] = item_at(view);
}

static void load(struct app *app)
{
	struct plays_view *view = app->plays;
	struct error error;

	if (!view)
		view = app->plays = xcalloc(1, sizeof *view);
	if (view->inside.height == 0)
		view->inside = (struct rect){ 0, 0, 20, 78 };
	clear(view);
	if (read_all(app, view, &error) < 0) {
		clear(view);
		app_say_error(app, &error);
	}
	show(app, view);
}

static void closed(struct app *app)
{
	struct plays_view *view = app->plays;

	form_close(app);
	if (!view)
		return;
	clear(view);
	sheet_free(&view->sheet);
	free(view);
	app->plays = NULL;
}

static void resized(struct app *app, int height, int width)
{
	struct plays_view *view = app->plays;
	struct rect inside = { 0, 0, height, width };

	if (!view || (view->inside.height == height && view->inside.width == width &&
		      view->places[view->tab].height == page_rect(app, inside).height))
		return;
	view->inside = inside;
	show(app, view);
}

/* ---- drawing ---- */

static void draw_tabs(const struct app *app, const struct plays_view *view, struct rect line)
{
	const size_t counts[PLAYS_TABS] = { view->flags.count, view->plays.count, 0 };
	struct pen pen = { app->screen, line.y, line.x, line.width };

	for (int i = 0; i < PLAYS_TABS; i++) {
		bool here = i == (int)view->tab;
		struct buf label = { 0 };

		buf_str(&label, pages[i].title);
		if (counts[i])
			buf_printf(&label, " %zu", counts[i]);
		pen_printf(&pen, here ? ROLE_CURSOR : ROLE_DIM, here ? "[%s]" : " %s ", buf_text(&label));
		buf_free(&label);
	}
}

static void draw(const struct app *app, struct rect inside, bool focused)
{
	const struct plays_view *view = app->plays;
	int form = form_room(app, inside.height);

	if (!view)
		return;
	draw_tabs(app, view, (struct rect){ inside.y, inside.x, 1, inside.width });
	sheet_draw(&view->sheet, app, &view->places[view->tab], page_rect(app, inside), focused);
	if (form > 0)
		form_draw(app, (struct rect){ inside.y + inside.height - form, inside.x, form, inside.width });
}

static void title(const struct app *app, struct buf *left, struct buf *right)
{
	size_t urgent = 0;

	buf_str(left, "Flags and plays");
	for (size_t i = 0; app->plays && i < app->plays->flags.count; i++) {
		const struct flag_row *row = &app->plays->flags.items[i];

		urgent += row->state == FLAG_OPEN && row->flag && row->flag->severity == SEVERITY_URGENT;
	}
	if (urgent)
		buf_printf(right, "%zu urgent", urgent);
}

static void hint(const struct app *app, struct buf *out)
{
	if (app->plays)
		plays_hint(app, app->plays, out);
}

/* ---- keys ---- */

static unsigned turn(struct app *app, int by)
{
	struct plays_view *view = app->plays;

	view->tab = (enum plays_tab)(((int)view->tab + PLAYS_TABS + by) % PLAYS_TABS);
	search_forget(app);
	show(app, view);
	return EFFECT_HANDLED;
}

static unsigned action(struct app *app, enum action_id id)
{
	struct plays_view *view = app->plays;

	switch (id) {
	case ACTION_VIEW_PLAYS:
		return EFFECT_HANDLED;
	case ACTION_NEXT_PANE:
	case ACTION_RIGHT:
		return turn(app, 1);
	case ACTION_PREVIOUS_PANE:
	case ACTION_LEFT:
		return turn(app, -1);
	default:
		return plays_action(app, view, item_at(view), id);
	}
}

static size_t length(struct app *app, size_t wanted)
{
	(void)wanted;
	return app->plays ? app->plays->sheet.items.count : 0;
}

static struct place *place(struct app *app)
{
	return &app->plays->places[app->plays->tab];
}

static unsigned go(struct app *app, size_t position)
{
	struct plays_view *view = app->plays;

	view->places[view->tab].cursor = position;
	view->at[view->tab] = item_at(view);
	sheet_in_sight(&view->sheet, &view->places[view->tab]);
	return EFFECT_HANDLED;
}

static bool matches(const struct app *app, size_t position, const char *folded)
{
	return sheet_matches(&app->plays->sheet, position, folded);
}

void plays_view_at(struct app *app, enum plays_tab tab, int64_t item)
{
	if (app->view != &pane_plays)
		app_open_view(app, &pane_plays);
	app_load_view(app);
	if (!app->plays)
		return;
	app->plays->tab = tab;
	if (item)
		app->plays->at[tab] = item;
	show(app, app->plays);
}

const struct pane_ops pane_plays = {
	.name = "Plays",
	.called = "flags and plays",
	.scope = KEYS_PLAYS,
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
