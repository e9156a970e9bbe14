/* Other programs on the terminal: the editor and the pager. The book is not locked meanwhile. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tui/app.h"

#define TEXT_MAX 65536

extern char **environ;

static const char *set_in(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

const char *outside_editor(void)
{
	const char *name = set_in("VISUAL");

	return name ? name : set_in("EDITOR");
}

const char *outside_pager(void)
{
	const char *name = set_in("PAGER");

	return name ? name : "less";
}

char *outside_file(const char *kind, const char *text)
{
	const char *folder = set_in("TMPDIR");
	char *name = xasprintf("%s/waymark-%s-XXXXXX", folder ? folder : "/tmp", kind);
	int descriptor = mkostemp(name, O_CLOEXEC);
	FILE *out = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;

	if (out) {
		(void)fprintf(out, "%s%s", text, *text ? "\n" : "");
		if (fclose(out) == 0)
			return name;
		(void)unlink(name);
	}
	free(name);
	return NULL;
}

static char *read_back(const char *name)
{
	char *text = xcalloc(1, TEXT_MAX + 1);
	FILE *in = fopen(name, "re");
	size_t size = in ? fread(text, 1, TEXT_MAX, in) : 0;

	if (in)
		(void)fclose(in);
	while (size > 0 && strchr(" \t\r\n", text[size - 1]))
		size--;
	text[size] = '\0';
	return text;
}

void outside_edit(struct app *app, const char *kind, const char *before,
		  void (*done)(struct app *app, const char *text))
{
	char *file = outside_file(kind, before), *after;

	if (!file) {
		app_say(app, true, "no private file could be made for the %s: %s", kind, strerror(errno));
		return;
	}
	if (!outside_editor() || outside_run(app, outside_editor(), file) != 0) {
		app_say(app, true, "the editor did not end well; what was written is in %s", file);
		free(file);
		return;
	}
	after = read_back(file);
	if (!*after || strcmp(after, before) == 0) {
		app_say(app, false, "the %s stays as it was", kind);
		(void)unlink(file);
	} else {
		done(app, after);
		if (app->message_is_error)
			app_say(app, true, "%.600s; the %s is kept in %s", app->message, kind, file);
		else
			(void)unlink(file);
	}
	free(after);
	free(file);
}

void outside_ask(struct app *app, const char *kind, const char *before, const char *draft,
		 void (*done)(struct app *app, const char *text))
{
	char *kept;

	if (!outside_editor()) {
		app_ask(app, kind, before, draft, done);
		return;
	}
	kept = draft_take(draft);
	outside_edit(app, kind, kept ? kept : before, done);
	free(kept);
}

/* The program may come with arguments of its own, so a shell takes it apart. */
int outside_run(struct app *app, const char *program, const char *file)
{
	char shell[] = "sh", flag[] = "-c", *line = xasprintf("exec %s \"$1\"", program), *name = xstrdup(file);
	char *argv[] = { shell, flag, line, shell, name, NULL };
	posix_spawnattr_t attributes;
	sigset_t none;
	int status = -1;
	pid_t child;

	(void)posix_spawnattr_init(&attributes);
	sigemptyset(&none);
	(void)posix_spawnattr_setsigmask(&attributes, &none);
	(void)posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
	screen_suspend(app->screen);
	if (posix_spawn(&child, "/bin/sh", NULL, &attributes, argv, environ) == 0) {
		while (waitpid(child, &status, 0) < 0 && errno == EINTR)
			;
	}
	screen_resume(app->screen);
	(void)posix_spawnattr_destroy(&attributes);
	free(line);
	free(name);
	return status;
}
