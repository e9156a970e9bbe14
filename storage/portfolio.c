/* The portfolio from the cache: order, windows, totals; and every account of any date. */
#include "storage/portfolio.h"

#include <string.h>

#include "core/ids.h"
#include "core/text.h"
#include "storage/derived.h"
#include "storage/facts_read.h"
#include "storage/tracks.h"

enum { SLICE = 500 }; /* accounts read between two calls to the reader's function */

static int collect_ids(struct book *book, sqlite3_stmt *st, struct ids *out, struct error *error)
{
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1)
		*vec_add(out) = sqlite3_column_int64(st, 0);
	return found;
}

int portfolio_search(struct book *book, const char *text, struct ids *out, struct error *error)
{
	char *folded = text_fold(text);
	int result = collect_ids(book, book_query(book, error, Q_SEARCH_NAMES, "t", folded), out, error);

	free(folded);
	return result;
}

static char *copy_or_null(sqlite3_stmt *st, int column)
{
	const char *text = column_string(st, column);

	return text && *text ? xstrdup(text) : NULL;
}

static const char *stage_name(const struct track *track, int index)
{
	return index < 1 || index > track->stage_count ? "none" : track->stages[index - 1].name;
}

/* The next milestone: the track's own, or another's that is evidence here. */
static int row_next(struct book *book, const struct track *track, int64_t id, struct account_row *out,
		    struct error *error)
{
	const struct track *home = track;
	int at = track_find_id(track, id), found = at >= 0;

	if (!found && id)
		found = track_of_milestone(book, id, &home, &at, error);
	if (found < 1)
		return found;
	out->next_key = home == track ? xstrdup(home->milestones[at].key)
				      : xasprintf("%s/%s", home->key, home->milestones[at].key);
	out->next_question = xstrdup(home->milestones[at].question);
	return 0;
}

static int row_track(struct book *book, sqlite3_stmt *st, struct account_row *out, struct error *error)
{
	const struct track *track;

	if (sqlite3_column_type(st, 9) == SQLITE_NULL)
		return 0;
	if (track_get(book, sqlite3_column_int64(st, 9), &track, error))
		return -1;
	out->track = xstrdup(track->key);
	out->stage_index = sqlite3_column_int(st, 10);
	out->stage_count = track->stage_count;
	out->stage = xstrdup(stage_name(track, out->stage_index));
	out->completed = sqlite3_column_int(st, 11) & 1;
	out->passed = sqlite3_column_int(st, 11) & 2;
	out->settled = sqlite3_column_int(st, 12);
	out->required = sqlite3_column_int(st, 13);
	out->stage_since = column_day(st, 14);
	if (out->stage_since != DAY_NONE)
		out->days = sqlite3_column_int(st, 1) - out->stage_since;
	out->pace = (enum pace)sqlite3_column_int(st, 15);
	return row_next(book, track, sqlite3_column_int64(st, 16), out, error);
}

/* Where it stands on the track shown beside the main one. */
static int row_lens(struct book *book, sqlite3_stmt *st, struct account_row *out, struct error *error)
{
	int64_t lens = book->options.lens;
	bool is_main = lens && sqlite3_column_int64(st, 9) == lens;
	const struct track *track;

	if (!is_main && sqlite3_column_type(st, 26) == SQLITE_NULL)
		return 0;
	if (track_get(book, lens, &track, error))
		return -1;
	out->lens_index = is_main ? out->stage_index : sqlite3_column_int(st, 26);
	out->lens_count = track->stage_count;
	out->lens = xstrdup(stage_name(track, out->lens_index));
	out->lens_completed = is_main ? out->completed : sqlite3_column_int(st, 27) & 1;
	out->lens_passed = is_main ? out->passed : sqlite3_column_int(st, 27) & 2;
	return 0;
}

/* The row in the statement; its columns are those of cache_get. */
static int read_row(struct book *book, sqlite3_stmt *st, struct account_row *out, struct error *error)
{
	const char *currency = column_string(st, 6);

	*out = (struct account_row){
		.id = sqlite3_column_int64(st, 0),
		.name = column_copy(st, 2),
		.segment = copy_or_null(st, 3),
		.csm = copy_or_null(st, 4),
		.status = (enum account_status)sqlite3_column_int(st, 5),
		.has_arr = sqlite3_column_type(st, 7) != SQLITE_NULL,
		.arr.minor = sqlite3_column_int64(st, 7),
		.renewal = column_day(st, 8),
		.stage_since = DAY_NONE,
		.days = -1,
		.health = sqlite3_column_type(st, 17) == SQLITE_NULL ? HEALTH_UNKNOWN : sqlite3_column_int(st, 17),
		.scale = sqlite3_column_int(st, 11) & FLAG_OF_TEN ? 10 : 100,
		.band = (enum band)sqlite3_column_int(st, 18),
		.confidence = sqlite3_column_int(st, 19),
		.trend = sqlite3_column_type(st, 20) == SQLITE_NULL ? TREND_NONE : sqlite3_column_int(st, 20),
		.last_touch = column_day(st, 21),
		.at_stake = sqlite3_column_type(st, 22) == SQLITE_NULL ? -1 : sqlite3_column_int64(st, 22),
		.source = column_copy(st, 23),
		.external_id = column_copy(st, 24),
		.start = column_day(st, 25),
		.band_cause = (enum band_cause)sqlite3_column_int(st, 28),
		.computed = (enum band)sqlite3_column_int(st, 29),
		.label = column_copy(st, 30),
	};
	strncpy(out->arr.currency, currency ? currency : "", CURRENCY_SIZE - 1);
	return row_track(book, st, out, error) || row_lens(book, st, out, error) ? -1 : 0;
}

