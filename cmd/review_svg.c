/* The chart of a series: its line over the days, its target and baseline, its first and last number. */
#include <stdio.h>

#include "cmd/review_doc.h"
#include "core/records.h"

#define WIDTH 320
#define HEIGHT 96
#define LEFT 4
#define RIGHT 4
#define TOP 18 /* room for a number above the highest point */
#define BOTTOM 6

struct chart {
	const struct qbr_series *series;
	int64_t least, most;
	struct buf *out;
};

static void reach(struct chart *chart, int64_t value)
{
	chart->least = value < chart->least ? value : chart->least;
	chart->most = value > chart->most ? value : chart->most;
}

/* Tenths of a pixel, so that no float is needed. */
static int y_of(const struct chart *chart, int64_t value)
{
	__int128 range = (__int128)chart->most - chart->least;
	int room = (HEIGHT - TOP - BOTTOM) * 10;

	if (range == 0)
		return TOP * 10 + room / 2;
	return TOP * 10 + (int)(((__int128)chart->most - value) * room / range);
}

static int x_of(const struct chart *chart, int at)
{
	const struct qbr_series *series = chart->series;
	int64_t days = (int64_t)series->days[series->count - 1] - series->days[0];
	int room = (WIDTH - LEFT - RIGHT) * 10;

	if (days <= 0)
		return LEFT * 10 + room * at / (series->count - 1);
	return LEFT * 10 + (int)(((int64_t)series->days[at] - series->days[0]) * room / days);
}

static void tenths(struct buf *out, int value)
{
	buf_printf(out, "%d.%d", value / 10, value % 10);
}

static void draw_level(const struct chart *chart, const char *class, const char *name, int64_t value)
{
	char text[VALUE_SIZE];
	int y = y_of(chart, value);

	buf_printf(chart->out, "<line class=\"%s\" x1=\"%d\" x2=\"%d\" y1=\"", class, LEFT, WIDTH - RIGHT);
	tenths(chart->out, y);
	buf_str(chart->out, "\" y2=\"");
	tenths(chart->out, y);
	buf_printf(chart->out, "\"/><text x=\"%d\" y=\"", WIDTH / 2);
	tenths(chart->out, y - 40);
	buf_printf(chart->out, "\" text-anchor=\"middle\">%s %s</text>\n", name, value_format(value, text));
}

static void draw_end(const struct chart *chart, int at, const char *anchor)
{
	int64_t value = chart->series->values[at];
	char text[VALUE_SIZE];

	buf_str(chart->out, "<circle class=\"dot\" r=\"3\" cx=\"");
	tenths(chart->out, x_of(chart, at));
	buf_str(chart->out, "\" cy=\"");
	tenths(chart->out, y_of(chart, value));
	buf_str(chart->out, "\"/><text x=\"");
	tenths(chart->out, x_of(chart, at));
	buf_str(chart->out, "\" y=\"");
	tenths(chart->out, y_of(chart, value) - 60);
	buf_printf(chart->out, "\" text-anchor=\"%s\">%s</text>\n", anchor, value_format(value, text));
}

static void draw_line(const struct chart *chart)
{
	buf_str(chart->out, "<polyline class=\"line\" points=\"");
	for (int i = 0; i < chart->series->count; i++) {
		if (i)
			buf_char(chart->out, ' ');
		tenths(chart->out, x_of(chart, i));
		buf_char(chart->out, ',');
		tenths(chart->out, y_of(chart, chart->series->values[i]));
	}
	buf_str(chart->out, "\"/>\n");
}

void review_write_svg(const struct qbr_series *series, struct buf *out)
{
	struct chart chart = { .series = series, .least = INT64_MAX, .most = INT64_MIN, .out = out };

	if (series->count < 2)
		return;
	for (int i = 0; i < series->count; i++)
		reach(&chart, series->values[i]);
	if (series->has_target)
		reach(&chart, series->target);
	if (series->has_baseline)
		reach(&chart, series->baseline);
	buf_printf(out, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"", WIDTH, HEIGHT);
	review_say_series(series, out);
	buf_str(out, "\">\n");
	if (series->has_baseline)
		draw_level(&chart, "baseline", "from", series->baseline);
	if (series->has_target)
		draw_level(&chart, "target", "target", series->target);
	draw_line(&chart);
	draw_end(&chart, 0, "start");
	draw_end(&chart, series->count - 1, "end");
	buf_str(out, "</svg>\n");
}
