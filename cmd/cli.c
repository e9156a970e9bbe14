/* The command line. */
#include <getopt.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>
#include <libconfig.h>

#include "cmd/cli.h"
#include "cmd/demo.h"
#include "cmd/help.h"
#include "cmd/watch.h"
#include "core/text.h"

/* What stands on the line beside the action. */
struct line {
	const char *book, *as_of, *program;
	bool json, readonly, help, version;
	int argc; /* the action and its words; 0: none */
	char **argv;
};

int cli_fail(const struct cli *cli, const struct error *error)
{
	struct buf safe = { 0 };

	text_safe(&safe, error->text, cli->utf8 ? TEXT_UTF8 : TEXT_ASCII);
	fprintf(cli->err, "waymark: %s\n", buf_text(&safe));
	buf_free(&safe);
	return error->kind == ERROR_USAGE ? 2 : 1;
}

/* ---- options before the action ---- */

static int unknown_global(char **argv, int place, bool missing, struct error *error)
{
	const char *word = argv[place], *near;
	struct args_spec spec;

	if (missing)
		return error_set(error, ERROR_USAGE, "the option '%s' wants a value", word);
	args_spec_parse(GLOBAL_OPTIONS " [--version]", &spec);
	near = args_nearest_option(&spec, word + strspn(word, "-"));
	if (near)
		return error_set(error, ERROR_USAGE, "there is no option '%s'; did you mean '--%s'?", word, near);
	return error_set(error, ERROR_USAGE, "there is no option '%s'; waymark --help lists them", word);
}

static int scan_line(struct line *line, int argc, char **argv, struct error *error)
{
	enum { AS_OF = 256, JSON, READONLY, SHOW_VERSION };
	static const struct option options[] = {
		{ "book", required_argument, NULL, 'b' },
		{ "as-of", required_argument, NULL, AS_OF },
		{ "json", no_argument, NULL, JSON },
		{ "readonly", no_argument, NULL, READONLY },
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, SHOW_VERSION },
		{ NULL, 0, NULL, 0 },
	};
	int found;

	optind = 0;
	opterr = 0;
	while ((found = getopt_long(argc, argv, "+:b:h", options, NULL)) != -1) {
		switch (found) {
		case 'b':
			line->book = optarg;
			break;
		case AS_OF:
			line->as_of = optarg;
			break;
		case JSON:
			line->json = true;
			break;
		case READONLY:
			line->readonly = true;
			break;
		case 'h':
			line->help = true;
			break;
		case SHOW_VERSION:
			line->version = true;
			break;
		default:
			return unknown_global(argv, optind > 1 ? optind - 1 : 1, found == ':', error);
		}
	}
	line->argc = argc - optind;
	line->argv = argv + optind;
	return 0;
}

/* ---- options after the action ---- */

/* -h or --help, wherever it stands after the action. */
static bool asks_for_help(const struct line *line)
{
	for (int i = 1; i < line->argc && strcmp(line->argv[i], "--"); i++)
		if (!strcmp(line->argv[i], "-h") || !strcmp(line->argv[i], "--help"))
			return true;
	return false;
}

static bool is_global(const char *option)
{
	struct args_spec spec;

	args_spec_parse(GLOBAL_OPTIONS, &spec);
	for (int i = 0; i < spec.option_count; i++)
		if (!strcmp(spec.options[i].name, option))
			return true;
	return false;
}

struct words {
	VEC(char *) items; /* each yours */
};

static void words_free(struct words *words)
{
	for (size_t i = 0; i < words->items.count; i++)
		free(words->items.items[i]);
	vec_free(&words->items);
}

/* The action's own words: its options first, then "--", then the rest. */
static void own_words(const struct line *line, const struct args *args, struct words *out)
{
	*vec_add(&out->items) = xstrdup(line->argv[0]);
	for (int i = 0; i < args->given_count; i++) {
		const struct arg_spec *option = &args->spec.options[args->given[i].option];

		if (is_global(option->name))
			continue;
		*vec_add(&out->items) = *option->value ? xasprintf("--%s=%s", option->name, args->given[i].value)
						       : xasprintf("--%s", option->name);
	}
	*vec_add(&out->items) = xstrdup("--");
	for (int i = 0; i < args->word_count; i++)
		*vec_add(&out->items) = xstrdup(args->words[i]);
}

