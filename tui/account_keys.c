/* What the keys of the account's view do: each runs a command, most of them through a form. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/account_view.h"

/* ---- the forms ---- */

#define TODAY "fri, +2w, 2026-12-04; empty: today"

static const struct form_field contact_fields[] = {
	{ "name", "Name", NULL, FORM_TEXT, FORM_FIELD, true, NULL },
	{ "roles", "Roles", "decision maker, champion, influencer, user ...", FORM_ROLES, FORM_FIELD, false, NULL },
	{ "persona", "Persona", "what they do there", FORM_TEXT, FORM_FIELD, false, NULL },
	{ "email", "Mail", NULL, FORM_TEXT, FORM_FIELD, false, NULL },
	{ "phone", "Phone", NULL, FORM_TEXT, FORM_FIELD, false, NULL },
	{ "sentiment", "Sentiment", "-2 against us to 2 for us", FORM_SENTIMENT, FORM_FIELD, false, NULL },
	{ "success", "Success", "what it is for them, in their words", FORM_TEXT, FORM_FIELD, false, NULL },
};

static const struct form_field promise_fields[] = {
	{ "text", "We said", "our wording", FORM_TEXT, FORM_FIELD, true, NULL },
	{ "understood", "They expect", "how they understood it", FORM_TEXT, FORM_FIELD, false, NULL },
	{ "due", "Due", "fri, +2w, 2026-12-04", FORM_DATE, FORM_FIELD, false, NULL },
	{ "to", "To", "a contact; Tab offers them", FORM_CONTACT, FORM_FIELD, false, NULL },
	{ "need", "Need", "what it is to meet", FORM_TEXT, FORM_FIELD, false, NULL },
	{ "capability", "Kept by", "what of ours keeps it", FORM_TEXT, FORM_FIELD, false, NULL },
};

static const struct form_field outcome_fields[] = {
	{ "name", "Outcome", "time to quote", FORM_TEXT, FORM_FIELD, true, NULL },
	{ "unit", "Unit", "days", FORM_TEXT, FORM_FIELD, false, NULL },
	{ "baseline", "Baseline", "the number it begins from", FORM_VALUE, FORM_FIELD, false, NULL },
	{ "target", "Target", "the number to reach", FORM_VALUE, FORM_FIELD, false, NULL },
	{ "due", "Due", "fri, +2w, 2026-12-04", FORM_DATE, FORM_FIELD, false, NULL },
};

static const struct form_field value_fields[] = {
	{ "value", "Value", NULL, FORM_VALUE, FORM_WORD, true, NULL },
	{ "on", "On", TODAY, FORM_DATE, FORM_OPTION, false, NULL },
	{ "note", "Note", "how it was measured", FORM_TEXT, FORM_OPTION, false, NULL },
};

static const struct form_field concern_fields[] = {
	{ "text", "Concern", "in their words", FORM_TEXT, FORM_FIELD, true, NULL },
	{ "level", "Level", "1 broken, 2 tasks, 3 responsibilities, 4 outcomes, 5 day", FORM_LEVEL, FORM_FIELD,
	  false, NULL },
	{ "from", "From", "a contact; Tab offers them", FORM_CONTACT, FORM_FIELD, false, NULL },
	{ "how", "Answer", "how we address it", FORM_TEXT, FORM_FIELD, false, NULL },
};

#define TOUCH_KINDS "call|mail|meeting|visit"
#define TOUCH_WITH 1 /* the rest is that of a touch with somebody known */
static const struct form_field touch_fields[] = {
	{ "with", "With", "a contact; Tab offers them", FORM_CONTACT, FORM_OPTION, false, NULL },
	{ "kind", "Kind", "call, mail, meeting, visit", FORM_CHOICE, FORM_WORD, true, TOUCH_KINDS },
	{ "from", "From", "us or them", FORM_CHOICE, FORM_OPTION, false, "us|them" },
	{ "on", "On", TODAY, FORM_DATE, FORM_OPTION, false, NULL },
	{ "note", "Note", NULL, FORM_TEXT, FORM_OPTION, false, NULL },
};

static const struct form_field touch_changes[] = {
	{ "with", "With", "a contact; Tab offers them", FORM_CONTACT, FORM_FIELD, false, NULL },
	{ "kind", "Kind", "call, mail, meeting, visit", FORM_CHOICE, FORM_FIELD, true, TOUCH_KINDS },
	{ "from", "From", "us or them", FORM_CHOICE, FORM_FIELD, true, "us|them" },
	{ "on", "On", "fri, yesterday, 2026-11-02", FORM_DATE, FORM_FIELD, true, NULL },
	{ "note", "Note", NULL, FORM_TEXT, FORM_FIELD, false, NULL },
};

