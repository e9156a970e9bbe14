/* Random expressions against another way of working them out; random and broken texts that must do no harm. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "core/account.h"
#include "core/expr.h"
#include "core/text.h"
#include "random_records.h"

/* ---- an account whose few values both sides know ---- */

#define TODAY 20000
#define NEXT_REVIEW (TODAY + 9)

static const struct facts no_facts = { .placed = DAY_NONE, .contract = DAY_NONE };

struct bare {
	struct view_room room;
	struct view view;
	struct position position;
	struct health health;
	struct scoring scoring;
	struct expr_input input;
};

static void bare_init(struct bare *bare)
{
	memset(bare, 0, sizeof *bare);
	facts_view(&no_facts, TODAY, &bare->room, &bare->view);
	view_position(&bare->view, &pace_limits_default, &bare->position);
	bare->view.plan = true;
	bare->health = (struct health){ .score = 62, .band = BAND_WATCH, .computed = BAND_RISK, .confidence = 0 };
	bare->scoring = (struct scoring){ NULL, &health_limits_default, &bare->view, &bare->position,
					  &bare->health };
	bare->input = (struct expr_input){ .scoring = &bare->scoring,
					   .segment = "Large",
					   .start = DAY_NONE,
					   .last_review = DAY_NONE,
					   .next_review = NEXT_REVIEW,
					   .trend = TREND_NONE };
}

/* ---- random trees, written out and worked out on their own ---- */

/* Binding: the lower the looser. */
enum { OR = 1, AND, NOT, COMPARE, ELSE, SUM, PRODUCT, SIGN, PLAIN };

struct tree {
	int binds;
	const char *sign;      /* of two sides; of a plain one its text */
	struct tree *sides[3]; /* NULL: none */
	bool known;	       /* of a plain one */
	__int128 number;       /* thousandths, days, 0 or 1 */
	const char *text;
	enum expr_type type;
};

static struct tree trees[4096];
static size_t tree_count;

static struct tree *tree_new(int binds, const char *sign, enum expr_type type)
{
	struct tree *tree = &trees[tree_count++];

	*tree = (struct tree){ .binds = binds, .sign = sign, .type = type };
	return tree;
}

static struct tree *random_tree(struct dice *dice, enum expr_type type, int depth);

static struct tree *tree_of(struct dice *dice, int binds, const char *sign, enum expr_type type,
			    enum expr_type sides, int count, int depth)
{
	struct tree *tree = tree_new(binds, sign, type);

	for (int i = 0; i < count; i++)
		tree->sides[i] = random_tree(dice, sides, depth - 1);
	return tree;
}

static struct tree *plain(const char *sign, enum expr_type type, bool known, int64_t number)
{
	struct tree *tree = tree_new(PLAIN, sign, type);

	tree->known = known;
	tree->number = number;
	return tree;
}

static struct tree *plain_number(struct dice *dice)
{
	static const struct {
		const char *text;
		int64_t number;
	} numbers[] = { { "0", 0 },
			{ "1", 1000 },
			{ "2", 2000 },
			{ "7", 7000 },
			{ "0.5", 500 },
			{ "0.001", 1 },
			{ "3.25", 3250 },
			{ "2w", 14000 },
			{ "10d", 10000 },
			{ "100", 100000 },
			{ "999999999999", INT64_C(999999999999000) } };
	int which = roll(dice, 14);

	switch (which) {
	case 11:
		return plain("health", EXPR_NUMBER, true, 62000);
	case 12:
		return plain("confidence", EXPR_NUMBER, true, 0);
	case 13:
		return plain("trend", EXPR_NUMBER, false, 0);
	default:
		return plain(numbers[which].text, EXPR_NUMBER, true, numbers[which].number);
	}
}

static struct tree *plain_date(struct dice *dice)
{
	switch (roll(dice, 4)) {
	case 0:
		return plain("today", EXPR_DATE, true, TODAY);
	case 1:
		return plain("next_review", EXPR_DATE, true, NEXT_REVIEW);
	case 2:
		return plain("renewal", EXPR_DATE, false, 0);
	default:
		return plain("2024-10-04", EXPR_DATE, true, TODAY); /* date -d 2024-10-04 +%s / 86400 */
	}
}

