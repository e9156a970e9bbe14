/* From a key to what it does: the focused pane is asked first, then what all panes share. */
#include <stdlib.h>
#include <string.h>

#include "cmd/files.h"
#include "tui/pane.h"

#define COUNT_MAX 1000000
#define CTRL_C 0x03

static void close_top(struct app *app)
{
	bool today = app->today_left.back, numbers = app->numbers_back;

	if (app->text.open) {
		text_close(app);
		return;
	}
	app_close_view(app);
	if (today)
		app_open_view(app, &pane_today);
	else if (numbers)
		app_open_view(app, &pane_numbers);
}

static void apply(struct app *app, unsigned effects)
{
	if (effects & EFFECT_ACCOUNT)
		app->account_stale = true;
	if (effects & EFFECT_CLOSE)
		close_top(app);
	app->dirty = true;
}

/* Positions move by lines; the ends stop. */
static void move_to(struct app *app, int64_t target)
{
	const struct pane_ops *pane = pane_focused(app);
	size_t wanted = target < 0 ? 0 : (size_t)target, length = pane->length(app, wanted);

	if (length == 0)
		return;
	apply(app, pane->go(app, wanted < length ? wanted : length - 1));
}

static void move_by(struct app *app, int64_t by)
{
	move_to(app, (int64_t)pane_focused(app)->place(app)->cursor + by);
}

static bool do_move(struct app *app, enum action_id action, int count)
{
	int64_t times = count > 0 ? count : 1;
	int64_t page = pane_focused(app)->place(app)->height - 1;

	if (page < 1)
		page = 1;
	switch (action) {
	case ACTION_DOWN:
		move_by(app, times);
		return true;
	case ACTION_UP:
		move_by(app, -times);
		return true;
	case ACTION_PAGE_DOWN:
		move_by(app, times * page);
		return true;
	case ACTION_PAGE_UP:
		move_by(app, -times * page);
		return true;
	case ACTION_HALF_DOWN:
		move_by(app, times * ((page + 1) / 2));
		return true;
	case ACTION_HALF_UP:
		move_by(app, -times * ((page + 1) / 2));
		return true;
	case ACTION_FIRST:
		move_to(app, count > 0 ? count - 1 : 0);
		return true;
	case ACTION_LAST:
		move_to(app, count > 0 ? count - 1 : INT32_MAX);
		return true;
	default:
		return false;
	}
}

static void focus_on(struct app *app, enum pane_id pane)
{
	if (app->focus != pane)
		search_forget(app);
	app->focus = pane;
}

/* Over the panes there is nothing to step through, and going back closes. */
static bool do_over(struct app *app, enum action_id action)
{
	switch (action) {
	case ACTION_BACK:
		if (app->search.active && !app->text.open)
			search_forget(app);
		else
			close_top(app);
		return true;
	case ACTION_QUIT:
		close_top(app);
		return true;
	case ACTION_NEXT_PANE:
	case ACTION_PREVIOUS_PANE:
	case ACTION_ZOOM:
		return true;
	default:
		return false;
	}
}

static bool do_view(struct app *app, enum action_id action, int count)
{
	if (pane_over(app) && do_over(app, action))
		return true;
	switch (action) {
	case ACTION_NEXT_PANE:
		focus_on(app, (enum pane_id)((app->focus + (count > 0 ? count : 1)) % PANE_COUNT));
		return true;
	case ACTION_PREVIOUS_PANE:
		focus_on(app, (enum pane_id)((app->focus + PANE_COUNT - 1) % PANE_COUNT));
		return true;
	case ACTION_ZOOM:
		app->zoomed = !app->zoomed;
		return true;
	case ACTION_BACK:
		if (app->search.active)
			search_forget(app);
		else if (app->zoomed)
			app->zoomed = false;
		else
			focus_on(app, PANE_PORTFOLIO);
		return true;
	case ACTION_QUIT:
		if (app->zoomed)
			app->zoomed = false;
		else
			app->quit = true;
		return true;
	case ACTION_REDRAW:
		(void)screen_check_size(app->screen);
		screen_redraw(app->screen);
		app_reload(app);
		return true;
	default:
		return false;
	}
}

