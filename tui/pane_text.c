/* A text over the whole screen: help, the log, what a command printed. */
#include <stdlib.h>
#include <string.h>

#include "tui/pane.h"

static void free_lines(struct text_state *t)
{
	for (size_t i = 0; i < t->lines.count; i++)
		free(t->lines.items[i]);
	vec_clear(&t->lines);
	vec_clear(&t->sources);
}

struct wrap {
	struct text_state *t;
	size_t source;
	int indent;	  /* of what follows the first piece */
	const char *rest; /* where the first piece ended */
};

static void add_piece(void *data, const char *text, size_t size)
{
	struct wrap *wrap = data;

	*vec_add(&wrap->t->lines) = xasprintf("%*s%.*s", wrap->indent, "", (int)size, text);
	*vec_add(&wrap->t->sources) = wrap->source;
}

static void end_of_first(void *data, const char *text, size_t size)
{
	struct wrap *wrap = data;

	if (!wrap->rest)
		wrap->rest = text + size;
}

/* What goes on below stands under the last column that leaves it room: columns are two blanks apart. */
static int hanging_indent(const char *line, int cells)
{
	int indent = 0;

	for (const char *c = line; *c; c++) {
		if (c[0] == ' ' && c[1] && c[1] != ' ' && (c == line || c[-1] == ' ')) {
			char *before = xstrndup(line, (size_t)(c + 1 - line));
			int width = text_width(before);

			free(before);
			if (width > cells * 2 / 5)
				break;
			indent = width;
		}
	}
	return indent;
}

static void wrap_line(struct wrap *wrap, const char *line, int cells)
{
	wrap->indent = 0;
	wrap->rest = NULL;
	(void)text_wrap(line, cells, end_of_first, wrap);
	add_piece(wrap, line, (size_t)(wrap->rest - line));
	wrap->rest += strspn(wrap->rest, " ");
	if (!*wrap->rest)
		return;
	wrap->indent = hanging_indent(line, cells);
	(void)text_wrap(wrap->rest, cells - wrap->indent, add_piece, wrap);
}

static void make_lines(const struct app *app, struct text_state *t)
{
	struct wrap wrap = { .t = t };
	const char *line = t->text ? t->text : "";
	struct buf safe = { 0 };

	free_lines(t);
	for (; *line; wrap.source++) {
		size_t size = strcspn(line, "\n");
		char *copy = xstrndup(line, size);

		buf_clear(&safe);
		text_safe(&safe, copy, screen_signs(app->screen));
		if (safe.size == 0)
			add_piece(&wrap, "", 0);
		else
			wrap_line(&wrap, buf_text(&safe), t->place.width > 12 ? t->place.width - 2 : 10);
		free(copy);
		line += size + (line[size] == '\n');
	}
	buf_free(&safe);
}

static void forget(struct text_state *t)
{
	free_lines(t);
	free(t->title);
	free(t->text);
	t->title = t->text = NULL;
	for (size_t i = 0; i < t->runs.count; i++)
		free(t->runs.items[i].words);
	vec_clear(&t->runs);
	t->open = t->is_help = false;
}

void text_close(struct app *app)
{
	forget(&app->text);
	search_forget(app);
}

void text_free(struct text_state *t)
{
	forget(t);
	vec_free(&t->lines);
	vec_free(&t->sources);
	vec_free(&t->runs);
}

void app_show_text(struct app *app, const char *name, const char *text)
{
	struct text_state *t = &app->text;
	char *title = xstrdup(name), *copy = xstrdup(text);

	forget(t);
	search_forget(app);
	t->title = title;
	t->text = copy;
	t->open = true;
	t->place.cursor = t->place.top = 0;
	make_lines(app, t);
}

static const struct text_run *run_of(const struct text_state *t, size_t position)
{
	for (size_t i = 0; position < t->sources.count && i < t->runs.count; i++) {
		if (t->runs.items[i].line == t->sources.items[position])
			return &t->runs.items[i];
	}
	return NULL;
}

