/*
 * The next review for a calendar. libical does the folding, escaping and reading of times; since it brings all of
 * ICU into the process it is loaded here, and only when somebody asks for a calendar file.
 */
#include <dlfcn.h>
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>

#include "cmd/review_doc.h"
#include "core/text.h"
#include "core/xalloc.h"

#define LIBRARY "libical.so.3"

/* Its functions that are used here, as X(name). */
#define FUNCTIONS(X) \
	X(icalcomponent_new_vcalendar) \
	X(icalcomponent_new_vevent) \
	X(icalcomponent_add_component) \
	X(icalcomponent_add_property) \
	X(icalcomponent_as_ical_string_r) \
	X(icalcomponent_free) \
	X(icalproperty_new_from_string) \
	X(icalproperty_new_summary) \
	X(icalproperty_new_description) \
	X(icalmemory_free_buffer)

struct library {
	void *handle;
#define X(name) __typeof__(name) *name;
	FUNCTIONS(X)
#undef X
};

static int library_open(struct library *library, struct error *error)
{
	library->handle = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
	if (!library->handle)
		return error_set(error, ERROR_NOT_FOUND,
				 "calendar files are written by libical, which is not here (%s): install it "
				 "(libical3 on Debian)",
				 dlerror());
#define X(name) \
	*(void **)&library->name = dlsym(library->handle, #name); \
	if (!library->name) \
		return error_set(error, ERROR_NOT_FOUND, "%s has no %s: install libical 3", LIBRARY, #name);
	FUNCTIONS(X)
#undef X
	return 0;
}

static void add(const struct library *library, icalcomponent *to, icalproperty *property)
{
	if (property)
		library->icalcomponent_add_property(to, property);
}

/* A property of our own making: digits and plain words, nothing to be escaped. */
static void add_plain(const struct library *library, icalcomponent *to, const char *line)
{
	add(library, to, library->icalproperty_new_from_string(line));
}

static void add_day(const struct library *library, icalcomponent *to, const char *name, day_t day)
{
	struct civil civil = date_to_civil(day);
	char line[64];

	(void)snprintf(line, sizeof line, "%s;VALUE=DATE:%04d%02d%02d", name, civil.year, civil.month, civil.day);
	add_plain(library, to, line);
}

static void add_stamp(const struct library *library, icalcomponent *to, int64_t now)
{
	int64_t seconds = now / 1000;
	struct civil civil = date_to_civil((day_t)(seconds / 86400));
	int rest = (int)(seconds % 86400);
	char line[64];

	(void)snprintf(line, sizeof line, "DTSTAMP:%04d%02d%02dT%02d%02d%02dZ", civil.year, civil.month, civil.day,
		       rest / 3600, rest / 60 % 60, rest % 60);
	add_plain(library, to, line);
}

/* What will be talked about: titles and items that leave the house. Of a recap nothing: its event is another. */
static char *description(const struct review_doc *doc)
{
	struct buf out = { 0 };

	for (size_t i = 0; !doc->held && i < doc->parts.count; i++) {
		const struct review_part *part = &doc->parts.items[i];

		buf_printf(&out, "%s%s\n", i ? "\n" : "", part->title);
		for (size_t k = 0; k < part->items.count; k++) {
			buf_str(&out, "- ");
			text_harmless(&out, part->items.items[k]->text);
			buf_char(&out, '\n');
		}
	}
	return buf_take(&out);
}

static void fill_event(const struct library *library, icalcomponent *event, const struct review_doc *doc,
		       int64_t account, day_t day, int64_t now)
{
	struct buf text = { 0 };
	char *about = description(doc);

	buf_printf(&text, "UID:review-%lld-%d@waymark", (long long)account, (int)day);
	add_plain(library, event, buf_text(&text));
	add_stamp(library, event, now);
	add_day(library, event, "DTSTART", day);
	add_day(library, event, "DTEND", day + 1);
	buf_clear(&text);
	buf_str(&text, "Business review: ");
	text_harmless(&text, doc->account);
	add(library, event, library->icalproperty_new_summary(buf_text(&text)));
	if (*about)
		add(library, event, library->icalproperty_new_description(about));
	free(about);
	buf_free(&text);
}

int review_write_ics(const struct review_doc *doc, int64_t account, int64_t now, struct buf *out,
		     struct error *error)
{
	day_t day = doc->held ? doc->next : doc->day;
	struct library library = { 0 };
	icalcomponent *calendar, *event;
	char *text;

	if (day == DAY_NONE)
		return error_set(error, ERROR_INPUT,
				 "no review is planned, so there is nothing for a calendar: "
				 "plan one with waymark qbr ACCOUNT plan DATE");
	if (library_open(&library, error))
		return -1;
	calendar = library.icalcomponent_new_vcalendar();
	add_plain(&library, calendar, "VERSION:2.0");
	add_plain(&library, calendar, "PRODID:-//Waymark//Waymark//EN");
	event = library.icalcomponent_new_vevent();
	fill_event(&library, event, doc, account, day, now);
	library.icalcomponent_add_component(calendar, event);
	text = library.icalcomponent_as_ical_string_r(calendar);
	buf_str(out, text);
	library.icalmemory_free_buffer(text);
	library.icalcomponent_free(calendar);
	return 0; /* the library stays loaded: ICU does not like to be unloaded */
}
