/* Placement: a walk through the stages that finds the one to begin at. What is said here is not in the book until
 * the suggestion is accepted. */
#include <stdlib.h>
#include <string.h>

#include "core/placement.h"
#include "tui/sheet.h"

#define ITEM_QUESTION 1000000 /* and those after it, by milestone; below: characteristics */
#define HEAD_MOST 6

struct placement_view {
	struct place place;
	struct sheet sheet, head; /* the walk; the suggestion above it */
	int64_t account, track;
	VEC(enum answer) fits;	  /* by characteristic */
	VEC(enum answer) answers; /* by milestone: what was said in the walk, open: nothing */
	VEC(struct standing) standing;
	struct placement suggestion;
};

static const struct account_detail *detail_of(const struct app *app)
{
	const struct account_detail *d = track_detail(app);
	const struct placement_view *v = app->placement;

	return d->track && d->row.id == v->account && d->track->id == v->track &&
			       (int)v->answers.count == d->track->milestone_count
		       ? d
		       : NULL;
}

static int64_t item_here(const struct app *app)
{
	const struct placement_view *v = app->placement;

	return v->place.cursor < v->sheet.items.count ? v->sheet.items.items[v->place.cursor] : -1;
}

/* ---- the suggestion ---- */

static void suggest(struct app *app)
{
	struct placement_view *v = app->placement;
	const struct account_detail *d = detail_of(app);

	vec_clear(&v->standing);
	for (int m = 0; m < d->track->milestone_count; m++) {
		struct standing *stands = vec_add(&v->standing);

		*stands = d->view.standing[m];
		if (v->answers.items[m] != ANSWER_OPEN)
			*stands = (struct standing){ v->answers.items[m], app->ctx.as_of };
	}
	placement_suggest(d->track, v->fits.items, v->standing.items, &v->suggestion);
}

/* The questions before the suggested stage that accepting it answers: those that nobody has; what another track
 * is to prove is not among them. */
static int left_before(const struct app *app)
{
	const struct placement_view *v = app->placement;
	const struct track *track = detail_of(app)->track;
	int left = 0;

	for (int m = 0; m < track->milestone_count; m++)
		left += track->milestones[m].stage < v->suggestion.stage && !track->milestones[m].home &&
			v->standing.items[m].answer == ANSWER_OPEN;
	return left;
}

static const char *stage_name(const struct app *app)
{
	const struct track *track = detail_of(app)->track;
	int stage = app->placement->suggestion.stage;

	return stage < 0 ? "" : stage < track->stage_count ? track->stages[stage].name : "the end";
}

