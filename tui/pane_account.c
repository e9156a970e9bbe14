/* The account over the whole screen: its people, promises, outcomes, concerns, what happened, and its health; a
 * page each, and a form below it while something is written. */
#include <stdlib.h>
#include <string.h>

#include "tui/account_view.h"

#define ENTRIES 8
#define TEXT_WIDEST 130

static const struct {
	const char *title;
	account_fill *fill;
} pages[ACCOUNT_TABS] = {
	[TAB_PEOPLE] = { "People", account_fill_people },
	[TAB_PROMISES] = { "Promises", account_fill_promises },
	[TAB_OUTCOMES] = { "Outcomes", account_fill_outcomes },
	[TAB_CONCERNS] = { "Concerns", account_fill_concerns },
	[TAB_TIMELINE] = { "Timeline", account_fill_timeline },
	[TAB_HEALTH] = { "Health", account_fill_health },
};

/* ---- what its lines share ---- */

void account_blank(struct sheet *sheet)
{
	sheet_line(sheet, -1);
}

void account_say_empty(const struct app *app, struct sheet *sheet, enum action_id action, const char *what,
		       const char *how)
{
	char name[24] = "";

	keymap_key_of(&app->keymap, KEYS_ACCOUNT, action, name);
	sheet_line(sheet, -1);
	sheet_text(sheet, ROLE_NORMAL, what);
	sheet_line(sheet, -1);
	sheet_printf(sheet, ROLE_KEY, "%s", name[0] ? name : action_info(action)->name);
	sheet_text(sheet, ROLE_DIM, " ");
	sheet_wrap(sheet, ROLE_DIM, how, 0);
}

enum role account_say_due(const struct app *app, day_t due, bool open, struct buf *out)
{
	bool overdue = open && due != DAY_NONE && due < app->ctx.as_of;
	char date[16];

	if (due != DAY_NONE)
		buf_printf(out, "  %s %s", overdue ? "overdue since" : "due",
			   date_format_short(due, app->ctx.as_of, date));
	return overdue ? ROLE_RISK : open && due != DAY_NONE ? ROLE_NORMAL : ROLE_DIM;
}

/* ---- reading ---- */

static void clear(struct account_view *view)
{
	contacts_clear(&view->contacts);
	promises_clear(&view->promises);
	outcomes_clear(&view->outcomes);
	concerns_clear(&view->concerns);
	surveys_clear(&view->surveys);
	measures_clear(&view->measures);
	touches_clear(&view->touches);
	vec_free(&view->movements);
	override_clear(&view->override);
	for (size_t i = 0; i < view->entries.count; i++) {
		free(view->entries.items[i].who);
		free(view->entries.items[i].sentence);
	}
	vec_free(&view->entries);
	account_why_clear(&view->why);
	account_answers_clear(view);
}

static bool take_entry(void *data, const struct entry *entry)
{
	struct account_view *view = data;

	*vec_add(&view->entries) = (struct account_entry){ entry->at, xstrdup(entry->who),
							   xstrdup(entry->sentence) };
	return true;
}

static int read_all(const struct app *app, struct account_view *view, struct error *error)
{
	struct book *book = app->ctx.book;
	int64_t id = view->account;
	day_t day = app->ctx.as_of;

	if (contact_list(book, id, day, &view->contacts, error) < 0 ||
	    promise_list(book, id, day, &view->promises, error) < 0 ||
	    outcome_list(book, id, day, &view->outcomes, error) < 0 ||
	    concern_list(book, id, day, &view->concerns, error) < 0 ||
	    survey_list(book, id, day, &view->surveys, error) < 0 ||
	    measure_list(book, id, NULL, day, &view->measures, error) < 0 ||
	    touch_list(book, id, day, &view->touches, error) < 0 ||
	    movement_list(book, id, day, &view->movements, error) < 0 ||
	    override_get(book, id, day, &view->override, error) < 0)
		return -1;
	return journal_each(book, id, ENTRIES, take_entry, view, error);
}

/* ---- the page ---- */

static int64_t item_at(const struct account_view *view)
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

/* What only one page shows is read when that is open. */
static int read_page(struct app *app, struct account_view *view, struct error *error)
{
	if (view->account == 0)
		return 0;
	if (view->tab == TAB_HEALTH && !view->why.read)
		return account_why_read(app, view, error);
	if (view->tab == TAB_TIMELINE && !view->answers_read)
		return account_answers_read(app, view, error);
	return 0;
}

/* Fill the open page for the room there is; the cursor follows what it was on. */
static void show(struct app *app, struct account_view *view)
{
	struct place *place = &view->places[view->tab];
	struct rect page = page_rect(app, view->inside);
	struct error error;
	int at;

	if (read_page(app, view, &error) < 0)
		app_say_error(app, &error);

	place->height = page.height;
	place->width = page.width;
	sheet_begin(&view->sheet, page.width < TEXT_WIDEST ? page.width : TEXT_WIDEST, screen_signs(app->screen));
	if (app->detail.row.id == 0) {
		sheet_line(&view->sheet, -1);
		sheet_text(&view->sheet, ROLE_NORMAL, "No account is selected; Esc goes back to the list.");
	} else {
		pages[view->tab].fill(app, view, &view->sheet);
	}
	at = view->at[view->tab] != 0 ? sheet_find(&view->sheet, view->at[view->tab]) : -1;
	if (at >= 0)
		place->cursor = (size_t)at;
	sheet_in_sight(&view->sheet, place);
	view->at[view->tab] = item_at(view);
}

