/* A review as one HTML file: its style is within, it loads nothing and runs nothing. */
#include "cmd/markup.h"
#include "cmd/review_css.h"
#include "cmd/review_doc.h"

/* In an isolate of its own, so that a name from right to left turns nothing else round. */
static void isolated(struct buf *out, const char *text)
{
	buf_str(out, "<bdi>");
	html_text(out, text);
	buf_str(out, "</bdi>");
}

static void write_time(day_t day, struct buf *out)
{
	char iso[DATE_SIZE], text[REVIEW_DATE];

	buf_printf(out, "<time datetime=\"%s\">%s</time>", date_format(day, iso), review_date(day, text));
}

static void write_sign(const struct qbr_item *item, struct buf *out)
{
	const char *mark = review_mark(item);

	if (!mark)
		buf_str(out, "<span class=\"sign\" aria-hidden=\"true\">•</span>");
	else if (item->mark == ANSWER_YES)
		buf_printf(out, "<span class=\"sign done\" role=\"img\" aria-label=\"%s\">✓</span>", mark);
	else
		buf_printf(out, "<span class=\"sign open\" role=\"img\" aria-label=\"%s\">%s</span>", mark,
			   item->mark == ANSWER_NO ? "✗" : "○");
}

static void write_more(const char *text, struct buf *out)
{
	if (!text || !*text)
		return;
	buf_str(out, "<p class=\"note\">");
	isolated(out, text);
	buf_str(out, "</p>\n");
}

static void write_item(const struct qbr_item *item, struct buf *out)
{
	const char *mark = review_mark_said(item);

	buf_str(out, "<li>");
	write_sign(item, out);
	buf_str(out, "\n<div>");
	isolated(out, item->text);
	if (mark || item->on != DAY_NONE) {
		buf_printf(out, " <span class=\"when\">%s%s", mark ? mark : "",
			   mark && item->on != DAY_NONE ? ", " : "");
		if (item->on != DAY_NONE)
			write_time(item->on, out);
		buf_str(out, "</span>");
	}
	buf_char(out, '\n');
	write_more(item->note, out);
	write_more(item->said, out);
	if (item->series && item->series->count > 1) {
		review_write_svg(item->series, out);
		buf_str(out, "<p class=\"numbers\">");
		review_say_series(item->series, out);
		buf_str(out, "</p>\n");
	}
	buf_str(out, "</div></li>\n");
}

static void write_head(const struct review_doc *doc, struct buf *out)
{
	buf_printf(out,
		   "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		   "style-src 'unsafe-inline'\">\n<title>%s: ",
		   review_title(doc));
	html_line(out, doc->account);
	buf_printf(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<main>\n<header>\n<h1>", review_css);
	isolated(out, doc->account);
	buf_printf(out, "</h1>\n<p>%s", review_title(doc));
	if (doc->day != DAY_NONE) {
		buf_str(out, ", ");
		write_time(doc->day, out);
	}
	buf_str(out, "</p>\n</header>\n");
}

void review_write_html(const struct review_doc *doc, struct buf *out)
{
	write_head(doc, out);
	for (size_t i = 0; i < doc->parts.count; i++) {
		const struct review_part *part = &doc->parts.items[i];

		buf_printf(out, "<section>\n<h2>%zu. %s</h2>\n<ul>\n", i + 1, part->title);
		for (size_t k = 0; k < part->items.count; k++)
			write_item(part->items.items[k], out);
		buf_str(out, "</ul>\n</section>\n");
	}
	if (doc->next != DAY_NONE) {
		buf_str(out, "<footer>Next review: ");
		write_time(doc->next, out);
		buf_str(out, "</footer>\n");
	}
	buf_str(out, "</main>\n</body>\n</html>\n");
}
