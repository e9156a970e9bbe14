#include "storage/trackfile.h"

#include <stdlib.h>
#include <string.h>

#include "core/programme.h"
#include "core/vec.h"
#include "storage/cfgfile.h"

#define DAYS_MAX 36500

/* A milestone's list of further stages, read when all stages are known. */
struct also {
	int milestone;
	const config_setting_t *list;
};

struct reader {
	struct cfgfile file;
	struct error *error;
	struct track *track;
	VEC(struct stage) stages;
	VEC(struct activity) activities;
	VEC(struct milestone) milestones;
	VEC(int) stage_lines;
	VEC(int) milestone_lines;
	VEC(int) cell_lines;
	VEC(char *) cell_keys; /* borrowed */
	VEC(struct also) also;
};

static const char *const track_settings[] = { "id",	"title",   "version", "subject",   "reading", "about",
					      "method", "tactics", "columns", "statement", "stages",  NULL };
static const char *const stage_settings[] = { "id",
					      "name",
					      "promise",
					      "expected_days",
					      "characteristics",
					      "challenges",
					      "customer_expects",
					      "we_expect",
					      "can_go_wrong",
					      "metrics",
					      "tactics",
					      "row",
					      "cells",
					      "activities",
					      NULL };
static const char *const cell_settings[] = { "id", "name", "question", NULL };
static const char *const activity_settings[] = { "name", "milestones", NULL };
static const char *const milestone_settings[] = { "id",	  "question", "required", "side",
						  "also", "evidence", "tasks",	  NULL };
static const char *const task_settings[] = { "id", "text", "side", "due_days", "document", NULL };

/* Their order is that of the enums. */
static const char *const subjects[] = { "account", "organisation", NULL };
static const char *const readings[] = { "progress", "level", "diagnosis", NULL };
static const char *const sides[] = { "us", "customer", NULL };

/* A text that may be missing; *out is a copy or NULL. */
static int read_text(struct reader *reader, const config_setting_t *group, const char *name, char **out)
{
	const char *text;

	if (cfg_string(&reader->file, group, name, TRACK_QUESTION_MAX, &text, reader->error) < 0)
		return -1;
	*out = xstrdup(text);
	return 0;
}

/* A text that must be there; what is the thing that needs it: "a stage". */
static int need_text(struct reader *reader, const config_setting_t *group, const char *what, const char *name,
		     char **out)
{
	if (read_text(reader, group, name, out) < 0)
		return -1;
	if (!*out)
		return cfg_fail(&reader->file, group, reader->error, "%s needs %s = \"...\"", what, name);
	return 0;
}

static bool is_id(const char *text, size_t length)
{
	size_t size = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return size >= length && length > 0 && length <= TRACK_ID_MAX && text[0] != '-';
}

static int need_id(struct reader *reader, const config_setting_t *group, const char *what, char **out)
{
	if (need_text(reader, group, what, "id", out) < 0)
		return -1;
	if (!is_id(*out, strlen(*out)))
		return cfg_fail(&reader->file, config_setting_get_member(group, "id"), reader->error,
				"id \"%.70s\" must be of small letters a-z, digits and hyphens, begin with a "
				"letter or digit, "
				"and have at most %d characters",
				*out, TRACK_ID_MAX);
	return 0;
}

static int read_side(struct reader *reader, const config_setting_t *group, enum side *out)
{
	int side = SIDE_US;

	if (cfg_word(&reader->file, group, "side", sides, &side, reader->error) < 0)
		return -1;
	*out = (enum side)side;
	return 0;
}

/* A list of texts, ending with NULL; left alone when it is missing. */
static int read_texts(struct reader *reader, const config_setting_t *group, const char *name, char ***out)
{
	const config_setting_t *list;
	int count;

	if (cfg_list(&reader->file, group, name, false, &list, reader->error) < 0)
		return -1;
	if (!list)
		return 0;
	count = config_setting_length(list);
	*out = xcalloc((size_t)count + 1, sizeof **out);
	for (int i = 0; i < count; i++)
		(*out)[i] = xstrdup(config_setting_get_string_elem(list, i));
	return 0;
}

