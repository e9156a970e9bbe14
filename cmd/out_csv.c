/* CSV out: RFC 4180, valid UTF-8 (one stray byte, and readers take the file for another encoding), and nothing
 * that a spreadsheet would run. */
#include "cmd/out.h"
#include "core/text.h"
#include "storage/csv.h"

void csv_field(struct buf *out, bool first, enum csv_kind kind, const char *text)
{
	struct buf guarded = { 0 }, whole = { 0 };

	if (!first)
		buf_char(out, ',');
	if (!text)
		return;
	text_repair(&whole, text);
	if (kind == CSV_TEXT && csv_is_guarded(buf_text(&whole)))
		buf_char(&guarded, '\'');
	buf_add(&guarded, buf_text(&whole), whole.size);
	csv_put(out, buf_text(&guarded), guarded.size);
	buf_free(&guarded);
	buf_free(&whole);
}

void csv_end(struct buf *out)
{
	buf_str(out, "\r\n");
}
