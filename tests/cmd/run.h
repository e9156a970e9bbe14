#ifndef WAYMARK_TESTS_CMD_RUN_H
#define WAYMARK_TESTS_CMD_RUN_H
/* The real program in a folder of its own, its two streams and its exit status apart. */
#include <jansson.h>

struct run {
	int status; /* exit status, 128 + signal when killed */
	char *out, *err;
};

/* A fresh folder as HOME, XDG_* and working folder; WAYMARK_BOOK in it, today 2026-11-22. */
void run_begin(void);
void run_end(void);
/* A path in it; lives until some thirty more were asked for. */
const char *run_path(const char *name);
void run_write_file(const char *name, const char *text);

/* The program with these words, ended by NULL. */
struct run run_waymark(const char *first, ...) __attribute__((sentinel));
void run_free(struct run *run);

/* The same, with what is expected of it: the exit status, and a part of stdout (done) or of stderr
 * (failed), the other stream being empty. */
#define DONE(says, ...) run_expect(__LINE__, 0, says, __VA_ARGS__, NULL)
#define FAILED(says, ...) run_expect(__LINE__, 1, says, __VA_ARGS__, NULL)
#define USAGE(says, ...) run_expect(__LINE__, 2, says, __VA_ARGS__, NULL)
void run_expect(int line, int status, const char *says, ...) __attribute__((sentinel));

/* Status 0 and the JSON it printed. Yours to json_decref(). */
#define JSON_OF(...) run_json(__LINE__, __VA_ARGS__, NULL)
json_t *run_json(int line, const char *first, ...) __attribute__((sentinel));
/* The value at "health.score" or "tracks.0.stages.1.name"; NULL when it is not there. */
json_t *json_at(json_t *root, const char *path);

#endif
