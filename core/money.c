#include "core/money.h"

#include <stdio.h>
#include <string.h>

#include "core/text.h"

#define AMOUNT_MAX 64	  /* bytes of an amount as text; no real one is longer */
#define EXPONENT_MAX 1000 /* beyond it every amount but 0 is out of range */

/* ISO 4217: what does not have two minor digits. */
static const struct {
	char currency[CURRENCY_SIZE];
	int decimals;
} odd_decimals[] = {
	{ "BHD", 3 }, { "BIF", 0 }, { "CLF", 4 }, { "CLP", 0 }, { "DJF", 0 }, { "GNF", 0 }, { "IQD", 3 },
	{ "ISK", 0 }, { "JOD", 3 }, { "JPY", 0 }, { "KMF", 0 }, { "KRW", 0 }, { "KWD", 3 }, { "LYD", 3 },
	{ "OMR", 3 }, { "PYG", 0 }, { "RWF", 0 }, { "TND", 3 }, { "UGX", 0 }, { "UYI", 0 }, { "UYW", 4 },
	{ "VND", 0 }, { "VUV", 0 }, { "XAF", 0 }, { "XOF", 0 }, { "XPF", 0 },
};

/* The currency a sign stands for, and those it may stand for where one is given. */
static const struct {
	const char *sign;
	char currency[CURRENCY_SIZE];
	const char *others;
} signs[] = {
	{ "US$", "USD", "" },
	{ "CA$", "CAD", "" },
	{ "A$", "AUD", "" },
	{ "C$", "CAD", "" },
	{ "R$", "BRL", "" },
	{ "$", "USD", "ARS AUD BMD BSD BZD CAD CLP COP FJD HKD JMD MXN NZD SGD TTD TWD" },
	{ "\xe2\x82\xac", "EUR", "" },	      /* euro */
	{ "\xc2\xa3", "GBP", "EGP GIP SHP" }, /* pound */
	{ "\xc2\xa5", "JPY", "CNY" },	      /* yen, yuan */
	{ "\xe2\x82\xb9", "INR", "" },	      /* rupee */
	{ "\xe2\x82\xa9", "KRW", "KPW" },     /* won */
	{ "\xe2\x82\xaa", "ILS", "" },	      /* shekel */
	{ "\xe2\x82\xba", "TRY", "" },	      /* lira */
	{ "\xe2\x82\xb4", "UAH", "" },	      /* hryvnia */
	{ "\xe2\x82\xab", "VND", "" },	      /* dong */
	{ "\xe2\x82\xbd", "RUB", "" },	      /* rouble */
};
#define SIGN_COUNT (sizeof signs / sizeof *signs)

int money_decimals(const char *currency)
{
	for (size_t i = 0; i < sizeof odd_decimals / sizeof *odd_decimals; i++)
		if (strcmp(currency, odd_decimals[i].currency) == 0)
			return odd_decimals[i].decimals;
	return 2;
}

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Whether three letters start at text; then their upper case is in currency. */
static bool read_code(const char *text, char currency[CURRENCY_SIZE])
{
	for (int i = 0; i < 3; i++) {
		if (!is_letter(text[i]))
			return false;
		currency[i] = (char)(text[i] & ~0x20);
	}
	currency[3] = '\0';
	return true;
}

int money_currency(const char *text, char currency[CURRENCY_SIZE], struct error *error)
{
	char code[CURRENCY_SIZE];

	if (strnlen(text, 4) != 3 || !read_code(text, code))
		return error_set(error, ERROR_INPUT, "\"%.60s\" is no currency: write its three letters, like EUR",
				 text);
	memcpy(currency, code, sizeof code);
	return 0;
}

/* An amount being read: what is left of the text, and what was found around it. */
struct reader {
	const char *whole; /* for messages */
	char decimal;	   /* '.' or ',', 0 when not known */
	char *text;	   /* shrinks from both ends */
	char given[CURRENCY_SIZE], found[CURRENCY_SIZE];
	bool negative;
	struct error *error;
};

static int refuse(const struct reader *reader, const char *why)
{
	return error_set(reader->error, ERROR_INPUT, "\"%.60s\" is no amount: %s", reader->whole, why);
}

