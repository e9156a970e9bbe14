/* What the programme's keys change in the book, each by the command that does the same on the command line. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/ids.h"
#include "tui/programme.h"

/* Run words, the last of them NULL; they are not changed. */
static void run(struct app *app, const char *const *words)
{
	char *argv[12] = { 0 };
	int argc = 0;

	while (words[argc] && argc < 11) {
		argv[argc] = xstrdup(words[argc]);
		argc++;
	}
	(void)app_run(app, argc, argv);
	while (argc > 0)
		free(argv[--argc]);
}

/* A text that was typed and could not be written waits as a draft. */
static void keep(struct app *app, const char *draft, const char *text)
{
	if (app->message_is_error && *text)
		draft_save(draft, text);
}

static void set_asked(struct programme_view *view, char *what, int rating)
{
	free(view->asked.what);
	view->asked.what = what;
	view->asked.rating = rating;
}

/* ---- answers ---- */

static void answer(struct app *app, const struct programme_part *part, int milestone, enum answer wanted)
{
	bool stands = part->detail.view.standing[milestone].answer == wanted;
	char *word = track_word(part->detail.track, milestone);

	run(app,
	    (const char *[]){ "tick", ORGANISATION_NAME, word, answer_name(stands ? ANSWER_OPEN : wanted), NULL });
	free(word);
}

static unsigned next_open(struct app *app, const struct programme_part *part, int64_t item)
{
	const struct track *track = part->detail.track;
	size_t count = (size_t)track->milestone_count;

	for (size_t i = 1; i <= count; i++) {
		size_t m = ((size_t)(item > 0 ? item - 1 : -1) + i) % count;
		enum answer stands = part->detail.view.standing[m].answer;

		if (track->reading == READING_DIAGNOSIS ? stands == ANSWER_OPEN
							: !milestone_settled(&track->milestones[m], stands))
			return pane_programme.go(app, (size_t)sheet_find(&app->programme->sheet, (int64_t)m + 1));
	}
	app_say(app, false, "every question is answered");
	return EFFECT_HANDLED;
}

static void note_done(struct app *app, const char *text)
{
	char *draft, *word;

	if (!app->programme || !app->programme->asked.what)
		return;
	word = xstrdup(app->programme->asked.what);
	draft = xasprintf("%s %s", ORGANISATION_NAME, word);
	run(app, (const char *[]){ "note", ORGANISATION_NAME, word, *text ? "--" : NULL, text, NULL });
	keep(app, draft, text);
	free(draft);
	free(word);
}

static void write_note(struct app *app, struct programme_view *view, const struct programme_part *part,
		       int milestone)
{
	const char *before = part->detail.answers[milestone].note;
	char *draft;

	if (part->detail.view.standing[milestone].answer == ANSWER_OPEN) {
		app_say(app, true, "a note stands on an answer: answer yes, no or n/a first");
		return;
	}
	set_asked(view, track_word(part->detail.track, milestone), 0);
	draft = xasprintf("%s %s", ORGANISATION_NAME, view->asked.what);
	outside_ask(app, "note", before ? before : "", draft, note_done);
	free(draft);
}

unsigned programme_answer(struct app *app, struct programme_view *view, struct programme_tab *tab, int64_t item,
			  enum action_id id)
{
	const struct programme_part *part = tab_part(view, tab);
	int milestone = (int)item - 1;

	if (id == ACTION_NEXT_OPEN)
		return next_open(app, part, item);
	if (id != ACTION_YES && id != ACTION_NO && id != ACTION_NA && id != ACTION_EDIT_NOTE)
		return EFFECT_PASS;
	if (milestone < 0 || milestone >= part->detail.track->milestone_count) {
		app_say(app, false, "that is no question; the questions below are answered with yes or no");
		return EFFECT_HANDLED;
	}
	switch (id) {
	case ACTION_YES:
	case ACTION_NO:
	case ACTION_NA:
		answer(app, part, milestone,
		       id == ACTION_YES	 ? ANSWER_YES
		       : id == ACTION_NO ? ANSWER_NO
					 : ANSWER_NA);
		return EFFECT_HANDLED;
	case ACTION_EDIT_NOTE:
		write_note(app, view, part, milestone);
		return EFFECT_HANDLED;
	default:
		return EFFECT_PASS;
	}
}

