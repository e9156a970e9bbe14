#include "cmd/review_doc.h"

#include <stdio.h>

#include "core/records.h"

/* Whether anybody ticked anything in the meeting; where nobody did, all of it counts as covered. */
static bool was_ticked(const struct agenda *agenda)
{
	for (size_t i = 0; i < agenda->count; i++)
		if (agenda->items[i].covered)
			return true;
	return false;
}

static void add_part(struct review_doc *doc, const char *title, const struct agenda *agenda,
		     bool (*belongs)(const struct qbr_item *item, int section, bool ticked), int section)
{
	bool ticked = was_ticked(agenda);
	struct review_part part = { .title = title };

	for (size_t i = 0; i < agenda->count; i++)
		if (qbr_leaves(&agenda->items[i]) && belongs(&agenda->items[i], section, ticked))
			*vec_add(&part.items) = &agenda->items[i];
	if (part.items.count)
		*vec_add(&doc->parts) = part;
}

static bool in_section(const struct qbr_item *item, int section, bool ticked)
{
	(void)ticked;
	return (int)item->section == section;
}

static bool was_covered(const struct qbr_item *item, int section, bool ticked)
{
	return (int)item->section == section && (item->covered || !ticked);
}

static bool was_left(const struct qbr_item *item, int section, bool ticked)
{
	(void)section;
	return item->section != QBR_DECISIONS && ticked && !item->covered;
}

void review_doc_make(const char *account, const char *csm, const struct agenda *agenda, struct review_doc *out)
{
	*out = (struct review_doc){
		.account = account,
		.csm = csm,
		.held = agenda->held != DAY_NONE,
		.day = agenda->held != DAY_NONE ? agenda->held : agenda->next_review,
		.next = agenda->held != DAY_NONE ? agenda->next_review : DAY_NONE,
	};
	if (!out->held) {
		for (int s = 0; s < QBR_SECTIONS; s++)
			add_part(out, qbr_section_title((enum qbr_section)s), agenda, in_section, s);
		return;
	}
	add_part(out, qbr_section_title(QBR_DECISIONS), agenda, in_section, QBR_DECISIONS);
	for (int s = 0; s < QBR_DECISIONS; s++)
		add_part(out, qbr_section_title((enum qbr_section)s), agenda, was_covered, s);
	add_part(out, "Left for next time", agenda, was_left, 0);
}

void review_doc_free(struct review_doc *doc)
{
	for (size_t i = 0; i < doc->parts.count; i++)
		vec_free(&doc->parts.items[i].items);
	vec_free(&doc->parts);
}

const char *review_title(const struct review_doc *doc)
{
	return doc->held ? "Business review: recap" : "Business review";
}

char *review_date(day_t day, char *text)
{
	static const char *const months[] = {
		"January", "February", "March",	    "April",   "May",	   "June",
		"July",	   "August",   "September", "October", "November", "December"
	};
	struct civil civil = date_to_civil(day);

	(void)snprintf(text, REVIEW_DATE, "%d %s %d", civil.day, months[civil.month - 1], civil.year);
	return text;
}

const char *review_mark(const struct qbr_item *item)
{
	switch (item->mark) {
	case ANSWER_YES:
		return item->section == QBR_PROMISES ? "kept" : "done";
	case ANSWER_NO:
		return item->section == QBR_PROMISES ? "not kept" : "not yet";
	default:
		return item->section == QBR_ACTIONS || item->todo ? "open" : NULL;
	}
}

const char *review_mark_said(const struct qbr_item *item)
{
	return item->section == QBR_ACHIEVED && item->mark == ANSWER_YES ? NULL : review_mark(item);
}

void review_say_series(const struct qbr_series *series, struct buf *out)
{
	char value[VALUE_SIZE];

	for (int i = 0; i < series->count; i++)
		buf_printf(out, "%s%s", i ? ", " : "", value_format(series->values[i], value));
	if (series->has_target)
		buf_printf(out, "; target %s", value_format(series->target, value));
}
