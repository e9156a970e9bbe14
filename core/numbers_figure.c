/* What the figures are called, what they mean, and the rates. */
#include <stdio.h>
#include <string.h>

#include "core/numbers.h"

struct label {
	const char *key, *title, *definition;
};

static const struct label figures[FIGURE_COUNT] = {
	[FIGURE_OPENING] = { "opening", "Opening", "the sum of all movements before the period" },
	[FIGURE_NEW] = { "new", "New", "of accounts that had nothing before, ever" },
	[FIGURE_REACTIVATION] = { "reactivation", "Reactivation",
				  "of accounts that were customers once and had nothing left" },
	[FIGURE_EXPANSION] = { "expansion", "Expansion", "more of what a customer has" },
	[FIGURE_UPSELL] = { "upsell", "Upsell", "something further, or better, for a customer" },
	[FIGURE_PRICE_INCREASE] = { "price_increase", "Price increase",
				    "a higher price for what a customer has already, without more of it" },
	[FIGURE_PRICE_EROSION] = { "price_erosion", "Price erosion",
				   "a lower price for what a customer has already, without less of it: a "
				   "discount" },
	[FIGURE_CONTRACTION] = { "contraction", "Contraction", "less of what a customer has" },
	[FIGURE_CHURN] = { "churn", "Churn",
			   "what went when an account came to nothing; also of one that is back before the period "
			   "ends, which is no lost customer" },
	[FIGURE_CLOSING] = { "closing", "Closing",
			     "opening + new + reactivation + expansion + upsell + price increase - price erosion - "
			     "contraction - churn: the sum of all movements before the period's end" },
	[FIGURE_HEADWIND] = { "headwind", "Headwind", "churn + contraction + price erosion" },
	[FIGURE_TAILWIND] = { "tailwind", "Tailwind", "expansion + upsell + price increase" },
	[FIGURE_LOST] = { "lost", "Lost of opening",
			  "headwind on accounts that had something at the opening, which rates rest on; what "
			  "accounts that came since lost does not count" },
	[FIGURE_GAINED] = { "gained", "Gained on opening",
			    "tailwind on accounts that had something at the opening, which rates rest on; what "
			    "accounts that came since gained does not count" },
	[FIGURE_DUE] = { "due", "Due for renewal",
			 "opening of accounts whose renewal day is in the period and 30 days past" },
	[FIGURE_RENEWED] = { "renewed", "Renewed",
			     "of what was due, what is there 30 days after the renewal day; never more than was "
			     "due" },
	[FIGURE_CUSTOMERS_OPENING] = { "customers_opening", "Customers at opening",
				       "accounts with more than nothing at the opening" },
	[FIGURE_CUSTOMERS_NEW] = { "customers_new", "Customers new",
				   "accounts that became customers in the period and never were before" },
	[FIGURE_CUSTOMERS_REACTIVATED] = { "customers_reactivated", "Customers won back",
					   "accounts that are customers again" },
	[FIGURE_CUSTOMERS_CHURNED] = { "customers_churned", "Customers lost",
				       "customers at the opening with nothing at the closing; an account that left "
				       "and came back in between is none" },
	[FIGURE_CUSTOMERS_CLOSING] = { "customers_closing", "Customers at closing",
				       "accounts with more than nothing at the closing" },
	[FIGURE_CUSTOMERS_DUE] = { "customers_due", "Customers due", "accounts that what is due is of" },
	[FIGURE_CUSTOMERS_RENEWED] = { "customers_renewed", "Customers renewed",
				       "those of them that are customers 30 days after their renewal day" },
};

