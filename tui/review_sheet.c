/* The review's sheets: the agenda as a checklist, what stands behind an item, the reviews there were. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/review.h"

#define SPARKS 12 /* cells of a trend in the checklist */

/* ---- the checklist ---- */

static bool shows(const struct qbr_item *item, bool leaving)
{
	return !leaving || qbr_leaves(item);
}

/* "3 of 7", of what is shown of a section. */
static void say_heading(const struct agenda *agenda, size_t first, int number, bool leaving, struct sheet *sheet)
{
	enum qbr_section section = agenda->items[first].section;
	int all = 0, covered = 0;

	for (size_t i = first; i < agenda->count && agenda->items[i].section == section; i++) {
		if (!shows(&agenda->items[i], leaving))
			continue;
		all++;
		covered += agenda->items[i].covered;
	}
	sheet_line(sheet, -1);
	sheet_printf(sheet, ROLE_HEADING, "%d %s", number, qbr_section_title(section));
	if (covered > 0) {
		char *text = xasprintf("%d of %d", covered, all);

		sheet_right(sheet, ROLE_DIM, text);
		free(text);
	}
}

static const char *mark_sign(const struct app *app, const struct qbr_item *item)
{
	switch (item->mark) {
	case ANSWER_YES:
		return screen_sign(app->screen, SIGN_YES);
	case ANSWER_NO:
		return screen_sign(app->screen, SIGN_NO);
	case ANSWER_NA:
		return screen_sign(app->screen, SIGN_NA);
	default:
		return screen_sign(app->screen, SIGN_DOT);
	}
}

static void say_item(const struct app *app, const struct qbr_item *item, const char *number, int line, bool leaving,
		     struct sheet *sheet)
{
	bool narrow = sheet->width < 50;
	struct buf text = { 0 };
	char box[16], date[16];

	answer_box(app->screen, item->covered ? ANSWER_YES : ANSWER_OPEN, box);
	sheet_line(sheet, line);
	if (item->on != DAY_NONE && !narrow)
		sheet_right(sheet, ROLE_DIM, date_format_short(item->on, app->ctx.as_of, date));
	sheet_printf(sheet, item->covered ? ROLE_YES : ROLE_NORMAL, "%s ", box);
	if (!narrow)
		sheet_printf(sheet, ROLE_DIM, "%-4s ", number);
	sheet_printf(sheet, answer_role(item->mark), "%s ", mark_sign(app, item));
	buf_str(&text, item->text);
	if (review_is_action(item))
		buf_str(&text, item->mark == ANSWER_YES ? " (done)" : " (open)");
	if (!leaving)
		review_say_marks(item, &text);
	review_say_trend(item, SPARKS, sheet->signs == TEXT_UTF8, &text);
	sheet_wrap(sheet, item->covered || item->audience == QBR_INTERNAL || item->hidden ? ROLE_DIM : ROLE_NORMAL,
		   buf_text(&text), 0);
	if (item->said) {
		sheet_line(sheet, line);
		sheet_printf(sheet, ROLE_DIM, "%*ssaid: ", narrow ? 6 : 11, "");
		sheet_wrap(sheet, ROLE_NORMAL, item->said, leaving ? 0 : 3);
	}
	buf_free(&text);
}

void review_fill_agenda(const struct app *app, const struct agenda *agenda, bool leaving, struct sheet *sheet)
{
	int section = 0, place = 0;
	enum qbr_section last = QBR_SECTIONS;

	for (size_t i = 0; i < agenda->count; i++) {
		const struct qbr_item *item = &agenda->items[i];
		char number[24];

		if (!shows(item, leaving))
			continue;
		if (item->section != last) {
			last = item->section;
			section = leaving ? section + 1 : (int)last + 1;
			place = 0;
			say_heading(agenda, i, section, leaving, sheet);
		}
		(void)snprintf(number, sizeof number, "%d.%d", section, ++place);
		say_item(app, item, number, sheet_item(sheet, (int64_t)i + 1), leaving, sheet);
	}
	if (sheet->lines.count == 0) {
		sheet_line(sheet, -1);
		sheet_wrap(sheet, ROLE_NORMAL,
			   leaving ? "There is nothing on this agenda for the customer yet."
				   : "There is nothing on this agenda yet.",
			   0);
	}
}

/* ---- what stands behind an item ---- */

static void say_pair(struct sheet *sheet, const char *label, enum role role, const char *text)
{
	if (!text || !*text)
		return;
	sheet_line(sheet, -1);
	sheet_printf(sheet, ROLE_DIM, "%s: ", label);
	sheet_wrap(sheet, role, text, 0);
}

