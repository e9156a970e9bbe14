/* The organisation's programme, for people who have not read the methods, and as JSON. */
#include <stdlib.h>
#include <string.h>

#include "cmd/out.h"
#include "cmd/out_programme.h"
#include "core/text.h"

enum { LINE = 78, BAR = 20, DOCUMENTS_SHOWN = 5, DOCUMENTS_LISTED = 10 };

static const struct track *track_of(const struct programme_part *part)
{
	return part->detail.track;
}

const struct programme_part *diagnosis_part(const struct programme *programme)
{
	for (size_t i = 0; i < programme->count; i++)
		if (track_of(&programme->parts[i])->reading == READING_DIAGNOSIS)
			return &programme->parts[i];
	return NULL;
}

const struct programme_part *statement_part(const struct programme *programme)
{
	for (size_t i = 0; i < programme->count; i++)
		if (programme->parts[i].values)
			return &programme->parts[i];
	return NULL;
}

static int fill_statement(const struct programme_part *part, struct buf *out)
{
	return statement_fill(track_of(part)->statement, (const char *const *)part->values, out);
}

/* ---- JSON ---- */

static json_t *texts_array(char *const *texts)
{
	json_t *array = json_array();

	for (; texts && *texts; texts++)
		json_array_append_new(array, out_json_text(*texts));
	return array;
}

static json_t *percent(int value)
{
	return value < 0 ? json_null() : json_integer(value);
}

static json_t *evidence_array(const struct programme_part *part, int stage)
{
	const struct track *track = track_of(part);
	json_t *array = json_array();

	for (int m = 0; m < track->milestone_count; m++) {
		json_t *item;

		if (!symptom_of(&track->milestones[m], stage) || part->detail.view.standing[m].answer != ANSWER_YES)
			continue;
		item = json_object();
		json_object_set_new(item, "id", out_json_text(track->milestones[m].key));
		json_object_set_new(item, "question", out_json_text(track->milestones[m].question));
		json_object_set_new(item, "note", out_json_text(part->detail.answers[m].note));
		json_object_set_new(item, "by", out_json_text(part->detail.answers[m].by));
		json_object_set_new(item, "on", out_json_day(part->detail.view.standing[m].on));
		json_array_append_new(array, item);
	}
	return array;
}

static json_t *condition_object(const struct programme_part *part, int index)
{
	const struct stage *stage = &track_of(part)->stages[index];
	const struct condition *condition = &part->conditions[index];
	json_t *object = json_object();

	json_object_set_new(object, "id", out_json_text(stage->key));
	json_object_set_new(object, "name", out_json_text(stage->name));
	json_object_set_new(object, "symptoms", percent(condition->symptoms));
	json_object_set_new(object, "yes", json_integer(condition->yes));
	json_object_set_new(object, "answered", json_integer(condition->answered));
	json_object_set_new(object, "asked", json_integer(condition->asked));
	json_object_set_new(object, "roadmap", percent(condition->roadmap));
	json_object_set_new(object, "rated", json_integer(condition->rated));
	json_object_set_new(object, "cells", json_integer(condition->cells));
	json_object_set_new(object, "depth", percent(condition->depth));
	json_object_set_new(object, "evidence", evidence_array(part, index));
	json_object_set_new(object, "tactics", texts_array(stage->tactics));
	return object;
}

static json_t *diagnosis_object(const struct programme_part *part)
{
	json_t *object, *conditions;
	const struct track *track;

	if (!part)
		return json_null();
	object = json_object();
	conditions = json_array();
	track = track_of(part);
	for (int s = 0; s < track->stage_count; s++)
		json_array_append_new(conditions, condition_object(part, s));
	json_object_set_new(object, "track", out_json_text(track->key));
	json_object_set_new(object, "worst",
			    out_json_text(part->worst < 0 ? NULL : track->stages[part->worst].key));
	json_object_set_new(object, "tactics", texts_array(track->tactics));
	json_object_set_new(object, "conditions", conditions);
	return object;
}

static json_t *statement_object(const struct programme_part *part)
{
	json_t *object, *blanks;
	struct buf text = { 0 };

	if (!part)
		return json_null();
	object = json_object();
	blanks = json_array();
	json_object_set_new(object, "track", out_json_text(track_of(part)->key));
	json_object_set_new(object, "filled", json_integer(fill_statement(part, &text)));
	json_object_set_new(object, "text", out_json_text(buf_text(&text)));
	for (size_t i = 0; i < part->blanks.count; i++) {
		json_t *blank = json_object();

		json_object_set_new(blank, "blank", out_json_text(part->blanks.items[i]));
		json_object_set_new(blank, "value", out_json_text(part->values[i]));
		json_array_append_new(blanks, blank);
	}
	json_object_set_new(object, "blanks", blanks);
	buf_free(&text);
	return object;
}

