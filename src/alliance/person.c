/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/person.h"
#include "alliance/audit.h"
#include "alliance/profile.h"
#include "base/limits.h"
#include "base/text.h"

#include "alliance/person.sql.h"

#include <string.h>

static const DbType PERSON = DB_TYPE(
    Person, DB_FIELD(Person, id), DB_FIELD(Person, email), DB_FIELD(Person, name),
    DB_FIELD(Person, name_latin), DB_FIELD(Person, country), DB_FIELD(Person, organisation),
    DB_FIELD(Person, position), DB_FIELD(Person, headline), DB_FIELD(Person, level),
    DB_FIELD(Person, language), DB_FIELD(Person, zone), DB_FIELD(Person, picture_id),
    DB_FIELD(Person, joined_at), DB_FIELD(Person, left_at), DB_FIELD(Person, is_demo),
    DB_FIELD(Person, version), DB_FIELD(Person, comment_mails), DB_FIELD(Person, poll_mails),
    DB_FIELD(Person, pace));

const Person *
person_find(Ctx *cx, int64_t id)
{
    return db_one(cx, &SQL_person_find, &PERSON, DB_ARGS(id));
}

const Person *
person_find_email(Ctx *cx, const char *email)
{
    return db_one(cx, &SQL_person_find_email, &PERSON, DB_ARGS(text_fold_email(cx->arena, email)));
}

int64_t
person_insert(Ctx *cx, const Person *p)
{
    const char *email = text_fold_email(cx->arena, p->email);
    int64_t id = db_insert(
        cx, &SQL_person_insert,
        DB_ARGS(email, p->name, p->name_latin, p->country, text_or_empty(p->organisation),
                text_or_empty(p->position), text_or_empty(p->headline), p->level,
                p->language ? p->language : "en", p->zone ? p->zone : "UTC",
                DB_OR_NULL(p->picture_id), p->joined_at, DB_OR_NULL(p->left_at), p->is_demo,
                profile_new_handle(cx), (int64_t)PROFILE_FIRST_MEMBERS));
    if (id != 0)
        audit(cx, "person.insert", 0, arena_printf(cx->arena, "#%" PRId64, id));
    return id;
}

PersonSpan
person_list(Ctx *cx, const int64_t *ids, size_t n)
{
    if (n == 0)
        return (PersonSpan){0};
    return DB_SPAN(PersonSpan,
                   db_all(cx, &SQL_person_list, &PERSON, DB_ARGS(db_numbers(cx->arena, ids, n))));
}

void
person_set_reading(Ctx *cx, int64_t id, const char *language, const char *zone)
{
    if (db_run(cx, &SQL_person_set_reading, DB_ARGS(id, language, zone)) == 1)
        audit(cx, "person.reading", 0,
              arena_printf(cx->arena, "#%" PRId64 ": %s, %s", id, language, zone));
}
