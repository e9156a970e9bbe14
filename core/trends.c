#include "core/trends.h"

#include <stdlib.h>
#include <string.h>

#include "core/xalloc.h"

enum { TENTHS = 10 };

day_t trend_last_day(const struct number_period *period)
{
	return period->end - 1;
}

int64_t trend_share(int64_t part, int64_t factor, int64_t whole)
{
	__int128 twice = (__int128)part * factor * 2;

	return (int64_t)((twice + (twice < 0 ? -whole : whole)) / ((__int128)whole * 2));
}

/* ---- NPS ---- */

struct answering {
	int period;
	trend_answer_each *each;
	void *data;
};

static void tell_answer(void *data, const struct survey_fact *survey)
{
	struct answering *answering = data;

	answering->each(answering->data,
			&(struct trend_answer){ answering->period, nps_side(survey->score), survey });
}

void trend_answers(const struct survey_fact *surveys, size_t survey_count, int window,
		   const struct number_period *periods, int count, trend_answer_each *each, void *data)
{
	struct answering answering = { 0, each, data };

	for (; answering.period < count && survey_count; answering.period++)
		surveys_standing(surveys, survey_count, SURVEY_NPS, trend_last_day(&periods[answering.period]),
				 window, tell_answer, &answering);
}

bool trend_nps(const int64_t sides[NPS_SIDES], int64_t *tenths)
{
	int64_t count = sides[NPS_PROMOTER] + sides[NPS_PASSIVE] + sides[NPS_DETRACTOR];

	if (count <= 0)
		return false;
	*tenths = trend_share(sides[NPS_PROMOTER] - sides[NPS_DETRACTOR], INT64_C(100) * TENTHS, count);
	return true;
}

/* ---- adoption ---- */

/* The latest of a measure on or before a day; NULL: none. */
static const struct measure_fact *latest_of(const struct measure_fact *measures, size_t count, int key, day_t last)
{
	const struct measure_fact *latest = NULL;

	for (size_t i = 0; i < count; i++) {
		const struct measure_fact *fact = &measures[i];

		if (fact->key == key && fact->on <= last &&
		    (!latest || fact->on > latest->on || (fact->on == latest->on && fact->value > latest->value)))
			latest = fact;
	}
	return latest;
}

void trend_seats(const struct measure_fact *measures, size_t measure_count, int active, int licensed,
		 int fresh_days, const struct number_period *periods, int count, trend_seats_each *each, void *data)
{
	for (int p = 0; p < count && measure_count; p++) {
		day_t last = trend_last_day(&periods[p]), on;
		const struct measure_fact *used = latest_of(measures, measure_count, active, last);
		const struct measure_fact *bought = latest_of(measures, measure_count, licensed, last);
		struct trend_seats seats = { .period = p };

		if (!used || !bought)
			continue;
		on = used->on < bought->on ? used->on : bought->on;
		if (fresh_days > 0 && (int64_t)last - on > fresh_days)
			continue;
		seats.active = trend_share(used->value, 1, VALUE_SCALE);
		seats.licensed = trend_share(bought->value, 1, VALUE_SCALE);
		seats.on = on;
		if (seats.licensed > 0)
			each(data, &seats);
	}
}

/* ---- stages ---- */

static day_t later(day_t a, day_t b)
{
	return a > b ? a : b;
}

void trend_stays(const struct view *view, trend_stay_each *each, void *data)
{
	struct stage_tally tallies[TRACK_MAX_STAGES];
	const struct track *track = view->track;
	struct position position;
	int through;

	if (!track || track->reading != READING_PROGRESS || !track->stage_count || view->start == DAY_NONE)
		return;
	for (int s = 0; s < track->stage_count; s++)
		track_tally(track, s, view->standing, &tallies[s]);
	track_position_tallied(track, tallies, view->standing, view->passes, view->start, &pace_limits_default,
			       view->as_of, &position);
	through = position.completed ? track->stage_count : position.stage;
	for (int s = 0; s < through; s++) {
		struct trend_stay stay = {
			.stage = s,
			.entered = later(view->start, track_entered(tallies, view->passes, s)),
			.left = later(view->start, track_entered(tallies, view->passes, s + 1)),
		};

		stay.passage = stay.left > view->start ? STAGE_THROUGH : STAGE_BEYOND;
		stay.days = stay.left - stay.entered;
		each(data, &stay);
	}
	if (!position.completed && view->status != STATUS_CHURNED)
		each(data,
		     &(struct trend_stay){ position.stage, STAGE_NOW, position.since, view->as_of, position.days });
}

