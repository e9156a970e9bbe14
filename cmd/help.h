#ifndef WAYMARK_CMD_HELP_H
#define WAYMARK_CMD_HELP_H
/* Help from the table of actions: on the command line, in the manual, in the shells' completions. */
#include <stdio.h>

#include "cmd/action.h"

/* Options that every command takes, written like a command's own in the table. */
#define GLOBAL_OPTIONS "[--book FILE] [--as-of DATE] [--json] [--readonly] [--help]"

struct help_example {
	enum action_id action;
	const char *line; /* as typed in a shell, "waymark" and all */
	const char *does;
};
const struct help_example *help_examples(size_t *count) __attribute__((nonnull, returns_nonnull));

/* What the program is and all its commands. */
void help_all(FILE *out) __attribute__((nonnull));
/* One command, its examples first. */
int help_action(FILE *out, const char *name, struct error *error) __attribute__((nonnull, warn_unused_result));

/* A generated file, or the generated part of it: "man" (the section COMMANDS), "options" (of the
 * configuration, for the manual), "bash", "zsh", "fish". */
int help_generate(FILE *out, const char *what, struct error *error) __attribute__((nonnull, warn_unused_result));
/* Whether an action is one of the command line's. */
bool help_is_command(const struct action *action) __attribute__((nonnull));

#endif