/* Reads the global options that stand after the action; args is the action's use. */
static int scan_action(struct line *line, const struct action *action, struct args *args, struct error *error)
{
	char *arguments = xasprintf("%s %s", action->arguments, GLOBAL_OPTIONS);
	int status = args_parse(*action->arguments ? arguments : GLOBAL_OPTIONS, line->argc, line->argv, args,
				error);

	free(arguments);
	if (status)
		return -1;
	line->book = args_option(args, "book") ? args_option(args, "book") : line->book;
	line->as_of = args_option(args, "as-of") ? args_option(args, "as-of") : line->as_of;
	line->json = line->json || args_option(args, "json");
	line->readonly = line->readonly || args_option(args, "readonly");
	return 0;
}

/* ---- the context ---- */

static char *user_name(void)
{
	const struct passwd *user = getpwuid(getuid());

	return user && *user->pw_name ? xstrdup(user->pw_name) : xasprintf("uid%ld", (long)getuid());
}

static bool confirm_on_terminal(void *data, const char *question)
{
	const struct cli *cli = data;
	struct buf safe = { 0 };
	char answer[16] = "";

	text_safe(&safe, question, cli->utf8 ? TEXT_UTF8 : TEXT_ASCII);
	fprintf(cli->err, "%s [y/N] ", buf_text(&safe));
	fflush(cli->err);
	buf_free(&safe);
	return fgets(answer, sizeof answer, stdin) && (*answer == 'y' || *answer == 'Y');
}

static int make_context(struct cli *cli, const struct line *line, struct error *error)
{
	struct ctx *ctx = &cli->ctx;

	if (config_load(&cli->config, line->program, error))
		return -1;
	cli->who = user_name();
	*ctx = (struct ctx){
		.config = &cli->config,
		.who = cli->who,
		.format = line->json ? FORMAT_JSON : FORMAT_TEXT,
		.out = cli->out,
		.utf8 = cli->utf8,
		.width = cli->width,
		.confirm = cli->interactive ? confirm_on_terminal : NULL,
		.confirm_data = cli,
	};
	if (clock_today(&ctx->clock, error))
		return -1;
	ctx->as_of = ctx->clock;
	if (line->as_of && date_parse_typed(line->as_of, ctx->clock, &ctx->as_of, error)) {
		error->kind = ERROR_USAGE;
		return error_prefix(error, "--as-of");
	}
	return 0;
}

static int open_book(struct cli *cli, const char *path, unsigned flags, struct error *error)
{
	struct book_options options = {
		.today = cli->ctx.clock,
		.limits = config_limits(&cli->config),
		.scorecard = scorecard_default(),
		.default_track = cli->config.text[OPTION_DEFAULT_TRACK],
		.wait_ms = (int)cli->config.number[OPTION_LOCK_WAIT],
	};

	if (!cli->tracks_dir)
		cli->tracks_dir = config_share(&cli->config, "tracks");
	if (!cli->plays_dir)
		cli->plays_dir = config_share(&cli->config, "plays");
	options.tracks_dir = cli->tracks_dir;
	options.plays_dir = cli->plays_dir;
	if (book_open(&cli->book, path, flags, &options, error))
		return -1;
	cli->ctx.book = cli->book;
	return 0;
}

/* The path of a book in a new folder that nobody else can read and that goes with us. */
static char *private_book(struct cli *cli, struct error *error)
{
	const char *base = getenv("TMPDIR");
	char *folder = xasprintf("%s/waymark-XXXXXX", base && *base ? base : "/tmp");

	if (!mkdtemp(folder)) {
		error_set(error, ERROR_SYSTEM, "%s: no folder can be made for the sample book", folder);
		free(folder);
		return NULL;
	}
	cli->private_folder = folder;
	return xasprintf("%s/book.db", folder);
}

