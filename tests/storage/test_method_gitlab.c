/* GitLab's method as its file: every threshold, worked from the method's own tables; how they sum up. */
#include <criterion/criterion.h>

#include "tests/storage/sample.h"

#define LICENCES(value) OF100("licences_used", value, "licences")
#define BILLABLE(key, value) OF100(key, value, "billable_users")

Test(method_gitlab, gitlab_licences_by_the_age_of_the_contract)
{
	static const struct row rows[] = {
		{ "licences", LICENCES(100), .label = "not applicable", .age = 59 },
		{ "licences", LICENCES(9.9), .label = "red", .age = 60 },
		{ "licences", LICENCES(10), .label = "yellow", .age = 60 },
		{ "licences", LICENCES(50), .label = "yellow", .age = 179 },
		{ "licences", LICENCES(50.5), .label = "green", .age = 179 },
		{ "licences", LICENCES(50), .label = "red", .age = 180 },
		{ "licences", LICENCES(51), .label = "yellow", .age = 180 },
		{ "licences", LICENCES(75), .label = "yellow", .age = 269 },
		{ "licences", LICENCES(76), .label = "green", .age = 269 },
		{ "licences", LICENCES(75), .label = "red", .age = 270 },
		{ "licences", LICENCES(76), .label = "green", .age = 270 },
		{ "licences", LICENCES(76), .label = "not applicable" },
	};

	CHECK_ROWS("gitlab-prove", rows);
}

Test(method_gitlab, gitlab_usage)
{
	static const struct row rows[] = {
		{ "users", BILLABLE("active_users_28d", 49.9), .label = "red" },
		{ "users", BILLABLE("active_users_28d", 50), .label = "yellow" },
		{ "users", BILLABLE("active_users_28d", 79.9), .label = "yellow" },
		{ "users", BILLABLE("active_users_28d", 80), .label = "green" },
		{ "scm", BILLABLE("git_users", 10), .label = "red" },
		{ "scm", BILLABLE("git_users", 10.1), .label = "yellow" },
		{ "scm", BILLABLE("git_users", 33), .label = "yellow" },
		{ "scm", BILLABLE("git_users", 33.1), .label = "green" },
		{ "ci", BILLABLE("ci_builds", 200), .label = "red" },
		{ "ci", BILLABLE("ci_builds", 201), .label = "yellow" },
		{ "ci", BILLABLE("ci_builds", 4000), .label = "yellow" },
		{ "ci", BILLABLE("ci_builds", 4001), .label = "green" },
		{ "scanner_users", BILLABLE("scanner_users", 5), .label = "red" },
		{ "scanner_users", BILLABLE("scanner_users", 6), .label = "yellow" },
		{ "scanner_users", BILLABLE("scanner_users", 20), .label = "green" },
		{ "scans", ONE("scans_per_pipeline", 0.099), .label = "red" },
		{ "scans", ONE("scans_per_pipeline", 0.1), .label = "yellow" },
		{ "scans", ONE("scans_per_pipeline", 0.5), .label = "yellow" },
		{ "scans", ONE("scans_per_pipeline", 0.501), .label = "green" },
		{ "scanners", ONE("scanners", 1), .label = "red" },
		{ "scanners", ONE("scanners", 2), .label = "yellow" },
		{ "scanners", ONE("scanners", 3), .label = "green" },
		{ "deploying_users", BILLABLE("deploying_users", 4.9), .label = "red" },
		{ "deploying_users", BILLABLE("deploying_users", 5), .label = "yellow" },
		{ "deploying_users", BILLABLE("deploying_users", 12), .label = "yellow" },
		{ "deploying_users", BILLABLE("deploying_users", 12.1), .label = "green" },
		{ "deployments", ONE("deployments_per_user", 1.9), .label = "red" },
		{ "deployments", ONE("deployments_per_user", 2), .label = "yellow" },
		{ "deployments", ONE("deployments_per_user", 7), .label = "yellow" },
		{ "deployments", ONE("deployments_per_user", 7.1), .label = "green" },
		{ "deployment_success", ONE("deployment_success", 24), .label = "red" },
		{ "deployment_success", ONE("deployment_success", 25), .label = "yellow" },
		{ "deployment_success", ONE("deployment_success", 80), .label = "yellow" },
		{ "deployment_success", ONE("deployment_success", 81), .label = "green" },
		/* red 25, yellow 62.5, green 87.5: mean 58.33, yellow; of two 75, green */
		{ "security", { { "scans_per_pipeline", 0, 0 }, { "scanners", 3, 0 } }, .label = "yellow" },
		{ "security", { { "scans_per_pipeline", 0.3, 0 }, { "scanners", 3, 0 } }, .label = "green" },
		{ "security", { { "scans_per_pipeline", 0, 0 }, { "scanners", 2, 0 } }, .label = "red" },
		{ "cd", { { "deployments_per_user", 9, 0 }, { "deployment_success", 90, 0 } }, .label = "green" },
	};

	CHECK_ROWS("gitlab-prove", rows);
}

