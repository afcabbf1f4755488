/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/supporter.h"
#include "alliance/audit.h"

#include "alliance/supporter.sql.h"
#include "db/memo.h"

static const DbType SUPPORTER = DB_TYPE(
    Supporter, DB_FIELD(Supporter, id), DB_FIELD(Supporter, kind), DB_FIELD(Supporter, name),
    DB_FIELD(Supporter, credit), DB_FIELD(Supporter, url), DB_FIELD(Supporter, position));

SupporterSpan
supporter_list(Ctx *cx)
{
    return DB_SPAN(SupporterSpan, db_all_kept(cx, &SQL_supporter_list, &SUPPORTER, DB_NO_ARGS));
}

const Supporter *
supporter_find(Ctx *cx, int64_t id)
{
    return db_one(cx, &SQL_supporter_find, &SUPPORTER, DB_ARGS(id));
}

int64_t
supporter_insert(Ctx *cx, const Supporter *supporter)
{
    audit(cx, "supporter.insert", 0, supporter->name);
    return db_insert(cx, &SQL_supporter_insert,
                     DB_ARGS(supporter->kind, supporter->name, supporter->credit, supporter->url));
}

bool
supporter_update(Ctx *cx, const Supporter *supporter)
{
    int64_t n = db_run(cx, &SQL_supporter_update,
                       DB_ARGS(supporter->id, supporter->kind, supporter->name, supporter->credit,
                               supporter->url));
    if (n > 0)
        audit(cx, "supporter.update", 0, supporter->name);
    return n > 0;
}

bool
supporter_place(Ctx *cx, int64_t id, int64_t position)
{
    return db_run(cx, &SQL_supporter_place, DB_ARGS(id, position)) > 0;
}

bool
supporter_delete(Ctx *cx, int64_t id)
{
    const Supporter *supporter = supporter_find(cx, id);
    if (supporter == NULL)
        return false;
    db_run(cx, &SQL_supporter_delete, DB_ARGS(id));
    audit(cx, "supporter.delete", 0, supporter->name);
    return true;
}