static json_t *cell_object(const struct cell *cell, const struct cell_rating *rating)
{
	json_t *object = json_object();

	json_object_set_new(object, "id", out_json_text(cell->key));
	json_object_set_new(object, "name", out_json_text(cell->name));
	json_object_set_new(object, "question", out_json_text(cell->question));
	json_object_set_new(object, "rating", percent(rating->value));
	json_object_set_new(object, "note", out_json_text(rating->note));
	json_object_set_new(object, "on", out_json_day(rating->on));
	json_object_set_new(object, "by", out_json_text(rating->by));
	return object;
}

static json_t *roadmap_object(const struct programme_part *part)
{
	const struct track *track = part ? track_of(part) : NULL;
	json_t *object, *rows;

	if (!part || !part->rating_count)
		return json_null();
	object = json_object();
	rows = json_array();
	for (int s = 0; s < track->stage_count; s++) {
		const struct stage *stage = &track->stages[s];
		json_t *row, *cells;

		if (!stage->cell_count)
			continue;
		row = json_object();
		cells = json_array();
		for (int c = 0; c < stage->cell_count; c++)
			json_array_append_new(
				cells, cell_object(&stage->cells[c], &part->ratings[cell_first(track, s) + c]));
		json_object_set_new(row, "id", out_json_text(stage->key));
		json_object_set_new(row, "name", out_json_text(stage->row ? stage->row : stage->name));
		json_object_set_new(row, "cells", cells);
		json_array_append_new(rows, row);
	}
	json_object_set_new(object, "track", out_json_text(track->key));
	json_object_set_new(object, "columns", texts_array(track->columns));
	json_object_set_new(object, "rows", rows);
	return object;
}

int out_programme_json(const struct ctx *ctx, const struct programme *programme, struct error *error)
{
	json_t *object = json_object(), *tracks = json_array(), *documents = json_array();

	json_object_set_new(object, "tracks", tracks);
	for (size_t i = 0; i < programme->count; i++) {
		json_t *track = out_json_track(ctx, &programme->parts[i].detail, error);

		if (!track) {
			json_decref(object);
			json_decref(documents);
			return -1;
		}
		json_object_set_new(track, "about", out_json_text(track_of(&programme->parts[i])->about));
		json_array_append_new(tracks, track);
	}
	for (size_t i = 0; i < programme->documents.count && i < DOCUMENTS_LISTED; i++)
		json_array_append_new(documents, out_json_document(&programme->documents.items[i]));
	json_object_set_new(object, "diagnosis", diagnosis_object(diagnosis_part(programme)));
	json_object_set_new(object, "statement", statement_object(statement_part(programme)));
	json_object_set_new(object, "roadmap", roadmap_object(diagnosis_part(programme)));
	json_object_set_new(object, "documents", documents);
	out_json(ctx, object);
	return 0;
}

/* ---- text: what all parts use ---- */

struct wrapping {
	struct buf *out;
	const char *first, *rest; /* what lines begin with */
	int lines;
};

static void wrapped_line(void *data, const char *text, size_t size)
{
	struct wrapping *wrapping = data;

	buf_str(wrapping->out, wrapping->lines++ ? wrapping->rest : wrapping->first);
	buf_add(wrapping->out, text, size);
	buf_char(wrapping->out, '\n');
}

/* Foreign or our own text over as many lines as it takes. */
static void say_wrapped(const struct ctx *ctx, struct buf *out, const char *first, const char *rest,
			const char *text)
{
	struct wrapping wrapping = { out, first, rest, 0 };
	int width = ctx->width > 0 && ctx->width < LINE ? ctx->width : LINE;
	struct buf safe = { 0 };

	out_safe(ctx, &safe, text);
	width -= (int)strlen(rest);
	text_wrap(buf_text(&safe), width < 20 ? 20 : width, wrapped_line, &wrapping);
	buf_free(&safe);
}

static void say_head(const struct ctx *ctx, struct buf *out, const struct track *track)
{
	buf_char(out, '\n');
	out_safe(ctx, out, track->title);
	buf_str(out, "  (");
	out_safe(ctx, out, track->key);
	buf_str(out, ")\n");
	if (track->about)
		say_wrapped(ctx, out, "  ", "  ", track->about);
}