static const struct form_field survey_changes[] = {
	{ "kind", "Survey", "nps or csat", FORM_CHOICE, FORM_FIELD, true, "nps|csat" },
	{ "score", "Score", "NPS 0 to 10", FORM_VALUE, FORM_FIELD, true, NULL },
	{ "of", "Scale", "CSAT: the best that can be given", FORM_VALUE, FORM_FIELD, true, NULL },
	{ "from", "From", "a contact; Tab offers them", FORM_CONTACT, FORM_FIELD, false, NULL },
	{ "on", "On", "fri, yesterday, 2026-11-02", FORM_DATE, FORM_FIELD, true, NULL },
	{ "comment", "Comment", NULL, FORM_TEXT, FORM_FIELD, false, NULL },
};

static const struct form_field measure_fields[] = {
	{ "measure", "Measure", "active_seats, tickets: what is counted", FORM_TEXT, FORM_WORD, true,
	  "active_seats|licensed_seats|logins|tickets|escalations|overdue_days" },
	{ "value", "Value", NULL, FORM_VALUE, FORM_WORD, true, NULL },
	{ "on", "On", TODAY, FORM_DATE, FORM_OPTION, false, NULL },
};

static const struct form_field survey_fields[] = {
	{ "kind", "Survey", "nps or csat", FORM_CHOICE, FORM_WORD, true, "nps|csat" },
	{ "score", "Score", "NPS 0 to 10", FORM_VALUE, FORM_WORD, true, NULL },
	{ "of", "Scale", "CSAT: the best that can be given", FORM_VALUE, FORM_OPTION, false, NULL },
	{ "from", "From", "a contact; Tab offers them", FORM_CONTACT, FORM_OPTION, false, NULL },
	{ "on", "On", TODAY, FORM_DATE, FORM_OPTION, false, NULL },
	{ "comment", "Comment", NULL, FORM_TEXT, FORM_OPTION, false, NULL },
};

static const struct form_field override_fields[] = {
	{ "band", "Band", "good, watch or risk", FORM_CHOICE, FORM_WORD, true, "good|watch|risk" },
	{ "reason", "Reason", NULL, FORM_TEXT, FORM_OPTION, true, NULL },
	{ "until", "Until", "its last day: +1m, 2026-12-31", FORM_DATE, FORM_OPTION, true, NULL },
};

#define COUNT(fields) ((int)(sizeof(fields) / sizeof *(fields)))
#define BEGIN(app, title, fields, ...) \
	form_begin(app, title, (const char *const[]){ __VA_ARGS__, NULL }, fields, COUNT(fields))

/* ---- running ---- */

static void record_word(int64_t id, char word[24])
{
	(void)snprintf(word, 24, "#%lld", (long long)id);
}

static void run_words(struct app *app, int count, const char *const *words)
{
	char *copies[8];

	for (int i = 0; i < count; i++)
		copies[i] = xstrdup(words[i]);
	copies[count] = NULL;
	(void)app_run(app, count, copies);
	while (count > 0)
		free(copies[--count]);
}

/* "promise kept #ACCOUNT #ID LAST" */
static void run(struct app *app, const char *noun, const char *verb, int64_t id, const char *last)
{
	char account[24], record[24];

	app_account_word(app, account);
	record_word(id, record);
	run_words(app, last ? 5 : 4, (const char *[]){ noun, verb, account, record, last });
}

#define FIND(list, id, found) \
	do { \
		for (size_t i = 0; i < (list).count && !(found); i++) \
			(found) = (list).items[i].id == (id) ? &(list).items[i] : NULL; \
	} while (0)

static const struct contact *contact_at(const struct account_view *view, int64_t id)
{
	const struct contact *found = NULL;

	if (view->tab == TAB_PEOPLE)
		FIND(view->contacts, id, found);
	return found;
}

static const struct promise *promise_at(const struct account_view *view, int64_t id)
{
	const struct promise *found = NULL;

	if (view->tab == TAB_PROMISES)
		FIND(view->promises, id, found);
	return found;
}

static const struct outcome_record *outcome_at(const struct account_view *view, int64_t id)
{
	const struct outcome_record *found = NULL;

	if (view->tab == TAB_OUTCOMES)
		FIND(view->outcomes, id, found);
	return found;
}