/* For whom it is, and what was made of it: for us alone. */
static void say_standing(const struct qbr_item *item, struct sheet *sheet)
{
	struct buf text = { 0 };

	buf_str(&text, item->audience == QBR_INTERNAL ? "for us alone" : "for the customer");
	if (item->hidden)
		buf_str(&text, ", hidden");
	if (item->added)
		buf_str(&text, ", added by hand");
	if (item->edited)
		buf_str(&text, ", edited");
	if (item->is_new)
		buf_str(&text, ", new");
	if (item->covered)
		buf_str(&text, ", covered");
	sheet_line(sheet, -1);
	sheet_wrap(sheet, ROLE_DIM, buf_text(&text), 0);
	buf_free(&text);
}

/* "outcome #17, measured 3 Nov" without the number, which is for the command line; yours to free. */
static char *without_number(const char *source)
{
	const char *number = strstr(source, " #");
	size_t digits = number ? strspn(number + 2, "0123456789") : 0;

	if (digits == 0)
		return xstrdup(source);
	return xasprintf("%.*s%s", (int)(number - source), source, number + 2 + digits);
}

static void say_records(const struct qbr_item *item, struct sheet *sheet)
{
	const char *drafted = qbr_drafted(item);

	if (item->changed_below)
		say_pair(sheet, "the records say by now", ROLE_WATCH,
			 item->drafted ? item->drafted : "nothing of it any more");
	else if (item->edited && drafted)
		say_pair(sheet, "drafted as", ROLE_NORMAL, drafted);
	if (item->source) {
		char *source = without_number(item->source);

		say_pair(sheet, "from", ROLE_NORMAL, source);
		free(source);
	}
	say_pair(sheet, "by", ROLE_NORMAL, item->by);
}

void review_fill_detail(const struct app *app, const struct agenda *agenda, size_t at, bool leaving, int lines,
			struct sheet *sheet)
{
	const struct qbr_item *item;
	char number[24], date[32];

	if (at >= agenda->count || !shows(&agenda->items[at], leaving))
		return;
	item = &agenda->items[at];
	review_number(agenda, at, leaving, number);
	sheet_line(sheet, -1);
	sheet_printf(sheet, ROLE_HEADING, "%s ", number);
	sheet_wrap(sheet, ROLE_TITLE, item->text, 0);
	if (!leaving)
		say_standing(item, sheet);
	if (item->on != DAY_NONE) {
		sheet_line(sheet, -1);
		sheet_text(sheet, ROLE_DIM, date_format_long(item->on, date));
	}
	if (review_is_action(item))
		say_pair(sheet, "action", ROLE_NORMAL, item->mark == ANSWER_YES ? "done" : "open");
	if (item->series && item->series->count > 1)
		review_chart(item->series, lines, app->ctx.as_of, sheet);
	say_pair(sheet, "evidence", ROLE_NORMAL, item->note);
	say_pair(sheet, "said", ROLE_NORMAL, item->said);
	if (!leaving)
		say_records(item, sheet);
}

/* ---- the reviews there were ---- */

void review_fill_list(const struct app *app, const struct reviews *reviews, struct sheet *sheet)
{
	for (size_t i = 0; i < reviews->count; i++) {
		const struct review *review = &reviews->items[i];
		bool held = review->held != DAY_NONE;
		char date[32];

		sheet_line(sheet, sheet_item(sheet, review->id));
		sheet_printf(sheet, held ? ROLE_NORMAL : ROLE_TITLE, "%s %s", held ? "held   " : "planned",
			     date_format_long(held ? review->held : review->day, date));
		if (!held)
			sheet_text(sheet, ROLE_DIM, "  its agenda is being worked at");
		else
			sheet_text(sheet, review->has_record ? ROLE_GOOD : ROLE_DIM,
				   review->has_record ? "  as it was held" : "  its agenda was not kept");
	}
	if (reviews->count == 0) {
		char key[24] = "";

		keymap_key_of(&app->keymap, KEYS_REVIEW, ACTION_DATE_REVIEW, key);
		sheet_line(sheet, -1);
		sheet_text(sheet, ROLE_NORMAL, "No review was held here yet, and none is planned.");
		sheet_line(sheet, -1);
		sheet_printf(sheet, ROLE_KEY, "%s", key);
		sheet_text(sheet, ROLE_DIM, " plans the first.");
	}
}
