/* The frame around the panes: header, tabs, status line and prompt. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/review.h"

/* ---- the header ---- */

#define SEGMENTS 8
#define SEGMENT_NRR 4

struct segment {
	char text[160];
	enum role role;
	int keep; /* those with the lowest go first when it gets narrow */
};

static void group_digits(int64_t number, char text[32])
{
	char digits[24];
	int size = snprintf(digits, sizeof digits, "%lld", (long long)number), at = 0;

	for (int i = 0; i < size; i++) {
		if (i > 0 && (size - i) % 3 == 0)
			text[at++] = ',';
		text[at++] = digits[i];
	}
	text[at] = '\0';
}

static void describe_sums(const struct app *app, bool at_risk, char *out, size_t size)
{
	char money[MONEY_TEXT];
	size_t used = 0;

	out[0] = '\0';
	for (int i = 0; i < app->totals.count && used < size; i++) {
		int64_t minor = at_risk ? app->totals.sums[i].arr_at_risk : app->totals.sums[i].arr;

		if (minor == 0)
			continue;
		money_short(minor, app->totals.sums[i].currency, app->ctx.utf8, money);
		used += (size_t)snprintf(out + used, size - used, "%s%s", used ? " + " : "", money);
	}
}

static void describe_day(const struct app *app, char *out, size_t size)
{
	char date[16];

	out[0] = '\0';
	if (app->totals.accounts + app->totals.churned == 0 || app->totals.day == app->ctx.as_of)
		return;
	if (app->totals.day == DAY_NONE)
		(void)snprintf(out, size, "scores being refreshed");
	else
		(void)snprintf(out, size, "list as of %s",
			       date_format_short(app->totals.day, app->ctx.clock, date));
}

/* The day that all of the screen is about; another than today says so. */
static void describe_today(const struct app *app, bool narrow, char *out, size_t size)
{
	day_t day = app->ctx.as_of;
	char date[16];

	if (narrow)
		date_format_short(day, app->ctx.clock, date);
	else
		date_format_long(day, date);
	(void)snprintf(out, size, "%s%s", day == app->ctx.clock ? "" : "as of ", date);
}

static void make_segments(const struct app *app, enum nrr_length length, struct segment *s)
{
	const struct totals *totals = &app->totals;
	char number[32], sums[128];
	struct buf nrr = { 0 };

	for (int i = 0; i < SEGMENTS; i++)
		s[i] = (struct segment){ .role = ROLE_HEADER };
	(void)snprintf(s[0].text, sizeof s[0].text, "waymark");
	s[0].keep = 2;
	(void)snprintf(s[1].text, sizeof s[1].text, "%s", app->ctx.who ? app->ctx.who : "");
	s[1].keep = 1;
	group_digits(totals->accounts, number);
	(void)snprintf(s[2].text, sizeof s[2].text, "%s account%s", number, totals->accounts == 1 ? "" : "s");
	s[2].keep = 3;
	describe_sums(app, false, sums, sizeof sums);
	if (sums[0])
		(void)snprintf(s[3].text, sizeof s[3].text, "ARR %s", sums);
	s[3].keep = 4;
	nrr_say(app, length, &nrr);
	(void)snprintf(s[SEGMENT_NRR].text, sizeof s[SEGMENT_NRR].text, "%s", buf_text(&nrr));
	s[SEGMENT_NRR].keep = 3;
	buf_free(&nrr);
	group_digits(totals->at_risk, number);
	describe_sums(app, true, sums, sizeof sums);
	(void)snprintf(s[5].text, sizeof s[5].text, sums[0] ? "at risk %s (%s)" : "at risk %s", number, sums);
	s[5].keep = 5;
	if (book_readonly(app->ctx.book))
		(void)snprintf(s[6].text, sizeof s[6].text, "READ-ONLY");
	s[6].keep = 7;
	describe_day(app, s[7].text, sizeof s[7].text);
	s[7].keep = 6;
}

static int total_width(const struct app *app, const struct segment *s)
{
	int width = 0;

	for (int i = 0; i < SEGMENTS; i++)
		width += s[i].text[0] ? screen_width(app->screen, s[i].text) + 3 : 0;
	return width;
}

static void drop_until_fits(const struct app *app, struct segment *s, int room)
{
	while (total_width(app, s) > room) {
		int least = -1;

		for (int i = 0; i < SEGMENTS; i++) {
			if (s[i].text[0] && (least < 0 || s[i].keep < s[least].keep))
				least = i;
		}
		if (least < 0)
			return;
		s[least].text[0] = '\0';
	}
}

