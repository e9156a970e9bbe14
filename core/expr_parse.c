/* Texts of expressions into trees, with what stands for what checked on the way. */
#include <stdlib.h>
#include <string.h>

#include "core/expr_private.h"

static int parse_or(struct expr_parser *parser);

/* ---- nodes ---- */

const char *expr_type_name(enum expr_type type)
{
	static const char *const names[] = {
		[EXPR_TRUTH] = "a condition (yes or no)",
		[EXPR_NUMBER] = "a number",
		[EXPR_DATE] = "a date",
		[EXPR_TEXT] = "a text",
	};

	return names[type];
}

int expr_node(struct expr_parser *parser, enum expr_op op, enum expr_type type, size_t offset)
{
	struct expr *expr = parser->expr;

	if (expr->count == EXPR_NODES)
		return expr_fail(parser, offset, "the expression has more than %d parts; divide it", EXPR_NODES);
	*vec_add(expr) = (struct expr_node){
		.op = op, .type = type, .offset = offset, .a = -1, .b = -1, .c = -1, .next = -1
	};
	return (int)expr->count - 1;
}

static struct expr_node *node_at(struct expr_parser *parser, int node)
{
	return &parser->expr->items[node];
}

/* Of two operands; -1 stays -1. */
static int node_of(struct expr_parser *parser, enum expr_op op, enum expr_type type, int a, int b)
{
	int node = expr_node(parser, op, type, node_at(parser, a)->offset);

	if (node >= 0) {
		node_at(parser, node)->a = a;
		node_at(parser, node)->b = b;
	}
	return node;
}

int expr_enter(struct expr_parser *parser, size_t offset)
{
	if (parser->depth == EXPR_DEPTH)
		return expr_fail(parser, offset, "brackets and signs stand within each other more than %d deep",
				 EXPR_DEPTH);
	parser->depth++;
	return 0;
}

/* ---- words and types ---- */

static int unknown_name(struct expr_parser *parser, const struct expr_node *node)
{
	struct expr_near near = expr_near(node->text);

	for (int i = 0; i < FIELD_COUNT; i++)
		expr_near_try(&near, expr_fields[i].name);
	if (near.best)
		return expr_fail(parser, node->offset, "unknown name %.40s; did you mean %s?", node->text,
				 near.best);
	for (int i = 0; i < FUNCTIONS; i++)
		expr_near_try(&near, expr_functions[i].name);
	for (int i = 0; i < KIND_COUNT; i++)
		expr_near_try(&near, indicator_kinds[i].name);
	if (near.best)
		return expr_fail(parser, node->offset, "unknown name %.40s; did you mean %s( )?", node->text,
				 near.best);
	return expr_fail(parser, node->offset,
			 "unknown name %.40s; waymark-plays(5) lists them, and texts stand in "
			 "quotes",
			 node->text);
}

int expr_need(struct expr_parser *parser, int node, enum expr_type type, const char *where)
{
	const struct expr_node *at = node_at(parser, node);

	if (at->op == OP_WORD)
		return unknown_name(parser, at);
	if (at->type != type)
		return expr_fail(parser, at->offset, "this is %s, but %s must be %s%s", expr_type_name(at->type),
				 where, expr_type_name(type),
				 type == EXPR_TRUTH && at->type == EXPR_NUMBER ? "; compare it: ... > 0" : "");
	return 0;
}

static int no_such_word(struct expr_parser *parser, const struct expr_node *node, const struct expr_domain *domain)
{
	struct expr_near near = expr_near(node->text);
	struct buf list = { 0 };

	for (int i = domain->first; i < domain->count; i++) {
		expr_near_try(&near, domain->words[i]);
		buf_printf(&list, "%s%s", i > domain->first ? ", " : "", domain->words[i]);
	}
	if (near.best)
		expr_fail(parser, node->offset, "%.40s is not %s; did you mean %s?", node->text, domain->what,
			  near.best);
	else
		expr_fail(parser, node->offset, "%.40s is not %s; there are %s", node->text, domain->what,
			  buf_text(&list));
	buf_free(&list);
	return -1;
}

