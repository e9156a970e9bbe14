/* Cost ratios, lifetime value, the next unit of effort, and money in another currency: examples worked by hand. */
#include <criterion/criterion.h>
#include <string.h>

#include "core/economics.h"
#include "core/exchange.h"

TestSuite(economics);

/* ---- cost ratios ---- */

Test(economics, what_each_purpose_won)
{
	int64_t sums[FIGURE_COUNT] = {
		[FIGURE_OPENING] = 100000, [FIGURE_NEW] = 30000,      [FIGURE_REACTIVATION] = 10000,
		[FIGURE_EXPANSION] = 5000, [FIGURE_UPSELL] = 700,     [FIGURE_PRICE_INCREASE] = 90000,
		[FIGURE_CHURN] = 20000,	   [FIGURE_HEADWIND] = 20000, [FIGURE_LOST] = 15000,
	};

	cr_expect_eq(cost_won(COST_ACQUISITION, sums), 40000, "new and won back");
	cr_expect_eq(cost_won(COST_RETENTION, sums), 85000,
		     "100,000 less the 15,000 lost of it, not all that went");
	cr_expect_eq(cost_won(COST_EXPANSION, sums), 5000, "without the price increase");
	cr_expect_eq(cost_won(COST_UPSELL, sums), 700);
}

Test(economics, won_is_the_sum_of_its_terms)
{
	int64_t sums[FIGURE_COUNT];

	for (int i = 0; i < FIGURE_COUNT; i++)
		sums[i] = 1000 + 37 * i * i;
	for (int p = 0; p < COST_PURPOSES; p++) {
		struct number_term terms[2];
		int64_t sum = 0;
		int count = cost_won_terms((enum cost_purpose)p, terms);

		for (int t = 0; t < count; t++)
			sum += terms[t].above * sums[terms[t].figure];
		cr_expect_eq(sum, cost_won((enum cost_purpose)p, sums));
	}
}

Test(economics, ratios)
{
	int64_t ratio = 0;

	cr_assert(cost_ratio(5000000, 4000000, &ratio));
	cr_expect_eq(ratio, 125, "50,000 spent for 40,000: 1.25");
	cr_assert(cost_ratio(85, 850, &ratio));
	cr_expect_eq(ratio, 10, "0.10");
	cr_assert(cost_ratio(1, 8, &ratio));
	cr_expect_eq(ratio, 13, "0.125, half away from nothing");
	cr_assert(cost_ratio(1, 9, &ratio));
	cr_expect_eq(ratio, 11, "0.111");
	cr_assert(cost_ratio(0, 10, &ratio));
	cr_expect_eq(ratio, 0, "nothing was spent, and that was said");
	cr_expect_not(cost_ratio(100, 0, &ratio), "nothing was won");
	cr_expect_not(cost_ratio(100, -5, &ratio));
	cr_expect_not(cost_ratio(INT64_MAX, 1, &ratio), "it has no room");
	cr_assert(cost_each(700, 3, &ratio));
	cr_expect_eq(ratio, 233);
	cr_expect_not(cost_each(700, 0, &ratio));
}

Test(economics, purposes_by_name)
{
	enum cost_purpose purpose;

	for (int p = 0; p < COST_PURPOSES; p++) {
		cr_assert(cost_purpose_from_name(cost_purpose_name((enum cost_purpose)p), &purpose));
		cr_expect_eq(purpose, (enum cost_purpose)p);
	}
	cr_expect_not(cost_purpose_from_name("marketing", &purpose));
	/* stored */
	cr_expect_eq(COST_ACQUISITION, 0);
	cr_expect_eq(COST_RETENTION, 1);
	cr_expect_eq(COST_EXPANSION, 2);
	cr_expect_eq(COST_UPSELL, 3);
}

/* ---- lifetime value ---- */

/* 1,000,000 a year ago, of which 100,000 went: 10 % a year, ten years. */
static void ten_percent(int64_t sums[FIGURE_COUNT])
{
	memset(sums, 0, FIGURE_COUNT * sizeof *sums);
	sums[FIGURE_OPENING] = 100000000;
	sums[FIGURE_LOST] = 10000000;
	sums[FIGURE_CLOSING] = 120000000;
	sums[FIGURE_CUSTOMERS_CLOSING] = 4;
	sums[FIGURE_EXPANSION] = 5000000;
}

Test(economics, lifetime_value)
{
	int64_t sums[FIGURE_COUNT];
	struct lifetime lifetime;

	ten_percent(sums);
	lifetime_of(sums, 80, &lifetime);
	cr_assert_eq(lifetime.lack, LIFETIME_KNOWN);
	cr_expect_eq(lifetime.years, 1000, "ten years");
	cr_expect_eq(lifetime.unit, 800, "8.00 of every unit of ARR");
	cr_expect_eq(lifetime.value, 240000000, "300,000 a customer x 80 % x 10");
	sums[FIGURE_LOST] = 30000000;
	lifetime_of(sums, 100, &lifetime);
	cr_expect_eq(lifetime.years, 333);
	cr_expect_eq(lifetime.value, 100000000, "300,000 x 100 / 30, and not x 3.33");
}

