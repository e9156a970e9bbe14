/* What the keys of the numbers do. */
#include <stdlib.h>
#include <string.h>

#include "tui/account_view.h"
#include "tui/numbers_pane.h"

/* ---- columns ---- */

static unsigned to_column(struct app *app, struct numbers_pane *view, int by, bool far)
{
	size_t g, row, column, count, last;

	if (!numbers_here(view, &g, &row, &column))
		return EFFECT_HANDLED;
	count = view->grids.items[g].columns.count;
	last = count - 1;
	if (far)
		column = by < 0 ? 0 : last;
	else if (by < 0)
		column -= column > 0;
	else
		column += column < last;
	view->column = column;
	if (view->against)
		numbers_lay_out(app, view);
	else
		numbers_settle(app, view);
	return EFFECT_HANDLED;
}

/* From the column under the cursor on to the next; the last one is compared with that before it. */
static unsigned compare(struct app *app, struct numbers_pane *view)
{
	size_t g, row, column;

	if (!numbers_here(view, &g, &row, &column))
		return EFFECT_HANDLED;
	if (view->against) {
		free(view->against);
		view->against = NULL;
	} else if (!view->grids.items[g].series) {
		app_say(app, false, "the columns of this table do not compare: they are no periods");
		return EFFECT_HANDLED;
	} else if (view->grids.items[g].columns.count < 2) {
		app_say(app, false, "there is no other column to compare this one with");
		return EFFECT_HANDLED;
	} else {
		size_t last = view->grids.items[g].columns.count - 1, from = column < last ? column : column - 1;

		view->against = xstrdup(view->grids.items[g].columns.items[from].key);
		view->column = from + 1;
		view->chart = false;
	}
	numbers_lay_out(app, view);
	return EFFECT_HANDLED;
}

/* ---- an open cell ---- */

static unsigned open_cell(struct app *app, struct numbers_pane *view)
{
	if (!numbers_rows(view))
		return EFFECT_HANDLED;
	numbers_cell_want(app, view);
	search_forget(app);
	return EFFECT_HANDLED;
}

static unsigned go_to_account(struct app *app, struct numbers_pane *view)
{
	day_t on;
	int64_t account = numbers_cell_account(view, &on);

	if (!account) {
		app_say(app, false, "this case is of no one account");
		return EFFECT_HANDLED;
	}
	portfolio_select(app, account);
	view->leaving = true;
	account_open(app, TAB_TIMELINE, 0);
	if (app->account && numbers_pages[view->page].by & NUMBERS_BY_CURRENCY) /* money: on what moved */
		account_open(app, TAB_TIMELINE, account_timeline_movement(app, app->account, on));
	app->numbers_back = true; /* Esc there is back here */
	return EFFECT_HANDLED;
}

static unsigned close_cell(struct app *app, struct numbers_pane *view)
{
	numbers_cell_close(view);
	search_forget(app);
	return EFFECT_HANDLED;
}

static unsigned cell_action(struct app *app, struct numbers_pane *view, enum action_id id)
{
	switch (id) {
	case ACTION_OPEN:
		return go_to_account(app, view);
	case ACTION_BACK:
		return app->search.active ? EFFECT_PASS : close_cell(app, view);
	case ACTION_QUIT:
	case ACTION_LEFT:
		return close_cell(app, view);
	case ACTION_FIRST_COLUMN:
	case ACTION_LAST_COLUMN:
		return view->cell.count ? pane_numbers.go(app, id == ACTION_LAST_COLUMN ? view->cell.count - 1 : 0)
					: EFFECT_HANDLED;
	case ACTION_RIGHT:
	case ACTION_NEXT_PANE:
	case ACTION_PREVIOUS_PANE:
	case ACTION_EXPLAIN: /* it stands there */
	case ACTION_CHART:
	case ACTION_COMPARE:
	case ACTION_VIEW_NUMBERS:
		return EFFECT_HANDLED;
	case ACTION_LEVEL:
	case ACTION_YEARS:
	case ACTION_CHOOSE:
	case ACTION_CHOOSE_ALL:
	case ACTION_MINE:
	case ACTION_ONE_CURRENCY:
		(void)close_cell(app, view);
		return EFFECT_PASS;
	default:
		return EFFECT_PASS;
	}
}

/* ---- what is asked ---- */

static unsigned ask(struct app *app, struct numbers_pane *view)
{
	numbers_ask(app, view);
	return EFFECT_HANDLED;
}

static void take_filter(struct app *app, const char *text)
{
	if (app->numbers && numbers_take_filter(app, app->numbers, text))
		numbers_ask(app, app->numbers);
}

static unsigned choose(struct app *app, struct numbers_pane *view)
{
	app_ask(app, "of which accounts (segment=..., csm=...; empty: all)", view->filter, NULL, take_filter);
	return EFFECT_HANDLED;
}

static unsigned choose_all(struct app *app, struct numbers_pane *view)
{
	if (!view->filter[0] && !view->mine) {
		app_say(app, false, "these are of all accounts");
		return EFFECT_HANDLED;
	}
	free(view->filter);
	view->filter = xstrdup("");
	view->mine = false;
	return ask(app, view);
}

/* What the page does not go by is not chosen there: nothing would change. */
static bool goes_by(struct app *app, const struct numbers_pane *view, unsigned by, const char *what)
{
	const struct numbers_page *page = &numbers_pages[view->page];

	if (page->by & by)
		return true;
	app_say(app, false, "%s does not go by %s", page->title, what);
	return false;
}

