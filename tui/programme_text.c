/* What several of the programme's tabs say in the same way. */
#include <stdio.h>
#include <string.h>

#include "tui/programme.h"

#define BAR 20
#define BAR_NARROW 10
#define NARROW 70 /* cells below which what else a symptom counts for is left to the detail */
#define BAR_FROM 90
#define NAME_WIDEST 28

void say_about(struct sheet *sheet, int item, const char *text)
{
	sheet_line(sheet, item);
	sheet_wrap(sheet, ROLE_DIM, text, 0);
}

void say_heading(struct sheet *sheet, int item, const char *text)
{
	sheet_line(sheet, item);
	sheet_text(sheet, ROLE_HEADING, text);
}

void say_point(struct sheet *sheet, int item, int indent, enum role role, const char *text)
{
	sheet_line(sheet, item);
	sheet_printf(sheet, ROLE_DIM, "%*s%s ", indent, "", sheet->signs == TEXT_UTF8 ? "·" : "-");
	sheet_wrap(sheet, role, text, 0);
}

/* ---- questions ---- */

/* "12 Nov ana" */
static void describe_when(const struct app *app, const struct programme_part *part, int milestone, struct buf *out)
{
	const struct standing *stands = &part->detail.view.standing[milestone];
	const char *by = part->detail.answers[milestone].by;
	char date[16];

	if (stands->answer != ANSWER_OPEN)
		buf_printf(out, "%s %s", date_format_short(stands->on, app->ctx.as_of, date), by ? by : "");
}

/* The conditions beside its own that a symptom counts for: "also: Failure to deliver, ..." */
static void describe_also(const struct track *track, int milestone, struct buf *out)
{
	const struct milestone *m = &track->milestones[milestone];

	for (int s = 0; s < track->stage_count; s++) {
		if (s != m->stage && symptom_of(m, s))
			buf_printf(out, "%s%s", out->size == 0 ? "also: " : ", ", track->stages[s].key);
	}
}

/* Yes to a symptom is the bad news. */
static enum role question_role(const struct programme_part *part, enum answer answer)
{
	if (part->detail.track->reading != READING_DIAGNOSIS)
		return answer_role(answer);
	return answer == ANSWER_YES ? ROLE_RISK : answer == ANSWER_NO ? ROLE_GOOD : ROLE_DIM;
}

void say_question(const struct app *app, const struct programme_part *part, int milestone, int item,
		  struct sheet *sheet)
{
	const struct milestone *m = &part->detail.track->milestones[milestone];
	enum answer answer = part->detail.view.standing[milestone].answer;
	struct buf right = { 0 }, also = { 0 };
	char box[16];

	answer_box(app->screen, answer, box);
	describe_when(app, part, milestone, &right);
	describe_also(part->detail.track, milestone, &also);
	sheet_line(sheet, item);
	sheet_text(sheet, question_role(part, answer), box);
	sheet_text(sheet, ROLE_KEY, part->detail.answers[milestone].note ? "*" : " ");
	if (right.size == 0 && !m->required && part->detail.track->reading != READING_DIAGNOSIS)
		buf_str(&right, "optional");
	if (right.size == 0 && also.size > 0 && sheet->width >= NARROW)
		buf_str(&right, buf_text(&also));
	sheet_right(sheet, ROLE_DIM, buf_text(&right));
	sheet_wrap(sheet,
		   answer_settles(answer) && part->detail.track->reading != READING_DIAGNOSIS ? ROLE_DIM
											      : ROLE_NORMAL,
		   m->question, 0);
	buf_free(&right);
	buf_free(&also);
}

void say_answer(const struct app *app, const struct programme_part *part, int milestone, struct sheet *sheet)
{
	const struct standing *stands = &part->detail.view.standing[milestone];
	const struct answer_detail *answer = &part->detail.answers[milestone];
	char date[16];

	(void)app;
	sheet_line(sheet, -1);
	if (stands->answer == ANSWER_OPEN) {
		sheet_text(sheet, ROLE_DIM, "Not answered yet.");
		return;
	}
	date_format_long(stands->on, date);
	sheet_printf(sheet, ROLE_NORMAL, "Answered %s on %s by %s.",
		     stands->answer == ANSWER_NA ? "not applicable" : answer_name(stands->answer), date,
		     answer->by ? answer->by : "somebody");
	if (answer->note) {
		sheet_line(sheet, -1);
		sheet_text(sheet, ROLE_DIM, "Note: ");
		sheet_wrap(sheet, ROLE_NORMAL, answer->note, 3);
	}
}