Test(economics, no_lifetime_is_made_up)
{
	int64_t sums[FIGURE_COUNT];
	struct lifetime lifetime;

	ten_percent(sums);
	sums[FIGURE_LOST] = 0;
	lifetime_of(sums, 100, &lifetime);
	cr_expect_eq(lifetime.lack, LIFETIME_NOTHING_LOST);
	ten_percent(sums);
	sums[FIGURE_OPENING] = 0;
	lifetime_of(sums, 100, &lifetime);
	cr_expect_eq(lifetime.lack, LIFETIME_NOTHING_THERE);
	ten_percent(sums);
	sums[FIGURE_CUSTOMERS_CLOSING] = sums[FIGURE_CLOSING] = 0;
	lifetime_of(sums, 100, &lifetime);
	cr_expect_eq(lifetime.lack, LIFETIME_NO_CUSTOMER);
	cr_expect_eq(lifetime.years, 1000, "that is known all the same");
	ten_percent(sums);
	sums[FIGURE_OPENING] = sums[FIGURE_CLOSING] = INT64_MAX;
	sums[FIGURE_LOST] = 1;
	lifetime_of(sums, 100, &lifetime);
	cr_expect_eq(lifetime.lack, LIFETIME_TOO_GREAT);
	for (int i = 1; i <= LIFETIME_TOO_GREAT; i++)
		cr_expect(*lifetime_lack_text((enum lifetime_lack)i));
}

/* ---- the next unit of effort ---- */

/*
 * Large lost 10 % of 1,000, small 25 % of 400, and steady nothing. At a margin of 50 %, a unit of ARR is worth 5 in
 * large and 2 in small. With efforts of 1, 2 and 4:
 *	large: retention 5 (room 100), expansion 2.5 (room 30), upsell 1.25 (nothing was sold so)
 *	small: retention 2 (room 100), expansion 1 (room 40), upsell 0.5 (room 10)
 */
Test(economics, where_the_next_unit_pays_most)
{
	int64_t sums[3][FIGURE_COUNT] = {
		{ [FIGURE_OPENING] = 1000, [FIGURE_LOST] = 100, [FIGURE_EXPANSION] = 30 },
		{ [FIGURE_OPENING] = 400, [FIGURE_LOST] = 100, [FIGURE_EXPANSION] = 40, [FIGURE_UPSELL] = 10 },
		{ [FIGURE_OPENING] = 500, [FIGURE_EXPANSION] = 60 },
	};
	static const int weights[LEVER_COUNT] = { 1, 2, 4 };
	static const struct {
		size_t segment;
		enum lever lever;
		int64_t worth, room;
	} order[] = {
		{ 0, LEVER_RETENTION, 500, 100 }, { 0, LEVER_EXPANSION, 250, 30 }, { 1, LEVER_RETENTION, 200, 100 },
		{ 1, LEVER_EXPANSION, 100, 40 },  { 1, LEVER_UPSELL, 50, 10 },
	};
	struct effort efforts[9];
	size_t count = 0;

	for (size_t s = 3; s-- > 0;)
		for (int l = 0; l < LEVER_COUNT; l++)
			efforts[count++] = effort_of(s, (enum lever)l, sums[s], 50, weights[l]);
	efforts_rank(efforts, count);
	for (size_t i = 0; i < 5; i++) {
		cr_expect_eq(efforts[i].rank, (int64_t)i + 1);
		cr_expect_eq(efforts[i].segment, order[i].segment, "%zu", i);
		cr_expect_eq(efforts[i].lever, order[i].lever, "%zu", i);
		cr_expect_eq(efforts[i].worth, order[i].worth, "%zu", i);
		cr_expect_eq(efforts[i].room, order[i].room, "%zu", i);
	}
	for (size_t i = 5; i < 9; i++)
		cr_expect_eq(efforts[i].rank, 0);
	cr_expect_eq(efforts[5].segment, 0, "large has no upsell to go by");
	cr_expect(efforts[5].known);
	cr_expect_not(efforts[7].known, "steady lost nothing: how long it lasts is not known");
}

/* What is cheaper by far can be worth more than what lasts longer. */
Test(economics, an_effort_that_is_edited_changes_the_order)
{
	int64_t sums[FIGURE_COUNT] = { [FIGURE_OPENING] = 1000, [FIGURE_LOST] = 100, [FIGURE_EXPANSION] = 30 };
	struct effort efforts[2] = { effort_of(0, LEVER_RETENTION, sums, 100, 5),
				     effort_of(0, LEVER_EXPANSION, sums, 100, 2) };

	efforts_rank(efforts, 2);
	cr_expect_eq(efforts[0].lever, LEVER_EXPANSION);
	cr_expect_eq(efforts[0].worth, 500);
	cr_expect_eq(efforts[1].worth, 200);
}