static struct tree *plain_truth(struct dice *dice)
{
	switch (roll(dice, 4)) {
	case 0:
		return plain("yes", EXPR_TRUTH, true, 1);
	case 1:
		return plain("no", EXPR_TRUTH, true, 0);
	case 2:
		return plain("plan", EXPR_TRUTH, true, 1);
	default:
		return plain("completed", EXPR_TRUTH, false, 0);
	}
}

static struct tree *random_number(struct dice *dice, int depth)
{
	static const char *const sums[] = { "+", "-" }, *const products[] = { "*", "/" };

	switch (depth > 0 ? roll(dice, 8) : 0) {
	case 1:
	case 2:
		return tree_of(dice, SUM, sums[roll(dice, 2)], EXPR_NUMBER, EXPR_NUMBER, 2, depth);
	case 3:
	case 4:
		return tree_of(dice, PRODUCT, products[roll(dice, 2)], EXPR_NUMBER, EXPR_NUMBER, 2, depth);
	case 5:
		return tree_of(dice, SIGN, "-", EXPR_NUMBER, EXPR_NUMBER, 1, depth);
	case 6:
		return tree_of(dice, ELSE, "else", EXPR_NUMBER, EXPR_NUMBER, 2, depth);
	case 7:
		switch (roll(dice, 3)) {
		case 0:
			return tree_of(dice, SUM, "-", EXPR_NUMBER, EXPR_DATE, 2, depth);
		case 1:
			return tree_of(dice, PLAIN, "since", EXPR_NUMBER, EXPR_DATE, 1, depth);
		default:
			return tree_of(dice, PLAIN, "until", EXPR_NUMBER, EXPR_DATE, 1, depth);
		}
	default:
		return plain_number(dice);
	}
}

static struct tree *random_date(struct dice *dice, int depth)
{
	struct tree *tree;

	switch (depth > 0 ? roll(dice, 4) : 0) {
	case 1:
		tree = tree_new(SUM, roll(dice, 2) ? "+" : "-", EXPR_DATE);
		tree->sides[0] = random_tree(dice, EXPR_DATE, depth - 1);
		tree->sides[1] = random_tree(dice, EXPR_NUMBER, depth - 1);
		return tree;
	case 2:
		return tree_of(dice, ELSE, "else", EXPR_DATE, EXPR_DATE, 2, depth);
	default:
		return plain_date(dice);
	}
}

static struct tree *text_compared(struct dice *dice)
{
	static const struct {
		const char *text;
		bool known;
		int64_t truth;
	} texts[] = { { "band = watch", true, 1 },    { "band < good", true, 1 },
		      { "good <= band", true, 0 },    { "band != computed_band", true, 1 },
		      { "segment = large", true, 1 }, { "segment != 'Large'", true, 0 },
		      { "csm = ana", false, 0 },      { "status in (active, churned)", true, 1 } };
	int which = roll(dice, 8);
	struct tree *tree = plain(texts[which].text, EXPR_TRUTH, texts[which].known, texts[which].truth);

	tree->binds = COMPARE;
	return tree;
}

static struct tree *random_truth(struct dice *dice, int depth)
{
	static const char *const signs[] = { "=", "!=", "<", "<=", ">", ">=" };
	enum expr_type sides = roll(dice, 3) ? EXPR_NUMBER : EXPR_DATE;

	switch (depth > 0 ? roll(dice, 12) : 0) {
	case 1:
	case 2:
		return tree_of(dice, AND, "and", EXPR_TRUTH, EXPR_TRUTH, 2, depth);
	case 3:
	case 4:
		return tree_of(dice, OR, "or", EXPR_TRUTH, EXPR_TRUTH, 2, depth);
	case 5:
		return tree_of(dice, NOT, "not", EXPR_TRUTH, EXPR_TRUTH, 1, depth);
	case 6:
	case 7:
		return tree_of(dice, COMPARE, signs[roll(dice, 6)], EXPR_TRUTH, sides, 2, depth);
	case 8:
		return tree_of(dice, COMPARE, "between", EXPR_TRUTH, sides, 3, depth);
	case 9:
		return tree_of(dice, COMPARE, "in", EXPR_TRUTH, sides, 3, depth);
	case 10:
		return tree_of(dice, PLAIN, "known", EXPR_TRUTH, (enum expr_type)roll(dice, 3), 1, depth);
	case 11:
		return roll(dice, 2) ? text_compared(dice)
				     : tree_of(dice, ELSE, "else", EXPR_TRUTH, EXPR_TRUTH, 2, depth);
	default:
		return plain_truth(dice);
	}
}

