/*
 * Hostile text, in every field that people can fill, comes out of everything that the program prints harmless: no raw
 * control characters, no overrides of direction, valid UTF-8; no formulas in CSV; no markup made of it in Markdown and
 * HTML; no lines of its own in a calendar.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <utf8proc.h>

#include "run.h"

TestSuite(hostile, .init = run_begin, .fini = run_end);

static const char *const own[] = {
	"\x1b[31mred\x1b]0;title\x07\x08 bell",
	"c1 \xc2\x9b"
	"31m \xc2\x85 del \x7f",
	"a\xe2\x80\xaegnp.exe \xe2\x81\xa6isolate",
	"\xff\xfe bytes \xc3 \xed\xa0\x80 \xc0\xaf \xf4\x90\x80\x80",
	"=cmd|'/C calc'!A0",
	"@SUM(1+9)",
	"+1-2",
	"-2+3+cmd|' /C calc'!A0",
	"\t=1+1",
	"\r=1+1",
	"<script>alert(1)</script>",
	"\"><img src=x onerror=alert(1)>",
	"' onmouseover='alert(1)",
	"</title></style></td><b>",
	"[click](javascript:alert(1)) ![x](http://evil.example/x.png) <http://evil.example>",
	"x\n# heading\n\n---\n\n> quote\n\n- item\n1. one\n```\ncode\n```\n| a |\n|---|",
	"a | b `c` *d* _e_ ~~f~~ \\",
	"x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:injected",
	"line;with,signs:and\\backslash \\n",
	"{a:1} {m:2} %s%n%s %d",
	"'; DROP TABLE account; --",
	"$(touch x) `id` \"; rm -rf .",
};

/* ---- what is looked for ---- */

struct place {
	const char *command, *text; /* what was run, what was put in */
};

static void assert_clean(const struct place *at, const char *out)
{
	size_t size = strlen(out);

	for (size_t i = 0; i < size;) {
		utf8proc_int32_t c;
		utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)out + i,
						      (utf8proc_ssize_t)(size - i), &c);
		bool line_end = c == '\n' || (c == '\r' && out[i + 1] == '\n');

		cr_assert_gt(n, 0, "%s of '%s': no UTF-8 at %.40s", at->command, at->text, out + i);
		cr_assert_not((c < 0x20 && !line_end && c != '\t') || (c >= 0x7f && c < 0xa0),
			      "%s of '%s': the control character %d at %.80s", at->command, at->text, (int)c,
			      out + (i > 40 ? i - 40 : 0));
		cr_assert_not((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069),
			      "%s of '%s': direction overridden at %.40s", at->command, at->text, out + i);
		i += (size_t)n;
	}
}

static void assert_utf8(const struct place *at, const char *out)
{
	for (size_t i = 0, size = strlen(out); i < size;) {
		utf8proc_int32_t c;
		utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)out + i,
						      (utf8proc_ssize_t)(size - i), &c);

		cr_assert_gt(n, 0, "%s of '%s': no UTF-8 at %.40s", at->command, at->text, out + i);
		i += (size_t)n;
	}
}

/* No cell begins with what a spreadsheet runs, but for numbers. */
static void assert_no_formula(const struct place *at, const char *out)
{
	bool quoted = false, first = true;

	assert_utf8(at, out);
	for (const char *p = out; *p; p++) {
		if (first) {
			const char *cell = *p == '"' ? p + 1 : p;
			bool number = (*cell == '-' || *cell == '+') &&
				      strspn(cell + 1, "0123456789.") == strcspn(cell + 1, ",\"\r\n") &&
				      strspn(cell + 1, "0123456789.") > 0;

			cr_assert(!*cell || !strchr("=+-@\t", *cell) || number, "%s of '%s': a formula at %.40s",
				  at->command, at->text, p);
			cr_assert_not(*p == '"' && *cell == '\r', "%s of '%s': a formula after a break at %.40s",
				      at->command, at->text, p);
			first = false;
		}
		if (*p == '"')
			quoted = !quoted;
		else if (!quoted && (*p == ',' || *p == '\n'))
			first = true;
	}
}

