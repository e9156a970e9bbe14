/* The console's state: beginning, end, running commands, and what has to be read again after them. */
#include "tui/app.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cmd/act.h"
#include "core/ids.h"
#include "tui/review.h"
#include "tui/today_view.h"

#define HISTORY "history"

int64_t app_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int app_init(struct app *app, const struct ctx *ctx, struct screen *screen, struct error *error)
{
	const struct config *config = ctx->config;
	char *history;

	memset(app, 0, sizeof *app);
	app->ctx = *ctx;
	app->screen = screen;
	app->ctx.utf8 = screen_signs(screen) == TEXT_UTF8;
	app->portfolio.sort = COLUMN_AT_STAKE;
	app->portfolio.descending = true;
	app->qbr.agenda = (struct agenda){ .last_review = DAY_NONE, .next_review = DAY_NONE };
	app->cache_left = -1;
	app->account_stale = app->totals_stale = app->dirty = true;
	if (keymap_load(&app->keymap, config && config->file ? config->file : NULL, error) < 0)
		return -1;
	if (book_read_begin(app->ctx.book, error) < 0)
		return -1;
	if (portfolio_read_order(app, false, error) < 0) {
		book_read_end(app->ctx.book);
		return -1;
	}
	book_read_end(app->ctx.book);
	(void)book_changed_by_others(app->ctx.book);
	history = config_state_file(HISTORY);
	prompt_history_load(&app->prompt, history);
	free(history);
	return 0;
}

void app_free(struct app *app)
{
	char *history = config_state_file(HISTORY);

	app_close_view(app);
	nrr_free(app);
	numbers_pane_free(app);
	prompt_history_save(&app->prompt, history);
	free(history);
	prompt_free(&app->prompt);
	keymap_free(&app->keymap);
	for (size_t i = 0; i < app->portfolio.rows.count; i++)
		account_row_clear(&app->portfolio.rows.items[i]);
	vec_free(&app->portfolio.rows);
	vec_free(&app->portfolio.row_ids);
	vec_free(&app->portfolio.order);
	vec_free(&app->portfolio.matches);
	free(app->portfolio.lens);
	account_detail_clear(&app->detail);
	track_lines(app);
	track_forget(app);
	vec_free(&app->track.lines);
	vec_free(&app->track.line_of);
	vec_free(&app->track.held);
	vec_free(&app->track.reasons);
	vec_free(&app->track.folded);
	free(app->track.editing_key);
	free(app->asking.draft);
	qbr_lines(app);
	vec_free(&app->qbr.lines);
	free(app->qbr.asked);
	text_free(&app->text);
	free(app->search.text);
	free(app->search.folded);
	free(app->search.before);
}

void app_say(struct app *app, bool error, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	(void)vsnprintf(app->message, sizeof app->message, format, args);
	va_end(args);
	app->message_is_error = error;
	app->dirty = true;
}

void app_say_error(struct app *app, const struct error *error)
{
	app_say(app, true, "%s", error->text);
}

const char *message_effect(const char *message)
{
	const char *end = message + strlen(message);

	/* from the end, since a question or a name may hold anything */
	for (const char *at = end; at > message; at--) {
		if ((strncmp(at, ": stage ", 8) == 0 || strncmp(at, ": worst condition ", 18) == 0 ||
		     strncmp(at, ": health ", 9) == 0) &&
		    strstr(at, " -> "))
			return at;
	}
	return end;
}

void app_account_word(const struct app *app, char word[24])
{
	word[0] = '\0';
	if (app->portfolio.selected != 0)
		(void)snprintf(word, 24, "#%lld", (long long)app->portfolio.selected);
}

void app_load_account(struct app *app)
{
	struct error error;

	if (!app->account_stale)
		return;
	app->account_stale = false;
	account_detail_clear(&app->detail);
	if (app->portfolio.selected != 0 &&
	    account_load(app->ctx.book, app->portfolio.selected, 0, app->ctx.as_of, &app->detail, &error) < 0) {
		account_detail_clear(&app->detail);
		if (error.kind != ERROR_NOT_FOUND)
			app_say_error(app, &error);
	}
	track_lines(app);
	qbr_lines(app);
}

void app_load_view(struct app *app)
{
	app_load_account(app);
	if (app->view && app->view_stale && app->view->load)
		app->view->load(app);
	app->view_stale = false;
}

void app_open_view(struct app *app, const struct pane_ops *view)
{
	app_close_view(app);
	app->view = view;
	app->view_stale = true;
	app->today_left.back = app->numbers_back = false;
}

void app_close_view(struct app *app)
{
	const struct pane_ops *view = app->view;

	search_forget(app);
	app->view = NULL;
	if (view && view->closed)
		view->closed(app);
	app->dirty = true;
}

/* The book may have dropped the track that was lent, so nothing may look at it before it is loaded again. */
static void forget_account(struct app *app)
{
	int64_t id = app->detail.row.id;

	account_detail_clear(&app->detail);
	app->detail.row.id = id;
	track_forget(app);
	app->account_stale = app->view_stale = true;
}

