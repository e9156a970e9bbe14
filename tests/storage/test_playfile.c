/* Playbook files: what they say, each mistake with its line and place, and those of a book. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "storage/playbooks.h"
#include "storage/scorecards.h"
#include "tests/storage/fixture.h"

static struct playbook *must_read(const char *path, struct card_words *words)
{
	struct error error;
	struct playbook *playbook = playbook_read_file(path, words, &error);

	cr_assert_not_null(playbook, "%s", error.text);
	return playbook;
}

Test(playfile, those_that_ship_can_be_read)
{
	struct card_words words;
	struct playbook *safe, *growth;

	card_words_init(&words);
	safe = must_read(WAYMARK_SRCDIR "/share/plays/default.cfg", &words);
	growth = must_read(WAYMARK_SRCDIR "/share/plays/growth.cfg", &words);
	cr_assert(ge(int, safe->flag_count, 12));
	cr_assert(ge(int, safe->play_count + growth->play_count, 14));
	cr_assert(eq(int, growth->ask_count, 5));
	playbook_free(safe);
	playbook_free(growth);
	card_words_free(&words);
}
