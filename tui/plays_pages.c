/* Flags, plays at work and how plays did, as lines. */
#include <stdlib.h>
#include <string.h>

#include "core/spark.h"
#include "tui/plays_view.h"

#define BAR 10

static const char *name_of(char *const *names, size_t count, size_t at)
{
	return at < count ? names[at] : "";
}

static void say_more(struct sheet *sheet, size_t count, const char *command)
{
	if (count <= PLAYS_MOST)
		return;
	sheet_line(sheet, -1);
	sheet_printf(sheet, ROLE_DIM, "and %zu more: %s", count - PLAYS_MOST, command);
}

/* ---- flags ---- */

static enum role severity_role(const struct flag_row *row)
{
	if (row->state == FLAG_SNOOZED || !row->flag)
		return ROLE_DIM;
	return row->flag->severity == SEVERITY_URGENT ? ROLE_RISK
	       : row->flag->severity == SEVERITY_WARN ? ROLE_WATCH
						      : ROLE_NORMAL;
}

static enum sign severity_sign(const struct flag_row *row)
{
	if (row->state == FLAG_SNOOZED || !row->flag)
		return SIGN_NA;
	return row->flag->severity == SEVERITY_URGENT ? SIGN_RISK
	       : row->flag->severity == SEVERITY_WARN ? SIGN_WATCH
						      : SIGN_DOT;
}

/* The records that made it fire, the first of them at least. */
static void say_evidence(const struct flag_row *row, int item, struct sheet *sheet)
{
	const char *text = row->evidence ? row->evidence : "";
	struct buf line = { 0 };

	for (; *text; text++) {
		if (*text != '\n')
			buf_char(&line, *text);
		else if (text[1])
			buf_str(&line, "; ");
	}
	if (line.size) {
		sheet_line(sheet, item);
		sheet_text(sheet, ROLE_DIM, "  ");
		sheet_wrap(sheet, ROLE_DIM, buf_text(&line), 2);
	}
	buf_free(&line);
}

static void say_flag(const struct app *app, const struct flag_row *row, const char *account, struct sheet *sheet)
{
	int item = sheet_item(sheet, plays_flag_id(row));
	enum role role = severity_role(row);
	struct buf right = { 0 };
	char day[16];

	if (row->has_figure) {
		figure_say(row->figure, row->flag ? row->flag->unit : NULL, &right);
		buf_str(&right, "  ");
	}
	if (row->state == FLAG_SNOOZED)
		buf_printf(&right, "until %s", date_format_short(row->firing.snoozed_until, app->ctx.as_of, day));
	else
		buf_printf(&right, "since %s", date_format_short(row->firing.fired, app->ctx.as_of, day));
	sheet_line(sheet, item);
	sheet_right(sheet, ROLE_DIM, buf_text(&right));
	sheet_printf(sheet, role, "%s ", screen_sign(app->screen, severity_sign(row)));
	sheet_text(sheet, ROLE_TITLE, account);
	sheet_line(sheet, item);
	sheet_text(sheet, ROLE_NORMAL, "  ");
	sheet_wrap(sheet, role, row->flag ? row->flag->title : row->key, 2);
	if (row->state == FLAG_SNOOZED && row->reason && *row->reason) {
		sheet_line(sheet, item);
		sheet_text(sheet, ROLE_DIM, "  snoozed: ");
		sheet_wrap(sheet, ROLE_DIM, row->reason, 2);
	}
	say_evidence(row, item, sheet);
	buf_free(&right);
}

void plays_fill_flags(const struct app *app, const struct plays_view *view, struct sheet *sheet)
{
	if (!view->flags.count) {
		sheet_line(sheet, -1);
		sheet_text(sheet, ROLE_NORMAL,
			   "No flag is open: nothing that the playbooks watch for is the matter.");
	}
	for (size_t i = 0; i < view->flags.count && i < PLAYS_MOST; i++)
		say_flag(app, &view->flags.items[i],
			 name_of(view->flag_accounts.items, view->flag_accounts.count, i), sheet);
	say_more(sheet, view->flags.count, "waymark flag list");
}

/* ---- plays at work ---- */

static void say_task(const struct app *app, const struct todo *todo, struct sheet *sheet)
{
	int item = sheet_item(sheet, todo->id);
	bool done = todo->done != DAY_NONE, overdue = !done && todo->due != DAY_NONE && todo->due < app->ctx.as_of;
	enum role role = done ? ROLE_DIM : ROLE_NORMAL;
	struct buf right = { 0 };
	char box[16], day[16];

	answer_box(app->screen, done ? ANSWER_YES : ANSWER_OPEN, box);
	if (todo->owner || todo->side == SIDE_CUSTOMER)
		buf_printf(&right, "%.24s  ", todo->owner ? todo->owner : "customer");
	if (done)
		buf_printf(&right, "done %s", date_format_short(todo->done, app->ctx.as_of, day));
	else if (todo->due == DAY_NONE)
		buf_str(&right, "no day");
	else
		buf_printf(&right, "%s%s", overdue ? "overdue " : "",
			   date_format_short(todo->due, app->ctx.as_of, day));
	sheet_line(sheet, item);
	sheet_right(sheet, overdue ? ROLE_RISK : ROLE_DIM, buf_text(&right));
	sheet_printf(sheet, done ? ROLE_YES : role, "  %s ", box);
	sheet_wrap(sheet, role, todo->text, 2);
	buf_free(&right);
}

