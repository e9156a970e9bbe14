/* Help, made from the live keys and the table of actions, so that it cannot say what is not so. */
#include <stdlib.h>
#include <string.h>

#include "tui/pane.h"

#define KEYS_WIDTH 18

/* Whether the key does this in the scope that is asked about, and is not hidden by the scope's own. */
static bool is_live(const struct app *app, enum keymap_scope scope, const struct binding *binding)
{
	return keymap_find(&app->keymap, scope, binding->key) == binding;
}

static bool same_deed(const struct binding *a, const struct binding *b)
{
	if (a->action != b->action || !a->words != !b->words)
		return false;
	return !a->words || strcmp(a->words, b->words) == 0;
}

/* The keys of one deed, from its first binding on; "" when an earlier binding has listed them. */
static void list_keys(const struct app *app, enum keymap_scope shown, const struct binding *deed, struct buf *out)
{
	for (size_t i = 0; i < app->keymap.bindings.count; i++) {
		const struct binding *binding = &app->keymap.bindings.items[i];
		char name[24];

		if (binding->scope != deed->scope || !same_deed(binding, deed) || !is_live(app, shown, binding))
			continue;
		if (binding < deed) {
			buf_clear(out);
			return;
		}
		key_to_name(binding->key, name);
		buf_printf(out, "%s%s", out->size ? " " : "", name);
	}
}

static size_t line_count(const struct buf *out)
{
	size_t lines = 0;

	for (const char *c = buf_text(out); *c; c++)
		lines += *c == '\n';
	return lines;
}

static void runs_here(const struct buf *out, enum action_id action, const char *words, struct text_state *runs)
{
	*vec_add(&runs->runs) = (struct text_run){ line_count(out), action, xstrdup(words) };
}

static void write_scope(const struct app *app, enum keymap_scope shown, enum keymap_scope scope, struct buf *out,
			struct text_state *runs)
{
	struct buf keys = { 0 };

	for (size_t i = 0; i < app->keymap.bindings.count; i++) {
		const struct binding *binding = &app->keymap.bindings.items[i];
		const struct action *info = action_info(binding->action);

		if (binding->scope != scope || !is_live(app, shown, binding))
			continue;
		buf_clear(&keys);
		list_keys(app, shown, binding, &keys);
		if (keys.size == 0)
			continue;
		runs_here(out, binding->action, binding->words, runs);
		buf_printf(out, "  %-*s %-16s %s\n", KEYS_WIDTH, buf_text(&keys),
			   binding->words ? binding->words : info->name, info->help);
	}
	buf_free(&keys);
}

static void write_signs(const struct app *app, struct buf *out)
{
	const struct screen *s = app->screen;

	buf_str(out, "\nSigns\n");
	buf_printf(out, "  [%s] yes  [%s] no  [%s] not applicable  [ ] open  * has a note\n",
		   screen_sign(s, SIGN_YES), screen_sign(s, SIGN_NO), screen_sign(s, SIGN_NA));
	buf_printf(out, "  health: %s good  %s watch  %s risk  %s unknown;  %s %s %s against 30 days before\n",
		   screen_sign(s, SIGN_GOOD), screen_sign(s, SIGN_WATCH), screen_sign(s, SIGN_RISK),
		   screen_sign(s, SIGN_UNKNOWN), screen_sign(s, SIGN_UP), screen_sign(s, SIGN_DOWN),
		   screen_sign(s, SIGN_SAME));
	buf_printf(out, "  stages: %s settled  %s here now  %s passed by hand\n", screen_sign(s, SIGN_YES),
		   screen_sign(s, SIGN_CURRENT), screen_sign(s, SIGN_PASSED));
	buf_printf(out, "  +4 %s 75: what a yes would do to health, and the stage it would lead to\n",
		   screen_sign(s, SIGN_ARROW));
}

static void write_commands(struct buf *out, struct text_state *runs)
{
	buf_str(out, "\nCommands, after \":\" (\".\" is the selected account)\n");
	for (int id = 0; id < ACTION_COUNT; id++) {
		const struct action *info = action_info((enum action_id)id);

		if (info->scope == SCOPE_CONSOLE && !info->arguments[0])
			continue;
		runs_here(out, info->id, NULL, runs);
		buf_printf(out, "  %-14s %s\n", info->name, info->help);
		if (info->arguments[0])
			buf_printf(out, "                 %s\n", info->arguments);
	}
}

void help_keys(struct app *app)
{
	const struct pane_ops *pane = pane_focused(app);
	enum keymap_scope scope = pane->scope;
	struct text_state runs = { 0 };
	struct buf out = { 0 };
	char title[64];

	buf_printf(&out, "Keys in %s\n", pane->called);
	write_scope(app, scope, scope, &out, &runs);
	buf_str(&out, "\nKeys everywhere\n");
	write_scope(app, scope, KEYS_ANY, &out, &runs);
	buf_str(&out, "  1 to 9             (a count)        say how often before a move: 5 and then down\n");
	write_signs(app, &out);
	write_commands(&out, &runs);
	(void)snprintf(title, sizeof title, "Help: %s", pane->name);
	app_show_text(app, title, buf_text(&out));
	app->text.is_help = true;
	vec_free(&app->text.runs);
	app->text.runs.items = runs.runs.items;
	app->text.runs.count = runs.runs.count;
	app->text.runs.room = runs.runs.room;
	buf_free(&out);
}

void help_command(struct app *app, const char *name)
{
	const struct action *info = action_find(name);
	const char *near = info ? NULL : action_near(name);
	struct buf out = { 0 };
	char key[24] = "";

	if (!info) {
		if (near)
			app_say(app, true, "no command is called \"%s\"; did you mean \"%s\"?", name, near);
		else
			app_say(app, true, "no command is called \"%s\"", name);
		return;
	}
	buf_printf(&out, "%s %s\n\n  %s\n", info->name, info->arguments, info->help);
	for (int scope = 0; scope < KEYS_SCOPES; scope++) {
		keymap_key_of(&app->keymap, (enum keymap_scope)scope, info->id, key);
		if (key[0])
			buf_printf(&out, "  key in %s: %s\n", keymap_scope_name((enum keymap_scope)scope), key);
	}
	app_show_text(app, info->name, buf_text(&out));
	app->text.is_help = true;
	buf_free(&out);
}
