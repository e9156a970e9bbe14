/* The one clock of the program. */
#include <stdlib.h>
#include <time.h>

#include "storage/config.h"

int clock_today(day_t *today, struct error *error)
{
	const char *given = getenv("WAYMARK_TODAY");
	time_t now;
	struct tm local;

	if (given && *given) {
		if (date_parse(given, today, error))
			return error_prefix(error, "WAYMARK_TODAY");
		return 0;
	}
	now = time(NULL);
	if (!localtime_r(&now, &local))
		return error_set(error, ERROR_SYSTEM, "the clock cannot be read; set WAYMARK_TODAY to a date");
	*today = date_from_civil(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
	return 0;
}

int64_t clock_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
