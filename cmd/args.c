/* Arguments by the text in the action table. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/args.h"
#include "core/buf.h"
#include "core/text.h"
#include "core/xalloc.h"

/* ---- the text of the table ---- */

static void copy_word(char *to, size_t room, const char *from, size_t size)
{
	if (size >= room)
		BUG("an argument's text in the action table is too long");
	memcpy(to, from, size);
	to[size] = '\0';
}

/* Words in small letters stand for themselves; capitals for a value. */
static bool is_choices(const char *text)
{
	return *text && !strpbrk(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
}

/* Takes "..." off the end. */
static bool take_dots(const char *text, size_t *size)
{
	if (*size < 3 || strncmp(text + *size - 3, "...", 3))
		return false;
	*size -= 3;
	return true;
}

static void parse_option(const char *text, size_t size, struct arg_spec *out)
{
	const char *blank = memchr(text, ' ', size);
	size_t name = blank ? (size_t)(blank - text) : size;

	out->optional = true;
	copy_word(out->name, sizeof out->name, text + 2, name - 2);
	if (!blank)
		return;
	size -= name + 1;
	out->repeated = take_dots(blank + 1, &size);
	copy_word(out->value, sizeof out->value, blank + 1, size);
	if (is_choices(out->value))
		copy_word(out->choices, sizeof out->choices, blank + 1, size);
}

static void parse_positional(const char *text, size_t size, struct arg_spec *out)
{
	out->repeated = take_dots(text, &size);
	if (size < sizeof out->choices)
		copy_word(out->choices, sizeof out->choices, text, size);
	if (is_choices(out->choices))
		copy_word(out->name, sizeof out->name, "WORD", 4);
	else {
		copy_word(out->name, sizeof out->name, text, size);
		out->choices[0] = '\0';
	}
}

void args_spec_parse(const char *arguments, struct args_spec *out)
{
	const char *p = arguments;

	*out = (struct args_spec){ 0 };
	while (*p) {
		bool optional = *p == '[';
		const char *end = optional ? strchr(p, ']') : strchrnul(p, ' ');
		struct arg_spec *spec;

		if (!end)
			BUG("a [ without its ] in the action table");
		p += optional;
		if (!strncmp(p, "--", 2)) {
			if (out->option_count == ARGS_MAX_OPTIONS)
				BUG("too many options in the action table");
			spec = &out->options[out->option_count++];
			parse_option(p, (size_t)(end - p), spec);
		} else {
			if (out->positional_count == ARGS_MAX_POSITIONAL)
				BUG("too many arguments in the action table");
			spec = &out->positional[out->positional_count++];
			parse_positional(p, (size_t)(end - p), spec);
		}
		spec->optional = optional;
		p = end + (*end == ']');
		p += *p == ' ';
	}
}

/* ---- what was typed ---- */

const char *args_nearest_option(const struct args_spec *spec, const char *name)
{
	const char *nearest = NULL;
	int least = 4;

	for (int i = 0; i < spec->option_count; i++) {
		int distance = text_distance(name, spec->options[i].name);

		if (distance < least && distance < (int)strlen(spec->options[i].name)) {
			least = distance;
			nearest = spec->options[i].name;
		}
	}
	return nearest;
}

static int refuse_option(const struct args_spec *spec, const char *word, bool missing, struct error *error)
{
	size_t size = strcspn(word, "=");
	char *name = xstrndup(word, size);
	const char *nearest = args_nearest_option(spec, name + strspn(name, "-"));

	if (missing)
		error_set(error, ERROR_USAGE, "the option '%s' wants a value", name);
	else if (strchr(word, '='))
		error_set(error, ERROR_USAGE, "the option '%s' is unknown or takes no value", name);
	else if (nearest)
		error_set(error, ERROR_USAGE, "there is no option '%s'; did you mean '--%s'?", name, nearest);
	else
		error_set(error, ERROR_USAGE, "there is no option '%s'", name);
	free(name);
	return -1;
}

/* Whether word is one of a|b|c. */
static bool is_choice(const char *choices, const char *word)
{
	size_t size = strlen(word);

	for (const char *p = choices;; p++) {
		const char *end = strchrnul(p, '|');

		if ((size_t)(end - p) == size && !strncmp(p, word, size))
			return true;
		if (!*end)
			return false;
		p = end;
	}
}

/* The nearest of a|b|c into nearest, "" when none is near. */
static void nearest_choice(const char *choices, const char *word, char *nearest, size_t room)
{
	int least = 3;

	*nearest = '\0';
	for (const char *p = choices;; p++) {
		const char *end = strchrnul(p, '|');
		char *choice = xstrndup(p, (size_t)(end - p));
		int distance = text_distance(word, choice);

		if (distance < least && distance < (int)strlen(choice)) {
			least = distance;
			snprintf(nearest, room, "%s", choice);
		}
		free(choice);
		if (!*end)
			return;
		p = end;
	}
}

static int refuse_choice(const char *what, const char *choices, const char *word, struct error *error)
{
	char nearest[64];

	nearest_choice(choices, word, nearest, sizeof nearest);
	return error_set(error, ERROR_USAGE, "'%s' cannot be %s, which is one of %s%s%s%s", word, what, choices,
			 *nearest ? "; did you mean '" : "", nearest, *nearest ? "'?" : "");
}

/* A getopt_long() table, ended by an empty row. */
static struct option *long_options(const struct args_spec *spec)
{
	struct option *table = xcalloc((size_t)spec->option_count + 1, sizeof *table);

	for (int i = 0; i < spec->option_count; i++) {
		table[i].name = spec->options[i].name;
		table[i].has_arg = *spec->options[i].value ? required_argument : no_argument;
		table[i].val = 256 + i;
	}
	return table;
}

static int check_option(const struct arg_spec *spec, const char *value, struct error *error)
{
	char what[40];

	if (!*spec->choices || is_choice(spec->choices, value))
		return 0;
	snprintf(what, sizeof what, "--%s", spec->name);
	return refuse_choice(what, spec->choices, value, error);
}

/* An option's index, -1 when there is none of that name. */
static int find_option(const struct args_spec *spec, const char *name)
{
	for (int i = 0; i < spec->option_count; i++)
		if (!strcmp(spec->options[i].name, name))
			return i;
	return -1;
}

/* Words and options of argv; "-" first in the option string keeps their order and pays no
 * heed to POSIXLY_CORRECT. */
static int scan(struct args *args, int argc, char **argv, const struct option *table, struct error *error)
{
	int found, book = find_option(&args->spec, "book"); /* -b, in front of the command and behind it */

	optind = 0;
	opterr = 0;
	while ((found = getopt_long(argc, argv, book < 0 ? "-:" : "-:b:", table, NULL)) != -1) {
		int option = found == 'b' ? book : found - 256;

		if (found == 1) {
			args->words[args->word_count++] = optarg;
			continue;
		}
		if (found == ':' && optopt == 'b')
			return error_set(error, ERROR_USAGE, "the option '-b' wants a value");
		if (found == '?' && optopt >= '0' && optopt <= '9')
			return error_set(
				error, ERROR_USAGE,
				"a number below 0 is no option, and no amount or rate; where a value may be "
				"below 0, write -- before it");
		if (found == '?' && optopt > 0 && optopt < 256)
			return error_set(error, ERROR_USAGE, "there is no option '-%c'", optopt);
		if (found == '?' || found == ':')
			return refuse_option(&args->spec, argv[optind - 1], found == ':', error);
		args->given[args->given_count].option = option;
		args->given[args->given_count++].value = optarg ? optarg : "";
		if (check_option(&args->spec.options[option], optarg ? optarg : "", error))
			return -1;
	}
	while (optind < argc)
		args->words[args->word_count++] = argv[optind++];
	return 0;
}

/* "ACCOUNT", or "list|show" for one of those words. */
static const char *positional_title(const struct arg_spec *spec)
{
	return *spec->choices ? spec->choices : spec->name;
}

static int check_words(const struct args *args, struct error *error)
{
	const struct args_spec *spec = &args->spec;

	for (int i = 0; i < spec->positional_count; i++) {
		const struct arg_spec *positional = &spec->positional[i];

		if (i >= args->word_count && !positional->optional)
			return error_set(error, ERROR_USAGE, "%s is missing", positional_title(positional));
		if (i < args->word_count && *positional->choices && !is_choice(positional->choices, args->words[i]))
			return refuse_choice("here", positional->choices, args->words[i], error);
	}
	if (args->word_count > spec->positional_count &&
	    (!spec->positional_count || !spec->positional[spec->positional_count - 1].repeated))
		return error_set(error, ERROR_USAGE,
				 "'%s' is one word too many; a value with blanks wants quotes around it",
				 args->words[spec->positional_count]);
	return 0;
}

int args_parse(const char *arguments, int argc, char *const *argv, struct args *out, struct error *error)
{
	struct option *table;
	char **copy;
	int status;

	*out = (struct args){ 0 };
	args_spec_parse(arguments, &out->spec);
	out->words = xcalloc((size_t)argc + 1, sizeof *out->words);
	out->given = xcalloc((size_t)argc + 1, sizeof *out->given);
	copy = xcalloc((size_t)argc + 1, sizeof *copy);
	memcpy(copy, argv, (size_t)argc * sizeof *copy);
	table = long_options(&out->spec);

	status = scan(out, argc, copy, table, error);
	if (!status)
		status = check_words(out, error);
	free(table);
	free(copy);
	if (status) {
		args_free(out);
		if (argc > 0)
			error_prefix(error, "%s", argv[0]);
	}
	return status;
}

void args_free(struct args *args)
{
	free(args->words);
	free(args->given);
	*args = (struct args){ 0 };
}

const char *args_option(const struct args *args, const char *name)
{
	const char *value = NULL;

	for (int i = 0; i < args->given_count; i++)
		if (!strcmp(args->spec.options[args->given[i].option].name, name))
			value = args->given[i].value;
	return value;
}

const char *args_option_nth(const struct args *args, const char *name, int n)
{
	for (int i = 0; i < args->given_count; i++)
		if (!strcmp(args->spec.options[args->given[i].option].name, name) && n-- == 0)
			return args->given[i].value;
	return NULL;
}

const char *args_word(const struct args *args, int n)
{
	return n >= 0 && n < args->word_count ? args->words[n] : NULL;
}
