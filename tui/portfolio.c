/* The order that the list on the left shows, and the rows of its window. */
#include <stdlib.h>
#include <string.h>

#include "core/ids.h"
#include "storage/tracks.h"
#include "tui/pane.h"

static bool row_is_of_the_day(const struct app *app)
{
	return app->totals.day == app->ctx.as_of;
}

static size_t order_find(const struct ids *order, int64_t id)
{
	size_t i = 0;

	while (i < order->count && order->items[i] != id)
		i++;
	return i;
}

/* The selected account's line, wherever it went; the line that is there now when it is gone. */
static void follow_selected(struct app *app)
{
	struct portfolio_state *p = &app->portfolio;
	size_t at = order_find(&p->order, p->selected);

	if (at < p->order.count)
		p->place.cursor = at;
	else if (p->place.cursor >= p->order.count)
		p->place.cursor = p->order.count ? p->order.count - 1 : 0;
	if (p->order.count == 0 || p->order.items[p->place.cursor] != p->selected) {
		p->selected = p->order.count ? p->order.items[p->place.cursor] : 0;
		app->account_stale = true;
	}
	p->place.top = scroll_to(p->anchor, p->place.cursor, p->place.cursor, p->place.height);
}

int portfolio_read_order(struct app *app, bool whole, struct error *error)
{
	struct portfolio_state *p = &app->portfolio;
	struct ids order = { 0 };
	int limit = whole ? 0 : screen_rows(app->screen);

	if (portfolio_order(app->ctx.book, p->sort, p->descending, limit, &order, error) < 0) {
		vec_free(&order);
		return -1;
	}
	vec_free(&p->order);
	p->order = order;
	p->order_whole = whole || order.count < (size_t)limit;
	p->order_stale = false;
	follow_selected(app);
	return 0;
}

void portfolio_whole(struct app *app)
{
	struct error error;

	if (!app->portfolio.order_whole && portfolio_read_order(app, true, &error) < 0)
		app_say_error(app, &error);
}

