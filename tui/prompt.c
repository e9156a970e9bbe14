#include "tui/prompt.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <utf8proc.h>

#include "core/text.h"
#include "tui/keymap.h"

#define CTRL(letter) ((letter)&0x1f)
#define HISTORY_MAX 500

/* Where graphemes begin */

/* The start of the grapheme after the one at offset at; size at the end. */
static size_t grapheme_next(const char *text, size_t size, size_t at)
{
	utf8proc_int32_t state = 0, before, cp;
	utf8proc_ssize_t step;

	if (at >= size)
		return size;
	step = utf8proc_iterate((const utf8proc_uint8_t *)text + at, (utf8proc_ssize_t)(size - at), &before);
	at += step > 0 ? (size_t)step : 1;
	while (step > 0 && at < size) {
		step = utf8proc_iterate((const utf8proc_uint8_t *)text + at, (utf8proc_ssize_t)(size - at), &cp);
		if (step <= 0 || utf8proc_grapheme_break_stateful(before, cp, &state))
			break;
		before = cp;
		at += (size_t)step;
	}
	return at;
}

/* The last grapheme's start before offset end. */
static size_t grapheme_before(const char *text, size_t size, size_t end)
{
	size_t at = 0, next;

	while (at < end && (next = grapheme_next(text, size, at)) < end)
		at = next;
	return at;
}

static size_t snap(const char *text, size_t size, size_t offset)
{
	size_t at = 0;

	while (at < offset)
		at = grapheme_next(text, size, at);
	return at;
}

static bool in_word(char c)
{
	return isalnum((unsigned char)c) || (c & 0x80);
}

static size_t word_before(const char *text, size_t at)
{
	while (at > 0 && !in_word(text[at - 1]))
		at--;
	while (at > 0 && in_word(text[at - 1]))
		at--;
	return at;
}

static size_t word_after(const char *text, size_t size, size_t at)
{
	while (at < size && !in_word(text[at]))
		at++;
	while (at < size && in_word(text[at]))
		at++;
	return at;
}

/* The word as a shell has it: up to a blank. */
static size_t blank_before(const char *text, size_t at)
{
	while (at > 0 && text[at - 1] == ' ')
		at--;
	while (at > 0 && text[at - 1] != ' ')
		at--;
	return at;
}

/* Changing the text */

/* Put words in place of the bytes from..to, the cursor behind them. */
static void replace(struct prompt *prompt, size_t from, size_t to, const char *words)
{
	struct buf text = { 0 };
	size_t cursor;

	buf_add(&text, buf_text(&prompt->text), from);
	buf_str(&text, words);
	cursor = text.size;
	buf_str(&text, buf_text(&prompt->text) + to);
	buf_free(&prompt->text);
	prompt->text = text;
	prompt->cursor = snap(buf_text(&text), text.size, cursor);
}

static enum prompt_result take(struct prompt *prompt, size_t from, size_t to, bool keep)
{
	if (from == to)
		return PROMPT_OPEN;
	if (keep) {
		free(prompt->yanked);
		prompt->yanked = xstrndup(buf_text(&prompt->text) + from, to - from);
	}
	replace(prompt, from, to, "");
	return PROMPT_CHANGED;
}

static enum prompt_result insert(struct prompt *prompt, const char *words)
{
	if (!*words)
		return PROMPT_OPEN;
	if (prompt->offered)
		replace(prompt, 0, prompt->text.size, words);
	else
		replace(prompt, prompt->cursor, prompt->cursor, words);
	prompt->offered = false;
	return PROMPT_CHANGED;
}

static void forget_candidates(struct prompt *prompt)
{
	for (size_t i = 0; i < prompt->candidates.count; i++)
		free(prompt->candidates.items[i]);
	vec_clear(&prompt->candidates);
	prompt->candidate = -1;
}

static void leave_history(struct prompt *prompt)
{
	prompt->history_at = prompt->history.count;
	free(prompt->history_prefix);
	prompt->history_prefix = NULL;
}

void prompt_open(struct prompt *prompt, enum prompt_kind kind, const char *label, const char *text)
{
	prompt_close(prompt);
	prompt->kind = kind;
	prompt->label = xstrdup(label);
	buf_str(&prompt->text, text);
	prompt->cursor = prompt->text.size;
	prompt->offered = false;
}

