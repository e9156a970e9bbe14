/*
 * What an account knows beside its own fields: written once, changed, closed, removed, undone; read as of days.
 * Days are counted from TODAY, and expected values are from the contract in storage/records.h.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "tests/storage/recording.h"

/* ---- surveys ---- */

Test(records, a_contact_answers_a_kind_once_a_day)
{
	struct survey_write write = { .on = TODAY - 3, .kind = SURVEY_NPS, .score = 9, .scale = 10 };
	struct surveys list = { 0 };
	int64_t account, ida = 0, first, second;
	struct fixture f;

	fixture_open(&f);
	account = fixture_account(&f, "Northwind");
	write_contact(&f, account, &ida, (struct contact_write){ .name = "Ida" });
	write.contact = ida;
	cr_assert(write_survey(&f, account, write, &first));
	cr_assert_not(write_survey(&f, account, write, &first));
	write.score = 6;
	cr_assert(write_survey(&f, account, write, &second));
	cr_assert_eq(first, second, "the answer was changed");
	write.kind = SURVEY_CSAT;
	write.scale = 7;
	cr_assert(write_survey(&f, account, write, &second));
	write.contact = 0;
	write.key = "resp-1";
	cr_assert(write_survey(&f, account, write, NULL));
	cr_assert_not(write_survey(&f, account, write, NULL), "a source's key is one answer");
	write.key = NULL;
	cr_assert(write_survey(&f, account, write, NULL));
	cr_assert(write_survey(&f, account, write, NULL), "two of nobody known are two");
	write.on = TODAY;
	write.comment = "better";
	cr_assert(write_survey(&f, account, write, &second));
	cr_assert_eq(survey_list(f.book, account, TODAY, &list, &f.error), 0);
	cr_assert_eq(list.count, 6);
	cr_assert_eq(list.items[0].on, TODAY, "the latest first");
	cr_assert_str_eq(list.items[0].comment, "better");
	surveys_clear(&list);
	cr_assert_eq(survey_list(f.book, account, TODAY - 1, &list, &f.error), 0);
	cr_assert_eq(list.count, 5);
	surveys_clear(&list);
	writing_begin(&f);
	cr_assert_eq(survey_remove(f.book, account, TODAY, second, NULL, &f.error), 0);
	cr_assert(writing_commit(&f, account));
	cr_assert_eq(survey_list(f.book, account, TODAY, &list, &f.error), 0);
	cr_assert_eq(list.count, 5);
	surveys_clear(&list);
	fixture_close(&f);
}

static void refused_survey(struct fixture *f, int64_t account, enum survey_kind kind, int score, int scale)
{
	struct survey_write write = { .on = TODAY, .kind = kind, .score = score, .scale = scale };

	cr_assert_eq(survey_add(f->book, account, &write, NULL, NULL, &f->error), -1, "%d of %d", score, scale);
	cr_assert_eq(f->error.kind, ERROR_INPUT);
}

Test(records, a_survey_off_its_scale_is_refused)
{
	int64_t account;
	struct fixture f;

	fixture_open(&f);
	account = fixture_account(&f, "Northwind");
	writing_begin(&f);
	refused_survey(&f, account, SURVEY_NPS, 11, 10);
	refused_survey(&f, account, SURVEY_NPS, -1, 10);
	refused_survey(&f, account, SURVEY_NPS, 4, 5);
	refused_survey(&f, account, SURVEY_CSAT, 6, 5);
	refused_survey(&f, account, SURVEY_CSAT, 1, 1);
	journal_abort(f.book);
	fixture_close(&f);
}

/* ---- measures ---- */

Test(records, measures_by_key_and_day_with_their_trend)
{
	struct measures list = { 0 };
	struct fixture f;
	int64_t account;
	int percent;

	fixture_open(&f);
	account = fixture_account(&f, "Northwind");
	cr_assert(write_measure(&f, account, "seats.active", TODAY, 80000));
	cr_assert_not(write_measure(&f, account, "seats.active", TODAY, 80000));
	write_measure(&f, account, "seats.active", TODAY - 1, 110000);
	write_measure(&f, account, "seats.active", TODAY - 90, 130000);
	write_measure(&f, account, "seats.active", TODAY - 91, 999000);
	write_measure(&f, account, "logins", TODAY - 7, 5000);
	cr_assert_eq(measure_list(f.book, account, NULL, TODAY, &list, &f.error), 0);
	cr_assert_eq(list.count, 5);
	cr_assert_str_eq(list.items[0].key, "logins");
	cr_assert_not(measure_trend(&list, 0, &percent), "nothing before it");
	cr_assert_str_eq(list.items[1].key, "seats.active");
	/* 80 against the mean of 110 and 130: a third less; the 91st day before is too far back */
	cr_assert(measure_trend(&list, 1, &percent) && percent == -33, "%d", percent);
	measures_clear(&list);
	cr_assert_eq(measure_list(f.book, account, "seats.active", TODAY - 1, &list, &f.error), 0);
	cr_assert_eq(list.count, 3);
	cr_assert_eq(list.items[0].value, 110000);
	measures_clear(&list);
	writing_begin(&f);
	cr_assert_eq(measure_remove(f.book, account, "seats.active", TODAY, NULL, &f.error), 0);
	cr_assert(writing_commit(&f, account));
	cr_assert_eq(measure_list(f.book, account, "seats.active", TODAY, &list, &f.error), 0);
	cr_assert_eq(list.count, 3);
	measures_clear(&list);
	fixture_close(&f);
}

