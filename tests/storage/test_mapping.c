#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/xalloc.h"
#include "storage/mapping.h"

static const char *const fields[] = { "external_id",
				      "source",
				      "name",
				      "segment",
				      "csm",
				      "status",
				      "arr",
				      "currency",
				      "start_date",
				      "renewal_date",
				      "definition_of_success",
				      "success_measure",
				      "master_narrative",
				      "value_path",
				      "next_step",
				      "deleted",
				      NULL };
static const char *const must[] = { "external_id", NULL }, *const with[] = { "name", "arr", NULL };

static char *presets(void)
{
	const char *top = getenv("abs_top_srcdir");

	return xasprintf("%s/share/imports", top ? top : ".");
}

static int read_text(struct mapping *mapping, const char *text, struct error *error)
{
	char path[] = "/tmp/mapping-XXXXXX.cfg";
	int fd = mkstemps(path, 4), result;

	cr_assert(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text));
	close(fd);
	result = mapping_read(mapping, path, "accounts", fields, error);
	unlink(path);
	return result;
}

Test(mapping, everything_a_preset_can_say)
{
	struct mapping mapping;
	struct error error;
	const struct mapping_field *field;
	static const char *const header[] = { "NR", "kunde", "Saas", "Extra", "Weg" };

	cr_assert_eq(
		read_text(
			&mapping,
			"name = \"x\"; source = \"src\"; currency = \"eur\"; decimal = \"comma\"; date_order = "
			"\"dmy\";\n"
			"match = [ \"Nr\", \"Kunde\" ]; ignore = [ \"weg\" ];\n"
			"fields = ( { field = \"external_id\"; columns = [ \"Id\", \"Nr\" ]; key_length = 15; },\n"
			" { field = \"arr\"; columns = [ \"saas\" ]; multiply = 12; cents = true; },\n"
			" { field = \"start_date\"; columns = [ \"age\" ]; months_before = true; },\n"
			" { field = \"status\"; columns = [ \"st\" ]; values = ( { from = \"Yes\"; to = "
			"\"churned\"; } ); } );\n",
			&error),
		0, "%s", error.text);
	cr_assert_str_eq(mapping.source, "src");
	cr_assert_str_eq(mapping.currency, "EUR");
	cr_assert_eq(mapping.decimal, ',');
	cr_assert_eq(mapping.date_order, DATE_ORDER_DMY);
	field = mapping_field(&mapping, "external_id");
	cr_assert_eq(field->key_length, 15);
	cr_assert_eq(mapping_column(field, header, 5), 0);
	field = mapping_field(&mapping, "arr");
	cr_assert_eq(field->multiply, 12);
	cr_assert(field->cents);
	cr_assert_eq(mapping_column(field, header, 5), 2);
	field = mapping_field(&mapping, "start_date");
	cr_assert(field->months_before);
	cr_assert_eq(mapping_column(field, header, 5), -1);
	field = mapping_field(&mapping, "status");
	cr_assert_str_eq(mapping_value(field, "yES"), "churned");
	cr_assert_str_eq(mapping_value(field, "maybe"), "maybe");
	cr_assert(mapping_ignores(&mapping, "Weg"));
	cr_assert_not(mapping_ignores(&mapping, "Extra"));
	cr_assert_eq(mapping_known(&mapping, header, 5), 3); /* Nr, Saas, Weg */
	cr_assert_eq(mapping_score(&mapping, header, 5), MAPPING_GENERAL + 2 * 2 + 3);
	cr_assert_eq(mapping_score(&mapping, header, 1), 0);
	mapping_clear(&mapping);
}