static void cut_end(struct reader *reader, size_t size)
{
	reader->text[strlen(reader->text) - size] = '\0';
	reader->text = text_trim(reader->text);
}

static void cut_start(struct reader *reader, size_t size)
{
	reader->text = text_trim(reader->text + size);
}

/* Parentheses, sign; false when there was neither at the ends. */
static bool take_minus(struct reader *reader, bool *seen)
{
	size_t size = strlen(reader->text);
	bool minus;

	if (*seen)
		return false;
	if (size >= 2 && reader->text[0] == '(' && reader->text[size - 1] == ')') {
		reader->negative = *seen = true;
		cut_end(reader, 1);
		cut_start(reader, 1);
		return true;
	}
	minus = strncmp(reader->text, "\xe2\x88\x92", 3) == 0; /* the typographic one */
	if (!minus && reader->text[0] != '-' && reader->text[0] != '+')
		return false;
	reader->negative = minus || reader->text[0] == '-';
	*seen = true;
	cut_start(reader, minus ? 3 : 1);
	return true;
}

static bool sign_fits(size_t sign, const char *currency)
{
	return strcmp(signs[sign].currency, currency) == 0 ||
	       (strlen(currency) == 3 && strstr(signs[sign].others, currency));
}

/* A code or sign at either end; false when there was none. */
static bool take_currency(struct reader *reader)
{
	size_t size = strlen(reader->text);

	if (*reader->found)
		return false;
	if (size > 3 && read_code(reader->text, reader->found)) {
		cut_start(reader, 3);
		return true;
	}
	if (size > 3 && !is_letter(reader->text[size - 4]) && read_code(reader->text + size - 3, reader->found)) {
		cut_end(reader, 3);
		return true;
	}
	*reader->found = '\0';
	for (size_t i = 0; i < SIGN_COUNT; i++) {
		size_t length = strlen(signs[i].sign);
		bool first = strncmp(reader->text, signs[i].sign, length) == 0;

		if (!first && (size < length || strcmp(reader->text + size - length, signs[i].sign) != 0))
			continue;
		memcpy(reader->found, sign_fits(i, reader->given) ? reader->given : signs[i].currency,
		       CURRENCY_SIZE);
		if (first)
			cut_start(reader, length);
		else
			cut_end(reader, length);
		return true;
	}
	return false;
}

/* A number taken apart: its digits without signs, and how far the last stands from the units. */
struct digits {
	char text[AMOUNT_MAX];
	int count;
	int exponent;
};

/* Bytes of a group sign that is never a decimal one: blanks and apostrophes. */
static int blank_group(const char *at)
{
	if (*at == ' ' || *at == '\'')
		return 1;
	if (strncmp(at, "\xc2\xa0", 2) == 0)
		return 2;
	return strncmp(at, "\xe2\x80\xaf", 3) == 0 || strncmp(at, "\xe2\x80\x89", 3) == 0 ||
			       strncmp(at, "\xe2\x80\x99", 3) == 0
		       ? 3
		       : 0;
}

/* What separates the digits of a mantissa. */
struct marks {
	int dots, commas;
	char last; /* '.' or ',', whichever came last */
	int blanks;
	int before, after; /* digits before the first mark and after the last */
};

/* Digits and marks up to the end or an exponent; the marks become '.', ',' and ' ' in plain. */
static const char *scan_mantissa(const char *at, char *plain, struct marks *marks)
{
	bool any = false;
	int size;

	*marks = (struct marks){ 0 };
	for (; *at && (*at | 0x20) != 'e'; at += size) {
		size = 1;
		if (is_digit(*at)) {
			marks->before += !any;
			marks->after++;
			*plain++ = *at;
			continue;
		}
		any = true;
		marks->after = 0;
		if (*at == '.' || *at == ',') {
			*(*at == '.' ? &marks->dots : &marks->commas) += 1;
			marks->last = *at;
			*plain++ = *at;
		} else if ((size = blank_group(at)) > 0) {
			marks->blanks++;
			*plain++ = ' ';
		} else {
			return NULL;
		}
	}
	*plain = '\0';
	return at;
}

