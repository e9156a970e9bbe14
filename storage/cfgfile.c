#include "storage/cfgfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/text.h"
#include "core/xalloc.h"

/* The line on which the first size bytes of text end. */
static int line_of(const char *text, size_t size)
{
	int line = 1;

	for (size_t i = 0; i < size; i++)
		line += text[i] == '\n';
	return line;
}

static bool is_control(unsigned char c)
{
	return c < 0x20 || c == 0x7f;
}

/* Bytes of text before the first that is no valid UTF-8. */
static size_t valid_prefix(const char *text, size_t size)
{
	size_t start = 0;

	while (start < size) {
		const char *newline = memchr(text + start, '\n', size - start);
		size_t end = newline ? (size_t)(newline - text) + 1 : size;

		if (!text_is_utf8(text + start, end - start))
			return start;
		start = end;
	}
	return size;
}

/* The line with the most bytes on it: where to look in a file that is too large. */
static int longest_line(const char *text, size_t size)
{
	int line = 1, longest = 1;
	size_t most = 0;

	for (size_t start = 0; start < size; line++) {
		const char *newline = memchr(text + start, '\n', size - start);
		size_t end = newline ? (size_t)(newline - text) + 1 : size;

		if (end - start > most) {
			most = end - start;
			longest = line;
		}
		start = end;
	}
	return longest;
}

