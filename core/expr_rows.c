/* Records counted by what is true of them. */
#include "core/expr_private.h"

/* Values of conditions, worked out once before the rows are gone through. */
struct sought {
	const struct expr_run *run;
	const struct expr_call *call;
	const struct view *view;
	const struct facts *facts; /* not NULL */
	struct expr_val values[EXPR_CONDITIONS];
};

static struct expr_val of_bool(bool truth)
{
	return expr_val(truth);
}

static struct expr_val of_day(day_t day)
{
	return day == DAY_NONE ? expr_unknown() : expr_val(day);
}

/* ---- what a row is; the first field of all is its day ---- */

static unsigned roles_of(const struct view *view, int contact)
{
	return contact >= 0 && contact < view->contact_count ? view->contacts[contact].roles : 0;
}

static day_t promised_on(const struct sought *sought, size_t index)
{
	const struct promise_view *promise = &sought->view->promises[index];
	day_t made = DAY_NONE;

	if (promise->state != PROMISE_OPEN && promise->state_on != DAY_NONE)
		return promise->state_on;
	for (size_t i = 0; i < sought->facts->promise_count; i++) {
		const struct promise_fact *fact = &sought->facts->promises[i];

		if (fact->promise == (int)index && fact->on <= sought->view->as_of &&
		    (made == DAY_NONE || fact->on < made))
			made = fact->on;
	}
	return made;
}

static struct expr_val promise_field(const struct sought *sought, size_t index, int field)
{
	const struct promise_view *promise = &sought->view->promises[index];

	switch (field) {
	case PROMISE_STATE:
		return expr_val(promise->state);
	case PROMISE_OVERDUE:
		return of_bool(promise->state == PROMISE_OPEN && promise->due != DAY_NONE &&
			       promise->due < sought->view->as_of);
	case PROMISE_DUE:
		return of_day(promise->due);
	case PROMISE_CONFIRMED:
		return of_bool(promise->confirmed);
	default:
		return of_day(promised_on(sought, index));
	}
}

static struct expr_val touch_field(const struct sought *sought, size_t index, int field)
{
	const struct touch_fact *touch = &sought->facts->touches[index];

	switch (field) {
	case TOUCH_FROM:
		return expr_val(touch->from);
	case TOUCH_KIND:
		return touch->kind < 0 ? expr_val(-1) : expr_val(touch->kind);
	case TOUCH_ROLES:
		return expr_val(roles_of(sought->view, touch->contact));
	default:
		return of_day(touch->on);
	}
}

/* Of two answers of a contact on one day the one of the greater id is the later. */
static bool is_latest(const struct sought *sought, size_t index)
{
	const struct survey_fact *survey = &sought->facts->surveys[index];

	for (size_t i = 0; survey->contact >= 0 && i < sought->facts->survey_count; i++) {
		const struct survey_fact *other = &sought->facts->surveys[i];

		if (other->contact != survey->contact || other->kind != survey->kind ||
		    other->on > sought->view->as_of || i == index)
			continue;
		if (other->on > survey->on || (other->on == survey->on && other->id > survey->id))
			return false;
	}
	return true;
}

static struct expr_val survey_field(const struct sought *sought, size_t index, int field)
{
	const struct survey_fact *survey = &sought->facts->surveys[index];

	switch (field) {
	case ANSWER_KIND:
		return expr_val(survey->kind);
	case ANSWER_SCORE:
		return expr_scaled(survey->score, VALUE_SCALE);
	case ANSWER_PERCENT:
		return survey->scale <= 0 ? expr_unknown()
					  : expr_val((int64_t)survey->score * 100 * VALUE_SCALE / survey->scale);
	case ANSWER_ROLES:
		return expr_val(roles_of(sought->view, survey->contact));
	case ANSWER_LATEST:
		return of_bool(is_latest(sought, index));
	default:
		return of_day(survey->on);
	}
}

