/* The people of an account: who is there, in which roles, how they feel about us, and who is missing. */
#include "tui/account_view.h"

#define QUIET_DAYS 90 /* nobody speaks of somebody who was not touched for so long */

/* ---- who is missing ---- */

static size_t here_with(const struct contacts *contacts, unsigned roles)
{
	size_t count = 0;

	for (size_t i = 0; i < contacts->count; i++)
		count += contacts->items[i].here && (roles == 0 || (contacts->items[i].roles & roles));
	return count;
}

static const struct contact *gone_with(const struct contacts *contacts, unsigned role)
{
	for (size_t i = 0; i < contacts->count; i++) {
		if (!contacts->items[i].here && (contacts->items[i].roles & role))
			return &contacts->items[i];
	}
	return NULL;
}

static void warn(const struct app *app, struct sheet *sheet, enum role role, const char *text)
{
	sheet_line(sheet, -1);
	sheet_printf(sheet, role, "%s ", screen_sign(app->screen, role == ROLE_RISK ? SIGN_RISK : SIGN_WATCH));
	sheet_wrap(sheet, role, text, 0);
}

static void say_role_missing(const struct app *app, const struct contacts *contacts, unsigned role,
			     const char *without, struct sheet *sheet)
{
	const struct contact *gone = gone_with(contacts, role);
	struct buf text = { 0 };

	if (here_with(contacts, role) > 0)
		return;
	if (gone)
		buf_printf(&text, "The %s left (%s), and nobody is known in that role now.",
			   role_name((enum contact_role)role), gone->name);
	else
		buf_str(&text, without);
	warn(app, sheet, ROLE_RISK, buf_text(&text));
	buf_free(&text);
}

static void say_missing(const struct app *app, const struct contacts *contacts, struct sheet *sheet)
{
	size_t here = here_with(contacts, 0);
	struct buf text = { 0 };

	say_role_missing(app, contacts, ROLE_DECISION_MAKER, "No decision maker is known.", sheet);
	say_role_missing(app, contacts, ROLE_CHAMPION, "No champion is known.", sheet);
	if (here == 0) {
		warn(app, sheet, ROLE_RISK, "Nobody whom we know is still there.");
	} else if (here == 1) {
		for (size_t i = 0; i < contacts->count; i++) {
			if (contacts->items[i].here)
				buf_printf(&text, "Single-threaded: only %s is known.", contacts->items[i].name);
		}
		warn(app, sheet, ROLE_WATCH, buf_text(&text));
	}
	buf_free(&text);
	sheet_line(sheet, -1);
	sheet_printf(sheet, ROLE_DIM, "%zu here", here);
	if (contacts->count > here)
		sheet_printf(sheet, ROLE_DIM, ", %zu left", contacts->count - here);
	account_blank(sheet);
}

/* ---- each of them ---- */

static enum role feeling_role(const struct contact *contact)
{
	if (!contact->here || !contact->has_sentiment)
		return ROLE_DIM;
	return contact->sentiment > 0 ? ROLE_GOOD : contact->sentiment < 0 ? ROLE_RISK : ROLE_NORMAL;
}

static void say_touch(const struct app *app, const struct contact *contact, struct buf *out)
{
	char date[16];

	if (contact->last_touch == DAY_NONE)
		buf_str(out, "no touch yet");
	else
		buf_printf(out, "%s %s",
			   contact->here && app->ctx.as_of - contact->last_touch > QUIET_DAYS ? "quiet since"
											      : "touch",
			   date_format_short(contact->last_touch, app->ctx.as_of, date));
}

static void add_part(struct buf *out, const char *label, const char *text)
{
	if (text && *text)
		buf_printf(out, "%s%s%s", out->size ? ", " : "", label, text);
}

static void say_contact(const struct app *app, const struct contact *contact, struct sheet *sheet)
{
	int item = sheet_item(sheet, contact->id);
	int name = sheet->width >= 100 ? 34 : sheet->width >= 70 ? 24 : 16;
	enum role role = contact->here ? ROLE_NORMAL : ROLE_DIM;
	struct buf right = { 0 }, roles = { 0 }, more = { 0 };

	if (contact->has_sentiment && contact->here)
		buf_printf(&right, "%s  ", sentiment_name(contact->sentiment));
	say_touch(app, contact, &right);
	roles_say(contact->roles, &roles);
	sheet_line(sheet, item);
	sheet_right(sheet, feeling_role(contact), buf_text(&right));
	sheet_cells(sheet, role, name, contact->name);
	sheet_text(sheet, ROLE_NORMAL, "  ");
	if (!contact->here)
		sheet_text(sheet, ROLE_DIM, contact->roles ? "left; was " : "left");
	sheet_wrap(sheet, role, contact->roles || !contact->here ? buf_text(&roles) : "no role said", 0);
	/* What the column cuts stands whole below. */
	if (screen_width(app->screen, contact->name) > name)
		add_part(&more, "", contact->name);
	add_part(&more, "", contact->persona);
	add_part(&more, "", contact->email);
	add_part(&more, "", contact->phone);
	if (more.size > 0) {
		sheet_line(sheet, item);
		sheet_text(sheet, ROLE_NORMAL, "  ");
		sheet_wrap(sheet, ROLE_DIM, buf_text(&more), 0);
	}
	if (contact->success) {
		sheet_line(sheet, item);
		sheet_text(sheet, ROLE_DIM, "  success for them: ");
		sheet_wrap(sheet, role, contact->success, 0);
	}
	buf_free(&right);
	buf_free(&roles);
	buf_free(&more);
}

void account_fill_people(const struct app *app, const struct account_view *view, struct sheet *sheet)
{
	if (view->contacts.count == 0) {
		account_say_empty(app, sheet, ACTION_ADD_RECORD, "Nobody is known here yet.",
				  "writes down the first contact: name, roles, how they feel about us.");
		return;
	}
	say_missing(app, &view->contacts, sheet);
	for (size_t i = 0; i < view->contacts.count; i++)
		say_contact(app, &view->contacts.items[i], sheet);
}
