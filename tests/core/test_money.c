#include "core/money.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "core/xalloc.h"

Test(money, decimals_by_currency)
{
	cr_assert(eq(int, money_decimals("EUR"), 2));
	cr_assert(eq(int, money_decimals("JPY"), 0));
	cr_assert(eq(int, money_decimals("KRW"), 0));
	cr_assert(eq(int, money_decimals("KWD"), 3));
	cr_assert(eq(int, money_decimals("BHD"), 3));
	cr_assert(eq(int, money_decimals(""), 2));
}

Test(money, currency_is_three_letters)
{
	char currency[CURRENCY_SIZE] = "EUR";
	struct error error = { 0 };

	cr_assert(eq(int, money_currency("usd", currency, &error), 0));
	cr_assert_str_eq(currency, "USD");
	cr_assert(eq(int, money_currency("US", currency, &error), -1));
	cr_assert(eq(int, money_currency("USDT", currency, &error), -1));
	cr_assert(eq(int, money_currency("U$D", currency, &error), -1));
	cr_assert(eq(int, money_currency("", currency, &error), -1));
	cr_assert_str_eq(currency, "USD");
}

/* The amount as "MINOR CURRENCY", or "error". */
static const char *parsed(const char *text, char decimal, const char *given)
{
	static char result[64];
	char currency[CURRENCY_SIZE];
	struct error error = { 0 };
	int64_t minor = 77;

	snprintf(currency, sizeof currency, "%.3s", given);
	if (money_parse(text, decimal, currency, &minor, &error) < 0) {
		cr_assert(eq(i64, minor, 77));
		cr_assert_str_eq(currency, given);
		cr_assert(ne(chr, error.text[0], '\0'));
		return "error";
	}
	snprintf(result, sizeof result, "%lld%s%s", (long long)minor, *currency ? " " : "", currency);
	return result;
}

