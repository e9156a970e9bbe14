#include "core/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include <utf8proc.h>

#include "core/xalloc.h"

#define REPLACEMENT "\xef\xbf\xbd"
#define ELLIPSIS "\xe2\x80\xa6"
#define ZERO_WIDTH_SPACE 0x200b
#define WORD_JOINER 0x2060
/* A cell of curses holds one base and four marks; a tower of more is mischief. */
#define MARKS_MAX 4

static bool is_plain(char c)
{
	return c >= 0x20 && c <= 0x7e;
}

/* Bytes of the code point at text (NUL-terminated, not empty), 0 when invalid. */
static size_t decode(const char *text, int32_t *cp)
{
	utf8proc_ssize_t size = utf8proc_iterate((const utf8proc_uint8_t *)text, -1, cp);

	return size > 0 ? (size_t)size : 0;
}

/* Letters and signs of Europe: known, one cell wide, never a mark. */
static bool is_latin(int32_t cp)
{
	return cp >= 0xa0 && cp < 0x300;
}

/* Cells of a code point, -1 when it has none to tell. Before setlocale() the C
 * library knows ASCII only; then the Unicode tables must do. */
static int cp_cells(int32_t cp)
{
	int cells = is_latin(cp) ? 1 : wcwidth((wchar_t)cp);

	if (cells < 0 && wcwidth(0xe9) < 0 && cp >= 0xa0)
		return utf8proc_charwidth(cp);
	return cells;
}

/* Of those that do something rather than show something, whatever shows them. */
static bool is_control(int32_t cp)
{
	if (is_latin(cp))
		return false;
	if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0))
		return true;
	if (cp == 0x200e || cp == 0x200f || cp == 0x61c || cp == 0xfeff)
		return true;
	return (cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2066 && cp <= 0x2069) || (cp >= 0xfff9 && cp <= 0xfffb) ||
	       utf8proc_category(cp) == UTF8PROC_CATEGORY_CN;
}

static bool is_unsafe(int32_t cp)
{
	return is_control(cp) || (!is_latin(cp) && cp_cells(cp) < 0);
}

static bool is_regional(int32_t cp)
{
	return cp >= 0x1f1e6 && cp <= 0x1f1ff;
}

/* Bytes of the grapheme at text, whose first code point is cp in size bytes. */
static size_t grapheme_size(const char *text, int32_t cp, size_t size)
{
	utf8proc_int32_t state = 0;
	int32_t next;
	size_t step;

	/* A plain ASCII character never joins a Latin one before it. */
	if (is_latin(cp) && (signed char)text[size] >= 0)
		return size;
	while (text[size] && (step = decode(text + size, &next)) > 0) {
		if (utf8proc_grapheme_break_stateful(cp, next, &state))
			break;
		cp = next;
		size += step;
	}
	return size;
}

/* The same for text that is already safe, with a short cut for ASCII; *cells
 * gets what it takes up. */
static size_t safe_grapheme(const char *text, int *cells)
{
	size_t size, whole, at;
	int32_t cp;
	int more;

	if ((signed char)text[0] >= 0 && (signed char)text[1] >= 0) {
		*cells = is_plain(text[0]);
		return 1;
	}
	size = decode(text, &cp);
	if (size == 0) {
		*cells = 1;
		return 1;
	}
	*cells = cp == '\n' ? 0 : cp_cells(cp);
	whole = grapheme_size(text, cp, size);
	for (at = size; at < whole; at += size) {
		size = decode(text + at, &cp);
		more = cp_cells(cp);
		*cells += more > 0 ? more : 0;
	}
	if (*cells < 0)
		*cells = 0;
	return whole;
}

/* Whether terminals disagree on the cells of a grapheme: joined and coloured
 * emoji, flags, key caps, signs told to look like emoji. */
static bool is_disputed(const char *text, size_t first, size_t whole, int32_t base)
{
	int class = utf8proc_get_property(base)->boundclass;
	int32_t cp;
	size_t size;

	if (whole == first)
		return false;
	if (class == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC || class == UTF8PROC_BOUNDCLASS_E_ZWG ||
	    is_regional(base))
		return true;
	for (size_t at = first; at < whole; at += size) {
		size = decode(text + at, &cp);
		if (cp == 0xfe0e || cp == 0xfe0f || cp == 0x20e3 || (cp >= 0x1f3fb && cp <= 0x1f3ff) ||
		    (cp >= 0xe0000 && cp <= 0xe007f))
			return true;
	}
	return false;
}