static void say_next(const struct ctx *ctx, struct buf *out, const struct programme_part *part)
{
	const struct track *track = track_of(part);
	const struct milestone *next;
	struct buf line = { 0 };

	if (part->detail.position.next < 0)
		return;
	next = &track->milestones[part->detail.position.next];
	say_wrapped(ctx, out, "  next: ", "        ", next->question);
	buf_printf(&line, "waymark tick @organisation %s/%s", next->home ? next->home : track->key, next->key);
	buf_str(out, "        ");
	out_safe(ctx, out, buf_text(&line));
	buf_str(out, " yes|no|na\n");
	buf_free(&line);
}

/* ---- text: progress ---- */

static void say_bar(const struct ctx *ctx, struct buf *out, int done, int all)
{
	int filled = all ? BAR * done / all : 0;

	buf_char(out, '[');
	for (int i = 0; i < BAR; i++)
		buf_str(out, i < filled ? (ctx->utf8 ? "\xe2\x96\x88" : "#") : (ctx->utf8 ? "\xc2\xb7" : "."));
	buf_char(out, ']');
}

static void say_progress(const struct ctx *ctx, struct buf *out, const struct programme_part *part)
{
	const struct track *track = track_of(part);
	const struct position *position = &part->detail.position;

	say_head(ctx, out, track);
	buf_str(out, "  ");
	say_bar(ctx, out, position->all_settled, position->all_required);
	buf_printf(out, " %d of %d required questions settled; ", position->all_settled, position->all_required);
	if (position->completed) {
		buf_str(out, "completed\n");
	} else {
		buf_printf(out, "stage %d of %d: ", position->stage + 1, track->stage_count);
		out_safe(ctx, out, position_stage_name(track, position));
		if (position->passed)
			buf_str(out, " (an earlier one is passed by hand)");
		buf_char(out, '\n');
	}
	say_next(ctx, out, part);
}

/* ---- text: the statement ---- */

static void say_statement(const struct ctx *ctx, struct buf *out, const struct programme_part *part)
{
	struct buf text = { 0 }, line = { 0 };
	int filled = fill_statement(part, &text);

	buf_str(out, "\nStrategy statement  (");
	out_safe(ctx, out, track_of(part)->key);
	buf_str(out, ")\n");
	say_wrapped(ctx, out, "  ", "  ", buf_text(&text));
	buf_printf(out, "  %d of %zu blanks are filled", filled, part->blanks.count);
	for (size_t i = 0; i < part->blanks.count; i++) {
		if (part->values[i] && *part->values[i])
			continue;
		buf_printf(&line, "waymark programme fill '%s' TEXT", part->blanks.items[i]);
		buf_str(out, "; the next one:\n    ");
		out_safe(ctx, out, buf_text(&line));
		break;
	}
	buf_char(out, '\n');
	buf_free(&line);
	buf_free(&text);
}

/* ---- text: the diagnosis ---- */

static void add_known(struct table *table, struct buf *text, bool known)
{
	table_add(table, known ? buf_text(text) : "not known");
	buf_clear(text);
}

static void say_conditions(const struct ctx *ctx, const struct programme_part *part)
{
	static const struct table_column columns[] = { { "  Condition", false, 0 },
						       { "Symptoms there", true, 0 },
						       { "Answered", true, 1 },
						       { "Roadmap reached", true, 0 } };
	struct table table = { .columns = columns, .count = 4 };
	const struct track *track = track_of(part);

	for (int s = 0; s < track->stage_count; s++) {
		const struct condition *condition = &part->conditions[s];
		struct buf name = { 0 };

		buf_str(&name, s == part->worst && condition->depth > 0 ? "> " : "  ");
		out_safe(ctx, &name, track->stages[s].name);
		table_add(&table, buf_text(&name));
		buf_clear(&name);
		buf_printf(&name, "%d%% (%d)", condition->symptoms, condition->yes);
		add_known(&table, &name, condition->symptoms >= 0);
		buf_printf(&name, "%d of %d", condition->answered, condition->asked);
		add_known(&table, &name, true);
		buf_printf(&name, "%d%%", condition->roadmap);
		add_known(&table, &name, condition->roadmap >= 0);
		buf_free(&name);
	}
	table_print(ctx, &table);
}

