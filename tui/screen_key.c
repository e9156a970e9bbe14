#include <errno.h>
#include <time.h>
#include <unistd.h>

#include "tui/keymap.h"
#include "tui/screen_private.h"

#define CTRL_C 0x03
#define CTRL_Z 0x1a

int screen_input(const struct screen *screen)
{
	return screen->tty.in;
}

const char *screen_paste(const struct screen *screen)
{
	return buf_text(&screen->keys.paste);
}

bool screen_key_waiting(struct screen *screen)
{
	if (screen->events || screen->ended || keys_left(&screen->keys))
		return true;
	screen->events |= tty_wait(&screen->tty, 0);
	return screen->events != 0;
}

static void read_keyboard(struct screen *screen)
{
	char bytes[16384];
	ssize_t size = read(screen->tty.in, bytes, sizeof bytes);

	if (size > 0)
		keys_feed(&screen->keys, bytes, (size_t)size);
	else if (size == 0 || (errno != EINTR && errno != EAGAIN))
		screen->ended = true;
}

/* ^Z: the program sleeps, the shell has the terminal; then all is drawn again. */
static int stop(struct screen *screen)
{
	screen_suspend(screen);
	tty_stop(&screen->tty);
	screen_resume(screen);
	return KEY_RESIZED;
}

/* One of the events that came, as a key; KEY_NONE when there is none, or none that matters. */
static int event_key(struct screen *screen)
{
	unsigned events = screen->events;

	screen->events &= TTY_HANGUP; /* which stays */
	if (events & TTY_HANGUP)
		return KEY_HANGUP;
	if (events & TTY_INPUT)
		read_keyboard(screen);
	if (events & TTY_STOP)
		return stop(screen);
	if (events & TTY_CONTINUED) {
		screen_resume(screen);
		return KEY_RESIZED;
	}
	if (events & TTY_INTERRUPT)
		return CTRL_C;
	if (!(events & TTY_RESIZED))
		return KEY_NONE;
	/* Also when the size is what it was: in between it may have been smaller, and what the terminal
	 * then lost is not on it any more. */
	screen_check_size(screen);
	screen_redraw(screen);
	return KEY_RESIZED;
}

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int screen_key(struct screen *screen, int timeout_ms)
{
	int64_t until = timeout_ms < 0 ? INT64_MAX : now_ms() + timeout_ms;

	for (;;) {
		int key = event_key(screen), wait = -1;
		bool half;

		if (key == KEY_NONE)
			key = keys_next(&screen->keys, screen->ended);
		if (key == CTRL_Z)
			return stop(screen);
		if (key != KEY_NONE)
			return key;
		if (screen->ended)
			return KEY_HANGUP;
		if (timeout_ms >= 0)
			wait = until > now_ms() ? (int)(until - now_ms()) : 0;
		half = keys_left(&screen->keys);
		if (half) /* the rest of a sequence comes at once, or not at all */
			wait = screen->esc_delay;
		screen->events |= tty_wait(&screen->tty, wait);
		if (screen->events)
			continue;
		if (half) {
			key = keys_next(&screen->keys, true);
			if (key != KEY_NONE)
				return key;
		}
		if (timeout_ms >= 0 && now_ms() >= until)
			return KEY_NONE;
	}
}
