#include "tui/theme.h"

#include <stdbool.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

Test(theme, the_five_are_there)
{
	static const char *const names[] = { "dark", "light", "safe", "ansi8", "mono" };

	cr_assert(eq(int, theme_count, 5));
	for (int i = 0; i < 5; i++) {
		const struct theme *theme = theme_find(names[i]);

		cr_assert_not_null(theme, "%s", names[i]);
		cr_assert_str_eq(theme->name, names[i]);
	}
	cr_assert_null(theme_find("drak"));
	cr_assert_null(theme_find(""));
}

Test(theme, no_theme_asks_for_more_colours_than_it_says)
{
	for (int i = 0; i < theme_count; i++) {
		for (int role = 0; role < ROLE_COUNT; role++) {
			const struct look *look = &themes[i].looks[role];

			cr_assert_lt(look->foreground, themes[i].colours > 0 ? themes[i].colours : 0, "%s: role %d",
				     themes[i].name, role);
			cr_assert_lt(look->background, themes[i].colours > 0 ? themes[i].colours : 0, "%s: role %d",
				     themes[i].name, role);
			cr_assert_geq(look->foreground, -1);
			cr_assert_geq(look->background, -1);
		}
	}
}

static bool same(const struct look *a, const struct look *b)
{
	return a->foreground == b->foreground && a->background == b->background && a->style == b->style;
}

/* Reverse, or a pair with both its colours named: bold alone may look like nothing. */
Test(theme, the_cursor_line_is_visible_in_every_palette)
{
	for (int i = 0; i < theme_count; i++) {
		const struct look *cursor = &themes[i].looks[ROLE_CURSOR], *dim = &themes[i].looks[ROLE_CURSOR_DIM];
		bool pair = cursor->foreground >= 0 && cursor->background >= 0 &&
			    cursor->foreground != cursor->background;

		cr_assert(pair || (cursor->style & STYLE_REVERSE), "%s", themes[i].name);
		cr_assert(dim->background >= 0 || (dim->style & (STYLE_REVERSE | STYLE_UNDERLINE)), "%s",
			  themes[i].name);
		cr_assert_not(same(cursor, dim), "%s", themes[i].name);
	}
}

/* Red and green are one colour to many: the safe theme never sets them against each other. */
Test(theme, the_safe_theme_sets_blue_against_orange)
{
	const struct look *looks = theme_find("safe")->looks;

	cr_assert(eq(int, looks[ROLE_GOOD].foreground, 33));
	cr_assert(eq(int, looks[ROLE_RISK].foreground, 208));
	for (int role = 0; role < ROLE_COUNT; role++)
		cr_assert(looks[role].foreground != 1 && looks[role].foreground != 2 &&
				  looks[role].foreground != 9 && looks[role].foreground != 10,
			  "role %d", role);
}
