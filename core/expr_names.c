/* The names of the language. What is here is also what the manual says of it (a test holds that). */
#include <string.h>

#include "core/expr_private.h"

#define WORDS(array, most) .words = (array), .count = (most)

static const char *const bands[] = { "unknown", "risk", "watch", "good" };
static const char *const statuses[] = { "prospect", "active", "churned" };
static const char *const paces[] = { "none", "on_track", "behind", "stuck" };
static const char *const promise_states[] = { "open", "kept", "broken", "withdrawn" };
static const char *const sides[] = { "us", "them" };
static const char *const survey_kinds[] = { "nps", "csat" };
static const char *const concern_levels[] = { "broken", "tasks", "responsibilities", "outcomes", "day" };
static const char *const answers[] = { "open", "yes", "no", "na" };
static const char *const milestone_sides[] = { "us", "customer" };
static const char *const roles[] = { "decision_maker", "champion",  "influencer", "user",   "blocker",
				     "admin",	       "executive", "buyer",	  "program" };

const struct expr_domain expr_bands = { "a band", WORDS(bands, 4), .first = BAND_RISK, .ordered = true };
const struct expr_domain expr_statuses = { "a status", WORDS(statuses, 3) };
const struct expr_domain expr_paces = { "a pace", WORDS(paces, 4), .first = PACE_ON_TRACK };
const struct expr_domain expr_promise_states = { "a state of promises", WORDS(promise_states, PROMISE_STATES) };
const struct expr_domain expr_sides = { "a side", WORDS(sides, 2) };
const struct expr_domain expr_survey_kinds = { "a kind of survey", WORDS(survey_kinds, SURVEY_KINDS) };
const struct expr_domain expr_concern_levels = { "a level of concerns", WORDS(concern_levels, CONCERN_LEVELS),
						 .ordered = true };
const struct expr_domain expr_answers = { "an answer", WORDS(answers, 4) };
const struct expr_domain expr_milestone_sides = { "a side", WORDS(milestone_sides, 2) };
const struct expr_domain expr_roles = { "a role", WORDS(roles, CONTACT_ROLES) };
const struct expr_domain expr_touch_kinds = { "a kind of touch", WORDS(NULL, 0) };
const struct expr_domain expr_measures = { "a measure", WORDS(NULL, 0) };