int expr_resolve(struct expr_parser *parser, int node, const struct expr_domain *domain)
{
	struct expr_node *at = node_at(parser, node);
	int number;

	if (!at->text || at->domain || !(at->bare || at->op == OP_CONST))
		return 0;
	if (!domain || !domain->words) {
		if (at->op == OP_WORD)
			at->op = OP_CONST;
		return 0;
	}
	number = expr_domain_find(domain, at->text);
	if (number < 0 && at->op != OP_WORD && at->op != OP_CONST)
		return 0; /* a field's own name */
	if (number < 0)
		return no_such_word(parser, at, domain);
	at->op = OP_CONST;
	at->type = EXPR_TEXT;
	at->domain = domain;
	at->number = number;
	return 0;
}

/* A bare word on one side is one of the other side's. */
static int resolve_pair(struct expr_parser *parser, int a, int b)
{
	const struct expr_node *left = node_at(parser, a), *right = node_at(parser, b);

	if (left->type == EXPR_TEXT && left->op != OP_WORD && left->op != OP_CONST)
		return expr_resolve(parser, b, left->domain);
	if (right->type == EXPR_TEXT && right->op != OP_WORD && right->op != OP_CONST)
		return expr_resolve(parser, a, right->domain);
	return 0;
}

static int check_pair(struct expr_parser *parser, int a, int b)
{
	const struct expr_node *left = node_at(parser, a), *right;

	if (resolve_pair(parser, a, b) < 0)
		return -1;
	if (left->op == OP_WORD)
		return unknown_name(parser, left);
	right = node_at(parser, b);
	if (right->op == OP_WORD)
		return unknown_name(parser, right);
	if (left->type != right->type)
		return expr_fail(parser, right->offset, "this is %s and cannot be compared with %s",
				 expr_type_name(right->type), expr_type_name(left->type));
	if (left->domain != right->domain)
		return expr_fail(parser, right->offset, "this is never %s",
				 left->domain ? left->domain->what : "such a text");
	return 0;
}

/* ---- primaries ---- */

static int parse_constant(struct expr_parser *parser, enum expr_type type)
{
	int node = expr_node(parser, OP_CONST, type, parser->token.offset);

	if (node < 0)
		return -1;
	node_at(parser, node)->number = parser->token.number;
	if (type == EXPR_TEXT) {
		const char *text = expr_token_text(parser);

		node_at(parser, node)->text = text;
	}
	return expr_next(parser) < 0 ? -1 : node;
}

static bool is_function(const char *name)
{
	for (int i = 0; i < FUNCTIONS; i++)
		if (!strcmp(expr_functions[i].name, name))
			return true;
	return indicator_kind(name) != NULL;
}

static int field_named(const char *name)
{
	for (int i = 0; i < FIELD_COUNT; i++)
		if (!strcmp(expr_fields[i].name, name))
			return i;
	return -1;
}

static int parse_name(struct expr_parser *parser)
{
	static const char *const keywords[] = { "and", "or", "not", "between", "in", "else" };
	size_t offset = parser->token.offset;
	const char *name;
	bool truth;
	int node, field;

	for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
		if (expr_at(parser, keywords[i]))
			return expr_unexpected(parser, "a value");
	name = expr_token_text(parser);
	if (expr_next(parser) < 0)
		return -1;
	if (expr_at(parser, "("))
		return expr_parse_call(parser, name, offset);
	field = field_named(name);
	truth = !strcmp(name, "yes") || !strcmp(name, "no");
	if (field < 0 && !truth && is_function(name))
		return expr_fail(parser, offset, "%s is a function; write %s( ) with what it takes", name, name);
	node = expr_node(parser, field >= 0 ? OP_FIELD : truth ? OP_CONST : OP_WORD, EXPR_TEXT, offset);
	if (node < 0)
		return -1;
	node_at(parser, node)->text = name;
	node_at(parser, node)->bare = true;
	if (field >= 0) {
		node_at(parser, node)->type = expr_fields[field].type;
		node_at(parser, node)->domain = expr_fields[field].domain;
		node_at(parser, node)->number = field;
	} else if (truth) {
		node_at(parser, node)->type = EXPR_TRUTH;
		node_at(parser, node)->number = !strcmp(name, "yes");
	}
	return node;
}

