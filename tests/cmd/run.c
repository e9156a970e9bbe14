#include "run.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <criterion/criterion.h>

#define WORDS_MAX 24

extern char **environ;
static char folder[64];

const char *run_path(const char *name)
{
	static char paths[32][128];
	static unsigned next;
	char *path = paths[next++ % 32];

	snprintf(path, sizeof paths[0], "%s/%s", folder, name);
	return path;
}

void run_begin(void)
{
	static const char *const homes[] = { "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME",
					     "TMPDIR" };

	strcpy(folder, "/tmp/waymark-cli-XXXXXX");
	cr_assert_not_null(mkdtemp(folder));
	for (size_t i = 0; i < sizeof homes / sizeof *homes; i++)
		setenv(homes[i], folder, 1);
	setenv("WAYMARK_BOOK", run_path("book.db"), 1);
	setenv("WAYMARK_TODAY", "2026-11-22", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("TZ", "UTC", 1);
	unsetenv("WAYMARK_SHARE");
	cr_assert_eq(chdir(folder), 0);
}

void run_end(void)
{
	char command[128];

	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	cr_assert_eq(system(command), 0);
}

void run_write_file(const char *name, const char *text)
{
	FILE *file = fopen(run_path(name), "w");

	cr_assert_not_null(file);
	fputs(text, file);
	fclose(file);
}

static char *read_file(const char *path)
{
	FILE *file = fopen(path, "r");
	char *text = NULL;
	size_t room = 0;

	cr_assert_not_null(file);
	if (getdelim(&text, &room, '\0', file) < 0) {
		free(text);
		text = strdup("");
	}
	fclose(file);
	return text;
}

static struct run spawn(const char **words)
{
	const char *out = run_path(".out"), *err = run_path(".err");
	posix_spawn_file_actions_t actions;
	struct run run;
	char program[4096];
	int status;
	pid_t pid;

	snprintf(program, sizeof program, "%s/waymark", getenv("abs_top_builddir"));
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&actions, 1, out, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	posix_spawn_file_actions_addopen(&actions, 2, err, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	words[0] = program;
	cr_assert_eq(posix_spawn(&pid, program, &actions, NULL, (char **)words, environ), 0, "%s", program);
	posix_spawn_file_actions_destroy(&actions);
	cr_assert_eq(waitpid(pid, &status, 0), pid);
	run.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	run.out = read_file(out);
	run.err = read_file(err);
	return run;
}

static struct run run_words(const char *first, va_list more)
{
	const char *words[WORDS_MAX + 2] = { NULL };
	int count = 1;

	for (const char *word = first; word; word = va_arg(more, const char *)) {
		cr_assert_lt(count, WORDS_MAX);
		words[count++] = word;
	}
	return spawn(words);
}

struct run run_waymark(const char *first, ...)
{
	struct run run;
	va_list more;

	va_start(more, first);
	run = run_words(first, more);
	va_end(more);
	return run;
}

void run_free(struct run *run)
{
	free(run->out);
	free(run->err);
}

void run_expect(int line, int status, const char *says, ...)
{
	struct run run;
	va_list words;
	const char *first;

	va_start(words, says);
	first = va_arg(words, const char *);
	run = run_words(first, words);
	va_end(words);
	cr_assert_eq(run.status, status, "line %d: exit status %d, not %d: %s%s", line, run.status, status, run.out,
		     run.err);
	cr_assert_not_null(strstr(status ? run.err : run.out, says), "line %d: '%s' does not say '%s'", line,
			   status ? run.err : run.out, says);
	cr_assert_str_eq(status ? run.out : run.err, "", "line %d: the other stream is not empty", line);
	run_free(&run);
}

json_t *run_json(int line, const char *first, ...)
{
	json_error_t error;
	struct run run;
	json_t *value;
	va_list more;

	va_start(more, first);
	run = run_words(first, more);
	va_end(more);
	cr_assert_eq(run.status, 0, "line %d: exit status %d: %s", line, run.status, run.err);
	value = json_loads(run.out, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
	cr_assert_not_null(value, "line %d: %s in %s", line, error.text, run.out);
	run_free(&run);
	return value;
}

json_t *json_at(json_t *root, const char *path)
{
	char *copy = strdup(path), *rest = copy, *step;

	while (root && (step = strsep(&rest, ".")))
		root = json_is_array(root) ? json_array_get(root, (size_t)atoi(step)) : json_object_get(root, step);
	free(copy);
	return root;
}
