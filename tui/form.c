/* Forms: fields one after the other in the prompt, then a command. */
#include "tui/form.h"

#include <stdlib.h>
#include <string.h>

#include "tui/pane.h"

#define CTRL_S 0x13

static void ask_field(struct app *app);

/* ---- opening and closing ---- */

void form_begin(struct app *app, const char *title, const char *const *head, const struct form_field *fields,
		int count)
{
	struct form *form = xcalloc(1, sizeof *form);
	struct buf draft = { 0 };

	form_close(app);
	form->title = xstrdup(title);
	form->fields = fields;
	form->count = count < FORM_FIELDS ? count : FORM_FIELDS;
	buf_str(&draft, "form");
	for (; head[form->head_count] && form->head_count < FORM_HEAD; form->head_count++) {
		form->head[form->head_count] = xstrdup(head[form->head_count]);
		buf_printf(&draft, " %s", head[form->head_count]);
	}
	form->draft = buf_take(&draft);
	for (int i = 0; i < form->count; i++) {
		form->before[i] = xstrdup("");
		form->values[i] = xstrdup("");
	}
	app->form = form;
}

static void set_text(char **held, const char *text)
{
	char *copy = xstrdup(text);

	free(*held);
	*held = copy;
}

void form_value(struct app *app, const char *name, const char *value)
{
	struct form *form = app->form;

	for (int i = 0; i < form->count; i++) {
		if (strcmp(form->fields[i].name, name) != 0)
			continue;
		set_text(&form->before[i], value ? value : "");
		set_text(&form->values[i], value ? value : "");
	}
}

void form_calls(struct app *app, int (*write)(struct app *app, const struct form *form, struct error *error))
{
	app->form->write = write;
}

void form_then(struct app *app, void (*then)(struct app *app))
{
	app->form->then = then;
}

const char *form_text(const struct form *form, const char *name)
{
	for (int i = 0; i < form->count; i++) {
		if (strcmp(form->fields[i].name, name) == 0)
			return form->values[i];
	}
	return "";
}

void form_close(struct app *app)
{
	struct form *form = app->form;

	if (!form)
		return;
	app->form = NULL;
	for (int i = 0; i < form->head_count; i++)
		free(form->head[i]);
	for (int i = 0; i < form->count; i++) {
		free(form->before[i]);
		free(form->values[i]);
	}
	free(form->title);
	free(form->draft);
	free(form->error);
	free(form);
	app->dirty = true;
}

/* ---- the draft: the field it was at, then a line a value ---- */

static void take_draft(struct form *form)
{
	char *draft = draft_take(form->draft), *line = draft, *end;

	if (!draft)
		return;
	form->at = atoi(draft) < form->count ? atoi(draft) : 0;
	for (int i = -1; line && i < form->count; i++) {
		end = strchr(line, '\n');
		if (end)
			*end = '\0';
		if (i >= 0)
			set_text(&form->values[i], line);
		line = end ? end + 1 : NULL;
	}
	form->drafted = true;
	free(draft);
}

static bool save_draft(const struct form *form)
{
	struct buf text = { 0 };
	bool typed = false;

	buf_printf(&text, "%d\n", form->at);
	for (int i = 0; i < form->count; i++) {
		typed |= strcmp(form->values[i], form->before[i]) != 0;
		buf_printf(&text, "%s\n", form->values[i]);
	}
	if (typed)
		draft_save(form->draft, buf_text(&text));
	buf_free(&text);
	return typed;
}

/* ---- writing ---- */

static bool changed(const struct form *form, int i)
{
	return strcmp(form->values[i], form->before[i]) != 0;
}

/* What a new record is called is a word of its own: "contact add ACCOUNT NAME". */
static bool is_word(const struct form *form, int i)
{
	return form->fields[i].place == FORM_WORD || (form->fields[i].place == FORM_FIELD && form->fields[i].must &&
						      form->head_count > 1 && strcmp(form->head[1], "add") == 0);
}

