/* Every kind of mistake in an expression, with its place. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/expr.h"

#define ROWS(rows) (sizeof(rows) / sizeof *(rows))

static struct card_words words;

static void words_init(void)
{
	words = (struct card_words){ 0 };
	names_add(&words.measures, "logins");
	names_add(&words.measures, "seats");
	names_add(&words.touch_kinds, "call");
	names_add(&words.touch_kinds, "meeting");
	names_add(&words.tracks, "relationship");
}

struct fault_of {
	const char *text;
	enum expr_type wanted;
	int column;
	const char *says;
};

static void assert_fault(const struct fault_of *c)
{
	struct expr_fault fault = { .offset = 9999 };
	struct expr *expr = expr_compile(c->text, c->wanted, &words, &fault);

	cr_assert_null(expr, "%s was taken", c->text);
	cr_assert_leq(fault.offset, strlen(c->text), "%s", c->text);
	cr_assert_eq(fault.column, c->column, "%s: column %d: %s", c->text, fault.column, fault.text);
	cr_assert_not_null(strstr(fault.text, c->says), "%s: %s", c->text, fault.text);
}

static void assert_faults(const struct fault_of *cases, size_t count)
{
	words_init();
	for (size_t i = 0; i < count; i++)
		assert_fault(&cases[i]);
	card_words_free(&words);
}

Test(expr_faults, what_is_no_expression_is_refused_in_its_place)
{
	static const struct fault_of cases[] = {
		{ "", EXPR_TRUTH, 1, "nothing is written here; write a condition" },
		{ "  \n ", EXPR_NUMBER, 1, "nothing is written here; write a number" },
		{ "1 +", EXPR_NUMBER, 4, "the expression ends where a value should stand" },
		{ "1 + * 2", EXPR_NUMBER, 5, "* stands where a value should" },
		{ "1 2", EXPR_NUMBER, 3, "2 stands where an operator or the end should" },
		{ "yes yes", EXPR_TRUTH, 5, "yes stands where an operator or the end should" },
		{ "(1 + 2", EXPR_NUMBER, 1, "this bracket is not closed" },
		{ "1 + (2 * (3 + 4)", EXPR_NUMBER, 5, "this bracket is not closed" },
		{ "count(promise, state = open", EXPR_NUMBER, 6, "this bracket is not closed" },
		{ "1 + 2)", EXPR_NUMBER, 6, "this bracket closes none; take it away" },
		{ ")", EXPR_NUMBER, 1, "this bracket closes none; take it away" },
		{ "()", EXPR_NUMBER, 2, "this bracket closes none that holds a value" },
		{ "(1 2)", EXPR_NUMBER, 4, "2 stands where \")\" or an operator should" },
		{ "segment = \"smb", EXPR_TRUTH, 11, "the text that begins here does not end; put \" behind it" },
		{ "segment = 'it", EXPR_TRUTH, 11, "put ' behind it" },
		{ "segment = \"\"", EXPR_TRUTH, 11, "a text must not be empty" },
		{ "segment = \"a\tb\"", EXPR_TRUTH, 13, "a control character within a text" },
		{ "segment = \"\xff\"", EXPR_TRUTH, 11, "no valid UTF-8" },
		{ "\"Ärger\" = segment $", EXPR_TRUTH, 19, "$ means nothing here" },
		{ "\"Ärger\" = segmant", EXPR_TRUTH, 11, "did you mean segment?" },
		{ "1 > 0 \xc3\xa4", EXPR_TRUTH, 7, "ä means nothing here" },
		{ "1 > 0 \xc3", EXPR_TRUTH, 7, "a byte that is no character of an expression" },
		{ "1 \x01 2", EXPR_TRUTH, 3, "a byte that is no character" },
		{ "1 == 1", EXPR_TRUTH, 3, "write = with one sign" },
		{ "1 <> 2", EXPR_TRUTH, 3, "write !=" },
		{ "!plan", EXPR_TRUTH, 1, "write \"not\"" },
		{ "plan && plan", EXPR_TRUTH, 6, "write \"and\"" },
		{ "plan || plan", EXPR_TRUTH, 6, "write \"or\"" },
		{ "1234567890123", EXPR_NUMBER, 1, "this number is too large; twelve digits" },
		{ "99999999999999999999999999999999999999999", EXPR_NUMBER, 1, "this number is too large" },
		{ "1.2345", EXPR_NUMBER, 6, "at most three decimals" },
		{ "1.", EXPR_NUMBER, 2, "digits must follow the point" },
		{ "1.2.3", EXPR_NUMBER, 4, "a second point" },
		{ "3m", EXPR_NUMBER, 2, "months and years differ in length; write days (90) or weeks (13w)" },
		{ "3days", EXPR_NUMBER, 2, "a number goes over into a word" },
		{ "33%", EXPR_NUMBER, 3, "without a sign for percent" },
		{ "1e9", EXPR_NUMBER, 2, "a number goes over into a word" },
		{ "2026-02-30", EXPR_DATE, 1, "there is no such date as 2026-02-30" },
		{ "1 < 2 < 3", EXPR_TRUTH, 7, "one comparison follows another" },
		{ "health between 1 or 2", EXPR_TRUTH, 18, "or stands where \"and\" (between A and B) should" },
		{ "band in good", EXPR_TRUTH, 9, "good stands where \"(\" with what it may be should" },
		{ "band in (good; watch)", EXPR_TRUTH, 14, "; means nothing here" },
		{ "plan and\n  not (health > )", EXPR_TRUTH, 17, "this bracket closes none that holds a value" },
	};

	assert_faults(cases, ROWS(cases));
}

Test(expr_faults, names_and_types_are_checked_when_it_is_compiled)
{
	static const struct fault_of cases[] = {
		{ "helth > 50", EXPR_TRUTH, 1, "unknown name helth; did you mean health?" },
		{ "plan and contrat_age > 3", EXPR_TRUTH, 10, "did you mean contract_age?" },
		{ "foobarbaz > 3", EXPR_TRUTH, 1, "unknown name foobarbaz; waymark-plays(5)" },
		{ "AND", EXPR_TRUTH, 1, "unknown name AND" },
		{ "nps > 3", EXPR_TRUTH, 1, "nps is a function; write nps( )" },
		{ "npss > 3", EXPR_TRUTH, 1, "did you mean nps( )?" },
		{ "health() > 3", EXPR_TRUTH, 1, "health is no function; write it without brackets" },
		{ "counts(promise) > 3", EXPR_TRUTH, 1, "unknown function counts; did you mean count?" },
		{ "frobnicate(1) > 3", EXPR_TRUTH, 1, "unknown function frobnicate" },
		{ "health", EXPR_TRUTH, 1,
		  "this is a number, but the whole must be a condition (yes or no); compare it" },
		{ "plan", EXPR_NUMBER, 1, "this is a condition (yes or no), but the whole must be a number" },
		{ "renewal", EXPR_NUMBER, 1, "this is a date" },
		{ "1 + plan", EXPR_NUMBER, 3, "a number and a condition (yes or no) cannot be added" },
		{ "renewal + start", EXPR_DATE, 9, "a date and a date cannot be added" },
		{ "3 - renewal", EXPR_DATE, 3, "cannot be subtracted" },
		{ "renewal * 2", EXPR_NUMBER, 1, "what is multiplied or divided must be a number" },
		{ "- plan", EXPR_NUMBER, 3, "what follows - must be a number" },
		{ "not health", EXPR_TRUTH, 5, "what follows \"not\" must be a condition" },
		{ "health and plan", EXPR_TRUTH, 1, "what stands before \"and\" must be a condition" },
		{ "plan or health", EXPR_TRUTH, 9, "what follows \"or\" must be a condition" },
		{ "plan > no", EXPR_TRUTH, 6, "neither less nor more" },
		{ "segment > \"a\"", EXPR_TRUTH, 9, "neither less nor more" },
		{ "health = renewal", EXPR_TRUTH, 10, "this is a date and cannot be compared with a number" },
		{ "band = god", EXPR_TRUTH, 8, "god is not a band; did you mean good?" },
		{ "band = unknown", EXPR_TRUTH, 8, "unknown is not a band; there are risk, watch, good" },
		{ "band in (good, blue)", EXPR_TRUTH, 16, "blue is not a band" },
		{ "band = status", EXPR_TRUTH, 8, "this is never a band" },
		{ "segment between 'a' and 'b'", EXPR_TRUTH, 1, "between compares numbers and dates" },
		{ "smb = mid", EXPR_TRUTH, 1, "unknown name smb" },
		{ "since(health) > 1", EXPR_TRUTH, 7, "since( ) must be a date" },
		{ "known(wat)", EXPR_TRUTH, 7, "unknown name wat" },
		{ "health else renewal", EXPR_NUMBER, 13, "this is a date and cannot be compared with a number" },
	};

	assert_faults(cases, ROWS(cases));
}

Test(expr_faults, arguments_and_conditions_are_checked_too)
{
	static const struct fault_of cases[] = {
		{ "change(logins)", EXPR_NUMBER, 1, "change needs window = 30" },
		{ "ratio(logins) > 1", EXPR_TRUTH, 1, "ratio needs over = licensed_seats" },
		{ "sum(window = 30)", EXPR_NUMBER, 1, "sum needs measure = logins" },
		{ "nps(windw = 30)", EXPR_NUMBER, 5, "nps takes no windw; did you mean window?" },
		{ "nps(roles = champion)", EXPR_NUMBER, 5, "nps takes no roles; it takes window" },
		{ "pace(window = 3)", EXPR_NUMBER, 6, "pace takes nothing; write pace( )" },
		{ "nps(window = 30, window = 40)", EXPR_NUMBER, 18, "window is said twice" },
		{ "nps(30)", EXPR_NUMBER, 5, "say what this is: NAME = ..." },
		{ "nps(window = 0)", EXPR_NUMBER, 14, "whole days, from 1 to 36500" },
		{ "nps(window = 1.5)", EXPR_NUMBER, 14, "whole days" },
		{ "nps(window = 99999)", EXPR_NUMBER, 14, "whole days" },
		{ "nps(window = today)", EXPR_NUMBER, 14, "today stands where a number of days should" },
		{ "nps(window = 30,)", EXPR_NUMBER, 17, ") stands where another argument should" },
		{ "sum(logins, window = 30, fold = most)", EXPR_NUMBER, 26, "sum takes no fold" },
		{ "change(logins, window = 3, fold = most)", EXPR_NUMBER, 35, "most is none of last, sum, mean" },
		{ "has_role(roles = champoin)", EXPR_TRUTH, 18, "champoin is not a role; did you mean champion?" },
		{ "has_role(roles = )", EXPR_TRUTH, 18, "stands where a role should" },
		{ "days_since_touch(from = ours)", EXPR_NUMBER, 25, "ours is not a side" },
		{ "covers()", EXPR_TRUTH, 1, "name the roles" },
		{ "covers(window = 9, roles = buyer, window = 8)", EXPR_TRUTH, 35, "window is said twice" },
		{ "departed(roles = champion)", EXPR_TRUTH, 1, "say in how many days: within = 90" },
		{ "departed(roles = champion, window = 9)", EXPR_TRUTH, 28, "there is no window here" },
		{ "count(promises) > 0", EXPR_TRUTH, 7, "there are no records promises; did you mean promise?" },
		{ "count(1)", EXPR_NUMBER, 7, "1 stands where a kind of records" },
		{ "count()", EXPR_NUMBER, 7, ") stands where a kind of records" },
		{ "count(promise, stat = open)", EXPR_NUMBER, 16, "promise has no stat; did you mean state?" },
		{ "count(touch, score > 3)", EXPR_NUMBER, 14,
		  "touch has no score; it has day, from, kind, roles, within" },
		{ "count(promise, state)", EXPR_NUMBER, 21, ") stands where a comparison" },
		{ "count(promise, state = opn)", EXPR_NUMBER, 24,
		  "opn is not a state of promises; did you mean open?" },
		{ "count(promise, state > open)", EXPR_NUMBER, 24, "a state of promises is neither less nor more" },
		{ "count(survey, score = good)", EXPR_NUMBER, 23, "unknown name good" },
		{ "count(survey, score = renewal)", EXPR_NUMBER, 23, "this is a date, but score must be a number" },
		{ "count(promise, overdue > no)", EXPR_NUMBER, 16, "overdue is yes or no" },
		{ "count(promise, within = 3, within = 4)", EXPR_NUMBER, 28, "within is said twice" },
		{ "count(measure, key < logins)", EXPR_NUMBER, 22, "neither less nor more" },
		{ "count(promise state = open)", EXPR_NUMBER, 15, "state stands where \",\" or \")\" should" },
		{ "days_since(contact, here = maybe)", EXPR_NUMBER, 28, "unknown name maybe" },
	};

	assert_faults(cases, ROWS(cases));
}

/* A text of count times what, between head and tail; yours. */
static char *repeated(const char *head, const char *what, int count, const char *tail)
{
	struct buf out = { 0 };

	buf_str(&out, head);
	for (int i = 0; i < count; i++)
		buf_str(&out, what);
	buf_str(&out, tail);
	return buf_take(&out);
}

