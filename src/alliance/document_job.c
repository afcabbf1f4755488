/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/document_job.h"

#include "base/error.h"
#include "web/app.h"

#define TRIES_MOST 3   /* this server may have been stopped twice meanwhile */
#define RUN_SECONDS 10 /* others have their turn, too; what is left is for the next run */

typedef struct TakenRow {
    int64_t file_id, tries;
} TakenRow;

static const DbType TAKEN_ROW = DB_TYPE(TakenRow, DB_FIELD(TakenRow, file_id),
                                        DB_FIELD(TakenRow, tries));

/* False: there is nothing. */
static bool
take(Ctx *cx, const DocumentJob *job, DocumentTaken *ret)
{
    const TakenRow *row = db_one(cx, job->take, &TAKEN_ROW, DB_NO_ARGS);
    if (row == NULL)
        return false;
    *ret = (DocumentTaken){.file_id = row->file_id,
                           .file = file_find(cx, row->file_id),
                           .is_given_up = row->tries > TRIES_MOST};
    if (ret->file != NULL && ret->file->size <= job->most && !ret->is_given_up)
        ret->content = file_read(cx, ret->file, 0, ret->file->size);
    return true;
}

typedef enum Step { STEP_DONE, STEP_NOTHING, STEP_FAILED } Step;

static Step
take_next(Ctx *cx, const DocumentJob *job)
{
    DocumentTaken taken;
    if (db_begin(cx->db, true) != DB_OK)
        return STEP_FAILED;
    bool found = take(cx, job, &taken);
    if (db_end(cx->db, true) != DB_OK)
        return STEP_FAILED;
    if (!found)
        return STEP_NOTHING;
    if (!job->work(cx, &taken) || db_begin(cx->db, true) != DB_OK)
        return STEP_FAILED;
    job->write(cx, &taken);
    return db_end(cx->db, true) == DB_OK ? STEP_DONE : STEP_FAILED;
}

const char *
document_job_run(Ctx *cx, const DocumentJob *job, GError **error)
{
    g_autoptr(GTimer) timer = g_timer_new();
    int64_t n = 0;
    Step step = STEP_DONE;
    while (step == STEP_DONE && g_timer_elapsed(timer, NULL) < RUN_SECONDS) {
        g_autoptr(Arena) arena = arena_new();
        Ctx portion = *cx;
        portion.arena = arena;
        portion.now = cx->app->clock(cx->app);
        step = take_next(&portion, job);
        n += step == STEP_DONE ? 1 : 0;
    }
    if (step == STEP_FAILED)
        g_set_error(error, BARAZA_ERROR, ERROR_DATABASE, "the database kept nothing");
    return n > 0 ? arena_printf(cx->arena, "%" PRId64, n) : NULL;
}