static int parse_brackets(struct expr_parser *parser)
{
	size_t offset = parser->token.offset;
	int node;

	if (expr_enter(parser, offset) < 0 || expr_next(parser) < 0)
		return -1;
	node = parse_or(parser);
	if (node < 0)
		return -1;
	if (!expr_at(parser, ")")) {
		if (parser->token.kind == TOKEN_END)
			return expr_fail(parser, offset, "this bracket is not closed; put ) where it ends");
		return expr_unexpected(parser, "\")\" or an operator");
	}
	parser->depth--;
	return expr_next(parser) < 0 ? -1 : node;
}

static int parse_factor(struct expr_parser *parser)
{
	size_t offset = parser->token.offset;
	int inner, node;

	switch (parser->token.kind) {
	case TOKEN_NUMBER:
		return parse_constant(parser, EXPR_NUMBER);
	case TOKEN_DATE:
		return parse_constant(parser, EXPR_DATE);
	case TOKEN_TEXT:
		return parse_constant(parser, EXPR_TEXT);
	case TOKEN_NAME:
		return parse_name(parser);
	default:
		break;
	}
	if (expr_at(parser, "("))
		return parse_brackets(parser);
	if (expr_at(parser, ")"))
		return expr_fail(parser, offset, "this bracket closes none%s",
				 parser->depth ? " that holds a value; write one before it" : "; take it away");
	if (!expr_at(parser, "-"))
		return expr_unexpected(parser, "a value");
	if (expr_enter(parser, offset) < 0 || expr_next(parser) < 0)
		return -1;
	inner = parse_factor(parser);
	if (inner < 0 || expr_need(parser, inner, EXPR_NUMBER, "what follows -") < 0)
		return -1;
	parser->depth--;
	node = expr_node(parser, OP_MINUS, EXPR_NUMBER, offset);
	if (node >= 0)
		node_at(parser, node)->a = inner;
	return node;
}

/* ---- operators ---- */

static int parse_product(struct expr_parser *parser)
{
	int left = parse_factor(parser);

	while (left >= 0 && (expr_at(parser, "*") || expr_at(parser, "/"))) {
		enum expr_op op = expr_at(parser, "*") ? OP_MULTIPLY : OP_DIVIDE;
		int right;

		if (expr_next(parser) < 0)
			return -1;
		right = parse_factor(parser);
		if (right < 0 || expr_need(parser, left, EXPR_NUMBER, "what is multiplied or divided") < 0 ||
		    expr_need(parser, right, EXPR_NUMBER, "what it is multiplied or divided by") < 0)
			return -1;
		left = node_of(parser, op, EXPR_NUMBER, left, right);
	}
	return left;
}

/* Dates move by days, and lie days apart. -1: neither fits. */
static int sum_type(enum expr_op op, enum expr_type left, enum expr_type right)
{
	if (left == EXPR_NUMBER && right == EXPR_NUMBER)
		return EXPR_NUMBER;
	if (left == EXPR_DATE && right == EXPR_NUMBER)
		return EXPR_DATE;
	if (left == EXPR_NUMBER && right == EXPR_DATE && op == OP_ADD)
		return EXPR_DATE;
	if (left == EXPR_DATE && right == EXPR_DATE && op == OP_SUBTRACT)
		return EXPR_NUMBER;
	return -1;
}

static int add_terms(struct expr_parser *parser, enum expr_op op, size_t sign, int left, int right)
{
	const struct expr_node *a = node_at(parser, left), *b = node_at(parser, right);
	int type = sum_type(op, a->type, b->type);

	if (a->op == OP_WORD)
		return unknown_name(parser, a);
	if (b->op == OP_WORD)
		return unknown_name(parser, b);
	if (type < 0)
		return expr_fail(parser, sign, "%s and %s cannot be %s", expr_type_name(a->type),
				 expr_type_name(b->type), op == OP_ADD ? "added" : "subtracted");
	return node_of(parser, op, (enum expr_type)type, left, right);
}

static int parse_terms(struct expr_parser *parser)
{
	int left = parse_product(parser);

	while (left >= 0 && (expr_at(parser, "+") || expr_at(parser, "-"))) {
		enum expr_op op = expr_at(parser, "+") ? OP_ADD : OP_SUBTRACT;
		size_t sign = parser->token.offset;
		int right;

		if (expr_next(parser) < 0)
			return -1;
		right = parse_product(parser);
		if (right < 0)
			return -1;
		left = add_terms(parser, op, sign, left, right);
	}
	return left;
}