/* A link that the program writes itself: to a part of the same document. */
static bool leads_within(const char *link, char end)
{
	return *link == '#' && link[1 + strspn(link + 1, "abcdefghijklmnopqrstuvwxyz")] == end;
}

/* Of Markdown's own signs none is left bare but those the program writes itself. */
static void assert_plain_markdown(const struct place *at, const char *out)
{
	assert_clean(at, out);
	for (const char *p = out; *p; p++) {
		if (*p == '\\' && p[1]) {
			p++;
			continue;
		}
		cr_assert(*p != '<' && *p != '`', "%s of '%s': a bare sign at %.40s", at->command, at->text, p);
		cr_assert(*p != ']' || p[1] != '(' || leads_within(p + 2, ')'), "%s of '%s': a link at %.40s",
			  at->command, at->text, p);
	}
	cr_assert_null(strstr(out, "\n# heading"), "%s of '%s': a heading", at->command, at->text);
	cr_assert_null(strstr(out, "\n---"), "%s of '%s': a rule", at->command, at->text);
	cr_assert_null(strstr(out, "\n> quote"), "%s of '%s': a quote", at->command, at->text);
}

static void assert_plain_html(const struct place *at, const char *out)
{
	static const char *const never[] = {
		"<script", "<img", "<b>", "<iframe", "javascript:alert(1)\"", "<http"
	};

	assert_clean(at, out);
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		cr_assert_null(strstr(out, never[i]), "%s of '%s' has %s: %.80s", at->command, at->text, never[i],
			       strstr(out, never[i]));
	for (const char *p = out; (p = strstr(p, "<a ")); p++)
		cr_assert(!strncmp(p, "<a href=\"", 9) && leads_within(p + 9, '"'), "%s of '%s': a link at %.40s",
			  at->command, at->text, p);
	/* in tags, outside of values in quotes: no attribute that runs or fetches anything */
	for (const char *p = out; (p = strchr(p, '<')); p++) {
		bool quoted = false;

		for (; *p && (quoted || *p != '>'); p++) {
			bool link = !strncmp(p, " href=\"", 7) && leads_within(p + 7, '"');

			quoted ^= *p == '"';
			cr_assert(quoted || link ||
					  (strncmp(p, " on", 3) && strncmp(p, " src", 4) && strncmp(p, " href", 5)),
				  "%s of '%s': an attribute %.40s", at->command, at->text, p);
		}
	}
}

static void assert_one_event(const struct place *at, const char *out)
{
	int events = 0;

	assert_clean(at, out);
	for (const char *p = out; *p; p += strcspn(p, "\n") + 1) {
		size_t size = strcspn(p, "\n");

		cr_assert(p[size] == '\n' && size > 0 && p[size - 1] == '\r' && size <= 76, "%s of '%s': %.80s",
			  at->command, at->text, p);
		events += !strncmp(p, "BEGIN:VEVENT", 12);
		cr_assert_neq(strncmp(p, "SUMMARY:injected", 16), 0, "%s of '%s'", at->command, at->text);
	}
	cr_assert_eq(events, 1, "%s of '%s': %d events", at->command, at->text, events);
}

static void assert_json(const struct place *at, const char *out)
{
	json_error_t error;
	json_t *value = json_loads(out, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);

	cr_assert_not_null(value, "%s of '%s': %s", at->command, at->text, error.text);
	json_decref(value);
	assert_utf8(at, out);
	for (const char *p = out; *p; p++)
		cr_assert((unsigned char)*p >= 0x20 || *p == '\n', "%s of '%s': a control character at %.40s",
			  at->command, at->text, p);
}

/* ---- the fields ---- */

#define PLAIN "plain"
enum { WORDS = 12 };