static void load(struct app *app)
{
	struct account_view *view = app->account;
	struct error error;

	if (!view)
		view = app->account = xcalloc(1, sizeof *view);
	if (view->inside.height == 0)
		view->inside = (struct rect){ 0, 0, 20, 78 };
	if (view->account != app->detail.row.id) {
		view->since = DAY_NONE;
		memset(view->at, 0, sizeof view->at);
		for (int i = 0; i < ACCOUNT_TABS; i++)
			view->places[i].cursor = view->places[i].top = 0;
	}
	clear(view);
	view->account = app->detail.row.id;
	if (view->account != 0 && read_all(app, view, &error) < 0) {
		clear(view);
		app_say_error(app, &error);
	}
	show(app, view);
}

static void closed(struct app *app)
{
	struct account_view *view = app->account;

	form_close(app);
	if (!view)
		return;
	clear(view);
	sheet_free(&view->sheet);
	free(view);
	app->account = NULL;
}

static void resized(struct app *app, int height, int width)
{
	struct account_view *view = app->account;
	struct rect inside = { 0, 0, height, width };

	if (!view)
		return;
	/* Another account may have been selected from the ":" line. */
	if (view->account != app->detail.row.id) {
		view->inside = inside;
		load(app);
		return;
	}
	if (view->inside.height == height && view->inside.width == width &&
	    view->places[view->tab].height == page_rect(app, inside).height)
		return;
	view->inside = inside;
	show(app, view);
}

/* ---- drawing ---- */

/* How many there are, where that tells something. */
static void describe(const struct account_view *view, enum account_tab tab, struct buf *out)
{
	size_t count = 0;

	switch (tab) {
	case TAB_PEOPLE:
		for (size_t i = 0; i < view->contacts.count; i++)
			count += view->contacts.items[i].here;
		break;
	case TAB_PROMISES:
		for (size_t i = 0; i < view->promises.count; i++)
			count += view->promises.items[i].state == PROMISE_OPEN;
		break;
	case TAB_OUTCOMES:
		count = view->outcomes.count;
		break;
	case TAB_CONCERNS:
		for (size_t i = 0; i < view->concerns.count; i++)
			count += view->concerns.items[i].addressed == DAY_NONE;
		break;
	default:
		break;
	}
	if (count > 0)
		buf_printf(out, " %zu", count);
}

static void draw_tabs(const struct app *app, const struct account_view *view, struct rect line)
{
	struct pen pen = { app->screen, line.y, line.x, line.width };
	bool narrow = line.width < 72;

	for (int i = 0; i < ACCOUNT_TABS; i++) {
		bool here = i == (int)view->tab;
		struct buf label = { 0 };

		if (narrow && !here)
			buf_add(&label, pages[i].title, 4);
		else
			buf_str(&label, pages[i].title);
		if (!narrow)
			describe(view, (enum account_tab)i, &label);
		pen_printf(&pen, here ? ROLE_CURSOR : ROLE_DIM, here ? "[%s]" : " %s ", buf_text(&label));
		buf_free(&label);
	}
}

static void draw(const struct app *app, struct rect inside, bool focused)
{
	const struct account_view *view = app->account;
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
	const struct account_row *row = &app->detail.row;

	buf_str(left, row->name ? row->name : "Account");
	if (row->id == 0)
		return;
	buf_str(right, row->stage ? row->stage : "no track");
	if (app->detail.health.score != HEALTH_UNKNOWN && app->detail.health.scorecard)
		buf_printf(right, " %s health %s %s", app->ctx.utf8 ? "·" : "-",
			   POINTS_TEXT(app->detail.health.scorecard->scale, app->detail.health.score),
			   scorecard_label(app->detail.health.scorecard, app->detail.health.band));
}

static void hint(const struct app *app, struct buf *out)
{
	if (app->account)
		account_hint(app, app->account, out);
}

/* ---- keys ---- */

static unsigned turn(struct app *app, int by)
{
	struct account_view *view = app->account;

	view->tab = (enum account_tab)(((int)view->tab + ACCOUNT_TABS + by) % ACCOUNT_TABS);
	search_forget(app);
	show(app, view);
	return EFFECT_HANDLED;
}

static unsigned action(struct app *app, enum action_id id)
{
	struct account_view *view = app->account;

	switch (id) {
	case ACTION_VIEW_ACCOUNT:
		return EFFECT_HANDLED;
	case ACTION_NEXT_PANE:
	case ACTION_RIGHT:
		return turn(app, 1);
	case ACTION_PREVIOUS_PANE:
	case ACTION_LEFT:
		return turn(app, -1);
	default:
		return view->account != 0 ? account_action(app, view, item_at(view), id) : EFFECT_PASS;
	}
}

static size_t length(struct app *app, size_t wanted)
{
	(void)wanted;
	return app->account ? app->account->sheet.items.count : 0;
}

static struct place *place(struct app *app)
{
	return &app->account->places[app->account->tab];
}

static unsigned go(struct app *app, size_t position)
{
	struct account_view *view = app->account;

	view->places[view->tab].cursor = position;
	view->at[view->tab] = item_at(view);
	sheet_in_sight(&view->sheet, &view->places[view->tab]);
	return EFFECT_HANDLED;
}

static bool matches(const struct app *app, size_t position, const char *folded)
{
	return sheet_matches(&app->account->sheet, position, folded);
}

void account_open(struct app *app, enum account_tab tab, int64_t item)
{
	if (app->view != &pane_account)
		app_open_view(app, &pane_account);
	app_load_view(app);
	if (!app->account)
		return;
	app->account->tab = tab;
	if (item)
		app->account->at[tab] = item;
	show(app, app->account);
}

const struct pane_ops pane_account = {
	.name = "Account",
	.called = "the account",
	.scope = KEYS_ACCOUNT,
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
