/* What happened with an account, the latest first: of every kind of record what is dated. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/account_view.h"

#define MOVEMENT "revenue"

/* ---- answers on all of the account's tracks ---- */

/* What is evidence for one track is answered on another, and is told of there. */
static void take_answers(const struct account_detail *detail, bool named, struct account_view *view)
{
	for (int i = 0; detail->track && i < detail->track->milestone_count && i < detail->answer_count; i++) {
		const struct milestone *milestone = &detail->track->milestones[i];
		const struct standing *stands = &detail->view.standing[i];

		if (stands->answer == ANSWER_OPEN || milestone->home)
			continue;
		*vec_add(&view->answers) = (struct account_answer){
			.on = stands->on,
			.answer = stands->answer,
			.track = named ? xstrdup(detail->track->title) : NULL,
			.question = xstrdup(milestone->question),
			.by = xstrdup(detail->answers[i].by),
			.note = xstrdup(detail->answers[i].note),
		};
	}
}

int account_answers_read(struct app *app, struct account_view *view, struct error *error)
{
	const struct ids *tracks = &app->detail.tracks;
	int status = 0;

	account_answers_clear(view);
	view->answers_read = true;
	for (size_t i = 0; status == 0 && i < tracks->count; i++) {
		struct account_detail detail = { 0 };

		status = account_load(app->ctx.book, view->account, tracks->items[i], app->ctx.as_of, &detail,
				      error);
		if (status == 0)
			take_answers(&detail, i > 0, view);
		account_detail_clear(&detail);
	}
	return status;
}

void account_answers_clear(struct account_view *view)
{
	for (size_t i = 0; i < view->answers.count; i++) {
		free(view->answers.items[i].track);
		free(view->answers.items[i].question);
		free(view->answers.items[i].by);
		free(view->answers.items[i].note);
	}
	vec_free(&view->answers);
	view->answers_read = false;
}

/* ---- events ---- */

struct event {
	day_t on;
	size_t number; /* keeps those of one day in the order they were found in */
	const char *kind;
	enum role role;
	char *text;
	struct account_ref ref;
};

struct events {
	struct event *items;
	size_t count, room;
	day_t as_of;
};

