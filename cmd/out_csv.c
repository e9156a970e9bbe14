/* CSV out: RFC 4180, and nothing that a spreadsheet would run. */
#include "cmd/out.h"
#include "storage/csv.h"

void csv_field(struct buf *out, bool first, enum csv_kind kind, const char *text)
{
	struct buf guarded = { 0 };

	if (!first)
		buf_char(out, ',');
	if (!text)
		return;
	if (kind == CSV_TEXT && csv_is_guarded(text))
		buf_char(&guarded, '\'');
	buf_str(&guarded, text);
	csv_put(out, buf_text(&guarded), guarded.size);
	buf_free(&guarded);
}

void csv_end(struct buf *out)
{
	buf_str(out, "\r\n");
}
