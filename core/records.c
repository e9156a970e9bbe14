#include "core/records.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "core/xalloc.h"

/* ---- names ---- */

/* Whether what was typed is this name: case aside, - and _ for blanks. */
static bool is_name(const char *typed, const char *name)
{
	for (; *typed && *name; typed++, name++) {
		char c = *typed == '-' || *typed == '_' ? ' ' : *typed;

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c != *name)
			return false;
	}
	return !*typed && !*name;
}

/* Index of the name that was typed, -1 when it is none. */
static int find_name(const char *typed, const char *const *names, int count)
{
	for (int i = 0; i < count; i++)
		if (is_name(typed, names[i]))
			return i;
	return -1;
}

static const char *name_at(const char *const *names, int count, int index)
{
	return index >= 0 && index < count ? names[index] : "";
}

/* ---- roles and sentiment of contacts ---- */

static const char *const role_names[CONTACT_ROLES] = {
	"decision maker", "champion", "influencer", "user", "blocker", "admin", "executive", "buyer", "program",
};

static const struct {
	const char *name;
	enum contact_role role;
} role_aliases[] = {
	{ "economic buyer", ROLE_BUYER },
	{ "end user", ROLE_USER },
	{ "decisionmaker", ROLE_DECISION_MAKER },
	{ "administrator", ROLE_ADMIN },
	{ "instance admin", ROLE_ADMIN },
	{ "program contact", ROLE_PROGRAM },
	{ "programme", ROLE_PROGRAM },
	{ "programme contact", ROLE_PROGRAM },
	{ "sponsor", ROLE_EXECUTIVE },
	{ "executive sponsor", ROLE_EXECUTIVE },
};

const char *role_name(enum contact_role role)
{
	for (int i = 0; i < CONTACT_ROLES; i++)
		if ((unsigned)role == 1U << i)
			return role_names[i];
	return "";
}

bool role_from_name(const char *name, enum contact_role *role)
{
	int index = find_name(name, role_names, CONTACT_ROLES);

	if (index >= 0) {
		*role = (enum contact_role)(1U << index);
		return true;
	}
	for (size_t i = 0; i < sizeof role_aliases / sizeof *role_aliases; i++)
		if (is_name(name, role_aliases[i].name)) {
			*role = role_aliases[i].role;
			return true;
		}
	return false;
}

int roles_parse(const char *text, unsigned *roles, struct error *error)
{
	char *copy = xstrdup(text), *rest = copy, *word;

	*roles = 0;
	while (rest) {
		char *end = strpbrk(rest, ",;");
		enum contact_role role;

		word = rest;
		rest = end ? end + 1 : NULL;
		if (end)
			*end = '\0';
		word = text_trim(word);
		if (*word && !role_from_name(word, &role)) {
			error_set(error, ERROR_INPUT,
				  "'%s' is no role; there are decision maker, champion, influencer, user, blocker, "
				  "admin, executive, buyer, program",
				  word);
			free(copy);
			return -1;
		}
		if (*word)
			*roles |= (unsigned)role;
	}
	free(copy);
	return 0;
}

void roles_say(unsigned roles, struct buf *out)
{
	const char *between = "";

	for (int i = 0; i < CONTACT_ROLES; i++)
		if (roles & 1U << i) {
			buf_printf(out, "%s%s", between, role_names[i]);
			between = ", ";
		}
}

static const char *const sentiment_names[] = { "against us", "wary", "neutral", "friendly", "for us" };

const char *sentiment_name(int sentiment)
{
	return name_at(sentiment_names, 5, sentiment - SENTIMENT_MIN);
}

bool sentiment_from_text(const char *text, int *sentiment)
{
	int index = find_name(text, sentiment_names, 5);
	const char *digit = text + (*text == '+' || *text == '-');

	if (index >= 0) {
		*sentiment = index + SENTIMENT_MIN;
		return true;
	}
	if (*digit < '0' || *digit > '0' + SENTIMENT_MAX || digit[1])
		return false;
	*sentiment = *text == '-' ? '0' - *digit : *digit - '0';
	return true;
}

/* ---- surveys, promises, concerns ---- */

static const char *const survey_names[SURVEY_KINDS] = { "nps", "csat" };

const char *survey_kind_name(enum survey_kind kind)
{
	return name_at(survey_names, SURVEY_KINDS, (int)kind);
}

bool survey_kind_from_name(const char *name, enum survey_kind *kind)
{
	int index = find_name(name, survey_names, SURVEY_KINDS);

	if (index >= 0)
		*kind = (enum survey_kind)index;
	return index >= 0;
}

static const char *const state_names[PROMISE_STATES] = { "open", "kept", "broken", "withdrawn" };

const char *promise_state_name(enum promise_state state)
{
	return name_at(state_names, PROMISE_STATES, (int)state);
}

bool promise_state_from_name(const char *name, enum promise_state *state)
{
	int index = find_name(name, state_names, PROMISE_STATES);

	if (index >= 0)
		*state = (enum promise_state)index;
	return index >= 0;
}

static const char *const deal_names[OPPORTUNITY_STATES] = { "open", "won", "lost" };

const char *opportunity_state_name(enum opportunity_state state)
{
	return name_at(deal_names, OPPORTUNITY_STATES, (int)state);
}

