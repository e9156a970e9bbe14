/* What an agenda is drafted from, loaded once: the track's answers and tasks, actions, records, flags, asks. */
#include <inttypes.h>

#include "storage/facts_store.h"
#include "storage/plays.h"
#include "storage/review_private.h"
#include "storage/today.h"

#define MEASURE_DAYS 400 /* how far back their trend is looked at */
#define LEFT_DAYS 365	 /* without a review before: who left since then is said */

void review_facts_clear(struct review_facts *loaded)
{
	outcomes_clear(&loaded->outcomes);
	promises_clear(&loaded->promises);
	surveys_clear(&loaded->surveys);
	concerns_clear(&loaded->concerns);
	contacts_clear(&loaded->contacts);
	agenda_free(&loaded->record);
	for (size_t i = 0; i < loaded->texts.count; i++)
		free(loaded->texts.items[i]);
	for (size_t i = 0; i < loaded->task_count; i++)
		task_state_clear(&loaded->tasks[i]);
	vec_free(&loaded->texts);
	vec_free(&loaded->actions);
	vec_free(&loaded->agreed);
	vec_free(&loaded->outcome_rows);
	vec_free(&loaded->promise_rows);
	vec_free(&loaded->survey_rows);
	vec_free(&loaded->concern_rows);
	vec_free(&loaded->contact_rows);
	vec_free(&loaded->measure_rows);
	vec_free(&loaded->flag_rows);
	flag_rows_clear(&loaded->flags);
	vec_free(&loaded->asks);
	vec_free(&loaded->values);
	vec_free(&loaded->days);
	free(loaded->answers);
	free(loaded->tasks);
}

/* Takes text over, which may be NULL. */
static const char *keep(struct review_facts *loaded, char *text)
{
	if (text)
		*vec_add(&loaded->texts) = text;
	return text;
}

/* ---- the track ---- */

/* By the template; a day that is past is no plan any more. */
static day_t planned_due(const struct review_facts *loaded, const struct milestone *milestone,
			 const struct task *task)
{
	const struct position *position = &loaded->detail->position;
	day_t due;

	if (task->due_days == TASK_NO_DUE || position->since == DAY_NONE || position->completed ||
	    position->stage != milestone->stage)
		return DAY_NONE;
	due = position->since + task->due_days;
	return due < loaded->as_of ? DAY_NONE : due;
}

/* The first task that is not done says who has a milestone, and by when. */
static int load_owner(struct book *book, struct review_facts *loaded, int at, struct error *error)
{
	const struct account_detail *detail = loaded->detail;
	const struct milestone *milestone = &detail->track->milestones[at];
	struct task_state *states;

	if (milestone->task_count == 0)
		return 0;
	loaded->tasks = xrealloc(loaded->tasks, (loaded->task_count + milestone->task_count) * sizeof *states);
	states = loaded->tasks + loaded->task_count;
	if (task_states(book, detail->row.id, milestone, states, error))
		return -1;
	loaded->task_count += milestone->task_count;
	for (size_t i = 0; i < milestone->task_count; i++) {
		const struct task *task = &milestone->tasks[i];

		if (states[i].done != DAY_NONE)
			continue;
		loaded->answers[at].owner = states[i].owner;
		loaded->answers[at].due = states[i].due == DAY_NONE ? planned_due(loaded, milestone, task)
								    : states[i].due;
		loaded->answers[at].has_due = loaded->answers[at].due != DAY_NONE;
		break;
	}
	return 0;
}