/* ---- conditions ---- */

static int name_width(const struct track *track, int most)
{
	int width = 0;

	for (int s = 0; s < track->stage_count; s++) {
		int cells = text_width(track->stages[s].name);

		if (cells > width)
			width = cells;
	}
	return width < most ? width : most;
}

static enum role depth_role(int depth)
{
	return depth < 0 ? ROLE_DIM : depth >= 50 ? ROLE_RISK : depth >= 25 ? ROLE_WATCH : ROLE_GOOD;
}

void say_condition(const struct programme_part *part, int stage, struct sheet *sheet)
{
	const struct condition *c = &part->conditions[stage];
	const char *bar = sheet->signs == TEXT_UTF8 ? "◂" : "<";
	int cells = sheet->width < BAR_FROM ? BAR_NARROW : BAR;

	sheet_cells(sheet, ROLE_NORMAL, name_width(part->detail.track, NAME_WIDEST) + 2,
		    part->detail.track->stages[stage].name);
	sheet_bar(sheet, depth_role(c->depth), c->depth < 0 ? 0 : c->depth, 100, cells);
	if (c->symptoms >= 0)
		sheet_printf(sheet, depth_role(c->depth), " %3d%%", c->symptoms);
	else if (c->depth >= 0)
		sheet_printf(sheet, depth_role(c->depth), " %3d%% by the roadmap", c->depth);
	else
		sheet_text(sheet, ROLE_DIM, "    ?");
	if (stage == part->worst && c->depth > 0)
		sheet_printf(sheet, ROLE_RISK, " %s worst", bar);
	if (c->answered == 0)
		sheet_printf(sheet, ROLE_DIM, "  none of %d answered", c->asked);
	else
		sheet_printf(sheet, ROLE_DIM, "  %d there, %d of %d answered", c->yes, c->answered, c->asked);
}

/* ---- the statement ---- */

/* Words after what stands in the line; where they have no room the next line begins. */
static void flow(struct sheet *sheet, enum role role, const char *text, bool *blank)
{
	while (*text) {
		size_t blanks = strspn(text, " \t\n"), size = strcspn(text + blanks, " \t\n");
		char *word = xstrndup(text + blanks, size);
		bool sign = size == 1 && strchr(".,;:!?", word[0]);

		*blank = *blank || blanks > 0;
		if (size > 0) {
			if (!sign && text_width(word) + *blank + 1 > sheet_left(sheet) &&
			    sheet->lines.items[sheet->lines.count - 1].text.size > 2) {
				sheet_line(sheet, -1);
				sheet_text(sheet, ROLE_NORMAL, "  ");
			} else if (*blank) {
				sheet_text(sheet, ROLE_NORMAL, " ");
			}
			sheet_text(sheet, role, word);
			*blank = false;
		}
		text += blanks + size;
		free(word);
	}
}

void say_statement(const struct programme_part *part, struct sheet *sheet)
{
	const char *text = part->detail.track->statement;
	bool blank = false;

	sheet_line(sheet, -1);
	sheet_text(sheet, ROLE_NORMAL, "  ");
	for (size_t b = 0;; b++) {
		size_t size = strcspn(text, "{");
		char *words = xstrndup(text, size);

		flow(sheet, ROLE_NORMAL, words, &blank);
		free(words);
		text += size;
		if (!*text || b >= part->blanks.count)
			return;
		if (part->values[b] && *part->values[b]) {
			flow(sheet, ROLE_YES, part->values[b], &blank);
		} else {
			words = xasprintf("[%s]", part->blanks.items[b]);
			flow(sheet, ROLE_WATCH, words, &blank);
			free(words);
		}
		text += strcspn(text, "}");
		text += *text == '}';
	}
}

enum role cell_role(int rating)
{
	static const enum role roles[] = { ROLE_DIM, ROLE_RISK, ROLE_WATCH, ROLE_NORMAL, ROLE_GOOD };

	return roles[rating + 1];
}
