/*
 * Reviews on their way out: that nothing internal leaves in any format, that foreign text does no harm in any, and
 * what each says. Markdown is read back by md4c, calendar files by a library that did not write them.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef HAVE_MD4C
#include <md4c-html.h>
#endif

#include "cmd/review_doc.h"
#include "core/text.h"
#include "core/xalloc.h"

#define NOW INT64_C(1795341600000) /* 2026-11-22 10:00 UTC */

enum { TEXT, ASCII, MARKDOWN, HTML, ICS, FORMATS };

static day_t on(int year, int month, int day)
{
	return date_from_civil(year, month, day);
}

static struct qbr_item *add(struct agenda *agenda, enum qbr_section section, const char *text)
{
	struct qbr_item *item = vec_add(agenda);

	*item = (struct qbr_item){
		.key = xstrdup("key"), .section = section, .text = xstrdup(text), .on = DAY_NONE
	};
	return item;
}

static struct agenda planned(void)
{
	return (struct agenda){ .last_review = DAY_NONE, .next_review = on(2026, 12, 4), .held = DAY_NONE };
}

/* What a format makes of an agenda; yours. */
static char *written(const char *account, const struct agenda *agenda, int format)
{
	struct buf out = { 0 };
	struct review_doc doc;
	struct error error;

	review_doc_make(account, "ana", agenda, &doc);
	switch (format) {
	case TEXT:
	case ASCII:
		review_write_text(&doc, format == TEXT, &out);
		break;
	case MARKDOWN:
		review_write_markdown(&doc, &out);
		break;
	case HTML:
		review_write_html(&doc, &out);
		break;
	default:
		cr_assert_eq(review_write_ics(&doc, 7, NOW, &out, &error), 0, "%s", error.text);
	}
	review_doc_free(&doc);
	return buf_take(&out);
}

static void assert_has(const char *text, const char *part)
{
	cr_assert(strstr(text, part), "'%s' is missing in:\n%s", part, text);
}

static void assert_not(const char *text, const char *part)
{
	cr_assert_not(strstr(text, part), "'%s' is in:\n%s", part, text);
}

/* ---- what leaves ---- */

/* An item of each section and of every combination of what may keep it at home; its own words say which. */
static void add_combination(struct agenda *agenda, enum qbr_section section, unsigned bits)
{
	bool internal = bits & 1, hidden = bits & 2;
	const char *word = internal || hidden ? "SECRET" : "PUBLIC";
	struct qbr_item *item;
	char text[80];

	snprintf(text, sizeof text, "%s-%d-%u", word, (int)section, bits);
	item = add(agenda, section, text);
	item->audience = internal ? QBR_INTERNAL : QBR_CUSTOMER;
	item->hidden = hidden;
	item->added = bits & 4;
	item->edited = bits & 8;
	item->covered = bits & 16;
	item->is_new = bits & 32;
	item->note = xasprintf("%s note", text);
	item->said = xasprintf("%s said", text);
	/* never leave, whatever the item does */
	item->source = xstrdup("SECRET source");
	item->drafted = xstrdup("SECRET draft");
	item->mark = bits & 64 ? ANSWER_YES : ANSWER_OPEN;
	item->on = bits & 128 ? on(2026, 10, 12) : DAY_NONE;
	if (internal && bits & 64) {
		item->series = xcalloc(1, sizeof *item->series);
		*item->series = (struct qbr_series){ .count = 2, .values = { 424242000, 434343000 } };
		item->series->days[1] = 1;
	}
}

static void assert_nothing_internal(const struct agenda *agenda)
{
	for (int format = 0; format < FORMATS; format++) {
		char *text = written("Northwind", agenda, format);

		assert_not(text, "SECRET");
		assert_not(text, "424242");
		if (format != ICS || agenda->held == DAY_NONE)
			assert_has(text, "PUBLIC");
		free(text);
	}
}

Test(review_out, no_combination_lets_an_internal_or_hidden_item_out)
{
	for (int held = 0; held < 2; held++) {
		for (int section = 0; section < QBR_SECTIONS; section++) {
			struct agenda agenda = planned();

			agenda.held = held ? on(2026, 11, 20) : DAY_NONE;
			for (unsigned bits = 0; bits < 256; bits++)
				add_combination(&agenda, (enum qbr_section)section, bits);
			assert_nothing_internal(&agenda);
			agenda_free(&agenda);
		}
	}
}

