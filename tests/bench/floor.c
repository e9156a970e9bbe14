/*
 * floor ROWS: what the cheapest honest ncurses table costs, as the yardstick for first frames and keys. A
 * heading, rows in three colours with a bar on the selected one, a status line; j k g G space q.
 */
#include <locale.h>
#include <ncurses.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct list {
	long rows, top, cursor;
};

static uint32_t mix(uint32_t x)
{
	x = (x ^ (x >> 16)) * UINT32_C(0x45d9f3b);
	x = (x ^ (x >> 16)) * UINT32_C(0x45d9f3b);
	return x ^ (x >> 16);
}

static void put_row(int y, long row, bool selected)
{
	static const char *const firsts[] = { "Corbadale",  "Helmovia",	 "Ixnagate",
					      "Merrifield", "Talsonova", "Westeknik" };
	static const char *const seconds[] = { "Logistics Ltd", "Dental GmbH", "Foods", "Robotics AG", "Media BV" };
	static const char *const stages[] = { "Launch", "Adopt", "Expand", "Prove", "Scale" };
	uint32_t h = mix((uint32_t)row + 1);
	int health = (int)(h % 101);

	attrset(selected ? A_REVERSE : (chtype)COLOR_PAIR(health < 50 ? 1 : health < 75 ? 2 : 3));
	move(y, 0);
	printw("%-10s %-14s %-8s %3d%%  %8u  2026-%02u-%02u  ", firsts[h % 6], seconds[h / 6 % 5],
	       stages[h / 31 % 5], health, (h >> 7) % 400000, 1 + (h >> 3) % 12, 1 + (h >> 5) % 28);
	printw("%08x %-10s %08x", mix(h), firsts[mix(h) % 6], mix(h + 1));
	for (int x = getcurx(stdscr); x < COLS; x++)
		addch(' ');
	attrset(A_NORMAL);
}

static void draw(const struct list *list, int height)
{
	erase();
	attrset(A_BOLD);
	mvprintw(0, 0, "Account                   Stage   Health     ARR  Renewal");
	attrset(A_NORMAL);
	for (int y = 0; y < height && list->top + y < list->rows; y++)
		put_row(y + 1, list->top + y, list->top + y == list->cursor);
	mvprintw(LINES - 1, 0, "%ld of %ld", list->cursor + 1, list->rows);
	refresh();
}

static void go(struct list *list, long to, int height)
{
	list->cursor = to < 0 ? 0 : to >= list->rows ? list->rows - 1 : to;
	if (list->cursor < list->top)
		list->top = list->cursor;
	if (list->cursor >= list->top + height)
		list->top = list->cursor - height + 1;
}

int main(int argc, char **argv)
{
	struct list list = { .rows = argc > 1 ? atol(argv[1]) : 10000 };
	int key = 0;

	setlocale(LC_ALL, "");
	if (!newterm(NULL, stdout, stdin))
		return 1;
	cbreak();
	noecho();
	keypad(stdscr, TRUE);
	curs_set(0);
	start_color();
	use_default_colors();
	init_pair(1, COLOR_RED, -1);
	init_pair(2, COLOR_YELLOW, -1);
	init_pair(3, COLOR_GREEN, -1);
	while (key != 'q' && key != ERR) {
		int height = LINES > 2 ? LINES - 2 : 1;

		switch (key) {
		case 'j':
			go(&list, list.cursor + 1, height);
			break;
		case 'k':
			go(&list, list.cursor - 1, height);
			break;
		case ' ':
			go(&list, list.cursor + height, height);
			break;
		case 'g':
			go(&list, 0, height);
			break;
		case 'G':
			go(&list, list.rows - 1, height);
			break;
		default:
			break;
		}
		draw(&list, height);
		key = getch();
	}
	endwin();
	return 0;
}
