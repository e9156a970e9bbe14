/* A review as Markdown (CommonMark). Foreign text is always text: no sign of it makes a heading, a link or HTML. */
#include "cmd/markup.h"
#include "cmd/review_doc.h"

static void write_item(const struct qbr_item *item, struct buf *out)
{
	const char *mark = review_mark_said(item);
	char day[REVIEW_DATE];

	buf_str(out, !review_mark(item) ? "- " : item->mark == ANSWER_YES ? "- [x] " : "- [ ] ");
	markdown_block(out, item->text);
	if (item->on != DAY_NONE)
		buf_printf(out, " (%s%s%s)", mark ? mark : "", mark ? ", " : "", review_date(item->on, day));
	else if (mark && item->mark != ANSWER_YES)
		buf_printf(out, " (%s)", mark);
	buf_char(out, '\n');
	for (int i = 0; i < 2; i++) {
		const char *more = i == 0 ? item->note : item->said;

		if (!more || !*more)
			continue;
		buf_str(out, "\n  ");
		markdown_block(out, more);
		buf_char(out, '\n');
	}
	if (item->series && item->series->count > 1) {
		buf_str(out, "\n  ");
		review_say_series(item->series, out);
		buf_char(out, '\n');
	}
}

void review_write_markdown(const struct review_doc *doc, struct buf *out)
{
	char day[REVIEW_DATE];

	buf_printf(out, "# %s: ", review_title(doc));
	markdown_block(out, doc->account);
	buf_char(out, '\n');
	if (doc->day != DAY_NONE)
		buf_printf(out, "\n%s\n", review_date(doc->day, day));
	for (size_t i = 0; i < doc->parts.count; i++) {
		const struct review_part *part = &doc->parts.items[i];

		buf_printf(out, "\n## %zu. %s\n\n", i + 1, part->title);
		for (size_t k = 0; k < part->items.count; k++)
			write_item(part->items.items[k], out);
	}
	if (doc->next != DAY_NONE)
		buf_printf(out, "\nNext review: %s\n", review_date(doc->next, day));
}
