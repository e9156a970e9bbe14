/* The agenda of the next business review, drafted from the records. */
#include <stdlib.h>
#include <string.h>

#include "tui/review.h"

#define BOX_ROOM 4  /* cells for an item's box, before its text */
#define NUMBERS 60  /* cells from which its number stands before that */
#define DATE_ROOM 8 /* cells for its date */
#define SPARKS 10   /* cells of a trend */

static void free_lines(struct qbr_state *q)
{
	for (size_t i = 0; i < q->lines.count; i++)
		free(q->lines.items[i].text);
	vec_clear(&q->lines);
}

/* Cells before an item's text. */
static int indent_of(int width)
{
	return 2 + (width >= NUMBERS ? 5 : 0) + BOX_ROOM;
}

struct wrap {
	struct qbr_state *q;
	enum qbr_section section;
	int item, place; /* place: in its section, from 1 */
	bool first, note;
};

static void add_piece(void *data, const char *text, size_t size)
{
	struct wrap *wrap = data;

	struct qbr_line *line = vec_add(&wrap->q->lines);

	*line = (struct qbr_line){ .section = wrap->section,
				   .item = wrap->item,
				   .first = wrap->first,
				   .note = wrap->note,
				   .text = xstrndup(text, size) };
	if (wrap->first && wrap->q->place.width >= NUMBERS)
		(void)snprintf(line->number, sizeof line->number, "%d.%d", (int)wrap->section + 1, wrap->place);
	wrap->first = false;
}

static void add_item(const struct app *app, struct qbr_state *q, int index, int place)
{
	const struct qbr_item *item = &q->agenda.items[index];
	struct wrap wrap = { q, item->section, index, place, true, false };
	int cells = q->place.width - indent_of(q->place.width) - DATE_ROOM;
	struct buf safe = { 0 };

	if (cells < 10)
		cells = 10;
	text_safe(&safe, item->text, screen_signs(app->screen));
	if (item->covered)
		buf_str(&safe, " (covered)");
	review_say_marks(item, &safe);
	review_say_trend(item, SPARKS, screen_signs(app->screen) == TEXT_UTF8, &safe);
	(void)text_wrap(buf_text(&safe), cells, add_piece, &wrap);
	wrap.note = true;
	for (int i = 0; i < 2; i++) {
		const char *more = i == 0 ? item->note : item->said;

		if (!more)
			continue;
		buf_clear(&safe);
		buf_str(&safe, i == 0 ? "" : "said: ");
		text_safe(&safe, more, screen_signs(app->screen));
		(void)text_wrap(buf_text(&safe), cells, add_piece, &wrap);
	}
	buf_free(&safe);
}

static void make_lines(struct app *app)
{
	struct qbr_state *q = &app->qbr;
	int section = -1, place = 0;

	free_lines(q);
	for (size_t i = 0; i < q->agenda.count; i++) {
		if ((int)q->agenda.items[i].section != section) {
			section = (int)q->agenda.items[i].section;
			place = 0;
			*vec_add(&q->lines) = (struct qbr_line){ .section = (enum qbr_section)section, .item = -1 };
		}
		add_item(app, q, (int)i, ++place);
	}
}

/* A stay in the review survives items that come and go: what was asked for, as far as there is one. */
static size_t cursor_item(const struct qbr_state *q)
{
	if (q->place.cursor < q->agenda.count)
		return q->place.cursor;
	return q->agenda.count > 0 ? q->agenda.count - 1 : 0;
}

static void cursor_in_sight(struct qbr_state *q)
{
	size_t height = q->place.height > 0 ? (size_t)q->place.height : 1, first = 0, last;
	int item = (int)cursor_item(q);

	while (first < q->lines.count && q->lines.items[first].item != item)
		first++;
	for (last = first; last + 1 < q->lines.count && q->lines.items[last + 1].item == item;)
		last++;
	if (first > 0 && q->lines.items[first - 1].item < 0)
		first--;
	if (last - first >= height)
		last = first + height - 1;
	if (q->place.top + height > q->lines.count)
		q->place.top = q->lines.count > height ? q->lines.count - height : 0;
	q->place.top = scroll_to(q->place.top, first, last, q->place.height);
}

/* The cursor follows its item, wherever that is by now. */
static void find_again(struct qbr_state *q, const char *key)
{
	const struct qbr_item *item = key ? agenda_find(&q->agenda, key) : NULL;

	if (item)
		q->place.cursor = (size_t)(item - q->agenda.items);
}

void qbr_lines(struct app *app)
{
	struct qbr_state *q = &app->qbr;
	bool same = q->account == app->detail.row.id && q->place.cursor < q->agenda.count;
	char *key = same ? xstrdup(q->agenda.items[q->place.cursor].key) : NULL;
	struct error error;

	agenda_free(&q->agenda);
	q->agenda = (struct agenda){ .last_review = DAY_NONE, .next_review = DAY_NONE, .held = DAY_NONE };
	if (q->account != app->detail.row.id)
		q->place.cursor = q->place.top = 0;
	q->account = app->detail.row.id;
	if (q->account != 0 && review_agenda(app->ctx.book, &app->detail, app->ctx.as_of, &q->agenda, &error))
		app_say_error(app, &error);
	find_again(q, key);
	free(key);
	make_lines(app);
	cursor_in_sight(q);
}

static void draw_item(const struct app *app, const struct qbr_line *line, struct rect at, bool bar_line,
		      enum role bar)
{
	const struct qbr_item *item = &app->qbr.agenda.items[line->item];
	enum role role = line->note || item->audience == QBR_INTERNAL ? ROLE_DIM : ROLE_NORMAL;
	int text = indent_of(at.width), number = text - BOX_ROOM - 2;
	char box[16] = "", date[16] = "";