static struct expr_val outcome_met(const struct outcome_claim *claim, const struct outcome_view *stands)
{
	if (!claim->has_target)
		return expr_unknown();
	if (!stands->measured)
		return of_bool(false);
	return of_bool(claim->has_baseline && claim->target < claim->baseline ? stands->value <= claim->target
									      : stands->value >= claim->target);
}

static struct expr_val outcome_field(const struct sought *sought, size_t index, int field)
{
	const struct outcome_claim *claim = &sought->facts->outcomes[index];
	const struct outcome_view *stands = &sought->view->outcomes[index];
	struct expr_val met = outcome_met(claim, stands);
	int64_t percent;

	switch (field) {
	case OUTCOME_MET:
		return met;
	case OUTCOME_MEASURED:
		return of_bool(stands->measured);
	case OUTCOME_OVERDUE:
		if (claim->due == DAY_NONE || claim->due >= sought->view->as_of)
			return of_bool(false);
		return met.known ? of_bool(!met.number) : met;
	case OUTCOME_DUE:
		return of_day(claim->due);
	case OUTCOME_PERCENT:
		return outcome_percent(sought->view, index, &percent) ? expr_val(percent) : expr_unknown();
	default:
		return stands->measured ? of_day(stands->on) : expr_unknown();
	}
}

static struct expr_val concern_field(const struct sought *sought, size_t index, int field)
{
	const struct concern_fact *concern = &sought->facts->concerns[index];

	switch (field) {
	case CONCERN_LEVEL:
		return expr_val(concern->level);
	case CONCERN_ADDRESSED:
		return of_bool(concern->addressed != DAY_NONE && concern->addressed <= sought->view->as_of);
	default:
		return of_day(concern->on);
	}
}

/* The first day that something is known of them; of one who left, the last that said so. */
static day_t contact_day(const struct sought *sought, size_t index)
{
	bool here = sought->view->contacts[index].here;
	day_t day = DAY_NONE;

	for (size_t i = 0; i < sought->facts->contact_count; i++) {
		const struct contact_fact *fact = &sought->facts->contacts[i];

		if (fact->contact != (int)index || fact->on > sought->view->as_of)
			continue;
		if (here ? day == DAY_NONE || fact->on < day : fact->says_here && !fact->here && fact->on > day)
			day = fact->on;
	}
	return day;
}

static struct expr_val contact_field(const struct sought *sought, size_t index, int field)
{
	const struct contact_view *contact = &sought->view->contacts[index];

	switch (field) {
	case CONTACT_HERE:
		return of_bool(contact->here);
	case CONTACT_ROLE:
		return expr_val(contact->roles);
	case CONTACT_SENTIMENT:
		return contact->has_sentiment ? expr_val(contact->sentiment * VALUE_SCALE) : expr_unknown();
	case CONTACT_TOUCHED:
		return of_day(contact->touched);
	default:
		return of_day(contact_day(sought, index));
	}
}

static struct expr_val milestone_field(const struct sought *sought, size_t index, int field)
{
	const struct milestone *milestone = &sought->view->track->milestones[index];
	const struct standing *standing = &sought->view->standing[index];

	switch (field) {
	case MILESTONE_ANSWER:
		return expr_val(standing->answer);
	case MILESTONE_REQUIRED:
		return of_bool(milestone->required);
	case MILESTONE_SIDE:
		return expr_val(milestone->side);
	case MILESTONE_CURRENT:
		return of_bool(sought->run->input->scoring->position &&
			       milestone->stage == sought->run->input->scoring->position->stage);
	default:
		return of_day(standing->on);
	}
}

static struct expr_val movement_field(const struct sought *sought, size_t index, int field)
{
	const struct movement_fact *movement = &sought->facts->movements[index];
	int64_t unit = 1;

	if (field == ROW_DAY)
		return of_day(movement->on);
	for (int i = 0; i < sought->run->input->decimals && i < 9; i++)
		unit *= 10;
	if (unit > VALUE_SCALE)
		return expr_val(movement->minor / (unit / VALUE_SCALE));
	return expr_scaled(movement->minor, VALUE_SCALE / unit);
}

