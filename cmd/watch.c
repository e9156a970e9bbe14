#include "cmd/watch.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/text.h"
#include "storage/config.h"

#define SHOW_AFTER 200 /* ms; what is quicker needs no line */

/* What a signal may touch: there is no other way to reach it. */
static volatile sig_atomic_t interrupted;

static void on_interrupt(int number)
{
	(void)number;
	interrupted = 1;
}

struct watch {
	struct cli *cli;
	int64_t began;
	bool shown;
};

static void take_away(struct watch *watch)
{
	if (watch->shown) {
		fputs("\r\033[K", watch->cli->err);
		fflush(watch->cli->err);
	}
	watch->shown = false;
}

static void show(void *data, const char *what, int percent, long count, const char *things)
{
	struct watch *watch = data;
	struct buf safe = { 0 };

	if (!what) {
		take_away(watch);
		return;
	}
	if (!watch->shown && clock_now() - watch->began < SHOW_AFTER)
		return;
	watch->shown = true;
	text_safe(&safe, what, watch->cli->utf8 ? TEXT_UTF8 : TEXT_ASCII);
	fprintf(watch->cli->err, "\r\033[K%.40s: %d%%, %ld %s; C-c stops it", buf_text(&safe), percent, count,
		things);
	fflush(watch->cli->err);
	buf_free(&safe);
}

int watch_run(struct cli *cli, int argc, char *const *argv, struct outcome *outcome, struct error *error)
{
	struct watch watch = { .cli = cli, .began = clock_now() };
	/* no SA_RESTART: a read that waits for input must end */
	struct sigaction action = { .sa_handler = on_interrupt }, before;
	int fd = fileno(cli->err), status;

	interrupted = 0;
	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, &before);
	/* who started us with C-c ignored wants it so */
	if (before.sa_handler == SIG_IGN)
		sigaction(SIGINT, &before, NULL);
	cli->ctx.stop = &interrupted;
	if (fd >= 0 && isatty(fd)) {
		cli->ctx.progress = show;
		cli->ctx.progress_data = &watch;
	}
	status = action_run(&cli->ctx, argc, argv, outcome, error);
	cli->ctx.stop = NULL;
	cli->ctx.progress = NULL;
	cli->ctx.progress_data = NULL;
	take_away(&watch);
	sigaction(SIGINT, &before, NULL);
	return status;
}
