/* The table of actions, and how one is run. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/act.h"
#include "core/text.h"
#include "storage/plays.h"

#define COMMAND SCOPE_COMMAND
#define WRITES SCOPE_WRITES
#define CONSOLE SCOPE_CONSOLE
static const struct action actions[ACTION_COUNT] = {
#define ACTION(id, name, scope, arguments, help) [ACTION_##id] = { ACTION_##id, name, scope, arguments, help },
#include "cmd/action.def"
#undef ACTION
};
#undef COMMAND
#undef WRITES
#undef CONSOLE

static act_function *const functions[ACTION_COUNT] = {
	[ACTION_LIST] = act_list,	  [ACTION_SHOW] = act_show,	    [ACTION_ADD] = act_add,
	[ACTION_SET] = act_set,		  [ACTION_TICK] = act_tick,	    [ACTION_NOTE] = act_note,
	[ACTION_PASS] = act_pass,	  [ACTION_TOUCH] = act_touch,	    [ACTION_HEALTH] = act_health,
	[ACTION_QBR] = act_qbr,		  [ACTION_TRACK] = act_track,	    [ACTION_SCORECARD] = act_scorecard,
	[ACTION_IMPORT] = act_import,	  [ACTION_EXPORT] = act_export,	    [ACTION_BACKUP] = act_backup,
	[ACTION_CHECK] = act_check,	  [ACTION_DEMO] = act_demo,	    [ACTION_LOG] = act_log,
	[ACTION_UNDO] = act_undo,	  [ACTION_REDO] = act_redo,	    [ACTION_PLACE] = act_place,
	[ACTION_TASK] = act_task,	  [ACTION_DOCUMENT] = act_document, [ACTION_PROGRAMME] = act_programme,
	[ACTION_CONTACT] = act_contact,	  [ACTION_OUTCOME] = act_outcome,   [ACTION_PROMISE] = act_promise,
	[ACTION_CONCERN] = act_concern,	  [ACTION_SURVEY] = act_survey,	    [ACTION_MEASURE] = act_measure,
	[ACTION_OVERRIDE] = act_override, [ACTION_FLAG] = act_flag,	    [ACTION_PLAYS] = act_plays,
	[ACTION_NUMBERS] = act_numbers,	  [ACTION_MOVEMENT] = act_movement, [ACTION_RENEWAL] = act_renewal,
	[ACTION_OPPORTUNITY] = act_opportunity,
	[ACTION_COST] = act_cost,	  [ACTION_RATE] = act_rate,	    [ACTION_TODO] = act_todo,
	[ACTION_TODAY] = act_today,	  [ACTION_ASK] = act_ask,
};

const struct action *action_info(enum action_id id)
{
	return &actions[id];
}

const struct action *action_find(const char *name)
{
	for (int i = 0; i < ACTION_COUNT; i++)
		if (!strcmp(actions[i].name, name))
			return &actions[i];
	return NULL;
}

const char *action_near(const char *name)
{
	const char *near = NULL;
	/* a word half of which would have to change is another word */
	int least = (int)strlen(name) / 2 + 1;

	if (least > 3)
		least = 3;
	for (int i = 0; i < ACTION_COUNT; i++) {
		int distance = text_distance(name, actions[i].name);

		if (distance < least) {
			least = distance;
			near = actions[i].name;
		}
	}
	return near;
}

/* ---- what a use of an action does ---- */

static bool first_word_is(const struct args *args, const char *word)
{
	const char *first = args_word(args, 0);

	return first && !strcmp(first, word);
}

static bool loads_track(const struct args *args)
{
	return first_word_is(args, "load") && !args_option(args, "dry-run");
}

static bool is_of_records(const struct action *action)
{
	return action->id == ACTION_CONTACT || action->id == ACTION_OUTCOME || action->id == ACTION_PROMISE ||
	       action->id == ACTION_CONCERN || action->id == ACTION_SURVEY || action->id == ACTION_MEASURE ||
	       action->id == ACTION_TODO || action->id == ACTION_MOVEMENT || action->id == ACTION_OPPORTUNITY;
}

static bool changes_plays(const struct args *args)
{
	static const char *const verbs[] = { "open", "close", "reopen", "load", "drop" };

	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (first_word_is(args, verbs[i]))
			return true;
	return false;
}

