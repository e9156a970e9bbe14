/*
 * Records as Waymark's own CSV. What is dated has a row for each day on which something was said of it, with all that
 * stood on that day, the last one standing now: so nothing is lost on the way through a file.
 */
#include "cmd/act_export.h"
#include "cmd/records.h"

const char *const export_contact_columns[] = { "account",      "name",	 "roles",	"email",   "sentiment",
					       "last_contact", "phone",	 "persona",	"success", "here",
					       "on",	       "source", "external_id", "id",	   NULL };
const char *const export_survey_columns[] = { "account", "date",  "kind", "score", "contact",
					      "comment", "scale", "id",	  NULL };
const char *const export_measure_columns[] = { "account", "date", "key", "value", NULL };
const char *const export_promise_columns[] = { "account",    "made_on",	  "due",  "state",	"text",
					       "understood", "confirmed", "to",	  "capability", "need",
					       "on",	     "by",	  "note", "id",		NULL };
const char *const export_outcome_columns[] = { "account", "name",  "unit",  "baseline", "target", "due", "date",
					       "value",	  "start", "story", "by",	"note",	  "id",	 NULL };

static void add_id(struct exporting *export, int64_t id)
{
	char text[24];

	snprintf(text, sizeof text, "%lld", (long long)id);
	export_word(export, text);
}

/* ---- contacts ---- */

static void contact_row(struct exporting *export, const struct export_account *account,
			const struct contact *contact, day_t on, day_t last_touch)
{
	struct buf roles = { 0 };

	roles_say(contact->roles, &roles);
	export_start(export);
	export_account(export, account->external_id, account->name);
	export_text(export, contact->name);
	export_word(export, buf_text(&roles));
	export_text(export, contact->email);
	if (contact->has_sentiment)
		export_number(export, contact->sentiment);
	else
		export_value(export, VALUE_NONE);
	export_day(export, last_touch);
	export_text(export, contact->phone);
	export_text(export, contact->persona);
	export_text(export, contact->success);
	export_word(export, contact->here ? "yes" : "no");
	export_day(export, on);
	export_text(export, contact->source);
	export_text(export, contact->external_id);
	add_id(export, contact->id);
	export_end(export);
	buf_free(&roles);
}

/* The contact as it stood on a day. */
static int contact_then(struct exporting *export, const struct export_account *account,
			const struct contact *contact, day_t on, struct error *error)
{
	struct contacts then = { 0 };

	if (contact_list(export->ctx->book, account->id, on, &then, error))
		return -1;
	for (size_t i = 0; i < then.count; i++)
		if (then.items[i].id == contact->id)
			contact_row(export, account, &then.items[i], on, contact->last_touch);
	contacts_clear(&then);
	return 0;
}

static int contacts_of(void *data, const struct export_account *account, struct error *error)
{
	struct exporting *export = data;
	struct contacts list = { 0 };
	int status = contact_list(export->ctx->book, account->id, export->ctx->as_of, &list, error);

	for (size_t i = 0; !status && i < list.count; i++) {
		struct days days = { 0 };

		status = contact_days(export->ctx->book, account->id, list.items[i].id, &days, error);
		if (!status && days.count == 1)
			contact_row(export, account, &list.items[i], days.items[0], list.items[i].last_touch);
		for (size_t d = 0; !status && days.count > 1 && d < days.count; d++)
			if (days.items[d] <= export->ctx->as_of)
				status = contact_then(export, account, &list.items[i], days.items[d], error);
		vec_free(&days);
	}
	contacts_clear(&list);
	return status;
}

int export_contacts(struct exporting *export, struct error *error)
{
	return export_each_account(export->ctx->book, contacts_of, export, error);
}

/* ---- promises ---- */

static void promise_row(struct exporting *export, const struct export_account *account,
			const struct promise *promise, day_t on)
{
	export_start(export);
	export_account(export, account->external_id, account->name);
	export_day(export, promise->made);
	export_day(export, promise->due);
	export_word(export, promise_state_name(promise->state));
	export_text(export, promise->text);
	export_text(export, promise->understood);
	export_word(export, promise->confirmed ? "yes" : "no");
	export_text(export, promise->contact_name);
	export_text(export, promise->capability);
	export_text(export, promise->need);
	export_day(export, on);
	export_text(export, promise->who);
	export_text(export, promise->note);
	add_id(export, promise->id);
	export_end(export);
}

