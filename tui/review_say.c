/* Items of an agenda in words: their numbers, their marks, the picture of a trend. */
#include <stdio.h>

#include "core/spark.h"
#include "tui/review.h"

void review_number(const struct agenda *agenda, size_t at, bool leaving, char text[24])
{
	int section = 0, place = 0;
	enum qbr_section last = QBR_SECTIONS;

	for (size_t i = 0; i <= at && i < agenda->count; i++) {
		const struct qbr_item *item = &agenda->items[i];

		if (leaving && !qbr_leaves(item))
			continue;
		if (item->section != last) {
			last = item->section;
			section = leaving ? section + 1 : (int)last + 1;
			place = 0;
		}
		place++;
	}
	(void)snprintf(text, 24, "%d.%d", section, place);
}

void review_say_marks(const struct qbr_item *item, struct buf *out)
{
	if (item->is_new)
		buf_str(out, " (new)");
	if (item->edited)
		buf_str(out, " (edited)");
	if (item->hidden)
		buf_str(out, " (hidden)");
	if (item->audience == QBR_INTERNAL)
		buf_str(out, " (internal)");
}

void review_say_trend(const struct qbr_item *item, int cells, bool utf8, struct buf *out)
{
	if (!item->series || item->series->count < 2)
		return;
	buf_char(out, ' ');
	spark_line(out, item->series->values, (size_t)item->series->count, cells, utf8);
}

bool review_is_action(const struct qbr_item *item)
{
	return item->todo != 0;
}

void review_say_when(const struct app *app, day_t day, struct buf *out)
{
	day_t today = app->ctx.as_of;

	if (day == today)
		buf_str(out, "today");
	else if (day == today + 1)
		buf_str(out, "tomorrow");
	else if (day < today)
		buf_printf(out, "%d day%s ago, to be held", today - day, today - day == 1 ? "" : "s");
	else
		buf_printf(out, "in %d days", day - today);
}