static void sort_step(struct app *app, int step)
{
	enum column column = (enum column)(((int)app->portfolio.sort + COLUMN_COUNT + step) % COLUMN_COUNT);

	if (column == COLUMN_LENS && !app->portfolio.lens)
		column = (enum column)(((int)column + COLUMN_COUNT + step) % COLUMN_COUNT);
	portfolio_sort(app, column, column_info(column)->descending);
}

static bool do_sort(struct app *app, enum action_id action, int argc, char *const *argv)
{
	enum column column;

	switch (action) {
	case ACTION_SORT_NEXT:
		sort_step(app, 1);
		return true;
	case ACTION_SORT_PREVIOUS:
		sort_step(app, -1);
		return true;
	case ACTION_SORT_REVERSE:
		portfolio_sort(app, app->portfolio.sort, !app->portfolio.descending);
		return true;
	case ACTION_SORT_BY:
		column = argc > 1 ? column_find(argv[1]) : COLUMN_COUNT;
		if (column == COLUMN_COUNT)
			app_say(app, true, "no column is called \"%s\"; try name, health, renewal, arr",
				argc > 1 ? argv[1] : "");
		else if (column == COLUMN_LENS && !app->portfolio.lens)
			app_say(app, true, "no other track is shown yet: :lens TRACK shows one");
		else
			portfolio_sort(app, column,
				       column == app->portfolio.sort ? !app->portfolio.descending
								     : column_info(column)->descending);
		return true;
	default:
		return false;
	}
}

static void next_theme(struct app *app)
{
	const char *now = screen_theme(app->screen)->name;
	struct error error;
	int at = 0;

	while (at < theme_count && strcmp(themes[at].name, now) != 0)
		at++;
	for (int i = 1; i <= theme_count; i++) {
		const char *name = themes[(at + i) % theme_count].name;

		if (screen_set_theme(app->screen, name, &error) == 0) {
			app_say(app, false, "theme %s", name);
			return;
		}
	}
}

static void set_theme(struct app *app, const char *name)
{
	struct error error;

	if (screen_set_theme(app->screen, name, &error) < 0)
		app_say_error(app, &error);
	else
		app_say(app, false, "theme %s", name);
}

static void save_screen(struct app *app, const char *file)
{
	struct buf text = { 0 };
	struct error error;

	if (!file) {
		app_say(app, true, "save-screen wants a file: :save-screen FILE");
		return;
	}
	screen_save(app->screen, &text);
	if (file_write_new(file, buf_text(&text), &error))
		app_say_error(app, &error);
	else
		app_say(app, false, "saved the screen to %s", file);
	buf_free(&text);
}

static void do_console(struct app *app, enum action_id action, int argc, char *const *argv, int count)
{
	if (do_move(app, action, count) || do_view(app, action, count) || do_sort(app, action, argc, argv))
		return;
	switch (action) {
	case ACTION_SEARCH:
		search_open(app);
		break;
	case ACTION_SEARCH_NEXT:
		search_again(app, 1, count);
		break;
	case ACTION_SEARCH_PREVIOUS:
		search_again(app, -1, count);
		break;
	case ACTION_PROMPT:
		command_open(app, "");
		break;
	case ACTION_VIEW_PROGRAMME:
		if (app->text.open)
			text_close(app);
		if (app->view != &pane_programme)
			app_open_view(app, &pane_programme);
		break;
	case ACTION_VIEW_TODAY:
		if (app->text.open)
			text_close(app);
		if (app->view != &pane_today)
			app_open_view(app, &pane_today);
		break;
	case ACTION_VIEW_ACCOUNT:
		if (app->text.open)
			text_close(app);
		if (app->view != &pane_account)
			app_open_view(app, &pane_account);
		break;
	case ACTION_VIEW_PLAYS:
		if (app->text.open)
			text_close(app);
		if (app->view != &pane_plays)
			app_open_view(app, &pane_plays);
		break;
	case ACTION_VIEW_NUMBERS:
		if (app->text.open)
			text_close(app);
		if (app->view != &pane_numbers)
			app_open_view(app, &pane_numbers);
		break;
	case ACTION_VIEW_REVIEW:
		if (app->text.open)
			text_close(app);
		if (app->view != &pane_review)
			app_open_view(app, &pane_review);
		break;
	case ACTION_HELP:
		if (argc > 1)
			help_command(app, argv[1]);
		else
			help_keys(app);
		break;
	case ACTION_THEME:
		if (argc > 1)
			set_theme(app, argv[1]);
		else
			next_theme(app);
		break;
	case ACTION_LENS:
		portfolio_lens(app, argc > 1 ? argv[1] : NULL);
		break;
	case ACTION_SAVE_SCREEN:
		save_screen(app, argc > 1 ? argv[1] : NULL);
		break;
	default:
		app_say(app, false, "%s does nothing here: it is for another pane", action_info(action)->name);
		break;
	}
}