static void draw(const struct app *app, struct rect inside, bool focused)
{
	const struct text_state *t = &app->text;

	(void)focused;
	for (int i = 0; i < inside.height && t->place.top + (size_t)i < t->lines.count; i++) {
		size_t at = t->place.top + (size_t)i;
		bool cursor = at == t->place.cursor;
		enum role role = ROLE_NORMAL;

		if (app->search.active && app->search.folded && pane_text.matches(app, at, app->search.folded))
			role = ROLE_MATCH;
		else if (t->is_help && t->lines.items[at][0] && t->lines.items[at][0] != ' ')
			role = ROLE_HEADING;
		screen_text(app->screen, inside.y + i, inside.x, 1, cursor ? ROLE_CURSOR : ROLE_NORMAL,
			    cursor ? screen_sign(app->screen, SIGN_CURSOR) : "");
		screen_text(app->screen, inside.y + i, inside.x + 1, inside.width - 1, cursor ? ROLE_CURSOR : role,
			    t->lines.items[at]);
		if (cursor)
			pane_cursor(app, inside.y + i, inside.x);
	}
}

static void title(const struct app *app, struct buf *left, struct buf *right)
{
	buf_str(left, app->text.title ? app->text.title : "");
	buf_printf(right, "%zu/%zu", app->text.lines.count ? app->text.place.cursor + 1 : 0, app->text.lines.count);
}

static void hint(const struct app *app, struct buf *out)
{
	hint_key(app, KEYS_TEXT, ACTION_QUIT, "close", out);
	hint_key(app, KEYS_TEXT, ACTION_SEARCH, "search", out);
	if (app->text.runs.count > 0)
		hint_key(app, KEYS_TEXT, ACTION_OPEN, "run", out);
}

/* A line of help does what it says; a command that wants words goes to the ":" line first. */
static void run(struct app *app)
{
	const struct text_run *found = run_of(&app->text, app->text.place.cursor);
	const struct action *info;
	char *words, *line;
	bool asks;

	if (!found)
		return;
	info = action_info(found->action);
	asks = !found->words && info->arguments[0] && info->arguments[0] != '[';
	words = xstrdup(found->words ? found->words : info->name);
	text_close(app);
	if (asks) {
		line = xasprintf("%s %s", words, strncmp(info->arguments, "ACCOUNT", 7) == 0 ? ". " : "");
		command_open(app, line);
		free(line);
	} else {
		(void)app_line(app, words, 0);
	}
	free(words);
}

static unsigned action(struct app *app, enum action_id id)
{
	switch (id) {
	case ACTION_OPEN:
		run(app);
		return EFFECT_HANDLED;
	default:
		return EFFECT_PASS;
	}
}

static size_t length(struct app *app, size_t wanted)
{
	(void)wanted;
	return app->text.lines.count;
}

static struct place *place(struct app *app)
{
	return &app->text.place;
}

static unsigned go(struct app *app, size_t position)
{
	app->text.place.cursor = position;
	app->text.place.top = scroll_to(app->text.place.top, position, position, app->text.place.height);
	return EFFECT_HANDLED;
}

static bool matches(const struct app *app, size_t position, const char *folded)
{
	char *text = text_fold(app->text.lines.items[position]);
	bool found = text_contains(text, folded);

	free(text);
	return found;
}

static void resized(struct app *app, int height, int width)
{
	struct text_state *t = &app->text;
	size_t source = t->place.cursor < t->sources.count ? t->sources.items[t->place.cursor] : 0;

	t->place.height = height;
	if (t->place.width != width) {
		t->place.width = width;
		make_lines(app, t);
		for (t->place.cursor = 0;
		     t->place.cursor + 1 < t->sources.count && t->sources.items[t->place.cursor] < source;)
			t->place.cursor++;
	}
	t->place.top = scroll_to(t->place.top, t->place.cursor, t->place.cursor, height);
}

const struct pane_ops pane_text = {
	.name = "Text",
	.called = "a text",
	.scope = KEYS_TEXT,
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
