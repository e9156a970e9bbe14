/* The records of the sample book: contacts, promises, outcomes, surveys, measures, concerns, bands set by hand. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "storage/demo_private.h"
#include "storage/records.h"

/* Who wrote it down: named, or the user. */
static const char *by_cell(const struct demo_sheet *sheet, int column)
{
	return demo_cell(sheet, column) ? demo_cell(sheet, column) : sheet->who;
}

/* ---- contacts ---- */

enum { C_ACCOUNT, C_NAME, C_ROLES, C_PERSONA, C_EMAIL, C_SINCE, C_SENTIMENT, C_FELT, C_LEFT, C_SUCCESS };
const char *const demo_contact_columns[] = {
	"account", "name", "roles", "persona", "email", "since", "sentiment", "felt", "left", "success", NULL,
};

int64_t demo_contact_cell(const struct demo_sheet *sheet, int column)
{
	struct contact_write write = { .source = DEMO_SOURCE, .external_id = demo_cell(sheet, column) };

	return write.external_id ? contact_key(demo_account_cell(sheet, 0), &write) : 0;
}

static int put_contact(struct demo_sheet *sheet, const struct contact_write *write, struct error *error)
{
	int64_t id = demo_contact_cell(sheet, C_NAME);

	return contact_put(sheet->book, demo_account_cell(sheet, C_ACCOUNT), &id, write, NULL, error);
}

int demo_add_contact(struct demo_sheet *sheet, struct error *error)
{
	struct contact_write write = {
		.source = DEMO_SOURCE,
		.external_id = demo_cell(sheet, C_NAME),
		.name = demo_cell(sheet, C_NAME),
		.persona = demo_cell(sheet, C_PERSONA),
		.email = demo_cell(sheet, C_EMAIL),
		.success = demo_cell(sheet, C_SUCCESS),
		.says_roles = true,
	};
	struct contact_write felt = { .says_sentiment = true }, gone = { .says_here = true };

	if (!write.name)
		return demo_bad_cell(sheet, C_NAME, error);
	if (roles_parse(demo_cell(sheet, C_ROLES) ? demo_cell(sheet, C_ROLES) : "", &write.roles, error))
		return -1;
	if (demo_day_cell(sheet, C_SINCE, &write.on, error) || demo_day_cell(sheet, C_FELT, &felt.on, error) ||
	    demo_day_cell(sheet, C_LEFT, &gone.on, error))
		return -1;
	if (write.on == DAY_NONE)
		return demo_bad_cell(sheet, C_SINCE, error);
	if (felt.on != DAY_NONE && !sentiment_from_text(demo_cell(sheet, C_SENTIMENT), &felt.sentiment))
		return demo_bad_cell(sheet, C_SENTIMENT, error);
	if (put_contact(sheet, &write, error) || (felt.on != DAY_NONE && put_contact(sheet, &felt, error)) ||
	    (gone.on != DAY_NONE && put_contact(sheet, &gone, error)))
		return -1;
	return 0;
}

/* ---- promises ---- */

enum {
	P_ACCOUNT,
	P_MADE,
	P_DUE,
	P_TEXT,
	P_UNDERSTOOD,
	P_TO,
	P_NEED,
	P_CAPABILITY,
	P_CONFIRMED,
	P_STATE,
	P_SINCE,
	P_NOTE,
	P_BY
};
const char *const demo_promise_columns[] = {
	"account",    "made",	   "due",   "text",  "understood", "to", "need",
	"capability", "confirmed", "state", "since", "note",	   "by", NULL,
};

static int put_promise(struct demo_sheet *sheet, int64_t *id, const struct promise_write *write,
		       struct error *error)
{
	return promise_put(sheet->book, demo_account_cell(sheet, P_ACCOUNT), id, write, NULL, error);
}

