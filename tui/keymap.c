#include "tui/keymap.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/text.h"
#include "storage/cfgfile.h"
#include "tui/keys_cfg.h"

#define CTRL_Z 0x1a
#define RUN "run" /* the setting of whole lines */

const char *keymap_scope_name(enum keymap_scope scope)
{
	static const char *const names[KEYS_SCOPES] = { "any",	     "portfolio", "track",     "qbr",
							"milestone", "placement", "programme", "account",
							"plays",     "today",	  "review",    "numbers",
							"text" };

	return names[scope];
}

/* The map */

static void remove_at(struct keymap *map, size_t at)
{
	free(map->bindings.items[at].words);
	map->bindings.count--;
	memmove(&map->bindings.items[at], &map->bindings.items[at + 1],
		(map->bindings.count - at) * sizeof map->bindings.items[0]);
}

static void remove_action(struct keymap *map, enum keymap_scope scope, enum action_id action)
{
	for (size_t i = map->bindings.count; i-- > 0;) {
		struct binding *one = &map->bindings.items[i];

		if (one->scope == scope && one->action == action && !one->words)
			remove_at(map, i);
	}
}

static struct binding *find_in(const struct keymap *map, enum keymap_scope scope, int key)
{
	for (size_t i = 0; i < map->bindings.count; i++) {
		struct binding *one = &map->bindings.items[i];

		if (one->scope == scope && one->key == key)
			return one;
	}
	return NULL;
}

const struct binding *keymap_find(const struct keymap *map, enum keymap_scope scope, int key)
{
	const struct binding *own = find_in(map, scope, key);

	return own || scope == KEYS_ANY ? own : find_in(map, KEYS_ANY, key);
}

void keymap_key_of(const struct keymap *map, enum keymap_scope scope, enum action_id action, char name[24])
{
	enum keymap_scope look[2] = { scope, KEYS_ANY };

	for (int i = 0; i < 2; i++) {
		for (size_t at = 0; at < map->bindings.count; at++) {
			const struct binding *one = &map->bindings.items[at];

			/* A pane may have taken the key for something else. */
			if (one->scope == look[i] && one->action == action && !one->words &&
			    keymap_find(map, scope, one->key) == one) {
				key_to_name(one->key, name);
				return;
			}
		}
	}
	name[0] = '\0';
}

void keymap_free(struct keymap *map)
{
	for (size_t i = 0; i < map->bindings.count; i++)
		free(map->bindings.items[i].words);
	vec_free(&map->bindings);
}

/* Reading a group "keys" */

struct key_file {
	struct keymap *map;
	const char *file;    /* as errors name it */
	struct keymap fresh; /* what this file has bound so far */
	struct error *error;
};

static int fail(struct key_file *in, const config_setting_t *where, const char *what, const char *arg)
{
	return error_set(in->error, ERROR_INPUT, "%s:%u: %s: %s", in->file, config_setting_source_line(where), arg,
			 what);
}

static int check_key(struct key_file *in, const config_setting_t *where, const char *word, enum action_id action,
		     int *key)
{
	if (key_from_name(word, key) != 0)
		return fail(in, where, "no such key; keys are written a, G, C-r, M-f, Space, Enter, PgDn, F1",
			    word);
	if (*key == CTRL_Z)
		return fail(in, where, "C-z cannot be bound: it suspends the program", word);
	if (*key >= '1' && *key <= '9')
		return fail(in, where, "digits cannot be bound: they say how often", word);
	if (*key == KEY_ESCAPE && action == ACTION_QUIT)
		return fail(in, where, "Esc goes back and never quits", word);
	return 0;
}

/* Bind a key: this file may do it once a group, what was bound before gives way. */
static int bind_key(struct key_file *in, const config_setting_t *where, enum keymap_scope scope, const char *word,
		    enum action_id action, const char *words)
{
	struct binding *old;
	char what[160];
	int key;

	if (check_key(in, where, word, action, &key) != 0)
		return -1;
	old = find_in(&in->fresh, scope, key);
	if (old) {
		snprintf(what, sizeof what, "is bound twice in group %s, to %s and to %s", keymap_scope_name(scope),
			 action_info(old->action)->name, action_info(action)->name);
		return fail(in, where, what, word);
	}
	*vec_add(&in->fresh.bindings) = (struct binding){ .key = key, .scope = scope, .action = action };
	old = find_in(in->map, scope, key);
	if (old)
		remove_at(in->map, (size_t)(old - in->map->bindings.items));
	*vec_add(&in->map->bindings) = (struct binding){
		.key = key, .scope = scope, .action = action, .words = xstrdup(words)
	};
	return 0;
}

