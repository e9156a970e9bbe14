#include "reviewing.h"

#include <criterion/criterion.h>
#include <stdlib.h>

void reviewed_begin(struct reviewed *r)
{
	cr_assert_eq(journal_begin(r->f.book, &r->f.error), 0, "%s", r->f.error.text);
}

void reviewed_commit(struct reviewed *r)
{
	struct journal_note note = { "ana", "test", r->account, "did something" };

	cr_assert_eq(journal_commit(r->f.book, &note, NULL, &r->f.error), 0, "%s", r->f.error.text);
}

void reviewed_read_as_of(struct reviewed *r, day_t as_of)
{
	struct error *error = &r->f.error;

	agenda_free(&r->agenda);
	r->agenda = (struct agenda){ 0 };
	cr_assert_eq(account_load(r->f.book, r->account, 0, as_of, &r->detail, error), 0, "%s", error->text);
	cr_assert_eq(review_agenda(r->f.book, &r->detail, as_of, &r->agenda, error), 0, "%s", error->text);
}

void reviewed_read(struct reviewed *r)
{
	reviewed_read_as_of(r, book_options(r->f.book)->today);
}

void reviewed_open(struct reviewed *r)
{
	*r = (struct reviewed){ 0 };
	fixture_open(&r->f);
	r->account = fixture_account(&r->f, "Northwind");
}

void reviewed_close(struct reviewed *r)
{
	agenda_free(&r->agenda);
	account_detail_clear(&r->detail);
	fixture_close(&r->f);
}

void reviewed_plan(struct reviewed *r, day_t day)
{
	WRITE(r, review_plan(r->f.book, r->account, day, "ana", NULL, NULL, &r->f.error));
}

int64_t reviewed_outcome(struct reviewed *r, const char *name, int64_t value)
{
	struct outcome_write write = { .name = name, .unit = "d", .says_target = true, .target = 4000 };
	struct outcome_value_write of = { .on = TODAY - 2, .value = value, .who = "ana" };
	int64_t id = 0;

	reviewed_begin(r);
	cr_assert_eq(outcome_put(r->f.book, r->account, &id, &write, NULL, &r->f.error), 0, "%s", r->f.error.text);
	cr_assert_eq(outcome_value_put(r->f.book, r->account, id, &of, NULL, &r->f.error), 0, "%s",
		     r->f.error.text);
	reviewed_commit(r);
	return id;
}

const struct qbr_item *reviewed_item(const struct reviewed *r, const char *kind, int64_t id, const char *end)
{
	char *key = xasprintf("%s/%lld%s", kind, (long long)id, end);
	const struct qbr_item *found = agenda_find(&r->agenda, key);

	cr_assert_not_null(found, "%s is not on the agenda", key);
	free(key);
	return found;
}
