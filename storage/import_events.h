#ifndef WAYMARK_STORAGE_IMPORT_EVENTS_H
#define WAYMARK_STORAGE_IMPORT_EVENTS_H
/*
 * Touches and movements: rows of which two may be alike and both true. A file's nth row of one
 * likeness is new when the book has fewer than n of them, so that the same file again adds nothing.
 */
#include "storage/import_private.h"

struct events {
	struct seen alike;     /* rows of this file by their likeness */
	struct seen histories; /* accounts of which it has the movement they began with */
	struct seen grown;     /* accounts that got movements by it */
	bool said_ahead;       /* that a movement is of a day after today */
};

int events_begin(struct import *import, struct error *error);
int events_end(struct import *import, struct error *error);
void events_clear(struct import *import);
/* The how-manieth row of this likeness in the file this is. */
int events_nth(struct import *import, int64_t likeness);

#endif
