/* The values of playbook files: ids, texts, and expressions with their place. */
#include <string.h>

#include "storage/playfile_private.h"

int playfile_id(struct play_reader *reader, const config_setting_t *group, const char *what, const char **out)
{
	const char *text;

	if (cfg_string(&reader->file, group, "id", PLAY_TEXT_MAX, &text, reader->error) < 0)
		return -1;
	if (!text)
		return cfg_fail(&reader->file, group, reader->error, "%s needs id = \"...\"", what);
	if (strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-_") != strlen(text) || text[0] < 'a' ||
	    text[0] > 'z' || strlen(text) > PLAY_ID_MAX)
		return cfg_fail(&reader->file, config_setting_get_member(group, "id"), reader->error,
				"id \"%.70s\" must be of small letters a-z, digits, hyphens and underscores, begin "
				"with a letter, and have at most %d characters",
				text, PLAY_ID_MAX);
	*out = xstrdup(text);
	return 0;
}

int play_text(struct play_reader *reader, const config_setting_t *group, const char *name, size_t max,
	      const char **out)
{
	const char *text;

	if (cfg_string(&reader->file, group, name, max, &text, reader->error) < 0)
		return -1;
	*out = xstrdup(text);
	return 0;
}

int play_needs(struct play_reader *reader, const config_setting_t *group, const char *what, const char *name,
	       const char *example)
{
	if (config_setting_get_member(group, name))
		return 0;
	return cfg_fail(&reader->file, group, reader->error, "%s needs %s = %s", what, name, example);
}

int playfile_list(struct play_reader *reader, const config_setting_t *group, const char *name, int most,
		  const config_setting_t **out, int *count)
{
	*count = 0;
	if (cfg_list(&reader->file, group, name, true, out, reader->error) < 0)
		return -1;
	if (!*out)
		return 0;
	*count = config_setting_length(*out);
	if (*count == 0)
		return cfg_fail(&reader->file, *out, reader->error, "%s is empty; write some, or take it away",
				name);
	if (*count > most)
		return cfg_fail(&reader->file, config_setting_get_elem(*out, (unsigned)most), reader->error,
				"there are more than %d %s; divide them over several files", most, name);
	return 0;
}

/* ---- the place of a fault ---- */

/* Over blanks and comments. */
static const char *skip_blanks(const char *at)
{
	for (;;) {
		at += strspn(at, " \t\r\n");
		if (*at == '#' || (at[0] == '/' && at[1] == '/')) {
			at += strcspn(at, "\n");
		} else if (at[0] == '/' && at[1] == '*') {
			at = strstr(at + 2, "*/");
			if (!at)
				return "";
			at += 2;
		} else {
			return at;
		}
	}
}

static size_t escape_size(const char *at)
{
	if (*at != '\\' || !at[1])
		return 1;
	return at[1] == 'x' && at[2] && at[3] ? 4 : 2;
}

/* Where the byte of a text stands that is written as one or more strings from here on; NULL: not there. */
static const char *find_byte(const char *at, size_t offset)
{
	const char *last = NULL;

	for (at = skip_blanks(at); *at == '"'; at = skip_blanks(at + 1)) {
		for (at++; *at && *at != '"'; at += escape_size(at)) {
			if (!offset)
				return at;
			offset--;
		}
		last = at;
		if (!*at)
			return NULL;
	}
	return offset == 0 ? last : NULL;
}

/* Whether the strings from here on begin like the text, escapes aside. */
static bool is_written(const char *at, const char *text)
{
	for (size_t i = 0; i < 100 && text[i]; i++) {
		const char *from = find_byte(at, i);

		if (!from || (*from != text[i] && *from != '\\'))
			return false;
	}
	return true;
}

static const char *line_start(const char *text, int line)
{
	for (; line > 1 && text; line--) {
		text = strchr(text, '\n');
		text = text ? text + 1 : NULL;
	}
	return text;
}

/* The strings of a setting, by its line: there may be several of its name. */
static const char *find_setting(const struct play_reader *reader, const config_setting_t *setting, const char *name,
				const char *text)
{
	const char *at = line_start(reader->file.text, (int)config_setting_source_line(setting));

	for (at = at ? strstr(at, name) : NULL; at; at = strstr(at + 1, name)) {
		const char *sign = skip_blanks(at + strlen(name));

		if ((*sign == '=' || *sign == ':') && is_written(sign + 1, text))
			return sign + 1;
	}
	return NULL;
}

/* Where in the file a byte of an expression stands; false: only the line of its setting is known. */
static bool find_place(const struct play_reader *reader, const config_setting_t *setting, const char *name,
		       const char *text, size_t offset, int *line, int *column)
{
	const char *from = find_setting(reader, setting, name, text), *at = from ? find_byte(from, offset) : NULL;

	*line = at ? 1 : (int)config_setting_source_line(setting);
	*column = 1;
	for (const char *c = reader->file.text; at && c < at; c++) {
		if (*c == '\n') {
			++*line;
			*column = 1;
		} else if (((unsigned char)*c & 0xC0) != 0x80) {
			++*column;
		}
	}
	return at != NULL;
}

static int bad_expression(struct play_reader *reader, const config_setting_t *setting, const char *name,
			  const char *text, const struct expr_fault *fault)
{
	int line, column;

	if (!find_place(reader, setting, name, text, fault->offset, &line, &column))
		return cfg_fail(&reader->file, setting, reader->error, "%s, character %d: %s", name, fault->column,
				fault->text);
	return error_set(reader->error, ERROR_INPUT, "%s:%d:%d: %s: %s", reader->file.name, line, column, name,
			 fault->text);
}

static void note_mentions(struct play_reader *reader, const config_setting_t *setting, const char *name,
			  const char *text, const struct expr *expr)
{
	size_t count;
	const struct expr_mention *mentions = expr_mentions(expr, &count);

	for (size_t i = 0; i < count; i++) {
		struct play_mention *mention = vec_add(&reader->book->mentions);
		int column;

		*mention = (struct play_mention){ .kind = mentions[i].kind, .name = mentions[i].name };
		(void)find_place(reader, setting, name, text, mentions[i].offset, &mention->line, &column);
	}
}

int play_expr(struct play_reader *reader, const config_setting_t *group, const char *name, enum expr_type wanted,
	      struct expr **out)
{
	struct expr_fault fault;
	const char *text;

	if (cfg_string(&reader->file, group, name, CFG_MAX_BYTES, &text, reader->error) < 0)
		return -1;
	if (!text)
		return 0;
	*out = expr_compile(text, wanted, reader->words, &fault);
	if (!*out)
		return bad_expression(reader, config_setting_get_member(group, name), name, text, &fault);
	note_mentions(reader, config_setting_get_member(group, name), name, text, *out);
	return 0;
}
