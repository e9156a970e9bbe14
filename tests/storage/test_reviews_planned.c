/* Reviews that are planned: their preparation, their day, what is new on their agenda. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "reviewing.h"
#include "storage/plays.h"

static const char preparation[] =
	"id = \"test\"; title = \"Test\"; version = \"1\";\n"
	"plays = ( { id = \"qbr-preparation\"; title = \"Prepare\"; purpose = \"Ready\"; anchor = \"review\";\n"
	"  tasks = ( { text = \"Invite\"; offset = -14; },\n"
	"            { text = \"Recap\"; offset = 1; } );\n"
	"  outcomes = ( \"held\" ); } );\n";

static void load_preparation(struct reviewed *r)
{
	struct card_words words;
	struct playbook *playbook;

	card_words_init(&words);
	playbook = playbook_read_text(preparation, "test.cfg", &words, &r->f.error);

	cr_assert_not_null(playbook, "%s", r->f.error.text);
	WRITE(r, playbook_store(r->f.book, playbook, preparation, NULL, &r->f.error));
	playbook_free(playbook);
	card_words_free(&words);
}

static int todos_of_preparation(struct reviewed *r, day_t *first)
{
	struct todo_filter filter = { .account = r->account };
	struct todos todos = { 0 };
	int count = 0;

	*first = DAY_NONE;
	cr_assert_eq(todo_list(r->f.book, &filter, &todos, &r->f.error), 0, "%s", r->f.error.text);
	for (size_t i = 0; i < todos.count; i++) {
		if (!todos.items[i].play)
			continue;
		count++;
		if (*first == DAY_NONE || (todos.items[i].due != DAY_NONE && todos.items[i].due < *first))
			*first = todos.items[i].due;
	}
	todos_clear(&todos);
	return count;
}

Test(reviews_planned, the_preparation_is_opened_once_and_moves_along)
{
	struct reviewed r;
	day_t first, later;

	reviewed_open(&r);
	load_preparation(&r);
	reviewed_plan(&r, TODAY + 60);
	cr_assert_eq(todos_of_preparation(&r, &first), 2);
	cr_assert_eq(first, TODAY + 46);
	reviewed_plan(&r, TODAY + 67);
	cr_assert_eq(todos_of_preparation(&r, &later), 2);
	cr_assert_eq(later, TODAY + 53);
	/* called off, its tasks have no day; the next one has them again */
	reviewed_plan(&r, DAY_NONE);
	cr_assert_eq(todos_of_preparation(&r, &later), 2);
	cr_assert_eq(later, DAY_NONE);
	reviewed_plan(&r, TODAY + 20);
	cr_assert_eq(todos_of_preparation(&r, &later), 2);
	cr_assert_eq(later, TODAY + 6);
	/* one that was held needs none; the one after it has its own */
	reviewed_read(&r);
	WRITE(&r, review_hold(r.f.book, r.account, &r.agenda, TODAY, TODAY + 90, &r.f.error));
	cr_assert_eq(todos_of_preparation(&r, &later), 3, "the recap of this one, both of the next");
	reviewed_close(&r);
}

/* The only task of a play that is left: its text is the one, and the day it is due. */
static void only_left(struct reviewed *r, const char *text, day_t due)
{
	struct todo_filter filter = { .account = r->account };
	struct todos todos = { 0 };

	cr_assert_eq(todo_list(r->f.book, &filter, &todos, &r->f.error), 0, "%s", r->f.error.text);
	cr_assert_eq(todos.count, 1);
	cr_assert_str_eq(todos.items[0].text, text);
	cr_assert_eq(todos.items[0].due, due);
	todos_clear(&todos);
}

Test(reviews_planned, held_its_preparation_is_done_but_for_the_recap)
{
	struct todo_filter filter = { .account = 0, .all = true };
	struct todos todos = { 0 };
	struct reviewed r;
	char *before, *after;
	day_t first;
	int done = 0;

	reviewed_open(&r);
	load_preparation(&r);
	reviewed_plan(&r, TODAY + 20);
	cr_assert_eq(todos_of_preparation(&r, &first), 2);
	/* ten days before it was planned, and told two days later */
	book_set_today(r.f.book, TODAY + 12);
	reviewed_read(&r);
	before = fixture_dump_facts(&r.f);
	WRITE(&r, review_hold(r.f.book, r.account, &r.agenda, TODAY + 10, DAY_NONE, &r.f.error));
	only_left(&r, "Recap", TODAY + 11);
	filter.account = r.account;
	cr_assert_eq(todo_list(r.f.book, &filter, &todos, &r.f.error), 0, "%s", r.f.error.text);
	for (size_t i = 0; i < todos.count; i++)
		done += !strcmp(todos.items[i].text, "Invite") && todos.items[i].done == TODAY + 10;
	cr_assert_eq(done, 1);
	todos_clear(&todos);
	fixture_undo(r.f.book, "ana");
	after = fixture_dump_facts(&r.f);
	cr_assert_str_eq(after, before);
	cr_assert_eq(todos_of_preparation(&r, &first), 2);
	cr_assert_eq(first, TODAY + 6);
	free(before);
	free(after);
	reviewed_close(&r);
}

Test(reviews_planned, planned_by_hand_it_waits_and_otherwise_its_day_is_when_it_was_held)
{
	struct reviews reviews = { 0 };
	struct reviewed r;

	reviewed_open(&r);
	WRITE(&r, review_set(r.f.book, r.account, TODAY + 5, NULL, &r.f.error));
	reviewed_read_as_of(&r, TODAY + 5);
	cr_assert_eq(r.agenda.next_review, TODAY + 5);
	reviewed_read_as_of(&r, TODAY + 6);
	cr_assert_eq(r.agenda.last_review, TODAY + 5);
	cr_assert_eq(r.agenda.review, 0);
	/* somebody takes it in hand: it stays until it is held */
	reviewed_plan(&r, TODAY + 5);
	reviewed_read_as_of(&r, TODAY + 9);
	cr_assert_eq(r.agenda.next_review, TODAY + 5);
	cr_assert_neq(r.agenda.review, 0);
	/* one of a day that is past is recorded, once */
	reviewed_plan(&r, TODAY - 50);
	reviewed_plan(&r, TODAY - 50);
	cr_assert_eq(review_list(r.f.book, r.account, &reviews, &r.f.error), 0);
	cr_assert_eq(reviews.count, 2);
	cr_assert_eq(reviews.items[1].held, TODAY - 50);
	cr_assert_not(reviews.items[1].has_record);
	vec_free(&reviews);
	reviewed_close(&r);
}

Test(reviews_planned, what_comes_after_the_first_look_is_new)
{
	struct reviewed r;
	int64_t before, after;

	reviewed_open(&r);
	before = reviewed_outcome(&r, "Before", 1000);
	reviewed_plan(&r, TODAY + 20);
	reviewed_read(&r);
	cr_assert_not(r.agenda.looked_at);
	cr_assert_not(reviewed_item(&r, "outcome", before, "")->is_new);
	WRITE(&r, review_seen(r.f.book, r.account, &r.agenda, &r.f.error));
	after = reviewed_outcome(&r, "After", 1000);
	reviewed_read(&r);
	cr_assert(r.agenda.looked_at);
	cr_assert_not(reviewed_item(&r, "outcome", before, "")->is_new);
	cr_assert(reviewed_item(&r, "outcome", after, "")->is_new);
	reviewed_close(&r);
}