static const struct label rates[RATE_COUNT] = {
	[RATE_GRR] = { "grr", "GRR", "gross revenue retention: (opening - lost) / opening, within 0 and 100 %" },
	[RATE_NRR] = { "nrr", "NRR", "net revenue retention: (opening - lost + gained) / opening" },
	[RATE_GROSS_CHURN] = { "gross_churn", "Gross churn", "lost / opening" },
	[RATE_NET_CHURN] = { "net_churn", "Net churn", "(lost - gained) / opening; below 0 is growth" },
	[RATE_LOGO_RETENTION] = { "logo_retention", "Logo retention",
				  "customers at the opening that are there at the closing / those at the opening" },
	[RATE_LOGO_CHURN] = { "logo_churn", "Logo churn", "customers lost / customers at the opening" },
	[RATE_NET_LOGO_CHURN] = { "net_logo_churn", "Net logo churn",
				  "(customers lost - customers won back) / customers at the opening" },
	[RATE_RENEWAL] = { "renewal_rate", "Renewal rate",
			   "renewed / due for renewal: of what could leave in the period, what stayed; another "
			   "number "
			   "than retention" },
	[RATE_LOGO_RENEWAL] = { "logo_renewal_rate", "Logo renewal rate", "customers renewed / customers due" },
};

static const struct label levels[LEVEL_COUNT] = {
	[LEVEL_MOVEMENT] = { "movement", "By movement",
			     "every movement as it stands, under its own kind; price counts in head- and "
			     "tailwind" },
	[LEVEL_LINE] = { "line", "By line",
			 "each line of an account comes to one movement, its closing less its opening: new or "
			 "reactivation where the account had nothing, churn where it has nothing left, upsell "
			 "where a "
			 "customer had nothing of that line; else the kind that moved most in it, of expansion, "
			 "upsell, "
			 "price increase or of contraction, price erosion. GRR is the sum of min(opening, closing) "
			 "of "
			 "the lines / opening" },
	[LEVEL_ACCOUNT] = { "account", "By account",
			    "each account comes to one movement, its closing less its opening: new or reactivation "
			    "where it had nothing, churn where it has nothing left; else the kind that moved most "
			    "in "
			    "it, of expansion, upsell, price increase or of contraction, price erosion. GRR is the "
			    "sum "
			    "of min(opening, closing) of the accounts / opening" },
};

const char *number_figure_key(enum number_figure figure)
{
	return figures[figure].key;
}

const char *number_figure_title(enum number_figure figure)
{
	return figures[figure].title;
}

const char *number_figure_definition(enum number_figure figure)
{
	return figures[figure].definition;
}

bool number_figure_counts(enum number_figure figure)
{
	return figure >= FIGURE_CUSTOMERS_OPENING;
}

const char *number_rate_key(enum number_rate rate)
{
	return rates[rate].key;
}

const char *number_rate_title(enum number_rate rate)
{
	return rates[rate].title;
}

const char *number_rate_definition(enum number_rate rate)
{
	return rates[rate].definition;
}

const char *number_level_key(enum number_level level)
{
	return levels[level].key;
}

const char *number_level_title(enum number_level level)
{
	return levels[level].title;
}

const char *number_level_definition(enum number_level level)
{
	return levels[level].definition;
}

/* "price increase" and "price-increase" are price_increase. */
static int find(const struct label *labels, int count, const char *key)
{
	for (int i = 0; i < count; i++) {
		const char *a = labels[i].key, *b = key;

		while (*a && (*a == *b || (*a == '_' && (*b == ' ' || *b == '-'))))
			a++, b++;
		if (!*a && !*b)
			return i;
	}
	return count;
}

enum number_figure number_figure_find(const char *key)
{
	return (enum number_figure)find(figures, FIGURE_COUNT, key);
}

enum number_rate number_rate_find(const char *key)
{
	return (enum number_rate)find(rates, RATE_COUNT, key);
}

enum number_level number_level_find(const char *key)
{
	return (enum number_level)find(levels, LEVEL_COUNT, key);
}

/* ---- rates ---- */

