#ifndef WAYMARK_TUI_SCREEN_PRIVATE_H
#define WAYMARK_TUI_SCREEN_PRIVATE_H
/* What the three files of the screen share: screen.c (curses), screen_key.c, screen_draw.c. */
#include <stddef.h>
#include <wchar.h>

#include "core/buf.h"
#include "core/vec.h"
#include "tui/keys.h"
#include "tui/screen.h"
#include "tui/tty.h"

/* How curses draws a role. */
struct paint {
	unsigned long attributes; /* attr_t */
	short pair;
};

struct screen {
	void *curses;	     /* its SCREEN */
	FILE *out, *in_file; /* what curses was given: copies of the descriptors in tty */
	int frame;	     /* a file in memory where a frame is put together; -1: none */
	struct tty tty;
	struct keys keys;
	unsigned events; /* enum tty_event: seen and not yet told of */
	bool ended;	 /* the keyboard's end was read */
	bool fixed_size, pastes;
	int esc_delay;
	int rows, columns;
	enum text_signs signs;
	bool plain_signs; /* the font has no ticks and arrows */
	const struct theme *theme;
	int colours;
	bool coloured, own_colours;
	struct paint paints[ROLE_COUNT];
	int cursor_y, cursor_x, cursor_shown;
	bool typing;
	struct buf safe, cells;
	VEC(wchar_t) wide;
};

/* Write safe text that is known to be on the screen. */
void screen_put(struct screen *screen, int y, int x, enum role role, const char *text, size_t size)
	__attribute__((nonnull));
/* The same for printable ASCII. */
void screen_put_ascii(struct screen *screen, int y, int x, enum role role, const char *text, int size)
	__attribute__((nonnull));
/* Every cell blank, at no cost where it was blank already. */
void screen_erase(struct screen *screen) __attribute__((nonnull));

#endif
