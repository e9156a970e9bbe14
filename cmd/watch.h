#ifndef WAYMARK_CMD_WATCH_H
#define WAYMARK_CMD_WATCH_H
/* A long action at a terminal: a line says how far it is, and C-c stops it with nothing changed. */
#include "cmd/cli.h"

/* action_run() of the command line, watched. */
int watch_run(struct cli *cli, int argc, char *const *argv, struct outcome *outcome, struct error *error)
	__attribute__((nonnull, warn_unused_result));

#endif
