/* The note on an answer: in $VISUAL or $EDITOR where one is set, else on the prompt's line. What was
 * typed is not lost when the line is: it waits as a draft. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/pane.h"

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

/* What a draft is kept under; yours to free. */
static char *draft_name(const struct app *app)
{
	return xasprintf("%lld %s", (long long)app->track.editing, app->track.editing_key);
}

static void done(struct app *app, const char *text)
{
	char *name;

	if (!app->track.editing_key)
		return;
	write_note(app, app->track.editing, app->track.editing_key, text);
	name = draft_name(app);
	if (app->message_is_error && *text)
		draft_save(name, text);
	free(name);
}

void note_edit(struct app *app)
{
	const struct account_detail *d = track_detail(app);
	size_t m = app->track.place.cursor;
	char *name;

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
	app->track.editing_key = track_word(d->track, (int)m);
	name = draft_name(app);
	outside_ask(app, "note", d->answers[m].note ? d->answers[m].note : "", name, done);
	free(name);
}
