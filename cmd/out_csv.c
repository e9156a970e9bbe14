/* CSV out: RFC 4180, and nothing that a spreadsheet would run. */
#include <string.h>

#include "cmd/out.h"
#include "storage/csv.h"

/* A cell that begins so is taken for a formula; a plain number is none. */
static bool looks_like_formula(const char *text)
{
	size_t digits;

	if (!*text || !strchr("=+-@\t\r", *text))
		return false;
	if (*text != '-' && *text != '+')
		return true;
	digits = strspn(text + 1, "0123456789.");
	return !digits || text[1 + digits];
}

void csv_field(struct buf *out, bool first, enum csv_kind kind, const char *text)
{
	struct buf guarded = { 0 };

	if (!first)
		buf_char(out, ',');
	if (!text)
		return;
	if (kind == CSV_TEXT && looks_like_formula(text))
		buf_char(&guarded, '\'');
	buf_str(&guarded, text);
	csv_put(out, buf_text(&guarded), guarded.size);
	buf_free(&guarded);
}

void csv_end(struct buf *out)
{
	buf_str(out, "\r\n");
}