static void say_evidence(const struct ctx *ctx, struct buf *out, const struct programme_part *part, int stage)
{
	const struct track *track = track_of(part);
	int shown = 0;

	for (int m = 0; m < track->milestone_count; m++) {
		const struct answer_detail *answer = &part->detail.answers[m];
		struct buf line = { 0 };
		char day[DATE_SIZE];

		if (!symptom_of(&track->milestones[m], stage) || part->detail.view.standing[m].answer != ANSWER_YES)
			continue;
		if (!shown++)
			buf_str(out, "  what speaks for it:\n");
		buf_printf(&line, "%s  %s %s%s%s", track->milestones[m].question,
			   date_format(part->detail.view.standing[m].on, day), answer->by ? answer->by : "",
			   answer->note ? ": " : "", answer->note ? answer->note : "");
		say_wrapped(ctx, out, "    - ", "      ", buf_text(&line));
		buf_free(&line);
	}
}

static void say_tactics(const struct ctx *ctx, struct buf *out, const char *title, char *const *tactics)
{
	if (tactics && *tactics)
		buf_printf(out, "  %s:\n", title);
	for (; tactics && *tactics; tactics++)
		say_wrapped(ctx, out, "    - ", "      ", *tactics);
}

static void say_worst(const struct ctx *ctx, struct buf *out, const struct programme_part *part)
{
	const struct track *track = track_of(part);
	const struct condition *condition = part->worst < 0 ? NULL : &part->conditions[part->worst];
	const struct stage *stage = condition ? &track->stages[part->worst] : NULL;
	struct buf line = { 0 };

	if (!condition) {
		buf_str(out, "  Nothing is known yet: answer the symptoms with the facts of the last quarter.\n");
		return;
	}
	if (condition->depth == 0) {
		buf_str(out, "  None of the symptoms asked is there.\n");
		return;
	}
	if (condition->symptoms >= 0)
		buf_printf(&line, "worst: %s, %d of its %d symptoms %s there (%d%%)", stage->name, condition->yes,
			   condition->asked, condition->yes == 1 ? "is" : "are", condition->symptoms);
	else
		buf_printf(&line,
			   "worst: %s, its row of the growth roadmap has reached %d%%; its symptoms were not "
			   "asked",
			   stage->name, condition->roadmap);
	say_wrapped(ctx, out, "  ", "  ", buf_text(&line));
	buf_free(&line);
	say_evidence(ctx, out, part, part->worst);
	say_tactics(ctx, out, "ways out of it", stage->tactics);
	say_tactics(ctx, out, "and out of any of them", track->tactics);
}

/* The first symptom that nobody answered. */
static void say_next_symptom(const struct ctx *ctx, struct buf *out, const struct programme_part *part)
{
	const struct track *track = track_of(part);
	struct buf line = { 0 };

	for (int m = 0; m < track->milestone_count; m++) {
		if (part->detail.view.standing[m].answer != ANSWER_OPEN)
			continue;
		say_wrapped(ctx, out, "  next: ", "        ", track->milestones[m].question);
		buf_printf(&line, "waymark tick @organisation %s/%s", track->key, track->milestones[m].key);
		buf_str(out, "        ");
		out_safe(ctx, out, buf_text(&line));
		buf_str(out, " yes|no\n");
		break;
	}
	buf_free(&line);
}

static void say_diagnosis(const struct ctx *ctx, struct buf *out, const struct programme_part *part)
{
	say_head(ctx, out, track_of(part));
	out_flush(ctx, out);
	say_conditions(ctx, part);
	say_worst(ctx, out, part);
	say_next_symptom(ctx, out, part);
}

/* ---- text: the growth roadmap ---- */

static void add_cell(const struct ctx *ctx, struct table *table, const struct cell *cell, int rating)
{
	struct buf text = { 0 };

	out_safe(ctx, &text, cell->name);
	if (rating >= 0)
		buf_printf(&text, ": %d %s", rating, cell_rating_name(rating));
	else
		buf_str(&text, ": -");
	table_add(table, buf_text(&text));
	buf_free(&text);
}

static int count_columns(const struct track *track)
{
	int count = 0;

	while (track->columns && track->columns[count])
		count++;
	return count;
}