static const struct concern *concern_at(const struct account_view *view, int64_t id)
{
	const struct concern *found = NULL;

	if (view->tab == TAB_CONCERNS)
		FIND(view->concerns, id, found);
	return found;
}

/* Empty is today, which is quickest to type over; as of another day it is that one. */
static void value_today(struct app *app)
{
	char date[DATE_SIZE];

	if (app->ctx.as_of != app->ctx.clock)
		form_value(app, "on", date_format(app->ctx.as_of, date));
}

/* ---- adding ---- */

static void begin_touch(struct app *app, const struct contact *contact)
{
	char account[24], with[24] = "", *title;

	app_account_word(app, account);
	if (contact) {
		record_word(contact->id, with);
		title = xasprintf("Touch with %s", contact->name);
		form_begin(app, title, (const char *const[]){ "touch", account, "--with", with, NULL },
			   touch_fields + TOUCH_WITH, COUNT(touch_fields) - TOUCH_WITH);
		free(title);
	} else {
		BEGIN(app, "New touch", touch_fields, "touch", account);
	}
	form_value(app, "kind", "call");
	form_value(app, "from", "us");
	value_today(app);
	form_ask(app);
}

static void add_record(struct app *app, const struct account_view *view)
{
	char account[24];

	app_account_word(app, account);
	switch (view->tab) {
	case TAB_PEOPLE:
		BEGIN(app, "New contact", contact_fields, "contact", "add", account);
		break;
	case TAB_PROMISES:
		BEGIN(app, "New promise", promise_fields, "promise", "add", account);
		break;
	case TAB_OUTCOMES:
		BEGIN(app, "New outcome", outcome_fields, "outcome", "add", account);
		break;
	case TAB_CONCERNS:
		BEGIN(app, "New concern", concern_fields, "concern", "add", account);
		break;
	case TAB_HEALTH:
		BEGIN(app, "Set the band by hand", override_fields, "override", account);
		break;
	default:
		begin_touch(app, NULL);
		return;
	}
	form_ask(app);
}

/* ---- editing ---- */

static void edit_contact(struct app *app, const struct contact *contact, const char *account, const char *record)
{
	struct buf roles = { 0 };

	BEGIN(app, contact->name, contact_fields, "contact", "set", account, record);
	roles_say(contact->roles, &roles);
	form_value(app, "name", contact->name);
	form_value(app, "roles", buf_text(&roles));
	form_value(app, "persona", contact->persona);
	form_value(app, "email", contact->email);
	form_value(app, "phone", contact->phone);
	form_value(app, "sentiment", contact->has_sentiment ? sentiment_name(contact->sentiment) : "");
	form_value(app, "success", contact->success);
	buf_free(&roles);
}

static void edit_promise(struct app *app, const struct promise *promise, const char *account, const char *record)
{
	char due[DATE_SIZE];

	BEGIN(app, "Promise", promise_fields, "promise", "set", account, record);
	form_value(app, "text", promise->text);
	form_value(app, "understood", promise->understood);
	form_value(app, "due", date_format(promise->due, due));
	form_value(app, "to", promise->contact_name);
	form_value(app, "need", promise->need);
	form_value(app, "capability", promise->capability);
}

static void edit_outcome(struct app *app, const struct outcome_record *outcome, const char *account,
			 const char *record)
{
	char due[DATE_SIZE], value[VALUE_SIZE];

	BEGIN(app, "Outcome", outcome_fields, "outcome", "set", account, record);
	form_value(app, "name", outcome->name);
	form_value(app, "unit", outcome->unit);
	form_value(app, "baseline", value_format(outcome->baseline, value));
	form_value(app, "target", value_format(outcome->target, value));
	form_value(app, "due", date_format(outcome->due, due));
}

static void edit_concern(struct app *app, const struct concern *concern, const char *account, const char *record)
{
	BEGIN(app, "Concern", concern_fields, "concern", "set", account, record);
	form_value(app, "text", concern->text);
	form_value(app, "level", concern_level_name(concern->level));
	form_value(app, "from", concern->contact_name);
	form_value(app, "how", concern->how);
}