static struct expr_val measure_field(const struct sought *sought, size_t index, int field)
{
	const struct measure_fact *measure = &sought->facts->measures[index];

	switch (field) {
	case MEASURE_KEY:
		return expr_val(measure->key);
	case MEASURE_VALUE:
		return expr_val(measure->value);
	default:
		return of_day(measure->on);
	}
}

/* ---- which rows there are ---- */

static size_t promises(const struct sought *sought)
{
	return (size_t)sought->view->promise_count;
}

static bool has_promise(const struct sought *sought, size_t index)
{
	return sought->view->promises[index].known;
}

static size_t touches(const struct sought *sought)
{
	return sought->facts->touch_count;
}

static bool has_touch(const struct sought *sought, size_t index)
{
	return sought->facts->touches[index].on <= sought->view->as_of;
}

static size_t surveys(const struct sought *sought)
{
	return sought->facts->survey_count;
}

static bool has_survey(const struct sought *sought, size_t index)
{
	return sought->facts->surveys[index].on <= sought->view->as_of;
}

static size_t outcomes(const struct sought *sought)
{
	return sought->view->outcomes ? sought->facts->outcome_count : 0;
}

static bool has_outcome(const struct sought *sought, size_t index)
{
	day_t start = sought->facts->outcomes[index].start;

	return start == DAY_NONE || start <= sought->view->as_of;
}

static size_t concerns(const struct sought *sought)
{
	return sought->facts->concern_count;
}

static bool has_concern(const struct sought *sought, size_t index)
{
	return sought->facts->concerns[index].on <= sought->view->as_of;
}

static size_t contacts(const struct sought *sought)
{
	return (size_t)sought->view->contact_count;
}

static bool has_contact(const struct sought *sought, size_t index)
{
	return sought->view->contacts[index].known;
}

static size_t milestones(const struct sought *sought)
{
	return sought->view->track && sought->view->standing ? (size_t)sought->view->track->milestone_count : 0;
}

static bool has_milestone(const struct sought *sought, size_t index)
{
	(void)sought;
	(void)index;
	return true;
}

static size_t movements(const struct sought *sought)
{
	return sought->facts->movement_count;
}

static bool has_movement(const struct sought *sought, size_t index)
{
	return sought->facts->movements[index].on <= sought->view->as_of;
}

static size_t measures(const struct sought *sought)
{
	return sought->facts->measure_count;
}

static bool has_measure(const struct sought *sought, size_t index)
{
	return sought->facts->measures[index].key >= 0 && sought->facts->measures[index].on <= sought->view->as_of;
}

static const struct row_kind {
	size_t (*count)(const struct sought *sought);
	bool (*has)(const struct sought *sought, size_t index);
	struct expr_val (*field)(const struct sought *sought, size_t index, int field);
	enum event_kind event;
} row_kinds[ROWS_COUNT] = {
	[ROWS_PROMISE] = { promises, has_promise, promise_field, EVENT_PROMISE },
	[ROWS_TOUCH] = { touches, has_touch, touch_field, EVENT_TOUCH },
	[ROWS_SURVEY] = { surveys, has_survey, survey_field, EVENT_SURVEY },
	[ROWS_OUTCOME] = { outcomes, has_outcome, outcome_field, EVENT_OUTCOME },
	[ROWS_CONCERN] = { concerns, has_concern, concern_field, EVENT_CONCERN },
	[ROWS_CONTACT] = { contacts, has_contact, contact_field, EVENT_CONTACT },
	[ROWS_MILESTONE] = { milestones, has_milestone, milestone_field, EVENT_ANSWER },
	[ROWS_MOVEMENT] = { movements, has_movement, movement_field, EVENT_MOVEMENT },
	[ROWS_MEASURE] = { measures, has_measure, measure_field, EVENT_MEASURE },
};

/* ---- going through them ---- */

