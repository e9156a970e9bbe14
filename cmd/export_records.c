/*
 * Records as Waymark's own CSV. What is dated has a row for each day on which something came to be otherwise, with all
 * that stood on that day, the last one standing now: so nothing is lost on the way through a file. Where something
 * that stood before was taken away, the cell says "none": a blank one says nothing.
 */
#include "cmd/act_export.h"
#include "storage/opportunities.h"
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
const char *const export_concern_columns[] = { "account",   "day", "level", "text", "contact",
					       "addressed", "how", "id",    NULL };
const char *const export_opportunity_columns[] = { "account",	  "name",      "kind",	      "amount", "currency",
						   "probability", "opened_on", "close_date",  "state",	"closed_on",
						   "note",	  "source",    "external_id", "id",	NULL };
const char *const export_override_columns[] = { "account", "from", "until", "band", "reason", "by", NULL };

#define LAST_DAY INT32_MAX /* a list as of it has all there is */

/* Everybody there ever was: who other records are about. */
static int read_everybody(struct exporting *export, int64_t account, struct contacts *out, struct error *error)
{
	return contact_list(export->ctx->book, account, LAST_DAY, out, error);
}

/* The contact of a record, so that an import finds the same. */
static void add_contact(struct exporting *export, const struct contacts *everybody, int64_t id)
{
	char number[CONTACT_LABEL_SIZE];

	export_text(export, contact_label(everybody, id, number));
}

static void add_id(struct exporting *export, int64_t id)
{
	char text[24];

	snprintf(text, sizeof text, "%lld", (long long)id);
	export_word(export, text);
}

/* ---- contacts ---- */