static void edit_touch(struct app *app, const struct touch *touch, const char *account, const char *record)
{
	char date[DATE_SIZE];

	BEGIN(app, "Touch", touch_changes, "touch", account, "set", record);
	form_value(app, "with", touch->contact_name);
	form_value(app, "kind", touch->kind);
	form_value(app, "from", touch->from == FROM_THEM ? "them" : "us");
	form_value(app, "on", date_format(touch->on, date));
	form_value(app, "note", touch->note);
	form_ask(app);
}

static void edit_survey(struct app *app, const struct survey *survey, const char *account, const char *record)
{
	char date[DATE_SIZE], number[16];

	BEGIN(app, "Survey", survey_changes, "survey", "set", account, record);
	form_value(app, "kind", survey_kind_name(survey->kind));
	(void)snprintf(number, sizeof number, "%d", survey->score);
	form_value(app, "score", number);
	(void)snprintf(number, sizeof number, "%d", survey->scale);
	form_value(app, "of", number);
	form_value(app, "from", survey->contact_name);
	form_value(app, "on", date_format(survey->on, date));
	form_value(app, "comment", survey->comment);
	form_ask(app);
}

/* Of the timeline: what was measured is measured again. */
static unsigned edit_ref(struct app *app, const struct account_view *view, const struct account_ref *ref,
			 const char *account)
{
	const struct touch *touch = NULL;
	const struct survey *survey = NULL;
	const int64_t id = ref->id;
	char record[24], date[DATE_SIZE], value[VALUE_SIZE];

	record_word(ref->id, record);
	if (ref->kind == REF_TOUCH)
		FIND(view->touches, id, touch);
	if (ref->kind == REF_SURVEY)
		FIND(view->surveys, id, survey);
	if (touch)
		edit_touch(app, touch, account, record);
	if (survey)
		edit_survey(app, survey, account, record);
	if (touch || survey)
		return EFFECT_HANDLED;
	if (ref->kind == REF_MEASURE)
		BEGIN(app, "Measure", measure_fields, "measure", "set", account);
	else if (ref->kind == REF_VALUE)
		BEGIN(app, ref->key, value_fields, "outcome", "value", account, record);
	else
		return EFFECT_PASS;
	if (ref->kind == REF_MEASURE)
		form_value(app, "measure", ref->key);
	form_value(app, "value", value_format(ref->value, value));
	form_value(app, "on", date_format(ref->on, date));
	form_value(app, "note", ref->note);
	form_ask(app);
	return EFFECT_HANDLED;
}

static unsigned edit_record(struct app *app, const struct account_view *view, int64_t item)
{
	const struct contact *contact = contact_at(view, item);
	const struct promise *promise = promise_at(view, item);
	const struct outcome_record *outcome = outcome_at(view, item);
	const struct concern *concern = concern_at(view, item);
	struct account_ref ref = account_timeline_at(app, view, item);
	char account[24], record[24];

	app_account_word(app, account);
	record_word(item, record);
	if (ref.kind != REF_NONE)
		return edit_ref(app, view, &ref, account);
	if (contact)
		edit_contact(app, contact, account, record);
	else if (promise)
		edit_promise(app, promise, account, record);
	else if (outcome)
		edit_outcome(app, outcome, account, record);
	else if (concern)
		edit_concern(app, concern, account, record);
	else
		return EFFECT_PASS;
	form_ask(app);
	return EFFECT_HANDLED;
}

/* ---- the rest ---- */

/* The contact left, the concern is addressed; again: that is taken back. So is a band set by hand. */
static unsigned close_record(struct app *app, const struct account_view *view, int64_t item)
{
	const struct contact *contact = contact_at(view, item);
	const struct concern *concern = concern_at(view, item);
	char account[24];

	if (contact && contact->here)
		run(app, "contact", "left", item, NULL);
	else if (contact)
		run(app, "contact", "set", item, "here=yes");
	else if (concern && concern->addressed == DAY_NONE)
		run(app, "concern", "addressed", item, NULL);
	else if (concern)
		run(app, "concern", "set", item, "addressed=");
	else if (view->tab == TAB_HEALTH && view->override.holds) {
		app_account_word(app, account);
		run_words(app, 3, (const char *[]){ "override", account, "--back" });
	} else
		return EFFECT_PASS;
	return EFFECT_HANDLED;
}

