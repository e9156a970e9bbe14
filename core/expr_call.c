/* Functions of expressions: those of indicators with their arguments, records with their conditions. */
#include <string.h>

#include "core/expr_private.h"

#define DAYS_MOST 36500
#define BITS_MOST 64

/* ---- values of arguments ---- */

static bool at_word(const struct expr_parser *parser)
{
	return parser->token.kind == TOKEN_NAME || parser->token.kind == TOKEN_TEXT;
}

/* A word, bare or in quotes, and over it. */
static int read_word(struct expr_parser *parser, const char *what, const char **out)
{
	*out = "";
	if (!at_word(parser))
		return expr_unexpected(parser, what);
	*out = expr_token_text(parser);
	return expr_next(parser);
}

static int read_days(struct expr_parser *parser, const char *what, int *out)
{
	const struct expr_token *token = &parser->token;

	if (token->kind != TOKEN_NUMBER)
		return expr_unexpected(parser, "a number of days");
	if (token->number < VALUE_SCALE || token->number % VALUE_SCALE ||
	    token->number > (int64_t)DAYS_MOST * VALUE_SCALE)
		return expr_fail(parser, token->offset, "%s is whole days, from 1 to %d", what, DAYS_MOST);
	*out = (int)(token->number / VALUE_SCALE);
	return expr_next(parser);
}

/* The number of a word that the tokens stand on; of open domains it is added to the words. */
static int word_number(struct expr_parser *parser, const struct expr_domain *domain, int *out)
{
	struct names *names = domain == &expr_touch_kinds ? &parser->words->touch_kinds : &parser->words->measures;
	size_t offset = parser->token.offset;
	struct expr_near near;
	struct buf list = { 0 };
	const char *word;

	if (read_word(parser, domain->what, &word) < 0)
		return -1;
	if (!domain->words) {
		if (domain == &expr_touch_kinds && names_find(names, word) < 0 && names->count >= BITS_MOST)
			return expr_fail(parser, offset, "there are %d kinds of touches already; take another",
					 BITS_MOST);
		*out = names_add(names, word);
		return 0;
	}
	*out = expr_domain_find(domain, word);
	if (*out >= 0)
		return 0;
	near = expr_near(word);
	for (int i = domain->first; i < domain->count; i++) {
		expr_near_try(&near, domain->words[i]);
		buf_printf(&list, "%s%s", i > domain->first ? ", " : "", domain->words[i]);
	}
	if (near.best)
		expr_fail(parser, offset, "%.40s is not %s; did you mean %s?", word, domain->what, near.best);
	else
		expr_fail(parser, offset, "%.40s is not %s; there are %s", word, domain->what, buf_text(&list));
	buf_free(&list);
	return -1;
}

/* champion + decision_maker */
static int read_set(struct expr_parser *parser, const struct expr_domain *domain, uint64_t *out)
{
	int number;

	*out = 0;
	for (;;) {
		if (word_number(parser, domain, &number) < 0)
			return -1;
		*out |= UINT64_C(1) << (number & 63);
		if (!expr_at(parser, "+"))
			return 0;
		if (expr_next(parser) < 0)
			return -1;
	}
}

static int read_roles(struct expr_parser *parser, unsigned *out)
{
	uint64_t set;

	if (read_set(parser, &expr_roles, &set) < 0)
		return -1;
	*out = (unsigned)set;
	return 0;
}

static int read_one(struct expr_parser *parser, const struct expr_domain *domain, int *out)
{
	return word_number(parser, domain, out);
}

static int read_fold(struct expr_parser *parser, enum fold *out)
{
	size_t offset = parser->token.offset;
	const char *word;

	if (read_word(parser, "last, sum or mean", &word) < 0)
		return -1;
	return fold_from_name(word, out) ? 0 : expr_fail(parser, offset, "%.40s is none of last, sum, mean", word);
}

/* Names of indicators: they are those of the card that will score, whichever that is. */
static int read_indicators(struct expr_parser *parser, struct expr_call *call)
{
	VEC(const char *) names = { 0 };
	int status = 0;

	while (!status) {
		size_t offset = parser->token.offset;
		const char *word;

		status = read_word(parser, "the id of an indicator", &word);
		if (status)
			break;
		*vec_add(&names) = word;
		expr_mention(parser->expr, MENTION_INDICATOR, word, offset);
		if (names.count == HEALTH_MAX_INDICATORS)
			status = expr_fail(parser, parser->token.offset, "more than %d indicators",
					   HEALTH_MAX_INDICATORS - 1);
		if (!expr_at(parser, "+"))
			break;
		if (!status)
			status = expr_next(parser);
	}
	call->names = names.items;
	call->name_count = (int)names.count;
	return status;
}

