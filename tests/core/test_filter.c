#include "core/filter.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "core/xalloc.h"

static void in_utf8(void)
{
	cr_assert(ne(ptr, setlocale(LC_ALL, "C.UTF-8"), NULL));
}

TestSuite(filter, .init = in_utf8);

static char name[] = "Café Nord", csm[] = "ana", track[] = "cst-saas", stage[] = "Adopt", external_id[] = "001A";

/* Health 71.99, 1,234.50 EUR, at stake 345.79, renewal 2026-12-31, no segment, never touched. */
static const struct account_row nord = {
	.id = 1,
	.name = name,
	.csm = csm,
	.track = track,
	.stage = stage,
	.stage_index = 2,
	.stage_count = 5,
	.external_id = external_id,
	.status = STATUS_ACTIVE,
	.has_arr = true,
	.arr = { 123450, "EUR" },
	.start = 19000,
	.renewal = 20818,
	.days = 41,
	.health = 7199,
	.band = BAND_WATCH,
	.last_touch = DAY_NONE,
	.at_stake = 34579,
};

/* 1 fits, 0 does not, -1 an error (kept in *error). */
static int fits_row(const char *text, const struct account_row *row, struct error *error)
{
	char *copy = xstrdup(text);
	struct filter *filter;
	int rc = filter_parse(&filter, &copy, 1, error);

	if (rc == 0) {
		rc = filter_fits(filter, row);
		filter_free(filter);
	}
	free(copy);
	return rc;
}

static int fits(const char *text)
{
	struct error error = { 0 };
	int rc = fits_row(text, &nord, &error);

	if (rc < 0)
		cr_assert(eq(int, error.kind, ERROR_USAGE));
	return rc;
}

