/* Files as they come: headers, encodings, damage, and the real exports of other programs. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/xalloc.h"
#include "tests/storage/importing.h"

TestSuite(import_files, .init = import_setup, .fini = import_teardown);

Test(import_files, titles_repeated_headers_and_footers)
{
	good("Accounts of the North,,\nas of today,,\n\nAccount Name,Account Owner,Region\nAcme,ana,North\nAccount "
	     "Name,Account Owner,Region\n"
	     ",,\nBeta,ben,South\n\"Grand Totals (2 records)\",,\n\nMy report\n"
	     "Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved.\nConfidential Information - Do Not "
	     "Distribute\n");
	counts(2, 0, 0, 0, 0);
	cr_assert(eq(long, report.header_line, 4L));
	cr_assert(eq(sz, report.footers.count, 4));
	cr_assert_str_eq(report.footers.items[1], "My report");
	says("SELECT name FROM account WHERE id > 1 ORDER BY 1", "Acme\nBeta");
	cr_assert(eq(sz, report.kept.count, 1));
	cr_assert_str_eq(report.kept.items[0], "Region");
}

Test(import_files, repeated_and_blank_headers)
{
	good("name,Note,,Note, Region \nA,one,lost,two,North\n");
	says("SELECT key, value FROM custom_field ORDER BY key", "Note|one\nNote (2)|two\nRegion|North");
}

Test(import_files, text_is_kept_as_it_came)
{
	good("name,Phone,Note\n\"  Acme  \",'+49 30,\"two\nlines \xc3\xa9\"\n");
	says("SELECT name FROM account WHERE id > 1", "  Acme  ");
	says("SELECT value FROM custom_field ORDER BY key", "two\nlines \xc3\xa9\n'+49 30");
}

Test(import_files, windows_1252_and_utf16_come_out_as_utf8)
{
	char *path = xasprintf("%s/wide.csv", f.folder);
	FILE *file = fopen(path, "w");

	good("name;csm\nCr\xe9"
	     "dito;ana\n");
	cr_assert_eq(report.encoding, ENCODING_WINDOWS_1252);
	cr_assert_eq(report.delimiter, ';');
	cr_assert(file &&
		  fwrite("\xff\xfe"
			 "n\0a\0m\0e\0\n\0\xd6\0l\0\n\0",
			 1, 18, file) == 18 &&
		  !fclose(file));
	cr_assert_eq(try_file(path), 0);
	says("SELECT name FROM account WHERE id > 1 ORDER BY 1", "Cr\xc3\xa9"
								 "dito\n\xc3\x96l");
	free(path);
}

Test(import_files, files_that_are_no_accounts)
{
	cr_assert_eq(try_text("StartDate,EndDate,Q1\n1,2,3\n"), -1);
	cr_assert(strstr(f.error.text, "StartDate, EndDate, Q1") && strstr(f.error.text, "--map"), "%s",
		  f.error.text);
	cr_assert_eq(try_text("name,emails,contact_numbers,organization_id\nW,x,y,1\n"), -1);
	cr_assert(strstr(f.error.text, "people") != NULL);
	cr_assert_eq(try_text(""), -1);
	options.map = "nosuch";
	cr_assert_eq(try_text("name\nA\n"), -1);
	cr_assert(strstr(f.error.text, "salesforce") != NULL, "%s", f.error.text);
	says("SELECT count(*) FROM account WHERE id > 1", "0");
}

/* A good file with bytes of it exchanged: whatever comes of it, every row is accounted for, and the book is as
 * before after one undo. */
Test(import_files, damaged_files)
{
	static const char whole[] = "external_id,name,arr,currency,status,renewal_date,Region\n1,A,\"1,200.50\","
				    "EUR,active,2027-01-01,North\n"
				    "2,\"B \"\"two\"\"\",200,EUR,churned,2027-13-01,South\n3,C,,,,25/12/2027,\n";
	static const char bytes[] = ",\"\n\r;1\t \xe9.-x";
	char *before = fixture_dump_facts(&f);
	unsigned seed = 7;
	int taken = 0, rounds = getenv("WAYMARK_QUICK") ? 60 : 150;

	for (int round = 0; round < rounds; round++) {
		char text[sizeof whole];

		memcpy(text, whole, sizeof whole);
		for (int i = 0; i < round % 6; i++) {
			seed = seed * 1103515245u + 12345u;
			text[(seed >> 8) % (sizeof whole - 1)] = bytes[(seed >> 20) % (sizeof bytes - 1)];
		}
		if (try_text(text) < 0) {
			cr_assert(strlen(f.error.text) > 10);
			continue;
		}
		taken++;
		cr_assert_eq(report.rows,
			     report.added + report.changed + report.unchanged + report.rejected + report.skipped);
		if (report.entry)
			undo();
	}
	cr_assert(taken > rounds / 8);
	{
		char *after = fixture_dump_facts(&f);

		cr_assert_str_eq(before, after);
		free(after);
	}
	free(before);
}