static const struct number_term terms_of[RATE_COUNT][3] = {
	[RATE_GRR] = { { FIGURE_OPENING, 1, 1 }, { FIGURE_LOST, -1, 0 } },
	[RATE_NRR] = { { FIGURE_OPENING, 1, 1 }, { FIGURE_LOST, -1, 0 }, { FIGURE_GAINED, 1, 0 } },
	[RATE_GROSS_CHURN] = { { FIGURE_LOST, 1, 0 }, { FIGURE_OPENING, 0, 1 } },
	[RATE_NET_CHURN] = { { FIGURE_LOST, 1, 0 }, { FIGURE_GAINED, -1, 0 }, { FIGURE_OPENING, 0, 1 } },
	[RATE_LOGO_RETENTION] = { { FIGURE_CUSTOMERS_OPENING, 1, 1 }, { FIGURE_CUSTOMERS_CHURNED, -1, 0 } },
	[RATE_LOGO_CHURN] = { { FIGURE_CUSTOMERS_CHURNED, 1, 0 }, { FIGURE_CUSTOMERS_OPENING, 0, 1 } },
	[RATE_NET_LOGO_CHURN] = { { FIGURE_CUSTOMERS_CHURNED, 1, 0 },
				  { FIGURE_CUSTOMERS_REACTIVATED, -1, 0 },
				  { FIGURE_CUSTOMERS_OPENING, 0, 1 } },
	[RATE_RENEWAL] = { { FIGURE_RENEWED, 1, 0 }, { FIGURE_DUE, 0, 1 } },
	[RATE_LOGO_RENEWAL] = { { FIGURE_CUSTOMERS_RENEWED, 1, 0 }, { FIGURE_CUSTOMERS_DUE, 0, 1 } },
};

int number_rate_terms(enum number_rate rate, struct number_term terms[3])
{
	int count = 0;

	for (int i = 0; i < 3; i++)
		if (terms_of[rate][i].above || terms_of[rate][i].below)
			terms[count++] = terms_of[rate][i];
	return count;
}

int number_figures_of(const char *key, enum number_figure made_of[3])
{
	enum number_figure figure = number_figure_find(key);
	enum number_rate rate = number_rate_find(key);
	struct number_term terms[3];
	int count = 0;

	if (figure != FIGURE_COUNT)
		made_of[count++] = figure;
	else if (rate != RATE_COUNT)
		for (int left = number_rate_terms(rate, terms); count < left; count++)
			made_of[count] = terms[count].figure;
	return count;
}

/* Digit by digit: a sum of money times 10,000 has no room in 64 bits. */
int64_t number_percent(int64_t part, int64_t whole)
{
	uint64_t size = part < 0 ? -(uint64_t)part : (uint64_t)part, unit = (uint64_t)whole;
	uint64_t result = size / unit, rest = size % unit;

	for (int digit = 0; digit < 4; digit++) {
		rest *= 10;
		result = result * 10 + rest / unit;
		rest %= unit;
	}
	if (rest >= unit - rest)
		result++;
	return part < 0 ? -(int64_t)result : (int64_t)result;
}

bool number_rate(enum number_rate rate, const int64_t sums[FIGURE_COUNT], int64_t *hundredths)
{
	int64_t above = 0, below = 0;

	for (int i = 0; i < 3; i++) {
		above += terms_of[rate][i].above * sums[terms_of[rate][i].figure];
		below += terms_of[rate][i].below * sums[terms_of[rate][i].figure];
	}
	if (below <= 0)
		return false;
	if (rate == RATE_GRR)
		above = above < 0 ? 0 : above > below ? below : above;
	*hundredths = number_percent(above, below);
	return true;
}

char *number_percent_format(int64_t hundredths, char text[MONEY_TEXT])
{
	uint64_t size = hundredths < 0 ? -(uint64_t)hundredths : (uint64_t)hundredths;

	snprintf(text, MONEY_TEXT, "%s%llu.%02llu", hundredths < 0 ? "-" : "", (unsigned long long)(size / 100),
		 (unsigned long long)(size % 100));
	return text;
}
