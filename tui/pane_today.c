/* Today: what could be done over the book, its reason and its rank; one on top. */
#include <stdlib.h>
#include <string.h>

#include "tui/today_view.h"

#define ENTRY_LINES 2
#define RANK_CELLS 5
#define KIND_CELLS 10

static struct today_view *view_of(const struct app *app)
{
	return app->today;
}

/* ---- reading ---- */

static void forget_words(struct today_view *view)
{
	for (size_t i = 0; i < view->words.count; i++)
		today_words_clear(&view->words.items[i]);
	vec_clear(&view->words);
}

static const char *whose(const struct app *app)
{
	const char *me = app->ctx.config ? app->ctx.config->text[OPTION_ME] : "";

	if (!view_of(app)->mine)
		return NULL;
	return *me ? me : app->ctx.who;
}

static int read_rows(struct app *app, struct today_view *view, struct error *error)
{
	if (view->all_changed) {
		vec_clear(&view->rows);
		return today_list(app->ctx.book, app->ctx.as_of, whose(app), 0, &view->rows, error);
	}
	for (size_t i = 0; i < view->changed.count; i++)
		if (today_update(app->ctx.book, app->ctx.as_of, view->changed.items[i], whose(app), &view->rows,
				 error))
			return -1;
	return 0;
}

static int entries_shown(const struct today_view *view)
{
	int lines = view->inside.height - 1 - view->explain;

	return lines >= ENTRY_LINES ? lines / ENTRY_LINES : 1;
}

static void in_sight(struct today_view *view)
{
	size_t shown = (size_t)entries_shown(view);

	if (view->place.cursor >= view->rows.count)
		view->place.cursor = view->rows.count ? view->rows.count - 1 : 0;
	view->place.height = (int)shown;
	if (view->place.top + shown > view->rows.count)
		view->place.top = view->rows.count > shown ? view->rows.count - shown : 0;
	view->place.top = scroll_to(view->place.top, view->place.cursor, view->place.cursor, (int)shown);
}

/* Remember what the cursor is on; what comes into sight is put into words. */
static void settle(struct app *app, struct today_view *view)
{
	const struct today_row *row;
	size_t shown;

	in_sight(view);
	row = today_at(view);
	view->account = row ? row->account : 0;
	(void)snprintf(view->key, sizeof view->key, "%s", row ? row->entry.key : "");
	app->today_left.cursor = view->place.cursor;
	app->today_left.account = view->account;
	(void)snprintf(app->today_left.key, sizeof app->today_left.key, "%s", view->key);
	shown = (size_t)entries_shown(view) + 1; /* of a last one there may be room for half */
	if (view->words.count && view->words_from == view->place.top &&
	    (view->words.count >= shown || view->words_from + view->words.count == view->rows.count))
		return;
	forget_words(view);
	view->words_from = view->place.top;
	for (size_t i = view->place.top; i < view->rows.count && i < view->place.top + shown; i++) {
		struct error error;

		if (today_say(app->ctx.book, app->ctx.as_of, &view->rows.items[i], vec_add(&view->words), &error)) {
			view->words.items[view->words.count - 1] = (struct today_words){ 0 };
			if (error.kind != ERROR_NOT_FOUND)
				app_say_error(app, &error);
		}
	}
}

/* Back to the entry where the cursor was; where it is done, the next one has come up to its place. */
static void find_again(struct today_view *view)
{
	for (size_t i = 0; i < view->rows.count; i++)
		if (view->rows.items[i].account == view->account &&
		    !strcmp(view->rows.items[i].entry.key, view->key)) {
			view->place.cursor = i;
			return;
		}
}

