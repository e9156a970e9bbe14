/* What would move a score: single acts of today, each tried on the facts and taken back. */
#include <stdlib.h>
#include <string.h>

#include "core/health_private.h"
#include "core/indicator.h"
#include "core/ledger.h"

const char *move_kind_name(enum move_kind kind)
{
	static const char *const names[] = { "tick",	"touch", "touch contact", "promise", "outcome", "survey",
					     "measure", "role",	 "next step",	  "field",   "concern", "confirm" };

	return names[kind];
}

void moves_free(struct moves *moves)
{
	vec_free(moves);
}

/* The facts, with room for one more row of each sort. */
struct trial {
	const struct scorecard *card;
	const struct health_limits *limits;
	struct facts facts;
	day_t today;
	struct view_room room, first_room;
	struct view view; /* as things are */
	struct position position;
	struct health health;
	struct moves *out;
};

#define ONE_MORE(facts, rows, count) \
	((facts)->rows = xrealloc((facts)->rows, ((facts)->count + 1) * sizeof *(facts)->rows))

static void make_room(struct facts *facts)
{
	ONE_MORE(facts, answers, answer_count);
	ONE_MORE(facts, states, state_count);
	ONE_MORE(facts, touches, touch_count);
	ONE_MORE(facts, promises, promise_count);
	ONE_MORE(facts, outcome_values, outcome_value_count);
	ONE_MORE(facts, surveys, survey_count);
	ONE_MORE(facts, measures, measure_count);
	ONE_MORE(facts, contacts, contact_count);
	ONE_MORE(facts, fields, field_count);
}

/* Score the facts as they are now, with the act in them; it is one of the moves if it gains. */
static void try_move(struct trial *trial, struct move move)
{
	int before = trial->health.hundredths == HEALTH_UNKNOWN ? 0 : trial->health.hundredths;
	struct health health;
	struct view view;

	facts_view(&trial->facts, trial->today, &trial->room, &view);
	health_score(trial->card, trial->limits, &view, &health);
	/* What the score shown would not tell is no move; a tick is, as one of the many that a stage takes. */
	if (health.hundredths <= before || (move.kind != MOVE_TICK && health.hundredths / 100 <= before / 100))
		return;
	move.gain = health.hundredths - before;
	move.after = health.hundredths;
	move.confidence_after = health.confidence;
	move.known_changes = !health_same_known(&trial->health, &health);
	*vec_add(trial->out) = move;
}

/* One row more, tried, and gone again. */
#define TRY(trial, rows, count, what, number, more, ...) \
	do { \
		(trial)->facts.rows[(trial)->facts.count++] = (__typeof__(*(trial)->facts.rows)){ __VA_ARGS__ }; \
		try_move((trial), (struct move){ .kind = (what), .index = (number), more }); \
		(trial)->facts.count--; \
	} while (0)

/* The stage whose milestones are worked on; those of a diagnosis are no steps. */
static int working_stage(const struct trial *trial)
{
	const struct track *track = trial->view.track;

	if (!track || track->reading == READING_DIAGNOSIS || trial->position.next < 0)
		return -1;
	return track->milestones[trial->position.next].stage;
}

static void try_ticks(struct trial *trial)
{
	const struct track *track = trial->view.track;
	int stage = working_stage(trial);

	for (int m = 0; stage >= 0 && m < track->milestone_count; m++) {
		const struct milestone *milestone = &track->milestones[m];

		if (milestone->stage == stage && milestone->required &&
		    !milestone_settled(milestone, trial->view.standing[m].answer))
			TRY(trial, answers, answer_count, MOVE_TICK, m, .value = 0, .milestone = m,
			    .on = trial->today, .at = INT64_MAX, .answer = ANSWER_YES);
	}
}

