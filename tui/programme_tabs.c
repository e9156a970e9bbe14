/* The programme's tabs: one of the whole, one a track, then the roadmap, the statement and the documents. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/programme.h"

const struct programme_part *tab_part(const struct programme_view *view, const struct programme_tab *tab)
{
	return &view->programme.parts[tab->part];
}

/* ---- which there are ---- */

struct tabs {
	VEC(struct programme_tab) list;
};

static void add_tab(struct tabs *tabs, const struct programme_view *view, enum programme_kind kind, int part)
{
	struct programme_tab tab = { .kind = kind, .part = part };

	if (part >= 0)
		tab.track = view->programme.parts[part].detail.track->id;
	for (size_t i = 0; i < view->tabs.count; i++) {
		if (view->tabs.items[i].kind == kind && view->tabs.items[i].track == tab.track) {
			tab = view->tabs.items[i];
			tab.part = part;
		}
	}
	*vec_add(&tabs->list) = tab;
}

static int cell_count(const struct track *track)
{
	int count = 0;

	for (int s = 0; s < track->stage_count; s++)
		count += track->stages[s].cell_count;
	return count;
}

void programme_make_tabs(struct programme_view *view)
{
	const struct programme *p = &view->programme;
	struct programme_tab open = { .kind = TAB_OVERVIEW };
	struct tabs tabs = { 0 };
	size_t at = 0;

	if (view->tab < view->tabs.count)
		open = view->tabs.items[view->tab];
	add_tab(&tabs, view, TAB_OVERVIEW, -1);
	for (size_t i = 0; i < p->count; i++)
		add_tab(&tabs, view,
			p->parts[i].detail.track->reading == READING_DIAGNOSIS ? TAB_DIAGNOSIS : TAB_TRACK, (int)i);
	for (size_t i = 0; i < p->count; i++) {
		if (cell_count(p->parts[i].detail.track) > 0)
			add_tab(&tabs, view, TAB_ROADMAP, (int)i);
	}
	for (size_t i = 0; i < p->count; i++) {
		if (p->parts[i].blanks.count > 0)
			add_tab(&tabs, view, TAB_STATEMENT, (int)i);
	}
	add_tab(&tabs, view, TAB_DOCUMENTS, -1);
	for (size_t i = 0; i < tabs.list.count; i++) {
		if (tabs.list.items[i].kind == open.kind && tabs.list.items[i].track == open.track)
			at = i;
	}
	vec_free(&view->tabs);
	view->tabs.items = tabs.list.items;
	view->tabs.count = tabs.list.count;
	view->tabs.room = tabs.list.room;
	view->tab = at;
}

int programme_find_tab(const struct programme_view *view, enum programme_kind kind, int part)
{
	for (size_t i = 0; i < view->tabs.count; i++) {
		if (view->tabs.items[i].kind == kind && view->tabs.items[i].part == part)
			return (int)i;
	}
	return -1;
}

/* ---- their names ---- */

/* "ten-steps" is "Ten steps". */
static void name_track(const struct track *track, struct buf *out)
{
	for (const char *c = track->key; *c; c++) {
		if (c == track->key && *c >= 'a' && *c <= 'z')
			buf_char(out, (char)(*c - 'a' + 'A'));
		else
			buf_char(out, *c == '-' || *c == '_' ? ' ' : *c);
	}
}

static void name_tab(const struct programme_view *view, const struct programme_tab *tab, struct buf *out)
{
	static const char *const names[TAB_KINDS] = { [TAB_OVERVIEW] = "Overview",
						      [TAB_ROADMAP] = "Roadmap",
						      [TAB_STATEMENT] = "Statement",
						      [TAB_DOCUMENTS] = "Documents" };

	if (names[tab->kind])
		buf_str(out, names[tab->kind]);
	else
		name_track(tab_part(view, tab)->detail.track, out);
}

static int filled_blanks(const struct programme_part *part)
{
	int filled = 0;

	for (size_t i = 0; i < part->blanks.count; i++)
		filled += part->values[i] && *part->values[i];
	return filled;
}

static int rated_cells(const struct programme_part *part)
{
	int rated = 0;

	for (int i = 0; i < part->rating_count; i++)
		rated += part->ratings[i].value >= 0;
	return rated;
}

static int written_documents(const struct documents *documents)
{
	int written = 0;

	for (size_t i = 0; i < documents->count; i++)
		written += document_written(&documents->items[i]);
	return written;
}