void prompt_close(struct prompt *prompt)
{
	prompt->kind = PROMPT_NONE;
	free(prompt->label);
	prompt->label = NULL;
	buf_free(&prompt->text);
	prompt->cursor = 0;
	forget_candidates(prompt);
	leave_history(prompt);
}

const char *prompt_text(const struct prompt *prompt)
{
	return buf_text(&prompt->text);
}

void prompt_free(struct prompt *prompt)
{
	prompt_close(prompt);
	for (size_t i = 0; i < prompt->history.count; i++)
		free(prompt->history.items[i]);
	vec_free(&prompt->history);
	vec_free(&prompt->candidates);
	free(prompt->yanked);
	prompt->yanked = NULL;
}

/* History */

static bool begins_with(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

static enum prompt_result show(struct prompt *prompt, size_t at, const char *text)
{
	prompt->history_at = at;
	replace(prompt, 0, prompt->text.size, text);
	return PROMPT_CHANGED;
}

static enum prompt_result history_back(struct prompt *prompt)
{
	if (prompt->kind != PROMPT_COMMAND)
		return PROMPT_OPEN;
	if (!prompt->history_prefix)
		prompt->history_prefix = xstrdup(prompt_text(prompt));
	for (size_t at = prompt->history_at; at-- > 0;) {
		const char *line = prompt->history.items[at];

		if (begins_with(line, prompt->history_prefix) && strcmp(line, prompt_text(prompt)) != 0)
			return show(prompt, at, line);
	}
	return PROMPT_OPEN;
}

static enum prompt_result history_on(struct prompt *prompt)
{
	enum prompt_result result;

	if (!prompt->history_prefix || prompt->history_at >= prompt->history.count)
		return PROMPT_OPEN;
	for (size_t at = prompt->history_at + 1; at < prompt->history.count; at++) {
		const char *line = prompt->history.items[at];

		if (begins_with(line, prompt->history_prefix) && strcmp(line, prompt_text(prompt)) != 0)
			return show(prompt, at, line);
	}
	result = show(prompt, prompt->history.count, prompt->history_prefix);
	leave_history(prompt);
	return result;
}

/* A line said again moves to the end. */
static void remember(struct prompt *prompt, const char *line)
{
	size_t count = prompt->history.count, at = 0;

	while (at < count && strcmp(prompt->history.items[at], line) != 0)
		at++;
	if (at == count && count >= HISTORY_MAX)
		at = 0;
	if (at < count) {
		free(prompt->history.items[at]);
		memmove(prompt->history.items + at, prompt->history.items + at + 1,
			(count - at - 1) * sizeof prompt->history.items[0]);
		prompt->history.count--;
	}
	*vec_add(&prompt->history) = xstrdup(line);
	prompt->history_at = prompt->history.count;
}

void prompt_history_load(struct prompt *prompt, const char *file)
{
	FILE *in = file ? fopen(file, "re") : NULL;
	char *line = NULL;
	size_t room = 0;
	ssize_t size;

	if (!in)
		return;
	while ((size = getline(&line, &room, in)) > 0) {
		if (line[size - 1] == '\n')
			line[--size] = '\0';
		if (size > 0 && strlen(line) == (size_t)size && text_is_utf8(line, (size_t)size))
			remember(prompt, line);
	}
	free(line);
	fclose(in);
}

/* The new file is made beside the old one, which stays when anything fails. */
void prompt_history_save(const struct prompt *prompt, const char *file)
{
	char *temporary;
	FILE *out;
	int descriptor;
	bool bad;

	if (!file)
		return;
	temporary = xasprintf("%s.XXXXXX", file);
	descriptor = mkstemp(temporary); /* 0600 */
	out = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;
	if (out) {
		for (size_t i = 0; i < prompt->history.count; i++)
			fprintf(out, "%s\n", prompt->history.items[i]);
		bad = ferror(out) != 0;
		bad = fclose(out) != 0 || bad;
		if (bad || rename(temporary, file) != 0)
			unlink(temporary);
	} else if (descriptor >= 0) {
		close(descriptor);
		unlink(temporary);
	}
	free(temporary);
}

/* Completion */

void prompt_candidate(struct prompt *prompt, size_t from, const char *word)
{
	prompt->complete_from = from;
	*vec_add(&prompt->candidates) = xstrdup(word);
}

/* Bytes, whole graphemes, that all candidates begin with. */
static size_t common_size(const struct prompt *prompt)
{
	const char *first = prompt->candidates.items[0];
	size_t common = strlen(first), whole = 0, next;

	for (size_t i = 1; i < prompt->candidates.count; i++) {
		const char *other = prompt->candidates.items[i];
		size_t same = 0;

		while (same < common && first[same] == other[same])
			same++;
		common = same;
	}
	while (whole < common && (next = grapheme_next(first, strlen(first), whole)) <= common)
		whole = next;
	return whole;
}

/* The first Tab: the one candidate, or what all have in common. False: nothing could be added. */
static bool complete_common(struct prompt *prompt)
{
	size_t from = prompt->complete_from, typed = prompt->cursor - from, common = common_size(prompt);
	char *words;

	if (prompt->candidates.count == 1) {
		const char *only = prompt->candidates.items[0];
		char last = *only ? only[strlen(only) - 1] : '=';
		bool blank = prompt->cursor == prompt->text.size && last != '=' && last != '/';

		words = xasprintf("%s%s", only, blank ? " " : "");
		forget_candidates(prompt);
	} else if (common > typed && strncmp(prompt->candidates.items[0], prompt_text(prompt) + from, typed) == 0) {
		words = xstrndup(prompt->candidates.items[0], common);
	} else {
		return false;
	}
	replace(prompt, from, prompt->cursor, words);
	free(words);
	return true;
}

static enum prompt_result complete(struct prompt *prompt, int direction)
{
	int count;

	if ((prompt->kind != PROMPT_COMMAND && prompt->kind != PROMPT_NOTE) || !prompt->complete)
		return PROMPT_OPEN;
	if (prompt->candidates.count == 0) {
		prompt->candidate = -1;
		prompt->complete(prompt->complete_data, prompt_text(prompt), prompt->cursor, prompt);
		if (prompt->candidates.count == 0 || prompt->complete_from > prompt->cursor) {
			forget_candidates(prompt);
			return PROMPT_OPEN;
		}
		if (complete_common(prompt)) {
			leave_history(prompt);
			return PROMPT_CHANGED;
		}
	}
	count = (int)prompt->candidates.count;
	if (prompt->candidate < 0)
		prompt->candidate = direction > 0 ? 0 : count - 1;
	else
		prompt->candidate = (prompt->candidate + direction + count) % count;
	replace(prompt, prompt->complete_from, prompt->cursor, prompt->candidates.items[prompt->candidate]);
	leave_history(prompt);
	return PROMPT_CHANGED;
}

/* Keys */

static enum prompt_result confirm_key(struct prompt *prompt, int key)
{
	switch (key) {
	case 'y':
	case 'Y':
		replace(prompt, 0, prompt->text.size, "yes");
		return PROMPT_DONE;
	case 'n':
	case 'N':
	case 'q':
	case KEY_RETURN:
	case KEY_ESCAPE:
	case CTRL('c'):
		return PROMPT_CANCELLED;
	default:
		return PROMPT_OPEN;
	}
}

static enum prompt_result move_key(struct prompt *prompt, int key, bool *known)
{
	const char *text = prompt_text(prompt);
	size_t size = prompt->text.size, at = prompt->cursor;

	switch (key) {
	case CTRL('a'):
	case KEY_HOME_KEY:
		prompt->cursor = 0;
		break;
	case CTRL('e'):
	case KEY_END_KEY:
		prompt->cursor = size;
		break;
	case CTRL('b'):
	case KEY_LEFT_ARROW:
		prompt->cursor = grapheme_before(text, size, at);
		break;
	case CTRL('f'):
	case KEY_RIGHT_ARROW:
		prompt->cursor = grapheme_next(text, size, at);
		break;
	case KEY_META | 'b':
	case KEY_META | KEY_LEFT_ARROW:
		prompt->cursor = word_before(text, at);
		break;
	case KEY_META | 'f':
	case KEY_META | KEY_RIGHT_ARROW:
		prompt->cursor = word_after(text, size, at);
		break;
	case CTRL('p'):
	case KEY_UP_ARROW:
		return history_back(prompt);
	case CTRL('n'):
	case KEY_DOWN_ARROW:
		return history_on(prompt);
	default:
		*known = false;
		break;
	}
	return PROMPT_OPEN;
}

static enum prompt_result edit_key(struct prompt *prompt, int key)
{
	const char *text = prompt_text(prompt);
	size_t size = prompt->text.size, at = prompt->cursor;
	utf8proc_uint8_t bytes[5] = { 0 };

	switch (key) {
	case KEY_ERASE:
	case CTRL('h'):
		return take(prompt, grapheme_before(text, size, at), at, false);
	case KEY_DELETE:
	case CTRL('d'):
		return take(prompt, at, grapheme_next(text, size, at), false);
	case CTRL('k'):
		return take(prompt, at, size, true);
	case CTRL('u'):
		return take(prompt, 0, at, true);
	case CTRL('w'):
		return take(prompt, blank_before(text, at), at, true);
	case KEY_META | KEY_ERASE:
		return take(prompt, word_before(text, at), at, true);
	case KEY_META | 'd':
		return take(prompt, at, word_after(text, size, at), true);
	case CTRL('y'):
		return insert(prompt, prompt->yanked ? prompt->yanked : "");
	default:
		break;
	}
	if (key < 0x20 || (key >= 0x7f && key < 0xa0) || key >= KEY_SPECIAL || !utf8proc_codepoint_valid(key))
		return PROMPT_OPEN;
	utf8proc_encode_char(key, bytes);
	return insert(prompt, (const char *)bytes);
}

enum prompt_result prompt_key(struct prompt *prompt, int key)
{
	enum prompt_result result;
	bool known = true;

	if (prompt->kind == PROMPT_CONFIRM)
		return confirm_key(prompt, key);
	switch (key) {
	case KEY_RETURN:
		if (prompt->kind == PROMPT_COMMAND && prompt_text(prompt)[strspn(prompt_text(prompt), " ")])
			remember(prompt, prompt_text(prompt));
		return PROMPT_DONE;
	case KEY_ESCAPE:
	case CTRL('c'):
		return PROMPT_CANCELLED;
	case KEY_TABULATOR:
		prompt->offered = false;
		return complete(prompt, 1);
	case KEY_BACKTAB:
		prompt->offered = false;
		return complete(prompt, -1);
	case KEY_ERASE:
	case CTRL('h'):
		/* As in vi: there is nothing left but the prompt itself. */
		if (prompt->text.size == 0 && prompt->kind != PROMPT_NOTE)
			return PROMPT_CANCELLED;
		break;
	default:
		break;
	}
	if (key == KEY_NONE)
		return PROMPT_OPEN;
	forget_candidates(prompt);
	result = move_key(prompt, key, &known);
	if (!known)
		result = edit_key(prompt, key);
	prompt->offered = false; /* whoever goes about in it means to change it */
	if (known)
		return result;
	if (result == PROMPT_CHANGED)
		leave_history(prompt);
	return result;
}

/* Into one line: line ends and tabs become blanks, other control characters go. */
void prompt_paste(struct prompt *prompt, const char *text)
{
	struct buf line = { 0 };
	size_t size = strlen(text);
	utf8proc_int32_t cp;
	utf8proc_ssize_t step;

	if (prompt->kind == PROMPT_CONFIRM || prompt->kind == PROMPT_NONE)
		return;
	while (size && (text[size - 1] == '\n' || text[size - 1] == '\r'))
		size--;
	for (size_t at = 0; at<size; at += step> 0 ? (size_t)step : 1) {
		step = utf8proc_iterate((const utf8proc_uint8_t *)text + at, (utf8proc_ssize_t)(size - at), &cp);
		if (step <= 0)
			continue;
		if (cp == '\n' || cp == '\t' || cp == '\r')
			buf_char(&line, ' ');
		else if (cp >= 0x20 && !(cp >= 0x7f && cp < 0xa0))
			buf_add(&line, text + at, (size_t)step);
	}
	forget_candidates(prompt);
	if (insert(prompt, buf_text(&line)) == PROMPT_CHANGED)
		leave_history(prompt);
	buf_free(&line);
}
