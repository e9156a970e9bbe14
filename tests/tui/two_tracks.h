#ifndef WAYMARK_TESTS_TUI_TWO_TRACKS_H
#define WAYMARK_TESTS_TUI_TWO_TRACKS_H
/* Two tracks that are small, so that each number expected can be counted in them, and the console over an account on both. */
#include "core/buf.h"
#include "core/xalloc.h"
#include "tests/tui/console.h"

void load_track(const char *key, const char *title, const char *version, const char *reading, const char *stages);
/* more: milestones of its last stage beside the one there is. */
void load_alpha(const char *version, const char *more);
void load_beta(void);
/* Acme on alpha, with beta beside it. */
void two_tracks(void);

/* The console when its first frame is there; the same with the checklist in focus. */
struct term *at_portfolio(int rows, int columns);
struct term *at_checklist(int rows, int columns);
void expect_not(struct term *term, const char *text);

/* What a shell line prints about the book, one line without its end; yours to free. */
char *told(const char *arguments);
/* Whether what it prints holds that text. */
void tells(const char *arguments, const char *text);

#endif
