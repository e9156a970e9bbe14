#ifndef WAYMARK_TUI_THEME_H
#define WAYMARK_TUI_THEME_H
/* Colours are roles in a table of themes; mono is a row of it. A role never carries
 * meaning by its colour alone: a sign or word stands beside it. */
#include <stdint.h>

enum role {
	ROLE_NORMAL,
	ROLE_HEADER, /* the line on top */
	ROLE_STATUS, /* the line at the bottom */
	ROLE_ERROR,
	ROLE_FRAME,
	ROLE_FRAME_FOCUS,
	ROLE_TITLE,
	ROLE_CURSOR,	 /* the selected line of the focused pane */
	ROLE_CURSOR_DIM, /* of the others */
	ROLE_HEADING,	 /* of activities, sections, columns */
	ROLE_DIM,
	ROLE_GOOD,
	ROLE_WATCH,
	ROLE_RISK,
	ROLE_UNKNOWN,
	ROLE_GAIN, /* what-if: up */
	ROLE_LOSS,
	ROLE_YES,
	ROLE_NO,
	ROLE_NA,
	ROLE_MATCH, /* found by search */
	ROLE_KEY,   /* a key's name in help */
	ROLE_STRONG, /* a total among figures */
	ROLE_COUNT,
};

enum style { STYLE_BOLD = 1, STYLE_UNDERLINE = 2, STYLE_REVERSE = 4, STYLE_DIM = 8 };

struct look {
	int16_t foreground, background; /* 0..255, -1: the terminal's own */
	unsigned style;			/* enum style bits */
};

struct theme {
	const char *name;
	int colours; /* how many the terminal must have: 0, 8, 16, 256 */
	struct look looks[ROLE_COUNT];
};

extern const struct theme themes[];
extern const int theme_count;
const struct theme *theme_find(const char *name) __attribute__((nonnull)); /* NULL: none */

#endif