static int read_argument(struct expr_parser *parser, enum indicator_arg arg, struct expr_call *call)
{
	struct indicator_args *args = &call->indicator.args;
	size_t offset = parser->token.offset;
	int number = 0, status;
	const char *word;
	uint64_t set;

	switch (arg) {
	case ARG_MEASURE:
		return read_one(parser, &expr_measures, &args->measure);
	case ARG_OVER:
		return read_one(parser, &expr_measures, &args->over);
	case ARG_ROLES:
		return read_roles(parser, &args->roles);
	case ARG_MILESTONE:
		status = read_word(parser, "the id of a milestone", &args->milestone);
		if (!status)
			expr_mention(parser->expr, MENTION_MILESTONE, args->milestone, offset);
		return status;
	case ARG_LABEL:
		return read_word(parser, "a label", &args->label);
	case ARG_FIELD:
		status = read_word(parser, "a field", &word);
		if (!status)
			args->field = names_add(&parser->words->fields, word);
		return status;
	case ARG_TRACK:
		status = read_word(parser, "the id of a track", &word);
		if (status)
			return status;
		args->track = names_add(&parser->words->tracks, word);
		expr_mention(parser->expr, MENTION_TRACK, word, offset);
		return status;
	case ARG_SURVEY:
		status = read_one(parser, &expr_survey_kinds, &number);
		args->survey = (enum survey_kind)number;
		return status;
	case ARG_TOUCH_KINDS:
		return read_set(parser, &expr_touch_kinds, &args->touch_kinds);
	case ARG_FROM:
		status = read_set(parser, &expr_sides, &set);
		args->from = status ? 0 : (unsigned)set;
		return status;
	case ARG_WINDOW:
		return read_days(parser, "window", &args->window);
	case ARG_BEFORE:
		return read_days(parser, "before", &args->before);
	case ARG_FOLD:
		return read_fold(parser, &args->fold);
	default:
		return read_indicators(parser, call);
	}
}

/* ---- indicators ---- */

static const struct expr_argument *argument_named(const char *name)
{
	for (int i = 0; i < EXPR_ARGUMENTS; i++)
		if (!strcmp(expr_arguments[i].name, name))
			return &expr_arguments[i];
	return NULL;
}

static int no_such_argument(struct expr_parser *parser, size_t offset, const struct indicator_kind *kind,
			    const char *name)
{
	struct expr_near near = expr_near(name);
	struct buf list = { 0 };

	for (int i = 0; i < EXPR_ARGUMENTS; i++) {
		if (!(kind->takes & expr_arguments[i].arg))
			continue;
		expr_near_try(&near, expr_arguments[i].name);
		buf_printf(&list, "%s%s", list.size ? ", " : "", expr_arguments[i].name);
	}
	if (near.best)
		expr_fail(parser, offset, "%s takes no %.40s; did you mean %s?", kind->name, name, near.best);
	else if (list.size)
		expr_fail(parser, offset, "%s takes no %.40s; it takes %s", kind->name, name, list.data);
	else
		expr_fail(parser, offset, "%s takes nothing; write %s( )", kind->name, kind->name);
	buf_free(&list);
	return -1;
}

/* The first that the kind needs and that is not given yet: what stands without a name. */
static const struct expr_argument *next_argument(const struct indicator_kind *kind, unsigned given)
{
	for (int i = 0; i < EXPR_ARGUMENTS; i++)
		if (kind->needs & expr_arguments[i].arg & ~given)
			return &expr_arguments[i];
	return NULL;
}

/* Over "NAME =", if that is what stands here; *name NULL where it is not. */
static int read_argument_name(struct expr_parser *parser, const char **name)
{
	struct expr_token token = parser->token;
	size_t at = parser->at;
	const char *word;

	*name = NULL;
	if (token.kind != TOKEN_NAME)
		return 0;
	word = expr_token_text(parser);
	if (expr_next(parser) < 0)
		return -1;
	if (expr_at(parser, "=")) {
		*name = word;
		return expr_next(parser);
	}
	parser->token = token;
	parser->at = at;
	return 0;
}