void app_reload(struct app *app)
{
	portfolio_check_lens(app);
	portfolio_forget_rows(app);
	forget_account(app);
	today_changed(app, 0);
	nrr_changed(app);
	numbers_pane_changed(app);
	app->portfolio.order_stale = true;
	app->totals_stale = app->dirty = true;
}

/* All that an action changed is read again before the next frame. */
static void take_change(struct app *app, const struct outcome *outcome)
{
	if (outcome->entry == 0)
		return;
	if (outcome->many || outcome->account == 0) {
		app_reload(app);
		app->portfolio.order_due = 0;
		return;
	}
	forget_account(app);
	today_changed(app, outcome->account);
	nrr_changed(app);
	numbers_pane_changed(app);
	app->totals_stale = app->dirty = true;
	if (outcome->account != ORGANISATION_ID) /* which is in no list */
		portfolio_place(app, outcome->account);
}

static size_t line_count(const char *text)
{
	size_t lines = 0;

	for (; *text; text++)
		lines += *text == '\n' && text[1];
	return lines + 1;
}

/* One line goes to the status line, more open as a text; what a change prints for scripts is its row,
 * which is on the screen anyway. */
static void show_printed(struct app *app, const struct action *info, char *printed, const struct outcome *outcome)
{
	bool report = info->scope == SCOPE_COMMAND || info->id == ACTION_IMPORT || !outcome->message[0];

	if (outcome->message[0])
		app_say(app, false, "%s", outcome->message);
	if (!report || !printed || !*printed)
		return;
	if (line_count(printed) > 1 || outcome->message[0])
		app_show_text(app, info->name, printed);
	else
		app_say(app, false, "%.*s", (int)strcspn(printed, "\n"), printed);
}

/* What is undone is told with what it did then; what the undo does now is the way back. */
static void say_undone(struct app *app, const struct outcome *outcome, struct effect *effect)
{
	struct buf now = { 0 };

	app->message[message_effect(app->message) - app->message] = '\0';
	if (outcome->account == app->portfolio.selected && outcome->account != 0) {
		app_load_account(app);
		effect_after(effect, &app->detail);
		effect_say(effect, &now);
		strncat(app->message, buf_text(&now), sizeof app->message - strlen(app->message) - 1);
	}
	buf_free(&now);
}

bool app_run(struct app *app, int argc, char *const *argv)
{
	const struct action *info = action_find(argv[0]);
	struct effect effect = { 0 };
	struct ctx ctx = app->ctx;
	struct outcome outcome = { 0 };
	struct error error;
	char *printed = NULL;
	size_t size = 0;
	bool done;

	ctx.out = open_memstream(&printed, &size);
	if (!ctx.out)
		BUG("no memory stream");
	ctx.width = screen_columns(app->screen) - 4;
	ctx.confirm = command_confirm;
	ctx.confirm_data = app;
	effect_before(&effect, &app->detail);
	done = action_run(&ctx, argc, argv, &outcome, &error) == 0;
	if (fclose(ctx.out) != 0)
		BUG("memory stream");
	if (done) {
		take_change(app, &outcome);
		if (info)
			show_printed(app, info, printed, &outcome);
		/* A sentence may be about anything, and a customer looks on. */
		if (review_presenting(app) && app->message[0])
			app_say(app, false, "done");
		else if (info && info->id == ACTION_UNDO && outcome.entry != 0)
			say_undone(app, &outcome, &effect);
		if (!app->message[0] && !app->text.open)
			app_say(app, false, "%s: nothing changed", argv[0]);
		if (info && info->id == ACTION_ADD && outcome.account != 0)
			portfolio_select(app, outcome.account);
	} else {
		app_say_error(app, &error);
	}
	effect_free(&effect);
	free(printed);
	return done;
}

static bool is_number(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	return digits > 0 && digits < 9 && text[digits] == '\0';
}

bool app_line(struct app *app, const char *line, int count)
{
	const struct action *info;
	struct error error;
	char account[24], **argv;
	const char *near;
	int argc;

	if (action_split(line, &argc, &argv, &error) < 0) {
		app_say_error(app, &error);
		return false;
	}
	if (argc == 0) {
		free(argv);
		return true;
	}
	app_account_word(app, account);
	for (int i = 1; i < argc && account[0]; i++) {
		if (strcmp(argv[i], ".") == 0)
			argv[i] = account;
	}
	info = action_find(argv[0]);
	if (info) {
		app_do(app, info->id, argc, argv, count);
	} else if (is_number(argv[0])) {
		char first[] = "first";
		char *words[] = { first, NULL };

		app_do(app, ACTION_FIRST, 1, words, atoi(argv[0]));
	} else {
		near = action_near(argv[0]);
		if (near)
			app_say(app, true, "no command is called \"%s\"; did you mean \"%s\"?", argv[0], near);
		else
			app_say(app, true, "no command is called \"%s\"; help lists them", argv[0]);
	}
	free(argv);
	return info != NULL;
}
