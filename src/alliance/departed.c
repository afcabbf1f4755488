/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/departed.h"
#include "base/secret.h"
#include "web/app.h"

#include "alliance/departed.sql.h"

#include <string.h>

static Bytes
address_mac(Ctx *cx, const char *email)
{
    g_autofree char *small = g_ascii_strdown(email, -1);
    const Bytes parts[] = {
        {"departed", strlen("departed")},
        {small,      strlen(small)     },
    };
    uint8_t *mac = arena_alloc(cx->arena, SECRET_SIZE);
    secret_mac(cx->app->key, parts, G_N_ELEMENTS(parts), mac);
    return (Bytes){mac, SECRET_SIZE};
}

void
departed_note(Ctx *cx, const char *email)
{
    db_run(cx, &SQL_departed_note, DB_ARGS(address_mac(cx, email), cx->now));
}

bool
departed_any(Ctx *cx)
{
    return db_count(cx, &SQL_departed_count, DB_NO_ARGS) > 0;
}

bool
departed_has(Ctx *cx, const char *email)
{
    return db_count(cx, &SQL_departed_has, DB_ARGS(address_mac(cx, email))) > 0;
}
