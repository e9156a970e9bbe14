/* What keys make of the agenda's items, in its pane and in the meeting: each is a "qbr" command. */
#include <stdlib.h>
#include <string.h>

#include "tui/review.h"

bool review_run(struct app *app, const char *option, const char *verb, const char *first, const char *second)
{
	char account[24], *words[8];
	const char *const all[] = { "qbr", option, "--", account, verb, first, second };
	int count = 0;
	bool done;

	app_account_word(app, account);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i])
			words[count++] = xstrdup(all[i]);
	words[count] = NULL;
	done = app_run(app, count, words);
	while (count > 0)
		free(words[--count]);
	return done;
}

/* ---- the day of the next review ---- */

static void day_asked(struct app *app, const char *text)
{
	if (*text)
		(void)review_run(app, NULL, "plan", text, NULL);
}

void review_ask_day(struct app *app)
{
	char day[DATE_SIZE] = "";

	if (app->detail.next_review != DAY_NONE)
		date_format(app->detail.next_review, day);
	app_ask(app,
		*day ? "review on (fri, +2w, 2026-12-04; off calls it off)" : "review on (fri, +2w, 2026-12-04)",
		day, NULL, day_asked);
}

bool review_planned(struct app *app)
{
	if (app->detail.row.id == 0) {
		app_say(app, false, "no account is selected: there is nothing to write on");
		return false;
	}
	if (app->qbr.agenda.review != 0)
		return true;
	app_ask(app, "no review is planned yet: on which day is it (fri, +2w, 2026-12-04)", "", NULL, day_asked);
	return false;
}

/* ---- texts ---- */

/* The item that the prompt is about, which an idle reload may have moved meanwhile. */
static void ask_about(struct app *app, const struct qbr_item *item)
{
	free(app->qbr.asked);
	app->qbr.asked = xstrdup(item->key);
}

static void said(struct app *app, const char *text)
{
	if (app->qbr.asked)
		(void)review_run(app, NULL, "say", app->qbr.asked, text);
}

static void edited(struct app *app, const char *text)
{
	if (app->qbr.asked)
		(void)review_run(app, NULL, "edit", app->qbr.asked, text);
}

static void ask_text(struct app *app, const struct qbr_item *item, bool say)
{
	char *draft = xasprintf("qbr %s %lld %.200s", say ? "say" : "edit", (long long)app->detail.row.id,
				item->key);

	ask_about(app, item);
	/* In a meeting there is no time for an editor. */
	if (say)
		app_ask(app, "said", item->said ? item->said : "", draft, said);
	else
		outside_ask(app, "text", item->text, draft, edited);
	free(draft);
}

/* The item that was not there before, so that the cursor goes to it. */
static void go_to_new(struct app *app, const char *before)
{
	struct agenda *agenda = &app->qbr.agenda;

	app_load_account(app);
	for (size_t i = 0; i < agenda->count; i++) {
		const char *key = agenda->items[i].key, *at = before;
		size_t size = strlen(key);

		while (at && (strncmp(at, key, size) != 0 || (at[size] != '\n' && at[size] != '\0'))) {
			at = strchr(at, '\n');
			at = at ? at + 1 : NULL;
		}
		if (!at)
			app->qbr.place.cursor = i;
	}
}

static void added(struct app *app, const char *text)
{
	char *before;

	if (!*text || !app->qbr.asked)
		return;
	before = agenda_keys(&app->qbr.agenda);
	if (review_run(app, NULL, "add", app->qbr.asked, text))
		go_to_new(app, before);
	free(before);
}

static void ask_item(struct app *app, const struct qbr_item *item)
{
	enum qbr_section section = item ? item->section : QBR_GOAL;
	char *label = xasprintf("add to \"%s\"", qbr_section_title(section)),
	     *draft = xasprintf("qbr add %lld %s", (long long)app->detail.row.id, qbr_section_key(section));

	free(app->qbr.asked);
	app->qbr.asked = xstrdup(qbr_section_key(section));
	app_ask(app, label, "", draft, added);
	free(label);
	free(draft);
}

/* ---- the rest ---- */

static void seen(struct app *app)
{
	const struct agenda *agenda = &app->qbr.agenda;
	bool any = !agenda->looked_at;

	for (size_t i = 0; i < agenda->count; i++)
		any |= agenda->items[i].is_new;
	if (any)
		(void)review_run(app, NULL, "draft", NULL, NULL);
	else
		app_say(app, false, "nothing on the agenda is new");
}

static void finish(struct app *app, const struct qbr_item *item)
{
	char account[24], task[24], *words[5];
	const char *const all[] = { "todo", item->mark == ANSWER_YES ? "open" : "done", account, task };

	if (!review_is_action(item)) {
		app_say(app, false, "that is for actions: go to one first");
		return;
	}
	app_account_word(app, account);
	(void)snprintf(task, sizeof task, "#%lld", (long long)item->todo);
	for (int i = 0; i < 4; i++)
		words[i] = xstrdup(all[i]);
	words[4] = NULL;
	(void)app_run(app, 4, words);
	for (int i = 0; i < 4; i++)
		free(words[i]);
}

static void restore(struct app *app, const struct qbr_item *item)
{
	if (!item->edited && !item->added && !(item->todo && item->section == QBR_DECISIONS))
		app_say(app, false, "these are the draft's words already");
	else
		(void)review_run(app, NULL, "edit", item->key, "");
}

static void do_item(struct app *app, const struct qbr_item *item, enum action_id id)
{
	switch (id) {
	case ACTION_COVER_ITEM:
		(void)review_run(app, item->covered ? "--back" : NULL, "cover", item->key, NULL);
		break;
	case ACTION_HIDE_ITEM:
		(void)review_run(app, NULL, item->hidden ? "show" : "hide", item->key, NULL);
		break;
	case ACTION_INTERNAL_ITEM:
		(void)review_run(app, NULL, item->audience == QBR_INTERNAL ? "customer" : "internal", item->key,
				 NULL);
		break;
	case ACTION_RAISE_ITEM:
	case ACTION_LOWER_ITEM:
		(void)review_run(app, NULL, "move", item->key, id == ACTION_RAISE_ITEM ? "up" : "down");
		break;
	case ACTION_RESTORE_ITEM:
		restore(app, item);
		break;
	case ACTION_FINISH_ITEM:
		finish(app, item);
		break;
	default:
		ask_text(app, item, id == ACTION_SAY_ITEM);
		break;
	}
}

unsigned review_item_action(struct app *app, const struct qbr_item *item, enum action_id id)
{
	switch (id) {
	case ACTION_DATE_REVIEW:
	case ACTION_SEEN_ITEMS:
	case ACTION_ADD_ITEM:
	case ACTION_COVER_ITEM:
	case ACTION_SAY_ITEM:
	case ACTION_EDIT_ITEM:
	case ACTION_RESTORE_ITEM:
	case ACTION_HIDE_ITEM:
	case ACTION_INTERNAL_ITEM:
	case ACTION_RAISE_ITEM:
	case ACTION_LOWER_ITEM:
	case ACTION_FINISH_ITEM:
		break;
	default:
		return EFFECT_PASS;
	}
	if (id == ACTION_DATE_REVIEW && app->detail.row.id != 0)
		review_ask_day(app);
	else if (!review_planned(app))
		return EFFECT_HANDLED;
	else if (id == ACTION_SEEN_ITEMS)
		seen(app);
	else if (id == ACTION_ADD_ITEM)
		ask_item(app, item);
	else if (item)
		do_item(app, item, id);
	return EFFECT_HANDLED;
}
