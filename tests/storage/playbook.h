#ifndef WAYMARK_TESTS_STORAGE_PLAYBOOK_H
#define WAYMARK_TESTS_STORAGE_PLAYBOOK_H
/* A small playbook that is easy to reckon with. */
#include "storage/playbooks.h"
#include "tests/storage/fixture.h"

#define PLAYBOOK \
	"id = \"test\"; title = \"Test\"; version = \"1\";\n" \
	"flags = (\n" \
	" { id = \"silent\"; title = \"no word for long\"; severity = \"urgent\"; when = \"days_since_touch() > " \
	"30\";\n" \
	"   figure = \"days_since_touch()\"; unit = \"days\"; retrigger = 14; play = \"call\"; },\n" \
	" { id = \"broken\"; title = \"a promise is overdue\"; when = \"count(promise, overdue = yes) > 0\";\n" \
	"   figure = \"count(promise, overdue = yes)\"; retrigger = 5; play = \"repair\"; opens = true; },\n" \
	" { id = \"angry\"; title = \"a detractor\"; severity = \"info\"; play = \"call\";\n" \
	"   when = \"count(survey, kind = nps, score <= 6) > 0\"; } );\n" \
	"plays = (\n" \
	" { id = \"call\"; title = \"Call them\"; purpose = \"hear\"; outcomes = ( \"reached\", \"no answer\" " \
	");\n" \
	"   better = \"lower\"; tasks = ( { text = \"Call\"; offset = 2; }, { text = \"Note\"; offset = 5; } ); " \
	"},\n" \
	" { id = \"renew\"; title = \"Renew\"; purpose = \"renewal\"; anchor = \"renewal\"; outcomes = ( " \
	"\"renewed\", \"lost\" );\n" \
	"   figure = \"until(renewal)\"; better = \"lower\"; unit = \"days\";\n" \
	"   tasks = ( { text = \"Offer\"; offset = -60; }, { text = \"Sign\"; offset = -7; side = \"customer\"; " \
	"},\n" \
	"    { text = \"Thank\"; anchor = \"opened\"; offset = 1; },\n" \
	"    { text = \"Agree\"; anchor = \"review\"; offset = -3; } ); },\n" \
	" { id = \"repair\"; title = \"Repair\"; purpose = \"keep\"; outcomes = ( \"kept\" ); better = " \
	"\"lower\";\n" \
	"   tasks = ( { text = \"Say sorry\"; } ); } );\n"

/* Into the book, as an entry of its own. */
static inline void playbook_load(struct fixture *f)
{
	struct card_words words;
	struct playbook *playbook;

	card_words_init(&words);
	playbook = playbook_read_text(PLAYBOOK, "test", &words, &f->error);
	cr_assert(playbook != NULL, "%s", f->error.text);
	cr_assert(!journal_begin(f->book, &f->error));
	cr_assert(!playbook_store(f->book, playbook, PLAYBOOK, NULL, &f->error), "%s", f->error.text);
	cr_assert(
		!journal_commit(f->book, &(struct journal_note){ "setup", "plays", 0, "loaded" }, NULL, &f->error),
		"%s", f->error.text);
	playbook_free(playbook);
	card_words_free(&words);
}

#endif
