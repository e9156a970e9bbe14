/* What Today's keys do: go to the place where the thing is done, do it here, put it off, dismiss it. */
#include <stdlib.h>
#include <string.h>

#include "tui/account_view.h"
#include "tui/plays_view.h"
#include "tui/today_view.h"

static const struct today_row *row_here(const struct app *app)
{
	return app->today ? today_at(app->today) : NULL;
}

/* ---- doing it ---- */

static void run(struct app *app, const char *const *words, int count)
{
	char *argv[10];

	for (int i = 0; i < count; i++)
		argv[i] = xstrdup(words[i]);
	argv[count] = NULL;
	(void)app_run(app, count, argv);
	for (int i = 0; i < count; i++)
		free(argv[i]);
}

static void run_on_ref(struct app *app, const char *action, const char *verb, const struct today_row *row)
{
	char account[24], ref[24];

	(void)snprintf(account, sizeof account, "#%lld", (long long)row->account);
	(void)snprintf(ref, sizeof ref, "#%lld", (long long)row->entry.ref);
	run(app, (const char *const[]){ action, verb, account, ref }, 4);
}

static void tick(struct app *app, const struct today_row *row)
{
	char account[24];
	char *milestone;
	int at;

	portfolio_select(app, row->account);
	app_load_account(app);
	at = app->detail.track ? track_find_id(app->detail.track, row->entry.ref) : -1;
	if (at < 0)
		return;
	milestone = track_word(app->detail.track, at);
	(void)snprintf(account, sizeof account, "#%lld", (long long)row->account);
	run(app, (const char *const[]){ "tick", account, milestone, "yes" }, 4);
	free(milestone);
}

static void mark_done(struct app *app, const struct today_row *row)
{
	char account[24];

	(void)snprintf(account, sizeof account, "#%lld", (long long)row->account);
	run(app, (const char *const[]){ "today", "done", account, row->entry.key }, 4);
}

/* One key does what one act does; the rest is done where it belongs. */
static unsigned do_here(struct app *app, const struct today_row *row)
{
	switch (row->entry.kind) {
	case TODAY_TASK:
		run_on_ref(app, "todo", "done", row);
		break;
	case TODAY_PROMISE:
		run_on_ref(app, "promise", "kept", row);
		break;
	case TODAY_MILESTONE:
		tick(app, row);
		break;
	case TODAY_ASK:
		mark_done(app, row);
		break;
	default:
		app_say(app, false, "that takes more than a key: Enter goes to where it is done");
		break;
	}
	return EFFECT_HANDLED;
}

/* ---- going there ---- */

static unsigned open_pane(struct app *app, enum pane_id pane)
{
	app_close_view(app);
	app->focus = pane;
	return EFFECT_HANDLED;
}

static unsigned open_milestone(struct app *app, const struct today_row *row)
{
	int64_t milestone = row->entry.ref;
	int at;

	(void)open_pane(app, PANE_TRACK);
	app->track.wanted = 0;
	app_load_account(app);
	at = app->detail.track ? track_find_id(app->detail.track, milestone) : -1;
	if (at >= 0)
		(void)pane_track.go(app, (size_t)at);
	return EFFECT_HANDLED;
}

/* Of "flag/KEY/DAY". */
static int64_t flag_item(const struct today_row *row)
{
	const char *from = strchr(row->entry.key, '/'), *to = strrchr(row->entry.key, '/');
	int64_t item;
	char *key;

	if (!from || to <= from)
		return 0;
	key = xstrndup(from + 1, (size_t)(to - from - 1));
	item = plays_item_of_flag(row->account, key);
	free(key);
	return item;
}