static int promise_then(struct exporting *export, const struct export_account *account, int64_t id, day_t on,
			struct error *error)
{
	struct promises then = { 0 };

	if (promise_list(export->ctx->book, account->id, on, &then, error))
		return -1;
	for (size_t i = 0; i < then.count; i++)
		if (then.items[i].id == id)
			promise_row(export, account, &then.items[i], on);
	promises_clear(&then);
	return 0;
}

static int promises_of(void *data, const struct export_account *account, struct error *error)
{
	struct exporting *export = data;
	struct promises list = { 0 };
	int status = promise_list(export->ctx->book, account->id, export->ctx->as_of, &list, error);

	for (size_t i = 0; !status && i < list.count; i++) {
		struct days days = { 0 };

		status = promise_days(export->ctx->book, account->id, list.items[i].id, &days, error);
		for (size_t d = 0; !status && d < days.count; d++)
			if (days.items[d] <= export->ctx->as_of)
				status = promise_then(export, account, list.items[i].id, days.items[d], error);
		vec_free(&days);
	}
	promises_clear(&list);
	return status;
}

int export_promises(struct exporting *export, struct error *error)
{
	return export_each_account(export->ctx->book, promises_of, export, error);
}

/* ---- outcomes ---- */

static void outcome_row(struct exporting *export, const struct export_account *account,
			const struct outcome_record *outcome, const struct outcome_value *value)
{
	export_start(export);
	export_account(export, account->external_id, account->name);
	export_text(export, outcome->name);
	export_text(export, outcome->unit);
	export_value(export, outcome->baseline);
	export_value(export, outcome->target);
	export_day(export, outcome->due);
	export_day(export, value ? value->on : DAY_NONE);
	export_value(export, value ? value->value : VALUE_NONE);
	export_day(export, outcome->start);
	export_day(export, outcome->story);
	export_text(export, value ? value->who : NULL);
	export_text(export, value ? value->note : NULL);
	add_id(export, outcome->id);
	export_end(export);
}

static int outcomes_of(void *data, const struct export_account *account, struct error *error)
{
	struct exporting *export = data;
	struct outcomes list = { 0 };

	if (outcome_list(export->ctx->book, account->id, export->ctx->as_of, &list, error))
		return -1;
	for (size_t i = 0; i < list.count; i++) {
		if (!list.items[i].values.count)
			outcome_row(export, account, &list.items[i], NULL);
		for (size_t v = 0; v < list.items[i].values.count; v++)
			outcome_row(export, account, &list.items[i], &list.items[i].values.items[v]);
	}
	outcomes_clear(&list);
	return 0;
}

int export_outcomes(struct exporting *export, struct error *error)
{
	return export_each_account(export->ctx->book, outcomes_of, export, error);
}

/* ---- surveys and measures ---- */

static int surveys_of(void *data, const struct export_account *account, struct error *error)
{
	struct exporting *export = data;
	struct surveys list = { 0 };

	if (survey_list(export->ctx->book, account->id, export->ctx->as_of, &list, error))
		return -1;
	for (size_t i = list.count; i-- > 0;) { /* in order of date */
		export_start(export);
		export_account(export, account->external_id, account->name);
		export_day(export, list.items[i].on);
		export_word(export, survey_kind_name(list.items[i].kind));
		export_number(export, list.items[i].score);
		export_text(export, list.items[i].contact_name);
		export_text(export, list.items[i].comment);
		export_number(export, list.items[i].scale);
		add_id(export, list.items[i].id);
		export_end(export);
	}
	surveys_clear(&list);
	return 0;
}

int export_surveys(struct exporting *export, struct error *error)
{
	return export_each_account(export->ctx->book, surveys_of, export, error);
}

static int measures_of(void *data, const struct export_account *account, struct error *error)
{
	struct exporting *export = data;
	struct measures list = { 0 };

	if (measure_list(export->ctx->book, account->id, NULL, export->ctx->as_of, &list, error))
		return -1;
	for (size_t i = list.count; i-- > 0;) { /* of a key in order of date */
		export_start(export);
		export_account(export, account->external_id, account->name);
		export_day(export, list.items[i].on);
		export_text(export, list.items[i].key);
		export_value(export, list.items[i].value);
		export_end(export);
	}
	measures_clear(&list);
	return 0;
}

int export_measures(struct exporting *export, struct error *error)
{
	return export_each_account(export->ctx->book, measures_of, export, error);
}
