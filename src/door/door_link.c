/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "door/door_link.h"

#include "alliance/audit.h"
#include "base/secret.h"
#include "door/door.h"
#include "door/door_link.sql.h"
#include "door/room.h"
#include "web/app.h"

static const DbType LINK = DB_TYPE(DoorLink, DB_FIELD(DoorLink, id), DB_FIELD(DoorLink, label),
                                   DB_FIELD(DoorLink, created_at));

DoorLinkSpan
door_link_list(Ctx *cx, int64_t item_id)
{
    return DB_SPAN(DoorLinkSpan,
                   db_all(cx, &SQL_door_link_list, &LINK, DB_ARGS(item_id, (int64_t)DOOR_LINKS)));
}

const char *
door_link_new(Ctx *cx, int64_t item_id, const char *label)
{
    uint8_t random[SECRET_SIZE];
    cx->app->random(cx->app, random, sizeof random);
    const char *token = secret_encode(cx->arena, random, sizeof random);
    db_insert(cx, &SQL_door_link_insert,
              DB_ARGS(item_id, secret_hash(cx->arena, token), label, cx->now));
    audit(cx, "door.link", item_id, label);
    return token;
}

bool
door_link_end(Ctx *cx, int64_t item_id, int64_t id)
{
    if (db_run(cx, &SQL_door_link_delete, DB_ARGS(id, item_id)) == 0)
        return false;
    audit(cx, "door.link.end", item_id, arena_printf(cx->arena, "#%" PRId64, id));
    return true;
}

int64_t
door_link_item(Ctx *cx, const char *token)
{
    return db_count(cx, &SQL_door_link_find, DB_ARGS(secret_hash(cx->arena, token)));
}

int64_t
door_clean(Ctx *cx)
{
    return db_run(cx, &SQL_door_link_delete_old, DB_ARGS(cx->now - DOOR_AFTER));
}
