/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/redirect.h"
#include "base/limits.h"

#include "alliance/redirect.sql.h"

static const DbType REDIRECT = DB_TYPE(Redirect, DB_FIELD(Redirect, path),
                                       DB_FIELD(Redirect, target));

RedirectSpan
redirect_list(Ctx *cx, int64_t page)
{
    int64_t offset = (MAX(page, 1) - 1) * LIMIT_PAGE_ROWS;
    return DB_SPAN(RedirectSpan, db_all(cx, &SQL_redirect_list, &REDIRECT,
                                        DB_ARGS((int64_t)LIMIT_PAGE_ROWS, offset)));
}

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

bool
redirect_delete(Ctx *cx, const char *path)
{
    return db_run(cx, &SQL_redirect_delete, DB_ARGS(path)) > 0;
}
