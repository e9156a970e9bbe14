#ifndef WAYMARK_STORAGE_IMPORT_RECORDS_H
#define WAYMARK_STORAGE_IMPORT_RECORDS_H
/*
 * What the kinds of records share. A record's row is remembered by the record's key, so that a
 * row that says what it said last time changes nothing, whatever people did with the record since.
 */
#include "core/money.h"
#include "core/text.h"
#include "storage/import_private.h"
#include "storage/records.h"

/* Of kinds that keep nothing from row to row. */
int import_no_state(struct import *import, struct error *error);
int import_no_end(struct import *import, struct error *error);
void import_no_clear(struct import *import);

/* Which fields of the row under way say what the record's last row did not. 1: some do; 0: none, or a row of this
 * file says otherwise: the row was counted; -1: failed. */
int import_news(struct import *import, int64_t account, const char *key, bool says[IMPORT_FIELDS_MAX],
		struct error *error);
/* Every field that the row says something in. */
void import_all_news(struct import *import, bool says[IMPORT_FIELDS_MAX]);
/* Keeps what the row says. Blank cells leave what was kept before. */
int import_remember(struct import *import, int64_t account, const char *key, struct error *error);

/* An amount of something, in thousandths. false: the row was rejected; a blank cell gives VALUE_NONE. */
bool import_number(struct import *import, int field, int64_t *value);
/* The same of a text with this decimal sign (0: a point, or none). Digits behind the third decimal are rounded. */
int import_parse_number(const char *text, char decimal, int64_t *value, struct error *error);
/* An amount of an account: in the currency of the row, of the file, of the account, else at home. 1; 0: the row was
 * rejected (a blank cell too, unless may_lack: then *given is false); -1. */
int import_account_money(struct import *import, int64_t account, int amount, int currency_field, bool may_lack,
			 struct money *out, bool *given, struct error *error);
/* yes, no and their like; false: the row was rejected. A blank cell leaves *value. */
bool import_flag(struct import *import, int field, bool *value);
/* Waymark's own id of a record, as an export gives it; 0: none. */
int64_t import_own_id(struct import *import, int field);

/* What a _put came to: counts it, or rejects the row that it refused. existed: it was there before. */
int import_put_done(struct import *import, int status, bool existed, bool changed, struct error *error);

/* The same, and what the row says is remembered under the record's key. */
int import_put_kept(struct import *import, int64_t account, const char *key, int status, bool existed, bool changed,
		    struct error *error);

/* The id of a record that is known by its own id, else by the day it began (DAY_NONE: none said) and its words. */
int64_t import_worded_id(struct import *import, int id_field, const char *noun, int64_t account, day_t day,
			 const char *text);

/* A contact of the account by address or name. 1: found; 0: none; 2: several have the name; -1. */
int import_find_contact(struct import *import, int64_t account, const char *text, int64_t *id, struct error *error);
/* The same; where there is none, one is added. 1: there; 0: the row was rejected; -1. */
int import_need_contact(struct import *import, int64_t account, int field, day_t on, int64_t *id,
			struct error *error);
/* The key of a contact that only its name tells. */
int64_t import_contact_name_key(int64_t account, const char *name);

#endif
