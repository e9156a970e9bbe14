/* A series as a chart of several lines: bars from its least to its greatest value, in eighths of a line where the
 * screen has them. */
#include "tui/review.h"

#define EIGHTHS 8
#define LABEL 9	     /* cells of the values on the left */
#define WIDEST_BAR 6 /* cells of one with its gap */

static const char *const blocks[EIGHTHS + 1] = { " ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };

struct chart {
	const struct qbr_series *series;
	int first; /* of its points, where not all have room */
	int lines, cells;
	int64_t least, most;
	bool utf8;
};

static void stretch(struct chart *chart, int64_t value)
{
	chart->least = value < chart->least ? value : chart->least;
	chart->most = value > chart->most ? value : chart->most;
}

static void measure(struct chart *chart, int room)
{
	const struct qbr_series *series = chart->series;
	int count = series->count;

	chart->first = count > room ? count - room : 0;
	count -= chart->first;
	chart->cells = room / count < WIDEST_BAR ? room / count : WIDEST_BAR;
	chart->least = INT64_MAX;
	chart->most = INT64_MIN;
	for (int i = chart->first; i < series->count; i++)
		stretch(chart, series->values[i]);
	if (series->has_target)
		stretch(chart, series->target);
	if (series->has_baseline)
		stretch(chart, series->baseline);
}

/* How many eighths of a line high; the least is still to be seen. */
static int height_of(const struct chart *chart, int64_t value)
{
	__int128 range = (__int128)chart->most - chart->least;
	int whole = chart->lines * EIGHTHS;

	if (range == 0)
		return whole / 2;
	return 1 + (int)(((__int128)value - chart->least) * (whole - 1) / range);
}

static void add_bar(const struct chart *chart, int eighths, bool target, struct buf *out)
{
	int bar = chart->cells > 1 ? chart->cells - 1 : 1;
	const char *gap = !target ? " " : chart->utf8 ? "┈" : ".";
	const char *sign = gap;

	eighths = eighths < 0 ? 0 : eighths > EIGHTHS ? EIGHTHS : eighths;
	if (chart->utf8 && eighths > 0)
		sign = blocks[eighths];
	else if (eighths >= EIGHTHS / 2)
		sign = "#";
	else if (eighths > 0)
		sign = "_";
	for (int i = 0; i < chart->cells; i++)
		buf_str(out, i < bar ? sign : gap);
}

static void say_line(const struct chart *chart, int line, struct sheet *sheet)
{
	const struct qbr_series *series = chart->series;
	bool target = series->has_target && (height_of(chart, series->target) - 1) / EIGHTHS == line;
	char value[VALUE_SIZE] = "";
	struct buf bars = { 0 };

	if (line == chart->lines - 1)
		value_format(chart->most, value);
	else if (line == 0)
		value_format(chart->least, value);
	for (int i = chart->first; i < series->count; i++)
		add_bar(chart, height_of(chart, series->values[i]) - line * EIGHTHS, target, &bars);
	sheet_line(sheet, -1);
	sheet_printf(sheet, ROLE_DIM, "%*s ", LABEL - 1, value);
	sheet_text(sheet, ROLE_GOOD, buf_text(&bars));
	if (target)
		sheet_printf(sheet, ROLE_DIM, " target %s", value_format(series->target, value));
	buf_free(&bars);
}

static void say_days(const struct chart *chart, day_t as_of, struct sheet *sheet)
{
	const struct qbr_series *series = chart->series;
	int last = series->count - 1, width = (series->count - chart->first) * chart->cells;
	char from[16], to[16], first[VALUE_SIZE], now[VALUE_SIZE];

	date_format_short(series->days[chart->first], as_of, from);
	date_format_short(series->days[last], as_of, to);
	sheet_line(sheet, -1);
	sheet_printf(sheet, ROLE_DIM, "%*s", LABEL, "");
	if (width >= text_width(from) + text_width(to) + 1)
		sheet_printf(sheet, ROLE_DIM, "%s%*s", from, width - text_width(from), to);
	else
		sheet_printf(sheet, ROLE_DIM, "%s to %s", from, to);
	sheet_line(sheet, -1);
	sheet_printf(sheet, ROLE_DIM, "%*s", LABEL, "");
	sheet_printf(sheet, ROLE_NORMAL, "%s %s %s", value_format(series->values[chart->first], first),
		     sheet->signs == TEXT_UTF8 ? "→" : "->", value_format(series->values[last], now));
	if (series->has_baseline)
		sheet_printf(sheet, ROLE_DIM, ", from %s at first", value_format(series->baseline, first));
}

void review_chart(const struct qbr_series *series, int lines, day_t as_of, struct sheet *sheet)
{
	struct chart chart = { .series = series, .lines = lines, .utf8 = sheet->signs == TEXT_UTF8 };
	int room = sheet->width - SHEET_MARGIN - LABEL - (series->has_target ? 14 : 0);

	if (series->count < 1 || lines < 1 || room < 1)
		return;
	measure(&chart, room);
	for (int line = lines; line-- > 0;)
		say_line(&chart, line, sheet);
	say_days(&chart, as_of, sheet);
}
