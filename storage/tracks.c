/* Tracks in the book: reading them whole, keeping them, writing a new version. */
#include "storage/tracks.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "core/buf.h"
#include "core/ids.h"
#include "storage/book_private.h"
#include "storage/cfgfile.h"
#include "storage/trackfile.h"

void book_drop_tracks(struct book *book)
{
	for (size_t i = 0; i < book->tracks.count; i++)
		track_free(book->tracks.items[i]);
	vec_clear(&book->tracks);
}

/* A list kept as a line each. The array ends with NULL; NULL for none. */
static char **split_lines(const char *text)
{
	VEC(char *) lines = { 0 };

	while (text && *text) {
		size_t size = strcspn(text, "\n");

		*vec_add(&lines) = xstrndup(text, size);
		text += size + (text[size] == '\n');
	}
	*vec_add(&lines) = NULL;
	return lines.items;
}

static char *join_lines(char *const *lines)
{
	struct buf text = { 0 };

	for (; lines && *lines; lines++)
		buf_printf(&text, "%s%s", text.size ? "\n" : "", *lines);
	return buf_take(&text);
}

static int read_stages(struct book *book, struct track *track, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_TRACK_STAGES, "i", track->id);
	VEC(struct stage) stages = { 0 };
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		*vec_add(&stages) = (struct stage){
			.key = column_copy(st, 0),
			.name = column_copy(st, 1),
			.promise = column_copy(st, 2),
			.expected_days = sqlite3_column_int(st, 3),
			.characteristics = split_lines(column_string(st, 4)),
			.challenges = split_lines(column_string(st, 5)),
			.tactics = split_lines(column_string(st, 6)),
		};
	}
	track->stages = stages.items;
	track->stage_count = (int)stages.count;
	return found;
}

static int read_activities(struct book *book, struct track *track, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_TRACK_ACTIVITIES, "i", track->id);
	VEC(struct activity) activities = { 0 };
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1)
		*vec_add(&activities) = (struct activity){ .stage = sqlite3_column_int(st, 0),
							   .name = column_copy(st, 1) };
	track->activities = activities.items;
	track->activity_count = (int)activities.count;
	return found;
}

static int read_milestones(struct book *book, struct track *track, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_TRACK_MILESTONES, "i", track->id);
	VEC(struct milestone) milestones = { 0 };
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		*vec_add(&milestones) = (struct milestone){
			.stage = sqlite3_column_int(st, 0),
			.activity = sqlite3_column_int(st, 1),
			.key = column_copy(st, 2),
			.question = column_copy(st, 3),
			.required = sqlite3_column_int(st, 4),
			.side = (enum side)sqlite3_column_int(st, 5),
			.also = (uint64_t)sqlite3_column_int64(st, 6),
		};
	}
	track->milestones = milestones.items;
	track->milestone_count = (int)milestones.count;
	return found;
}

static int read_tasks(struct book *book, struct track *track, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_TRACK_TASKS, "i", track->id);
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		int at = sqlite3_column_int(st, 0);
		struct milestone *milestone;

		if (at < 0 || at >= track->milestone_count)
			continue;
		milestone = &track->milestones[at];
		milestone->tasks = xrealloc(milestone->tasks,
					    (milestone->task_count + 1) * sizeof *milestone->tasks);
		milestone->tasks[milestone->task_count++] = (struct task){
			.text = column_copy(st, 1),
			.side = (enum side)sqlite3_column_int(st, 2),
			.due_days = sqlite3_column_type(st, 3) == SQLITE_NULL ? TASK_NO_DUE
									      : sqlite3_column_int(st, 3),
			.document = column_copy(st, 4),
		};
	}
	return found;
}

static int read_track(struct book *book, int64_t id, struct track *track, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_TRACK_GET, "i", id);
	int found = st ? book_step(book, st, error) : -1;

	if (found < 1)
		return found;
	track->id = id;
	track->key = column_copy(st, 1);
	track->title = column_copy(st, 2);
	track->version = column_copy(st, 3);
	track->subject = (enum track_subject)sqlite3_column_int(st, 4);
	track->reading = (enum track_reading)sqlite3_column_int(st, 5);
	sqlite3_reset(st);
	if (read_stages(book, track, error) || read_activities(book, track, error) ||
	    read_milestones(book, track, error) || read_tasks(book, track, error))
		return -1;
	track_finish(track);
	return 1;
}

static int no_such_track(struct book *book, const char *name, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_TRACK_IDS, "");
	struct buf names = { 0 };

	while (st && book_step(book, st, error) == 1)
		buf_printf(&names, "%s%s", names.size ? ", " : "", column_string(st, 1));
	error_set(error, ERROR_NOT_FOUND, "there is no track %s in this book; it has %s", name,
		  names.size ? names.data : "none yet: \"waymark track load FILE\" adds one");
	buf_free(&names);
	return -1;
}

int track_get(struct book *book, int64_t id, const struct track **out, struct error *error)
{
	struct track *track;
	char name[24];
	int found;

	for (size_t i = 0; i < book->tracks.count; i++) {
		if (book->tracks.items[i]->id == id) {
			*out = book->tracks.items[i];
			return 0;
		}
	}
	track = xcalloc(1, sizeof *track);
	found = read_track(book, id, track, error);
	if (found < 1) {
		track_free(track);
		snprintf(name, sizeof name, "%lld", (long long)id);
		return found < 0 ? -1 : no_such_track(book, name, error);
	}
	*vec_add(&book->tracks) = track;
	*out = track;
	return 0;
}

