/* The organisation's own programme, whole. */
#include "storage/programme.h"

#include <stdlib.h>
#include <string.h>

#include "core/ids.h"
#include "storage/book_private.h"
#include "storage/tracks.h"

char *programme_field(const struct track *track, const char *blank)
{
	return xasprintf("%s/%s", track->key, blank);
}

static void part_clear(struct programme_part *part)
{
	for (size_t i = 0; part->values && i < part->blanks.count; i++)
		free(part->values[i]);
	free(part->values);
	blanks_free(&part->blanks);
	for (int i = 0; i < part->rating_count; i++) {
		free(part->ratings[i].by);
		free(part->ratings[i].note);
	}
	free(part->ratings);
	free(part->conditions);
	account_detail_clear(&part->detail);
	*part = (struct programme_part){ 0 };
}

void programme_clear(struct programme *programme)
{
	for (size_t i = 0; i < programme->count; i++)
		part_clear(&programme->parts[i]);
	free(programme->parts);
	documents_clear(&programme->documents);
	*programme = (struct programme){ 0 };
}

/* ---- one track of it ---- */

static void read_statement(struct programme_part *part)
{
	const struct track *track = part->detail.track;
	struct error ignored;

	/* a track file with a statement that cannot be read is refused when it is loaded */
	if (!track->statement || statement_blanks(track->statement, &part->blanks, &ignored))
		return;
	part->values = xcalloc(part->blanks.count + 1, sizeof *part->values);
	for (size_t i = 0; i < part->blanks.count; i++) {
		char *key = programme_field(track, part->blanks.items[i]);

		for (size_t c = 0; c + 1 < part->detail.custom.count; c += 2)
			if (!strcmp(part->detail.custom.items[c], key))
				part->values[i] = xstrdup(part->detail.custom.items[c + 1]);
		free(key);
	}
}

static int read_rating(struct book *book, int64_t cell, day_t as_of, struct cell_rating *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_CELL_AS_OF, "iid", ORGANISATION_ID, cell, as_of);
	int found = st ? book_step(book, st, error) : -1;

	*out = (struct cell_rating){ .value = -1, .on = DAY_NONE };
	if (found < 1)
		return found;
	out->on = column_day(st, 0);
	out->value = sqlite3_column_int(st, 1);
	out->by = column_copy(st, 2);
	out->note = column_copy(st, 3);
	sqlite3_reset(st);
	return 0;
}

static int read_diagnosis(struct book *book, day_t as_of, struct programme_part *part, struct error *error)
{
	const struct track *track = part->detail.track;
	int cells = cell_first(track, track->stage_count), result = 0;
	int *values = xcalloc((size_t)cells + 1, sizeof *values);

	part->ratings = xcalloc((size_t)cells + 1, sizeof *part->ratings);
	part->conditions = xcalloc((size_t)track->stage_count + 1, sizeof *part->conditions);
	for (int s = 0; s < track->stage_count; s++)
		for (int c = 0; !result && c < track->stages[s].cell_count; c++) {
			struct cell_rating *rating = &part->ratings[part->rating_count];

			result = read_rating(book, track->stages[s].cells[c].id, as_of, rating, error);
			values[part->rating_count++] = rating->value;
		}
	if (!result)
		part->worst = diagnosis_read(track, part->detail.view.standing, values, part->conditions);
	free(values);
	return result;
}

static int load_part(struct book *book, int64_t track, day_t as_of, struct programme *out, struct error *error)
{
	struct programme_part *part;

	if (out->count == out->room)
		out->parts = vec_grow(out->parts, &out->room, out->count + 1, sizeof *out->parts);
	part = &out->parts[out->count];
	*part = (struct programme_part){ .worst = -1 };
	if (account_load(book, ORGANISATION_ID, track, as_of, &part->detail, error))
		return -1;
	out->count++;
	if (!part->detail.track)
		return error_set(error, ERROR_SYSTEM, "a track of the organisation is not in the book");
	read_statement(part);
	return part->detail.track->reading == READING_DIAGNOSIS ? read_diagnosis(book, as_of, part, error) : 0;
}

/* ---- all of it ---- */

static int compare(const void *a, const void *b)
{
	const struct track *x = ((const struct programme_part *)a)->detail.track;
	const struct track *y = ((const struct programme_part *)b)->detail.track;

	if (x->reading != y->reading)
		return x->reading < y->reading ? -1 : 1;
	if (x->stage_count != y->stage_count)
		return x->stage_count > y->stage_count ? -1 : 1;
	return strcmp(x->key, y->key);
}

static int load(struct book *book, day_t as_of, struct programme *out, struct error *error)
{
	struct account_detail detail = { 0 };
	int result = account_load(book, ORGANISATION_ID, 0, as_of, &detail, error);

	for (size_t i = 0; !result && i < detail.tracks.count; i++)
		result = load_part(book, detail.tracks.items[i], as_of, out, error);
	account_detail_clear(&detail);
	return result ? -1 : document_list(book, &out->documents, error);
}

int programme_load(struct book *book, day_t as_of, struct programme *out, struct error *error)
{
	int result;

	*out = (struct programme){ 0 };
	if (book_read_begin(book, error))
		return -1;
	result = load(book, as_of, out, error);
	book_read_end(book);
	if (result)
		programme_clear(out);
	else if (out->count)
		qsort(out->parts, out->count, sizeof *out->parts, compare);
	return result;
}