static int parse_arguments(struct expr_parser *parser, const struct indicator_kind *kind, struct expr_call *call,
			   unsigned *given)
{
	bool named = false;

	while (!expr_at(parser, ")")) {
		const struct expr_argument *argument;
		size_t offset = parser->token.offset;
		const char *name;

		if (read_argument_name(parser, &name) < 0)
			return -1;
		argument = name ? argument_named(name) : next_argument(kind, *given);
		if (name && (!argument || !(kind->takes & argument->arg)))
			return no_such_argument(parser, offset, kind, name);
		if (!argument || (named && !name)) {
			if (!at_word(parser) && parser->token.kind != TOKEN_NUMBER)
				return expr_unexpected(parser, "\")\"");
			return expr_fail(parser, offset, "say what this is: NAME = ...");
		}
		if (*given & argument->arg)
			return expr_fail(parser, offset, "%s is said twice", argument->name);
		*given |= argument->arg;
		named |= name != NULL;
		if (read_argument(parser, argument->arg, call) < 0)
			return -1;
		if (expr_at(parser, ")"))
			break;
		if (expr_expect(parser, ",", "\",\" or \")\"") < 0)
			return -1;
		if (expr_at(parser, ")"))
			return expr_unexpected(parser, "another argument");
	}
	return expr_next(parser);
}

/* The call becomes the expression's at once, so that what it holds is freed with it. */
static size_t add_call(struct expr_parser *parser)
{
	*vec_add(&parser->expr->calls) = (struct expr_call){ 0 };
	return parser->expr->calls.count - 1;
}

static int call_node(struct expr_parser *parser, enum expr_op op, enum expr_type type, size_t offset, size_t call)
{
	int node = expr_node(parser, op, type, offset);

	if (node >= 0)
		parser->expr->items[node].number = (int64_t)call;
	return node;
}

static int parse_kind(struct expr_parser *parser, const struct indicator_kind *kind, size_t offset)
{
	size_t call = add_call(parser);
	unsigned given = 0;

	parser->expr->calls.items[call].indicator = (struct indicator){ .name = kind->name, .kind = kind };
	if (parse_arguments(parser, kind, &parser->expr->calls.items[call], &given) < 0)
		return -1;
	for (int i = 0; i < EXPR_ARGUMENTS; i++)
		if (kind->needs & expr_arguments[i].arg & ~given)
			return expr_fail(parser, offset, "%s needs %s", kind->name, expr_arguments[i].example);
	return call_node(parser, OP_KIND, expr_kind_is_truth(kind) ? EXPR_TRUTH : EXPR_NUMBER, offset, call);
}

/* ---- those that take roles ---- */

static int parse_roles(struct expr_parser *parser, enum expr_op op, size_t offset)
{
	const char *days = op == OP_COVERS ? "window" : "within", *name;
	bool has_roles = false, has_days = false;
	size_t index = add_call(parser);
	struct expr_call *call = &parser->expr->calls.items[index];
	int window = 0;

	call->indicator = (struct indicator){ .name = "covers", .kind = &indicator_kinds[KIND_COVERAGE] };
	while (!expr_at(parser, ")")) {
		size_t at = parser->token.offset;

		if (read_argument_name(parser, &name) < 0)
			return -1;
		if (!name && has_roles)
			return expr_unexpected(parser, "NAME = ... or \")\"");
		if (!name || !strcmp(name, "roles")) {
			if (has_roles)
				return expr_fail(parser, at, "roles is said twice");
			has_roles = true;
			if (read_roles(parser, &call->roles) < 0)
				return -1;
		} else if (!strcmp(name, days)) {
			if (has_days)
				return expr_fail(parser, at, "%s is said twice", days);
			has_days = true;
			if (read_days(parser, days, &window) < 0)
				return -1;
		} else {
			return expr_fail(parser, at, "there is no %.40s here; there are roles and %s", name, days);
		}
		if (!expr_at(parser, ")") && expr_expect(parser, ",", "\",\" or \")\"") < 0)
			return -1;
	}
	if (!has_roles)
		return expr_fail(parser, offset, "name the roles: roles = champion + buyer");
	if (op == OP_DEPARTED && !has_days)
		return expr_fail(parser, offset, "say in how many days: within = 90");
	call->window = call->indicator.args.window = window;
	call->indicator.args.roles = call->roles;
	return expr_next(parser) < 0 ? -1 : call_node(parser, op, EXPR_TRUTH, offset, index);
}

/* ---- records ---- */

