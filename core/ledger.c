#include "core/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "core/facts_private.h"
#include "core/health_private.h"

const char *event_kind_name(enum event_kind kind)
{
	static const char *const names[EVENT_KINDS] = {
		"day",	   "placed", "state",	"movement", "answer",  "pass",	 "level",   "field",
		"contact", "touch",  "promise", "concern",  "outcome", "survey", "measure", "override",
	};

	return names[kind];
}

void ledger_apportion(int total, const int *hundredths, size_t count, int *points)
{
	int left = total;
	bool *served = xcalloc(count + 1, sizeof *served);

	for (size_t i = 0; i < count; i++) {
		int rest = hundredths[i] % 100;

		points[i] = (hundredths[i] - (rest < 0 ? rest + 100 : rest)) / 100;
		left -= points[i];
	}
	for (; left > 0; left--) {
		size_t best = count;

		for (size_t i = 0; i < count; i++)
			if (!served[i] && (best == count ||
					   hundredths[i] - 100 * points[i] > hundredths[best] - 100 * points[best]))
				best = i;
		if (best == count)
			break;
		served[best] = true;
		points[best]++;
	}
	free(served);
}

void ledger_free(struct ledger *ledger)
{
	vec_free(ledger);
}

/* ---- the events in order ---- */

struct event {
	day_t on;
	enum event_kind kind;
	size_t index;
	int64_t says[8]; /* what the row says, so that rows of one day come in an order of their own */
};

struct events {
	struct event *items;
	size_t count, room;
};

static int by_order(const void *a, const void *b)
{
	const struct event *x = a, *y = b;

	if (x->on != y->on)
		return x->on < y->on ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	for (int i = 0; i < 8; i++)
		if (x->says[i] != y->says[i])
			return x->says[i] < y->says[i] ? -1 : 1;
	return 0;
}

/* Each row of an array as an event; row is its name among what it says. */
#define GATHER(what, rows, row_count, ...) \
	for (size_t i_ = 0; i_ < (row_count); i_++) { \
		__typeof__((rows)[0]) *row = &(rows)[i_]; \
		*vec_add(out) = (struct event){ row->on, what, i_, { __VA_ARGS__ } }; \
	}

static void gather(const struct facts *f, struct events *out)
{
	if (f->placed != DAY_NONE)
		*vec_add(out) = (struct event){ .on = f->placed, .kind = EVENT_PLACED };
	GATHER(EVENT_STATE, f->states, f->state_count, row->says_segment, row->says_status, row->says_renewal,
	       row->says_plan, row->segment, row->status, row->renewal, row->plan)
	GATHER(EVENT_MOVEMENT, f->movements, f->movement_count, row->minor)
	GATHER(EVENT_ANSWER, f->answers, f->answer_count, row->at, row->answer, row->milestone)
	GATHER(EVENT_PASS, f->passes, f->pass_count, row->stage)
	GATHER(EVENT_LEVEL, f->levels, f->level_count, row->track, row->level)
	GATHER(EVENT_FIELD, f->fields, f->field_count, row->field, row->filled)
	GATHER(EVENT_CONTACT, f->contacts, f->contact_count, row->contact, row->says_roles, row->says_here,
	       row->says_sentiment, row->roles, row->here, row->sentiment)
	GATHER(EVENT_TOUCH, f->touches, f->touch_count, row->from, row->kind, row->contact)
	GATHER(EVENT_PROMISE, f->promises, f->promise_count, row->promise, row->says_state, row->says_due,
	       row->says_confirmed, row->state, row->due, row->confirmed)
	GATHER(EVENT_CONCERN, f->concerns, f->concern_count, row->level, row->addressed)
	GATHER(EVENT_OUTCOME, f->outcome_values, f->outcome_value_count, row->outcome, row->value)
	GATHER(EVENT_SURVEY, f->surveys, f->survey_count, row->id, row->kind, row->contact, row->score, row->scale)
	GATHER(EVENT_MEASURE, f->measures, f->measure_count, row->key, row->value)
	GATHER(EVENT_OVERRIDE, f->overrides, f->override_count, row->until, row->band)
	if (out->count)
		qsort(out->items, out->count, sizeof *out->items, by_order);
}

/* ---- replaying ---- */

struct replay {
	const struct scorecard *const *cards;
	size_t card_count;
	const struct health_limits *limits;
	const struct facts *facts;
	struct facts work; /* the rows of events so far */
	struct view_room room;
	struct health now, run; /* the state of things, and that before the days that pass of late */
	const struct scorecard *card;
	bool running;
	struct ledger *out;
};

