/* The published methods as their files: every threshold, worked from the methods' own tables; how they sum up. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "core/health.h"
#include "storage/cardfile.h"

#define TODAY 20779 /* 2026-11-22 */
#define V(number) ((int64_t)((number)*1000 + ((number) < 0 ? -0.5 : 0.5)))

/* One scorecard and the facts of one account. */
struct sample {
	struct card_words words;
	struct scorecard *card;
	VEC(struct measure_fact) measures;
	VEC(struct touch_fact) touches;
	VEC(struct contact_fact) contacts;
	struct state_fact state;
	struct facts facts;
	struct view_room room;
	struct health health;
};

static void sample_open(struct sample *sample, const char *name)
{
	const char *root = getenv("abs_top_srcdir");
	char path[4096];
	struct error error = { 0 };

	*sample = (struct sample){ 0 };
	card_words_init(&sample->words);
	snprintf(path, sizeof path, "%s/share/scorecards/%s.cfg", root ? root : "..", name);
	cr_assert_eq(card_file_read(path, &sample->words, &sample->card, &error), 0, "%s", error.text);
	cr_assert_str_eq(sample->card->name, name);
	sample->facts.placed = sample->facts.contract = DAY_NONE;
	sample->state = (struct state_fact){ .on = TODAY - 1000, .says_segment = true, .segment = -1 };
}

static void sample_close(struct sample *sample)
{
	vec_free(&sample->measures);
	vec_free(&sample->touches);
	vec_free(&sample->contacts);
	view_room_free(&sample->room);
	scorecard_free(sample->card);
	card_words_free(&sample->words);
}

static void sample_clear(struct sample *sample)
{
	vec_clear(&sample->measures);
	vec_clear(&sample->touches);
	vec_clear(&sample->contacts);
	sample->state.segment = -1;
	sample->state.says_renewal = false;
	sample->facts.contract = DAY_NONE;
}

static void measure(struct sample *sample, const char *key, int ago, int64_t value)
{
	int index = names_find(&sample->words.measures, key);

	cr_assert(index >= 0, "%s is no measure of %s", key, sample->card->name);
	*vec_add(&sample->measures) = (struct measure_fact){ index, TODAY - ago, value };
}

static void touch(struct sample *sample, const char *kind, enum direction from, int ago)
{
	*vec_add(&sample->touches) = (struct touch_fact){
		.on = TODAY - ago,
		.from = from,
		.kind = names_find(&sample->words.touch_kinds, kind),
		.contact = -1,
	};
}

static void segment(struct sample *sample, const char *name)
{
	sample->state.segment = names_find(&sample->words.segments, name);
	cr_assert(sample->state.segment >= 0, "%s", name);
}

static void renewal_in(struct sample *sample, int days)
{
	sample->state.says_renewal = true;
	sample->state.renewal = TODAY + days;
}

static const struct health *score(struct sample *sample)
{
	struct view view;

	sample->facts.measures = sample->measures.items;
	sample->facts.measure_count = sample->measures.count;
	sample->facts.touches = sample->touches.items;
	sample->facts.touch_count = sample->touches.count;
	sample->facts.contacts = sample->contacts.items;
	sample->facts.contact_count = sample->contacts.count;
	sample->facts.states = &sample->state;
	sample->facts.state_count = 1;
	facts_view(&sample->facts, TODAY, &sample->room, &view);
	health_score(sample->card, &health_limits_default, &view, &sample->health);
	return &sample->health;
}

static const struct indicator_score *indicator(const struct sample *sample, const char *name)
{
	for (int i = 0; i < scorecard_indicators(sample->card); i++)
		if (!strcmp(scorecard_indicator(sample->card, i)->name, name))
			return &sample->health.indicators[i];
	cr_assert_fail("%s has no %s", sample->card->name, name);
	return NULL;
}

/* The label that an indicator has; its state where it has none. */
static const char *label(const struct sample *sample, const char *name)
{
	const struct indicator_score *found = indicator(sample, name);

	return found->grade ? grade_label(found->grade) : indicator_state_name(found->state);
}

/* Readings and what they are called. */
struct row {
	const char *indicator;
	struct {
		const char *key;
		double value;
		int ago;
	} measures[3];
	const char *label;
	int age; /* of the contract, 0: not known */
	const char *segment;
	const char *touch; /* its kind, "" any */
	int touched;	   /* days ago */
};