static int load_answers(struct book *book, struct review_facts *loaded, struct error *error)
{
	const struct account_detail *detail = loaded->detail;
	const struct track *track = detail->track;
	int stage, left = REVIEW_AHEAD;

	loaded->answers = xcalloc((size_t)detail->answer_count + 1, sizeof *loaded->answers);
	for (int i = 0; i < detail->answer_count; i++)
		loaded->answers[i] = (struct qbr_answer){ .by = detail->answers[i].by,
							  .note = detail->answers[i].note };
	if (!track || track->reading == READING_DIAGNOSIS || detail->position.completed || track->stage_count == 0)
		return 0;
	stage = detail->position.stage + (track->reading == READING_LEVEL);
	for (int m = track->stages[stage].first;
	     left > 0 && m < track->stages[stage].first + track->stages[stage].count; m++) {
		const struct milestone *milestone = &track->milestones[m];

		if (!milestone->required || milestone_settled(milestone, detail->view.standing[m].answer))
			continue;
		left--;
		if (load_owner(book, loaded, m, error))
			return -1;
	}
	return 0;
}

/* ---- actions ---- */

/* past: with what is open still of the reviews before it. */
static int read_todos(struct book *book, struct review_facts *loaded, int64_t review, bool past,
		      struct error *error)
{
	int64_t account = loaded->detail->row.id;
	sqlite3_stmt *st = past ? book_query(book, error, Q_REVIEW_PAST_TODOS, "iid", account, review,
					     loaded->detail->last_review)
				: book_query(book, error, Q_REVIEW_TODOS, "ii", account, review);
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		struct qbr_action *action = past ? vec_add(&loaded->actions) : vec_add(&loaded->agreed);

		*action = (struct qbr_action){
			.id = sqlite3_column_int64(st, 0),
			.text = keep(loaded, column_copy(st, 1)),
			.side = sqlite3_column_int(st, 2) == SIDE_CUSTOMER ? SIDE_CUSTOMER : SIDE_US,
			.owner = keep(loaded, column_copy(st, 3)),
			.due = column_day(st, 4),
			.done = column_day(st, 5),
			.note = keep(loaded, column_copy(st, 6)),
			/* one of this review is made internal by what is said of it, like any item */
			.internal = sqlite3_column_int(st, 7) != 0,
			.was_due = DAY_NONE,
		};
	}
	return found;
}

static struct qbr_action *find_action(struct review_facts *loaded, int64_t id)
{
	for (size_t i = 0; i < loaded->actions.count; i++)
		if (loaded->actions.items[i].id == id)
			return &loaded->actions.items[i];
	return NULL;
}

/* Agreed in that review, or open still of one before it. */
static bool was_open(const struct qbr_item *item)
{
	return item->todo &&
	       (item->section == QBR_DECISIONS || (item->section == QBR_ACTIONS && item->mark != ANSWER_YES));
}

/* How each action was agreed, by what was kept of the review; those that are on no list any more. What was kept from
 * the customer then, as internal or hidden, is ours still. */
static void compare_with_record(struct review_facts *loaded)
{
	for (size_t i = 0; i < loaded->record.count; i++) {
		const struct qbr_item *item = &loaded->record.items[i];
		/* looked back at, it may have been put into other words, for that review alone */
		const char *text = qbr_drafted(item) ? qbr_drafted(item) : item->text;
		struct qbr_action *action = find_action(loaded, item->todo);

		if (!was_open(item) || (!action && item->hidden))
			continue;
		if (!action) {
			action = vec_add(&loaded->actions);
			*action = (struct qbr_action){ .id = item->todo,
						       .text = text,
						       .owner = item->by,
						       .gone = true,
						       .due = item->on,
						       .done = DAY_NONE,
						       .was_due = DAY_NONE };
		}
		action->internal |= !qbr_leaves(item);
		action->was_text = text;
		if (item->mark == ANSWER_OPEN || item->mark == ANSWER_NO)
			action->was_due = item->on;
	}
}

static int load_actions(struct book *book, struct review_facts *loaded, int64_t review, struct error *error)
{
	struct error unreadable;
	struct review_row row;

	if (review && read_todos(book, loaded, review, false, error))
		return -1;
	if (!loaded->last)
		return 0;
	if (read_todos(book, loaded, loaded->last, true, error) ||
	    review_get(book, loaded->detail->row.id, loaded->last, &row, error))
		return -1;
	/* without what was kept the actions are only not compared with it; review_record() says what is wrong */
	if (row.record && !agenda_unpack(row.record, &loaded->record, &unreadable))
		compare_with_record(loaded);
	review_row_clear(&row);
	return 0;
}