static int read_task(struct reader *reader, const config_setting_t *group, struct task *task)
{
	*task = (struct task){ .due_days = TASK_NO_DUE };
	if (cfg_known(&reader->file, group, "a task", task_settings, reader->error) < 0 ||
	    (config_setting_get_member(group, "id") && need_id(reader, group, "a task", &task->key) < 0) ||
	    need_text(reader, group, "a task", "text", &task->text) < 0 ||
	    read_side(reader, group, &task->side) < 0 ||
	    cfg_number(&reader->file, group, "due_days", -DAYS_MAX, DAYS_MAX, &task->due_days, reader->error) < 0)
		return -1;
	return read_text(reader, group, "document", &task->document);
}

/* What was done about a task hangs on its id, or on its text. */
static int refuse_equal_tasks(struct reader *reader, const config_setting_t *list,
			      const struct milestone *milestone)
{
	for (size_t i = 1; i < milestone->task_count; i++) {
		for (size_t j = 0; j < i; j++) {
			const struct task *one = &milestone->tasks[j], *other = &milestone->tasks[i];
			const char *key = one->key ? one->key : one->text;

			if (strcmp(key, other->key ? other->key : other->text) != 0)
				continue;
			return cfg_fail(
				&reader->file, config_setting_get_elem(list, (unsigned)i), reader->error,
				"task \"%.70s\" stands twice in this milestone; give one of them another id", key);
		}
	}
	return 0;
}

/* The milestone is found anew by its index: adding to a vector moves it. */
static int read_tasks(struct reader *reader, const config_setting_t *group, size_t index)
{
	struct milestone *milestone = &reader->milestones.items[index];
	const config_setting_t *list;
	size_t count;

	if (cfg_list(&reader->file, group, "tasks", true, &list, reader->error) < 0)
		return -1;
	count = list ? (size_t)config_setting_length(list) : 0;
	if (count == 0)
		return 0;
	milestone->tasks = xcalloc(count, sizeof *milestone->tasks);
	milestone->task_count = count;
	for (size_t i = 0; i < count; i++)
		if (read_task(reader, config_setting_get_elem(list, (unsigned)i), &milestone->tasks[i]) < 0)
			return -1;
	return refuse_equal_tasks(reader, list, milestone);
}

/* One of a list of "track/stage". */
static int read_evidence_item(struct reader *reader, const config_setting_t *item, struct evidence *out)
{
	const char *text = config_setting_get_string(item), *slash = strchr(text, '/');

	if (!slash || !is_id(text, (size_t)(slash - text)) || !is_id(slash + 1, strlen(slash + 1)))
		return cfg_fail(&reader->file, item, reader->error,
				"evidence \"%.140s\" must be \"track/stage\", the ids of another track and of one "
				"of its stages",
				text);
	*out = (struct evidence){
		.track = xstrndup(text, (size_t)(slash - text)),
		.stage = xstrdup(slash + 1),
		.line = (int)item->line,
	};
	if (!strcmp(out->track, reader->track->key))
		return cfg_fail(
			&reader->file, item, reader->error,
			"evidence names this very track, which makes a circle; name a stage of another track, "
			"or take it away");
	return 0;
}

static int read_evidence(struct reader *reader, const config_setting_t *group, size_t index)
{
	struct milestone *milestone = &reader->milestones.items[index];
	const config_setting_t *list;
	size_t count;

	if (cfg_list(&reader->file, group, "evidence", false, &list, reader->error) < 0)
		return -1;
	count = list ? (size_t)config_setting_length(list) : 0;
	if (count == 0)
		return 0;
	if (reader->track->reading == READING_DIAGNOSIS)
		return cfg_fail(
			&reader->file, list, reader->error,
			"a symptom is no evidence for a stage; take evidence away, or let it be a question of "
			"a track with another reading");
	milestone->evidence = xcalloc(count, sizeof *milestone->evidence);
	milestone->evidence_count = count;
	for (size_t i = 0; i < count; i++)
		if (read_evidence_item(reader, config_setting_get_elem(list, (unsigned)i),
				       &milestone->evidence[i]) < 0)
			return -1;
	return 0;
}