/* Whether a code point only makes sense behind another one. */
static bool needs_base(int32_t cp)
{
	int class;

	if (is_latin(cp))
		return false;
	class = utf8proc_get_property(cp)->boundclass;
	return class == UTF8PROC_BOUNDCLASS_EXTEND || class == UTF8PROC_BOUNDCLASS_SPACINGMARK ||
	       class == UTF8PROC_BOUNDCLASS_ZWJ || cp_cells(cp) == 0;
}

static void add_sign(struct buf *out, enum text_signs signs)
{
	if (signs == TEXT_UTF8)
		buf_add(out, REPLACEMENT, 3);
	else
		buf_char(out, '?');
}

/* The letter without its accents where that is ASCII, a blank for a blank, else "?". */
static void add_ascii(struct buf *out, int32_t cp)
{
	utf8proc_int32_t parts[8];
	utf8proc_ssize_t count;
	int last_class = 0;

	if (utf8proc_category(cp) == UTF8PROC_CATEGORY_ZS) {
		buf_char(out, ' ');
		return;
	}
	count = utf8proc_decompose_char(cp, parts, 8, UTF8PROC_DECOMPOSE, &last_class);
	if (count >= 1 && parts[0] >= 0x20 && parts[0] <= 0x7e)
		buf_char(out, (char)parts[0]);
	else
		buf_char(out, '?');
}

static void add_marks(struct buf *out, const char *text, size_t from, size_t to)
{
	int32_t cp;
	size_t size;
	int marks = 0;

	for (size_t at = from; at < to; at += size) {
		size = decode(text + at, &cp);
		if (is_unsafe(cp)) {
			add_sign(out, TEXT_UTF8);
			marks = 0;
			continue;
		}
		marks = cp_cells(cp) == 0 ? marks + 1 : 0;
		if (marks <= MARKS_MAX)
			buf_add(out, text + at, size);
	}
}

/* One grapheme made safe; returns the bytes read. *flag says whether what was
 * written last is half a flag, which a second half would join. */
static size_t add_grapheme(struct buf *out, const char *text, enum text_signs signs, bool *flag)
{
	int32_t cp;
	size_t size = decode(text, &cp), whole;
	bool second_half;

	if (size == 0 || is_unsafe(cp)) {
		add_sign(out, signs);
		*flag = false;
		return size ? size : 1;
	}
	if (cp == ZERO_WIDTH_SPACE || cp == WORD_JOINER)
		return size; /* real in some scripts, and invisible by intent */
	whole = grapheme_size(text, cp, size);
	second_half = *flag && is_regional(cp);
	*flag = is_regional(cp) && !second_half;
	if (needs_base(cp) || second_half) {
		add_sign(out, signs);
	} else if (signs == TEXT_ASCII) {
		add_ascii(out, cp);
	} else {
		buf_add(out, text, size);
		if (!is_disputed(text, size, whole, cp))
			add_marks(out, text, size, whole);
	}
	return whole;
}

/* Bytes of a line end or tab at text, 0 when it is none. */
static size_t break_size(const char *text)
{
	if (text[0] == '\r')
		return text[1] == '\n' ? 2 : 1;
	if (text[0] == '\n' || text[0] == '\t')
		return 1;
	return strncmp(text, "\xe2\x80\xa8", 3) == 0 || strncmp(text, "\xe2\x80\xa9", 3) == 0 ? 3 : 0;
}

static void make_safe(struct buf *out, const char *text, enum text_signs signs, bool lines)
{
	bool flag = false;
	size_t size;

	while (*text) {
		for (size = 0; is_plain(text[size]); size++)
			;
		/* The last one may carry marks. */
		if (size && (signed char)text[size] < 0)
			size--;
		if (size) {
			buf_add(out, text, size);
			flag = false;
		} else if ((size = break_size(text)) > 0) {
			buf_char(out, lines && *text != '\t' ? '\n' : ' ');
			flag = false;
		} else {
			size = add_grapheme(out, text, signs, &flag);
		}
		text += size;
	}
}