int portfolio_rows(struct book *book, const int64_t *ids, size_t count, struct account_row *rows,
		   struct error *error)
{
	int result = book_read_begin(book, error);

	if (result)
		return -1;
	for (size_t i = 0; i < count; i++)
		account_row_clear(&rows[i]);
	for (size_t i = 0; i < count && !result; i++) {
		sqlite3_stmt *st = book_query(book, error, Q_CACHE_GET, "ii", ids[i], book->options.lens);
		int found = st ? book_step(book, st, error) : -1;

		if (found == 1 && read_row(book, st, &rows[i], error))
			found = -1;
		if (st)
			sqlite3_reset(st);
		result = found < 0 ? -1 : 0;
	}
	book_read_end(book);
	return result;
}

struct slice {
	struct account_row rows[SLICE];
	int count;
};

static int cached_slice(struct book *book, int64_t after, struct slice *slice, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_CACHE_EACH, "ini", after, SLICE, book->options.lens);
	int found = -1;

	while (st && slice->count < SLICE && (found = book_step(book, st, error)) == 1)
		if (read_row(book, st, &slice->rows[slice->count++], error))
			found = -1;
	if (st)
		sqlite3_reset(st);
	return found < 0 ? -1 : 0;
}

static int computed_slice(struct book *book, int64_t after, day_t as_of, struct slice *slice, struct error *error)
{
	struct facts_reader reader = { 0 };
	struct scored scored;
	int found = facts_begin(&reader, book, after + 1, INT64_MAX, error) ? -1 : 1;

	while (found > 0 && slice->count < SLICE && (found = facts_next(&reader, 0, error)) == 1) {
		facts_score(&reader, as_of, &scored);
		if (facts_row(&reader, as_of, &scored, &slice->rows[slice->count++], error))
			found = -1;
	}
	facts_end(&reader);
	return found < 0 ? -1 : 0;
}

static int read_slice(struct book *book, int64_t after, day_t as_of, struct slice *slice, struct error *error)
{
	day_t day;
	int result;

	if (book_read_begin(book, error))
		return -1;
	result = cache_day(book, &day, error);
	if (!result)
		result = day == as_of ? cached_slice(book, after, slice, error)
				      : computed_slice(book, after, as_of, slice, error);
	book_read_end(book);
	return result;
}

int portfolio_each(struct book *book, day_t as_of, bool (*each)(void *data, const struct account_row *row),
		   void *data, struct error *error)
{
	struct slice *slice = xcalloc(1, sizeof *slice);
	int64_t after = ORGANISATION_ID; /* those of accounts are greater */
	bool going = true;
	int result = 0;

	/* Nothing is locked while each() runs: it may write to a pipe that nobody reads yet. */
	while (going && !result) {
		result = read_slice(book, after, as_of, slice, error);
		if (slice->count)
			after = slice->rows[slice->count - 1].id;
		going = slice->count == SLICE;
		for (int i = 0; i < slice->count; i++) {
			if (!result && !each(data, &slice->rows[i]))
				going = false, result = 1;
			account_row_clear(&slice->rows[i]);
		}
		slice->count = 0;
	}
	free(slice);
	return result < 0 ? -1 : 0;
}

static void add_totals(struct totals *out, const char *currency, int64_t arr, bool risk)
{
	int at;

	for (at = 0; at < out->count; at++)
		if (!strcmp(out->sums[at].currency, currency))
			break;
	if (at == TOTALS_MAX)
		return;
	if (at == out->count) {
		strncpy(out->sums[at].currency, currency, CURRENCY_SIZE - 1);
		out->count++;
	}
	out->sums[at].arr += arr;
	if (risk)
		out->sums[at].arr_at_risk += arr;
}

int portfolio_totals(struct book *book, struct totals *out, struct error *error)
{
	sqlite3_stmt *st;
	int found = -1;

	*out = (struct totals){ 0 };
	if (cache_day(book, &out->day, error))
		return -1;
	st = book_query(book, error, Q_ROLLUP_TOTALS, "");
	while (st && (found = book_step(book, st, error)) == 1) {
		int64_t accounts = sqlite3_column_int64(st, 3);
		bool churned = sqlite3_column_int(st, 1) == STATUS_CHURNED;
		bool risk = !churned && sqlite3_column_int(st, 2) == BAND_RISK;

		*(churned ? &out->churned : &out->accounts) += accounts;
		if (risk)
			out->at_risk += accounts;
		if (!churned)
			add_totals(out, column_string(st, 0), sqlite3_column_int64(st, 4), risk);
	}
	/* The largest first; amounts without a currency are none. */
	for (int i = 1; i < out->count; i++)
		for (int j = i; j > 0 && out->sums[j].arr > out->sums[j - 1].arr; j--) {
			struct totals swap = { .sums[0] = *&out->sums[j] };

			out->sums[j] = out->sums[j - 1];
			out->sums[j - 1] = swap.sums[0];
		}
	return found;
}
