#include "storage/derived.h"

#include <string.h>

#include "core/ids.h"
#include "storage/flag_pass.h"
#include "storage/today_private.h"

/* ---- making them ---- */

static int flags_of(const struct position *position)
{
	return position->completed | position->passed << 1;
}

static int scale_flag(const struct health *health)
{
	return health->scorecard->scale == 10 ? FLAG_OF_TEN : 0;
}

static int derive_lenses(struct facts_reader *reader, day_t day, struct derived *out, struct derived_lenses *lenses,
			 struct error *error)
{
	for (size_t i = 0; i < reader->tracks.count; i++) {
		int64_t track = reader->tracks.items[i];
		struct derived_lens *lens;

		if (track == reader->main)
			continue;
		if (facts_lens(reader, track, error))
			return -1;
		if (reader->lens.track->subject != SUBJECT_ACCOUNT)
			continue;
		lens = vec_add(lenses);
		lens->track = track;
		facts_lens_position(reader, day, &lens->position);
		out->lenses++;
	}
	return 0;
}

static const char *or_none(const char *text)
{
	return text ? text : "";
}

/* What the scorecard calls the band where that is not the plain word. */
static const char *label_of(const struct health *health)
{
	const char *plain = band_name(health->band);

	return health->label == plain || !strcmp(health->label, plain) ? NULL : health->label;
}

/* What becomes of its flags. */
static int derive_flags(struct facts_reader *reader, day_t day, const struct scored *scored, struct derived *out,
			struct error *error)
{
	if (reader->id == ORGANISATION_ID)
		return 0;
	if (!reader->flags)
		reader->flags = flag_pass_begin(reader->book, day, true, error);
	if (!reader->flags || flag_pass_next(reader->flags, reader, scored, error))
		return -1;
	out->flag_changes = flag_pass_changes(reader->flags);
	return 0;
}

/* What could be done on it. */
static int derive_today(struct facts_reader *reader, struct scored *scored, struct derived *out,
			struct error *error)
{
	struct today_entries entries = { 0 };
	struct buf bytes = { 0 };
	int status;

	if (reader->id == ORGANISATION_ID)
		return 0;
	status = today_of(reader, scored, reader->flags, &entries, error);
	if (!status && entries.count) {
		today_pack(&entries, &bytes);
		out->today_size = bytes.size;
		out->today = buf_take(&bytes);
	}
	vec_free(&entries);
	return status;
}

int derive(struct facts_reader *reader, day_t day, struct derived *out, struct derived_lenses *lenses,
	   struct error *error)
{
	struct text_fact texts = facts_texts(reader, day);
	const struct track *track = reader->facts.track;
	struct scored scored;
	const struct position *position = &scored.position;

	facts_score(reader, day, &scored);
	*out = (struct derived){
		.account = reader->id,
		.day = day,
		.name = reader->name,
		.name_key = reader->name_key,
		.segment = or_none(texts.segment),
		.csm = or_none(texts.csm),
		.currency = or_none(reader->currency),
		.status = scored.view.status,
		.has_arr = scored.view.has_arr,
		.arr = scored.view.has_arr ? scored.view.arr : 0,
		.renewal = scored.view.renewal,
		.has_track = track != NULL,
		.track = track ? track->id : 0,
		.stage = track ? position->stage + 1 : 0,
		.flags = flags_of(position) | scale_flag(&scored.health),
		.settled = position->settled,
		.required = position->required,
		.since = track ? position->since : DAY_NONE,
		.pace = position->pace,
		.next = track && position->next >= 0 ? track->milestones[position->next].id : 0,
		.hundredths = scored.health.hundredths,
		.band = scored.health.band,
		.confidence = scored.health.confidence,
		.trend = scored.trend,
		.last_touch = scored.last_touch,
		.at_stake = scored.at_stake,
		.cause = scored.health.cause,
		.computed = scored.health.computed,
		.label = label_of(&scored.health),
		.card = scored.card,
	};
	if (derive_flags(reader, day, &scored, out, error) || derive_today(reader, &scored, out, error))
		return -1;
	return derive_lenses(reader, day, out, lenses, error);
}

