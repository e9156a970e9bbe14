/* The business review over the whole screen: the agenda as a checklist and what stands behind each item, for the
 * meeting; and those that were held, as they were. While it is presented, only what leaves the house is drawn. */
#include <stdlib.h>
#include <string.h>

#include "tui/account_view.h"
#include "tui/review.h"

#define WIDE 100	   /* cells from which what stands behind an item stands beside the checklist */
#define LEAST_BELOW 13	   /* lines from which it stands below */
#define LEAST_WITH_FORM 18 /* and with a form below that */
#define TALL 18		   /* lines of it from which its chart is a tall one */
#define CHART 5
#define CHART_TALL 8
#define TEXT_WIDEST 120

bool review_presenting(const struct app *app)
{
	return app->view == &pane_review && app->review && app->review->presenting;
}

const struct agenda *review_agenda_shown(const struct app *app)
{
	const struct review_view *view = app->review;

	if (!view || view->page == REVIEW_NEXT)
		return &app->qbr.agenda;
	return view->page == REVIEW_RECORD ? &view->record : NULL;
}

static int64_t sheet_at(const struct review_view *view)
{
	return view->place.cursor < view->sheet.items.count ? view->sheet.items.items[view->place.cursor] : 0;
}

int review_item_shown(const struct app *app)
{
	return app->review && app->review->page != REVIEW_LIST ? (int)sheet_at(app->review) - 1 : -1;
}

/* ---- its rooms ---- */

struct rooms {
	struct rect list, detail, form;
	bool beside; /* a rule between them stands upright */
};

static struct rooms lay_out(const struct app *app, struct rect inside)
{
	const struct review_view *view = app->review;
	int form = form_height(app), most = inside.height > 8 ? inside.height - 4 : inside.height - 1;
	struct rooms rooms = { .list = inside };

	form = form > most ? most : form;
	rooms.form = (struct rect){ inside.y + inside.height - form, inside.x, form, inside.width };
	rooms.list.height -= form;
	if (view->page == REVIEW_LIST || app->detail.row.id == 0)
		return rooms;
	if (inside.width >= WIDE) {
		rooms.beside = true;
		rooms.list.width = inside.width * 11 / 20;
		rooms.detail = (struct rect){ inside.y, inside.x + rooms.list.width + 1, rooms.list.height,
					      inside.width - rooms.list.width - 1 };
	} else if (rooms.list.height >= (form > 0 ? LEAST_WITH_FORM : LEAST_BELOW)) {
		int below = rooms.list.height * 2 / 5;

		rooms.list.height -= below;
		rooms.detail = (struct rect){ inside.y + rooms.list.height + 1, inside.x, below - 1, inside.width };
	}
	return rooms;
}

/* ---- filling ---- */

static size_t *cursor_kept(struct app *app)
{
	struct review_view *view = app->review;

	if (view->page == REVIEW_NEXT)
		return &app->qbr.place.cursor;
	return view->page == REVIEW_RECORD ? &view->record_at : &view->list_at;
}

/* The item that the cursor was on, else the next that is shown, else the last. */
static void find_cursor(struct app *app)
{
	struct review_view *view = app->review;
	size_t kept = *cursor_kept(app), at = 0;

	if (view->page == REVIEW_LIST)
		at = kept;
	else
		while (at + 1 < view->sheet.items.count && (size_t)view->sheet.items.items[at] < kept + 1)
			at++;
	view->place.cursor = at;
}

static void fill_detail(struct app *app)
{
	struct review_view *view = app->review;
	const struct agenda *agenda = review_agenda_shown(app);
	struct rect room = lay_out(app, view->inside).detail;
	int item = review_item_shown(app), width = room.width > 0 ? room.width : view->inside.width;

	sheet_begin(&view->detail, width < TEXT_WIDEST ? width : TEXT_WIDEST, screen_signs(app->screen));
	if (agenda && item >= 0)
		review_fill_detail(app, agenda, (size_t)item, view->presenting,
				   room.height >= TALL ? CHART_TALL : CHART, &view->detail);
}

