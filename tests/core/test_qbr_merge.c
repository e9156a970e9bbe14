#include <criterion/criterion.h>
#include <string.h>

#include "core/qbr_private.h"
#include "random_track.h"

/* Keys that drafts are made of: each has its section and its audience for ever. Some stand for an empty section. */
enum { POOL = 40, ADDED = 8, KEYS = POOL + ADDED };

static enum qbr_section section_of(int key)
{
	return (enum qbr_section)(key % 5);
}

static bool is_advice(int key)
{
	return key < 5;
}

static char *key_of(int key)
{
	return key >= POOL	? xasprintf("added/%d", key)
	       : is_advice(key) ? xasprintf("section-%d/none", key)
				: xasprintf("record/%d", key);
}

static enum qbr_audience audience_of(int key)
{
	return is_advice(key) || key % 3 == 0 ? QBR_INTERNAL : QBR_CUSTOMER;
}

/* One state of the records: which keys are drafted, and in which words (a version each; 0: not there). */
struct records {
	int version[KEYS];
};

static char *words_of(int key, int version)
{
	return xasprintf("record %d says %d", key, version);
}

static void change_records(struct dice *dice, struct records *records)
{
	for (int key = 0; key < POOL; key++)
		if (roll(dice, 3) == 0)
			records->version[key] = roll(dice, 4);
}

static void draft(const struct records *records, struct agenda *out)
{
	*out = (struct agenda){ .last_review = DAY_NONE, .next_review = DAY_NONE, .held = DAY_NONE };
	for (int section = 0; section < 5; section++)
		for (int key = 0, rank = 0; key < POOL; key++)
			if (records->version[key] && (int)section_of(key) == section)
				qbr_add(out, section_of(key), audience_of(key), key_of(key),
					words_of(key, records->version[key]))
					->rank = rank += 1000;
}

/* What people made of them; all text is owned here. */
struct made {
	struct qbr_edit edits[KEYS];
	int keys[KEYS];
	size_t count;
};

static void made_free(struct made *made)
{
	for (size_t i = 0; i < made->count; i++) {
		free((char *)made->edits[i].key);
		free((char *)made->edits[i].text);
		free((char *)made->edits[i].drafted);
		free((char *)made->edits[i].note);
	}
}

static void make_edits(struct dice *dice, const struct records *records, struct made *made)
{
	made->count = 0;
	for (int key = 0; key < KEYS; key++) {
		struct qbr_edit *edit = &made->edits[made->count];

		if (roll(dice, 3) || (key < POOL && !records->version[key]))
			continue;
		*edit = (struct qbr_edit){
			.key = key_of(key),
			.section = section_of(key),
			.hidden = roll(dice, 3) == 0,
			.covered = roll(dice, 3) == 0,
			.has_rank = roll(dice, 3) == 0,
			.rank = roll(dice, 9000),
			.has_audience = roll(dice, 2),
			.audience = (enum qbr_audience)roll(dice, 2),
			.drafted = key < POOL ? words_of(key, records->version[key]) : NULL,
			.text = key >= POOL || roll(dice, 2) ? xasprintf("edit of %d, %d", key, roll(dice, 100))
							     : NULL,
			.note = roll(dice, 3) ? NULL : xasprintf("said of %d", key),
		};
		made->keys[made->count++] = key;
	}
}

static const struct qbr_edit *edit_of(const struct made *made, int key)
{
	for (size_t i = 0; i < made->count; i++)
		if (made->keys[i] == key)
			return &made->edits[i];
	return NULL;
}

static char *dump(const struct agenda *agenda)
{
	struct buf out = { 0 };

	for (size_t i = 0; i < agenda->count; i++) {
		const struct qbr_item *item = &agenda->items[i];

		buf_printf(&out, "%s|%d|%d|%s|%s|%s|%d|%d%d%d%d%d%d\n", item->key, (int)item->section,
			   (int)item->audience, item->text, item->drafted ? item->drafted : "-",
			   item->said ? item->said : "-", item->rank, item->is_new, item->edited, item->hidden,
			   item->added, item->covered, item->changed_below);
	}
	return buf_take(&out);
}

