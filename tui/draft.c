/* What was being typed when the line was lost: one text, kept until the same is asked again. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tui/app.h"

#define DRAFT "note-draft"
#define DRAFT_MAX 65536

void draft_save(const char *name, const char *text)
{
	char *file = config_state_file(DRAFT);
	int descriptor = file ? open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
	FILE *out = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;

	if (out) {
		(void)fprintf(out, "%s\n%s", name, text);
		(void)fclose(out);
	}
	free(file);
}

char *draft_take(const char *name)
{
	char *file = config_state_file(DRAFT), *text = NULL, *head = xasprintf("%s\n", name);
	FILE *in = file ? fopen(file, "re") : NULL;
	char *content = xcalloc(1, DRAFT_MAX + 1);
	size_t size = in ? fread(content, 1, DRAFT_MAX, in) : 0;

	if (in)
		(void)fclose(in);
	content[size] = '\0';
	if (size > strlen(head) && strncmp(content, head, strlen(head)) == 0) {
		text = xstrdup(content + strlen(head));
		(void)unlink(file);
	}
	free(content);
	free(head);
	free(file);
	return text;
}

void draft_keep(struct app *app)
{
	if (app->prompt.kind == PROMPT_NOTE && app->asking.left)
		app->asking.left(app, prompt_text(&app->prompt));
	else if (app->prompt.kind == PROMPT_NOTE && app->asking.draft && *prompt_text(&app->prompt))
		draft_save(app->asking.draft, prompt_text(&app->prompt));
}