/* ---- records ---- */

/* Where values and days of a row begin is kept as an offset until all are there: the arrays still move. */
static void add_values(struct review_facts *loaded, const struct outcome_record *outcome)
{
	for (size_t i = 0; i < outcome->values.count; i++) {
		*vec_add(&loaded->values) = outcome->values.items[i].value;
		*vec_add(&loaded->days) = outcome->values.items[i].on;
	}
}

static void list_outcomes(struct review_facts *loaded)
{
	for (size_t i = 0; i < loaded->outcomes.count; i++) {
		const struct outcome_record *outcome = &loaded->outcomes.items[i];
		size_t count = outcome->values.count;

		*vec_add(&loaded->outcome_rows) = (struct qbr_outcome){
			.id = outcome->id,
			.name = outcome->name,
			.unit = outcome->unit,
			.baseline = outcome->baseline,
			.target = outcome->target,
			.start = outcome->start,
			.due = outcome->due,
			.count = count,
			.who = count ? outcome->values.items[count - 1].who : NULL,
		};
		add_values(loaded, outcome);
	}
}

static void list_promises(struct review_facts *loaded)
{
	for (size_t i = 0; i < loaded->promises.count; i++) {
		const struct promise *promise = &loaded->promises.items[i];

		*vec_add(&loaded->promise_rows) = (struct qbr_promise){
			.id = promise->id,
			.text = promise->text,
			.understood = promise->understood,
			.to = promise->contact_name,
			.note = promise->note,
			.state = promise->state,
			.made = promise->made,
			.due = promise->due,
			.state_since = promise->state_since,
			.confirmed = promise->confirmed,
		};
	}
}

static void list_voices(struct review_facts *loaded)
{
	for (size_t i = 0; i < loaded->surveys.count; i++) {
		const struct survey *survey = &loaded->surveys.items[i];

		*vec_add(&loaded->survey_rows) = (struct qbr_survey){
			.id = survey->id,
			.kind = survey->kind,
			.score = survey->score,
			.scale = survey->scale,
			.on = survey->on,
			.contact = survey->contact_name,
			.comment = survey->comment,
		};
	}
	for (size_t i = 0; i < loaded->concerns.count; i++) {
		const struct concern *concern = &loaded->concerns.items[i];

		*vec_add(&loaded->concern_rows) = (struct qbr_concern){
			.id = concern->id,
			.level = concern->level,
			.text = concern->text,
			.contact = concern->contact_name,
			.how = concern->how,
			.on = concern->day,
			.addressed = concern->addressed,
		};
	}
}

/* Since when a contact is here or gone, by the dated rows; DAY_NONE: not said. */
static day_t since(const struct review_facts *loaded, int64_t contact, bool here)
{
	const struct account_detail *detail = loaded->detail;
	day_t on = DAY_NONE;

	for (size_t i = 0; detail->facts && i < detail->facts->contact_count; i++) {
		const struct contact_fact *fact = &detail->facts->contacts[i];

		if (fact->contact >= 0 && (size_t)fact->contact < detail->contact_ids.count &&
		    detail->contact_ids.items[fact->contact] == contact && fact->says_here && fact->here == here &&
		    fact->on <= loaded->as_of && fact->on > on)
			on = fact->on;
	}
	return on;
}

