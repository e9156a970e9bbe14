#ifndef WAYMARK_CORE_EXPR_PRIVATE_H
#define WAYMARK_CORE_EXPR_PRIVATE_H
/*
 * What the expr_ files share: the names of the language as tables (expr_names.c), the tree that a text is compiled to
 * (expr_lex.c, expr_parse.c, expr_call.c) and its evaluation (expr_eval.c, expr_rows.c, expr_evidence.c).
 */
#include "core/expr.h"
#include "core/indicator.h"

/* ---- names ---- */

/* A set of words that a text may be. Without words any text will do. */
struct expr_domain {
	const char *what;	  /* "a band" */
	const char *const *words; /* by number; NULL: open */
	int first, count;	  /* words[first] to words[count - 1] can be said */
	bool ordered;		  /* < and > compare them too */
};
extern const struct expr_domain expr_bands, expr_statuses, expr_paces, expr_promise_states, expr_sides,
	expr_survey_kinds, expr_concern_levels, expr_answers, expr_milestone_sides, expr_roles;
/* Open ones whose words are added to the card's: in conditions alone. */
extern const struct expr_domain expr_touch_kinds, expr_measures;
/* The number of a word, blanks, - and _ alike; -1: it is none of them. */
int expr_domain_find(const struct expr_domain *domain, const char *word) __attribute__((nonnull));

/* FIELD(enum, name, type, domain, what it is) */
#define EXPR_FIELDS(FIELD) \
	FIELD(FIELD_HEALTH, health, EXPR_NUMBER, NULL, "the score shown, 0 to 100") \
	FIELD(FIELD_CONFIDENCE, confidence, EXPR_NUMBER, NULL, "percent of the weight that is known") \
	FIELD(FIELD_TREND, trend, EXPR_NUMBER, NULL, "points of health against 30 days before") \
	FIELD(FIELD_BAND, band, EXPR_TEXT, &expr_bands, "the band shown; risk < watch < good") \
	FIELD(FIELD_COMPUTED_BAND, computed_band, EXPR_TEXT, &expr_bands, \
	      "the band of the number alone, whatever was set by hand or by rule") \
	FIELD(FIELD_ARR, arr, EXPR_NUMBER, NULL, "annual recurring revenue in whole units of its currency") \
	FIELD(FIELD_SEGMENT, segment, EXPR_TEXT, NULL, "the segment") \
	FIELD(FIELD_CSM, csm, EXPR_TEXT, NULL, "who looks after the account") \
	FIELD(FIELD_STATUS, status, EXPR_TEXT, &expr_statuses, "prospect, active or churned") \
	FIELD(FIELD_RENEWAL, renewal, EXPR_DATE, NULL, "the day of the renewal") \
	FIELD(FIELD_START, start, EXPR_DATE, NULL, "the day the contract began") \
	FIELD(FIELD_CONTRACT_AGE, contract_age, EXPR_NUMBER, NULL, "days since then") \
	FIELD(FIELD_TRACK, track, EXPR_TEXT, NULL, "the main track, by its id") \
	FIELD(FIELD_STAGE, stage, EXPR_TEXT, NULL, "the stage on the main track, by its id") \
	FIELD(FIELD_STAGE_DAYS, stage_days, EXPR_NUMBER, NULL, "days in that stage") \
	FIELD(FIELD_STALLED_DAYS, stalled_days, EXPR_NUMBER, NULL, \
	      "days since a required milestone was settled; 0 at the end of the track") \
	FIELD(FIELD_PACE, pace, EXPR_TEXT, &expr_paces, \
	      "on_track, behind or stuck, where the stage has a duration") \
	FIELD(FIELD_SETTLED, settled, EXPR_NUMBER, NULL, "required milestones of the stage that are settled") \
	FIELD(FIELD_REQUIRED, required, EXPR_NUMBER, NULL, "required milestones of the stage") \
	FIELD(FIELD_ALL_SETTLED, all_settled, EXPR_NUMBER, NULL, "those of the whole track that are settled") \
	FIELD(FIELD_ALL_REQUIRED, all_required, EXPR_NUMBER, NULL, "those of the whole track") \
	FIELD(FIELD_COMPLETED, completed, EXPR_TRUTH, NULL, "whether the track has come to its end") \
	FIELD(FIELD_CADENCE, cadence, EXPR_NUMBER, NULL, "days without a touch that are not yet too many") \
	FIELD(FIELD_PLAN, plan, EXPR_TRUTH, NULL, "whether a next step for the customer is written down") \
	FIELD(FIELD_LAST_REVIEW, last_review, EXPR_DATE, NULL, "the day of the last business review") \
	FIELD(FIELD_NEXT_REVIEW, next_review, EXPR_DATE, NULL, "the day of the next one") \
	FIELD(FIELD_TODAY, today, EXPR_DATE, NULL, "the day for which it is asked")