static const struct action *find_action(struct key_file *in, const config_setting_t *where, const char *name)
{
	const struct action *action = action_find(name);
	const char *near = action ? NULL : action_near(name);
	char what[120];

	if (!action) {
		snprintf(what, sizeof what, near ? "no such action; did you mean %s?" : "no such action%s",
			 near ? near : "; help lists them");
		fail(in, where, what, name);
	}
	return action;
}

static int read_setting(struct key_file *in, enum keymap_scope scope, const config_setting_t *setting)
{
	const char *name = config_setting_name(setting), *text = config_setting_get_string(setting);
	const struct action *action = find_action(in, setting, name);
	char *copy, *rest, *word;
	int result = 0;

	if (!action)
		return -1;
	if (!text)
		return fail(in, setting, "its keys must be a text, as in down = \"j Down\";", name);
	remove_action(in->map, scope, action->id);
	copy = xstrdup(text);
	for (word = strtok_r(copy, " \t\n", &rest); word && result == 0; word = strtok_r(NULL, " \t\n", &rest))
		result = bind_key(in, setting, scope, word, action->id, NULL);
	free(copy);
	return result;
}

/* "KEY LINE": a key and the ":" line that it runs. */
static int read_run_line(struct key_file *in, enum keymap_scope scope, const config_setting_t *where,
			 const char *text)
{
	char *copy = xstrdup(text), *key = text_trim(copy), *line = key + strcspn(key, " \t"), *name;
	const struct action *action;
	int result = -1;

	if (*line)
		*line++ = '\0';
	line = text_trim(line);
	name = xstrndup(line, strcspn(line, " \t"));
	if (!*name)
		fail(in, where, "a key and the line to run must stand here, as in \"F5 sort renewal\"", text);
	else if ((action = find_action(in, where, name)) != NULL)
		result = bind_key(in, where, scope, key, action->id, line);
	free(name);
	free(copy);
	return result;
}

static int read_run(struct key_file *in, enum keymap_scope scope, const config_setting_t *setting)
{
	int count = config_setting_is_aggregate(setting) ? config_setting_length(setting) : -1;

	for (int i = 0; i < count; i++) {
		const char *text = config_setting_get_string_elem(setting, i);

		if (!text)
			return fail(in, setting, "must be a list of texts", RUN);
		if (read_run_line(in, scope, setting, text) != 0)
			return -1;
	}
	return count < 0 ? fail(in, setting, "must be a list of texts, [ \"KEY LINE\", ... ]", RUN) : 0;
}

static int scope_of(const char *name)
{
	for (int i = 0; i < KEYS_SCOPES; i++)
		if (strcmp(keymap_scope_name((enum keymap_scope)i), name) == 0)
			return i;
	return -1;
}

static int read_scope(struct key_file *in, const config_setting_t *group)
{
	const char *name = config_setting_name(group);
	int scope = name ? scope_of(name) : -1;

	if (scope < 0)
		return fail(in, group,
			    "no such group of keys; there are any, portfolio, track, qbr, milestone, "
			    "placement, programme, account, plays, today, review, numbers and text",
			    name ? name : "keys");
	if (!config_setting_is_group(group))
		return fail(in, group, "must be a group, { ... }", name);
	for (int i = 0; i < config_setting_length(group); i++) {
		const config_setting_t *setting = config_setting_get_elem(group, (unsigned)i);
		int result = strcmp(config_setting_name(setting), RUN) == 0
				     ? read_run(in, (enum keymap_scope)scope, setting)
				     : read_setting(in, (enum keymap_scope)scope, setting);

		if (result != 0)
			return -1;
	}
	return 0;
}

static int read_keys(struct key_file *in, const config_t *config)
{
	const config_setting_t *group = config_lookup(config, "keys");

	if (!group)
		return 0;
	if (!config_setting_is_group(group))
		return fail(in, group, "must be a group, { any = { ... }; ... }", "keys");
	for (int i = 0; i < config_setting_length(group); i++)
		if (read_scope(in, config_setting_get_elem(group, (unsigned)i)) != 0)
			return -1;
	return 0;
}

static int read_file(struct keymap *map, struct cfgfile *file, struct error *error)
{
	struct key_file in = { .map = map, .file = file->name, .error = error };
	int result = read_keys(&in, &file->config);

	keymap_free(&in.fresh);
	cfgfile_free(file);
	return result;
}

int keymap_load(struct keymap *map, const char *file, struct error *error)
{
	struct cfgfile text;
	int result;

	memset(map, 0, sizeof *map);
	result = cfgfile_parse(&text, "keys.cfg", keys_cfg, sizeof keys_cfg - 1, error);
	if (result == 0)
		result = read_file(map, &text, error);
	if (result == 0 && file && (access(file, F_OK) == 0 || errno != ENOENT)) {
		result = cfgfile_read(&text, file, error);
		if (result == 0)
			result = read_file(map, &text, error);
	}
	if (result != 0)
		keymap_free(map);
	return result;
}