	if (line->first && (item->mark != ANSWER_OPEN || review_is_action(item)))
		answer_box(app->screen, item->mark, box);
	else if (line->first)
		(void)snprintf(box, sizeof box, "  %s", screen_sign(app->screen, SIGN_DOT));
	if (line->first && item->on != DAY_NONE)
		date_format_short(item->on, app->ctx.as_of, date);
	if (app->search.active && app->search.folded && pane_focused(app) == &pane_qbr &&
	    pane_qbr.matches(app, (size_t)line->item, app->search.folded))
		role = ROLE_MATCH;
	screen_text(app->screen, at.y, at.x, 2, bar_line ? bar : ROLE_NORMAL,
		    bar_line && line->first ? screen_sign(app->screen, SIGN_CURSOR) : "");
	screen_text(app->screen, at.y, at.x + 2, number, bar_line ? bar : ROLE_DIM, line->number);
	screen_text(app->screen, at.y, at.x + 2 + number, BOX_ROOM, bar_line ? bar : answer_role(item->mark), box);
	screen_text(app->screen, at.y, at.x + text, at.width - text - DATE_ROOM, bar_line ? bar : role, line->text);
	screen_text_right(app->screen, at.y, at.x + at.width - DATE_ROOM, DATE_ROOM, bar_line ? bar : ROLE_DIM,
			  date);
}

static void draw(const struct app *app, struct rect inside, bool focused)
{
	const struct qbr_state *q = &app->qbr;
	int item = (int)cursor_item(q);
	char heading[80];

	for (int i = 0; i < inside.height && q->place.top + (size_t)i < q->lines.count; i++) {
		const struct qbr_line *line = &q->lines.items[q->place.top + (size_t)i];
		struct rect at = { inside.y + i, inside.x, 1, inside.width };

		if (line->item < 0) {
			(void)snprintf(heading, sizeof heading, "%d %s", (int)line->section + 1,
				       qbr_section_title(line->section));
			screen_text(app->screen, at.y, at.x + 1, at.width - 1, ROLE_HEADING, heading);
			continue;
		}
		draw_item(app, line, at, focused && line->item == item, ROLE_CURSOR);
		if (focused && line->item == item && line->first)
			pane_cursor(app, at.y, at.x);
	}
}

static void title(const struct app *app, struct buf *left, struct buf *right)
{
	const struct agenda *agenda = &app->qbr.agenda;
	day_t next = app->detail.next_review;
	const char *dot = app->ctx.utf8 ? "·" : "-";
	int news = 0;
	char date[16];

	buf_str(left, "QBR agenda");
	if (app->detail.row.id == 0)
		return;
	for (size_t i = 0; i < agenda->count; i++)
		news += agenda->items[i].is_new;
	if (news > 0)
		buf_printf(right, "%d new %s ", news, dot);
	if (next == DAY_NONE) {
		buf_str(right, "no review planned");
		return;
	}
	buf_printf(right, "%s %s ", date_format_short(next, app->ctx.as_of, date), dot);
	review_say_when(app, next, right);
}

static void hint(const struct app *app, struct buf *out)
{
	if (app->qbr.agenda.review == 0) {
		hint_key(app, KEYS_QBR, ACTION_DATE_REVIEW, "plan a review", out);
	} else {
		hint_key(app, KEYS_QBR, ACTION_EDIT_ITEM, "edit", out);
		hint_key(app, KEYS_QBR, ACTION_HIDE_ITEM, "hide", out);
		hint_key(app, KEYS_QBR, ACTION_INTERNAL_ITEM, "internal", out);
		hint_key(app, KEYS_QBR, ACTION_ADD_ITEM, "add", out);
		hint_key(app, KEYS_QBR, ACTION_LOWER_ITEM, "down", out);
		hint_key(app, KEYS_QBR, ACTION_RAISE_ITEM, "up", out);
		hint_key(app, KEYS_QBR, ACTION_COVER_ITEM, "covered", out);
	}
	hint_key(app, KEYS_QBR, ACTION_VIEW_REVIEW, "meeting", out);
	hint_key(app, KEYS_QBR, ACTION_BACK, "back", out);
}

static unsigned action(struct app *app, enum action_id id)
{
	const struct qbr_state *q = &app->qbr;

	if (id == ACTION_OPEN) {
		app_open_view(app, &pane_review);
		return EFFECT_HANDLED;
	}
	return review_item_action(app, q->agenda.count > 0 ? &q->agenda.items[cursor_item(q)] : NULL, id);
}

static size_t length(struct app *app, size_t wanted)
{
	(void)wanted;
	return app->qbr.agenda.count;
}

static struct place *place(struct app *app)
{
	app->qbr.place.cursor = cursor_item(&app->qbr);
	return &app->qbr.place;
}

static unsigned go(struct app *app, size_t position)
{
	app->qbr.place.cursor = position;
	cursor_in_sight(&app->qbr);
	return EFFECT_HANDLED;
}

static bool matches(const struct app *app, size_t position, const char *folded)
{
	char *text = text_fold(app->qbr.agenda.items[position].text);
	bool found = text_contains(text, folded);

	free(text);
	return found;
}

static void resized(struct app *app, int height, int width)
{
	app->qbr.place.height = height;
	if (app->qbr.place.width != width) {
		app->qbr.place.width = width;
		make_lines(app);
	}
	cursor_in_sight(&app->qbr);
}

const struct pane_ops pane_qbr = {
	.name = "QBR",
	.called = "the QBR agenda",
	.scope = KEYS_QBR,
	.draw = draw,
	.title = title,
	.hint = hint,
	.action = action,
	.length = length,
	.place = place,
	.go = go,
	.matches = matches,
	.resized = resized,
};