/* Which mark is the decimal one: '.', ',' or 0 for none; -1 when it could be either. */
static int find_decimal(const struct marks *marks, char decimal, bool exponent)
{
	int count = marks->last == '.' ? marks->dots : marks->commas;

	if (!marks->last)
		return 0;
	if (decimal)
		return marks->last == decimal ? decimal : 0;
	if (marks->dots && marks->commas)
		return marks->last;
	if (count > 1)
		return 0;
	if (exponent || marks->after != 3 || marks->blanks || marks->before == 0 || marks->before > 3)
		return marks->last;
	return -1;
}

/* Digits in groups of three, one kind of group sign, then the decimals. */
static bool collect(const char *plain, int decimal, bool exponent, struct digits *out)
{
	char group = 0;
	int run = 0, groups = 0, first = 0;
	bool fraction = false;

	for (;; plain++) {
		if (is_digit(*plain)) {
			out->text[out->count++] = *plain;
			out->exponent -= fraction;
			run++;
			continue;
		}
		/* A whole part's group ends here; or all of it does. */
		if (fraction)
			return !*plain && run > 0;
		if (groups > 0 && run != 3)
			return false;
		if (groups == 0)
			first = run;
		if (!*plain)
			return first > 0;
		if (*plain == decimal) {
			fraction = true;
		} else {
			if (exponent || first == 0 || first > 3 || (group && group != *plain))
				return false;
			group = *plain;
			groups++;
		}
		run = 0;
	}
}

static bool scan_exponent(const char *at, int *exponent)
{
	bool minus = at[1] == '-';
	int number = 0;

	at += minus || at[1] == '+' ? 2 : 1;
	if (!is_digit(*at))
		return false;
	for (; is_digit(*at); at++)
		if (number < EXPONENT_MAX)
			number = number * 10 + *at - '0';
	*exponent = minus ? -number : number;
	return !*at;
}

static int read_digits(const struct reader *reader, struct digits *out)
{
	char plain[AMOUNT_MAX];
	struct marks marks;
	const char *rest = scan_mantissa(reader->text, plain, &marks);
	int decimal;

	*out = (struct digits){ 0 };
	if (!rest || (*rest && !scan_exponent(rest, &out->exponent)))
		return refuse(reader, "write it like 1234.50");
	decimal = find_decimal(&marks, reader->decimal, *rest != '\0');
	/* No group starts with a nought: 0.125 is less than one. */
	if (decimal == -1 && plain[0] == '0')
		decimal = marks.last;
	if (decimal == -1)
		return error_set(reader->error, ERROR_INPUT,
				 "\"%.60s\" could have thousands or decimals after its \"%c\": say which sign is "
				 "the decimal one",
				 reader->whole, marks.last);
	if (!collect(plain, decimal, *rest != '\0', out))
		return refuse(reader, "its groups are not of three digits, or its decimal sign is another");
	return 0;
}

/* Exactly so many minor units, or an error; nothing is rounded. */
static int to_minor(const struct reader *reader, const struct digits *digits, const char *currency, int64_t *minor)
{
	int shift = digits->exponent + money_decimals(currency), used = digits->count;
	int64_t value = 0;

	for (; shift < 0 && used > 0; shift++)
		if (digits->text[--used] != '0')
			return error_set(reader->error, ERROR_INPUT,
					 "\"%.60s\" has more decimals than the %d of %s", reader->whole,
					 money_decimals(currency), *currency ? currency : "money");
	for (int i = 0; i < used || (value && shift-- > 0); i++) {
		value = value * 10 + (i < used ? digits->text[i] - '0' : 0);
		if (value > MONEY_MAX)
			return error_set(reader->error, ERROR_INPUT, "\"%.60s\" is more than an amount can hold",
					 reader->whole);
	}
	*minor = reader->negative ? -value : value;
	return 0;
}

