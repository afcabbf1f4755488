/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/interest.h"
#include "alliance/audit.h"
#include "db/memo.h"
#include "lang/lang.h"

#include "alliance/interest.sql.h"

static const DbType INTEREST = DB_TYPE(Interest, DB_FIELD(Interest, slug), DB_FIELD(Interest, name),
                                       DB_FIELD(Interest, name_fr));

InterestSpan
interest_list(Ctx *cx)
{
    return DB_SPAN(InterestSpan, db_all_kept(cx, &SQL_interest_list, &INTEREST, DB_NO_ARGS));
}

const char *
interest_name(const Ctx *cx, const Interest *interest)
{
    return lang_name(cx->lang, interest->name, interest->name_fr);
}

void
interest_insert(Ctx *cx, const Interest *interest)
{
    if (db_run(cx, &SQL_interest_insert,
               DB_ARGS(interest->slug, interest->name, interest->name_fr)) == 1)
        audit(cx, "interest.insert", 0, interest->slug);
}

const Interest *
interest_find(Ctx *cx, const char *slug)
{
    return db_one(cx, &SQL_interest_find, &INTEREST, DB_ARGS(slug));
}

bool
interest_update(Ctx *cx, const Interest *interest)
{
    int64_t n = db_run(cx, &SQL_interest_update,
                       DB_ARGS(interest->slug, interest->name, interest->name_fr));
    if (n == 1)
        audit(cx, "interest.save", 0, interest->slug);
    return n == 1;
}

bool
interest_place(Ctx *cx, const char *slug, int64_t position)
{
    return db_run(cx, &SQL_interest_place, DB_ARGS(slug, position)) == 1;
}

bool
interest_delete(Ctx *cx, const char *slug)
{
    int64_t n = db_run(cx, &SQL_interest_delete, DB_ARGS(slug));
    if (n == 1)
        audit(cx, "interest.delete", 0, slug);
    return n == 1;
}
