/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What a job does with the rows of a table, some a transaction.
 */
#include "accession/accession.h"

#include "accession/accession.sql.h"
#include "accession/take.h"
#include "alliance/audit.h"
#include "alliance/redirect.h"
#include "lang/lang.h"
#include "web/session.h"

#include <string.h>

/* Who let it begin, with the roles in force now, in the language in which the table was sent.  Who
 * has the command line has the database. */
static Ctx
acting(Ctx *cx, const Accession *accession)
{
    Ctx own = *cx;
    const Lang *lang = lang_find(accession->language);
    own.lang = lang != NULL ? lang : cx->lang;
    own.me = accession->by_command ? (Viewer){.roles = ROLE_MEMBER | ROLE_EDITOR}
                                   : session_viewer(cx, accession->acted_by);
    return own;
}

/* ---- the rows of each kind of work ---- */

/* A work goes, with the old addresses that lead to it and to its translations. */
static void
delete_work(Ctx *cx, AccessionRowSpan rows, int64_t work_id)
{
    for (size_t i = 0; i < rows.n; i++) {
        if (rows.at[i].work_id != work_id)
            continue;
        if (*rows.at[i].old_path != '\0')
            redirect_delete(cx, rows.at[i].old_path);
        rows.at[i].work_id = 0;
    }
    item_delete(cx, work_id);
}

/* A work stays if anybody did anything with it; its translations follow it. */
static const char *
undo_row(Ctx *cx, AccessionRowSpan rows, const AccessionRow *row)
{
    if (strcmp(row->outcome, "edition") == 0)
        return row->work_id != 0 ? "kept" : "back";
    if (row->work_id != 0 &&
        db_count(cx, &SQL_accession_is_as_it_was, DB_ARGS(row->work_id, row->mark)) == 0)
        return "kept";
    if (row->work_id != 0)
        delete_work(cx, rows, row->work_id);
    return "back";
}

static void
undo_rows(Ctx *cx, const Accession *accession, AccessionRowSpan rows, size_t from, size_t to)
{
    for (size_t i = from; i < to && !db_failed(cx->db); i++) {
        const AccessionOutcome *outcome = accession_outcome_find(rows.at[i].outcome);
        if (outcome != NULL && outcome->is_in)
            db_run(cx, &SQL_accession_set_outcome,
                   DB_ARGS(accession->id, rows.at[i].place, undo_row(cx, rows, &rows.at[i])));
    }
}

/* ---- a portion ---- */

/* Some files a transaction, as rows: thousands at once would hold up everybody who writes. */
static bool
release_files(Ctx *cx, const Accession *accession)
{
    return accession_release_files(cx, accession->id, ACCESSION_RELEASE);
}

static bool
end_applying(Ctx *cx, const Accession *accession)
{
    if (!release_files(cx, accession))
        return false;
    db_run(cx, &SQL_accession_set_marks, DB_ARGS(accession->id));
    return true;
}

static const struct {
    const char *state, *after;
    void (*rows)(Ctx *cx, const Accession *accession, AccessionRowSpan rows, size_t from,
                 size_t to);
    /* Behind the last row; false: not all of it is done.  Or NULL. */
    bool (*end)(Ctx *cx, const Accession *accession);
} WORK[] = {
    {"check", "checked", take_rows, NULL         },
    {"apply", "done",    take_rows, end_applying },
    {"undo",  "undone",  undo_rows, release_files},
};

static void
end_state(Ctx *cx, const Accession *accession, size_t kind)
{
    if (WORK[kind].end != NULL && !WORK[kind].end(cx, accession))
        return;
    bool is_first = db_run(cx, &SQL_accession_end_state,
                           DB_ARGS(accession->id, accession->state, WORK[kind].after, cx->now)) ==
                    1;
    if (is_first && strcmp(accession->state, "check") != 0)
        audit(cx, arena_printf(cx->arena, "accession.%s-done", accession->state), 0,
              arena_printf(cx->arena, "#%" PRId64 ": %" PRId64, accession->id, accession->n_rows));
}

/* Another worker that believes the table is his finds another number and does nothing. */
static bool
claim(Ctx *cx, const Accession *accession, int64_t done)
{
    return db_run(cx, &SQL_accession_move_on,
                  DB_ARGS(accession->id, accession->state, accession->n_done, done)) == 1;
}

int64_t
accession_portion(Ctx *cx, JobCursor *cursor)
{
    const Accession *accession = accession_find(cx,
                                                db_count(cx, &SQL_accession_working, DB_NO_ARGS));
    if (accession == NULL)
        return 0;
    int64_t done = MIN(accession->n_done + ACCESSION_BATCH, accession->n_rows);
    Ctx own = acting(cx, accession);
    if ((own.me.roles & ROLE_EDITOR) == 0) {
        accession_halt(cx, accession);
        cursor->more = true; /* others may wait behind it */
        return 1;
    }
    if (!claim(cx, accession, done))
        return 0;
    size_t kind = 0;
    while (strcmp(WORK[kind].state, accession->state) != 0)
        kind++;
    if (done > accession->n_done) {
        AccessionRowSpan rows = accession_rows(&own, accession->id);
        WORK[kind].rows(&own, accession, rows, (size_t)accession->n_done,
                        MIN((size_t)done, rows.n));
    }
    if (done == accession->n_rows)
        end_state(&own, accession, kind);
    cursor->more = true;
    return done - accession->n_done;
}

const char *
accession_run(Ctx *cx, const char *argument, GError **error)
{
    (void)argument;
    return job_run_portions(cx, accession_portion, ACCESSION_SECONDS, error);
}