static void check_row(struct sample *sample, const struct row *row, int line)
{
	sample_clear(sample);
	for (int m = 0; m < 3 && row->measures[m].key; m++)
		measure(sample, row->measures[m].key, row->measures[m].ago, V(row->measures[m].value));
	if (row->age)
		sample->facts.contract = TODAY - row->age;
	if (row->segment)
		segment(sample, row->segment);
	if (row->touch)
		touch(sample, row->touch, FROM_THEM, row->touched);
	score(sample);
	cr_expect_str_eq(label(sample, row->indicator), row->label, "row %d: %s is %s, not %s", line,
			 row->indicator, label(sample, row->indicator), row->label);
}

#define CHECK_ROWS(name, rows) \
	do { \
		struct sample sample; \
		sample_open(&sample, name); \
		for (size_t i = 0; i < sizeof(rows) / sizeof *(rows); i++) \
			check_row(&sample, &(rows)[i], (int)i); \
		sample_close(&sample); \
	} while (0)

/* ---- GitLab ---- */

#define OF100(key, value, all) \
	{ \
		{ key, value, 0 }, \
		{ \
			all, 100, 0 \
		} \
	}
#define LICENCES(value) OF100("licences_used", value, "licences")
#define BILLABLE(key, value) OF100(key, value, "billable_users")
#define ONE(key, value) \
	{ \
		{ \
			key, value, 0 \
		} \
	}

Test(methods, gitlab_licences_by_the_age_of_the_contract)
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

Test(methods, gitlab_usage)
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

Test(methods, gitlab_support_meetings_and_what_is_set_by_hand)
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

Test(methods, gitlab_sentiment_and_plan_do_not_apply_to_tech_touch)
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

Test(methods, gitlab_people_met_in_three_months)
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
Test(methods, gitlab_worked_example)
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
Test(methods, gitlab_redistributes_inside_the_group_then_among_groups)
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

Test(methods, gitlab_red_sentiment_makes_red_whatever_the_number)
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

Test(methods, gitlab_new_customers_have_sentiment_alone_for_30_days)
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

Test(methods, gitlab_sentiment_is_marked_after_90_days)
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

Test(methods, gitlab_counts_the_use_cases_that_are_green)
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

/* ---- Sourcegraph ---- */

Test(methods, sourcegraph)
{
	static const struct row rows[] = {
		{ "activity", .touch = "", .touched = 14, .label = "healthy" },
		{ "activity", .touch = "", .touched = 15, .label = "concerning" },
		{ "activity", .touch = "", .touched = 29, .label = "concerning" },
		{ "activity", .touch = "", .touched = 30, .label = "poor" },
		{ "defects", ONE("defect_tickets", 1), .label = "healthy" },
		{ "defects", ONE("defect_tickets", 2), .label = "concerning" },
		{ "defects", ONE("defect_tickets", 4), .label = "concerning" },
		{ "defects", { { "defect_tickets", 4, 89 }, { "defect_tickets", 1, 0 } }, .label = "poor" },
		{ "defects", { { "defect_tickets", 4, 90 }, { "defect_tickets", 1, 0 } }, .label = "healthy" },
		{ "help", ONE("help_tickets", 9), .label = "healthy" },
		{ "help", ONE("help_tickets", 10), .label = "concerning" },
		{ "help", ONE("help_tickets", 14), .label = "concerning" },
		{ "help", ONE("help_tickets", 15), .label = "poor" },
		{ "daily", OF100("dau_4w", 30, "mau"), .label = "healthy" },
		{ "daily", OF100("dau_4w", 29.9, "mau"), .label = "concerning" },
		{ "daily", OF100("dau_4w", 20.1, "mau"), .label = "concerning" },
		{ "daily", OF100("dau_4w", 20, "mau"), .label = "poor" },
		{ "monthly", OF100("mau", 80, "seats"), .label = "healthy" },
		{ "monthly", OF100("mau", 79.9, "seats"), .label = "concerning" },
		{ "monthly", OF100("mau", 50, "seats"), .label = "concerning" },
		{ "monthly", OF100("mau", 49.9, "seats"), .label = "poor" },
		{ "versions", ONE("versions_behind", 3), .label = "shown" },
		{ "sentiment", ONE("csm_sentiment", 1), .label = "poor" },
		{ "sentiment", ONE("csm_sentiment", 3), .label = "healthy" },
	};

	CHECK_ROWS("sourcegraph", rows);
}

