/* Process documents: which to write first, and why. */
#include "core/document.h"

#include <stdlib.h>
#include <string.h>

#include "core/text.h"

static const char *const critical_names[] = {
	[CRITICAL_UNKNOWN] = "",
	[CRITICAL_LOW] = "low",
	[CRITICAL_MEDIUM] = "medium",
	[CRITICAL_HIGH] = "high",
};

const char *critical_name(enum document_critical critical)
{
	return critical_names[critical];
}

bool critical_from_name(const char *name, enum document_critical *critical)
{
	for (int c = CRITICAL_UNKNOWN; c <= CRITICAL_HIGH; c++)
		if (!strcmp(critical_names[c], name)) {
			*critical = (enum document_critical)c;
			return true;
		}
	return false;
}

void document_clear(struct document *document)
{
	free(document->title);
	free(document->text);
	free(document->link);
	free(document->owner);
	free(document->holders);
	*document = (struct document){ 0 };
}

static bool said(const char *text)
{
	return text && text[strspn(text, " \t\n")];
}

bool document_written(const struct document *document)
{
	return said(document->text) || said(document->link);
}

/* ---- the rank ---- */

/* Names between commas; blanks are none. */
static int count_names(const char *names)
{
	int count = 0;

	while (names && *names) {
		size_t size = strcspn(names, ",");

		count += strspn(names, " \t\n") < size;
		names += size + (names[size] == ',');
	}
	return count;
}

static struct document_term term_critical(enum document_critical critical)
{
	static const struct document_term terms[] = {
		[CRITICAL_UNKNOWN] = { 0, false, "how critical? not asked" },
		[CRITICAL_LOW] = { 10, true, "of little weight for success" },
		[CRITICAL_MEDIUM] = { 25, true, "of some weight for success" },
		[CRITICAL_HIGH] = { 40, true, "critical to success" },
	};

	return terms[critical];
}

static struct document_term term_holders(const char *holders)
{
	int names = count_names(holders);

	if (!names)
		return (struct document_term){ 0, false, "who holds the knowledge? not asked" };
	if (names == 1)
		return (struct document_term){ 25, true, "one person holds the knowledge" };
	if (names <= 3)
		return (struct document_term){ 10, true, "two or three hold the knowledge" };
	return (struct document_term){ 0, true, "more than three hold the knowledge" };
}

static struct document_term term_frees(enum yes_no frees)
{
	static const struct document_term terms[] = {
		[YES_NO_UNKNOWN] = { 0, false, "would it free your time? not asked" },
		[SAID_NO] = { 0, true, "would not free time" },
		[SAID_YES] = { 20, true, "would free time" },
	};

	return terms[frees];
}

static struct document_term term_only_one(enum yes_no only_one)
{
	static const struct document_term terms[] = {
		[YES_NO_UNKNOWN] = { 0, false, "are you the only one who can do it? not asked" },
		[SAID_NO] = { 0, true, "others can do it too" },
		[SAID_YES] = { 15, true, "only one can do it" },
	};

	return terms[only_one];
}

int document_rank(const struct document *document, struct document_term terms[DOCUMENT_TERMS])
{
	int rank = 0;

	terms[0] = term_critical(document->critical);
	terms[1] = term_holders(document->holders);
	terms[2] = term_frees(document->frees);
	terms[3] = term_only_one(document->only_one);
	for (int i = 0; i < DOCUMENT_TERMS; i++)
		rank += terms[i].points;
	return rank;
}

void document_why(const struct document *document, struct buf *out)
{
	static const char *const questions[] = { "how critical", "who holds the knowledge", "does it free time",
						 "can only one do it" };
	struct document_term terms[DOCUMENT_TERMS];
	const char *lead = "";

	document_rank(document, terms);
	for (int i = 0; i < DOCUMENT_TERMS; i++) {
		if (!terms[i].known)
			continue;
		buf_printf(out, "%s%s %+d", lead, terms[i].why, terms[i].points);
		lead = ", ";
	}
	if (!*lead) {
		buf_str(out, "none of the four questions is answered yet");
		return;
	}
	lead = "; not asked: ";
	for (int i = 0; i < DOCUMENT_TERMS; i++) {
		if (terms[i].known)
			continue;
		buf_printf(out, "%s%s", lead, questions[i]);
		lead = ", ";
	}
}

int document_compare(const struct document *a, const struct document *b)
{
	struct document_term terms[DOCUMENT_TERMS];
	int rank_a = document_rank(a, terms), rank_b = document_rank(b, terms), order;
	char *title_a, *title_b;

	if (document_written(a) != document_written(b))
		return document_written(a) ? 1 : -1;
	if (rank_a != rank_b)
		return rank_a > rank_b ? -1 : 1;
	if (a->tasks != b->tasks)
		return a->tasks > b->tasks ? -1 : 1;
	title_a = text_fold(a->title);
	title_b = text_fold(b->title);
	order = strcmp(title_a, title_b);
	free(title_a);
	free(title_b);
	return order;
}
