#include "storage/csv.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/vec.h"

#define WINDOW ((size_t)256 << 10)
#define SNIFF_ROWS 40

/* A cell as it stands in the window, before it is unquoted. */
struct span {
	char *start, *end;
	bool quoted, uneven; /* uneven: doubled quotes inside, or text behind the closing one */
};

struct csv {
	int fd;
	char *name;	    /* in messages */
	off_t size, offset; /* of the file; read so far */
	enum encoding encoding;
	size_t mark;  /* bytes of the byte order mark */
	bool suspect; /* says that it is UTF-8, and is not */
	struct decoder decoder;
	unsigned char *raw;
	char *data; /* the window: start..end is still to be read, and a line end stands at end */
	size_t start, end, room;
	bool eof;
	char delimiter;
	bool stops[256]; /* what ends a cell without quotes */
	long line, number;
	VEC(struct span) spans;
	VEC(struct csv_cell) cells;
};

static bool read_block(struct csv *csv, void *into, size_t size, size_t *got, struct error *error)
{
	ssize_t n;

	do
		n = read(csv->fd, into, size);
	while (n < 0 && errno == EINTR);
	if (n < 0) {
		error_set(error, ERROR_SYSTEM, "%s: cannot be read: %s", csv->name, strerror(errno));
		return false;
	}
	*got = (size_t)n;
	csv->offset += n;
	return true;
}

/* Moves what is left to the front and reads until the window is full. */
static int fill(struct csv *csv, struct error *error)
{
	bool plain = csv->encoding == ENCODING_UTF8;

	memmove(csv->data, csv->data + csv->start, csv->end - csv->start);
	csv->end -= csv->start;
	csv->start = 0;
	if (csv->room - csv->end < WINDOW / 2) {
		csv->room *= 2;
		csv->data = xrealloc(csv->data, csv->room + 2);
	}
	while (!csv->eof) {
		size_t room = csv->room - csv->end, got;
		size_t want = plain ? room : (room - 16) / 3;

		if (room < WINDOW / 4)
			break;
		if (!plain && want > WINDOW)
			want = WINDOW;
		if (!read_block(csv, plain ? csv->data + csv->end : (char *)csv->raw, want, &got, error))
			return -1;
		csv->eof = !got;
		if (!plain)
			got = decoder_run(&csv->decoder, csv->raw, got, csv->eof, csv->data + csv->end);
		csv->end += got;
	}
	csv->data[csv->end] = '\n';
	csv->data[csv->end + 1] = '\n';
	return 0;
}

enum scan { SCAN_DONE, SCAN_MORE, SCAN_OPEN_QUOTE, SCAN_LONG };

struct scanned {
	char *next;	/* where the next record begins */
	long lines;	/* line ends in and after the record */
	long cell_line; /* how many stood before the last cell */
};

/* Behind the line end at p. False: whether a LF follows this CR is not known yet. */
static bool skip_line_end(const struct csv *csv, char **p)
{
	const char *end = csv->data + csv->end;

	if (**p == '\r') {
		if (*p + 1 >= end && !csv->eof)
			return false;
		if (*p + 1 < end && (*p)[1] == '\n')
			(*p)++;
	}
	(*p)++;
	return true;
}

/* Through a quoted cell; p stands on its first quote and gets behind its last. */
static enum scan scan_quoted(const struct csv *csv, char **at, struct span *span, long *lines)
{
	char *p = *at + 1;
	const char *end = csv->data + csv->end;

	span->quoted = true;
	for (;;) {
		while (*p != '"' && *p != '\n' && *p != '\r')
			p++;
		if (p >= end)
			return csv->eof ? SCAN_OPEN_QUOTE : SCAN_MORE;
		if (*p != '"') {
			if (!skip_line_end(csv, &p))
				return SCAN_MORE;
			++*lines;
			continue;
		}
		p++;
		if (p >= end && !csv->eof)
			return SCAN_MORE;
		if (p >= end || *p != '"')
			break;
		span->uneven = true;
		p++;
	}
	if (p < end && !csv->stops[(unsigned char)*p])
		span->uneven = true;
	*at = p;
	return SCAN_DONE;
}

/* Finds the bounds of the cells of the record at start; changes nothing in the window, so that it can
 * be done again when more was read. */
static enum scan scan_record(struct csv *csv, struct scanned *out)
{
	char *p = csv->data + csv->start;
	const char *end = csv->data + csv->end;