/* Words stand where the command wants them, options before. Returns how many there are. */
static int make_words(const struct form *form, char **words)
{
	int count = 0;

	words[count++] = xstrdup(form->head[0]);
	for (int i = 0; i < form->count; i++) {
		if (form->fields[i].place != FORM_OPTION || !*form->values[i])
			continue;
		words[count++] = xasprintf("--%s", form->fields[i].name);
		words[count++] = xstrdup(form->values[i]);
	}
	for (int i = 1; i < form->head_count; i++) {
		/* options of the head stand before the words, too */
		if (strncmp(form->head[i], "--", 2) == 0 && i + 1 < form->head_count) {
			words[count++] = xstrdup(form->head[i]);
			words[count++] = xstrdup(form->head[++i]);
		}
	}
	words[count++] = xstrdup("--");
	for (int i = 1; i < form->head_count; i++) {
		if (strncmp(form->head[i], "--", 2) == 0)
			i++;
		else
			words[count++] = xstrdup(form->head[i]);
	}
	for (int i = 0; i < form->count; i++) {
		if (is_word(form, i))
			words[count++] = xstrdup(form->values[i]);
	}
	for (int i = 0; i < form->count; i++) {
		if (form->fields[i].place == FORM_FIELD && !is_word(form, i) && changed(form, i))
			words[count++] = xasprintf("%s=%s", form->fields[i].name, form->values[i]);
	}
	words[count] = NULL;
	return count;
}

/* Whether there is anything to write: of what is there already only what is new. */
static bool anything(const struct form *form)
{
	for (int i = 0; i < form->count; i++) {
		if (form->fields[i].place != FORM_FIELD || changed(form, i))
			return true;
	}
	return false;
}

/* An error that begins with a field's name belongs to that field. */
static void blame(struct form *form, const char *message)
{
	for (int i = 0; i < form->count; i++) {
		const char *name = form->fields[i].name;

		message += strncmp(message, "--", 2) == 0 ? 2 : 0;
		if (strncmp(message, name, strlen(name)) == 0 && message[strlen(name)] == ':')
			form->at = i;
	}
	set_text(&form->error, message);
}

static bool run_command(struct app *app)
{
	char *words[FORM_HEAD + 2 * FORM_FIELDS + 4];
	int count = make_words(app->form, words);
	bool done = app_run(app, count, words);

	while (count > 0)
		free(words[--count]);
	return done;
}

static bool call(struct app *app)
{
	struct error error;

	if (app->form->write(app, app->form, &error) == 0)
		return true;
	app_say_error(app, &error);
	return false;
}

static void write_form(struct app *app)
{
	void (*then)(struct app * app) = app->form->then;

	if (!app->form->write && !anything(app->form)) {
		form_close(app);
		app_say(app, false, "left as it was");
		return;
	}
	if (app->form->write ? call(app) : run_command(app)) {
		form_close(app);
		if (then)
			then(app);
		return;
	}
	blame(app->form, app->message);
	app->message[0] = '\0';
	ask_field(app);
}

/* ---- going from field to field ---- */

/* Take what was typed; false: it is wrong, which is said, and the field stays open. */
static bool take(struct app *app, const char *text)
{
	struct form *form = app->form;
	const struct form_field *field = &form->fields[form->at];
	char *copy = xstrdup(text);
	struct error error;

	set_text(&form->values[form->at], text_trim(copy));
	free(copy);
	set_text(&form->error, NULL);
	/* what stands there already was good enough to be there */
	if (!*form->values[form->at] || !changed(form, form->at))
		return true;
	if (form_check(app, field, &form->values[form->at], &error) == 0)
		return true;
	set_text(&form->error, error.text);
	return false;
}

/* The first that must be filled and is not; -1. */
static int missing(const struct form *form, int below)
{
	for (int i = 0; i < below; i++) {
		if (form->fields[i].must && !*form->values[i])
			return i;
	}
	return -1;
}

static void go_on(struct app *app, const char *text, int to)
{
	struct form *form = app->form;
	int empty;

	if (!take(app, text)) {
		ask_field(app);
		return;
	}
	empty = missing(form, to > form->at ? to : 0);
	if (empty >= 0) {
		form->at = empty;
		free(form->error);
		form->error = xasprintf("%s: this has to be filled in", form->fields[empty].label);
	} else if (to >= form->count) {
		write_form(app);
		return;
	} else {
		form->at = to;
	}
	ask_field(app);
}

static void done(struct app *app, const char *text)
{
	if (app->form)
		go_on(app, text, app->form->at + 1);
}

/* Esc, or the line is lost. */
static void left(struct app *app, const char *text)
{
	struct form *form = app->form;
	bool kept;

	if (!form)
		return;
	set_text(&form->values[form->at], text);
	kept = save_draft(form);
	form_close(app);
	app_say(app, false, kept ? "kept as a draft: the same form goes on with it" : "left as it was");
}

