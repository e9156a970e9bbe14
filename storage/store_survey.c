/* Surveys, measures, and the band that a CSM set by hand. */
#include <stdio.h>

#include "core/ids.h"
#include "storage/store_private.h"

/* A single row written or not; what all of these end with. */
static int written(struct book *book, int64_t account, int rows, bool *changed)
{
	if (rows > 0)
		book_touch(book, account);
	say_changed(changed, rows > 0);
	return rows < 0 ? -1 : 0;
}

/* ---- surveys ---- */

static int64_t survey_id(int64_t account, const struct survey_write *write)
{
	const char *kind = survey_kind_name(write->kind);
	char numbers[3][24];

	if (!has_text(write->key) && !write->contact)
		return book_new_id();
	snprintf(numbers[0], sizeof numbers[0], "%lld", (long long)account);
	snprintf(numbers[1], sizeof numbers[1], "%d", (int)write->on);
	snprintf(numbers[2], sizeof numbers[2], "%lld", (long long)write->contact);
	if (has_text(write->key))
		return id_hash("survey", numbers[0], numbers[1], kind, "key", write->key, NULL);
	return id_hash("survey", numbers[0], numbers[1], kind, "contact", numbers[2], NULL);
}

static int check_survey(const struct survey_write *write, struct error *error)
{
	if (write->kind >= SURVEY_KINDS)
		return error_set(error, ERROR_INPUT, "a survey is nps or csat");
	if (write->kind == SURVEY_NPS && write->scale != NPS_SCALE)
		return error_set(error, ERROR_INPUT, "an NPS answer is one of 0 to %d, not of a scale up to %d",
				 NPS_SCALE, write->scale);
	if (write->scale < 2 || write->scale > 1000)
		return error_set(error, ERROR_INPUT, "the scale of a survey ends at 2 to 1000, not at %d",
				 write->scale);
	if (write->score < 0 || write->score > write->scale)
		return error_set(error, ERROR_INPUT, "the score %d is not one of 0 to %d", write->score,
				 write->scale);
	return 0;
}

int survey_add(struct book *book, int64_t account, const struct survey_write *write, int64_t *id, bool *changed,
	       struct error *error)
{
	int64_t key;

	say_changed(changed, false);
	if (book_must_write(book, error) || check_survey(write, error))
		return -1;
	key = survey_id(account, write);
	if (id)
		*id = key;
	return written(book, account,
		       book_run(book, error, Q_SURVEY_PUT, "idinnnzt", account, write->on, key, (int)write->kind,
				write->score, write->scale, write->contact, text_or_null(write->comment)),
		       changed);
}

int survey_is_taken(struct book *book, int64_t account, const struct survey_write *write, struct error *error)
{
	sqlite3_stmt *st;
	int found;

	if (!write->contact)
		return 0;
	st = book_query(book, error, Q_SURVEY_TAKEN, "idi", account, write->on, survey_id(account, write));
	found = st ? book_step(book, st, error) : -1;
	if (found > 0)
		sqlite3_reset(st);
	return found;
}

/* What tells an answer of a contact from others is whose it is and when: a corrected one is told by what it is now. */
int survey_change(struct book *book, int64_t account, const struct survey *was, const struct survey_write *write,
		  int64_t *id, struct error *error)
{
	const struct survey_write then = { .on = was->on, .kind = was->kind, .contact = was->contact };
	bool natural = was->contact && survey_id(account, &then) == was->id;

	if (book_must_write(book, error) || check_survey(write, error))
		return -1;
	*id = natural && write->contact ? survey_id(account, write) : was->id;
	if (book_run(book, error, Q_SURVEY_DELETE, "idi", account, was->on, was->id) < 0)
		return -1;
	return written(book, account,
		       book_run(book, error, Q_SURVEY_PUT, "idinnnzt", account, write->on, *id, (int)write->kind,
				write->score, write->scale, write->contact, text_or_null(write->comment)),
		       NULL);
}

int survey_remove(struct book *book, int64_t account, day_t on, int64_t id, bool *changed, struct error *error)
{
	say_changed(changed, false);
	if (book_must_write(book, error))
		return -1;
	return written(book, account, book_run(book, error, Q_SURVEY_DELETE, "idi", account, on, id), changed);
}

void surveys_clear(struct surveys *surveys)
{
	for (size_t i = 0; i < surveys->count; i++) {
		free(surveys->items[i].contact_name);
		free(surveys->items[i].comment);
	}
	vec_free(surveys);
}

int survey_list(struct book *book, int64_t account, day_t as_of, struct surveys *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_SURVEY_LIST, "id", account, as_of);
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1)
		*vec_add(out) = (struct survey){
			.id = sqlite3_column_int64(st, 0),
			.on = column_day(st, 1),
			.kind = (enum survey_kind)sqlite3_column_int(st, 2),
			.score = sqlite3_column_int(st, 3),
			.scale = sqlite3_column_int(st, 4),
			.contact = sqlite3_column_int64(st, 5),
			.comment = column_copy(st, 6),
			.contact_name = column_copy(st, 7),
		};
	if (found < 0)
		surveys_clear(out);
	return found;
}

/* ---- measures ---- */

int measure_put(struct book *book, int64_t account, const char *key, day_t on, int64_t value, bool *changed,
		struct error *error)
{
	say_changed(changed, false);
	if (book_must_write(book, error))
		return -1;
	if (!has_text(key))
		return error_set(error, ERROR_INPUT, "a measure needs a key: what is measured");
	if (value > VALUE_MAX || value < -VALUE_MAX)
		return error_set(error, ERROR_INPUT, "%s: the value is too great", key);
	return written(book, account, book_run(book, error, Q_MEASURE_PUT, "itdi", account, key, on, value),
		       changed);
}