Test(review_out, an_agenda_of_internal_items_alone_leaves_its_head_alone)
{
	struct agenda agenda = planned();

	add(&agenda, QBR_RISKS, "SECRET")->audience = QBR_INTERNAL;
	for (int format = 0; format < FORMATS; format++) {
		char *text = written("Northwind", &agenda, format);

		assert_not(text, "SECRET");
		assert_not(text, "Risks");
		assert_has(text, "Northwind");
		free(text);
	}
	agenda_free(&agenda);
}

/* ---- what they say ---- */

static struct agenda small(void)
{
	struct agenda agenda = planned();
	struct qbr_item *item;

	add(&agenda, QBR_GOAL, "Quotes within four days");
	item = add(&agenda, QBR_ACHIEVED, "Single sign-on is live");
	item->mark = ANSWER_YES;
	item->on = on(2026, 10, 12);
	item->note = xstrdup("all 40 users");
	item = add(&agenda, QBR_VALUE, "Time to quote");
	item->series = xcalloc(1, sizeof *item->series);
	*item->series = (struct qbr_series){
		.count = 3, .values = { 9100, 7000, 5200 }, .has_target = true, .target = 4000
	};
	for (int i = 0; i < 3; i++)
		item->series->days[i] = on(2026, 8 + i, 1);
	return agenda;
}

Test(review_out, text_says_sections_marks_dates_and_numbers)
{
	struct agenda agenda = small();
	char *text = written("Northwind", &agenda, ASCII);

	assert_has(text, "Business review: Northwind, 4 December 2026\n"
			 "===========================================\n");
	assert_has(text, "\n2. What has been achieved\n\n  [x] Single sign-on is live (12 October 2026)\n"
			 "      all 40 users\n");
	assert_has(text, "  -   Time to quote\n      #-_  9.1, 7, 5.2; target 4\n");
	free(text);
	agenda_free(&agenda);
}

Test(review_out, markdown_says_the_same)
{
	struct agenda agenda = small();
	char *text = written("Northwind", &agenda, MARKDOWN);

	assert_has(text, "# Business review: Northwind\n\n4 December 2026\n");
	assert_has(text, "- [x] Single sign-on is live (12 October 2026)\n\n  all 40 users\n");
	assert_has(text, "  9.1, 7, 5.2; target 4\n");
	free(text);
	agenda_free(&agenda);
}

Test(review_out, html_draws_the_line_between_its_least_and_its_greatest)
{
	struct agenda agenda = small();
	char *text = written("Northwind", &agenda, HTML);

	/* 72 pixels between 18 and 90 for 9.1 down to the target's 4: 7 is (9.1 - 7) / 5.1 of them down, 29.6, and 5.2
	 * is 55.0; of 312 from 4 on the first of September is 31 of 61 days along: 158.5 */
	assert_has(text, "<polyline class=\"line\" points=\"4.0,18.0 162.5,47.6 316.0,73.0\"/>");
	assert_has(text, "aria-label=\"9.1, 7, 5.2; target 4\"");
	assert_has(text, "aria-label=\"done\">✓</span>\n<div><bdi>Single sign-on is live</bdi> "
			 "<span class=\"when\"><time datetime=\"2026-10-12\">12 October 2026</time>");
	free(text);
	agenda_free(&agenda);
}

Test(review_out, a_recap_begins_with_decisions_and_ends_with_what_was_left)
{
	struct agenda agenda = planned();
	const char *decided, *covered, *left;
	char *text;

	agenda.held = on(2026, 11, 20);
	add(&agenda, QBR_GOAL, "talked-about")->covered = true;
	add(&agenda, QBR_VALUE, "not-reached");
	add(&agenda, QBR_DECISIONS, "we-decided");
	text = written("Northwind", &agenda, MARKDOWN);
	assert_has(text, "# Business review: recap: Northwind\n\n20 November 2026\n");
	decided = strstr(text, "we\\-decided") ? strstr(text, "we\\-decided") : strstr(text, "we-decided");
	covered = strstr(text, "talked-about");
	left = strstr(text, "Left for next time");
	cr_assert(decided && covered && left && decided < covered && covered < left);
	cr_assert(strstr(left, "not-reached"));
	assert_has(text, "Next review: 4 December 2026\n");
	free(text);
	agenda_free(&agenda);
}

/* ---- foreign text ---- */