void text_safe(struct buf *out, const char *text, enum text_signs signs)
{
	make_safe(out, text, signs, false);
}

void text_safe_lines(struct buf *out, const char *text, enum text_signs signs)
{
	make_safe(out, text, signs, true);
}

int text_width(const char *safe)
{
	int width = 0, cells;

	while (*safe) {
		safe += safe_grapheme(safe, &cells);
		width += cells;
	}
	return width;
}

size_t text_fit(const char *safe, int cells, int *used)
{
	size_t size = 0;
	int width = 0, more;

	while (safe[size]) {
		size_t step, run = 0;

		/* Plain characters are a cell each; the last one may carry marks. */
		while (width + (int)run < cells && is_plain(safe[size + run]))
			run++;
		if (run && (signed char)safe[size + run] < 0)
			run--;
		size += run;
		width += (int)run;
		if (!safe[size])
			break;
		step = safe_grapheme(safe + size, &more);
		if (more > cells - width)
			break;
		width += more;
		size += step;
	}
	if (used)
		*used = width;
	return size;
}

static void add_spaces(struct buf *out, int count)
{
	static const char spaces[] = "                                ";
	const int most = (int)sizeof spaces - 1;

	for (; count > 0; count -= most)
		buf_add(out, spaces, (size_t)(count < most ? count : most));
}

void text_column(struct buf *out, const char *safe, int cells, bool right, enum text_signs signs)
{
	const char *end = "";
	int used, end_cells = 0;
	size_t size;

	if (cells <= 0)
		return;
	size = text_fit(safe, cells, &used);
	if (safe[size]) {
		/* An ellipsis needs something before it that it can shorten. */
		if (signs == TEXT_UTF8 && cells >= 2) {
			end = ELLIPSIS;
			end_cells = 1;
		} else if (signs == TEXT_ASCII && cells >= 4) {
			end = "...";
			end_cells = 3;
		}
		size = text_fit(safe, cells - end_cells, &used);
	}
	if (right)
		add_spaces(out, cells - used - end_cells);
	buf_add(out, safe, size);
	buf_str(out, end);
	if (!right)
		add_spaces(out, cells - used - end_cells);
}

/* Bytes of the line at text that fit, of size bytes without a line end in them;
 * *next gets where the following line starts. */
static size_t wrap_line(const char *text, size_t size, int cells, size_t *next)
{
	size_t at = 0, space = 0, step;
	int width = 0, more;

	while (at < size) {
		step = safe_grapheme(text + at, &more);
		if (text[at] == ' ' && step == 1)
			space = at;
		else if (width + more > cells)
			break;
		width += more;
		at += step;
	}
	if (at >= size) {
		at = size;
		*next = size;
	} else if (space) {
		at = space;
		for (*next = space; *next < size && text[*next] == ' '; ++*next)
			;
	} else {
		if (at == 0) /* one character wider than the line */
			at = safe_grapheme(text, &more);
		*next = at;
	}
	while (at > 0 && text[at - 1] == ' ')
		at--;
	return at;
}

int text_wrap(const char *safe, int cells, void (*line)(void *data, const char *text, size_t size), void *data)
{
	int lines = 0;

	if (cells < 1)
		cells = 1;
	do {
		size_t size = strcspn(safe, "\n"), at = 0;

		do {
			size_t next, fits = wrap_line(safe + at, size - at, cells, &next);

			if (line)
				line(data, safe + at, fits);
			at += next;
			lines++;
		} while (at < size);
		safe += size + (safe[size] == '\n');
	} while (*safe);
	return lines;
}

static void fold_run(struct buf *out, const char *text, size_t size)
{
	utf8proc_uint8_t *folded;
	utf8proc_ssize_t count;

	if (size == 0)
		return;
	count = utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)size, &folded,
			     UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
	if (count < 0)
		BUG("valid text that cannot be folded");
	buf_add(out, folded, (size_t)count);
	free(folded);
}

