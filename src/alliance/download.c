/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/download.h"

#include "alliance/access.h"
#include "alliance/download.sql.h"
#include "base/moment.h"

#include <string.h>

/* In what programs say of themselves that fetch for nobody in particular; small letters. */
static const char *const ROBOTS[] = {"bot",    "crawl", "spider",  "slurp",   "preview", "fetch",
                                     "python", "curl",  "scan",    "archive", "monitor", "wget",
                                     "java/",  "perl",  "go-http", "headless"};

static const DbType COUNT = DB_TYPE(DownloadCount, DB_FIELD(DownloadCount, file_id),
                                    DB_FIELD(DownloadCount, n), DB_FIELD(DownloadCount, n_month));

static bool
is_robot(const char *agent)
{
    if (agent == NULL || *agent == '\0')
        return true;
    g_autofree char *small = g_ascii_strdown(agent, -1);
    for (size_t i = 0; i < G_N_ELEMENTS(ROBOTS); i++)
        if (strstr(small, ROBOTS[i]) != NULL)
            return true;
    return false;
}

const char *
download_month(Ctx *cx)
{
    return arena_strndup(cx->arena, moment_date(cx->arena, cx->now), strlen("2017-01"));
}

static void
count(Ctx *cx, const void *data)
{
    const int64_t *file_id = data;
    db_run(cx, &SQL_download_count, DB_ARGS(*file_id, download_month(cx)));
}

static bool
is_editor(const Ctx *cx)
{
    return (cx->me.roles & (ROLE_EDITOR | ROLE_SECRETARIAT)) != 0;
}

static bool
is_counted(Ctx *cx, const char *type)
{
    return !is_editor(cx) && !file_is_picture(&(File){.type = type});
}

void
download_note_mail(Ctx *cx, const char *type, int64_t file_id)
{
    if (is_counted(cx, type))
        count(cx, &file_id);
}

void
download_note(Request *req, const char *type, int64_t file_id)
{
    if (req->in->head || !is_counted(req->cx, type) || is_robot(req->in->user_agent))
        return;
    int64_t *counted = arena_new_of(req->cx->arena, int64_t);
    *counted = file_id;
    req->later = count;
    req->later_data = counted;
}

DownloadCountSpan
download_list(Ctx *cx, int64_t item_id)
{
    return DB_SPAN(DownloadCountSpan,
                   db_all(cx, &SQL_download_list, &COUNT, DB_ARGS(item_id, download_month(cx))));
}

const DownloadCount *
download_of(DownloadCountSpan counts, int64_t file_id)
{
    for (size_t i = 0; i < counts.n; i++)
        if (counts.at[i].file_id == file_id)
            return &counts.at[i];
    return NULL;
}

void
download_forget(Ctx *cx, int64_t file_id)
{
    db_run(cx, &SQL_download_delete, DB_ARGS(file_id));
}
