/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "profile/badge.h"
#include "alliance/audit.h"
#include "alliance/holding.h"
#include "alliance/profile.h"
#include "profile/badge.sql.h"

static const DbType BADGE = DB_TYPE(Badge, DB_FIELD(Badge, name), DB_FIELD(Badge, name_latin),
                                    DB_FIELD(Badge, joined_at), DB_FIELD(Badge, left_at),
                                    DB_FIELD(Badge, is_demo));

const Badge *
badge_find(Ctx *cx, const char *token)
{
    return db_one(cx, &SQL_badge_find, &BADGE, DB_ARGS(token));
}

const char *
badge_token(Ctx *cx, int64_t person_id)
{
    return db_string(cx, &SQL_badge_token, DB_ARGS(person_id));
}

void
badge_set(Ctx *cx, int64_t person_id, bool on)
{
    int64_t n = on ? db_run(cx, &SQL_badge_insert,
                            DB_ARGS(person_id, profile_new_handle(cx), cx->now))
                   : db_run(cx, holding_find("badge")->erase, DB_ARGS(person_id));
    if (n > 0)
        audit(cx, on ? "badge.on" : "badge.off", 0,
              arena_printf(cx->arena, "#%" PRId64, person_id));
}
