/* The programme at a glance: how far each track is, what holds the house back and the ways out of it, the
 * roadmap, the statement, what to write first. An item is a tab (counted from 1), which Enter opens. */
#include <stdlib.h>
#include <string.h>

#include "tui/programme.h"

#define FIRST_DOCUMENTS 3
#define BAR 20

#define PIECE 1000 /* a further item of the same tab: that times 1, 2 more */

static int item_of(const struct programme_view *view, enum programme_kind kind, int part, int piece,
		   struct sheet *sheet)
{
	return sheet_item(sheet, programme_find_tab(view, kind, part) + 1 + PIECE * piece);
}

/* A block begins after a blank line; all its lines are its own, so that it is in sight as a whole. */
static void begin_block(struct sheet *sheet)
{
	sheet_body(sheet, -1);
	sheet_line(sheet, -1);
}

static void head_block(const struct programme_view *view, enum programme_kind kind, int part, const char *heading,
		       struct sheet *sheet)
{
	int item = item_of(view, kind, part, 0, sheet);

	begin_block(sheet);
	say_heading(sheet, item, heading);
	sheet_body(sheet, item);
}

/* Its first sentence: what the track is. */
static void say_what(struct sheet *sheet, const char *about)
{
	const char *end = about ? strstr(about, ". ") : NULL;
	char *sentence = about ? xstrndup(about, end ? (size_t)(end + 1 - about) : strlen(about)) : NULL;

	if (sentence)
		say_about(sheet, -1, sentence);
	free(sentence);
}

/* ---- tracks ---- */

static void say_progress(const struct programme_view *view, int p, struct sheet *sheet)
{
	const struct programme_part *part = &view->programme.parts[p];
	const struct track *track = part->detail.track;
	const struct position *at = &part->detail.position;
	struct buf heading = { 0 };

	if (at->completed)
		buf_printf(&heading, "%s: done", track->title);
	else if (at->stage < 0)
		buf_printf(&heading, "%s: not begun", track->title);
	else
		buf_printf(&heading, "%s: %d of %d, %s", track->title, at->stage + 1, track->stage_count,
			   track->stages[at->stage].name);
	head_block(view, TAB_TRACK, p, buf_text(&heading), sheet);
	say_what(sheet, track->about);
	sheet_line(sheet, -1);
	sheet_bar(sheet, ROLE_GOOD, at->all_settled, at->all_required, BAR);
	sheet_printf(sheet, ROLE_NORMAL, " %d of %d settled", at->all_settled, at->all_required);
	if (!at->completed && at->required > 0)
		sheet_printf(sheet, ROLE_DIM, ", %d of %d here", at->settled, at->required);
	if (at->pace == PACE_BEHIND || at->pace == PACE_STUCK)
		sheet_printf(sheet, at->pace == PACE_STUCK ? ROLE_RISK : ROLE_WATCH, "  %s, %d days here",
			     pace_name(at->pace), at->days);
	if (at->next >= 0) {
		sheet_line(sheet, -1);
		sheet_text(sheet, ROLE_DIM, "next: ");
		sheet_wrap(sheet, ROLE_NORMAL, track->milestones[at->next].question, 0);
	}
	buf_free(&heading);
}

/* ---- the diagnosis ---- */

/* Symptoms answered yes, who said so and when. */
static void say_evidence(const struct app *app, const struct programme_part *part, int stage, struct sheet *sheet)
{
	const struct track *track = part->detail.track;

	for (int m = 0; m < track->milestone_count; m++) {
		const char *note = part->detail.answers[m].note;

		if (!symptom_of(&track->milestones[m], stage) || part->detail.view.standing[m].answer != ANSWER_YES)
			continue;
		say_question(app, part, m, -1, sheet);
		if (note) {
			sheet_line(sheet, -1);
			sheet_text(sheet, ROLE_NORMAL, "    ");
			sheet_wrap(sheet, ROLE_DIM, note, 2);
		}
	}
}