static void say_unplanned(const struct app *app, struct sheet *sheet)
{
	char key[24] = "";

	keymap_key_of(&app->keymap, KEYS_REVIEW, ACTION_DATE_REVIEW, key);
	sheet_line(sheet, -1);
	sheet_text(sheet, ROLE_WATCH, "No review is planned; ");
	sheet_printf(sheet, ROLE_KEY, "%s", key);
	sheet_text(sheet, ROLE_WATCH, " plans one. This is what it would be about:");
	sheet_line(sheet, -1);
}

static void fill(struct app *app)
{
	struct review_view *view = app->review;
	const struct agenda *agenda = review_agenda_shown(app);
	struct rect list = lay_out(app, view->inside).list;

	sheet_begin(&view->sheet, list.width < TEXT_WIDEST ? list.width : TEXT_WIDEST, screen_signs(app->screen));
	if (app->detail.row.id == 0) {
		sheet_line(&view->sheet, -1);
		sheet_text(&view->sheet, ROLE_NORMAL, "No account is selected; Esc goes back to the list.");
	} else if (agenda) {
		if (view->page == REVIEW_NEXT && agenda->review == 0 && !view->presenting)
			say_unplanned(app, &view->sheet);
		review_fill_agenda(app, agenda, view->presenting, &view->sheet);
	} else {
		review_fill_list(app, &view->reviews, &view->sheet);
	}
	find_cursor(app);
	view->place.height = list.height;
	view->place.width = list.width;
	sheet_in_sight(&view->sheet, &view->place);
	fill_detail(app);
}

static void turn_to(struct app *app, enum review_page page)
{
	app->review->page = page;
	app->review->place.top = 0;
	search_forget(app);
	fill(app);
}

void review_open_record(struct app *app, int64_t review)
{
	struct review_view *view = app->review;
	struct error error;

	if (!view)
		return;
	agenda_free(&view->record);
	view->record = (struct agenda){ 0 };
	view->held = 0;
	view->record_at = 0;
	if (review != 0 && review_record(app->ctx.book, view->account, review, &view->record, &error) < 0)
		app_say_error(app, &error);
	else
		view->held = review;
	turn_to(app, view->held != 0 ? REVIEW_RECORD : REVIEW_NEXT);
}

static bool is_kept(const struct review_view *view)
{
	for (size_t i = 0; i < view->reviews.count; i++) {
		if (view->reviews.items[i].id == view->held)
			return view->reviews.items[i].has_record;
	}
	return false;
}

static void load(struct app *app)
{
	struct review_view *view = app->review;
	struct error error;

	if (!view)
		view = app->review = xcalloc(1, sizeof *view);
	if (view->inside.height == 0)
		view->inside = (struct rect){ 0, 0, 20, 78 };
	if (view->account != app->detail.row.id) {
		agenda_free(&view->record);
		view->record = (struct agenda){ 0 };
		view->held = 0;
		view->page = REVIEW_NEXT;
		view->place.top = 0;
	}
	view->account = app->detail.row.id;
	vec_clear(&view->reviews);
	if (view->account != 0 && review_list(app->ctx.book, view->account, &view->reviews, &error) < 0)
		app_say_error(app, &error);
	/* What was held may have been undone. */
	if (view->page == REVIEW_RECORD && !is_kept(view))
		view->page = REVIEW_NEXT;
	fill(app);
}

static void closed(struct app *app)
{
	struct review_view *view = app->review;

	form_close(app);
	if (!view)
		return;
	agenda_free(&view->record);
	vec_free(&view->reviews);
	sheet_free(&view->sheet);
	sheet_free(&view->detail);
	free(view);
	app->review = NULL;
}

static void resized(struct app *app, int height, int width)
{
	struct review_view *view = app->review;
	struct rect inside = { 0, 0, height, width };

	if (!view)
		return;
	if (view->account != app->detail.row.id) {
		view->inside = inside;
		load(app);
		return;
	}
	if (view->inside.height == height && view->inside.width == width &&
	    view->place.height == lay_out(app, inside).list.height)
		return;
	view->inside = inside;
	fill(app);
}

/* ---- drawing ---- */