/* Who came is said against a review before: without one all did. */
static void list_contacts(struct review_facts *loaded)
{
	day_t last = loaded->detail->last_review;

	for (size_t i = 0; i < loaded->contacts.count; i++) {
		const struct contact *contact = &loaded->contacts.items[i];
		day_t on = contact->here ? contact->since : since(loaded, contact->id, false);
		struct buf roles = { 0 };

		if (on == DAY_NONE ||
		    (last != DAY_NONE ? on <= last : contact->here || loaded->as_of - on > LEFT_DAYS))
			continue;
		roles_say(contact->roles, &roles);
		*vec_add(&loaded->contact_rows) = (struct qbr_contact){
			.id = contact->id,
			.name = contact->name,
			.roles = keep(loaded, buf_take(&roles)),
			.here = contact->here,
			.on = on,
		};
	}
}

static int read_measures(struct book *book, struct review_facts *loaded, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_REVIEW_MEASURES, "idd", loaded->detail->row.id,
				      loaded->as_of - MEASURE_DAYS, loaded->as_of);
	struct qbr_measure *measure = NULL;
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		const char *key = column_string(st, 0);

		if (!measure || strcmp(measure->key, key) != 0) {
			measure = vec_add(&loaded->measure_rows);
			*measure = (struct qbr_measure){ .key = keep(loaded, column_copy(st, 0)) };
		}
		*vec_add(&loaded->values) = sqlite3_column_int64(st, 2);
		*vec_add(&loaded->days) = column_day(st, 1);
		measure->count++;
	}
	return found;
}

static void point_at_values(struct review_facts *loaded)
{
	size_t at = 0;

	for (size_t i = 0; i < loaded->outcome_rows.count; i++) {
		struct qbr_outcome *outcome = &loaded->outcome_rows.items[i];

		outcome->values = loaded->values.items + at;
		outcome->days = loaded->days.items + at;
		at += outcome->count;
	}
	for (size_t i = 0; i < loaded->measure_rows.count; i++) {
		struct qbr_measure *measure = &loaded->measure_rows.items[i];

		measure->values = loaded->values.items + at;
		measure->days = loaded->days.items + at;
		at += measure->count;
	}
}

/* The records behind a flag, a line each, as one. */
static char *one_line(const char *lines)
{
	struct buf text = { 0 };

	for (const char *at = lines; at && *at; at++) {
		if (*at != '\n')
			buf_char(&text, *at);
		else if (at[1])
			buf_str(&text, "; ");
	}
	return buf_take(&text);
}

static int load_flags(struct book *book, struct review_facts *loaded, struct error *error)
{
	if (flag_list(book, loaded->detail->row.id, loaded->as_of, false, &loaded->flags, error))
		return -1;
	for (size_t i = 0; i < loaded->flags.count; i++) {
		const struct flag_row *row = &loaded->flags.items[i];

		*vec_add(&loaded->flag_rows) = (struct qbr_flag){
			.key = row->key,
			.title = row->flag ? row->flag->title : row->key,
			.evidence = keep(loaded, one_line(row->evidence)),
			.fired = row->firing.fired,
		};
	}
	return 0;
}

static int load_records(struct book *book, struct review_facts *loaded, struct error *error)
{
	int64_t account = loaded->detail->row.id;
	day_t as_of = loaded->as_of;

	if (outcome_list(book, account, as_of, &loaded->outcomes, error) ||
	    promise_list(book, account, as_of, &loaded->promises, error) ||
	    survey_list(book, account, as_of, &loaded->surveys, error) ||
	    concern_list(book, account, as_of, &loaded->concerns, error) ||
	    contact_list(book, account, as_of, &loaded->contacts, error))
		return -1;
	list_outcomes(loaded);
	list_promises(loaded);
	list_voices(loaded);
	list_contacts(loaded);
	if (read_measures(book, loaded, error))
		return -1;
	point_at_values(loaded);
	return 0;
}

/* ---- all of it ---- */

int review_facts_load(struct book *book, int64_t review, struct review_facts *out, struct error *error)
{
	return load_answers(book, out, error) || load_actions(book, out, review, error) ||
			       load_records(book, out, error) || load_flags(book, out, error) ||
			       asks_list(book, out->detail->row.id, out->as_of, &out->asks, error)
		       ? -1
		       : 0;
}