static void take_currency(struct app *app, const char *text)
{
	char currency[CURRENCY_SIZE] = "";
	struct error error;

	if (!app->numbers)
		return;
	if (*text && money_currency(text, currency, &error)) {
		app_say_error(app, &error);
		return;
	}
	memcpy(app->numbers->in, currency, sizeof currency);
	numbers_ask(app, app->numbers);
}

static unsigned turn(struct app *app, struct numbers_pane *view, int by)
{
	search_forget(app);
	numbers_turn(app, view, (view->page + numbers_page_count + by) % numbers_page_count);
	return EFFECT_HANDLED;
}

static unsigned back(struct app *app, struct numbers_pane *view)
{
	if (app->search.active)
		return EFFECT_PASS;
	if (view->explain) {
		view->explain = false;
		numbers_settle(app, view);
		return EFFECT_HANDLED;
	}
	if (view->against)
		return compare(app, view);
	if (!view->chart)
		return EFFECT_PASS;
	view->chart = false;
	return EFFECT_HANDLED;
}

unsigned numbers_action(struct app *app, struct numbers_pane *view, enum action_id id)
{
	if (view->cell.open) {
		unsigned effect = cell_action(app, view, id);

		if (effect != EFFECT_PASS || view->cell.open)
			return effect;
	}
	switch (id) {
	case ACTION_VIEW_NUMBERS:
		return EFFECT_HANDLED;
	case ACTION_LEFT:
		return to_column(app, view, -1, false);
	case ACTION_RIGHT:
		return to_column(app, view, 1, false);
	case ACTION_FIRST_COLUMN:
		return to_column(app, view, -1, true);
	case ACTION_LAST_COLUMN:
		return to_column(app, view, 1, true);
	case ACTION_NEXT_PANE:
		return turn(app, view, 1);
	case ACTION_PREVIOUS_PANE:
		return turn(app, view, -1);
	case ACTION_OPEN:
		return open_cell(app, view);
	case ACTION_BACK:
		return back(app, view);
	case ACTION_EXPLAIN:
		view->explain = !view->explain;
		numbers_settle(app, view);
		return EFFECT_HANDLED;
	case ACTION_CHART:
		view->chart = !view->chart;
		if (view->chart && view->against)
			return compare(app, view);
		return EFFECT_HANDLED;
	case ACTION_COMPARE:
		return compare(app, view);
	case ACTION_LEVEL:
		if (!goes_by(app, view, NUMBERS_BY_LEVEL, "movement, line or account"))
			return EFFECT_HANDLED;
		view->level = (enum number_level)((view->level + 1) % LEVEL_COUNT);
		return ask(app, view);
	case ACTION_YEARS:
		if (!goes_by(app, view, NUMBERS_BY_YEAR, "quarters or years"))
			return EFFECT_HANDLED;
		view->years = !view->years;
		free(view->against);
		view->against = NULL;
		return ask(app, view);
	case ACTION_MINE:
		view->mine = !view->mine;
		return ask(app, view);
	case ACTION_CHOOSE:
		return choose(app, view);
	case ACTION_CHOOSE_ALL:
		return choose_all(app, view);
	case ACTION_ONE_CURRENCY: /* what led to nothing is not offered again */
		app_ask(app, "all in which currency (empty: each apart)", view->fault ? "" : view->in, NULL,
			take_currency);
		return EFFECT_HANDLED;
	default:
		return EFFECT_PASS;
	}
}

static bool compares(const struct numbers_pane *view)
{
	size_t g, row, column;

	return numbers_here(view, &g, &row, &column) && view->grids.items[g].series;
}

void numbers_hint(const struct app *app, const struct numbers_pane *view, struct buf *out)
{
	char by[32];

	if (view->cell.open) {
		hint_key(app, KEYS_NUMBERS, ACTION_OPEN, "account", out);
		hint_key(app, KEYS_ANY, ACTION_SEARCH, "search", out);
		hint_key(app, KEYS_NUMBERS, ACTION_BACK, "back", out);
		return;
	}
	if (view->filter[0] || view->mine)
		hint_key(app, KEYS_NUMBERS, ACTION_CHOOSE_ALL, "all accounts", out);
	if (numbers_rows(view)) {
		hint_key(app, KEYS_NUMBERS, ACTION_OPEN, "open", out);
		hint_key(app, KEYS_NUMBERS, ACTION_EXPLAIN, "means", out);
		hint_key(app, KEYS_NUMBERS, ACTION_CHART, view->chart ? "table" : "chart", out);
		if (view->against || compares(view))
			hint_key(app, KEYS_NUMBERS, ACTION_COMPARE, view->against ? "all columns" : "compare", out);
	}
	hint_key(app, KEYS_NUMBERS, ACTION_NEXT_PANE, "page", out);
	(void)snprintf(by, sizeof by, "by %s",
		       number_level_key((enum number_level)((view->level + 1) % LEVEL_COUNT)));
	if (numbers_pages[view->page].by & NUMBERS_BY_LEVEL)
		hint_key(app, KEYS_NUMBERS, ACTION_LEVEL, by, out);
	if (numbers_pages[view->page].by & NUMBERS_BY_YEAR)
		hint_key(app, KEYS_NUMBERS, ACTION_YEARS, view->years ? "quarters" : "years", out);
	hint_key(app, KEYS_NUMBERS, ACTION_CHOOSE, "filter", out);
	hint_key(app, KEYS_NUMBERS, ACTION_MINE, view->mine ? "all" : "mine", out);
	hint_key(app, KEYS_NUMBERS, ACTION_BACK, "back", out);
}
