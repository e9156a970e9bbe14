#ifndef WAYMARK_CMD_ACTION_H
#define WAYMARK_CMD_ACTION_H
/*
 * Actions: all that can be done to a book, and (for the console) with its screen,
 * as one table. A command cannot reach the screen: it reports through its context's
 * out stream and its outcome.
 */
#include <signal.h>
#include <stdio.h>

#include "cmd/args.h"
#include "storage/config.h"
#include "storage/portfolio.h"

enum action_id {
#define ACTION(id, name, scope, arguments, help) ACTION_##id,
#include "cmd/action.def"
#undef ACTION
	ACTION_COUNT,
};

enum action_scope { SCOPE_COMMAND, SCOPE_WRITES, SCOPE_CONSOLE };

struct action {
	enum action_id id;
	const char *name;
	enum action_scope scope;
	const char *arguments, *help;
};

const struct action *action_info(enum action_id id) __attribute__((returns_nonnull));
/* By name; NULL when there is none. */
const struct action *action_find(const char *name) __attribute__((nonnull));
/* The nearest name for "did you mean", NULL when none is near. */
const char *action_near(const char *name) __attribute__((nonnull));

enum format { FORMAT_TEXT, FORMAT_JSON };

/* Who asks, on which book, on which day, and where the answer goes. */
struct ctx {
	struct book *book;
	const struct config *config;
	day_t clock;	 /* today by WAYMARK_TODAY or the clock: what the cache is kept for */
	day_t as_of;	 /* --as-of, else clock: what is read and what --on defaults to */
	const char *who; /* the OS user */
	enum format format;
	FILE *out; /* borrowed */
	bool utf8; /* text may use signs beyond ASCII */
	int width; /* columns of the terminal; 0: no limit */
	/* Ask a yes/no question; NULL or an answer of false: no. */
	bool (*confirm)(void *data, const char *question);
	void *confirm_data;
	/* Says now and then how far a long action is, "rows" or what else it goes through; with what NULL
	 * it goes on to print. NULL: nobody looks. */
	void (*progress)(void *data, const char *what, int percent, long count, const char *things);
	void *progress_data;
	const volatile sig_atomic_t *stop; /* set: a long action stops, with nothing changed. NULL: it cannot be */
};

/* What an action did, for whoever shows it. */
struct outcome {
	int64_t account;   /* touched or shown last; 0 none */
	int64_t entry;	   /* journal entry, 0 none: nothing changed */
	bool many;	   /* more accounts than that one may have changed */
	char message[512]; /* one line for the status line, "" when there is nothing to say; foreign
			      * text in it is as it came: whoever shows it makes it safe */
};

/* Parse and run. argv[0] is the action's name. On -1 nothing was changed. */
int action_run(struct ctx *ctx, int argc, char *const *argv, struct outcome *outcome, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* Split a ":" line into words: blanks part, "double" and 'single' quotes and \ keep. The array ends
 * with NULL and is one block, yours to free. */
int action_split(const char *line, int *argc, char ***argv, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* Words that may stand at the end of a ":" line or shell line: calls each with whole candidates for the
 * last word of argv (which may be ""). */
void action_complete(struct ctx *ctx, int argc, char *const *argv, void (*each)(void *data, const char *word),
		     void *data) __attribute__((nonnull(1, 3, 4)));

#endif