/* How far it is: " 3/10" */
static void describe_tab(const struct programme_view *view, const struct programme_tab *tab, struct buf *out)
{
	const struct programme_part *part = tab->part >= 0 ? tab_part(view, tab) : NULL;
	const struct position *at = part ? &part->detail.position : NULL;

	switch (tab->kind) {
	case TAB_TRACK:
		if (at->completed)
			buf_str(out, " done");
		else
			buf_printf(out, " %d/%d", at->stage + 1, part->detail.track->stage_count);
		break;
	case TAB_DIAGNOSIS:
		if (part->worst >= 0)
			buf_printf(out, " %d%%", part->conditions[part->worst].depth);
		break;
	case TAB_ROADMAP:
		buf_printf(out, " %d/%d", rated_cells(part), part->rating_count);
		break;
	case TAB_STATEMENT:
		buf_printf(out, " %d/%zu", filled_blanks(part), part->blanks.count);
		break;
	case TAB_DOCUMENTS:
		if (view->programme.documents.count > 0)
			buf_printf(out, " %d/%zu", written_documents(&view->programme.documents),
				   view->programme.documents.count);
		break;
	default:
		break;
	}
}

/* ---- the line of them ---- */

/* From style to style there is less: how far each is, how far tracks are, names alone, a blank less between them,
 * names cut. */
enum { ROOMY, TRACKS, NAMES, TIGHT, CUT };
#define CUT_LONGEST 8
#define CUT_LAST (CUT + CUT_LONGEST - 4)

static void label_tab(const struct app *app, const struct programme_view *view, size_t i, int style,
		      struct buf *out)
{
	const struct programme_tab *tab = &view->tabs.items[i];
	bool open = i == view->tab, track = tab->kind == TAB_TRACK || tab->kind == TAB_DIAGNOSIS;
	struct buf name = { 0 }, safe = { 0 };

	name_tab(view, tab, &name);
	text_safe(&safe, buf_text(&name), screen_signs(app->screen));
	if (style >= CUT && !open)
		buf_cut(&safe, text_fit(buf_text(&safe), CUT_LONGEST - (style - CUT), NULL));
	if (style == ROOMY || open || (style == TRACKS && track))
		describe_tab(view, tab, &safe);
	buf_printf(out, open ? "[%s]" : style >= TIGHT ? " %s" : " %s ", buf_text(&safe));
	buf_free(&name);
	buf_free(&safe);
}

static int line_width(const struct app *app, const struct programme_view *view, int style)
{
	int width = 0;

	for (size_t i = 0; i < view->tabs.count; i++) {
		struct buf label = { 0 };

		label_tab(app, view, i, style, &label);
		width += screen_width(app->screen, buf_text(&label));
		buf_free(&label);
	}
	return width;
}

/* Tabs are left out at the front until the open one has room. */
static size_t first_tab(const struct app *app, const struct programme_view *view, int style, int width)
{
	size_t first = view->tab;
	int used = 6;

	for (;; first--) {
		struct buf label = { 0 };

		label_tab(app, view, first, style, &label);
		used += screen_width(app->screen, buf_text(&label));
		buf_free(&label);
		if (used > width)
			return first < view->tab ? first + 1 : first;
		if (first == 0)
			return 0;
	}
}

void programme_draw_tabs(const struct app *app, const struct programme_view *view, struct rect line)
{
	struct pen pen = { app->screen, line.y, line.x, line.width };
	int style = ROOMY;
	size_t first = 0;

	while (style < CUT_LAST && line_width(app, view, style) > line.width)
		style++;
	if (line_width(app, view, style) > line.width)
		first = first_tab(app, view, style, line.width);
	if (first > 0)
		pen_text(&pen, ROLE_DIM, screen_sign(app->screen, SIGN_MORE));
	for (size_t i = first; i < view->tabs.count && pen.left > 0; i++) {
		struct buf label = { 0 };

		label_tab(app, view, i, style, &label);
		if (screen_width(app->screen, buf_text(&label)) > pen.left && i > view->tab)
			pen_text(&pen, ROLE_DIM, screen_sign(app->screen, SIGN_MORE));
		else
			pen_text(&pen, i == view->tab ? ROLE_CURSOR : ROLE_DIM, buf_text(&label));
		buf_free(&label);
	}
}
