#include "storage/lock_holder.h"

#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void describe(long pid, char *text, size_t size)
{
	char path[64], command[32] = "";
	struct stat info;
	struct passwd *user;
	FILE *file;

	snprintf(path, sizeof path, "/proc/%ld/comm", pid);
	file = fopen(path, "re");
	if (file) {
		if (!fgets(command, sizeof command, file))
			command[0] = '\0';
		command[strcspn(command, "\n")] = '\0';
		fclose(file);
	}
	snprintf(path, sizeof path, "/proc/%ld", pid);
	user = stat(path, &info) ? NULL : getpwuid(info.st_uid);
	snprintf(text, size, "%s (%s, process %ld)", user ? user->pw_name : "another user",
		 command[0] ? command : "unknown program", pid);
}

void lock_holder(const char *path, char *text, size_t size)
{
	char line[256], kind[16];
	unsigned long inode;
	struct stat info;
	FILE *locks;
	long pid;

	text[0] = '\0';
	if (stat(path, &info))
		return;
	locks = fopen("/proc/locks", "re");
	if (!locks)
		return;
	while (fgets(line, sizeof line, locks)) {
		if (sscanf(line, "%*d: %*s %*s %15s %ld %*x:%*x:%lu", kind, &pid, &inode) != 3)
			continue;
		if (strcmp(kind, "WRITE") || inode != (unsigned long)info.st_ino || pid == (long)getpid())
			continue;
		describe(pid, text, size);
		break;
	}
	fclose(locks);
}