/* Whether some indicator asks whom we touched. */
static bool looks_at_touched(const struct scorecard *card)
{
	for (int i = scorecard_indicators(card) - 1; i >= 0; i--) {
		const struct indicator *indicator = scorecard_indicator(card, i);

		if (indicator->kind->takes & ARG_ROLES && indicator->args.window > 0)
			return true;
	}
	return false;
}

static uint64_t kinds_read(const struct scorecard *card)
{
	uint64_t kinds = 0;

	for (int i = scorecard_indicators(card) - 1; i >= 0; i--)
		if (scorecard_indicator(card, i)->kind->takes & ARG_TOUCH_KINDS)
			kinds |= scorecard_indicator(card, i)->args.touch_kinds;
	return kinds;
}

static void try_touch(struct trial *trial, enum direction from, int kind)
{
	TRY(trial, touches, touch_count, MOVE_TOUCH, kind, .from = from, trial->today, from, kind, -1);
}

static void try_touches(struct trial *trial)
{
	uint64_t kinds = kinds_read(trial->card);

	for (int from = FROM_US; from <= FROM_THEM; from++) {
		try_touch(trial, (enum direction)from, -1);
		for (int kind = 0; kind < 64; kind++)
			if (kinds >> kind & 1)
				try_touch(trial, (enum direction)from, kind);
	}
	for (int c = 0; c < trial->view.contact_count && looks_at_touched(trial->card); c++)
		if (trial->view.contacts[c].known && trial->view.contacts[c].here)
			TRY(trial, touches, touch_count, MOVE_TOUCH_CONTACT, c, .from = FROM_US, trial->today,
			    FROM_US, -1, c);
}

static void try_promises(struct trial *trial)
{
	for (int p = 0; p < trial->view.promise_count; p++) {
		const struct promise_view *promise = &trial->view.promises[p];

		if (!promise->known || promise->state != PROMISE_OPEN)
			continue;
		TRY(trial, promises, promise_count, MOVE_PROMISE, p, .value = 0, .promise = p, .on = trial->today,
		    .says_state = true, .state = PROMISE_KEPT);
		if (!promise->confirmed)
			TRY(trial, promises, promise_count, MOVE_CONFIRM, p, .value = 0, .promise = p,
			    .on = trial->today, .says_confirmed = true, .confirmed = true);
	}
}

static void try_outcomes(struct trial *trial)
{
	for (size_t i = 0; trial->view.outcomes && i < trial->facts.outcome_count; i++) {
		const struct outcome_claim *claim = &trial->facts.outcomes[i];
		const struct outcome_view *stands = &trial->view.outcomes[i];

		if (claim->has_target && !(stands->measured && stands->on == trial->today))
			TRY(trial, outcome_values, outcome_value_count, MOVE_OUTCOME, (int)i,
			    .value = claim->target, (int)i, trial->today, claim->target);
	}
}

/* The best answer that there is, by nobody's name: of CSAT five of five. */
static void try_surveys(struct trial *trial)
{
	TRY(trial, surveys, survey_count, MOVE_SURVEY, SURVEY_NPS, .value = NPS_SCALE, SURVEY_NPS, trial->today,
	    INT64_MAX, -1, NPS_SCALE, NPS_SCALE);
	TRY(trial, surveys, survey_count, MOVE_SURVEY, SURVEY_CSAT, .value = 5, SURVEY_CSAT, trial->today,
	    INT64_MAX, -1, 5, 5);
}

/* Whether the card adds the measure's rows up: a row more is then more of what is measured, and no act. */
static bool adds_up(const struct scorecard *card, int measure)
{
	for (int i = scorecard_indicators(card) - 1; i >= 0; i--) {
		const struct indicator *indicator = scorecard_indicator(card, i);
		const struct indicator_kind *kind = indicator->kind;
		bool reads = (kind->takes & ARG_MEASURE && indicator->args.measure == measure) ||
			     (kind->takes & ARG_OVER && indicator->args.over == measure);

		if (reads && (kind == &indicator_kinds[KIND_SUM] || kind == &indicator_kinds[KIND_ENTRIES] ||
			      kind == &indicator_kinds[KIND_DAYS_SINCE_MEASURE] ||
			      (kind->takes & ARG_FOLD && indicator->args.fold == FOLD_SUM)))
			return true;
	}
	return false;
}