bool action_changes(const struct action *action, const struct args *args)
{
	if (action->id == ACTION_TRACK)
		return loads_track(args) || first_word_is(args, "assign") || first_word_is(args, "add") ||
		       first_word_is(args, "drop");
	if (action->id == ACTION_SCORECARD)
		return first_word_is(args, "load") || first_word_is(args, "drop");
	if (action->id == ACTION_FLAG)
		return !first_word_is(args, "list") && !first_word_is(args, "show");
	if (action->id == ACTION_PLAYS)
		return changes_plays(args);
	if (action->id == ACTION_IMPORT)
		return !args_option(args, "dry-run");
	if (action->id == ACTION_PLACE)
		return args_word(args, 1) || args_option(args, "accept");
	if (action->id == ACTION_TASK)
		return args_word(args, 3) || args_option(args, "owner") || args_option(args, "due");
	if (action->id == ACTION_DOCUMENT)
		return first_word_is(args, "set") || first_word_is(args, "remove");
	if (action->id == ACTION_PROGRAMME)
		return first_word_is(args, "fill") || first_word_is(args, "rate");
	if (action->id == ACTION_TODAY)
		return args_word(args, 0) && !first_word_is(args, "list") && !first_word_is(args, "marks");
	if (action->id == ACTION_TOUCH)
		return !args_word(args, 1) || strcmp(args_word(args, 1), "list") != 0;
	if (is_of_records(action) || action->id == ACTION_COST || action->id == ACTION_RENEWAL ||
	    action->id == ACTION_RATE)
		return !first_word_is(args, "list");
	if (action->id == ACTION_QBR)
		return args_word(args, 1) && strcmp(args_word(args, 1), "list") != 0 &&
		       strcmp(args_word(args, 1), "record") != 0;
	if (action->id == ACTION_OVERRIDE)
		return args_word(args, 1) || args_option(args, "back");
	return action->scope == SCOPE_WRITES;
}

bool action_needs_book(const struct action *action, const struct args *args)
{
	if (action->id == ACTION_TRACK || action->id == ACTION_SCORECARD || action->id == ACTION_PLAYS)
		return !first_word_is(args, "check");
	return action->id != ACTION_DEMO;
}

bool action_uses_book(const struct action *action, const struct args *args)
{
	return action_needs_book(action, args) ||
	       ((action->id == ACTION_TRACK || action->id == ACTION_PLAYS) && first_word_is(args, "check"));
}

bool action_makes_book(const struct action *action, const struct args *args)
{
	if (action->id == ACTION_TRACK)
		return loads_track(args);
	if (action->id == ACTION_SCORECARD)
		return first_word_is(args, "load");
	return action->id == ACTION_ADD || (action->id == ACTION_IMPORT && action_changes(action, args));
}

bool action_is_watched(const struct action *action, const struct args *args)
{
	return action->id == ACTION_IMPORT || (action->id == ACTION_SCORECARD && first_word_is(args, "try"));
}

static int unknown_action(const char *name, struct error *error)
{
	const char *near = action_near(name);

	if (near)
		return error_set(error, ERROR_USAGE, "there is no command '%s'; did you mean '%s'?", name, near);
	return error_set(error, ERROR_USAGE, "there is no command '%s'; help lists them", name);
}

/* What flags open by themselves, after what made them fire was committed. */
static void open_wanted(struct ctx *ctx, struct outcome *outcome)
{
	struct error ignored; /* the change itself is done; they are opened the next time */
	int opened;

	if (!plays_open_wanted(ctx->book, &opened, &ignored) && opened)
		outcome->many = true;
}

int action_run(struct ctx *ctx, int argc, char *const *argv, struct outcome *outcome, struct error *error)
{
	const struct action *action;
	struct args args;
	int status;

	*outcome = (struct outcome){ 0 };
	if (argc < 1)
		return error_set(error, ERROR_USAGE, "no command was given");
	action = action_find(argv[0]);
	if (!action)
		return unknown_action(argv[0], error);
	if (!functions[action->id])
		return error_set(error, ERROR_USAGE, "'%s' is a command of the console", action->name);
	if (args_parse(action->arguments, argc, argv, &args, error))
		return -1;
	if (ctx->book && action_changes(action, &args) && book_readonly(ctx->book))
		status = error_set(error, ERROR_READONLY, "the book is open for reading only; nothing was changed");
	else if (!ctx->book && action_needs_book(action, &args))
		status = error_set(error, ERROR_NOT_FOUND, "no book is open");
	else
		status = functions[action->id](ctx, &args, outcome, error);
	if (!status && ctx->book && action_changes(action, &args))
		open_wanted(ctx, outcome);
	args_free(&args);
	return status;
}

/* ---- the ":" line ---- */

/* Copies one word without its quotes; NULL with error filled when a quote is left open. */
static const char *split_word(const char *p, char **to, struct error *error)
{
	char quote = 0;
	char *out = *to;

	for (; *p && (quote || (*p != ' ' && *p != '\t')); p++) {
		if (*p == '\\' && quote != '\'' && p[1])
			*out++ = *++p;
		else if (quote ? *p == quote : *p == '"' || *p == '\'')
			quote = quote ? 0 : *p;
		else
			*out++ = *p;
	}
	if (quote) {
		error_set(error, ERROR_USAGE, "the quote %c is not closed", quote);
		return NULL;
	}
	*out++ = '\0';
	*to = out;
	return p;
}

int action_split(const char *line, int *argc, char ***argv, struct error *error)
{
	size_t size = strlen(line), most = size / 2 + 2;
	char **words = xmalloc(most * sizeof *words + size + 2);
	char *text = (char *)(words + most);

	*argc = 0;
	for (const char *p = line;;) {
		p += strspn(p, " \t");
		if (!*p)
			break;
		words[(*argc)++] = text;
		p = split_word(p, &text, error);
		if (!p) {
			free(words);
			return -1;
		}
	}
	words[*argc] = NULL;
	*argv = words;
	return 0;
}
