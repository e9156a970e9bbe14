/* What is written in the meeting: what was decided and agreed, that it was held, and its recap in files. */
#include <stdlib.h>
#include <string.h>

#include "cmd/files.h"
#include "tui/review.h"

#define QUARTER 91 /* days */

#define COUNT(fields) ((int)(sizeof(fields) / sizeof *(fields)))

static const struct form_field action_fields[] = {
	{ "text", "Action", "what is to be done", FORM_TEXT, FORM_WORD, true, NULL },
	{ "owner", "Owner", "who does it; Tab offers people", FORM_OWNER, FORM_OPTION, false, NULL },
	{ "due", "Due", "fri, +2w, 2026-12-04", FORM_DATE, FORM_OPTION, false, NULL },
	{ "side", "Side", "us or customer", FORM_CHOICE, FORM_OPTION, false, "us|customer" },
};

static const struct form_field commit_fields[] = {
	{ "side", "Who", "us or customer", FORM_CHOICE, FORM_WORD, true, "us|customer" },
	{ "text", "Commits to", NULL, FORM_TEXT, FORM_WORD, true, NULL },
};

static const struct form_field hold_fields[] = {
	{ "on", "Held on", "yesterday, 2026-12-04", FORM_DATE, FORM_OPTION, true, NULL },
	{ "next", "Next review", "+3m, 2027-03-04; empty: not agreed yet", FORM_DATE, FORM_OPTION, false, NULL },
};

static const struct form_field file_fields[] = {
	{ "formats", "Formats", "html md text ics, one or more", FORM_TEXT, FORM_WORD, true, "html|md|text|ics" },
	{ "file", "File", "each format adds its ending", FORM_TEXT, FORM_WORD, true, NULL },
};

static void begin(struct app *app, const char *title, const char *verb, const struct form_field *fields, int count)
{
	char account[24];

	app_account_word(app, account);
	form_begin(app, title, (const char *const[]){ "qbr", account, verb, NULL }, fields, count);
}

/* ---- decisions, actions, commitments, the ask ---- */

static void decided(struct app *app, const char *text)
{
	if (*text)
		(void)review_run(app, NULL, "decide", text, NULL);
}

static void asked(struct app *app, const char *text)
{
	if (*text)
		(void)review_run(app, NULL, "ask", text, NULL);
}

static void ask_line(struct app *app, const char *label, const char *text, void (*done)(struct app *, const char *))
{
	char *draft = xasprintf("qbr %s %lld", label, (long long)app->detail.row.id);

	app_ask(app, label, text, draft, done);
	free(draft);
}

static void begin_action(struct app *app)
{
	begin(app, "New action", "action", action_fields, COUNT(action_fields));
	form_value(app, "owner", app->ctx.who);
	form_value(app, "side", "us");
	form_ask(app);
}

static void begin_commit(struct app *app)
{
	const struct qbr_item *item = agenda_find(&app->qbr.agenda, "commitment/us");

	begin(app, "New commitment", "commit", commit_fields, COUNT(commit_fields));
	/* Ours comes first, then theirs. */
	form_value(app, "side", item && item->edited ? "customer" : "us");
	form_ask(app);
}

static void begin_ask(struct app *app)
{
	const struct qbr_item *item = agenda_find(&app->qbr.agenda, "ask");

	ask_line(app, "we ask", item && item->audience == QBR_CUSTOMER ? item->text : "", asked);
}

/* ---- files ---- */

static const struct file_format {
	const char *name, *ending;
} formats[] = {
	{ "html", ".html" },
	{ "md", ".md" },
	{ "text", ".txt" },
	{ "ics", ".ics" },
};