/* "set|H-1|csm=@" with each @ the text; what it says is clean, done or refused. */
static void put(const char *words, const char *text)
{
	char *line[WORDS] = { NULL }, *copy = strdup(words), *rest = copy, *word;
	struct place at = { words, text };
	struct run run;
	int count = 0;

	while ((word = strsep(&rest, "|"))) {
		const char *mark = strchr(word, '@');

		cr_assert_lt(count, WORDS - 1);
		if (mark)
			cr_assert_geq(asprintf(&line[count], "%.*s%s%s", (int)(mark - word), word, text, mark + 1),
				      0);
		else
			line[count] = strdup(word);
		count++;
	}
	run = run_waymark(line[0], line[1], line[2], line[3], line[4], line[5], line[6], line[7], line[8], line[9],
			  line[10], NULL);
	cr_assert(run.status <= 1 || (run.status == 2 && *text == '-'), "%s of '%s': %d %s", words, text,
		  run.status, run.err);
	cr_assert(!run.status || strcmp(text, PLAIN) || strstr(words, "email="), "%s refuses '%s': %s", words, text,
		  run.err);
	assert_clean(&at, run.out);
	assert_clean(&at, run.err);
	run_free(&run);
	for (int i = 0; i < count; i++)
		free(line[i]);
	free(copy);
}

/* Every field of an account and of what hangs on it; what refuses the text keeps a plain one. */
static const char *const fields[] = {
	"add|plain|external_id=H-1|renewal=2027-01-20|start=2026-01-05|--track|cst-saas",
	"set|H-1|name=@",
	"set|H-1|csm=@",
	"set|H-1|segment=@",
	"set|H-1|definition_of_success=@",
	"set|H-1|success_measure=@",
	"set|H-1|master_narrative=@",
	"set|H-1|value_path=@",
	"set|H-1|next_step=@",
	"set|H-1|custom.colour=@",
	"contact|add|H-1|@|roles=champion|sentiment=-1",
	"contact|add|H-1|Person|roles=decision maker|persona=@|phone=@|success=@",
	"contact|set|H-1|Person|email=@",
	"promise|add|H-1|@|due=2026-11-24|understood=@|capability=@|need=@|to=Person",
	"outcome|add|H-1|@|unit=@|baseline=10|target=5",
	"outcome|add|H-1|Plain outcome|unit=@|baseline=10|target=5",
	"outcome|value|H-1|Plain outcome|9|--note|@",
	"concern|add|H-1|@|level=tasks|from=Person|how=@",
	"touch|H-1|call|--with|Person|--note|@|--on|2026-11-22",
	"survey|add|H-1|nps|3|--from|Person|--comment|@|--on|2026-11-20",
	"measure|set|H-1|@|7",
	"measure|set|H-1|overdue_days|7",
	"override|H-1|risk|--reason|@|--until|2026-12-24",
	"tick|H-1|kickoff-held|no|--note|@",
	"todo|add|H-1|@|owner=@|note=@|due=2026-11-23",
	"flag|snooze|H-1|at-risk|--until|2026-11-30|--reason|@",
	"flag|close|H-1|detractor|--reason|@",
	"plays|open|H-1|widen",
	"plays|close|H-1|widen|--outcome|two|--note|@",
	"today|snooze|H-1|promise|--until|2026-11-30|--reason|@",
	"document|set|@|text=@|owner=@",
	"cost|set|2026-Q3|upsell|5|--segment|@|--note|@",
	"programme|fill|which customers|@",
	"qbr|H-1|plan|2026-11-22",
	"qbr|H-1|add|value|@",
	"qbr|H-1|add|voice|Added",
	"qbr|H-1|edit|2.1|@",
	"qbr|H-1|customer|2.1",
	"qbr|H-1|say|4.1|@",
	"qbr|H-1|decide|@",
	"qbr|H-1|action|@|--owner|@|--due|2026-12-01",
	"qbr|H-1|commit|us|@",
	"qbr|H-1|commit|customer|@",
	"qbr|H-1|ask|@",
};

/* ---- what comes out ---- */

typedef void check(const struct place *at, const char *out);

static void read_out(const char *words, const char *text, check *assert_harmless)
{
	char *copy = strdup(words), *rest = copy, *line[WORDS] = { NULL };
	struct place at = { words, text };
	struct run run;

	for (int i = 0; rest && i < WORDS - 1; i++)
		line[i] = strsep(&rest, "|");
	run = run_waymark(line[0], line[1], line[2], line[3], line[4], line[5], line[6], line[7], NULL);
	cr_assert_eq(run.status, 0, "%s of '%s': %d %s", words, text, run.status, run.err);
	assert_clean(&at, run.err);
	assert_harmless(&at, run.out);
	run_free(&run);
	free(copy);
}