static int read_also(struct reader *reader, const config_setting_t *group, size_t index)
{
	const config_setting_t *list;

	if (cfg_list(&reader->file, group, "also", false, &list, reader->error) < 0)
		return -1;
	if (!list)
		return 0;
	if (reader->track->reading != READING_DIAGNOSIS)
		return cfg_fail(&reader->file, list, reader->error,
				"also is for tracks with reading = \"diagnosis\"; take it away");
	*vec_add(&reader->also) = (struct also){ (int)index, list };
	return 0;
}

static int read_milestone(struct reader *reader, const config_setting_t *group, int stage, int activity)
{
	struct milestone *milestone = vec_add(&reader->milestones);
	size_t index = reader->milestones.count - 1;

	*milestone = (struct milestone){ .stage = stage, .activity = activity, .required = true };
	*vec_add(&reader->milestone_lines) = (int)group->line;
	if (cfg_known(&reader->file, group, "a milestone", milestone_settings, reader->error) < 0 ||
	    need_id(reader, group, "a milestone", &milestone->key) < 0 ||
	    need_text(reader, group, "a milestone", "question", &milestone->question) < 0 ||
	    cfg_bool(&reader->file, group, "required", &milestone->required, reader->error) < 0 ||
	    read_side(reader, group, &milestone->side) < 0 || read_tasks(reader, group, index) < 0 ||
	    read_evidence(reader, group, index) < 0)
		return -1;
	return read_also(reader, group, index);
}

static int read_activity(struct reader *reader, const config_setting_t *group, int stage)
{
	struct activity *activity = vec_add(&reader->activities);
	int index = (int)reader->activities.count - 1;
	const config_setting_t *list;

	*activity = (struct activity){ .stage = stage };
	if (cfg_known(&reader->file, group, "an activity", activity_settings, reader->error) < 0 ||
	    need_text(reader, group, "an activity", "name", &activity->name) < 0 ||
	    cfg_list(&reader->file, group, "milestones", true, &list, reader->error) < 0)
		return -1;
	for (int i = 0; list && i < config_setting_length(list); i++)
		if (read_milestone(reader, config_setting_get_elem(list, (unsigned)i), stage, index) < 0)
			return -1;
	return 0;
}

/* A setting that only a diagnosis can have. */
static int for_diagnosis(struct reader *reader, const config_setting_t *group, const char *name)
{
	const config_setting_t *setting = config_setting_get_member(group, name);

	if (!setting || reader->track->reading == READING_DIAGNOSIS)
		return 0;
	return cfg_fail(&reader->file, setting, reader->error,
			"%s is for tracks with reading = \"diagnosis\"; take it away", name);
}

static int read_tactics(struct reader *reader, const config_setting_t *group, char ***out)
{
	if (for_diagnosis(reader, group, "tactics") < 0)
		return -1;
	return read_texts(reader, group, "tactics", out);
}

static int read_cell(struct reader *reader, const config_setting_t *group, struct cell *cell)
{
	*vec_add(&reader->cell_lines) = (int)group->line;
	if (cfg_known(&reader->file, group, "a cell", cell_settings, reader->error) < 0 ||
	    need_id(reader, group, "a cell", &cell->key) < 0)
		return -1;
	*vec_add(&reader->cell_keys) = cell->key;
	if (need_text(reader, group, "a cell", "name", &cell->name) < 0)
		return -1;
	return need_text(reader, group, "a cell", "question", &cell->question);
}