static void draw_header(const struct app *app)
{
	struct rect at = app->layout.header;
	struct segment segments[SEGMENTS];
	struct pen pen = { app->screen, at.y, at.x + 1, at.width - 1 };
	char date[32];
	int date_cells;

	screen_text(app->screen, at.y, at.x, at.width, ROLE_HEADER, "");
	describe_today(app, at.width < 70, date, sizeof date);
	date_cells = (int)strlen(date);
	/* Retention in short rather than not at all. */
	for (int length = NRR_WHOLE; length <= NRR_SHORTEST; length++) {
		make_segments(app, (enum nrr_length)length, segments);
		drop_until_fits(app, segments, at.width - date_cells - 2);
		if (segments[SEGMENT_NRR].text[0])
			break;
	}
	/* How the others do is nothing for a customer who looks on. */
	for (int i = 1; i < SEGMENTS && review_presenting(app); i++)
		segments[i].text[0] = '\0';
	for (int i = 0; i < SEGMENTS; i++) {
		if (!segments[i].text[0])
			continue;
		pen_text(&pen, segments[i].role, segments[i].text);
		pen_text(&pen, ROLE_HEADER, "   ");
	}
	screen_text_right(app->screen, at.y, at.x + at.width - date_cells - 1, date_cells, ROLE_HEADER, date);
}

static void draw_tabs(const struct app *app)
{
	static const char *const names[PANE_COUNT] = { "Portfolio", "Track", "QBR agenda" };
	struct rect at = app->layout.tab_line;
	struct pen pen = { app->screen, at.y, at.x, at.width };
	char hint[24] = "";

	if (!app->layout.tabs || at.width <= 0 || at.height <= 0)
		return;
	for (int i = 0; i < PANE_COUNT; i++) {
		bool here = i == (int)app->focus;

		pen_printf(&pen, here ? ROLE_CURSOR : ROLE_DIM, here ? "[%s]" : " %s ", names[i]);
		pen_text(&pen, ROLE_NORMAL, " ");
	}
	keymap_key_of(&app->keymap, KEYS_ANY, app->zoomed ? ACTION_ZOOM : ACTION_NEXT_PANE, hint);
	if (hint[0] && pen.left > 24)
		pen_printf(&pen, ROLE_DIM, " %s %s", hint, app->zoomed ? "all panes" : "next pane");
}

/* ---- the status line and the prompt ---- */

static void draw_candidates(const struct app *app, struct rect at)
{
	const struct prompt *prompt = &app->prompt;
	struct pen pen = { app->screen, at.y - 1, at.x, at.width };
	size_t first = prompt->candidate > 4 ? (size_t)prompt->candidate - 4 : 0;

	if (prompt->candidates.count < 2 || at.y < 2)
		return;
	screen_text(app->screen, at.y - 1, at.x, at.width, ROLE_STATUS, "");
	for (size_t i = first; i < prompt->candidates.count && pen.left > 0; i++) {
		pen_text(&pen, ROLE_STATUS, " ");
		pen_text(&pen, (int)i == prompt->candidate ? ROLE_CURSOR : ROLE_STATUS,
			 prompt->candidates.items[i]);
		pen_text(&pen, ROLE_STATUS, " ");
	}
}

/* What the search has found, beside its text. */
static void describe_hits(const struct app *app, struct buf *out)
{
	const struct search_state *search = &app->search;

	if (!search->active || !search->text || !*search->text)
		return;
	if (search->hits == 0)
		buf_str(out, "no match");
	else if (search->hit > 0)
		buf_printf(out, "%lld of %lld", (long long)search->hit, (long long)search->hits);
	else
		buf_printf(out, "%lld match%s", (long long)search->hits, search->hits == 1 ? "" : "es");
}

/* Put text together again from its first cells and a tail that is kept. */
static void cut_before(const struct app *app, struct buf *text, const char *tail, int room)
{
	int head = room - text_width(tail) - text_width(screen_sign(app->screen, SIGN_MORE));
	struct buf cut = { 0 };

	buf_add(&cut, buf_text(text), text_fit(buf_text(text), head, NULL));
	while (cut.size > 0 && cut.data[cut.size - 1] == ' ')
		cut.data[--cut.size] = '\0';
	buf_printf(&cut, "%s%s", screen_sign(app->screen, SIGN_MORE), tail);
	buf_clear(text);
	buf_str(text, buf_text(&cut));
	buf_free(&cut);
}

/* What is asked for is cut at its end where it is too long; the keys that answer it stay, or room to type. */
static void fit_label(const struct app *app, int width, struct buf *out)
{
	bool confirm = app->prompt.kind == PROMPT_CONFIRM;
	const char *tail = confirm ? CONFIRM_HINT : ": ";
	int room = confirm ? width - 1 : width - 10;

	text_safe(out, app->prompt.label, screen_signs(app->screen));
	if (text_width(buf_text(out)) <= room || out->size < strlen(tail))
		return;
	out->size -= strlen(tail);
	out->data[out->size] = '\0';
	cut_before(app, out, tail, room);
}

