#include "core/spark.h"

#define EIGHTHS 8
#define ASCII_STEPS 6 /* heights that a line of text can tell apart */

static const char *const blocks[EIGHTHS] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
static const char *const parts[EIGHTHS] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉" };
static const char *const ascii[ASCII_STEPS] = { "_", ".", "-", "=", "+", "#" };

/* The mean of the at-th of cells equal stretches of the values, rounded towards the first half below 0 or above. */
static int64_t stretch_mean(const int64_t *values, size_t count, int cells, int at)
{
	size_t from = (size_t)at * count / (size_t)cells, to = ((size_t)at + 1) * count / (size_t)cells;
	__int128 sum = 0;

	for (size_t i = from; i < to; i++)
		sum += values[i];
	return (int64_t)(sum / (__int128)(to - from));
}

/* Which of steps a value between least and most is on: the least on the first, the most on the last. */
static int step_of(int64_t value, int64_t least, int64_t most, int steps)
{
	__int128 range = (__int128)most - least;

	if (range == 0)
		return steps / 2;
	return (int)((((__int128)value - least) * (steps - 1) + range / 2) / range);
}

void spark_line(struct buf *out, const int64_t *values, size_t count, int cells, bool utf8)
{
	int steps = utf8 ? EIGHTHS : ASCII_STEPS;
	int64_t least = INT64_MAX, most = INT64_MIN;

	if (cells <= 0 || count == 0)
		return;
	if ((size_t)cells > count)
		cells = (int)count;
	for (int i = 0; i < cells; i++) {
		int64_t mean = stretch_mean(values, count, cells, i);

		least = mean < least ? mean : least;
		most = mean > most ? mean : most;
	}
	for (int i = 0; i < cells; i++) {
		int step = step_of(stretch_mean(values, count, cells, i), least, most, steps);

		buf_str(out, utf8 ? blocks[step] : ascii[step]);
	}
}

/* How much of room part is of whole, floored, 0..room. */
static int share_of(int64_t part, int64_t whole, int room)
{
	if (whole <= 0 || part <= 0)
		return 0;
	if (part >= whole)
		return room;
	return (int)((__int128)part * room / whole);
}

static void repeat(struct buf *out, const char *text, int times)
{
	for (int i = 0; i < times; i++)
		buf_str(out, text);
}

void spark_bar(struct buf *out, int64_t part, int64_t whole, int cells, bool utf8)
{
	int full, eighths;

	if (cells <= 0)
		return;
	if (!utf8) {
		if (cells < 3) {
			repeat(out, share_of(part, whole, cells) ? "#" : "-", cells);
			return;
		}
		full = share_of(part, whole, cells - 2);
		buf_char(out, '[');
		repeat(out, "#", full);
		repeat(out, "-", cells - 2 - full);
		buf_char(out, ']');
		return;
	}
	eighths = share_of(part, whole, cells * EIGHTHS);
	full = eighths / EIGHTHS;
	repeat(out, "█", full);
	buf_str(out, parts[eighths % EIGHTHS]);
	repeat(out, "·", cells - full - (eighths % EIGHTHS != 0));
}