static void assert_bound(const char *head, const char *what, int most, const char *tail, enum expr_type wanted,
			 const char *says)
{
	struct expr_fault fault;
	char *fine = repeated(head, what, most, tail), *much = repeated(head, what, most + 1, tail);
	struct expr *expr = expr_compile(fine, wanted, &words, &fault);

	cr_assert_not_null(expr, "%s...: %s", head, fault.text);
	expr_free(expr);
	expr = expr_compile(much, wanted, &words, &fault);
	cr_assert_null(expr);
	cr_assert_not_null(strstr(fault.text, says), "%s", fault.text);
	cr_assert_lt(fault.offset, strlen(much));
	free(fine);
	free(much);
}

Test(expr_faults, depth_size_and_length_are_bounded)
{
	struct expr_fault fault;
	char *text;

	words_init();
	assert_bound("", "not ", EXPR_DEPTH, "plan", EXPR_TRUTH, "more than 64 deep");
	assert_bound("", "- ", EXPR_DEPTH, "1", EXPR_NUMBER, "more than 64 deep");
	/* n signs make n + 1 numbers and n sums */
	assert_bound("1", "+1", (EXPR_NODES - 1) / 2, "", EXPR_NUMBER, "more than 512 parts");
	assert_bound("1", " ", EXPR_TEXT_MAX - 1, "", EXPR_NUMBER, "at most 4000 bytes");
	text = repeated("", "(", 3999, "1");
	cr_assert_null(expr_compile(text, EXPR_NUMBER, &words, &fault));
	cr_assert_eq(fault.offset, EXPR_DEPTH);
	free(text);
	text = repeated("", "known(", 600, "1");
	cr_assert_null(expr_compile(text, EXPR_TRUTH, &words, &fault));
	cr_assert_not_null(strstr(fault.text, "more than 64 deep"), "%s", fault.text);
	free(text);
	text = repeated("count(promise", ", state = open", EXPR_DEPTH, ")");
	cr_assert_null(expr_compile(text, EXPR_NUMBER, &words, &fault));
	cr_assert_not_null(strstr(fault.text, "more than 16 conditions"), "%s", fault.text);
	free(text);
	/* No more kinds of touches than there are bits for. */
	for (int i = 0; i < 62; i++) {
		char name[32];

		snprintf(name, sizeof name, "kind-%d", i);
		names_add(&words.touch_kinds, name);
	}
	cr_assert_null(expr_compile("count(touch, kind = call + fax)", EXPR_NUMBER, &words, &fault));
	cr_assert_eq(fault.column, 28);
	card_words_free(&words);
}

Test(expr_faults, a_fault_knows_its_line)
{
	struct expr_fault fault;

	words_init();
	cr_assert_null(expr_compile("plan and\n\"Ä\" = segment and\n  foo", EXPR_TRUTH, &words, &fault));
	cr_assert_eq(fault.line, 3);
	cr_assert_eq(fault.column, 3);
	cr_assert_eq(fault.offset, 9 + 19 + 2);
	card_words_free(&words);
}