static void load(struct app *app)
{
	struct today_view *view = view_of(app);
	struct error error;

	if (!view) {
		view = app->today = xcalloc(1, sizeof *view);
		view->inside = (struct rect){ 0, 0, 20, 78 };
		view->all_changed = true;
		view->place.cursor = app->today_left.cursor;
		view->account = app->today_left.account;
		(void)snprintf(view->key, sizeof view->key, "%s", app->today_left.key);
	}
	if (read_rows(app, view, &error)) {
		vec_clear(&view->rows);
		app_say_error(app, &error);
	}
	vec_clear(&view->changed);
	view->all_changed = false;
	find_again(view);
	forget_words(view);
	settle(app, view);
}

static void closed(struct app *app)
{
	struct today_view *view = view_of(app);

	if (!view)
		return;
	forget_words(view);
	vec_free(&view->words);
	vec_free(&view->rows);
	vec_free(&view->changed);
	free(view);
	app->today = NULL;
}

void today_changed(struct app *app, int64_t account)
{
	struct today_view *view = view_of(app);

	if (!view)
		return;
	if (account == 0)
		view->all_changed = true;
	else
		*vec_add(&view->changed) = account;
	app->view_stale = true;
}

const struct today_row *today_at(const struct today_view *view)
{
	return view->place.cursor < view->rows.count ? &view->rows.items[view->place.cursor] : NULL;
}

/* ---- drawing ---- */

static enum role kind_role(const struct today_entry *entry)
{
	if (entry->kind == TODAY_FLAG || entry->kind == TODAY_PROMISE)
		return entry->terms[TERM_KIND] >= 80 ? ROLE_RISK : ROLE_WATCH;
	return entry->kind == TODAY_ASK ? ROLE_GOOD : ROLE_DIM;
}

static void draw_entry(const struct app *app, size_t index, struct rect at, bool here)
{
	const struct today_view *view = view_of(app);
	const struct today_entry *entry = &view->rows.items[index].entry;
	const struct today_words *words = index >= view->words_from && index - view->words_from < view->words.count
						  ? &view->words.items[index - view->words_from]
						  : NULL;
	struct pen pen = { app->screen, at.y, at.x, at.width };
	char rank[16];

	pen_printf(&pen, here ? ROLE_CURSOR : ROLE_NORMAL, "%-2s",
		   here ? screen_sign(app->screen, SIGN_CURSOR) : "");
	(void)snprintf(rank, sizeof rank, "%4d ", entry->rank);
	pen_text(&pen, here ? ROLE_CURSOR : ROLE_DIM, rank);
	pen_text(&pen,
		 here	      ? ROLE_CURSOR
		 : index == 0 ? ROLE_HEADING
			      : ROLE_NORMAL,
		 words && words->account ? words->account : "");
	pen_text(&pen, here ? ROLE_CURSOR : ROLE_NORMAL, ": ");
	pen_text(&pen, here ? ROLE_CURSOR : ROLE_NORMAL, words && words->what ? words->what : "");
	if (at.height < ENTRY_LINES)
		return;
	pen = (struct pen){ app->screen, at.y + 1, at.x + 2 + RANK_CELLS, at.width - 2 - RANK_CELLS };
	pen_printf(&pen, kind_role(entry), "%-*s", KIND_CELLS, today_kind_name(entry->kind));
	pen_text(&pen, ROLE_DIM, words && words->why ? words->why : "");
}

/* "412 = 150 at stake + 200 days + ..." */
static void draw_sum(const struct app *app, const struct today_entry *entry, struct rect at)
{
	struct pen pen = { app->screen, at.y, at.x, at.width };

	pen_printf(&pen, ROLE_HEADING, " %d =", entry->rank);
	for (int t = 0; t < TODAY_TERMS; t++) {
		int value = entry->terms[t];

		if (t > 0)
			pen_text(&pen, ROLE_DIM, value < 0 ? " -" : " +");
		pen_printf(&pen, ROLE_NORMAL, " %d", t > 0 && value < 0 ? -value : value);
		pen_printf(&pen, ROLE_DIM, " %s", today_term_name((enum today_term)t));
	}
}

