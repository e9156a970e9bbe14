/* The statement: a sentence with blanks to fill in. Items are blanks, counted from 1. */
#include "tui/programme.h"

static int blank_width(const struct programme_part *part, int most)
{
	int width = 0;

	for (size_t i = 0; i < part->blanks.count; i++) {
		int cells = text_width(part->blanks.items[i]);

		if (cells > width)
			width = cells;
	}
	return width < most ? width : most;
}

static void fill(const struct app *app, const struct programme_view *view, const struct programme_tab *tab,
		 struct sheet *sheet)
{
	const struct programme_part *part = tab_part(view, tab);
	int width = blank_width(part, sheet->width / 3);

	(void)app;
	say_about(sheet, -1,
		  "One sentence that says for whom you do what, and how both sides can tell. Fill in its blanks "
		  "below, in words that a stranger would understand; what stands in brackets is missing.");
	sheet_line(sheet, -1);
	say_statement(part, sheet);
	sheet_line(sheet, -1);
	for (size_t i = 0; i < part->blanks.count; i++) {
		const char *value = part->values[i];

		sheet_line(sheet, sheet_item(sheet, (int64_t)i + 1));
		sheet_cells(sheet, ROLE_KEY, width, part->blanks.items[i]);
		sheet_text(sheet, ROLE_NORMAL, "  ");
		if (value && *value)
			sheet_wrap(sheet, ROLE_NORMAL, value, 0);
		else
			sheet_text(sheet, ROLE_WATCH, "not filled in yet");
	}
}

static unsigned action(struct app *app, struct programme_view *view, struct programme_tab *tab, int64_t item,
		       enum action_id id)
{
	const struct programme_part *part = tab_part(view, tab);
	size_t blank = (size_t)item - 1;

	if (item < 1 || blank >= part->blanks.count)
		return EFFECT_PASS;
	switch (id) {
	case ACTION_OPEN:
	case ACTION_EDIT_NOTE:
		programme_fill(app, view, part->detail.track, part->blanks.items[blank], part->values[blank]);
		return EFFECT_HANDLED;
	case ACTION_NEXT_OPEN:
		for (size_t i = 1; i <= part->blanks.count; i++) {
			size_t next = (blank + i) % part->blanks.count;

			if (part->values[next] && *part->values[next])
				continue;
			tab->place.cursor = next;
			return EFFECT_HANDLED;
		}
		app_say(app, false, "every blank is filled in");
		return EFFECT_HANDLED;
	default:
		return EFFECT_PASS;
	}
}

static void hint(const struct app *app, struct buf *out)
{
	hint_key(app, KEYS_PROGRAMME, ACTION_OPEN, "fill in", out);
	hint_key(app, KEYS_PROGRAMME, ACTION_NEXT_OPEN, "next blank", out);
	hint_key(app, KEYS_ANY, ACTION_UNDO, "undo", out);
}

const struct programme_ops tab_statement = { .fill = fill, .action = action, .hint = hint };
