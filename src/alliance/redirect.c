/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/redirect.h"
#include "base/limits.h"
#include "render/json.h"

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

GHashTable *
redirect_among(Ctx *cx, const char *const *paths, size_t n)
{
    GHashTable *leading = g_hash_table_new(g_str_hash, g_str_equal);
    arena_defer(cx->arena, (GDestroyNotify)g_hash_table_unref, leading);
    if (n == 0)
        return leading;
    GString *text = arena_string(cx->arena, n * 32);
    Json out;
    json_init(&out, text);
    json_open_array(&out, NULL);
    for (size_t i = 0; i < n; i++)
        json_str(&out, NULL, paths[i]);
    json_close_array(&out);
    DbRows rows = db_all(cx, &SQL_redirect_among, &REDIRECT, DB_ARGS(text->str));
    const Redirect *found = rows.at;
    for (size_t i = 0; i < rows.n; i++)
        g_hash_table_add(leading, (gpointer)(uintptr_t)found[i].path);
    return leading;
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
