/* The words and numbers of records. */
#include <criterion/criterion.h>
#include <string.h>

#include "core/records.h"

static unsigned roles(const char *text)
{
	struct error error;
	unsigned bits = 999;

	cr_assert_eq(roles_parse(text, &bits, &error), 0, "%s: %s", text, error.text);
	return bits;
}

Test(records, roles_are_bits_and_read_back)
{
	struct buf out = { 0 };

	cr_assert_eq(roles(""), 0);
	cr_assert_eq(roles("champion"), 2);
	cr_assert_eq(roles("Champion, Decision-Maker"), 3);
	cr_assert_eq(roles(" decision_maker ;; economic buyer,"), 1 + 128);
	cr_assert_eq(roles("influencer,user,blocker,admin,executive,program"), 4 + 8 + 16 + 32 + 64 + 256);
	roles_say(511, &out);
	cr_assert_str_eq(buf_text(&out),
			 "decision maker, champion, influencer, user, blocker, admin, executive, buyer, program");
	cr_assert_eq(roles(buf_text(&out)), 511);
	buf_clear(&out);
	roles_say(0, &out);
	cr_assert_str_eq(buf_text(&out), "");
	cr_assert_str_eq(role_name(ROLE_BUYER), "buyer");
	cr_assert_str_eq(role_name((enum contact_role)3), "", "two are not one");
	buf_free(&out);
}

Test(records, a_role_that_is_none_is_named)
{
	struct error error;
	unsigned bits;

	cr_assert_eq(roles_parse("champion, chief", &bits, &error), -1);
	cr_assert_eq(error.kind, ERROR_INPUT);
	cr_assert_not_null(strstr(error.text, "'chief'"), "%s", error.text);
	cr_assert_not_null(strstr(error.text, "blocker"), "%s", error.text);
}

Test(records, sentiment_by_number_and_by_word)
{
	int sentiment = 9;

	cr_assert(sentiment_from_text("-2", &sentiment) && sentiment == -2);
	cr_assert(sentiment_from_text("+1", &sentiment) && sentiment == 1);
	cr_assert(sentiment_from_text("0", &sentiment) && sentiment == 0);
	cr_assert(sentiment_from_text("For us", &sentiment) && sentiment == 2);
	cr_assert(sentiment_from_text("wary", &sentiment) && sentiment == -1);
	cr_assert_not(sentiment_from_text("3", &sentiment));
	cr_assert_not(sentiment_from_text("-3", &sentiment));
	cr_assert_not(sentiment_from_text("", &sentiment));
	cr_assert_not(sentiment_from_text("12", &sentiment));
	cr_assert_not(sentiment_from_text("--1", &sentiment));
	for (int i = SENTIMENT_MIN; i <= SENTIMENT_MAX; i++)
		cr_assert(sentiment_from_text(sentiment_name(i), &sentiment) && sentiment == i);
}

Test(records, names_read_back_and_numbers_stay)
{
	enum survey_kind kind;
	enum promise_state state;
	enum concern_level level;

	cr_assert(survey_kind_from_name("NPS", &kind) && kind == 0);
	cr_assert(survey_kind_from_name("csat", &kind) && kind == 1);
	cr_assert_not(survey_kind_from_name("ces", &kind));
	cr_assert(promise_state_from_name("open", &state) && state == 0);
	cr_assert(promise_state_from_name("kept", &state) && state == 1);
	cr_assert(promise_state_from_name("Broken", &state) && state == 2);
	cr_assert(promise_state_from_name("withdrawn", &state) && state == 3);
	cr_assert_not(promise_state_from_name("", &state));
	cr_assert(concern_level_from_text("1", &level) && level == CONCERN_BROKEN);
	cr_assert(concern_level_from_text("5", &level) && level == CONCERN_DAY);
	cr_assert(concern_level_from_text("tasks", &level) && level == 1);
	cr_assert(concern_level_from_text("their outcomes", &level) && level == 3);
	cr_assert_not(concern_level_from_text("0", &level));
	cr_assert_not(concern_level_from_text("6", &level));
	cr_assert_not(concern_level_from_text("11", &level));
	for (int i = 0; i < CONCERN_LEVELS; i++)
		cr_assert(concern_level_from_text(concern_level_name((enum concern_level)i), &level) &&
			  (int)level == i);
}