static struct tree *random_tree(struct dice *dice, enum expr_type type, int depth)
{
	return type == EXPR_NUMBER ? random_number(dice, depth)
	       : type == EXPR_DATE ? random_date(dice, depth)
				   : random_truth(dice, depth);
}

/* With the brackets that it must have, and now and then with one that it need not have. */
static void write_tree(struct dice *dice, const struct tree *tree, int at_least, struct buf *out)
{
	static const char *const blanks[] = { " ", "  ", "\n", "\t", " " };
	bool brackets = tree->binds < at_least || roll(dice, 12) == 0;
	const char *blank = blanks[roll(dice, 5)];

	buf_str(out, brackets ? "(" : "");
	if (tree->binds == PLAIN && tree->sides[0]) {
		buf_printf(out, "%s(", tree->sign);
		write_tree(dice, tree->sides[0], ELSE, out);
		buf_char(out, ')');
	} else if (!tree->sides[0]) {
		buf_str(out, tree->sign);
	} else if (!tree->sides[1]) {
		buf_printf(out, "%s%s", tree->sign, blank);
		write_tree(dice, tree->sides[0], tree->binds, out);
	} else if (!strcmp(tree->sign, "between") || !strcmp(tree->sign, "in")) {
		bool in = tree->sign[0] == 'i';

		write_tree(dice, tree->sides[0], ELSE, out);
		buf_printf(out, "%s%s%s%s", blank, tree->sign, blank, in ? "(" : "");
		write_tree(dice, tree->sides[1], ELSE, out);
		buf_str(out, in ? "," : " and ");
		write_tree(dice, tree->sides[2], ELSE, out);
		buf_str(out, in ? ")" : "");
	} else {
		write_tree(dice, tree->sides[0], tree->binds == COMPARE ? ELSE : tree->binds, out);
		buf_printf(out, "%s%s%s", blank, tree->sign, blank);
		write_tree(dice, tree->sides[1], tree->binds == COMPARE ? ELSE : tree->binds + 1, out);
	}
	buf_str(out, brackets ? ")" : "");
}

/* What it comes to: 0 no, 1 yes, or a number; not known where it cannot be said. */
struct result {
	bool known;
	__int128 number;
};

static const struct result nothing = { false, 0 };

static struct result within(__int128 number, enum expr_type type)
{
	/* 0001-01-01 to 9999-12-31 */
	if (type == EXPR_DATE && (number < -719162 || number > 2932896))
		return nothing;
	if (number > INT64_MAX || number < INT64_MIN)
		return nothing;
	return (struct result){ true, number };
}

/* To the nearest, halves away from 0: by adding a half and cutting off. */
static __int128 nearest(__int128 over, __int128 under)
{
	bool minus = (over < 0) != (under < 0);
	__int128 a = over < 0 ? -over : over, b = under < 0 ? -under : under;
	__int128 whole = (2 * a + b) / (2 * b);

	return minus ? -whole : whole;
}

static struct result work_out(const struct tree *tree);

static struct result sum_of(const struct tree *tree, struct result a, struct result b)
{
	__int128 sign = tree->sign[0] == '-' ? -1 : 1;

	if (tree->type == EXPR_DATE)
		return within(a.number + sign * (b.number / 1000), EXPR_DATE);
	if (tree->sides[0]->type == EXPR_DATE)
		return within((a.number - b.number) * 1000, EXPR_NUMBER);
	return within(a.number + sign * b.number, EXPR_NUMBER);
}

