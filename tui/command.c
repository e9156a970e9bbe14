/* The prompt: the ":" line with its completion, search as you type, questions. */
#include <stdlib.h>
#include <string.h>

#include "tui/pane.h"

/* ---- completion ---- */

struct completing {
	struct prompt *prompt;
	size_t from;
	const char *start; /* of the word */
};

static bool has_candidate(const struct prompt *prompt, const char *word)
{
	for (size_t i = 0; i < prompt->candidates.count; i++) {
		if (strcmp(prompt->candidates.items[i], word) == 0)
			return true;
	}
	return false;
}

/* A word with blanks is put in quotes, so that it stays one. */
static void offer(void *data, const char *word)
{
	struct completing *c = data;
	struct buf quoted = { 0 };

	if (strpbrk(word, " \t\"'\\") == NULL) {
		buf_str(&quoted, word);
	} else {
		buf_char(&quoted, '"');
		for (; *word; word++) {
			if (*word == '"' || *word == '\\')
				buf_char(&quoted, '\\');
			buf_char(&quoted, *word);
		}
		buf_char(&quoted, '"');
	}
	if (!has_candidate(c->prompt, buf_text(&quoted)))
		prompt_candidate(c->prompt, c->from, buf_text(&quoted));
	buf_free(&quoted);
}

static void offer_start(struct completing *c, const char *word)
{
	if (strncmp(word, c->start, strlen(c->start)) == 0)
		offer(c, word);
}

/* What only the console knows: its own actions, columns and themes. */
static void offer_console(struct completing *c, int argc, char *const *argv)
{
	const struct action *info = argc > 1 ? action_find(argv[0]) : NULL;

	for (int id = 0; argc == 1 && id < ACTION_COUNT; id++)
		offer_start(c, action_info((enum action_id)id)->name);
	if (!info || argc != 2)
		return;
	for (int i = 0; info->id == ACTION_SORT_BY && i < COLUMN_COUNT; i++)
		offer_start(c, column_info((enum column)i)->key);
	for (int i = 0; info->id == ACTION_THEME && i < theme_count; i++)
		offer_start(c, themes[i].name);
	for (int id = 0; info->id == ACTION_HELP && id < ACTION_COUNT; id++)
		offer_start(c, action_info((enum action_id)id)->name);
}

/* Where the last word begins, quotes kept together. */
static size_t last_word(const char *text)
{
	size_t from = 0, i = 0;
	char quote = '\0';

	for (; text[i]; i++) {
		if (text[i] == '\\' && quote != '\'' && text[i + 1])
			i++;
		else if (quote)
			quote = text[i] == quote ? '\0' : quote;
		else if (text[i] == '"' || text[i] == '\'')
			quote = text[i];
		else if (text[i] == ' ' || text[i] == '\t')
			from = i + 1;
	}
	return from;
}

static void complete(void *data, const char *text, size_t cursor, struct prompt *prompt)
{
	struct app *app = data;
	struct completing c = { .prompt = prompt };
	char *head = xstrndup(text, cursor), **argv = NULL, **words;
	char *start;
	char account[24];
	struct error error;
	int argc = 0;

	c.from = last_word(head);
	start = head + c.from;
	c.start = start + strspn(start, "\"'");
	start = xstrdup(c.start);
	head[c.from] = '\0';
	c.start = start;
	app_account_word(app, account);
	if (action_split(head, &argc, &argv, &error) == 0) {
		words = xcalloc((size_t)argc + 2, sizeof *words);
		for (int i = 0; i < argc; i++)
			words[i] = i > 0 && account[0] && strcmp(argv[i], ".") == 0 ? account : argv[i];
		words[argc] = start;
		if (argc == 0 || action_find(argv[0]) == NULL || action_find(argv[0])->scope == SCOPE_CONSOLE)
			offer_console(&c, argc + 1, words);
		else
			action_complete(&app->ctx, argc + 1, words, offer, &c);
		free(words);
		free(argv);
	}
	free(start);
	free(head);
}

void command_open(struct app *app, const char *text)
{
	app->prompt.complete = complete;
	app->prompt.complete_data = app;
	prompt_open(&app->prompt, PROMPT_COMMAND, ":", text);
	app->dirty = true;
}

/* ---- search ---- */

struct hit {
	size_t at;
	int64_t number; /* among the matches, from 1; 0: none */
};

/* One pass over all positions: how many match, and the one to go to. */
static struct hit find(struct app *app, size_t from, int direction, bool inclusive, int64_t *hits)
{
	const struct pane_ops *pane = pane_focused(app);
	size_t length = pane->length(app, SIZE_MAX);
	struct hit first = { 0 }, after = { 0 }, before = { 0 }, last = { 0 };
	int64_t count = 0;

	for (size_t i = 0; i < length; i++) {
		if (!pane->matches(app, i, app->search.folded))
			continue;
		last = (struct hit){ i, ++count };
		if (first.number == 0)
			first = last;
		if (after.number == 0 && (i > from || (inclusive && i == from)))
			after = last;
		if (i < from)
			before = last;
	}
	*hits = count;
	if (direction > 0)
		return after.number ? after : first;
	return before.number ? before : last;
}

static void go(struct app *app, size_t position)
{
	const struct pane_ops *pane = pane_focused(app);

	if (position < pane->length(app, position) && (pane->go(app, position) & EFFECT_ACCOUNT))
		app->account_stale = true;
	app->dirty = true;
}

void search_forget(struct app *app)
{
	app->search.active = false;
	app->search.hit = app->search.hits = 0;
	app->dirty = true;
}