int expr_parse_sum(struct expr_parser *parser)
{
	int left = parse_terms(parser);

	while (left >= 0 && expr_at(parser, "else")) {
		int right, type, node;

		if (expr_next(parser) < 0)
			return -1;
		right = parse_terms(parser);
		if (right < 0 || check_pair(parser, left, right) < 0)
			return -1;
		type = (int)node_at(parser, left)->type;
		node = node_of(parser, OP_ELSE, (enum expr_type)type, left, right);
		if (node >= 0)
			node_at(parser, node)->domain = node_at(parser, left)->domain;
		left = node;
	}
	return left;
}

static bool comparison(const struct expr_parser *parser, enum expr_op *op)
{
	static const struct {
		const char *sign;
		enum expr_op op;
	} signs[] = { { "=", OP_EQUAL },    { "!=", OP_NOT_EQUAL }, { "<", OP_LESS },
		      { "<=", OP_AT_MOST }, { ">", OP_MORE },	    { ">=", OP_AT_LEAST } };

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (expr_at(parser, signs[i].sign)) {
			*op = signs[i].op;
			return true;
		}
	return false;
}

static int parse_compare(struct expr_parser *parser, enum expr_op op, int left)
{
	size_t sign = parser->token.offset;
	const struct expr_node *at;
	enum expr_op again;
	int right;

	if (expr_next(parser) < 0)
		return -1;
	right = expr_parse_sum(parser);
	if (right < 0 || check_pair(parser, left, right) < 0)
		return -1;
	at = node_at(parser, left);
	if (op != OP_EQUAL && op != OP_NOT_EQUAL &&
	    (at->type == EXPR_TRUTH || (at->type == EXPR_TEXT && !(at->domain && at->domain->ordered))))
		return expr_fail(parser, sign, "%s is neither less nor more than another; compare with = or !=",
				 expr_type_name(at->type));
	if (comparison(parser, &again))
		return expr_fail(
			parser, parser->token.offset,
			"one comparison follows another; join them by \"and\", or write x between a and b");
	return node_of(parser, op, EXPR_TRUTH, left, right);
}

static int parse_between(struct expr_parser *parser, int left)
{
	int low, high, node;

	if (expr_next(parser) < 0)
		return -1;
	low = expr_parse_sum(parser);
	if (low < 0 || expr_expect(parser, "and", "\"and\" (between A and B)") < 0)
		return -1;
	high = expr_parse_sum(parser);
	if (high < 0 || check_pair(parser, left, low) < 0 || check_pair(parser, left, high) < 0)
		return -1;
	if (node_at(parser, left)->type != EXPR_NUMBER && node_at(parser, left)->type != EXPR_DATE)
		return expr_fail(parser, node_at(parser, left)->offset,
				 "this is %s, but between compares numbers and dates",
				 expr_type_name(node_at(parser, left)->type));
	node = node_of(parser, OP_BETWEEN, EXPR_TRUTH, left, low);
	if (node >= 0)
		node_at(parser, node)->c = high;
	return node;
}

static int parse_in(struct expr_parser *parser, int left)
{
	int node = node_of(parser, OP_IN, EXPR_TRUTH, left, -1), last = -1;

	if (node < 0 || expr_next(parser) < 0 || expr_expect(parser, "(", "\"(\" with what it may be") < 0)
		return -1;
	for (;;) {
		int item = expr_parse_sum(parser);

		if (item < 0 || check_pair(parser, left, item) < 0)
			return -1;
		if (last < 0)
			node_at(parser, node)->b = item;
		else
			node_at(parser, last)->next = item;
		last = item;
		if (!expr_at(parser, ","))
			break;
		if (expr_next(parser) < 0)
			return -1;
	}
	return expr_expect(parser, ")", "\",\" or \")\"") < 0 ? -1 : node;
}

static int parse_comparison(struct expr_parser *parser)
{
	int left = expr_parse_sum(parser);
	enum expr_op op;

	if (left < 0)
		return -1;
	if (comparison(parser, &op))
		return parse_compare(parser, op, left);
	if (expr_at(parser, "between"))
		return parse_between(parser, left);
	return expr_at(parser, "in") ? parse_in(parser, left) : left;
}

