#include "storage/config.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

static char folder[64];

static void in_a_folder_of_its_own(void)
{
	strcpy(folder, "/tmp/waymark-config-XXXXXX");
	cr_assert_not_null(mkdtemp(folder));
	setenv("HOME", folder, 1);
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("XDG_DATA_HOME");
	unsetenv("XDG_STATE_HOME");
	unsetenv("WAYMARK_BOOK");
	unsetenv("WAYMARK_SHARE");
	unsetenv("WAYMARK_TODAY");
}

static void remove_it(void)
{
	char command[128];

	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	cr_assert(zero(int, system(command)));
}

TestSuite(config, .init = in_a_folder_of_its_own, .fini = remove_it);

static void write_file(const char *text)
{
	char path[128];
	FILE *file;

	setenv("XDG_CONFIG_HOME", folder, 1);
	snprintf(path, sizeof path, "%s/waymark", folder);
	mkdir(path, 0700);
	snprintf(path, sizeof path, "%s/waymark/waymark.cfg", folder);
	file = fopen(path, "w");
	cr_assert_not_null(file);
	fputs(text, file);
	fclose(file);
}

static void loads(struct config *config, const char *text)
{
	struct error error = { 0 };

	write_file(text);
	cr_assert_eq(config_load(config, NULL, &error), 0, "%s", error.text);
}

static void refused(const char *text, const char *because, const char *too)
{
	struct config config;
	struct error error = { 0 };

	write_file(text);
	cr_assert(eq(int, config_load(&config, NULL, &error), -1));
	cr_assert_not_null(strstr(error.text, because), "'%s' does not say '%s'", error.text, because);
	cr_assert_not_null(strstr(error.text, too), "'%s' does not say '%s'", error.text, too);
	cr_assert_not_null(strstr(error.text, "waymark.cfg:"));
}

Test(config, without_a_file_the_defaults_hold)
{
	struct config config;
	struct error error;

	cr_assert(zero(int, config_load(&config, NULL, &error)));
	cr_assert_str_eq(config.text[OPTION_DEFAULT_TRACK], "cst-saas");
	cr_assert_str_eq(config.text[OPTION_THEME], "");
	cr_assert(eq(long, config.number[OPTION_CADENCE_DAYS], 30));
	cr_assert(eq(long, config.number[OPTION_LOCK_WAIT], 5000));
	cr_assert_not_null(strstr(config.file, "/.config/waymark/waymark.cfg"));
	config_free(&config);
}

Test(config, the_file_decides)
{
	struct config config;
	struct health_limits limits;

	loads(&config, "# ours\ndefault_track = \"cst-services\";\ncadence_days = 14;\n"
		       "pace_behind = 7;\npace_stuck = 45;\nkeys = { down = \"j\"; };\n");
	cr_assert_str_eq(config.text[OPTION_DEFAULT_TRACK], "cst-services");
	limits = config_limits(&config);
	cr_assert(eq(int, limits.cadence_days, 14));
	cr_assert(eq(int, limits.pace.behind, 7));
	cr_assert(eq(int, limits.pace.stuck, 45));
	config_free(&config);
}

Test(config, faults_name_file_line_and_option)
{
	refused("cadence_days = 30;\n\ncadence_day = 3;\n", "waymark.cfg:3:", "did you mean 'cadence_days'");
	refused("cadence_days = \"often\";\n", "waymark.cfg:1:", "whole number");
	refused("cadence_days = 0;\n", "waymark.cfg:1:", "goes from 1 to 3650");
	/* a value that would be 1 if only its low 32 bits were read */
	refused("cadence_days = 4294967297;\n", "waymark.cfg:1:", "4294967297");
	refused("me = 7;\n", "waymark.cfg:1:", "double quotes");
	refused("zzzzzzzzzz = 7;\n", "no option 'zzzzzzzzzz'", "");
	refused("theme = \"dark\"\n cadence_days = = 3;\n", "waymark.cfg:", ";");
}