static void draw_prompt(const struct app *app, struct rect at)
{
	const struct prompt *prompt = &app->prompt;
	char *head = xstrndup(prompt_text(prompt), prompt->cursor);
	const char *text = prompt_text(prompt);
	struct buf hits = { 0 }, shown = { 0 };
	int label, room, before, skip = 0;

	fit_label(app, at.width, &shown);
	label = screen_width(app->screen, buf_text(&shown));
	room = at.width - label - 1;
	if (prompt->kind == PROMPT_SEARCH)
		describe_hits(app, &hits);
	if (hits.size > 0 && room > (int)hits.size + 12)
		room -= (int)hits.size + 2;
	screen_text(app->screen, at.y, at.x, at.width, ROLE_STATUS, "");
	screen_text(app->screen, at.y, at.x, label, ROLE_KEY, buf_text(&shown));
	for (before = screen_width(app->screen, head); before >= room && head[skip];) {
		do
			skip++;
		while ((head[skip] & 0xc0) == 0x80);
		before = screen_width(app->screen, head + skip);
	}
	screen_text(app->screen, at.y, at.x + label, room, ROLE_STATUS, text + skip);
	if (hits.size > 0)
		screen_text_right(app->screen, at.y, at.x + at.width - (int)hits.size - 1, (int)hits.size, ROLE_DIM,
				  buf_text(&hits));
	draw_candidates(app, at);
	screen_cursor(app->screen, at.y, at.x + label + before, true);
	buf_free(&shown);
	buf_free(&hits);
	free(head);
}

static void describe_right(const struct app *app, struct buf *out)
{
	char number[32];

	if (app->cache_left > 0) {
		group_digits(app->cache_left, number);
		buf_printf(out, "refreshing scores: %s to go", number);
	} else if (app->count > 0) {
		buf_printf(out, "%d", app->count);
	} else if (app->search.active) {
		describe_hits(app, out);
	} else if (!app->message[0]) {
		hint_key(app, KEYS_ANY, ACTION_HELP, "help", out);
	}
}

/* A message says the deed first and its effect last. The effect stays whole, with the arrow of this screen;
 * what has no room beside it is cut at the end of the deed, or left out. */
static void fit_message(const struct app *app, struct buf *text, int room)
{
	struct buf safe = { 0 }, tail = { 0 };
	const char *effect, *arrow, *from;

	text_safe(&safe, buf_text(text), screen_signs(app->screen));
	from = effect = message_effect(buf_text(&safe));
	for (; (arrow = strstr(from, " -> ")) != NULL; from = arrow + 4) {
		buf_add(&tail, from, (size_t)(arrow - from));
		buf_printf(&tail, " %s ", screen_sign(app->screen, SIGN_ARROW));
	}
	buf_str(&tail, from);
	buf_clear(text);
	buf_add(text, buf_text(&safe), (size_t)(effect - buf_text(&safe)));
	if (text_width(buf_text(text)) + text_width(buf_text(&tail)) <= room || tail.size == 0) {
		buf_str(text, buf_text(&tail));
	} else if (text_width(buf_text(&tail)) + 12 <= room) {
		cut_before(app, text, buf_text(&tail), room);
	} else {
		buf_clear(text);
		buf_str(text, buf_text(&tail) + 2); /* without its ": " */
	}
	buf_free(&safe);
	buf_free(&tail);
}

/* Hints are left out whole. */
static void fit_hints(const struct app *app, struct buf *text, int room)
{
	while (text->size > 0 && screen_width(app->screen, buf_text(text)) > room) {
		size_t end = text->size;

		while (end > 0 && !(text->data[end - 1] == ' ' && end > 1 && text->data[end - 2] == ' '))
			end--;
		text->size = end > 1 ? end - 2 : 0;
		text->data[text->size] = '\0';
	}
}

static void draw_status(const struct app *app)
{
	struct rect at = app->layout.status;
	struct buf right = { 0 }, left = { 0 };
	int cells;

	if (app->prompt.kind != PROMPT_NONE) {
		draw_prompt(app, at);
		return;
	}
	describe_right(app, &right);
	if (app->message[0]) {
		buf_str(&left, app->message);
	} else {
		pane_focused(app)->hint(app, &left);
		if (!pane_over(app))
			hint_key(app, KEYS_ANY, ACTION_QUIT, "quit", &left);
	}
	cells = screen_width(app->screen, buf_text(&right));
	if (cells > at.width / 2)
		cells = at.width / 2;
	if (app->message[0])
		fit_message(app, &left, at.width - cells - 3);
	else
		fit_hints(app, &left, at.width - cells - 3);
	screen_text(app->screen, at.y, at.x, 1, ROLE_STATUS, "");
	screen_text(app->screen, at.y, at.x + 1, at.width - cells - 3,
		    app->message[0] && app->message_is_error ? ROLE_ERROR : ROLE_STATUS, buf_text(&left));
	screen_text(app->screen, at.y, at.x + at.width - cells - 2, 1, ROLE_STATUS, "");
	screen_text(app->screen, at.y, at.x + at.width - cells - 1, cells, ROLE_STATUS, buf_text(&right));
	screen_text(app->screen, at.y, at.x + at.width - 1, 1, ROLE_STATUS, "");
	buf_free(&right);
	buf_free(&left);
}

