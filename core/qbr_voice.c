/* What the customer's people say, what we may ask of them, and what each side takes on. */
#include <stdlib.h>
#include <string.h>

#include "core/qbr_private.h"

#define PROMOTER 9
#define DETRACTOR 6
#define PERCENT 100
#define CSAT_GOOD 80 /* percent of the scale */
#define CSAT_POOR 60
#define WINDOW_DAYS 365 /* without a review before */
#define FEW 3		/* an unhappy answer among fewer would give away whose it is */

/* ---- surveys ---- */

enum mood { MOOD_POOR, MOOD_FAIR, MOOD_GOOD };

static enum mood mood_of(const struct qbr_survey *survey)
{
	if (survey->kind == SURVEY_NPS)
		return survey->score >= PROMOTER ? MOOD_GOOD : survey->score > DETRACTOR ? MOOD_FAIR : MOOD_POOR;
	if (survey->score * (int64_t)PERCENT >= survey->scale * (int64_t)CSAT_GOOD)
		return MOOD_GOOD;
	return survey->score * (int64_t)PERCENT < survey->scale * (int64_t)CSAT_POOR ? MOOD_POOR : MOOD_FAIR;
}

static bool is_since(const struct qbr_input *input, day_t on)
{
	if (input->last_review != DAY_NONE)
		return on > input->last_review;
	return (int64_t)input->view->as_of - on <= WINDOW_DAYS;
}

/* They come the latest first, so that an earlier answer of the same person counts no more. */
static bool is_latest(const struct qbr_input *input, size_t at)
{
	const struct qbr_survey *survey = &input->surveys[at];

	for (size_t i = 0; qbr_filled(survey->contact) && i < at; i++)
		if (input->surveys[i].kind == survey->kind && qbr_filled(input->surveys[i].contact) &&
		    !strcmp(input->surveys[i].contact, survey->contact))
			return false;
	return true;
}

struct tally {
	int count, moods[MOOD_GOOD + 1];
	int64_t percent; /* sum of CSAT in percent of the scale, thousandths */
	day_t on;
};

static struct tally tally_surveys(const struct qbr_input *input, enum survey_kind kind)
{
	struct tally tally = { .on = DAY_NONE };

	for (size_t i = 0; i < input->survey_count; i++) {
		const struct qbr_survey *survey = &input->surveys[i];

		if (survey->kind != kind || !is_since(input, survey->on) || !is_latest(input, i))
			continue;
		tally.count++;
		tally.moods[mood_of(survey)]++;
		tally.percent += survey->scale > 0 ? survey->score * INT64_C(100000) / survey->scale : 0;
		if (survey->on > tally.on)
			tally.on = survey->on;
	}
	return tally;
}

static int64_t divided(int64_t over, int64_t under)
{
	int64_t half = over < 0 ? -under / 2 : under / 2;

	return (over + half) / under;
}

static void add_tally(const struct qbr_input *input, enum survey_kind kind, struct agenda *out)
{
	struct tally tally = tally_surveys(input, kind);
	bool few = tally.count < FEW && tally.moods[MOOD_POOR] > 0;
	struct buf text = { 0 };
	struct qbr_item *item;

	if (tally.count == 0)
		return;
	if (kind == SURVEY_NPS)
		buf_printf(&text, "NPS %+lld from %d answer%s: %d promoter%s, %d passive, %d detractor%s",
			   (long long)divided((int64_t)(tally.moods[MOOD_GOOD] - tally.moods[MOOD_POOR]) * PERCENT,
					      tally.count),
			   tally.count, tally.count == 1 ? "" : "s", tally.moods[MOOD_GOOD],
			   tally.moods[MOOD_GOOD] == 1 ? "" : "s", tally.moods[MOOD_FAIR], tally.moods[MOOD_POOR],
			   tally.moods[MOOD_POOR] == 1 ? "" : "s");
	else
		buf_printf(&text, "Satisfaction %lld%% from %d answer%s",
			   (long long)divided(tally.percent, tally.count * INT64_C(1000)), tally.count,
			   tally.count == 1 ? "" : "s");
	item = qbr_add(out, QBR_VOICE, few ? QBR_INTERNAL : QBR_CUSTOMER,
		       xasprintf("survey/%s%s", survey_kind_name(kind), few ? "/few" : ""), buf_take(&text));
	item->on = tally.on;
	item->source = xasprintf("surveys, the latest answer of each");
}

/* What one person answered: theirs to hear where it is praise in words, else ours. */
static void add_survey(const struct qbr_survey *survey, struct agenda *out)
{
	enum mood mood = mood_of(survey);
	bool said = qbr_filled(survey->comment), shared = said && mood == MOOD_GOOD;
	const char *who = qbr_filled(survey->contact) ? survey->contact : "somebody";
	struct buf text = { 0 };
	struct qbr_item *item;

	if (!said && mood != MOOD_POOR)
		return;
	if (!shared)
		buf_printf(&text, "%s answered %d of %d%s", who, survey->score, survey->scale, said ? ": " : "");
	if (said)
		buf_str(&text, survey->comment);
	item = qbr_add(out, QBR_VOICE, shared ? QBR_CUSTOMER : QBR_INTERNAL,
		       xasprintf("survey/%lld%s", (long long)survey->id, shared ? "" : "/ours"), buf_take(&text));
	item->on = survey->on;
	if (shared)
		item->by = xstrdup(survey->contact);
	item->source = xasprintf("%s, %d of %d by %s", survey_kind_name(survey->kind), survey->score, survey->scale,
				 who);
}

