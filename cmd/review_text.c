/* A review as plain text, as it goes into a mail: 72 columns, nothing that a mail program could take for more. */
#include "cmd/review_doc.h"

#include <string.h>

#include "core/spark.h"
#include "core/text.h"

#define COLUMNS 72
#define INDENT 6

struct writer {
	struct buf *out;
	bool utf8, begun;
};

static void add_line(void *data, const char *text, size_t size)
{
	struct writer *writer = data;

	if (writer->begun)
		buf_printf(writer->out, "%*s", INDENT, "");
	buf_add(writer->out, text, size);
	buf_char(writer->out, '\n');
	writer->begun = true;
}

/* A paragraph whose first line goes on from what is there already. */
static void wrap(struct writer *writer, const char *safe, bool begun)
{
	writer->begun = begun;
	(void)text_wrap(safe, COLUMNS - INDENT, add_line, writer);
}

static void foreign(const struct writer *writer, struct buf *out, const char *text)
{
	text_safe(out, text, writer->utf8 ? TEXT_UTF8 : TEXT_ASCII);
}

static const char *box(const struct qbr_item *item)
{
	const char *mark = review_mark(item);

	if (!mark)
		return "  -   ";
	if (item->mark == ANSWER_OPEN)
		return "  [ ] ";
	return item->mark == ANSWER_YES ? "  [x] " : "  [!] ";
}

static void write_series(struct writer *writer, const struct qbr_series *series)
{
	struct buf line = { 0 };

	spark_line(&line, series->values, (size_t)series->count, 24, writer->utf8);
	buf_str(&line, "  ");
	review_say_series(series, &line);
	wrap(writer, buf_text(&line), true);
	buf_free(&line);
}

static void write_item(struct writer *writer, const struct qbr_item *item)
{
	const char *mark = review_mark_said(item);
	struct buf line = { 0 };
	char day[REVIEW_DATE];

	foreign(writer, &line, item->text);
	if (item->on != DAY_NONE)
		buf_printf(&line, " (%s%s%s)", mark ? mark : "", mark ? ", " : "", review_date(item->on, day));
	else if (mark)
		buf_printf(&line, " (%s)", mark);
	buf_str(writer->out, box(item));
	wrap(writer, buf_text(&line), false);
	buf_clear(&line);
	for (int i = 0; i < 2; i++) {
		const char *more = i == 0 ? item->note : item->said;

		if (!more || !*more)
			continue;
		foreign(writer, &line, more);
		wrap(writer, buf_text(&line), true);
		buf_clear(&line);
	}
	if (item->series && item->series->count > 1)
		write_series(writer, item->series);
	buf_free(&line);
}

static void underline(struct buf *out, const char *line, char sign)
{
	for (int i = text_width(line); i > 0; i--)
		buf_char(out, sign);
	buf_char(out, '\n');
}

void review_write_text(const struct review_doc *doc, bool utf8, struct buf *out)
{
	struct writer writer = { .out = out, .utf8 = utf8 };
	struct buf line = { 0 };
	char day[REVIEW_DATE];

	buf_printf(&line, "%s: ", review_title(doc));
	foreign(&writer, &line, doc->account);
	if (doc->day != DAY_NONE)
		buf_printf(&line, ", %s", review_date(doc->day, day));
	buf_printf(out, "%s\n", buf_text(&line));
	underline(out, buf_text(&line), '=');
	buf_free(&line);
	for (size_t i = 0; i < doc->parts.count; i++) {
		const struct review_part *part = &doc->parts.items[i];

		buf_printf(out, "\n%zu. %s\n\n", i + 1, part->title);
		for (size_t k = 0; k < part->items.count; k++)
			write_item(&writer, part->items.items[k]);
	}
	if (doc->next != DAY_NONE)
		buf_printf(out, "\nNext review: %s\n", review_date(doc->next, day));
}