static void add(struct events *events, day_t on, const char *kind, enum role role, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

static void add(struct events *events, day_t on, const char *kind, enum role role, const char *format, ...)
{
	char *text = NULL;
	va_list args;

	if (on == DAY_NONE || on > events->as_of)
		return;
	va_start(args, format);
	if (vasprintf(&text, format, args) < 0)
		BUG("no memory");
	va_end(args);
	*vec_add(events) = (struct event){ on, events->count, kind, role, text, { 0 } };
}

/* What was added last is a record that can be changed from here. */
static void refer(struct events *events, day_t on, struct account_ref ref)
{
	if (on != DAY_NONE && on <= events->as_of)
		events->items[events->count - 1].ref = ref;
}

static int by_day(const void *left, const void *right)
{
	const struct event *a = left, *b = right;

	if (a->on != b->on)
		return a->on > b->on ? -1 : 1;
	return a->number < b->number ? -1 : a->number > b->number;
}

/* ---- gathering ---- */

static void add_touches(const struct account_view *view, struct events *events)
{
	for (size_t i = 0; i < view->touches.count; i++) {
		const struct touch *touch = &view->touches.items[i];

		add(events, touch->on, touch->from == FROM_THEM ? "from them" : "from us", ROLE_NORMAL,
		    "%s%s%s%s%s%s%s", touch->kind, touch->contact_name ? " with " : "",
		    touch->contact_name ? touch->contact_name : "",
		    !touch->who		       ? ""
		    : touch->from == FROM_THEM ? " to "
					       : " by ",
		    touch->who ? touch->who : "", touch->note ? ": " : "", touch->note ? touch->note : "");
		refer(events, touch->on,
		      (struct account_ref){ .kind = REF_TOUCH, .id = touch->id, .on = touch->on });
	}
}

static void add_answers(const struct account_view *view, struct events *events)
{
	for (size_t i = 0; i < view->answers.count; i++) {
		const struct account_answer *given = &view->answers.items[i];

		add(events, given->on, "answer", answer_role(given->answer), "%s%s%s: %s%s%s%s%s%s",
		    given->track ? given->track : "", given->track ? ", " : "", answer_name(given->answer),
		    given->question, given->by || given->note ? " (" : "", given->by ? given->by : "",
		    given->by && given->note ? ": " : "", given->note ? given->note : "",
		    given->by || given->note ? ")" : "");
	}
}

static void add_review(const struct app *app, struct events *events)
{
	if (app->detail.last_review < app->ctx.as_of)
		add(events, app->detail.last_review, "review", ROLE_TITLE, "business review");
}

static void add_money(const struct app *app, const struct account_view *view, struct events *events)
{
	char text[MONEY_TEXT];

	for (size_t i = 0; i < view->movements.count; i++) {
		const struct moved *moved = &view->movements.items[i];

		money_format(moved->amount.minor, moved->amount.currency, app->ctx.utf8, text);
		add(events, moved->on, MOVEMENT, moved->amount.minor < 0 ? ROLE_LOSS : ROLE_GAIN, "%s %s",
		    movement_name(moved->kind), text);
	}
}

static void add_surveys(const struct account_view *view, struct events *events)
{
	for (size_t i = 0; i < view->surveys.count; i++) {
		const struct survey *survey = &view->surveys.items[i];

		add(events, survey->on, "survey", ROLE_NORMAL, "%s %d of %d%s%s%s%s",
		    survey->kind == SURVEY_NPS ? "NPS" : "CSAT", survey->score, survey->scale,
		    survey->contact_name ? " from " : "", survey->contact_name ? survey->contact_name : "",
		    survey->comment ? ": " : "", survey->comment ? survey->comment : "");
		refer(events, survey->on, (struct account_ref){ .kind = REF_SURVEY, .id = survey->id });
	}
}

/* The latest of each key: they stand by key, the latest first. */
static void add_measures(const struct account_view *view, struct events *events)
{
	const struct measures *measures = &view->measures;
	char value[VALUE_SIZE];
	int percent;

	for (size_t i = 0; i < measures->count; i++) {
		const struct measure *measure = &measures->items[i];

		if (i > 0 && strcmp(measure->key, measures->items[i - 1].key) == 0)
			continue;
		value_format(measure->value, value);
		if (measure_trend(measures, i, &percent) && percent == 0)
			add(events, measure->on, "measure", ROLE_NORMAL, "%s %s, as in the %d days before",
			    measure->key, value, VALUE_TREND_DAYS);
		else if (measure_trend(measures, i, &percent))
			add(events, measure->on, "measure", ROLE_NORMAL, "%s %s, %+d%% to the %d days before",
			    measure->key, value, percent, VALUE_TREND_DAYS);
		else
			add(events, measure->on, "measure", ROLE_NORMAL, "%s %s", measure->key, value);
		refer(events, measure->on,
		      (struct account_ref){ .kind = REF_MEASURE,
					    .key = measure->key,
					    .on = measure->on,
					    .value = measure->value });
	}
}

static void add_promises(const struct account_view *view, struct events *events)
{
	for (size_t i = 0; i < view->promises.count; i++) {
		const struct promise *promise = &view->promises.items[i];

		if (promise->state != PROMISE_OPEN)
			add(events, promise->state_since, "promise",
			    promise->state == PROMISE_KEPT     ? ROLE_GOOD
			    : promise->state == PROMISE_BROKEN ? ROLE_RISK
							       : ROLE_DIM,
			    "%s: %s", promise_state_name(promise->state), promise->text);
		add(events, promise->made, "promise", ROLE_NORMAL, "made: %s", promise->text);
	}
}

static void add_values(const struct account_view *view, struct events *events)
{
	char value[VALUE_SIZE];

	for (size_t i = 0; i < view->outcomes.count; i++) {
		const struct outcome_record *outcome = &view->outcomes.items[i];

		for (size_t v = 0; v < outcome->values.count; v++) {
			const struct outcome_value *at = &outcome->values.items[v];

			add(events, at->on, "value", ROLE_NORMAL, "%s: %s%s%s%s%s", outcome->name,
			    value_format(at->value, value), outcome->unit ? " " : "",
			    outcome->unit ? outcome->unit : "", at->note ? ", " : "", at->note ? at->note : "");
			refer(events, at->on,
			      (struct account_ref){ .kind = REF_VALUE,
						    .id = outcome->id,
						    .key = outcome->name,
						    .on = at->on,
						    .value = at->value,
						    .note = at->note });
		}
	}
}

static void add_concerns(const struct account_view *view, struct events *events)
{
	for (size_t i = 0; i < view->concerns.count; i++) {
		const struct concern *concern = &view->concerns.items[i];

		add(events, concern->addressed, "concern", ROLE_GOOD, "addressed: %s", concern->text);
		add(events, concern->day, "concern", ROLE_NORMAL, "heard: %s", concern->text);
	}
}

/* ---- saying ---- */

static void say_event(const struct app *app, const struct event *event, bool same_day, int64_t id,
		      struct sheet *sheet)
{
	char date[16];

	sheet_line(sheet, sheet_item(sheet, id));
	sheet_cells(sheet, ROLE_DIM, 13, same_day ? "" : date_format_short(event->on, app->ctx.as_of, date));
	sheet_cells(sheet, ROLE_HEADING, 11, event->kind);
	sheet_wrap(sheet, event->role, event->text, 0);
}

/* All of them, the latest first. */
static void gather(const struct app *app, const struct account_view *view, struct events *events)
{
	*events = (struct events){ .as_of = app->ctx.as_of };
	add_touches(view, events);
	add_promises(view, events);
	add_values(view, events);
	add_surveys(view, events);
	add_concerns(view, events);
	add_measures(view, events);
	add_money(app, view, events);
	add_answers(view, events);
	add_review(app, events);
	if (events->count > 1)
		qsort(events->items, events->count, sizeof *events->items, by_day);
}

static void free_events(struct events *events)
{
	for (size_t i = 0; i < events->count; i++)
		free(events->items[i].text);
	vec_free(events);
}

void account_fill_timeline(const struct app *app, const struct account_view *view, struct sheet *sheet)
{
	struct events events;

	gather(app, view, &events);
	if (events.count == 0)
		account_say_empty(app, sheet, ACTION_ADD_RECORD, "Nothing has happened here yet.",
				  "writes down a touch: a call, a mail, a meeting, a visit.");
	for (size_t i = 0; i < events.count; i++)
		say_event(app, &events.items[i], i > 0 && events.items[i].on == events.items[i - 1].on,
			  (int64_t)i + 1, sheet);
	free_events(&events);
}

int64_t account_timeline_movement(const struct app *app, const struct account_view *view, day_t on)
{
	struct events events;
	int64_t found = 0;

	gather(app, view, &events);
	for (size_t i = 0; i < events.count && !found; i++)
		if (!strcmp(events.items[i].kind, MOVEMENT) && (on == DAY_NONE || events.items[i].on <= on))
			found = (int64_t)i + 1;
	free_events(&events);
	return found;
}

struct account_ref account_timeline_at(const struct app *app, const struct account_view *view, int64_t item)
{
	struct account_ref found = { 0 };
	struct events events;

	if (view->tab != TAB_TIMELINE)
		return found;
	gather(app, view, &events);
	if (item > 0 && (size_t)item <= events.count)
		found = events.items[item - 1].ref;
	free_events(&events);
	return found;
}
