/* The note on an answer: in $VISUAL or $EDITOR where one is set, else on the prompt's line. What was
 * typed is not lost when the line is: it waits as a draft. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tui/pane.h"

#define DRAFT "note-draft"
#define NOTE_MAX 65536

extern char **environ;

static const char *editor(void)
{
	const char *name = getenv("VISUAL");

	if (!name || !*name)
		name = getenv("EDITOR");
	return name && *name ? name : NULL;
}

static void write_note(struct app *app, int64_t account, const char *milestone, const char *text)
{
	char word[24], *key = xstrdup(milestone), *note = xstrdup(text), verb[] = "note", end[] = "--";
	char *argv[] = { verb, word, key, end, note, NULL };
	char *without[] = { verb, word, key, NULL };

	(void)snprintf(word, sizeof word, "#%lld", (long long)account);
	(void)app_run(app, *text ? 5 : 3, *text ? argv : without);
	free(key);
	free(note);
}

/* ---- drafts: one, of one milestone ---- */

static void draft_save(int64_t account, const char *milestone, const char *text)
{
	char *file = config_state_file(DRAFT);
	int descriptor = file ? open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
	FILE *out = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;

	if (out) {
		(void)fprintf(out, "%lld %s\n%s", (long long)account, milestone, text);
		(void)fclose(out);
	}
	free(file);
}

/* The draft for this milestone, taken out of its file; NULL: none. Yours to free. */
static char *draft_take(int64_t account, const char *milestone)
{
	char *file = config_state_file(DRAFT), *text = NULL,
	     *head = xasprintf("%lld %s\n", (long long)account, milestone);
	FILE *in = file ? fopen(file, "re") : NULL;
	char *content = xcalloc(1, NOTE_MAX + 1);
	size_t size = in ? fread(content, 1, NOTE_MAX, in) : 0;

	if (in)
		(void)fclose(in);
	content[size] = '\0';
	if (size > strlen(head) && strncmp(content, head, strlen(head)) == 0) {
		text = xstrdup(content + strlen(head));
		(void)unlink(file);
	}
	free(content);
	free(head);
	free(file);
	return text;
}

void note_keep_draft(struct app *app)
{
	if (app->prompt.kind == PROMPT_NOTE && app->track.editing_key && *prompt_text(&app->prompt))
		draft_save(app->track.editing, app->track.editing_key, prompt_text(&app->prompt));
}

/* ---- the editor ---- */

/* A private file with the note as it is; its name is yours to free. */
static char *note_file(const char *text)
{
	const char *folder = getenv("TMPDIR");
	char *name = xasprintf("%s/waymark-note-XXXXXX", folder && *folder ? folder : "/tmp");
	int descriptor = mkostemp(name, O_CLOEXEC);
	FILE *out = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;

	if (out) {
		(void)fprintf(out, "%s%s", text, *text ? "\n" : "");
		if (fclose(out) == 0)
			return name;
	}
	free(name);
	return NULL;
}

static char *read_note(const char *name)
{
	char *text = xcalloc(1, NOTE_MAX + 1);
	FILE *in = fopen(name, "re");
	size_t size = in ? fread(text, 1, NOTE_MAX, in) : 0;

	if (in)
		(void)fclose(in);
	while (size > 0 && strchr(" \t\r\n", text[size - 1]))
		size--;
	text[size] = '\0';
	return text;
}

/* The editor may come with arguments of its own, so a shell takes it apart. Its exit status, -1 when it
 * could not be started. */
static int run_editor(struct app *app, const char *program, const char *file)
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

static void edit_outside(struct app *app, const char *program, const char *before)
{
	char *file = note_file(before), *after;

	if (!file) {
		app_say(app, true, "no private file could be made for the note: %s", strerror(errno));
		return;
	}
	if (run_editor(app, program, file) != 0) {
		app_say(app, true, "%s did not end well; what was written is in %s", program, file);
		free(file);
		return;
	}
	after = read_note(file);
	if (!*after || strcmp(after, before) == 0) {
		app_say(app, false, "the note stays as it was");
		(void)unlink(file);
	} else {
		write_note(app, app->track.editing, app->track.editing_key, after);
		if (app->message_is_error)
			app_say(app, true, "%.600s; the note is kept in %s", app->message, file);
		else
			(void)unlink(file);
	}
	free(after);
	free(file);
}

/* ---- both ---- */

void note_edit(struct app *app)
{
	const struct account_detail *d = &app->detail;
	size_t m = app->track.place.cursor;
	const char *before;
	char *draft;

	if (!d->track || m >= (size_t)d->track->milestone_count) {
		app_say(app, true, "there is no milestone to write on");
		return;
	}
	if (d->view.standing[m].answer == ANSWER_OPEN) {
		app_say(app, true, "a note stands on an answer: answer yes, no or n/a first");
		return;
	}
	free(app->track.editing_key);
	app->track.editing = d->row.id;
	app->track.editing_key = xasprintf("%s/%s", d->track->key, d->track->milestones[m].key);
	before = d->answers[m].note ? d->answers[m].note : "";
	draft = draft_take(app->track.editing, app->track.editing_key);
	if (editor())
		edit_outside(app, editor(), draft ? draft : before);
	else
		prompt_open(&app->prompt, PROMPT_NOTE, draft ? "note (draft): " : "note: ", draft ? draft : before);
	free(draft);
}

void note_done(struct app *app, const char *text)
{
	if (!app->track.editing_key)
		return;
	write_note(app, app->track.editing, app->track.editing_key, text);
	if (app->message_is_error && *text)
		draft_save(app->track.editing, app->track.editing_key, text);
}
