/* Process documents, what to write first on top. Items are documents, by id. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/programme.h"

#define NARROW 70

static const struct document *find(const struct programme_view *view, int64_t id)
{
	const struct documents *documents = &view->programme.documents;

	for (size_t i = 0; i < documents->count; i++) {
		if (documents->items[i].id == id)
			return &documents->items[i];
	}
	return NULL;
}

static void say_document(const struct document *d, int place, struct sheet *sheet)
{
	struct document_term terms[DOCUMENT_TERMS];
	struct buf right = { 0 }, why = { 0 };
	bool written = document_written(d);
	int item = sheet_item(sheet, d->id), rank = document_rank(d, terms);

	if (d->owner)
		buf_printf(&right, "%s  ", d->owner);
	buf_printf(&right, "%d task%s  %s", d->tasks, d->tasks == 1 ? "" : "s", written ? "written" : "missing");
	sheet_line(sheet, item);
	sheet_printf(sheet, ROLE_DIM, "%3d ", place);
	sheet_printf(sheet, written ? ROLE_DIM : ROLE_HEADING, "%3d  ", rank);
	sheet_right(sheet, written ? ROLE_DIM : ROLE_WATCH, buf_text(&right));
	sheet_wrap(sheet, written ? ROLE_DIM : ROLE_NORMAL, d->title, 0);
	if (terms[0].known || terms[1].known || terms[2].known || terms[3].known) {
		document_why(d, &why);
		sheet_line(sheet, item);
		sheet_text(sheet, ROLE_DIM, "         ");
		sheet_wrap(sheet, ROLE_DIM, buf_text(&why), 1);
	}
	buf_free(&right);
	buf_free(&why);
}

static void fill(const struct app *app, const struct programme_view *view, const struct programme_tab *tab,
		 struct sheet *sheet)
{
	const struct documents *documents = &view->programme.documents;

	(void)app;
	(void)tab;
	say_about(sheet, -1,
		  "The processes that the tracks' tasks name. Four questions about each say which to write down "
		  "first; the rank is the sum of their points, from 0 (nothing asked yet) to 100. What is missing "
		  "comes before "
		  "what is written.");
	if (documents->count == 0) {
		sheet_line(sheet, -1);
		sheet_line(sheet, -1);
		sheet_wrap(sheet, ROLE_NORMAL,
			   "No task names a document yet. A track file says \"document = ...\" beside a task; "
			   "\":track load FILE\" loads one.",
			   0);
		return;
	}
	sheet_line(sheet, -1);
	sheet_line(sheet, -1);
	sheet_text(sheet, ROLE_DIM, "    rank document");
	sheet_right(sheet, ROLE_DIM, "owner, tasks, written?");
	for (size_t i = 0; i < documents->count; i++)
		say_document(&documents->items[i], (int)i + 1, sheet);
}

/* ---- the four questions ---- */

static const char *yes_no_word(enum yes_no value)
{
	return value == SAID_YES ? "yes" : value == SAID_NO ? "no" : "";
}

static void say_asked(const struct app *app, enum action_id key, const char *question, const char *answer,
		      const struct document_term *term, struct sheet *sheet)
{
	char name[24] = "";
	int cells = sheet->width < NARROW ? 30 : 46;

	keymap_key_of(&app->keymap, KEYS_PROGRAMME, key, name);
	sheet_line(sheet, -1);
	sheet_printf(sheet, ROLE_KEY, "%-2s", name);
	sheet_cells(sheet, ROLE_NORMAL, cells, question);
	if (!*answer) {
		sheet_text(sheet, ROLE_WATCH, "not asked");
		return;
	}
	sheet_text(sheet, ROLE_NORMAL, answer);
	sheet_printf(sheet, ROLE_DIM, "  +%d", term->points);
}