static struct result truth_of(const struct tree *tree, struct result a, struct result b)
{
	int left = a.known ? (int)a.number : 2, right = b.known ? (int)b.number : 2;
	/* of no, yes and not known */
	static const int both[3][3] = { { 0, 0, 0 }, { 0, 1, 2 }, { 0, 2, 2 } };
	static const int either[3][3] = { { 0, 1, 2 }, { 1, 1, 1 }, { 2, 1, 2 } };
	int truth = tree->binds == AND ? both[left][right] : either[left][right];

	return truth == 2 ? nothing : (struct result){ true, truth };
}

static struct result compared(const struct tree *tree, struct result a, struct result b)
{
	bool truth = !strcmp(tree->sign, "=")	 ? a.number == b.number
		     : !strcmp(tree->sign, "!=") ? a.number != b.number
		     : !strcmp(tree->sign, "<")	 ? a.number < b.number
		     : !strcmp(tree->sign, "<=") ? a.number <= b.number
		     : !strcmp(tree->sign, ">")	 ? a.number > b.number
						 : a.number >= b.number;

	return a.known && b.known ? (struct result){ true, truth } : nothing;
}

/* x between a and b is x >= a and x <= b; x in (a, b) is x = a or x = b, where x is known. */
static struct result of_three(const struct tree *tree)
{
	bool in = !strcmp(tree->sign, "in");
	const struct tree low = { .sign = in ? "=" : ">=" }, high = { .sign = in ? "=" : "<=" },
			  join = { .binds = in ? OR : AND };
	struct result x = work_out(tree->sides[0]), a = work_out(tree->sides[1]), b = work_out(tree->sides[2]);

	return x.known ? truth_of(&join, compared(&low, x, a), compared(&high, x, b)) : nothing;
}

static struct result work_out(const struct tree *tree)
{
	struct result a, b;

	if (!tree->sides[0])
		return tree->known ? (struct result){ true, tree->number } : nothing;
	if (tree->sides[2])
		return of_three(tree);
	a = work_out(tree->sides[0]);
	b = tree->sides[1] ? work_out(tree->sides[1]) : nothing;
	switch (tree->binds) {
	case OR:
	case AND:
		return truth_of(tree, a, b);
	case NOT:
		return a.known ? (struct result){ true, 1 - a.number } : nothing;
	case COMPARE:
		return compared(tree, a, b);
	case ELSE:
		return a.known ? a : b;
	case SUM:
		return a.known && b.known ? sum_of(tree, a, b) : nothing;
	case PRODUCT:
		if (!a.known || !b.known || (tree->sign[0] == '/' && b.number == 0))
			return nothing;
		return within(tree->sign[0] == '*' ? nearest(a.number * b.number, 1000)
						   : nearest(a.number * 1000, b.number),
			      EXPR_NUMBER);
	case SIGN:
		return a.known ? within(-a.number, EXPR_NUMBER) : nothing;
	default:
		if (tree->sign[0] == 'k')
			return (struct result){ true, a.known };
		return a.known ? within((tree->sign[0] == 's' ? TODAY - a.number : a.number - TODAY) * 1000,
					EXPR_NUMBER)
			       : nothing;
	}
}

Test(expr_properties, random_ones_come_to_what_another_way_comes_to)
{
	struct dice dice = { 11 };
	struct card_words words = { 0 };
	struct buf text = { 0 };
	struct bare bare;
	int known = 0, yes = 0;

	bare_init(&bare);
	for (int i = 0; i < 60000; i++) {
		enum expr_type type = (enum expr_type)roll(&dice, 3);
		struct expr_fault fault;
		struct expr_value value;
		struct result wanted;
		struct tree *tree;
		struct expr *expr;

		tree_count = 0;
		tree = random_tree(&dice, type, 1 + roll(&dice, 5));
		buf_clear(&text);
		write_tree(&dice, tree, OR, &text);
		wanted = work_out(tree);
		expr = expr_compile(buf_text(&text), type, &words, &fault);
		if (!expr && strstr(fault.text, "more than"))
			continue; /* too long, too deep, too many parts */
		cr_assert_not_null(expr, "%s\n%s", text.data, fault.text);
		expr_eval(expr, &bare.input, &value, NULL);
		cr_assert_eq(value.known, wanted.known, "%s", text.data);
		cr_assert(!wanted.known || value.number == wanted.number, "%s: %lld, not %lld", text.data,
			  (long long)value.number, (long long)wanted.number);
		known += wanted.known;
		yes += type == EXPR_TRUTH && wanted.known && wanted.number;
		expr_free(expr);
	}
	/* They are no empty shells. */
	cr_assert_gt(known, 20000);
	cr_assert_gt(yes, 3000);
	buf_free(&text);
	view_room_free(&bare.room);
}

