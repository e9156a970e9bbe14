/* Records counted over random accounts as by hand; random and broken texts that must do no harm. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bare_account.h"
#include "core/text.h"
#include "random_records.h"

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

Test(expr_random, records_are_counted_as_by_hand)
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

Test(expr_random, broken_texts_are_refused_in_their_place_and_do_no_harm)
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

Test(expr_random, any_bytes_and_any_tokens_do_no_harm)
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
Test(expr_random, the_longest_and_the_deepest_are_quick)
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
