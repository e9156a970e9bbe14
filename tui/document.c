/* Reading a process document: in the pager, from a private file that is gone afterwards. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "storage/documents.h"
#include "tui/app.h"

/* What the pager gets: made safe, since it may pass on to the terminal what it reads. */
static char *document_text(const struct app *app, const struct document *document)
{
	struct buf whole = { 0 }, safe = { 0 };

	buf_printf(&whole, "%s\n", document->title);
	if (document->owner)
		buf_printf(&whole, "kept by %s\n", document->owner);
	if (document->link)
		buf_printf(&whole, "see %s\n", document->link);
	buf_printf(&whole, "\n%s", document->text);
	text_safe_lines(&safe, buf_text(&whole), screen_signs(app->screen));
	buf_free(&whole);
	return buf_take(&safe);
}

static void page(struct app *app, const struct document *document)
{
	char *text = document_text(app, document), *file = outside_file("document", text);

	free(text);
	if (!file) {
		app_say(app, true, "no private file could be made for the document: %s", strerror(errno));
		return;
	}
	if (outside_run(app, outside_pager(), file) != 0)
		app_say(app, true, "%s did not end well; PAGER names another program to read with",
			outside_pager());
	(void)unlink(file);
	free(file);
}

void document_show(struct app *app, const char *title)
{
	struct document document = { 0 };
	struct error error;
	int found = document_get(app->ctx.book, title, &document, &error);

	if (found < 0 && error.kind != ERROR_NOT_FOUND)
		app_say_error(app, &error);
	else if (found < 0 || !document_written(&document))
		app_say(app, false, "\"%s\" is not written yet: :document set \"%s\" text=... or link=...", title,
			title);
	else if (document.text)
		page(app, &document);
	else
		app_say(app, false, "\"%s\" is kept at %s", document.title, document.link);
	document_clear(&document);
}