/* The row of the growth roadmap that a condition follows from: a cell for each of the track's columns. */
static int read_row(struct reader *reader, const config_setting_t *group, size_t index)
{
	struct stage *stage = &reader->stages.items[index];
	const config_setting_t *list;
	int count, columns = 0;

	if (for_diagnosis(reader, group, "row") < 0 || for_diagnosis(reader, group, "cells") < 0 ||
	    read_text(reader, group, "row", &stage->row) < 0 ||
	    cfg_list(&reader->file, group, "cells", true, &list, reader->error) < 0)
		return -1;
	while (reader->track->columns && reader->track->columns[columns])
		columns++;
	count = list ? config_setting_length(list) : 0;
	if (!!stage->row != (count > 0))
		return cfg_fail(
			&reader->file, group, reader->error,
			"a condition with a row in the roadmap needs both row = \"...\" and cells = ( ... )");
	if (count > 0 && count != columns)
		return cfg_fail(&reader->file, list, reader->error,
				"there are %d cells, but the track names %d columns; a row needs one cell for each",
				count, columns);
	stage->cells = count ? xcalloc((size_t)count, sizeof *stage->cells) : NULL;
	stage->cell_count = count;
	for (int i = 0; i < count; i++)
		if (read_cell(reader, config_setting_get_elem(list, (unsigned)i), &stage->cells[i]) < 0)
			return -1;
	return 0;
}

static int read_stage(struct reader *reader, const config_setting_t *group)
{
	struct stage *stage = vec_add(&reader->stages);
	int index = (int)reader->stages.count - 1;
	const config_setting_t *list;

	*stage = (struct stage){ 0 };
	*vec_add(&reader->stage_lines) = (int)group->line;
	if (cfg_known(&reader->file, group, "a stage", stage_settings, reader->error) < 0 ||
	    need_id(reader, group, "a stage", &stage->key) < 0 ||
	    need_text(reader, group, "a stage", "name", &stage->name) < 0 ||
	    read_text(reader, group, "promise", &stage->promise) < 0 ||
	    cfg_number(&reader->file, group, "expected_days", 0, DAYS_MAX, &stage->expected_days, reader->error) <
		    0 ||
	    read_texts(reader, group, "characteristics", &stage->characteristics) < 0 ||
	    read_texts(reader, group, "challenges", &stage->challenges) < 0 ||
	    read_texts(reader, group, "customer_expects", &stage->customer_expects) < 0 ||
	    read_texts(reader, group, "we_expect", &stage->we_expect) < 0 ||
	    read_texts(reader, group, "can_go_wrong", &stage->can_go_wrong) < 0 ||
	    read_texts(reader, group, "metrics", &stage->metrics) < 0 ||
	    read_tactics(reader, group, &stage->tactics) < 0 || read_row(reader, group, (size_t)index) < 0 ||
	    cfg_list(&reader->file, group, "activities", true, &list, reader->error) < 0)
		return -1;
	for (int i = 0; list && i < config_setting_length(list); i++)
		if (read_activity(reader, config_setting_get_elem(list, (unsigned)i), index) < 0)
			return -1;
	return 0;
}

static int read_stages(struct reader *reader, const config_setting_t *root)
{
	const config_setting_t *list;
	int count;

	if (cfg_list(&reader->file, root, "stages", true, &list, reader->error) < 0)
		return -1;
	if (!list)
		return cfg_fail(&reader->file, root, reader->error, "a track needs stages = ( { ... }, ... )");
	count = config_setting_length(list);
	if (count == 0)
		return cfg_fail(&reader->file, list, reader->error,
				"stages is empty; a track needs at least one stage");
	if (count > TRACK_MAX_STAGES)
		return cfg_fail(&reader->file, config_setting_get_elem(list, TRACK_MAX_STAGES), reader->error,
				"there are %d stages; a track may have at most %d, so join some", count,
				TRACK_MAX_STAGES);
	for (int i = 0; i < count; i++)
		if (read_stage(reader, config_setting_get_elem(list, (unsigned)i)) < 0)
			return -1;
	return 0;
}

struct keyed {
	const char *key;
	int line, order;
};

static int compare_keyed(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;
	int order = strcmp(x->key, y->key);

	return order ? order : (x->order > y->order) - (x->order < y->order);
}