/* Made, confirmed and settled on days of their own. */
int demo_add_promise(struct demo_sheet *sheet, struct error *error)
{
	struct promise_write made = {
		.text = demo_cell(sheet, P_TEXT),
		.understood = demo_cell(sheet, P_UNDERSTOOD),
		.capability = demo_cell(sheet, P_CAPABILITY),
		.need = demo_cell(sheet, P_NEED),
		.says_made = true,
		.says_contact = true,
		.says_due = true,
		.contact = demo_contact_cell(sheet, P_TO),
		.who = by_cell(sheet, P_BY),
	};
	struct promise_write confirmed = { .says_confirmed = true, .confirmed = true, .who = made.who };
	struct promise_write settled = { .says_state = true, .who = made.who, .note = demo_cell(sheet, P_NOTE) };
	int64_t id = 0;

	if (!made.text || !demo_cell(sheet, P_STATE) ||
	    !promise_state_from_name(demo_cell(sheet, P_STATE), &settled.state))
		return demo_bad_cell(sheet, made.text ? P_STATE : P_TEXT, error);
	if (demo_day_cell(sheet, P_MADE, &made.made, error) || demo_day_cell(sheet, P_DUE, &made.due, error) ||
	    demo_day_cell(sheet, P_CONFIRMED, &confirmed.on, error) ||
	    demo_day_cell(sheet, P_SINCE, &settled.on, error))
		return -1;
	if (made.made == DAY_NONE)
		return demo_bad_cell(sheet, P_MADE, error);
	made.on = made.made;
	if (put_promise(sheet, &id, &made, error) ||
	    (confirmed.on != DAY_NONE && put_promise(sheet, &id, &confirmed, error)) ||
	    (settled.on != DAY_NONE && put_promise(sheet, &id, &settled, error)))
		return -1;
	return 0;
}

/* ---- values ---- */

static int value_cell(const struct demo_sheet *sheet, int column, int64_t *value, struct error *error)
{
	const char *text = demo_cell(sheet, column);

	*value = VALUE_NONE;
	return text && value_parse(text, value, error) ? demo_bad_cell(sheet, column, error) : 0;
}

/* The next word of a list with blanks between; NULL at its end. */
static char *next_word(char **at)
{
	char *word = *at + strspn(*at, " "), *end = word + strcspn(word, " ");

	if (!*word)
		return NULL;
	*at = *end ? end + 1 : end;
	*end = '\0';
	return word;
}

/* A whole number of days, up to a sign or the end. */
static bool parse_days(const char *text, char until, long *days)
{
	char *end;

	errno = 0;
	*days = strtol(text, &end, 10);
	return !errno && end != text && *end == until && *days >= -36500 && *days <= 36500;
}

typedef int value_put(struct demo_sheet *sheet, void *data, day_t on, int64_t value, struct error *error);

/* "-120:9.1 -60:7": days from today and what was measured then. */
static int each_value(struct demo_sheet *sheet, int column, value_put *put, void *data, struct error *error)
{
	char *list = xstrdup(demo_cell(sheet, column)), *at = list, *word;
	int status = 0;

	while (list && !status && (word = next_word(&at))) {
		int64_t value;
		long days;

		if (!parse_days(word, ':', &days) || value_parse(strchr(word, ':') + 1, &value, error))
			status = demo_bad_cell(sheet, column, error);
		else
			status = put(sheet, data, sheet->today + (day_t)days, value, error);
	}
	free(list);
	return status;
}

/* ---- outcomes ---- */

enum { O_ACCOUNT, O_NAME, O_UNIT, O_BASELINE, O_TARGET, O_START, O_DUE, O_STORY, O_VALUES, O_BY };
const char *const demo_outcome_columns[] = {
	"account", "name", "unit", "baseline", "target", "start", "due", "story", "values", "by", NULL,
};

static int put_value(struct demo_sheet *sheet, void *outcome, day_t on, int64_t value, struct error *error)
{
	struct outcome_value_write write = { .on = on, .value = value, .who = by_cell(sheet, O_BY) };

	return outcome_value_put(sheet->book, demo_account_cell(sheet, O_ACCOUNT), *(const int64_t *)outcome,
				 &write, NULL, error);
}

int demo_add_outcome(struct demo_sheet *sheet, struct error *error)
{
	struct outcome_write write = {
		.name = demo_cell(sheet, O_NAME),
		.unit = demo_cell(sheet, O_UNIT),
		.says_baseline = true,
		.says_target = true,
		.says_start = true,
		.says_due = true,
	};
	int64_t id = 0;

	if (!write.name)
		return demo_bad_cell(sheet, O_NAME, error);
	if (value_cell(sheet, O_BASELINE, &write.baseline, error) ||
	    value_cell(sheet, O_TARGET, &write.target, error) ||
	    demo_day_cell(sheet, O_START, &write.start, error) || demo_day_cell(sheet, O_DUE, &write.due, error) ||
	    demo_day_cell(sheet, O_STORY, &write.story, error))
		return -1;
	write.says_story = write.story != DAY_NONE;
	if (outcome_put(sheet->book, demo_account_cell(sheet, O_ACCOUNT), &id, &write, NULL, error))
		return -1;
	return each_value(sheet, O_VALUES, put_value, &id, error);
}