/* ---- counting, over random accounts ---- */

struct some_account {
	struct random_records records;
	struct track *track;
	struct bare bare;
};

static void some_account(struct dice *dice, struct some_account *out)
{
	out->track = roll(dice, 5) ? random_track(dice, READING_PROGRESS) : NULL;
	random_records(dice, out->track, &out->records);
	bare_init(&out->bare);
	facts_view(&out->records.rows.facts, roll(dice, RANDOM_DAYS), &out->bare.room, &out->bare.view);
	view_position(&out->bare.view, &pace_limits_default, &out->bare.position);
}

static void some_account_free(struct some_account *account)
{
	view_room_free(&account->bare.room);
	track_free(account->track);
}

static void words_of_random(struct card_words *words)
{
	*words = (struct card_words){ 0 };
	for (int i = 0; i < 4; i++)
		names_add(&words->measures, random_names[i]);
	for (int i = 0; i < 3; i++)
		names_add(&words->touch_kinds, random_names[i]);
	for (int i = 0; i < 2; i++) {
		names_add(&words->fields, random_names[i]);
		names_add(&words->tracks, random_names[i]);
	}
}

static int64_t number_of(const struct some_account *account, struct card_words *words, const char *text)
{
	struct expr_fault fault;
	struct expr *expr = expr_compile(text, EXPR_NUMBER, words, &fault);
	struct expr_records records = { 0 };
	struct expr_value value, noted;

	cr_assert_not_null(expr, "%s: %s", text, fault.text);
	expr_eval(expr, &account->bare.input, &value, NULL);
	expr_eval(expr, &account->bare.input, &noted, &records);
	cr_assert(value.known == noted.known && value.number == noted.number, "%s", text);
	for (size_t i = 0; i < records.count; i++)
		for (size_t j = 0; j < i; j++)
			cr_assert(records.items[i].kind != records.items[j].kind ||
				  records.items[i].index != records.items[j].index);
	vec_free(&records);
	expr_free(expr);
	return value.known ? value.number : INT64_MIN;
}

static void assert_counts(const struct some_account *account, struct card_words *words, int days)
{
	const struct facts *facts = &account->records.rows.facts;
	day_t today = account->bare.view.as_of;
	int64_t calls = 0, low = 0, rows = 0, heard = 0, last = INT64_MIN;
	char text[128];

	for (size_t i = 0; i < facts->touch_count; i++) {
		const struct touch_fact *touch = &facts->touches[i];

		if (touch->on > today)
			continue;
		calls += touch->from == FROM_THEM && (touch->kind == 0 || touch->kind == 2) &&
			 today - touch->on < days;
		if (touch->from == FROM_US && touch->on > last)
			last = touch->on;
	}
	snprintf(text, sizeof text, "count(touch, from = them, kind = a + c, within = %d)", days);
	cr_assert_eq(number_of(account, words, text), calls * 1000);
	cr_assert_eq(number_of(account, words, "days_since(touch, from = us)"),
		     last == INT64_MIN ? INT64_MIN : (today - last) * 1000);
	cr_assert_eq(number_of(account, words, "days_since_touch(from = us)"),
		     last == INT64_MIN ? INT64_MIN : (today - last) * 1000);
	for (size_t i = 0; i < facts->survey_count; i++)
		low += facts->surveys[i].on <= today && facts->surveys[i].kind == SURVEY_NPS &&
		       facts->surveys[i].score <= 6 && facts->surveys[i].on >= today - 30;
	cr_assert_eq(number_of(account, words, "count(survey, kind = nps, score <= 6, day >= today - 30)"),
		     low * 1000);
	for (size_t i = 0; i < facts->measure_count; i++)
		rows += facts->measures[i].on <= today && facts->measures[i].key == 1 &&
			facts->measures[i].value > 2500;
	cr_assert_eq(number_of(account, words, "count(measure, key = b, value > 2.5)"), rows * 1000);
	for (size_t i = 0; i < facts->concern_count; i++)
		heard += facts->concerns[i].on <= today && facts->concerns[i].level >= CONCERN_RESPONSIBILITIES;
	cr_assert_eq(number_of(account, words, "count(concern, level >= responsibilities)"), heard * 1000);
}