/* Without asking: what was removed is said, and undo brings it back. */
static unsigned remove_record(struct app *app, const struct account_view *view, int64_t item)
{
	static const char *const nouns[ACCOUNT_TABS] = { "contact", "promise", "outcome", "concern" };
	struct account_ref ref = account_timeline_at(app, view, item);
	char account[24], record[24], date[DATE_SIZE];

	app_account_word(app, account);
	record_word(ref.id, record);
	date_format(ref.on, date);
	if (contact_at(view, item) || promise_at(view, item) || outcome_at(view, item) || concern_at(view, item))
		run(app, nouns[view->tab], "remove", item, NULL);
	else if (ref.kind == REF_TOUCH)
		run_words(app, 4, (const char *[]){ "touch", account, "remove", record });
	else if (ref.kind == REF_SURVEY)
		run_words(app, 5, (const char *[]){ "survey", "--id", record, "remove", account });
	else if (ref.kind == REF_MEASURE)
		run_words(app, 6, (const char *[]){ "measure", "--on", date, "remove", account, ref.key });
	else if (ref.kind == REF_VALUE)
		run_words(app, 7, (const char *[]){ "outcome", "--on", date, "value", account, record, "none" });
	else
		return EFFECT_PASS;
	return EFFECT_HANDLED;
}

/* Again: it is open, or not confirmed. */
static unsigned settle_promise(struct app *app, const struct promise *promise, enum action_id id)
{
	static const char *const verbs[] = { "kept", "broken", "withdrawn" };
	enum promise_state wanted = id == ACTION_KEEP_PROMISE	 ? PROMISE_KEPT
				    : id == ACTION_BREAK_PROMISE ? PROMISE_BROKEN
								 : PROMISE_WITHDRAWN;

	if (id == ACTION_CONFIRM_PROMISE)
		run(app, "promise", promise->confirmed ? "set" : "confirm", promise->id,
		    promise->confirmed ? "confirmed=no" : NULL);
	else
		run(app, "promise", promise->state == wanted ? "open" : verbs[wanted - PROMISE_KEPT], promise->id,
		    NULL);
	return EFFECT_HANDLED;
}

static unsigned enter_value(struct app *app, const struct account_view *view, int64_t item)
{
	const struct outcome_record *outcome = outcome_at(view, item);
	char account[24], record[24];

	app_account_word(app, account);
	record_word(item, record);
	if (outcome)
		BEGIN(app, outcome->name, value_fields, "outcome", "value", account, record);
	else if (view->tab == TAB_TIMELINE)
		BEGIN(app, "New measure", measure_fields, "measure", "set", account);
	else
		return EFFECT_PASS;
	value_today(app);
	form_ask(app);
	return EFFECT_HANDLED;
}

static unsigned add_survey(struct app *app)
{
	char account[24];

	app_account_word(app, account);
	BEGIN(app, "New survey answer", survey_fields, "survey", "add", account);
	form_value(app, "kind", "nps");
	value_today(app);
	form_ask(app);
	return EFFECT_HANDLED;
}

/* What a key is for, where the cursor is on nothing of that kind. */
static const char *what_for(enum action_id id)
{
	switch (id) {
	case ACTION_EDIT_RECORD:
	case ACTION_REMOVE_RECORD:
		return "contacts, promises, outcomes, concerns, values and measures";
	case ACTION_CLOSE_RECORD:
		return "contacts and concerns";
	case ACTION_KEEP_PROMISE:
	case ACTION_BREAK_PROMISE:
	case ACTION_WITHDRAW_PROMISE:
	case ACTION_CONFIRM_PROMISE:
		return "promises";
	case ACTION_ALLOW_STORY:
		return "outcomes";
	case ACTION_ENTER_VALUE:
		return "outcomes, and in the timeline for measures";
	case ACTION_SINCE:
		return "health";
	default:
		return NULL;
	}
}

static unsigned do_action(struct app *app, const struct account_view *view, int64_t item, enum action_id id)
{
	const struct promise *promise = promise_at(view, item);
	const struct outcome_record *outcome = outcome_at(view, item);

	switch (id) {
	case ACTION_ADD_RECORD:
		add_record(app, view);
		return EFFECT_HANDLED;
	case ACTION_OPEN:
	case ACTION_EDIT_RECORD:
		return edit_record(app, view, item);
	case ACTION_CLOSE_RECORD:
		return close_record(app, view, item);
	case ACTION_REMOVE_RECORD:
		return remove_record(app, view, item);
	case ACTION_RECORD_TOUCH:
		begin_touch(app, contact_at(view, item));
		return EFFECT_HANDLED;
	case ACTION_KEEP_PROMISE:
	case ACTION_BREAK_PROMISE:
	case ACTION_WITHDRAW_PROMISE:
	case ACTION_CONFIRM_PROMISE:
		return promise ? settle_promise(app, promise, id) : EFFECT_PASS;
	case ACTION_ENTER_VALUE:
		return enter_value(app, view, item);
	case ACTION_ALLOW_STORY:
		if (!outcome)
			return EFFECT_PASS;
		run(app, "outcome", "story", item, outcome->story == DAY_NONE ? "yes" : "no");
		return EFFECT_HANDLED;
	case ACTION_ADD_SURVEY:
		return add_survey(app);
	case ACTION_SINCE:
		if (view->tab != TAB_HEALTH)
			return EFFECT_PASS;
		account_ask_since(app, view);
		return EFFECT_HANDLED;
	default:
		return EFFECT_PASS;
	}
}

