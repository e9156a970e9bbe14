/* Copies of tracks. */
#include <stdlib.h>

#include "core/track.h"
#include "core/xalloc.h"

static char **copy_list(char *const *list)
{
	size_t count = 0;
	char **out;

	if (!list)
		return NULL;
	while (list[count])
		count++;
	out = xcalloc(count + 1, sizeof *out);
	for (size_t i = 0; i < count; i++)
		out[i] = xstrdup(list[i]);
	return out;
}

static void copy_stage(const struct stage *from, struct stage *to)
{
	*to = *from;
	to->key = xstrdup(from->key);
	to->name = xstrdup(from->name);
	to->promise = xstrdup(from->promise);
	to->row = xstrdup(from->row);
	to->characteristics = copy_list(from->characteristics);
	to->challenges = copy_list(from->challenges);
	to->customer_expects = copy_list(from->customer_expects);
	to->we_expect = copy_list(from->we_expect);
	to->can_go_wrong = copy_list(from->can_go_wrong);
	to->metrics = copy_list(from->metrics);
	to->tactics = copy_list(from->tactics);
	to->cells = from->cell_count ? xcalloc((size_t)from->cell_count, sizeof *to->cells) : NULL;
	for (int c = 0; c < from->cell_count; c++) {
		to->cells[c] = (struct cell){
			.key = xstrdup(from->cells[c].key),
			.name = xstrdup(from->cells[c].name),
			.question = xstrdup(from->cells[c].question),
		};
	}
}

static void copy_tasks(const struct milestone *from, struct milestone *to)
{
	to->tasks = from->task_count ? xcalloc(from->task_count, sizeof *to->tasks) : NULL;
	for (size_t t = 0; t < from->task_count; t++) {
		to->tasks[t] = from->tasks[t];
		to->tasks[t].key = xstrdup(from->tasks[t].key);
		to->tasks[t].text = xstrdup(from->tasks[t].text);
		to->tasks[t].document = xstrdup(from->tasks[t].document);
	}
}

void milestone_copy(const struct milestone *from, struct milestone *to)
{
	*to = *from;
	to->key = xstrdup(from->key);
	to->question = xstrdup(from->question);
	to->home = xstrdup(from->home);
	to->added_version = xstrdup(from->added_version);
	copy_tasks(from, to);
	to->evidence = from->evidence_count ? xcalloc(from->evidence_count, sizeof *to->evidence) : NULL;
	for (size_t e = 0; e < from->evidence_count; e++) {
		to->evidence[e] = from->evidence[e];
		to->evidence[e].track = xstrdup(from->evidence[e].track);
		to->evidence[e].stage = xstrdup(from->evidence[e].stage);
	}
}

struct track *track_copy(const struct track *track)
{
	struct track *copy = xmalloc(sizeof *copy);

	*copy = *track;
	copy->key = xstrdup(track->key);
	copy->title = xstrdup(track->title);
	copy->version = xstrdup(track->version);
	copy->about = xstrdup(track->about);
	copy->method = xstrdup(track->method);
	copy->statement = xstrdup(track->statement);
	copy->tactics = copy_list(track->tactics);
	copy->columns = copy_list(track->columns);
	copy->stages = xcalloc((size_t)track->stage_count + 1, sizeof *copy->stages);
	for (int s = 0; s < track->stage_count; s++)
		copy_stage(&track->stages[s], &copy->stages[s]);
	copy->activities = xcalloc((size_t)track->activity_count + 1, sizeof *copy->activities);
	for (int a = 0; a < track->activity_count; a++)
		copy->activities[a] = (struct activity){ xstrdup(track->activities[a].name),
							 track->activities[a].stage };
	copy->milestones = xcalloc((size_t)track->milestone_count + 1, sizeof *copy->milestones);
	for (int m = 0; m < track->milestone_count; m++)
		milestone_copy(&track->milestones[m], &copy->milestones[m]);
	copy->by_id = NULL;
	track_finish(copy);
	return copy;
}