/* The first id in the file that was there before. */
static int refuse_duplicates(struct reader *reader, struct keyed *keys, size_t count, const char *what)
{
	const struct keyed *again = NULL, *before = NULL;

	qsort(keys, count, sizeof *keys, compare_keyed);
	for (size_t i = 1; i < count; i++) {
		if (strcmp(keys[i - 1].key, keys[i].key) == 0 && (!again || keys[i].order < again->order)) {
			before = &keys[i - 1];
			again = &keys[i];
		}
	}
	if (!again)
		return 0;
	return error_set(reader->error, ERROR_INPUT,
			 "%s:%d: %s \"%s\" is already there on line %d; give one of them "
			 "another id",
			 reader->file.name, again->line, what, again->key, before->line);
}

static int check_ids(struct reader *reader)
{
	size_t stages = reader->stages.count, milestones = reader->milestones.count;
	size_t cells = reader->cell_keys.count;
	struct keyed *keys = xcalloc(stages + milestones + cells + 1, sizeof *keys);
	int status;

	for (size_t i = 0; i < stages; i++)
		keys[i] = (struct keyed){ reader->stages.items[i].key, reader->stage_lines.items[i], (int)i };
	status = refuse_duplicates(reader, keys, stages, "stage");
	for (size_t i = 0; i < milestones; i++)
		keys[i] = (struct keyed){ reader->milestones.items[i].key, reader->milestone_lines.items[i],
					  (int)i };
	if (status == 0)
		status = refuse_duplicates(reader, keys, milestones, "milestone");
	for (size_t i = 0; i < cells; i++)
		keys[i] = (struct keyed){ reader->cell_keys.items[i], reader->cell_lines.items[i], (int)i };
	if (status == 0)
		status = refuse_duplicates(reader, keys, cells, "cell");
	free(keys);
	return status;
}

static int resolve_also_item(struct reader *reader, struct milestone *milestone, const config_setting_t *item)
{
	const char *key = config_setting_get_string(item), *names[TRACK_MAX_STAGES + 1] = { NULL }, *nearest;

	for (int i = 0; i < (int)reader->stages.count; i++) {
		names[i] = reader->stages.items[i].key;
		if (strcmp(names[i], key) != 0)
			continue;
		if (i == milestone->stage)
			return cfg_fail(&reader->file, item, reader->error,
					"also names the milestone's own stage \"%s\"; take it away", key);
		milestone->also |= (uint64_t)1 << i;
		return 0;
	}
	nearest = cfg_nearest(key, names);
	return cfg_fail(&reader->file, item, reader->error, "also names an unknown stage \"%.70s\"; %s%s%s", key,
			nearest ? "did you mean \"" : "write the id of a stage of this track",
			nearest ? nearest : "", nearest ? "\"?" : "");
}

static int resolve_also(struct reader *reader)
{
	for (size_t i = 0; i < reader->also.count; i++) {
		const struct also *also = &reader->also.items[i];

		for (int j = 0; j < config_setting_length(also->list); j++)
			if (resolve_also_item(reader, &reader->milestones.items[also->milestone],
					      config_setting_get_elem(also->list, (unsigned)j)) < 0)
				return -1;
	}
	return 0;
}

/* Its blanks can be told. */
static int check_statement(struct reader *reader, const config_setting_t *root)
{
	struct blanks blanks = { 0 };
	struct error fault;
	int status = 0;

	if (reader->track->statement && statement_blanks(reader->track->statement, &blanks, &fault) < 0)
		status = cfg_fail(&reader->file, config_setting_get_member(root, "statement"), reader->error,
				  "%s%s", fault.text,
				  strchr(fault.text, ';') ? "" : "; write each blank as {what is to be filled in}");
	blanks_free(&blanks);
	return status;
}

/* What the track says of itself, and what only a diagnosis has. */
static int read_track_texts(struct reader *reader, const config_setting_t *root)
{
	struct track *track = reader->track;

	if (for_diagnosis(reader, root, "columns") < 0 || read_text(reader, root, "about", &track->about) < 0 ||
	    read_text(reader, root, "method", &track->method) < 0 ||
	    read_text(reader, root, "statement", &track->statement) < 0 || check_statement(reader, root) < 0 ||
	    read_texts(reader, root, "columns", &track->columns) < 0)
		return -1;
	return read_tactics(reader, root, &track->tactics);
}