static int read_rows(struct expr_parser *parser, enum expr_rows *out)
{
	size_t offset = parser->token.offset;
	struct buf list = { 0 };
	struct expr_near near;
	const char *word;

	if (read_word(parser, "a kind of records: promise, touch, survey, ...", &word) < 0)
		return -1;
	for (int i = 0; i < ROWS_COUNT; i++)
		if (!strcmp(expr_rows[i].name, word)) {
			*out = (enum expr_rows)i;
			return 0;
		}
	near = expr_near(word);
	for (int i = 0; i < ROWS_COUNT; i++) {
		expr_near_try(&near, expr_rows[i].name);
		buf_printf(&list, "%s%s", i ? ", " : "", expr_rows[i].name);
	}
	if (near.best)
		expr_fail(parser, offset, "there are no records %.40s; did you mean %s?", word, near.best);
	else
		expr_fail(parser, offset, "there are no records %.40s; there are %s", word, buf_text(&list));
	buf_free(&list);
	return -1;
}

static int field_of(struct expr_parser *parser, size_t offset, const struct expr_rows_name *rows, const char *name)
{
	struct expr_near near = expr_near(name);
	struct buf list = { 0 };

	for (int i = 0; i < rows->count; i++)
		if (!strcmp(rows->fields[i].name, name))
			return i;
	for (int i = 0; i < rows->count; i++) {
		expr_near_try(&near, rows->fields[i].name);
		buf_printf(&list, "%s, ", rows->fields[i].name);
	}
	expr_near_try(&near, "within");
	if (near.best)
		expr_fail(parser, offset, "%s has no %.40s; did you mean %s?", rows->name, name, near.best);
	else
		expr_fail(parser, offset, "%s has no %.40s; it has %swithin", rows->name, name, buf_text(&list));
	buf_free(&list);
	return -1;
}

static bool condition_op(const struct expr_parser *parser, enum expr_op *op)
{
	static const char *const signs[] = { "=", "!=", "<", "<=", ">", ">=" };

	for (int i = 0; i < 6; i++)
		if (expr_at(parser, signs[i])) {
			*op = (enum expr_op)(OP_EQUAL + i);
			return true;
		}
	return false;
}

/* state = open; level >= outcomes; roles = champion + buyer */
static int read_words(struct expr_parser *parser, const struct expr_name *field, struct expr_condition *out)
{
	bool order = out->op != OP_EQUAL && out->op != OP_NOT_EQUAL;
	size_t offset = parser->token.offset;
	int number, node;

	if (!order && field->domain != &expr_measures)
		return read_set(parser, field->domain, &out->set);
	if (order && !field->domain->ordered)
		return expr_fail(parser, offset, "%s is neither less nor more than another; compare with = or !=",
				 field->domain->what);
	if (word_number(parser, field->domain, &number) < 0)
		return -1;
	node = expr_node(parser, OP_CONST, EXPR_TEXT, offset);
	if (node < 0)
		return -1;
	parser->expr->items[node].domain = field->domain;
	parser->expr->items[node].number = number;
	out->value = node;
	return 0;
}

static int read_condition(struct expr_parser *parser, const struct expr_rows_name *rows, size_t index)
{
	struct expr_condition condition = { .value = -1 };
	size_t offset = parser->token.offset;
	const struct expr_name *field;
	struct expr_call *call;
	const char *name;

	if (parser->token.kind != TOKEN_NAME)
		return expr_unexpected(parser, "a field of the record");
	name = expr_token_text(parser);
	if (expr_next(parser) < 0)
		return -1;
	if (!strcmp(name, "within")) {
		call = &parser->expr->calls.items[index];
		if (call->window)
			return expr_fail(parser, offset, "within is said twice");
		if (expr_expect(parser, "=", "\"=\" with the days") < 0)
			return -1;
		return read_days(parser, "within", &call->window);
	}
	condition.field = field_of(parser, offset, rows, name);
	if (condition.field < 0)
		return -1;
	if (!condition_op(parser, &condition.op))
		return expr_unexpected(parser, "a comparison (= != < <= > >=)");
	if (expr_next(parser) < 0)
		return -1;
	field = &rows->fields[condition.field];
	if (field->domain) {
		if (read_words(parser, field, &condition) < 0)
			return -1;
	} else {
		condition.value = expr_parse_sum(parser);
		if (condition.value < 0 || expr_need(parser, condition.value, field->type, field->name) < 0)
			return -1;
		if (field->type == EXPR_TRUTH && condition.op != OP_EQUAL && condition.op != OP_NOT_EQUAL)
			return expr_fail(parser, offset, "%s is yes or no; compare it with = or !=", field->name);
	}
	call = &parser->expr->calls.items[index];
	if (call->condition_count == EXPR_CONDITIONS)
		return expr_fail(parser, offset, "more than %d conditions", EXPR_CONDITIONS);
	if (!call->conditions)
		call->conditions = xcalloc(EXPR_CONDITIONS, sizeof *call->conditions);
	call->conditions[call->condition_count++] = condition;
	return 0;
}