/* Where a row belongs among the others, by reading some of them. */
static int order_where(struct app *app, const struct account_row *row, size_t *at, struct error *error)
{
	struct portfolio_state *p = &app->portfolio;
	struct account_row probe = { 0 };
	size_t low = 0, high = p->order.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (portfolio_rows(app->ctx.book, &p->order.items[middle], 1, &probe, error) < 0) {
			account_row_clear(&probe);
			return -1;
		}
		if (probe.id != 0 && column_compare(p->sort, p->descending, &probe, row) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	account_row_clear(&probe);
	*at = low;
	return 0;
}

static int order_move(struct app *app, int64_t account, struct error *error)
{
	struct portfolio_state *p = &app->portfolio;
	struct account_row row = { 0 };
	size_t at = order_find(&p->order, account);
	int rc = -1;

	if (portfolio_rows(app->ctx.book, &account, 1, &row, error) < 0)
		goto out;
	if (at < p->order.count) {
		memmove(p->order.items + at, p->order.items + at + 1,
			(p->order.count - at - 1) * sizeof *p->order.items);
		p->order.count--;
	}
	if (row.id != 0) {
		if (order_where(app, &row, &at, error) < 0)
			goto out;
		(void)vec_add(&p->order);
		memmove(p->order.items + at + 1, p->order.items + at,
			(p->order.count - at - 1) * sizeof *p->order.items);
		p->order.items[at] = account;
	}
	rc = 0;
out:
	account_row_clear(&row);
	return rc;
}

void portfolio_place(struct app *app, int64_t account)
{
	struct portfolio_state *p = &app->portfolio;
	struct error error;

	for (size_t i = 0; i < p->row_ids.count; i++) {
		if (p->row_ids.items[i] == account)
			p->row_ids.items[i] = 0;
	}
	if (!p->order_whole || p->order_stale) {
		p->order_stale = true;
		return;
	}
	if (book_read_begin(app->ctx.book, &error) < 0) {
		p->order_stale = true;
		return;
	}
	if (order_move(app, account, &error) < 0)
		p->order_stale = true;
	book_read_end(app->ctx.book);
	follow_selected(app);
}

void portfolio_sort(struct app *app, enum column column, bool descending)
{
	struct portfolio_state *p = &app->portfolio;
	struct error error;

	p->sort = column;
	p->descending = descending;
	if (portfolio_read_order(app, true, &error) < 0)
		app_say_error(app, &error);
	p->anchor = p->place.top;
}

/* ---- the lens ---- */

static void set_lens(struct app *app, const struct track *track)
{
	struct portfolio_state *p = &app->portfolio;

	free(p->lens);
	p->lens = track ? xstrdup(track->key) : NULL;
	book_set_lens(app->ctx.book, track ? track->id : 0);
	portfolio_forget_rows(app);
	if (p->sort == COLUMN_LENS && track)
		portfolio_sort(app, COLUMN_LENS, p->descending);
	else if (p->sort == COLUMN_LENS)
		portfolio_sort(app, COLUMN_AT_STAKE, true);
	app_say(app, false, track ? "beside the stage: %s" : "the stage alone%s", track ? track->title : "");
}

/* Steps: none, then each track about accounts that the book has, by key. */
static int next_lens(struct app *app, const struct track **out, struct error *error)
{
	int64_t now = book_options(app->ctx.book)->lens;
	struct ids ids = { 0 };
	bool passed = now == 0;
	int status = track_list(app->ctx.book, &ids, error);

	*out = NULL;
	for (size_t i = 0; !status && !*out && i < ids.count; i++) {
		const struct track *track;

		status = track_get(app->ctx.book, ids.items[i], &track, error);
		if (!status && passed && track->subject == SUBJECT_ACCOUNT)
			*out = track;
		passed = passed || ids.items[i] == now;
	}
	vec_free(&ids);
	return status;
}

void portfolio_lens(struct app *app, const char *key)
{
	const struct track *track = NULL;
	struct error error;
	int status = key ? track_by_key(app->ctx.book, key, &track, &error) : next_lens(app, &track, &error);

	if (status < 0)
		app_say_error(app, &error);
	else if (track && track->subject != SUBJECT_ACCOUNT)
		app_say(app, true, "%s is about the organisation, not about accounts", track->key);
	else
		set_lens(app, track);
}

void portfolio_check_lens(struct app *app)
{
	const struct track *track;
	struct error error;

	if (app->portfolio.lens &&
	    track_get(app->ctx.book, book_options(app->ctx.book)->lens, &track, &error) < 0 &&
	    error.kind == ERROR_NOT_FOUND)
		set_lens(app, NULL);
}

void portfolio_select(struct app *app, int64_t account)
{
	struct portfolio_state *p = &app->portfolio;
	size_t at;

	portfolio_whole(app);
	at = order_find(&p->order, account);
	if (at < p->order.count)
		(void)pane_portfolio.go(app, at);
	app->account_stale = true;
}

void portfolio_forget_rows(struct app *app)
{
	for (size_t i = 0; i < app->portfolio.row_ids.count; i++)
		app->portfolio.row_ids.items[i] = 0;
}

/* Rows of a day that the cache is not of are worked out one by one: there are only those in sight. */
static int compute_row(struct app *app, int64_t id, struct account_row *row, struct error *error)
{
	struct account_detail detail = { 0 };

	if (account_load(app->ctx.book, id, 0, app->ctx.as_of, &detail, error) < 0) {
		account_detail_clear(&detail);
		account_row_clear(row);
		return error->kind == ERROR_NOT_FOUND ? 0 : -1;
	}
	account_row_clear(row);
	*row = detail.row;
	memset(&detail.row, 0, sizeof detail.row);
	account_detail_clear(&detail);
	return 0;
}

static int read_missing(struct app *app, const struct ids *missing, struct account_row *rows, struct error *error)
{
	bool compute = !row_is_of_the_day(app) &&
		       (app->ctx.as_of != app->ctx.clock || book_readonly(app->ctx.book));

	if (!compute)
		return portfolio_rows(app->ctx.book, missing->items, missing->count, rows, error);
	for (size_t i = 0; i < missing->count; i++) {
		if (compute_row(app, missing->items[i], &rows[i], error) < 0)
			return -1;
	}
	return 0;
}

/* Take over a row that was read before; it leaves a zeroed one behind. */
static bool take_row(struct portfolio_state *p, int64_t id, struct account_row *row)
{
	for (size_t i = 0; i < p->row_ids.count; i++) {
		if (p->row_ids.items[i] == id) {
			*row = p->rows.items[i];
			memset(&p->rows.items[i], 0, sizeof *row);
			p->row_ids.items[i] = 0;
			return true;
		}
	}
	return false;
}

int portfolio_window(struct app *app, struct error *error)
{
	struct portfolio_state *p = &app->portfolio;
	size_t height = p->place.height > 0 ? (size_t)p->place.height : 0;
	size_t first = p->place.top < p->order.count ? p->place.top : p->order.count;
	size_t count = p->order.count - first < height ? p->order.count - first : height;
	struct account_row *rows = xcalloc(count + 1, sizeof *rows);
	struct account_row *read = xcalloc(count + 1, sizeof *read);
	struct ids missing = { 0 };
	int rc = 0;

	for (size_t i = 0; i < count; i++) {
		if (!take_row(p, p->order.items[first + i], &rows[i]))
			*vec_add(&missing) = p->order.items[first + i];
	}
	if (missing.count > 0)
		rc = read_missing(app, &missing, read, error);
	for (size_t i = 0; i < p->rows.count; i++)
		account_row_clear(&p->rows.items[i]);
	vec_clear(&p->rows);
	vec_clear(&p->row_ids);
	for (size_t i = 0, next = 0; i < count; i++) {
		int64_t id = p->order.items[first + i];
		bool fresh = next < missing.count && missing.items[next] == id;

		*vec_add(&p->rows) = fresh ? read[next] : rows[i];
		*vec_add(&p->row_ids) = rc < 0 && fresh ? 0 : id;
		next += fresh;
	}
	vec_free(&missing);
	free(rows);
	free(read);
	return rc;
}
