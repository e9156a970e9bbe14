#include "core/buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/vec.h"

/* Room for size more bytes and the NUL. */
static void reserve(struct buf *buf, size_t size)
{
	size_t wanted;

	if (size >= SIZE_MAX - buf->size)
		BUG("a text longer than memory");
	wanted = buf->size + size + 1;
	if (wanted > buf->room)
		buf->data = vec_grow(buf->data, &buf->room, wanted, 1);
}

void buf_add(struct buf *buf, const void *data, size_t size)
{
	reserve(buf, size);
	if (size)
		memcpy(buf->data + buf->size, data, size);
	buf->size += size;
	buf->data[buf->size] = '\0';
}

void buf_str(struct buf *buf, const char *text)
{
	buf_add(buf, text, strlen(text));
}

void buf_char(struct buf *buf, char c)
{
	buf_add(buf, &c, 1);
}

void buf_printf(struct buf *buf, const char *format, ...)
{
	va_list args;
	int size;

	reserve(buf, 64);
	va_start(args, format);
	size = vsnprintf(buf->data + buf->size, buf->room - buf->size, format, args);
	va_end(args);
	if (size < 0)
		BUG("a format that cannot be printed");
	if ((size_t)size >= buf->room - buf->size) {
		reserve(buf, (size_t)size);
		va_start(args, format);
		vsnprintf(buf->data + buf->size, (size_t)size + 1, format, args);
		va_end(args);
	}
	buf->size += (size_t)size;
}

const char *buf_text(const struct buf *buf)
{
	return buf->data ? buf->data : "";
}

char *buf_take(struct buf *buf)
{
	char *text = buf->data ? buf->data : xstrndup("", 0);

	*buf = (struct buf){ 0 };
	return text;
}

void buf_cut(struct buf *buf, size_t size)
{
	if (size >= buf->size)
		return;
	buf->size = size;
	buf->data[size] = '\0';
}

void buf_clear(struct buf *buf)
{
	buf->size = 0;
	if (buf->data)
		buf->data[0] = '\0';
}

void buf_free(struct buf *buf)
{
	free(buf->data);
	*buf = (struct buf){ 0 };
}
