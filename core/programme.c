/* Statements with blanks, and diagnoses from symptoms and from the growth roadmap. */
#include "core/programme.h"

#include <stdlib.h>
#include <string.h>

/* ---- the statement ---- */

void blanks_free(struct blanks *blanks)
{
	for (size_t i = 0; i < blanks->count; i++)
		free(blanks->items[i]);
	vec_free(blanks);
}

static bool stands_already(const struct blanks *blanks, const char *words)
{
	for (size_t i = 0; i < blanks->count; i++)
		if (!strcmp(blanks->items[i], words))
			return true;
	return false;
}

/* One blank from after its brace on, up to its end; blanks around its words are no part of them. */
static int add_blank(struct blanks *out, const char *from, const char **end, struct error *error)
{
	size_t size = strcspn(from, "{}");
	char *words;

	*end = from + size;
	if (**end != '}')
		return error_set(error, ERROR_INPUT, "statement: the brace before \"%.40s\" is not closed", from);
	if (strspn(from, " \t\n") >= size)
		return error_set(error, ERROR_INPUT,
				 "statement: a blank is empty; say between its braces what is asked for");
	words = xstrndup(from, size);
	if (stands_already(out, words)) {
		error_set(error, ERROR_INPUT, "statement: the blank \"%.40s\" stands twice; word one of them anew",
			  words);
		free(words);
		return -1;
	}
	*vec_add(out) = words;
	*end += 1;
	return 0;
}

int statement_blanks(const char *statement, struct blanks *out, struct error *error)
{
	const char *at = statement;

	*out = (struct blanks){ 0 };
	while (*(at += strcspn(at, "{}"))) {
		int result = *at == '}' ? error_set(error, ERROR_INPUT, "statement: a } has no { before it")
					: add_blank(out, at + 1, &at, error);

		if (result) {
			blanks_free(out);
			return -1;
		}
	}
	return 0;
}

int statement_fill(const char *statement, const char *const *values, struct buf *out)
{
	int filled = 0;

	for (size_t blank = 0;; blank++) {
		size_t size = strcspn(statement, "{");
		const char *value = values && statement[size] ? values[blank] : NULL;

		buf_add(out, statement, size);
		statement += size;
		if (!*statement)
			return filled;
		statement++;
		size = strcspn(statement, "}");
		if (value && *value) {
			buf_str(out, value);
			filled++;
		} else {
			buf_char(out, '[');
			buf_add(out, statement, size);
			buf_char(out, ']');
		}
		statement += size + (statement[size] == '}');
	}
}

/* ---- the diagnosis ---- */

bool symptom_of(const struct milestone *milestone, int stage)
{
	return milestone->stage == stage || (milestone->also >> stage & 1);
}

int cell_first(const struct track *track, int stage)
{
	int first = 0;

	for (int s = 0; s < stage; s++)
		first += track->stages[s].cell_count;
	return first;
}

static void read_symptoms(const struct track *track, int stage, const struct standing *standing,
			  struct condition *out)
{
	for (int m = 0; m < track->milestone_count; m++) {
		if (!symptom_of(&track->milestones[m], stage))
			continue;
		out->asked++;
		out->yes += standing[m].answer == ANSWER_YES;
		out->answered += standing[m].answer != ANSWER_OPEN;
	}
	out->symptoms = out->answered ? 100 * out->yes / out->asked : -1;
}

static void read_row(const struct track *track, int stage, const int *ratings, struct condition *out)
{
	int sum = 0, first = cell_first(track, stage);

	out->cells = track->stages[stage].cell_count;
	for (int c = 0; ratings && c < out->cells; c++) {
		if (ratings[first + c] < 0)
			continue;
		sum += ratings[first + c];
		out->rated++;
	}
	out->roadmap = out->rated ? 100 * sum / (CELL_MAX * out->rated) : -1;
}

int diagnosis_read(const struct track *track, const struct standing *standing, const int *ratings,
		   struct condition *conditions)
{
	int worst = -1;

	for (int s = 0; s < track->stage_count; s++) {
		struct condition *condition = &conditions[s];

		*condition = (struct condition){ 0 };
		read_symptoms(track, s, standing, condition);
		read_row(track, s, ratings, condition);
		condition->depth = condition->symptoms;
		if (condition->depth < 0 && condition->roadmap >= 0)
			condition->depth = 100 - condition->roadmap;
		if (condition->depth > (worst < 0 ? -1 : conditions[worst].depth))
			worst = s;
	}
	return worst;
}

const char *cell_rating_name(int rating)
{
	static const char *const names[] = { "not rated", "not there", "begun", "mostly", "in place" };

	return names[rating < 0 || rating > CELL_MAX ? 0 : rating + 1];
}
