/* The bad rows of an import, kept apart: the file's header and their cells as they came, with the reason in
 * a last column. The file takes its name only when the import is done. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "storage/import_private.h"

#define REJECTS_PIECE ((size_t)64 << 10)

static bool same_file(const char *a, const char *b)
{
	struct stat first, second;

	return !stat(a, &first) && !stat(b, &second) && first.st_dev == second.st_dev &&
	       first.st_ino == second.st_ino;
}

int import_rejects_open(struct import *import, const char *path, struct error *error)
{
	const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;

	import->rejects_fd = -1;
	import->rejects_path = import->options->rejects
				       ? xstrdup(import->options->rejects)
				       : xasprintf("%s.rejects.csv", strcmp(path, "-") ? base : "stdin");
	if (same_file(path, import->rejects_path))
		return error_set(error, ERROR_INPUT,
				 "%s: bad rows cannot be written into the file they come from; name another",
				 import->rejects_path);
	return 0;
}

void import_rejects_add(struct import *import, const char *reason)
{
	size_t columns = import->record.count > import->header_count ? import->record.count : import->header_count;

	for (size_t i = 0; i < columns; i++) {
		if (i < import->record.count)
			csv_put(&import->rejects, import->record.cells[i].text, import->record.cells[i].size);
		buf_char(&import->rejects, ',');
	}
	csv_put(&import->rejects, reason, strlen(reason));
	buf_char(&import->rejects, '\n');
}

static int write_all(struct import *import, const char *data, size_t size, struct error *error)
{
	while (size) {
		ssize_t n = write(import->rejects_fd, data, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return error_set(error, ERROR_SYSTEM,
					 "%s: bad rows cannot be written: %s; name another place with --rejects",
					 import->rejects_new, strerror(errno));
		data += n;
		size -= (size_t)n;
	}
	return 0;
}

static int create(struct import *import, struct error *error)
{
	struct buf header = { 0 };
	int result;

	import->rejects_new = xasprintf("%s.XXXXXX", import->rejects_path);
	import->rejects_fd = mkstemp(import->rejects_new);
	if (import->rejects_fd < 0) {
		error_set(error, ERROR_SYSTEM,
			  "%s: bad rows cannot be written: %s; name another place with --rejects",
			  import->rejects_path, strerror(errno));
		free(import->rejects_new);
		import->rejects_new = NULL;
		return -1;
	}
	for (size_t i = 0; i < import->header_count; i++) {
		csv_put(&header, import->header[i], strlen(import->header[i]));
		buf_char(&header, ',');
	}
	buf_str(&header, "error\n");
	result = write_all(import, header.data, header.size, error);
	buf_free(&header);
	return result;
}

static int write_out(struct import *import, struct error *error)
{
	int result;

	if (import->options->dry_run || !import->rejects.size) {
		buf_clear(&import->rejects);
		return 0;
	}
	if (import->rejects_fd < 0 && create(import, error) < 0)
		return -1;
	result = write_all(import, import->rejects.data, import->rejects.size, error);
	buf_clear(&import->rejects);
	return result;
}

int import_rejects_flush(struct import *import, struct error *error)
{
	return import->rejects.size < REJECTS_PIECE ? 0 : write_out(import, error);
}

int import_rejects_finish(struct import *import, struct error *error)
{
	mode_t mask;

	if (write_out(import, error) < 0)
		return -1;
	if (import->rejects_fd < 0)
		return 0;
	mask = umask(0);
	umask(mask);
	fchmod(import->rejects_fd, 0666 & ~mask);
	if (close(import->rejects_fd) < 0 || rename(import->rejects_new, import->rejects_path) < 0) {
		import->rejects_fd = -1;
		return error_set(error, ERROR_SYSTEM,
				 "%s: bad rows cannot be written: %s; name another place with --rejects",
				 import->rejects_path, strerror(errno));
	}
	import->rejects_fd = -1;
	free(import->rejects_new);
	import->rejects_new = NULL;
	import->report->rejects = xstrdup(import->rejects_path);
	return 0;
}

void import_rejects_drop(struct import *import)
{
	if (import->rejects_fd >= 0)
		close(import->rejects_fd);
	if (import->rejects_new)
		unlink(import->rejects_new);
	free(import->rejects_new);
	free(import->rejects_path);
	buf_free(&import->rejects);
}
