/* One play of a playbook file: its tasks, what it should better, how it may end. */
#include <string.h>

#include "storage/playfile_private.h"

#define TASKS_MOST 64
#define OUTCOMES_MOST 32

static const char *const play_settings[] = { "id",     "title", "purpose", "anchor",   "figure",
					     "better", "unit",	"tasks",   "outcomes", NULL };
static const char *const task_settings[] = { "text", "side", "owner", "anchor", "offset", "document", NULL };
static const char *const anchors[] = { "none", "opened", "renewal", "start", "review", NULL };

static int read_task(struct play_reader *reader, const config_setting_t *group, enum anchor own,
		     struct play_task *out)
{
	static const char *const sides[] = { "us", "customer", NULL };
	int side = SIDE_US, anchor = (int)own;

	if (cfg_known(&reader->file, group, "a task", task_settings, reader->error) < 0 ||
	    play_needs(reader, group, "a task", "text", "\"what is to be done\"") < 0 ||
	    play_text(reader, group, "text", PLAY_TEXT_MAX, &out->text) < 0 ||
	    play_text(reader, group, "owner", PLAY_TITLE_MAX, &out->owner) < 0 ||
	    play_text(reader, group, "document", PLAY_TITLE_MAX, &out->document) < 0 ||
	    cfg_word(&reader->file, group, "side", sides, &side, reader->error) < 0 ||
	    cfg_word(&reader->file, group, "anchor", anchors, &anchor, reader->error) < 0 ||
	    cfg_number(&reader->file, group, "offset", -PLAY_DAYS_MAX, PLAY_DAYS_MAX, &out->offset, reader->error) <
		    0)
		return -1;
	out->side = (enum side)side;
	out->anchor = (enum anchor)anchor;
	if (out->anchor == ANCHOR_NONE && config_setting_get_member(group, "offset"))
		return cfg_fail(&reader->file, config_setting_get_member(group, "offset"), reader->error,
				"a task without an anchor has no day that an offset could count from; name an "
				"anchor, or take the offset away");
	return 0;
}

static int read_tasks(struct play_reader *reader, const config_setting_t *group, struct play_template *out)
{
	const config_setting_t *list;
	struct play_task *tasks;
	int count;

	if (playfile_list(reader, group, "tasks", TASKS_MOST, &list, &count) < 0)
		return -1;
	if (!count)
		return cfg_fail(&reader->file, group, reader->error,
				"the play \"%s\" has no tasks; write tasks = ( { text = \"...\"; offset = 7; } )",
				out->key);
	out->tasks = tasks = xcalloc((size_t)count, sizeof *tasks);
	for (int i = 0; i < count; i++) {
		out->task_count = i + 1;
		if (read_task(reader, config_setting_get_elem(list, (unsigned)i), out->anchor, &tasks[i]) < 0)
			return -1;
	}
	return 0;
}

static int read_outcomes(struct play_reader *reader, const config_setting_t *group, struct play_template *out)
{
	const config_setting_t *list;
	const char **outcomes;
	int count;

	if (cfg_list(&reader->file, group, "outcomes", false, &list, reader->error) < 0)
		return -1;
	count = list ? config_setting_length(list) : 0;
	if (!count)
		return cfg_fail(
			&reader->file, list ? list : group, reader->error,
			"the play \"%s\" has no outcomes to be closed with; write outcomes = ( \"won back\", "
			"\"lost\" )",
			out->key);
	if (count > OUTCOMES_MOST)
		return cfg_fail(&reader->file, list, reader->error,
				"there are more than %d outcomes; leave some out", OUTCOMES_MOST);
	outcomes = xcalloc((size_t)count + 1, sizeof *outcomes);
	out->outcomes = outcomes;
	for (int i = 0; i < count; i++) {
		const config_setting_t *item = config_setting_get_elem(list, (unsigned)i);
		const char *text = config_setting_get_string(item);

		if (strlen(text) > PLAY_TITLE_MAX)
			return cfg_fail(&reader->file, item, reader->error, "an outcome has at most %d bytes",
					PLAY_TITLE_MAX);
		for (int j = 0; j < i; j++)
			if (!strcmp(outcomes[j], text))
				return cfg_fail(&reader->file, item, reader->error,
						"the outcome \"%.60s\" is there already; take one away", text);
		outcomes[i] = xstrdup(text);
	}
	return 0;
}

/* Without a figure of its own a play looks at that of its flag, which says how bad it is. */
static int read_figure(struct play_reader *reader, const config_setting_t *group, struct play_template *out)
{
	static const char *const ways[] = { "higher", "lower", NULL };
	int better = 1;

	if (play_expr(reader, group, "figure", EXPR_NUMBER, &out->figure) < 0 ||
	    cfg_word(&reader->file, group, "better", ways, &better, reader->error) < 0 ||
	    play_text(reader, group, "unit", PLAY_TITLE_MAX, &out->unit) < 0)
		return -1;
	out->better = better ? -1 : 1;
	if (out->figure &&
	    play_needs(reader, group, "a play with a figure", "better", "\"higher\" or \"lower\"") < 0)
		return -1;
	return 0;
}

int play_template_read(struct play_reader *reader, const config_setting_t *group, struct play_template *out)
{
	int anchor = ANCHOR_OPENED;

	out->line = (int)config_setting_source_line(group);
	if (playfile_id(reader, group, "a play", &out->key) < 0 ||
	    cfg_known(&reader->file, group, "a play", play_settings, reader->error) < 0 ||
	    play_needs(reader, group, "a play", "title", "\"...\"") < 0 ||
	    play_text(reader, group, "title", PLAY_TITLE_MAX, &out->title) < 0 ||
	    play_needs(reader, group, "a play", "purpose", "\"what it is for, in a sentence\"") < 0 ||
	    play_text(reader, group, "purpose", PLAY_TEXT_MAX, &out->purpose) < 0 ||
	    cfg_word(&reader->file, group, "anchor", anchors, &anchor, reader->error) < 0)
		return -1;
	out->anchor = (enum anchor)anchor;
	return read_figure(reader, group, out) < 0 || read_tasks(reader, group, out) < 0 ||
			       read_outcomes(reader, group, out) < 0
		       ? -1
		       : 0;
}