static void value_is(const char *text, int64_t expected, const char *shown)
{
	char again[VALUE_SIZE];
	struct error error;
	int64_t value;

	cr_assert_eq(value_parse(text, &value, &error), 0, "%s: %s", text, error.text);
	cr_assert_eq(value, expected, "%s is %lld", text, (long long)value);
	cr_assert_str_eq(value_format(value, again), shown, "%s", text);
}

Test(records, values_are_thousandths)
{
	char text[VALUE_SIZE];

	value_is("5.2", 5200, "5.2");
	value_is("0", 0, "0");
	value_is("-0", 0, "0");
	value_is("+12", 12000, "12");
	value_is("-3.125", -3125, "-3.125");
	value_is("-.5", -500, "-0.5");
	value_is("7.", 7000, "7");
	value_is("100", 100000, "100");
	value_is("1000.010", 1000010, "1000.01");
	value_is("000000000000000012", 12000, "12");
	value_is("999999999999.999", VALUE_MAX, "999999999999.999");
	value_is("-999999999999.999", -VALUE_MAX, "-999999999999.999");
	cr_assert_str_eq(value_format(VALUE_NONE, text), "");
}

Test(records, what_is_no_value_is_refused)
{
	static const char *const wrong[] = { "",       ".",   "-",   "1,2",	      "5 d",
					     "1.0005", "1e3", "--1", "1000000000000", "99999999999999999999999",
					     "0x10" };
	struct error error;
	int64_t value;

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		cr_assert_eq(value_parse(wrong[i], &value, &error), -1, "%s", wrong[i]);
		cr_assert_eq(error.kind, ERROR_INPUT);
	}
}

Test(records, the_trend_is_against_the_mean_of_before)
{
	int percent = 999;

	/* 80 against 120 on average: a third less */
	cr_assert(value_trend(80000, 360000, 3, &percent) && percent == -33);
	cr_assert(value_trend(120000, 100000, 1, &percent) && percent == 20);
	cr_assert(value_trend(100000, 100000, 1, &percent) && percent == 0);
	/* 1005 against 1000: 0.5 percent is 1, and down likewise */
	cr_assert(value_trend(1005, 1000, 1, &percent) && percent == 1);
	cr_assert(value_trend(995, 1000, 1, &percent) && percent == -1);
	/* from -10 up to -5: half of it better */
	cr_assert(value_trend(-5000, -10000, 1, &percent) && percent == 50);
	cr_assert_not(value_trend(5, 0, 2, &percent), "no percentage of nothing");
	cr_assert_not(value_trend(5, 0, 0, &percent));
}

Test(records, keys_of_measures)
{
	char key[MEASURE_KEY_SIZE];

	cr_assert(measure_key_is_good("seats.active"));
	cr_assert_not(measure_key_is_good("Active users"));
	cr_assert_not(measure_key_is_good(""));
	cr_assert(measure_key_from_text("Active users", key));
	cr_assert_str_eq(key, "active_users");
	cr_assert(measure_key_from_text("  % of (paid)  seats ", key));
	cr_assert_str_eq(key, "of_paid_seats");
	cr_assert(measure_key_from_text("seats.active", key));
	cr_assert_str_eq(key, "seats.active");
	cr_assert_not(measure_key_from_text("\xe4\xb8\xad", key));
	cr_assert_not(
		measure_key_from_text("a123456789b123456789c123456789d123456789e123456789f123456789g1234", key));
	cr_assert(measure_key_from_text("a123456789b123456789c123456789d123456789e123456789f1234567", key));
	cr_assert(measure_key_is_good(key));
}