Test(money, forms_that_people_and_exports_write)
{
	static const char *const rows[][2] = {
		{ "1234.5", "123450" },
		{ "1,234.56", "123456" },
		{ "1.234,56", "123456" },
		{ "1 234,56", "123456" },
		{ "1\xc2\xa0"
		  "234,56",
		  "123456" },
		{ "1\xe2\x80\xaf"
		  "234,56",
		  "123456" },
		{ "1'234.56", "123456" },
		{ "6.0E7", "6000000000" },
		{ "8.48E10", "8480000000000" },
		{ "500000.0", "50000000" },
		{ "-12", "-1200" },
		{ "(12.00)", "-1200" },
		{ "+12", "1200" },
		{ "0", "0" },
		{ "-0", "0" },
		{ "1,234,567", "123456700" },
		{ "1.234.567", "123456700" },
		{ "1.234.567,8", "123456780" },
		{ "12 345", "1234500" },
		{ "0.125", "error" },
		{ "0.120", "12" },
		{ "1234.567", "error" },
		{ "1234.560", "123456" },
		{ "12,5", "1250" },
		{ ".5", "50" },
		{ "1.5e3", "150000" },
		{ "12345E-2", "12345" },
		{ "1.234E3", "123400" },
		{ "12E-3", "error" },
		{ "0E-999999999", "0" },
		{ "0E999999999", "0" },
		{ "  12 \t", "1200" },
		{ "6,0E+07", "6000000000" },
		{ "1216.36", "121636" },
		{ "\xe2\x88\x92"
		  "12",
		  "-1200" },
		{ "1 234.567", "error" },
		{ "007", "700" },
		{ "9999999999999.99", "999999999999999" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		cr_assert_str_eq(parsed(rows[i][0], 0, ""), rows[i][1], "%s gave %s", rows[i][0],
				 parsed(rows[i][0], 0, ""));
}

Test(money, currencies_in_the_text)
{
	static const char *const rows[][3] = {
		{ "EUR 12", "", "1200 EUR" },
		{ "12 EUR", "", "1200 EUR" },
		{ "12eur", "EUR", "1200 EUR" },
		{ "€1.234,50", "", "123450 EUR" },
		{ "12,50 €", "EUR", "1250 EUR" },
		{ "$12", "", "1200 USD" },
		{ "$12", "CAD", "1200 CAD" },
		{ "$12", "EUR", "error" },
		{ "12 USD", "EUR", "error" },
		{ "-$12.30", "", "-1230 USD" },
		{ "$-12.30", "", "-1230 USD" },
		{ "($12.30)", "", "-1230 USD" },
		{ "¥1200", "", "1200 JPY" },
		{ "¥1200", "CNY", "120000 CNY" },
		{ "JPY 12.5", "", "error" },
		{ "JPY 12.0", "", "12 JPY" },
		{ "KWD 1.2345", "", "error" },
		{ "1234.567 KWD", "", "1234567 KWD" },
		{ "£5", "GBP", "500 GBP" },
		{ "EUR 12 EUR", "", "error" },
		{ "€", "", "error" },
		{ "EUR", "", "error" },
		{ "12 EURO", "", "error" },
		{ "6.0E7 USD", "", "6000000000 USD" },
		{ "12", "SEK", "1200 SEK" },
		{ "--12", "", "error" },
		{ "(-12)", "", "error" },
		{ "US$5", "", "500 USD" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		cr_assert_str_eq(parsed(rows[i][0], 0, rows[i][1]), rows[i][2], "%s", rows[i][0]);
}

Test(money, a_sign_that_could_be_either_is_asked_about)
{
	cr_assert_str_eq(parsed("1,234", 0, ""), "error");
	cr_assert_str_eq(parsed("1.234", 0, ""), "error");
	cr_assert_str_eq(parsed("1,234", '.', ""), "123400");
	cr_assert_str_eq(parsed("1,230", ',', ""), "123");
	cr_assert_str_eq(parsed("1.234", ',', ""), "123400");
	cr_assert_str_eq(parsed("1.230", '.', ""), "123");
	cr_assert_str_eq(parsed("1.234,56", '.', ""), "error");
	cr_assert_str_eq(parsed("1,234.56", '.', ""), "123456");
	cr_assert_str_eq(parsed("12,34", '.', ""), "error");
	cr_assert_str_eq(parsed("1,234,567", ',', ""), "error");
}

Test(money, what_is_no_amount)
{
	static const char *const bad[] = {
		"",
		" ",
		"abc",
		"1..2",
		"12.",
		"1,23,456.00",
		"1,2345.00",
		"1 23",
		"E7",
		"1E",
		"1E+",
		"1E5x",
		"0x10",
		"1_000",
		"12-",
		"(12",
		"12)",
		"()",
		"1,234 567.00",
		"NaN",
		"1e400",
		"1 234 E2",
		"10000000000000",
		"99999999999999999999999",
		"-10000000000000.00",
		"1234567890123456789012345678901234567890123456789012345678901234567890"
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		cr_assert_str_eq(parsed(bad[i], 0, ""), "error", "%s", bad[i]);
}

Test(money, written_plainly)
{
	char text[MONEY_TEXT];

	cr_assert_str_eq(money_plain(123450, "EUR", text), "1234.50");
	cr_assert_str_eq(money_plain(-5, "EUR", text), "-0.05");
	cr_assert_str_eq(money_plain(0, "", text), "0.00");
	cr_assert_str_eq(money_plain(1234, "JPY", text), "1234");
	cr_assert_str_eq(money_plain(1234567, "KWD", text), "1234.567");
	cr_assert_str_eq(money_plain(INT64_MIN, "EUR", text), "-92233720368547758.08");
}

Test(money, written_for_lists)
{
	char text[MONEY_TEXT];

	cr_assert_str_eq(money_format(123450, "EUR", true, text), "€1,234.50");
	cr_assert_str_eq(money_format(123450, "EUR", false, text), "EUR 1,234.50");
	cr_assert_str_eq(money_format(123400, "EUR", true, text), "€1,234");
	cr_assert_str_eq(money_format(-123456789, "CHF", true, text), "-CHF 1,234,567.89");
	cr_assert_str_eq(money_format(-1200, "USD", true, text), "-$12");
	cr_assert_str_eq(money_format(99900, "", true, text), "999");
	cr_assert_str_eq(money_format(1234567, "JPY", true, text), "¥1,234,567");
	cr_assert_str_eq(money_format(100000, "CAD", true, text), "CAD 1,000");
}

Test(money, written_short)
{
	char text[MONEY_TEXT];

	cr_assert_str_eq(money_short(320000000, "EUR", true, text), "€3.2M");
	cr_assert_str_eq(money_short(41000000, "EUR", true, text), "€410k");
	cr_assert_str_eq(money_short(41000000, "EUR", false, text), "EUR 410k");
	cr_assert_str_eq(money_short(321500000, "EUR", true, text), "€3.22M"); /* half goes up */
	cr_assert_str_eq(money_short(1230000, "EUR", true, text), "€12.3k");
	cr_assert_str_eq(money_short(100500, "EUR", true, text), "€1.01k");
	cr_assert_str_eq(money_short(95049, "EUR", true, text), "€950");
	cr_assert_str_eq(money_short(99949, "EUR", true, text), "€999");
	cr_assert_str_eq(money_short(99950, "EUR", true, text), "€1k"); /* rounding carries over */
	cr_assert_str_eq(money_short(99999900, "EUR", true, text), "€1M");
	cr_assert_str_eq(money_short(-320000000, "EUR", true, text), "-€3.2M");
	cr_assert_str_eq(money_short(0, "EUR", true, text), "€0");
	cr_assert_str_eq(money_short(1000000000, "JPY", true, text), "¥1B");
	cr_assert_str_eq(money_short(MONEY_MAX, "JPY", true, text), "¥1000T");
	money_short(INT64_MIN, "JPY", true, text);
}

Test(money, plain_is_read_back)
{
	static const char *const currencies[] = { "EUR", "JPY", "KWD", "CLF" };
	unsigned long long seed = 11;

	for (int round = 0; round < 20000; round++) {
		char text[MONEY_TEXT], currency[CURRENCY_SIZE];
		struct error error;
		int64_t minor, back = 0;

		seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
		minor = (int64_t)(seed >> 1) % (MONEY_MAX + 1) >> (seed >> 8) % 50;
		if (seed & 1)
			minor = -minor;
		strcpy(currency, currencies[round % 4]);
		money_plain(minor, currency, text);
		cr_assert_eq(money_parse(text, '.', currency, &back, &error), 0, "%s", text);
		cr_assert(eq(i64, back, minor));
		money_format(minor, currency, true, text);
		cr_assert_eq(money_parse(text, '.', currency, &back, &error), 0, "%s", text);
		cr_assert(eq(i64, back, minor));
	}
}

Test(money, random_text_does_no_harm)
{
	static const char alphabet[] = "0123456789.,.,-+()E $\xe2\x82\xac\xc2\xa0'EURUSD";
	unsigned long long seed = 5;

	for (int round = 0; round < 100000; round++) {
		char text[24], *copy, currency[CURRENCY_SIZE] = "";
		struct error error;
		int64_t minor = 0;
		size_t size = (seed >> 40) % 20;

		for (size_t i = 0; i < size; i++) {
			seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
			text[i] = round % 4 ? alphabet[(seed >> 33) % (sizeof alphabet - 1)]
					    : (char)((seed >> 33) % 255 + 1);
		}
		seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
		text[size] = '\0';
		copy = xstrdup(text);
		if (money_parse(copy,
				(char)(round % 3 == 0	? 0
				       : round % 3 == 1 ? '.'
							: ','),
				currency, &minor, &error) == 0)
			cr_assert_eq(minor >= -MONEY_MAX && minor <= MONEY_MAX, true);
		free(copy);
	}
}
