/* Random expressions against another way of working them out. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "core/text.h"
#include "bare_account.h"
#include "random_records.h"

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