int track_by_key(struct book *book, const char *key, const struct track **out, struct error *error)
{
	struct error missing;

	if (track_get(book, id_track(key), out, &missing) == 0)
		return 0;
	if (missing.kind == ERROR_NOT_FOUND)
		return no_such_track(book, key, error);
	*error = missing;
	return -1;
}

int track_list(struct book *book, struct ids *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_TRACK_IDS, "");
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1)
		*vec_add(out) = sqlite3_column_int64(st, 0);
	return found;
}

static int write_stages(struct book *book, const struct track *track, struct error *error)
{
	for (int i = 0; i < track->stage_count; i++) {
		const struct stage *stage = &track->stages[i];
		char *characteristics = join_lines(stage->characteristics);
		char *challenges = join_lines(stage->challenges), *tactics = join_lines(stage->tactics);
		int done = book_run(book, error, Q_STAGE_PUT, "iintttnttt", stage->id, track->id, i, stage->key,
				    stage->name, stage->promise, stage->expected_days, characteristics, challenges,
				    tactics);

		free(characteristics);
		free(challenges);
		free(tactics);
		if (done < 0)
			return -1;
	}
	return 0;
}

static int write_milestones(struct book *book, const struct track *track, struct error *error)
{
	int task_position = 0;
	char number[24];

	for (int i = 0; i < track->activity_count; i++) {
		snprintf(number, sizeof number, "%d", i);
		if (book_run(book, error, Q_ACTIVITY_PUT, "iinnt", id_hash("activity", track->key, number, NULL),
			     track->id, i, track->activities[i].stage, track->activities[i].name) < 0)
			return -1;
	}
	for (int i = 0; i < track->milestone_count; i++) {
		const struct milestone *m = &track->milestones[i];

		if (book_run(book, error, Q_MILESTONE_PUT, "iinnnttnni", m->id, track->id, i, m->stage, m->activity,
			     m->key, m->question, (int)m->required, (int)m->side, (int64_t)m->also) < 0)
			return -1;
		for (size_t j = 0; j < m->task_count; j++, task_position++) {
			const struct task *task = &m->tasks[j];
			day_t due = task->due_days == TASK_NO_DUE ? DAY_NONE : task->due_days;

			snprintf(number, sizeof number, "%zu", j);
			if (book_run(book, error, Q_TASK_PUT, "iinntndt",
				     id_hash("task", track->key, m->key, number, NULL), track->id, task_position, i,
				     task->text, (int)task->side, due, task->document) < 0)
				return -1;
		}
	}
	return 0;
}

static int write_track(struct book *book, const struct track *track, const char *text, struct error *error)
{
	if (book_run(book, error, Q_TRACK_PUT, "itttnnt", track->id, track->key, track->title, track->version,
		     (int)track->subject, (int)track->reading, text) < 0 ||
	    book_run(book, error, Q_TASK_CLEAR, "i", track->id) < 0 ||
	    book_run(book, error, Q_MILESTONE_CLEAR, "i", track->id) < 0 ||
	    book_run(book, error, Q_ACTIVITY_CLEAR, "i", track->id) < 0 ||
	    book_run(book, error, Q_STAGE_CLEAR, "i", track->id) < 0)
		return -1;
	return write_stages(book, track, error) || write_milestones(book, track, error) ? -1 : 0;
}

int track_store(struct book *book, const struct track *track, const char *text, bool *changed, struct error *error)
{
	sqlite3_stmt *st;
	int found;
	bool same;

	if (book_must_write(book, error))
		return -1;
	st = book_query(book, error, Q_TRACK_SOURCE, "i", track->id);
	found = st ? book_step(book, st, error) : -1;
	if (found < 0)
		return -1;
	same = found && !strcmp(column_string(st, 0), text);
	sqlite3_reset(st);
	if (changed)
		*changed = !same;
	if (same)
		return 0;
	book->all_touched = true;
	if (write_track(book, track, text, error))
		return -1;
	book_drop_tracks(book);
	return 0;
}

static int load_shipped(struct book *book, const char *path, struct error *error)
{
	struct track *track = NULL;
	struct cfgfile file;
	int result;

	if (cfgfile_read(&file, path, error))
		return -1;
	result = track_text_read(path, file.text, &track, error);
	if (!result)
		result = write_track(book, track, file.text, error);
	track_free(track);
	cfgfile_free(&file);
	return result;
}

static int is_track_file(const struct dirent *entry)
{
	size_t size = strlen(entry->d_name);

	return entry->d_name[0] != '.' && size > 4 && !strcmp(entry->d_name + size - 4, ".cfg");
}

int book_load_shipped_tracks(struct book *book, struct error *error)
{
	struct dirent **names;
	int count, result = 0;

	if (!book->options.tracks_dir)
		return 0;
	count = scandir(book->options.tracks_dir, &names, is_track_file, alphasort);
	if (count < 0)
		return error_set(error, ERROR_SYSTEM,
				 "%s: the shipped tracks cannot be read: is the program installed whole?",
				 book->options.tracks_dir);
	for (int i = 0; i < count; i++) {
		char *path = xasprintf("%s/%s", book->options.tracks_dir, names[i]->d_name);

		if (!result)
			result = load_shipped(book, path, error);
		free(path);
		free(names[i]);
	}
	free(names);
	return result;
}
