/* Contacts: what is written of them, from which day on it holds, and in which order they are shown. */
#include <criterion/criterion.h>
#include <string.h>

#include "tests/storage/recording.h"

Test(contacts, a_contact_is_written_once_and_only_what_differs_after)
{
	struct contact_write write = {
		.name = "Ida Fern", .email = "ida@fern.example", .says_roles = true, .roles = ROLE_CHAMPION
	};
	int64_t account, id = 0, again = 0;
	struct contacts list;
	struct fixture f;

	fixture_open(&f);
	account = fixture_account(&f, "Northwind");
	cr_assert(write_contact(&f, account, &id, write));
	cr_assert_not(write_contact(&f, account, &id, write), "the same again is no change");
	write.email = " IDA@Fern.example";
	cr_assert(write_contact(&f, account, &again, write), "the address as it came is other");
	cr_assert_eq(again, id, "but it is the key of the same contact");
	cr_assert(write_contact(&f, account, &id,
				(struct contact_write){ .persona = "finance lead", .phone = "+49 1" }));
	cr_assert(write_contact(&f, account, &id, (struct contact_write){ .phone = "" }), "cleared");
	cr_assert_not(write_contact(&f, account, &id, (struct contact_write){ .phone = "" }));
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

Test(contacts, what_a_contact_is_holds_from_its_day_on)
{
	int64_t account, id = 0;
	struct contacts list;
	struct fixture f;

	fixture_open(&f);
	account = fixture_account(&f, "Northwind");
	write_contact(
		&f, account, &id,
		(struct contact_write){ .name = "Ida", .says_roles = true, .roles = ROLE_USER, .on = TODAY - 40 });
	write_contact(&f, account, &id,
		      (struct contact_write){ .says_roles = true,
					      .roles = ROLE_CHAMPION | ROLE_USER,
					      .says_sentiment = true,
					      .sentiment = 2,
					      .on = TODAY - 20 });
	write_contact(&f, account, &id,
		      (struct contact_write){ .says_here = true, .here = false, .on = TODAY - 5 });
	cr_assert_not(write_contact(&f, account, &id, (struct contact_write){ .says_here = true, .here = false }),
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

Test(contacts, contacts_have_keys_of_their_source_or_address_within_the_account)
{
	struct contact_write crm = { .source = "crm", .external_id = "7", .name = "Ida", .email = "i@f.example" };
	int64_t north, south, a = 0, b = 0, c = 0, d = 0, e = 0;
	struct fixture f;

	fixture_open(&f);
	north = fixture_account(&f, "Northwind");
	south = fixture_account(&f, "Southwind");
	write_contact(&f, north, &a, crm);
	crm.name = "Ida Fern";
	write_contact(&f, north, &b, crm);
	cr_assert_eq(a, b, "one source id, one contact");
	write_contact(&f, south, &c, crm);
	cr_assert_neq(a, c, "of another account it is another");
	write_contact(&f, north, &d, (struct contact_write){ .name = "Bo" });
	write_contact(&f, north, &e, (struct contact_write){ .name = "Bo" });
	cr_assert_neq(d, e, "two without a key are two");
	cr_assert_eq(contact_key(north, &crm), a);
	cr_assert_eq(contact_key(north, &(struct contact_write){ .name = "Bo" }), 0);
	fixture_close(&f);
}

Test(contacts, contacts_are_listed_for_people)
{
	static const char *const order[] = { "Zoe", "aaron", "Bea", "Abe" };
	int64_t account, ids[4] = { 0 };
	struct contacts list;
	struct fixture f;

	fixture_open(&f);
	account = fixture_account(&f, "Northwind");
	write_contact(&f, account, &ids[0], (struct contact_write){ .name = "Bea" });
	write_contact(&f, account, &ids[1], (struct contact_write){ .name = "Abe", .says_here = true });
	write_contact(&f, account, &ids[2],
		      (struct contact_write){ .name = "aaron", .says_roles = true, .roles = ROLE_USER });
	write_contact(&f, account, &ids[3],
		      (struct contact_write){ .name = "Zoe", .says_roles = true, .roles = ROLE_DECISION_MAKER });
	list = contacts_of(&f, account, TODAY);
	cr_assert_eq(list.count, 4);
	for (int i = 0; i < 4; i++)
		cr_assert_str_eq(list.items[i].name, order[i], "%d", i);
	contacts_clear(&list);
	fixture_close(&f);
}

Test(contacts, a_touch_with_a_contact_is_its_last)
{
	struct touch_write touch = { .on = TODAY - 3, .kind = "call", .who = "ana" };
	int64_t account, id = 0, other = 0;
	struct contacts list;
	struct fixture f;

	fixture_open(&f);
	account = fixture_account(&f, "Northwind");
	write_contact(&f, account, &id, (struct contact_write){ .name = "Ida", .on = TODAY - 40 });
	write_contact(&f, account, &other, (struct contact_write){ .name = "Bo", .on = TODAY - 40 });
	touch.contact = id;
	for (int i = 0; i < 2; i++, touch.on -= 10) {
		writing_begin(&f);
		cr_assert_eq(touch_add(f.book, account, &touch, NULL, &f.error), 0, "%s", f.error.text);
		writing_commit(&f, account);
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

Test(contacts, a_contact_that_makes_no_sense_is_refused)
{
	struct contact_write none = { .on = TODAY, .email = "x@y.example" };
	struct contact_write warm = { .on = TODAY, .name = "Ida", .says_sentiment = true, .sentiment = 3 };
	int64_t account, id = 0;
	struct fixture f;

	fixture_open(&f);
	account = fixture_account(&f, "Northwind");
	cr_assert_eq(contact_put(f.book, account, &id, &none, NULL, &f.error), -1, "outside a transaction");
	writing_begin(&f);
	cr_assert_eq(contact_put(f.book, account, &id, &none, NULL, &f.error), -1);
	cr_assert_eq(strncmp(f.error.text, "name:", 5), 0, "%s", f.error.text);
	id = 0;
	cr_assert_eq(contact_put(f.book, account, &id, &warm, NULL, &f.error), -1);
	cr_assert_eq(strncmp(f.error.text, "sentiment:", 10), 0, "%s", f.error.text);
	journal_abort(f.book);
	fixture_close(&f);
}