Test(expr_properties, records_are_counted_as_by_hand)
{
	struct dice dice = { 12 };

	for (int i = 0; i < 3000; i++) {
		struct some_account account;
		struct card_words words;

		words_of_random(&words);
		some_account(&dice, &account);
		assert_counts(&account, &words, 1 + roll(&dice, 300));
		some_account_free(&account);
		card_words_free(&words);
	}
}

/* ---- texts that do harm if they can ---- */

static const char *const seeds[] = {
	"days_since(touch, from = them) > cadence and status = active",
	"change(a, window = 30, before = 90, fold = mean) <= -33 or share_change(a, b, window = 9) > 1w",
	"until(renewal) between 0 and 90 and band != good and not completed",
	"count(promise, state = open + kept, overdue = yes, within = 90) > 0 or count(promise, due <= today + 7) = "
	"1",
	"covers(roles = champion + decision_maker, window = 9) and departed(roles = user, within = 90)",
	"count(survey, kind = nps, score <= 6, latest = yes, roles = user + admin, percent < 50) * 2 > 1",
	"(measure(a) else sum(b, window = 9) / mean(c, window = 90)) * -1.5 >= ratio(a, over = b)",
	"known(last_review) and since(2024-01-31) in (1, 2, arr / 0) or segment = 'smb' and stage in (s0, \"s1\")",
	"count(contact, here = no, sentiment < 0, touched < today - 3) + count(milestone, answer = yes, current = "
	"no) > 0",
	"count(outcome, percent < 70, met = no) > 0 or count(concern, level > tasks, addressed = no) > 0",
	"count(movement, amount < 0) > 0 or count(measure, key = a, value > 3) = count(measure = a, window = 3)",
	"nps(window = 365) + csat() + contacts() + sentiment() + outcomes() + promises() + level(a) + per(a, b) > "
	"0",
	"has_field(a) or answered(m1) or has_role(champion) or labelled(a + b, label = red) > 0 or mean_of(a) > 1",
	"pace = stuck and stalled_days > 30 and health < 50 and confidence >= 40 and trend <= -15 and plan = no",
};
enum { SEEDS = sizeof seeds / sizeof *seeds };

static const char *const bits[] = { "(",       ")",	 ",",	    "and",  "or",	  "not",
				    "between", "in",	 "=",	    "!=",   "<=",	  "-",
				    "/",       "*",	 "0",	    "1.5",  "\"",	  "'",
				    "known(",  "count(", "promise", "else", "2026-02-31", "99999999999999",
				    "\xc3",    "Ä",	 "today",   "good", "yes",	  "window",
				    "nps(",    "\n" };

static void break_text(struct dice *dice, struct buf *text)
{
	size_t size = text->size, at = size ? (size_t)roll(dice, (int)size) : 0,
	       other = size ? (size_t)roll(dice, (int)size) : 0;
	const char *bit = bits[roll(dice, sizeof bits / sizeof *bits)];
	char *rest = xstrdup(buf_text(text) + at);

	switch (roll(dice, 5)) {
	case 0: /* a byte becomes another */
		if (size)
			text->data[at] = (char)(1 + roll(dice, 255));
		break;
	case 1: /* a piece is lost */
		buf_cut(text, at);
		buf_str(text, rest + (size_t)roll(dice, (int)strlen(rest) + 1) % 9 % (strlen(rest) + 1));
		break;
	case 2: /* something comes in between */
		buf_cut(text, at);
		buf_str(text, bit);
		buf_str(text, rest);
		break;
	case 3: /* cut off */
		buf_cut(text, at);
		break;
	default: /* a piece twice */
		if (size < 3000) {
			char *piece = xstrdup(buf_text(text) + other);

			buf_str(text, piece);
			free(piece);
		}
	}
	free(rest);
}