/* A trial import before there is a book: into one that is thrown away. */
static int open_trial_book(struct cli *cli, struct error *error)
{
	char *path = private_book(cli, error);
	int status = path ? open_book(cli, path, BOOK_CREATE, error) : -1;

	free(path);
	return status;
}

static int open_for_action(struct cli *cli, const struct line *line, const struct action *action,
			   const struct args *args, struct error *error)
{
	char *path = config_book_path(line->book);
	unsigned flags = line->readonly ? BOOK_READONLY : 0;
	int status = 0;

	if (action_makes_book(action, args) && !line->readonly)
		flags |= BOOK_CREATE;
	if (action->id == ACTION_IMPORT && args_option(args, "dry-run") && access(path, F_OK))
		status = open_trial_book(cli, error);
	else if (action_needs_book(action, args) || line->book || !access(path, F_OK))
		status = open_book(cli, path, flags, error);
	free(path);
	return status;
}

/* ---- running ---- */

static int print_version(const struct cli *cli)
{
	fprintf(cli->out, PACKAGE_STRING "\nSQLite %s\n", book_library_version());
	fprintf(cli->out, "libconfig %d.%d.%d\njansson %s\n", LIBCONFIG_VER_MAJOR, LIBCONFIG_VER_MINOR,
		LIBCONFIG_VER_REVISION, JANSSON_VERSION);
	if (cli->extra_version)
		fprintf(cli->out, "%s\n", cli->extra_version);
	return 0;
}

static int print_help(const struct cli *cli, const struct line *line, struct error *error)
{
	const char *topic = line->argc > 1 ? line->argv[1] : NULL;

	if (topic && !strcmp(topic, "--generate") && line->argc == 3)
		return help_generate(cli->out, line->argv[2], error);
	if (line->argc > 2)
		return error_set(error, ERROR_USAGE, "help: one command at a time");
	if (topic && !strcmp(topic, "--"))
		topic = NULL;
	if (topic)
		return help_action(cli->out, topic, error);
	help_all(cli->out);
	return 0;
}

static void print_message(const struct cli *cli, const struct outcome *outcome)
{
	struct buf safe = { 0 };

	if (cli->ctx.format == FORMAT_JSON || !*outcome->message)
		return;
	text_safe(&safe, outcome->message, cli->utf8 ? TEXT_UTF8 : TEXT_ASCII);
	fprintf(cli->out, "%s\n", buf_text(&safe));
	buf_free(&safe);
}

static int run_action(struct cli *cli, struct line *line, const struct action *action, struct error *error)
{
	struct outcome outcome = { 0 };
	struct words words = { 0 };
	struct args args;
	int status;

	if (scan_action(line, action, &args, error))
		return -1;
	own_words(line, &args, &words);
	status = make_context(cli, line, error);
	if (!status && action_uses_book(action, &args))
		status = open_for_action(cli, line, action, &args, error);
	if (!status && action_is_watched(action, &args))
		status = watch_run(cli, (int)words.items.count, words.items.items, &outcome, error);
	else if (!status)
		status = action_run(&cli->ctx, (int)words.items.count, words.items.items, &outcome, error);
	if (!status || outcome.entry)
		print_message(cli, &outcome);
	args_free(&args);
	words_free(&words);
	return status;
}

static int prepare_demo(struct cli *cli, struct error *error)
{
	char *path = private_book(cli, error);
	int status = path ? demo_make(&cli->ctx, path, &cli->book, error) : -1;

	cli->ctx.book = cli->book;
	free(path);
	return status;
}

/* Everything that the console needs; the console itself is main()'s. */
static int prepare_console(struct cli *cli, const struct line *line, bool demo, struct error *error)
{
	char *path;
	int status;

	if (make_context(cli, line, error))
		return -1;
	if (!cli->interactive)
		return error_set(error, ERROR_INPUT,
				 "the console wants a terminal; waymark help lists the commands that do without");
	if (demo)
		return prepare_demo(cli, error);
	path = config_book_path(line->book);
	status = open_book(cli, path, line->readonly ? BOOK_READONLY : BOOK_CREATE, error);
	free(path);
	return status;
}

