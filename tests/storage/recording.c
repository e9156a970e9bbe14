#include "tests/storage/recording.h"

#include <criterion/criterion.h>

void writing_begin(struct fixture *f)
{
	cr_assert_eq(journal_begin(f->book, &f->error), 0, "%s", f->error.text);
}

bool writing_commit(struct fixture *f, int64_t account)
{
	int64_t entry = 0;

	cr_assert_eq(journal_commit(f->book, &(struct journal_note){ "ana", "record", account, "did" }, &entry,
				    &f->error),
		     0, "%s", f->error.text);
	return entry != 0;
}

bool write_contact(struct fixture *f, int64_t account, int64_t *id, struct contact_write write)
{
	bool changed = false;

	if (!write.on)
		write.on = TODAY;
	writing_begin(f);
	cr_assert_eq(contact_put(f->book, account, id, &write, &changed, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(writing_commit(f, account), changed);
	return changed;
}

bool write_outcome(struct fixture *f, int64_t account, int64_t *id, struct outcome_write write)
{
	bool changed = false;

	writing_begin(f);
	cr_assert_eq(outcome_put(f->book, account, id, &write, &changed, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(writing_commit(f, account), changed);
	return changed;
}

bool write_value(struct fixture *f, int64_t account, int64_t id, day_t on, int64_t value, const char *note)
{
	struct outcome_value_write write = { on, value, "ana", note };
	bool changed = false;

	writing_begin(f);
	cr_assert_eq(outcome_value_put(f->book, account, id, &write, &changed, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(writing_commit(f, account), changed);
	return changed;
}

bool write_promise(struct fixture *f, int64_t account, int64_t *id, struct promise_write write)
{
	bool changed = false;

	write.who = "ana";
	writing_begin(f);
	cr_assert_eq(promise_put(f->book, account, id, &write, &changed, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(writing_commit(f, account), changed);
	return changed;
}

bool write_concern(struct fixture *f, int64_t account, int64_t *id, struct concern_write write)
{
	bool changed = false;

	writing_begin(f);
	cr_assert_eq(concern_put(f->book, account, id, &write, &changed, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(writing_commit(f, account), changed);
	return changed;
}

bool write_survey(struct fixture *f, int64_t account, struct survey_write write, int64_t *id)
{
	bool changed = false;

	writing_begin(f);
	cr_assert_eq(survey_add(f->book, account, &write, id, &changed, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(writing_commit(f, account), changed);
	return changed;
}

bool write_measure(struct fixture *f, int64_t account, const char *key, day_t on, int64_t value)
{
	bool changed = false;

	writing_begin(f);
	cr_assert_eq(measure_put(f->book, account, key, on, value, &changed, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(writing_commit(f, account), changed);
	return changed;
}

bool write_override(struct fixture *f, int64_t account, day_t on, day_t until, enum band band, const char *reason)
{
	struct override_write write = { on, until, band, "ana", reason };
	bool changed = false;

	writing_begin(f);
	cr_assert_eq(override_set(f->book, account, &write, &changed, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(writing_commit(f, account), changed);
	return changed;
}

struct contacts contacts_of(struct fixture *f, int64_t account, day_t as_of)
{
	struct contacts list = { 0 };

	cr_assert_eq(contact_list(f->book, account, as_of, &list, &f->error), 0, "%s", f->error.text);
	return list;
}

struct outcomes outcomes_of(struct fixture *f, int64_t account, day_t as_of)
{
	struct outcomes list = { 0 };

	cr_assert_eq(outcome_list(f->book, account, as_of, &list, &f->error), 0, "%s", f->error.text);
	return list;
}

struct promises promises_of(struct fixture *f, int64_t account, day_t as_of)
{
	struct promises list = { 0 };

	cr_assert_eq(promise_list(f->book, account, as_of, &list, &f->error), 0, "%s", f->error.text);
	return list;
}