/* Whatever it is: either it compiles and comes to something, or it is said where it is wrong. */
static bool assert_harmless(const char *text, const struct some_account *account)
{
	bool any = false;

	for (int type = EXPR_TRUTH; type <= EXPR_TEXT; type++) {
		struct expr_fault fault = { .offset = SIZE_MAX };
		struct expr_records records = { 0 };
		struct expr_value value;
		struct card_words words;
		struct buf said = { 0 };
		struct expr *expr;

		words_of_random(&words);
		expr = expr_compile(text, (enum expr_type)type, &words, &fault);
		if (!expr) {
			cr_assert_leq(fault.offset, strlen(text), "%s", text);
			cr_assert(fault.line >= 1 && fault.column >= 1 && fault.text[0]);
			cr_assert(text_is_utf8(fault.text, strlen(fault.text)), "%s: %s", text, fault.text);
		} else {
			any = true;
			expr_eval(expr, &account->bare.input, &value, &records);
			expr_say(&value, &said);
			cr_assert_gt(said.size, 0);
			expr_free(expr);
		}
		buf_free(&said);
		vec_free(&records);
		card_words_free(&words);
	}
	return any;
}

Test(expr_properties, broken_texts_are_refused_in_their_place_and_do_no_harm)
{
	struct dice dice = { 13 };
	int fine = 0, rounds = 30000;

	for (int i = 0; i < rounds; i++) {
		struct some_account account;
		struct buf text = { 0 };

		some_account(&dice, &account);
		buf_str(&text, seeds[roll(&dice, SEEDS)]);
		for (int n = roll(&dice, 4); n > 0; n--)
			break_text(&dice, &text);
		fine += assert_harmless(buf_text(&text), &account);
		buf_free(&text);
		some_account_free(&account);
	}
	cr_assert(fine > rounds / 5 && fine < rounds - rounds / 5, "%d of %d", fine, rounds);
}

Test(expr_properties, any_bytes_and_any_tokens_do_no_harm)
{
	struct dice dice = { 14 };
	struct some_account account;

	some_account(&dice, &account);
	for (int i = 0; i < 20000; i++) {
		struct buf text = { 0 };

		for (int n = roll(&dice, 60); n > 0; n--) {
			if (i % 2)
				buf_printf(&text, "%s ", bits[roll(&dice, sizeof bits / sizeof *bits)]);
			else
				buf_char(&text, (char)(1 + roll(&dice, 255)));
		}
		assert_harmless(buf_text(&text), &account);
		buf_free(&text);
	}
	some_account_free(&account);
}

/* A text of 4,000 bytes of one thing after the other. */
Test(expr_properties, the_longest_and_the_deepest_are_quick)
{
	static const char *const pieces[] = { "(",
					      "-",
					      "not ",
					      "1+",
					      "plan and ",
					      "plan or ",
					      "known(",
					      "1 in (1,",
					      "count(touch, score > ",
					      "\"a\" = ",
					      "health else ",
					      "1 between 1 and ",
					      "since(",
					      "count(promise, due > today + count(promise) + ",
					      "!",
					      "2026-01-01 - ",
					      "a.",
					      "0",
					      "_" };
	struct dice dice = { 15 };
	struct some_account account;

	some_account(&dice, &account);
	for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
		static const char *const ends[] = { "", "1", "plan", "1)" };

		for (int e = 0; e < 4; e++) {
			struct buf text = { 0 };

			while (text.size + strlen(pieces[p]) + 5 < EXPR_TEXT_MAX)
				buf_str(&text, pieces[p]);
			buf_str(&text, ends[e]);
			assert_harmless(buf_text(&text), &account);
			buf_free(&text);
		}
	}
	some_account_free(&account);
}