	vec_clear(&csv->spans);
	out->lines = 0;
	for (;;) {
		struct span *span = vec_add(&csv->spans);

		*span = (struct span){ .start = p };
		out->cell_line = out->lines;
		if (*p == '"' && p < end) {
			enum scan result = scan_quoted(csv, &p, span, &out->lines);

			if (result == SCAN_MORE && (size_t)(end - span->start) > CSV_MAX_CELL)
				return SCAN_LONG;
			if (result != SCAN_DONE)
				return result;
		}
		while (!csv->stops[(unsigned char)*p])
			p++;
		if ((size_t)(p - span->start) > CSV_MAX_CELL)
			return SCAN_LONG;
		span->end = p;
		if (p >= end)
			break;
		if (*p != csv->delimiter)
			break;
		p++;
	}
	if (p >= end) {
		if (!csv->eof)
			return SCAN_MORE;
	} else {
		if (!skip_line_end(csv, &p))
			return SCAN_MORE;
		out->lines++;
	}
	out->next = p;
	return SCAN_DONE;
}

/* Takes the quotes off a cell, in place. */
static struct csv_cell unquote(const struct span *span)
{
	char *from = span->start + 1, *to = from;

	if (!span->quoted)
		return (struct csv_cell){ span->start, (size_t)(span->end - span->start) };
	if (!span->uneven)
		return (struct csv_cell){ from, (size_t)(span->end - from) - 1 };
	for (;;) {
		if (*from == '"') {
			from++;
			if (from >= span->end || *from != '"')
				break;
		}
		*to++ = *from++;
	}
	while (from < span->end)
		*to++ = *from++;
	return (struct csv_cell){ span->start + 1, (size_t)(to - span->start) - 1 };
}

static void lend_record(struct csv *csv, struct csv_record *record)
{
	const char *start = csv->spans.items[0].start, *end = csv->spans.items[csv->spans.count - 1].end;
	size_t size = (size_t)(end - start);

	record->has_nul = memchr(start, 0, size);
	record->bad_text = false;
	if (csv->suspect) {
		struct utf8_check check = { 0 };

		utf8_check_add(&check, (const unsigned char *)start, size);
		record->bad_text = !utf8_check_end(&check);
	}
	vec_reserve(&csv->cells, csv->spans.count);
	csv->cells.count = csv->spans.count;
	for (size_t i = 0; i < csv->spans.count; i++) {
		csv->cells.items[i] = unquote(&csv->spans.items[i]);
		csv->cells.items[i].text[csv->cells.items[i].size] = '\0';
	}
	record->cells = csv->cells.items;
	record->count = csv->cells.count;
}

/* Past blank lines. 1: a record begins here; 0: the end. */
static int skip_blank_lines(struct csv *csv, bool *skipped, struct error *error)
{
	*skipped = false;
	for (;;) {
		char *p = csv->data + csv->start;

		if (csv->start == csv->end) {
			if (csv->eof)
				return 0;
			if (fill(csv, error) < 0)
				return -1;
			continue;
		}
		if (*p != '\n' && *p != '\r')
			return 1;
		if (!skip_line_end(csv, &p)) {
			if (fill(csv, error) < 0)
				return -1;
			continue;
		}
		csv->start = (size_t)(p - csv->data);
		csv->line++;
		*skipped = true;
	}
}

int csv_next(struct csv *csv, struct csv_record *record, struct error *error)
{
	struct scanned scanned;
	int more = skip_blank_lines(csv, &record->after_blank, error);

	if (more <= 0)
		return more;
	for (;;) {
		enum scan result = scan_record(csv, &scanned);

		if (result == SCAN_DONE)
			break;
		if (result == SCAN_OPEN_QUOTE)
			return error_set(
				error, ERROR_INPUT,
				"%s: line %ld: a quote is opened here and never closed; close it or take it away",
				csv->name, csv->line + scanned.cell_line);
		if (result == SCAN_LONG || csv->end - csv->start > CSV_MAX_RECORD)
			return error_set(
				error, ERROR_INPUT,
				"%s: line %ld: a cell is longer than 1 MB; is a quote missing or one too many?",
				csv->name, csv->line + scanned.cell_line);
		if (fill(csv, error) < 0)
			return -1;
	}
	lend_record(csv, record);
	record->line = csv->line;
	record->number = ++csv->number;
	csv->line += scanned.lines;
	csv->start = (size_t)(scanned.next - csv->data);
	return 1;
}