/* Utilisation poor with 55, sentiment healthy with 5, technical healthy with 15: 20 of 75 is 26.67. */
Test(methods, sourcegraph_weights)
{
	struct sample sample;

	sample_open(&sample, "sourcegraph");
	measure(&sample, "mau", 0, V(10));
	measure(&sample, "seats", 0, V(100));
	measure(&sample, "csm_sentiment", 0, V(3));
	measure(&sample, "help_tickets", 0, V(0));
	cr_assert_eq(score(&sample)->hundredths, 2666);
	cr_assert_str_eq(sample.health.label, "poor");
	sample_close(&sample);
}

/* ---- PostHog ---- */

#define WINDOWS(key, before, now) \
	{ \
		{ key, before, 30 }, \
		{ \
			key, now, 0 \
		} \
	}

Test(methods, posthog)
{
	static const struct row rows[] = {
		{ "seen", { { "seen", 1, 1 } }, .label = "healthy" },
		{ "seen", { { "seen", 1, 2 } }, .label = "concerning" },
		{ "seen", { { "seen", 1, 5 } }, .label = "concerning" },
		{ "seen", { { "seen", 1, 6 } }, .label = "poor" },
		{ "active", OF100("active_users", 40, "users"), .label = "healthy" },
		{ "active", OF100("active_users", 39.9, "users"), .label = "concerning" },
		{ "active", OF100("active_users", 20, "users"), .label = "concerning" },
		{ "active", OF100("active_users", 19.9, "users"), .label = "poor" },
		{ "users", ONE("users", 10), .label = "healthy" },
		{ "users", ONE("users", 9), .label = "concerning" },
		{ "users", ONE("users", 3), .label = "concerning" },
		{ "users", ONE("users", 2), .label = "poor" },
		{ "tickets", ONE("tickets", 5), .label = "healthy" },
		{ "tickets", ONE("tickets", 6), .label = "concerning" },
		{ "tickets", ONE("tickets", 10), .label = "concerning" },
		{ "tickets", ONE("tickets", 11), .label = "poor" },
		{ "urgent", ONE("urgent_open", 0), .label = "healthy" },
		{ "urgent", ONE("urgent_open", 1), .label = "concerning" },
		{ "urgent", ONE("urgent_open", 2), .label = "concerning" },
		{ "urgent", ONE("urgent_open", 3), .label = "poor" },
		{ "company", .touch = "meeting", .touched = 30, .label = "healthy" },
		{ "company", .touch = "meeting", .touched = 31, .label = "concerning" },
		{ "company", .touch = "call", .touched = 90, .label = "concerning" },
		{ "company", .touch = "call", .touched = 91, .label = "poor" },
		{ "company", .touch = "mail", .touched = 1, .label = "unknown" },
		/* Falls of this 30 days against the 30 before. */
		{ "analytics", WINDOWS("analytics_volume", 1000, 1200), .label = "healthy" },
		{ "analytics", WINDOWS("analytics_volume", 1000, 950), .label = "healthy" },
		{ "analytics", WINDOWS("analytics_volume", 1000, 949), .label = "concerning" },
		{ "replay", WINDOWS("replay_volume", 1000, 800), .label = "concerning" },
		{ "flags", WINDOWS("flags_volume", 1000, 799), .label = "poor" },
		{ "warehouse", WINDOWS("warehouse_volume", 1000, 0), .label = "poor" },
		{ "analytics", ONE("analytics_volume", 1000), .label = "unknown" }, /* nothing to compare with */
		/* Beside the score. */
		{ "mrr", WINDOWS("forecast_mrr", 100, 90), .label = "poor" },
		{ "mrr", WINDOWS("forecast_mrr", 100, 91), .label = "concerning" },
		{ "mrr", WINDOWS("forecast_mrr", 100, 110), .label = "healthy" },
		{ "payment", { { "failed_payments", 1, 29 } }, .label = "poor" },
		{ "week", { { "analytics_volume", 100, 7 }, { "analytics_volume", 80, 0 } }, .label = "poor" },
		{ "week", { { "analytics_volume", 100, 7 }, { "analytics_volume", 81, 0 } }, .label = "healthy" },
		{ "owner_removed", { { "owners_removed", 1, 13 } }, .label = "poor" },
		{ "owner_removed", { { "owners_removed", 1, 14 } }, .label = "healthy" },
		{ "relationship", ONE("csm_relationship", 2), .label = "poor" },
		{ "relationship", ONE("csm_relationship", 5), .label = "healthy" },
	};

	CHECK_ROWS("posthog", rows);
}

