#include "core/play.h"

#include <string.h>

#include "core/vec.h"

/* ---- words ---- */

static const char *const anchor_names[ANCHORS] = { "none", "opened", "renewal", "start", "review" };

const char *anchor_name(enum anchor anchor)
{
	return anchor < ANCHORS ? anchor_names[anchor] : "";
}

bool anchor_from_name(const char *name, enum anchor *anchor)
{
	for (int i = 0; i < ANCHORS; i++)
		if (!strcmp(name, anchor_names[i])) {
			*anchor = (enum anchor)i;
			return true;
		}
	return false;
}

const char *severity_name(enum severity severity)
{
	static const char *const names[] = { "info", "warn", "urgent" };

	return severity <= SEVERITY_URGENT ? names[severity] : "";
}

const char *flag_state_name(enum flag_state state)
{
	static const char *const names[] = { "quiet", "open", "snoozed", "closed" };

	return state <= FLAG_CLOSED ? names[state] : "";
}

/* ---- by key ---- */

const struct flag *playbooks_flag(const struct playbooks *books, const char *key)
{
	for (size_t b = 0; b < books->count; b++)
		for (int i = 0; i < books->items[b]->flag_count; i++)
			if (!strcmp(books->items[b]->flags[i].key, key))
				return &books->items[b]->flags[i];
	return NULL;
}

const struct play_template *playbooks_play(const struct playbooks *books, const char *key)
{
	for (size_t b = 0; b < books->count; b++)
		for (int i = 0; i < books->items[b]->play_count; i++)
			if (!strcmp(books->items[b]->plays[i].key, key))
				return &books->items[b]->plays[i];
	return NULL;
}

const struct ask_template *playbooks_ask(const struct playbooks *books, const char *key)
{
	for (size_t b = 0; b < books->count; b++)
		for (int i = 0; i < books->items[b]->ask_count; i++)
			if (!strcmp(books->items[b]->asks[i].key, key))
				return &books->items[b]->asks[i];
	return NULL;
}

/* ---- dates of tasks ---- */

day_t anchor_day(const struct anchors *anchors, enum anchor anchor)
{
	switch (anchor) {
	case ANCHOR_OPENED:
		return anchors->opened;
	case ANCHOR_RENEWAL:
		return anchors->renewal;
	case ANCHOR_START:
		return anchors->start;
	case ANCHOR_REVIEW:
		return anchors->review;
	default:
		return DAY_NONE;
	}
}

day_t task_due(const struct anchors *anchors, enum anchor anchor, int offset)
{
	day_t day = anchor_day(anchors, anchor);
	int64_t due = (int64_t)day + offset;

	if (day == DAY_NONE)
		return DAY_NONE;
	/* beyond the calendar there are no days to be due on */
	if (due < date_from_civil(1, 1, 1) || due > date_from_civil(9999, 12, 31))
		return DAY_NONE;
	/* a play that began late has its first steps to do now, not long ago */
	return anchors->opened != DAY_NONE && due < anchors->opened ? anchors->opened : (day_t)due;
}

/* ---- how a flag stands ---- */

/* Whether it has been quiet for long enough; on the day itself it never has. */
static bool delay_over(const struct flag *flag, const struct firing *last, day_t today)
{
	day_t since = last->closed;

	if (last->cleared != DAY_NONE && (since == DAY_NONE || last->cleared > since))
		since = last->cleared;
	return today > since && (int64_t)today - since >= flag->retrigger_days;
}

enum flag_event flag_next(const struct flag *flag, const struct firing *last, bool holds, day_t today)
{
	if (!last)
		return holds ? FLAG_FIRES : FLAG_STAYS;
	if (last->fired > today)
		return FLAG_STAYS; /* looked at from before: nothing is known to have happened */
	if (!holds) {
		if (last->cleared != DAY_NONE)
			return FLAG_STAYS;
		return last->fired == today ? FLAG_FORGOTTEN : FLAG_CLEARS;
	}
	if (last->cleared == today)
		return FLAG_RETURNS;
	if (last->cleared == DAY_NONE && last->closed == DAY_NONE)
		return FLAG_STAYS;
	return delay_over(flag, last, today) ? FLAG_FIRES : FLAG_STAYS;
}

enum flag_state flag_state(const struct firing *last, day_t today)
{
	if (!last || last->fired > today)
		return FLAG_QUIET;
	if (last->closed != DAY_NONE && last->closed <= today)
		return FLAG_CLOSED;
	if (last->cleared != DAY_NONE && last->cleared <= today)
		return FLAG_QUIET;
	return last->snoozed_until != DAY_NONE && last->snoozed_until > today ? FLAG_SNOOZED : FLAG_OPEN;
}

/* ---- how plays did ---- */

static int compare_runs(const void *a, const void *b)
{
	const struct play_run *const *x = a, *const *y = b;

	return strcmp((*x)->template, (*y)->template);
}

static int64_t rounded_mean(__int128 sum, int count)
{
	__int128 half = count / 2, mean;

	/* half away from 0: of an odd count there is no exact half */
	mean = (sum < 0 ? sum - half : sum + half) / count;
	return mean > INT64_MAX ? INT64_MAX : mean < -INT64_MAX ? -INT64_MAX : (int64_t)mean;
}

static void assess_one(const struct play_run *run, struct play_record *record, __int128 *sum)
{
	__int128 change = (__int128)run->close - run->open;

	record->runs++;
	record->closed += run->closed;
	if (!run->closed || !run->has_open || !run->has_close || !run->better)
		return;
	change *= run->better > 0 ? 1 : -1;
	record->measured++;
	record->improved += change > 0;
	record->same += change == 0;
	record->worse += change < 0;
	*sum += change;
}

void plays_assess(const struct play_run *runs, size_t count, struct play_records *out)
{
	const struct play_run **order = xcalloc(count ? count : 1, sizeof *order);
	struct play_record *record = NULL;
	__int128 sum = 0;

	for (size_t i = 0; i < count; i++)
		order[i] = &runs[i];
	if (count)
		qsort(order, count, sizeof *order, compare_runs);
	for (size_t i = 0; i < count; i++) {
		if (!record || strcmp(record->template, order[i]->template) != 0) {
			record = vec_add(out);
			*record = (struct play_record){ .template = order[i]->template };
			sum = 0;
		}
		assess_one(order[i], record, &sum);
		record->mean_change = record->measured ? rounded_mean(sum, record->measured) : 0;
	}
	free(order);
}

/* Bytes of the unit's first word that are said of one: "days" 3, "promises" 7; "NPS" and "loss" whole. */
static size_t singular(const char *unit, size_t word)
{
	bool plural = word > 2 && unit[word - 1] == 's' && unit[word - 2] != 's' && unit[word - 2] >= 'a' &&
		      unit[word - 2] <= 'z';

	return plural ? word - 1 : word;
}

void figure_say(int64_t thousandths, const char *unit, struct buf *out)
{
	bool one = thousandths == VALUE_SCALE || thousandths == -VALUE_SCALE;
	char text[VALUE_SIZE];
	size_t word;

	buf_str(out, value_format(thousandths, text));
	if (!unit || !*unit)
		return;
	word = strcspn(unit, " ");
	buf_char(out, ' ');
	buf_add(out, unit, one ? singular(unit, word) : word);
	buf_str(out, unit + word);
}