unsigned account_action(struct app *app, const struct account_view *view, int64_t item, enum action_id id)
{
	unsigned effects = do_action(app, view, item, id);

	if (effects != EFFECT_PASS || !what_for(id))
		return effects;
	app_say(app, false, "%s is for %s", action_info(id)->name, what_for(id));
	return EFFECT_HANDLED;
}

/* ---- hints ---- */

struct hint {
	enum account_tab tab;
	enum action_id action;
	const char *what;
};

static const struct hint hints[] = {
	{ TAB_PEOPLE, ACTION_ADD_RECORD, "new" },
	{ TAB_PEOPLE, ACTION_EDIT_RECORD, "edit" },
	{ TAB_PEOPLE, ACTION_RECORD_TOUCH, "touch" },
	{ TAB_PEOPLE, ACTION_CLOSE_RECORD, "left" },
	{ TAB_PEOPLE, ACTION_REMOVE_RECORD, "remove" },
	{ TAB_PROMISES, ACTION_ADD_RECORD, "new" },
	{ TAB_PROMISES, ACTION_EDIT_RECORD, "edit" },
	{ TAB_PROMISES, ACTION_KEEP_PROMISE, "kept" },
	{ TAB_PROMISES, ACTION_BREAK_PROMISE, "broken" },
	{ TAB_PROMISES, ACTION_WITHDRAW_PROMISE, "withdrawn" },
	{ TAB_PROMISES, ACTION_CONFIRM_PROMISE, "confirmed" },
	{ TAB_PROMISES, ACTION_REMOVE_RECORD, "remove" },
	{ TAB_OUTCOMES, ACTION_ADD_RECORD, "new" },
	{ TAB_OUTCOMES, ACTION_ENTER_VALUE, "value" },
	{ TAB_OUTCOMES, ACTION_EDIT_RECORD, "edit" },
	{ TAB_OUTCOMES, ACTION_ALLOW_STORY, "story" },
	{ TAB_OUTCOMES, ACTION_REMOVE_RECORD, "remove" },
	{ TAB_CONCERNS, ACTION_ADD_RECORD, "new" },
	{ TAB_CONCERNS, ACTION_EDIT_RECORD, "edit" },
	{ TAB_CONCERNS, ACTION_CLOSE_RECORD, "addressed" },
	{ TAB_CONCERNS, ACTION_REMOVE_RECORD, "remove" },
	{ TAB_TIMELINE, ACTION_ADD_RECORD, "touch" },
	{ TAB_TIMELINE, ACTION_ENTER_VALUE, "measure" },
	{ TAB_TIMELINE, ACTION_ADD_SURVEY, "survey" },
	{ TAB_TIMELINE, ACTION_EDIT_RECORD, "edit" },
	{ TAB_TIMELINE, ACTION_REMOVE_RECORD, "remove" },
	{ TAB_HEALTH, ACTION_SINCE, "since when" },
	{ TAB_HEALTH, ACTION_ADD_RECORD, "set the band by hand" },
};

void account_hint(const struct app *app, const struct account_view *view, struct buf *out)
{
	for (int i = 0; i < COUNT(hints); i++) {
		if (hints[i].tab == view->tab)
			hint_key(app, KEYS_ACCOUNT, hints[i].action, hints[i].what, out);
	}
	if (view->tab == TAB_HEALTH && view->override.holds)
		hint_key(app, KEYS_ACCOUNT, ACTION_CLOSE_RECORD, "take it back", out);
	hint_key(app, KEYS_ACCOUNT, ACTION_NEXT_PANE, "next page", out);
	hint_key(app, KEYS_ACCOUNT, ACTION_BACK, "back", out);
}