static void apply(struct replay *replay, const struct event *event)
{
	const struct facts *from = replay->facts;
	struct facts *to = &replay->work;

#define TAKE(rows, count) (to->rows[to->count++] = from->rows[event->index])
	switch (event->kind) {
	case EVENT_PLACED:
		to->placed = from->placed;
		break;
	case EVENT_STATE:
		TAKE(states, state_count);
		break;
	case EVENT_MOVEMENT:
		TAKE(movements, movement_count);
		break;
	case EVENT_ANSWER:
		TAKE(answers, answer_count);
		break;
	case EVENT_PASS:
		TAKE(passes, pass_count);
		break;
	case EVENT_LEVEL:
		TAKE(levels, level_count);
		break;
	case EVENT_FIELD:
		TAKE(fields, field_count);
		break;
	case EVENT_CONTACT:
		TAKE(contacts, contact_count);
		break;
	case EVENT_TOUCH:
		TAKE(touches, touch_count);
		break;
	case EVENT_PROMISE:
		TAKE(promises, promise_count);
		break;
	case EVENT_CONCERN:
		TAKE(concerns, concern_count);
		break;
	case EVENT_OUTCOME:
		TAKE(outcome_values, outcome_value_count);
		break;
	case EVENT_SURVEY:
		TAKE(surveys, survey_count);
		break;
	case EVENT_MEASURE:
		TAKE(measures, measure_count);
		break;
	case EVENT_OVERRIDE:
		TAKE(overrides, override_count);
		break;
	case EVENT_DAY:
	case EVENT_KINDS:
		break;
	}
#undef TAKE
}

static void score(struct replay *replay, day_t on)
{
	struct position position;
	struct view view;

	facts_view(&replay->work, on, &replay->room, &view);
	view_position(&view, &replay->limits->pace, &position);
	replay->card = scorecard_choose(replay->cards, replay->card_count, &view, &position);
	if (replay->card) {
		health_score_at(replay->card, replay->limits, &view, &position, &replay->now);
		return;
	}
	memset(&replay->now, 0, sizeof replay->now);
	replay->now.hundredths = replay->now.score = HEALTH_UNKNOWN;
}

static int in_sums(int hundredths)
{
	return hundredths == HEALTH_UNKNOWN ? 0 : hundredths;
}

bool health_same_known(const struct health *a, const struct health *b)
{
	if (a->scorecard != b->scorecard)
		return false;
	for (int i = 0; a->scorecard && i < a->beside; i++)
		if ((a->indicators[i].state == INDICATOR_KNOWN) != (b->indicators[i].state == INDICATOR_KNOWN))
			return false;
	return true;
}

/* What the score would be if what was known before had moved, and what is known had not changed. */
static int score_between(const struct health *before, const struct health *after)
{
	struct health between = *before;

	if (before->scorecard != after->scorecard || before->hundredths == HEALTH_UNKNOWN ||
	    after->hundredths == HEALTH_UNKNOWN)
		return before->hundredths;
	for (int i = 0; i < between.beside; i++)
		if (before->indicators[i].state == INDICATOR_KNOWN && after->indicators[i].state == INDICATOR_KNOWN)
			between.indicators[i].score = after->indicators[i].score;
	health_sum(&between);
	return between.hundredths;
}

/* Which dimension moved the most by weight, and which of its indicators. */
static void name_mover(const struct health *before, const struct health *after, struct ledger_line *line)
{
	int64_t most = 0;

	line->dimension = line->indicator = -1;
	if (before->scorecard != after->scorecard || !after->scorecard)
		return;
	for (int d = 0; d < after->count; d++) {
		const struct dimension_score *scored = &after->dimensions[d];

		for (int i = scored->first; i < scored->first + scored->dimension->count; i++) {
			const struct indicator_score *x = &before->indicators[i], *y = &after->indicators[i];
			bool known = x->state == INDICATOR_KNOWN, knows = y->state == INDICATOR_KNOWN;
			int64_t moved = (int64_t)(knows ? y->score : 0) - (known ? x->score : 0);

			if (!known && !knows)
				continue;
			if (known != knows) /* to come to be known, or no more, moves whatever the score */
				moved = SCORE_MAX;
			moved = (moved < 0 ? -moved : moved) * scored->dimension->weight * y->indicator->weight;
			if (moved > most) {
				most = moved;
				line->dimension = d;
				line->indicator = i;
			}
		}
	}
}