/* ---- overrides ---- */

static enum band band_on(struct fixture *f, int64_t account, day_t day)
{
	struct override held;
	enum band band;

	cr_assert_eq(override_get(f->book, account, day, &held, &f->error), 0, "%s", f->error.text);
	band = held.holds ? held.band : BAND_UNKNOWN;
	override_clear(&held);
	return band;
}

Test(records, a_band_by_hand_holds_from_its_day_to_its_last)
{
	struct fixture f;
	int64_t account;
	bool changed;

	fixture_open(&f);
	account = fixture_account(&f, "Northwind");
	cr_assert(write_override(&f, account, TODAY - 20, TODAY + 10, BAND_RISK, "budget frozen"));
	cr_assert_not(write_override(&f, account, TODAY - 10, TODAY + 10, BAND_RISK, "budget frozen"),
		      "it holds already");
	cr_assert(write_override(&f, account, TODAY - 10, TODAY + 5, BAND_WATCH, "half of it back"));
	cr_assert_eq(band_on(&f, account, TODAY - 21), BAND_UNKNOWN);
	cr_assert_eq(band_on(&f, account, TODAY - 20), BAND_RISK);
	cr_assert_eq(band_on(&f, account, TODAY - 10), BAND_WATCH);
	cr_assert_eq(band_on(&f, account, TODAY + 5), BAND_WATCH);
	cr_assert_eq(band_on(&f, account, TODAY + 6), BAND_UNKNOWN, "the last word stands, and it has ended");
	writing_begin(&f);
	cr_assert_eq(override_take_back(f.book, account, TODAY - 1, "bo", &changed, &f.error), 0);
	cr_assert(changed);
	cr_assert_eq(override_take_back(f.book, account, TODAY, "bo", &changed, &f.error), 0);
	cr_assert_not(changed, "nothing holds any more");
	writing_commit(&f, account);
	cr_assert_eq(band_on(&f, account, TODAY - 2), BAND_WATCH);
	cr_assert_eq(band_on(&f, account, TODAY - 1), BAND_UNKNOWN);
	writing_begin(&f);
	cr_assert_eq(override_set(f.book, account,
				  &(struct override_write){ TODAY, TODAY - 1, BAND_GOOD, "a", "r" }, NULL,
				  &f.error),
		     -1);
	cr_assert_eq(override_set(f.book, account, &(struct override_write){ TODAY, TODAY, BAND_UNKNOWN, "a", "r" },
				  NULL, &f.error),
		     -1);
	cr_assert_eq(override_set(f.book, account, &(struct override_write){ TODAY, TODAY, BAND_GOOD, "a", " " },
				  NULL, &f.error),
		     -1);
	journal_abort(f.book);
	fixture_close(&f);
}

/* ---- all of them ---- */

