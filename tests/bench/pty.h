#ifndef WAYMARK_TESTS_BENCH_PTY_H
#define WAYMARK_TESTS_BENCH_PTY_H
/*
 * Programs measured from outside, on a pseudo-terminal or plainly. What a program draws counts
 * up to its last byte before a quiet gap; the gap itself is not part of any figure.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define PTY_ROWS 40
#define PTY_COLUMNS 120
#define KEY_GAP_MS 40
#define FRAME_GAP_MS 200
#define PATIENCE_MS 30000 /* for the first byte of what has to be drawn */

struct pty {
	pid_t pid;
	int fd;
	int64_t started; /* now_ns() */
	bool ended;
};

/* What came of one key or start. */
struct burst {
	double ms; /* to its last byte; < 0: nothing came */
	size_t bytes;
};

int64_t now_ns(void);

/* Start argv (with a path) on a terminal of PTY_ROWS x PTY_COLUMNS. -1: it could not be. */
int pty_start(struct pty *pty, const char *const *argv);
/* Read until nothing came for gap_ms; time counts from since. */
struct burst pty_read(struct pty *pty, int64_t since, int gap_ms, int patience_ms);
/* Send keys and read what comes of them; many at once are fed as the program takes them. */
struct burst pty_send(struct pty *pty, const char *keys, size_t size, int gap_ms);
struct burst pty_key(struct pty *pty, const char *keys);
/* The most memory that the program has had, kB; 0 when not known. */
long pty_memory_kb(const struct pty *pty);
/* Quit with q, and by force where that does not do. True: it left by itself with status 0. */
bool pty_stop(struct pty *pty);

/* Run a program to its end with its output thrown away; ms, < 0 when it failed. */
double run_ms(const char *const *argv);

#endif
