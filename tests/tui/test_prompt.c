#include "tui/prompt.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "tui/keymap.h"

/* Keys by name, parted by blanks. */
static enum prompt_result press(struct prompt *prompt, const char *keys)
{
	enum prompt_result result = PROMPT_OPEN;
	char *copy = xstrdup(keys), *rest, *word;
	int key;

	for (word = strtok_r(copy, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
		cr_assert_eq(key_from_name(word, &key), 0, "%s", word);
		result = prompt_key(prompt, key);
	}
	free(copy);
	return result;
}

/* The text with the cursor as "|". */
static void is(const struct prompt *prompt, const char *expected)
{
	char *shown = xasprintf("%.*s|%s", (int)prompt->cursor, prompt_text(prompt),
				prompt_text(prompt) + prompt->cursor);

	cr_assert_str_eq(shown, expected, "%s, not %s", shown, expected);
	free(shown);
}

/* Open with text, press keys, compare. */
static void gives(const char *text, const char *keys, const char *expected)
{
	struct prompt prompt = { 0 };

	prompt_open(&prompt, PROMPT_NOTE, "note: ", text);
	press(&prompt, keys);
	is(&prompt, expected);
	prompt_free(&prompt);
}

Test(prompt, typing)
{
	gives("", "t i c k Space y", "tick y|");
	gives("ac", "Left b", "ab|c");
	gives("", "é 東 😀", "é東😀|");
	gives("x", "C-g F5 M-q PgUp", "x|");
}

Test(prompt, moving)
{
	gives("set Contoso", "C-a", "|set Contoso");
	gives("set Contoso", "Home", "|set Contoso");
	gives("set Contoso", "C-a C-f C-f C-e", "set Contoso|");
	gives("set Contoso", "C-b Left", "set Conto|so");
	gives("set Contoso x", "M-b M-b", "set |Contoso x");
	gives("set Contoso x", "Home M-f M-f", "set Contoso| x");
	gives("ab", "Home Left Left", "|ab");
	gives("ab", "Right Right", "ab|");
}

Test(prompt, the_cursor_steps_over_what_readers_take_for_one_sign)
{
	gives("e\xcc\x81x", "Left Left", "|e\xcc\x81x");
	gives("e\xcc\x81x", "Home Right", "e\xcc\x81|x");
	gives("a👨‍👩‍👧b", "Left Left", "a|👨‍👩‍👧b");
	gives("a🇩🇪", "Backspace", "a|");
	gives("e\xcc\x81", "Backspace", "|");
	gives("नमस्ते", "Backspace", "नमस्|");
}

Test(prompt, taking_away)
{
	gives("abc", "Backspace", "ab|");
	gives("abc", "Home Del C-d", "|c");
	gives("abc", "Del", "abc|");
	gives("one two three", "C-w", "one two |");
	gives("one two  ", "C-w", "one |");
	gives("a-b/c", "M-Backspace", "a-b/|");
	gives("one two", "Home M-d", "| two");
	gives("one two", "M-b C-k", "one |");
	gives("one two", "M-b C-u", "|two");
}

Test(prompt, what_was_taken_comes_back)
{
	gives("one two", "C-w Home C-y Space", "two |one ");
	gives("one two", "Home C-k C-y C-y", "one twoone two|");
	gives("x", "C-y", "x|");
}

Test(prompt, results)
{
	struct prompt prompt = { 0 };

	prompt_open(&prompt, PROMPT_SEARCH, "/", "");
	cr_assert_str_eq(prompt.label, "/");
	cr_assert(eq(int, press(&prompt, "a"), PROMPT_CHANGED));
	cr_assert(eq(int, press(&prompt, "Left"), PROMPT_OPEN));
	cr_assert(eq(int, press(&prompt, "Backspace"), PROMPT_OPEN), "there is nothing before the cursor");
	cr_assert(eq(int, press(&prompt, "Del"), PROMPT_CHANGED));
	cr_assert(eq(int, press(&prompt, "Backspace"), PROMPT_CANCELLED), "nothing is left but the sign");
	cr_assert(eq(int, press(&prompt, "b Enter"), PROMPT_DONE));
	cr_assert_str_eq(prompt_text(&prompt), "b");
	cr_assert(eq(int, press(&prompt, "Esc"), PROMPT_CANCELLED));
	cr_assert(eq(int, press(&prompt, "C-c"), PROMPT_CANCELLED));
	cr_assert(eq(int, prompt_key(&prompt, KEY_NONE), PROMPT_OPEN));
	prompt_close(&prompt);
	cr_assert(eq(int, prompt.kind, PROMPT_NONE));
	cr_assert_str_eq(prompt_text(&prompt), "");
	prompt_free(&prompt);
}

Test(prompt, a_note_is_not_lost_by_one_backspace_too_many)
{
	struct prompt prompt = { 0 };

	prompt_open(&prompt, PROMPT_NOTE, "note: ", "a");
	cr_assert(eq(int, press(&prompt, "Backspace Backspace"), PROMPT_OPEN));
	prompt_free(&prompt);
}

Test(prompt, a_question_takes_only_y_for_yes)
{
	static const char *const no[] = { "n", "N", "Enter", "Esc", "C-c" };
	struct prompt prompt = { 0 };

	for (int i = 0; i < 5; i++) {
		prompt_open(&prompt, PROMPT_CONFIRM, "undo ana's change? ", "");
		cr_assert_eq(press(&prompt, no[i]), PROMPT_CANCELLED, "%s", no[i]);
	}
	prompt_open(&prompt, PROMPT_CONFIRM, "undo ana's change? ", "");
	cr_assert(eq(int, press(&prompt, "x Space j"), PROMPT_OPEN));
	prompt_paste(&prompt, "yyy");
	cr_assert_str_eq(prompt_text(&prompt), "");
	cr_assert(eq(int, press(&prompt, "y"), PROMPT_DONE));
	prompt_free(&prompt);
}

Test(prompt, a_paste_becomes_one_harmless_line)
{
	struct prompt prompt = { 0 };

	prompt_open(&prompt, PROMPT_NOTE, "note: ", "<>");
	press(&prompt, "Left");
	prompt_paste(&prompt, "called\tBo\nsaid \033[31mno\x7f\xff\xc2\x9b!\n\n");
	is(&prompt, "<called Bo said [31mno!|>");
	prompt_free(&prompt);
}

/* Completion */

static void complete_words(void *data, const char *text, size_t cursor, struct prompt *prompt)
{
	const char *const *words = data;
	size_t from = cursor;

	while (from > 0 && text[from - 1] != ' ')
		from--;
	for (; *words; words++)
		if (strncmp(*words, text + from, cursor - from) == 0)
			prompt_candidate(prompt, from, *words);
}

static void open_with_words(struct prompt *prompt, const char *const *words, const char *text)
{
	prompt->complete = complete_words;
	prompt->complete_data = (void *)(uintptr_t)words;
	prompt_open(prompt, PROMPT_COMMAND, ":", text);
}

Test(prompt, tab_completes_the_only_word)
{
	static const char *const words[] = { "tick", "touch", "set", "--on=", NULL };
	struct prompt prompt = { 0 };

	open_with_words(&prompt, words, "se");
	cr_assert(eq(int, press(&prompt, "Tab"), PROMPT_CHANGED));
	is(&prompt, "set |");
	press(&prompt, "- Tab");
	is(&prompt, "set --on=|");
	press(&prompt, "z z Tab");
	is(&prompt, "set --on=zz|");
	prompt_free(&prompt);
}

Test(prompt, tab_adds_what_all_have_in_common_then_goes_round)
{
	static const char *const words[] = { "sort-next", "sort-previous", "sort-reverse", NULL };
	struct prompt prompt = { 0 };

	open_with_words(&prompt, words, "so x");
	press(&prompt, "Left Left Tab");
	is(&prompt, "sort-| x");
	cr_assert(eq(int, prompt.candidate, -1));
	cr_assert(eq(sz, prompt.candidates.count, 3));
	press(&prompt, "Tab");
	is(&prompt, "sort-next| x");
	press(&prompt, "Tab Tab");
	is(&prompt, "sort-reverse| x");
	press(&prompt, "Tab");
	is(&prompt, "sort-next| x");
	press(&prompt, "S-Tab");
	is(&prompt, "sort-reverse| x");
	/* Any other key takes what is shown. */
	press(&prompt, "!");
	is(&prompt, "sort-reverse!| x");
	cr_assert(eq(sz, prompt.candidates.count, 0));
	prompt_free(&prompt);
}

Test(prompt, what_is_common_ends_with_a_whole_sign)
{
	/* é is c3 a9, è is c3 a8: the first byte alone is no text. */
	static const char *const words[] = { "Ré", "Rè", NULL };
	struct prompt prompt = { 0 };

	open_with_words(&prompt, words, "");
	press(&prompt, "Tab");
	is(&prompt, "R|");
	prompt_free(&prompt);
}

/* History */

static void enter(struct prompt *prompt, const char *line)
{
	prompt_open(prompt, PROMPT_COMMAND, ":", line);
	prompt_key(prompt, KEY_RETURN);
	prompt_close(prompt);
}

Test(prompt, history_goes_by_what_was_typed)
{
	struct prompt prompt = { 0 };

	enter(&prompt, "tick A one");
	enter(&prompt, "sort arr");
	enter(&prompt, "tick B two");
	enter(&prompt, "  ");
	prompt_open(&prompt, PROMPT_COMMAND, ":", "");
	press(&prompt, "Up");
	is(&prompt, "tick B two|");
	press(&prompt, "Up Up Up");
	is(&prompt, "tick A one|");
	press(&prompt, "Down");
	is(&prompt, "sort arr|");
	press(&prompt, "Down Down Down");
	is(&prompt, "|");
	press(&prompt, "t Up");
	is(&prompt, "tick B two|");
	press(&prompt, "Up");
	is(&prompt, "tick A one|");
	press(&prompt, "Down Down");
	is(&prompt, "t|");
	/* A line that was changed is a new prefix. */
	press(&prompt, "Backspace s Up Backspace");
	is(&prompt, "sort ar|");
	press(&prompt, "Up");
	is(&prompt, "sort arr|");
	prompt_free(&prompt);
}

Test(prompt, a_line_said_again_is_kept_once)
{
	struct prompt prompt = { 0 };

	enter(&prompt, "one");
	enter(&prompt, "two");
	enter(&prompt, "one");
	cr_assert(eq(sz, prompt.history.count, 2));
	cr_assert_str_eq(prompt.history.items[0], "two");
	cr_assert_str_eq(prompt.history.items[1], "one");
	prompt_free(&prompt);
}

static char *in_own_folder(const char *name)
{
	char folder[] = "/tmp/waymark-prompt-XXXXXX";

	cr_assert_not_null(mkdtemp(folder));
	return xasprintf("%s/%s", folder, name);
}

static void remove_folder_of(char *file)
{
	unlink(file);
	*strrchr(file, '/') = '\0';
	cr_assert_eq(rmdir(file), 0, "something was left in %s", file);
	free(file);
}

Test(prompt, history_is_kept_in_a_private_file)
{
	struct prompt first = { 0 }, second = { 0 };
	char *file = in_own_folder("history");
	struct stat status;

	prompt_history_load(&first, file); /* there is none: no error */
	enter(&first, "set Contoso name=Käse");
	enter(&first, "tick Contoso a/b");
	prompt_history_save(&first, file);
	cr_assert(eq(int, stat(file, &status), 0));
	cr_assert_eq(status.st_mode & 0777, 0600);
	prompt_history_load(&second, file);
	cr_assert(eq(sz, second.history.count, 2));
	cr_assert_str_eq(second.history.items[0], "set Contoso name=Käse");
	cr_assert_str_eq(second.history.items[1], "tick Contoso a/b");
	prompt_history_save(&first, "/nonexistent/folder/history");
	prompt_history_load(&first, NULL);
	prompt_history_save(&first, NULL);
	prompt_free(&first);
	prompt_free(&second);
	remove_folder_of(file);
}

Test(prompt, history_is_bounded)
{
	struct prompt prompt = { 0 };
	char line[32];

	for (int i = 1; i <= 600; i++) {
		snprintf(line, sizeof line, "show %d", i);
		enter(&prompt, line);
	}
	cr_assert(eq(sz, prompt.history.count, 500));
	cr_assert_str_eq(prompt.history.items[0], "show 101");
	cr_assert_str_eq(prompt.history.items[499], "show 600");
	prompt_free(&prompt);
}

Test(prompt, only_the_command_line_has_history)
{
	struct prompt prompt = { 0 };

	enter(&prompt, "one");
	prompt_open(&prompt, PROMPT_NOTE, "note: ", "mine");
	press(&prompt, "Up");
	is(&prompt, "mine|");
	press(&prompt, "Enter");
	cr_assert(eq(sz, prompt.history.count, 1));
	prompt_free(&prompt);
}
