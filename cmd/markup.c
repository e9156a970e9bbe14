/* Foreign text in HTML and Markdown: the signs that mean something are said otherwise. */
#include <stdbool.h>
#include <string.h>

#include "cmd/markup.h"
#include "core/text.h"

static void write_html(struct buf *out, const char *text, const char *line_end)
{
	struct buf plain = { 0 };

	text_harmless(&plain, text);
	for (const char *at = buf_text(&plain); *at; at++) {
		switch (*at) {
		case '&':
			buf_str(out, "&amp;");
			break;
		case '<':
			buf_str(out, "&lt;");
			break;
		case '>':
			buf_str(out, "&gt;");
			break;
		case '"':
			buf_str(out, "&quot;");
			break;
		case '\'':
			buf_str(out, "&#39;");
			break;
		case '\n':
			buf_str(out, line_end);
			break;
		default:
			buf_char(out, *at);
		}
	}
	buf_free(&plain);
}

void html_line(struct buf *out, const char *text)
{
	write_html(out, text, " ");
}

void html_text(struct buf *out, const char *text)
{
	write_html(out, text, "<br>");
}

/* Signs of lists, headings and quotes, which mean something only where a block begins. */
static bool begins_block(const char *text, size_t at)
{
	size_t digits = strspn(text, "0123456789");

	if (at == 0 && strchr("+-=:", text[0]))
		return true;
	return digits > 0 && at == digits && (text[at] == '.' || text[at] == ')');
}

static void write_markdown(struct buf *out, const char *text, bool block)
{
	struct buf plain = { 0 };
	const char *at;

	text_harmless(&plain, text);
	at = buf_text(&plain);
	at += strspn(at, " \n");
	for (size_t i = 0; at[i]; i++) {
		if (at[i] == '\n') {
			buf_char(out, ' ');
			continue;
		}
		if (strchr("\\`*_[]<>&~|#$", at[i]) || (block && begins_block(at, i)))
			buf_char(out, '\\');
		buf_char(out, at[i]);
	}
	buf_free(&plain);
}

void markdown_text(struct buf *out, const char *text)
{
	write_markdown(out, text, false);
}

void markdown_block(struct buf *out, const char *text)
{
	write_markdown(out, text, true);
}
