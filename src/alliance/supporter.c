/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/supporter.h"

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
    return db_insert(cx, &SQL_supporter_insert,
                     DB_ARGS(supporter->kind, supporter->name, supporter->credit, supporter->url,
                             supporter->position));
}

bool
supporter_update(Ctx *cx, const Supporter *supporter)
{
    return db_run(cx, &SQL_supporter_update,
                  DB_ARGS(supporter->id, supporter->kind, supporter->name, supporter->credit,
                          supporter->url, supporter->position)) > 0;
}

bool
supporter_delete(Ctx *cx, int64_t id)
{
    return db_run(cx, &SQL_supporter_delete, DB_ARGS(id)) > 0;
}