/* before: as it stood on the day of the row above; NULL: this is the first. */
static void contact_row(struct exporting *export, const struct export_account *account,
			const struct contact *contact, const struct contact *before, day_t on, day_t last_touch)
{
	struct buf roles = { 0 };

	roles_say(contact->roles, &roles);
	export_start(export);
	export_account(export, account->external_id, account->name);
	export_text(export, contact->name);
	export_word(export, !contact->roles && before && before->roles ? "none" : buf_text(&roles));
	export_text(export, contact->email);
	/* only where it was said: a row of that day confirms it */
	if (contact->has_sentiment && contact->sentiment_on == on)
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

static bool same_contact(const struct contact *a, const struct contact *b)
{
	return a->roles == b->roles && a->here == b->here && a->has_sentiment == b->has_sentiment &&
	       a->sentiment == b->sentiment && a->sentiment_on == b->sentiment_on;
}

static const struct contact *find_contact(const struct contacts *contacts, int64_t id)
{
	for (size_t i = 0; i < contacts->count; i++)
		if (contacts->items[i].id == id)
			return &contacts->items[i];
	return NULL;
}

/* A row for each day on which the contact became another. */
static int contact_rows(struct exporting *export, const struct export_account *account,
			const struct contact *contact, const struct days *days, struct error *error)
{
	struct contacts before = { 0 }, then = { 0 };
	const struct contact *last = NULL;
	int status = 0;

	for (size_t d = 0; !status && d < days->count && days->items[d] <= export->ctx->as_of; d++) {
		const struct contact *now;

		status = contact_list(export->ctx->book, account->id, days->items[d], &then, error);
		now = status ? NULL : find_contact(&then, contact->id);
		if (!now || (last && same_contact(last, now))) {
			contacts_clear(&then);
			continue;
		}
		contact_row(export, account, now, last, days->items[d], contact->last_touch);
		contacts_clear(&before);
		before = then;
		last = now;
		then = (struct contacts){ 0 };
	}
	contacts_clear(&before);
	contacts_clear(&then);
	return status;
}

static int contacts_of(void *data, const struct export_account *account, struct error *error)
{
	struct exporting *export = data;
	struct contacts list = { 0 };
	int status = contact_list(export->ctx->book, account->id, export->ctx->as_of, &list, error);

	for (size_t i = 0; !status && i < list.count; i++) {
		const struct contact *contact = &list.items[i];
		struct days days = { 0 };

		status = contact_days(export->ctx->book, account->id, contact->id, &days, error);
		if (!status && days.count == 1)
			contact_row(export, account, contact, NULL, days.items[0], contact->last_touch);
		else if (!status)
			status = contact_rows(export, account, contact, &days, error);
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
			const struct contacts *everybody, const struct promise *promise,
			const struct promise *before, day_t on)
{
	export_start(export);
	export_account(export, account->external_id, account->name);
	export_day(export, promise->made);
	if (promise->due == DAY_NONE && before && before->due != DAY_NONE)
		export_word(export, "none");
	else
		export_day(export, promise->due);
	export_word(export, promise_state_name(promise->state));
	export_text(export, promise->text);
	export_text(export, promise->understood);
	export_word(export, promise->confirmed ? "yes" : "no");
	add_contact(export, everybody, promise->contact);
	export_text(export, promise->capability);
	export_text(export, promise->need);
	export_day(export, on);
	export_text(export, promise->who);
	export_text(export, promise->note);
	add_id(export, promise->id);
	export_end(export);
}

static bool same_promise(const struct promise *a, const struct promise *b)
{
	return a->state == b->state && a->due == b->due && a->confirmed == b->confirmed;
}

static const struct promise *find_promise(const struct promises *promises, int64_t id)
{
	for (size_t i = 0; i < promises->count; i++)
		if (promises->items[i].id == id)
			return &promises->items[i];
	return NULL;
}

/* A row for each day on which the promise came to stand otherwise. */
static int promise_rows(struct exporting *export, const struct export_account *account,
			const struct contacts *everybody, int64_t id, const struct days *days, struct error *error)
{
	struct promises before = { 0 }, then = { 0 };
	const struct promise *last = NULL;
	int status = 0;

	for (size_t d = 0; !status && d < days->count && days->items[d] <= export->ctx->as_of; d++) {
		const struct promise *now;

		status = promise_list(export->ctx->book, account->id, days->items[d], &then, error);
		now = status ? NULL : find_promise(&then, id);
		if (!now || (last && same_promise(last, now))) {
			promises_clear(&then);
			continue;
		}
		promise_row(export, account, everybody, now, last, days->items[d]);
		promises_clear(&before);
		before = then;
		last = now;
		then = (struct promises){ 0 };
	}
	promises_clear(&before);
	promises_clear(&then);
	return status;
}

static int promises_of(void *data, const struct export_account *account, struct error *error)
{
	struct exporting *export = data;
	struct contacts everybody = { 0 };
	struct promises list = { 0 };
	int status = promise_list(export->ctx->book, account->id, export->ctx->as_of, &list, error);

	if (!status && list.count)
		status = read_everybody(export, account->id, &everybody, error);
	for (size_t i = 0; !status && i < list.count; i++) {
		struct days days = { 0 };

		status = promise_days(export->ctx->book, account->id, list.items[i].id, &days, error);
		if (!status)
			status = promise_rows(export, account, &everybody, list.items[i].id, &days, error);
		vec_free(&days);
	}
	promises_clear(&list);
	contacts_clear(&everybody);
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
	struct contacts everybody = { 0 };
	struct surveys list = { 0 };
	int status = survey_list(export->ctx->book, account->id, export->ctx->as_of, &list, error);

	if (!status && list.count)
		status = read_everybody(export, account->id, &everybody, error);
	for (size_t i = list.count; !status && i-- > 0;) { /* in order of date */
		export_start(export);
		export_account(export, account->external_id, account->name);
		export_day(export, list.items[i].on);
		export_word(export, survey_kind_name(list.items[i].kind));
		export_number(export, list.items[i].score);
		add_contact(export, &everybody, list.items[i].contact);
		export_text(export, list.items[i].comment);
		export_number(export, list.items[i].scale);
		add_id(export, list.items[i].id);
		export_end(export);
	}
	surveys_clear(&list);
	contacts_clear(&everybody);
	return status;
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

/* ---- concerns and bands set by hand ---- */

static int concerns_of(void *data, const struct export_account *account, struct error *error)
{
	struct exporting *export = data;
	struct contacts everybody = { 0 };
	struct concerns list = { 0 };
	int status = concern_list(export->ctx->book, account->id, export->ctx->as_of, &list, error);

	if (!status && list.count)
		status = read_everybody(export, account->id, &everybody, error);
	for (size_t i = 0; !status && i < list.count; i++) {
		const struct concern *concern = &list.items[i];

		export_start(export);
		export_account(export, account->external_id, account->name);
		export_day(export, concern->day);
		export_word(export, concern_level_name(concern->level));
		export_text(export, concern->text);
		add_contact(export, &everybody, concern->contact);
		export_day(export, concern->addressed);
		export_text(export, concern->how);
		add_id(export, concern->id);
		export_end(export);
	}
	concerns_clear(&list);
	contacts_clear(&everybody);
	return status;
}

int export_concerns(struct exporting *export, struct error *error)
{
	return export_each_account(export->ctx->book, concerns_of, export, error);
}

static int overrides_of(void *data, const struct export_account *account, struct error *error)
{
	struct exporting *export = data;
	struct overrides list = { 0 };

	if (overrides_list(export->ctx->book, account->id, &list, error))
		return -1;
	for (size_t i = 0; i < list.count && list.items[i].on <= export->ctx->as_of; i++) {
		export_start(export);
		export_account(export, account->external_id, account->name);
		export_day(export, list.items[i].on);
		export_day(export, list.items[i].until);
		export_word(export, band_name(list.items[i].band));
		export_text(export, list.items[i].reason);
		export_text(export, list.items[i].who);
		export_end(export);
	}
	overrides_clear(&list);
	return 0;
}

int export_overrides(struct exporting *export, struct error *error)
{
	return export_each_account(export->ctx->book, overrides_of, export, error);
}

/* ---- opportunities ---- */

static int opportunities_of(void *data, const struct export_account *account, struct error *error)
{
	struct exporting *export = data;
	struct opportunities list = { 0 };
	int status = opportunity_list(export->ctx->book, account->id, export->ctx->as_of, &list, error);

	for (size_t i = 0; !status && i < list.count; i++) {
		const struct opportunity *deal = &list.items[i];

		export_start(export);
		export_account(export, account->external_id, account->name);
		export_text(export, deal->name);
		export_word(export, movement_name(deal->kind));
		export_money(export, true, deal->amount.minor, deal->amount.currency);
		export_word(export, deal->amount.currency);
		if (deal->probability == PROBABILITY_NONE)
			export_word(export, "");
		else
			export_number(export, deal->probability);
		export_day(export, deal->opened);
		export_day(export, deal->close);
		export_word(export, opportunity_state_name(deal->state));
		export_day(export, deal->closed);
		export_text(export, deal->note);
		export_text(export, deal->source);
		export_text(export, deal->external_id);
		add_id(export, deal->id);
		export_end(export);
	}
	opportunities_clear(&list);
	return status;
}

int export_opportunities(struct exporting *export, struct error *error)
{
	return export_each_account(export->ctx->book, opportunities_of, export, error);
}