static void set_delimiter(struct csv *csv, char delimiter)
{
	csv->stops[(unsigned char)csv->delimiter] = false;
	csv->delimiter = delimiter;
	csv->stops[(unsigned char)delimiter] = csv->stops['\n'] = csv->stops['\r'] = true;
}

/* A spreadsheet's first line "sep=;" tells the delimiter and is no data. */
static void take_separator_line(struct csv *csv)
{
	char *p = csv->data + csv->start + 5;

	if (csv->end - csv->start < 6 || strncasecmp(csv->data + csv->start, "sep=", 4) ||
	    (*p != '\n' && *p != '\r') || !skip_line_end(csv, &p))
		return;
	set_delimiter(csv, csv->data[csv->start + 4]);
	csv->start = (size_t)(p - csv->data);
	csv->line = 2;
}

int csv_rewind(struct csv *csv, struct error *error)
{
	if (lseek(csv->fd, (off_t)csv->mark, SEEK_SET) < 0)
		return error_set(error, ERROR_SYSTEM, "%s: cannot be read again: %s", csv->name, strerror(errno));
	csv->offset = (off_t)csv->mark;
	csv->decoder = (struct decoder){ .encoding = csv->encoding };
	csv->start = csv->end = 0;
	csv->eof = false;
	csv->line = 1;
	csv->number = 0;
	if (fill(csv, error) < 0)
		return -1;
	take_separator_line(csv);
	return 0;
}

/* How many of the first rows have the same number of cells, 2 at least, and what that number is. */
static int count_even_rows(struct csv *csv, char delimiter, size_t *width)
{
	size_t widths[SNIFF_ROWS];
	int rows = 0, best = 0;
	size_t start = csv->start;
	struct scanned scanned;

	set_delimiter(csv, delimiter);
	while (rows < SNIFF_ROWS && csv->start < csv->end && scan_record(csv, &scanned) == SCAN_DONE) {
		if (csv->spans.count > 1)
			widths[rows++] = csv->spans.count;
		csv->start = (size_t)(scanned.next - csv->data);
	}
	csv->start = start;
	for (int i = 0; i < rows; i++) {
		int same = 0;

		for (int j = 0; j < rows; j++)
			same += widths[j] == widths[i];
		if (same > best || (same == best && widths[i] > *width)) {
			best = same;
			*width = widths[i];
		}
	}
	return best;
}

/* The delimiter that cuts the most rows alike; of equal ones the one that cuts finer. */
static void sniff_delimiter(struct csv *csv)
{
	static const char candidates[] = ",;\t";
	int best = 0;
	size_t best_width = 1;
	char chosen = ',';

	for (const char *c = candidates; *c; c++) {
		size_t width = 0;
		int even = count_even_rows(csv, *c, &width);

		if (even > best || (even == best && width > best_width)) {
			best = even;
			best_width = width;
			chosen = *c;
		}
	}
	set_delimiter(csv, chosen);
}

/* Looks at the whole file once: is what is not said to be something else UTF-8 throughout? */
static int find_encoding(struct csv *csv, struct error *error)
{
	struct utf8_check check = { 0 };
	bool first = true, marked = false;
	size_t got;

	do {
		size_t skip = 0;

		if (!read_block(csv, csv->data, csv->room, &got, error))
			return -1;
		if (first) {
			marked = encoding_mark((unsigned char *)csv->data, got, &csv->encoding, &csv->mark);
			if (marked && csv->encoding != ENCODING_UTF8)
				return 0;
			skip = csv->mark;
			first = false;
		}
		utf8_check_add(&check, (unsigned char *)csv->data + skip, got - skip);
	} while (got && !check.failed);
	if (utf8_check_end(&check))
		return 0;
	if (marked)
		csv->suspect = true;
	else
		csv->encoding = ENCODING_WINDOWS_1252;
	return 0;
}