static void say_way_out(const struct app *app, const struct programme_view *view, int p, struct sheet *sheet)
{
	const struct programme_part *part = &view->programme.parts[p];
	const struct track *track = part->detail.track;
	const struct stage *worst = &track->stages[part->worst];
	int item = item_of(view, TAB_DIAGNOSIS, p, 1, sheet);

	sheet_line(sheet, item);
	sheet_body(sheet, item);
	sheet_printf(sheet, ROLE_HEADING, "Worst: %s", worst->name);
	sheet_text(sheet, ROLE_DIM, part->conditions[part->worst].yes > 0 ? ", because of" : "");
	say_evidence(app, part, part->worst, sheet);
	item = item_of(view, TAB_DIAGNOSIS, p, 2, sheet);
	sheet_line(sheet, item);
	sheet_body(sheet, item);
	sheet_text(sheet, ROLE_HEADING, "Ways out");
	for (char *const *own = track->stages[part->worst].tactics; own && *own; own++)
		say_point(sheet, -1, 2, ROLE_NORMAL, *own);
	for (char *const *common = track->tactics; common && *common; common++)
		say_point(sheet, -1, 2, ROLE_DIM, *common);
}

static void say_diagnosis(const struct app *app, const struct programme_view *view, int p, struct sheet *sheet)
{
	const struct programme_part *part = &view->programme.parts[p];
	const struct track *track = part->detail.track;

	head_block(view, TAB_DIAGNOSIS, p, track->title, sheet);
	say_about(sheet, -1,
		  "Where growth gets stuck: of each condition, how many of its symptoms you see in your own "
		  "house.");
	for (int s = 0; s < track->stage_count; s++) {
		sheet_line(sheet, -1);
		say_condition(part, s, sheet);
	}
	if (part->worst >= 0 && part->conditions[part->worst].depth > 0) {
		say_way_out(app, view, p, sheet);
	} else if (part->worst < 0) {
		sheet_line(sheet, -1);
		sheet_text(sheet, ROLE_NORMAL, "No symptom is answered yet: Enter opens them.");
	}
}

/* ---- roadmap, statement, documents ---- */

static void say_row(const struct programme_part *part, int s, int names, int cells, struct sheet *sheet)
{
	const struct stage *stage = &part->detail.track->stages[s];
	int at = cell_first(part->detail.track, s);

	sheet_line(sheet, -1);
	sheet_cells(sheet, ROLE_NORMAL, names, stage->row ? stage->row : stage->name);
	for (int c = 0; c < stage->cell_count; c++) {
		int rating = part->ratings[at + c].value;

		struct buf name = { 0 };

		buf_printf(&name, " %s", stage->cells[c].name);
		sheet_bar(sheet, cell_role(rating), rating < 0 ? 0 : rating, CELL_MAX, CELL_MAX);
		sheet_cells(sheet, rating < 0 ? ROLE_DIM : ROLE_NORMAL, cells - CELL_MAX, buf_text(&name));
		buf_free(&name);
	}
}

static void say_grid(const struct programme_view *view, int p, struct sheet *sheet)
{
	const struct programme_part *part = &view->programme.parts[p];
	const struct track *track = part->detail.track;
	int names = 12, columns = 0, cells;

	head_block(view, TAB_ROADMAP, p, "Growth roadmap", sheet);
	say_about(sheet, -1,
		  "What to build so that growth goes on, each field rated from 0 (not there) to 3 (in place).");
	while (track->columns && track->columns[columns])
		columns++;
	cells = columns > 0 ? (sheet->width - SHEET_MARGIN - names) / columns : 0;
	if (cells > 26)
		cells = 26;
	sheet_line(sheet, -1);
	sheet_cells(sheet, ROLE_DIM, names, "");
	for (int c = 0; c < columns; c++)
		sheet_cells(sheet, ROLE_DIM, cells, track->columns[c]);
	for (int s = 0; s < track->stage_count; s++) {
		if (track->stages[s].cell_count > 0)
			say_row(part, s, names, cells, sheet);
	}
}