char *text_fold(const char *text)
{
	struct buf out = { 0 };
	size_t size = 0, run, step;
	int32_t cp;
	char *plain;

	while (text[size] && (signed char)text[size] > 0)
		size++;
	if (!text[size]) {
		plain = xstrndup(text, size);
		for (char *c = plain; *c; c++)
			if (*c >= 'A' && *c <= 'Z')
				*c = (char)(*c - 'A' + 'a');
		return plain;
	}
	while (*text) {
		for (run = 0; text[run] && (step = decode(text + run, &cp)) > 0; run += step)
			;
		fold_run(&out, text, run);
		text += run;
		if (*text)
			buf_char(&out, *text++);
	}
	return buf_take(&out);
}

bool text_contains(const char *folded, const char *part)
{
	return strstr(folded, part) != NULL;
}

bool text_is_utf8(const char *data, size_t size)
{
	size_t at = 0;
	int32_t cp;

	while (at < size) {
		utf8proc_ssize_t step;

		if ((signed char)data[at] >= 0) {
			at++;
			continue;
		}
		step = utf8proc_iterate((const utf8proc_uint8_t *)data + at, (utf8proc_ssize_t)(size - at), &cp);
		if (step <= 0)
			return false;
		at += (size_t)step;
	}
	return true;
}

void text_repair(struct buf *out, const char *text)
{
	size_t run, step;
	int32_t cp;

	while (*text) {
		for (run = 0; text[run] && (step = decode(text + run, &cp)) > 0; run += step)
			;
		buf_add(out, text, run);
		text += run;
		if (*text) {
			add_sign(out, TEXT_UTF8);
			text++;
		}
	}
}

static bool is_mark(int32_t cp)
{
	utf8proc_category_t category = utf8proc_category(cp);

	return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME;
}

void text_harmless(struct buf *out, const char *text)
{
	int marks = 0;
	size_t size;
	int32_t cp;

	for (; *text; text += size ? size : 1) {
		size = decode(text, &cp);
		marks = size && is_mark(cp) ? marks + 1 : 0;
		if (size && (cp == '\n' || cp == 0x2028 || cp == 0x2029 || (cp == '\r' && text[1] != '\n')))
			buf_char(out, '\n');
		else if (size && cp == '\t')
			buf_char(out, ' ');
		else if (size && cp == '\r')
			continue;
		else if (!size || is_control(cp))
			add_sign(out, TEXT_UTF8);
		else if (marks <= MARKS_MAX)
			buf_add(out, text, size);
	}
}

/* Bytes of the blank at text, 0 when it is none. */
static size_t blank_size(const char *text)
{
	int32_t cp;
	size_t size;

	if (*text == ' ' || (*text >= '\t' && *text <= '\r'))
		return 1;
	if ((signed char)*text >= 0)
		return 0;
	size = decode(text, &cp);
	return size && utf8proc_category(cp) == UTF8PROC_CATEGORY_ZS ? size : 0;
}

bool text_is_same(const char *held, const char *said)
{
	struct buf whole = { 0 };
	bool same;

	if (!strcmp(held, said))
		return true;
	if (!strstr(said, "\xef\xbf\xbd"))
		return false;
	text_repair(&whole, held);
	same = !strcmp(buf_text(&whole), said);
	buf_free(&whole);
	return same;
}

char *text_trim(char *text)
{
	char *end, *at;
	size_t size;

	while ((size = blank_size(text)) > 0)
		text += size;
	for (end = at = text; *at;) {
		size = blank_size(at);
		at += size ? size : 1;
		if (!size)
			end = at;
	}
	*end = '\0';
	return text;
}

static int min(int a, int b)
{
	return a < b ? a : b;
}

int text_distance(const char *a, const char *b)
{
	enum { MOST = 32 };
	int size_a = (int)strnlen(a, MOST), size_b = (int)strnlen(b, MOST);
	int cost[MOST + 1][MOST + 1];

	for (int i = 0; i <= size_a; i++) {
		for (int j = 0; j <= size_b; j++) {
			if (i == 0 || j == 0) {
				cost[i][j] = i + j;
				continue;
			}
			cost[i][j] = min(cost[i - 1][j - 1] + (a[i - 1] != b[j - 1]),
					 min(cost[i - 1][j], cost[i][j - 1]) + 1);
			/* Two letters swapped are one slip of the fingers. */
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				cost[i][j] = min(cost[i][j], cost[i - 2][j - 2] + 1);
		}
	}
	return cost[size_a][size_b];
}
