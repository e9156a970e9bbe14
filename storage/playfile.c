/* Playbook files: flags, plays and asks. */
#include <stdlib.h>
#include <string.h>

#include "storage/playfile_private.h"

#define FLAGS_MOST 200
#define PLAYS_MOST 200
#define ASKS_MOST 50
#define CONDITIONS_MOST 64 /* a bit each in struct ask */
#define RETRIGGER_DAYS 30

static const char *const book_settings[] = { "id", "title", "version", "flags", "plays", "asks", NULL };
static const char *const flag_settings[] = { "id",   "title",	  "advice", "severity", "when", "figure",
					     "unit", "retrigger", "play",   "opens",	NULL };
static const char *const ask_settings[] = { "id", "title", "words", "conditions", NULL };
static const char *const condition_settings[] = { "when", "missing", NULL };

static int there_already(struct play_reader *reader, const config_setting_t *group, const char *what,
			 const char *id)
{
	return cfg_fail(&reader->file, group, reader->error,
			"the %s \"%s\" is there already; give one of them another id", what, id);
}

/* ---- flags ---- */

static int read_flag(struct play_reader *reader, const config_setting_t *group, struct flag *out)
{
	static const char *const severities[] = { "info", "warn", "urgent", NULL };
	int severity = SEVERITY_WARN;

	out->line = (int)config_setting_source_line(group);
	out->retrigger_days = RETRIGGER_DAYS;
	if (playfile_id(reader, group, "a flag", &out->key) < 0 ||
	    cfg_known(&reader->file, group, "a flag", flag_settings, reader->error) < 0 ||
	    play_needs(reader, group, "a flag", "title", "\"what is the matter\"") < 0 ||
	    play_text(reader, group, "title", PLAY_TITLE_MAX, &out->title) < 0 ||
	    play_text(reader, group, "advice", PLAY_TEXT_MAX, &out->advice) < 0 ||
	    cfg_word(&reader->file, group, "severity", severities, &severity, reader->error) < 0 ||
	    play_needs(reader, group, "a flag", "when", "\"its condition\"") < 0 ||
	    play_expr(reader, group, "when", EXPR_TRUTH, &out->when) < 0 ||
	    play_expr(reader, group, "figure", EXPR_NUMBER, &out->figure) < 0 ||
	    play_text(reader, group, "unit", PLAY_TITLE_MAX, &out->unit) < 0 ||
	    cfg_number(&reader->file, group, "retrigger", 0, PLAY_DAYS_MAX, &out->retrigger_days, reader->error) <
		    0 ||
	    play_text(reader, group, "play", PLAY_TITLE_MAX, &out->play) < 0 ||
	    cfg_bool(&reader->file, group, "opens", &out->opens, reader->error) < 0)
		return -1;
	out->severity = (enum severity)severity;
	if (out->unit && !out->figure)
		return cfg_fail(
			&reader->file, config_setting_get_member(group, "unit"), reader->error,
			"a unit is one of a figure, and this flag has none; write figure = \"...\", or take "
			"the unit away");
	if (out->opens && !out->play)
		return cfg_fail(&reader->file, config_setting_get_member(group, "opens"), reader->error,
				"this flag names no play that it could open; write play = \"its-id\"");
	return 0;
}

static int read_flags(struct play_reader *reader, const config_setting_t *root)
{
	const config_setting_t *list;
	struct flag *flags;
	int count;

	if (playfile_list(reader, root, "flags", FLAGS_MOST, &list, &count) < 0)
		return -1;
	reader->book->flags = flags = xcalloc((size_t)count + 1, sizeof *flags);
	for (int i = 0; i < count; i++) {
		const config_setting_t *group = config_setting_get_elem(list, (unsigned)i);

		reader->book->flag_count = i + 1;
		if (read_flag(reader, group, &flags[i]) < 0)
			return -1;
		for (int j = 0; j < i; j++)
			if (!strcmp(flags[j].key, flags[i].key))
				return there_already(reader, group, "flag", flags[i].key);
	}
	return 0;
}

