/* Texts of expressions into tokens, and what is wrong with them into words. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/expr_private.h"
#include "core/text.h"

/* ---- faults ---- */

/* A text cut where room ran out loses the part of a character at its end. */
static void cut_character(char *text)
{
	size_t size = strlen(text), start = size;

	while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
		start--;
	if (start > 0 && (unsigned char)text[start - 1] >= 0xC0 &&
	    !text_is_utf8(text + start - 1, size - start + 1))
		text[start - 1] = '\0';
}

int expr_fail(struct expr_parser *parser, size_t offset, const char *format, ...)
{
	struct expr_fault *fault = parser->fault;
	va_list args;

	fault->offset = offset;
	fault->line = fault->column = 1;
	for (size_t i = 0; i < offset; i++) {
		if (parser->text[i] == '\n') {
			fault->line++;
			fault->column = 1;
		} else if (((unsigned char)parser->text[i] & 0xC0) != 0x80) {
			fault->column++;
		}
	}
	va_start(args, format);
	vsnprintf(fault->text, sizeof fault->text, format, args);
	va_end(args);
	cut_character(fault->text);
	return -1;
}

struct expr_near expr_near(const char *word)
{
	return (struct expr_near){ .word = word, .least = strlen(word) < 5 ? 1 : 2 };
}

void expr_near_try(struct expr_near *near, const char *name)
{
	int distance = text_distance(near->word, name);

	if (distance < near->least || (distance == near->least && !near->best)) {
		near->least = distance;
		near->best = name;
	}
}

/* ---- tokens ---- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_dated(const char *text, size_t size)
{
	static const char form[] = "dddd-dd-dd";

	if (size < sizeof form - 1)
		return false;
	for (size_t i = 0; form[i]; i++)
		if (form[i] == 'd' ? !is_digit(text[i]) : text[i] != '-')
			return false;
	return true;
}

static int lex_date(struct expr_parser *parser, struct expr_token *token)
{
	char text[DATE_SIZE];
	struct error ignored;
	day_t day;

	memcpy(text, parser->text + token->offset, DATE_SIZE - 1);
	text[DATE_SIZE - 1] = '\0';
	if (date_parse(text, &day, &ignored))
		return expr_fail(parser, token->offset, "there is no such date as %s", text);
	token->kind = TOKEN_DATE;
	token->size = DATE_SIZE - 1;
	token->number = day;
	return 0;
}

/* Days may be said in weeks; months and years are not all of one length. */
static int lex_unit(struct expr_parser *parser, struct expr_token *token)
{
	size_t at = token->offset + token->size;
	char unit = parser->text[at];
	bool ends = at < parser->size && !is_letter(parser->text[at + 1]) && !is_digit(parser->text[at + 1]);

	if (at >= parser->size || !(is_letter(unit) || unit == '.' || unit == '%'))
		return 0;
	if (ends && (unit == 'd' || unit == 'w')) {
		token->size++;
		if (unit == 'd' || !__builtin_mul_overflow(token->number, 7, &token->number))
			return 0;
	}
	if (ends && (unit == 'm' || unit == 'y'))
		return expr_fail(parser, at, "months and years differ in length; write days (90) or weeks (13w)");
	if (unit == '%')
		return expr_fail(parser, at, "numbers stand without a sign for percent; take it away");
	if (unit == '.')
		return expr_fail(parser, at, "a second point in a number");
	return expr_fail(parser, at,
			 "a number goes over into a word; put a blank between, or quotes around it all");
}

static int lex_number(struct expr_parser *parser, struct expr_token *token)
{
	const char *text = parser->text + token->offset;
	size_t size = parser->size - token->offset, whole = 0, all, decimals;
	char copy[VALUE_SIZE];
	struct error ignored;

	while (whole < size && is_digit(text[whole]))
		whole++;
	all = whole;
	if (all < size && text[all] == '.') {
		all++;
		while (all < size && is_digit(text[all]))
			all++;
		if (all == whole + 1)
			return expr_fail(parser, token->offset + whole, "digits must follow the point");
	}
	decimals = all > whole ? all - whole - 1 : 0;
	if (decimals > 3)
		return expr_fail(parser, token->offset + whole + 4, "a number has at most three decimals");
	token->kind = TOKEN_NUMBER;
	token->size = all;
	if (all >= sizeof copy)
		return expr_fail(parser, token->offset, "this number is too large; twelve digits are the most");
	memcpy(copy, text, all);
	copy[all] = '\0';
	if (value_parse(copy, &token->number, &ignored))
		return expr_fail(parser, token->offset, "this number is too large; twelve digits are the most");
	return lex_unit(parser, token);
}

