/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "import/known.h"
#include "alliance/person.h"

#include "import/import.sql.h"

#include <string.h>

static const DbType KNOWN = DB_TYPE(
    Known, DB_FIELD(Known, id), DB_FIELD(Known, email), DB_FIELD(Known, name),
    DB_FIELD(Known, name_latin), DB_FIELD(Known, country), DB_FIELD(Known, organisation),
    DB_FIELD(Known, position), DB_FIELD(Known, level), DB_FIELD(Known, joined_at),
    DB_FIELD(Known, has_gone), DB_FIELD(Known, is_subscriber));

static const Known *
find_as_written(Ctx *cx, const char *email, bool has_addresses)
{
    const Known *found = db_one(cx, &SQL_import_find_person, &KNOWN, DB_ARGS(email, cx->now));
    if (found != NULL || !has_addresses)
        return found;
    return db_one(cx, &SQL_import_find_person_address, &KNOWN, DB_ARGS(email, cx->now));
}

bool
known_has_addresses(Ctx *cx)
{
    return db_count(cx, &SQL_import_has_addresses, DB_NO_ARGS) > 0;
}

const Known *
known_find(Ctx *cx, const char *email, bool has_addresses)
{
    const Known *found = find_as_written(cx, email, has_addresses);
    if (found != NULL)
        return found;
    char *small = arena_strdup(cx->arena, email);
    for (char *c = small; *c != '\0'; c++)
        *c = g_ascii_tolower(*c);
    return strcmp(small, email) != 0 ? find_as_written(cx, small, has_addresses) : NULL;
}

const Known *
known_find_id(Ctx *cx, int64_t id)
{
    return db_one(cx, &SQL_import_find_person_id, &KNOWN, DB_ARGS(id, cx->now));
}

static const char *
or_null(const char *text)
{
    return *text != '\0' ? text : NULL;
}

void
known_save(Ctx *cx, const Known *p, int64_t organisation_id)
{
    db_run(cx, &SQL_import_update_person,
           DB_ARGS(p->id, p->name, or_null(p->country), p->organisation, organisation_id,
                   p->position, or_null(p->level), p->joined_at));
}

const char *
known_number(Ctx *cx, int64_t number)
{
    return arena_printf(cx->arena, "%" PRId64, number);
}