/* ---- plays ---- */

static int read_plays(struct play_reader *reader, const config_setting_t *root)
{
	const config_setting_t *list;
	struct play_template *plays;
	int count;

	if (playfile_list(reader, root, "plays", PLAYS_MOST, &list, &count) < 0)
		return -1;
	reader->book->plays = plays = xcalloc((size_t)count + 1, sizeof *plays);
	for (int i = 0; i < count; i++) {
		const config_setting_t *group = config_setting_get_elem(list, (unsigned)i);

		reader->book->play_count = i + 1;
		if (play_template_read(reader, group, &plays[i]) < 0)
			return -1;
		for (int j = 0; j < i; j++)
			if (!strcmp(plays[j].key, plays[i].key))
				return there_already(reader, group, "play", plays[i].key);
	}
	return 0;
}

static int no_such_play(struct play_reader *reader, const config_setting_t *where, const char *key)
{
	const struct playbook *book = reader->book;
	const char **names = xcalloc((size_t)book->play_count + 1, sizeof *names), *nearest;

	for (int i = 0; i < book->play_count; i++)
		names[i] = book->plays[i].key;
	nearest = cfg_nearest(key, names);
	if (nearest)
		cfg_fail(&reader->file, where, reader->error,
			 "there is no play \"%.60s\" in this file; did you mean \"%s\"?", key, nearest);
	else
		cfg_fail(&reader->file, where, reader->error,
			 "there is no play \"%.60s\" in this file; write it under plays, or take this away", key);
	free(names);
	return -1;
}

/* The plays stand behind the flags, so that this can only be seen now. */
static int check_flags(struct play_reader *reader, const config_setting_t *root)
{
	const config_setting_t *list = config_setting_get_member(root, "flags");
	const struct playbook *book = reader->book;

	for (int i = 0; i < book->flag_count; i++) {
		const config_setting_t *group = config_setting_get_elem(list, (unsigned)i);
		bool found = !book->flags[i].play;

		for (int p = 0; p < book->play_count && !found; p++)
			found = !strcmp(book->plays[p].key, book->flags[i].play);
		if (!found)
			return no_such_play(reader, config_setting_get_member(group, "play"), book->flags[i].play);
	}
	return 0;
}

/* ---- asks ---- */

static int read_conditions(struct play_reader *reader, const config_setting_t *group, struct ask_template *out)
{
	struct ask_condition *conditions;
	const config_setting_t *list;
	int count;

	if (playfile_list(reader, group, "conditions", CONDITIONS_MOST, &list, &count) < 0)
		return -1;
	if (!count)
		return cfg_fail(&reader->file, group, reader->error,
				"the ask \"%s\" has no conditions, so that it would always be the time; write some",
				out->key);
	out->conditions = conditions = xcalloc((size_t)count, sizeof *conditions);
	for (int i = 0; i < count; i++) {
		const config_setting_t *item = config_setting_get_elem(list, (unsigned)i);

		out->condition_count = i + 1;
		if (cfg_known(&reader->file, item, "a condition", condition_settings, reader->error) < 0 ||
		    play_needs(reader, item, "a condition", "when", "\"...\"") < 0 ||
		    play_needs(reader, item, "a condition", "missing", "\"what is missing where it is not so\"") <
			    0 ||
		    play_expr(reader, item, "when", EXPR_TRUTH, &conditions[i].when) < 0 ||
		    play_text(reader, item, "missing", PLAY_TEXT_MAX, &conditions[i].missing) < 0)
			return -1;
	}
	return 0;
}

