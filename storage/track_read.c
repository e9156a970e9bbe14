/* A track from its rows. */
#include <string.h>

#include "storage/book_private.h"
#include "storage/track_rows.h"

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
			.customer_expects = split_lines(column_string(st, 7)),
			.we_expect = split_lines(column_string(st, 8)),
			.can_go_wrong = split_lines(column_string(st, 9)),
			.metrics = split_lines(column_string(st, 10)),
			.row = column_copy(st, 11),
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
			.added_on = sqlite3_column_int(st, 7),
			.added_version = column_copy(st, 8),
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
			.key = column_copy(st, 5),
		};
	}
	return found;
}

static int read_evidence(struct book *book, struct track *track, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_TRACK_EVIDENCE, "i", track->id);
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		int at = sqlite3_column_int(st, 0);
		struct milestone *milestone;

		if (at < 0 || at >= track->milestone_count)
			continue;
		milestone = &track->milestones[at];
		milestone->evidence = xrealloc(milestone->evidence,
					       (milestone->evidence_count + 1) * sizeof *milestone->evidence);
		milestone->evidence[milestone->evidence_count++] = (struct evidence){
			.track = column_copy(st, 1),
			.stage = column_copy(st, 2),
		};
	}
	return found;
}

static int read_cells(struct book *book, struct track *track, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_TRACK_CELLS, "i", track->id);
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		int at = sqlite3_column_int(st, 0);
		struct stage *stage;

		if (at < 0 || at >= track->stage_count)
			continue;
		stage = &track->stages[at];
		stage->cells = xrealloc(stage->cells, ((size_t)stage->cell_count + 1) * sizeof *stage->cells);
		stage->cells[stage->cell_count++] = (struct cell){
			.key = column_copy(st, 1),
			.name = column_copy(st, 2),
			.question = column_copy(st, 3),
		};
	}
	return found;
}

int track_read_rows(struct book *book, int64_t id, struct track *track, struct error *error)
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
	track->about = column_copy(st, 6);
	track->method = column_copy(st, 7);
	track->statement = column_copy(st, 8);
	track->tactics = split_lines(column_string(st, 9));
	track->columns = split_lines(column_string(st, 10));
	sqlite3_reset(st);
	if (read_stages(book, track, error) || read_activities(book, track, error) ||
	    read_milestones(book, track, error) || read_tasks(book, track, error) ||
	    read_evidence(book, track, error) || read_cells(book, track, error))
		return -1;
	track_finish(track);
	return 1;
}
