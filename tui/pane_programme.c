/* The organisation's programme over the whole screen: a line of tabs, the sheet of the open one, and what there
 * is to say about the item under its cursor, below the sheet or beside it. */
#include <stdlib.h>
#include <string.h>

#include "tui/programme.h"

#define WIDE 150      /* cells from which the item stands beside the sheet */
#define FOOT_LEAST 14 /* lines from which it stands below it */
#define TEXT_WIDEST 110

static const struct programme_ops *const kinds[TAB_KINDS] = {
	[TAB_OVERVIEW] = &tab_overview, [TAB_TRACK] = &tab_track,	  [TAB_DIAGNOSIS] = &tab_diagnosis,
	[TAB_ROADMAP] = &tab_roadmap,	[TAB_STATEMENT] = &tab_statement, [TAB_DOCUMENTS] = &tab_documents,
};

static struct programme_tab *open_tab(const struct programme_view *view)
{
	return &view->tabs.items[view->tab];
}

static int64_t item_at(const struct programme_view *view)
{
	const struct place *place = &open_tab(view)->place;

	return place->cursor < view->sheet.items.count ? view->sheet.items.items[place->cursor] : 0;
}

/* ---- the cursor ---- */

/* The item to begin at: the next question, else the first. */
static int64_t first_question(const struct programme_part *part)
{
	int next = part->detail.position.next;

	return part->detail.track->milestone_count == 0 ? ITEM_ABOUT : next >= 0 ? next + 1 : 1;
}

/* The cursor follows what it was on; at first it stands where there is something to do. */
static void place_cursor(struct programme_view *view)
{
	struct programme_tab *tab = open_tab(view);
	int at = tab->at != 0 ? sheet_find(&view->sheet, tab->at) : -1;

	if (tab->at == 0 && (tab->kind == TAB_TRACK || tab->kind == TAB_DIAGNOSIS))
		at = sheet_find(&view->sheet, first_question(tab_part(view, tab)));
	if (at >= 0)
		tab->place.cursor = (size_t)at;
	sheet_in_sight(&view->sheet, &tab->place);
	/* A stage that is worked on is shown from its heading on. */
	if (tab->at == 0 && tab->kind == TAB_TRACK)
		sheet_from_heading(&view->sheet, &tab->place);
	tab->at = item_at(view);
}

/* ---- the room, and what fills it ---- */

struct room {
	struct rect tabs, sheet, rule, detail;
};

static void lay_out(const struct programme_view *view, struct rect inside, struct room *room)
{
	bool tells = kinds[open_tab(view)->kind]->detail != NULL;
	int height = inside.height > 2 ? inside.height - 1 : 1, foot, lines = (int)view->sheet.lines.count;

	*room = (struct room){ .tabs = { inside.y, inside.x, 1, inside.width } };
	room->sheet = (struct rect){ inside.y + 1, inside.x, height, inside.width };
	if (!tells)
		return;
	if (inside.width >= WIDE) {
		int width = inside.width * 2 / 5;

		room->sheet.width = inside.width - width - 2;
		room->rule = (struct rect){ inside.y + 1, inside.x + room->sheet.width, height, 1 };
		room->detail = (struct rect){ inside.y + 1, inside.x + room->sheet.width + 1, height, width };
	} else if (height >= FOOT_LEAST) {
		foot = height / 3 > 8 ? 8 : height / 3;
		room->sheet.height = height - foot - 1;
		/* A short sheet has what there is to say right below it. */
		if (lines > 0 && lines < room->sheet.height)
			room->sheet.height = lines;
		foot = height - room->sheet.height - 1;
		room->rule = (struct rect){ inside.y + 1 + room->sheet.height, inside.x, 1, inside.width };
		room->detail = (struct rect){ room->rule.y + 1, inside.x, foot, inside.width };
	}
}

static void fill(const struct app *app, struct programme_view *view)
{
	const struct programme_tab *tab = open_tab(view);
	int width = tab->place.width < TEXT_WIDEST ? tab->place.width : TEXT_WIDEST;

	sheet_begin(&view->sheet, width, screen_signs(app->screen));
	kinds[tab->kind]->fill(app, view, tab, &view->sheet);
}

/* Fill the open tab's sheet for the room there is. Keys may come before the frame that tells it. */
static void show(const struct app *app, struct programme_view *view)
{
	struct programme_tab *tab = open_tab(view);
	struct room room;

	lay_out(view, view->inside, &room);
	tab->place.width = room.sheet.width;
	fill(app, view);
	lay_out(view, view->inside, &room); /* a short sheet leaves the rest room */
	tab->place.height = room.sheet.height;
	place_cursor(view);
}

static void load(struct app *app)
{
	struct programme_view *view = app->programme;
	struct error error;

	if (!view)
		view = app->programme = xcalloc(1, sizeof *view);
	if (view->inside.height == 0)
		view->inside = (struct rect){ 0, 0, 20, 78 };
	programme_clear(&view->programme);
	if (programme_load(app->ctx.book, app->ctx.as_of, &view->programme, &error) < 0) {
		programme_clear(&view->programme);
		app_say_error(app, &error);
	}
	programme_make_tabs(view);
	show(app, view);
}