static int read_ask(struct play_reader *reader, const config_setting_t *group, struct ask_template *out)
{
	out->line = (int)config_setting_source_line(group);
	if (playfile_id(reader, group, "an ask", &out->key) < 0 ||
	    cfg_known(&reader->file, group, "an ask", ask_settings, reader->error) < 0 ||
	    play_needs(reader, group, "an ask", "title", "\"...\"") < 0 ||
	    play_text(reader, group, "title", PLAY_TITLE_MAX, &out->title) < 0 ||
	    play_needs(reader, group, "an ask", "words", "\"how to ask, in a sentence\"") < 0 ||
	    play_text(reader, group, "words", PLAY_TEXT_MAX, &out->words) < 0)
		return -1;
	return read_conditions(reader, group, out);
}

static int read_asks(struct play_reader *reader, const config_setting_t *root)
{
	const config_setting_t *list;
	struct ask_template *asks;
	int count;

	if (playfile_list(reader, root, "asks", ASKS_MOST, &list, &count) < 0)
		return -1;
	reader->book->asks = asks = xcalloc((size_t)count + 1, sizeof *asks);
	for (int i = 0; i < count; i++) {
		const config_setting_t *group = config_setting_get_elem(list, (unsigned)i);

		reader->book->ask_count = i + 1;
		if (read_ask(reader, group, &asks[i]) < 0)
			return -1;
		for (int j = 0; j < i; j++)
			if (!strcmp(asks[j].key, asks[i].key))
				return there_already(reader, group, "ask", asks[i].key);
	}
	return 0;
}

/* ---- the whole ---- */

static int read_head(struct play_reader *reader, const config_setting_t *root)
{
	struct playbook *book = reader->book;

	if (playfile_id(reader, root, "a playbook", &book->key) < 0 ||
	    cfg_known(&reader->file, root, "a playbook", book_settings, reader->error) < 0 ||
	    play_needs(reader, root, "a playbook", "title", "\"...\"") < 0 ||
	    play_text(reader, root, "title", PLAY_TITLE_MAX, &book->title) < 0 ||
	    play_text(reader, root, "version", PLAY_TITLE_MAX, &book->version) < 0)
		return -1;
	if (!book->version)
		book->version = xstrdup("1");
	if (!config_setting_get_member(root, "flags") && !config_setting_get_member(root, "plays") &&
	    !config_setting_get_member(root, "asks"))
		return cfg_fail(&reader->file, root, reader->error,
				"this playbook has neither flags nor plays nor asks; write some");
	return 0;
}

/* Frees the file. */
static struct playbook *read_book(struct play_reader *reader)
{
	const config_setting_t *root = config_root_setting(&reader->file.config);
	bool fine;

	reader->book = xcalloc(1, sizeof *reader->book);
	fine = read_head(reader, root) == 0 && read_flags(reader, root) == 0 && read_plays(reader, root) == 0 &&
	       check_flags(reader, root) == 0 && read_asks(reader, root) == 0;
	cfgfile_free(&reader->file);
	if (fine)
		return reader->book;
	playbook_free(reader->book);
	return NULL;
}

struct playbook *playbook_read_source(const char *path, struct card_words *words, char **text, struct error *error)
{
	struct play_reader reader = { .error = error, .words = words };
	struct playbook *book;

	*text = NULL;
	if (cfgfile_read(&reader.file, path, error) < 0)
		return NULL;
	*text = xstrdup(reader.file.text);
	book = read_book(&reader);
	if (!book) {
		free(*text);
		*text = NULL;
	}
	return book;
}

struct playbook *playbook_read_file(const char *path, struct card_words *words, struct error *error)
{
	char *text;
	struct playbook *book = playbook_read_source(path, words, &text, error);

	free(text);
	return book;
}

struct playbook *playbook_read_text(const char *text, const char *path, struct card_words *words,
				    struct error *error)
{
	struct play_reader reader = { .error = error, .words = words };

	if (cfgfile_parse(&reader.file, path, text, strlen(text), error) < 0)
		return NULL;
	return read_book(&reader);
}