static void draw_rule(const struct app *app, const struct rooms *rooms)
{
	bool utf8 = screen_signs(app->screen) == TEXT_UTF8;
	struct rect at = rooms->detail;
	struct buf rule = { 0 };

	if (rooms->beside) {
		for (int i = 0; i < at.height; i++)
			screen_text(app->screen, at.y + i, at.x - 1, 1, ROLE_FRAME, utf8 ? "│" : "|");
		return;
	}
	for (int i = 0; i < at.width; i++)
		buf_str(&rule, utf8 ? "─" : "-");
	screen_text(app->screen, at.y - 1, at.x, at.width, ROLE_FRAME, buf_text(&rule));
	buf_free(&rule);
}

/* What has no room is said, and the whole is a key away. */
static void draw_detail(const struct app *app, struct rect at)
{
	const struct sheet *sheet = &app->review->detail;
	struct place top = { .height = at.height, .width = at.width };
	char key[24] = "";

	sheet_draw(sheet, app, &top, at, false);
	if (sheet->lines.count <= (size_t)at.height)
		return;
	keymap_key_of(&app->keymap, KEYS_REVIEW, ACTION_OPEN, key);
	if (key[0]) {
		char *more = xasprintf("%s %s: all of it ", screen_sign(app->screen, SIGN_MORE), key);
		int cells = screen_width(app->screen, more);

		screen_text(app->screen, at.y + at.height - 1, at.x, at.width, ROLE_DIM, "");
		screen_text_right(app->screen, at.y + at.height - 1, at.x + at.width - cells, cells, ROLE_KEY,
				  more);
		free(more);
	}
}

static void draw(const struct app *app, struct rect inside, bool focused)
{
	const struct review_view *view = app->review;
	struct rooms rooms;

	if (!view)
		return;
	rooms = lay_out(app, inside);
	sheet_draw(&view->sheet, app, &view->place, rooms.list, focused);
	if (rooms.detail.height > 0) {
		draw_rule(app, &rooms);
		draw_detail(app, rooms.detail);
	}
	if (rooms.form.height > 0)
		form_draw(app, rooms.form);
}

static void title(const struct app *app, struct buf *left, struct buf *right)
{
	const struct review_view *view = app->review;
	const struct agenda *agenda = review_agenda_shown(app);
	const char *dot = app->ctx.utf8 ? "·" : "-";
	size_t covered = 0, count = 0;
	char date[32];

	if (agenda && agenda->held != DAY_NONE && agenda->account)
		buf_str(left, agenda->account);
	else
		buf_str(left, app->detail.row.name ? app->detail.row.name : "Review");
	if (!view || app->detail.row.id == 0)
		return;
	if (view->presenting)
		buf_printf(left, " %s PRESENTING", dot);
	if (!agenda) {
		buf_str(right, "reviews");
		return;
	}
	for (size_t i = 0; i < agenda->count; i++) {
		count += qbr_leaves(&agenda->items[i]);
		covered += qbr_leaves(&agenda->items[i]) && agenda->items[i].covered;
	}
	buf_printf(right, "%zu of %zu covered %s ", covered, count, dot);
	if (agenda->held != DAY_NONE)
		buf_printf(right, "held %s, read only", date_format_short(agenda->held, app->ctx.as_of, date));
	else if (agenda->next_review == DAY_NONE)
		buf_str(right, "not planned");
	else
		buf_str(right, date_format_long(agenda->next_review, date));
}