static const struct output {
	const char *words;
	check *check;
} outputs[] = {
	{ "show|H-1", assert_clean },
	{ "show|H-1|--json", assert_json },
	{ "list", assert_clean },
	{ "list|--format|plain", assert_clean },
	{ "list|--format|json", assert_json },
	{ "list|--format|csv", assert_no_formula },
	{ "list|--format|md", assert_plain_markdown },
	{ "health|H-1", assert_clean },
	{ "health|H-1|--json", assert_json },
	{ "health|H-1|--since|2026-11-01", assert_clean },
	{ "today|--limit|0", assert_clean },
	{ "today|--limit|0|--json", assert_json },
	{ "today|--limit|0|--format|md", assert_plain_markdown },
	{ "today|marks", assert_clean },
	{ "flag|list|--all", assert_clean },
	{ "flag|list|--all|--json", assert_json },
	{ "flag|show|H-1|detractor", assert_clean },
	{ "plays|list|H-1|--all", assert_clean },
	{ "plays|list|--all|--json", assert_json },
	{ "plays|show|H-1|widen", assert_clean },
	{ "todo|list|H-1", assert_clean },
	{ "todo|list|H-1|--json", assert_json },
	{ "ask|H-1", assert_clean },
	{ "contact|list|H-1", assert_clean },
	{ "promise|list|H-1", assert_clean },
	{ "outcome|list|H-1", assert_clean },
	{ "concern|list|H-1", assert_clean },
	{ "survey|list|H-1", assert_clean },
	{ "measure|list|H-1", assert_clean },
	{ "document|list", assert_clean },
	{ "cost|list", assert_clean },
	{ "cost|list|--json", assert_json },
	{ "numbers|report", assert_clean },
	{ "numbers|report|--json", assert_json },
	{ "numbers|report|--format|csv", assert_no_formula },
	{ "numbers|report|--format|md", assert_plain_markdown },
	{ "numbers|report|--format|html", assert_plain_html },
	{ "numbers|open|cohorts|customers/all|2026-Q4", assert_clean },
	{ "numbers|open|cohorts|customers/all|2026-Q4|--format|html", assert_plain_html },
	{ "numbers|costs|--format|html", assert_plain_html },
	{ "numbers|open|costs|total_cost|2026-Q3", assert_clean },
	{ "numbers|open|costs|total_cost|2026-Q3|--json", assert_json },
	{ "numbers|value", assert_clean },
	{ "numbers|value|--json", assert_json },
	{ "numbers|value|--format|csv", assert_no_formula },
	{ "numbers|value|--format|md", assert_plain_markdown },
	{ "numbers|value|--format|html", assert_plain_html },
	{ "programme", assert_clean },
	{ "log|--limit|100", assert_clean },
	{ "log|--json", assert_json },
	{ "qbr|H-1", assert_clean },
	{ "qbr|H-1|--json", assert_json },
	{ "qbr|H-1|--format|text", assert_clean },
	{ "qbr|H-1|--format|md", assert_plain_markdown },
	{ "qbr|H-1|--format|html", assert_plain_html },
	{ "qbr|H-1|--format|ics", assert_one_event },
	{ "qbr|H-1|hold|--next|2027-02-01", assert_clean },
	{ "qbr|H-1|record", assert_clean },
	{ "qbr|H-1|record|--format|md", assert_plain_markdown },
	{ "qbr|H-1|record|--format|html", assert_plain_html },
	{ "qbr|H-1|record|--json", assert_json },
	{ "qbr|H-1|--format|html", assert_plain_html },
};

static void one_book(const char *const *texts, size_t count)
{
	static const char *const kinds[] = { "accounts", "answers",  "touches",	  "movements",
					     "contacts", "surveys",  "measures",  "promises",
					     "outcomes", "concerns", "overrides", "costs" };

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		put(fields[i], texts[i % count]);
	for (size_t i = 0; i < sizeof outputs / sizeof *outputs; i++)
		read_out(outputs[i].words, texts[0], outputs[i].check);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		char words[64];

		snprintf(words, sizeof words, "export|%s|--format|csv", kinds[i]);
		read_out(words, texts[0], assert_no_formula);
		snprintf(words, sizeof words, "export|%s|--format|json", kinds[i]);
		read_out(words, texts[0], assert_json);
	}
	cr_assert_eq(remove(run_path("book.db")), 0);
}