static int parse_not(struct expr_parser *parser)
{
	size_t offset = parser->token.offset;
	int inner, node;

	if (!expr_at(parser, "not"))
		return parse_comparison(parser);
	if (expr_enter(parser, offset) < 0 || expr_next(parser) < 0)
		return -1;
	inner = parse_not(parser);
	if (inner < 0 || expr_need(parser, inner, EXPR_TRUTH, "what follows \"not\"") < 0)
		return -1;
	parser->depth--;
	node = expr_node(parser, OP_NOT, EXPR_TRUTH, offset);
	if (node >= 0)
		node_at(parser, node)->a = inner;
	return node;
}

static int parse_and(struct expr_parser *parser)
{
	int left = parse_not(parser);

	while (left >= 0 && expr_at(parser, "and")) {
		int right;

		if (expr_need(parser, left, EXPR_TRUTH, "what stands before \"and\"") < 0 || expr_next(parser) < 0)
			return -1;
		right = parse_not(parser);
		if (right < 0 || expr_need(parser, right, EXPR_TRUTH, "what follows \"and\"") < 0)
			return -1;
		left = node_of(parser, OP_AND, EXPR_TRUTH, left, right);
	}
	return left;
}

static int parse_or(struct expr_parser *parser)
{
	int left = parse_and(parser);

	while (left >= 0 && expr_at(parser, "or")) {
		int right;

		if (expr_need(parser, left, EXPR_TRUTH, "what stands before \"or\"") < 0 || expr_next(parser) < 0)
			return -1;
		right = parse_and(parser);
		if (right < 0 || expr_need(parser, right, EXPR_TRUTH, "what follows \"or\"") < 0)
			return -1;
		left = node_of(parser, OP_OR, EXPR_TRUTH, left, right);
	}
	return left;
}

/* ---- the whole ---- */

/* Now that it is known which words are any text. */
static void place_texts(struct expr *expr)
{
	for (size_t i = 0; i < expr->count; i++)
		if (expr->items[i].op == OP_CONST && expr->items[i].type == EXPR_TEXT && !expr->items[i].domain)
			expr->items[i].number = (int64_t)(intptr_t)expr->items[i].text;
}

static int parse_whole(struct expr_parser *parser, enum expr_type wanted)
{
	struct expr *expr = parser->expr;

	if (parser->size > EXPR_TEXT_MAX)
		return expr_fail(parser, EXPR_TEXT_MAX, "an expression has at most %d bytes; divide it",
				 EXPR_TEXT_MAX);
	if (expr_next(parser) < 0)
		return -1;
	if (parser->token.kind == TOKEN_END)
		return expr_fail(parser, 0, "nothing is written here; write %s", expr_type_name(wanted));
	expr->root = parse_or(parser);
	if (expr->root < 0)
		return -1;
	if (expr_at(parser, ")"))
		return expr_fail(parser, parser->token.offset, "this bracket closes none; take it away");
	if (parser->token.kind != TOKEN_END)
		return expr_unexpected(parser, "an operator or the end");
	if (wanted == EXPR_TEXT && node_at(parser, expr->root)->op == OP_WORD)
		return unknown_name(parser, node_at(parser, expr->root));
	return expr_need(parser, expr->root, wanted, "the whole");
}

struct expr *expr_compile(const char *text, enum expr_type wanted, struct card_words *words,
			  struct expr_fault *fault)
{
	struct expr *expr = xcalloc(1, sizeof *expr);
	struct expr_parser parser = {
		.text = text, .size = strlen(text), .expr = expr, .words = words, .fault = fault
	};

	expr->source = xstrdup(text);
	expr->type = wanted;
	expr->root = -1;
	if (parse_whole(&parser, wanted) < 0) {
		expr_free(expr);
		return NULL;
	}
	place_texts(expr);
	expr_mention_compared(expr);
	return expr;
}

void expr_free(struct expr *expr)
{
	if (!expr)
		return;
	for (size_t i = 0; i < expr->calls.count; i++) {
		free(expr->calls.items[i].conditions);
		free((void *)(uintptr_t)expr->calls.items[i].names);
	}
	for (size_t i = 0; i < expr->strings.count; i++)
		free(expr->strings.items[i]);
	vec_free(&expr->calls);
	vec_free(&expr->strings);
	vec_free(&expr->mentions);
	free(expr->items);
	free(expr->source);
	free(expr);
}

const char *expr_source(const struct expr *expr)
{
	return expr->source;
}