static int lex_text(struct expr_parser *parser, struct expr_token *token)
{
	const char *text = parser->text + token->offset, *end;
	size_t size = parser->size - token->offset;

	end = memchr(text + 1, text[0], size - 1);
	if (!end)
		return expr_fail(parser, token->offset, "the text that begins here does not end; put %c behind it",
				 text[0]);
	token->kind = TOKEN_TEXT;
	token->size = (size_t)(end - text) + 1;
	if (token->size == 2)
		return expr_fail(parser, token->offset, "a text must not be empty");
	if (!text_is_utf8(text + 1, token->size - 2))
		return expr_fail(parser, token->offset, "this text is no valid UTF-8");
	for (size_t i = 1; i + 1 < token->size; i++)
		if ((unsigned char)text[i] < ' ' || text[i] == 0x7f)
			return expr_fail(parser, token->offset + i, "a control character within a text");
	return 0;
}

static int bad_character(struct expr_parser *parser, size_t at)
{
	const char *text = parser->text + at;
	size_t size = 1;

	while (at + size < parser->size && ((unsigned char)text[size] & 0xC0) == 0x80)
		size++;
	if ((unsigned char)*text < ' ' || *text == 0x7f || size > 4 || !text_is_utf8(text, size))
		return expr_fail(parser, at, "a byte that is no character of an expression; take it away");
	if (*text == '&' || *text == '|')
		return expr_fail(parser, at, "write %s", *text == '&' ? "\"and\"" : "\"or\"");
	return expr_fail(parser, at, "%.*s means nothing here; texts stand in quotes", (int)size, text);
}

static int lex_sign(struct expr_parser *parser, struct expr_token *token)
{
	static const char *const signs[] = { "<=", ">=", "!=", "<", ">", "=", "(", ")", ",", "+", "-", "*", "/" };
	const char *text = parser->text + token->offset;

	if (!strncmp(text, "==", 2))
		return expr_fail(parser, token->offset, "write = with one sign");
	if (!strncmp(text, "<>", 2))
		return expr_fail(parser, token->offset, "write != for \"is not\"");
	if (text[0] == '!' && text[1] != '=')
		return expr_fail(parser, token->offset, "write \"not\"");
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (!strncmp(text, signs[i], strlen(signs[i]))) {
			token->kind = TOKEN_SIGN;
			token->size = strlen(signs[i]);
			return 0;
		}
	return bad_character(parser, token->offset);
}

static int lex(struct expr_parser *parser, struct expr_token *token)
{
	const char *text = parser->text + token->offset;

	if (token->offset == parser->size) {
		token->kind = TOKEN_END;
		return 0;
	}
	if (is_dated(text, parser->size - token->offset))
		return lex_date(parser, token);
	if (is_digit(*text))
		return lex_number(parser, token);
	if (*text == '"' || *text == '\'')
		return lex_text(parser, token);
	if (!is_letter(*text))
		return lex_sign(parser, token);
	token->kind = TOKEN_NAME;
	while (is_letter(text[token->size]) || is_digit(text[token->size]))
		token->size++;
	return 0;
}

int expr_next(struct expr_parser *parser)
{
	struct expr_token token = { .kind = TOKEN_END };

	while (parser->at < parser->size && strchr(" \t\r\n", parser->text[parser->at]))
		parser->at++;
	token.offset = parser->at;
	if (lex(parser, &token) < 0)
		return -1;
	parser->token = token;
	parser->at += token.size;
	return 0;
}

bool expr_at(const struct expr_parser *parser, const char *text)
{
	const struct expr_token *token = &parser->token;

	return (token->kind == TOKEN_SIGN || token->kind == TOKEN_NAME) && strlen(text) == token->size &&
	       !memcmp(parser->text + token->offset, text, token->size);
}

int expr_unexpected(struct expr_parser *parser, const char *wanted)
{
	const struct expr_token *token = &parser->token;
	int size = token->size > 40 ? 40 : (int)token->size;

	if (token->kind == TOKEN_END)
		return expr_fail(parser, token->offset, "the expression ends where %s should stand", wanted);
	while (size < (int)token->size && size > 0 &&
	       ((unsigned char)parser->text[token->offset + (size_t)size] & 0xC0) == 0x80)
		size--;
	return expr_fail(parser, token->offset, "%.*s stands where %s should", size, parser->text + token->offset,
			 wanted);
}

int expr_expect(struct expr_parser *parser, const char *sign, const char *why)
{
	return expr_at(parser, sign) ? expr_next(parser) : expr_unexpected(parser, why);
}

const char *expr_token_text(struct expr_parser *parser)
{
	const struct expr_token *token = &parser->token;
	size_t quote = token->kind == TOKEN_TEXT;
	char *text = xstrndup(parser->text + token->offset + quote, token->size - 2 * quote);

	*vec_add(&parser->expr->strings) = text;
	return text;
}