/* ---- completion ---- */

static void print_candidate(void *data, const char *word)
{
	const struct cli *cli = data;
	const struct action *action = cli->ctx.book ? NULL : action_find(word);

	if (action && !help_is_command(action))
		return;
	if (!strpbrk(word, "\n\r\033"))
		fprintf(cli->out, "%s\n", word);
}

/* waymark --complete WORDS...: the words after "waymark", the last one unfinished. Quiet when anything
 * is amiss: a shell has no use for errors while someone types. */
static int complete(struct cli *cli, int argc, char **argv)
{
	struct line line = { .program = argv[0], .readonly = true };
	struct error ignored;
	char *path;
	int first = 2;

	/* the global options before the command, with their values */
	while (first < argc - 1 && *argv[first] == '-') {
		bool value = !strcmp(argv[first], "-b") || !strcmp(argv[first], "--book") ||
			     !strcmp(argv[first], "--as-of");

		if (value && strcmp(argv[first], "--as-of"))
			line.book = argv[first + 1];
		first += 1 + value;
	}
	if (first >= argc || make_context(cli, &line, &ignored))
		return 0;
	path = config_book_path(line.book);
	if (argc - first > 1 && !access(path, R_OK) && open_book(cli, path, BOOK_READONLY, &ignored))
		cli->ctx.book = NULL;
	free(path);
	action_complete(&cli->ctx, argc - first, argv + first, print_candidate, cli);
	return 0;
}

static int run(struct cli *cli, struct line *line, int argc, char **argv, bool *console, struct error *error)
{
	const struct action *action;
	bool demo;

	if (scan_line(line, argc, argv, error))
		return -1;
	if (line->version)
		return print_version(cli);
	if (line->help) {
		line->argc = 0;
		return print_help(cli, line, error);
	}
	action = line->argc ? action_find(line->argv[0]) : NULL;
	if (action && action->id == ACTION_HELP)
		return print_help(cli, line, error);
	if (action && help_is_command(action) && asks_for_help(line))
		return help_action(cli->out, action->name, error);
	demo = action && action->id == ACTION_DEMO && line->argc == 1;
	if (line->argc && !demo) {
		struct outcome none;

		return action && help_is_command(action)
			       ? run_action(cli, line, action, error)
			       : action_run(&cli->ctx, line->argc, line->argv, &none, error);
	}
	if (prepare_console(cli, line, demo, error))
		return -1;
	*console = true;
	return 0;
}

int cli_run(struct cli *cli, int argc, char **argv, bool *console)
{
	struct line line = { .program = argc ? argv[0] : NULL };
	struct error error = { 0 };
	int status = 0;

	*console = false;
	if (argc > 1 && !strcmp(argv[1], "--complete"))
		return complete(cli, argc, argv);
	if (run(cli, &line, argc, argv, console, &error))
		status = cli_fail(cli, &error);
	if (!*console && (fflush(cli->out) || ferror(cli->out)) && !status) {
		error_set(&error, ERROR_SYSTEM, "the answer could not be written whole");
		status = cli_fail(cli, &error);
	}
	return status;
}

void cli_close(struct cli *cli)
{
	static const char *const files[] = { "book.db", "book.db-journal", "book.db-wal", "book.db-shm",
					     "book.db.lock" };

	book_close(cli->book);
	cli->book = NULL;
	for (size_t i = 0; cli->private_folder && i < sizeof files / sizeof *files; i++) {
		char *path = xasprintf("%s/%s", cli->private_folder, files[i]);

		unlink(path);
		free(path);
	}
	if (cli->private_folder)
		rmdir(cli->private_folder);
	free(cli->private_folder);
	free(cli->who);
	free(cli->tracks_dir);
	free(cli->plays_dir);
	config_free(&cli->config);
}
