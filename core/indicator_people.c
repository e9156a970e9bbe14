/* Kinds that read people: touches, surveys, contacts. */
#include "core/indicator.h"

#include "core/survey.h"

/* ---- touches ---- */

static bool is_touch(const struct indicator_args *args, const struct touch_fact *touch)
{
	if (args->from && !(args->from >> touch->from & 1))
		return false;
	return !args->touch_kinds || (touch->kind >= 0 && touch->kind < 64 && args->touch_kinds >> touch->kind & 1);
}

KIND_READ(days_since_touch)
{
	const struct view *view = scoring->view;
	day_t last = DAY_NONE;

	for (size_t i = 0; view->facts && i < view->facts->touch_count; i++) {
		const struct touch_fact *touch = &view->facts->touches[i];

		if (touch->on <= view->as_of && touch->on > last && is_touch(&indicator->args, touch))
			last = touch->on;
	}
	return last == DAY_NONE ? reading_unknown()
				: reading_of((int64_t)view->as_of - last, (int64_t)view->as_of - last);
}

KIND_SAY(days_since_touch)
{
	buf_printf(out, "%s ", indicator_title(indicator));
	say_ago(out, reading->value);
}

/* None in the window is 0 where there was any touch at all. */
KIND_READ(touches)
{
	const struct view *view = scoring->view;
	day_t last = view->touch_from_us > view->touch_from_them ? view->touch_from_us : view->touch_from_them;
	int64_t count = 0;

	if (last == DAY_NONE)
		return reading_unknown();
	for (size_t i = 0; view->facts && i < view->facts->touch_count; i++) {
		const struct touch_fact *touch = &view->facts->touches[i];

		count += in_window(view, indicator->args.window, touch->on) && is_touch(&indicator->args, touch);
	}
	return reading_of(count, -1);
}

KIND_SAY(touches)
{
	buf_printf(out, "%s: %lld in ", indicator_title(indicator), (long long)reading->value);
	say_count(out, indicator->args.window, "day", "days");
}

/* ---- surveys ---- */

static day_t last_survey(const struct view *view, enum survey_kind kind)
{
	day_t last = DAY_NONE;

	for (size_t i = 0; view->facts && i < view->facts->survey_count; i++) {
		const struct survey_fact *survey = &view->facts->surveys[i];

		if (survey->kind == kind && survey->on <= view->as_of && survey->on > last)
			last = survey->on;
	}
	return last;
}

KIND_READ(days_since_survey)
{
	const struct view *view = scoring->view;
	day_t last = last_survey(view, indicator->args.survey);

	return last == DAY_NONE ? reading_unknown()
				: reading_of((int64_t)view->as_of - last, (int64_t)view->as_of - last);
}

KIND_SAY(days_since_survey)
{
	buf_str(out, "last answer ");
	say_ago(out, reading->value);
}

KIND_READ(surveys)
{
	const struct view *view = scoring->view;
	day_t last = last_survey(view, indicator->args.survey);
	int64_t count = 0;

	if (last == DAY_NONE)
		return reading_unknown();
	for (size_t i = 0; i < view->facts->survey_count; i++)
		count += view->facts->surveys[i].kind == indicator->args.survey &&
			 in_window(view, indicator->args.window, view->facts->surveys[i].on);
	return reading_of(count, (int64_t)view->as_of - last);
}

KIND_SAY(surveys)
{
	say_count(out, reading->value, "answer", "answers");
	buf_str(out, " in ");
	say_count(out, indicator->args.window, "day", "days");
}

struct nps {
	int64_t promoters, detractors, count;
	day_t last;
};

static void nps_add(void *sum, const struct survey_fact *survey)
{
	struct nps *nps = sum;

	nps->promoters += nps_side(survey->score) == NPS_PROMOTER;
	nps->detractors += nps_side(survey->score) == NPS_DETRACTOR;
	nps->count++;
	if (survey->on > nps->last)
		nps->last = survey->on;
}

/* The answers of a kind that count. */
static void latest_answers(const struct view *view, enum survey_kind kind, int window, survey_each *add, void *sum)
{
	surveys_standing(view->facts->surveys, view->facts->survey_count, kind, view->as_of, window, add, sum);
}

KIND_READ(nps)
{
	const struct view *view = scoring->view;
	struct nps nps = { .last = DAY_NONE };
	int64_t over, rest;

	if (view->facts && view->facts->survey_count)
		latest_answers(view, SURVEY_NPS, indicator->args.window, nps_add, &nps);
	if (nps.count == 0)
		return reading_unknown();
	over = (nps.promoters - nps.detractors) * 100 * VALUE_SCALE;
	rest = over % nps.count;
	return reading_of((over - (rest < 0 ? rest + nps.count : rest)) / nps.count,
			  (int64_t)view->as_of - nps.last);
}

KIND_SAY(nps)
{
	int64_t rest = reading->value % VALUE_SCALE;

	buf_str(out, "NPS ");
	say_value(out, reading->value - (rest < 0 ? rest + VALUE_SCALE : rest));
	say_age(out, reading);
}

