/* Texts that go at once: they stay where they are until then, and their memory is used again. */
#include <criterion/criterion.h>
#include <string.h>

#include "core/arena.h"

enum { TEXTS = 3000 };

static size_t length_of(int i)
{
	return i % 7 == 6 ? (size_t)i * 20 : (size_t)i % 40; /* some longer than a block */
}

static void fill(struct arena *arena, const char **texts)
{
	static char text[TEXTS * 20 + 1];

	for (int i = 0; i < TEXTS; i++) {
		memset(text, 'a' + i % 26, length_of(i));
		text[length_of(i)] = '\0';
		texts[i] = arena_copy(arena, text);
	}
}

Test(arena, texts_stay_until_it_is_cleared_and_fit_again)
{
	static const char *texts[TEXTS];
	struct arena arena = { 0 };

	cr_assert_null(arena_copy(&arena, NULL));
	for (int round = 0; round < 3; round++) {
		fill(&arena, texts);
		for (int i = 0; i < TEXTS; i++) {
			cr_assert_eq(strlen(texts[i]), length_of(i), "%d of round %d", i, round);
			for (size_t c = 0; c < length_of(i); c++)
				cr_assert_eq(texts[i][c], 'a' + i % 26);
		}
		arena_clear(&arena);
	}
	arena_free(&arena);
	cr_assert_null(arena.first);
	arena_free(&arena);
}