bool trend_mean(const struct trend_days *days, int64_t *tenths)
{
	int64_t sum = 0;

	if (!days->count)
		return false;
	for (size_t i = 0; i < days->count; i++)
		sum += days->items[i];
	*tenths = trend_share(sum, TENTHS, (int64_t)days->count);
	return true;
}

static int compare_days(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return (x > y) - (x < y);
}

bool trend_median(struct trend_days *days, int64_t *tenths)
{
	size_t middle = days->count / 2;

	if (!days->count)
		return false;
	qsort(days->items, days->count, sizeof *days->items, compare_days);
	*tenths = (int64_t)days->items[middle] * TENTHS;
	if (days->count % 2 == 0)
		*tenths = ((int64_t)days->items[middle - 1] + days->items[middle]) * TENTHS / 2;
	return true;
}

/* ---- milestones ---- */

void trend_milestones(const struct view *view, const struct number_period *periods, int count,
		      trend_milestone_each *each, void *data)
{
	const struct track *track = view->track;

	if (!track || track->reading == READING_DIAGNOSIS)
		return;
	for (int m = 0; m < track->milestone_count; m++) {
		struct trend_milestone settled = {
			.milestone = m,
			.required = track->milestones[m].required,
			.on = view->standing[m].on,
		};

		if (view->standing[m].answer != ANSWER_YES || track->milestones[m].home ||
		    settled.on < periods[0].start)
			continue;
		while (settled.period < count && settled.on >= periods[settled.period].end)
			settled.period++;
		if (settled.period < count)
			each(data, &settled);
	}
}

/* ---- bands ---- */

const char *trend_band_name(enum trend_band band, bool row)
{
	static const char *const names[] = { "good", "watch", "risk", "unknown" };

	return band == TREND_NEW ? (row ? "new" : "gone") : names[band];
}

static enum trend_band trend_band_of(enum band band)
{
	return band == BAND_GOOD    ? TREND_GOOD
	       : band == BAND_WATCH ? TREND_WATCH
	       : band == BAND_RISK  ? TREND_RISK
				    : TREND_UNKNOWN;
}

bool trend_move(const struct trend_ends *ends, enum trend_band *from, enum trend_band *to, int64_t *minor)
{
	bool before = ends->opening > 0, after = ends->closing > 0;

	*from = before ? trend_band_of(ends->band_from) : TREND_NEW;
	*to = after ? trend_band_of(ends->band_to) : TREND_GONE;
	*minor = before ? ends->opening : ends->closing;
	return before || after;
}

/* ---- sums ---- */

void trend_start(struct trend_table *table, int columns, int figures)
{
	*table = (struct trend_table){ .columns = columns, .figures = figures };
}

void trend_free(struct trend_table *table)
{
	for (size_t i = 0; i < table->rows.count; i++) {
		free(table->rows.items[i].name);
		free(table->rows.items[i].sums);
	}
	vec_free(&table->rows);
}

static bool same_name(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

static struct trend_row *row_of(struct trend_table *table, const char *name)
{
	struct trend_row *row;

	if (table->last < table->rows.count && same_name(table->rows.items[table->last].name, name))
		return &table->rows.items[table->last];
	for (table->last = 0; table->last < table->rows.count; table->last++)
		if (same_name(table->rows.items[table->last].name, name))
			return &table->rows.items[table->last];
	row = vec_add(&table->rows);
	row->name = xstrdup(name);
	row->sums = xcalloc((size_t)table->columns * (size_t)table->figures, sizeof *row->sums);
	return row;
}

void trend_add(struct trend_table *table, const char *name, int column, int figure, int64_t value)
{
	row_of(table, name)->sums[column * table->figures + figure] += value;
}

static int compare_rows(const void *a, const void *b)
{
	const char *x = ((const struct trend_row *)a)->name, *y = ((const struct trend_row *)b)->name;

	if (!x || !y)
		return (x == NULL) - (y == NULL);
	return strcmp(x, y);
}

void trend_sort(struct trend_table *table)
{
	if (table->rows.count)
		qsort(table->rows.items, table->rows.count, sizeof *table->rows.items, compare_rows);
	table->last = 0;
}

int64_t trend_sum(const struct trend_table *table, size_t row, int column, int figure)
{
	int64_t sum = 0;

	for (size_t i = 0; i < table->rows.count; i++)
		if (row == TREND_WHOLE || row == i)
			sum += table->rows.items[i].sums[column * table->figures + figure];
	return sum;
}
