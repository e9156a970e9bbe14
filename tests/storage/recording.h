#ifndef WAYMARK_TESTS_STORAGE_RECORDING_H
#define WAYMARK_TESTS_STORAGE_RECORDING_H
/* Records written for tests, an entry of the journal each; true where that changed anything. */
#include "storage/records.h"
#include "tests/storage/fixture.h"

void writing_begin(struct fixture *f);
/* Commits; whether that made an entry. */
bool writing_commit(struct fixture *f, int64_t account);
/* Each of these is one entry; they return whether it says that it changed something, which the journal must too. */
bool write_contact(struct fixture *f, int64_t account, int64_t *id, struct contact_write write);
bool write_outcome(struct fixture *f, int64_t account, int64_t *id, struct outcome_write write);
bool write_value(struct fixture *f, int64_t account, int64_t id, day_t on, int64_t value, const char *note);
bool write_promise(struct fixture *f, int64_t account, int64_t *id, struct promise_write write);
bool write_concern(struct fixture *f, int64_t account, int64_t *id, struct concern_write write);
bool write_survey(struct fixture *f, int64_t account, struct survey_write write, int64_t *id);
bool write_measure(struct fixture *f, int64_t account, const char *key, day_t on, int64_t value);
bool write_override(struct fixture *f, int64_t account, day_t on, day_t until, enum band band, const char *reason);
struct contacts contacts_of(struct fixture *f, int64_t account, day_t as_of);
struct outcomes outcomes_of(struct fixture *f, int64_t account, day_t as_of);
struct promises promises_of(struct fixture *f, int64_t account, day_t as_of);

#endif