int money_parse(const char *text, char decimal, char currency[CURRENCY_SIZE], int64_t *minor, struct error *error)
{
	char copy[AMOUNT_MAX];
	struct reader reader = { .whole = text, .decimal = decimal, .error = error };
	struct digits digits;
	const char *used;
	bool minus = false;

	if (strnlen(text, sizeof copy) == sizeof copy)
		return refuse(&reader, "it is too long");
	memcpy(copy, text, strlen(text) + 1);
	snprintf(reader.given, sizeof reader.given, "%.3s", currency);
	reader.text = text_trim(copy);
	while (take_minus(&reader, &minus) || take_currency(&reader))
		;
	if (*reader.given && *reader.found && strcmp(reader.given, reader.found) != 0)
		return error_set(error, ERROR_INPUT, "\"%.60s\" is in %s, not in %s", text, reader.found,
				 reader.given);
	used = *reader.found ? reader.found : reader.given;
	if (read_digits(&reader, &digits) < 0 || to_minor(&reader, &digits, used, minor) < 0)
		return -1;
	if (*reader.found)
		memcpy(currency, reader.found, CURRENCY_SIZE);
	return 0;
}

static uint64_t magnitude(int64_t minor)
{
	return minor < 0 ? -(uint64_t)minor : (uint64_t)minor;
}

static uint64_t power_of_ten(int exponent)
{
	uint64_t power = 1;

	while (exponent-- > 0)
		power *= 10;
	return power;
}

/* Digits to the front of *at, with a comma before every third when grouped. */
static void put_digits(char **at, uint64_t number, int least, bool grouped)
{
	for (int i = 0; i < least || number; i++) {
		if (grouped && i && i % 3 == 0)
			*--*at = ',';
		*--*at = (char)('0' + number % 10);
		number /= 10;
	}
}

static char *put_amount(int64_t minor, const char *currency, bool grouped, bool cents, char *at)
{
	int decimals = money_decimals(currency);
	uint64_t unit = power_of_ten(decimals), amount = magnitude(minor);

	if (decimals && (cents || amount % unit)) {
		put_digits(&at, amount % unit, decimals, false);
		*--at = '.';
	}
	put_digits(&at, amount / unit, 1, grouped);
	return at;
}

char *money_plain(int64_t minor, const char *currency, char text[MONEY_TEXT])
{
	char room[MONEY_TEXT], *at = room + sizeof room - 1;

	*at = '\0';
	at = put_amount(minor, currency, false, true, at);
	snprintf(text, MONEY_TEXT, "%s%s", minor < 0 ? "-" : "", at);
	return text;
}

/* The number with its minus, then sign or code, before it. */
static char *put_currency(int64_t minor, const char *currency, bool utf8, const char *number, char text[MONEY_TEXT])
{
	const char *sign = NULL;

	for (size_t i = 0; utf8 && i < SIGN_COUNT; i++)
		if (strcmp(signs[i].currency, currency) == 0 && (!is_letter(signs[i].sign[0])))
			sign = signs[i].sign;
	snprintf(text, MONEY_TEXT, "%s%.3s%s%s", minor < 0 ? "-" : "", sign ? sign : currency,
		 sign || !*currency ? "" : " ", number);
	return text;
}

char *money_format(int64_t minor, const char *currency, bool utf8, char text[MONEY_TEXT])
{
	char room[MONEY_TEXT], *at = room + sizeof room - 1;

	*at = '\0';
	at = put_amount(minor, currency, true, false, at);
	return put_currency(minor, currency, utf8, at, text);
}

char *money_short(int64_t minor, const char *currency, bool utf8, char text[MONEY_TEXT])
{
	static const char units[] = " kMBT";
	uint64_t amount = magnitude(minor), unit = power_of_ten(money_decimals(currency)), shown = 0, step;
	int power = 0, decimals = 0;
	char room[MONEY_TEXT], *at = room + sizeof room - 1;

	/* The first scale at which the rounded amount has at most three digits. */
	for (;; power++) {
		for (decimals = power ? 2 : 0; decimals >= 0; decimals--) {
			step = unit * power_of_ten(3 * power) / power_of_ten(decimals);
			shown = amount / step + (amount % step >= step - amount % step);
			if (shown < 1000)
				break;
		}
		if (decimals >= 0 || power == 4)
			break;
	}
	if (decimals < 0)
		decimals = 0;
	for (; decimals > 0 && shown % 10 == 0; decimals--)
		shown /= 10;
	*at = '\0';
	if (power)
		*--at = units[power];
	if (decimals) {
		put_digits(&at, shown % power_of_ten(decimals), decimals, false);
		*--at = '.';
	}
	put_digits(&at, shown / power_of_ten(decimals), 1, false);
	return put_currency(minor, currency, utf8, at, text);
}