/* ---- concerns, people ---- */

/* In their words, and without the name of who said it. What makes somebody's day is between us and them. */
static void add_concern(const struct qbr_concern *concern, struct agenda *out)
{
	bool personal = concern->level == CONCERN_DAY, addressed = concern->addressed != DAY_NONE;
	struct qbr_item *item = qbr_add(
		out, QBR_VOICE, personal ? QBR_INTERNAL : QBR_CUSTOMER,
		xasprintf("concern/%lld%s", (long long)concern->id, personal ? "/ours" : ""),
		xstrdup(concern->text));
	char day[DATE_SIZE];

	item->mark = addressed ? ANSWER_YES : ANSWER_OPEN;
	item->on = addressed ? concern->addressed : concern->on;
	if (addressed && qbr_filled(concern->how))
		item->note = xstrdup(concern->how);
	item->source = xasprintf("concern #%lld, %s, heard %s%s%s", (long long)concern->id,
				 concern_level_title(concern->level), date_format(concern->on, day),
				 qbr_filled(concern->contact) ? " from " : "",
				 qbr_filled(concern->contact) ? concern->contact : "");
}

/* Their roles are what we make of them, and stay at home. */
static void add_contact(const struct qbr_contact *contact, struct agenda *out)
{
	struct qbr_item *item = qbr_add(
		out, QBR_VOICE, QBR_CUSTOMER,
		xasprintf("contact/%lld/%s", (long long)contact->id, contact->here ? "came" : "left"),
		xasprintf(contact->here ? "%s joined" : "%s left", contact->name));

	item->on = contact->on;
	item->source = xasprintf("contact #%lld%s%s", (long long)contact->id,
				 qbr_filled(contact->roles) ? ", " : "",
				 qbr_filled(contact->roles) ? contact->roles : "");
}

void qbr_draft_voice(const struct qbr_input *input, struct agenda *out)
{
	size_t before = out->count;

	for (int kind = 0; kind < SURVEY_KINDS; kind++)
		add_tally(input, (enum survey_kind)kind, out);
	for (size_t i = 0; i < input->survey_count; i++)
		if (is_since(input, input->surveys[i].on))
			add_survey(&input->surveys[i], out);
	for (size_t i = 0; i < input->concern_count; i++) {
		const struct qbr_concern *concern = &input->concerns[i];

		if (concern->addressed == DAY_NONE || is_since(input, concern->addressed))
			add_concern(concern, out);
	}
	for (size_t i = 0; i < input->contact_count; i++)
		add_contact(&input->contacts[i], out);
	if (out->count == before)
		qbr_add_empty(out, QBR_VOICE,
			      "Nothing was heard from their people: ask two of them before the review");
}

/* ---- asks and commitments ---- */

static void add_ask(const struct ask *ask, bool first, struct agenda *out)
{
	const struct ask_template *of = ask->ask;
	struct buf text = { 0 };

	if (ask->ready && first) {
		qbr_add(out, QBR_ASK, QBR_CUSTOMER, xstrdup("ask"),
			qbr_filled(of->words) ? xstrdup(of->words)
					      : xasprintf("One thing we ask of you: %s", of->title))
			->source = xasprintf("ask %s: it is the time for it", of->key);
		return;
	}
	if (ask->ready) {
		buf_printf(&text, "%s: it is the time for that too, if you would rather ask for it", of->title);
	} else {
		buf_printf(&text, "%s: not yet; missing: ", of->title);
		for (int i = 0, said = 0; i < of->condition_count; i++)
			if (ask->missing >> i & 1)
				buf_printf(&text, "%s%s", said++ ? "; " : "", of->conditions[i].missing);
	}
	qbr_add(out, QBR_ASK, QBR_INTERNAL, xasprintf("ask/%s", of->key), buf_take(&text))->source = xasprintf(
		"ask %s", of->key);
}

void qbr_draft_ask(const struct qbr_input *input, struct agenda *out)
{
	size_t count = input->asks ? input->asks->count : 0;
	bool first = true;

	for (size_t i = 0; i < count; i++)
		if (input->asks->items[i].ready) {
			add_ask(&input->asks->items[i], first, out);
			first = false;
		}
	for (size_t i = 0; i < count; i++)
		if (!input->asks->items[i].ready)
			add_ask(&input->asks->items[i], false, out);
	qbr_add(out, QBR_ASK, QBR_INTERNAL, xstrdup("commitment/us"),
		xstrdup("Agree on one thing that we commit to"));
	qbr_add(out, QBR_ASK, QBR_INTERNAL, xstrdup("commitment/customer"),
		xstrdup("Agree on one thing that they commit to"));
}