/* ---- the roadmap ---- */

static void rate(struct app *app, const char *cell, int rating, const char *note)
{
	char number[8];

	(void)snprintf(number, sizeof number, "%d", rating);
	run(app, (const char *[]){ "programme", "rate", cell, rating < 0 ? "none" : number, note ? "--note" : NULL,
				   note, NULL });
}

static char *cell_word(const struct track *track, const struct cell *cell)
{
	return xasprintf("%s/%s", track->key, cell->key);
}

void programme_rate(struct app *app, const struct track *track, const struct cell *cell, int rating,
		    const char *note)
{
	char *word = cell_word(track, cell);

	rate(app, word, rating, note);
	free(word);
}

static void rate_done(struct app *app, const char *text)
{
	char *draft, *word;

	if (!app->programme || !app->programme->asked.what)
		return;
	word = xstrdup(app->programme->asked.what);
	draft = xasprintf("rate %s", word);
	rate(app, word, app->programme->asked.rating, text);
	keep(app, draft, text);
	free(draft);
	free(word);
}

void programme_rate_note(struct app *app, struct programme_view *view, const struct track *track,
			 const struct cell *cell, const struct cell_rating *rating)
{
	char *draft;

	if (rating->value < 0) {
		app_say(app, true, "a note stands on a rating: rate %s first", cell->name);
		return;
	}
	set_asked(view, cell_word(track, cell), rating->value);
	draft = xasprintf("rate %s", view->asked.what);
	app_ask(app, "note on the rating", rating->note ? rating->note : "", draft, rate_done);
	free(draft);
}

/* ---- the statement ---- */

static void fill_done(struct app *app, const char *text)
{
	char *draft, *word;

	if (!app->programme || !app->programme->asked.what)
		return;
	word = xstrdup(app->programme->asked.what);
	draft = xstrdup(app->asking.draft);
	run(app, (const char *[]){ "programme", "fill", "--", word, text, NULL });
	keep(app, draft, text);
	free(draft);
	free(word);
}

void programme_fill(struct app *app, struct programme_view *view, const struct track *track, const char *blank,
		    const char *value)
{
	char *draft;

	set_asked(view, xstrdup(blank), 0);
	draft = xasprintf("fill %s %s", track->key, blank);
	app_ask(app, blank, value ? value : "", draft, fill_done);
	free(draft);
}

/* ---- documents ---- */

void programme_document(struct app *app, const char *title, const char *field, const char *value)
{
	char *setting = xasprintf("%s=%s", field, value);

	run(app, (const char *[]){ "document", "set", "--", title, setting, NULL });
	free(setting);
}

void programme_read_document(struct app *app, const struct document *document)
{
	char *title = xstrdup(document->title);

	document_show(app, title);
	free(title);
}

static void text_done(struct app *app, const char *text)
{
	char *file, *from, *title;

	if (!app->programme || !app->programme->asked.what)
		return;
	file = outside_file("document", text);
	if (!file) {
		app_say(app, true, "no private file could be made for the document: %s", strerror(errno));
		return;
	}
	/* By way of a file, since a text of its own may begin with what names one. */
	from = xasprintf("@%s", file);
	title = xstrdup(app->programme->asked.what);
	programme_document(app, title, "text", from);
	(void)unlink(file);
	free(from);
	free(title);
	free(file);
}

void programme_write_document(struct app *app, struct programme_view *view, const struct document *document)
{
	char *before = xstrdup(document->text ? document->text : ""), *draft;

	if (!outside_editor() && strchr(before, '\n')) {
		app_say(app, true, "it has more than one line: set $EDITOR to a program to write it with");
	} else {
		set_asked(view, xstrdup(document->title), 0);
		draft = xasprintf("text %s", document->title);
		outside_ask(app, "document", before, draft, text_done);
		free(draft);
	}
	free(before);
}
