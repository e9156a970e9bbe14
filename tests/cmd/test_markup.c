/* Foreign text in HTML and Markdown: what is written, and what a reader of Markdown makes of it. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#ifdef HAVE_MD4C
#include <md4c-html.h>
#endif

#include "cmd/markup.h"
#include "tests/cmd/run.h"

static void assert_written(void (*write)(struct buf *, const char *), const char *text, const char *expected)
{
	struct buf out = { 0 };

	write(&out, text);
	cr_assert_str_eq(buf_text(&out), expected, "of '%s'", text);
	buf_free(&out);
}

Test(markup, html_says_every_sign_otherwise)
{
	assert_written(html_line, "<a href=\"x\" b='y'> & so",
		       "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt; &amp; so");
	assert_written(html_line, "&amp;", "&amp;amp;");
	assert_written(html_line, "Caf\xc3\xa9 \xe2\x82\xac", "Caf\xc3\xa9 \xe2\x82\xac");
	assert_written(html_line, "", "");
}

Test(markup, html_keeps_line_ends_where_elements_may_stand)
{
	assert_written(html_text, "one\ntwo", "one<br>two");
	assert_written(html_line, "one\ntwo", "one two");
}

Test(markup, what_harms_is_replaced_in_both)
{
	assert_written(html_line, "a\x1b[2Jb", "a\xef\xbf\xbd[2Jb");
	assert_written(html_line,
		       "a\xe2\x80\xae"
		       "b",
		       "a\xef\xbf\xbd"
		       "b");
	assert_written(markdown_text, "a\x1b(b", "a\xef\xbf\xbd(b");
	assert_written(markdown_text,
		       "a\xff"
		       "b",
		       "a\xef\xbf\xbd"
		       "b");
}

Test(markup, markdown_puts_a_stroke_before_its_signs)
{
	assert_written(markdown_text, "a|b*c_d`e", "a\\|b\\*c\\_d\\`e");
	assert_written(markdown_text, "[x](y) <b> &lt; \\ ~ #1 $2", "\\[x\\](y) \\<b\\> \\&lt; \\\\ \\~ \\#1 \\$2");
	assert_written(markdown_text, "one\ntwo", "one two");
}

Test(markup, only_a_block_minds_how_it_begins)
{
	assert_written(markdown_block, "- one", "\\- one");
	assert_written(markdown_block, "+1 more", "\\+1 more");
	assert_written(markdown_block, "12. of May", "12\\. of May");
	assert_written(markdown_block, "3) and 4)", "3\\) and 4)");
	assert_written(markdown_block, "===", "\\===");
	assert_written(markdown_block, "  \n- one", "\\- one");
	assert_written(markdown_text, "-5.2", "-5.2");
	assert_written(markdown_text, "12.5", "12.5");
}

#ifdef HAVE_MD4C
static void collect(const MD_CHAR *text, MD_SIZE size, void *data)
{
	buf_add(data, text, size);
}

static void assert_reads(const struct buf *markdown, const char *before, const char *text, const char *after)
{
	struct buf html = { 0 }, expected = { 0 };

	buf_str(&expected, before);
	html_line(&expected, text);
	buf_str(&expected, after);
	cr_assert_eq(md_html(buf_text(markdown), (MD_SIZE)markdown->size, collect, &html,
			     MD_DIALECT_GITHUB & ~(unsigned)MD_FLAG_PERMISSIVEAUTOLINKS, 0),
		     0);
	cr_assert_str_eq(buf_text(&html), buf_text(&expected), "of %s", buf_text(markdown));
	buf_free(&html);
	buf_free(&expected);
}

/* As a paragraph, and as a cell of a table: what is read is what was meant. */
Test(markup, a_reader_of_markdown_sees_the_text)
{
	static const char *const texts[] = {
		"# heading",  "> quote",
		"- item",     "1. item",
		"***",	      "---",
		"===",	      "```code",
		"~~gone~~",   "`code`",
		"*em* _em_",  "[l](http://x.yz)",
		"<b>b</b>",   "&lt; &copy;",
		"a | b",      "|---|",
		"\\",	      "\\*",
		"![i](x)",    "$x$",
		"[ ] to do",  "+ 1",
		": defined",  "2) item",
		"<!-- x -->", "http://x.yz/a_b",
		"a\\|b",      "[^1]: note",
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct buf out = { 0 };

		markdown_block(&out, texts[i]);
		buf_char(&out, '\n');
		assert_reads(&out, "<p>", texts[i], "</p>\n");
		buf_clear(&out);
		buf_str(&out, "| A |\n|---|\n| ");
		markdown_text(&out, texts[i]);
		buf_str(&out, " |\n");
		assert_reads(&out, "<table>\n<thead>\n<tr>\n<th>A</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>",
			     texts[i], "</td>\n</tr>\n</tbody>\n</table>\n");
		buf_free(&out);
	}
}
#endif

/* A document is for elsewhere: what this terminal could show does not matter. */
Test(markup, today_as_markdown_is_the_same_in_every_locale)
{
	run_begin();
	DONE("", "add", "Caf\xc3\xa9 *Nord*", "arr=100 EUR");
	DONE("", "promise", "add", "Caf\xc3\xa9 *Nord*", "Send it", "due=2026-11-23");
	setenv("LC_ALL", "C", 1);
	DONE("1. **Caf\xc3\xa9 \\*Nord\\***: ", "today", "--format", "md");
	run_end();
}
