/* The published methods as their files: every threshold, worked from the methods' own tables; how they sum up. */
#include <criterion/criterion.h>

#include "tests/storage/sample.h"

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
		{ "company", .touch = "visit", .touched = 30, .label = "healthy" },
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
		{ NULL, 0, 0, 0, 0, "unknown", BAND_UNKNOWN }, /* none of the signs is known */
		{ NULL, 0, 200, 0, 0, "no risk", BAND_GOOD },
		{ "contraction", 10, 90, 0, 0, "early warning", BAND_WATCH },
		{ "contraction", 9.9, 90, 0, 0, "no risk", BAND_GOOD },
		{ "contraction", 10, 89, 0, 0, "early warning",
		  BAND_WATCH }, /* no smaller for the days that passed */
		{ "contraction", 10, 0, 0, 0, "early warning", BAND_WATCH },
		{ "contraction", 9.9, 0, 0, 0, "no risk", BAND_GOOD },
		{ "contraction_clear", 10, 89, 0, 0, "at risk", BAND_RISK },
		{ "contraction_clear", 9.9, 89, 0, 0, "no risk", BAND_GOOD },
		{ "contraction_clear", 10, 90, 0, 0, "early warning", BAND_WATCH }, /* a possible one too */
		{ "contraction_clear", 10, 0, 0, 0, "early warning", BAND_WATCH },
		{ "no_renewal", 1, 0, 0, 0, "at risk", BAND_RISK },
		{ "no_renewal", 0, 0, 0, 0, "no risk", BAND_GOOD },
		{ "seats_deployed", 74, 0, 90, 0, "early warning", BAND_WATCH },
		{ "seats_deployed", 74, 0, 89, 0, "unknown", BAND_UNKNOWN }, /* not asked yet */
		{ "seats_deployed", 74, 200, 89, 0, "no risk", BAND_GOOD },
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
		cr_expect_eq(sample.health.cause, rows[i].band == BAND_UNKNOWN ? BAND_BY_SCORE : BAND_BY_RULE);
		cr_expect_eq(sample.health.hundredths, HEALTH_UNKNOWN); /* no score at all */
	}
	sample_close(&sample);
}
