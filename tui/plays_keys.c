/* What the keys of the view of flags and plays do: each runs a command, some through a form. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/plays_view.h"

static const struct form_field snooze_fields[] = {
	{ "until", "Until", "quiet before this day: fri, +2w, 2026-12-04", FORM_DATE, FORM_OPTION, true, NULL },
	{ "reason", "Reason", "why until then", FORM_TEXT, FORM_OPTION, true, NULL },
};

static const struct form_field close_flag_fields[] = {
	{ "reason", "Reason", "what came of it; may be empty", FORM_TEXT, FORM_OPTION, false, NULL },
};

static const struct form_field open_fields[] = {
	{ "play", "Play", "its id, or a part of its title", FORM_TEXT, FORM_WORD, true, NULL },
};

static const struct form_field task_fields[] = {
	{ "text", "Task", NULL, FORM_TEXT, FORM_FIELD, true, NULL },
	{ "due", "Due", "fri, +2w; empty: as the play has it", FORM_DATE, FORM_FIELD, false, NULL },
	{ "owner", "Owner", "who does it", FORM_TEXT, FORM_FIELD, false, NULL },
	{ "side", "Side", "us or customer", FORM_CHOICE, FORM_FIELD, false, "us|customer" },
	{ "note", "Note", NULL, FORM_TEXT, FORM_FIELD, false, NULL },
};

#define COUNT(fields) ((int)(sizeof(fields) / sizeof *(fields)))
#define BEGIN(app, title, fields, ...) \
	form_begin(app, title, (const char *const[]){ __VA_ARGS__, NULL }, fields, COUNT(fields))

static void id_word(int64_t id, char word[24])
{
	(void)snprintf(word, 24, "#%lld", (long long)id);
}

static void run(struct app *app, int count, const char *const *words)
{
	char *copies[8];

	for (int i = 0; i < count; i++)
		copies[i] = xstrdup(words[i]);
	copies[count] = NULL;
	(void)app_run(app, count, copies);
	while (count > 0)
		free(copies[--count]);
}

/* ---- flags ---- */

static unsigned flag_action(struct app *app, const struct flag_row *row, enum action_id id)
{
	char account[24];

	id_word(row->account, account);
	switch (id) {
	case ACTION_CLOSE_RECORD:
		BEGIN(app, "Close the flag", close_flag_fields, "flag", "close", account, row->key);
		form_ask(app);
		return EFFECT_HANDLED;
	case ACTION_SNOOZE:
		if (row->state == FLAG_SNOOZED) {
			run(app, 4, (const char *[]){ "flag", "wake", account, row->key });
			return EFFECT_HANDLED;
		}
		BEGIN(app, "Snooze the flag", snooze_fields, "flag", "snooze", account, row->key);
		form_ask(app);
		return EFFECT_HANDLED;
	case ACTION_ADD_RECORD:
		if (row->flag && row->flag->play) {
			run(app, 4, (const char *[]){ "plays", "open", account, row->flag->play });
		} else {
			BEGIN(app, "Open a play", open_fields, "plays", "open", account);
			form_ask(app);
		}
		return EFFECT_HANDLED;
	default:
		return EFFECT_PASS;
	}
}

/* ---- plays and their tasks ---- */

/* The outcomes that the template has stand in the hint. */
static void close_play(struct app *app, struct plays_view *view, const struct play *play, const char *account)
{
	const struct play_template *template = NULL;
	const struct playbooks *books;
	struct error ignored;
	struct buf list = { 0 };
	char record[24];

	if (!playbooks_get(app->ctx.book, &books, &ignored))
		template = playbooks_play(books, play->template);
	for (int i = 0; template && template->outcomes && template->outcomes[i]; i++)
		buf_printf(&list, "%s%s", i ? "; " : "", template->outcomes[i]);
	(void)snprintf(view->outcomes, sizeof view->outcomes, "%s", buf_text(&list));
	buf_free(&list);
	view->closing[0] = (struct form_field){ "outcome", "Outcome", view->outcomes, FORM_TEXT, FORM_OPTION,
						true,	   NULL };
	view->closing[1] = (struct form_field){ "note", "Note", "what was learnt", FORM_TEXT, FORM_OPTION,
						false,	NULL };
	id_word(play->id, record);
	form_begin(app, play->title, (const char *const[]){ "plays", "close", account, record, NULL },
		   view->closing, 2);
	form_ask(app);
}