static void say_sentence(const struct programme_view *view, int p, struct sheet *sheet)
{
	head_block(view, TAB_STATEMENT, p, "Strategy statement", sheet);
	say_about(sheet, -1,
		  "One sentence that says for whom you do what, and how both sides can tell; what stands in "
		  "brackets is not filled in yet.");
	say_statement(&view->programme.parts[p], sheet);
}

static void say_documents(const struct programme_view *view, struct sheet *sheet)
{
	const struct documents *documents = &view->programme.documents;
	bool asked = false;
	int told = 0;

	head_block(view, TAB_DOCUMENTS, -1, "What to document first", sheet);
	say_about(sheet, -1, "Processes that tasks name and nobody has written down, the most pressing on top.");
	for (size_t i = 0; i < documents->count && told < FIRST_DOCUMENTS; i++) {
		const struct document *d = &documents->items[i];
		struct document_term terms[DOCUMENT_TERMS];
		struct buf why = { 0 };

		if (document_written(d))
			continue;
		document_why(d, &why);
		sheet_line(sheet, -1);
		sheet_printf(sheet, ROLE_NORMAL, "%d  %s", ++told, d->title);
		sheet_printf(sheet, ROLE_DIM, "  %d of 100, in %d task%s", document_rank(d, terms), d->tasks,
			     d->tasks == 1 ? "" : "s");
		if (terms[0].known || terms[1].known || terms[2].known || terms[3].known) {
			sheet_line(sheet, -1);
			sheet_text(sheet, ROLE_NORMAL, "   ");
			sheet_wrap(sheet, ROLE_DIM, buf_text(&why), 2);
			asked = true;
		}
		buf_free(&why);
	}
	if (told > 0 && !asked) {
		sheet_line(sheet, -1);
		sheet_wrap(sheet, ROLE_DIM,
			   "By how many tasks name them; four questions about each, on its page, say more.", 0);
	}
	if (told == 0) {
		sheet_line(sheet, -1);
		sheet_text(sheet, ROLE_NORMAL,
			   documents->count > 0 ? "All of them are written." : "No task names a document yet.");
	}
}

/* ---- all of it ---- */

static void fill(const struct app *app, const struct programme_view *view, const struct programme_tab *tab,
		 struct sheet *sheet)
{
	(void)tab;
	say_about(sheet, -1,
		  "Your own house's way to customer success: how far you are, what holds you back, and what to "
		  "do next. Enter opens a block, Tab goes from page to page.");
	if (view->programme.count == 0) {
		begin_block(sheet);
		sheet_line(sheet, -1);
		sheet_wrap(sheet, ROLE_NORMAL,
			   "This book has no track about the organisation yet. \":track load FILE\" loads one; "
			   "Waymark ships ten-steps.cfg, readiness.cfg and chasms.cfg.",
			   0);
	}
	for (size_t i = 0; i < view->programme.count; i++) {
		if (view->programme.parts[i].detail.track->reading == READING_DIAGNOSIS)
			say_diagnosis(app, view, (int)i, sheet);
		else
			say_progress(view, (int)i, sheet);
	}
	for (size_t i = 0; i < view->tabs.count; i++) {
		if (view->tabs.items[i].kind == TAB_ROADMAP)
			say_grid(view, view->tabs.items[i].part, sheet);
		if (view->tabs.items[i].kind == TAB_STATEMENT)
			say_sentence(view, view->tabs.items[i].part, sheet);
	}
	say_documents(view, sheet);
}

static unsigned action(struct app *app, struct programme_view *view, struct programme_tab *tab, int64_t item,
		       enum action_id id)
{
	(void)app;
	(void)tab;
	item %= PIECE;
	if (id != ACTION_OPEN || item < 1 || (size_t)item > view->tabs.count)
		return EFFECT_PASS;
	view->tab = (size_t)item - 1;
	return EFFECT_HANDLED;
}

static void hint(const struct app *app, struct buf *out)
{
	hint_key(app, KEYS_PROGRAMME, ACTION_OPEN, "open", out);
}

const struct programme_ops tab_overview = { .fill = fill, .action = action, .hint = hint };