static bool key_of_form(struct app *app, int key)
{
	struct form *form = app->form;
	char *text;

	if (!form || app->prompt.kind != PROMPT_NOTE ||
	    (key != KEY_UP_ARROW && key != KEY_DOWN_ARROW && key != CTRL_S))
		return false;
	text = xstrdup(prompt_text(&app->prompt));
	if (key == CTRL_S) {
		prompt_close(&app->prompt);
		go_on(app, text, form->count);
	} else if (key == KEY_UP_ARROW ? form->at > 0 : form->at + 1 < form->count) {
		prompt_close(&app->prompt);
		go_on(app, text, form->at + (key == KEY_UP_ARROW ? -1 : 1));
	}
	free(text);
	return true;
}

/* A word, a day or a number that stands there already is taken or typed over; a text goes on from where it ends. */
static bool is_offered(const struct form *form, int i)
{
	enum form_kind kind = form->fields[i].kind;

	return !form->drafted && !changed(form, i) && kind != FORM_TEXT && kind != FORM_ROLES;
}

static void ask_field(struct app *app)
{
	struct form *form = app->form;

	app_ask(app, form->fields[form->at].label, form->values[form->at], NULL, done);
	app->asking.left = left;
	app->asking.key = key_of_form;
	app->prompt.complete = form_complete;
	app->prompt.complete_data = app;
	app->prompt.offered = is_offered(form, form->at);
}

void form_ask(struct app *app)
{
	take_draft(app->form);
	ask_field(app);
}

/* ---- drawing ---- */

int form_height(const struct app *app)
{
	return app->form ? app->form->count + 2 : 0;
}

static void draw_field(const struct app *app, int i, struct rect at, int label)
{
	const struct form *form = app->form;
	const struct form_field *field = &form->fields[i];
	bool here = i == form->at;
	bool typing = here && app->prompt.kind == PROMPT_NOTE;
	const char *value = typing ? prompt_text(&app->prompt) : form->values[i];
	struct pen pen = { app->screen, at.y, at.x, at.width };
	enum role role = here && form->error ? ROLE_ERROR : here ? ROLE_TITLE : ROLE_DIM;
	struct buf beside = { 0 };

	form_say(app, field, value, &beside);
	if (beside.size == 0 && here && field->hint)
		buf_str(&beside, field->hint);
	pen_printf(&pen, role, "%-2s", here ? screen_sign(app->screen, SIGN_CURSOR) : "");
	if (here)
		pen_text(&pen, ROLE_NORMAL, " ");
	screen_text(app->screen, at.y, at.x + 2, label, role, field->label);
	pen = (struct pen){ app->screen, at.y, at.x + 2 + label, at.width - 2 - label };
	pen_text(&pen, ROLE_NORMAL, value);
	if (*value)
		pen_text(&pen, ROLE_NORMAL, "  ");
	pen_text(&pen, ROLE_DIM, buf_text(&beside));
	buf_free(&beside);
}

static void draw_foot(const struct app *app, struct rect at, bool last)
{
	const struct form *form = app->form;
	struct pen pen = { app->screen, at.y, at.x + 2, at.width - 2 };

	if (form->error)
		pen_text(&pen, ROLE_ERROR, form->error);
	else
		pen_text(&pen, ROLE_DIM,
			 last ? "Enter writes  Up back  Tab completes  Esc keeps a draft"
			      : "Enter goes on  Up back  Tab completes  C-s writes now  Esc keeps a draft");
}

static void draw_title(const struct app *app, struct rect at)
{
	const char *dash = screen_signs(app->screen) == TEXT_UTF8 ? "─" : "-";
	struct pen pen = { app->screen, at.y, at.x, at.width };
	struct buf rule = { 0 };

	pen_printf(&pen, ROLE_FRAME, "%s", dash);
	pen_printf(&pen, ROLE_HEADING, " %s%s ", app->form->title, app->form->drafted ? " (draft)" : "");
	for (int i = 0; i < pen.left; i++)
		buf_str(&rule, dash);
	pen_text(&pen, ROLE_FRAME, buf_text(&rule));
	buf_free(&rule);
}

void form_draw(const struct app *app, struct rect at)
{
	const struct form *form = app->form;
	int room = at.height - 2, first, label = 0;

	if (!form || room < 1)
		return;
	for (int i = 0; i < form->count; i++) {
		int width = screen_width(app->screen, form->fields[i].label) + 2;

		label = width > label ? width : label;
	}
	first = form->at >= room ? form->at - room + 1 : 0;
	draw_title(app, (struct rect){ at.y, at.x, 1, at.width });
	for (int i = 0; i < room && first + i < form->count; i++)
		draw_field(app, first + i, (struct rect){ at.y + 1 + i, at.x, 1, at.width }, label);
	draw_foot(app, (struct rect){ at.y + at.height - 1, at.x, 1, at.width }, form->at + 1 == form->count);
}