/* ---- surveys ---- */

enum { S_ACCOUNT, S_ON, S_KIND, S_SCORE, S_SCALE, S_CONTACT, S_COMMENT };
const char *const demo_survey_columns[] = { "account", "on", "kind", "score", "scale", "contact", "comment", NULL };

static bool small_cell(const struct demo_sheet *sheet, int column, int *number)
{
	const char *text = demo_cell(sheet, column);
	long value;

	if (!text || !parse_days(text, '\0', &value) || value < 0 || value > 100)
		return false;
	*number = (int)value;
	return true;
}

int demo_add_survey(struct demo_sheet *sheet, struct error *error)
{
	struct survey_write write = {
		.contact = demo_contact_cell(sheet, S_CONTACT),
		.comment = demo_cell(sheet, S_COMMENT),
	};
	int64_t id;

	if (!demo_cell(sheet, S_KIND) || !survey_kind_from_name(demo_cell(sheet, S_KIND), &write.kind))
		return demo_bad_cell(sheet, S_KIND, error);
	if (!small_cell(sheet, S_SCORE, &write.score) || !small_cell(sheet, S_SCALE, &write.scale))
		return demo_bad_cell(sheet, S_SCORE, error);
	if (demo_day_cell(sheet, S_ON, &write.on, error) || write.on == DAY_NONE)
		return demo_bad_cell(sheet, S_ON, error);
	return survey_add(sheet->book, demo_account_cell(sheet, S_ACCOUNT), &write, &id, NULL, error);
}

/* ---- measures ---- */

enum { N_ACCOUNT, N_KEY, N_VALUES };
const char *const demo_measure_columns[] = { "account", "key", "values", NULL };

static int put_measure(struct demo_sheet *sheet, void *data, day_t on, int64_t value, struct error *error)
{
	(void)data;
	return measure_put(sheet->book, demo_account_cell(sheet, N_ACCOUNT), demo_cell(sheet, N_KEY), on, value,
			   NULL, error);
}

int demo_add_measures(struct demo_sheet *sheet, struct error *error)
{
	if (!demo_cell(sheet, N_KEY))
		return demo_bad_cell(sheet, N_KEY, error);
	return each_value(sheet, N_VALUES, put_measure, NULL, error);
}

/* ---- concerns ---- */

enum { K_ACCOUNT, K_ON, K_LEVEL, K_TEXT, K_CONTACT, K_HOW, K_ADDRESSED };
const char *const demo_concern_columns[] = {
	"account", "on", "level", "text", "contact", "how", "addressed", NULL
};

int demo_add_concern(struct demo_sheet *sheet, struct error *error)
{
	struct concern_write write = {
		.text = demo_cell(sheet, K_TEXT),
		.how = demo_cell(sheet, K_HOW),
		.says_day = true,
		.says_level = true,
		.says_contact = true,
		.contact = demo_contact_cell(sheet, K_CONTACT),
	};
	int64_t id = 0;

	if (!write.text || !demo_cell(sheet, K_LEVEL) ||
	    !concern_level_from_text(demo_cell(sheet, K_LEVEL), &write.level))
		return demo_bad_cell(sheet, write.text ? K_LEVEL : K_TEXT, error);
	if (demo_day_cell(sheet, K_ON, &write.day, error) ||
	    demo_day_cell(sheet, K_ADDRESSED, &write.addressed, error))
		return -1;
	write.says_addressed = write.addressed != DAY_NONE;
	return concern_put(sheet->book, demo_account_cell(sheet, K_ACCOUNT), &id, &write, NULL, error);
}

/* ---- bands set by hand ---- */

enum { B_ACCOUNT, B_ON, B_UNTIL, B_BAND, B_REASON, B_BY };
const char *const demo_override_columns[] = { "account", "on", "until", "band", "reason", "by", NULL };

int demo_add_override(struct demo_sheet *sheet, struct error *error)
{
	struct override_write write = {
		.who = by_cell(sheet, B_BY),
		.reason = demo_cell(sheet, B_REASON),
	};

	if (!demo_cell(sheet, B_BAND) || !band_from_name(demo_cell(sheet, B_BAND), &write.band))
		return demo_bad_cell(sheet, B_BAND, error);
	if (demo_day_cell(sheet, B_ON, &write.on, error) || demo_day_cell(sheet, B_UNTIL, &write.until, error))
		return -1;
	return override_set(sheet->book, demo_account_cell(sheet, B_ACCOUNT), &write, NULL, error);
}
