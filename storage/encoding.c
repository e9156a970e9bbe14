#include "storage/encoding.h"

#include <string.h>

#define REPLACEMENT 0xfffd

const char *encoding_name(enum encoding encoding)
{
	static const char *const names[] = {
		[ENCODING_UTF8] = "UTF-8",	 [ENCODING_WINDOWS_1252] = "Windows-1252",
		[ENCODING_UTF16LE] = "UTF-16LE", [ENCODING_UTF16BE] = "UTF-16BE",
		[ENCODING_UTF32LE] = "UTF-32LE", [ENCODING_UTF32BE] = "UTF-32BE",
	};

	return names[encoding];
}

bool encoding_mark(const unsigned char *data, size_t size, enum encoding *encoding, size_t *length)
{
	/* UTF-32LE begins like UTF-16LE, so the longer marks come first. */
	static const struct {
		enum encoding encoding;
		size_t length;
		unsigned char bytes[4];
	} marks[] = {
		{ ENCODING_UTF32LE, 4, { 0xff, 0xfe, 0, 0 } }, { ENCODING_UTF32BE, 4, { 0, 0, 0xfe, 0xff } },
		{ ENCODING_UTF8, 3, { 0xef, 0xbb, 0xbf } },    { ENCODING_UTF16LE, 2, { 0xff, 0xfe } },
		{ ENCODING_UTF16BE, 2, { 0xfe, 0xff } },
	};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (size >= marks[i].length && !memcmp(data, marks[i].bytes, marks[i].length)) {
			*encoding = marks[i].encoding;
			*length = marks[i].length;
			return true;
		}
	return false;
}

/* Where the first byte that is not ASCII stands; size when all are. */
static size_t ascii_run(const unsigned char *data, size_t size)
{
	size_t i = 0;

	for (; i + 32 <= size; i += 32) {
		uint64_t words[4];

		memcpy(words, data + i, sizeof words);
		if ((words[0] | words[1] | words[2] | words[3]) & UINT64_C(0x8080808080808080))
			break;
	}
	while (i < size && data[i] < 0x80)
		i++;
	return i;
}

/* How many bytes follow this first one, and what the next may be; -1: none begins so. */
static int utf8_lead(unsigned char c, unsigned char *low, unsigned char *high)
{
	*low = 0x80;
	*high = 0xbf;
	if (c >= 0xc2 && c <= 0xdf)
		return 1;
	if (c >= 0xe0 && c <= 0xef) {
		if (c == 0xe0)
			*low = 0xa0;
		if (c == 0xed)
			*high = 0x9f;
		return 2;
	}
	if (c >= 0xf0 && c <= 0xf4) {
		if (c == 0xf0)
			*low = 0x90;
		if (c == 0xf4)
			*high = 0x8f;
		return 3;
	}
	return -1;
}

void utf8_check_add(struct utf8_check *check, const unsigned char *data, size_t size)
{
	for (size_t i = 0; i < size && !check->failed;) {
		if (check->left) {
			check->failed = data[i] < check->low || data[i] > check->high;
			check->low = 0x80;
			check->high = 0xbf;
			check->left--;
			i++;
			continue;
		}
		i += ascii_run(data + i, size - i);
		if (i == size)
			break;
		check->left = utf8_lead(data[i++], &check->low, &check->high);
		if (check->left < 0) {
			check->left = 0;
			check->failed = true;
		}
	}
}

bool utf8_check_end(const struct utf8_check *check)
{
	return !check->failed && !check->left;
}

static size_t utf8_put(char *out, uint32_t c)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3f));
	out[2] = (char)(0x80 | (c >> 6 & 0x3f));
	out[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

/* 0x80 to 0x9f; the five that stand for nothing stay the control characters of that number. */
static const uint16_t windows_1252[32] = {
	0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
	0x2039, 0x0152, 0x008d, 0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
	0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178,
};

static size_t decode_windows(const unsigned char *data, size_t size, char *out)
{
	char *at = out;

	for (size_t i = 0; i < size;) {
		size_t plain = ascii_run(data + i, size - i);

		memcpy(at, data + i, plain);
		at += plain;
		i += plain;
		if (i < size) {
			unsigned char c = data[i++];

			at += utf8_put(at, c < 0xa0 ? windows_1252[c - 0x80] : c);
		}
	}
	return (size_t)(at - out);
}

/* A unit of UTF-16 came: write the character it ends, if it ends one. */
static size_t put_unit(struct decoder *decoder, uint32_t unit, char *out)
{
	size_t used = 0;
	bool is_high = unit >= 0xd800 && unit <= 0xdbff, is_low = unit >= 0xdc00 && unit <= 0xdfff;

	if (decoder->high && is_low) {
		used = utf8_put(out, 0x10000 + ((decoder->high - 0xd800) << 10) + (unit - 0xdc00));
		decoder->high = 0;
		return used;
	}
	if (decoder->high)
		used = utf8_put(out, REPLACEMENT);
	decoder->high = is_high ? unit : 0;
	if (is_high)
		return used;
	return used + utf8_put(out + used, is_low ? REPLACEMENT : unit);
}

static size_t put_wide(struct decoder *decoder, const unsigned char *b, char *out)
{
	uint32_t c;

	switch (decoder->encoding) {
	case ENCODING_UTF16LE:
		return put_unit(decoder, (uint32_t)(b[0] | b[1] << 8), out);
	case ENCODING_UTF16BE:
		return put_unit(decoder, (uint32_t)(b[1] | b[0] << 8), out);
	case ENCODING_UTF32LE:
		c = b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
		break;
	default:
		c = b[3] | (uint32_t)b[2] << 8 | (uint32_t)b[1] << 16 | (uint32_t)b[0] << 24;
	}
	return utf8_put(out, c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff) ? REPLACEMENT : c);
}

static int unit_size(enum encoding encoding)
{
	switch (encoding) {
	case ENCODING_UTF16LE:
	case ENCODING_UTF16BE:
		return 2;
	case ENCODING_UTF32LE:
	case ENCODING_UTF32BE:
		return 4;
	default:
		return 1;
	}
}

size_t decoder_room(const struct decoder *decoder, size_t size)
{
	/* A unit of two bytes may become three, and a lone surrogate before it three more. */
	return decoder->encoding == ENCODING_UTF8 ? size : size * 3 + 16;
}

size_t decoder_run(struct decoder *decoder, const unsigned char *data, size_t size, bool last, char *out)
{
	int unit = unit_size(decoder->encoding);
	size_t used = 0;

	if (decoder->encoding == ENCODING_UTF8) {
		memcpy(out, data, size);
		return size;
	}
	if (unit == 1)
		return decode_windows(data, size, out);
	while (size) {
		if (!decoder->kept_size && size >= (size_t)unit) {
			used += put_wide(decoder, data, out + used);
			data += unit;
			size -= (size_t)unit;
			continue;
		}
		decoder->kept[decoder->kept_size++] = *data++;
		size--;
		if (decoder->kept_size == unit) {
			decoder->kept_size = 0;
			used += put_wide(decoder, decoder->kept, out + used);
		}
	}
	if (last && decoder->high)
		used += utf8_put(out + used, REPLACEMENT);
	if (last && decoder->kept_size)
		used += utf8_put(out + used, REPLACEMENT);
	if (last)
		decoder->high = 0, decoder->kept_size = 0;
	return used;
}