static void add_line(struct replay *replay, const struct health *before, const struct event *event, day_t since,
		     bool shift, int from, int to)
{
	const struct health *after = &replay->now;
	struct ledger_line *line = vec_add(replay->out);

	memset(line, 0, sizeof *line);
	line->since = since;
	line->on = event->on;
	line->kind = event->kind;
	line->index = event->index;
	line->shift = shift;
	line->card = replay->card;
	line->hundredths = in_sums(to) - in_sums(from);
	line->before = from;
	line->after = to;
	line->confidence_before = before->confidence;
	line->confidence_after = shift ? after->confidence : before->confidence; /* what is known shifts it */
	line->band_before = before->band;
	line->band_after = after->band;
	name_mover(before, after, line);
}

/* Days that pass without more than a drift are one line with those before them. */
static bool goes_on(struct replay *replay, const struct event *event, bool same_known)
{
	struct ledger_line *last = replay->out->count ? &replay->out->items[replay->out->count - 1] : NULL;

	if (event->kind != EVENT_DAY || !same_known || !replay->running || !last || last->kind != EVENT_DAY ||
	    last->shift)
		return false;
	last->on = event->on;
	last->after = replay->now.hundredths;
	last->hundredths = in_sums(last->after) - in_sums(last->before);
	last->band_after = replay->now.band;
	name_mover(&replay->run, &replay->now, last);
	return true;
}

static void step(struct replay *replay, const struct event *event)
{
	struct health before = replay->now;
	const struct scorecard *card = replay->card;
	bool same;
	int between;

	score(replay, event->on);
	same = card == replay->card && health_same_known(&before, &replay->now);
	if (same && before.hundredths == replay->now.hundredths && before.band == replay->now.band) {
		replay->running = replay->running && event->kind == EVENT_DAY;
		return;
	}
	if (goes_on(replay, event, same))
		return;
	replay->running = event->kind == EVENT_DAY && same;
	replay->run = before;
	between = same ? replay->now.hundredths : score_between(&before, &replay->now);
	if (same || between != before.hundredths)
		add_line(replay, &before, event, event->on, false, before.hundredths, between);
	if (!same)
		add_line(replay, &before, event, event->on, true, between, replay->now.hundredths);
}

static void share_lines(struct ledger *out)
{
	int *hundredths = xcalloc(out->count + 1, sizeof *hundredths);
	int *points = xcalloc(out->count + 1, sizeof *points);

	out->points = in_sums(out->after) / 100 - in_sums(out->before) / 100;
	for (size_t i = 0; i < out->count; i++)
		hundredths[i] = out->items[i].hundredths;
	ledger_apportion(out->points, hundredths, out->count, points);
	for (size_t i = 0; i < out->count; i++)
		out->items[i].points = points[i];
	free(hundredths);
	free(points);
}

static void begin(struct replay *replay)
{
	facts_copy(replay->facts, &replay->work);
	replay->work.placed = DAY_NONE;
	replay->work.answer_count = replay->work.pass_count = replay->work.state_count = 0;
	replay->work.movement_count = replay->work.touch_count = replay->work.measure_count = 0;
	replay->work.survey_count = replay->work.contact_count = replay->work.promise_count = 0;
	replay->work.outcome_value_count = replay->work.concern_count = replay->work.field_count = 0;
	replay->work.level_count = replay->work.override_count = 0;
}

void ledger_make(const struct scorecard *const *cards, size_t card_count, const struct health_limits *limits,
		 const struct facts *facts, day_t from, day_t to, struct ledger *out)
{
	struct replay replay = {
		.cards = cards, .card_count = card_count, .limits = limits, .facts = facts, .out = out
	};
	struct events events = { 0 };
	size_t next = 0;

	gather(facts, &events);
	begin(&replay);
	while (next < events.count && events.items[next].on <= from)
		apply(&replay, &events.items[next++]);
	score(&replay, from);
	*out = (struct ledger){ .from = from, .to = to, .before = replay.now.hundredths };
	for (day_t day = from; day < to;) {
		struct event passed = { .on = ++day, .kind = EVENT_DAY };

		step(&replay, &passed);
		for (; next < events.count && events.items[next].on == day; next++) {
			apply(&replay, &events.items[next]);
			step(&replay, &events.items[next]);
		}
	}
	out->after = replay.now.hundredths;
	share_lines(out);
	facts_free(&replay.work);
	view_room_free(&replay.room);
	vec_free(&events);
}
