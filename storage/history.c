#include "storage/history.h"

#include <stdio.h>

#include "storage/book_private.h"
#include "storage/journal.h"

enum {
	CARD_SIZE = 200,
	/* So many days of accounts are replayed to tell what they brought: an action is to stay quick, a refresh takes
	 * its time, and neither may take as long as all accounts over years would. */
	ACTION_DAYS = 100,
	REFRESH_DAYS = 5000,
};

bool shown_same(const struct shown *a, const struct shown *b)
{
	return a->hundredths == b->hundredths && a->band == b->band && a->confidence == b->confidence;
}

/* What stood before today, and what today has already. */
struct kept {
	bool has_before, has_today;
	day_t before_on;
	struct shown before, today;
};

static struct shown read_shown(sqlite3_stmt *st)
{
	return (struct shown){
		.hundredths = sqlite3_column_type(st, 1) == SQLITE_NULL ? HEALTH_UNKNOWN
									: sqlite3_column_int(st, 1),
		.band = sqlite3_column_int(st, 2),
		.confidence = sqlite3_column_int(st, 3),
	};
}

static int read_kept(struct book *book, int64_t account, struct kept *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_HISTORY_LATEST, "id", account, book->options.today);
	int found = -1;

	*out = (struct kept){ 0 };
	while (st && !out->has_before && (found = book_step(book, st, error)) == 1) {
		if (sqlite3_column_int(st, 0) == book->options.today) {
			out->has_today = true;
			out->today = read_shown(st);
		} else {
			out->has_before = true;
			out->before_on = sqlite3_column_int(st, 0);
			out->before = read_shown(st);
		}
	}
	if (st)
		sqlite3_reset(st);
	return found < 0 ? -1 : 0;
}

static int put_row(struct book *book, const struct shown *shown, bool keep_cause, struct error *error)
{
	char card[CARD_SIZE];
	sqlite3_stmt *st;

	snprintf(card, sizeof card, "%s %s", shown->card->name, shown->card->version);
	st = book_query(book, error, Q_HISTORY_PUT, "idinntnn", shown->account, book->options.today,
			(int64_t)shown->hundredths, shown->band, shown->confidence, card, (int)keep_cause,
			shown->card->scale);
	if (!st)
		return -1;
	if (shown->hundredths == HEALTH_UNKNOWN)
		sqlite3_bind_null(st, 3);
	return book_step(book, st, error);
}

static int keep_one(struct book *book, const struct shown *shown, struct error *error)
{
	struct kept kept;
	bool moved, news, back;

	if (read_kept(book, shown->account, &kept, error))
		return -1;
	if (kept.has_before && shown_same(&kept.before, shown))
		return kept.has_today && book_run(book, error, Q_HISTORY_DELETE, "id", shown->account,
						  book->options.today) < 0
			       ? -1
			       : 0;
	if (kept.has_today && shown_same(&kept.today, shown))
		return 0;
	/* The cause is that of the day's last change of band that did not just lead a part of the way back. */
	moved = kept.has_before && kept.before.band != shown->band;
	back = kept.has_today && kept.today.band != kept.before.band &&
	       (kept.today.band < shown->band) == (kept.before.band > shown->band);
	news = moved && !back && (!kept.has_today || kept.today.band != shown->band);
	if (moved)
		*vec_add(&book->band_changes) = (struct band_change){
			.account = shown->account,
			.since = kept.before_on,
			.hundredths = kept.before.hundredths,
			.news = news,
		};
	return put_row(book, shown, moved && !news, error);
}

int history_keep(struct book *book, const struct shown *shown, size_t count, struct error *error)
{
	for (size_t i = 0; i < count; i++)
		if (keep_one(book, &shown[i], error))
			return -1;
	return 0;
}

/* The cause of one change, within the days that may still be replayed. */
static int keep_cause(struct book *book, const struct band_change *change, const char *cause, int *days,
		      struct error *error)
{
	struct buf told = { 0 };
	int result = 0;

	if (change->since < book->options.today && book->options.today - change->since <= *days) {
		*days -= book->options.today - change->since;
		result = history_say_days(book, change, cause != NULL || !change->news, &told, error);
	}
	/* What an earlier act of the day did stays its cause, unless by now the days did it. */
	if (!result && (change->news || told.size))
		result = book_run(book, error, Q_HISTORY_CAUSE, "idt", change->account, book->options.today,
				  told.size ? buf_text(&told)
				  : cause   ? cause
					    : "days passed") < 0
				 ? -1
				 : 0;
	buf_free(&told);
	return result;
}

int history_cause(struct book *book, const char *cause, struct error *error)
{
	int days = cause ? ACTION_DAYS : REFRESH_DAYS;

	for (size_t i = 0; i < book->band_changes.count; i++)
		if (keep_cause(book, &book->band_changes.items[i], cause, &days, error))
			return -1;
	vec_clear(&book->band_changes);
	return 0;
}

/* ---- reading ---- */

int history_list(struct book *book, int64_t account, day_t from, day_t to, struct score_rows *out,
		 struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_HISTORY_LIST, "iii", account,
				      from == DAY_NONE ? INT64_MIN : (int64_t)from, (int64_t)to);
	size_t first = out->count;
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		struct shown shown = read_shown(st);

		*vec_add(out) = (struct score_row){
			.on = sqlite3_column_int(st, 0),
			.hundredths = shown.hundredths,
			.band = (enum band)shown.band,
			.confidence = shown.confidence,
			.scorecard = column_copy(st, 4),
			.cause = column_copy(st, 5),
			.scale = sqlite3_column_int(st, 6),
		};
	}
	/* Names are looked up when no row is being read. */
	for (size_t i = first; found == 0 && i < out->count; i++) {
		char *template = out->items[i].cause;

		if (!template)
			continue;
		out->items[i].cause = journal_sentence(book, template, error);
		free(template);
	}
	return found;
}

void score_rows_clear(struct score_rows *rows)
{
	for (size_t i = 0; i < rows->count; i++) {
		free(rows->items[i].scorecard);
		free(rows->items[i].cause);
	}
	vec_free(rows);
}
