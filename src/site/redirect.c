/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "site/redirect.h"

#include "site/site.h"
#include "site/site.sql.h"

#include <string.h>

const char *
redirect_find(Ctx *cx, const char *path)
{
    return db_string(cx, &SQL_redirect_find, DB_ARGS(path));
}

void
redirect_insert(Ctx *cx, const char *path, const char *target)
{
    db_run(cx, &SQL_redirect_insert, DB_ARGS(path, target, cx->now));
}

Response *
site_not_found(Request *req)
{
    Ctx *cx = req->cx;
    if (req->in->method != GET)
        return NULL;
    const char *target = NULL, *query = strchr(req->in->target, '?');
    /* "?page=2" may have an address of its own now. */
    if (query != NULL)
        target = redirect_find(cx, arena_printf(cx->arena, "%s%s", req->path, query));
    if (target == NULL)
        target = redirect_find(cx, req->path);
    return target != NULL ? respond_moved(req, target) : NULL;
}