struct csat {
	int64_t percents, count; /* thousandths, summed */
	day_t last;
};

static void csat_add(void *sum, const struct survey_fact *survey)
{
	struct csat *csat = sum;
	int score = survey->score < 0 ? 0 : survey->score > survey->scale ? survey->scale : survey->score;

	csat->percents += (int64_t)score * 100 * VALUE_SCALE / survey->scale;
	csat->count++;
	if (survey->on > csat->last)
		csat->last = survey->on;
}

KIND_READ(csat)
{
	const struct view *view = scoring->view;
	struct csat csat = { .last = DAY_NONE };

	if (view->facts && view->facts->survey_count)
		latest_answers(view, SURVEY_CSAT, indicator->args.window, csat_add, &csat);
	return csat.count ? reading_of(csat.percents / csat.count, (int64_t)view->as_of - csat.last)
			  : reading_unknown();
}

KIND_SAY(csat)
{
	buf_str(out, "satisfaction ");
	say_percent(out, reading->value);
	say_age(out, reading);
}

/* ---- contacts ---- */

static bool any_contact(const struct view *view)
{
	for (int c = 0; c < view->contact_count; c++)
		if (view->contacts[c].known)
			return true;
	return false;
}

/* Whether the contact is there, with one of the roles (0: any), and was touched in the window (0: or not). */
static bool is_live(const struct view *view, const struct contact_view *contact, unsigned roles, int window)
{
	return contact->known && contact->here && (!roles || contact->roles & roles) &&
	       (window <= 0 || (contact->touched != DAY_NONE && in_window(view, window, contact->touched)));
}

static int64_t live_contacts(const struct view *view, unsigned roles, int window)
{
	int64_t count = 0;

	for (int c = 0; c < view->contact_count; c++)
		count += is_live(view, &view->contacts[c], roles, window);
	return count;
}

KIND_READ(contacts)
{
	const struct view *view = scoring->view;

	if (!any_contact(view))
		return reading_unknown();
	return reading_of(live_contacts(view, indicator->args.roles, indicator->args.window), -1);
}

KIND_SAY(contacts)
{
	say_count(out, reading->value, "live contact", "live contacts");
}

KIND_READ(coverage)
{
	const struct view *view = scoring->view;
	int64_t covered = 0;

	if (!any_contact(view))
		return reading_unknown();
	for (unsigned role = 1; role < 1U << CONTACT_ROLES; role <<= 1)
		covered += (indicator->args.roles & role) && live_contacts(view, role, indicator->args.window);
	return reading_of(covered, -1);
}

KIND_SAY(coverage)
{
	int wanted = 0;

	for (unsigned role = 1; role < 1U << CONTACT_ROLES; role <<= 1)
		wanted += (indicator->args.roles & role) != 0;
	buf_printf(out, "%lld of %d roles ", (long long)reading->value, wanted);
	buf_str(out, indicator->args.window > 0 ? "touched in " : "filled");
	if (indicator->args.window > 0)
		say_count(out, indicator->args.window, "day", "days");
}

KIND_READ(has_role)
{
	const struct view *view = scoring->view;

	if (!any_contact(view))
		return reading_unknown();
	return reading_of(live_contacts(view, indicator->args.roles, indicator->args.window) > 0, -1);
}

static bool has_left(const struct view *view, unsigned roles)
{
	for (int c = 0; c < view->contact_count; c++)
		if (view->contacts[c].known && !view->contacts[c].here && view->contacts[c].roles & roles)
			return true;
	return false;
}

KIND_SAY(has_role)
{
	const struct view *view = scoring->view;

	if (!reading->value && has_left(view, indicator->args.roles)) {
		buf_printf(out, "%s left", indicator_title(indicator));
		return;
	}
	buf_printf(out, "%s%s", reading->value ? "" : "no ", indicator_title(indicator));
	if (reading->value)
		buf_str(out, " there");
}

KIND_READ(sentiment)
{
	const struct view *view = scoring->view;
	int64_t sum = 0, count = 0, rest;
	day_t last = DAY_NONE;

	for (int c = 0; c < view->contact_count; c++) {
		const struct contact_view *contact = &view->contacts[c];

		if (!contact->has_sentiment || !is_live(view, contact, indicator->args.roles, 0))
			continue;
		sum += (int64_t)contact->sentiment * VALUE_SCALE;
		count++;
		if (contact->sentiment_on > last)
			last = contact->sentiment_on;
	}
	if (count == 0)
		return reading_unknown();
	rest = sum % count;
	return reading_of((sum - (rest < 0 ? rest + count : rest)) / count, (int64_t)view->as_of - last);
}

KIND_SAY(sentiment)
{
	int64_t near = reading->value + (reading->value < 0 ? -VALUE_SCALE / 2 : VALUE_SCALE / 2);

	buf_printf(out, "people are %s", sentiment_name((int)(near / VALUE_SCALE)));
	say_age(out, reading);
}