/* What no line of such a file may hold, strings and comments included. */
static int check_bytes(const char *name, const char *text, size_t size, struct error *error)
{
	size_t valid;

	if (size > CFG_MAX_BYTES)
		return error_set(
			error, ERROR_INPUT,
			"%s:%d: the file is larger than 4 MB, and this is its longest line; shorten it, or "
			"name the right file",
			name, longest_line(text, size));
	if (size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		return error_set(error, ERROR_INPUT,
				 "%s:1: the file begins with a byte order mark; save it as UTF-8 "
				 "without one",
				 name);
	for (size_t i = 0; i < size; i++)
		if (is_control((unsigned char)text[i]) && !strchr("\t\r\n", text[i] ? text[i] : 1))
			return error_set(error, ERROR_INPUT,
					 "%s:%d: a control character (0x%02x) stands here; take it "
					 "out%s",
					 name, line_of(text, i), (unsigned)text[i],
					 text[i] == '\0' ? ", or save the file as UTF-8" : "");
	valid = valid_prefix(text, size);
	if (valid < size)
		return error_set(error, ERROR_INPUT, "%s:%d: not valid UTF-8; save the file as UTF-8", name,
				 line_of(text, valid));
	return 0;
}

/* libconfig takes no comment on a last line that has no end. */
static int read_text(struct cfgfile *file)
{
	char *ended = xasprintf("%s\n", file->text);
	int read = config_read_string(&file->config, ended);

	free(ended);
	return read;
}

int cfgfile_parse(struct cfgfile *file, const char *name, const char *text, size_t size, struct error *error)
{
	*file = (struct cfgfile){ 0 };
	if (check_bytes(name, text, size, error) < 0)
		return -1;
	file->name = xstrdup(name);
	file->text = xstrndup(text, size);
	config_init(&file->config);
	if (cfg_check_syntax(name, file->text, error) < 0) {
		cfgfile_free(file);
		return -1;
	}
	if (!read_text(file)) {
		error_set(error, ERROR_INPUT, "%s:%d: %s; the fault may be on the line before", name,
			  config_error_line(&file->config), config_error_text(&file->config));
		if (strstr(config_error_text(&file->config), "duplicate"))
			error_set(error, ERROR_INPUT,
				  "%s:%d: this setting is already there in the same group; keep one "
				  "of them",
				  name, config_error_line(&file->config));
		cfgfile_free(file);
		return -1;
	}
	return 0;
}

/* At most one byte more than allowed. */
static int read_all(int fd, const char *path, char *data, size_t *size, struct error *error)
{
	*size = 0;
	while (*size <= CFG_MAX_BYTES) {
		ssize_t n = read(fd, data + *size, CFG_MAX_BYTES + 1 - *size);

		if (n == 0)
			break;
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return error_set(error, ERROR_SYSTEM, "%s: cannot be read: %s", path, strerror(errno));
		*size += (size_t)n;
	}
	return 0;
}

int cfgfile_read(struct cfgfile *file, const char *path, struct error *error)
{
	struct stat info;
	size_t size;
	char *data;
	int fd, status;

	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return error_set(error, errno == ENOENT ? ERROR_NOT_FOUND : ERROR_SYSTEM,
				 "%s: cannot be opened: %s; check the name and the rights", path, strerror(errno));
	if (fstat(fd, &info) == 0 && S_ISDIR(info.st_mode)) {
		close(fd);
		return error_set(error, ERROR_INPUT, "%s: is a directory; name a file in it", path);
	}
	data = xmalloc(CFG_MAX_BYTES + 1);
	status = read_all(fd, path, data, &size, error);
	close(fd);
	if (status == 0)
		status = cfgfile_parse(file, path, data, size, error);
	free(data);
	return status;
}

void cfgfile_free(struct cfgfile *file)
{
	if (file->name)
		config_destroy(&file->config);
	free(file->name);
	free(file->text);
	*file = (struct cfgfile){ 0 };
}

int cfg_fail(const struct cfgfile *file, const config_setting_t *where, struct error *error, const char *format,
	     ...)
{
	va_list args;
	int line = (int)where->line;

	va_start(args, format);
	error_setv(error, ERROR_INPUT, format, args);
	va_end(args);
	return error_prefix(error, "%s:%d", file->name, line > 0 ? line : 1);
}

/* What a string must be wherever it stands; name is for the message. */
static int check_string(const struct cfgfile *file, const config_setting_t *setting, const char *name, size_t max,
			struct error *error)
{
	const char *text;

	if (config_setting_type(setting) != CONFIG_TYPE_STRING)
		return cfg_fail(file, setting, error, "%s must be a text; put it in quotes", name);
	text = config_setting_get_string(setting);
	if (!text || text[strspn(text, " ")] == '\0')
		return cfg_fail(file, setting, error, "%s is empty; write a text or take the setting away", name);
	if (!text_is_utf8(text, strlen(text)))
		return cfg_fail(file, setting, error, "%s is not valid UTF-8; check its \\x escapes", name);
	for (const unsigned char *p = (const unsigned char *)text; *p; p++)
		if (is_control(*p) || (*p == 0xc2 && p[1] < 0xa0))
			return cfg_fail(file, setting, error, "%s holds a control character; take it out", name);
	if (strlen(text) > max)
		return cfg_fail(file, setting, error, "%s is longer than %zu bytes; shorten it", name, max);
	return 0;
}

int cfg_string(const struct cfgfile *file, const config_setting_t *group, const char *name, size_t max,
	       const char **out, struct error *error)
{
	const config_setting_t *setting = config_setting_get_member(group, name);

	*out = NULL;
	if (!setting)
		return 0;
	if (check_string(file, setting, name, max, error) < 0)
		return -1;
	*out = config_setting_get_string(setting);
	return 0;
}

int cfg_number(const struct cfgfile *file, const config_setting_t *group, const char *name, int low, int high,
	       int *out, struct error *error)
{
	const config_setting_t *setting = config_setting_get_member(group, name);
	long long number;
	int type;

	if (!setting)
		return 0;
	type = config_setting_type(setting);
	if (type != CONFIG_TYPE_INT && type != CONFIG_TYPE_INT64)
		return cfg_fail(file, setting, error, "%s must be a whole number, without quotes", name);
	number = config_setting_get_int64(setting); /* as an int it would be cut silently */
	if (number < low || number > high)
		return cfg_fail(file, setting, error, "%s is %lld; it must be from %d to %d", name, number, low,
				high);
	*out = (int)number;
	return 0;
}

int cfg_bool(const struct cfgfile *file, const config_setting_t *group, const char *name, bool *out,
	     struct error *error)
{
	const config_setting_t *setting = config_setting_get_member(group, name);

	if (!setting)
		return 0;
	if (config_setting_type(setting) != CONFIG_TYPE_BOOL)
		return cfg_fail(file, setting, error, "%s must be true or false, without quotes", name);
	*out = config_setting_get_bool(setting);
	return 0;
}

int cfg_list(const struct cfgfile *file, const config_setting_t *group, const char *name, bool groups,
	     const config_setting_t **out, struct error *error)
{
	const config_setting_t *setting = config_setting_get_member(group, name);

	*out = NULL;
	if (!setting)
		return 0;
	if (!config_setting_is_list(setting) && !config_setting_is_array(setting))
		return cfg_fail(file, setting, error, "%s must be a list; put ( ) around it", name);
	for (int i = 0; i < config_setting_length(setting); i++) {
		const config_setting_t *item = config_setting_get_elem(setting, (unsigned)i);

		if (groups && !config_setting_is_group(item))
			return cfg_fail(file, item, error, "each item of %s must stand in { }", name);
		if (!groups && check_string(file, item, name, 1000, error) < 0)
			return -1;
	}
	*out = setting;
	return 0;
}

const char *cfg_nearest(const char *word, const char *const *words)
{
	const char *nearest = NULL;
	int least = strlen(word) < 5 ? 1 : 2;

	for (; *words; words++) {
		int distance = text_distance(word, *words);

		if (distance < least || (distance == least && !nearest)) {
			least = distance;
			nearest = *words;
		}
	}
	return nearest;
}

/* "A", "B" or "C" */
static void say_words(struct buf *out, const char *const *words)
{
	for (size_t i = 0; words[i]; i++)
		buf_printf(out, "%s\"%s\"", i == 0 ? "" : words[i + 1] ? ", " : " or ", words[i]);
}

int cfg_word(const struct cfgfile *file, const config_setting_t *group, const char *name, const char *const *words,
	     int *out, struct error *error)
{
	struct buf list = { 0 };
	const char *text;

	if (cfg_string(file, group, name, 1000, &text, error) < 0)
		return -1;
	if (!text)
		return 0;
	for (int i = 0; words[i]; i++) {
		if (strcmp(text, words[i]) == 0) {
			*out = i;
			return 0;
		}
	}
	say_words(&list, words);
	cfg_fail(file, config_setting_get_member(group, name), error, "unknown %s \"%.40s\"; it is one of %s", name,
		 text, buf_text(&list));
	buf_free(&list);
	return -1;
}

int cfg_known(const struct cfgfile *file, const config_setting_t *group, const char *what, const char *const *names,
	      struct error *error)
{
	for (int i = 0; i < config_setting_length(group); i++) {
		const config_setting_t *setting = config_setting_get_elem(group, (unsigned)i);
		const char *name = config_setting_name(setting), *nearest;
		int known = 0;

		while (names[known] && strcmp(names[known], name) != 0)
			known++;
		if (names[known])
			continue;
		nearest = cfg_nearest(name, names);
		if (nearest)
			return cfg_fail(file, setting, error, "%s has no setting \"%.40s\"; did you mean \"%s\"?",
					what, name, nearest);
		return cfg_fail(file, setting, error,
				"%s has no setting \"%.40s\"; take it away or comment it out with #", what, name);
	}
	return 0;
}