static bool is_blank(char c)
{
	return c == ' ' || c == '-' || c == '_';
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

int expr_domain_find(const struct expr_domain *domain, const char *word)
{
	enum contact_role role;

	for (int i = domain->first; i < domain->count; i++) {
		const char *a = domain->words[i], *b = word;

		while (*a && (lower(*a) == lower(*b) || (is_blank(*a) && is_blank(*b)))) {
			a++;
			b++;
		}
		if (!*a && !*b)
			return i;
	}
	if (domain != &expr_roles || !role_from_name(word, &role)) /* which also knows other words for them */
		return -1;
	return __builtin_ctz((unsigned)role);
}

const struct expr_name expr_fields[FIELD_COUNT] = {
#define FIELD(index, field, field_type, words, text) \
	[index] = { .name = #field, .type = field_type, .domain = words, .says = text },
	EXPR_FIELDS(FIELD)
#undef FIELD
};

/* ---- records ---- */

static const struct expr_name promise_fields[] = {
	[ROW_DAY] = { "day", EXPR_DATE, NULL, "when it came to its state; of an open one when it was made" },
	[PROMISE_STATE] = { "state", EXPR_TEXT, &expr_promise_states, "open, kept, broken or withdrawn" },
	[PROMISE_OVERDUE] = { "overdue", EXPR_TRUTH, NULL, "open, and its day is past" },
	[PROMISE_DUE] = { "due", EXPR_DATE, NULL, "its day" },
	[PROMISE_CONFIRMED] = { "confirmed", EXPR_TRUTH, NULL, "both sides are known to understand the same" },
};
static const struct expr_name touch_fields[] = {
	[ROW_DAY] = { "day", EXPR_DATE, NULL, "when it was" },
	[TOUCH_FROM] = { "from", EXPR_TEXT, &expr_sides, "who reached out: us or them" },
	[TOUCH_KIND] = { "kind", EXPR_TEXT, &expr_touch_kinds, "call, mail, meeting or what you call them" },
	[TOUCH_ROLES] = { "roles", EXPR_TEXT, &expr_roles, "a role of the contact" },
};
static const struct expr_name survey_fields[] = {
	[ROW_DAY] = { "day", EXPR_DATE, NULL, "when it was answered" },
	[ANSWER_KIND] = { "kind", EXPR_TEXT, &expr_survey_kinds, "nps or csat" },
	[ANSWER_SCORE] = { "score", EXPR_NUMBER, NULL, "the answer" },
	[ANSWER_PERCENT] = { "percent", EXPR_NUMBER, NULL, "the answer in percent of the best" },
	[ANSWER_ROLES] = { "roles", EXPR_TEXT, &expr_roles, "a role of the contact" },
	[ANSWER_LATEST] = { "latest", EXPR_TRUTH, NULL,
			    "the contact gave none later to this kind of survey; always so of an unknown one" },
};
static const struct expr_name outcome_fields[] = {
	[ROW_DAY] = { "day", EXPR_DATE, NULL, "when it was measured last" },
	[OUTCOME_MET] = { "met", EXPR_TRUTH, NULL, "the latest value has reached the target" },
	[OUTCOME_MEASURED] = { "measured", EXPR_TRUTH, NULL, "there is a value" },
	[OUTCOME_OVERDUE] = { "overdue", EXPR_TRUTH, NULL, "its day is past and it is not met" },
	[OUTCOME_DUE] = { "due", EXPR_DATE, NULL, "its day" },
	[OUTCOME_PERCENT] = { "percent", EXPR_NUMBER, NULL,
			      "how far it is of where it should be by now, 0 to 100, as the indicator reads it" },
};
static const struct expr_name concern_fields[] = {
	[ROW_DAY] = { "day", EXPR_DATE, NULL, "when it was heard" },
	[CONCERN_LEVEL] = { "level", EXPR_TEXT, &expr_concern_levels,
			    "broken < tasks < responsibilities < outcomes < day" },
	[CONCERN_ADDRESSED] = { "addressed", EXPR_TRUTH, NULL, "something is done about it" },
};
static const struct expr_name contact_fields[] = {
	[ROW_DAY] = { "day", EXPR_DATE, NULL, "when they came to be known; of one who left when they left" },
	[CONTACT_HERE] = { "here", EXPR_TRUTH, NULL, "still there" },
	[CONTACT_ROLE] = { "roles", EXPR_TEXT, &expr_roles, "a role of theirs" },
	[CONTACT_SENTIMENT] = { "sentiment", EXPR_NUMBER, NULL, "from -2, against us, to 2, for us" },
	[CONTACT_TOUCHED] = { "touched", EXPR_DATE, NULL, "the day of the last touch with them" },
};
static const struct expr_name milestone_fields[] = {
	[ROW_DAY] = { "day", EXPR_DATE, NULL, "when it was answered" },
	[MILESTONE_ANSWER] = { "answer", EXPR_TEXT, &expr_answers, "open, yes, no or na" },
	[MILESTONE_REQUIRED] = { "required", EXPR_TRUTH, NULL, "it has to be settled" },
	[MILESTONE_SIDE] = { "side", EXPR_TEXT, &expr_milestone_sides, "whose it is: us or customer" },
	[MILESTONE_CURRENT] = { "current", EXPR_TRUTH, NULL, "it is one of the stage the account is in" },
};
static const struct expr_name movement_fields[] = {
	[ROW_DAY] = { "day", EXPR_DATE, NULL, "when the revenue moved" },
	[MOVEMENT_AMOUNT] = { "amount", EXPR_NUMBER, NULL, "by how much, less below 0, in whole units" },
};
static const struct expr_name measure_fields[] = {
	[ROW_DAY] = { "day", EXPR_DATE, NULL, "the day it is of" },
	[MEASURE_KEY] = { "key", EXPR_TEXT, &expr_measures, "which measure" },
	[MEASURE_VALUE] = { "value", EXPR_NUMBER, NULL, "the number" },
};

#define FIELDS(array) array, (int)(sizeof(array) / sizeof *(array))
const struct expr_rows_name expr_rows[ROWS_COUNT] = {
	[ROWS_PROMISE] = { "promise", "what we committed to", FIELDS(promise_fields) },
	[ROWS_TOUCH] = { "touch", "interactions", FIELDS(touch_fields) },
	[ROWS_SURVEY] = { "survey", "answers to surveys", FIELDS(survey_fields) },
	[ROWS_OUTCOME] = { "outcome", "results the customer wants", FIELDS(outcome_fields) },
	[ROWS_CONCERN] = { "concern", "needs and aspirations", FIELDS(concern_fields) },
	[ROWS_CONTACT] = { "contact", "people, those who left too", FIELDS(contact_fields) },
	[ROWS_MILESTONE] = { "milestone", "those of the main track", FIELDS(milestone_fields) },
	[ROWS_MOVEMENT] = { "movement", "movements of revenue", FIELDS(movement_fields) },
	[ROWS_MEASURE] = { "measure", "dated numbers", FIELDS(measure_fields) },
};

/* ---- functions ---- */

const struct expr_function expr_functions[FUNCTIONS] = {
	[FUNCTION_COUNT] = { "count", "count(RECORD, CONDITION, ..., within = DAYS)",
			     "how many records of this kind fulfil all the conditions" },
	[FUNCTION_DAYS_SINCE] = { "days_since", "days_since(RECORD, CONDITION, ...)",
				  "days since the day of the latest such record; not known where there is none" },
	[FUNCTION_COVERS] = { "covers", "covers(roles = ROLE + ROLE, window = DAYS)",
			      "whether each of the roles is held by somebody who is there (and was touched in the "
			      "window); not known where nobody is known" },
	[FUNCTION_DEPARTED] = { "departed", "departed(roles = ROLE + ROLE, within = DAYS)",
				"whether somebody with one of the roles has left in these days; not known where "
				"nobody is known" },
	[FUNCTION_SINCE] = { "since", "since(DATE)", "days from that day to today" },
	[FUNCTION_UNTIL] = { "until", "until(DATE)", "days from today to that day" },
	[FUNCTION_KNOWN] = { "known", "known(VALUE)", "whether it is known; itself always known" },
};

const struct expr_argument expr_arguments[EXPR_ARGUMENTS] = {
	{ ARG_MEASURE, "measure", "measure = logins" },
	{ ARG_OVER, "over", "over = licensed_seats" },
	{ ARG_ROLES, "roles", "roles = champion + buyer" },
	{ ARG_MILESTONE, "milestone", "milestone = \"its-id\"" },
	{ ARG_FIELD, "field", "field = value_path" },
	{ ARG_TRACK, "track", "track = relationship" },
	{ ARG_SURVEY, "survey", "survey = nps" },
	{ ARG_INDICATORS, "indicators", "indicators = pace + stall" },
	{ ARG_LABEL, "label", "label = green" },
	{ ARG_TOUCH_KINDS, "touches", "touches = call + meeting" },
	{ ARG_FROM, "from", "from = them" },
	{ ARG_WINDOW, "window", "window = 30" },
	{ ARG_BEFORE, "before", "before = 90" },
	{ ARG_FOLD, "fold", "fold = mean" },
};

bool expr_kind_is_truth(const struct indicator_kind *kind)
{
	return !strcmp(kind->unit, "yes or no");
}