static unsigned play_action(struct app *app, struct plays_view *view, const struct play *play, enum action_id id)
{
	char account[24];

	id_word(play->account, account);
	if (id == ACTION_CLOSE_RECORD) {
		close_play(app, view, play, account);
		return EFFECT_HANDLED;
	}
	if (id == ACTION_ADD_RECORD) {
		BEGIN(app, "Open a play", open_fields, "plays", "open", account);
		form_ask(app);
		return EFFECT_HANDLED;
	}
	return EFFECT_PASS;
}

static unsigned todo_action(struct app *app, const struct todo *todo, enum action_id id)
{
	char account[24], record[24], day[DATE_SIZE];

	id_word(todo->account, account);
	id_word(todo->id, record);
	if (id == ACTION_YES || id == ACTION_CLOSE_RECORD) {
		run(app, 4, (const char *[]){ "todo", todo->done == DAY_NONE ? "done" : "open", account, record });
		return EFFECT_HANDLED;
	}
	if (id != ACTION_EDIT_RECORD)
		return EFFECT_PASS;
	BEGIN(app, "Task", task_fields, "todo", "set", account, record);
	form_value(app, "text", todo->text);
	form_value(app, "due", todo->due == DAY_NONE ? "" : date_format(todo->due, day));
	form_value(app, "owner", todo->owner);
	form_value(app, "side", side_name(todo->side));
	form_value(app, "note", todo->note);
	form_ask(app);
	return EFFECT_HANDLED;
}

/* ---- all of them ---- */

static unsigned go_to_account(struct app *app, const struct plays_view *view, int64_t item)
{
	int64_t account = plays_account_at(view, item);

	if (!account)
		return EFFECT_HANDLED;
	portfolio_select(app, account);
	return EFFECT_HANDLED | EFFECT_CLOSE | EFFECT_ACCOUNT;
}

unsigned plays_action(struct app *app, struct plays_view *view, int64_t item, enum action_id id)
{
	const struct flag_row *flag = plays_flag_at(view, item);
	const struct play *play = plays_play_at(view, item);
	const struct todo *todo = plays_todo_at(view, item);
	unsigned effect = EFFECT_PASS;
	char account[24];

	if (id == ACTION_OPEN)
		return go_to_account(app, view, item);
	if (flag)
		effect = flag_action(app, flag, id);
	else if (play)
		effect = play_action(app, view, play, id);
	else if (todo)
		effect = todo_action(app, todo, id);
	if (effect != EFFECT_PASS || id != ACTION_ADD_RECORD || view->tab != TAB_AT_WORK || !app->detail.row.id)
		return effect;
	app_account_word(app, account);
	BEGIN(app, "Open a play", open_fields, "plays", "open", account);
	form_ask(app);
	return EFFECT_HANDLED;
}

void plays_hint(const struct app *app, const struct plays_view *view, struct buf *out)
{
	static const struct {
		enum plays_tab tab;
		enum action_id action;
		const char *what;
	} hints[] = {
		{ TAB_FLAGS, ACTION_OPEN, "account" },	       { TAB_FLAGS, ACTION_CLOSE_RECORD, "close" },
		{ TAB_FLAGS, ACTION_SNOOZE, "snooze" },	       { TAB_FLAGS, ACTION_ADD_RECORD, "open its play" },
		{ TAB_AT_WORK, ACTION_YES, "done" },	       { TAB_AT_WORK, ACTION_EDIT_RECORD, "change" },
		{ TAB_AT_WORK, ACTION_CLOSE_RECORD, "close" }, { TAB_AT_WORK, ACTION_ADD_RECORD, "open another" },
	};

	for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
		if (hints[i].tab == view->tab)
			hint_key(app, KEYS_PLAYS, hints[i].action, hints[i].what, out);
	hint_key(app, KEYS_PLAYS, ACTION_NEXT_PANE, "next page", out);
	hint_key(app, KEYS_PLAYS, ACTION_BACK, "back", out);
}