static int read_track(struct reader *reader)
{
	const config_setting_t *root = config_root_setting(&reader->file.config);
	struct track *track = reader->track;
	int subject = SUBJECT_ACCOUNT, reading = READING_PROGRESS;

	if (cfg_known(&reader->file, root, "a track", track_settings, reader->error) < 0 ||
	    need_id(reader, root, "a track", &track->key) < 0 ||
	    need_text(reader, root, "a track", "title", &track->title) < 0 ||
	    read_text(reader, root, "version", &track->version) < 0 ||
	    cfg_word(&reader->file, root, "subject", subjects, &subject, reader->error) < 0 ||
	    cfg_word(&reader->file, root, "reading", readings, &reading, reader->error) < 0)
		return -1;
	if (!track->version)
		track->version = xstrdup("1");
	track->subject = (enum track_subject)subject;
	track->reading = (enum track_reading)reading;
	if (read_track_texts(reader, root) < 0)
		return -1;
	if (read_stages(reader, root) < 0 || check_ids(reader) < 0)
		return -1;
	return resolve_also(reader);
}

/* What was read belongs to the track, whole or not, so that track_free() frees it. */
static void hand_over(struct reader *reader)
{
	struct track *track = reader->track;

	track->stages = reader->stages.items;
	track->stage_count = (int)reader->stages.count;
	track->activities = reader->activities.items;
	track->activity_count = (int)reader->activities.count;
	track->milestones = reader->milestones.items;
	track->milestone_count = (int)reader->milestones.count;
}

/* The file is read and is freed here. */
static int read_file(struct reader *reader, struct track **out, struct track_warnings *warnings)
{
	struct track *track = xcalloc(1, sizeof *track);
	int status;

	reader->track = track;
	status = read_track(reader);
	hand_over(reader);
	if (status == 0) {
		struct track_lines lines = { reader->stage_lines.items, reader->milestone_lines.items };

		track_finish(track);
		if (warnings)
			track_lint(track, &lines, warnings);
	}
	vec_free(&reader->stage_lines);
	vec_free(&reader->milestone_lines);
	vec_free(&reader->cell_lines);
	vec_free(&reader->cell_keys);
	vec_free(&reader->also);
	cfgfile_free(&reader->file);
	if (status == 0 && out)
		*out = track;
	else
		track_free(track);
	return status;
}

int track_file_source(const char *path, struct track **out, char **text, struct error *error)
{
	struct reader reader = { .error = error };
	int status;

	*out = NULL;
	*text = NULL;
	if (cfgfile_read(&reader.file, path, error) < 0)
		return -1;
	*text = xstrdup(reader.file.text);
	status = read_file(&reader, out, NULL);
	if (status < 0) {
		free(*text);
		*text = NULL;
	}
	return status;
}

int track_file_read(const char *path, struct track **out, struct error *error)
{
	struct reader reader = { .error = error };

	*out = NULL;
	return cfgfile_read(&reader.file, path, error) < 0 ? -1 : read_file(&reader, out, NULL);
}

int track_text_read(const char *name, const char *text, struct track **out, struct error *error)
{
	struct reader reader = { .error = error };

	*out = NULL;
	return cfgfile_parse(&reader.file, name, text, strlen(text), error) < 0 ? -1
										: read_file(&reader, out, NULL);
}

int track_file_lint(const char *path, struct track **out, struct track_warnings *warnings, struct error *error)
{
	struct reader reader = { .error = error };

	if (out)
		*out = NULL;
	return cfgfile_read(&reader.file, path, error) < 0 ? -1 : read_file(&reader, out, warnings);
}

int track_text_lint(const char *name, const char *text, struct track **out, struct track_warnings *warnings,
		    struct error *error)
{
	struct reader reader = { .error = error };

	if (out)
		*out = NULL;
	return cfgfile_parse(&reader.file, name, text, strlen(text), error) < 0 ? -1
										: read_file(&reader, out, warnings);
}
