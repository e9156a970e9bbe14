/* A track into its rows. */
#include <stdio.h>

#include "core/buf.h"
#include "core/ids.h"
#include "storage/book_private.h"
#include "storage/track_rows.h"

static char *join_lines(char *const *lines)
{
	struct buf text = { 0 };

	for (; lines && *lines; lines++)
		buf_printf(&text, "%s%s", text.size ? "\n" : "", *lines);
	return buf_take(&text);
}

enum { STAGE_LISTS = 7 };

static int write_stage(struct book *book, const struct track *track, int position, struct error *error)
{
	const struct stage *stage = &track->stages[position];
	char *const *const lists[STAGE_LISTS] = {
		stage->characteristics, stage->challenges,   stage->tactics, stage->customer_expects,
		stage->we_expect,	stage->can_go_wrong, stage->metrics,
	};
	char *texts[STAGE_LISTS];
	int done;

	for (int i = 0; i < STAGE_LISTS; i++)
		texts[i] = join_lines(lists[i]);
	done = book_run(book, error, Q_STAGE_PUT, "iintttntttttttt", stage->id, track->id, position, stage->key,
			stage->name, stage->promise, stage->expected_days, texts[0], texts[1], texts[2], texts[3],
			texts[4], texts[5], texts[6], stage->row);
	for (int i = 0; i < STAGE_LISTS; i++)
		free(texts[i]);
	return done < 0 ? -1 : 0;
}

static int write_cells(struct book *book, const struct track *track, struct error *error)
{
	int position = 0;

	for (int s = 0; s < track->stage_count; s++) {
		for (int c = 0; c < track->stages[s].cell_count; c++, position++) {
			const struct cell *cell = &track->stages[s].cells[c];

			if (book_run(book, error, Q_CELL_PUT, "iinnttt", cell->id, track->id, position, s,
				     cell->key, cell->name, cell->question) < 0)
				return -1;
		}
	}
	return 0;
}

static int write_activities(struct book *book, const struct track *track, struct error *error)
{
	char number[24];

	for (int i = 0; i < track->activity_count; i++) {
		snprintf(number, sizeof number, "%d", i);
		if (book_run(book, error, Q_ACTIVITY_PUT, "iinnt", id_hash("activity", track->key, number, NULL),
			     track->id, i, track->activities[i].stage, track->activities[i].name) < 0)
			return -1;
	}
	return 0;
}

static int write_tasks(struct book *book, const struct track *track, int milestone, int *position,
		       struct error *error)
{
	const struct milestone *m = &track->milestones[milestone];

	for (size_t i = 0; i < m->task_count; i++) {
		const struct task *task = &m->tasks[i];
		day_t due = task->due_days == TASK_NO_DUE ? DAY_NONE : task->due_days;

		if (book_run(book, error, Q_TASK_PUT, "iinntndtt", task->id, track->id, (*position)++, milestone,
			     task->text, (int)task->side, due, task->document, task->key) < 0)
			return -1;
	}
	return 0;
}

static int write_evidence(struct book *book, const struct track *track, int milestone, int *position,
			  struct error *error)
{
	const struct milestone *m = &track->milestones[milestone];

	for (size_t i = 0; i < m->evidence_count; i++) {
		const struct evidence *evidence = &m->evidence[i];

		if (book_run(book, error, Q_EVIDENCE_PUT, "iinntt",
			     id_hash("evidence", track->key, m->key, evidence->track, evidence->stage, NULL),
			     track->id, (*position)++, milestone, evidence->track, evidence->stage) < 0)
			return -1;
	}
	return 0;
}

static int write_milestones(struct book *book, const struct track *track, struct error *error)
{
	int tasks = 0, evidence = 0;

	for (int i = 0; i < track->milestone_count; i++) {
		const struct milestone *m = &track->milestones[i];
		day_t added = m->added_on ? m->added_on : DAY_NONE;

		if (book_run(book, error, Q_MILESTONE_PUT, "iinnnttnnidt", m->id, track->id, i, m->stage,
			     m->activity, m->key, m->question, (int)m->required, (int)m->side, (int64_t)m->also,
			     added, m->added_version) < 0 ||
		    write_tasks(book, track, i, &tasks, error) || write_evidence(book, track, i, &evidence, error))
			return -1;
	}
	return 0;
}

static int write_head(struct book *book, const struct track *track, const char *text, struct error *error)
{
	char *tactics = join_lines(track->tactics), *columns = join_lines(track->columns);
	int done = book_run(book, error, Q_TRACK_PUT, "itttnntttttt", track->id, track->key, track->title,
			    track->version, (int)track->subject, (int)track->reading, text, track->about,
			    track->method, track->statement, tactics, columns);

	free(tactics);
	free(columns);
	return done < 0 ? -1 : 0;
}

int track_write_rows(struct book *book, const struct track *track, const char *text, struct error *error)
{
	static const enum query clears[] = {
		Q_TASK_CLEAR, Q_EVIDENCE_CLEAR, Q_CELL_CLEAR, Q_MILESTONE_CLEAR, Q_ACTIVITY_CLEAR, Q_STAGE_CLEAR,
	};

	if (write_head(book, track, text, error) ||
	    book_run(book, error, Q_RETIRED_PUT, "id", track->id, book->options.today) < 0)
		return -1;
	for (size_t i = 0; i < sizeof clears / sizeof *clears; i++)
		if (book_run(book, error, clears[i], "i", track->id) < 0)
			return -1;
	for (int i = 0; i < track->stage_count; i++)
		if (write_stage(book, track, i, error))
			return -1;
	if (write_activities(book, track, error) || write_milestones(book, track, error) ||
	    write_cells(book, track, error))
		return -1;
	/* What is about the organisation, the organisation has. */
	if (track->subject == SUBJECT_ORGANISATION &&
	    book_run(book, error, Q_ASSIGN_MORE, "ii", ORGANISATION_ID, track->id) < 0)
		return -1;
	return book_run(book, error, Q_RETIRED_KEEP, "i", track->id) < 0 ? -1 : 0;
}
