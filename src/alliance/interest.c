/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/interest.h"
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
    db_run(cx, &SQL_interest_insert, DB_ARGS(interest->slug, interest->name, interest->name_fr));
}
