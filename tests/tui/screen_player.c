/* A program that only draws a list and says what keys came: the screen's own tests run it on a
 * pseudo-terminal. q ends it with 0, a hang-up with 3, b with BUG(), e runs "echo" in between. */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/xalloc.h"
#include "tui/keymap.h"
#include "tui/screen.h"

static void draw(struct screen *screen, int cursor, const char *said)
{
	int rows = screen_rows(screen), columns = screen_columns(screen);
	char line[128];

	screen_clear(screen, (struct rect){ 0, 0, rows, columns }, ROLE_NORMAL);
	for (int i = 1; i < rows - 1; i++) {
		snprintf(line, sizeof line, "line %d of %d", i, rows);
		screen_text(screen, i, 0, columns, i == cursor ? ROLE_CURSOR : ROLE_NORMAL, line);
	}
	snprintf(line, sizeof line, "%d x %d: %s", rows, columns, said);
	screen_text(screen, 0, 0, columns, ROLE_HEADER, line);
	screen_cursor(screen, cursor, 0, false);
	screen_flush(screen);
}

static void run_other(struct screen *screen)
{
	screen_suspend(screen);
	if (system("stty -a | tr ' ;' '\\n\\n' | grep -c -x -e icanon -e echo -e isig; echo other done") != 0)
		abort();
	screen_resume(screen);
}

int main(void)
{
	struct screen_options options = { .in = -1, .theme = "" };
	struct error error = { 0 };
	struct screen *screen;
	char said[64] = "ready";
	int cursor = 1, key = KEY_NONE;

	setlocale(LC_ALL, "");
	if (screen_open(&screen, &options, &error) != 0) {
		fprintf(stderr, "%s\n", error.text);
		return 1;
	}
	while (key != 'q' && key != KEY_HANGUP) {
		if (!screen_key_waiting(screen))
			draw(screen, cursor, said);
		key = screen_key(screen, -1);
		cursor += key == 'j' ? 1 : key == 'k' ? -1 : 0;
		key_to_name(key, said);
		if (key == KEY_RESIZED)
			snprintf(said, sizeof said, "resized");
		if (key == KEY_PASTE)
			snprintf(said, sizeof said, "pasted %.40s", screen_paste(screen));
		if (key == 'b')
			BUG("asked for");
		if (key == 'e')
			run_other(screen);
	}
	screen_close(screen);
	return key == KEY_HANGUP ? 3 : 0;
}