enum opportunity_state opportunity_state_of_stage(const char *stage)
{
	static const char *const words[][2] = { { "won", "closedwon" }, { "lost", "closedlost" } };
	enum opportunity_state state = OPPORTUNITY_OPEN;
	char *folded = text_fold(stage), *at = folded;

	while (*at && state == OPPORTUNITY_OPEN) {
		size_t size = strspn(at, "abcdefghijklmnopqrstuvwxyz");

		for (int i = 0; i < 4; i++)
			if (strlen(words[i / 2][i % 2]) == size && !strncmp(at, words[i / 2][i % 2], size))
				state = i < 2 ? OPPORTUNITY_WON : OPPORTUNITY_LOST;
		at += size ? size : 1;
	}
	free(folded);
	return state;
}

static const char *const level_names[CONCERN_LEVELS] = { "broken", "tasks", "responsibilities", "outcomes", "day" };
static const char *const level_titles[CONCERN_LEVELS] = { "what is broken", "their tasks", "their responsibilities",
							  "their outcomes", "what makes their day" };

const char *concern_level_name(enum concern_level level)
{
	return name_at(level_names, CONCERN_LEVELS, (int)level);
}

const char *concern_level_title(enum concern_level level)
{
	return name_at(level_titles, CONCERN_LEVELS, (int)level);
}

bool concern_level_from_text(const char *text, enum concern_level *level)
{
	int index = find_name(text, level_names, CONCERN_LEVELS);

	if (index < 0)
		index = find_name(text, level_titles, CONCERN_LEVELS);
	if (index < 0 && *text >= '1' && *text < '1' + CONCERN_LEVELS && !text[1])
		index = *text - '1';
	if (index >= 0)
		*level = (enum concern_level)index;
	return index >= 0;
}

/* ---- values ---- */

int value_parse(const char *text, int64_t *value, struct error *error)
{
	enum { WHOLE_DIGITS = 12, DECIMALS = 3 };
	const char *p = text + (*text == '-' || *text == '+');
	size_t whole = strspn(p, "0123456789"), decimals = 0;
	int64_t read = 0;

	for (size_t i = 0; i < whole && i < 30; i++)
		if (read <= VALUE_MAX)
			read = read * 10 + (p[i] - '0');
	p += whole;
	if (*p == '.') {
		decimals = strspn(++p, "0123456789");
		p += decimals;
	}
	if (*p || !(whole + decimals))
		return error_set(error, ERROR_INPUT, "'%s' is no number; write it like 1200 or 5.25", text);
	if (decimals > DECIMALS)
		return error_set(error, ERROR_INPUT, "'%s' has more than three decimals", text);
	if (read > VALUE_MAX / VALUE_SCALE)
		return error_set(error, ERROR_INPUT, "'%s' is too great; at most %d digits stand before the point",
				 text, WHOLE_DIGITS);
	for (size_t i = 0; i < DECIMALS; i++)
		read = read * 10 + (i < decimals ? p[(ptrdiff_t)i - (ptrdiff_t)decimals] - '0' : 0);
	*value = *text == '-' ? -read : read;
	return 0;
}

char *value_format(int64_t value, char *text)
{
	uint64_t size = value < 0 ? -(uint64_t)value : (uint64_t)value;
	int end;

	*text = '\0';
	if (value == VALUE_NONE)
		return text;
	end = snprintf(text, VALUE_SIZE, "%s%llu.%03u", value < 0 ? "-" : "",
		       (unsigned long long)(size / VALUE_SCALE), (unsigned)(size % VALUE_SCALE));
	while (text[end - 1] == '0')
		text[--end] = '\0';
	if (text[end - 1] == '.')
		text[end - 1] = '\0';
	return text;
}

#define KEY_SIGNS "abcdefghijklmnopqrstuvwxyz0123456789_.-/"

bool measure_key_is_good(const char *key)
{
	size_t size = strlen(key);

	return size && size < MEASURE_KEY_SIZE && strspn(key, KEY_SIGNS) == size;
}

bool measure_key_from_text(const char *text, char key[MEASURE_KEY_SIZE])
{
	size_t size = 0;
	bool gap = false;

	for (; *text; text++) {
		char sign = *text >= 'A' && *text <= 'Z' ? (char)(*text - 'A' + 'a') : *text;

		if (!strchr(KEY_SIGNS, sign)) {
			gap = true;
			continue;
		}
		if (size + 2 >= MEASURE_KEY_SIZE)
			return false;
		if (gap && size)
			key[size++] = '_';
		gap = false;
		key[size++] = sign;
	}
	key[size] = '\0';
	return size > 0;
}

bool value_trend(int64_t latest, int64_t sum, int count, int *percent)
{
	/* (latest - mean) / |mean| with mean = sum / count; in floating point, as count times a value may be too
	 * great for whole numbers: a percentage for people, read by no score */
	double base = sum < 0 ? -(double)sum : (double)sum, change;

	if (count <= 0 || !sum)
		return false;
	change = 100.0 * ((double)latest * count - (double)sum) / base;
	if (change > 999999.0 || change < -999999.0)
		return false;
	*percent = (int)(change < 0 ? change - 0.5 : change + 0.5);
	return true;
}