static void hint(const struct app *app, struct buf *out)
{
	static const struct {
		enum action_id action;
		const char *what;
		bool writes;
	} hints[] = {
		{ ACTION_COVER_ITEM, "covered", true },	 { ACTION_SAY_ITEM, "said", true },
		{ ACTION_DECIDE, "decision", true },	 { ACTION_AGREE_ACTION, "action", true },
		{ ACTION_COMMIT, "commitment", true },	 { ACTION_PRESENT, "present", false },
		{ ACTION_HOLD_REVIEW, "held", true },	 { ACTION_EDIT_ITEM, "edit", true },
		{ ACTION_WRITE_REVIEW, "files", false }, { ACTION_OLD_REVIEWS, "others", false },
		{ ACTION_OPEN_RECORD, "record", false }, { ACTION_PUT_ASK, "ask", true },
		{ ACTION_ADD_ITEM, "add", true },
	};
	const struct review_view *view = app->review;

	if (!view)
		return;
	if (view->page == REVIEW_LIST)
		hint_key(app, KEYS_REVIEW, ACTION_OPEN, "open", out);
	for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
		if (view->page == REVIEW_LIST || (view->page == REVIEW_RECORD && hints[i].writes))
			continue;
		if (hints[i].action == ACTION_PRESENT)
			hint_key(app, KEYS_REVIEW, ACTION_PRESENT, view->presenting ? "stop presenting" : "present",
				 out);
		else
			hint_key(app, KEYS_REVIEW, hints[i].action, hints[i].what, out);
	}
	if (!view->presenting)
		hint_key(app, KEYS_REVIEW, ACTION_BACK, "back", out);
}

/* ---- keys ---- */

static unsigned present(struct app *app)
{
	struct review_view *view = app->review;

	view->presenting = !view->presenting;
	search_forget(app);
	fill(app);
	if (!view->presenting)
		app_say(app, false, "all of it is shown again");
	return EFFECT_HANDLED;
}

static unsigned open_shown(struct app *app)
{
	struct review_view *view = app->review;
	struct buf text = { 0 };

	if (view->page != REVIEW_LIST) {
		for (size_t i = 0; i < view->detail.lines.count; i++)
			buf_printf(&text, "%s\n", buf_text(&view->detail.lines.items[i].text));
		if (text.size > 0)
			app_show_text(app, "Item", buf_text(&text));
		buf_free(&text);
		return EFFECT_HANDLED;
	}
	for (size_t i = 0; i < view->reviews.count; i++) {
		const struct review *review = &view->reviews.items[i];

		if (review->id != sheet_at(view))
			continue;
		if (review->held == DAY_NONE)
			turn_to(app, REVIEW_NEXT);
		else if (review->has_record)
			review_open_record(app, review->id);
		else
			app_say(app, false, "its agenda was not kept: it was recorded, not held here");
		break;
	}
	return EFFECT_HANDLED;
}

/* Leaves the review for the record that the item under the cursor comes from. */
static unsigned open_record(struct app *app)
{
	static const struct {
		const char *kind;
		enum account_tab tab;
	} kinds[] = {
		{ "outcome/", TAB_OUTCOMES }, { "promise/", TAB_PROMISES }, { "concern/", TAB_CONCERNS },
		{ "contact/", TAB_PEOPLE },   { "measure/", TAB_OUTCOMES }, { "survey/", TAB_TIMELINE },
	};
	const struct agenda *agenda = review_agenda_shown(app);
	int at = review_item_shown(app);

	for (size_t i = 0; agenda && at >= 0 && i < sizeof kinds / sizeof *kinds; i++) {
		const char *key = agenda->items[at].key;
		size_t size = strlen(kinds[i].kind);

		if (strncmp(key, kinds[i].kind, size) != 0)
			continue;
		account_open(app, kinds[i].tab, strtoll(key + size, NULL, 10));
		return EFFECT_HANDLED;
	}
	app_say(app, false, "no record of its own stands behind this item");
	return EFFECT_HANDLED;
}

/* Back to the list, to the next review, out; but never by accident out of what is presented. */
static unsigned back(struct app *app)
{
	struct review_view *view = app->review;

	if (app->search.active)
		return EFFECT_PASS;
	if (view->page == REVIEW_RECORD)
		turn_to(app, REVIEW_LIST);
	else if (view->page == REVIEW_LIST)
		turn_to(app, REVIEW_NEXT);
	else
		return EFFECT_PASS;
	return EFFECT_HANDLED;
}