/* ---- panes ---- */

static void draw_pane(const struct app *app, const struct pane_ops *pane, struct rect at, bool focused)
{
	struct rect inside = { at.y + 1, at.x + 1, at.height - 2, at.width - 2 };
	struct buf left = { 0 }, right = { 0 };

	pane->title(app, &left, &right);
	screen_frame(app->screen, at, focused, buf_text(&left), buf_text(&right));
	if (inside.height > 0 && inside.width > 0)
		pane->draw(app, inside, focused);
	buf_free(&left);
	buf_free(&right);
}

/* The room of a view or text: all but the header and the status line. */
static struct rect over_rect(const struct app *app)
{
	const struct layout *layout = &app->layout;

	return (struct rect){ layout->header.y + 1, 0, layout->status.y - layout->header.y - 1,
			      screen_columns(app->screen) };
}

static void tell_size(struct app *app, const struct pane_ops *pane, struct rect at)
{
	if (at.width > 2 && at.height > 2)
		pane->resized(app, at.height - 2, at.width - 2);
}

static void lay_out(struct app *app)
{
	layout_compute(screen_rows(app->screen), screen_columns(app->screen), app->focus, app->zoomed,
		       &app->layout);
	app->ctx.width = screen_columns(app->screen);
	if (app->layout.too_small)
		return;
	for (int i = 0; i < PANE_COUNT; i++)
		tell_size(app, panes[i], app->layout.panes[i]);
	if (app->text.open)
		tell_size(app, &pane_text, over_rect(app));
}

static int read_frame(struct app *app, struct error *error)
{
	struct portfolio_state *p = &app->portfolio;

	if (app->totals_stale && portfolio_totals(app->ctx.book, &app->totals, error) < 0)
		return -1;
	app->totals_stale = false;
	if (p->order_stale && app_now() >= p->order_due) {
		int64_t began = app_now();

		if (portfolio_read_order(app, p->order_whole, error) < 0)
			return -1;
		/* A long book with busy colleagues: most of the time is for the user. */
		p->order_due = app_now() + 10 * (app_now() - began);
	}
	return portfolio_window(app, error);
}

void app_prepare(struct app *app)
{
	struct error error;

	lay_out(app);
	if (book_read_begin(app->ctx.book, &error) < 0) {
		app_say_error(app, &error);
		return;
	}
	if (read_frame(app, &error) < 0)
		app_say_error(app, &error);
	app_load_view(app);
	book_read_end(app->ctx.book);
	if (app->view && !app->layout.too_small)
		tell_size(app, app->view, over_rect(app));
	track_gains(app);
}

static void draw_too_small(const struct app *app)
{
	char text[80];

	(void)snprintf(text, sizeof text, "%dx%d is too small: 40x12 is the least", screen_columns(app->screen),
		       screen_rows(app->screen));
	screen_text(app->screen, 0, 0, screen_columns(app->screen), ROLE_NORMAL, text);
	screen_cursor(app->screen, 0, 0, false);
}

void app_draw(struct app *app)
{
	const struct rect all = { 0, 0, screen_rows(app->screen), screen_columns(app->screen) };

	app_prepare(app);
	assert(book_is_idle(app->ctx.book));
	app->dirty = false;
	app->shown_at = app_now();
	screen_clear(app->screen, all, ROLE_NORMAL);
	if (app->layout.too_small) {
		draw_too_small(app);
		screen_flush(app->screen);
		return;
	}
	if (app->prompt.kind == PROMPT_NONE)
		screen_cursor(app->screen, app->layout.status.y, 0, false);
	draw_header(app);
	if (pane_over(app)) {
		draw_pane(app, pane_over(app), over_rect(app), true);
	} else {
		draw_tabs(app);
		for (int i = 0; i < PANE_COUNT; i++) {
			if (app->layout.panes[i].width > 2)
				draw_pane(app, panes[i], app->layout.panes[i], i == (int)app->focus);
		}
	}
	draw_status(app);
	screen_flush(app->screen);
}
