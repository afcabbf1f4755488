/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * holding - all that is held about a person, table by table.
 *
 * One table of this program says what each table of the database is for, how
 * long it is kept, where its owner corrects it, and what erasing does with it.
 * A test compares it with the schema, so that a new table cannot be forgotten:
 * who adds a column that points to a person adds a row here.
 *
 * Read with: docs/decisions/0026-privacy.md, leaving.h.
 */
#pragma once
#include "db/ctx.h"

/** A row of any of the tables, in words that all share.  A text that is not there is NULL, a number
 *  0. */
typedef struct Held {
    const char *name, *name_latin, *email, *country, *organisation, *position, *headline, *about;
    const char *level, *language, *zone, *title, *summary, *text, *url, *place, *interest, *role;
    const char *question, *answer;
    const char *scope, *kind, *state, *note, *purpose, *wording, *source, *evidence, *device;
    int64_t joined_at, left_at, seen_at, seen_before, since, until, at, published_at;
    int64_t opened_at, came_at;
    int64_t id, version, size;
    bool given;
} Held;

typedef struct Holding {
    const char *table;
    const char *columns; /* that point to a person, with commas between */
    const char *label;   /* N_(), what it is */
    const char *why;     /* N_(), what for, and how long */
    const char *url;     /* where its owner corrects or sees it, or NULL */
    const char *fields;  /* of Held, in the order in which people read them */
    const Sql *list;     /* Held rows of a person, newest first; NULL: nothing of it is shown */
    const DbType *type;
    const Sql *erase; /* NULL: it stays, with the number alone */
} Holding;

extern const Holding HOLDINGS[]; /* ends with {0} */

const Holding *holding_find(const char *table); /* or NULL */

/** How many rows there are of each, in the order of HOLDINGS; in the arena.  One statement. */
const int64_t *holding_counts(Ctx *cx, int64_t person_id);

typedef enum HeldKind {
    HELD_TEXT = 1,
    HELD_COUNTRY,  /* text, ISO 3166-1 alpha-2 */
    HELD_LANGUAGE, /* text, BCP 47, several with commas between */
    HELD_MOMENT,
    HELD_DAY, /* a moment that is exact to the day, in UTC */
    HELD_NUMBER,
    HELD_SIZE,
    HELD_FLAG,
} HeldKind;

/** How a field of Held is shown. */
typedef struct HeldField {
    const char *name;  /* of the field */
    const char *label; /* N_() */
    HeldKind kind;
    size_t offset; /* in Held */
} HeldField;

/** The field of this name; it is our mistake if there is none. */
const HeldField *held_field(const char *name);

/** A value as people of @lang read it; NULL if it is not there.  In the arena. */
const char *held_format(const Ctx *cx, const HeldField *field, const Held *row);

/** Erase what one table has of the person; returns how many rows. */
int64_t holding_erase_rows(Ctx *cx, const char *table, int64_t person_id);

/** Delete or empty all that names the person, and all that only that person has.  The caller has a
 *  transaction that writes; what it means for roles and mails is leaving.h. */
void holding_erase(Ctx *cx, int64_t person_id);