static bool same_text(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

/* What must be there of one key, by the rules and not by the merge. */
static void check_edited(const struct qbr_item *item, const struct qbr_edit *edit, int key, int version)
{
	char *words = words_of(key, version);

	cr_assert_eq(item->hidden, edit->hidden);
	cr_assert_eq(item->covered, edit->covered);
	cr_assert(same_text(item->said, edit->note), "%s", item->key);
	cr_assert_not(item->is_new, "whoever edited it has seen it");
	if (edit->has_rank)
		cr_assert_eq(item->rank, edit->rank);
	if (edit->has_audience)
		cr_assert_eq(item->audience, edit->audience);
	else if (version)
		cr_assert_eq(item->audience, audience_of(key));
	else
		cr_assert_eq(item->audience, QBR_INTERNAL, "%s has nothing to say for whom it is", item->key);
	if (edit->text)
		cr_assert_str_eq(item->text, edit->text);
	else
		cr_assert_str_eq(item->text, version ? words : edit->drafted);
	cr_assert_eq(item->added, !version && !edit->drafted);
	if (version && edit->text) {
		cr_assert(item->edited);
		cr_assert_str_eq(item->drafted, words);
		cr_assert_eq(item->changed_below, !same_text(edit->drafted, words));
	}
	if (!version && edit->drafted)
		cr_assert(item->changed_below, "its record is gone");
	free(words);
}

static bool was_seen(const struct records *seen, int key)
{
	return seen->version[key] > 0;
}

static void check_merged(const struct agenda *agenda, const struct records *records, const struct made *made,
			 const struct records *seen)
{
	size_t there = 0, advice = 0;
	int others[5] = { 0 };

	for (size_t i = 0; i < agenda->count; i++)
		others[agenda->items[i].section] += !qbr_is_empty(&agenda->items[i]);
	for (int key = 0; key < KEYS; key++) {
		const struct qbr_edit *edit = edit_of(made, key);
		int version = records->version[key];
		char *name = key_of(key);
		const struct qbr_item *item = agenda_find(agenda, name);
		bool kept = edit && (edit->text || edit->covered || edit->note);

		if (is_advice(key) && !kept) {
			cr_assert_eq(item != NULL, version > 0 && !others[section_of(key)]);
			advice += item != NULL;
			free(name);
			continue;
		}
		cr_assert_eq(item != NULL, version > 0 || kept, "%s", name);
		if (item) {
			there++;
			cr_assert_eq(item->section, section_of(key));
			if (edit)
				check_edited(item, edit, key, version);
			else
				cr_assert_eq(item->is_new, seen && !was_seen(seen, key), "%s", name);
		}
		free(name);
	}
	cr_assert_eq(agenda->count, there + advice, "each once and nothing else");
	for (size_t i = 1; i < agenda->count; i++) {
		const struct qbr_item *a = &agenda->items[i - 1], *b = a + 1;

		cr_assert(a->section < b->section || (a->section == b->section && a->rank <= b->rank));
	}
}

static char *keys_seen(const struct records *records)
{
	struct agenda agenda;
	char *keys;

	draft(records, &agenda);
	keys = agenda_keys(&agenda);
	agenda_free(&agenda);
	return keys;
}

Test(qbr_merge, property_every_edit_survives_every_draft)
{
	struct dice dice = { 71 };

	for (int n = 0; n < 3000; n++) {
		struct records records = { { 0 } }, seen;
		struct made made;
		bool drafted = roll(&dice, 4) > 0;
		char *keys;

		change_records(&dice, &records);
		change_records(&dice, &records);
		make_edits(&dice, &records, &made);
		seen = records;
		keys = keys_seen(&seen);
		for (int again = 0; again < 4; again++) {
			struct agenda agenda;
			char *once, *twice;

			draft(&records, &agenda);
			qbr_merge(&agenda, made.edits, made.count, drafted ? keys : NULL);
			check_merged(&agenda, &records, &made, drafted ? &seen : NULL);
			once = dump(&agenda);
			qbr_merge(&agenda, made.edits, made.count, drafted ? keys : NULL);
			twice = dump(&agenda);
			cr_assert_str_eq(once, twice, "the same edits once more change nothing");
			free(once);
			free(twice);
			agenda_free(&agenda);
			change_records(&dice, &records);
		}
		free(keys);
		made_free(&made);
	}
}

/* ---- by hand ---- */

static void one_item(struct agenda *agenda, const char *key, enum qbr_audience audience, const char *text)
{
	*agenda = (struct agenda){ .held = DAY_NONE };
	qbr_add(agenda, QBR_VALUE, audience, xstrdup(key), xstrdup(text))->rank = 1000;
}

Test(qbr_merge, an_edited_item_says_that_the_records_moved_on)
{
	struct qbr_edit edit = {
		.key = "outcome/1", .section = QBR_VALUE, .text = "Twice as quick", .drafted = "from 9 to 5"
	};
	struct agenda agenda;

	one_item(&agenda, "outcome/1", QBR_CUSTOMER, "from 9 to 5");
	qbr_merge(&agenda, &edit, 1, NULL);
	cr_assert_str_eq(agenda.items[0].text, "Twice as quick");
	cr_assert(agenda.items[0].edited);
	cr_assert_not(agenda.items[0].changed_below);
	cr_assert_str_eq(qbr_drafted(&agenda.items[0]), "from 9 to 5");
	agenda_free(&agenda);

	one_item(&agenda, "outcome/1", QBR_CUSTOMER, "from 9 to 4");
	qbr_merge(&agenda, &edit, 1, NULL);
	cr_assert_str_eq(agenda.items[0].text, "Twice as quick");
	cr_assert(agenda.items[0].changed_below);
	cr_assert_str_eq(agenda.items[0].drafted, "from 9 to 4");
	agenda_free(&agenda);

	/* the outcome was removed */
	agenda = (struct agenda){ .held = DAY_NONE };
	qbr_merge(&agenda, &edit, 1, NULL);
	cr_assert_eq(agenda.count, 1);
	cr_assert_str_eq(agenda.items[0].text, "Twice as quick");
	cr_assert(agenda.items[0].changed_below);
	cr_assert_not(agenda.items[0].added);
	cr_assert_null(qbr_drafted(&agenda.items[0]));
	cr_assert_eq(agenda.items[0].audience, QBR_INTERNAL);
	agenda_free(&agenda);
}

Test(qbr_merge, an_item_of_ones_own_takes_the_place_of_advice)
{
	struct qbr_edit own = {
		.key = "added/1", .section = QBR_VALUE, .text = "A day saved", .has_audience = true
	};
	struct agenda agenda;

	one_item(&agenda, "value/none", QBR_INTERNAL, "Nothing is measured");
	qbr_merge(&agenda, NULL, 0, NULL);
	cr_assert_eq(agenda.count, 1);
	qbr_merge(&agenda, &own, 1, NULL);
	cr_assert_eq(agenda.count, 1);
	cr_assert_str_eq(agenda.items[0].text, "A day saved");
	cr_assert(agenda.items[0].added);
	cr_assert_eq(agenda.items[0].audience, QBR_CUSTOMER);
	agenda_free(&agenda);
}

Test(qbr_merge, what_is_new_is_what_was_not_seen)
{
	struct agenda agenda;

	one_item(&agenda, "outcome/12", QBR_CUSTOMER, "text");
	qbr_add(&agenda, QBR_VALUE, QBR_CUSTOMER, xstrdup("outcome/1"), xstrdup("text"))->rank = 2000;
	qbr_merge(&agenda, NULL, 0, "outcome/123\noutcome/12\n");
	cr_assert_not(agenda.items[0].is_new);
	cr_assert(agenda.items[1].is_new, "the start of a key is another key");
	qbr_merge(&agenda, NULL, 0, "outcome/1\noutcome/12\n");
	cr_assert_not(agenda.items[1].is_new);
	agenda_free(&agenda);
}

Test(qbr_merge, only_what_is_for_the_customer_and_not_hidden_leaves)
{
	cr_assert(qbr_leaves(&(struct qbr_item){ .audience = QBR_CUSTOMER }));
	cr_assert_not(qbr_leaves(&(struct qbr_item){ .audience = QBR_CUSTOMER, .hidden = true }));
	cr_assert_not(qbr_leaves(&(struct qbr_item){ .audience = QBR_INTERNAL }));
	cr_assert_not(qbr_leaves(&(struct qbr_item){ .audience = QBR_INTERNAL, .hidden = true }));
	/* nothing else that was made of it lets it out */
	cr_assert_not(qbr_leaves(&(struct qbr_item){ .audience = QBR_INTERNAL,
						     .added = true,
						     .edited = true,
						     .covered = true,
						     .mark = ANSWER_YES,
						     .todo = 5 }));
}
