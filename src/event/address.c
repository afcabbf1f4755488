/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "event/address.h"

#include "alliance/audit.h"
#include "alliance/holding.h"
#include "base/secret.h"
#include "event/address.sql.h"
#include "lang/lang.h"
#include "web/app.h"

static const DbType OWNER = DB_TYPE(CalendarOwner, DB_FIELD(CalendarOwner, person_id),
                                    DB_FIELD(CalendarOwner, language));

const CalendarOwner *
calendar_owner(Ctx *cx, const char *token)
{
    return db_one(cx, &SQL_address_find, &OWNER, DB_ARGS(secret_hash(cx->arena, token)));
}

int64_t
calendar_since(Ctx *cx, int64_t person_id)
{
    return db_count(cx, &SQL_address_since, DB_ARGS(person_id));
}

const char *
calendar_new(Ctx *cx)
{
    uint8_t random[SECRET_SIZE];
    cx->app->random(cx->app, random, sizeof random);
    const char *token = secret_encode(cx->arena, random, sizeof random);
    db_run(cx, &SQL_address_set,
           DB_ARGS(cx->me.id, secret_hash(cx->arena, token), cx->lang->code, cx->now));
    audit(cx, "calendar.new", 0, arena_printf(cx->arena, "#%" PRId64, cx->me.id));
    return token;
}

void
calendar_end(Ctx *cx)
{
    if (db_run(cx, holding_find("calendar_address")->erase, DB_ARGS(cx->me.id)) > 0)
        audit(cx, "calendar.end", 0, arena_printf(cx->arena, "#%" PRId64, cx->me.id));
}