Test(config, a_folder_in_its_place_is_refused)
{
	struct config config;
	struct error error;
	char path[128];

	setenv("XDG_CONFIG_HOME", folder, 1);
	snprintf(path, sizeof path, "%s/waymark/waymark.cfg", folder);
	*strrchr(path, '/') = '\0';
	mkdir(path, 0700);
	strcat(path, "/waymark.cfg");
	mkdir(path, 0700);
	cr_assert(eq(int, config_load(&config, NULL, &error), -1));
}

Test(config, the_book_is_where_it_was_asked_for)
{
	char expected[128], *path;

	path = config_book_path(NULL);
	snprintf(expected, sizeof expected, "%s/.local/share/waymark/book.db", folder);
	cr_assert_str_eq(path, expected);
	free(path);

	setenv("XDG_DATA_HOME", "/data", 1);
	path = config_book_path(NULL);
	cr_assert_str_eq(path, "/data/waymark/book.db");
	free(path);

	setenv("WAYMARK_BOOK", "/b.db", 1);
	path = config_book_path(NULL);
	cr_assert_str_eq(path, "/b.db");
	free(path);

	path = config_book_path("mine.db");
	cr_assert_str_eq(path, "mine.db");
	free(path);
}

Test(config, a_relative_base_folder_is_ignored)
{
	char expected[128], *path;

	setenv("XDG_DATA_HOME", "data", 1);
	path = config_book_path(NULL);
	snprintf(expected, sizeof expected, "%s/.local/share/waymark/book.db", folder);
	cr_assert_str_eq(path, expected);
	free(path);
}

Test(config, the_state_folder_is_made_for_its_owner_alone)
{
	char expected[128];
	struct stat made;
	char *path = config_state_file("history");

	snprintf(expected, sizeof expected, "%s/.local/state/waymark/history", folder);
	cr_assert_str_eq(path, expected);
	*strrchr(path, '/') = '\0';
	cr_assert(zero(int, stat(path, &made)));
	cr_assert(eq(int, (int)(made.st_mode & 0777), 0700));
	free(path);
}

Test(config, share_is_the_trees_own_for_a_program_run_from_its_build_folder)
{
	struct config config;
	struct error error;
	char program[PATH_MAX], expected[PATH_MAX], *file;

	snprintf(program, sizeof program, "%s/tests/storage/test_config", getenv("abs_top_builddir"));
	cr_assert(zero(int, config_load(&config, program, &error)));
	snprintf(expected, sizeof expected, "%s/share", getenv("abs_top_srcdir"));
	cr_assert_str_eq(config.share_dir, expected);
	config_free(&config);

	cr_assert(zero(int, config_load(&config, "/bin/sh", &error)));
	cr_assert_str_eq(config.share_dir, WAYMARK_PKGDATADIR);
	config_free(&config);

	setenv("WAYMARK_SHARE", "/else", 1);
	cr_assert(zero(int, config_load(&config, program, &error)));
	file = config_share(&config, "tracks/a.cfg");
	cr_assert_str_eq(file, "/else/tracks/a.cfg");
	free(file);
	config_free(&config);
}

Test(config, today_is_what_the_environment_says)
{
	day_t today, before, after;
	struct error error;

	setenv("WAYMARK_TODAY", "2026-11-22", 1);
	cr_assert(zero(int, clock_today(&today, &error)));
	cr_assert(eq(int, today, 20779)); /* 56 years and 325 days: 56*365 + 14 leap days + 325 */

	setenv("WAYMARK_TODAY", "22.11.2026", 1);
	cr_assert(eq(int, clock_today(&today, &error), -1));
	cr_assert_not_null(strstr(error.text, "WAYMARK_TODAY"));

	unsetenv("WAYMARK_TODAY");
	setenv("TZ", "UTC", 1);
	before = (day_t)(clock_now() / 86400000);
	cr_assert(zero(int, clock_today(&today, &error)));
	after = (day_t)(clock_now() / 86400000);
	cr_assert(today >= before && today <= after);
}