/* The first item of the next section, or of the one before. */
static unsigned step_section(struct app *app, int by)
{
	struct review_view *view = app->review;
	const struct agenda *agenda = review_agenda_shown(app);
	int item = review_item_shown(app), found = -1;

	if (!agenda || item < 0)
		return EFFECT_HANDLED;
	for (size_t p = 0; p < view->sheet.items.count; p++) {
		int section = (int)agenda->items[view->sheet.items.items[p] - 1].section;
		bool first = p == 0 || section != (int)agenda->items[view->sheet.items.items[p - 1] - 1].section;

		if (!first)
			continue;
		if (by > 0 && p > view->place.cursor) {
			found = (int)p;
			break;
		}
		if (by < 0 && p < view->place.cursor)
			found = (int)p;
	}
	return found >= 0 ? pane_review.go(app, (size_t)found) : EFFECT_HANDLED;
}

/* What may be done in front of a customer beside the review's own: nothing that shows another place. */
static bool harmless(enum action_id id)
{
	return id != ACTION_LENS && id != ACTION_QUIT && id != ACTION_BACK &&
	       strncmp(action_info(id)->name, "view-", 5) != 0;
}

static unsigned guard(struct app *app, enum action_id id)
{
	char key[24] = "";

	if (!app->review->presenting || harmless(id) || (id == ACTION_BACK && app->search.active))
		return EFFECT_PASS;
	keymap_key_of(&app->keymap, KEYS_REVIEW, ACTION_PRESENT, key);
	app_say(app, false, "presenting: %s ends that first", key[0] ? key : ":present");
	return EFFECT_HANDLED;
}

static unsigned write_action(struct app *app, enum action_id id)
{
	struct review_view *view = app->review;
	int at = review_item_shown(app);
	const struct qbr_item *item = at >= 0 ? &app->qbr.agenda.items[at] : NULL;
	unsigned effects;

	if (view->page == REVIEW_NEXT) {
		effects = review_item_action(app, item, id);
		return effects & EFFECT_PASS ? review_form_action(app, id) : effects;
	}
	if (id < ACTION_COVER_ITEM || id > ACTION_HOLD_REVIEW)
		return EFFECT_PASS;
	app_say(app, false, "%s",
		view->page == REVIEW_RECORD ? "this review was held: it stays as it was" : "open a review first");
	return EFFECT_HANDLED;
}

static unsigned action(struct app *app, enum action_id id)
{
	struct review_view *view = app->review;
	unsigned effects;

	if (!view)
		return EFFECT_PASS;
	switch (id) {
	case ACTION_VIEW_REVIEW:
		return EFFECT_HANDLED;
	case ACTION_NEXT_PANE:
		return step_section(app, 1);
	case ACTION_PREVIOUS_PANE:
		return step_section(app, -1);
	case ACTION_OPEN:
		return open_shown(app);
	case ACTION_PRESENT:
		return present(app);
	case ACTION_OPEN_RECORD:
		return view->presenting ? guard(app, ACTION_QUIT) : open_record(app);
	case ACTION_OLD_REVIEWS:
		turn_to(app, view->page == REVIEW_LIST ? REVIEW_NEXT : REVIEW_LIST);
		return EFFECT_HANDLED;
	case ACTION_WRITE_REVIEW:
		review_ask_file(app);
		return EFFECT_HANDLED;
	case ACTION_BACK:
	case ACTION_QUIT:
		if (back(app) == EFFECT_HANDLED)
			return EFFECT_HANDLED;
		break;
	default:
		effects = write_action(app, id);
		if (!(effects & EFFECT_PASS))
			return effects;
		break;
	}
	return guard(app, id);
}

static size_t length(struct app *app, size_t wanted)
{
	(void)wanted;
	return app->review ? app->review->sheet.items.count : 0;
}

static struct place *place(struct app *app)
{
	return &app->review->place;
}

static unsigned go(struct app *app, size_t position)
{
	struct review_view *view = app->review;

	view->place.cursor = position;
	*cursor_kept(app) = view->page == REVIEW_LIST ? position : (size_t)sheet_at(view) - 1;
	sheet_in_sight(&view->sheet, &view->place);
	fill_detail(app);
	return EFFECT_HANDLED;
}

static bool matches(const struct app *app, size_t position, const char *folded)
{
	return sheet_matches(&app->review->sheet, position, folded);
}

const struct pane_ops pane_review = {
	.name = "Review",
	.called = "the business review",
	.scope = KEYS_REVIEW,
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
