#include "tests/bench/pty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int pty_start(struct pty *pty, const char *const *argv)
{
	const struct winsize size = { .ws_row = PTY_ROWS, .ws_col = PTY_COLUMNS };

	*pty = (struct pty){ .started = now_ns() };
	pty->pid = forkpty(&pty->fd, NULL, NULL, &size);
	if (pty->pid < 0)
		return -1;
	if (pty->pid == 0) {
		execv(argv[0], (char *const *)(uintptr_t)argv);
		fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
		_exit(127);
	}
	fcntl(pty->fd, F_SETFL, fcntl(pty->fd, F_GETFL) | O_NONBLOCK);
	return 0;
}

/* Take what is there. */
static size_t take(struct pty *pty)
{
	char room[65536];
	ssize_t size = read(pty->fd, room, sizeof room);

	if (size > 0)
		return (size_t)size;
	if (size == 0 || (errno != EAGAIN && errno != EINTR))
		pty->ended = true;
	return 0;
}

static struct burst exchange(struct pty *pty, const char *keys, size_t size, int64_t since, int gap_ms,
			     int patience_ms)
{
	struct burst burst = { .ms = -1 };
	int64_t last = 0;

	while (!pty->ended) {
		struct pollfd poll_for = { pty->fd, (short)(POLLIN | (size ? POLLOUT : 0)), 0 };
		int64_t waited = last && !size ? last : since;
		int64_t left = (last && !size ? gap_ms : patience_ms) - (now_ns() - waited) / 1000000;
		size_t got;

		if (left <= 0 || poll(&poll_for, 1, (int)left) == 0)
			break;
		if (size && (poll_for.revents & POLLOUT)) {
			ssize_t sent = write(pty->fd, keys, size);

			if (sent > 0) {
				keys += sent;
				size -= (size_t)sent;
			}
		}
		if (!(poll_for.revents & ~POLLOUT))
			continue;
		got = take(pty);
		if (got) {
			last = now_ns();
			burst.bytes += got;
			burst.ms = (double)(last - since) / 1e6;
		}
	}
	return burst;
}

struct burst pty_read(struct pty *pty, int64_t since, int gap_ms, int patience_ms)
{
	return exchange(pty, NULL, 0, since, gap_ms, patience_ms);
}

struct burst pty_send(struct pty *pty, const char *keys, size_t size, int gap_ms)
{
	return exchange(pty, keys, size, now_ns(), gap_ms, PATIENCE_MS);
}

struct burst pty_key(struct pty *pty, const char *keys)
{
	enum { SILENCE_MS = 400 }; /* a key need not draw anything */

	return exchange(pty, keys, strlen(keys), now_ns(), KEY_GAP_MS, SILENCE_MS);
}

long pty_memory_kb(const struct pty *pty)
{
	char path[64], line[256];
	long kb = 0;
	FILE *status;

	snprintf(path, sizeof path, "/proc/%ld/status", (long)pty->pid);
	status = fopen(path, "r");
	while (status && fgets(line, sizeof line, status))
		if (!strncmp(line, "VmHWM:", 6))
			kb = strtol(line + 6, NULL, 10);
	if (status)
		fclose(status);
	return kb;
}

bool pty_stop(struct pty *pty)
{
	int status = -1;
	pid_t done = 0;

	for (int i = 0; i < 3 && !pty->ended; i++)
		pty_key(pty, "q");
	for (int i = 0; i < 200 && !done; i++) {
		done = waitpid(pty->pid, &status, WNOHANG);
		if (!done)
			nanosleep(&(struct timespec){ 0, 10000000 }, NULL);
	}
	if (!done) {
		kill(pty->pid, SIGKILL);
		waitpid(pty->pid, &status, 0);
	}
	close(pty->fd);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

double run_ms(const char *const *argv)
{
	int64_t start = now_ns();
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		int nowhere = open("/dev/null", O_RDWR);

		dup2(nowhere, 0);
		dup2(nowhere, 1);
		execvp(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) < 0 || !WIFEXITED(status) || WEXITSTATUS(status))
		return -1;
	return (double)(now_ns() - start) / 1e6;
}