Test(method_gitlab, gitlab_support_meetings_and_what_is_set_by_hand)
{
	static const struct row rows[] = {
		{ "tickets", ONE("tickets", 0), .label = "yellow" },
		{ "tickets", ONE("tickets", 1), .label = "green" },
		{ "tickets", ONE("tickets", 5), .label = "green" },
		{ "tickets", ONE("tickets", 6), .label = "yellow" },
		{ "tickets",
		  { { "tickets", 9, 0 }, { "tickets", 6, 29 }, { "tickets", 5, 30 } },
		  .label = "yellow" },
		{ "tickets", ONE("tickets", 16), .label = "red" },
		{ "tickets",
		  { { "tickets", 3, 30 } },
		  .label = "yellow" }, /* none in the 30 days, 30 old: still counts */
		{ "tickets", { { "tickets", 3, 31 } }, .label = "stale" },
		{ "emergencies", ONE("emergencies_open", 0), .label = "green" },
		{ "emergencies", ONE("emergencies_open", 1), .label = "red" },
		{ "emergencies_closed", { { "emergencies_closed", 1, 6 } }, .label = "yellow" },
		{ "emergencies_closed", { { "emergencies_closed", 1, 7 } }, .label = "green" },
		{ "meeting", .segment = "priority 1", .touch = "call", .touched = 35, .label = "green" },
		{ "meeting", .segment = "priority 1", .touch = "meeting", .touched = 36, .label = "yellow" },
		{ "meeting", .segment = "priority 1", .touch = "call", .touched = 60, .label = "yellow" },
		{ "meeting", .segment = "priority 1", .touch = "call", .touched = 61, .label = "red" },
		{ "meeting", .segment = "priority 2", .touch = "call", .touched = 65, .label = "green" },
		{ "meeting", .segment = "priority 2", .touch = "call", .touched = 66, .label = "yellow" },
		{ "meeting", .segment = "priority 2", .touch = "call", .touched = 90, .label = "yellow" },
		{ "meeting", .segment = "priority 2", .touch = "call", .touched = 91, .label = "red" },
		{ "meeting", .segment = "priority 2", .touch = "visit", .touched = 65, .label = "green" },
		{ "meeting", .segment = "priority 2", .touch = "mail", .touched = 1, .label = "unknown" },
		{ "sentiment", ONE("csm_sentiment", 1), .label = "red", .segment = "priority 1" },
		{ "sentiment", ONE("csm_sentiment", 2), .label = "yellow", .segment = "priority 2" },
		{ "sentiment", { { "csm_sentiment", 3, 120 } }, .label = "green", .segment = "priority 1" },
		{ "sentiment", { { "csm_sentiment", 3, 121 } }, .label = "stale", .segment = "priority 1" },
		{ "plan", ONE("success_plan", 1), .label = "red", .segment = "priority 1" },
		{ "plan", ONE("success_plan", 2), .label = "yellow", .segment = "priority 1" },
		{ "plan", ONE("success_plan", 3), .label = "green", .segment = "priority 1" },
		{ "users", { { "active_users_28d", 90, 60 }, { "billable_users", 100, 0 } }, .label = "green" },
		{ "users", { { "active_users_28d", 90, 61 }, { "billable_users", 100, 0 } }, .label = "stale" },
	};

	CHECK_ROWS("gitlab-prove", rows);
}

Test(method_gitlab, gitlab_sentiment_and_plan_do_not_apply_to_tech_touch)
{
	struct sample sample;

	sample_open(&sample, "gitlab-prove");
	(void)names_add(&sample.words.segments, "priority 3");
	segment(&sample, "priority 3");
	measure(&sample, "csm_sentiment", 0, V(1));
	measure(&sample, "success_plan", 0, V(1));
	score(&sample);
	cr_assert_str_eq(label(&sample, "sentiment"), "not applicable");
	cr_assert_str_eq(label(&sample, "plan"), "not applicable");
	cr_assert_eq(sample.health.cause, BAND_BY_SCORE);
	sample_close(&sample);
}

Test(method_gitlab, gitlab_people_met_in_three_months)
{
	static const char *const labels[] = { "red", "yellow", "green" };
	static const unsigned roles[] = { ROLE_DECISION_MAKER, ROLE_INFLUENCER };
	struct sample sample;

	sample_open(&sample, "gitlab-prove");
	for (int met = 0; met <= 2; met++) {
		sample_clear(&sample);
		for (int contact = 0; contact < 2; contact++) {
			*vec_add(&sample.contacts) = (struct contact_fact){
				.contact = contact,
				.on = TODAY - 400,
				.says_roles = true,
				.roles = roles[contact],
				.says_here = true,
				.here = true,
			};
			touch(&sample, "call", FROM_US, contact < met ? 89 : 90);
			sample.touches.items[contact].contact = contact;
		}
		score(&sample);
		cr_expect_str_eq(label(&sample, "personas"), labels[met]);
	}
	sample_close(&sample);
}

/* 62.5 yellow, 87.5 green, 62.5 yellow with equal weights: 212.5 of 300 is 70.83, yellow. The three are three of the
 * product's with a weight of 15 each; all others are missing, so that everything is theirs. */