static void set_text(struct search_state *search, const char *text)
{
	char *copy = xstrdup(text), *folded = text_fold(text);

	free(search->text);
	free(search->folded);
	search->text = copy;
	search->folded = folded;
}

void search_open(struct app *app)
{
	struct search_state *search = &app->search;

	free(search->before);
	search->before = xstrdup(search->text);
	search->from = *pane_focused(app)->place(app);
	search_forget(app);
	prompt_open(&app->prompt, PROMPT_SEARCH, "/", "");
}

static void restore_place(struct app *app)
{
	struct place *place = pane_focused(app)->place(app);

	place->top = app->search.from.top;
	go(app, app->search.from.cursor);
}

static void search_typed(struct app *app, const char *text)
{
	struct search_state *search = &app->search;
	struct hit hit;

	set_text(search, text);
	search->active = *text != '\0';
	search->hit = search->hits = 0;
	restore_place(app);
	if (!search->active)
		return;
	if (pane_focused(app)->search)
		pane_focused(app)->search(app, text);
	hit = find(app, search->from.cursor, 1, true, &search->hits);
	search->hit = hit.number;
	if (hit.number > 0)
		go(app, hit.at);
}

static void search_cancelled(struct app *app)
{
	restore_place(app);
	search_forget(app);
	if (app->search.before)
		set_text(&app->search, app->search.before);
}

static void search_done(struct app *app, const char *text)
{
	if (!*text) {
		if (app->search.before)
			set_text(&app->search, app->search.before);
		search_again(app, 1, 0);
	} else if (app->search.hits == 0) {
		app_say(app, true, "no match for \"%s\"", text);
		search_forget(app);
	}
}

void search_again(struct app *app, int direction, int count)
{
	struct search_state *search = &app->search;
	const struct pane_ops *pane = pane_focused(app);
	struct hit hit = { 0 };

	if (!search->text || !*search->text) {
		app_say(app, false, "nothing was searched for yet");
		return;
	}
	if (!search->active && pane->search)
		pane->search(app, search->text);
	search->active = true;
	for (int i = 0; i < (count > 0 && count < 1000 ? count : 1); i++) {
		size_t from = pane->place(app)->cursor;

		hit = find(app, from, direction, false, &search->hits);
		if (hit.number == 0)
			break;
		if (direction > 0 ? hit.at <= from : hit.at >= from)
			app_say(app, false, direction > 0 ? "on from the first" : "on from the last");
		go(app, hit.at);
	}
	search->hit = hit.number;
	if (hit.number == 0) {
		app_say(app, true, "no match for \"%s\"", search->text);
		search_forget(app);
	}
}

/* ---- questions ---- */

void app_ask(struct app *app, const char *label, const char *text, const char *draft,
	     void (*done)(struct app *app, const char *text))
{
	char *kept = draft ? draft_take(draft) : NULL, *name = xstrdup(draft),
	     *shown = xasprintf(kept ? "%s (draft): " : "%s: ", label);

	free(app->asking.draft);
	app->asking = (struct asking){ .done = done, .draft = name };
	app->prompt.complete = NULL;
	prompt_open(&app->prompt, PROMPT_NOTE, shown, kept ? kept : text);
	free(shown);
	free(kept);
	app->dirty = true;
}

/* ---- keys while the prompt is open ---- */

static void finish(struct app *app, bool done)
{
	enum prompt_kind kind = app->prompt.kind;
	char *text = xstrdup(prompt_text(&app->prompt));

	prompt_close(&app->prompt);
	if (kind == PROMPT_COMMAND && done)
		(void)app_line(app, text, 0);
	else if (kind == PROMPT_SEARCH && done)
		search_done(app, text);
	else if (kind == PROMPT_SEARCH)
		search_cancelled(app);
	else if (kind == PROMPT_NOTE && done)
		app->asking.done(app, text);
	else if (kind == PROMPT_NOTE && app->asking.left)
		app->asking.left(app, text);
	else if (kind == PROMPT_NOTE)
		app_say(app, false, "left as it was");
	free(text);
}

void command_key(struct app *app, int key)
{
	enum prompt_result result = PROMPT_CHANGED;

	app_load_view(app);
	if (app->prompt.kind == PROMPT_NOTE && app->asking.key && app->asking.key(app, key))
		return;
	if (key == KEY_PASTE)
		prompt_paste(&app->prompt, screen_paste(app->screen));
	else
		result = prompt_key(&app->prompt, key);
	if (result == PROMPT_CHANGED && app->prompt.kind == PROMPT_SEARCH)
		search_typed(app, prompt_text(&app->prompt));
	else if (result == PROMPT_DONE || result == PROMPT_CANCELLED)
		finish(app, result == PROMPT_DONE);
}

/* Asked in the middle of an action, before it writes: only y and n count meanwhile. */
bool command_confirm(void *data, const char *question)
{
	struct app *app = data;
	char *label = xasprintf("%s" CONFIRM_HINT, question);
	enum prompt_result result = PROMPT_OPEN;

	prompt_open(&app->prompt, PROMPT_CONFIRM, label, "");
	free(label);
	while (result == PROMPT_OPEN || result == PROMPT_CHANGED) {
		int key;

		app_draw(app);
		key = screen_key(app->screen, -1);
		if (key == KEY_HANGUP) {
			app->hangup = app->quit = true;
			result = PROMPT_CANCELLED;
		} else if (key != KEY_PASTE && key != KEY_NONE && key != KEY_RESIZED) {
			result = prompt_key(&app->prompt, key);
		}
	}
	prompt_close(&app->prompt);
	app->dirty = true;
	return result == PROMPT_DONE;
}
