/* Options from a libconfig file, and where things are. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/money.h"
#include "core/xalloc.h"
#include "storage/cfgfile.h"
#include "storage/config.h"

enum { KIND_IS_TEXT, KIND_IS_NUMBER };
#define TEXT KIND_IS_TEXT
#define NUMBER KIND_IS_NUMBER
static const struct option_info options[OPTION_COUNT] = {
#define OPTION(id, name, kind, initial, low, high, help) { name, initial, help, kind == KIND_IS_NUMBER, low, high },
#include "storage/option.def"
#undef OPTION
};
#undef TEXT
#undef NUMBER

const struct option_info *option_info(enum option_id id)
{
	return &options[id];
}

/* ---- where things are ---- */

/* $VARIABLE/waymark, else $HOME/FALLBACK/waymark; a relative value is ignored, as the base
 * directory specification asks. NULL without a home. */
static char *base_folder(const char *variable, const char *fallback)
{
	const char *base = getenv(variable), *home;

	if (base && *base == '/')
		return xasprintf("%s/waymark", base);
	home = getenv("HOME");
	if (!home || !*home)
		return NULL;
	return xasprintf("%s/%s/waymark", home, fallback);
}

char *config_book_path(const char *given)
{
	char *folder, *path;

	if (!given)
		given = getenv("WAYMARK_BOOK");
	if (given && *given)
		return xasprintf("%s", given);
	folder = base_folder("XDG_DATA_HOME", ".local/share");
	path = xasprintf("%s/book.db", folder ? folder : ".");
	free(folder);
	return path;
}

char *config_share(const struct config *config, const char *name)
{
	return xasprintf("%s/%s", config->share_dir, name);
}

/* mkdir -p with mode 0700 for what is made. */
static int make_folders(char *path)
{
	for (char *slash = path + 1;; slash++) {
		char was = *slash;

		if (was != '/' && was != '\0')
			continue;
		*slash = '\0';
		if (mkdir(path, 0700) && errno != EEXIST) {
			*slash = was;
			return -1;
		}
		*slash = was;
		if (!was)
			return 0;
	}
}

char *config_state_file(const char *name)
{
	char *folder = base_folder("XDG_STATE_HOME", ".local/state"), *path = NULL;

	if (folder && !make_folders(folder))
		path = xasprintf("%s/%s", folder, name);
	free(folder);
	return path;
}

/* Whether the program lies in the folder it was built in. */
static bool runs_from_build(const char *program)
{
	static const char build[] = WAYMARK_BUILDDIR;
	char real[PATH_MAX], wanted[PATH_MAX];
	size_t size;

	if (!program)
		return false;
	/* a bare name was found through PATH */
	if (!realpath(strchr(program, '/') ? program : "/proc/self/exe", real) || !realpath(build, wanted))
		return false;
	size = strlen(wanted);
	return !strncmp(real, wanted, size) && real[size] == '/';
}

static char *find_share(const char *program)
{
	const char *given = getenv("WAYMARK_SHARE");

	if (given && *given)
		return xasprintf("%s", given);
	return xasprintf("%s", runs_from_build(program) ? WAYMARK_SRCDIR "/share" : WAYMARK_PKGDATADIR);
}

/* ---- the file ---- */

static int read_number(long *number, const struct option_info *info, const struct cfgfile *file,
		       const config_setting_t *setting, struct error *error)
{
	int type = config_setting_type(setting);
	long long value;

	if (type != CONFIG_TYPE_INT && type != CONFIG_TYPE_INT64)
		return cfg_fail(file, setting, error, "%s wants a whole number, as in %s = %s;", info->name,
				info->name, info->initial);
	value = config_setting_get_int64(setting);
	if (value < info->low || value > info->high)
		return cfg_fail(file, setting, error, "%s is %lld; it goes from %ld to %ld", info->name, value,
				info->low, info->high);
	*number = (long)value;
	return 0;
}

static int read_text(char **text, const struct option_info *info, const struct cfgfile *file,
		     const config_setting_t *setting, struct error *error)
{
	const char *value = config_setting_get_string(setting);
	char currency[CURRENCY_SIZE];
	struct error wrong;

	if (!value)
		return cfg_fail(file, setting, error, "%s wants a text in double quotes, as in %s = \"%s\";",
				info->name, info->name, info->initial);
	if (info == &options[OPTION_CURRENCY] && money_currency(value, currency, &wrong))
		return cfg_fail(file, setting, error, "%s: %s", info->name, wrong.text);
	free(*text);
	*text = xstrdup(value);
	return 0;
}

static int read_setting(struct config *config, const struct cfgfile *file, const config_setting_t *setting,
			struct error *error)
{
	const char *name = config_setting_name(setting), *nearest;
	const char *names[OPTION_COUNT + 2] = { "keys" };

	if (!strcmp(name, "keys"))
		return 0;
	for (int i = 0; i < OPTION_COUNT; i++) {
		names[i + 1] = options[i].name;
		if (strcmp(name, options[i].name))
			continue;
		return options[i].is_number ? read_number(&config->number[i], &options[i], file, setting, error)
					    : read_text(&config->text[i], &options[i], file, setting, error);
	}
	nearest = cfg_nearest(name, names);
	if (nearest)
		return cfg_fail(file, setting, error, "there is no option '%s'; did you mean '%s'?", name, nearest);
	return cfg_fail(file, setting, error, "there is no option '%s'; waymark(1) lists them", name);
}

static int read_file(struct config *config, struct error *error)
{
	struct cfgfile file;
	config_setting_t *root;
	int status = 0;

	if (cfgfile_read(&file, config->file, error))
		return -1;
	root = config_root_setting(&file.config);
	for (int i = 0; !status && i < config_setting_length(root); i++)
		status = read_setting(config, &file, config_setting_get_elem(root, (unsigned)i), error);
	cfgfile_free(&file);
	return status;
}

static void set_defaults(struct config *config)
{
	for (int i = 0; i < OPTION_COUNT; i++) {
		config->text[i] = xstrdup(options[i].is_number ? "" : options[i].initial);
		config->number[i] = options[i].is_number ? strtol(options[i].initial, NULL, 10) : 0;
	}
}

int config_load(struct config *config, const char *program, struct error *error)
{
	char *folder = base_folder("XDG_CONFIG_HOME", ".config");

	*config = (struct config){ 0 };
	set_defaults(config);
	config->share_dir = find_share(program);
	config->file = xasprintf("%s/waymark.cfg", folder ? folder : ".");
	free(folder);
	if ((access(config->file, F_OK) && (errno == ENOENT || errno == ENOTDIR)) || !read_file(config, error))
		return 0;
	config_free(config);
	return -1;
}

void config_free(struct config *config)
{
	for (int i = 0; i < OPTION_COUNT; i++)
		free(config->text[i]);
	free(config->share_dir);
	free(config->file);
	*config = (struct config){ 0 };
}

struct health_limits config_limits(const struct config *config)
{
	struct health_limits limits = health_limits_default;

	limits.pace.behind = (int)config->number[OPTION_PACE_BEHIND];
	limits.pace.stuck = (int)config->number[OPTION_PACE_STUCK];
	limits.cadence_days = (int)config->number[OPTION_CADENCE_DAYS];
	return limits;
}