int measure_remove(struct book *book, int64_t account, const char *key, day_t on, bool *changed,
		   struct error *error)
{
	say_changed(changed, false);
	if (book_must_write(book, error))
		return -1;
	return written(book, account, book_run(book, error, Q_MEASURE_DELETE, "itd", account, key, on), changed);
}

void measures_clear(struct measures *measures)
{
	for (size_t i = 0; i < measures->count; i++)
		free(measures->items[i].key);
	vec_free(measures);
}

int measure_list(struct book *book, int64_t account, const char *key, day_t as_of, struct measures *out,
		 struct error *error)
{
	sqlite3_stmt *st = key ? book_query(book, error, Q_MEASURE_OF_KEY, "idt", account, as_of, key)
			       : book_query(book, error, Q_MEASURE_LIST, "id", account, as_of);
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1)
		*vec_add(out) = (struct measure){
			.key = column_copy(st, 0),
			.on = column_day(st, 1),
			.value = sqlite3_column_int64(st, 2),
		};
	if (found < 0)
		measures_clear(out);
	return found;
}

bool measure_trend(const struct measures *measures, size_t at, int *percent)
{
	const struct measure *latest = &measures->items[at];
	int64_t sum = 0;
	int count = 0;

	for (size_t i = at + 1; i < measures->count; i++) {
		const struct measure *before = &measures->items[i];

		if (strcmp(before->key, latest->key) != 0 || before->on < latest->on - VALUE_TREND_DAYS)
			break;
		sum += before->value;
		count++;
	}
	return value_trend(latest->value, sum, count, percent);
}

/* ---- the band by hand ---- */

void override_clear(struct override *override)
{
	free(override->who);
	free(override->reason);
	*override = (struct override){ 0 };
}

/* The latest one, whether it holds or not; 1: there is one. */
static int read_override(struct book *book, int64_t account, day_t as_of, struct override *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_OVERRIDE_STANDING, "id", account, as_of);
	int found = st ? book_step(book, st, error) : -1;

	*out = (struct override){ 0 };
	if (found < 1)
		return found;
	*out = (struct override){
		.on = column_day(st, 0),
		.until = column_day(st, 1),
		.band = (enum band)sqlite3_column_int(st, 2),
		.reason = column_copy(st, 3),
		.who = column_copy(st, 4),
	};
	out->holds = out->until >= as_of;
	sqlite3_reset(st);
	return 1;
}

int override_get(struct book *book, int64_t account, day_t as_of, struct override *out, struct error *error)
{
	int found = read_override(book, account, as_of, out, error);

	if (found > 0 && !out->holds)
		override_clear(out);
	return found < 0 ? -1 : 0;
}

int override_set(struct book *book, int64_t account, const struct override_write *write, bool *changed,
		 struct error *error)
{
	struct override held;
	bool same;

	say_changed(changed, false);
	if (book_must_write(book, error))
		return -1;
	if (write->band == BAND_UNKNOWN)
		return error_set(error, ERROR_INPUT, "a band set by hand is good, watch or risk");
	if (!has_text(write->reason))
		return error_set(error, ERROR_INPUT, "a band set by hand needs a reason");
	if (write->until < write->on)
		return error_set(error, ERROR_INPUT, "a band set by hand holds until a day that is still to come");
	if (read_override(book, account, write->on, &held, error) < 0)
		return -1;
	same = held.holds && held.band == write->band && held.until == write->until &&
	       !strcmp(held.reason, write->reason);
	override_clear(&held);
	if (same)
		return 0;
	return written(book, account,
		       book_run(book, error, Q_OVERRIDE_PUT, "iddntt", account, write->on, write->until,
				(int)write->band, write->reason, write->who),
		       changed);
}

int override_put(struct book *book, int64_t account, const struct override_write *write, bool *changed,
		 struct error *error)
{
	say_changed(changed, false);
	if (book_must_write(book, error))
		return -1;
	return written(book, account,
		       book_run(book, error, Q_OVERRIDE_PUT, "iddntt", account, write->on, write->until,
				(int)write->band, write->reason, write->who),
		       changed);
}

int overrides_list(struct book *book, int64_t account, struct overrides *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_OVERRIDE_LIST, "i", account);
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1)
		*vec_add(out) = (struct override){
			.on = column_day(st, 0),
			.until = column_day(st, 1),
			.band = (enum band)sqlite3_column_int(st, 2),
			.reason = column_copy(st, 3),
			.who = column_copy(st, 4),
		};
	if (found < 0)
		overrides_clear(out);
	return found;
}

void overrides_clear(struct overrides *overrides)
{
	for (size_t i = 0; i < overrides->count; i++)
		override_clear(&overrides->items[i]);
	vec_free(overrides);
}

int override_take_back(struct book *book, int64_t account, day_t on, const char *who, bool *changed,
		       struct error *error)
{
	struct override held;
	int rows = 0;

	say_changed(changed, false);
	if (book_must_write(book, error) || read_override(book, account, on, &held, error) < 0)
		return -1;
	/* A row that ended the day before it begins: as of an earlier day the one before still holds. */
	if (held.holds)
		rows = book_run(book, error, Q_OVERRIDE_PUT, "iddntt", account, on, on - 1, (int)held.band,
				held.reason, who);
	override_clear(&held);
	return written(book, account, rows, changed);
}