/* ---- exchange ---- */

static struct exchange_rate rate(const char *currency, const char *counter, day_t day, const char *text)
{
	struct exchange_rate out = { .day = day };
	struct error error;

	strcpy(out.currency, currency);
	strcpy(out.counter, counter);
	cr_assert_eq(exchange_parse(text, &out.rate, &error), 0, "%s", error.text);
	return out;
}

static int64_t in(struct exchange *exchange, const char *currency, int64_t minor)
{
	struct error error;
	int64_t out;

	cr_assert_eq(exchange_minor(exchange, currency, minor, &out, &error), 0, "%s", error.text);
	return out;
}

Test(economics, rates_as_text)
{
	static const char *const wrong[] = { "",
					     "0",
					     "0.0",
					     ".",
					     "-1",
					     "1,2",
					     "1.2.3",
					     "abc",
					     "1e3",
					     "1000001",
					     "1000000.1",
					     "0.0000000001",
					     "99999999999999999999999" };
	struct error error;
	char text[EXCHANGE_TEXT];
	int64_t read;

	cr_assert_eq(exchange_parse("0.92", &read, &error), 0);
	cr_expect_eq(read, 920000000);
	cr_expect_str_eq(exchange_format(read, text), "0.92");
	cr_assert_eq(exchange_parse("152", &read, &error), 0);
	cr_expect_str_eq(exchange_format(read, text), "152");
	cr_assert_eq(exchange_parse("0.000000001", &read, &error), 0);
	cr_expect_eq(read, 1);
	cr_expect_str_eq(exchange_format(read, text), "0.000000001");
	cr_assert_eq(exchange_parse("1000000", &read, &error), 0);
	cr_expect_eq(read, EXCHANGE_MAX);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		cr_expect_eq(exchange_parse(wrong[i], &read, &error), -1, "%s", wrong[i]);
}

Test(economics, money_in_another_currency)
{
	struct exchange exchange = { .into = "EUR" };
	struct exchange_rate rates[] = { rate("USD", "EUR", 10, "0.92"),   rate("GBP", "EUR", 10, "1.5"),
					 rate("JPY", "EUR", 10, "0.0062"), rate("KWD", "EUR", 10, "3"),
					 rate("EUR", "CHF", 10, "0.8"),	   rate("USD", "CHF", 10, "7") };
	struct error error;
	int64_t out;

	for (size_t i = 0; i < sizeof rates / sizeof *rates; i++)
		exchange_take(&exchange, &rates[i]);
	cr_expect_eq(in(&exchange, "EUR", 12345), 12345);
	cr_expect_eq(in(&exchange, "USD", 10000), 9200);
	cr_expect_eq(in(&exchange, "GBP", 1), 2, "1.5 cents, half away from nothing");
	cr_expect_eq(in(&exchange, "GBP", -1), -2);
	cr_expect_eq(in(&exchange, "JPY", 1000), 620, "1,000 yen are 6.20");
	cr_expect_eq(in(&exchange, "KWD", 1234), 370, "1.234 dinars are 3.702");
	cr_expect_eq(in(&exchange, "CHF", 100), 125, "the other direction turned round");
	cr_expect_eq(exchange_minor(&exchange, "SEK", 1, &out, &error), -1);
	cr_expect(strstr(error.text, "waymark rate set SEK EUR"), "%s", error.text);
	cr_expect_eq(exchange_minor(&exchange, "KWD", INT64_MAX, &out, &error), 0, "3 / 10 of it has room");
	cr_expect_eq(exchange_minor(&exchange, "GBP", INT64_MAX, &out, &error), -1);
	exchange_free(&exchange);
}

Test(economics, into_a_currency_without_cents)
{
	struct exchange exchange = { .into = "JPY" };
	struct exchange_rate one = rate("JPY", "EUR", 10, "0.0062");

	exchange_take(&exchange, &one);
	cr_expect_eq(in(&exchange, "EUR", 620), 1000);
	cr_expect_eq(in(&exchange, "EUR", 1), 2, "1.61 yen");
	exchange_free(&exchange);
}

Test(economics, which_rate_stands)
{
	struct exchange_rate rates[] = { rate("EUR", "USD", 30, "2"), rate("USD", "EUR", 10, "0.5"),
					 rate("USD", "EUR", 20, "0.25"), rate("USD", "EUR", 15, "0.75") };

	/* the latest of those entered this way round, in whatever order they come */
	for (int turn = 0; turn < 4; turn++) {
		struct exchange exchange = { .into = "EUR" };

		for (int i = 0; i < 4; i++)
			exchange_take(&exchange, &rates[(i + turn) % 4]);
		cr_expect_eq(in(&exchange, "USD", 400), 100);
		cr_expect_eq(exchange_find(&exchange, "USD")->day, 20);
		exchange_free(&exchange);
	}
}
