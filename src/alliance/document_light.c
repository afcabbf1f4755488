/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/document_light.h"

#include "alliance/document_job.h"
#include "alliance/document_light.sql.h"
#include "shrink/shrink.h"

#include <string.h>

void
document_light_ask(Ctx *cx, int64_t file_id)
{
    db_run(cx, &SQL_light_ask, DB_ARGS(file_id, (int64_t)SHRINK_FROM, (int64_t)SHRINK_BYTES));
}

const File *
document_light_find(Ctx *cx, int64_t file_id)
{
    int64_t id = db_count(cx, &SQL_light_of, DB_ARGS(file_id));
    return id != 0 ? file_find(cx, id) : NULL;
}

const char *
document_light_name(Arena *arena, const char *name)
{
    const char *dot = strrchr(name, '.');
    size_t n = dot != NULL && dot > name ? (size_t)(dot - name) : strlen(name);
    return arena_printf(arena, "%.*s-light%s", (int)n, name, name + n);
}

int64_t
document_light_count_waiting(Ctx *cx)
{
    return db_count(cx, &SQL_light_count_waiting, DB_NO_ARGS);
}

/* ---- the job ---- */

/* Its result is the copy's number; 0: there is none. */
static bool
make_copy(Ctx *cx, DocumentTaken *taken)
{
    int64_t *id = arena_new_of(cx->arena, int64_t);
    Bytes copy = {NULL, 0};
    taken->result = id;
    *id = 0;
    if (taken->content.n == 0 || !shrink_run(cx->arena, taken->content, &copy))
        return true;
    file_ahead_keep(cx, &copy, 1, G_MAXINT64, id);
    return *id != 0;
}

static void
keep_copy(Ctx *cx, const DocumentTaken *taken)
{
    const int64_t *id = taken->result;
    db_run(cx, &SQL_light_write, DB_ARGS(taken->file_id, *id));
}

const char *
document_light_run(Ctx *cx, const char *argument G_GNUC_UNUSED, GError **error)
{
    static const DocumentJob job = {
        .take = &SQL_light_take, .most = SHRINK_BYTES, .work = make_copy, .write = keep_copy};
    return document_job_run(cx, &job, error);
}
