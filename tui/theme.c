#include "tui/theme.h"

#include <stddef.h>
#include <string.h>

/* The sixteen colours every terminal names, as its user has set them. */
enum {
	OWN = -1,
	BLACK,
	RED,
	GREEN,
	YELLOW,
	BLUE,
	MAGENTA,
	CYAN,
	WHITE,
	BRIGHT = 8,
};

/* Two of the palette of 256 that stay apart for those who cannot tell red from green. */
#define SKY 33
#define ORANGE 208

#define LOOK(foreground, style) \
	{ \
		(foreground), OWN, (style) \
	}

/*
 * Every theme stands on the terminal's own background. The cursor's line is an explicit
 * pair or reverse, so that no palette can hide it; what is to step back is dim, since
 * palettes exist in which "bright black" is the background.
 */
const struct theme themes[] = {
	{
		.name = "dark",
		.colours = 16,
		.looks = {
			[ROLE_NORMAL] = LOOK(OWN, 0),
			[ROLE_HEADER] = LOOK(OWN, STYLE_BOLD),
			[ROLE_STATUS] = LOOK(OWN, 0),
			[ROLE_ERROR] = LOOK(RED + BRIGHT, STYLE_BOLD),
			[ROLE_FRAME] = LOOK(OWN, STYLE_DIM),
			[ROLE_FRAME_FOCUS] = LOOK(CYAN, STYLE_BOLD),
			[ROLE_TITLE] = LOOK(OWN, 0),
			[ROLE_CURSOR] = { BLACK, CYAN, 0 },
			[ROLE_CURSOR_DIM] = LOOK(OWN, STYLE_UNDERLINE),
			[ROLE_HEADING] = LOOK(CYAN, 0),
			[ROLE_DIM] = LOOK(OWN, STYLE_DIM),
			[ROLE_GOOD] = LOOK(GREEN, 0),
			[ROLE_WATCH] = LOOK(YELLOW, 0),
			[ROLE_RISK] = LOOK(RED + BRIGHT, 0),
			[ROLE_UNKNOWN] = LOOK(OWN, STYLE_DIM),
			[ROLE_GAIN] = LOOK(GREEN, 0),
			[ROLE_LOSS] = LOOK(RED + BRIGHT, 0),
			[ROLE_YES] = LOOK(GREEN, 0),
			[ROLE_NO] = LOOK(RED + BRIGHT, 0),
			[ROLE_NA] = LOOK(OWN, STYLE_DIM),
			[ROLE_MATCH] = { BLACK, YELLOW, 0 },
			[ROLE_KEY] = LOOK(YELLOW, STYLE_BOLD),
			[ROLE_STRONG] = LOOK(OWN, STYLE_BOLD),
		},
	},
	{
		.name = "light",
		.colours = 16,
		.looks = {
			[ROLE_NORMAL] = LOOK(OWN, 0),
			[ROLE_HEADER] = LOOK(OWN, STYLE_BOLD),
			[ROLE_STATUS] = LOOK(OWN, 0),
			[ROLE_ERROR] = LOOK(RED, STYLE_BOLD),
			[ROLE_FRAME] = LOOK(OWN, STYLE_DIM),
			[ROLE_FRAME_FOCUS] = LOOK(BLUE, STYLE_BOLD),
			[ROLE_TITLE] = LOOK(OWN, 0),
			[ROLE_CURSOR] = { WHITE + BRIGHT, BLUE, 0 },
			[ROLE_CURSOR_DIM] = LOOK(OWN, STYLE_UNDERLINE),
			[ROLE_HEADING] = LOOK(BLUE, 0),
			[ROLE_DIM] = LOOK(OWN, STYLE_DIM),
			[ROLE_GOOD] = LOOK(GREEN, STYLE_BOLD),
			[ROLE_WATCH] = LOOK(MAGENTA, 0),
			[ROLE_RISK] = LOOK(RED, STYLE_BOLD),
			[ROLE_UNKNOWN] = LOOK(OWN, STYLE_DIM),
			[ROLE_GAIN] = LOOK(GREEN, STYLE_BOLD),
			[ROLE_LOSS] = LOOK(RED, STYLE_BOLD),
			[ROLE_YES] = LOOK(GREEN, STYLE_BOLD),
			[ROLE_NO] = LOOK(RED, STYLE_BOLD),
			[ROLE_NA] = LOOK(OWN, STYLE_DIM),
			[ROLE_MATCH] = { BLACK, YELLOW + BRIGHT, 0 },
			[ROLE_KEY] = LOOK(BLUE, STYLE_BOLD),
			[ROLE_STRONG] = LOOK(OWN, STYLE_BOLD),
		},
	},
	{
		.name = "safe",
		.colours = 256,
		.looks = {
			[ROLE_NORMAL] = LOOK(OWN, 0),
			[ROLE_HEADER] = LOOK(OWN, STYLE_BOLD),
			[ROLE_STATUS] = LOOK(OWN, 0),
			[ROLE_ERROR] = LOOK(ORANGE, STYLE_BOLD),
			[ROLE_FRAME] = LOOK(OWN, STYLE_DIM),
			[ROLE_FRAME_FOCUS] = LOOK(SKY, STYLE_BOLD),
			[ROLE_TITLE] = LOOK(OWN, 0),
			[ROLE_CURSOR] = LOOK(OWN, STYLE_REVERSE),
			[ROLE_CURSOR_DIM] = LOOK(OWN, STYLE_UNDERLINE),
			[ROLE_HEADING] = LOOK(OWN, STYLE_BOLD),
			[ROLE_DIM] = LOOK(OWN, STYLE_DIM),
			[ROLE_GOOD] = LOOK(SKY, 0),
			[ROLE_WATCH] = LOOK(OWN, STYLE_BOLD),
			[ROLE_RISK] = LOOK(ORANGE, STYLE_BOLD),
			[ROLE_UNKNOWN] = LOOK(OWN, STYLE_DIM),
			[ROLE_GAIN] = LOOK(SKY, 0),
			[ROLE_LOSS] = LOOK(ORANGE, STYLE_BOLD),
			[ROLE_YES] = LOOK(SKY, 0),
			[ROLE_NO] = LOOK(ORANGE, STYLE_BOLD),
			[ROLE_NA] = LOOK(OWN, STYLE_DIM),
			[ROLE_MATCH] = { BLACK, ORANGE, 0 },
			[ROLE_KEY] = LOOK(SKY, STYLE_BOLD),
			[ROLE_STRONG] = LOOK(OWN, STYLE_BOLD),
		},
	},
	{
		.name = "ansi8",
		.colours = 8,
		.looks = {
			[ROLE_NORMAL] = LOOK(OWN, 0),
			[ROLE_HEADER] = LOOK(OWN, STYLE_BOLD),
			[ROLE_STATUS] = LOOK(OWN, 0),
			[ROLE_ERROR] = LOOK(RED, STYLE_BOLD),
			[ROLE_FRAME] = LOOK(OWN, 0),
			[ROLE_FRAME_FOCUS] = LOOK(CYAN, STYLE_BOLD),
			[ROLE_TITLE] = LOOK(OWN, 0),
			[ROLE_CURSOR] = LOOK(OWN, STYLE_REVERSE),
			[ROLE_CURSOR_DIM] = LOOK(OWN, STYLE_UNDERLINE),
			[ROLE_HEADING] = LOOK(CYAN, 0),
			[ROLE_DIM] = LOOK(OWN, 0),
			[ROLE_GOOD] = LOOK(GREEN, 0),
			[ROLE_WATCH] = LOOK(YELLOW, 0),
			[ROLE_RISK] = LOOK(RED, STYLE_BOLD),
			[ROLE_UNKNOWN] = LOOK(OWN, 0),
			[ROLE_GAIN] = LOOK(GREEN, 0),
			[ROLE_LOSS] = LOOK(RED, STYLE_BOLD),
			[ROLE_YES] = LOOK(GREEN, 0),
			[ROLE_NO] = LOOK(RED, STYLE_BOLD),
			[ROLE_NA] = LOOK(OWN, 0),
			[ROLE_MATCH] = { BLACK, YELLOW, 0 },
			[ROLE_KEY] = LOOK(YELLOW, STYLE_BOLD),
			[ROLE_STRONG] = LOOK(OWN, STYLE_BOLD),
		},
	},
	{
		.name = "mono",
		.colours = 0,
		.looks = {
			[ROLE_NORMAL] = LOOK(OWN, 0),
			[ROLE_HEADER] = LOOK(OWN, STYLE_BOLD),
			[ROLE_STATUS] = LOOK(OWN, 0),
			[ROLE_ERROR] = LOOK(OWN, STYLE_BOLD),
			[ROLE_FRAME] = LOOK(OWN, 0),
			[ROLE_FRAME_FOCUS] = LOOK(OWN, STYLE_BOLD),
			[ROLE_TITLE] = LOOK(OWN, 0),
			[ROLE_CURSOR] = LOOK(OWN, STYLE_REVERSE),
			[ROLE_CURSOR_DIM] = LOOK(OWN, STYLE_UNDERLINE),
			[ROLE_HEADING] = LOOK(OWN, STYLE_BOLD),
			[ROLE_DIM] = LOOK(OWN, 0),
			[ROLE_GOOD] = LOOK(OWN, 0),
			[ROLE_WATCH] = LOOK(OWN, 0),
			[ROLE_RISK] = LOOK(OWN, STYLE_BOLD),
			[ROLE_UNKNOWN] = LOOK(OWN, 0),
			[ROLE_GAIN] = LOOK(OWN, 0),
			[ROLE_LOSS] = LOOK(OWN, STYLE_BOLD),
			[ROLE_YES] = LOOK(OWN, 0),
			[ROLE_NO] = LOOK(OWN, STYLE_BOLD),
			[ROLE_NA] = LOOK(OWN, 0),
			[ROLE_MATCH] = LOOK(OWN, STYLE_BOLD | STYLE_UNDERLINE),
			[ROLE_KEY] = LOOK(OWN, STYLE_BOLD),
			[ROLE_STRONG] = LOOK(OWN, STYLE_BOLD),
		},
	},
};
const int theme_count = sizeof themes / sizeof themes[0];

const struct theme *theme_find(const char *name)
{
	for (int i = 0; i < theme_count; i++)
		if (strcmp(themes[i].name, name) == 0)
			return &themes[i];
	return NULL;
}
