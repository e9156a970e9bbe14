#ifndef WAYMARK_CMD_CLI_H
#define WAYMARK_CMD_CLI_H
/*
 * The command line: global options, one action, exit status 0 (done), 1 (failed, nothing
 * changed) or 2 (not understood). Without an action main() is told to open the console.
 */
#include "cmd/action.h"

struct cli {
	FILE *out, *err;	   /* borrowed */
	const char *extra_version; /* a line of main()'s own for --version, NULL */
	bool interactive;	   /* standard input and output are a terminal */
	int width;		   /* of the terminal; 0: no terminal */
	bool utf8;

	/* filled by cli_run() */
	struct config config;
	struct ctx ctx;
	struct book *book;
	char *who, *tracks_dir, *plays_dir;
	char *private_folder; /* with book.db, removed by cli_close() */
};

/* Returns the exit status. *console: the book is open in cli->ctx, and the console is what was asked for. */
int cli_run(struct cli *cli, int argc, char **argv, bool *console) __attribute__((nonnull));
void cli_close(struct cli *cli) __attribute__((nonnull));
/* "waymark: TEXT" on cli->err, made safe. Returns the exit status that belongs to the error. */
int cli_fail(const struct cli *cli, const struct error *error) __attribute__((nonnull));

#endif