static void closed(struct app *app)
{
	struct programme_view *view = app->programme;

	if (!view)
		return;
	programme_clear(&view->programme);
	vec_free(&view->tabs);
	sheet_free(&view->sheet);
	free(view->asked.what);
	free(view);
	app->programme = NULL;
}

static void resized(struct app *app, int height, int width)
{
	struct programme_view *view = app->programme;

	if (!view || view->tabs.count == 0)
		return;
	if (view->inside.height == height && view->inside.width == width)
		return; /* what is shown is as it was: load() and turn() have filled it */
	view->inside = (struct rect){ 0, 0, height, width };
	show(app, view);
}

static void draw_rule(const struct app *app, struct rect rule)
{
	bool upright = rule.height > 1;
	struct buf line = { 0 };

	for (int i = 0; i < rule.width; i++)
		buf_str(&line,
			screen_signs(app->screen) == TEXT_UTF8 ? (upright ? "│" : "─") : (upright ? "|" : "-"));
	for (int y = rule.y; y < rule.y + rule.height; y++)
		screen_text(app->screen, y, rule.x, rule.width, ROLE_FRAME, buf_text(&line));
	buf_free(&line);
}

static void draw_detail(const struct app *app, const struct programme_view *view, struct rect at)
{
	const struct programme_tab *tab = open_tab(view);
	struct place place = { .height = at.height, .width = at.width };
	struct sheet sheet = { 0 };

	sheet_begin(&sheet, at.width, screen_signs(app->screen));
	kinds[tab->kind]->detail(app, view, tab, item_at(view), &sheet);
	sheet_draw(&sheet, app, &place, at, false);
	sheet_free(&sheet);
}

static void draw(const struct app *app, struct rect inside, bool focused)
{
	const struct programme_view *view = app->programme;
	struct room room;

	if (!view || view->tabs.count == 0)
		return;
	lay_out(view, inside, &room);
	programme_draw_tabs(app, view, room.tabs);
	sheet_draw(&view->sheet, app, &open_tab(view)->place, room.sheet, focused);
	if (room.rule.width > 0)
		draw_rule(app, room.rule);
	if (room.detail.width > 0)
		draw_detail(app, view, room.detail);
}

static void title(const struct app *app, struct buf *left, struct buf *right)
{
	const struct programme_view *view = app->programme;

	buf_str(left, "Programme");
	if (view && view->tabs.count > 0 && open_tab(view)->part >= 0)
		buf_str(right, tab_part(view, open_tab(view))->detail.track->title);
}

static void hint(const struct app *app, struct buf *out)
{
	const struct programme_view *view = app->programme;

	if (view && view->tabs.count > 0)
		kinds[open_tab(view)->kind]->hint(app, out);
	hint_key(app, KEYS_PROGRAMME, ACTION_NEXT_PANE, "next page", out);
	hint_key(app, KEYS_PROGRAMME, ACTION_QUIT, "close", out);
}

/* ---- keys ---- */

static unsigned turn(struct app *app, int by)
{
	struct programme_view *view = app->programme;

	view->tab = (view->tab + view->tabs.count + (size_t)(by + (int)view->tabs.count)) % view->tabs.count;
	search_forget(app);
	show(app, view);
	return EFFECT_HANDLED;
}

static unsigned action(struct app *app, enum action_id id)
{
	struct programme_view *view = app->programme;
	size_t before = view->tab;
	struct programme_tab *tab;
	unsigned effects;

	if (view->tabs.count == 0)
		return EFFECT_PASS;
	tab = open_tab(view);
	effects = kinds[tab->kind]->action ? kinds[tab->kind]->action(app, view, tab, item_at(view), id)
					   : EFFECT_PASS;
	if (!(effects & EFFECT_PASS)) {
		if (view->tab != before)
			return turn(app, 0);
		if (!app->view_stale)
			tab->at = item_at(view);
		return effects;
	}
	switch (id) {
	case ACTION_VIEW_PROGRAMME:
		return EFFECT_HANDLED;
	case ACTION_NEXT_PANE:
	case ACTION_NEXT_TRACK:
	case ACTION_RIGHT:
		return turn(app, 1);
	case ACTION_PREVIOUS_PANE:
	case ACTION_LEFT:
		return turn(app, -1);
	default:
		return EFFECT_PASS;
	}
}

static size_t length(struct app *app, size_t wanted)
{
	(void)wanted;
	return app->programme ? app->programme->sheet.items.count : 0;
}

static struct place *place(struct app *app)
{
	return &open_tab(app->programme)->place;
}

static unsigned go(struct app *app, size_t position)
{
	struct programme_view *view = app->programme;
	struct programme_tab *tab = open_tab(view);

	tab->place.cursor = position;
	tab->at = item_at(view);
	sheet_in_sight(&view->sheet, &tab->place);
	return EFFECT_HANDLED;
}

static bool matches(const struct app *app, size_t position, const char *folded)
{
	return sheet_matches(&app->programme->sheet, position, folded);
}

const struct pane_ops pane_programme = {
	.name = "Programme",
	.called = "the programme",
	.scope = KEYS_PROGRAMME,
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