Test(filter, terms)
{
	static const struct {
		const char *text;
		int fits;
	} rows[] = {
		{ "", 1 },
		{ "   ", 1 },
		{ "name~nord", 1 },
		{ "name~CAFÉ", 1 },
		{ "name~sud", 0 },
		{ "name=\"café nord\"", 1 },
		{ "name=\"café\"", 0 },
		{ "account~nord", 1 },
		{ "csm=Ana", 1 },
		{ "csm=ben", 0 },
		{ "csm>ami csm<ben", 1 },
		{ "segment=\"\"", 1 },
		{ "segment=", 1 },
		{ "csm=", 0 },
		{ "segment~x", 0 },
		{ "segment=x", 0 },
		{ "stage=adopt", 1 },
		{ "status=active", 1 },
		{ "status=Churned", 0 },
		{ "status~act", 1 },
		{ "band=watch", 1 },
		{ "band=risk", 0 },
		{ "band~wat", 1 },
		{ "health=71", 1 },
		{ "health<71", 0 },
		{ "health<72", 1 },
		{ "health>71", 0 },
		{ "health>70", 1 },
		{ "health=", 0 },
		{ "last_touch=", 1 },
		{ "last<2026-01-01", 0 },
		{ "last>2026-01-01", 0 },
		{ "renewal=2026-12-31", 1 },
		{ "renewal<2027-01-01", 1 },
		{ "renew>2026-12-31", 0 },
		{ "arr=1234.5", 1 },
		{ "arr=1,234.50", 1 },
		{ "arr>1234.4999", 1 },
		{ "arr>1234.5", 0 },
		{ "arr<1234.5001", 1 },
		{ "arr<1234.5", 0 },
		{ "arr<-1", 0 },
		{ "arr>-0.0001", 1 },
		{ "at_stake>345", 1 },
		{ "at_stake>346", 0 },
		{ "days>40 days<42", 1 },
		{ "band=watch name~nord", 1 },
		{ "band=watch name~sud", 0 },
		{ "  band=watch\tcsm=ana ", 1 },
		{ "name=Café\" \"Nord", 1 },
		{ "id=001a", 1 },
		{ "days>-5", 1 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		cr_assert_eq(fits(rows[i].text), rows[i].fits, "%s", rows[i].text);
}

Test(filter, mistakes_are_said)
{
	static const char *const bad[] = { "helth=5",	  "name",	    "=x",	    "name=\"open",
					   "name ~ nord", "health~7",	    "health=7x",    "health==7",
					   "health=7.5",  "arr=1.234,5",    "arr=EUR5",	    "renewal<soon",
					   "band=red",	  "band<good",	    "status=gone",  "name<",
					   "health>",	  "\"name\"=x",	    "renewal~2026", "health=-",
					   "arr>",	  "csm=ana health", "status>active" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		cr_assert_eq(fits(bad[i]), -1, "%s", bad[i]);
}

Test(filter, unknown_field_names_the_nearest_and_all)
{
	struct error error = { 0 };

	cr_assert(eq(int, fits_row("helth>5", &nord, &error), -1));
	cr_assert_not_null(strstr(error.text, "\"helth\""));
	cr_assert_not_null(strstr(error.text, "nearest is health"));
	cr_assert_not_null(strstr(error.text, "name, stage, health, renewal"));
	cr_assert_not_null(strstr(error.text, "band"));
	cr_assert(eq(int, fits_row("bnad=risk", &nord, &error), -1));
	cr_assert_not_null(strstr(error.text, "nearest is band"));
}

Test(filter, unknown_values_only_fit_unknown)
{
	struct account_row row = { .name = name,
				   .start = DAY_NONE,
				   .renewal = DAY_NONE,
				   .health = HEALTH_UNKNOWN,
				   .last_touch = DAY_NONE,
				   .at_stake = -1 };
	struct error error;

	cr_assert(eq(int, fits_row("health=", &row, &error), 1));
	cr_assert(eq(int, fits_row("health<50", &row, &error), 0));
	cr_assert(eq(int, fits_row("arr=", &row, &error), 1));
	cr_assert(eq(int, fits_row("arr<5", &row, &error), 0));
	cr_assert(eq(int, fits_row("band=", &row, &error), 1));
	cr_assert(eq(int, fits_row("band=unknown", &row, &error), 1));
	cr_assert(eq(int, fits_row("stage=\"\"", &row, &error), 1));
	cr_assert(eq(int, fits_row("days=", &row, &error), 1));
}

Test(filter, money_in_the_currency_of_the_row)
{
	struct account_row row = nord;
	struct error error;

	memcpy(row.arr.currency, "JPY", CURRENCY_SIZE); /* 123450 yen */
	cr_assert(eq(int, fits_row("arr=123450", &row, &error), 1));
	cr_assert(eq(int, fits_row("arr<123450.5", &row, &error), 1));
	cr_assert(eq(int, fits_row("arr>123449.5", &row, &error), 1));
	row.arr.minor = MONEY_MAX;
	cr_assert(eq(int, fits_row("arr>99999999999", &row, &error), 1));
	row.arr.minor = -1;
	cr_assert(eq(int, fits_row("arr<-0.5", &row, &error), 1));
	cr_assert(eq(int, fits_row("arr>-1.5", &row, &error), 1));
	cr_assert(eq(int, fits_row("arr=-1.5", &row, &error), 0));
}

Test(filter, terms_in_several_arguments)
{
	char one[] = "band=watch", two[] = "name~nord csm=ana", three[] = "health>90";
	char *terms[] = { one, two, three };
	struct filter *filter;
	struct error error;

	cr_assert(eq(int, filter_parse(&filter, terms, 2, &error), 0));
	cr_assert(eq(int, filter_fits(filter, &nord), true));
	filter_free(filter);
	cr_assert(eq(int, filter_parse(&filter, terms, 3, &error), 0));
	cr_assert(eq(int, filter_fits(filter, &nord), false));
	filter_free(filter);
	cr_assert(eq(int, filter_parse(&filter, NULL, 0, &error), 0));
	cr_assert(eq(int, filter_fits(filter, &nord), true));
	filter_free(filter);
	filter_free(NULL);
}

Test(filter, random_text_does_no_harm)
{
	static const char *const pieces[] = { "name",	"health", "arr",  "renewal", "band",
					      "status", "days",	  "=",	  "<",	     ">",
					      "~",	"\"",	  " ",	  "5",	     "2026-01-01",
					      "-",	"risk",	  "\xff", "é",	     "99999999999999999999",
					      "x" };
	unsigned long long seed = 9;

	for (int round = 0; round < 50000; round++) {
		char text[256] = "";
		struct error error;

		for (unsigned i = 0, count = (unsigned)(seed >> 40) % 10; i < count; i++) {
			seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
			strcat(text, pieces[(seed >> 33) % (sizeof pieces / sizeof *pieces)]);
		}
		seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
		fits_row(text, &nord, &error);
	}
}

Test(filter, whether_it_is_of_one_segment_and_nothing_else)
{
	static const struct {
		const char *text, *segment;
	} cases[] = {
		{ "segment=Large", "large" },
		{ "segment=\"Large firms\"", "large firms" },
		{ "segment~Large", NULL },
		{ "segment=", NULL },
		{ "csm=ana", NULL },
		{ "segment=Large csm=ana", NULL },
		{ "segment>Large", NULL },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *copy = xstrdup(cases[i].text);
		struct filter *filter;
		struct error error;
		const char *segment;

		cr_assert(zero(int, filter_parse(&filter, &copy, 1, &error)));
		segment = filter_only(filter, COLUMN_SEGMENT);
		if (cases[i].segment)
			cr_expect(eq(str, (char *)segment, (char *)cases[i].segment), "%s", cases[i].text);
		else
			cr_expect(eq(ptr, (void *)segment, NULL), "%s", cases[i].text);
		filter_free(filter);
		free(copy);
	}
}