enum expr_field {
#define FIELD(index, ...) index,
	EXPR_FIELDS(FIELD)
#undef FIELD
		FIELD_COUNT,
};

struct expr_name {
	const char *name;
	enum expr_type type;
	const struct expr_domain *domain;
	const char *says;
};
extern const struct expr_name expr_fields[FIELD_COUNT];

/* The records that can be counted; each with its fields, in the order of the enums below. */
enum expr_rows {
	ROWS_PROMISE,
	ROWS_TOUCH,
	ROWS_SURVEY,
	ROWS_OUTCOME,
	ROWS_CONCERN,
	ROWS_CONTACT,
	ROWS_MILESTONE,
	ROWS_MOVEMENT,
	ROWS_MEASURE,
	ROWS_COUNT,
};
#define ROW_DAY 0 /* of all of them: the day that it was so */
enum { PROMISE_STATE = 1, PROMISE_OVERDUE, PROMISE_DUE, PROMISE_CONFIRMED };
enum { TOUCH_FROM = 1, TOUCH_KIND, TOUCH_ROLES };
enum { ANSWER_KIND = 1, ANSWER_SCORE, ANSWER_PERCENT, ANSWER_ROLES, ANSWER_LATEST };
enum { OUTCOME_MET = 1, OUTCOME_MEASURED, OUTCOME_OVERDUE, OUTCOME_DUE, OUTCOME_PERCENT };
enum { CONCERN_LEVEL = 1, CONCERN_ADDRESSED };
enum { CONTACT_HERE = 1, CONTACT_ROLE, CONTACT_SENTIMENT, CONTACT_TOUCHED };
enum { MILESTONE_ANSWER = 1, MILESTONE_REQUIRED, MILESTONE_SIDE, MILESTONE_CURRENT };
enum { MOVEMENT_AMOUNT = 1 };
enum { MEASURE_KEY = 1, MEASURE_VALUE };

struct expr_rows_name {
	const char *name, *says;
	const struct expr_name *fields;
	int count;
};
extern const struct expr_rows_name expr_rows[ROWS_COUNT];

/* Functions beside the kinds of indicators; the head as it is written, for the manual. */
struct expr_function {
	const char *name, *head, *says;
};
enum {
	FUNCTION_COUNT,
	FUNCTION_DAYS_SINCE,
	FUNCTION_COVERS,
	FUNCTION_DEPARTED,
	FUNCTION_SINCE,
	FUNCTION_UNTIL,
	FUNCTION_KNOWN,
	FUNCTIONS
};
extern const struct expr_function expr_functions[FUNCTIONS];

/* Arguments of kinds, in the order in which they may be given without their names. */
struct expr_argument {
	enum indicator_arg arg;
	const char *name, *example;
};
enum { EXPR_ARGUMENTS = 14 };
extern const struct expr_argument expr_arguments[EXPR_ARGUMENTS];
/* Whether what it reads is a yes or a no. */
bool expr_kind_is_truth(const struct indicator_kind *kind) __attribute__((nonnull));

/* ---- the tree ---- */

enum expr_op {
	OP_CONST,
	OP_WORD, /* a bare word that is no name: until something says what it is */
	OP_FIELD,
	OP_KIND,
	OP_COUNT,
	OP_DAYS_SINCE,
	OP_COVERS,
	OP_DEPARTED,
	OP_SINCE,
	OP_UNTIL,
	OP_KNOWN,
	OP_ELSE,
	OP_MINUS,
	OP_ADD,
	OP_SUBTRACT,
	OP_MULTIPLY,
	OP_DIVIDE,
	OP_EQUAL,
	OP_NOT_EQUAL,
	OP_LESS,
	OP_AT_MOST,
	OP_MORE,
	OP_AT_LEAST,
	OP_BETWEEN,
	OP_IN,
	OP_NOT,
	OP_AND,
	OP_OR,
};

/* Operands are indexes of other nodes, always lower ones. */
struct expr_node {
	enum expr_op op;
	enum expr_type type;
	const struct expr_domain *domain; /* of a text; NULL: any */
	int a, b, c;			  /* -1: none */
	int next;			  /* in the list of "in" */
	int64_t number;			  /* of a constant; which field, which call */
	const char *text;		  /* the expression's; of a bare word the word */
	bool bare;
	size_t offset;
};

#define EXPR_CONDITIONS 16

struct expr_condition {
	int field;
	enum expr_op op; /* OP_EQUAL to OP_AT_LEAST */
	int value;	 /* node; -1: one of the set */
	uint64_t set;	 /* a bit each by number */
};

struct expr_call {
	enum expr_rows rows;
	struct expr_condition *conditions;
	int condition_count;
	int window; /* days, 0: ever */
	unsigned roles;
	struct indicator indicator;
	const char **names; /* of indicators, resolved under the card that scores */
	int name_count;
};