static char *data_file(const char *name)
{
	const char *top = getenv("abs_top_srcdir");
	char *path = xasprintf("%s/../shared/data/%s", top ? top : ".", name);

	if (access(path, R_OK) < 0)
		cr_skip_test("no sample data here");
	return path;
}

/* Imports it, then again: nothing may change. */
static void import_twice(const char *name, const char *mapping, long added, long skipped)
{
	char *path = data_file(name);

	cr_assert_eq(try_file(path), 0, "%s: %s", name, f.error.text);
	cr_assert_str_eq(report.mapping, mapping);
	counts(added, 0, 0, 0, skipped);
	cr_assert_eq(try_file(path), 0, "%s: %s", name, f.error.text);
	counts(0, 0, added, 0, skipped);
	cr_assert(report.entry == 0);
	free(path);
}

Test(import_files, real_salesforce)
{
	import_twice("salesforce-dataloader/accountData.csv", "salesforce", 423, 0);
	says("SELECT count(*), count(DISTINCT source) FROM account WHERE id > 1", "423|1");
	says("SELECT count(*) FROM movement", "0");
	says("SELECT count(*) FROM account_cache WHERE arr IS NOT NULL", "0");
	says("SELECT value FROM custom_field WHERE key = 'ANNUALREVENUE' ORDER BY 1", "6.0E7\n8.48E10");
	says("SELECT count(*) FROM account WHERE id > 1 AND name LIKE '%' || char(65533) || '%'", "0");
}

Test(import_files, real_ravenstack)
{
	import_twice("ravenstack-iso/ravenstack_accounts.csv", "ravenstack", 500, 0);
	says("SELECT status, count(*) FROM account_state GROUP BY 1", "1|390\n2|110");
	says("SELECT min(start_day), max(start_day) FROM account WHERE id > 1",
	     "19359|20088"); /* 2023-01-02, 2024-12-31 */
}

Test(import_files, real_telco)
{
	char *path;

	import_twice("telco-churn/Telco-Customer-Churn.csv", "telco", 7043, 0);
	says("SELECT sum(amount), count(*) FROM movement WHERE kind = 0", "547339920|7043");
	says("SELECT count(*) FROM movement WHERE kind = 7 AND day = 20779", "1869");
	says("SELECT sum(amount), count(DISTINCT currency), max(currency) FROM movement", "380382900|1|USD");
	says("SELECT sum(arr) FROM account_cache", "380382900");
	says("SELECT sum(arr) FROM account_cache WHERE status = 2", "0");
	says("SELECT count(*) FROM account_state WHERE status = 2", "1869");
	/* tenure 34 before 2026-11-22 is 2024-01-22 */
	says("SELECT start_day FROM account WHERE external_id = '5575-GNVDE'", "19744");
	/* on a later day it is the same file */
	path = data_file("telco-churn/Telco-Customer-Churn.csv");
	options.on = TODAY + 40;
	cr_assert_eq(try_file(path), 0, "%s", f.error.text);
	counts(0, 0, 7043, 0, 0);
	free(path);
	undo();
	says("SELECT (SELECT count(*) FROM account WHERE id > 1), (SELECT count(*) FROM movement), (SELECT "
	     "count(*) FROM "
	     "custom_field)",
	     "0|0|0");
}

Test(import_files, real_warehouse_copies)
{
	import_twice("fivetran-seeds/hubspot/company_data.csv", "hubspot", 24, 0);
	import_twice("fivetran-seeds/salesforce/sf_account_data.csv", "salesforce", 1, 9);
	import_twice("fivetran-seeds/zendesk/organization_data.csv", "zendesk", 10, 0);
	import_twice("salesforce-dataloader/tests/accountsForInsert.csv", "generic", 4, 0);
	says("SELECT count(*) FROM movement", "0");
	says("SELECT count(*) FROM custom_field WHERE key = 'property_annualrevenue'", "24");
}

Test(import_files, real_files_that_are_no_accounts)
{
	static const char *const names[] = {
		"krayin/leads.csv",
		"krayin/persons.csv",
		"surveys/qualtrics_sample.csv",
		"salesforce-dataloader/opportunityData.csv",
		"ravenstack-iso/ravenstack_subscriptions.csv",
		"ravenstack-iso/ravenstack_support_tickets.csv",
		"fivetran-seeds/salesforce/sf_contact_data.csv",
		"fivetran-seeds/zendesk/user_data.csv",
		"fivetran-seeds/zendesk/ticket_data.csv",
		"fivetran-seeds/salesforce/sf_opportunity_data.csv",
		"fivetran-seeds/hubspot/deal_data.csv",
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char *path = data_file(names[i]);

		cr_assert_eq(try_file(path), -1, "%s was taken", names[i]);
		cr_assert_eq(f.error.kind, ERROR_INPUT);
		free(path);
	}
	says("SELECT count(*) FROM account WHERE id > 1", "0");
}