/* The share of active users was 50 %; 47.5 % is a fall of 5, 40 % of 20, 39 % of 22. */
Test(methods, posthog_fall_of_the_active_share)
{
	static const struct {
		double now;
		const char *label;
	} rows[] = { { 47.5, "healthy" }, { 47.4, "concerning" }, { 40, "concerning" }, { 39, "poor" } };
	struct sample sample;

	sample_open(&sample, "posthog");
	for (int i = 0; i < 4; i++) {
		sample_clear(&sample);
		measure(&sample, "active_users", 30, V(100));
		measure(&sample, "users", 30, V(200));
		measure(&sample, "active_users", 29, V(rows[i].now));
		measure(&sample, "users", 29, V(100));
		score(&sample);
		cr_expect_str_eq(label(&sample, "active_fall"), rows[i].label, "%g", rows[i].now);
	}
	sample_close(&sample);
}

/* Of 10: the customer 5 of 10 with 25 (its one known sign is concerning), the product 10 with 75: 87.5, so 8.7. */
Test(methods, posthog_shows_its_score_out_of_10)
{
	struct sample sample;
	struct buf said = { 0 };

	sample_open(&sample, "posthog");
	touch(&sample, "call", FROM_US, 60);
	measure(&sample, "analytics_volume", 30, V(10));
	measure(&sample, "analytics_volume", 0, V(10));
	cr_assert_eq(score(&sample)->hundredths, 8750);
	scorecard_say_score(sample.card, sample.health.hundredths, &said);
	cr_assert_str_eq(buf_text(&said), "8.7");
	cr_assert_str_eq(sample.health.label, "healthy");
	buf_free(&said);
	sample_close(&sample);
}

/* ---- Mattermost ---- */

Test(methods, mattermost)
{
	static const struct {
		const char *key;
		double value;
		int renewal, age, silent; /* days; 0: not known */
		const char *label;
		enum band band;
	} rows[] = {
		{ NULL, 0, 0, 0, 0, "no risk", BAND_GOOD },
		{ "contraction", 10, 90, 0, 0, "early warning", BAND_WATCH },
		{ "contraction", 9.9, 90, 0, 0, "no risk", BAND_GOOD },
		{ "contraction", 10, 89, 0, 0, "no risk", BAND_GOOD },
		{ "contraction_clear", 10, 89, 0, 0, "at risk", BAND_RISK },
		{ "contraction_clear", 9.9, 89, 0, 0, "no risk", BAND_GOOD },
		{ "contraction_clear", 10, 90, 0, 0, "no risk", BAND_GOOD },
		{ "no_renewal", 1, 0, 0, 0, "at risk", BAND_RISK },
		{ "no_renewal", 0, 0, 0, 0, "no risk", BAND_GOOD },
		{ "seats_deployed", 74, 0, 90, 0, "early warning", BAND_WATCH },
		{ "seats_deployed", 74, 0, 89, 0, "no risk", BAND_GOOD },
		{ "seats_deployed", 75, 0, 90, 0, "no risk", BAND_GOOD },
		{ NULL, 0, 121, 0, 61, "early warning", BAND_WATCH },
		{ NULL, 0, 120, 0, 61, "no risk", BAND_GOOD },
		{ NULL, 0, 121, 0, 60, "no risk", BAND_GOOD },
	};
	struct sample sample;

	sample_open(&sample, "mattermost");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		sample_clear(&sample);
		measure(&sample, "seats_paid", 0, V(100));
		if (rows[i].key)
			measure(&sample, rows[i].key, 0, V(rows[i].value));
		if (rows[i].renewal)
			renewal_in(&sample, rows[i].renewal);
		if (rows[i].age)
			sample.facts.contract = TODAY - rows[i].age;
		if (rows[i].silent)
			touch(&sample, "", FROM_THEM, rows[i].silent);
		score(&sample);
		cr_expect_str_eq(sample.health.label, rows[i].label, "row %zu: %s", i, sample.health.label);
		cr_expect_eq(sample.health.band, rows[i].band, "row %zu", i);
		cr_expect_eq(sample.health.cause, BAND_BY_RULE);
		cr_expect_eq(sample.health.hundredths, HEALTH_UNKNOWN); /* no score at all */
	}
	sample_close(&sample);
}