Test(mapping, mistakes_name_their_line)
{
	static const struct {
		const char *text, *part;
	} cases[] = {
		{ "name = \"x\";\nfields = ( { field = \"nmae\"; columns = [ \"a\" ]; } );\n",
		  ":2: unknown field \"nmae\"" },
		{ "name = \"x\";\nfield = \"y\";\n",
		  ":2: a mapping has no setting \"field\"; did you mean \"fields\"?" },
		{ "name = \"x\";\n\nfields = ( { field = \"name\"; } );\n", ":3: the field name needs columns" },
		{ "fields = ( { field = \"name\"; columns = [ \"a\" ]; } );\n", "a mapping needs a name" },
		{ "name = \"x\";\n", "a mapping needs fields" },
		{ "name = \"x\";\nfields = ( { field = \"name\"; columns = [ \"a\" ]; },\n{ field = \"name\"; "
		  "columns = [ \"b\" ]; } );\n",
		  ":3: the field name stands here twice" },
		{ "name = \"x\";\nfields = ( { field = \"arr\"; columns = [ \"a\" ]; multiply = 0; } );\n",
		  ":2: multiply is 0" },
		{ "name = \"x\";\ncurrency = \"EURO\";\nfields = ( { field = \"name\"; columns = [ \"a\" ]; } );\n",
		  ":2: currency" },
		{ "name = \"x\";\nfields = ( { field = \"status\"; columns = [ \"a\" ];\n values = ( { from = "
		  "\"x\"; } ); } );\n",
		  ":3: a value needs both" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct mapping mapping;
		struct error error;

		cr_assert_eq(read_text(&mapping, cases[i].text, &error), -1, "case %zu", i);
		cr_assert(strstr(error.text, cases[i].part) != NULL, "case %zu: %s", i, error.text);
	}
}

/* The preset that the shipped ones choose for a header row. */
static const char *choose(const struct mapping_set *set, const char *const *header, size_t count)
{
	const struct mapping *best = NULL;
	int highest = 0;

	for (size_t i = 0; i < set->count; i++) {
		int score = mapping_score(&set->items[i], header, count);

		if (score > highest) {
			highest = score;
			best = &set->items[i];
		}
	}
	return best ? best->name : "none";
}

#define CHOSEN(name, ...) \
	do { \
		static const char *const header_[] = { __VA_ARGS__ }; \
		const char *chosen_ = choose(&set, header_, sizeof header_ / sizeof *header_); \
		cr_assert_str_eq(chosen_, name, "%s, not %s", chosen_, name); \
	} while (0)

Test(mapping, the_shipped_presets_are_chosen_by_their_headers)
{
	struct mapping_set set;
	struct error error;
	char *folder = presets();

	cr_assert_eq(mapping_set_load(&set, folder, "accounts", fields, must, with, &error), 0, "%s", error.text);
	CHOSEN("salesforce", "ID", "ISDELETED", "MASTERRECORDID", "NAME", "ANNUALREVENUE", "NUMBEROFEMPLOYEES",
	       "TICKERSYMBOL");
	CHOSEN("salesforce", "Account Name", "Account Owner", "Type");
	CHOSEN("ravenstack", "account_id", "account_name", "industry", "signup_date", "plan_tier", "seats",
	       "churn_flag");
	CHOSEN("telco", "customerID", "gender", "tenure", "Contract", "MonthlyCharges", "TotalCharges", "Churn");
	CHOSEN("hubspot", "Record ID", "Company name", "Company owner");
	CHOSEN("hubspot", "id", "is_deleted", "property_name", "property_annualrevenue");
	CHOSEN("zendesk", "id", "external_id", "name", "shared_comments", "shared_tickets");
	CHOSEN("stripe", "id", "Description", "Email", "Name", "Created (UTC)", "Delinquent");
	CHOSEN("churnzero", "accountexternalid", "name", "nextRenewalDate");
	CHOSEN("gainsight", "Name", "Industry", "ARR", "Lifecycle Stage", "CSM", "Renewal Date");
	CHOSEN("totango", "Account Id", "Account Name", "Contract Value");
	CHOSEN("waymark", "external_id", "name", "segment", "csm", "status", "arr", "currency", "start_date",
	       "renewal_date");
	CHOSEN("generic", "Company", "Website");
	CHOSEN("generic", "name", "arr", "renewal_date");
	CHOSEN("waymark", "arr", "external_id");
	CHOSEN("none", "id", "external_id", "subject", "status");
	CHOSEN("people", "id", "external_id", "name", "email", "organization_id");
	CHOSEN("none", "StartDate", "EndDate", "Status");
	CHOSEN("people", "name", "emails", "contact_numbers", "organization_id", "job_title", "user_id");
	CHOSEN("deals", "ID", "ISDELETED", "ACCOUNTID", "NAME", "STAGENAME", "AMOUNT");
	CHOSEN("people", "id", "name", "email", "account_id", "is_deleted", "master_record_id");
	mapping_set_free(&set);
	free(folder);
}

Test(mapping, no_shipped_preset_takes_the_customers_turnover_for_arr)
{
	static const char *const turnover[] = { "ANNUALREVENUE", "annual_revenue", "property_annualrevenue",
						"Annual Revenue", "Revenue" };
	struct mapping_set set;
	struct error error;
	char *folder = presets();

	cr_assert_eq(mapping_set_load(&set, folder, "accounts", fields, must, with, &error), 0, "%s", error.text);
	cr_assert(set.count >= 13);
	for (size_t i = 0; i < set.count; i++) {
		const struct mapping_field *arr = mapping_field(&set.items[i], "arr");

		for (size_t j = 0; arr && j < sizeof turnover / sizeof *turnover; j++)
			cr_assert_eq(mapping_column(arr, &turnover[j], 1), -1, "%s takes %s", set.items[i].name,
				     turnover[j]);
	}
	mapping_set_free(&set);
	free(folder);
}
