#ifndef WAYMARK_TESTS_STORAGE_EVIDENCE_TRACKS_H
#define WAYMARK_TESTS_STORAGE_EVIDENCE_TRACKS_H
/* A book with tracks whose milestones count for one another's stages. */
#include "tests/storage/fixture.h"

extern const char proof_track[], trust_track[];

/* Milestones by the whole name. */
int64_t id_of(const char *name);
void open_book(struct fixture *f);
void commit(struct fixture *f, int64_t account);
void assign(struct fixture *f, int64_t account, const char *track, bool main);
void answer(struct fixture *f, int64_t account, const char *name, enum answer given, day_t on);
/* track NULL: the main one. */
void load(struct fixture *f, int64_t account, const char *track, day_t as_of, struct account_detail *out);
int stage_on(struct fixture *f, int64_t account, const char *track);
struct account_row row_of(struct fixture *f, int64_t account);
/* An account with one settled but for what the other tracks say of it. */
int64_t settled_one(struct fixture *f, const char *name);

#endif