struct expr {
	char *source;
	enum expr_type type;
	struct expr_node *items;
	size_t count, room;
	VEC(struct expr_call) calls;
	VEC(char *) strings;
	VEC(struct expr_mention) mentions;
	int root;
};

/* ---- mentions ---- */

void expr_mention(struct expr *expr, enum expr_mention_kind kind, const char *name, size_t offset)
	__attribute__((nonnull));
/* Those of comparisons, once all is parsed. */
void expr_mention_compared(struct expr *expr) __attribute__((nonnull));

/* ---- compiling ---- */

enum token_kind { TOKEN_END, TOKEN_NUMBER, TOKEN_DATE, TOKEN_TEXT, TOKEN_NAME, TOKEN_SIGN };

struct expr_token {
	enum token_kind kind;
	size_t offset, size; /* of a text with its quotes */
	int64_t number;	     /* thousandths, or the day */
};

struct expr_parser {
	const char *text;
	size_t size, at; /* at: behind the token */
	struct expr_token token;
	struct expr *expr;
	struct card_words *words;
	struct expr_fault *fault;
	int depth;
};

/* All these return -1 with the fault told. */
int expr_fail(struct expr_parser *parser, size_t offset, const char *format, ...)
	__attribute__((format(printf, 3, 4), nonnull));
/* On to the next token. */
int expr_next(struct expr_parser *parser) __attribute__((nonnull, warn_unused_result));
/* Whether the token is this sign or word. */
bool expr_at(const struct expr_parser *parser, const char *text) __attribute__((nonnull));
/* Over it if it is; what would have to stand here is said. */
int expr_expect(struct expr_parser *parser, const char *sign, const char *why)
	__attribute__((nonnull, warn_unused_result));
/* "found X; wanted" with the token in words. */
int expr_unexpected(struct expr_parser *parser, const char *wanted) __attribute__((nonnull));
/* A copy of the token's text, without its quotes; the expression's. */
const char *expr_token_text(struct expr_parser *parser) __attribute__((nonnull, returns_nonnull));
/* What is nearest to a word; keeps the best. */
struct expr_near {
	const char *word, *best;
	int least;
};
struct expr_near expr_near(const char *word) __attribute__((nonnull));
void expr_near_try(struct expr_near *near, const char *name) __attribute__((nonnull));

int expr_node(struct expr_parser *parser, enum expr_op op, enum expr_type type, size_t offset)
	__attribute__((nonnull));
/* A sum, with "else": what stands on either side of a comparison. */
int expr_parse_sum(struct expr_parser *parser) __attribute__((nonnull));
/* What a bare or quoted word is among a field's words. */
int expr_resolve(struct expr_parser *parser, int node, const struct expr_domain *domain)
	__attribute__((nonnull(1), warn_unused_result));
int expr_need(struct expr_parser *parser, int node, enum expr_type type, const char *where)
	__attribute__((nonnull, warn_unused_result));
int expr_enter(struct expr_parser *parser, size_t offset) __attribute__((nonnull, warn_unused_result));
const char *expr_type_name(enum expr_type type); /* "a number" */

/* The token stands on "(" behind a name. */
int expr_parse_call(struct expr_parser *parser, const char *name, size_t offset) __attribute__((nonnull));

/* ---- evaluating ---- */

struct expr_run {
	const struct expr *expr;
	const struct expr_input *input;
	struct expr_records *records; /* NULL: nobody asks */
};

/* Small enough to be handed over in registers. */
struct expr_val {
	bool known;
	int64_t number; /* of a text that may be any, its address */
};

struct expr_val expr_run(const struct expr_run *run, int node) __attribute__((nonnull));
struct expr_val expr_val(int64_t number);
struct expr_val expr_unknown(void);
/* Whether left OP right; both known. */
bool expr_compare(enum expr_op op, enum expr_type type, const struct expr_domain *domain, int64_t left,
		  int64_t right);
/* thousandths of a count; not known beyond 63 bits */
struct expr_val expr_scaled(int64_t value, int64_t factor);

struct expr_val expr_count_rows(const struct expr_run *run, const struct expr_call *call) __attribute__((nonnull));
struct expr_val expr_days_since(const struct expr_run *run, const struct expr_call *call) __attribute__((nonnull));
struct expr_val expr_departed(const struct expr_run *run, const struct expr_call *call) __attribute__((nonnull));

/* The records behind a field or a kind's reading. */
void expr_note(const struct expr_run *run, enum event_kind kind, size_t index) __attribute__((nonnull));
void expr_note_field(const struct expr_run *run, enum expr_field field) __attribute__((nonnull));
void expr_note_whom(const struct expr_run *run) __attribute__((nonnull));
void expr_note_kind(const struct expr_run *run, const struct indicator *indicator) __attribute__((nonnull));
void expr_note_milestone(const struct expr_run *run, int milestone) __attribute__((nonnull));
/* Each once. */
void expr_records_settle(struct expr_records *records) __attribute__((nonnull));

#endif