static const char *const hostile[] = {
	"<script>alert(1)</script>",
	"\"><img src=x onerror=alert(1)>",
	"' onmouseover='alert(1)",
	"</title></style><b>",
	"&lt;&amp;&#60;",
	"[click](javascript:alert(1)) ![x](http://evil.example/x.png)",
	"<http://evil.example>",
	"# heading\n\n---\n\n> quote\n\n```\ncode\n```",
	"1. one",
	"- item",
	"+ item",
	"| a | b |\n|---|---|",
	"*bold* _it_ ~~gone~~ `code` $x$",
	"\\[not a link\\](x)",
	"text\\",
	"\x1b[31mred\x1b[0m\x07",
	"a\xe2\x80\xaegnp.exe", /* an override from right to left */
	"\xff\xfe bytes \xc3",
	"BEGIN:VEVENT\r\nSUMMARY:injected\r\nEND:VEVENT",
	"line;with,signs:and\\backslash",
	"&copy; &NotAnEntity;",
	"]]><!--",
	"    indented",
	"====",
	"",
};

/* Nothing of it is a tag, an attribute or a control character. */
static void assert_html_harmless(const char *html)
{
	static const char *const tags[] = { "<script", "<img", "<b>", "<a ", "<!--", "onerror=alert(1)>\n", NULL };

	for (int i = 0; tags[i]; i++)
		assert_not(html, tags[i]);
}

static void assert_no_controls(const char *text)
{
	assert_not(text, "\x1b");
	assert_not(text, "\x07");
	assert_not(text, "\xe2\x80\xae");
	cr_assert(text_is_utf8(text, strlen(text)), "not UTF-8");
}

static struct agenda agenda_of(const char *text)
{
	struct agenda agenda = planned();
	struct qbr_item *item = add(&agenda, QBR_ACHIEVED, text);

	item->note = xstrdup(text);
	item->said = xstrdup(text);
	return agenda;
}

Test(review_out, hostile_text_is_text_in_every_format)
{
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
		struct agenda agenda = agenda_of(hostile[i]);

		for (int format = 0; format < FORMATS; format++) {
			char *text = written(hostile[i], &agenda, format);

			assert_no_controls(text);
			if (format == HTML)
				assert_html_harmless(text);
			free(text);
		}
		agenda_free(&agenda);
	}
}

Test(review_out, html_shows_hostile_text_as_it_is)
{
	struct agenda agenda = agenda_of("\"><img src=x onerror='alert(1)'>&amp;");
	char *text = written("A & B", &agenda, HTML);

	assert_has(text, "<bdi>&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;amp;</bdi>");
	assert_has(text, "<h1><bdi>A &amp; B</bdi></h1>");
	free(text);
	agenda_free(&agenda);
}

#ifdef HAVE_MD4C
static void collect(const MD_CHAR *text, MD_SIZE size, void *data)
{
	buf_add(data, text, size);
}

/* Removes what an honest item makes: headings, lists and paragraphs. What is left may hold no tag. */
static void assert_plain_markdown(const char *markdown)
{
	static const char *const honest[] = { "<h1>",  "</h1>", "<h2>",	 "</h2>", "<ul>", "</ul>",
					      "</ul>", "<li>",	"</li>", "<p>",	  "</p>" };
	struct buf html = { 0 };

	cr_assert_eq(md_html(markdown, (MD_SIZE)strlen(markdown), collect, &html,
			     MD_DIALECT_GITHUB & ~(unsigned)MD_FLAG_PERMISSIVEAUTOLINKS, 0),
		     0);
	for (const char *at = buf_text(&html); (at = strchr(at, '<')); at++) {
		bool known = false;

		for (size_t i = 0; i < sizeof honest / sizeof *honest; i++)
			known |= !strncmp(at, honest[i], strlen(honest[i]));
		known |= !strncmp(at, "<li class=\"task-list-item\">", 27);
		known |= !strncmp(at, "<input type=\"checkbox\" class=\"task-list-item-checkbox\" disabled", 63);
		cr_assert(known, "made a tag of it: %.40s\nof\n%s", at, markdown);
	}
	buf_free(&html);
}

Test(review_out, markdown_makes_no_markup_of_hostile_text)
{
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
		struct agenda agenda = agenda_of(hostile[i]);
		char *text = written(hostile[i], &agenda, MARKDOWN);

		assert_plain_markdown(text);
		free(text);
		agenda_free(&agenda);
	}
}
#endif

