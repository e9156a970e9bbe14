/* The kinds of movements of revenue. */
#include "core/movement.h"

static const struct {
	const char *name;
	bool lowers;
} kinds[MOVEMENT_KINDS] = {
	[MOVEMENT_NEW] = { "new", false },
	[MOVEMENT_REACTIVATION] = { "reactivation", false },
	[MOVEMENT_EXPANSION] = { "expansion", false },
	[MOVEMENT_UPSELL] = { "upsell", false },
	[MOVEMENT_PRICE_INCREASE] = { "price increase", false },
	[MOVEMENT_PRICE_EROSION] = { "price erosion", true },
	[MOVEMENT_CONTRACTION] = { "contraction", true },
	[MOVEMENT_CHURN] = { "churn", true },
};

const char *movement_name(enum movement_kind kind)
{
	return kinds[kind].name;
}

bool movement_lowers(enum movement_kind kind)
{
	return kinds[kind].lowers;
}

bool movement_from_name(const char *name, enum movement_kind *kind)
{
	for (int i = 0; i < MOVEMENT_KINDS; i++) {
		const char *a = kinds[i].name, *b = name;

		while (*a && (*a == *b || (*a == ' ' && *b == '_')))
			a++, b++;
		if (!*a && !*b) {
			*kind = (enum movement_kind)i;
			return true;
		}
	}
	return false;
}