/* A pipe cannot be read twice: copy it. */
static int spool(struct csv *csv, struct error *error)
{
	FILE *copy = tmpfile();
	int fd = copy ? dup(fileno(copy)) : -1;
	size_t got;

	if (copy)
		fclose(copy);
	if (fd < 0)
		return error_set(error, ERROR_SYSTEM, "cannot make a temporary file: %s", strerror(errno));
	for (;;) {
		if (!read_block(csv, csv->data, csv->room, &got, error)) {
			close(fd);
			return -1;
		}
		if (!got)
			break;
		for (size_t done = 0; done < got;) {
			ssize_t n = write(fd, csv->data + done, got - done);

			if (n < 0 && errno == EINTR)
				continue;
			if (n < 0) {
				error_set(error, ERROR_SYSTEM, "cannot write a temporary file: %s",
					  strerror(errno));
				close(fd);
				return -1;
			}
			done += (size_t)n;
		}
	}
	if (csv->fd != STDIN_FILENO)
		close(csv->fd);
	csv->fd = fd;
	csv->size = lseek(fd, 0, SEEK_CUR);
	if (lseek(fd, 0, SEEK_SET) < 0)
		return error_set(error, ERROR_SYSTEM, "cannot read a temporary file: %s", strerror(errno));
	return 0;
}

static int open_source(struct csv *csv, const char *path, struct error *error)
{
	struct stat status;
	bool standard = !strcmp(path, "-");

	csv->fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	if (csv->fd < 0)
		return error_set(error, errno == ENOENT ? ERROR_NOT_FOUND : ERROR_SYSTEM,
				 "%s: cannot be opened: %s", csv->name, strerror(errno));
	if (fstat(csv->fd, &status) < 0)
		return error_set(error, ERROR_SYSTEM, "%s: cannot be read: %s", csv->name, strerror(errno));
	if (S_ISDIR(status.st_mode))
		return error_set(error, ERROR_INPUT, "%s is a folder; name a CSV file", csv->name);
	csv->size = status.st_size;
	/* Standard input, even a file, may stand in the middle and belongs to others too. */
	return S_ISREG(status.st_mode) && !standard ? 0 : spool(csv, error);
}

int csv_open(struct csv **out, const char *path, char delimiter, struct error *error)
{
	struct csv *csv = xcalloc(1, sizeof *csv);

	csv->name = xstrdup(strcmp(path, "-") ? path : "standard input");
	csv->room = WINDOW;
	csv->data = xmalloc(csv->room + 2);
	csv->raw = xmalloc(WINDOW);
	set_delimiter(csv, delimiter ? delimiter : ',');
	if (open_source(csv, path, error) < 0 || find_encoding(csv, error) < 0 || csv_rewind(csv, error) < 0) {
		csv_close(csv);
		return -1;
	}
	if (!delimiter && csv->line == 1)
		sniff_delimiter(csv);
	*out = csv;
	return 0;
}

void csv_close(struct csv *csv)
{
	if (!csv)
		return;
	if (csv->fd > STDIN_FILENO)
		close(csv->fd);
	free(csv->name);
	free(csv->raw);
	free(csv->data);
	vec_free(&csv->spans);
	vec_free(&csv->cells);
	free(csv);
}

enum encoding csv_encoding(const struct csv *csv)
{
	return csv->encoding;
}

char csv_delimiter(const struct csv *csv)
{
	return csv->delimiter;
}

int csv_percent(const struct csv *csv)
{
	off_t read_so_far = csv->offset - (off_t)(csv->end - csv->start);

	if (csv->size <= 0 || read_so_far < 0)
		return 0;
	return read_so_far >= csv->size ? 100 : (int)(read_so_far * 100 / csv->size);
}

void csv_put(struct buf *out, const char *text, size_t size)
{
	bool quote = size && (text[0] == ' ' || text[size - 1] == ' ');

	for (size_t i = 0; i < size && !quote; i++)
		quote = strchr(",;\t\"\r\n", text[i]) && text[i];
	if (!quote) {
		buf_add(out, text, size);
		return;
	}
	buf_char(out, '"');
	for (const char *end = text + size; text < end;) {
		const char *mark = memchr(text, '"', (size_t)(end - text));
		size_t run = (size_t)((mark ? mark + 1 : end) - text);

		buf_add(out, text, run);
		if (mark)
			buf_char(out, '"');
		text += run;
	}
	buf_char(out, '"');
}

bool csv_is_guarded(const char *text)
{
	size_t digits;

	/* The text that is guarded may begin with such signs itself. */
	text += strspn(text, "'");
	if (!*text || !strchr("=+-@\t\r", *text))
		return false;
	if (*text != '-' && *text != '+')
		return true;
	digits = strspn(text + 1, "0123456789.");
	return !digits || text[1 + digits];
}