/* So that what follows is in the fields, not refused for another reason. */
Test(hostile, a_plain_text_is_taken_by_every_field)
{
	one_book((const char *const[]){ PLAIN }, 1);
}

/* The second time round, with the sanitizers: each string in some fields and each field with some string. */
static bool is_quick(void)
{
	return getenv("WAYMARK_QUICK") != NULL;
}

/* Two strings in one text spare every other book. What is taken for an option may be refused: it stands alone, so that
 * it keeps no other out of a field. */
static bool goes_before_another(const char *text)
{
	return *text != '-';
}

/* Yours. */
static char *together(const char *first, const char *second)
{
	char *both;

	cr_assert_geq(asprintf(&both, "%s %s", first, second), 0);
	return both;
}

enum { OWN = sizeof own / sizeof *own, HALF = OWN / 2 };

/* The first half stands where formulas are looked for. */
static void own_in_every_field(int from)
{
	for (int i = from; i < HALF; i += 2) {
		char *both = together(own[i], own[HALF + i]);
		const char *alone[] = { own[i], own[HALF + i] };

		if (goes_before_another(own[i])) {
			one_book((const char *const *)&both, 1);
		} else {
			one_book(&alone[0], 1);
			one_book(&alone[1], 1);
		}
		free(both);
	}
}

Test(hostile, own_strings_in_every_field, .timeout = 600)
{
	cr_assert_eq(OWN % 2, 0);
	if (is_quick())
		one_book(own, OWN);
	else
		own_in_every_field(0);
}

Test(hostile, the_other_half_of_them, .timeout = 600)
{
	if (is_quick())
		cr_skip_test("they are with the others here");
	own_in_every_field(1);
}

/* Puts a line behind the last text where both may stand in one. */
static bool add_to_last(char **texts, size_t count, bool *is_pair, const char *line)
{
	char *both;

	if (!count || *is_pair || !goes_before_another(texts[count - 1]))
		return false;
	both = together(texts[count - 1], line);
	free(texts[count - 1]);
	texts[count - 1] = both;
	*is_pair = true;
	return true;
}

/* Those of a file, some hundreds: as many books as it takes for each to be in one field; two in one text, unless it
 * matters how a text begins. */
static void file_in_fields(const char *name, bool pairs)
{
	enum { MOST = sizeof fields / sizeof *fields };
	const char *top = getenv("abs_top_srcdir");
	char *path, *line = NULL, *texts[MOST];
	size_t count = 0, room = 0, books = 0;
	bool is_pair = false;
	FILE *file;

	cr_assert_geq(asprintf(&path, "%s/../shared/data/unicode/%s", top ? top : ".", name), 0);
	file = fopen(path, "r");
	free(path);
	if (!file)
		cr_skip_test("the shared strings are not here");
	for (bool more = true; more && !(is_quick() && books == (pairs ? 1 : 2));) {
		more = getline(&line, &room, file) > 0;
		if (more && strspn(line, "# \t\r\n") < strlen(line)) {
			line[strcspn(line, "\r\n")] = '\0';
			if (!pairs || !add_to_last(texts, count, &is_pair, line)) {
				texts[count++] = strdup(line);
				is_pair = false;
			}
		}
		if (count &&
		    ((count == MOST && (!pairs || is_pair || !goes_before_another(texts[count - 1]))) || !more)) {
			one_book((const char *const *)texts, count);
			books++;
			while (count)
				free(texts[--count]);
		}
	}
	free(line);
	fclose(file);
}

Test(hostile, naughty_strings, .timeout = 600)
{
	file_in_fields("blns.txt", true);
}

Test(hostile, bytes_that_are_no_utf8, .timeout = 600)
{
	file_in_fields("UTF-8-test.txt", true);
}

Test(hostile, formulas, .timeout = 600)
{
	file_in_fields("csv-injection-payloads.md", false);
}
