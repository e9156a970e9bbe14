/* What a template may be warned of: it can be read, but will not serve as it stands. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/vec.h"
#include "storage/trackfile.h"

/* Two people may answer differently, whatever else the question says. */
static const char *const opinions[] = {
	"adequate",	  "adequately", "appealing",	"appropriate",
	"appropriately",  "attractive", "bad",		"best",
	"better",	  "clear",	"clearly",	"comfortable",
	"comprehensive",  "convincing", "decent",	"easily",
	"easy",		  "effective",	"effectively",	"efficient",
	"efficiently",	  "excellent",	"fine",		"good",
	"great",	  "happy",	"healthy",	"important",
	"intuitive",	  "meaningful", "modern",	"nice",
	"optimal",	  "optimally",	"poor",		"professional",
	"professionally", "proper",	"properly",	"reasonable",
	"reasonably",	  "relevant",	"satisfactory", "satisfied",
	"satisfying",	  "seamless",	"seamlessly",	"significant",
	"smooth",	  "smoothly",	"strong",	"successful",
	"successfully",	  "suitable",	"suitably",	"user-friendly",
	"valuable",	  "weak",	"well",		"well-known",
};

/* The same, unless a number makes them exact. */
static const char *const vague[] = {
	"constantly", "enough",	  "fast",	  "few",	  "frequent", "frequently", "many",   "mostly",
	"often",      "periodic", "periodically", "promptly",	  "quick",    "quickly",    "rarely", "recent",
	"recently",   "regular",  "regularly",	  "seldom",	  "several",  "short",	    "slow",   "some",
	"sometimes",  "soon",	  "sufficient",	  "sufficiently", "timely",   "usually",
};

/* "one" is no number here: "one" person does not say how often. */
static const char *const numbers[] = {
	"annually",  "biweekly", "daily",	"eight",  "eighty",  "eleven",	"fifteen", "fifty",    "five",
	"forty",     "four",	 "half-yearly", "hourly", "hundred", "monthly", "nine",	   "ninety",   "once",
	"quarterly", "seven",	 "seventy",	"six",	  "sixty",   "ten",	"thirty",  "thousand", "three",
	"twelve",    "twenty",	 "twice",	"two",	  "weekly",  "yearly",
};

#define LIST(words) (words), sizeof(words) / sizeof *(words)

static int compare_words(const void *key, const void *word)
{
	return strcmp(key, *(const char *const *)word);
}

/* Words are sorted. */
static const char *find(const char *word, const char *const *words, size_t count)
{
	const char *const *hit = bsearch(word, words, count, sizeof *words, compare_words);

	return hit ? *hit : NULL;
}

static bool in_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || (unsigned char)c >= 0x80;
}

const char *track_opinion_word(const char *question)
{
	const char *opinion = NULL, *imprecise = NULL;
	bool number = strpbrk(question, "0123456789") != NULL;

	while (*question) {
		char word[24];
		size_t size = 0, kept;

		while (in_word(question[size]))
			size++;
		if (size == 0) {
			question++;
			continue;
		}
		kept = size < sizeof word ? size : 0;
		for (size_t i = 0; i < kept; i++)
			word[i] = question[i] >= 'A' && question[i] <= 'Z' ? (char)(question[i] - 'A' + 'a')
									   : question[i];
		word[kept] = '\0';
		if (!opinion)
			opinion = find(word, LIST(opinions));
		if (!imprecise)
			imprecise = find(word, LIST(vague));
		number = number || find(word, LIST(numbers));
		question += size;
	}
	if (opinion)
		return opinion;
	return number ? NULL : imprecise;
}

static __attribute__((format(printf, 3, 4))) void warn(struct track_warnings *warnings, int line,
						       const char *format, ...)
{
	struct track_warning *warning = vec_add(warnings);
	va_list args;

	warning->line = line;
	va_start(args, format);
	vsnprintf(warning->text, sizeof warning->text, format, args);
	va_end(args);
}

static void lint_stage(const struct track *track, const struct stage *stage, int line,
		       struct track_warnings *warnings)
{
	if (track->reading == READING_DIAGNOSIS) {
		if (!stage->tactics || !stage->tactics[0])
			warn(warnings, line, "stage \"%s\" has no tactics; say what gets out of it", stage->key);
	} else if (!stage->promise) {
		warn(warnings, line,
		     "stage \"%s\" has no promise; say what the customer will be able to do once through",
		     stage->key);
	}
	if (stage->count == 0)
		warn(warnings, line, "stage \"%s\" has no milestones; nobody can be in it", stage->key);
}

static void lint_milestone(const struct track *track, const struct milestone *milestone, int line,
			   struct track_warnings *warnings)
{
	const char *word = track_opinion_word(milestone->question);
	size_t size = strlen(milestone->question);

	if (word)
		warn(warnings, line, "milestone \"%s\": \"%s\" is open to opinion; ask for a fact or a number",
		     milestone->key, word);
	if (milestone->question[size - 1] != '?')
		warn(warnings, line, "milestone \"%s\" is no question; end it with ? so that yes or no answers it",
		     milestone->key);
	if (milestone->task_count == 0 && track->reading != READING_DIAGNOSIS)
		warn(warnings, line, "milestone \"%s\": no task achieves it; say who does what", milestone->key);
}

static int compare_lines(const void *a, const void *b)
{
	const struct track_warning *x = a, *y = b;

	return x->line != y->line ? (x->line > y->line) - (x->line < y->line) : strcmp(x->text, y->text);
}

void track_lint(const struct track *track, const struct track_lines *lines, struct track_warnings *warnings)
{
	size_t first = warnings->count;

	for (int i = 0; i < track->stage_count; i++)
		lint_stage(track, &track->stages[i], lines->stages[i], warnings);
	for (int i = 0; i < track->milestone_count; i++)
		lint_milestone(track, &track->milestones[i], lines->milestones[i], warnings);
	if (warnings->count > first)
		qsort(warnings->items + first, warnings->count - first, sizeof *warnings->items, compare_lines);
}