Test(method_gitlab, gitlab_worked_example)
{
	struct sample sample;
	const struct health *health;

	sample_open(&sample, "gitlab-prove");
	measure(&sample, "billable_users", 0, V(100));
	measure(&sample, "git_users", 0, V(20));
	measure(&sample, "ci_builds", 0, V(5000));
	measure(&sample, "scanners", 0, V(2));
	health = score(&sample);
	cr_assert_eq(health->hundredths, 7083);
	cr_assert_eq(health->band, BAND_WATCH);
	cr_assert_str_eq(health->label, "yellow");
	sample_close(&sample);
}

/* Inside the group first, then among groups: product green of one alone is 87.5 with 50, the plan red is 25 with 10;
 * (87.5 * 50 + 25 * 10) / 60 = 77.083. */
Test(method_gitlab, gitlab_redistributes_inside_the_group_then_among_groups)
{
	struct sample sample;
	const struct health *health;

	sample_open(&sample, "gitlab-prove");
	segment(&sample, "priority 1");
	measure(&sample, "billable_users", 0, V(100));
	measure(&sample, "git_users", 0, V(50));
	measure(&sample, "success_plan", 0, V(1));
	health = score(&sample);
	cr_assert_eq(health->hundredths, 7708);
	cr_assert_str_eq(health->label, "green");
	sample_clear(&sample);
	health = score(&sample);
	cr_assert_eq(health->hundredths, HEALTH_UNKNOWN);
	cr_assert_eq(health->band, BAND_UNKNOWN);
	cr_assert_eq(health->confidence, 0);
	sample_close(&sample);
}

Test(method_gitlab, gitlab_red_sentiment_makes_red_whatever_the_number)
{
	struct sample sample;
	const struct health *health;

	sample_open(&sample, "gitlab-prove");
	segment(&sample, "priority 1");
	measure(&sample, "billable_users", 0, V(100));
	measure(&sample, "git_users", 0, V(50));
	measure(&sample, "csm_sentiment", 0, V(1));
	health = score(&sample);
	/* (87.5 * 50 + 25 * 25) / 75 = 66.67 */
	cr_assert_eq(health->hundredths, 6666);
	cr_assert_eq(health->computed, BAND_WATCH);
	cr_assert_eq(health->band, BAND_RISK);
	cr_assert_eq(health->cause, BAND_BY_RULE);
	cr_assert_str_eq(health->label, "red");
	sample.measures.items[2].value = V(2);
	health = score(&sample);
	/* (87.5 * 50 + 62.5 * 25) / 75 = 79.17 */
	cr_assert_eq(health->hundredths, 7916);
	cr_assert_eq(health->band, BAND_GOOD);
	cr_assert_eq(health->cause, BAND_BY_SCORE);
	sample_close(&sample);
}

Test(method_gitlab, gitlab_new_customers_have_sentiment_alone_for_30_days)
{
	struct sample sample;

	sample_open(&sample, "gitlab-prove");
	segment(&sample, "priority 1");
	measure(&sample, "billable_users", 0, V(100));
	measure(&sample, "git_users", 0, V(1));
	measure(&sample, "csm_sentiment", 0, V(3));
	sample.facts.contract = TODAY - 29;
	cr_assert_eq(score(&sample)->hundredths, 8750);
	cr_assert_str_eq(label(&sample, "scm"), "in grace");
	sample.facts.contract = TODAY - 30;
	/* (25 * 50 + 87.5 * 25) / 75 = 45.83 */
	cr_assert_eq(score(&sample)->hundredths, 4583);
	sample_close(&sample);
}

Test(method_gitlab, gitlab_sentiment_is_marked_after_90_days)
{
	struct sample sample;

	sample_open(&sample, "gitlab-prove");
	segment(&sample, "priority 1");
	measure(&sample, "csm_sentiment", 90, V(3));
	score(&sample);
	cr_assert_not(indicator(&sample, "sentiment")->marked);
	sample.measures.items[0].on--;
	score(&sample);
	cr_assert(indicator(&sample, "sentiment")->marked);
	cr_assert_eq(sample.health.hundredths, 8750);
	sample_close(&sample);
}

Test(method_gitlab, gitlab_counts_the_use_cases_that_are_green)
{
	struct sample sample;

	sample_open(&sample, "gitlab-prove");
	score(&sample);
	cr_assert_str_eq(label(&sample, "adopted"), "unknown"); /* none known is no 0 */
	measure(&sample, "billable_users", 0, V(100));
	measure(&sample, "git_users", 0, V(34));
	score(&sample);
	cr_assert_str_eq(label(&sample, "adopted"), "red");
	measure(&sample, "ci_builds", 0, V(4001));
	measure(&sample, "scanners", 0, V(3));
	score(&sample);
	cr_assert_eq(indicator(&sample, "adopted")->reading.value, 3);
	cr_assert_str_eq(label(&sample, "adopted"), "green");
	sample_close(&sample);
}