static void print_grid(const struct ctx *ctx, const struct track *track, const struct programme_part *part)
{
	int count = count_columns(track);
	struct table_column *columns = xcalloc((size_t)count + 1, sizeof *columns);
	struct buf *titles = xcalloc((size_t)count + 1, sizeof *titles);
	struct table table = { .columns = columns, .count = count + 1 };
	struct buf name = { 0 };

	columns[0].title = "";
	for (int c = 0; c < count; c++) {
		out_safe(ctx, &titles[c], track->columns[c]);
		columns[c + 1].title = buf_text(&titles[c]);
	}
	for (int s = 0; s < track->stage_count; s++) {
		const struct stage *stage = &track->stages[s];

		if (stage->cell_count != count)
			continue;
		buf_clear(&name);
		buf_str(&name, "  ");
		out_safe(ctx, &name, stage->row ? stage->row : stage->name);
		table_add(&table, buf_text(&name));
		for (int c = 0; c < count; c++)
			add_cell(ctx, &table, &stage->cells[c], part->ratings[cell_first(track, s) + c].value);
	}
	table_print(ctx, &table);
	for (int c = 0; c < count; c++)
		buf_free(&titles[c]);
	buf_free(&name);
	free(titles);
	free(columns);
}

static void say_roadmap(const struct ctx *ctx, struct buf *out, const struct programme_part *part)
{
	const struct track *track = track_of(part);
	struct buf line = { 0 };

	if (!part->rating_count)
		return;
	buf_str(out, "\nGrowth roadmap  (");
	out_safe(ctx, out, track->key);
	buf_str(out,
		")\n  What growth rests on, rated cell by cell: 0 not there, 1 begun, 2 mostly, 3 in place.\n");
	out_flush(ctx, out);
	print_grid(ctx, track, part);
	for (int s = 0; s < track->stage_count; s++)
		for (int c = 0; c < track->stages[s].cell_count; c++) {
			const struct cell *cell = &track->stages[s].cells[c];

			if (line.size || part->ratings[cell_first(track, s) + c].value >= 0)
				continue;
			say_wrapped(ctx, out, "  next: ", "        ", cell->question);
			buf_printf(&line, "waymark programme rate %s 0|1|2|3", cell->key);
			buf_str(out, "        ");
			out_safe(ctx, out, buf_text(&line));
			buf_char(out, '\n');
		}
	buf_free(&line);
}

/* ---- text: documents ---- */

static void say_documents(const struct ctx *ctx, struct buf *out, const struct documents *documents)
{
	struct document_term terms[DOCUMENT_TERMS];
	bool asked = false;

	buf_str(out, "\nWhat to document first\n");
	for (size_t i = 0; i < documents->count && i < DOCUMENTS_SHOWN; i++) {
		const struct document *document = &documents->items[i];
		struct buf line = { 0 };

		if (document_written(document))
			break;
		buf_printf(&line, "%3d  %s: ", document_rank(document, terms), document->title);
		document_why(document, &line);
		buf_printf(&line, "; %d task%s name%s it", document->tasks, document->tasks == 1 ? "" : "s",
			   document->tasks == 1 ? "s" : "");
		say_wrapped(ctx, out, "  ", "       ", buf_text(&line));
		buf_free(&line);
		asked = true;
	}
	if (asked)
		say_wrapped(ctx, out, "  ", "  ",
			    "Four answers rank a document: waymark document set TITLE critical=high holders=NAMES "
			    "frees=yes only=yes");
	else if (documents->count)
		say_wrapped(ctx, out, "  ", "  ",
			    "Every document that tasks name is written; waymark document lists them.");
	else
		say_wrapped(ctx, out, "  ", "  ",
			    "No task names a document, and none was written: waymark document set TITLE text=... "
			    "writes one.");
}

/* ---- all of it ---- */

void out_programme(const struct ctx *ctx, const struct programme *programme)
{
	struct buf out = { 0 };

	say_wrapped(
		ctx, &out, "", "",
		"The programme of your own organisation: what it has to get right so that customers succeed. Its "
		"questions are answered like those of an account, on @organisation.");
	if (!programme->count)
		say_wrapped(
			ctx, &out, "", "",
			"This book has no track for the organisation; waymark track load FILE takes one in, and "
			"those that ship with the program are in its folder share/tracks.");
	for (size_t i = 0; i < programme->count; i++)
		if (track_of(&programme->parts[i])->reading != READING_DIAGNOSIS)
			say_progress(ctx, &out, &programme->parts[i]);
	for (size_t i = 0; i < programme->count; i++)
		if (programme->parts[i].values)
			say_statement(ctx, &out, &programme->parts[i]);
	for (size_t i = 0; i < programme->count; i++)
		if (track_of(&programme->parts[i])->reading == READING_DIAGNOSIS)
			say_diagnosis(ctx, &out, &programme->parts[i]);
	for (size_t i = 0; i < programme->count; i++)
		say_roadmap(ctx, &out, &programme->parts[i]);
	say_documents(ctx, &out, &programme->documents);
	out_flush(ctx, &out);
	buf_free(&out);
}