/* "granite-hollow-utilities-review-2026-12-04", where letters that need care in names of files are left out. */
static char *file_name(const struct app *app, day_t day)
{
	struct buf name = { 0 };
	char date[DATE_SIZE];

	for (const char *c = app->detail.row.name; c && *c && name.size < 60; c++) {
		if ((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9'))
			buf_char(&name, *c);
		else if (*c >= 'A' && *c <= 'Z')
			buf_char(&name, (char)(*c - 'A' + 'a'));
		else if (name.size > 0 && name.data[name.size - 1] != '-')
			buf_char(&name, '-');
	}
	while (name.size > 0 && name.data[name.size - 1] == '-')
		name.data[--name.size] = '\0';
	buf_printf(&name, "%sreview-%s", name.size ? "-" : "", date_format(day, date));
	return buf_take(&name);
}

/* The agenda of the open page in a format, as the command line gives it. */
static char *render(struct app *app, const char *format, struct error *error)
{
	const struct agenda *agenda = review_agenda_shown(app);
	char account[24], day[DATE_SIZE], *words[8], *text = NULL;
	const char *const all[] = {
		"qbr", "--format", format, "--", account, "record", date_format(agenda->held, day)
	};
	int count = agenda->held != DAY_NONE ? 7 : 5, status;
	struct outcome outcome = { 0 };
	struct ctx ctx = app->ctx;
	size_t size = 0;

	app_account_word(app, account);
	for (int i = 0; i < count; i++)
		words[i] = xstrdup(all[i]);
	words[count] = NULL;
	ctx.out = open_memstream(&text, &size);
	if (!ctx.out)
		BUG("no memory stream");
	status = action_run(&ctx, count, words, &outcome, error);
	if (fclose(ctx.out) != 0)
		BUG("memory stream");
	while (count > 0)
		free(words[--count]);
	if (status == 0)
		return text;
	free(text);
	return NULL;
}

/* Where "~/" begins it, the user's own folder; an ending of ours goes, since each format adds its own. */
static char *file_stem(const char *typed)
{
	const char *home = getenv("HOME");
	char *stem = strncmp(typed, "~/", 2) == 0 && home ? xasprintf("%s/%s", home, typed + 2) : xstrdup(typed);
	size_t size = strlen(stem);

	for (int i = 0; i < COUNT(formats); i++) {
		size_t ending = strlen(formats[i].ending);

		if (size > ending && strcmp(stem + size - ending, formats[i].ending) == 0) {
			stem[size - ending] = '\0';
			break;
		}
	}
	return stem;
}

static int write_format(struct app *app, const char *stem, const struct file_format *format, struct buf *said,
			struct error *error)
{
	char *text = render(app, format->name, error), *name;
	struct error failure;
	int status;

	if (!text)
		return -1;
	name = xasprintf("%s%s", stem, format->ending);
	status = file_write_new(name, text, &failure);
	if (status == 0)
		buf_printf(said, "%s%s", said->size ? ", " : "", name);
	else /* of that field */
		error_set(error, ERROR_INPUT, "file: %s", failure.text);
	free(name);
	free(text);
	return status;
}

static const struct file_format *format_of(const char *word, size_t size)
{
	for (int i = 0; i < COUNT(formats); i++) {
		if (strlen(formats[i].name) == size && strncmp(formats[i].name, word, size) == 0)
			return &formats[i];
	}
	return NULL;
}

static int write_files(struct app *app, const struct form *form, struct error *error)
{
	char *stem = file_stem(form_text(form, "file"));
	const char *at = form_text(form, "formats");
	struct buf said = { 0 };
	int status = 0;

	while (status == 0) {
		const struct file_format *format;
		size_t size;

		at += strspn(at, " ,");
		size = strcspn(at, " ,");
		if (size == 0)
			break;
		format = format_of(at, size);
		status = format ? write_format(app, stem, format, &said, error)
				: error_set(error, ERROR_INPUT, "formats: '%.*s' is none of html, md, text and ics",
					    (int)size, at);
		at += size;
	}
	if (status == 0)
		app_say(app, false, "wrote %s", buf_text(&said));
	buf_free(&said);
	free(stem);
	return status;
}

void review_ask_file(struct app *app)
{
	const struct agenda *agenda = review_agenda_shown(app);
	day_t day;
	char *name;

	if (!agenda || app->detail.row.id == 0)
		return;
	day = agenda->held != DAY_NONE ? agenda->held : agenda->next_review;
	name = file_name(app, day != DAY_NONE ? day : app->ctx.as_of);
	begin(app, agenda->held != DAY_NONE ? "Write the recap" : "Write the agenda", "write", file_fields,
	      COUNT(file_fields));
	form_calls(app, write_files);
	form_value(app, "formats", agenda->next_review != DAY_NONE ? "html ics" : "html");
	form_value(app, "file", name);
	form_ask(app);
	free(name);
}

/* ---- holding it ---- */

static void was_held(struct app *app)
{
	struct reviews reviews = { 0 };
	struct error error;
	int64_t id = 0;

	app_load_account(app);
	if (review_list(app->ctx.book, app->detail.row.id, &reviews, &error) < 0)
		app_say_error(app, &error);
	for (size_t i = 0; i < reviews.count && id == 0; i++)
		id = reviews.items[i].has_record ? reviews.items[i].id : 0;
	vec_free(&reviews);
	if (id == 0)
		return;
	review_open_record(app, id);
	review_ask_file(app);
}

static void begin_hold(struct app *app)
{
	const struct agenda *agenda = &app->qbr.agenda;
	size_t covered = 0, count = 0;
	char date[DATE_SIZE], *question;
	bool sure;

	for (size_t i = 0; i < agenda->count; i++) {
		count += qbr_leaves(&agenda->items[i]);
		covered += qbr_leaves(&agenda->items[i]) && agenda->items[i].covered;
	}
	question = xasprintf("Was it held? %zu of %zu covered; from then on it stays as it is", covered, count);
	sure = command_confirm(app, question);
	free(question);
	if (!sure) {
		app_say(app, false, "left as it was");
		return;
	}
	begin(app, "Hold the review", "hold", hold_fields, COUNT(hold_fields));
	form_then(app, was_held);
	form_value(app, "on", date_format(app->ctx.as_of, date));
	form_value(app, "next", date_format(app->ctx.as_of + QUARTER, date));
	form_ask(app);
}

unsigned review_form_action(struct app *app, enum action_id id)
{
	switch (id) {
	case ACTION_DECIDE:
	case ACTION_AGREE_ACTION:
	case ACTION_COMMIT:
	case ACTION_PUT_ASK:
	case ACTION_HOLD_REVIEW:
		break;
	default:
		return EFFECT_PASS;
	}
	if (!review_planned(app))
		return EFFECT_HANDLED;
	if (id == ACTION_DECIDE)
		ask_line(app, "decided", "", decided);
	else if (id == ACTION_AGREE_ACTION)
		begin_action(app);
	else if (id == ACTION_COMMIT)
		begin_commit(app);
	else if (id == ACTION_PUT_ASK)
		begin_ask(app);
	else
		begin_hold(app);
	return EFFECT_HANDLED;
}