static unsigned open_here(struct app *app, const struct today_row *row)
{
	enum today_kind kind = row->entry.kind;
	int64_t ref = row->entry.ref;

	portfolio_select(app, row->account);
	switch (kind) {
	case TODAY_MILESTONE:
		return open_milestone(app, row);
	case TODAY_PROMISE:
		account_open(app, TAB_PROMISES, ref);
		break;
	case TODAY_QBR:
		(void)open_pane(app, PANE_QBR);
		app_open_view(app, &pane_review);
		break;
	case TODAY_ASK: {
		char account[24];

		(void)snprintf(account, sizeof account, "#%lld", (long long)row->account);
		run(app, (const char *const[]){ "ask", account }, 2);
		return EFFECT_HANDLED;
	}
	case TODAY_FLAG:
		plays_view_at(app, TAB_FLAGS, flag_item(row));
		break;
	case TODAY_TASK:
		plays_view_at(app, TAB_AT_WORK, ref);
		break;
	default:
		account_open(app, TAB_HEALTH, 0);
		break;
	}
	app->today_left.back = true; /* Esc there is back here */
	return EFFECT_HANDLED;
}

/* ---- putting it off ---- */

/* "snooze" asks until when, then why; "dismiss" why. The entry is kept, since the list may move meanwhile. */
static void mark(struct app *app, const char *verb, const char *until, const char *reason)
{
	const struct today_row *row = row_here(app);
	const char *words[9] = { "today", verb };
	char account[24], key[TODAY_KEY];
	int count = 4;

	if (!row)
		return;
	(void)snprintf(account, sizeof account, "#%lld", (long long)row->account);
	(void)snprintf(key, sizeof key, "%s", row->entry.key);
	words[2] = account;
	words[3] = key;
	if (until) {
		words[count++] = "--until";
		words[count++] = until;
	}
	words[count++] = "--reason";
	words[count++] = reason;
	run(app, words, count);
}

static void take_snooze(struct app *app, const char *text)
{
	size_t until = strcspn(text, " ");
	const char *reason = text + until + strspn(text + until, " ");
	char *day;

	if (!*text)
		return;
	if (!*reason) {
		app_say(app, true, "a date and why, as in: +1w they are on holiday");
		return;
	}
	day = xstrndup(text, until);
	mark(app, "snooze", day, reason);
	free(day);
}

static void take_dismissal(struct app *app, const char *text)
{
	if (*text)
		mark(app, "dismiss", NULL, text);
}

/* ---- keys ---- */

unsigned today_action(struct app *app, enum action_id id)
{
	const struct today_row *row = row_here(app);

	if (!row)
		return EFFECT_PASS;
	switch (id) {
	case ACTION_OPEN:
		return open_here(app, row);
	case ACTION_YES:
		return do_here(app, row);
	case ACTION_SNOOZE:
		app_ask(app, "snooze until, and why (+1w they are away)", "", NULL, take_snooze);
		return EFFECT_HANDLED;
	case ACTION_DISMISS:
		app_ask(app, "dismiss, because", "", NULL, take_dismissal);
		return EFFECT_HANDLED;
	default:
		return EFFECT_PASS;
	}
}

void today_hint(const struct app *app, struct buf *out)
{
	const struct today_row *row = row_here(app);

	if (row) {
		hint_key(app, KEYS_TODAY, ACTION_OPEN, "go there", out);
		if (row->entry.kind == TODAY_TASK || row->entry.kind == TODAY_PROMISE ||
		    row->entry.kind == TODAY_MILESTONE || row->entry.kind == TODAY_ASK)
			hint_key(app, KEYS_TODAY, ACTION_YES, "done", out);
		hint_key(app, KEYS_TODAY, ACTION_SNOOZE, "snooze", out);
		hint_key(app, KEYS_TODAY, ACTION_DISMISS, "dismiss", out);
		hint_key(app, KEYS_TODAY, ACTION_EXPLAIN, "why this rank", out);
	}
	hint_key(app, KEYS_TODAY, ACTION_MINE, app->today && app->today->mine ? "everybody's" : "only mine", out);
	hint_key(app, KEYS_TODAY, ACTION_BACK, "back", out);
}