/* Every line of the strings that programs are known to stumble over. */
Test(review_out, naughty_strings_are_harmless_too)
{
	const char *top = getenv("abs_top_srcdir");
	char *path = xasprintf("%s/../shared/data/unicode/blns.txt", top ? top : "."), line[4096];
	FILE *file = fopen(path, "r");

	free(path);
	if (!file)
		cr_skip_test("the shared strings are not here");
	while (fgets(line, sizeof line, file)) {
		struct agenda agenda = agenda_of(line);

		for (int format = 0; format < FORMATS; format++) {
			char *text = written(line, &agenda, format);

			assert_no_controls(text);
			if (format == HTML)
				assert_html_harmless(text);
#ifdef HAVE_MD4C
			if (format == MARKDOWN)
				assert_plain_markdown(text);
#endif
			free(text);
		}
		agenda_free(&agenda);
	}
	fclose(file);
}

/* ---- calendars ---- */

Test(review_out, a_calendar_file_wants_a_day)
{
	struct agenda agenda = planned();
	struct buf out = { 0 };
	struct review_doc doc;
	struct error error;

	agenda.next_review = DAY_NONE;
	review_doc_make("Northwind", NULL, &agenda, &doc);
	cr_assert_eq(review_write_ics(&doc, 7, NOW, &out, &error), -1);
	assert_has(error.text, "no review is planned");
	cr_assert_eq(out.size, 0);
	review_doc_free(&doc);
}

/* Reads a calendar file with Python's icalendar and prints what it holds. False: the library is not there. */
static bool read_back(const char *ics, char *out, size_t room)
{
	static const char script[] =
		"import sys, icalendar\n"
		"c = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())\n"
		"for e in c.walk('VEVENT'):\n"
		"    print(e['SUMMARY'], '|', e['DTSTART'].dt, '|', e['DTEND'].dt, '|', e['UID'], '|',\n"
		"          e['DTSTAMP'].dt.isoformat(), '|', str(e.get('DESCRIPTION', '')).replace('\\n', '/'))\n";
	char path[] = "/tmp/waymark-ics-XXXXXX";
	char *command;
	size_t size;
	FILE *pipe;
	int fd = mkstemp(path);

	cr_assert_geq(fd, 0);
	cr_assert_eq(write(fd, ics, strlen(ics)), (ssize_t)strlen(ics));
	close(fd);
	if (system("/usr/bin/python3 -c 'import icalendar' 2>/dev/null")) {
		unlink(path);
		return false;
	}
	command = xasprintf("/usr/bin/python3 -c \"$SCRIPT\" %s", path);
	setenv("SCRIPT", script, 1);
	pipe = popen(command, "r");
	size = fread(out, 1, room - 1, pipe);
	out[size] = '\0';
	cr_assert_eq(pclose(pipe), 0, "%s", ics);
	free(command);
	unlink(path);
	return true;
}

Test(review_out, another_library_reads_the_calendar_file)
{
	struct agenda agenda = small();
	char *ics = written(
		     "Müller; Söhne, GmbH\\Co: a name that is long enough to be folded more than once, since lines "
		     "of calendar files have 75 bytes",
		     &agenda, ICS),
	     out[4096];

	if (!read_back(ics, out, sizeof out))
		cr_skip_test("python3-icalendar is not here");
	assert_has(out,
		   "Business review: Müller; Söhne, GmbH\\Co: a name that is long enough to be folded more than "
		   "once, since lines of calendar files have 75 bytes | 2026-12-04 | 2026-12-05 | "
		   "review-7-20791@waymark "
		   "| 2026-11-22T10:00:00+00:00 |");
	assert_has(out, "What has been achieved/- Single sign-on is live/");
	free(ics);
	agenda_free(&agenda);
}

Test(review_out, no_text_adds_an_event_to_the_calendar)
{
	struct agenda agenda = agenda_of("x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:injected");
	char *ics = written("y\r\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:injected", &agenda, ICS), out[4096];

	if (!read_back(ics, out, sizeof out))
		cr_skip_test("python3-icalendar is not here");
	cr_assert(strchr(out, '\n') && !strstr(strstr(out, "| 2026-12-05"), "\nBusiness"));
	cr_assert_null(strstr(ics, "\nSUMMARY:injected"));
	free(ics);
	agenda_free(&agenda);
}