static void draw_empty(const struct app *app, struct rect inside)
{
	struct pen pen = { app->screen, inside.y, inside.x + 2, inside.width - 2 };

	pen_text(&pen, ROLE_NORMAL,
		 view_of(app)->mine ? "There is nothing to do today on your accounts."
				    : "There is nothing to do today: no flag, no task, no promise is due.");
	pen = (struct pen){ app->screen, inside.y + 1, inside.x + 2, inside.width - 2 };
	if (inside.height > 1)
		pen_text(&pen, ROLE_DIM, "What was snoozed and dismissed: :today marks");
}

static void draw(const struct app *app, struct rect inside, bool focused)
{
	const struct today_view *view = view_of(app);
	struct pen pen = { app->screen, inside.y, inside.x + 2, inside.width - 2 };
	int y = inside.y + 1, end = inside.y + inside.height;

	if (!view)
		return;
	if (view->rows.count == 0) {
		draw_empty(app, inside);
		return;
	}
	pen_text(&pen, ROLE_DIM,
		 "There is always more than fits into a day: pick one. The one on top is worth most.");
	if (view->explain && today_at(view))
		draw_sum(app, &today_at(view)->entry, (struct rect){ --end, inside.x + 1, 1, inside.width - 1 });
	for (size_t i = view->place.top; i < view->rows.count && y < end; i++, y += ENTRY_LINES) {
		bool here = focused && i == view->place.cursor;

		draw_entry(app, i, (struct rect){ y, inside.x, end - y, inside.width }, here);
		if (here)
			pane_cursor(app, y, inside.x);
	}
}

static void title(const struct app *app, struct buf *left, struct buf *right)
{
	const struct today_view *view = view_of(app);
	char date[16];

	buf_printf(left, "Today, %s", date_format_long(app->ctx.as_of, date));
	if (view && view->rows.count)
		buf_printf(right, "%zu of %zu%s", view->place.cursor + 1, view->rows.count,
			   view->mine ? " of mine" : "");
}

static void hint(const struct app *app, struct buf *out)
{
	today_hint(app, out);
}

/* ---- moving ---- */

static unsigned action(struct app *app, enum action_id id)
{
	struct today_view *view = view_of(app);

	switch (id) {
	case ACTION_VIEW_TODAY:
		return EFFECT_HANDLED;
	case ACTION_EXPLAIN:
		view->explain = !view->explain;
		settle(app, view);
		return EFFECT_HANDLED;
	case ACTION_MINE:
		view->mine = !view->mine;
		view->all_changed = true;
		load(app);
		return EFFECT_HANDLED;
	default:
		return today_action(app, id);
	}
}

static size_t length(struct app *app, size_t wanted)
{
	(void)wanted;
	return view_of(app) ? view_of(app)->rows.count : 0;
}

static struct place *place(struct app *app)
{
	return &view_of(app)->place;
}

static unsigned go(struct app *app, size_t position)
{
	view_of(app)->place.cursor = position;
	settle(app, view_of(app));
	return EFFECT_HANDLED;
}

/* What is not in sight has no words yet: they are made for the search. */
static bool matches(const struct app *app, size_t position, const char *folded)
{
	const struct today_view *view = view_of(app);
	struct today_words words;
	struct error ignored;
	char *text, *fold;
	bool found;

	if (today_say(app->ctx.book, app->ctx.as_of, &view->rows.items[position], &words, &ignored))
		return false;
	text = xasprintf("%s %s %s %s", words.account, words.what, words.why,
			 today_kind_name(view->rows.items[position].entry.kind));
	fold = text_fold(text);
	found = text_contains(fold, folded);
	free(fold);
	free(text);
	today_words_clear(&words);
	return found;
}

static void resized(struct app *app, int height, int width)
{
	struct today_view *view = view_of(app);

	if (!view)
		return;
	view->inside = (struct rect){ 0, 0, height, width };
	view->place.width = width;
	settle(app, view);
}

const struct pane_ops pane_today = {
	.name = "Today",
	.called = "today",
	.scope = KEYS_TODAY,
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
