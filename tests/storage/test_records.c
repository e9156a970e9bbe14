/*
 * What an account knows beside its own fields: written once, changed, closed, removed, undone; read as of days.
 * Days are counted from TODAY, and expected values are from the contract in storage/records.h.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "storage/records.h"
#include "tests/storage/fixture.h"

static void begin(struct fixture *f)
{
	cr_assert_eq(journal_begin(f->book, &f->error), 0, "%s", f->error.text);
}

/* Commits; whether that made an entry. */
static bool commit(struct fixture *f, int64_t account)
{
	int64_t entry = 0;

	cr_assert_eq(journal_commit(f->book, &(struct journal_note){ "ana", "record", account, "did" }, &entry,
				    &f->error),
		     0, "%s", f->error.text);
	return entry != 0;
}

/* Each of these is one entry; they return whether it says that it changed something, which the journal must too. */
static bool contact(struct fixture *f, int64_t account, int64_t *id, struct contact_write write)
{
	bool changed = false;

	if (!write.on)
		write.on = TODAY;
	begin(f);
	cr_assert_eq(contact_put(f->book, account, id, &write, &changed, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(commit(f, account), changed);
	return changed;
}

static bool outcome(struct fixture *f, int64_t account, int64_t *id, struct outcome_write write)
{
	bool changed = false;

	begin(f);
	cr_assert_eq(outcome_put(f->book, account, id, &write, &changed, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(commit(f, account), changed);
	return changed;
}

static bool value(struct fixture *f, int64_t account, int64_t id, day_t on, int64_t value, const char *note)
{
	struct outcome_value_write write = { on, value, "ana", note };
	bool changed = false;

	begin(f);
	cr_assert_eq(outcome_value_put(f->book, account, id, &write, &changed, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(commit(f, account), changed);
	return changed;
}

static bool promise(struct fixture *f, int64_t account, int64_t *id, struct promise_write write)
{
	bool changed = false;

	write.who = "ana";
	begin(f);
	cr_assert_eq(promise_put(f->book, account, id, &write, &changed, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(commit(f, account), changed);
	return changed;
}

static bool concern(struct fixture *f, int64_t account, int64_t *id, struct concern_write write)
{
	bool changed = false;

	begin(f);
	cr_assert_eq(concern_put(f->book, account, id, &write, &changed, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(commit(f, account), changed);
	return changed;
}

static bool survey(struct fixture *f, int64_t account, struct survey_write write, int64_t *id)
{
	bool changed = false;

	begin(f);
	cr_assert_eq(survey_add(f->book, account, &write, id, &changed, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(commit(f, account), changed);
	return changed;
}

static bool measure(struct fixture *f, int64_t account, const char *key, day_t on, int64_t value)
{
	bool changed = false;

	begin(f);
	cr_assert_eq(measure_put(f->book, account, key, on, value, &changed, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(commit(f, account), changed);
	return changed;
}

static bool override(struct fixture *f, int64_t account, day_t on, day_t until, enum band band, const char *reason)
{
	struct override_write write = { on, until, band, "ana", reason };
	bool changed = false;

	begin(f);
	cr_assert_eq(override_set(f->book, account, &write, &changed, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(commit(f, account), changed);
	return changed;
}

static struct contacts contacts_of(struct fixture *f, int64_t account, day_t as_of)
{
	struct contacts list = { 0 };

	cr_assert_eq(contact_list(f->book, account, as_of, &list, &f->error), 0, "%s", f->error.text);
	return list;
}

static struct outcomes outcomes_of(struct fixture *f, int64_t account, day_t as_of)
{
	struct outcomes list = { 0 };

	cr_assert_eq(outcome_list(f->book, account, as_of, &list, &f->error), 0, "%s", f->error.text);
	return list;
}

static struct promises promises_of(struct fixture *f, int64_t account, day_t as_of)
{
	struct promises list = { 0 };

	cr_assert_eq(promise_list(f->book, account, as_of, &list, &f->error), 0, "%s", f->error.text);
	return list;
}

/* ---- contacts ---- */

Test(records, a_contact_is_written_once_and_only_what_differs_after)
{
	struct contact_write write = {
		.name = "Ida Fern", .email = "ida@fern.example", .says_roles = true, .roles = ROLE_CHAMPION
	};
	int64_t account, id = 0, again = 0;
	struct contacts list;
	struct fixture f;

	fixture_open(&f);
	account = fixture_account(&f, "Northwind");
	cr_assert(contact(&f, account, &id, write));
	cr_assert_not(contact(&f, account, &id, write), "the same again is no change");
	write.email = " IDA@Fern.example";
	cr_assert(contact(&f, account, &again, write), "the address as it came is other");
	cr_assert_eq(again, id, "but it is the key of the same contact");
	cr_assert(contact(&f, account, &id, (struct contact_write){ .persona = "finance lead", .phone = "+49 1" }));
	cr_assert(contact(&f, account, &id, (struct contact_write){ .phone = "" }), "cleared");
	cr_assert_not(contact(&f, account, &id, (struct contact_write){ .phone = "" }));
	list = contacts_of(&f, account, TODAY);
	cr_assert_eq(list.count, 1);
	cr_assert_str_eq(list.items[0].name, "Ida Fern");
	cr_assert_str_eq(list.items[0].email, " IDA@Fern.example");
	cr_assert_str_eq(list.items[0].persona, "finance lead");
	cr_assert_null(list.items[0].phone);
	cr_assert_null(list.items[0].success);
	cr_assert_eq(list.items[0].roles, ROLE_CHAMPION);
	cr_assert(list.items[0].here);
	cr_assert_not(list.items[0].has_sentiment);
	contacts_clear(&list);
	fixture_close(&f);
}

Test(records, what_a_contact_is_holds_from_its_day_on)
{
	int64_t account, id = 0;
	struct contacts list;
	struct fixture f;

	fixture_open(&f);
	account = fixture_account(&f, "Northwind");
	contact(&f, account, &id,
		(struct contact_write){ .name = "Ida", .says_roles = true, .roles = ROLE_USER, .on = TODAY - 40 });
	contact(&f, account, &id,
		(struct contact_write){ .says_roles = true,
					.roles = ROLE_CHAMPION | ROLE_USER,
					.says_sentiment = true,
					.sentiment = 2,
					.on = TODAY - 20 });
	contact(&f, account, &id, (struct contact_write){ .says_here = true, .here = false, .on = TODAY - 5 });
	cr_assert_not(contact(&f, account, &id, (struct contact_write){ .says_here = true, .here = false }),
		      "gone already");
	list = contacts_of(&f, account, TODAY - 41);
	cr_assert_eq(list.count, 0, "nobody knew of it then");
	contacts_clear(&list);
	list = contacts_of(&f, account, TODAY - 21);
	cr_assert_eq(list.items[0].roles, ROLE_USER);
	cr_assert_not(list.items[0].has_sentiment);
	cr_assert_eq(list.items[0].since, TODAY - 40);
	contacts_clear(&list);
	list = contacts_of(&f, account, TODAY - 6);
	cr_assert_eq(list.items[0].roles, ROLE_CHAMPION | ROLE_USER);
	cr_assert_eq(list.items[0].sentiment, 2);
	cr_assert(list.items[0].here);
	contacts_clear(&list);
	list = contacts_of(&f, account, TODAY);
	cr_assert_not(list.items[0].here);
	cr_assert_eq(list.items[0].roles, ROLE_CHAMPION | ROLE_USER, "a role stays known of one who left");
	contacts_clear(&list);
	fixture_close(&f);
}

Test(records, contacts_have_keys_of_their_source_or_address_within_the_account)
{
	struct contact_write crm = { .source = "crm", .external_id = "7", .name = "Ida", .email = "i@f.example" };
	int64_t north, south, a = 0, b = 0, c = 0, d = 0, e = 0;
	struct fixture f;

	fixture_open(&f);
	north = fixture_account(&f, "Northwind");
	south = fixture_account(&f, "Southwind");
	contact(&f, north, &a, crm);
	crm.name = "Ida Fern";
	contact(&f, north, &b, crm);
	cr_assert_eq(a, b, "one source id, one contact");
	contact(&f, south, &c, crm);
	cr_assert_neq(a, c, "of another account it is another");
	contact(&f, north, &d, (struct contact_write){ .name = "Bo" });
	contact(&f, north, &e, (struct contact_write){ .name = "Bo" });
	cr_assert_neq(d, e, "two without a key are two");
	cr_assert_eq(contact_key(north, &crm), a);
	cr_assert_eq(contact_key(north, &(struct contact_write){ .name = "Bo" }), 0);
	fixture_close(&f);
}

Test(records, contacts_are_listed_for_people)
{
	static const char *const order[] = { "Zoe", "aaron", "Bea", "Abe" };
	int64_t account, ids[4] = { 0 };
	struct contacts list;
	struct fixture f;

	fixture_open(&f);
	account = fixture_account(&f, "Northwind");
	contact(&f, account, &ids[0], (struct contact_write){ .name = "Bea" });
	contact(&f, account, &ids[1], (struct contact_write){ .name = "Abe", .says_here = true });
	contact(&f, account, &ids[2],
		(struct contact_write){ .name = "aaron", .says_roles = true, .roles = ROLE_USER });
	contact(&f, account, &ids[3],
		(struct contact_write){ .name = "Zoe", .says_roles = true, .roles = ROLE_DECISION_MAKER });
	list = contacts_of(&f, account, TODAY);
	cr_assert_eq(list.count, 4);
	for (int i = 0; i < 4; i++)
		cr_assert_str_eq(list.items[i].name, order[i], "%d", i);
	contacts_clear(&list);
	fixture_close(&f);
}

Test(records, a_touch_with_a_contact_is_its_last)
{
	struct touch_write touch = { .on = TODAY - 3, .kind = "call", .who = "ana" };
	int64_t account, id = 0, other = 0;
	struct contacts list;
	struct fixture f;

	fixture_open(&f);
	account = fixture_account(&f, "Northwind");
	contact(&f, account, &id, (struct contact_write){ .name = "Ida", .on = TODAY - 40 });
	contact(&f, account, &other, (struct contact_write){ .name = "Bo", .on = TODAY - 40 });
	touch.contact = id;
	for (int i = 0; i < 2; i++, touch.on -= 10) {
		begin(&f);
		cr_assert_eq(touch_add(f.book, account, &touch, NULL, &f.error), 0, "%s", f.error.text);
		commit(&f, account);
	}
	list = contacts_of(&f, account, TODAY);
	cr_assert_str_eq(list.items[1].name, "Ida");
	cr_assert_eq(list.items[1].last_touch, TODAY - 3);
	cr_assert_eq(list.items[0].last_touch, DAY_NONE);
	contacts_clear(&list);
	list = contacts_of(&f, account, TODAY - 4);
	cr_assert_eq(list.items[1].last_touch, TODAY - 13);
	contacts_clear(&list);
	fixture_close(&f);
}

Test(records, a_contact_that_makes_no_sense_is_refused)
{
	struct contact_write none = { .on = TODAY, .email = "x@y.example" };
	struct contact_write warm = { .on = TODAY, .name = "Ida", .says_sentiment = true, .sentiment = 3 };
	int64_t account, id = 0;
	struct fixture f;

	fixture_open(&f);
	account = fixture_account(&f, "Northwind");
	cr_assert_eq(contact_put(f.book, account, &id, &none, NULL, &f.error), -1, "outside a transaction");
	begin(&f);
	cr_assert_eq(contact_put(f.book, account, &id, &none, NULL, &f.error), -1);
	cr_assert_eq(strncmp(f.error.text, "name:", 5), 0, "%s", f.error.text);
	id = 0;
	cr_assert_eq(contact_put(f.book, account, &id, &warm, NULL, &f.error), -1);
	cr_assert_eq(strncmp(f.error.text, "sentiment:", 10), 0, "%s", f.error.text);
	journal_abort(f.book);
	fixture_close(&f);
}

/* ---- outcomes ---- */

Test(records, an_outcome_with_its_values_as_of_days)
{
	struct outcome_write write = { .name = "Time to quote",
				       .unit = "d",
				       .says_baseline = true,
				       .baseline = 9100,
				       .says_target = true,
				       .target = 4000,
				       .says_start = true,
				       .start = TODAY - 100,
				       .says_due = true,
				       .due = TODAY + 30,
				       .story = DAY_NONE };
	int64_t account, id = 0;
	struct outcomes list;
	struct fixture f;
	int percent = 0;

	fixture_open(&f);
	account = fixture_account(&f, "Northwind");
	cr_assert(outcome(&f, account, &id, write));
	cr_assert_not(outcome(&f, account, &id, write));
	cr_assert(value(&f, account, id, TODAY - 10, 5200, "sampled 40 quotes"));
	cr_assert_not(value(&f, account, id, TODAY - 10, 5200, NULL), "no note leaves the one that is there");
	cr_assert(value(&f, account, id, TODAY - 50, 7000, NULL));
	cr_assert(value(&f, account, id, TODAY, 4000, NULL));
	cr_assert(outcome(&f, account, &id, (struct outcome_write){ .says_story = true, .story = TODAY - 1 }));

	list = outcomes_of(&f, account, TODAY - 101);
	cr_assert_eq(list.count, 0, "not agreed yet");
	outcomes_clear(&list);
	list = outcomes_of(&f, account, TODAY - 60);
	cr_assert_eq(list.items[0].values.count, 0);
	cr_assert_not(outcome_progress(&list.items[0], &percent));
	cr_assert_not(outcome_met(&list.items[0]));
	outcomes_clear(&list);
	list = outcomes_of(&f, account, TODAY - 2);
	cr_assert_eq(list.items[0].values.count, 2);
	cr_assert_eq(list.items[0].values.items[0].value, 7000);
	cr_assert_eq(list.items[0].values.items[1].value, 5200);
	cr_assert_str_eq(list.items[0].values.items[1].note, "sampled 40 quotes");
	/* (9.1 - 5.2) of (9.1 - 4.0): 3.9 / 5.1 = 76.47 % */
	cr_assert(outcome_progress(&list.items[0], &percent) && percent == 76, "%d", percent);
	cr_assert_not(outcome_met(&list.items[0]));
	cr_assert_eq(list.items[0].story, DAY_NONE, "the permission came later");
	outcomes_clear(&list);
	list = outcomes_of(&f, account, TODAY);
	cr_assert(outcome_progress(&list.items[0], &percent) && percent == 100);
	cr_assert(outcome_met(&list.items[0]), "down to the target, which is below the baseline");
	cr_assert_eq(list.items[0].story, TODAY - 1);
	outcomes_clear(&list);
	fixture_close(&f);
}

Test(records, an_outcome_can_lose_a_value_and_its_fields)
{
	int64_t account, id = 0;
	struct outcomes list;
	struct fixture f;
	bool changed;

	fixture_open(&f);
	account = fixture_account(&f, "Northwind");
	outcome(&f, account, &id,
		(struct outcome_write){
			.name = "More leads",
			.says_target = true,
			.target = 100000,
		});
	value(&f, account, id, TODAY - 1, 100000, NULL);
	value(&f, account, id, TODAY, 90000, NULL);
	list = outcomes_of(&f, account, TODAY);
	cr_assert_not(outcome_met(&list.items[0]), "it was, and is no more");
	cr_assert_eq(list.items[0].baseline, VALUE_NONE, "nothing was said of it");
	outcomes_clear(&list);
	begin(&f);
	cr_assert_eq(outcome_value_remove(f.book, account, id, TODAY, &changed, &f.error), 0);
	cr_assert(changed);
	cr_assert_eq(outcome_value_remove(f.book, account, id, TODAY, &changed, &f.error), 0);
	cr_assert_not(changed);
	commit(&f, account);
	cr_assert(outcome(&f, account, &id, (struct outcome_write){ .says_target = true, .target = VALUE_NONE }));
	list = outcomes_of(&f, account, TODAY);
	cr_assert_eq(list.items[0].values.count, 1);
	cr_assert_eq(list.items[0].target, VALUE_NONE);
	cr_assert_not(outcome_met(&list.items[0]));
	outcomes_clear(&list);
	fixture_close(&f);
}

/* ---- promises ---- */

Test(records, a_promise_from_made_to_kept_as_of_days)
{
	struct promise_write made = { .text = "Single sign-on by March",
				      .understood = "All logins by March",
				      .says_due = true,
				      .due = TODAY - 10,
				      .on = TODAY - 60 };
	int64_t account, id = 0;
	struct promises list;
	struct fixture f;

	fixture_open(&f);
	account = fixture_account(&f, "Northwind");
	cr_assert(promise(&f, account, &id, made));
	made.on = TODAY;
	cr_assert_not(promise(&f, account, &id, made), "nothing of it is new");
	cr_assert(promise(&f, account, &id,
			  (struct promise_write){ .says_confirmed = true, .confirmed = true, .on = TODAY - 50 }));
	cr_assert(promise(&f, account, &id,
			  (struct promise_write){ .says_due = true, .due = TODAY + 5, .on = TODAY - 20 }));
	cr_assert(promise(
		&f, account, &id,
		(struct promise_write){
			.says_state = true, .state = PROMISE_KEPT, .on = TODAY - 2, .note = "live since Friday" }));
	list = promises_of(&f, account, TODAY - 61);
	cr_assert_eq(list.count, 0);
	promises_clear(&list);
	list = promises_of(&f, account, TODAY - 55);
	cr_assert_eq(list.items[0].state, PROMISE_OPEN);
	cr_assert_eq(list.items[0].due, TODAY - 10);
	cr_assert_not(list.items[0].confirmed);
	promises_clear(&list);
	list = promises_of(&f, account, TODAY - 3);
	cr_assert_eq(list.items[0].due, TODAY + 5, "put off");
	cr_assert(list.items[0].confirmed);
	cr_assert_eq(list.items[0].state, PROMISE_OPEN);
	cr_assert_eq(list.items[0].state_since, TODAY - 60);
	promises_clear(&list);
	list = promises_of(&f, account, TODAY);
	cr_assert_eq(list.items[0].state, PROMISE_KEPT);
	cr_assert_eq(list.items[0].state_since, TODAY - 2);
	cr_assert_eq(list.items[0].made, TODAY - 60);
	cr_assert_str_eq(list.items[0].note, "live since Friday");
	cr_assert_str_eq(list.items[0].understood, "All logins by March");
	promises_clear(&list);
	fixture_close(&f);
}

Test(records, a_promise_imported_as_kept_was_open_before)
{
	int64_t account, id = 4711;
	struct promises list;
	struct fixture f;
	struct promise_write write = { .text = "A named contact",
				       .says_made = true,
				       .made = TODAY - 30,
				       .says_state = true,
				       .state = PROMISE_BROKEN,
				       .on = TODAY - 4 };

	fixture_open(&f);
	account = fixture_account(&f, "Northwind");
	cr_assert(promise(&f, account, &id, write));
	cr_assert_eq(id, 4711, "a key of the caller's own");
	cr_assert_not(promise(&f, account, &id, write));
	list = promises_of(&f, account, TODAY - 5);
	cr_assert_eq(list.items[0].state, PROMISE_OPEN);
	cr_assert_eq(list.items[0].due, DAY_NONE);
	promises_clear(&list);
	list = promises_of(&f, account, TODAY);
	cr_assert_eq(list.items[0].state, PROMISE_BROKEN);
	promises_clear(&list);
	fixture_close(&f);
}

Test(records, promises_and_concerns_that_make_no_sense_are_refused)
{
	struct promise_write early = { .says_state = true, .state = PROMISE_KEPT, .on = TODAY - 11, .who = "ana" };
	struct promise_write blank = { .text = "  ", .on = TODAY, .who = "ana" };
	struct concern_write addressed = {
		.text = "x", .says_day = true, .day = TODAY, .says_addressed = true, .addressed = TODAY - 1
	};
	int64_t account, id = 0, none = 0;
	struct fixture f;

	fixture_open(&f);
	account = fixture_account(&f, "Northwind");
	promise(&f, account, &id, (struct promise_write){ .text = "x", .on = TODAY - 10 });
	begin(&f);
	cr_assert_eq(promise_put(f.book, account, &id, &early, NULL, &f.error), -1);
	cr_assert_not_null(strstr(f.error.text, "2026-11-12"), "%s", f.error.text);
	cr_assert_eq(promise_put(f.book, account, &none, &blank, NULL, &f.error), -1);
	cr_assert_not_null(strstr(f.error.text, "text:"), "%s", f.error.text);
	none = 0;
	cr_assert_eq(concern_put(f.book, account, &none, &addressed, NULL, &f.error), -1);
	cr_assert_not_null(strstr(f.error.text, "addressed before"), "%s", f.error.text);
	journal_abort(f.book);
	fixture_close(&f);
}

Test(records, promises_are_listed_by_what_they_ask_for)
{
	static const char *const order[] = { "overdue", "soon", "some day", "broken", "kept late", "kept early" };
	int64_t account, ids[6] = { 0 };
	struct promises list;
	struct fixture f;

	fixture_open(&f);
	account = fixture_account(&f, "Northwind");
	promise(&f, account, &ids[0],
		(struct promise_write){
			.text = "kept early", .on = TODAY - 9, .says_state = true, .state = PROMISE_KEPT });
	promise(&f, account, &ids[1], (struct promise_write){ .text = "some day", .on = TODAY - 9 });
	promise(&f, account, &ids[2],
		(struct promise_write){ .text = "soon", .on = TODAY - 9, .says_due = true, .due = TODAY + 1 });
	promise(&f, account, &ids[3],
		(struct promise_write){
			.text = "kept late", .on = TODAY - 8, .says_state = true, .state = PROMISE_KEPT });
	promise(&f, account, &ids[4],
		(struct promise_write){
			.text = "broken", .on = TODAY - 9, .says_state = true, .state = PROMISE_BROKEN });
	promise(&f, account, &ids[5],
		(struct promise_write){ .text = "overdue", .on = TODAY - 9, .says_due = true, .due = TODAY - 1 });
	list = promises_of(&f, account, TODAY);
	cr_assert_eq(list.count, 6);
	for (int i = 0; i < 6; i++)
		cr_assert_str_eq(list.items[i].text, order[i], "%d", i);
	promises_clear(&list);
	fixture_close(&f);
}

/* ---- concerns ---- */

Test(records, a_concern_is_heard_changed_and_addressed)
{
	struct concern_write heard = { .text = "Exports fail at month end",
				       .says_day = true,
				       .day = TODAY - 30,
				       .says_level = true,
				       .level = CONCERN_BROKEN };
	struct concern_write hope = { .text = "Be seen by the board",
				      .says_day = true,
				      .day = TODAY - 1,
				      .says_level = true,
				      .level = CONCERN_DAY };
	int64_t account, id = 0, other = 0, ida = 0;
	struct concerns list = { 0 };
	struct fixture f;

	fixture_open(&f);
	account = fixture_account(&f, "Northwind");
	contact(&f, account, &ida, (struct contact_write){ .name = "Ida", .on = TODAY - 40 });
	cr_assert(concern(&f, account, &id, heard));
	cr_assert_not(concern(&f, account, &id, heard));
	cr_assert(concern(&f, account, &other, hope));
	cr_assert(concern(&f, account, &id,
			  (struct concern_write){ .says_contact = true,
						  .contact = ida,
						  .says_addressed = true,
						  .addressed = TODAY - 2,
						  .how = "fixed in 4.2" }));
	cr_assert_eq(concern_list(f.book, account, TODAY - 3, &list, &f.error), 0);
	cr_assert_eq(list.count, 1);
	cr_assert_eq(list.items[0].addressed, DAY_NONE, "not yet by then");
	cr_assert_str_eq(list.items[0].contact_name, "Ida");
	concerns_clear(&list);
	cr_assert_eq(concern_list(f.book, account, TODAY, &list, &f.error), 0);
	cr_assert_str_eq(list.items[0].text, "Be seen by the board", "what is not addressed comes first");
	cr_assert_eq(list.items[1].addressed, TODAY - 2);
	cr_assert_str_eq(list.items[1].how, "fixed in 4.2");
	concerns_clear(&list);
	fixture_close(&f);
}

/* ---- surveys ---- */

Test(records, a_contact_answers_a_kind_once_a_day)
{
	struct survey_write write = { .on = TODAY - 3, .kind = SURVEY_NPS, .score = 9, .scale = 10 };
	struct surveys list = { 0 };
	int64_t account, ida = 0, first, second;
	struct fixture f;

	fixture_open(&f);
	account = fixture_account(&f, "Northwind");
	contact(&f, account, &ida, (struct contact_write){ .name = "Ida" });
	write.contact = ida;
	cr_assert(survey(&f, account, write, &first));
	cr_assert_not(survey(&f, account, write, &first));
	write.score = 6;
	cr_assert(survey(&f, account, write, &second));
	cr_assert_eq(first, second, "the answer was changed");
	write.kind = SURVEY_CSAT;
	write.scale = 7;
	cr_assert(survey(&f, account, write, &second));
	write.contact = 0;
	write.key = "resp-1";
	cr_assert(survey(&f, account, write, NULL));
	cr_assert_not(survey(&f, account, write, NULL), "a source's key is one answer");
	write.key = NULL;
	cr_assert(survey(&f, account, write, NULL));
	cr_assert(survey(&f, account, write, NULL), "two of nobody known are two");
	write.on = TODAY;
	write.comment = "better";
	cr_assert(survey(&f, account, write, &second));
	cr_assert_eq(survey_list(f.book, account, TODAY, &list, &f.error), 0);
	cr_assert_eq(list.count, 6);
	cr_assert_eq(list.items[0].on, TODAY, "the latest first");
	cr_assert_str_eq(list.items[0].comment, "better");
	surveys_clear(&list);
	cr_assert_eq(survey_list(f.book, account, TODAY - 1, &list, &f.error), 0);
	cr_assert_eq(list.count, 5);
	surveys_clear(&list);
	begin(&f);
	cr_assert_eq(survey_remove(f.book, account, TODAY, second, NULL, &f.error), 0);
	cr_assert(commit(&f, account));
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
	begin(&f);
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
	cr_assert(measure(&f, account, "seats.active", TODAY, 80000));
	cr_assert_not(measure(&f, account, "seats.active", TODAY, 80000));
	measure(&f, account, "seats.active", TODAY - 1, 110000);
	measure(&f, account, "seats.active", TODAY - 90, 130000);
	measure(&f, account, "seats.active", TODAY - 91, 999000);
	measure(&f, account, "logins", TODAY - 7, 5000);
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
	begin(&f);
	cr_assert_eq(measure_remove(f.book, account, "seats.active", TODAY, NULL, &f.error), 0);
	cr_assert(commit(&f, account));
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
	cr_assert(override(&f, account, TODAY - 20, TODAY + 10, BAND_RISK, "budget frozen"));
	cr_assert_not(override(&f, account, TODAY - 10, TODAY + 10, BAND_RISK, "budget frozen"),
		      "it holds already");
	cr_assert(override(&f, account, TODAY - 10, TODAY + 5, BAND_WATCH, "half of it back"));
	cr_assert_eq(band_on(&f, account, TODAY - 21), BAND_UNKNOWN);
	cr_assert_eq(band_on(&f, account, TODAY - 20), BAND_RISK);
	cr_assert_eq(band_on(&f, account, TODAY - 10), BAND_WATCH);
	cr_assert_eq(band_on(&f, account, TODAY + 5), BAND_WATCH);
	cr_assert_eq(band_on(&f, account, TODAY + 6), BAND_UNKNOWN, "the last word stands, and it has ended");
	begin(&f);
	cr_assert_eq(override_take_back(f.book, account, TODAY - 1, "bo", &changed, &f.error), 0);
	cr_assert(changed);
	cr_assert_eq(override_take_back(f.book, account, TODAY, "bo", &changed, &f.error), 0);
	cr_assert_not(changed, "nothing holds any more");
	commit(&f, account);
	cr_assert_eq(band_on(&f, account, TODAY - 2), BAND_WATCH);
	cr_assert_eq(band_on(&f, account, TODAY - 1), BAND_UNKNOWN);
	begin(&f);
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

	begin(f);
	cr_assert_eq(contact_put(f->book, account, &ids[0], &ida, NULL, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(outcome_put(f->book, account, &ids[1], &goal, NULL, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(outcome_value_put(f->book, account, ids[1], &seen, NULL, &f->error), 0);
	cr_assert_eq(promise_put(f->book, account, &ids[2], &word, NULL, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(concern_put(f->book, account, &ids[3], &need, NULL, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(survey_add(f->book, account, &nps, NULL, NULL, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(measure_put(f->book, account, "logins", TODAY, 1, NULL, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(override_set(f->book, account, &by_hand, NULL, &f->error), 0, "%s", f->error.text);
	cr_assert(commit(f, account));
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
	begin(&f);
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
	cr_assert(commit(&f, account));
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
	contact(&f, account, &ida, (struct contact_write){ .name = "Ida" });
	promise(&f, account, &id,
		(struct promise_write){ .text = "x", .on = TODAY, .says_contact = true, .contact = ida });
	list = promises_of(&f, account, TODAY);
	cr_assert_str_eq(list.items[0].contact_name, "Ida");
	promises_clear(&list);
	begin(&f);
	cr_assert_eq(contact_remove(f.book, account, ida, NULL, &f.error), 0);
	commit(&f, account);
	list = promises_of(&f, account, TODAY);
	cr_assert_null(list.items[0].contact_name);
	promises_clear(&list);
	fixture_close(&f);
}