static void try_measures(struct trial *trial)
{
	for (int k = 0; k < trial->view.measure_count; k++) {
		const struct measure_view *stands = &trial->view.measures[k];

		if (stands->end > 0 && stands->on < trial->today && !adds_up(trial->card, k))
			TRY(trial, measures, measure_count, MOVE_MEASURE, k, .value = stands->value, k,
			    trial->today, stands->value);
	}
}

/* Whether anybody live has it. */
static bool is_filled(const struct view *view, unsigned role)
{
	for (int c = 0; c < view->contact_count; c++)
		if (view->contacts[c].known && view->contacts[c].here && view->contacts[c].roles & role)
			return true;
	return false;
}

/* The first number that no contact has, in rows of other days neither. */
static int new_contact(const struct trial *trial)
{
	int next = trial->view.contact_count;

	for (size_t i = 0; i < trial->facts.touch_count; i++)
		if (trial->facts.touches[i].contact >= next)
			next = trial->facts.touches[i].contact + 1;
	return next;
}

static void try_roles(struct trial *trial)
{
	for (unsigned role = 1; role < 1U << CONTACT_ROLES; role <<= 1)
		if (!is_filled(&trial->view, role))
			TRY(trial, contacts, contact_count, MOVE_ROLE, (int)role, .value = 0,
			    .contact = new_contact(trial), .on = trial->today, .says_roles = true, .roles = role);
}

static void try_texts(struct trial *trial)
{
	size_t fields = trial->card->words ? trial->card->words->fields.count : 0;

	if (!trial->view.plan)
		TRY(trial, states, state_count, MOVE_NEXT_STEP, 0, .value = 0, .on = trial->today,
		    .says_plan = true, .plan = true);
	for (size_t i = 0; i < fields; i++)
		TRY(trial, fields, field_count, MOVE_FIELD, (int)i, .value = 0, (int)i, trial->today, true);
	for (size_t i = 0; i < trial->facts.concern_count; i++) {
		struct concern_fact *concern = &trial->facts.concerns[i], was = *concern;

		if (was.on > trial->today || (was.addressed != DAY_NONE && was.addressed <= trial->today))
			continue;
		concern->addressed = trial->today;
		try_move(trial, (struct move){ .kind = MOVE_CONCERN, .index = (int)i });
		*concern = was;
	}
}

static int by_gain(const void *a, const void *b)
{
	const struct move *x = a, *y = b;

	if (x->gain != y->gain)
		return x->gain > y->gain ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->index != y->index)
		return x->index < y->index ? -1 : 1;
	return (x->from > y->from) - (x->from < y->from);
}

void moves_make(const struct scorecard *card, const struct health_limits *limits, const struct facts *facts,
		day_t today, struct moves *out)
{
	struct trial trial = { .card = card, .limits = limits, .today = today, .out = out };

	facts_copy(facts, &trial.facts);
	make_room(&trial.facts);
	facts_view(&trial.facts, today, &trial.first_room, &trial.view);
	view_position(&trial.view, &limits->pace, &trial.position);
	health_score_at(card, limits, &trial.view, &trial.position, &trial.health);
	try_ticks(&trial);
	try_touches(&trial);
	try_promises(&trial);
	try_outcomes(&trial);
	try_surveys(&trial);
	try_measures(&trial);
	try_roles(&trial);
	try_texts(&trial);
	if (out->count)
		qsort(out->items, out->count, sizeof *out->items, by_gain);
	facts_free(&trial.facts);
	view_room_free(&trial.room);
	view_room_free(&trial.first_room);
}