void derived_keep(struct derived *derived, struct arena *arena)
{
	derived->name = arena_copy(arena, derived->name);
	derived->name_key = arena_copy(arena, derived->name_key);
	derived->segment = arena_copy(arena, derived->segment);
	derived->csm = arena_copy(arena, derived->csm);
	derived->currency = arena_copy(arena, derived->currency);
}

void derived_free(struct derived *derived)
{
	flag_changes_free(derived->flag_changes);
	derived->flag_changes = NULL;
	free(derived->today);
	derived->today = NULL;
}

/* ---- writing them ---- */

static void bind_or_null(sqlite3_stmt *st, int at, bool known, int64_t value)
{
	if (known)
		sqlite3_bind_int64(st, at, value);
	else
		sqlite3_bind_null(st, at);
}

static int write_row(struct book *book, const struct derived *d, bool first, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, first ? Q_CACHE_INSERT : Q_CACHE_PUT, "idttttnt", d->account,
				      d->day, d->name, d->name_key, d->segment, d->csm, (int)d->status,
				      d->currency);

	if (!st)
		return -1;
	bind_or_null(st, 9, d->has_arr, d->arr);
	bind_or_null(st, 10, d->renewal != DAY_NONE, d->renewal);
	bind_or_null(st, 11, d->has_track, d->track);
	sqlite3_bind_int(st, 12, d->stage);
	sqlite3_bind_int(st, 13, d->flags);
	sqlite3_bind_int(st, 14, d->settled);
	sqlite3_bind_int(st, 15, d->required);
	bind_or_null(st, 16, d->since != DAY_NONE, d->since);
	sqlite3_bind_int(st, 17, (int)d->pace);
	bind_or_null(st, 18, d->next != 0, d->next);
	bind_or_null(st, 19, d->hundredths != HEALTH_UNKNOWN, d->hundredths);
	sqlite3_bind_int(st, 20, (int)d->band);
	sqlite3_bind_int(st, 21, d->confidence);
	bind_or_null(st, 22, d->trend != TREND_NONE, d->trend);
	bind_or_null(st, 23, d->last_touch != DAY_NONE, d->last_touch);
	bind_or_null(st, 24, d->at_stake >= 0, d->at_stake);
	sqlite3_bind_int(st, 25, (int)d->cause);
	sqlite3_bind_int(st, 26, (int)d->computed);
	sqlite3_bind_text(st, 27, d->label, -1, SQLITE_STATIC); /* NULL is none */
	return book_step(book, st, error);
}

static int write_today(struct book *book, const struct derived *derived, bool first, struct error *error)
{
	sqlite3_stmt *st;

	if (!derived->today)
		return first ? 0 : book_run(book, error, Q_TODAY_DELETE, "i", derived->account) < 0 ? -1 : 0;
	st = book_query(book, error, Q_TODAY_PUT, "i", derived->account);
	if (!st)
		return -1;
	sqlite3_bind_blob(st, 2, derived->today, (int)derived->today_size, SQLITE_STATIC);
	return book_step(book, st, error) < 0 ? -1 : 0;
}

int derived_write(struct book *book, const struct derived *derived, const struct derived_lens *lenses, bool first,
		  struct error *error)
{
	if (write_row(book, derived, first, error) ||
	    flag_changes_write(book, derived->account, derived->flag_changes, error) ||
	    write_today(book, derived, first, error) ||
	    (!first && book_run(book, error, Q_LENS_DELETE, "i", derived->account) < 0))
		return -1;
	for (size_t i = 0; i < derived->lenses; i++) {
		const struct position *position = &lenses[i].position;

		if (book_run(book, error, Q_LENS_PUT, "iinnnn", derived->account, lenses[i].track,
			     position->stage + 1, flags_of(position), position->settled, position->required) < 0)
			return -1;
	}
	return 0;
}