static bool holds(const struct sought *sought, size_t index, const struct expr_condition *condition,
		  const struct expr_val *wanted)
{
	const struct expr_name *field = &expr_rows[sought->call->rows].fields[condition->field];
	struct expr_val value = row_kinds[sought->call->rows].field(sought, index, condition->field);

	if (!value.known || !wanted->known)
		return false;
	if (condition->value >= 0)
		return expr_compare(condition->op, field->type, field->domain, value.number, wanted->number);
	if (field->domain == &expr_roles)
		return (((uint64_t)value.number & condition->set) != 0) == (condition->op == OP_EQUAL);
	return (value.number >= 0 && value.number < 64 && condition->set >> value.number & 1) ==
	       (condition->op == OP_EQUAL);
}

static bool fits(const struct sought *sought, size_t index)
{
	const struct expr_call *call = sought->call;
	const struct row_kind *kind = &row_kinds[call->rows];

	if (!kind->has(sought, index))
		return false;
	for (int c = 0; c < call->condition_count; c++)
		if (!holds(sought, index, &call->conditions[c], &sought->values[c]))
			return false;
	if (call->window) {
		struct expr_val day = kind->field(sought, index, ROW_DAY);

		return day.known && in_window(sought->view, call->window, (day_t)day.number);
	}
	return true;
}

static void note_row(const struct sought *sought, size_t index)
{
	if (!sought->run->records)
		return;
	if (sought->call->rows == ROWS_MILESTONE)
		expr_note_milestone(sought->run, (int)index);
	else
		expr_note(sought->run, row_kinds[sought->call->rows].event, index);
}

static const struct facts no_facts = { .placed = DAY_NONE, .contract = DAY_NONE };

static void seek(struct sought *sought, const struct expr_run *run, const struct expr_call *call)
{
	sought->run = run;
	sought->call = call;
	sought->view = run->input->scoring->view;
	sought->facts = sought->view->facts ? sought->view->facts : &no_facts;
	for (int c = 0; c < call->condition_count; c++)
		sought->values[c] = call->conditions[c].value >= 0 ? expr_run(run, call->conditions[c].value)
								   : expr_val(0);
}

struct expr_val expr_count_rows(const struct expr_run *run, const struct expr_call *call)
{
	struct sought sought;
	int64_t count = 0;
	size_t rows;

	seek(&sought, run, call);
	rows = row_kinds[call->rows].count(&sought);
	for (size_t i = 0; i < rows; i++)
		if (fits(&sought, i)) {
			count++;
			note_row(&sought, i);
		}
	return expr_scaled(count, VALUE_SCALE);
}

struct expr_val expr_days_since(const struct expr_run *run, const struct expr_call *call)
{
	const struct row_kind *kind = &row_kinds[call->rows];
	day_t last = DAY_NONE;
	struct sought sought;
	size_t rows, at = 0;

	seek(&sought, run, call);
	rows = kind->count(&sought);
	for (size_t i = 0; i < rows; i++) {
		struct expr_val day;

		if (!fits(&sought, i))
			continue;
		day = kind->field(&sought, i, ROW_DAY);
		if (day.known && day.number > last) {
			last = (day_t)day.number;
			at = i;
		}
	}
	if (last == DAY_NONE)
		return expr_unknown();
	note_row(&sought, at);
	return expr_scaled((int64_t)sought.view->as_of - last, VALUE_SCALE);
}

struct expr_val expr_departed(const struct expr_run *run, const struct expr_call *call)
{
	struct sought sought;
	bool any = false, left = false;

	seek(&sought, run, call);
	for (size_t i = 0; i < contacts(&sought); i++) {
		const struct contact_view *contact = &sought.view->contacts[i];
		day_t day;

		any |= contact->known;
		if (!contact->known || contact->here || !(contact->roles & call->roles))
			continue;
		day = contact_day(&sought, i);
		if (day == DAY_NONE || !in_window(sought.view, call->window, day))
			continue;
		left = true;
		if (run->records)
			expr_note(run, EVENT_CONTACT, i);
	}
	return any ? expr_val(left) : expr_unknown();
}
