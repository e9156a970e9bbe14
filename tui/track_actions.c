/* What the track's keys do: answering, other tracks, passing a stage by hand. */
#include <stdlib.h>
#include <string.h>

#include "tui/pane.h"

char *track_word(const struct track *track, int milestone)
{
	const struct milestone *m = &track->milestones[milestone];

	return xasprintf("%s/%s", m->home ? m->home : track->key, m->key);
}

void track_answer(struct app *app, enum answer wanted)
{
	const struct account_detail *d = track_detail(app);
	size_t m = app->track.place.cursor;
	char account[24], verb[] = "tick", word[8];
	char *argv[] = { verb, account, NULL, word, NULL };
	bool stands;

	if (!d->track || m >= (size_t)d->track->milestone_count) {
		app_say(app, true, "there is no milestone to answer");
		return;
	}
	stands = d->view.standing[m].answer == wanted;
	argv[2] = track_word(d->track, (int)m);
	app_account_word(app, account);
	(void)snprintf(word, sizeof word, "%s", answer_name(stands ? ANSWER_OPEN : wanted));
	(void)app_run(app, 4, argv);
	free(argv[2]);
}

static unsigned next_open(struct app *app)
{
	const struct account_detail *d = track_detail(app);
	size_t count = d->track ? (size_t)d->track->milestone_count : 0;

	for (size_t i = 1; i <= count; i++) {
		size_t m = (app->track.place.cursor + i) % count;

		if (!milestone_settled(&d->track->milestones[m], d->view.standing[m].answer))
			return pane_track.go(app, m);
	}
	app_say(app, false, "every milestone is settled");
	return EFFECT_HANDLED;
}

/* ---- the account's other tracks ---- */

const struct track *track_held(const struct app *app, const char *key)
{
	for (size_t i = 0; i < app->track.held.count; i++) {
		if (strcmp(app->track.held.items[i]->key, key) == 0)
			return app->track.held.items[i];
	}
	return NULL;
}

static void say_counts(const struct app *app, const struct milestone *milestone, struct buf *out)
{
	for (size_t i = 0; i < milestone->evidence_count; i++) {
		const struct track *other = track_held(app, milestone->evidence[i].track);
		int stage = other ? track_find_stage(other, milestone->evidence[i].stage) : -1;

		if (stage >= 0)
			buf_printf(out, "%s%s: %s", out->size ? ", " : "counts for ", other->title,
				   other->stages[stage].name);
	}
}

void track_say_evidence(const struct app *app, const struct milestone *milestone, struct buf *out)
{
	const struct track *home = milestone->home ? track_held(app, milestone->home) : NULL;

	if (home)
		buf_printf(out, "from %s; only yes counts here", home->title);
	else if (!milestone->home)
		say_counts(app, milestone, out);
}

static void next_track(struct app *app)
{
	const struct track *now = track_detail(app)->track;
	size_t count = app->track.held.count, at = 0;

	if (!now || count < 2) {
		app_say(app, false, "this account has no other track; :track add . TRACK gives it one");
		return;
	}
	while (at < count && app->track.held.items[at]->id != now->id)
		at++;
	at = (at + 1) % count;
	app->track.wanted = at == 0 ? 0 : app->track.held.items[at]->id;
	search_forget(app);
	track_lines(app);
}

/* ---- passing by hand ---- */

static char *stage_word(const struct track *track, int stage)
{
	return xasprintf("%s/%s", track->key, track->stages[stage].key);
}

static void run_pass(struct app *app, char *account, char *stage, const char *reason)
{
	char verb[] = "pass", option[] = "--reason", back[] = "--back", *text = xstrdup(reason);
	char *argv[] = { verb, account, stage, reason ? option : back, text, NULL };

	(void)app_run(app, reason ? 5 : 4, argv);
	free(text);
}

/* The draft's name holds what is asked about: "pass ACCOUNT STAGE". */
static void pass_asked(struct app *app, const char *text)
{
	char account[24], stage[512];
	char *name = xstrdup(app->asking.draft);

	if (sscanf(name, "pass %23s %511s", account, stage) == 2) {
		if (text[strspn(text, " \t")])
			run_pass(app, account, stage, text);
		else
			app_say(app, true, "a stage is passed with a reason, or not at all");
		if (app->message_is_error && *text)
			draft_save(name, text);
	}
	free(name);
}

static void take_back(struct app *app, char *account, const struct track *track, int stage)
{
	char *question = xasprintf("take back the pass of %s?", track->stages[stage].name),
	     *word = stage_word(track, stage);

	if (command_confirm(app, question))
		run_pass(app, account, word, NULL);
	else
		app_say(app, false, "%s stays passed by hand", track->stages[stage].name);
	free(question);
	free(word);
}

static void ask_reason(struct app *app, const char *account, const struct track *track, int stage)
{
	char *word = stage_word(track, stage), *draft = xasprintf("pass %s %s", account, word),
	     *label = xasprintf("pass %s by hand, because", track->stages[stage].name);

	app_ask(app, label, "", draft, pass_asked);
	free(label);
	free(draft);
	free(word);
}

/* The stage under the cursor, or the current one where the cursor is beyond it. */
static void pass_stage(struct app *app)
{
	const struct account_detail *d = track_detail(app);
	size_t m = app->track.place.cursor;
	char account[24];
	int stage;

	app_account_word(app, account);
	if (!d->track || m >= (size_t)d->track->milestone_count) {
		app_say(app, true, "there is no stage to pass");
		return;
	}
	if (d->track->reading != READING_PROGRESS) {
		app_say(app, true, "a %s is read from the answers alone: nothing of it is passed by hand",
			reading_name(d->track->reading));
		return;
	}
	stage = d->track->milestones[m].stage;
	if (stage > d->position.stage)
		stage = d->position.stage;
	if (d->view.passes[stage] != DAY_NONE)
		take_back(app, account, d->track, stage);
	else if (track_stage_settled(d->track, stage, d->view.standing))
		app_say(app, false, "%s is settled: there is nothing to pass", d->track->stages[stage].name);
	else
		ask_reason(app, account, d->track, stage);
}

unsigned track_action(struct app *app, enum action_id id)
{
	switch (id) {
	case ACTION_YES:
		track_answer(app, ANSWER_YES);
		return EFFECT_HANDLED;
	case ACTION_NO:
		track_answer(app, ANSWER_NO);
		return EFFECT_HANDLED;
	case ACTION_NA:
		track_answer(app, ANSWER_NA);
		return EFFECT_HANDLED;
	case ACTION_EDIT_NOTE:
		note_edit(app);
		return EFFECT_HANDLED;
	case ACTION_NEXT_OPEN:
		return next_open(app);
	case ACTION_NEXT_TRACK:
		next_track(app);
		return EFFECT_HANDLED;
	case ACTION_PASS_STAGE:
		pass_stage(app);
		return EFFECT_HANDLED;
	case ACTION_PLACEMENT:
		placement_open(app);
		return EFFECT_HANDLED;
	case ACTION_OPEN:
		milestone_open(app);
		return EFFECT_HANDLED;
	default:
		return EFFECT_PASS;
	}
}