static void say_play(const struct app *app, const struct plays_view *view, size_t at, struct sheet *sheet)
{
	const struct play *play = &view->plays.items[at];
	int item = sheet_item(sheet, play->id);
	struct buf right = { 0 }, tasks = { 0 };
	char day[16];

	if (play->has_open)
		figure_say(play->figure_open, play->has_now ? NULL : play->unit, &right);
	if (play->has_now) {
		buf_printf(&right, " %s ", screen_sign(app->screen, SIGN_ARROW));
		figure_say(play->figure_now, play->unit, &right);
	}
	sheet_line(sheet, item);
	sheet_right(sheet, ROLE_DIM, buf_text(&right));
	sheet_text(sheet, ROLE_TITLE, name_of(view->play_accounts.items, view->play_accounts.count, at));
	sheet_line(sheet, item);
	sheet_text(sheet, ROLE_NORMAL, "  ");
	sheet_text(sheet, ROLE_HEADING, play->title);
	buf_printf(&tasks, "  %d/%d  since %s", play->done, play->tasks,
		   date_format_short(play->opened, app->ctx.as_of, day));
	sheet_text(sheet, ROLE_DIM, buf_text(&tasks));
	for (size_t i = 0; i < view->todos.count; i++)
		if (view->todos.items[i].play == play->id && view->todos.items[i].account == play->account)
			say_task(app, &view->todos.items[i], sheet);
	sheet_line(sheet, -1);
	buf_free(&tasks);
	buf_free(&right);
}

void plays_fill_at_work(const struct app *app, const struct plays_view *view, struct sheet *sheet)
{
	char name[24] = "";

	if (!view->plays.count) {
		keymap_key_of(&app->keymap, KEYS_PLAYS, ACTION_ADD_RECORD, name);
		sheet_line(sheet, -1);
		sheet_text(sheet, ROLE_NORMAL, "No play is at work.");
		sheet_line(sheet, -1);
		sheet_printf(sheet, ROLE_KEY, "%s", name[0] ? name : "add-record");
		sheet_wrap(sheet, ROLE_DIM,
			   " opens one on the selected account; on a flag, the play that it suggests.", 0);
	}
	for (size_t i = 0; i < view->plays.count && i < PLAYS_MOST; i++)
		say_play(app, view, i, sheet);
	say_more(sheet, view->plays.count, "waymark plays list");
}

/* ---- how they did ---- */

static int64_t template_id(const char *key)
{
	int64_t id = 1;

	for (; *key; key++)
		id = (id * 31 + (unsigned char)*key) & INT64_MAX;
	return id ? id : 1;
}

static void say_record(const struct app *app, const struct play_record *record, const struct playbooks *books,
		       struct sheet *sheet)
{
	const struct play_template *play = playbooks_play(books, record->template);
	int item = sheet_item(sheet, template_id(record->template)), width = sheet->width < 100 ? 26 : 44;
	struct buf text = { 0 };

	sheet_line(sheet, item);
	sheet_cells(sheet, ROLE_NORMAL, width, play ? play->title : record->template);
	sheet_printf(sheet, ROLE_NORMAL, " %4d %6d  ", record->runs, record->closed);
	if (!record->measured) {
		sheet_text(sheet, ROLE_DIM, "nothing measured at both ends yet");
	} else {
		spark_bar(&text, record->improved, record->measured, BAR, app->ctx.utf8);
		sheet_text(sheet, record->improved * 2 > record->measured ? ROLE_GOOD : ROLE_WATCH,
			   buf_text(&text));
		sheet_printf(sheet, ROLE_NORMAL, " %3d of %-3d ", record->improved, record->measured);
		buf_clear(&text);
		buf_str(&text, record->mean_change > 0 ? "+" : "");
		figure_say(record->mean_change, play_unit(books, record->template, ""), &text);
		sheet_text(sheet,
			   record->mean_change > 0   ? ROLE_GAIN
			   : record->mean_change < 0 ? ROLE_LOSS
						     : ROLE_DIM,
			   buf_text(&text));
	}
	buf_free(&text);
}

void plays_fill_assess(const struct app *app, const struct plays_view *view, struct sheet *sheet)
{
	const struct playbooks *books;
	struct error ignored;
	int width = sheet->width < 100 ? 26 : 44;

	if (!view->records.count || playbooks_get(app->ctx.book, &books, &ignored) < 0) {
		sheet_line(sheet, -1);
		sheet_wrap(sheet, ROLE_NORMAL,
			   "No play was opened yet: there is nothing to assess. A play's figure is kept when it is "
			   "opened "
			   "and when it is closed; here stands how often it got better.",
			   0);
		return;
	}
	sheet_line(sheet, -1);
	sheet_cells(sheet, ROLE_HEADING, width, "Play");
	sheet_text(sheet, ROLE_HEADING, "  run closed  better             better by");
	for (size_t i = 0; i < view->records.count; i++)
		say_record(app, &view->records.items[i], books, sheet);
}