static void detail(const struct app *app, const struct programme_view *view, const struct programme_tab *tab,
		   int64_t item, struct sheet *sheet)
{
	const struct document *d = find(view, item);
	struct document_term terms[DOCUMENT_TERMS];

	(void)tab;
	if (!d)
		return;
	(void)document_rank(d, terms);
	sheet_line(sheet, -1);
	sheet_text(sheet, ROLE_HEADING, d->title);
	say_asked(app, ACTION_CRITICAL, "How critical is the task to success?", critical_name(d->critical),
		  &terms[0], sheet);
	say_asked(app, ACTION_HOLDERS, "Who holds the knowledge?", d->holders ? d->holders : "", &terms[1], sheet);
	say_asked(app, ACTION_FREES, "Would documenting it free your time?", yes_no_word(d->frees), &terms[2],
		  sheet);
	say_asked(app, ACTION_ONLY_ONE, "Are you the only one who can do it?", yes_no_word(d->only_one), &terms[3],
		  sheet);
	if (d->link) {
		sheet_line(sheet, -1);
		sheet_text(sheet, ROLE_DIM, "It is at ");
		sheet_wrap(sheet, ROLE_NORMAL, d->link, 2);
	}
	if (d->text) {
		sheet_line(sheet, -1);
		sheet_wrap(sheet, ROLE_DIM, d->text, 30);
	}
}

/* ---- keys ---- */

static const char *next_yes_no(enum yes_no value)
{
	return value == YES_NO_UNKNOWN ? "yes" : value == SAID_YES ? "no" : "";
}

static void holders_done(struct app *app, const char *text)
{
	char *draft, *title;

	if (!app->programme || !app->programme->asked.what)
		return;
	title = xstrdup(app->programme->asked.what);
	programme_document(app, title, "holders", text);
	draft = xasprintf("holders %s", title);
	if (app->message_is_error && *text)
		draft_save(draft, text);
	free(draft);
	free(title);
}

static void ask_holders(struct app *app, struct programme_view *view, const struct document *d)
{
	char *draft = xasprintf("holders %s", d->title);

	free(view->asked.what);
	view->asked.what = xstrdup(d->title);
	app_ask(app, "who holds the knowledge, names by commas", d->holders ? d->holders : "", draft, holders_done);
	free(draft);
}

static unsigned action(struct app *app, struct programme_view *view, struct programme_tab *tab, int64_t item,
		       enum action_id id)
{
	const struct document *d = find(view, item);

	(void)tab;
	if (!d)
		return EFFECT_PASS;
	switch (id) {
	case ACTION_CRITICAL:
		programme_document(app, d->title, "critical",
				   d->critical == CRITICAL_HIGH
					   ? ""
					   : critical_name((enum document_critical)(d->critical + 1)));
		return EFFECT_HANDLED;
	case ACTION_HOLDERS:
		ask_holders(app, view, d);
		return EFFECT_HANDLED;
	case ACTION_FREES:
		programme_document(app, d->title, "frees", next_yes_no(d->frees));
		return EFFECT_HANDLED;
	case ACTION_ONLY_ONE:
		programme_document(app, d->title, "only", next_yes_no(d->only_one));
		return EFFECT_HANDLED;
	case ACTION_OPEN:
		programme_read_document(app, d);
		return EFFECT_HANDLED;
	case ACTION_EDIT_NOTE:
		programme_write_document(app, view, d);
		return EFFECT_HANDLED;
	default:
		return EFFECT_PASS;
	}
}

static void hint(const struct app *app, struct buf *out)
{
	hint_key(app, KEYS_PROGRAMME, ACTION_OPEN, "read", out);
	hint_key(app, KEYS_PROGRAMME, ACTION_EDIT_NOTE, "write", out);
	hint_key(app, KEYS_PROGRAMME, ACTION_CRITICAL, "critical", out);
	hint_key(app, KEYS_PROGRAMME, ACTION_HOLDERS, "who knows", out);
	hint_key(app, KEYS_PROGRAMME, ACTION_FREES, "frees time", out);
	hint_key(app, KEYS_PROGRAMME, ACTION_ONLY_ONE, "only one", out);
}

const struct programme_ops tab_documents = { .fill = fill, .detail = detail, .action = action, .hint = hint };