static int parse_rows(struct expr_parser *parser, enum expr_op op, size_t offset)
{
	size_t index = add_call(parser);
	enum expr_rows rows;

	if (read_rows(parser, &rows) < 0)
		return -1;
	parser->expr->calls.items[index].rows = rows;
	while (!expr_at(parser, ")"))
		if (expr_expect(parser, ",", "\",\" or \")\"") < 0 ||
		    read_condition(parser, &expr_rows[rows], index) < 0)
			return -1;
	return expr_next(parser) < 0 ? -1 : call_node(parser, op, EXPR_NUMBER, offset, index);
}

/* ---- those of one value ---- */

static int parse_value(struct expr_parser *parser, enum expr_op op, size_t offset)
{
	int inner = expr_parse_sum(parser), node;

	if (inner < 0)
		return -1;
	if (op == OP_KNOWN
		    ? parser->expr->items[inner].op == OP_WORD && expr_need(parser, inner, EXPR_NUMBER, "this") < 0
		    : expr_need(parser, inner, EXPR_DATE, op == OP_SINCE ? "since( )" : "until( )") < 0)
		return -1;
	if (expr_expect(parser, ")", "\")\"") < 0)
		return -1;
	node = expr_node(parser, op, op == OP_KNOWN ? EXPR_TRUTH : EXPR_NUMBER, offset);
	if (node >= 0)
		parser->expr->items[node].a = inner;
	return node;
}

/* ---- which function ---- */

static int unknown_function(struct expr_parser *parser, const char *name, size_t offset)
{
	struct expr_near near = expr_near(name);

	for (int i = 0; i < FUNCTIONS; i++)
		expr_near_try(&near, expr_functions[i].name);
	for (int i = 0; i < KIND_COUNT; i++)
		expr_near_try(&near, indicator_kinds[i].name);
	if (near.best)
		return expr_fail(parser, offset, "unknown function %.40s; did you mean %s?", name, near.best);
	for (int i = 0; i < FIELD_COUNT; i++)
		if (!strcmp(expr_fields[i].name, name))
			return expr_fail(parser, offset, "%s is no function; write it without brackets", name);
	return expr_fail(parser, offset, "unknown function %.40s; waymark-plays(5) lists them", name);
}

/* The kind "count" reads a measure, and says so: count(measure = logins, window = 30). */
static bool at_named_argument(const struct expr_parser *parser)
{
	size_t at = parser->at;

	while (at < parser->size && strchr(" \t\r\n", parser->text[at]))
		at++;
	return parser->token.kind == TOKEN_NAME && at < parser->size && parser->text[at] == '=';
}

static int parse_function(struct expr_parser *parser, const char *name, size_t offset)
{
	static const enum expr_op ops[FUNCTIONS] = {
		[FUNCTION_COUNT] = OP_COUNT,   [FUNCTION_DAYS_SINCE] = OP_DAYS_SINCE,
		[FUNCTION_COVERS] = OP_COVERS, [FUNCTION_DEPARTED] = OP_DEPARTED,
		[FUNCTION_SINCE] = OP_SINCE,   [FUNCTION_UNTIL] = OP_UNTIL,
		[FUNCTION_KNOWN] = OP_KNOWN,
	};
	const struct indicator_kind *kind = indicator_kind(name);
	int function = 0;

	while (function < FUNCTIONS && strcmp(expr_functions[function].name, name))
		function++;
	if (kind && (function == FUNCTIONS || at_named_argument(parser)))
		return parse_kind(parser, kind, offset);
	switch (function) {
	case FUNCTION_COUNT:
	case FUNCTION_DAYS_SINCE:
		return parse_rows(parser, ops[function], offset);
	case FUNCTION_COVERS:
	case FUNCTION_DEPARTED:
		return parse_roles(parser, ops[function], offset);
	case FUNCTION_SINCE:
	case FUNCTION_UNTIL:
	case FUNCTION_KNOWN:
		return parse_value(parser, ops[function], offset);
	default:
		return unknown_function(parser, name, offset);
	}
}

int expr_parse_call(struct expr_parser *parser, const char *name, size_t offset)
{
	size_t bracket = parser->token.offset;
	int node;

	if (expr_enter(parser, bracket) < 0 || expr_next(parser) < 0)
		return -1;
	node = parse_function(parser, name, offset);
	if (node < 0 && parser->fault->offset == parser->size && parser->size > bracket)
		return expr_fail(parser, bracket, "this bracket is not closed; put ) where it ends");
	parser->depth--;
	return node;
}