static void do_command(struct app *app, enum action_id action, int argc, char *const *argv, int count)
{
	int times = (action == ACTION_UNDO || action == ACTION_REDO) && count > 1 && argc == 1 ? count : 1;

	if (action == ACTION_DEMO && argc == 1) {
		app_say(app, true, "the sample book opens from the shell: waymark demo");
		return;
	}
	while (times-- > 0 && app_run(app, argc, argv))
		;
}

void app_do(struct app *app, enum action_id action, int argc, char *const *argv, int count)
{
	const struct pane_ops *pane = pane_focused(app);
	unsigned effects;

	/* The other panes act on the account itself, so that it has to be the right one. */
	if (pane != &pane_portfolio)
		app_load_view(app);
	app->dirty = true;
	if (action_info(action)->scope != SCOPE_CONSOLE) {
		do_command(app, action, argc, argv, count);
		return;
	}
	effects = pane->action(app, action);
	if (effects & EFFECT_PASS)
		do_console(app, action, argc, argv, count);
	else
		apply(app, effects);
}

/* A command on a key that wants words is begun on the ":" line. */
static void do_bare(struct app *app, enum action_id action, int count)
{
	const struct action *info = action_info(action);
	char *name = xstrdup(info->name), *line;
	char *argv[] = { name, NULL };

	if (info->arguments[0] && info->arguments[0] != '[' && info->arguments[0] != '-') {
		line = xasprintf("%s %s", name, strncmp(info->arguments, "ACCOUNT", 7) == 0 ? ". " : "");
		command_open(app, line);
		free(line);
	} else {
		app_do(app, action, 1, argv, count);
	}
	free(name);
}

static bool take_digit(struct app *app, int key)
{
	if (key < '0' || key > '9' || (key == '0' && app->count == 0))
		return false;
	app->count = app->count * 10 + (key - '0');
	if (app->count > COUNT_MAX)
		app->count = COUNT_MAX;
	return true;
}

static void unknown_key(struct app *app, int key)
{
	char name[24], help[24] = "", quit[24] = "";

	keymap_key_of(&app->keymap, KEYS_ANY, ACTION_HELP, help);
	keymap_key_of(&app->keymap, KEYS_ANY, ACTION_QUIT, quit);
	if (key == CTRL_C) {
		search_forget(app);
		app_say(app, false, "%s quits", quit[0] ? quit : ":quit");
		return;
	}
	key_to_name(key, name);
	app_say(app, false, "%s does nothing here; %s shows the keys", name, help[0] ? help : ":help");
}

void app_key(struct app *app, int key)
{
	const struct binding *binding;
	int count = app->count;

	if (key == KEY_NONE)
		return;
	app->dirty = true;
	if (key == KEY_HANGUP) {
		draft_keep(app);
		app->hangup = app->quit = true;
		return;
	}
	if (key == KEY_RESIZED || key == KEY_MOUSE_EVENT)
		return;
	app->message[0] = '\0';
	if (app->prompt.kind != PROMPT_NONE) {
		command_key(app, key);
		return;
	}
	if (key == KEY_PASTE) {
		app_say(app, false, "a paste does nothing in a list");
		return;
	}
	if (take_digit(app, key))
		return;
	app->count = 0;
	binding = keymap_find(&app->keymap, pane_focused(app)->scope, key);
	if (!binding)
		unknown_key(app, key);
	else if (binding->words)
		(void)app_line(app, binding->words, count);
	else
		do_bare(app, binding->action, count);
}