/* One of each, all in one entry. */
static void write_one_of_each(struct fixture *f, int64_t account, int64_t ids[4])
{
	struct contact_write ida = { .name = "Ida", .email = "i@f.example", .on = TODAY, .says_sentiment = true };
	struct outcome_write goal = { .name = "Faster" };
	struct promise_write word = { .text = "Soon", .on = TODAY, .who = "ana" };
	struct concern_write need = { .text = "Slow", .says_day = true, .day = TODAY };
	struct outcome_value_write seen = { TODAY, 1, "ana", NULL };
	struct survey_write nps = { .on = TODAY, .score = 3, .scale = 10 };
	struct override_write by_hand = { TODAY, TODAY + 1, BAND_RISK, "ana", "because" };

	writing_begin(f);
	cr_assert_eq(contact_put(f->book, account, &ids[0], &ida, NULL, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(outcome_put(f->book, account, &ids[1], &goal, NULL, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(outcome_value_put(f->book, account, ids[1], &seen, NULL, &f->error), 0);
	cr_assert_eq(promise_put(f->book, account, &ids[2], &word, NULL, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(concern_put(f->book, account, &ids[3], &need, NULL, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(survey_add(f->book, account, &nps, NULL, NULL, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(measure_put(f->book, account, "logins", TODAY, 1, NULL, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(override_set(f->book, account, &by_hand, NULL, &f->error), 0, "%s", f->error.text);
	cr_assert(writing_commit(f, account));
}

Test(records, one_undo_takes_all_of_an_entry_back_and_redo_brings_it_again)
{
	char *before, *with, *after, *again;
	struct fixture f;
	struct entry undone;
	int64_t account, ids[4] = { 0 };

	fixture_open(&f);
	account = fixture_account(&f, "Northwind");
	before = fixture_dump_facts(&f);
	write_one_of_each(&f, account, ids);
	with = fixture_dump_facts(&f);
	/* in each of the tables is a row of it */
	for (size_t i = 0; i < 9; i++) {
		static const char *const tables[] = { "\ncontact|",	  "\ncontact_state|", "\noutcome|",
						      "\noutcome_value|", "\npromise|",	      "\npromise_state|",
						      "\nconcern|",	  "\nsurvey|",	      "\nmeasure|" };

		cr_assert_not_null(strstr(with, tables[i]), "%s", tables[i]);
	}
	cr_assert_not_null(strstr(with, "\nhealth_override|"));
	fixture_undo(f.book, "ana");
	after = fixture_dump_facts(&f);
	cr_assert_str_eq(after, before);
	cr_assert_eq(journal_next_redo(f.book, "ana", &undone, &f.error), 0);
	cr_assert_eq(journal_revert(f.book, "ana", &undone, NULL, &f.error), 0, "%s", f.error.text);
	again = fixture_dump_facts(&f);
	cr_assert_str_eq(again, with);
	entry_clear(&undone);
	free(before);
	free(with);
	free(after);
	free(again);
	fixture_close(&f);
}

Test(records, removing_leaves_nothing_of_a_record_and_can_be_undone)
{
	char *before, *with, *after, *again;
	struct fixture f;
	int64_t account, ids[4] = { 0 };
	bool changed;

	fixture_open(&f);
	account = fixture_account(&f, "Northwind");
	before = fixture_dump_facts(&f);
	write_one_of_each(&f, account, ids);
	with = fixture_dump_facts(&f);
	writing_begin(&f);
	cr_assert_eq(contact_remove(f.book, account, ids[0], &changed, &f.error), 0, "%s", f.error.text);
	cr_assert(changed);
	cr_assert_eq(contact_remove(f.book, account, ids[0], &changed, &f.error), 0, "%s", f.error.text);
	cr_assert_not(changed, "it is gone");
	cr_assert_eq(outcome_remove(f.book, account, ids[1], &changed, &f.error), 0, "%s", f.error.text);
	cr_assert(changed);
	cr_assert_eq(promise_remove(f.book, account, ids[2], &changed, &f.error), 0, "%s", f.error.text);
	cr_assert(changed);
	cr_assert_eq(concern_remove(f.book, account, ids[3], &changed, &f.error), 0, "%s", f.error.text);
	cr_assert(changed);
	cr_assert(writing_commit(&f, account));
	after = fixture_dump_facts(&f);
	cr_assert_null(strstr(after, "\ncontact"));
	cr_assert_null(strstr(after, "\noutcome"));
	cr_assert_null(strstr(after, "\npromise"));
	cr_assert_null(strstr(after, "\nconcern"));
	fixture_undo(f.book, "ana");
	again = fixture_dump_facts(&f);
	cr_assert_str_eq(again, with);
	free(before);
	free(with);
	free(after);
	free(again);
	fixture_close(&f);
}

Test(records, who_is_removed_is_named_no_more)
{
	struct promises list;
	int64_t account, ida = 0, id = 0;
	struct fixture f;

	fixture_open(&f);
	account = fixture_account(&f, "Northwind");
	write_contact(&f, account, &ida, (struct contact_write){ .name = "Ida" });
	write_promise(&f, account, &id,
		      (struct promise_write){ .text = "x", .on = TODAY, .says_contact = true, .contact = ida });
	list = promises_of(&f, account, TODAY);
	cr_assert_str_eq(list.items[0].contact_name, "Ida");
	promises_clear(&list);
	writing_begin(&f);
	cr_assert_eq(contact_remove(f.book, account, ida, NULL, &f.error), 0);
	writing_commit(&f, account);
	list = promises_of(&f, account, TODAY);
	cr_assert_null(list.items[0].contact_name);
	promises_clear(&list);
	fixture_close(&f);
}
