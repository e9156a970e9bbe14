#ifndef WAYMARK_CORE_RECORDS_H
#define WAYMARK_CORE_RECORDS_H
/*
 * The words and numbers of an account's records: roles of contacts, states of promises,
 * levels of concerns, surveys, values of measures and outcomes. What is written in a book
 * as a number is numbered here for ever.
 */
#include <stdbool.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/error.h"

/* A contact may have several, so a bit each. */
enum contact_role {
	ROLE_DECISION_MAKER = 1 << 0,
	ROLE_CHAMPION = 1 << 1,
	ROLE_INFLUENCER = 1 << 2,
	ROLE_USER = 1 << 3,
	ROLE_BLOCKER = 1 << 4,
	ROLE_ADMIN = 1 << 5,
	ROLE_EXECUTIVE = 1 << 6,
	ROLE_BUYER = 1 << 7, /* the economic one: whose money it is */
	ROLE_PROGRAM = 1 << 8,
};
enum { CONTACT_ROLES = 9 };
const char *role_name(enum contact_role role); /* "decision maker" "champion" ... */
/* Letter case aside, blanks, - and _ alike; also "economic buyer", "end user" and the like. */
bool role_from_name(const char *name, enum contact_role *role) __attribute__((nonnull));
/* "champion, decision maker" to bits; "" is none. ERROR_INPUT names the word and what there is. */
int roles_parse(const char *text, unsigned *roles, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* Append them by name, in order of their bits, with ", " between. */
void roles_say(unsigned roles, struct buf *out) __attribute__((nonnull));

#define SENTIMENT_MIN (-2)
#define SENTIMENT_MAX 2
const char *sentiment_name(int sentiment); /* "against us" "wary" "neutral" "friendly" "for us" */
/* By number ("-1", "+2") or by name. */
bool sentiment_from_text(const char *text, int *sentiment) __attribute__((nonnull));

enum survey_kind { SURVEY_NPS, SURVEY_CSAT, SURVEY_KINDS };
const char *survey_kind_name(enum survey_kind kind); /* "nps" "csat" */
bool survey_kind_from_name(const char *name, enum survey_kind *kind) __attribute__((nonnull));
#define NPS_SCALE 10

enum promise_state { PROMISE_OPEN, PROMISE_KEPT, PROMISE_BROKEN, PROMISE_WITHDRAWN, PROMISE_STATES };
const char *promise_state_name(enum promise_state state); /* "open" "kept" "broken" "withdrawn" */
bool promise_state_from_name(const char *name, enum promise_state *state) __attribute__((nonnull));

/* A deal in the making, or made. */
enum opportunity_state { OPPORTUNITY_OPEN, OPPORTUNITY_WON, OPPORTUNITY_LOST, OPPORTUNITY_STATES };
const char *opportunity_state_name(enum opportunity_state state); /* "open" "won" "lost" */
/* The stage that a sales tool has: one with the word won, or lost, in it ("Closed Won", "closedlost") is that, any other
 * is open. */
enum opportunity_state opportunity_state_of_stage(const char *stage) __attribute__((nonnull));

/* The five levels of a concern, from what is broken to what makes their day. */
enum concern_level {
	CONCERN_BROKEN,
	CONCERN_TASKS,
	CONCERN_RESPONSIBILITIES,
	CONCERN_OUTCOMES,
	CONCERN_DAY,
	CONCERN_LEVELS,
};
const char *concern_level_name(enum concern_level level); /* "broken" "tasks" "responsibilities" "outcomes" "day" */
const char *concern_level_title(enum concern_level level); /* "what is broken" ... */
/* By name, by title, or 1 to 5. */
bool concern_level_from_text(const char *text, enum concern_level *level) __attribute__((nonnull));

/* Values of measures and outcomes are whole thousandths. */
#define VALUE_SCALE 1000
#define VALUE_NONE INT64_MIN
#define VALUE_MAX INT64_C(999999999999999) /* thousandths, either sign */
#define VALUE_SIZE 24
/* "5.2", "-3", "1200.125": digits, at most twelve of them and three decimals, a point between. */
int value_parse(const char *text, int64_t *value, struct error *error) __attribute__((nonnull, warn_unused_result));
/* The shortest that value_parse() reads back; "" for VALUE_NONE. Returns text, of VALUE_SIZE. */
char *value_format(int64_t value, char *text) __attribute__((nonnull));

/* A measure's key is written in scorecards, filters and files: small letters, digits, _ . - and /. */
#define MEASURE_KEY_SIZE 65
bool measure_key_is_good(const char *key) __attribute__((nonnull));
/* The key that a column's header or another's name stands for: "Active users" is active_users. False: none can be made
 * of it. */
bool measure_key_from_text(const char *text, char key[MEASURE_KEY_SIZE]) __attribute__((nonnull));

#define VALUE_TREND_DAYS 90
/* How far the latest value is above or below the mean of count earlier ones of this sum, in whole percent of that
 * mean, half up away from 0. False where there is no such percentage: nothing earlier, or a mean of 0. */
bool value_trend(int64_t latest, int64_t sum, int count, int *percent) __attribute__((nonnull));

#endif
