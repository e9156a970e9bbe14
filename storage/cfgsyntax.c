/* The grammar of libconfig's files, gone through for messages that lead to the fault. */
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/buf.h"
#include "storage/cfgfile.h"

enum kind { END, NAME, NUMBER, BOOL, STRING, SIGN };

struct scan {
	const char *name, *text;
	const char *at; /* what follows the token */
	int line;	/* of at */
	enum kind kind;
	char sign;	   /* of kind SIGN; of a NUMBER 'i' or 'f' */
	const char *start; /* of the token */
	size_t size;
	int begins; /* its line */
	int before; /* the line where the token before it ended */
	int depth;
	struct error *error;
};

static int value(struct scan *scan);

static const char *line_start(const char *text, int line)
{
	while (line > 1) {
		text = strchr(text, '\n');
		if (!text)
			return "";
		text++;
		line--;
	}
	return text;
}

/* The message with the line it is about. */
static __attribute__((format(printf, 3, 4))) int fail(struct scan *scan, int line, const char *format, ...)
{
	const char *quoted = line_start(scan->text, line);
	struct buf message = { 0 };
	va_list args;
	char what[512];
	size_t size;

	va_start(args, format);
	vsnprintf(what, sizeof what, format, args);
	va_end(args);
	quoted += strspn(quoted, " \t");
	size = strcspn(quoted, "\r\n");
	if (size > 60) {
		size = 60;
		while (size > 0 && ((unsigned char)quoted[size] & 0xc0) == 0x80)
			size--;
	}
	buf_printf(&message, "%s:%d: %s", scan->name, line, what);
	if (size > 0)
		buf_printf(&message, "; the line reads: %.*s", (int)size, quoted);
	error_set(scan->error, ERROR_INPUT, "%s", buf_text(&message));
	buf_free(&message);
	return -1;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Past blanks and comments. */
static int skip_blanks(struct scan *scan)
{
	for (;;) {
		char c = *scan->at;

		if (c == '\n') {
			scan->line++;
			scan->at++;
		} else if (c == ' ' || c == '\t' || c == '\r') {
			scan->at++;
		} else if (c == '#' || (c == '/' && scan->at[1] == '/')) {
			scan->at += strcspn(scan->at, "\n");
		} else if (c == '/' && scan->at[1] == '*') {
			const char *end = strstr(scan->at + 2, "*/");
			int line = scan->line;

			if (!end)
				return fail(scan, line,
					    "the comment that begins here never ends; close it with */");
			for (; scan->at < end + 2; scan->at++)
				scan->line += *scan->at == '\n';
		} else {
			return 0;
		}
	}
}

static int scan_string(struct scan *scan)
{
	const char *p = scan->at + 1;

	while (*p != '"') {
		if (*p == '\\' && p[1] != '\0' && p[1] != '\n')
			p++;
		else if (*p == '\0' || *p == '\n')
			return fail(scan, scan->line,
				    "a closing \" is missing; a long text goes on as a further "
				    "\"...\" on the next line");
		p++;
	}
	scan->at = p + 1;
	scan->kind = STRING;
	return 0;
}

/* A float is only recognised by its characters: no setting takes one. */
static int scan_number(struct scan *scan)
{
	const char *p = scan->at;
	bool hex, real = false;
	char *end;
	long long number;
	size_t digits;

	p += *p == '+' || *p == '-';
	hex = p == scan->at && p[0] == '0' && (p[1] == 'x' || p[1] == 'X');
	digits = hex ? strspn(p + 2, "0123456789abcdefABCDEF") : strspn(p, "0123456789");
	if (!hex && (p[digits] == '.' || ((p[digits] == 'e' || p[digits] == 'E') && digits > 0))) {
		real = true;
		strtod(p, &end);
		if (end == p)
			return fail(scan, scan->line, "a number is broken off; texts need quotes");
	} else {
		if (digits == 0)
			return fail(scan, scan->line, "a number is broken off; texts need quotes");
		errno = 0;
		number = strtoll(scan->at, &end, hex ? 16 : 10);
		if (errno == ERANGE || number > INT_MAX || number < INT_MIN)
			return fail(scan, scan->line, "%.*s is too large a number",
				    (int)(end - scan->at < 40 ? end - scan->at : 40), scan->at);
		end += *end == 'L';
		end += *end == 'L';
	}
	if (is_letter(*end) || is_digit(*end) || *end == '_' || *end == '.')
		return fail(scan, scan->line, "a number goes over into letters; texts need quotes");
	scan->at = end;
	scan->kind = NUMBER;
	scan->sign = real ? 'f' : 'i';
	return 0;
}

static void scan_name(struct scan *scan)
{
	const char *p = scan->at;
	size_t size;

	while (is_letter(*p) || is_digit(*p) || *p == '_' || *p == '-' || *p == '*')
		p++;
	size = (size_t)(p - scan->at);
	scan->kind = NAME;
	if ((size == 4 && strncasecmp(scan->at, "true", 4) == 0) ||
	    (size == 5 && strncasecmp(scan->at, "false", 5) == 0))
		scan->kind = BOOL;
	scan->at = p;
}

/* The next token. */
static int next(struct scan *scan)
{
	int status = 0;
	char c;

	scan->before = scan->line;
	if (skip_blanks(scan) < 0)
		return -1;
	scan->start = scan->at;
	scan->begins = scan->line;
	c = *scan->at;
	if (c == '\0') {
		scan->kind = END;
	} else if (c == '"') {
		status = scan_string(scan);
	} else if (is_digit(c) || ((c == '+' || c == '-' || c == '.') && scan->at[1] != '\0')) {
		status = scan_number(scan);
	} else if (is_letter(c) || c == '*') {
		scan_name(scan);
	} else if (strchr("=:;,(){}[]", c)) {
		scan->kind = SIGN;
		scan->sign = c;
		scan->at++;
	} else if (c == '@') {
		status = fail(scan, scan->line, "other files are not included here; put everything into this one");
	} else if ((unsigned char)c >= 0x80) {
		status = fail(scan, scan->line,
			      "a letter outside ASCII stands outside a string; names of settings are "
			      "ASCII, and texts need quotes");
	} else {
		status = fail(scan, scan->line, "a stray %c; texts need quotes, comments begin with #", c);
	}
	scan->size = (size_t)(scan->at - scan->start);
	return status;
}

static bool is_sign(const struct scan *scan, char sign)
{
	return scan->kind == SIGN && scan->sign == sign;
}

static bool begins_value(const struct scan *scan)
{
	return scan->kind == NUMBER || scan->kind == BOOL || scan->kind == STRING ||
	       (scan->kind == SIGN && strchr("({[", scan->sign));
}

static int token_size(const struct scan *scan)
{
	return scan->size < 40 ? (int)scan->size : 40;
}

/* A name, = and a value. */
static int setting(struct scan *scan)
{
	const char *name = scan->start;
	int size = token_size(scan), line = scan->begins;

	if (next(scan) < 0)
		return -1;
	if (!is_sign(scan, '=') && !is_sign(scan, ':'))
		return fail(scan, line, "after %.*s an = is missing", size, name);
	if (next(scan) < 0)
		return -1;
	if (scan->kind == NAME)
		return fail(scan, scan->begins,
			    "the value %.*s needs quotes, as in %.*s = \"%.*s\" (or is it true or false?)",
			    token_size(scan), scan->start, size, name, token_size(scan), scan->start);
	if (!begins_value(scan))
		return fail(scan, line, "%.*s has no value; write one after the =", size, name);
	return value(scan);
}

/* Settings up to the closing sign, '\0' for the end of the file, which is left as the token. */
static int settings(struct scan *scan, char close, int opened)
{
	for (;;) {
		if (close == '\0' ? scan->kind == END : is_sign(scan, close))
			return 0;
		if (scan->kind == END)
			return fail(scan, opened, "the %c that opens here is never closed; a } is missing", '{');
		if (scan->kind == SIGN && strchr(")]}", scan->sign))
			return close == '\0'
				       ? fail(scan, scan->begins, "a %c too many; nothing is open here", scan->sign)
				       : fail(scan, scan->begins,
					      "a } is missing before this %c, for the { of line %d", scan->sign,
					      opened);
		if (scan->kind != NAME && scan->kind != SIGN)
			return fail(scan, scan->begins,
				    "the name of a setting is expected here, not a value; is an = or a "
				    "\" missing on line %d?",
				    scan->before);
		if (scan->kind == SIGN)
			return fail(scan, scan->begins, "a %c too many; take it away", scan->sign);
		if (setting(scan) < 0)
			return -1;
		if ((is_sign(scan, ';') || is_sign(scan, ',')) && next(scan) < 0)
			return -1;
	}
}

/* What keeps arrays to one type. */
static char item_type(const struct scan *scan)
{
	return scan->kind == NUMBER ? scan->sign : scan->kind == BOOL ? 'b' : scan->kind == STRING ? 's' : '(';
}

/* The items of a list or an array; the token is the one after the opening sign. */
static int items(struct scan *scan, char close, int opened)
{
	char type = '\0';

	if (is_sign(scan, close))
		return 0;
	for (;;) {
		int line = scan->before;

		if (is_sign(scan, close))
			return fail(scan, line,
				    "no comma may stand after the last item; take it away before the %c", close);
		if (scan->kind == NAME)
			return fail(scan, scan->begins, "%.*s needs quotes or, for a setting, { } around it",
				    token_size(scan), scan->start);
		if (scan->kind == END)
			return fail(scan, opened, "what opens here is never closed; a %c is missing", close);
		if (!begins_value(scan))
			return fail(scan, scan->begins, "an item is missing before this %c", scan->sign);
		if (close == ']' && type != '\0' && type != item_type(scan))
			return fail(scan, scan->begins,
				    "the items between [ and ] must be of one type; use ( ) instead");
		type = item_type(scan);
		if (close == ']' && type == '(')
			return fail(scan, scan->begins,
				    "only plain values may stand between [ and ]; use ( ) instead");
		if (value(scan) < 0)
			return -1;
		if (is_sign(scan, close))
			return 0;
		if (scan->kind == END)
			return fail(scan, opened, "what opens here is never closed; a %c is missing", close);
		if (begins_value(scan) || scan->kind == NAME)
			return fail(scan, scan->before, "a comma is missing after the item that ends here");
		if (!is_sign(scan, ','))
			return fail(scan, scan->begins, "a %c is missing before this %c, for line %d", close,
				    scan->sign, opened);
		if (next(scan) < 0)
			return -1;
	}
}

/* A value; the token after it is read. */
static int value(struct scan *scan)
{
	static const char opening[] = "({[", closing[] = ")}]";
	int line = scan->begins, status;
	char close;

	if (scan->kind == STRING) {
		do {
			if (next(scan) < 0)
				return -1;
		} while (scan->kind == STRING);
		return 0;
	}
	if (scan->kind != SIGN)
		return next(scan);
	close = closing[strchr(opening, scan->sign) - opening];
	if (++scan->depth > CFG_MAX_DEPTH)
		return fail(scan, line, "brackets are nested more than %d deep", CFG_MAX_DEPTH);
	if (next(scan) < 0)
		return -1;
	status = close == '}' ? settings(scan, close, line) : items(scan, close, line);
	scan->depth--;
	return status < 0 ? -1 : next(scan);
}

int cfg_check_syntax(const char *name, const char *text, struct error *error)
{
	struct scan scan = { .name = name, .text = text, .at = text, .line = 1, .error = error };

	return next(&scan) < 0 ? -1 : settings(&scan, '\0', 0);
}