static void fill_head(struct app *app)
{
	struct placement_view *v = app->placement;
	struct buf reasons = { 0 };
	char *rest, *line;

	sheet_begin(&v->head, v->place.width > 20 ? v->place.width - 1 : 20, screen_signs(app->screen));
	sheet_line(&v->head, -1);
	if (v->suggestion.stage < 0)
		sheet_text(&v->head, ROLE_TITLE, "Where does this customer begin? Say what fits.");
	else {
		sheet_text(&v->head, ROLE_TITLE, "Begin at ");
		sheet_text(&v->head, ROLE_GOOD, stage_name(app));
	}
	placement_say(detail_of(app)->track, &v->suggestion, &reasons);
	for (line = strtok_r(reasons.data, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		sheet_line(&v->head, -1);
		sheet_text(&v->head, ROLE_DIM, "  ");
		sheet_wrap(&v->head, ROLE_NORMAL, line, 2);
	}
	buf_free(&reasons);
}

/* ---- the walk ---- */

static void say_characteristics(struct app *app, int s)
{
	struct placement_view *v = app->placement;
	const struct track *track = detail_of(app)->track;
	int first = placement_first(track, s);
	char box[16];

	for (int c = 0; track->stages[s].characteristics[c]; c++) {
		enum answer answer = v->fits.items[first + c];

		answer_box(app->screen, answer, box);
		sheet_line(&v->sheet, sheet_item(&v->sheet, first + c));
		sheet_text(&v->sheet, answer_role(answer), box);
		sheet_text(&v->sheet, ROLE_NORMAL, " ");
		sheet_wrap(&v->sheet, ROLE_NORMAL, track->stages[s].characteristics[c], 0);
	}
}

static void say_questions(struct app *app, int s)
{
	struct placement_view *v = app->placement;
	const struct account_detail *d = detail_of(app);
	const struct stage *stage = &d->track->stages[s];
	char box[16], date[16];

	for (int m = stage->first; m < stage->first + stage->count; m++) {
		enum answer answer = v->standing.items[m].answer;

		if (!d->track->milestones[m].required)
			continue;
		answer_box(app->screen, answer, box);
		sheet_line(&v->sheet, sheet_item(&v->sheet, ITEM_QUESTION + m));
		if (v->answers.items[m] != ANSWER_OPEN)
			sheet_right(&v->sheet, ROLE_KEY, "now");
		else if (answer != ANSWER_OPEN)
			sheet_right(&v->sheet, ROLE_DIM,
				    date_format_short(v->standing.items[m].on, app->ctx.as_of, date));
		sheet_text(&v->sheet, answer_role(answer), box);
		sheet_text(&v->sheet, ROLE_NORMAL, " ");
		sheet_wrap(&v->sheet, ROLE_NORMAL, d->track->milestones[m].question, 0);
	}
}

static void say_stage(struct app *app, int s)
{
	struct placement_view *v = app->placement;
	const struct stage *stage = &detail_of(app)->track->stages[s];

	if (s > 0)
		sheet_line(&v->sheet, -1);
	sheet_line(&v->sheet, -1);
	sheet_printf(&v->sheet, ROLE_HEADING, "%d %.200s", s + 1, stage->name);
	if (s == v->suggestion.stage)
		sheet_printf(&v->sheet, ROLE_GOOD, "  %s begin here", screen_sign(app->screen, SIGN_CURRENT));
	if (stage->promise) {
		sheet_line(&v->sheet, -1);
		sheet_text(&v->sheet, ROLE_DIM, "once through: ");
		sheet_wrap(&v->sheet, ROLE_DIM, stage->promise, 0);
	}
	if (stage->characteristics[0]) {
		sheet_line(&v->sheet, -1);
		sheet_text(&v->sheet, ROLE_DIM, "Does it fit?");
		say_characteristics(app, s);
	}
	if (stage->required > 0) {
		sheet_line(&v->sheet, -1);
		sheet_printf(&v->sheet, ROLE_DIM, "Questions, %d of %d settled", v->suggestion.stages[s].yes,
			     stage->required);
		say_questions(app, s);
	}
}

static void fill(struct app *app)
{
	struct placement_view *v = app->placement;
	const struct account_detail *d = detail_of(app);

	sheet_begin(&v->sheet, v->place.width > 20 ? v->place.width - 1 : 20, screen_signs(app->screen));
	if (!d) {
		sheet_begin(&v->head, v->sheet.width, v->sheet.signs);
		sheet_line(&v->sheet, -1);
		sheet_text(&v->sheet, ROLE_NORMAL, "The account or its track is not here any more; Esc goes back.");
		return;
	}
	suggest(app);
	fill_head(app);
	for (int s = 0; s < d->track->stage_count; s++)
		say_stage(app, s);
	sheet_in_sight(&v->sheet, &v->place);
}

/* A track that has changed meanwhile is walked through anew. */
static void load(struct app *app)
{
	struct placement_view *v = app->placement;
	const struct account_detail *d = track_detail(app);

	if (d->track && d->row.id == v->account && d->track->id == v->track) {
		size_t fits = (size_t)placement_count(d->track), answers = (size_t)d->track->milestone_count;

		if (v->fits.count != fits || v->answers.count != answers) {
			vec_clear(&v->fits);
			vec_clear(&v->answers);
			while (v->fits.count < fits)
				*vec_add(&v->fits) = ANSWER_OPEN;
			while (v->answers.count < answers)
				*vec_add(&v->answers) = ANSWER_OPEN;
		}
	}
	fill(app);
}

/* ---- what its keys do ---- */

/* Said again it is taken back. */
static void say(struct app *app, enum answer answer)
{
	struct placement_view *v = app->placement;
	int64_t item = item_here(app);
	enum answer *said;

	if (item < 0)
		return;
	if (item < ITEM_QUESTION && answer == ANSWER_NA) {
		app_say(app, false, "it fits or it does not");
		return;
	}
	said = item < ITEM_QUESTION ? &v->fits.items[item] : &v->answers.items[item - ITEM_QUESTION];
	*said = *said == answer ? ANSWER_OPEN : answer;
	fill(app);
}

static void add_word(struct ids *offsets, struct buf *words, const char *word)
{
	*vec_add(offsets) = (int64_t)words->size;
	buf_add(words, word, strlen(word) + 1);
}

static void add_marks(const struct app *app, struct ids *offsets, struct buf *words)
{
	const struct placement_view *v = app->placement;
	const struct track *track = detail_of(app)->track;

	for (int s = 0; s < track->stage_count; s++) {
		int first = placement_first(track, s);

		for (int c = 0; track->stages[s].characteristics[c]; c++) {
			enum answer answer = v->fits.items[first + c];
			char *mark = xasprintf("%s.%d", track->stages[s].key, c + 1);

			if (answer != ANSWER_OPEN) {
				add_word(offsets, words, answer == ANSWER_YES ? "--fits" : "--not");
				add_word(offsets, words, mark);
			}
			free(mark);
		}
	}
}

static void add_answers(const struct app *app, struct ids *offsets, struct buf *words)
{
	const struct placement_view *v = app->placement;
	const struct track *track = detail_of(app)->track;

	for (int m = 0; m < track->milestone_count; m++) {
		enum answer answer = v->answers.items[m];
		char *milestone, *word;

		if (answer == ANSWER_OPEN)
			continue;
		milestone = track_word(track, m);
		word = xasprintf("%s=%s", milestone, answer_name(answer));
		add_word(offsets, words, "--answer");
		add_word(offsets, words, word);
		free(milestone);
		free(word);
	}
}

/* All that was said, as one line of the action that places. */
static bool run_place(struct app *app)
{
	struct buf words = { 0 };
	struct ids offsets = { 0 };
	char account[24], **argv;
	bool done;

	app_account_word(app, account);
	add_word(&offsets, &words, "place");
	add_word(&offsets, &words, account);
	add_word(&offsets, &words, "--track");
	add_word(&offsets, &words, detail_of(app)->track->key);
	add_marks(app, &offsets, &words);
	add_answers(app, &offsets, &words);
	add_word(&offsets, &words, "--accept");
	argv = xcalloc(offsets.count + 1, sizeof *argv);
	for (size_t i = 0; i < offsets.count; i++)
		argv[i] = words.data + offsets.items[i];
	done = app_run(app, (int)offsets.count, argv);
	free(argv);
	vec_free(&offsets);
	buf_free(&words);
	return done;
}

static unsigned accept(struct app *app)
{
	const struct account_detail *d = detail_of(app);
	int left;
	char *question;
	bool sure;

	if (app->placement->suggestion.stage < 0) {
		app_say(app, false,
			"nothing was said yet: say which characteristics fit, or answer some questions");
		return EFFECT_HANDLED;
	}
	left = left_before(app);
	question = xasprintf("place %s at %s? %d question%s before it become%s not applicable",
			     d->row.name ? d->row.name : "the account", stage_name(app), left, left == 1 ? "" : "s",
			     left == 1 ? "s" : "");
	sure = command_confirm(app, question);
	free(question);
	if (!sure) {
		app_say(app, false, "not placed; nothing is written yet");
		return EFFECT_HANDLED;
	}
	return run_place(app) ? EFFECT_HANDLED | EFFECT_CLOSE : EFFECT_HANDLED;
}

static unsigned action(struct app *app, enum action_id id)
{
	if (!detail_of(app))
		return EFFECT_PASS;
	switch (id) {
	case ACTION_YES:
		say(app, ANSWER_YES);
		return EFFECT_HANDLED;
	case ACTION_NO:
		say(app, ANSWER_NO);
		return EFFECT_HANDLED;
	case ACTION_NA:
		say(app, ANSWER_NA);
		return EFFECT_HANDLED;
	case ACTION_OPEN:
		return accept(app);
	default:
		return EFFECT_PASS;
	}
}

/* ---- the pane ---- */

/* The head keeps its size, so that the walk below does not jump. */
static int head_lines(int height)
{
	return height >= 15 ? HEAD_MOST : height >= 10 ? 3 : 1;
}

static void draw(const struct app *app, struct rect inside, bool focused)
{
	static const struct place none = { .cursor = SIZE_MAX };
	const struct placement_view *v = app->placement;
	int head = head_lines(inside.height);

	sheet_draw(&v->head, app, &none, (struct rect){ inside.y, inside.x, head > 1 ? head - 1 : 1, inside.width },
		   false);
	for (int x = 0; head > 1 && x < inside.width; x++)
		screen_text(app->screen, inside.y + head - 1, inside.x + x, 1, ROLE_FRAME,
			    screen_signs(app->screen) == TEXT_UTF8 ? "─" : "-");
	sheet_draw(&v->sheet, app, &v->place,
		   (struct rect){ inside.y + head, inside.x, inside.height - head, inside.width }, focused);
}

static void title(const struct app *app, struct buf *left, struct buf *right)
{
	buf_printf(left, "Placement: %s", app->detail.row.name ? app->detail.row.name : "");
	if (track_detail(app)->track)
		buf_str(right, track_detail(app)->track->title);
}

static void hint(const struct app *app, struct buf *out)
{
	bool question = item_here(app) >= ITEM_QUESTION;
	struct buf begin = { 0 };

	if (!detail_of(app))
		return;
	hint_key(app, KEYS_PLACEMENT, ACTION_YES, question ? "yes" : "fits", out);
	hint_key(app, KEYS_PLACEMENT, ACTION_NO, question ? "no" : "does not", out);
	if (question)
		hint_key(app, KEYS_PLACEMENT, ACTION_NA, "n/a", out);
	if (app->placement->suggestion.stage >= 0) {
		buf_printf(&begin, "begin at %s", stage_name(app));
		hint_key(app, KEYS_PLACEMENT, ACTION_OPEN, buf_text(&begin), out);
	}
	hint_key(app, KEYS_PLACEMENT, ACTION_BACK, "back, nothing changed", out);
	buf_free(&begin);
}

static size_t length(struct app *app, size_t wanted)
{
	(void)wanted;
	return app->placement->sheet.items.count;
}

static struct place *place(struct app *app)
{
	return &app->placement->place;
}

static unsigned go(struct app *app, size_t position)
{
	app->placement->place.cursor = position;
	sheet_in_sight(&app->placement->sheet, &app->placement->place);
	return EFFECT_HANDLED;
}

static bool matches(const struct app *app, size_t position, const char *folded)
{
	return sheet_matches(&app->placement->sheet, position, folded);
}

static void resized(struct app *app, int height, int width)
{
	struct placement_view *v = app->placement;
	bool other = v->place.width != width;

	v->place.height = height - head_lines(height);
	v->place.width = width;
	if (other)
		fill(app);
	sheet_in_sight(&v->sheet, &v->place);
}

static void closed(struct app *app)
{
	struct placement_view *v = app->placement;

	sheet_free(&v->sheet);
	sheet_free(&v->head);
	vec_free(&v->fits);
	vec_free(&v->answers);
	vec_free(&v->standing);
	free(v);
	app->placement = NULL;
}

static const struct pane_ops pane_placement = {
	.name = "Placement",
	.called = "placement",
	.scope = KEYS_PLACEMENT,
	.draw = draw,
	.title = title,
	.hint = hint,
	.action = action,
	.length = length,
	.place = place,
	.go = go,
	.matches = matches,
	.resized = resized,
	.load = load,
	.closed = closed,
};

void placement_open(struct app *app)
{
	const struct account_detail *d = track_detail(app);
	struct placement_view *v;

	if (!d->track) {
		app_say(app, true, "there is no track to be placed on; :track add . TRACK gives one");
		return;
	}
	if (d->track->reading != READING_PROGRESS) {
		app_say(app, false, "a %s is reached by answers alone: begin with those of the first %s",
			reading_name(d->track->reading),
			d->track->reading == READING_LEVEL ? "level" : "condition");
		return;
	}
	v = xcalloc(1, sizeof *v);
	v->account = d->row.id;
	v->track = d->track->id;
	app_open_view(app, &pane_placement);
	app->placement = v;
}
