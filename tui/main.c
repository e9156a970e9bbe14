/* Where it begins: the locale, whole standard streams, the command line, else the console. */
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cmd/cli.h"
#include "tui/app.h"

/* A book opened as descriptor 0, 1 or 2 would be written over by the first message. */
static void fill_standard_streams(void)
{
	for (int i = 0; i <= 2; i++)
		if (fcntl(i, F_GETFD) < 0 && open("/dev/null", i ? O_WRONLY : O_RDONLY) != i)
			abort();
}

static int terminal_width(void)
{
	struct winsize size;

	if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) || !size.ws_col)
		return 0;
	return size.ws_col;
}

int main(int argc, char **argv)
{
	struct cli cli = { 0 };
	struct error error = { 0 };
	bool console;
	int status;

	fill_standard_streams();
	setlocale(LC_ALL, "");
	setlocale(LC_NUMERIC, "C"); /* what a machine reads has a point */
	cli.out = stdout;
	cli.err = stderr;
	cli.interactive = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
	cli.width = terminal_width();
	cli.utf8 = !strcmp(nl_langinfo(CODESET), "UTF-8");
	cli.extra_version = screen_library_version();

	status = cli_run(&cli, argc, argv, &console);
	if (console) {
		status = waymark_console(&cli.ctx, &error);
		if (status < 0)
			status = cli_fail(&cli, &error);
	}
	cli_close(&cli);
	return status;
}
